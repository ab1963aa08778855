//! Takes rows of texts, gives an aligned table: the first column to the left, figures to the right.

use std::fmt;

use comfy_table::{CellAlignment, presets};

/// A table for people.
pub(crate) struct Table(comfy_table::Table);

impl Table {
    /// A table with these headings.
    pub(crate) fn new(heads: &[&str]) -> Self {
        let mut table = comfy_table::Table::new();
        table.load_style(presets::ASCII_MARKDOWN).set_header(heads.to_vec());
        for column in table.column_iter_mut().skip(1) {
            column.set_cell_alignment(CellAlignment::Right);
        }
        Self(table)
    }

    /// Adds a row: as many texts as there are headings.
    pub(crate) fn row(&mut self, texts: Vec<String>) {
        self.0.add_row(texts);
    }
}

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}
