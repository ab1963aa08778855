use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use super::*;
use crate::model::read;
use crate::rules;

#[test]
fn each_advice_has_a_code_and_a_page_of_its_own() {
    let codes: BTreeSet<&str> = ADVICE.iter().map(|advice| advice.code).collect();
    assert_eq!(codes.len(), ADVICE.len(), "a code stands twice");
    let explained: BTreeSet<&str> =
        rules::codes().iter().map(|(code, _)| *code).filter(|code| code.starts_with('A')).collect();
    assert_eq!(codes, explained);
}

#[test]
fn each_advice_finds_under_its_own_code_at_a_place() {
    let mut found = BTreeSet::new();
    for text in models() {
        let (model, _) = read("queries.yaml", text.as_bytes()).unwrap_or_else(|r| panic!("{}", r.to_text(false)));
        let facts = Facts::new(&model);
        for advice in ADVICE {
            for warning in warnings(&facts, &advice.judge) {
                assert_eq!(warning.code, advice.code, "{warning:?}");
                assert!(warning.place.is_some() && warning.help.is_some(), "{warning:?}");
                found.insert(advice.code);
            }
        }
    }
    assert_eq!(found.len(), ADVICE.len(), "only {found:?} find anything in the models of the tests");
}

/// The models of `tests/advice` and `tests/cases`.
fn models() -> Vec<String> {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
    let folders = ["advice", "cases"].map(|folder| fs::read_dir(tests.join(folder)).expect("the folder is there"));
    let files = folders.into_iter().flatten().map(|entry| entry.expect("it can be read").path().join("queries.yaml"));
    files.filter_map(|file| fs::read_to_string(file).ok()).collect()
}

#[test]
fn names_say_a_piece_of_time_by_whole_words() {
    let text = "modeler: 1\nkeyspace: k\ncolumns: { month: text, play_month: text, months: int, monthly: text, \
                hour_of_day: int, today: text, when: timestamp, id: timeuuid }\nqueries: { q: { partition_key: [month] } }\n";
    let (model, _) = read("queries.yaml", text.as_bytes()).unwrap_or_else(|r| panic!("{}", r.to_text(false)));
    let buckets: Vec<&str> =
        model.columns.iter().filter(|c| facts::is_bucket(&model, c)).map(|c| c.name.text()).collect();
    assert_eq!(buckets, ["month", "play_month", "months", "when"]);
}
