//! Takes sizes of inputs and a node, lets `modeler` load each into three tables, and one input into 1, 3 and 10 tables;
//! gives rates, processor time and memory.

use std::fmt::Write;
use std::path::PathBuf;

use serde_json::{Value, json};

use super::contender::{Contender, Job};
use super::field::{Field, Measured};
use super::told::spread;
use crate::bar::figures;
use crate::input;
use crate::node::Node;
use crate::places::Places;
use crate::table::Table;
use crate::{Outcome, Turns};

/// The founding model's number of tables.
const FOUNDING: usize = 3;

/// The numbers of tables that one input is loaded into.
const TABLES: [usize; 3] = [1, FOUNDING, 10];

/// Every column of the founding model.
const COLUMNS: [&str; 8] =
    ["artist", "song_title", "song_length", "session_id", "item_in_session", "user_id", "first_name", "last_name"];

/// Ways to ask about the events: a name, the partition key, the clustering key.
const QUERIES: [(&str, &[&str], &[&str]); 10] = [
    ("plays_by_session", &["session_id"], &["item_in_session"]),
    ("plays_by_user_session", &["user_id", "session_id"], &["item_in_session"]),
    ("users_by_song", &["song_title"], &["user_id"]),
    ("plays_by_user", &["user_id"], &["session_id", "item_in_session"]),
    ("plays_by_artist", &["artist"], &["song_title", "session_id", "item_in_session"]),
    ("users_by_artist_song", &["artist", "song_title"], &["user_id"]),
    ("plays_by_song", &["song_title"], &["session_id", "item_in_session"]),
    ("songs_by_artist_user", &["artist", "user_id"], &["song_title"]),
    ("users_by_session", &["session_id"], &["user_id", "item_in_session"]),
    ("sessions_by_user_item", &["user_id", "item_in_session"], &["session_id"]),
];

/// An input and how many tables it goes into, with all its runs.
struct Case {
    rows: u64,
    tables: usize,
    model: PathBuf,
    runs: Vec<Measured>,
}

/// Loads inputs of `sizes` rows into three tables, and one of `rows` into several numbers of tables, each as often as
/// `turns` says. Tells a table; gives the figures.
pub(crate) fn scaling(places: &Places, node: &Node, (sizes, rows): (&[u64], u64), turns: &Turns) -> Outcome<Value> {
    let mut cases = Vec::new();
    let several = TABLES.iter().map(|tables| (rows, *tables));
    for (rows, tables) in sizes.iter().map(|rows| (*rows, FOUNDING)).chain(several) {
        let known = cases.iter().any(|case: &Case| (case.rows, case.tables) == (rows, tables));
        if !known {
            cases.push(Case { rows, tables, model: model(places, tables)?, runs: Vec::new() });
        }
    }
    warm(places, node, &cases)?;
    for round in 0..turns.rounds as usize {
        for turn in 0..cases.len() {
            let at = (round + turn) % cases.len();
            let case = &mut cases[at];
            let measured = case.measure(places, node, turns)?;
            let (rows, tables, seconds) = (case.rows, case.tables, measured.seconds);
            println!("round {}: {rows} rows, tables: {tables}: {seconds:.2} s", round + 1);
            case.runs.push(measured);
        }
    }
    println!("\n{}\nafter every run `modeler verify` agreed", table(&cases));
    Ok(cases.iter().map(Case::to_json).collect())
}

/// Loads the smallest input once into every model.
fn warm(places: &Places, node: &Node, cases: &[Case]) -> Outcome<()> {
    let Some(rows) = cases.iter().map(|case| case.rows).min() else { return Ok(()) };
    for tables in TABLES {
        let mut case = Case { rows, tables, model: model(places, tables)?, runs: Vec::new() };
        case.measure(places, node, &Turns { rounds: 1, calm: crate::measure::Calm::new(None) })?;
    }
    Ok(())
}

impl Case {
    /// One run; the tables are empty again after it, since all cases together would take much of the disk.
    fn measure(&mut self, places: &Places, node: &Node, turns: &Turns) -> Outcome<Measured> {
        let field = Field::new(places, node, "scaling", self.model.clone())?;
        let job = Job::whole(input::make(places, self.rows)?);
        let measured = turns.calm.of(|| field.measure(Contender::Modeler, &job), |measured| measured.others);
        field.clear()?;
        measured
    }

    fn to_json(&self) -> Value {
        let of = |figure: fn(&Measured) -> f64| spread(&self.runs, figure).to_json();
        json!({
            "rows": self.rows, "tables": self.tables, "table_rows": self.runs.first().map(|run| run.written),
            "seconds": of(|run| run.seconds), "rows_per_second": of(|run| run.rate),
            "table_rows_per_second": of(|run| run.written as f64 / run.seconds), "cpu_seconds": of(|run| run.cpu),
            "node_cpu_seconds": of(|run| run.node), "cpu_us_per_table_row": of(Measured::cpu_per_row),
            "peak_mb": of(|run| run.peak as f64 / 1e6), "others": of(|run| run.others),
        })
    }
}

/// Medians, and the most of the memory and of the company.
fn table(cases: &[Case]) -> Table {
    let mut table = Table::new(&[
        "rows",
        "tables",
        "table rows",
        "s",
        "rows/s",
        "table rows/s",
        "CPU s",
        "CPU µs/table row",
        "node CPU s",
        "peak MB",
        "others",
    ]);
    for case in cases {
        let median = |figure: fn(&Measured) -> f64| spread(&case.runs, figure).median;
        let written = case.runs.first().map_or(0, |run| run.written);
        let mut texts = vec![case.rows.to_string(), case.tables.to_string(), written.to_string()];
        texts.push(figures(median(|run| run.seconds)));
        texts.extend(
            [median(|run| run.rate), median(|run| run.written as f64 / run.seconds)].map(|n| format!("{n:.0}")),
        );
        texts.extend([median(|run| run.cpu), median(Measured::cpu_per_row), median(|run| run.node)].map(figures));
        let (peak, others) = (spread(&case.runs, |run| run.peak as f64 / 1e6), spread(&case.runs, |run| run.others));
        texts.extend([peak.max, others.max].map(figures));
        table.row(texts);
    }
    table
}

/// The model of so many tables: the founding one, or its columns with the first so many of `QUERIES`, in a keyspace of
/// its own.
fn model(places: &Places, tables: usize) -> Outcome<PathBuf> {
    let founding = places.model();
    if tables == FOUNDING {
        return Ok(founding);
    }
    let text = std::fs::read_to_string(&founding).map_err(|e| format!("cannot read `{}`: {e}", founding.display()))?;
    let head = text.split_once("\nqueries:\n").map(|(head, _)| head).ok_or("the founding model has no `queries`")?;
    let mut model = head.replace("name: music_streaming", &format!("name: music_scaling_{tables}"));
    model.push_str("\nqueries:\n");
    for (name, partition, clustering) in QUERIES.iter().take(tables) {
        let is_key = |column: &&str| partition.contains(column) || clustering.contains(column);
        let others: Vec<&str> = COLUMNS.iter().filter(|column| !is_key(column)).copied().collect();
        let (partition, clustering, others) = (partition.join(", "), clustering.join(", "), others.join(", "));
        write!(
            model,
            "  {name}:\n    question: What is there of {name}?\n    partition_key: [{partition}]\n    \
             clustering_key: [{clustering}]\n    select: [{others}]\n"
        )?;
    }
    let file = places.work.join(format!("tables-{tables}.yaml"));
    std::fs::write(&file, model).map_err(|e| format!("cannot write `{}`: {e}", file.display()))?;
    Ok(file)
}
