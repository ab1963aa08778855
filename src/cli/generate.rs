//! `modeler generate`

use std::path::PathBuf;

use clap::Args;
use modeler::diagnostic::Report;
use modeler::render::{Artifacts, Drift, WriteError};

use super::shell::{BAD, DIM, GOOD};
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
        let session = Session::open(global, shell)?;
        let artifacts = selected(&session.rendered.artifacts, &self.only)?;
        let dir = session.project.generated();
        if self.check {
            let drift = artifacts.check(&dir).map_err(unwritten)?;
            return tell(&drift, shell);
        }
        let changed = write(&artifacts, &session)?;
        for path in &changed {
            shell.tell(format!("{GOOD}wrote{GOOD:#} {}", dir.join(path).display()))?;
        }
        if changed.is_empty() {
            shell.tell(format!("{} is up to date: {} files", dir.display(), artifacts.files.len()))?;
        }
        Ok(Exit::Fine)
    }
}

/// Writes `artifacts` to the project's folder of generated files; gives those that changed.
pub(crate) fn write(artifacts: &Artifacts, session: &Session) -> Result<Vec<PathBuf>, Fault> {
    artifacts.write(&session.project.generated()).map_err(unwritten)
}

fn unwritten(error: WriteError) -> Fault {
    let text = format!("cannot {} `{}`", error.doing, error.path.display());
    Fault::Message { exit: Exit::Store, text, causes: vec![error.source.to_string()] }
}

fn selected(artifacts: &Artifacts, only: &[String]) -> Result<Artifacts, Fault> {
    if only.is_empty() {
        return Ok(artifacts.clone());
    }
    artifacts.only(only).map_err(|faults| {
        let mut report = Report::default();
        faults.into_iter().for_each(|fault| report.push(fault));
        report.into()
    })
}

fn tell(drift: &[Drift], shell: &mut Shell) -> Result<Exit, Fault> {
    for drift in drift {
        let path = drift.path().display();
        match drift {
            Drift::Missing { .. } => shell.say(format!("{BAD}missing{BAD:#} {path}"))?,
            Drift::Stale { .. } => shell.say(format!("{BAD}stale{BAD:#} {path}: the model no longer makes it"))?,
            Drift::Changed { diff, .. } => shell.say(format!("{BAD}changed{BAD:#} {path}\n{DIM}{diff}{DIM:#}"))?,
        }
    }
    if drift.is_empty() {
        shell.tell("generated files are as the model says")?;
        return Ok(Exit::Fine);
    }
    shell.note("run `modeler generate` and commit what it writes");
    Ok(Exit::Stale)
}
