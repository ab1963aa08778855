//! Gzip and zstd input.

use std::io::{Read as _, Write as _};

use flate2::Compression;
use flate2::write::GzEncoder;
use ruzstd::encoding::{CompressionLevel, compress_to_vec};

use super::*;

fn text() -> Vec<u8> {
    let rows = (0..30_000).map(|n| format!("{n},\"row\n{n}\"\n"));
    std::iter::once("a,b\n".to_owned()).chain(rows).collect::<String>().into_bytes()
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

/// A frame of raw blocks without checksum, by RFC 8878: magic, a descriptor with an 8-byte content size, blocks.
fn raw_frame(bytes: &[u8]) -> Vec<u8> {
    let mut out = vec![0x28, 0xb5, 0x2f, 0xfd, 0xe0];
    out.extend((bytes.len() as u64).to_le_bytes());
    let blocks: Vec<&[u8]> = bytes.chunks(100_000).collect();
    for (n, block) in blocks.iter().enumerate() {
        let header = (block.len() as u32) << 3 | u32::from(n + 1 == blocks.len());
        out.extend(&header.to_le_bytes()[..3]);
        out.extend(*block);
    }
    out
}

#[test]
fn packed_files_give_the_rows_of_what_is_packed() {
    let text = text();
    let expected = told(&text);
    let (one, two) = text.split_at(text.len() / 3);
    let skippable = [&[0x52, 0x2a, 0x4d, 0x18, 3, 0, 0, 0][..], b"any"].concat();
    let cases = [
        ("gzip", gzip(&text)),
        ("gzip members", [gzip(one), gzip(b""), gzip(two)].concat()),
        ("zstd", compress_to_vec(text.as_slice(), CompressionLevel::Fastest)),
        ("zstd raw", raw_frame(&text)),
        (
            "zstd frames",
            [skippable.clone(), raw_frame(one), skippable, compress_to_vec(two, CompressionLevel::Fastest)].concat(),
        ),
    ];
    for (name, packed) in cases {
        let length = packed.len() as u64;
        let mut records = Records::of("in.csv", Box::new(Cursor::new(packed.clone())));
        assert!(matches!(records.next(&mut ByteRecord::new()), Ok(Step::Header(0))), "{name}");
        let counter = records.progress();
        assert_eq!(tell(records, &text), expected, "{name}");
        assert_eq!(counter.load(std::sync::atomic::Ordering::Relaxed), length, "{name}");
    }
}

#[test]
fn damaged_packing_is_an_error_and_not_an_end() {
    let text = text();
    let zstd = compress_to_vec(text.as_slice(), CompressionLevel::Fastest);
    let mut flipped = zstd.clone();
    let last = flipped.len() - 1;
    flipped[last] ^= 1; // The checksum is the last of a frame.
    let gz = gzip(&text);
    let cases = [
        ("cut gzip", gz[..gz.len() / 2].to_vec(), "read past line"),
        ("cut gzip trailer", gz[..gz.len() - 3].to_vec(), "read past line"),
        ("cut zstd", zstd[..zstd.len() / 2].to_vec(), ""),
        ("checksum of zstd", flipped, "read past line"),
        ("cut skippable", vec![0x52, 0x2a, 0x4d, 0x18, 9, 0, 0, 0, 1], "open"),
    ];
    for (name, packed, doing) in cases {
        let mut records = Records::of("in.csv", Box::new(Cursor::new(packed)));
        let mut record = ByteRecord::new();
        let error = loop {
            match records.next(&mut record) {
                Ok(Step::End | Step::Refused(_)) => panic!("{name}: taken for whole"),
                Ok(_) => {}
                Err(error) => break error,
            }
        };
        assert!(error.doing.starts_with(doing), "{name}: {error}");
        assert!(matches!(records.next(&mut record), Ok(Step::End)), "{name}");
    }
}

#[test]
fn what_is_packed_is_judged_too() {
    for (bytes, what) in
        [(gzip(&gzip(b"a,b\n")), "packed twice"), (gzip(b"\xff\xfea\0"), "UTF-16 text"), (gzip(b""), "empty")]
    {
        let mut records = Records::of("in.csv", Box::new(Cursor::new(bytes)));
        match records.next(&mut ByteRecord::new()).unwrap() {
            Step::Refused(report) => assert!(report.diagnostics[0].fact.contains(what)),
            other => panic!("{other:?}"),
        }
    }
}

#[test]
fn gzip_is_told_by_its_bytes_not_by_its_name() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("plain.csv");
    std::fs::write(&path, gzip(b"a,b\n1,2\n")).unwrap();
    let mut packed = Vec::new();
    std::fs::File::open(&path).unwrap().read_to_end(&mut packed).unwrap();
    let mut records = Records::open(vec![super::super::InputFile::at(&path, "plain.csv")]);
    assert_eq!(records.total_bytes(), Some(packed.len() as u64));
    let mut record = ByteRecord::new();
    assert!(matches!(records.next(&mut record), Ok(Step::Header(0))));
    assert!(matches!(records.next(&mut record), Ok(Step::Record(_))));
    assert_eq!(&record[1], b"2");
    assert!(matches!(records.next(&mut record), Ok(Step::End)));
    assert_eq!(records.bytes_read(), packed.len() as u64);
}
