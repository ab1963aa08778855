//! Takes a query's conditions, gives what is wrong with those on partition-key columns and on columns outside the key.
//! Never judges clustering columns: `clustering` does.

use std::collections::HashSet;

use super::shape::{Finding, Kind, Op, Part, Query, Relation};
use super::words::{list, tick};
use crate::name::Name;

/// Q01: every partition-key column is restricted, or the query would read every node. A scan says that it does.
pub(super) fn open_partition_key(query: &Query) -> Vec<Finding> {
    if query.scan {
        return Vec::new();
    }
    let restricted: HashSet<&Name> = query.relations.iter().flat_map(|relation| &relation.columns).collect();
    let key = query.table.partition_key.iter().map(|column| &column.name);
    let open: Vec<&Name> = key.filter(|name| !restricted.contains(name)).collect();
    if open.is_empty() {
        return Vec::new();
    }
    let names = list(open.iter().copied());
    let fact = format!("query {} leaves {names} of the partition key open", tick(&query.name));
    vec![Finding::new("Q01", Part::Name, fact).help(format!("fix {names} with `=` or `in` in `where`"))]
}

/// Q02: a partition-key column takes `=` and `IN` only, because partitions lie in the order of their hash. In a scan it
/// is an index that is asked, and X02 and Q25 judge.
pub(super) fn partition_range(query: &Query) -> Vec<Finding> {
    of_kind(query, |kind| kind == Kind::Partition && !query.scan)
        .filter(|(_, relation)| !matches!(relation.op, Op::Eq | Op::In))
        .map(|(name, relation)| {
            let asked = if relation.op.is_slice() { "range" } else { "part" };
            let fact =
                format!("{} asks for a {asked} of {}, which is part of the partition key", tick(relation), tick(name));
            Finding::new("Q02", relation.part(), fact).help(format!(
                "use `=` or `in`, or make {} a clustering column behind a coarser partition key",
                tick(name)
            ))
        })
        .collect()
}

/// Q13: a column outside the key is restricted only if it has an index: the node would have to read and filter (`ALLOW
/// FILTERING`), even where the full key is given.
pub(super) fn not_in_key(query: &Query) -> Vec<Finding> {
    of_kind(query, |kind| matches!(kind, Kind::Static | Kind::Regular))
        .filter(|(name, _)| !query.table.is_indexed(name))
        .map(|(name, relation)| {
            let fact = format!(
                "{} restricts {}, which is not in the key of table {}, nor indexed",
                tick(relation),
                tick(name),
                tick(&query.table.name)
            );
            Finding::new("Q13", relation.part(), fact).help(format!(
                "drop it, give this query a table of its own with {} in its key, or index it: `indexes: [{name}]`",
                tick(name)
            ))
        })
        .collect()
}

/// Q06: `IN` binds one marker that holds the whole list, so that one statement serves lists of every length.
pub(super) fn list_markers(query: &Query) -> Vec<Finding> {
    let wrong = query.relations.iter().filter(|relation| relation.op == Op::In && relation.markers.len() != 1);
    wrong
        .map(|relation| {
            let fact = format!("{} has {} markers", tick(relation), relation.markers.len());
            Finding::new("Q06", relation.part(), fact)
                .help("write one marker, as in `c in :cs` or `(c, d) in :pairs`: it is bound to a list")
        })
        .collect()
}

/// The relations on one column of a kind, each with that column; tuples are judged elsewhere.
fn of_kind(query: &Query, wanted: impl Fn(Kind) -> bool) -> impl Iterator<Item = (&Name, &Relation)> {
    query.relations.iter().filter(|relation| !relation.tuple).filter_map(move |relation| {
        let name = relation.columns.first()?;
        let (_, kind) = query.table.column(name)?;
        wanted(kind).then_some((name, relation))
    })
}

#[cfg(test)]
mod tests {
    use super::super::sample::{assert_codes, select};
    use super::*;

    #[test]
    fn partition_keys_are_fixed_whole() {
        assert_codes(&[
            ("SELECT v FROM t WHERE p = ?", &[]),
            ("SELECT v FROM t2 WHERE b = :b AND a = :a", &[]),
            ("SELECT v FROM t WHERE p IN :ps", &[]),
            ("SELECT v FROM t2 WHERE a = ? AND b IN :bs", &[]),
            ("SELECT v FROM t2 WHERE a IN :as AND b IN :bs", &[]),
            ("SELECT v FROM t", &["Q01"]),
            ("SELECT v FROM t2 WHERE a = :a", &["Q01"]),
            ("SELECT v FROM t2 WHERE b = :b", &["Q01"]),
            ("SELECT v FROM t2 WHERE a IN :as", &["Q01"]),
            ("SELECT v FROM t2 WHERE a = :a AND c = :c", &["Q01"]),
            ("SELECT v FROM t WHERE c1 > :c", &["Q01"]),
            ("SELECT v FROM t WHERE p > :p", &["Q02"]),
            ("SELECT v FROM t2 WHERE a = ? AND b > :b", &["Q02"]),
            ("SELECT v FROM t2 WHERE a <= :a AND b > :b", &["Q02", "Q02"]),
            ("SELECT v FROM t WHERE p = :p AND p > :q", &["Q02"]),
            ("SELECT v FROM t WHERE nosuch = :x AND p = ?", &[]),
        ]);
        let open = super::super::query(&select("SELECT v FROM t2"));
        assert_eq!(open[0].fact, "query `q` leaves `a` and `b` of the partition key open");
    }

    #[test]
    fn columns_outside_the_key_are_not_restricted() {
        assert_codes(&[
            ("SELECT v FROM t WHERE p = ? AND v = :v", &["Q13"]),
            ("SELECT v FROM t WHERE p = ? AND c1 = :a AND c2 = :b AND c3 = :c AND v = :v", &["Q13"]),
            ("SELECT v FROM t WHERE p = ? AND v > :v AND w IN :w", &["Q13", "Q13"]),
            ("SELECT st FROM t WHERE p = ? AND st = :s", &["Q13"]),
        ]);
    }

    #[test]
    fn lists_are_bound_whole() {
        assert_codes(&[
            ("SELECT v FROM t WHERE p = ? AND c1 IN :cs", &[]),
            ("SELECT v FROM t WHERE p = ? AND (c1, c2) IN :pairs", &[]),
            ("SELECT v FROM t WHERE p = ? AND (c1, c2) IN (:a, :b)", &["Q06"]),
            ("SELECT v FROM t WHERE p IN (:a, :b)", &["Q06"]),
        ]);
    }

    #[test]
    fn a_finding_points_at_the_written_relation() {
        let found = super::super::query(&select("SELECT v FROM t2 WHERE a = ? AND b = :x AND v > :v"));
        assert_eq!(found[0].at, Part::Where(1));
        assert_eq!(found[0].fact, "`v > :v` restricts `v`, which is not in the key of table `t2`, nor indexed");
    }
}
