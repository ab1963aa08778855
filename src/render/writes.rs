//! Takes a planned table, gives the parts of the context for the statements that write it: one for its rows, one for the
//! static columns of its partitions where it has some, and those that generated code alone uses. Never lays out a
//! statement.

use std::sync::{Arc, OnceLock};

use minijinja::Value;

use super::context::{Statement, Table, Write, word};
use super::derived::Derived;
use super::inputs::{Input, KnownFields, input};
use super::records::Records;
use super::spell::Scope;
use super::words::{FIELDS, Words, list};
use super::{escape, spell};
use crate::catalog;
use crate::model::Marker;
use crate::name::Name;
use crate::rules::shape::{Column, Kind};
use crate::types::CqlType;

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
    /// What it is beside the plain statement of its kind.
    form: Form,
}

/// The forms of a statement that writes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    /// What a store runs, too.
    Plain,
    /// With a lifetime that the caller gives.
    Ttl,
    /// An UPDATE that adds to collections.
    Add,
}

/// The marker of a lifetime, with underscores behind it where a column has the name.
const TTL: &str = "ttl";

const ROW: Called = Called {
    constant: "INSERT",
    rust: "Insert",
    method: "insert",
    title: "Writes a row",
    clause: "writes a row",
    noun: "A row",
    told: "insert into",
    form: Form::Plain,
};
const STATIC: Called = Called {
    constant: "INSERT_STATIC",
    rust: "InsertStatic",
    method: "insert_static",
    title: "Writes the static columns of a partition",
    clause: "writes the static columns of a partition",
    noun: "The static columns of a partition",
    told: "insert static columns into",
    form: Form::Plain,
};
const COUNTERS: Called = Called {
    constant: "INCREMENT",
    rust: "Increment",
    method: "increment",
    title: "Adds to the counters of a row",
    clause: "adds to the counters of a row",
    noun: "An increment of a row",
    told: "increment",
    form: Form::Plain,
};
const STATIC_COUNTERS: Called = Called {
    constant: "INCREMENT_STATIC",
    rust: "IncrementStatic",
    method: "increment_static",
    title: "Adds to the static counters of a partition",
    clause: "adds to the static counters of a partition",
    noun: "An increment of the static counters of a partition",
    told: "increment static counters of",
    form: Form::Plain,
};

const ROW_TTL: Called = Called {
    constant: "INSERT_TTL",
    rust: "Insert",
    method: "insert_ttl",
    title: "Writes a row for a time",
    clause: "writes a row for a time",
    noun: "A row",
    told: "insert for a time into",
    form: Form::Ttl,
};
const ADD: Called = Called {
    constant: "ADD",
    rust: "Add",
    method: "add_to",
    title: "Adds to the collections of a row",
    clause: "adds to the collections of a row",
    noun: "More for the collections of a row",
    told: "add to",
    form: Form::Add,
};
const STATIC_ADD: Called = Called {
    constant: "ADD_STATIC",
    rust: "AddStatic",
    method: "add_static_to",
    title: "Adds to the static collections of a partition",
    clause: "adds to the static collections of a partition",
    noun: "More for the static collections of a partition",
    told: "add static elements to",
    form: Form::Add,
};
const ALL: [&Called; 7] = [&ROW, &STATIC, &COUNTERS, &STATIC_COUNTERS, &ROW_TTL, &ADD, &STATIC_ADD];

/// What all tables share when their statements are spelled.
pub(super) struct Shared<'a, 'w> {
    pub(super) words: &'w mut Words,
    pub(super) derived: &'w Derived<'a>,
    pub(super) records: &'w Records<'a>,
    pub(super) fields: &'w KnownFields,
    pub(super) methods: &'w mut Scope,
}

