//! Takes the runs of all programs, gives tables for people and figures for a machine.

use serde_json::{Map, Value, json};

use super::contender::Contender;
use super::field::Measured;
use crate::bar::figures as three;
use crate::measure::Spread;
use crate::table::Table;

type Runs = [(Contender, Vec<Measured>)];

impl Measured {
    /// Processor time of the program for each row of a table, in microseconds.
    pub(super) fn cpu_per_row(&self) -> f64 {
        self.cpu / self.written as f64 * 1e6
    }

    /// Processor time of the node for each row of a table, in microseconds.
    pub(super) fn node_per_row(&self) -> f64 {
        self.node / self.written as f64 * 1e6
    }
}

/// A figure of all runs of one program.
pub(super) fn spread(runs: &[Measured], figure: impl Fn(&Measured) -> f64) -> Spread {
    Spread::of(runs.iter().map(figure))
}

/// What was measured: medians, and the most of the memory and of the company.
pub(super) fn figures(all: &Runs) -> Table {
    let mut table = Table::new(&[
        "program",
        "rows",
        "s",
        "rows/s",
        "CPU s",
        "node CPU s",
        "CPU µs/table row",
        "node µs/table row",
        "peak MB",
        "others",
    ]);
    for (contender, runs) in all {
        let median = |figure: fn(&Measured) -> f64| spread(runs, figure).median;
        let rows = runs.first().map_or(0, |run| run.rows);
        let mut texts = vec![contender.label().to_owned(), rows.to_string(), three(median(|run| run.seconds))];
        texts.push(format!("{:.0}", median(|run| run.rate)));
        texts.extend([median(|run| run.cpu), median(|run| run.node)].map(three));
        texts.extend([median(Measured::cpu_per_row), median(Measured::node_per_row)].map(three));
        texts.extend([spread(runs, |run| run.peak as f64).max / 1e6, spread(runs, |run| run.others).max].map(three));
        table.row(texts);
    }
    table
}

/// Every program beside `modeler`, within a round; none where it did not run.
pub(super) fn ratios(all: &Runs) -> Option<Table> {
    let ours = ours(all)?;
    let mut table = Table::new(&[
        "program beside modeler",
        "modeler's rows/s ÷ its: min",
        "median",
        "max",
        "its CPU per table row ÷ modeler's",
        "its node CPU ÷ modeler's",
        "its peak ÷ modeler's",
    ]);
    for (contender, theirs) in all.iter().filter(|(contender, _)| *contender != Contender::Modeler) {
        let rate = ratio(ours, theirs, |run| run.rate);
        let better = if is_better_copy(*contender, all) { " (the better)" } else { "" };
        let mut texts = vec![format!("{}{better}", contender.label())];
        texts.extend([rate.min, rate.median, rate.max].map(three));
        let costs = [Measured::cpu_per_row, Measured::node_per_row, |run: &Measured| run.peak as f64];
        texts.extend(costs.map(|cost| three(ratio(theirs, ours, cost).median)));
        table.row(texts);
    }
    Some(table)
}

fn ours(all: &Runs) -> Option<&[Measured]> {
    all.iter().find(|(contender, _)| *contender == Contender::Modeler).map(|(_, runs)| runs.as_slice())
}

fn ratio(over: &[Measured], under: &[Measured], figure: fn(&Measured) -> f64) -> Spread {
    Spread::of(over.iter().zip(under).map(|(over, under)| figure(over) / figure(under)))
}

/// Whether both ways of cqlsh ran, and this is the faster.
fn is_better_copy(contender: Contender, all: &Runs) -> bool {
    let rate = |of: Contender| {
        all.iter().find(|(contender, _)| *contender == of).map(|(_, runs)| spread(runs, |run| run.rate).median)
    };
    match (rate(Contender::Cqlsh), rate(Contender::CqlshTuned)) {
        (Some(plain), Some(tuned)) if tuned > plain => contender == Contender::CqlshTuned,
        (Some(_), Some(_)) => contender == Contender::Cqlsh,
        _ => false,
    }
}

/// Every figure of every program, by name.
pub(super) fn to_json(all: &Runs) -> Value {
    let ours = ours(all);
    let programs = all.iter().map(|(contender, runs)| {
        let of = |figure: fn(&Measured) -> f64| spread(runs, figure).to_json();
        let told = json!({
            "rows": runs.first().map(|run| run.rows), "table_rows": runs.first().map(|run| run.written),
            "seconds": of(|run| run.seconds), "rows_per_second": of(|run| run.rate), "cpu_seconds": of(|run| run.cpu),
            "node_cpu_seconds": of(|run| run.node), "cpu_us_per_table_row": of(Measured::cpu_per_row),
            "node_cpu_us_per_table_row": of(Measured::node_per_row), "peak_mb": of(|run| run.peak as f64 / 1e6),
            "others": of(|run| run.others),
            "modeler_rate_over_its": ours.map(|ours| ratio(ours, runs, |run| run.rate).to_json()),
            "its_cpu_per_table_row_over_modelers":
                ours.map(|ours| ratio(runs, ours, Measured::cpu_per_row).to_json()),
        });
        (contender.name(), told)
    });
    Value::Object(programs.collect::<Map<_, _>>())
}
