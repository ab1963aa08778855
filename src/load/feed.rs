//! Takes the inputs of a load, gives their rows to the sorter, all at once or a window at a time: of an input without an end
//! what came in some seconds belongs together.

use std::time::{Duration, Instant};

use crate::load::arrivals::Arrivals;
use crate::load::encode::{Encoder, Room};
use crate::load::read::{Reader, Reading, Record};
use crate::load::sorter::Sorter;
use crate::load::{LINE_BITS, LoadError, Loaded, Options, Progress, Watch};
use crate::model::Model;
use crate::source::{Reason, Rejects, Row};

/// Rows after which a window closes, whatever the time: enough that nearly all rows of a partition that come about together
/// are sent together.
const ROWS: u64 = 1_000_000;

/// The way through all inputs.
pub(super) struct Feed<'a> {
    model: &'a Model,
    options: &'a Options,
    encoders: &'a [Encoder],
    /// Index of the source that is read, or is next.
    source: usize,
    reading: Option<Reading<'a>>,
    /// Number of the source's first file.
    first_file: u64,
    /// Bytes of the sources before.
    base: u64,
}

/// Who takes what is read.
pub(super) struct Takers<'a> {
    pub(super) counts: &'a mut Loaded,
    pub(super) rejects: &'a mut Rejects,
    pub(super) watch: Option<&'a mut dyn Watch>,
    pub(super) progress: &'a (dyn Fn(Progress) + Sync),
}

impl<'a> Feed<'a> {
    pub(super) fn new(model: &'a Model, options: &'a Options, encoders: &'a [Encoder]) -> Self {
        Self { model, options, encoders, source: 0, reading: None, first_file: 0, base: 0 }
    }

    /// Gives rows to `sorter` until a window is full, or all are read; gives whether there may be more.
    pub(super) fn fill(&mut self, sorter: &mut Sorter, takers: &mut Takers<'_>) -> Result<bool, LoadError> {
        while let Some(inputs) = self.options.inputs.get(self.source) {
            let tables = self.encoders.iter().filter(|e| self.model.tables[e.table].source == Some(self.source));
            let tables: Vec<&Encoder> = tables.collect();
            if !tables.is_empty() {
                let reading = match &mut self.reading {
                    Some(reading) => reading,
                    none => none.insert(Reading::begin(self.model, self.source, inputs)?),
                };
                let endless = inputs.iter().any(|input| input.bytes.is_none());
                let mut pass = Pass {
                    arrivals: tables.iter().map(|encoder| sorter.room(encoder.table)).collect(),
                    tables,
                    room: Room::default(),
                    sorter,
                    takers,
                    max_errors: self.options.max_errors,
                    options: self.options,
                    source: self.source,
                    first_file: self.first_file,
                    base: self.base,
                    window: self.options.window.filter(|_| endless),
                    began: None,
                    rows: 0,
                };
                let more = reading.run(&mut pass);
                pass.arrivals.iter_mut().for_each(|arrivals| pass.sorter.sort(arrivals));
                if more? {
                    return Ok(true);
                }
            }
            self.reading = None;
            self.first_file += inputs.len() as u64;
            self.base = takers.counts.bytes;
            self.source += 1;
        }
        Ok(false)
    }
}

/// One source's way into the tables.
struct Pass<'a, 'b> {
    tables: Vec<&'a Encoder>,
    arrivals: Vec<Arrivals>,
    room: Room,
    sorter: &'a mut Sorter,
    takers: &'a mut Takers<'b>,
    max_errors: u64,
    options: &'a Options,
    source: usize,
    first_file: u64,
    base: u64,
    /// How long a window may be, where there are any.
    window: Option<Duration>,
    /// When its first row came.
    began: Option<Instant>,
    rows: u64,
}

impl Reader for Pass<'_, '_> {
    /// Gives a row to every table that takes it.
    fn kept(&mut self, row: &Row, record: &Record<'_>) -> Result<(), LoadError> {
        let counts = &mut *self.takers.counts;
        counts.read += 1;
        counts.accepted += 1;
        self.rows += 1;
        if let Some(watch) = &mut self.takers.watch {
            watch.row(self.source, row);
        }
        let position = (self.first_file + u64::from(record.at.file)) << LINE_BITS | record.at.line;
        for (encoder, arrivals) in self.tables.iter().zip(&mut self.arrivals) {
            if row.takes(encoder.table) {
                counts.tables[encoder.table].accepted += 1;
                encoder.encode(row, position, &mut self.room, arrivals);
                if arrivals.is_full() {
                    self.sorter.sort(arrivals);
                }
            }
        }
        Ok(())
    }

    fn opened(&mut self, unread: Vec<String>) {
        if let Some(watch) = &mut self.takers.watch {
            watch.opened(self.source, unread);
        }
    }

    fn filtered(&mut self) {
        self.takers.counts.read += 1;
        self.takers.counts.filtered += 1;
    }

    fn rejected(&mut self, reason: &Reason, record: &Record<'_>) -> Result<(), LoadError> {
        let Takers { counts, rejects, .. } = &mut *self.takers;
        counts.read += 1;
        rejects.write(&record.rejected(), reason).map_err(LoadError::Rejects)?;
        counts.rejected += 1;
        counts.note(&record.file.shown, record.at, reason);
        if counts.rejected > self.max_errors {
            let (rejected, read) = (counts.rejected, counts.read);
            let (rejects, told) = (self.options.rejects.clone(), counts.told.clone());
            return Err(LoadError::TooManyRejects { rejected, read, rejects, told });
        }
        Ok(())
    }

    fn reached(&mut self, bytes: u64) {
        let Takers { counts, progress, .. } = &mut *self.takers;
        counts.bytes = self.base + bytes;
        let Loaded { read: rows, bytes, rejected, .. } = **counts;
        progress(Progress::Reading { rows, bytes, rejected });
        if self.rows > 0 {
            self.began.get_or_insert_with(Instant::now);
        }
    }

    fn until(&self) -> Option<Instant> {
        let (window, began) = (self.window?, self.began?);
        Some(if self.rows >= ROWS { began } else { began + window })
    }
}
