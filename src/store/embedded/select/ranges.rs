//! Takes the relations of a query on clustering columns with their bound values, gives the ranges of encoded keys that
//! satisfy them: sorted, without overlap. Keys order as rows do, so reading the ranges in order gives the answer's order.

use std::ops::Range;

use crate::rules::shape::{Op, Order};
use crate::store::row::Layout;

/// A range of keys: from the first bytes on, to before the second; no second means to the end.
pub(super) type KeyRange = Range<Vec<u8>>;

/// A relation on clustering columns, bound.
pub(super) struct Bound {
    /// Index of the first clustering column; the others follow it.
    pub(super) first: usize,
    /// The comparison.
    pub(super) op: Op,
    /// The values: one tuple, or for IN any number.
    pub(super) tuples: Vec<Vec<Vec<u8>>>,
}

/// The ranges of the rows of one partition that satisfy `bounds`; `base` is the part of a key before its clustering
/// columns. Gives whether each range is one whole key, too.
pub(super) fn ranges(layout: &Layout, base: &[u8], bounds: &[Bound]) -> (Vec<KeyRange>, bool) {
    let mut prefixes = vec![base.to_vec()];
    let mut column = 0;
    while let Some(bound) = bounds.iter().find(|b| b.first == column && !b.op.is_slice()) {
        let mut endings: Vec<Vec<u8>> = bound.tuples.iter().map(|tuple| encode(layout, column, tuple)).collect();
        endings.sort();
        endings.dedup();
        let extended =
            prefixes.iter().flat_map(|prefix| endings.iter().map(move |ending| [prefix.as_slice(), ending].concat()));
        prefixes = extended.collect();
        column += bound.tuples.first().map_or(1, Vec::len);
    }
    let whole = column == layout.clustering.len();
    let slices: Vec<&Bound> = bounds.iter().filter(|b| b.op.is_slice()).collect();
    let mut found = Vec::new();
    for prefix in prefixes {
        let end = after(&prefix);
        let mut ranges = vec![prefix.clone()..end];
        for slice in &slices {
            ranges = intersect(&ranges, &sliced(layout, &prefix, slice));
        }
        found.extend(ranges);
    }
    (found, whole)
}

fn encode(layout: &Layout, first: usize, tuple: &[Vec<u8>]) -> Vec<u8> {
    let mut out = Vec::new();
    tuple.iter().enumerate().for_each(|(i, value)| layout.write_clustering(first + i, value, &mut out));
    out
}

/// The ranges of one slice behind `prefix`. A tuple slice compares by value column by column, whatever the orders of
/// the columns, so `(a, b) > (1, 2)` is `a > 1` or `a = 1 and b > 2`, each of which is one range.
fn sliced(layout: &Layout, prefix: &[u8], slice: &Bound) -> Vec<KeyRange> {
    let Some(tuple) = slice.tuples.first() else { return Vec::new() };
    let mut ranges = Vec::new();
    for (last, value) in tuple.iter().enumerate() {
        let strict = last + 1 < tuple.len();
        let mut base = prefix.to_vec();
        base.extend(encode(layout, slice.first, &tuple[..last]));
        let mut at = base.clone();
        layout.write_clustering(slice.first + last, value, &mut at);
        let inclusive = !strict && matches!(slice.op, Op::Le | Op::Ge);
        let ascending = layout.clustering[slice.first + last].1 == Order::Asc;
        // In bytes, a descending column runs the other way.
        let upwards = slice.op.is_lower() == ascending;
        ranges.push(match (upwards, inclusive) {
            (true, true) => at..after(&base),
            (true, false) => after(&at)..after(&base),
            (false, true) => base..after(&at),
            (false, false) => base..at,
        });
    }
    ranges.sort_by(|a, b| a.start.cmp(&b.start));
    ranges
}

fn intersect(some: &[KeyRange], others: &[KeyRange]) -> Vec<KeyRange> {
    let mut both = Vec::new();
    for a in some {
        for b in others {
            let range = a.start.clone().max(b.start.clone())..a.end.clone().min(b.end.clone());
            if range.start < range.end {
                both.push(range);
            }
        }
    }
    both
}

/// The least bytes that are greater than everything that begins with `prefix`. Every prefix here holds the length of a
/// partition key and the mark of a row, so it is never all ones.
pub(super) fn after(prefix: &[u8]) -> Vec<u8> {
    let mut end = prefix.to_vec();
    while let Some(last) = end.pop() {
        if last < u8::MAX {
            end.push(last + 1);
            return end;
        }
    }
    vec![u8::MAX; prefix.len() + 1]
}
