//! Takes the terms of a select list with what is wanted of them, gives their types, or the node's words: the second of the
//! two looks that a node takes at a select list. Never resolves calls: that is done.

use super::Bound;
use super::built;
use super::calls::resolved;
use super::collections::calls;
use super::fit::Fit;
use super::labels;
use super::resolve::Argument;
use super::scope::{Judged, Scope, refused};
use super::selectables::{Form, Selectable, field_type, metadata_type};
use super::spell::node_type;
use super::values::{Receiver, Value, bound, prepare};
use crate::cql::expression::{Expr, Metadata};
use crate::name::Name;
use crate::rules::shape::Kind;
use crate::types::CqlType;

/// What the second look gathers.
#[derive(Debug, Default)]
pub(super) struct Read<'e> {
    /// The columns that are read, each once, in the order in which they are met.
    pub(super) columns: Vec<(&'e Name, Kind)>,
    /// The markers.
    pub(super) markers: Vec<Bound>,
}

/// What a term gives.
#[derive(Clone, Debug)]
pub(super) struct Made {
    /// Its type.
    pub(super) ty: CqlType,
    /// Whether it makes one value of many rows, anywhere inside.
    pub(super) aggregate: bool,
}

impl Made {
    /// A term of type `ty` that aggregates nothing.
    pub(super) fn of(ty: CqlType) -> Self {
        Self { ty, aggregate: false }
    }
}

/// The type of a term of which `wanted` is wanted.
pub(super) fn make<'e>(
    of: &Selectable<'e>,
    wanted: Option<&CqlType>,
    scope: &Scope<'_>,
    read: &mut Read<'e>,
) -> Judged<Made> {
    match &of.form {
        Form::Column { name, ty, kind } => {
            if !read.columns.iter().any(|(known, _)| known == name) {
                read.columns.push((name, *kind));
            }
            Ok(Made::of(ty.clone()))
        }
        Form::Constant(_) | Form::Marker(_) => term(of, wanted, scope, read),
        Form::Call { signature, args } => {
            let inner = all(args, &signature.arguments, scope, read)?;
            if signature.aggregate && inner {
                let words = "aggregate functions cannot be used as arguments of aggregate functions".to_owned();
                let fact = format!("`{}` is made of another aggregate", signature.name);
                return refused("F05", &of.expr.span, words, fact, "aggregate once");
            }
            Ok(Made { ty: signature.returns.clone(), aggregate: inner || signature.aggregate })
        }
        Form::Cast { of: inner, ty, word } => cast(of, inner, (ty, word), scope, read),
        Form::Hint { of: inner, ty, text } => hint(of, inner, (ty, text), scope, read),
        Form::Field { of: inner, field } => take_field(of, inner, field, scope, read),
        Form::Element { of: inner, index } => {
            let made = make(inner, None, scope, read)?;
            let part = part_of(of, inner, &made.ty, "Element")?;
            let key = prepare(index, &part, scope, &mut read.markers)?;
            not_null(of, inner, &key)?;
            let ty = match made.ty {
                CqlType::Map { value, .. } => *value,
                CqlType::Set { item, .. } => *item,
                other => other,
            };
            Ok(Made { ty, aggregate: made.aggregate })
        }
        Form::Slice { of: inner, from, to } => {
            let made = make(inner, wanted, scope, read)?;
            let part = part_of(of, inner, &made.ty, "Slice")?;
            for end in [from, to].into_iter().flatten() {
                let key = prepare(end, &part, scope, &mut read.markers)?;
                not_null(of, inner, &key)?;
            }
            Ok(made)
        }
        Form::Parens(items) => built::parens(of, items, wanted, scope, read),
        Form::Array(items) => built::array(of, items, wanted, scope, read),
        Form::Set(items) => built::set(of, items, wanted, scope, read),
        Form::Entries(entries) => built::entries(of, entries, wanted, scope, read),
        Form::Metadata { what, of: inner } => metadata(of, *what, inner, scope, read),
    }
}

