//! The commands of the README that need a node, in their order, on the model and the data that the project comes with.

use libtest_mimic::{Failed, Trial};

use crate::cluster::Cluster;
use crate::commands::{Folder, repository};

pub fn trials() -> Vec<Trial> {
    trials!(shared: every_command_on_a_node_works_in_order, the_application_runs)
}

/// The command of the README that runs the application.
const EXAMPLE: &str = "cargo run --release --example listening_history";

/// The application, built as the tests are.
fn the_application_runs(cluster: &Cluster) -> Result<(), Failed> {
    let readme = std::fs::read_to_string(repository().join("README.md"))?;
    assert!(readme.lines().any(|line| line == EXAMPLE), "the README says how the application is run");
    let mut command = std::process::Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(repository()).args(["run", "--quiet", "--example", "listening_history", "--", "--node"]);
    let output = command.arg(cluster.address()).output()?;
    let (out, err) = (String::from_utf8(output.stdout)?, String::from_utf8(output.stderr)?);
    cluster.cql("DROP KEYSPACE music_streaming")?;
    assert!(output.status.success(), "{err}\n{out}");
    for part in [
        "read 8056 rows, wrote 6820 events to three tables\n",
        "session 18, item 3: {\"artist\":\"Reykjavík Blanket Orchestra",
        "  5. The Wild Cranes – Niño, Lucky Crane\n",
        "listeners of 桜, Faded Glacier:\n  page 1: ",
    ] {
        assert!(out.contains(part), "`{part}` in {out}");
    }
    Ok(())
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
