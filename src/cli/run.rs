//! `modeler run`

use clap::Args;
use modeler::apply;

use super::inputs::Inputs;
use super::shell::{BAD, GOOD, HEAD};
use super::verify::{Expectations, Shown};
use super::{Exit, Fault, Global, Session, Shell, generate, load, verify};

/// Check, generate, apply, load and verify; show each query's answer
#[derive(Args)]
pub(crate) struct Run {
    #[command(flatten)]
    inputs: Inputs,
    #[command(flatten)]
    expectations: Expectations,
    /// Drop the model's tables first, with their rows
    #[arg(long)]
    drop_tables: bool,
}

impl Run {
    pub(crate) async fn run(self, global: &Global, shell: &mut Shell) -> Result<Exit, Fault> {
        let session = Session::open(global, shell)?;
        let (catalog, script) = (&session.catalog, &session.rendered.script);
        let (queries, tables) = (catalog.selects.len(), catalog.tables.len());
        shell.tell(format!("{HEAD}model{HEAD:#} {}: {queries} queries on {tables} tables", global.file.display()))?;
        let changed = generate::write(&session.rendered.artifacts, &session)?;
        let generated = session.project.generated();
        let said =
            if changed.is_empty() { "up to date".to_owned() } else { format!("{} files written", changed.len()) };
        shell.tell(format!("{HEAD}generated{HEAD:#} {}: {said}", generated.display()))?;
        let store = session.store();
        let plan = apply::plan(&store, catalog, script, self.drop_tables).await?;
        load::tell_drops(&session, &plan.changes, shell)?;
        apply::apply(&store, catalog, script, &plan).await?;
        shell.tell(format!("{HEAD}store{HEAD:#} {}", session.store_name()))?;
        let (loaded, took) = load::fill(&session, &store, &self.inputs, shell)?;
        load::summary(&session, &loaded, took, shell)?;
        shell.tell("")?;
        let folder = self.expectations.folder(&session, &self.inputs);
        let outcome = verify::examine(&session, &store, folder, &loaded, false).await?;
        verify::tell(&session, &outcome, Shown::Rows, shell)?;
        let fails = outcome.fails();
        shell.tell(if fails {
            format!("{BAD}the answers are not what they should be{BAD:#}")
        } else {
            format!("{GOOD}all is as it should be{GOOD:#}")
        })?;
        Ok(if fails { Exit::Answers } else { load::exit(&loaded) })
    }
}
