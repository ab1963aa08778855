//! Kills the loader.

use std::fs;
use std::thread;
use std::time::{Duration, Instant};

use libtest_mimic::{Failed, Trial};

use super::Settings;
use super::data::{self, TABLES};
use super::dump::Dump;
use super::rig::{RESUME, Rig, account, end};
use crate::cluster::Cluster;
use crate::proxy::{Deed, Error, Proxy, Rule};

pub fn trials() -> Vec<Trial> {
    trials!(
        shared: a_killed_load_ends_as_if_it_had_never_been, a_row_that_is_refused_before_and_after_a_kill_is_told_once
    )
}

fn a_killed_load_ends_as_if_it_had_never_been(cluster: &Cluster) -> Result<(), Failed> {
    let settings = Settings::from_environment(3_000, "MODELER_KILLS", 12);
    let (whole, keyspace) = (cluster.keyspace(), cluster.keyspace());
    let mut rig = Rig::new(data::rows(settings.rows), cluster.address());
    account(&rig.measure(whole.name()), "unbroken");
    let reference = Dump::of(cluster, whole.name())?;
    reference.is_plain();
    rig.apply(keyspace.name());
    let (mut tried, mut hits, mut resumed) = (0, 0, 0);
    while hits < settings.kills {
        assert!(tried < 4 * settings.kills, "only {hits} of {tried} kills hit a running load");
        let kill = tried;
        tried += 1;
        let mut chance = settings.chance(kill);
        let anew = chance.u8(0..4) == 0;
        let begin = if anew { "load --drop-tables --format json" } else { "load --format json" };
        if !anew {
            for table in TABLES {
                cluster.cql(&format!("TRUNCATE {keyspace}.{table}"))?;
            }
        }
        let mut broken = rig.break_off(keyspace.name(), begin, &["KILL"], &mut chance);
        broken.story = format!("kill {kill}\n{}", broken.story);
        let (said, is_another) = rig.finish(keyspace.name(), begin, &broken);
        said.fine();
        let found = Dump::of(cluster, keyspace.name())?;
        let time = broken.ledger.unwrap_or_else(|| found.time());
        found.equals(&reference, time, &broken.story);
        let tables = account(&said, &broken.story);
        for table in TABLES {
            assert_eq!(tables[table]["written"], found.count(table), "`{table}`: {}\n{}", tables[table], broken.story);
        }
        hits += broken.hits;
        resumed += u32::from(!is_another);
    }
    println!("{hits} kills hit a running load; {resumed} of {tried} loads were gone on with");
    assert!(resumed * 4 >= tried, "too few kills fell among the rows");
    Ok(())
}

/// What the node refuses stands in the ledger at once, and the rows before it may not be settled yet: it is sent again.
fn a_row_that_is_refused_before_and_after_a_kill_is_told_once(cluster: &Cluster) -> Result<(), Failed> {
    let proxy = Proxy::before(cluster.address());
    proxy.forge(Rule::writes(Deed::Answer(Error::Invalid("this song is not for here"))).with("length 500"));
    let rig = Rig::new(data::rows(3_000), proxy.address());
    // Now and then the row is settled before the kill comes.
    for _ in 0..3 {
        let keyspace = cluster.keyspace();
        rig.apply(keyspace.name());
        let mut child = rig.start(keyspace.name(), "load --format json --rate 1000");
        rig.await_rows(&mut child);
        let deadline = Instant::now() + Duration::from_secs(30);
        while !fs::read_to_string(rig.ledger_file().ok_or("a ledger")?)?.contains("{\"refused\"") {
            assert!(Instant::now() < deadline, "no row is refused");
            thread::sleep(Duration::from_millis(2));
        }
        end(&child, "KILL");
        child.wait_with_output()?;
        let said = rig.run(keyspace.name(), RESUME);
        assert_eq!(said.code, Some(7), "{said:#?}");
        let tables = account(&said, "refused, killed, gone on with");
        let of = |what: &str| TABLES.iter().map(|table| tables[table][what].as_u64().unwrap()).sum::<u64>();
        assert!(of("refused") > 0 && of("unknown") + of("not_attempted") == 0, "{tables}");
    }
    Ok(())
}
