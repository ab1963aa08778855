//! Each folder under `tests/advice/` is a model that a node takes and an expert would not; its name begins with the code
//! that it is warned of. `queries.yaml` is judged by the binary as a user would have it, with `--data` where the folder
//! has `data/`, and the report beside the folder is what the user sees. `twin.yaml` is the same model with the smallest
//! change after which nothing is left to say.
//!
//! The project's own model and those of `tests/cases` are sound, or say why they are not.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::BTreeSet;
use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::process::Command;

use modeler::rules;

/// Codes of advice that no folder can show, each with the reason.
const OUT_OF_REACH: &[(&str, &str)] =
    &[("S02", "a partition of 100 MB takes its time, and stands in tests/profile.rs")];

#[test]
fn each_planted_model_is_warned_and_its_twin_is_not() {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("advice");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    let folders = folders();
    let mut failed = Vec::new();
    for folder in &folders {
        let name = folder.file_name().unwrap().to_str().unwrap();
        // The next one is tried even if this one fails, so that one run shows every difference.
        let compared = catch_unwind(AssertUnwindSafe(|| {
            let planted = check(folder, "queries.yaml");
            settings.bind(|| insta::assert_snapshot!(name, planted));
            assert!(codes(&planted).contains(&name[..3]), "{name} is not warned of {}:\n{planted}", &name[..3]);
            let twin = check(folder, "twin.yaml");
            assert!(codes(&twin).is_empty(), "the twin of {name} is not clean:\n{twin}");
            assert!(twin.contains("nothing wrong"), "the twin of {name} is not judged:\n{twin}");
        }));
        failed.extend(compared.is_err().then_some(name));
    }
    assert!(failed.is_empty(), "{} of {} planted models fail: {failed:?}", failed.len(), folders.len());
}

#[test]
fn each_code_of_advice_has_a_planted_model() {
    let planted: BTreeSet<String> =
        folders().iter().map(|folder| folder.file_name().unwrap().to_str().unwrap()[..3].to_owned()).collect();
    let advice = |code: &&str| "ASL".contains(&code[..1]);
    let codes: BTreeSet<&str> = rules::codes().iter().map(|(code, _)| *code).filter(advice).collect();
    let reached = |code: &&str| planted.contains(*code) || OUT_OF_REACH.iter().any(|(known, _)| known == code);
    let without: Vec<&str> = codes.iter().copied().filter(|code| !reached(code)).collect();
    assert!(without.is_empty(), "no folder under tests/advice begins with {without:?}");
    for code in &planted {
        assert!(codes.contains(code.as_str()), "{code} is no code of advice");
    }
}

#[test]
fn what_is_sound_is_not_warned_of() {
    let founding = (root().to_path_buf(), "models/queries.yaml");
    let cases = fs::read_dir(root().join("tests/cases")).unwrap().map(|entry| (entry.unwrap().path(), "queries.yaml"));
    let mut tried = 0;
    for (folder, file) in cases.chain([founding.clone()]) {
        let (told, code) = judged(&folder, file, &["--deny", "warnings"]);
        assert_eq!(code, Some(0), "{} is warned of:\n{told}", folder.display());
        tried += 1;
    }
    assert!(tried > 12, "only {tried} models are found");
    // The founding model needs no leave.
    let told = check(&founding.0, founding.1);
    assert!(told.ends_with("nothing wrong\n"), "{told}");
}

/// The folders under `tests/advice/`, in the order of their names.
fn folders() -> Vec<PathBuf> {
    let entries = fs::read_dir(root().join("tests/advice")).unwrap().map(|entry| entry.unwrap().path());
    let mut folders: Vec<PathBuf> = entries.filter(|path| path.is_dir()).collect();
    folders.sort();
    folders
}

/// What `modeler check` says of `file` in `folder`, on both outputs.
fn check(folder: &Path, file: &str) -> String {
    let is_profiled = folder.join("data").is_dir() && folder.parent() == Some(&root().join("tests/advice"));
    judged(folder, file, if is_profiled { &["--data"] } else { &[] }).0
}

/// What `modeler check` says on both outputs, and how it ends.
fn judged(folder: &Path, file: &str, arguments: &[&str]) -> (String, Option<i32>) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_modeler"));
    command.env_clear().current_dir(folder).args(["--file", file, "check"]).args(arguments);
    let output = command.output().unwrap();
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    (text(&output.stderr) + &text(&output.stdout), output.status.code())
}

/// The codes of the findings in a report.
fn codes(report: &str) -> BTreeSet<&str> {
    let heads = report.lines().filter_map(|line| line.split_once("]: ")).filter_map(|(head, _)| head.split_once('['));
    heads.filter(|(severity, _)| ["warning", "error"].contains(severity)).map(|(_, code)| code).collect()
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}
