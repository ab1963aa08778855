//! Nodes of Cassandra as children of the test run. A node's watcher, a script, holds one end of a pipe whose other end is
//! here: when this process is gone, however it went, the watcher sees the pipe close, kills the node and removes its
//! folder. Commands go down the same pipe, one a line, and each has a line for an answer.

use std::env;
use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::{Mutex, OnceLock, PoisonError};

use crate::certificates;

/// Where the shared node comes from: see the top of `tests/cassandra.rs`.
pub const VARIABLE: &str = "MODELER_TEST_CASSANDRA";

/// Why there is no node.
#[derive(Debug, Clone)]
pub enum Missing {
    /// This machine lacks what a node needs.
    Impossible(String),
    /// A node should have started and did not.
    Broken(String),
}

impl std::fmt::Display for Missing {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (Self::Impossible(reason) | Self::Broken(reason)) = self;
        f.write_str(reason)
    }
}

/// What kind of node to start.
#[derive(Debug, Clone, Copy)]
#[allow(clippy::struct_excessive_bools, reason = "each is a switch of the script")]
pub struct Options<'a> {
    /// The loopback address it listens on.
    pub address: &'a str,
    /// The node whose cluster it joins. It then has the same CQL port, for drivers take one port for a whole cluster.
    pub seed: Option<&'a Node>,
    /// Passwords and permissions. The superuser is `cassandra`, and so is its password.
    pub auth: bool,
    /// CQL by TLS only, with the certificates of [`Node::certificate`].
    pub tls: bool,
    /// Clients must show a certificate too.
    pub client_certificate: bool,
    /// The Java heap.
    pub heap: &'a str,
    /// It lives for a minute: what it costs to start matters, and not how fast it becomes.
    pub brief: bool,
    /// Schema changes are kept in memory and take a quarter of their time. A kill loses them.
    pub forgetful: bool,
}

impl Default for Options<'_> {
    fn default() -> Self {
        Self {
            address: "127.0.0.1",
            seed: None,
            auth: false,
            tls: false,
            client_certificate: false,
            heap: "768m",
            brief: true,
            forgetful: false,
        }
    }
}

/// A running node, which ends when this is dropped.
#[derive(Debug)]
pub struct Node {
    address: String,
    storage: String,
    folder: PathBuf,
    watcher: Mutex<Watcher>,
}

/// The nodes that serve the whole run. They are in statics, which are never dropped: [`Node::end_all`] ends them.
static SHARED: OnceLock<Result<Node, Missing>> = OnceLock::new();
static GUARDED: OnceLock<Result<Node, Missing>> = OnceLock::new();
static PAIR: [OnceLock<Result<Node, Missing>>; 2] = [OnceLock::new(), OnceLock::new()];
static POSSIBLE: OnceLock<Result<(), Missing>> = OnceLock::new();

impl Node {
    /// The node of the whole run, from Docker or from the script; started at the first call.
    pub fn shared() -> Result<&'static Self, &'static Missing> {
        let lasting = Options { brief: false, forgetful: true, ..Options::default() };
        let both = |docker: &Missing, own: Missing| match own {
            Missing::Impossible(own) => Missing::Impossible(format!("{own}; and from Docker, {docker}")),
            broken @ Missing::Broken(_) => broken,
        };
        let start = || Self::in_docker().or_else(|docker| Self::of_our_own(&lasting).map_err(|own| both(&docker, own)));
        SHARED.get_or_init(start).as_ref()
    }

    /// A node with passwords and TLS for the whole run: trials may add roles to it and must not stop it.
    pub fn guarded() -> Result<&'static Self, &'static Missing> {
        let options = Options { auth: true, tls: true, forgetful: true, ..Options::default() };
        GUARDED.get_or_init(|| Self::of_our_own(&options)).as_ref()
    }

    /// Two nodes of one cluster for the whole run; `Cluster::pair` waits until they know each other.
    pub fn pair() -> Result<[&'static Self; 2], &'static Missing> {
        let options = Options { forgetful: true, ..Options::default() };
        let first = PAIR[0].get_or_init(|| Self::of_our_own(&options)).as_ref()?;
        let options = Options { address: "127.0.0.2", seed: Some(first), ..options };
        Ok([first, PAIR[1].get_or_init(|| Self::of_our_own(&options)).as_ref()?])
    }

    /// A node for one trial, which may do with it what it likes.
    pub fn private(options: &Options<'_>) -> Result<Self, Missing> {
        Self::of_our_own(options)
    }

    /// Whether this machine has what [`Node::private`] needs: JDK 17 and the jars, which are fetched here.
    pub fn can_be_started() -> Result<(), &'static Missing> {
        let fetch = || {
            let output = script("node").arg("fetch").output().map_err(|error| impossible(&error.to_string()))?;
            let said = String::from_utf8_lossy(&output.stderr);
            if output.status.success() { Ok(()) } else { Err(impossible(said.trim())) }
        };
        POSSIBLE.get_or_init(fetch).as_ref().copied()
    }

    /// Whether a run without a node is a failure.
    pub fn is_required() -> bool {
        env::var(VARIABLE).is_ok_and(|value| value == "required")
    }

    /// Ends the nodes that served the whole run, and waits until nothing of them is left.
    pub fn end_all() {
        for node in [&PAIR[1], &PAIR[0], &GUARDED, &SHARED].into_iter().filter_map(|node| node.get()?.as_ref().ok()) {
            node.watcher().end();
        }
    }

