//! A connection that prepares a statement and then executes it, over frames of the native protocol v4: no driver gives
//! what a node says to one step without its own thoughts about the other.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::Duration;

use libtest_mimic::Failed;

/// A page as drivers ask for it.
const PAGE: i32 = 5_000;
const ERROR: u8 = 0;
const SYNTAX: i32 = 0x2000;

/// A connection that uses one keyspace.
pub struct Wire {
    stream: TcpStream,
    keyspace: String,
}

enum Answer {
    Error { code: i32, words: String },
    Result(Vec<u8>),
}

impl Wire {
    /// A connection to the node at `address`, in `keyspace`.
    pub fn new(address: &str, keyspace: &str) -> Result<Self, Failed> {
        let stream = TcpStream::connect(address)?;
        stream.set_read_timeout(Some(Duration::from_mins(1)))?;
        let mut wire = Self { stream, keyspace: keyspace.to_owned() };
        let options: &[u8] = b"\0\x01\0\x0bCQL_VERSION\0\x053.0.0";
        wire.ask(1, options)?;
        match wire.run(&format!("USE {keyspace}"))? {
            Answer::Error { words, .. } => Err(words.into()),
            Answer::Result(_) => Ok(wire),
        }
    }

    /// What the node says to a statement, in the form of a corpus; `values` are bound to its markers.
    pub fn verdict(&mut self, statement: &str, values: &[Vec<u8>]) -> Result<String, Failed> {
        let prepared = match self.ask(9, &long(statement))? {
            Answer::Error { code: SYNTAX, .. } => return Ok("syntax".to_owned()),
            Answer::Error { words, .. } => return Ok(format!("prepare {}", self.told(&words))),
            Answer::Result(body) => body,
        };
        let len = usize::from(u16::from_be_bytes([prepared[4], prepared[5]]));
        let mut body = prepared[4..6 + len].to_vec();
        body.extend(1_u16.to_be_bytes());
        body.push(if values.is_empty() { 4 } else { 5 });
        if !values.is_empty() {
            body.extend((values.len() as u16).to_be_bytes());
            for value in values {
                body.extend((value.len() as i32).to_be_bytes());
                body.extend(value);
            }
        }
        body.extend(PAGE.to_be_bytes());
        Ok(match self.ask(10, &body)? {
            Answer::Error { words, .. } => format!("execute {}", self.told(&words)),
            Answer::Result(_) => "ok".to_owned(),
        })
    }

    /// The node's words for any keyspace, on one line.
    fn told(&self, words: &str) -> String {
        words.replace(&self.keyspace, "ks").replace('\n', " ").trim().to_owned()
    }

    fn run(&mut self, statement: &str) -> Result<Answer, Failed> {
        let mut body = long(statement);
        body.extend([0, 1, 0]);
        self.ask(7, &body)
    }

    fn ask(&mut self, opcode: u8, body: &[u8]) -> Result<Answer, Failed> {
        let mut frame = vec![4, 0, 0, 0, opcode];
        frame.extend((body.len() as i32).to_be_bytes());
        frame.extend(body);
        self.stream.write_all(&frame)?;
        let mut header = [0; 9];
        self.stream.read_exact(&mut header)?;
        let mut body = vec![0; i32::from_be_bytes([header[5], header[6], header[7], header[8]]) as usize];
        self.stream.read_exact(&mut body)?;
        // Warnings come first.
        if header[1] & 8 != 0 {
            let count = u16::from_be_bytes([body[0], body[1]]);
            let mut at = 2;
            for _ in 0..count {
                at += 2 + usize::from(u16::from_be_bytes([body[at], body[at + 1]]));
            }
            body.drain(..at);
        }
        if header[4] != ERROR {
            return Ok(Answer::Result(body));
        }
        let code = i32::from_be_bytes([body[0], body[1], body[2], body[3]]);
        let len = usize::from(u16::from_be_bytes([body[4], body[5]]));
        Ok(Answer::Error { code, words: String::from_utf8_lossy(&body[6..6 + len]).into_owned() })
    }
}

fn long(text: &str) -> Vec<u8> {
    let mut bytes = (text.len() as i32).to_be_bytes().to_vec();
    bytes.extend(text.as_bytes());
    bytes
}
