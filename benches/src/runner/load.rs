//! Takes an input, lets every program load it into the same three tables, in turns, gives times, memory, disk and the
//! ratios. The programs must agree on how many rows every table has.

use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::{Map, Value, json};

use crate::bar::{Bar, figures};
use crate::input::Input;
use crate::measure::{Calm, Run, Spread, disk, run, settle};
use crate::places::{Places, empty};
use crate::table::Table;
use crate::{Outcome, Turns};

/// How often the csv crate alone runs in a turn.
const ALONE: usize = 3;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Contender {
    Csv,
    SqliteRows,
    SqliteStaged,
    Duckdb,
    Modeler,
    /// Not into tables: it measures what these would be.
    Profile,
}

/// One run of one program.
#[derive(Debug)]
struct Measured {
    /// From the start to the end, without what an interpreter needs to start.
    seconds: f64,
    cpu: f64,
    peak: u64,
    disk: u64,
    /// Processors that others kept busy meanwhile.
    others: f64,
    /// Of the database, as the program told it.
    version: Value,
}

/// All runs of one program, in the order of the rounds.
struct Series {
    contender: Contender,
    runs: Vec<Measured>,
}

/// Runs every program as `turns` says. Tells the table; gives the figures, and adds its bars to `bars`.
pub(crate) fn measure(places: &Places, input: &Input, turns: &Turns, bars: &mut Vec<Bar>) -> Outcome<Value> {
    let contenders = Contender::all(places.python.is_some());
    let mut all: Vec<Series> = contenders.iter().map(|&contender| Series { contender, runs: Vec::new() }).collect();
    let mut counts = Vec::new();
    for round in 0..turns.rounds as usize {
        // Nobody is always the first, or always the last.
        for turn in 0..all.len() {
            let at = (round + turn) % all.len();
            let series = &mut all[at];
            let (measured, rows) = series.contender.turn(places, input, &turns.calm)?;
            let label = series.contender.label();
            println!("round {}: {label}: {:.2} s, others {:.2}", round + 1, measured.seconds, measured.others);
            series.runs.push(measured);
            counts.extend(rows.map(|rows| (series.contender, rows)));
        }
    }
    let tables = agree(&counts)?;
    println!("\n{}\nall agree on the rows of the tables: {tables}", table(&all, input));
    let ratios = judge(&all, input, bars);
    let programs: Map<_, _> = all.iter().map(|s| (s.contender.label().to_owned(), s.to_json(input))).collect();
    Ok(json!({ "rows": input.rows, "bytes": input.bytes, "tables": tables, "programs": programs, "ratios": ratios }))
}

impl Contender {
    fn all(duckdb: bool) -> Vec<Self> {
        let all = [Self::Csv, Self::SqliteRows, Self::SqliteStaged, Self::Duckdb, Self::Modeler, Self::Profile];
        all.into_iter().filter(|contender| duckdb || *contender != Self::Duckdb).collect()
    }

