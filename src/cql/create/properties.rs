//! Takes what follows WITH, gives its properties. Never knows which of them there are.

use super::super::tokens::Kind;
use super::cursor::Cursor;
use super::{Property, PropertyValue, Read};

/// `name = value`, put behind those before.
pub(super) fn property(cursor: &mut Cursor<'_>, properties: &mut Vec<Property>) -> Read<()> {
    let name = cursor.name()?;
    cursor.expect_symbol("=")?;
    let value = if cursor.take_symbol("{") {
        PropertyValue::Map(map(cursor)?)
    } else if let Some(text) = constant(cursor) {
        PropertyValue::Scalar(text)
    } else {
        // A word that is a keyword, but not reserved, stands for itself; any other word is none.
        let word = cursor.peek().filter(|token| token.kind == Kind::Word && is_keyword(token.text));
        let text = word.map(|token| token.text.to_ascii_lowercase());
        let Some(text) = text else { return Err(cursor.stop("a value is expected")) };
        cursor.next();
        PropertyValue::Scalar(text)
    };
    if properties.iter().any(|known| known.name.name == name.name) {
        let words = format!("Multiple definitions for property '{}'", name.name);
        cursor.note(name.span.clone(), Some(words), format!("`{}` is given twice", name.name));
    }
    properties.push(Property { name, value });
    Ok(())
}

/// The entries behind `{`, up to its `}`.
fn map(cursor: &mut Cursor<'_>) -> Read<Vec<(String, String)>> {
    let mut entries: Vec<(String, String)> = Vec::new();
    if cursor.take_symbol("}") {
        return Ok(entries);
    }
    loop {
        let start = cursor.start();
        let key = entry_constant(cursor, None)?;
        cursor.expect_symbol(":")?;
        let value = entry_constant(cursor, Some(&key))?;
        if entries.iter().any(|(known, _)| *known == key) {
            let words = format!("Multiple definition for property {key}");
            cursor.note(start..cursor.behind(), Some(words), format!("`{key}` is given twice"));
        }
        entries.push((key, value));
        if !cursor.take_symbol(",") {
            cursor.expect_symbol("}")?;
            return Ok(entries);
        }
    }
}

/// A key or value in a map. A node reads any term here and then wants a constant, so that what is none is a fault of the
/// grammar either way.
fn entry_constant(cursor: &mut Cursor<'_>, key: Option<&str>) -> Read<String> {
    let start = cursor.start();
    let marker = cursor.take_symbol("?") || (cursor.take_symbol(":") && cursor.name().is_ok());
    if !marker && !cursor.take_word("null") {
        return constant(cursor).ok_or_else(|| cursor.stop("a string, a number or a boolean is expected"));
    }
    let (shown, why) = if marker { ("?", " (bind variables are not supported in DDL queries)") } else { ("NULL", "") };
    let words = match key {
        Some(key) => format!("Invalid property value: {shown} for property: '{key}'{why}"),
        None => format!("Invalid property name: {shown}{why}"),
    };
    cursor.note(start..cursor.behind(), Some(words), format!("`{shown}` is no constant"));
    Ok(shown.to_owned())
}

/// The text of a constant, without the quotes of a string.
pub(super) fn constant(cursor: &mut Cursor<'_>) -> Option<String> {
    let token = cursor.peek()?;
    let is_word = |word: &str| token.text.eq_ignore_ascii_case(word);
    let negative = token.text.starts_with('-');
    let text = match token.kind {
        Kind::Word | Kind::Float if is_word("nan") || is_word("-nan") => signed(negative, "NaN"),
        Kind::Word | Kind::Float if is_word("infinity") || is_word("-infinity") => signed(negative, "Infinity"),
        Kind::String => token.unquoted(),
        Kind::Integer | Kind::Float | Kind::Duration | Kind::Uuid | Kind::Hex => token.text.to_owned(),
        Kind::Word if is_word("true") || is_word("false") => token.text.to_owned(),
        _ => return None,
    };
    cursor.next();
    Some(text)
}

/// Numbers that are words are spelled in one way, however they are written.
fn signed(negative: bool, word: &str) -> String {
    format!("{}{word}", if negative { "-" } else { "" })
}

/// The keywords that are not reserved: each was tried as the value of an option on Cassandra 5.0.8.
#[rustfmt::skip]
const KEYWORDS: [&str; 96] = [
    "access", "aggregate", "aggregates", "all", "ann", "as", "ascii", "bigint", "blob", "boolean", "called",
    "cast", "cidrs", "cluster", "clustering", "compact", "contains", "count", "counter", "custom",
    "datacenters", "date", "decimal", "default", "distinct", "double", "duration", "exists", "filtering",
    "finalfunc", "float", "frozen", "function", "functions", "group", "hashed", "identity", "inet", "initcond",
    "input", "int", "internals", "json", "key", "keys", "keyspaces", "language", "like", "list", "login", "map",
    "masked", "maxwritetime", "mbean", "mbeans", "nologin", "nosuperuser", "only", "options", "partition",
    "password", "per", "permission", "permissions", "replace", "returns", "role", "roles", "select_masked",
    "sfunc", "smallint", "static", "storage", "stype", "superuser", "tables", "text", "time", "timestamp",
    "timeuuid", "tinyint", "trigger", "ttl", "tuple", "type", "types", "unmask", "unset", "user", "users",
    "uuid", "values", "varchar", "varint", "vector", "writetime",
];

fn is_keyword(word: &str) -> bool {
    KEYWORDS.binary_search(&word.to_ascii_lowercase().as_str()).is_ok()
}
