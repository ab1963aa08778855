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

use super::gate::{Gate, Kind};
use super::ledger::{self, Claim};
use super::send::{Request, Target};
use super::wire::Values;
use super::{apply, prepare};
use crate::catalog::{Catalog, Script};
use crate::name::Name;
use crate::rules::shape;
use crate::store::row::{self, Cell, Cells, Layout};
use crate::store::schema::Change;
use crate::store::sink::{Additions, Again, Existing, Part, Sink};
use crate::store::{Load, StoreError};
use crate::types::CqlType;

/// Rows in a batch, at most. One partition alone draws no warning, whatever the batch's size.
const ROWS: usize = 100;
/// Bytes of values in a batch, at most.
const BYTES: usize = 48 << 10;

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

/// A table that is loaded.
struct Table {
    layout: Layout,
    /// Whether its cells are increments.
    counters: bool,
    row: Arc<Target>,
    /// What writes the static columns of a partition, where there are any.
    statics: Option<Arc<Target>>,
    /// Tombstones that its rows leave: for a value of several cells that is written whole, and for a null.
    tombstones: AtomicU64,
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
        Ok(CqlPart {
            session: Arc::clone(&self.session),
            runtime: self.runtime.clone(),
            table: Arc::clone(table),
            gate: Arc::clone(&self.gate),
            timestamp: self.timestamp,
            partition: Vec::new(),
            rows: Vec::new(),
            bytes: 0,
            clustering: (Vec::new(), Vec::new()),
        })
    }

    fn end(&self, _table: usize, _done: ()) {}

    fn timestamp(&self) -> i64 {
        self.timestamp
    }
}

/// The rows of one part of one table on their way.
pub struct CqlPart {
    session: Arc<Session>,
    runtime: Handle,
    table: Arc<Table>,
    gate: Arc<Gate>,
    timestamp: i64,
    /// What names the partition of the rows that wait.
    partition: Vec<u8>,
    rows: Vec<Values>,
    bytes: usize,
    /// Room for the clustering columns of a key: bytes and ends.
    clustering: (Vec<u8>, Vec<usize>),
}

impl Part for CqlPart {
    type Done = ();

    fn row(&mut self, key: &[u8], value: &[u8]) -> Result<(), StoreError> {
        let prefix = row::partition_prefix(key);
        if prefix != self.partition {
            self.send()?;
            self.partition.clear();
            self.partition.extend(prefix);
        }
        if row::is_static(key) {
            let values = self.values(key, value, true);
            let target = self.table.statics.as_ref().map(Arc::clone);
            return target.map_or(Ok(()), |target| self.request(target, vec![values]));
        }
        let values = self.values(key, value, false);
        if self.rows.len() == ROWS || self.bytes + values.size() > BYTES {
            self.send()?;
        }
        self.bytes += values.size();
        self.rows.push(values);
        Ok(())
    }

    fn finish(mut self) -> Result<(), StoreError> {
        self.send()
    }
}

impl CqlPart {
    /// The values of a row, or of a static row, in the order of its statement's markers.
    fn values(&mut self, key: &[u8], value: &[u8], is_static: bool) -> Values {
        let layout = &self.table.layout;
        let mut cells = Cells::new(value, 0);
        let mut values = Values::default();
        let (bytes, ends) = (&mut self.clustering.0, &mut self.clustering.1);
        bytes.clear();
        ends.clear();
        let mut kept = Vec::new();
        if !is_static {
            layout.read_clustering(key, bytes, ends);
            kept.extend((0..layout.kept()).map(|_| cells.step().0.bytes().unwrap_or_default()));
        }
        let plain = if is_static { &layout.statics } else { &layout.regulars };
        let keys = |values: &mut Values| {
            (0..layout.partition.len()).for_each(|column| values.set(layout.partition_cell(key, column)));
            let mut start = 0;
            for end in &*ends {
                values.set(&bytes[start..*end]);
                start = *end;
            }
            for cell in &kept {
                values.set(cell);
            }
        };
        if !self.table.counters {
            keys(&mut values);
        }
        let mut tombstones = 0;
        for ty in plain {
            match cells.step().0 {
                Cell::Set(bytes) => {
                    tombstones += u64::from(ty.is_multi_cell());
                    values.set(bytes);
                }
                // A counter that is not counted up: a null is refused, and nothing says the same.
                Cell::Null if self.table.counters => values.unset(),
                Cell::Null => {
                    tombstones += 1;
                    values.null();
                }
                Cell::Unset => values.unset(),
            }
        }
        if tombstones > 0 {
            self.table.tombstones.fetch_add(tombstones, Ordering::Relaxed);
        }
        if self.table.counters {
            keys(&mut values);
        }
        values
    }

    /// Sends the rows that wait.
    fn send(&mut self) -> Result<(), StoreError> {
        if self.rows.is_empty() {
            return Ok(());
        }
        self.bytes = 0;
        let rows = std::mem::take(&mut self.rows);
        self.request(Arc::clone(&self.table.row), rows)
    }

    /// Sends `rows` as soon as fewer requests than the limit are on their way. Fails where an earlier one has failed.
    fn request(&self, target: Arc<Target>, rows: Vec<Values>) -> Result<(), StoreError> {
        let count = rows.len() as u64;
        let pass = Gate::enter(&self.gate, if target.counters { Kind::Increment } else { Kind::Row }, count)?;
        let request = Request { session: Arc::clone(&self.session), target, rows, timestamp: self.timestamp };
        self.runtime.spawn(async move { pass.leave(request.send().await) });
        Ok(())
    }
}
