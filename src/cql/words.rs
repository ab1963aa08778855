//! Which words of CQL may stand where a name is asked for. Each was tried on a Cassandra 5.0.8 node in each place.

use crate::name::is_cql_reserved;
use crate::types::CqlType;

/// Words that are quoted in what is generated, though a node takes them as names: `ScyllaDB` reserves them, and manuals.
const FREE: [&str; 8] = [
    "default",
    "mbean",
    "mbeans",
    "replace",
    "scylla_clustering_bound",
    "scylla_counter_shard_list",
    "scylla_timeuuid_list_index",
    "unset",
];

/// Words that begin a form of their own where a function's name would stand.
const FORMS: [&str; 7] = ["cast", "distinct", "json", "key", "maxwritetime", "ttl", "writetime"];

/// Words that no user-defined type may have as its name unless they are quoted.
const NO_TYPE: [&str; 6] = ["byte", "complex", "enum", "interval", "macaddr", "bitstring"];

/// Whether `word` is no name unless it is quoted.
pub(super) fn is_reserved(word: &str) -> bool {
    let word = word.to_ascii_lowercase();
    matches!(word.as_str(), "true" | "false") || (is_cql_reserved(&word) && !FREE.contains(&word.as_str()))
}

/// Whether `word` may name a function without quotes.
pub(super) fn is_function(word: &str) -> bool {
    let word = word.to_ascii_lowercase();
    word == "token" || (!is_reserved(&word) && !FORMS.contains(&word.as_str()))
}

/// Whether `word` may name a user-defined type without quotes, as far as the grammar goes.
pub(super) fn is_type(word: &str) -> bool {
    let word = word.to_ascii_lowercase();
    let is_form = FORMS.contains(&word.as_str()) && word != "key";
    !is_reserved(&word) && !is_form && word != "count"
}

/// Whether `word` is a type of its own.
pub(super) fn is_native(word: &str) -> bool {
    let word = word.to_ascii_lowercase();
    word == "varchar" || CqlType::NATIVES.iter().any(|ty| ty.word() == word)
}

/// Whether the grammar keeps `word` from the names of user-defined types.
pub(super) fn is_kept_from_types(word: &str) -> bool {
    NO_TYPE.contains(&word.to_ascii_lowercase().as_str())
}

/// Whether a name that needs no quotes elsewhere is quoted all the same, since it could begin a form of its own.
pub(super) fn is_form(word: &str) -> bool {
    FORMS.contains(&word) || word == "count" || word == "expr" || is_reserved(word)
}
