//! Every statement of `tests/verdicts/select` gets offline the verdict that a real node gave. `tests/cassandra/verdicts.rs`
//! asks a node again, and records what it says.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
#![allow(unreachable_pub, dead_code, reason = "two test targets share what reads the cases")]

#[path = "verdicts/corpus.rs"]
mod corpus;
#[path = "verdicts/schema.rs"]
mod schema;

use std::path::Path;

use corpus::{Corpus, comparable};

/// The cases of a file on which the prover and the node differ.
fn differing(corpus: &Corpus) -> Vec<String> {
    let made = schema::made(&corpus.schema);
    let mut all = Vec::new();
    for case in corpus.cases() {
        let said = comparable(&schema::said(&case.statement, &made));
        if said != comparable(&case.verdict) {
            let place = corpus.place(case);
            all.push(format!("{place}: {}\n  node    {}\n  offline {said}", case.statement, case.verdict));
        }
    }
    all
}

#[test]
fn the_prover_says_what_the_node_said() {
    let all = Corpus::all("select");
    let differing: Vec<String> = all.iter().flat_map(differing).collect();
    let cases = || all.iter().flat_map(Corpus::cases);
    let (count, taken) = (cases().count(), cases().filter(|case| case.verdict == "ok").count());
    assert!(differing.is_empty(), "{} of {count} differ:\n{}", differing.len(), differing.join("\n"));
    assert!(count >= 500 && taken * 3 > count && taken * 3 < count * 2, "{taken} of {count} are taken");
}

/// By hand: the same for the files of the folder that `MODELER_VERDICTS_DIR` names.
#[test]
fn the_prover_says_what_the_node_said_elsewhere() {
    let Ok(folder) = std::env::var("MODELER_VERDICTS_DIR") else { return };
    let paths = std::fs::read_dir(Path::new(&folder)).unwrap().map(|entry| entry.unwrap().path());
    let all: Vec<Corpus> = paths.filter(|path| path.extension().is_some()).map(|path| Corpus::read(&path)).collect();
    let differing: Vec<String> = all.iter().flat_map(differing).collect();
    assert!(differing.is_empty(), "{} differ:\n{}", differing.len(), differing.join("\n"));
}
