//! The JSON Schema of the model format, as an editor uses it: every good model passes its own, and a model with a key or
//! a value of the wrong kind does not pass the general one.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fs;
use std::path::{Path, PathBuf};

use jsonschema::Validator;
use modeler::model::{self, Model};
use serde_json::Value;

/// Bad models that a schema lets pass, each with the reason.
const OUT_OF_REACH: [(&str, &str); 4] = [
    ("Y05-consistency-of-reads-alone", "a query may have the level that an environment may not"),
    ("Y05-deadline-in-words", "a time is a text"),
    ("Y05-limit-with-an-exponent", "to an editor it is the number 1000"),
    ("Y05-null-as-a-column", "to an editor the key is the word `null`"),
];

fn validator(model: Option<&Model>) -> Validator {
    jsonschema::draft7::new(&model::schema(model)).unwrap()
}

/// The model as an editor sees it; none where it is no JSON: a key is a list, or nothing.
fn json(text: &str) -> Option<Value> {
    serde_yaml::from_str(text).ok()
}

fn folder(path: &str) -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut entries: Vec<PathBuf> = fs::read_dir(root.join(path)).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    entries
}

/// The founding model and that of every case, each with its text.
fn good() -> Vec<(PathBuf, String)> {
    let cases = folder("tests/cases").into_iter().map(|case| case.join("queries.yaml"));
    let founding = Path::new(env!("CARGO_MANIFEST_DIR")).join("models/queries.yaml");
    cases.chain([founding]).map(|file| (file.clone(), fs::read_to_string(file).unwrap())).collect()
}

fn read(text: &str) -> Model {
    model::read("queries.yaml", text.as_bytes()).unwrap_or_else(|report| panic!("{}", report.to_text(false))).0
}

#[test]
fn every_good_model_passes_its_own_schema_and_the_general_one() {
    let general = validator(None);
    let mut faults = Vec::new();
    for (file, text) in good() {
        let model = json(&text).unwrap();
        for (which, schema) in [("its own", &validator(Some(&read(&text)))), ("the general", &general)] {
            faults.extend(
                schema
                    .iter_errors(&model)
                    .map(|error| format!("{} by {which}: {}: {error}", file.display(), error.instance_path())),
            );
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn a_key_or_a_value_of_the_wrong_kind_does_not_pass() {
    let schema = validator(None);
    let mut otherwise = Vec::new();
    let mut judged = 0;
    for file in folder("tests/errors").into_iter().filter(|file| file.extension().is_some_and(|e| e == "yaml")) {
        let name = file.file_stem().unwrap().to_str().unwrap().to_owned();
        if ["Y03", "Y05"].iter().any(|code| name.starts_with(code)) {
            judged += 1;
            let passes = json(&fs::read_to_string(&file).unwrap()).is_some_and(|model| schema.is_valid(&model));
            if passes != OUT_OF_REACH.iter().any(|(other, _)| *other == name) {
                otherwise.push(name);
            }
        }
    }
    assert!(judged > 25, "only {judged} bad models");
    assert!(otherwise.is_empty(), "otherwise than expected: {otherwise:?}");
}

#[test]
fn a_misspelt_name_does_not_pass_the_schema_of_its_model() {
    let text = "modeler: 1\nkeyspace: music\nsources: { event: { files: [x.csv] } }\ncolumns: { user_id: int, at: \
                timestamp, song: text }\nqueries:\n  plays: { from: event, partition_key: [user_id], clustering_key: [at \
                desc], select: [song], where: [at > :since] }\n  latest: { table: plays, order_by: [at], limit: 1 }\n";
    let schema = validator(Some(&read(text)));
    assert!(schema.is_valid(&json(text).unwrap()));
    let cases = [
        ("partition_key: [user_id]", "partition_key: [user]"),
        ("clustering_key: [at desc]", "clustering_key: [att desc]"),
        ("clustering_key: [at desc]", "clustering_key: [at down]"),
        ("select: [song]", "select: [sing]"),
        ("where: [at > :since]", "where: [att > :since]"),
        ("order_by: [at]", "order_by: [attt]"),
        ("table: plays", "table: play"),
        ("from: event", "from: events"),
    ];
    for (good, bad) in cases {
        let bad = text.replace(good, bad);
        assert!(bad != text && !schema.is_valid(&json(&bad).unwrap()), "{bad}");
        assert!(validator(None).is_valid(&json(&bad).unwrap()), "the general schema knows no names: {bad}");
    }
}
