//! Takes terms of a select list that are built of others (`(a, b)`, `[a, b]`, `{a, b}`, `{a: b}`) with what is wanted of
//! them, gives their types, or the node's words. Never looks at constants.

use super::assignable::unsupported_array;
use super::scope::{Judged, Scope, refused};
use super::selectables::{Entry, Selectable, field_type};
use super::selectors::{Made, Read, all, inferred, make};
use super::spell::node_type;
use super::terms::tuple_types;
use crate::name::Name;
use crate::types::CqlType;

pub(super) fn parens<'e>(
    of: &Selectable<'e>,
    items: &[Selectable<'e>],
    wanted: Option<&CqlType>,
    scope: &Scope<'_>,
    read: &mut Read<'e>,
) -> Judged<Made> {
    let ty = inferred(of, wanted)?;
    match items {
        [one] if !matches!(ty, CqlType::Tuple(_)) => make(one, wanted, scope, read),
        items => {
            let aggregate = all(items, &tuple_types(&ty), scope, read)?;
            Ok(Made { ty, aggregate })
        }
    }
}

pub(super) fn array<'e>(
    of: &Selectable<'e>,
    items: &[Selectable<'e>],
    wanted: Option<&CqlType>,
    scope: &Scope<'_>,
    read: &mut Read<'e>,
) -> Judged<Made> {
    let (ty, item) = match wanted {
        Some(CqlType::Vector { item, len }) => {
            // Where a node knows an element's type it counts no elements.
            if items.len() != *len as usize && of.exact().is_none() {
                let (given, shown) = (items.len(), wanted.map(node_type).unwrap_or_default());
                let words = format!("Unable to create a vector selector of type {shown} from {given} elements");
                let fact = format!("a vector of {given} elements is not one of {len}");
                return refused("F07", &of.expr.span, words, fact, &format!("write {len} elements"));
            }
            (CqlType::Vector { item: item.clone(), len: *len }, (**item).clone())
        }
        Some(other) if !matches!(other, CqlType::List { .. }) => return unsupported_array(of, other),
        _ => match inferred(of, wanted)? {
            CqlType::List { item, frozen } => (CqlType::List { item: item.clone(), frozen }, *item),
            other => return unsupported_array(of, &other),
        },
    };
    let types = vec![item; items.len()];
    let aggregate = all(items, &types, scope, read)?;
    Ok(Made { ty, aggregate })
}

pub(super) fn set<'e>(
    of: &Selectable<'e>,
    items: &[Selectable<'e>],
    wanted: Option<&CqlType>,
    scope: &Scope<'_>,
    read: &mut Read<'e>,
) -> Judged<Made> {
    let ty = inferred(of, wanted)?;
    let CqlType::Set { item, .. } = &ty else {
        return Ok(Made::of(ty));
    };
    if **item == CqlType::Duration {
        return no_order(of, format!("Durations are not allowed inside sets: {}", node_type(&ty)));
    }
    let types = vec![(**item).clone(); items.len()];
    let aggregate = all(items, &types, scope, read)?;
    Ok(Made { ty, aggregate })
}

fn no_order<T>(of: &Selectable<'_>, words: String) -> Judged<T> {
    refused("F07", &of.expr.span, words, "durations have no order to sort by".to_owned(), "write a list of them")
}

pub(super) fn entries<'e>(
    of: &Selectable<'e>,
    entries: &[Entry<'e>],
    wanted: Option<&CqlType>,
    scope: &Scope<'_>,
    read: &mut Read<'e>,
) -> Judged<Made> {
    let ty = inferred(of, wanted)?;
    let mut aggregate = false;
    if let CqlType::Udt { .. } = &ty {
        for (field, value) in udt_fields(entries, &ty)? {
            aggregate |= make(&value, field_type(&ty, field).as_ref(), scope, read)?.aggregate;
        }
        return Ok(Made { ty, aggregate });
    }
    let CqlType::Map { key, value, .. } = &ty else {
        return Ok(Made::of(ty));
    };
    if **key == CqlType::Duration {
        return no_order(of, format!("Durations are not allowed as map keys: {}", node_type(&ty)));
    }
    for entry in entries {
        aggregate |= make(entry.key.as_ref().map_err(Clone::clone)?, Some(key), scope, read)?.aggregate;
        aggregate |= make(entry.value.as_ref().map_err(Clone::clone)?, Some(value), scope, read)?.aggregate;
    }
    Ok(Made { ty, aggregate })
}

/// The fields that `{a: b}` gives a user-defined type.
pub(super) fn udt_fields<'e>(entries: &[Entry<'e>], ty: &CqlType) -> Judged<Vec<(&'e Name, Selectable<'e>)>> {
    let CqlType::Udt { udt, .. } = ty else {
        return Ok(Vec::new());
    };
    let mut fields = Vec::new();
    for entry in entries {
        let value = entry.value.clone();
        let span = value.as_ref().map(|value| value.expr.span.clone()).unwrap_or_default();
        let Some(field) = entry.field else {
            let words = format!("{} is not a valid field identifier of type {} ", "…", udt.name);
            return refused(
                "F07",
                &span,
                words,
                format!("a field of `{}` is a name", udt.name),
                "write `{field: value}`",
            );
        };
        if field_type(ty, field).is_none() {
            let words = format!("Unknown field '{field}' in value of user defined type {}", udt.name);
            let fact = format!("the type `{}` has no field `{field}`", udt.name);
            return refused("F07", &span, words, fact, "take a field that the type has");
        }
        fields.push((field, value?));
    }
    Ok(fields)
}
