//! The grammar, held against what a Cassandra 5.0.8 node said to the same texts; and no text stops the reader.

use proptest::prelude::*;

use super::{SyntaxFault, select};
use crate::cql::select::Select;
use crate::name::Name;

/// Texts that the node reads.
const READ: &[&str] = &[
    "SELECT v FROM k.t;;",
    "SELECT*FROM k.t",
    "SELECT\"p\"FROM\"k\".\"t\"",
    "SELECT json FROM t",
    "SELECT json json FROM t",
    "SELECT json - json FROM t",
    "SELECT json, p FROM t",
    "SELECT json.p FROM t",
    "SELECT json AS p FROM t",
    "SELECT distinct distinct FROM t",
    "SELECT distinct AS p FROM t",
    "SELECT distinct - p FROM t",
    "SELECT json distinct p FROM t",
    "SELECT json * FROM t",
    "SELECT count, ttl, key, cast, values, int, \"select\" FROM t",
    "SELECT p AS varchar, \"count\"(1), system.count(p), count (*) FROM t",
    "SELECT expr (p), EXPR(p), token(p), k.token(p) FROM t",
    "SELECT (int)p, (int)(p), (int) - 1, (p)(p), (k)[p], ((m))[1], (k).a, (k)'a', (int)p.x, (int)(int)p FROM t",
    "SELECT (frozen<list<int>>)[p], (tuple<int, text>)(p, p), (vector<float, -1>)[p], (k.ut)p, ('Int32Type')p FROM t",
    "SELECT ('a'), [], {}, {p}, {p: p}, (p, p), ?, :a, null, -p, - -p, -(-p) FROM t",
    "SELECT m[1..2], m[..2], m[1..], m[1...2], p.p.x, p . x, abs(p)[1], 'a'[1], ?.x FROM t",
    "SELECT writetime(m[1][2]), ttl (k), maxwritetime(a.b), cast(p + 1 AS text) FROM t",
    "SELECT p+p*p, (p+p)*p, p%p, p/p, 12e4-e FROM t",
    "SELECT * FROM t WHERE p=1LIMIT 1",
    "SELECT * FROM t WHERE p=(1+1)*2 AND c=1 * - 2 AND d=-(int)1 AND e=-abs(1) AND f=(((1)))",
    "SELECT * FROM t WHERE p=?AND c=: x AND d=:\"a b\" AND e=system.abs(1) AND f=cast((1) AS int)",
    "SELECT * FROM t WHERE u={a: 1} AND v={1: 1} AND w={1} AND x={} AND y=[] AND z=(1, 'a')",
    "SELECT * FROM t WHERE p IN () AND q IN ? AND r IN (?, :a) AND s in(1+1, 2)",
    "SELECT * FROM t WHERE (p=1) AND ((c)=(1)) AND (((d, e)>(1, 2))) AND (token(p)>1) AND (p IN (1))",
    "SELECT * FROM t WHERE (a, b) IN () AND (a, b) IN ? AND (a, b) IN (?, :a) AND (a, b) IN ((1, 1), (2, 2))",
    "SELECT * FROM t WHERE (a, b) = ? AND (a) = ((1, 1)) AND (a, b) != (1, 1)",
    "SELECT * FROM t WHERE p != 1 AND q LIKE 'a' AND r IS NOT NULL AND s CONTAINS 1 AND t CONTAINS KEY 1",
    "SELECT * FROM t WHERE m['a'] >= 1 AND l [0] != 1 AND token (a, b) != token(1, 2)",
    "SELECT * FROM t WHERE expr(a, 1) AND expr( \"A\" , ? ) AND p = 1",
    "SELECT * FROM t GROUP BY p, c + 1, (p), 1 ORDER BY a ASC, b DESC, c ANN OF ? + 1 DESC",
    "SELECT * FROM t PER PARTITION LIMIT -1 LIMIT :a ALLOW FILTERING",
];

