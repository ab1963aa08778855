//! Takes a connection, gives a `Store` over a cluster of Apache Cassandra or `ScyllaDB`. The only module that knows the
//! driver's session: what comes in and goes out are wire bytes, statement texts and plain words.

mod account;
mod apply;
mod class;
mod connect;
mod count;
mod counted;
mod ending;
mod error;
mod gate;
mod indexes;
mod inspect;

mod limit;
mod load;
mod nodes;
mod pace;
mod part;
mod planned;
mod query;
mod resume;
mod rows;
mod send;
mod trial;
mod unreached;
mod window;
mod wire;

use std::collections::HashMap;
use std::ops::ControlFlow;
use std::sync::{Arc, Mutex, PoisonError};

use scylla::client::session::Session;
use scylla::errors::ExecutionError;
use scylla::response::query_result::QueryResult;
use scylla::statement::prepared::PreparedStatement;

pub use account::{Tally, Written};
pub use load::CqlLoad;
pub use pace::{Meter, Metered, Pace};
pub use part::CqlPart;
pub use trial::{Execution, Verdict};

use crate::catalog::{Catalog, Script, Statement};
use crate::name::Name;
use crate::store::connection::{Connection, REQUEST_TIMEOUT};
use crate::store::schema::{Change, Comparison, Schema, compare, misread};
use crate::store::{Begin, Reading, Row, Store, StoreError};

/// A cluster.
pub struct Cassandra {
    session: Arc<Session>,
    /// The address, for messages.
    shown: String,
    page_size: Option<i32>,
    /// Statements that were prepared, by their texts and the consistency levels that they name.
    prepared: Mutex<HashMap<Policy, PreparedStatement>>,
}

impl Cassandra {
    /// Connects to the cluster of `connection`, for the tables of `keyspace`. Fails within the connection's deadline, with
    /// the host, what went wrong and what to do.
    pub async fn connect(connection: &Connection, keyspace: &Name) -> Result<Self, StoreError> {
        let session = Arc::new(connect::session(connection, keyspace).await?);
        Ok(Self { session, shown: connection.shown(), page_size: connection.page_size, prepared: Mutex::default() })
    }

    /// A failure names the cluster that failed.
    fn named<T>(&self, outcome: Result<T, StoreError>) -> Result<T, StoreError> {
        outcome.map_err(|failure| error::at(&self.shown, failure))
    }

    /// Runs the statement `cql`, which binds nothing and whose rows nobody wants. Fails with what the server says.
    pub async fn execute(&self, cql: &str) -> Result<(), StoreError> {
        let doing = || format!("run `{}`", apply::first_line(cql));
        let answer = define(&self.session, cql).await;
        answer.map(|_| ()).map_err(|e| error::execution(doing(), &e))
    }

    /// Prepares `statement`, once.
    async fn prepared(&self, statement: Statement<'_>) -> Result<PreparedStatement, StoreError> {
        let lock = || self.prepared.lock().unwrap_or_else(PoisonError::into_inner);
        let key = (statement.cql.to_owned(), statement.select.consistency.clone(), statement.select.page_size);
        if let Some(prepared) = lock().get(&key) {
            return Ok(prepared.clone());
        }
        let mut prepared = prepare(&self.session, statement.cql).await?;
        prepared.set_is_idempotent(statement.select.idempotent);
        if let Some(level) = &statement.select.consistency {
            prepared.set_consistency(connect::level_of(level)?);
        }
        if let Some(size) = self.page_size.or(statement.select.page_size) {
            prepared.set_page_size(size);
        }
        lock().insert(key, prepared.clone());
        Ok(prepared)
    }

