//! Something between a client and a node that goes wrong when it is told to: it cuts, it falls silent, it is late.

use std::io::{Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

/// What goes wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// Every connection ends, and no other is taken.
    Cut,
    /// Connections stay, and nothing comes through any more.
    Silence,
    /// What the node says arrives only after this time.
    Late(Duration),
}

/// A proxy before one node. Its threads end with their connections.
pub struct Proxy {
    address: String,
    state: Arc<Mutex<State>>,
}

#[derive(Default)]
struct State {
    passed: u64,
    /// What goes wrong after so many bytes.
    planned: Option<(u64, Fault)>,
    fault: Option<Fault>,
    streams: Vec<TcpStream>,
    open: usize,
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
                connect(&shared, client, &node);
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

    /// Passes everything on again.
    pub fn heal(&self) {
        let mut state = lock(&self.state);
        (state.planned, state.fault) = (None, None);
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
                self.streams.drain(..).for_each(|stream| drop(stream.shutdown(Shutdown::Both)));
            }
        }
    }
}

fn lock(state: &Mutex<State>) -> MutexGuard<'_, State> {
    state.lock().unwrap_or_else(PoisonError::into_inner)
}

fn connect(shared: &Shared, client: TcpStream, node: &str) {
    let mut state = lock(shared);
    if state.fault == Some(Fault::Cut) {
        return;
    }
    let Ok(server) = TcpStream::connect(node) else { return };
    state.streams.extend([client.try_clone().unwrap(), server.try_clone().unwrap()]);
    state.open += 1;
    drop(state);
    let back = (server.try_clone().unwrap(), client.try_clone().unwrap(), Arc::clone(shared));
    let shared = Arc::clone(shared);
    thread::spawn(move || pump(back.0, back.1, &back.2, true));
    thread::spawn(move || {
        pump(client, server, &shared, false);
        lock(&shared).open -= 1;
    });
}

fn pump(mut from: TcpStream, mut to: TcpStream, shared: &Shared, from_node: bool) {
    let mut bytes = [0; 16 << 10];
    while let Ok(read) = from.read(&mut bytes)
        && read > 0
    {
        let fault = {
            let mut state = lock(shared);
            state.passed += read as u64;
            state.check();
            state.fault
        };
        match fault {
            Some(Fault::Silence) => continue,
            Some(Fault::Late(time)) if from_node => thread::sleep(time),
            _ => {}
        }
        if to.write_all(&bytes[..read]).is_err() {
            break;
        }
    }
    let _ = (from.shutdown(Shutdown::Both), to.shutdown(Shutdown::Both));
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
