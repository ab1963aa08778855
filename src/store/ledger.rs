//! Takes what becomes of a load into a cluster, as it happens; keeps it in a file, so that a load that was broken off can go
//! on where it was. Knows positions and bytes; never what a row means, nor where it is sent.
//!
//! One note per line: the CRC-32 of what follows in eight hexadecimal digits, a blank, and a JSON object. What a crash left
//! half-written at the end does not fit its checksum, and is forgotten: it was noted after what it tells of had happened,
//! and to do that once more changes nothing. What must not be done twice is noted, and on the disk, before it is done.

mod kept;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs::{File, OpenOptions, TryLockError};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

pub use kept::{Kept, Reached, difference};

use crate::store::StoreError;

/// The version of the file's form: a ledger of another one is not gone on with.
pub const VERSION: u32 = 1;

/// What a load is: what it reads, what it writes to, and when it began.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plan {
    /// [`VERSION`].
    pub version: u32,
    /// The cluster and keyspace, as a person would name them.
    pub store: String,
    /// The write timestamp of all its rows, in microseconds since the epoch.
    pub timestamp: i64,
    /// The sources of the model, each with a mark of how it is read.
    pub sources: Vec<Marked>,
    /// The inputs in order, each with its size and checksum.
    pub inputs: Vec<Marked>,
    /// The tables in order, each with a mark of its statements.
    pub tables: Vec<Marked>,
    /// What tells the server's tables from others of their names, in order.
    pub made: Vec<String>,
    /// The nodes, each with the second in which it started.
    pub nodes: BTreeMap<String, i64>,
}

/// Something with a name, and what tells whether it is still the same.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Marked {
    /// Its name.
    pub name: String,
    /// Equal where it is the same.
    pub mark: String,
}

/// A part of a table's merged stream of rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Place {
    /// Index of the table.
    pub table: usize,
    /// Index of the part.
    pub part: usize,
    /// Number of parts.
    pub of: usize,
}

/// One line of the ledger.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Note {
    /// The load begins to send.
    Begun(Plan),
    /// Of this part so many rows from the first one on are settled: written, or noted as refused or not known.
    Reached {
        /// The part.
        at: Place,
        /// Rows from the first one on, static rows among them.
        rows: u64,
        /// Rows among them that were written, static rows left out.
        written: u64,
        /// CRC-32 of the key of the last of them.
        key: u32,
    },
    /// Of this part no row beyond this one has been sent.
    Reserved {
        /// The part.
        at: Place,
        /// Rows from the first one on.
        rows: u64,
    },
    /// Beyond what was reached these rows, from and to, are settled too; no other one was sent.
    Beyond {
        /// The part.
        at: Place,
        /// Rows, each stretch from its first to before its last, with how many of them were written.
        settled: Vec<(u64, u64, u64)>,
    },
    /// The server would not take a row.
    Refused(Told),
    /// Whether a row was written is not known, and it must not be sent again.
    Unknown(Told),
    /// Nodes were started again: what they had confirmed is sent once more, where that changes nothing.
    Again(BTreeMap<String, i64>),
}

/// A row of which something is to be told.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Told {
    /// Index of its table.
    pub table: usize,
    /// Its key, as rows are sorted by.
    #[serde(with = "hex")]
    pub key: Vec<u8>,
    /// Its value, as rows are kept; empty where nobody needs it.
    #[serde(with = "hex", default)]
    pub value: Vec<u8>,
    /// The class of what was answered: `invalid`, `write timeout`.
    pub class: String,
    /// What the server said.
    pub reason: String,
}

/// The ledger of one keyspace, which one load at a time may have.
#[derive(Debug)]
pub struct Ledger {
    path: PathBuf,
    file: File,
    kept: Option<Kept>,
}

