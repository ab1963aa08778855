//! Every CREATE statement of `tests/verdicts/create` gets offline the verdict that a real node gave, in its words.
//! `tests/cassandra/creates.rs` asks a node again, and records what it says.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
#![allow(unreachable_pub, dead_code, reason = "two test targets share what reads the cases")]

#[path = "verdicts/corpus.rs"]
mod corpus;
#[path = "verdicts/creating.rs"]
mod creating;

use corpus::Corpus;
use creating::{agree, made, said};

/// The cases of a file on which the prover and the node differ.
fn differing(corpus: &Corpus) -> Vec<String> {
    let made = made(&corpus.schema);
    let differs = |case: &&corpus::Case| !agree(&case.verdict, &said(&made, &case.statement));
    let shown = |case: &corpus::Case| {
        let said = said(&made, &case.statement);
        format!("{}: {}\n  node    {}\n  offline {said}", corpus.place(case), case.statement, case.verdict)
    };
    corpus.cases().filter(differs).map(shown).collect()
}

#[test]
fn the_prover_says_what_the_node_said() {
    let all = Corpus::all("create");
    let differing: Vec<String> = all.iter().flat_map(differing).collect();
    assert!(differing.is_empty(), "{} differ:\n{}", differing.len(), differing.join("\n"));
    let cases: Vec<&corpus::Case> = all.iter().flat_map(Corpus::cases).collect();
    let tables = cases.iter().filter(|case| case.statement.to_ascii_uppercase().starts_with("CREATE TABLE")).count();
    let taken = cases.iter().filter(|case| case.verdict == "ok").count();
    assert!(tables >= 200 && cases.len() >= 260 && taken >= 60, "{taken} of {} are taken", cases.len());
}

#[test]
fn what_cannot_be_known_is_said_to_be_unknown() {
    let all = Corpus::all("create");
    let unknown = |corpus: &Corpus| {
        let made = made(&corpus.schema);
        corpus.cases().filter(|case| said(&made, &case.statement) == "unknown").count()
    };
    let unknown: usize = all.iter().map(unknown).sum();
    assert!((1..=8).contains(&unknown), "{unknown} cases are unknown");
}
