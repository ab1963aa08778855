//! What has changed since the kill is refused, with what it is; put back as it was, the load goes on.

use std::fs;
use std::thread;
use std::time::{Duration, Instant};

use libtest_mimic::{Failed, Trial};

use super::data;
use super::dump::Dump;
use super::rig::{RESUME, Rig, end};
use crate::cluster::Cluster;

pub fn trials() -> Vec<Trial> {
    trials!(
        shared: what_has_changed_since_the_kill_is_not_gone_on_with, a_table_that_was_made_anew_is_not_gone_on_with
    )
}

fn what_has_changed_since_the_kill_is_not_gone_on_with(cluster: &Cluster) -> Result<(), Failed> {
    let mut rig = Rig::new(data::rows(4_000), cluster.address());
    let (whole, keyspace) = (cluster.keyspace(), cluster.keyspace());
    rig.measure(whole.name());
    let reference = Dump::of(cluster, whole.name())?;
    rig.apply(keyspace.name());
    let time = broken(&rig, keyspace.name())?;
    let refuses = |what: &str| {
        let expected = format!(
            "error: the load that was broken off cannot be gone on with\n  {what}\n  `modeler load` without `--resume` \
             begins anew*"
        );
        rig.run(keyspace.name(), RESUME).fails(5, 30, &expected);
        assert_eq!(rig.ledger(), Some(time), "the ledger is as it was");
    };
    let csv = fs::read_to_string(rig.project.path("data/events.csv"))?;
    rig.project.write("data/events.csv", &csv.replacen("house 1,", "house 2,", 1));
    refuses("file `data/events.csv` does not hold what it held");
    rig.project.write("data/events.csv", &format!("{csv}1,1,a song,,,,,,\n"));
    refuses("file `data/events.csv` does not hold what it held");
    rig.project.write("data/events.csv", &csv);

    rig.project.write("data/more.csv", "user,seq,song,name,length,plays,tags,place,floor\n");
    rig.project.replace("[data/events.csv]", "[data/events.csv, data/more.csv]");
    refuses("*file `data/more.csv` is new");
    rig.project.replace("[data/events.csv, data/more.csv]", "[data/events.csv]");

    rig.project.replace("nulls: [\"\"]", "nulls: [\"\"], keep: [user > 3]");
    refuses("source * is not read as it was");
    rig.project.replace(", keep: [user > 3]", "");
    rig.project.replace("plays: bigint", "plays: { type: bigint, csv: seq }");
    refuses("* is not * it was*");
    rig.project.replace("plays: { type: bigint, csv: seq }", "plays: bigint");

    let resumed = rig.run(keyspace.name(), RESUME);
    resumed.fine();
    Dump::of(cluster, keyspace.name())?.equals(&reference, time, "after changes that were taken back");

    Ok(())
}

fn a_table_that_was_made_anew_is_not_gone_on_with(cluster: &Cluster) -> Result<(), Failed> {
    let mut rig = Rig::new(data::rows(4_000), cluster.address());
    let (whole, keyspace) = (cluster.keyspace(), cluster.keyspace());
    rig.measure(whole.name());
    let reference = Dump::of(cluster, whole.name())?;
    rig.apply(keyspace.name());
    for by_hand in [false, true] {
        let time = broken(&rig, keyspace.name())?;
        let described = cluster.cql(&format!("DESCRIBE TABLE {keyspace}.latest"))?.into_rows_result()?;
        let (_, _, _, statement) = described.single_row::<(String, String, String, String)>()?;
        cluster.cql(&format!("DROP TABLE {keyspace}.latest"))?;
        if by_hand {
            cluster.cql(&statement)?;
        } else {
            rig.apply(keyspace.name());
        }
        let expected = "error: the load that was broken off cannot be gone on with\n  table `latest` *";
        rig.run(keyspace.name(), RESUME).fails(5, 30, expected);
        assert_eq!(rig.ledger(), Some(time), "the ledger is as it was");
        rig.run(keyspace.name(), "load").fine();
        let found = Dump::of(cluster, keyspace.name())?;
        assert!(found.time() > time, "it begins anew");
        found.equals(&reference, found.time(), "begun anew");
    }
    Ok(())
}

/// Kills a load as soon as it has begun its ledger; gives its write timestamp.
fn broken(rig: &Rig, keyspace: &str) -> Result<i64, Failed> {
    let child = rig.start(keyspace, "load --rate 500");
    let deadline = Instant::now() + Duration::from_secs(30);
    while rig.ledger().is_none() {
        assert!(Instant::now() < deadline, "no ledger");
        thread::sleep(Duration::from_millis(20));
    }
    thread::sleep(Duration::from_millis(700));
    end(&child, "KILL");
    child.wait_with_output()?;
    Ok(rig.ledger().ok_or("a load at 500 rows a second was killed after its end")?)
}
