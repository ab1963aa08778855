//! The generated `rows.rs` of every case, and of the founding model, compiles without a warning, and rustfmt leaves it as
//! it is. A new case needs a line of its own here.

#![deny(warnings, missing_docs, unreachable_pub, clippy::all, clippy::pedantic)]
#![allow(dead_code, reason = "a test is a binary, which calls everything dead that it does not use")]
#![allow(clippy::type_complexity, reason = "types are as complex as those of the columns")]
#![allow(clippy::missing_errors_doc, clippy::must_use_candidate, reason = "this project lets them pass for itself")]
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

#[path = "rows/derived.rs"]
mod derived;

use std::collections::BTreeSet;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::process::Command;

#[doc = "`tests/cases/archived_logs`"]
#[path = "cases/archived_logs/generated/rows.rs"]
pub mod archived_logs;
#[doc = "`tests/cases/bank_ledger`"]
#[path = "cases/bank_ledger/generated/rows.rs"]
pub mod bank_ledger;
#[doc = "`tests/cases/chat_rooms`"]
#[path = "cases/chat_rooms/generated/rows.rs"]
pub mod chat_rooms;
#[doc = "`tests/cases/fleet_positions`"]
#[path = "cases/fleet_positions/generated/rows.rs"]
pub mod fleet_positions;
#[doc = "`models/queries.yaml`"]
#[path = "../generated/rows.rs"]
pub mod founding;
#[doc = "`tests/cases/game_scores`"]
#[path = "cases/game_scores/generated/rows.rs"]
pub mod game_scores;
#[doc = "`tests/cases/library_catalogue`"]
#[path = "cases/library_catalogue/generated/rows.rs"]
pub mod library_catalogue;
#[doc = "`tests/cases/login_sessions`"]
#[path = "cases/login_sessions/generated/rows.rs"]
pub mod login_sessions;
#[doc = "`tests/cases/meter_readings`"]
#[path = "cases/meter_readings/generated/db/meters/mod.rs"]
pub mod meter_readings;
#[doc = "`tests/cases/museum_objects`"]
#[path = "cases/museum_objects/generated/rows.rs"]
pub mod museum_objects;
#[doc = "`tests/cases/odd_names`"]
#[path = "cases/odd_names/generated/rows.rs"]
pub mod odd_names;
#[doc = "`tests/cases/parcel_imports`"]
#[path = "cases/parcel_imports/generated/rows.rs"]
pub mod parcel_imports;
#[doc = "`tests/cases/play_counts`"]
#[path = "cases/play_counts/generated/rows.rs"]
pub mod play_counts;
#[doc = "`tests/cases/recipe_search`"]
#[path = "cases/recipe_search/generated/rows.rs"]
pub mod recipe_search;
#[doc = "`tests/cases/river_levels`"]
#[path = "cases/river_levels/generated/rows.rs"]
pub mod river_levels;
#[doc = "`tests/cases/sensor_readings`"]
#[path = "cases/sensor_readings/generated/rows.rs"]
pub mod sensor_readings;
#[doc = "`tests/cases/shop_orders`"]
#[path = "cases/shop_orders/generated/rows.rs"]
pub mod shop_orders;
#[doc = "`tests/cases/song_charts`"]
#[path = "cases/song_charts/generated/rows.rs"]
pub mod song_charts;
#[doc = "`tests/cases/tagged_documents`"]
#[path = "cases/tagged_documents/generated/rows.rs"]
pub mod tagged_documents;
#[doc = "`tests/cases/taxi_rides`"]
#[path = "cases/taxi_rides/generated/rows.rs"]
pub mod taxi_rides;
#[doc = "`tests/cases/user_profiles`"]
#[path = "cases/user_profiles/generated/rows.rs"]
pub mod user_profiles;
#[doc = "`tests/cases/weather_stations`"]
#[path = "cases/weather_stations/generated/rows.rs"]
pub mod weather_stations;
#[doc = "`tests/cases/web_visits`"]
#[path = "cases/web_visits/generated/rows.rs"]
pub mod web_visits;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The Rust of every case, by the name of its folder: the file that a crate names, which names others where it is a folder.
fn cases() -> Vec<(String, PathBuf)> {
    let folders = fs::read_dir(root().join("tests/cases")).unwrap().map(|entry| entry.unwrap().path());
    let name = |folder: &Path| folder.file_name().unwrap().to_str().unwrap().to_owned();
    let rows = |folder: &Path| {
        let paths = ["generated/rows.rs", "generated/db/meters/mod.rs"].map(|path| folder.join(path));
        paths.into_iter().find(|path| path.exists()).unwrap()
    };
    folders.map(|folder| (name(&folder), rows(&folder))).collect()
}

#[test]
fn every_case_is_compiled_here() {
    let this = fs::read_to_string(root().join(file!())).unwrap();
    let compiled: BTreeSet<&str> =
        this.lines().filter_map(|line| line.trim().strip_prefix("pub mod ")?.strip_suffix(';')).collect();
    let missing: Vec<String> = cases().into_iter().map(|(name, _)| name).filter(|n| !compiled.contains(&**n)).collect();
    assert!(missing.is_empty(), "add lines with the `rows.rs` of: {}", missing.join(", "));
}

#[test]
fn the_formatter_leaves_generated_rows_as_they_are() {
    let mut files: Vec<PathBuf> = cases().into_iter().map(|(_, path)| path).collect();
    files.push(root().join("generated/rows.rs"));
    let mut command = Command::new("rustfmt");
    command.args(["--check", "--edition", "2024", "--config-path"]).arg(root().join("rustfmt.toml")).args(&files);
    match command.output() {
        Ok(output) => {
            let (out, err) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
            assert!(output.status.success(), "rustfmt would change generated files\n{out}\n{err}");
        }
        Err(error) if error.kind() == ErrorKind::NotFound => {
            panic!("rustfmt is not there: it comes with the toolchain, `rustup component add rustfmt` installs it")
        }
        Err(error) => panic!("cannot run rustfmt: {error}"),
    }
}

#[test]
fn generated_statements_are_those_of_the_model() {
    assert_eq!(founding::songs_by_session::NAME, "songs_by_session");
    assert!(chat_rooms::messages_by_room::SELECT.starts_with("SELECT sent, author"));
}
