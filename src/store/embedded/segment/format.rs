//! Takes numbers, keys and lengths, gives the bytes of a segment's header, index and footer, and reads them back.
//! Never touches a file; trusts no length before it was held against what is there.

/// First and last bytes of every segment.
pub(super) const MAGIC: &[u8; 8] = b"MDLRSEG1";

/// The layout that this build writes and reads.
const FORMAT: u32 = 1;

/// Bytes before the first block.
pub(super) const HEADER: usize = 12;

/// Bytes after the footer.
pub(super) const TRAILER: usize = 16;

/// The longest key and the longest value, in bytes: 16 MiB, as the largest mutation of a default Cassandra is half of
/// its `commitlog_segment_size` of 32 MiB.
pub const MAX_LENGTH: usize = 16 << 20;

/// The first bytes of a file of this format.
pub(super) fn header() -> [u8; HEADER] {
    let mut bytes = [0; HEADER];
    bytes[..8].copy_from_slice(MAGIC);
    bytes[8..].copy_from_slice(&FORMAT.to_le_bytes());
    bytes
}

/// Whether `bytes` open a segment that this build can read; if not, what they are, as a lower-case phrase.
pub(super) fn check_header(bytes: [u8; HEADER]) -> Result<(), String> {
    let mut rest = &bytes[..];
    let (magic, found) = (take(&mut rest, 8), u32_le(&mut rest));
    match found {
        _ if magic != Some(MAGIC) => Err("it does not begin as a segment does".into()),
        Some(FORMAT) => Ok(()),
        _ => Err(format!("its format is {}, this build reads {FORMAT}", found.unwrap_or_default())),
    }
}

/// What the end of a segment says about the rest.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Footer {
    pub(super) entries: u64,
    pub(super) index_offset: u64,
    pub(super) index_length: u64,
    pub(super) blocks: u64,
    pub(super) index_crc: u32,
    pub(super) min_key: Vec<u8>,
    pub(super) max_key: Vec<u8>,
}

impl Footer {
    /// Appends footer and trailer to `out`.
    pub(super) fn write(&self, out: &mut Vec<u8>) {
        let start = out.len();
        for number in [self.entries, self.index_offset, self.index_length, self.blocks] {
            out.extend_from_slice(&number.to_le_bytes());
        }
        out.extend_from_slice(&self.index_crc.to_le_bytes());
        for key in [&self.min_key, &self.max_key] {
            out.extend_from_slice(&(key.len() as u32).to_le_bytes());
            out.extend_from_slice(key);
        }
        let length = (out.len() - start) as u32;
        out.extend_from_slice(&length.to_le_bytes());
        let crc = crc32fast::hash(&out[start..]);
        out.extend_from_slice(&crc.to_le_bytes());
        out.extend_from_slice(MAGIC);
    }

    /// The length of the footer before `trailer`, the last bytes of a file; `None` where they are not a trailer.
    pub(super) fn length(trailer: [u8; TRAILER]) -> Option<u32> {
        let mut rest = &trailer[..];
        let length = u32_le(&mut rest)?;
        let _crc = u32_le(&mut rest)?;
        (rest == MAGIC).then_some(length)
    }

    /// Reads `bytes`, footer and trailer, of a file of `file_length` bytes. An error is a lower-case phrase.
    pub(super) fn read(bytes: &[u8], file_length: u64) -> Result<Self, &'static str> {
        let summed = bytes.len().checked_sub(TRAILER - 4).ok_or("its footer is cut off")?;
        let (body, mut rest) = bytes.split_at(summed);
        if u32_le(&mut rest) != Some(crc32fast::hash(body)) {
            return Err("its footer does not match its checksum");
        }
        let footer = Self::parse(body).ok_or("its footer does not hold what a footer holds")?;
        let end = footer.index_offset.checked_add(footer.index_length).and_then(|n| n.checked_add(bytes.len() as u64));
        if end != Some(file_length) || footer.index_offset < HEADER as u64 {
            return Err("its footer speaks of a file of another length");
        }
        Ok(footer)
    }

    fn parse(mut body: &[u8]) -> Option<Self> {
        let rest = &mut body;
        Some(Self {
            entries: u64_le(rest)?,
            index_offset: u64_le(rest)?,
            index_length: u64_le(rest)?,
            blocks: u64_le(rest)?,
            index_crc: u32_le(rest)?,
            min_key: key(rest)?,
            max_key: key(rest)?,
        })
    }
}

/// Where each block lies and from which key on it is the one to look into.
pub(super) struct Index {
    /// All separators, end to end.
    separators: Vec<u8>,
    /// For each block the end of its separator and the offset of its end in the file.
    blocks: Vec<(usize, u64)>,
    /// The first eight bytes of each separator: nearly every search ends in this dense array.
    prefixes: Vec<u64>,
}