/// Texts that are a syntax error to the node.
const REFUSED: &[&str] = &[
    "SELECT v FROM t; SELECT v FROM t",
    "SELECT k-1 FROM t",
    "SELECT -n FROM t",
    "SELECT .5 FROM t",
    "SELECT (double)1e400 FROM t",
    "SELECT m[..] FROM t",
    "SELECT m[1. .2] FROM t",
    "SELECT p AS 1a FROM t",
    "SELECT \"\" FROM t",
    "SELECT expr(p) FROM t",
    "SELECT p FROM ?.t",
    "SELECT p FROM a.b.c",
    "SELECT p, FROM t",
    "SELECT FROM t",
    "SELECT *, p FROM t",
    "SELECT (*) FROM t",
    "SELECT \"count\"(*) FROM t",
    "SELECT system.count(*) FROM t",
    "SELECT distinct json p FROM t",
    "SELECT ttl(k, k) FROM t",
    "SELECT ttl((k)) FROM t",
    "SELECT cast(p AS list<int>) FROM t",
    "SELECT cast(p) FROM t",
    "SELECT token FROM t",
    "SELECT p AS select FROM t",
    "SELECT p x FROM t",
    "SELECT {p: p, p} FROM t",
    "SELECT () FROM t",
    "SELECT [p,] FROM t",
    "SELECT (list<int>) FROM t",
    "SELECT (frozen<int>)p FROM t",
    "SELECT (vector<float, 99999999999>)p FROM t",
    "SELECT p=1 FROM t",
    "SELECT key(p) FROM t",
    "SELECT ALL p FROM t",
    "(SELECT * FROM t)",
    "SELECT * FROM t WHERE p=1AND c=1",
    "SELECT * FROM t WHERE p=1-1",
    "SELECT * FROM t WHERE p=+1",
    "SELECT * FROM t WHERE p=- - 1",
    "SELECT * FROM t WHERE p=(int)- 1",
    "SELECT * FROM t WHERE p=(int)",
    "SELECT * FROM t WHERE p=q",
    "SELECT * FROM t WHERE p=abs(q)",
    "SELECT * FROM t WHERE p=count(*)",
    "SELECT * FROM t WHERE p=ttl(1)",
    "SELECT * FROM t WHERE p=cast(1+1 AS int)",
    "SELECT * FROM t WHERE p=:1",
    "SELECT * FROM t WHERE p=:select",
    "SELECT * FROM t WHERE u={a+1: 1}",
    "SELECT * FROM t WHERE u={1: 1, a: 1}",
    "SELECT * FROM t WHERE u={a: 1, 1: 1}",
    "SELECT * FROM t WHERE t=()",
    "SELECT * FROM t WHERE m['a']['b']=1",
    "SELECT * FROM t WHERE m['a'] IN (1)",
    "SELECT * FROM t WHERE m[] = 1",
    "SELECT * FROM t WHERE p IN 1",
    "SELECT * FROM t WHERE p IN (1,)",
    "SELECT * FROM t WHERE p IN null",
    "SELECT * FROM t WHERE p NOT IN (1)",
    "SELECT * FROM t WHERE (c) = 1",
    "SELECT * FROM t WHERE (a, b) IN (?, (1, 1))",
    "SELECT * FROM t WHERE (a, b) IN ((1, 1), ?)",
    "SELECT * FROM t WHERE (a, b) = null",
    "SELECT * FROM t WHERE (a, b) = (int)(1, 1)",
    "SELECT * FROM t WHERE (a, b) = (1, 1)+1",
    "SELECT * FROM t WHERE (a, b) LIKE (1, 1)",
    "SELECT * FROM t WHERE (a, b) IS NOT NULL",
    "SELECT * FROM t WHERE (p=1 AND c=1)",
    "SELECT * FROM t WHERE (((c))=(1))",
    "SELECT * FROM t WHERE (expr(a, 1))",
    "SELECT * FROM t WHERE \"token\"(p) > 1",
    "SELECT * FROM t WHERE token() > 1",
    "SELECT * FROM t WHERE token(p) IN (1)",
    "SELECT * FROM t WHERE abs(p) = 1",
    "SELECT * FROM t WHERE 1 = p",
    "SELECT * FROM t WHERE p<>1",
    "SELECT * FROM t WHERE p==1",
    "SELECT * FROM t WHERE p< =1",
    "SELECT * FROM t WHERE p IS NULL",
    "SELECT * FROM t WHERE p BETWEEN 1 AND 2",
    "SELECT * FROM t WHERE u.a=1",
    "SELECT * FROM t WHERE p=1 OR p=2",
    "SELECT * FROM t WHERE expr(a)",
    "SELECT * FROM t WHERE EXPR(a, 1)",
    "SELECT * FROM t WHERE expr(k.a, 1)",
    "SELECT * FROM t GROUP BY p AS x",
    "SELECT * FROM t ORDER BY p GROUP BY p",
    "SELECT * FROM t ORDER BY c+1",
    "SELECT * FROM t ORDER BY v ASC ANN OF [1]",
    "SELECT * FROM t LIMIT 1 PER PARTITION LIMIT 1",
    "SELECT * FROM t LIMIT (1)",
    "SELECT * FROM t LIMIT - 1",
    "SELECT * FROM t LIMIT 1.5",
    "SELECT * FROM t ALLOW FILTERING LIMIT 1",
    "SELECT * FROM t ALLOW",
    "SELECT * FROM t AS x",
    "SELECT * FROM t, u",
    "SELECT * FROM t -- x",
    "SELECT * FROM t /* x",
    "SELECT\u{a0}* FROM t",
    "",
];

