//! Takes the address of a node, gives another one that leads there, and keeps the frames that clients send through it:
//! what begins a connection, and what writes. Never changes a frame, and never looks at an answer.

use std::fs::File;
use std::io::{self, BufRead, BufReader, BufWriter, Read, Write};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;

use crate::Outcome;

/// A frame begins with version, flags, stream (2 bytes), opcode and the length of what follows (4 bytes).
const HEADER: usize = 9;

/// The versions of the protocol whose frames are like that.
const VERSIONS: [u8; 2] = [3, 4];

const STARTUP: u8 = 0x01;
const PREPARE: u8 = 0x09;
const EXECUTE: u8 = 0x0A;
const BATCH: u8 = 0x0D;

/// A way to the node that remembers.
pub(crate) struct Recorder {
    /// Where clients connect to.
    pub(crate) address: SocketAddr,
    ended: Arc<AtomicBool>,
    kept: Arc<Mutex<Kept>>,
    accepting: JoinHandle<io::Result<()>>,
}

/// What was sent.
struct Kept {
    startup: Option<Vec<u8>>,
    prepares: Vec<Vec<u8>>,
    writes: BufWriter<File>,
    frames: u64,
}

impl Recorder {
    /// Begins to listen; frames that write go to the file `writes`.
    pub(crate) fn new(node: &str, writes: &Path) -> Outcome<Self> {
        let writes = File::create(writes).map_err(|e| format!("cannot write `{}`: {e}", writes.display()))?;
        let kept = Kept { startup: None, prepares: Vec::new(), writes: BufWriter::new(writes), frames: 0 };
        let (kept, ended) = (Arc::new(Mutex::new(kept)), Arc::new(AtomicBool::new(false)));
        // The driver takes the port of the node from its first connection, and the address from the node.
        let host = node.rsplit_once(':').map_or(node, |(host, _)| host);
        let listener = TcpListener::bind((host, 0))?;
        let address = listener.local_addr()?;
        let accepting = {
            let (node, kept, ended) = (node.to_owned(), Arc::clone(&kept), Arc::clone(&ended));
            std::thread::spawn(move || accept(&listener, &node, &kept, &ended))
        };
        Ok(Self { address, ended, kept, accepting })
    }

    /// Waits until all connections have ended, writes what began them to the file `setup`, and gives how many frames
    /// there are that write.
    pub(crate) fn end(self, setup: &Path) -> Outcome<u64> {
        self.ended.store(true, Ordering::SeqCst);
        // Wakes who waits for a connection.
        TcpStream::connect(self.address)?;
        self.accepting.join().map_err(|_| "the recorder panicked")??;
        let mut kept = locked(&self.kept);
        kept.writes.flush()?;
        let mut file = File::create(setup).map_err(|e| format!("cannot write `{}`: {e}", setup.display()))?;
        for frame in kept.startup.iter().chain(&kept.prepares) {
            file.write_all(frame)?;
        }
        Ok(kept.frames)
    }
}

fn locked(kept: &Mutex<Kept>) -> MutexGuard<'_, Kept> {
    kept.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Leads every client to the node, until it is said that it ends and all have gone.
fn accept(listener: &TcpListener, node: &str, kept: &Arc<Mutex<Kept>>, ended: &AtomicBool) -> io::Result<()> {
    let mut forwards = Vec::new();
    loop {
        let (client, _) = listener.accept()?;
        if ended.load(Ordering::SeqCst) {
            break;
        }
        let node = TcpStream::connect(node)?;
        client.set_nodelay(true)?;
        node.set_nodelay(true)?;
        let (mut answers, mut back) = (node.try_clone()?, client.try_clone()?);
        // How this ends does not matter: the client goes first, and has then read what it wanted.
        std::thread::spawn(move || io::copy(&mut answers, &mut back));
        let kept = Arc::clone(kept);
        forwards.push(std::thread::spawn(move || forward(client, &node, &kept)));
    }
    forwards.into_iter().try_for_each(|forward| {
        forward.join().unwrap_or_else(|_| Err(io::Error::other("a connection's thread panicked")))
    })
}

/// Passes frames on until the client ends. A connection that fails is closed, so that the client notices.
fn forward(client: TcpStream, node: &TcpStream, kept: &Mutex<Kept>) -> io::Result<()> {
    let mut client = BufReader::with_capacity(1 << 16, client);
    let outcome = forward_all(&mut client, node, kept);
    // One of them may have gone already.
    let _ = node.shutdown(Shutdown::Both);
    let _ = client.get_ref().shutdown(Shutdown::Both);
    outcome
}

fn forward_all(client: &mut BufReader<TcpStream>, node: &TcpStream, kept: &Mutex<Kept>) -> io::Result<()> {
    let mut node = BufWriter::with_capacity(1 << 16, node);
    let mut frame = Vec::new();
    while !client.fill_buf()?.is_empty() {
        frame.resize(HEADER, 0);
        client.read_exact(&mut frame)?;
        if !VERSIONS.contains(&frame[0]) {
            let what = format!("the client speaks version {} of the protocol; 3 and 4 are understood", frame[0]);
            return Err(io::Error::other(what));
        }
        let length = u32::from_be_bytes([frame[5], frame[6], frame[7], frame[8]]) as usize;
        frame.resize(HEADER + length, 0);
        client.read_exact(&mut frame[HEADER..])?;
        node.write_all(&frame)?;
        if client.buffer().is_empty() {
            node.flush()?;
        }
        locked(kept).keep(&frame)?;
    }
    Ok(())
}

impl Kept {
    fn keep(&mut self, frame: &[u8]) -> io::Result<()> {
        match frame[4] {
            STARTUP => self.startup = Some(frame.to_vec()),
            // The same text may be prepared on several connections.
            PREPARE if !self.prepares.iter().any(|known| known[HEADER..] == frame[HEADER..]) => {
                self.prepares.push(frame.to_vec());
            }
            EXECUTE | BATCH => {
                self.frames += 1;
                self.writes.write_all(frame)?;
            }
            _ => {}
        }
        Ok(())
    }
}
