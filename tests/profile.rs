//! What `check --data` counts in a planted CSV, by hand; what it foretells of growth; and that what it prints can be pasted.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

#[path = "cli/harness.rs"]
mod harness;

use std::fmt::Write as _;

use harness::{Folder, repository};
use serde_json::{Value, json};

const MODEL: &str = "modeler: 1
keyspace: planted
source: { files: [rows.csv], nulls: [\"\"] }
columns: { shop: text, day: date, item: int, price: int, note: text, owner: text }
queries:
  sales: { partition_key: [shop], clustering_key: [day, item], static: [owner], select: [price, note] }
  shops: { partition_key: [shop], select: [owner] }
";

/// Ten shops: the first has 1 row, the second 2, and so on to the tenth. Of the tenth's, three rows come again as they
/// are, two with another price, and one without its note, which says nothing new.
fn planted() -> String {
    let mut rows = String::from("shop,day,item,price,note,owner,till\n");
    for shop in 1..=10 {
        for item in 0..shop {
            // A note on each third row.
            let note = if item % 3 == 0 { format!("n{item}") } else { String::new() };
            writeln!(rows, "s{shop:02},2024-03-01,{item},{item},{note},o{shop},{item}").unwrap();
        }
    }
    for (item, price, note) in [(1, 1, ""), (2, 2, ""), (0, 0, "n0"), (4, 40, ""), (5, 50, ""), (3, 3, "")] {
        writeln!(rows, "s10,2024-03-01,{item},{price},{note},o10,9").unwrap();
    }
    rows.push_str("s01,2024-03-02,0,0,,other,9\n");
    rows
}

fn project(model: &str, rows: &str) -> Folder {
    let folder = Folder::empty();
    folder.write("queries.yaml", model);
    folder.write("rows.csv", rows);
    folder
}

fn profile(folder: &Folder, more: &[&str]) -> Value {
    let arguments = ["check", "--file", "queries.yaml", "--data", "--format", "json"];
    folder.modeler(arguments.into_iter().chain(more.iter().copied())).ends(0).json()
}

#[test]
fn planted_rows_are_counted_as_by_hand() {
    let data = &profile(&project(MODEL, &planted()), &[])["data"];
    assert_eq!((&data["read"], &data["accepted"]), (&json!(62), &json!(62)));
    assert_eq!(data["sources"][0]["unread"], json!(["till"]));
    let sales = &data["tables"][0];
    // 55 rows of the ten shops, and one more of the first.
    assert_eq!((&sales["rows"], &sales["partitions"], &sales["static_rows"]), (&json!(56), &json!(10), &json!(10)));
    assert_eq!((&sales["lost"]["identical"], &sales["lost"]["conflicting"]), (&json!(4), &json!(2)));
    assert_eq!(
        sales["lost"]["examples"],
        json!([
            { "key": { "shop": "s10", "day": "2024-03-01", "item": 4 }, "earlier": "rows.csv:51", "later": "rows.csv:60", "columns": ["price"] },
            { "key": { "shop": "s10", "day": "2024-03-01", "item": 5 }, "earlier": "rows.csv:52", "later": "rows.csv:61", "columns": ["price"] },
        ])
    );
    assert_eq!(sales["varying"]["times"], json!(1));
    assert_eq!(sales["varying"]["examples"][0]["later"], json!("rows.csv:63"));
    // 2, 2, 3, 4, 5, 6, 7, 8, 9, 10 rows.
    let of = |name: &str| sales["partition_rows"][name].as_u64().unwrap();
    assert_eq!([of("p50"), of("p95"), of("p99"), of("max"), of("sum")], [5, 10, 10, 10, 56]);
    let hottest: Vec<_> =
        sales["hottest"].as_array().unwrap().iter().map(|held| (&held["key"]["shop"], &held["rows"])).collect();
    let expected = [("s10", 10), ("s09", 9), ("s08", 8), ("s07", 7), ("s06", 6)];
    assert_eq!(
        hottest,
        expected.map(|(shop, rows)| (json!(shop), json!(rows))).iter().map(|(a, b)| (a, b)).collect::<Vec<_>>()
    );
    // Each shop has a note on a third of its rows, rounded up: 1+1+1+2+2+2+3+3+3+4 of 56.
    assert_eq!(sales["nulls"]["note"], json!({ "rows": 56 - 22, "share": 34.0 / 56.0 }));
    assert_eq!(sales["nulls"]["price"]["rows"], json!(0));
    let shops = &data["tables"][1];
    assert_eq!((&shops["rows"], &shops["partitions"]), (&json!(10), &json!(10)));
    assert_eq!((&shops["lost"]["identical"], &shops["lost"]["conflicting"]), (&json!(51), &json!(1)));
    // Key 2+3, deletion 12; row: flags 1, size 1, before 1, timestamp 1, cell 1+1+2; end 1. The owner of the tenth is longer.
    let bytes = &shops["partition_bytes"];
    assert_eq!([&bytes["p50"], &bytes["max"]], [&json!(17 + 8 + 1), &json!(17 + 8 + 1 + 3)]);
}

#[test]
fn a_column_of_a_source_is_looked_at_in_every_row() {
    let data = &profile(&project(MODEL, &planted()), &[])["data"];
    let columns = data["sources"][0]["columns"].as_array().unwrap();
    let of = |name: &str| columns.iter().find(|column| column["name"] == name).unwrap();
    assert_eq!((&of("note")["values"], &of("note")["nulls"]), (&json!(23), &json!(39)));
    assert_eq!((&of("day")["constant"], &of("note")["reads_as"]), (&Value::Null, &Value::Null));
}

/// R5 of the reference: 86,400 readings a day, a row of 26 bytes.
const READINGS: &str = "modeler: 1
keyspace: planted
source: { files: [rows.csv] }
columns:
  sensor: uuid
  ts: timestamp
  value: double
queries:
  readings:
    partition_key: [sensor]
    clustering_key: [ts]
    growth: { rows_per_day: 86400 }
    select: [value]
";

fn readings() -> String {
    let row = |n: u32| format!("00000000-0000-4000-8000-{:012},2024-03-01T10:00:{n:02}Z,{n}.5\n", n % 3);
    format!("sensor,ts,value\n{}", (0..12).map(row).collect::<Vec<_>>().concat())
}

#[test]
fn growth_crosses_the_limits_when_the_vector_says() {
    let folder = project(READINGS, &readings());
    let all = profile(&folder, &[]);
    let growth = &all["data"]["tables"][0]["growth"];
    assert_eq!(
        (&growth["basis"], &growth["rows_per_day"], &growth["row_bytes"]),
        (&json!("query"), &json!(86400.0), &json!(26.0))
    );
    let crossings = growth["crossings"].as_array().unwrap();
    let days = |at: usize| crossings[at]["days"].as_f64().unwrap();
    assert_eq!((&crossings[0]["limit"], &crossings[1]["limit"]), (&json!("rows"), &json!("bytes")));
    assert!((days(0) - 100_000.0 / 86_400.0).abs() < 1e-9 && (days(1) - 44.516).abs() < 0.001, "{crossings:?}");
    // Counted from the newest row: four rows of 100,000 are there.
    assert_eq!((&crossings[0]["on"], &crossings[1]["on"]), (&json!("2024-03-02"), &json!("2024-04-14")));
    assert_eq!(growth["bucket"]["unit"], json!("day"));
    // 100 rows a day, as a hotel has: 100,000 after a thousand days.
    folder.write("queries.yaml", READINGS.replace("86400", "100"));
    let growth = &profile(&folder, &[])["data"]["tables"][0]["growth"];
    assert_eq!(growth["crossings"].as_array().unwrap().len(), 1);
    assert_eq!(growth["crossings"][0]["days"], json!(1000.0));
    assert_eq!(growth["bucket"]["unit"], json!("month"));
}

#[test]
fn the_stanza_against_growth_can_be_pasted() {
    for (rows_per_day, unit) in [("86400", "day"), ("100", "month"), ("12_000", "week"), ("2000000", "hour")] {
        let model = READINGS.replace("86400", rows_per_day);
        let folder = project(&model, &readings());
        let growth = &profile(&folder, &[])["data"]["tables"][0]["growth"];
        assert_eq!(growth["bucket"]["unit"], json!(unit), "{rows_per_day}");
        let stanza = growth["bucket"]["stanza"].as_str().unwrap();
        let (columns, query) = stanza.split_once("queries:\n").unwrap();
        let head = model.split("queries:\n").next().unwrap();
        let columns = columns.strip_prefix("columns:\n").unwrap();
        let growing = format!("    growth: {{ rows_per_day: {rows_per_day} }}\n");
        folder.write("queries.yaml", format!("{head}{columns}queries:\n{query}{growing}"));
        folder
            .modeler(["check", "--file", "queries.yaml", "--data", "--deny", "warnings"])
            .ends(0)
            .says("nothing wrong");
    }
}

#[test]
fn what_cannot_be_read_is_told_and_stops_only_when_it_is_too_much() {
    let folder = project(READINGS, "sensor,ts,value\nx,y,z\n");
    folder.modeler(["check", "--file", "queries.yaml", "--data"]).ends(0).says("rows.csv:2: column `sensor`");
    folder.modeler(["check", "--file", "queries.yaml", "--data", "--max-errors", "0"]).ends(8).warns("1 of 1 row");
    folder.modeler(["check", "--file", "queries.yaml", "--csv", "rows.csv"]).ends(2);
}

#[test]
fn rows_that_no_limit_is_near_are_the_same_however_many_threads_there_are() {
    let mut rows = String::from("sensor,ts,value\n");
    for n in 0..120_000_u32 {
        let (sensor, second) = (n % 977, n / 977);
        writeln!(
            rows,
            "00000000-0000-4000-8000-{sensor:012},2024-03-{:02}T10:{:02}:00Z,{n}.5",
            second / 60 + 1,
            second % 60
        )
        .unwrap();
    }
    let folder = project(READINGS, &rows);
    let one = profile(&folder, &["--top", "3"]);
    assert_eq!(one, profile(&folder, &["--top", "3"]));
    let readings = &one["data"]["tables"][0];
    assert_eq!((&readings["rows"], &readings["partitions"]), (&json!(120_000), &json!(977)));
    // 120,000 = 122 × 977 + 806.
    let of = |name: &str| readings["partition_rows"][name].as_u64().unwrap();
    assert_eq!([of("p50"), of("p95"), of("max"), of("sum")], [123, 123, 123, 120_000]);
    assert_eq!(readings["hottest"].as_array().unwrap().len(), 3);
}

#[test]
fn a_partition_of_more_than_100_mb_is_warned_of() {
    let folder =
        Folder::with(&repository().join("tests/profile/large"), &["queries.yaml", "twin.yaml", "rows.csv.zst"]);
    let check =
        |file: &str| folder.modeler(["check", "--quiet", "--file", file, "--data", "--format", "json"]).ends(0).json();
    let planted = check("queries.yaml");
    let codes: Vec<&Value> = planted["findings"].as_array().unwrap().iter().map(|found| &found["code"]).collect();
    assert!(codes.contains(&&json!("S02")), "{codes:?}");
    // 1,120 rows: flags 1, clustering 1+4, size 3, before 3, timestamp 1, cell 1+3+90,000; the first has one of 1 before.
    assert_eq!(planted["data"]["tables"][0]["partition_bytes"]["max"], json!(100_819_057));
    assert_eq!(check("twin.yaml")["findings"], json!([]));
}
