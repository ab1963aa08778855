//! Takes the planned records, gives their structs and how each is written to its tables. Never lays out code.

use std::rc::Rc;
use std::sync::Arc;

use minijinja::Value;
use rustc_hash::FxHashMap;

use super::conditions::{Form, Tested, condition};
use super::context::{LeftOut, Record, RecordField, RecordWrite, Table, Write, raw, word};
use super::csv_fields;
use super::derived::{Computed, Derived};
use super::rust_types::{RustTypes, Seen, Spelled, option_of, short};
use super::spell::{self, Scope};
use super::words::{doc, is_plain_collection};
use crate::catalog::{self, Catalog};
use crate::model::Condition;
use crate::name::Name;
use crate::rules::shape::Kind;

/// The names at the top of the file, which no record takes.
const TOP: &[&str] = &[
    "AsRef",
    "Clone",
    "Copy",
    "Debug",
    "Default",
    "Drop",
    "Eq",
    "Extend",
    "Fn",
    "FnMut",
    "FnOnce",
    "From",
    "Hash",
    "Into",
    "Iterator",
    "Ord",
    "PartialEq",
    "PartialOrd",
    "Send",
    "Sync",
    "ToOwned",
    "ToString",
    "TryFrom",
    "TryInto",
    "Unpin",
    "Queries",
    "PrepareError",
    "QueryError",
    "InsertError",
    "OutOfRange",
    "InsertAll",
    "CsvError",
    "String",
    "Vec",
    "Option",
    "Result",
    "Ok",
    "Err",
    "Some",
    "None",
    "Box",
    "Self",
];

/// How many writes of a record are kept on the stack; futures of more would make that of the caller large.
const ON_STACK: usize = 8;

/// The records, and which table each fills.
pub(super) struct Records<'a> {
    all: Vec<Named<'a>>,
    /// For each table its record.
    of_table: FxHashMap<usize, usize>,
}

/// A record with its names.
struct Named<'a> {
    record: &'a catalog::Record,
    rust: Arc<str>,
    /// Its struct of the fields of a CSV.
    csv: Arc<str>,
    /// For each of its columns the field, and whether that is no option.
    fields: Fields<'a>,
}

/// For each column of a record its field, and whether that is no option.
pub(super) type Fields<'a> = FxHashMap<&'a Name, (Arc<str>, bool)>;

/// The record that fills a table.
pub(super) struct RecordOf<'r, 'a> {
    /// Its struct.
    pub(super) rust: Arc<str>,
    named: &'r Named<'a>,
}

impl RecordOf<'_, '_> {
    /// The field for the column `name`, and whether it is always there.
    pub(super) fn field(&self, name: &Name) -> Option<(&str, bool)> {
        self.named.fields.get(name).map(|(ident, is_there)| (&**ident, *is_there))
    }
}

impl<'a> Records<'a> {
    pub(super) fn new(catalog: &'a Catalog) -> Self {
        let mut scope = Scope::new(TOP);
        let mut of_table = FxHashMap::default();
        let mut all = Vec::new();
        for (at, record) in catalog.records.iter().enumerate() {
            let wanted = record.source.as_ref().map_or_else(|| "Record".to_owned(), Name::rust_type);
            let rust = scope.reserve(&wanted.into());
            let csv = scope.reserve(&format!("{rust}Csv").into());
            of_table.extend(record.tables.iter().map(|table| (*table, at)));
            let mut idents = Scope::new(&[]);
            let field = |field: &catalog::Field| {
                let column = &catalog.columns[field.column];
                (&column.name, (idents.reserve(&spell::field(&column.name).into()), field.is_required))
            };
            let fields = record.fields.iter().map(field).collect();
            all.push(Named { record, rust, csv, fields });
        }
        Self { all, of_table }
    }

    /// The record that fills table number `table`.
    pub(super) fn of(&self, table: usize) -> Option<RecordOf<'_, 'a>> {
        let named = &self.all[*self.of_table.get(&table)?];
        Some(RecordOf { rust: Arc::clone(&named.rust), named })
    }

    /// The records as templates see them.
    pub(super) fn parts(
        &self,
        catalog: &Catalog,
        derived: &Derived<'_>,
        types: &RustTypes,
        (tables, writes): (&[Arc<Table>], &[Vec<Arc<Write>>]),
    ) -> Vec<Value> {
        self.all.iter().map(|named| Drawn { named, catalog, derived, types }.part(tables, writes)).collect()
    }
}

/// A record on its way to the templates.
struct Drawn<'r, 'a> {
    named: &'r Named<'a>,
    catalog: &'r Catalog,
    derived: &'r Derived<'r>,
    types: &'r RustTypes,
}

impl Drawn<'_, '_> {
    fn part(&self, tables: &[Arc<Table>], writes: &[Vec<Arc<Write>>]) -> Value {
        let record = self.named.record;
        let (mut of_tables, mut left_out) = (Vec::new(), Vec::new());
        let mut names = Scope::new(&["queries", "at", "batch", "row"]);
        for &at in &record.tables {
            match self.kept(&self.catalog.tables[at].keep) {
                Ok(guard) => {
                    let usual = writes[at].iter().filter(|write| !write.has_ttl.is_true());
                    of_tables
                        .extend(usual.map(|write| self.write(at, &tables[at], write, (&mut names, guard.clone()))));
                }
                Err(why) => left_out.push(Value::from_object(LeftOut {
                    method: writes[at].first().map_or_else(|| ().into(), |write| write.method.clone()),
                    why: word(why),
                })),
            }
        }
        let about = match &record.source {
            Some(name) => format!("One row of the source {name}, for all tables that it fills."),
            None => "One row of the source, for all tables that it fills.".to_owned(),
        };
        let csv = self.catalog.rust.csv.then(|| {
            csv_fields::part(&self.named.csv, (record, &self.named.fields), self.catalog, (self.derived, self.types))
        });
        Value::from_object(Record {
            rust: word(&*self.named.rust),
            about: raw(&about),
            fields: record.fields.iter().map(|field| self.field(field)).collect::<Vec<_>>().into(),
            is_boxed: (of_tables.len() > ON_STACK).into(),
            writes: of_tables.into(),
            left_out: left_out.into(),
            is_batch: record.is_batch.into(),
            csv: csv.into(),
        })
    }

