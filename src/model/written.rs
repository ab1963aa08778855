//! A SELECT by hand that says more than a declared query can: its tree, and the columns that it gives. Takes and gives
//! plain data.

use crate::cql::expression::{Expr, ExprKind};
use crate::cql::select::Select;
use crate::rules::shape::{Column, Kind};

/// A SELECT by hand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// Its tree, in which `*` is the list of the columns.
    pub select: Select,
    /// What it gives, in order.
    pub columns: Vec<Given>,
}

/// A column of its answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Given {
    /// Its name, which may be the text of a term, and its type.
    pub column: Column,
    /// What it is to the table, where it is a column of that under its own name.
    pub kind: Option<Kind>,
    /// Whether it is never null.
    pub is_there: bool,
}

/// The functions that make one value of many rows.
const AGGREGATES: [&str; 5] = ["count", "min", "max", "sum", "avg"];

impl Written {
    /// Whether all rows are made one, so that there is always exactly one.
    pub fn is_total(&self) -> bool {
        is_total(&self.select)
    }
}

/// As [`Written::is_total`], of a tree.
pub(super) fn is_total(select: &Select) -> bool {
    select.group_by.is_empty() && select.items.iter().flatten().any(|item| aggregates(&item.expr))
}

/// Whether the term counts rows or values.
pub(super) fn counts(expr: &Expr) -> bool {
    match &expr.kind {
        ExprKind::CountRows => true,
        ExprKind::Call { keyspace: None, name, .. } => name.text() == "count",
        _ => false,
    }
}

/// Whether the term makes one value of many rows. The parser bounds how deep a term is.
fn aggregates(expr: &Expr) -> bool {
    match &expr.kind {
        ExprKind::CountRows => true,
        ExprKind::Call { name, arguments, .. } => AGGREGATES.contains(&name.text()) || arguments.iter().any(aggregates),
        ExprKind::Cast { of, .. } | ExprKind::Hint { of, .. } | ExprKind::Minus(of) | ExprKind::Field { of, .. } => {
            aggregates(of)
        }
        ExprKind::Arithmetic { left, right, .. } => aggregates(left) || aggregates(right),
        ExprKind::Element { of, index } => aggregates(of) || aggregates(index),
        ExprKind::Slice { of, .. } | ExprKind::Metadata { of, .. } => aggregates(of),
        ExprKind::List(items) | ExprKind::Set(items) | ExprKind::Tuple(items) => items.iter().any(aggregates),
        ExprKind::Map(entries) => entries.iter().any(|(key, value)| aggregates(key) || aggregates(value)),
        ExprKind::Udt(fields) => fields.iter().any(|(_, value)| aggregates(value)),
        ExprKind::Column(_) | ExprKind::Literal(_) | ExprKind::Marker(_) => false,
    }
}
