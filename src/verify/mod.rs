//! Takes a model and a loaded store, answers every example, and tells whether the answers and the number of rows are
//! what they should be: recorded answers, answers written by hand, distinct keys of the source.

mod expected;
mod samples;

use std::path::PathBuf;

pub use expected::{ExpectedError, Recorded, read, write};
pub use samples::{Mismatch, Sampling, samples};

use crate::catalog::{Catalog, Script, Select};
use crate::load::Loaded;
use crate::model::Model;
use crate::query::{Answer, answer, columns};
use crate::store::{Reading, Store, StoreError};
use crate::value::compare;

/// What is held against one answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// The answer is the expected one.
    Same,
    /// It is not; the lines of both, as a unified diff.
    Different(String),
    /// Nothing is recorded for these parameters.
    Unrecorded,
    /// Expectations are switched off.
    Unasked,
    /// The store answers no question of this kind: why, as a phrase that follows the query's name.
    Unanswered(&'static str),
}

/// One example, answered.
#[derive(Clone, Debug)]
pub struct Checked {
    /// Index of the query in the catalog.
    pub query: usize,
    /// The parameters, in the order of its binds.
    pub parameters: Vec<Vec<u8>>,
    /// The answer.
    pub answer: Answer,
    /// Whether it is right.
    pub verdict: Verdict,
}

/// The rows of one table against the distinct keys of its source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Counted {
    /// Index of the table in the catalog.
    pub table: usize,
    /// Rows in the store.
    pub rows: u64,
    /// Distinct keys of the source.
    pub distinct: u64,
    /// How many seconds its rows live, where that is not for ever.
    pub lifetime: Option<u32>,
}

impl Counted {
    /// Whether the count speaks against the store: fewer rows than the source has, unless they may have expired, or with
    /// `exact` more of them.
    pub fn fails(&self, exact: bool) -> bool {
        (self.rows < self.distinct && self.lifetime.is_none()) || (exact && self.rows > self.distinct)
    }
}

/// Answers every example of `catalog` and every answer written by hand, and compares; `recorded` holds what was recorded
/// for each query, and is `None` where expectations are switched off. Fails as the store or a recorded file fails.
pub async fn examples(
    store: &impl Store,
    model: &Model,
    catalog: &Catalog,
    script: &Script,
    recorded: Option<&[Recorded]>,
) -> Result<Vec<Checked>, StoreError> {
    let mut checked = Vec::new();
    for (query, (declared, select)) in model.queries.iter().zip(&catalog.selects).enumerate() {
        if let Some(why) = store.unable(select) {
            let asked = declared.examples.iter().chain(declared.expect.iter().map(|expectation| &expectation.given));
            let unanswered = |parameters: &Vec<Vec<u8>>| Checked {
                query,
                parameters: parameters.clone(),
                answer: Answer { rows: Vec::new(), reading: Reading::default() },
                verdict: Verdict::Unanswered(why),
            };
            checked.extend(asked.map(unanswered));
            continue;
        }
        for parameters in &declared.examples {
            let answer = answer(store, script.select(catalog, query), parameters).await?;
            let verdict = match recorded {
                None => Verdict::Unasked,
                Some(recorded) => recorded[query].verdict(select, parameters, &answer),
            };
            checked.push(Checked { query, parameters: parameters.clone(), answer, verdict });
        }
        for expectation in declared.expect.iter().filter(|_| recorded.is_some()) {
            let answer = answer(store, script.select(catalog, query), &expectation.given).await?;
            let verdict = by_hand(select, &expectation.rows, &answer);
            checked.push(Checked { query, parameters: expectation.given.clone(), answer, verdict });
        }
    }
    Ok(checked)
}

type Cells = Vec<(crate::name::Name, Option<Vec<u8>>)>;

/// Answers written by hand name some columns; those are compared by value, the others are not looked at.
fn by_hand(select: &Select, expected: &[Cells], answer: &Answer) -> Verdict {
    let columns = columns(select);
    let at = |name: &str| columns.iter().position(|(column, _)| column == name);
    let fits = |cells: &Cells, row: &Vec<Option<Vec<u8>>>| {
        cells.iter().all(|(name, wanted)| match at(name.text()) {
            Some(i) => match (wanted, &row[i]) {
                (Some(wanted), Some(got)) => compare(&columns[i].1, wanted, got).is_eq(),
                (wanted, got) => wanted.is_none() && got.is_none(),
            },
            None => false,
        })
    };
    if expected.len() == answer.rows.len() && expected.iter().zip(&answer.rows).all(|(cells, row)| fits(cells, row)) {
        return Verdict::Same;
    }
    let json = |at: usize, cell: &Option<Vec<u8>>| {
        cell.as_ref().map_or(serde_json::Value::Null, |bytes| crate::value::to_json(&columns[at].1, bytes))
    };
    let wanted = expected.iter().map(|cells| {
        let cells =
            cells.iter().filter_map(|(name, cell)| Some((name.text().to_owned(), json(at(name.text())?, cell))));
        cells.collect::<serde_json::Value>()
    });
    // Of the answer those columns are shown that the expectation names, in its order: the others are not in dispute.
    let mut named: Vec<usize> = Vec::new();
    for column in expected.iter().flatten().filter_map(|(name, _)| at(name.text())) {
        if !named.contains(&column) {
            named.push(column);
        }
    }
    if named.is_empty() {
        named.extend(0..columns.len());
    }
    let answered = answer
        .rows
        .iter()
        .map(|row| named.iter().map(|i| (columns[*i].0.clone(), json(*i, &row[*i]))).collect::<serde_json::Value>());
    Verdict::Different(expected::diff(&wanted.collect::<Vec<_>>(), &answered.collect::<Vec<_>>()))
}

/// Counts the rows of every table that a source fills, against what `loaded` found in the source. Fails as the store
/// fails.
pub async fn counts(
    store: &impl Store,
    catalog: &Catalog,
    script: &Script,
    loaded: &Loaded,
) -> Result<Vec<Counted>, StoreError> {
    let mut counted = Vec::new();
    for (table, source) in loaded.tables.iter().enumerate().filter(|(_, t)| t.loaded) {
        let rows = store.count(catalog, script, table).await?;
        let lifetime = catalog.tables[table].shape.lifetime();
        counted.push(Counted { table, rows, distinct: source.distinct, lifetime });
    }
    Ok(counted)
}

/// The file that holds the recorded answers of a query, under `dir`.
pub fn file(dir: &std::path::Path, select: &Select) -> PathBuf {
    dir.join(format!("{}.json", select.shape.name))
}
