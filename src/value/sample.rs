//! Takes a type, gives the wire bytes of one plain value of it, which a node takes wherever the type may stand: in a key,
//! in a list of `IN`, as a vector with a direction. Never longer than [`MOST`].

use super::wire::{put_part, put_signed_vint, put_vint, vector_element_len};
use crate::types::CqlType;

/// The longest sample, in bytes; what needs more has none.
const MOST: usize = 1 << 20;

/// How deep user-defined types are filled; fields below are null, since types that hold each other twice grow without
/// bound.
const DEEPEST: usize = 4;

/// A version 1 UUID of 2024.
const UUID: [u8; 16] = [0x1b, 0xa2, 0x16, 0x80, 0xc1, 0x5d, 0x11, 0xee, 0x8a, 0x3c, 0x02, 0x42, 0xac, 0x12, 0x00, 0x02];

/// The wire bytes of a value of `ty`: never empty, null nor zero, collections of one element. `None` where the least
/// value of the type has more than a mebibyte, as a vector of a million elements.
pub fn sample(ty: &CqlType) -> Option<Vec<u8>> {
    let mut out = Vec::new();
    put(ty, 0, &mut out).ok().map(|()| out)
}

/// There is no room for a value.
struct TooLong;

fn put(ty: &CqlType, depth: usize, out: &mut Vec<u8>) -> Result<(), TooLong> {
    match ty {
        CqlType::Ascii | CqlType::Text => out.push(b'a'),
        CqlType::Blob | CqlType::Boolean | CqlType::Tinyint | CqlType::Varint => out.push(1),
        CqlType::Smallint => out.extend(1_i16.to_be_bytes()),
        CqlType::Int => out.extend(1_i32.to_be_bytes()),
        CqlType::Bigint | CqlType::Counter | CqlType::Time | CqlType::Timestamp => out.extend(1_i64.to_be_bytes()),
        // The epoch stands at 2³¹.
        CqlType::Date => out.extend((1_u32 << 31).to_be_bytes()),
        CqlType::Float => out.extend(1_f32.to_be_bytes()),
        CqlType::Double => out.extend(1_f64.to_be_bytes()),
        // 1.5: a scale of 1 and 15.
        CqlType::Decimal => out.extend([0, 0, 0, 1, 15]),
        CqlType::Duration => (0..3).for_each(|_| put_signed_vint(1, out)),
        CqlType::Inet => out.extend([127, 0, 0, 1]),
        CqlType::Timeuuid | CqlType::Uuid => out.extend(UUID),
        CqlType::List { item, .. } | CqlType::Set { item, .. } => {
            out.extend(1_i32.to_be_bytes());
            put_part(out, |out| put(item, depth, out))?;
        }
        CqlType::Map { key, value, .. } => {
            out.extend(1_i32.to_be_bytes());
            put_part(out, |out| put(key, depth, out))?;
            put_part(out, |out| put(value, depth, out))?;
        }
        CqlType::Tuple(items) => items.iter().try_for_each(|item| put_part(out, |out| put(item, depth, out)))?,
        CqlType::Udt { udt, .. } => udt.fields.iter().try_for_each(|(_, field)| self::field(field, depth + 1, out))?,
        CqlType::Vector { item, len } => vector(item, *len as usize, depth, out)?,
    }
    if out.len() > MOST { Err(TooLong) } else { Ok(()) }
}

fn field(ty: &CqlType, depth: usize, out: &mut Vec<u8>) -> Result<(), TooLong> {
    if depth > DEEPEST {
        out.extend((-1_i32).to_be_bytes());
        return Ok(());
    }
    put_part(out, |out| put(ty, depth, out))
}

/// Every element the same: one is written, and then as often as the vector is long.
fn vector(item: &CqlType, len: usize, depth: usize, out: &mut Vec<u8>) -> Result<(), TooLong> {
    let mut element = Vec::new();
    put(item, depth, &mut element)?;
    if vector_element_len(item).is_none() {
        let mut sized = Vec::new();
        put_vint(element.len() as u64, &mut sized);
        sized.append(&mut element);
        element = sized;
    }
    if element.len().saturating_mul(len) > MOST {
        return Err(TooLong);
    }
    out.extend(element.repeat(len));
    Ok(())
}
