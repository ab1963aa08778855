//! Takes the address of a node with the founding model's tables, runs the generated `insert_all` and point query beside the
//! same calls written by hand, in turns, and prints for each the allocations of a call, its processor time, and the ratios.
//! The tables are in the keyspace that the model names.

mod by_hand;
#[path = "../../../generated/rows.rs"]
mod rows;

use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use clap::Parser;
use cpu_time::ProcessTime;
use futures::StreamExt;
use scylla::client::session::Session;
use scylla::client::session_builder::SessionBuilder;
use tokio::runtime::Runtime;

use by_hand::ByHand;
use rows::types::{SessionId, UserId};
use rows::{Event, Queries, songs_by_session};

type Error = Box<dyn std::error::Error>;

/// How far the processor time of a generated call may be above that of the one written by hand.
const BAR: f64 = 1.05;

/// The generated code of the founding model beside the same calls written by hand.
#[derive(Parser)]
struct Arguments {
    /// Where the node is: HOST:PORT
    node: String,
    /// How often both run, in turns
    #[arg(long, default_value_t = 20)]
    rounds: usize,
    /// Calls of each kind in a round
    #[arg(long, default_value_t = 15_000)]
    calls: usize,
    /// Calls that are on their way at once
    #[arg(long, default_value_t = 32)]
    at_once: usize,
}

/// Both programs, and what they are asked with.
struct Both {
    runtime: Runtime,
    generated: Queries,
    by_hand: ByHand,
    events: Vec<Event>,
    at_once: usize,
}

/// A call that is measured.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Call {
    InsertAll,
    PointQuery,
}

fn main() -> ExitCode {
    match run(&Arguments::parse()) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

/// Whether the generated code makes no more allocations. A bar of time that is missed is told.
fn run(arguments: &Arguments) -> Result<bool, Error> {
    // One thread: what the driver does beside a call is counted with it.
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let session: Session = runtime.block_on(SessionBuilder::new().known_node(&arguments.node).build())?;
    let session = Arc::new(session);
    let both = Both {
        generated: runtime.block_on(Queries::prepare(&session, rows::KEYSPACE))?,
        by_hand: runtime.block_on(ByHand::prepare(&session))?,
        runtime,
        events: (0..arguments.calls).map(event).collect(),
        at_once: arguments.at_once,
    };
    let mut fine = true;
    for (name, call) in [("insert_all", Call::InsertAll), ("point query", Call::PointQuery)] {
        // The first rounds compile the node's own code, and fill what the driver keeps.
        for _ in 0..3 {
            both.time(call, true)?;
            both.time(call, false)?;
        }
        fine &= both.allocations(name, call)?;
        both.times(name, call, arguments.rounds)?;
    }
    Ok(fine)
}

fn event(number: usize) -> Event {
    let id = i32::try_from(number).unwrap_or_default();
    Event {
        artist: Some(format!("An artist of number {number}")),
        song_title: format!("A song title that is neither long nor short {number}"),
        song_length: Some(213.5),
        session_id: SessionId(id),
        item_in_session: id % 50,
        user_id: UserId(id % 1_000),
        first_name: Some("Walter".to_owned()),
        last_name: number.is_multiple_of(3).then(|| "Frye".to_owned()),
    }
}

impl Both {
    /// One call with the event `of`.
    async fn call(&self, call: Call, generated: bool, of: usize) -> Result<(), Error> {
        let event = &self.events[of];
        let (session_id, item_in_session) = (event.session_id, event.item_in_session);
        let found = match (call, generated) {
            (Call::InsertAll, true) => return Ok(self.generated.insert_all(event).await?),
            (Call::InsertAll, false) => return self.by_hand.insert_all(event).await,
            (Call::PointQuery, true) => {
                let params = songs_by_session::Params { session_id, item_in_session };
                self.generated.songs_by_session(&params).await?.and_then(|row| row.song_title)
            }
            (Call::PointQuery, false) => {
                self.by_hand.point_query(session_id.0, item_in_session).await?.and_then(|row| row.1)
            }
        };
        if found.as_ref() == Some(&event.song_title) { Ok(()) } else { Err(format!("not the row of {event:?}").into()) }
    }

    /// The processor time of this process for a call with each event.
    fn time(&self, call: Call, generated: bool) -> Result<Duration, Error> {
        let began = ProcessTime::try_now()?;
        self.runtime.block_on(async {
            let calls = futures::stream::iter(0..self.events.len()).map(|of| self.call(call, generated, of));
            let mut calls = calls.buffer_unordered(self.at_once);
            while let Some(done) = calls.next().await {
                done?;
            }
            Ok::<(), Error>(())
        })?;
        Ok(began.try_elapsed()?)
    }

    /// Whether generated calls allocate no more often: the least of several measurements of calls one after another, as the
    /// driver's own timers allocate now and then.
    fn allocations(&self, name: &str, call: Call) -> Result<bool, Error> {
        const CALLS: usize = 500;
        let count = |generated: bool| {
            let mut failed = None;
            let counted = allocation_counter::measure(|| {
                failed = self
                    .runtime
                    .block_on(async {
                        for of in 0..CALLS {
                            self.call(call, generated, of).await?;
                        }
                        Ok::<(), Error>(())
                    })
                    .err();
            });
            failed.map_or(Ok(counted.count_total as f64 / CALLS as f64), Err)
        };
        let (mut ours, mut theirs) = (f64::INFINITY, f64::INFINITY);
        for _ in 0..5 {
            ours = ours.min(count(true)?);
            theirs = theirs.min(count(false)?);
        }
        let fine = ours <= theirs + 0.01;
        println!("{name:12} allocations per call: generated {ours:.2}, by hand {theirs:.2}{}", missed(fine));
        Ok(fine)
    }

    fn times(&self, name: &str, call: Call, rounds: usize) -> Result<(), Error> {
        let micros = |time: Duration| time.as_secs_f64() * 1e6 / self.events.len() as f64;
        let (mut ours, mut theirs, mut ratios) = (Vec::new(), Vec::new(), Vec::new());
        for round in 0..rounds {
            // Each begins every other round.
            let first = self.time(call, round % 2 == 0)?;
            let second = self.time(call, round % 2 != 0)?;
            let (generated, by_hand) = if round % 2 == 0 { (first, second) } else { (second, first) };
            ratios.push(generated.as_secs_f64() / by_hand.as_secs_f64());
            ours.push(micros(generated));
            theirs.push(micros(by_hand));
        }
        let [ours, theirs, ratios] = [ours, theirs, ratios].map(|mut all| {
            all.sort_by(f64::total_cmp);
            all
        });
        let (middle, last) = (ratios.len() / 2, ratios.len() - 1);
        println!(
            "{name:12} client CPU per call, median of {rounds} rounds: generated {:.2} µs, by hand {:.2} µs; ratio {:.3} ({:.3} to {:.3}){}",
            ours[middle],
            theirs[middle],
            ratios[middle],
            ratios[0],
            ratios[last],
            missed(ratios[middle] <= BAR)
        );
        Ok(())
    }
}

fn missed(fine: bool) -> &'static str {
    if fine { "" } else { "  MISSED" }
}
