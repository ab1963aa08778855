//! A load of known rows through a proxy that forges: how it is run, what its counts say, and what the node holds after it.

use std::fmt::Write as _;
use std::fs;
use std::ops::Range;
use std::process::Child;
use std::time::Instant;

use libtest_mimic::Failed;
use serde_json::Value;

use crate::cluster::{Cluster, Keyspace};
use crate::proxy::{Deed, Proxy, Rule};
use crate::sandbox::{Project, Said, said};

/// A table of rows that may be sent again: partitions of many rows, which go in batches, and of one.
pub const ROWS: &str = "\
columns: { user: int, seq: int, song: text }
queries:
  by_user: { partition_key: [user], clustering_key: [seq], select: [song], examples: [{ user: 1 }] }
";

/// What a load is tried with.
pub struct Site<'a> {
    pub cluster: &'a Cluster,
    pub keyspace: Keyspace<'a>,
    pub proxy: Proxy,
    pub project: Project,
}

/// A row of [`ROWS`].
pub type Row = (i32, i32, String);

/// Rows of the given numbers: every other one is in a partition of 20, the others are alone.
pub fn rows(numbers: Range<i32>, song: &str) -> Vec<Row> {
    let user = |n: i32| if n % 2 == 0 { n / 40 } else { 100_000 + n };
    numbers.map(|n| (user(n), n, format!("{song} song {n}"))).collect()
}

/// What stands in every write of a site's rows, and in no other request.
const MARK: &[u8] = b"song ";

/// About all writes of rows.
pub fn writes(deed: Deed) -> Rule {
    Rule::writes(deed).with(MARK)
}

/// About those of one row.
pub fn statements(deed: Deed) -> Rule {
    Rule::statements(deed).with(MARK)
}

/// About those of several.
pub fn batches(deed: Deed) -> Rule {
    Rule::batches(deed).with(MARK)
}

/// The CSV of rows.
pub fn csv(rows: &[Row]) -> String {
    let mut csv = "user,seq,song\n".to_owned();
    for (user, seq, song) in rows {
        let _ = writeln!(csv, "{user},{seq},{song}");
    }
    csv
}

impl<'a> Site<'a> {
    /// A site of `model`, whose tables are made.
    pub fn new(cluster: &'a Cluster, model: &str, csv: &str) -> Self {
        let (keyspace, proxy) = (cluster.keyspace(), Proxy::before(cluster.address()));
        let site = Self { cluster, keyspace, proxy, project: Project::new(model, csv) };
        site.project.run(&site.store(), "apply").fine();
        site
    }

    pub fn of_rows(cluster: &'a Cluster, rows: &[Row]) -> Self {
        Self::new(cluster, ROWS, &csv(rows))
    }

    /// Loads other rows from here on.
    pub fn input(&self, rows: &[Row]) {
        self.project.write("data/events.csv", &csv(rows));
    }

    /// The store behind the proxy.
    pub fn store(&self) -> String {
        format!("{}/{}", self.proxy.address(), self.keyspace)
    }

    /// Loads; panics unless that ends with `code` and every row is accounted for.
    #[track_caller]
    pub fn load(&self, arguments: &str, code: i32) -> Ended {
        let arguments = format!("load --format json {arguments}");
        Ended::of(said(self.project.command(&self.store(), &arguments)), code)
    }

    /// Begins a load.
    pub fn begin(&self, arguments: &str) -> Result<Child, Failed> {
        Ok(self.project.command(&self.store(), &format!("load --format json {arguments}")).spawn()?)
    }

    /// What came of a load that was begun.
    #[track_caller]
    pub fn end(child: Child, code: i32) -> Ended {
        let began = Instant::now();
        Ended::of(Said::of(&child.wait_with_output().unwrap(), began.elapsed()), code)
    }

    /// Whether the ledger of a load that was broken off is there.
    pub fn is_kept(&self) -> bool {
        let Ok(loads) = fs::read_dir(self.project.path(".modeler/loads")) else { return false };
        let mut ledgers = loads.flatten().filter(|entry| entry.path().extension().is_some_and(|e| e == "ledger"));
        ledgers.any(|ledger| ledger.metadata().is_ok_and(|ledger| ledger.len() > 0))
    }

    /// Panics unless the table of rows holds these and no others.
    #[track_caller]
    pub fn holds(&self, rows: &[Row]) {
        let (mut there, mut rows) = (self.there(), rows.to_vec());
        there.sort();
        rows.sort();
        let missing: Vec<&Row> = rows.iter().filter(|row| there.binary_search(row).is_err()).take(5).collect();
        assert!(there == rows, "{} rows are there, not {}; missing {missing:?}…", there.len(), rows.len());
    }

    /// The rows of the table of rows.
    pub fn there(&self) -> Vec<Row> {
        let table = format!("SELECT user, seq, song FROM {}.by_user", self.keyspace);
        let answer = self.cluster.cql(&table).unwrap().into_rows_result().unwrap();
        answer.rows::<Row>().unwrap().collect::<Result<_, _>>().unwrap()
    }

    /// The lines of a file in the project's folder of files that go with a load, as JSON.
    pub fn told(&self, name: &str) -> Vec<Value> {
        let text = fs::read_to_string(self.project.path(&format!(".modeler/{name}"))).unwrap();
        text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }

    /// The text of one of these files.
    pub fn text(&self, name: &str) -> String {
        fs::read_to_string(self.project.path(&format!(".modeler/{name}"))).unwrap()
    }
}

/// How a load ended.
#[derive(Debug)]
pub struct Ended {
    pub said: Said,
    /// Its counts.
    pub json: Value,
}

impl Ended {
    #[track_caller]
    fn of(said: Said, code: i32) -> Self {
        assert!(said.code == Some(code), "should end with {code}: {said:#?}");
        let json: Value = serde_json::from_str(said.out.lines().last().unwrap_or_default()).unwrap();
        assert_eq!(json["event"], if code == 0 || code == 7 { "loaded" } else { "broken" }, "{said:#?}");
        let ended = Self { said, json };
        for (name, table) in ended.json["tables"].as_object().unwrap() {
            let count = |name: &str| table[name].as_u64();
            let settled = count("added").or_else(|| count("superseded")).unwrap();
            let parts = ["written", "refused", "unknown", "not_attempted"].map(|part| count(part).unwrap());
            assert_eq!(count("accepted").unwrap(), settled + parts.iter().sum::<u64>(), "{name}: {ended:#?}");
        }
        ended
    }

    /// A number of the only table.
    pub fn count(&self, name: &str) -> u64 {
        let tables = self.json["tables"].as_object().unwrap();
        tables.values().next().unwrap()[name].as_u64().unwrap()
    }

    /// Panics unless the counts of the only table are these: written, refused, unknown, not attempted.
    #[track_caller]
    pub fn counts(&self, expected: [u64; 4]) {
        let counts = ["written", "refused", "unknown", "not_attempted"].map(|name| self.count(name));
        assert_eq!(counts, expected, "{:#?}", self.said);
    }

    /// Requests that were sent once more, as far as the last event tells.
    pub fn retries(&self) -> u64 {
        let events = self.said.out.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
        events.filter_map(|event| event["retries"].as_u64()).max().unwrap_or(0)
    }
}
