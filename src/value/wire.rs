//! Takes wire bytes of collections, tuples and vectors, gives their parts; writes lengths and variable-length integers.
//! Never panics: what is not well-formed is `None`.
//!
//! Sources: native protocol v4 §6 and v5 §6 (vector, vint); `type_size_for_vector` of the driver for the elements that
//! a vector stores without a length.

use crate::types::CqlType;

/// An element, field, key or value; `None` is null.
pub(super) type Part<'a> = Option<&'a [u8]>;

/// Bytes of a value of `ty`, where all its values but the empty one have the same number.
pub fn fixed_len(ty: &CqlType) -> Option<usize> {
    match ty {
        CqlType::Boolean | CqlType::Tinyint => Some(1),
        CqlType::Smallint => Some(2),
        CqlType::Date | CqlType::Float | CqlType::Int => Some(4),
        CqlType::Bigint | CqlType::Counter | CqlType::Double | CqlType::Time | CqlType::Timestamp => Some(8),
        CqlType::Timeuuid | CqlType::Uuid => Some(16),
        _ => None,
    }
}

/// Bytes of a value of `ty`, where a cell, a clustering column or a vector stores it without a length. The node treats
/// tinyint, smallint, date and time as variable there, although their length is fixed.
pub fn vector_element_len(ty: &CqlType) -> Option<usize> {
    match ty {
        CqlType::Counter | CqlType::Date | CqlType::Smallint | CqlType::Time | CqlType::Tinyint => None,
        CqlType::Vector { item, len } => vector_element_len(item)?.checked_mul(*len as usize),
        other => fixed_len(other),
    }
}

/// The longest partition key, and the longest clustering key, in bytes: 65,535 were accepted by a node, 65,536 refused.
pub const KEY_CAP: usize = 65_535;

/// The vector of elements of type `item`, each given by its wire bytes; `None` where one has not the length of its type.
pub fn pack_vector(item: &CqlType, parts: &[Vec<u8>]) -> Option<Vec<u8>> {
    let mut out = Vec::new();
    for part in parts {
        match vector_element_len(item) {
            Some(len) if len != part.len() => return None,
            Some(_) => {}
            None => put_vint(part.len() as u64, &mut out),
        }
        out.extend_from_slice(part);
    }
    Some(out)
}

/// The elements of a list or set, or the keys and values of a map in turn (`per_entry` 2).
pub fn collection_parts(bytes: &[u8], per_entry: usize) -> Option<Vec<Part<'_>>> {
    let (count, mut rest) = bytes.split_first_chunk::<4>()?;
    let count = usize::try_from(i32::from_be_bytes(*count)).ok()?.checked_mul(per_entry)?;
    // Each part takes 4 bytes at least, so a hostile count cannot reserve more than the bytes can hold.
    if count > rest.len() / 4 {
        return None;
    }
    let parts = (0..count).map(|_| take_part(&mut rest)).collect::<Option<Vec<Part<'_>>>>()?;
    rest.is_empty().then_some(parts)
}

/// The `count` fields of a tuple or UDT; fields missing at the end are null, as the node reads them.
pub(super) fn tuple_parts(bytes: &[u8], count: usize) -> Option<Vec<Part<'_>>> {
    let mut rest = bytes;
    let part = |_| if rest.is_empty() { Some(None) } else { take_part(&mut rest) };
    let parts = (0..count).map(part).collect::<Option<Vec<_>>>()?;
    rest.is_empty().then_some(parts)
}

/// The `len` elements of a vector of `item`.
pub(super) fn vector_parts<'a>(bytes: &'a [u8], item: &CqlType, len: u32) -> Option<Vec<&'a [u8]>> {
    let len = len as usize;
    if let Some(size) = vector_element_len(item) {
        return (size.checked_mul(len) == Some(bytes.len())).then(|| bytes.chunks_exact(size.max(1)).collect());
    }
    if len > bytes.len() {
        return None;
    }
    let mut rest = bytes;
    let parts = (0..len)
        .map(|_| {
            let size = usize::try_from(take_vint(&mut rest)?).ok()?;
            let (part, after) = rest.split_at_checked(size)?;
            rest = after;
            Some(part)
        })
        .collect::<Option<Vec<_>>>()?;
    rest.is_empty().then_some(parts)
}

/// One `[bytes]` from the front of `rest`: the outer `None` is malformed, the inner one null.
fn take_part<'a>(rest: &mut &'a [u8]) -> Option<Part<'a>> {
    let (len, after) = rest.split_first_chunk::<4>()?;
    *rest = after;
    let Ok(len) = usize::try_from(i32::from_be_bytes(*len)) else {
        return Some(None);
    };
    let (part, after) = rest.split_at_checked(len)?;
    *rest = after;
    Some(Some(part))
}

/// Appends one `[bytes]`: what `write` appends, its length in front.
pub(super) fn put_part<E>(out: &mut Vec<u8>, write: impl FnOnce(&mut Vec<u8>) -> Result<(), E>) -> Result<(), E> {
    let start = out.len();
    out.extend_from_slice(&[0; 4]);
    write(out)?;
    let len = (out.len() - start - 4) as u32;
    out[start..start + 4].copy_from_slice(&len.to_be_bytes());
    Ok(())
}

/// Appends an unsigned vint: as many leading one bits as there are bytes after the first, then the number.
pub(super) fn put_vint(value: u64, out: &mut Vec<u8>) {
    // Each byte after the first adds 7 bits to the 7 of a lone byte, up to the ninth, which adds 8.
    let extra = match 64 - value.leading_zeros() {
        57.. => 8,
        bits => bits.saturating_sub(1) / 7,
    } as usize;
    let mut bytes = [0; 9];
    bytes[1..].copy_from_slice(&value.to_be_bytes());
    let bytes = &mut bytes[8 - extra..];
    bytes[0] |= !(0xff_u16 >> extra) as u8;
    out.extend_from_slice(bytes);
}

/// Appends a signed vint (zigzag, then unsigned).
pub(super) fn put_signed_vint(value: i64, out: &mut Vec<u8>) {
    put_vint(((value << 1) ^ (value >> 63)) as u64, out);
}

/// An unsigned vint from the front of `rest`.
pub(super) fn take_vint(rest: &mut &[u8]) -> Option<u64> {
    let (&first, after) = rest.split_first()?;
    let extra = first.leading_ones() as usize;
    let (tail, after) = after.split_at_checked(extra)?;
    *rest = after;
    let head = u64::from(first) & (0xff_u64 >> extra);
    Some(tail.iter().fold(head, |value, byte| (value << 8) | u64::from(*byte)))
}

/// A signed vint from the front of `rest`.
pub(super) fn take_signed_vint(rest: &mut &[u8]) -> Option<i64> {
    take_vint(rest).map(|value| (value >> 1) as i64 ^ -((value & 1) as i64))
}
