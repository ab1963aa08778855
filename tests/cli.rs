//! The commands as a person meets them: every scenario under `cli/scenarios/` is played by a shell in a fresh copy of a
//! project and its transcript compared with the recorded one; what a transcript cannot show has a test of its own.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

#[path = "cli/harness.rs"]
mod harness;

use std::fs::{self, File};
use std::io::{BufRead, BufReader, Read, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::process::{Command, Stdio};
use std::sync::Mutex;
use std::time::{Duration, Instant};

use harness::{Folder, play, repository};
use serde_json::json;

/// The commands that `--help` lists.
const COMMANDS: [&str; 11] =
    ["run", "check", "generate", "templates", "apply", "load", "query", "verify", "explain", "schema", "completions"];

#[test]
fn every_scenario_plays_as_recorded() {
    let scenarios = [("radio", Folder::radio as fn() -> Folder), ("founding", Folder::founding)];
    let scenarios = scenarios.into_iter().flat_map(|(project, make)| {
        let files = fs::read_dir(repository().join("tests/cli/scenarios").join(project)).unwrap();
        files.map(move |file| (project, make, file.unwrap().path()))
    });
    let waiting: Mutex<Vec<_>> = Mutex::new(scenarios.collect());
    let played = Mutex::new(Vec::new());
    std::thread::scope(|scope| {
        for _ in 0..std::thread::available_parallelism().map_or(2, usize::from) {
            scope.spawn(|| {
                while let Some((project, make, file)) = { waiting.lock().unwrap().pop() } {
                    let transcript = play(&make(), &fs::read_to_string(&file).unwrap());
                    let name = format!("{project}-{}", file.file_stem().unwrap().to_str().unwrap());
                    played.lock().unwrap().push((name, transcript));
                }
            });
        }
    });
    let mut played = played.into_inner().unwrap();
    played.sort();
    assert!(played.len() > 15, "only {} scenarios were found", played.len());
    let differ =
        |(name, transcript): &(String, String)| catch_unwind(AssertUnwindSafe(|| hold(name, transcript))).is_err();
    let differing: Vec<_> = played.iter().filter(|one| differ(one)).map(|(name, _)| name).collect();
    assert!(differing.is_empty(), "these scenarios play otherwise than recorded: {differing:?}");
}

fn hold(name: &str, text: &str) {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("cli/snapshots");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(name, text));
}

#[test]
fn every_command_has_its_help() {
    let folder = Folder::empty();
    hold("help", &folder.modeler(["--help"]).ends(0).stdout);
    let help = folder.modeler(["--help"]).ends(0).stdout;
    let listed = help.lines().skip_while(|line| *line != "Commands:").skip(1).take_while(|line| !line.is_empty());
    let listed: Vec<&str> = listed.filter_map(|line| line.split_whitespace().next()).collect();
    assert_eq!(listed[..listed.len() - 1], COMMANDS);
    for command in COMMANDS {
        let help = folder.modeler([command, "--help"]).ends(0).stdout;
        let own: Vec<&str> = help.split("\n\nOptions of every command:").collect();
        assert_eq!(own.len(), 2, "{command} lacks the options of every command");
        hold(&format!("help-{command}"), own[0]);
        assert_eq!(folder.modeler([command, "-h"]).ends(0).stdout, help, "-h and --help say the same");
    }
}

#[test]
fn completions_know_every_command() {
    let folder = Folder::empty();
    for shell in ["bash", "zsh", "fish"] {
        let script = folder.modeler(["completions", shell]).ends(0);
        for command in COMMANDS {
            script.says(command);
        }
        script.says("drop-tables");
        folder.write(&format!("script.{shell}"), &script.stdout);
    }
    folder.shell("bash -n script.bash").ends(0);
}

#[test]
fn every_code_is_explained() {
    let folder = Folder::empty();
    let list = folder.modeler(["explain"]).ends(0).stdout;
    assert!(list.lines().count() > 50, "few codes:\n{list}");
    for line in list.lines() {
        let (code, fact) = line.split_once("  ").unwrap();
        let page = folder.modeler(["explain", code]).ends(0).stdout;
        assert!(page.starts_with(&format!("# {code}: {fact}\n")), "{code} is not explained:\n{page}");
    }
}

