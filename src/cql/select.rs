//! The tree of a SELECT.

use std::ops::Range;

use super::expression::{Expr, Literal};
use crate::name::Name;

/// A SELECT as written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Select {
    /// `SELECT JSON`.
    pub json: bool,
    /// `SELECT DISTINCT`.
    pub distinct: bool,
    /// What is selected; none is `*`.
    pub items: Option<Vec<Item>>,
    /// The keyspace before the table's name.
    pub keyspace: Option<Name>,
    /// The table.
    pub table: Name,
    /// Where the table's name stands.
    pub table_span: Range<usize>,
    /// The WHERE clause.
    pub relations: Vec<Relation>,
    /// The GROUP BY clause.
    pub group_by: Vec<Expr>,
    /// The ORDER BY clause.
    pub order_by: Vec<Ordering>,
    /// PER PARTITION LIMIT: a whole number or a marker.
    pub per_partition_limit: Option<Expr>,
    /// LIMIT: a whole number or a marker.
    pub limit: Option<Expr>,
    /// ALLOW FILTERING.
    pub allow_filtering: bool,
}

/// One element of a select list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// What it is.
    pub expr: Expr,
    /// `AS name`.
    pub alias: Option<Name>,
}

/// One relation of a WHERE clause.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Relation {
    /// What it compares, and how.
    pub kind: RelationKind,
    /// Where it stands.
    pub span: Range<usize>,
}

/// What a relation compares.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RelationKind {
    /// `column op term`: `=`, `!=`, ranges, CONTAINS, CONTAINS KEY, LIKE.
    Column {
        /// The column.
        column: Name,
        /// The comparison.
        op: Op,
        /// With what.
        value: Expr,
    },
    /// `column IN (…)`, or `column IN :marker`.
    In {
        /// The column.
        column: Name,
        /// The values.
        values: InValues,
    },
    /// `column[index] op term`.
    Element {
        /// The column.
        column: Name,
        /// The key or position.
        index: Expr,
        /// The comparison.
        op: Op,
        /// With what.
        value: Expr,
    },
    /// `column IS NOT NULL`.
    IsNotNull {
        /// The column.
        column: Name,
    },
    /// `(columns) op (terms)`, or `(columns) op :marker`.
    Tuple {
        /// The columns.
        columns: Vec<Name>,
        /// The comparison.
        op: Op,
        /// A tuple or a marker.
        value: Expr,
    },
    /// `(columns) IN ((…), …)`, or `(columns) IN :marker`.
    TupleIn {
        /// The columns.
        columns: Vec<Name>,
        /// Tuples or markers.
        values: InValues,
    },
    /// `token(columns) op term`.
    Token {
        /// The columns.
        columns: Vec<Name>,
        /// The comparison.
        op: Op,
        /// With what.
        value: Expr,
    },
    /// `expr(index, literal)`.
    Custom {
        /// The index.
        index: Name,
        /// What it is asked.
        value: Expr,
    },
}

/// The values of an IN.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum InValues {
    /// `IN (a, b)`.
    List(Vec<Expr>),
    /// `IN ?` or `IN :name`.
    Marker(Expr),
}

/// A comparison.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Op {
    /// `=`
    Eq,
    /// `!=`
    Neq,
    /// `<`
    Lt,
    /// `<=`
    Le,
    /// `>`
    Gt,
    /// `>=`
    Ge,
    /// CONTAINS
    Contains,
    /// CONTAINS KEY
    ContainsKey,
    /// LIKE
    Like,
}

/// One element of ORDER BY.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ordering {
    /// The column.
    pub column: Name,
    /// `ANN OF term`.
    pub ann: Option<Expr>,
    /// Whether it says DESC.
    pub desc: bool,
    /// Where it stands.
    pub span: Range<usize>,
}

impl Select {
    /// The number that a limit gives, where it is written as one.
    pub fn number(limit: &Expr) -> Option<&str> {
        match &limit.kind {
            super::expression::ExprKind::Literal(Literal::Integer(text)) => Some(text),
            _ => None,
        }
    }
}
