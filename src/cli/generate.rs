//! `modeler generate`

use std::path::{Path, PathBuf};

use clap::Args;
use modeler::diagnostic::Report;
use modeler::render::{Artifacts, Drift, WriteError};

use super::shell::{BAD, GOOD, NOTE, plural};
use super::{Exit, Fault, Global, Session, Shell};

/// Render generated/ from the model: CQL, statements, Rust
#[derive(Args)]
pub(crate) struct Generate {
    /// Write nothing; list changed, missing and stale files with a diff, and end with 3 if there are any
    #[arg(long)]
    check: bool,
    /// Only these files
    #[arg(long, value_name = "FILE", value_delimiter = ',')]
    only: Vec<String>,
}

impl Generate {
    pub(crate) fn run(self, global: &Global, shell: &mut Shell) -> Result<Exit, Fault> {
        let mut session = Session::open_base(global, shell)?;
        let artifacts = selected(std::mem::take(&mut session.rendered.artifacts), &self.only)?;
        let dir = session.project.generated();
        if self.check {
            let drift = artifacts.check(&dir).map_err(|error| unwritten(&error))?;
            return tell(&artifacts, &dir, &drift, shell);
        }
        let changed = write(&artifacts, &session)?;
        for path in &changed {
            let path = dir.join(path);
            // What the model no longer makes is written nowhere: it was removed.
            let done = if path.exists() { format!("{GOOD}wrote{GOOD:#}") } else { format!("{NOTE}removed{NOTE:#}") };
            shell.tell(format!("{done} {}", path.display()))?;
        }
        if changed.is_empty() {
            let files = plural(artifacts.files.len() as u64, "file");
            shell.tell(format!("{}: {files}, up to date", dir.display()))?;
        }
        Ok(Exit::Fine)
    }
}

/// Writes `artifacts` to the project's folder of generated files; gives those that changed.
pub(crate) fn write(artifacts: &Artifacts, session: &Session) -> Result<Vec<PathBuf>, Fault> {
    artifacts.write(&session.project.generated()).map_err(|error| unwritten(&error))
}

fn unwritten(error: &WriteError) -> Fault {
    let text = format!("cannot {} `{}`", error.doing, error.path.display());
    Fault::Message { exit: Exit::Stopped, text, causes: vec![error.source.to_string()], help: None }
}

fn selected(artifacts: Artifacts, only: &[String]) -> Result<Artifacts, Fault> {
    if only.is_empty() {
        return Ok(artifacts);
    }
    artifacts.only(only).map_err(|faults| {
        let mut report = Report::default();
        for fault in faults {
            report.push(fault);
        }
        report.into()
    })
}

fn tell(artifacts: &Artifacts, dir: &Path, drift: &[Drift], shell: &mut Shell) -> Result<Exit, Fault> {
    for drift in drift {
        let path = dir.join(drift.path());
        let path = path.display();
        match drift {
            Drift::Missing { .. } => shell.say(format!("{BAD}missing{BAD:#} {path}"))?,
            Drift::Stale { .. } => shell.say(format!("{BAD}stale{BAD:#} {path}: the model no longer makes it"))?,
            Drift::Changed { diff, .. } => {
                shell.say(format!("{BAD}changed{BAD:#} {path}"))?;
                shell.diff(diff)?;
            }
        }
    }
    if drift.is_empty() {
        let files = plural(artifacts.files.len() as u64, "file");
        shell.tell(format!("{}: {files}, as the model says", dir.display()))?;
        return Ok(Exit::Fine);
    }
    shell.note("`modeler generate` makes them anew");
    Ok(Exit::Stale)
}
