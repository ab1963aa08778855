//! Takes a catalog with its script, plans what a store lacks, and makes it. Never drops what it was not told to drop,
//! and never changes what differs: it says in what.

use crate::catalog::{Catalog, Script};
use crate::rules::shape::Kind;
use crate::store::schema::{Change, Comparison, Difference, compare, listed};
use crate::store::{Begin, Store, StoreError};

/// What applying a catalog will do.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plan {
    /// The changes in order, each with its statement; none where anything differs.
    pub changes: Vec<(Change, String)>,
    /// What is there, but not as the model says.
    pub differences: Vec<Difference>,
    /// What is no fault, but worth a look.
    pub warnings: Vec<String>,
}

/// Plans `catalog` against `store`; `drop` makes all its tables anew. Fails as the store fails.
pub async fn plan(store: &impl Store, catalog: &Catalog, script: &Script, drop: bool) -> Result<Plan, StoreError> {
    let found = store.inspect(catalog).await?;
    let Comparison { changes, differences, warnings } = compare(catalog, &found, drop);
    // Nothing is executed where anything is to be refused.
    let changes = changes.into_iter().filter(|_| differences.is_empty());
    let changes = changes.map(|change| (change.clone(), statement(&change, catalog, script))).collect();
    Ok(Plan { changes, differences, warnings })
}

/// Does what `plan` says, and waits until what is there can be used. Refuses if anything differs, naming all of it and in
/// what.
pub async fn apply(store: &impl Store, catalog: &Catalog, plan: &Plan) -> Result<(), StoreError> {
    if !plan.differences.is_empty() {
        return Err(refusal(&plan.differences));
    }
    store.apply(catalog, &plan.changes).await
}

/// Begins a load into the tables of `catalog`, as `plan` says. Tables that are to be dropped are so by the load itself, when
/// all of its input has been read: one that cannot be read leaves them as they were. Refuses and fails as [`apply`] and
/// [`Store::begin`] do.
pub async fn begin<S: Store>(
    store: &S,
    catalog: &Catalog,
    script: &Script,
    plan: &Plan,
    now: i64,
) -> Result<S::Load, StoreError> {
    let drops = plan.changes.iter().any(|(change, _)| matches!(change, Change::Drop { .. }));
    if !plan.differences.is_empty() {
        return Err(refusal(&plan.differences));
    }
    if drops {
        return store.begin(catalog, script, Begin { now, anew: &plan.changes }).await;
    }
    if !plan.changes.is_empty() {
        apply(store, catalog, plan).await?;
    }
    store.begin(catalog, script, Begin { now, anew: &[] }).await
}

/// What is said where things are there, but not as the model says.
pub fn refusal(differences: &[Difference]) -> StoreError {
    let lines = listed(differences);
    let help = if differences.iter().all(|difference| difference.table.is_some()) {
        "`--drop-tables` makes all tables of the model anew, without their rows"
    } else {
        "change the model, or what is there; `--drop-tables` makes tables anew, and nothing else"
    };
    StoreError::refused(format!("the store holds what is not as the model says{lines}\n  {help}"))
}

/// The statement that makes `change`.
fn statement(change: &Change, catalog: &Catalog, script: &Script) -> String {
    let keyspace = catalog.keyspace.name.cql();
    let name = |table: usize| catalog.tables[table].shape.name.cql();
    match *change {
        Change::Keyspace => script.keyspace.clone(),
        Change::Type(udt) => script.types[udt].clone(),
        Change::Field { udt, field } => {
            let udt = &catalog.types[udt];
            let (field, ty) = &udt.fields[field];
            format!("ALTER TYPE {keyspace}.{} ADD {} {}", udt.name.cql(), field.cql(), ty.cql())
        }
        Change::Drop { table, .. } => format!("DROP TABLE IF EXISTS {keyspace}.{}", name(table)),
        Change::Table(table) => script.tables[table].clone(),
        Change::Column { table, column } => {
            let added = catalog.tables[table].shape.columns().nth(column);
            let (added, kind) = added.expect("a change names a column of its table");
            let suffix = if kind == Kind::Static { " static" } else { "" };
            format!("ALTER TABLE {keyspace}.{} ADD {} {}{suffix}", name(table), added.name.cql(), added.ty.cql())
        }
        // Only a store that runs no statements has an order of its own.
        Change::Order(_) => String::new(),
        Change::Index { table, index } => script.indexes[table][index].clone(),
    }
}
