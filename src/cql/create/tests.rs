use proptest::prelude::*;

use super::*;

#[test]
fn what_is_read_before_a_fault_is_kept() {
    let parsed = parse("CREATE TABLE k.t (a int, b text static, PRIMARY KEY ((a), ");
    let Some(Create::Table(table)) = parsed.statement else { panic!("no table") };
    assert_eq!(table.table.keyspace, Some(Name::new("k")));
    assert_eq!(table.parts.len(), 3);
    assert!(parsed.fault.is_some());
}

#[test]
fn texts_that_are_no_statement_have_a_fault() {
    let texts = ["", "SELECT", "CREATE", "CREATE TABLE", "CREATE TABLE t", "CREATE TABLE t ()", "DROP TABLE t"];
    for text in texts {
        assert!(parse(text).fault.is_some(), "{text}");
    }
    let deep = format!("CREATE TABLE t (a {}int{} PRIMARY KEY)", "list<".repeat(10_000), ">".repeat(10_000));
    assert!(parse(&deep).fault.is_some_and(|fault| fault.fact.contains("nest")));
}

/// Pieces of statements, to be put together at random.
const PIECES: &[&str] = &[
    "CREATE ",
    "TABLE ",
    "TYPE ",
    "INDEX ",
    "CUSTOM ",
    "IF NOT EXISTS ",
    "t ",
    "k.t ",
    "(",
    ")",
    ",",
    "a ",
    "b ",
    "int ",
    "list<",
    "map<",
    "frozen<",
    "vector<",
    "tuple<",
    ">",
    "3 ",
    "PRIMARY KEY ",
    "STATIC ",
    "WITH ",
    "AND ",
    "comment=",
    "'x' ",
    "{",
    "}",
    ":",
    "CLUSTERING ORDER BY ",
    "DESC ",
    "COMPACT STORAGE ",
    "ON ",
    "USING ",
    "OPTIONS=",
    "keys",
    "?",
    ";",
    "\"\"",
    "é",
    "'",
    "MASKED ",
];

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_read_without_a_panic(pieces in prop::collection::vec(prop::sample::select(PIECES), 0..40)) {
        let text = pieces.concat();
        let parsed = parse(&text);
        if let Some(fault) = parsed.fault {
            prop_assert!(fault.span.end <= text.len() && fault.span.start <= fault.span.end);
        }
    }
}
