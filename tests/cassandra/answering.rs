//! A load whose node answers single requests with errors: what may be sent again is, until it is written; what cannot get
//! better ends the load at once, and another run goes on from there.

use std::time::Duration;

use libtest_mimic::{Failed, Trial};

use crate::cluster::Cluster;
use crate::proxy::{Deed, Error, Rule};
use crate::site::{Site, batches, rows, statements, writes};

pub fn trials() -> Vec<Trial> {
    trials!(
        shared: write_timeouts_of_every_type_are_sent_again, retries_are_counted, what_may_get_better_goes_through,
            what_is_unavailable_for_long_can_be_gone_on_with, what_is_not_prepared_is_prepared_again,
            who_may_not_write_is_told_at_once, a_table_that_is_dropped_ends_the_load
    )
}

const MANY: i32 = 1_200;
/// The same as a count.
const ALL: u64 = 1_200;
const UNAVAILABLE: Deed = Deed::Answer(Error::Unavailable { required: 2, alive: 1 });

fn write_timeouts_of_every_type_are_sent_again(cluster: &Cluster) -> Result<(), Failed> {
    let rows = rows(0..MANY, "a");
    let site = Site::of_rows(cluster, &rows);
    let kinds = ["SIMPLE", "BATCH", "UNLOGGED_BATCH", "COUNTER", "BATCH_LOG", "CAS", "VIEW", "CDC"];
    let timeouts = kinds.map(|kind| Error::WriteTimeout { kind, received: 0, required: 1 });
    let deeds = timeouts.iter().flat_map(|timeout| [Deed::Answer(*timeout), Deed::ApplyThenAnswer(*timeout)]);
    // Each hits statements and batches, each of them twice.
    for (deed, at) in deeds.zip(1..) {
        for rule in [statements(deed), batches(deed)] {
            site.proxy.forge(rule.clone().only(at));
            site.proxy.forge(rule.only(at + 5));
        }
    }
    site.load("", 0).counts([ALL, 0, 0, 0]);
    assert_eq!(site.proxy.forged(), 64);
    site.holds(&rows);
    site.proxy.heal();
    site.project.run(&site.store(), "verify --exact").fine();
    assert!(!site.is_kept());
    Ok(())
}

fn retries_are_counted(cluster: &Cluster) -> Result<(), Failed> {
    let rows = rows(0..MANY, "a");
    let site = Site::of_rows(cluster, &rows);
    let timeout = Error::WriteTimeout { kind: "UNLOGGED_BATCH", received: 0, required: 1 };
    site.proxy.forge(writes(Deed::Answer(timeout)).every(3));
    // There is an event a second.
    let ended = site.load("--rate 800", 0);
    ended.counts([ALL, 0, 0, 0]);
    let retries = ended.retries();
    assert!(retries > 20 && retries <= site.proxy.forged(), "{retries} of {}", site.proxy.forged());
    site.holds(&rows);
    Ok(())
}

fn what_may_get_better_goes_through(cluster: &Cluster) -> Result<(), Failed> {
    let site = Site::of_rows(cluster, &[]);
    let failure = Error::WriteFailure { kind: "SIMPLE", received: 0, required: 1, failures: 1 };
    let cases = [
        writes(Deed::Answer(Error::Overloaded)).every(3),
        writes(UNAVAILABLE).first(100),
        writes(Deed::Answer(Error::IsBootstrapping)).first(100),
        writes(Deed::ApplyThenAnswer(Error::Server)).every(5),
        writes(Deed::ApplyThenAnswer(failure)).every(5),
        writes(Deed::Answer(failure)).every(5),
    ];
    go_through(&site, cases, 50);
    Ok(())
}

