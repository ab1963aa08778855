//! Takes sorted rows of one table, keeps them as runs, in memory or in temporary files where there are many; gives each part
//! of the token range of a run as something to merge. Memory is bounded by the size of a run, whatever the input.
//!
//! A run's value is 8 bytes of position (file and line of the row it came from), then the row's value.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::Path;
use std::sync::Arc;

use crate::load::arrivals::{Arrival, Arrivals, distinct, take, token_of, write_entry};
use crate::load::overlap::Overlaps;
use crate::store::embedded::{EmbeddedError, Result, Run};
use crate::store::row::{Extent, read_varint};

/// Bytes of rows that one run holds before it is sorted.
pub(super) const RUN_BYTES: usize = 8 << 20;
/// Rows are merged in this many parts of the token range, side by side.
pub(super) const PARTS: usize = 4;
/// Bytes of a run's position.
pub(super) const POSITION: usize = 8;
/// Buffer of a spilled run that is written or read.
const BUFFER: usize = 64 << 10;

/// The part of the token range that a token, with its sign bit flipped, lies in.
fn part_of(token: u64) -> usize {
    (token >> 62) as usize
}

/// A sorted run: in memory, or in a temporary file.
pub(super) enum Sorted {
    Memory(Arc<Arrivals>),
    Spilled(Arc<Spilled>),
}

/// A run in a temporary file, with where each part begins.
pub(super) struct Spilled {
    file: tempfile::NamedTempFile,
    starts: [u64; PARTS + 1],
    /// Bytes of its largest row.
    largest: usize,
}

/// Writes a run to a temporary file, row by row in key order.
pub(super) struct SpillWriter<'a> {
    dir: &'a Path,
    file: tempfile::NamedTempFile,
    starts: [u64; PARTS + 1],
    written: u64,
    largest: usize,
    out: Vec<u8>,
}

impl<'a> SpillWriter<'a> {
    pub(super) fn create(dir: &'a Path) -> Result<Self> {
        let file = tempfile::Builder::new().prefix("run-").suffix(".tmp").tempfile_in(dir);
        let file = file.map_err(|e| EmbeddedError::io("write a sorted run", dir, e))?;
        let out = Vec::with_capacity(2 * BUFFER);
        Ok(Self { dir, file, starts: [u64::MAX; PARTS + 1], written: 0, largest: 0, out })
    }

    /// Appends a row of the token `token`, which `write` writes.
    pub(super) fn row(&mut self, token: u64, write: impl FnOnce(&mut Vec<u8>)) -> io::Result<()> {
        let start = &mut self.starts[part_of(token)];
        if *start == u64::MAX {
            *start = self.written + self.out.len() as u64;
        }
        let before = self.out.len();
        write(&mut self.out);
        self.largest = self.largest.max(self.out.len() - before);
        if self.out.len() >= BUFFER {
            self.flush()?;
        }
        Ok(())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.written += self.out.len() as u64;
        self.file.write_all(&self.out)?;
        self.out.clear();
        // What one large row took is not kept for the others.
        self.out.shrink_to(2 * BUFFER);
        Ok(())
    }

    pub(super) fn failed(&self, source: io::Error) -> EmbeddedError {
        EmbeddedError::io("write a sorted run", self.dir, source)
    }

    pub(super) fn finish(mut self) -> Result<Sorted> {
        self.flush().map_err(|e| self.failed(e))?;
        let Self { file, mut starts, written, largest, .. } = self;
        starts[PARTS] = written;
        for part in (0..PARTS).rev() {
            if starts[part] == u64::MAX {
                starts[part] = starts[part + 1];
            }
        }
        Ok(Sorted::Spilled(Arc::new(Spilled { file, starts, largest })))
    }
}

impl Sorted {
    /// Sorts `arrivals` in place, merging rows of one key; they stay in memory.
    pub(super) fn in_memory(mut arrivals: Arrivals, extent: &dyn Fn(&[u8]) -> Extent, overlaps: &mut Overlaps) -> Self {
        arrivals.sort();
        let mut merged = Arrivals::new(arrivals.table);
        merged.rows.reserve(arrivals.rows.len());
        let done: std::result::Result<(), std::convert::Infallible> =
            distinct(&arrivals, extent, overlaps, |key, value, row| {
                // Merged rows go behind all others.
                let at = (arrivals.bytes.len() + merged.bytes.len()) as u32;
                merged.rows.push(row.unwrap_or(Arrival { token: token_of(key), at }));
                if row.is_none() {
                    write_entry(key, value, &mut merged.bytes);
                }
                Ok(())
            });
        let Ok(()) = done;
        arrivals.bytes.append(&mut merged.bytes);
        arrivals.rows = merged.rows;
        Self::Memory(Arc::new(arrivals))
    }

