//! `modeler run`

use clap::Args;
use modeler::apply;

use super::inputs::{Inputs, Rejects, Repeats};
use super::session::now;
use super::shell::{BAD, GOOD, HEAD, NOTE, plural};
use super::verify::{Expectations, Shown};
use super::{Exit, Fault, Global, Session, Shell, generate, load, verify};

/// Check, generate, apply, load and verify; show each query's answer
#[derive(Args)]
pub(crate) struct Run {
    #[command(flatten)]
    inputs: Inputs,
    #[command(flatten)]
    rejects: Rejects,
    #[command(flatten)]
    repeats: Repeats,
    #[command(flatten)]
    expectations: Expectations,
    /// Drop the model's tables, with their rows; they go when all input has been read
    #[arg(long)]
    drop_tables: bool,
}

impl Run {
    pub(crate) async fn run(self, global: &Global, shell: &mut Shell) -> Result<Exit, Fault> {
        let session = Session::open_warning(global, shell)?;
        session.may_drop(self.drop_tables)?;
        prepare(&session, global, shell)?;
        let store = session.store().await?;
        let (catalog, script) = (&session.catalog, &session.rendered.script);
        let plan = apply::plan(&store, catalog, script, self.drop_tables).await?;
        shell.tell(format!("{HEAD}store{HEAD:#} {}", session.store_name()))?;
        super::apply::warn(&plan, shell);
        load::tell_drops(&session, &plan, shell)?;
        let ingest = apply::begin(&store, catalog, script, &plan, now()).await?;
        let wanted = load::Wanted::plain(self.repeats, &self.inputs);
        let filled = load::fill(&session, ingest, &self.inputs, &self.rejects, wanted, shell).await?;
        filled.summary(&session, shell)?;
        shell.tell("")?;
        let folder = self.expectations.folder(&session, &self.inputs);
        let outcome = verify::examine(&session, &store, folder, &filled.loaded, false).await?;
        verify::tell(&session, &outcome, Shown::Rows, shell)?;
        let exit = if outcome.fails() { Exit::Answers } else { filled.exit() };
        shell.tell(match exit {
            Exit::Answers => format!("{BAD}the answers are not what they should be{BAD:#}"),
            Exit::Rejected => format!("{NOTE}all is as it should be, but for the rejected rows{NOTE:#}"),
            _ => format!("{GOOD}all is as it should be{GOOD:#}"),
        })?;
        Ok(exit)
    }
}

/// Tells what the model holds, and writes what follows from it.
fn prepare(session: &Session, global: &Global, shell: &mut Shell) -> Result<(), Fault> {
    let (queries, tables) = (session.catalog.selects.len() as u64, session.catalog.tables.len() as u64);
    let (queries, tables) = (plural(queries, "query"), plural(tables, "table"));
    shell.tell(format!("{HEAD}model{HEAD:#} {}: {queries} on {tables}", global.file.display()))?;
    let changed = generate::write(&session.rendered.artifacts, session)?.len() as u64;
    let said = if changed == 0 { "up to date".to_owned() } else { format!("{} written", plural(changed, "file")) };
    shell.tell(format!("{HEAD}files{HEAD:#} {}: {said}", session.project.generated().display()))
}
