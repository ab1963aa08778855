//! Takes a catalog with its script, plans what a store lacks, and makes it. Never drops what it was not told to drop,
//! and never changes a table that differs: it says in what.

use crate::catalog::{Catalog, Script};
use crate::store::{Change, Store, StoreError};

/// What applying a catalog will do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    /// For each table of the catalog, in its order.
    pub changes: Vec<Change>,
    /// The statements that will be executed, in order; none where a table differs.
    pub statements: Vec<String>,
}

/// Plans `catalog` against `store`; `drop` makes all its tables anew. Fails as the store fails.
pub async fn plan(store: &impl Store, catalog: &Catalog, script: &Script, drop: bool) -> Result<Plan, StoreError> {
    let changes = store.plan(catalog, drop).await?;
    let mut statements = vec![script.keyspace.clone()];
    statements.extend(script.types.iter().cloned());
    for ((table, change), create) in catalog.tables.iter().zip(&changes).zip(&script.tables) {
        if let Change::Replace { .. } = change {
            statements.push(format!("DROP TABLE IF EXISTS {}.{}", catalog.keyspace.name.cql(), table.shape.name.cql()));
        }
        if matches!(change, Change::Create | Change::Replace { .. }) {
            statements.push(create.clone());
        }
    }
    // Nothing is executed where nothing is to do, nor where anything is to be refused.
    let differs = changes.iter().any(|change| matches!(change, Change::Differs(_)));
    if differs || changes.iter().all(|change| matches!(change, Change::Keep)) {
        statements.clear();
    }
    Ok(Plan { changes, statements })
}

/// Does what `plan` says. Refuses if any table differs, naming all of them and in what.
pub async fn apply(store: &impl Store, catalog: &Catalog, script: &Script, plan: &Plan) -> Result<(), StoreError> {
    let differing = catalog.tables.iter().zip(&plan.changes).filter_map(|(table, change)| match change {
        Change::Differs(facts) => Some(format!("table `{}`: {}", table.shape.name, facts.join("; "))),
        _ => None,
    });
    let differing: Vec<String> = differing.collect();
    if !differing.is_empty() {
        let what = differing.join("\n  ");
        let help = "`--drop-tables` makes them anew, without their rows";
        return Err(StoreError::refused(format!(
            "the store holds tables that are not as the model says\n  {what}\n  {help}"
        )));
    }
    store.apply(catalog, script, &plan.changes).await
}
