//! Every folder of `tests/cases`, and the founding model at the root: what is generated is what is committed, and the
//! embedded store, filled from the data, gives the recorded answers. A case is added as a folder:
//!
//! - `queries.yaml`, `data/`, and `templates/` where it has some: the project;
//! - `generated/`: made by `modeler generate`, reviewed;
//! - `expected/`: made by `modeler verify --accept`, reviewed against what Cassandra answers;
//! - `exit`: the exit code of a load, where it is not 0; `rejects.jsonl`: the rejected rows, where there are some.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::BTreeMap;
use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::thread;

use serde_json::Value;
use tempfile::TempDir;

/// A project with data and recorded answers.
struct Case {
    name: String,
    root: PathBuf,
    /// The model's file under the root.
    model: &'static str,
    /// The folder of recorded answers under the root.
    expected: &'static str,
}

impl Case {
    /// Whether it has a table of counters, which does not take the same input twice.
    fn counts(&self) -> bool {
        fs::read_to_string(self.root.join("generated/schema.cql")).unwrap().contains(" counter")
    }
}

fn cases() -> Vec<Case> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folders = fs::read_dir(root.join("tests/cases")).unwrap().map(|entry| entry.unwrap().path());
    let mut cases: Vec<Case> = folders
        .map(|folder| Case {
            name: folder.file_name().unwrap().to_str().unwrap().to_owned(),
            root: folder,
            model: "queries.yaml",
            expected: "expected",
        })
        .collect();
    assert!(cases.len() >= 12, "only {} cases", cases.len());
    let founding = ("founding".to_owned(), root.to_path_buf());
    cases.push(Case { name: founding.0, root: founding.1, model: "models/queries.yaml", expected: "models/expected" });
    cases.sort_by(|a, b| a.name.cmp(&b.name));
    cases
}

/// Does `test` with every case at once, and fails with the names of all that failed; each says why on its own.
fn each(test: impl Fn(&Case) + Sync) {
    let cases = cases();
    let failed: Vec<&str> = thread::scope(|scope| {
        let test = &test;
        let run = |case| scope.spawn(move || catch_unwind(AssertUnwindSafe(|| test(case))).is_err());
        let running: Vec<_> = cases.iter().map(|case| (case, run(case))).collect();
        running.into_iter().filter_map(|(case, run)| run.join().unwrap().then_some(case.name.as_str())).collect()
    });
    assert!(failed.is_empty(), "failed: {}", failed.join(", "));
}

/// The files under `folder`, by their path in it.
fn files(folder: &Path) -> BTreeMap<PathBuf, String> {
    let mut found = BTreeMap::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(next).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let text = fs::read_to_string(&path).unwrap();
                found.insert(path.strip_prefix(folder).unwrap().to_path_buf(), text);
            }
        }
    }
    found
}

#[test]
fn what_is_generated_is_what_is_committed() {
    each(|case| {
        let rendered = modeler::render(case.root.join(case.model));
        let rendered = rendered.unwrap_or_else(|report| panic!("{}: {}", case.name, report.to_text(false)));
        let committed = files(&case.root.join("generated"));
        let names = |files: &BTreeMap<PathBuf, String>| files.keys().cloned().collect::<Vec<_>>();
        assert_eq!(names(&rendered), names(&committed), "{}: the files of generated/", case.name);
        for (path, text) in &rendered {
            let same = committed[path] == *text;
            assert!(same, "{}: generated/{} is stale: run `modeler generate`", case.name, path.display());
            insta::assert_snapshot!(format!("{}__{}", case.name, path.display()), text);
        }
    });
}

/// A copy of a case's project in a folder of its own, and the binary run there.
struct Copy<'a> {
    case: &'a Case,
    folder: TempDir,
}

impl<'a> Copy<'a> {
    fn of(case: &'a Case) -> Self {
        let folder = TempDir::new().unwrap();
        let copy = Self { case, folder };
        for part in ["queries.yaml", "models", "data", "templates", "generated", "expected"] {
            let from = case.root.join(part);
            // The templates at the root of this project are the built-in ones.
            if from.exists() && (part != "templates" || case.model == "queries.yaml") {
                copy_all(&from, &copy.folder.path().join(part));
            }
        }
        copy
    }

    fn run(&self, arguments: &[&str]) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_modeler"));
        command.args(["--file", self.case.model]).args(arguments);
        command.env_clear().current_dir(self.folder.path()).output().unwrap()
    }

    /// Runs the binary, which must end with `exit`; gives what it wrote.
    fn expect(&self, exit: i32, arguments: &[&str]) -> String {
        let output = self.run(arguments);
        let (out, err) = (String::from_utf8(output.stdout).unwrap(), String::from_utf8_lossy(&output.stderr));
        let ended = output.status.code();
        assert_eq!(ended, Some(exit), "{}: `modeler {}`\n{out}\n{err}", self.case.name, arguments.join(" "));
        out
    }

    /// Loads, and gives the counts without the time that it took.
    fn load(&self, exit: i32, more: &[&str]) -> Value {
        let arguments = [&["load", "--format", "json"], more].concat();
        let said = self.expect(exit, &arguments);
        // Before them there is an event for each second that it took.
        let mut counts: Value = serde_json::from_str(said.lines().last().unwrap_or_default()).unwrap();
        counts.as_object_mut().unwrap().remove("seconds").expect("a load says how long it took");
        counts
    }
}

