//! Takes wire bytes, gives bytes whose unsigned order (`memcmp`) is the order of the values, and for most types the wire
//! bytes back. No encoding is the beginning of another of the same type, so several can be written one after the other,
//! and inverting every byte of one reverses its order.
//!
//! The shapes follow Cassandra's `ByteComparable`, with a mark in front where that uses separators between components:
//! - text, ascii, blob, inet, duration: the bytes with `00` as `00 ff`, and `00 00` at the end;
//! - types of fixed length: `01` and the bytes with signs turned; uuids with version and time in front;
//! - varint: a byte (or 5) that orders by sign and length, then the shortest two's complement;
//! - decimal: sign, exponent, digits in pairs, end; for negative ones all but the sign inverted;
//! - list, set, map: `01`, then per part `02` and the part or `01` for null, `00` at the end;
//! - tuple, UDT: `01`, then per field `02` and the field or `01` for null; vector: `01` and the elements.
//!
//! Empty bytes are `00` (for text the `00 00` of its end), malformed ones the last mark of the type and the bytes as of
//! a blob.

use std::cmp::Ordering;

use crate::types::CqlType;

use super::decimal::Decimal;
use super::number::minimal;
use super::order::{Sortable, from_sortable};
use super::wire::{collection_parts, fixed_len, tuple_parts, vector_parts};

const EMPTY: u8 = 0;
const WELL_FORMED: u8 = 1;
const MALFORMED: u8 = 2;

const END: u8 = 0;
const NULL: u8 = 1;
const PART: u8 = 2;

const NEGATIVE: u8 = 1;
const ZERO: u8 = 2;
const POSITIVE: u8 = 3;
const MALFORMED_DECIMAL: u8 = 4;

/// The longest varint whose length fits into the byte in front of it.
const SHORT_VARINT: usize = 0x7d;

/// Appends the comparable form of a value of type `ty`: the order of these bytes is that of [`super::compare`], and
/// they are equal where it says equal.
pub fn write_comparable(ty: &CqlType, bytes: &[u8], out: &mut Vec<u8>) {
    match ty {
        CqlType::Ascii | CqlType::Blob | CqlType::Duration | CqlType::Inet | CqlType::Text => {
            return write_escaped(bytes, out);
        }
        // The commonest clustering types go without a buffer between.
        CqlType::Int if bytes.len() == 4 => {
            return out.extend_from_slice(&[WELL_FORMED, bytes[0] ^ 0x80, bytes[1], bytes[2], bytes[3]]);
        }
        CqlType::Bigint | CqlType::Timestamp if bytes.len() == 8 => {
            let mut marked = [WELL_FORMED; 9];
            marked[1..].copy_from_slice(bytes);
            marked[1] ^= 0x80;
            return out.extend_from_slice(&marked);
        }
        _ if bytes.is_empty() => return out.push(EMPTY),
        CqlType::Varint => return write_varint(bytes, out),
        CqlType::Decimal => return write_decimal(bytes, out),
        _ => {}
    }
    if write_well_formed(ty, bytes, out).is_none() {
        out.push(MALFORMED);
        write_escaped(bytes, out);
    }
}

/// Whether [`read_comparable`] gives the wire bytes of `ty` back: for all types but decimal, collections, tuples, UDTs
/// and vectors. Of the bytes that `encode_text` and `encode_json` write every one comes back; others come back as the
/// equal value in its one form (a NaN, a true, a varint with needless bytes).
pub fn comparable_is_lossless(ty: &CqlType) -> bool {
    ty.is_native() && *ty != CqlType::Decimal
}

/// Appends the wire bytes of the value at the front of `bytes`, and gives the number of bytes that it took there.
/// `None`, with nothing appended, where the type is not lossless or the bytes are not what [`write_comparable`] writes.
pub fn read_comparable(ty: &CqlType, bytes: &[u8], out: &mut Vec<u8>) -> Option<usize> {
    let start = out.len();
    let read = match ty {
        ty if !comparable_is_lossless(ty) => None,
        CqlType::Ascii | CqlType::Blob | CqlType::Duration | CqlType::Inet | CqlType::Text => read_escaped(bytes, out),
        CqlType::Varint => read_varint(bytes, out),
        fixed => read_fixed(fixed, bytes, out),
    };
    if read.is_none() {
        out.truncate(start);
    }
    read
}

fn write_well_formed(ty: &CqlType, bytes: &[u8], out: &mut Vec<u8>) -> Option<()> {
    match ty {
        CqlType::List { item, .. } | CqlType::Set { item, .. } => {
            write_parts(&collection_parts(bytes, 1)?, |_| item, out);
            out.push(END);
        }
        CqlType::Map { key, value, .. } => {
            write_parts(&collection_parts(bytes, 2)?, |i| if i % 2 == 0 { key } else { value }, out);
            out.push(END);
        }
        CqlType::Tuple(types) => write_parts(&tuple_parts(bytes, types.len())?, |i| &types[i], out),
        CqlType::Udt { udt, .. } => {
            write_parts(&tuple_parts(bytes, udt.fields.len())?, |i| &udt.fields[i].1, out);
        }
        CqlType::Vector { item, len } => {
            let parts = vector_parts(bytes, item, *len)?;
            out.push(WELL_FORMED);
            for part in parts {
                write_comparable(item, part, out);
            }
        }
        fixed => {
            let sortable = Sortable::new(fixed, bytes)?;
            out.push(WELL_FORMED);
            out.extend_from_slice(sortable.bytes());
        }
    }
    Some(())
}

