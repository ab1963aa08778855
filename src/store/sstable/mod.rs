//! Takes the cells of a partition's rows, gives the bytes that they take in a node's data file: `Data.db` of Cassandra
//! 5.0 before compression. Pure; never knows a store, a file or a clock.
//!
//! The format was read in Cassandra's `SortedTablePartitionWriter`, `UnfilteredSerializer`, `Cell`, `Columns` and
//! `ClusteringPrefix`, and is held against files that a node flushed by `tests/cassandra/partition_bytes.rs`.
//!
//! ```text
//! partition := key · deletion · [static row] · row* · end marker
//! row       := flags · [extended flags] · [clustering] · size · size of the row before · [timestamp · [lifetime]]
//!              · [missing columns] · cell*
//! ```
//! Timestamps are written as what they exceed the file's smallest by, in as few bytes as that needs: see [`Age`].

mod cell;
mod columns;
#[cfg(test)]
mod tests;

use cell::Times;
use columns::Columns;

use crate::rules::shape::Table;
use crate::store::row::{Cell, partition_key_len};
use crate::value::vector_element_len;

/// Clustering columns whose absence and emptiness one number says.
const CLUSTERING_BLOCK: usize = 32;

/// The version of the file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Format {
    /// `nb`: what 5.0 writes while `storage_compatibility_mode` is `CASSANDRA_4`, its default.
    #[default]
    Nb,
    /// `oa` and `da`: what it writes otherwise.
    Oa,
}

impl Format {
    /// Bytes that say that a partition is not deleted.
    fn deletion(self) -> u64 {
        match self {
            Self::Nb => 12,
            Self::Oa => 1,
        }
    }
}

/// How long before the newest row of a file its oldest was written, as the bytes that the difference takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Age(u64);

impl Age {
    /// All rows have one timestamp, as those of a load have that is flushed alone.
    pub const LOAD: Self = Self(1);
    /// Rows that were written within nine and a half hours, as those of a table have that is written all the time.
    pub const DAY: Self = Self(5);

    /// Timestamps of so many bytes, from 1 to 9: 3 last for 2.1 seconds, 5 for 9.5 hours, 6 for 50.9 days.
    pub fn bytes(bytes: u64) -> Self {
        Self(bytes.clamp(1, 9))
    }

    /// Bytes of a moment in seconds within that time.
    fn seconds(self) -> u64 {
        vint((1_u64 << (7 * self.0.min(9))) / 1_000_000)
    }
}

/// How the partitions of one table are written.
#[derive(Clone, Debug)]
pub struct Sizes {
    format: Format,
    components: usize,
    /// For each clustering column its length, where that is not written.
    clustering: Vec<Option<usize>>,
    statics: Columns,
    regulars: Columns,
    /// Of what has the row's timestamp, and of what has one of its own.
    in_row: Times,
    alone: Times,
}

/// A partition in the making.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Partition {
    bytes: u64,
    /// Bytes of the row before; for the first, all that stands before it.
    previous: u64,
}

impl Partition {
    /// Its bytes, with the mark that ends it.
    pub fn bytes(self) -> u64 {
        self.bytes + 1
    }
}

/// What a row took.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Row {
    /// Its bytes.
    pub bytes: u64,
    /// How many timestamps are among them.
    pub timestamps: u64,
    /// Cells, those of collections one by one.
    pub cells: u64,
    /// Bytes of its largest cell.
    pub largest: u64,
    /// Elements of its largest collection, frozen ones too.
    pub elements: u64,
}

