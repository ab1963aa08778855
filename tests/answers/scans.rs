//! Scans of all partitions, and queries on indexed columns: the order of tokens, partitions that hold only static values,
//! what is equal to an index, and the values that no index would find.

use modeler::store::row::Cell;
use modeler::value::token;

use crate::fixture::Fixture;
use crate::statics::put_statics;

const MODEL: &str = "
modeler: 1
keyspace: facts
source: { files: [rows.csv], nulls: ['∅'] }
columns:
  p: int
  c: int
  s: text
  n: int
  d: double
  u: uuid
  w: text
  m: { type: 'map<text, decimal>', split: ',' }
  f: { type: 'frozen<list<decimal>>', split: ',' }
  i: inet
  v: { type: 'vector<float, 2>', split: ' ' }
queries:
  t:
    partition_key: [p]
    clustering_key: [c]
    static: [s]
    select: [n, d, u, w, m, f, i, v]
    indexes: [s, n, d, u, w, keys(m), values(m), entries(m), full(f), i, { on: v, options: { similarity_function: dot_product } }]
  all: { table: t, scan: true, select: [p, c, s] }
  first: { table: t, scan: true, returns: first, select: [p, c] }
  some: { table: t, scan: true, limit: :n, select: [p, c] }
  each: { table: t, scan: true, per_partition_limit: 1, select: [p, c] }
  keys: { table: t, scan: true, distinct: true, select: [p] }
  how_many: { table: t, scan: true, returns: count }
  of_s: { table: t, scan: true, where: [s], select: [p, c, s] }
  of_s_and_n: { table: t, scan: true, where: [s, n], select: [p, c] }
  keys_of_s: { table: t, scan: true, distinct: true, where: [s], select: [p] }
  count_of_s: { table: t, scan: true, where: [s], returns: count }
  s_here: { table: t, where: [s], select: [c, s] }
  n_here: { table: t, where: [n >= :n], select: [c, s] }
  of_d: { table: t, scan: true, where: [d], select: [p, c] }
  of_m: { table: t, scan: true, where: [m contains :value], select: [p, c] }
  of_key: { table: t, scan: true, where: [m contains key :key], select: [p, c] }
  of_entry: { table: t, scan: true, where: ['m[:key] = :value'], select: [p, c] }
  of_f: { table: t, scan: true, where: [f], select: [p, c] }
";

/// Partitions 1 and 3 have rows and statics, 2 and 4 statics only, 5 rows only, 6 a static null and nothing else.
fn filled() -> Fixture {
    let mut fixture = Fixture::new(MODEL);
    put_statics(&mut fixture, "t", &[(2, &[Cell::Set(b"one")]), (4, &[Cell::Set(b"four")]), (6, &[Cell::Null])]);
    fixture.load(
        "p,c,s,n,d,u,w,m,f,i,v\n\
         1,1,one,1,-0.0,∅,∅,\"a=1.0,b=2\",1.0,∅,∅\n\
         1,2,∅,2,0.0,∅,∅,b=1.00,1.00,∅,∅\n\
         3,-1,three,3,NaN,∅,∅,∅,∅,∅,0 0\n\
         5,0,∅,1,∅,∅,∅,∅,∅,∅,∅\n",
    );
    // A second layer, so that rows and statics are merged on the way.
    fixture.load("p,c,s,n,d,u,w,m,f,i,v\n1,2,∅,7,∅,∅,∅,∅,∅,∅,∅\n3,9,tres,∅,∅,∅,∅,∅,∅,∅,∅\n");
    fixture
}

/// Rows by partition, in the order of the partitions' tokens.
fn in_token_order(rows: &[(i32, &str)]) -> Vec<String> {
    let mut rows = rows.to_vec();
    rows.sort_by_key(|(p, _)| token(&p.to_be_bytes()));
    rows.into_iter().map(|(_, row)| row.to_owned()).collect()
}