impl Index {
    /// Reads the index of a segment from `bytes`, as `footer` describes it. An error is a lower-case phrase.
    pub(super) fn read(bytes: &[u8], footer: &Footer) -> Result<Self, &'static str> {
        if crc32fast::hash(bytes) != footer.index_crc {
            return Err("its index does not match its checksum");
        }
        // An entry takes two bytes at the least, so a count beyond that is no count; nothing is reserved for it.
        let count = usize::try_from(footer.blocks).ok().filter(|&n| n <= bytes.len() / 2);
        let count = count.ok_or("its index is too short for its blocks")?;
        let mut index = Self {
            separators: Vec::with_capacity(bytes.len()),
            blocks: Vec::with_capacity(count),
            prefixes: Vec::with_capacity(count),
        };
        index
            .fill(bytes, count)
            .filter(|&end| end == footer.index_offset)
            .ok_or("its index does not fit its blocks")?;
        Ok(index)
    }

    fn fill(&mut self, bytes: &[u8], count: usize) -> Option<u64> {
        let (mut at, mut end) = (0, HEADER as u64);
        for number in 0..count {
            let length = varint(bytes, &mut at)?;
            let separator = bytes.get(at..at.checked_add(length)?)?;
            at += length;
            if number > 0 && separator <= self.separator(number - 1) {
                return None;
            }
            end = end.checked_add(varint(bytes, &mut at)? as u64)?;
            self.prefixes.push(prefix(separator));
            self.separators.extend_from_slice(separator);
            self.blocks.push((self.separators.len(), end));
        }
        (at == bytes.len()).then_some(end)
    }

    /// How many blocks there are.
    pub(super) fn len(&self) -> usize {
        self.blocks.len()
    }

    /// The offset and the length in the file of block `number`, which must be below [`Index::len`].
    pub(super) fn place(&self, number: usize) -> (u64, usize) {
        let start = if number == 0 { HEADER as u64 } else { self.blocks[number - 1].1 };
        (start, (self.blocks[number].1 - start) as usize)
    }

    /// The only block that can hold `key`; `None` where `key` is less than every key.
    pub(super) fn find(&self, key: &[u8]) -> Option<usize> {
        let wanted = prefix(key);
        let low = self.prefixes.partition_point(|&p| p < wanted);
        let same = self.prefixes[low..].partition_point(|&p| p == wanted);
        // Halving low..low + same; the separators there can differ only after their eighth byte.
        let (mut from, mut to) = (low, low + same);
        while from < to {
            let middle = usize::midpoint(from, to);
            if self.separator(middle) <= key { from = middle + 1 } else { to = middle }
        }
        from.checked_sub(1)
    }

    fn separator(&self, number: usize) -> &[u8] {
        let start = if number == 0 { 0 } else { self.blocks[number - 1].0 };
        &self.separators[start..self.blocks[number].0]
    }
}

/// Appends to an index the block of `length` bytes whose first key is `first`, when `last` was the key before it.
pub(super) fn write_index_entry(index: &mut Vec<u8>, last: &[u8], first: &[u8], length: usize) {
    let separator = &first[..first.len().min(shared(last, first) + 1)];
    write_varint(index, separator.len());
    index.extend_from_slice(separator);
    write_varint(index, length);
}

/// How many bytes `a` and `b` have in common at their beginning.
pub(super) fn shared(a: &[u8], b: &[u8]) -> usize {
    let (a_words, b_words) = (a.as_chunks::<8>().0, b.as_chunks::<8>().0);
    for (n, (x, y)) in a_words.iter().zip(b_words).enumerate() {
        let differing = u64::from_le_bytes(*x) ^ u64::from_le_bytes(*y);
        if differing != 0 {
            return n * 8 + differing.trailing_zeros() as usize / 8;
        }
    }
    let from = a_words.len().min(b_words.len()) * 8;
    from + a[from..].iter().zip(&b[from..]).take_while(|(x, y)| x == y).count()
}

/// Appends `number` as LEB128.
pub(super) fn write_varint(out: &mut Vec<u8>, mut number: usize) {
    while number >= 0x80 {
        out.push(number as u8 | 0x80);
        number >>= 7;
    }
    out.push(number as u8);
}

/// Reads a LEB128 number of up to nine bytes at `at`, and moves `at` behind it; `None` where there is none.
pub(super) fn varint(bytes: &[u8], at: &mut usize) -> Option<usize> {
    let mut number = 0;
    for shift in (0..63).step_by(7) {
        let byte = *bytes.get(*at)?;
        *at += 1;
        number |= u64::from(byte & 0x7f) << shift;
        if byte < 0x80 {
            return usize::try_from(number).ok();
        }
    }
    None
}

/// Takes a little-endian number off the front of `rest`.
pub(super) fn u32_le(rest: &mut &[u8]) -> Option<u32> {
    let (number, tail) = rest.split_first_chunk()?;
    *rest = tail;
    Some(u32::from_le_bytes(*number))
}

fn u64_le(rest: &mut &[u8]) -> Option<u64> {
    let (number, tail) = rest.split_first_chunk()?;
    *rest = tail;
    Some(u64::from_le_bytes(*number))
}

fn key(rest: &mut &[u8]) -> Option<Vec<u8>> {
    let length = u32_le(rest)? as usize;
    take(rest, length).map(<[u8]>::to_vec)
}

fn take<'a>(rest: &mut &'a [u8], length: usize) -> Option<&'a [u8]> {
    let (head, tail) = rest.split_at_checked(length)?;
    *rest = tail;
    Some(head)
}

fn prefix(key: &[u8]) -> u64 {
    if let Some(head) = key.first_chunk() {
        return u64::from_be_bytes(*head);
    }
    let mut head = [0; 8];
    head[..key.len()].copy_from_slice(key);
    u64::from_be_bytes(head)
}
