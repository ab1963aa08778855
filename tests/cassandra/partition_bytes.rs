//! `check --data` tells the bytes of every partition that a node writes: tables of all shapes are loaded and flushed, and the
//! places of their partitions read from the node's own index.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};

use libtest_mimic::{Failed, Trial};
use modeler::value::token;
use serde_json::Value;

use crate::cluster::Cluster;
use crate::node::{Node, Options};
use crate::project::Project;

pub fn trials() -> Vec<Trial> {
    trials!(own: a_flushed_partition_has_the_bytes_that_were_foretold)
}

/// The vocabulary: columns that are always there, columns that are there now and then, one that never is.
const COLUMNS: &str = r#"
types:
  place: { street: text, number: int, zip: text }
columns:
  k: int
  n: int
  t: text
  e: { type: text, nulls: ["-"] }
  u: uuid
  d: date
  ts: timestamp
  b: bigint
  small: smallint
  tiny: tinyint
  dbl: double
  flt: float
  yes: boolean
  raw: blob
  dec: decimal
  big: varint
  ip: inet
  clock: time
  tu: timeuuid
  long: { type: text, nulls: ["-"] }
  some: text
  other: int
  rare: bigint
  never: int
  st: text
  st2: int
  li: { type: "list<int>", split: " " }
  se: { type: "set<text>", split: " " }
  ma: { type: "map<text, bigint>", split: " " }
  fli: { type: "frozen<list<int>>", split: " ", csv: li }
  fse: { type: "frozen<set<text>>", split: " ", csv: se }
  fma: { type: "frozen<map<text, bigint>>", split: " ", csv: ma }
  pl: { type: place, csv: { street: t, number: other, zip: some } }
  fpl: { type: frozen<place>, csv: { street: t, number: other, zip: some } }
  tup: "tuple<int, text>"
  vec: { type: "vector<float, 3>" }
  words: { type: "vector<text, 2>" }
  count: counter
  more: { type: counter, csv: count }
"#;

/// The shapes: the rest of a query's stanza.
const SHAPES: [(&str, &str); 32] = [
    ("one_row_each", "partition_key: [u], select: [t, long]"),
    ("texts", "partition_key: [t], clustering_key: [long desc, n], select: [b]"),
    ("composite", "partition_key: [t, d, k], clustering_key: [ts desc, small, n], select: [dbl, yes]"),
    ("keys_only", "partition_key: [k], clustering_key: [n]"),
    ("partition_only", "partition_key: [k, n]"),
    ("statics", "partition_key: [k], clustering_key: [n], static: [st, st2], select: [t]"),
    ("statics_here_and_there", "partition_key: [n], clustering_key: [k], static: [some, other], select: [t, rare]"),
    ("statics_alone", "partition_key: [k], clustering_key: [n], static: [st]"),
    ("sparse", "partition_key: [k], clustering_key: [n], select: [some, other, rare, t]"),
    ("sparse_alone", "partition_key: [k], clustering_key: [n], select: [rare]"),
    ("nobody_has_it", "partition_key: [k], clustering_key: [n], static: [never], select: [t, some]"),
    ("nobody_has_one", "partition_key: [k], clustering_key: [n], select: [never, some, other]"),
    ("lists", "partition_key: [k], clustering_key: [n], select: [li, t]"),
    ("sets", "partition_key: [k], clustering_key: [n], select: [se]"),
    ("maps", "partition_key: [k], clustering_key: [n], select: [ma, li, se, other]"),
    ("places", "partition_key: [k], clustering_key: [n], select: [pl]"),
    ("frozen", "partition_key: [k], clustering_key: [n], select: [fli, fse, fma, fpl]"),
    ("frozen_keys", "partition_key: [k, tup], clustering_key: [vec, n], select: [other]"),
    ("vectors", "partition_key: [k], clustering_key: [n], select: [vec, words, tup]"),
    ("static_sets", "partition_key: [k], clustering_key: [n], static: [se, st], select: [other]"),
    ("brief", "partition_key: [k], clustering_key: [n], static: [st], select: [e, some], ttl: 30d"),
    ("brief_lists", "partition_key: [k], clustering_key: [n], static: [st], select: [li, some], ttl: 30d"),
    ("brief_by_default", "partition_key: [k], clustering_key: [n], select: [t], DEFAULT"),
    (
        "all_types",
        "partition_key: [k], clustering_key: [n], select: [t, u, d, ts, b, small, tiny, dbl, flt, yes, raw, dec, big, ip, clock, tu, long]",
    ),
    (
        "all_clustering",
        "partition_key: [k], clustering_key: [u, d, ts desc, b, e, small desc, tiny, dbl, flt, yes, raw, ip, clock, tu, n]",
    ),
    ("by_value", "partition_key: [k], clustering_key: [dec, big desc, e, n], select: [b]"),
    ("raw_key", "partition_key: [raw], clustering_key: [n], select: [raw]"),
    ("one_partition", "partition_key: [yes], clustering_key: [n], select: [long, t, dbl]"),
    ("wide_63", "partition_key: [k], clustering_key: [n], select: [63]"),
    ("wide_64", "partition_key: [k], clustering_key: [n], select: [64]"),
    ("wide_150", "partition_key: [k], clustering_key: [n], select: [150]"),
    ("counted", "partition_key: [k], clustering_key: [b], static: [more], select: [count]"),
];

