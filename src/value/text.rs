//! Takes a value as text, gives its wire bytes. Never trims, guesses or rounds: what the type does not hold exactly is
//! refused, floats apart, which are rounded to the nearest.

use std::borrow::Cow;
use std::net::IpAddr;

use crate::types::CqlType;

use super::compound::{Items, encode_node};
use super::node::Node;
use super::{BadValue, calendar, duration, node, number, quoted};

/// How a column's text is to be read; `Reading::default()` is the plain CQL reading that YAML values and command-line
/// parameters use.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reading {
    /// strftime pattern of a timestamp, date or time (chrono's), where the ISO forms are not meant.
    pub format: Option<String>,
    /// Numbers are a count of this unit since the epoch (timestamp), decimals and exponents allowed (`1.54111E+12`);
    /// nothing else is read then. What is not whole milliseconds is refused. Goes before `format`.
    pub epoch: Option<Unit>,
    /// Minutes east of UTC that a timestamp without a zone is in; `None` refuses such a timestamp.
    pub zone: Option<i32>,
    /// Separator of the elements of a list, set or vector (or `k=v` entries of a map); `None` means JSON. Collections
    /// inside the elements are JSON in any case.
    pub split: Option<String>,
    /// The words for true and false beside `true` and `false`, in this order; they count as they are written.
    pub booleans: Option<(Vec<String>, Vec<String>)>,
}

/// A unit of time in which timestamps are counted from the epoch.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Unit {
    /// 1 s.
    Seconds,
    /// 1/1,000 s, what a timestamp holds.
    Millis,
    /// 1/1,000,000 s.
    Micros,
    /// 1/1,000,000,000 s.
    Nanos,
}

/// Appends the wire bytes of the value of type `ty` that `text` spells under `reading`. A text that spells none is a
/// [`BadValue`], and `out` is left as it was. An empty text is a value of text, ascii and split collections only: what
/// means null is the caller's to know.
///
/// - Integers: sign and leading zeros allowed, no blanks, points or exponents. A decimal keeps its written scale (at
///   most 309), varint and decimal have at most 10,000 digits.
/// - float, double: also `NaN`, `Infinity`, `inf` in any case; a number that would become infinite or 0 is refused.
/// - blob `0x…`; uuid in its 36-character form; timeuuid of version 1; inet without a zone or mask.
/// - date `2018-11-01`, time `20:57:10.796` (nine digits of a second at most), timestamp `2018-11-01T20:57:10.796Z`
///   (three), or whole milliseconds since the epoch; longer and negative years carry a sign.
/// - duration `1h30m`, `-2mo`, `P1DT2H`, `P2W`.
/// - Collections, tuples, UDTs and vectors are JSON: `["a"]`, `{"k": 1}` or `[[1, 2]]` for a map, `{"field": 1}` for a
///   UDT. Sets and maps are sorted as the node sorts them; equal set elements count once, equal map keys are refused;
///   more than 65,535 elements are refused; null stands only in tuples and UDTs.
#[inline]
pub fn encode_text(ty: &CqlType, text: &str, reading: &Reading, out: &mut Vec<u8>) -> Result<(), BadValue> {
    let start = out.len();
    let written = match &reading.split {
        Some(separator) if !ty.is_native() => split(ty, text, separator, reading, out),
        _ => plain(ty, text, reading, out),
    };
    if written.is_err() {
        out.truncate(start);
    }
    written
}

/// Like [`encode_text`] without the splitting, and with `out` undefined after a failure.
pub(super) fn plain(ty: &CqlType, text: &str, reading: &Reading, out: &mut Vec<u8>) -> Result<(), BadValue> {
    match ty {
        CqlType::Text => out.extend_from_slice(text.as_bytes()),
        CqlType::Int => {
            let value = number::integer(text, "int", i64::from(i32::MIN), i64::from(i32::MAX))?;
            out.extend_from_slice(&(value as i32).to_be_bytes());
        }
        CqlType::Bigint | CqlType::Counter => {
            out.extend_from_slice(&number::integer(text, ty.word(), i64::MIN, i64::MAX)?.to_be_bytes());
        }
        CqlType::Smallint => {
            let value = number::integer(text, "smallint", i64::from(i16::MIN), i64::from(i16::MAX))?;
            out.extend_from_slice(&(value as i16).to_be_bytes());
        }
        CqlType::Tinyint => {
            let value = number::integer(text, "tinyint", i64::from(i8::MIN), i64::from(i8::MAX))?;
            out.extend_from_slice(&(value as i8).to_be_bytes());
        }
        CqlType::Double => number::double(text, out)?,
        CqlType::Float => number::float(text, out)?,
        CqlType::Varint => number::varint(text, out)?,
        CqlType::Decimal => number::decimal(text, out)?,
        CqlType::Boolean => out.push(u8::from(boolean(text, reading)?)),
        CqlType::Ascii => ascii(text, out)?,
        CqlType::Blob => blob(text, out)?,
        CqlType::Uuid | CqlType::Timeuuid => uuid(ty, text, out)?,
        CqlType::Inet => inet(text, out)?,
        CqlType::Date => out.extend_from_slice(&calendar::date(text, reading.format.as_deref())?.to_be_bytes()),
        CqlType::Time => out.extend_from_slice(&calendar::time(text, reading.format.as_deref())?.to_be_bytes()),
        CqlType::Timestamp => out.extend_from_slice(&timestamp(text, reading)?.to_be_bytes()),
        CqlType::Duration => duration::duration(text, out)?,
        CqlType::List { .. }
        | CqlType::Set { .. }
        | CqlType::Map { .. }
        | CqlType::Tuple(_)
        | CqlType::Udt { .. }
        | CqlType::Vector { .. } => encode_node(ty, &node::parse(text)?, reading, out)?,
    }
    Ok(())
}

