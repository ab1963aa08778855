//! Kills loads of what must not be sent twice: increments, and lists of several cells.

use std::collections::{BTreeMap, HashSet};
use std::fs;
use std::thread;
use std::time::{Duration, Instant};

use libtest_mimic::{Failed, Trial};
use serde_json::Value;

use super::Settings;
use super::data::{self, Once};
use super::rig::{Broken, RESUME, Rig, account, end};
use crate::cluster::Cluster;
use crate::sandbox::Said;

pub fn trials() -> Vec<Trial> {
    trials!(
        shared: a_killed_load_counts_nothing_twice, what_is_interrupted_and_then_killed_counts_nothing_twice,
            what_is_not_known_is_told_before_the_ledger_goes
    )
}

const BEGIN: &str = "load --format json";

fn a_killed_load_counts_nothing_twice(cluster: &Cluster) -> Result<(), Failed> {
    let settings = Settings::from_environment(6_000, "MODELER_ONCE_KILLS", 3);
    let (project, all) = data::once(settings.rows as i32);
    let mut rig = Rig::new(project, cluster.address());
    let whole = cluster.keyspace();
    let said = rig.measure(whole.name());
    check(cluster, whole.name(), &all, (&rig, &said), "unbroken")?;
    let mut unknown = 0;
    for kill in 0..settings.kills {
        let (mut chance, keyspace) = (settings.chance(kill), cluster.keyspace());
        let _ = fs::remove_file(rig.project.path(".modeler/unknown.jsonl"));
        rig.apply(keyspace.name());
        let mut broken = rig.break_off(keyspace.name(), BEGIN, &["KILL", "KILL", "INT"], &mut chance);
        broken.story = format!("kill {kill}\n{}", broken.story);
        unknown += finish(cluster, keyspace.name(), &all, &rig, &broken)?;
    }
    println!("of {unknown} rows it was not known whether they were written");
    Ok(())
}

/// What an interrupt leaves is exact; what is then sent of it is noted before, so that a kill leaves it unknown.
fn what_is_interrupted_and_then_killed_counts_nothing_twice(cluster: &Cluster) -> Result<(), Failed> {
    let (project, all) = data::once(3_000);
    let mut rig = Rig::new(project, cluster.address());
    let whole = cluster.keyspace();
    rig.measure(whole.name());
    for rows in [700, 1_300] {
        let keyspace = cluster.keyspace();
        let _ = fs::remove_file(rig.project.path(".modeler/unknown.jsonl"));
        rig.apply(keyspace.name());
        let child = rig.start(keyspace.name(), "load --format json --rate 1000");
        wait(|| count(cluster, keyspace.name()) > rows);
        end(&child, "INT");
        let interrupted = Said::of(&child.wait_with_output()?, Duration::ZERO);
        assert_eq!(interrupted.code, Some(130), "{interrupted:#?}");
        let before = count(cluster, keyspace.name());
        let child = rig.start(keyspace.name(), "load --resume --format json --rate 200");
        wait(|| count(cluster, keyspace.name()) > before + 20);
        end(&child, "KILL");
        child.wait_with_output()?;
        let story = format!("interrupted after {before} rows, killed after {}\n", count(cluster, keyspace.name()));
        let broken = Broken { story, ledger: rig.ledger(), hits: 1 };
        finish(cluster, keyspace.name(), &all, &rig, &broken)?;
    }
    Ok(())
}

/// Who cannot be told which rows are not known can still ask again.
fn what_is_not_known_is_told_before_the_ledger_goes(cluster: &Cluster) -> Result<(), Failed> {
    let (project, all) = data::once(2_000);
    let (rig, keyspace) = (Rig::new(project, cluster.address()), cluster.keyspace());
    rig.apply(keyspace.name());
    let child = rig.start(keyspace.name(), "load --format json --rate 1000");
    wait(|| count(cluster, keyspace.name()) > 300);
    end(&child, "KILL");
    child.wait_with_output()?;
    let broken = Broken { story: "no room for what is not known\n".to_owned(), ledger: rig.ledger(), hits: 1 };
    let file = rig.project.path(".modeler/unknown.jsonl");
    fs::create_dir_all(&file)?;
    rig.run(keyspace.name(), RESUME).fails(8, 30, "error: cannot write `*unknown.jsonl`*");
    fs::remove_dir(&file)?;
    let unknown = finish(cluster, keyspace.name(), &all, &rig, &broken)?;
    assert!(unknown > 0, "a load that is killed leaves rows that are not known");
    Ok(())
}

fn count(cluster: &Cluster, keyspace: &str) -> i64 {
    let answer = cluster.cql(&format!("SELECT count(*) FROM {keyspace}.counted")).unwrap();
    answer.into_rows_result().unwrap().single_row::<(i64,)>().unwrap().0
}

