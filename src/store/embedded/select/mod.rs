//! Takes a planned SELECT and its parameters, gives exactly the rows that Cassandra gives, in the same order. Never
//! reads text: the plan is executed, the text is for servers.

mod partition;
mod ranges;

use std::ops::ControlFlow;

use self::partition::{Reader, RowOf};
use self::ranges::Bound;
use crate::catalog::Select;
use crate::model::Returns;
use crate::rules::shape::{Kind, Limit, Op, Order};
use crate::store::embedded::{Result, Snapshot};
use crate::store::row::{Layout, token_of};
use crate::store::{Reading, Row};
use crate::types::CqlType;
use crate::value::{compare, write_comparable};

/// A SELECT made ready for the embedded store.
#[derive(Debug)]
pub struct Prepared {
    table: String,
    layout: Layout,
    /// For each partition-key column: the parameter that fixes it, and whether that is a list.
    partition: Vec<(usize, bool)>,
    clustering: Vec<Restriction>,
    outputs: Vec<Output>,
    /// ORDER BY over several partitions: the clustering columns to sort on, and the asked orders.
    sorts: Vec<(usize, Order)>,
    reversed: bool,
    distinct: bool,
    /// Whether a value of the static row is selected or could make a row of its own.
    statics: bool,
    counts: bool,
    at_most: Option<u64>,
    limit: Option<Bounded>,
    per_partition_limit: Option<Bounded>,
}

#[derive(Debug)]
struct Restriction {
    first: usize,
    columns: usize,
    tuple: bool,
    op: Op,
    parameter: usize,
}

#[derive(Clone, Copy, Debug)]
enum Bounded {
    Count(u64),
    Parameter(usize),
}

/// Where a selected column's value is found.
#[derive(Clone, Copy, Debug)]
enum Output {
    Partition(usize),
    Clustering(usize),
    Static(usize),
    Regular(usize),
}

impl Prepared {
    /// Makes `select` ready. Total: a planned SELECT is legal.
    pub fn new(select: &Select) -> Self {
        let table = &select.shape.table;
        let mut parameter = 0;
        let mut partition = vec![(0, false); table.partition_key.len()];
        let mut clustering = Vec::new();
        for relation in &select.shape.relations {
            let name = &relation.columns[0];
            if let Some(at) = table.partition_key.iter().position(|c| c.name == *name) {
                partition[at] = (parameter, relation.op == Op::In);
            } else if let Some(first) = table.clustering_key.iter().position(|(c, _)| c.name == *name) {
                let (columns, tuple, op) = (relation.columns.len(), relation.tuple, relation.op);
                clustering.push(Restriction { first, columns, tuple, op, parameter });
            }
            parameter += relation.markers.len();
        }
        let mut bounded = |limit: &Option<Limit>| {
            limit.as_ref().map(|limit| match limit {
                Limit::Count(count) => Bounded::Count(*count as u64),
                Limit::Marker(_) => {
                    parameter += 1;
                    Bounded::Parameter(parameter - 1)
                }
            })
        };
        let per_partition_limit = bounded(&select.shape.per_partition_limit);
        let limit = bounded(&select.shape.limit);
        let sorts = if select.unpaged { sorts(select) } else { Vec::new() };
        Self {
            table: table.name.text().to_owned(),
            layout: Layout::of(table),
            partition,
            clustering,
            outputs: outputs(select),
            sorts,
            reversed: select.reversed,
            distinct: select.shape.distinct,
            statics: !table.statics.is_empty(),
            counts: select.returns == Returns::Count,
            at_most: matches!(select.returns, Returns::First | Returns::One).then_some(1),
            limit,
            per_partition_limit,
        }
    }
}

fn outputs(select: &Select) -> Vec<Output> {
    let table = &select.shape.table;
    let at = |name: &crate::name::Name, columns: &[crate::rules::shape::Column]| {
        columns.iter().position(|c| c.name == *name).unwrap_or(0)
    };
    let find = |(column, kind): &(crate::rules::shape::Column, Kind)| match kind {
        Kind::Partition => Output::Partition(at(&column.name, &table.partition_key)),
        Kind::Clustering(_) => {
            Output::Clustering(table.clustering_key.iter().position(|(c, _)| c.name == column.name).unwrap_or(0))
        }
        Kind::Static => Output::Static(at(&column.name, &table.statics)),
        Kind::Regular => Output::Regular(at(&column.name, &table.regulars)),
    };
    select.columns.iter().map(find).collect()
}

