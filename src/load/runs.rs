//! Takes the encoded rows of one table in arrival order, gives runs: sorted by key, one version of each key left,
//! spilled to temporary files where there are many. Memory is bounded by the size of a run, whatever the input.
//!
//! A run's value is 8 bytes of position (file and line of the row it came from), then the row's value.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::sync::Arc;

use crate::load::overlap::Overlaps;
use crate::store::embedded::{EmbeddedError, Result, Run};
use crate::store::row::{Extent, partition_prefix, read_varint, write_varint};

/// Bytes of rows that one run holds before it is sorted.
pub(super) const RUN_BYTES: usize = 8 << 20;
/// Rows are merged in this many parts of the token range, side by side.
pub(super) const PARTS: usize = 4;
/// Bytes of a run's position.
pub(super) const POSITION: usize = 8;
/// Buffer of a spilled run that is written or read.
const BUFFER: usize = 64 << 10;

/// Rows of one table in arrival order, each as key and value behind their lengths, in one stretch of memory.
pub(super) struct Arrivals {
    pub(super) table: usize,
    /// Rows of the table that came before, which orders its runs.
    pub(super) before: u64,
    bytes: Vec<u8>,
    rows: Vec<Arrival>,
}

#[derive(Clone, Copy)]
struct Arrival {
    token: u64,
    at: u32,
}

impl Arrivals {
    pub(super) fn new(table: usize) -> Self {
        Self { table, before: 0, bytes: Vec::new(), rows: Vec::new() }
    }

    /// Forgets the rows, keeps the room.
    pub(super) fn clear(&mut self, table: usize) {
        self.table = table;
        self.bytes.clear();
        self.rows.clear();
    }

    /// Adds a row: `key` as encoded, `position` of its source row, and `value`.
    pub(super) fn push(&mut self, key: &[u8], position: u64, value: &[u8]) {
        self.rows.push(Arrival { token: token_of(key), at: self.bytes.len() as u32 });
        write_varint(key.len() as u64, &mut self.bytes);
        self.bytes.extend(key);
        write_varint((POSITION + value.len()) as u64, &mut self.bytes);
        self.bytes.extend(position.to_be_bytes());
        self.bytes.extend(value);
    }

    /// Whether the run is to be sorted now.
    pub(super) fn is_full(&self) -> bool {
        self.bytes.len() >= RUN_BYTES
    }

    pub(super) fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    pub(super) fn len(&self) -> usize {
        self.rows.len()
    }

    /// The row as it lies in memory, which is how it lies in a spilled run.
    fn raw(&self, row: Arrival) -> &[u8] {
        let mut rest = &self.bytes[row.at as usize..];
        let whole = rest;
        take(&mut rest);
        take(&mut rest);
        &whole[..whole.len() - rest.len()]
    }

    fn entry(&self, row: Arrival) -> (&[u8], &[u8]) {
        let mut rest = &self.bytes[row.at as usize..];
        let key = take(&mut rest);
        (key, take(&mut rest))
    }

    /// Sorts by key, rows of one key in arrival order. Tokens decide nearly all; rows of one partition mostly arrive in
    /// clustering order, so that looking at neighbours is enough for them.
    fn sort(&mut self) {
        let mut rows = by_token(std::mem::take(&mut self.rows));
        let mut cached: Vec<(u64, Arrival)> = Vec::new();
        for partition in rows.chunk_by_mut(|a, b| a.token == b.token) {
            let key = |row: &Arrival| self.entry(*row).0;
            if !partition.is_sorted_by(|a, b| key(a) <= key(b)) {
                // What follows the partition key decides nearly all comparisons; whole keys decide the rest.
                let common = partition_prefix(key(&partition[0])).len() + 1;
                let clustering = |row: &Arrival| first_bytes(key(row).get(common..).unwrap_or_default());
                cached.clear();
                cached.extend(partition.iter().map(|row| (clustering(row), *row)));
                cached.sort_by(|(a, x), (b, y)| a.cmp(b).then_with(|| key(x).cmp(key(y))));
                partition.iter_mut().zip(&cached).for_each(|(row, (_, sorted))| *row = *sorted);
            }
        }
        self.rows = rows;
    }
}

