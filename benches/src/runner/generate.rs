//! Takes nothing but the programs, writes models of many queries, gives how long `modeler` takes to generate from them,
//! to check it, to tell a thousand findings, and to run the project's own data from nothing.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::{Value, json};

use crate::bar::{Bar, figures};
use crate::measure::{Spread, run, settle};
use crate::places::{Places, empty};
use crate::table::Table;
use crate::{Outcome, Turns};

/// Queries of the two models that are generated from.
const SIZES: [usize; 2] = [1_000, 10_000];

/// Queries, each with one finding, of the model that is checked.
const FINDINGS: usize = 1_000;

/// Columns that the queries of a synthetic model share.
const COLUMNS: usize = 60;

/// What a query of a synthetic model selects last.
#[derive(Clone, Copy)]
enum Selects {
    Known,
    Unknown,
}

/// Times every case as `turns` says. Tells the table; gives the figures, and adds its bars to `bars`.
pub(crate) fn measure(places: &Places, turns: &Turns, bars: &mut Vec<Bar>) -> Outcome<Value> {
    let dir = places.work.join("scaling");
    let mut table = Table::new(&["whole process, ms", "min", "median", "max", "CPU", "peak MB"]);
    let mut all = serde_json::Map::new();
    let mut tell = |what: &str, timed: &Timed| {
        let spread = [timed.wall.min, timed.wall.median, timed.wall.max, timed.cpu.median].map(milliseconds);
        let [min, median, max, cpu] = spread;
        table.row(vec![what.to_owned(), min, median, max, cpu, figures(timed.peak / 1e6)]);
        all.insert(
            what.to_owned(),
            json!({ "seconds": timed.wall.to_json(), "cpu_seconds": timed.cpu.to_json(), "peak_mb": timed.peak / 1e6 }),
        );
    };
    let mut medians = Vec::new();
    for queries in SIZES {
        let timed = generate(places, &dir, queries, turns)?;
        tell(&format!("generate, {queries} queries"), &timed);
        medians.push(timed.wall.median);
    }
    let advised = advise(places, &dir, turns)?;
    tell(&format!("check, {} queries", SIZES[0]), &advised);
    let checked = check(places, &dir, turns)?;
    tell(&format!("check, {FINDINGS} findings"), &checked);
    let ran = founding(places, &dir, turns)?;
    tell("run on the project's own data", &ran);
    println!("\n{table}");
    let factor = SIZES[1] as f64 / SIZES[0] as f64;
    bars.push(Bar::at_most(format!("generate: {} queries", SIZES[1]), medians[1], "s", 1.0, None));
    let growth = medians[1] / (medians[0] * factor);
    bars.push(Bar::at_most("generate: growth ÷ linear", growth, "×", LINEAR, None));
    bars.push(Bar::at_most(format!("check: {} queries", SIZES[0]), advised.wall.median * 1e3, "ms", 100.0, None));
    bars.push(Bar::at_most(format!("check: {FINDINGS} findings"), checked.wall.median * 1e3, "ms", 200.0, None));
    bars.push(Bar::at_most("run on the project's own data", ran.wall.median, "s", 1.0, None));
    Ok(all.into())
}

/// Growth that still counts as linear: the larger model does not fit the processor's caches.
const LINEAR: f64 = 1.5;

fn milliseconds(seconds: f64) -> String {
    figures(seconds * 1e3)
}

struct Timed {
    wall: Spread,
    cpu: Spread,
    /// Bytes.
    peak: f64,
}

/// Runs the command that `command` makes, every time anew, and expects the exit code `code`.
fn time(turns: &Turns, code: i32, mut command: impl FnMut() -> Outcome<Command>) -> Outcome<Timed> {
    let (mut walls, mut cpus, mut peak) = (Vec::new(), Vec::new(), 0_u64);
    for _ in 0..turns.rounds {
        let mut attempt = || {
            let mut command = command()?;
            settle()?;
            run(&mut command)?.expect("`modeler`", code)
        };
        let ran = turns.calm.of(&mut attempt, |ran| ran.others)?;
        walls.push(ran.wall.as_secs_f64());
        cpus.push(ran.cpu.as_secs_f64());
        peak = peak.max(ran.peak);
    }
    Ok(Timed { wall: Spread::of(walls), cpu: Spread::of(cpus), peak: peak as f64 })
}

fn generate(places: &Places, dir: &Path, queries: usize, turns: &Turns) -> Outcome<Timed> {
    time(turns, 0, || {
        empty(dir)?;
        let file = write(dir, &model(queries, Selects::Known))?;
        let mut command = places.program("modeler");
        command.arg("generate").arg("--file").arg(file).arg("--root").arg(dir);
        Ok(command)
    })
}

/// `modeler check` on a model without a fault, which takes all advice.
fn advise(places: &Places, dir: &Path, turns: &Turns) -> Outcome<Timed> {
    empty(dir)?;
    let file = write(dir, &model(SIZES[0], Selects::Known))?;
    time(turns, 0, || {
        let mut command = places.program("modeler");
        command.arg("check").arg("--file").arg(&file);
        Ok(command)
    })
}

fn check(places: &Places, dir: &Path, turns: &Turns) -> Outcome<Timed> {
    empty(dir)?;
    let file = write(dir, &model(FINDINGS, Selects::Unknown))?;
    let command = |form: &str| {
        let mut command = places.program("modeler");
        command.arg("check").arg("--file").arg(&file).args(["--format", form]);
        command
    };
    let told = run(&mut command("json"))?.expect("`modeler check`", 1)?.json()?;
    let found = told.as_array().map_or(0, Vec::len);
    if found != FINDINGS {
        return Err(format!("`modeler check` has {found} findings, not {FINDINGS}").into());
    }
    time(turns, 1, || Ok(command("text")))
}

/// `modeler run` from nothing: the project's model, data and recorded answers, everything else in a folder of its own.
fn founding(places: &Places, dir: &Path, turns: &Turns) -> Outcome<Timed> {
    time(turns, 0, || {
        empty(dir)?;
        std::os::unix::fs::symlink(places.root.join("data"), dir.join("data"))?;
        let mut command = places.modeler(dir);
        command.arg("run");
        Ok(command)
    })
}

fn write(dir: &Path, model: &str) -> Outcome<PathBuf> {
    let file = dir.join("queries.yaml");
    std::fs::write(&file, model)?;
    Ok(file)
}

/// A model of so many queries, each with a table of its own.
fn model(queries: usize, selects: Selects) -> String {
    let mut yaml = String::from(
        "modeler: 1\nkeyspace:\n  name: scaling\n  replication: { class: SimpleStrategy, replication_factor: 1 }\ncolumns:\n",
    );
    let types = ["text", "int", "bigint", "double", "boolean", "timestamp"];
    for column in 0..COLUMNS {
        let _ = writeln!(yaml, "  column_{column}: {}", types[column % types.len()]);
    }
    yaml.push_str("queries:\n");
    for query in 0..queries {
        let column = |at: usize| (query + query / COLUMNS + at) % COLUMNS;
        let last = match selects {
            Selects::Known => format!("column_{}", column(4)),
            Selects::Unknown => format!("nowhere_{query}"),
        };
        let _ = write!(
            yaml,
            "  query_{query}:\n    question: What is asked as number {query}?\n    partition_key: [column_{}]\n    \
             clustering_key: [column_{} desc]\n    select: [column_{}, column_{}, {last}]\n",
            column(0),
            column(1),
            column(2),
            column(3),
        );
    }
    yaml
}
