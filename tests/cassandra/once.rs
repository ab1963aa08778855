//! Loads of what must not be sent twice, counters and lists of several cells, over a line and a node that fail: what is not
//! known to be written is told row by row, and nothing is written twice.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use libtest_mimic::{Failed, Trial};
use serde_json::{Value, json};

use crate::cluster::Cluster;
use crate::proxy::{Deed, Error};
use crate::site::{Ended, Site, writes};

pub fn trials() -> Vec<Trial> {
    trials!(
        shared: counters_are_not_counted_twice, lists_are_not_written_twice, a_broken_line_counts_nothing_twice,
            what_had_no_effect_is_sent_again
    )
}

const COUNTERS: &str = "\
columns: { song: text, seq: int, value: counter }
queries:
  rows: { partition_key: [song], clustering_key: [seq], select: [value], examples: [{ song: song 1 }] }
";
const LISTS: &str = "\
columns: { song: text, seq: int, value: { type: \"list<text>\", split: \" \", csv: value } }
queries:
  rows: { partition_key: [song], clustering_key: [seq], select: [value], examples: [{ song: song 1 }] }
";

/// Rows in all: one batch per song, of up to nine.
const ALL: i64 = 900;
const COUNTER_TIMEOUT: Error = Error::WriteTimeout { kind: "COUNTER", received: 0, required: 1 };

type Key = (String, i64);

fn key(n: i64) -> Key {
    (format!("song {}", n / 9), n)
}

/// Each key comes up to three times, and is counted so often.
fn counters() -> (String, BTreeMap<Key, Value>) {
    let mut csv = "song,seq\n".to_owned();
    let mut expected = BTreeMap::new();
    for n in 0..ALL {
        for _ in 0..=n % 3 {
            let _ = writeln!(csv, "song {},{n}", n / 9);
        }
        expected.insert(key(n), json!(n % 3 + 1));
    }
    (csv, expected)
}

fn lists() -> (String, BTreeMap<Key, Value>) {
    let mut csv = "song,seq,value\n".to_owned();
    let mut expected = BTreeMap::new();
    for n in 0..ALL {
        let _ = writeln!(csv, "song {},{n},a{n} b{n}", n / 9);
        expected.insert(key(n), json!([format!("a{n}"), format!("b{n}")]));
    }
    (csv, expected)
}

/// Rows by their keys, from what says so in JSON.
fn by_key(rows: impl Iterator<Item = Value>) -> BTreeMap<Key, Value> {
    let keyed = rows.map(|row| {
        let key = (row["song"].as_str().unwrap().to_owned(), row["seq"].as_i64().unwrap());
        (key, row["value"].clone())
    });
    keyed.collect()
}

fn there(site: &Site<'_>) -> BTreeMap<Key, Value> {
    let answer = site.cluster.cql(&format!("SELECT JSON * FROM {}.rows", site.keyspace)).unwrap();
    let answer = answer.into_rows_result().unwrap();
    by_key(answer.rows::<(String,)>().unwrap().map(|row| serde_json::from_str(&row.unwrap().0).unwrap()))
}

/// The rows of which the load says that it does not know; panics where one stands there twice.
fn unknown(site: &Site<'_>) -> BTreeMap<Key, Value> {
    let told = site.told("unknown.jsonl");
    let rows = told.iter().map(|told| {
        let (key, values) = (&told["key"], &told["values"]);
        json!({ "song": key["song"], "seq": key["seq"], "value": values["value"] })
    });
    let unknown = by_key(rows);
    assert_eq!(unknown.len(), told.len(), "rows are told twice");
    unknown
}