impl Sizes {
    /// How partitions of `table` are written, whose rows are as old as `age`. A file knows the columns that a statement has
    /// named, with a value or without: all plain ones, and the static ones where `has_statics` says that any partition has
    /// a static value, since nothing else writes them.
    pub fn new(table: &Table, has_statics: bool, format: Format, age: Age) -> Self {
        let statics = if has_statics { table.statics.as_slice() } else { &[] };
        let (statics, regulars) = (Columns::new(statics), Columns::new(&table.regulars));
        let overwrites = statics.has_complex() || regulars.has_complex();
        // Seconds are counted from the smallest in the file: where a collection is overwritten that is now, and a row's
        // end is its whole lifetime later.
        let lifetime = (!table.is_counter()).then(|| table.lifetime()).flatten().map(|seconds| {
            let later = if overwrites { vint(u64::from(seconds)) } else { 1 };
            1 + later.max(age.seconds())
        });
        let lifetime = lifetime.unwrap_or(0);
        let deletion = age.0 + age.seconds();
        let own = Times { timestamp: age.0, lifetime, deletion, dying: age.seconds() };
        // Counters are updated, so that their rows have no timestamp.
        let in_row = if table.is_counter() { own } else { Times { timestamp: 0, lifetime: 0, ..own } };
        Self {
            format,
            components: table.partition_key.len(),
            clustering: table.clustering_key.iter().map(|(column, _)| vector_element_len(&column.ty)).collect(),
            statics,
            regulars,
            in_row,
            alone: own,
        }
    }

    /// Begins a partition whose key columns have these lengths.
    pub fn partition<'a>(&self, key: &[usize], statics: Option<&mut dyn FnMut() -> Cell<'a>>) -> (Partition, Row) {
        debug_assert_eq!(key.len(), self.components, "a length for each column of the key");
        self.partition_of(partition_key_len(key), statics)
    }

    /// Begins a partition whose key, as Cassandra hashes it, has this length. `statics` gives the cells of its static row,
    /// one for each static column; nothing where there is no such row.
    pub fn partition_of<'a>(&self, key: usize, statics: Option<&mut dyn FnMut() -> Cell<'a>>) -> (Partition, Row) {
        let mut bytes = 2 + key as u64 + self.format.deletion();
        let mut row = Row::default();
        if !self.statics.is_empty() {
            let body = match statics {
                Some(cells) => self.statics.body(cells, self.alone, &mut row),
                None => self.statics.body(&mut || Cell::Unset, self.alone, &mut row),
            };
            // Flags, and more flags; before a static row there is none.
            let size = body + vint(0);
            row.bytes = 2 + vint(size) + size;
            bytes += row.bytes;
        }
        (Partition { bytes, previous: bytes }, row)
    }

    /// Adds a row whose clustering columns have these lengths to `partition`; `cells` gives its cells, one for each plain
    /// column.
    pub fn row<'a>(&self, partition: &mut Partition, clustering: &[usize], cells: &mut dyn FnMut() -> Cell<'a>) -> Row {
        let mut row = Row::default();
        let mut body = self.regulars.body(cells, self.in_row, &mut row);
        if self.in_row.timestamp == 0 {
            body += self.alone.timestamp + self.alone.lifetime;
            row.timestamps += 1;
        }
        let size = body + vint(partition.previous);
        row.bytes = 1 + self.clustering(clustering) + vint(size) + size;
        partition.bytes += row.bytes;
        partition.previous = row.bytes;
        row
    }

    fn clustering(&self, lengths: &[usize]) -> u64 {
        let mut bytes = 0;
        for (columns, lengths) in self.clustering.chunks(CLUSTERING_BLOCK).zip(lengths.chunks(CLUSTERING_BLOCK)) {
            // Two bits each: the lower says that a value is empty, the higher that there is none.
            let empty = lengths.iter().enumerate().filter(|(_, length)| **length == 0);
            bytes += vint(empty.fold(0, |bits, (at, _)| bits | 1 << (2 * at)));
            bytes += columns.iter().zip(lengths).map(|(fixed, length)| cell::value(*fixed, *length)).sum::<u64>();
        }
        bytes
    }
}

/// Bytes of an unsigned number in Cassandra's variable length: seven bits a byte, nine bytes at most.
pub(crate) fn vint(n: u64) -> u64 {
    u64::from(639 - (n | 1).leading_zeros() * 9) >> 6
}
