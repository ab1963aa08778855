//! Takes queries and tables whose rows expire, finds reads that walk over the dead. Never knows how many there are.

use super::facts::{is_fixed, is_moment, is_reversed, reads_several};
use super::{Facts, TableFacts};
use crate::model::{Query, Returns};
use crate::rules::shape::{Finding, Order, Part};
use crate::types::CqlType;

/// As many dead rows for each that lives, and a page of 100 live rows walks over the 1,000 tombstones at which a node
/// warns: Cassandra 5.0, `tombstone_warn_threshold`.
const DEAD_FOR_ONE: u64 = 10;

/// A18: the oldest rows of a partition whose rows expire are read first, behind those that have.
pub(super) fn queue(facts: &Facts<'_>, query: &Query) -> Vec<Finding> {
    let (shape, table) = (&query.shape, facts.table(query));
    let is_part = shape.limit.is_some() || shape.per_partition_limit.is_some() || query.returns == Returns::First;
    if !table.expires() || table.is_bucketed() || shape.scan || !is_part {
        return Vec::new();
    }
    let mut open = shape.table.clustering_key.iter().enumerate();
    let Some((at, (column, stored))) = open.find(|(_, (column, _))| !is_fixed(shape, &column.name)) else {
        return Vec::new();
    };
    let oldest_first = (*stored == Order::Asc) != is_reversed(shape);
    let from =
        |relation: &crate::rules::shape::Relation| relation.columns.contains(&column.name) && relation.op.is_lower();
    let timely = is_moment(&column.ty) || column.ty == CqlType::Date;
    if !timely || !oldest_first || shape.relations.iter().any(from) {
        return Vec::new();
    }
    let part = if shape.order_by.is_empty() { Part::Name } else { Part::OrderBy(at.min(shape.order_by.len() - 1)) };
    let fact = format!(
        "`{}` reads the oldest rows of a partition first, and passes all that have expired before them",
        shape.name
    );
    let name = &column.name;
    let help = format!(
        "begin where the last read ended, `where: [{name} > :after]`; or put a bucket into the partition key and \
         read only those that live"
    );
    vec![Finding::new("A18", part, fact).help(help)]
}

/// A19: rows live so short, and their tombstones so long, that a read of several finds mostly dead ones.
pub(super) fn more_dead_than_alive(_: &Facts<'_>, table: &TableFacts<'_>) -> Vec<Finding> {
    let Some(lifetime) = table.shape.lifetime().map(u64::from) else { return Vec::new() };
    let grace = table.grace();
    let ranges = table.queries.iter().any(|query| !query.shape.scan && reads_several(&query.shape));
    if grace < lifetime.saturating_mul(DEAD_FOR_ONE) || table.is_bucketed() || !ranges {
        return Vec::new();
    }
    let dead = grace / lifetime.max(1);
    let part = if table.shape.ttl.is_some() { Part::Ttl } else { Part::Setting("default_time_to_live".to_owned()) };
    let fact = format!(
        "rows of `{}` live {lifetime} s and their tombstones {grace} s: a read passes {dead} dead rows for each \
         that lives",
        table.shape.name
    );
    let help = format!(
        "put a bucket into the partition key; or, where rows only expire and nobody deletes any, `options: {{ \
         gc_grace_seconds: {} }}`",
        lifetime.max(LEAST_GRACE)
    );
    vec![Finding::new("A19", part, fact).help(help)]
}

/// Hints for a node that was away are kept for three hours, and none longer than tombstones are: Cassandra 5.0,
/// `max_hint_window`.
const LEAST_GRACE: u64 = 10_800;
