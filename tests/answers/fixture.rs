//! A model with an embedded store in a folder of its own: rows in through CSV or through the sink, answers out as JSON.

use std::fmt::Write as _;
use std::fs;
use std::ops::ControlFlow;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use modeler::catalog::{self, Catalog, Script, Select, Statement};
use modeler::load::{Loaded, Options, Progress, additions, load};
use modeler::model::{self, Model};
use modeler::query::{self, columns, parameters};
use modeler::render::{Overrides, render};
use modeler::source::InputFile;
use modeler::store::embedded::{Embedded, Prepared, Snapshot};
use modeler::store::schema::{Change, Comparison, compare};
use modeler::store::sink::{Again, Part, Sink};
use modeler::store::{Row, Store, StoreError};
use modeler::value::to_json;
use modeler::{apply, diagnostic::Report};
use serde_json::Value;
use tempfile::TempDir;
use tokio::runtime::{Builder, Runtime};

/// A model and its store.
pub(crate) struct Fixture {
    pub(crate) model: Model,
    pub(crate) catalog: Catalog,
    script: Script,
    pub(crate) store: Embedded,
    folder: TempDir,
    runtime: Runtime,
    loads: i64,
}

/// A parameter's name and text.
pub(crate) type Given<'a> = (&'a str, &'a str);

/// Reads a model that must be valid.
pub(crate) fn read(yaml: &str) -> Model {
    model::read("model.yaml", yaml.as_bytes()).unwrap_or_else(|r| panic!("{}\n{yaml}", r.to_text(false))).0
}

/// One record of a CSV file.
pub(crate) fn record<T: AsRef<str>>(fields: &[T]) -> String {
    let quoted = fields.iter().map(|field| format!("\"{}\"", field.as_ref().replace('"', "\"\"")));
    quoted.collect::<Vec<_>>().join(",") + "\n"
}

impl Fixture {
    /// The tables of `yaml`, made and empty.
    pub(crate) fn new(yaml: &str) -> Self {
        let model = read(yaml);
        let catalog = catalog::plan(&model, &model.keyspace.name);
        let rendered = render(&catalog, "model.yaml", &Overrides::default());
        let script = rendered.unwrap_or_else(|r| panic!("{}", r.to_text(false))).script;
        let folder = TempDir::new().unwrap();
        let store = Embedded::new(folder.path(), &catalog.keyspace.name);
        let runtime = Builder::new_current_thread().build().unwrap();
        runtime.block_on(async {
            let plan = apply::plan(&store, &catalog, &script, false).await.unwrap();
            apply::apply(&store, &catalog, &plan).await.unwrap();
        });
        Self { model, catalog, script, store, folder, runtime, loads: 0 }
    }

    /// The same, by whose reckoning it is always the second that `now` holds; loads write at that time.
    pub(crate) fn at(mut self, now: &Arc<AtomicI64>) -> Self {
        let seconds = Arc::clone(now);
        self.store = Embedded::new(self.folder.path(), &self.catalog.keyspace.name)
            .with_clock(move || seconds.load(Ordering::Relaxed) * 1_000_000);
        self
    }

    /// Goes on with another model on the same store.
    pub(crate) fn turn_to(&mut self, yaml: &str) {
        self.model = read(yaml);
        self.catalog = catalog::plan(&self.model, &self.model.keyspace.name);
        let rendered = render(&self.catalog, "model.yaml", &Overrides::default());
        self.script = rendered.unwrap_or_else(|r| panic!("{}", r.to_text(false))).script;
    }

    /// Applies the model; gives what was changed.
    pub(crate) fn apply(&mut self) -> Vec<Change> {
        self.runtime.block_on(async {
            let plan = apply::plan(&self.store, &self.catalog, &self.script, false).await.unwrap();
            apply::apply(&self.store, &self.catalog, &plan).await.unwrap();
            plan.changes.into_iter().map(|(change, _)| change).collect()
        })
    }

    /// Begins a load, which goes no further.
    pub(crate) fn try_load(&self) -> Result<(), StoreError> {
        self.store.ingest(&self.catalog, self.loads + 1).map(drop)
    }

    /// Loads one CSV file, whatever rows of it are rejected.
    pub(crate) fn load(&mut self, csv: &str) -> Loaded {
        self.loads += 1;
        self.load_at(csv, self.loads)
    }

    /// The same, written at a moment in microseconds.
    pub(crate) fn load_at(&mut self, csv: &str, now: i64) -> Loaded {
        let path = self.path("rows.csv");
        fs::write(&path, csv).unwrap();
        self.load_of(InputFile::at(&path, "rows.csv"), now, Again::Count).unwrap_or_else(|error| panic!("{error}"))
    }

    /// Loads one input, unless the store refuses to count it.
    pub(crate) fn load_of(&mut self, input: InputFile, now: i64, again: Again) -> Result<Loaded, StoreError> {
        let mut ingest = self.store.ingest(&self.catalog, now)?;
        let options = Options {
            inputs: vec![vec![input]],
            rejects: self.path("rejects.jsonl"),
            max_errors: u64::MAX,
            spill: ingest.dir().to_path_buf(),
            threads: 2,
            window: None,
        };
        ingest.count(&additions(&self.model, &options.inputs).unwrap(), again)?;
        let loaded = load(&self.model, &options, &mut ingest, &|_: Progress| {});
        let loaded = loaded.unwrap_or_else(|error| panic!("{error:?}"));
        ingest.commit().unwrap();
        Ok(loaded)
    }

