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
use modeler::store::StoreError;
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
    total
}

#[test]
fn the_embedded_store_answers_as_the_simple_model_does() {
    let settings = Settings::from_environment(40, 60);
    let total = held(&settings, InProcess::default(), Oracle::default());
    assert_eq!(total.ties, 0, "both sort alike");
    assert!(total.questions >= total.models * settings.questions / 2, "too few questions: {total:?}");
    assert!(total.legal > total.illegal, "most queries that are drawn are legal: {total:?}");
    assert!(total.rows > total.questions / 2, "most questions are answered with rows: {total:?}");
    assert!(total.refused * 50 < total.questions, "nearly all questions are answered: {total:?}");
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
        assert!(told.contains("ORDER BY") && told.contains("the simple model: 2 rows"), "{told}");
        // Two rows are in the wrong order, one of them by its key alone.
        let rows = told.lines().filter(|line| line.starts_with("  load ")).count();
        assert_eq!(rows, 2, "{told}");
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
