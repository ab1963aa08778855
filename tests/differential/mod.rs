//! The differential test: random models, rows and questions from a seed, two sides that must give the same answers,
//! and what to do when they do not.
//!
//! `generate` makes a `Case` (`case`) of types (`kinds`), values, rows, queries and their parameters. A `Side` makes its
//! tables, takes its rows and answers; `oracle` is one that is too simple to be wrong. `compare` holds two of them
//! against each other, `shrink` makes a case that shows a difference small, `save` keeps it.

#![allow(dead_code, reason = "the tests that include this use what they need of it")]

pub(crate) mod case;
pub(crate) mod compare;
pub(crate) mod dice;
pub(crate) mod generate;
pub(crate) mod kinds;
pub(crate) mod oracle;
pub(crate) mod parameters;
pub(crate) mod queries;
pub(crate) mod rows;
pub(crate) mod save;
pub(crate) mod shrink;
pub(crate) mod side;
pub(crate) mod values;

use std::env;
use std::fmt::Write as _;
use std::path::PathBuf;
use std::time::{SystemTime, UNIX_EPOCH};

use serde_json::json;

use case::Case;
use compare::{Compared, Difference, compare};
use generate::Features;
use side::Side;

/// Cases with a difference after which a run ends: each takes time to shrink, and the first mostly tells all.
const ENOUGH: usize = 3;

/// How much is tried, and from which seed.
#[derive(Clone, Debug)]
pub(crate) struct Settings {
    pub(crate) seed: u64,
    pub(crate) models: u64,
    /// Questions to each model, about.
    pub(crate) questions: usize,
    /// Tries to make a case smaller.
    pub(crate) steps: usize,
    /// Where cases with a difference are kept.
    pub(crate) save: Option<PathBuf>,
}

impl Settings {
    /// What `MODELER_DIFFERENTIAL_SEED`, `_MODELS`, `_QUERIES` and `_SAVE` say, else the clock, `models` and `questions`.
    pub(crate) fn from_environment(models: u64, questions: usize) -> Self {
        let number = |name: &str| {
            let text = env::var(format!("MODELER_DIFFERENTIAL_{name}")).ok()?;
            Some(text.parse::<u64>().unwrap_or_else(|_| panic!("MODELER_DIFFERENTIAL_{name}={text} is no number")))
        };
        let clock = || SystemTime::now().duration_since(UNIX_EPOCH).expect("a clock after 1970").as_secs();
        Self {
            seed: number("SEED").unwrap_or_else(clock),
            models: number("MODELS").unwrap_or(models),
            questions: number("QUERIES").map_or(questions, |n| n as usize),
            steps: 150,
            save: env::var_os("MODELER_DIFFERENTIAL_SAVE").map(PathBuf::from),
        }
    }
}

/// What a run came to.
#[derive(Debug, Default)]
pub(crate) struct Total {
    pub(crate) models: usize,
    pub(crate) questions: usize,
    /// Rows that both sides gave.
    pub(crate) rows: usize,
    /// Queries drawn that the model refused.
    pub(crate) illegal: usize,
    /// Queries that it took.
    pub(crate) legal: usize,
    /// Questions that both sides refused.
    pub(crate) refused: usize,
    /// Questions that the node refused by a fault of its own.
    pub(crate) faults: usize,
    pub(crate) ties: usize,
    /// What is to be said of each case with a difference.
    pub(crate) differences: Vec<String>,
}

impl Total {
    fn add(&mut self, compared: &Compared) {
        self.questions += compared.questions;
        self.rows += compared.rows;
        self.refused += compared.refused;
        self.faults += compared.faults;
        self.ties += compared.ties;
    }
}

