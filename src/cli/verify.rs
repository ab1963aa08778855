//! `modeler verify`

use std::path::{Path, PathBuf};

use clap::Args;
use modeler::catalog::Select;
use modeler::diagnostic::printable;
use modeler::load::Loaded;
use modeler::query::{Format, Writer, columns};
use modeler::store::{Any, Store};
use modeler::value::{display, to_json as value_to_json};
use modeler::verify::{self, Checked, Verdict};
use serde_json::json;

use super::filled::Form;
use super::inputs::Inputs;
use super::shell::{BAD, DIM, GOOD, HEAD, NOTE, count, plural};
use super::{Exit, Fault, Global, Session, Shell};

/// Hold the store's answers and row counts against what they should be
#[derive(Args)]
pub(crate) struct Verify {
    #[command(flatten)]
    inputs: Inputs,
    #[command(flatten)]
    expectations: Expectations,
    /// Record the answers as they are now; review the change as code
    #[arg(long)]
    accept: bool,
    /// More rows in a table than its source has distinct keys is a failure too
    #[arg(long)]
    exact: bool,
    /// How the outcome is written: for people, or as one JSON object
    #[arg(long, value_enum, default_value_t = Form::Text)]
    format: Form,
}

/// Where the expected answers are.
#[derive(Args, Clone, Debug)]
pub(crate) struct Expectations {
    /// Recorded answers are in this folder [default: expected/ beside the model; none with --csv]
    #[arg(long, value_name = "DIR")]
    expected: Option<PathBuf>,
}

impl Expectations {
    /// The folder of recorded answers; none where other input switches them off.
    pub(crate) fn folder(&self, session: &Session, inputs: &Inputs) -> Option<PathBuf> {
        self.expected.clone().or_else(|| inputs.csv.is_empty().then(|| session.project.expected()))
    }
}

impl Verify {
    pub(crate) async fn run(self, global: &Global, shell: &mut Shell) -> Result<Exit, Fault> {
        let session = Session::open(global)?;
        let store = session.store().await?;
        store.fits(&session.catalog).await?;
        let folder = self.expectations.folder(&session, &self.inputs);
        if self.accept {
            return accept(&session, &store, &folder.unwrap_or_else(|| session.project.expected()), shell).await;
        }
        let loaded = self.inputs.count(&session, shell)?;
        let outcome = examine(&session, &store, folder, &loaded, self.exact).await?;
        match self.format {
            Form::Text => tell(&session, &outcome, Shown::Verdicts, shell)?,
            Form::Json => shell.say(format!("{:#}", to_json(&session, &outcome)))?,
        }
        Ok(if outcome.fails() { Exit::Answers } else { Exit::Fine })
    }
}

/// Records the answers of all examples in `folder`.
async fn accept(session: &Session, store: &Any, folder: &Path, shell: &mut Shell) -> Result<Exit, Fault> {
    let checked = verify::examples(store, &session.model, &session.catalog, &session.rendered.script, None).await?;
    let changed = verify::write(folder, &session.catalog, &checked)?;
    for path in &changed {
        shell.tell(format!("{GOOD}recorded{GOOD:#} {}", path.display()))?;
    }
    if changed.is_empty() {
        shell.tell(format!("{} is as the store answers", folder.display()))?;
    }
    Ok(Exit::Fine)
}

/// What verifying found.
pub(crate) struct Outcome {
    checked: Vec<Checked>,
    counted: Vec<verify::Counted>,
    sampled: Vec<verify::Sampling>,
    exact: bool,
}

impl Outcome {
    /// Whether anything is not as it should be.
    pub(crate) fn fails(&self) -> bool {
        self.checked.iter().any(|c| matches!(c.verdict, Verdict::Different(_)))
            || self.counted.iter().any(|c| c.fails(self.exact))
            || self.sampled.iter().any(|s| !s.mismatches.is_empty())
    }
}

