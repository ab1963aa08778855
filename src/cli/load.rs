//! `modeler load`

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use clap::{Args, ValueEnum};
use indicatif::HumanBytes;
use modeler::apply::{self, Plan};
use modeler::diagnostic::printable;
use modeler::load::{LoadError, Loaded, TableLoaded, additions, describe, load, spill_folder};
use modeler::rules::shape::Table;
use modeler::store::schema::Change;
use modeler::store::{AnyLoad, Load as _};
use serde_json::json;

use super::apply::lost;
use super::inputs::{Inputs, Rejects, Repeats};
use super::progress::Bar;
use super::session::now;
use super::shell::{BAD, DIM, HEAD, NOTE, count, plural};
use super::{Exit, Fault, Global, Session, Shell};

/// Load the CSV into every table in one pass
#[derive(Args)]
pub(crate) struct Load {
    #[command(flatten)]
    inputs: Inputs,
    #[command(flatten)]
    rejects: Rejects,
    #[command(flatten)]
    repeats: Repeats,
    /// Drop the model's tables, with their rows; they go when all input has been read
    #[arg(long)]
    drop_tables: bool,
    /// How the counts are written: for people, or as one JSON object
    #[arg(long, value_enum, default_value_t = Form::Text)]
    format: Form,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Form {
    Text,
    Json,
}

/// What came of a load.
pub(crate) struct Filled {
    pub(crate) loaded: Loaded,
    took: Duration,
    rejects: PathBuf,
    /// Tombstones that the rows of each table left on a cluster.
    tombstones: Vec<u64>,
}

impl Load {
    pub(crate) async fn run(self, global: &Global, shell: &mut Shell) -> Result<Exit, Fault> {
        let session = Session::open(global)?;
        session.may_drop(self.drop_tables)?;
        let store = session.store().await?;
        let (catalog, script) = (&session.catalog, &session.rendered.script);
        let mut plan = Plan::default();
        if self.drop_tables {
            plan = apply::plan(&store, catalog, script, true).await?;
            if self.format == Form::Text {
                tell_drops(&session, &plan, shell)?;
            }
        }
        let ingest = apply::begin(&store, catalog, script, &plan, now()).await?;
        let filled = fill(&session, ingest, (&self.inputs, self.repeats), &self.rejects, shell).await?;
        match self.format {
            Form::Text => summary(&session, &filled, shell)?,
            Form::Json => shell.say(format!("{:#}", filled.to_json()))?,
        }
        Ok(filled.exit())
    }
}

/// Says which tables are to be dropped, before they are.
pub(crate) fn tell_drops(session: &Session, plan: &Plan, shell: &mut Shell) -> Result<(), Fault> {
    for (change, _) in &plan.changes {
        if let Change::Drop { table, rows } = change {
            let name = &session.catalog.tables[*table].shape.name;
            shell.tell(format!("{NOTE}drop{NOTE:#} {name} with {}, when all input is read", lost(*rows)))?;
        }
    }
    Ok(())
}

/// Loads all tables and commits. Gives the counts and the time it took.
pub(crate) async fn fill(
    session: &Session,
    mut ingest: AnyLoad,
    (inputs, repeats): (&Inputs, Repeats),
    rejects: &Rejects,
    shell: &mut Shell,
) -> Result<Filled, Fault> {
    let rejects = rejects.file(session)?;
    let own = spill(session, &ingest)?;
    let folder = own.as_ref().map_or_else(|| ingest.spill().unwrap_or(Path::new(".")), tempfile::TempDir::path);
    let options = inputs.options(session, folder, rejects.clone())?;
    interruptible(&ingest, own.as_ref().map(tempfile::TempDir::path), shell);
    ingest.count(&additions(&session.model, &options.inputs)?, repeats.into()).await?;
    let bar = Bar::new(&options, shell);
    let started = Instant::now();
    let loaded = load(&session.model, &options, &mut ingest, &|at| bar.at(at));
    bar.end();
    if let Err(LoadError::TooManyRejects { told, .. }) = &loaded {
        tell_rejected(told, shell);
    }
    let loaded = match (loaded, &ingest) {
        (Err(LoadError::Store(failure)), AnyLoad::Cassandra(load)) => return Err(load.give_up(failure).into()),
        (loaded, _) => loaded?,
    };
    let tombstones = match &ingest {
        AnyLoad::Embedded(_) => {
            shell.interrupts().now("");
            vec![0; loaded.tables.len()]
        }
        AnyLoad::Cassandra(load) => load.tombstones(),
    };
    ingest.commit().await?;
    shell.interrupts().now("; all rows were loaded");
    Ok(Filled { loaded, took: started.elapsed(), rejects, tombstones })
}

/// Says what Ctrl-C does to a load.
fn interruptible(ingest: &AnyLoad, folder: Option<&Path>, shell: &Shell) {
    match ingest {
        AnyLoad::Embedded(_) => shell.interrupts().now("; the tables are as before"),
        AnyLoad::Cassandra(load) => {
            shell.interrupts().loading("; no row was sent", Some(Box::new(load.stopper())), folder);
        }
    }
}

/// A folder for sorted runs, where the store has none of its own; it goes when dropped.
fn spill(session: &Session, ingest: &AnyLoad) -> Result<Option<tempfile::TempDir>, Fault> {
    if ingest.spill().is_some() {
        return Ok(None);
    }
    let state = session.project.state();
    let folder = std::fs::create_dir_all(&state).and_then(|()| spill_folder(&state));
    let folder =
        folder.map_err(|e| Fault::new(Exit::Stopped, format!("cannot make a folder in `{}`: {e}", state.display())))?;
    Ok(Some(folder))
}

impl Filled {
    /// The exit code of a load that finished.
    pub(crate) fn exit(&self) -> Exit {
        if self.loaded.rejected > 0 { Exit::Rejected } else { Exit::Fine }
    }

