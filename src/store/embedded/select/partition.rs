//! Takes one partition and the ranges to read of it, gives its rows with their versions merged and their columns found.

use std::ops::{Bound, ControlFlow};

use super::ranges::{self, KeyRange, ranges};
use super::{Output, Prepared};
use crate::store::Reading;
use crate::store::embedded::{Direction, LayerOf, MergeCursor, Result, Scratch, Snapshot};
use crate::store::row::{Cell, Cells, Layout, merge};

/// Reads partitions of one table.
pub(super) struct Reader<'a> {
    pub(super) snapshot: &'a Snapshot,
    pub(super) prepared: &'a Prepared,
    pub(super) bounds: &'a [ranges::Bound],
}

/// A row in hand: its key, its value and its partition's static value. The static row alone has no key.
pub(super) struct RowOf<'a> {
    prefix: &'a [u8],
    layout: &'a Layout,
    clustering: Vec<u8>,
    ends: Vec<usize>,
    cells: Vec<Option<&'a [u8]>>,
    statics: &'a [Option<Vec<u8>>],
    static_only: bool,
}

type Each<'e> = dyn FnMut(&RowOf<'_>) -> ControlFlow<()> + 'e;

impl Reader<'_> {
    /// Calls `each` for the rows of the partition whose keys begin with `prefix`, until it breaks.
    pub(super) fn read(&self, prefix: &[u8], reading: &mut Reading, each: &mut Each<'_>) -> Result<()> {
        reading.partitions += 1;
        let Some(layers) = self.snapshot.layers(&self.prepared.table) else { return Ok(()) };
        let statics = if self.prepared.statics { self.statics(layers, prefix)? } else { Vec::new() };
        let base = [prefix, &[1]].concat();
        let (mut found, whole) = ranges(&self.prepared.layout, &base, self.bounds);
        if self.prepared.reversed {
            found.reverse();
        }
        let mut rows = Rows { reader: self, prefix, statics: &statics, reading, each, given: 0, merged: Vec::new() };
        for range in &found {
            let flow = if whole { rows.get(layers, &range.start)? } else { rows.scan(layers, range)? };
            if flow.is_break() {
                return Ok(());
            }
            if self.prepared.distinct && rows.given > 0 {
                return Ok(());
            }
        }
        let alive = statics.iter().any(Option::is_some);
        if rows.given == 0 && alive && self.bounds.is_empty() {
            let _ = rows.give_static();
        }
        Ok(())
    }

    /// The cells of the partition's static row.
    fn statics(&self, layers: &[LayerOf], prefix: &[u8]) -> Result<Vec<Option<Vec<u8>>>> {
        let mut merged = Vec::new();
        let count = self.prepared.layout.cells(true);
        let key = [prefix, &[0]].concat();
        let found = lookup(layers, &key, count, &mut merged)?;
        let mut cells = Cells::new(&merged, 0);
        Ok((0..count).map(|_| if found { cells.step().0.bytes().map(<[u8]>::to_vec) } else { None }).collect())
    }
}

/// Looks `key` up in all layers, newest first; leaves its merged value in `merged`.
fn lookup(layers: &[LayerOf], key: &[u8], cells: usize, merged: &mut Vec<u8>) -> Result<bool> {
    let mut scratch = Scratch::default();
    let (mut found, mut spare) = (false, Vec::new());
    let newest = layers.last().map_or(0, |layer| layer.timestamp);
    for layer in layers.iter().rev() {
        for segment in &layer.segments {
            let Some(value) = segment.get(key, &mut scratch)? else { continue };
            if found {
                std::mem::swap(merged, &mut spare);
                merged.clear();
                merge((&spare, newest), (value, layer.timestamp), cells, newest, merged);
            } else if layer.timestamp == newest {
                merged.extend(value);
            } else {
                merge((value, layer.timestamp), (&[], 0), cells, newest, merged);
            }
            found = true;
        }
    }
    Ok(found)
}

/// The rows of one partition on their way out.
struct Rows<'a, 'e> {
    reader: &'a Reader<'a>,
    prefix: &'a [u8],
    statics: &'a [Option<Vec<u8>>],
    reading: &'a mut Reading,
    each: &'a mut Each<'e>,
    given: u64,
    merged: Vec<u8>,
}

