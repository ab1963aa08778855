//! Takes what a query selects, gives what does not go with its conditions. Never judges the conditions themselves.

use std::collections::{HashMap, HashSet};

use super::shape::{Finding, Kind, Op, Part, Query, Relation};
use super::words::{list, tick};
use crate::name::Name;

/// Q10: statics alone (with or without the partition key) are one row per partition, which no clustering column can
/// choose.
pub(super) fn only_statics(query: &Query) -> Vec<Finding> {
    let kinds = kinds(query);
    let selected = || query.select.iter().filter_map(|name| kinds.get(name));
    let statics = selected().any(|kind| *kind == Kind::Static);
    let rows = selected().any(|kind| matches!(kind, Kind::Clustering(_) | Kind::Regular));
    match clustering_relation(query, &kinds) {
        Some(relation) if statics && !rows => {
            let fact = format!("query {} selects static columns only, but has {}", tick(&query.name), tick(relation));
            let help = "drop the condition, or select a clustering or plain column too";
            vec![Finding::new("Q10", relation.part(), fact).help(help)]
        }
        _ => Vec::new(),
    }
}

/// Q11: DISTINCT gives one row per partition, so it selects what there is one of per partition.
pub(super) fn distinct_columns(query: &Query) -> Vec<Finding> {
    if !query.distinct {
        return Vec::new();
    }
    let kinds = kinds(query);
    let many = query
        .select
        .iter()
        .enumerate()
        .filter(|(_, name)| matches!(kinds.get(name), Some(Kind::Clustering(_) | Kind::Regular)));
    let mut found: Vec<Finding> = many
        .map(|(at, name)| {
            let fact = format!("a distinct query selects {}, of which a partition has many", tick(name));
            Finding::new("Q11", Part::Select(at), fact)
                .help("select partition-key and static columns only, or drop `distinct`")
        })
        .collect();
    let key = query.table.partition_key.iter().map(|column| &column.name);
    let missing: Vec<&Name> = key.filter(|name| query.scan && !query.select.contains(name)).collect();
    if !missing.is_empty() {
        let missing = list(missing);
        let fact = format!("a distinct scan leaves out {missing} of the partition key");
        found.push(Finding::new("Q11", Part::Distinct, fact).help(format!("select {missing} too")));
    }
    found
}

/// Q11: DISTINCT goes with conditions on neither clustering nor plain columns, nor PER PARTITION LIMIT, nor with ORDER BY over several
/// partitions (the node would have to select the clustering columns to sort by them).
pub(super) fn distinct_conditions(query: &Query) -> Vec<Finding> {
    if !query.distinct {
        return Vec::new();
    }
    let kinds = kinds(query);
    let mut found = Vec::new();
    let plain = |relation: &&Relation| {
        relation.columns.iter().any(|name| kinds.get(name) == Some(&Kind::Regular) && query.table.is_indexed(name))
    };
    if let Some(relation) = clustering_relation(query, &kinds).or_else(|| query.relations.iter().find(plain)) {
        let fact = format!("a distinct query has {}, but restricts whole partitions only", tick(relation));
        found.push(Finding::new("Q11", relation.part(), fact).help("drop the condition, or drop `distinct`"));
    }
    let several = query.relations.iter().any(|relation| {
        relation.op == Op::In && relation.columns.iter().any(|name| kinds.get(name) == Some(&Kind::Partition))
    });
    if several && !query.order_by.is_empty() {
        let fact = "a distinct query over several partitions has `order_by`";
        found.push(Finding::new("Q11", Part::OrderBy(0), fact).help("drop `order_by`, or drop `distinct`"));
    }
    if query.per_partition_limit.is_some() {
        let fact = "a distinct query has `per_partition_limit`, but gives one row per partition anyway";
        found.push(Finding::new("Q11", Part::PerPartitionLimit, fact).help("drop `per_partition_limit`"));
    }
    found
}

/// Q22: a column is selected once. The node would give it twice under one name, and a row in Rust has one field of it.
pub(super) fn twice(query: &Query) -> Vec<Finding> {
    let mut seen = HashSet::new();
    let again = query.select.iter().enumerate().filter(|(_, name)| !seen.insert(*name));
    again
        .map(|(at, name)| {
            Finding::new("Q22", Part::Select(at), format!("{} is selected twice", tick(name))).help("select it once")
        })
        .collect()
}

/// What each column of the query's table is to it.
fn kinds(query: &Query) -> HashMap<&Name, Kind> {
    query.table.columns().map(|(column, kind)| (&column.name, kind)).collect()
}

fn clustering_relation<'a>(query: &'a Query, kinds: &HashMap<&Name, Kind>) -> Option<&'a Relation> {
    let clustering = |name: &Name| matches!(kinds.get(name), Some(Kind::Clustering(_)));
    query.relations.iter().find(|relation| relation.columns.iter().any(clustering))
}

#[cfg(test)]
mod tests {
    use super::super::sample::assert_codes;

    #[test]
    fn statics_are_read_by_partition() {
        assert_codes(&[
            ("SELECT st FROM t WHERE p = ?", &[]),
            ("SELECT p, c1, st FROM t WHERE p = ? AND c1 = :a", &[]),
            ("SELECT st, v FROM t WHERE p = ? AND c1 = :a", &[]),
            ("SELECT p FROM t WHERE p = ? AND c1 = :a", &[]),
            ("SELECT st FROM t WHERE p = ? AND c1 = :a", &["Q10"]),
            ("SELECT p, st FROM t WHERE p = ? AND c1 > :a", &["Q10"]),
            ("SELECT st FROM t WHERE p = ? AND (c1, c2) > (:a, :b)", &["Q10"]),
        ]);
    }

    #[test]
    fn distinct_gives_partitions() {
        assert_codes(&[
            ("SELECT DISTINCT p FROM t WHERE p = ?", &[]),
            ("SELECT DISTINCT p, st FROM t WHERE p IN :ps", &[]),
            ("SELECT DISTINCT st FROM t WHERE p = ?", &[]),
            ("SELECT DISTINCT b, a FROM t2 WHERE a = ? AND b = ?", &[]),
            ("SELECT DISTINCT a FROM t2 WHERE a = ? AND b IN :bs", &[]),
            ("SELECT DISTINCT p FROM t WHERE p = ? LIMIT 3", &[]),
            ("SELECT DISTINCT p FROM t WHERE p = ? ORDER BY c1", &[]),
            ("SELECT DISTINCT c1 FROM t WHERE p = ?", &["Q11"]),
            ("SELECT DISTINCT p, v FROM t WHERE p = ?", &["Q11"]),
            ("SELECT DISTINCT p FROM t WHERE p = ? AND c1 = :a", &["Q11"]),
            ("SELECT DISTINCT p FROM t WHERE p = ? AND v = :a", &["Q13"]),
            ("SELECT DISTINCT p, st FROM t WHERE p = ? AND c1 = :a", &["Q10"]),
            ("SELECT DISTINCT p FROM t WHERE p = ? PER PARTITION LIMIT 1", &["Q11"]),
            ("SELECT DISTINCT p FROM t WHERE p IN :ps ORDER BY c1", &["Q11"]),
        ]);
    }

    #[test]
    fn columns_are_selected_once() {
        assert_codes(&[
            ("SELECT v, w FROM t WHERE p = ?", &[]),
            ("SELECT v, w, v FROM t WHERE p = ?", &["Q22"]),
            ("SELECT DISTINCT p, p FROM t WHERE p = ?", &["Q22"]),
        ]);
    }
}
