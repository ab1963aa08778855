//! Selectors: what may stand in a select list and in GROUP BY. Beside what terms have, columns, fields, elements, slices
//! and what is known of a cell.

use super::term::{self, PRODUCTS, SUMS};
use super::{Cursor, Parsed, types};
use crate::cql::expression::{Expr, ExprKind, Literal, Metadata};
use crate::name::Name;

pub(super) fn selector(cursor: &mut Cursor<'_>) -> Parsed<Expr> {
    cursor.deeper(|cursor| term::chain(cursor, SUMS, product))
}

fn product(cursor: &mut Cursor<'_>) -> Parsed<Expr> {
    term::chain(cursor, PRODUCTS, signed)
}

fn signed(cursor: &mut Cursor<'_>) -> Parsed<Expr> {
    let start = cursor.start();
    if !cursor.try_symbol("-") {
        let of = plain(cursor)?;
        return modified(cursor, of, start);
    }
    let of = Box::new(cursor.deeper(signed)?);
    Ok(Expr { kind: ExprKind::Minus(of), span: cursor.since(start) })
}

/// `of` with the fields, elements and slices behind it.
fn modified(cursor: &mut Cursor<'_>, of: Expr, start: usize) -> Parsed<Expr> {
    let mut expr = of;
    let mut links = 0;
    loop {
        let kind = if cursor.try_symbol(".") {
            ExprKind::Field { of: Box::new(expr), field: cursor.name()? }
        } else if cursor.try_symbol("[") {
            let kind = part(cursor, expr)?;
            cursor.symbol("]")?;
            kind
        } else {
            return Ok(expr);
        };
        expr = Expr { kind, span: cursor.since(start) };
        links += 1;
        if links > super::MAX_DEPTH {
            cursor.too_deep = true;
            return cursor.stop("fewer levels");
        }
    }
}

/// What stands in brackets: `key`, `from..`, `from..to` or `..to`.
fn part(cursor: &mut Cursor<'_>, of: Expr) -> Parsed<ExprKind> {
    let of = Box::new(of);
    if cursor.try_symbol("..") {
        return Ok(ExprKind::Slice { of, from: None, to: Some(Box::new(term::term(cursor)?)) });
    }
    let first = Box::new(term::term(cursor)?);
    if !cursor.try_symbol("..") {
        return Ok(ExprKind::Element { of, index: first });
    }
    let to = if cursor.is_symbol("]") { None } else { Some(Box::new(term::term(cursor)?)) };
    Ok(ExprKind::Slice { of, from: Some(first), to })
}

/// A selector without anything behind it.
fn plain(cursor: &mut Cursor<'_>) -> Parsed<Expr> {
    cursor.deeper(|cursor| {
        let start = cursor.start();
        if let Some(constant) = term::try_constant(cursor) {
            return Ok(constant);
        }
        if term::is_marker(cursor) {
            return term::marker(cursor);
        }
        let kind = if cursor.try_symbol("[") {
            let items = if cursor.is_symbol("]") { Vec::new() } else { cursor.list(selector)? };
            cursor.symbol("]")?;
            ExprKind::List(items)
        } else if cursor.try_symbol("{") {
            braces(cursor)?
        } else if cursor.is_symbol("(") {
            parentheses(cursor)?
        } else {
            function_or_column(cursor)?
        };
        Ok(Expr { kind, span: cursor.since(start) })
    })
}

/// `(type) selector`, else a tuple; one selector in parentheses is itself.
fn parentheses(cursor: &mut Cursor<'_>) -> Parsed<ExprKind> {
    let hinted = cursor.attempt(|cursor| {
        let ty = types::in_parentheses(cursor)?;
        // `AS alias` and PER PARTITION LIMIT are no columns, although their first words could be.
        let is_clause = (cursor.is_word("AS") && cursor.is_name_at(1) && !cursor.is_word_at(1, "AS"))
            || (cursor.is_word("PER") && cursor.is_word_at(1, "PARTITION"));
        if is_clause {
            return cursor.stop("a term");
        }
        Ok(ExprKind::Hint { ty, of: Box::new(plain(cursor)?) })
    });
    if let Some(hinted) = hinted {
        return Ok(hinted);
    }
    cursor.symbol("(")?;
    let items = cursor.list(selector)?;
    cursor.symbol(")")?;
    Ok(ExprKind::Tuple(items))
}

/// A map or a set. The fields of a user-defined type look like a map whose keys are columns.
fn braces(cursor: &mut Cursor<'_>) -> Parsed<ExprKind> {
    if cursor.try_symbol("}") {
        return Ok(ExprKind::Set(Vec::new()));
    }
    let first = selector(cursor)?;
    let kind = if cursor.try_symbol(":") {
        let mut entries = vec![(first, selector(cursor)?)];
        while cursor.try_symbol(",") {
            let key = selector(cursor)?;
            cursor.symbol(":")?;
            entries.push((key, selector(cursor)?));
        }
        ExprKind::Map(entries)
    } else {
        let mut items = vec![first];
        while cursor.try_symbol(",") {
            items.push(selector(cursor)?);
        }
        ExprKind::Set(items)
    };
    cursor.symbol("}")?;
    Ok(kind)
}

const METADATA: [(&str, Metadata); 3] =
    [("writetime", Metadata::WriteTime), ("maxwritetime", Metadata::MaxWriteTime), ("ttl", Metadata::Ttl)];

fn function_or_column(cursor: &mut Cursor<'_>) -> Parsed<ExprKind> {
    if cursor.is_symbol_at(1, "(") {
        if let Some((word, what)) = METADATA.into_iter().find(|(word, _)| cursor.is_word(word)) {
            return metadata(cursor, word, what);
        }
        if cursor.is_word("cast") {
            return types::cast(cursor, selector);
        }
        if cursor.is_word("count") && cursor.is_symbol_at(2, "*") {
            cursor.word("count")?;
            cursor.symbol("(")?;
            cursor.symbol("*")?;
            cursor.symbol(")")?;
            return Ok(ExprKind::CountRows);
        }
        return call(cursor);
    }
    let is_qualified = cursor.is_name_at(0) && cursor.is_symbol_at(1, ".") && cursor.is_symbol_at(3, "(");
    if is_qualified && term::is_function_at(cursor, 2) {
        return call(cursor);
    }
    cursor.name().map(ExprKind::Column)
}

fn metadata(cursor: &mut Cursor<'_>, word: &'static str, what: Metadata) -> Parsed<ExprKind> {
    cursor.word(word)?;
    cursor.symbol("(")?;
    let start = cursor.start();
    let column = Expr { kind: ExprKind::Column(cursor.name()?), span: cursor.since(start) };
    let of = Box::new(modified(cursor, column, start)?);
    cursor.symbol(")")?;
    Ok(ExprKind::Metadata { what, of })
}

/// A call; the count of a constant that is not null is a count of rows.
fn call(cursor: &mut Cursor<'_>) -> Parsed<ExprKind> {
    let (keyspace, name) = term::function(cursor)?;
    cursor.symbol("(")?;
    let arguments = if cursor.is_symbol(")") { Vec::new() } else { cursor.list(selector)? };
    cursor.symbol(")")?;
    let is_constant = |expr: &Expr| matches!(&expr.kind, ExprKind::Literal(literal) if *literal != Literal::Null);
    let is_native = keyspace.as_ref().map(Name::text).is_none_or(|keyspace| keyspace == "system");
    if name.text() == "count" && is_native && matches!(arguments.as_slice(), [one] if is_constant(one)) {
        return Ok(ExprKind::CountRows);
    }
    Ok(ExprKind::Call { keyspace, name, arguments })
}