#[test]
fn a_scan_gives_every_partition_in_the_order_of_tokens() {
    let fixture = filled();
    let expected = [
        (1, r#"[1,1,"one"]"#),
        (1, r#"[1,2,"one"]"#),
        (2, r#"[2,null,"one"]"#),
        (3, r#"[3,-1,"tres"]"#),
        (3, r#"[3,9,"tres"]"#),
        (4, r#"[4,null,"four"]"#),
        (5, "[5,0,null]"),
    ];
    let all = in_token_order(&expected);
    assert_eq!(fixture.ask("all", &[]), all);
    let keys = in_token_order(&[(1, "[1]"), (2, "[2]"), (3, "[3]"), (4, "[4]"), (5, "[5]")]);
    assert_eq!(fixture.ask("keys", &[]), keys, "6 holds nothing");
    let each = [(1, "[1,1]"), (2, "[2,null]"), (3, "[3,-1]"), (4, "[4,null]"), (5, "[5,0]")];
    assert_eq!(fixture.ask("each", &[]), in_token_order(&each));
    assert_eq!(fixture.ask("how_many", &[]), ["[7]"], "a static-only partition counts");
    assert_eq!(fixture.ask("some", &[("n", "3")]).len(), 3);
    assert_eq!(fixture.ask("first", &[]), fixture.ask("some", &[("n", "1")]));
}

#[test]
fn an_indexed_static_column_finds_whole_partitions() {
    let fixture = filled();
    let of_one = in_token_order(&[(1, r#"[1,1,"one"]"#), (1, r#"[1,2,"one"]"#), (2, r#"[2,null,"one"]"#)]);
    assert_eq!(fixture.ask("of_s", &[("s", "one")]), of_one);
    assert_eq!(fixture.ask("keys_of_s", &[("s", "one")]), in_token_order(&[(1, "[1]"), (2, "[2]")]));
    assert_eq!(fixture.ask("count_of_s", &[("s", "one")]), ["[3]"]);
    assert_eq!(fixture.ask("of_s_and_n", &[("s", "one"), ("n", "7")]), ["[1,2]"]);
    assert_eq!(fixture.ask("of_s", &[("s", "three")]), [""; 0], "it was overwritten");
    assert_eq!(fixture.ask("s_here", &[("p", "2"), ("s", "one")]), [r#"[null,"one"]"#]);
    assert_eq!(fixture.ask("s_here", &[("p", "4"), ("s", "one")]), [""; 0]);
    assert_eq!(fixture.ask("n_here", &[("p", "1"), ("n", "2")]), [r#"[2,"one"]"#]);
    assert_eq!(fixture.ask("n_here", &[("p", "2"), ("n", "0")]), [""; 0], "null satisfies nothing");
}

#[test]
fn values_are_equal_as_they_are_to_an_index() {
    let fixture = filled();
    let ask = |query: &str, given: &[(&str, &str)]| fixture.ask(query, given);
    assert_eq!(ask("of_d", &[("d", "0.0")]), ["[1,2]"], "the zeros are two values");
    assert_eq!(ask("of_d", &[("d", "NaN")]), ["[3,-1]"], "NaN is one");
    assert_eq!(ask("of_m", &[("value", "1")]), ["[1,1]", "[1,2]"], "numbers by value");
    assert_eq!(ask("of_key", &[("key", "a")]), ["[1,1]"]);
    assert_eq!(ask("of_entry", &[("key", "b"), ("value", "2")]), ["[1,1]"]);
    assert_eq!(ask("of_entry", &[("key", "a"), ("value", "2")]), [""; 0], "of another key");
    assert_eq!(ask("of_entry", &[("key", "b"), ("value", "1.0")]), [""; 0], "entries by their bytes");
    assert_eq!(ask("of_f", &[("f", "[1.00]")]), ["[1,2]"], "frozen values by their bytes");
}

#[test]
fn values_that_no_index_would_find_are_rejected() {
    let mut fixture = Fixture::new(MODEL);
    let row = |cells: &str| format!("1,1,{cells}\n");
    let (fits, long) = ("x".repeat(8192), "x".repeat(8193));
    let rows = [
        row(&format!("{fits},1,∅,∅,{fits},{fits}=1,∅,∅,0 0")),
        row(&format!("{long},1,∅,∅,∅,∅,∅,∅,∅")),
        row(&format!("∅,1,∅,∅,{long},∅,∅,∅,∅")),
        row(&format!("∅,1,∅,∅,∅,{long}=1,∅,∅,∅")),
        row(&format!("∅,1,∅,∅,∅,∅,{},∅,∅", "\"1\"".replace('1', &["1.0"; 1000].join(",")))),
        row("∅,1,∅,∅,∅,∅,∅,∅,Infinity 1"),
    ];
    fixture.load(&format!("p,c,s,n,d,u,w,m,f,i,v\n{}", rows.concat()));
    let rejected = fixture.rejected();
    let named = |index: &str| rejected.iter().filter(|reason| reason.contains(&format!("`t_{index}_idx"))).count();
    // A key of 8,192 bytes makes an entry that is too long.
    assert_eq!(
        (rejected.len(), named("s"), named("w"), named("m"), named("f"), named("v")),
        (6, 1, 1, 2, 1, 1),
        "{rejected:#?}"
    );
}
