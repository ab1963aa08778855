//! Takes the merged rows of a load, writes them as new segments, makes them current with one rename: all tables flip
//! together, and whatever moment the process dies, they are as before or as after.

use std::ops::Bound;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use super::{Direction, EmbeddedError, Layer, Lock, Manifest, Segment, SegmentInfo, SegmentWriter, segment_name};
use crate::catalog::Catalog;
use crate::store::StoreError;
use crate::store::sink::{Existing, Part, Sink};

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
    written: Mutex<Vec<(usize, String, SegmentInfo)>>,
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
            written: Mutex::new(Vec::new()),
        });
        Self { dir, manifest, timestamp, tables: tables.collect(), _lock: lock }
    }

    /// The folder in which runs may be spilled: what is left there by a killed load is swept away by the next.
    pub fn dir(&self) -> &Path {
        &self.dir
    }

    /// Makes the load current. Fails as writing the manifest fails; the tables are then as before.
    pub fn commit(mut self) -> Result<(), StoreError> {
        for target in self.tables {
            let mut written = target.written.into_inner().unwrap_or_else(PoisonError::into_inner);
            let Some(entry) = self.manifest.tables.get_mut(&target.name).filter(|_| target.taking) else { continue };
            entry.layers.truncate(target.fold);
            written.sort_by_key(|(part, ..)| *part);
            written.retain(|(_, _, info)| info.entries > 0);
            if written.is_empty() {
                continue;
            }
            entry.layers.push(Layer {
                entries: written.iter().map(|(_, _, info)| info.entries).sum(),
                bytes: written.iter().map(|(_, _, info)| info.bytes).sum(),
                files: written.into_iter().map(|(_, file, _)| file).collect(),
                timestamp: self.timestamp,
            });
        }
        self.manifest.commit(&self.dir)?;
        self.manifest.sweep(&self.dir)?;
        Ok(())
    }

    fn layers(&self, table: usize) -> &[Layer] {
        self.manifest.tables.get(&self.tables[table].name).map_or(&[], |entry| entry.layers.as_slice())
    }
}

impl Sink for Ingest {
    type Part = Segments;

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
                let cursor = segment.range(from.as_ref().map(Vec::as_slice), to.as_ref().map(Vec::as_slice), Direction::Ascending);
                existing.push(Existing { run: Box::new(cursor), timestamp: layer.timestamp });
            }
        }
        Ok(existing)
    }

    fn begin(&self, table: usize, part: usize, of: usize) -> Result<Segments, StoreError> {
        let _ = of;
        let target = &self.tables[table];
        let name = segment_name(&target.name, self.manifest.generation, part as u32);
        let writer = SegmentWriter::create(&self.dir.join(&name))?;
        Ok(Segments { writer, part, name, path: self.dir.clone() })
    }

    fn timestamp(&self) -> i64 {
        self.timestamp
    }

    fn end(&self, table: usize, part: Done) {
        let mut written = self.tables[table].written.lock().unwrap_or_else(PoisonError::into_inner);
        written.push(part);
    }

    type Done = Done;
}
