//! Takes the wire bytes of one column, gives those of a column derived from it. Calendar functions are in UTC.

use scylla::routing::partitioner::{Murmur3Partitioner, Partitioner, PartitionerHasher};

use super::BadValue;
use crate::types::CqlType;

/// Milliseconds of a day and of an hour.
pub(super) const DAY: i64 = 86_400_000;
pub(super) const HOUR: i64 = 3_600_000;
/// The day 1970-01-01 in CQL's `date`, whose days are unsigned.
pub(super) const EPOCH_DAY: i64 = 1 << 31;
/// 100 ns steps between 1582-10-15, where a version 1 UUID counts from, and 1970-01-01.
const GREGORIAN: i64 = 0x01b2_1dd2_1381_4000;

/// A function from one column to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Derivation {
    /// The UTC day of a timestamp or timeuuid, as a `date`.
    Date,
    /// The UTC month: `2024-06` as text, 202406 as int.
    YearMonth,
    /// The start of the UTC hour as a timestamp, or the hour of the day as an int or tinyint.
    Hour,
    /// floor(x / n) · n, in the type of x.
    Bucket(i64),
    /// Murmur3 of the wire bytes, floor-mod n, as an int.
    Hash(i64),
    /// The text in lower case.
    Lower,
}

impl Derivation {
    /// The function called `name` with its `number`, from a column of type `from` to one of type `to`. Fails with a
    /// phrase that says which types or numbers it takes.
    pub fn new(name: &str, number: Option<i64>, from: &CqlType, to: &CqlType) -> Result<Self, String> {
        use CqlType::{Ascii, Bigint, Date, Int, Smallint, Text, Timestamp, Timeuuid, Tinyint};
        let moment = matches!(from, Timestamp | Timeuuid);
        let number_of = |least: i64| match number {
            Some(n) if n >= least => Ok(n),
            _ => Err(format!("`{name}` wants a whole number of at least {least} after the column")),
        };
        let (function, fits, types) = match name {
            "date" => (Self::Date, moment && *to == Date, "a timestamp or timeuuid to a date"),
            "year_month" => {
                let fits = (moment || *from == Date) && matches!(to, Text | Ascii | Int);
                (Self::YearMonth, fits, "a timestamp, timeuuid or date to a text or int")
            }
            "hour" => (
                Self::Hour,
                moment && matches!(to, Timestamp | Int | Tinyint),
                "a timestamp or timeuuid to a timestamp, int or tinyint",
            ),
            "bucket" => {
                let fits = from == to && matches!(to, Tinyint | Smallint | Int | Bigint | Timestamp);
                (Self::Bucket(number_of(1)?), fits, "a whole number or timestamp to the same type")
            }
            "hash" => (Self::Hash(number_of(1)?.min(i64::from(i32::MAX))), *to == Int, "anything to an int"),
            "lower" => (Self::Lower, matches!(from, Text | Ascii) && from == to, "a text to a text"),
            _ => return Err("known: `date`, `year_month`, `hour`, `bucket`, `hash`, `lower`".to_owned()),
        };
        if number.is_some() && !matches!(function, Self::Bucket(_) | Self::Hash(_)) {
            return Err(format!("`{name}` takes a column only"));
        }
        if fits {
            Ok(function)
        } else {
            Err(format!("`{name}` goes from {types}, not from {} to {}", from.cql(), to.cql()))
        }
    }

