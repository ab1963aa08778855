//! Takes a model and a node, gives empty tables, runs a program into them, and counts what is in them then.

use std::path::PathBuf;
use std::process::Command;

use super::contender::{Contender, Job};
use crate::Outcome;
use crate::input::Input;
use crate::measure::{Run, run, run_tree, settle};
use crate::node::Node;
use crate::places::{Places, empty};

/// What all programs share.
pub(super) struct Field<'a> {
    pub(super) places: &'a Places,
    pub(super) node: &'a Node,
    /// Programs run here and leave here what they leave.
    pub(super) root: PathBuf,
    model: PathBuf,
}

/// One run of one program.
#[derive(Debug)]
pub(super) struct Measured {
    pub(super) seconds: f64,
    /// Rows of the CSV.
    pub(super) rows: u64,
    /// Rows of the CSV in a second.
    pub(super) rate: f64,
    /// Rows that the tables have then.
    pub(super) written: u64,
    pub(super) cpu: f64,
    /// Processor time that the node took meanwhile.
    pub(super) node: f64,
    pub(super) peak: u64,
    /// Processors that neither the program nor the node kept busy.
    pub(super) others: f64,
}

impl<'a> Field<'a> {
    /// The tables of `model`; the folder `name` is emptied.
    pub(super) fn new(places: &'a Places, node: &'a Node, name: &str, model: PathBuf) -> Outcome<Self> {
        let root = places.work.join(name);
        empty(&root)?;
        // Where cqlsh keeps its history.
        std::fs::create_dir(root.join("home"))?;
        Ok(Self { places, node, root, model })
    }

    /// Where the recorded frames are that begin a connection.
    pub(super) fn setup(&self) -> PathBuf {
        self.root.join("setup.frames")
    }

    /// Where the recorded frames are that write.
    pub(super) fn writes(&self) -> PathBuf {
        self.root.join("writes.frames")
    }

    /// The node as `modeler` names it.
    pub(super) fn store(&self) -> String {
        format!("cassandra://{}", self.node.address)
    }

    /// `modeler` over the model, with `store`.
    pub(super) fn modeler(&self, store: &str) -> Command {
        let mut command = self.places.modeler_of(&self.model, &self.root);
        command.args(["--store", store]);
        command
    }

    /// Runs `command`, which must succeed.
    pub(super) fn expect(&self, command: &mut Command) -> Outcome<Run> {
        let what = format!("`{}`", command.get_program().display());
        run(command.current_dir(&self.root))?.expect(&what, 0)
    }

    /// Gives the tables empty, and waits until the node is idle.
    pub(super) fn clear(&self) -> Outcome<()> {
        self.expect(self.modeler(&self.store()).args(["apply", "--quiet", "--drop-tables"]))?;
        settle()?;
        self.node.settle()
    }

    /// Fails unless the tables hold what `input` has; gives how many rows they have together.
    pub(super) fn verify(&self, input: &Input) -> Outcome<u64> {
        let mut verify = self.modeler(&self.store());
        verify.args(["verify", "--exact", "--format", "json", "--csv"]).arg(&input.file);
        let said = self.expect(&mut verify)?.json()?;
        let counts = said["counts"].as_array().ok_or("`modeler verify` counted nothing")?;
        Ok(counts.iter().filter_map(|count| count["rows"].as_u64()).sum())
    }

    /// One run into empty tables, and a look at what is in them then.
    pub(super) fn measure(&self, contender: Contender, job: &Job) -> Outcome<Measured> {
        self.clear()?;
        let commands = contender.commands(self, job)?;
        let before = self.node.cpu()?;
        let mut runs = Vec::new();
        for mut command in commands {
            let (run, command) =
                (if contender.has_children() { run_tree } else { run }, command.current_dir(&self.root));
            runs.push(run(command)?.expect(contender.label(), 0)?);
        }
        let node = self.node.cpu()? - before;
        let written =
            self.verify(&job.input).map_err(|e| format!("after {}: {e}\n{}", contender.label(), said(&runs)))?;
        let wall: f64 = runs.iter().map(|run| run.wall.as_secs_f64()).sum();
        let others: f64 = runs.iter().map(|run| run.others * run.wall.as_secs_f64()).sum();
        let (mut seconds, mut cpu) = (wall, runs.iter().map(|run| run.cpu.as_secs_f64()).sum());
        if contender == Contender::Python {
            // Its rate on few rows is to hold for many: starting, connecting and preparing must not count.
            let told = runs[0].json()?;
            let figure = |name: &str| told[name].as_f64().ok_or_else(|| format!("the Python loader tells no `{name}`"));
            (seconds, cpu) = (figure("seconds")?, figure("cpu")?);
        }
        Ok(Measured {
            seconds,
            rows: job.input.rows,
            rate: job.input.rows as f64 / seconds,
            written,
            cpu,
            node,
            peak: runs.iter().map(|run| run.peak).max().unwrap_or_default(),
            others: ((others - node) / wall).max(0.0),
        })
    }
}

/// What the programs said: some tell of rows they could not write, and end well.
fn said(runs: &[Run]) -> String {
    runs.iter().flat_map(|run| [run.out.as_str(), run.err.as_str()]).collect()
}
