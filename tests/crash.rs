//! Kills a load at fifty moments spread over its duration. Whatever the moment, the next command finds every table as
//! before or every table as after, and the next load completes.
//!
//! The seed is printed, and `MODELER_CRASH_SEED` sets it; `MODELER_CRASH_ROWS` sets the size of the load, so that
//! `MODELER_CRASH_ROWS=1000000 cargo test --release --test crash` kills a large one.
#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a test fails by panicking, and says what it tries")]

#[path = "../examples/make_events/catalogue.rs"]
mod catalogue;
#[path = "../examples/make_events/dice.rs"]
mod dice;
#[path = "../examples/make_events/events.rs"]
#[allow(dead_code, reason = "the month is not made here")]
mod events;
#[path = "cli/harness.rs"]
mod harness;
#[path = "../examples/make_events/row.rs"]
mod row;

use std::fs;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use events::Plan;
use harness::Folder;

/// Kills in all: half of loads that drop the tables, half of loads on top of what is there.
const KILLS: u32 = 50;

/// The inputs of a load and of one on top of it, in that order.
const BOTH: [&str; 2] = ["old/events-1.csv", "new/events-1.csv"];

/// Rows of each table, in the model's order.
type Counts = [u64; 3];

#[test]
fn a_killed_load_leaves_all_tables_as_before_or_as_after() {
    let seed = variable("MODELER_CRASH_SEED").unwrap_or_else(|| u64::from(std::process::id()));
    let rows = variable("MODELER_CRASH_ROWS").unwrap_or(if cfg!(debug_assertions) { 5_000 } else { 200_000 });
    println!("MODELER_CRASH_SEED={seed} MODELER_CRASH_ROWS={rows}");
    let mut random = seed;
    let folder = Folder::founding();
    for (name, rows, seed) in [("old", rows, 1), ("new", rows + rows / 3, 2)] {
        fs::create_dir(folder.path(name)).unwrap();
        Plan::sized(rows, 1, true).write(seed, &folder.path(name)).unwrap();
    }
    folder.modeler(["apply"]).ends(0);
    let anew = |name: &str| format!("load --quiet --drop-tables --csv {name}/events-1.csv");
    let onto = |name: &str| format!("load --quiet --csv {name}/events-1.csv");

    let (new, took) = measure(&folder, &anew("new"));
    let (old, _) = measure(&folder, &anew("old"));
    let (both, took_onto) = measure(&folder, &onto("new"));
    folder.modeler(["verify", "--exact", "--csv"].into_iter().chain(BOTH)).ends(0);
    assert!((0..3).all(|table| old[table] < new[table] && new[table] < both[table]), "{old:?} {new:?} {both:?}");

    let mut tally = Tally::default();
    // What was measured first may be slower than what follows: each load that ends before its kill quickens the pace.
    let (mut kill, mut pace) = (0, 1.0);
    while tally.hits < KILLS {
        assert!(kill < 4 * KILLS, "only {} of {kill} kills hit a running load", tally.hits);
        let dropping = kill % 2 == 0;
        let (command, after, took) = if dropping { (anew("new"), new, took) } else { (onto("new"), both, took_onto) };
        if counts(&folder) != old {
            // The load that finds what the last kill left lying completes.
            folder.modeler(anew("old").split(' ')).ends(0);
            assert_eq!(counts(&folder), old, "a load after a kill completes");
            assert_eq!(litter(&folder), Vec::<String>::new(), "a load clears away what killed ones left");
        }
        // A little beyond the measured duration, so that kills fall on both sides of the moment that makes all current.
        let moment = took * (kill / 2 % (KILLS / 2) * 1_000 + next(&mut random) % 1_000) / (KILLS / 2 * 900);
        let moment = moment.mul_f64(pace);
        if kill_after(&folder, &command, moment) {
            tally.hits += 1;
        } else {
            pace *= 0.95;
        }
        let found = counts(&folder);
        assert!(
            found == old || found == after,
            "kill {kill} after {moment:?}: {found:?} is neither {old:?} nor {after:?}"
        );
        tally.after += u32::from(found == after);
        let answer = folder.modeler("query songs_by_session session_id=1 item_in_session=0 --format json".split(' '));
        assert_eq!(answer.ends(0).json().as_array().unwrap().len(), 1);
        if kill % 10 == 9 {
            // In the order of the loads: of rows with one key the later wins.
            let held: &[&str] = if found == old {
                &["old/events-1.csv"]
            } else if dropping {
                &["new/events-1.csv"]
            } else {
                &BOTH
            };
            folder.modeler(["verify", "--exact", "--csv"].into_iter().chain(held.iter().copied())).ends(0);
        }
        kill += 1;
    }
    println!("{} of {kill} kills hit a running load, after {} all tables were as after", tally.hits, tally.after);
    folder.modeler(anew("new").split(' ')).ends(0);
    folder.modeler(["verify", "--exact", "--csv", "new/events-1.csv"]).ends(0);
    assert_eq!(litter(&folder), Vec::<String>::new());
}

#[derive(Default)]
struct Tally {
    hits: u32,
    after: u32,
}

/// Runs a load to its end; gives the rows of each table then, and how long it took.
fn measure(folder: &Folder, command: &str) -> (Counts, Duration) {
    let started = Instant::now();
    folder.modeler(command.split(' ')).ends(0);
    let took = started.elapsed();
    (counts(folder), took)
}

/// Starts a command and kills it after `moment`; tells whether it was still running.
fn kill_after(folder: &Folder, command: &str, moment: Duration) -> bool {
    let mut child = Command::new(env!("CARGO_BIN_EXE_modeler"))
        .args(command.split(' '))
        .current_dir(folder.path(""))
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    std::thread::sleep(moment);
    let hit = child.try_wait().unwrap().is_none();
    child.kill().unwrap();
    child.wait().unwrap();
    hit
}

/// The rows of each table as the binary finds them.
fn counts(folder: &Folder) -> Counts {
    let plan = folder.modeler("apply --dry-run --drop-tables".split(' ')).ends(0).stderr;
    let rows = plan.lines().filter_map(|line| line.split_once(" with its ")?.1.split_once(" row"));
    let rows: Vec<u64> = rows.map(|(rows, _)| rows.replace(',', "").parse().unwrap()).collect();
    rows.try_into().unwrap_or_else(|_| panic!("not three tables:\n{plan}"))
}

/// Files of the store that no manifest names.
fn litter(folder: &Folder) -> Vec<String> {
    let store = folder.path(".modeler/music_streaming");
    let manifest = fs::read_to_string(store.join("manifest.json")).unwrap();
    let names = fs::read_dir(store).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    names
        .filter(|name| !["lock", "manifest.json"].contains(&name.as_str()) && !manifest.contains(name.as_str()))
        .collect()
}

fn variable(name: &str) -> Option<u64> {
    std::env::var(name).ok().map(|text| text.parse().unwrap_or_else(|e| panic!("{name}: {e}")))
}

/// splitmix64, by Sebastiano Vigna: a number that the seed and what was asked before decide.
fn next(state: &mut u64) -> u32 {
    *state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let mut z = *state;
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    ((z ^ (z >> 31)) >> 33) as u32
}
