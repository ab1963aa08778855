//! The founding model on the event log of a public data-engineering course, where somebody has put it beside the
//! project: in `../shared/data/sparkify`, or where `MODELER_SPARKIFY` says. The log carries no licence and is not part of
//! the project; without it the test says so and passes.
#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a test fails by panicking, and says what it tries")]

#[path = "cli/harness.rs"]
mod harness;

use std::path::PathBuf;

use harness::{Folder, repository};
use serde_json::{Value, json};

#[test]
fn the_raw_log_gives_the_known_answers() {
    let Some(log) = log() else { return };
    let counts = load(&log.join("event_data/*.csv"));
    assert_eq!((&counts["read"], &counts["filtered"]), (&json!(8_056), &json!(1_236)));
}

#[test]
fn the_filtered_log_gives_the_same_answers() {
    let Some(log) = log() else { return };
    let counts = load(&log.join("event_datafile_new.csv"));
    assert_eq!((&counts["read"], &counts["filtered"]), (&json!(6_820), &json!(0)));
}

#[test]
fn the_profile_of_the_log_says_what_is_known_of_it() {
    let Some(log) = log() else { return };
    let files = log.join("event_datafile_new.csv");
    let folder = Folder::founding();
    let all = folder.modeler(["check", "--data", "--csv", files.to_str().unwrap(), "--format", "json"]).ends(0).json();
    assert_eq!(all["findings"], json!([]));
    let tables = all["data"]["tables"].as_array().unwrap();
    let rows: Vec<&Value> = tables.iter().map(|table| &table["rows"]).collect();
    assert_eq!(rows, [&json!(6_820), &json!(6_820), &json!(6_618)]);
    assert_eq!(tables[2]["lost"], json!({ "identical": 202, "conflicting": 0, "examples": [] }));
    let hottest = |table: usize| (&tables[table]["hottest"][0]["key"], &tables[table]["hottest"][0]["rows"]);
    assert_eq!(hottest(0), (&json!({ "session_id": 589 }), &json!(117)));
    assert_eq!(hottest(2), (&json!({ "song_title": "You're The One" }), &json!(22)));
}

/// Loads a log into the founding tables, and holds what does not depend on how the log is cut: rows and answers. Gives
/// the counts of the load.
fn load(files: &std::path::Path) -> Value {
    let folder = Folder::founding();
    let files = files.to_str().unwrap();
    folder.modeler(["run", "--csv", files]).ends(0).says("not compared").says("all is as it should be");
    let counts = folder.modeler(["load", "--csv", files, "--format", "json"]).ends(0).json();
    assert_eq!((&counts["rejected"], &counts["accepted"]), (&json!(0), &json!(6_820)));
    let tables = [("songs_by_session", 6_820), ("songs_by_user_session", 6_820), ("users_by_song", 6_618)];
    for (table, distinct) in tables {
        assert_eq!(counts["tables"][table]["accepted"], json!(6_820), "{table}");
        assert_eq!(counts["tables"][table]["distinct"], json!(distinct), "{table}");
    }
    folder.modeler(["verify", "--exact", "--csv", files]).ends(0);
    answers(&folder);
    counts
}

fn answers(folder: &Folder) {
    let ask = |words: &[&str]| folder.modeler(words.iter().copied().chain(["--format", "json"])).ends(0).json();
    assert_eq!(
        ask(&["query", "songs_by_session", "session_id=338", "item_in_session=4"]),
        json!([{ "artist": "Faithless", "song_title": "Music Matters (Mark Knight Dub)", "song_length": 495.3073 }])
    );
    let songs = ask(&["query", "songs_by_user_session", "user_id=10", "session_id=182"]);
    let songs = songs.as_array().unwrap();
    assert_eq!(songs.len(), 4);
    assert!(songs.iter().all(|song| song["first_name"] == "Sylvie" && song["last_name"] == "Cruz"), "{songs:?}");
    assert_eq!(
        (&songs[0]["artist"], &songs[0]["song_title"]),
        (&json!("Down To The Bone"), &json!("Keep On Keepin' On"))
    );
    assert_eq!(
        ask(&["query", "users_by_song", "song_title=All Hands Against His Own"]),
        json!([
            { "first_name": "Jacqueline", "last_name": "Lynch" },
            { "first_name": "Tegan", "last_name": "Levine" },
            { "first_name": "Sara", "last_name": "Johnson" },
        ])
    );
}

fn log() -> Option<PathBuf> {
    let named = std::env::var_os("MODELER_SPARKIFY").map(PathBuf::from);
    let log = named.clone().unwrap_or_else(|| repository().join("../shared/data/sparkify"));
    if log.is_dir() {
        return Some(log);
    }
    assert!(named.is_none(), "MODELER_SPARKIFY names no folder: {}", log.display());
    println!("skipped: there is no {}", log.display());
    None
}