/// Sorts rows by token, those of one token in arrival order. Tokens are hashes, spread evenly, so that dealing rows into
/// as many heaps as there are rows, by the token's first bits, leaves next to nothing to sort.
fn by_token(mut rows: Vec<Arrival>) -> Vec<Arrival> {
    let bits = rows.len().next_power_of_two().trailing_zeros().clamp(1, 20);
    let heap = |row: &Arrival| (row.token >> (64 - bits)) as usize;
    let mut ends = vec![0_u32; (1 << bits) + 1];
    for row in &rows {
        ends[heap(row) + 1] += 1;
    }
    for i in 1..ends.len() {
        ends[i] += ends[i - 1];
    }
    let mut dealt = vec![Arrival { token: 0, at: 0 }; rows.len()];
    for row in &rows {
        let place = &mut ends[heap(row)];
        dealt[*place as usize] = *row;
        *place += 1;
    }
    rows.clear();
    for heap in dealt.chunk_by_mut(|a, b| heap(a) == heap(b)) {
        if !heap.is_sorted_by_key(|row| row.token) {
            heap.sort_by_key(|row| row.token);
        }
    }
    dealt
}

/// The token of a key as it lies there, with its sign bit flipped.
fn token_of(key: &[u8]) -> u64 {
    key.first_chunk::<8>().map_or(0, |b| u64::from_be_bytes(*b))
}

/// The first eight bytes as a number that orders as they do; missing ones count as zero.
fn first_bytes(bytes: &[u8]) -> u64 {
    let mut first = [0; 8];
    let known = bytes.len().min(8);
    first[..known].copy_from_slice(&bytes[..known]);
    u64::from_be_bytes(first)
}

fn write_entry(key: &[u8], value: &[u8], out: &mut Vec<u8>) {
    write_varint(key.len() as u64, out);
    out.extend(key);
    write_varint(value.len() as u64, out);
    out.extend(value);
}

fn take<'a>(rest: &mut &'a [u8]) -> &'a [u8] {
    let length = read_varint(rest).unwrap_or(0) as usize;
    let (taken, after) = rest.split_at_checked(length).unwrap_or((rest, &[]));
    *rest = after;
    taken
}

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
        dir: &std::path::Path,
        extent: &dyn Fn(&[u8]) -> Extent,
        overlaps: &mut Overlaps,
    ) -> Result<Self> {
        arrivals.sort();
        let failed = |e: io::Error| EmbeddedError::io("write a sorted run", dir, e);
        let mut file = tempfile::Builder::new().prefix("run-").suffix(".tmp").tempfile_in(dir).map_err(failed)?;
        let mut starts = [u64::MAX; PARTS + 1];
        let mut written = 0;
        let mut out = Vec::with_capacity(2 * BUFFER);
        distinct(arrivals, extent, overlaps, |key, value, row| {
            let part = part_of(token_of(key));
            if starts[part] == u64::MAX {
                starts[part] = written + out.len() as u64;
            }
            match row {
                Some(row) => out.extend(arrivals.raw(row)),
                None => write_entry(key, value, &mut out),
            }
            if out.len() >= BUFFER {
                written += out.len() as u64;
                file.write_all(&out)?;
                out.clear();
            }
            Ok(())
        })
        .and_then(|()| file.write_all(&out))
        .map_err(failed)?;
        written += out.len() as u64;
        starts[PARTS] = written;
        for part in (0..PARTS).rev() {
            if starts[part] == u64::MAX {
                starts[part] = starts[part + 1];
            }
        }
        Ok(Self::Spilled(Arc::new(Spilled { file, starts })))
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

/// Gives each key of sorted arrivals once: as it stands with `Some(row)`, or merged with `None`.
fn distinct<E>(
    arrivals: &Arrivals,
    extent: &dyn Fn(&[u8]) -> Extent,
    overlaps: &mut Overlaps,
    mut give: impl FnMut(&[u8], &[u8], Option<Arrival>) -> std::result::Result<(), E>,
) -> std::result::Result<(), E> {
    let same = |a: &Arrival, b: &Arrival| a.token == b.token && arrivals.entry(*a).0 == arrivals.entry(*b).0;
    for versions in arrivals.rows.chunk_by(same) {
        let (key, first) = arrivals.entry(versions[0]);
        if let [only] = versions {
            give(key, first, Some(*only))?;
            continue;
        }
        let mut merged = first.to_vec();
        for newer in &versions[1..] {
            merged = overlaps.merge(arrivals.table, key, arrivals.entry(*newer).1, &merged, extent(key));
        }
        give(key, &merged, None)?;
    }
    Ok(())
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
