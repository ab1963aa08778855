//! A sink that keeps nothing: the counts of a load without its rows, exact at any size.

use crate::store::StoreError;
use crate::store::sink::{Existing, Part, Sink};

/// A sink that keeps nothing: what is left of a load is its counts.
pub struct Counting;

/// The part of a sink that keeps nothing.
pub struct Nothing;

impl Sink for Counting {
    type Part = Nothing;
    type Done = ();

    fn expect(&mut self, _table: usize, _rows: u64) {}

    fn existing(&self, _table: usize, _part: usize, _of: usize) -> Result<Vec<Existing>, StoreError> {
        Ok(Vec::new())
    }

    fn begin(&self, _table: usize, _part: usize, _of: usize) -> Result<Nothing, StoreError> {
        Ok(Nothing)
    }

    fn end(&self, _table: usize, _done: ()) {}

    fn timestamp(&self) -> i64 {
        0
    }
}

impl Part for Nothing {
    type Done = ();

    fn row(&mut self, _key: &[u8], _value: &[u8]) -> Result<(), StoreError> {
        Ok(())
    }

    fn finish(self) -> Result<(), StoreError> {
        Ok(())
    }
}
