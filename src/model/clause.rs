//! Takes the small texts of a model - a relation of `where`, a condition of `keep`, a key with its order, a derived
//! expression - and gives them parsed. Never knows which columns exist.

use crate::name::Name;
use crate::rules::shape::{Op, Order, Relation};

/// A condition on one column of a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Condition {
    /// Index of the column in the vocabulary.
    pub column: usize,
    /// The test.
    pub test: Test,
}

/// What a condition asks of a value. A comparison with no value is false, as in CQL.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Test {
    /// `is null`
    Null,
    /// `is not null`
    NotNull,
    /// `= value`, `in (…)`: equal to one of these wire bytes.
    OneOf(Vec<Vec<u8>>),
    /// `!= value`: a value, and not this one.
    Not(Vec<u8>),
    /// `<`, `<=`, `>`, `>=` and wire bytes.
    Slice(Op, Vec<u8>),
}

/// A condition before its names and values are resolved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RawCondition {
    /// The column's name.
    pub column: String,
    /// `is null`, `is not null`, or an operator.
    pub op: RawOp,
    /// The values, as texts.
    pub values: Vec<String>,
}

/// The operator of a condition.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RawOp {
    /// `is null`
    Null,
    /// `is not null`
    NotNull,
    /// `!=`
    Not,
    /// Any other comparison.
    Op(Op),
}

/// One token of a clause.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Token {
    Word(String),
    Quoted(String),
    Marker(String),
    Symbol(&'static str),
}

/// Reads a relation of `where`: `column`, `column op :marker`, `(c1, c2) op (:a, :b)`, `(c1, c2) in :list`. `written` is
/// its index. Fails with a phrase that says what was expected.
pub fn relation(text: &str, written: usize) -> Result<Relation, String> {
    let tokens = tokens(text)?;
    let mut at = 0;
    let tuple = tokens.first() == Some(&Token::Symbol("("));
    let columns = names(&tokens, &mut at, tuple)?;
    if at == tokens.len() && !tuple {
        let markers = columns.clone();
        return Ok(Relation { columns, tuple, op: Op::Eq, markers, written: Some(written) });
    }
    let op = match tokens.get(at) {
        Some(Token::Symbol(symbol)) => operator(symbol),
        Some(Token::Word(word)) if word.eq_ignore_ascii_case("in") => Some(Op::In),
        _ => None,
    };
    let Some(op) = op else { return Err("after the column comes `=`, `<`, `<=`, `>`, `>=` or `in`".to_owned()) };
    at += 1;
    let markers = if tuple && op != Op::In { markers(&tokens, &mut at)? } else { vec![marker(&tokens, &mut at)?] };
    if at < tokens.len() {
        return Err("nothing may follow the marker: one relation per element of `where`".to_owned());
    }
    if markers.len() != columns.len() && op != Op::In {
        return Err(format!("{} columns want {} markers, not {}", columns.len(), columns.len(), markers.len()));
    }
    Ok(Relation { columns, tuple, op, markers, written: Some(written) })
}

