//! Takes constants as written, says which types they fit and what their wire bytes are. Never looks at terms around them.
//!
//! A node reads constants in ways of its own, some of them odd: `0xAB` fits a tinyint, and any string or number is tried
//! as a tuple's text. All forms were tried on a 5.0.8 node against every type.

use super::fit::Fit;
use super::moments::{self, Fault};
use super::spell::constant;
use crate::cql::expression::Literal;
use crate::types::CqlType;
use crate::value::{Reading, encode_text};

/// The wire bytes of a constant; `None` where they can only be told by the node, such as a timestamp in its own zone.
pub(super) type Bytes = Option<Vec<u8>>;

/// How a constant fits a type.
pub(super) fn fit(literal: &Literal, ty: &CqlType) -> Fit {
    use CqlType::{
        Ascii, Bigint, Blob, Boolean, Counter, Date, Decimal, Double, Duration, Float, Inet, Int, Smallint, Text, Time,
        Timestamp, Timeuuid, Tinyint, Uuid, Varint,
    };
    if *literal == Literal::Null {
        return if *ty == Counter { Fit::No } else { Fit::Weak };
    }
    if preferred(literal).as_ref() == Some(ty) {
        return Fit::Exact;
    }
    let weak = match literal {
        _ if matches!(ty, CqlType::Tuple(_)) => true,
        Literal::String(_) => matches!(ty, Ascii | Text | Inet | Date | Time | Timestamp),
        Literal::Integer(_) => matches!(
            ty,
            Bigint
                | Counter
                | Date
                | Decimal
                | Double
                | Duration
                | Float
                | Int
                | Smallint
                | Time
                | Timestamp
                | Tinyint
                | Varint
        ),
        Literal::Uuid(_) => matches!(ty, Uuid | Timeuuid),
        Literal::Float(_) => matches!(ty, Decimal | Double | Float),
        Literal::Boolean(_) => *ty == Boolean,
        Literal::Hex(_) => *ty == Blob,
        Literal::Duration(_) => *ty == CqlType::Duration,
        Literal::Null => true,
    };
    if weak { Fit::Weak } else { Fit::No }
}

/// The type that a node takes a constant for where nothing says more.
pub(super) fn preferred(literal: &Literal) -> Option<CqlType> {
    Some(match literal {
        Literal::String(text) if text.is_ascii() => CqlType::Ascii,
        Literal::String(_) => CqlType::Text,
        Literal::Integer(text) if text.parse::<i32>().is_ok() => CqlType::Int,
        Literal::Integer(text) if text.parse::<i64>().is_ok() => CqlType::Bigint,
        Literal::Integer(_) => CqlType::Varint,
        Literal::Float(text) if is_double(text) => CqlType::Double,
        Literal::Float(_) => CqlType::Decimal,
        Literal::Boolean(_) => CqlType::Boolean,
        Literal::Duration(_) => CqlType::Duration,
        Literal::Uuid(text) if text.as_bytes().get(14) == Some(&b'1') => CqlType::Timeuuid,
        Literal::Uuid(_) => CqlType::Uuid,
        Literal::Hex(_) => CqlType::Tinyint,
        Literal::Null => return None,
    })
}

/// Whether a number with a point is so large that the node's parser breaks over it, whatever type it is for.
pub(super) fn is_too_large(literal: &Literal) -> bool {
    match literal {
        Literal::Float(text) => text.parse::<f64>().is_ok_and(f64::is_infinite) && !text.ends_with(['y', 'Y']),
        _ => false,
    }
}

/// The bytes of a constant that fits `ty`.
pub(super) fn bytes(literal: &Literal, ty: &CqlType) -> Result<Bytes, Fault> {
    match literal {
        Literal::Null => Ok(None),
        Literal::Hex(digits) => hex(digits),
        Literal::Boolean(value) if *ty == CqlType::Boolean => Ok(Some(vec![u8::from(*value)])),
        // The node reads a whole number for a duration with its sign taken off.
        Literal::Integer(text) if *ty == CqlType::Duration => of_text(ty, text.trim_start_matches('-')),
        other => of_text(ty, &constant(other)),
    }
}

/// The bytes of a value that is given as a text, as constants and the fields of a tuple's text are.
fn of_text(ty: &CqlType, text: &str) -> Result<Bytes, Fault> {
    let whole = |word: &str, size: u32| match text.parse::<i64>() {
        Ok(value) if size == 64 || value >> (size - 1) == 0 || value >> (size - 1) == -1 => {
            let bytes = value.to_be_bytes();
            Ok(bytes.get(8 - size as usize / 8..).map(<[u8]>::to_vec))
        }
        _ => Err(Fault::Refused(format!("Unable to make {word} from '{text}'"))),
    };
    match ty {
        CqlType::Text => Ok(Some(text.as_bytes().to_vec())),
        CqlType::Ascii if text.is_ascii() => Ok(Some(text.as_bytes().to_vec())),
        CqlType::Ascii => Err(Fault::Refused(
            "Invalid ASCII character in string literal: java.nio.charset.UnmappableCharacterException: Input length = 1"
                .to_owned(),
        )),
        CqlType::Date => moments::date(text),
        CqlType::Time => moments::time(text),
        _ if text.is_empty() => Ok(Some(Vec::new())),
        CqlType::Tinyint => whole("byte", 8),
        CqlType::Smallint => whole("short", 16),
        CqlType::Int => whole("int", 32),
        CqlType::Bigint | CqlType::Counter => whole("long", 64),
        CqlType::Float => float(text, "float", |text| Some(text.parse::<f32>().ok()?.to_be_bytes().to_vec())),
        CqlType::Double => float(text, "double", |text| Some(text.parse::<f64>().ok()?.to_be_bytes().to_vec())),
        CqlType::Timestamp => moments::timestamp(text),
        CqlType::Inet => moments::inet(text),
        CqlType::Tuple(types) => tuple(ty, types, text),
        other => read(other, text),
    }
}

