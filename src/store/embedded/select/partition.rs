//! Takes one partition and the ranges to read of it, gives its rows with their versions merged and their columns found.

use std::ops::ControlFlow;

use super::bind::Bindings;
use super::ranges::KeyRange;
use super::versions::{lookup, merge_versions, newest, runs};
use super::{Gives, Output, Prepared, Statics};
use crate::store::Reading;
use crate::store::embedded::expiry::Expiry;
use crate::store::embedded::{Direction, LayerOf, MergeCursor, Result, Scratch};
use crate::store::row::{Cell, Cells, Layout};

/// Reads partitions of one table.
pub(super) struct Reader<'a> {
    pub(super) layers: &'a [LayerOf],
    pub(super) prepared: &'a Prepared,
    pub(super) expiry: Expiry,
    pub(super) bindings: &'a Bindings<'a>,
    /// The block looked into last: keys that are asked for together mostly lie together.
    scratch: Scratch,
    pub(super) room: Room,
}

/// Room that is used again for every row.
#[derive(Default)]
pub(super) struct Room {
    range: KeyRange,
    key: Vec<u8>,
    pub(super) merged: Vec<u8>,
    pub(super) spare: Vec<u8>,
    pub(super) clustering: Vec<u8>,
    pub(super) ends: Vec<usize>,
}

/// A row in hand: its key, its value and its partition's static values. The static row alone has no key.
pub(super) struct RowOf<'a> {
    prepared: &'a Prepared,
    prefix: &'a [u8],
    clustering: &'a [u8],
    ends: &'a [usize],
    cells: Vec<Option<&'a [u8]>>,
    statics: &'a [Option<Vec<u8>>],
    static_only: bool,
}

/// What is called for every row; it may end the reading.
pub(super) type Each<'e> = dyn FnMut(&RowOf<'_>) -> ControlFlow<()> + 'e;

impl<'a> Reader<'a> {
    /// Reads the partitions of the table with these layers, of each what `bindings` ask for.
    pub(super) fn new(
        layers: &'a [LayerOf],
        prepared: &'a Prepared,
        expiry: Expiry,
        bindings: &'a Bindings<'a>,
    ) -> Self {
        Self { layers, prepared, expiry, bindings, scratch: Scratch::default(), room: Room::default() }
    }

    /// How the table's rows are laid out.
    pub(super) fn layout(&self) -> &'a Layout {
        &self.prepared.layout
    }

    /// Calls `each` for the rows of the partition whose keys begin with `prefix`, until it breaks.
    pub(super) fn read(&mut self, prefix: &[u8], reading: &mut Reading, each: &mut Each<'_>) -> Result<()> {
        reading.partitions += 1;
        let selected = self.prepared.statics == Statics::Selected;
        let statics = if selected { self.statics(prefix)? } else { Vec::new() };
        let read = reading.read;
        let (prepared, bindings, expiry) = (self.prepared, self.bindings, self.expiry);
        let mut out =
            Out { prepared, bindings, expiry, prefix, statics: &statics, reading: &mut *reading, each: &mut *each };
        let _ = self.rows(&mut out)?;
        if reading.read > read || prepared.statics == Statics::Unread || self.bindings.restricted {
            return Ok(());
        }
        let statics = if selected { statics } else { self.statics(prefix)? };
        if statics.iter().any(Option::is_some) {
            let _ = Out { prepared, bindings, expiry, prefix, statics: &statics, reading, each }.give_static();
        }
        Ok(())
    }

    /// The cells of the partition's static row.
    fn statics(&mut self, prefix: &[u8]) -> Result<Vec<Option<Vec<u8>>>> {
        let Room { key, merged, spare, .. } = &mut self.room;
        key.clear();
        key.extend(prefix);
        Layout::write_static(key);
        let extent = self.prepared.layout.extent(true);
        let Some(layer) = lookup(self.layers, key, extent, &mut self.scratch, merged, spare)? else {
            return Ok(vec![None; extent.cells]);
        };
        let mut cells = Cells::new(merged, layer);
        let mut cell = || match cells.step() {
            (Cell::Set(bytes), at) if self.expiry.lives(at) => Some(bytes.to_vec()),
            _ => None,
        };
        Ok((0..extent.cells).map(|_| cell()).collect())
    }

    /// Gives the rows of all ranges in order.
    fn rows(&mut self, out: &mut Out<'_, '_>) -> Result<ControlFlow<()>> {
        let ranges = self.bindings.ranges.len();
        for n in 0..ranges {
            let n = if self.prepared.reversed { ranges - 1 - n } else { n };
            self.bindings.ranges.range(n, out.prefix, &mut self.room.range);
            let flow = if self.bindings.ranges.are_keys() { self.get(out)? } else { self.scan(out)? };
            if flow.is_break() {
                return Ok(flow);
            }
        }
        Ok(ControlFlow::Continue(()))
    }

    /// Gives the row whose key is the start of the range, if it is there.
    fn get(&mut self, out: &mut Out<'_, '_>) -> Result<ControlFlow<()>> {
        let Room { range, merged, spare, clustering, ends, .. } = &mut self.room;
        let extent = self.prepared.layout.extent(false);
        if let Some(layer) = lookup(self.layers, &range.start, extent, &mut self.scratch, merged, spare)? {
            return Ok(out.give(&range.start, (merged, layer), clustering, ends));
        }
        Ok(ControlFlow::Continue(()))
    }

    /// Gives the rows of the range.
    fn scan(&mut self, out: &mut Out<'_, '_>) -> Result<ControlFlow<()>> {
        let direction = if self.prepared.reversed { Direction::Descending } else { Direction::Ascending };
        let Room { range, merged, spare, clustering, ends, .. } = &mut self.room;
        let (runs, stamps) = runs(self.layers, range, direction);
        let extent = self.prepared.layout.extent(false);
        let mut cursor = MergeCursor::new(runs, direction);
        while cursor.advance()? {
            let value = if cursor.holders().len() == 1 {
                cursor.newest()
            } else {
                merge_versions(&cursor, &stamps, extent, merged, spare);
                &*merged
            };
            let layer = newest(&cursor, &stamps);
            let flow = out.give(cursor.key(), (value, layer), clustering, ends);
            if flow.is_break() {
                return Ok(flow);
            }
        }
        Ok(ControlFlow::Continue(()))
    }
}

