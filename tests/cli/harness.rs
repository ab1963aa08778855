//! A project in a folder of its own, and the binary run in it with nothing of the surroundings: no environment, no
//! terminal, no other folder. What went wrong is shown whole: command, folder, status, both outputs.
#![allow(dead_code, reason = "each test uses its part")]

use std::fmt::Write as _;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use tempfile::TempDir;

/// A folder with a project in it, removed with the value.
pub(crate) struct Folder {
    dir: TempDir,
}

impl Folder {
    /// A folder with nothing in it.
    pub(crate) fn empty() -> Self {
        Self { dir: tempfile::tempdir().unwrap() }
    }

    /// A copy of the founding model, its recorded answers and its data.
    pub(crate) fn founding() -> Self {
        Self::with(&repository(), &["models", "data"])
    }

    /// A copy of the small project that most scenarios play with.
    pub(crate) fn radio() -> Self {
        Self::with(&repository().join("tests/cli/radio"), &["models", "data"])
    }

    /// A copy of what `parts` names in the folder `from`.
    pub(crate) fn with(from: &Path, parts: &[&str]) -> Self {
        let folder = Self::empty();
        for part in parts {
            copy(&from.join(part), &folder.path(part));
        }
        folder
    }

    /// The path of `name` in the folder.
    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    /// The text of the file `name`.
    pub(crate) fn read(&self, name: &str) -> String {
        let path = self.path(name);
        fs::read_to_string(&path).unwrap_or_else(|e| panic!("cannot read {}: {e}", path.display()))
    }

    /// Makes the file `name`, and its folder.
    pub(crate) fn write(&self, name: &str, content: impl AsRef<[u8]>) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
    }

    /// Every file in the folder by its path, with its content; `.modeler` left out.
    pub(crate) fn files(&self) -> Vec<(String, Vec<u8>)> {
        let mut files = Vec::new();
        walk(self.dir.path(), &mut |path| {
            let name = path.strip_prefix(self.dir.path()).unwrap().to_str().unwrap().to_owned();
            if !name.starts_with(".modeler") {
                files.push((name, fs::read(path).unwrap()));
            }
        });
        files.sort();
        files
    }

    /// The binary with these arguments.
    pub(crate) fn modeler<'a>(&self, arguments: impl IntoIterator<Item = &'a str>) -> Run {
        let arguments: Vec<&str> = arguments.into_iter().collect();
        let mut command = Command::new(env!("CARGO_BIN_EXE_modeler"));
        command.args(&arguments);
        self.run(command, format!("modeler {}", arguments.join(" ")))
    }

    /// A line for the shell, in which `modeler` is the binary.
    pub(crate) fn shell(&self, line: &str) -> Run {
        let mut command = Command::new("/bin/sh");
        command.args(["-c", line]);
        self.run(command, line.to_owned())
    }

    fn run(&self, mut command: Command, shown: String) -> Run {
        let binary = Path::new(env!("CARGO_BIN_EXE_modeler")).parent().unwrap().display();
        let system = std::env::var("PATH").unwrap_or_default();
        command.env_clear().env("PATH", format!("{binary}:{system}")).current_dir(self.dir.path());
        Run { command, shown, stdin: Vec::new(), dir: self.dir.path().to_path_buf() }
    }

    /// `text` without what differs from run to run: this folder's path, times, rates and process ids.
    pub(crate) fn steady(&self, text: &str) -> String {
        let canonical = self.dir.path().canonicalize().unwrap();
        let text = text.replace(&*canonical.to_string_lossy(), "[FOLDER]");
        let text = text.replace(&*self.dir.path().to_string_lossy(), "[FOLDER]");
        let text = masked(&text, " in ", " s, ", "[TIME]");
        let text = masked(&text, " s, ", " rows/s", "[RATE]");
        let text = masked(&text, "\"seconds\":", ",", "[TIME]");
        masked(&text, "process ", " is ", "[PID]")
    }
}

/// A command that is about to run.
pub(crate) struct Run {
    command: Command,
    shown: String,
    stdin: Vec<u8>,
    dir: PathBuf,
}

impl Run {
    /// Sets an environment variable.
    pub(crate) fn env(mut self, name: &str, value: &str) -> Self {
        self.command.env(name, value);
        self
    }

    /// Gives `bytes` on standard input, which is empty otherwise.
    pub(crate) fn stdin(mut self, bytes: impl Into<Vec<u8>>) -> Self {
        self.stdin = bytes.into();
        self
    }

    /// Runs it and gives what came of it.
    pub(crate) fn outcome(mut self) -> Outcome {
        let mut child =
            self.command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let (mut stdin, bytes) = (child.stdin.take().unwrap(), self.stdin);
        // A command that does not read its input closes it, which is no fault of the command.
        let feeder = std::thread::spawn(move || drop(stdin.write_all(&bytes)));
        let output = child.wait_with_output().unwrap();
        feeder.join().unwrap();
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap_or_else(|e| panic!("not UTF-8: {e}"));
        let (stdout, stderr) = (text(output.stdout), text(output.stderr));
        Outcome { shown: self.shown, dir: self.dir, code: output.status.code(), stdout, stderr }
    }

