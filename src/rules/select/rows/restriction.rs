//! What a relation restricts, as a node keeps it once the relation is read.

use std::ops::Range;

use crate::cql::expression::{Expr, ExprKind, Literal};
use crate::name::Name;
use crate::rules::select::values::Value;
use crate::rules::shape::{Column, Kind, Table};

/// What a column is to its table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::rules::select) enum Rank {
    /// Part of the partition key.
    Partition,
    /// A clustering column.
    Clustering,
    /// A plain column.
    Regular,
    /// A static column.
    Static,
}

/// A column by the place that it has among all of its part of the table; the order is that in which a node goes through
/// restricted columns: by their place in the key, outside the key by name.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::rules::select) struct Place {
    /// Its place in its part of the key; 0 outside.
    pub(in crate::rules::select) position: usize,
    /// Its name.
    pub(in crate::rules::select) name: Name,
    /// What it is.
    pub(in crate::rules::select) rank: Rank,
}

impl Place {
    /// The column called `name`, with its place.
    pub(in crate::rules::select) fn of<'t>(table: &'t Table, name: &Name) -> Option<(Self, &'t Column)> {
        let (column, kind) = table.column(name)?;
        let rank = match kind {
            Kind::Partition => Rank::Partition,
            Kind::Clustering(_) => Rank::Clustering,
            Kind::Regular => Rank::Regular,
            Kind::Static => Rank::Static,
        };
        let position = match rank {
            Rank::Partition => table.partition_key.iter().position(|column| column.name == *name),
            Rank::Clustering => table.clustering_key.iter().position(|(column, _)| column.name == *name),
            Rank::Regular | Rank::Static => None,
        };
        Some((Self { position: position.unwrap_or_default(), name: name.clone(), rank }, column))
    }
}

/// A bound of a slice.
#[derive(Clone, Debug)]
pub(in crate::rules::select) struct Edge {
    /// Its values, one for each column; of a marker for a whole tuple one alone.
    pub(in crate::rules::select) values: Vec<Value>,
    /// Whether it was written for one column and then became part of a slice of tuples.
    pub(in crate::rules::select) widened: bool,
}

/// What is asked of the columns.
#[derive(Clone, Debug)]
pub(in crate::rules::select) enum What {
    /// One value each; an IN of one value too.
    Eq(Vec<Value>),
    /// Any of these, each with one value for each column.
    In(Vec<Vec<Value>>),
    /// Any of those that a marker gives.
    InMarker,
    /// Between two bounds.
    Slice {
        /// `>` or `>=`.
        lower: Option<Edge>,
        /// `<` or `<=`.
        upper: Option<Edge>,
    },
    /// Parts of a collection.
    Contains {
        /// Elements, or values of a map.
        values: Vec<Value>,
        /// Keys of a map.
        keys: Vec<Value>,
        /// Entries of a map.
        entries: Vec<(Value, Value)>,
    },
    /// Nearest to a vector.
    Ann(Value),
}

/// What is asked of one column, or of several together.
#[derive(Clone, Debug)]
pub(in crate::rules::select) struct Restriction {
    /// The columns, in the order of the key.
    pub(in crate::rules::select) columns: Vec<Place>,
    /// Whether it is of a tuple.
    pub(in crate::rules::select) tuple: bool,
    /// What is asked.
    pub(in crate::rules::select) what: What,
    /// Where the relation stands; of merged ones the last.
    pub(in crate::rules::select) span: Range<usize>,
}

impl Restriction {
    /// The place of the first column in its part of the key.
    pub(in crate::rules::select) fn first(&self) -> usize {
        self.columns.first().map_or(0, |column| column.position)
    }

    /// The place behind the last column.
    pub(in crate::rules::select) fn next(&self) -> usize {
        self.columns.last().map_or(0, |column| column.position + 1)
    }

    /// The first column's name.
    pub(in crate::rules::select) fn name(&self) -> &str {
        self.columns.first().map_or("", |column| column.name.text())
    }

    pub(in crate::rules::select) fn is_eq(&self) -> bool {
        matches!(self.what, What::Eq(_))
    }

    pub(in crate::rules::select) fn is_in(&self) -> bool {
        matches!(self.what, What::In(_) | What::InMarker)
    }

    pub(in crate::rules::select) fn is_slice(&self) -> bool {
        matches!(self.what, What::Slice { .. })
    }

    pub(in crate::rules::select) fn is_contains(&self) -> bool {
        matches!(self.what, What::Contains { .. })
    }
}

/// What a term is worth, where a node knows that it is null: an operator and nearly every function gives null for null.
pub(in crate::rules::select) fn worth(expr: &Expr, value: Option<Value>) -> Value {
    match value {
        Some(Value::Computed) | None if is_null(expr) => Value::Null,
        Some(value) => value,
        None => Value::Computed,
    }
}

fn is_null(expr: &Expr) -> bool {
    match &expr.kind {
        ExprKind::Literal(Literal::Null) => true,
        ExprKind::Hint { of, .. } | ExprKind::Minus(of) | ExprKind::Cast { of, .. } => is_null(of),
        ExprKind::Tuple(items) => matches!(items.as_slice(), [one] if is_null(one)),
        ExprKind::Arithmetic { left, right, .. } => is_null(left) || is_null(right),
        ExprKind::Call { arguments, name, .. } => {
            !matches!(name.text(), "to_json" | "tojson") && arguments.iter().any(is_null)
        }
        _ => false,
    }
}