/// The rows of one partition on their way out.
pub(super) struct Out<'a, 'e> {
    pub(super) prepared: &'a Prepared,
    pub(super) bindings: &'a Bindings<'a>,
    pub(super) expiry: Expiry,
    pub(super) prefix: &'a [u8],
    pub(super) statics: &'a [Option<Vec<u8>>],
    pub(super) reading: &'a mut Reading,
    pub(super) each: &'a mut Each<'e>,
}

impl Out<'_, '_> {
    /// Gives the row of `key`, whose value lies in a layer of this timestamp, if it satisfies what is left to indexes and
    /// has not expired: a row is there as long as what was written last. Breaks where no more rows of the partition are
    /// asked for.
    pub(super) fn give(
        &mut self,
        key: &[u8],
        (value, layer): (&[u8], i64),
        clustering: &mut Vec<u8>,
        ends: &mut Vec<usize>,
    ) -> ControlFlow<()> {
        let mut cells = Cells::new(value, layer);
        if !self.expiry.lives(cells.written_at()) {
            return ControlFlow::Continue(());
        }
        self.reading.read += 1;
        let layout = &self.prepared.layout;
        let mut found = Vec::new();
        clustering.clear();
        ends.clear();
        // Rows that are only counted need no columns, and of a distinct query the partition has them all.
        let unread = self.prepared.gives == Gives::Count || self.prepared.distinct;
        if !unread || !self.prepared.filters.is_empty() {
            layout.read_clustering(key, clustering, ends);
            // Clustering columns are part of the key, wherever they are kept.
            found.extend((0..layout.cells(false)).map(|column| match cells.step() {
                (Cell::Set(bytes), at) if column < layout.kept() || self.expiry.lives(at) => Some(bytes),
                _ => None,
            }));
        }
        let row = RowOf {
            prepared: self.prepared,
            prefix: self.prefix,
            clustering,
            ends,
            cells: found,
            statics: self.statics,
            static_only: false,
        };
        if !self.is_asked_for(&row) {
            return ControlFlow::Continue(());
        }
        let flow = (self.each)(&row);
        if self.prepared.distinct { ControlFlow::Break(()) } else { flow }
    }

    /// Gives the row of a partition that holds only static values.
    pub(super) fn give_static(&mut self) -> ControlFlow<()> {
        self.reading.read += 1;
        let row = RowOf {
            prepared: self.prepared,
            prefix: self.prefix,
            clustering: &[],
            ends: &[],
            cells: Vec::new(),
            statics: self.statics,
            static_only: true,
        };
        if self.is_asked_for(&row) { (self.each)(&row) } else { ControlFlow::Continue(()) }
    }

    fn is_asked_for(&self, row: &RowOf<'_>) -> bool {
        self.prepared.filters.iter().all(|filter| filter.holds(row, self.bindings.parameters))
    }
}

impl RowOf<'_> {
    /// The query that it is a row of.
    pub(super) fn prepared(&self) -> &Prepared {
        self.prepared
    }

    /// Whether the row is there only for its static values.
    pub(super) fn is_static_only(&self) -> bool {
        self.static_only
    }

    /// The value of a clustering column.
    pub(super) fn clustering(&self, column: usize) -> Option<&[u8]> {
        if let Some(kept) = column.checked_sub(self.prepared.layout.in_key) {
            return self.cells.get(kept).copied().flatten();
        }
        let end = *self.ends.get(column)?;
        let start = column.checked_sub(1).map_or(0, |before| self.ends[before]);
        self.clustering.get(start..end)
    }

    /// The selected columns in order.
    pub(super) fn output(&self) -> Vec<Option<&[u8]>> {
        self.prepared.outputs.iter().map(|output| self.value(*output)).collect()
    }

    /// The value of a column; `None` for null.
    pub(super) fn value(&self, at: Output) -> Option<&[u8]> {
        let layout = &self.prepared.layout;
        match at {
            Output::Partition(i) => Some(layout.partition_cell(self.prefix, i)),
            Output::Clustering(i) => self.clustering(i),
            Output::Static(i) => self.statics.get(i).and_then(Option::as_deref),
            Output::Regular(i) => self.cells.get(layout.kept() + i).copied().flatten(),
        }
    }
}
