//! `modeler load`

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use clap::Args;
use modeler::apply::{self, Plan};
use modeler::load::{LoadError, Options, additions, load, marks, refused, spill_folder};
use modeler::store::cassandra::Pace;
use modeler::store::ledger::Ledger;
use modeler::store::schema::Change;
use modeler::store::{AnyLoad, Load as _, StoreError};

use super::apply::lost;
use super::filled::{Filled, Form};
use super::inputs::{Inputs, Rejects, Repeats};
use super::progress::{Bar, Meter};
use super::session::now;
use super::shell::NOTE;
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
    /// Go on with a load into a cluster that was broken off, by its ledger in .modeler/loads: with the same files and model
    /// the tables end as if it had never been
    #[arg(long, conflicts_with_all = ["drop_tables", "again"])]
    resume: bool,
    /// How the counts are written: for people, or as JSON, one object per line: an event a second, the counts last
    #[arg(long, value_enum, default_value_t = Form::Text)]
    format: Form,
    #[command(flatten)]
    sending: Sending,
}

/// How rows go to a cluster.
#[derive(Args, Clone, Debug)]
#[command(next_help_heading = "How rows go to a cluster")]
pub(crate) struct Sending {
    /// Send at most this many rows of all tables a second
    #[arg(long, value_name = "ROWS", value_parser = clap::value_parser!(u64).range(1..))]
    rate: Option<u64>,
    /// Keep this many requests on their way, instead of as many as the cluster answers fastest
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=16_384))]
    in_flight: Option<u32>,
    /// Put at most this many bytes of one partition's rows into a request
    #[arg(long, value_name = "BYTES", default_value_t = 49_152, value_parser = clap::value_parser!(u32).range(1..=8_388_608))]
    batch_bytes: u32,
    /// Try a request again for this long while the cluster is away, too busy or slow
    #[arg(long, value_name = "SECONDS", default_value_t = 60)]
    retry_for: u64,
    /// Of standard input and pipes, which may have no end, send together what comes in this time
    #[arg(long, value_name = "SECONDS", default_value_t = 10)]
    window: u64,
}

impl Sending {
    fn pace(&self, max_faults: u64) -> Pace {
        Pace {
            in_flight: self.in_flight.map(|n| n as usize),
            rate: self.rate,
            batch_bytes: self.batch_bytes as usize,
            patience: Duration::from_secs(self.retry_for),
            max_faults,
        }
    }
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
        let pace = self.sending.pace(self.inputs.max_errors);
        let window = Some(Duration::from_secs(self.sending.window));
        let wanted = Wanted { repeats: self.repeats, pace, resume: self.resume, form: self.format, window };
        let filled = fill(&session, ingest, &self.inputs, &self.rejects, wanted, shell).await?;
        filled.tell(&session, self.format, shell)?;
        Ok(filled.exit())
    }
}

/// What is wanted of a load, beside its inputs.
pub(crate) struct Wanted {
    pub(crate) repeats: Repeats,
    pub(crate) pace: Pace,
    /// Whether it goes on with one that was broken off.
    pub(crate) resume: bool,
    pub(crate) form: Form,
    /// How long rows of an input without an end are gathered.
    pub(crate) window: Option<Duration>,
}