    /// The counts for a machine.
    fn to_json(&self) -> serde_json::Value {
        let loaded = &self.loaded;
        let tables = loaded.tables.iter().zip(&self.tombstones).filter(|(t, _)| t.loaded).map(|(t, tombstones)| {
            let mut counts = match t.added {
                Some(added) => json!({ "accepted": t.accepted, "distinct": t.distinct, "added": added }),
                None => json!({
                    "accepted": t.accepted, "distinct": t.distinct, "superseded": t.overlap.superseded(),
                    "identical": t.overlap.identical, "conflicting": t.overlap.conflicting,
                }),
            };
            if *tombstones > 0 {
                counts["tombstones"] = json!(tombstones);
            }
            (t.name.text().to_owned(), counts)
        });
        json!({
            "read": loaded.read, "filtered": loaded.filtered, "rejected": loaded.rejected,
            "accepted": loaded.accepted,
            "rejects": (loaded.rejected > 0).then(|| self.rejects.display().to_string()),
            "bytes": loaded.bytes, "seconds": self.took.as_secs_f64(),
            "tables": tables.collect::<serde_json::Map<_, _>>(),
        })
    }
}

/// Tells the counts to a person.
pub(crate) fn summary(session: &Session, filled: &Filled, shell: &mut Shell) -> Result<(), Fault> {
    let loaded = &filled.loaded;
    let seconds = filled.took.as_secs_f64();
    shell.tell(format!(
        "{HEAD}read{HEAD:#}  {} ({}) in {seconds:.2} s, {}/s: {} filtered, {} rejected, {} accepted",
        plural(loaded.read, "row"),
        HumanBytes(loaded.bytes),
        plural((loaded.read as f64 / seconds.max(1e-6)) as u64, "row"),
        count(loaded.filtered),
        count(loaded.rejected),
        count(loaded.accepted),
    ))?;
    let widths = Widths::of(loaded);
    for ((table, counts), tombstones) in session.catalog.tables.iter().zip(&loaded.tables).zip(&filled.tombstones) {
        shell.tell(widths.line(counts))?;
        conflicts(loaded, &table.shape, counts, shell)?;
        if *tombstones > 0 {
            let left = plural(*tombstones, "tombstone");
            let why = "collections and types that are not frozen are written whole, and nulls";
            shell.tell(format!("    {NOTE}{left} left: {why}{NOTE:#}"))?;
        }
    }
    rejected(loaded, &filled.rejects, shell);
    Ok(())
}

/// How wide the columns of the summary are.
struct Widths {
    name: usize,
    number: usize,
}

impl Widths {
    fn of(loaded: &Loaded) -> Self {
        let name = loaded.tables.iter().map(|t| t.name.text().chars().count()).max().unwrap_or(0);
        Self { name, number: count(loaded.accepted).len() }
    }

    fn line(&self, table: &TableLoaded) -> String {
        let &Self { name, number } = self;
        if !table.loaded {
            return format!("  {:<name$}  {DIM}written by applications{DIM:#}", table.name.text());
        }
        let overlap = &table.overlap;
        let (identical, conflicting) = (count(overlap.identical), count(overlap.conflicting));
        let of_them = match overlap.superseded() {
            0 => String::new(),
            _ => format!(" ({identical} identical, {conflicting} conflicting)"),
        };
        let (rest, what) = table.added.map_or((overlap.superseded(), "superseded"), |added| (added, "added up"));
        format!(
            "  {:<name$}  {:>number$} accepted, {:>number$} distinct, {:>number$} {what}{of_them}",
            table.name.text(),
            count(table.accepted),
            count(table.distinct),
            count(rest)
        )
    }
}

/// The first conflicts of a table.
fn conflicts(loaded: &Loaded, table: &Table, counts: &TableLoaded, shell: &mut Shell) -> Result<(), Fault> {
    let examples = &counts.overlap.examples;
    if !examples.is_empty() {
        shell.tell(format!("    {NOTE}of rows with one key the later wins, cell by cell:{NOTE:#}"))?;
    }
    for conflict in examples {
        shell.tell(format!("      {}", printable(&describe(loaded, table, conflict))))?;
    }
    let more = counts.overlap.conflicting - examples.len() as u64;
    if more > 0 {
        shell.tell(format!("      {DIM}… and {} more{DIM:#}", count(more)))?;
    }
    Ok(())
}

/// The first rejected rows, and where all of them are.
fn rejected(loaded: &Loaded, rejects: &Path, shell: &mut Shell) {
    tell_rejected(&loaded.told, shell);
    if loaded.rejected > 0 {
        let all = plural(loaded.rejected, "row");
        shell.warn(&format!("{all} rejected: see `{}`", printable(&rejects.display().to_string())));
    }
}

fn tell_rejected(told: &[String], shell: &mut Shell) {
    for told in told {
        shell.warn(&format!("{BAD}rejected{BAD:#} {}", printable(told)));
    }
}
