//! Commit and load, damage, and what a killed load leaves.

use serde_json::json;
use tempfile::TempDir;

use super::super::{Cause, SegmentWriter};
use super::*;

fn manifest(generation: u64, files: &[&str]) -> Manifest {
    let files = files.iter().map(ToString::to_string).collect();
    let layer = Layer { files, entries: 3, bytes: 1 << 60, timestamp: i64::MIN };
    let definition = json!({ "zeta": 0.1, "alpha": ["ü\n\"}", null, 1e300, u64::MAX] });
    let table = TableEntry { layers: vec![layer], ..TableEntry::new(definition) };
    let tables = BTreeMap::from([("Plays".to_string(), table)]);
    Manifest { generation, last_timestamp: i64::MAX, tables, ..Manifest::default() }
}

fn list(dir: &Path) -> Vec<String> {
    names(dir).unwrap().into_iter().collect()
}

#[test]
fn what_is_committed_is_loaded() {
    let dir = TempDir::new().unwrap();
    assert_eq!(Manifest::load(dir.path()).unwrap(), None);
    assert_eq!(Manifest::load(&dir.path().join("missing")).unwrap(), None);
    for manifest in [Manifest::default(), manifest(1, &["a.seg", "b.seg"]), manifest(2, &[])] {
        manifest.commit(dir.path()).unwrap();
        assert_eq!(Manifest::load(dir.path()).unwrap(), Some(manifest));
        assert_eq!(list(dir.path()), [MANIFEST]);
    }
}

#[test]
fn a_manifest_is_json_as_it_stands() {
    let dir = TempDir::new().unwrap();
    manifest(7, &["a.seg"]).commit(dir.path()).unwrap();
    let text = fs::read(dir.path().join(MANIFEST)).unwrap();
    let json: serde_json::Value = serde_json::from_slice(&text).unwrap();
    assert_eq!(json["manifest"]["generation"], 7);
    assert_eq!(json["checksum"].as_str().map(str::len), Some(8));
}

#[test]
fn no_flipped_byte_and_no_missing_end_goes_unseen() {
    let dir = TempDir::new().unwrap();
    let path = dir.path().join(MANIFEST);
    manifest(1, &["a.seg"]).commit(dir.path()).unwrap();
    let whole = fs::read(&path).unwrap();
    let flipped = (0..whole.len()).flat_map(|at| [0x01, 0x20, 0x80].map(|flip| (at, flip))).map(|(at, flip)| {
        let mut bytes = whole.clone();
        bytes[at] ^= flip;
        bytes
    });
    for bytes in flipped.chain((0..whole.len()).map(|length| whole[..length].to_vec())) {
        fs::write(&path, &bytes).unwrap();
        let error = Manifest::load(dir.path()).expect_err(&String::from_utf8_lossy(&bytes));
        assert!(matches!(error.cause(), Cause::Damaged(_)), "{error}");
    }
}

#[test]
fn a_manifest_that_cannot_be_used_says_why_and_the_way_out() {
    let dir = TempDir::new().unwrap();
    let path = dir.path().join(MANIFEST);
    let cases = [
        (r#"{"format":9,"shape":"new"}"#, "its format is 9, this build reads 1"),
        (r#"{"format":1}"#, "missing field `generation` at line 1 column 12"),
        (
            r#"{"format":1,"generation":1,"last_timestamp":1,"tables":{"t":{"definition":null,"layers":[
                {"files":["../../x.seg"],"entries":1,"bytes":1,"timestamp":1}]}}}"#,
            "it names `../../x.seg`, which is no file of its folder",
        ),
    ];
    for (body, told) in cases {
        let crc = crc32fast::hash(body.as_bytes());
        fs::write(&path, format!("{OPENING}{crc:08x}{MIDDLE}{body}{CLOSING}")).unwrap();
        let folder = dir.path().display();
        assert_eq!(
            Manifest::load(dir.path()).unwrap_err().to_string(),
            format!("cannot read `{}`: {told}; delete the folder `{folder}` and load again", path.display())
        );
    }
}

#[test]
fn a_manifest_that_names_no_plain_file_is_not_committed() {
    let dir = TempDir::new().unwrap();
    manifest(1, &["a.seg"]).commit(dir.path()).unwrap();
    for name in ["", ".", "..", "/a.seg", "b/a.seg", "a.seg/"] {
        let error = manifest(2, &["a.seg", name]).commit(dir.path()).unwrap_err();
        assert!(matches!(error.cause(), Cause::Refused(_)), "{name}: {error}");
    }
    assert_eq!(Manifest::load(dir.path()).unwrap().unwrap().generation, 1);
}

#[test]
fn what_a_killed_load_left_is_swept() {
    let dir = TempDir::new().unwrap();
    let path = |name: &str| dir.path().join(name);
    let segment = |name: &str| {
        let mut writer = SegmentWriter::create(&path(name)).unwrap();
        writer.push(b"key", b"value").unwrap();
        writer
    };
    let (old, new, half) = (segment_name("t", 1, 0), segment_name("t", 2, 0), segment_name("t", 2, 1));
    segment(&old).finish().unwrap();
    manifest(1, &[&old]).commit(dir.path()).unwrap();
    // A load of generation 2 is killed: one segment whole, one half, a spilled run, and a manifest half written.
    segment(&new).finish().unwrap();
    drop(segment(&half));
    for name in ["run-0.tmp", "manifest.json.tmp"] {
        fs::write(path(name), "half").unwrap();
    }
    for name in ["lock", "reader-1.lock", "notes.txt"] {
        fs::write(path(name), "not ours to remove").unwrap();
    }
    let current = Manifest::load(dir.path()).unwrap().unwrap();
    assert_eq!(current, manifest(1, &[&old]));
    let mut left = vec![half, new.clone(), "manifest.json.tmp".into(), "run-0.tmp".into()];
    left.sort();
    assert_eq!(current.sweep(dir.path()).unwrap(), left);
    assert_eq!(current.sweep(dir.path()).unwrap(), [""; 0]);
    assert_eq!(list(dir.path()), [&*old, "lock", MANIFEST, "notes.txt", "reader-1.lock"]);
    // The next load may use the same names, and what it replaces is swept in its turn.
    segment(&new).finish().unwrap();
    let next = manifest(2, &[&new]);
    next.commit(dir.path()).unwrap();
    assert_eq!(next.sweep(dir.path()).unwrap(), [old]);
    assert_eq!(next.sweep(&path("missing")).unwrap(), [""; 0]);
}

#[test]
fn a_half_written_manifest_changes_nothing() {
    let dir = TempDir::new().unwrap();
    manifest(1, &["a.seg"]).commit(dir.path()).unwrap();
    fs::write(dir.path().join("manifest.json.tmp"), "{\"checksum\":\"").unwrap();
    assert_eq!(Manifest::load(dir.path()).unwrap(), Some(manifest(1, &["a.seg"])));
    manifest(2, &["a.seg"]).commit(dir.path()).unwrap();
    assert_eq!(Manifest::load(dir.path()).unwrap(), Some(manifest(2, &["a.seg"])));
}

#[test]
fn names_of_segments_differ_where_case_does_not_tell() {
    // The empty name and `a` are the published test vectors of FNV-1a.
    assert_eq!(segment_name("", 1, 2), "cbf29ce484222325-000001-0002.seg");
    assert_eq!(segment_name("a", 1_234_567, 12_345), "af63dc4c8601ec8c-1234567-12345.seg");
    assert_ne!(segment_name("Plays", 1, 0).to_lowercase(), segment_name("plays", 1, 0).to_lowercase());
    assert!(is_plain(&segment_name("../x", 1, 0)));
}