impl Wanted {
    /// A load that finds its pace, begins anew, and tells of it to people.
    pub(crate) fn plain(repeats: Repeats, inputs: &Inputs) -> Self {
        let pace = Pace { max_faults: inputs.max_errors, ..Pace::default() };
        Self { repeats, pace, resume: false, form: Form::Text, window: None }
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

/// Loads all tables and commits. Gives the counts and the time it took; tells them itself where the load ended early.
pub(crate) async fn fill(
    session: &Session,
    mut ingest: AnyLoad,
    inputs: &Inputs,
    rejects: &Rejects,
    wanted: Wanted,
    shell: &mut Shell,
) -> Result<Filled, Fault> {
    let ledger = ledger(session, &ingest)?;
    let own = spill(session, &ingest)?;
    let folder = own.as_ref().map_or_else(|| ingest.spill().unwrap_or(Path::new(".")), tempfile::TempDir::path);
    let mut options = inputs.options(session, folder, PathBuf::new())?;
    options.window = wanted.window.filter(|_| matches!(ingest, AnyLoad::Cassandra(_)));
    interruptible(&ingest, own.as_ref().map(tempfile::TempDir::path), shell);
    begin(session, &mut ingest, (ledger, &options), &wanted, shell).await?;
    ingest.count(&additions(&session.model, &options.inputs)?, wanted.repeats.into()).await?;
    // A load that is refused leaves the rejected rows of the one before.
    options.rejects = rejects.file(session, &options.inputs)?;
    let bar = Bar::new(&options, shell, meter(&ingest), wanted.form == Form::Json);
    let started = Instant::now();
    let outcome = load(&session.model, &options, &mut ingest, &|at| bar.at(at));
    bar.end();
    if let Err(LoadError::TooManyRejects { told, .. }) = &outcome {
        super::filled::tell_rejected(told, shell);
    }
    let (loaded, failure) = match (outcome, &ingest) {
        (Err(LoadError::Store(failure)), AnyLoad::Cassandra(load)) => return Err(load.give_up(failure).into()),
        (Err(LoadError::Broken { failure, loaded }), AnyLoad::Cassandra(load)) => {
            (*loaded, Some(load.give_up(failure)))
        }
        (outcome, _) => (outcome?, None),
    };
    let account = match &ingest {
        AnyLoad::Embedded(_) => {
            shell.interrupts().now("");
            None
        }
        AnyLoad::Cassandra(load) => Some(load.account()),
    };
    let failure = match (failure, &ingest) {
        (None, AnyLoad::Cassandra(load)) => load.settle().err(),
        (failure, _) => failure,
    };
    let written = account.map(|account| account());
    if let (None, Some(written)) = (&failure, &written) {
        refused(&session.model, &options, &written.refused)?;
    }
    let filled = Filled::new(session, loaded, written, started.elapsed(), &options.rejects)?;
    if let Some(failure) = failure {
        if filled.is_cluster() {
            filled.tell_broken(session, wanted.form, &failure, shell)?;
        }
        let too_many = filled.faults() > options.max_errors;
        return Err(if too_many { Fault::new(Exit::Stopped, failure.message) } else { failure.into() });
    }
    // What is to be told of rows stands in files by now: the ledger is needed no more.
    ingest.commit().await?;
    shell.interrupts().now("; all rows were loaded");
    Ok(filled)
}

/// Makes a load into a cluster go as is wanted, and remember how far it has come.
async fn begin(
    session: &Session,
    ingest: &mut AnyLoad,
    (ledger, options): (Option<Ledger>, &Options),
    wanted: &Wanted,
    shell: &mut Shell,
) -> Result<(), Fault> {
    let (AnyLoad::Cassandra(load), Some(ledger)) = (ingest, ledger) else {
        if wanted.resume {
            return Err(StoreError::refused(
                "there is nothing to go on with: a load into the embedded store that was broken off has left the tables as \
                 they were; `modeler load` without `--resume` loads",
            )
            .into());
        }
        return Ok(());
    };
    load.pace(&wanted.pace);
    let Some(marks) = marks(&session.model, &options.inputs)? else {
        if wanted.resume {
            return Err(StoreError::refused(
                "there is nothing to go on with: standard input and pipes can be read only once, so that a load of them is \
                 not remembered",
            )
            .into());
        }
        load.lock(ledger);
        return Ok(());
    };
    if ledger.kept().is_some() && !wanted.resume {
        shell.note("an earlier load was broken off: this one begins anew, `--resume` would have gone on with that");
    }
    Ok(load.remember(ledger, marks, wanted.resume).await?)
}

/// The ledger of a load into a cluster, which keeps other loads into the same keyspace out.
fn ledger(session: &Session, ingest: &AnyLoad) -> Result<Option<Ledger>, Fault> {
    if ingest.spill().is_some() {
        return Ok(None);
    }
    Ok(Some(Ledger::open(&loads(session).join(format!("{}.ledger", name(session))))?))
}

/// The folder of loads into clusters.
fn loads(session: &Session) -> PathBuf {
    session.project.state().join("loads")
}

/// What files of loads into the store's keyspace begin with.
fn name(session: &Session) -> String {
    format!("{}-{:08x}", session.catalog.keyspace.name.text(), session.store_mark())
}

/// What counts the rows on their way to a cluster.
fn meter(ingest: &AnyLoad) -> Option<Meter> {
    let AnyLoad::Cassandra(load) = ingest else { return None };
    let (meter, limit) = load.meter();
    Some(Box::new(move || (meter.read(), limit())))
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

/// A folder for sorted runs, where the store has none of its own; it goes when dropped. What killed loads have left goes
/// now: this one has the ledger, so that nobody uses it.
fn spill(session: &Session, ingest: &AnyLoad) -> Result<Option<tempfile::TempDir>, Fault> {
    if ingest.spill().is_some() {
        return Ok(None);
    }
    let (loads, prefix) = (loads(session), format!("{}-spill-", name(session)));
    let made = std::fs::create_dir_all(&loads).and_then(|()| {
        for entry in std::fs::read_dir(&loads)? {
            let entry = entry?;
            if entry.file_name().to_string_lossy().starts_with(&prefix) {
                std::fs::remove_dir_all(entry.path())?;
            }
        }
        spill_folder(&loads, &prefix)
    });
    let failed = |e| Fault::new(Exit::Stopped, format!("cannot make a folder in `{}`: {e}", loads.display()));
    Ok(Some(made.map_err(failed)?))
}
