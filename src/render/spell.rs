//! Takes the parts of a catalog, gives the finished CQL and Rust words for them. Never decides how words are laid out:
//! that is the templates' work.

use std::sync::Arc;

use rustc_hash::FxHashSet;

use super::escape;
use crate::name::Name;
use crate::rules::shape::{Index, Limit, Op, Order, Relation, Setting};

/// `:name`, in quotes where CQL would fold or refuse the name.
pub(super) fn marker(name: &Name) -> String {
    format!(":{}", name.cql())
}

/// `a = a + :a`, for each counter.
pub(super) fn increments<'a>(counters: impl Iterator<Item = &'a Name>) -> String {
    listed(counters.map(|name| format!("{0} = {0} + {1}", name.cql(), marker(name))))
}

/// `a = :a AND b = :b`.
pub(super) fn equalities<'a>(key: impl Iterator<Item = &'a Name>) -> String {
    key.map(|name| format!("{} = {}", name.cql(), marker(name))).collect::<Vec<_>>().join(" AND ")
}

/// One relation of a WHERE clause.
pub(super) fn relation(relation: &Relation) -> String {
    let markers = listed(relation.markers.iter().map(marker));
    let columns = listed(relation.columns.iter().map(Name::cql));
    if let (Op::Entry, [key, value]) = (relation.op, relation.markers.as_slice()) {
        return format!("{columns}[{}] = {}", marker(key), marker(value));
    }
    match (relation.tuple, relation.op) {
        (true, Op::In) => format!("({columns}) IN {markers}"),
        (true, op) => format!("({columns}) {op} ({markers})"),
        (false, op) => format!("{columns} {op} {markers}"),
    }
}

/// What an index is on: `artist`, `keys(attributes)`.
pub(super) fn target(index: &Index) -> String {
    let column = index.column.cql();
    index.target.function().map_or_else(|| column.clone(), |function| format!("{function}({column})"))
}

/// One column of an ORDER BY or CLUSTERING ORDER BY.
pub(super) fn ordered(name: &Name, order: Order) -> String {
    format!("{} {}", name.cql(), direction(order))
}

/// `ASC` or `DESC`.
pub(super) fn direction(order: Order) -> &'static str {
    match order {
        Order::Asc => "ASC",
        Order::Desc => "DESC",
    }
}

/// A number, or a marker.
pub(super) fn limit(limit: &Limit) -> String {
    match limit {
        Limit::Count(count) => count.to_string(),
        Limit::Marker(name) => marker(name),
    }
}

/// `name = value`. Numbers and booleans stand bare, except in a comment; all else is a string or a map of strings, which
/// Cassandra takes for every option.
pub(super) fn option(name: &str, setting: &Setting) -> String {
    let value = match setting {
        Setting::Map(entries) => map(entries),
        Setting::Scalar(text) if name != "comment" && is_bare(text) => text.clone(),
        Setting::Scalar(text) => escape::cql_string(text),
    };
    format!("{} = {value}", escape::cql_name(name))
}

/// A map literal of strings.
pub(super) fn map(entries: &[(String, String)]) -> String {
    let pair = |(key, value): &(String, String)| format!("{}: {}", escape::cql_string(key), escape::cql_string(value));
    format!("{{{}}}", listed(entries.iter().map(pair)))
}

/// The names of consistency levels are the driver's, in camel case: `LOCAL_QUORUM` is `LocalQuorum`.
pub(super) fn consistency(level: &str) -> String {
    Name::new(&level.to_ascii_lowercase()).rust_type()
}

/// Identifiers of one Rust namespace, each given once: what is taken gets an underscore behind it.
pub(super) struct Scope {
    reserved: &'static [&'static str],
    taken: FxHashSet<Arc<str>>,
}

impl Scope {
    pub(super) fn new(reserved: &'static [&'static str]) -> Self {
        Self { reserved, taken: FxHashSet::default() }
    }

    /// An identifier for a module called `name`.
    pub(super) fn take(&mut self, name: &Name) -> Arc<str> {
        self.reserve(&single_underscores(name.rust()).into())
    }

    /// `wanted`, with underscores behind it until it is free.
    pub(super) fn reserve(&mut self, wanted: &Arc<str>) -> Arc<str> {
        if !self.reserved.contains(&wanted.as_ref()) && self.taken.insert(Arc::clone(wanted)) {
            return Arc::clone(wanted);
        }
        self.reserve(&format!("{wanted}_").into())
    }
}

/// An identifier for a field of a struct whose traits the driver derives. It begins with a letter: the derived code puts
/// words before it, and two underscores in the middle would offend rustc's naming lint.
pub(super) fn field(name: &Name) -> String {
    let ident = single_underscores(name.rust());
    let letters = ident.trim_start_matches('_');
    if letters.len() < ident.len() { format!("c_{letters}") } else { ident }
}

