//! A table that is too simple to be wrong: a sorted map whose cells are overwritten, and a filter over all of it. And
//! random rows for it, and random parameters.

use std::collections::BTreeMap;

use proptest::prelude::*;
use proptest::sample::select;
use serde_json::json;

use crate::fixture::record;

pub(crate) const PARTITIONS: i32 = 4;
pub(crate) const TEXTS: [&str; 5] = ["", "a", "a\u{0}", "b", "é"];

/// A row of the source.
#[derive(Clone, Debug)]
pub(crate) struct Row {
    pub(crate) p: i32,
    pub(crate) c1: i32,
    pub(crate) c2: &'static str,
    /// A decimal: equal by value however it is spelt.
    pub(crate) c3: (i32, usize),
    pub(crate) a: Option<i32>,
    pub(crate) l: Set,
    pub(crate) s: Option<i32>,
}

/// A set that is not frozen.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Set {
    Unset,
    Empty,
    Of(i32),
}

impl Set {
    /// What is there after it was written over `old`.
    pub(crate) fn over(self, old: Option<i32>) -> Option<i32> {
        match self {
            Self::Unset => old,
            Self::Empty => None,
            Self::Of(n) => Some(n),
        }
    }
}

pub(crate) type Key = (i32, i32, &'static str, i32);

/// What is known of a row: how its decimal is spelt, and its cells.
#[derive(Clone, Debug, Default)]
pub(crate) struct Cells {
    pub(crate) c3: String,
    pub(crate) a: Option<i32>,
    pub(crate) l: Option<i32>,
}

/// The table, too simple to be wrong.
#[derive(Default)]
pub(crate) struct Naive {
    pub(crate) rows: BTreeMap<Key, Cells>,
    pub(crate) statics: BTreeMap<i32, i32>,
    pub(crate) descending: [bool; 3],
}

impl Row {
    pub(crate) fn key(&self) -> Key {
        (self.p, self.c1, self.c2, self.c3.0)
    }

    pub(crate) fn spelt(&self) -> String {
        let n = self.c3.0;
        [format!("{n}"), format!("{n}.0"), format!("{n}.00"), format!("{n}0e-1")][self.c3.1].clone()
    }

    pub(crate) fn csv(&self) -> String {
        let or_null = |value: Option<String>| value.unwrap_or_else(|| "∅".to_owned());
        record(&[
            self.p.to_string(),
            self.c1.to_string(),
            self.c2.to_owned(),
            self.spelt(),
            or_null(self.a.map(|a| a.to_string())),
            match self.l {
                Set::Unset => or_null(None),
                Set::Empty => "[]".to_owned(),
                Set::Of(n) => format!("[{n}]"),
            },
            or_null(self.s.map(|s| s.to_string())),
        ])
    }
}

impl Naive {
    /// Takes the rows of one load; gives how many of them superseded another with the same and with other values.
    pub(crate) fn load(&mut self, rows: &[Row]) -> (u64, u64) {
        let (mut identical, mut conflicting) = (0, 0);
        let mut fresh: BTreeMap<Key, Cells> = BTreeMap::new();
        for row in rows {
            // The text that the node shows for `10e-1` is `1.0`.
            let spelt = row.spelt();
            let spelt = spelt.strip_suffix("0e-1").map_or(spelt.clone(), |n| format!("{n}.0"));
            if let Some(old) = fresh.get(&row.key()) {
                let other = old.c3 != spelt || row.a.is_some_and(|a| old.a != Some(a)) || row.l.over(old.l) != old.l;
                *(if other { &mut conflicting } else { &mut identical }) += 1;
            }
            for rows in [&mut fresh, &mut self.rows] {
                let cells = rows.entry(row.key()).or_default();
                cells.c3.clone_from(&spelt);
                cells.a = row.a.or(cells.a);
                cells.l = row.l.over(cells.l);
            }
            if let Some(s) = row.s {
                self.statics.insert(row.p, s);
            }
        }
        (identical, conflicting)
    }

    /// The rows of a partition that satisfy `keep`, in declared or reversed order, as the query gives them.
    pub(crate) fn partition(&self, p: i32, reversed: bool, keep: &dyn Fn(Place) -> bool) -> Vec<(Place, String)> {
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
                if self.descending[column] == reversed { order } else { order.reverse() }
            };
            turn(x.0.cmp(&y.0), 0).then(turn(x.1.cmp(y.1), 1)).then(turn(x.2.cmp(&y.2), 2))
        });
        rows
    }
}

/// The values of the clustering columns.
pub(crate) type Place = (i32, &'static str, i32);

pub(crate) fn model(descending: [bool; 3]) -> String {
    let [d1, d2, d3] = descending.map(|descending| if descending { "desc" } else { "asc" });
    let [r1, r2, r3] = descending.map(|descending| if descending { "asc" } else { "desc" });
    format!(
        r#"
modeler: 1
keyspace: random
source: {{ files: [rows.csv], nulls: ["∅"] }}
columns: {{ p: int, c1: int, c2: text, c3: decimal, a: int, l: set<int>, s: int }}
queries:
  t: {{ partition_key: [p], clustering_key: [c1 {d1}, c2 {d2}, c3 {d3}], static: [s], select: [a, l], indexes: [a, l, s, c1, c2] }}
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
  scan: {{ table: t, scan: true, per_partition_limit: :each, limit: :all }}
  scan_partitions: {{ table: t, scan: true, distinct: true, limit: :all, select: [p, s] }}
  scan_count: {{ table: t, scan: true, returns: count }}
  find_a: {{ table: t, scan: true, where: [a = :x1, s <= :y1] }}
  find_l: {{ table: t, scan: true, where: [l contains :x1], per_partition_limit: :each, limit: :all }}
  find_c: {{ table: t, scan: true, where: [c1 >= :x1, a < :y1] }}
  find_s: {{ table: t, scan: true, distinct: true, where: [s = :x1], select: [p, s] }}
  find_count: {{ table: t, scan: true, where: [a = :x1], returns: count }}
  find_here: {{ table: t, where: [a = :y1, c1 >= :x1] }}
  find_behind: {{ table: t, where: [c2 = :x2] }}
"#
    )
}

/// The parameters of all questions.
#[derive(Clone, Debug)]
pub(crate) struct Asked {
    pub(crate) p: i32,
    pub(crate) x: Place,
    pub(crate) y: Place,
    pub(crate) ps: Vec<i32>,
    pub(crate) c1s: Vec<i32>,
    pub(crate) c2s: Vec<&'static str>,
    pub(crate) places: Vec<Place>,
    pub(crate) each: usize,
    pub(crate) all: usize,
}

pub(crate) fn place() -> impl Strategy<Value = Place> {
    (-1..5_i32, select(&TEXTS[..]), -1..4_i32)
}

pub(crate) fn row() -> impl Strategy<Value = Row> {
    let cell = || prop::option::of(0..3_i32);
    let set = prop_oneof![Just(Set::Unset), Just(Set::Empty), (0..3_i32).prop_map(Set::Of)];
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

pub(crate) fn asked() -> impl Strategy<Value = Asked> {
    let several = |n: std::ops::Range<i32>| prop::collection::vec(n, 0..5);
    let lists = (several(-1..PARTITIONS + 1), several(-2..6), prop::collection::vec(select(&TEXTS[..]), 0..4));
    let places = prop::collection::vec(place(), 0..5);
    (0..PARTITIONS, place(), place(), lists, places, 1..4_usize, 1..9_usize)
        .prop_map(|(p, x, y, (ps, c1s, c2s), places, each, all)| Asked { p, x, y, ps, c1s, c2s, places, each, all })
}
