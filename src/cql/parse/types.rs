//! The types that a hint or a cast names. They are kept as text: whether a user-defined type exists is not known here.

use super::{Cursor, Parsed, name_of};
use crate::cql::expression::{Expr, ExprKind};
use crate::cql::tokens::Kind;
use crate::cql::words;

/// `(type)`: its canonical text.
pub(super) fn in_parentheses(cursor: &mut Cursor<'_>) -> Parsed<String> {
    cursor.symbol("(")?;
    let ty = any(cursor)?;
    cursor.symbol(")")?;
    Ok(ty)
}

/// `cast(term AS type)`, where the type is native.
pub(super) fn cast(cursor: &mut Cursor<'_>, rule: fn(&mut Cursor<'_>) -> Parsed<Expr>) -> Parsed<ExprKind> {
    cursor.word("cast")?;
    cursor.symbol("(")?;
    let of = Box::new(rule(cursor)?);
    cursor.word("AS")?;
    let Some(ty) = try_native(cursor) else {
        return cursor.stop("a native type");
    };
    cursor.symbol(")")?;
    Ok(ExprKind::Cast { of, ty })
}

fn try_native(cursor: &mut Cursor<'_>) -> Option<String> {
    let token = cursor.peek().filter(|token| token.kind == Kind::Word && words::is_native(token.text))?;
    let word = token.text.to_ascii_lowercase();
    cursor.take();
    Some(word)
}

/// Any type, as its canonical text: one blank behind a comma, words in lower case, names quoted where they need it.
pub(in crate::cql) fn any(cursor: &mut Cursor<'_>) -> Parsed<String> {
    cursor.deeper(|cursor| {
        if let Some(native) = try_native(cursor) {
            return Ok(native);
        }
        let word = cursor.peek().filter(|_| cursor.is_symbol_at(1, "<")).map(|token| token.text.to_ascii_lowercase());
        match word.as_deref() {
            Some("list" | "set") => held(cursor, 1),
            Some("map") => held(cursor, 2),
            Some("tuple") => held(cursor, usize::MAX),
            Some("vector") => vector(cursor),
            Some("frozen") => frozen(cursor),
            _ => named(cursor),
        }
    })
}

/// A word with so many types in angle brackets, or any number of them.
fn held(cursor: &mut Cursor<'_>, count: usize) -> Parsed<String> {
    let word = open(cursor)?;
    let mut items = vec![any(cursor)?];
    while items.len() < count && cursor.is_symbol(",") {
        cursor.symbol(",")?;
        items.push(any(cursor)?);
    }
    if count != usize::MAX && items.len() < count {
        return cursor.stop(",");
    }
    cursor.symbol(">")?;
    Ok(format!("{word}<{}>", items.join(", ")))
}

fn open(cursor: &mut Cursor<'_>) -> Parsed<String> {
    let word = cursor.take().map(|token| token.text.to_ascii_lowercase()).unwrap_or_default();
    cursor.symbol("<")?;
    Ok(word)
}

/// The length is read as a 32-bit number by the node's reader.
fn vector(cursor: &mut Cursor<'_>) -> Parsed<String> {
    open(cursor)?;
    let item = any(cursor)?;
    cursor.symbol(",")?;
    let (text, span) = match cursor.peek() {
        Some(token) if token.kind == Kind::Integer => (token.text.to_owned(), token.span.clone()),
        _ => return cursor.stop("a whole number"),
    };
    cursor.take();
    if text.parse::<i32>().is_err() {
        cursor.refuse(span, format!("`{text}` is no length of a vector"), "write a length of 1 or more".to_owned());
    }
    cursor.symbol(">")?;
    Ok(format!("vector<{item}, {text}>"))
}

/// A native type cannot be frozen.
fn frozen(cursor: &mut Cursor<'_>) -> Parsed<String> {
    let start = cursor.start();
    open(cursor)?;
    let item = any(cursor)?;
    cursor.symbol(">")?;
    if words::is_native(&item) {
        let fact = format!("`frozen<{item}>`: only collections, tuples and user-defined types are frozen");
        cursor.refuse(cursor.since(start), fact, format!("write `{item}`"));
    }
    Ok(format!("frozen<{item}>"))
}

/// A user-defined type, with its keyspace where one is given; a string names a class of the server.
fn named(cursor: &mut Cursor<'_>) -> Parsed<String> {
    if let Some(token) = cursor.peek().filter(|token| token.kind == Kind::String) {
        let text = format!("'{}'", token.unquoted().replace('\'', "''"));
        cursor.take();
        return Ok(text);
    }
    let keyspace = if cursor.is_symbol_at(1, ".") {
        let keyspace = cursor.name()?;
        cursor.symbol(".")?;
        Some(keyspace)
    } else {
        None
    };
    let Some(token) = cursor.peek().filter(|token| match token.kind {
        Kind::Name => true,
        Kind::Word => words::is_type(token.text) && !words::is_native(token.text),
        _ => false,
    }) else {
        return cursor.stop("a type");
    };
    let (name, span) = (name_of(token), token.span.clone());
    if token.kind == Kind::Word && words::is_kept_from_types(token.text) {
        let fact = format!("`{}` is no name of a type unless it is quoted", name.text());
        cursor.refuse(span, fact, format!("write `\"{}\"`", name.text()));
    }
    cursor.take();
    Ok(keyspace.map_or_else(|| name.cql(), |keyspace| format!("{}.{}", keyspace.cql(), name.cql())))
}