fn what_is_unavailable_for_long_can_be_gone_on_with(cluster: &Cluster) -> Result<(), Failed> {
    let rows = rows(0..MANY, "a");
    let site = Site::of_rows(cluster, &rows);
    site.proxy.forge(writes(UNAVAILABLE).after(100));
    let ended = site.load("--retry-for 2", 6);
    let took = ended.said.took;
    assert!((Duration::from_secs(2)..Duration::from_secs(8)).contains(&took), "{took:?}: {ended:#?}");
    assert!(ended.said.err.contains("1 of the 2 replicas that consistency LOCAL_QUORUM needs are alive"), "{ended:#?}");
    let there = site.there().len() as u64;
    ended.counts([there, 0, 0, ALL - there]);
    assert!(there >= 100 && site.is_kept(), "{there} rows: {ended:#?}");

    site.proxy.heal();
    site.load("--resume", 0).counts([ALL, 0, 0, 0]);
    site.holds(&rows);
    site.project.run(&site.store(), "verify --exact").fine();
    assert!(!site.is_kept());
    Ok(())
}

fn what_is_not_prepared_is_prepared_again(cluster: &Cluster) -> Result<(), Failed> {
    let site = Site::of_rows(cluster, &[]);
    let unprepared = Deed::Answer(Error::Unprepared);
    let cases = [
        statements(unprepared).only(7),
        batches(unprepared).only(7),
        batches(unprepared).first(100),
        statements(unprepared).every(2),
    ];
    go_through(&site, cases, 1);
    Ok(())
}

fn who_may_not_write_is_told_at_once(cluster: &Cluster) -> Result<(), Failed> {
    let rows = rows(0..MANY, "a");
    let site = Site::of_rows(cluster, &rows);
    site.proxy.forge(writes(Deed::Answer(Error::Unauthorized)).after(200));
    let ended = site.load("--in-flight 16", 6);
    assert!(ended.said.took < Duration::from_secs(3), "{ended:#?}");
    assert!(ended.said.err.contains("no MODIFY permission; ask for the permission"), "{ended:#?}");
    assert!((1..=16).contains(&site.proxy.forged()), "{} requests", site.proxy.forged());
    let there = site.there().len() as u64;
    ended.counts([there, 0, 0, ALL - there]);
    assert!(site.is_kept());
    site.proxy.heal();
    site.load("--resume", 0).counts([ALL, 0, 0, 0]);
    site.holds(&rows);
    Ok(())
}

fn a_table_that_is_dropped_ends_the_load(cluster: &Cluster) -> Result<(), Failed> {
    let rows = rows(0..MANY, "a");
    let site = Site::of_rows(cluster, &rows);
    let before = site.proxy.passed();
    let child = site.begin("--rate 400")?;
    site.proxy.await_passed(before + 40_000);
    cluster.cql(&format!("DROP TABLE {}.by_user", site.keyspace))?;
    let ended = Site::end(child, 6);
    assert!(ended.said.took < Duration::from_secs(3), "{ended:#?}");
    assert!(ended.said.err.contains("`modeler apply` makes what is missing"), "{ended:#?}");
    assert!(site.is_kept());
    // What is there is another table, and has lost what the first had.
    site.project.run(&site.store(), "apply").fine();
    let refused = site.project.run(&site.store(), "load --resume");
    assert!(refused.code == Some(5), "{refused:#?}");
    site.load("", 0).counts([ALL, 0, 0, 0]);
    site.holds(&rows);
    Ok(())
}

/// Loads other rows under each of the `rules`, which hits `least` requests at least: all of them are written.
fn go_through(site: &Site, rules: impl IntoIterator<Item = Rule>, least: u64) {
    for (rule, case) in rules.into_iter().zip(0..) {
        let rows = rows(0..MANY / 2, &format!("case {case}"));
        site.input(&rows);
        site.proxy.heal();
        let before = site.proxy.forged();
        site.proxy.forge(rule.clone());
        site.load("", 0).counts([ALL / 2, 0, 0, 0]);
        assert!(site.proxy.forged() >= before + least, "{rule:?}");
        site.holds(&rows);
    }
}
