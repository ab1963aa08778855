//! Takes a valid model, gives warnings: what a node accepts and who knows Cassandra would not, as far as the model
//! alone tells. Never knows YAML or rows, and never refuses anything.
//!
//! An advice is one function and one line in the list below; `modeler explain` has a page for its code, and a folder
//! under `tests/advice` shows it fire. Every number that one judges by is a constant with its source. A model grows by
//! tables, so that each advice takes time in proportion to what it looks at; none compares every table with every
//! other.

mod alike;
mod collections;
mod compaction;
mod counters;
mod expiry;
mod facts;
mod growth;
mod indexes;
mod keys;
mod options;
mod order;
mod reads;
mod replication;
mod size;
mod spread;

pub use facts::{Facts, Stored, TableFacts};

use crate::diagnostic::Diagnostic;
use crate::model::{Environment, Model, Query};
use crate::rules::shape::Finding;

/// One advice: its stable code, and what finds it.
pub struct Advice {
    /// The code that every finding of it carries.
    pub code: &'static str,
    /// What judges, and what of a model it is shown.
    pub judge: Judge,
}

/// What of a model an advice is shown.
pub enum Judge {
    /// Each column of the vocabulary that a table stores.
    Column(fn(&Stored<'_, '_>) -> Vec<Finding>),
    /// Each table.
    Table(fn(&Facts<'_>, &TableFacts<'_>) -> Vec<Finding>),
    /// Each query.
    Query(fn(&Facts<'_>, &Query) -> Vec<Finding>),
    /// Each environment.
    Environment(fn(&Facts<'_>, &Environment) -> Vec<Finding>),
    /// The model as a whole; each finding is about the table at an index.
    Whole(fn(&Facts<'_>) -> Vec<(usize, Finding)>),
}

/// Every advice, in the order in which findings of one place are reported.
pub const ADVICE: &[Advice] = &[
    Advice { code: "A01", judge: Judge::Query(reads::scan) },
    Advice { code: "A02", judge: Judge::Query(reads::filtering) },
    Advice { code: "A03", judge: Judge::Query(indexes::every_node) },
    Advice { code: "A04", judge: Judge::Query(reads::many_partitions) },
    Advice { code: "A05", judge: Judge::Table(spread::few_partitions) },
    Advice { code: "A06", judge: Judge::Table(spread::hot_partition) },
    Advice { code: "A07", judge: Judge::Table(growth::without_end) },
    Advice { code: "A08", judge: Judge::Table(keys::mutable) },
    Advice { code: "A09", judge: Judge::Table(keys::unfit) },
    Advice { code: "A10", judge: Judge::Table(keys::long) },
    Advice { code: "A11", judge: Judge::Query(order::behind_a_gap) },
    Advice { code: "A12", judge: Judge::Table(order::read_backwards) },
    Advice { code: "A13", judge: Judge::Table(indexes::unfit) },
    Advice { code: "A14", judge: Judge::Column(collections::written_whole) },
    Advice { code: "A15", judge: Judge::Column(collections::appended) },
    Advice { code: "A16", judge: Judge::Column(collections::growing) },
    Advice { code: "A17", judge: Judge::Column(collections::table_in_a_cell) },
    Advice { code: "A18", judge: Judge::Query(expiry::queue) },
    Advice { code: "A19", judge: Judge::Table(expiry::more_dead_than_alive) },
    Advice { code: "A20", judge: Judge::Table(compaction::not_by_time) },
    Advice { code: "A21", judge: Judge::Table(compaction::windows) },
    Advice { code: "A22", judge: Judge::Table(compaction::levels) },
    Advice { code: "A23", judge: Judge::Table(counters::without_repair) },
    Advice { code: "A24", judge: Judge::Table(options::grace) },
    Advice { code: "A25", judge: Judge::Table(options::flush_period) },
    Advice { code: "A26", judge: Judge::Table(options::bloom_filter) },
    Advice { code: "A27", judge: Judge::Whole(alike::answered_elsewhere) },
    Advice { code: "A28", judge: Judge::Whole(alike::could_be_one) },
    Advice { code: "A29", judge: Judge::Table(size::wide) },
    Advice { code: "A30", judge: Judge::Whole(size::many_tables) },
    Advice { code: "A31", judge: Judge::Environment(replication::copies) },
];

/// Everything that `model` is warned of, each at its place, in the order of the list.
pub fn advise(model: &Model) -> Vec<Diagnostic> {
    let facts = Facts::new(model);
    ADVICE.iter().flat_map(|advice| warnings(&facts, &advice.judge)).collect()
}

fn warnings(facts: &Facts<'_>, judge: &Judge) -> Vec<Diagnostic> {
    let model = facts.model;
    match judge {
        Judge::Column(judge) => {
            let of = |stored: Stored<'_, '_>| match stored.tables.as_slice() {
                [table] => of_table(model, table.at, judge(&stored)),
                _ => judge(&stored).into_iter().map(|finding| warning(model, None, finding)).collect(),
            };
            facts.stored().flat_map(of).collect()
        }
        Judge::Table(judge) => {
            let of = |table: &TableFacts<'_>| of_table(model, table.at, judge(facts, table));
            facts.tables.iter().flat_map(of).collect()
        }
        Judge::Query(judge) => {
            let of = |query: &Query| -> Vec<Diagnostic> {
                let name = query.shape.name.text();
                judge(facts, query).into_iter().map(|finding| warning(model, Some(name), finding)).collect()
            };
            model.queries.iter().flat_map(of).collect()
        }
        Judge::Environment(judge) => model.environments.iter().flat_map(|e| of_environment(facts, e, *judge)).collect(),
        Judge::Whole(judge) => {
            judge(facts).into_iter().flat_map(|(at, found)| of_table(model, at, vec![found])).collect()
        }
    }
}

fn of_table(model: &Model, table: usize, findings: Vec<Finding>) -> Vec<Diagnostic> {
    let owner = model.owner(table).map(|name| name.text().to_owned());
    findings.into_iter().map(|finding| warning(model, owner.as_deref(), finding)).collect()
}

fn of_environment(
    facts: &Facts<'_>,
    environment: &Environment,
    judge: fn(&Facts<'_>, &Environment) -> Vec<Finding>,
) -> Vec<Diagnostic> {
    let path = ["environments".into(), environment.name.as_str().into(), "replication".into()];
    let place = |finding| warning(facts.model, None, finding).at(facts.model.places.key(&path));
    judge(facts, environment).into_iter().map(place).collect()
}

/// The finding as a warning about `query`, or about the table that it declares.
fn warning(model: &Model, query: Option<&str>, finding: Finding) -> Diagnostic {
    let place = model.places.of(query.unwrap_or_default(), &finding.at);
    let mut diagnostic = Diagnostic::error(finding.code, finding.fact).warning().at(place);
    diagnostic.help = finding.help;
    match query {
        Some(query) => diagnostic.about(query),
        None => diagnostic,
    }
}

/// Words in backticks, with commas between.
fn listed<T: std::fmt::Display>(words: impl IntoIterator<Item = T>) -> String {
    words.into_iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests;
