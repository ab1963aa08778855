//! Merges against a map that collects, and runs that fail.

use std::collections::BTreeMap;
use std::ops::Bound;
use std::path::Path;

use proptest::prelude::*;

use super::super::{Cursor, EmbeddedError, Segment, SegmentWriter};
use super::*;

/// A run in memory that fails where it meets a key `fail`.
struct Memory {
    rows: Vec<(Vec<u8>, Vec<u8>)>,
    given: usize,
}

impl Run for Memory {
    fn advance(&mut self) -> Result<bool> {
        self.given += 1;
        if self.rows.get(self.given - 1).is_some_and(|(key, _)| key == b"fail") {
            return Err(EmbeddedError::damaged("read run", Path::new("run"), "it is told to fail"));
        }
        Ok(self.given <= self.rows.len())
    }

    fn key(&self) -> &[u8] {
        self.rows.get(self.given.wrapping_sub(1)).map_or(&[], |(key, _)| key)
    }

    fn value(&self) -> &[u8] {
        self.rows.get(self.given.wrapping_sub(1)).map_or(&[], |(_, value)| value)
    }
}

type Rows = BTreeMap<Vec<u8>, Vec<u8>>;
type Groups = Vec<(Vec<u8>, Vec<(usize, Vec<u8>)>)>;

fn memory(rows: &Rows, direction: Direction) -> Memory {
    let mut rows: Vec<_> = rows.iter().map(|(k, v)| (k.clone(), v.clone())).collect();
    if direction == Direction::Descending {
        rows.reverse();
    }
    Memory { rows, given: 0 }
}

fn groups<R: Run>(mut merge: MergeCursor<R>) -> Result<Groups> {
    let mut groups = Groups::new();
    assert!(merge.key().is_empty() && merge.newest().is_empty() && merge.holders().is_empty());
    while merge.advance()? {
        let versions = merge.holders().iter().copied().zip(merge.versions().map(<[u8]>::to_vec)).collect::<Vec<_>>();
        assert_eq!(merge.versions().len(), merge.holders().len());
        assert_eq!(merge.newest(), versions[0].1);
        groups.push((merge.key().to_vec(), versions));
    }
    assert!(!merge.advance()?, "the end is no end");
    assert!(merge.key().is_empty() && merge.newest().is_empty() && merge.holders().is_empty());
    Ok(groups)
}

/// All versions of each key, newest first, by collecting them in a map.
fn oracle(runs: &[Rows], direction: Direction) -> Groups {
    let mut map: BTreeMap<Vec<u8>, Vec<(usize, Vec<u8>)>> = BTreeMap::new();
    for (number, rows) in runs.iter().enumerate() {
        for (key, value) in rows {
            map.entry(key.clone()).or_default().insert(0, (number, value.clone()));
        }
    }
    let mut groups: Groups = map.into_iter().collect();
    if direction == Direction::Descending {
        groups.reverse();
    }
    groups
}

/// Few keys, so that runs meet; some differ only after the bytes that a head keeps, some are prefixes of others.
fn key() -> impl Strategy<Value = Vec<u8>> {
    let few = || prop_oneof![Just(0u8), Just(1), Just(0xff)];
    prop_oneof![
        prop::collection::vec(few(), 0..4),
        prop::collection::vec(few(), 0..4).prop_map(|tail| [&[7; 15][..], &tail].concat()),
        prop::collection::vec(few(), 0..3).prop_map(|tail| [&[0xff; 16][..], &tail].concat()),
    ]
}

fn runs(most: usize) -> impl Strategy<Value = Vec<Rows>> {
    let rows = prop::collection::btree_map(key(), prop::collection::vec(any::<u8>(), 0..3), 0..20);
    prop::collection::vec(rows, 0..most)
}

proptest! {
    #[test]
    fn runs_merge_as_a_map_collects(runs in runs(24)) {
        for direction in [Direction::Ascending, Direction::Descending] {
            let memories = runs.iter().map(|rows| memory(rows, direction)).collect();
            prop_assert_eq!(groups(MergeCursor::new(memories, direction)).unwrap(), oracle(&runs, direction));
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn segments_merge_with_runs_in_memory(runs in runs(6), from in key(), to in key()) {
        let dir = tempfile::TempDir::new().unwrap();
        let segments: Vec<Segment> = runs.iter().enumerate().map(|(number, rows)| {
            let path = dir.path().join(format!("{number}.seg"));
            let mut writer = SegmentWriter::create(&path).unwrap();
            for (key, value) in rows {
 writer.push(key, value).unwrap();
 }
            writer.finish().unwrap();
            Segment::open(&path).unwrap()
        }).collect();
        let inside: Vec<Rows> = runs.iter().map(|rows| {
            rows.iter().filter(|(k, _)| **k > from && **k <= to).map(|(k, v)| (k.clone(), v.clone())).collect()
        }).collect();
        for direction in [Direction::Ascending, Direction::Descending] {
            // Every other source is a run in memory, as a load merges spilled rows with what is stored.
            let sources: Vec<Box<dyn Run>> = segments.iter().zip(&inside).enumerate().map(|(n, (segment, rows))| {
                let cursor: Cursor = segment.range(Bound::Excluded(&from), Bound::Included(&to), direction);
                if n % 2 == 0 { Box::new(cursor) as Box<dyn Run> } else { Box::new(memory(rows, direction)) }
            }).collect();
            prop_assert_eq!(groups(MergeCursor::new(sources, direction)).unwrap(), oracle(&inside, direction));
        }
    }
}

#[test]
fn two_hundred_runs_of_the_same_keys_merge() {
    let rows: Rows = (0..50u8).map(|n| (vec![9, n], vec![n])).collect();
    let runs = vec![rows; 200];
    let memories = runs.iter().map(|rows| memory(rows, Direction::Ascending)).collect();
    assert_eq!(groups(MergeCursor::new(memories, Direction::Ascending)).unwrap(), oracle(&runs, Direction::Ascending));
}

#[test]
fn a_run_that_fails_fails_the_merge_and_nothing_panics() {
    let rows = |keys: &[&str]| keys.iter().map(|k| (k.as_bytes().to_vec(), Vec::new())).collect::<Rows>();
    let cases: [&[&[&str]]; 4] = [
        &[&["fail"]],
        &[&["a", "fail"], &["a"], &["a", "z"]],
        &[&["a"], &["a", "fail"], &["a"], &["a"]],
        &[&["a", "b"], &["b", "fail", "g"], &["h"]],
    ];
    for case in cases {
        let memories = case.iter().map(|keys| memory(&rows(keys), Direction::Ascending)).collect();
        let mut merge = MergeCursor::new(memories, Direction::Ascending);
        let mut failures = 0;
        for _ in 0..8 {
            failures += usize::from(merge.advance().is_err());
            let _ = (merge.key(), merge.newest(), merge.versions().count());
        }
        assert!(failures > 0, "{case:?}");
    }
}
