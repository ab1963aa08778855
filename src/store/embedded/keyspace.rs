//! Takes the folder of a keyspace, gives a `Store` over it: tables made and dropped, questions answered, loads begun.

use std::collections::BTreeMap;
use std::ops::{Bound, ControlFlow};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use super::expiry::Clock;
use super::manifest::Stamp;
use super::select::{Prepared, answer};
use super::{
    Cause, Direction, EmbeddedError, Ingest, Lock, Manifest, MergeCursor, Result, Segment, TableEntry, schema,
};
use crate::catalog::{Catalog, Script, Select, Table};
use crate::name::Name;
use crate::rules::shape;
use crate::store::row::{is_static, written_at};
use crate::store::{Change, Reading, Row, Store, StoreError};

/// How long another process may hold the lock before we give up.
const PATIENCE: Duration = Duration::from_secs(5);

/// The embedded store of one keyspace.
pub struct Embedded {
    dir: PathBuf,
    /// What was read last, and the manifest that it came from.
    current: Mutex<Option<(Stamp, Arc<Snapshot>)>>,
    /// What tells whether a row is still there.
    clock: Clock,
}

/// The tables at one moment. It holds no lock: writers make new files beside the old ones, and a file stays readable
/// as long as it is open.
pub struct Snapshot {
    tables: BTreeMap<String, Opened>,
    clock: Clock,
}

/// A table of a snapshot.
struct Opened {
    layers: Vec<LayerOf>,
    definition: serde_json::Value,
    /// The shape that was last found to be the definition's, so that a query asked again is not held against it again.
    known: Mutex<Option<Arc<shape::Table>>>,
}

/// One layer of a table: its segments, which share no key, and its write timestamp.
pub struct LayerOf {
    /// The segments.
    pub segments: Vec<Segment>,
    /// Microseconds since the epoch.
    pub timestamp: i64,
}

impl Snapshot {
    fn open(dir: &Path, manifest: &Manifest, clock: Clock) -> Result<Self> {
        let mut tables = BTreeMap::new();
        for (name, entry) in &manifest.tables {
            let (layers, definition) = (open(dir, entry)?, entry.definition.clone());
            tables.insert(name.clone(), Opened { layers, definition, known: Mutex::new(None) });
        }
        Ok(Self { tables, clock })
    }

