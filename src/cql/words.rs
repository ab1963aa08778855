//! Which words of CQL may stand where a name is asked for. Each was tried on a Cassandra 5.0.8 node in each place.

/// Words that are no name anywhere unless they are quoted. `token` is the name of a function too.
const RESERVED: [&str; 59] = [
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
    "delete",
    "desc",
    "describe",
    "drop",
    "entries",
    "execute",
    "false",
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
    "revoke",
    "schema",
    "select",
    "set",
    "table",
    "to",
    "token",
    "true",
    "truncate",
    "unlogged",
    "update",
    "use",
    "using",
    "view",
    "where",
    "with",
];

/// Words that begin a form of their own where a function's name would stand.
const FORMS: [&str; 7] = ["cast", "distinct", "json", "key", "maxwritetime", "ttl", "writetime"];

/// The native types.
const NATIVE: [&str; 21] = [
    "ascii",
    "bigint",
    "blob",
    "boolean",
    "counter",
    "date",
    "decimal",
    "double",
    "duration",
    "float",
    "inet",
    "int",
    "smallint",
    "text",
    "time",
    "timestamp",
    "timeuuid",
    "tinyint",
    "uuid",
    "varchar",
    "varint",
];

/// Words that no user-defined type may have as its name unless they are quoted.
const NO_TYPE: [&str; 6] = ["byte", "complex", "enum", "interval", "macaddr", "bitstring"];

/// Whether `word` is no name unless it is quoted.
pub(super) fn is_reserved(word: &str) -> bool {
    RESERVED.contains(&word.to_ascii_lowercase().as_str())
}

/// Whether `word` may name a function without quotes.
pub(super) fn is_function(word: &str) -> bool {
    let word = word.to_ascii_lowercase();
    word == "token" || (!RESERVED.contains(&word.as_str()) && !FORMS.contains(&word.as_str()))
}

/// Whether `word` may name a user-defined type without quotes, as far as the grammar goes.
pub(super) fn is_type(word: &str) -> bool {
    let word = word.to_ascii_lowercase();
    let is_form = FORMS.contains(&word.as_str()) && word != "key";
    !RESERVED.contains(&word.as_str()) && !is_form && word != "count"
}

/// Whether `word` is a type of its own.
pub(super) fn is_native(word: &str) -> bool {
    let word = word.to_ascii_lowercase();
    NATIVE.contains(&word.as_str())
}

/// Whether the grammar keeps `word` from the names of user-defined types.
pub(super) fn is_kept_from_types(word: &str) -> bool {
    NO_TYPE.contains(&word.to_ascii_lowercase().as_str())
}

/// Whether a name that needs no quotes elsewhere is quoted all the same, since it could begin a form of its own.
pub(super) fn is_form(word: &str) -> bool {
    FORMS.contains(&word) || word == "count" || word == "expr" || is_reserved(word)
}
