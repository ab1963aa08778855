//! The generator of the differential test held against itself: the embedded store, loaded in parts and loaded at once, and
//! a model of it that is too simple to be wrong give the same answers to the same random questions. The test against a
//! node uses the same parts.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

#[path = "differential/mod.rs"]
mod differential;

use std::fs;
use std::path::PathBuf;

use differential::case::{Case, Planned};
use differential::oracle::Oracle;
use differential::side::{InProcess, Rows, Side};
use differential::{Settings, Total, run};
use modeler::catalog::{Select, Statement};
use modeler::load::{CellRow, Counting, write_rows};
use modeler::store::StoreError;
use modeler::store::row::Cell;
use modeler::store::sink::{Existing, Sink};
use tokio::runtime::Builder;

#[expect(clippy::print_stdout, reason = "who sees a test fail sees how to run it again")]
fn held(settings: &Settings, mut a: impl Side, mut b: impl Side) -> Total {
    println!("MODELER_DIFFERENTIAL_SEED={}", settings.seed);
    let runtime = Builder::new_current_thread().build().unwrap();
    let total = runtime.block_on(run(settings, "differential", &mut a, &mut b));
    let Total { models, questions, rows, illegal, legal, refused, ties, .. } = &total;
    println!(
        "{models} models, {legal} queries ({illegal} more were not legal), {questions} questions, {rows} rows, {refused} \
         refused by both, {ties} alike but for ties"
    );
    assert!(total.differences.is_empty(), "{}", total.differences.join("\n\n"));
    assert!(total.rows > total.questions / 2, "most questions are answered with rows: {total:?}");
    assert!(total.refused * 50 < total.questions, "nearly all questions are answered: {total:?}");
    total
}

#[test]
fn the_embedded_store_answers_as_the_simple_model_does() {
    let settings = Settings::from_environment(40, 60);
    let total = held(&settings, InProcess::default(), Oracle::default());
    assert_eq!(total.ties, 0, "both sort alike");
    assert!(total.questions >= total.models * settings.questions / 2, "too few questions: {total:?}");
    assert!(total.legal > total.illegal, "most queries that are drawn are legal: {total:?}");
}

#[test]
fn rows_loaded_at_once_are_as_rows_loaded_in_parts() {
    held(&Settings::from_environment(20, 60), InProcess::default(), InProcess::at_once());
}

/// A store that has forgotten how to read backwards.
#[derive(Default)]
struct Forward(InProcess);

impl Side for Forward {
    fn name(&self) -> &'static str {
        "forward only"
    }

    async fn open(&mut self, planned: &Planned) -> Result<(), StoreError> {
        self.0.open(planned).await
    }

    async fn fill(&mut self, case: &Case, planned: &Planned) -> Result<(), StoreError> {
        self.0.fill(case, planned).await
    }

    async fn ask(&self, statement: Statement<'_>, parameters: &[Vec<u8>]) -> Result<Rows, StoreError> {
        let select = Select { reversed: false, ..statement.select.clone() };
        self.0.ask(Statement { select: &select, ..statement }, parameters).await
    }

    async fn close(&mut self, planned: &Planned) {
        self.0.close(planned).await;
    }
}

#[test]
fn a_difference_is_found_made_small_and_kept() {
    let folder = tempfile::TempDir::new().unwrap();
    let save = Some(folder.path().to_path_buf());
    let settings = Settings { seed: 7, models: 40, questions: 60, steps: 400, save };
    let runtime = Builder::new_current_thread().build().unwrap();
    let total = runtime.block_on(run(&settings, "k", &mut Forward::default(), &mut Oracle::default()));
    assert_eq!(total.differences.len(), 3, "no more are looked for");
    for told in &total.differences {
        // Two rows in the wrong order, or one of two under a limit.
        assert!(told.contains("ORDER BY"), "{told}");
        let rows = told.lines().filter(|line| line.starts_with("  load ")).count();
        assert!(rows == 2 || rows == 3, "{told}");
    }
    let kept: Vec<PathBuf> = fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().path()).collect();
    assert_eq!(kept.len(), 3);
    for folder in kept {
        let rendered = modeler::render(folder.join("queries.yaml"));
        rendered.unwrap_or_else(|report| panic!("{}", report.to_text(false)));
        let told = fs::read_to_string(folder.join("difference.txt")).unwrap();
        assert!(total.differences.iter().any(|difference| difference.ends_with(&told)), "{told}");
        let data = fs::read_dir(folder.join("data")).unwrap().count();
        let cells = folder.join("rows.json").exists();
        assert_eq!(told.contains("(cells)"), cells, "{told}");
        assert!(data > 0, "a source has a file");
    }
}

/// Cells of `p`, `c`, `s` and `n`.
type Cells<'a> = [Cell<'a>; 4];

