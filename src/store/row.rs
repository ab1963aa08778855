//! Takes the cells of a row, gives the key that rows are sorted by and the value that is kept under it; merges two
//! versions of a row cell by cell. Loads and the embedded store share this form. Never touches a file.
//!
//! *Key*: 8 bytes of token (sign bit flipped, so that bytes order as signed tokens do), the length of the partition key
//! in two bytes, the partition key as Cassandra hashes it, one byte that says static row or row, then the clustering
//! columns byte-comparable, inverted where descending. Keys order as Cassandra reads: by token, statics before rows,
//! rows by clustering.
//!
//! *Value*: a byte of flags, the row's write timestamp where it is not its layer's, then the cells in the table's order:
//! first the clustering columns that the key does not give back (`1.00` and `1.0` share a key), then the plain columns;
//! of a static row, the static columns. A cell is 0 (not set), 1 (null), or its length plus 2 and its bytes; where cells
//! have timestamps of their own, how many microseconds it is older than the row stands behind that number.
//!
//! The cells of a table of counters hold what is added: where two versions of a row meet, counters are summed up.

mod value;

pub use value::{Cell, Cells, Extent, begin, differences, merge, write_cell, written_at};
pub(crate) use value::{read_varint, rearrange, write_varint};

use crate::rules::shape::{Order, Table};
use crate::types::CqlType;
use crate::value::{comparable_is_lossless, read_comparable, token, write_comparable};

/// Where the partition key's length stands in a key.
const LENGTH_AT: usize = 8;
/// Where the partition key begins.
const PARTITION_AT: usize = 10;
/// Bytes round each component of a composite partition key: its length in front, a zero behind.
const FRAME: usize = 3;
/// Marks a static row in a key.
const STATIC: u8 = 0;
/// Marks a row with clustering columns, which may be none.
const ROW: u8 = 1;

/// How a table's rows are laid out.
#[derive(Clone, Debug)]
pub struct Layout {
    /// Types of the partition key's columns.
    pub partition: Vec<CqlType>,
    /// Types and orders of the clustering columns.
    pub clustering: Vec<(CqlType, Order)>,
    /// Types of the static columns.
    pub statics: Vec<CqlType>,
    /// Types of the plain columns.
    pub regulars: Vec<CqlType>,
    /// How many clustering columns are read back from the key; the others are kept in the value too.
    pub in_key: usize,
    /// Whether the static and plain columns are counters, which are added up.
    pub counts: bool,
}

impl Layout {
    /// The layout of `table`.
    pub fn of(table: &Table) -> Self {
        let clustering: Vec<_> = table.clustering_key.iter().map(|(c, order)| (c.ty.clone(), *order)).collect();
        // After a column that is not read back, where the next begins is not known.
        let in_key = clustering.iter().take_while(|(ty, _)| comparable_is_lossless(ty)).count();
        let types = |columns: &[crate::rules::shape::Column]| columns.iter().map(|c| c.ty.clone()).collect();
        Self {
            partition: types(&table.partition_key),
            clustering,
            statics: types(&table.statics),
            regulars: types(&table.regulars),
            in_key,
            counts: table.is_counter(),
        }
    }

