//! Takes a term behind a relation's operator, or an index in a select list, with a type; says how it fits. Never looks at
//! columns: such terms have none.

use super::calls::signature;
use super::fit::{Fit, common, freeze, holds_value, is_tuple};
use super::literals;
use super::resolve::Argument;
use super::scope::{Judged, Scope, not_of_type};
use super::spell::{constant, node_type, written_type};
use crate::cql::expression::{Expr, ExprKind, Literal};
use crate::name::Name;
use crate::types::CqlType;

/// A term as an argument of a function in a WHERE clause.
pub(super) struct Term<'e>(pub(super) &'e Expr);

impl Argument for Term<'_> {
    fn fit(&self, ty: &CqlType, scope: &Scope<'_>) -> Judged<Fit> {
        fit(self.0, ty, scope)
    }

    fn compatible(&self, scope: &Scope<'_>) -> Option<CqlType> {
        compatible(self.0, scope)
    }

    fn text(&self, scope: &Scope<'_>) -> String {
        text(self.0, scope)
    }

    fn is_reversed(&self) -> bool {
        false
    }

    fn is_marker(&self) -> bool {
        matches!(self.0.kind, ExprKind::Marker(_))
    }

    fn elements(&self) -> Option<usize> {
        None
    }
}

/// The term as a node repeats it.
pub(super) fn text(expr: &Expr, scope: &Scope<'_>) -> String {
    super::spell::term(expr, &|ty| hint_text(ty, scope))
}

/// A hint's type as a node repeats it.
pub(super) fn hint_text(ty: &str, scope: &Scope<'_>) -> String {
    let bare = ty.replace(&format!("{}.", scope.schema.keyspace.cql()), "");
    written_type(&bare, scope.schema.keyspace, &|name| scope.schema.types.iter().any(|known| known.name.text() == name))
}

/// How a term fits a type.
pub(super) fn fit(expr: &Expr, ty: &CqlType, scope: &Scope<'_>) -> Judged<Fit> {
    match &expr.kind {
        ExprKind::Literal(literal) => constant_fit(expr, literal, ty),
        ExprKind::Marker(_) => Ok(Fit::Weak),
        ExprKind::Tuple(terms) => match terms.as_slice() {
            [one] if !is_tuple(ty) => fit(one, ty, scope),
            terms => Ok(tuple_fit(terms, ty, scope)),
        },
        ExprKind::List(terms) => list_fit(expr, terms, ty, scope),
        ExprKind::Set(terms) => match ty {
            CqlType::Map { .. } if terms.is_empty() => Ok(Fit::Weak),
            CqlType::Set { item, .. } => all_fit(terms, item, scope),
            _ => Ok(Fit::No),
        },
        ExprKind::Map(entries) => match ty {
            CqlType::Map { key, value, .. } => entries_fit(entries, key, value, scope),
            _ => Ok(Fit::No),
        },
        ExprKind::Udt(fields) => Ok(udt_fit(fields, ty, scope)),
        ExprKind::Hint { ty: named, .. } => {
            let named = scope.type_named(named, &expr.span)?;
            Ok(if named == *ty {
                Fit::Exact
            } else if holds_value(ty, &named) {
                Fit::Weak
            } else {
                Fit::No
            })
        }
        _ => scope.remembered(expr, ty, || Ok(call_fit(expr, ty, scope))),
    }
}

/// A constant; one that is too large for any type is refused wherever it stands.
pub(super) fn constant_fit(expr: &Expr, literal: &Literal, ty: &CqlType) -> Judged<Fit> {
    if literals::is_too_large(literal) {
        let words = "Failed parsing statement: NumberFormatException".to_owned();
        return not_of_type(&expr.span, words, &format!("`{}`", constant(literal)), &CqlType::Double);
    }
    Ok(literals::fit(literal, ty))
}

/// A call whose function is not known, or takes other arguments, fits here: the node tells of it when it comes to it.
fn call_fit(expr: &Expr, ty: &CqlType, scope: &Scope<'_>) -> Fit {
    match signature(expr, Some(ty), scope) {
        Ok(Some(signature)) if signature.returns == *ty => Fit::Exact,
        Ok(Some(signature)) if !holds_value(ty, &signature.returns) => Fit::No,
        _ => Fit::Weak,
    }
}

fn all_fit(terms: &[Expr], ty: &CqlType, scope: &Scope<'_>) -> Judged<Fit> {
    if terms.is_empty() {
        return Ok(Fit::Weak);
    }
    terms.iter().try_fold(Fit::Exact, |so_far, term| match so_far {
        Fit::No => Ok(Fit::No),
        so_far => Ok(so_far.and(fit(term, ty, scope)?)),
    })
}

fn entries_fit(entries: &[(Expr, Expr)], key: &CqlType, value: &CqlType, scope: &Scope<'_>) -> Judged<Fit> {
    let mut so_far = Fit::Exact;
    for (left, right) in entries {
        so_far = so_far.and(fit(left, key, scope)?).and(fit(right, value, scope)?);
    }
    Ok(if entries.is_empty() { Fit::Weak } else { so_far })
}

