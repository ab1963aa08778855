//! What someone is told whose node dies, falls silent or is late in the middle of the work, and who stops it himself: what
//! is certain, what is not known, and what to do. Nothing waits longer than a request may take.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command};
use std::time::{Duration, Instant};

use libtest_mimic::{Failed, Trial};

use crate::cluster::Cluster;
use crate::node::{Node, Options};
use crate::proxy::{Fault, Proxy, stranger};
use crate::sandbox::{Project, Said, said};

pub fn trials() -> Vec<Trial> {
    trials!(
        shared: a_load_whose_node_goes_away_is_accounted_for, a_load_whose_node_falls_silent_ends_in_time,
            a_question_whose_node_goes_away_is_told, an_apply_that_is_cut_can_be_done_again,
            a_reader_that_has_seen_enough_ends_the_work, ctrl_c_ends_a_load_with_its_account,
            ctrl_c_ends_what_waits, increments_are_not_sent_twice;
        own: a_killed_node_gives_the_right_answers_after_the_next_load
    )
}

/// Bytes that pass before the fault: well into the rows, which are more than 2 MB.
const HALFWAY: u64 = 700_000;
/// Rows that make so many bytes.
const MANY: u32 = 20_000;
const AGAIN: &str = "`modeler load --resume` goes on from there; loading again is safe, too";

/// A load's account, as it is told: the first words are its fault.
fn account(fault: &str, again: &str, store: &str) -> String {
    format!(
        "error: {fault}\n  of the rows sent * were written, * were not, and of * it is not known; the others were not \
         sent\n  {again}\n  the cluster is `cassandra://{store}`"
    )
}

/// The numbers of the account: written, not written, not known.
fn numbers(said: &Said) -> [u64; 3] {
    let line = said.err.lines().find(|line| line.contains("of the rows sent")).unwrap();
    let words = line.split(|c: char| !c.is_ascii_digit()).filter_map(|word| word.parse().ok());
    words.collect::<Vec<u64>>().try_into().unwrap()
}

fn a_load_whose_node_goes_away_is_accounted_for(cluster: &Cluster) -> Result<(), Failed> {
    let project = Project::of_rows(MANY);
    let (keyspace, proxy) = (cluster.keyspace(), Proxy::before(cluster.address()));
    let store = format!("{}/{keyspace}", proxy.address());
    project.run(&store, "apply").fine();
    proxy.after(HALFWAY, Fault::Cut);
    let said = project.run(&store, "load --retry-for 1");
    let fault = "cannot write to table `by_user`: the connection to the node is lost, and it takes no new one; see \
                 whether the node is alive, then try again";
    said.fails(6, 12, &account(fault, AGAIN, &store));
    let [written, _, unknown] = numbers(&said);
    let there = rows(cluster, &format!("{keyspace}.by_user"))?;
    assert!(written > 0 && unknown > 0, "{said:#?}");
    assert!((written..=written + unknown).contains(&there), "{there} rows are there: {said:#?}");

    proxy.heal();
    project.run(&store, "load").fine();
    project.run(&store, "verify").fine();
    Ok(())
}

fn rows(cluster: &Cluster, table: &str) -> Result<u64, Failed> {
    let answer = cluster.cql(&format!("SELECT count(*) FROM {table}"))?.into_rows_result()?;
    Ok(answer.single_row::<(i64,)>()?.0.try_into()?)
}

fn a_load_whose_node_falls_silent_ends_in_time(cluster: &Cluster) -> Result<(), Failed> {
    let project = Project::of_rows(MANY);
    let (keyspace, proxy) = (cluster.keyspace(), Proxy::before(cluster.address()));
    let store = format!("{}/{keyspace}", proxy.address());
    project.run(&store, "apply").fine();
    let fault = "cannot write to table `by_user`: no answer within 1 s, so that it is not known whether it was done; see \
                 whether the node is alive, or wait longer with `--request-timeout`";
    for what in [Fault::Silence, Fault::Late(Duration::from_secs(3))] {
        proxy.heal();
        proxy.after(HALFWAY, what);
        let said = project.run(&store, "load --request-timeout 1 --retry-for 1");
        // The second one finds what the first has left.
        said.fails(6, 9, &format!("*{}", account(fault, AGAIN, &store)));
        assert!(numbers(&said)[2] > 0, "{said:#?}");
    }
    Ok(())
}

