//! Takes a model's sources and the tables that they fill, gives the records of generated code: what a caller says of one
//! row of a source, once for all its tables. Never spells a word.

use crate::model::{Condition, Model, Origin, Source};
use crate::name::Name;
use crate::rules::shape::Kind;

/// One row of a source, as a caller gives it.
#[derive(Clone, Debug)]
pub struct Record {
    /// The name of its source; an unnamed source has the only record.
    pub source: Option<Name>,
    /// What it holds, in the order of the vocabulary: what its tables store and what the conditions of these and derived
    /// columns need. Derived and constant columns are not among them.
    pub fields: Vec<Field>,
    /// Indexes of the tables that it is written to.
    pub tables: Vec<usize>,
    /// Whether it is written as one logged batch.
    pub is_batch: bool,
    /// Whether a row of the CSV becomes a record.
    pub keep: Vec<Condition>,
    /// Texts of the CSV that mean "no value".
    pub nulls: Vec<String>,
}

/// A field of a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Field {
    /// Index of its column in the vocabulary.
    pub column: usize,
    /// Whether it is always there, because the key of a table that takes every row holds it or is derived from it.
    pub is_required: bool,
}

/// The records of `model`, one for each source that fills a table.
pub(super) fn records(model: &Model) -> Vec<Record> {
    let all = model.sources.iter().enumerate().map(|(at, source)| record(model, at, source));
    all.filter(|record| !record.tables.is_empty()).collect()
}

fn record(model: &Model, at: usize, source: &Source) -> Record {
    let filled = |(_, table): &(usize, &crate::model::Table)| table.source == Some(at);
    let tables: Vec<usize> = model.tables.iter().enumerate().filter(filled).map(|(table, _)| table).collect();
    // For each column of the vocabulary: whether the record holds it, and whether always.
    let mut held: Vec<Option<bool>> = vec![None; model.columns.len()];
    let given = |column: usize| match model.columns[column].origin {
        Origin::Constant(_) => None,
        Origin::Derived { from, .. } => Some(from),
        Origin::Csv { .. } | Origin::Fields { .. } => Some(column),
    };
    let mut note = |column: usize, is_required: bool| {
        let before = held[column].unwrap_or_default();
        held[column] = Some(before || is_required);
    };
    for table in tables.iter().map(|table| &model.tables[*table]) {
        for ((_, kind), column) in table.shape.columns().zip(&table.columns) {
            if let Some(column) = given(*column) {
                let is_key = matches!(kind, Kind::Partition | Kind::Clustering(_));
                // A table that does not take a row does not ask for its key.
                note(column, is_key && table.keep.is_empty());
            }
        }
        table.keep.iter().filter_map(|condition| given(condition.column)).for_each(|column| note(column, false));
    }
    let fields = held.into_iter().enumerate();
    Record {
        source: source.name.clone(),
        fields: fields.filter_map(|(column, held)| Some(Field { column, is_required: held? })).collect(),
        tables,
        is_batch: source.is_batch,
        keep: source.keep.clone(),
        nulls: source.nulls.clone(),
    }
}
