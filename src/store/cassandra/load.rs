//! Takes merged rows in key order, gives them to the cluster: a partition's rows together, in unlogged batches, a bounded
//! number of them on their way at a time. Every row carries the load's one write timestamp, so that sending a batch again
//! changes nothing; what is not so, increments of counters and lists of several cells, is never sent again once it may have
//! been written.
//!
//! Needs a runtime with a thread that is not the one that loads.

use std::collections::BTreeMap;
use std::future::Future;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::Ordering;

use scylla::client::session::Session;
use tokio::runtime::Handle;

use super::account::{Account, Written};
use super::apply;
use super::counted::{self, Claim};
use super::ending::Ending;
use super::gate::Gate;
use super::pace::{Meter, Pace};
use super::part::{CqlPart, Table, Way};
use super::planned::Planned;
use crate::catalog::{Catalog, Script};
use crate::name::Name;
use crate::store::ledger::{Ledger, Place, Plan, Reached};
use crate::store::schema::Change;
use crate::store::sink::{Additions, Again, Existing, Sink};
use crate::store::{Load, StoreError};

/// A load in progress.
pub struct CqlLoad {
    pub(super) way: Way,
    pub(super) planned: Arc<Planned>,
    /// Empty until the tables are there.
    pub(super) tables: Vec<Arc<Table>>,
    /// What is to be counted into which table.
    pub(super) claims: Vec<(usize, Claim)>,
    /// Where it is remembered how far the load has come, once the first row goes, and the load's plan but for what the
    /// cluster knows.
    pub(super) ledger: Option<(Ledger, Plan)>,
    /// The ledger of a load that is not remembered.
    pub(super) locked: Option<Ledger>,
    /// Whether it goes on with an earlier run.
    pub(super) resumes: bool,
    /// How far an earlier run, or an earlier pass of this one, has come in parts that are not begun once more.
    pub(super) parts: BTreeMap<Place, Reached>,
    /// The nodes when the load began, each with the second in which it started.
    pub(super) nodes: BTreeMap<String, i64>,
    /// Whether one of them was started again meanwhile.
    pub(super) restarted: bool,
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
        let account = Account::new(catalog.tables.len());
        let (runtime, gate, meter) = (Handle::current(), Gate::new(shown), Arc::new(Meter::default()));
        let bytes = Pace::default().batch_bytes;
        let way = Way { session, runtime, gate, account, meter, timestamp, bytes };
        let (claims, planned, nodes) = (Vec::new(), Arc::new(planned), BTreeMap::new());
        Ok(Self {
            way,
            planned,
            tables,
            claims,
            ledger: None,
            locked: None,
            resumes: false,
            parts: BTreeMap::new(),
            nodes,
            restarted: false,
        })
    }

    /// Goes as `pace` says.
    pub fn pace(&mut self, pace: &Pace) {
        self.way.bytes = pace.batch_bytes.max(1);
        self.way.gate.pace(pace);
    }

    /// Makes the tables anew, if that is still to be done.
    fn make_anew(&mut self) {
        if !self.tables.is_empty() || self.way.gate.is_closed() {
            return;
        }
        self.way.gate.drop_tables();
        let (session, planned) = (Arc::clone(&self.way.session), Arc::clone(&self.planned));
        let made = self.wait(async move {
            apply::apply(&session, &planned.catalog, &planned.anew).await?;
            planned.tables(&session).await
        });
        self.tables = made.unwrap_or_default();
    }

    /// What `work` gives, done by another thread while this one waits; nothing where it fails, which ends the load.
    pub(super) fn wait<T: Send + 'static>(
        &self,
        work: impl Future<Output = Result<T, StoreError>> + Send + 'static,
    ) -> Option<T> {
        let (said, heard) = std::sync::mpsc::channel();
        self.way.runtime.spawn(async move { said.send(work.await) });
        let outcome = heard.recv().unwrap_or_else(|_| Err(StoreError::failed("cannot go on: the runtime has ended")));
        outcome.map_err(|failure| self.way.gate.close(failure)).ok()
    }

    /// Gives what stops the load: no row is sent any more, and the load fails as soon as those on their way have arrived.
    /// It says whether anything was begun; if not, nothing is to wait for.
    pub fn stopper(&self) -> impl Fn() -> bool + Send + use<> {
        let gate = Arc::clone(&self.way.gate);
        move || gate.stop()
    }

    fn keyspace(&self) -> &Name {
        &self.planned.catalog.keyspace.name
    }

    /// Ends a load that failed elsewhere; gives the failure with the account of what was sent.
    pub fn give_up(&self, failure: StoreError) -> StoreError {
        self.way.gate.close(failure);
        let ended = self.end();
        ended.err().unwrap_or_else(|| StoreError::failed("the load was given up"))
    }

    /// Waits until all rows have arrived; the ledger stays until the load is committed. Fails as committing does.
    pub fn settle(&self) -> Result<(), StoreError> {
        self.end()
    }

    /// Waits until nothing is on its way, and brings all that is known into the ledger. Fails with what has ended the load,
    /// if anything has, and with the account of its rows.
    fn end(&self) -> Result<(), StoreError> {
        let Way { gate, account, .. } = &self.way;
        gate.drain();
        if let Err(failure) = account.close() {
            gate.close(failure);
        }
        let (failure, begun) = gate.failure();
        let Some(failure) = failure else { return Ok(()) };
        let once = self.tables.iter().any(|table| !table.again);
        let ending = Ending { begun, tallies: account.tallies(), is_kept: account.is_kept(), once };
        gate.named(Err(ending.told(failure)))
    }

    /// Gives what has become of the rows, whenever it is asked. Tables that are to be made anew are to be there.
    pub fn account(&self) -> impl Fn() -> Written + use<> {
        let (account, tables) = (Arc::clone(&self.way.account), self.tables.clone());
        let doubted = tables.iter().enumerate().filter(|(_, table)| self.restarted && !table.again);
        let doubted: Vec<usize> = doubted.map(|(at, _)| at).collect();
        move || {
            let (refused, unknown) = account.told();
            let tombstones = tables.iter().map(|table| table.tombstones.load(Ordering::Relaxed)).collect();
            let (tallies, faults) = (account.tallies(), account.faults());
            Written { tallies, refused, unknown, faults, tombstones, doubted: doubted.clone() }
        }
    }

    /// What counts the rows as they are sent, and what says how many requests may be on their way.
    pub fn meter(&self) -> (Arc<Meter>, impl Fn() -> usize + Send + use<>) {
        let gate = Arc::clone(&self.way.gate);
        (Arc::clone(&self.way.meter), move || gate.limit())
    }
}

