//! Rows that live for a time: judged when they are read, cell by cell, by a clock that the test turns.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use modeler::store::row::{self, Cell, Layout};

use crate::fixture::Fixture;

const MODEL: &str = "
modeler: 1
keyspace: sessions
source: { files: [rows.csv], nulls: ['∅'] }
columns: { p: int, c: decimal, s: text, v: text, w: text }
queries:
  rows: { partition_key: [p], clustering_key: [c asc], static: [s], select: [c, s, v, w], ttl: 60s }
  one: { table: rows, where: [c], select: [v, w] }
  backwards: { table: rows, order_by: [c desc], select: [c], limit: 1 }
  how_many: { table: rows, returns: count }
  each: { table: rows, where: [p in :ps], per_partition_limit: 1, select: [p, c] }
  partitions: { table: rows, where: [p in :ps], distinct: true, select: [p, s] }
  by_default: { partition_key: [p, c], select: [v], options: { default_time_to_live: 100 } }
  for_ever: { partition_key: [p, c], select: [w], options: { default_time_to_live: 0 } }
";

const SECOND: i64 = 1_000_000;
const NONE: [&str; 0] = [];

/// A fixture whose clock shows second 1000, and the clock.
fn fixture() -> (Fixture, Arc<AtomicI64>) {
    let clock = Arc::new(AtomicI64::new(1000));
    (Fixture::new(MODEL).at(&clock), clock)
}

#[test]
fn a_row_is_there_until_its_last_second_is_over() {
    let (mut fixture, clock) = fixture();
    fixture.load_at("p,c,s,v,w\n1,1.0,one,a,b\n", 1000 * SECOND + 999_999);
    let row = [r#"["1.0","one","a","b"]"#];
    for (now, is_there) in [(1000, true), (1059, true), (1060, false), (5000, false)] {
        clock.store(now, Ordering::Relaxed);
        let (rows, count) = (fixture.ask("rows", &[("p", "1")]), fixture.ask("how_many", &[("p", "1")]));
        assert_eq!(rows, if is_there { &row[..] } else { &[] }, "at {now}");
        assert_eq!(count, [if is_there { "[1]" } else { "[0]" }], "at {now}");
        assert_eq!(fixture.ask("one", &[("p", "1"), ("c", "1")]).is_empty(), !is_there, "at {now}");
        assert_eq!(fixture.ask("partitions", &[("ps", "[1]")]).is_empty(), !is_there, "at {now}");
        assert_eq!(fixture.count("rows"), u64::from(is_there), "at {now}");
        assert_eq!(fixture.count("for_ever"), 1, "a default of 0 is none");
    }
}

#[test]
fn each_cell_lives_from_its_own_writing_and_the_row_from_the_last() {
    let (mut fixture, clock) = fixture();
    fixture.load_at("p,c,s,v,w\n1,1,one,a,b\n1,2,∅,a,b\n", 1000 * SECOND);
    fixture.load_at("p,c,s,v,w\n1,1.0,∅,∅,B\n", 1030 * SECOND);
    clock.store(1059, Ordering::Relaxed);
    assert_eq!(fixture.ask("rows", &[("p", "1")]), [r#"["1.0","one","a","B"]"#, r#"["2","one","a","b"]"#]);
    clock.store(1060, Ordering::Relaxed);
    // The clustering column stands in the value, and is part of the key all the same.
    assert_eq!(fixture.ask("rows", &[("p", "1")]), [r#"["1.0",null,null,"B"]"#]);
    assert_eq!(fixture.ask("one", &[("p", "1"), ("c", "1")]), [r#"[null,"B"]"#]);
    assert_eq!(fixture.ask("backwards", &[("p", "1")]), [r#"["1.0"]"#], "a limit does not count what is gone");
    assert_eq!(fixture.count("rows"), 1);
    // Folded into one layer, every cell keeps its time.
    fixture.load_at("p,c,s,v,w\n9,1,∅,∅,∅\n", 1031 * SECOND);
    assert_eq!(fixture.ask("rows", &[("p", "1")]), [r#"["1.0",null,null,"B"]"#]);
    clock.store(1090, Ordering::Relaxed);
    assert_eq!(fixture.ask("rows", &[("p", "1")]), NONE);
    assert_eq!(fixture.count("rows"), 1, "the row of partition 9 is a second younger");
    clock.store(1091, Ordering::Relaxed);
    assert_eq!(fixture.count("rows"), 0);
}

#[test]
fn a_partition_lives_as_long_as_a_static_value() {
    let (mut fixture, clock) = fixture();
    fixture.load_at("p,c,s,v,w\n1,1,old,a,b\n2,1,∅,a,b\n", 1000 * SECOND);
    // Written apart from any row, which no CSV can say.
    let layout = Layout::of(&fixture.catalog.table("rows").unwrap().shape);
    let (mut key, mut value) = (Vec::new(), Vec::new());
    layout.write_partition(|_| &[0, 0, 0, 1], &mut Vec::new(), &mut key);
    Layout::write_static(&mut key);
    row::begin(&mut value);
    row::write_cell(Cell::Set(b"new"), &mut value);
    fixture.put_at("rows", &[(key, value)], 1030 * SECOND);
    clock.store(1060, Ordering::Relaxed);
    assert_eq!(fixture.ask("rows", &[("p", "1")]), [r#"[null,"new",null,null]"#]);
    assert_eq!(fixture.ask("partitions", &[("ps", "[1, 2]")]), [r#"[1,"new"]"#]);
    assert_eq!(fixture.ask("each", &[("ps", "[1, 2]")]), ["[1,null]"]);
    assert_eq!(fixture.ask("how_many", &[("p", "1")]), ["[1]"]);
    clock.store(1090, Ordering::Relaxed);
    assert_eq!(fixture.ask("rows", &[("p", "1")]), NONE);
}

#[test]
fn the_default_of_a_table_is_a_time_to_live_too() {
    let (mut fixture, clock) = fixture();
    fixture.load_at("p,c,s,v,w\n1,1,∅,a,b\n", 1000 * SECOND);
    clock.store(1099, Ordering::Relaxed);
    assert_eq!(fixture.ask("by_default", &[("p", "1"), ("c", "1")]), [r#"["a"]"#]);
    clock.store(1100, Ordering::Relaxed);
    assert_eq!(fixture.ask("by_default", &[("p", "1"), ("c", "1")]), NONE);
    assert_eq!(fixture.ask("for_ever", &[("p", "1"), ("c", "1")]), [r#"["b"]"#]);
}

#[test]
fn another_lifetime_is_another_table() {
    let (fixture, _) = fixture();
    for (from, to, says) in [
        ("ttl: 60s", "ttl: 1m", None),
        ("ttl: 60s", "ttl: 61s", Some("its rows live 60 s there, 61 s in the model")),
        (", ttl: 60s", "", Some("its rows live 60 s there, for ever in the model")),
        ("default_time_to_live: 0", "comment: x", None),
    ] {
        let other = Fixture::new(&MODEL.replace(from, to));
        let comparison = fixture.plan(&other.catalog);
        let told = comparison.differences.first().map(|difference| difference.facts.join("; "));
        assert_eq!(told.as_deref(), says, "{to}");
    }
}
