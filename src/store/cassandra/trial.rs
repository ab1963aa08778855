//! Takes statements that are to be tried, gives what the server makes of them: a refusal is an answer here, and only a
//! server that cannot be asked is a failure.

use std::collections::BTreeMap;

use scylla::errors::{DbError, ExecutionError, PrepareError, RequestAttemptError};
use scylla::response::PagingState;
use scylla::response::query_result::QueryResult;
use scylla::statement::prepared::PreparedStatement;

use super::wire::{RawRow, Values};
use super::{Cassandra, apply, connect, define, error, indexes, inspect};
use crate::catalog::Catalog;
use crate::name::Name;
use crate::store::StoreError;

/// What the server made of a statement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It was done; the rows that it gave, cell by cell.
    Accepted(Vec<Vec<Option<Vec<u8>>>>),
    /// The server refuses it, in these words.
    Refused(String),
    /// The user may not do this, in the server's words.
    Forbidden(String),
    /// Fewer replicas are alive than its consistency level needs, in our words.
    TooFew(String),
}

/// How a statement is executed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Execution<'a> {
    /// The consistency level by its CQL name; the connection's where there is none.
    pub consistency: Option<&'a str>,
    /// Whether all rows are asked for at once.
    pub unpaged: bool,
}

impl Cassandra {
    /// Waits until the indexes of `catalog`, which are all there, can be queried. Fails where that takes too long.
    pub async fn await_indexes(&self, catalog: &Catalog) -> Result<(), StoreError> {
        indexes::await_queryable(&self.session, catalog).await
    }

    /// The server's name and version: `Apache Cassandra 5.0.8`. Fails as reading fails.
    pub async fn version(&self) -> Result<String, StoreError> {
        let of_scylla = "SELECT version FROM system.versions WHERE key = 'local'";
        // Only ScyllaDB has this table.
        if let Ok(rows) = inspect::read::<(String,)>(&self.session, of_scylla, ()).await
            && let Some((version,)) = rows.into_iter().next()
        {
            return Ok(format!("ScyllaDB {version}"));
        }
        let rows: Vec<(String,)> = inspect::read(&self.session, "SELECT release_version FROM system.local", ()).await?;
        Ok(format!("Apache Cassandra {}", rows.first().map_or("of no version", |(version,)| version)))
    }

    /// How many nodes each datacenter has, as far as the session knows.
    pub fn datacenters(&self) -> BTreeMap<String, usize> {
        let mut counts = BTreeMap::new();
        for node in self.session.get_cluster_state().get_nodes_info() {
            *counts.entry(node.datacenter.clone().unwrap_or_default()).or_default() += 1;
        }
        counts
    }

    /// The names of the keyspaces that are there. Fails as reading fails.
    pub async fn keyspaces(&self) -> Result<Vec<String>, StoreError> {
        let names = "SELECT keyspace_name FROM system_schema.keyspaces";
        let rows: Vec<(String,)> = inspect::read(&self.session, names, ()).await?;
        Ok(rows.into_iter().map(|(name,)| name).collect())
    }

    /// Drops the keyspace `name` with all that is in it, if it is there. Fails as the server fails or refuses.
    pub async fn drop_keyspace(&self, name: &Name) -> Result<(), StoreError> {
        let text = format!("DROP KEYSPACE IF EXISTS {}", name.cql());
        let done = define(&self.session, &text).await;
        done.map(drop).map_err(|e| error::execution(format!("run `{text}`"), &e))
    }

    /// Runs a statement that defines something. Fails where the server cannot be asked.
    pub async fn define(&self, text: &str) -> Result<Verdict, StoreError> {
        let doing = || format!("run `{}`", apply::first_line(text));
        verdict(define(&self.session, text).await, doing)
    }

    /// Goes into the keyspace `name`: what names no keyspace is about it from here on. Fails as the server fails.
    pub async fn enter(&self, name: &Name) -> Result<(), StoreError> {
        let entered = self.session.use_keyspace(name.text(), true).await;
        entered.map_err(|e| StoreError::failed(format!("cannot use the keyspace `{name}`: {e}")))
    }

