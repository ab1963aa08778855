//! That a node says to CREATE statements what it said when `tests/verdicts/create` was recorded, and to statements made at
//! random what the prover says.
//!
//! `MODELER_RECORD=1` asks for every case and writes the files anew. `MODELER_VERDICTS=2000` asks for every case, and
//! makes so many at random; without it a part of both is tried.

use std::env;
use std::fs;

use libtest_mimic::{Failed, Trial};
use modeler::cql::create::{Create, parse};
use modeler::name::Name;
use modeler::rules::create::{Owned, Thing, judge};
use scylla::client::session_builder::SessionBuilder;
use scylla::errors::{DbError, ExecutionError, RequestAttemptError};

use crate::cluster::{Cluster, Keyspace};
use crate::corpus::Corpus;
use crate::creating::{KEYSPACE, agree, made, said};
use crate::generator::dice::Dice;

#[path = "creates/random.rs"]
mod random;

pub fn trials() -> Vec<Trial> {
    trials!(shared: verdicts_are_those_recorded, statements_at_random_get_the_verdict_of_the_node)
}

/// Where nothing else is said, one case of so many is asked for, and so many statements are made.
const SHARE: usize = 15;
const MADE: usize = 50;

fn verdicts_are_those_recorded(cluster: &Cluster) -> Result<(), Failed> {
    let records = env::var("MODELER_RECORD").is_ok();
    let share = if records || env::var("MODELER_VERDICTS").is_ok() { 1 } else { SHARE };
    let mut differing = Vec::new();
    for mut corpus in Corpus::all("create") {
        let keyspace = cluster.keyspace();
        let desk = Desk::new(cluster, &keyspace, &corpus.schema)?;
        if records {
            corpus.record(|statement| desk.ask(statement));
            fs::write(&corpus.path, corpus.text())?;
            continue;
        }
        for case in corpus.cases().step_by(share) {
            let now = desk.ask(&case.statement);
            if now != case.verdict {
                differing.push(format!(
                    "{}: {}\n--> {}\n  now {now}",
                    corpus.place(case),
                    case.statement,
                    case.verdict
                ));
            }
        }
    }
    assert!(differing.is_empty(), "the node says something else now:\n{}", differing.join("\n"));
    Ok(())
}

fn statements_at_random_get_the_verdict_of_the_node(cluster: &Cluster) -> Result<(), Failed> {
    let count = env::var("MODELER_VERDICTS").map_or(Ok(MADE), |text| text.parse())?;
    let keyspace = cluster.keyspace();
    let schema = ["CREATE TYPE ut (a int, b text)", "CREATE TYPE lt (a list<int>)"].map(str::to_owned);
    let desk = Desk::new(cluster, &keyspace, &schema)?;
    let mut differing = Vec::new();
    for seed in 0..count {
        let statement = random::statement(&mut Dice::new(seed as u64));
        let (node, offline) = (desk.ask(&statement), said(&desk.made, &statement));
        if !agree(&node, &offline) {
            differing.push(format!("{statement}\n--> {node}\n  offline {offline}"));
        }
    }
    assert!(differing.is_empty(), "{} of {count} differ:\n{}", differing.len(), differing.join("\n"));
    Ok(())
}

/// A session whose keyspace is the trial's, and what stands in that keyspace.
struct Desk {
    session: Cluster,
    keyspace: String,
    made: Owned,
}

impl Desk {
    fn new(cluster: &Cluster, keyspace: &Keyspace<'_>, schema: &[String]) -> Result<Self, Failed> {
        keyspace.create()?;
        let builder = SessionBuilder::new().use_keyspace(keyspace.name(), false);
        let session = Cluster::with(cluster.address(), builder).map_err(|missing| format!("{missing:?}"))?;
        let desk = Self { session, keyspace: keyspace.name().to_owned(), made: made(schema) };
        for statement in schema {
            desk.session.cql(statement)?;
        }
        Ok(desk)
    }

    /// What the node says to a statement; what it makes is dropped.
    fn ask(&self, statement: &str) -> String {
        let text = statement.replace(&format!("{KEYSPACE}."), &format!("{}.", self.keyspace));
        match self.session.wait(self.session.session().query_unpaged(text, ())) {
            Ok(_) => {
                if let Some(drop) = self.drop(statement) {
                    self.session.cql(&drop).unwrap();
                }
                "ok".to_owned()
            }
            Err(ExecutionError::LastAttemptError(RequestAttemptError::DbError(error, words))) => {
                let words = words.replace(&self.keyspace, KEYSPACE);
                let has_place = words.starts_with("line ") || words.starts_with("Failed parsing");
                match error {
                    DbError::SyntaxError if has_place => "syntax".to_owned(),
                    DbError::SyntaxError => format!("syntax {words}"),
                    _ => format!("create {words}"),
                }
            }
            Err(other) => panic!("{statement}: {other}"),
        }
    }

    /// The statement that drops what this one has made, unless it was there before.
    fn drop(&self, statement: &str) -> Option<String> {
        if let Some(Thing::Index { index, .. }) = judge(statement, &self.made.schema()).made {
            return Some(format!("DROP INDEX {}", index.name.cql()));
        }
        let is_old = |name: &Name| {
            self.made.tables.iter().any(|table| table.name == *name)
                || self.made.types.iter().any(|ty| ty.name == *name)
        };
        match parse(statement).statement? {
            Create::Table(tree) if !is_old(&tree.table.name) => {
                Some(format!("DROP TABLE IF EXISTS {}", quoted(&tree.table.name)))
            }
            Create::Type(tree) if !is_old(&tree.ty.name) => {
                Some(format!("DROP TYPE IF EXISTS {}", quoted(&tree.ty.name)))
            }
            _ => None,
        }
    }
}

fn quoted(name: &Name) -> String {
    format!("\"{name}\"")
}
