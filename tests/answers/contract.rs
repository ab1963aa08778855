//! What the store refuses rather than answer wrongly, and what readers see of writers.

use crate::facts::{HEAD, PARTITIONS};
use crate::fixture::{Fixture, codes, read};
use modeler::catalog;

const MODEL: &str = "
modeler: 1
keyspace: facts
source: { files: [rows.csv] }
columns: { p: int, q: text, c: int, d: text, n: int }
queries:
  one: { partition_key: [p, q], clustering_key: [c, d], select: [n] }
  some: { table: one, where: [p in :ps], select: [n], per_partition_limit: :each, limit: :all }
  listed: { table: one, where: [c in :cs], select: [n] }
  pairs: { table: one, where: ['(c, d) in :pairs'], select: [n] }
  above: { table: one, where: ['(c, d) > (:c, :d)'], select: [n] }
";

fn filled() -> Fixture {
    let mut fixture = Fixture::new(MODEL);
    fixture.load("p,q,c,d,n\n1,x,1,a,1\n1,x,1,b,2\n2,x,0,a,3\n");
    fixture
}

fn int(n: i32) -> Vec<u8> {
    n.to_be_bytes().to_vec()
}

/// A list or tuple: each part behind its length, null as −1; `count` is what a list says of its length.
fn parts(count: Option<i32>, parts: &[Option<&[u8]>]) -> Vec<u8> {
    let mut bytes: Vec<u8> = count.map(i32::to_be_bytes).into_iter().flatten().collect();
    for part in parts {
        bytes.extend(part.map_or(-1, |part| part.len() as i32).to_be_bytes());
        bytes.extend(part.unwrap_or_default());
    }
    bytes
}

/// A list in wire form.
fn list(values: &[Option<&[u8]>]) -> Vec<u8> {
    parts(Some(values.len() as i32), values)
}

/// Parameters that are good, each with the number of rows that they give.
fn good() -> Vec<(&'static str, Vec<Vec<u8>>, usize)> {
    let (p, q) = (int(1), b"x".to_vec());
    let ps = list(&[Some(&int(1)), Some(&int(2))]);
    let pair = parts(None, &[Some(&int(1)), Some(b"a")]);
    vec![
        ("one", vec![p.clone(), q.clone()], 2),
        ("some", vec![q.clone(), ps, int(1), int(9)], 2),
        ("listed", vec![p.clone(), q.clone(), list(&[Some(&int(1))])], 2),
        ("pairs", vec![p.clone(), q.clone(), list(&[Some(&pair)])], 1),
        ("above", vec![p, q, int(1), b"a".to_vec()], 1),
    ]
}

#[test]
fn no_parameters_make_a_query_panic() {
    let fixture = filled();
    for (query, parameters, rows) in good() {
        assert_eq!(fixture.ask_raw(query, &parameters).unwrap(), rows, "{query}");
        for cut in 0..parameters.len() {
            fixture.ask_raw(query, &parameters[..cut]).expect_err(query);
        }
        let mut longer = parameters.clone();
        longer.push(int(1));
        fixture.ask_raw(query, &longer).expect_err(query);
        // Whatever the bytes are, the answer is an error or rows.
        for (at, parameter) in parameters.iter().enumerate() {
            for length in 0..parameter.len() {
                let mut cut = parameters.clone();
                cut[at].truncate(length);
                let _ = fixture.ask_raw(query, &cut);
                cut[at].resize(length + 1, 0xff);
                let _ = fixture.ask_raw(query, &cut);
            }
        }
    }
}