    /// Prepares the statement `text`, and no more. Fails where the server cannot be asked.
    pub async fn prepares(&self, text: &str) -> Result<Verdict, StoreError> {
        let doing = || format!("prepare `{}`", apply::first_line(text));
        match self.session.prepare(text).await {
            Ok(_) => Ok(Verdict::Accepted(Vec::new())),
            Err(PrepareError::AllAttemptsFailed { first_attempt }) => {
                verdict(Err(ExecutionError::LastAttemptError(first_attempt)), doing)
            }
            Err(failure) => Err(error::prepare(doing(), &failure)),
        }
    }

    /// Prepares the statement `text` and executes it with `values`, in the order of its markers; `None` is a value that is
    /// not set. Of a paged answer one page is read. Fails where the server cannot be asked.
    pub async fn attempt(
        &self,
        text: &str,
        values: &[Option<Vec<u8>>],
        execution: Execution<'_>,
    ) -> Result<Verdict, StoreError> {
        let doing = || format!("try `{}`", apply::first_line(text));
        let mut prepared: PreparedStatement = match self.session.prepare(text).await {
            Ok(prepared) => prepared,
            Err(PrepareError::AllAttemptsFailed { first_attempt }) => {
                return verdict(Err(ExecutionError::LastAttemptError(first_attempt)), doing);
            }
            Err(failure) => return Err(error::prepare(doing(), &failure)),
        };
        if let Some(level) = execution.consistency {
            prepared.set_consistency(connect::level_of(level)?);
        }
        if let Some(size) = self.page_size {
            prepared.set_page_size(size);
        }
        let mut bound = Values::default();
        for value in values {
            match value {
                Some(bytes) => bound.set(bytes),
                None => bound.unset(),
            }
        }
        if execution.unpaged {
            return verdict(self.session.execute_unpaged(&prepared, &bound).await, doing);
        }
        let page = self.session.execute_single_page(&prepared, &bound, PagingState::start()).await;
        verdict(page.map(|(page, _)| page), doing)
    }
}

/// What an outcome says of the statement; a failure where it says something of the server.
fn verdict(outcome: Result<QueryResult, ExecutionError>, doing: impl Fn() -> String) -> Result<Verdict, StoreError> {
    let failure = match outcome {
        Ok(answer) => return rows(answer, doing),
        Err(failure) => failure,
    };
    match &failure {
        // What the driver itself will not send, such as a key that is too long.
        ExecutionError::BadQuery(why) => Ok(Verdict::Refused(error::causes(why).join(": "))),
        ExecutionError::LastAttemptError(RequestAttemptError::DbError(said, message)) => match said {
            DbError::SyntaxError
            | DbError::Invalid
            | DbError::AlreadyExists { .. }
            | DbError::FunctionFailure { .. }
            | DbError::ConfigError
            | DbError::ReadFailure { .. }
            | DbError::WriteFailure { .. }
            | DbError::TruncateError
            | DbError::ServerError
            | DbError::ProtocolError => Ok(Verdict::Refused(message.trim().to_owned())),
            DbError::Unauthorized => Ok(Verdict::Forbidden(message.trim().to_owned())),
            DbError::Unavailable { required, alive, consistency } => Ok(Verdict::TooFew(format!(
                "{alive} of the {required} replicas that {} needs are alive",
                error::level(*consistency)
            ))),
            _ => Err(error::execution(doing(), &failure)),
        },
        _ => Err(error::execution(doing(), &failure)),
    }
}

/// The rows of an answer; none where it is no rows.
fn rows(answer: QueryResult, doing: impl Fn() -> String) -> Result<Verdict, StoreError> {
    let unreadable = |cause: Box<dyn std::error::Error + Send + Sync>| {
        let mut failure = StoreError::failed(format!("cannot {}: its answer cannot be read", doing()));
        failure.source = Some(cause);
        failure
    };
    if !answer.is_rows() {
        return Ok(Verdict::Accepted(Vec::new()));
    }
    let answer = answer.into_rows_result().map_err(|e| unreadable(Box::new(e)))?;
    let rows = answer.rows::<RawRow<'_>>().map_err(|e| unreadable(Box::new(e)))?;
    let owned = |row: RawRow<'_>| row.0.into_iter().map(|cell| cell.map(<[u8]>::to_vec)).collect();
    let rows = rows.map(|row| row.map(owned)).collect::<Result<_, _>>();
    rows.map(Verdict::Accepted).map_err(|e| unreadable(Box::new(e)))
}
