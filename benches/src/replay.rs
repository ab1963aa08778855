//! The floor of any client: takes the frames that a load by `modeler` sent, as the runner recorded them, and sends them
//! again over one connection, as they are but for their stream ids. Looks at the kind of every answer, and at no more.
//! The ids of prepared statements follow from their text, so those in the frames hold on any node that prepared it.

use std::error::Error;
use std::fs::File;
use std::io::{BufReader, BufWriter, Read, Write};
use std::net::TcpStream;
use std::time::Instant;

use serde_json::json;

type Outcome<T> = Result<T, Box<dyn Error>>;

/// Requests that are on their way at once: as many as `modeler` has.
const IN_FLIGHT: u16 = 128;

/// A frame begins with version, flags, stream (2 bytes), opcode and the length of what follows (4 bytes).
const HEADER: usize = 9;

/// The opcode of an answer that is an error.
const ERROR: u8 = 0x00;

/// What is read or written at once.
const BUFFER: usize = 1 << 16;

fn main() -> Outcome<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [address, setup, writes] = arguments.as_slice() else {
        return Err("give HOST:PORT, the file of frames that begin, and the file of frames that write".into());
    };
    let mut connection = Connection::new(address)?;
    let mut frame = Vec::new();
    let mut setup = BufReader::new(File::open(setup)?);
    while read(&mut setup, &mut frame)? {
        connection.send(0, &mut frame)?;
        // What was refused then is refused now: the driver asks for tables that only some databases have.
        connection.receive()?;
    }
    let started = Instant::now();
    let sent = replay(&mut connection, &mut BufReader::with_capacity(1 << 20, File::open(writes)?))?;
    println!("{}", json!({ "sent": sent, "seconds": started.elapsed().as_secs_f64() }));
    Ok(())
}

/// Sends all `frames`, and waits for all answers; gives how many there were.
fn replay(connection: &mut Connection, frames: &mut impl Read) -> Outcome<u64> {
    let mut free: Vec<u16> = (0..IN_FLIGHT).collect();
    let (mut frame, mut sent, mut ended) = (Vec::new(), 0, false);
    loop {
        while !ended && let Some(stream) = free.pop() {
            if read(frames, &mut frame)? {
                connection.send(stream, &mut frame)?;
                sent += 1;
            } else {
                free.push(stream);
                ended = true;
            }
        }
        if free.len() == usize::from(IN_FLIGHT) {
            return Ok(sent);
        }
        free.push(connection.answer()?);
        // What has come already is taken before more is sent, so that many answers make one write.
        while !connection.incoming.buffer().is_empty() {
            free.push(connection.answer()?);
        }
    }
}

/// Reads one whole frame; says whether there was one.
fn read(from: &mut impl Read, frame: &mut Vec<u8>) -> Outcome<bool> {
    frame.resize(HEADER, 0);
    match from.read(&mut frame[..1])? {
        0 => return Ok(false),
        read => from.read_exact(&mut frame[read..])?,
    }
    let length = u32::from_be_bytes([frame[5], frame[6], frame[7], frame[8]]) as usize;
    frame.resize(HEADER + length, 0);
    from.read_exact(&mut frame[HEADER..])?;
    Ok(true)
}

/// Both directions of a connection.
struct Connection {
    incoming: BufReader<TcpStream>,
    outgoing: BufWriter<TcpStream>,
    answer: Vec<u8>,
}

impl Connection {
    fn new(address: &str) -> Outcome<Self> {
        let stream = TcpStream::connect(address).map_err(|e| format!("cannot connect to {address}: {e}"))?;
        stream.set_nodelay(true)?;
        let incoming = BufReader::with_capacity(BUFFER, stream.try_clone()?);
        Ok(Self { incoming, outgoing: BufWriter::with_capacity(BUFFER, stream), answer: Vec::new() })
    }

    fn send(&mut self, stream: u16, frame: &mut [u8]) -> Outcome<()> {
        frame[2..4].copy_from_slice(&stream.to_be_bytes());
        Ok(self.outgoing.write_all(frame)?)
    }

    /// Sends what waits to be sent, waits for an answer.
    fn receive(&mut self) -> Outcome<()> {
        self.outgoing.flush()?;
        if read(&mut self.incoming, &mut self.answer)? { Ok(()) } else { Err("the node closed the connection".into()) }
    }

    /// Gives the stream id of an answer. Fails where the node says that it failed.
    fn answer(&mut self) -> Outcome<u16> {
        self.receive()?;
        if self.answer[4] == ERROR {
            return Err(format!("the node answered: {}", String::from_utf8_lossy(&self.answer[HEADER..])).into());
        }
        Ok(u16::from_be_bytes([self.answer[2], self.answer[3]]))
    }
}
