//! What a load counted: rows read = filtered + rejected + accepted, and for each table accepted = written + superseded, of
//! a table of counters accepted = written + added up.

use crate::load::merge::Merged;
use crate::load::overlap::{Conflict, Overlap, Overlaps};
use crate::load::{LINE_BITS, Options, Sampled};
use crate::model::Model;
use crate::name::Name;
use crate::rules::shape::{Column, Table};
use crate::source::{At, Reason};
use crate::store::ledger::Told;
use crate::store::row::{Cell, Cells, Layout, clustering_at, is_static};
use crate::value::{display, to_json};

/// Rejected rows that are told one by one; the others stand in the rejects file.
const TOLD: usize = 5;

/// The counts of a load.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Loaded {
    /// Rows read.
    pub read: u64,
    /// Rows that a `keep` of their source did not let in.
    pub filtered: u64,
    /// Rows that could not be turned into cells.
    pub rejected: u64,
    /// Rows that went on to the tables.
    pub accepted: u64,
    /// Bytes of input read, as they lie on the disk.
    pub bytes: u64,
    /// The tables, in the model's order.
    pub tables: Vec<TableLoaded>,
    /// The first rejected rows: file, line, column and reason.
    pub told: Vec<String>,
    /// The inputs by number, for positions.
    files: Vec<String>,
}

/// The counts of one table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableLoaded {
    /// Its name.
    pub name: Name,
    /// Whether a source fills it.
    pub loaded: bool,
    /// Rows that it took.
    pub accepted: u64,
    /// Different keys among them: the rows written.
    pub distinct: u64,
    /// What its rows had to do with each other.
    pub overlap: Overlap,
    /// Some of the rows written.
    pub sample: Vec<Sampled>,
    /// Some of the static rows written.
    pub statics: Vec<Sampled>,
    /// Of a table of counters: rows that were added to the row of their key, or had nothing to add.
    pub added: Option<u64>,
}

impl Loaded {
    pub(super) fn new(model: &Model, options: &Options) -> Self {
        let tables = model.tables.iter().map(|table| TableLoaded {
            name: table.shape.name.clone(),
            loaded: table.source.is_some(),
            accepted: 0,
            distinct: 0,
            overlap: Overlap::default(),
            sample: Vec::new(),
            statics: Vec::new(),
            added: table.shape.is_counter().then_some(0),
        });
        let files = options.inputs.iter().flatten().map(|input| input.shown.clone()).collect();
        let (tables, told) = (tables.collect(), Vec::new());
        Self { read: 0, filtered: 0, rejected: 0, accepted: 0, bytes: 0, tables, told, files }
    }

    /// Takes what the merge found; `whole` if it came to its end.
    pub(super) fn take(&mut self, merged: Vec<Merged>, overlaps: Overlaps, whole: bool) {
        for ((table, merged), overlap) in self.tables.iter_mut().zip(merged).zip(overlaps.0) {
            // A row of one window may be another in the next: of several none is held against the store.
            let first = table.distinct == 0;
            table.distinct += merged.distinct;
            table.sample = if first { merged.sample.rows() } else { Vec::new() };
            table.statics = if first { merged.statics.rows() } else { Vec::new() };
            table.overlap.add(overlap);
            // How many rows were added up to one shows at the end only.
            table.added = table.added.map(|_| if whole { table.accepted - table.distinct } else { 0 });
        }
    }

    pub(super) fn note(&mut self, file: &str, at: &At, reason: &Reason) {
        if self.told.len() < TOLD {
            let column = reason.column.as_ref().map(|column| format!(" column `{column}`:")).unwrap_or_default();
            self.told.push(format!("{file}:{}:{column} {}", at.line, reason.text));
        }
    }

    /// The file and line of a position, as `file:line`.
    pub fn place(&self, position: u64) -> String {
        let file = self.files.get((position >> LINE_BITS) as usize).map_or("-", String::as_str);
        format!("{file}:{}", position & ((1 << LINE_BITS) - 1))
    }
}

/// A conflict in words: the key, the two lines, the columns in which they differ.
pub fn describe(loaded: &Loaded, table: &Table, conflict: &Conflict) -> String {
    let (earlier, later) = (loaded.place(conflict.earlier), loaded.place(conflict.later));
    let columns = differing(table, conflict).join(", ");
    format!("{}: {later} over {earlier}, other {columns}", key_of(table, &conflict.key))
}

/// The names of the columns in which the two rows of a conflict differ.
pub fn differing<'a>(table: &'a Table, conflict: &Conflict) -> Vec<&'a str> {
    let layout = Layout::of(table);
    let is_static = is_static(&conflict.key);
    let columns = conflict.cells.iter().map(|cell| match cell.checked_sub(layout.kept()) {
        _ if is_static => table.statics.get(*cell).map_or("?", |c| c.name.text()),
        Some(plain) => table.regulars.get(plain).map_or("?", |c| c.name.text()),
        None => table.clustering_key.get(layout.in_key + cell).map_or("?", |(c, _)| c.name.text()),
    });
    columns.collect()
}

/// A key as JSON: an object of its columns, as far as it goes and gives them back.
pub fn key_json(table: &Table, key: &[u8]) -> serde_json::Value {
    let cells = cells_of(table, key).into_iter();
    cells.map(|(column, bytes)| (column.name.text().to_owned(), to_json(&column.ty, &bytes))).collect()
}

/// The columns of a key with their wire bytes, in the order of the table.
fn cells_of<'a>(table: &'a Table, key: &[u8]) -> Vec<(&'a Column, Vec<u8>)> {
    let layout = Layout::of(table);
    let partition = table.partition_key.iter().enumerate();
    let mut cells: Vec<_> = partition.map(|(i, column)| (column, layout.partition_cell(key, i).to_vec())).collect();
    let (mut bytes, mut ends) = (Vec::new(), Vec::new());
    if key.len() > clustering_at(key) {
        layout.read_clustering(key, &mut bytes, &mut ends);
    }
    let mut start = 0;
    for ((column, _), end) in table.clustering_key.iter().zip(ends) {
        cells.push((column, bytes[start..end].to_vec()));
        start = end;
    }
    cells
}

/// A key in words: each column with its value, but for those that a key does not give back.
pub fn key_of(table: &Table, key: &[u8]) -> String {
    let cells = cells_of(table, key).into_iter().map(|(column, bytes)| {
        let mut text = String::new();
        display(&column.ty, &bytes, &mut text);
        format!("{} = {text}", column.name)
    });
    cells.collect::<Vec<_>>().join(", ")
}

/// A row that is told of, as a JSON object: its table, its key and its values by column, the class and the reason.
pub fn describe_told(table: &Table, told: &Told) -> serde_json::Value {
    let key = key_json(table, &told.key);
    let layout = Layout::of(table);
    let is_static = is_static(&told.key);
    let mut cells = Cells::new(&told.value, 0);
    let kept = table.clustering_key.iter().map(|(column, _)| column).skip(layout.in_key).filter(|_| !is_static);
    let columns = kept.chain(if is_static { &table.statics } else { &table.regulars });
    let mut values = serde_json::Map::new();
    for column in columns.filter(|_| !told.value.is_empty()) {
        if let Cell::Set(bytes) = cells.step().0 {
            values.insert(column.name.text().to_owned(), to_json(&column.ty, bytes));
        }
    }
    serde_json::json!({
        "table": table.name.text(), "key": key, "values": values, "class": told.class, "reason": told.reason,
    })
}
