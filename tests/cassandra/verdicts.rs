//! The verdicts of `tests/verdicts` once more from the node, and on statements that nobody wrote. By hand:
//!
//! ```console
//! $ MODELER_RECORD=1 cargo test --test cassandra -- verdicts          # writes what the node says into the files
//! $ MODELER_VERDICTS=5000 cargo test --test cassandra -- verdicts_of_random
//! ```
//!
//! `MODELER_VERDICTS_SEED` draws the same statements again.

#[path = "verdicts/draw.rs"]
mod draw;
#[path = "../verdicts/schema.rs"]
mod schema;
#[path = "verdicts/wire.rs"]
mod wire;

use std::{env, fs, thread, time};

use crate::corpus::{Corpus, comparable};
use libtest_mimic::{Failed, Trial};
use modeler::rules::create::Owned;
use modeler::value;
use wire::Wire;

use crate::cluster::{Cluster, Keyspace};

pub fn trials() -> Vec<Trial> {
    trials!(shared: verdicts_are_the_nodes, verdicts_of_random_statements_are_the_nodes)
}

/// What is bound to the markers of a statement, as the prover sees them.
fn values(statement: &str, made: &Owned) -> Vec<Vec<u8>> {
    let markers = schema::judge(statement, made).map(|verdict| verdict.markers).unwrap_or_default();
    markers.iter().filter_map(|marker| value::sample(&marker.ty)).collect()
}

/// The tables of a file on the node, and a connection to ask about them.
fn laid<'c>(corpus: &Corpus, cluster: &'c Cluster) -> Result<(Keyspace<'c>, Wire), Failed> {
    let keyspace = cluster.keyspace();
    keyspace.create()?;
    let put = |statement: &str| {
        let place = if statement.starts_with("CREATE INDEX") { " ON " } else { " " };
        let at = match statement.split_once(place) {
            Some((before, after)) if place == " ON " => format!("{before} ON {keyspace}.{after}"),
            Some((before, after)) => {
                let (what, rest) = after.split_once(' ').unwrap_or((after, ""));
                format!("{before} {what} {keyspace}.{rest}")
            }
            None => statement.to_owned(),
        };
        cluster.cql(&at).map(drop)
    };
    corpus.schema.iter().try_for_each(|statement| put(statement))?;
    if corpus.schema.iter().any(|statement| statement.starts_with("CREATE INDEX")) {
        // An index cannot be asked at once: the statement returns before it is built.
        thread::sleep(time::Duration::from_millis(1_500));
    }
    let wire = Wire::new(cluster.address(), keyspace.name())?;
    Ok((keyspace, wire))
}

fn verdicts_are_the_nodes(cluster: &Cluster) -> Result<(), Failed> {
    let mut changed = Vec::new();
    for mut corpus in Corpus::all("select") {
        let made = schema::made(&corpus.schema);
        let (_keyspace, mut wire) = laid(&corpus, cluster)?;
        if env::var_os("MODELER_RECORD").is_some() {
            let mut failed = None;
            corpus.record(|statement| {
                wire.verdict(statement, &values(statement, &made)).unwrap_or_else(|error| {
                    failed = Some(error);
                    String::new()
                })
            });
            failed.map_or(Ok(()), Err)?;
            fs::write(&corpus.path, corpus.text())?;
            continue;
        }
        for case in corpus.cases() {
            let said = wire.verdict(&case.statement, &values(&case.statement, &made))?;
            if comparable(&said) != comparable(&case.verdict) {
                changed.push(format!("{}: {}\n  {said}", corpus.place(case), case.statement));
            }
        }
    }
    if changed.is_empty() { Ok(()) } else { Err(format!("the node says otherwise:\n{}", changed.join("\n")).into()) }
}

fn verdicts_of_random_statements_are_the_nodes(cluster: &Cluster) -> Result<(), Failed> {
    let number = |name: &str, default: u64| env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(default);
    let (count, seed) = (number("MODELER_VERDICTS", 200), number("MODELER_VERDICTS_SEED", 1));
    println!("MODELER_VERDICTS_SEED={seed}");
    let files = Corpus::all("select");
    let mut random = draw::Random::new(seed);
    let mut differing = Vec::new();
    for corpus in &files {
        let made = schema::made(&corpus.schema);
        let (_keyspace, mut wire) = laid(corpus, cluster)?;
        let parts = draw::Parts::of(corpus);
        for _ in 0..count / files.len() as u64 {
            let statement = parts.statement(&mut random);
            let offline = schema::said(&statement, &made);
            let node = wire.verdict(&statement, &values(&statement, &made))?;
            if comparable(&offline) != comparable(&node) {
                differing.push(format!("{statement}\n  node    {node}\n  offline {offline}"));
            }
        }
    }
    if differing.is_empty() {
        Ok(())
    } else {
        Err(format!("{} differ:\n{}", differing.len(), differing.join("\n")).into())
    }
}
