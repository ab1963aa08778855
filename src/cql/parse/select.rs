//! The clauses of a SELECT, in the order that the grammar asks for.

use super::{Cursor, Parsed, relation, selector, term};
use crate::cql::expression::Expr;
use crate::cql::select::{Item, Ordering, Select};
use crate::cql::tokens::Kind;
use crate::name::Name;

/// What stands between SELECT and FROM: JSON, DISTINCT, and the list.
type Clause = (bool, bool, Option<Vec<Item>>);

pub(super) fn select(cursor: &mut Cursor<'_>) -> Parsed<Select> {
    cursor.word("SELECT")?;
    let (json, distinct, items) = clause(cursor)?;
    cursor.word("FROM")?;
    let start = cursor.start();
    let (keyspace, table) = table(cursor)?;
    let table_span = cursor.since(start);
    let relations = if cursor.try_word("WHERE") { relation::relations(cursor)? } else { Vec::new() };
    let group_by = by(cursor, "GROUP", selector::selector)?;
    let order_by = by(cursor, "ORDER", ordering)?;
    let per_partition_limit = if cursor.try_word("PER") {
        cursor.word("PARTITION")?;
        cursor.word("LIMIT")?;
        Some(limit(cursor)?)
    } else {
        None
    };
    let limit = if cursor.try_word("LIMIT") { Some(limit(cursor)?) } else { None };
    let allow_filtering = cursor.try_word("ALLOW");
    if allow_filtering {
        cursor.word("FILTERING")?;
    }
    Ok(Select {
        json,
        distinct,
        items,
        keyspace,
        table,
        table_span,
        relations,
        group_by,
        order_by,
        per_partition_limit,
        limit,
        allow_filtering,
    })
}

/// `json` and `distinct` are names of columns too: they are the keywords where a list can follow that FROM ends.
fn clause(cursor: &mut Cursor<'_>) -> Parsed<Clause> {
    let json = |cursor: &mut Cursor<'_>| {
        cursor.word("JSON")?;
        let (distinct, items) = after_json(cursor)?;
        before_from(cursor)?;
        Ok((true, distinct, items))
    };
    match cursor.attempt(json) {
        Some(clause) => Ok(clause),
        None => after_json(cursor).map(|(distinct, items)| (false, distinct, items)),
    }
}

fn after_json(cursor: &mut Cursor<'_>) -> Parsed<(bool, Option<Vec<Item>>)> {
    let distinct = |cursor: &mut Cursor<'_>| {
        cursor.word("DISTINCT")?;
        let items = items(cursor)?;
        before_from(cursor)?;
        Ok((true, items))
    };
    match cursor.attempt(distinct) {
        Some(clause) => Ok(clause),
        None => items(cursor).map(|items| (false, items)),
    }
}

fn before_from(cursor: &mut Cursor<'_>) -> Parsed<()> {
    if cursor.is_word("FROM") { Ok(()) } else { cursor.stop("FROM") }
}

fn items(cursor: &mut Cursor<'_>) -> Parsed<Option<Vec<Item>>> {
    if cursor.try_symbol("*") {
        return Ok(None);
    }
    cursor.list(item).map(Some)
}

fn item(cursor: &mut Cursor<'_>) -> Parsed<Item> {
    let expr = selector::selector(cursor)?;
    let alias = if cursor.try_word("AS") { Some(cursor.name()?) } else { None };
    Ok(Item { expr, alias })
}

/// A table's name, with its keyspace where one is given.
pub(in crate::cql) fn table(cursor: &mut Cursor<'_>) -> Parsed<(Option<Name>, Name)> {
    let first = cursor.name()?;
    if cursor.try_symbol(".") { Ok((Some(first), cursor.name()?)) } else { Ok((None, first)) }
}

fn by<T>(cursor: &mut Cursor<'_>, word: &'static str, rule: fn(&mut Cursor<'_>) -> Parsed<T>) -> Parsed<Vec<T>> {
    if !cursor.try_word(word) {
        return Ok(Vec::new());
    }
    cursor.word("BY")?;
    cursor.list(rule)
}

fn ordering(cursor: &mut Cursor<'_>) -> Parsed<Ordering> {
    let start = cursor.start();
    let column = cursor.name()?;
    let ann = if cursor.try_word("ANN") {
        cursor.word("OF")?;
        Some(term::term(cursor)?)
    } else {
        None
    };
    let desc = !cursor.try_word("ASC") && cursor.try_word("DESC");
    Ok(Ordering { column, ann, desc, span: cursor.since(start) })
}

/// A whole number or a marker; nothing is reckoned here.
fn limit(cursor: &mut Cursor<'_>) -> Parsed<Expr> {
    match cursor.peek().map(|token| token.kind) {
        Some(Kind::Integer) => term::constant(cursor),
        _ => term::marker(cursor),
    }
}
