//! Takes days, times of day and timestamps as text, gives the counts that the wire holds, and the other way round. Never
//! guesses: a timestamp without a zone, a 29 February of the wrong year and a leap second are refused.

use super::display::push;
use super::number::{Written, whole};
use super::text::Unit;
use super::{BadValue, quoted, strftime};

/// Day 0 of the wire's unsigned count stands for -5877641-06-23; the epoch is in its middle.
pub(super) const EPOCH_DAY: i64 = 1 << 31;
/// Nanoseconds of a day: a time of day is below it.
pub(super) const DAY_NANOS: i64 = 86_400_000_000_000;
const DAY_MILLIS: i64 = 86_400_000;

/// Reads `2018-11-01`, or any year with a sign, as the wire's day number.
pub(super) fn date(text: &str, format: Option<&str>) -> Result<u32, BadValue> {
    let days = if let Some(format) = format {
        strftime::days(text, format)?
    } else {
        match day(text.as_bytes()) {
            Some((days, [])) => days.ok_or_else(|| no_such_day(text))?,
            _ => return Err(BadValue(format!("{} is not a value of type date: `2018-11-01` is", quoted(text)))),
        }
    };
    let range = "a date lies between -5877641-06-23 and +5881580-07-11";
    u32::try_from(days + EPOCH_DAY).map_err(|_| BadValue(format!("{} is out of range: {range}", quoted(text))))
}

/// Reads `20:57:10` with up to nine digits of a second, as nanoseconds since midnight.
pub(super) fn time(text: &str, format: Option<&str>) -> Result<i64, BadValue> {
    if let Some(format) = format {
        return strftime::nanos(text, format);
    }
    let clock = Clock::read(text.as_bytes()).filter(|clock| clock.seconds.is_some() && clock.rest.is_empty());
    let Some(clock) = clock.filter(|clock| clock.digits <= 9) else {
        let fact = "is not a value of type time: `20:57:10.796` with up to nine digits of a second is";
        return Err(BadValue(format!("{} {fact}", quoted(text))));
    };
    clock.nanos().map_err(|fact| BadValue(format!("{} {fact}", quoted(text))))
}

/// Reads a timestamp as milliseconds since the epoch; `zone` is in minutes east of UTC, for texts that have none.
pub(super) fn timestamp(text: &str, format: Option<&str>, zone: Option<i32>) -> Result<i64, BadValue> {
    if let Some(format) = format {
        return strftime::timestamp(text, format, zone);
    }
    let bytes = text.as_bytes();
    let Some((days, rest)) = day(bytes) else {
        return whole_millis(text);
    };
    let (nanos, rest) = match rest {
        [b'T' | b' ', clock @ ..] if clock.first().is_some_and(u8::is_ascii_digit) => {
            let clock = Clock::read(clock).ok_or_else(|| not_a_timestamp(text))?;
            if clock.digits > 3 {
                let fact = "has more than three digits of a second, and a timestamp holds milliseconds";
                return Err(BadValue(format!("{} {fact}", quoted(text))));
            }
            (clock.nanos().map_err(|fact| BadValue(format!("{} {fact}", quoted(text))))?, clock.rest)
        }
        rest => (0, rest),
    };
    let east = match rest {
        [] => zone.ok_or_else(|| no_zone(text))?,
        rest => offset(rest).ok_or_else(|| not_a_timestamp(text))?,
    };
    let days = days.ok_or_else(|| no_such_day(text))?;
    millis(days, nanos, i64::from(east) * 60).ok_or_else(|| out_of_range(text))
}

/// Reads a count of `unit` since the epoch, decimals and exponents exactly, as milliseconds since the epoch.
pub(super) fn epoch(text: &str, unit: Unit) -> Result<i64, BadValue> {
    let (name, power) = match unit {
        Unit::Seconds => ("seconds", 3),
        Unit::Millis => ("milliseconds", 0),
        Unit::Micros => ("microseconds", -3),
        Unit::Nanos => ("nanoseconds", -6),
    };
    // Nearly every such text is a whole number, and most are milliseconds.
    if power >= 0
        && let Some(millis) = whole(text).and_then(|count| count.checked_mul(if power == 3 { 1000 } else { 1 }))
    {
        return Ok(millis);
    }
    let Some(number) = Written::scan(text) else {
        return Err(BadValue(format!("{} is not a number of {name} since the epoch", quoted(text))));
    };
    let mantissa = number.mantissa().ok_or_else(|| out_of_range(text))?;
    let power = power - number.scale();
    let scaled = if mantissa == 0 {
        Some(0)
    } else if power >= 0 {
        u32::try_from(power).ok().and_then(|power| 10_i128.checked_pow(power)?.checked_mul(mantissa))
    } else {
        // Where even the power does not fit, it cannot divide the mantissa, which does.
        let divisor = u32::try_from(-power).ok().and_then(|power| 10_i128.checked_pow(power));
        let whole = divisor.filter(|divisor| mantissa % divisor == 0).map(|divisor| mantissa / divisor);
        Some(whole.ok_or_else(|| {
            let fact = format!("{name} are not whole milliseconds, which is all that a timestamp holds");
            BadValue(format!("{} {fact}", quoted(text)))
        })?)
    };
    scaled.and_then(|millis| i64::try_from(millis).ok()).ok_or_else(|| out_of_range(text))
}

