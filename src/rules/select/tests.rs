//! Holds what the prover says of terms against what a node said of them.

use std::sync::Arc;

use super::scope::{Out, Scope};
use super::typing::{selection, term};
use super::*;
use crate::cql::parse;
use crate::cql::select::{InValues, Op, RelationKind, Select};
use crate::rules::shape::{Column, Order};

/// A table with a column of every type, one of counters, and one of two key columns.
const TABLES: &str = include_str!("tests/tables.txt");

/// Statements and what a 5.0.8 node said when it prepared them: every twentieth of the 38,616 that loops over literals,
/// functions, casts, operators and columns make. `MODELER_TERMS_FILE` names a file of the same form to try instead.
const RECORDED: &str = include_str!("tests/recorded.tsv");

fn types() -> Vec<Arc<UserType>> {
    let field = |name: &str, ty| (Name::new(name), ty);
    let fields = vec![field("a", CqlType::Int), field("b", CqlType::Text)];
    vec![Arc::new(UserType { name: Name::new("ut"), fields })]
}

fn tables(types: &[Arc<UserType>]) -> Vec<Arc<Table>> {
    let find = |name: &str| types.iter().find(|known| known.name.text() == name).cloned();
    let mut tables: Vec<Table> = Vec::new();
    for line in TABLES.lines() {
        let Some((place, column)) = line.split_once(' ') else { continue };
        if place == "table" {
            let (name, empty) = (Name::new(column), Vec::new);
            let (options, indexes, ttl, clustering_key) = (Vec::new(), Vec::new(), None, Vec::new());
            let (partition_key, statics, regulars) = (empty(), empty(), empty());
            tables.push(Table { name, partition_key, clustering_key, statics, regulars, options, indexes, ttl });
            continue;
        }
        let (name, ty) = column.split_once(' ').unwrap();
        let column = Column { name: Name::new(name), ty: CqlType::parse(ty, &find).unwrap() };
        let table = tables.last_mut().unwrap();
        match place {
            "partition" => table.partition_key.push(column),
            "asc" => table.clustering_key.push((column, Order::Asc)),
            "desc" => table.clustering_key.push((column, Order::Desc)),
            "static" => table.statics.push(column),
            _ => table.regulars.push(column),
        }
    }
    tables.into_iter().map(Arc::new).collect()
}

/// What is said of a statement: `ok` with its columns and markers, or the first thing that is refused.
fn said(text: &str) -> String {
    let (keyspace, types) = (Name::new("ks"), types());
    let tables = tables(&types);
    let Ok(select) = parse::select(text) else {
        return "syntax".to_owned();
    };
    let table = tables.iter().find(|table| table.name == select.table).unwrap();
    let scope = Scope::new(Schema { keyspace: &keyspace, tables: &tables, types: &types }, table);
    let mut out = Out::default();
    let selection = selection(&select, &scope, &mut out);
    values(&select, &scope, &mut out);
    out.complaints.extend(selection.late);
    out.unknown.extend(selection.late_unknown);
    out.markers.sort_by_key(|marker| marker.span.start);
    let prepare = out.complaints.iter().find(|one| one.stage == Stage::Prepare);
    match (prepare, out.unknown.first()) {
        (_, Some(unknown)) => format!("unknown {}", unknown.what),
        (Some(complaint), _) => format!("P {}", complaint.words),
        (None, None) => {
            let columns = selection.columns.iter().map(|one| format!("{} {}", one.name, bare(&one.ty)));
            let markers = out.markers.iter().map(|one| format!("{} {}", one.name, bare(&one.ty)));
            let columns = if select.items.is_none() { "*".to_owned() } else { columns.collect::<Vec<_>>().join(" ; ") };
            format!("ok {columns} | {}", markers.collect::<Vec<_>>().join(" ; "))
        }
    }
}

/// A type without what the protocol does not say: whether it is frozen.
fn bare(ty: &CqlType) -> String {
    let mut text = ty.cql();
    while let Some(at) = text.find("frozen<") {
        let mut depth = 0;
        let end = text[at..].char_indices().find_map(|(i, c)| {
            depth += i32::from(c == '<') - i32::from(c == '>');
            (c == '>' && depth == 0).then_some(at + i)
        });
        text.remove(end.unwrap());
        text.replace_range(at..at + "frozen<".len(), "");
    }
    text
}

/// Judges the values of a WHERE clause, whatever else may be wrong with it.
fn values(select: &Select, scope: &Scope<'_>, out: &mut Out) {
    for relation in &select.relations {
        match &relation.kind {
            RelationKind::Column { column, op, value } => {
                let ty = &scope.table.column(column).unwrap().0.ty;
                let (name, ty) = match (op, ty) {
                    (Op::Contains, CqlType::List { item, .. } | CqlType::Set { item, .. }) => {
                        (format!("value({column})"), &**item)
                    }
                    (Op::Contains, CqlType::Map { value, .. }) => (format!("value({column})"), &**value),
                    (Op::ContainsKey, CqlType::Map { key, .. }) => (format!("key({column})"), &**key),
                    (_, ty) => (column.text().to_owned(), ty),
                };
                let _ = term(value, ty, &name, scope, out);
            }
            RelationKind::In { column, values: InValues::List(values) } => {
                let ty = &scope.table.column(column).unwrap().0.ty;
                for value in values {
                    let _ = term(value, ty, column.text(), scope, out);
                }
            }
            _ => {}
        }
    }
}

/// The part of the node's words that is the same in every run: it lists signatures in the order of its hashes.
fn comparable(said: &str) -> String {
    let cut = [
        " (known type signatures",
        " (can be matched by",
        "Failed parsing statement",
        "class org.apache",
        ": Cannot invoke",
    ];
    let end = cut.iter().filter_map(|cut| said.find(cut)).min().unwrap_or(said.len());
    // It shows an object's address, names a function by whichever of its spellings was asked for first, and breaks over
    // the first type that its hashes give.
    let said = &said[..end];
    if said.contains("is not a valid field identifier") {
        return "no field".to_owned();
    }
    let said = &said.replace("tojson(", "to_json(").replace("fromjson", "from_json").to_lowercase();
    if said.contains("unsupported target type") {
        return "P java.lang.IllegalArgumentException".to_owned();
    }
    if said.contains("classcastexception") {
        "P java.lang.ClassCastException".to_owned()
    } else {
        said.trim_end().to_owned()
    }
}

#[test]
fn a_node_and_the_prover_say_the_same() {
    let path = std::env::var("MODELER_TERMS_FILE").ok();
    let file = path.map_or_else(|| RECORDED.to_owned(), |path| std::fs::read_to_string(path).unwrap());
    let mut wrong = Vec::new();
    for line in file.lines() {
        let (text, node) = line.split_once('\t').unwrap();
        let ours = said(text);
        let both_refuse = ours == "syntax" && node.starts_with('P');
        if !both_refuse && comparable(&ours) != comparable(node) {
            wrong.push(format!("{text}\n   node {node}\n   ours {ours}"));
        }
    }
    assert!(file.lines().count() > 1000);
    assert!(wrong.is_empty(), "{} disagreements\n{}", wrong.len(), wrong.join("\n"));
}
