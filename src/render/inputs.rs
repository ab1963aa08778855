//! Takes the columns that a statement writes, gives the struct by which a caller says them, the struct that is bound where
//! some of them are computed, and how a record becomes the former. Never lays out code.

use std::cell::RefCell;
use std::sync::Arc;

use minijinja::Value;
use rustc_hash::FxHashMap;

use super::context::{InputField, InputValues, RecordInput, word};
use super::derived::{Computed, Derived};
use super::records::RecordOf;
use super::rust_types::{RustTypes, Seen};
use super::spell::{self, Scope};
use super::words::{FIELDS, doc, is_plain_collection, rename, write_type};
use crate::model::{self, Origin};
use crate::name::Name;
use crate::rules::shape::{Column, Kind};
use crate::types::CqlType;

const MAYBE: &str = "::scylla::value::MaybeUnset";

/// A statement that writes.
pub(super) struct Input<'a, 'c> {
    /// Its columns in its order.
    pub(super) columns: &'a [(&'a Column, Kind)],
    /// The marker of the lifetime that it takes, if it takes one.
    pub(super) ttl: Option<&'a str>,
    /// Whether it adds to collections.
    pub(super) adds: bool,
    /// The caller's struct.
    pub(super) rust: &'static str,
    /// The record that fills the table.
    pub(super) record: Option<RecordOf<'a, 'c>>,
    pub(super) derived: &'a Derived<'c>,
    pub(super) types: &'a RustTypes,
    /// The fields that were made already.
    pub(super) known: &'a KnownFields,
}

/// The fields that were made already, by their columns.
#[derive(Default)]
pub(super) struct KnownFields(RefCell<FxHashMap<Name, Vec<KnownField>>>);

struct KnownField {
    role: &'static str,
    is_required: bool,
    ident: Arc<str>,
    ty: CqlType,
    part: Value,
}

/// What the statement takes.
pub(super) struct Given {
    /// The fields of the caller's struct.
    pub(super) fields: Vec<Value>,
    /// Whether any of them borrows.
    pub(super) lifetime: bool,
    /// The struct that is bound in its place, or none.
    pub(super) values: Value,
    /// How a record becomes the caller's struct, or none.
    pub(super) from: Value,
}

/// One field of the caller's struct.
struct Field<'a> {
    name: &'a Name,
    ty: &'a CqlType,
    role: &'static str,
    is_required: bool,
    ident: Arc<str>,
}

/// See [`Given`].
pub(super) fn input(of: &Input<'_, '_>) -> Given {
    let is_key = |kind: Kind| matches!(kind, Kind::Partition | Kind::Clustering(_));
    let computed: Vec<Computed<'_>> = of.columns.iter().map(|(column, _)| of.computed(column)).collect();
    // What a column of the key is derived from must be there.
    let needed: Vec<(&model::Column, bool)> = of
        .columns
        .iter()
        .zip(&computed)
        .filter_map(|((_, kind), computed)| match computed {
            Computed::Derived { from, .. } => Some((*from, is_key(*kind))),
            _ => None,
        })
        .collect();
    let is_needed = |name: &Name| needed.iter().any(|(from, is_key)| from.name == *name && *is_key);
    let mut scope = Scope::new(FIELDS);
    let mut fields: Vec<Field<'_>> = Vec::new();
    for ((column, kind), _) in of.columns.iter().zip(&computed).filter(|(_, c)| matches!(c, Computed::Given)) {
        fields.push(Field {
            name: &column.name,
            ty: &column.ty,
            role: role(*kind),
            is_required: is_key(*kind) || is_needed(&column.name),
            ident: scope.reserve(&spell::field(&column.name).into()),
        });
    }
    for (from, _) in &needed {
        if !fields.iter().any(|field| *field.name == from.name) {
            fields.push(Field {
                name: &from.name,
                ty: &from.ty,
                role: ", for what is derived from it",
                is_required: is_needed(&from.name),
                ident: scope.reserve(&spell::field(&from.name).into()),
            });
        }
    }
    let parts: Vec<Value> = fields.iter().map(|field| of.part(field)).collect();
    let lifetime = |parts: &[Value]| parts.iter().any(borrows);
    let own = lifetime(&parts);
    let is_bound = of.ttl.is_none() && computed.iter().all(|computed| matches!(computed, Computed::Given));
    let values = if is_bound { ().into() } else { of.values(&computed, &fields) };
    let from = of.record.as_ref().filter(|_| of.ttl.is_none()).map(|record| of.from(record, &fields));
    Given { lifetime: own, fields: parts, values, from: from.into() }
}

