//! The commands as a person meets them: every scenario under `cli/scenarios/` is played by a shell in a fresh copy of a
//! project and its transcript compared with the recorded one; what a transcript cannot show has a test of its own.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

#[path = "cli/harness.rs"]
mod harness;

use std::fs::{self, File};
use std::io::{BufRead, BufReader, Read, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::sync::Mutex;
use std::time::{Duration, Instant};

use harness::{Folder, play, repository};
use serde_json::json;

/// The commands that `--help` lists.
const COMMANDS: [&str; 10] =
    ["run", "check", "generate", "templates", "apply", "load", "query", "verify", "explain", "completions"];

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
    let differ = |(name, transcript): &(String, String)| catch_unwind(AssertUnwindSafe(|| hold(name, transcript))).is_err();
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
