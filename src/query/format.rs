//! Takes the rows of an answer, gives them as a table for people, or as JSON or CSV for machines. JSON and CSV are
//! written row by row; a table is held until its widths are known.

use std::io::{self, Write};

use comfy_table::{CellAlignment, LineStyle, Table, TableStyle};

use crate::diagnostic::printable;
use crate::store::Row;
use crate::types::CqlType;
use crate::value::{display, to_json};

/// The form of an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Columns side by side.
    Table,
    /// An array with one object a line.
    Json,
    /// Comma-separated values with a header; null and empty text look the same.
    Csv,
}

/// Writes the rows of one answer. Nothing is written before the first row or the end is there, so that a question that
/// fails leaves no half of an answer.
pub struct Writer<'a> {
    columns: &'a [(String, CqlType)],
    format: Form,
    out: &'a mut (dyn Write + Send),
}

enum Form {
    Table(Box<Table>),
    Json { rows: u64 },
    Csv { begun: bool },
}

impl<'a> Writer<'a> {
    /// Begins an answer with these columns.
    pub fn new(format: Format, columns: &'a [(String, CqlType)], out: &'a mut (dyn Write + Send)) -> Self {
        let format = match format {
            Format::Table => Form::Table(Box::new(table(columns))),
            Format::Json => Form::Json { rows: 0 },
            Format::Csv => Form::Csv { begun: false },
        };
        Self { columns, format, out }
    }

    /// Writes one row. Fails as the output fails.
    pub fn row(&mut self, row: &Row<'_>) -> io::Result<()> {
        match &mut self.format {
            Form::Table(table) => {
                table.add_row(row.iter().zip(self.columns).map(|(cell, (_, ty))| match cell {
                    Some(bytes) => printable(&text(ty, bytes)).replace('\n', "\\n"),
                    None => "null".to_owned(),
                }));
                Ok(())
            }
            Form::Json { rows } => {
                *rows += 1;
                write!(self.out, "{}{}", if *rows == 1 { "[\n  " } else { ",\n  " }, object(self.columns, row))
            }
            Form::Csv { begun } => {
                if !std::mem::replace(begun, true) {
                    write_csv(self.out, self.columns.iter().map(|(name, _)| name.as_str()))?;
                }
                let cells =
                    row.iter().zip(self.columns).map(|(cell, (_, ty))| cell.map_or_else(String::new, |b| text(ty, b)));
                let cells: Vec<String> = cells.collect();
                write_csv(self.out, cells.iter().map(String::as_str))
            }
        }
    }

    /// Ends the answer. Fails as the output fails.
    pub fn finish(self) -> io::Result<()> {
        match self.format {
            Form::Table(table) => {
                for line in table.lines() {
                    writeln!(self.out, "{}", line.trim_end())?;
                }
            }
            Form::Json { rows: 0 } => writeln!(self.out, "[]")?,
            Form::Json { .. } => writeln!(self.out, "\n]")?,
            Form::Csv { begun: true } => {}
            Form::Csv { begun: false } => write_csv(self.out, self.columns.iter().map(|(name, _)| name.as_str()))?,
        }
        self.out.flush()
    }
}

fn table(columns: &[(String, CqlType)]) -> Table {
    let mut table = Table::new();
    let rule = LineStyle::none().fill('─').junction('─');
    table.load_style(TableStyle::new().header_separator(rule));
    table.set_header(columns.iter().map(|(name, _)| printable(name)));
    for (index, (_, ty)) in columns.iter().enumerate() {
        let number = matches!(
            ty,
            CqlType::Tinyint
                | CqlType::Smallint
                | CqlType::Int
                | CqlType::Bigint
                | CqlType::Varint
                | CqlType::Counter
                | CqlType::Float
                | CqlType::Double
                | CqlType::Decimal
        );
        if let (true, Some(column)) = (number, table.column_mut(index)) {
            column.set_cell_alignment(CellAlignment::Right);
        }
    }
    table
}

fn text(ty: &CqlType, bytes: &[u8]) -> String {
    let mut text = String::new();
    display(ty, bytes, &mut text);
    text
}

/// A row as a JSON object, in the order of the columns.
pub(crate) fn object(columns: &[(String, CqlType)], row: &Row<'_>) -> serde_json::Value {
    let cells = columns.iter().zip(row);
    cells
        .map(|((name, ty), cell)| (name.clone(), cell.map_or(serde_json::Value::Null, |bytes| to_json(ty, bytes))))
        .collect()
}

fn write_csv<'a>(out: &mut dyn Write, cells: impl Iterator<Item = &'a str>) -> io::Result<()> {
    let mut writer = csv::WriterBuilder::new().from_writer(Vec::new());
    writer.write_record(cells)?;
    let line = writer.into_inner().map_err(csv::IntoInnerError::into_error)?;
    out.write_all(&line)
}