fn list_fit(expr: &Expr, terms: &[Expr], ty: &CqlType, scope: &Scope<'_>) -> Judged<Fit> {
    match ty {
        CqlType::List { item, .. } => all_fit(terms, item, scope),
        CqlType::Vector { item, len } if terms.len() == *len as usize => all_fit(terms, item, scope),
        CqlType::Vector { .. } => Ok(Fit::No),
        other => no_list(expr, other),
    }
}

pub(super) fn no_list<T>(expr: &Expr, ty: &CqlType) -> Judged<T> {
    let words = format!("Unexpected receiver type '{}'; only list and vector are expected", node_type(ty));
    not_of_type(&expr.span, words, "a list", ty)
}

fn tuple_fit(terms: &[Expr], ty: &CqlType, scope: &Scope<'_>) -> Fit {
    let types = tuple_types(ty);
    if !is_tuple(ty) || terms.len() > types.len() {
        return Fit::No;
    }
    // A refusal inside is one more reason why it does not fit.
    let fits = terms.iter().zip(&types).all(|(term, ty)| fit(term, ty, scope).is_ok_and(Fit::is_some));
    if fits { Fit::Weak } else { Fit::No }
}

/// The types of a tuple's or a user-defined type's fields.
pub(super) fn tuple_types(ty: &CqlType) -> Vec<CqlType> {
    match ty {
        CqlType::Tuple(types) => types.clone(),
        CqlType::Udt { udt, .. } => udt.fields.iter().map(|(_, ty)| ty.clone()).collect(),
        _ => Vec::new(),
    }
}

fn udt_fit(fields: &[(Name, Expr)], ty: &CqlType, scope: &Scope<'_>) -> Fit {
    let CqlType::Udt { udt, .. } = ty else {
        return Fit::No;
    };
    let fits = fields.iter().all(|(name, term)| {
        let field = udt.fields.iter().find(|(field, _)| field == name);
        field.is_some_and(|(_, ty)| fit(term, ty, scope).is_ok_and(Fit::is_some))
    });
    if fits { Fit::Weak } else { Fit::No }
}

/// A type that can hold the term, where the term itself tells it.
pub(super) fn compatible(expr: &Expr, scope: &Scope<'_>) -> Option<CqlType> {
    let of = |terms: &[Expr]| {
        let types: Vec<CqlType> = terms.iter().filter_map(|term| compatible(term, scope)).collect();
        common(&types).map(Box::new)
    };
    match &expr.kind {
        ExprKind::Literal(literal) => literals::preferred(literal),
        ExprKind::Marker(_) | ExprKind::Udt(_) => None,
        // Of a list alone a node takes what it knows for sure, which is nothing of constants.
        ExprKind::List(terms) => {
            let item = terms.iter().find_map(|term| exact(term, scope))?;
            Some(CqlType::List { item: Box::new(item), frozen: true })
        }
        ExprKind::Set(terms) => Some(CqlType::Set { item: of(terms)?, frozen: true }),
        ExprKind::Map(entries) => {
            let keys: Vec<CqlType> = entries.iter().filter_map(|(key, _)| compatible(key, scope)).collect();
            let values: Vec<CqlType> = entries.iter().filter_map(|(_, value)| compatible(value, scope)).collect();
            let (key, value) = (Box::new(common(&keys)?), Box::new(common(&values)?));
            Some(CqlType::Map { key, value, frozen: true })
        }
        ExprKind::Tuple(terms) if terms.len() == 1 => None,
        ExprKind::Tuple(terms) => {
            let types: Option<Vec<CqlType>> = terms.iter().map(|term| compatible(term, scope)).collect();
            Some(CqlType::Tuple(types?.iter().map(freeze).collect()))
        }
        ExprKind::Hint { ty, .. } => scope.type_named(ty, &expr.span).ok(),
        _ => signature(expr, None, scope).ok().flatten().map(|signature| signature.returns),
    }
}

/// The type of a term where it is known for sure: of calls and hints, and of what holds them.
fn exact(expr: &Expr, scope: &Scope<'_>) -> Option<CqlType> {
    match &expr.kind {
        ExprKind::Literal(_) => None,
        ExprKind::Set(terms) => {
            let item = terms.iter().find_map(|term| exact(term, scope))?;
            Some(CqlType::Set { item: Box::new(item), frozen: true })
        }
        ExprKind::Map(entries) => {
            let key = Box::new(entries.iter().find_map(|(key, _)| exact(key, scope))?);
            let value = Box::new(entries.iter().find_map(|(_, value)| exact(value, scope))?);
            Some(CqlType::Map { key, value, frozen: true })
        }
        ExprKind::Tuple(terms) if terms.len() > 1 => {
            let types: Option<Vec<CqlType>> = terms.iter().map(|term| exact(term, scope)).collect();
            Some(CqlType::Tuple(types?.iter().map(freeze).collect()))
        }
        _ if matches!(expr.kind, ExprKind::Tuple(_)) => None,
        _ => compatible(expr, scope),
    }
}
