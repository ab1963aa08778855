//! Takes two rows of one load with the same key, merges them cell by cell, and keeps account: how many rows were
//! superseded, how many of them said something else, how often a static value changed within its partition, and five
//! examples of each a table.

use crate::load::runs::POSITION;
use crate::store::row::{self, Extent};

/// How many conflicts of a table are shown.
const EXAMPLES: usize = 5;

/// What the rows of one table had to do with each other.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Overlap {
    /// Rows whose key a later row has too, and that said nothing but what the merge of all says.
    pub identical: u64,
    /// Rows whose key a later row has too, with another value in some column.
    pub conflicting: u64,
    /// Some of the conflicts.
    pub examples: Vec<Conflict>,
    /// How often a row gave a partition another static value than the rows before it.
    pub varying: u64,
    /// Some of those rows.
    pub varied: Vec<Conflict>,
}

/// Two rows of one key that differ.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conflict {
    /// The encoded key.
    pub key: Vec<u8>,
    /// Position of the row that was superseded.
    pub earlier: u64,
    /// Position of the row that stayed.
    pub later: u64,
    /// The cells in which they differ, as indices into the row's value.
    pub cells: Vec<usize>,
}

impl Overlap {
    /// Rows superseded, of both kinds.
    pub fn superseded(&self) -> u64 {
        self.identical + self.conflicting
    }

    /// Adds the account of another thread.
    pub(super) fn add(&mut self, other: Self) {
        self.identical += other.identical;
        self.conflicting += other.conflicting;
        self.varying += other.varying;
        for (examples, others) in [(&mut self.examples, other.examples), (&mut self.varied, other.varied)] {
            examples.extend(others);
            // By position, so that the examples do not depend on which thread came first.
            examples.sort_by_key(|conflict| (conflict.later, conflict.earlier));
            examples.truncate(EXAMPLES);
        }
    }
}

/// The accounts of all tables, of one thread.
pub(super) struct Overlaps(pub(super) Vec<Overlap>);

impl Overlaps {
    pub(super) fn new(tables: usize) -> Self {
        Self(vec![Overlap::default(); tables])
    }

    /// Merges `versions` of the row at `key` of a table, the newest first, each with its position in front.
    pub(super) fn merge_all(&mut self, table: usize, key: &[u8], versions: &[&[u8]], extent: Extent) -> Vec<u8> {
        let Some((oldest, newer)) = versions.split_last() else { return Vec::new() };
        let mut merged = oldest.to_vec();
        for version in newer.iter().rev() {
            merged = self.merge(table, key, version, &merged, extent);
        }
        merged
    }

    /// Adds the accounts of another thread.
    pub(super) fn add(&mut self, others: Self) {
        self.0.iter_mut().zip(others.0).for_each(|(sum, other)| sum.add(other));
    }

    /// The merge of two run values of `key` in `table`, with the later position; counts the older one as superseded. A
    /// static row is never superseded: every row of its partition writes it, and what is told is that it changes. Counters
    /// count for nothing: they are added up.
    pub(super) fn merge(&mut self, table: usize, key: &[u8], newer: &[u8], older: &[u8], extent: Extent) -> Vec<u8> {
        let (later, new) = newer.split_at(POSITION);
        let (earlier, old) = older.split_at(POSITION);
        let mut merged = Vec::with_capacity(newer.len() + older.len());
        merged.extend(later);
        row::merge((new, 0), (old, 0), extent, 0, &mut merged);
        if extent.counters > 0 {
            return merged;
        }
        let account = &mut self.0[table];
        let cells = row::differences(new, old, extent.cells);
        let is_static = row::is_static(key);
        if cells.is_empty() {
            account.identical += u64::from(!is_static);
        } else {
            account.conflicting += u64::from(!is_static);
            account.varying += u64::from(is_static);
            let examples = if is_static { &mut account.varied } else { &mut account.examples };
            let position = |bytes: &[u8]| bytes.try_into().map_or(0, u64::from_be_bytes);
            let conflict = Conflict { key: key.to_vec(), earlier: position(earlier), later: position(later), cells };
            let at = examples.partition_point(|e| (e.later, e.earlier) < (conflict.later, conflict.earlier));
            if at < EXAMPLES {
                examples.insert(at, conflict);
                examples.truncate(EXAMPLES);
            }
        }
        merged
    }
}