/// Reads a condition of `keep`: `column is null`, `column is not null`, `column = value`, `column in (a, b)`. A value
/// runs to the end of the text or stands in single quotes.
pub fn condition(text: &str) -> Result<RawCondition, String> {
    let expected = "a condition is `column is null`, `column is not null`, `column = value` or `column in (a, b)`";
    let text = text.trim();
    let (column, rest) = if let Some(quoted) = text.strip_prefix('"') {
        let end = quoted.find('"').ok_or("the quote is not closed")?;
        (quoted[..end].to_owned(), quoted[end + 1..].trim_start())
    } else {
        let end = text.find(|c: char| c.is_whitespace() || "=!<>".contains(c)).ok_or(expected)?;
        (text[..end].to_owned(), text[end..].trim_start())
    };
    let lower = rest.to_ascii_lowercase();
    let words: Vec<&str> = lower.split_whitespace().collect();
    match words.as_slice() {
        ["is", "null"] => return Ok(RawCondition { column, op: RawOp::Null, values: Vec::new() }),
        ["is", "not", "null"] => return Ok(RawCondition { column, op: RawOp::NotNull, values: Vec::new() }),
        _ => {}
    }
    if lower.starts_with("in") && lower[2..].trim_start().starts_with('(') {
        let list = rest[2..].trim().strip_prefix('(').and_then(|l| l.strip_suffix(')')).ok_or(expected)?;
        return Ok(RawCondition { column, op: RawOp::Op(Op::In), values: values(list)? });
    }
    let symbols = [("!=", RawOp::Not), ("<=", RawOp::Op(Op::Le)), (">=", RawOp::Op(Op::Ge)), ("=", RawOp::Op(Op::Eq))];
    let symbols = symbols.into_iter().chain([("<", RawOp::Op(Op::Lt)), (">", RawOp::Op(Op::Gt))]);
    for (symbol, op) in symbols {
        if let Some(value) = rest.strip_prefix(symbol) {
            let value = value.trim();
            let value = match value.strip_prefix('\'') {
                Some(quoted) => quoted.strip_suffix('\'').ok_or("the quote is not closed")?.replace("''", "'"),
                None => value.to_owned(),
            };
            return Ok(RawCondition { column, op, values: vec![value] });
        }
    }
    Err(expected.to_owned())
}

/// Reads a column with an optional order: `item_in_session`, `played_at desc`, `"odd name" asc`.
pub fn ordered(text: &str) -> Result<(Name, Order), String> {
    let tokens = tokens(text)?;
    let name = |token: &Token| match token {
        Token::Word(word) | Token::Quoted(word) => Some(Name::new(word)),
        _ => None,
    };
    let order = |token: &Token| match token {
        Token::Word(word) if word.eq_ignore_ascii_case("asc") => Some(Order::Asc),
        Token::Word(word) if word.eq_ignore_ascii_case("desc") => Some(Order::Desc),
        _ => None,
    };
    let parsed = match tokens.as_slice() {
        [column] => name(column).map(|name| (name, Order::Asc)),
        [column, direction] => name(column).zip(order(direction)),
        _ => None,
    };
    parsed.ok_or_else(|| "a column, then `asc` or `desc` or nothing".to_owned())
}

/// Reads `function(column)` or `function(column, number)`.
pub fn call(text: &str) -> Result<(String, String, Option<i64>), String> {
    let expected = || "a derived column is `function(column)` or `function(column, number)`".to_owned();
    let text = text.trim();
    let (function, rest) = text.split_once('(').ok_or_else(expected)?;
    let inside = rest.strip_suffix(')').ok_or_else(expected)?;
    let mut parts = inside.split(',').map(str::trim);
    let column = parts.next().filter(|c| !c.is_empty()).ok_or_else(expected)?;
    let number = parts.next().map(|n| n.parse().map_err(|_| format!("`{n}` is not a whole number"))).transpose()?;
    if parts.next().is_some() {
        return Err(expected());
    }
    Ok((function.trim().to_ascii_lowercase(), column.trim_matches('"').to_owned(), number))
}

fn operator(symbol: &str) -> Option<Op> {
    Some(match symbol {
        "=" => Op::Eq,
        "<" => Op::Lt,
        "<=" => Op::Le,
        ">" => Op::Gt,
        ">=" => Op::Ge,
        _ => return None,
    })
}

fn names(tokens: &[Token], at: &mut usize, tuple: bool) -> Result<Vec<Name>, String> {
    let expected = || "a relation begins with a column, or with columns in parentheses".to_owned();
    let mut names = Vec::new();
    if tuple {
        *at += 1;
    }
    loop {
        match tokens.get(*at) {
            Some(Token::Word(word) | Token::Quoted(word)) => names.push(Name::new(word)),
            _ => return Err(expected()),
        }
        *at += 1;
        match (tuple, tokens.get(*at)) {
            (false, _) => return Ok(names),
            (true, Some(Token::Symbol(","))) => *at += 1,
            (true, Some(Token::Symbol(")"))) => {
                *at += 1;
                return Ok(names);
            }
            _ => return Err("the parenthesis round the columns is not closed".to_owned()),
        }
    }
}

