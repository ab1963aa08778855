//! Takes the merged rows of a load, writes them as new segments, makes them current with one rename: all tables flip
//! together, and whatever moment the process dies, they are as before or as after.

use std::ops::Bound;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use super::keyspace::clean;
use super::{Direction, Layer, Lock, Manifest, Segment, SegmentInfo, SegmentWriter, segment_name};
use crate::catalog::Catalog;
use crate::store::sink::{Additions, Again, Existing, Part, Sink, recognise};
use crate::store::{Load, StoreError};

/// A layer this many times larger than what comes is left alone; smaller ones are merged into the new layer.
const FOLD: u64 = 4;
/// More layers than this are merged into one, whatever their sizes: every read looks into each.
const LAYERS: usize = 6;

/// A load in progress, which holds the lock.
pub struct Ingest {
    dir: PathBuf,
    manifest: Manifest,
    timestamp: i64,
    tables: Vec<Target>,
    _lock: Lock,
}

struct Target {
    name: String,
    /// Whether a source fills the table.
    taking: bool,
    /// Layers from this one on are merged into the new one.
    fold: usize,
    /// Of a table of counters, what its inputs are recognised by.
    inputs: Vec<String>,
    written: Mutex<Vec<Written>>,
}

/// One part of a table on its way into a segment.
pub struct Segments {
    part: usize,
    file: String,
    writer: SegmentWriter,
}

/// A finished segment: its part, its file, what is in it.
pub struct Written {
    part: usize,
    file: String,
    info: SegmentInfo,
}

impl Ingest {
    pub(super) fn new(dir: PathBuf, lock: Lock, mut manifest: Manifest, catalog: &Catalog, now: i64) -> Self {
        // A layer is never older than the one below it, though clocks may go back.
        let timestamp = now.max(manifest.last_timestamp + 1);
        manifest.last_timestamp = timestamp;
        manifest.generation += 1;
        let tables = catalog.tables.iter().map(|table| Target {
            name: table.shape.name.text().to_owned(),
            taking: false,
            fold: usize::MAX,
            inputs: Vec::new(),
            written: Mutex::new(Vec::new()),
        });
        Self { dir, manifest, timestamp, tables: tables.collect(), _lock: lock }
    }

    /// The folder in which runs may be spilled: what is left there by a killed load is swept away by the next.
    pub fn dir(&self) -> &Path {
        &self.dir
    }

    /// Says what is to be added to tables of counters, before any row comes. Refuses what was added before, where `again`
    /// does not allow it.
    pub fn count(&mut self, additions: &[Additions], again: Again) -> Result<(), StoreError> {
        let counted = |table: usize, identity: &str| {
            let entry = self.manifest.tables.get(&self.tables[table].name);
            entry.is_some_and(|entry| entry.inputs.iter().any(|known| known == identity))
        };
        if again == Again::Refuse {
            let entry = |table: usize| self.manifest.tables.get(&self.tables[table].name);
            recognise(additions, counted, |table| entry(table).is_none_or(|entry| entry.layers.is_empty()))?;
        }
        for Additions { table, inputs, .. } in additions {
            self.tables[*table].inputs = inputs.iter().filter_map(|input| input.identity.clone()).collect();
        }
        Ok(())
    }

    /// Makes the load current. Fails as writing the manifest fails; the tables are then as before.
    pub fn commit(mut self) -> Result<(), StoreError> {
        for target in self.tables {
            let mut written = target.written.into_inner().unwrap_or_else(PoisonError::into_inner);
            let Some(entry) = self.manifest.tables.get_mut(&target.name).filter(|_| target.taking) else { continue };
            entry.layers.truncate(target.fold);
            for input in target.inputs {
                if !entry.inputs.contains(&input) {
                    entry.inputs.push(input);
                }
            }
            written.sort_by_key(|w| w.part);
            written.retain(|w| w.info.entries > 0);
            if written.is_empty() {
                continue;
            }
            entry.layers.push(Layer {
                entries: written.iter().map(|w| w.info.entries).sum(),
                bytes: written.iter().map(|w| w.info.bytes).sum(),
                files: written.into_iter().map(|w| w.file).collect(),
                timestamp: self.timestamp,
            });
        }
        self.manifest.commit(&self.dir)?;
        clean(&self.manifest, &self.dir);
        Ok(())
    }

    fn layers(&self, table: usize) -> &[Layer] {
        self.manifest.tables.get(&self.tables[table].name).map_or(&[], |entry| entry.layers.as_slice())
    }
}

impl Load for Ingest {
    fn spill(&self) -> Option<&Path> {
        Some(&self.dir)
    }

    async fn count(&mut self, additions: &[Additions], again: Again) -> Result<(), StoreError> {
        Self::count(self, additions, again)
    }

    async fn commit(self) -> Result<(), StoreError> {
        Self::commit(self)
    }
}

impl Sink for Ingest {
    type Part = Segments;
    type Done = Written;

    fn expect(&mut self, table: usize, rows: u64) {
        let layers = self.layers(table);
        // From the newest layer down: folding one means folding all above it.
        let mut fold = layers.len();
        let mut size = rows;
        while fold > 0 && (layers[fold - 1].entries <= size.saturating_mul(FOLD) || layers.len() >= LAYERS) {
            fold -= 1;
            size += layers[fold].entries;
        }
        let target = &mut self.tables[table];
        target.taking = rows > 0;
        target.fold = fold;
    }

    fn existing(&self, table: usize, part: usize, of: usize) -> Result<Vec<Existing>, StoreError> {
        let (from, to) = bounds(part, of);
        let mut existing = Vec::new();
        let fold = self.tables[table].fold.min(self.layers(table).len());
        for layer in self.layers(table)[fold..].iter().filter(|_| self.tables[table].taking) {
            for file in &layer.files {
                let segment = Segment::open(&self.dir.join(file))?;
                let cursor = segment.range(
                    from.as_ref().map(Vec::as_slice),
                    to.as_ref().map(Vec::as_slice),
                    Direction::Ascending,
                );
                existing.push(Existing { run: Box::new(cursor), timestamp: layer.timestamp });
            }
        }
        Ok(existing)
    }

    fn begin(&self, table: usize, part: usize, _of: usize) -> Result<Segments, StoreError> {
        let file = segment_name(&self.tables[table].name, self.manifest.generation, part as u32);
        let writer = SegmentWriter::create(&self.dir.join(&file))?;
        Ok(Segments { part, file, writer })
    }

    fn end(&self, table: usize, done: Written) {
        self.tables[table].written.lock().unwrap_or_else(PoisonError::into_inner).push(done);
    }

    fn timestamp(&self) -> i64 {
        self.timestamp
    }
}

impl Part for Segments {
    type Done = Written;

    fn row(&mut self, key: &[u8], value: &[u8]) -> Result<(), StoreError> {
        Ok(self.writer.push(key, value)?)
    }

    fn finish(self) -> Result<Written, StoreError> {
        let Self { part, file, writer } = self;
        Ok(Written { part, file, info: writer.finish()? })
    }
}

/// The keys of part `part` of `of`: the token's top bits, as the load cuts them.
fn bounds(part: usize, of: usize) -> (Bound<Vec<u8>>, Bound<Vec<u8>>) {
    let start = |part: usize| ((part as u64) << (64 - of.trailing_zeros())).to_be_bytes().to_vec();
    let from = if part == 0 { Bound::Unbounded } else { Bound::Included(start(part)) };
    let to = if part + 1 == of { Bound::Unbounded } else { Bound::Excluded(start(part + 1)) };
    (from, to)
}