/// Columns of the wide tables, most of which most rows lack.
const WIDE: usize = 150;
const ROWS: u64 = 600;

fn model() -> String {
    let mut model = format!("modeler: 1\nsource: {{ files: [rows.csv], nulls: [\"\"] }}{COLUMNS}");
    (0..WIDE).for_each(|n| writeln!(model, "  w{n:03}: int").unwrap());
    model.push_str("queries:\n");
    for (name, stanza) in SHAPES {
        let (stanza, own) = match stanza.split_once(", DEFAULT") {
            Some((stanza, _)) => (stanza, "default_time_to_live: 86400, "),
            None => (stanza, ""),
        };
        let wide = |n: usize| (0..n).map(|n| format!("w{n:03}")).collect::<Vec<_>>().join(", ");
        let stanza = [63, 64, 150]
            .into_iter()
            .fold(stanza.to_owned(), |stanza, n| stanza.replace(&format!("[{n}]"), &format!("[{}]", wide(n))));
        writeln!(model, "  {name}: {{ {stanza}, options: {{ {own}compression: {{ enabled: false }} }} }}").unwrap();
    }
    model
}

/// Rows in which everything is long and short, there and not there, the same in every run.
fn rows() -> String {
    let mut text = String::from(
        "k,n,t,e,u,d,ts,b,small,tiny,dbl,flt,yes,raw,dec,big,ip,clock,tu,long,some,other,rare,never,st,st2,li,se,ma,tup,vec,words,count",
    );
    (0..WIDE).for_each(|n| write!(text, ",w{n:03}").unwrap());
    text.push('\n');
    for n in 0..ROWS {
        let k = n * n % 17;
        let word =
            |length: u64| "abcdefgh".chars().cycle().skip((n % 8) as usize).take(length as usize).collect::<String>();
        let there = |every: u64, cell: String| if n % every == 1 { cell } else { String::new() };
        let many = |cell: &dyn Fn(u64) -> String| (0..n % 6).map(cell).collect::<Vec<_>>().join(" ");
        write!(
            text,
            "{k},{n},{},{},00000000-0000-4000-8000-{n:012},2024-{:02}-{:02},2024-02-{:02}T10:00:00Z,{},{},{},{n}.5,{}.25,{},0x{},{}.{:0w$},{}{},10.0.0.{},10:{:02}:00,{n:08x}-1dd2-11b2-8000-000000000000,{}",
            word(n % 5 + 1), word(n % 4),
            n % 12 + 1, n % 28 + 1, n % 29 + 1,
            n % 40, n % 300, n % 100, n,
            n % 2 == 0,
            "ab".repeat((n % 200 + 1) as usize),
            n % 3, n % 7, "9".repeat((n % 40 + 1) as usize), n % 10,
            n % 250, n % 60,
            word(if n % 100 == 7 { 20_000 } else { n % 300 }),
            w = (n % 4 + 1) as usize,
        )
        .unwrap();
        let tuple = format!("\"[{k}, \"\"{}\"\"]\"", word(k));
        write!(
            text,
            ",{},{},{},,s{k},{k},{},{},{},{tuple},\"[{k}, 1.5, 2]\",\"[\"\"{}\"\", \"\"x\"\"]\",{}",
            there(2, word(n % 9)),
            there(3, n.to_string()),
            there(7, n.to_string()),
            many(&|i| (n + i).to_string()),
            many(&|i| word(i + 1)),
            many(&|i| format!("{}={n}", word(i + 2))),
            word(n % 6),
            n % 5,
        )
        .unwrap();
        for column in 0..WIDE as u64 {
            // From nearly none to all but one.
            let is_there = (column * 7 + n * 13) % 150 < n % 151;
            write!(text, ",{}", if is_there { column.to_string() } else { String::new() }).unwrap();
        }
        text.push('\n');
    }
    text
}

