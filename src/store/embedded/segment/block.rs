//! Takes entries, gives the bytes of one block; takes such bytes, gives the entries or the value of one key. Never
//! touches a file; every length read is held against the bytes that are there.

use std::ops::Range;

use super::format::{MAX_LENGTH, shared, u32_le, varint, write_varint};

/// Raw bytes after which a block is closed: small enough that one point read reads little. Blocks are not compressed but
/// for the keys: LZ4 took a fifth of the instructions of a load and half of those of a point read, for files of 0.6 times
/// the size.
const RAW_TARGET: usize = 4 << 10;

/// Bytes of whole keys after which a block is closed, so that prefix compression cannot hide more than this.
const KEYS_TARGET: usize = 128 << 10;

/// No block holds more bytes of whole keys than one that was still open when the longest came.
const KEYS_LIMIT: usize = KEYS_TARGET + MAX_LENGTH;

/// Bytes of a block before its payload.
pub(super) const BLOCK_HEADER: usize = 8;

/// A block being filled; emptied and used again for the next.
pub(super) struct Builder {
    raw: Vec<u8>,
    keys: usize,
}

impl Builder {
    pub(super) fn new() -> Self {
        Self { raw: Vec::with_capacity(2 * RAW_TARGET), keys: 0 }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.raw.is_empty()
    }

    pub(super) fn is_full(&self) -> bool {
        self.raw.len() >= RAW_TARGET || self.keys >= KEYS_TARGET
    }

    /// Adds an entry whose key has its first `shared` bytes in common with the key before it in this block.
    pub(super) fn add(&mut self, shared: usize, key: &[u8], value: &[u8]) {
        let suffix = &key[shared..];
        if (shared | suffix.len() | value.len()) < 0x80 {
            self.raw.extend_from_slice(&[shared as u8, suffix.len() as u8, value.len() as u8]);
        } else {
            for length in [shared, suffix.len(), value.len()] {
                write_varint(&mut self.raw, length);
            }
        }
        self.raw.extend_from_slice(suffix);
        self.raw.extend_from_slice(value);
        self.keys += key.len();
    }

    /// Appends the block to `out`, gives its length there, and is empty again.
    pub(super) fn finish(&mut self, out: &mut Vec<u8>) -> usize {
        let start = out.len();
        let payload = start + BLOCK_HEADER;
        out.resize(payload, 0);
        out.extend_from_slice(&self.raw);
        out[start + 4..payload].copy_from_slice(&(self.raw.len() as u32).to_le_bytes());
        let crc = crc32fast::hash(&out[start + 4..]);
        out[start..start + 4].copy_from_slice(&crc.to_le_bytes());
        self.raw.clear();
        self.keys = 0;
        out.len() - start
    }
}

/// The room for one block; grows to the largest block it held.
#[derive(Default)]
pub(super) struct Block {
    stored: Vec<u8>,
    /// Where the block ends in the room; 0 where none was opened.
    end: usize,
}

impl Block {
    /// Room for a stored block of `length` bytes, to be filled and then given to [`Block::open`].
    pub(super) fn room(&mut self, length: usize) -> &mut [u8] {
        self.end = 0;
        if self.stored.len() < length {
            self.stored.resize(length, 0);
        }
        &mut self.stored[..length]
    }

    /// Checks the first `length` bytes of the room. An error is a lower-case phrase.
    pub(super) fn open(&mut self, length: usize) -> Result<(), &'static str> {
        let stored = self.stored.get(..length).unwrap_or_default();
        let (mut header, payload) = stored.split_at_checked(BLOCK_HEADER).ok_or("it is shorter than its header")?;
        if u32_le(&mut header) != Some(crc32fast::hash(&stored[4..])) {
            return Err("it does not match its checksum");
        }
        if u32_le(&mut header).map(|n| n as usize) != Some(payload.len()) {
            return Err("its length is not the one in the index");
        }
        self.end = length;
        Ok(())
    }

    /// The entries of the block that was opened last; nothing where that failed.
    pub(super) fn raw(&self) -> &[u8] {
        self.stored.get(BLOCK_HEADER..self.end).unwrap_or_default()
    }
}

