//! Takes the plan of a schema, merged rows and prepared questions; gives tables, answers and counts. One trait, whatever
//! the engine behind it.

mod any;
pub mod cassandra;
pub mod connection;
pub mod embedded;
pub mod ledger;
pub mod row;
pub mod schema;
pub mod sink;
pub mod sstable;

use std::fmt;
use std::future::Future;
use std::ops::ControlFlow;
use std::path::Path;

pub use any::{Any, AnyLoad};

use crate::catalog::{Catalog, Script, Select, Statement};
use crate::store::schema::{Change, Schema};
use crate::store::sink::{Additions, Again, Sink};

/// What a store could not do, or would not.
#[derive(Debug)]
pub struct StoreError {
    /// What was being done, to what, and what to do next: one lower-case phrase.
    pub message: String,
    /// Whether the store refused rather than failed: something would be lost or is not as the model says.
    pub refused: bool,
    /// The cause, where there is one.
    pub source: Option<Box<dyn std::error::Error + Send + Sync>>,
}

impl StoreError {
    /// A refusal.
    pub fn refused(message: impl Into<String>) -> Self {
        Self { message: message.into(), refused: true, source: None }
    }

    /// A failure without a cause of its own.
    pub fn failed(message: impl Into<String>) -> Self {
        Self { message: message.into(), refused: false, source: None }
    }
}

impl From<embedded::EmbeddedError> for StoreError {
    fn from(error: embedded::EmbeddedError) -> Self {
        let source = std::error::Error::source(&error).map(|source| source.to_string().into());
        Self { message: error.to_string(), refused: false, source }
    }
}

impl fmt::Display for StoreError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for StoreError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.source.as_deref().map(|source| source as _)
    }
}

/// The rows that a query read and gave.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Reading {
    /// Rows given.
    pub rows: u64,
    /// Rows looked at.
    pub read: u64,
    /// Partitions looked into.
    pub partitions: u64,
    /// Token of the first partition asked for, where there is one.
    pub token: Option<i64>,
}

/// One row of an answer: the wire bytes of each selected column, `None` for null.
pub type Row<'a> = [Option<&'a [u8]>];

/// How a load is to begin.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Begin<'a> {
    /// The wall clock, in microseconds since the epoch: the write timestamp of all that is loaded, unless the store
    /// knows that it would lie in the future.
    pub now: i64,
    /// The changes, each with its statement, that make all tables anew; none where the tables are there. They are made when
    /// all input has been read, at the earliest.
    pub anew: &'a [(Change, String)],
}

/// A load in progress: a sink that is committed when all rows went in.
pub trait Load: Sink + Send {
    /// The folder in which the load may spill sorted runs, where the store has one that it sweeps.
    fn spill(&self) -> Option<&Path>;

    /// Says what is to be added to tables of counters, before any row comes. Refuses what was added before, where `again`
    /// does not allow it.
    fn count(&mut self, additions: &[Additions], again: Again) -> impl Future<Output = Result<(), StoreError>> + Send;

    /// Makes the load current. Fails where the store fails; what is certain and what is not is said then.
    fn commit(self) -> impl Future<Output = Result<(), StoreError>> + Send;
}

/// Something that keeps tables and answers questions.
pub trait Store: Sync {
    /// A load in progress.
    type Load: Load;

    /// What the store holds of the keyspace of `catalog`.
    fn inspect(&self, catalog: &Catalog) -> impl Future<Output = Result<Schema, StoreError>> + Send;

    /// Makes `changes`, each with its statement, in order; then holds what is there against `catalog`, and fails with
    /// the differences that are left.
    fn apply(
        &self,
        catalog: &Catalog,
        changes: &[(Change, String)],
    ) -> impl Future<Output = Result<(), StoreError>> + Send;

    /// Begins a load into the tables of `catalog`, whose statements are in `script`. Refuses tables that were not made,
    /// or not as the catalog says.
    fn begin(
        &self,
        catalog: &Catalog,
        script: &Script,
        begin: Begin<'_>,
    ) -> impl Future<Output = Result<Self::Load, StoreError>> + Send;

    /// Refuses tables and types that are there, but not as `catalog` says: an answer would be misread. What is not there is
    /// told by whoever asks for it.
    fn fits(&self, catalog: &Catalog) -> impl Future<Output = Result<(), StoreError>> + Send;

    /// Why the store answers no question of this kind, as a phrase that follows its name; nothing where it does.
    fn unable(&self, select: &Select) -> Option<&'static str> {
        let _ = select;
        None
    }

    /// Answers `statement` with `parameters`, the wire bytes of its binds in order; calls `each` for every row in order,
    /// until it breaks.
    fn query(
        &self,
        statement: Statement<'_>,
        parameters: &[Vec<u8>],
        each: &mut (dyn FnMut(&Row<'_>) -> ControlFlow<()> + Send),
    ) -> impl Future<Output = Result<Reading, StoreError>> + Send;

    /// Number of rows of table number `table` of `catalog`, not counting partitions that hold only static values.
    fn count(
        &self,
        catalog: &Catalog,
        script: &Script,
        table: usize,
    ) -> impl Future<Output = Result<u64, StoreError>> + Send;
}
