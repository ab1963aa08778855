//! Takes a query's conditions on clustering columns, gives what keeps them from being one contiguous read of a
//! partition. Never judges the form of one tuple: `tuples` does.

use std::collections::{HashMap, HashSet};

use super::shape::{Finding, Op, Query, Relation, Table};
use super::words::{list, tick};
use crate::name::Name;

/// Q05: per column one `=` or `IN` alone, or at most one lower and one upper bound. Ranges of partition-key columns are
/// Q02's, but in a scan, where an index is asked.
pub(super) fn restricted_twice(query: &Query) -> Vec<Finding> {
    let positions = positions(&query.table);
    let mut found = Vec::new();
    let mut told = HashSet::new();
    for (name, over) in by_column(query) {
        let of_partition = !query.scan && query.table.partition_key.iter().any(|column| column.name == *name);
        let ranged = !of_partition || positions.contains_key(name);
        let over: Vec<(usize, &Relation)> = over.into_iter().filter(|(_, r)| ranged || !r.op.is_slice()).collect();
        for (nth, (at, relation)) in over.iter().enumerate() {
            let clash = over[..nth].iter().find_map(|(_, earlier)| Some((earlier, clash(earlier, relation)?)));
            if let Some((earlier, why)) = clash
                && told.insert(*at)
            {
                let fact = format!("{} meets {} on {}: {why}", tick(relation), tick(earlier), tick(name));
                let help = "keep one of them; between two bounds write one with `>` or `>=` and one with `<` or `<=`";
                found.push(Finding::new("Q05", relation.part(), fact).help(help));
            }
        }
    }
    found
}

/// Q04: behind a slice nothing is restricted, but for slices that start at the same column.
pub(super) fn after_slice(query: &Query) -> Vec<Finding> {
    let positions = positions(&query.table);
    let start = |relation: &Relation| relation.columns.first().and_then(|name| positions.get(name)).copied();
    let slices = query.relations.iter().filter(|relation| relation.op.is_slice());
    let Some((from, slice)) = slices.filter_map(|r| Some((start(r)?, r))).min_by_key(|(at, _)| *at) else {
        return Vec::new();
    };
    let behind = query.relations.iter().filter(|relation| start(relation).is_some_and(|at| at > from));
    behind
        .map(|relation| {
            let (ranged, later) = (&slice.columns[0], &relation.columns[0]);
            let fact = if slice.columns.contains(later) {
                format!("{} and {} overlap, but do not start at the same column", tick(slice), tick(relation))
            } else {
                let slice = tick(slice);
                format!("{} restricts {} behind a range of {}: {slice}", tick(relation), tick(later), tick(ranged))
            };
            Finding::new("Q04", relation.part(), fact).help(format!(
                "fix {} with `=` or `in`, compare the columns as one tuple, or move {} before {} in the clustering key",
                tick(ranged),
                tick(later),
                tick(ranged)
            ))
        })
        .collect()
}

/// Q03: a clustering column is restricted only if all before it are, or if indexes serve all that is asked of clustering
/// columns. In a scan only indexes are asked, and Q25 and X02 judge.
pub(super) fn gap(query: &Query) -> Vec<Finding> {
    let positions = positions(&query.table);
    let of_clustering = |relation: &&Relation| relation.columns.iter().any(|name| positions.contains_key(name));
    let mut asked = query.relations.iter().filter(of_clustering);
    if query.scan || asked.all(|relation| query.table.serving(relation).is_some()) {
        return Vec::new();
    }
    let by_column: HashMap<&Name, &Relation> =
        query.relations.iter().rev().flat_map(|r| r.columns.iter().map(move |name| (name, r))).collect();
    let mut found = Vec::new();
    let mut open: Vec<&Name> = Vec::new();
    for (column, _) in &query.table.clustering_key {
        let Some(relation) = by_column.get(&column.name) else {
            open.push(&column.name);
            continue;
        };
        if let Some(first) = open.first() {
            let (name, missing) = (tick(&column.name), list(open.iter().copied()));
            let before = if open.len() == 1 { "which comes before it, is" } else { "which come before it, are" };
            let fact = format!("{} restricts {name}, but {missing}, {before} not restricted", tick(relation));
            found.push(Finding::new("Q03", relation.part(), fact).help(format!(
                "add {missing} to `where`, or move {name} before {} in the clustering key",
                tick(first)
            )));
            open.clear();
        }
    }
    found
}

