//! Segments against a `BTreeMap`, and at their limits.

mod damage;

use std::collections::BTreeMap;
use std::fs;
use std::ops::Bound;
use std::path::Path;

use proptest::prelude::*;
use proptest::sample::Index;
use tempfile::TempDir;

use super::*;
use crate::store::embedded::{Cause, Direction, Result};

type Rows = BTreeMap<Vec<u8>, Vec<u8>>;

fn write(path: &Path, rows: &Rows) -> SegmentInfo {
    let mut writer = SegmentWriter::create(path).unwrap();
    for (key, value) in rows {
        writer.push(key, value).unwrap();
    }
    writer.finish().unwrap()
}

fn written(rows: &Rows) -> (TempDir, Segment) {
    let dir = TempDir::new().unwrap();
    let path = dir.path().join("a.seg");
    let info = write(&path, rows);
    let segment = Segment::open(&path).unwrap();
    assert_eq!((info.entries, info.bytes), (segment.entries(), segment.bytes()));
    assert_eq!((info.min_key.as_slice(), info.max_key.as_slice()), (segment.min_key(), segment.max_key()));
    (dir, segment)
}

fn collect(mut cursor: Cursor) -> Result<Vec<(Vec<u8>, Vec<u8>)>> {
    let mut rows = Vec::new();
    while let Some((key, value)) = cursor.next()? {
        rows.push((key.to_vec(), value.to_vec()));
    }
    assert!(cursor.next()?.is_none(), "the end is no end");
    Ok(rows)
}

fn all(segment: &Segment, direction: Direction) -> Result<Vec<(Vec<u8>, Vec<u8>)>> {
    collect(segment.range(Bound::Unbounded, Bound::Unbounded, direction))
}

/// What a `BTreeMap` says of a range; unlike its own `range` it bears bounds that cross.
fn oracle(rows: &Rows, from: Bound<&[u8]>, to: Bound<&[u8]>, direction: Direction) -> Vec<(Vec<u8>, Vec<u8>)> {
    let above = |key: &[u8]| match from {
        Bound::Included(from) => key >= from,
        Bound::Excluded(from) => key > from,
        Bound::Unbounded => true,
    };
    let below = |key: &[u8]| match to {
        Bound::Included(to) => key <= to,
        Bound::Excluded(to) => key < to,
        Bound::Unbounded => true,
    };
    let mut found: Vec<_> =
        rows.iter().filter(|(k, _)| above(k) && below(k)).map(|(k, v)| (k.clone(), v.clone())).collect();
    if direction == Direction::Descending {
        found.reverse();
    }
    found
}

/// Bytes without a pattern.
fn noise(seed: u32, length: usize) -> Vec<u8> {
    let mut state = seed;
    let next = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 24) as u8
    };
    std::iter::repeat_with(next).take(length).collect()
}

/// Keys that share long prefixes, are prefixes of one another, and are nothing alike.
fn key() -> impl Strategy<Value = Vec<u8>> {
    let few = prop_oneof![Just(0u8), Just(1), Just(0x40), Just(0xff)];
    prop_oneof![
        4 => (0u8..6, prop::collection::vec(few, 0..5)).prop_map(|(n, tail)| [&[0x80, n, 0, 7, 7, 7, 7, 7, 7][..], &tail].concat()),
        2 => prop::collection::vec(any::<u8>(), 0..12),
        1 => (0u8..4, 0usize..3000).prop_map(|(n, length)| [vec![0x90; length], vec![n]].concat()),
    ]
}

fn value() -> impl Strategy<Value = Vec<u8>> {
    prop_oneof![
        3 => Just(Vec::new()),
        12 => (any::<u32>(), 0usize..120).prop_map(|(seed, length)| noise(seed, length)),
        6 => (any::<u8>(), 0usize..2000).prop_map(|(byte, length)| vec![byte; length]),
        1 => (any::<u32>(), 0usize..=102_400).prop_map(|(seed, length)| noise(seed, length)),
    ]
}

fn bound() -> impl Strategy<Value = (u8, Index, Vec<u8>)> {
    (0u8..5, any::<Index>(), key())
}