/// Panics unless some rows are told as unknown, with their values; gives how many of these are there. The others are there
/// once, and no row twice.
#[track_caller]
fn accounted(site: &Site<'_>, ended: &Ended, expected: &BTreeMap<Key, Value>) -> (usize, usize) {
    let (there, unknown) = (there(site), unknown(site));
    assert!(!unknown.is_empty(), "{ended:#?}");
    ended.counts([(expected.len() - unknown.len()) as u64, 0, unknown.len() as u64, 0]);
    for (key, value) in expected {
        let (there, told) = (there.get(key), unknown.get(key));
        assert!(there.is_none_or(|there| there == value), "{key:?} is {there:?}, not {value}: {ended:#?}");
        assert!(told.is_none_or(|told| told == value), "{key:?} is told as {told:?}, not {value}");
        assert!(there.is_some() || told.is_some(), "{key:?} is neither there nor told: {ended:#?}");
    }
    (unknown.len(), unknown.keys().filter(|key| there.contains_key(*key)).count())
}

fn counters_are_not_counted_twice(cluster: &Cluster) -> Result<(), Failed> {
    let (csv, expected) = counters();
    written_once(&Site::new(cluster, COUNTERS, &csv), &expected)
}

fn lists_are_not_written_twice(cluster: &Cluster) -> Result<(), Failed> {
    let (csv, expected) = lists();
    written_once(&Site::new(cluster, LISTS, &csv), &expected)
}

/// Loads under one fault after the other, each time into tables that are made anew.
fn written_once(site: &Site<'_>, expected: &BTreeMap<Key, Value>) -> Result<(), Failed> {
    // Whether the node does what it is asked to.
    let cases = [
        (Deed::ApplyThenAnswer(COUNTER_TIMEOUT), true),
        (Deed::Answer(COUNTER_TIMEOUT), false),
        (Deed::Answer(Error::Overloaded), false),
        (Deed::ApplyThenAnswer(Error::Server), true),
        (Deed::DropAnswer, true),
        (Deed::Swallow, false),
    ];
    for (deed, is_done) in cases {
        site.proxy.heal();
        let before = site.proxy.forged();
        site.proxy.forge(writes(deed).every(9));
        let ended = site.load("--drop-tables --request-timeout 1 --max-errors 1000", 7);
        let (unknown, there) = accounted(site, &ended, expected);
        assert_eq!(there, if is_done { unknown } else { 0 }, "{deed:?}: of {unknown}");
        // None of them was sent again.
        let hit = site.proxy.forged() - before;
        assert!(hit > 5 && unknown as u64 > hit, "{deed:?}: {unknown} rows in {hit} requests");
        assert!(!site.is_kept());
    }
    Ok(())
}

fn a_broken_line_counts_nothing_twice(cluster: &Cluster) -> Result<(), Failed> {
    for (model, (csv, expected)) in [(COUNTERS, counters()), (LISTS, lists())] {
        let site = Site::new(cluster, model, &csv);
        // Requests are on their way for long.
        site.proxy.forge(writes(Deed::DropAnswer).every(9));
        let before = site.proxy.passed();
        let child = site.begin("--rate 600 --max-errors 1000")?;
        for n in 1..=3 {
            site.proxy.await_passed(before + n * 12_000);
            site.proxy.reset();
        }
        site.proxy.await_passed(before + 48_000);
        site.proxy.heal();
        std::thread::sleep(std::time::Duration::from_millis(300));
        site.proxy.reset();
        accounted(&site, &Site::end(child, 7), &expected);
    }
    Ok(())
}

fn what_had_no_effect_is_sent_again(cluster: &Cluster) -> Result<(), Failed> {
    for (model, (csv, expected)) in [(COUNTERS, counters()), (LISTS, lists())] {
        let site = Site::new(cluster, model, &csv);
        for error in [Error::Unavailable { required: 2, alive: 1 }, Error::IsBootstrapping] {
            site.proxy.forge(writes(Deed::Answer(error)).every(4));
        }
        site.load("", 0).counts([expected.len() as u64, 0, 0, 0]);
        assert!(site.proxy.forged() > 20, "{} requests", site.proxy.forged());
        assert_eq!(there(&site), expected);
    }
    Ok(())
}
