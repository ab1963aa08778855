//! Takes terms of a select list with a type, says how they fit: as arguments of a function, and behind a hint. Never gives
//! types to what nothing says the type of.

use super::built::udt_fields;
use super::fit::{Fit, common, freeze, holds_value, is_tuple, type_fit};
use super::resolve::Argument;
use super::scope::{Judged, Scope, refused};
use super::selectables::{Entry, Form, Selectable, field_type};
use super::spell::node_type;
use super::terms::{constant_fit, tuple_types};
use super::{functions, labels, literals};
use crate::rules::shape::{Kind, Order};
use crate::types::CqlType;

impl Argument for Selectable<'_> {
    fn fit(&self, ty: &CqlType, scope: &Scope<'_>) -> Judged<Fit> {
        match &self.form {
            Form::Constant(literal) => constant_fit(self.expr, literal, ty),
            Form::Marker(_) => Ok(Fit::Weak),
            Form::Parens(items) => match items.as_slice() {
                [one] if !matches!(ty, CqlType::Tuple(_)) => one.fit(ty, scope),
                items => tuple_fit(items, ty, scope),
            },
            Form::Array(items) => array_fit(self, items, ty, scope),
            Form::Set(items) => match ty {
                CqlType::Map { .. } if items.is_empty() => Ok(Fit::Weak),
                CqlType::Set { item, .. } => all_fit(items, item, scope),
                _ => Ok(Fit::No),
            },
            Form::Entries(entries) => entries_fit(entries, ty, scope),
            Form::Hint { ty: named, .. } if named == ty => Ok(Fit::Exact),
            Form::Hint { ty: named, .. } if holds_value(ty, named) => Ok(Fit::Weak),
            Form::Hint { .. } => Ok(Fit::No),
            // What min, max and the masks give of a timeuuid is a type of its own to a node, and no uuid.
            Form::Call { signature, .. }
                if functions::is_factory(&signature.name)
                    && (&signature.returns, ty) == (&CqlType::Timeuuid, &CqlType::Uuid) =>
            {
                Ok(Fit::No)
            }
            _ => Ok(self.exact().map_or(Fit::No, |own| type_fit(&own, ty))),
        }
    }

    #[allow(clippy::only_used_in_recursion, reason = "other arguments need it")]
    fn compatible(&self, scope: &Scope<'_>) -> Option<CqlType> {
        let types = |items: &[Selectable<'_>]| -> Vec<CqlType> {
            items.iter().filter_map(|item| item.compatible(scope)).collect()
        };
        match &self.form {
            Form::Constant(literal) => literals::preferred(literal),
            Form::Array(items) => Some(CqlType::List { item: Box::new(common(&types(items))?), frozen: true }),
            Form::Set(items) => Some(CqlType::Set { item: Box::new(common(&types(items))?), frozen: true }),
            Form::Parens(items) if items.len() > 1 => {
                let types = types(items);
                (types.len() == items.len()).then(|| CqlType::Tuple(types.iter().map(freeze).collect()))
            }
            _ => self.exact(),
        }
    }

    fn text(&self, _: &Scope<'_>) -> String {
        labels::text(self)
    }

    fn is_reversed(&self) -> bool {
        match &self.form {
            Form::Column { kind, .. } => *kind == Kind::Clustering(Order::Desc),
            Form::Parens(items) => matches!(items.as_slice(), [one] if one.is_reversed()),
            _ => false,
        }
    }

    fn is_marker(&self) -> bool {
        matches!(self.form, Form::Marker(_))
    }

    fn elements(&self) -> Option<usize> {
        match &self.form {
            Form::Array(items) => Some(items.len()),
            _ => None,
        }
    }
}

fn all_fit(items: &[Selectable<'_>], ty: &CqlType, scope: &Scope<'_>) -> Judged<Fit> {
    let mut so_far = if items.is_empty() { Fit::Weak } else { Fit::Exact };
    for item in items {
        if so_far == Fit::No {
            break;
        }
        so_far = so_far.and(item.fit(ty, scope)?);
    }
    Ok(so_far)
}

/// What is refused inside is one more reason why a tuple does not fit; what a node breaks over it breaks over here too.
fn tuple_fit(items: &[Selectable<'_>], ty: &CqlType, scope: &Scope<'_>) -> Judged<Fit> {
    let types = tuple_types(ty);
    if !is_tuple(ty) || items.len() > types.len() {
        return Ok(Fit::No);
    }
    for (item, ty) in items.iter().zip(&types) {
        match item.fit(ty, scope) {
            Ok(fit) if fit.is_some() => {}
            Err(refusal) if refusal.is_breakage() => return Err(refusal),
            _ => return Ok(Fit::No),
        }
    }
    Ok(Fit::Weak)
}

fn array_fit(of: &Selectable<'_>, items: &[Selectable<'_>], ty: &CqlType, scope: &Scope<'_>) -> Judged<Fit> {
    match ty {
        CqlType::List { item, .. } | CqlType::Vector { item, .. } => all_fit(items, item, scope),
        other => unsupported_array(of, other),
    }
}

/// A node breaks over `[…]` where neither a list nor a vector is wanted.
pub(super) fn unsupported_array<T>(of: &Selectable<'_>, ty: &CqlType) -> Judged<T> {
    let ty = node_type(ty);
    let words = format!("java.lang.IllegalArgumentException: Unsupported target type: {ty}");
    let fact = format!("a node breaks over `{}` where a value of type {ty} is wanted", labels::text(of));
    refused("F07", &of.expr.span, words, fact, "write a list or a vector only where one is wanted")
}

fn entries_fit(entries: &[Entry<'_>], ty: &CqlType, scope: &Scope<'_>) -> Judged<Fit> {
    match ty {
        CqlType::Udt { .. } => {
            let mut fits = true;
            for (field, value) in udt_fields(entries, ty)? {
                let ty = field_type(ty, field);
                fits = fits && ty.is_some_and(|ty| value.fit(&ty, scope).is_ok_and(Fit::is_some));
            }
            Ok(if fits { Fit::Weak } else { Fit::No })
        }
        CqlType::Map { key, value, .. } => {
            let mut so_far = Fit::Exact;
            for entry in entries {
                let (left, right) = (entry.key.as_ref(), entry.value.as_ref());
                let left = left.map_err(Clone::clone)?.fit(key, scope)?;
                let right = right.map_err(Clone::clone)?.fit(value, scope)?;
                so_far = so_far.and(left).and(right);
            }
            Ok(so_far)
        }
        other => {
            for entry in entries {
                entry.key.as_ref().map_err(Clone::clone)?;
                entry.value.as_ref().map_err(Clone::clone)?;
            }
            let words = "java.lang.ClassCastException: … cannot be cast to MapType".to_owned();
            let ty = node_type(other);
            let fact = format!("a node breaks over `{{…}}` where a value of type {ty} is wanted");
            let span = entries.first().and_then(|entry| entry.value.as_ref().ok()).map(|value| value.expr.span.clone());
            let help = "write a map or a user-defined type only where one is wanted";
            refused("F07", &span.unwrap_or_default(), words, fact, help)
        }
    }
}
