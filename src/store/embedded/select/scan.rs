//! Takes all segments of a table, gives the rows of all its partitions in the order of tokens, in one pass that holds no
//! more than the key and the static values of one partition.

use std::ops::{Bound, ControlFlow};

use super::Statics;
use super::partition::{Each, Out, Reader, Room, RowOf};
use super::versions::{merge_versions, newest};
use crate::store::Reading;
use crate::store::embedded::{Cursor, Direction, LayerOf, MergeCursor, Result, Segment};
use crate::store::row::{Cells, is_static, partition_prefix};

/// The partition that is being read.
#[derive(Default)]
struct Partition {
    /// The part of its keys that names it; empty before the first one.
    prefix: Vec<u8>,
    statics: Vec<Option<Vec<u8>>>,
    /// Whether it has rows.
    has_rows: bool,
    /// How many of them were given.
    given: u64,
    /// Whether no more of its rows are asked for.
    is_done: bool,
}

impl Partition {
    fn begin(&mut self, prefix: &[u8], statics: usize) {
        self.prefix.clear();
        self.prefix.extend(prefix);
        self.statics.clear();
        self.statics.resize(statics, None);
        (self.has_rows, self.given, self.is_done) = (false, 0, false);
    }
}

impl Reader<'_> {
    /// Calls `each` for the rows of every partition, of each no more than `limit`, until it breaks.
    pub(super) fn read_all(&mut self, limit: u64, reading: &mut Reading, each: &mut Each<'_>) -> Result<()> {
        let (runs, stamps) = everything(self.layers);
        let mut cursor = MergeCursor::new(runs, Direction::Ascending);
        let mut here = Partition::default();
        while cursor.advance()? {
            let prefix = partition_prefix(cursor.key());
            if prefix != here.prefix {
                if self.end(&here, reading, each).is_break() {
                    return Ok(());
                }
                here.begin(prefix, self.layout().statics.len());
                reading.partitions += 1;
            }
            if !here.is_done && self.entry(&cursor, &stamps, &mut here, limit, reading, each).is_break() {
                return Ok(());
            }
        }
        let _ = self.end(&here, reading, each);
        Ok(())
    }

    /// Takes in the static row, or gives the row, on which `cursor` stands.
    fn entry(
        &mut self,
        cursor: &MergeCursor<Cursor>,
        stamps: &[i64],
        here: &mut Partition,
        limit: u64,
        reading: &mut Reading,
        each: &mut Each<'_>,
    ) -> ControlFlow<()> {
        let of_static = is_static(cursor.key());
        let (prepared, bindings, expiry) = (self.prepared, self.bindings, self.expiry);
        let (extent, layer) = (self.layout().extent(of_static), newest(cursor, stamps));
        let Room { merged, spare, clustering, ends, .. } = &mut self.room;
        let value = if cursor.holders().len() == 1 {
            cursor.newest()
        } else {
            merge_versions(cursor, stamps, extent, merged, spare);
            &*merged
        };
        let Partition { prefix, statics, has_rows, given, is_done } = here;
        if of_static {
            let mut read = Cells::new(value, layer);
            for cell in statics.iter_mut() {
                let (value, at) = read.step();
                *cell = value.bytes().filter(|_| expiry.lives(at)).map(<[u8]>::to_vec);
            }
            return ControlFlow::Continue(());
        }
        let before = reading.read;
        let mut flow = ControlFlow::Continue(());
        let mut counted = |row: &RowOf<'_>| {
            *given += 1;
            flow = each(row);
            if *given >= limit { ControlFlow::Break(()) } else { flow }
        };
        let mut out = Out { prepared, bindings, expiry, prefix, statics, reading: &mut *reading, each: &mut counted };
        *is_done = out.give(cursor.key(), (value, layer), clustering, ends).is_break();
        // What has expired was not looked at.
        *has_rows |= reading.read > before;
        flow
    }

    /// Gives the row of a partition that holds only static values, where the query asks for it.
    fn end(&self, here: &Partition, reading: &mut Reading, each: &mut Each<'_>) -> ControlFlow<()> {
        let (prepared, bindings, expiry) = (self.prepared, self.bindings, self.expiry);
        let unasked = here.has_rows || prepared.statics == Statics::Unread || bindings.restricted;
        if unasked || here.statics.iter().all(Option::is_none) {
            return ControlFlow::Continue(());
        }
        let (prefix, statics) = (here.prefix.as_slice(), here.statics.as_slice());
        Out { prepared, bindings, expiry, prefix, statics, reading, each }.give_static()
    }
}

/// All segments as runs, oldest first, with the timestamps of their layers.
fn everything(layers: &[LayerOf]) -> (Vec<Cursor>, Vec<i64>) {
    let segments = layers.iter().flat_map(|layer| layer.segments.iter().map(|segment| (segment, layer.timestamp)));
    let run = |(segment, stamp): (&Segment, i64)| {
        (segment.range(Bound::Unbounded, Bound::Unbounded, Direction::Ascending), stamp)
    };
    segments.map(run).unzip()
}
