//! `modeler apply`

use clap::Args;
use modeler::apply::{self, Plan};
use modeler::store::Change;

use super::shell::{BAD, DIM, GOOD, NOTE};
use super::{Exit, Fault, Global, Session, Shell};

/// Make the tables: plan, show, execute
#[derive(Args)]
pub(crate) struct Apply {
    /// Show the plan and its CQL; change nothing
    #[arg(long)]
    dry_run: bool,
    /// Drop the model's tables first, with their rows
    #[arg(long)]
    drop_tables: bool,
}

impl Apply {
    pub(crate) async fn run(self, global: &Global, shell: &mut Shell) -> Result<Exit, Fault> {
        let session = Session::open(global, shell)?;
        let store = session.store();
        let plan = apply::plan(&store, &session.catalog, &session.rendered.script, self.drop_tables).await?;
        show(&session, &plan, shell)?;
        if self.dry_run {
            for statement in &plan.statements {
                shell.say(format!("{statement};"))?;
            }
            let differs = plan.changes.iter().any(|change| matches!(change, Change::Differs(_)));
            return Ok(if differs { Exit::Refused } else { Exit::Fine });
        }
        apply::apply(&store, &session.catalog, &session.rendered.script, &plan).await?;
        Ok(Exit::Fine)
    }
}

fn show(session: &Session, plan: &Plan, shell: &mut Shell) -> Result<(), Fault> {
    shell.tell(format!("{DIM}store{DIM:#} {}", session.store_name()))?;
    for (table, change) in session.catalog.tables.iter().zip(&plan.changes) {
        let name = &table.shape.name;
        shell.tell(match change {
            Change::Create => format!("{GOOD}create{GOOD:#} {name}"),
            Change::Keep => format!("{DIM}keep{DIM:#}   {name}"),
            Change::Replace { rows } => format!("{NOTE}drop{NOTE:#}   {name} with its {rows} rows, and create it anew"),
            Change::Differs(facts) => format!("{BAD}differs{BAD:#} {name}: {}", facts.join("; ")),
        })?;
    }
    Ok(())
}
