//! Takes a table, gives what is wrong with its primary key and its static columns. Never judges a column by itself.

use std::collections::HashMap;

use super::columns;
use super::shape::{Column, Finding, Part, Table};
use super::words::{list, tick};
use crate::name::Name;
use crate::types::CqlType;

/// K01: a table has at least one partition-key column.
pub(super) fn no_partition_key(table: &Table) -> Vec<Finding> {
    if !table.partition_key.is_empty() {
        return Vec::new();
    }
    vec![
        Finding::new("K01", Part::Name, format!("table {} has no partition key", tick(&table.name)))
            .help("name the columns that every read of it knows in `partition_key`"),
    ]
}

/// K01: a column has one place in its table. A static one in the key is K02's.
pub(super) fn two_places(table: &Table) -> Vec<Finding> {
    let mut seen: HashMap<&Name, Part> = HashMap::new();
    let mut found = Vec::new();
    for (name, part) in places(table) {
        let Some(first) = seen.get(name) else {
            seen.insert(name, part);
            continue;
        };
        let in_key = matches!(first, Part::PartitionKey(_) | Part::ClusteringKey(_));
        if in_key && matches!(part, Part::Static(_)) {
            continue;
        }
        let fact = format!(
            "column {} has two places in table {}: {} and {}",
            tick(name),
            tick(&table.name),
            place(first),
            place(&part)
        );
        found.push(Finding::new("K01", part, fact).help("keep one of them"));
    }
    found
}

/// K02: a key column has one value per row, so it cannot be static.
pub(super) fn static_in_key(table: &Table) -> Vec<Finding> {
    let keys: HashMap<&Name, Part> = places(table)
        .into_iter()
        .filter(|(_, part)| matches!(part, Part::PartitionKey(_) | Part::ClusteringKey(_)))
        .collect();
    let of = |(at, column): (usize, &Column)| {
        let key = keys.get(&column.name)?;
        let fact = format!("static column {} is also {}", tick(&column.name), place(key));
        Some(Finding::new("K02", Part::Static(at), fact).help("take it out of `static`, or out of the key"))
    };
    table.statics.iter().enumerate().filter_map(of).collect()
}

/// K02: a key column is one comparable value: no non-frozen collection or UDT, no counter, no duration at any depth.
/// The node would let `vector<duration, n>` through, as it looks into every other type but this one; we refuse it too,
/// because a duration has no order (is a month longer than 30 days?) and rows would come in that of its bytes.
/// Types that are faulty anywhere are K07's.
pub(super) fn unfit_type(table: &Table) -> Vec<Finding> {
    let partition = table.partition_key.iter().enumerate().map(|(at, column)| (Part::PartitionKey(at), column));
    let clustering = table.clustering_key.iter().enumerate().map(|(at, (column, _))| (Part::ClusteringKey(at), column));
    let judged = partition.chain(clustering).filter(|(_, column)| columns::nesting(column).is_empty());
    judged
        .filter_map(|(part, column)| {
            let (fault, help) = key_fault(&column.ty)?;
            let fact = format!("key column {} has type {}, {fault}", tick(&column.name), tick(&column.ty.cql()));
            Some(Finding::new("K02", part, fact).help(help))
        })
        .collect()
}

/// K04: a static column is one value per partition, which means something only if a partition can have several rows.
pub(super) fn static_without_clustering(table: &Table) -> Vec<Finding> {
    if table.statics.is_empty() || !table.clustering_key.is_empty() {
        return Vec::new();
    }
    let names = list(table.statics.iter().map(|column| &column.name));
    let fact = format!("table {} has static columns ({names}) but no clustering column", tick(&table.name));
    vec![
        Finding::new("K04", Part::Static(0), fact)
            .help("add a `clustering_key`, or leave `static` out: with one row per partition every column is static"),
    ]
}

/// Why a value of this type cannot be part of a key, with the way out.
fn key_fault(ty: &CqlType) -> Option<(&'static str, String)> {
    if *ty == CqlType::Counter {
        return Some(("which changes with every increment", "use `bigint`".to_owned()));
    }
    if ty.is_multi_cell() {
        return Some(("which is stored as several cells", format!("write `frozen<{}>`", ty.cql())));
    }
    let mut duration = false;
    ty.walk(&mut |inner| duration |= *inner == CqlType::Duration);
    duration.then(|| ("and a duration has no order", "use a `bigint` of nanoseconds".to_owned()))
}

/// Every column with its place, in the order of `Table::columns`.
fn places(table: &Table) -> Vec<(&Name, Part)> {
    let partition = table.partition_key.iter().enumerate().map(|(at, column)| (&column.name, Part::PartitionKey(at)));
    let clustering =
        table.clustering_key.iter().enumerate().map(|(at, (column, _))| (&column.name, Part::ClusteringKey(at)));
    let statics = table.statics.iter().enumerate().map(|(at, column)| (&column.name, Part::Static(at)));
    let regulars = table.regulars.iter().map(|column| (&column.name, Part::Column(column.name.clone())));
    partition.chain(clustering).chain(statics).chain(regulars).collect()
}