    /// Appends the derived wire bytes to `out`; `bytes` is the source column's value. Fails if the result does not fit
    /// the type, or `bytes` is not a value of `from`.
    pub fn apply(self, from: &CqlType, to: &CqlType, bytes: &[u8], out: &mut Vec<u8>) -> Result<(), BadValue> {
        match self {
            Self::Date => {
                let day = moment(from, bytes)?.div_euclid(DAY) + EPOCH_DAY;
                let day =
                    u32::try_from(day).map_err(|_| BadValue("the day is outside the range of `date`".to_owned()))?;
                out.extend(day.to_be_bytes());
            }
            Self::YearMonth => {
                let (year, month) = year_month(from, bytes)?;
                if *to == CqlType::Int {
                    let number = i32::try_from(year * 100 + month);
                    let number = number.map_err(|_| BadValue("the month is outside the range of int".to_owned()))?;
                    out.extend(number.to_be_bytes());
                } else {
                    out.extend(format!("{year:04}-{month:02}").as_bytes());
                }
            }
            Self::Hour => {
                let moment = moment(from, bytes)?;
                let of_day = moment.rem_euclid(DAY) / HOUR;
                match to {
                    CqlType::Timestamp => {
                        let start = moment.div_euclid(HOUR).checked_mul(HOUR);
                        let start =
                            start.ok_or_else(|| BadValue("the hour is outside the range of timestamp".to_owned()))?;
                        out.extend(start.to_be_bytes());
                    }
                    CqlType::Tinyint => out.push(of_day as u8),
                    _ => out.extend((of_day as i32).to_be_bytes()),
                }
            }
            Self::Bucket(n) => {
                let x = integer(bytes)?;
                let floor = x.div_euclid(n).checked_mul(n).filter(|floor| narrow(*floor, bytes.len()));
                let floor =
                    floor.ok_or_else(|| BadValue(format!("the bucket of {x} is outside the range of {}", to.cql())))?;
                out.extend(&floor.to_be_bytes()[8 - bytes.len()..]);
            }
            Self::Hash(n) => {
                let mut hasher = Murmur3Partitioner.build_hasher();
                hasher.write(bytes);
                out.extend((hasher.finish().value().rem_euclid(n) as i32).to_be_bytes());
            }
            Self::Lower => {
                let text = std::str::from_utf8(bytes).map_err(|_| BadValue("the text is not UTF-8".to_owned()))?;
                out.extend(text.to_lowercase().as_bytes());
            }
        }
        Ok(())
    }
}

/// Milliseconds since the epoch of a timestamp, timeuuid or date; `None` for what is none of them.
pub fn moment_of(ty: &CqlType, bytes: &[u8]) -> Option<i64> {
    match ty {
        CqlType::Timestamp | CqlType::Timeuuid => moment(ty, bytes).ok(),
        CqlType::Date => Some((i64::from(u32::from_be_bytes(bytes.try_into().ok()?)) - EPOCH_DAY) * DAY),
        _ => None,
    }
}

/// Milliseconds since the epoch of a timestamp or timeuuid.
pub(super) fn moment(from: &CqlType, bytes: &[u8]) -> Result<i64, BadValue> {
    if *from != CqlType::Timeuuid {
        return integer(bytes);
    }
    let id: [u8; 16] = bytes.try_into().map_err(|_| BadValue("not 16 bytes of a timeuuid".to_owned()))?;
    // time_low, time_mid and time_hi of RFC 4122, the version taken off.
    let low = i64::from(u32::from_be_bytes([id[0], id[1], id[2], id[3]]));
    let middle = i64::from(u16::from_be_bytes([id[4], id[5]]));
    let high = i64::from(u16::from_be_bytes([id[6], id[7]]) & 0x0fff);
    Ok(((high << 48 | middle << 32 | low) - GREGORIAN).div_euclid(10_000))
}

fn year_month(from: &CqlType, bytes: &[u8]) -> Result<(i64, i64), BadValue> {
    let days = if *from == CqlType::Date {
        let day: [u8; 4] = bytes.try_into().map_err(|_| BadValue("not 4 bytes of a date".to_owned()))?;
        i64::from(u32::from_be_bytes(day)) - EPOCH_DAY
    } else {
        moment(from, bytes)?.div_euclid(DAY)
    };
    Ok(civil(days))
}