#[test]
fn parameters_that_a_node_refuses_are_refused() {
    let fixture = filled();
    let (p, q) = (int(1), b"x".to_vec());
    let ps = list(&[Some(&int(1)), Some(&int(2))]);
    let lone = parts(None, &[Some(&int(1))]);
    let with_null = parts(None, &[Some(&int(1)), None]);
    let bad = [
        ("some", vec![q.clone(), ps.clone(), int(0), int(9)], "is a limit, and at least 1 row is asked for"),
        ("some", vec![q.clone(), ps.clone(), int(1), int(-1)], "is a limit"),
        ("some", vec![q.clone(), ps, int(1), vec![1]], "is a limit"),
        ("some", vec![q.clone(), list(&[Some(&int(1)), None]), int(1), int(1)], "parameter 2 holds a null"),
        ("some", vec![q.clone(), vec![0, 0], int(1), int(1)], "parameter 2 is not a list"),
        ("listed", vec![p.clone(), q.clone(), list(&[None])], "parameter 3 holds a null"),
        ("listed", vec![p.clone(), q.clone(), parts(Some(2), &[Some(&int(1))])], "parameter 3 is not a list"),
        ("pairs", vec![p.clone(), q.clone(), list(&[Some(&lone)])], "parameter 3 holds a null"),
        ("pairs", vec![p.clone(), q.clone(), list(&[Some(&with_null)])], "parameter 3 holds a null"),
        ("pairs", vec![p, q, list(&[None])], "parameter 3 holds a null"),
    ];
    for (query, parameters, says) in bad {
        let error = fixture.ask_raw(query, &parameters).expect_err(says).to_string();
        assert!(error.contains(says), "{query}: {error}");
    }
}

/// Two lists of 60,000 are 3,600,000,000 keys, which are made one by one.
#[test]
fn products_of_long_lists_take_no_memory() {
    let fixture = filled();
    let numbers = (1..60_000).map(|n| n.to_string()).collect::<Vec<_>>().join(", ");
    let mut lists = Fixture::new(
        "
modeler: 1
keyspace: facts
source: { files: [rows.csv] }
columns: { p: int, q: int, c: int, d: int, n: int }
queries:
  one: { partition_key: [p, q], clustering_key: [c, d], select: [n] }
  all: { table: one, where: [p in :ps, q in :qs, c in :cs, d in :ds], limit: 1, select: [n] }
",
    );
    lists.load("p,q,c,d,n\n1,1,1,1,7\n");
    let list = format!("[{numbers}]");
    let given = [("ps", &*list), ("qs", &list), ("cs", &list), ("ds", &list)];
    assert_eq!(lists.ask("all", &given), ["[7]"], "the first of all keys is there, and one row is enough");
    assert_eq!(fixture.ask("listed", &[("p", "1"), ("q", "x"), ("cs", &list)]), ["[1]", "[2]"]);
}

#[test]
fn a_table_that_is_not_as_the_query_knows_it_is_refused() {
    let fixture = filled();
    let other = read(&MODEL.replace("d: text, n: int", "d: text, n: bigint"));
    let other = catalog::plan(&other, &other.keyspace.name);
    let error = fixture.ask_of(&other.selects[0], &[int(1), b"x".to_vec()]).expect_err("n is another type");
    assert!(error.refused, "{error}");
    assert!(error.to_string().contains("column `n` is int there, bigint in the model"), "{error}");
    let error = fixture.count_of(&other, 0).expect_err("n is another type");
    assert!(error.refused, "{error}");
}

#[test]
fn readers_wait_for_nobody_and_see_whole_loads() {
    let mut fixture = filled();
    let given = [("p", "1"), ("q", "x")];
    let snapshot = fixture.store.snapshot().unwrap();
    let writing = fixture.store.ingest(&fixture.catalog, 9).unwrap();
    assert_eq!(fixture.ask("one", &given), ["[1]", "[2]"], "while another writes");
    drop(writing);
    fixture.load("p,q,c,d,n\n1,x,0,a,0\n");
    assert_eq!(fixture.ask("one", &given), ["[0]", "[1]", "[2]"], "a load is seen at once");
    assert!(!std::sync::Arc::ptr_eq(&snapshot, &fixture.store.snapshot().unwrap()));
    let same = fixture.store.snapshot().unwrap();
    assert!(std::sync::Arc::ptr_eq(&same, &fixture.store.snapshot().unwrap()), "nothing is opened twice");
    let answered = Fixture::rows_of(&snapshot, &fixture.catalog.selects[0], &[int(1), b"x".to_vec()]);
    assert_eq!(answered, 2, "who holds on to a moment keeps its files, though they were swept away");
}

