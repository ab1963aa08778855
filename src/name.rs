//! Takes an identifier as the user wrote it, gives its one spelling for CQL and its one spelling for Rust. Never
//! judges whether the name is legal: that is the rules' work.

use std::fmt;

/// The words that Cassandra 5.0 refuses as unquoted identifiers (each tried on a node), `replace`, which both manuals
/// call reserved, and those that only `ScyllaDB` reserves. Lower case, sorted.
const CQL_RESERVED: &[&str] = &[
    "add",
    "allow",
    "alter",
    "and",
    "apply",
    "asc",
    "authorize",
    "batch",
    "begin",
    "by",
    "columnfamily",
    "create",
    "default",
    "delete",
    "desc",
    "describe",
    "drop",
    "entries",
    "execute",
    "from",
    "full",
    "grant",
    "if",
    "in",
    "index",
    "infinity",
    "insert",
    "into",
    "is",
    "keyspace",
    "limit",
    "mbean",
    "mbeans",
    "materialized",
    "modify",
    "nan",
    "norecursive",
    "not",
    "null",
    "of",
    "on",
    "or",
    "order",
    "primary",
    "rename",
    "replace",
    "revoke",
    "schema",
    "scylla_clustering_bound",
    "scylla_counter_shard_list",
    "scylla_timeuuid_list_index",
    "select",
    "set",
    "table",
    "to",
    "token",
    "truncate",
    "unlogged",
    "unset",
    "update",
    "use",
    "using",
    "view",
    "where",
    "with",
];

/// Rust's strict and reserved keywords, edition 2024, that a raw identifier can carry.
const RUST_KEYWORDS: &[&str] = &[
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "do", "dyn", "else", "enum",
    "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let", "loop", "macro", "match", "mod", "move",
    "mut", "override", "priv", "pub", "ref", "return", "static", "struct", "trait", "true", "try", "type", "typeof",
    "unsafe", "unsized", "use", "virtual", "where", "while", "yield",
];

/// Rust's words that not even `r#` makes a name of; they get a trailing underscore.
const RUST_FORBIDDEN: &[&str] = &["self", "super", "crate", "_"];

/// An identifier spelled once for CQL and once for Rust.
///
/// Equality, order and hash are those of the CQL meaning: names are kept as written, and a name that needs no quotes
/// is written without them.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Name(Box<str>);

impl Name {
    /// The identifier `text`, exactly as CQL would store it: no folding takes place, `User` stays `User` and is quoted.
    pub fn new(text: &str) -> Self {
        Self(text.into())
    }

    /// The bare text, without quotes: what `system_schema` shows, and what the user wrote.
    pub fn text(&self) -> &str {
        &self.0
    }

    /// The spelling for a CQL statement: bare where CQL reads it back unchanged, else quoted with inner quotes doubled.
    pub fn cql(&self) -> String {
        let bare = self.0.starts_with(|c: char| c.is_ascii_lowercase())
            && self.0.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
            && !is_cql_reserved(&self.0);
        if bare { self.0.to_string() } else { format!("\"{}\"", self.0.replace('"', "\"\"")) }
    }

    /// The spelling for a Rust value, field, function or module: snake case, `r#` before a keyword, a trailing
    /// underscore where Rust allows no raw form, a leading one where the name begins with a digit.
    pub fn rust(&self) -> String {
        let snake = snake(&self.0);
        if RUST_FORBIDDEN.contains(&snake.as_str()) {
            format!("{snake}_")
        } else if RUST_KEYWORDS.contains(&snake.as_str()) {
            format!("r#{snake}")
        } else {
            snake
        }
    }

    /// The spelling for a Rust type: `songs_by_session` becomes `SongsBySession`.
    pub fn rust_type(&self) -> String {
        let camel: String = snake(&self.0)
            .split('_')
            .filter_map(|word| {
                let mut chars = word.chars();
                chars.next().map(|c| c.to_uppercase().chain(chars).collect::<String>())
            })
            .collect();
        match camel.as_str() {
            "" | "Self" => format!("{camel}_"),
            word if word.starts_with(|c: char| c.is_ascii_digit()) => format!("_{camel}"),
            _ => camel,
        }
    }
}

/// Whether CQL refuses `word` as an unquoted identifier, in any case.
pub fn is_cql_reserved(word: &str) -> bool {
    CQL_RESERVED.contains(&word.to_ascii_lowercase().as_str())
}

/// Lower-case words joined by underscores; every character that no Rust identifier may hold becomes an underscore.
fn snake(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 4);
    let mut previous_lower = false;
    for c in text.chars() {
        if c.is_uppercase() && previous_lower {
            out.push('_');
        }
        previous_lower = c.is_lowercase() || c.is_ascii_digit();
        if c.is_alphanumeric() || c == '_' {
            out.extend(c.to_lowercase());
        } else {
            out.push('_');
        }
    }
    if out.is_empty() || out.starts_with(|c: char| c.is_ascii_digit()) {
        out.insert(0, '_');
    }
    out
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", &self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cql_quotes_only_what_cql_would_fold_or_refuse() {
        let cases = [
            ("artist", "artist"),
            ("User", "\"User\""),
            ("select", "\"select\""),
            ("a\"b", "\"a\"\"b\""),
            ("1x", "\"1x\""),
            ("_x", "\"_x\""),
        ];
        for (text, cql) in cases {
            assert_eq!(Name::new(text).cql(), cql);
        }
    }

    #[test]
    fn rust_spells_every_name_so_that_it_compiles() {
        let cases = [
            ("firstName", "first_name"),
            ("type", "r#type"),
            ("self", "self_"),
            ("1x", "_1x"),
            ("user-id", "user_id"),
            ("_", "__"),
        ];
        for (text, rust) in cases {
            assert_eq!(Name::new(text).rust(), rust);
        }
        assert_eq!(Name::new("songs_by_session").rust_type(), "SongsBySession");
        assert_eq!(Name::new("self").rust_type(), "Self_");
    }
}
