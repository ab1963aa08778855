//! A project, the binary run in it, and what kills it.

use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;
use std::process::{Child, Command};
use std::thread;
use std::time::{Duration, Instant};

use fastrand::Rng;
use serde_json::Value;

use crate::sandbox::{Project, Said};

/// What somebody types who wants to go on.
pub(super) const RESUME: &str = "load --resume --format json";

/// A project that is loaded into one keyspace after the other.
pub(super) struct Rig {
    pub(super) project: Project,
    /// The node's address.
    pub(super) node: String,
    /// How long a load usually takes.
    pub(super) took: Duration,
    /// How much of that passes from the first row on.
    pub(super) sending: Duration,
}

/// What became of a load that was broken off.
pub(super) struct Broken {
    /// What happened, for whoever reads of a failure.
    pub(super) story: String,
    /// The write timestamp in the ledger, if there is one.
    pub(super) ledger: Option<i64>,
    /// How often it was ended before its end.
    pub(super) hits: u32,
}

impl Rig {
    pub(super) fn new(project: Project, node: &str) -> Self {
        Self { project, node: node.to_owned(), took: Duration::ZERO, sending: Duration::ZERO }
    }

    /// Makes the tables in `keyspace`.
    pub(super) fn apply(&self, keyspace: &str) {
        self.run(keyspace, "apply").fine();
    }

    /// Loads into `keyspace` without a break, and remembers how long that takes.
    pub(super) fn measure(&mut self, keyspace: &str) -> Said {
        self.apply(keyspace);
        let began = Instant::now();
        let mut child = self.start(keyspace, "load --format json");
        self.await_rows(&mut child);
        self.sending = began.elapsed();
        let said = Said::of(&child.wait_with_output().unwrap(), began.elapsed());
        said.fine();
        self.took = said.took;
        self.sending = said.took.saturating_sub(self.sending);
        said
    }

    /// Waits until a load begins to send rows, or ends. Gives whether it sends.
    pub(super) fn await_rows(&self, child: &mut Child) -> bool {
        while self.ledger().is_none() {
            if child.try_wait().unwrap().is_some() {
                return false;
            }
            thread::sleep(Duration::from_millis(2));
        }
        true
    }

    /// A load has ended before its signal came: a first load is slower than those that follow.
    fn quicken(&mut self, said: &Said) {
        let share = (said.took.as_secs_f64() / self.took.as_secs_f64()).clamp(0.3, 0.9);
        (self.took, self.sending) = (self.took.mul_f64(share), self.sending.mul_f64(share));
    }

    pub(super) fn run(&self, keyspace: &str, arguments: &str) -> Said {
        self.project.run(&self.store(keyspace), arguments)
    }

    pub(super) fn start(&self, keyspace: &str, arguments: &str) -> Child {
        self.project.command(&self.store(keyspace), arguments).spawn().unwrap()
    }

    fn store(&self, keyspace: &str) -> String {
        format!("{}/{keyspace}", self.node)
    }

    /// Starts `begin`, ends it by one of `signals` at a moment of its usual duration; now and then goes on with it, and ends
    /// that, too.
    pub(super) fn break_off(&mut self, keyspace: &str, begin: &str, signals: &[&str], chance: &mut Rng) -> Broken {
        let mut broken = Broken { story: String::new(), ledger: None, hits: 0 };
        for _ in 0..4 {
            let command = if broken.ledger.is_some() { RESUME } else { begin };
            let signal = signals[chance.usize(..signals.len())];
            // What comes before the first row is half of a short load, and a kill there is soon told.
            let among_rows = command == begin && chance.u8(0..3) > 0;
            let share = chance.f64() * 1.1;
            let moment = if among_rows { self.sending } else { self.took }.mul_f64(share);
            let said = self.end_after(keyspace, command, signal, (among_rows, moment));
            if said.code == Some(0) && command == begin {
                self.quicken(&said);
            }
            let before = broken.ledger;
            broken.ledger = self.ledger();
            broken.hits += u32::from(said.code.is_none_or(|code| code == 130));
            let _ = writeln!(
                broken.story,
                "`{command}`, {signal} after {moment:?}, of the first row: {among_rows}: {:?}, ledger of {:?}",
                said.code, broken.ledger
            );
            let is_counted = said.code == Some(5) && said.err.contains("counters would be counted twice");
            let is_expected = is_counted || matches!(said.code, None | Some(0 | 7 | 130));
            assert!(is_expected, "{}{said:#?}", broken.story);
            let goes_on = broken.ledger.is_none() || before.is_none() || broken.ledger == before;
            assert!(goes_on, "another write timestamp\n{}", broken.story);
            let is_complete = broken.ledger.is_none() && (before.is_some() || matches!(said.code, Some(0 | 5 | 7)));
            if is_complete || chance.bool() {
                break;
            }
        }
        broken
    }

