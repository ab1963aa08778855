//! Takes a SELECT, gives the Rust types of what it binds, and the struct that is bound where a value must not be sent as
//! the caller gives it. Never lays out code.

use minijinja::Value;

use super::context::{InputField, InputValues, word};
use super::rust_types::{RustTypes, Seen};
use super::spell::{self, Scope};
use super::words::{FIELDS, rename};
use crate::catalog::Select;
use crate::name::Name;
use crate::rules::shape::{Kind, Op, Relation};
use crate::types::CqlType;

/// The Rust type of each value that `select` binds, in its order.
pub(super) fn bind_types(select: &Select, types: &RustTypes) -> Vec<String> {
    let relations = select.shape.relations.iter();
    let of_relations = relations.flat_map(|relation| of_relation(relation, select, types));
    let mut all: Vec<String> = of_relations.collect();
    // The limits are behind the relations.
    let limits = select.binds.iter().skip(all.len());
    all.extend(limits.map(|marker| types.plain(&marker.ty, Seen::Beside).borrowed));
    all
}

fn of_relation(relation: &Relation, select: &Select, types: &RustTypes) -> Vec<String> {
    let column = |name: &Name| {
        let ty = select.shape.table.column(name).map_or(CqlType::Text, |(column, _)| column.ty.clone());
        types.column(name, &ty, Seen::Beside)
    };
    match relation.op {
        Op::In if relation.tuple => {
            let items: Vec<String> = relation.columns.iter().map(|name| column(name).borrowed.clone()).collect();
            let comma = if items.len() == 1 { "," } else { "" };
            vec![format!("&'a [({}{comma})]", items.join(", "))]
        }
        Op::In => vec![format!("&'a [{}]", column(&relation.columns[0]).borrowed)],
        Op::Contains | Op::ContainsKey | Op::Entry => {
            let ty = &select.shape.table.column(&relation.columns[0]).map_or(CqlType::Text, |(c, _)| c.ty.clone());
            parts(relation.op, ty).into_iter().map(|ty| types.plain(ty, Seen::Beside).borrowed).collect()
        }
        _ => relation.columns.iter().map(|name| column(name).borrowed.clone()).collect(),
    }
}

/// The types of what is asked of a collection.
fn parts(op: Op, ty: &CqlType) -> Vec<&CqlType> {
    match (op, ty) {
        (Op::Entry, CqlType::Map { key, value, .. }) => vec![key, value],
        (Op::ContainsKey, CqlType::Map { key, .. }) => vec![key],
        (_, CqlType::Map { value, .. }) => vec![value],
        (_, CqlType::List { item, .. } | CqlType::Set { item, .. }) => vec![item],
        (_, other) => vec![other],
    }
}

/// The struct that is bound in place of the caller's, or none. Cassandra 5.0.8 gives no row where a clustering column is
/// asked for with one value twice beside two bounds of different length: each value is sent once then.
pub(super) fn values(select: &Select, types: &[String]) -> Value {
    let is_clustering = |relation: &&Relation| {
        let kind = relation.columns.first().and_then(|name| select.shape.table.column(name));
        matches!(kind, Some((_, Kind::Clustering(_))))
    };
    let of_clustering = || select.shape.relations.iter().filter(is_clustering);
    let has_list = of_clustering().any(|relation| relation.op == Op::In);
    let has_tuple = of_clustering().any(|relation| relation.tuple && relation.op != Op::In);
    if !(has_list && has_tuple) {
        return ().into();
    }
    let lists: Vec<&Name> = of_clustering().filter(|r| r.op == Op::In).flat_map(|r| &r.markers).collect();
    let mut scope = Scope::new(FIELDS);
    let fields = select.binds.iter().zip(types).map(|(marker, ty)| {
        let ident = scope.reserve(&spell::field(&marker.name).into());
        let item = ty.strip_prefix("&'a [").and_then(|rest| rest.strip_suffix(']'));
        let (rust_type, expression) = match item.filter(|_| lists.contains(&&marker.name)) {
            Some(item) => {
                (format!("super::driver::Distinct<'a, {item}>"), format!("super::driver::Distinct(self.{ident})"))
            }
            None => (ty.clone(), format!("self.{ident}")),
        };
        Value::from_object(InputField {
            doc: ().into(),
            rename: rename(&marker.name, &ident),
            rust: word(&*ident),
            rust_type: word(rust_type),
            expression: word(expression),
        })
    });
    Value::from_object(InputValues {
        rust: word("Values"),
        method: word("values"),
        fields: fields.collect::<Vec<_>>().into(),
        life: super::inputs::life(true),
    })
}
