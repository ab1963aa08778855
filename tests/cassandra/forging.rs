//! That the proxy does what it is told: what it forges comes to a driver as a node would have said it, and what it passes
//! on is done.
#![allow(clippy::result_large_err, reason = "the driver's errors are as they are")]

use std::io::{ErrorKind, Read, Write};
use std::net::TcpStream;
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use futures::future::{join, join_all};
use libtest_mimic::{Failed, Trial};
use scylla::client::session_builder::SessionBuilder;
use scylla::errors::{DbError, ExecutionError, RequestAttemptError, WriteType};
use scylla::policies::retry::FallthroughRetryPolicy;
use scylla::statement::Consistency;
use scylla::statement::batch::{Batch, BatchType};
use scylla::statement::prepared::PreparedStatement;

use crate::cluster::{Cluster, Keyspace};
use crate::proxy::{Deed, Error, Fault, Proxy, Rule};

pub fn trials() -> Vec<Trial> {
    trials!(
        shared: errors_come_with_all_they_say, a_batch_is_answered_as_a_statement_is,
            what_is_answered_is_not_done_unless_it_is_applied, what_nobody_answers_ends_in_time,
            a_rule_finds_its_requests, forged_answers_come_between_long_ones,
            frames_are_found_however_they_come, a_slow_line_passes_all, a_half_open_line_passes_one_way,
            a_reset_line_is_no_more
    )
}

/// A table, and a driver that writes to it through a proxy, tries each request once and waits for half a second.
struct Table<'a> {
    cluster: &'a Cluster,
    keyspace: Keyspace<'a>,
    proxy: Proxy,
    through: Cluster,
    insert: PreparedStatement,
}

impl<'a> Table<'a> {
    fn new(cluster: &'a Cluster) -> Result<Self, Failed> {
        let proxy = Proxy::before(cluster.address());
        let through = Cluster::with(proxy.address(), SessionBuilder::new())?;
        Self::behind(cluster, proxy, through)
    }

    fn behind(cluster: &'a Cluster, proxy: Proxy, through: Cluster) -> Result<Self, Failed> {
        let keyspace = cluster.keyspace();
        keyspace.create()?;
        cluster.cql(&format!("CREATE TABLE {keyspace}.t (a int PRIMARY KEY, b text)"))?;
        let insert = format!("INSERT INTO {keyspace}.t (a, b) VALUES (?, ?)");
        let mut insert = through.wait(through.session().prepare(insert))?;
        insert.set_retry_policy(Some(Arc::new(FallthroughRetryPolicy)));
        insert.set_request_timeout(Some(Duration::from_millis(500)));
        Ok(Self { cluster, keyspace, proxy, through, insert })
    }

    async fn write(&self, key: i32, text: &str) -> Result<(), ExecutionError> {
        self.through.session().execute_unpaged(&self.insert, (key, text)).await.map(drop)
    }

    fn insert(&self, key: i32) -> Result<(), ExecutionError> {
        self.through.wait(self.write(key, "some text"))
    }

    /// The keys that are there.
    fn keys(&self) -> Result<Vec<i32>, Failed> {
        let answer = self.cluster.cql(&format!("SELECT a FROM {}.t", self.keyspace))?.into_rows_result()?;
        let mut keys = answer.rows::<(i32,)>()?.map(|row| row.map(|row| row.0)).collect::<Result<Vec<_>, _>>()?;
        keys.sort_unstable();
        Ok(keys)
    }

    fn await_keys(&self, expected: &[i32]) -> Result<(), Failed> {
        let deadline = Instant::now() + Duration::from_secs(5);
        while self.keys()? != expected {
            assert!(Instant::now() < deadline, "{:?} are there, not {expected:?}", self.keys()?);
            thread::sleep(Duration::from_millis(20));
        }
        Ok(())
    }
}

