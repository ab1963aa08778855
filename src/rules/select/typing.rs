//! Takes a select list, or a term with what is wanted of it, gives their types, names and markers, and what a node says
//! of them. Never judges which relations and clauses stand together.

use super::scope::{Judged, Out, Scope};
use super::selectables::{Form, Selectable, look};
use super::selectors::{Read, make};
use super::values::{Receiver, Value, bound, prepare};
use super::{Complaint, Given, Unknown, labels};
use crate::cql::expression::Expr;
use crate::cql::select::{Item, Select};
use crate::name::Name;
use crate::rules::shape::Kind;
use crate::types::CqlType;

/// What a select list is.
#[derive(Debug, Default)]
pub(super) struct Selection {
    /// The columns of the answer, in order; empty where something in the list is refused or cannot be judged.
    pub(super) columns: Vec<Given>,
    /// Whether any of them makes one value of many rows.
    pub(super) is_aggregate: bool,
    /// The table's columns that are read, each once, in the order in which a node meets them.
    pub(super) reads: Vec<(Name, Kind)>,
    /// Whether it reads static columns, and beside them none but those of the partition key.
    pub(super) only_statics: bool,
    /// What a node refuses when it looks at the list again, after the WHERE clause: the caller adds it where it belongs.
    pub(super) late: Vec<Complaint>,
    /// What cannot be judged then.
    pub(super) late_unknown: Vec<Unknown>,
}

/// The select list of `select`. What a node refuses at once (unknown columns, calls) is told to `out`; what it refuses
/// after the WHERE clause (terms without a type, elements, casts) comes back as [`Selection::late`].
pub(super) fn selection(select: &Select, scope: &Scope<'_>, out: &mut Out) -> Selection {
    let mut selection = match &select.items {
        None => wildcard(scope),
        Some(items) => listed(items, scope, out),
    };
    if select.json && !selection.columns.is_empty() {
        selection.columns = vec![Given { name: "[json]".to_owned(), ty: CqlType::Text }];
    }
    selection
}

/// `*`: key columns in their order, then statics and plain columns, each by name.
fn wildcard(scope: &Scope<'_>) -> Selection {
    let mut columns: Vec<_> = scope.table.columns().collect();
    let rank = |kind: Kind| match kind {
        Kind::Partition => 0,
        Kind::Clustering(_) => 1,
        Kind::Static => 2,
        Kind::Regular => 3,
    };
    columns.sort_by(|(a, a_kind), (b, b_kind)| {
        let by_name = match a_kind {
            Kind::Partition | Kind::Clustering(_) => std::cmp::Ordering::Equal,
            _ => a.name.text().cmp(b.name.text()),
        };
        rank(*a_kind).cmp(&rank(*b_kind)).then(by_name)
    });
    let given = columns.iter().map(|(column, _)| Given { name: column.name.text().to_owned(), ty: column.ty.clone() });
    Selection {
        columns: given.collect(),
        reads: columns.iter().map(|(column, kind)| (column.name.clone(), *kind)).collect(),
        ..Selection::default()
    }
}

fn listed(items: &[Item], scope: &Scope<'_>, out: &mut Out) -> Selection {
    let looked: Vec<Judged<Selectable<'_>>> = items.iter().map(|item| look(&item.expr, scope)).collect();
    let first = looked_at_first(&looked, scope);
    let whole: Vec<&Selectable<'_>> = looked.iter().flatten().collect();
    let statics = !scope.table.statics.is_empty() && whole.iter().any(|one| reads(one, &is_static));
    let mut selection =
        Selection { only_statics: statics && !whole.iter().any(|one| reads(one, &is_other)), ..Selection::default() };
    let mut read = Read::default();
    let mut later = Out::default();
    for (at, (item, looked)) in items.iter().zip(&looked).enumerate() {
        let looked = match looked {
            Ok(looked) => looked,
            Err(refusal) if at < first => {
                out.tell((**refusal).clone());
                continue;
            }
            Err(refusal) => {
                later.tell((**refusal).clone());
                continue;
            }
        };
        let Some(made) = later.keep(make(looked, None, scope, &mut read)) else { continue };
        selection.is_aggregate |= made.aggregate;
        let name = item.alias.as_ref().map_or_else(|| labels::label(looked), |alias| alias.text().to_owned());
        selection.columns.push(Given { name, ty: made.ty });
    }
    if selection.columns.len() < items.len() {
        selection.columns.clear();
    }
    selection.reads = read.columns.iter().map(|(name, kind)| ((*name).clone(), *kind)).collect();
    out.markers.extend(read.markers);
    selection.late = later.complaints;
    selection.late_unknown = later.unknown;
    selection
}

