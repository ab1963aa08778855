//! Takes the path of a segment, gives the value of a key and cursors over ranges. Never writes; trusts no byte that its
//! checksum does not confirm.

use std::fs::File;
use std::io;
use std::ops::Bound;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use super::block::{Block, find};
use super::cursor::Cursor;
use super::format::{Footer, HEADER, Index, TRAILER, check_header};
use crate::store::embedded::{Direction, EmbeddedError, Result};

/// Bytes read from the end of a file at once: nearly every footer lies in there.
const TAIL: u64 = 4 << 10;

const OPEN: &str = "open segment";
const READ: &str = "read segment";

/// An open segment. Cheap to clone; clones and threads share the file and the index, which is read when it is first
/// needed. The file stays open, and readable even when removed, until the last clone, [`Cursor`] and [`Scratch`] that
/// came from it are gone.
#[derive(Clone)]
pub struct Segment(Arc<Opened>);

struct Opened {
    path: PathBuf,
    file: Positioned,
    bytes: u64,
    footer: Footer,
    index: OnceLock<Index>,
}

/// Room for one block, with the block that was read last still in it: a second look into the same block costs no read.
/// One for each thread that calls [`Segment::get`]; it serves any number of segments.
#[derive(Default)]
pub struct Scratch {
    block: Block,
    holds: Option<(Segment, usize)>,
}

impl Segment {
    /// Opens the segment at `path`, reading its header and its footer. Fails where it cannot be read, is not a whole
    /// segment, or has another format.
    pub fn open(path: &Path) -> Result<Self> {
        let io = |e| EmbeddedError::io(OPEN, path, e);
        let file = File::open(path).map_err(io)?;
        let bytes = file.metadata().map_err(io)?.len();
        let file = Positioned::new(file);
        if bytes < (HEADER + TRAILER) as u64 {
            return Err(EmbeddedError::damaged(OPEN, path, "it is too short for a segment"));
        }
        let mut head = [0; HEADER];
        file.read_exact_at(&mut head, 0).map_err(io)?;
        check_header(head).map_err(|what| EmbeddedError::damaged(OPEN, path, what))?;
        let end = read_end(&file, bytes).map_err(io)?;
        let footer = end.ok_or("its end is missing or damaged").and_then(|end| Footer::read(&end, bytes));
        let footer = footer.map_err(|what| EmbeddedError::damaged(OPEN, path, what))?;
        Ok(Self(Arc::new(Opened { path: path.to_path_buf(), file, bytes, footer, index: OnceLock::new() })))
    }

    /// The path it was opened by.
    pub fn path(&self) -> &Path {
        &self.0.path
    }

    /// How many keys it holds.
    pub fn entries(&self) -> u64 {
        self.0.footer.entries
    }

    /// Length of the file in bytes.
    pub fn bytes(&self) -> u64 {
        self.0.bytes
    }

    /// The least key; empty where there are no entries.
    pub fn min_key(&self) -> &[u8] {
        &self.0.footer.min_key
    }

    /// The greatest key; empty where there are no entries.
    pub fn max_key(&self) -> &[u8] {
        &self.0.footer.max_key
    }

    /// The value of `key`, lying in `scratch`; `None` where the key is not there. Fails where the file cannot be read or
    /// is not what was written.
    pub fn get<'s>(&self, key: &[u8], scratch: &'s mut Scratch) -> Result<Option<&'s [u8]>> {
        if key < self.min_key() || key > self.max_key() {
            return Ok(None);
        }
        let Some(number) = self.index()?.find(key) else { return Ok(None) };
        if !scratch.holds.as_ref().is_some_and(|(segment, held)| Arc::ptr_eq(&segment.0, &self.0) && *held == number) {
            scratch.holds = None;
            self.read_block(number, &mut scratch.block)?;
            scratch.holds = Some((self.clone(), number));
        }
        let raw = scratch.block.raw();
        let value = find(raw, key).map_err(|what| self.damaged_block(number, what))?;
        Ok(value.map(|range| &raw[range]))
    }

    /// A cursor over the entries whose keys lie between `from` and `to`, least key first or greatest key first by
    /// `direction`; bounds that cross give nothing. Reads nothing before it is first advanced.
    pub fn range(&self, from: Bound<&[u8]>, to: Bound<&[u8]>, direction: Direction) -> Cursor {
        Cursor::new(self.clone(), (from, to), direction)
    }

    /// Reads and unpacks block `number`, which must be one of the index's.
    pub(super) fn read_block(&self, number: usize, block: &mut Block) -> Result<()> {
        let (offset, length) = self.index()?.place(number);
        self.0.file.read_exact_at(block.room(length), offset).map_err(|e| EmbeddedError::io(READ, &self.0.path, e))?;
        block.open(length).map_err(|what| self.damaged_block(number, what))
    }

    /// The index, read at the first call.
    pub(super) fn index(&self) -> Result<&Index> {
        if let Some(index) = self.0.index.get() {
            return Ok(index);
        }
        let footer = &self.0.footer;
        let mut bytes = vec![0; footer.index_length as usize];
        self.0
            .file
            .read_exact_at(&mut bytes, footer.index_offset)
            .map_err(|e| EmbeddedError::io(READ, self.path(), e))?;
        let index = Index::read(&bytes, footer).map_err(|what| EmbeddedError::damaged(READ, self.path(), what))?;
        Ok(self.0.index.get_or_init(|| index))
    }

    #[cold]
    pub(super) fn damaged_block(&self, number: usize, what: &str) -> EmbeddedError {
        EmbeddedError::damaged(READ, self.path(), format!("block {number} is damaged, {what}"))
    }
}

/// Footer and trailer of a file of `bytes` bytes; `None` where it does not end as a segment does.
fn read_end(file: &Positioned, bytes: u64) -> io::Result<Option<Vec<u8>>> {
    let mut end = vec![0; bytes.min(TAIL) as usize];
    file.read_exact_at(&mut end, bytes - bytes.min(TAIL))?;
    let Some(length) = end.last_chunk().copied().and_then(Footer::length) else { return Ok(None) };
    let length = u64::from(length) + TRAILER as u64;
    if length > bytes - HEADER as u64 {
        return Ok(None);
    }
    let length = length as usize;
    if length > end.len() {
        end.resize(length, 0);
        file.read_exact_at(&mut end, bytes - length as u64)?;
    }
    end.drain(..end.len() - length);
    Ok(Some(end))
}

/// A file read at offsets, by many at once.
#[cfg(unix)]
struct Positioned(File);

#[cfg(unix)]
impl Positioned {
    fn new(file: File) -> Self {
        Self(file)
    }

    fn read_exact_at(&self, room: &mut [u8], offset: u64) -> io::Result<()> {
        std::os::unix::fs::FileExt::read_exact_at(&self.0, room, offset)
    }
}

/// A file read at offsets, by one at a time.
#[cfg(not(unix))]
struct Positioned(std::sync::Mutex<File>);

#[cfg(not(unix))]
impl Positioned {
    fn new(file: File) -> Self {
        Self(std::sync::Mutex::new(file))
    }

    fn read_exact_at(&self, room: &mut [u8], offset: u64) -> io::Result<()> {
        use std::io::{Read, Seek, SeekFrom};
        let mut file = self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        file.seek(SeekFrom::Start(offset))?;
        file.read_exact(room)
    }
}
