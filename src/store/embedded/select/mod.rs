//! Takes a planned SELECT and its parameters, gives exactly the rows that Cassandra gives, in the same order. Never
//! reads text: the plan is executed, the text is for servers.

mod answer;
mod bind;
mod filter;
mod partition;
mod ranges;
mod scan;
mod versions;

use std::sync::Arc;

pub(super) use self::answer::answer;
use self::filter::Filter;
use crate::catalog::Select;
use crate::model::Returns;
use crate::name::Name;
use crate::rules::shape::{Column, Index, Kind, Limit, Op, Order, Table};
use crate::store::row::Layout;

/// A SELECT made ready for the embedded store.
#[derive(Debug)]
pub struct Prepared {
    table: Arc<Table>,
    layout: Layout,
    /// How many parameters it takes.
    binds: usize,
    /// For each partition-key column: the parameter that fixes it, and whether that is a list.
    partition: Vec<(usize, bool)>,
    clustering: Vec<Restriction>,
    /// What is left to indexes.
    filters: Vec<Filter>,
    /// Whether every partition is read.
    scan: bool,
    outputs: Vec<Output>,
    /// ORDER BY over several partitions: the clustering columns to sort on, and the asked orders.
    sorts: Vec<(usize, Order)>,
    reversed: bool,
    /// One row of each partition is enough.
    distinct: bool,
    statics: Statics,
    gives: Gives,
    limit: Option<Bounded>,
    per_partition_limit: Option<Bounded>,
}

/// A relation on clustering columns.
#[derive(Debug)]
struct Restriction {
    first: usize,
    columns: usize,
    tuple: bool,
    op: Op,
    parameter: usize,
}

/// A LIMIT: a number, or the parameter that holds it.
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

/// What the static row of a partition is read for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Statics {
    /// Nothing: there is none, or it can neither be seen nor make a row.
    Unread,
    /// It makes a row where the partition has no other.
    Alone,
    /// Its values are selected.
    Selected,
}

/// What the answer consists of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Gives {
    Rows,
    /// The first row, if there is one.
    First,
    /// The number of rows.
    Count,
}

impl Prepared {
    /// Makes `select` ready. Total: a planned SELECT is legal.
    pub fn new(select: &Select) -> Self {
        let shape = &select.shape;
        let (partition, clustering) = restrictions(select);
        let filters = filters(select);
        // The statement's markers: the relations', then PER PARTITION LIMIT's, then LIMIT's.
        let mut parameter = shape.relations.iter().map(|relation| relation.markers.len()).sum();
        let mut bounded = |limit: &Option<Limit>| {
            limit.as_ref().map(|limit| match limit {
                Limit::Count(count) => Bounded::Count(u64::try_from(*count).unwrap_or(0)),
                Limit::Marker(_) => {
                    parameter += 1;
                    Bounded::Parameter(parameter - 1)
                }
            })
        };
        let per_partition_limit = bounded(&shape.per_partition_limit);
        let limit = bounded(&shape.limit);
        let outputs = outputs(select);
        Self {
            layout: Layout::of(&shape.table),
            table: Arc::clone(&shape.table),
            binds: parameter,
            partition,
            statics: statics(&shape.table, &outputs, &filters, clustering.is_empty()),
            clustering,
            filters,
            scan: shape.scan,
            outputs,
            sorts: if select.unpaged { sorts(select) } else { Vec::new() },
            reversed: select.reversed,
            distinct: shape.distinct,
            gives: match select.returns {
                Returns::All => Gives::Rows,
                Returns::First | Returns::One => Gives::First,
                Returns::Count => Gives::Count,
            },
            limit,
            per_partition_limit,
        }
    }

    /// The table it reads.
    pub(super) fn table(&self) -> &Arc<Table> {
        &self.table
    }
}

/// For each partition-key column what fixes it, and the relations on clustering columns, with their parameters.
fn restrictions(select: &Select) -> (Vec<(usize, bool)>, Vec<Restriction>) {
    let table = &select.shape.table;
    let mut parameter = 0;
    let fixed = if select.shape.scan { 0 } else { table.partition_key.len() };
    let mut partition = vec![(0, false); fixed];
    let mut clustering = Vec::new();
    for relation in &select.shape.relations {
        let name = &relation.columns[0];
        if select.shape.by_index(relation) {
            // An index finds it; see `filters`.
        } else if let Some(at) = table.partition_key.iter().position(|c| c.name == *name) {
            partition[at] = (parameter, relation.op == Op::In);
        } else if let Some(first) = clustering_at(table, name) {
            let (columns, tuple, op) = (relation.columns.len(), relation.tuple, relation.op);
            clustering.push(Restriction { first, columns, tuple, op, parameter });
        }
        parameter += relation.markers.len();
    }
    (partition, clustering)
}

/// The relations that are left to indexes, with their parameters.
fn filters(select: &Select) -> Vec<Filter> {
    let table = &select.shape.table;
    let mut next = 0;
    let mut filters = Vec::new();
    for relation in &select.shape.relations {
        let parameter = next;
        next += relation.markers.len();
        let Some((column, kind)) = table.column(&relation.columns[0]) else { continue };
        if select.shape.by_index(relation) {
            filters.push(Filter {
                at: output(table, &column.name, kind),
                ty: column.ty.clone(),
                op: relation.op,
                parameter,
                folds_case: table.serving(relation).is_some_and(Index::folds_case),
            });
        }
    }
    filters
}

fn outputs(select: &Select) -> Vec<Output> {
    select.columns.iter().map(|(column, kind)| output(&select.shape.table, &column.name, *kind)).collect()
}

/// Where the value of the column called `name` is found.
fn output(table: &Table, name: &Name, kind: Kind) -> Output {
    let at = |columns: &[Column]| columns.iter().position(|c| c.name == *name).unwrap_or(0);
    match kind {
        Kind::Partition => Output::Partition(at(&table.partition_key)),
        Kind::Clustering(_) => Output::Clustering(clustering_at(table, name).unwrap_or(0)),
        Kind::Static => Output::Static(at(&table.statics)),
        Kind::Regular => Output::Regular(at(&table.regulars)),
    }
}

/// A partition that holds only static values gives a row to a query that restricts neither clustering nor plain columns.
fn statics(table: &Table, outputs: &[Output], filters: &[Filter], unrestricted: bool) -> Statics {
    let mut read = outputs.iter().copied().chain(filters.iter().map(|filter| filter.at));
    if read.any(|output| matches!(output, Output::Static(_))) {
        Statics::Selected
    } else if unrestricted && !table.statics.is_empty() {
        Statics::Alone
    } else {
        Statics::Unread
    }
}

/// The columns that ORDER BY sorts on; of a column named twice the last order counts.
fn sorts(select: &Select) -> Vec<(usize, Order)> {
    let mut sorts: Vec<(usize, Order)> = Vec::new();
    for (name, order) in &select.shape.order_by {
        let Some(at) = clustering_at(&select.shape.table, name) else { continue };
        match sorts.iter_mut().find(|(column, _)| *column == at) {
            Some(sort) => sort.1 = *order,
            None => sorts.push((at, *order)),
        }
    }
    sorts
}

fn clustering_at(table: &Table, name: &Name) -> Option<usize> {
    table.clustering_key.iter().position(|(column, _)| column.name == *name)
}
