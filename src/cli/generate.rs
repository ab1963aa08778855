//! `modeler generate`

use clap::Args;
use modeler::render::{Artifacts, Drift, DriftKind};

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
            let partial = !self.only.is_empty();
            let mut drift = artifacts.check(&dir).map_err(|e| Fault::new(Exit::Store, e.to_string()))?;
            drift.retain(|d| !(partial && matches!(d.kind, DriftKind::Stale)));
            return tell(&drift, shell);
        }
        let changed = write(&artifacts, &session, !self.only.is_empty())?;
        for path in &changed {
            shell.tell(format!("{GOOD}wrote{GOOD:#} {}", dir.join(path).display()))?;
        }
        if changed.is_empty() {
            shell.tell(format!("{} is up to date: {} files", dir.display(), artifacts.0.len()))?;
        }
        Ok(Exit::Fine)
    }
}

/// Writes `artifacts` to the project's folder of generated files; gives those that changed.
pub(crate) fn write(artifacts: &Artifacts, session: &Session, partial: bool) -> Result<Vec<std::path::PathBuf>, Fault> {
    let dir = session.project.generated();
    let written = if partial { artifacts.write_only(&dir) } else { artifacts.write(&dir) };
    written.map_err(|e| Fault::new(Exit::Store, e.to_string()))
}

fn selected(artifacts: &Artifacts, only: &[String]) -> Result<Artifacts, Fault> {
    if only.is_empty() {
        return Ok(artifacts.clone());
    }
    for name in only {
        if !artifacts.0.keys().any(|path| path.to_string_lossy() == *name) {
            let known: Vec<String> = artifacts.0.keys().map(|path| format!("`{}`", path.display())).collect();
            return Err(Fault::new(Exit::Usage, format!("no artifact is called `{name}`; there are {}", known.join(", "))));
        }
    }
    Ok(artifacts.only(only))
}

fn tell(drift: &[Drift], shell: &mut Shell) -> Result<Exit, Fault> {
    for Drift { path, kind } in drift {
        let path = path.display();
        match kind {
            DriftKind::Missing => shell.say(format!("{BAD}missing{BAD:#} {path}"))?,
            DriftKind::Stale => shell.say(format!("{BAD}stale{BAD:#} {path}: the model no longer makes it"))?,
            DriftKind::Changed(diff) => shell.say(format!("{BAD}changed{BAD:#} {path}\n{DIM}{diff}{DIM:#}"))?,
        }
    }
    if drift.is_empty() {
        shell.tell("generated files are as the model says")?;
        return Ok(Exit::Fine);
    }
    shell.note("run `modeler generate` and commit what it writes");
    Ok(Exit::Stale)
}
