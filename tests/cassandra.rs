//! What holds on a real Cassandra. One node serves the whole run; it starts when the first trial needs it and is gone
//! when the run ends, even if the run is killed.
//!
//! `MODELER_TEST_CASSANDRA` says where it comes from:
//!
//! | value | the node |
//! |---|---|
//! | not set | one of our own: Docker where a daemon answers, else `tests/node/node`; where neither can be, trials are ignored and the reason stands at the end |
//! | `required` | the same, but where there can be none, trials fail |
//! | `HOST:PORT` | that one, which asks for no password |
//!
//! # Adding a trial
//! Write a function in a module under `tests/cassandra/` and put its name into the `trials!` of that module; for a new
//! module, add a line to [`all`] below. A trial that takes a [`cluster::Cluster`] runs on the shared node:
//!
//! ```ignore
//! pub fn trials() -> Vec<Trial> {
//!     trials!(shared: a_table_is_made)
//! }
//!
//! fn a_table_is_made(cluster: &Cluster) -> Result<(), Failed> {
//!     let keyspace = cluster.keyspace();             // a name nobody else has, dropped at the end of the trial
//!     keyspace.create()?;                            // unless what is tried makes it
//!     cluster.cql(&format!("CREATE TABLE {keyspace}.t (a int PRIMARY KEY)"))?;
//!     Command::new(env!("CARGO_BIN_EXE_modeler")).arg(cluster.address());
//!     Ok(())
//! }
//! ```
//!
//! A trial that kills, stops or configures a node must not do it to the shared one: it takes nothing, stands under
//! `own:` and starts what it needs with [`node::Node::private`]. [`node::Node::guarded`] asks for a password and speaks
//! TLS only, and [`cluster::Cluster::pair`] is two nodes of one cluster: those serve the whole run as the shared one does,
//! so nothing may stop them. A node costs four to eight seconds. `?` works on every error, and a panic is a failure too.
#![allow(unreachable_pub, reason = "a test target has no users, and modules show each other what they share")]
#![allow(dead_code, reason = "what trials may ask of a node is whole, whether or not one asks today")]
#![allow(clippy::unnecessary_wraps, reason = "all trials have one signature")]
#![allow(clippy::format_collect, clippy::format_push_string, reason = "the texts of a trial are short")]
#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a test fails by panicking, and says what it tries")]

// First, for its macro.
#[path = "cassandra/harness.rs"]
#[macro_use]
mod harness;

#[path = "cassandra/answering.rs"]
mod answering;
#[path = "cassandra/answers.rs"]
mod answers;
#[path = "cassandra/at_fault.rs"]
mod at_fault;
#[path = "cassandra/certificates.rs"]
mod certificates;
#[path = "cassandra/cluster.rs"]
mod cluster;
#[path = "cli/harness.rs"]
mod commands;
#[path = "cassandra/connecting.rs"]
mod connecting;
#[path = "verdicts/corpus.rs"]
mod corpus;
#[path = "cassandra/creates.rs"]
mod creates;
#[path = "verdicts/creating.rs"]
mod creating;
#[path = "cassandra/differential.rs"]
mod differential;
#[path = "cassandra/dirty.rs"]
mod dirty;
#[path = "cassandra/dying.rs"]
mod dying;
#[path = "cassandra/faults.rs"]
mod faults;
#[path = "cassandra/forging.rs"]
mod forging;
#[path = "cassandra/generated/mod.rs"]
mod generated;
#[path = "differential/mod.rs"]
mod generator;
#[path = "cassandra/killing/mod.rs"]
mod killing;
#[path = "cassandra/lifetime.rs"]
mod lifetime;
#[path = "cassandra/loading.rs"]
mod loading;
#[path = "cassandra/losing.rs"]
mod losing;
#[path = "cassandra/node.rs"]
mod node;
#[path = "cassandra/once.rs"]
mod once;
#[path = "cassandra/options.rs"]
mod options;
#[path = "cassandra/partition_bytes.rs"]
mod partition_bytes;
#[path = "cassandra/project.rs"]
mod project;
#[path = "cassandra/proving.rs"]
mod proving;
#[path = "cassandra/proxy/mod.rs"]
mod proxy;
#[path = "cassandra/racing.rs"]
mod racing;
#[path = "cassandra/readme.rs"]
mod readme;
#[path = "cassandra/refused.rs"]
mod refused;
#[path = "cassandra/sandbox.rs"]
mod sandbox;
#[path = "cassandra/schema.rs"]
mod schema;
#[path = "cassandra/site.rs"]
mod site;
#[path = "cassandra/streaming.rs"]
mod streaming;
#[path = "cassandra/verdicts.rs"]
mod verdicts;

use std::process::ExitCode;

use libtest_mimic::Trial;

/// Every trial of every module.
fn all() -> Vec<Trial> {
    let modules = [
        answering::trials(),
        answers::trials(),
        at_fault::trials(),
        connecting::trials(),
        creates::trials(),
        differential::trials(),
        dirty::trials(),
        dying::trials(),
        faults::trials(),
        forging::trials(),
        generated::trials(),
        killing::trials(),
        lifetime::trials(),
        loading::trials(),
        losing::trials(),
        once::trials(),
        options::trials(),
        partition_bytes::trials(),
        proving::trials(),
        racing::trials(),
        readme::trials(),
        refused::trials(),
        schema::trials(),
        streaming::trials(),
        verdicts::trials(),
    ];
    modules.into_iter().flatten().collect()
}

fn main() -> ExitCode {
    if lifetime::is_held() {
        return lifetime::hold();
    }
    harness::run(all())
}
