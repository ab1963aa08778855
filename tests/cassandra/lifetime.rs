//! A node lives no longer than the process that wanted it.

use std::env;
use std::io::{self, BufRead, BufReader};
use std::path::Path;
use std::process::{Command, ExitCode, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use libtest_mimic::{Failed, Trial};

use crate::node::{Node, Options};

/// Set for a run of this program that only holds a node until it is killed.
const HELD: &str = "MODELER_TEST_HOLD_NODE";

pub fn trials() -> Vec<Trial> {
    trials!(own: a_node_goes_when_its_run_is_killed)
}

/// Whether this run is one to be killed.
pub fn is_held() -> bool {
    env::var_os(HELD).is_some()
}

/// Starts a node, says where, and waits to be killed, or for the end of the run that wants to do it.
pub fn hold() -> ExitCode {
    let Ok(node) = Node::private(&Options::default()) else { return ExitCode::FAILURE };
    println!("{} {}", node.pid(), node.folder().display());
    let _ = io::copy(&mut io::stdin(), &mut io::sink());
    ExitCode::SUCCESS
}

fn a_node_goes_when_its_run_is_killed() -> Result<(), Failed> {
    let mut run = Command::new(env::current_exe()?);
    let mut run = run.env(HELD, "yes").stdin(Stdio::piped()).stdout(Stdio::piped()).spawn()?;
    let mut said = String::new();
    BufReader::new(run.stdout.take().ok_or("no output")?).read_line(&mut said)?;
    let (pid, folder) = said.trim_end().split_once(' ').ok_or("no node")?;
    let process = Path::new("/proc").join(pid);
    let was_there = process.join("cmdline").exists() && Path::new(folder).join("data").exists();

    run.kill()?;
    run.wait()?;
    assert!(was_there, "{said}");
    let deadline = Instant::now() + Duration::from_secs(10);
    while process.exists() || Path::new(folder).exists() {
        assert!(Instant::now() < deadline, "a killed run leaves process {pid} or {folder}");
        thread::sleep(Duration::from_millis(50));
    }
    Ok(())
}
