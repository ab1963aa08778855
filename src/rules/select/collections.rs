//! Takes literals of several values (lists, sets, maps, vectors, tuples, user-defined types) with the type that they are
//! wanted as, gives what they are worth. Never judges constants.

use super::calls::arguments;
use super::fit::{Fit, is_tuple};
use super::scope::{Judged, Refusal, Scope, not_of_type};
use super::spell::node_type;
use super::terms::{fit, text, tuple_types};
use super::values::{Receiver, Value, prepare};
use super::{Bound, Stage};
use crate::cql::expression::{Expr, ExprKind, Literal};
use crate::name::Name;
use crate::types::CqlType;
use crate::value::{compare, pack_vector};

/// `[a, b]` as a list.
pub(super) fn list(
    terms: &[Expr],
    item: &CqlType,
    receiver: &Receiver,
    scope: &Scope<'_>,
    markers: &mut Vec<Bound>,
) -> Judged<Value> {
    Ok(match items("list", terms, item, receiver, scope, markers)? {
        Ok(parts) => Value::Known(counted(&parts, parts.len())),
        Err(value) => value,
    })
}

/// `[a, b]` as a vector.
pub(super) fn vector(
    expr: &Expr,
    terms: &[Expr],
    (item, len): (&CqlType, u32),
    receiver: &Receiver,
    scope: &Scope<'_>,
    markers: &mut Vec<Bound>,
) -> Judged<Value> {
    let (name, ty) = (&receiver.name, &receiver.ty);
    if terms.len() != len as usize {
        let given = terms.len();
        let shown = node_type(ty);
        let words =
            format!("Invalid vector literal for {name} of type {shown}; expected {len} elements, but given {given}");
        return not_of_type(&expr.span, words, &format!("a vector of {given}"), ty);
    }
    let part = receiver.part("value", item);
    let mut values = Vec::new();
    for term in terms {
        takes("vector", "value", term, item, receiver, scope)?;
        values.push(prepare(term, &part, scope, markers)?);
    }
    no_null(terms, &values, "vectors", ty)?;
    Ok(match gathered(values) {
        Ok(parts) => pack_vector(item, &parts).map_or(Value::Computed, Value::Known),
        Err(value) => value,
    })
}

/// `{a, b}` as a set; `{}` is an empty map too.
pub(super) fn set(
    expr: &Expr,
    terms: &[Expr],
    receiver: &Receiver,
    scope: &Scope<'_>,
    markers: &mut Vec<Bound>,
) -> Judged<Value> {
    let item = match &receiver.ty {
        CqlType::Map { .. } if terms.is_empty() => return Ok(Value::Known(vec![0; 4])),
        CqlType::Set { item, .. } => item,
        other => return no_literal(expr, "set", &receiver.name, other),
    };
    Ok(match items("set", terms, item, receiver, scope, markers)? {
        Ok(mut parts) => {
            parts.sort_by(|a, b| compare(item, a, b));
            parts.dedup_by(|a, b| compare(item, a, b).is_eq());
            Value::Known(counted(&parts, parts.len()))
        }
        Err(value) => value,
    })
}

/// `{k: v}` as a map.
pub(super) fn map(
    expr: &Expr,
    entries: &[(Expr, Expr)],
    receiver: &Receiver,
    scope: &Scope<'_>,
    markers: &mut Vec<Bound>,
) -> Judged<Value> {
    let CqlType::Map { key, value, .. } = &receiver.ty else {
        return no_literal(expr, "map", &receiver.name, &receiver.ty);
    };
    for (left, right) in entries {
        takes("map", "key", left, key, receiver, scope)?;
        takes("map", "value", right, value, receiver, scope)?;
    }
    let (keys, values) = (receiver.part("key", key), receiver.part("value", value));
    let (mut left, mut right) = (Vec::new(), Vec::new());
    for (a, b) in entries {
        left.push(no_marker(a, prepare(a, &keys, scope, markers)?, "map", receiver)?);
        right.push(no_marker(b, prepare(b, &values, scope, markers)?, "map", receiver)?);
    }
    let terms: Vec<Expr> = entries.iter().flat_map(|(a, b)| [a.clone(), b.clone()]).collect();
    let both: Vec<Value> = left.iter().zip(&right).flat_map(|(a, b)| [a.clone(), b.clone()]).collect();
    no_null(&terms, &both, "collections", &receiver.ty)?;
    let (Ok(left), Ok(right)) = (gathered(left), gathered(right)) else {
        return Ok(Value::Computed);
    };
    let mut pairs: Vec<(Vec<u8>, Vec<u8>)> = left.into_iter().zip(right).collect();
    pairs.sort_by(|a, b| compare(key, &a.0, &b.0));
    if pairs.array_windows().any(|[a, b]| compare(key, &a.0, &b.0).is_eq()) {
        // Which of two values for one key a node keeps depends on its hashes.
        return Ok(Value::Computed);
    }
    let parts: Vec<Vec<u8>> = pairs.into_iter().flat_map(|(key, value)| [key, value]).collect();
    Ok(Value::Known(counted(&parts, parts.len() / 2)))
}