/// Makes each item for the type that is wanted of it; gives whether any aggregates.
pub(super) fn all<'e>(
    items: &[Selectable<'e>],
    types: &[CqlType],
    scope: &Scope<'_>,
    read: &mut Read<'e>,
) -> Judged<bool> {
    let mut aggregate = false;
    for (at, item) in items.iter().enumerate() {
        aggregate |= make(item, types.get(at), scope, read)?.aggregate;
    }
    Ok(aggregate)
}

/// The type of a term that says nothing of itself, or a refusal.
pub(super) fn inferred(of: &Selectable<'_>, wanted: Option<&CqlType>) -> Judged<CqlType> {
    if let Some(ty) = of.exact().or_else(|| wanted.cloned()) {
        return Ok(ty);
    }
    let text = labels::text(of);
    let words = format!("Cannot infer type for term {text} in selection clause (try using a cast to force a type)");
    let fact = format!("nothing says of which type `{text}` is");
    refused("F06", &of.expr.span, words, fact, &format!("say its type before it, such as `(int) {text}`"))
}

fn term<'e>(of: &Selectable<'e>, wanted: Option<&CqlType>, scope: &Scope<'_>, read: &mut Read<'e>) -> Judged<Made> {
    let ty = inferred(of, wanted)?;
    let receiver = Receiver::new("[selection]", ty.clone());
    match &of.form {
        Form::Marker(name) => read.markers.push(bound(of.expr, *name, &receiver)),
        _ => drop(prepare(of.expr, &receiver, scope, &mut read.markers)?),
    }
    Ok(Made::of(ty))
}

fn cast<'e>(
    of: &Selectable<'e>,
    inner: &Selectable<'e>,
    (ty, word): (&CqlType, &str),
    scope: &Scope<'_>,
    read: &mut Read<'e>,
) -> Judged<Made> {
    let made = make(inner, None, scope, read)?;
    if made.ty == *ty && !inner.is_reversed() {
        return Ok(made);
    }
    let arg: &dyn Argument = inner;
    if let Some(signature) = resolved(of.expr, None, &[arg], scope)? {
        return Ok(Made { ty: signature.returns, ..made });
    }
    let text = labels::text(inner);
    // The node names the first column that the list reads, and breaks where there is none.
    let words = read.columns.first().map_or_else(
        || "java.lang.IndexOutOfBoundsException: Index 0 out of bounds for length 0".to_owned(),
        |(first, _)| format!("{first} cannot be cast to {word}"),
    );
    refused("F03", &of.expr.span, words, format!("`{text}` cannot be made {word}"), "select it as it is")
}

fn hint<'e>(
    of: &Selectable<'e>,
    inner: &Selectable<'e>,
    (ty, hinted): (&CqlType, &str),
    scope: &Scope<'_>,
    read: &mut Read<'e>,
) -> Judged<Made> {
    if inner.fit(ty, scope)? == Fit::No {
        let (text, shown) = (labels::text(of), node_type(ty));
        let words = format!("Cannot assign value {text} to {text} of type {shown}");
        let fact = format!("`{}` is not a value of type {hinted}", labels::text(inner));
        let help = format!("a type before a term says what it is; `cast(… as {hinted})` converts");
        return refused("F03", &of.expr.span, words, fact, &help);
    }
    let made = make(inner, Some(ty), scope, read)?;
    Ok(Made { ty: ty.clone(), ..made })
}

fn take_field<'e>(
    of: &Selectable<'e>,
    inner: &Selectable<'e>,
    field: &Name,
    scope: &Scope<'_>,
    read: &mut Read<'e>,
) -> Judged<Made> {
    let wanted = match &inner.form {
        Form::Parens(items) => items.first().and_then(Selectable::exact),
        _ => None,
    };
    let made = make(inner, wanted.as_ref(), scope, read)?;
    let (text, shown) = (labels::text(inner), node_type(&made.ty));
    if !matches!(made.ty, CqlType::Udt { .. }) || inner.is_reversed() {
        let words = format!("Invalid field selection: {text} of type {shown} is not a user type");
        let fact = format!("`{text}` is of type {shown}, which has no fields");
        return refused("F02", &of.expr.span, words, fact, &format!("select `{text}` itself"));
    }
    let Some(ty) = field_type(&made.ty, field) else {
        let words = format!("{text} of type {shown} has no field {field}");
        let fact = format!("the type {shown} has no field `{field}`");
        return refused("F02", &of.expr.span, words, fact, "take a field that the type has");
    };
    Ok(Made { ty, ..made })
}