fn wait(until: impl Fn() -> bool) {
    let deadline = Instant::now() + Duration::from_mins(1);
    while !until() {
        assert!(Instant::now() < deadline, "it does not come so far");
        thread::sleep(Duration::from_millis(20));
    }
}

/// Goes on to the end, and looks at what is there. Gives how many rows are not known.
fn finish(cluster: &Cluster, keyspace: &str, all: &[Once], rig: &Rig, broken: &Broken) -> Result<usize, Failed> {
    let (said, _) = rig.finish(keyspace, BEGIN, broken);
    if said.code == Some(5) {
        // All had been counted when the kill came, by a load that was gone on with perhaps.
        assert!(said.err.contains("counters would be counted twice"), "{}{said:#?}", broken.story);
        hold(all, &found(cluster, keyspace)?, &unknown(rig), &broken.story);
        return Ok(0);
    }
    check(cluster, keyspace, all, (rig, &said), &broken.story)
}

/// What stands at a key: both counters, and the list.
type Found = (BTreeMap<(i32, i32), (i64, i64)>, BTreeMap<(i32, i32), Vec<i32>>);

fn check(
    cluster: &Cluster,
    keyspace: &str,
    all: &[Once],
    (rig, said): (&Rig, &Said),
    story: &str,
) -> Result<usize, Failed> {
    let unknown = unknown(rig);
    assert_eq!(said.code, Some(if unknown.is_empty() { 0 } else { 7 }), "{story}{said:#?}");
    let tables = account(said, story);
    for table in ["counted", "marked"] {
        let told = unknown.iter().filter(|(of, _)| of == table).count() as u64;
        let counts = &tables[table];
        assert_eq!(counts["unknown"], told, "`{table}`: {counts}\n{story}");
        assert_eq!(
            (&counts["refused"], &counts["not_attempted"]),
            (&0.into(), &0.into()),
            "`{table}`: {counts}\n{story}"
        );
    }
    hold(all, &found(cluster, keyspace)?, &unknown, story);
    Ok(unknown.len())
}

/// Panics unless each key holds what it holds after one load; those that are not known may hold nothing, too.
fn hold(all: &[Once], (counted, marked): &Found, unknown: &HashSet<(String, (i32, i32))>, story: &str) {
    for once in all {
        let may_lack = |table: &str| unknown.contains(&(table.to_owned(), once.key));
        let found = counted.get(&once.key);
        let is_right = found.map_or(may_lack("counted"), |found| *found == (once.plays, once.seconds));
        assert!(is_right, "{once:?} is counted as {found:?}; not known: {}\n{story}", may_lack("counted"));
        let found = marked.get(&once.key);
        let is_right = found.map_or(may_lack("marked"), |found| *found == once.marks);
        assert!(is_right, "{once:?} is listed as {found:?}; not known: {}\n{story}", may_lack("marked"));
    }
    assert!(counted.len() <= all.len() && marked.len() <= all.len(), "keys that nobody has loaded\n{story}");
}

fn found(cluster: &Cluster, keyspace: &str) -> Result<Found, Failed> {
    let (mut counted, mut marked) = (BTreeMap::new(), BTreeMap::new());
    let statement = format!("SELECT user, seq, CAST(plays AS bigint), CAST(seconds AS bigint) FROM {keyspace}.counted");
    let answer = cluster.cql(&statement)?.into_rows_result()?;
    for row in answer.rows::<(i32, i32, Option<i64>, Option<i64>)>()? {
        let (user, seq, plays, seconds) = row?;
        counted.insert((user, seq), (plays.unwrap_or(0), seconds.unwrap_or(0)));
    }
    let answer = cluster.cql(&format!("SELECT user, seq, marks FROM {keyspace}.marked"))?.into_rows_result()?;
    for row in answer.rows::<(i32, i32, Option<Vec<i32>>)>()? {
        let (user, seq, marks) = row?;
        marked.insert((user, seq), marks.unwrap_or_default());
    }
    Ok((counted, marked))
}

/// The rows of which it is not known whether they were written, by table and key. None is told of twice.
fn unknown(rig: &Rig) -> HashSet<(String, (i32, i32))> {
    let text = fs::read_to_string(rig.project.path(".modeler/unknown.jsonl")).unwrap_or_default();
    let row = |line: &str| {
        let told: Value = serde_json::from_str(line).unwrap();
        let number = |name: &str| told["key"][name].as_i64().unwrap() as i32;
        (told["table"].as_str().unwrap().to_owned(), (number("user"), number("seq")))
    };
    let all: HashSet<_> = text.lines().map(row).collect();
    assert_eq!(all.len(), text.lines().count(), "a row is told of twice");
    all
}