/// The place of each clustering column in the clustering key, from 0.
pub(super) fn positions(table: &Table) -> HashMap<&Name, usize> {
    // The first place counts where a name is there twice, which K01 reports.
    table.clustering_key.iter().enumerate().rev().map(|(at, (column, _))| (&column.name, at)).collect()
}

/// The relations over each restricted column, in the order of the table, each with its index.
fn by_column(query: &Query) -> Vec<(&Name, Vec<(usize, &Relation)>)> {
    let mut over: HashMap<&Name, Vec<(usize, &Relation)>> = HashMap::new();
    for (at, relation) in query.relations.iter().enumerate() {
        for name in &relation.columns {
            let relations = over.entry(name).or_default();
            // A key column that K01 finds twice brings two implied equalities.
            let again = relation.written.is_none() && relations.iter().any(|(_, earlier)| earlier.written.is_none());
            if !again && relations.last().is_none_or(|(last, _)| *last != at) {
                relations.push((at, relation));
            }
        }
    }
    query.table.columns().filter_map(|(column, _)| over.remove_entry(&column.name)).collect()
}

/// Why two relations over one column cannot stand together.
fn clash(earlier: &Relation, later: &Relation) -> Option<&'static str> {
    // A collection may be asked for several of its parts.
    if earlier.op.looks_inside() || later.op.looks_inside() {
        return None;
    }
    if !earlier.op.is_slice() || !later.op.is_slice() {
        let list = earlier.op == Op::In || later.op == Op::In;
        return Some(if list { "`in` stands alone on its column" } else { "`=` stands alone on its column" });
    }
    // Slices that start at different columns are Q04's.
    if earlier.columns.first() != later.columns.first() || earlier.op.is_lower() != later.op.is_lower() {
        return None;
    }
    Some(if later.op.is_lower() { "there are two lower bounds" } else { "there are two upper bounds" })
}

#[cfg(test)]
mod tests {
    use super::super::sample::{assert_codes, select};

    #[test]
    fn the_prefix_of_the_clustering_key_is_restricted() {
        assert_codes(&[
            ("SELECT v FROM t WHERE p = ? AND c1 = :a AND c2 = :b AND c3 = :c", &[]),
            ("SELECT v FROM t WHERE p = ? AND c3 = :c AND c1 = :a AND c2 = :b", &[]),
            ("SELECT v FROM t WHERE p = ? AND c2 = :b", &["Q03"]),
            ("SELECT v FROM t WHERE p IN :ps AND c2 = :b", &["Q03"]),
            ("SELECT v FROM t WHERE p = ? AND c2 > :b", &["Q03"]),
            ("SELECT v FROM t WHERE p = ? AND (c2, c3) = (:b, :c)", &["Q03"]),
            ("SELECT v FROM t WHERE p = ? AND (c2) = (:b)", &["Q03"]),
            ("SELECT v FROM t WHERE p = ? AND c1 = :a AND c3 = :c", &["Q03"]),
            ("SELECT v FROM t WHERE p = ? AND c1 IN :a AND c3 = :c", &["Q03"]),
            ("SELECT v FROM t WHERE p = ? AND c3 = :c", &["Q03"]),
        ]);
        let found = super::super::query(&select("SELECT v FROM t WHERE p = ? AND c3 = :c"));
        assert_eq!(
            found[0].fact,
            "`c3 = :c` restricts `c3`, but `c1` and `c2`, which come before it, are not restricted"
        );
        let help = "add `c1` and `c2` to `where`, or move `c3` before `c1` in the clustering key";
        assert_eq!(found[0].help.as_deref(), Some(help));
    }

