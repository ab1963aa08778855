//! Takes a planned SELECT, gives its part of the context: its clauses, what it binds and gives in Rust, and the struct that is
//! bound where a value must not be sent as the caller gives it. Never lays out code.

use std::sync::{Arc, OnceLock};

use minijinja::Value;

use super::buckets::buckets;
use super::context::{InputField, InputValues, Query, Source, raw, word};
use super::derived::Derived;
use super::escape;
use super::inputs::life;
use super::rust_types::{RustTypes, Seen};
use super::spell::{self, Scope};
use super::words::{FIELDS, Words, list, rename};
use crate::catalog::Select;
use crate::model::{Marker, Returns};
use crate::name::Name;
use crate::rules::shape::{self, Kind, Op, Relation};
use crate::types::CqlType;

/// The query `select` on the table `source`; its module, its methods and its place among all statements are given.
pub(super) fn query(
    select: &Select,
    (keyspace, source): (&Name, &Name),
    words: &mut Words,
    derived: &Derived<'_>,
    (module, method, page, index): (&str, Arc<str>, Option<Arc<str>>, usize),
) -> Query {
    let shape = &select.shape;
    let name = shape.name.text();
    let question = select.question.as_deref().filter(|question| !question.trim().is_empty());
    let is_count = select.returns == Returns::Count;
    // A partition that holds only static values gives a row without clustering values, unless a row's value is asked for.
    let keyless_rows = !shape.table.statics.is_empty() && !restricts_rows(shape);
    let (mut row, mut params) = (Scope::new(FIELDS), Scope::new(FIELDS));
    let columns = select.columns.iter().filter(|_| !is_count).enumerate();
    let columns: Vec<Value> = columns
        .map(|(at, (column, kind))| match select.written.as_ref().and_then(|written| written.columns.get(at)) {
            Some(given) if given.kind.is_none() => words.computed(column, given.is_there, &mut row),
            _ => words.column(column, *kind, keyless_rows, &mut row),
        })
        .collect();
    let (via, gives) = answer(select, module);
    let types = bind_types(select, &words.rust);
    let bound = values(select, &types);
    // The bucket is none of the caller's.
    let is_asked = |at: usize| select.across.as_ref().is_none_or(|across| across.at != at);
    let asked: Vec<(&Marker, &String)> =
        select.binds.iter().zip(&types).enumerate().filter(|(at, _)| is_asked(*at)).map(|(_, bind)| bind).collect();
    let (borrows, binds_nothing) = (asked.iter().any(|(_, ty)| ty.contains("&'a ")), asked.is_empty());
    let binds: Vec<Value> = asked.into_iter().map(|(marker, ty)| words.bind(marker, ty, &mut params)).collect();
    let across = select.across.as_ref().map(|across| buckets(across, &binds, derived, &words.rust));
    let order_by = shape.order_by.iter().map(|(name, order)| word(spell::ordered(name, *order)));
    Query {
        name: raw(name),
        title: raw(&question.map_or_else(|| name.to_owned(), |question| format!("{name}: {question}"))),
        question: question.map(raw).into(),
        rust: word(module),
        method: word(&*method),
        table: Value::from_object(Source { name: raw(source.text()), cql: word(source.cql()) }),
        binds: binds.into(),
        life: life(borrows),
        params: word(match (binds_nothing, borrows) {
            (true, _) => String::new(),
            (_, true) => format!(", params: &{module}::Params<'_>"),
            (_, false) => format!(", params: &{module}::Params"),
        }),
        bound: word(match (binds_nothing, bound.is_none()) {
            _ if across.is_some() => "params.buckets()",
            (true, _) => "&()",
            (_, true) => "params",
            (_, false) => "&params.values()",
        }),
        values: bound,
        across: across.into(),
        page_method: page.map(|page| word(&*page)).into(),
        page_size: word(select.page_size.map_or("None".to_owned(), |size| format!("Some({size})"))),
        selection: if is_count { word("count(*)") } else { list(&columns) },
        distinct: shape.distinct.into(),
        text: select.written.as_ref().map(|written| word(written.select.cql(keyspace))).into(),
        conditions: shape
            .relations
            .iter()
            .filter(|_| select.written.is_none())
            .map(|r| word(spell::relation(r)))
            .collect::<Vec<_>>()
            .into(),
        order_by: order_by.collect::<Vec<_>>().into(),
        per_partition_limit: shape.per_partition_limit.as_ref().map(|limit| word(spell::limit(limit))).into(),
        limit: shape.limit.as_ref().map(|limit| word(spell::limit(limit))).into(),
        returns: word(returns(select.returns)),
        has_rows: (!is_count).into(),
        unpaged: select.unpaged.into(),
        reversed: select.reversed.into(),
        consistency: select.consistency.as_ref().map(|level| word(escape::line(level))).into(),
        idempotent: select.idempotent.into(),
        select_index: index.into(),
        via: word(via),
        gives: word(gives),
        columns: columns.into(),
        select: OnceLock::new(),
    }
}

fn restricts_rows(query: &shape::Query) -> bool {
    let mut named = query.relations.iter().flat_map(|relation| &relation.columns);
    named.any(|name| matches!(query.table.column(name), Some((_, Kind::Clustering(_) | Kind::Regular))))
}

fn returns(returns: Returns) -> &'static str {
    match returns {
        Returns::All => "all",
        Returns::First => "first",
        Returns::One => "one",
        Returns::Count => "count",
    }
}

/// The function of `rows.rs` that answers the query, and the Rust type that it gives.
fn answer(select: &Select, module: &str) -> (&'static str, String) {
    match (select.returns, select.unpaged) {
        (Returns::All, _) if select.across.is_some() => ("across", format!("Across<{module}::Row>")),
        (Returns::Count, _) if select.across.is_some() => ("across_count", "i64".to_owned()),
        (_, _) if select.across.is_some() => ("across_first", format!("Option<{module}::Row>")),
        (Returns::All, false) => ("stream", format!("::scylla::client::pager::TypedRowStream<{module}::Row>")),
        (Returns::All, true) => ("rows", format!("Vec<{module}::Row>")),
        (Returns::First, false) => ("first", format!("Option<{module}::Row>")),
        (Returns::First, true) | (Returns::One, _) => ("one", format!("Option<{module}::Row>")),
        (Returns::Count, _) => ("count", "i64".to_owned()),
    }
}

/// The Rust type of each value that `select` binds, in its order.
fn bind_types(select: &Select, types: &RustTypes) -> Vec<String> {
    if select.written.is_some() {
        return select.binds.iter().map(|marker| types.plain(&marker.ty, Seen::Beside).borrowed).collect();
    }
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
fn values(select: &Select, types: &[String]) -> Value {
    let is_clustering = |relation: &&Relation| {
        let kind = relation.columns.first().and_then(|name| select.shape.table.column(name));
        matches!(kind, Some((_, Kind::Clustering(_))))
    };
    let of_clustering = || select.shape.relations.iter().filter(is_clustering);
    let has_list = of_clustering().any(|relation| relation.op == Op::In);
    let has_tuple = of_clustering().any(|relation| relation.tuple && relation.op != Op::In);
    if !(has_list && has_tuple) || select.written.is_some() {
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
        life: life(true),
    })
}
