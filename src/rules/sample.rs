//! Takes short texts, gives shapes for the tests of the rules. Never judges them, and lives in tests only.
//!
//! The tables are those of the measurements: `t` with key `(p, c1, c2, c3)`, `t2` with key `((a, b), c, d)` and `tm`,
//! which is `t` ordered `c1 ASC, c2 DESC, c3 ASC`; and `ti` with key `((a, b), c, d, e)` and indexes on `a`, `d`, the
//! static `st`, the int `v`, the text `w`, the set `s`, the keys and entries of the map `m` and the frozen list `f`, but
//! none on `un`.

use std::sync::Arc;

use super::shape::{Column, Finding, Index, IndexKind, Limit, Op, Order, Query, Relation, Setting, Table, Target};
use crate::name::Name;
use crate::types::{CqlType, UserType};

/// The codes of findings, in order.
pub(super) fn codes(findings: &[Finding]) -> Vec<&str> {
    findings.iter().map(|finding| finding.code).collect()
}

pub(super) fn list_of(item: CqlType) -> CqlType {
    CqlType::List { item: Box::new(item), frozen: false }
}

pub(super) fn frozen_list(item: CqlType) -> CqlType {
    CqlType::List { item: Box::new(item), frozen: true }
}

pub(super) fn set_of(item: CqlType) -> CqlType {
    CqlType::Set { item: Box::new(item), frozen: false }
}

pub(super) fn map_of(key: CqlType, value: CqlType) -> CqlType {
    CqlType::Map { key: Box::new(key), value: Box::new(value), frozen: false }
}

pub(super) fn vector(item: CqlType, len: u32) -> CqlType {
    CqlType::Vector { item: Box::new(item), len }
}

pub(super) fn user_type(name: &str, fields: &[(&str, CqlType)]) -> Arc<UserType> {
    let fields = fields.iter().map(|(field, ty)| (Name::new(field), ty.clone())).collect();
    Arc::new(UserType { name: Name::new(name), fields })
}

pub(super) fn udt(name: &str, fields: &[(&str, CqlType)]) -> CqlType {
    CqlType::Udt { udt: user_type(name, fields), frozen: false }
}

pub(super) fn frozen_udt(name: &str, fields: &[(&str, CqlType)]) -> CqlType {
    CqlType::Udt { udt: user_type(name, fields), frozen: true }
}

/// Table `x` with these columns, all `int`, clustered ascending.
pub(super) fn table_of(partition: &[&str], clustering: &[&str], statics: &[&str], regulars: &[&str]) -> Table {
    let columns = |names: &[&str]| -> Vec<Column> {
        names.iter().map(|name| Column { name: Name::new(name), ty: CqlType::Int }).collect()
    };
    Table {
        name: Name::new("x"),
        partition_key: columns(partition),
        clustering_key: columns(clustering).into_iter().map(|column| (column, Order::Asc)).collect(),
        statics: columns(statics),
        regulars: columns(regulars),
        options: Vec::new(),
        indexes: Vec::new(),
        ttl: None,
    }
}

fn table(name: &str) -> Table {
    let mut table = match name {
        "t" | "tm" => table_of(&["p"], &["c1", "c2", "c3"], &["st"], &["v", "w"]),
        "ti" => table_of(&["a", "b"], &["c", "d", "e"], &["st"], &["v", "un"]),
        "t2" => table_of(&["a", "b"], &["c", "d"], &["st"], &["v"]),
        other => panic!("no table `{other}` among the samples"),
    };
    if name == "tm" {
        table.clustering_key[1].1 = Order::Desc;
    }
    if name == "ti" {
        let types = [("w", CqlType::Text), ("s", set_of(CqlType::Int)), ("f", frozen_list(CqlType::Int))];
        for (column, ty) in types.into_iter().chain([("m", map_of(CqlType::Text, CqlType::Int))]) {
            table.regulars.push(Column { name: Name::new(column), ty });
        }
        let targets = [("m", Target::Keys), ("m", Target::Entries), ("f", Target::Full)];
        let plain = ["a", "d", "st", "v", "w", "s"].map(|column| (column, Target::Plain));
        let index = |(column, target)| {
            let column = Name::new(column);
            Index { name: column.clone(), column, target, options: Vec::new(), kind: IndexKind::Attached }
        };
        table.indexes = plain.into_iter().chain(targets).map(index).collect();
    }
    table.name = Name::new(name);
    table
}

