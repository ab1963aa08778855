//! The commands of the README that need a node, in their order, on the model and the data that the project comes with.

use libtest_mimic::{Failed, Trial};

use crate::cluster::Cluster;
use crate::commands::{Folder, repository};

pub fn trials() -> Vec<Trial> {
    trials!(shared: every_command_on_a_node_works_in_order)
}

/// The store that the README names.
const STORE: &str = "cassandra://localhost";

fn every_command_on_a_node_works_in_order(cluster: &Cluster) -> Result<(), Failed> {
    let folder = Folder::with(&repository(), &["models", "data", "generated"]);
    let keyspace = cluster.keyspace();
    let store = format!("cassandra://{}/{keyspace}", cluster.address());
    let readme = std::fs::read_to_string(repository().join("README.md"))?;
    let mut commands = 0;
    for line in readme.lines().filter(|line| line.starts_with("modeler ") && line.contains(STORE)) {
        let arguments = line.trim_start_matches("modeler ").replace(STORE, &store);
        folder.modeler(arguments.split_whitespace()).ends(0);
        commands += 1;
    }
    assert!(commands > 4, "only {commands} commands were found");
    Ok(())
}
