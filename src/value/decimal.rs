//! Takes the wire bytes of a decimal or varint, gives its digits: as a value to order by, and as text. Never keeps the
//! scale in the value: 1.0, 1.00 and 1 are equal.

use std::cmp::Ordering;

use num_bigint::BigInt;

use super::display::push;

/// A decimal by value: ±0.d₁d₂d₃… · 10^exponent with d₁ ≠ 0, and no zeros at the end.
pub(super) struct Decimal {
    /// How it compares with 0.
    pub(super) sign: Ordering,
    /// Power of ten of the point before the first digit; 0 for the value 0.
    pub(super) exponent: i64,
    /// ASCII digits; none for the value 0.
    pub(super) digits: Vec<u8>,
}

impl Decimal {
    /// The value of wire bytes: a 32-bit scale, then the unscaled number, of which a byte at least is there.
    pub(super) fn read(bytes: &[u8]) -> Option<Self> {
        let (scale, unscaled) = split(bytes)?;
        let (negative, mut digits) = digits(unscaled);
        let exponent = digits.len() as i64 - i64::from(scale);
        let end = digits.iter().rposition(|digit| *digit != b'0').map_or(0, |last| last + 1);
        digits.truncate(end);
        Some(match (end, negative) {
            (0, _) => Self { sign: Ordering::Equal, exponent: 0, digits },
            (_, true) => Self { sign: Ordering::Less, exponent, digits },
            (_, false) => Self { sign: Ordering::Greater, exponent, digits },
        })
    }
}

impl Ord for Decimal {
    fn cmp(&self, other: &Self) -> Ordering {
        self.sign.cmp(&other.sign).then_with(|| {
            let larger = self.exponent.cmp(&other.exponent).then_with(|| self.digits.cmp(&other.digits));
            if self.sign == Ordering::Less { larger.reverse() } else { larger }
        })
    }
}

impl PartialOrd for Decimal {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Decimal {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Decimal {}

/// Appends a decimal with its scale, so that reading the text gives the same bytes: plainly where that is short, else
/// with an exponent (the rule of Java's `BigDecimal.toString`). Gives whether the bytes were a decimal.
pub(super) fn display(bytes: &[u8], out: &mut String) -> bool {
    let Some((scale, unscaled)) = split(bytes) else {
        return false;
    };
    let (negative, digits) = digits(unscaled);
    let digits = String::from_utf8_lossy(&digits);
    if negative {
        out.push('-');
    }
    let scale = i64::from(scale);
    let exponent = digits.len() as i64 - 1 - scale;
    if scale >= 0 && exponent >= -6 {
        let scale = scale as usize;
        let padded = format!("{digits:0>width$}", width = scale + 1);
        let (whole, fraction) = padded.split_at(padded.len() - scale);
        out.push_str(whole);
        if !fraction.is_empty() {
            out.push('.');
            out.push_str(fraction);
        }
    } else {
        let (first, fraction) = digits.split_at(1);
        out.push_str(first);
        if !fraction.is_empty() {
            out.push('.');
            out.push_str(fraction);
        }
        push(out, format_args!("E{exponent:+}"));
    }
    true
}

/// Sign and ASCII digits of a whole number in two's complement; no leading zeros but that of 0 itself.
pub(super) fn digits(bytes: &[u8]) -> (bool, Vec<u8>) {
    let negative = bytes.first().is_some_and(|byte| byte & 0x80 != 0);
    if bytes.len() > 16 {
        return (negative, BigInt::from_signed_bytes_be(bytes).magnitude().to_string().into_bytes());
    }
    let sign = if negative { -1_i128 } else { 0 };
    let value = bytes.iter().fold(sign, |value, byte| (value << 8) | i128::from(*byte));
    (negative, value.unsigned_abs().to_string().into_bytes())
}

/// Scale and unscaled number of a decimal's wire bytes.
fn split(bytes: &[u8]) -> Option<(i32, &[u8])> {
    let (scale, unscaled) = bytes.split_first_chunk::<4>()?;
    (!unscaled.is_empty()).then(|| (i32::from_be_bytes(*scale), unscaled))
}
