//! Takes the merged rows of one part of one table in key order, gives them to the gate as requests: a partition's rows
//! together, as many as a batch may hold. Passes over what an earlier run has settled. Waits only while the gate is full.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use scylla::client::session::Session;
use tokio::runtime::Handle;

use super::account::{Account, INTERRUPTED, Settled};
use super::gate::Gate;
use super::pace::Meter;
use super::rows::Rows;
use super::send::{Request, Target};
use super::window::{Fate, Window};
use crate::store::StoreError;
use crate::store::ledger::{Reached, Told};
use crate::store::row::{self, Cell, Cells, Layout};
use crate::store::sink::Part;

/// Rows in a batch, at most. One partition alone draws no warning, whatever the batch's size.
const ROWS: usize = 100;

/// A table that is loaded.
pub(super) struct Table {
    pub(super) layout: Layout,
    /// Whether its cells are increments.
    pub(super) counters: bool,
    /// Whether its rows may be sent again though they may have been written.
    pub(super) again: bool,
    pub(super) row: Arc<Target>,
    /// What writes the static columns of a partition, where there are any.
    pub(super) statics: Option<Arc<Target>>,
    /// Tombstones that its rows leave: for a value of several cells that is written whole, and for a null.
    pub(super) tombstones: AtomicU64,
}

/// What all parts of a load share.
#[derive(Clone)]
pub(super) struct Way {
    pub(super) session: Arc<Session>,
    pub(super) runtime: Handle,
    pub(super) gate: Arc<Gate>,
    pub(super) account: Arc<Account>,
    pub(super) meter: Arc<Meter>,
    pub(super) timestamp: i64,
    /// Bytes of values in a batch, at most.
    pub(super) bytes: usize,
}

/// The rows of one part of one table on their way.
pub struct CqlPart {
    way: Way,
    table: Arc<Table>,
    window: Arc<Window>,
    /// How far an earlier run came.
    reached: Reached,
    /// Rows that came so far, static rows among them.
    at: u64,
    /// What names the partition of the rows that wait.
    partition: Vec<u8>,
    rows: Rows,
    /// Their values as they are kept, where an unknown row is to be told of.
    values: Vec<Vec<u8>>,
    /// Room for the clustering columns of a key: bytes and ends.
    clustering: (Vec<u8>, Vec<usize>),
}

impl Part for CqlPart {
    type Done = ();

    fn row(&mut self, key: &[u8], value: &[u8]) -> Result<(), StoreError> {
        self.at += 1;
        if self.at <= self.reached.rows {
            return self.pass_over(key);
        }
        if let Some(fate) = self.settled(key) {
            self.send()?;
            return self.note(key, value, fate);
        }
        let prefix = row::partition_prefix(key);
        if prefix != self.partition {
            self.send()?;
            self.partition.clear();
            self.partition.extend(prefix);
        }
        if row::is_static(key) {
            let mut rows = Rows::default();
            self.write(key, value, true, &mut rows);
            self.keep(value);
            let target = self.table.statics.as_ref().map(Arc::clone);
            return target.map_or(Ok(()), |target| self.request(target, rows));
        }
        // Values and lengths lie in the row about as they do on the wire.
        if self.rows.len() == ROWS || self.rows.size() + key.len() + value.len() > self.way.bytes {
            self.send()?;
        }
        let mut rows = std::mem::take(&mut self.rows);
        self.write(key, value, false, &mut rows);
        self.rows = rows;
        self.keep(value);
        Ok(())
    }

    fn finish(mut self) -> Result<(), StoreError> {
        self.send()
    }
}

impl CqlPart {
    pub(super) fn new(way: Way, table: Arc<Table>, window: Arc<Window>, reached: Reached) -> Self {
        let (partition, rows, values, clustering) = Default::default();
        Self { way, table, window, reached, at: 0, partition, rows, values, clustering }
    }

    /// A row that an earlier run has settled. The last one tells whether the rows come as they did then.
    fn pass_over(&self, key: &[u8]) -> Result<(), StoreError> {
        if self.at == self.reached.rows && crc32fast::hash(key) != self.reached.key {
            return Err(StoreError::refused(format!(
                "the rows of table `{}` do not come in the order in which they were sent; `modeler load` without `--resume` \
                 begins anew",
                self.table.row.table
            )));
        }
        Ok(())
    }

    /// What an earlier run made of a row that must not be sent twice; nothing where it may be sent now.
    fn settled(&self, key: &[u8]) -> Option<Fate> {
        if self.table.again {
            return None;
        }
        let at = self.at - 1;
        match &self.reached.beyond {
            Some(beyond) if beyond.iter().any(|(from, to, _)| (*from..*to).contains(&at)) => {
                let told = self.way.account.knows(self.table.row.index, key);
                Some(if told { Fate::Refused } else { Fate::Written })
            }
            Some(_) => None,
            None => (at < self.reached.reserved).then_some(Fate::Unknown),
        }
    }

