//! Takes a condition of `keep` as text, gives it parsed. Never knows which columns exist, or what type a value has.

use super::clause::unquoted;
use crate::rules::shape::Op;

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

/// How a condition is written.
pub(super) const CONDITION_HELP: &str = "write `column is null`, `column is not null`, `column = value` (or `!=`, `<`, `<=`, `>`, `>=`) or `column in (a, b)`";
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
}
