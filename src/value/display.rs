//! Takes wire bytes, gives the text that a person reads and that [`super::encode_text`] reads back. Never escapes
//! control characters: what goes to a terminal is the caller's to escape.

use std::net::{Ipv4Addr, Ipv6Addr};

use serde_json::Value;

use crate::types::CqlType;

use super::{calendar, decimal, duration, to_json};

/// Appends the text of a value. Reading it under `Reading::default()` gives the same value again, with three
/// exceptions: malformed bytes are shown as `0x…`, empty ones of a type that has no empty value as nothing, and NaN has
/// one form only. Floats are as short as they can be; timestamps are in UTC; collections, tuples, UDTs and vectors are
/// JSON.
pub fn display(ty: &CqlType, bytes: &[u8], out: &mut String) {
    let start = out.len();
    let empty_is_a_value = matches!(ty, CqlType::Ascii | CqlType::Blob | CqlType::Text);
    if bytes.is_empty() && !empty_is_a_value {
        return;
    }
    if write(ty, bytes, out).is_none() {
        out.truncate(start);
        out.push_str(&hex(bytes));
    }
}

/// `0x` and two digits per byte.
pub(super) fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let mut out = String::with_capacity(2 + 2 * bytes.len());
    out.push_str("0x");
    for byte in bytes {
        out.push(DIGITS[usize::from(byte >> 4)] as char);
        out.push(DIGITS[usize::from(byte & 15)] as char);
    }
    out
}

fn write(ty: &CqlType, bytes: &[u8], out: &mut String) -> Option<()> {
    match ty {
        CqlType::Ascii => out.push_str(std::str::from_utf8(bytes).ok().filter(|text| text.is_ascii())?),
        CqlType::Text => out.push_str(std::str::from_utf8(bytes).ok()?),
        CqlType::Bigint | CqlType::Counter => push(out, i64::from_be_bytes(bytes.try_into().ok()?)),
        CqlType::Int => push(out, i32::from_be_bytes(bytes.try_into().ok()?)),
        CqlType::Smallint => push(out, i16::from_be_bytes(bytes.try_into().ok()?)),
        CqlType::Tinyint => push(out, i8::from_be_bytes(bytes.try_into().ok()?)),
        CqlType::Varint => {
            let (negative, digits) = decimal::digits(bytes);
            out.push_str(if negative { "-" } else { "" });
            out.push_str(std::str::from_utf8(&digits).ok()?);
        }
        CqlType::Decimal => return decimal::display(bytes, out).then_some(()),
        CqlType::Double => {
            let value = f64::from_be_bytes(bytes.try_into().ok()?);
            float(value, &format!("{value:?}"), out);
        }
        CqlType::Float => {
            let value = f32::from_be_bytes(bytes.try_into().ok()?);
            float(f64::from(value), &format!("{value:?}"), out);
        }
        // The node takes any byte but 0 for true.
        CqlType::Boolean => out.push_str(if <[u8; 1]>::try_from(bytes).ok()? == [0] { "false" } else { "true" }),
        CqlType::Blob => out.push_str(&hex(bytes)),
        CqlType::Uuid | CqlType::Timeuuid => push(out, uuid::Uuid::from_slice(bytes).ok()?.hyphenated()),
        CqlType::Inet => match bytes.len() {
            4 => push(out, Ipv4Addr::from(<[u8; 4]>::try_from(bytes).ok()?)),
            _ => push(out, Ipv6Addr::from(<[u8; 16]>::try_from(bytes).ok()?)),
        },
        CqlType::Date => {
            calendar::display_day(i64::from(u32::from_be_bytes(bytes.try_into().ok()?)) - calendar::EPOCH_DAY, out);
        }
        CqlType::Time => {
            let nanos = i64::from_be_bytes(bytes.try_into().ok()?);
            // The node stores times outside the day without a check.
            (0..calendar::DAY_NANOS).contains(&nanos).then(|| calendar::display_time(nanos, out))?;
        }
        CqlType::Timestamp => calendar::display_timestamp(i64::from_be_bytes(bytes.try_into().ok()?), out),
        CqlType::Duration => return duration::display(bytes, out).then_some(()),
        CqlType::List { .. }
        | CqlType::Set { .. }
        | CqlType::Map { .. }
        | CqlType::Tuple(_)
        | CqlType::Udt { .. }
        | CqlType::Vector { .. } => match to_json(ty, bytes) {
            Value::String(malformed) => out.push_str(&malformed),
            json => out.push_str(&json.to_string()),
        },
    }
    Some(())
}

/// Appends what `value` prints.
pub(super) fn push(out: &mut String, value: impl std::fmt::Display) {
    use std::fmt::Write;
    // Writing to a `String` cannot fail.
    let _ = write!(out, "{value}");
}

/// Java's words for what is no number, else the shortest digits that read as the same value.
fn float(value: f64, shortest: &str, out: &mut String) {
    out.push_str(match value {
        value if value.is_nan() => "NaN",
        f64::INFINITY => "Infinity",
        f64::NEG_INFINITY => "-Infinity",
        _ => shortest,
    });
}
