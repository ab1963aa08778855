//! Takes the folder of a keyspace, gives a `Store` over it: tables made and dropped, questions answered, loads begun.

use std::collections::BTreeMap;
use std::ops::{Bound, ControlFlow};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use super::alter::alter;
use super::expiry::Clock;
use super::manifest::Stamp;
use super::select::{Prepared, answer};
use super::{
    Cause, Direction, EmbeddedError, Ingest, Lock, Manifest, MergeCursor, Result, Segment, TableEntry, schema,
};
use crate::catalog::{Catalog, Script, Select, Statement, Table};
use crate::name::Name;
use crate::rules::shape;
use crate::store::row::{is_static, written_at};
use crate::store::schema::{Change, Difference, Schema, columns, compare};
use crate::store::{Begin, Reading, Row, Store, StoreError};
use crate::types::CqlType;

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
            if opened.definition != schema::definition(table) {
                return Err(outdated(table, &opened.definition));
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
        for change in changes(catalog, &manifest, false)? {
            if let Change::Table(table) = change {
                return Err(missing(catalog.tables[table].shape.name.text()));
            }
        }
        for table in &catalog.tables {
            let definition = &manifest.tables[table.shape.name.text()].definition;
            if *definition != schema::definition(&table.shape) {
                return Err(outdated(&table.shape, definition));
            }
        }
        Ok(Ingest::new(self.dir.clone(), lock, manifest, catalog, now))
    }

    /// As [`Embedded::ingest`], but into tables made anew as `catalog` says: what is there now goes when the load is
    /// committed, and stays if it is not.
    pub fn ingest_anew(&self, catalog: &Catalog, now: i64) -> std::result::Result<Ingest, StoreError> {
        let (lock, mut manifest) = self.write()?;
        catalog.tables.iter().for_each(|table| make(&mut manifest, table));
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

/// What is said of a table that was made as `definition` says, and not as `table` does.
fn outdated(table: &shape::Table, definition: &serde_json::Value) -> StoreError {
    let mut types = Vec::new();
    for (column, _) in table.columns() {
        column.ty.walk(&mut |ty| {
            if let CqlType::Udt { udt, .. } = ty {
                types.push(Arc::clone(udt));
            }
        });
    }
    let (facts, added) = columns(table, &schema::columns(definition), &types);
    let object = format!("table `{}`", table.name);
    if !facts.is_empty() {
        return differs(&object, &facts);
    }
    let added: Vec<String> = added
        .into_iter()
        .filter_map(|place| table.columns().nth(place))
        .map(|(column, _)| format!("column `{}`", column.name))
        .collect();
    if added.is_empty() {
        let what = "fields of a type that the model has, or its columns stand in another order";
        return StoreError::refused(format!("{object} lacks {what}: `modeler apply` mends it"));
    }
    StoreError::refused(format!("{object} lacks {}: `modeler apply` adds it", added.join(", ")))
}

fn differs(object: &str, differences: &[String]) -> StoreError {
    let differences = differences.join("; ");
    StoreError::refused(format!(
        "{object} is there, but not as the model says: {differences}; `--drop-tables` makes tables anew, without their \
         rows"
    ))
}

/// What the manifest lacks of `catalog`. Refuses what is there but differs.
fn changes(catalog: &Catalog, manifest: &Manifest, drop: bool) -> std::result::Result<Vec<Change>, StoreError> {
    let comparison = compare(catalog, &schema::schema(manifest, catalog), drop);
    match comparison.differences.first() {
        Some(Difference { object, facts, .. }) => Err(differs(object, facts)),
        None => Ok(comparison.changes),
    }
}

/// Refuses a field that is added to a type in a key: the keys that are there would no longer be in order.
fn stays_comparable(catalog: &Catalog, changes: &[Change]) -> std::result::Result<(), StoreError> {
    for change in changes {
        let Change::Field { udt, field } = *change else { continue };
        let grown = &catalog.types[udt];
        for table in &catalog.tables {
            let mut holds = false;
            for (column, _) in table.shape.columns().take(table.shape.key_len()) {
                column.ty.walk(&mut |ty| holds |= matches!(ty, CqlType::Udt { udt, .. } if udt.name == grown.name));
            }
            if holds {
                return Err(StoreError::refused(format!(
                    "cannot add field `{}` to type `{}`: it is part of the key of table `{}`; `--drop-tables` makes the \
                     tables anew, without their rows",
                    grown.fields[field].0, grown.name, table.shape.name
                )));
            }
        }
    }
    Ok(())
}

/// Records a table without rows.
fn make(manifest: &mut Manifest, table: &Table) {
    let entry = TableEntry::new(schema::definition(&table.shape));
    manifest.tables.insert(table.shape.name.text().to_owned(), entry);
}

impl Store for Embedded {
    type Load = Ingest;

    async fn inspect(&self, catalog: &Catalog) -> std::result::Result<Schema, StoreError> {
        // Inspecting reads one file that is replaced whole, so it needs no lock, and no folder either.
        let manifest = Manifest::load(&self.dir)?.unwrap_or_default();
        Ok(schema::schema(&manifest, catalog))
    }

    async fn apply(&self, catalog: &Catalog, planned: &[(Change, String)]) -> std::result::Result<(), StoreError> {
        if planned.is_empty() {
            return Ok(());
        }
        let (_lock, mut manifest) = self.write()?;
        let drop = planned.iter().any(|(change, _)| matches!(change, Change::Drop { .. }));
        // Planned again under the lock: another process may have done it meanwhile.
        let changes = changes(catalog, &manifest, drop)?;
        stays_comparable(catalog, &changes)?;
        manifest.generation += 1;
        for (at, table) in catalog.tables.iter().enumerate() {
            if changes.contains(&Change::Table(at)) {
                make(&mut manifest, table);
            } else if manifest.tables[table.shape.name.text()].definition != schema::definition(&table.shape) {
                alter(&table.shape, &mut manifest, &self.dir)?;
            }
        }
        manifest.commit(&self.dir)?;
        clean(&manifest, &self.dir);
        Ok(())
    }

    async fn begin(
        &self,
        catalog: &Catalog,
        _script: &Script,
        begin: Begin<'_>,
    ) -> std::result::Result<Ingest, StoreError> {
        if begin.anew.is_empty() { self.ingest(catalog, begin.now) } else { self.ingest_anew(catalog, begin.now) }
    }

    /// Every answer looks at its table itself.
    async fn fits(&self, _catalog: &Catalog) -> std::result::Result<(), StoreError> {
        Ok(())
    }

    fn unable(&self, select: &Select) -> Option<&'static str> {
        let written = select.written.as_ref()?;
        Some(match &written.select {
            by_hand if by_hand.json => "asks for JSON",
            by_hand if !by_hand.group_by.is_empty() => "groups rows",
            by_hand if by_hand.allow_filtering => "filters",
            _ if written.is_total() => "counts or sums up rows",
            _ if written.columns.iter().any(|given| given.kind.is_none()) => "computes or renames columns",
            _ => "asks for more than a declared query can",
        })
    }

    async fn query(
        &self,
        statement: Statement<'_>,
        parameters: &[Vec<u8>],
        each: &mut (dyn FnMut(&Row<'_>) -> ControlFlow<()> + Send),
    ) -> std::result::Result<Reading, StoreError> {
        if let Some(why) = self.unable(statement.select) {
            return Err(StoreError::failed(format!(
                "the embedded store cannot answer `{}`, which {why}: ask a cluster with `--store cassandra://…`",
                statement.select.shape.name
            )));
        }
        self.snapshot()?.query(&Prepared::new(statement.select), parameters, each)
    }

    async fn count(&self, catalog: &Catalog, _script: &Script, table: usize) -> std::result::Result<u64, StoreError> {
        let table = &catalog.tables[table];
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