/// What the node is said to have said.
#[track_caller]
fn told<T>(result: Result<T, ExecutionError>) -> (DbError, String) {
    match result.map(drop) {
        Err(ExecutionError::LastAttemptError(RequestAttemptError::DbError(error, message))) => (error, message),
        other => panic!("no error of a node: {other:?}"),
    }
}

#[track_caller]
fn timed_out(result: &Result<(), ExecutionError>) {
    assert!(matches!(result, Err(ExecutionError::RequestTimeout(_))), "{result:?}");
}

fn errors_come_with_all_they_say(cluster: &Cluster) -> Result<(), Failed> {
    let table = Table::new(cluster)?;
    let (consistency, write_type) = (Consistency::LocalQuorum, WriteType::Simple);
    let failure = DbError::WriteFailure { consistency, received: 1, required: 3, numfailures: 2, write_type };
    let cases = [
        (Error::Server, DbError::ServerError),
        (Error::Unavailable { required: 2, alive: 1 }, DbError::Unavailable { consistency, required: 2, alive: 1 }),
        (Error::Overloaded, DbError::Overloaded),
        (Error::IsBootstrapping, DbError::IsBootstrapping),
        (Error::WriteFailure { kind: "SIMPLE", received: 1, required: 3, failures: 2 }, failure),
        (Error::Unauthorized, DbError::Unauthorized),
        (Error::Invalid("no such thing"), DbError::Invalid),
        (Error::Unprepared, DbError::Unprepared { statement_id: table.insert.get_id().clone() }),
    ];
    let kinds = ["SIMPLE", "BATCH", "UNLOGGED_BATCH", "COUNTER", "BATCH_LOG", "CAS", "VIEW", "CDC"];
    let timeouts = kinds.map(|kind| {
        let told = DbError::WriteTimeout { consistency, received: 1, required: 2, write_type: kind.into() };
        assert!(!matches!(WriteType::from(kind), WriteType::Other(_)), "{kind}");
        (Error::WriteTimeout { kind, received: 1, required: 2 }, told)
    });
    for (error, expected) in cases.into_iter().chain(timeouts) {
        table.proxy.heal();
        table.proxy.forge(Rule::writes(Deed::Answer(error)));
        let (told, message) = told(table.insert(1));
        assert_eq!(told, expected, "{error:?}");
        assert!(!matches!(error, Error::Invalid(words) if words != message), "{message}");
    }
    assert_eq!(table.keys()?, Vec::<i32>::new());
    // The driver prepares again what is said once not to be prepared.
    table.proxy.heal();
    table.proxy.forge(Rule::statements(Deed::Answer(Error::Unprepared)).only(1));
    table.insert(1)?;
    assert_eq!(table.keys()?, [1]);
    Ok(())
}

fn a_batch_is_answered_as_a_statement_is(cluster: &Cluster) -> Result<(), Failed> {
    let table = Table::new(cluster)?;
    // The first entry is not prepared, has no values, and has to be read over.
    let plain = format!("INSERT INTO {}.t (a, b) VALUES (3, null)", table.keyspace);
    let mut batch = Batch::new(BatchType::Unlogged);
    batch.append_statement(plain.as_str());
    batch.append_statement(table.insert.clone());
    batch.append_statement(table.insert.clone());
    batch.set_consistency(Consistency::One);
    batch.set_retry_policy(Some(Arc::new(FallthroughRetryPolicy)));
    let send = || table.through.wait(table.through.session().batch(&batch, ((), (1, "one"), (2, None::<&str>))));
    let timeout = Error::WriteTimeout { kind: "UNLOGGED_BATCH", received: 0, required: 1 };
    table.proxy.forge(Rule::statements(Deed::Swallow));
    table.proxy.forge(Rule::batches(Deed::Answer(timeout)).first(1));
    let (told, _) = told(send());
    let write_type = WriteType::UnloggedBatch;
    assert_eq!(told, DbError::WriteTimeout { consistency: Consistency::One, received: 0, required: 1, write_type });
    assert_eq!(table.keys()?, Vec::<i32>::new());
    // The driver prepares again what it finds by its id.
    table.proxy.forge(Rule::batches(Deed::Answer(Error::Unprepared)).first(1));
    send()?;
    assert_eq!((table.keys()?, table.proxy.forged()), (vec![1, 2, 3], 2));
    Ok(())
}