impl Ledger {
    /// Opens the ledger at `path`, which is made where it is not there, with its folder. Refuses where another load has it;
    /// fails where it cannot be read.
    pub fn open(path: &Path) -> Result<Self, StoreError> {
        let failed = |doing: &str, e: io::Error| failure(doing, path, e);
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder).map_err(|e| failed("make the folder of", e))?;
        }
        let mut options = OpenOptions::new();
        options.read(true).write(true).create(true).truncate(false);
        // It holds keys of rows.
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let file = options.open(path).map_err(|e| failed("open", e))?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                return Err(StoreError::refused(
                    "another load into this keyspace is under way from here; wait for its end",
                ));
            }
            Err(TryLockError::Error(e)) => return Err(failed("lock", e)),
        }
        let mut ledger = Self { path: path.to_owned(), file, kept: None };
        ledger.read_again()?;
        Ok(ledger)
    }

    /// Takes what stands in the file for what is kept; what is half-written at its end is taken away.
    fn read_again(&mut self) -> Result<(), StoreError> {
        let mut bytes = Vec::new();
        let read = self.file.seek(SeekFrom::Start(0)).and_then(|_| self.file.read_to_end(&mut bytes));
        read.map_err(|e| failure("read", &self.path, e))?;
        let (kept, whole) = Kept::read(&bytes);
        self.kept = kept;
        if self.kept.is_some() {
            let cut = self.file.set_len(whole).and_then(|()| self.file.seek(SeekFrom::End(0)));
            cut.map_err(|e| failure("go on with", &self.path, e))?;
        }
        Ok(())
    }

    /// What an earlier load left, if it was broken off.
    pub fn kept(&self) -> Option<&Kept> {
        self.kept.as_ref()
    }

    /// Forgets what an earlier load left, and begins with `plan`, which is on the disk when this returns.
    pub fn begin(&mut self, plan: Plan) -> Result<(), StoreError> {
        let emptied = self.file.set_len(0).and_then(|()| self.file.seek(SeekFrom::Start(0)));
        emptied.map_err(|e| failure("begin", &self.path, e))?;
        self.kept = None;
        self.note(&[Note::Begun(plan.clone())], true)?;
        self.kept = Some(Kept::new(plan));
        // The file's name is to be there after a power cut, too.
        #[cfg(unix)]
        if let Some(folder) = self.path.parent() {
            File::open(folder).and_then(|folder| folder.sync_all()).map_err(|e| failure("begin", &self.path, e))?;
        }
        Ok(())
    }

    /// Adds `notes`; `durable` if they are to be on the disk when this returns.
    pub fn note(&mut self, notes: &[Note], durable: bool) -> Result<(), StoreError> {
        if notes.is_empty() && !durable {
            return Ok(());
        }
        let mut text = String::new();
        for note in notes {
            let json = serde_json::to_string(note).map_err(|e| failure("write to", &self.path, e.into()))?;
            let _ = writeln!(text, "{:08x} {json}", crc32fast::hash(json.as_bytes()));
        }
        let written = self.file.write_all(text.as_bytes());
        let written = written.and_then(|()| if durable { self.file.sync_data() } else { Ok(()) });
        written.map_err(|e| failure("write to", &self.path, e))
    }

    /// Takes the ledger away: the load is complete.
    pub fn remove(mut self) -> Result<(), StoreError> {
        self.kept = None;
        std::fs::remove_file(&self.path).map_err(|e| failure("remove", &self.path, e))
    }
}

impl Drop for Ledger {
    /// A ledger in which nothing stands is none.
    fn drop(&mut self) {
        if self.kept.is_none() && self.file.metadata().is_ok_and(|metadata| metadata.len() == 0) {
            // What is left is empty; nothing can be done if it stays.
            let _ = std::fs::remove_file(&self.path);
        }
    }
}

fn failure(doing: &str, path: &Path, source: io::Error) -> StoreError {
    let mut failure = StoreError::failed(format!("cannot {doing} the load's ledger `{}`", path.display()));
    failure.source = Some(Box::new(source));
    failure
}

/// A short mark of a text: its CRC-32.
pub fn mark(text: &str) -> u32 {
    crc32fast::hash(text.as_bytes())
}

/// Bytes as text in which nothing is lost.
mod hex {
    use serde::de::Error;
    use serde::{Deserialize, Deserializer, Serializer};

    pub(super) fn serialize<S: Serializer>(bytes: &[u8], out: S) -> Result<S::Ok, S::Error> {
        let digits = bytes.iter().flat_map(|byte| [byte >> 4, byte & 15]);
        out.serialize_str(&digits.filter_map(|digit| char::from_digit(digit.into(), 16)).collect::<String>())
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(input: D) -> Result<Vec<u8>, D::Error> {
        let text = String::deserialize(input)?;
        let digits: Option<Vec<u8>> = text.chars().map(|c| c.to_digit(16).map(|digit| digit as u8)).collect();
        let digits = digits.filter(|digits| digits.len() % 2 == 0);
        let digits = digits.ok_or_else(|| D::Error::custom("bytes are pairs of hexadecimal digits"))?;
        Ok(digits.chunks(2).map(|pair| pair[0] << 4 | pair[1]).collect())
    }
}

#[cfg(test)]
mod tests;