/// The text of a tree with its spans emptied, so that trees of different texts compare.
fn bare(tree: &Select) -> String {
    let text = format!("{tree:?}");
    let mut out = String::new();
    let mut rest = text.as_str();
    while let Some(at) = rest.find("span: ") {
        out.push_str(&rest[..at]);
        rest = rest[at + 6..].trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
    }
    out + rest
}

fn read(text: &str) -> Result<Select, Vec<SyntaxFault>> {
    let tree = select(text);
    if let Err(faults) = &tree {
        assert!(!faults.is_empty(), "{text}");
        for fault in faults {
            assert!(text.get(fault.span.clone()).is_some(), "{text}: {fault:?}");
        }
    }
    tree
}

#[test]
fn what_the_node_reads_is_read_and_written_back_the_same() {
    for text in READ {
        let tree = read(text).unwrap_or_else(|faults| panic!("{text}: {faults:?}"));
        let written = tree.cql(tree.keyspace.as_ref().unwrap_or(&Name::new("t")));
        let mut again = read(&written).unwrap_or_else(|faults| panic!("{text}: {written}: {faults:?}"));
        again.keyspace = again.keyspace.filter(|_| tree.keyspace.is_some());
        assert_eq!(bare(&again), bare(&tree), "{text}: {written}");
    }
}

#[test]
fn what_is_a_syntax_error_to_the_node_is_one_here() {
    for text in REFUSED {
        assert!(read(text).is_err(), "{text}");
    }
}

#[test]
fn levels_are_bounded() {
    for (open, close) in [("(", ")"), ("[", "]"), ("{", "}"), ("- ", ""), ("abs(", ")"), ("(int)", ""), ("p.", "")] {
        for clause in ["SELECT # FROM t", "SELECT * FROM t WHERE p = #", "SELECT * FROM t WHERE # = 1"] {
            let deep = format!("{}p{}", open.repeat(100_000), close.repeat(100_000));
            assert!(read(&clause.replace('#', &deep)).is_err());
        }
    }
    assert!(read(&format!("SELECT p{} FROM t", " + p".repeat(100_000))).is_err());
}

#[test]
fn a_fault_says_where_and_what() {
    let fault = |text: &str| read(text).err().and_then(|faults| faults.first().cloned()).unwrap();
    let between = fault("SELECT * FROM t WHERE p BETWEEN 1 AND 2");
    assert_eq!((between.span, between.fact.as_str()), (24..31, "`BETWEEN` cannot stand here"));
    assert_eq!(between.help, "Cassandra 5.0 has no BETWEEN: write `c >= … AND c <= …`");
    let end = fault("SELECT * FROM t WHERE");
    assert_eq!((end.span, end.fact.as_str()), (21..21, "the text ends too early"));
}

const PARTS: &[&str] = &[
    "SELECT",
    "FROM",
    "WHERE",
    "AND",
    "JSON",
    "DISTINCT",
    "ORDER BY",
    "GROUP BY",
    "LIMIT",
    "PER PARTITION LIMIT",
    "ANN OF",
    "ALLOW FILTERING",
    "IN",
    "CONTAINS",
    "KEY",
    "LIKE",
    "IS NOT NULL",
    "token",
    "count(*)",
    "cast(",
    "AS int)",
    "expr(",
    "*",
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    ",",
    ".",
    "..",
    ":",
    "?",
    "=",
    "!=",
    "<=",
    ">",
    "+",
    "-",
    "/",
    "%",
    "p",
    "c",
    "\"A b\"",
    "1",
    "-1",
    "1.5",
    "'a'",
    "0xab",
    "1h",
    "true",
    "null",
    "NaN",
    "int",
    "list<int>",
    "writetime(",
    "ttl(",
    ";",
    "t",
];

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 512, ..ProptestConfig::default() })]

    #[test]
    fn no_text_stops_the_reader(text in "\\PC{0,80}") {
        let _ = read(&text);
        let _ = read(&format!("SELECT {text} FROM t WHERE {text}"));
    }

    #[test]
    fn no_row_of_tokens_stops_the_reader(parts in prop::collection::vec(prop::sample::select(PARTS.to_vec()), 0..20)) {
        let soup = parts.join(" ");
        for text in [soup.clone(), format!("SELECT {soup}"), format!("SELECT * FROM t WHERE {soup}")] {
            if let Ok(tree) = read(&text) {
                let written = tree.cql(&Name::new("k"));
                let again = read(&written);
                prop_assert!(again.is_ok(), "{} {:?}", written, again);
                let mut again = again.unwrap();
                again.keyspace = tree.keyspace.clone();
                prop_assert_eq!(bare(&again), bare(&tree), "{}", written);
            }
        }
    }
}
