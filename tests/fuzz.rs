//! Models and CSV files that were right and then were damaged, through the whole library: read, render, load, ask. No
//! bytes make it panic, and what it says it did adds up.
//!
//! A part of the cases is tried in every test run. `MODELER_FUZZ_CASES` sets their number and `MODELER_FUZZ_SEED` the
//! first of them; a case that fails prints how to try it alone. The long run is
//!
//! ```text
//! MODELER_FUZZ_CASES=100000 cargo test --release --test fuzz -- --nocapture
//! ```
#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a test fails by panicking, and says what it tries")]

use std::fs;
use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use modeler::catalog::{self, Catalog, Script, Statement};
use modeler::load::{Counting, LoadError, Loaded, Options, describe, load};
use modeler::model::{self, Model};
use modeler::query::{self, Format, Writer};
use modeler::render::{self, Overrides};
use modeler::source::InputFile;
use modeler::store::Store;
use modeler::store::embedded::Embedded;
use modeler::store::sink::Sink;
use modeler::value::{Reading, encode_text};

/// No case may take longer than this, however busy the machine.
const PATIENCE: Duration = Duration::from_secs(20);

/// Panics on any thread since the beginning.
static PANICS: AtomicU64 = AtomicU64::new(0);

/// Pieces that mean something to one of the readers.
const PIECES: [&str; 60] = [
    "\"",
    "\"\"",
    "'",
    ",",
    ";",
    "\t",
    "\r",
    "\n",
    "\r\n",
    "\n\n",
    "\0",
    "\u{feff}",
    "\u{202e}",
    "\x1b[2J",
    "é",
    "夜",
    "🌙",
    "{",
    "}",
    "[",
    "]",
    "(",
    ")",
    ": ",
    "- ",
    "#",
    "&a ",
    "*a",
    "<<: *a",
    "!!int ",
    "|",
    ">",
    "%",
    "---\n",
    "...\n",
    "?",
    "~",
    "null",
    "true",
    "NaN",
    "Infinity",
    "-0",
    "1e999",
    "99999999999999999999999",
    "-9223372036854775808",
    "2024-02-30",
    "vector<float, 99999999>",
    "frozen<",
    "list<",
    "map<text, ",
    "tuple<",
    "counter",
    "static",
    "select",
    "system",
    "artist is not null",
    " in :x",
    " >= :y",
    "hash(user, 0)",
    "bucket(user, 0)",
];

#[test]
fn no_damage_makes_it_panic() {
    let seed = variable("MODELER_FUZZ_SEED").unwrap_or_else(|| u64::from(std::process::id()) << 32);
    let cases = variable("MODELER_FUZZ_CASES").unwrap_or(if cfg!(debug_assertions) { 200 } else { 2_000 });
    println!("MODELER_FUZZ_SEED={seed} MODELER_FUZZ_CASES={cases}");
    let usual = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |info| {
        PANICS.fetch_add(1, Ordering::SeqCst);
        usual(info);
    }));
    let samples = samples();
    let (room, mut tally) = (tempfile::tempdir().unwrap(), Tally::default());
    for case in 0..cases {
        let started = Instant::now();
        let mut dice = Dice(seed.wrapping_add(case));
        let damaged = Damaged::new(&samples, &mut dice);
        let outcome = catch_unwind(AssertUnwindSafe(|| damaged.go_through(room.path(), &mut dice, &mut tally)));
        let took = started.elapsed();
        if outcome.is_err() || PANICS.load(Ordering::SeqCst) > 0 || took > PATIENCE {
            damaged.keep();
            panic!("after {took:?}; again: MODELER_FUZZ_SEED={} MODELER_FUZZ_CASES=1", seed.wrapping_add(case));
        }
        tally.slowest = tally.slowest.max((took, seed.wrapping_add(case)));
        if case % 10_000 == 9_999 {
            println!("{} cases: {tally:?}", case + 1);
        }
    }
    println!("{cases} cases: {tally:?}");
    let common = [tally.valid, tally.refused, 2 * tally.loaded].iter().all(|n| *n >= cases / 10);
    assert!(cases < 100 || common, "{tally:?}");
}

/// How the cases came out: a run in which all are refused at the door tries nothing.
#[derive(Debug, Default)]
struct Tally {
    /// Models refused, and models found valid.
    refused: u64,
    valid: u64,
    /// Loads that came to their end, the rows they accepted and rejected, and those of them that went into a store.
    loaded: u64,
    accepted: u64,
    rejected: u64,
    stored: u64,
    /// Questions answered.
    answered: u64,
    slowest: (Duration, u64),
}