fn what_is_answered_is_not_done_unless_it_is_applied(cluster: &Cluster) -> Result<(), Failed> {
    let table = Table::new(cluster)?;
    let timeout = Error::WriteTimeout { kind: "SIMPLE", received: 0, required: 1 };
    table.proxy.forge(Rule::writes(Deed::Answer(timeout)).only(1));
    table.proxy.forge(Rule::writes(Deed::ApplyThenAnswer(timeout)).only(1));
    let (not_done, done) = (told(table.insert(1)), told(table.insert(2)));
    assert_eq!(not_done, done);
    assert_eq!(table.keys()?, [2]);
    table.insert(3)?;
    assert_eq!((table.keys()?, table.proxy.forged()), (vec![2, 3], 2));
    Ok(())
}

fn what_nobody_answers_ends_in_time(cluster: &Cluster) -> Result<(), Failed> {
    let table = Table::new(cluster)?;
    table.proxy.forge(Rule::writes(Deed::DropAnswer).first(1));
    timed_out(&table.insert(1));
    table.proxy.heal();
    table.proxy.forge(Rule::writes(Deed::Swallow).first(1));
    timed_out(&table.insert(2));
    // The same connection goes on.
    table.insert(3)?;
    assert_eq!((table.keys()?, table.proxy.forged()), (vec![1, 3], 2));
    Ok(())
}

fn a_rule_finds_its_requests(cluster: &Cluster) -> Result<(), Failed> {
    let table = Table::new(cluster)?;
    let refuse = || Rule::writes(Deed::Answer(Error::Overloaded));
    let refused = |rule: Rule| {
        table.proxy.heal();
        table.proxy.forge(rule);
        (1..=7).filter(|key| table.insert(*key).is_err()).collect::<Vec<i32>>()
    };
    assert_eq!(refused(refuse().every(3)), [3, 6]);
    assert_eq!(refused(refuse().first(2)), [1, 2]);
    assert_eq!(refused(refuse().after(5)), [6, 7]);
    assert_eq!(refused(refuse().only(4)), [4]);
    assert_eq!(refused(refuse().with(5_i32.to_be_bytes())), [5]);
    assert_eq!(refused(refuse().with(table.insert.get_id().to_vec()).only(7)), [7]);
    assert_eq!(refused(Rule::batches(Deed::Swallow)), Vec::<i32>::new());
    assert_eq!(table.proxy.forged(), 9);
    Ok(())
}

fn forged_answers_come_between_long_ones(cluster: &Cluster) -> Result<(), Failed> {
    let mut table = Table::new(cluster)?;
    table.insert.set_request_timeout(None);
    let long = "long ".repeat(60_000);
    table.through.wait(table.write(0, &long))?;
    table.proxy.forge(Rule::writes(Deed::Answer(Error::Overloaded)).every(3));
    // The writes come when the first of the long answers is under way.
    table.proxy.after(0, Fault::Slow(1_000_000));
    let question = format!("SELECT b FROM {}.t WHERE a = 0", table.keyspace);
    let reads = join_all((0..3).map(|_| table.through.session().query_unpaged(question.as_str(), ())));
    let writes = async {
        tokio::time::sleep(Duration::from_millis(100)).await;
        join_all((1..=90).map(|key| table.write(key, "short"))).await
    };
    let (answers, written) = table.through.wait(join(reads, writes));
    for answer in answers {
        assert!(answer?.into_rows_result()?.single_row::<(&str,)>()?.0 == long, "another text came");
    }
    let done = (1..).zip(&written).filter_map(|(key, written)| written.is_ok().then_some(key));
    assert_eq!(table.keys()?, [0].into_iter().chain(done).collect::<Vec<i32>>());
    let refused = written.into_iter().filter(Result::is_err).map(|refused| told(refused).0);
    assert_eq!(refused.collect::<Vec<_>>(), vec![DbError::Overloaded; 30]);
    Ok(())
}

