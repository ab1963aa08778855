//! `modeler apply`

use std::io::Write;

use clap::Args;
use modeler::apply::{self, Plan};
use modeler::store::Change;

use super::shell::{BAD, DIM, GOOD, NOTE, plural};
use super::{Exit, Fault, Global, Session, Shell};

/// Make the tables: plan, show, execute
#[derive(Args)]
pub(crate) struct Apply {
    /// Show the plan, and print its CQL to standard output; change nothing
    #[arg(long)]
    dry_run: bool,
    /// Drop the model's tables first, with their rows
    #[arg(long)]
    drop_tables: bool,
}

impl Apply {
    pub(crate) async fn run(self, global: &Global, shell: &mut Shell) -> Result<Exit, Fault> {
        let session = Session::open(global)?;
        session.may_drop(self.drop_tables)?;
        let store = session.store();
        let plan = apply::plan(&store, &session.catalog, &session.rendered.script, self.drop_tables).await?;
        let lines = describe(&session, &plan);
        let differs = plan.changes.iter().any(|change| matches!(change, Change::Differs(_)));
        if self.dry_run {
            // What is asked for is the CQL: it alone goes where it can be piped on.
            for line in &lines {
                shell.note(line);
            }
            print(&plan)?;
            return Ok(if differs { Exit::Refused } else { Exit::Fine });
        }
        // Where it is refused, the refusal says all of it.
        for line in lines.iter().filter(|_| !differs) {
            shell.tell(line)?;
        }
        apply::apply(&store, &session.catalog, &session.rendered.script, &plan).await?;
        Ok(Exit::Fine)
    }
}

fn describe(session: &Session, plan: &Plan) -> Vec<String> {
    let changes = session.catalog.tables.iter().zip(&plan.changes).map(|(table, change)| {
        let name = &table.shape.name;
        match change {
            Change::Create => format!("{GOOD}create{GOOD:#}  {name}"),
            Change::Keep => format!("{DIM}keep{DIM:#}    {name}"),
            Change::Replace { rows } => {
                format!("{NOTE}drop{NOTE:#}    {name} with its {}, and create it anew", plural(*rows, "row"))
            }
            Change::Differs(facts) => format!("{BAD}differs{BAD:#} {name}: {}", facts.join("; ")),
        }
    });
    std::iter::once(format!("{DIM}store{DIM:#}   {}", session.store_name())).chain(changes).collect()
}

fn print(plan: &Plan) -> Result<(), Fault> {
    let mut out = Shell::data();
    for statement in &plan.statements {
        writeln!(out, "{statement};")?;
    }
    Ok(out.flush()?)
}
