//! Takes merged rows in key order, gives them to the cluster: a partition's rows together, in unlogged batches, a bounded
//! number of them on their way at a time. Every row carries the load's one write timestamp, so that sending a batch again
//! changes nothing; what is not so, increments of counters and lists of several cells, is never sent again once it may have
//! been written.
//!
//! Needs a runtime with a thread that is not the one that loads.

use std::future::Future;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use scylla::client::session::Session;
use scylla::policies::retry::FallthroughRetryPolicy;
use tokio::runtime::Handle;

use super::gate::Gate;
use super::ledger::{self, Claim};
use super::part::{CqlPart, Table};
use super::send::Target;
use super::{apply, prepare};
use crate::catalog::{Catalog, Script};
use crate::name::Name;
use crate::rules::shape;
use crate::store::row::Layout;
use crate::store::schema::Change;
use crate::store::sink::{Additions, Again, Existing, Sink};
use crate::store::{Load, StoreError};
use crate::types::CqlType;

/// A load in progress.
pub struct CqlLoad {
    session: Arc<Session>,
    runtime: Handle,
    planned: Arc<Planned>,
    /// Empty until the tables are there.
    tables: Vec<Arc<Table>>,
    timestamp: i64,
    gate: Arc<Gate>,
    /// What is to be counted into which table.
    claims: Vec<(usize, Claim)>,
}

/// What the load is into.
struct Planned {
    catalog: Catalog,
    script: Script,
    /// What makes the tables anew, when all input has been read; nothing where they are there.
    anew: Vec<(Change, String)>,
}

impl CqlLoad {
    /// A load into the tables of `catalog`, which `anew` makes anew when all input has been read, on the cluster `shown`, of
    /// rows written at `timestamp`. Fails as preparing their writes fails.
    pub(super) async fn new(
        session: Arc<Session>,
        shown: &str,
        (catalog, script): (&Catalog, &Script),
        anew: &[(Change, String)],
        timestamp: i64,
    ) -> Result<Self, StoreError> {
        let planned = Planned { catalog: catalog.clone(), script: script.clone(), anew: anew.to_vec() };
        let tables = if anew.is_empty() { planned.tables(&session).await? } else { Vec::new() };
        let (runtime, planned, gate) = (Handle::current(), Arc::new(planned), Gate::new(shown));
        Ok(Self { session, runtime, planned, tables, timestamp, gate, claims: Vec::new() })
    }

    /// Makes the tables anew, if that is still to be done.
    fn make_anew(&mut self) {
        if !self.tables.is_empty() || self.gate.is_closed() {
            return;
        }
        self.gate.drop_tables();
        let (session, planned) = (Arc::clone(&self.session), Arc::clone(&self.planned));
        let made = self.wait(async move {
            apply::apply(&session, &planned.catalog, &planned.anew).await?;
            planned.tables(&session).await
        });
        self.tables = made.unwrap_or_default();
    }

    /// What `work` gives, done by another thread while this one waits; nothing where it fails, which ends the load.
    fn wait<T: Send + 'static>(&self, work: impl Future<Output = Result<T, StoreError>> + Send + 'static) -> Option<T> {
        let (said, heard) = std::sync::mpsc::channel();
        self.runtime.spawn(async move { said.send(work.await) });
        let outcome = heard.recv().unwrap_or_else(|_| Err(StoreError::failed("cannot go on: the runtime has ended")));
        outcome.map_err(|failure| self.gate.close(failure)).ok()
    }

    /// Gives what stops the load: no row is sent any more, and the load fails as soon as those on their way have arrived.
    /// It says whether anything was sent; if not, nothing is to wait for.
    pub fn stopper(&self) -> impl Fn() -> bool + Send + use<> {
        let gate = Arc::clone(&self.gate);
        move || gate.stop()
    }

    fn keyspace(&self) -> &Name {
        &self.planned.catalog.keyspace.name
    }

    /// Ends a load that failed elsewhere; gives the failure with the account of what was sent.
    pub fn give_up(&self, failure: StoreError) -> StoreError {
        self.gate.close(failure);
        self.gate.drain().err().unwrap_or_else(|| StoreError::failed("the load was given up"))
    }

    /// How many tombstones the rows of each table leave, in the order of the catalog.
    pub fn tombstones(&self) -> Vec<u64> {
        self.tables.iter().map(|table| table.tombstones.load(Ordering::Relaxed)).collect()
    }
}

