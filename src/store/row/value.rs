//! Takes cells, gives the value of a stored row; takes two versions of one, gives the merge. Never knows a type or a key.

/// The row's timestamp follows the flags.
const OWN_TIMESTAMP: u8 = 1;
/// Each set cell is preceded by how many microseconds it is older than the row.
const CELL_TIMESTAMPS: u8 = 2;

/// A cell of a stored row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cell<'a> {
    /// Nothing was said of it.
    Unset,
    /// It was said to have no value.
    Null,
    /// Its wire bytes.
    Set(&'a [u8]),
}

impl<'a> Cell<'a> {
    /// The wire bytes, if there are any.
    pub fn bytes(self) -> Option<&'a [u8]> {
        match self {
            Self::Set(bytes) => Some(bytes),
            _ => None,
        }
    }
}

/// How many cells a value has, and how many of them, at the end, are counters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Extent {
    /// The cells.
    pub cells: usize,
    /// The counters among them, which are added up where versions meet.
    pub counters: usize,
}

/// Begins a value whose timestamp is its layer's.
pub fn begin(out: &mut Vec<u8>) {
    out.push(0);
}

/// Appends a cell to a value.
pub fn write_cell(cell: Cell<'_>, out: &mut Vec<u8>) {
    match cell {
        Cell::Unset => out.push(0),
        Cell::Null => out.push(1),
        Cell::Set(bytes) => {
            write_varint(bytes.len() as u64 + 2, out);
            out.extend(bytes);
        }
    }
}

/// Appends `n` in groups of seven bits, least first.
pub(crate) fn write_varint(mut n: u64, out: &mut Vec<u8>) {
    while n >= 0x80 {
        out.push(n as u8 | 0x80);
        n >>= 7;
    }
    out.push(n as u8);
}

/// Takes a number off the front of `bytes`.
pub(crate) fn read_varint(bytes: &mut &[u8]) -> Option<u64> {
    let mut n = 0;
    for shift in (0..64).step_by(7) {
        let (first, rest) = bytes.split_first()?;
        *bytes = rest;
        n |= u64::from(first & 0x7f) << shift;
        if first & 0x80 == 0 {
            return Some(n);
        }
    }
    None
}

/// The cells of a value, each with its write timestamp in microseconds. Cells beyond the end are unset.
pub struct Cells<'a> {
    rest: &'a [u8],
    timestamp: i64,
    own: bool,
}

impl<'a> Cells<'a> {
    /// The cells of `value`, whose layer was written at `layer`.
    pub fn new(value: &'a [u8], layer: i64) -> Self {
        let (flags, mut rest) = value.split_first().map_or((0, value), |(flags, rest)| (*flags, rest));
        let mut timestamp = layer;
        if flags & OWN_TIMESTAMP != 0
            && let Some((bytes, after)) = rest.split_first_chunk::<8>()
        {
            timestamp = i64::from_be_bytes(*bytes);
            rest = after;
        }
        Self { rest, timestamp, own: flags & CELL_TIMESTAMPS != 0 }
    }

    /// When the row was written last, in microseconds.
    pub fn written_at(&self) -> i64 {
        self.timestamp
    }

    /// The next cell with its timestamp.
    pub fn step(&mut self) -> (Cell<'a>, i64) {
        let tag = if self.rest.is_empty() { 0 } else { read_varint(&mut self.rest).unwrap_or(0) };
        if tag == 0 {
            return (Cell::Unset, self.timestamp);
        }
        let age = if self.own { read_varint(&mut self.rest).unwrap_or(0) } else { 0 };
        let timestamp = self.timestamp.wrapping_sub(age as i64);
        if tag == 1 {
            return (Cell::Null, timestamp);
        }
        let (bytes, rest) = self.rest.split_at_checked(tag as usize - 2).unwrap_or((self.rest, &[]));
        self.rest = rest;
        (Cell::Set(bytes), timestamp)
    }
}

