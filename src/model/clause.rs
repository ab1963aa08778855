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
pub(super) struct RawCondition {
    /// The column's name.
    pub(super) column: String,
    /// `is null`, `is not null`, or an operator.
    pub(super) op: RawOp,
    /// The values, as texts.
    pub(super) values: Vec<String>,
}

/// The operator of a condition.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum RawOp {
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

/// How a relation is written.
pub(super) const RELATION_HELP: &str =
    "write `column`, `column op :marker` with `=`, `<`, `<=`, `>`, `>=` or `in`, or `(c1, c2) > (:a, :b)`";
/// How a condition is written.
pub(super) const CONDITION_HELP: &str = "write `column is null`, `column is not null`, `column = value` (or `!=`, `<`, `<=`, `>`, `>=`) or `column in (a, b)`";
/// How a column with an order is written.
pub(super) const ORDERED_HELP: &str =
    "write a column, then `asc` or `desc` or nothing; a name that is no word stands in double quotes";

/// Reads a relation of `where`: `column`, `column op :marker`, `(c1, c2) op (:a, :b)`, `(c1, c2) in :list`. `written` is
/// its index. Fails with a phrase that says what is wrong; a list of markers behind `in` is read, for a rule to refuse.
pub(super) fn relation(text: &str, written: usize) -> Result<Relation, String> {
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
    let Some(op) = op else { return Err("no comparison follows the column".to_owned()) };
    at += 1;
    let list = op == Op::In && tokens.get(at) == Some(&Token::Symbol("("));
    let several = list || (tuple && op != Op::In);
    let markers = if several { markers(&tokens, &mut at)? } else { vec![marker(&tokens, &mut at)?] };
    if at < tokens.len() {
        return Err("each element of `where` is one relation, but more follows the marker".to_owned());
    }
    if markers.len() != columns.len() && op != Op::In {
        return Err(format!("{} columns are compared with {}", columns.len(), counted(markers.len())));
    }
    Ok(Relation { columns, tuple, op, markers, written: Some(written) })
}

fn counted(markers: usize) -> String {
    if markers == 1 { "1 marker".to_owned() } else { format!("{markers} markers") }
}

/// Reads a condition of `keep`: `column is null`, `column is not null`, `column = value`, `column in (a, b)`. A value
/// runs to the end of the text or stands in single quotes. Fails with a phrase that says what is wrong.
pub(super) fn condition(text: &str) -> Result<RawCondition, String> {
    let (column, rest) = conditioned(text.trim())?;
    let lower = rest.to_ascii_lowercase();
    let plain = |op| Ok(RawCondition { column: column.clone(), op, values: Vec::new() });
    match lower.split_whitespace().collect::<Vec<&str>>().as_slice() {
        [] => return Err("no test follows the column".to_owned()),
        ["is", "null"] => return plain(RawOp::Null),
        ["is", "not", "null"] => return plain(RawOp::NotNull),
        _ => {}
    }
    if lower.starts_with("in") && lower[2..].trim_start().starts_with('(') {
        let list = rest[2..].trim().strip_prefix('(').and_then(|list| list.strip_suffix(')'));
        let list = list.ok_or("the parenthesis round the values is not closed")?;
        let values = values(list)?;
        if values.is_empty() {
            return Err("no value stands in the parentheses".to_owned());
        }
        return Ok(RawCondition { column, op: RawOp::Op(Op::In), values });
    }
    let symbols = [("!=", RawOp::Not), ("<=", RawOp::Op(Op::Le)), (">=", RawOp::Op(Op::Ge)), ("=", RawOp::Op(Op::Eq))];
    let mut symbols = symbols.into_iter().chain([("<", RawOp::Op(Op::Lt)), (">", RawOp::Op(Op::Gt))]);
    let found = symbols.find_map(|(symbol, op)| Some((rest.strip_prefix(symbol)?, op)));
    let (value, op) = found.ok_or("what follows the column is no test")?;
    let value = match value.trim().strip_prefix('\'') {
        None => value.trim().to_owned(),
        Some(quoted) => match unquoted(quoted, '\'')? {
            (value, "") => value,
            _ => return Err("something follows the quoted value".to_owned()),
        },
    };
    Ok(RawCondition { column, op, values: vec![value] })
}

/// The column of a condition, and what follows it.
fn conditioned(text: &str) -> Result<(String, &str), String> {
    if let Some(quoted) = text.strip_prefix('"') {
        let (name, rest) = unquoted(quoted, '"')?;
        return Ok((name, rest.trim_start()));
    }
    let end = text.find(|c: char| c.is_whitespace() || "=!<>".contains(c)).unwrap_or(text.len());
    Ok((text[..end].to_owned(), text[end..].trim_start()))
}