/// A place in words, counted from 1.
fn place(part: &Part) -> String {
    match part {
        Part::PartitionKey(at) => format!("column {} of the partition key", at + 1),
        Part::ClusteringKey(at) => format!("column {} of the clustering key", at + 1),
        Part::Static(at) => format!("static column {}", at + 1),
        _ => "a plain column".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::sample::{codes, frozen_list, frozen_udt, list_of, table_of, udt, vector};
    use super::*;

    /// Judges a table with the given partition key, clustering key, statics and plain columns, all `int`.
    fn found(partition: &[&str], clustering: &[&str], statics: &[&str], regulars: &[&str]) -> Vec<Finding> {
        super::super::table(&table_of(partition, clustering, statics, regulars))
    }

    /// Partition key, clustering key, statics, plain columns and a piece of the fact.
    type Case<'a> = (&'a [&'a str], &'a [&'a str], &'a [&'a str], &'a [&'a str], &'a str);

    #[test]
    fn each_column_has_one_place() {
        assert_eq!(codes(&found(&["a"], &[], &[], &[])), [""; 0]);
        assert_eq!(codes(&found(&["a", "b"], &["c", "d"], &["s"], &["v"])), [""; 0]);
        let forty: Vec<String> = (0..40).map(|n| format!("c{n}")).collect();
        let forty: Vec<&str> = forty.iter().map(String::as_str).collect();
        assert_eq!(codes(&found(&["p"], &forty, &[], &[])), [""; 0]);

        let refused: &[Case<'_>] = &[
            (&[], &["c"], &[], &[], "table `x` has no partition key"),
            (&["a", "a"], &[], &[], &[], "column 1 of the partition key and column 2 of the partition key"),
            (&["a"], &["b", "a"], &[], &[], "column 1 of the partition key and column 2 of the clustering key"),
            (&["a"], &["b"], &[], &["b"], "column 1 of the clustering key and a plain column"),
            (&["a"], &["b"], &["s", "s"], &[], "static column 1 and static column 2"),
            (&["a"], &["b"], &["s"], &["s"], "static column 1 and a plain column"),
            (&["a"], &["b"], &[], &["v", "v"], "a plain column and a plain column"),
        ];
        for (partition, clustering, statics, regulars, fact) in refused {
            let found = found(partition, clustering, statics, regulars);
            assert_eq!(codes(&found), ["K01"], "{fact}");
            assert!(found[0].fact.contains(fact), "{}", found[0].fact);
        }
    }

    #[test]
    fn statics_stay_out_of_the_key_and_need_a_clustering_column() {
        assert_eq!(codes(&found(&["a"], &["c"], &["static"], &[])), [""; 0]);
        assert_eq!(codes(&found(&["a"], &["c"], &["a"], &[])), ["K02"]);
        assert_eq!(codes(&found(&["a"], &["c"], &["c"], &[])), ["K02"]);
        assert_eq!(codes(&found(&["a"], &[], &["s", "t"], &[])), ["K04"]);
        assert_eq!(codes(&found(&["a", "b"], &[], &["s"], &[])), ["K04"]);
    }

    #[test]
    fn key_columns_are_single_comparable_values() {
        let cases = [
            (CqlType::Int, true),
            (CqlType::Blob, true),
            (frozen_list(CqlType::Int), true),
            (frozen_udt("ut", &[("a", CqlType::Int)]), true),
            (CqlType::Tuple(vec![CqlType::Int, CqlType::Text]), true),
            (vector(CqlType::Float, 3), true),
            (list_of(CqlType::Int), false),
            (udt("ut", &[("a", CqlType::Int)]), false),
            (CqlType::Counter, false),
            (CqlType::Duration, false),
            (frozen_list(CqlType::Duration), false),
            (CqlType::Tuple(vec![CqlType::Int, CqlType::Duration]), false),
            (frozen_udt("ut", &[("d", CqlType::Duration)]), false),
            (vector(CqlType::Duration, 2), false),
        ];
        for (ty, good) in cases {
            for in_partition in [true, false] {
                let mut table = table_of(&["p"], &["c"], &[], &[]);
                let (column, part) = if in_partition {
                    (&mut table.partition_key[0], Part::PartitionKey(0))
                } else {
                    (&mut table.clustering_key[0].0, Part::ClusteringKey(0))
                };
                column.ty = ty.clone();
                let found = super::super::table(&table);
                assert_eq!(codes(&found), if good { vec![] } else { vec!["K02"] }, "{ty:?}");
                assert!(found.iter().all(|finding| finding.at == part));
            }
        }
    }
}
