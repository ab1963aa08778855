//! Takes a planned table, gives the parts of the context for the statements that write it: one for its rows, and one for
//! the static columns of its partitions where it has some. Never lays out a statement.

use std::sync::{Arc, OnceLock};

use minijinja::Value;

use super::context::{Statement, Table, Write, word};
use super::spell::Scope;
use super::words::{FIELDS, Words, list};
use super::{escape, spell};
use crate::catalog;
use crate::model::Marker;
use crate::rules::shape::{Column, Kind};

/// What a statement is called in `rows.rs`, and what it does in words.
struct Called {
    constant: &'static str,
    rust: &'static str,
    method: &'static str,
    title: &'static str,
    clause: &'static str,
    noun: &'static str,
    /// In front of the table's name where a failure is told.
    told: &'static str,
}

const ROW: Called = Called {
    constant: "INSERT",
    rust: "Insert",
    method: "insert",
    title: "Writes a row",
    clause: "writes a row",
    noun: "A row",
    told: "insert into",
};
const STATIC: Called = Called {
    constant: "INSERT_STATIC",
    rust: "InsertStatic",
    method: "insert_static",
    title: "Writes the static columns of a partition",
    clause: "writes the static columns of a partition",
    noun: "The static columns of a partition",
    told: "insert static columns into",
};
const COUNTERS: Called = Called {
    constant: "INCREMENT",
    rust: "Increment",
    method: "increment",
    title: "Adds to the counters of a row",
    clause: "adds to the counters of a row",
    noun: "An increment of a row",
    told: "increment",
};
const STATIC_COUNTERS: Called = Called {
    constant: "INCREMENT_STATIC",
    rust: "IncrementStatic",
    method: "increment_static",
    title: "Adds to the static counters of a partition",
    clause: "adds to the static counters of a partition",
    noun: "An increment of the static counters of a partition",
    told: "increment static counters of",
};

/// The statements that write `planned`, whose module in `rows.rs` is `module`; the first has the place `index` among all
/// statements, and its method is reserved in `methods`.
pub(super) fn writes(
    planned: &catalog::Table,
    words: &mut Words,
    (module, index): (&str, usize),
    methods: &mut Scope,
) -> Vec<Arc<Write>> {
    let counts = planned.shape.is_counter();
    let (row, partition) = if counts { (&COUNTERS, &STATIC_COUNTERS) } else { (&ROW, &STATIC) };
    let statements = [(row, Some(&planned.insert)), (partition, planned.insert_static.as_ref())];
    let statements = statements.into_iter().filter_map(|(called, binds)| Some((called, binds?))).enumerate();
    let module = module.trim_start_matches("r#");
    let write = |(n, (called, binds)): (usize, (&Called, &Vec<Marker>))| {
        let method = methods.reserve(&format!("{}_{module}", called.method).into());
        Arc::new(write(planned, binds, words, &Place { called, method: &method, index: index + n, is_static: n > 0 }))
    };
    statements.map(write).collect()
}

/// Where a statement stands in `rows.rs`.
struct Place<'a> {
    called: &'a Called,
    method: &'a str,
    index: usize,
    is_static: bool,
}

fn write(planned: &catalog::Table, binds: &[Marker], words: &mut Words, place: &Place<'_>) -> Write {
    let shape = &planned.shape;
    let wanted = |kind: Kind| match kind {
        Kind::Partition => true,
        Kind::Static => place.is_static,
        Kind::Clustering(_) | Kind::Regular => !place.is_static,
    };
    let is_key = |kind: Kind| matches!(kind, Kind::Partition | Kind::Clustering(_));
    let all: Vec<(&Column, Kind)> = shape.columns().filter(|(_, kind)| wanted(*kind)).collect();
    let (key, values): (Vec<_>, Vec<_>) = all.into_iter().partition(|(_, kind)| is_key(*kind));
    let names = |columns: &[(&Column, Kind)]| columns.iter().map(|(column, _)| column.name.clone()).collect::<Vec<_>>();
    let (key_names, value_names) = (names(&key), names(&values));
    let counts = shape.is_counter();
    let ordered: Vec<(&Column, Kind)> = if counts { [values, key].concat() } else { [key, values].concat() };
    let (mut fields, mut params) = (Scope::new(FIELDS), Scope::new(FIELDS));
    let columns: Vec<Value> = ordered.into_iter().map(|(c, kind)| words.column(c, kind, false, &mut fields)).collect();
    let binds: Vec<Value> = binds.iter().map(|marker| words.bind(marker, &mut params)).collect();
    let called = place.called;
    Write {
        is_static: place.is_static.into(),
        constant: word(called.constant),
        rust: word(called.rust),
        method: word(place.method),
        title: word(called.title),
        clause: word(called.clause),
        noun: word(called.noun),
        column_list: list(&columns),
        marker_list: list(&binds),
        set_list: counts.then(|| word(spell::increments(value_names.iter()))).into(),
        key_list: word(spell::equalities(key_names.iter())),
        using: shape.ttl.map(|seconds| word(format!("USING TTL {seconds}"))).into(),
        columns: columns.into(),
        binds: binds.into(),
        index: place.index.into(),
        statement: OnceLock::new(),
    }
}

/// The lines for `writes` of `table` in the list of all statements.
pub(super) fn statements(table: &Table, writes: &[Arc<Write>]) -> Vec<Statement> {
    let all = [&ROW, &STATIC, &COUNTERS, &STATIC_COUNTERS];
    let line = |write: &Arc<Write>| {
        let called = all.iter().find(|called| write.constant.as_str() == Some(called.constant));
        let told = called.map_or("", |called| called.told);
        Statement {
            cql: word(format!("{}::{}", table.rust, write.constant)),
            query: word(escape::rust_str(&format!("{told} {}", table.name))),
            consistency: word("None"),
            // What is added twice counts twice.
            idempotent: Value::from(write.set_list.is_none()),
            page_size: word("None"),
        }
    };
    writes.iter().map(line).collect()
}
