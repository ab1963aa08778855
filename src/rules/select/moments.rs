//! Takes dates, times, timestamps and addresses as a node reads them in a string, gives their wire bytes or the node's
//! words. Never guesses the node's time zone: a timestamp without one has no bytes here.
//!
//! Other than in a model's values, a node takes `2024-02-30` as a timestamp (the last day of the month), `1:2:3` as a
//! time and `1.2` as an address. Some hundred forms were tried on a 5.0.8 node.

use std::net::{IpAddr, Ipv6Addr};

use super::literals::Bytes;

/// Why a string is no value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Fault {
    /// The node refuses it, in these words.
    Refused(String),
    /// Only the node knows.
    Unknown(String),
}

/// Nanoseconds of a day.
const DAY: i64 = 86_400_000_000_000;

/// Days from the epoch at which a date's range begins; it ends at the opposite of one more.
const FIRST_DAY: i64 = -(1 << 31);

/// A date: a number of days, the epoch at 2³¹, or `2024-01-31`.
pub(super) fn date(text: &str) -> Result<Bytes, Fault> {
    if is_whole(text) {
        return match text.parse::<u32>() {
            Ok(days) => Ok(Some(days.to_be_bytes().to_vec())),
            Err(_) if text.trim_start_matches('-').trim_start_matches('0').is_empty() => Ok(Some(vec![0; 4])),
            Err(_) => Err(Fault::Refused(format!("Unable to make unsigned int (for date) from: '{text}'"))),
        };
    }
    let refused = || Fault::Refused(format!("Unable to coerce '{text}' to a formatted date (long)"));
    let (day, rest) = day(text).ok_or_else(refused)?;
    if !rest.is_empty() || day.of_month > month_len(day.year, day.month) || day.year.abs() >= 999_999_999 {
        return Err(refused());
    }
    let days = day.days();
    if days > -FIRST_DAY - 1 {
        let words = format!("Input date {text} is greater than max supported date +5881580-07-11T00:00Z");
        return Err(Fault::Refused(words));
    }
    let Ok(days) = u32::try_from(days - FIRST_DAY) else {
        let words = format!("Input date {text} is less than min supported date -5877641-06-23T00:00Z");
        return Err(Fault::Refused(words));
    };
    Ok(Some(days.to_be_bytes().to_vec()))
}

/// A time: nanoseconds, or `10:20:30.5`.
pub(super) fn time(text: &str) -> Result<Bytes, Fault> {
    if is_whole(text) {
        return match text.parse::<i64>() {
            Ok(nanos) if (0..DAY).contains(&nanos) => Ok(Some(nanos.to_be_bytes().to_vec())),
            _ => Err(Fault::Refused(format!("Unable to make long (for time) from: '{text}'"))),
        };
    }
    let words = format!("(TimeType) Unable to coerce '{text}' to a formatted time (long)");
    let nanos = nanos(text.trim()).ok_or(Fault::Refused(words))?;
    Ok(Some(nanos.to_be_bytes().to_vec()))
}

fn nanos(text: &str) -> Option<i64> {
    let (hours, rest) = text.split_once(':')?;
    let (minutes, rest) = rest.split_once(':')?;
    let (seconds, fraction) =
        rest.split_once('.').map_or((rest, None), |(seconds, fraction)| (seconds, Some(fraction)));
    let part = |text: &str, end: i64| text.parse::<i64>().ok().filter(|part| (0..end).contains(part));
    let fraction = match fraction {
        None => 0,
        Some(digits) if (1..=9).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit()) => {
            format!("{digits:0<9}").parse::<i64>().ok()?
        }
        Some(_) => return None,
    };
    let seconds = (part(hours, 24)? * 60 + part(minutes, 60)?) * 60 + part(seconds, 60)?;
    Some(seconds * 1_000_000_000 + fraction)
}

