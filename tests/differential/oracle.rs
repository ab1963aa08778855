//! A side that is too simple to be wrong: rows overwritten cell by cell, and for every question a filter over all of
//! them. It knows the finer points of answers as they were measured on a node, and shares with the store only the order
//! and the tokens of single values.

use std::cmp::Ordering;

use modeler::catalog::{Select, Statement};
use modeler::model::Returns;
use modeler::rules::shape::{Kind, Limit, Op, Order, Relation, Table};
use modeler::store::StoreError;
use modeler::types::CqlType;
use modeler::value::{compare, partition_key, token};

use super::case::{Case, Cell, Planned};
use super::side::{Rows, Side};
use super::values::{encode, leaves_nothing};

/// All tables of a case.
#[derive(Default)]
pub(crate) struct Oracle {
    tables: Vec<Vec<Partition>>,
}

#[derive(Clone)]
struct Partition {
    key: Vec<Vec<u8>>,
    statics: Vec<Option<Vec<u8>>>,
    rows: Vec<Row>,
}

/// A row; the one of a partition that has only static values has no clustering columns.
#[derive(Clone)]
struct Row {
    clustering: Vec<Vec<u8>>,
    regulars: Vec<Option<Vec<u8>>>,
}

/// A relation and what it is bound to: tuples of values, of which a list has several.
struct Condition<'a> {
    relation: &'a Relation,
    tuples: Vec<Vec<Vec<u8>>>,
}

impl Side for Oracle {
    fn name(&self) -> &'static str {
        "the simple model"
    }

    async fn open(&mut self, planned: &Planned) -> Result<(), StoreError> {
        self.tables = planned.catalog.tables.iter().map(|_| Vec::new()).collect();
        Ok(())
    }

    async fn fill(&mut self, case: &Case, _: &Planned) -> Result<(), StoreError> {
        for load in &case.loads {
            for (at, table) in case.tables.iter().enumerate() {
                for row in &load.rows[at] {
                    self.write(at, table, row);
                }
            }
        }
        Ok(())
    }

    async fn ask(&self, statement: Statement<'_>, parameters: &[Vec<u8>]) -> Result<Rows, StoreError> {
        Ok(self.answer(statement.select, parameters))
    }

    async fn close(&mut self, _: &Planned) {
        self.tables.clear();
    }
}

impl Oracle {
    fn write(&mut self, at: usize, table: &super::case::Table, row: &super::case::Row) {
        let bytes = |n: usize, column: &super::case::Column| match &row.cells[n] {
            Cell::Set(value) => encode(&column.ty, value),
            _ => panic!("a key column without a value"),
        };
        let key: Vec<Vec<u8>> = table.partition.iter().enumerate().map(|(n, column)| bytes(n, column)).collect();
        let partitions = &mut self.tables[at];
        let found = partitions.iter().position(|partition| partition.key == key).unwrap_or_else(|| {
            partitions.push(Partition { key, statics: vec![None; table.statics.len()], rows: Vec::new() });
            partitions.len() - 1
        });
        let partition = &mut partitions[found];
        for (n, column) in table.statics.iter().enumerate() {
            put(&mut partition.statics[n], &row.cells[table.keys() + n], &column.ty);
        }
        if row.static_only {
            return;
        }
        let first = table.partition.len();
        let clustering: Vec<Vec<u8>> =
            table.clustering.iter().enumerate().map(|(n, (column, _))| bytes(first + n, column)).collect();
        let same = |other: &Row| {
            other
                .clustering
                .iter()
                .zip(&clustering)
                .zip(&table.clustering)
                .all(|((a, b), (column, _))| compare(&column.ty, a, b).is_eq())
        };
        let first_regular = table.keys() + table.statics.len();
        // Counters are added to, which leaves no mark of the row itself: nothing added, no row.
        let silent = || row.cells[first_regular..].iter().all(|cell| *cell == Cell::Unset);
        if table.counts() && silent() {
            return;
        }
        let found = partition.rows.iter().position(same).unwrap_or_else(|| {
            partition.rows.push(Row { clustering, regulars: vec![None; table.regulars.len()] });
            partition.rows.len() - 1
        });
        for (n, column) in table.regulars.iter().enumerate() {
            put(&mut partition.rows[found].regulars[n], &row.cells[first_regular + n], &column.ty);
        }
    }

