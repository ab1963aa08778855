//! Reads in process. Takes a model, the store that a load of a CSV file left, and that file; samples keys of the file,
//! asks for them one by one, gives the percentiles of the times on standard output. One thread; the statement is
//! prepared and the parameters are encoded before the clock starts; every cell of every row is looked at. The rows read
//! must be as many as the file holds.

use std::error::Error;
use std::ops::ControlFlow;
use std::path::PathBuf;
use std::time::Instant;

use clap::Parser;
use fastrand::Rng;
use modeler::catalog::{self, Catalog, Select};
use modeler::project::Project;
use modeler::store::embedded::{Embedded, Prepared, Snapshot};
use modeler::value::{Reading, encode_text};
use serde_json::{Value, json};

type Outcome<T> = Result<T, Box<dyn Error>>;

/// The same keys in every run.
const SEED: u64 = 58;

/// Sizes of the partitions that count as having about 58 rows.
const ABOUT_58: std::ops::RangeInclusive<u64> = 55..=61;

#[derive(Parser)]
struct Arguments {
    /// The model that the store was made from
    #[arg(long, value_name = "FILE")]
    file: PathBuf,
    /// The folder of the store
    #[arg(long, value_name = "DIR")]
    store: PathBuf,
    /// The file that was loaded
    csv: PathBuf,
    /// How many single rows are read
    #[arg(long, value_name = "N", default_value_t = 200_000)]
    points: usize,
    /// How many partitions are read
    #[arg(long, value_name = "N", default_value_t = 50_000)]
    partitions: usize,
}

fn main() -> Outcome<()> {
    let arguments = Arguments::parse();
    let catalog = plan(&arguments)?;
    let store = Embedded::new(&arguments.store, &catalog.keyspace.name);
    let snapshot = store.snapshot()?;
    let keys = Keys::read(&arguments.csv)?;
    let mut rng = Rng::with_seed(SEED);

    let point = select(&catalog, "songs_by_session")?;
    let sample = || {
        let (session, item) = *rng.choice(&keys.points).expect("`Keys::read` fails where there is none");
        (parameters(point, &[("session_id", session), ("item_in_session", item)]), 1)
    };
    let points = ask(&snapshot, point, std::iter::repeat_with(sample).take(arguments.points))?;

    let partition = select(&catalog, "songs_by_user_session")?;
    let sample = || {
        let (user, session, rows) = *rng.choice(&keys.partitions).expect("`Keys::read` fails where there is none");
        (parameters(partition, &[("user_id", user), ("session_id", session)]), rows)
    };
    let partitions = ask(&snapshot, partition, std::iter::repeat_with(sample).take(arguments.partitions))?;
    let alike: Vec<Read> = partitions.iter().filter(|read| ABOUT_58.contains(&read.rows)).copied().collect();

    let reads = json!({
        "one row": percentiles(points),
        "a partition": percentiles(partitions),
        "a partition of about 58 rows": percentiles(alike),
    });
    println!("{}", json!({ "reads": reads, "distinct_rows": keys.points.len(), "partitions": keys.partitions.len() }));
    Ok(())
}

fn plan(arguments: &Arguments) -> Outcome<Catalog> {
    let (model, _) = Project::of(&arguments.file, None).model().map_err(|report| report.to_text(false))?;
    Ok(catalog::plan(&model, &model.keyspace.name))
}

fn select<'a>(catalog: &'a Catalog, name: &str) -> Outcome<&'a Select> {
    let mut selects = catalog.selects.iter();
    Ok(selects.find(|s| s.shape.name.text() == name).ok_or_else(|| format!("the model has no query `{name}`"))?)
}

