//! What came of a load: its counts for people and for machines, of a load that ended early too.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::time::Duration;

use clap::ValueEnum;
use indicatif::HumanBytes;
use modeler::diagnostic::printable;
use modeler::load::{Loaded, TableLoaded, describe, describe_told};
use modeler::rules::shape::Table;
use modeler::store::StoreError;
use modeler::store::cassandra::{Tally, Written};
use serde_json::json;

use super::shell::{BAD, DIM, HEAD, NOTE, count, plural};
use super::{Exit, Fault, Session, Shell};

/// Rows of which it is not known whether they were written that are told one by one; the others stand in their file.
const TOLD: usize = 5;

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Form {
    Text,
    Json,
}

/// What came of a load.
pub(crate) struct Filled {
    pub(crate) loaded: Loaded,
    /// What became of the rows on a cluster.
    written: Option<Written>,
    took: Duration,
    rejects: PathBuf,
    /// Where the rows stand of which it is not known whether they were written.
    unknown: PathBuf,
}

impl Filled {
    /// What came of a load whose rejected rows are in `rejects`. Rows of which it is not known whether they were written go
    /// to a file beside it.
    pub(crate) fn new(
        session: &Session,
        loaded: Loaded,
        written: Option<Written>,
        took: Duration,
        rejects: &Path,
    ) -> Result<Self, Fault> {
        let unknown = rejects.with_file_name("unknown.jsonl");
        let told = written.as_ref().map(|written| written.unknown.as_slice()).unwrap_or_default();
        if !told.is_empty() {
            let lines = told.iter().map(|told| {
                let row = describe_told(&session.catalog.tables[told.table].shape, told);
                format!("{row}\n")
            });
            let failed = |e| Fault::new(Exit::Stopped, format!("cannot write `{}`: {e}", unknown.display()));
            std::fs::write(&unknown, lines.collect::<String>()).map_err(failed)?;
        } else if unknown.parent() == Some(&session.project.state()) {
            // Of an earlier load. If it cannot be removed, nothing is lost.
            let _ = std::fs::remove_file(&unknown);
        }
        Ok(Self { loaded, written, took, rejects: rejects.to_path_buf(), unknown })
    }

    /// Whether the rows went to a cluster.
    pub(crate) fn is_cluster(&self) -> bool {
        self.written.is_some()
    }

    /// The exit code of a load that finished.
    pub(crate) fn exit(&self) -> Exit {
        let doubted = self.written.as_ref().is_some_and(|written| !written.doubted.is_empty());
        if doubted || self.loaded.rejected + self.doubtful() > 0 { Exit::Rejected } else { Exit::Fine }
    }

    /// Rows that the cluster refused, or did not say whether it took them.
    fn doubtful(&self) -> u64 {
        self.written.as_ref().map_or(0, |written| (written.refused.len() + written.unknown.len()) as u64)
    }

    /// Those among them that this run met, and not one that it goes on with.
    pub(crate) fn faults(&self) -> u64 {
        self.written.as_ref().map_or(0, |written| written.faults)
    }

    /// Tells the counts.
    pub(crate) fn tell(&self, session: &Session, form: Form, shell: &mut Shell) -> Result<(), Fault> {
        match form {
            Form::Text => self.summary(session, shell),
            Form::Json => shell.say(self.to_json("loaded").to_string()),
        }
    }

    /// Tells the counts of a load that ended with `failure`, which is told elsewhere.
    pub(crate) fn tell_broken(
        &self,
        session: &Session,
        form: Form,
        failure: &StoreError,
        shell: &mut Shell,
    ) -> Result<(), Fault> {
        if form == Form::Text {
            return self.summary(session, shell);
        }
        let mut json = self.to_json("broken");
        json["error"] = json!(failure.to_string());
        shell.say(json.to_string())
    }

    /// What became of the rows of table number `table`.
    fn of(&self, table: usize) -> Fates {
        let counts = &self.loaded.tables[table];
        let settled = counts.overlap.superseded() + counts.added.unwrap_or(0);
        match &self.written {
            None => Fates { written: counts.distinct, ..Fates::default() },
            Some(all) => {
                let Tally { written, refused, unknown, .. } = all.tallies[table];
                let rest = counts.accepted.saturating_sub(settled + written + refused + unknown);
                Fates { written, refused, unknown, rest }
            }
        }
    }

    fn tombstones(&self, table: usize) -> u64 {
        self.written.as_ref().and_then(|written| written.tombstones.get(table)).copied().unwrap_or(0)
    }

