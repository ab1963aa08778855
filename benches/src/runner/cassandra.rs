//! Takes an input and a node, lets `modeler` and Python loaders fill the same three tables in turns, gives rates, processor
//! time, memory and ratios. After every run `modeler verify` counts the tables and reads rows of them back.

use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::{Map, Value, json};

use crate::bar::{Bar, figures};
use crate::input::{self, Input};
use crate::measure::{Spread, run, settle};
use crate::node::Node;
use crate::places::{Places, empty};
use crate::table::Table;
use crate::{Outcome, Turns};

/// Rows that every program writes before it is measured: a Java machine that has just started is slow.
const WARM: u64 = 5_000;

/// How far apart the peaks of two sizes may be, in percent.
const FLAT: f64 = 10.0;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Contender {
    Rows,
    Many,
    Modeler,
}

const ALL: [Contender; 3] = [Contender::Rows, Contender::Many, Contender::Modeler];

/// One run of one program.
#[derive(Debug)]
struct Measured {
    seconds: f64,
    /// Rows of the CSV in a second.
    rate: f64,
    cpu: f64,
    /// Processor time that the node took meanwhile.
    node: f64,
    peak: u64,
    /// Processors that neither the program nor the node kept busy.
    others: f64,
    version: Value,
}

/// What all programs share.
struct Field<'a> {
    places: &'a Places,
    node: &'a Node,
    /// Keeps nothing but rejects and runs that were spilled.
    root: PathBuf,
}

/// The inputs: `few` for the program that waits for every row, `all` for the others.
struct Inputs {
    few: Input,
    all: Input,
}

/// Runs every program as `turns` says, with `few` rows of `input` for the slow one. Tells the tables; gives the figures,
/// and adds its bars to `bars`.
pub(crate) fn speed(
    places: &Places,
    node: &Node,
    (input, few): (Input, u64),
    turns: &Turns,
    bars: &mut Vec<Bar>,
) -> Outcome<Value> {
    let field = Field::new(places, node)?;
    let inputs = Inputs { few: input::first(places, &input, few)?, all: input };
    let warm = input::first(places, &inputs.all, WARM)?;
    for contender in ALL {
        field.measure(contender, &warm)?;
    }
    // The larger input warms what merges and writes tables to the disk.
    field.measure(Contender::Modeler, &inputs.all)?;
    let mut all: Vec<(Contender, Vec<Measured>)> = ALL.map(|contender| (contender, Vec::new())).into();
    for round in 0..turns.rounds as usize {
        // Nobody is always the first, or always the last.
        for turn in 0..all.len() {
            let (contender, runs) = &mut all[(round + turn) % ALL.len()];
            let input = inputs.of(*contender);
            let measured = turns.calm.of(|| field.measure(*contender, input), |measured| measured.others)?;
            let Measured { seconds, others, .. } = measured;
            println!("round {}: {}: {seconds:.2} s, others {others:.2}", round + 1, contender.label());
            runs.push(measured);
        }
    }
    println!("\n{}\nafter every run `modeler verify` agreed", table(&all, &inputs));
    let ratios = judge(&all, bars);
    let programs: Map<_, _> = all.iter().map(|(c, runs)| (c.label().to_owned(), figures_of(runs))).collect();
    Ok(json!({ "rows": inputs.all.rows, "few": inputs.few.rows, "programs": programs, "ratios": ratios }))
}

/// Loads and verifies each of `inputs`, smallest first. Tells the peaks; gives the figures, and adds its bars to `bars`.
pub(crate) fn memory(places: &Places, node: &Node, inputs: &[Input], bars: &mut Vec<Bar>) -> Outcome<Value> {
    let field = Field::new(places, node)?;
    let mut told = Table::new(&["program", "rows", "s", "rows/s", "CPU s", "peak MB"]);
    let (mut load, mut verify) = (Vec::new(), Vec::new());
    for input in inputs {
        field.clear()?;
        for (what, arguments, peaks) in
            [("load", &["load", "--csv"][..], &mut load), ("verify", &["verify", "--exact", "--csv"], &mut verify)]
        {
            let ran = run(field.modeler().args(arguments).arg(&input.file))?.expect(what, 0)?;
            let rate = format!("{:.1} k", input.rows as f64 / ran.wall.as_secs_f64() / 1e3);
            let (wall, cpu) = (figures(ran.wall.as_secs_f64()), figures(ran.cpu.as_secs_f64()));
            let peak = ran.peak as f64 / 1e6;
            println!("{what} of {} rows: {wall} s, {peak:.1} MB", input.rows);
            told.row(vec![format!("modeler {what}"), input.rows.to_string(), wall, rate, cpu, format!("{peak:.1}")]);
            peaks.push(peak);
        }
    }
    println!("\n{told}");
    for (what, peaks) in [("load", &load), ("verify", &verify)] {
        let spread = Spread::of(peaks.iter().copied());
        let apart = (spread.max / spread.min - 1.0) * 100.0;
        bars.push(Bar::at_most(format!("{what}: peak memory, largest above smallest"), apart, "%", FLAT, None));
    }
    Ok(json!({ "rows": inputs.iter().map(|i| i.rows).collect::<Vec<_>>(), "load_mb": load, "verify_mb": verify }))
}

impl Inputs {
    fn of(&self, contender: Contender) -> &Input {
        if contender == Contender::Rows { &self.few } else { &self.all }
    }
}