/// Whether writing the same value with the same timestamp again leaves what is there: an increment counts twice, and a
/// list of several cells gets its elements twice.
fn sends_again(ty: &CqlType) -> bool {
    !matches!(ty, CqlType::Counter | CqlType::List { frozen: false, .. })
}

impl Planned {
    /// Prepares what writes each table.
    async fn tables(&self, session: &Session) -> Result<Vec<Arc<Table>>, StoreError> {
        let mut tables = Vec::with_capacity(self.catalog.tables.len());
        for (at, planned) in self.catalog.tables.iter().enumerate() {
            let shape = &planned.shape;
            let row = target(session, shape, &self.script.inserts[at], &shape.regulars).await?;
            let statics = match &self.script.static_inserts[at] {
                Some(text) => Some(target(session, shape, text, &shape.statics).await?),
                None => None,
            };
            let (layout, counters) = (Layout::of(shape), shape.is_counter());
            tables.push(Arc::new(Table { layout, counters, row, statics, tombstones: AtomicU64::new(0) }));
        }
        Ok(tables)
    }
}

/// Prepares `text`, which writes `columns` of a table.
async fn target(
    session: &Session,
    shape: &shape::Table,
    text: &str,
    columns: &[shape::Column],
) -> Result<Arc<Target>, StoreError> {
    let mut prepared = prepare(session, text).await?;
    let again = columns.iter().all(|column| sends_again(&column.ty));
    prepared.set_is_idempotent(again);
    // Whoever sends again keeps account of what may have been done: see `send`.
    prepared.set_retry_policy(Some(Arc::new(FallthroughRetryPolicy)));
    Ok(Arc::new(Target { table: shape.name.clone(), prepared, again, counters: shape.is_counter() }))
}

impl Load for CqlLoad {
    fn spill(&self) -> Option<&Path> {
        None
    }

    async fn count(&mut self, additions: &[Additions], again: Again) -> Result<(), StoreError> {
        let anew = !self.planned.anew.is_empty();
        self.claims = self.gate.named(ledger::check(&self.session, self.keyspace(), additions, again, anew).await)?;
        Ok(())
    }

    async fn commit(self) -> Result<(), StoreError> {
        // Waiting blocks, and other threads have to go on sending.
        let gate = self.gate;
        let waited = self.runtime.spawn_blocking(move || gate.drain()).await;
        waited.map_err(|e| StoreError::failed(format!("cannot wait for the last rows: {e}")))?
    }
}

impl Sink for CqlLoad {
    type Part = CqlPart;
    type Done = ();

    /// All input has been read: tables that are to be made anew are so now, and the inputs of a table of counters are
    /// claimed. From here on increments are sent.
    fn expect(&mut self, table: usize, rows: u64) {
        self.make_anew();
        let claims: Vec<Claim> = self.claims.iter().filter(|(of, _)| *of == table).map(|(_, c)| c.clone()).collect();
        for claim in claims.into_iter().filter(|_| rows > 0 && !self.gate.is_closed()) {
            self.gate.claim();
            let (session, keyspace) = (Arc::clone(&self.session), self.keyspace().clone());
            self.wait(async move { ledger::claim(&session, &keyspace, &claim).await });
        }
    }

    /// The cluster merges what it holds with what comes by itself.
    fn existing(&self, _table: usize, _part: usize, _of: usize) -> Result<Vec<Existing>, StoreError> {
        Ok(Vec::new())
    }

    fn begin(&self, table: usize, _part: usize, _of: usize) -> Result<CqlPart, StoreError> {
        let Some(table) = self.tables.get(table) else {
            return Err(self.gate.drain().err().unwrap_or_else(|| StoreError::failed("the tables are not there")));
        };
        let (session, runtime, gate) = (Arc::clone(&self.session), self.runtime.clone(), Arc::clone(&self.gate));
        Ok(CqlPart::new(session, runtime, Arc::clone(table), gate, self.timestamp))
    }

    fn end(&self, _table: usize, _done: ()) {}

    fn timestamp(&self) -> i64 {
        self.timestamp
    }
}