    /// Sorts `arrivals`, merges rows of one key and writes the rest to a temporary file in `dir`.
    pub(super) fn spill(
        arrivals: &mut Arrivals,
        dir: &Path,
        extent: &dyn Fn(&[u8]) -> Extent,
        overlaps: &mut Overlaps,
    ) -> Result<Self> {
        arrivals.sort();
        let mut out = SpillWriter::create(dir)?;
        let written = distinct(arrivals, extent, overlaps, |key, value, row| {
            out.row(token_of(key), |out| match row {
                Some(row) => out.extend(arrivals.raw(row)),
                None => write_entry(key, value, out),
            })
        });
        written.map_err(|e| out.failed(e))?;
        out.finish()
    }

    /// Bytes that reading it takes at a time: a buffer, which grows to hold the largest row.
    pub(super) fn reading(&self) -> usize {
        match self {
            Self::Memory(_) => 0,
            Self::Spilled(spilled) => BUFFER + 2 * spilled.largest,
        }
    }

    /// The run's rows of part `part` of `of` parts (1 or `PARTS`), as something to merge.
    pub(super) fn part(&self, part: usize, of: usize) -> Result<Box<dyn Run + Send>> {
        let (first, end) = if of == 1 { (0, PARTS) } else { (part, part + 1) };
        Ok(match self {
            Self::Memory(arrivals) => {
                let at = |part: usize| arrivals.rows.partition_point(|row| part_of(row.token) < part);
                Box::new(MemoryRun {
                    arrivals: Arc::clone(arrivals),
                    next: at(first),
                    end: at(end),
                    key: 0..0,
                    value: 0..0,
                })
            }
            Self::Spilled(spilled) => Box::new(SpilledRun::open(spilled, spilled.starts[first], spilled.starts[end])?),
        })
    }
}

struct MemoryRun {
    arrivals: Arc<Arrivals>,
    next: usize,
    end: usize,
    key: std::ops::Range<usize>,
    value: std::ops::Range<usize>,
}

impl Run for MemoryRun {
    fn advance(&mut self) -> Result<bool> {
        if self.next >= self.end {
            return Ok(false);
        }
        let bytes = &self.arrivals.bytes;
        let mut rest = &bytes[self.arrivals.rows[self.next].at as usize..];
        let mut range = || {
            let taken = take(&mut rest).len();
            let end = bytes.len() - rest.len();
            end - taken..end
        };
        self.key = range();
        self.value = range();
        self.next += 1;
        Ok(true)
    }

    fn key(&self) -> &[u8] {
        &self.arrivals.bytes[self.key.clone()]
    }

    fn value(&self) -> &[u8] {
        &self.arrivals.bytes[self.value.clone()]
    }
}

struct SpilledRun {
    run: Arc<Spilled>,
    file: File,
    /// Bytes of the run that are not in the buffer yet.
    left: u64,
    buffer: Vec<u8>,
    /// Where the next row begins in the buffer.
    next: usize,
    key: std::ops::Range<usize>,
    value: std::ops::Range<usize>,
}

impl SpilledRun {
    fn open(run: &Arc<Spilled>, start: u64, end: u64) -> Result<Self> {
        let failed = |e| EmbeddedError::io("read a sorted run", run.file.path(), e);
        let mut file = run.file.reopen().map_err(failed)?;
        file.seek(SeekFrom::Start(start)).map_err(failed)?;
        let run = Arc::clone(run);
        Ok(Self { run, file, left: end - start, buffer: Vec::new(), next: 0, key: 0..0, value: 0..0 })
    }

    /// The places of the next key and value, if they are whole in the buffer.
    fn whole(&self) -> Option<(std::ops::Range<usize>, std::ops::Range<usize>)> {
        let mut rest = self.buffer.get(self.next..)?;
        let mut range = || {
            let length = read_varint(&mut rest)? as usize;
            let start = self.buffer.len() - rest.len();
            rest = rest.get(length..)?;
            Some(start..start + length)
        };
        Some((range()?, range()?))
    }

    /// Moves what is left of the buffer to its front and fills it up; a row larger than the buffer makes it grow.
    fn fill(&mut self) -> io::Result<()> {
        self.buffer.drain(..self.next);
        self.next = 0;
        let more = (self.buffer.len().max(BUFFER) as u64).min(self.left);
        if more == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        let start = self.buffer.len();
        self.buffer.resize(start + more as usize, 0);
        self.file.read_exact(&mut self.buffer[start..])?;
        self.left -= more;
        Ok(())
    }
}

impl Run for SpilledRun {
    fn advance(&mut self) -> Result<bool> {
        if self.left == 0 && self.next == self.buffer.len() {
            return Ok(false);
        }
        loop {
            if let Some((key, value)) = self.whole() {
                self.next = value.end;
                (self.key, self.value) = (key, value);
                return Ok(true);
            }
            self.fill().map_err(|e| EmbeddedError::io("read a sorted run", self.run.file.path(), e))?;
        }
    }

    fn key(&self) -> &[u8] {
        &self.buffer[self.key.clone()]
    }

    fn value(&self) -> &[u8] {
        &self.buffer[self.value.clone()]
    }
}
