//! Takes queries, finds those that read more partitions than one. Never judges what lies in them.

use super::Facts;
use super::facts::is_bucket;
use super::listed;
use crate::cql::select::{self, RelationKind};
use crate::model::{Query, Returns, Written};
use crate::rules::shape::{self, Finding, Op, Part, Relation};

/// A01: a scan reads every partition of its table, on every node.
pub(super) fn scan(_: &Facts<'_>, query: &Query) -> Vec<Finding> {
    let shape = &query.shape;
    if !shape.scan || shape.uses_index() || query.written.as_ref().is_some_and(|written| fixes(written, query)) {
        return Vec::new();
    }
    let does = if query.returns == Returns::Count { "counts" } else { "reads" };
    let fact = format!("`{}` {does} every partition of `{}`, on every node", shape.name, shape.table.name);
    let help = "give the question a table whose partition key it knows; for a job that does want everything, say so \
                in `allow:`";
    vec![Finding::new("A01", Part::Scan, fact).help(help)]
}

/// Whether a text names the partitions that it reads.
fn fixes(written: &Written, query: &Query) -> bool {
    let named = |key: &shape::Column| {
        written.select.relations.iter().any(|relation| match &relation.kind {
            RelationKind::Column { column, op: select::Op::Eq, .. } | RelationKind::In { column, .. } => {
                *column == key.name
            }
            _ => false,
        })
    };
    query.shape.table.partition_key.iter().all(named)
}

/// A02: filtering reads every row of what the key leaves open, and throws away those that were not asked for.
pub(super) fn filtering(_: &Facts<'_>, query: &Query) -> Vec<Finding> {
    let name = &query.shape.name;
    if !query.written.as_ref().is_some_and(|written| written.select.allow_filtering) {
        return Vec::new();
    }
    let fact =
        format!("`{name}` says ALLOW FILTERING: a node reads rows of `{}` to throw them away", query.shape.table.name);
    let help = "give the question a table with these columns in its key, or an index; where the key fixes one small \
                partition, say so in `allow:`";
    vec![Finding::new("A02", Part::Name, fact).help(help)]
}

/// A04: a list of partitions is read by one node, which asks all the others. A list of buckets is the reading of one
/// long partition in pieces, and stays silent.
pub(super) fn many_partitions(facts: &Facts<'_>, query: &Query) -> Vec<Finding> {
    let shape = &query.shape;
    let lists = |relation: &&Relation| relation.op == Op::In && !shape.by_index(relation);
    let on_partition =
        |relation: &&Relation| relation.columns.iter().any(|c| shape.table.partition_key.iter().any(|p| p.name == *c));
    let asked: Vec<&Relation> = shape.relations.iter().filter(lists).filter(on_partition).collect();
    let buckets = |relation: &&Relation| {
        let named = |name: &crate::name::Name| facts.table(query).partition().find(|column| column.name == *name);
        relation.columns.iter().filter_map(named).any(|column| is_bucket(facts.model, column))
    };
    let Some(first) = asked.first().filter(|first| asked.len() > 1 || !buckets(first)) else { return Vec::new() };
    let all: Vec<&Relation> = shape.relations.iter().filter(lists).collect();
    let markers = || all.iter().flat_map(|relation| relation.markers.iter().map(|marker| format!(":{marker}")));
    let fact = if asked.len() > 1 {
        format!("`{}` reads a partition for every combination of {}", shape.name, listed(markers()))
    } else if all.len() > 1 {
        format!(
            "`{}` reads every combination of {}, over as many partitions as it lists",
            shape.name,
            listed(markers())
        )
    } else {
        format!("`{}` reads a partition for each element of {}, all by way of one node", shape.name, listed(markers()))
    };
    let help = "send one query for each key, at the same time, and let each go to a node that holds it; or put what is \
                read together into one partition";
    vec![Finding::new("A04", first.part(), fact).help(help)]
}