fn a_question_whose_node_goes_away_is_told(cluster: &Cluster) -> Result<(), Failed> {
    let project = Project::of_rows(MANY);
    let (keyspace, proxy) = (cluster.keyspace(), Proxy::before(cluster.address()));
    let store = format!("{}/{keyspace}", proxy.address());
    project.run(&format!("{}/{keyspace}", cluster.address()), "run").fine();
    let at = format!("the cluster is `cassandra://{store}`");
    let question = "query everything --format json --page-size 500 --request-timeout 1";
    proxy.after(HALFWAY, Fault::Cut);
    project.run(&store, question).fails(
        6,
        5,
        &format!("error: cannot answer `everything`: the connection *; see whether the node is alive*\n  {at}"),
    );
    proxy.heal();
    proxy.after(HALFWAY, Fault::Silence);
    project.run(&store, question).fails(
        6,
        5,
        &format!(
            "error: cannot answer `everything`: no answer within 1 s; see whether the node is alive, or wait longer with \
             `--request-timeout`\n  {at}"
        ),
    );
    // Verifying counts rows near its end.
    proxy.heal();
    let before = proxy.passed();
    project.run(&store, "verify").fine();
    let whole = proxy.passed() - before;
    for (what, words) in [(Fault::Cut, "the connection *"), (Fault::Silence, "no answer within 1 s*")] {
        proxy.heal();
        proxy.after(whole * 3 / 4, what);
        let said = project.run(&store, "verify --request-timeout 1");
        said.fails(6, 8, &format!("error: cannot *: {words}\n  {at}"));
    }
    Ok(())
}

fn an_apply_that_is_cut_can_be_done_again(cluster: &Cluster) -> Result<(), Failed> {
    let project = Project::of_rows(1);
    let (keyspace, proxy) = (cluster.keyspace(), Proxy::before(cluster.address()));
    let store = format!("{}/{keyspace}", proxy.address());
    project.run(&store, "apply").fine();
    let whole = proxy.passed();
    cluster.cql(&format!("DROP KEYSPACE {keyspace}"))?;
    // Once it is connected, and knows what is there.
    proxy.after(whole * 6 / 10, Fault::Silence);
    let said = project.run(&store, "apply --request-timeout 2");
    said.fails(6, 12, &format!("error: cannot *\n  the cluster is `cassandra://{store}`"));
    proxy.heal();
    project.run(&store, "apply").fine();
    project.run(&store, "load").fine();
    Ok(())
}

fn a_reader_that_has_seen_enough_ends_the_work(cluster: &Cluster) -> Result<(), Failed> {
    let project = Project::of_rows(MANY);
    let (keyspace, proxy) = (cluster.keyspace(), Proxy::before(cluster.address()));
    let store = format!("{}/{keyspace}", proxy.address());
    project.run(&store, "run").fine();
    let began = (Instant::now(), proxy.passed());
    let mut child = project.command(&store, "query everything --format csv --page-size 200").spawn()?;
    let mut line = String::new();
    BufReader::new(child.stdout.take().ok_or("no output")?).read_line(&mut line)?;
    let said = Said::of(&child.wait_with_output()?, began.0.elapsed());
    said.fails(0, 3, "");
    assert_eq!(line, "user,seq,song\n");
    let read = proxy.passed() - began.1;
    assert!(read < 1_000_000, "{read} bytes were read for one line");
    proxy.await_closed();
    Ok(())
}

/// Sends the signal that Ctrl-C sends.
fn interrupt(child: &Child) -> Result<(), Failed> {
    let status = Command::new("kill").args(["-INT", &child.id().to_string()]).status()?;
    assert!(status.success(), "nobody to interrupt");
    Ok(())
}

