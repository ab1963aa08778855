//! The generator of the differential test held against itself: the embedded store, loaded in parts and loaded at once, and
//! a model of it that is too simple to be wrong give the same answers to the same random questions. The test against a
//! node uses the same parts.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

#[path = "differential/mod.rs"]
mod differential;

use differential::oracle::Oracle;
use differential::side::{InProcess, Side};
use differential::{Settings, Total, run};
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
