//! Takes the cells of one source row, gives the key and value it has in each table that takes it. This is the loader's
//! inner loop: nothing is allocated for a row.

use crate::load::arrivals::Arrivals;
use crate::model::Model;
use crate::name::Name;
use crate::source::Row;
use crate::store::row::{self, Cell, Layout};
use crate::types::CqlType;

/// How rows of one table are encoded.
pub(super) struct Encoder {
    /// Index of the table in the model.
    pub(super) table: usize,
    pub(super) name: Name,
    pub(super) layout: Layout,
    /// Indices into the model's columns of each kind of column of the table.
    partition: Vec<usize>,
    clustering: Vec<usize>,
    statics: Vec<usize>,
    regulars: Vec<usize>,
    /// For each column of the model, when its value means null: the server knows no value of several cells that has
    /// none.
    emptied: Vec<Emptied>,
}

/// When a value means null.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Emptied {
    Never,
    /// A list, set or map that is not frozen, where it has no elements.
    WithoutElements,
    /// A user-defined type that is not frozen, where all its fields are null.
    WithoutFields,
}

impl Emptied {
    pub(super) fn of(ty: &CqlType) -> Self {
        match ty {
            CqlType::Udt { frozen: false, .. } => Self::WithoutFields,
            ty if ty.is_multi_cell() => Self::WithoutElements,
            _ => Self::Never,
        }
    }

    /// Whether the wire bytes are null.
    pub(super) fn is_null(self, bytes: &[u8]) -> bool {
        match self {
            Self::Never => false,
            // A count of zero.
            Self::WithoutElements => bytes.is_empty() || bytes == [0; 4],
            // Lengths of -1 and nothing else; a field without bytes has a length of 0.
            Self::WithoutFields => bytes.iter().all(|byte| *byte == 0xff),
        }
    }
}

/// Room that rows are encoded in.
#[derive(Default)]
pub(super) struct Room {
    key: Vec<u8>,
    value: Vec<u8>,
    scratch: Vec<u8>,
}

impl Encoder {
    pub(super) fn new(model: &Model, table: usize) -> Self {
        let shape = &model.tables[table].shape;
        let columns = &model.tables[table].columns;
        let (partition, rest) = columns.split_at(shape.partition_key.len());
        let (clustering, rest) = rest.split_at(shape.clustering_key.len());
        let (statics, regulars) = rest.split_at(shape.statics.len());
        let emptied = model.columns.iter().map(|column| Emptied::of(&column.ty)).collect();
        Self {
            table,
            name: shape.name.clone(),
            layout: Layout::of(shape),
            partition: partition.to_vec(),
            clustering: clustering.to_vec(),
            statics: statics.to_vec(),
            regulars: regulars.to_vec(),
            emptied,
        }
    }

    /// Adds `source`, which came from `position`, to `arrivals`: its row, and the static row of its partition if it sets
    /// a static column. A row of counters is there only where something is added to one of them.
    pub(super) fn encode(&self, source: &Row, position: u64, room: &mut Room, arrivals: &mut Arrivals) {
        self.partition(source, room);
        let prefix = room.key.len();
        if sets(source, &self.statics) {
            room.value.clear();
            row::begin(&mut room.value);
            self.cells(&self.statics, source, &mut room.value);
            Layout::write_static(&mut room.key);
            arrivals.push(&room.key, position, &room.value);
            room.key.truncate(prefix);
        }
        if self.layout.counts && !sets(source, &self.regulars) {
            return;
        }
        self.clustering(source, room);
        room.value.clear();
        row::begin(&mut room.value);
        self.cells(&self.clustering[self.layout.in_key..], source, &mut room.value);
        self.cells(&self.regulars, source, &mut room.value);
        arrivals.push(&room.key, position, &room.value);
    }

    /// The key of the row of `source`.
    pub(super) fn row_key(&self, source: &Row, room: &mut Room) -> Vec<u8> {
        self.partition(source, room);
        self.clustering(source, room);
        room.key.clone()
    }

    /// The key of the static row of `source`, if it sets a static column.
    pub(super) fn static_key(&self, source: &Row, room: &mut Room) -> Option<Vec<u8>> {
        self.partition(source, room);
        Layout::write_static(&mut room.key);
        sets(source, &self.statics).then(|| room.key.clone())
    }

    /// Begins the key of `source` with its partition.
    fn partition(&self, source: &Row, room: &mut Room) {
        room.key.clear();
        let cell = |i: usize| source.cell(self.partition[i]).unwrap_or_default();
        self.layout.write_partition(cell, &mut room.scratch, &mut room.key);
    }

    /// Ends the key of the row of `source`.
    fn clustering(&self, source: &Row, room: &mut Room) {
        Layout::write_row(&mut room.key);
        for (i, column) in self.clustering.iter().enumerate() {
            self.layout.write_clustering(i, source.cell(*column).unwrap_or_default(), &mut room.key);
        }
    }

    fn cells(&self, columns: &[usize], source: &Row, out: &mut Vec<u8>) {
        for column in columns {
            let cell = match source.cell(*column) {
                None => Cell::Unset,
                Some(bytes) if self.emptied[*column].is_null(bytes) => Cell::Null,
                Some(bytes) => Cell::Set(bytes),
            };
            row::write_cell(cell, out);
        }
    }
}

fn sets(source: &Row, columns: &[usize]) -> bool {
    columns.iter().any(|column| source.cell(*column).is_some())
}
