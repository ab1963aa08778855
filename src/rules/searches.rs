//! Takes a query, gives what is wrong with the relations that are left to indexes, and with a scan of all partitions.
//! Never judges the indexes themselves: `indexes` does. All was tried on Cassandra 5.0.8.

use super::shape::{Finding, Kind, Op, Part, Query, Relation, is_open_collection};
use super::words::tick;
use crate::types::CqlType;

/// Q15: `contains` is asked of a collection, `contains key` of a map, an entry of a map that is not frozen; and what is
/// stored as several cells is not compared as a whole.
pub(super) fn collections(query: &Query) -> Vec<Finding> {
    let single = query.relations.iter().filter(|relation| !relation.tuple);
    single
        .filter_map(|relation| {
            let (column, _) = query.table.column(relation.columns.first()?)?;
            let (why, help) = fault(&column.ty, relation.op)?;
            let fact =
                format!("{} asks {} of type {}, {why}", tick(relation), tick(&column.name), tick(&column.ty.cql()));
            Some(Finding::new("Q15", relation.part(), fact).help(help))
        })
        .collect()
}

fn fault(ty: &CqlType, op: Op) -> Option<(&'static str, &'static str)> {
    let collection = matches!(ty, CqlType::List { .. } | CqlType::Set { .. } | CqlType::Map { .. });
    match op {
        Op::Contains if !collection => Some(("which is no collection", "compare the column with `=`")),
        Op::ContainsKey if !matches!(ty, CqlType::Map { .. }) => {
            Some(("which has no keys", "use `contains` for lists and sets, `=` for others"))
        }
        Op::Entry if !matches!(ty, CqlType::Map { frozen: false, .. }) => {
            Some(("which is no map of several cells", "entries are asked of a map that is not frozen"))
        }
        Op::Contains | Op::ContainsKey | Op::Entry => None,
        _ if is_open_collection(ty) => Some((
            "which is not one value",
            "use `contains`, `contains key` or an entry, with an index; or freeze the type",
        )),
        _ if ty.is_multi_cell() => Some(("which is not one value", "freeze the type, and index the column")),
        _ => None,
    }
}

/// X02: a column that has an index is compared as the index serves; all else would need filtering. A range is served on
/// numbers, dates, times, timeuuids and addresses; `in` never.
pub(super) fn not_served(query: &Query) -> Vec<Finding> {
    let left = query.relations.iter().filter(|relation| !relation.tuple && query.by_index(relation));
    left.filter_map(|relation| {
        let (column, kind) = query.table.column(relation.columns.first()?)?;
        let in_key = matches!(kind, Kind::Partition | Kind::Clustering(_));
        // Behind a gap in the clustering key Q03 tells.
        let of_gap = matches!(kind, Kind::Clustering(_)) && !query.scan && !relation.op.looks_inside();
        let told = of_gap || !(query.table.is_indexed(&column.name) || (in_key && relation.op.looks_inside()));
        if told || query.table.serving(relation).is_some() {
            return None;
        }
        let fact = format!("{} is not what an index on {} serves", tick(relation), tick(&column.name));
        Some(Finding::new("X02", relation.part(), fact).help(served(query, relation, &column.ty)))
    })
    .collect()
}

fn served(query: &Query, relation: &Relation, ty: &CqlType) -> String {
    let column = &relation.columns[0];
    let served: Vec<&str> = [
        ("`=`", Op::Eq),
        ("ranges", Op::Gt),
        ("`contains`", Op::Contains),
        ("`contains key`", Op::ContainsKey),
        ("entries", Op::Entry),
    ]
    .into_iter()
    .filter(|(_, op)| query.table.indexes.iter().any(|index| index.column == *column && index.serves(ty, *op)))
    .map(|(word, _)| word)
    .collect();
    let wanted = match relation.op {
        Op::ContainsKey if is_open_collection(ty) => Some("keys"),
        Op::Contains if is_open_collection(ty) => Some("values"),
        Op::Entry => Some("entries"),
        _ => None,
    };
    match (wanted, served.as_slice()) {
        (Some(wanted), _) => format!("add `{wanted}({column})` to `indexes`"),
        (None, []) => "drop it: no index serves it".to_owned(),
        (None, served) => format!("it serves {} here", served.join(" and ")),
    }
}