/// Reads elements between separators; an empty text has none.
fn split(ty: &CqlType, text: &str, separator: &str, reading: &Reading, out: &mut Vec<u8>) -> Result<(), BadValue> {
    if separator.is_empty() {
        return Err(BadValue("the separator of the elements is empty".into()));
    }
    let parts = (!text.is_empty()).then(|| text.split(separator)).into_iter().flatten();
    if let CqlType::Map { key, value, .. } = ty {
        let entries = parts.map(entry).collect::<Result<Vec<_>, _>>()?;
        return Items::of(key, reading).map(value, entries.iter().map(|(key, value)| (key, value)), out);
    }
    let nodes: Vec<Node<'_>> = parts.map(|part| Node::Text(Cow::Borrowed(part))).collect();
    match ty {
        CqlType::List { item, .. } => Items::of(item, reading).list(&nodes, out),
        CqlType::Set { item, .. } => Items::of(item, reading).set(&nodes, out),
        CqlType::Vector { item, len } => Items::of(item, reading).vector(*len, &nodes, out),
        other => plain(other, text, reading, out),
    }
}

/// `k=v`; the key ends at the first `=`.
fn entry(part: &str) -> Result<(Node<'_>, Node<'_>), BadValue> {
    match part.split_once('=') {
        Some((key, value)) => Ok((Node::Text(Cow::Borrowed(key)), Node::Text(Cow::Borrowed(value)))),
        None => Err(BadValue(format!("{} is not an entry of a map: `key=value` is", quoted(part)))),
    }
}

fn boolean(text: &str, reading: &Reading) -> Result<bool, BadValue> {
    if text.eq_ignore_ascii_case("true") {
        return Ok(true);
    }
    if text.eq_ignore_ascii_case("false") {
        return Ok(false);
    }
    let Some((yes, no)) = &reading.booleans else {
        return Err(BadValue(format!("{} is not a value of type boolean: `true` or `false` is", quoted(text))));
    };
    match (yes.iter().any(|word| word == text), no.iter().any(|word| word == text)) {
        (true, false) => Ok(true),
        (false, true) => Ok(false),
        _ => {
            let words: Vec<String> = yes.iter().chain(no).map(|word| quoted(word)).collect();
            let fact = format!("is none of the words for true and false: `true`, `false`, {}", words.join(", "));
            Err(BadValue(format!("{} {fact}", quoted(text))))
        }
    }
}

fn ascii(text: &str, out: &mut Vec<u8>) -> Result<(), BadValue> {
    if let Some(c) = text.chars().find(|c| !c.is_ascii()) {
        let fact = format!("is not a value of type ascii: {} is not a 7-bit character", quoted(&c.to_string()));
        return Err(BadValue(format!("{} {fact}", quoted(text))));
    }
    out.extend_from_slice(text.as_bytes());
    Ok(())
}

fn blob(text: &str, out: &mut Vec<u8>) -> Result<(), BadValue> {
    let digits = text.strip_prefix("0x").or_else(|| text.strip_prefix("0X")).map(str::as_bytes);
    let Some(digits) = digits.filter(|digits| digits.len() % 2 == 0) else {
        let fact = "is not a value of type blob: `0x` and an even number of hexadecimal digits is";
        return Err(BadValue(format!("{} {fact}", quoted(text))));
    };
    for pair in digits.chunks_exact(2) {
        let (Some(high), Some(low)) = ((pair[0] as char).to_digit(16), (pair[1] as char).to_digit(16)) else {
            let fact = "is not a value of type blob: a character after `0x` is no hexadecimal digit";
            return Err(BadValue(format!("{} {fact}", quoted(text))));
        };
        out.push((high << 4 | low) as u8);
    }
    Ok(())
}

fn uuid(ty: &CqlType, text: &str, out: &mut Vec<u8>) -> Result<(), BadValue> {
    // Of the forms that the parser knows only the hyphenated one has 36 characters.
    let parsed = (text.len() == 36).then(|| uuid::Uuid::try_parse(text).ok()).flatten();
    let Some(value) = parsed else {
        let fact = "8-4-4-4-12 hexadecimal digits are";
        return Err(BadValue(format!("{} is not a value of type {}: {fact}", quoted(text), ty.word())));
    };
    if *ty == CqlType::Timeuuid && value.get_version_num() != 1 {
        let fact = format!("is a UUID of version {}; a timeuuid is one of version 1", value.get_version_num());
        return Err(BadValue(format!("{} {fact}", quoted(text))));
    }
    out.extend_from_slice(value.as_bytes());
    Ok(())
}

fn inet(text: &str, out: &mut Vec<u8>) -> Result<(), BadValue> {
    match text.parse() {
        Ok(IpAddr::V4(address)) => out.extend_from_slice(&address.octets()),
        Ok(IpAddr::V6(address)) => out.extend_from_slice(&address.octets()),
        Err(_) => {
            let fact = "is not a value of type inet: an address like `10.0.0.1` or `2001:db8::1` is";
            return Err(BadValue(format!("{} {fact}", quoted(text))));
        }
    }
    Ok(())
}

fn timestamp(text: &str, reading: &Reading) -> Result<i64, BadValue> {
    match reading.epoch {
        Some(unit) => calendar::epoch(text, unit),
        None => calendar::timestamp(text, reading.format.as_deref(), reading.zone),
    }
}
