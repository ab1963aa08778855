//! A project in a folder and a keyspace of its own, and the binary run on both stores. A model has its keyspace's stanza
//! replaced: trials share one node.

use std::fs;
use std::path::Path;

use libtest_mimic::Failed;
use scylla::deserialize::row::DeserializeRow;

use crate::cluster::{Cluster, Keyspace};
use crate::commands::{Folder, Run, repository};

/// A project of one trial.
pub struct Project<'a> {
    pub folder: Folder,
    pub keyspace: Keyspace<'a>,
    cluster: &'a Cluster,
    file: &'static str,
}

impl<'a> Project<'a> {
    /// The founding model, its recorded answers and its data.
    pub fn founding(cluster: &'a Cluster) -> Self {
        Self::moved(cluster, Folder::founding(), "models/queries.yaml")
    }

    /// The case in a folder of `tests/cases`.
    pub fn case(cluster: &'a Cluster, name: &str) -> Self {
        let from = repository().join("tests/cases").join(name);
        let parts =
            ["queries.yaml", "data", "templates", "expected"].into_iter().filter(|part| from.join(part).exists());
        Self::moved(cluster, Folder::with(&from, &parts.collect::<Vec<_>>()), "queries.yaml")
    }

    /// A model without its keyspace's stanza, and the file `rows.csv`.
    pub fn new(cluster: &'a Cluster, model: &str, rows: &str) -> Self {
        let project = Self { folder: Folder::empty(), keyspace: cluster.keyspace(), cluster, file: "queries.yaml" };
        project.folder.write("rows.csv", rows);
        project.write(model);
        project
    }

    fn moved(cluster: &'a Cluster, folder: Folder, file: &'static str) -> Self {
        let project = Self { folder, keyspace: cluster.keyspace(), cluster, file };
        let model = without_keyspace(&project.folder.read(file));
        project.write(&model);
        project
    }

    /// Makes `model`, which has no keyspace's stanza, the project's model, in this trial's keyspace.
    pub fn write(&self, model: &str) {
        self.write_with("replication: { class: SimpleStrategy, replication_factor: 1 }", model);
    }

    /// The same with a replication of its own.
    pub fn write_with(&self, replication: &str, model: &str) {
        let keyspace = format!("keyspace: {{ name: {}, {replication} }}\n", self.keyspace);
        self.folder.write(self.file, format!("{keyspace}{model}"));
    }

    /// Replaces `from`, which stands in the model once.
    pub fn edit(&self, from: &str, to: &str) {
        let model = self.folder.read(self.file);
        assert_eq!(model.matches(from).count(), 1, "`{from}` in\n{model}");
        self.folder.write(self.file, model.replace(from, to));
    }

    /// The binary with these arguments, on the node.
    pub fn node<'b>(&self, arguments: impl IntoIterator<Item = &'b str>) -> Run {
        self.at(self.cluster.address(), arguments)
    }

    /// The same on the node at `address`.
    pub fn at<'b>(&self, address: &str, arguments: impl IntoIterator<Item = &'b str>) -> Run {
        let store = format!("cassandra://{address}");
        self.embedded(arguments).env("MODELER_STORE", &store)
    }

    /// The binary with these arguments, on the embedded store.
    pub fn embedded<'b>(&self, arguments: impl IntoIterator<Item = &'b str>) -> Run {
        self.folder.modeler(arguments.into_iter().chain(["--file", self.file]))
    }

    /// The rows of a statement, in which `KS` is this trial's keyspace.
    pub fn rows<R>(&self, statement: &str) -> Result<Vec<R>, Failed>
    where
        R: for<'frame, 'metadata> DeserializeRow<'frame, 'metadata>,
    {
        let statement = statement.replace("KS", self.keyspace.name());
        let rows = self.cluster.cql(&statement)?.into_rows_result().map_err(|e| format!("{statement}: {e}"))?;
        let rows = rows.rows::<R>().map_err(|e| format!("{statement}: {e}"))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// The one cell of the one row of a statement, as text.
    pub fn text(&self, statement: &str) -> Result<String, Failed> {
        let rows: Vec<(String,)> = self.rows(statement)?;
        assert_eq!(rows.len(), 1, "{statement}");
        Ok(rows.into_iter().next().unwrap().0)
    }

    /// Every row of `table` as JSON, in the order of tokens.
    pub fn dump(&self, table: &str) -> Result<Vec<String>, Failed> {
        let rows: Vec<(String,)> = self.rows(&format!("SELECT JSON * FROM KS.{table}"))?;
        Ok(rows.into_iter().map(|(row,)| row).collect())
    }

    /// Runs a statement, in which `KS` is this trial's keyspace.
    pub fn cql(&self, statement: &str) -> Result<(), Failed> {
        self.cluster.cql(&statement.replace("KS", self.keyspace.name())).map(drop)
    }

    /// The folder of the project's model.
    pub fn root(&self) -> &Path {
        Path::new(self.file).parent().unwrap()
    }
}

/// The folders of `tests/cases`.
pub fn cases() -> Vec<String> {
    let folders = fs::read_dir(repository().join("tests/cases")).unwrap();
    let mut names: Vec<String> = folders.map(|folder| folder.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    assert!(names.len() >= 12, "{names:?}");
    names
}

/// A model without the lines that are its keyspace's.
fn without_keyspace(model: &str) -> String {
    let mut within = false;
    let mut kept = String::new();
    for line in model.lines() {
        within = line.starts_with("keyspace:") || (within && line.starts_with(' '));
        if !within {
            kept.push_str(line);
            kept.push('\n');
        }
    }
    assert!(kept.len() < model.len(), "a model without a keyspace");
    kept
}
