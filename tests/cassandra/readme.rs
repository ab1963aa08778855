//! The commands of the README that need a node, in their order, on the model and the data that the project comes with.

use std::fs;
use std::path::Path;
use std::process::Command;

use libtest_mimic::{Failed, Trial};
use tempfile::TempDir;

use crate::cluster::Cluster;

pub fn trials() -> Vec<Trial> {
    trials!(shared: every_command_on_a_node_works_in_order)
}

/// The store that the README names.
const STORE: &str = "cassandra://localhost";

fn every_command_on_a_node_works_in_order(cluster: &Cluster) -> Result<(), Failed> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = TempDir::new()?;
    for part in ["models", "data", "generated"] {
        copy(&root.join(part), &folder.path().join(part))?;
    }
    let keyspace = cluster.keyspace();
    let store = format!("cassandra://{}/{keyspace}", cluster.address());
    let readme = fs::read_to_string(root.join("README.md"))?;
    let mut commands = 0;
    for line in readme.lines().filter(|line| line.starts_with("modeler ") && line.contains(STORE)) {
        let arguments = line.trim_start_matches("modeler ").replace(STORE, &store);
        let output = Command::new(env!("CARGO_BIN_EXE_modeler"))
            .args(arguments.split_whitespace())
            .env_clear()
            .current_dir(folder.path())
            .output()?;
        let (out, err) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
        assert!(output.status.success(), "`{line}` ended with {}\n{out}\n{err}", output.status);
        commands += 1;
    }
    assert!(commands > 4, "only {commands} commands were found");
    Ok(())
}

fn copy(from: &Path, to: &Path) -> std::io::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy(&entry.path(), &target)?;
        } else {
            fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}
