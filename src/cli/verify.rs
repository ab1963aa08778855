//! `modeler verify`

use std::path::PathBuf;

use clap::Args;
use modeler::diagnostic::printable;
use modeler::load::Loaded;
use modeler::store::embedded::Embedded;
use modeler::value::display;
use modeler::verify::{self, Checked, Verdict};
use serde_json::json;

use super::inputs::Inputs;
use super::load::Form;
use super::shell::{BAD, DIM, GOOD, NOTE};
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
    /// How the outcome is written
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
        let session = Session::open(global, shell)?;
        let store = session.store();
        let folder = self.expectations.folder(&session, &self.inputs);
        if self.accept {
            let folder = folder.unwrap_or_else(|| session.project.expected());
            let checked = verify::examples(&store, &session.model, &session.catalog, None).await?;
            let changed = verify::write(&folder, &session.catalog, &checked)?;
            for path in &changed {
                shell.tell(format!("{GOOD}recorded{GOOD:#} {}", path.display()))?;
            }
            if changed.is_empty() {
                shell.tell("the recorded answers are as the store's")?;
            }
            return Ok(Exit::Fine);
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

/// What verifying found.
pub(crate) struct Outcome {
    checked: Vec<Checked>,
    counted: Vec<verify::Counted>,
    exact: bool,
}

impl Outcome {
    /// Whether anything is not as it should be.
    pub(crate) fn fails(&self) -> bool {
        self.checked.iter().any(|c| matches!(c.verdict, Verdict::Different(_)))
            || self.counted.iter().any(|c| c.fails(self.exact))
    }
}

/// Answers the examples and counts the rows.
pub(crate) async fn examine(
    session: &Session,
    store: &Embedded,
    folder: Option<PathBuf>,
    loaded: &Loaded,
    exact: bool,
) -> Result<Outcome, Fault> {
    let recorded = folder.map(|folder| verify::read(&folder, &session.catalog)).transpose()?;
    let checked = verify::examples(store, &session.model, &session.catalog, recorded.as_deref()).await?;
    let counted = verify::counts(store, &session.catalog, loaded).await?;
    Ok(Outcome { checked, counted, exact })
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
        let select = &session.catalog.selects[checked.query];
        let parameters: Vec<String> = select
            .binds
            .iter()
            .zip(&checked.parameters)
            .map(|(bind, bytes)| {
                let mut text = String::new();
                display(&bind.ty, bytes, &mut text);
                format!("{}={}", bind.name, printable(&text))
            })
            .collect();
        let rows = checked.answer.rows.len();
        let verdict = match &checked.verdict {
            Verdict::Same => format!("{GOOD}as recorded{GOOD:#}"),
            Verdict::Different(_) => format!("{BAD}not as expected{BAD:#}"),
            Verdict::Unrecorded => format!("{NOTE}not recorded yet; `modeler verify --accept` does{NOTE:#}"),
            Verdict::Unasked => format!("{DIM}not compared{DIM:#}"),
        };
        let plural = if rows == 1 { "" } else { "s" };
        shell.tell(format!(
            "{} {DIM}{}{DIM:#}  {rows} row{plural}, {verdict}",
            select.shape.name,
            parameters.join(" ")
        ))?;
        if shown == Shown::Rows && !shell.is_quiet() {
            rows_of(select, checked, shell)?;
        }
        if let Verdict::Different(diff) = &checked.verdict {
            shell.say(printable(diff.trim_end()))?;
        }
    }
    for counted in &outcome.counted {
        let name = &session.catalog.tables[counted.table].shape.name;
        let (rows, distinct) = (counted.rows, counted.distinct);
        if counted.fails(outcome.exact) {
            shell.say(format!("{BAD}{name} has {rows} rows{BAD:#}, its source {distinct} distinct keys"))?;
        } else if rows > distinct {
            shell.tell(format!(
                "{NOTE}{name} has {rows} rows{NOTE:#}, its source {distinct} distinct keys: earlier loads left more"
            ))?;
        } else {
            shell.tell(format!("{name} has {rows} rows, {GOOD}as many as its source has distinct keys{GOOD:#}"))?;
        }
    }
    Ok(())
}

fn rows_of(select: &modeler::catalog::Select, checked: &Checked, shell: &mut Shell) -> Result<(), Fault> {
    use modeler::query::{Format, Writer, columns};
    let columns = columns(select);
    let mut writer = Writer::new(Format::Table, &columns, shell.out())?;
    for row in checked.answer.rows.iter().take(ROWS) {
        let cells: Vec<Option<&[u8]>> = row.iter().map(Option::as_deref).collect();
        writer.row(&cells)?;
    }
    writer.finish()?;
    if checked.answer.rows.len() > ROWS {
        shell.say(format!(" {DIM}… and {} more{DIM:#}", checked.answer.rows.len() - ROWS))?;
    }
    shell.say("")
}

fn to_json(session: &Session, outcome: &Outcome) -> serde_json::Value {
    let answers = outcome.checked.iter().map(|c| {
        let verdict = match c.verdict {
            Verdict::Same => "same",
            Verdict::Different(_) => "different",
            Verdict::Unrecorded => "unrecorded",
            Verdict::Unasked => "unasked",
        };
        let diff = if let Verdict::Different(diff) = &c.verdict { Some(diff) } else { None };
        json!({ "query": session.catalog.selects[c.query].shape.name.text(), "rows": c.answer.rows.len(), "verdict": verdict, "diff": diff })
    });
    let counts = outcome.counted.iter().map(|c| {
        let table = session.catalog.tables[c.table].shape.name.text();
        json!({ "table": table, "rows": c.rows, "distinct": c.distinct, "fails": c.fails(outcome.exact) })
    });
    json!({ "answers": answers.collect::<Vec<_>>(), "counts": counts.collect::<Vec<_>>(), "fails": outcome.fails() })
}
