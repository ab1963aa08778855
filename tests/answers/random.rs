//! Random rows and random questions against the simple model of a table. `MODELER_SEED` repeats a run whose seed was
//! printed.

use std::collections::{BTreeMap, BTreeSet};
use std::time::{SystemTime, UNIX_EPOCH};

use modeler::load::Loaded;
use modeler::value::token;
use proptest::prelude::*;
use proptest::test_runner::{Config, RngSeed, TestRunner};
use serde_json::{Value, json};

use crate::fixture::Fixture;
use crate::naive::{Asked, Naive, PARTITIONS, Place, Row, asked, model, row};

/// Runs `test` on values of `strategy`, under a seed that is printed.
#[expect(clippy::print_stdout, reason = "who sees a failure wants the seed")]
pub(crate) fn check<S: Strategy>(cases: u32, strategy: &S, test: impl Fn(S::Value)) {
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
    scans(fixture, naive, asked);
    indexes(fixture, naive, asked);
}

/// The rows of all partitions in the order of their tokens, of each no more than `each`, that satisfy `keep`, which is
/// given their columns: p, c1, c2, c3, s, a, l.
fn everywhere(naive: &Naive, each: usize, keep: &dyn Fn(&Value) -> bool) -> Vec<String> {
    let mut partitions: Vec<i32> = (0..PARTITIONS).collect();
    partitions.sort_by_key(|p| token(&p.to_be_bytes()));
    let kept = |row: &String| keep(&serde_json::from_str(row).unwrap());
    let of = |p: i32| rows(naive, p, false, &|_| true).into_iter().filter(kept).take(each);
    partitions.into_iter().flat_map(of).collect()
}

/// The first row of each partition of `rows`: its key and its static value.
fn firsts(rows: &[String]) -> Vec<String> {
    let rows = rows.iter().map(|row| serde_json::from_str::<Value>(row).unwrap());
    let mut partitions: Vec<String> = rows.map(|row| json!([row[0], row[4]]).to_string()).collect();
    partitions.dedup();
    partitions
}

fn scans(fixture: &Fixture, naive: &Naive, asked: &Asked) {
    let Asked { each, all, .. } = *asked;
    let limits = [("each", each.to_string()), ("all", all.to_string())];
    let cut = |rows: Vec<String>| -> Vec<String> { rows.into_iter().take(all).collect() };
    expect(fixture, asked, "scan", &limits, &cut(everywhere(naive, each, &|_| true)));
    let every = everywhere(naive, usize::MAX, &|_| true);
    expect(fixture, asked, "scan_partitions", &limits[1..], &cut(firsts(&every)));
    expect(fixture, asked, "scan_count", &[], &[format!("[{}]", every.len())]);
}

fn indexes(fixture: &Fixture, naive: &Naive, asked: &Asked) {
    let Asked { p, x, y, each, all, .. } = *asked;
    let (x1, x2, y1) = (("x1", x.0.to_string()), ("x2", x.1.to_owned()), ("y1", y.0.to_string()));
    let (x0, y0) = (i64::from(x.0), i64::from(y.0));
    let is = |value: &Value, test: &dyn Fn(i64) -> bool| value.as_i64().is_some_and(test);
    let every = |keep: &dyn Fn(&Value) -> bool| everywhere(naive, usize::MAX, keep);

    let expected = every(&|row| is(&row[5], &|a| a == x0) && is(&row[4], &|s| s <= y0));
    expect(fixture, asked, "find_a", &[x1.clone(), y1.clone()], &expected);
    let expected = every(&|row| is(&row[1], &|c1| c1 >= x0) && is(&row[5], &|a| a < y0));
    expect(fixture, asked, "find_c", &[x1.clone(), y1.clone()], &expected);
    let expected = everywhere(naive, each, &|row| row[6].as_array().is_some_and(|l| l.contains(&json!(x0))));
    let given = [x1.clone(), ("each", each.to_string()), ("all", all.to_string())];
    expect(fixture, asked, "find_l", &given, &expected.into_iter().take(all).collect::<Vec<_>>());
    let expected = every(&|row| is(&row[4], &|s| s == x0));
    expect(fixture, asked, "find_s", std::slice::from_ref(&x1), &firsts(&expected));
    let expected = every(&|row| is(&row[5], &|a| a == x0));
    expect(fixture, asked, "find_count", std::slice::from_ref(&x1), &[format!("[{}]", expected.len())]);

    let here = |row: &Value| row[0] == json!(p);
    let expected = every(&|row| here(row) && is(&row[5], &|a| a == y0) && is(&row[1], &|c1| c1 >= x0));
    expect(fixture, asked, "find_here", &[("p", p.to_string()), x1, y1], &expected);
    let expected = every(&|row| here(row) && row[2] == json!(x.1));
    expect(fixture, asked, "find_behind", &[("p", p.to_string()), x2], &expected);
}

fn rows(naive: &Naive, p: i32, reversed: bool, keep: &dyn Fn(Place) -> bool) -> Vec<String> {
    naive.partition(p, reversed, keep).into_iter().map(|(_, row)| row).collect()
}

fn expect(fixture: &Fixture, asked: &Asked, query: &str, given: &[(&str, String)], expected: &[String]) {
    let given: Vec<(&str, &str)> = given.iter().map(|(name, text)| (*name, text.as_str())).collect();
    let answered = fixture.ask(query, &given);
    assert_eq!(answered, expected, "{query} {given:?} of {asked:?}");
}

/// A query, the values it asks with, whether it is reversed, and what it lets through.
type Question<'a> = (&'a str, &'a str, bool, &'a dyn Fn(Place) -> bool);

fn slices(fixture: &Fixture, naive: &Naive, asked: &Asked) {
    let Asked { p, x, y, .. } = *asked;
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
