//! Takes two values of a column and a function that rises with it, gives what the function gives for the values between
//! them, each once, smallest first: the buckets that hold a range. Never holds more than the first and the last.

use super::derive::{DAY, EPOCH_DAY, HOUR, civil, moment, narrow};
use super::{BadValue, Derivation};
use crate::types::CqlType;

/// One end of a range of values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bound<'a> {
    /// Its wire bytes.
    pub bytes: &'a [u8],
    /// Whether the value itself lies outside.
    pub is_open: bool,
}

/// What a function gives for a range of values, in rising order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Steps {
    function: Derivation,
    to: CqlType,
    first: i64,
    count: u64,
}

impl Derivation {
    /// Whether a larger value never gives a smaller result of type `to`, so that a range of values lies in a range of
    /// results.
    pub fn rises(self, to: &CqlType) -> bool {
        match self {
            Self::Date | Self::YearMonth | Self::Bucket(_) => true,
            Self::Hour => *to == CqlType::Timestamp,
            Self::Hash(_) | Self::Lower => false,
        }
    }

    /// What the function gives for the values of type `from` between two bounds, as values of type `to`; the function
    /// rises. Fails where a bound is no value of its type, or what is derived of it does not fit.
    pub fn steps(self, from: &CqlType, to: &CqlType, lower: Bound<'_>, upper: Bound<'_>) -> Result<Steps, BadValue> {
        let none = Steps { function: self, to: to.clone(), first: 0, count: 0 };
        // Many ids have one millisecond: the one outside does not take it out.
        let is_exact = *from != CqlType::Timeuuid;
        let inside = |bound: Bound<'_>, step: i64| -> Result<Option<i64>, BadValue> {
            let number = number(from, bound.bytes)?;
            Ok(if bound.is_open && is_exact { number.checked_add(step) } else { Some(number) })
        };
        let (Some(low), Some(high)) = (inside(lower, 1)?, inside(upper, -1)?) else { return Ok(none) };
        if low > high {
            return Ok(none);
        }
        let (first, last) = (self.step(from, low), self.step(from, high));
        wire(self, to, first)?;
        wire(self, to, last)?;
        Ok(Steps { first, count: last.abs_diff(first).saturating_add(1), ..none })
    }

    /// Which step of the function this value is on.
    fn step(self, from: &CqlType, number: i64) -> i64 {
        match self {
            Self::YearMonth => {
                let days = if *from == CqlType::Date { number } else { number.div_euclid(DAY) };
                let (year, month) = civil(days);
                year * 12 + month - 1
            }
            Self::Hour => number.div_euclid(HOUR),
            Self::Bucket(n) => number.div_euclid(n),
            Self::Date | Self::Hash(_) | Self::Lower => number.div_euclid(DAY),
        }
    }
}

impl Steps {
    /// How many there are.
    pub fn count(&self) -> u64 {
        self.count
    }

    /// The wire bytes of number `n`, counted from 0.
    pub fn nth(&self, n: u64) -> Option<Vec<u8>> {
        let step = self.first.checked_add_unsigned(n).filter(|_| n < self.count)?;
        wire(self.function, &self.to, step).ok()
    }
}

/// Milliseconds of a moment, days of a date, a whole number itself.
fn number(from: &CqlType, bytes: &[u8]) -> Result<i64, BadValue> {
    if *from == CqlType::Date {
        let day: [u8; 4] = bytes.try_into().map_err(|_| BadValue("not 4 bytes of a date".to_owned()))?;
        return Ok(i64::from(u32::from_be_bytes(day)) - EPOCH_DAY);
    }
    moment(from, bytes)
}

