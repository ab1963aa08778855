//! A small project in a folder of its own, and the binary run in it as a user would.

use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

use tempfile::TempDir;

/// A folder with a model of one table, or of one of counters.
pub struct Project {
    folder: TempDir,
}

/// What a command said.
#[derive(Debug)]
pub struct Said {
    pub code: Option<i32>,
    pub out: String,
    pub err: String,
    pub took: Duration,
}

const HEAD: &str = "\
modeler: 1
keyspace: { name: faults, replication: { class: SimpleStrategy, replication_factor: 1 } }
sources: { event: { files: [data/*.csv] } }
";

const ROWS: &str = "\
columns: { user: int, seq: int, song: text }
queries:
  by_user: { partition_key: [user], clustering_key: [seq], select: [song], examples: [{ user: 1 }] }
  everything: { table: by_user, scan: true, select: [user, seq, song] }
";

const COUNTERS: &str = "\
columns: { user: int, seq: int, plays: counter }
queries:
  plays_of_user: { partition_key: [user], clustering_key: [seq], select: [plays], examples: [{ user: 1 }] }
";

impl Project {
    /// With `rows` events in its CSV, each a row of its own.
    pub fn of_rows(rows: u32) -> Self {
        Self::with(ROWS, rows)
    }

    /// The same events, counted.
    pub fn of_counters(rows: u32) -> Self {
        Self::with(COUNTERS, rows)
    }

    /// With nothing in it yet.
    pub fn empty() -> Self {
        Self { folder: tempfile::tempdir().unwrap() }
    }

    /// A model without its head, and the text of its CSV.
    pub fn new(model: &str, csv: &str) -> Self {
        let project = Self::empty();
        project.write("models/queries.yaml", &format!("{HEAD}{model}"));
        project.write("data/events.csv", csv);
        project
    }

    fn with(model: &str, rows: u32) -> Self {
        let mut csv = "user,seq,song\n".to_owned();
        for row in 0..rows {
            let _ =
                writeln!(csv, "{},{row},a song with a name that is long enough to fill some bytes {row}", row % 9973);
        }
        Self::new(model, &csv)
    }

    /// The same model with `from` in another way.
    pub fn replace(&self, from: &str, to: &str) {
        let model = fs::read_to_string(self.path("models/queries.yaml")).unwrap();
        assert!(model.contains(from), "{model}");
        self.write("models/queries.yaml", &model.replace(from, to));
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Makes the file `name`.
    pub fn write(&self, name: &str, text: &str) -> PathBuf {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, text).unwrap();
        path
    }

    /// A command of the binary against `store`, not yet run.
    pub fn command(&self, store: &str, arguments: &str) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_modeler"));
        command.env_clear().current_dir(self.folder.path()).args(arguments.split_whitespace());
        command.args(["--store", &format!("cassandra://{store}")]);
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        command
    }

    /// Runs a command of the binary against `store`.
    pub fn run(&self, store: &str, arguments: &str) -> Said {
        said(self.command(store, arguments))
    }
}

/// Runs a command to its end.
pub fn said(mut command: Command) -> Said {
    let began = Instant::now();
    let output = command.output().unwrap();
    Said::of(&output, began.elapsed())
}

impl Said {
    /// What came of a command.
    pub fn of(output: &Output, took: Duration) -> Self {
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        Self { code: output.status.code(), out: text(&output.stdout), err: text(&output.stderr), took }
    }

    /// Panics unless the command went well.
    #[track_caller]
    pub fn fine(&self) {
        assert!(self.code == Some(0), "{self:#?}");
    }

    /// Panics unless the command ended with `code` within `seconds`, and said on standard error what `expected` says:
    /// each `*` in it stands for some words.
    #[track_caller]
    pub fn fails(&self, code: i32, seconds: u64, expected: &str) {
        assert!(self.took < Duration::from_secs(seconds), "too late: {self:#?}");
        assert!(self.code == Some(code) && matches(self.err.trim_end(), expected), "not\n{expected}\nbut {self:#?}");
    }
}

/// Whether `text` is `pattern`, where each `*` stands for anything.
fn matches(text: &str, pattern: &str) -> bool {
    let mut parts = pattern.split('*');
    let Some(mut rest) = parts.next().and_then(|first| text.strip_prefix(first)) else { return false };
    let parts: Vec<&str> = parts.collect();
    let Some((last, middle)) = parts.split_last() else { return rest.is_empty() };
    for part in middle {
        let Some(at) = rest.find(part) else { return false };
        rest = &rest[at + part.len()..];
    }
    rest.ends_with(last)
}