#[test]
fn a_schema_can_be_held_in_a_test_of_ones_own() {
    let folder = Folder::radio();
    let files = modeler::render(folder.path("models/queries.yaml"));
    let files = files.unwrap_or_else(|report| panic!("{}", report.to_text(false)));
    assert_eq!(
        files.keys().map(|path| path.to_str().unwrap()).collect::<Vec<_>>(),
        ["queries.cql", "rows.rs", "schema.cql"]
    );
    for (path, text) in files {
        hold(&format!("render-{}", path.display()), &text);
    }
    assert!(!folder.path("generated").exists(), "rendering writes no file");
}

#[test]
fn the_rejects_hold_the_exact_bytes() {
    let folder = Folder::radio();
    folder.modeler(["apply"]).ends(0);
    let mut csv = b"playedAt,listener,name,song,seconds\n".to_vec();
    // A lone CR ends a record, which makes lines that the count below does not know.
    for byte in (0..=255_u8).filter(|byte| *byte != b'\r') {
        csv.extend(b"never,");
        csv.extend([byte, b'"', byte]);
        csv.extend(b",x\xc3\xa9\xe2\x80\xae,\"a\"\"b\",1\r\n");
    }
    folder.write("bad.csv", &csv);
    let counts =
        folder.modeler(["load", "--csv", "bad.csv", "--max-errors", "1000", "--format", "json"]).ends(7).json();
    let rejects = folder.read(".modeler/rejects.jsonl");
    assert_eq!(counts["rejected"], rejects.lines().count());
    let mut there = 0;
    for line in rejects.lines() {
        let reject: serde_json::Value = serde_json::from_str(line).unwrap();
        let [start, end] = ["start", "end"].map(|key| usize::try_from(reject[key].as_u64().unwrap()).unwrap());
        let raw = match (&reject["raw"], &reject["raw_base64"]) {
            (serde_json::Value::String(text), serde_json::Value::Null) => text.as_bytes().to_vec(),
            (serde_json::Value::Null, serde_json::Value::String(text)) => unbase64(text),
            _ => panic!("neither text nor base64: {line}"),
        };
        assert!(raw == csv[start..end], "not what stands at {start}..{end}: {line}");
        let lines = csv[..start].split(|byte| *byte == b'\n').count();
        assert_eq!(reject["line"], lines, "{line}");
        there += raw.len();
    }
    assert!(there > 250 * 15, "only {there} bytes were rejected");
}

#[test]
fn every_row_is_accounted_for() {
    let folder = Folder::founding();
    folder.modeler(["run", "--quiet"]).ends(0);
    let again = folder.read("data/events/2024-06-07-events.csv");
    let body: Vec<&str> = again.lines().skip(1).collect();
    let spoiled =
        body.iter().enumerate().map(|(n, line)| if n % 5 == 0 { format!("{line},more") } else { (*line).to_owned() });
    let spoiled: Vec<String> = spoiled.collect();
    folder.write("twice.csv", format!("{again}{}\n", spoiled.join("\n")));
    let counts = folder.modeler(["load", "--csv", "twice.csv", "data/events/*.csv", "--format", "json"]).ends(7).json();
    let count = |value: &serde_json::Value| value.as_u64().unwrap();
    let all = ["filtered", "rejected", "accepted"].map(|key| count(&counts[key]));
    assert_eq!(count(&counts["read"]), all.iter().sum::<u64>());
    assert_eq!(count(&counts["read"]), 8_056 + 2 * body.len() as u64);
    assert_eq!(all[1], (body.len() as u64).div_ceil(5));
    let tables = counts["tables"].as_object().unwrap();
    assert_eq!(tables.len(), 3);
    for (name, table) in tables {
        let of = |key: &str| count(&table[key]);
        assert_eq!(of("accepted"), all[2], "{name} takes every accepted row");
        assert_eq!(of("accepted"), of("distinct") + of("superseded"), "{name}");
        assert_eq!(of("superseded"), of("identical") + of("conflicting"), "{name}");
    }
    assert_eq!(count(&tables["songs_by_session"]["distinct"]), 6_820);
    folder.modeler(["verify", "--exact"]).ends(0);
}