    /// Appends the part of a key that names a partition: token, length, partition key. `scratch` is room to reuse.
    pub fn write_partition<'a>(&self, cell: impl Fn(usize) -> &'a [u8], scratch: &mut Vec<u8>, out: &mut Vec<u8>) {
        scratch.clear();
        let serialized: &[u8] = if self.partition.len() == 1 {
            cell(0)
        } else {
            (0..self.partition.len()).for_each(|i| write_component(cell(i), scratch));
            scratch
        };
        out.extend(((token(serialized) as u64) ^ (1 << 63)).to_be_bytes());
        out.extend((serialized.len() as u16).to_be_bytes());
        out.extend(serialized);
    }

    /// Appends the mark of a static row to the part of a key that names a partition.
    pub fn write_static(out: &mut Vec<u8>) {
        out.push(STATIC);
    }

    /// Appends the mark of a row to the part of a key that names a partition; clustering columns follow.
    pub fn write_row(out: &mut Vec<u8>) {
        out.push(ROW);
    }

    /// Appends clustering column `index` of a key; an absent value, which only a bound can have, is the shortest.
    pub fn write_clustering(&self, index: usize, bytes: &[u8], out: &mut Vec<u8>) {
        let (ty, order) = &self.clustering[index];
        let start = out.len();
        write_comparable(ty, bytes, out);
        if *order == Order::Desc {
            out[start..].iter_mut().for_each(|b| *b = !*b);
        }
    }

    /// Gives the partition-key column `index` of a key.
    pub fn partition_cell<'a>(&self, key: &'a [u8], index: usize) -> &'a [u8] {
        let mut rest = partition_of(key);
        if self.partition.len() == 1 {
            return rest;
        }
        for _ in 0..index {
            rest = rest.get(length_of(rest) + FRAME..).unwrap_or_default();
        }
        rest.get(2..2 + length_of(rest)).unwrap_or_default()
    }

    /// Appends the wire bytes of the clustering columns that are read back from a key to `out`, with their ends in `ends`.
    pub fn read_clustering(&self, key: &[u8], out: &mut Vec<u8>, ends: &mut Vec<usize>) {
        let rest = key.get(clustering_at(key)..).unwrap_or_default();
        let read_back = &self.clustering[..self.in_key];
        let descending = read_back.iter().any(|(_, order)| *order == Order::Desc);
        let inverted: Vec<u8> = if descending { rest.iter().map(|b| !*b).collect() } else { Vec::new() };
        let mut at = 0;
        for (ty, order) in read_back {
            let from = if *order == Order::Desc { &inverted } else { rest };
            let from = from.get(at..).unwrap_or_default();
            at += read_comparable(ty, from, out).unwrap_or(from.len());
            ends.push(out.len());
        }
    }

    /// Number of clustering columns that are kept in a row's value.
    pub fn kept(&self) -> usize {
        self.clustering.len() - self.in_key
    }

    /// Number of cells in the value of a row or static row.
    pub fn cells(&self, is_static: bool) -> usize {
        if is_static { self.statics.len() } else { self.kept() + self.regulars.len() }
    }

    /// The cells in the value of a row or static row, for a merge.
    pub fn extent(&self, is_static: bool) -> Extent {
        let cells = self.cells(is_static);
        // Clustering columns that the key does not give back are no counters.
        let counters = if self.counts { cells - if is_static { 0 } else { self.kept() } } else { 0 };
        Extent { cells, counters }
    }
}

/// Length of the partition key, as Cassandra hashes it, whose columns' values have these lengths.
pub(crate) fn partition_key_len(lengths: &[usize]) -> usize {
    match lengths {
        [only] => *only,
        several => several.iter().map(|length| length + FRAME).sum(),
    }
}

/// Appends one component of a composite partition key: its length in two bytes, its bytes, a zero.
fn write_component(bytes: &[u8], out: &mut Vec<u8>) {
    out.extend((bytes.len() as u16).to_be_bytes());
    out.extend(bytes);
    out.push(0);
}

fn length_of(bytes: &[u8]) -> usize {
    bytes.get(..2).map_or(0, |b| usize::from(u16::from_be_bytes([b[0], b[1]])))
}

/// The token of a key.
pub fn token_of(key: &[u8]) -> i64 {
    let bytes = key.get(..LENGTH_AT).and_then(|b| b.try_into().ok()).unwrap_or_default();
    (u64::from_be_bytes(bytes) ^ (1 << 63)) as i64
}

/// The partition key of a key, as Cassandra hashes it.
pub fn partition_of(key: &[u8]) -> &[u8] {
    let length = key.get(LENGTH_AT..).map_or(0, length_of);
    key.get(PARTITION_AT..PARTITION_AT + length).unwrap_or_default()
}

/// The part of a key that names its partition.
pub fn partition_prefix(key: &[u8]) -> &[u8] {
    let length = key.get(LENGTH_AT..).map_or(0, length_of);
    key.get(..PARTITION_AT + length).unwrap_or(key)
}

/// Whether the key is that of a static row.
pub fn is_static(key: &[u8]) -> bool {
    key.get(clustering_at(key).wrapping_sub(1)) == Some(&STATIC)
}

/// Where the clustering columns of a key begin.
pub fn clustering_at(key: &[u8]) -> usize {
    partition_prefix(key).len() + 1
}

#[cfg(test)]
mod tests;
