//! Takes the merged rows of a load, keeps a few of each table: those whose keys hash lowest, so that the same input gives
//! the same sample, however many threads merged it.

use std::collections::BinaryHeap;

/// Rows of a table that are kept.
const ROWS: usize = 64;

/// A row of a load: its key and its value, as `store::row` lays them out.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Sampled {
    hash: u64,
    /// The key.
    pub key: Vec<u8>,
    /// The value: what the load says of the row, all its rows of this key merged.
    pub value: Vec<u8>,
}

/// The sample of one table.
#[derive(Default)]
pub(super) struct Sample(BinaryHeap<Sampled>);

impl Sample {
    /// Looks at a row.
    pub(super) fn offer(&mut self, key: &[u8], value: &[u8]) {
        let hash = hash(key);
        if self.0.len() == ROWS && self.0.peek().is_some_and(|most| most.hash <= hash) {
            return;
        }
        self.0.push(Sampled { hash, key: key.to_vec(), value: value.to_vec() });
        if self.0.len() > ROWS {
            self.0.pop();
        }
    }

    /// Adds the sample of another part.
    pub(super) fn add(&mut self, other: Self) {
        self.0.extend(other.0);
        while self.0.len() > ROWS {
            self.0.pop();
        }
    }

    /// The rows, in the order of their hashes.
    pub(super) fn rows(self) -> Vec<Sampled> {
        self.0.into_sorted_vec()
    }
}

/// A hash of the key's two ends, the token among them: every row is looked at, so it has to be cheap. The multiplier is
/// 2⁶⁴ divided by the golden ratio.
fn hash(key: &[u8]) -> u64 {
    const MULTIPLIER: u64 = 0x9e37_79b9_7f4a_7c15;
    let number = |bytes: Option<&[u8; 8]>| bytes.map_or(0, |bytes| u64::from_be_bytes(*bytes));
    let (first, last) = (number(key.first_chunk()), number(key.last_chunk()));
    (first.wrapping_mul(MULTIPLIER) ^ last).wrapping_mul(MULTIPLIER).rotate_left(29).wrapping_mul(MULTIPLIER)
}
