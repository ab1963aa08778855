//! Kills the node, and now and then the loader with it.

use std::thread;
use std::time::{Duration, Instant};

use libtest_mimic::{Failed, Trial};

use super::Settings;
use super::data::{self, TABLES};
use super::dump::Dump;
use super::rig::{Broken, Rig, account, end};
use crate::cluster::Cluster;
use crate::node::{Node, Options};
use crate::sandbox::Said;

pub fn trials() -> Vec<Trial> {
    trials!(own: a_load_whose_node_is_killed_ends_as_if_it_had_lived)
}

fn a_load_whose_node_is_killed_ends_as_if_it_had_lived() -> Result<(), Failed> {
    let settings = Settings::from_environment(8_000, "MODELER_NODE_KILLS", 1);
    let node = Node::private(&Options::default())?;
    let mut rig = Rig::new(data::rows(settings.rows), &node.address());
    account(&rig.measure("whole"), "unbroken");
    let reference = Dump::of(&Cluster::of(&node)?, "whole")?;
    reference.is_plain();
    let (mut hits, mut kill) = (0, 0);
    while hits < settings.kills {
        assert!(kill < 4 * settings.kills + 4, "only {hits} of {kill} kills hit a running load");
        let (mut chance, keyspace) = (settings.chance(kill), format!("kill{kill}"));
        kill += 1;
        rig.apply(&keyspace);
        let began = Instant::now();
        let mut child = rig.start(&keyspace, "load --format json");
        rig.await_rows(&mut child);
        let moment = rig.sending.mul_f64(0.9 * chance.f64());
        let (with_loader, pause) = (chance.u8(0..3) == 0, Duration::from_millis(chance.u64(0..4_000)));
        thread::sleep(moment);
        node.kill();
        let timestamp = rig.ledger();
        if with_loader {
            end(&child, "KILL");
        }
        if chance.bool() {
            thread::sleep(pause);
        }
        node.restart();
        let mut said = Said::of(&child.wait_with_output()?, began.elapsed());
        let ledger = rig.ledger();
        assert!(ledger.is_none() || timestamp.is_none() || ledger == timestamp, "another write timestamp");
        let story = format!(
            "node kill {kill} after {moment:?}, with the loader: {with_loader}; it ended with {:?} after {:?}, its ledger \
             was of {timestamp:?} and is of {ledger:?}: {}\n",
            said.code, said.took, said.err
        );
        println!("{story}");
        if timestamp.is_none() {
            // The load had ended. Of what a node confirms it forgets the last tenth of a second where it is killed, since it
            // marks its commit log that often: no loader can know of that.
            said.fine();
            continue;
        }
        hits += 1;
        let broken = Broken { story, ledger, hits: 1 };
        if said.code != Some(0) {
            said = rig.finish(&keyspace, "load --format json", &broken).0;
        }
        said.fine();
        let found = Dump::of(&Cluster::of(&node)?, &keyspace)?;
        found.equals(&reference, timestamp.or(broken.ledger).unwrap_or_else(|| found.time()), &broken.story);
        let tables = account(&said, &broken.story);
        for table in TABLES {
            assert_eq!(tables[table]["written"], found.count(table), "`{table}`: {}\n{}", tables[table], broken.story);
        }
    }
    println!("{hits} of {kill} kills hit a running load");
    Ok(())
}