/// `(a, b)` as a tuple, or as a user-defined type, which is a tuple to a node.
pub(super) fn tuple(
    expr: &Expr,
    terms: &[Expr],
    receiver: &Receiver,
    scope: &Scope<'_>,
    markers: &mut Vec<Bound>,
) -> Judged<Value> {
    let (name, ty) = (&receiver.name, &receiver.ty);
    let types = tuple_types(ty);
    if !is_tuple(ty) {
        let words = format!("Invalid tuple type literal for {name} of type {}", node_type(ty));
        return not_of_type(&expr.span, words, "a tuple", ty);
    }
    for (at, term) in terms.iter().enumerate() {
        let Some(wanted) = types.get(at) else {
            let (shown, most, given) = (node_type(ty), types.len(), terms.len());
            let words = format!(
                "Invalid tuple literal for {name}: too many elements. Type {shown} expects {most} but got {given}"
            );
            return not_of_type(&expr.span, words, &format!("a tuple of {given}"), ty);
        };
        if fit(term, wanted, scope)? == Fit::No {
            let shown = node_type(wanted);
            let words = format!("Invalid tuple literal for {name}: component {at} is not of type {shown}");
            return not_of_type(&term.span, words, &format!("`{}`", text(term, scope)), wanted);
        }
    }
    let mut values = Vec::new();
    for (at, (term, ty)) in terms.iter().zip(&types).enumerate() {
        values.push(prepare(term, &Receiver::new(format!("{name}[{at}]"), ty.clone()), scope, markers)?);
    }
    Ok(fields(&values))
}

/// `{field: value}` as a user-defined type; a field that is left out is null.
pub(super) fn user_type(
    expr: &Expr,
    written: &[(Name, Expr)],
    receiver: &Receiver,
    scope: &Scope<'_>,
    markers: &mut Vec<Bound>,
) -> Judged<Value> {
    let (name, ty) = (&receiver.name, &receiver.ty);
    let CqlType::Udt { udt, .. } = ty else {
        return no_literal(expr, "user type", name, ty);
    };
    let find = |field: &Name| written.iter().rev().find(|(written, _)| written == field).map(|(_, term)| term);
    for (field, wanted) in &udt.fields {
        if let Some(term) = find(field)
            && fit(term, wanted, scope)? == Fit::No
        {
            let shown = node_type(wanted);
            let words = format!("Invalid user type literal for {name}: field {field} is not of type {shown}");
            return not_of_type(&term.span, words, &format!("`{}`", text(term, scope)), wanted);
        }
    }
    if let Some((unknown, term)) = written.iter().find(|(field, _)| !udt.fields.iter().any(|(known, _)| known == field))
    {
        let words = format!("Unknown field '{unknown}' in value of user defined type {}", udt.name);
        return not_of_type(&term.span, words, &format!("a value with a field `{unknown}`"), ty);
    }
    let mut values = Vec::new();
    for (field, ty) in &udt.fields {
        values.push(match find(field) {
            Some(term) => prepare(term, &Receiver::new(format!("{name}.{field}"), ty.clone()), scope, markers)?,
            None => Value::Null,
        });
    }
    Ok(fields(&values))
}

/// The elements of a list or set: each must fit before any is looked at closely, and none may be a marker or null.
fn items(
    what: &str,
    terms: &[Expr],
    item: &CqlType,
    receiver: &Receiver,
    scope: &Scope<'_>,
    markers: &mut Vec<Bound>,
) -> Judged<Result<Vec<Vec<u8>>, Value>> {
    for term in terms {
        takes(what, "value", term, item, receiver, scope)?;
    }
    let part = receiver.part("value", item);
    let mut values = Vec::new();
    for term in terms {
        values.push(no_marker(term, prepare(term, &part, scope, markers)?, what, receiver)?);
    }
    no_null(terms, &values, "collections", &receiver.ty)?;
    Ok(gathered(values))
}

