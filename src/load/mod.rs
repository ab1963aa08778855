//! Takes the CSV files of a model, gives every row to every table in one pass: encode, sort, spill, merge, into a sink.
//! The later row wins, cell by cell; what has no value leaves what was there; counters are added up. Memory is bounded whatever the input.
//! Never knows which store is behind the sink.

mod additions;
mod batch;
mod cells;
mod counting;
mod encode;
mod merge;
mod overlap;
mod report;
mod runs;
mod sample;
mod sorter;

use std::path::{Path, PathBuf};

pub use additions::additions;
pub use cells::{CellRow, write_rows};
pub use counting::Counting;
pub use overlap::{Conflict, Overlap};
pub use report::{Loaded, TableLoaded, describe};
pub use sample::Sampled;

use crate::diagnostic::Report;
use crate::load::batch::Batches;
use crate::load::encode::{Encoder, Room};
use crate::load::runs::Arrivals;
use crate::load::sorter::Sorter;
use crate::model::Model;
use crate::source::{At, Decoder, InputFile, Outcome, Reason, Rejects, Row, SourceError, check_headers};
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
    let read = read(model, options, &encoders, &mut sorter, &mut counts, progress);
    let (runs, mut overlaps) = sorter.finish()?;
    read?;
    for (table, runs) in runs.iter().enumerate() {
        sink.expect(table, runs.rows);
    }
    let done = |done, of| progress(Progress::Merging { done, of });
    let merged = merge::merge(&runs, sink, options.threads, &mut overlaps, &done)?;
    for ((table, merged), overlap) in counts.tables.iter_mut().zip(merged).zip(overlaps.0) {
        table.distinct = merged.distinct;
        table.sample = merged.sample.rows();
        table.statics = merged.statics.rows();
        table.overlap = overlap;
        table.added = table.added.map(|_| table.accepted - table.distinct);
    }
    Ok(counts)
}

fn read(
    model: &Model,
    options: &Options,
    encoders: &[Encoder],
    sorter: &mut Sorter,
    counts: &mut Loaded,
    progress: &(dyn Fn(Progress) + Sync),
) -> Result<(), LoadError> {
    let mut rejects = Rejects::create(&options.rejects);
    let outcome = read_all(model, options, encoders, sorter, counts, &mut rejects, progress);
    let finished = rejects.finish().map_err(LoadError::Rejects);
    outcome.and(finished.map(|_| ()))
}

fn read_all(
    model: &Model,
    options: &Options,
    encoders: &[Encoder],
    sorter: &mut Sorter,
    counts: &mut Loaded,
    rejects: &mut Rejects,
    progress: &(dyn Fn(Progress) + Sync),
) -> Result<(), LoadError> {
    let mut first_file = 0;
    for (source, inputs) in options.inputs.iter().enumerate() {
        let tables: Vec<&Encoder> = encoders.iter().filter(|e| model.tables[e.table].source == Some(source)).collect();
        if !tables.is_empty() {
            let mut pass = Pass { tables, sorter, counts, rejects, options, inputs, first_file, progress };
            pass.run(Decoder::new(model, source))?;
        }
        first_file += inputs.len() as u64;
    }
    Ok(())
}

/// One source's way through its files.
struct Pass<'a> {
    tables: Vec<&'a Encoder>,
    sorter: &'a mut Sorter,
    counts: &'a mut Loaded,
    rejects: &'a mut Rejects,
    options: &'a Options,
    inputs: &'a [InputFile],
    first_file: u64,
    progress: &'a (dyn Fn(Progress) + Sync),
}

impl Pass<'_> {
    fn run(&mut self, mut decoder: Decoder) -> Result<(), LoadError> {
        check_headers(self.inputs, &mut decoder).map_err(LoadError::Input)?;
        let batches = Batches::start(self.inputs.to_vec());
        let (mut row, mut room) = (Row::default(), Room::default());
        let mut arrivals: Vec<_> = self.tables.iter().map(|encoder| self.sorter.room(encoder.table)).collect();
        let base = self.counts.bytes;
        while let Some(batch) = batches.next()? {
            if let Some((file, header)) = &batch.header {
                decoder.bind(header, &self.inputs[*file].shown).map_err(LoadError::Input)?;
            }
            for item in batch.items() {
                self.counts.read += 1;
                let outcome = match &item.bad {
                    Some(reason) => Outcome::Rejected(reason.clone()),
                    None => decoder.decode(&item.record, &mut row),
                };
                match outcome {
                    Outcome::Kept => self.take(&row, &item.at, &mut room, &mut arrivals),
                    Outcome::Filtered => self.counts.filtered += 1,
                    Outcome::Rejected(reason) => self.reject(&item.at, &reason, batch.raw(item))?,
                }
            }
            self.counts.bytes = base + batch.bytes_read;
            (self.progress)(Progress::Reading { rows: self.counts.read, bytes: self.counts.bytes });
            batches.done(batch);
        }
        for arrivals in &mut arrivals {
            self.sorter.sort(arrivals);
        }
        Ok(())
    }

    /// Gives a row to every table that takes it.
    fn take(&mut self, row: &Row, at: &At, room: &mut Room, arrivals: &mut [Arrivals]) {
        self.counts.accepted += 1;
        let position = (self.first_file + u64::from(at.file)) << LINE_BITS | at.line;
        for (encoder, arrivals) in self.tables.iter().zip(arrivals) {
            if row.takes(encoder.table) {
                self.counts.tables[encoder.table].accepted += 1;
                encoder.encode(row, position, room, arrivals);
                if arrivals.is_full() {
                    self.sorter.sort(arrivals);
                }
            }
        }
    }

    fn reject(&mut self, at: &At, reason: &Reason, raw: &[u8]) -> Result<(), LoadError> {
        let file = &self.inputs[at.file as usize].shown;
        self.rejects.write(file, at, reason, raw).map_err(LoadError::Rejects)?;
        self.counts.rejected += 1;
        self.counts.note(file, at, reason);
        if self.counts.rejected > self.options.max_errors {
            let (rejected, read) = (self.counts.rejected, self.counts.read);
            let (rejects, told) = (self.options.rejects.clone(), self.counts.told.clone());
            return Err(LoadError::TooManyRejects { rejected, read, rejects, told });
        }
        Ok(())
    }
}

/// The folder that runs are spilled to when no store has one of its own: made in `dir`, removed when dropped.
pub fn spill_folder(dir: &Path) -> std::io::Result<tempfile::TempDir> {
    tempfile::Builder::new().prefix("modeler-spill-").tempdir_in(dir)
}
