//! Takes the layers of a table, gives the versions of its rows merged into one.

use std::ops::Bound;

use super::ranges::KeyRange;
use crate::store::embedded::{Cursor, Direction, LayerOf, MergeCursor, Result, Scratch, Segment};
use crate::store::row::{Extent, merge};

/// The segments that may hold keys of `range` as runs, oldest first, with the timestamps of their layers.
pub(super) fn runs(layers: &[LayerOf], range: &KeyRange, direction: Direction) -> (Vec<Cursor>, Vec<i64>) {
    let (mut runs, mut stamps) = (Vec::new(), Vec::new());
    for layer in layers {
        let holds = |segment: &&Segment| {
            segment.max_key() >= range.start.as_slice() && segment.min_key() < range.end.as_slice()
        };
        for segment in layer.segments.iter().filter(holds) {
            runs.push(segment.range(Bound::Included(&range.start), Bound::Excluded(&range.end), direction));
            stamps.push(layer.timestamp);
        }
    }
    (runs, stamps)
}

/// The timestamp of the newest layer that holds the row on which `cursor` stands.
pub(super) fn newest(cursor: &MergeCursor<Cursor>, stamps: &[i64]) -> i64 {
    cursor.holders().first().map_or(0, |run| stamps[*run])
}

/// Merges all versions of the row on which `cursor` stands into `merged`, whose layer is then the newest one.
pub(super) fn merge_versions(
    cursor: &MergeCursor<Cursor>,
    stamps: &[i64],
    extent: Extent,
    merged: &mut Vec<u8>,
    spare: &mut Vec<u8>,
) {
    let newest = newest(cursor, stamps);
    merged.clear();
    merged.extend(cursor.newest());
    for (run, version) in cursor.holders().iter().zip(cursor.versions()).skip(1) {
        std::mem::swap(merged, spare);
        merged.clear();
        merge((spare, newest), (version, stamps[*run]), extent, newest, merged);
    }
}

/// Looks `key` up in all layers, newest first; leaves its merged value in `merged`, whose layer is then the newest one
/// that has the key. Gives the timestamp of that layer, if there is one.
pub(super) fn lookup(
    layers: &[LayerOf],
    key: &[u8],
    extent: Extent,
    scratch: &mut Scratch,
    merged: &mut Vec<u8>,
    spare: &mut Vec<u8>,
) -> Result<Option<i64>> {
    let mut newest = None;
    for layer in layers.iter().rev() {
        for segment in &layer.segments {
            let Some(value) = segment.get(key, scratch)? else { continue };
            if let Some(newest) = newest {
                std::mem::swap(merged, spare);
                merged.clear();
                merge((spare, newest), (value, layer.timestamp), extent, newest, merged);
            } else {
                merged.clear();
                merged.extend(value);
                newest = Some(layer.timestamp);
            }
        }
    }
    Ok(newest)
}