/// Appends to `out` the value `value` with its cells in another order: the n-th is the one that `places` names, or unset
/// where it names none. Timestamps stay with their cells.
pub(crate) fn rearrange(value: &[u8], places: &[Option<usize>], out: &mut Vec<u8>) {
    let flags = value.first().copied().unwrap_or(0);
    let head = if flags & OWN_TIMESTAMP == 0 { 1 } else { 1 + size_of::<i64>() };
    let (head, mut rest) = value.split_at_checked(head).unwrap_or((value, &[]));
    let mut cells = Vec::new();
    while !rest.is_empty() {
        let before = rest;
        let tag = read_varint(&mut rest).unwrap_or(0);
        if tag > 0 && flags & CELL_TIMESTAMPS != 0 {
            read_varint(&mut rest);
        }
        let length = usize::try_from(tag.saturating_sub(2)).unwrap_or(usize::MAX);
        rest = rest.get(length..).unwrap_or(&[]);
        cells.push(&before[..before.len() - rest.len()]);
    }
    out.extend(head);
    for place in places {
        let cell = place.and_then(|place| cells.get(place));
        out.extend(cell.copied().unwrap_or(&[0]));
    }
}

/// When the row of `value`, whose layer was written at `layer`, was written last, in microseconds.
pub fn written_at(value: &[u8], layer: i64) -> i64 {
    Cells::new(value, layer).written_at()
}

/// Whether `newer` says something that `older` does not hold already, and the columns in which it does, as indices of
/// cells.
pub fn differences(newer: &[u8], older: &[u8], cells: usize) -> Vec<usize> {
    let (mut newer, mut older) = (Cells::new(newer, 0), Cells::new(older, 0));
    (0..cells)
        .filter(|_| {
            let (new, old) = (newer.step().0, older.step().0);
            new != Cell::Unset && new.bytes() != old.bytes()
        })
        .collect()
}

/// Appends to `out` the merge of two versions of a row: each cell of the one written later, where both are set; of two of
/// the same age, which are two rows of one load, that of `newer`. Counters are the sum of both, which wraps round as it
/// does on a node. An empty `older` says nothing.
/// `newer` and `older` come with the timestamps of their layers; the result's timestamp is the later one, written out
/// where it is not `layer`.
pub fn merge(newer: (&[u8], i64), older: (&[u8], i64), extent: Extent, layer: i64, out: &mut Vec<u8>) {
    let (mut a, mut b) = (Cells::new(newer.0, newer.1), Cells::new(older.0, older.1));
    if older.0.is_empty() {
        b.timestamp = a.timestamp;
    }
    let timestamp = a.timestamp.max(b.timestamp);
    let one = a.timestamp == b.timestamp && !a.own && !b.own;
    let flags = if timestamp == layer { 0 } else { OWN_TIMESTAMP } | if one { 0 } else { CELL_TIMESTAMPS };
    out.push(flags);
    if flags & OWN_TIMESTAMP != 0 {
        out.extend(timestamp.to_be_bytes());
    }
    for column in 0..extent.cells {
        let (new, old) = (a.step(), b.step());
        let is_counter = column + extent.counters >= extent.cells;
        let sum;
        let (cell, at) = match (new.0, old.0) {
            (Cell::Set(more), Cell::Set(counted)) if is_counter => {
                sum = add(more, counted);
                (Cell::Set(&sum), new.1.max(old.1))
            }
            (Cell::Null, _) if is_counter => old,
            (_, Cell::Null) if is_counter => new,
            (_, Cell::Unset) => new,
            (Cell::Unset, _) => old,
            _ if new.1 < old.1 => old,
            _ => new,
        };
        match cell {
            Cell::Unset => out.push(0),
            Cell::Null => write_tagged(1, &[], one, timestamp.wrapping_sub(at), out),
            Cell::Set(bytes) => write_tagged(bytes.len() as u64 + 2, bytes, one, timestamp.wrapping_sub(at), out),
        }
    }
}

/// The sum of two counters.
fn add(a: &[u8], b: &[u8]) -> [u8; 8] {
    let number = |bytes: &[u8]| bytes.try_into().map_or(0, i64::from_be_bytes);
    number(a).wrapping_add(number(b)).to_be_bytes()
}

fn write_tagged(tag: u64, bytes: &[u8], one: bool, age: i64, out: &mut Vec<u8>) {
    write_varint(tag, out);
    if !one {
        write_varint(age as u64, out);
    }
    out.extend(bytes);
}