fn ctrl_c_ends_a_load_with_its_account(cluster: &Cluster) -> Result<(), Failed> {
    let project = Project::of_rows(MANY);
    let (keyspace, proxy) = (cluster.keyspace(), Proxy::before(cluster.address()));
    let store = format!("{}/{keyspace}", proxy.address());
    project.run(&store, "apply").fine();
    let halfway = proxy.passed() + HALFWAY;
    proxy.after(HALFWAY / 2, Fault::Late(Duration::from_millis(50)));
    let child = project.command(&store, "load").spawn()?;
    proxy.await_passed(halfway);
    let began = Instant::now();
    interrupt(&child)?;
    let said = Said::of(&child.wait_with_output()?, began.elapsed());
    said.fails(130, 5, &account("interrupted", AGAIN, &store));
    let [written, refused, unknown] = numbers(&said);
    assert!((refused, unknown) == (0, 0), "{said:#?}");
    assert_eq!(written, rows(cluster, &format!("{keyspace}.by_user"))?, "{said:#?}");

    // Where the node says nothing the account has to wait, and the second Ctrl-C does not.
    proxy.heal();
    let halfway = proxy.passed() + HALFWAY;
    proxy.after(HALFWAY, Fault::Silence);
    let child = project.command(&store, "load").spawn()?;
    proxy.await_passed(halfway);
    interrupt(&child)?;
    std::thread::sleep(Duration::from_millis(300));
    let began = Instant::now();
    interrupt(&child)?;
    let said = Said::of(&child.wait_with_output()?, began.elapsed());
    said.fails(130, 2, "*error: interrupted; how many rows were written is not known");
    proxy.await_closed();
    Ok(())
}

fn ctrl_c_ends_what_waits(_: &Cluster) -> Result<(), Failed> {
    let project = Project::of_rows(1);
    let child = project.command(&stranger(None), "load --connect-timeout 60").spawn()?;
    std::thread::sleep(Duration::from_millis(500));
    let began = Instant::now();
    interrupt(&child)?;
    Said::of(&child.wait_with_output()?, began.elapsed()).fails(130, 2, "error: interrupted");
    Ok(())
}

fn increments_are_not_sent_twice(cluster: &Cluster) -> Result<(), Failed> {
    let project = Project::of_counters(MANY);
    let (keyspace, proxy) = (cluster.keyspace(), Proxy::before(cluster.address()));
    let store = format!("{}/{keyspace}", proxy.address());
    project.run(&store, "apply").fine();
    proxy.after(HALFWAY, Fault::Cut);
    let said = project.run(&store, "load --retry-for 1 --max-errors 20000");
    let again = "`modeler load --resume` goes on from there, and sends no increment and no list twice; `--drop-tables` \
                 begins anew";
    let account = account("cannot write to table `plays_of_user`: the connection *", again, &store);
    said.fails(
        6,
        12,
        &format!("*unknown `plays_of_user` user = *, seq = *: the connection broke before the answer came\n*{account}"),
    );
    let [written, _, unknown] = numbers(&said);
    assert!(unknown > 0, "{said:#?}");
    proxy.heal();
    let table = format!("{keyspace}.plays_of_user");
    let answer = cluster
        .cql(&format!("SELECT CAST(sum(plays) AS bigint), CAST(max(plays) AS bigint) FROM {table}"))?
        .into_rows_result()?;
    let (sum, highest) = answer.single_row::<(i64, i64)>()?;
    assert!((written..=written + unknown).contains(&sum.try_into()?), "{sum} were counted: {said:#?}");
    assert_eq!(highest, 1, "each key counts one event");

    let refused = project.run(&store, "load");
    refused.fails(5, 6, "an earlier load was broken off: this one begins anew, `--resume` would have gone on with that\nerror: counters would be counted twice\n  table `plays_of_user` has counted `data/events.csv` already\n  `--again` counts \
         them once more, `--drop-tables` begins anew, `--csv` names other files");
    project.run(&store, "load --drop-tables").fine();
    project.run(&store, "verify").fine();
    Ok(())
}

/// A kill, and the same load again.
fn a_killed_node_gives_the_right_answers_after_the_next_load() -> Result<(), Failed> {
    let node = Node::private(&Options::default())?;
    let proxy = Proxy::before(&node.address());
    let project = Project::of_rows(40_000);
    let store = proxy.address();
    project.run(store, "apply").fine();
    let halfway = proxy.passed() + HALFWAY;
    let child = project.command(store, "load --retry-for 1").spawn()?;
    proxy.await_passed(halfway);
    let began = Instant::now();
    node.kill();
    let said_of_load = Said::of(&child.wait_with_output()?, began.elapsed());
    let fault = "cannot write to table `by_user`: *; see whether the node is alive*";
    said_of_load.fails(6, 15, &account(fault, AGAIN, store));
    node.restart();
    project.run(store, "load").fine();
    let verified = said(project.command(store, "verify"));
    verified.fine();
    assert!(verified.out.contains("40,000 rows, one for each distinct key of its source"), "{verified:#?}");
    Ok(())
}
