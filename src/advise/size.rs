//! Takes tables, finds those with very many columns, and models with very many tables. Never knows rows.

use super::{Facts, TableFacts};
use crate::rules::shape::{Finding, Part};

/// Cassandra has a guardrail for columns, which is off as it comes; it gives no number, and this one is a judgement.
const MANY_COLUMNS: usize = 100;

/// Each table takes about a megabyte of every node's heap, and a hundred are common advice ("Impacts of many tables on
/// Cassandra", The Last Pickle, 2020).
const MANY_TABLES: usize = 100;

/// A29: a table with very many columns.
pub(super) fn wide(_: &Facts<'_>, table: &TableFacts<'_>) -> Vec<Finding> {
    let columns = table.table.columns.len();
    if columns <= MANY_COLUMNS {
        return Vec::new();
    }
    let fact = format!("`{}` has {columns} columns, more than {MANY_COLUMNS}", table.shape.name);
    let help = "a row tells of each column whether it has it: put what is read together into a frozen user-defined \
                type, or into a table of its own";
    vec![Finding::new("A29", Part::Name, fact).help(help)]
}

/// A30: very many tables. It is told once, at the first that is too many.
pub(super) fn many_tables(facts: &Facts<'_>) -> Vec<(usize, Finding)> {
    let tables = facts.tables.len();
    if tables <= MANY_TABLES {
        return Vec::new();
    }
    let fact = format!("the keyspace has {tables} tables, more than {MANY_TABLES}: each takes memory on every node");
    let help = "let queries share tables with `table:`, or split the model into keyspaces of several clusters";
    vec![(MANY_TABLES, Finding::new("A30", Part::Name, fact).help(help))]
}
