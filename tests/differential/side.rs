//! One of the two that are compared: something that makes the tables of a case, takes its rows, answers its questions.

use std::ops::ControlFlow;
use std::path::Path;

use modeler::apply;
use modeler::catalog::Statement;
use modeler::load::{CellRow, Options, load, write_rows};
use modeler::source::InputFile;
use modeler::store::embedded::Embedded;
use modeler::store::row;
use modeler::store::{Store, StoreError};
use tempfile::TempDir;

use super::case::{Case, Cell, Column, Load, Planned, Table};
use super::values::{NULL, encode, text};

/// The rows of an answer: wire bytes, null as `None`.
pub(crate) type Rows = Vec<Vec<Option<Vec<u8>>>>;

/// One of the two that are compared.
pub(crate) trait Side {
    /// What it is called in a report.
    fn name(&self) -> &'static str;

    /// Makes the tables of `planned`, empty, whatever was there before.
    async fn open(&mut self, planned: &Planned) -> Result<(), StoreError>;

    /// Takes all loads of `case`, one after the other.
    async fn fill(&mut self, case: &Case, planned: &Planned) -> Result<(), StoreError>;

    /// Answers a question.
    async fn ask(&self, statement: Statement<'_>, parameters: &[Vec<u8>]) -> Result<Rows, StoreError>;

    /// Drops the tables of `planned`.
    async fn close(&mut self, planned: &Planned);
}

/// The answer of a store.
pub(crate) async fn answer(
    store: &impl Store,
    statement: Statement<'_>,
    parameters: &[Vec<u8>],
) -> Result<Rows, StoreError> {
    let mut rows = Vec::new();
    let mut each = |row: &modeler::store::Row<'_>| {
        rows.push(row.iter().map(|cell| cell.map(<[u8]>::to_vec)).collect());
        ControlFlow::Continue(())
    };
    store.query(statement, parameters, &mut each).await?;
    Ok(rows)
}

/// The rows of a load with their cells as wire bytes.
pub(crate) struct Encoded(Vec<EncodedRow>);

struct EncodedRow {
    table: usize,
    static_only: bool,
    cells: Vec<EncodedCell>,
}

enum EncodedCell {
    Unset,
    Null,
    Set(Vec<u8>),
}

impl Encoded {
    /// Those of `load`.
    pub(crate) fn of(case: &Case, load: &Load) -> Self {
        let cell = |(cell, column): (&Cell, &Column)| match cell {
            Cell::Unset => EncodedCell::Unset,
            Cell::Null => EncodedCell::Null,
            Cell::Set(value) => EncodedCell::Set(encode(&column.ty, value)),
        };
        let rows = case.tables.iter().enumerate().flat_map(|(at, table)| {
            load.rows[at].iter().map(move |row| EncodedRow {
                table: at,
                static_only: row.static_only,
                cells: row.cells.iter().zip(table.columns()).map(cell).collect(),
            })
        });
        Self(rows.collect())
    }

    /// The rows as the library takes them.
    pub(crate) fn rows(&self) -> Vec<CellRow<'_>> {
        let rows = self.0.iter().map(|row| CellRow {
            table: row.table,
            cells: row.cells.iter().map(EncodedCell::borrowed).collect(),
            static_only: row.static_only,
        });
        rows.collect()
    }
}

impl EncodedCell {
    fn borrowed(&self) -> row::Cell<'_> {
        match self {
            Self::Unset => row::Cell::Unset,
            Self::Null => row::Cell::Null,
            Self::Set(bytes) => row::Cell::Set(bytes),
        }
    }
}

/// The rows of one table of a load as a CSV file.
pub(crate) fn csv(table: &Table, load: &Load, at: usize) -> String {
    let record = |fields: Vec<String>| {
        let quoted: Vec<String> = fields.iter().map(|field| format!("\"{}\"", field.replace('"', "\"\""))).collect();
        quoted.join(",") + "\n"
    };
    let mut out = record(table.columns().map(|column| column.name.clone()).collect());
    for row in &load.rows[at] {
        let field = |(cell, column): (&Cell, &Column)| match cell {
            Cell::Unset | Cell::Null => NULL.to_owned(),
            Cell::Set(value) => text(&column.ty, value),
        };
        out += &record(row.cells.iter().zip(table.columns()).map(field).collect());
    }
    out
}

/// Writes the CSV files of a load into `folder` and gives how they are loaded.
pub(crate) fn options(case: &Case, load: &Load, folder: &Path) -> Options {
    let inputs = case.tables.iter().enumerate().map(|(at, table)| {
        let path = folder.join(format!("{}.csv", table.name));
        std::fs::write(&path, csv(table, load, at)).expect("a file in a folder of our own");
        vec![InputFile::at(&path, &table.name)]
    });
    let inputs = inputs.collect();
    Options {
        inputs,
        rejects: folder.join("rejects.jsonl"),
        max_errors: 0,
        spill: folder.to_path_buf(),
        threads: 1,
        window: None,
    }
}

/// The embedded store.
#[derive(Default)]
pub(crate) struct InProcess {
    /// Whether all rows are written in one load.
    pub(crate) at_once: bool,
    opened: Option<(TempDir, Embedded)>,
}

impl InProcess {
    /// One that writes all rows in one load.
    pub(crate) fn at_once() -> Self {
        Self { at_once: true, opened: None }
    }
}

impl Side for InProcess {
    fn name(&self) -> &'static str {
        if self.at_once { "embedded, all at once" } else { "embedded" }
    }

    async fn open(&mut self, planned: &Planned) -> Result<(), StoreError> {
        let folder = TempDir::new().expect("a folder of our own");
        let store = Embedded::new(folder.path(), &planned.catalog.keyspace.name);
        let plan = apply::plan(&store, &planned.catalog, &planned.script, false).await?;
        apply::apply(&store, &planned.catalog, &plan).await?;
        self.opened = Some((folder, store));
        Ok(())
    }

    async fn fill(&mut self, case: &Case, planned: &Planned) -> Result<(), StoreError> {
        let (folder, store) = self.opened.as_ref().expect("opened");
        // Counters come as CSV only.
        if self.at_once && !case.tables.iter().any(Table::counts) {
            let encoded: Vec<Encoded> = case.loads.iter().map(|load| Encoded::of(case, load)).collect();
            let rows: Vec<CellRow<'_>> = encoded.iter().flat_map(Encoded::rows).collect();
            let mut ingest = store.ingest(&planned.catalog, 1)?;
            write_rows(&planned.catalog, &rows, &mut ingest)?;
            return ingest.commit();
        }
        for (now, one) in case.loads.iter().enumerate() {
            let mut ingest = store.ingest(&planned.catalog, now as i64)?;
            if one.csv {
                let loaded = load(&planned.model, &options(case, one, folder.path()), &mut ingest, &|_| {});
                loaded.map_err(|error| StoreError::failed(format!("{error:?}")))?;
            } else {
                write_rows(&planned.catalog, &Encoded::of(case, one).rows(), &mut ingest)?;
            }
            ingest.commit()?;
        }
        Ok(())
    }

    async fn ask(&self, statement: Statement<'_>, parameters: &[Vec<u8>]) -> Result<Rows, StoreError> {
        answer(&self.opened.as_ref().expect("opened").1, statement, parameters).await
    }

    async fn close(&mut self, _: &Planned) {
        self.opened = None;
    }
}
