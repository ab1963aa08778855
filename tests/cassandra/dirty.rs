//! Inputs of which one record in a hundred is spoilt, in every way there is: exactly those are rejected, each with its line
//! and its class; all others are loaded. What was rejected is mended and loaded, and then nothing is missing.
//!
//! `MODELER_DIRTY_SEED` sets the seed, which is the same in every run otherwise.

use std::env;
use std::fs;

use fastrand::Rng;
use libtest_mimic::{Failed, Trial};
use serde_json::Value;

use crate::cluster::Cluster;
use crate::commands::Run;
use crate::project::Project;

pub fn trials() -> Vec<Trial> {
    trials!(shared: spoilt_records_are_rejected_mended_and_loaded)
}

const MODEL: &str = "\
modeler: 1
source: { files: [data/*.csv], nulls: [\"\"] }
columns:
  user: int
  seq: smallint
  song: text
  at: { type: timestamp, zone: UTC }
  length: float
queries:
  by_user: { partition_key: [user], clustering_key: [seq], select: [song, at, length], examples: [{ user: 1 }] }
  by_song: { partition_key: [song], clustering_key: [user, seq], select: [at], examples: [{ song: song 1 }] }
";
const HEADER: &str = "user,seq,song,at,length\n";
const FILES: usize = 2;
/// Records in each file.
const MANY: u32 = 10_000;

/// The fields of a good record.
#[derive(Clone)]
struct Record {
    user: String,
    seq: String,
    song: String,
    at: String,
    length: String,
}

impl Record {
    fn new(file: usize, n: u32, rng: &mut Rng) -> Self {
        let song = rng.u32(..2_000);
        // Quotes, commas and line ends are right where they are quoted.
        let song = match rng.u8(..10) {
            0 => format!("\"song \"\"{song}\"\", again\""),
            1 => format!("\"song {song}\nof two lines\""),
            _ => format!("song {song}"),
        };
        Self {
            user: (n / 20 * 2 + file as u32).to_string(),
            seq: (n % 20).to_string(),
            song,
            at: format!("2024-06-{:02}T{:02}:00:00Z", rng.u8(1..=30), rng.u8(..24)),
            // A float has no decimal of its own that differs.
            length: format!("{}.5", rng.u16(..1_000)),
        }
    }

    fn bytes(&self) -> Vec<u8> {
        [&self.user, &self.seq, &self.song, &self.at, &self.length].map(String::as_bytes).join(&b',')
    }

    /// The same with `field` in place of its song.
    fn song(&self, song: &[u8]) -> Vec<u8> {
        [self.user.as_bytes(), self.seq.as_bytes(), song, self.at.as_bytes(), self.length.as_bytes()].join(&b',')
    }
}

/// A way to spoil a record, and the class of its reject.
type Spoil = (&'static str, fn(&Record) -> Vec<u8>);

const SPOILS: &[Spoil] = &[
    ("value", |r| Record { user: format!("x{}", r.user), ..r.clone() }.bytes()),
    ("value", |r| Record { user: "2147483648".into(), ..r.clone() }.bytes()),
    ("value", |r| Record { seq: "-32769".into(), ..r.clone() }.bytes()),
    ("value", |r| Record { seq: format!(" {}", r.seq), ..r.clone() }.bytes()),
    ("value", |r| Record { at: "2024-02-30T00:00:00Z".into(), ..r.clone() }.bytes()),
    ("value", |r| Record { at: "yesterday".into(), ..r.clone() }.bytes()),
    ("value", |r| Record { length: "1e39".into(), ..r.clone() }.bytes()),
    ("value", |r| Record { length: "3,5".replace(',', "·"), ..r.clone() }.bytes()),
    ("arity", |r| [r.user.as_bytes(), r.seq.as_bytes(), r.song.as_bytes()].join(&b',')),
    ("arity", |r| [&r.bytes()[..], b",more"].concat()),
    ("arity", |r| r.user.clone().into_bytes()),
    ("encoding", |r| r.song(b"song \xff")),
    ("encoding", |r| r.song(b"\"song \xed\xa0\x80\"")),
    ("key", |r| Record { user: String::new(), ..r.clone() }.bytes()),
    ("key", |r| Record { seq: String::new(), ..r.clone() }.bytes()),
    ("key", |r| Record { song: String::new(), ..r.clone() }.bytes()),
    ("key", |r| Record { song: "long".repeat(16_384), ..r.clone() }.bytes()),
    ("record", |r| r.song(b"so\"ng")),
    ("record", |r| r.song(b"\"so\"ng")),
    ("record", |r| r.song(b" \"song\"")),
];

/// The records of one file, and which of them are spoilt.
struct Input {
    name: String,
    clean: Vec<u8>,
    dirty: Vec<u8>,
    spoilt: Vec<Spoilt>,
}

/// A record that was spoilt.
struct Spoilt {
    line: u64,
    class: &'static str,
    good: Vec<u8>,
    bad: Vec<u8>,
}

fn input(file: usize, rng: &mut Rng) -> Input {
    let (clean, dirty) = (HEADER.as_bytes().to_vec(), HEADER.as_bytes().to_vec());
    let mut input = Input { name: format!("data/{file}.csv"), clean, dirty, spoilt: Vec::new() };
    let mut line = 2;
    for n in 0..MANY {
        let record = Record::new(file, n, rng);
        let good = record.bytes();
        let mut bytes = good.clone();
        if rng.u8(..100) == 0 {
            // Every way comes.
            let (class, spoil) = SPOILS[(input.spoilt.len() + file) % SPOILS.len()];
            bytes = spoil(&record);
            input.spoilt.push(Spoilt { line, class, good: good.clone(), bad: bytes.clone() });
        }
        line += bytes.split(|byte| *byte == b'\n').count() as u64;
        for (file, record) in [(&mut input.clean, good), (&mut input.dirty, bytes)] {
            file.extend(record);
            file.push(b'\n');
        }
    }
    input
}

/// A file as it is rejected: its records under their header.
fn records<'a>(records: impl Iterator<Item = &'a Vec<u8>>) -> Vec<u8> {
    let mut csv = HEADER.as_bytes().to_vec();
    for record in records {
        csv.extend(record);
        csv.push(b'\n');
    }
    csv
}

fn spoilt_records_are_rejected_mended_and_loaded(cluster: &Cluster) -> Result<(), Failed> {
    let seed = env::var("MODELER_DIRTY_SEED").map_or(Ok(7), |seed| seed.parse())?;
    let mut rng = Rng::with_seed(seed);
    let project = Project::new(cluster, MODEL, "");
    let inputs: Vec<Input> = (0..FILES).map(|file| input(file, &mut rng)).collect();
    for input in &inputs {
        project.folder.write(&input.name, &input.dirty);
        project.folder.write(&input.name.replace("data", "clean"), &input.clean);
    }
    let ways = inputs.iter().map(|input| input.spoilt.len()).sum::<usize>();
    assert!(ways > 3 * SPOILS.len(), "seed {seed}: only {ways} are spoilt");
    println!("MODELER_DIRTY_SEED={seed}: {ways} of {} records are spoilt", FILES as u32 * MANY);
    mended(&project, &inputs, &|arguments| project.embedded(arguments.iter().copied()));
    mended(&project, &inputs, &|arguments| project.node(arguments.iter().copied()));
    Ok(())
}

fn mended<'a>(project: &Project<'_>, inputs: &[Input], run: &dyn Fn(&[&'a str]) -> Run) {
    run(&["apply"]).ends(0);
    let loaded = run(&["load", "--max-errors", "1000", "--format", "json"]).ends(7).stdout;
    let rejected = told(project, inputs);
    let good = u64::from(MANY) * inputs.len() as u64 - rejected;
    let json: Value = serde_json::from_str(loaded.lines().last().unwrap()).unwrap();
    assert_eq!([&json["rejected"], &json["accepted"]], [&rejected, &good], "{json}");
    for table in ["by_user", "by_song"] {
        assert_eq!([&json["tables"][table]["accepted"], &json["tables"][table]["written"]], [&good, &good], "{json}");
    }
    // Of the good records nothing is missing, of the others nothing is there.
    run(&["verify", "--exact", "--max-errors", "1000"]).ends(0);

    let bad = inputs.iter().flat_map(|input| &input.spoilt).map(|spoilt| &spoilt.bad);
    let kept = project.folder.path(".modeler/rejects.csv");
    assert!(fs::read(&kept).unwrap() == records(bad), "the rejected records are not kept as they were");
    let good = inputs.iter().flat_map(|input| &input.spoilt).map(|spoilt| &spoilt.good);
    fs::write(&kept, records(good)).unwrap();
    run(&["load", "--csv", ".modeler/rejects.csv"]).ends(0);
    run(&["verify", "--exact", "--csv", "clean/*.csv"]).ends(0);
}

/// Panics unless exactly those that are spoilt are told, in their order; gives how many there are.
fn told(project: &Project<'_>, inputs: &[Input]) -> u64 {
    let text = project.folder.read(".modeler/rejects.jsonl");
    let told = text.lines().map(|line| {
        let told: Value = serde_json::from_str(line).unwrap();
        let word = |name: &str| told[name].as_str().unwrap_or_default().to_owned();
        (word("input"), told["line"].as_u64().unwrap(), word("class"), word("csv"))
    });
    let told: Vec<_> = told.collect();
    let expected = inputs.iter().flat_map(|input| {
        input.spoilt.iter().map(|s| (input.name.clone(), s.line, s.class.to_owned(), "rejects.csv".to_owned()))
    });
    let expected: Vec<_> = expected.collect();
    if let Some((told, expected)) = told.iter().zip(&expected).find(|(told, expected)| told != expected) {
        panic!("{told:?} is told, not {expected:?}");
    }
    assert_eq!(told.len(), expected.len());
    told.len() as u64
}