/// Holds `a` and `b` against each other in the keyspace `keyspace`. The models of a run are those of the seeds from the
/// given one on, so that each can be tried again alone.
pub(crate) async fn run(settings: &Settings, keyspace: &str, a: &mut impl Side, b: &mut impl Side) -> Total {
    let mut total = Total::default();
    let features = Features::of_the_reader();
    for seed in (0..settings.models).map(|n| settings.seed.wrapping_add(n)) {
        let (mut case, illegal) = generate::case(seed, settings.questions, features);
        case.tag = format!("m{seed}_");
        total.models += 1;
        total.illegal += illegal;
        total.legal += case.tables.iter().map(|table| table.queries.len()).sum::<usize>();
        let planned = case.plan(keyspace);
        let planned = planned.unwrap_or_else(|report| panic!("seed {seed}: {}", report.to_text(false)));
        let compared = compare(a, b, &case, &planned).await;
        total.add(&compared);
        if let Some(first) = compared.differences.first() {
            let told = explore(settings, keyspace, a, b, case, first).await;
            total.differences.push(format!("{} of its answers differ\n{told}", compared.differences.len()));
        }
        if total.differences.len() == ENOUGH {
            break;
        }
    }
    total
}

/// Makes a case with a difference small, keeps it, and tells of it.
async fn explore(
    settings: &Settings,
    keyspace: &str,
    a: &mut impl Side,
    b: &mut impl Side,
    case: Case,
    first: &Difference,
) -> String {
    let (seed, tag, mut step) = (case.seed, case.tag.clone(), 0);
    let mut differs = async |smaller: &Case| {
        step += 1;
        let named = Case { tag: format!("{tag}s{step}_"), ..smaller.clone() };
        let Ok(planned) = named.plan(keyspace) else { return false };
        !compare(a, b, &named, &planned).await.differences.is_empty()
    };
    let small = shrink::shrink(case, first.question, settings.steps, &mut differs).await;
    let small = Case { tag: format!("{tag}last_"), ..small };
    let told = match small.plan(keyspace) {
        Ok(planned) => {
            let compared = compare(a, b, &small, &planned).await;
            compared.differences.first().map(|difference| tell(&small, &planned, difference))
        }
        Err(report) => Some(report.to_text(false)),
    };
    let told = told.unwrap_or_else(|| format!("the small case does not differ any more; at first:\n{}", first.told));
    let again = format!("MODELER_DIFFERENTIAL_SEED={seed} MODELER_DIFFERENTIAL_MODELS=1");
    let kept = settings.save.as_ref().map_or(String::new(), |into| match save::save(&small, &told, into) {
        Ok(folder) => format!("kept in {}\n", folder.display()),
        Err(error) => format!("could not be kept in {}: {error}\n", into.display()),
    });
    format!("again with {again} MODELER_DIFFERENTIAL_QUERIES={}\n{kept}\n{told}", settings.questions)
}

/// Model, rows, query, parameters and both answers.
fn tell(case: &Case, planned: &case::Planned, difference: &Difference) -> String {
    let mut out = case.yaml(planned.catalog.keyspace.name.text(), false);
    out += "\nrows:\n";
    for (number, load) in case.loads.iter().enumerate() {
        for (at, table) in case.tables.iter().enumerate() {
            let rows = save::rows(number, table, load, at);
            for row in rows["rows"].as_array().into_iter().flatten() {
                let mut row = row.clone();
                row.as_object_mut().expect("a row").values_mut().for_each(|v| *v = compare::shorten(v.take()));
                let way = if load.csv { "csv" } else { "cells" };
                let _ = writeln!(out, "  load {number} ({way}), {}: {row}", table.name);
            }
        }
    }
    if let Some(question) = difference.question {
        let query = &case.tables[question.table].queries[question.query];
        let at = planned.catalog.query(&case.name(&query.name)).expect("a query of the model");
        let _ = writeln!(out, "\nquery:\n  {}", planned.script.selects[at].trim().replace('\n', "\n  "));
        let binds = planned.catalog.selects[at].binds.iter().map(|bind| bind.name.text());
        let given = &query.given[question.given];
        let given: Vec<String> = binds.map(|n| format!("{n} = {}", compare::shorten(json!(given[n])))).collect();
        let _ = writeln!(out, "parameters:\n  {}", given.join("\n  "));
    }
    let _ = write!(out, "answers:\n{}", difference.told);
    out
}