impl Rows<'_, '_> {
    fn get(&mut self, layers: &[LayerOf], key: &[u8]) -> Result<ControlFlow<()>> {
        let mut merged = std::mem::take(&mut self.merged);
        merged.clear();
        let found = lookup(layers, key, self.reader.prepared.layout.cells(false), &mut merged)?;
        let flow = if found { self.give(key, &merged) } else { ControlFlow::Continue(()) };
        self.merged = merged;
        Ok(flow)
    }

    fn scan(&mut self, layers: &[LayerOf], range: &KeyRange) -> Result<ControlFlow<()>> {
        let direction = if self.reader.prepared.reversed { Direction::Descending } else { Direction::Ascending };
        let (mut runs, mut stamps) = (Vec::new(), Vec::new());
        for layer in layers {
            for segment in
                layer.segments.iter().filter(|s| s.max_key() >= &range.start[..] && s.min_key() < &range.end[..])
            {
                runs.push(segment.range(Bound::Included(&range.start), Bound::Excluded(&range.end), direction));
                stamps.push(layer.timestamp);
            }
        }
        let cells = self.reader.prepared.layout.cells(false);
        let mut cursor = MergeCursor::new(runs, direction);
        let mut spare = Vec::new();
        while cursor.advance()? {
            let flow = if cursor.holders().len() == 1 {
                self.give(cursor.key(), cursor.newest())
            } else {
                let newest = stamps[cursor.holders()[0]];
                let mut merged = cursor.newest().to_vec();
                for (run, version) in cursor.holders().iter().zip(cursor.versions()).skip(1) {
                    std::mem::swap(&mut merged, &mut spare);
                    merged.clear();
                    merge((&spare, newest), (version, stamps[*run]), cells, newest, &mut merged);
                }
                self.give(cursor.key(), &merged)
            };
            if flow.is_break() || self.reader.prepared.distinct {
                return Ok(flow);
            }
        }
        Ok(ControlFlow::Continue(()))
    }

    fn give(&mut self, key: &[u8], value: &[u8]) -> ControlFlow<()> {
        let prepared = self.reader.prepared;
        self.given += 1;
        self.reading.read += 1;
        let mut cells = Cells::new(value, 0);
        let cells = (0..prepared.layout.cells(false)).map(|_| match cells.step().0 {
            Cell::Set(bytes) => Some(bytes),
            _ => None,
        });
        let (mut clustering, mut ends) = (Vec::new(), Vec::new());
        prepared.layout.read_clustering(key, &mut clustering, &mut ends);
        let (prefix, statics, layout) = (self.prefix, self.statics, &prepared.layout);
        let row = RowOf { prefix, layout, clustering, ends, cells: cells.collect(), statics, static_only: false };
        (self.each)(&row)
    }

    fn give_static(&mut self) -> ControlFlow<()> {
        let layout = &self.reader.prepared.layout;
        let (prefix, statics) = (self.prefix, self.statics);
        self.reading.read += 1;
        let (clustering, ends, cells) = (Vec::new(), Vec::new(), Vec::new());
        (self.each)(&RowOf { prefix, layout, clustering, ends, cells, statics, static_only: true })
    }
}

impl RowOf<'_> {
    /// Whether the row is there only for its static values.
    pub(super) fn is_static_only(&self) -> bool {
        self.static_only
    }

    /// The value of a clustering column.
    pub(super) fn clustering(&self, column: usize) -> Option<&[u8]> {
        if column >= self.layout.in_key {
            return self.cells.get(column - self.layout.in_key).copied().flatten();
        }
        let end = *self.ends.get(column)?;
        let start = column.checked_sub(1).map_or(0, |before| self.ends[before]);
        self.clustering.get(start..end)
    }

    /// The selected columns in order.
    pub(super) fn output(&self, prepared: &Prepared) -> Vec<Option<&[u8]>> {
        let find = |output: &Output| match *output {
            Output::Partition(i) => Some(self.layout.partition_cell(self.prefix, i)),
            Output::Clustering(i) => self.clustering(i),
            Output::Static(i) => self.statics.get(i).and_then(Option::as_deref),
            Output::Regular(i) => self.cells.get(self.layout.kept() + i).copied().flatten(),
        };
        prepared.outputs.iter().map(find).collect()
    }
}
