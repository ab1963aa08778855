//! Something between a client and a node that goes wrong when it is told to: it cuts, it falls silent, it is late or slow,
//! and it forges what the node says to single requests.

mod frames;
mod line;
mod rules;

use std::io::{Read, Write};
use std::net::{Shutdown, TcpListener};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use self::frames::Head;
use self::line::Line;
pub use self::rules::{Deed, Error, Rule};

/// What goes wrong with all that passes. A connection that has lost bytes to a fault is of no use once it is healed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// Every connection ends, and no other is taken.
    Cut,
    /// Connections stay, and nothing comes through any more.
    Silence,
    /// Connections stay, and what the client says comes through; what the node says does not.
    HalfOpen,
    /// What the node says arrives only after this time.
    Late(Duration),
    /// No more than so many bytes pass in a second each way, on all connections together.
    Slow(u32),
}

/// A proxy before one node. Its threads end with their connections.
pub struct Proxy {
    address: String,
    state: Shared,
}

#[derive(Default)]
struct State {
    passed: u64,
    /// What goes wrong after so many bytes.
    planned: Option<(u64, Fault)>,
    fault: Option<Fault>,
    lines: Vec<Arc<Line>>,
    open: usize,
    rules: Vec<Rule>,
    forged: u64,
    /// When a slow proxy has passed on what it took: to the node, to the client.
    free: [Option<Instant>; 2],
}

type Shared = Arc<Mutex<State>>;

impl Proxy {
    /// A proxy that passes everything on to `node`, and back.
    pub fn before(node: &str) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap().to_string();
        let state = Shared::default();
        let (shared, node) = (Arc::clone(&state), node.to_owned());
        thread::spawn(move || {
            for client in listener.incoming().flatten() {
                line::connect(&shared, client, &node);
            }
        });
        Self { address, state }
    }

    /// `HOST:PORT`.
    pub fn address(&self) -> &str {
        &self.address
    }

    /// Lets `fault` happen once `bytes` more have passed, both ways together.
    pub fn after(&self, bytes: u64, fault: Fault) {
        let mut state = lock(&self.state);
        state.planned = Some((state.passed + bytes, fault));
        state.check();
    }

    /// Lets the rule be asked, after those that are there, about each write that comes. The first whose turn it is
    /// decides, and those after it do not see the write.
    pub fn forge(&self, rule: Rule) {
        lock(&self.state).rules.push(rule);
    }

    /// Passes everything on again, whatever faults and rules there are.
    pub fn heal(&self) {
        let mut state = lock(&self.state);
        (state.planned, state.fault) = (None, None);
        state.rules.clear();
    }

    /// Resets every connection, as the system of a host does that knows of none; new ones are taken.
    pub fn reset(&self) {
        lock(&self.state).lines.drain(..).for_each(|line| line.reset());
    }

    /// Requests that rules have hit.
    pub fn forged(&self) -> u64 {
        lock(&self.state).forged
    }

    /// Bytes that have passed, both ways together.
    pub fn passed(&self) -> u64 {
        lock(&self.state).passed
    }

    /// Waits until `bytes` have passed in all; panics where that does not happen.
    pub fn await_passed(&self, bytes: u64) {
        let deadline = Instant::now() + Duration::from_mins(1);
        while self.passed() < bytes {
            assert!(Instant::now() < deadline, "only {} of {bytes} bytes have passed", self.passed());
            thread::sleep(Duration::from_millis(5));
        }
    }

    /// Waits until no connection is open; panics where one stays.
    pub fn await_closed(&self) {
        let deadline = Instant::now() + Duration::from_secs(5);
        while lock(&self.state).open > 0 {
            assert!(Instant::now() < deadline, "{} connections stay open", lock(&self.state).open);
            thread::sleep(Duration::from_millis(5));
        }
    }
}

impl State {
    fn check(&mut self) {
        if let Some((_, fault)) = self.planned.take_if(|(at, _)| *at <= self.passed) {
            self.fault = Some(fault);
            if fault == Fault::Cut {
                self.lines.drain(..).for_each(|line| line.shut(Shutdown::Both));
            }
        }
    }

    fn judge(&mut self, head: Head, frame: &[u8]) -> Option<Deed> {
        let deed = self.rules.iter_mut().find_map(|rule| rule.judge(head, frame));
        self.forged += u64::from(deed.is_some());
        deed
    }
}

fn lock<T>(shared: &Mutex<T>) -> MutexGuard<'_, T> {
    shared.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Something that takes connections and is no node: it says `banner` to the first words it hears, or nothing ever.
pub fn stranger(banner: Option<&'static str>) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap().to_string();
    thread::spawn(move || {
        let mut kept = Vec::new();
        for mut client in listener.incoming().flatten() {
            if let Some(banner) = banner {
                let _ = client.read(&mut [0; 64]);
                let _ = client.write_all(banner.as_bytes());
            }
            kept.push(client);
        }
    });
    address
}
