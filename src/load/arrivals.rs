//! Takes the encoded rows of one table in arrival order, in one stretch of memory; sorts them by key, and gives one version of
//! each key. This is the loader's second inner loop: nothing is allocated for a row.

use crate::load::overlap::Overlaps;
use crate::load::runs::{POSITION, RUN_BYTES};
use crate::store::row::{Extent, partition_prefix, read_varint, write_varint};

/// Rows of one table in arrival order, each as key and value behind their lengths, in one stretch of memory.
pub(super) struct Arrivals {
    pub(super) table: usize,
    /// Rows of the table that came before, which orders its runs.
    pub(super) before: u64,
    pub(super) bytes: Vec<u8>,
    pub(super) rows: Vec<Arrival>,
    /// Bytes after which they are to be sorted.
    pub(super) limit: usize,
}

/// One of the rows: its token, and where it lies.
#[derive(Clone, Copy)]
pub(super) struct Arrival {
    pub(super) token: u64,
    pub(super) at: u32,
}

impl Arrivals {
    pub(super) fn new(table: usize) -> Self {
        Self { table, before: 0, bytes: Vec::new(), rows: Vec::new(), limit: RUN_BYTES }
    }

    /// Forgets the rows, keeps the room.
    pub(super) fn clear(&mut self, table: usize) {
        self.table = table;
        self.bytes.clear();
        self.rows.clear();
    }

    /// Adds a row: `key` as encoded, `position` of its source row, and `value`.
    pub(super) fn push(&mut self, key: &[u8], position: u64, value: &[u8]) {
        self.rows.push(Arrival { token: token_of(key), at: self.bytes.len() as u32 });
        write_varint(key.len() as u64, &mut self.bytes);
        self.bytes.extend(key);
        write_varint((POSITION + value.len()) as u64, &mut self.bytes);
        self.bytes.extend(position.to_be_bytes());
        self.bytes.extend(value);
    }

    /// Whether the run is to be sorted now.
    pub(super) fn is_full(&self) -> bool {
        self.bytes.len() >= self.limit
    }

    pub(super) fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    pub(super) fn len(&self) -> usize {
        self.rows.len()
    }

    /// The row as it lies in memory, which is how it lies in a spilled run.
    pub(super) fn raw(&self, row: Arrival) -> &[u8] {
        let mut rest = &self.bytes[row.at as usize..];
        let whole = rest;
        take(&mut rest);
        take(&mut rest);
        &whole[..whole.len() - rest.len()]
    }

    pub(super) fn entry(&self, row: Arrival) -> (&[u8], &[u8]) {
        let mut rest = &self.bytes[row.at as usize..];
        let key = take(&mut rest);
        (key, take(&mut rest))
    }

    /// Sorts by key, rows of one key in arrival order. Tokens decide nearly all; rows of one partition mostly arrive in
    /// clustering order, so that looking at neighbours is enough for them.
    pub(super) fn sort(&mut self) {
        let mut rows = by_token(std::mem::take(&mut self.rows));
        let mut cached: Vec<(u64, Arrival)> = Vec::new();
        for partition in rows.chunk_by_mut(|a, b| a.token == b.token) {
            let key = |row: &Arrival| self.entry(*row).0;
            if !partition.is_sorted_by(|a, b| key(a) <= key(b)) {
                // What follows the partition key decides nearly all comparisons; whole keys decide the rest.
                let common = partition_prefix(key(&partition[0])).len() + 1;
                let clustering = |row: &Arrival| first_bytes(key(row).get(common..).unwrap_or_default());
                cached.clear();
                cached.extend(partition.iter().map(|row| (clustering(row), *row)));
                cached.sort_by(|(a, x), (b, y)| a.cmp(b).then_with(|| key(x).cmp(key(y))));
                partition.iter_mut().zip(&cached).for_each(|(row, (_, sorted))| *row = *sorted);
            }
        }
        self.rows = rows;
    }
}

/// Sorts rows by token, those of one token in arrival order. Tokens are hashes, spread evenly, so that dealing rows into
/// as many heaps as there are rows, by the token's first bits, leaves next to nothing to sort.
fn by_token(mut rows: Vec<Arrival>) -> Vec<Arrival> {
    let bits = rows.len().next_power_of_two().trailing_zeros().clamp(1, 20);
    let heap = |row: &Arrival| (row.token >> (64 - bits)) as usize;
    let mut ends = vec![0_u32; (1 << bits) + 1];
    for row in &rows {
        ends[heap(row) + 1] += 1;
    }
    for i in 1..ends.len() {
        ends[i] += ends[i - 1];
    }
    let mut dealt = vec![Arrival { token: 0, at: 0 }; rows.len()];
    for row in &rows {
        let place = &mut ends[heap(row)];
        dealt[*place as usize] = *row;
        *place += 1;
    }
    rows.clear();
    for heap in dealt.chunk_by_mut(|a, b| heap(a) == heap(b)) {
        if !heap.is_sorted_by_key(|row| row.token) {
            heap.sort_by_key(|row| row.token);
        }
    }
    dealt
}

/// The token of a key as it lies there, with its sign bit flipped.
pub(super) fn token_of(key: &[u8]) -> u64 {
    key.first_chunk::<8>().map_or(0, |b| u64::from_be_bytes(*b))
}

/// The first eight bytes as a number that orders as they do; missing ones count as zero.
fn first_bytes(bytes: &[u8]) -> u64 {
    let mut first = [0; 8];
    let known = bytes.len().min(8);
    first[..known].copy_from_slice(&bytes[..known]);
    u64::from_be_bytes(first)
}

pub(super) fn write_entry(key: &[u8], value: &[u8], out: &mut Vec<u8>) {
    write_varint(key.len() as u64, out);
    out.extend(key);
    write_varint(value.len() as u64, out);
    out.extend(value);
}

pub(super) fn take<'a>(rest: &mut &'a [u8]) -> &'a [u8] {
    let length = read_varint(rest).unwrap_or(0) as usize;
    let (taken, after) = rest.split_at_checked(length).unwrap_or((rest, &[]));
    *rest = after;
    taken
}

/// Gives each key of sorted arrivals once: as it stands with `Some(row)`, or merged with `None`.
pub(super) fn distinct<E>(
    arrivals: &Arrivals,
    extent: &dyn Fn(&[u8]) -> Extent,
    overlaps: &mut Overlaps,
    mut give: impl FnMut(&[u8], &[u8], Option<Arrival>) -> std::result::Result<(), E>,
) -> std::result::Result<(), E> {
    let same = |a: &Arrival, b: &Arrival| a.token == b.token && arrivals.entry(*a).0 == arrivals.entry(*b).0;
    for versions in arrivals.rows.chunk_by(same) {
        let (key, first) = arrivals.entry(versions[0]);
        if let [only] = versions {
            give(key, first, Some(*only))?;
            continue;
        }
        let mut merged = first.to_vec();
        for newer in &versions[1..] {
            merged = overlaps.merge(arrivals.table, key, arrivals.entry(*newer).1, &merged, extent(key));
        }
        give(key, &merged, None)?;
    }
    Ok(())
}
