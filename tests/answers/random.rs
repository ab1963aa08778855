//! Random rows and random questions against a model of a table that is too simple to be wrong: a sorted map whose cells
//! are overwritten, and a filter over all of it. `MODELER_SEED` repeats a run whose seed was printed.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::time::{SystemTime, UNIX_EPOCH};

use modeler::load::Loaded;
use proptest::prelude::*;
use proptest::sample::select;
use proptest::test_runner::{Config, RngSeed, TestRunner};
use serde_json::{Value, json};

use crate::fixture::{Fixture, record};

const PARTITIONS: i32 = 4;
const TEXTS: [&str; 5] = ["", "a", "a\u{0}", "b", "é"];

/// A row of the source.
#[derive(Clone, Debug)]
struct Row {
    p: i32,
    c1: i32,
    c2: &'static str,
    /// A decimal: equal by value however it is spelt.
    c3: (i32, usize),
    a: Option<i32>,
    /// A set that is not frozen: `Some(None)` is the empty one.
    l: Option<Option<i32>>,
    s: Option<i32>,
}

type Key = (i32, i32, &'static str, i32);

/// What is known of a row: how its decimal is spelt, and its cells.
#[derive(Clone, Debug, Default)]
struct Cells {
    c3: String,
    a: Option<i32>,
    l: Option<i32>,
}

/// The table, too simple to be wrong.
#[derive(Default)]
struct Naive {
    rows: BTreeMap<Key, Cells>,
    statics: BTreeMap<i32, i32>,
    descending: [bool; 3],
}

impl Row {
    fn key(&self) -> Key {
        (self.p, self.c1, self.c2, self.c3.0)
    }

    fn spelt(&self) -> String {
        let n = self.c3.0;
        [format!("{n}"), format!("{n}.0"), format!("{n}.00"), format!("{n}0e-1")][self.c3.1].clone()
    }

    fn csv(&self) -> String {
        let or_null = |value: Option<String>| value.unwrap_or_else(|| "∅".to_owned());
        record(&[
            self.p.to_string(),
            self.c1.to_string(),
            self.c2.to_owned(),
            self.spelt(),
            or_null(self.a.map(|a| a.to_string())),
            or_null(self.l.map(|l| l.map_or_else(|| "[]".to_owned(), |l| format!("[{l}]")))),
            or_null(self.s.map(|s| s.to_string())),
        ])
    }
}

impl Naive {
    /// Takes the rows of one load; gives how many of them superseded another with the same and with other values.
    fn load(&mut self, rows: &[Row]) -> (u64, u64) {
        let (mut identical, mut conflicting) = (0, 0);
        let mut fresh: BTreeMap<Key, Cells> = BTreeMap::new();
        for row in rows {
            // The text that the node shows for `10e-1` is `1.0`.
            let spelt = row.spelt();
            let spelt = spelt.strip_suffix("0e-1").map_or(spelt.clone(), |n| format!("{n}.0"));
            if let Some(old) = fresh.get(&row.key()) {
                let other =
                    old.c3 != spelt || row.a.is_some_and(|a| old.a != Some(a)) || row.l.is_some_and(|l| old.l != l);
                *(if other { &mut conflicting } else { &mut identical }) += 1;
            }
            for rows in [&mut fresh, &mut self.rows] {
                let cells = rows.entry(row.key()).or_default();
                cells.c3.clone_from(&spelt);
                cells.a = row.a.or(cells.a);
                cells.l = row.l.unwrap_or(cells.l);
            }
            if let Some(s) = row.s {
                self.statics.insert(row.p, s);
            }
        }
        (identical, conflicting)
    }

    /// The rows of a partition that satisfy `keep`, in declared or reversed order, as the query gives them.
    fn partition(&self, p: i32, reversed: bool, keep: &dyn Fn(Place) -> bool) -> Vec<(Place, String)> {
        let mut rows: Vec<(Place, String)> = Vec::new();
        for ((_, c1, c2, c3), cells) in self.rows.range((p, i32::MIN, "", i32::MIN)..(p + 1, i32::MIN, "", i32::MIN)) {
            let place = (*c1, *c2, *c3);
            if keep(place) {
                let l = cells.l.map(|l| vec![l]);
                let row = json!([p, c1, c2, cells.c3, self.statics.get(&p), cells.a, l]);
                rows.push((place, row.to_string()));
            }
        }
        rows.sort_by(|(x, _), (y, _)| {
            let turn = |order: std::cmp::Ordering, column: usize| {
                if self.descending[column] != reversed { order.reverse() } else { order }
            };
            turn(x.0.cmp(&y.0), 0).then(turn(x.1.cmp(y.1), 1)).then(turn(x.2.cmp(&y.2), 2))
        });
        rows
    }
}

/// The values of the clustering columns.
type Place = (i32, &'static str, i32);

fn model(descending: [bool; 3]) -> String {
    let [d1, d2, d3] = descending.map(|descending| if descending { "desc" } else { "asc" });
    let [r1, r2, r3] = descending.map(|descending| if descending { "asc" } else { "desc" });
    format!(
        r#"
modeler: 1
keyspace: random
source: {{ files: [rows.csv], nulls: ["∅"] }}
columns: {{ p: int, c1: int, c2: text, c3: decimal, a: int, l: set<int>, s: int }}
queries:
  t: {{ partition_key: [p], clustering_key: [c1 {d1}, c2 {d2}, c3 {d3}], static: [s], select: [a, l] }}
  all: {{ table: t }}
  back: {{ table: t, order_by: [c1 {r1}, c2 {r2}, c3 {r3}] }}
  c1_between: {{ table: t, where: [c1 >= :x1, c1 < :y1], order_by: [c1 {r1}] }}
  c2_above: {{ table: t, where: [c1 = :x1, c2 > :x2] }}
  c2_up_to: {{ table: t, where: [c1 = :x1, c2 <= :x2], order_by: [c2 {r2}] }}
  c3_between: {{ table: t, where: [c1 = :x1, c2 = :x2, c3 >= :x3, c3 <= :y3] }}
  at: {{ table: t, where: [c1 = :x1, c2 = :x2, c3 = :x3] }}
  above: {{ table: t, where: ["(c1, c2, c3) > (:x1, :x2, :x3)"] }}
  from_on: {{ table: t, where: ["(c1, c2, c3) >= (:x1, :x2, :x3)"], order_by: [c1 {r1}] }}
  below: {{ table: t, where: ["(c1, c2) < (:x1, :x2)"] }}
  up_to: {{ table: t, where: ["(c1, c2, c3) <= (:x1, :x2, :x3)"] }}
  shorter: {{ table: t, where: ["(c1, c2) > (:x1, :x2)", "(c1) <= (:y1)"] }}
  longer: {{ table: t, where: ["(c1, c2) >= (:x1, :x2)", "(c1, c2, c3) < (:y1, :y2, :y3)"], order_by: [c1 {r1}] }}
  behind: {{ table: t, where: [c1 = :x1, "(c2, c3) > (:x2, :x3)"] }}
  c1_in: {{ table: t, where: [c1 in :c1s] }}
  product: {{ table: t, where: [c1 in :c1s, c2 in :c2s], order_by: [c1 {r1}] }}
  pairs: {{ table: t, where: ["(c1, c2) in :pairs"] }}
  triples: {{ table: t, where: ["(c1, c2, c3) in :triples"], order_by: [c1 {r1}] }}
  in_above: {{ table: t, where: [c1 in :c1s, c2 > :x2] }}
  parts: {{ table: t, where: [p in :ps, c1 >= :x1], per_partition_limit: :each, limit: :all }}
  parts_sorted: {{ table: t, where: [p in :ps], order_by: [c1 {d1}], per_partition_limit: :each, limit: :all }}
  parts_reversed: {{ table: t, where: [p in :ps], order_by: [c1 {r1}, c2 {r2}], limit: :all }}
  how_many: {{ table: t, where: [p in :ps, c1 >= :x1], returns: count }}
"#
    )
}

/// The parameters of all questions.
#[derive(Clone, Debug)]
struct Asked {
    p: i32,
    x: Place,
    y: Place,
    ps: Vec<i32>,
    c1s: Vec<i32>,
    c2s: Vec<&'static str>,
    places: Vec<Place>,
    each: usize,
    all: usize,
}

fn place() -> impl Strategy<Value = Place> {
    (-1..5_i32, select(&TEXTS[..]), -1..4_i32)
}

fn row() -> impl Strategy<Value = Row> {
    let cell = || prop::option::of(0..3_i32);
    let set = prop::option::of(prop::option::of(0..3_i32));
    (0..PARTITIONS, place(), 0..4_usize, cell(), set, cell()).prop_map(|(p, (c1, c2, c3), spelling, a, l, s)| Row {
        p,
        c1,
        c2,
        c3: (c3, spelling),
        a,
        l,
        s,
    })
}

fn asked() -> impl Strategy<Value = Asked> {
    let several = |n: std::ops::Range<i32>| prop::collection::vec(n, 0..5);
    let lists = (several(-1..PARTITIONS + 1), several(-2..6), prop::collection::vec(select(&TEXTS[..]), 0..4));
    let places = prop::collection::vec(place(), 0..5);
    (0..PARTITIONS, place(), place(), lists, places, 1..4_usize, 1..9_usize)
        .prop_map(|(p, x, y, (ps, c1s, c2s), places, each, all)| Asked { p, x, y, ps, c1s, c2s, places, each, all })
}

/// Runs `test` on values of `strategy`, under a seed that is printed.
#[expect(clippy::print_stdout, reason = "who sees a failure wants the seed")]
fn check<S: Strategy>(cases: u32, strategy: &S, test: impl Fn(S::Value)) {
    let given = std::env::var("MODELER_SEED").ok().and_then(|seed| seed.parse().ok());
    let now = || SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_nanos() as u64;
    let seed = given.unwrap_or_else(now);
    println!("MODELER_SEED={seed}");
    let config = Config { cases, failure_persistence: None, rng_seed: RngSeed::Fixed(seed), ..Config::default() };
    let outcome = TestRunner::new(config).run(strategy, |value| {
        test(value);
        Ok(())
    });
    outcome.unwrap_or_else(|error| panic!("MODELER_SEED={seed}\n{error}"));
}

fn csv(rows: &[Row]) -> String {
    rows.iter().fold("p,c1,c2,c3,a,l,s\n".to_owned(), |csv, row| csv + &row.csv())
}

/// Loads rows into both, and compares the counts.
fn load(fixture: &mut Fixture, naive: &mut Naive, rows: &[Row]) {
    let before = naive.rows.len();
    let (identical, conflicting) = naive.load(rows);
    let loaded: Loaded = fixture.load(&csv(rows));
    let table = &loaded.tables[0];
    let distinct = rows.iter().map(Row::key).collect::<BTreeSet<_>>().len() as u64;
    assert_eq!(
        (loaded.read, loaded.accepted, table.accepted),
        (rows.len() as u64, rows.len() as u64, rows.len() as u64)
    );
    assert_eq!(table.distinct, distinct, "distinct keys, {before} rows there before");
    assert_eq!(table.accepted, table.distinct + table.overlap.superseded());
    assert_eq!((table.overlap.identical, table.overlap.conflicting), (identical, conflicting), "{rows:?}");
    assert_eq!(fixture.count("t"), naive.rows.len() as u64);
}

#[test]
fn a_table_is_its_rows_overwritten_cell_by_cell_however_they_come() {
    let cuts = prop::collection::vec(any::<prop::sample::Index>(), 0..8);
    let strategy = (prop::collection::vec(row(), 0..40), cuts, any::<[bool; 3]>(), asked());
    check(48, &strategy, |(rows, cuts, descending, asked)| {
        let mut at_once = (Fixture::new(&model(descending)), Naive { descending, ..Naive::default() });
        load(&mut at_once.0, &mut at_once.1, &rows);
        let mut in_parts = (Fixture::new(&model(descending)), Naive { descending, ..Naive::default() });
        let mut cuts: Vec<usize> = cuts.iter().map(|cut| cut.index(rows.len() + 1)).collect();
        cuts.sort_unstable();
        cuts.push(rows.len());
        let mut from = 0;
        for cut in cuts {
            load(&mut in_parts.0, &mut in_parts.1, &rows[from..cut]);
            from = cut;
        }
        for (fixture, naive) in [&at_once, &in_parts] {
            ask_everything(fixture, naive, &asked);
        }
    });
}

fn ask_everything(fixture: &Fixture, naive: &Naive, asked: &Asked) {
    for p in 0..PARTITIONS {
        expect(fixture, asked, "all", &[("p", p.to_string())], &rows(naive, p, false, &|_| true));
    }
    slices(fixture, naive, asked);
    lists(fixture, naive, asked);
    partitions(fixture, naive, asked);
}

fn rows(naive: &Naive, p: i32, reversed: bool, keep: &dyn Fn(Place) -> bool) -> Vec<String> {
    naive.partition(p, reversed, keep).into_iter().map(|(_, row)| row).collect()
}

fn expect(fixture: &Fixture, asked: &Asked, query: &str, given: &[(&str, String)], expected: &[String]) {
    let given: Vec<(&str, &str)> = given.iter().map(|(name, text)| (*name, text.as_str())).collect();
    let answered = fixture.ask(query, &given);
    assert_eq!(answered, expected, "{query} {given:?} of {asked:?}");
}

fn slices(fixture: &Fixture, naive: &Naive, asked: &Asked) {
    let Asked { p, x, y, .. } = *asked;
    type Question<'a> = (&'a str, &'a str, bool, &'a dyn Fn(Place) -> bool);
    let questions: &[Question<'_>] = &[
        ("back", "", true, &|_| true),
        ("c1_between", "x1 y1", true, &|c| c.0 >= x.0 && c.0 < y.0),
        ("c2_above", "x1 x2", false, &|c| c.0 == x.0 && c.1 > x.1),
        ("c2_up_to", "x1 x2", true, &|c| c.0 == x.0 && c.1 <= x.1),
        ("c3_between", "x1 x2 x3 y3", false, &|c| (c.0, c.1) == (x.0, x.1) && c.2 >= x.2 && c.2 <= y.2),
        ("at", "x1 x2 x3", false, &|c| c == x),
        ("above", "x1 x2 x3", false, &|c| c > x),
        ("from_on", "x1 x2 x3", true, &|c| c >= x),
        ("below", "x1 x2", false, &|c| (c.0, c.1) < (x.0, x.1)),
        ("up_to", "x1 x2 x3", false, &|c| c <= x),
        ("shorter", "x1 x2 y1", false, &|c| (c.0, c.1) > (x.0, x.1) && c.0 <= y.0),
        ("longer", "x1 x2 y1 y2 y3", true, &|c| (c.0, c.1) >= (x.0, x.1) && c < y),
        ("behind", "x1 x2 x3", false, &|c| c.0 == x.0 && (c.1, c.2) > (x.1, x.2)),
    ];
    let values = BTreeMap::from([
        ("x1", x.0.to_string()),
        ("x2", x.1.to_owned()),
        ("x3", format!("{}.0", x.2)),
        ("y1", y.0.to_string()),
        ("y2", y.1.to_owned()),
        ("y3", format!("{}", y.2)),
    ]);
    for (query, names, reversed, keep) in questions {
        let mut given: Vec<(&str, String)> =
            names.split_whitespace().map(|name| (name, values[name].clone())).collect();
        given.push(("p", p.to_string()));
        expect(fixture, asked, query, &given, &rows(naive, p, *reversed, keep));
    }
}

fn lists(fixture: &Fixture, naive: &Naive, asked: &Asked) {
    let Asked { p, x, c1s, c2s, places, .. } = asked;
    let p = ("p", p.to_string());
    let (list1, list2) = (("c1s", json!(c1s).to_string()), ("c2s", json!(c2s).to_string()));
    let pairs: Vec<Value> = places.iter().map(|(c1, c2, _)| json!([c1, c2])).collect();
    let triples: Vec<Value> = places.iter().map(|(c1, c2, c3)| json!([c1, c2, format!("{c3}.000")])).collect();
    let of = |reversed: bool, keep: &dyn Fn(Place) -> bool| rows(naive, asked.p, reversed, keep);

    let expected = of(false, &|c| c1s.contains(&c.0));
    expect(fixture, asked, "c1_in", &[p.clone(), list1.clone()], &expected);
    let expected = of(true, &|c| c1s.contains(&c.0) && c2s.contains(&c.1));
    expect(fixture, asked, "product", &[p.clone(), list1.clone(), list2], &expected);
    let expected = of(false, &|c| c1s.contains(&c.0) && c.1 > x.1);
    expect(fixture, asked, "in_above", &[p.clone(), list1, ("x2", x.1.to_owned())], &expected);
    let expected = of(false, &|c| places.iter().any(|place| (place.0, place.1) == (c.0, c.1)));
    expect(fixture, asked, "pairs", &[p.clone(), ("pairs", json!(pairs).to_string())], &expected);
    let expected = of(true, &|c| places.contains(&c));
    expect(fixture, asked, "triples", &[p, ("triples", json!(triples).to_string())], &expected);
}

fn partitions(fixture: &Fixture, naive: &Naive, asked: &Asked) {
    let Asked { x, each, all, .. } = asked;
    let ps: BTreeSet<i32> = asked.ps.iter().copied().collect();
    let list = ("ps", json!(asked.ps).to_string());
    let (x1, limits) = (("x1", x.0.to_string()), [("each", each.to_string()), ("all", all.to_string())]);
    let of = |reversed: bool, each: usize, keep: &dyn Fn(Place) -> bool| -> Vec<(Place, String)> {
        ps.iter().flat_map(|p| naive.partition(*p, reversed, keep).into_iter().take(each)).collect()
    };
    let cut = |rows: Vec<(Place, String)>| -> Vec<String> { rows.into_iter().take(*all).map(|(_, row)| row).collect() };

    let from = |c: Place| c.0 >= x.0;
    let given = [list.clone(), x1.clone(), limits[0].clone(), limits[1].clone()];
    expect(fixture, asked, "parts", &given, &cut(of(false, *each, &from)));
    let count = format!("[{}]", of(false, usize::MAX, &from).len());
    expect(fixture, asked, "how_many", &[list.clone(), x1], &[count]);

    let descending = naive.descending;
    let mut sorted = of(false, *each, &|_| true);
    sorted.sort_by(|(a, _), (b, _)| if descending[0] { b.0.cmp(&a.0) } else { a.0.cmp(&b.0) });
    let given = [list.clone(), limits[0].clone(), limits[1].clone()];
    expect(fixture, asked, "parts_sorted", &given, &cut(sorted));
    let mut reversed = of(true, usize::MAX, &|_| true);
    reversed.sort_by(|(a, _), (b, _)| {
        let first = if descending[0] { a.0.cmp(&b.0) } else { b.0.cmp(&a.0) };
        first.then(if descending[1] { a.1.cmp(b.1) } else { b.1.cmp(a.1) })
    });
    expect(fixture, asked, "parts_reversed", &[list, limits[1].clone()], &cut(reversed));
}

/// Rows so long that a few of them fill a sorted run: what is spilled and merged again is what came in.
#[test]
fn rows_that_are_spilled_in_many_runs_are_the_same_rows() {
    let yaml = "
modeler: 1
keyspace: random
source: { files: [rows.csv], nulls: ['∅'] }
columns: { p: int, c: int, a: int, s: int, long: text }
queries:
  t: { partition_key: [p], clustering_key: [c desc], static: [s], select: [c, a, s, long] }
  cells: { table: t, select: [c, a, s] }
";
    let cell = || prop::option::of(0..9_i32);
    let rows = prop::collection::vec((0..9_i32, 0..9_i32, cell(), cell(), 0..9_u8), 300..320);
    check(2, &rows, |rows| {
        let mut fixture = Fixture::new(yaml);
        let mut naive: BTreeMap<(i32, i32), (Option<i32>, String)> = BTreeMap::new();
        let mut statics: BTreeMap<i32, i32> = BTreeMap::new();
        let mut csv = "p,c,a,s,long\n".to_owned();
        for (p, c, a, s, letter) in &rows {
            let long = char::from(b'a' + letter).to_string().repeat(100_000);
            let show = |n: &Option<i32>| n.map_or_else(|| "∅".to_owned(), |n| n.to_string());
            let _ = writeln!(csv, "{p},{c},{},{},{long}", show(a), show(s));
            let cells = naive.entry((*p, *c)).or_default();
            *cells = (a.or(cells.0), long);
            s.map(|s| statics.insert(*p, s));
        }
        let loaded = fixture.load(&csv);
        assert_eq!((loaded.tables[0].accepted, loaded.tables[0].distinct), (rows.len() as u64, naive.len() as u64));
        assert_eq!(loaded.tables[0].overlap.superseded(), (rows.len() - naive.len()) as u64);
        assert_eq!(fixture.count("t"), naive.len() as u64);
        for p in 0..9 {
            let rows = naive.range((p, i32::MIN)..=(p, i32::MAX)).rev();
            let expected: Vec<String> =
                rows.map(|((_, c), (a, long))| json!([c, a, statics.get(&p), long]).to_string()).collect();
            // Not by `assert_eq!`: nobody reads megabytes.
            assert!(fixture.ask("t", &[("p", &p.to_string())]) == expected, "partition {p}");
        }
    });
}

/// So many rows that a table is merged in parts of the token range side by side, several times over one another.
#[test]
fn tables_merged_in_parts_are_whole() {
    let yaml = "
modeler: 1
keyspace: random
source: { files: [rows.csv] }
columns: { p: int, c: int, a: int, b: int }
queries:
  t: { partition_key: [p], clustering_key: [c], select: [c, a, b] }
";
    let mut fixture = Fixture::new(yaml);
    let mut naive: BTreeMap<(u32, u32), (Option<u32>, Option<u32>)> = BTreeMap::new();
    for (load, rows) in [(0_u32, 110_000_u32), (1, 20_000), (2, 3_000), (3, 105_000)] {
        let mut csv = "p,c,a,b\n".to_owned();
        let mut distinct = BTreeSet::new();
        for n in 0..rows {
            // Multiplied by an odd number, the numbers come in an order of their own.
            let (p, c) = (n.wrapping_mul(2_654_435_761) % 5_000, (n + load) % 23);
            let cells = naive.entry((p, c)).or_default();
            if (n + load) % 2 == 0 {
                let _ = writeln!(csv, "{p},{c},{n},");
                cells.0 = Some(n);
            } else {
                let _ = writeln!(csv, "{p},{c},,{n}");
                cells.1 = Some(n);
            }
            distinct.insert((p, c));
        }
        let loaded = fixture.load(&csv);
        assert_eq!((loaded.tables[0].accepted, loaded.tables[0].distinct), (u64::from(rows), distinct.len() as u64));
        assert_eq!(fixture.count("t"), naive.len() as u64, "after load {load}");
    }
    for p in (0..5_000).step_by(7) {
        let rows = naive.range((p, 0)..=(p, u32::MAX));
        let expected: Vec<String> = rows.map(|((_, c), (a, b))| json!([c, a, b]).to_string()).collect();
        assert_eq!(fixture.ask("t", &[("p", &p.to_string())]), expected, "partition {p}");
    }
}