impl Contender {
    fn label(self) -> &'static str {
        match self {
            Self::Rows => "Python, one execute per row",
            Self::Many => "Python, 100 on their way",
            Self::Modeler => "modeler load",
        }
    }
}

impl<'a> Field<'a> {
    fn new(places: &'a Places, node: &'a Node) -> Outcome<Self> {
        let root = places.work.join("cassandra");
        empty(&root)?;
        Ok(Self { places, node, root })
    }

    fn modeler(&self) -> Command {
        let mut command = self.places.modeler(&self.root);
        command.args(["--store", &format!("cassandra://{}", self.node.address)]);
        command
    }

    /// Gives the tables empty.
    fn clear(&self) -> Outcome<()> {
        run(self.modeler().args(["apply", "--drop-tables"]))?.expect("`modeler apply`", 0).map(|_| ())
    }

    /// One run into empty tables, and a look at what is in them then.
    fn measure(&self, contender: Contender, input: &Input) -> Outcome<Measured> {
        self.clear()?;
        settle()?;
        let before = self.node.cpu()?;
        let ran = run(&mut self.command(contender, input))?.expect(contender.label(), 0)?;
        let node = self.node.cpu()? - before;
        let said = ran.json()?;
        if said["read"].as_u64() != Some(input.rows) {
            return Err(format!("{} read {} of {} rows", contender.label(), said["read"], input.rows).into());
        }
        let verified = run(self.modeler().args(["verify", "--exact", "--csv"]).arg(&input.file))?;
        verified.expect(&format!("`modeler verify` after {}", contender.label()), 0)?;
        let wall = ran.wall.as_secs_f64();
        // Of modeler everything counts, of Python what it does between its first and its last statement.
        let seconds = if contender == Contender::Modeler { wall } else { said["seconds"].as_f64().unwrap_or(wall) };
        Ok(Measured {
            seconds,
            rate: input.rows as f64 / seconds,
            cpu: ran.cpu.as_secs_f64(),
            node,
            peak: ran.peak,
            others: (ran.others - node / wall).max(0.0),
            version: said["version"].clone(),
        })
    }

    fn command(&self, contender: Contender, input: &Input) -> Command {
        let mut command = match contender {
            Contender::Modeler => {
                let mut command = self.modeler();
                command.args(["load", "--format", "json", "--csv"]);
                command
            }
            Contender::Rows | Contender::Many => {
                let mut command = Command::new(self.places.python.as_deref().unwrap_or(Path::new("python3")));
                command.arg(self.places.root.join("benches/cassandra_load.py"));
                command.arg(if contender == Contender::Rows { "rows" } else { "many" }).arg(&self.node.address);
                command.arg(self.places.root.join("generated/queries.cql"));
                command
            }
        };
        command.arg(&input.file);
        command
    }
}

fn spread(runs: &[Measured], figure: impl Fn(&Measured) -> f64) -> Spread {
    Spread::of(runs.iter().map(figure))
}

fn table(all: &[(Contender, Vec<Measured>)], inputs: &Inputs) -> Table {
    let heads = ["program", "rows", "s min", "s median", "s max", "rows/s", "CPU s", "node CPU s", "peak MB", "others"];
    let mut table = Table::new(&heads);
    for (contender, runs) in all {
        let seconds = spread(runs, |run| run.seconds);
        let mut texts = vec![contender.label().to_owned(), inputs.of(*contender).rows.to_string()];
        texts.extend([seconds.min, seconds.median, seconds.max].map(|s| format!("{s:.2}")));
        texts.push(format!("{:.0}", spread(runs, |run| run.rate).median));
        texts.extend([spread(runs, |run| run.cpu).median, spread(runs, |run| run.node).median].map(figures));
        texts.extend([spread(runs, |run| run.peak as f64).max / 1e6, spread(runs, |run| run.others).max].map(figures));
        table.row(texts);
    }
    table
}

fn figures_of(runs: &[Measured]) -> Value {
    json!({
        "seconds": spread(runs, |run| run.seconds).to_json(), "rows_per_second": spread(runs, |run| run.rate).to_json(),
        "cpu_seconds": spread(runs, |run| run.cpu).to_json(), "node_cpu_seconds": spread(runs, |run| run.node).to_json(),
        "peak_mb": spread(runs, |run| run.peak as f64).max / 1e6, "others": spread(runs, |run| run.others).to_json(),
        "version": runs.first().map(|run| &run.version),
    })
}

/// Ratios are taken within a round; the middle one counts. Tells them, and adds the bars.
fn judge(all: &[(Contender, Vec<Measured>)], bars: &mut Vec<Bar>) -> Value {
    let mut table = Table::new(&["rate of modeler ÷ rate of", "min", "median", "max"]);
    let mut told = Map::new();
    let [(_, rows), (_, many), (_, modeler)] = all else { return Value::Null };
    for (contender, theirs, must) in [(Contender::Rows, rows, 30.0), (Contender::Many, many, 10.0)] {
        let ratio = Spread::of(theirs.iter().zip(modeler).map(|(theirs, ours)| ours.rate / theirs.rate));
        let texts = [ratio.min, ratio.median, ratio.max].map(figures);
        table.row([contender.label().to_owned()].into_iter().chain(texts).collect());
        told.insert(contender.label().to_owned(), ratio.to_json());
        bars.push(Bar::at_least(format!("node: rate ÷ {}", contender.label()), ratio.median, "×", must, None));
    }
    println!("\n{table}");
    Value::Object(told)
}