/// A model and the bytes of its CSV.
struct Sample {
    yaml: Vec<u8>,
    csv: Vec<u8>,
}

fn samples() -> Vec<Sample> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let read = |name: &str| fs::read(root.join(name)).unwrap();
    let head = |bytes: Vec<u8>| bytes.split_inclusive(|byte| *byte == b'\n').take(13).collect::<Vec<_>>().concat();
    let everything = || Sample { yaml: read("tests/fuzz/everything.yaml"), csv: read("tests/fuzz/events.csv") };
    vec![
        everything(),
        everything(),
        Sample { yaml: read("models/queries.yaml"), csv: head(read("data/events/2024-06-01-events.csv")) },
        Sample { yaml: read("tests/cli/radio/models/queries.yaml"), csv: read("tests/cli/radio/data/tuesday.csv") },
    ]
}

/// A sample of which something is no longer right.
struct Damaged {
    yaml: Vec<u8>,
    csv: Vec<u8>,
}

impl Damaged {
    fn new(samples: &[Sample], dice: &mut Dice) -> Self {
        let sample = &samples[dice.below(samples.len())];
        let (mut yaml, mut csv) = (sample.yaml.clone(), sample.csv.clone());
        let which = dice.below(10);
        if which < 5 {
            damage(&mut yaml, dice);
        }
        if which >= 4 {
            damage(&mut csv, dice);
        }
        Self { yaml, csv }
    }

    /// Reads, renders, loads and asks, and holds what comes out against itself.
    fn go_through(&self, room: &Path, dice: &mut Dice, tally: &mut Tally) {
        let (model, warnings) = match model::read("model.yaml", &self.yaml) {
            Ok(found) => found,
            Err(report) => {
                assert!(report.errors() > 0, "refused without an error");
                assert!(!report.to_text(dice.below(2) == 0).is_empty() && report.to_json().is_array());
                tally.refused += 1;
                return;
            }
        };
        assert_eq!(warnings.errors(), 0);
        tally.valid += 1;
        let catalog = catalog::plan(&model, &model.keyspace.name);
        let rendered = render::render(&catalog, "model.yaml", &Overrides::default());
        let rendered =
            rendered.unwrap_or_else(|report| panic!("the built-in templates fail:\n{}", report.to_text(false)));
        assert!(rendered.artifacts.files.values().all(|text| text.ends_with('\n')));
        fs::write(room.join("input.csv"), &self.csv).unwrap();
        if dice.below(8) > 0 {
            tally.count(fill(&model, room, room, &mut Counting));
            return;
        }
        let dir = tempfile::tempdir_in(room).unwrap();
        let store = Embedded::new(dir.path(), &model.keyspace.name);
        let mut ingest = store.ingest_anew(&catalog, 1).unwrap();
        let spill = ingest.dir().to_path_buf();
        let loaded = fill(&model, room, &spill, &mut ingest);
        if let Some(loaded) = &loaded {
            ingest.commit().unwrap();
            let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
            runtime.block_on(ask(&store, &model, &catalog, loaded, dice, tally));
            tally.stored += 1;
        }
        tally.count(loaded);
    }

    /// Writes the case down for whoever looks for the fault.
    fn keep(&self) {
        let dir = std::env::temp_dir().join("modeler-fuzz");
        fs::create_dir_all(&dir).unwrap();
        for (name, bytes) in [("model.yaml", &self.yaml), ("input.csv", &self.csv)] {
            fs::write(dir.join(name), bytes).unwrap();
        }
        println!("kept in {}", dir.display());
    }
}

/// Loads the CSV in `room` into every source of the model; gives the counts of a load that came to its end.
fn fill<S: Sink>(model: &Model, room: &Path, spill: &Path, sink: &mut S) -> Option<Loaded> {
    let input = || InputFile::at(&room.join("input.csv"), "input.csv");
    let inputs = model.sources.iter().map(|_| vec![input()]).collect();
    let rejects = room.join("rejects.jsonl");
    let options = Options { inputs, rejects, max_errors: 50, spill: spill.to_path_buf(), threads: 2, window: None };
    match load(model, &options, sink, &|_| ()) {
        Ok(loaded) => Some(loaded),
        Err(LoadError::Input(report)) => {
            assert!(report.errors() > 0 && !report.to_text(false).is_empty());
            None
        }
        Err(LoadError::Source(error) | LoadError::Rejects(error)) => {
            assert!(!error.to_string().is_empty());
            None
        }
        Err(LoadError::TooManyRejects { .. }) => None,
        Err(LoadError::Store(error) | LoadError::Broken { failure: error, .. }) => {
            panic!("the store cannot take the rows: {error}")
        }
    }
}

