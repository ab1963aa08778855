//! Takes tables of counters, finds those that nothing can put right again. Never judges where a counter may stand.

use super::{Facts, TableFacts};
use crate::rules::shape::{Finding, Part};

/// A23: an increment that timed out is in the count or not, and no source or table of the model holds what was counted.
pub(super) fn without_repair(facts: &Facts<'_>, table: &TableFacts<'_>) -> Vec<Finding> {
    let shape = table.shape;
    if !shape.is_counter() || table.table.source.is_some() {
        return Vec::new();
    }
    let counted = |other: &&TableFacts<'_>| {
        let mut key = shape.columns().take(shape.key_len());
        !other.shape.is_counter() && key.all(|(column, _)| other.shape.column(&column.name).is_some())
    };
    if facts.tables.iter().any(|other| counted(&other)) {
        return Vec::new();
    }
    let fact = format!("an increment of `{}` that is lost or sent twice can never be found", shape.name);
    let help = "keep what is counted: a table of the events with this key's columns, from which the counts are made \
                again; or fill the counters from a `source:`";
    vec![Finding::new("A23", Part::Name, fact).help(help)]
}
