//! Takes numbers as text, gives them as wire bytes, and the other way round for decimals. Never rounds silently to
//! infinity or zero, and never trims blanks.

use num_bigint::BigInt;

use super::{BadValue, quoted};

/// The most digits of a varint or decimal; far beyond any use, and it bounds the quadratic work of reading them.
const MAX_DIGITS: usize = 10_000;

/// The largest scale of a decimal, up or down: the exponent range of a double, so that no spelling of a few bytes
/// makes a number of gigabytes.
const MAX_SCALE: i64 = 309;

/// A whole number from `min` to `max`, for the type `ty`; sign and leading zeros are fine.
#[inline]
pub(super) fn integer(text: &str, ty: &str, min: i64, max: i64) -> Result<i64, BadValue> {
    match parse_integer(text.as_bytes()) {
        Parsed::Value(value) if value >= min && value <= max => Ok(value),
        Parsed::Malformed => Err(bad_integer(text, ty, min, max)),
        _ => Err(BadValue(format!("{} is out of the range of {ty}, {min} to {max}", quoted(text)))),
    }
}

/// The whole number that `text` is, where 64 bits hold it.
#[inline]
pub(super) fn whole(text: &str) -> Option<i64> {
    match parse_integer(text.as_bytes()) {
        Parsed::Value(value) => Some(value),
        _ => None,
    }
}

/// What a text is when read as a whole number.
enum Parsed {
    Value(i64),
    Malformed,
    /// Whole, but beyond 64 bits.
    Beyond,
}

#[inline]
fn parse_integer(bytes: &[u8]) -> Parsed {
    let (negative, digits) = match bytes {
        [b'-', rest @ ..] => (true, rest),
        [b'+', rest @ ..] => (false, rest),
        all => (false, all),
    };
    // 19 digits never overflow 64 unsigned bits.
    if digits.is_empty() || digits.len() > 19 {
        return parse_long_integer(negative, digits);
    }
    let mut value = 0_u64;
    for byte in digits {
        let digit = byte.wrapping_sub(b'0');
        if digit > 9 {
            return Parsed::Malformed;
        }
        value = value * 10 + u64::from(digit);
    }
    let value = if negative { 0_i64.checked_sub_unsigned(value) } else { i64::try_from(value).ok() };
    value.map_or(Parsed::Beyond, Parsed::Value)
}

#[cold]
fn parse_long_integer(negative: bool, digits: &[u8]) -> Parsed {
    if digits.is_empty() || !digits.iter().all(u8::is_ascii_digit) {
        return Parsed::Malformed;
    }
    let significant = trim_zeros(digits);
    if significant.len() > 19 {
        return Parsed::Beyond;
    }
    let value = significant.iter().fold(0_i128, |value, digit| value * 10 + i128::from(digit - b'0'));
    i64::try_from(if negative { -value } else { value }).map_or(Parsed::Beyond, Parsed::Value)
}

#[cold]
fn bad_integer(text: &str, ty: &str, min: i64, max: i64) -> BadValue {
    BadValue(format!("{} is not a value of type {ty}: a whole number from {min} to {max} is", quoted(text)))
}

/// Appends a double: what `f64` reads, NaN in its one canonical form.
pub(super) fn double(text: &str, out: &mut Vec<u8>) -> Result<(), BadValue> {
    let value: f64 = text.parse().map_err(|_| bad_float(text, "double"))?;
    check_finite(text, "double", value.is_infinite(), value == 0.0)?;
    let value = if value.is_nan() { f64::NAN } else { value };
    out.extend_from_slice(&value.to_be_bytes());
    Ok(())
}

/// Appends a float: what `f32` reads, rounded to the nearest, NaN in its one canonical form.
pub(super) fn float(text: &str, out: &mut Vec<u8>) -> Result<(), BadValue> {
    let value: f32 = text.parse().map_err(|_| bad_float(text, "float"))?;
    check_finite(text, "float", value.is_infinite(), value == 0.0)?;
    let value = if value.is_nan() { f32::NAN } else { value };
    out.extend_from_slice(&value.to_be_bytes());
    Ok(())
}

#[inline]
fn check_finite(text: &str, ty: &str, infinite: bool, zero: bool) -> Result<(), BadValue> {
    if infinite && text.bytes().any(|b| b.is_ascii_digit()) {
        return Err(BadValue(format!("{} is larger than a {ty} can hold", quoted(text))));
    }
    let mantissa = || text.bytes().take_while(|b| !b.eq_ignore_ascii_case(&b'e'));
    if zero && mantissa().any(|b| (b'1'..=b'9').contains(&b)) {
        return Err(BadValue(format!("{} is closer to 0 than a {ty} can hold", quoted(text))));
    }
    Ok(())
}

#[cold]
fn bad_float(text: &str, ty: &str) -> BadValue {
    BadValue(format!(
        "{} is not a value of type {ty}: a number like `-1.5` or `6e23`, `NaN` or `Infinity` is",
        quoted(text)
    ))
}

/// Appends a varint, in the fewest bytes.
pub(super) fn varint(text: &str, out: &mut Vec<u8>) -> Result<(), BadValue> {
    match Written::scan(text) {
        Some(number) if number.is_whole() => number.put_digits(text, out),
        _ => Err(BadValue(format!("{} is not a value of type varint: a whole number is", quoted(text)))),
    }
}

