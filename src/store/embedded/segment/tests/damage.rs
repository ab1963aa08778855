//! Every byte of damage, and lengths that lie under checksums that agree.

use std::fs;
use std::path::{Path, PathBuf};

use proptest::prelude::*;
use tempfile::TempDir;

use super::super::block::{Block, Builder, Entries, find};
use super::super::format::{Footer, HEADER, TRAILER};
use super::super::{Scratch, Segment};
use super::{Rows, all, key, noise, write};
use crate::store::embedded::{Cause, Direction, EmbeddedError, Result};

/// A segment of three blocks that is short as a file: two are packed, the last is not.
fn small() -> (TempDir, PathBuf, Rows) {
    let dir = TempDir::new().unwrap();
    let mut rows = Rows::from([(b"packed".to_vec(), vec![b'x'; 5000]), (b"packed too".to_vec(), vec![b'y'; 5000])]);
    for n in 0..9 {
        rows.insert(format!("raw {n}").into_bytes(), noise(n, n as usize));
    }
    let path = dir.path().join("a.seg");
    write(&path, &rows);
    assert_eq!(Segment::open(&path).unwrap().index().unwrap().len(), 3);
    (dir, path, rows)
}

/// Opens the file and reads everything in every way; an error or all the rows.
fn read_all(path: &Path, rows: &Rows) -> Result<Rows> {
    let segment = Segment::open(path)?;
    let mut scratch = Scratch::default();
    for (key, value) in rows {
        if let Some(found) = segment.get(key, &mut scratch)? {
            assert_eq!(found, value, "a wrong value, and no error");
        }
    }
    let mut descending = all(&segment, Direction::Descending)?;
    descending.reverse();
    let ascending = all(&segment, Direction::Ascending)?;
    assert_eq!(ascending, descending);
    Ok(ascending.into_iter().collect())
}

fn assert_damaged(path: &Path, rows: &Rows, what: &str) {
    let error = read_all(path, rows).map(|_| ()).expect_err(what);
    assert!(matches!(error.cause(), Cause::Damaged(_)), "{what}: {error:?}");
    assert_eq!(error.path(), path, "{what}");
}

#[test]
fn no_flipped_byte_goes_unseen() {
    let (_dir, path, rows) = small();
    let whole = fs::read(&path).unwrap();
    assert_eq!(read_all(&path, &rows).unwrap(), rows);
    for at in 0..whole.len() {
        for flip in [0x01, 0x80, 0xff] {
            let mut bytes = whole.clone();
            bytes[at] ^= flip;
            fs::write(&path, &bytes).unwrap();
            assert_damaged(&path, &rows, &format!("byte {at} of {} flipped by {flip:#x}", whole.len()));
        }
    }
}

#[test]
fn no_missing_or_additional_end_goes_unseen() {
    let (_dir, path, rows) = small();
    let whole = fs::read(&path).unwrap();
    for length in 0..whole.len() {
        fs::write(&path, &whole[..length]).unwrap();
        assert_damaged(&path, &rows, &format!("cut to {length} of {}", whole.len()));
    }
    for tail in [&[0][..], &whole[whole.len() - TRAILER..], &whole] {
        fs::write(&path, [&whole, tail].concat()).unwrap();
        assert_damaged(&path, &rows, &format!("{} bytes more", tail.len()));
    }
}

#[test]
fn another_format_is_named() {
    let (_dir, path, _) = small();
    let mut bytes = fs::read(&path).unwrap();
    bytes[8] = 9;
    fs::write(&path, &bytes).unwrap();
    let error = Segment::open(&path).err().unwrap().to_string();
    let folder = path.parent().unwrap().display();
    let told = format!(
        "cannot open segment `{}`: its format is 9, this build reads 1; delete the folder `{folder}` and load again",
        path.display()
    );
    assert_eq!(error, told);
}

/// A file that says `footer` of itself, with checksums that agree.
fn forged(footer: &Footer, index: &[u8]) -> std::result::Result<Rows, EmbeddedError> {
    let (_dir, path, rows) = small();
    let mut bytes = fs::read(&path).unwrap()[..HEADER].to_vec();
    bytes.extend_from_slice(index);
    footer.write(&mut bytes);
    fs::write(&path, &bytes).unwrap();
    read_all(&path, &rows)
}