    #[test]
    fn a_slice_ends_the_conditions() {
        assert_codes(&[
            ("SELECT v FROM t WHERE p = ? AND c1 > :a", &[]),
            ("SELECT v FROM t WHERE p = ? AND c1 IN :a AND c2 > :b", &[]),
            ("SELECT v FROM t WHERE p = ? AND c1 = :a AND c2 > :b AND c2 < :c", &[]),
            ("SELECT v FROM t WHERE p = ? AND c1 IN :a AND (c2, c3) > (:b, :c)", &[]),
            ("SELECT v FROM tm WHERE p = ? AND (c1, c2, c3) > (:a, :b, :c) AND (c1, c2) < (:d, :e)", &[]),
            ("SELECT v FROM t WHERE p = ? AND (c1, c2) > (:a, :b) AND (c1) < (:c)", &[]),
            ("SELECT v FROM t WHERE p = ? AND (c1, c2) > (:a, :b) AND c1 < :c", &[]),
            ("SELECT v FROM t WHERE p = ? AND c1 < :c AND (c1, c2) > (:a, :b)", &[]),
            ("SELECT v FROM t WHERE p = ? AND c1 > :a AND c2 = :b", &["Q04"]),
            ("SELECT v FROM t WHERE p = ? AND c2 = :b AND c1 > :a", &["Q04"]),
            ("SELECT v FROM t WHERE p = ? AND c1 > :a AND c2 > :b", &["Q04"]),
            ("SELECT v FROM t WHERE p = ? AND c1 > :a AND c2 IN :b", &["Q04"]),
            ("SELECT v FROM t WHERE p = ? AND c1 > :a AND c3 = :b", &["Q04"]),
            ("SELECT v FROM t WHERE p = ? AND c1 > :a AND (c2, c3) > (:b, :c)", &["Q04"]),
            ("SELECT v FROM t WHERE p = ? AND (c1, c2) > (:a, :b) AND c3 = :c", &["Q04"]),
            ("SELECT v FROM t WHERE p = ? AND (c1, c2) > (:a, :b) AND (c2) < (:c)", &["Q04"]),
        ]);
    }

    #[test]
    fn a_column_is_fixed_once_or_bounded_on_both_sides() {
        assert_codes(&[
            ("SELECT v FROM t WHERE p = ? AND c1 > :a AND c1 < :b", &[]),
            ("SELECT v FROM t WHERE p = ? AND c1 > :a AND c1 > :b", &["Q05"]),
            ("SELECT v FROM t WHERE p = ? AND c1 >= :a AND c1 > :b", &["Q05"]),
            ("SELECT v FROM t WHERE p = ? AND c1 < :a AND c1 <= :b", &["Q05"]),
            ("SELECT v FROM t WHERE p = ? AND c1 = :a AND c1 > :b", &["Q05"]),
            ("SELECT v FROM t WHERE p = ? AND c1 > :a AND c1 = :b", &["Q05"]),
            ("SELECT v FROM t WHERE p = ? AND c1 IN :a AND c1 = :b", &["Q05"]),
            ("SELECT v FROM t WHERE p = ? AND c1 = :c1 AND c1 = :c1", &["Q05"]),
            ("SELECT v FROM t WHERE p = :a AND p = :b", &["Q05"]),
            ("SELECT v FROM t WHERE p = :a AND p IN :b", &["Q05"]),
            ("SELECT v FROM t WHERE p IN :a AND p IN :b", &["Q05"]),
            ("SELECT v FROM t WHERE p = ? AND (c1, c2) = (:a, :b) AND c1 = :c", &["Q05"]),
            ("SELECT v FROM t WHERE p = ? AND (c1, c2) = (:a, :b) AND (c1, c2) > (:c, :d)", &["Q05"]),
            ("SELECT v FROM t WHERE p = ? AND (c1, c2) > (:a, :b) AND (c1, c2) > (:c, :d)", &["Q05"]),
            ("SELECT v FROM t WHERE p = ? AND c1 IN :a AND c2 IN :b AND c3 IN :c", &[]),
            ("SELECT v FROM t WHERE p = ? AND (c1, c2) IN :ab AND c3 = :c", &[]),
            ("SELECT v FROM t WHERE p = ? AND (c1, c2) IN :ab AND c3 > :c", &[]),
            ("SELECT v FROM t WHERE p = ? AND c1 = :a AND (c2, c3) IN :bc", &[]),
            ("SELECT v FROM t WHERE p = ? AND (c1) IN :a", &[]),
        ]);
    }

    #[test]
    fn a_key_column_named_twice_is_told_by_the_table_alone() {
        assert_codes(&[("SELECT v FROM t WHERE p = ? AND p = ?", &[])]);
    }
}
