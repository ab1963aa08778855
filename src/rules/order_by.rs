//! Takes the ORDER BY of a query, gives what keeps it from being the stored order or its reverse. Never judges
//! conditions, beyond asking which columns they fix.

use std::collections::HashSet;

use super::clustering::positions;
use super::shape::{Finding, Kind, Op, Order, Part, Query};
use super::words::{list, tick};
use crate::name::Name;

/// Q08: rows are ordered by clustering columns, each named once. The node lets the last of two mentions win; we refuse
/// the second, which says nothing or contradicts the first.
pub(super) fn columns(query: &Query) -> Vec<Finding> {
    let mut seen = HashSet::new();
    let mut found = Vec::new();
    for (at, (name, _)) in query.order_by.iter().enumerate() {
        let Some((_, kind)) = query.table.column(name) else { continue };
        if !matches!(kind, Kind::Clustering(_)) {
            let fact = format!(
                "`order_by` names {}, which is not a clustering column of table {}",
                tick(name),
                tick(&query.table.name)
            );
            found.push(Finding::new("Q08", Part::OrderBy(at), fact).help(orderable(query)));
        } else if !seen.insert(name) {
            let fact = format!("`order_by` names {} twice", tick(name));
            found.push(Finding::new("Q08", Part::OrderBy(at), fact).help("name it once"));
        }
    }
    found
}

/// Q08: rows that a scan or an index finds come as they are found.
pub(super) fn unordered(query: &Query) -> Vec<Finding> {
    let why = if query.order_by.is_empty() {
        return Vec::new();
    } else if query.scan {
        "a scan reads every partition in the order of tokens"
    } else if query.uses_index() {
        "an index finds the rows, and does not order them"
    } else {
        return Vec::new();
    };
    let fact = format!("query {} has `order_by`, but {why}", tick(&query.name));
    vec![Finding::new("Q08", Part::OrderBy(0), fact).help("drop `order_by`: rows of a partition come in its order")]
}

/// Q08: the columns follow the clustering key, whatever they skip is fixed by `=`, and the directions are the declared
/// ones or all reversed. An `IN` fixes nothing: it may bring several values.
pub(super) fn sequence(query: &Query) -> Vec<Finding> {
    let positions = positions(&query.table);
    let fixed: HashSet<&Name> = query
        .relations
        .iter()
        .filter(|relation| relation.op == Op::Eq)
        .flat_map(|relation| &relation.columns)
        .collect();
    let key: Vec<&Name> = query.table.clustering_key.iter().map(|(column, _)| &column.name).collect();
    let mut next = 0;
    for (at, (name, _)) in query.order_by.iter().enumerate() {
        let Some(&position) = positions.get(name) else { continue };
        if position < next {
            let fact = format!("`order_by` names {} after a later column of the clustering key", tick(name));
            let help = format!("keep the order of the key: {}", list(key.iter().copied()));
            return vec![Finding::new("Q08", Part::OrderBy(at), fact).help(help)];
        }
        let skipped: Vec<&Name> = key[next..position].iter().copied().filter(|name| !fixed.contains(name)).collect();
        if !skipped.is_empty() {
            let skipped = list(skipped);
            let fact = format!("`order_by` names {}, but skips {skipped} before it", tick(name));
            let help =
                format!("fix {skipped} with `=` in `where`, or put {skipped} before {} in `order_by`", tick(name));
            return vec![Finding::new("Q08", Part::OrderBy(at), fact).help(help)];
        }
        next = position + 1;
    }
    direction(query).into_iter().collect()
}

/// The first column whose direction does not go with that of the first one.
fn direction(query: &Query) -> Option<Finding> {
    let declared: Vec<(usize, &Name, bool)> = query
        .order_by
        .iter()
        .enumerate()
        .filter_map(|(at, (name, order))| match query.table.column(name)?.1 {
            Kind::Clustering(stored) => Some((at, name, stored != *order)),
            _ => None,
        })
        .collect();
    let (_, first, reversed) = *declared.first()?;
    let (at, name, _) = *declared.iter().find(|(_, _, other)| *other != reversed)?;
    let told = |reversed: bool| if reversed { "against" } else { "in" };
    let fact = format!(
        "`order_by` takes {} {} its stored order and {} {} it",
        tick(first),
        told(reversed),
        tick(name),
        told(!reversed)
    );
    let names: Vec<&Name> = declared.iter().map(|(_, name, _)| *name).collect();
    let help = format!("write {} or {}", stored(query, &names, false), stored(query, &names, true));
    Some(Finding::new("Q08", Part::OrderBy(at), fact).help(help))
}

