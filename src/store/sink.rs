//! Where merged rows go: one part of the token range after another, or side by side, each in key order.

use crate::store::StoreError;
use crate::store::embedded::Run;

/// Rows that a store holds already, sorted, with the write timestamp of their layer.
pub struct Existing {
    /// The rows.
    pub run: Box<dyn Run + Send>,
    /// Microseconds since the epoch.
    pub timestamp: i64,
}

/// Takes the rows of a load.
pub trait Sink: Sync {
    /// What takes the rows of one part of one table.
    type Part: Part<Done = Self::Done> + Send;
    /// What a finished part leaves behind.
    type Done: Send;

    /// Says that `rows` rows of `table` are to come, at most; called for every table before any part begins.
    fn expect(&mut self, table: usize, rows: u64);

    /// The rows of part `part` of `of` that the store holds already and wants merged with the load's, oldest first.
    fn existing(&self, table: usize, part: usize, of: usize) -> Result<Vec<Existing>, StoreError>;

    /// Begins part `part` of `of` of `table`.
    fn begin(&self, table: usize, part: usize, of: usize) -> Result<Self::Part, StoreError>;

    /// Takes what a finished part of `table` left behind.
    fn end(&self, table: usize, done: Self::Done);

    /// The write timestamp of the load, in microseconds since the epoch.
    fn timestamp(&self) -> i64;
}

/// Takes the rows of one part of one table in key order.
pub trait Part {
    /// What it leaves behind.
    type Done;

    /// Takes one row.
    fn row(&mut self, key: &[u8], value: &[u8]) -> Result<(), StoreError>;

    /// Ends the part.
    fn finish(self) -> Result<Self::Done, StoreError>;
}