/// The statements that write table number `at`, which is `planned` and whose module in `rows.rs` is `module`; the first
/// has the place `index` among all statements.
pub(super) fn writes(
    planned: &catalog::Table,
    at: usize,
    (module, index): (&str, usize),
    shared: &mut Shared<'_, '_>,
) -> Vec<Arc<Write>> {
    let counts = planned.shape.is_counter();
    let added = |columns: &[Column]| columns.iter().any(|column| shared.derived.is_added(&column.name));
    let (row, partition) = if counts { (&COUNTERS, &STATIC_COUNTERS) } else { (&ROW, &STATIC) };
    let statements = [
        Some((row, false)),
        planned.insert_static.is_some().then_some((partition, true)),
        (planned.has_ttl && !counts).then_some((&ROW_TTL, false)),
        added(&planned.shape.regulars).then_some((&ADD, false)),
        added(&planned.shape.statics).then_some((&STATIC_ADD, true)),
    ];
    let module = module.trim_start_matches("r#");
    let write = |(n, (called, is_static)): (usize, (&'static Called, bool))| {
        let wanted = match called.form {
            Form::Ttl => format!("insert_{module}_ttl"),
            _ => format!("{}_{module}", called.method),
        };
        let method = shared.methods.reserve(&wanted.into());
        let place = Place { called, method: &method, index: index + n, is_static, table: at };
        Arc::new(write(planned, &place, shared))
    };
    statements.into_iter().flatten().enumerate().map(write).collect()
}

/// Where a statement stands in `rows.rs`.
struct Place<'a> {
    called: &'static Called,
    method: &'a str,
    index: usize,
    is_static: bool,
    /// The index of its table.
    table: usize,
}

/// Columns with what they are to their table.
type Columns<'t> = Vec<(&'t Column, Kind)>;

/// The columns that the statement at `place` writes: those of the key, then the others.
fn columns<'t>(planned: &'t catalog::Table, place: &Place<'_>, derived: &Derived<'_>) -> (Columns<'t>, Columns<'t>) {
    let is_added = |column: &Column| place.called.form != Form::Add || derived.is_added(&column.name);
    let wanted = |(column, kind): &(&Column, Kind)| match kind {
        Kind::Partition => true,
        Kind::Clustering(_) => !place.is_static,
        Kind::Static => place.is_static && is_added(column),
        Kind::Regular => !place.is_static && is_added(column),
    };
    let is_key = |kind: Kind| matches!(kind, Kind::Partition | Kind::Clustering(_));
    planned.shape.columns().filter(wanted).partition(|(_, kind)| is_key(*kind))
}