    fn end_after(&self, keyspace: &str, arguments: &str, signal: &str, (among_rows, moment): (bool, Duration)) -> Said {
        let began = Instant::now();
        let mut child = self.start(keyspace, arguments);
        if !among_rows || self.await_rows(&mut child) {
            thread::sleep(moment);
        }
        end(&child, signal);
        Said::of(&child.wait_with_output().unwrap(), began.elapsed())
    }

    /// The write timestamp in the ledger that a load has left, if it was on the disk.
    pub(super) fn ledger(&self) -> Option<i64> {
        let path = self.ledger_file()?;
        let text = fs::read_to_string(&path).ok()?;
        let (line, _) = text.split_once('\n')?;
        let note: Value = serde_json::from_str(line.split_once(' ')?.1).ok()?;
        note["begun"]["timestamp"].as_i64()
    }

    /// The ledger that a load has left, if it has left one.
    pub(super) fn ledger_file(&self) -> Option<PathBuf> {
        let all = self.left().into_iter().map(|name| self.project.path(".modeler/loads").join(name));
        all.into_iter().find(|path| path.extension().is_some_and(|extension| extension == "ledger"))
    }

    /// What lies in the folder of loads.
    pub(super) fn left(&self) -> Vec<String> {
        let entries = fs::read_dir(self.project.path(".modeler/loads")).into_iter().flatten();
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
    }

    /// Goes on with what is left, as a user would: where there is nothing to go on with, by `begin`, the command that was
    /// broken off. Gives how the load ended, and whether it was another one.
    pub(super) fn finish(&self, keyspace: &str, begin: &str, broken: &Broken) -> (Said, bool) {
        let resumed = self.run(keyspace, RESUME);
        let ended = match resumed.code {
            Some(0 | 7) if broken.ledger.is_some() => (resumed, false),
            Some(5) if broken.ledger.is_none() && resumed.err.contains("there is nothing to go on with") => {
                (self.run(keyspace, begin), true)
            }
            // Tables that were being made anew are not there.
            Some(6) if broken.ledger.is_none() && begin.contains("--drop-tables") => (self.run(keyspace, begin), true),
            _ => panic!("{}{resumed:#?}", broken.story),
        };
        if matches!(ended.0.code, Some(0 | 7)) {
            assert_eq!(self.left(), Vec::<String>::new(), "left over\n{}", broken.story);
        }
        ended
    }
}

/// Sends the signal to a process, which may have ended.
pub(super) fn end(child: &Child, signal: &str) {
    let _ = Command::new("kill").args(["-s", signal, &child.id().to_string()]).output();
}

/// The counts of each table as a load has told them last. Panics unless each row is accounted for.
pub(super) fn account(said: &Said, story: &str) -> Value {
    let line = said.out.lines().last().unwrap_or_else(|| panic!("no counts\n{story}{said:#?}"));
    let told: Value = serde_json::from_str(line).unwrap();
    assert_eq!(told["event"], "loaded", "{story}{said:#?}");
    for (name, table) in told["tables"].as_object().unwrap() {
        let count = |what: &str| table[what].as_u64().unwrap_or(0);
        let settled = ["written", "superseded", "added", "refused", "unknown", "not_attempted"].map(count);
        assert_eq!(count("accepted"), settled.iter().sum::<u64>(), "`{name}`: {table}\n{story}");
        assert_eq!(
            count("distinct"),
            count("written") + count("refused") + count("unknown"),
            "`{name}`: {table}\n{story}"
        );
    }
    told["tables"].clone()
}
