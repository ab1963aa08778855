//! Takes the small texts of a model - a relation of `where`, a key with its order, a derived expression - and gives them
//! parsed. Never knows which columns exist.

use crate::name::Name;
use crate::rules::shape::{Op, Order, Relation, Target};

/// One token of a clause.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Token {
    Word(String),
    Quoted(String),
    Marker(String),
    Symbol(&'static str),
}

/// How a relation is written.
pub(super) const RELATION_HELP: &str = "write `column`, `column op :marker` with `=`, `<`, `<=`, `>`, `>=`, `in`, `contains` or `contains key`, `column[:key] = :value`, or `(c1, c2) > (:a, :b)`";
/// How a column with an order is written.
pub(super) const ORDERED_HELP: &str =
    "write a column, then `asc` or `desc` or nothing; a name that is no word stands in double quotes";

/// How what an index is on is written.
pub(super) const TARGET_HELP: &str =
    "write a column, or `keys(column)`, `values(column)`, `entries(column)` or `full(column)`";

/// Reads a relation of `where`: `column`, `column op :marker`, `column[:key] = :value`, `(c1, c2) op (:a, :b)`, `(c1, c2)
/// in :list`. `written` is its index. Fails with a phrase that says what is wrong; a list of markers behind `in` is read, for a rule to refuse.
pub(super) fn relation(text: &str, written: usize) -> Result<Relation, String> {
    let tokens = tokens(text)?;
    let mut at = 0;
    let tuple = tokens.first() == Some(&Token::Symbol("("));
    let columns = names(&tokens, &mut at, tuple)?;
    if at == tokens.len() && !tuple {
        let markers = columns.clone();
        return Ok(Relation { columns, tuple, op: Op::Eq, markers, written: Some(written) });
    }
    let op = comparison(&tokens, &mut at).ok_or("no comparison follows the column")?;
    if op == Op::Entry && !tuple {
        let markers = entry(&tokens[at..])?;
        return Ok(Relation { columns, tuple, op, markers, written: Some(written) });
    }
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

/// The comparison that begins at `at`, which is then behind it.
fn comparison(tokens: &[Token], at: &mut usize) -> Option<Op> {
    let op = match tokens.get(*at)? {
        Token::Symbol(symbol) => operator(symbol)?,
        Token::Word(word) if word.eq_ignore_ascii_case("in") => Op::In,
        Token::Word(word) if word.eq_ignore_ascii_case("contains") => match tokens.get(*at + 1) {
            Some(Token::Word(word)) if word.eq_ignore_ascii_case("key") => Op::ContainsKey,
            _ => Op::Contains,
        },
        _ => return None,
    };
    *at += if op == Op::ContainsKey { 2 } else { 1 };
    Some(op)
}

/// What follows the bracket of `column[:key] = :value`.
fn entry(tokens: &[Token]) -> Result<Vec<Name>, String> {
    match tokens {
        [Token::Marker(key), Token::Symbol("]"), Token::Symbol("="), Token::Marker(value)] => {
            Ok(vec![Name::new(key), Name::new(value)])
        }
        _ => Err("an entry of a map is compared as `column[:key] = :value`".to_owned()),
    }
}

/// Reads what an index is on: `column` or `keys(column)`. Fails with a phrase that says what is wrong.
pub(super) fn target(text: &str) -> Result<(Name, Target), String> {
    let tokens = tokens(text)?;
    let (name, target) = match tokens.as_slice() {
        [name] => (name, Target::Plain),
        [Token::Word(function), Token::Symbol("("), name, Token::Symbol(")")] => {
            let all = [Target::Keys, Target::Values, Target::Entries, Target::Full];
            let named = |target: &Target| target.function().is_some_and(|f| f.eq_ignore_ascii_case(function));
            let target = all.into_iter().find(named).ok_or_else(|| format!("`{function}` is nothing to index"))?;
            (name, target)
        }
        _ => return Err("it is neither a column nor a part of one".to_owned()),
    };
    let (Token::Word(name) | Token::Quoted(name)) = name else { return Err("it names no column".to_owned()) };
    Ok((Name::new(name), target))
}

fn counted(markers: usize) -> String {
    if markers == 1 { "1 marker".to_owned() } else { format!("{markers} markers") }
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
        "[" => Op::Entry,
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
        let symbol =
            ["<=", ">=", "!=", "<", ">", "=", "(", ")", "[", "]", ","].into_iter().find(|s| rest.starts_with(s));
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
pub(super) fn unquoted(text: &str, quote: char) -> Result<(String, &str), String> {
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
            ("a contains", "no marker"),
            ("a[:k] > :v", "`column[:key] = :value`"),
            ("a[0] = :v", "`column[:key] = :value`"),
            ("(a)[:k] = :v", "one marker"),
        ] {
            let message = relation(text, 0).unwrap_err();
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
    fn parts_of_collections_are_asked_for() {
        let read = |text: &str| relation(text, 0).map(|r| (r.op, r.markers.len(), r.to_string())).unwrap();
        assert_eq!(read("tags contains :tag"), (Op::Contains, 1, "tags contains :tag".to_owned()));
        assert_eq!(read("m CONTAINS KEY :k"), (Op::ContainsKey, 1, "m contains key :k".to_owned()));
        assert_eq!(read("m[:k]=:v"), (Op::Entry, 2, "m[:k] = :v".to_owned()));
        assert_eq!(target("keys(\"odd name\")"), Ok((Name::new("odd name"), Target::Keys)));
        assert_eq!(target("artist"), Ok((Name::new("artist"), Target::Plain)));
        assert!(
            target("parts(a)").is_err() && target("a, b").is_err() && target("").is_err() && target("(a)").is_err()
        );
    }

    #[test]
    fn an_order_may_follow_a_column() {
        assert_eq!(ordered("played_at"), Ok((Name::new("played_at"), None)));
        assert_eq!(ordered("played_at DESC"), Ok((Name::new("played_at"), Some(Order::Desc))));
        assert_eq!(ordered("\"odd name\" asc"), Ok((Name::new("odd name"), Some(Order::Asc))));
        assert!(ordered("played_at descending").is_err() && ordered("").is_err() && ordered("(a)").is_err());
    }
}
