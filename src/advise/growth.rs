//! Takes tables, finds partitions that grow as long as rows come, and writes the bucket that ends them. Never knows how
//! many rows come.

use super::facts::{is_bucket, is_moment, values};
use super::{Facts, TableFacts};
use crate::model::{Column, Origin};
use crate::rules::shape::{Finding, Part};
use crate::types::CqlType;
use crate::value::Derivation;

/// A07: a clustering column is a moment, no column of the partition key ends a partition, and no row expires.
pub(super) fn without_end(facts: &Facts<'_>, table: &TableFacts<'_>) -> Vec<Finding> {
    if table.expires() || table.is_bucketed() || table.clustering().all(is_coarse) {
        return Vec::new();
    }
    let goes_on = |column: &Column| is_moment(&column.ty) || column.ty == CqlType::Date;
    let Some((at, column)) = table.clustering().enumerate().find(|(_, column)| goes_on(column)) else {
        return Vec::new();
    };
    let (name, shape) = (&column.name, table.shape);
    let fact = format!("a partition of `{}` grows with every `{name}`, and nothing ends it", shape.name);
    vec![Finding::new("A07", Part::ClusteringKey(at), fact).help(bucketed(facts, table, column))]
}

/// Whether a column has so few values in a year that rows of its own make no partition large: days, hours, flags.
fn is_coarse(column: &Column) -> bool {
    let cut = match column.origin {
        Origin::Derived { function, .. } => {
            matches!(function, Derivation::Date | Derivation::YearMonth | Derivation::Hour)
        }
        _ => column.ty == CqlType::Date,
    };
    cut || values(column).is_some()
}

/// The stanza that puts a bucket of `column` into the partition key of `table`: one that the model has, or a month.
fn bucketed(facts: &Facts<'_>, table: &TableFacts<'_>, column: &Column) -> String {
    let columns = &facts.model.columns;
    let of = |other: &&Column| {
        facts.origin(other).is_some_and(|from| from.name == column.name) && is_bucket(facts.model, other)
    };
    let known = columns.iter().find(of).map(|bucket| bucket.name.text().to_owned());
    let named = |name: &String| columns.iter().any(|column| column.name.text() == name);
    let mut bucket = known.clone().unwrap_or_else(|| "month".to_owned());
    if known.is_none() && named(&bucket) {
        bucket = format!("{}_month", column.name);
    }
    while known.is_none() && named(&bucket) {
        bucket.push('_');
    }
    let owner = facts.model.owner(table.at).map_or("", |owner| owner.text());
    let key: Vec<&str> = table.partition().map(|column| column.name.text()).chain([bucket.as_str()]).collect();
    let declared = format!("columns:\n  {bucket}: {{ type: text, derive: year_month({}) }}\n", column.name);
    format!(
        "put a bucket into the partition key; a read names it, or goes from one to the next with `across: {bucket}` and \
         bounds on `{}`:\n\
         {}queries:\n  {owner}:\n    partition_key: [{}]\nor let rows expire with `ttl:`; or say in `allow:` why a \
         partition stays small",
        column.name,
        if known.is_some() { String::new() } else { declared },
        key.join(", "),
    )
}