fn copy_all(from: &Path, to: &Path) {
    if from.is_dir() {
        fs::create_dir_all(to).unwrap();
        for entry in fs::read_dir(from).unwrap() {
            let entry = entry.unwrap();
            copy_all(&entry.path(), &to.join(entry.file_name()));
        }
    } else {
        fs::copy(from, to).unwrap();
    }
}

#[test]
fn the_store_gives_the_recorded_answers_and_a_second_load_changes_nothing() {
    each(|case| {
        let copy = Copy::of(case);
        let exit = fs::read_to_string(case.root.join("exit")).map_or(0, |text| text.trim().parse().unwrap());
        copy.expect(0, &["generate", "--check"]);
        copy.expect(exit, &["run"]);
        copy.expect(0, &["verify", "--exact"]);
        if let Ok(rejects) = fs::read_to_string(case.root.join("rejects.jsonl")) {
            let written = fs::read_to_string(copy.folder.path().join(".modeler/rejects.jsonl")).unwrap();
            assert_eq!(rejects, written, "{}: the rejected rows", case.name);
        }
        let counts = case.counts();
        if counts {
            copy.expect(5, &["load"]);
        }
        // What is counted is counted from the beginning: a second load adds up otherwise.
        let anew: &[&str] = if counts { &["--drop-tables"] } else { &[] };
        let again = copy.load(exit, anew);
        add_up(&case.name, &again);
        assert_eq!(again, copy.load(exit, anew), "{}: a third load counts otherwise", case.name);
        let verified = copy.expect(0, &["verify", "--exact", "--format", "json"]);
        let verified: Value = serde_json::from_str(&verified).unwrap();
        let answers = verified["answers"].as_array().unwrap();
        // What only a cluster answers is held against what is recorded by `tests/cassandra/answers.rs`.
        let unanswered = || answers.iter().filter(|answer| answer["verdict"] == "unanswered");
        let others = answers.iter().filter(|answer| answer["verdict"] != "unanswered");
        let unrecorded: Vec<&Value> = others.filter(|answer| answer["verdict"] != "same").collect();
        assert!(unrecorded.is_empty(), "{}: {unrecorded:?}", case.name);
        queries(&copy, &unanswered().map(|answer| answer["query"].as_str().unwrap()).collect::<Vec<_>>());
    });
}

/// Rows read = filtered + rejected + accepted, and of each table accepted = distinct + superseded, or of counters distinct
/// + added.
fn add_up(name: &str, counts: &Value) {
    let number = |value: &Value, key: &str| value[key].as_u64().unwrap_or_else(|| panic!("{name}: no count `{key}`"));
    let parts = ["filtered", "rejected", "accepted"].map(|key| number(counts, key));
    assert_eq!(number(counts, "read"), parts.iter().sum::<u64>(), "{name}: {counts}");
    for (table, counts) in counts["tables"].as_object().unwrap() {
        if counts.get("added").is_some() {
            let parts = number(counts, "distinct") + number(counts, "added");
            assert_eq!(number(counts, "accepted"), parts, "{name}: {table}: {counts}");
            continue;
        }
        let parts = number(counts, "distinct") + number(counts, "superseded");
        assert_eq!(number(counts, "accepted"), parts, "{name}: {table}: {counts}");
        let kinds = number(counts, "identical") + number(counts, "conflicting");
        assert_eq!(number(counts, "superseded"), kinds, "{name}: {table}: {counts}");
    }
}

/// Asks everything that is recorded as a person would, and compares row by row. As text: −0.0 is not 0.0. What the store
/// does not answer, it refuses.
fn queries(copy: &Copy<'_>, unanswered: &[&str]) {
    let recorded = files(&copy.folder.path().join(copy.case.expected));
    assert!(!recorded.is_empty(), "{}: nothing is recorded", copy.case.name);
    for (path, text) in recorded {
        let query = path.file_stem().unwrap().to_str().unwrap();
        let entries: Vec<Value> = serde_json::from_str(&text).unwrap();
        for entry in entries {
            let mut arguments = vec!["query".to_owned(), "--format".to_owned(), "json".to_owned(), query.to_owned()];
            arguments.extend(entry["given"].as_object().unwrap().iter().map(|(key, value)| match value {
                Value::String(text) => format!("{key}={text}"),
                other => format!("{key}={other}"),
            }));
            let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
            if unanswered.contains(&query) {
                assert_eq!(copy.expect(6, &arguments), "", "{}: {arguments:?}", copy.case.name);
                continue;
            }
            let answered: Value = serde_json::from_str(&copy.expect(0, &arguments)).unwrap();
            assert_eq!(answered.to_string(), entry["rows"].to_string(), "{}: {arguments:?}", copy.case.name);
        }
    }
}
