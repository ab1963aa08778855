//! Makes the committed data again and compares, byte for byte; then holds the data to the facts that the other tests
//! and the documentation rely on.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

#[path = "../examples/make_events/catalogue.rs"]
mod catalogue;
#[path = "../examples/make_events/dice.rs"]
mod dice;
#[path = "../examples/make_events/events.rs"]
mod events;
#[path = "../examples/make_events/row.rs"]
mod row;

use events::{DAY, Plan, SEED, START};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// The columns of a row that a test names.
const ARTIST: usize = 0;
const FIRST_NAME: usize = 2;
const ITEM: usize = 4;
const LAST_NAME: usize = 5;
const LENGTH: usize = 6;
const SESSION: usize = 12;
const SONG: usize = 13;
const TS: usize = 15;
const USER: usize = 16;

#[test]
fn the_committed_data_is_what_the_generator_makes() {
    let made = tempfile::tempdir().unwrap();
    let bytes = Plan::month().write(SEED, made.path()).unwrap();
    let (made, committed) = (files(made.path()), files(&committed()));
    assert_eq!(made.keys().collect::<Vec<_>>(), committed.keys().collect::<Vec<_>>());
    for (name, text) in &made {
        assert!(
            *text == committed[name],
            "data/events/{name} differs from what `cargo run --release --example make_events -- --out data/events` makes"
        );
    }
    assert_eq!(made.values().map(String::len).sum::<usize>() as u64, bytes);
}

#[test]
fn another_seed_makes_other_events() {
    let made = tempfile::tempdir().unwrap();
    Plan::month().write(SEED + 1, made.path()).unwrap();
    let (made, committed) = (files(made.path()), files(&committed()));
    assert!(made.iter().all(|(name, text)| *text != committed[name]));
}

#[test]
fn the_data_is_a_month_of_sessions() {
    let files = files(&committed());
    assert_eq!(files.len(), 30);
    let rows: Vec<_> = files.values().flat_map(|text| rows(text)).collect();
    let plays: Vec<_> = rows.iter().filter(|row| !row[ARTIST].is_empty()).collect();
    assert_eq!((rows.len(), plays.len()), (8_056, 6_820));
    assert_eq!(rows.iter().filter(|row| row[USER].is_empty()).count(), 286);
    assert!(
        rows.iter().all(|row| [SONG, LENGTH].iter().all(|&column| row[column].is_empty() == row[ARTIST].is_empty()))
    );
    assert!(plays.iter().all(|row| !row[USER].is_empty()));
    let distinct = |columns: &[usize]| {
        plays.iter().map(|row| columns.iter().map(|&c| &row[c]).collect()).collect::<BTreeSet<Vec<_>>>().len()
    };
    assert_eq!(distinct(&[SESSION, ITEM]), 6_820);
    assert_eq!(distinct(&[USER, SESSION, ITEM]), 6_820);
    assert_eq!(distinct(&[SONG, USER]), 6_619);
    assert_eq!(distinct(&[USER]), distinct(&[USER, FIRST_NAME, LAST_NAME]), "a user has one name");
    assert!(distinct(&[SONG]) < distinct(&[SONG, ARTIST]), "some songs belong to several artists");

    let mut sessions: BTreeMap<&str, Vec<(u64, u64)>> = BTreeMap::new();
    for row in &rows {
        sessions.entry(&row[SESSION]).or_default().push((row[TS].parse().unwrap(), row[ITEM].parse().unwrap()));
    }
    for (session, events) in &sessions {
        assert!(events.is_sorted(), "session {session} goes back in time");
        assert!(events.iter().map(|event| event.1).eq(0..events.len() as u64), "session {session} skips an item");
    }
    let over_midnight = sessions.values().filter(|s| (s[0].0 - START) / DAY < (s[s.len() - 1].0 - START) / DAY);
    assert!(over_midnight.count() > 10);
}

#[test]
fn each_file_holds_its_own_day_in_order() {
    for (day, (name, text)) in (0..).zip(files(&committed())) {
        assert_eq!(name, format!("2024-06-{:02}-events.csv", day + 1));
        let times: Vec<u64> = rows(&text).iter().map(|row| row[TS].parse().unwrap()).collect();
        assert!(!times.is_empty() && times.is_sorted(), "{name}");
        assert!(times.iter().all(|ts| (ts - START) / DAY == day), "{name}");
    }
}

#[test]
fn the_data_tries_what_csv_and_text_can_do() {
    let text: String = files(&committed()).into_values().collect();
    let songs: Vec<_> = rows(&text).into_iter().map(|row| row[SONG].to_owned()).collect();
    for part in [',', '"', 'é', 'ñ', 'ø', 'ü', 'σ', '夜', '🌙'] {
        assert!(songs.iter().any(|song| song.contains(part)), "no song with {part}");
    }
    assert!(text.contains(",\"Portland-Vancouver, OR-WA\","), "no quoted location");
    assert!(!text.contains('\r'));
}

#[test]
fn an_input_of_any_size_has_exactly_that_size() {
    for (count, plays, files_wanted, plan) in [
        (0, 0, 1, Plan::sized(0, 1, false)),
        (1, 1, 1, Plan::sized(1, 1, true)),
        (5_000, 4_233, 1, Plan::sized(5_000, 1, false)),
        (5_000, 5_000, 12, Plan::sized(5_000, 12, true)),
    ] {
        let made = tempfile::tempdir().unwrap();
        plan.write(7, made.path()).unwrap();
        let files = files(made.path());
        let rows: Vec<_> = files.values().flat_map(|text| rows(text)).collect();
        assert_eq!((files.len(), rows.len()), (files_wanted, count));
        assert_eq!(rows.iter().filter(|row| !row[ARTIST].is_empty()).count(), plays);
        assert!(
            rows.is_sorted_by_key(|row| row[TS].parse::<u64>().unwrap()),
            "files in name order are in order of time"
        );
    }
}

fn committed() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("data/events")
}

/// The text of every file of a folder by its name.
fn files(folder: &Path) -> BTreeMap<String, String> {
    let entries = folder.read_dir().unwrap().map(|entry| entry.unwrap().path());
    entries
        .map(|path| {
            let name = path.file_name().unwrap().to_str().unwrap().to_owned();
            (name, std::fs::read_to_string(path).unwrap())
        })
        .collect()
}

/// The rows of a file (or of several in a row), without their headers.
fn rows(text: &str) -> Vec<csv::StringRecord> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
    let rows = reader.records().map(Result::unwrap);
    rows.filter(|row| row.iter().ne(row::COLUMNS)).collect()
}
