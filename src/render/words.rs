//! Takes columns, markers and indexes, gives their parts of the context, each spelled once. Never knows a statement.

use std::sync::{Arc, OnceLock};

use minijinja::Value;
use rustc_hash::FxHashMap;

use super::context::{Bind, Column, Index, raw, word};
use super::rust_types::{RustTypes, Seen, Spelled, option_of, short};
use super::spell::Scope;
use super::{escape, spell};
use crate::catalog::Catalog;
use crate::model::Marker;
use crate::name::Name;
use crate::rules::shape::{self, Column as ColumnShape, Kind, Order};
use crate::types::CqlType;

/// A field that the driver's derive for `SerializeRow` puts beside those of the struct.
pub(super) const FIELDS: &[&str] = &["remaining_count"];

/// The columns and binds that were spelled already. A name has one type and one meaning in every table, so that most of
/// them are shared.
pub(super) struct Words {
    /// The spelling of types.
    pub(super) rust: RustTypes,
    names: FxHashMap<Name, Known>,
}

/// What was spelled for one name.
struct Known {
    ident: Arc<str>,
    columns: Vec<(Kind, bool, CqlType, Arc<str>, Value)>,
    binds: Vec<(CqlType, Arc<str>, Box<str>, Value)>,
}

impl Words {
    pub(super) fn new(catalog: &Catalog) -> Self {
        Self { rust: RustTypes::new(catalog), names: FxHashMap::default() }
    }

    /// The column, where `keyless_rows` says that rows may come without their clustering values.
    pub(super) fn column(&mut self, column: &ColumnShape, kind: Kind, keyless_rows: bool, scope: &mut Scope) -> Value {
        let known = known(&mut self.names, &column.name);
        let ident = scope.reserve(&known.ident);
        let same = known.columns.iter().find(|(of_kind, keyless, ty, rust, _)| {
            *of_kind == kind && *keyless == keyless_rows && *ty == column.ty && *rust == ident
        });
        if let Some((.., value)) = same {
            return value.clone();
        }
        let value = Value::from_object(spelled(&self.rust, column, kind, keyless_rows, &ident));
        known.columns.push((kind, keyless_rows, column.ty.clone(), ident, value.clone()));
        value
    }

    /// A computed column of a query's rows, whose name may be the text of a term.
    pub(super) fn computed(&self, column: &ColumnShape, is_there: bool, scope: &mut Scope) -> Value {
        let (name, ty) = (&column.name, &column.ty);
        // The text of a call ends with a bracket.
        let wanted = spell::field(name);
        let is_call = name.text().ends_with(')') && wanted.trim_end_matches('_').contains('_');
        let wanted = if is_call { wanted.trim_end_matches('_') } else { &wanted };
        let ident = scope.reserve(&wanted.into());
        let spelled = self.rust.plain(ty, Seen::Beside);
        Value::from_object(Column {
            name: raw(name.text()),
            cql: word(name.cql()),
            ty: word(ty.cql()),
            kind: word("regular"),
            is_static: false.into(),
            order: ().into(),
            rename: rename(name, &ident),
            rust: word(&*ident),
            read_type: word(if is_there { spelled.owned.clone() } else { short(&option_of(&spelled.owned)) }),
            write_type: word(write_type(&spelled, false)),
            rust_type: word(spelled.owned.clone()),
            doc: doc(&name.cql(), &ty.cql(), ""),
        })
    }

    /// The bind of `marker`, whose Rust type is `rust_type`.
    pub(super) fn bind(&mut self, marker: &Marker, rust_type: &str, scope: &mut Scope) -> Value {
        let known = known(&mut self.names, &marker.name);
        let ident = scope.reserve(&known.ident);
        let same = |(ty, rust, of_type, _): &&(CqlType, Arc<str>, Box<str>, Value)| {
            *ty == marker.ty && *rust == ident && **of_type == *rust_type
        };
        if let Some((.., value)) = known.binds.iter().find(same) {
            return value.clone();
        }
        let ty = marker.ty.cql();
        let value = Value::from_object(Bind {
            name: raw(marker.name.text()),
            cql: word(spell::marker(&marker.name)),
            doc: doc(&marker.name.cql(), &ty, ""),
            ty: word(ty),
            rename: rename(&marker.name, &ident),
            rust: word(&*ident),
            rust_type: word(rust_type),
        });
        known.binds.push((marker.ty.clone(), ident, rust_type.into(), value.clone()));
        value
    }
}

