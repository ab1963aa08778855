//! Takes the sorted runs of all tables, merges each part of each table into a sink, several parts at a time.

use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::load::overlap::Overlaps;
use crate::load::runs::{PARTS, POSITION, Sorted};
use crate::load::sample::Sample;
use crate::store::StoreError;
use crate::store::embedded::{Direction, MergeCursor, Run};
use crate::store::row::{self, Extent, Layout};
use crate::store::sink::{Part, Sink};

/// Runs of fewer rows than this are merged as one part: a file has its price.
const SMALL: u64 = 100_000;

/// The runs of one table.
pub(super) struct Runs {
    pub(super) layout: Layout,
    pub(super) sorted: Vec<Sorted>,
    /// Rows that went in.
    pub(super) rows: u64,
}

/// What came of one table.
#[derive(Default)]
pub(super) struct Merged {
    /// Distinct keys of the load.
    pub(super) distinct: u64,
    /// Some of its rows.
    pub(super) sample: Sample,
    /// Some of its static rows.
    pub(super) statics: Sample,
}

impl Merged {
    /// Looks at a row of the load.
    fn offer(&mut self, key: &[u8], value: &[u8]) {
        let sample = if row::is_static(key) { &mut self.statics } else { &mut self.sample };
        sample.offer(key, value);
    }
}

struct Task {
    table: usize,
    part: usize,
    of: usize,
}

/// Merges all `tables` into `sink` on `threads` threads; adds to `overlaps`, gives what came of each table, and what the
/// sink failed with. `done` is called after each part with how many of how many are done.
pub(super) fn merge<S: Sink>(
    tables: &[Runs],
    sink: &S,
    threads: usize,
    overlaps: &mut Overlaps,
    done: &(dyn Fn(usize, usize) + Sync),
) -> (Vec<Merged>, Option<StoreError>) {
    let of = |runs: &Runs| if runs.rows < SMALL { 1 } else { PARTS };
    let tasks: Vec<Task> = tables
        .iter()
        .enumerate()
        .flat_map(|(table, runs)| (0..of(runs)).map(move |part| Task { table, part, of: of(runs) }))
        .collect();
    let (next, finished) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let merged: Vec<Merged> = tables.iter().map(|_| Merged::default()).collect();
    let total = Mutex::new((merged, std::mem::replace(overlaps, Overlaps::new(0)), None));
    let work = || {
        let mut mine = Overlaps::new(tables.len());
        while let Some(task) = tasks.get(next.fetch_add(1, Ordering::Relaxed)) {
            let mut merged = Merged::default();
            let outcome = part(&tables[task.table], task, sink, &mut mine, &mut merged);
            let Ok(mut total) = total.lock() else { return };
            let table = &mut total.0[task.table];
            table.distinct += merged.distinct;
            table.sample.add(merged.sample);
            table.statics.add(merged.statics);
            if let Err(error) = outcome {
                total.2.get_or_insert(error);
                next.store(tasks.len(), Ordering::Relaxed);
            }
            drop(total);
            done(finished.fetch_add(1, Ordering::Relaxed) + 1, tasks.len());
        }
        if let Ok(mut total) = total.lock() {
            total.1.add(mine);
        }
    };
    std::thread::scope(|scope| {
        for _ in 1..threads.min(tasks.len()) {
            scope.spawn(work);
        }
        work();
    });
    let (merged, accounts, failure) = total.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner);
    *overlaps = accounts;
    (merged, failure)
}

/// Merges one part of one table; tells `merged` of its rows as far as it comes.
fn part<S: Sink>(
    runs: &Runs,
    task: &Task,
    sink: &S,
    overlaps: &mut Overlaps,
    merged: &mut Merged,
) -> Result<(), StoreError> {
    let existing = sink.existing(task.table, task.part, task.of)?;
    let stamps: Vec<i64> = existing.iter().map(|e| e.timestamp).collect();
    let mut sources: Vec<Box<dyn Run + Send>> = existing.into_iter().map(|e| e.run).collect();
    for run in &runs.sorted {
        sources.push(run.part(task.part, task.of)?);
    }
    let mut out = sink.begin(task.table, task.part, task.of)?;
    let mut versions =
        Versions { stamps, layer: sink.timestamp(), table: task.table, merged: Vec::new(), spare: Vec::new() };
    let mut cursor = MergeCursor::new(sources, Direction::Ascending);
    while cursor.advance()? {
        let key = cursor.key();
        let fresh = cursor.holders().first().is_some_and(|run| *run >= versions.stamps.len());
        merged.distinct += u64::from(fresh && !row::is_static(key));
        let plain = fresh && cursor.holders().len() == 1;
        if plain {
            let value = &cursor.newest()[POSITION..];
            merged.offer(key, value);
            out.row(key, value)?;
        } else {
            let extent = runs.layout.extent(row::is_static(key));
            versions.merge_load(&cursor, extent, overlaps);
            if fresh {
                merged.offer(key, &versions.merged);
            }
            versions.merge_layers(&cursor, extent);
            out.row(key, &versions.merged)?;
        }
    }
    sink.end(task.table, out.finish()?);
    Ok(())
}

/// Room to merge the versions of one row in.
struct Versions {
    /// Timestamps of the existing layers, which are the first runs of the cursor.
    stamps: Vec<i64>,
    layer: i64,
    table: usize,
    merged: Vec<u8>,
    spare: Vec<u8>,
}

impl Versions {
    /// Merges the load's own versions of what the cursor stands on, which count as superseding each other.
    fn merge_load(&mut self, cursor: &MergeCursor<Box<dyn Run + Send>>, extent: Extent, overlaps: &mut Overlaps) {
        let layers = self.stamps.len();
        let fresh = cursor.holders().iter().take_while(|run| **run >= layers).count();
        let versions: Vec<&[u8]> = cursor.versions().take(fresh).collect();
        let merged = overlaps.merge_all(self.table, cursor.key(), &versions, extent);
        self.merged.clear();
        self.merged.extend(merged.get(POSITION..).unwrap_or_default());
    }

    /// Merges the layers below into what is merged already.
    fn merge_layers(&mut self, cursor: &MergeCursor<Box<dyn Run + Send>>, extent: Extent) {
        let layers = self.stamps.len();
        for (run, version) in cursor.holders().iter().zip(cursor.versions()).filter(|(run, _)| **run < layers) {
            std::mem::swap(&mut self.merged, &mut self.spare);
            self.merged.clear();
            if self.spare.is_empty() {
                row::merge((version, self.stamps[*run]), (&[], i64::MIN), extent, self.layer, &mut self.merged);
            } else {
                row::merge(
                    (&self.spare, self.layer),
                    (version, self.stamps[*run]),
                    extent,
                    self.layer,
                    &mut self.merged,
                );
            }
        }
    }
}
