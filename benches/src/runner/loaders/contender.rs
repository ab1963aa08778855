//! Takes a program and its input, gives the commands that load it.

use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

use clap::ValueEnum;

use super::field::Field;
use super::project::{TABLES, project};
use crate::Outcome;
use crate::input::Input;
use crate::places::empty;

/// The keyspace of the founding model.
const KEYSPACE: &str = "music_streaming";

/// A program that is measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Contender {
    /// modeler load
    Modeler,
    /// cqlsh COPY FROM with its own settings
    Cqlsh,
    /// cqlsh COPY FROM with the best settings known
    CqlshTuned,
    /// DSBulk with its own settings
    Dsbulk,
    /// cassandra-driver for Python
    Python,
    /// The scylla driver for Rust
    Inserts,
    /// The requests that modeler sends
    Replay,
}

/// An input, and what was made of it before anybody is measured.
pub(super) struct Job {
    pub(super) input: Input,
    /// Holds a file for each table.
    folder: PathBuf,
}

impl Job {
    /// Makes the files of the tables in `folder`.
    pub(super) fn new(folder: &Path, input: Input) -> Outcome<Self> {
        empty(folder)?;
        project(&input.file, folder)?;
        Ok(Self { input, folder: folder.to_path_buf() })
    }

    /// Of an input that is read as it is.
    pub(super) fn whole(input: Input) -> Self {
        Self { input, folder: PathBuf::new() }
    }
}

impl Contender {
    pub(super) const ALL: [Self; 7] =
        [Self::Modeler, Self::Cqlsh, Self::CqlshTuned, Self::Dsbulk, Self::Python, Self::Inserts, Self::Replay];

    pub(super) fn label(self) -> &'static str {
        match self {
            Self::Modeler => "modeler load",
            Self::Cqlsh => "cqlsh COPY, as it comes",
            Self::CqlshTuned => "cqlsh COPY, tuned",
            Self::Dsbulk => "DSBulk",
            Self::Python => "Python driver, 100 on their way",
            Self::Inserts => "Rust driver, single inserts",
            Self::Replay => "replay of modeler's requests",
        }
    }

    /// Its name for a machine.
    pub(super) fn name(self) -> String {
        self.to_possible_value().map(|value| value.get_name().to_owned()).unwrap_or_default()
    }

    /// Whether its work is done by several processes.
    pub(super) fn has_children(self) -> bool {
        matches!(self, Self::Cqlsh | Self::CqlshTuned)
    }

    /// What loads `job`, one after another.
    pub(super) fn commands(self, field: &Field, job: &Job) -> Outcome<Vec<Command>> {
        let address = &field.node.address;
        let mut command = match self {
            Self::Modeler => {
                let mut command = field.modeler(&field.store());
                command.args(["load", "--quiet", "--csv"]).arg(&job.input.file);
                command
            }
            Self::Cqlsh => copy(field, job, "")?,
            Self::CqlshTuned => copy(field, job, &tuned())?,
            Self::Dsbulk => return dsbulk(field, job),
            Self::Python => {
                let mut command = Command::new(python(field)?);
                command.arg(field.places.root.join("benches/cassandra_load.py")).arg("many").arg(address);
                command.arg(field.places.root.join("generated/queries.cql")).arg(&job.input.file);
                command
            }
            Self::Inserts => field.places.program("bench-inserts"),
            Self::Replay => field.places.program("bench-replay"),
        };
        match self {
            Self::Inserts => command.arg(address).arg(&job.input.file),
            Self::Replay => command.arg(address).arg(field.setup()).arg(field.writes()),
            _ => &mut command,
        };
        Ok(vec![command])
    }
}

fn python<'a>(field: &'a Field) -> Outcome<&'a Path> {
    Ok(field.places.python.as_deref().ok_or("no Python is named: `--python PROGRAM`; `loaders.sh` names one")?)
}

/// The host and the port of the node.
fn host_and_port<'a>(field: &'a Field) -> Outcome<(&'a str, &'a str)> {
    Ok(field.node.address.rsplit_once(':').ok_or("the address of the node has no port")?)
}

/// The best found for these tables, on two processors that the node has its part of. Rows of one partition are rarely
/// near each other in the file, so that most batches are filled up to the most that is allowed.
fn tuned() -> String {
    let processors = std::thread::available_parallelism().map_or(1, usize::from);
    let processes = (processors / 2).max(1);
    format!(
        " AND NUMPROCESSES={processes} AND CHUNKSIZE=5000 AND MINBATCHSIZE=2 AND MAXBATCHSIZE=100 AND INGESTRATE=1000000"
    )
}

/// A COPY for each table, with the options `more`, in one cqlsh.
fn copy(field: &Field, job: &Job, more: &str) -> Outcome<Command> {
    let mut statements = String::new();
    for table in &TABLES {
        let file = table.file(&job.folder);
        let (name, columns, file) = (table.name, table.names(), file.display());
        // A quote within quotes is doubled.
        let options = format!("HEADER=TRUE AND ESCAPE='\"'{more}");
        writeln!(statements, "COPY {KEYSPACE}.{name} ({columns}) FROM '{file}' WITH {options};")?;
    }
    let script = field.root.join("copy.cql");
    std::fs::write(&script, statements).map_err(|e| format!("cannot write `{}`: {e}", script.display()))?;
    let (host, port) = host_and_port(field)?;
    let mut command = Command::new(python(field)?.with_file_name("cqlsh"));
    command.env("HOME", field.root.join("home")).args([host, port, "-f"]).arg(script);
    Ok(command)
}

/// A run for each table.
fn dsbulk(field: &Field, job: &Job) -> Outcome<Vec<Command>> {
    let jars = field.places.dsbulk.as_deref().ok_or("no DSBulk is named: `--dsbulk DIR`; `loaders.sh` names one")?;
    let (java, (host, port)) = (field.node.java()?, host_and_port(field)?);
    let command = |table: &super::project::Table| {
        let mut command = Command::new(&java);
        command.arg("-XX:+PerfDisableSharedMem").arg("-cp").arg(jars.join("*"));
        command.args(["com.datastax.oss.dsbulk.runner.DataStaxBulkLoader", "load", "-h", host, "-port", port]);
        command.args(["-k", KEYSPACE, "-t", table.name, "-header", "true", "-url"]).arg(table.file(&job.folder));
        // Texts of the configuration language: a quote is doubled within quotes.
        command.args(["--connector.csv.escape", r#"\""#]);
        // A length of the CSV is no float exactly; without this its row is refused.
        command.args(["--codec.overflowStrategy", "TRUNCATE"]);
        command.args(["--driver.advanced.metadata.schema.refreshed-keyspaces", &format!("[{KEYSPACE}]")]);
        command.arg("--log.directory").arg(field.root.join("logs"));
        command
    };
    Ok(TABLES.iter().map(command).collect())
}