/// Appends `2018-11-01`; years beyond four digits, and those before 0, with their sign.
pub(super) fn display_day(days: i64, out: &mut String) {
    let (year, month, day) = civil(days);
    let sign = if year < 0 {
        "-"
    } else if year > 9999 {
        "+"
    } else {
        ""
    };
    push(out, format_args!("{sign}{:04}-{month:02}-{day:02}", year.unsigned_abs()));
}

/// Appends `20:57:10`, with three, six or nine digits of a second where it is not whole.
pub(super) fn display_time(nanos: i64, out: &mut String) {
    let (seconds, fraction) = (nanos / 1_000_000_000, nanos % 1_000_000_000);
    push(out, format_args!("{:02}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60));
    if fraction == 0 {
        return;
    }
    if fraction % 1_000_000 == 0 {
        push(out, format_args!(".{:03}", fraction / 1_000_000));
    } else if fraction % 1_000 == 0 {
        push(out, format_args!(".{:06}", fraction / 1_000));
    } else {
        push(out, format_args!(".{fraction:09}"));
    }
}

/// Appends `2018-11-01T20:57:10.796Z`.
pub(super) fn display_timestamp(millis: i64, out: &mut String) {
    let (days, rest) = (millis.div_euclid(DAY_MILLIS), millis.rem_euclid(DAY_MILLIS));
    display_day(days, out);
    let (seconds, fraction) = (rest / 1000, rest % 1000);
    let (hours, minutes) = (seconds / 3600, seconds / 60 % 60);
    push(out, format_args!("T{hours:02}:{minutes:02}:{:02}.{fraction:03}Z", seconds % 60));
}

/// Days since the epoch of the day at the front of `bytes`, and what follows it. The outer `None` is no `YYYY-MM-DD`
/// at all, the inner one a day that the calendar does not have.
fn day(bytes: &[u8]) -> Option<(Option<i64>, &[u8])> {
    let (sign, unsigned) = match bytes {
        [b'-', rest @ ..] => (-1, rest),
        [b'+', rest @ ..] => (1, rest),
        all => (0, all),
    };
    let year_len = unsigned.iter().take(10).take_while(|b| b.is_ascii_digit()).count();
    if !(4..=9).contains(&year_len) || (sign == 0 && year_len != 4) {
        return None;
    }
    let (year, rest) = unsigned.split_at(year_len);
    let year = year.iter().fold(0_i64, |value, digit| value * 10 + i64::from(digit - b'0'));
    let [b'-', m1, m2, b'-', d1, d2, rest @ ..] = rest else {
        return None;
    };
    let (month, day) = (two_digits(*m1, *m2)?, two_digits(*d1, *d2)?);
    let year = if sign < 0 { -year } else { year };
    let exists = (1..=12).contains(&month) && day >= 1 && day <= days_of_month(year, month);
    Some((exists.then(|| days_since_epoch(year, month, day)), rest))
}

/// A time of day as written, and what follows it.
struct Clock<'a> {
    hours: i64,
    minutes: i64,
    seconds: Option<i64>,
    /// Digits of the second's fraction, and their value.
    digits: u32,
    fraction: i64,
    rest: &'a [u8],
}

impl<'a> Clock<'a> {
    fn read(bytes: &'a [u8]) -> Option<Self> {
        let [h1, h2, b':', m1, m2, rest @ ..] = bytes else {
            return None;
        };
        let (hours, minutes) = (two_digits(*h1, *h2)?, two_digits(*m1, *m2)?);
        let [b':', s1, s2, rest @ ..] = rest else {
            return Some(Self { hours, minutes, seconds: None, digits: 0, fraction: 0, rest });
        };
        let seconds = Some(two_digits(*s1, *s2)?);
        let [b'.', rest @ ..] = rest else {
            return Some(Self { hours, minutes, seconds, digits: 0, fraction: 0, rest });
        };
        let len = rest.iter().position(|b| !b.is_ascii_digit()).unwrap_or(rest.len());
        let (digits, rest) = rest.split_at(len);
        // Ten digits are too many for any type; their value is not needed.
        let fraction = digits.iter().take(9).fold(0_i64, |value, digit| value * 10 + i64::from(digit - b'0'));
        (len > 0).then_some(Self { hours, minutes, seconds, digits: len.min(10) as u32, fraction, rest })
    }

    fn nanos(&self) -> Result<i64, &'static str> {
        let seconds = self.seconds.unwrap_or(0);
        if seconds == 60 {
            return Err("is a leap second, which CQL does not know");
        }
        if self.hours > 23 || self.minutes > 59 || seconds > 59 {
            return Err("is not a time of day: those run from 00:00:00 to 23:59:59.999999999");
        }
        let fraction = self.fraction * 10_i64.pow(9 - self.digits.min(9));
        Ok((self.hours * 3600 + self.minutes * 60 + seconds) * 1_000_000_000 + fraction)
    }
}

