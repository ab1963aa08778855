//! Takes planned changes with their statements, makes them on the cluster one after the other, and holds what is there in
//! the end against the catalog. Two that apply the same catalog at once help each other: neither sees an error for what
//! the other has done.

use std::collections::BTreeMap;
use std::time::Duration;

use scylla::client::session::Session;
use uuid::Uuid;

use super::{counted, define, error, indexes, inspect};
use crate::catalog::Catalog;
use crate::store::StoreError;
use crate::store::schema::{Change, Comparison, compare, listed};

/// How often what is there is read again before a change counts as not made: other nodes learn of it a moment later.
const LOOKS: u32 = 40;
/// The pause between two looks.
const PAUSE: Duration = Duration::from_millis(250);

/// Makes `changes` in order, each by its statement; waits until all nodes agree after each. Fails where a statement fails
/// and what it was to make is not there, and where in the end anything is not as `catalog` says.
pub(super) async fn apply(
    session: &Session,
    catalog: &Catalog,
    changes: &[(Change, String)],
) -> Result<(), StoreError> {
    let ids = inspect::ids(session, &catalog.keyspace.name).await?;
    for (done, (change, statement)) in changes.iter().enumerate() {
        let statement = identified(catalog, change, statement, &ids);
        if let Err(failure) = define(session, &statement).await
            // Where that cannot be told either, what failed first is told.
            && !made(session, catalog, change).await.unwrap_or(false)
        {
            let mut failure = error::execution(format!("run `{}`", first_line(&statement)), &failure);
            if done > 0 {
                let of = changes.len();
                let rest = format!("{done} of {of} changes were made; `modeler apply` makes the others");
                failure.message = format!("{}\n  {rest}", failure.message);
            }
            return Err(failure);
        }
        if let Change::Drop { table, .. } = change {
            let table = &catalog.tables[*table].shape;
            if table.is_counter() {
                counted::forget(session, &catalog.keyspace.name, &table.name).await?;
            }
        }
    }
    settle(session, catalog).await?;
    indexes::await_queryable(session, catalog).await
}

/// A CREATE TABLE with an identifier of its own: the same for everybody who makes this table in place of the one that was
/// there, so that two who do it at once, through different nodes, make one table and not two that quarrel. Another one
/// than the dropped table's, whose leftovers must not come back; of a table that someone else has dropped, or an apply that
/// was killed in between, nothing is known, and its identifier comes again.
fn identified(catalog: &Catalog, change: &Change, statement: &str, ids: &BTreeMap<String, Uuid>) -> String {
    let Change::Table(table) = change else { return statement.to_owned() };
    let table = &catalog.tables[*table].shape;
    let before = ids.get(table.name.text()).copied().unwrap_or(Uuid::nil());
    let id = Uuid::new_v5(&before, format!("{}\n{statement}", catalog.keyspace.name).as_bytes());
    let has_options = !table.clustering_key.is_empty() || !table.options.is_empty();
    let word = if has_options { "AND" } else { "WITH" };
    format!("{statement}\n   {word} id = {id}")
}

/// Whether what `change` makes is there although its statement failed: someone else was quicker. Not of a drop.
async fn made(session: &Session, catalog: &Catalog, change: &Change) -> Result<bool, StoreError> {
    for _ in 0..4 {
        let comparison = compare(catalog, &inspect::schema(session, catalog).await?, false);
        if !matches!(change, Change::Drop { .. }) && !comparison.changes.contains(change) {
            return Ok(true);
        }
        tokio::time::sleep(PAUSE).await;
    }
    Ok(false)
}

/// Waits until what is there is what `catalog` says; fails with what is not.
async fn settle(session: &Session, catalog: &Catalog) -> Result<(), StoreError> {
    let mut last = Comparison::default();
    for _ in 0..LOOKS {
        last = compare(catalog, &inspect::schema(session, catalog).await?, false);
        if last.is_same() {
            return Ok(());
        }
        if !last.differences.is_empty() {
            break;
        }
        tokio::time::sleep(PAUSE).await;
    }
    let facts = listed(&last.differences);
    let missing = last.changes.iter().map(|change| format!("\n  not there: {}", change.object(catalog)));
    let missing: String = missing.collect();
    Err(StoreError::refused(format!(
        "the schema that was read back is not the model's{facts}{missing}\n  someone else may be changing it; try again"
    )))
}

/// What is said to someone whose tables are not as `catalog` says.
pub(super) fn unfit(catalog: &Catalog, comparison: &Comparison) -> Option<StoreError> {
    if !comparison.differences.is_empty() {
        let facts = listed(&comparison.differences);
        return Some(StoreError::refused(format!(
            "the cluster holds what is not as the model says{facts}\n  `modeler apply` says what can be done"
        )));
    }
    let missing = match comparison.changes.as_slice() {
        [] => return None,
        [keyspace @ Change::Keyspace, ..] => keyspace.object(catalog),
        changes => changes.iter().map(|change| change.object(catalog)).collect::<Vec<_>>().join(", "),
    };
    Some(StoreError::failed(format!("{missing} is not there; `modeler apply` makes it, `modeler run` loads it, too")))
}

/// The first line of a statement, for messages.
pub(super) fn first_line(statement: &str) -> &str {
    statement.lines().next().unwrap_or_default().trim_end_matches('(').trim_end()
}