/// `` `c1 asc, c2 desc` ``: these columns in their stored order, or all reversed.
fn stored(query: &Query, names: &[&Name], reversed: bool) -> String {
    let one = |name: &&Name| {
        let desc = matches!(query.table.column(name), Some((_, Kind::Clustering(Order::Desc))));
        format!("{name} {}", if desc == reversed { "asc" } else { "desc" })
    };
    format!("`{}`", names.iter().map(one).collect::<Vec<_>>().join(", "))
}

fn orderable(query: &Query) -> String {
    let key = &query.table.clustering_key;
    if key.is_empty() {
        return "drop it: the table has no clustering key, so a partition is one row".to_owned();
    }
    format!("rows are stored by {}; order by these", list(key.iter().map(|(column, _)| &column.name)))
}

#[cfg(test)]
mod tests {
    use super::super::sample::{assert_codes, select};

    #[test]
    fn rows_come_as_they_are_stored_or_reversed() {
        assert_codes(&[
            ("SELECT v FROM t WHERE p = ? ORDER BY c1", &[]),
            ("SELECT v FROM t WHERE p = ? ORDER BY c1 DESC", &[]),
            ("SELECT v FROM t WHERE p = ? ORDER BY c1, c2, c3", &[]),
            ("SELECT v FROM t WHERE p = ? ORDER BY c1 DESC, c2 DESC", &[]),
            ("SELECT v FROM t WHERE p IN :ps ORDER BY c1", &[]),
            ("SELECT v FROM tm WHERE p = ? ORDER BY c1 ASC, c2 DESC", &[]),
            ("SELECT v FROM tm WHERE p = ? ORDER BY c1 DESC, c2 ASC", &[]),
            ("SELECT v FROM tm WHERE p = ? ORDER BY c1 DESC, c2 ASC, c3 DESC", &[]),
            ("SELECT v FROM tm WHERE p = ? ORDER BY c1 DESC", &[]),
            ("SELECT v FROM t WHERE p = ? ORDER BY c1 DESC, c2 ASC", &["Q08"]),
            ("SELECT v FROM tm WHERE p = ? ORDER BY c1, c2", &["Q08"]),
            ("SELECT v FROM tm WHERE p = ? AND c1 = :a ORDER BY c1 ASC, c2 ASC", &["Q08"]),
            ("SELECT v FROM t WHERE p = ? ORDER BY c1 ASC, c1 DESC", &["Q08"]),
        ]);
        let found = super::super::query(&select("SELECT v FROM tm WHERE p = ? ORDER BY c1, c2"));
        assert_eq!(found[0].fact, "`order_by` takes `c1` in its stored order and `c2` against it");
        assert_eq!(found[0].help.as_deref(), Some("write `c1 asc, c2 desc` or `c1 desc, c2 asc`"));
    }

    #[test]
    fn skipped_columns_are_fixed() {
        assert_codes(&[
            ("SELECT v FROM t WHERE p = ? AND c1 = :a ORDER BY c2", &[]),
            ("SELECT v FROM t WHERE p = ? AND (c1, c2) = (:a, :b) ORDER BY c3", &[]),
            ("SELECT v FROM t WHERE p = ? AND c1 = :a AND c2 = :b ORDER BY c3", &[]),
            ("SELECT v FROM tm WHERE p = ? AND c1 = :a ORDER BY c2 ASC, c3 DESC", &[]),
            ("SELECT v FROM t WHERE p = ? ORDER BY c2", &["Q08"]),
            ("SELECT v FROM t WHERE p = ? AND c1 = :a ORDER BY c3", &["Q08"]),
            ("SELECT v FROM t WHERE p = ? AND c1 > :a ORDER BY c2", &["Q08"]),
            ("SELECT v FROM t WHERE p = ? AND c1 IN :a ORDER BY c2", &["Q08"]),
            ("SELECT v FROM t WHERE p = ? AND c1 = :a ORDER BY c1, c3", &["Q08"]),
            ("SELECT v FROM t WHERE p = ? ORDER BY c2, c1", &["Q08"]),
            ("SELECT v FROM t WHERE p = ? AND c1 = :a ORDER BY c2, c1", &["Q08"]),
            ("SELECT v FROM t WHERE p = ? AND c1 = :a AND c2 = :b AND c3 = :c ORDER BY c2, c1", &["Q08"]),
        ]);
    }

    #[test]
    fn only_clustering_columns_order_rows() {
        assert_codes(&[
            ("SELECT v FROM t WHERE p = ? ORDER BY v", &["Q08"]),
            ("SELECT v FROM t WHERE p = ? ORDER BY p", &["Q08"]),
            ("SELECT v FROM t WHERE p = ? ORDER BY st", &["Q08"]),
            ("SELECT v FROM t WHERE p = ? ORDER BY nosuch", &[]),
            ("SELECT v FROM t ORDER BY c1", &["Q01"]),
            ("SELECT v FROM t WHERE p > :p ORDER BY c1", &["Q02"]),
        ]);
    }
}