/// Answers the examples and counts the rows.
pub(crate) async fn examine(
    session: &Session,
    store: &Any,
    folder: Option<PathBuf>,
    loaded: &Loaded,
    exact: bool,
) -> Result<Outcome, Fault> {
    let recorded = folder.map(|folder| verify::read(&folder, &session.catalog)).transpose()?;
    let (catalog, script) = (&session.catalog, &session.rendered.script);
    let checked = verify::examples(store, &session.model, catalog, script, recorded.as_deref()).await?;
    let counted = verify::counts(store, catalog, script, loaded).await?;
    let sampled = verify::samples(store, catalog, loaded, exact).await?;
    Ok(Outcome { checked, counted, sampled, exact })
}

/// How much of an answer is shown.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shown {
    /// Only whether it is right.
    Verdicts,
    /// Its first rows too.
    Rows,
}

/// Rows of an answer that are shown.
const ROWS: usize = 5;

/// Tells the outcome to a person.
pub(crate) fn tell(session: &Session, outcome: &Outcome, shown: Shown, shell: &mut Shell) -> Result<(), Fault> {
    for checked in &outcome.checked {
        tell_answer(&session.catalog.selects[checked.query], checked, shown, shell)?;
    }
    for counted in &outcome.counted {
        let name = &session.catalog.tables[counted.table].shape.name;
        let (rows, keys) = (plural(counted.rows, "row"), plural(counted.distinct, "distinct key"));
        if counted.fails(outcome.exact) {
            shell.say(format!("{HEAD}{name}{HEAD:#}  {BAD}{rows}{BAD:#}, but its source has {keys}"))?;
        } else if counted.rows > counted.distinct {
            shell.tell(format!(
                "{HEAD}{name}{HEAD:#}  {NOTE}{rows}{NOTE:#}, its source has {keys}: other loads left more"
            ))?;
        } else if let (true, Some(lifetime)) = (counted.rows < counted.distinct, counted.lifetime) {
            shell.tell(format!(
                "{HEAD}{name}{HEAD:#}  {NOTE}{rows}{NOTE:#}, its source has {keys}: rows of this table live {}",
                plural(lifetime.into(), "second")
            ))?;
        } else {
            shell
                .tell(format!("{HEAD}{name}{HEAD:#}  {rows}, {GOOD}one for each distinct key of its source{GOOD:#}"))?;
        }
    }
    for sampling in outcome.sampled.iter().filter(|sampling| sampling.rows > 0) {
        tell_sample(session, sampling, shell)?;
    }
    let unrecorded = outcome.checked.iter().filter(|c| c.verdict == Verdict::Unrecorded).count() as u64;
    if unrecorded > 0 {
        let answers = plural(unrecorded, "answer");
        shell.note(&format!("{answers} not recorded yet: `modeler verify --accept` records what the store answers"));
    }
    Ok(())
}

/// Tells what reading a table's sample back gave.
fn tell_sample(session: &Session, sampling: &verify::Sampling, shell: &mut Shell) -> Result<(), Fault> {
    let name = &session.catalog.tables[sampling.table].shape.name;
    let mut rows = plural(sampling.rows, "row");
    if sampling.statics > 0 {
        rows = format!("{rows} and {}", plural(sampling.statics, "static row"));
    }
    if sampling.mismatches.is_empty() {
        return shell.tell(format!("{HEAD}{name}{HEAD:#}  {rows} read back, {GOOD}as in the source{GOOD:#}"));
    }
    let wrong = plural(sampling.mismatches.len() as u64, "row");
    shell.say(format!("{HEAD}{name}{HEAD:#}  of {rows} read back {BAD}{wrong} not as in the source{BAD:#}"))?;
    for mismatch in &sampling.mismatches {
        shell.say(format!("  {}: {}", printable(&mismatch.key), printable(&mismatch.fact)))?;
    }
    Ok(())
}

