//! What a node answers: IN, ORDER BY, LIMIT, statics, collections, slices. Each fact is loaded at once and row by row,
//! which is to a node before and after a flush.

use crate::fixture::{Fixture, Given, codes, lines};

/// A fact about answers.
struct Fact {
    says: &'static str,
    /// The columns and queries of a model, after its source.
    model: &'static str,
    /// Rows with a header.
    csv: &'static str,
    asks: &'static [Ask],
}

/// A query, its parameters, and the rows that a node gives, in order.
type Ask = (&'static str, &'static [Given<'static>], &'static [&'static str]);

const HEAD: &str = "modeler: 1\nkeyspace: facts\ntypes: { pair: { a: int, b: text }, single: { a: text } }\n\
                    source: { files: [rows.csv], nulls: [\"∅\"] }\n";

const PARTITIONS: &str = "
columns: { a: int, b: text, c: int, d: int, n: int }
queries:
  one: { partition_key: [a, b], clustering_key: [c, d desc], select: [n] }
  product: { table: one, where: [a in :as, b in :bs], select: [a, b, n] }
  limited: { table: one, where: [a in :as, b in :bs], select: [n], limit: :n }
  each: { table: one, where: [a in :as, b in :bs], select: [n], per_partition_limit: :n }
  both: { table: one, where: [a in :as, b in :bs], select: [n], per_partition_limit: :each, limit: :all }
  some: { table: one, where: [b in :bs], select: [n] }
  first: { table: one, where: [a in :as, b in :bs], returns: first, select: [n] }
  how_many: { table: one, where: [a in :as, b in :bs], returns: count }
  ordered: { table: one, where: [a in :as, b in :bs], order_by: [c asc], select: [n] }
  ordered_by_both: { table: one, where: [a in :as, b in :bs], order_by: [c asc, d desc], select: [n] }
  reversed: { table: one, where: [a in :as, b in :bs], order_by: [c desc], select: [n] }
  ordered_some: { table: one, where: [a in :as, b in :bs], order_by: [c desc], select: [n], per_partition_limit: 1, limit: 2 }
";

const PARTITION_ROWS: &str = "a,b,c,d,n\n\
    1,x,1,1,1\n1,x,1,2,2\n1,x,2,1,3\n\
    -1,x,1,1,4\n-1,x,3,1,5\n\
    1,y,1,9,6\n1,y,2,0,7\n\
    10,x,0,0,8\n";

const CLUSTERING: &str = "
columns: { p: int, c: int, d: int, e: int, n: int }
queries:
  one: { partition_key: [p], clustering_key: [c asc, d desc, e asc], select: [n] }
  some: { table: one, where: [c in :cs], select: [n] }
  some_reversed: { table: one, where: [c in :cs], order_by: [c desc], select: [n] }
  pairs: { table: one, where: ['(c, d) in :pairs'], select: [n] }
  pairs_reversed: { table: one, where: ['(c, d) in :pairs'], order_by: [c desc, d asc], select: [n] }
  product: { table: one, where: [c in :cs, d in :ds, e in :es], select: [n] }
  in_then_range: { table: one, where: [c in :cs, d >= :from_d, d < :to_d], select: [n] }
  above: { table: one, where: ['(c, d) > (:c, :d)'], select: [n] }
  from_on: { table: one, where: ['(c, d, e) >= (:c, :d, :e)'], select: [n] }
  up_to: { table: one, where: ['(c, d) <= (:c, :d)'], order_by: [c desc, d asc, e desc], select: [n] }
  between: { table: one, where: ['(c, d) > (:c, :d)', '(c) < (:end)'], select: [n] }
  within: { table: one, where: ['(c) >= (:c)', '(c, d, e) < (:c2, :d2, :e2)'], select: [n] }
  behind: { table: one, where: [c, '(d, e) > (:d, :e)'], select: [n] }
  last: { table: one, order_by: [c desc, d asc, e desc], limit: 1, select: [n] }
";

/// c asc, d desc, e asc: n is the place in the table.
const CLUSTERING_ROWS: &str = "p,c,d,e,n\n\
    0,1,2,1,1\n0,1,2,2,2\n0,1,1,1,3\n0,1,1,3,4\n\
    0,2,5,0,5\n0,2,2,2,6\n0,2,-1,2,7\n\
    0,3,0,0,8\n0,3,-7,0,9\n1,1,1,1,10\n";

const FACTS: &[Fact] = &[
    Fact {
        says: "partition IN: rows come in the order of the key's values (each column's own order), not of the bound list \
               and not of tokens; duplicates in the list count once; IN on several partition columns is the product, \
               ordered column by column; LIMIT cuts that order; PER PARTITION LIMIT applies per key",
        model: PARTITIONS,
        csv: PARTITION_ROWS,
        asks: &[
            (
                "product",
                &[("as", "[10, 1, -1, 7, 1]"), ("bs", r#"["y", "x", "y"]"#)],
                &[
                    r#"[-1,"x",4]"#,
                    r#"[-1,"x",5]"#,
                    r#"[1,"x",2]"#,
                    r#"[1,"x",1]"#,
                    r#"[1,"x",3]"#,
                    r#"[1,"y",6]"#,
                    r#"[1,"y",7]"#,
                    r#"[10,"x",8]"#,
                ],
            ),
            ("some", &[("a", "1"), ("bs", r#"["y", "x"]"#)], &["[2]", "[1]", "[3]", "[6]", "[7]"]),
            ("limited", &[("as", "[10, 1, -1]"), ("bs", r#"["y", "x"]"#), ("n", "4")], &["[4]", "[5]", "[2]", "[1]"]),
            ("each", &[("as", "[10, 1, -1]"), ("bs", r#"["y", "x"]"#), ("n", "1")], &["[4]", "[2]", "[6]", "[8]"]),
            (
                "both",
                &[("as", "[10, 1, -1]"), ("bs", r#"["y", "x"]"#), ("each", "2"), ("all", "5")],
                &["[4]", "[5]", "[2]", "[1]", "[6]"],
            ),
            ("first", &[("as", "[10, 1]"), ("bs", r#"["y", "x"]"#)], &["[2]"]),
            ("how_many", &[("as", "[10, 1, 1]"), ("bs", r#"["y", "x"]"#)], &["[6]"]),
        ],
    },
    Fact {
        says: "IN () gives none",
        model: PARTITIONS,
        csv: PARTITION_ROWS,
        asks: &[
            ("product", &[("as", "[]"), ("bs", r#"["x"]"#)], &[]),
            ("product", &[("as", "[1]"), ("bs", "[]")], &[]),
            ("ordered", &[("as", "[]"), ("bs", "[]")], &[]),
            ("first", &[("as", "[]"), ("bs", "[]")], &[]),
            ("how_many", &[("as", "[]"), ("bs", "[]")], &["[0]"]),
        ],
    },
    Fact {
        says: "partition IN + ORDER BY, with paging off: a stable sort on the listed columns over rows already in \
               (partition value, read direction) order; LIMIT cuts after the sort, PER PARTITION LIMIT before it",
        model: PARTITIONS,
        csv: PARTITION_ROWS,
        asks: &[
            (
                "ordered",
                &[("as", "[10, 1, -1]"), ("bs", r#"["y", "x"]"#)],
                &["[8]", "[4]", "[2]", "[1]", "[6]", "[3]", "[7]", "[5]"],
            ),
            (
                "ordered_by_both",
                &[("as", "[10, 1, -1]"), ("bs", r#"["y", "x"]"#)],
                &["[8]", "[6]", "[2]", "[4]", "[1]", "[3]", "[7]", "[5]"],
            ),
            (
                "reversed",
                &[("as", "[10, 1, -1]"), ("bs", r#"["y", "x"]"#)],
                &["[5]", "[3]", "[7]", "[4]", "[1]", "[2]", "[6]", "[8]"],
            ),
            ("ordered_some", &[("as", "[10, 1, -1]"), ("bs", r#"["y", "x"]"#)], &["[5]", "[3]"]),
            ("reversed", &[("as", "[1]"), ("bs", r#"["x"]"#)], &["[3]", "[1]", "[2]"]),
        ],
    },
    Fact {
        says: "IN on a decimal partition column drops values that are equal by value: IN (1.0, 1) reads only partition \
               1.0, though 1 and 1.0 are two partitions; the first spelling in the list wins; composite keys and bound \
               lists too",
        model: "
columns: { a: decimal, b: int, n: int }
queries:
  one: { partition_key: [a], select: [n] }
  some: { table: one, where: [a in :as], select: [a, n] }
  two: { partition_key: [a, b], select: [n] }
  some_of_two: { table: two, where: [a in :as, b in :bs], select: [a, b, n] }
",
        csv: "a,b,n\n1.0,1,1\n1,1,2\n1.00,1,3\n2,1,4\n1,0,5\n",
        asks: &[
            ("one", &[("a", "1.0")], &["[1]"]),
            ("one", &[("a", "1.00")], &["[3]"]),
            ("some", &[("as", r#"["1.0", "1"]"#)], &[r#"["1.0",1]"#]),
            ("some", &[("as", r#"["1", "1.0"]"#)], &[r#"["1",5]"#]),
            ("some", &[("as", r#"["2", "1.00", "1", "2.0"]"#)], &[r#"["1.00",3]"#, r#"["2",4]"#]),
            ("some", &[("as", r#"["2.0", "2"]"#)], &[]),
            ("some_of_two", &[("as", r#"["1", "1.0"]"#), ("bs", "[1, 0]")], &[r#"["1",0,5]"#, r#"["1",1,2]"#]),
        ],
    },
    Fact {
        says: "clustering IN: rows in clustering order (reversed by a reversed ORDER BY), duplicates once",
        model: CLUSTERING,
        csv: CLUSTERING_ROWS,
        asks: &[
            ("some", &[("p", "0"), ("cs", "[3, 1, 7, 3]")], &["[1]", "[2]", "[3]", "[4]", "[8]", "[9]"]),
            ("some_reversed", &[("p", "0"), ("cs", "[1, 3, 1]")], &["[9]", "[8]", "[4]", "[3]", "[2]", "[1]"]),
            ("some", &[("p", "0"), ("cs", "[]")], &[]),
            (
                "pairs",
                &[("p", "0"), ("pairs", "[[2, -1], [1, 1], [2, 5], [1, 1], [9, 9]]")],
                &["[3]", "[4]", "[5]", "[7]"],
            ),
            ("pairs_reversed", &[("p", "0"), ("pairs", "[[2, -1], [1, 1], [2, 5]]")], &["[7]", "[5]", "[4]", "[3]"]),
            (
                "product",
                &[("p", "0"), ("cs", "[2, 1]"), ("ds", "[1, 2]"), ("es", "[2, 1]")],
                &["[1]", "[2]", "[3]", "[6]"],
            ),
            (
                "in_then_range",
                &[("p", "0"), ("cs", "[3, 1, 2]"), ("from_d", "-1"), ("to_d", "2")],
                &["[3]", "[4]", "[7]", "[8]"],
            ),
        ],
    },
    Fact {
        says: "tuple slices on mixed ASC/DESC compare by value lexicographically while rows come in the declared order; \
               bounds of unequal length compare on the shared prefix",
        model: CLUSTERING,
        csv: CLUSTERING_ROWS,
        asks: &[
            ("above", &[("p", "0"), ("c", "1"), ("d", "1")], &["[1]", "[2]", "[5]", "[6]", "[7]", "[8]", "[9]"]),
            (
                "from_on",
                &[("p", "0"), ("c", "1"), ("d", "1"), ("e", "2")],
                &["[1]", "[2]", "[4]", "[5]", "[6]", "[7]", "[8]", "[9]"],
            ),
            ("up_to", &[("p", "0"), ("c", "2"), ("d", "2")], &["[7]", "[6]", "[4]", "[3]", "[2]", "[1]"]),
            ("between", &[("p", "0"), ("c", "1"), ("d", "1"), ("end", "3")], &["[1]", "[2]", "[5]", "[6]", "[7]"]),
            ("between", &[("p", "0"), ("c", "3"), ("d", "-7"), ("end", "3")], &[]),
            ("within", &[("p", "0"), ("c", "2"), ("c2", "3"), ("d2", "0"), ("e2", "0")], &["[5]", "[6]", "[7]", "[9]"]),
            ("behind", &[("p", "0"), ("c", "1"), ("d", "1"), ("e", "1")], &["[1]", "[2]", "[4]"]),
            ("last", &[("p", "0")], &["[9]"]),
        ],
    },
    Fact {
        says: "SELECT s WHERE p = ? gives one row per clustering row; DISTINCT one per partition; a missing clustering row \
               in a partition with statics gives 0 rows",
        model: "
columns: { p: int, c: int, s: text, t: int, n: int }
queries:
  one: { partition_key: [p], clustering_key: [c], static: [s, t], select: [n] }
  statics: { table: one, select: [s] }
  distinct: { table: one, distinct: true, select: [p, s, t] }
  distinct_in: { table: one, where: [p in :ps], distinct: true, select: [p, s] }
  distinct_two: { table: one, where: [p in :ps], distinct: true, select: [p], limit: 2 }
  at: { table: one, where: [c], select: [s, n] }
",
        csv: "p,c,s,t,n\n1,1,first,∅,1\n1,2,∅,5,2\n1,3,last,∅,3\n2,1,∅,∅,4\n3,9,x,∅,5\n",
        asks: &[
            ("statics", &[("p", "1")], &[r#"["last"]"#, r#"["last"]"#, r#"["last"]"#]),
            ("statics", &[("p", "2")], &["[null]"]),
            ("distinct", &[("p", "1")], &[r#"[1,"last",5]"#]),
            ("distinct", &[("p", "7")], &[]),
            ("distinct_in", &[("ps", "[3, 2, 9, 1]")], &[r#"[1,"last"]"#, "[2,null]", r#"[3,"x"]"#]),
            ("distinct_two", &[("ps", "[3, 2, 9, 1]")], &["[1]", "[2]"]),
            ("at", &[("p", "1"), ("c", "2")], &[r#"["last",2]"#]),
            ("at", &[("p", "1"), ("c", "4")], &[]),
        ],
    },
    Fact {
        says: "a non-frozen [] or {} clears what earlier rows wrote and reads as null; a frozen [] is a value; a later \
               non-frozen collection or UDT written whole replaces the old one, it does not merge",
        model: "
columns:
  p: int
  l: list<int>
  s: set<text>
  m: 'map<text, int>'
  f: frozen<list<int>>
  u: pair
  w: single
  x: frozen<pair>
queries:
  lists: { partition_key: [p], select: [l, s, m, f] }
  types: { table: lists, select: [u, w, x] }
",
        csv: "p,l,s,m,f,u,w,x\n\
              1,\"[1, 2]\",\"[\"\"a\"\"]\",\"{\"\"k\"\": 1}\",[1],\"{\"\"a\"\": 1, \"\"b\"\": \"\"x\"\"}\",\"{\"\"a\"\": \"\"x\"\"}\",\"{\"\"a\"\": 1}\"\n\
              2,[1],\"[\"\"a\"\"]\",\"{\"\"k\"\": 1}\",[1],\"{\"\"a\"\": 1}\",\"{\"\"a\"\": \"\"x\"\"}\",\"{\"\"a\"\": 1}\"\n\
              3,[1],\"[\"\"a\"\"]\",\"{\"\"k\"\": 1}\",[1],\"{\"\"a\"\": 1}\",\"{\"\"a\"\": \"\"x\"\"}\",\"{\"\"a\"\": 1}\"\n\
              1,[],[],{},[],{},{},{}\n\
              2,[3],\"[\"\"b\"\"]\",\"{\"\"j\"\": 2}\",∅,\"{\"\"b\"\": \"\"y\"\"}\",\"{\"\"a\"\": \"\"\"\"}\",∅\n\
              3,∅,∅,∅,∅,∅,∅,∅\n",
        asks: &[
            ("lists", &[("p", "1")], &["[null,null,null,[]]"]),
            ("types", &[("p", "1")], &[r#"[null,null,{"a":null,"b":null}]"#]),
            ("lists", &[("p", "2")], &[r#"[[3],["b"],{"j":2},[1]]"#]),
            ("types", &[("p", "2")], &[r#"[{"a":null,"b":"y"},{"a":""},{"a":1,"b":null}]"#]),
            ("lists", &[("p", "3")], &[r#"[[1],["a"],{"k":1},[1]]"#]),
            ("types", &[("p", "3")], &[r#"[{"a":1,"b":null},{"a":"x"},{"a":1,"b":null}]"#]),
        ],
    },
    Fact {
        says: "a full key with every other field absent is still a row",
        model: "
columns: { p: int, c: int, n: int, l: list<int> }
queries:
  one: { partition_key: [p], clustering_key: [c], select: [c, n, l] }
  how_many: { table: one, returns: count }
  bare: { partition_key: [p, c], select: [n] }
",
        csv: "p,c,n,l\n1,1,∅,∅\n1,2,∅,[]\n1,3,3,[3]\n1,3,∅,[]\n",
        asks: &[
            ("one", &[("p", "1")], &["[1,null,null]", "[2,null,null]", "[3,3,null]"]),
            ("how_many", &[("p", "1")], &["[3]"]),
            ("bare", &[("p", "1"), ("c", "2")], &["[null]"]),
            ("bare", &[("p", "2"), ("c", "2")], &[]),
        ],
    },
    Fact {
        says: "a later row wins cell by cell; what it leaves unset stays what it was",
        model: "
columns: { p: int, c: int, a: text, b: text, s: text }
queries:
  one: { partition_key: [p], clustering_key: [c desc], static: [s], select: [a, b, s] }
",
        csv: "p,c,a,b,s\n1,1,old,old,old\n1,2,∅,x,∅\n1,1,new,∅,∅\n1,2,y,∅,new\n1,1,∅,newest,∅\n",
        asks: &[("one", &[("p", "1")], &[r#"["y","x","new"]"#, r#"["new","newest","new"]"#])],
    },
];

#[test]
fn answers_are_those_of_a_node() {
    let mut wrong = String::new();
    for fact in FACTS {
        for at_once in [true, false] {
            let mut fixture = Fixture::new(&format!("{HEAD}{}", fact.model.trim_start()));
            fill(&mut fixture, fact, at_once);
            for (query, given, expected) in fact.asks {
                let answered = fixture.ask(query, given);
                if answered != *expected {
                    let expected: Vec<String> = expected.iter().map(|row| (*row).to_owned()).collect();
                    let (expected, answered) = (lines(&expected), lines(&answered));
                    let told = format!("{}\n{query} {given:?}\nexpected\n{expected}answered\n{answered}\n", fact.says);
                    wrong.push_str(&told);
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

fn fill(fixture: &mut Fixture, fact: &Fact, at_once: bool) {
    if at_once {
        assert_eq!(fixture.load(fact.csv).rejected, 0, "{}: {:?}", fact.says, fixture.rejected());
        return;
    }
    let (header, rows) = fact.csv.split_once('\n').expect("a header");
    for row in rows.lines() {
        assert_eq!(fixture.load(&format!("{header}\n{row}\n")).rejected, 0, "{}: {:?}", fact.says, fixture.rejected());
    }
}

/// What a model cannot say, because a node refuses the table.
#[test]
fn tables_that_a_node_refuses_are_refused() {
    let table = |columns: &str, query: &str| format!("{HEAD}columns: {columns}\nqueries:\n  one: {query}\n");
    let cases = [
        ("duration in the key", "{ p: duration, n: int }", "{ partition_key: [p], select: [n] }", "K02"),
        ("duration in the key", "{ p: int, c: duration }", "{ partition_key: [p], clustering_key: [c] }", "K02"),
        ("non-frozen collection in the key", "{ p: list<int>, n: int }", "{ partition_key: [p], select: [n] }", "K02"),
        (
            "non-frozen collection in the key",
            "{ p: int, c: set<int> }",
            "{ partition_key: [p], clustering_key: [c] }",
            "K02",
        ),
        ("static without clustering", "{ p: int, s: int }", "{ partition_key: [p], static: [s], select: [s] }", "K04"),
        // Counters are known, and refused until they are built, wherever they stand.
        ("counter in the key", "{ p: counter, n: int }", "{ partition_key: [p], select: [n] }", "Y08"),
        (
            "counter beside a plain column",
            "{ p: int, k: counter, n: int }",
            "{ partition_key: [p], select: [k, n] }",
            "Y08",
        ),
    ];
    for (says, columns, query, code) in cases {
        let found = codes(&table(columns, query));
        assert!(found.contains(&code), "{says}: {found:?}");
    }
}

/// "Cannot page queries with both ORDER BY and a IN restriction on the partition key…": paging is off for those alone.
#[test]
fn paging_is_off_where_a_node_cannot_page() {
    let fixture = Fixture::new(&format!("{HEAD}{}", PARTITIONS.trim_start()));
    let unpaged = fixture.catalog.selects.iter().filter(|s| s.unpaged).map(|s| s.shape.name.text());
    let expected = ["ordered", "ordered_by_both", "reversed", "ordered_some"];
    assert_eq!(unpaged.collect::<Vec<_>>(), expected);
}