fn write(planned: &catalog::Table, place: &Place<'_>, shared: &mut Shared<'_, '_>) -> Write {
    let called = place.called;
    let (key, values) = columns(planned, place, shared.derived);
    let names = |columns: &[(&Column, Kind)]| columns.iter().map(|(column, _)| column.name.clone()).collect::<Vec<_>>();
    let (key_names, value_names) = (names(&key), names(&values));
    let is_update = planned.shape.is_counter() || called.form == Form::Add;
    let ordered: Vec<(&Column, Kind)> = if is_update { [values, key].concat() } else { [key, values].concat() };
    let (mut fields, mut params) = (Scope::new(FIELDS), Scope::new(FIELDS));
    let mut ttl = TTL.to_owned();
    while ordered.iter().any(|(column, _)| column.name.text() == ttl) {
        ttl.push('_');
    }
    let input = input(&Input {
        columns: &ordered,
        ttl: (called.form == Form::Ttl).then_some(&*ttl),
        adds: called.form == Form::Add,
        rust: called.rust,
        record: shared.records.of(place.table),
        derived: shared.derived,
        types: &shared.words.rust,
        known: shared.fields,
    });
    let spelled: Vec<Value> =
        ordered.iter().map(|(column, kind)| shared.words.column(column, *kind, false, &mut fields)).collect();
    let marker = |(column, _): &(&Column, Kind)| Marker { name: column.name.clone(), ty: column.ty.clone() };
    let of_column = |value: &Value| value.get_attr("write_type").ok().map(|ty| ty.to_string()).unwrap_or_default();
    let pairs = ordered.iter().map(marker).zip(&spelled);
    let mut binds: Vec<Value> =
        pairs.map(|(marker, column)| shared.words.bind(&marker, &of_column(column), &mut params)).collect();
    let marker_list = list(&binds);
    if called.form == Form::Ttl {
        let marker = Marker { name: Name::new(&ttl), ty: CqlType::Int };
        binds.push(shared.words.bind(&marker, "i32", &mut params));
    }
    let using = match (called.form, planned.shape.ttl) {
        (Form::Ttl, _) => Some(word(format!("USING TTL :{ttl}"))),
        (_, ttl) => ttl.map(|seconds| word(format!("USING TTL {seconds}"))),
    };
    Write {
        is_static: place.is_static.into(),
        constant: word(called.constant),
        rust: word(called.rust),
        method: word(place.method),
        title: word(called.title),
        clause: word(called.clause),
        noun: word(called.noun),
        column_list: list(&spelled),
        marker_list,
        set_list: is_update.then(|| word(spell::increments(value_names.iter()))).into(),
        key_list: word(spell::equalities(key_names.iter())),
        using: using.into(),
        columns: spelled.into(),
        binds: binds.into(),
        index: place.index.into(),
        is_own: (called.form != Form::Ttl).into(),
        has_ttl: (called.form == Form::Ttl).into(),
        fields: input.fields.into(),
        life: super::inputs::life(input.lifetime),
        elided: word(if input.lifetime { "<'_>" } else { "" }),
        bound: word(match (called.form == Form::Ttl, input.values.is_none()) {
            (_, true) => "row".to_owned(),
            (true, _) => format!("&driver::computed({}, row.values_ttl(seconds))?", place.index),
            (false, _) => format!("&driver::computed({}, row.values())?", place.index),
        }),
        values: input.values,
        from: input.from,
        is_idempotent: is_idempotent(planned, place, shared.derived).into(),
        counts: planned.shape.is_counter().into(),
        appends: columns(planned, place, shared.derived).1.iter().any(is_list).into(),
        statement: OnceLock::new(),
    }
}

/// Whether elements are put behind those that are there. An INSERT first removes what is older than itself, so that it does
/// it again where it is sent twice with one timestamp.
fn is_list((column, _): &(&Column, Kind)) -> bool {
    matches!(column.ty, CqlType::List { frozen: false, .. })
}

/// Whether the statement may be sent again: what is added twice counts twice, in counters and in lists.
fn is_idempotent(planned: &catalog::Table, place: &Place<'_>, derived: &Derived<'_>) -> bool {
    let is_add = place.called.form == Form::Add;
    !(planned.shape.is_counter() || is_add && columns(planned, place, derived).1.iter().any(is_list))
}

/// The text of which statement a store runs for rows (false) or static columns (true) of a table.
pub(super) fn is_stored(write: &Write, is_static: bool) -> bool {
    let called = ALL.iter().find(|called| write.constant.as_str() == Some(called.constant));
    called.is_some_and(|called| called.form == Form::Plain) && write.is_static.is_true() == is_static
}

/// The lines for `writes` of `table` in the list of all statements.
pub(super) fn statements(table: &Table, writes: &[Arc<Write>]) -> Vec<Statement> {
    let line = |write: &Arc<Write>| {
        let called = ALL.iter().find(|called| write.constant.as_str() == Some(called.constant));
        let told = called.map_or("", |called| called.told);
        Statement {
            cql: word(format!("{}::{}", table.rust, write.constant)),
            query: word(escape::rust_str(&format!("{told} {}", table.name))),
            consistency: word("None"),
            idempotent: write.is_idempotent.clone(),
            appends: write.appends.clone(),
            counts: write.counts.clone(),
            page_size: word("None"),
            keyspace_at: Value::from(keyspace_at(&write.statement)),
        }
    };
    writes.iter().map(line).collect()
}

/// Where in a finished statement its keyspace stands; 0 for one that has none, which no template of ours gives.
pub(super) fn keyspace_at(statement: &OnceLock<Value>) -> usize {
    let text = statement.get().map(ToString::to_string).unwrap_or_default();
    super::tokens::keyspace(&text).unwrap_or_default()
}