fn a_flushed_partition_has_the_bytes_that_were_foretold() -> Result<(), Failed> {
    let node = Node::private(&Options { forgetful: true, ..Options::default() })?;
    let cluster = Cluster::of(&node)?;
    let project = Project::new(&cluster, &model(), &rows());
    let top = ["check", "--data", "--top", "100000", "--format", "json"];
    let foretold = project.embedded(top).ends(0).json();
    project.node(["apply"]).ends(0);
    project.node(["load"]).ends(0);
    for (name, _) in SHAPES {
        // What is older than that is flushed, now.
        project.cql(&format!("ALTER TABLE KS.{name} WITH memtable_flush_period_in_ms = 1"))?;
    }
    let data = node.folder().join("data").join(project.keyspace.name());
    let mut partitions = 0;
    for ((name, _), told) in SHAPES.iter().zip(foretold["data"]["tables"].as_array().unwrap()) {
        assert_eq!(told["name"], *name);
        let told: BTreeMap<i64, u64> = entries(&told["largest"], "bytes");
        let found = flushed(&data, name)?;
        assert_eq!(found.keys().collect::<Vec<_>>(), told.keys().collect::<Vec<_>>(), "{name}: other partitions");
        partitions += found.len();
        if *name == "counted" {
            // The node's own clock is in each cell of a counter: one byte foretold, three at most.
            let cells = 2 * ROWS;
            assert!(found.iter().all(|(token, bytes)| (told[token]..=told[token] + 2 * cells).contains(bytes)));
            continue;
        }
        let wrong: Vec<_> = found.iter().filter(|(token, bytes)| told[*token] != **bytes).collect();
        let shown = wrong.iter().take(5).map(|(token, bytes)| format!("{bytes} for {}", told[*token]));
        assert!(
            wrong.is_empty(),
            "{name}: {} of {}: {}",
            wrong.len(),
            found.len(),
            shown.collect::<Vec<_>>().join(", ")
        );
    }
    println!("{partitions} partitions of {} tables to the byte", SHAPES.len() - 1);
    Ok(())
}

fn entries(list: &Value, unit: &str) -> BTreeMap<i64, u64> {
    let entry = |entry: &Value| (entry["token"].as_i64().unwrap(), entry[unit].as_u64().unwrap());
    list.as_array().unwrap().iter().map(entry).collect()
}

/// The bytes of each partition in the one file that the table was flushed to, by token.
fn flushed(keyspace: &Path, table: &str) -> Result<BTreeMap<i64, u64>, Failed> {
    let deadline = Instant::now() + Duration::from_secs(30);
    let folder = |folder: &PathBuf| folder.file_name().unwrap().to_string_lossy().starts_with(&format!("{table}-"));
    let folder = fs::read_dir(keyspace)?.map(|entry| entry.unwrap().path()).find(folder).ok_or("no folder")?;
    let files = |ending: &str| -> Vec<PathBuf> {
        let paths = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path());
        paths.filter(|path| path.to_string_lossy().ends_with(ending)).collect()
    };
    // Its list of contents is written last.
    while files("-TOC.txt").is_empty() {
        assert!(Instant::now() < deadline, "{table} was not flushed");
        thread::sleep(Duration::from_millis(20));
    }
    let (data, index) = (files("-Data.db"), files("-Index.db"));
    assert_eq!((data.len(), index.len()), (1, 1), "{table} was flushed more than once");
    let index = fs::read(&index[0])?;
    let (mut rest, mut found) = (index.as_slice(), Vec::new());
    while !rest.is_empty() {
        let length = usize::from(u16::from_be_bytes([rest[0], rest[1]]));
        let key = &rest[2..2 + length];
        rest = &rest[2 + length..];
        let position = number(&mut rest);
        let promoted = number(&mut rest) as usize;
        rest = &rest[promoted..];
        found.push((token(key), position));
    }
    let ends = found.iter().skip(1).map(|(_, at)| *at).chain([fs::metadata(&data[0])?.len()]).collect::<Vec<_>>();
    Ok(found.into_iter().zip(ends).map(|((token, start), end)| (token, end - start)).collect())
}

/// An unsigned number of variable length.
fn number(rest: &mut &[u8]) -> u64 {
    let first = rest[0];
    let more = first.leading_ones() as usize;
    let tail = &rest[1..=more];
    let head = u64::from(first) & (0xff_u64 >> more);
    let n = tail.iter().fold(head, |n, byte| n << 8 | u64::from(*byte));
    *rest = &rest[1 + more..];
    n
}
