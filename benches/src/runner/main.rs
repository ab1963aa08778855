//! Takes what is to be measured, runs the programs one after another, gives tables, ratios and, if asked, a JSON file.
//! Ends with a failure where a program fails or the programs do not agree on how many rows the tables have; a bar that
//! is missed is told, and is no failure.

mod bar;
mod cassandra;
mod generate;
mod input;
mod load;
mod loaders;
mod measure;
mod node;
mod places;
mod reads;
mod record;
mod table;
mod tree;

use std::error::Error;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, ValueEnum};
use serde_json::{Map, Value, json};

use crate::bar::Bar;
use crate::loaders::Contender;
use crate::measure::Calm;
use crate::places::Places;

/// By how much the larger input of `memory` is larger.
const LARGER: u64 = 4;

/// What a step gives, or why it could not.
pub(crate) type Outcome<T> = Result<T, Box<dyn Error>>;

/// Measures `modeler` side by side with others; `run.sh` builds what this needs.
#[derive(Debug, Parser)]
pub(crate) struct Arguments {
    /// What to measure
    #[arg(value_enum, default_value_t = What::All)]
    what: What,
    /// How many events the input has
    #[arg(long, value_name = "N", default_value_t = 1_000_000)]
    rows: u64,
    /// How often each program runs
    #[arg(long, value_name = "K", default_value_t = 3, value_parser = clap::value_parser!(u32).range(1..=1000))]
    rounds: u32,
    /// Wait, and run again, while others keep more than so many processors busy: a quarter of an hour in all
    #[arg(long, value_name = "PROCESSORS")]
    calm: Option<f64>,
    /// Write the figures here as well
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,
    /// The folder of the project
    #[arg(long, value_name = "DIR")]
    root: PathBuf,
    /// The folder for inputs, stores and databases
    #[arg(long, value_name = "DIR")]
    work: PathBuf,
    /// A Python that can import duckdb, or cassandra; without it DuckDB is left out
    #[arg(long, value_name = "PROGRAM")]
    python: Option<PathBuf>,
    /// The folder of a node that runs: for all that need one
    #[arg(long, value_name = "DIR")]
    node: Option<PathBuf>,
    /// With `cassandra` and `loaders`: how many events the slow loader gets
    #[arg(long, value_name = "N", default_value_t = 5_000)]
    few: u64,
    /// With `loaders`: only these programs
    #[arg(long, value_name = "NAME", value_enum, value_delimiter = ',')]
    only: Vec<Contender>,
    /// With `loaders`: the folder of DSBulk's jars
    #[arg(long, value_name = "DIR")]
    dsbulk: Option<PathBuf>,
    /// With `scaling`: how many events the inputs of three tables have
    #[arg(long, value_name = "N", value_delimiter = ',', default_value = "100000,1000000,5000000")]
    sizes: Vec<u64>,
}

/// How often the programs run.
#[derive(Debug)]
pub(crate) struct Turns {
    pub(crate) rounds: u32,
    /// How much company they bear.
    pub(crate) calm: Calm,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum What {
    /// Loading a CSV into three tables
    Load,
    /// Reading single rows and partitions in process
    Reads,
    /// Generating, checking and running
    Generate,
    /// Loading a CSV into three tables of a Cassandra node
    Cassandra,
    /// Memory of loading into a node and of verifying it, at two sizes
    Memory,
    /// Loading a CSV into three tables of a Cassandra node, by many programs
    Loaders,
    /// Loading inputs of several sizes into several numbers of tables of a Cassandra node
    Scaling,
    /// All that need no node
    All,
}

fn main() -> ExitCode {
    match run(&Arguments::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &Arguments) -> Outcome<()> {
    let places = Places::new(arguments)?;
    let turns = Turns { rounds: arguments.rounds, calm: Calm::new(arguments.calm) };
    let mut figures = Map::new();
    let mut bars = Vec::new();
    let machine = machine();
    println!("{}", told(&machine));
    if matches!(arguments.what, What::Load | What::Reads | What::All) {
        let input = input::make(&places, arguments.rows)?;
        if arguments.what != What::Reads {
            figures.insert("load".to_owned(), load::measure(&places, &input, &turns, &mut bars)?);
        }
        if arguments.what != What::Load {
            figures.insert("reads".to_owned(), reads::measure(&places, &input, &turns, &mut bars)?);
        }
    }
    if matches!(arguments.what, What::Generate | What::All) {
        figures.insert("generate".to_owned(), generate::measure(&places, &turns, &mut bars)?);
    }
    if matches!(arguments.what, What::Cassandra | What::Memory | What::Loaders | What::Scaling) {
        let (name, told) = on_node(arguments, &places, &turns, &mut bars)?;
        figures.insert(name.to_owned(), told);
    }
    if !bars.is_empty() {
        println!("\n{}", bar::table(&bars));
    }
    let after = self::machine();
    println!("at the end: {}", told(&after));
    if let Some(file) = &arguments.json {
        let bars: Vec<Value> = bars.iter().map(Bar::to_json).collect();
        let all = json!({
            "rows": arguments.rows, "rounds": arguments.rounds, "before": machine, "after": after,
            "figures": figures, "bars": bars,
        });
        std::fs::write(file, format!("{all:#}\n")).map_err(|e| format!("cannot write `{}`: {e}", file.display()))?;
    }
    Ok(())
}

/// Measures what needs a node; gives its name, and the figures.
fn on_node(
    arguments: &Arguments,
    places: &Places,
    turns: &Turns,
    bars: &mut Vec<Bar>,
) -> Outcome<(&'static str, Value)> {
    let folder = arguments.node.as_deref().ok_or("no node is named: `--node DIR`; the scripts start one")?;
    let node = node::Node::new(folder)?;
    Ok(match arguments.what {
        What::Memory => {
            let inputs = [1, LARGER].map(|times| input::make(places, times * arguments.rows));
            let inputs = inputs.into_iter().collect::<Outcome<Vec<_>>>()?;
            ("memory", cassandra::memory(places, &node, &inputs, bars)?)
        }
        What::Scaling => ("scaling", loaders::scaling(places, &node, (&arguments.sizes, arguments.rows), turns)?),
        What::Loaders => {
            let inputs = (input::make(places, arguments.rows)?, arguments.few);
            ("loaders", loaders::compare(places, &node, inputs, &arguments.only, turns)?)
        }
        _ => {
            let inputs = (input::make(places, arguments.rows)?, arguments.few);
            ("cassandra", cassandra::speed(places, &node, inputs, turns, bars)?)
        }
    })
}

/// What a reader must know of the machine: figures taken while others work on it are worth little.
fn machine() -> Value {
    let processors = std::thread::available_parallelism().map_or(1, usize::from);
    let load = std::fs::read_to_string("/proc/loadavg").unwrap_or_default();
    let load: Vec<&str> = load.split(' ').take(3).collect();
    json!({ "processors": processors, "load_average": load.join(" ") })
}

fn told(machine: &Value) -> String {
    let load = machine["load_average"].as_str().unwrap_or_default();
    format!("{} processors, load average {load}", machine["processors"])
}