    fn answer(&self, select: &Select, parameters: &[Vec<u8>]) -> Rows {
        let shape = &select.shape;
        let table = &*shape.table;
        let (conditions, each, all) = bind(select, parameters);
        let restricted = conditions.iter().any(|c| is_clustering(table, c.relation));
        let mut found: Vec<(&Partition, Option<Row>)> = Vec::new();
        for partition in self.partitions(select.table, table, &conditions) {
            let mut rows: Vec<Option<Row>> = partition.rows.iter().cloned().map(Some).collect();
            if rows.is_empty() && !restricted && partition.statics.iter().any(Option::is_some) {
                rows.push(None);
            }
            rows.retain(|row| row.as_ref().is_none_or(|row| conditions.iter().all(|c| c.holds(table, row))));
            rows.sort_by(|a, b| a.as_ref().zip(b.as_ref()).map_or(Ordering::Equal, |(a, b)| order(table, a, b)));
            if select.reversed {
                rows.reverse();
            }
            rows.truncate(if shape.distinct { 1 } else { each });
            found.extend(rows.into_iter().map(|row| (partition, row)));
        }
        if select.returns == Returns::Count {
            return vec![vec![Some((found.len() as i64).to_be_bytes().to_vec())]];
        }
        if select.unpaged {
            found.sort_by(|(_, a), (_, b)| sorted(select, a.as_ref(), b.as_ref()));
        }
        let first = if matches!(select.returns, Returns::First | Returns::One) { 1 } else { usize::MAX };
        found.truncate(all.min(first));
        found.iter().map(|(partition, row)| output(select, partition, row.as_ref())).collect()
    }

    /// The partitions that are asked for: in the order of their values, or all in that of their tokens.
    fn partitions(&self, at: usize, table: &Table, conditions: &[Condition<'_>]) -> Vec<&Partition> {
        let all = &self.tables[at];
        let mut wanted: Vec<Vec<Vec<u8>>> = vec![Vec::new()];
        for column in &table.partition_key {
            let Some(condition) = conditions.iter().find(|c| c.relation.columns[0] == column.name) else {
                let mut all: Vec<&Partition> = all.iter().collect();
                all.sort_by_cached_key(|partition| {
                    let cells: Vec<&[u8]> = partition.key.iter().map(Vec::as_slice).collect();
                    let mut key = Vec::new();
                    partition_key(&cells, &mut key);
                    (token(&key), key)
                });
                return all;
            };
            let mut values: Vec<Vec<u8>> = condition.tuples.iter().map(|tuple| tuple[0].clone()).collect();
            // Of values that are equal the first counts, though their bytes may differ.
            values.sort_by(|a, b| compare(&column.ty, a, b));
            values.dedup_by(|later, first| compare(&column.ty, later, first).is_eq());
            wanted = wanted
                .into_iter()
                .flat_map(|key| values.iter().map(move |value| [key.as_slice(), std::slice::from_ref(value)].concat()))
                .collect();
        }
        wanted.iter().filter_map(|key| all.iter().find(|partition| partition.key == *key)).collect()
    }
}

fn put(there: &mut Option<Vec<u8>>, cell: &Cell, ty: &CqlType) {
    match cell {
        Cell::Unset => {}
        Cell::Set(value) if *ty == CqlType::Counter => {
            let number = |bytes: &[u8]| bytes.try_into().map_or(0, i64::from_be_bytes);
            let sum = there.as_deref().map_or(0, number).wrapping_add(number(&encode(ty, value)));
            *there = Some(sum.to_be_bytes().to_vec());
        }
        Cell::Set(value) if !leaves_nothing(ty, value) => *there = Some(encode(ty, value)),
        Cell::Set(_) | Cell::Null => *there = None,
    }
}

/// The relations with what they are bound to, PER PARTITION LIMIT and LIMIT.
fn bind<'a>(select: &'a Select, parameters: &[Vec<u8>]) -> (Vec<Condition<'a>>, usize, usize) {
    let mut at = 0;
    let mut conditions = Vec::new();
    for relation in &select.shape.relations {
        let bound = &parameters[at..at + relation.markers.len()];
        at += bound.len();
        let tuples = match (relation.op, relation.tuple) {
            (Op::In, false) => parts(&bound[0][4..]).into_iter().map(|value| vec![value]).collect(),
            (Op::In, true) => parts(&bound[0][4..]).iter().map(|tuple| parts(tuple)).collect(),
            _ => vec![bound.to_vec()],
        };
        conditions.push(Condition { relation, tuples });
    }
    let mut limit = |limit: &Option<Limit>| match limit {
        None => usize::MAX,
        Some(Limit::Count(count)) => *count as usize,
        Some(Limit::Marker(_)) => {
            at += 1;
            i32::from_be_bytes(parameters[at - 1].as_slice().try_into().expect("a limit")) as usize
        }
    };
    let each = limit(&select.shape.per_partition_limit);
    (conditions, each, limit(&select.shape.limit))
}