#[test]
fn a_reader_that_goes_away_is_no_failure() {
    let folder = Folder::radio();
    let rows = (0..20_000).map(|n| format!("{n},1,Ada,Song {n},1\n"));
    folder.write("many.csv", format!("playedAt,listener,name,song,seconds\n{}", rows.collect::<String>()));
    folder.modeler(["run", "--quiet"]).ends(0);
    folder.modeler(["verify", "--accept"]).ends(0);
    folder.modeler(["load", "--quiet", "--drop-tables", "--csv", "many.csv"]).ends(0);
    for form in ["table", "json", "csv"] {
        let (code, errors) = leave(&folder, &["query", "plays_by_listener", "listener=1", "--format", form], 2);
        assert_eq!((code, errors.as_str()), (Some(0), ""), "--format {form}");
    }
    for command in [["completions", "bash"], ["templates", "rows.rs"], ["run", "--drop-tables"], ["explain", "Q03"]] {
        assert_eq!(leave(&folder, &command, 0), (Some(0), String::new()), "{command:?}");
    }
    let rows = folder.modeler(["query", "plays_by_listener", "listener=1", "--format", "csv"]).ends(0).stdout;
    assert_eq!(rows.lines().count(), 4, "the run went on to its end though nobody listened:\n{rows}");
    let wrong = folder.read("models/expected/plays_by_listener.json").replace("182", "183");
    folder.write("models/expected/plays_by_listener.json", wrong);
    assert_eq!(leave(&folder, &["verify"], 0), (Some(4), String::new()), "wrong answers are wrong unheard");
}

/// Runs a command, reads `lines` lines of its output and goes away; gives the exit code and standard error.
fn leave(folder: &Folder, arguments: &[&str], lines: usize) -> (Option<i32>, String) {
    let mut child = Command::new(env!("CARGO_BIN_EXE_modeler"))
        .args(arguments)
        .current_dir(folder.path(""))
        .env_clear()
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut output = BufReader::with_capacity(64, child.stdout.take().unwrap());
    for _ in 0..lines {
        output.read_line(&mut String::new()).unwrap();
    }
    drop(output);
    let mut errors = String::new();
    child.stderr.take().unwrap().read_to_string(&mut errors).unwrap();
    (child.wait().unwrap().code(), errors)
}

#[test]
fn a_secret_is_never_repeated() {
    let folder = Folder::radio();
    let store = "cassandra://ada:hunter2@db.example/radio";
    for command in ["run", "apply", "load", "query", "verify"] {
        let flag = folder.modeler([command, "--store", store]).ends(2);
        let variable = folder.modeler([command]).env("MODELER_STORE", store).ends(2);
        for outcome in [flag, variable] {
            outcome.warns("holds a password").warns("MODELER_PASSWORD");
            assert!(!outcome.to_string().replace(store, "").contains("hunter2"), "{outcome}");
            assert!(!outcome.stderr.contains("ada"), "{outcome}");
        }
    }
    folder.write("secret", "hunter2\n");
    let bare = "cassandra://db.example/radio";
    let lines = [
        "--help",
        "run --help",
        "run --nothing",
        "query none",
        "run --store cassandra://ada@db.example",
        "run --user ada --store cassandra://db.example --password-file secret",
        "apply --user ada --store cassandra://db.example --page-size none",
        "query --user ada --store embedded",
        "verify --env nosuch",
        "generate",
    ];
    for line in lines {
        for store in [bare, store, "unheard-of://ada:hunter2@db.example"] {
            let run = folder.modeler(line.split(' ')).env("MODELER_STORE", store).env("MODELER_USER", "ada");
            let outcome = run.env("MODELER_PASSWORD", "hunter2").env("MODELER_PASSWORD_FILE", "secret").outcome();
            assert!(!outcome.to_string().contains("hunter2"), "{outcome}");
        }
    }
    assert!(!folder.path(".modeler").exists());
}

