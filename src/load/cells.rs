//! Takes rows of cells, gives them to a sink as a load does: encoded, sorted, of each row what the later ones left. For
//! who has wire bytes already, and says of a cell that it is null, which no CSV can. Never reads a file; all rows are
//! held in memory.

use crate::catalog::Catalog;
use crate::load::arrivals::Arrivals;
use crate::load::encode::Emptied;
use crate::load::merge::{self, Runs};
use crate::load::overlap::Overlaps;
use crate::load::runs::Sorted;
use crate::rules::shape::Table;
use crate::source::Terms;
use crate::store::StoreError;
use crate::store::row::{self, Cell, Layout, partition_key_len};
use crate::store::sink::Sink;
use crate::value::KEY_CAP;

/// A row of one table.
#[derive(Clone, Debug)]
pub struct CellRow<'a> {
    /// Index of its table in the catalog.
    pub table: usize,
    /// A cell for each column, in the order of `shape.columns()`.
    pub cells: Vec<Cell<'a>>,
    /// Whether only the partition's static columns are written: clustering and plain columns are unset then.
    pub static_only: bool,
}

/// Writes `rows` into `sink` in one load; of the cells of one row the later one that is set or null counts. Gives the
/// number of distinct rows of each table. Refuses, before the sink is touched, all rows where a node would refuse one:
/// a key column without a value, an empty partition key, a key that is too long, a value that an index does not take. The sink is left complete, for the
/// caller to commit.
pub fn write_rows<S: Sink>(catalog: &Catalog, rows: &[CellRow<'_>], sink: &mut S) -> Result<Vec<u64>, StoreError> {
    let mut tables: Vec<Writer<'_>> =
        catalog.tables.iter().enumerate().map(|(at, table)| Writer::new(at, &table.shape)).collect();
    for (position, row) in rows.iter().enumerate() {
        let table = tables.get_mut(row.table).ok_or_else(|| {
            StoreError::refused(format!("row {} is of table {}, which is none", position + 1, row.table))
        })?;
        let refused =
            |fault| StoreError::refused(format!("row {}, of table `{}`: {fault}", position + 1, table.shape.name));
        table.check(row).map_err(refused)?;
        table.take(row, position as u64);
    }
    let mut overlaps = Overlaps::new(tables.len());
    let runs: Vec<Runs> = tables.into_iter().map(|table| table.finish(&mut overlaps)).collect();
    for (table, runs) in runs.iter().enumerate() {
        sink.expect(table, runs.rows);
    }
    let (merged, failure) = merge::merge(&runs, sink, 1, &mut overlaps, &|_, _| {});
    failure.map_or(Ok(()), Err)?;
    Ok(merged.into_iter().map(|merged| merged.distinct).collect())
}

/// What a node would refuse of any table, as a phrase.
fn check(shape: &Table, row: &CellRow<'_>) -> Result<(), String> {
    let columns = shape.columns().count();
    if row.cells.len() != columns {
        return Err(format!("it has {} cells, and the table {columns} columns", row.cells.len()));
    }
    let (partition, rest) = row.cells.split_at(shape.partition_key.len());
    let (clustering, rest) = rest.split_at(shape.clustering_key.len());
    let (statics, regulars) = rest.split_at(shape.statics.len());
    let mut key = partition.iter().zip(&shape.partition_key).collect::<Vec<_>>();
    if row.static_only {
        if clustering.iter().chain(regulars).any(|cell| *cell != Cell::Unset) {
            return Err("it is of static columns only, but sets others".to_owned());
        }
        if statics.iter().all(|cell| *cell == Cell::Unset) {
            return Err("it is of static columns only, but sets none".to_owned());
        }
    } else {
        key.extend(clustering.iter().zip(shape.clustering_key.iter().map(|(column, _)| column)));
    }
    for (cell, column) in key {
        if cell.bytes().is_none() {
            return Err(format!("`{}` is part of the key and has no value", column.name));
        }
    }
    let size: usize = clustering.iter().filter_map(|cell| cell.bytes()).map(<[u8]>::len).sum();
    if size > KEY_CAP {
        return Err(format!("the clustering key is {size} bytes long; it has {KEY_CAP} at most"));
    }
    let lengths: Vec<usize> = partition.iter().map(|cell| cell.bytes().unwrap_or_default().len()).collect();
    match partition_key_len(&lengths) {
        0 => Err("the partition key is empty".to_owned()),
        length if length > KEY_CAP => {
            Err(format!("the partition key is {length} bytes long; it has {KEY_CAP} at most"))
        }
        _ => Ok(()),
    }
}

/// The rows of one table on their way.
struct Writer<'a> {
    shape: &'a Table,
    layout: Layout,
    /// By column, in the order of `shape.columns()`.
    emptied: Vec<Emptied>,
    /// What its indexes demand.
    terms: Vec<Terms>,
    arrivals: Arrivals,
}

impl<'a> Writer<'a> {
    fn new(table: usize, shape: &'a Table) -> Self {
        let emptied = shape.columns().map(|(column, _)| Emptied::of(&column.ty)).collect();
        Self { shape, layout: Layout::of(shape), emptied, terms: Terms::of(shape), arrivals: Arrivals::new(table) }
    }

    /// What a node would refuse, as a phrase.
    fn check(&self, row: &CellRow<'_>) -> Result<(), String> {
        check(self.shape, row)?;
        for terms in &self.terms {
            let value = row.cells[terms.place].bytes();
            value.map_or(Ok(()), |value| terms.check(value)).map_err(|reason| reason.to_string())?;
        }
        Ok(())
    }

    /// Encodes a row that was checked.
    fn take(&mut self, row: &CellRow<'_>, position: u64) {
        let clustering = self.shape.partition_key.len();
        let statics = clustering + self.shape.clustering_key.len();
        let regulars = statics + self.shape.statics.len();
        let (mut key, mut scratch) = (Vec::new(), Vec::new());
        let bytes = |at: usize| row.cells[at].bytes().unwrap_or_default();
        self.layout.write_partition(bytes, &mut scratch, &mut key);
        let prefix = key.len();
        if row.cells[statics..regulars].iter().any(|cell| *cell != Cell::Unset) {
            Layout::write_static(&mut key);
            self.arrivals.push(&key, position, &self.value(row, statics..regulars));
            key.truncate(prefix);
        }
        if row.static_only {
            return;
        }
        Layout::write_row(&mut key);
        for column in clustering..statics {
            self.layout.write_clustering(column - clustering, bytes(column), &mut key);
        }
        let kept = (clustering + self.layout.in_key..statics).chain(regulars..row.cells.len());
        self.arrivals.push(&key, position, &self.value(row, kept));
    }

    fn value(&self, row: &CellRow<'_>, columns: impl Iterator<Item = usize>) -> Vec<u8> {
        let mut value = Vec::new();
        row::begin(&mut value);
        for column in columns {
            let cell = match row.cells[column] {
                Cell::Set(bytes) if self.emptied[column].is_null(bytes) => Cell::Null,
                cell => cell,
            };
            row::write_cell(cell, &mut value);
        }
        value
    }

    fn finish(self, overlaps: &mut Overlaps) -> Runs {
        let rows = self.arrivals.len() as u64;
        let extent = |key: &[u8]| self.layout.extent(row::is_static(key));
        let sorted = if self.arrivals.is_empty() {
            Vec::new()
        } else {
            vec![Sorted::in_memory(self.arrivals, &extent, overlaps)]
        };
        Runs { layout: self.layout, sorted, rows }
    }
}