/// The lifetime's parameter of a struct, or nothing.
pub(super) fn life(borrows: bool) -> Value {
    word(if borrows { "<'a>" } else { "" })
}

/// Whether the type of a field holds a lifetime.
fn borrows(field: &Value) -> bool {
    field.get_attr("rust_type").is_ok_and(|ty| ty.as_str().is_some_and(|ty| ty.contains("&'a ")))
}

fn role(kind: Kind) -> &'static str {
    match kind {
        Kind::Partition => ", partition key",
        Kind::Clustering(_) => ", clustering key",
        Kind::Static => ", one for the whole partition",
        Kind::Regular => "",
    }
}

impl Input<'_, '_> {
    /// Where the values of a column come from. A caller gives the amounts that are added to counters.
    fn computed(&self, column: &Column) -> Computed<'_> {
        if column.ty == CqlType::Counter { Computed::Given } else { self.derived.of(&column.name) }
    }

    /// The field as templates see it, made once for what is the same in many statements.
    fn part(&self, field: &Field<'_>) -> Value {
        let same = |known: &&KnownField| {
            known.role == field.role
                && known.is_required == field.is_required
                && known.ident == field.ident
                && known.ty == *field.ty
        };
        if let Some(known) = self.known.0.borrow().get(field.name).and_then(|known| known.iter().find(same)) {
            return known.part.clone();
        }
        let part = Value::from_object(self.field(field));
        let known = KnownField {
            role: field.role,
            is_required: field.is_required,
            ident: Arc::clone(&field.ident),
            ty: field.ty.clone(),
            part: part.clone(),
        };
        self.known.0.borrow_mut().entry(field.name.clone()).or_default().push(known);
        part
    }

    fn field(&self, field: &Field<'_>) -> InputField {
        let spelled = self.types.column(field.name, field.ty, Seen::Beside);
        InputField {
            doc: doc(&field.name.cql(), &field.ty.cql(), field.role),
            rename: rename(field.name, &field.ident),
            rust: word(&*field.ident),
            rust_type: word(write_type(&spelled, field.is_required)),
            expression: ().into(),
        }
    }

    /// The struct that is bound: every column of the statement, and the lifetime behind them.
    fn values(&self, computed: &[Computed<'_>], given: &[Field<'_>]) -> Value {
        let mut scope = Scope::new(FIELDS);
        let mut fields = Vec::new();
        for (column, computed) in self.columns.iter().zip(computed) {
            let (name, ident) = (&column.0.name, scope.reserve(&spell::field(&column.0.name).into()));
            let (rust_type, expression) = self.value(*column, computed, given);
            fields.push(Value::from_object(InputField {
                doc: ().into(),
                rename: rename(name, &ident),
                rust: word(&*ident),
                rust_type: word(rust_type),
                expression: word(expression),
            }));
        }
        if let Some(ttl) = self.ttl {
            let ident = scope.reserve(&ttl.into());
            fields.push(Value::from_object(InputField {
                doc: ().into(),
                rename: if *ident == *ttl { ().into() } else { word(super::escape::rust_str(ttl)) },
                rust: word(&*ident),
                rust_type: word("i32"),
                expression: word("seconds"),
            }));
        }
        Value::from_object(InputValues {
            rust: word(format!("{}Values{}", self.rust, if self.ttl.is_some() { "Ttl" } else { "" })),
            method: word(if self.ttl.is_some() { "values_ttl" } else { "values" }),
            life: life(fields.iter().any(borrows)),
            fields: fields.into(),
        })
    }

    /// The type of a column that is bound, and the expression that gives it from the caller's struct.
    fn value(&self, (column, kind): (&Column, Kind), computed: &Computed<'_>, given: &[Field<'_>]) -> (String, String) {
        let spelled = self.types.column(&column.name, &column.ty, Seen::Beside);
        let given = |name: &Name| {
            let field = given.iter().find(|field| field.name == name);
            field.map_or((String::new(), false), |field| (format!("self.{}", field.ident), field.is_required))
        };
        match computed {
            Computed::Given => {
                let (read, is_required) = given(&column.name);
                (write_type(&spelled, is_required), read)
            }
            Computed::Constant(bytes) => ("super::driver::Wire".to_owned(), format!("super::driver::Wire(&{bytes:?})")),
            Computed::Derived { from, function, is_fallible } => {
                let (read, is_required) = given(&from.name);
                let call =
                    |argument: &str| format!("super::{function}({argument}){}", if *is_fallible { "?" } else { "" });
                if matches!(kind, Kind::Partition | Kind::Clustering(_)) {
                    return (spelled.owned.clone(), call(&read));
                }
                let value = if is_required {
                    format!("{MAYBE}::Set({})", call(&read))
                } else {
                    let set = call("from");
                    format!(
                        "match {read} {{ {MAYBE}::Set(from) => {MAYBE}::Set({set}), {MAYBE}::Unset => {MAYBE}::Unset }}"
                    )
                };
                (format!("{MAYBE}<{}>", spelled.owned), value)
            }
        }
    }

    /// How a record becomes the caller's struct.
    fn from(&self, record: &RecordOf<'_, '_>, fields: &[Field<'_>]) -> Value {
        let parts = fields.iter().map(|field| {
            Value::from_object(InputField {
                doc: ().into(),
                rename: ().into(),
                rust: word(&*field.ident),
                rust_type: ().into(),
                expression: word(self.taken(record, field)),
            })
        });
        // A table that keeps only rows with a whole key does not ask it of the record.
        let lacks = |field: &Field<'_>| field.is_required && record.field(field.name).is_some_and(|(_, there)| !there);
        Value::from_object(RecordInput {
            record: word(&*record.rust),
            is_partial: fields.iter().any(lacks).into(),
            fields: parts.collect::<Vec<_>>().into(),
        })
    }

    fn taken(&self, record: &RecordOf<'_, '_>, field: &Field<'_>) -> String {
        let spelled = self.types.column(field.name, field.ty, Seen::Beside);
        // What is added to is not overwritten.
        if !self.adds && !field.is_required && self.derived.is_added(field.name) {
            return format!("{MAYBE}::Unset");
        }
        let Some((ident, is_there)) = record.field(field.name) else {
            return match self.derived.column(field.name).map(|column| &column.origin) {
                Some(Origin::Constant(bytes)) if bytes.len() == 8 => {
                    let amount = bytes.iter().fold(0_i64, |sum, byte| sum << 8 | i64::from(*byte));
                    format!("{MAYBE}::Set(::scylla::value::Counter({amount}))")
                }
                _ => format!("{MAYBE}::Unset"),
            };
        };
        let read = format!("record.{ident}");
        let borrowed = if spelled.is_copy { read.clone() } else { format!("&{read}") };
        match (is_there, field.is_required) {
            (true, true) => borrowed,
            (true, false) => format!("{MAYBE}::Set({borrowed})"),
            (false, true) if spelled.is_copy => format!("{read}?"),
            (false, true) if spelled.is_deref => format!("{read}.as_deref()?"),
            (false, true) => format!("{read}.as_ref()?"),
            (false, _) if is_plain_collection(field.ty, &spelled.owned) => {
                format!("if {read}.is_empty() {{ {MAYBE}::Unset }} else {{ {MAYBE}::Set(&{read}) }}")
            }
            (false, _) if spelled.is_copy => format!("{MAYBE}::from_option({read})"),
            (false, _) if spelled.is_deref => format!("{MAYBE}::from_option({read}.as_deref())"),
            (false, _) => format!("{MAYBE}::from_option({read}.as_ref())"),
        }
    }
}
