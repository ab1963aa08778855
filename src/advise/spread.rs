//! Takes tables, finds partition keys that leave the work to a few nodes. Never judges how large a partition becomes.

use super::facts::{is_bucket, values};
use super::{Facts, TableFacts, listed};
use crate::model::{Column, Model, Origin};
use crate::rules::shape::{Finding, Part};
use crate::types::CqlType;
use crate::value::Derivation;

/// Fewer partitions than this leave nodes without any, or some with several of the others' load. A rule of thumb of
/// advisers: a ring has some hundreds of ranges (16 tokens for each of some dozens of nodes).
const FEW_PARTITIONS: u64 = 1_000;

/// A05: the whole partition key has so few values that the table lies on a few nodes.
pub(super) fn few_partitions(_: &Facts<'_>, table: &TableFacts<'_>) -> Vec<Finding> {
    // A table without clustering columns has as many rows as values: it is small, not skewed. Counters are written
    // often.
    if table.shape.clustering_key.is_empty() && !table.shape.is_counter() {
        return Vec::new();
    }
    let each: Option<Vec<u64>> = table.partition().map(values).collect();
    let product = each.map(|each| each.iter().fold(1_u64, |product, n| product.saturating_mul(*n)));
    let Some(most) = product.filter(|product| *product < FEW_PARTITIONS) else { return Vec::new() };
    let key = listed(table.partition().map(|column| &column.name));
    let partitions = if most == 1 { "one partition".to_owned() } else { format!("at most {most} partitions") };
    let values =
        if table.shape.partition_key.len() == 1 { "has no more values" } else { "have no more values together" };
    let fact = format!("`{}` has {partitions}: {key} {values}", table.shape.name);
    let help = "add a column with many values to the partition key, which every query knows, or a `hash(…)` of one";
    vec![Finding::new("A05", Part::PartitionKey(0), fact).help(help)]
}

/// A06: a piece of time is the whole partition key, so that all that is written now goes to one partition.
pub(super) fn hot_partition(facts: &Facts<'_>, table: &TableFacts<'_>) -> Vec<Finding> {
    if table.shape.clustering_key.is_empty() && !table.shape.is_counter() {
        return Vec::new();
    }
    let is_now = |column: &Column| is_now(facts.model, column);
    // What has few values parts the load too little to matter; a hash is there to part it.
    let parts = |column: &Column| matches!(column.origin, Origin::Derived { function: Derivation::Hash(_), .. });
    let idle = |column: &Column| is_now(column) || (values(column).is_some() && !parts(column));
    let Some(at) = table.partition().position(is_now).filter(|_| table.partition().all(idle)) else {
        return Vec::new();
    };
    let key = listed(table.partition().map(|column| &column.name));
    let fact = format!(
        "every row of `{}` that is written at a time goes to one partition, for its key is {key}",
        table.shape.name
    );
    let help = "put what the question is about before it; or spread the rows over shards, `shard: { type: int, derive: \
                \"hash(…, 16)\" }` in the partition key, and read `shard in :shards`";
    vec![Finding::new("A06", Part::PartitionKey(at), fact).help(help)]
}

/// Whether the rows that are written at one time share a value of `column`.
fn is_now(model: &Model, column: &Column) -> bool {
    match column.origin {
        Origin::Derived { from, .. } => {
            let source = &model.columns[from].ty;
            let time = matches!(source, CqlType::Timestamp | CqlType::Timeuuid | CqlType::Date);
            time && is_bucket(model, column)
        }
        // A year may be that of a film, a date one of birth: by their names alone these are of now.
        _ => ["day", "date", "hour", "minute"].contains(&column.name.text()) && values(column).is_none(),
    }
}
