//! Takes the CSV files of a model, gives every row to every table in one pass: encode, sort, spill, merge, into a sink.
//! The later row wins, cell by cell; what has no value leaves what was there; counters are added up. Memory is bounded whatever the input.
//! Never knows which store is behind the sink.

mod additions;
mod arrivals;
mod batch;
mod cells;
mod counting;
mod encode;
mod feed;
mod gather;
mod marks;
mod merge;
mod overlap;
mod read;
mod refused;
mod report;
mod runs;
mod sample;
mod sorter;
mod watch;

use std::path::{Path, PathBuf};
use std::time::Duration;

pub use additions::additions;
pub use cells::{CellRow, write_rows};
pub use counting::Counting;
pub use marks::{Marks, marks};
pub use overlap::{Conflict, Overlap};
pub use refused::refused;
pub use report::{Loaded, TableLoaded, describe, describe_told, differing, key_json, key_of};
pub use sample::Sampled;
pub use watch::Watch;

use crate::diagnostic::Report;
use crate::load::encode::Encoder;
use crate::load::feed::{Feed, Takers};
use crate::load::merge::Runs;
use crate::load::overlap::Overlaps;
use crate::load::sorter::Sorter;
use crate::model::Model;
use crate::source::{InputFile, Rejects, SourceError};
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
    /// Where the rows of an input without a known end are to be sent as they come: how long those are gathered that are
    /// merged and sent together.
    pub window: Option<Duration>,
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
    through(model, options, sink, &|_| None, progress)
}

/// As [`load`], into a sink that looks at the rows as they are read, too.
pub fn survey<S: Sink + Watch>(
    model: &Model,
    options: &Options,
    sink: &mut S,
    progress: &(dyn Fn(Progress) + Sync),
) -> Result<Loaded, LoadError> {
    through(model, options, sink, &|sink| Some(sink), progress)
}

fn through<S: Sink>(
    model: &Model,
    options: &Options,
    sink: &mut S,
    watching: &dyn Fn(&mut S) -> Option<&mut dyn Watch>,
    progress: &(dyn Fn(Progress) + Sync),
) -> Result<Loaded, LoadError> {
    let mut counts = Loaded::new(model, options);
    let encoders: Vec<Encoder> = (0..model.tables.len()).map(|table| Encoder::new(model, table)).collect();
    let mut rejects = Rejects::create(&options.rejects);
    let mut feed = Feed::new(model, options, &encoders);
    loop {
        let mut sorter = Sorter::start(&encoders, &options.spill, options.threads.saturating_sub(1).max(1));
        let watch = watching(sink);
        let mut takers = Takers { counts: &mut counts, rejects: &mut rejects, watch, progress };
        let more = feed.fill(&mut sorter, &mut takers);
        let finished = sorter.finish();
        // Rejected rows are on the disk before others are sent.
        let synced = rejects.sync().map_err(LoadError::Rejects);
        let (more, (runs, overlaps)) = (more?, finished?);
        synced?;
        if let Err(failure) = merged(&runs, overlaps, options.threads, sink, &mut counts, progress)? {
            return Err(LoadError::Broken { failure, loaded: Box::new(counts) });
        }
        if !more {
            return Ok(counts);
        }
        sink.next()?;
    }
}

/// Merges `runs` into `sink`, and counts what came of it. Gives what the sink failed with.
fn merged<S: Sink>(
    runs: &[Runs],
    mut overlaps: Overlaps,
    threads: usize,
    sink: &mut S,
    counts: &mut Loaded,
    progress: &(dyn Fn(Progress) + Sync),
) -> Result<Result<(), StoreError>, LoadError> {
    progress(Progress::Merging { done: 0, of: runs.len() });
    for (table, runs) in runs.iter().enumerate() {
        sink.expect(table, runs.rows);
    }
    let done = |done, of| progress(Progress::Merging { done, of });
    let (merged, mut failure) = merge::merge(runs, sink, threads, &mut overlaps, &done);
    counts.take(merged, overlaps, failure.is_none());
    while failure.is_none() && sink.again()? {
        // What the rows have to do with each other was counted the first time.
        failure = merge::merge(runs, sink, threads, &mut Overlaps::new(runs.len()), &done).1;
    }
    Ok(failure.map_or(Ok(()), Err))
}

/// The folder that runs are spilled to when no store has one of its own: made in `dir`, its name begins with `prefix`;
/// removed when dropped.
pub fn spill_folder(dir: &Path, prefix: &str) -> std::io::Result<tempfile::TempDir> {
    tempfile::Builder::new().prefix(prefix).tempdir_in(dir)
}
