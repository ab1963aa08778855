//! Takes tables, finds key columns that make poor keys: those that change, those whose values cannot be named again,
//! and too many. Never judges what a node refuses in a key.

use super::{Facts, TableFacts};
use crate::model::Column;
use crate::rules::shape::{Finding, Kind, Part};
use crate::types::CqlType;

/// More clustering columns than this are named by advisers of live clusters (`cassandra-analyzer` by `AxonOps`).
const MANY_CLUSTERING: usize = 5;

/// The columns of the key with their parts.
fn key<'a>(table: &TableFacts<'a>) -> impl Iterator<Item = (&'a Column, Part, Kind)> {
    let kinds: Vec<Kind> = table.shape.columns().map(|(_, kind)| kind).collect();
    let partition = table.shape.partition_key.len();
    let columns: Vec<&Column> = table.partition().chain(table.clustering()).collect();
    columns.into_iter().zip(kinds).enumerate().map(move |(at, (column, kind))| {
        let part = if at < partition { Part::PartitionKey(at) } else { Part::ClusteringKey(at - partition) };
        (column, part, kind)
    })
}

/// A08: a column whose value changes is part of the key.
pub(super) fn mutable(facts: &Facts<'_>, table: &TableFacts<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    for (column, part, _) in key(table) {
        let own = column.is_mutable.then_some(column);
        let Some(Column { name: changing, .. }) = own.or(facts.origin(column).filter(|from| from.is_mutable)) else {
            continue;
        };
        let name = &table.shape.name;
        let fact = format!("`{}` is in the key of `{name}`, and `{changing}` changes", column.name);
        let help = "a new value is a new row, and the old one stays until it is deleted: key the table by what never \
                    changes, or delete and insert in one logged batch";
        found.push(Finding::new("A08", part, fact).help(help));
    }
    found
}

/// A09: a key column has values that are not met again by what looks the same.
pub(super) fn unfit(_: &Facts<'_>, table: &TableFacts<'_>) -> Vec<Finding> {
    let unfit = |(column, part, kind): (&Column, Part, Kind)| {
        let why = reason(&column.ty, kind == Kind::Partition)?;
        let fact = format!("key column `{}` of `{}` is a `{}`: {why}", column.name, table.shape.name, column.ty.cql());
        Some(Finding::new("A09", part, fact).help("key the table by a text, a whole number, a uuid or a moment"))
    };
    key(table).filter_map(unfit).collect()
}

/// Why a type makes a poor key column.
fn reason(ty: &CqlType, partition: bool) -> Option<&'static str> {
    match ty {
        CqlType::Float | CqlType::Double => {
            Some("a number that was reckoned differently in the last place is another key, and so is -0.0")
        }
        // Clustering columns compare by value; a partition key is its bytes.
        CqlType::Decimal if partition => Some("`1.0` and `1.00` are two partitions"),
        CqlType::Blob => Some("nobody can read or type it, and each row repeats it"),
        CqlType::List { .. } | CqlType::Set { .. } | CqlType::Map { .. } => {
            Some("to find the row again takes every element of it")
        }
        CqlType::Vector { item, .. } => reason(item, partition),
        CqlType::Tuple(items) => items.iter().find_map(|item| reason(item, partition)),
        CqlType::Udt { udt, .. } => udt.fields.iter().find_map(|(_, field)| reason(field, partition)),
        _ => None,
    }
}

/// A10: more clustering columns than a person can keep in mind, each repeated in every row.
pub(super) fn long(_: &Facts<'_>, table: &TableFacts<'_>) -> Vec<Finding> {
    let columns = table.shape.clustering_key.len();
    if columns <= MANY_CLUSTERING {
        return Vec::new();
    }
    let fact = format!("`{}` has {columns} clustering columns, more than {MANY_CLUSTERING}", table.shape.name);
    let help = "each row repeats them all, and a query can only restrict them from the first on: keep those that order \
                the rows or tell them apart, and make the others plain columns";
    vec![Finding::new("A10", Part::ClusteringKey(MANY_CLUSTERING), fact).help(help)]
}