impl Load for CqlLoad {
    fn spill(&self) -> Option<&Path> {
        None
    }

    async fn count(&mut self, additions: &[Additions], again: Again) -> Result<(), StoreError> {
        let anew = !self.planned.anew.is_empty();
        // What an earlier run has claimed is this one's.
        let again = if self.resumes { Again::Count } else { again };
        let checked = counted::check(&self.way.session, self.keyspace(), additions, again, anew).await;
        self.claims = self.way.gate.named(checked)?;
        Ok(())
    }

    async fn commit(self) -> Result<(), StoreError> {
        // Waiting blocks, and other threads have to go on sending.
        let runtime = self.way.runtime.clone();
        let waited = runtime.spawn_blocking(move || {
            self.end()?;
            drop(self.locked);
            self.way.account.complete()
        });
        waited.await.map_err(|e| StoreError::failed(format!("cannot wait for the last rows: {e}")))?
    }
}

impl Sink for CqlLoad {
    type Part = CqlPart;
    type Done = ();

    /// All input has been read: tables that are to be made anew are so now, the ledger begins, and the inputs of a table of
    /// counters are claimed. From here on increments are sent.
    fn expect(&mut self, table: usize, rows: u64) {
        self.way.meter.expect(rows);
        self.make_anew();
        self.begin_ledger();
        let claims: Vec<Claim> = self.claims.iter().filter(|(of, _)| *of == table).map(|(_, c)| c.clone()).collect();
        for claim in claims.into_iter().filter(|_| rows > 0 && !self.way.gate.is_closed()) {
            self.way.gate.claim();
            let (session, keyspace) = (Arc::clone(&self.way.session), self.keyspace().clone());
            self.wait(async move { counted::claim(&session, &keyspace, &claim).await });
        }
    }

    /// The cluster merges what it holds with what comes by itself.
    fn existing(&self, _table: usize, _part: usize, _of: usize) -> Result<Vec<Existing>, StoreError> {
        Ok(Vec::new())
    }

    fn begin(&self, table: usize, part: usize, of: usize) -> Result<CqlPart, StoreError> {
        let at = Place { table, part, of };
        let Some(table) = self.tables.get(table) else {
            return Err(self.end().err().unwrap_or_else(|| StoreError::failed("the tables are not there")));
        };
        if self.parts.keys().any(|place| place.table == at.table && place.of != of) {
            return Err(StoreError::refused("the ledger was written by a version that merges otherwise"));
        }
        let reached = self.parts.get(&at).cloned().unwrap_or_default();
        self.way.meter.passed(reached.rows);
        let window = self.way.account.window(at, table.again, &reached);
        Ok(CqlPart::new(self.way.clone(), Arc::clone(table), window, reached))
    }

    fn end(&self, _table: usize, _done: ()) {}

    /// Rows of the next window are written a microsecond later: no more than one window passes in that time, so that they
    /// never lie in the future.
    fn next(&mut self) -> Result<(), StoreError> {
        self.way.gate.drain();
        self.way.account.next();
        self.way.timestamp += 1;
        self.parts.clear();
        Ok(())
    }

    fn again(&mut self) -> Result<bool, StoreError> {
        self.begins_again()
    }

    fn timestamp(&self) -> i64 {
        self.way.timestamp
    }
}