/// The columns that ORDER BY sorts on; of a column named twice the last order counts.
fn sorts(select: &Select) -> Vec<(usize, Order)> {
    let mut sorts: Vec<(usize, Order)> = Vec::new();
    for (name, order) in &select.shape.order_by {
        let Some(at) = select.shape.table.clustering_key.iter().position(|(c, _)| c.name == *name) else { continue };
        match sorts.iter_mut().find(|(column, _)| *column == at) {
            Some(sort) => sort.1 = *order,
            None => sorts.push((at, *order)),
        }
    }
    sorts
}

/// Answers `prepared` from `snapshot`, calling `each` for every row in order until it breaks. Fails as reading segments
/// fails; a table that was never made has no rows.
pub fn answer(
    snapshot: &Snapshot,
    prepared: &Prepared,
    parameters: &[Vec<u8>],
    each: &mut (dyn FnMut(&Row<'_>) -> ControlFlow<()> + Send),
) -> Result<Reading> {
    let bounds: Vec<Bound> = prepared.clustering.iter().map(|r| bound(r, parameters)).collect();
    let keys = partitions(prepared, parameters);
    let limit = |bounded: Option<Bounded>| match bounded {
        None => u64::MAX,
        Some(Bounded::Count(count)) => count,
        Some(Bounded::Parameter(at)) => number(&parameters[at]),
    };
    let limits = (limit(prepared.limit).min(prepared.at_most.unwrap_or(u64::MAX)), limit(prepared.per_partition_limit));
    let mut reading = Reading { token: keys.first().map(|key| token_of(key)), ..Reading::default() };
    let reader = Reader { snapshot, prepared, bounds: &bounds };
    if prepared.counts {
        let mut count = 0_i64;
        for key in &keys {
            reader.read(key, &mut reading, &mut |_| {
                count += 1;
                ControlFlow::Continue(())
            })?;
        }
        reading.rows = 1;
        let _ = each(&[Some(&count.to_be_bytes())]);
    } else if prepared.sorts.is_empty() || keys.len() < 2 {
        in_order(&reader, &keys, limits, &mut reading, each)?;
    } else {
        sorted(&reader, &keys, limits, &mut reading, each)?;
    }
    Ok(reading)
}

fn in_order(
    reader: &Reader<'_>,
    keys: &[Vec<u8>],
    (limit, per_partition): (u64, u64),
    reading: &mut Reading,
    each: &mut (dyn FnMut(&Row<'_>) -> ControlFlow<()> + Send),
) -> Result<()> {
    let mut given = 0;
    for key in keys {
        let (mut here, mut stop) = (0, given >= limit);
        if stop {
            break;
        }
        reader.read(key, reading, &mut |row| {
            given += 1;
            here += 1;
            stop = each(&row.output(reader.prepared)).is_break() || given >= limit;
            if stop || here >= per_partition { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        })?;
        if stop {
            break;
        }
    }
    reading.rows = given;
    Ok(())
}

/// Rows of several partitions under one ORDER BY: a stable sort on the listed columns over rows in the order of the
/// partitions; PER PARTITION LIMIT cuts before it, LIMIT after.
fn sorted(
    reader: &Reader<'_>,
    keys: &[Vec<u8>],
    (limit, per_partition): (u64, u64),
    reading: &mut Reading,
    each: &mut (dyn FnMut(&Row<'_>) -> ControlFlow<()> + Send),
) -> Result<()> {
    let mut rows: Vec<(Vec<u8>, Vec<Option<Vec<u8>>>)> = Vec::new();
    for key in keys {
        let mut here = 0;
        reader.read(key, reading, &mut |row| {
            let cells = row.output(reader.prepared).iter().map(|cell| cell.map(<[u8]>::to_vec)).collect();
            rows.push((sort_key(reader.prepared, row), cells));
            here += 1;
            if here >= per_partition { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        })?;
    }
    rows.sort_by(|a, b| a.0.cmp(&b.0));
    for (_, cells) in rows.iter().take(usize::try_from(limit).unwrap_or(usize::MAX)) {
        reading.rows += 1;
        let cells: Vec<Option<&[u8]>> = cells.iter().map(Option::as_deref).collect();
        if each(&cells).is_break() {
            break;
        }
    }
    Ok(())
}

/// What rows sort by. The row of a partition that holds only static values comes first where the order asked is the
/// declared one, last where it is the reverse.
fn sort_key(prepared: &Prepared, row: &RowOf<'_>) -> Vec<u8> {
    if row.is_static_only() {
        return if prepared.reversed { vec![2] } else { vec![0] };
    }
    let mut key = vec![1];
    for (column, order) in &prepared.sorts {
        let start = key.len();
        write_comparable(&prepared.layout.clustering[*column].0, row.clustering(*column).unwrap_or_default(), &mut key);
        if *order == Order::Desc {
            key[start..].iter_mut().for_each(|b| *b = !*b);
        }
    }
    key
}

fn number(bytes: &[u8]) -> u64 {
    bytes.try_into().map(i32::from_be_bytes).map_or(u64::MAX, |n| u64::try_from(n).unwrap_or(0))
}

/// The encoded partition prefixes that the query reads: the product of the values of the partition-key columns, ordered
/// by value, column by column, each value once.
fn partitions(prepared: &Prepared, parameters: &[Vec<u8>]) -> Vec<Vec<u8>> {
    let mut products: Vec<Vec<&[u8]>> = vec![Vec::new()];
    for ((parameter, list), ty) in prepared.partition.iter().zip(&prepared.layout.partition) {
        let values = if *list {
            distinct(ty, elements(&parameters[*parameter]))
        } else {
            vec![parameters[*parameter].as_slice()]
        };
        products = products
            .iter()
            .flat_map(|product| values.iter().map(|value| product.iter().copied().chain([*value]).collect()))
            .collect();
    }
    let mut scratch = Vec::new();
    let key = |cells: &Vec<&[u8]>| {
        let mut key = Vec::new();
        prepared.layout.write_partition(|i| cells[i], &mut scratch, &mut key);
        key
    };
    products.iter().map(key).collect()
}

/// Sorted by value; of values that are equal, the one written first stays, though as partition keys they may differ:
/// `IN (1.0, 1)` reads only partition `1.0`.
fn distinct<'a>(ty: &CqlType, mut values: Vec<&'a [u8]>) -> Vec<&'a [u8]> {
    values.sort_by(|a, b| compare(ty, a, b));
    values.dedup_by(|later, first| compare(ty, later, first).is_eq());
    values
}

/// The elements of a list in wire form.
fn elements(list: &[u8]) -> Vec<&[u8]> {
    let Some((_, mut rest)) = list.split_first_chunk::<4>() else { return Vec::new() };
    let mut elements = Vec::new();
    while let Some(element) = element(&mut rest) {
        elements.push(element);
    }
    elements
}

/// Takes one value with its length in front off `rest`.
fn element<'a>(rest: &mut &'a [u8]) -> Option<&'a [u8]> {
    let (length, after) = rest.split_first_chunk::<4>()?;
    let length = usize::try_from(i32::from_be_bytes(*length)).unwrap_or(0);
    let (element, after) = after.split_at_checked(length)?;
    *rest = after;
    Some(element)
}

fn bound(restriction: &Restriction, parameters: &[Vec<u8>]) -> Bound {
    let at = restriction.parameter;
    let tuple = |mut bytes: &[u8]| {
        let mut fields = Vec::new();
        while let Some(field) = element(&mut bytes) {
            fields.push(field.to_vec());
        }
        fields
    };
    let tuples = match (restriction.op, restriction.tuple) {
        (Op::In, false) => elements(&parameters[at]).into_iter().map(|value| vec![value.to_vec()]).collect(),
        (Op::In, true) => elements(&parameters[at]).into_iter().map(tuple).collect(),
        _ => vec![parameters[at..at + restriction.columns].to_vec()],
    };
    Bound { first: restriction.first, op: restriction.op, tuples }
}
