//! What a load counted: rows read = filtered + rejected + accepted, and for each table accepted = written + superseded, of
//! a table of counters accepted = written + added up.

use crate::load::overlap::{Conflict, Overlap};
use crate::load::{LINE_BITS, Options, Sampled};
use crate::model::Model;
use crate::name::Name;
use crate::rules::shape::Table;
use crate::source::{At, Reason};
use crate::store::row::{Layout, clustering_at};
use crate::value::display;

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
    let layout = Layout::of(table);
    let mut key = Vec::new();
    for (i, column) in table.partition_key.iter().enumerate() {
        let mut text = String::new();
        display(&column.ty, layout.partition_cell(&conflict.key, i), &mut text);
        key.push(format!("{} = {text}", column.name));
    }
    let (mut bytes, mut ends) = (Vec::new(), Vec::new());
    if conflict.key.len() > clustering_at(&conflict.key) {
        layout.read_clustering(&conflict.key, &mut bytes, &mut ends);
    }
    let mut start = 0;
    for ((column, _), end) in table.clustering_key.iter().zip(ends) {
        let mut text = String::new();
        display(&column.ty, &bytes[start..end], &mut text);
        start = end;
        key.push(format!("{} = {text}", column.name));
    }
    let columns = conflict.cells.iter().map(|cell| match cell.checked_sub(layout.kept()) {
        Some(plain) => table.regulars.get(plain).map_or("?", |c| c.name.text()),
        None => table.clustering_key.get(layout.in_key + cell).map_or("?", |(c, _)| c.name.text()),
    });
    let columns: Vec<&str> = columns.collect();
    let (earlier, later) = (loaded.place(conflict.earlier), loaded.place(conflict.later));
    format!("{}: {later} over {earlier}, other {}", key.join(", "), columns.join(", "))
}