    /// Writes encoded rows, sorted by key, into one table: what no CSV can say.
    pub(crate) fn put(&mut self, table: &str, rows: &[(Vec<u8>, Vec<u8>)]) {
        self.loads += 1;
        self.put_at(table, rows, self.loads);
    }

    /// The same, written at a moment in microseconds.
    pub(crate) fn put_at(&mut self, table: &str, rows: &[(Vec<u8>, Vec<u8>)], now: i64) {
        let at = self.catalog.tables.iter().position(|t| t.shape.name.text() == table).expect("a table");
        let mut ingest = self.store.ingest(&self.catalog, now).unwrap();
        ingest.expect(at, rows.len() as u64);
        let mut part = ingest.begin(at, 0, 1).unwrap();
        for (key, value) in rows {
            part.row(key, value).unwrap();
        }
        ingest.end(at, part.finish().unwrap());
        ingest.commit().unwrap();
    }

    /// The answer: each row as a JSON array of its columns.
    pub(crate) fn ask(&self, query: &str, given: &[Given<'_>]) -> Vec<String> {
        self.try_ask(query, given).unwrap_or_else(|error| panic!("{query} {given:?}: {error}"))
    }

    /// The answer, or what the store says against the parameters.
    pub(crate) fn try_ask(&self, query: &str, given: &[Given<'_>]) -> Result<Vec<String>, StoreError> {
        let select = &self.catalog.selects[self.catalog.query(query).expect("a query")];
        let texts: Vec<String> = given.iter().map(|(name, text)| format!("{name}={text}")).collect();
        let bytes = parameters(&select.binds, &texts).unwrap_or_else(|r| panic!("{}", r.to_text(false)));
        let answer = self.runtime.block_on(query::answer(&self.store, statement(select), &bytes))?;
        let columns = columns(select);
        let cell = |(cell, (_, ty)): (&Option<Vec<u8>>, &(String, _))| {
            cell.as_deref().map_or(Value::Null, |bytes| to_json(ty, bytes))
        };
        let row = |row: &Vec<Option<Vec<u8>>>| Value::Array(row.iter().zip(&columns).map(cell).collect()).to_string();
        Ok(answer.rows.iter().map(row).collect())
    }

    /// The number of rows of the answer to raw parameters.
    pub(crate) fn ask_raw(&self, query: &str, parameters: &[Vec<u8>]) -> Result<usize, StoreError> {
        self.ask_of(&self.catalog.selects[self.catalog.query(query).expect("a query")], parameters)
    }

    /// The number of rows of the answer to a query of any model.
    pub(crate) fn ask_of(&self, select: &Select, parameters: &[Vec<u8>]) -> Result<usize, StoreError> {
        self.runtime.block_on(query::answer(&self.store, statement(select), parameters)).map(|answer| answer.rows.len())
    }

    /// The number of rows that a snapshot answers with.
    pub(crate) fn rows_of(snapshot: &Snapshot, select: &Select, parameters: &[Vec<u8>]) -> u64 {
        let mut each = |_: &Row<'_>| ControlFlow::Continue(());
        snapshot.query(&Prepared::new(select), parameters, &mut each).unwrap().rows
    }

    /// The number of rows of a table of any model.
    pub(crate) fn count_of(&self, catalog: &Catalog, table: usize) -> Result<u64, StoreError> {
        self.runtime.block_on(self.store.count(catalog, &self.script, table))
    }

    /// What applying another catalog would change, and what it would not.
    pub(crate) fn plan(&self, catalog: &Catalog) -> Comparison {
        compare(catalog, &self.runtime.block_on(self.store.inspect(catalog)).unwrap(), false)
    }

    /// The number of rows of a table.
    pub(crate) fn count(&self, table: &str) -> u64 {
        let at = self.catalog.tables.iter().position(|t| t.shape.name.text() == table).expect("a table");
        self.count_of(&self.catalog, at).unwrap()
    }

    /// The number of segments in the store's folder.
    pub(crate) fn segments(&self) -> usize {
        let names = fs::read_dir(self.store.dir()).unwrap().map(|entry| entry.unwrap().path());
        names.filter(|path| path.extension().is_some_and(|extension| extension == "seg")).count()
    }

    /// The reasons for which rows of the last load were rejected.
    pub(crate) fn rejected(&self) -> Vec<String> {
        let text = fs::read_to_string(self.path("rejects.jsonl")).unwrap_or_default();
        let reason = |line: &str| serde_json::from_str::<Value>(line).unwrap()["reason"].as_str().unwrap().to_owned();
        text.lines().map(reason).collect()
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }
}

/// The statement of a SELECT for a store that does not read its text.
fn statement(select: &Select) -> Statement<'_> {
    Statement { select, cql: "" }
}

/// The codes of what is wrong with a model.
pub(crate) fn codes(yaml: &str) -> Vec<&'static str> {
    let report: Report = model::read("model.yaml", yaml.as_bytes()).expect_err("a fault");
    report.diagnostics.iter().map(|d| d.code).collect()
}

/// Lines in which two answers can be compared by eye.
pub(crate) fn lines(rows: &[String]) -> String {
    rows.iter().fold(String::new(), |mut lines, row| {
        let _ = writeln!(lines, "  {row}");
        lines
    })
}