/// Year and month of a day since 1970-01-01 in the proleptic Gregorian calendar: eras of 400 years, years that begin in
/// March, so that the leap day is the last of its year.
pub(super) fn civil(days: i64) -> (i64, i64) {
    let shifted = days + 719_468;
    let era = shifted.div_euclid(146_097);
    let of_era = shifted.rem_euclid(146_097);
    let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let march_month = (5 * of_year + 2) / 153;
    let month = if march_month < 10 { march_month + 3 } else { march_month - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    (year, month)
}

/// The signed integer of 1, 2, 4 or 8 big-endian bytes.
pub(super) fn integer(bytes: &[u8]) -> Result<i64, BadValue> {
    match bytes {
        [a] => Ok(i64::from(*a as i8)),
        [a, b] => Ok(i64::from(i16::from_be_bytes([*a, *b]))),
        [a, b, c, d] => Ok(i64::from(i32::from_be_bytes([*a, *b, *c, *d]))),
        _ => bytes
            .try_into()
            .map(i64::from_be_bytes)
            .map_err(|_| BadValue(format!("{} bytes are no whole number", bytes.len()))),
    }
}

pub(super) fn narrow(x: i64, width: usize) -> bool {
    let bits = 8 * width as u32;
    bits >= 64 || (x >= -(1 << (bits - 1)) && x < 1 << (bits - 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn derive(name: &str, number: Option<i64>, from: &CqlType, to: &CqlType, bytes: &[u8]) -> Vec<u8> {
        let mut out = Vec::new();
        Derivation::new(name, number, from, to).unwrap().apply(from, to, bytes, &mut out).unwrap();
        out
    }

    #[test]
    fn calendar_functions_are_in_utc_and_floor_before_the_epoch() {
        use CqlType::{Date, Int, Text, Timestamp};
        let late = (-1_i64).to_be_bytes();
        assert_eq!(derive("date", None, &Timestamp, &Date, &late), 0x7fff_ffff_u32.to_be_bytes());
        assert_eq!(derive("year_month", None, &Timestamp, &Text, &late), b"1969-12");
        assert_eq!(derive("hour", None, &Timestamp, &Int, &late), 23_i32.to_be_bytes());
        let leap = 1_709_164_800_000_i64.to_be_bytes(); // 2024-02-29
        assert_eq!(derive("year_month", None, &Timestamp, &Int, &leap), 202_402_i32.to_be_bytes());
    }

    #[test]
    fn what_the_type_does_not_hold_is_refused() {
        use CqlType::{Date, Int, Timestamp};
        for (name, number, to) in
            [("date", None, Date), ("year_month", None, Int), ("hour", None, Timestamp), ("bucket", Some(7), Timestamp)]
        {
            let function = Derivation::new(name, number, &Timestamp, &to).unwrap();
            let derived = function.apply(&Timestamp, &to, &i64::MIN.to_be_bytes(), &mut Vec::new());
            assert!(derived.is_err(), "{name}");
        }
    }

    #[test]
    fn buckets_floor_towards_minus_infinity() {
        use CqlType::Int;
        for (x, bucket) in [(-1_i32, -10_i32), (0, 0), (9, 0), (10, 10)] {
            assert_eq!(derive("bucket", Some(10), &Int, &Int, &x.to_be_bytes()), bucket.to_be_bytes());
        }
        assert!(Derivation::new("bucket", Some(0), &Int, &Int).is_err());
    }

    #[test]
    fn a_timeuuid_gives_its_own_moment() {
        // 13814000-1dd2-11b2-8000-000000000000 is the epoch itself.
        let id = [0x13, 0x81, 0x40, 0x00, 0x1d, 0xd2, 0x11, 0xb2, 0x80, 0, 0, 0, 0, 0, 0, 0];
        assert_eq!(derive("hour", None, &CqlType::Timeuuid, &CqlType::Timestamp, &id), 0_i64.to_be_bytes());
    }
}
