//! Takes an input and a node, lets several programs fill the same three tables in turns, gives rates, processor time,
//! memory, and ratios to `modeler`. After every run `modeler verify` counts the tables and reads rows of them back.

mod contender;
mod field;
mod project;
mod scaling;
mod told;

use serde_json::{Value, json};

pub(crate) use self::contender::Contender;
pub(crate) use self::scaling::scaling;

use self::contender::Job;
use self::field::{Field, Measured};
use crate::input::{self, Input};
use crate::node::Node;
use crate::places::Places;
use crate::record::Recorder;
use crate::{Outcome, Turns};

/// Rows that every program writes before it is measured: a Java machine that has just started is slow.
const WARM: u64 = 5_000;

/// Runs the programs `only`, or all of them where it names none, as `turns` says: the slow one with `few` rows of `input`.
/// Tells the tables; gives the figures.
pub(crate) fn compare(
    places: &Places,
    node: &Node,
    (input, few): (Input, u64),
    only: &[Contender],
    turns: &Turns,
) -> Outcome<Value> {
    let field = Field::new(places, node, "loaders", places.model())?;
    let warm = Job::new(&field.root.join("warm"), input::first(places, &input, WARM)?)?;
    let few = Job::new(&field.root.join("few"), input::first(places, &input, few)?)?;
    let all = Job::new(&field.root.join("all"), input)?;
    let wanted = |contender: &&Contender| only.is_empty() || only.contains(contender);
    let contenders: Vec<Contender> = Contender::ALL.iter().filter(wanted).copied().collect();
    for contender in contenders.iter().filter(|&&contender| contender != Contender::Replay) {
        field.measure(*contender, &warm)?;
    }
    // The whole input warms what merges and writes tables to the disk as well.
    let requests = record(&field, &all)?;
    println!("modeler sends {requests} requests");

    let mut runs: Vec<(Contender, Vec<Measured>)> =
        contenders.iter().map(|contender| (*contender, Vec::new())).collect();
    for round in 0..turns.rounds as usize {
        // Nobody is always the first, or always the last.
        for turn in 0..contenders.len() {
            let (contender, runs) = &mut runs[(round + turn) % contenders.len()];
            let job = if *contender == Contender::Python { &few } else { &all };
            let measured = turns.calm.of(|| field.measure(*contender, job), |measured| measured.others)?;
            let Measured { seconds, rate, others, .. } = measured;
            let label = contender.label();
            println!("round {}: {label}: {seconds:.2} s, {rate:.0} rows/s, others {others:.2}", round + 1);
            runs.push(measured);
        }
    }
    println!("\n{}\nafter every run `modeler verify` agreed", told::figures(&runs));
    if let Some(ratios) = told::ratios(&runs) {
        println!("\n{ratios}");
    }
    Ok(json!({
        "rows": all.input.rows, "few": few.input.rows, "requests": requests, "programs": told::to_json(&runs),
    }))
}

/// Loads once through a recorder; gives how many requests were recorded.
fn record(field: &Field, job: &Job) -> Outcome<u64> {
    field.clear()?;
    let recorder = Recorder::new(&field.node.address, &field.writes())?;
    let store = format!("cassandra://{}", recorder.address);
    field.expect(field.modeler(&store).args(["load", "--quiet", "--csv"]).arg(&job.input.file))?;
    let requests = recorder.end(&field.setup())?;
    field.verify(&job.input)?;
    if requests == 0 { Err("`modeler load` went past the recorder".into()) } else { Ok(requests) }
}
