//! Takes a `serde_json` value and a type, gives wire bytes; takes wire bytes, gives JSON. Never loses a digit: whole
//! numbers beyond 64 bits and decimals are text in JSON.

use serde_json::{Map, Number, Value};

use crate::types::{CqlType, UserType};

use super::compound::encode_node;
use super::display::{display, hex};
use super::text::Reading;
use super::wire::{collection_parts, tuple_parts, vector_parts};
use super::{BadValue, node};

/// Appends the wire bytes of the value of type `ty` that `json` is: numbers or their text for numeric types and
/// timestamps (milliseconds), true and false for boolean, text in the form that [`super::encode_text`] reads for all
/// else; arrays for lists, sets, tuples and vectors, objects for UDTs, objects or arrays of pairs for maps. A value
/// that does not fit is a [`BadValue`], and `out` is left as it was. A JSON null is the caller's, and refused here.
pub fn encode_json(ty: &CqlType, json: &Value, out: &mut Vec<u8>) -> Result<(), BadValue> {
    let start = out.len();
    let written = node::from_json(json, 0).and_then(|node| encode_node(ty, &node, &Reading::default(), out));
    if written.is_err() {
        out.truncate(start);
    }
    written
}

/// The JSON of wire bytes, the same for the same bytes: integers of up to 64 bits and finite floats are numbers, all
/// other scalars text as [`super::display`] gives it; lists, sets, tuples and vectors are arrays, UDTs objects, maps
/// objects where the key is text or ascii, else arrays of pairs. Malformed bytes are the text `0x…`, empty ones of a
/// type that has no empty value the empty text.
pub fn to_json(ty: &CqlType, bytes: &[u8]) -> Value {
    if !ty.is_native() {
        let malformed = || Value::String(if bytes.is_empty() { String::new() } else { hex(bytes) });
        return compound(ty, bytes).unwrap_or_else(malformed);
    }
    plain(ty, bytes).unwrap_or_else(|| {
        let mut text = String::new();
        display(ty, bytes, &mut text);
        Value::String(text)
    })
}

/// What is a number, true or false in JSON.
fn plain(ty: &CqlType, bytes: &[u8]) -> Option<Value> {
    Some(match ty {
        CqlType::Bigint | CqlType::Counter => i64::from_be_bytes(bytes.try_into().ok()?).into(),
        CqlType::Int => i32::from_be_bytes(bytes.try_into().ok()?).into(),
        CqlType::Smallint => i16::from_be_bytes(bytes.try_into().ok()?).into(),
        CqlType::Tinyint => i8::from_be_bytes(bytes.try_into().ok()?).into(),
        CqlType::Double => Value::Number(Number::from_f64(f64::from_be_bytes(bytes.try_into().ok()?))?),
        // The shortest text of the float, read as a double: `0.1` rather than `0.10000000149011612`.
        CqlType::Float => {
            let value = f32::from_be_bytes(bytes.try_into().ok()?);
            Value::Number(Number::from_f64(value.to_string().parse().ok()?)?)
        }
        // The node takes any byte but 0 for true.
        CqlType::Boolean => Value::Bool(<[u8; 1]>::try_from(bytes).ok()? != [0]),
        _ => return None,
    })
}

/// Arrays and objects; `None` where the bytes are malformed.
fn compound(ty: &CqlType, bytes: &[u8]) -> Option<Value> {
    Some(match ty {
        CqlType::List { item, .. } | CqlType::Set { item, .. } => {
            collection_parts(bytes, 1)?.into_iter().map(|part| optional(item, part)).collect()
        }
        CqlType::Vector { item, len } => {
            vector_parts(bytes, item, *len)?.into_iter().map(|part| to_json(item, part)).collect()
        }
        CqlType::Map { key, value, .. } => map(key, value, &collection_parts(bytes, 2)?),
        CqlType::Tuple(types) if !bytes.is_empty() => {
            let parts = tuple_parts(bytes, types.len())?;
            types.iter().zip(parts).map(|(ty, part)| optional(ty, part)).collect()
        }
        CqlType::Udt { udt, .. } if !bytes.is_empty() => Value::Object(user_type(udt, bytes)?),
        _ => return None,
    })
}

fn user_type(udt: &UserType, bytes: &[u8]) -> Option<Map<String, Value>> {
    let parts = tuple_parts(bytes, udt.fields.len())?;
    let field = |((name, ty), part): (&(crate::name::Name, CqlType), _)| (name.text().to_owned(), optional(ty, part));
    Some(udt.fields.iter().zip(parts).map(field).collect())
}

/// An object where the keys are text, each there and none there twice; else an array of pairs.
fn map(key: &CqlType, value: &CqlType, parts: &[Option<&[u8]>]) -> Value {
    let (entries, _) = parts.as_chunks::<2>();
    if matches!(key, CqlType::Text | CqlType::Ascii) {
        let text = |bytes: Option<&[u8]>| bytes.and_then(|bytes| String::from_utf8(bytes.to_vec()).ok());
        let object: Map<_, _> = entries.iter().filter_map(|[k, v]| Some((text(*k)?, optional(value, *v)))).collect();
        if object.len() == entries.len() {
            return Value::Object(object);
        }
    }
    entries.iter().map(|[k, v]| Value::Array(vec![optional(key, *k), optional(value, *v)])).collect()
}

fn optional(ty: &CqlType, part: Option<&[u8]>) -> Value {
    part.map_or(Value::Null, |part| to_json(ty, part))
}
