//! What holds for every model: no bytes make the reader panic, what it finds can be shown, and its tree is the one that
//! another parser sees.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

#[path = "model/dice.rs"]
mod dice;
#[path = "model/mutants.rs"]
mod mutants;
#[path = "model/yaml.rs"]
mod yaml;

use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use dice::Dice;
use modeler::model::tree::{self, Node, Value};
use modeler::{catalog, model};
use serde_yaml::Value as Yaml;

/// Cases of one run, unless `MODELER_FUZZ_CASES` says otherwise. A long run has 100,000 and more.
const CASES: u64 = 2_000;

/// A model with everything that a model can say.
const RICH: &str = include_str!("model/rich.yaml");

#[test]
fn a_model_with_everything_is_read() {
    let (model, report) = model::read("rich.yaml", RICH.as_bytes()).unwrap_or_else(|r| panic!("{}", r.to_text(false)));
    assert_eq!(report.diagnostics, []);
    let names: Vec<&str> = model.types.iter().map(|udt| udt.name.text()).collect();
    assert_eq!(names, ["geo", "place"], "each type stands after those it uses");
}

#[test]
fn no_bytes_make_the_reader_panic() {
    let (seed, cases) = dice::run(CASES);
    let models = models();
    for case in 0..cases {
        let mut dice = Dice::new(seed, case);
        let bytes = if dice.below(4) == 0 { mutants::document(&mut dice) } else { mutants::mutant(&models, &mut dice) };
        let judged = catch_unwind(AssertUnwindSafe(|| judge(&bytes)));
        assert!(judged.is_ok(), "case {case} of MODELER_FUZZ_SEED={seed}:\n{}", String::from_utf8_lossy(&bytes));
    }
}

/// Reads a model, and does with it or its report what can be done without a file.
fn judge(bytes: &[u8]) {
    let report = match model::read("queries.yaml", bytes) {
        Ok((model, report)) => {
            assert_eq!(report.errors(), 0, "a model that exists is valid");
            let _ = catalog::plan(&model, &model.keyspace.name);
            report
        }
        Err(report) => {
            assert!(report.errors() > 0, "what is refused has a reason");
            report
        }
    };
    for diagnostic in &report.diagnostics {
        assert!(diagnostic.place.is_some(), "{} has no place", diagnostic.fact);
        assert!(diagnostic.help.is_some(), "{} has no way out", diagnostic.fact);
        assert!(!diagnostic.fact.contains("cannot be read:"), "a known key is not typed: {}", diagnostic.fact);
    }
    let _ = (report.to_text(false), report.to_json());
}

/// The models that mutants are made from: the founding one and the rich one, which make half of the mutants, and every
/// bad one.
fn models() -> Vec<Vec<u8>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let paths = fs::read_dir(root.join("tests/errors")).unwrap().map(|entry| entry.unwrap().path());
    let mut bad: Vec<_> = paths.filter(|path| path.extension().is_some_and(|e| e == "yaml")).collect();
    bad.sort();
    let good = [fs::read(root.join("models/queries.yaml")).unwrap(), RICH.as_bytes().to_vec()];
    let good = good.iter().flat_map(|model| vec![model.clone(); bad.len() / 2]);
    good.chain(bad.iter().map(|path| fs::read(path).unwrap())).collect()
}

#[test]
fn the_tree_is_the_one_that_another_parser_sees() {
    let (seed, cases) = dice::run(CASES);
    for case in 0..cases {
        let text = yaml::document(&mut Dice::new(seed, case));
        let context = || format!("case {case} of MODELER_FUZZ_SEED={seed}:\n{text}");
        let theirs: Yaml = serde_yaml::from_str(&text).unwrap_or_else(|error| panic!("{error}, {}", context()));
        let ours = tree::read("m.yaml", text.as_bytes());
        let ours = ours.unwrap_or_else(|report| panic!("{}{}", report.to_text(false), context()));
        if let Err(difference) = same(&ours.root, &theirs) {
            panic!("{difference}, {}", context());
        }
    }
}

/// Whether both hold the same texts in the same structure and order. What the other takes for a number or a truth value
/// is a plain text to us.
fn same(ours: &Node, theirs: &Yaml) -> Result<(), String> {
    match (&ours.value, theirs) {
        (Value::Text { text, .. }, Yaml::String(other)) if text == other => Ok(()),
        (Value::Text { .. }, Yaml::Null) if ours.kind() == "nothing" => Ok(()),
        (Value::Text { plain: true, .. }, Yaml::Bool(_) | Yaml::Number(_)) => Ok(()),
        (Value::List(items), Yaml::Sequence(others)) if items.len() == others.len() => {
            items.iter().zip(others).try_for_each(|(item, other)| same(item, other))
        }
        (Value::Map(map), Yaml::Mapping(others)) if map.entries().len() == others.len() => {
            let mut entries = map.entries().iter().zip(others);
            entries.try_for_each(|((key, value), (other_key, other))| {
                same(key, other_key).and_then(|()| same(value, other))
            })
        }
        _ => Err(format!("{ours:?} is not {theirs:?}")),
    }
}