fn frames_are_found_however_they_come(cluster: &Cluster) -> Result<(), Failed> {
    let forging = Proxy::before(cluster.address());
    let slow = Proxy::before(forging.address());
    let through = Cluster::with(slow.address(), SessionBuilder::new())?;
    let mut table = Table::behind(cluster, forging, through)?;
    table.insert.set_request_timeout(None);
    // Some 7 bytes at a time.
    slow.after(0, Fault::Slow(350));
    table.proxy.forge(Rule::writes(Deed::Answer(Error::Overloaded)).every(2));
    let written = table.through.wait(join_all((1..=8).map(|key| table.write(key, "short"))));
    let done: Vec<i32> = (1..).zip(&written).filter_map(|(key, written)| written.is_ok().then_some(key)).collect();
    assert_eq!((table.keys()?, done.len()), (done, 4));
    Ok(())
}

fn a_slow_line_passes_all(cluster: &Cluster) -> Result<(), Failed> {
    let mut table = Table::new(cluster)?;
    table.insert.set_request_timeout(None);
    let long = "long ".repeat(20_000);
    table.proxy.after(0, Fault::Slow(200_000));
    let began = Instant::now();
    table.through.wait(table.write(1, &long))?;
    let (written, began) = (began.elapsed(), Instant::now());
    let answer = table.through.cql(&format!("SELECT b FROM {}.t WHERE a = 1", table.keyspace))?.into_rows_result()?;
    let read = began.elapsed();
    assert!(answer.single_row::<(&str,)>()?.0 == long, "another text came");
    let expected = Duration::from_millis(450)..Duration::from_secs(3);
    assert!(expected.contains(&written) && expected.contains(&read), "written in {written:?}, read in {read:?}");
    Ok(())
}

fn a_half_open_line_passes_one_way(cluster: &Cluster) -> Result<(), Failed> {
    let table = Table::new(cluster)?;
    table.proxy.after(0, Fault::HalfOpen);
    timed_out(&table.insert(1));
    table.await_keys(&[1])?;
    // What is forged is not heard either.
    table.proxy.forge(Rule::writes(Deed::Answer(Error::Overloaded)));
    timed_out(&table.insert(2));
    table.proxy.heal();
    table.insert(3)?;
    assert_eq!(table.keys()?, [1, 3]);
    Ok(())
}

fn a_reset_line_is_no_more(cluster: &Cluster) -> Result<(), Failed> {
    let table = Table::new(cluster)?;
    let ask = || -> std::io::Result<TcpStream> {
        let mut line = TcpStream::connect(table.proxy.address())?;
        line.write_all(&[4, 0, 0, 0, 5, 0, 0, 0, 0])?;
        // The node says what it supports, in one frame.
        let mut head = [0; 9];
        line.read_exact(&mut head)?;
        assert_eq!(head[4], 6);
        let length = u32::from_be_bytes([head[5], head[6], head[7], head[8]]);
        std::io::copy(&mut (&line).take(length.into()), &mut std::io::sink())?;
        Ok(line)
    };
    let mut line = ask()?;
    table.proxy.reset();
    assert_eq!(line.read(&mut [0]).unwrap_err().kind(), ErrorKind::ConnectionReset);
    ask()?;
    // The driver connects anew as well, after some time.
    let deadline = Instant::now() + Duration::from_secs(10);
    while let Err(error) = table.insert(1) {
        assert!(Instant::now() < deadline, "{error}");
        thread::sleep(Duration::from_millis(50));
    }
    assert_eq!(table.keys()?, [1]);
    Ok(())
}
