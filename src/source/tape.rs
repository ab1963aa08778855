//! Takes a stream of bytes, gives it to the CSV reader and keeps the bytes of the record in hand, so that they can be
//! looked at and read again. Never holds more than one record, one chunk and what the reader buffers.

use std::io::{self, Read, Seek, SeekFrom};

use memchr::{memchr, memchr2};

use super::quotes;

/// The longest record in bytes: beyond it a quote was left open, or the file is no CSV.
pub const RECORD_CAP: usize = 16 << 20;
const CHUNK: usize = 128 * 1024;

/// A window on a stream; offsets are those of the stream.
pub(super) struct Tape {
    inner: Box<dyn Read + Send>,
    window: Vec<u8>,
    /// How much of the window holds bytes.
    filled: usize,
    /// How much of it was given out.
    served: usize,
    /// Offset of the window's first byte.
    base: u64,
    /// Offset of the first byte that must be kept.
    keep: u64,
    ended: bool,
    full: bool,
    /// How many kept bytes are suspicious enough to look at their quotes.
    suspect: usize,
}

impl Tape {
    pub(super) fn new(inner: Box<dyn Read + Send>) -> Self {
        let window = vec![0; 2 * CHUNK];
        Self { inner, window, filled: 0, served: 0, base: 0, keep: 0, ended: false, full: false, suspect: CHUNK }
    }

    /// Lets go of the bytes before `offset`.
    #[inline]
    pub(super) fn keep(&mut self, offset: u64) {
        self.keep = offset;
    }

    /// Offset after the last byte read so far.
    pub(super) fn end(&self) -> u64 {
        self.base + self.filled as u64
    }

    /// Offset of the first byte still at hand.
    pub(super) fn base(&self) -> u64 {
        self.base
    }

    /// Whether reading stopped because the kept bytes reached [`RECORD_CAP`], or are no record at all.
    pub(super) fn is_full(&self) -> bool {
        self.full
    }

    /// The bytes from `start` to `end`, as far as they are at hand.
    #[inline]
    pub(super) fn slice(&self, start: u64, end: u64) -> &[u8] {
        let at = |offset: u64| (offset.saturating_sub(self.base) as usize).min(self.filled);
        self.window.get(at(start)..at(end)).unwrap_or_default()
    }

    /// The byte at `offset`, if it is at hand.
    #[inline]
    pub(super) fn byte(&self, offset: u64) -> Option<u8> {
        let at = usize::try_from(offset.checked_sub(self.base)?).ok()?;
        self.window[..self.filled].get(at).copied()
    }

    /// The byte at `offset`, read if need be; none at the end of the stream.
    pub(super) fn peek(&mut self, offset: u64) -> io::Result<Option<u8>> {
        while offset >= self.end() {
            if self.fill()? == 0 {
                return Ok(None);
            }
        }
        Ok(self.byte(offset))
    }

    /// Offset of the first quote from `offset` on, or of the end of what was read so far.
    pub(super) fn quote(&self, offset: u64) -> u64 {
        let rest = self.slice(offset, self.end());
        memchr(b'"', rest).map_or(self.end(), |n| offset + n as u64)
    }

    /// Offset of the first line end from `offset` on, or of the end of the stream. Where the kept bytes would pass
    /// [`RECORD_CAP`], they are let go.
    pub(super) fn line_end(&mut self, offset: u64) -> io::Result<u64> {
        let mut at = offset;
        loop {
            if let Some(n) = memchr2(b'\r', b'\n', self.slice(at, self.end())) {
                return Ok(at + n as u64);
            }
            at = self.end();
            self.suspect = usize::MAX;
            if self.filled >= RECORD_CAP {
                self.keep = at;
            }
            if self.fill()? == 0 {
                return Ok(at);
            }
        }
    }

    /// Reads on, after letting go of what need not be kept; 0 at the end of the stream.
    fn fill(&mut self) -> io::Result<usize> {
        if self.ended {
            return Ok(0);
        }
        let gone = (self.keep.saturating_sub(self.base) as usize).min(self.filled);
        if gone > 0 {
            self.window.copy_within(gone..self.filled, 0);
            self.base += gone as u64;
            self.filled -= gone;
            self.served = self.served.saturating_sub(gone);
            self.suspect = CHUNK;
        }
        let mut hopeless = self.filled >= RECORD_CAP;
        if self.filled >= self.suspect {
            self.suspect = 2 * self.filled;
            hopeless |= quotes::are_misplaced(&self.window[..self.filled]);
        }
        if hopeless {
            self.full = true;
            return Err(io::Error::other("the record is too long"));
        }
        // A long record once in a while must not hold its memory for the rest of the file.
        let wanted = self.filled + CHUNK;
        if self.window.len() < wanted {
            self.window.resize(wanted.next_multiple_of(2 * CHUNK).max(2 * self.filled), 0);
        } else if self.window.len() > 8 * CHUNK && self.window.len() / 4 > wanted {
            self.window.truncate(2 * CHUNK.max(wanted));
            self.window.shrink_to_fit();
        }
        let read = loop {
            match self.inner.read(&mut self.window[self.filled..self.filled + CHUNK]) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                read => break read?,
            }
        };
        self.filled += read;
        self.ended = read == 0;
        Ok(read)
    }
}

impl Read for Tape {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        if self.served == self.filled {
            self.fill()?;
        }
        let n = out.len().min(self.filled - self.served);
        out[..n].copy_from_slice(&self.window[self.served..self.served + n]);
        self.served += n;
        Ok(n)
    }
}

impl Seek for Tape {
    /// Goes back to an offset that is still at hand.
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        match to {
            SeekFrom::Start(offset) if (self.base..=self.end()).contains(&offset) => {
                self.served = (offset - self.base) as usize;
                self.full = false;
                Ok(offset)
            }
            _ => Err(io::Error::new(io::ErrorKind::InvalidInput, "these bytes are no longer at hand")),
        }
    }
}