fn tell_answer(select: &Select, checked: &Checked, shown: Shown, shell: &mut Shell) -> Result<(), Fault> {
    let verdict = match &checked.verdict {
        Verdict::Same => format!("{GOOD}as expected{GOOD:#}"),
        Verdict::Different(_) => format!("{BAD}not as expected{BAD:#}"),
        Verdict::Unrecorded => format!("{NOTE}not recorded yet{NOTE:#}"),
        Verdict::Unasked => format!("{DIM}not compared{DIM:#}"),
        Verdict::Unanswered(why) => {
            let name = format!("{HEAD}{}{HEAD:#}{}", select.shape.name, parameters(select, checked));
            return shell.tell(format!("{name}  {NOTE}not answered here{NOTE:#}: it {why}, which a cluster does"));
        }
    };
    let rows = plural(checked.answer.rows.len() as u64, "row");
    let line = format!("{HEAD}{}{HEAD:#}{}  {rows}, {verdict}", select.shape.name, parameters(select, checked));
    match &checked.verdict {
        Verdict::Different(diff) => {
            shell.say(line)?;
            shell.diff(diff)
        }
        _ if shown == Shown::Rows && !shell.is_quiet() => {
            shell.tell(line)?;
            shell.say(first_rows(select, checked)?)
        }
        _ => shell.tell(line),
    }
}

fn parameters(select: &Select, checked: &Checked) -> String {
    let one = |(bind, bytes): (&modeler::model::Marker, &Vec<u8>)| {
        let mut text = String::new();
        display(&bind.ty, bytes, &mut text);
        format!(" {}={}", bind.name, printable(&text).replace('\n', "\\n"))
    };
    let all: Vec<String> = select.asked().iter().zip(&checked.parameters).map(one).collect();
    format!("{DIM}{}{DIM:#}", all.concat())
}

/// The first rows of an answer as a table, and how many more there are.
fn first_rows(select: &Select, checked: &Checked) -> Result<String, Fault> {
    let columns = columns(select);
    let mut table = Vec::new();
    let mut writer = Writer::new(Format::Table, &columns, &mut table);
    for row in checked.answer.rows.iter().take(ROWS) {
        let cells: Vec<Option<&[u8]>> = row.iter().map(Option::as_deref).collect();
        writer.row(&cells)?;
    }
    writer.finish()?;
    let mut text = String::from_utf8_lossy(&table).into_owned();
    let more = checked.answer.rows.len().saturating_sub(ROWS);
    if more > 0 {
        text = format!("{text} {DIM}… and {} more{DIM:#}\n", count(more as u64));
    }
    Ok(text)
}

fn to_json(session: &Session, outcome: &Outcome) -> serde_json::Value {
    let answers = outcome.checked.iter().map(|c| {
        let select = &session.catalog.selects[c.query];
        let asked = select.asked();
        let given = asked.iter().zip(&c.parameters);
        let given = given.map(|(bind, bytes)| (bind.name.text().to_owned(), value_to_json(&bind.ty, bytes)));
        let verdict = match c.verdict {
            Verdict::Same => "same",
            Verdict::Different(_) => "different",
            Verdict::Unrecorded => "unrecorded",
            Verdict::Unasked => "unasked",
            Verdict::Unanswered(_) => "unanswered",
        };
        json!({
            "query": select.shape.name.text(),
            "given": given.collect::<serde_json::Map<_, _>>(),
            "rows": c.answer.rows.len(),
            "verdict": verdict,
            "diff": if let Verdict::Different(diff) = &c.verdict { Some(diff) } else { None },
        })
    });
    let counts = outcome.counted.iter().map(|c| {
        let table = session.catalog.tables[c.table].shape.name.text();
        json!({ "table": table, "rows": c.rows, "distinct": c.distinct, "lifetime": c.lifetime, "fails": c.fails(outcome.exact) })
    });
    let samples = outcome.sampled.iter().map(|s| {
        let table = session.catalog.tables[s.table].shape.name.text();
        let mismatches = s.mismatches.iter().map(|m| json!({ "key": m.key, "fact": m.fact }));
        json!({ "table": table, "rows": s.rows, "statics": s.statics, "mismatches": mismatches.collect::<Vec<_>>() })
    });
    json!({
        "answers": answers.collect::<Vec<_>>(), "counts": counts.collect::<Vec<_>>(),
        "samples": samples.collect::<Vec<_>>(), "fails": outcome.fails(),
    })
}