    /// The write timestamp of a load that begins at `now`: never in the future of the node, whose clock may be behind.
    async fn timestamp(&self, now: i64) -> Result<i64, StoreError> {
        let ids: Vec<(scylla::value::CqlTimeuuid,)> =
            inspect::read(&self.session, "SELECT now() FROM system.local", ()).await?;
        let there = ids.first().and_then(|(id,)| {
            // 100 ns since 1582-10-15, the start of the Gregorian calendar (RFC 9562, section 5.1).
            let ticks = uuid::Uuid::from_bytes(*id.as_bytes()).get_timestamp()?.to_gregorian().0;
            Some(i64::try_from(ticks).ok()? / 10 - GREGORIAN_TO_UNIX_MICROS)
        });
        Ok(there.map_or(now, |there| there.min(now)))
    }
}

/// A statement's text, consistency level and page size: one statement is prepared for each.
type Policy = (String, Option<String>, Option<i32>);

/// Microseconds from 1582-10-15 to 1970-01-01.
const GREGORIAN_TO_UNIX_MICROS: i64 = 12_219_292_800_000_000;

/// Runs a statement that defines something, and waits until the nodes agree on it. The driver bounds each of its questions
/// alone, and not the reading of the schema after them: a node that falls silent then would be waited for in vain.
async fn define(session: &Session, text: &str) -> Result<QueryResult, ExecutionError> {
    let profile = session.get_default_execution_profile_handle().to_profile();
    let patience = profile.get_request_timeout().unwrap_or(REQUEST_TIMEOUT);
    let alone = session.get_cluster_state().get_nodes_info().len() == 1;
    let limit = if alone { patience } else { patience + connect::AGREEMENT.max(patience) };
    let done = tokio::time::timeout(limit, session.query_unpaged(text, ())).await;
    done.unwrap_or(Err(ExecutionError::RequestTimeout(limit)))
}

/// Prepares the statement `text`. Fails with its first line and what the server says.
async fn prepare(session: &Session, text: &str) -> Result<PreparedStatement, StoreError> {
    let doing = || format!("prepare `{}`", apply::first_line(text));
    session.prepare(text).await.map_err(|e| error::prepare(doing(), &e))
}

impl Store for Cassandra {
    type Load = CqlLoad;

    async fn inspect(&self, catalog: &Catalog) -> Result<Schema, StoreError> {
        self.named(inspect::schema(&self.session, catalog).await)
    }

    async fn apply(&self, catalog: &Catalog, changes: &[(Change, String)]) -> Result<(), StoreError> {
        self.named(apply::apply(&self.session, catalog, changes).await)
    }

    async fn begin(&self, catalog: &Catalog, script: &Script, begin: Begin<'_>) -> Result<CqlLoad, StoreError> {
        if begin.anew.is_empty() {
            let comparison = compare(catalog, &self.inspect(catalog).await?, false);
            if let Some(failure) = apply::unfit(catalog, &comparison) {
                return self.named(Err(failure));
            }
            // Someone else may have made them a moment ago, and what is loaded is asked for next.
            self.named(indexes::await_queryable(&self.session, catalog).await)?;
        }
        let timestamp = self.named(self.timestamp(begin.now).await)?;
        let session = Arc::clone(&self.session);
        self.named(CqlLoad::new(session, &self.shown, (catalog, script), begin.anew, timestamp).await)
    }

    async fn fits(&self, catalog: &Catalog) -> Result<(), StoreError> {
        let differences = misread(catalog, &self.inspect(catalog).await?);
        let comparison = Comparison { differences, ..Comparison::default() };
        self.named(apply::unfit(catalog, &comparison).map_or(Ok(()), Err))
    }

    async fn query(
        &self,
        statement: Statement<'_>,
        parameters: &[Vec<u8>],
        each: &mut (dyn FnMut(&Row<'_>) -> ControlFlow<()> + Send),
    ) -> Result<Reading, StoreError> {
        let prepared = self.named(self.prepared(statement).await)?;
        self.named(query::answer(&self.session, &prepared, statement, parameters, each).await)
    }

    async fn count(&self, catalog: &Catalog, _script: &Script, table: usize) -> Result<u64, StoreError> {
        self.named(count::rows(&self.session, catalog, &catalog.tables[table]).await)
    }
}
