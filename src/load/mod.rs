//! Takes the CSV files of a model, gives every row to every table in one pass: encode, sort, spill, merge, into a sink.
//! The later row wins, cell by cell; what has no value leaves what was there; counters are added up. Memory is bounded whatever the input.
//! Never knows which store is behind the sink.

mod additions;
mod batch;
mod cells;
mod counting;
mod encode;
mod marks;
mod merge;
mod overlap;
mod read;
mod refused;
mod report;
mod runs;
mod sample;
mod sorter;

use std::path::{Path, PathBuf};

pub use additions::additions;
pub use cells::{CellRow, write_rows};
pub use counting::Counting;
pub use marks::{Marks, marks};
pub use overlap::{Conflict, Overlap};
pub use refused::refused;
pub use report::{Loaded, TableLoaded, describe, describe_told, key_of};
pub use sample::Sampled;

use crate::diagnostic::Report;
use crate::load::encode::{Encoder, Room};
use crate::load::overlap::Overlaps;
use crate::load::read::{Reader, Record};
use crate::load::runs::Arrivals;
use crate::load::sorter::Sorter;
use crate::model::Model;
use crate::source::{InputFile, Reason, Rejects, Row, SourceError};
use crate::store::StoreError;
use crate::store::embedded::EmbeddedError;
use crate::store::sink::Sink;

/// Bits of a position that hold the line; the file's number is above them.
const LINE_BITS: u32 = 40;

/// How a load is to be done.
#[derive(Clone, Debug)]
pub struct Options {
    /// The inputs of each of the model's sources.
    pub inputs: Vec<Vec<InputFile>>,
    /// Where rejected rows go.
    pub rejects: PathBuf,
    /// Rejected rows after which the load stops.
    pub max_errors: u64,
    /// Where sorted runs are spilled to; must exist.
    pub spill: PathBuf,
    /// Threads that sort and merge.
    pub threads: usize,
}

/// How far a load has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Progress {
    /// Reading: rows and bytes so far.
    Reading {
        /// Rows read.
        rows: u64,
        /// Bytes read of the files, as they lie on the disk.
        bytes: u64,
        /// Rows rejected.
        rejected: u64,
    },
    /// Merging: parts done, of how many.
    Merging {
        /// Parts done.
        done: usize,
        /// Parts in all.
        of: usize,
    },
}

/// Why a load did not finish. Unless it was the store that failed, the tables keep what they held.
#[derive(Debug)]
pub enum LoadError {
    /// The header of a file, or the file itself, does not fit the model.
    Input(Report),
    /// An input could not be read to its end.
    Source(SourceError),
    /// More rows were rejected than allowed.
    TooManyRejects {
        /// Rows rejected.
        rejected: u64,
        /// Rows read.
        read: u64,
        /// Where they are.
        rejects: PathBuf,
        /// The first of them, as [`Loaded::told`].
        told: Vec<String>,
    },
    /// The rejects file could not be written: no row is dropped unseen.
    Rejects(SourceError),
    /// The store could not take the rows.
    Store(StoreError),
    /// The store could not take all of the rows, which had been read and sorted before.
    Broken {
        /// What it said.
        failure: StoreError,
        /// The counts up to there.
        loaded: Box<Loaded>,
    },
}