    fn spelled(&self, column: usize) -> Rc<Spelled> {
        let column = &self.catalog.columns[column];
        self.types.column(&column.name, &column.ty, Seen::Top)
    }

    fn field(&self, field: &catalog::Field) -> Value {
        let (column, spelled) = (&self.catalog.columns[field.column], self.spelled(field.column));
        let ident = self.named.fields.get(&column.name).map_or("", |(ident, _)| ident);
        let is_plain = field.is_required || is_plain_collection(&column.ty, &spelled.owned);
        let role = match (field.is_required, column.is_added) {
            (true, _) => ", always there",
            (_, true) => ", added to what is there",
            _ => "",
        };
        Value::from_object(RecordField {
            rust: word(ident),
            rust_type: word(if is_plain { spelled.owned.clone() } else { short(&option_of(&spelled.owned)) }),
            doc: doc(&column.name.cql(), &column.ty.cql(), role),
        })
    }

    fn write(
        &self,
        at: usize,
        table: &Table,
        write: &Arc<Write>,
        (names, kept): (&mut Scope, Option<String>),
    ) -> Value {
        let guards: Vec<String> = kept.into_iter().chain(self.something(at, write)).collect();
        Value::from_object(RecordWrite {
            name: word(&*names.reserve(&table.rust.to_string().into())),
            module: table.rust.clone(),
            rust: write.rust.clone(),
            index: write.index.clone(),
            computed: (!write.values.is_none()).into(),
            is_partial: write.from.get_attr("is_partial").unwrap_or_default(),
            guard: all_of(guards).map(word).into(),
        })
    }

    /// Whether the record has anything to write, where a statement without it would write nothing: static columns, and what
    /// is added to collections.
    fn something(&self, at: usize, write: &Write) -> Option<String> {
        let shape = &self.catalog.tables[at].shape;
        let adds = !write.set_list.is_none() && !shape.is_counter();
        if !(write.is_static.is_true() || adds) || shape.is_counter() {
            return None;
        }
        let wanted = |name: &Name, kind: Kind| {
            let of_kind = if write.is_static.is_true() { kind == Kind::Static } else { kind == Kind::Regular };
            of_kind && adds == self.derived.is_added(name)
        };
        let mut tests = Vec::new();
        for (column, _) in shape.columns().filter(|(column, kind)| wanted(&column.name, *kind)) {
            let from = match self.derived.of(&column.name) {
                Computed::Given => &column.name,
                Computed::Constant(_) => return None,
                Computed::Derived { from, .. } => &from.name,
            };
            let (ident, is_there) = self.named.fields.get(from)?;
            if *is_there {
                return None;
            }
            let ty = &self.derived.column(from)?.ty;
            let is_plain = is_plain_collection(ty, &self.types.column(from, ty, Seen::Top).owned);
            tests.push(if is_plain { format!("!self.{ident}.is_empty()") } else { format!("self.{ident}.is_some()") });
        }
        match tests.as_slice() {
            [] => Some("false".to_owned()),
            [one] => Some(one.clone()),
            several => Some(several.join(" || ")),
        }
    }

    /// The expression that tells whether a table takes the record, none if it always does; or why none can.
    fn kept(&self, keep: &[Condition]) -> Result<Option<String>, String> {
        let mut tests = Vec::new();
        for kept in keep {
            let column = &self.catalog.columns[kept.column];
            let unknown =
                || format!("what the model keeps by {} has no test in Rust", super::escape::code(&column.name.cql()));
            let (tested, needs_value) = match self.derived.of(&column.name) {
                Computed::Given => (column, true),
                Computed::Derived { from, .. } => (from, false),
                Computed::Constant(_) => return Err(unknown()),
            };
            let is_null_test = matches!(kept.test, crate::model::Test::Null | crate::model::Test::NotNull);
            let field = self.named.fields.get(&tested.name);
            let Some((ident, is_required)) = field.filter(|_| needs_value || is_null_test) else {
                return Err(unknown());
            };
            let spelled = self.types.column(&tested.name, &tested.ty, Seen::Top);
            let form = match *is_required {
                true => Form::Value,
                false if is_plain_collection(&tested.ty, &spelled.owned) => Form::Collection,
                false => Form::Option,
            };
            let tested = Tested { column: tested, spelled: &spelled, read: format!("self.{ident}"), form };
            tests.push(condition(&kept.test, &tested).ok_or_else(unknown)?);
        }
        tests.retain(|test| test != "true");
        Ok(all_of(tests))
    }
}

/// The expression that all of `tests` hold, none if there is no test.
pub(super) fn all_of(tests: Vec<String>) -> Option<String> {
    if tests.len() < 2 {
        return tests.into_iter().next();
    }
    let alone = |test: String| if test.contains(" || ") { format!("({test})") } else { test };
    Some(tests.into_iter().map(alone).collect::<Vec<_>>().join(" && "))
}