#[test]
fn lengths_that_lie_are_damage_and_no_allocation() {
    let index_cases: [(&[u8], u64); 6] = [
        (b"", u64::MAX),
        (b"", 1),
        (b"\x01a\x05", 1),
        (b"\xff\xff\xff\xff\xff\xff\xff\xff\x7fa\x05", 1),
        (b"\x01a\xff\xff\xff\xff\xff\xff\xff\xff\x7f", 1),
        (b"\x01b\x00\x01a\x00", 2),
    ];
    let footer = |index: &[u8], blocks| Footer {
        entries: 1,
        index_offset: HEADER as u64,
        index_length: index.len() as u64,
        blocks,
        index_crc: crc32fast::hash(index),
        min_key: Vec::new(),
        max_key: vec![0xff],
    };
    for (index, blocks) in index_cases {
        let error = forged(&footer(index, blocks), index).expect_err("an index that lies");
        assert!(matches!(error.cause(), Cause::Damaged(_)), "{error}");
    }
    assert!(forged(&footer(b"", 0), b"").unwrap().is_empty(), "the forgery itself must be a legal file");
    for (offset, length) in [(u64::MAX, 12), (12, u64::MAX), (12, u64::MAX - 12), (0, 12), (1 << 40, 1 << 40)] {
        let lie = Footer { index_offset: offset, index_length: length, ..footer(b"", 0) };
        assert!(matches!(forged(&lie, b"").expect_err("a footer that lies").cause(), Cause::Damaged(_)));
    }
}

#[test]
fn blocks_that_lie_are_damage_and_no_allocation() {
    for length in [u32::MAX, 10_000, 4, 2, 0] {
        let told = "its length is not the one in the index";
        let mut stored = [&length.to_le_bytes()[..], b"abc"].concat();
        stored.splice(0..0, crc32fast::hash(&stored).to_le_bytes());
        let mut block = Block::default();
        block.room(stored.len()).copy_from_slice(&stored);
        assert_eq!(block.open(stored.len()), Err(told));
        assert_eq!(block.raw(), b"");
    }
}

#[test]
fn entries_that_lie_are_damage() {
    let cases: [&[u8]; 7] = [
        b"\x00",
        b"\x00\x01",
        b"\x00\x01\x00",
        b"\x00\x01\x05a",
        b"\x00\x81\x80\x80\x80\x80\x80\x80\x80\x80\x80",
        b"\x00\xff\xff\xff\x7f\x00aaaa",
        b"\x00\x01\x00a\xff\xff\xff\xff\xff\xff\xff\xff\xff",
    ];
    for raw in cases {
        assert!(find(raw, b"b").is_err(), "{raw:?}");
        assert!(Entries::default().fill(raw).is_err(), "{raw:?}");
    }
    assert!(Entries::default().fill(b"\x01\x01\x00a").is_err(), "the first key of a block shares with nothing");
    // Each key repeats the one before it and adds a byte: half a megabyte that would unfold to more than a block holds.
    let mut swelling = b"\x00\x80\x80\x40\x00".to_vec();
    swelling.extend(vec![b'a'; 1 << 20]);
    for n in 0..64 {
        swelling.extend([0x80 + n, 0x80, 0x40, 1, 0, b'a']);
    }
    assert_eq!(Entries::default().fill(&swelling), Err("its keys are longer than a block holds"));
}

proptest! {
    #[test]
    fn no_bytes_make_a_block_panic(raw in prop::collection::vec(prop_oneof![0u8..6, any::<u8>()], 0..60), key in key()) {
        let _ = find(&raw, &key);
        let _ = Entries::default().fill(&raw);
        let mut block = Block::default();
        block.room(raw.len()).copy_from_slice(&raw);
        prop_assert!(block.open(raw.len()).is_err());
        // The same bytes behind a checksum and a length that agree.
        let mut stored = [&(raw.len() as u32).to_le_bytes()[..], &raw].concat();
        stored.splice(0..0, crc32fast::hash(&stored).to_le_bytes());
        block.room(stored.len()).copy_from_slice(&stored);
        prop_assert!(block.open(stored.len()).is_ok());
        let _ = (find(block.raw(), &key), Entries::default().fill(block.raw()));
    }
}

#[test]
fn a_builder_is_empty_after_each_block() {
    let mut builder = Builder::new();
    let (mut first, mut second) = (Vec::new(), Vec::new());
    for out in [&mut first, &mut second] {
        builder.add(0, b"key", b"value");
        assert_eq!(builder.finish(out), out.len());
        assert!(builder.is_empty());
    }
    assert_eq!(first, second);
}