fn takes(literal: &str, what: &str, term: &Expr, ty: &CqlType, receiver: &Receiver, scope: &Scope<'_>) -> Judged<()> {
    if fit(term, ty, scope)? != Fit::No {
        return Ok(());
    }
    let (name, shown, wanted) = (&receiver.name, text(term, scope), node_type(ty));
    let words = format!("Invalid {literal} literal for {name}: {what} {shown} is not of type {wanted}");
    not_of_type(&term.span, words, &format!("`{shown}`"), ty)
}

fn no_marker(term: &Expr, value: Value, literal: &str, receiver: &Receiver) -> Judged<Value> {
    if value != Value::Bound {
        return Ok(value);
    }
    let name = &receiver.name;
    let words =
        format!("Invalid {literal} literal for {name}: bind variables are not supported inside collection literals");
    not_of_type(&term.span, words, "a collection with a marker in it", &receiver.ty)
}

/// Nulls among parts that may not be null. A node tells of them at EXECUTE where it has a function to call first.
fn no_null(terms: &[Expr], values: &[Value], inside: &str, ty: &CqlType) -> Judged<()> {
    let Some(at) = values.iter().position(|value| *value == Value::Null) else {
        return Ok(());
    };
    let span = terms.get(at).map(|term| term.span.clone()).unwrap_or_default();
    let words = format!("null is not supported inside {inside}");
    let told = not_of_type(&span, words, "a collection with null in it", ty);
    let later = values.contains(&Value::Bound) || terms.iter().any(calls);
    told.map_err(|mut refusal| {
        if let (true, Refusal::Complaint(complaint)) = (later, refusal.as_mut()) {
            complaint.stage = Stage::Execute;
        }
        refusal
    })
}

/// Whether a function is called anywhere in the term.
pub(super) fn calls(term: &Expr) -> bool {
    match &term.kind {
        ExprKind::List(terms) | ExprKind::Set(terms) | ExprKind::Tuple(terms) => terms.iter().any(calls),
        ExprKind::Map(entries) => entries.iter().any(|(a, b)| calls(a) || calls(b)),
        ExprKind::Udt(fields) => fields.iter().any(|(_, term)| calls(term)),
        ExprKind::Hint { of, .. } => calls(of),
        ExprKind::Call { .. } => true,
        ExprKind::Literal(Literal::Null) => false,
        _ => !arguments(term).is_empty(),
    }
}

fn no_literal(expr: &Expr, what: &str, name: &str, ty: &CqlType) -> Judged<Value> {
    let words = format!("Invalid {what} literal for {name} of type {}", node_type(ty));
    not_of_type(&expr.span, words, &format!("a {what}"), ty)
}

/// The bytes of all parts, or what the literal is worth where they are not all known.
fn gathered(values: Vec<Value>) -> Result<Vec<Vec<u8>>, Value> {
    if values.contains(&Value::Bound) {
        return Err(Value::Bound);
    }
    let known = |value| if let Value::Known(bytes) = value { Ok(bytes) } else { Err(Value::Computed) };
    values.into_iter().map(known).collect()
}

fn counted(parts: &[Vec<u8>], count: usize) -> Vec<u8> {
    let mut out = u32::try_from(count).unwrap_or(u32::MAX).to_be_bytes().to_vec();
    for part in parts {
        put(part, &mut out);
    }
    out
}

fn put(part: &[u8], out: &mut Vec<u8>) {
    out.extend_from_slice(&u32::try_from(part.len()).unwrap_or(u32::MAX).to_be_bytes());
    out.extend_from_slice(part);
}

/// The fields of a tuple one after another; null is a length of -1.
fn fields(values: &[Value]) -> Value {
    let mut out = Vec::new();
    for value in values {
        match value {
            Value::Known(bytes) => put(bytes, &mut out),
            Value::Null => out.extend_from_slice(&(-1_i32).to_be_bytes()),
            Value::Bound => return Value::Bound,
            Value::Computed if !values.contains(&Value::Bound) => return Value::Computed,
            Value::Computed => {}
        }
    }
    Value::Known(out)
}