impl Tally {
    fn count(&mut self, loaded: Option<Loaded>) {
        let Some(loaded) = loaded else { return };
        assert_eq!(loaded.read, loaded.filtered + loaded.rejected + loaded.accepted);
        for table in &loaded.tables {
            assert_eq!(table.accepted, table.distinct + table.overlap.superseded(), "{}", table.name.text());
        }
        self.loaded += 1;
        self.accepted += loaded.accepted;
        self.rejected += loaded.rejected;
    }
}

/// Asks every question of the model: with its examples, and with what a hasty hand types.
async fn ask(store: &Embedded, model: &Model, catalog: &Catalog, loaded: &Loaded, dice: &mut Dice, tally: &mut Tally) {
    for (at, (table, counts)) in catalog.tables.iter().zip(&loaded.tables).enumerate() {
        assert_eq!(
            store.count(catalog, &Script::default(), at).await.unwrap(),
            counts.distinct,
            "{}",
            counts.name.text()
        );
        for conflict in &counts.overlap.examples {
            assert!(!describe(loaded, &table.shape, conflict).is_empty());
        }
    }
    for (declared, select) in model.queries.iter().zip(&catalog.selects) {
        let asked = select.asked();
        let typed = asked.iter().map(|bind| {
            let mut bytes = Vec::new();
            let text = ["1", "7", "play", "2024-06-01", "[1, 2]", "[7]", "{}", ""][dice.below(8)];
            encode_text(&bind.ty, text, &Reading::default(), &mut bytes).is_ok().then_some(bytes)
        });
        let typed: Option<Vec<_>> = typed.collect();
        let words = asked.iter().map(|bind| format!("{}={}", bind.name.text(), PIECES[dice.below(PIECES.len())]));
        let read = query::parameters(&asked, &words.collect::<Vec<_>>());
        for parameters in declared.examples.iter().chain(&typed).chain(&read.ok()) {
            let columns = query::columns(select);
            let (mut out, format) = (Vec::new(), [Format::Table, Format::Json, Format::Csv][dice.below(3)]);
            let mut writer = Writer::new(format, &columns, &mut out);
            let mut each = |row: &modeler::store::Row<'_>| match writer.row(row) {
                Ok(()) => ControlFlow::Continue(()),
                Err(error) => panic!("{error}"),
            };
            // A value that no key can hold is refused, and that is an answer too.
            if query::ask(store, Statement { select, cql: "" }, parameters, &mut each).await.is_ok() {
                writer.finish().unwrap();
                tally.answered += 1;
            }
        }
    }
}

/// Damages `bytes` in one to four ways.
fn damage(bytes: &mut Vec<u8>, dice: &mut Dice) {
    for _ in 0..=dice.below(4) {
        let at = dice.below(bytes.len() + 1);
        let end = (at + 1 + dice.small()).min(bytes.len());
        match dice.below(9) {
            0 => bytes.truncate(at),
            1 => drop(bytes.drain(at..end)),
            2 => {
                let again = bytes[at..end].to_vec();
                bytes.splice(at..at, again);
            }
            3 => {
                let (piece, to) = (bytes[at..end].to_vec(), dice.below(bytes.len() + 1));
                bytes.splice(to..to, piece);
            }
            4 | 5 if at < bytes.len() => bytes[at] ^= 1 << dice.below(8),
            6 if at < bytes.len() => bytes[at] = dice.below(256) as u8,
            7 => {
                let line = bytes.iter().skip(at).position(|b| *b == b'\n').map_or(bytes.len(), |n| at + n + 1);
                bytes.drain(at..line);
            }
            _ => drop(bytes.splice(at..at, PIECES[dice.below(PIECES.len())].bytes())),
        }
    }
}

/// splitmix64, by Sebastiano Vigna.
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, n: usize) -> usize {
        (self.next() % n.max(1) as u64) as usize
    }

    /// Small most of the time.
    fn small(&mut self) -> usize {
        let bits = self.below(9);
        self.below(1 << bits)
    }
}

fn variable(name: &str) -> Option<u64> {
    std::env::var(name).ok().map(|text| text.parse().unwrap_or_else(|e| panic!("{name}: {e}")))
}
