//! Takes a relation, gives it as a node repeats it in its words.

use super::restriction::Place;
use crate::cql::expression::Expr;
use crate::cql::select::{InValues, RelationKind};
use crate::name::Name;
use crate::rules::select::scope::Scope;
use crate::rules::select::terms;
use crate::rules::shape::Column;
use crate::types::CqlType;

/// The relation as a node repeats it.
pub(super) fn text(kind: &RelationKind, scope: &Scope<'_>) -> String {
    let term = |expr: &Expr| terms::text(expr, scope);
    let names = |names: &[Name]| names.iter().map(Name::cql).collect::<Vec<_>>().join(", ");
    let values = |values: &InValues| match values {
        InValues::Marker(_) => "?".to_owned(),
        InValues::List(values) => format!("({})", values.iter().map(term).collect::<Vec<_>>().join(", ")),
    };
    match kind {
        RelationKind::Column { column, op, value } => format!("{} {op} {}", column.cql(), term(value)),
        RelationKind::In { column, values: listed } => format!("{} IN {}", column.cql(), values(listed)),
        RelationKind::Element { column, index, op, value } => {
            format!("{}[{}] {op} {}", column.cql(), term(index), term(value))
        }
        RelationKind::IsNotNull { column } => format!("{} IS NOT NULL", column.cql()),
        RelationKind::Tuple { columns, op, value } => format!("({}) {op} {}", names(columns), term(value)),
        RelationKind::TupleIn { columns, values: listed } => format!("({}) IN {}", names(columns), values(listed)),
        RelationKind::Token { columns, op, value } => format!("token({}) {op} {}", names(columns), term(value)),
        RelationKind::Custom { index, value } => format!("expr({index}, {})", term(value)),
    }
}

/// The type of a marker for a tuple of these columns.
pub(super) fn tuple_type(columns: &[(Place, &Column)]) -> CqlType {
    CqlType::Tuple(columns.iter().map(|(_, column)| column.ty.clone()).collect())
}

/// What a node calls such a marker.
pub(super) fn tuple_name(columns: &[(Place, &Column)]) -> String {
    let names: Vec<&str> = columns.iter().map(|(place, _)| place.name.text()).collect();
    format!("({})", names.join(","))
}
