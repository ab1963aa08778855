//! The tree of a term: what may stand in a select list, behind a relation's operator, in GROUP BY and as a limit.

use std::ops::Range;

use crate::name::Name;

/// A term and where it stands in its text, in bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Expr {
    /// What it is.
    pub kind: ExprKind,
    /// Where it stands.
    pub span: Range<usize>,
}

/// What a term is. The grammar says where which may stand: a column only in a select list or GROUP BY, `now()` in both.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ExprKind {
    /// A column, in a select list or GROUP BY.
    Column(Name),
    /// A value as written.
    Literal(Literal),
    /// `?`, or `:name`.
    Marker(Option<Name>),
    /// `[a, b]`: a list or a vector.
    List(Vec<Expr>),
    /// `{a, b}`; `{}` may be a map too.
    Set(Vec<Expr>),
    /// `{k: v, …}`.
    Map(Vec<(Expr, Expr)>),
    /// `(a, b)`; one element in parentheses is a tuple of one in a term, and just parentheses in a select list.
    Tuple(Vec<Expr>),
    /// `{field: value, …}`.
    Udt(Vec<(Name, Expr)>),
    /// `keyspace.name(arguments)`; `count(*)` is [`ExprKind::CountRows`].
    Call {
        /// The keyspace it is asked of.
        keyspace: Option<Name>,
        /// Its name.
        name: Name,
        /// Its arguments.
        arguments: Vec<Expr>,
    },
    /// `count(*)`, or `count(1)`.
    CountRows,
    /// `cast(term AS type)`.
    Cast {
        /// What is converted.
        of: Box<Expr>,
        /// The type's text.
        ty: String,
    },
    /// `(type) term`: says of which type a term is.
    Hint {
        /// The type's text.
        ty: String,
        /// The term.
        of: Box<Expr>,
    },
    /// `-term`.
    Minus(Box<Expr>),
    /// `left operator right`.
    Arithmetic {
        /// The operator.
        operator: Operator,
        /// What stands before it.
        left: Box<Expr>,
        /// What stands behind it.
        right: Box<Expr>,
    },
    /// `term.field`.
    Field {
        /// A term of a user-defined type.
        of: Box<Expr>,
        /// The field.
        field: Name,
    },
    /// `term[index]`.
    Element {
        /// A map or a set.
        of: Box<Expr>,
        /// A key.
        index: Box<Expr>,
    },
    /// `term[from..to]`, either of which may be missing.
    Slice {
        /// A map or a set.
        of: Box<Expr>,
        /// The first key.
        from: Option<Box<Expr>>,
        /// The last key.
        to: Option<Box<Expr>>,
    },
    /// `writetime(column)` and its kin; the argument is a column, an element, a slice or a field of one.
    Metadata {
        /// What is asked.
        what: Metadata,
        /// Of what.
        of: Box<Expr>,
    },
}

/// A value as written, without its quotes where it has any.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Literal {
    /// A string.
    String(String),
    /// A whole number with its sign.
    Integer(String),
    /// A number with a fraction or an exponent; `NaN` and `Infinity` with their signs too.
    Float(String),
    /// `true` or `false`.
    Boolean(bool),
    /// `1h30m`, or in the forms of ISO 8601.
    Duration(String),
    /// A UUID.
    Uuid(String),
    /// `0x…`: the digits alone.
    Hex(String),
    /// `null`.
    Null,
}

/// What the server knows of a cell beside its value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Metadata {
    /// `writetime`.
    WriteTime,
    /// `maxwritetime`.
    MaxWriteTime,
    /// `ttl`.
    Ttl,
}

/// An operator of arithmetic.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operator {
    /// `+`
    Plus,
    /// `-`
    Minus,
    /// `*`
    Times,
    /// `/`
    Divide,
    /// `%`
    Modulo,
}
