//! Takes tuple relations, gives what is wrong with their form. Never looks at two relations together.

use std::collections::HashMap;

use super::clustering::positions;
use super::shape::{Finding, Kind, Op, Query, Relation};
use super::words::tick;
use crate::name::Name;

/// Q04: a tuple relation names clustering columns, each once, in key order, without gaps, and as many markers.
pub(super) fn form(query: &Query) -> Vec<Finding> {
    let positions = positions(&query.table);
    query
        .relations
        .iter()
        .filter(|relation| relation.tuple)
        .filter_map(|relation| {
            let (fact, help) = fault(query, relation, &positions)?;
            Some(Finding::new("Q04", relation.part(), fact).help(help))
        })
        .collect()
}

fn fault(query: &Query, relation: &Relation, positions: &HashMap<&Name, usize>) -> Option<(String, String)> {
    let kinds: Option<Vec<(&Name, Kind)>> =
        relation.columns.iter().map(|name| Some((name, query.table.column(name)?.1))).collect();
    // A column that the table does not have is reported by who resolves names.
    let outside = kinds?.into_iter().find(|(_, kind)| !matches!(kind, Kind::Clustering(_)));
    if let Some((name, kind)) = outside {
        let what = if kind == Kind::Partition { "part of the partition key" } else { "not part of the key" };
        return Some((
            format!("tuple relation {} compares {}, which is {what}", tick(relation), tick(name)),
            "a tuple relation compares clustering columns only: write one relation per column".to_owned(),
        ));
    }
    order_fault(relation, positions).or_else(|| {
        let (columns, markers) = (relation.columns.len(), relation.markers.len());
        (relation.op != Op::In && columns != markers).then(|| {
            (
                format!("tuple relation {} compares {columns} columns with {markers} markers", tick(relation)),
                "write one marker per column".to_owned(),
            )
        })
    })
}

fn order_fault(relation: &Relation, positions: &HashMap<&Name, usize>) -> Option<(String, String)> {
    for (at, pair) in relation.columns.windows(2).enumerate() {
        let (before, after) = (positions[&pair[0]], positions[&pair[1]]);
        if after == before + 1 {
            continue;
        }
        if relation.columns[..=at].contains(&pair[1]) {
            return Some((
                format!("tuple relation {} names {} twice", tick(relation), tick(&pair[1])),
                "name each column once".to_owned(),
            ));
        }
        let fact = if after < before { "breaks the order of the clustering key" } else { "skips a clustering column" };
        return Some((
            format!("tuple relation {} {fact}: {} after {}", tick(relation), tick(&pair[1]), tick(&pair[0])),
            "name clustering columns that follow each other in the key, in its order".to_owned(),
        ));
    }
    None
}

#[cfg(test)]
mod tests {
    use super::super::sample::assert_codes;

    #[test]
    fn tuples_follow_the_clustering_key() {
        assert_codes(&[
            ("SELECT v FROM t WHERE p = ? AND (c1, c2) > (:a, :b)", &[]),
            ("SELECT v FROM t WHERE p = ? AND (c1, c2, c3) = (:a, :b, :c)", &[]),
            ("SELECT v FROM t WHERE p = ? AND (c1) = (:a)", &[]),
            ("SELECT v FROM t WHERE p = ? AND c1 = :a AND (c2, c3) > (:b, :c)", &[]),
            ("SELECT v FROM t2 WHERE (a, b) = (:a, :b)", &["Q04"]),
            ("SELECT v FROM t WHERE (p) = (:p)", &["Q04"]),
            ("SELECT v FROM t WHERE (p, c1) > (:a, :b)", &["Q04"]),
            ("SELECT v FROM t WHERE p = ? AND (c1, v) > (:a, :b)", &["Q04"]),
            ("SELECT v FROM t WHERE p = ? AND (c1, st) > (:a, :b)", &["Q04"]),
            ("SELECT v FROM t WHERE p = ? AND (c1, c3) > (:a, :b)", &["Q04"]),
            ("SELECT v FROM t WHERE p = ? AND (c1, c3) = (:a, :b)", &["Q04"]),
            ("SELECT v FROM t WHERE p = ? AND (c2, c1) > (:a, :b)", &["Q04"]),
            ("SELECT v FROM t WHERE p = ? AND (c1, c1) > (:a, :b)", &["Q04"]),
            ("SELECT v FROM t WHERE p = ? AND (c1, c2) > (:a)", &["Q04"]),
            ("SELECT v FROM t WHERE p = ? AND (c1, c2) = (:a, :b, :c)", &["Q04"]),
            ("SELECT v FROM t WHERE p = ? AND (c1, nosuch) = (:a, :b)", &[]),
        ]);
    }
}
