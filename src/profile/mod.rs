//! Takes a model and its inputs, gives what the tables will look like on a node: rows, partitions and their bytes, what is
//! lost, what is strange; and judges it. The rows are those of the load's own merged stream, all of them, in bounded
//! memory. Never touches a store or a clock.

mod bucket;
mod growth;
mod histogram;
mod json;
mod judge;
pub mod limits;
mod measure;
mod most;
mod report;
mod survey;
mod texts;
mod words;

use std::collections::BTreeSet;

pub use bucket::{Bucket, Unit};
pub use growth::{Basis, Crossing, Growth, Limit};
pub use histogram::Histogram;
pub use most::{Counted, Most};
pub use report::Line;

use crate::load::{self, LoadError, Loaded, Options, Progress};
use crate::model::Model;
use crate::store::sstable::{Age, Format};
use crate::types::CqlType;

/// What is wanted of a profile.
#[derive(Clone, Copy, Debug)]
pub struct Wanted {
    /// How many of the largest and hottest partitions are kept.
    pub top: usize,
    /// The version of the data files.
    pub format: Format,
    /// How old rows are in them.
    pub age: Age,
}

impl Default for Wanted {
    fn default() -> Self {
        Self { top: 5, format: Format::Nb, age: Age::LOAD }
    }
}

/// What the inputs of a model were found to hold.
#[derive(Clone, Debug)]
pub struct Profile {
    /// The counts of the load that it would be.
    pub loaded: Loaded,
    /// The sources, in the model's order.
    pub sources: Vec<SourceProfile>,
    /// The tables, in the model's order; those that no source fills are empty.
    pub tables: Vec<TableProfile>,
}

/// What was seen of one source.
#[derive(Clone, Debug, Default)]
pub struct SourceProfile {
    /// Rows that were kept.
    pub rows: u64,
    /// The columns that its tables are made of, as far as they come from the CSV.
    pub columns: Vec<ColumnProfile>,
    /// Headers of its files that the model does not read.
    pub unread: BTreeSet<String>,
}

/// What was seen of one column of a source, in all rows that were kept, those that were superseded later too.
#[derive(Clone, Debug)]
pub struct ColumnProfile {
    /// Index of the column in the model.
    pub column: usize,
    /// Rows that have a value.
    pub values: u64,
    /// Of texts, the type that all values read as, where it is not text.
    pub reads_as: Option<CqlType>,
    /// The one value that all have that have any.
    pub constant: Option<Vec<u8>>,
}

/// What was measured of one table.
#[derive(Clone, Debug, Default)]
pub struct TableProfile {
    /// Rows written, without static ones.
    pub rows: u64,
    /// Static rows written.
    pub static_rows: u64,
    /// Rows of each partition.
    pub partition_rows: Histogram,
    /// Bytes of each partition in the data file, uncompressed.
    pub partition_bytes: Histogram,
    /// Cells of all rows, those of collections one by one.
    pub cells: u64,
    /// Bytes of all rows, and how many timestamps are among them.
    pub row_bytes: u64,
    /// How many timestamps are among them.
    pub timestamps: u64,
    /// The partitions of most rows.
    pub hottest: Most,
    /// The partitions of most bytes.
    pub largest: Most,
    /// The row of most bytes.
    pub widest: Most,
    /// The row with the cell of most bytes.
    pub heaviest: Most,
    /// The row with the collection of most elements.
    pub fullest: Most,
    /// How many rows have no value, for each static and then each plain column.
    pub absent: Vec<u64>,
    /// The oldest and the newest moment of its time column in the rows read, in milliseconds since the epoch.
    pub span: Option<(i64, i64)>,
}

impl TableProfile {
    /// Partitions written.
    pub fn partitions(&self) -> u64 {
        self.partition_rows.count()
    }

    /// Adds what was measured of other partitions.
    fn merge(&mut self, other: Self, top: usize) {
        self.rows += other.rows;
        self.static_rows += other.static_rows;
        self.partition_rows.merge(other.partition_rows);
        self.partition_bytes.merge(other.partition_bytes);
        self.cells += other.cells;
        self.row_bytes += other.row_bytes;
        self.timestamps += other.timestamps;
        self.hottest.merge(other.hottest, top);
        self.largest.merge(other.largest, top);
        self.widest.merge(other.widest, 1);
        self.heaviest.merge(other.heaviest, 1);
        self.fullest.merge(other.fullest, 1);
        self.absent.resize(self.absent.len().max(other.absent.len()), 0);
        self.absent.iter_mut().zip(other.absent).for_each(|(sum, n)| *sum += n);
    }
}

/// Reads the inputs of `model` as a load does, and measures what it would write. `progress` is called often, from several
/// threads. Fails as a load fails.
pub fn profile(
    model: &Model,
    options: &Options,
    wanted: Wanted,
    progress: &(dyn Fn(Progress) + Sync),
) -> Result<Profile, LoadError> {
    let mut survey = survey::Survey::new(model, wanted);
    let loaded = load::survey(model, options, &mut survey, progress)?;
    let (sources, tables) = survey.finish();
    Ok(Profile { loaded, sources, tables })
}
