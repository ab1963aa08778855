/// A field of a CSV is no value of its column.
#[rustfmt::skip]
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
{{ rust.visibility }} struct CsvError {
    /// The column.
    {{ rust.visibility }} column: &'static str,
    /// What stands in the field; nothing where the record needs a value and there is none.
    {{ rust.visibility }} text: Option<String>,
}

#[rustfmt::skip]
impl ::std::fmt::Display for CsvError {
    fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
        match &self.text {
            Some(text) => write!(f, "`{text}` is not a value of column `{}`", self.column),
            None => write!(f, "column `{}` has no value, but a key needs one", self.column),
        }
    }
}

#[rustfmt::skip]
impl ::std::error::Error for CsvError {}

/// How the fields of a CSV are read: as a load of the model reads them, or, where they are written in a rarer way (years
/// beyond four digits, numbers beyond 38), not at all.
#[rustfmt::skip]
mod cells {
    use ::scylla::value::{Counter, CqlDate, CqlDecimal, CqlTime, CqlTimestamp, CqlTimeuuid, CqlVarint};

    use super::CsvError;

    pub(super) fn read<T>(column: &'static str, text: &str, nulls: &[&str], parse: impl FnOnce(&str) -> Option<T>) -> Result<Option<T>, CsvError> {
        if nulls.contains(&text) {
            return Ok(None);
        }
        parse(text).map(Some).ok_or_else(|| CsvError { column, text: Some(text.to_owned()) })
    }

    pub(super) fn needed<T>(column: &'static str, value: Option<T>) -> Result<T, CsvError> {
        value.ok_or(CsvError { column, text: None })
    }

    pub(super) fn text(text: &str) -> Option<String> {
        Some(text.to_owned())
    }

    pub(super) fn ascii(text: &str) -> Option<String> {
        text.is_ascii().then(|| text.to_owned())
    }

    pub(super) fn parsed<T: ::std::str::FromStr>(text: &str) -> Option<T> {
        text.parse().ok()
    }

    pub(super) fn counter(text: &str) -> Option<Counter> {
        text.parse().ok().map(Counter)
    }

    pub(super) fn double(text: &str) -> Option<f64> {
        let value: f64 = text.parse().ok()?;
        let value = if value.is_nan() { f64::NAN } else { value };
        (!is_lost(text, value.is_infinite(), value.abs().to_bits() == 0)).then_some(value)
    }

    pub(super) fn float(text: &str) -> Option<f32> {
        let value: f32 = text.parse().ok()?;
        let value = if value.is_nan() { f32::NAN } else { value };
        (!is_lost(text, value.is_infinite(), value.abs().to_bits() == 0)).then_some(value)
    }

    /// Whether a number became infinite, or 0, only because its type ends there.
    fn is_lost(text: &str, infinite: bool, zero: bool) -> bool {
        let mut mantissa = text.bytes().take_while(|b| !b.eq_ignore_ascii_case(&b'e'));
        infinite && text.bytes().any(|b| b.is_ascii_digit()) || zero && mantissa.any(|b| (b'1'..=b'9').contains(&b))
    }

    pub(super) fn boolean(text: &str, yes: &[&str], no: &[&str]) -> Option<bool> {
        let is = |word: &str, words: &[&str]| text.eq_ignore_ascii_case(word) || words.contains(&text);
        match (is("true", yes), is("false", no)) {
            (true, false) => Some(true),
            (false, true) => Some(false),
            _ => None,
        }
    }

    pub(super) fn blob(text: &str) -> Option<Vec<u8>> {
        let digits = text.strip_prefix("0x").or_else(|| text.strip_prefix("0X"))?;
        let digits = digits.chars().map(|c| c.to_digit(16).and_then(|digit| u8::try_from(digit).ok())).collect::<Option<Vec<u8>>>()?;
        let pairs = digits.chunks_exact(2);
        pairs.remainder().is_empty().then(|| pairs.map(|pair| pair[0] << 4 | pair[1]).collect())
    }
{% if uses.uuid %}