/// A query in a strict spelling of CQL: `SELECT DISTINCT a, b FROM t WHERE p = ? AND (c1, c2) > (:a, :b) ORDER BY c1
/// DESC PER PARTITION LIMIT 3 LIMIT :n`, with `SCAN` before it for a scan. The relation `p = ?` is an implied one.
pub(super) fn select(cql: &str) -> Query {
    let (scan, cql) = cql.strip_prefix("SCAN ").map_or((false, cql), |cql| (true, cql));
    let (head, limit) = cut(cql, " LIMIT ");
    // Where PER PARTITION LIMIT stands alone, the cut has gone through it.
    let (head, limit, per_partition) = if let Some(head) = head.strip_suffix(" PER PARTITION") {
        (head, None, limit)
    } else {
        let (head, per_partition) = cut(head, " PER PARTITION LIMIT ");
        (head, limit, per_partition)
    };
    let (head, order) = cut(head, " ORDER BY ");
    let (head, wheres) = cut(head, " WHERE ");
    let (columns, from) = cut(head.strip_prefix("SELECT ").expect("a sample begins with SELECT"), " FROM ");
    let (distinct, columns) = match columns.strip_prefix("DISTINCT ") {
        Some(columns) => (true, columns),
        None => (false, columns),
    };
    let mut written = 0..;
    Query {
        name: Name::new("q"),
        table: Arc::new(table(from.expect("a sample names its table"))),
        select: names(columns),
        distinct,
        scan,
        relations: wheres
            .into_iter()
            .flat_map(|text| text.split(" AND "))
            .map(|text| relation(text, &mut written))
            .collect(),
        order_by: order.into_iter().flat_map(|text| text.split(", ")).map(ordering).collect(),
        limit: limit.map(limit_of),
        per_partition_limit: per_partition.map(limit_of),
    }
}

fn cut<'a>(text: &'a str, at: &str) -> (&'a str, Option<&'a str>) {
    text.rsplit_once(at).map_or((text, None), |(head, tail)| (head, Some(tail)))
}

fn names(list: &str) -> Vec<Name> {
    let bare = list.trim_matches(['(', ')']);
    bare.split(", ").map(|name| Name::new(name.trim_start_matches(':'))).collect()
}

fn relation(text: &str, written: &mut std::ops::RangeFrom<usize>) -> Relation {
    let inside = [("CONTAINS KEY", Op::ContainsKey), ("CONTAINS", Op::Contains)];
    let ops = [("<=", Op::Le), (">=", Op::Ge), ("<", Op::Lt), (">", Op::Gt), ("=", Op::Eq), ("IN", Op::In)];
    let ops = inside.into_iter().chain(ops);
    let split = |(sign, op): (&str, Op)| Some((text.split_once(&format!(" {sign} "))?, op));
    let ((columns, markers), op) = { ops }.find_map(split).expect("a sample relation has a comparison");
    if let Some((column, key)) = columns.split_once('[') {
        let markers = names(&format!("{}, {markers}", key.trim_end_matches(']')));
        return Relation { columns: names(column), tuple: false, op: Op::Entry, markers, written: written.next() };
    }
    let implied = markers == "?";
    Relation {
        columns: names(columns),
        tuple: columns.starts_with('('),
        op,
        markers: names(if implied { columns } else { markers }),
        written: if implied { None } else { written.next() },
    }
}

fn ordering(text: &str) -> (Name, Order) {
    match text.split_once(' ') {
        Some((name, "DESC")) => (Name::new(name), Order::Desc),
        Some((name, _)) => (Name::new(name), Order::Asc),
        None => (Name::new(text), Order::Asc),
    }
}

fn limit_of(text: &str) -> Limit {
    match text.strip_prefix(':') {
        Some(marker) => Limit::Marker(Name::new(marker)),
        None => Limit::Count(text.parse().expect("a sample limit is a number or a marker")),
    }
}

/// Runs every rule over each query and compares the codes found.
pub(super) fn assert_codes(cases: &[(&str, &[&str])]) {
    for (cql, expected) in cases {
        let found = super::query(&select(cql));
        assert_eq!(codes(&found), *expected, "{cql}: {found:#?}");
        assert!(found.iter().all(|finding| finding.help.is_some()), "{cql} has no way out");
    }
}

/// A sound table with these options.
pub(super) fn set(options: &[(&str, &str)]) -> Table {
    let mut table = table_of(&["p"], &["c"], &[], &["v"]);
    table.options =
        options.iter().map(|(name, value)| ((*name).to_owned(), Setting::Scalar((*value).to_owned()))).collect();
    table
}

/// A sound table with one option that is a map.
pub(super) fn set_map(name: &str, entries: &[(&str, &str)]) -> Table {
    let mut table = set(&[]);
    let entries = entries.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect();
    table.options.push((name.to_owned(), Setting::Map(entries)));
    table
}