/// The same without `r#`, which the driver's derive for the fields of UDTs does not take: `type` becomes `type_`.
pub(super) fn udt_field(name: &Name) -> String {
    let ident = field(name);
    ident.strip_prefix("r#").map(|word| format!("{word}_")).unwrap_or(ident)
}

/// `ident` without the double underscores inside that rustc's naming lint refuses.
fn single_underscores(ident: String) -> String {
    if !ident.trim_matches('_').contains("__") {
        return ident;
    }
    let mut out = String::with_capacity(ident.len());
    let inside = ident.len() - ident.trim_start_matches('_').len()..ident.trim_end_matches('_').len();
    for (at, c) in ident.char_indices() {
        if !(c == '_' && out.ends_with('_') && inside.contains(&at)) {
            out.push(c);
        }
    }
    out
}

fn is_bare(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
    let all = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    matches!(text, "true" | "false") || (all(whole) && all(fraction))
}

fn listed(words: impl Iterator<Item = String>) -> String {
    words.collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn relations_are_spelled_with_their_markers() {
        type Case<'a> = (&'a [&'a str], bool, Op, &'a [&'a str], &'a str);
        let cases: &[Case<'_>] = &[
            (&["a"], false, Op::Eq, &["a"], "a = :a"),
            (&["Day"], false, Op::In, &["Days"], "\"Day\" IN :\"Days\""),
            (&["a", "b"], true, Op::Gt, &["x", "select"], "(a, b) > (:x, :\"select\")"),
            (&["a", "b"], true, Op::In, &["pairs"], "(a, b) IN :pairs"),
            (&["a"], true, Op::Gt, &["x"], "(a) > (:x)"),
            (&["a"], true, Op::In, &["x"], "(a) IN :x"),
            (&["Tags"], false, Op::Contains, &["tag"], "\"Tags\" CONTAINS :tag"),
            (&["m"], false, Op::ContainsKey, &["k"], "m CONTAINS KEY :k"),
            (&["m"], false, Op::Entry, &["k", "select"], "m[:k] = :\"select\""),
        ];
        for (columns, tuple, op, markers, expected) in cases {
            let names = |texts: &[&str]| texts.iter().map(|text| Name::new(text)).collect();
            let one =
                Relation { columns: names(columns), tuple: *tuple, op: *op, markers: names(markers), written: None };
            assert_eq!(relation(&one), *expected);
        }
    }

    #[test]
    fn options_are_bare_only_where_that_means_the_same() {
        let scalar = |text: &str| Setting::Scalar(text.to_owned());
        let map =
            Setting::Map(vec![("class".to_owned(), "It's".to_owned()), ("max_threshold".to_owned(), "32".to_owned())]);
        let cases = [
            ("gc_grace_seconds", scalar("60"), "gc_grace_seconds = 60"),
            ("bloom_filter_fp_chance", scalar("0.01"), "bloom_filter_fp_chance = 0.01"),
            ("cdc", scalar("true"), "cdc = true"),
            ("comment", scalar("5"), "comment = '5'"),
            ("speculative_retry", scalar("99p"), "speculative_retry = '99p'"),
            ("memtable", scalar("1."), "memtable = '1.'"),
            ("x' OR", scalar("' AND y = '"), "\"x' OR\" = ''' AND y = '''"),
            ("compaction", map, "compaction = {'class': 'It''s', 'max_threshold': '32'}"),
        ];
        for (name, setting, expected) in cases {
            assert_eq!(option(name, &setting), expected);
        }
    }

    #[test]
    fn identifiers_are_given_once_and_please_the_naming_lint() {
        let mut scope = Scope::new(&["types"]);
        let names = ["types", "a__b", "a_b", "__x", "type", "_", "User", "user"];
        let given: Vec<Arc<str>> = names.iter().map(|text| scope.take(&Name::new(text))).collect();
        assert_eq!(given, ["types_", "a_b", "a_b_", "__x", "r#type", "__", "user", "user_"].map(Arc::from));
        let mut scope = Scope::new(&["remaining_count"]);
        let names = ["__x", "_", "1x", "type", "remaining_count", "self"];
        let given: Vec<Arc<str>> = names.iter().map(|text| scope.reserve(&field(&Name::new(text)).into())).collect();
        assert_eq!(given, ["c_x", "c_", "c_1x", "r#type", "remaining_count_", "self_"].map(Arc::from));
        assert_eq!(udt_field(&Name::new("match")), "match_");
    }

    #[test]
    fn consistency_levels_are_the_drivers() {
        assert_eq!(consistency("LOCAL_QUORUM"), "LocalQuorum");
        assert_eq!(consistency("ONE"), "One");
    }
}
