//! Takes a term behind a relation's operator, or an index in a select list, with who wants it; gives what it is worth, or
//! the node's words. Never looks at columns: such terms have none.

use super::calls::{arguments, native_word, sign, signature};
use super::fit::{Fit, is_tuple, result_fit};
use super::literals;
use super::moments::Fault;
use super::scope::{Judged, Scope, not_of_type, refused, unknown};
use super::spell::{constant, node_type, qualified};
use super::terms::{constant_fit, fit, hint_text, no_list, text};
use super::{Bound, arithmetic, collections};
use crate::cql::expression::{Expr, ExprKind, Literal};
use crate::name::Name;
use crate::types::CqlType;

/// Who wants a term: what a node calls it, and its type.
#[derive(Clone, Debug)]
pub(super) struct Receiver {
    /// The name, which a `?` gets.
    pub(super) name: String,
    /// The type.
    pub(super) ty: CqlType,
}

/// What a term is worth.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Value {
    /// Null.
    Null,
    /// These wire bytes.
    Known(Vec<u8>),
    /// What is bound to its markers.
    Bound,
    /// What the node makes of it at EXECUTE.
    Computed,
}

impl Receiver {
    /// Who is called `name` and wants a value of type `ty`.
    pub(super) fn new(name: impl Into<String>, ty: CqlType) -> Self {
        Self { name: name.into(), ty }
    }

    /// What a node wants as a key of a map, or as an element of a set.
    pub(super) fn part(&self, what: &str, ty: &CqlType) -> Self {
        Self::new(format!("{what}({})", self.name), ty.clone())
    }
}

/// What a node makes of a term for `receiver` when it prepares a statement. Markers are added to `markers`.
pub(super) fn prepare(expr: &Expr, receiver: &Receiver, scope: &Scope<'_>, markers: &mut Vec<Bound>) -> Judged<Value> {
    let ty = &receiver.ty;
    match &expr.kind {
        ExprKind::Literal(literal) => prepare_constant(expr, literal, receiver),
        ExprKind::Marker(name) => {
            markers.push(bound(expr, name.as_ref(), receiver));
            Ok(Value::Bound)
        }
        ExprKind::Tuple(terms) => match terms.as_slice() {
            [one] if !is_tuple(ty) => prepare(one, receiver, scope, markers),
            terms => collections::tuple(expr, terms, receiver, scope, markers),
        },
        ExprKind::List(terms) => match ty {
            CqlType::List { item, .. } => collections::list(terms, item, receiver, scope, markers),
            CqlType::Vector { item, len } => collections::vector(expr, terms, (item, *len), receiver, scope, markers),
            other => no_list(expr, other),
        },
        ExprKind::Set(terms) => collections::set(expr, terms, receiver, scope, markers),
        ExprKind::Map(entries) => collections::map(expr, entries, receiver, scope, markers),
        ExprKind::Udt(fields) => collections::user_type(expr, fields, receiver, scope, markers),
        ExprKind::Hint { ty: named, of } => prepare_hint(expr, named, of, receiver, scope, markers),
        _ => prepare_call(expr, receiver, scope, markers),
    }
}

/// The value that a marker binds for `receiver`.
pub(super) fn bound(expr: &Expr, name: Option<&Name>, receiver: &Receiver) -> Bound {
    Bound {
        name: name.map_or_else(|| receiver.name.clone(), |name| name.text().to_owned()),
        is_named: name.is_some(),
        ty: receiver.ty.clone(),
        span: expr.span.clone(),
    }
}

fn prepare_constant(expr: &Expr, literal: &Literal, receiver: &Receiver) -> Judged<Value> {
    let Receiver { name, ty } = receiver;
    let shown = constant(literal);
    if constant_fit(expr, literal, ty)? == Fit::No {
        let words = match literal {
            Literal::Null => "Invalid null value for counter increment/decrement".to_owned(),
            other => {
                format!("Invalid {} constant ({shown}) for \"{name}\" of type {}", kind(other), node_type(ty))
            }
        };
        return not_of_type(&expr.span, words, &format!("`{shown}`"), ty);
    }
    match literals::bytes(literal, ty) {
        _ if *literal == Literal::Null => Ok(Value::Null),
        Ok(Some(bytes)) => Ok(Value::Known(bytes)),
        Ok(None) => Ok(Value::Computed),
        Err(Fault::Refused(words)) => not_of_type(&expr.span, words, &format!("`{shown}`"), ty),
        Err(Fault::Unknown(what)) => unknown(&expr.span, what),
    }
}

