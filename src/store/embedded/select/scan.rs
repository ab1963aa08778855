//! Takes all segments of a table, gives the rows of all its partitions in the order of tokens, in one pass that holds no
//! more than the key and the static values of one partition.

use std::cell::Cell;
use std::ops::{Bound, ControlFlow};

use super::Statics;
use super::partition::{Each, Out, Reader};
use super::versions::{merge_versions, newest};
use crate::store::Reading;
use crate::store::embedded::{Cursor, Direction, LayerOf, MergeCursor, Result};
use crate::store::row::{Cells, is_static, partition_prefix};

/// The partition that is being read.
#[derive(Default)]
struct Partition {
    /// The part of its keys that names it; empty before the first one.
    prefix: Vec<u8>,
    statics: Vec<Option<Vec<u8>>>,
    /// Whether it has rows.
    has_rows: bool,
    /// Whether no more of its rows are asked for.
    is_done: bool,
}

impl Partition {
    fn begin(&mut self, prefix: &[u8], statics: usize) {
        self.prefix.clear();
        self.prefix.extend(prefix);
        self.statics.clear();
        self.statics.resize(statics, None);
        (self.has_rows, self.is_done) = (false, false);
    }
}

impl Reader<'_> {
    /// Calls `each` for the rows of every partition, of each no more than `limit`, until it breaks.
    pub(super) fn read_all(&mut self, limit: u64, reading: &mut Reading, each: &mut Each<'_>) -> Result<()> {
        let (given, stop) = (Cell::new(0), Cell::new(false));
        let mut each = |row: &super::partition::RowOf<'_>| {
            given.set(given.get() + 1);
            stop.set(each(row).is_break());
            if stop.get() || given.get() >= limit { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        };
        let layout = self.layout();
        let (runs, stamps) = everything(self.layers);
        let mut cursor = MergeCursor::new(runs, Direction::Ascending);
        let mut here = Partition::default();
        while cursor.advance()? {
            let prefix = partition_prefix(cursor.key());
            if prefix != here.prefix {
                self.end(&here, reading, &mut each);
                if stop.get() {
                    return Ok(());
                }
                here.begin(prefix, layout.statics.len());
                reading.partitions += 1;
                given.set(0);
            }
            let of_static = is_static(cursor.key());
            if here.is_done {
                continue;
            }
            let room = &mut self.room;
            let value = if cursor.holders().len() == 1 {
                cursor.newest()
            } else {
                merge_versions(&cursor, &stamps, layout.extent(of_static), &mut room.merged, &mut room.spare);
                &room.merged
            };
            let (layer, expiry) = (newest(&cursor, &stamps), self.expiry);
            if of_static {
                let mut read = Cells::new(value, layer);
                here.statics.iter_mut().for_each(|cell| {
                    let (value, at) = read.step();
                    *cell = value.bytes().filter(|_| expiry.lives(at)).map(<[u8]>::to_vec);
                });
                continue;
            }
            let (prepared, bindings, before) = (self.prepared, self.bindings, reading.read);
            let (prefix, statics) = (here.prefix.as_slice(), here.statics.as_slice());
            let mut out = Out { prepared, bindings, expiry, prefix, statics, reading: &mut *reading, each: &mut each };
            here.is_done = out.give(cursor.key(), (value, layer), &mut room.clustering, &mut room.ends).is_break();
            // What has expired was not looked at.
            here.has_rows |= reading.read > before;
            if stop.get() {
                return Ok(());
            }
        }
        self.end(&here, reading, &mut each);
        Ok(())
    }

    /// Gives the row of a partition that holds only static values, where the query asks for it.
    fn end(&self, here: &Partition, reading: &mut Reading, each: &mut Each<'_>) {
        let (prepared, bindings, expiry) = (self.prepared, self.bindings, self.expiry);
        let unasked = here.has_rows || prepared.statics == Statics::Unread || bindings.restricted;
        if !unasked && here.statics.iter().any(Option::is_some) {
            let (prefix, statics) = (here.prefix.as_slice(), here.statics.as_slice());
            let _ = Out { prepared, bindings, expiry, prefix, statics, reading, each }.give_static();
        }
    }
}

/// All segments as runs, oldest first, with the timestamps of their layers.
fn everything(layers: &[LayerOf]) -> (Vec<Cursor>, Vec<i64>) {
    let segments = layers.iter().flat_map(|layer| layer.segments.iter().map(|segment| (segment, layer.timestamp)));
    let run = |(segment, stamp): (&crate::store::embedded::Segment, i64)| {
        (segment.range(Bound::Unbounded, Bound::Unbounded, Direction::Ascending), stamp)
    };
    segments.map(run).unzip()
}