#[test]
fn rows_that_no_node_takes_are_refused_before_any_is_written() {
    let yaml = "
modeler: 1
keyspace: k
columns: { p: text, c: text, s: int, n: int }
queries:
  t: { partition_key: [p], clustering_key: [c], static: [s], select: [n] }
  u: { partition_key: [p, c], select: [n] }
";
    let (model, _) = modeler::model::read("queries.yaml", yaml.as_bytes()).unwrap();
    let catalog = modeler::catalog::plan(&model, &model.keyspace.name);
    let one = 1_i32.to_be_bytes();
    let long = "x".repeat(65_536);
    let (a, n, most, more) = (Cell::Set(b"a"), Cell::Set(&one), &long.as_bytes()[1..], long.as_bytes());
    let (unset, most, more) = (Cell::Unset, Cell::Set(most), Cell::Set(more));
    let write = |table: usize, static_only: bool, cells: &[Cell<'_>]| {
        let sound: Vec<Cell<'_>> =
            catalog.tables[table].shape.columns().map(|(c, _)| good(c.name.text(), &one)).collect();
        let rows = [
            CellRow { table, cells: sound, static_only: false },
            CellRow { table, cells: cells.to_vec(), static_only },
        ];
        write_rows(&catalog, &rows, &mut Untouched)
    };
    let faults: [(bool, Cells<'_>, &str); 9] = [
        (false, [unset, a, n, n], "`p` is part of the key"),
        (false, [Cell::Null, a, n, n], "`p` is part of the key"),
        (false, [a, unset, n, n], "`c` is part of the key"),
        (false, [a, Cell::Null, n, n], "`c` is part of the key"),
        (false, [Cell::Set(b""), a, n, n], "the partition key is empty"),
        (false, [more, a, n, n], "the partition key is 65536 bytes long"),
        (false, [most, more, n, n], "the clustering key is 65536 bytes long"),
        (true, [a, unset, unset, unset], "it is of static columns only, but sets none"),
        (true, [a, unset, n, n], "it is of static columns only, but sets others"),
    ];
    for (static_only, cells, fault) in faults {
        let error = write(0, static_only, &cells).expect_err(fault);
        assert!(error.refused && error.message.starts_with("row 2, of table `t`: "), "{error}");
        assert!(error.message.contains(fault), "{fault}: {error}");
    }
    let error = write(0, false, &[a, a]).expect_err("two cells of four");
    assert!(error.message.contains("it has 2 cells, and the table 4 columns"), "{error}");
    // Three bytes stand round each value of a composite key.
    let error = write(1, false, &[most, a, n]).expect_err("a long key");
    assert!(error.message.contains("the partition key is 65542 bytes long"), "{error}");
    let fits = Cell::Set(&long.as_bytes()[..65_535 - 7]);
    let good = [
        (0, false, vec![most, most, unset, Cell::Null]),
        (0, true, vec![a, unset, n, unset]),
        (1, false, vec![fits, a, unset]),
    ];
    for (table, static_only, cells) in good {
        let row = CellRow { table, cells, static_only };
        let written = write_rows(&catalog, &[row], &mut Counting).unwrap();
        assert_eq!(written[table], u64::from(!static_only), "a static row is not counted");
    }
}

#[test]
fn values_that_an_index_does_not_take_are_refused_before_any_is_written() {
    let yaml = "
modeler: 1
keyspace: k
columns: { p: text, v: 'vector<float, 2>', n: text }
queries:
  t: { partition_key: [p], select: [v, n], indexes: [v, n] }
";
    let (model, _) = modeler::model::read("queries.yaml", yaml.as_bytes()).unwrap();
    let catalog = modeler::catalog::plan(&model, &model.keyspace.name);
    let vector = |floats: [f32; 2]| floats.iter().flat_map(|float| float.to_be_bytes()).collect::<Vec<u8>>();
    let long = "x".repeat(8193);
    let short = &long.as_bytes()[1..];
    let faults = [
        (vector([0.0, 0.0]), short, "column `v`: the vector is all zeros"),
        (vector([1.0, f32::NAN]), short, "column `v`: the vector holds NaN or Infinity"),
        (vector([f32::INFINITY, 0.0]), short, "column `v`: the vector holds NaN or Infinity"),
        (vector([1.0, 0.0]), long.as_bytes(), "column `n`: 8193 bytes long"),
    ];
    for (vector, text, fault) in &faults {
        let cells = vec![Cell::Set(b"a"), Cell::Set(vector), Cell::Set(text)];
        let error = write_rows(&catalog, &[CellRow { table: 0, cells, static_only: false }], &mut Untouched);
        let error = error.expect_err(fault);
        assert!(error.refused && error.message.starts_with(&format!("row 1, of table `t`: {fault}")), "{error}");
    }
    let sound = vector([1.0, 0.0]);
    for cells in [[Cell::Set(&sound), Cell::Set(short)], [Cell::Unset, Cell::Null]] {
        let cells = [&[Cell::Set(b"a")], &cells[..]].concat();
        write_rows(&catalog, &[CellRow { table: 0, cells, static_only: false }], &mut Counting).unwrap();
    }
}

/// A value for a column of that test.
fn good<'a>(column: &str, one: &'a [u8]) -> Cell<'a> {
    if matches!(column, "p" | "c") { Cell::Set(b"a") } else { Cell::Set(one) }
}

/// A sink that must not see a row.
struct Untouched;

impl Sink for Untouched {
    type Part = <Counting as Sink>::Part;
    type Done = ();

    fn expect(&mut self, table: usize, rows: u64) {
        panic!("{rows} rows of table {table} came through");
    }

    fn existing(&self, table: usize, _: usize, _: usize) -> Result<Vec<Existing>, StoreError> {
        panic!("table {table} was looked at");
    }

    fn begin(&self, table: usize, _: usize, _: usize) -> Result<Self::Part, StoreError> {
        panic!("table {table} was begun");
    }

    fn end(&self, _: usize, (): ()) {}

    fn timestamp(&self) -> i64 {
        0
    }
}