/// Appends a decimal with the scale as written: `1.00` is 100 with a scale of 2, `1e3` is 1 with a scale of -3.
pub(super) fn decimal(text: &str, out: &mut Vec<u8>) -> Result<(), BadValue> {
    let Some(number) = Written::scan(text) else {
        let fact = "is not a value of type decimal: a number like `-1.50` or `6e23` is";
        return Err(BadValue(format!("{} {fact}", quoted(text))));
    };
    let scale = number.scale();
    if scale.abs() > MAX_SCALE {
        let fact = format!("has a scale of {scale}; a decimal has one from -{MAX_SCALE} to {MAX_SCALE}");
        return Err(BadValue(format!("{} {fact}", quoted(text))));
    }
    out.extend_from_slice(&(scale as i32).to_be_bytes());
    number.put_digits(text, out)
}

/// A number as it is written: sign, digits before and after the point, exponent.
pub(super) struct Written<'a> {
    negative: bool,
    whole: &'a [u8],
    fraction: &'a [u8],
    exponent: Option<i64>,
    point: bool,
}

impl<'a> Written<'a> {
    /// Reads `[+-] digits [. digits] [e [+-] digits]`, with a digit before or after the point at least.
    pub(super) fn scan(text: &'a str) -> Option<Self> {
        let bytes = text.as_bytes();
        let (negative, rest) = match bytes {
            [b'-', rest @ ..] => (true, rest),
            [b'+', rest @ ..] => (false, rest),
            all => (false, all),
        };
        let (whole, rest) = split_digits(rest);
        let (point, fraction, rest) = match rest {
            [b'.', rest @ ..] => {
                let (fraction, rest) = split_digits(rest);
                (true, fraction, rest)
            }
            rest => (false, &rest[..0], rest),
        };
        let exponent = match rest {
            [] => None,
            [b'e' | b'E', digits @ ..] => Some(scan_exponent(digits)?),
            _ => return None,
        };
        (whole.len() + fraction.len() > 0).then_some(Self { negative, whole, fraction, exponent, point })
    }

    fn is_whole(&self) -> bool {
        !self.point && self.exponent.is_none()
    }

    /// How far the digits, read as one whole number, stand right of the point.
    pub(super) fn scale(&self) -> i64 {
        self.fraction.len() as i64 - self.exponent.unwrap_or(0)
    }

    /// The digits as one signed whole number, where 127 bits hold it.
    pub(super) fn mantissa(&self) -> Option<i128> {
        let mut digits = self.whole.iter().chain(self.fraction);
        let value =
            digits.try_fold(0_i128, |value, digit| value.checked_mul(10)?.checked_add(i128::from(digit - b'0')))?;
        Some(if self.negative { -value } else { value })
    }

    fn put_digits(&self, text: &str, out: &mut Vec<u8>) -> Result<(), BadValue> {
        if let Some(value) = self.mantissa() {
            put_minimal(value, out);
            return Ok(());
        }
        let digits = [self.whole, self.fraction].concat();
        let digits = trim_zeros(&digits);
        if digits.len() > MAX_DIGITS {
            let fact = format!("has {} digits, more than {MAX_DIGITS}", digits.len());
            return Err(BadValue(format!("{} {fact}", quoted(text))));
        }
        let value = BigInt::parse_bytes(digits, 10).expect("scan() has let only digits through");
        out.extend_from_slice(&if self.negative { -value } else { value }.to_signed_bytes_be());
        Ok(())
    }
}

/// The exponent, clamped to a range in which sums with lengths of texts never overflow.
fn scan_exponent(bytes: &[u8]) -> Option<i64> {
    let limit = i64::from(i32::MAX);
    match parse_integer(bytes) {
        Parsed::Value(value) => Some(value.clamp(-limit, limit)),
        Parsed::Malformed => None,
        Parsed::Beyond => Some(if bytes.starts_with(b"-") { -limit } else { limit }),
    }
}

fn split_digits(bytes: &[u8]) -> (&[u8], &[u8]) {
    bytes.split_at(bytes.iter().position(|b| !b.is_ascii_digit()).unwrap_or(bytes.len()))
}

fn trim_zeros(digits: &[u8]) -> &[u8] {
    &digits[digits.iter().position(|digit| *digit != b'0').unwrap_or(digits.len())..]
}

/// Appends the shortest two's complement of `value`, at least one byte, as Java's `BigInteger` writes it.
fn put_minimal(value: i128, out: &mut Vec<u8>) {
    let bytes = value.to_be_bytes();
    out.extend_from_slice(minimal(&bytes));
}

/// Two's complement without the leading bytes that only repeat the sign; empty stays empty.
pub(super) fn minimal(mut bytes: &[u8]) -> &[u8] {
    while let [first @ (0 | 0xff), rest @ ..] = bytes {
        // The next byte must carry the same sign by itself.
        if rest.first().is_none_or(|next| (next ^ first) & 0x80 != 0) {
            break;
        }
        bytes = rest;
    }
    bytes
}
