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
use crate::rules::shape::Table as Shape;
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
    tables: BTreeMap<String, TableOf>,
    _lock: Lock,
}

/// A table as it was made, and what it holds.
struct TableOf {
    definition: serde_json::Value,
    layers: Vec<LayerOf>,
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
        self.tables.get(table).map(|table| table.layers.as_slice())
    }

    /// The layers of a table that must be there as `shape` says: bytes written under another definition would be read as
    /// what they are not.
    fn layers_of(&self, shape: &Shape) -> std::result::Result<&[LayerOf], StoreError> {
        let name = shape.name.text();
        let table = self.tables.get(name).ok_or_else(|| missing(name))?;
        let differences = schema::differences(&table.definition, &schema::definition(shape));
        if differences.is_empty() { Ok(&table.layers) } else { Err(differs(name, &differences)) }
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
            let table = TableOf { definition: entry.definition.clone(), layers: open(&self.dir, entry)? };
            tables.insert(name.clone(), table);
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
            match change {
                Change::Keep => {}
                Change::Differs(differences) => return Err(differs(table.shape.name.text(), &differences)),
                Change::Create | Change::Replace { .. } => return Err(missing(table.shape.name.text())),
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

fn missing(table: &str) -> StoreError {
    let help = "`modeler run` makes and fills it, `modeler apply` makes it";
    StoreError::failed(format!("table `{table}` is not in the store: {help}"))
}

fn differs(table: &str, differences: &[String]) -> StoreError {
    let differences = differences.join("; ");
    let help = "`--drop-tables` makes it anew, without its rows";
    StoreError::refused(format!("table `{table}` is there, but not as the model says: {differences}; {help}"))
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
                Change::Differs(differences) => return Err(differs(name, &differences)),
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
        if !self.dir.exists() {
            // Asking makes no folders.
            return Err(missing(select.shape.table.name.text()));
        }
        let snapshot = self.snapshot()?;
        snapshot.layers_of(&select.shape.table)?;
        Ok(snapshot.query(&Prepared::new(select), parameters, each)?)
    }

    async fn count(&self, table: &Table) -> std::result::Result<u64, StoreError> {
        if !self.dir.exists() {
            return Err(missing(table.shape.name.text()));
        }
        let snapshot = self.snapshot()?;
        let layers = snapshot.layers_of(&table.shape)?;
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
