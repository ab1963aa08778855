//! `modeler apply`

use std::io::Write;

use clap::Args;
use modeler::apply::{self, Plan};
use modeler::store::schema::Change;

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
        let store = session.store().await?;
        let plan = apply::plan(&store, &session.catalog, &session.rendered.script, self.drop_tables).await?;
        warn(&plan, shell);
        let lines = describe(&session, &plan);
        let differs = !plan.differences.is_empty();
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
        shell.interrupts().now("; `modeler apply` makes what is still missing");
        apply::apply(&store, &session.catalog, &plan).await?;
        Ok(Exit::Fine)
    }
}

/// Says what is no fault, but worth a look.
pub(crate) fn warn(plan: &Plan, shell: &mut Shell) {
    for warning in &plan.warnings {
        shell.warn(&format!("{NOTE}warning{NOTE:#}: {warning}"));
    }
}

fn describe(session: &Session, plan: &Plan) -> Vec<String> {
    let mut lines = vec![format!("{DIM}store{DIM:#}   {}", session.store_name())];
    let catalog = &session.catalog;
    for udt in plan.changes.iter().filter_map(|(change, _)| match change {
        Change::Type(udt) => Some(format!("{GOOD}create{GOOD:#}  type {}", catalog.types[*udt].name)),
        Change::Field { udt, field } => {
            let udt = &catalog.types[*udt];
            Some(format!("{GOOD}add{GOOD:#}     field {} to type {}", udt.fields[*field].0, udt.name))
        }
        Change::Keyspace => Some(format!("{GOOD}create{GOOD:#}  keyspace {}", catalog.keyspace.name)),
        _ => None,
    }) {
        lines.push(udt);
    }
    for at in 0..catalog.tables.len() {
        lines.extend(table(session, plan, at));
    }
    let others = plan.differences.iter().filter(|difference| difference.table.is_none());
    lines.extend(others.map(|d| format!("{BAD}differs{BAD:#} {d}")));
    lines
}

/// What becomes of table number `at`.
fn table(session: &Session, plan: &Plan, at: usize) -> Vec<String> {
    let shape = &session.catalog.tables[at].shape;
    let name = &shape.name;
    if let Some(difference) = plan.differences.iter().find(|difference| difference.table == Some(at)) {
        return vec![format!("{BAD}differs{BAD:#} {name}: {}", difference.facts.join("; "))];
    }
    let dropped = plan.changes.iter().find_map(|(change, _)| match change {
        Change::Drop { table, rows } if *table == at => Some(*rows),
        _ => None,
    });
    let mut lines = Vec::new();
    for (change, _) in &plan.changes {
        match change {
            Change::Table(table) if *table == at => lines.push(match dropped {
                None => format!("{GOOD}create{GOOD:#}  {name}"),
                Some(rows) => format!("{NOTE}drop{NOTE:#}    {name} with {}, and create it anew", lost(rows)),
            }),
            Change::Column { table, column } if *table == at => {
                let added = shape.columns().nth(*column).map_or("?", |(column, _)| column.name.text());
                lines.push(format!("{GOOD}add{GOOD:#}     column {added} to {name}"));
            }
            Change::Order(table) if *table == at => lines.push(format!("{GOOD}order{GOOD:#}   the columns of {name}")),
            Change::Index { table, index } if *table == at => {
                lines.push(format!("{GOOD}create{GOOD:#}  index {} on {name}", shape.indexes[*index].name));
            }
            _ => {}
        }
    }
    if lines.is_empty() && plan.differences.is_empty() {
        lines.push(format!("{DIM}keep{DIM:#}    {name}"));
    }
    lines
}

/// The rows that go with a table.
pub(crate) fn lost(rows: Option<u64>) -> String {
    rows.map_or_else(|| "its rows".to_owned(), |rows| format!("its {}", plural(rows, "row")))
}

fn print(plan: &Plan) -> Result<(), Fault> {
    let mut out = Shell::data();
    for (_, statement) in plan.changes.iter().filter(|(_, statement)| !statement.is_empty()) {
        writeln!(out, "{statement};")?;
    }
    Ok(out.flush()?)
}