/// What is wanted as the key of an element, or as an end of a slice.
fn part_of(of: &Selectable<'_>, inner: &Selectable<'_>, ty: &CqlType, what: &str) -> Judged<Receiver> {
    let name = labels::label(inner);
    let text = labels::text(inner);
    let (words, fact) = match ty {
        CqlType::Map { key, .. } => return Ok(Receiver::new(format!("key({name})"), (**key).clone())),
        CqlType::Set { item, .. } => return Ok(Receiver::new(format!("value({name})"), (**item).clone())),
        CqlType::List { .. } => (
            format!("{what} selection is only allowed on sets and maps, but {text} is a list"),
            format!("`{text}` is a list, of which a node selects no parts"),
        ),
        other => {
            let shown = node_type(other);
            let is = if what == "Element" { "is of" } else { "of" };
            let what = what.to_lowercase();
            (
                format!("Invalid {what} selection: {text} {is} type {shown} is not a collection"),
                format!("`{text}` is of type {shown}, which has no elements to select"),
            )
        }
    };
    refused("F02", &of.expr.span, words, fact, &format!("select `{text}` as a whole"))
}

fn metadata<'e>(
    of: &Selectable<'e>,
    what: Metadata,
    inner: &Selectable<'e>,
    scope: &Scope<'_>,
    read: &mut Read<'e>,
) -> Judged<Made> {
    let name = labels::metadata(what);
    let mut column = inner;
    while let Form::Field { of, .. } | Form::Element { of, .. } | Form::Slice { of, .. } = &column.form {
        column = of;
    }
    if let Form::Column { name: key, kind: Kind::Partition | Kind::Clustering(_), .. } = &column.form {
        let words = format!("Cannot use selection function {name} on PRIMARY KEY part {key}");
        let fact = format!("`{key}` is part of the key, which has no {name} of its own");
        return refused("F01", &of.expr.span, words, fact, &format!("ask for the {name} of a column outside the key"));
    }
    let markers = read.markers.len();
    let made = make(inner, None, scope, read)?;
    let several = inner.column_type().is_some_and(CqlType::is_multi_cell);
    if several && (read.markers.len() > markers || indexes(inner).any(calls)) {
        let words = "java.lang.ClassCastException: Term cannot be cast to Terminal".to_owned();
        let fact = format!("a node breaks over the {name} of an element whose key is not written");
        return refused("F01", &of.expr.span, words, fact, "write the key into the statement");
    }
    Ok(Made::of(metadata_type(what, made.ty.is_multi_cell())))
}

/// A node breaks over null as the key of a column that it stores in several cells.
fn not_null(of: &Selectable<'_>, inner: &Selectable<'_>, key: &Value) -> Judged<()> {
    match &inner.form {
        Form::Column { name, ty, .. } if *key == Value::Null && ty.is_multi_cell() => {
            let words = "java.lang.NullPointerException".to_owned();
            let fact = format!("a node breaks over null as a key of `{name}`");
            refused("F02", &of.expr.span, words, fact, "write a key that is not null")
        }
        _ => Ok(()),
    }
}

/// The keys of the elements and slices that a term takes.
fn indexes<'e>(of: &Selectable<'e>) -> impl Iterator<Item = &'e Expr> + use<'e> {
    let ends = match &of.form {
        Form::Element { index, .. } => [Some(*index), None],
        Form::Slice { from, to, .. } => [*from, *to],
        _ => [None, None],
    };
    ends.into_iter().flatten()
}