    fn of_our_own(options: &Options<'_>) -> Result<Self, Missing> {
        Self::can_be_started().map_err(Clone::clone)?;
        let mut command = script("node");
        command.args(["serve", "--address", options.address, "--heap", options.heap]);
        if let Some(seed) = options.seed {
            let port = seed.address.rsplit(':').next().unwrap_or_default();
            command.args(["--seed", &seed.storage, "--port", port]);
        }
        if options.brief {
            command.arg("--brief");
        }
        if options.forgetful {
            command.arg("--forgetful");
        }
        if options.auth {
            command.arg("--auth");
        }
        let pems = options.tls.then(|| certificates::make(Path::new(env!("CARGO_TARGET_TMPDIR"))));
        if let Some(pems) = &pems {
            command.arg("--tls").arg(pems.path());
        }
        if options.client_certificate {
            command.arg("--client-certificate");
        }
        Self::watched(command)
    }

    /// Only its address is known: a container is not for killing, stopping and reading of logs.
    fn in_docker() -> Result<Self, Missing> {
        Self::watched(script("docker"))
    }

    fn watched(command: Command) -> Result<Self, Missing> {
        let mut watcher = Watcher::start(command)?;
        let ready = watcher.hear("ready").map_err(Missing::Broken)?;
        let mut words = ready.splitn(4, ' ').map(str::to_owned);
        let mut word = || words.next().unwrap_or_default();
        let (address, storage, pid, folder) = (word(), word(), word(), word());
        watcher.pid = pid;
        Ok(Self { address, storage, folder: PathBuf::from(folder), watcher: Mutex::new(watcher) })
    }

    /// Where it answers CQL: `127.0.0.1:19042`.
    pub fn address(&self) -> String {
        self.address.clone()
    }

    /// Its folder, which holds its configuration, its data and its logs.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// A file of its certificates: `ca` signed the others, `server` is the node's, `client` a user's with `client-key`,
    /// `stranger` a CA that signed none of them.
    pub fn certificate(&self, name: &str) -> PathBuf {
        self.folder.join(format!("tls/{name}.pem"))
    }

    /// The process of its Java machine.
    pub fn pid(&self) -> String {
        self.watcher().pid.clone()
    }

    /// What it has logged.
    pub fn log(&self) -> String {
        fs::read_to_string(self.folder.join("system.log")).unwrap_or_default()
    }

    /// Ends its Java machine as `kill -9` does. Address and data stay.
    pub fn kill(&self) {
        self.watcher().ask("kill", "killed");
    }

    /// Kills it if it runs, starts it on the data it had, and waits until it answers.
    pub fn restart(&self) {
        let mut watcher = self.watcher();
        let ready = watcher.ask("start", "ready");
        ready.split(' ').nth(2).unwrap_or_default().clone_into(&mut watcher.pid);
    }

    /// Stops it in the middle of whatever it does: its ports stay open, and it says nothing.
    pub fn pause(&self) {
        self.watcher().ask("pause", "paused");
    }

    /// Lets it go on.
    pub fn resume(&self) {
        self.watcher().ask("resume", "resumed");
    }

    fn watcher(&self) -> std::sync::MutexGuard<'_, Watcher> {
        self.watcher.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn impossible(reason: &str) -> Missing {
    Missing::Impossible(reason.to_owned())
}

/// A script under `tests/node`, in a process group of its own: a Ctrl-C ends the run, and the closed pipe the node.
fn script(name: &str) -> Command {
    let mut command = Command::new(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/node").join(name));
    command.env("CARGO_TARGET_DIR", Path::new(env!("CARGO_TARGET_TMPDIR")).join("..")).process_group(0);
    command
}

/// The script that watches over a node, and both ends of the talk with it.
#[derive(Debug)]
struct Watcher {
    child: Child,
    commands: Option<ChildStdin>,
    answers: BufReader<ChildStdout>,
    pid: String,
}

impl Watcher {
    fn start(mut command: Command) -> Result<Self, Missing> {
        let child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn();
        let mut child =
            child.map_err(|error| impossible(&format!("no {}: {error}", command.get_program().display())))?;
        let (Some(commands), Some(answers)) = (child.stdin.take(), child.stdout.take()) else {
            return Err(impossible("no pipe to the watcher"));
        };
        Ok(Self { child, commands: Some(commands), answers: BufReader::new(answers), pid: String::new() })
    }

    /// Sends a command; panics unless the answer begins with the word expected, and gives what follows it.
    fn ask(&mut self, command: &str, expected: &str) -> String {
        assert!(
            !self.pid.is_empty(),
            "a container takes no commands: a trial that wants to {command} a node starts its own"
        );
        let pipe = self.commands.as_mut().expect("a node that has ended takes no commands");
        writeln!(pipe, "{command}").expect("the watcher of a node is gone");
        self.hear(expected).unwrap_or_else(|answer| panic!("a node asked to {command}: {answer}"))
    }

    fn hear(&mut self, expected: &str) -> Result<String, String> {
        let mut answer = String::new();
        self.answers.read_line(&mut answer).map_err(|error| error.to_string())?;
        match answer.trim_end().split_once(' ').unwrap_or((answer.trim_end(), "")) {
            (word, rest) if word == expected => Ok(rest.to_owned()),
            ("", _) => Err("its watcher ended without a word".to_owned()),
            _ => Err(answer.trim_end().to_owned()),
        }
    }

    /// Closes the pipe and waits until the watcher has cleaned up.
    fn end(&mut self) {
        self.commands = None;
        let _ = self.child.wait();
    }
}

impl Drop for Watcher {
    fn drop(&mut self) {
        self.end();
    }
}