impl From<StoreError> for LoadError {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

impl From<EmbeddedError> for LoadError {
    fn from(error: EmbeddedError) -> Self {
        Self::Store(error.into())
    }
}

/// Loads all tables of `model` that have a source into `sink`. `progress` is called often, from several threads. Gives
/// the counts; the sink is left complete, for the caller to commit.
pub fn load<S: Sink>(
    model: &Model,
    options: &Options,
    sink: &mut S,
    progress: &(dyn Fn(Progress) + Sync),
) -> Result<Loaded, LoadError> {
    let mut counts = Loaded::new(model, options);
    let encoders: Vec<Encoder> = (0..model.tables.len()).map(|table| Encoder::new(model, table)).collect();
    let mut sorter = Sorter::start(&encoders, &options.spill, options.threads.saturating_sub(1).max(1));
    let read = read_all(model, options, &encoders, &mut sorter, &mut counts, progress);
    let (runs, mut overlaps) = sorter.finish()?;
    read?;
    progress(Progress::Merging { done: 0, of: runs.len() });
    for (table, runs) in runs.iter().enumerate() {
        sink.expect(table, runs.rows);
    }
    let done = |done, of| progress(Progress::Merging { done, of });
    let (merged, mut failure) = merge::merge(&runs, sink, options.threads, &mut overlaps, &done);
    counts.take(merged, overlaps, failure.is_none());
    while failure.is_none() && sink.again()? {
        // What the rows have to do with each other was counted the first time.
        failure = merge::merge(&runs, sink, options.threads, &mut Overlaps::new(runs.len()), &done).1;
    }
    if let Some(failure) = failure {
        return Err(LoadError::Broken { failure, loaded: Box::new(counts) });
    }
    Ok(counts)
}

fn read_all(
    model: &Model,
    options: &Options,
    encoders: &[Encoder],
    sorter: &mut Sorter,
    counts: &mut Loaded,
    progress: &(dyn Fn(Progress) + Sync),
) -> Result<(), LoadError> {
    let mut rejects = Rejects::create(&options.rejects);
    let mut outcome = Ok(());
    let mut first_file = 0;
    for (source, inputs) in options.inputs.iter().enumerate() {
        let tables: Vec<&Encoder> = encoders.iter().filter(|e| model.tables[e.table].source == Some(source)).collect();
        if !tables.is_empty() && outcome.is_ok() {
            let (arrivals, base) = (tables.iter().map(|e| sorter.room(e.table)).collect(), counts.bytes);
            let rejects = &mut rejects;
            let mut pass = Pass {
                tables,
                arrivals,
                room: Room::default(),
                sorter,
                counts,
                rejects,
                options,
                first_file,
                base,
                progress,
            };
            outcome = read::read(model, source, inputs, &mut pass);
            pass.arrivals.iter_mut().for_each(|arrivals| pass.sorter.sort(arrivals));
        }
        first_file += inputs.len() as u64;
    }
    let finished = rejects.finish().map_err(LoadError::Rejects);
    outcome.and(finished.map(|_| ()))
}

/// One source's way into the tables.
struct Pass<'a> {
    tables: Vec<&'a Encoder>,
    arrivals: Vec<Arrivals>,
    room: Room,
    sorter: &'a mut Sorter,
    counts: &'a mut Loaded,
    rejects: &'a mut Rejects,
    options: &'a Options,
    first_file: u64,
    /// Bytes of the sources before.
    base: u64,
    progress: &'a (dyn Fn(Progress) + Sync),
}

impl Reader for Pass<'_> {
    /// Gives a row to every table that takes it.
    fn kept(&mut self, row: &Row, record: &Record<'_>) -> Result<(), LoadError> {
        self.counts.read += 1;
        self.counts.accepted += 1;
        let position = (self.first_file + u64::from(record.at.file)) << LINE_BITS | record.at.line;
        for (encoder, arrivals) in self.tables.iter().zip(&mut self.arrivals) {
            if row.takes(encoder.table) {
                self.counts.tables[encoder.table].accepted += 1;
                encoder.encode(row, position, &mut self.room, arrivals);
                if arrivals.is_full() {
                    self.sorter.sort(arrivals);
                }
            }
        }
        Ok(())
    }

    fn filtered(&mut self) {
        self.counts.read += 1;
        self.counts.filtered += 1;
    }

    fn rejected(&mut self, reason: &Reason, record: &Record<'_>) -> Result<(), LoadError> {
        self.counts.read += 1;
        self.rejects.write(&record.rejected(), reason).map_err(LoadError::Rejects)?;
        self.counts.rejected += 1;
        self.counts.note(&record.file.shown, record.at, reason);
        if self.counts.rejected > self.options.max_errors {
            let (rejected, read) = (self.counts.rejected, self.counts.read);
            let (rejects, told) = (self.options.rejects.clone(), self.counts.told.clone());
            return Err(LoadError::TooManyRejects { rejected, read, rejects, told });
        }
        Ok(())
    }

    fn reached(&mut self, bytes: u64) {
        self.counts.bytes = self.base + bytes;
        let Loaded { read: rows, bytes, rejected, .. } = *self.counts;
        (self.progress)(Progress::Reading { rows, bytes, rejected });
    }
}

/// The folder that runs are spilled to when no store has one of its own: made in `dir`, its name begins with `prefix`;
/// removed when dropped.
pub fn spill_folder(dir: &Path, prefix: &str) -> std::io::Result<tempfile::TempDir> {
    tempfile::Builder::new().prefix(prefix).tempdir_in(dir)
}
