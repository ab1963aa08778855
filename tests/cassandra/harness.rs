//! Runs the trials: says which of them cannot be run here and why, and sees to it that every node is gone at the end.

use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::process::ExitCode;
use std::sync::{Mutex, PoisonError};
use std::thread;

use libtest_mimic::{Arguments, Completion, Failed, Trial};

use crate::cluster::Cluster;
use crate::node::{Missing, Node};

/// Makes a list of trials of functions, named by module and function: `shared:` those that take a `&Cluster`, `own:`
/// those that take nothing and start nodes of their own.
macro_rules! trials {
    ($($kind:ident: $($function:ident),+);+ $(;)?) => {
        vec![$($($crate::harness::$kind(concat!(module_path!(), "::", stringify!($function)), $function)),+),+]
    };
}

/// Why trials were not run, each reason once, in the order of their coming.
static REASONS: Mutex<Vec<String>> = Mutex::new(Vec::new());

/// A trial on the shared node.
pub fn shared(name: &str, run: fn(&Cluster) -> Result<(), Failed>) -> Trial {
    Trial::ignorable_test(short(name), move || match Cluster::shared() {
        Ok(cluster) => run(cluster).map(|()| Completion::Completed),
        Err(missing) => without_node(missing),
    })
}

/// A trial that starts nodes of its own.
pub fn own(name: &str, run: fn() -> Result<(), Failed>) -> Trial {
    Trial::ignorable_test(short(name), move || match Node::can_be_started() {
        Ok(()) => run().map(|()| Completion::Completed),
        Err(missing) => without_node(missing),
    })
}

/// The name without the crate.
fn short(path: &str) -> String {
    path.trim_start_matches("cassandra::").to_owned()
}

/// What becomes of a trial that has no node: a failure where a node could have been had or must be there.
fn without_node(missing: &Missing) -> Result<Completion, Failed> {
    match missing {
        Missing::Impossible(reason) if !Node::is_required() => {
            let mut reasons = REASONS.lock().unwrap_or_else(PoisonError::into_inner);
            if !reasons.contains(reason) {
                reasons.push(reason.clone());
            }
            Ok(Completion::ignored())
        }
        Missing::Impossible(reason) | Missing::Broken(reason) => Err(reason.into()),
    }
}

/// Runs what the arguments of the command line ask for.
pub fn run(trials: Vec<Trial>) -> ExitCode {
    let mut arguments = Arguments::from_args();
    // A trial waits for its node more than it computes.
    let threads = thread::available_parallelism().map_or(2, usize::from).clamp(2, 4);
    arguments.test_threads.get_or_insert(threads);
    let conclusion = catch_unwind(AssertUnwindSafe(|| libtest_mimic::run(&arguments, trials)));
    Node::end_all();
    let reasons = REASONS.lock().unwrap_or_else(PoisonError::into_inner);
    for reason in reasons.iter() {
        println!("trials were ignored for want of a Cassandra node: {reason}\n");
    }
    conclusion.map_or_else(|panic| resume_unwind(panic), |conclusion| conclusion.exit_code())
}
