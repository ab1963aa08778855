//! Takes the relations of a query on clustering columns with their bound values, gives the ranges of encoded keys that
//! satisfy them: sorted, without overlap, made one by one. Keys order as rows do, so reading the ranges in order gives
//! the answer's order.

use std::ops::Range;

use crate::rules::shape::{Op, Order};
use crate::store::row::Layout;

/// A range of keys: from the first bytes on, to before the second.
pub(super) type KeyRange = Range<Vec<u8>>;

/// The first byte of an end of a slice that lies behind the fixed columns.
const INSIDE: u8 = 1;
/// The only byte of an end of a slice that lies beyond everything behind the fixed columns.
const BEYOND: u8 = 2;

/// A relation on clustering columns, bound.
#[derive(Debug)]
pub(super) struct Bound {
    /// Index of the first clustering column; the others follow it.
    pub(super) first: usize,
    /// How many columns it compares.
    pub(super) columns: usize,
    /// The comparison.
    pub(super) op: Op,
    /// The values: one tuple, or for IN any number.
    pub(super) tuples: Vec<Vec<Vec<u8>>>,
}

/// What is read of each partition: every choice of one value for each `=` and IN, and of one slice behind it.
#[derive(Debug)]
pub(super) struct Ranges {
    /// The encoded values of each `=` and IN, from the first clustering column on: sorted, each once.
    fixed: Vec<Vec<Vec<u8>>>,
    /// What the slices leave of the keys behind what is fixed: sorted, each end marked [`INSIDE`] or [`BEYOND`].
    slices: Vec<KeyRange>,
    /// Whether what is fixed is the whole clustering key.
    whole: bool,
}

impl Ranges {
    /// The ranges that satisfy all `bounds`.
    pub(super) fn new(layout: &Layout, bounds: &[Bound]) -> Self {
        let mut fixed = Vec::new();
        let mut column = 0;
        while let Some(bound) = bounds.iter().find(|b| b.first == column && !b.op.is_slice()) {
            let mut values: Vec<Vec<u8>> = bound.tuples.iter().map(|tuple| encode(layout, column, tuple)).collect();
            values.sort();
            values.dedup();
            fixed.push(values);
            column += bound.columns;
        }
        let mut slices = vec![vec![INSIDE]..vec![BEYOND]];
        for bound in bounds.iter().filter(|b| b.op.is_slice()) {
            slices = intersect(&slices, &sliced(layout, bound));
        }
        Self { fixed, slices, whole: column == layout.clustering.len() }
    }

    /// How many ranges there are.
    pub(super) fn len(&self) -> usize {
        self.fixed.iter().map(Vec::len).fold(self.slices.len(), usize::saturating_mul)
    }

    /// Whether each range is one whole key: its start.
    pub(super) fn are_keys(&self) -> bool {
        self.whole
    }

    /// Puts range number `n` of the partition `prefix` into `range`. Made one by one, as two long lists have more
    /// products than memory holds.
    pub(super) fn range(&self, n: usize, prefix: &[u8], range: &mut KeyRange) {
        let slice = &self.slices[n % self.slices.len()];
        let mut rest = n / self.slices.len();
        // The last column runs fastest, so the choice of the first is what is left of the number at the end.
        let chosen = self.fixed.iter().rev().map(|values| {
            let at = rest % values.len();
            rest /= values.len();
            &values[at]
        });
        let chosen: Vec<&Vec<u8>> = chosen.collect();
        for (end, key) in [(&slice.start, &mut range.start), (&slice.end, &mut range.end)] {
            key.clear();
            key.extend(prefix);
            Layout::write_row(key);
            chosen.iter().rev().for_each(|value| key.extend(*value));
            if end[0] == INSIDE { key.extend(&end[1..]) } else { step_over(key) }
        }
    }
}

fn encode(layout: &Layout, first: usize, tuple: &[Vec<u8>]) -> Vec<u8> {
    let mut out = Vec::new();
    tuple.iter().enumerate().for_each(|(i, value)| layout.write_clustering(first + i, value, &mut out));
    out
}

/// The ranges of one slice. A tuple slice compares by value column by column, whatever the orders of the columns, so
/// `(a, b) > (1, 2)` is `a > 1` or `a = 1 and b > 2`, each of which is one range.
fn sliced(layout: &Layout, slice: &Bound) -> Vec<KeyRange> {
    let mut ranges = Vec::new();
    let mut base = vec![INSIDE];
    for (column, value) in slice.tuples.iter().flatten().enumerate() {
        let last = column + 1 == slice.columns;
        let inclusive = last && matches!(slice.op, Op::Le | Op::Ge);
        let mut at = base.clone();
        layout.write_clustering(slice.first + column, value, &mut at);
        // In bytes, a descending column runs the other way.
        let upwards = slice.op.is_lower() == (layout.clustering[slice.first + column].1 == Order::Asc);
        ranges.push(match (upwards, inclusive) {
            (true, true) => at.clone()..after(&base),
            (true, false) => after(&at)..after(&base),
            (false, true) => base..after(&at),
            (false, false) => base..at.clone(),
        });
        base = at;
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

fn after(prefix: &[u8]) -> Vec<u8> {
    let mut end = prefix.to_vec();
    step_over(&mut end);
    end
}

/// Turns `key` into the least bytes that are greater than everything that begins with it. Every key here holds a mark
/// less than 255, so that something is left to step up.
fn step_over(key: &mut Vec<u8>) {
    while let Some(last) = key.pop() {
        if last < u8::MAX {
            key.push(last + 1);
            return;
        }
    }
}