/// Where the value of `key` lies in `raw`; `None` where the key is not there.
///
/// No key is put together on the way: as long as an entry shares more with the entry before it than the wanted key
/// does, it is less than the wanted key too; once it shares less, it is greater.
pub(super) fn find(raw: &[u8], key: &[u8]) -> Result<Option<Range<usize>>, &'static str> {
    let (mut at, mut matched) = (0, 0);
    while at < raw.len() {
        let entry = Entry::read(raw, &mut at)?;
        if entry.shared < matched {
            return Ok(None);
        }
        if entry.shared > matched {
            continue;
        }
        let (suffix, rest) = (&raw[entry.suffix], &key[matched..]);
        let common = shared(suffix, rest);
        match (suffix.get(common), rest.get(common)) {
            (None, None) => return Ok(Some(entry.value)),
            (Some(_), None) => return Ok(None),
            (Some(a), Some(b)) if a > b => return Ok(None),
            _ => matched += common,
        }
    }
    Ok(None)
}

/// All entries of a block with their whole keys, to be walked in either direction.
#[derive(Default)]
pub(super) struct Entries {
    keys: Vec<u8>,
    slots: Vec<Slot>,
}

/// Where an entry's key ends among the keys and where its value lies in the raw bytes.
struct Slot {
    key_end: u32,
    value: Range<u32>,
}

impl Entries {
    /// Forgets what it held.
    pub(super) fn clear(&mut self) {
        self.keys.clear();
        self.slots.clear();
    }

    /// Holds the entries of `raw` instead of what it held. An error is a lower-case phrase.
    pub(super) fn fill(&mut self, raw: &[u8]) -> Result<(), &'static str> {
        self.clear();
        let (mut at, mut previous) = (0, 0..0);
        while at < raw.len() {
            let entry = Entry::read(raw, &mut at)?;
            if entry.shared > previous.len() {
                return Err("a key shares more than there is before it");
            }
            if self.keys.len() + entry.shared + entry.suffix.len() > KEYS_LIMIT {
                return Err("its keys are longer than a block holds");
            }
            let start = self.keys.len();
            self.keys.extend_from_within(previous.start..previous.start + entry.shared);
            self.keys.extend_from_slice(&raw[entry.suffix]);
            previous = start..self.keys.len();
            let value = entry.value.start as u32..entry.value.end as u32;
            self.slots.push(Slot { key_end: previous.end as u32, value });
        }
        Ok(())
    }

    pub(super) fn len(&self) -> usize {
        self.slots.len()
    }

    /// The key of entry `number`; empty where there is no such entry.
    pub(super) fn key(&self, number: usize) -> &[u8] {
        let Some(slot) = self.slots.get(number) else { return &[] };
        let start = if number == 0 { 0 } else { self.slots[number - 1].key_end as usize };
        &self.keys[start..slot.key_end as usize]
    }

    /// Where the value of entry `number` lies in the raw bytes; empty where there is no such entry.
    pub(super) fn value(&self, number: usize) -> Range<usize> {
        self.slots.get(number).map_or(0..0, |slot| slot.value.start as usize..slot.value.end as usize)
    }

    /// How many entries come before the first whose key is not `before`; keys that are stand in front.
    pub(super) fn count(&self, before: impl Fn(&[u8]) -> bool) -> usize {
        let (mut from, mut to) = (0, self.len());
        while from < to {
            let middle = usize::midpoint(from, to);
            if before(self.key(middle)) { from = middle + 1 } else { to = middle }
        }
        from
    }
}

/// One entry as it stands in the raw bytes.
struct Entry {
    shared: usize,
    suffix: Range<usize>,
    value: Range<usize>,
}

impl Entry {
    /// Reads the entry at `at` and moves `at` behind it.
    #[inline]
    fn read(raw: &[u8], at: &mut usize) -> Result<Self, &'static str> {
        let [shared, suffix, value] = Self::lengths(raw, at).ok_or("an entry breaks off")?;
        let suffix = *at..*at + suffix;
        let value = suffix.end..suffix.end + value;
        if value.end > raw.len() {
            return Err("an entry is longer than its block");
        }
        *at = value.end;
        Ok(Self { shared, suffix, value })
    }

    #[inline]
    fn lengths(raw: &[u8], at: &mut usize) -> Option<[usize; 3]> {
        // Nearly all entries are short, and then three lengths are three bytes.
        if let Some(&[a, b, c]) = raw.get(*at..).and_then(<[u8]>::first_chunk::<3>)
            && (a | b | c) < 0x80
        {
            *at += 3;
            return Some([a, b, c].map(usize::from));
        }
        let mut length = || varint(raw, at).filter(|&n| n <= MAX_LENGTH);
        Some([length()?, length()?, length()?])
    }
}
