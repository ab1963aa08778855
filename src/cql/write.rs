//! Takes the tree of a SELECT, gives its text with the keyspace that is asked for. The text reads back as the same tree.

use super::expression::{Expr, ExprKind, Literal, Metadata, Operator};
use super::select::{InValues, Item, Op, Ordering, Relation, RelationKind, Select};
use super::words;
use crate::name::Name;

impl Select {
    /// The statement as one line of canonical text, its table in `keyspace`: keywords in upper case, one blank between
    /// words, names quoted where they need it, no `;`.
    pub fn cql(&self, keyspace: &Name) -> String {
        let json = if self.json { "JSON " } else { "" };
        let distinct = if self.distinct { "DISTINCT " } else { "" };
        let items = self.items.as_ref().map_or_else(|| "*".to_owned(), |items| joined(items, item));
        let mut out = format!("SELECT {json}{distinct}{items} FROM {}.{}", name(keyspace), name(&self.table));
        clause(&mut out, "WHERE", &self.relations, " AND ", relation);
        clause(&mut out, "GROUP BY", &self.group_by, ", ", expr);
        clause(&mut out, "ORDER BY", &self.order_by, ", ", ordering);
        clause(&mut out, "PER PARTITION LIMIT", self.per_partition_limit.as_slice(), "", expr);
        clause(&mut out, "LIMIT", self.limit.as_slice(), "", expr);
        out.push_str(if self.allow_filtering { " ALLOW FILTERING" } else { "" });
        out
    }
}

fn clause<T>(out: &mut String, word: &str, parts: &[T], between: &str, write: fn(&T) -> String) {
    if !parts.is_empty() {
        let parts: Vec<String> = parts.iter().map(write).collect();
        out.extend([" ", word, " ", parts.join(between).as_str()]);
    }
}

/// A name wherever it stands: what could begin a form of its own is quoted too.
fn name(name: &Name) -> String {
    if words::is_form(name.text()) { format!("\"{}\"", name.text()) } else { name.cql() }
}

fn joined<T>(parts: &[T], write: fn(&T) -> String) -> String {
    parts.iter().map(write).collect::<Vec<_>>().join(", ")
}

fn item(item: &Item) -> String {
    let alias = item.alias.as_ref().map(|alias| format!(" AS {}", name(alias)));
    expr(&item.expr) + &alias.unwrap_or_default()
}

fn ordering(ordering: &Ordering) -> String {
    let ann = ordering.ann.as_ref().map(|of| format!(" ANN OF {}", expr(of))).unwrap_or_default();
    format!("{}{ann}{}", name(&ordering.column), if ordering.desc { " DESC" } else { "" })
}

fn relation(relation: &Relation) -> String {
    let names = |columns: &[Name]| format!("({})", joined(columns, name));
    match &relation.kind {
        RelationKind::Column { column, op, value } => format!("{} {op} {}", name(column), expr(value)),
        RelationKind::In { column, values } => format!("{} IN {}", name(column), in_values(values)),
        RelationKind::Element { column, index, op, value } => {
            format!("{}[{}] {op} {}", name(column), expr(index), expr(value))
        }
        RelationKind::IsNotNull { column } => format!("{} IS NOT NULL", name(column)),
        RelationKind::Tuple { columns, op, value } => format!("{} {op} {}", names(columns), expr(value)),
        RelationKind::TupleIn { columns, values } => format!("{} IN {}", names(columns), in_values(values)),
        RelationKind::Token { columns, op, value } => format!("token{} {op} {}", names(columns), expr(value)),
        RelationKind::Custom { index, value } => format!("expr({}, {})", name(index), expr(value)),
    }
}

fn in_values(values: &InValues) -> String {
    match values {
        InValues::List(values) => format!("({})", joined(values, expr)),
        InValues::Marker(marker) => expr(marker),
    }
}

impl std::fmt::Display for Op {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Eq => "=",
            Self::Neq => "!=",
            Self::Lt => "<",
            Self::Le => "<=",
            Self::Gt => ">",
            Self::Ge => ">=",
            Self::Contains => "CONTAINS",
            Self::ContainsKey => "CONTAINS KEY",
            Self::Like => "LIKE",
        })
    }
}

fn expr(of: &Expr) -> String {
    match &of.kind {
        ExprKind::Column(column) => name(column),
        ExprKind::Literal(value) => literal(value),
        ExprKind::Marker(None) => "?".to_owned(),
        ExprKind::Marker(Some(marker)) => format!(":{}", name(marker)),
        ExprKind::List(items) => format!("[{}]", joined(items, expr)),
        ExprKind::Set(items) => format!("{{{}}}", joined(items, expr)),
        ExprKind::Map(entries) => {
            format!("{{{}}}", joined(entries, |(key, value)| format!("{}: {}", expr(key), expr(value))))
        }
        ExprKind::Tuple(items) => format!("({})", joined(items, expr)),
        ExprKind::Udt(fields) => {
            format!("{{{}}}", joined(fields, |(field, value)| format!("{}: {}", name(field), expr(value))))
        }
        ExprKind::Call { keyspace, name: function, arguments } => {
            let keyspace = keyspace.as_ref().map(|keyspace| name(keyspace) + ".").unwrap_or_default();
            format!("{keyspace}{}({})", name(function), joined(arguments, expr))
        }
        ExprKind::CountRows => "count(*)".to_owned(),
        ExprKind::Cast { of, ty } => format!("cast({} AS {ty})", expr(of)),
        ExprKind::Hint { ty, of } => format!("({ty}){}", expr(of)),
        // A minus that touches what follows would be read with it.
        ExprKind::Minus(of) => format!("- {}", expr(of)),
        ExprKind::Arithmetic { operator, left, right } => format!("{} {operator} {}", expr(left), expr(right)),
        ExprKind::Field { of, field } => format!("{}.{}", expr(of), name(field)),
        ExprKind::Element { of, index } => format!("{}[{}]", expr(of), expr(index)),
        ExprKind::Slice { of, from, to } => {
            let end = |end: &Option<Box<Expr>>| end.as_deref().map(expr).unwrap_or_default();
            format!("{}[{} .. {}]", expr(of), end(from), end(to))
        }
        ExprKind::Metadata { what, of } => format!("{what}({})", expr(of)),
    }
}

fn literal(literal: &Literal) -> String {
    match literal {
        Literal::String(text) => format!("'{}'", text.replace('\'', "''")),
        Literal::Integer(text) | Literal::Float(text) | Literal::Duration(text) | Literal::Uuid(text) => text.clone(),
        Literal::Boolean(value) => value.to_string(),
        Literal::Hex(digits) => format!("0x{digits}"),
        Literal::Null => "null".to_owned(),
    }
}

impl std::fmt::Display for Metadata {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::WriteTime => "writetime",
            Self::MaxWriteTime => "maxwritetime",
            Self::Ttl => "ttl",
        })
    }
}

impl std::fmt::Display for Operator {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Plus => "+",
            Self::Minus => "-",
            Self::Times => "*",
            Self::Divide => "/",
            Self::Modulo => "%",
        })
    }
}
