//! Takes the merged rows of one part of one table in key order, gives them to the gate as requests: a partition's rows
//! together, as many as a batch may hold. Waits only while the gate is full.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use scylla::client::session::Session;
use tokio::runtime::Handle;

use super::gate::{Gate, Kind};
use super::send::{Request, Target};
use super::wire::Values;
use crate::store::StoreError;
use crate::store::row::{self, Cell, Cells, Layout};
use crate::store::sink::Part;

/// Rows in a batch, at most. One partition alone draws no warning, whatever the batch's size.
const ROWS: usize = 100;
/// Bytes of values in a batch, at most.
const BYTES: usize = 48 << 10;

/// A table that is loaded.
pub(super) struct Table {
    pub(super) layout: Layout,
    /// Whether its cells are increments.
    pub(super) counters: bool,
    pub(super) row: Arc<Target>,
    /// What writes the static columns of a partition, where there are any.
    pub(super) statics: Option<Arc<Target>>,
    /// Tombstones that its rows leave: for a value of several cells that is written whole, and for a null.
    pub(super) tombstones: AtomicU64,
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
    pub(super) fn new(
        session: Arc<Session>,
        runtime: Handle,
        table: Arc<Table>,
        gate: Arc<Gate>,
        timestamp: i64,
    ) -> Self {
        let (partition, rows, clustering) = (Vec::new(), Vec::new(), (Vec::new(), Vec::new()));
        Self { session, runtime, table, gate, timestamp, partition, rows, bytes: 0, clustering }
    }

    /// The values of a row, or of a static row, in the order of its statement's markers: those of an increment stand before
    /// the key.
    fn values(&mut self, key: &[u8], value: &[u8], is_static: bool) -> Values {
        let mut cells = Cells::new(value, 0);
        let mut values = self.key(key, &mut cells, is_static);
        if self.table.counters {
            let key = std::mem::take(&mut values);
            self.plain(&mut cells, is_static, &mut values);
            values.append(&key);
        } else {
            self.plain(&mut cells, is_static, &mut values);
        }
        values
    }

    /// The values of the key's columns; those that the key does not give back are the first of `cells`.
    fn key(&mut self, key: &[u8], cells: &mut Cells<'_>, is_static: bool) -> Values {
        let layout = &self.table.layout;
        let mut values = Values::default();
        (0..layout.partition.len()).for_each(|column| values.set(layout.partition_cell(key, column)));
        if is_static {
            return values;
        }
        let (bytes, ends) = &mut self.clustering;
        bytes.clear();
        ends.clear();
        layout.read_clustering(key, bytes, ends);
        let mut start = 0;
        for end in ends {
            values.set(&bytes[start..*end]);
            start = *end;
        }
        (0..layout.kept()).for_each(|_| values.set(cells.step().0.bytes().unwrap_or_default()));
        values
    }

    /// Appends the values of the other columns, and counts the tombstones that they leave.
    fn plain(&self, cells: &mut Cells<'_>, is_static: bool, values: &mut Values) {
        let layout = &self.table.layout;
        let mut tombstones = 0;
        for ty in if is_static { &layout.statics } else { &layout.regulars } {
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