/// Reads a column with an optional order: `item_in_session`, `played_at desc`, `"odd name" asc`. Fails with a phrase
/// that says what is wrong.
pub(super) fn ordered(text: &str) -> Result<(Name, Option<Order>), String> {
    let tokens = tokens(text)?;
    let (first, rest) = tokens.split_first().ok_or("no column is named")?;
    let (Token::Word(name) | Token::Quoted(name)) = first else {
        return Err("it does not begin with a column".to_owned());
    };
    let order = match rest {
        [] => None,
        [Token::Word(word)] if word.eq_ignore_ascii_case("asc") => Some(Order::Asc),
        [Token::Word(word)] if word.eq_ignore_ascii_case("desc") => Some(Order::Desc),
        _ => return Err(format!("what follows `{name}` is no order")),
    };
    Ok((Name::new(name), order))
}

/// Reads `function(column)` or `function(column, number)`.
pub(super) fn call(text: &str) -> Result<(String, String, Option<i64>), String> {
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
        _ => Err("values are bound, but no marker such as `:since` follows the comparison".to_owned()),
    }
}

fn markers(tokens: &[Token], at: &mut usize) -> Result<Vec<Name>, String> {
    if tokens.get(*at) != Some(&Token::Symbol("(")) {
        return Err("a tuple of columns is compared with one marker".to_owned());
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
            let (name, after) = unquoted(quoted, '"')?;
            tokens.push(Token::Quoted(name));
            rest = after;
        } else {
            let marker = first == ':';
            let body = if marker { &rest[1..] } else { rest };
            let end = body.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(body.len());
            if end == 0 {
                return Err(format!("`{first}` has no meaning outside double quotes"));
            }
            let word = body[..end].to_owned();
            tokens.push(if marker { Token::Marker(word) } else { Token::Word(word) });
            rest = &body[end..];
        }
        rest = rest.trim_start();
    }
    Ok(tokens)
}

/// What stands before the next `quote`, and what follows it; a quote inside is written twice, as in CQL.
fn unquoted(text: &str, quote: char) -> Result<(String, &str), String> {
    let mut inside = String::new();
    let mut rest = text;
    loop {
        let (before, after) = rest.split_once(quote).ok_or("the quote is not closed")?;
        inside.push_str(before);
        match after.strip_prefix(quote) {
            Some(more) => rest = more,
            None => return Ok((inside, after)),
        }
        inside.push(quote);
    }
}

/// The values of a list in parentheses: separated by commas, each bare or in single quotes.
fn values(list: &str) -> Result<Vec<String>, String> {
    let mut values = Vec::new();
    let mut rest = list.trim();
    while !rest.is_empty() {
        if let Some(quoted) = rest.strip_prefix('\'') {
            let (value, after) = unquoted(quoted, '\'')?;
            values.push(value);
            rest = after.trim_start();
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
            ("a like :x", "no comparison"),
            ("(a, b) > :x", "one marker"),
            ("(a, b) > (:x)", "2 columns are compared with 1 marker"),
            ("a = :x b", "more follows"),
            ("a-b", "outside double quotes"),
            ("\"a", "not closed"),
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
        assert_eq!(read("\"odd \"\" name\" is null").column, "odd \" name");
        for (text, part) in [
            ("artist", "no test"),
            ("artist like 'a'", "is no test"),
            ("a in (b", "not closed"),
            ("a in ()", "no value"),
        ] {
            let message = condition(text).unwrap_err();
            assert!(message.contains(part), "{text}: {message}");
        }
    }

    #[test]
    fn a_list_of_markers_is_left_to_the_rules() {
        let list = relation("a in (:x, :y)", 0).unwrap();
        assert_eq!((list.op, list.markers.len()), (Op::In, 2));
        assert_eq!(relation("a in :xs", 0).unwrap().markers, [Name::new("xs")]);
    }

    #[test]
    fn an_order_may_follow_a_column() {
        assert_eq!(ordered("played_at"), Ok((Name::new("played_at"), None)));
        assert_eq!(ordered("played_at DESC"), Ok((Name::new("played_at"), Some(Order::Desc))));
        assert_eq!(ordered("\"odd name\" asc"), Ok((Name::new("odd name"), Some(Order::Asc))));
        assert!(ordered("played_at descending").is_err() && ordered("").is_err() && ordered("(a)").is_err());
    }
}
