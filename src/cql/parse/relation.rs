//! The WHERE clause.

use super::{Cursor, Parsed, term};
use crate::cql::expression::Expr;
use crate::cql::select::{InValues, Op, Relation, RelationKind};
use crate::name::Name;

/// Relations with AND between them.
pub(super) fn relations(cursor: &mut Cursor<'_>) -> Parsed<Vec<Relation>> {
    let mut all = vec![relation_or_custom(cursor)?];
    while cursor.try_word("AND") {
        all.push(relation_or_custom(cursor)?);
    }
    Ok(all)
}

/// `expr(index, term)` stands in no parentheses.
fn relation_or_custom(cursor: &mut Cursor<'_>) -> Parsed<Relation> {
    let start = cursor.start();
    if !cursor.try_symbol("expr(") {
        return relation(cursor);
    }
    let index = cursor.name()?;
    cursor.symbol(",")?;
    let value = term::term(cursor)?;
    cursor.symbol(")")?;
    Ok(Relation { kind: RelationKind::Custom { index, value }, span: cursor.since(start) })
}

fn relation(cursor: &mut Cursor<'_>) -> Parsed<Relation> {
    let start = cursor.start();
    let kind = if cursor.is_symbol("(") {
        let tuple = cursor.attempt(|cursor| {
            let columns = names(cursor)?;
            before_comparison(cursor)?;
            Ok(columns)
        });
        match tuple {
            Some(columns) => on_tuple(cursor, columns)?,
            None => return in_parentheses(cursor),
        }
    } else if cursor.is_word("token") {
        cursor.word("token")?;
        let columns = names(cursor)?;
        let op = comparison(cursor)?;
        RelationKind::Token { columns, op, value: term::term(cursor)? }
    } else {
        let column = cursor.name()?;
        on_column(cursor, column)?
    };
    Ok(Relation { kind, span: cursor.since(start) })
}

fn in_parentheses(cursor: &mut Cursor<'_>) -> Parsed<Relation> {
    cursor.deeper(|cursor| {
        cursor.symbol("(")?;
        let inner = relation(cursor)?;
        cursor.symbol(")")?;
        Ok(inner)
    })
}

/// `(a, b)`
fn names(cursor: &mut Cursor<'_>) -> Parsed<Vec<Name>> {
    cursor.symbol("(")?;
    let names = cursor.list(Cursor::name)?;
    cursor.symbol(")")?;
    Ok(names)
}

fn before_comparison(cursor: &mut Cursor<'_>) -> Parsed<()> {
    let is = cursor.is_word("IN") || COMPARISONS.iter().any(|(symbol, _)| cursor.is_symbol(symbol));
    if is { Ok(()) } else { cursor.stop("a comparison") }
}

const COMPARISONS: [(&str, Op); 6] =
    [("=", Op::Eq), ("!=", Op::Neq), ("<=", Op::Le), ("<", Op::Lt), (">=", Op::Ge), (">", Op::Gt)];

fn comparison(cursor: &mut Cursor<'_>) -> Parsed<Op> {
    for (symbol, op) in COMPARISONS {
        if cursor.try_symbol(symbol) {
            return Ok(op);
        }
    }
    cursor.stop("a comparison")
}

fn on_column(cursor: &mut Cursor<'_>, column: Name) -> Parsed<RelationKind> {
    if cursor.try_word("IN") {
        return Ok(RelationKind::In { column, values: in_values(cursor)? });
    }
    if cursor.try_word("IS") {
        cursor.word("NOT")?;
        cursor.word("NULL")?;
        return Ok(RelationKind::IsNotNull { column });
    }
    if cursor.try_symbol("[") {
        let index = term::term(cursor)?;
        cursor.symbol("]")?;
        let op = comparison(cursor)?;
        return Ok(RelationKind::Element { column, index, op, value: term::term(cursor)? });
    }
    let op = if cursor.try_word("LIKE") {
        Op::Like
    } else if cursor.try_word("CONTAINS") {
        if cursor.try_word("KEY") { Op::ContainsKey } else { Op::Contains }
    } else {
        comparison(cursor)?
    };
    Ok(RelationKind::Column { column, op, value: term::term(cursor)? })
}

/// `?`, `:name`, `()` or `(a, b)`.
fn in_values(cursor: &mut Cursor<'_>) -> Parsed<InValues> {
    if term::is_marker(cursor) {
        return term::marker(cursor).map(InValues::Marker);
    }
    listed(cursor, term::term)
}

fn listed(cursor: &mut Cursor<'_>, rule: fn(&mut Cursor<'_>) -> Parsed<Expr>) -> Parsed<InValues> {
    cursor.symbol("(")?;
    if cursor.try_symbol(")") {
        return Ok(InValues::List(Vec::new()));
    }
    let values = cursor.list(rule)?;
    cursor.symbol(")")?;
    Ok(InValues::List(values))
}

/// Behind a tuple of columns stands a tuple or a marker; an IN of them is all tuples or all markers.
fn on_tuple(cursor: &mut Cursor<'_>, columns: Vec<Name>) -> Parsed<RelationKind> {
    if cursor.try_word("IN") {
        let values = if term::is_marker(cursor) {
            InValues::Marker(term::marker(cursor)?)
        } else {
            let is_tuples = cursor.is_symbol_at(1, "(");
            listed(cursor, if is_tuples { term::tuple } else { term::marker })?
        };
        return Ok(RelationKind::TupleIn { columns, values });
    }
    let op = comparison(cursor)?;
    let value = if term::is_marker(cursor) { term::marker(cursor)? } else { term::tuple(cursor)? };
    Ok(RelationKind::Tuple { columns, op, value })
}