/// Values behind their lengths.
fn parts(mut bytes: &[u8]) -> Vec<Vec<u8>> {
    let mut parts = Vec::new();
    while let Some((length, rest)) = bytes.split_first_chunk::<4>() {
        let (part, rest) = rest.split_at(i32::from_be_bytes(*length) as usize);
        parts.push(part.to_vec());
        bytes = rest;
    }
    parts
}

fn is_clustering(table: &Table, relation: &Relation) -> bool {
    table.clustering_key.iter().any(|(column, _)| column.name == relation.columns[0])
}

impl Condition<'_> {
    /// Whether the row satisfies it; one on the partition key is satisfied already. Tuples compare by value whatever the
    /// directions of their columns.
    fn holds(&self, table: &Table, row: &Row) -> bool {
        if !is_clustering(table, self.relation) {
            return true;
        }
        let compared = |tuple: &Vec<Vec<u8>>| {
            let mut orders = self.relation.columns.iter().zip(tuple).map(|(name, value)| {
                let at = table.clustering_key.iter().position(|(column, _)| column.name == *name).expect("a column");
                compare(&table.clustering_key[at].0.ty, &row.clustering[at], value)
            });
            orders.find(|order| order.is_ne()).unwrap_or(Ordering::Equal)
        };
        self.tuples.iter().any(|tuple| match self.relation.op {
            Op::Contains | Op::ContainsKey | Op::Entry => unreachable!("no question asks an index"),
            Op::Eq | Op::In => compared(tuple).is_eq(),
            Op::Lt => compared(tuple).is_lt(),
            Op::Le => compared(tuple).is_le(),
            Op::Gt => compared(tuple).is_gt(),
            Op::Ge => compared(tuple).is_ge(),
        })
    }
}

/// The declared order of two rows of a partition.
fn order(table: &Table, a: &Row, b: &Row) -> Ordering {
    let mut orders = table.clustering_key.iter().zip(a.clustering.iter().zip(&b.clustering));
    orders
        .find_map(|((column, order), (a, b))| {
            let found = directed(compare(&column.ty, a, b), *order);
            found.is_ne().then_some(found)
        })
        .unwrap_or(Ordering::Equal)
}

fn directed(found: Ordering, order: Order) -> Ordering {
    if order == Order::Asc { found } else { found.reverse() }
}

/// The order of two rows of several partitions under ORDER BY. The row of a partition with static values only comes first
/// where the declared order is asked, last where it is reversed.
fn sorted(select: &Select, a: Option<&Row>, b: Option<&Row>) -> Ordering {
    let (Some(a), Some(b)) = (a, b) else {
        return if select.reversed { b.is_some().cmp(&a.is_some()) } else { a.is_some().cmp(&b.is_some()) };
    };
    let table = &select.shape.table;
    let mut orders = select.shape.order_by.iter().map(|(name, order)| {
        let at = table.clustering_key.iter().position(|(column, _)| column.name == *name).expect("a column");
        directed(compare(&table.clustering_key[at].0.ty, &a.clustering[at], &b.clustering[at]), *order)
    });
    orders.find(|order| order.is_ne()).unwrap_or(Ordering::Equal)
}

fn output(select: &Select, partition: &Partition, row: Option<&Row>) -> Vec<Option<Vec<u8>>> {
    let table = &select.shape.table;
    let cell = |(column, kind): &(modeler::rules::shape::Column, Kind)| {
        let at = |columns: &[modeler::rules::shape::Column]| columns.iter().position(|c| c.name == column.name);
        match kind {
            Kind::Partition => at(&table.partition_key).map(|at| partition.key[at].clone()),
            Kind::Clustering(_) => {
                let at = table.clustering_key.iter().position(|(c, _)| c.name == column.name)?;
                row.map(|row| row.clustering[at].clone())
            }
            Kind::Static => partition.statics[at(&table.statics)?].clone(),
            Kind::Regular => row?.regulars[at(&table.regulars)?].clone(),
        }
    };
    select.columns.iter().map(cell).collect()
}
