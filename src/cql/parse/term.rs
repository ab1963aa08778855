//! Terms: what may stand behind a comparison, as a key or as an argument there. No column stands in them.

use super::{Cursor, Parsed, name_of, types};
use crate::cql::expression::{Expr, ExprKind, Literal, Operator};
use crate::cql::tokens::Kind;
use crate::cql::words;
use crate::name::Name;

/// The operators that bind alike, with their symbols.
type Level = [(&'static str, Operator)];

pub(super) const SUMS: &Level = &[("+", Operator::Plus), ("-", Operator::Minus)];
pub(super) const PRODUCTS: &Level = &[("*", Operator::Times), ("/", Operator::Divide), ("%", Operator::Modulo)];

/// `rule` with the operators of `level` between; what stands on the left binds first.
pub(super) fn chain(
    cursor: &mut Cursor<'_>,
    level: &'static Level,
    rule: fn(&mut Cursor<'_>) -> Parsed<Expr>,
) -> Parsed<Expr> {
    let start = cursor.start();
    let mut left = rule(cursor)?;
    let mut links = 0;
    while let Some((_, operator)) = level.iter().find(|(symbol, _)| cursor.try_symbol(symbol)) {
        let right = rule(cursor)?;
        links += 1;
        if links > super::MAX_DEPTH {
            cursor.too_deep = true;
            return cursor.stop("fewer operators");
        }
        let kind = ExprKind::Arithmetic { operator: *operator, left: Box::new(left), right: Box::new(right) };
        left = Expr { kind, span: cursor.since(start) };
    }
    Ok(left)
}

pub(super) fn term(cursor: &mut Cursor<'_>) -> Parsed<Expr> {
    cursor.deeper(|cursor| chain(cursor, SUMS, product))
}

fn product(cursor: &mut Cursor<'_>) -> Parsed<Expr> {
    chain(cursor, PRODUCTS, signed)
}

fn signed(cursor: &mut Cursor<'_>) -> Parsed<Expr> {
    let start = cursor.start();
    if !cursor.try_symbol("-") {
        return simple(cursor);
    }
    let of = Box::new(simple(cursor)?);
    Ok(Expr { kind: ExprKind::Minus(of), span: cursor.since(start) })
}

fn simple(cursor: &mut Cursor<'_>) -> Parsed<Expr> {
    cursor.deeper(|cursor| {
        let start = cursor.start();
        if let Some(constant) = try_constant(cursor) {
            return Ok(constant);
        }
        if is_marker(cursor) {
            return marker(cursor);
        }
        let kind = if cursor.try_symbol("[") {
            let items = if cursor.is_symbol("]") { Vec::new() } else { cursor.list(term)? };
            cursor.symbol("]")?;
            ExprKind::List(items)
        } else if cursor.try_symbol("{") {
            braces(cursor)?
        } else if cursor.is_symbol("(") {
            return hint(cursor);
        } else if cursor.is_word("cast") && cursor.is_symbol_at(1, "(") {
            types::cast(cursor, simple)?
        } else {
            let (keyspace, name) = function(cursor)?;
            cursor.symbol("(")?;
            let arguments = if cursor.is_symbol(")") { Vec::new() } else { cursor.list(term)? };
            cursor.symbol(")")?;
            ExprKind::Call { keyspace, name, arguments }
        };
        Ok(Expr { kind, span: cursor.since(start) })
    })
}

/// `(type) term`, else a tuple.
fn hint(cursor: &mut Cursor<'_>) -> Parsed<Expr> {
    let start = cursor.start();
    let hinted = cursor.attempt(|cursor| {
        let ty = types::in_parentheses(cursor)?;
        Ok(ExprKind::Hint { ty, of: Box::new(simple(cursor)?) })
    });
    match hinted {
        Some(kind) => Ok(Expr { kind, span: cursor.since(start) }),
        None => tuple(cursor),
    }
}

/// `(a, b)`, at least one.
pub(super) fn tuple(cursor: &mut Cursor<'_>) -> Parsed<Expr> {
    let start = cursor.start();
    cursor.symbol("(")?;
    let items = cursor.list(term)?;
    cursor.symbol(")")?;
    Ok(Expr { kind: ExprKind::Tuple(items), span: cursor.since(start) })
}

/// What stands in braces: fields where a bare name comes before the first colon, else a map or a set.
fn braces(cursor: &mut Cursor<'_>) -> Parsed<ExprKind> {
    if cursor.try_symbol("}") {
        return Ok(ExprKind::Set(Vec::new()));
    }
    let kind = if cursor.is_name_at(0) && cursor.is_symbol_at(1, ":") {
        ExprKind::Udt(cursor.list(field)?)
    } else {
        let first = term(cursor)?;
        if cursor.try_symbol(":") { map(cursor, first)? } else { set(cursor, first)? }
    };
    cursor.symbol("}")?;
    Ok(kind)
}

fn map(cursor: &mut Cursor<'_>, first: Expr) -> Parsed<ExprKind> {
    let mut entries = vec![(first, term(cursor)?)];
    while cursor.try_symbol(",") {
        let key = term(cursor)?;
        cursor.symbol(":")?;
        entries.push((key, term(cursor)?));
    }
    Ok(ExprKind::Map(entries))
}

fn set(cursor: &mut Cursor<'_>, first: Expr) -> Parsed<ExprKind> {
    let mut items = vec![first];
    while cursor.try_symbol(",") {
        items.push(term(cursor)?);
    }
    Ok(ExprKind::Set(items))
}

fn field(cursor: &mut Cursor<'_>) -> Parsed<(Name, Expr)> {
    let name = cursor.name()?;
    cursor.symbol(":")?;
    Ok((name, term(cursor)?))
}

/// A function's name, with its keyspace where one is given.
pub(super) fn function(cursor: &mut Cursor<'_>) -> Parsed<(Option<Name>, Name)> {
    let keyspace = if cursor.is_symbol_at(1, ".") {
        let keyspace = cursor.name()?;
        cursor.symbol(".")?;
        Some(keyspace)
    } else {
        None
    };
    if !is_function_at(cursor, 0) {
        return cursor.stop("a value");
    }
    let name = cursor.take().map(|token| name_of(&token));
    name.map_or_else(|| cursor.stop("a value"), |name| Ok((keyspace, name)))
}

/// Whether the token so far ahead may name a function.
pub(super) fn is_function_at(cursor: &Cursor<'_>, ahead: usize) -> bool {
    cursor.peek_at(ahead).is_some_and(|token| match token.kind {
        Kind::Name => true,
        Kind::Word => words::is_function(token.text),
        _ => false,
    })
}

pub(super) fn is_marker(cursor: &Cursor<'_>) -> bool {
    cursor.is_symbol("?") || cursor.is_symbol(":")
}

pub(super) fn marker(cursor: &mut Cursor<'_>) -> Parsed<Expr> {
    let start = cursor.start();
    let name = if cursor.try_symbol("?") {
        None
    } else if cursor.try_symbol(":") {
        Some(cursor.name()?)
    } else {
        return cursor.stop("`?` or `:name`");
    };
    Ok(Expr { kind: ExprKind::Marker(name), span: cursor.since(start) })
}

/// A value as written.
pub(super) fn constant(cursor: &mut Cursor<'_>) -> Parsed<Expr> {
    try_constant(cursor).map_or_else(|| cursor.stop("a value"), Ok)
}

/// The constant at hand, if there is one.
pub(super) fn try_constant(cursor: &mut Cursor<'_>) -> Option<Expr> {
    let token = cursor.peek()?;
    let text = token.text.to_owned();
    let literal = match token.kind {
        Kind::String => Literal::String(token.unquoted()),
        Kind::Integer => Literal::Integer(text),
        Kind::Float => Literal::Float(special(&text).map_or(text, str::to_owned)),
        Kind::Duration => Literal::Duration(text),
        Kind::Uuid => Literal::Uuid(text),
        Kind::Hex => Literal::Hex(text.get(2..).unwrap_or_default().to_owned()),
        Kind::Word => match text.to_ascii_lowercase().as_str() {
            "true" => Literal::Boolean(true),
            "false" => Literal::Boolean(false),
            "null" => Literal::Null,
            _ => Literal::Float(special(&text)?.to_owned()),
        },
        _ => return None,
    };
    let span = token.span.clone();
    cursor.take();
    Some(Expr { kind: ExprKind::Literal(literal), span })
}

/// The numbers that are words, as the node writes them; its not-a-number has no sign.
fn special(text: &str) -> Option<&'static str> {
    match text.to_ascii_lowercase().as_str() {
        "nan" | "-nan" => Some("NaN"),
        "infinity" => Some("Infinity"),
        "-infinity" => Some("-Infinity"),
        _ => None,
    }
}