fn known<'a>(names: &'a mut FxHashMap<Name, Known>, name: &Name) -> &'a mut Known {
    if !names.contains_key(name) {
        let known = Known { ident: spell::field(name).into(), columns: Vec::new(), binds: Vec::new() };
        names.insert(name.clone(), known);
    }
    names.get_mut(name).expect("it was put there above")
}

fn spelled(rust: &RustTypes, column: &ColumnShape, kind: Kind, keyless_rows: bool, ident: &str) -> Column {
    let (name, ty) = (&column.name, &column.ty);
    let (cql, cql_type, spelled) = (name.cql(), ty.cql(), rust.column(name, ty, Seen::Beside));
    let (word_for_kind, role) = match kind {
        Kind::Partition => ("partition", ", partition key"),
        Kind::Clustering(Order::Asc) => ("clustering", ", clustering key"),
        Kind::Clustering(Order::Desc) => ("clustering", ", clustering key, largest first"),
        Kind::Static => ("static", ", one for the whole partition"),
        Kind::Regular => ("regular", ""),
    };
    let is_key = matches!(kind, Kind::Partition | Kind::Clustering(_));
    let is_always_there = match kind {
        Kind::Partition => true,
        Kind::Clustering(_) => !keyless_rows,
        // An empty collection of several cells reads as null, and the driver makes an empty one of it again.
        Kind::Static | Kind::Regular => is_plain_collection(ty, &spelled.owned),
    };
    Column {
        name: raw(name.text()),
        doc: doc(&cql, &cql_type, role),
        cql: word(cql),
        ty: word(cql_type),
        kind: word(word_for_kind),
        is_static: (kind == Kind::Static).into(),
        order: if let Kind::Clustering(order) = kind { word(spell::direction(order)) } else { ().into() },
        rename: rename(name, ident),
        rust: word(ident),
        read_type: word(if is_always_there { spelled.owned.clone() } else { short(&option_of(&spelled.owned)) }),
        write_type: word(write_type(&spelled, is_key)),
        rust_type: word(spelled.owned.clone()),
    }
}

/// The type in which a statement takes a value: one that need not be there may be unset.
pub(super) fn write_type(spelled: &Spelled, is_required: bool) -> String {
    if is_required { spelled.borrowed.clone() } else { format!("::scylla::value::MaybeUnset<{}>", spelled.borrowed) }
}

/// Whether values of `ty`, which are `owned` in Rust, are collections that the server cannot hold empty: they are read as
/// such, and never as options of them.
pub(super) fn is_plain_collection(ty: &CqlType, owned: &str) -> bool {
    ty.is_multi_cell()
        && !matches!(ty, CqlType::Udt { .. })
        && (owned.starts_with("Vec<") || owned.starts_with("::std::collections::"))
}

/// The `#[scylla(rename = …)]` of a field, where the Rust name is not the CQL name letter for letter: the derived code
/// does not look through `r#`.
pub(super) fn rename(name: &Name, ident: &str) -> Value {
    (ident != name.text()).then(|| word(escape::rust_str(name.text()))).into()
}

pub(super) fn doc(cql: &str, ty: &str, role: &str) -> Value {
    word(format!("{}{role}", escape::code(&format!("{cql} {ty}"))))
}

/// The CQL spellings of columns or binds with commas between them.
pub(super) fn list(parts: &[Value]) -> Value {
    let mut text = String::new();
    for part in parts.iter().filter_map(|part| part.get_attr("cql").ok()) {
        text.push_str(if text.is_empty() { "" } else { ", " });
        text.push_str(part.as_str().unwrap_or_default());
    }
    word(text)
}

/// The indexes of a table, in declared order.
pub(super) fn indexes(table: &shape::Table) -> Vec<Arc<Index>> {
    let index = |index: &shape::Index| {
        let options = (!index.options.is_empty()).then(|| word(spell::map(&index.options)));
        Arc::new(Index {
            name: raw(index.name.text()),
            cql: word(index.name.cql()),
            target: word(spell::target(index)),
            options: options.into(),
            create: OnceLock::new(),
        })
    };
    table.indexes.iter().map(index).collect()
}
