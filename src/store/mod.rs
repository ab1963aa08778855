//! Takes the plan of a schema, merged rows and prepared questions; gives tables, answers and counts. One trait, whatever
//! the engine behind it.

pub mod connection;
pub mod embedded;
pub mod row;
pub mod sink;

use std::fmt;
use std::future::Future;
use std::ops::ControlFlow;

use crate::catalog::{Catalog, Script, Select};

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

/// What `apply` will do to one table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// It is made.
    Create,
    /// It is there, as the model says.
    Keep,
    /// It is there, and is dropped and made again.
    Replace {
        /// Rows that are lost with it.
        rows: u64,
    },
    /// It is there, but not as the model says; the phrases say in what.
    Differs(Vec<String>),
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

/// Something that keeps tables and answers questions.
pub trait Store: Sync {
    /// What `apply` would do to each table of `catalog`, in its order; `drop` asks for all of them to be made anew.
    fn plan(&self, catalog: &Catalog, drop: bool) -> impl Future<Output = Result<Vec<Change>, StoreError>> + Send;

    /// Does what `plan` gave. Refuses a table that differs.
    fn apply(
        &self,
        catalog: &Catalog,
        script: &Script,
        changes: &[Change],
    ) -> impl Future<Output = Result<(), StoreError>> + Send;

    /// Answers `select` with `parameters`, the wire bytes of its binds in order; calls `each` for every row in order, until
    /// it breaks.
    fn query(
        &self,
        select: &Select,
        parameters: &[Vec<u8>],
        each: &mut (dyn FnMut(&Row<'_>) -> ControlFlow<()> + Send),
    ) -> impl Future<Output = Result<Reading, StoreError>> + Send;

    /// Number of rows of `table`, not counting partitions that hold only static values.
    fn count(&self, table: &crate::catalog::Table) -> impl Future<Output = Result<u64, StoreError>> + Send;
}
