//! `modeler load`

use std::time::{Duration, Instant};

use clap::{Args, ValueEnum};
use indicatif::{HumanBytes, HumanCount};
use modeler::load::{Loaded, describe, load};
use modeler::store::Change;
use modeler::{apply, store::embedded::Embedded};
use serde_json::json;

use super::inputs::Inputs;
use super::progress::Bar;
use super::session::now;
use super::shell::{BAD, DIM, HEAD, NOTE};
use super::{Exit, Fault, Global, Session, Shell};

/// Load the CSV into every table in one pass
#[derive(Args)]
pub(crate) struct Load {
    #[command(flatten)]
    inputs: Inputs,
    /// Drop the model's tables first, with their rows
    #[arg(long)]
    drop_tables: bool,
    /// How the counts are written
    #[arg(long, value_enum, default_value_t = Form::Text)]
    format: Form,
}

#[derive(Clone, Copy, ValueEnum)]
pub(crate) enum Form {
    /// For people
    Text,
    /// One object
    Json,
}

impl Load {
    pub(crate) async fn run(self, global: &Global, shell: &mut Shell) -> Result<Exit, Fault> {
        let session = Session::open(global, shell)?;
        let store = session.store();
        if self.drop_tables {
            let (catalog, script) = (&session.catalog, &session.rendered.script);
            let plan = apply::plan(&store, catalog, script, true).await?;
            tell_drops(&session, &plan.changes, shell)?;
            apply::apply(&store, catalog, script, &plan).await?;
        }
        let (loaded, took) = fill(&session, &store, &self.inputs, shell)?;
        match self.format {
            Form::Text => summary(&session, &loaded, took, shell)?,
            Form::Json => shell.say(format!("{:#}", to_json(&loaded, took)))?,
        }
        Ok(exit(&loaded))
    }
}

/// Says which tables are dropped, before they are.
pub(crate) fn tell_drops(session: &Session, changes: &[Change], shell: &mut Shell) -> Result<(), Fault> {
    for (table, change) in session.catalog.tables.iter().zip(changes) {
        if let Change::Replace { rows } = change {
            shell.tell(format!("{NOTE}drop{NOTE:#} {} with its {rows} rows", table.shape.name))?;
        }
    }
    Ok(())
}

/// Loads all tables; gives the counts and the time it took.
pub(crate) fn fill(
    session: &Session,
    store: &Embedded,
    inputs: &Inputs,
    shell: &Shell,
) -> Result<(Loaded, Duration), Fault> {
    let mut ingest = store.ingest(&session.catalog, now())?;
    let options = inputs.options(session, ingest.dir().to_path_buf())?;
    if let Some(folder) = options.rejects.parent() {
        std::fs::create_dir_all(folder)
            .map_err(|e| Fault::new(Exit::Stopped, format!("cannot make `{}`: {e}", folder.display())))?;
    }
    let bar = Bar::new(&options, shell);
    let started = Instant::now();
    let loaded = load(&session.model, &options, &mut ingest, &|at| bar.at(at));
    bar.end();
    let loaded = loaded?;
    ingest.commit()?;
    let took = started.elapsed();
    Ok((loaded, took))
}

/// The exit code of a load that finished.
pub(crate) fn exit(loaded: &Loaded) -> Exit {
    if loaded.rejected > 0 { Exit::Rejected } else { Exit::Fine }
}

/// Tells the counts to a person.
pub(crate) fn summary(session: &Session, loaded: &Loaded, took: Duration, shell: &mut Shell) -> Result<(), Fault> {
    let seconds = took.as_secs_f64();
    let rate = HumanCount((loaded.read as f64 / seconds.max(1e-6)) as u64);
    let count = |n: u64| HumanCount(n).to_string();
    shell.tell(format!(
        "{HEAD}read{HEAD:#} {} rows ({}) in {seconds:.2} s, {rate} rows/s: {} filtered, {} rejected, {} accepted",
        count(loaded.read),
        HumanBytes(loaded.bytes),
        count(loaded.filtered),
        count(loaded.rejected),
        count(loaded.accepted),
    ))?;
    let width = loaded.tables.iter().map(|t| t.name.text().chars().count()).max().unwrap_or(0);
    for (table, counts) in session.catalog.tables.iter().zip(&loaded.tables) {
        if !counts.loaded {
            shell.tell(format!("  {:<width$}  {DIM}written by applications{DIM:#}", counts.name.text()))?;
            continue;
        }
        let overlap = &counts.overlap;
        let superseded = match overlap.superseded() {
            0 => String::new(),
            n => format!(
                ", {} superseded ({} identical, {} conflicting)",
                count(n),
                count(overlap.identical),
                count(overlap.conflicting)
            ),
        };
        let (accepted, distinct) = (count(counts.accepted), count(counts.distinct));
        shell.tell(format!(
            "  {:<width$}  {accepted:>9} accepted, {distinct:>9} distinct{superseded}",
            counts.name.text()
        ))?;
        for conflict in &overlap.examples {
            shell.tell(format!(
                "    {DIM}the later row wins:{DIM:#} {}",
                modeler::diagnostic::printable(&describe(loaded, &table.shape, conflict))
            ))?;
        }
    }
    if loaded.rejected > 0 {
        for told in &loaded.told {
            shell.note(&format!("{BAD}rejected{BAD:#} {}", modeler::diagnostic::printable(told)));
        }
        let more = loaded.rejected - loaded.told.len() as u64;
        if more > 0 {
            shell.note(&format!("{DIM}… and {more} more{DIM:#}"));
        }
    }
    Ok(())
}

/// The counts for a machine.
pub(crate) fn to_json(loaded: &Loaded, took: Duration) -> serde_json::Value {
    let tables = loaded.tables.iter().filter(|t| t.loaded).map(|t| {
        let (identical, conflicting) = (t.overlap.identical, t.overlap.conflicting);
        let counts = json!({
            "accepted": t.accepted, "distinct": t.distinct, "superseded": identical + conflicting,
            "identical": identical, "conflicting": conflicting,
        });
        (t.name.text().to_owned(), counts)
    });
    json!({
        "read": loaded.read, "filtered": loaded.filtered, "rejected": loaded.rejected, "accepted": loaded.accepted,
        "bytes": loaded.bytes, "seconds": took.as_secs_f64(),
        "tables": tables.collect::<serde_json::Map<_, _>>(),
    })
}