    fn label(self) -> &'static str {
        match self {
            Self::Csv => "csv crate alone",
            Self::SqliteRows => "SQLite, row by row",
            Self::SqliteStaged => "SQLite, staged",
            Self::Duckdb => "DuckDB",
            Self::Modeler => "modeler load",
            Self::Profile => "modeler check --data",
        }
    }

    /// One turn: a run that others did not disturb.
    fn turn(self, places: &Places, input: &Input, calm: &Calm) -> Outcome<(Measured, Option<Value>)> {
        let calmly = || calm.of(|| self.measure(places, input), |(measured, _)| measured.others);
        let mut best = calmly()?;
        // One run of the csv crate alone is over too soon to say much: the fastest of some is the harder mark.
        let more = if self == Self::Csv { ALONE - 1 } else { 0 };
        for _ in 0..more {
            let again = calmly()?;
            if again.0.seconds < best.0.seconds {
                best = again;
            }
        }
        Ok(best)
    }

    /// One run, and the distinct rows of its tables where it makes any.
    fn measure(self, places: &Places, input: &Input) -> Outcome<(Measured, Option<Value>)> {
        let dir = if self == Self::Modeler { places.store(input.rows) } else { places.work.join("contender") };
        empty(&dir)?;
        settle()?;
        let ran = run(&mut self.command(places, input, &dir))?.expect(self.label(), 0)?;
        let said = ran.json()?;
        let rows = match self {
            Self::Modeler => &said["read"],
            Self::Profile => &said["data"]["read"],
            _ => &said["rows"],
        };
        if rows.as_u64() != Some(input.rows) {
            return Err(format!("{} read {rows} of {} rows", self.label(), input.rows).into());
        }
        let measured = Measured {
            seconds: seconds(&ran, &said),
            cpu: ran.cpu.as_secs_f64(),
            peak: ran.peak,
            disk: disk(&dir)?,
            others: ran.others,
            version: said["version"].clone(),
        };
        let tables = self.tables(places, &dir, &said)?;
        if self != Self::Modeler {
            empty(&dir)?;
        }
        Ok((measured, tables))
    }

    fn command(self, places: &Places, input: &Input, dir: &Path) -> Command {
        let mut command = match self {
            Self::Csv => places.program("bench-csv"),
            Self::SqliteRows | Self::SqliteStaged => places.program("bench-sqlite"),
            Self::Duckdb => python(places),
            Self::Modeler | Self::Profile => places.modeler(dir),
        };
        match self {
            Self::Csv => command.arg(&input.file),
            Self::SqliteRows => command.arg("rows").arg(database(dir)).arg(&input.file),
            Self::SqliteStaged => command.arg("staged").arg(database(dir)).arg(&input.file),
            Self::Duckdb => command.arg("load").arg(database(dir)).arg(&input.file),
            Self::Modeler => command.args(["load", "--drop-tables", "--format", "json", "--csv"]).arg(&input.file),
            Self::Profile => command.args(["check", "--data", "--format", "json", "--csv"]).arg(&input.file),
        };
        command
    }

    /// How many distinct rows each table has. Counting is not part of the measured run.
    fn tables(self, places: &Places, dir: &Path, said: &Value) -> Outcome<Option<Value>> {
        let mut count = match self {
            Self::Csv => return Ok(None),
            Self::Modeler => {
                let tables = said["tables"].as_object().ok_or("`modeler load` told of no tables")?;
                let rows = tables.iter().map(|(name, counts)| (name.clone(), counts["distinct"].clone()));
                return Ok(Some(Value::Object(rows.collect())));
            }
            Self::Profile => {
                let tables = said["data"]["tables"].as_array().ok_or("`modeler check --data` told of no tables")?;
                let name = |table: &Value| table["name"].as_str().unwrap_or_default().to_owned();
                let rows = tables.iter().map(|table| (name(table), table["rows"].clone()));
                return Ok(Some(Value::Object(rows.collect())));
            }
            Self::SqliteRows | Self::SqliteStaged => places.program("bench-sqlite"),
            Self::Duckdb => python(places),
        };
        let counted = run(count.arg("count").arg(database(dir)))?.expect(self.label(), 0)?.json()?;
        Ok(Some(counted["tables"].clone()))
    }
}

fn python(places: &Places) -> Command {
    let mut command = Command::new(places.python.as_deref().unwrap_or(Path::new("python3")));
    command.arg(places.root.join("benches/duckdb_load.py"));
    command
}

fn database(dir: &Path) -> PathBuf {
    dir.join("database")
}

fn seconds(ran: &Run, said: &Value) -> f64 {
    let started = said["ready_at"].as_f64().map_or(0.0, |ready| ready - ran.started_at);
    ran.wall.as_secs_f64() - started
}

/// The rows of each table, on which all programs must agree in all rounds.
fn agree(counts: &[(Contender, Value)]) -> Outcome<Value> {
    let (_, first) = counts.first().ok_or("no program made a table")?;
    match counts.iter().find(|(_, rows)| rows != first) {
        None => Ok(first.clone()),
        Some((contender, rows)) => {
            let (other, _) = counts[0];
            Err(format!("{} has {first}, but {} has {rows}", other.label(), contender.label()).into())
        }
    }
}

impl Series {
    fn seconds(&self) -> Spread {
        Spread::of(self.runs.iter().map(|run| run.seconds))
    }

    fn cpu(&self) -> Spread {
        Spread::of(self.runs.iter().map(|run| run.cpu))
    }

    fn peak(&self) -> f64 {
        Spread::of(self.runs.iter().map(|run| run.peak as f64)).max / 1e6
    }

    fn disk(&self) -> f64 {
        Spread::of(self.runs.iter().map(|run| run.disk as f64)).median / 1e6
    }

    fn others(&self) -> Spread {
        Spread::of(self.runs.iter().map(|run| run.others))
    }

