//! Takes ascending keys with their values, gives a finished, durable segment. Never reads, never overwrites a file.

use std::fs::{File, OpenOptions};
use std::io::Write;
use std::path::{Path, PathBuf};

use super::block::Builder;
use super::format::{Footer, MAX_LENGTH, header, shared, write_index_entry};
use crate::store::embedded::{EmbeddedError, Result};

/// Bytes gathered before the file is written to.
const BUFFER: usize = 256 << 10;

const WRITE: &str = "write segment";

/// Writes one segment from its least key to its greatest.
///
/// A writer that is dropped unfinished leaves a file that no reader accepts; [`Manifest::sweep`] removes it.
///
/// [`Manifest::sweep`]: crate::store::embedded::Manifest::sweep
pub struct SegmentWriter {
    path: PathBuf,
    file: File,
    buffer: Vec<u8>,
    written: u64,
    block: Builder,
    index: Vec<u8>,
    blocks: u64,
    entries: u64,
    min_key: Vec<u8>,
    last_key: Vec<u8>,
    /// The last key of the block before the one being filled, from which the index separates it.
    parted_from: Vec<u8>,
    /// The first key of the block being filled.
    first_key: Vec<u8>,
}

/// What a finished segment holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SegmentInfo {
    /// How many keys.
    pub entries: u64,
    /// Length of the file in bytes.
    pub bytes: u64,
    /// The least key; empty where there are no entries.
    pub min_key: Vec<u8>,
    /// The greatest key; empty where there are no entries.
    pub max_key: Vec<u8>,
}

impl SegmentWriter {
    /// Starts a segment in a new file at `path`. Fails where the file exists already or cannot be made.
    pub fn create(path: &Path) -> Result<Self> {
        let file = OpenOptions::new().write(true).create_new(true).open(path);
        let file = file.map_err(|e| EmbeddedError::io("create segment", path, e))?;
        let mut buffer = Vec::with_capacity(BUFFER + BUFFER / 4);
        buffer.extend_from_slice(&header());
        Ok(Self {
            path: path.to_path_buf(),
            file,
            buffer,
            written: 0,
            block: Builder::new(),
            index: Vec::new(),
            blocks: 0,
            entries: 0,
            min_key: Vec::new(),
            last_key: Vec::new(),
            parted_from: Vec::new(),
            first_key: Vec::new(),
        })
    }

    /// Adds `key`, which must be greater than every key before it, with its `value`. Fails where it is not, where
    /// either is longer than [`MAX_LENGTH`] bytes, and where the file cannot be written; after a failure the writer is
    /// of no use. Copies both; allocates nothing for an entry.
    ///
    /// [`MAX_LENGTH`]: crate::store::embedded::segment::MAX_LENGTH
    pub fn push(&mut self, key: &[u8], value: &[u8]) -> Result<()> {
        let common = shared(&self.last_key, key);
        if self.entries > 0 && self.last_key.get(common) >= key.get(common) {
            return Err(self.refuse("a key does not come after the one before it"));
        }
        if key.len().max(value.len()) > MAX_LENGTH {
            return Err(self.refuse("a key or the values of a row are longer than 16 MiB"));
        }
        if self.block.is_empty() {
            self.first_key.clear();
            self.first_key.extend_from_slice(key);
            self.block.add(0, key, value);
        } else {
            self.block.add(common, key, value);
        }
        self.last_key.truncate(common);
        self.last_key.extend_from_slice(&key[common..]);
        if self.entries == 0 {
            self.min_key.extend_from_slice(key);
        }
        self.entries += 1;
        if self.block.is_full() { self.end_block() } else { Ok(()) }
    }

    /// Ends the segment, writes what is left and makes the file durable (`fsync`); its name becomes durable when a
    /// manifest is committed in the same folder. A segment without entries is a legal file.
    pub fn finish(mut self) -> Result<SegmentInfo> {
        self.end_block()?;
        let footer = Footer {
            entries: self.entries,
            index_offset: self.written + self.buffer.len() as u64,
            index_length: self.index.len() as u64,
            blocks: self.blocks,
            index_crc: crc32fast::hash(&self.index),
            min_key: std::mem::take(&mut self.min_key),
            max_key: std::mem::take(&mut self.last_key),
        };
        self.buffer.append(&mut self.index);
        footer.write(&mut self.buffer);
        self.flush()?;
        self.file.sync_all().map_err(|e| EmbeddedError::io(WRITE, &self.path, e))?;
        let Footer { entries, min_key, max_key, .. } = footer;
        Ok(SegmentInfo { entries, bytes: self.written, min_key, max_key })
    }

    fn end_block(&mut self) -> Result<()> {
        if self.block.is_empty() {
            return Ok(());
        }
        let length = self.block.finish(&mut self.buffer);
        write_index_entry(&mut self.index, &self.parted_from, &self.first_key, length);
        self.blocks += 1;
        self.parted_from.clear();
        self.parted_from.extend_from_slice(&self.last_key);
        if self.buffer.len() >= BUFFER { self.flush() } else { Ok(()) }
    }

    fn flush(&mut self) -> Result<()> {
        self.file.write_all(&self.buffer).map_err(|e| EmbeddedError::io(WRITE, &self.path, e))?;
        self.written += self.buffer.len() as u64;
        self.buffer.clear();
        Ok(())
    }

    #[cold]
    fn refuse(&self, what: &str) -> EmbeddedError {
        EmbeddedError::refused(WRITE, &self.path, format!("{what} (after {} entries)", self.entries))
    }
}