/// Layers that a load is not much smaller than are merged into its own, and there are never many.
#[test]
fn layers_are_folded() {
    let mut fixture = Fixture::new(MODEL);
    let row = |n: i32| format!("1,x,{n},a,{n}\n");
    let load = |fixture: &mut Fixture, rows: std::ops::Range<i32>| {
        fixture.load(&("p,q,c,d,n\n".to_owned() + &rows.map(row).collect::<String>()));
        fixture.segments()
    };
    assert_eq!(load(&mut fixture, 0..100), 1);
    assert_eq!(load(&mut fixture, 0..100), 1, "a load that says the same leaves one layer");
    assert_eq!(load(&mut fixture, 100..101), 2, "a layer that is much larger stays as it is");
    assert_eq!(load(&mut fixture, 101..104), 2, "the small one goes into the next");
    assert_eq!(load(&mut fixture, 104..150), 1, "a quarter of what is there takes it along");
    for n in 0..40 {
        let layers = load(&mut fixture, n..n + 1);
        assert!(layers <= 6, "{layers} layers after {n} loads");
    }
    assert_eq!(fixture.count("one"), 150);
    let mut sizes = Fixture::new(MODEL);
    // Each far smaller than the one before, so that only their number makes them fold.
    for (n, rows) in [20_000, 4_000, 900, 200, 45, 9, 2].into_iter().enumerate() {
        let layers = load(&mut sizes, 0..rows);
        assert_eq!(layers, if n < 6 { n + 1 } else { 1 }, "after load {n}");
    }
    assert_eq!(sizes.count("one"), 20_000);
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
        ("counter in the key", "{ p: counter, n: int }", "{ partition_key: [p], select: [n] }", "K02"),
        (
            "counter beside a plain column",
            "{ p: int, k: counter, n: int }",
            "{ partition_key: [p], select: [k, n] }",
            "K05",
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

/// The order of what a query selects is the order of the cells of a row.
#[test]
fn columns_in_another_order_are_put_into_it_before_anything_is_written() {
    let model = |select: &str| {
        format!(
            "modeler: 1\nkeyspace: facts\nsource: {{ files: [rows.csv] }}\ncolumns: {{ p: int, a: text, b: text, c: text \
             }}\nqueries:\n  t: {{ partition_key: [p], select: [{select}] }}\n"
        )
    };
    let mut fixture = Fixture::new(&model("a, b"));
    fixture.load("p,a,b,c\n1,A1,B1,C1\n2,A2,B2,C2\n");
    fixture.turn_to(&model("c, b, a"));
    let refused = fixture.try_load().expect_err("the cells would be written in the wrong order");
    assert!(refused.to_string().contains("`modeler apply` adds it"), "{refused}");
    let apply = fixture.apply();
    assert_eq!(apply, [modeler::store::schema::Change::Column { table: 0, column: 1 }]);
    assert_eq!(fixture.ask("t", &[("p", "1")]), [r#"[null,"B1","A1"]"#]);
    fixture.turn_to(&model("a, c, b"));
    let refused = fixture.try_load().expect_err("the cells would be written in the wrong order");
    assert!(refused.to_string().contains("`modeler apply` mends it"), "{refused}");
    assert_eq!(fixture.apply(), [modeler::store::schema::Change::Order(0)]);
    assert_eq!(fixture.apply(), []);
    fixture.load("p,a,b,c\n1,A3,B3,C3\n");
    assert_eq!(fixture.ask("t", &[("p", "1")]), [r#"["A3","C3","B3"]"#]);
    assert_eq!(fixture.ask("t", &[("p", "2")]), [r#"["A2",null,"B2"]"#]);
}