    fn to_json(&self, input: &Input) -> Value {
        json!({
            "seconds": self.seconds().to_json(), "rows_per_second": input.rows as f64 / self.seconds().median,
            "cpu_seconds": self.cpu().to_json(), "peak_mb": self.peak(), "disk_mb": self.disk(),
            "others": self.others().to_json(), "version": self.runs.first().map(|run| &run.version),
        })
    }
}

fn table(all: &[Series], input: &Input) -> Table {
    let heads = ["program", "s min", "s median", "s max", "rows/s", "CPU s", "peak MB", "disk MB", "others"];
    let mut table = Table::new(&heads);
    for series in all {
        let wall = series.seconds();
        let rate = format!("{:.0} k", input.rows as f64 / wall.median / 1e3);
        let mut texts = vec![series.contender.label().to_owned()];
        texts.extend([wall.min, wall.median, wall.max].map(|s| format!("{s:.3}")));
        texts.extend([rate, format!("{:.2}", series.cpu().median)]);
        texts.extend([series.peak(), series.disk(), series.others().max].map(figures));
        table.row(texts);
    }
    table
}

/// Ratios are taken within a round, between programs that ran in the same minute; the middle one counts. Tells them all;
/// gives the figures, and adds the bars.
fn judge(all: &[Series], input: &Input, bars: &mut Vec<Bar>) -> Value {
    let find = |contender| all.iter().find(|series| series.contender == contender);
    let Some(modeler) = find(Contender::Modeler) else { return Value::Null };
    let mut table = Table::new(&["rate of modeler ÷ rate of", "min", "median", "max", "of the fastest"]);
    let mut told = Map::new();
    let mut ratio = |other: &Series| {
        let pairs = other.runs.iter().zip(&modeler.runs);
        let spread = Spread::of(pairs.map(|(theirs, ours)| theirs.seconds / ours.seconds));
        let fastest = other.seconds().min / modeler.seconds().min;
        let label = other.contender.label();
        let texts = [spread.min, spread.median, spread.max, fastest].map(|ratio| format!("{ratio:.3}"));
        table.row([label.to_owned()].into_iter().chain(texts).collect());
        told.insert(label.to_owned(), json!({ "by_round": spread.to_json(), "of_the_fastest": fastest }));
        spread.median
    };
    if let Some(csv) = find(Contender::Csv) {
        bars.push(Bar::at_least("load: rate ÷ csv crate alone", ratio(csv) * 100.0, "%", 9.0, 20.0));
    }
    let sqlite = [Contender::SqliteRows, Contender::SqliteStaged].into_iter().filter_map(find);
    if let Some(sqlite) = sqlite.min_by(|a, b| a.seconds().median.total_cmp(&b.seconds().median)) {
        bars.push(Bar::at_least("load: rate ÷ SQLite tuned, the faster way", ratio(sqlite), "×", 3.5, 6.0));
    }
    if let Some(duckdb) = find(Contender::Duckdb) {
        bars.push(Bar::at_least("load: rate ÷ DuckDB", ratio(duckdb), "×", 0.8, 1.0));
    }
    let most = if input.rows > 1_000_000 { 256.0 } else { 150.0 };
    bars.push(Bar::at_most(format!("load: peak memory at {} rows", input.rows), modeler.peak(), "MB", most, None));
    if let Some(profile) = find(Contender::Profile) {
        let pairs = modeler.runs.iter().zip(&profile.runs).map(|(load, profile)| load.seconds / profile.seconds);
        let ratio = Spread::of(pairs);
        told.insert("check --data ÷ load".to_owned(), ratio.to_json());
        bars.push(Bar::at_least("check --data: rate ÷ modeler load", ratio.median, "×", 1.0, 1.0));
        bars.push(Bar::at_most("check --data: peak memory".to_owned(), profile.peak(), "MB", 256.0, None));
    }
    println!("\n{table}");
    Value::Object(told)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_program_that_counts_otherwise_is_named() {
        let counts = |modeler: u64| {
            vec![(Contender::SqliteRows, json!({ "plays": 7 })), (Contender::Modeler, json!({ "plays": modeler }))]
        };
        assert_eq!(agree(&counts(7)).unwrap(), json!({ "plays": 7 }));
        let told = agree(&counts(6)).unwrap_err().to_string();
        assert_eq!(told, r#"SQLite, row by row has {"plays":7}, but modeler load has {"plays":6}"#);
    }
}