/// The value of type `to` that is this step of the function.
fn wire(function: Derivation, to: &CqlType, step: i64) -> Result<Vec<u8>, BadValue> {
    let outside = || BadValue(format!("the bucket is outside the range of {}", to.cql()));
    let start = |width: i64| step.checked_mul(width).ok_or_else(outside);
    match function {
        Derivation::YearMonth => {
            let (year, month) = (step.div_euclid(12), step.rem_euclid(12) + 1);
            if *to == CqlType::Int {
                let number = i32::try_from(year * 100 + month).map_err(|_| outside())?;
                return Ok(number.to_be_bytes().to_vec());
            }
            Ok(format!("{year:04}-{month:02}").into_bytes())
        }
        Derivation::Hour => Ok(start(HOUR)?.to_be_bytes().to_vec()),
        Derivation::Bucket(n) => {
            let width = match to {
                CqlType::Tinyint => 1,
                CqlType::Smallint => 2,
                CqlType::Int => 4,
                _ => 8,
            };
            let start = start(n)?;
            if narrow(start, width) { Ok(start.to_be_bytes()[8 - width..].to_vec()) } else { Err(outside()) }
        }
        Derivation::Date | Derivation::Hash(_) | Derivation::Lower => {
            let day = step.checked_add(EPOCH_DAY).and_then(|day| u32::try_from(day).ok());
            Ok(day.ok_or_else(outside)?.to_be_bytes().to_vec())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use CqlType::{Date, Int, Text, Timestamp, Timeuuid, Tinyint};

    fn closed(bytes: &[u8]) -> Bound<'_> {
        Bound { bytes, is_open: false }
    }

    fn open(bytes: &[u8]) -> Bound<'_> {
        Bound { bytes, is_open: true }
    }

    fn named(name: &str, number: Option<i64>, from: &CqlType, to: &CqlType) -> Derivation {
        Derivation::new(name, number, from, to).unwrap()
    }

    fn all(steps: &Steps) -> Vec<Vec<u8>> {
        (0..steps.count()).map(|n| steps.nth(n).unwrap()).collect()
    }

    /// Every function over every kind of column, with a number that gives a few steps.
    fn kinds() -> Vec<(Derivation, CqlType, CqlType, i64)> {
        let kinds = [
            ("date", None, Timestamp, Date, DAY),
            ("year_month", None, Timestamp, Text, 30 * DAY),
            ("year_month", None, Timestamp, Int, 30 * DAY),
            ("year_month", None, Date, Text, 30),
            ("hour", None, Timestamp, Timestamp, HOUR),
            ("bucket", Some(7), Int, Int, 7),
            ("bucket", Some(900_000), Timestamp, Timestamp, 900_000),
        ];
        kinds.into_iter().map(|(n, of, from, to, unit)| (named(n, of, &from, &to), from, to, unit)).collect()
    }

    fn bytes(ty: &CqlType, number: i64) -> Vec<u8> {
        match ty {
            Int => (number as i32).to_be_bytes().to_vec(),
            Date => ((number + EPOCH_DAY) as u32).to_be_bytes().to_vec(),
            _ => number.to_be_bytes().to_vec(),
        }
    }

    #[test]
    fn steps_are_what_the_function_gives_for_every_value_between() {
        for (function, from, to, unit) in kinds() {
            for start in [-3 * unit - 1, -1, 0, 5 * unit / 3] {
                let end = start + 4 * unit;
                let mut wanted: Vec<Vec<u8>> = Vec::new();
                for number in (0..=64).map(|n| start + (end - start) * n / 64) {
                    let mut out = Vec::new();
                    function.apply(&from, &to, &bytes(&from, number), &mut out).unwrap();
                    if wanted.last() != Some(&out) {
                        wanted.push(out);
                    }
                }
                let (low, high) = (bytes(&from, start), bytes(&from, end));
                let steps = function.steps(&from, &to, closed(&low), closed(&high)).unwrap();
                assert_eq!(all(&steps), wanted, "{function:?} from {start}");
                assert!(function.rises(&to));
            }
        }
    }

    #[test]
    fn an_open_bound_takes_the_bucket_out_that_it_begins() {
        let count = |(low, low_is_open): (i64, bool), (high, high_is_open): (i64, bool)| {
            let (low, high) = (low.to_be_bytes(), high.to_be_bytes());
            let lower = Bound { bytes: &low, is_open: low_is_open };
            let upper = Bound { bytes: &high, is_open: high_is_open };
            named("date", None, &Timestamp, &Date).steps(&Timestamp, &Date, lower, upper).unwrap().count()
        };
        assert_eq!(count((3 * DAY, false), (33 * DAY, true)), 30);
        assert_eq!(count((3 * DAY, false), (33 * DAY, false)), 31);
        assert_eq!(count((4 * DAY - 1, true), (5 * DAY, true)), 1);
        assert_eq!(count((3 * DAY, false), (3 * DAY, true)), 0);
        assert_eq!(count((4 * DAY, false), (3 * DAY, false)), 0);
        assert_eq!(count((i64::MIN, false), (i64::MIN, true)), 0, "nothing is below the least");
        // 1970-01-01 as a timeuuid: others of its millisecond may be below it.
        let id = [0x13, 0x81, 0x40, 0x00, 0x1d, 0xd2, 0x11, 0xb2, 0x80, 0, 0, 0, 0, 0, 0, 0];
        let of_id = named("date", None, &Timeuuid, &Date).steps(&Timeuuid, &Date, closed(&id), open(&id)).unwrap();
        assert_eq!(all(&of_id), [0x8000_0000_u32.to_be_bytes().to_vec()]);
    }

    #[test]
    fn what_has_no_bucket_is_refused() {
        let date = named("date", None, &Timestamp, &Date);
        let (least, most) = (i64::MIN.to_be_bytes(), i64::MAX.to_be_bytes());
        let zero = 0_i64.to_be_bytes();
        assert!(date.steps(&Timestamp, &Date, closed(&least), closed(&zero)).is_err());
        assert!(date.steps(&Timestamp, &Date, closed(&zero), closed(&most)).is_err());
        assert!(date.steps(&Timestamp, &Date, closed(b"short"), closed(&zero)).is_err());
        let bucket = named("bucket", Some(100), &Tinyint, &Tinyint);
        let of_bytes =
            |low: i8| bucket.steps(&Tinyint, &Tinyint, closed(&[low as u8]), closed(&[127])).map(|s| all(&s));
        assert_eq!(of_bytes(-100).unwrap(), [vec![156], vec![0], vec![100]]);
        assert!(of_bytes(-101).is_err());
        let whole = named("bucket", Some(1), &Timestamp, &Timestamp);
        let steps = whole.steps(&Timestamp, &Timestamp, closed(&least), closed(&most)).unwrap();
        assert_eq!((steps.count(), steps.nth(u64::MAX)), (u64::MAX, None));
    }

    #[test]
    fn only_functions_that_rise_make_buckets_of_a_range() {
        let rises = |name, number, from, to| named(name, number, &from, &to).rises(&to);
        assert!(!rises("hour", None, Timestamp, Int) && !rises("hour", None, Timeuuid, Tinyint));
        assert!(!rises("hash", Some(4), Text, Int) && !rises("lower", None, Text, Text));
    }
}