/// X13: rows are not found through an index in several partitions that a list names.
pub(super) fn partition_list(query: &Query) -> Vec<Finding> {
    if !query.uses_index() {
        return Vec::new();
    }
    let partition = |relation: &&Relation| {
        relation.op == Op::In
            && relation.columns.iter().any(|name| matches!(query.table.column(name), Some((_, Kind::Partition))))
    };
    let lists = query.relations.iter().filter(partition).filter(|relation| !query.by_index(relation));
    lists
        .map(|relation| {
            let fact = format!("{} names several partitions, and an index is asked beside it", tick(relation));
            Finding::new("X13", relation.part(), fact)
                .help("ask for one partition with `=`, or for all with `scan: true`")
        })
        .collect()
}

/// Q25: a scan reads every partition, so it restricts only what an index finds.
pub(super) fn scanned(query: &Query) -> Vec<Finding> {
    if !query.scan {
        return Vec::new();
    }
    let names = |relation: &Relation, key: &crate::name::Name| {
        matches!(relation.op, Op::Eq | Op::In) && relation.columns.contains(key)
    };
    let key = &query.table.partition_key;
    if key.iter().all(|column| query.relations.iter().any(|relation| names(relation, &column.name))) {
        let fact = format!("query {} is a scan, but fixes the whole partition key", tick(&query.name));
        return vec![Finding::new("Q25", Part::Scan, fact).help("drop `scan`: the key finds the partition")];
    }
    let unfound = |relation: &&Relation| {
        let first = relation.columns.first().and_then(|name| query.table.column(name));
        let in_key = matches!(first, Some((_, Kind::Partition | Kind::Clustering(_))));
        in_key && (relation.tuple || !query.table.is_indexed(&relation.columns[0]))
    };
    query
        .relations
        .iter()
        .filter(unfound)
        .map(|relation| {
            let (fact, help) = if relation.tuple {
                let fact = format!("{} compares a tuple, which no index finds, in a scan", tick(relation));
                (fact, "write one relation per column, each on a column that has an index".to_owned())
            } else {
                let name = tick(&relation.columns[0]);
                let fact = format!("{} restricts {name}, on which there is no index, in a scan", tick(relation));
                (fact, format!("add {name} to `indexes` of the table, or drop `scan` and fix the partition key"))
            };
            Finding::new("Q25", relation.part(), fact).help(help)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::sample::assert_codes;

    #[test]
    fn an_index_serves_what_a_node_serves() {
        assert_codes(&[
            ("SELECT c FROM ti WHERE a = ? AND b = ? AND v = :v", &[]),
            ("SELECT c FROM ti WHERE a = ? AND b = ? AND v >= :x AND v < :y", &[]),
            ("SELECT c FROM ti WHERE a = ? AND b = ? AND c = :c AND v > :v", &[]),
            ("SELECT c FROM ti WHERE a = ? AND b = ? AND c IN :cs AND v = :v", &[]),
            ("SELECT c FROM ti WHERE a = ? AND b = ? AND (c, d) > (:c, :d) AND v = :v", &[]),
            ("SELECT c FROM ti WHERE a = ? AND b = ? AND w = :w AND v = :v AND st > :s", &[]),
            ("SELECT c FROM ti WHERE a = ? AND b = ? AND s CONTAINS :x AND s CONTAINS :y", &[]),
            ("SELECT c FROM ti WHERE a = ? AND b = ? AND m CONTAINS KEY :k AND m[:key] = :value", &[]),
            ("SELECT c FROM ti WHERE a = ? AND b = ? AND f = :f", &[]),
            ("SELECT c FROM ti WHERE a = ? AND b = ? AND w > :w", &["X02"]),
            ("SELECT c FROM ti WHERE a = ? AND b = ? AND v IN :vs", &["X02"]),
            ("SELECT c FROM ti WHERE a = ? AND b = ? AND m CONTAINS :m", &["X02"]),
            ("SELECT c FROM ti WHERE a = ? AND b = ? AND f > :f", &["X02"]),
            ("SELECT c FROM ti WHERE a = ? AND b = ? AND f CONTAINS :f", &["X02"]),
            ("SELECT c FROM ti WHERE a = ? AND b = ? AND un = :un AND v = :v", &["Q13"]),
            ("SELECT c FROM ti WHERE a = ? AND b = ? AND v = :v AND v > :x", &["Q05"]),
            ("SELECT c FROM ti WHERE a = ? AND b = ? AND v > :v AND v >= :x", &["Q05"]),
            ("SELECT c FROM ti WHERE a IN :as AND b = ? AND v = :v", &["X13"]),
            ("SELECT c FROM ti WHERE a = ? AND b = ? AND v = :v ORDER BY c", &["Q08"]),
            ("SELECT c FROM ti WHERE a = ? AND b = ? AND v = :v PER PARTITION LIMIT 1 LIMIT 2", &[]),
            ("SELECT DISTINCT a, b FROM ti WHERE a = ? AND b = ? AND st = :st", &[]),
            ("SELECT DISTINCT a, b FROM ti WHERE a = ? AND b = ? AND v = :v", &["Q11"]),
        ]);
    }

    #[test]
    fn parts_are_asked_of_collections() {
        assert_codes(&[
            ("SELECT c FROM ti WHERE a = ? AND b = ? AND v CONTAINS :v", &["Q15"]),
            ("SELECT c FROM ti WHERE a = ? AND b = ? AND s CONTAINS KEY :v", &["Q15"]),
            ("SELECT c FROM ti WHERE a = ? AND b = ? AND s[:k] = :v", &["Q15"]),
            ("SELECT c FROM ti WHERE a = ? AND b = ? AND s = :s", &["Q15"]),
            ("SELECT c FROM ti WHERE a = ? AND b = ? AND m > :m", &["Q15"]),
        ]);
    }

    #[test]
    fn an_index_closes_a_gap_in_the_clustering_key() {
        assert_codes(&[
            ("SELECT c FROM ti WHERE a = ? AND b = ? AND d = :d", &[]),
            ("SELECT c FROM ti WHERE a = ? AND b = ? AND d > :d", &[]),
            ("SELECT c FROM ti WHERE a = ? AND b = ? AND d IN :ds", &["Q03"]),
            ("SELECT c FROM ti WHERE a = ? AND b = ? AND c = :c AND d = :d ORDER BY c", &[]),
            ("SELECT c FROM ti WHERE a = ? AND b = ? AND d = :d ORDER BY c", &["Q08"]),
            ("SELECT c FROM ti WHERE a = ? AND b = ? AND c = :c AND e = :e", &["Q03"]),
        ]);
    }

    #[test]
    fn a_scan_restricts_what_an_index_finds() {
        assert_codes(&[
            ("SCAN SELECT c FROM ti", &[]),
            ("SCAN SELECT c FROM ti PER PARTITION LIMIT 2 LIMIT :n", &[]),
            ("SCAN SELECT st FROM ti", &[]),
            ("SCAN SELECT DISTINCT a, b FROM ti", &[]),
            ("SCAN SELECT DISTINCT b, st, a FROM ti WHERE st = :st", &[]),
            ("SCAN SELECT c FROM ti WHERE v = :v AND w = :w", &[]),
            ("SCAN SELECT c FROM ti WHERE a = :a", &[]),
            ("SCAN SELECT c FROM ti WHERE a > :x AND a <= :y", &[]),
            ("SCAN SELECT c FROM ti WHERE d > :d AND v = :v", &[]),
            ("SCAN SELECT c FROM ti WHERE a > :x AND a > :y", &["Q05"]),
            ("SCAN SELECT c FROM ti WHERE a IN :as", &["X02"]),
            ("SCAN SELECT c FROM ti WHERE b = :b", &["Q25"]),
            ("SCAN SELECT c FROM ti WHERE a = :a AND b = :b", &["Q25"]),
            ("SCAN SELECT c FROM ti WHERE c = :c AND v = :v", &["Q25"]),
            ("SCAN SELECT c FROM ti WHERE (c, d) > (:c, :d)", &["Q25"]),
            ("SCAN SELECT c FROM t WHERE p > :p", &["Q25"]),
            ("SCAN SELECT c FROM ti WHERE un = :un", &["Q13"]),
            ("SCAN SELECT c FROM ti ORDER BY c", &["Q08"]),
            ("SCAN SELECT DISTINCT st FROM ti", &["Q11"]),
            ("SCAN SELECT DISTINCT a FROM ti", &["Q11"]),
            ("SCAN SELECT DISTINCT a, b FROM ti WHERE v = :v", &["Q11"]),
        ]);
    }
}