    /// Notes what an earlier run made of a row.
    fn note(&self, key: &[u8], value: &[u8], fate: Fate) -> Result<(), StoreError> {
        let (table, is_static) = (self.table.row.index, row::is_static(key));
        let number = self.window.begin(1, crc32fast::hash(key), is_static);
        let known = self.way.account.knows(table, key);
        let unknown = (fate == Fate::Unknown && !known).then(|| Told {
            table,
            key: key.to_vec(),
            value: value.to_vec(),
            class: INTERRUPTED.to_owned(),
            reason: "the load was broken off before the answer was noted".to_owned(),
        });
        let settled = Settled { fates: vec![(1, fate)], refused: Vec::new(), unknown: unknown.into_iter().collect() };
        // Whoever was told of was counted then.
        self.way.account.settle((&self.window, number), (table, !is_static && !known), settled)
    }

    /// Keeps a row's value, where it may have to be told.
    fn keep(&mut self, value: &[u8]) {
        if !self.table.again {
            self.values.push(value.to_vec());
        }
    }

    /// Appends the values of a row, or of a static row, in the order of its statement's markers: those of an increment stand
    /// before the key.
    fn write(&mut self, key: &[u8], value: &[u8], is_static: bool, rows: &mut Rows) {
        let mut cells = Cells::new(value, 0);
        if self.table.counters {
            let kept = if is_static { 0 } else { self.table.layout.kept() };
            for _ in 0..kept {
                cells.step();
            }
            self.plain(&mut cells, is_static, rows);
            self.key(key, &mut Cells::new(value, 0), is_static, rows);
        } else {
            self.key(key, &mut cells, is_static, rows);
            self.plain(&mut cells, is_static, rows);
        }
        rows.end(key);
    }

    /// Appends the values of the key's columns; those that the key does not give back are the first of `cells`.
    fn key(&mut self, key: &[u8], cells: &mut Cells<'_>, is_static: bool, rows: &mut Rows) {
        let layout = &self.table.layout;
        (0..layout.partition.len()).for_each(|column| rows.set(layout.partition_cell(key, column)));
        if is_static {
            return;
        }
        let (bytes, ends) = &mut self.clustering;
        bytes.clear();
        ends.clear();
        layout.read_clustering(key, bytes, ends);
        let mut start = 0;
        for end in ends {
            rows.set(&bytes[start..*end]);
            start = *end;
        }
        (0..layout.kept()).for_each(|_| rows.set(cells.step().0.bytes().unwrap_or_default()));
    }

    /// Appends the values of the other columns, and counts the tombstones that they leave.
    fn plain(&self, cells: &mut Cells<'_>, is_static: bool, rows: &mut Rows) {
        let layout = &self.table.layout;
        let mut tombstones = 0;
        for ty in if is_static { &layout.statics } else { &layout.regulars } {
            match cells.step().0 {
                Cell::Set(bytes) => {
                    tombstones += u64::from(ty.is_multi_cell());
                    rows.set(bytes);
                }
                // A counter that is not counted up: a null is refused, and nothing says the same.
                Cell::Null if self.table.counters => rows.unset(),
                Cell::Null => {
                    tombstones += 1;
                    rows.null();
                }
                Cell::Unset => rows.unset(),
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
        let room = self.rows.like();
        let rows = std::mem::replace(&mut self.rows, room);
        self.request(Arc::clone(&self.table.row), rows)
    }

    /// Sends `rows` as soon as the gate lets them through. Fails where an earlier request has failed.
    fn request(&mut self, target: Arc<Target>, rows: Rows) -> Result<(), StoreError> {
        let (count, size) = (rows.len(), rows.size());
        let Way { session, runtime, gate, account, meter, timestamp, .. } = self.way.clone();
        if !self.table.again {
            account.reserve(&self.window, self.at)?;
        }
        let Some(pass) = Gate::enter(&gate, count, size) else {
            return Err(gate.failure().0.unwrap_or_else(|| StoreError::failed("an earlier write failed")));
        };
        let values = std::mem::take(&mut self.values);
        let key = crc32fast::hash(rows.key(count - 1));
        let (window, number) = (Arc::clone(&self.window), self.window.begin(count as u32, key, target.is_static));
        let (table, counts) = (target.index, !target.is_static);
        let request = Request { session, target, rows, values, timestamp, gate: Arc::clone(&gate), meter };
        let meter = Arc::clone(&request.meter);
        runtime.spawn(async move {
            let (settled, failure) = request.send().await;
            let written = settled.fates.iter().filter(|(_, fate)| *fate == Fate::Written);
            let written: u64 = written.map(|(rows, _)| u64::from(*rows)).sum();
            if written > 0 {
                meter.confirmed(written, size as u64);
                gate.confirmed(written);
            }
            let noted = account.settle((&window, number), (table, counts), settled);
            if let Some(failure) = failure.or_else(|| noted.err()) {
                gate.close(failure);
            }
            gate.bear(account.faults());
            pass.leave();
        });
        Ok(())
    }
}
