//! Takes the folder of a keyspace, gives a `Store` over it: tables made and dropped, questions answered, loads begun.

use std::collections::BTreeMap;
use std::ops::{Bound, ControlFlow};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use super::select::{Prepared, answer};
use super::{Direction, EmbeddedError, Ingest, Lock, Manifest, MergeCursor, Result, Segment, TableEntry, schema};
use crate::catalog::{Catalog, Script, Select, Table};
use crate::name::Name;
use crate::store::row::is_static;
use crate::store::{Change, Reading, Row, Store, StoreError};

/// How long another process may hold the lock before we give up.
const PATIENCE: Duration = Duration::from_secs(5);

/// The embedded store of one keyspace.
pub struct Embedded {
    dir: PathBuf,
    /// What was read last, with its lock; writing lets go of it.
    snapshot: Mutex<Option<Arc<Snapshot>>>,
}

/// The tables at one moment, held by a shared lock.
pub struct Snapshot {
    tables: BTreeMap<String, Vec<LayerOf>>,
    _lock: Lock,
}

/// One layer of a table: its segments, which share no key, and its write timestamp.
pub struct LayerOf {
    /// The segments.
    pub segments: Vec<Segment>,
    /// Microseconds since the epoch.
    pub timestamp: i64,
}

impl Snapshot {
    /// The layers of `table`, oldest first; `None` where there is no such table.
    pub fn layers(&self, table: &str) -> Option<&[LayerOf]> {
        self.tables.get(table).map(Vec::as_slice)
    }

