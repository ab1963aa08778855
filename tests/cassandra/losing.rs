//! A load whose answers are lost, whose lines break and whose node pauses: what may be sent again is, and the load goes on
//! by itself.
//!
//! `MODELER_TEST_PAUSE` sets the seconds for which a node is paused.

use std::thread;
use std::time::Duration;

use libtest_mimic::{Failed, Trial};

use crate::cluster::Cluster;
use crate::node::{Node, Options};
use crate::proxy::{Deed, Fault};
use crate::site::{Site, rows, writes};

pub fn trials() -> Vec<Trial> {
    trials!(
        shared: answers_that_are_lost_are_asked_for_again, requests_that_are_lost_are_sent_again,
            a_half_open_line_is_left_for_another, a_slow_line_is_waited_for, lines_that_break_are_made_anew;
        own: a_load_goes_on_when_its_node_does
    )
}

const MANY: i32 = 1_200;
/// The same as a count.
const ALL: u64 = 1_200;

fn answers_that_are_lost_are_asked_for_again(cluster: &Cluster) -> Result<(), Failed> {
    lost(cluster, Deed::DropAnswer)
}

fn requests_that_are_lost_are_sent_again(cluster: &Cluster) -> Result<(), Failed> {
    lost(cluster, Deed::Swallow)
}

fn lost(cluster: &Cluster, deed: Deed) -> Result<(), Failed> {
    let rows = rows(0..MANY, "a");
    let site = Site::of_rows(cluster, &rows);
    for at in [1, 2, 3, 100, 200, 300] {
        site.proxy.forge(writes(deed).only(at));
    }
    let ended = site.load("--request-timeout 1", 0);
    ended.counts([ALL, 0, 0, 0]);
    assert!(site.proxy.forged() == 6 && ended.said.took > Duration::from_secs(1), "{ended:#?}");
    site.holds(&rows);
    Ok(())
}

fn a_half_open_line_is_left_for_another(cluster: &Cluster) -> Result<(), Failed> {
    let rows = rows(0..MANY, "a");
    let site = Site::of_rows(cluster, &rows);
    let before = site.proxy.passed();
    let child = site.begin("--request-timeout 1 --rate 800")?;
    site.proxy.await_passed(before + 50_000);
    site.proxy.after(0, Fault::HalfOpen);
    thread::sleep(Duration::from_millis(1_500));
    site.proxy.heal();
    site.proxy.reset();
    let ended = Site::end(child, 0);
    ended.counts([ALL, 0, 0, 0]);
    assert!(ended.retries() > 0, "{ended:#?}");
    site.holds(&rows);
    Ok(())
}

fn a_slow_line_is_waited_for(cluster: &Cluster) -> Result<(), Failed> {
    let rows = rows(0..MANY, "a");
    let site = Site::of_rows(cluster, &rows);
    site.proxy.after(0, Fault::Slow(80_000));
    let ended = site.load("--request-timeout 2", 0);
    ended.counts([ALL, 0, 0, 0]);
    assert!(ended.said.took > Duration::from_secs(1), "{ended:#?}");
    site.holds(&rows);
    Ok(())
}

fn lines_that_break_are_made_anew(cluster: &Cluster) -> Result<(), Failed> {
    let rows = rows(0..2 * MANY, "a");
    let site = Site::of_rows(cluster, &rows);
    let before = site.proxy.passed();
    let child = site.begin("--rate 1200")?;
    for n in 1..=4 {
        site.proxy.await_passed(before + n * 30_000);
        site.proxy.reset();
    }
    Site::end(child, 0).counts([2 * ALL, 0, 0, 0]);
    site.holds(&rows);
    Ok(())
}

fn a_load_goes_on_when_its_node_does() -> Result<(), Failed> {
    let node = Node::private(&Options { forgetful: true, ..Options::default() })?;
    let cluster = Cluster::of(&node)?;
    let rows = rows(0..2 * MANY, "a");
    let site = Site::of_rows(&cluster, &rows);
    let before = site.proxy.passed();
    let child = site.begin("--request-timeout 1 --rate 800")?;
    site.proxy.await_passed(before + 80_000);
    node.pause();
    thread::sleep(Duration::from_secs(std::env::var("MODELER_TEST_PAUSE").map_or(Ok(5), |s| s.parse())?));
    node.resume();
    let ended = Site::end(child, 0);
    ended.counts([2 * ALL, 0, 0, 0]);
    assert!(ended.retries() > 0, "{ended:#?}");
    site.holds(&rows);
    Ok(())
}