    /// Runs it; fails unless it ends with `code`.
    #[track_caller]
    pub(crate) fn ends(self, code: i32) -> Outcome {
        let outcome = self.outcome();
        assert!(outcome.code == Some(code), "should end with {code}\n{outcome}");
        outcome
    }
}

/// What came of a command.
pub(crate) struct Outcome {
    shown: String,
    dir: PathBuf,
    /// The exit code; none where a signal ended it.
    pub(crate) code: Option<i32>,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Outcome {
    /// Fails unless `stdout` holds `text`.
    #[track_caller]
    pub(crate) fn says(&self, text: &str) -> &Self {
        assert!(self.stdout.contains(text), "should say `{text}`\n{self}");
        self
    }

    /// Fails unless `stderr` holds `text`.
    #[track_caller]
    pub(crate) fn warns(&self, text: &str) -> &Self {
        assert!(self.stderr.contains(text), "should warn `{text}`\n{self}");
        self
    }

    /// `stdout` as JSON. A load that takes long says more before: its counts are the last line.
    #[track_caller]
    pub(crate) fn json(&self) -> serde_json::Value {
        let last = self.stdout.trim_end().lines().last().unwrap_or_default();
        let whole = serde_json::from_str(&self.stdout).or_else(|e| serde_json::from_str(last).map_err(|_| e));
        whole.unwrap_or_else(|e| panic!("should be JSON: {e}\n{self}"))
    }
}

impl std::fmt::Display for Outcome {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let status = self.code.map_or_else(|| "a signal".to_owned(), |code| code.to_string());
        writeln!(f, "command: {}\nfolder:  {}\nended:   {status}", self.shown, self.dir.display())?;
        write!(f, "--- stdout\n{}\n--- stderr\n{}\n---", self.stdout.trim_end(), self.stderr.trim_end())
    }
}

/// Plays a scenario: a text of comments (`# …`), commands for the shell (`$ …`) and their further lines (`> …`). Gives
/// the transcript: each command, its output, its standard error behind `! `, its exit code where that is not 0.
pub(crate) fn play(folder: &Folder, scenario: &str) -> String {
    let mut transcript = String::new();
    let mut lines = scenario.lines().peekable();
    while let Some(line) = lines.next() {
        let Some(first) = line.strip_prefix("$ ") else {
            assert!(line.is_empty() || line.starts_with('#'), "no comment and no command: {line}");
            writeln!(transcript, "{line}").unwrap();
            continue;
        };
        let mut command = first.to_owned();
        writeln!(transcript, "{line}").unwrap();
        while let Some(line) = lines.next_if(|line| line.starts_with('>')) {
            write!(command, "\n{}", line.strip_prefix("> ").unwrap_or_default()).unwrap();
            writeln!(transcript, "{line}").unwrap();
        }
        let outcome = folder.shell(&command).outcome();
        transcript.push_str(&folder.steady(&outcome.stdout));
        for line in folder.steady(&outcome.stderr).lines() {
            writeln!(transcript, "{}", format!("! {line}").trim_end()).unwrap();
        }
        match outcome.code {
            Some(0) => {}
            Some(code) => writeln!(transcript, "[exit {code}]").unwrap(),
            None => writeln!(transcript, "[ended by a signal]").unwrap(),
        }
    }
    transcript
}

/// Where the project's own files are.
pub(crate) fn repository() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Every number between `before` and `after` on one line as `mask`.
fn masked(text: &str, before: &str, after: &str, mask: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find(before) {
        let (head, tail) = rest.split_at(at + before.len());
        out.push_str(head);
        let digits = tail.find(|c: char| !matches!(c, '0'..='9' | '.' | ',')).unwrap_or(tail.len());
        let end = tail[..digits].trim_end_matches(',').len();
        rest = tail;
        if end > 0 && tail[end..].starts_with(after) {
            out.push_str(mask);
            rest = &tail[end..];
        }
    }
    out + rest
}

fn copy(from: &Path, to: &Path) {
    if from.is_file() {
        fs::copy(from, to).unwrap();
        return;
    }
    walk(from, &mut |path| {
        let target = to.join(path.strip_prefix(from).unwrap());
        fs::create_dir_all(target.parent().unwrap()).unwrap();
        fs::copy(path, target).unwrap();
    });
}

fn walk(dir: &Path, each: &mut dyn FnMut(&Path)) {
    for entry in fs::read_dir(dir).unwrap_or_else(|e| panic!("cannot read {}: {e}", dir.display())) {
        let path = entry.unwrap().path();
        if path.is_dir() { walk(&path, each) } else { each(&path) }
    }
}
