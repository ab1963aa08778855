//! Takes runs that are each sorted, gives their keys in one order with all versions of a key together. Never merges
//! the versions: that needs to know what a value means.

use std::cmp::Ordering;

use super::Result;

/// Which way a cursor walks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// From the least key to the greatest.
    Ascending,
    /// From the greatest key to the least.
    Descending,
}

/// Something sorted that is walked entry by entry: a segment's cursor, a spilled run of a load.
///
/// Keys come strictly ascending, or strictly descending, by `memcmp`. Key and value stay as they are until the next
/// [`Run::advance`].
pub trait Run {
    /// Steps to the next entry, to the first at the first call; false at the end, and again whenever called after it.
    fn advance(&mut self) -> Result<bool>;

    /// The key of the current entry. Means nothing before the first step and after the end, but must not panic there.
    fn key(&self) -> &[u8];

    /// The value of the current entry, under the same terms.
    fn value(&self) -> &[u8];
}

impl<R: Run + ?Sized> Run for Box<R> {
    fn advance(&mut self) -> Result<bool> {
        (**self).advance()
    }

    fn key(&self) -> &[u8] {
        (**self).key()
    }

    fn value(&self) -> &[u8] {
        (**self).value()
    }
}

/// Walks many runs as one. Each step is a key; its versions lie where they are, in the runs.
pub struct MergeCursor<R> {
    runs: Vec<R>,
    direction: Direction,
    started: bool,
    /// A binary heap of the runs that have a current entry, the least key (or greatest, when descending) at its root.
    heap: Vec<Head>,
    /// Positions in the heap that hold the current key, ascending. They form a subtree at the root.
    places: Vec<usize>,
    /// The runs that hold the current key, newest first.
    holders: Vec<usize>,
}

/// A run in the heap, with as much of its key as decides nearly every comparison.
#[derive(Clone, Copy)]
struct Head {
    prefix: u128,
    run: usize,
}

impl<R: Run> MergeCursor<R> {
    /// Merges `runs`, oldest first and newest last, none of which was advanced yet and all of which walk in `direction`.
    pub fn new(runs: Vec<R>, direction: Direction) -> Self {
        let room = runs.len();
        Self {
            runs,
            direction,
            started: false,
            heap: Vec::with_capacity(room),
            places: Vec::with_capacity(room),
            holders: Vec::with_capacity(room),
        }
    }

    /// Steps to the next key; false at the end. Fails as a run fails; after a failure the cursor is of no use.
    pub fn advance(&mut self) -> Result<bool> {
        if let [only] = self.runs.as_mut_slice() {
            self.holders.clear();
            let more = only.advance()?;
            if more {
                self.holders.push(0);
            }
            return Ok(more);
        }
        if self.started {
            self.step()?;
        } else {
            self.start()?;
        }
        self.gather();
        Ok(!self.heap.is_empty())
    }

    /// The current key; empty before the first step and after the end.
    pub fn key(&self) -> &[u8] {
        self.holders.first().map_or(&[], |&run| self.runs[run].key())
    }

    /// All values of the current key, newest first; at least one between the first step and the end.
    pub fn versions(&self) -> impl ExactSizeIterator<Item = &[u8]> {
        self.holders.iter().map(|&run| self.runs[run].value())
    }

    /// The value of the newest run that has the current key; empty before the first step and after the end.
    pub fn newest(&self) -> &[u8] {
        self.holders.first().map_or(&[], |&run| self.runs[run].value())
    }

    /// The runs that have the current key, newest first, as numbers into the vector given to [`MergeCursor::new`].
    pub fn holders(&self) -> &[usize] {
        &self.holders
    }

    /// Reads the first entry of each run and builds the heap.
    fn start(&mut self) -> Result<()> {
        self.started = true;
        for run in 0..self.runs.len() {
            if self.runs[run].advance()? {
                let prefix = self.prefix(run);
                self.heap.push(Head { prefix, run });
            }
        }
        for place in (0..self.heap.len() / 2).rev() {
            self.sink(place);
        }
        Ok(())
    }

    /// Moves every run that holds the current key on. From the last place to the first, so that what lies under a place
    /// is a heap again before the place itself is mended.
    fn step(&mut self) -> Result<()> {
        while let Some(place) = self.places.pop() {
            let run = self.heap[place].run;
            if self.runs[run].advance()? {
                self.heap[place].prefix = self.prefix(run);
            } else {
                self.heap.swap_remove(place);
            }
            self.sink(place);
        }
        Ok(())
    }

    /// Collects the places of the key at the root: an equal key can only lie under an equal key.
    fn gather(&mut self) {
        self.places.clear();
        self.holders.clear();
        if self.heap.is_empty() {
            return;
        }
        self.places.push(0);
        let mut looked = 0;
        while let Some(&place) = self.places.get(looked) {
            looked += 1;
            for child in [2 * place + 1, 2 * place + 2] {
                if child < self.heap.len() && self.order(self.heap[0], self.heap[child]).is_eq() {
                    self.places.push(child);
                }
            }
        }
        self.holders.extend(self.places.iter().map(|&place| self.heap[place].run));
        if self.holders.len() > 1 {
            self.holders.sort_unstable_by(|a, b| b.cmp(a));
        }
    }

    /// Lets the head at `place` sink to where it belongs.
    fn sink(&mut self, mut place: usize) {
        let Some(&sinking) = self.heap.get(place) else { return };
        loop {
            let mut child = 2 * place + 1;
            if child >= self.heap.len() {
                break;
            }
            if child + 1 < self.heap.len() && self.order(self.heap[child + 1], self.heap[child]).is_lt() {
                child += 1;
            }
            if self.order(sinking, self.heap[child]).is_le() {
                break;
            }
            self.heap[place] = self.heap[child];
            place = child;
        }
        self.heap[place] = sinking;
    }

    fn order(&self, a: Head, b: Head) -> Ordering {
        a.prefix.cmp(&b.prefix).then_with(|| {
            let (a, b) = (self.runs[a.run].key(), self.runs[b.run].key());
            match self.direction {
                Direction::Ascending => a.cmp(b),
                Direction::Descending => b.cmp(a),
            }
        })
    }

    /// The first 16 bytes of the run's key as a number that orders as the cursor walks.
    fn prefix(&self, run: usize) -> u128 {
        let key = self.runs[run].key();
        let head = key.first_chunk().copied().unwrap_or_else(|| {
            let mut head = [0; 16];
            head[..key.len()].copy_from_slice(key);
            head
        });
        match self.direction {
            Direction::Ascending => u128::from_be_bytes(head),
            Direction::Descending => !u128::from_be_bytes(head),
        }
    }
}

#[cfg(test)]
mod tests;
