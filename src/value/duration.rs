//! Takes durations as CQL or ISO 8601 text, gives their wire bytes, and the other way round. Never mixes signs: months,
//! days and nanoseconds of a duration all point the same way, as the node demands.

use super::display::push;
use super::wire::{put_signed_vint, take_signed_vint};
use super::{BadValue, quoted};

const HOUR: u128 = 3_600_000_000_000;
const MINUTE: u128 = 60_000_000_000;
const SECOND: u128 = 1_000_000_000;

/// A unit's spelling and how many months, days or nanoseconds it has.
type Step = (&'static str, Part, u128);

/// The units of the CQL form, largest first: the order in which they must stand, each once at most.
const CQL_UNITS: &[Step] = &[
    ("y", Part::Months, 12),
    ("mo", Part::Months, 1),
    ("w", Part::Days, 7),
    ("d", Part::Days, 1),
    ("h", Part::Nanos, HOUR),
    ("m", Part::Nanos, MINUTE),
    ("s", Part::Nanos, SECOND),
    ("ms", Part::Nanos, 1_000_000),
    ("us", Part::Nanos, 1_000),
    ("ns", Part::Nanos, 1),
];
const ISO_DAYS: &[Step] = &[("y", Part::Months, 12), ("m", Part::Months, 1), ("d", Part::Days, 1)];
const ISO_WEEKS: &[Step] = &[("w", Part::Days, 7)];
const ISO_TIME: &[Step] = &[("h", Part::Nanos, HOUR), ("m", Part::Nanos, MINUTE), ("s", Part::Nanos, SECOND)];

#[derive(Clone, Copy)]
enum Part {
    Months,
    Days,
    Nanos,
}

/// Appends the duration that `text` spells: `1h30m`, `-2mo`, `P1DT2H`, `P2W`, `P0001-02-03T04:05:06`.
pub(super) fn duration(text: &str, out: &mut Vec<u8>) -> Result<(), BadValue> {
    let (negative, unsigned) = text.strip_prefix('-').map_or((false, text), |rest| (true, rest));
    let lower = unsigned.to_ascii_lowercase();
    let sums = match lower.strip_prefix('p') {
        Some(iso) => iso_sums(iso),
        None => Sums::default().add(&lower.replace('µ', "u"), CQL_UNITS).filter(|_| !lower.is_empty()),
    };
    let Some(sums) = sums else {
        let fact = "is not a value of type duration: `1h30m`, `2mo10d` or `P1DT2H` is";
        return Err(BadValue(format!("{} {fact}", quoted(text))));
    };
    let wire = sums.signed(negative).ok_or_else(|| {
        let fact = "is out of range: a duration holds 32 bits of months, 32 of days and 64 of nanoseconds";
        BadValue(format!("{} {fact}", quoted(text)))
    })?;
    for part in wire {
        put_signed_vint(part, out);
    }
    Ok(())
}

/// Appends the CQL form, `1y2mo3d4h5m6s7ms8us9ns` without the zeros; gives whether the bytes were a duration.
pub(super) fn display(bytes: &[u8], out: &mut String) -> bool {
    let Some([months, days, nanos]) = read(bytes) else {
        return false;
    };
    if months < 0 || days < 0 || nanos < 0 {
        out.push('-');
    }
    let start = out.len();
    for (unit, part, size) in CQL_UNITS {
        let (whole, above) = match part {
            Part::Months => (months, 12),
            Part::Days => (days, u128::MAX),
            Part::Nanos => (
                nanos,
                if *unit == "h" {
                    u128::MAX
                } else if *size < SECOND {
                    1000
                } else {
                    60
                },
            ),
        };
        let count = u128::from(whole.unsigned_abs()) / size;
        let count = if *unit == "y" { count } else { count % above };
        if *unit != "w" && count > 0 {
            push(out, format_args!("{count}{unit}"));
        }
    }
    if out.len() == start {
        out.push_str("0s");
    }
    true
}

/// Months, days and nanoseconds; `None` where they are cut short, too large or of mixed signs.
fn read(mut bytes: &[u8]) -> Option<[i64; 3]> {
    let parts = [take_signed_vint(&mut bytes)?, take_signed_vint(&mut bytes)?, take_signed_vint(&mut bytes)?];
    let fits = i32::try_from(parts[0]).is_ok() && i32::try_from(parts[1]).is_ok();
    let one_sign = parts.iter().all(|part| *part >= 0) || parts.iter().all(|part| *part <= 0);
    (fits && one_sign && bytes.is_empty()).then_some(parts)
}

/// Months, days and nanoseconds without their sign.
#[derive(Default)]
struct Sums([u128; 3]);

impl Sums {
    /// Adds `text`, numbers each followed by one of `units` in their order.
    fn add(mut self, mut text: &str, units: &[Step]) -> Option<Self> {
        let mut units = units.iter();
        while !text.is_empty() {
            let digits = text.find(|c: char| !c.is_ascii_digit())?;
            let (number, rest) = text.split_at(digits);
            let len = rest.find(|c: char| c.is_ascii_digit()).unwrap_or(rest.len());
            let (word, rest) = rest.split_at(len);
            let (_, part, size) = units.find(|(unit, ..)| *unit == word)?;
            // A number of over 20 digits is out of every range, and so is its largest stand-in.
            let number = number.parse::<u64>().map_or_else(|_| (digits > 0).then_some(u64::MAX), Some)?;
            self.0[*part as usize] += u128::from(number) * size;
            text = rest;
        }
        Some(self)
    }

    fn signed(&self, negative: bool) -> Option<[i64; 3]> {
        let sign = if negative { -1 } else { 1 };
        let [months, days, nanos] = self.0.map(|part| i128::try_from(part).map(|part| part * sign).ok());
        let narrow = |part: Option<i128>| i32::try_from(part?).ok().map(i64::from);
        Some([narrow(months)?, narrow(days)?, i64::try_from(nanos?).ok()?])
    }
}

/// What follows the `P`, in lower case.
fn iso_sums(iso: &str) -> Option<Sums> {
    if iso.ends_with('w') {
        return Sums::default().add(iso, ISO_WEEKS);
    }
    let (date, time) = iso.split_once('t').map_or((iso, None), |(date, time)| (date, Some(time)));
    if date.contains('-') {
        return alternative_sums(date, time?);
    }
    if iso.is_empty() || time == Some("") {
        return None;
    }
    Sums::default().add(date, ISO_DAYS)?.add(time.unwrap_or(""), ISO_TIME)
}

/// `0001-02-03` and `04:05:06`.
fn alternative_sums(date: &str, time: &str) -> Option<Sums> {
    let field = |text: &str, from: usize, len: usize| {
        let digits = text.get(from..from + len)?;
        digits.bytes().all(|b| b.is_ascii_digit()).then(|| digits.parse::<u128>().ok())?
    };
    let separators =
        (date.as_bytes().get(4)?, date.as_bytes().get(7)?, time.as_bytes().get(2)?, time.as_bytes().get(5)?);
    if date.len() != 10 || time.len() != 8 || separators != (&b'-', &b'-', &b':', &b':') {
        return None;
    }
    let months = field(date, 0, 4)? * 12 + field(date, 5, 2)?;
    let nanos = field(time, 0, 2)? * HOUR + field(time, 3, 2)? * MINUTE + field(time, 6, 2)? * SECOND;
    Some(Sums([months, field(date, 8, 2)?, nanos]))
}