/// A timestamp: milliseconds, `now`, or a day with or without a time and a zone.
pub(super) fn timestamp(text: &str) -> Result<Bytes, Fault> {
    if is_whole(text) {
        return match text.parse::<i64>() {
            Ok(millis) => Ok(Some(millis.to_be_bytes().to_vec())),
            Err(_) => Err(Fault::Refused(format!("Unable to make long (for date) from: '{text}'"))),
        };
    }
    if text.eq_ignore_ascii_case("now") {
        return Ok(None);
    }
    let refused = || Fault::Refused(format!("Unable to parse a date/time from '{text}'"));
    let (day, rest) = day(text).ok_or_else(refused)?;
    let (millis, rest) = match rest.strip_prefix(['T', ' ']).and_then(clock) {
        Some((millis, rest)) => (millis, rest),
        None => (0, rest),
    };
    match zone(rest) {
        Zone::None => Ok(None),
        Zone::Offset(minutes) => {
            let last = day.of_month.min(month_len(day.year, day.month));
            let days = Day { of_month: last, ..day }.days();
            let millis = days * 86_400_000 + millis - minutes * 60_000;
            Ok(Some(millis.to_be_bytes().to_vec()))
        }
        Zone::Named => Err(Fault::Unknown(format!("whether a node knows the time zone in `{text}`"))),
        Zone::Bad => Err(refused()),
    }
}

/// What stands behind a moment.
enum Zone {
    None,
    /// Minutes east of Greenwich.
    Offset(i64),
    /// A name.
    Named,
    Bad,
}

fn zone(text: &str) -> Zone {
    let Some(named) = text.strip_prefix(' ') else {
        return match text {
            "" => Zone::None,
            "Z" => Zone::Offset(0),
            other => offset(other).map_or(Zone::Bad, Zone::Offset),
        };
    };
    match named {
        "Z" | "UTC" | "GMT" | "UT" => Zone::Offset(0),
        other => {
            let bare = other.strip_prefix("UTC").or_else(|| other.strip_prefix("GMT")).unwrap_or(other);
            match offset(bare) {
                Some(minutes) => Zone::Offset(minutes),
                None if bare == other && other.starts_with(|c: char| c.is_ascii_uppercase()) => Zone::Named,
                None => Zone::Bad,
            }
        }
    }
}

/// `+01`, `+0100` or `+01:00`.
fn offset(text: &str) -> Option<i64> {
    let (sign, rest) = match text.split_at_checked(1)? {
        ("+", rest) => (1, rest),
        ("-", rest) => (-1, rest),
        _ => return None,
    };
    let (hours, minutes) = rest.split_at_checked(2)?;
    let minutes = match minutes.strip_prefix(':') {
        Some("") => return None,
        Some(minutes) => minutes,
        None => minutes,
    };
    let part = |text: &str| match text.as_bytes() {
        [a, b] if a.is_ascii_digit() && b.is_ascii_digit() => text.parse::<i64>().ok(),
        _ => None,
    };
    let minutes = if minutes.is_empty() { 0 } else { part(minutes).filter(|minutes| *minutes < 60)? };
    let total = part(hours)? * 60 + minutes;
    (total <= 18 * 60).then_some(sign * total)
}

/// The milliseconds of `10:20[:30[.5]]`, and what stands behind them. `24:00` is the end of the day.
fn clock(text: &str) -> Option<(i64, &str)> {
    let (hours, rest) = number(text)?;
    let (minutes, rest) = number(rest.strip_prefix(':')?)?;
    let (seconds, fraction, rest) = match rest.strip_prefix(':').and_then(number) {
        None => (0, 0, rest),
        Some((seconds, rest)) => match rest.strip_prefix('.') {
            None => (seconds, 0, rest),
            Some(rest) => {
                let len = rest.bytes().take(9).take_while(u8::is_ascii_digit).count();
                let (digits, rest) = rest.split_at(len);
                (seconds, format!("{digits:0<3}").get(..3)?.parse::<i64>().ok()?, rest)
            }
        },
    };
    let millis = ((hours * 60 + minutes) * 60 + seconds) * 1000 + fraction;
    let inside = minutes < 60 && seconds < 60 && (hours < 24 || millis == 86_400_000);
    inside.then_some((millis, rest))
}