    pub(super) fn uuid(text: &str) -> Option<::uuid::Uuid> {
        (text.len() == 36).then(|| ::uuid::Uuid::parse_str(text).ok())?
    }
{% endif %}

    pub(super) fn timeuuid(text: &str) -> Option<CqlTimeuuid> {
        let is_version_1 = text.len() == 36 && text.as_bytes()[14] == b'1';
        is_version_1.then(|| text.parse().ok())?
    }

    pub(super) fn varint(text: &str) -> Option<CqlVarint> {
        Some(CqlVarint::from_signed_bytes_be(shortest(text.parse().ok()?)))
    }

    /// A decimal of up to 38 digits, with its written scale.
    pub(super) fn decimal(text: &str) -> Option<CqlDecimal> {
        let (mantissa, scale) = number(text)?;
        (scale.abs() <= 309).then(|| CqlDecimal::from_signed_be_bytes_and_exponent(shortest(mantissa), scale))
    }

    /// The fewest bytes that hold the number.
    fn shortest(value: i128) -> Vec<u8> {
        let bytes = value.to_be_bytes();
        let is_spare = |pair: &&[u8]| matches!((pair[0], pair[1] >> 7), (0x00, 0) | (0xff, 1));
        let spare = bytes.windows(2).take_while(is_spare).count();
        bytes[spare..].to_vec()
    }

    /// A number as its digits and its scale: 1.50 is 150 and 2.
    fn number(text: &str) -> Option<(i128, i32)> {
        let (digits, exponent) = match text.split_once(['e', 'E']) {
            Some((digits, exponent)) => (digits, exponent.parse::<i32>().ok()?),
            None => (text, 0),
        };
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
        let unsigned = whole.strip_prefix(['-', '+']).unwrap_or(whole);
        let mut all = unsigned.bytes().chain(fraction.bytes());
        if unsigned.len() + fraction.len() == 0 || !all.clone().all(|b| b.is_ascii_digit()) {
            return None;
        }
        let digits = all.try_fold(0_i128, |value, digit| value.checked_mul(10)?.checked_add(i128::from(digit - b'0')))?;
        let scale = i32::try_from(fraction.len()).ok()?.checked_sub(exponent)?;
        Some((if whole.starts_with('-') { -digits } else { digits }, scale))
    }

    /// A count since the epoch; `power` of ten makes it milliseconds. What is not whole milliseconds is none.
    pub(super) fn epoch(text: &str, power: i32) -> Option<CqlTimestamp> {
        let (mantissa, scale) = number(text)?;
        let power = power.checked_sub(scale)?;
        let factor = 10_i128.checked_pow(power.unsigned_abs());
        let millis = match (mantissa, power >= 0) {
            (0, _) => 0,
            (mantissa, true) => mantissa.checked_mul(factor?)?,
            (mantissa, false) => factor.filter(|factor| mantissa % factor == 0).map(|factor| mantissa / factor)?,
        };
        i64::try_from(millis).ok().map(CqlTimestamp)
    }

    /// `2024-02-29`.
    pub(super) fn date(text: &str) -> Option<CqlDate> {
        u32::try_from(days(text)? + (1 << 31)).ok().map(CqlDate)
    }

    /// `20:57:10.796`, with up to nine digits behind the point.
    pub(super) fn time(text: &str) -> Option<CqlTime> {
        (text.len() >= 8).then(|| nanos(text).map(CqlTime))?
    }

