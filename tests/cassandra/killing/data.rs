//! What is loaded: rows with static columns, a user-defined type, sets, gaps and keys that come again; and rows that must
//! not be sent twice.

use std::fmt::Write as _;

use crate::sandbox::Project;

/// Four tables whose rows may be sent again: in each some keys come more than once, and most values may be missing.
const ROWS: &str = "\
modeler: 1
keyspace: { name: killing, replication: { class: SimpleStrategy, replication_factor: 1 } }
types: { place: { name: text, floor: int } }
source: { files: [data/events.csv], nulls: [\"\"] }
columns:
  user: int
  seq: int
  song: text
  name: text
  length: double
  plays: bigint
  tags: { type: \"frozen<set<text>>\", split: \" \" }
  words: { type: \"set<text>\", split: \" \", csv: tags }
  home: { type: frozen<place>, csv: { name: place, floor: floor } }
queries:
  by_user: { partition_key: [user], clustering_key: [seq], static: [name], select: [song, length, tags, home] }
  by_song: { partition_key: [song], clustering_key: [user desc, seq], select: [plays, home] }
  latest: { partition_key: [user], select: [song, length, plays] }
  words_of_user: { partition_key: [user], clustering_key: [song], select: [words, length] }
";

/// Increments, and lists of several cells.
const ONCE: &str = "\
modeler: 1
keyspace: { name: once, replication: { class: SimpleStrategy, replication_factor: 1 } }
source: { files: [data/events.csv] }
columns:
  user: int
  seq: int
  plays: counter
  seconds: { type: counter, csv: seconds }
  marks: { type: \"list<int>\", split: \" \" }
queries:
  counted: { partition_key: [user], clustering_key: [seq], select: [plays, seconds] }
  marked: { partition_key: [user], clustering_key: [seq], select: [marks] }
";

/// The tables of [`rows`], in the model's order.
pub(super) const TABLES: [&str; 4] = ["by_user", "by_song", "latest", "words_of_user"];

/// A project with `rows` rows that may be sent again.
pub(super) fn rows(rows: u32) -> Project {
    let mut chance = fastrand::Rng::with_seed(1);
    let mut csv = "user,seq,song,name,length,plays,tags,place,floor\n".to_owned();
    for row in 0..rows {
        let (user, seq) = (chance.u32(0..=rows / 20), chance.u32(0..40));
        let mut some = |text: String| if chance.u8(0..3) > 0 { text } else { String::new() };
        let (name, length) = (some(format!("user {user} of row {row}")), some(format!("{row}.5")));
        let (plays, tags) = (some(format!("{row}000")), some(format!("t{} t{} all", row % 7, row % 11)));
        let (place, floor) = (some(format!("house {}", row % 100)), some(format!("{}", row % 9)));
        let _ = writeln!(
            csv,
            "{user},{seq},a song of some length {},{name},{length},{plays},{tags},{place},{floor}",
            row % 977
        );
    }
    made(ROWS, &csv)
}

/// A key of [`once`], and what stands there when it was loaded once.
#[derive(Debug)]
pub(super) struct Once {
    pub(super) key: (i32, i32),
    pub(super) plays: i64,
    pub(super) seconds: i64,
    pub(super) marks: Vec<i32>,
}

/// A project of `keys` keys in two tables that must not be sent twice, and what is to be there.
pub(super) fn once(keys: i32) -> (Project, Vec<Once>) {
    let mut csv = "user,seq,seconds,marks\n".to_owned();
    let mut all = Vec::new();
    for seq in 0..keys {
        let (user, times, seconds) = (seq % 997, i64::from(1 + seq % 3), i64::from(1 + seq % 7));
        for _ in 0..times {
            let _ = writeln!(csv, "{user},{seq},{seconds},{seq} {} {seq}", seq + 1);
        }
        let marks = vec![seq, seq + 1, seq];
        all.push(Once { key: (user, seq), plays: times, seconds: times * seconds, marks });
    }
    all.sort_by_key(|once| once.key);
    (made(ONCE, &csv), all)
}

fn made(model: &str, csv: &str) -> Project {
    let project = Project::empty();
    project.write("models/queries.yaml", model);
    project.write("data/events.csv", csv);
    project
}
