//! Takes a segment and two bounds, gives its entries between them one by one, without an allocation for each. Never
//! holds more than one block.

use std::ops::{Bound, Range};

use super::block::{Block, Entries};
use super::reader::Segment;
use crate::store::embedded::{Direction, Result, Run};

/// Walks the entries of a range of one segment, in either direction.
pub struct Cursor {
    segment: Segment,
    from: Bound<Vec<u8>>,
    to: Bound<Vec<u8>>,
    direction: Direction,
    /// The first and the last block that may hold keys of the range; `None` before the first step.
    edges: Option<(usize, usize)>,
    /// Blocks of the range that were not read yet.
    blocks: Range<usize>,
    block: Block,
    entries: Entries,
    /// Entries of the block that were not given yet.
    window: Range<usize>,
    current: usize,
}

impl Cursor {
    pub(super) fn new(segment: Segment, bounds: (Bound<&[u8]>, Bound<&[u8]>), direction: Direction) -> Self {
        Self {
            segment,
            from: bounds.0.map(<[u8]>::to_vec),
            to: bounds.1.map(<[u8]>::to_vec),
            direction,
            edges: None,
            blocks: 0..0,
            block: Block::default(),
            entries: Entries::default(),
            window: 0..0,
            current: 0,
        }
    }

    /// The next key and its value in the cursor's direction; `None` at the end. Fails where the file cannot be read or
    /// is not what was written; after a failure the cursor is of no use.
    #[expect(clippy::should_implement_trait, reason = "it lends what it gives, which an iterator cannot")]
    pub fn next(&mut self) -> Result<Option<(&[u8], &[u8])>> {
        Ok(if self.advance()? { Some((self.key(), self.value())) } else { None })
    }

    /// Reads the next block of the range; false where there is none.
    fn next_block(&mut self) -> Result<bool> {
        let (first, last) = match self.edges {
            Some(edges) => edges,
            None => self.place()?,
        };
        let number = match self.direction {
            Direction::Ascending => self.blocks.next(),
            Direction::Descending => self.blocks.next_back(),
        };
        let Some(number) = number else { return Ok(false) };
        self.entries.clear();
        self.segment.read_block(number, &mut self.block)?;
        self.entries.fill(self.block.raw()).map_err(|what| self.segment.damaged_block(number, what))?;
        let start = if number == first { self.entries.count(|key| lies_below(key, &self.from)) } else { 0 };
        let end =
            if number == last { self.entries.count(|key| !lies_above(key, &self.to)) } else { self.entries.len() };
        self.window = start..end;
        Ok(true)
    }

    /// Finds the blocks of the range. Blocks between the edges lie wholly inside it: the keys of a block are less than
    /// the separator of the next, and that is at most the upper bound.
    fn place(&mut self) -> Result<(usize, usize)> {
        let index = self.segment.index()?;
        let first = match &self.from {
            Bound::Included(key) | Bound::Excluded(key) => index.find(key).unwrap_or(0),
            Bound::Unbounded => 0,
        };
        let end = match &self.to {
            Bound::Included(key) | Bound::Excluded(key) => index.find(key).map_or(0, |last| last + 1),
            Bound::Unbounded => index.len(),
        };
        self.blocks = first..end;
        let edges = (first, end.saturating_sub(1));
        self.edges = Some(edges);
        Ok(edges)
    }
}

impl Run for Cursor {
    #[inline]
    fn advance(&mut self) -> Result<bool> {
        loop {
            let next = match self.direction {
                Direction::Ascending => self.window.next(),
                Direction::Descending => self.window.next_back(),
            };
            if let Some(number) = next {
                self.current = number;
                return Ok(true);
            }
            if !self.next_block()? {
                return Ok(false);
            }
        }
    }

    #[inline]
    fn key(&self) -> &[u8] {
        self.entries.key(self.current)
    }

    #[inline]
    fn value(&self) -> &[u8] {
        &self.block.raw()[self.entries.value(self.current)]
    }
}

fn lies_below(key: &[u8], from: &Bound<Vec<u8>>) -> bool {
    match from {
        Bound::Included(from) => key < from.as_slice(),
        Bound::Excluded(from) => key <= from.as_slice(),
        Bound::Unbounded => false,
    }
}

fn lies_above(key: &[u8], to: &Bound<Vec<u8>>) -> bool {
    match to {
        Bound::Included(to) => key > to.as_slice(),
        Bound::Excluded(to) => key >= to.as_slice(),
        Bound::Unbounded => false,
    }
}