/// What a node calls a constant of this kind.
fn kind(literal: &Literal) -> &'static str {
    match literal {
        Literal::String(_) => "STRING",
        Literal::Integer(_) => "INTEGER",
        Literal::Float(_) => "FLOAT",
        Literal::Boolean(_) => "BOOLEAN",
        Literal::Duration(_) => "DURATION",
        Literal::Uuid(_) => "UUID",
        Literal::Hex(_) => "HEX",
        Literal::Null => "NULL",
    }
}

fn prepare_hint(
    expr: &Expr,
    named: &str,
    of: &Expr,
    receiver: &Receiver,
    scope: &Scope<'_>,
    markers: &mut Vec<Bound>,
) -> Judged<Value> {
    let hinted = scope.type_named(named, &expr.span)?;
    let (shown, hint) = (text(of, scope), hint_text(named, scope));
    if fit(of, &hinted, scope)? == Fit::No {
        let words = format!("Cannot cast value {shown} to type {hint}");
        let fact = format!("`{shown}` is not a value of type {hint}");
        return refused("F03", &expr.span, words, fact, "a type before a value says what it is, and changes nothing");
    }
    if fit(expr, &receiver.ty, scope)? == Fit::No {
        let wanted = node_type(&receiver.ty);
        let words = format!("Cannot assign value ({hint}){shown} to {} of type {wanted}", receiver.name);
        let fact = format!("a value of type {hint} is not one of type {wanted}");
        return refused("F03", &expr.span, words, fact, &format!("write `({wanted})` or leave the type out"));
    }
    prepare(of, receiver, scope, markers)
}

fn prepare_call(expr: &Expr, receiver: &Receiver, scope: &Scope<'_>, markers: &mut Vec<Bound>) -> Judged<Value> {
    if let ExprKind::CountRows = expr.kind {
        let words = "Type error: 1 cannot be passed as argument 0 of function system.count of type blob".to_owned();
        return refused("F05", &expr.span, words, "a condition holds no count".to_owned(), "count in the select list");
    }
    let Some(signature) = signature(expr, Some(&receiver.ty), scope)? else {
        let shown = called_name(expr);
        let words = format!("Unknown function {shown} called");
        return refused("F05", &expr.span, words, format!("there is no function `{shown}`"), NO_FUNCTION);
    };
    let name = &signature.name;
    if signature.aggregate {
        let words = "Aggregation function are not supported in the where clause".to_owned();
        let fact = format!("`{name}` makes one value of many rows, and stands in a condition on each");
        return refused("F05", &expr.span, words, fact, "move it into the select list");
    }
    if result_fit(&signature.returns, &receiver.ty) == Fit::No {
        let (gives, wanted) = (node_type(&signature.returns), node_type(&receiver.ty));
        let what = if name.starts_with('_') && name != arithmetic::NEGATION { "operation" } else { "function" };
        let shown = operation_sign(expr).map_or_else(|| format!("system.{name}"), |sign| sign.to_string());
        let words = format!(
            "Type error: cannot assign result of {what} {shown} (type {gives}) to {} (type {wanted})",
            receiver.name
        );
        let fact = format!("`{shown}` gives a value of type {gives}, not of type {wanted}");
        return refused(
            "F05",
            &expr.span,
            words,
            fact,
            &format!("take a function that gives a value of type {wanted}"),
        );
    }
    let before = markers.len();
    for (at, (arg, ty)) in arguments(expr).into_iter().zip(&signature.arguments).enumerate() {
        prepare(arg, &Receiver::new(format!("arg{at}(system.{name})"), ty.clone()), scope, markers)?;
    }
    Ok(if markers.len() > before { Value::Bound } else { Value::Computed })
}

/// What to do about a function that does not exist.
pub(super) const NO_FUNCTION: &str =
    "take one of Cassandra 5.0; a function of your own is named with its keyspace, and `check --prove` tries it";

fn operation_sign(expr: &Expr) -> Option<char> {
    match &expr.kind {
        ExprKind::Arithmetic { operator, .. } => Some(sign(*operator)),
        _ => None,
    }
}

/// The name of what is called, as a node repeats it.
pub(super) fn called_name(expr: &Expr) -> String {
    match &expr.kind {
        ExprKind::Call { keyspace, name, .. } => qualified(keyspace.as_ref(), name),
        ExprKind::Cast { ty, .. } => format!("system.cast_as_{}", native_word(ty)),
        _ => text_of_kind(expr),
    }
}

fn text_of_kind(expr: &Expr) -> String {
    match &expr.kind {
        ExprKind::Column(name) => name.text().to_owned(),
        _ => "this term".to_owned(),
    }
}