/// Minutes east of UTC: `Z`, `+01:00`, `+0100` or ` UTC`, a blank in front allowed.
fn offset(bytes: &[u8]) -> Option<i32> {
    let (sign, digits) = match bytes {
        b"Z" | b" Z" | b" UTC" => return Some(0),
        [b'+', digits @ ..] | [b' ', b'+', digits @ ..] => (1, digits),
        [b'-', digits @ ..] | [b' ', b'-', digits @ ..] => (-1, digits),
        _ => return None,
    };
    let ([h1, h2, b':', m1, m2] | [h1, h2, m1, m2]) = digits else {
        return None;
    };
    let (hours, minutes) = (two_digits(*h1, *h2)?, two_digits(*m1, *m2)?);
    // No zone is further than 18 hours from UTC (the bound of java.time).
    (minutes < 60 && hours * 60 + minutes <= 18 * 60).then_some(sign * (hours * 60 + minutes) as i32)
}

fn whole_millis(text: &str) -> Result<i64, BadValue> {
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
    if digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return Err(not_a_timestamp(text));
    }
    text.parse().map_err(|_| out_of_range(text))
}

/// Milliseconds since the epoch of a time of day that is `seconds_east` ahead of UTC.
pub(super) fn millis(days: i64, nanos: i64, seconds_east: i64) -> Option<i64> {
    let within_day = nanos / 1_000_000 - seconds_east * 1000;
    i64::try_from(i128::from(days) * i128::from(DAY_MILLIS) + i128::from(within_day)).ok()
}

fn two_digits(tens: u8, ones: u8) -> Option<i64> {
    let (tens, ones) = (tens.wrapping_sub(b'0'), ones.wrapping_sub(b'0'));
    (tens <= 9 && ones <= 9).then(|| i64::from(tens) * 10 + i64::from(ones))
}

fn days_of_month(year: i64, month: i64) -> i64 {
    match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Days since 1970-01-01 in the proleptic Gregorian calendar: years begin in March, so that the leap day is their last,
/// and 400 of them have 146,097 days.
fn days_since_epoch(year: i64, month: i64, day: i64) -> i64 {
    let (year, month) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    let (era, year) = (year.div_euclid(400), year.rem_euclid(400));
    let day_of_year = (153 * month + 2) / 5 + day - 1;
    era * 146_097 + year * 365 + year / 4 - year / 100 + day_of_year - 719_468
}

/// The reverse of [`days_since_epoch`].
fn civil(days: i64) -> (i64, i64, i64) {
    let days = days + 719_468;
    let (era, day) = (days.div_euclid(146_097), days.rem_euclid(146_097));
    let year = (day - day / 1460 + day / 36_524 - day / 146_096) / 365;
    let day_of_year = day - (365 * year + year / 4 - year / 100);
    let month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month + 2) / 5 + 1;
    let (year, month) = if month < 10 { (year, month + 3) } else { (year + 1, month - 9) };
    (year + era * 400, month, day)
}

#[cold]
fn not_a_timestamp(text: &str) -> BadValue {
    let fact = "is not a value of type timestamp: `2018-11-01T20:57:10.796Z` is";
    BadValue(format!("{} {fact}", quoted(text)))
}

#[cold]
pub(super) fn no_zone(text: &str) -> BadValue {
    let fact = "has no time zone; end it with `Z` or `+01:00`, or state the zone of the column";
    BadValue(format!("{} {fact}", quoted(text)))
}

#[cold]
fn no_such_day(text: &str) -> BadValue {
    BadValue(format!("{} is not a day of the calendar", quoted(text)))
}

#[cold]
pub(super) fn out_of_range(text: &str) -> BadValue {
    BadValue(format!("{} is out of the range of a timestamp, 64 bits of milliseconds", quoted(text)))
}