    /// Answers `prepared`; see [`Store::query`]. Fails where the table was not made, or not as the query knows it, where
    /// the parameters are none that a node would take, and as reading segments fails.
    pub fn query(
        &self,
        prepared: &Prepared,
        parameters: &[Vec<u8>],
        each: &mut (dyn FnMut(&Row<'_>) -> ControlFlow<()> + Send),
    ) -> std::result::Result<Reading, StoreError> {
        let layers = self.layers(prepared.table())?;
        Ok(answer(layers, prepared, self.clock.expiry(prepared.table()), parameters, each)?)
    }

    /// The layers of `table`, oldest first. Refuses a table that was not made as `table` says: its rows would be read as
    /// something that they are not.
    fn layers(&self, table: &Arc<shape::Table>) -> std::result::Result<&[LayerOf], StoreError> {
        let name = table.name.text();
        let opened = self.tables.get(name).ok_or_else(|| missing(name))?;
        let mut known = opened.known.lock().unwrap_or_else(PoisonError::into_inner);
        if !known.as_ref().is_some_and(|known| Arc::ptr_eq(known, table)) {
            let differences = schema::differences(&opened.definition, &schema::definition(table));
            if !differences.is_empty() {
                return Err(differs(name, &differences));
            }
            *known = Some(Arc::clone(table));
        }
        Ok(&opened.layers)
    }
}

impl Embedded {
    /// The store of `keyspace` under `root`, a folder such as `.modeler`. Nothing is touched before it is used.
    pub fn new(root: &Path, keyspace: &Name) -> Self {
        // Keyspaces that differ only by case must not meet in one folder where file systems fold it.
        let text = keyspace.text();
        let mut folder = text.to_owned();
        for (at, _) in text.bytes().enumerate().filter(|(_, byte)| byte.is_ascii_uppercase()) {
            folder.push('~');
            folder.push_str(&at.to_string());
        }
        Self { dir: root.join(folder), current: Mutex::new(None), clock: Clock::default() }
    }

    /// The same store, by whose reckoning it is now what `now` says, in microseconds since the epoch: what has a time to
    /// live is judged by it.
    #[must_use]
    pub fn with_clock(self, now: impl Fn() -> i64 + Send + Sync + 'static) -> Self {
        Self { clock: Clock::new(now), current: Mutex::new(None), ..self }
    }

    /// The folder of the keyspace.
    pub fn dir(&self) -> &Path {
        &self.dir
    }

    /// The tables as they are now, whoever wrote them. Takes no lock and never waits. Fails where a file cannot be read
    /// or is damaged.
    pub fn snapshot(&self) -> Result<Arc<Snapshot>> {
        let mut current = self.current.lock().unwrap_or_else(PoisonError::into_inner);
        loop {
            let stamp = Manifest::stamp(&self.dir)?;
            if let Some((_, snapshot)) = current.as_ref().filter(|(from, _)| *from == stamp) {
                return Ok(Arc::clone(snapshot));
            }
            let manifest = Manifest::load(&self.dir)?.unwrap_or_default();
            let opened = Snapshot::open(&self.dir, &manifest, self.clock.clone());
            // A writer that ended in between has swept away what this manifest names.
            if opened.as_ref().is_err_and(is_missing) && Manifest::stamp(&self.dir)? != stamp {
                continue;
            }
            let snapshot = Arc::new(opened?);
            *current = Some((stamp, Arc::clone(&snapshot)));
            return Ok(snapshot);
        }
    }

    /// The right to write, and the manifest as it is. Leftovers of a load that was killed are swept away.
    pub(super) fn write(&self) -> Result<(Lock, Manifest)> {
        let lock = Lock::exclusive(&self.dir, PATIENCE)?;
        let manifest = Manifest::load(&self.dir)?.unwrap_or_default();
        clean(&manifest, &self.dir);
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
            let entry = TableEntry::new(schema::definition(&table.shape));
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

/// Sweeps the folder. Files that a system does not let go of while someone reads them are left for the next time: what
/// was committed is committed.
pub(super) fn clean(manifest: &Manifest, dir: &Path) {
    let _ = manifest.sweep(dir);
}

/// Whether the error is that a file is not there.
fn is_missing(error: &EmbeddedError) -> bool {
    matches!(error.cause(), Cause::Io(source) if source.kind() == std::io::ErrorKind::NotFound)
}

fn missing(table: &str) -> StoreError {
    let help = "`modeler run` makes and fills it, `modeler apply` makes it";
    StoreError::failed(format!("table `{table}` is not in the store: {help}"))
}

fn differs(table: &str, differences: &[String]) -> StoreError {
    let differences = differences.join("; ");
    StoreError::refused(format!(
        "table `{table}` is there, but not as the model says: {differences}; `--drop-tables` makes it anew, without its \
         rows"
    ))
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
                    let entry = TableEntry::new(schema::definition(&table.shape));
                    manifest.tables.insert(name.to_owned(), entry);
                }
                Change::Differs(differences) => return Err(differs(name, &differences)),
            }
        }
        manifest.generation += 1;
        manifest.commit(&self.dir)?;
        clean(&manifest, &self.dir);
        Ok(())
    }

    async fn query(
        &self,
        select: &Select,
        parameters: &[Vec<u8>],
        each: &mut (dyn FnMut(&Row<'_>) -> ControlFlow<()> + Send),
    ) -> std::result::Result<Reading, StoreError> {
        self.snapshot()?.query(&Prepared::new(select), parameters, each)
    }

    async fn count(&self, table: &Table) -> std::result::Result<u64, StoreError> {
        let snapshot = self.snapshot()?;
        let layers = snapshot.layers(&table.shape)?;
        let expiry = self.clock.expiry(&table.shape);
        if let ([layer], true, true) = (layers, table.shape.statics.is_empty(), expiry.is_never()) {
            return Ok(layer.segments.iter().map(Segment::entries).sum());
        }
        let segments = layers.iter().flat_map(|layer| layer.segments.iter().map(|s| (s, layer.timestamp)));
        let (runs, stamps): (Vec<_>, Vec<_>) =
            segments.map(|(s, at)| (s.range(Bound::Unbounded, Bound::Unbounded, Direction::Ascending), at)).unzip();
        let mut cursor = MergeCursor::new(runs, Direction::Ascending);
        let mut rows = 0;
        while cursor.advance()? {
            // A row is there as long as the version of it that was written last.
            let mut versions = cursor.holders().iter().zip(cursor.versions());
            let lives = expiry.is_never() || versions.any(|(run, value)| expiry.lives(written_at(value, stamps[*run])));
            rows += u64::from(lives && !is_static(cursor.key()));
        }
        Ok(rows)
    }
}