    /// `2024-02-29T20:57:10.796Z`, with a blank for the `T`, and `+01:00`, `+0100` or ` UTC` for the `Z`; a day alone is its
    /// start. `zone` is minutes east of UTC for a text that has none. Whole milliseconds since the epoch as well.
    pub(super) fn timestamp(text: &str, zone: Option<i32>) -> Option<CqlTimestamp> {
        let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
        if !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit()) {
            return text.parse().ok().map(CqlTimestamp);
        }
        let (date, rest) = text.split_at_checked(10)?;
        let (clock, offset) = match rest.strip_prefix(['T', ' ']) {
            Some(clock) if clock.starts_with(|c: char| c.is_ascii_digit()) => {
                clock.split_at(clock.find([' ', 'Z', '+', '-']).unwrap_or(clock.len()))
            }
            _ => ("00:00", rest),
        };
        let east = match offset {
            "" => zone?,
            "Z" | " Z" | " UTC" => 0,
            _ => east(offset.strip_prefix(' ').unwrap_or(offset))?,
        };
        let digits = clock.split_once('.').map_or(0, |(_, digits)| digits.len());
        if digits > 3 {
            return None;
        }
        let nanos = nanos(clock)?;
        Some(CqlTimestamp(days(date)? * 86_400_000 + nanos / 1_000_000 - i64::from(east) * 60_000))
    }

    fn east(offset: &str) -> Option<i32> {
        let (sign, digits) = offset.split_at_checked(1).filter(|(sign, _)| matches!(*sign, "+" | "-"))?;
        let (hours, minutes) = digits.split_at_checked(2)?;
        let minutes = minutes.strip_prefix(':').unwrap_or(minutes);
        let minutes = part(hours, 2)? * 60 + part(minutes, 2).filter(|minutes| *minutes < 60)?;
        let minutes = i32::try_from(minutes).ok().filter(|minutes| *minutes <= 18 * 60)?;
        Some(if sign == "-" { -minutes } else { minutes })
    }

    fn nanos(clock: &str) -> Option<i64> {
        let (clock, fraction) = clock.split_once('.').map_or((clock, None), |(clock, fraction)| (clock, Some(fraction)));
        let mut parts = clock.split(':');
        let (hours, minutes, seconds) = (part(parts.next()?, 2)?, part(parts.next()?, 2)?, parts.next());
        let second = seconds.map_or(Some(0), |seconds| part(seconds, 2))?;
        let fraction = match fraction {
            Some(digits) if seconds.is_some() && (1..=9).contains(&digits.len()) => {
                part(digits, digits.len())? * 10_i64.pow(u32::try_from(9 - digits.len()).ok()?)
            }
            Some(_) => return None,
            None => 0,
        };
        let is_time = parts.next().is_none() && hours < 24 && minutes < 60 && second < 60;
        is_time.then_some(((hours * 60 + minutes) * 60 + second) * 1_000_000_000 + fraction)
    }

    /// Days since 1970-01-01, in the proleptic Gregorian calendar whose years begin in March.
    fn days(date: &str) -> Option<i64> {
        let mut parts = date.split('-');
        let (year, month, day) = (part(parts.next()?, 4)?, part(parts.next()?, 2)?, part(parts.next()?, 2)?);
        let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
        let length = match month {
            2 => 28 + i64::from(leap),
            4 | 6 | 9 | 11 => 30,
            1..=12 => 31,
            _ => return None,
        };
        if parts.next().is_some() || !(1..=length).contains(&day) {
            return None;
        }
        let (year, month) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
        let (era, of_era) = (year.div_euclid(400), year.rem_euclid(400));
        let of_year = (153 * month + 2) / 5 + day - 1;
        Some(era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468)
    }

    /// A number of exactly `width` digits.
    fn part(digits: &str, width: usize) -> Option<i64> {
        let is_whole = digits.len() == width && digits.bytes().all(|b| b.is_ascii_digit());
        is_whole.then(|| digits.parse().ok())?
    }

    /// The elements between separators; an empty text has none.
    pub(super) fn split<T>(text: &str, separator: &str, parse: impl Fn(&str) -> Option<T>) -> Option<Vec<T>> {
        if text.is_empty() {
            return Some(Vec::new());
        }
        text.split(separator).map(parse).collect()
    }
}