/// Digits and what stands behind them.
fn number(text: &str) -> Option<(i64, &str)> {
    let len = text.bytes().take_while(u8::is_ascii_digit).count();
    let (digits, rest) = text.split_at(len);
    digits.parse::<i64>().ok().filter(|number| *number < 100).map(|number| (number, rest))
}

#[derive(Clone, Copy)]
struct Day {
    year: i64,
    month: i64,
    of_month: i64,
}

impl Day {
    /// Days since the epoch in the proleptic Gregorian calendar.
    fn days(self) -> i64 {
        let year = if self.month <= 2 { self.year - 1 } else { self.year };
        let era = year.div_euclid(400);
        let of_era = year.rem_euclid(400);
        let of_year = (153 * ((self.month + 9) % 12) + 2) / 5 + self.of_month - 1;
        era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
    }
}

/// `2024-01-31` and what stands behind it; years of more than four digits have a sign.
fn day(text: &str) -> Option<(Day, &str)> {
    let unsigned = text.trim_start_matches(['+', '-']);
    let sign = text.get(..text.len() - unsigned.len())?;
    let len = unsigned.bytes().take_while(u8::is_ascii_digit).count();
    let (digits, rest) = unsigned.split_at(len);
    let is_year = match sign {
        "" => len == 4,
        "+" => (5..=10).contains(&len),
        "-" => (4..=10).contains(&len),
        _ => false,
    };
    let year = digits.parse::<i64>().ok().filter(|_| is_year)?;
    let year = if sign == "-" { -year } else { year };
    let two = |text: &str| text.parse::<i64>().ok().filter(|_| text.bytes().all(|b| b.is_ascii_digit()));
    let (month, rest) = rest.strip_prefix('-')?.split_at_checked(2)?;
    let (day, rest) = rest.strip_prefix('-')?.split_at_checked(2)?;
    let day = Day { year, month: two(month)?, of_month: two(day)? };
    ((1..=12).contains(&day.month) && (1..=31).contains(&day.of_month)).then_some((day, rest))
}

fn month_len(year: i64, month: i64) -> i64 {
    let leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

fn is_whole(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit())
}

/// An address; of version 4 also in the old forms of fewer numbers. A name would be looked up by the node: `localhost` is
/// known everywhere, and any other is taken for one that is not.
pub(super) fn inet(text: &str) -> Result<Bytes, Fault> {
    if text.eq_ignore_ascii_case("localhost") {
        return Ok(None);
    }
    let bare = text.strip_prefix('[').and_then(|text| text.strip_suffix(']')).unwrap_or(text);
    let (address, scope) = bare.split_once('%').map_or((bare, None), |(address, scope)| (address, Some(scope)));
    let six = address.parse::<Ipv6Addr>().ok().filter(|_| scope.is_none_or(is_whole));
    let found = six.map(|six| six.to_canonical()).or_else(|| old_form(text).map(|four| IpAddr::V4(four.into())));
    match found {
        Some(IpAddr::V4(four)) => Ok(Some(four.octets().to_vec())),
        Some(IpAddr::V6(six)) => Ok(Some(six.octets().to_vec())),
        None => Err(Fault::Refused(format!("Unable to make inet address from '{text}'"))),
    }
}

/// One to four numbers, the last of which fills what is left.
fn old_form(text: &str) -> Option<u32> {
    let parts: Vec<&str> = text.split('.').collect();
    let (last, first) = parts.split_last()?;
    let number = |text: &str| text.parse::<u64>().ok().filter(|_| text.bytes().all(|b| b.is_ascii_digit()));
    let mut address = 0_u64;
    for part in first {
        address = (address << 8) | number(part).filter(|part| *part < 256)?;
    }
    let left = 4_usize.checked_sub(first.len())?;
    let last = number(last).filter(|last| left > 0 && *last < 1 << (8 * left))?;
    u32::try_from((address << (8 * left)) | last).ok()
}
