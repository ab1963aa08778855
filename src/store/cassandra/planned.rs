//! What a load is into: the tables of a catalog with the statements that write to them, prepared; and what tells whether
//! they are still those that an earlier run has written to.

use std::sync::Arc;
use std::sync::atomic::AtomicU64;

use scylla::client::session::Session;
use scylla::policies::retry::FallthroughRetryPolicy;

use super::part::Table;
use super::send::Target;
use super::{inspect, prepare};
use crate::catalog::{self, Catalog, Script};
use crate::rules::shape;
use crate::store::StoreError;
use crate::store::ledger::{Kept, Marked};
use crate::store::row::Layout;
use crate::store::schema::Change;
use crate::types::CqlType;

/// What the load is into.
pub(super) struct Planned {
    pub(super) catalog: Catalog,
    pub(super) script: Script,
    /// What makes the tables anew, when all input has been read; nothing where they are there.
    pub(super) anew: Vec<(Change, String)>,
}

/// Whether writing the same value with the same timestamp again leaves what is there: an increment counts twice, and a
/// list of several cells gets its elements twice.
fn sends_again(ty: &CqlType) -> bool {
    !matches!(ty, CqlType::Counter | CqlType::List { frozen: false, .. })
}

impl Planned {
    /// Prepares what writes each table.
    pub(super) async fn tables(&self, session: &Session) -> Result<Vec<Arc<Table>>, StoreError> {
        let mut tables = Vec::with_capacity(self.catalog.tables.len());
        for (at, planned) in self.catalog.tables.iter().enumerate() {
            let shape = &planned.shape;
            let row = target(session, (at, shape), &self.script.inserts[at], false).await?;
            let statics = match &self.script.static_inserts[at] {
                Some(text) => Some(target(session, (at, shape), text, true).await?),
                None => None,
            };
            let (layout, counters) = (Layout::of(shape), shape.is_counter());
            let again = row.again && statics.as_ref().is_none_or(|statics| statics.again);
            tables.push(Arc::new(Table { layout, counters, again, row, statics, tombstones: AtomicU64::new(0) }));
        }
        Ok(tables)
    }

    /// The tables, each with a mark of the statements that make it and write to it.
    pub(super) fn marks(&self) -> Vec<Marked> {
        let mark = |(at, table): (usize, &catalog::Table)| {
            let statics = self.script.static_inserts[at].as_deref().unwrap_or_default();
            let texts = [&self.script.tables[at], &self.script.inserts[at], statics].join("\n");
            Marked {
                name: table.shape.name.text().to_owned(),
                mark: format!("{:08x}", crc32fast::hash(texts.as_bytes())),
            }
        };
        self.catalog.tables.iter().enumerate().map(mark).collect()
    }

    /// What tells the tables from others of their names that are made later, in the order of the catalog.
    pub(super) async fn made(&self, session: &Session) -> Result<Vec<String>, StoreError> {
        let made = inspect::made(session, &self.catalog.keyspace.name).await?;
        let of = |table: &catalog::Table| made.get(table.shape.name.text()).cloned();
        Ok(self.catalog.tables.iter().map(|table| of(table).unwrap_or_default()).collect())
    }

    /// The tables whose rows are gone, though `kept` says that some were written: nothing tells of a TRUNCATE.
    pub(super) async fn emptied(&self, session: &Session, kept: &Kept) -> Result<Vec<String>, StoreError> {
        let mut found = Vec::new();
        for (at, table) in self.catalog.tables.iter().enumerate().filter(|(_, t)| t.shape.lifetime().is_none()) {
            let written = kept.parts.iter().any(|(place, part)| place.table == at && part.written > 0);
            if !written {
                continue;
            }
            let (keyspace, name) = (self.catalog.keyspace.name.cql(), &table.shape.name);
            let columns: Vec<_> = table.shape.partition_key.iter().map(|column| column.name.cql()).collect();
            let text = format!("SELECT token({}) FROM {keyspace}.{} LIMIT 1", columns.join(", "), name.cql());
            if inspect::read::<(i64,)>(session, &text, ()).await?.is_empty() {
                found.push(format!("the rows of table `{name}` are gone"));
            }
        }
        Ok(found)
    }
}

/// Prepares `text`, which writes the static columns of a table, or the others.
async fn target(
    session: &Session,
    (index, shape): (usize, &shape::Table),
    text: &str,
    is_static: bool,
) -> Result<Arc<Target>, StoreError> {
    let columns = if is_static { &shape.statics } else { &shape.regulars };
    let mut prepared = prepare(session, text).await?;
    let again = columns.iter().all(|column| sends_again(&column.ty));
    prepared.set_is_idempotent(again);
    // Whoever sends again keeps account of what may have been done: see `send`.
    prepared.set_retry_policy(Some(Arc::new(FallthroughRetryPolicy)));
    let (table, counters) = (shape.name.clone(), shape.is_counter());
    Ok(Arc::new(Target { index, table, prepared, again, counters, is_static }))
}
