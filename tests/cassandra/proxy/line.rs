//! One connection of a client with the node: a thread for each way, which passes on what comes as the faults and rules of
//! the moment say.

use std::collections::HashMap;
use std::io::{self, Read, Write};
use std::net::{Shutdown, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use socket2::SockRef;

use super::frames::{Head, Piece, Splitter};
use super::{Deed, Fault, Shared, lock};

/// A connection. It is closed when nobody has it any more.
pub struct Line {
    client: TcpStream,
    node: TcpStream,
    is_reset: AtomicBool,
    mouth: Mutex<Mouth>,
}

/// What is said to the client, by the node and by forgers, one frame after the other.
#[derive(Default)]
struct Mouth {
    /// By the stream of a request, what stands for the node's answer to it; it may be nothing.
    instead: HashMap<u16, Vec<u8>>,
    /// Whether the last byte that was said is inside a frame.
    is_inside: bool,
    /// Forged frames that wait for the end of that frame.
    waiting: Vec<u8>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    ToNode,
    ToClient,
}

/// Takes a client, unless the proxy is cut.
pub fn connect(shared: &Shared, client: TcpStream, node: &str) {
    let mut state = lock(shared);
    if state.fault == Some(Fault::Cut) {
        return;
    }
    let Ok(node) = TcpStream::connect(node) else { return };
    // The end of a frame must not wait until its beginning is acknowledged.
    let _ = (client.set_nodelay(true), node.set_nodelay(true));
    let line = Arc::new(Line { client, node, is_reset: AtomicBool::default(), mouth: Mutex::default() });
    state.lines.push(Arc::clone(&line));
    state.open += 1;
    drop(state);
    let (back, shared_back) = (Arc::clone(&line), Arc::clone(shared));
    thread::spawn(move || back.pump(&shared_back, Way::ToClient));
    let shared = Arc::clone(shared);
    thread::spawn(move || {
        line.pump(&shared, Way::ToNode);
        let mut state = lock(&shared);
        state.lines.retain(|other| !Arc::ptr_eq(other, &line));
        state.open -= 1;
    });
}

impl Line {
    pub fn shut(&self, how: Shutdown) {
        let _ = (self.client.shutdown(how), self.node.shutdown(how));
    }

    /// Lets both ends learn that there is no such connection, once both threads have seen it.
    pub fn reset(&self) {
        self.is_reset.store(true, Ordering::SeqCst);
        for stream in [&self.client, &self.node] {
            let _ = SockRef::from(stream).set_linger(Some(Duration::ZERO));
        }
        // Ends reading, and tells nobody.
        self.shut(Shutdown::Read);
    }

    fn is_reset(&self) -> bool {
        self.is_reset.load(Ordering::SeqCst)
    }

    fn pump(&self, shared: &Shared, way: Way) {
        let mut from = if way == Way::ToNode { &self.client } else { &self.node };
        let mut bytes = [0; 16 << 10];
        let mut splitter = Splitter::default();
        while let Ok(read) = from.read(&mut bytes)
            && read > 0
            && !self.is_reset()
        {
            let (fault, has_rules) = {
                let mut state = lock(shared);
                state.passed += read as u64;
                state.check();
                (state.fault, !state.rules.is_empty())
            };
            // Also of what is lost it has to be known where frames end.
            let pieces = splitter.split(&bytes[..read], |head| match way {
                Way::ToNode => has_rules && head.is_write(),
                Way::ToClient => lock(&self.mouth).instead.contains_key(&head.stream),
            });
            match (fault, way) {
                (Some(Fault::Silence), _) | (Some(Fault::HalfOpen), Way::ToClient) => continue,
                (Some(Fault::Late(time)), Way::ToClient) => thread::sleep(time),
                _ => {}
            }
            let passed = match way {
                Way::ToNode => self.to_node(&pieces, shared),
                Way::ToClient => self.to_client(&pieces, shared, splitter.is_inside()),
            };
            if passed.is_err() {
                break;
            }
        }
        if !self.is_reset() {
            self.shut(Shutdown::Both);
        }
    }

    fn to_node(&self, pieces: &[Piece], shared: &Shared) -> io::Result<()> {
        let mut passed = Vec::new();
        for piece in pieces {
            match piece {
                Piece::Part(bytes) => passed.extend(bytes),
                Piece::Frame(head, frame) => {
                    let deed = lock(shared).judge(*head, frame);
                    if self.is_passed(deed, *head, frame, shared)? {
                        passed.extend(frame);
                    }
                }
            }
        }
        slowly(&passed, shared, Way::ToNode, |bytes, _| (&self.node).write_all(bytes))
    }

    /// Does the deed; says whether the request gets to the node.
    fn is_passed(&self, deed: Option<Deed>, head: Head, frame: &[u8], shared: &Shared) -> io::Result<bool> {
        let instead = match deed {
            None => return Ok(true),
            Some(Deed::Swallow) => return Ok(false),
            Some(Deed::Answer(error)) => {
                let is_heard = lock(shared).fault != Some(Fault::HalfOpen);
                if is_heard {
                    self.say(&error.answer(head, frame))?;
                }
                return Ok(false);
            }
            Some(Deed::ApplyThenAnswer(error)) => error.answer(head, frame),
            Some(Deed::DropAnswer) => Vec::new(),
        };
        lock(&self.mouth).instead.insert(head.stream, instead);
        Ok(true)
    }

    /// Says to the client what no node has said.
    fn say(&self, frame: &[u8]) -> io::Result<()> {
        let mut mouth = lock(&self.mouth);
        if mouth.is_inside {
            mouth.waiting.extend(frame);
            return Ok(());
        }
        (&self.client).write_all(frame)
    }

    fn to_client(&self, pieces: &[Piece], shared: &Shared, is_inside: bool) -> io::Result<()> {
        let mut passed = Vec::new();
        for piece in pieces {
            match piece {
                Piece::Part(bytes) => passed.extend(bytes),
                Piece::Frame(head, _) => passed.extend(lock(&self.mouth).instead.remove(&head.stream).unwrap()),
            }
        }
        slowly(&passed, shared, Way::ToClient, |bytes, is_last| {
            let mut mouth = lock(&self.mouth);
            (&self.client).write_all(bytes)?;
            mouth.is_inside = is_inside || !is_last;
            if mouth.is_inside { Ok(()) } else { (&self.client).write_all(&std::mem::take(&mut mouth.waiting)) }
        })
    }
}

/// Writes the bytes as fast as the proxy may: each time some of them, and whether they are the last.
fn slowly(
    mut bytes: &[u8],
    shared: &Shared,
    way: Way,
    mut write: impl FnMut(&[u8], bool) -> io::Result<()>,
) -> io::Result<()> {
    while !bytes.is_empty() {
        let (until, length) = turn(shared, way, bytes.len());
        thread::sleep(until.saturating_duration_since(Instant::now()));
        let (now, rest) = bytes.split_at(length);
        write(now, rest.is_empty())?;
        bytes = rest;
    }
    Ok(())
}

/// How many of `length` bytes may be passed on next, and when.
fn turn(shared: &Shared, way: Way, length: usize) -> (Instant, usize) {
    let mut state = lock(shared);
    let now = Instant::now();
    let Some(Fault::Slow(rate)) = state.fault else { return (now, length) };
    // So few that nothing comes in bursts.
    let length = length.min((rate as usize / 50).max(1));
    let free = &mut state.free[way as usize];
    let until = free.unwrap_or(now).max(now) + Duration::from_secs_f64(length as f64 / f64::from(rate));
    *free = Some(until);
    (until, length)
}