    /// The counts for a machine.
    fn to_json(&self, event: &str) -> serde_json::Value {
        let loaded = &self.loaded;
        let tables = loaded.tables.iter().enumerate().filter(|(_, t)| t.loaded).map(|(at, t)| {
            let mut counts = match t.added {
                Some(added) => json!({ "accepted": t.accepted, "distinct": t.distinct, "added": added }),
                None => json!({
                    "accepted": t.accepted, "distinct": t.distinct, "superseded": t.overlap.superseded(),
                    "identical": t.overlap.identical, "conflicting": t.overlap.conflicting,
                }),
            };
            let Fates { written, refused, unknown, rest } = self.of(at);
            for (name, rows) in
                [("written", written), ("refused", refused), ("unknown", unknown), ("not_attempted", rest)]
            {
                counts[name] = json!(rows);
            }
            if self.written.as_ref().is_some_and(|written| written.doubted.contains(&at)) {
                counts["doubted"] = json!(true);
            }
            if self.tombstones(at) > 0 {
                counts["tombstones"] = json!(self.tombstones(at));
            }
            (t.name.text().to_owned(), counts)
        });
        json!({
            "event": event,
            "read": loaded.read, "filtered": loaded.filtered, "rejected": loaded.rejected,
            "accepted": loaded.accepted,
            "rejects": self.has_rejects().then(|| self.rejects.display().to_string()),
            "bytes": loaded.bytes, "seconds": self.took.as_secs_f64(),
            "tables": tables.collect::<serde_json::Map<_, _>>(),
        })
    }

    fn has_rejects(&self) -> bool {
        self.loaded.rejected > 0 || self.written.as_ref().is_some_and(|written| !written.refused.is_empty())
    }

    /// Tells the counts to a person.
    pub(crate) fn summary(&self, session: &Session, shell: &mut Shell) -> Result<(), Fault> {
        let loaded = &self.loaded;
        let seconds = self.took.as_secs_f64();
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
        for (at, (table, counts)) in session.catalog.tables.iter().zip(&loaded.tables).enumerate() {
            shell.tell(widths.line(counts, self.of(at)))?;
            conflicts(loaded, &table.shape, counts, shell)?;
            if self.tombstones(at) > 0 {
                let left = plural(self.tombstones(at), "tombstone");
                let why = "collections and types that are not frozen are written whole, and nulls";
                shell.tell(format!("    {NOTE}{left} left: {why}{NOTE:#}"))?;
            }
        }
        self.tell_faults(session, shell);
        Ok(())
    }

    /// The first rows at fault, and where all of them are.
    fn tell_faults(&self, session: &Session, shell: &mut Shell) {
        tell_rejected(&self.loaded.told, shell);
        let (refused, unknown) = self.written.as_ref().map_or((&[][..], &[][..]), |w| (&w.refused[..], &w.unknown[..]));
        for (told, what) in [(refused, "refused"), (unknown, "unknown")] {
            for told in told.iter().take(TOLD) {
                let shape = &session.catalog.tables[told.table].shape;
                let row = printable(&modeler::load::key_of(shape, &told.key));
                shell.warn(&format!("{BAD}{what}{BAD:#} `{}` {row}: {}", shape.name, printable(&told.reason)));
            }
        }
        let see = |path: &Path| printable(&path.display().to_string());
        if self.has_rejects() {
            let all = plural(self.loaded.rejected + refused.len() as u64, "row");
            shell.warn(&format!("{all} rejected: see `{}`", see(&self.rejects)));
        }
        for table in self.written.iter().flat_map(|written| &written.doubted) {
            let name = &session.catalog.tables[*table].shape.name;
            shell.warn(&format!(
                "a node was started again meanwhile: rows of `{name}` that it had confirmed shortly before may be lost, and \
                 are not sent twice; `modeler verify` counts them"
            ));
        }
        if !unknown.is_empty() {
            let all = plural(unknown.len() as u64, "row");
            let which = see(&self.unknown);
            shell.warn(&format!("{all} may or may not be written, and must not be sent twice: see `{which}`"));
        }
    }
}

/// What became of the distinct rows of one table.
#[derive(Clone, Copy, Default)]
struct Fates {
    written: u64,
    refused: u64,
    unknown: u64,
    /// Not attempted.
    rest: u64,
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

    fn line(&self, table: &TableLoaded, fates: Fates) -> String {
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
        let Fates { written, refused, unknown, rest: untried } = fates;
        let all = refused + unknown + untried == 0;
        let (rows, how) = if all { (table.distinct, "distinct") } else { (written, "written") };
        let mut line = format!(
            "  {:<name$}  {:>number$} accepted, {:>number$} {how}, {:>number$} {what}{of_them}",
            table.name.text(),
            count(table.accepted),
            count(rows),
            count(rest)
        );
        for (rows, what) in [(refused, "refused"), (unknown, "unknown"), (untried, "not attempted")] {
            if rows > 0 {
                let _ = write!(line, ", {NOTE}{} {what}{NOTE:#}", count(rows));
            }
        }
        line
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

pub(crate) fn tell_rejected(told: &[String], shell: &mut Shell) {
    for told in told {
        shell.warn(&format!("{BAD}rejected{BAD:#} {}", printable(told)));
    }
}
