//! Takes types and terms, gives them as the node spells them in its messages and column names. Never judges.

use std::fmt::Display;

use crate::cql::expression::{Expr, ExprKind, Literal, Operator};
use crate::name::Name;
use crate::types::CqlType;

/// The type as a node names it in a message: as in DDL, but tuples are said to be frozen.
pub(super) fn node_type(ty: &CqlType) -> String {
    match ty {
        CqlType::List { item, frozen } => frozen_if(*frozen, format!("list<{}>", node_type(item))),
        CqlType::Set { item, frozen } => frozen_if(*frozen, format!("set<{}>", node_type(item))),
        CqlType::Map { key, value, frozen } => {
            frozen_if(*frozen, format!("map<{}, {}>", node_type(key), node_type(value)))
        }
        CqlType::Tuple(items) => frozen_if(true, format!("tuple<{}>", joined(items.iter().map(node_type)))),
        CqlType::Vector { item, len } => format!("vector<{}, {len}>", node_type(item)),
        other => other.cql(),
    }
}

fn frozen_if(frozen: bool, bare: String) -> String {
    if frozen { format!("frozen<{bare}>") } else { bare }
}

/// A type's text as a node repeats it: natives in lower case, a blank after each comma, its own types with `keyspace`.
pub(super) fn written_type(text: &str, keyspace: &Name, types: &dyn Fn(&str) -> bool) -> String {
    let mut out = String::new();
    let mut word = String::new();
    for c in text.chars().chain(Some('>')) {
        if c.is_alphanumeric() || matches!(c, '_' | '.' | '"') {
            word.push(c);
            continue;
        }
        let name = word.trim_matches('"');
        let folded = if word.starts_with('"') { name.to_owned() } else { name.to_lowercase() };
        if types(&folded) {
            out.push_str(keyspace.text());
            out.push('.');
        }
        out.push_str(&folded);
        word.clear();
        match c {
            ',' => out.push_str(", "),
            c if c.is_whitespace() => {}
            c => out.push(c),
        }
    }
    out.pop();
    out
}

/// A constant as a node repeats it: `nan` is `NaN` to it, and its sign is lost.
pub(super) fn constant(literal: &Literal) -> String {
    match literal {
        Literal::Null => "NULL".to_owned(),
        Literal::Float(text) => float(text),
        Literal::String(text) | Literal::Integer(text) | Literal::Duration(text) | Literal::Uuid(text) => text.clone(),
        Literal::Boolean(value) => value.to_string(),
        Literal::Hex(digits) => format!("0x{digits}"),
    }
}

fn float(text: &str) -> String {
    match text.to_ascii_lowercase().as_str() {
        "nan" | "-nan" => "NaN".to_owned(),
        "infinity" => "Infinity".to_owned(),
        "-infinity" => "-Infinity".to_owned(),
        _ => text.to_owned(),
    }
}

/// A term of a WHERE clause, or a constant of a select list, as a node repeats it.
pub(super) fn term(expr: &Expr, hint: &dyn Fn(&str) -> String) -> String {
    let each = |terms: &[Expr]| joined(terms.iter().map(|one| term(one, hint)));
    match &expr.kind {
        ExprKind::Literal(Literal::String(text)) => format!("'{text}'"),
        ExprKind::Literal(literal) => constant(literal),
        ExprKind::Marker(_) => "?".to_owned(),
        ExprKind::Column(name) => name.text().to_owned(),
        ExprKind::List(terms) => format!("[{}]", each(terms)),
        ExprKind::Set(terms) => format!("{{{}}}", each(terms)),
        ExprKind::Tuple(terms) => format!("({})", each(terms)),
        ExprKind::Map(entries) => {
            format!("{{{}}}", joined(entries.iter().map(|(k, v)| format!("{}: {}", term(k, hint), term(v, hint)))))
        }
        ExprKind::Udt(fields) => {
            format!("{{{}}}", joined(fields.iter().map(|(name, of)| format!("{name}: {}", term(of, hint)))))
        }
        ExprKind::Call { keyspace, name, arguments } => {
            format!("{}({})", qualified(keyspace.as_ref(), name), each(arguments))
        }
        ExprKind::CountRows => "count(1)".to_owned(),
        ExprKind::Cast { of, ty } => format!("system.cast_as_{}({})", ty.trim().to_lowercase(), term(of, hint)),
        ExprKind::Hint { ty, of } => format!("({}){}", hint(ty), term(of, hint)),
        ExprKind::Minus(of) => format!("system.\"_negate\"({})", term(of, hint)),
        ExprKind::Arithmetic { operator, left, right } => {
            format!("system.\"{}\"({}, {})", operation(*operator), term(left, hint), term(right, hint))
        }
        ExprKind::Field { of, field } => format!("{}.{field}", term(of, hint)),
        ExprKind::Element { of, index } => format!("{}[{}]", term(of, hint), term(index, hint)),
        ExprKind::Slice { of, .. } | ExprKind::Metadata { of, .. } => term(of, hint),
    }
}

/// The function that an operator is to a node.
pub(super) fn operation(operator: Operator) -> &'static str {
    match operator {
        Operator::Plus => "_add",
        Operator::Minus => "_substract",
        Operator::Times => "_multiply",
        Operator::Divide => "_divide",
        Operator::Modulo => "_modulo",
    }
}

/// A function's name with the keyspace that it is asked of.
pub(super) fn qualified(keyspace: Option<&Name>, name: &Name) -> String {
    keyspace.map_or_else(|| name.text().to_owned(), |keyspace| format!("{keyspace}.{name}"))
}

/// Names in backticks.
pub(super) fn list<T: Display>(names: impl Iterator<Item = T>) -> String {
    joined(names.map(|name| format!("`{name}`")))
}

/// Texts with commas between them.
pub(super) fn joined(texts: impl Iterator<Item = String>) -> String {
    texts.collect::<Vec<_>>().join(", ")
}
