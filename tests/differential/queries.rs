//! Takes dice and a table, gives queries that are mostly legal; the model judges.

use std::collections::BTreeMap;

use modeler::rules::shape::{Op, Order};

use super::case::{Bound, Query, Relation, Table};
use super::dice::Dice;

/// A query of `table`; `scan` is whether every partition may be read.
pub(crate) fn query(dice: &mut Dice, table: &Table, name: String, scan: bool) -> Query {
    let mut query = Query {
        name,
        select: Vec::new(),
        distinct: dice.one_in(10),
        scan: scan && dice.one_in(5),
        relations: Vec::new(),
        order_by: Vec::new(),
        limit: None,
        per_partition_limit: None,
        returns: None,
        given: vec![BTreeMap::new()],
    };
    let mut markers = Markers(0);
    if !query.scan {
        partition(dice, table, &mut markers, &mut query);
    }
    // Without a condition on rows, partitions that have none answer too.
    let whole = !query.relations.is_empty() && dice.one_in(2);
    if !query.distinct && !query.scan && !whole {
        clustering(dice, table, &mut markers, &mut query);
    }
    if !query.scan && dice.one_in(2) {
        order_by(dice, table, &mut query);
    }
    select(dice, table, &mut query);
    limits(dice, &mut query);
    query
}

/// Names for markers, each used once.
struct Markers(usize);

impl Markers {
    fn next(&mut self) -> String {
        self.0 += 1;
        format!("x{}", self.0)
    }
}

fn partition(dice: &mut Dice, table: &Table, markers: &mut Markers, query: &mut Query) {
    // A table with static columns has partitions without rows, which are found by chance only.
    let lists = if table.statics.is_empty() { 3 } else { 5 };
    for column in &table.partition {
        let op = match dice.below(9) {
            0 => Op::Eq,
            n if n < lists => Op::In,
            _ => continue,
        };
        let columns = vec![column.name.clone()];
        query.relations.push(Relation { columns, tuple: false, op, markers: vec![markers.next()] });
    }
}

/// Fixes some of the first clustering columns, and bounds the next.
fn clustering(dice: &mut Dice, table: &Table, markers: &mut Markers, query: &mut Query) {
    let names: Vec<String> = table.clustering.iter().map(|(column, _)| column.name.clone()).collect();
    let mut at = 0;
    while at < names.len() && !dice.one_in(3) {
        let left = names.len() - at;
        let tuple = dice.one_in(4);
        let columns = if tuple { dice.between(1, left) } else { 1 };
        let columns = names[at..at + columns].to_vec();
        match dice.below(6) {
            0 | 1 => {
                let markers = columns.iter().map(|_| markers.next()).collect();
                at += columns.len();
                query.relations.push(Relation { columns, tuple, op: Op::Eq, markers });
            }
            2 | 3 => {
                at += columns.len();
                query.relations.push(Relation { columns, tuple, op: Op::In, markers: vec![markers.next()] });
            }
            _ => return slice(dice, &names[at..], &columns, tuple, markers, query),
        }
    }
}

/// A bound below, above, or on both sides, of which the second may be of other columns.
fn slice(dice: &mut Dice, names: &[String], columns: &[String], tuple: bool, markers: &mut Markers, query: &mut Query) {
    let (lower, upper) = (*dice.pick(&[Op::Gt, Op::Ge]), *dice.pick(&[Op::Lt, Op::Le]));
    let ops = match dice.below(4) {
        0 => vec![lower],
        1 => vec![upper],
        2 => vec![lower, upper],
        _ => vec![upper, lower],
    };
    for (n, op) in ops.into_iter().enumerate() {
        let other = tuple && n == 1 && dice.one_in(2);
        let columns = if other { names[..dice.between(1, names.len())].to_vec() } else { columns.to_vec() };
        let markers = columns.iter().map(|_| markers.next()).collect();
        query.relations.push(Relation { columns, tuple, op, markers });
    }
}

/// The declared order or its reverse, of some columns in a row.
fn order_by(dice: &mut Dice, table: &Table, query: &mut Query) {
    if table.clustering.is_empty() {
        return;
    }
    let fixed = query.relations.iter().filter(|r| r.op == Op::Eq).flat_map(|r| &r.columns);
    let fixed = fixed.filter(|name| table.clustering.iter().any(|(column, _)| column.name == **name)).count();
    let first = if dice.one_in(3) { fixed.min(table.clustering.len() - 1) } else { 0 };
    let last = dice.between(first, table.clustering.len() - 1);
    let reversed = dice.below(3) > 0;
    query.order_by = table.clustering[first..=last]
        .iter()
        .map(|(column, order)| {
            let ascending = (*order == Order::Asc) != reversed;
            (column.name.clone(), if ascending { Order::Asc } else { Order::Desc })
        })
        .collect();
}

fn select(dice: &mut Dice, table: &Table, query: &mut Query) {
    let several =
        query.relations.iter().any(|r| r.op == Op::In && table.partition.iter().any(|c| c.name == r.columns[0]));
    let mut wanted: Vec<String> = if query.distinct {
        table.partition.iter().chain(&table.statics).map(|column| column.name.clone()).collect()
    } else {
        table.columns().map(|column| column.name.clone()).collect()
    };
    // Rows of several partitions are compared by what they are ordered by.
    if (!several || query.order_by.is_empty()) && dice.one_in(2) {
        dice.shuffle(&mut wanted);
        wanted.truncate(dice.between(1, wanted.len()));
        // A node wants all of the partition key where it reads every partition.
        if query.scan && query.distinct {
            wanted.retain(|name| table.partition.iter().all(|column| column.name != *name));
            wanted.splice(0..0, table.partition.iter().map(|column| column.name.clone()));
        }
        query.select = wanted;
    } else if !query.distinct && !table.statics.is_empty() && dice.one_in(8) {
        query.select = table.statics.iter().map(|column| column.name.clone()).collect();
    }
}

fn limits(dice: &mut Dice, query: &mut Query) {
    let bound = |dice: &mut Dice, marker: &'static str| {
        if dice.one_in(2) { Bound::Count(dice.between(1, 9)) } else { Bound::Marker(marker) }
    };
    if dice.one_in(4) {
        query.limit = Some(bound(dice, "n"));
    }
    if !query.distinct && dice.one_in(6) {
        query.per_partition_limit = Some(bound(dice, "each"));
    }
    query.returns = match dice.below(10) {
        0 if query.per_partition_limit.is_none() => Some("count"),
        1 => Some("first"),
        2..5 => Some("all"),
        _ => None,
    };
}
