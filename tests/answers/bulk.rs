//! Loads that do not fit into one run, and tables that are merged in parts.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use proptest::prelude::*;
use serde_json::json;

use crate::fixture::Fixture;
use crate::random::check;

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