fn write_parts<'t>(parts: &[Option<&[u8]>], ty: impl Fn(usize) -> &'t CqlType, out: &mut Vec<u8>) {
    out.push(WELL_FORMED);
    for (i, part) in parts.iter().enumerate() {
        match part {
            Some(part) => {
                out.push(PART);
                write_comparable(ty(i), part, out);
            }
            None => out.push(NULL),
        }
    }
}

fn write_escaped(mut bytes: &[u8], out: &mut Vec<u8>) {
    while let Some(zero) = memchr::memchr(0, bytes) {
        out.extend_from_slice(&bytes[..=zero]);
        out.push(0xff);
        bytes = &bytes[zero + 1..];
    }
    out.extend_from_slice(bytes);
    out.extend_from_slice(&[0, 0]);
}

fn read_escaped(bytes: &[u8], out: &mut Vec<u8>) -> Option<usize> {
    let mut at = 0;
    loop {
        let zero = at + memchr::memchr(0, &bytes[at..])?;
        out.extend_from_slice(&bytes[at..zero]);
        at = zero + 2;
        match bytes.get(zero + 1)? {
            0 => return Some(at),
            0xff => out.push(0),
            _ => return None,
        }
    }
}

fn read_fixed(ty: &CqlType, bytes: &[u8], out: &mut Vec<u8>) -> Option<usize> {
    let (mark, rest) = bytes.split_first()?;
    match *mark {
        EMPTY => Some(1),
        WELL_FORMED => {
            let len = fixed_len(ty)?;
            let start = out.len();
            out.extend_from_slice(rest.get(..len)?);
            from_sortable(ty, &mut out[start..]);
            Some(1 + len)
        }
        MALFORMED => read_escaped(rest, out).map(|len| 1 + len),
        _ => None,
    }
}

/// Lengths from `80` up for numbers from 0 on, from `7f` down for negative ones; a length beyond a byte follows `ff` or
/// `01`, where the byte itself could not stand. `00` is left to the empty value.
fn write_varint(bytes: &[u8], out: &mut Vec<u8>) {
    let bytes = minimal(bytes);
    let negative = bytes[0] & 0x80 != 0;
    let flip = if negative { 0xff } else { 0 };
    if bytes.len() <= SHORT_VARINT {
        out.push((0x80 + bytes.len() as u8) ^ flip);
    } else {
        out.push(if negative { 1 } else { 0xff });
        out.extend((bytes.len() as u32).to_be_bytes().map(|byte| byte ^ flip));
    }
    out.extend_from_slice(bytes);
}

fn read_varint(bytes: &[u8], out: &mut Vec<u8>) -> Option<usize> {
    let (mark, rest) = bytes.split_first()?;
    let (head, len): (usize, usize) = match *mark {
        EMPTY => return Some(1),
        1 => (5, !u32::from_be_bytes(*rest.first_chunk()?) as usize),
        0xff => (5, u32::from_be_bytes(*rest.first_chunk()?) as usize),
        mark if mark < 0x80 => (1, usize::from(0x7f - mark)),
        mark => (1, usize::from(mark - 0x80)),
    };
    out.extend_from_slice(bytes.get(head..head.checked_add(len)?)?);
    Some(head + len)
}

fn write_decimal(bytes: &[u8], out: &mut Vec<u8>) {
    let Some(value) = Decimal::read(bytes) else {
        out.push(MALFORMED_DECIMAL);
        return write_escaped(bytes, out);
    };
    match value.sign {
        Ordering::Equal => out.push(ZERO),
        Ordering::Greater => {
            out.push(POSITIVE);
            write_magnitude(&value, out);
        }
        Ordering::Less => {
            out.push(NEGATIVE);
            let start = out.len();
            write_magnitude(&value, out);
            out[start..].iter_mut().for_each(|byte| *byte = !*byte);
        }
    }
}

/// The exponent in a byte where it is small, else in nine; then pairs of digits as 1 to 100, and 0 at the end.
fn write_magnitude(value: &Decimal, out: &mut Vec<u8>) {
    match value.exponent {
        small @ -60..=60 => out.push((0x80 + small) as u8),
        exponent => {
            out.push(if exponent < 0 { 0x01 } else { 0xff });
            out.extend_from_slice(&((exponent as u64) ^ (1 << 63)).to_be_bytes());
        }
    }
    for pair in value.digits.chunks(2) {
        let ones = pair.get(1).map_or(0, |digit| digit - b'0');
        out.push(1 + (pair[0] - b'0') * 10 + ones);
    }
    out.push(END);
}
