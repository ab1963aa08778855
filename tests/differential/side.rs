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

use super::case::{Case, Cell, Load, Planned, Table};
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

/// The wire bytes of the cells of a load, by table and row; `Some(None)` is null.
pub(crate) struct Encoded(Vec<(usize, bool, Vec<Option<Option<Vec<u8>>>>)>);

impl Encoded {
    /// Those of `load`.
    pub(crate) fn of(case: &Case, load: &Load) -> Self {
        let mut rows = Vec::new();
        for (at, table) in case.tables.iter().enumerate() {
            for row in &load.rows[at] {
                let cell = |(cell, column): (&Cell, &super::case::Column)| match cell {
                    Cell::Unset => None,
                    Cell::Null => Some(None),
                    Cell::Set(value) => Some(Some(encode(&column.ty, value))),
                };
                rows.push((at, row.static_only, row.cells.iter().zip(table.columns()).map(cell).collect()));
            }
        }
        Self(rows)
    }

    /// The rows as the library takes them.
    pub(crate) fn rows(&self) -> Vec<CellRow<'_>> {
        self.0
            .iter()
            .map(|(table, static_only, cells)| CellRow {
                table: *table,
                cells: cells.iter().map(borrowed).collect(),
                static_only: *static_only,
            })
            .collect()
    }
}

fn borrowed(cell: &Option<Option<Vec<u8>>>) -> row::Cell<'_> {
    match cell {
        None => row::Cell::Unset,
        Some(None) => row::Cell::Null,
        Some(Some(bytes)) => row::Cell::Set(bytes),
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
        let field = |(cell, column): (&Cell, &super::case::Column)| match cell {
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
    Options { inputs, rejects: folder.join("rejects.jsonl"), max_errors: 0, spill: folder.to_path_buf(), threads: 1 }
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
