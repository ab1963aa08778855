//! Takes one value, gives the bytes of its cell, or cells. Never fails: what is no value of its type counts as far as it
//! can be read.

use super::{Row, vint};
use crate::types::CqlType;

/// Bytes of the times of a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Times {
    /// Its timestamp; 0 where it has the row's.
    pub(super) timestamp: u64,
    /// How long it lives and when it ends; 0 where it has the row's, or none.
    pub(super) lifetime: u64,
    /// When all before it was deleted, of a collection that is overwritten.
    pub(super) deletion: u64,
    /// When a null was written.
    pub(super) dying: u64,
}

/// A node's identity, clock and count, for each replica that has counted, behind the number of replicas and the number of
/// this one: a table of one replica.
const COUNTER: u64 = 2 + 2 + 32;
/// A time-based UUID tells the elements of a list apart.
const LIST_PATH: u64 = 16;
/// The number of a field in two bytes, behind their length.
const FIELD_PATH: u64 = 1 + 2;

/// How values of a column are stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// One cell; its length, where that is not written; elements are counted where they are one value.
    Simple { fixed: Option<usize>, is_collection: bool },
    /// One cell, whatever is added.
    Counter,
    /// A cell for each element.
    List,
    /// The same, under the element itself.
    Set,
    /// A cell for each entry, under its key.
    Map,
    /// A cell for each field.
    Fields,
}

impl Kind {
    pub(super) fn of(ty: &CqlType) -> Self {
        match ty {
            CqlType::Counter => Self::Counter,
            CqlType::List { frozen: false, .. } => Self::List,
            CqlType::Set { frozen: false, .. } => Self::Set,
            CqlType::Map { frozen: false, .. } => Self::Map,
            CqlType::Udt { frozen: false, .. } => Self::Fields,
            other => {
                let is_collection = matches!(other, CqlType::List { .. } | CqlType::Set { .. } | CqlType::Map { .. });
                Self::Simple { fixed: crate::value::vector_element_len(other), is_collection }
            }
        }
    }

    pub(super) fn is_complex(self) -> bool {
        matches!(self, Self::List | Self::Set | Self::Map | Self::Fields)
    }

    /// Bytes of the value `wire` and all that belongs to it; counts its cells in `row`.
    pub(super) fn bytes(self, wire: &[u8], times: Times, row: &mut Row) -> u64 {
        let head = 1 + times.timestamp + times.lifetime;
        let has_timestamp = u64::from(times.timestamp > 0);
        match self {
            Self::Simple { fixed, is_collection } => {
                row.cells += 1;
                row.timestamps += has_timestamp;
                row.largest = row.largest.max(wire.len() as u64);
                if is_collection {
                    row.elements = row.elements.max(count(wire));
                }
                head + value(fixed, wire.len())
            }
            Self::Counter => {
                row.cells += 1;
                row.timestamps += has_timestamp;
                head + vint(COUNTER) + COUNTER
            }
            complex => {
                let (cells, elements) = complex.elements(wire, head);
                row.cells += cells;
                row.timestamps += 1 + has_timestamp * cells;
                if complex != Self::Fields {
                    row.elements = row.elements.max(cells);
                }
                // An INSERT writes the whole value: what was there before is deleted with it.
                times.deletion + vint(cells) + elements
            }
        }
    }

    /// Bytes of a null that was written: the mark of a deletion.
    pub(super) fn null(self, times: Times, row: &mut Row) -> u64 {
        row.timestamps += u64::from(times.timestamp > 0 || self.is_complex());
        if self.is_complex() {
            return times.deletion + vint(0);
        }
        row.cells += 1;
        1 + times.timestamp + times.dying
    }

    /// The cells of a value of several, and their bytes; each begins with `head` bytes.
    fn elements(self, wire: &[u8], head: u64) -> (u64, u64) {
        let mut rest = wire;
        if self != Self::Fields {
            rest = rest.get(4..).unwrap_or_default();
        }
        let (mut cells, mut bytes) = (0, 0);
        while let Some(part) = take(&mut rest) {
            // A field that is null is not written; an element cannot be.
            let Some(part) = part else { continue };
            cells += 1;
            bytes += head
                + match self {
                    Self::List => 1 + LIST_PATH + value(None, part.len()),
                    // The element is the cell's place, and its value is empty.
                    Self::Set => vint(part.len() as u64) + part.len() as u64,
                    Self::Map => {
                        let entry = take(&mut rest).flatten().unwrap_or_default();
                        vint(part.len() as u64) + part.len() as u64 + value(None, entry.len())
                    }
                    _ => FIELD_PATH + value(None, part.len()),
                };
        }
        (cells, bytes)
    }
}

/// Bytes of a value of this length: nothing where it is empty, which the flags say.
pub(super) fn value(fixed: Option<usize>, length: usize) -> u64 {
    match fixed {
        _ if length == 0 => 0,
        Some(_) => length as u64,
        None => vint(length as u64) + length as u64,
    }
}

/// One `[bytes]` from the front of `rest`: the outer `None` is the end, the inner one null.
#[allow(clippy::option_option, reason = "both are told in the line above")]
fn take<'a>(rest: &mut &'a [u8]) -> Option<Option<&'a [u8]>> {
    let (length, after) = rest.split_first_chunk::<4>()?;
    *rest = after;
    let Ok(length) = usize::try_from(i32::from_be_bytes(*length)) else { return Some(None) };
    let (part, after) = rest.split_at_checked(length)?;
    *rest = after;
    Some(Some(part))
}

/// The number of elements of a collection that is one value.
fn count(wire: &[u8]) -> u64 {
    wire.first_chunk::<4>().map_or(0, |bytes| u64::from(u32::from_be_bytes(*bytes)))
}