fn float(text: &str, word: &str, parse: impl Fn(&str) -> Option<Vec<u8>>) -> Result<Bytes, Fault> {
    match parse(text) {
        Some(bytes) => Ok(Some(bytes)),
        None => Err(Fault::Refused(format!("Unable to make {word} from '{text}'"))),
    }
}

/// The types whose texts the node reads as a model's values are read.
fn read(ty: &CqlType, text: &str) -> Result<Bytes, Fault> {
    let mut out = Vec::new();
    let read = encode_text(ty, text, &Reading::default(), &mut out);
    let number = || text.bytes().any(|b| b.is_ascii_digit()) && text.parse::<f64>().is_ok();
    match (ty, read) {
        (_, Ok(())) => Ok(Some(out)),
        // Of many digits, or with a large exponent: the node has no bound.
        (CqlType::Decimal, Err(_)) if number() => Ok(None),
        (CqlType::Varint, Err(_)) if text.trim_start_matches('-').bytes().all(|b| b.is_ascii_digit()) => Ok(None),
        (CqlType::Decimal, Err(_)) => Err(Fault::Refused(format!("unable to make BigDecimal from '{text}'"))),
        (CqlType::Varint, Err(_)) => Err(Fault::Refused(format!("unable to make int from '{text}'"))),
        (CqlType::Timeuuid, Err(_)) => Err(Fault::Refused("TimeUUID supports only version 1 UUIDs".to_owned())),
        (CqlType::Duration, Err(_)) if text.bytes().all(|b| b.is_ascii_digit()) => {
            Err(Fault::Refused(format!("Unable to convert '{text}' to a duration")))
        }
        (CqlType::Duration, Err(_)) => Err(Fault::Refused(duration_words(text))),
        (_, Err(_)) => Err(Fault::Unknown(format!("whether `{text}` is a value of type {ty}"))),
    }
}

/// What a node says of a duration that is too long, by the unit in which it is.
fn duration_words(text: &str) -> String {
    let text = text.to_ascii_lowercase();
    let (unit, most) = match text.as_str() {
        days if days.ends_with(['w', 'd']) => ("days", i64::from(i32::MAX)),
        months if months.ends_with(['y', 'o']) => ("months", i64::from(i32::MAX)),
        _ => ("nanoseconds", i64::MAX),
    };
    format!("Invalid duration. The total number of {unit} must be less or equal to {most}")
}

/// A tuple's text: its fields with colons between them, `@` for a field that is null.
fn tuple(ty: &CqlType, types: &[CqlType], text: &str) -> Result<Bytes, Fault> {
    let fields: Vec<&str> = text.split(':').collect();
    if fields.len() > types.len() {
        return Err(Fault::Refused(format!(
            "Invalid tuple literal: too many elements. Type {} expects {} but got {}",
            super::spell::node_type(ty),
            types.len(),
            fields.len()
        )));
    }
    let mut out = Vec::new();
    for (field, ty) in fields.iter().zip(types) {
        if *field == "@" {
            out.extend_from_slice(&(-1_i32).to_be_bytes());
            continue;
        }
        if !ty.is_native() || *ty == CqlType::Blob || *ty == CqlType::Boolean {
            return Err(Fault::Unknown(format!("whether `{text}` is a value of type {ty}")));
        }
        match of_text(ty, field)? {
            Some(bytes) => put(&bytes, &mut out),
            None => return Ok(None),
        }
    }
    Ok(Some(out))
}

fn put(bytes: &[u8], out: &mut Vec<u8>) {
    out.extend_from_slice(&u32::try_from(bytes.len()).unwrap_or(u32::MAX).to_be_bytes());
    out.extend_from_slice(bytes);
}

fn hex(digits: &str) -> Result<Bytes, Fault> {
    let nibbles: Option<Vec<u32>> = digits.chars().map(|c| c.to_digit(16)).collect();
    match nibbles {
        Some(nibbles) if nibbles.len() % 2 == 0 => Ok(Some(
            nibbles.chunks_exact(2).map(|pair| pair.iter().fold(0, |all, one| all << 4 | *one as u8)).collect(),
        )),
        _ => Err(Fault::Refused(format!("cannot parse '{digits}' as hex bytes"))),
    }
}

/// Whether a double holds the number, or its shortest text reads back as it: else the node takes it for a decimal.
fn is_double(text: &str) -> bool {
    match text.parse::<f64>() {
        Ok(value) if value.is_finite() => digits(text) == digits(&format!("{value:e}")),
        _ => true,
    }
}

/// The digits of a number without zeros on either side, and the power of ten of the last.
fn digits(text: &str) -> (String, i64) {
    let text = text.trim_start_matches(['-', '+']).to_ascii_lowercase();
    let (mantissa, exponent) = text.split_once('e').unwrap_or((&text, "0"));
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let all = format!("{whole}{fraction}");
    let kept = all.trim_end_matches('0');
    let power = exponent.trim_start_matches('+').parse::<i64>().unwrap_or(0) - fraction.len() as i64
        + (all.len() - kept.len()) as i64;
    let kept = kept.trim_start_matches('0').to_owned();
    if kept.is_empty() { (kept, 0) } else { (kept, power) }
}