fn parameters(select: &Select, values: &[(&str, i32)]) -> Outcome<Vec<Vec<u8>>> {
    let encode = |bind: &modeler::model::Marker| {
        let value = values.iter().find(|(name, _)| bind.name.text() == *name);
        let (_, value) = value.ok_or_else(|| format!("no value for `{}`", bind.name.text()))?;
        let mut bytes = Vec::new();
        encode_text(&bind.ty, &value.to_string(), &Reading::default(), &mut bytes).map_err(|bad| bad.to_string())?;
        Ok(bytes)
    };
    select.binds.iter().map(encode).collect()
}

/// One read: how long it took and what it gave.
#[derive(Clone, Copy)]
struct Read {
    microseconds: f64,
    rows: u64,
}

/// Asks `select` for every key, twice: the first time warms what is read. Each key says how many rows it has.
fn ask(
    snapshot: &Snapshot,
    select: &Select,
    keys: impl Iterator<Item = (Outcome<Vec<Vec<u8>>>, u64)>,
) -> Outcome<Vec<Read>> {
    let prepared = Prepared::new(select);
    let keys: Vec<(Vec<Vec<u8>>, u64)> =
        keys.map(|(parameters, rows)| Ok((parameters?, rows))).collect::<Outcome<_>>()?;
    let mut reads = Vec::with_capacity(keys.len());
    let mut bytes = 0;
    for _ in 0..2 {
        reads.clear();
        for (parameters, expected) in &keys {
            let mut rows = 0;
            let started = Instant::now();
            snapshot.query(&prepared, parameters, &mut |row| {
                rows += 1;
                bytes += row.iter().flatten().map(|cell| cell.len()).sum::<usize>();
                ControlFlow::Continue(())
            })?;
            let microseconds = started.elapsed().as_secs_f64() * 1e6;
            if rows != *expected {
                return Err(format!("read {rows} rows of {parameters:?}, but the file has {expected}").into());
            }
            reads.push(Read { microseconds, rows });
        }
    }
    std::hint::black_box(bytes);
    Ok(reads)
}

fn percentiles(mut reads: Vec<Read>) -> Value {
    reads.sort_by(|a, b| a.microseconds.total_cmp(&b.microseconds));
    let at = |part: f64| reads.get(((reads.len() as f64 * part) as usize).min(reads.len().saturating_sub(1)));
    let time = |part: f64| at(part).map(|read| read.microseconds);
    let rows: u64 = reads.iter().map(|read| read.rows).sum();
    json!({
        "reads": reads.len(), "rows_each": rows as f64 / reads.len() as f64,
        "p50": time(0.5), "p99": time(0.99), "max": time(1.0),
    })
}

/// The keys of a file, each once.
struct Keys {
    /// Session and item.
    points: Vec<(i32, i32)>,
    /// User, session, and how many items it has.
    partitions: Vec<(i32, i32, u64)>,
}

impl Keys {
    /// Of all events of the file: every one must be a play.
    fn read(csv: &PathBuf) -> Outcome<Self> {
        let mut reader = csv::Reader::from_path(csv)?;
        let header = reader.headers()?.clone();
        let place = |name: &str| header.iter().position(|h| h == name).ok_or_else(|| format!("no column `{name}`"));
        let (user, session, item) = (place("userId")?, place("sessionId")?, place("itemInSession")?);
        let mut record = csv::StringRecord::new();
        let mut keys: Vec<(i32, i32, i32)> = Vec::new();
        while reader.read_record(&mut record)? {
            keys.push((record[user].parse()?, record[session].parse()?, record[item].parse()?));
        }
        if keys.is_empty() {
            return Err(format!("`{}` has no rows", csv.display()).into());
        }
        let mut points: Vec<(i32, i32)> = keys.iter().map(|(_, session, item)| (*session, *item)).collect();
        points.sort_unstable();
        points.dedup();
        keys.sort_unstable();
        keys.dedup();
        let runs = keys.chunk_by(|a, b| (a.0, a.1) == (b.0, b.1));
        let partitions = runs.map(|run| (run[0].0, run[0].1, run.len() as u64)).collect();
        Ok(Self { points, partitions })
    }
}