#[cfg(unix)]
#[test]
fn a_password_that_others_can_read_draws_a_warning() {
    use std::os::unix::fs::PermissionsExt;
    let folder = Folder::radio();
    folder.write("secret", "hunter2\n");
    let run = || folder.modeler("query --store cassandra://ada@db.example --password-file secret".split(' ')).outcome();
    for (mode, warned) in [(0o644, true), (0o640, true), (0o600, false), (0o400, false)] {
        fs::set_permissions(folder.path("secret"), fs::Permissions::from_mode(mode)).unwrap();
        let outcome = run();
        assert_eq!(outcome.stderr.contains("others can read the password in `secret`"), warned, "{mode:o} {outcome}");
        assert!(!outcome.to_string().contains("hunter2"), "{outcome}");
    }
    for (content, part) in
        [("", "holds no password"), ("\n", "holds no password"), ("hunter\n2\n", "more than one line")]
    {
        folder.write("secret", content);
        run().warns(part);
    }
}

#[test]
fn who_holds_the_lock_is_named() {
    let folder = Folder::radio();
    folder.modeler(["run", "--quiet"]).ends(0);
    let holder = hold_lock(&folder);
    let started = Instant::now();
    std::thread::scope(|scope| {
        for arguments in [["load"], ["run"]] {
            let run = folder.modeler(arguments);
            scope.spawn(|| {
                run.ends(6).warns(&format!("process {} is writing", std::process::id()));
            });
        }
        // Who only reads does not wait: the tables are as they were before the load that is going on.
        folder.modeler(["query", "plays_by_listener", "listener=1", "--format", "json"]).ends(0);
    });
    let waited = started.elapsed();
    assert!(waited > Duration::from_secs(2) && waited < Duration::from_secs(20), "they waited {waited:?}");
    std::thread::scope(|scope| {
        let run = folder.modeler(["load", "--format", "json"]);
        let waiting = scope.spawn(|| run.ends(0));
        std::thread::sleep(Duration::from_millis(700));
        assert!(!waiting.is_finished(), "it loads though the lock is held");
        drop(holder);
        assert_eq!(waiting.join().unwrap().json()["accepted"], json!(7));
    });
}

/// Holds the lock of the store as a process does that writes to it.
fn hold_lock(folder: &Folder) -> File {
    let mut file = File::options().write(true).open(folder.path(".modeler/radio/lock")).unwrap();
    file.lock().unwrap();
    file.set_len(0).unwrap();
    write!(file, "{}", std::process::id()).unwrap();
    file
}

#[test]
fn checking_writes_nothing() {
    let folder = Folder::radio();
    folder.modeler(["generate"]).ends(0);
    folder.write("generated/rows.rs", "// mine\n");
    let before = folder.files();
    for arguments in ["generate --check", "check", "check --format json", "apply --dry-run", "query", "templates"] {
        folder.modeler(arguments.split(' ')).outcome();
        assert!(folder.files() == before, "`modeler {arguments}` changed a file");
        assert!(!folder.path(".modeler").exists(), "`modeler {arguments}` made a store");
    }
}

/// The bytes of a text in base64 with padding.
fn unbase64(text: &str) -> Vec<u8> {
    let digit = |byte: u8| match byte {
        b'A'..=b'Z' => u32::from(byte - b'A'),
        b'a'..=b'z' => u32::from(byte - b'a') + 26,
        b'0'..=b'9' => u32::from(byte - b'0') + 52,
        b'+' => 62,
        _ => 63,
    };
    let mut bytes = Vec::new();
    for four in text.as_bytes().chunks(4) {
        let kept = four.iter().filter(|byte| **byte != b'=').count();
        let bits = four.iter().fold(0, |bits, byte| bits << 6 | if *byte == b'=' { 0 } else { digit(*byte) });
        bytes.extend(&bits.to_be_bytes()[1..kept]);
    }
    bytes
}