fn marker(tokens: &[Token], at: &mut usize) -> Result<Name, String> {
    match tokens.get(*at) {
        Some(Token::Marker(name)) => {
            *at += 1;
            Ok(Name::new(name))
        }
        _ => Err("values are bound, never written in: after the operator comes a marker such as `:since`".to_owned()),
    }
}

fn markers(tokens: &[Token], at: &mut usize) -> Result<Vec<Name>, String> {
    if tokens.get(*at) != Some(&Token::Symbol("(")) {
        return Err("a tuple of columns is compared with a tuple of markers: `(:a, :b)`".to_owned());
    }
    *at += 1;
    let mut names = vec![marker(tokens, at)?];
    while tokens.get(*at) == Some(&Token::Symbol(",")) {
        *at += 1;
        names.push(marker(tokens, at)?);
    }
    if tokens.get(*at) != Some(&Token::Symbol(")")) {
        return Err("the parenthesis round the markers is not closed".to_owned());
    }
    *at += 1;
    Ok(names)
}

fn tokens(text: &str) -> Result<Vec<Token>, String> {
    let mut tokens = Vec::new();
    let mut rest = text.trim_start();
    while let Some(first) = rest.chars().next() {
        let symbol = ["<=", ">=", "!=", "<", ">", "=", "(", ")", ","].into_iter().find(|s| rest.starts_with(s));
        if let Some(symbol) = symbol {
            tokens.push(Token::Symbol(symbol));
            rest = &rest[symbol.len()..];
        } else if let Some(quoted) = rest.strip_prefix('"') {
            let end = quoted.find('"').ok_or("the quote is not closed")?;
            tokens.push(Token::Quoted(quoted[..end].to_owned()));
            rest = &quoted[end + 1..];
        } else {
            let marker = first == ':';
            let body = if marker { &rest[1..] } else { rest };
            let end = body.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(body.len());
            if end == 0 {
                return Err(format!("`{first}` has no meaning here"));
            }
            let word = body[..end].to_owned();
            tokens.push(if marker { Token::Marker(word) } else { Token::Word(word) });
            rest = &body[end..];
        }
        rest = rest.trim_start();
    }
    Ok(tokens)
}

/// The values of a list in parentheses: separated by commas, each bare or in single quotes.
fn values(list: &str) -> Result<Vec<String>, String> {
    let mut values = Vec::new();
    let mut rest = list.trim();
    while !rest.is_empty() {
        if let Some(quoted) = rest.strip_prefix('\'') {
            let end = quoted.find('\'').ok_or("the quote is not closed")?;
            values.push(quoted[..end].to_owned());
            rest = quoted[end + 1..].trim_start();
        } else {
            let end = rest.find(',').unwrap_or(rest.len());
            values.push(rest[..end].trim().to_owned());
            rest = &rest[end..];
        }
        match rest.strip_prefix(',') {
            Some(more) => rest = more.trim_start(),
            None if rest.is_empty() => {}
            None => return Err("a comma separates the values".to_owned()),
        }
    }
    Ok(values)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bare_column_is_an_equality_with_its_own_name() {
        let bare = relation("item_in_session", 0).unwrap();
        assert_eq!(bare, relation("item_in_session = :item_in_session", 0).unwrap());
    }

    #[test]
    fn a_relation_names_what_it_lacks() {
        for (text, part) in [
            ("a = 1", "bound"),
            ("a like :x", "after the column"),
            ("(a, b) > :x", "tuple of markers"),
            ("(a, b) > (:x)", "2 markers"),
            ("a = :x b", "nothing may follow"),
            ("", "begins with a column"),
        ] {
            let message = relation(text, 0).unwrap_err();
            assert!(message.contains(part), "{text}: {message}");
        }
    }

    #[test]
    fn conditions_read_bare_and_quoted_values() {
        let read = |text: &str| condition(text).unwrap();
        assert_eq!(read("artist is not null").op, RawOp::NotNull);
        assert_eq!(read("page = NextSong").values, ["NextSong"]);
        assert_eq!(read("page='it''s'").values, ["it's"]);
        assert_eq!(read("level in (free, 'paid, up')").values, ["free", "paid, up"]);
        assert!(condition("artist").is_err());
    }
}