    /// Answers `prepared`; see [`Store::query`].
    pub fn query(
        &self,
        prepared: &Prepared,
        parameters: &[Vec<u8>],
        each: &mut (dyn FnMut(&Row<'_>) -> ControlFlow<()> + Send),
    ) -> Result<Reading> {
        answer(self, prepared, parameters, each)
    }
}

impl Embedded {
    /// The store of `keyspace` under `root`, a folder such as `.modeler`. Nothing is touched before it is used.
    pub fn new(root: &Path, keyspace: &Name) -> Self {
        // Two keyspaces that differ only by case must not meet in one folder where file systems fold it.
        let folded = keyspace.text().to_lowercase();
        let mark = if folded == keyspace.text() { "" } else { "~" };
        Self { dir: root.join(format!("{}{mark}", keyspace.text())), snapshot: Mutex::new(None) }
    }

    /// The folder of the keyspace.
    pub fn dir(&self) -> &Path {
        &self.dir
    }

    /// The tables as they are now. Fails where another process writes and does not end in time, or a file is damaged.
    pub fn snapshot(&self) -> Result<Arc<Snapshot>> {
        let mut current = self.snapshot.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(snapshot) = &*current {
            return Ok(Arc::clone(snapshot));
        }
        std::fs::create_dir_all(&self.dir).map_err(|e| EmbeddedError::io("make the folder", &self.dir, e))?;
        let lock = Lock::shared(&self.dir, PATIENCE)?;
        let manifest = Manifest::load(&self.dir)?.unwrap_or_default();
        let mut tables = BTreeMap::new();
        for (name, entry) in &manifest.tables {
            tables.insert(name.clone(), open(&self.dir, entry)?);
        }
        let snapshot = Arc::new(Snapshot { tables, _lock: lock });
        *current = Some(Arc::clone(&snapshot));
        Ok(snapshot)
    }

    /// The right to write, and the manifest as it is. Leftovers of a load that was killed are swept away.
    pub(super) fn write(&self) -> Result<(Lock, Manifest)> {
        *self.snapshot.lock().unwrap_or_else(PoisonError::into_inner) = None;
        let lock = Lock::exclusive(&self.dir, PATIENCE)?;
        let manifest = Manifest::load(&self.dir)?.unwrap_or_default();
        manifest.sweep(&self.dir)?;
        Ok((lock, manifest))
    }

    /// Begins a load into the tables of `catalog`; `now` is the wall clock in microseconds since the epoch. Refuses
    /// tables that were not made, or not as the catalog says.
    pub fn ingest(&self, catalog: &Catalog, now: i64) -> std::result::Result<Ingest, StoreError> {
        let (lock, manifest) = self.write()?;
        for (table, change) in catalog.tables.iter().zip(changes(catalog, &manifest, false)) {
            if change != Change::Keep {
                let name = table.shape.name.text();
                let message =
                    format!("table `{name}` is not in the store as the model says; run `modeler apply` first");
                return Err(StoreError::refused(message));
            }
        }
        Ok(Ingest::new(self.dir.clone(), lock, manifest, catalog, now))
    }

    /// As [`Embedded::ingest`], but into tables made anew as `catalog` says: what is there now goes when the load is
    /// committed, and stays if it is not.
    pub fn ingest_anew(&self, catalog: &Catalog, now: i64) -> std::result::Result<Ingest, StoreError> {
        let (lock, mut manifest) = self.write()?;
        for table in &catalog.tables {
            let entry = TableEntry { definition: schema::definition(&table.shape), layers: Vec::new() };
            manifest.tables.insert(table.shape.name.text().to_owned(), entry);
        }
        Ok(Ingest::new(self.dir.clone(), lock, manifest, catalog, now))
    }
}

fn open(dir: &Path, entry: &TableEntry) -> Result<Vec<LayerOf>> {
    let mut layers = Vec::new();
    for layer in &entry.layers {
        let segments: Result<Vec<Segment>> = layer.files.iter().map(|file| Segment::open(&dir.join(file))).collect();
        layers.push(LayerOf { segments: segments?, timestamp: layer.timestamp });
    }
    Ok(layers)
}

fn changes(catalog: &Catalog, manifest: &Manifest, drop: bool) -> Vec<Change> {
    let change = |table: &Table| match manifest.tables.get(table.shape.name.text()) {
        None => Change::Create,
        Some(entry) if drop => Change::Replace { rows: entry.layers.iter().map(|layer| layer.entries).sum() },
        Some(entry) => {
            let differences = schema::differences(&entry.definition, &schema::definition(&table.shape));
            if differences.is_empty() { Change::Keep } else { Change::Differs(differences) }
        }
    };
    catalog.tables.iter().map(change).collect()
}

impl Store for Embedded {
    async fn plan(&self, catalog: &Catalog, drop: bool) -> std::result::Result<Vec<Change>, StoreError> {
        // A plan reads one file that is replaced whole, so it needs no lock, and no folder either.
        let manifest = Manifest::load(&self.dir)?.unwrap_or_default();
        Ok(changes(catalog, &manifest, drop))
    }

    async fn apply(
        &self,
        catalog: &Catalog,
        _script: &Script,
        planned: &[Change],
    ) -> std::result::Result<(), StoreError> {
        if planned.iter().all(|change| *change == Change::Keep) {
            return Ok(());
        }
        let (_lock, mut manifest) = self.write()?;
        let drop = planned.iter().any(|change| matches!(change, Change::Replace { .. }));
        for (table, change) in catalog.tables.iter().zip(changes(catalog, &manifest, drop)) {
            let name = table.shape.name.text();
            match change {
                Change::Keep => {}
                Change::Create | Change::Replace { .. } => {
                    let entry = TableEntry { definition: schema::definition(&table.shape), layers: Vec::new() };
                    manifest.tables.insert(name.to_owned(), entry);
                }
                Change::Differs(differences) => {
                    let differences = differences.join("; ");
                    let message = format!(
                        "table `{name}` is there, but not as the model says: {differences}; `--drop-tables` makes it anew, without its rows"
                    );
                    return Err(StoreError::refused(message));
                }
            }
        }
        manifest.generation += 1;
        manifest.commit(&self.dir)?;
        manifest.sweep(&self.dir)?;
        Ok(())
    }

    async fn query(
        &self,
        select: &Select,
        parameters: &[Vec<u8>],
        each: &mut (dyn FnMut(&Row<'_>) -> ControlFlow<()> + Send),
    ) -> std::result::Result<Reading, StoreError> {
        let snapshot = self.snapshot()?;
        let table = select.shape.table.name.text();
        if snapshot.layers(table).is_none() {
            return Err(StoreError::failed(format!(
                "table `{table}` is not in the store; run `modeler run`, or `modeler apply` and `modeler load`"
            )));
        }
        Ok(snapshot.query(&Prepared::new(select), parameters, each)?)
    }

    async fn count(&self, table: &Table) -> std::result::Result<u64, StoreError> {
        let snapshot = self.snapshot()?;
        let Some(layers) = snapshot.layers(table.shape.name.text()) else { return Ok(0) };
        if let ([layer], true) = (layers, table.shape.statics.is_empty()) {
            return Ok(layer.segments.iter().map(Segment::entries).sum());
        }
        let segments = layers.iter().flat_map(|layer| &layer.segments);
        let runs = segments.map(|s| s.range(Bound::Unbounded, Bound::Unbounded, Direction::Ascending)).collect();
        let mut cursor = MergeCursor::new(runs, Direction::Ascending);
        let mut rows = 0;
        while cursor.advance()? {
            rows += u64::from(!is_static(cursor.key()));
        }
        Ok(rows)
    }
}
