//! The cells of one row in CQL wire form, in memory that is used again for the next row.

/// Marks a column without a value.
const NONE: (usize, usize) = (usize::MAX, 0);

/// The cells of one row, and the tables that take it.
#[derive(Clone, Debug, Default)]
pub struct Row {
    bytes: Vec<u8>,
    scratch: Vec<u8>,
    /// Start and end in `bytes`, by column of the model.
    cells: Vec<(usize, usize)>,
    /// By table of the model.
    takes: Vec<bool>,
}

impl Row {
    /// A row without cells.
    pub fn new() -> Self {
        Self::default()
    }

    /// The wire bytes of the cell of `column`, an index in [`crate::model::Model::columns`]; none where the column has
    /// no value in this row or is not needed by any table, filter or derivation of the source.
    #[inline]
    pub fn cell(&self, column: usize) -> Option<&[u8]> {
        let (start, end) = *self.cells.get(column)?;
        self.bytes.get(start..end)
    }

    /// Whether the row goes to `table`, an index in [`crate::model::Model::tables`].
    #[inline]
    pub fn takes(&self, table: usize) -> bool {
        self.takes.get(table).copied().unwrap_or(false)
    }

    /// Forgets everything, for a model of so many columns and tables.
    #[inline]
    pub(super) fn reset(&mut self, columns: usize, tables: usize) {
        self.bytes.clear();
        self.cells.clear();
        self.cells.resize(columns, NONE);
        self.takes.clear();
        self.takes.resize(tables, false);
    }

    /// Where the bytes of the next cell are to be appended.
    #[inline]
    pub(super) fn bytes(&mut self) -> &mut Vec<u8> {
        &mut self.bytes
    }

    /// A copy of the cell of `from`, and where the bytes of a cell that is derived from it are to be appended.
    pub(super) fn derive(&mut self, from: usize) -> Option<(&[u8], &mut Vec<u8>)> {
        let (start, end) = *self.cells.get(from)?;
        self.scratch.clear();
        self.scratch.extend_from_slice(self.bytes.get(start..end)?);
        Some((&self.scratch, &mut self.bytes))
    }

    /// Makes the bytes appended since `start` the cell of `column`.
    #[inline]
    pub(super) fn set(&mut self, column: usize, start: usize) {
        if let Some(cell) = self.cells.get_mut(column) {
            *cell = (start, self.bytes.len());
        }
    }

    #[inline]
    pub(super) fn take(&mut self, table: usize) {
        if let Some(takes) = self.takes.get_mut(table) {
            *takes = true;
        }
    }
}
