//! Takes tables, finds those that another one makes needless, or could. Tables are found by the hash of their keys,
//! never by comparing all pairs.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use super::{Facts, TableFacts, listed};
use crate::model::Query;
use crate::name::Name;
use crate::rules;
use crate::rules::shape::{self, Finding, Order, Part};

/// The columns of a partition key in the order of their names, and the clustering key.
type Key<'a> = (Vec<&'a Name>, Vec<(&'a Name, Order)>);

/// Of tables with the same key so many are compared with each other.
const MOST_COMPARED: usize = 16;

/// A27: another table with the same key answers every query of a table.
pub(super) fn answered_elsewhere(facts: &Facts<'_>) -> Vec<(usize, Finding)> {
    let found = |(at, other): (usize, usize)| {
        let (name, other) = (&facts.tables[at].shape.name, &facts.tables[other].shape.name);
        let fact = format!("no query needs table `{name}`: `{other}` has the same rows and answers them all");
        let help =
            format!("write `table: {other}` in its queries in place of their keys, and each row is written once less");
        (at, Finding::new("A27", Part::Name, fact).help(help))
    };
    needless(facts).into_iter().map(found).collect()
}

/// The tables that another one answers for, each with that one. Of two that answer for each other it is the later.
fn needless(facts: &Facts<'_>) -> Vec<(usize, usize)> {
    let mut by_key: HashMap<(Vec<&Name>, Vec<&Name>), Vec<usize>> = HashMap::new();
    for table in &facts.tables {
        let clustering = sorted(table.shape.clustering_key.iter().map(|(column, _)| &column.name));
        by_key.entry((partition(table), clustering)).or_default().push(table.at);
    }
    let mut needless = Vec::new();
    for group in by_key.values() {
        let group = &group[..group.len().min(MOST_COMPARED)];
        for at in group {
            let answers = |by: usize, of: usize| answers(&facts.tables[by], &facts.tables[of]);
            let other =
                group.iter().find(|by| **by != *at && answers(**by, *at) && !(*at < **by && answers(*at, **by)));
            needless.extend(other.map(|by| (*at, *by)));
        }
    }
    needless.sort_unstable();
    needless
}

/// A28: two tables have the same partitions, and the rows of one are ordered as the first columns of the other order
/// them.
pub(super) fn could_be_one(facts: &Facts<'_>) -> Vec<(usize, Finding)> {
    let mut by_key: HashMap<Key<'_>, Vec<usize>> = HashMap::new();
    for table in &facts.tables {
        by_key.entry((partition(table), clustering(table))).or_default().push(table.at);
    }
    let needless: HashSet<usize> = needless(facts).into_iter().map(|(at, _)| at).collect();
    let gone = |at: usize| needless.contains(&at);
    let mut found = Vec::new();
    for table in facts.tables.iter().filter(|table| !gone(table.at)) {
        let whole = clustering(table);
        let partner = (0..=whole.len()).rev().find_map(|len| {
            let others = by_key.get(&(partition(table), whole[..len].to_vec()))?;
            let others = others.iter().take(MOST_COMPARED).map(|at| &facts.tables[*at]);
            let other = others.into_iter().find(|other| {
                // Of two with one key it is told at the later.
                let told = len < whole.len() || other.at < table.at;
                told && other.at != table.at && !gone(other.at) && can_join(table, other, len)
            })?;
            Some((other, len))
        });
        found.extend(partner.map(|(other, len)| (table.at, joined(table, other, len))));
    }
    found
}

/// Whether the rows of `other`, whose clustering key is the first `len` columns of that of `table`, are made from what
/// those of `table` are made from. Where applications write them, nobody knows unless they are of the same key, or of
/// one row for each partition.
fn can_join(table: &TableFacts<'_>, other: &TableFacts<'_>, len: usize) -> bool {
    let known = table.table.source.is_some() || len == 0 || len == table.shape.clustering_key.len();
    known && same_rows(table, other)
}

/// What would make one table of both.
fn joined(table: &TableFacts<'_>, other: &TableFacts<'_>, len: usize) -> Finding {
    let (name, other_name) = (&table.shape.name, &other.shape.name);
    let extra: Vec<&Name> = other.shape.regulars.iter().map(|column| &column.name).collect();
    let extra = if extra.is_empty() { "its key".to_owned() } else { listed(extra) };
    let fact =
        format!("`{name}` and `{other_name}` could be one table: they have the same partitions in the same order");
    let help = match len {
        len if len == table.shape.clustering_key.len() => {
            format!("let the queries of `{name}` read `table: {other_name}`, which then holds the columns of both")
        }
        0 => format!("make {extra} of `{other_name}` `static` in `{name}`, and let its queries read `table: {name}`"),
        _ => format!("select {extra} in `{name}` too, and let the queries of `{other_name}` read `table: {name}`"),
    };
    Finding::new("A28", Part::Name, fact).help(help)
}

/// Whether both tables take the same rows, for as long.
fn same_rows(table: &TableFacts<'_>, other: &TableFacts<'_>) -> bool {
    let of = |facts: &TableFacts<'_>| {
        let (shape, table) = (facts.shape, facts.table);
        (table.source, shape.is_counter(), shape.lifetime(), table.has_ttl)
    };
    of(table) == of(other) && table.table.keep == other.table.keep
}

/// Whether table `by` gives the answers of every query of `of`, whose key has the same columns.
fn answers(by: &TableFacts<'_>, of: &TableFacts<'_>) -> bool {
    same_rows(by, of) && of.queries.iter().all(|query| answered(by, query))
}

/// Whether `query` can be asked of table `by`, and gives the same rows in the same order.
fn answered(by: &TableFacts<'_>, query: &Query) -> bool {
    let asked = &query.shape;
    let named = asked.select.iter().chain(asked.relations.iter().flat_map(|r| &r.columns));
    let mut named = named.chain(asked.order_by.iter().map(|(name, _)| name));
    let moved = shape::Query { table: Arc::clone(&by.table.shape), ..asked.clone() };
    named.all(|name| by.shape.column(name).is_some())
        && !asked.scan
        && rules::query(&moved).is_empty()
        && sequence(&moved) == sequence(asked)
}

/// The columns by which the answer is ordered, each with its direction.
fn sequence(query: &shape::Query) -> Vec<(&Name, bool)> {
    let reversed = super::facts::is_reversed(query);
    let open = query.table.clustering_key.iter().filter(|(column, _)| !super::facts::is_fixed(query, &column.name));
    open.map(|(column, order)| (&column.name, (*order == Order::Desc) != reversed)).collect()
}

fn partition<'a>(table: &TableFacts<'a>) -> Vec<&'a Name> {
    sorted(table.shape.partition_key.iter().map(|column| &column.name))
}

fn clustering<'a>(table: &TableFacts<'a>) -> Vec<(&'a Name, Order)> {
    table.shape.clustering_key.iter().map(|(column, order)| (&column.name, *order)).collect()
}

fn sorted<'a>(names: impl Iterator<Item = &'a Name>) -> Vec<&'a Name> {
    let mut names: Vec<&Name> = names.collect();
    names.sort_unstable();
    names
}