fn is_static(kind: Kind) -> bool {
    kind == Kind::Static
}

fn is_other(kind: Kind) -> bool {
    !matches!(kind, Kind::Partition | Kind::Static)
}

/// How many items a node looks at before the WHERE clause: only where the table has static columns, up to the first that
/// reads one, and then up to the first that reads what is neither static nor of the partition key.
fn looked_at_first(looked: &[Judged<Selectable<'_>>], scope: &Scope<'_>) -> usize {
    if scope.table.statics.is_empty() {
        return 0;
    }
    let until = |wanted: &dyn Fn(Kind) -> bool| {
        looked.iter().position(|one| one.as_ref().map_or(true, |one| reads(one, wanted)))
    };
    match until(&is_static) {
        Some(at) if looked.get(at).is_some_and(Result::is_ok) => {
            until(&is_other).map_or(looked.len(), |other| (at + 1).max(other + 1))
        }
        Some(at) => at + 1,
        None => looked.len(),
    }
}

/// Whether a term reads a column of such a kind. Of `{a: b}` a node asks the opposite of what it means to: a value that
/// reads no such column counts as one that does.
fn reads(of: &Selectable<'_>, wanted: &dyn Fn(Kind) -> bool) -> bool {
    match &of.form {
        Form::Column { kind, .. } => wanted(*kind),
        Form::Constant(_) | Form::Marker(_) => false,
        Form::Call { args: items, .. } | Form::Parens(items) | Form::Array(items) | Form::Set(items) => {
            items.iter().any(|item| reads(item, wanted))
        }
        Form::Entries(entries) => entries.iter().any(|entry| {
            let key = entry.field.is_none() && entry.key.as_ref().is_ok_and(|key| reads(key, wanted));
            key || !entry.value.as_ref().is_ok_and(|value| reads(value, wanted))
        }),
        Form::Cast { of, .. }
        | Form::Hint { of, .. }
        | Form::Field { of, .. }
        | Form::Element { of, .. }
        | Form::Slice { of, .. }
        | Form::Metadata { of, .. } => reads(of, wanted),
    }
}

/// What `expr` is worth as a value of type `ty`, wanted by what a node calls `name`: a column, `key(m)`, `[limit]`. `None`
/// where it is refused or cannot be judged, which `out` is told. Markers are added to `out` in any case.
pub(super) fn term(expr: &Expr, ty: &CqlType, name: &str, scope: &Scope<'_>, out: &mut Out) -> Option<Value> {
    let mut markers = Vec::new();
    let judged = prepare(expr, &Receiver::new(name, ty.clone()), scope, &mut markers);
    out.markers.extend(markers);
    out.keep(judged)
}

/// Adds the marker `expr` that stands for a whole list or tuple, as in `IN ?` and `(a, b) > ?`.
pub(super) fn marker(expr: &Expr, ty: &CqlType, name: &str, out: &mut Out) {
    let named = match &expr.kind {
        crate::cql::expression::ExprKind::Marker(named) => named.as_ref(),
        _ => None,
    };
    out.markers.push(bound(expr, named, &Receiver::new(name, ty.clone())));
}