/// A bound on a key that is there, on one that may be, or none.
fn bound_of((kind, index, key): &(u8, Index, Vec<u8>), rows: &Rows) -> Bound<Vec<u8>> {
    let present = || rows.keys().nth(index.index(rows.len().max(1))).unwrap_or(key).clone();
    match kind {
        0 => Bound::Included(present()),
        1 => Bound::Excluded(present()),
        2 => Bound::Included(key.clone()),
        3 => Bound::Excluded(key.clone()),
        _ => Bound::Unbounded,
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn a_segment_answers_as_a_map_does(
        rows in prop::collection::btree_map(key(), value(), 0..120),
        absent in prop::collection::vec(key(), 10),
        ranges in prop::collection::vec((bound(), bound()), 6),
    ) {
        let (_dir, segment) = written(&rows);
        let mut scratch = Scratch::default();
        for key in rows.keys().chain(&absent) {
            prop_assert_eq!(segment.get(key, &mut scratch).unwrap(), rows.get(key).map(Vec::as_slice));
        }
        for (from, to) in &ranges {
            let (from, to) = (bound_of(from, &rows), bound_of(to, &rows));
            let (from, to) = (from.as_ref().map(Vec::as_slice), to.as_ref().map(Vec::as_slice));
            for direction in [Direction::Ascending, Direction::Descending] {
                let found = collect(segment.range(from, to, direction)).unwrap();
                prop_assert!(found == oracle(&rows, from, to, direction), "{:?} .. {:?} {:?}", from, to, direction);
            }
        }
    }
}

/// Every key of three bytes out of five values, some 2 KiB of value each: many blocks, and bounds on each of their edges.
#[test]
fn ranges_hold_at_every_edge_of_every_block() {
    let digits = [0u8, 1, 2, 0x7f, 0xff];
    let mut rows = Rows::new();
    for (n, (a, b)) in digits.iter().flat_map(|a| digits.iter().map(move |b| (*a, *b))).enumerate() {
        rows.insert(vec![a, b, 1], vec![n as u8; 700 * (n % 4)]);
    }
    let (_dir, segment) = written(&rows);
    assert!(segment.index().unwrap().len() > 4, "too few blocks to have edges");
    let probes: Vec<Vec<u8>> = digits
        .iter()
        .flat_map(|&a| digits.iter().flat_map(move |&b| [vec![a, b], vec![a, b, 1], vec![a, b, 2]]))
        .collect();
    for from in &probes {
        for to in &probes {
            for (from, to) in [
                (Bound::Included(from.as_slice()), Bound::Included(to.as_slice())),
                (Bound::Excluded(from.as_slice()), Bound::Excluded(to.as_slice())),
            ] {
                for direction in [Direction::Ascending, Direction::Descending] {
                    let found = collect(segment.range(from, to, direction)).unwrap();
                    assert!(found == oracle(&rows, from, to, direction), "{from:?} .. {to:?} {direction:?}");
                }
            }
        }
    }
}

#[test]
fn an_empty_segment_is_a_segment() {
    let (_dir, segment) = written(&Rows::new());
    assert_eq!(segment.entries(), 0);
    assert_eq!(segment.get(b"", &mut Scratch::default()).unwrap(), None);
    assert!(all(&segment, Direction::Descending).unwrap().is_empty());
}

#[test]
fn the_longest_keys_and_values_come_back() {
    let mut long = vec![7; MAX_LENGTH];
    let rows = Rows::from([
        (vec![7; MAX_LENGTH - 1], vec![1; MAX_LENGTH]),
        (long.clone(), vec![2; MAX_LENGTH]),
        (vec![8], vec![3]),
    ]);
    let (dir, segment) = written(&rows);
    assert_eq!(segment.get(&long, &mut Scratch::default()).unwrap(), Some(&*vec![2; MAX_LENGTH]));
    assert!(all(&segment, Direction::Ascending).unwrap().into_iter().eq(rows));
    long.push(7);
    let mut writer = SegmentWriter::create(&dir.path().join("b.seg")).unwrap();
    assert!(matches!(writer.push(&long, b"").unwrap_err().cause(), Cause::Refused(_)));
    assert!(matches!(writer.push(b"a", &long).unwrap_err().cause(), Cause::Refused(_)));
}

#[test]
fn one_scratch_serves_many_segments() {
    let (_a, first) = written(&Rows::from([(b"k".to_vec(), b"first".to_vec())]));
    let (_b, second) = written(&Rows::from([(b"k".to_vec(), b"second".to_vec())]));
    let mut scratch = Scratch::default();
    for _ in 0..2 {
        assert_eq!(first.get(b"k", &mut scratch).unwrap(), Some(&b"first"[..]));
        assert_eq!(second.get(b"k", &mut scratch).unwrap(), Some(&b"second"[..]));
    }
}

#[test]
fn keys_out_of_order_are_refused() {
    let cases: [&[&[u8]]; 6] =
        [&[b"b", b"a"], &[b"a", b"a"], &[b"ab", b"a"], &[b"", b""], &[b"a", b""], &[b"aaaaaaaac", b"aaaaaaaab"]];
    for keys in cases {
        let dir = TempDir::new().unwrap();
        let mut writer = SegmentWriter::create(&dir.path().join("a.seg")).unwrap();
        writer.push(keys[0], b"").unwrap();
        let error = writer.push(keys[1], b"").unwrap_err();
        assert!(
            error.to_string().ends_with("a key does not come after the one before it (after 1 entries)"),
            "{error}"
        );
    }
}

#[test]
fn a_file_that_exists_is_not_overwritten() {
    let dir = TempDir::new().unwrap();
    let path = dir.path().join("a.seg");
    fs::write(&path, "precious").unwrap();
    assert!(matches!(SegmentWriter::create(&path).err().unwrap().cause(), Cause::Io(_)));
    assert_eq!(fs::read(&path).unwrap(), b"precious");
}

#[test]
fn threads_may_share_a_segment() {
    fn shared<T: Send + Sync>() {}
    fn moved<T: Send>() {}
    shared::<Segment>();
    moved::<Cursor>();
    moved::<Scratch>();
    moved::<SegmentWriter>();
}
