//! Patterns, folders, several files, and the file of rejects.

use std::fs;
use std::path::Path;

use super::super::{Class, InputFile, Rejected, Rejects, check_headers, inputs};
use super::*;

fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    folder
}

fn named(patterns: &[&str], root: &Path) -> Result<Vec<String>, Vec<(&'static str, String)>> {
    let patterns: Vec<String> = patterns.iter().map(|p| (*p).to_owned()).collect();
    match inputs(&patterns, root) {
        Ok(files) => Ok(files.into_iter().map(|f| f.shown).collect()),
        Err(report) => Err(report.diagnostics.into_iter().map(|d| (d.code, d.fact)).collect()),
    }
}

#[test]
fn patterns_give_files_in_name_order_each_once() {
    let folder = folder(&[
        ("d/b.csv", ""),
        ("d/a.csv", ""),
        ("d/B.csv", ""),
        ("d/.h.csv", ""),
        ("d/e/c.csv", ""),
        ("x[1].csv", ""),
    ]);
    let root = folder.path();
    let cases: &[(&[&str], &[&str])] = &[
        (&["d/*.csv"], &["d/B.csv", "d/a.csv", "d/b.csv"]),
        (&["d/b.csv", "d/*.csv"], &["d/b.csv", "d/B.csv", "d/a.csv"]),
        (&["d/?.csv", "d/../d/a.csv"], &["d/B.csv", "d/a.csv", "d/b.csv"]),
        (&["**/c.csv"], &["d/e/c.csv"]),
        (&["x[1].csv"], &["x[1].csv"]),
        (&["-", "d/a.csv", "-"], &["-", "d/a.csv"]),
    ];
    for (patterns, expected) in cases {
        assert_eq!(named(patterns, root).unwrap(), *expected, "{patterns:?}");
    }
    let absolute = format!("{}/d/[ab].csv", root.display());
    assert_eq!(named(&[&absolute], Path::new("/elsewhere")).unwrap().len(), 2);
}

#[test]
fn patterns_that_name_nothing_and_folders_are_reported_together() {
    let folder = folder(&[("d/e/a.csv", "")]);
    let found = named(&["d/*.tsv", "d/e", "a[", "none.csv"], folder.path()).unwrap_err();
    let codes: Vec<&str> = found.iter().map(|(code, _)| *code).collect();
    assert_eq!(codes, ["C03", "C04", "C03", "C03"]);
    assert_eq!(found[0].1, "no file matches `d/*.tsv`");
    assert_eq!(found[1].1, "`d/e` is a folder, not a file");
}

#[test]
fn several_files_are_read_one_after_another_each_by_its_own_header() {
    let folder = folder(&[("1.csv", "k,v\n1,a\n"), ("2.csv", "v,x,k\nb,,2\n3\n"), ("3.csv", "k,v\n")]);
    let files = inputs(&["*.csv".to_owned()], folder.path()).unwrap();
    let source = Small::new(&[("k", "int"), ("v", "text")]).table("t", &["k"], &[], &["v"]);
    let mut decoder = source.decoder();
    check_headers(&files, &mut decoder).unwrap();
    let mut records = Records::open(files);
    let (mut record, mut row, mut seen) = (ByteRecord::new(), Row::new(), Vec::new());
    loop {
        match records.next(&mut record).unwrap() {
            Step::Header(file) => {
                let shown = records.inputs()[file].shown.clone();
                decoder.bind(&record, &shown).unwrap();
                seen.push(shown);
            }
            Step::Record(at) => match decoder.decode(&record, &mut row) {
                Outcome::Kept => {
                    let cells = [0, 1].map(|n| shown(&source.0.columns[n].ty, row.cell(n)));
                    seen.push(format!("{}:{} {cells:?}", at.file, at.line));
                }
                Outcome::Rejected(reason) => seen.push(format!("{}:{} {reason}", at.file, at.line)),
                Outcome::Filtered => panic!(),
            },
            Step::End => break,
            other => panic!("{other:?}"),
        }
    }
    let expected =
        ["1.csv", "0:2 [\"1\", \"a\"]", "2.csv", "1:2 [\"2\", \"b\"]", "1:3 1 field, but the header has 3", "3.csv"];
    assert_eq!(seen, expected);
    assert_eq!(Some(records.bytes_read()), records.total_bytes());
}

#[test]
fn all_headers_are_checked_before_any_row() {
    let folder = folder(&[("1.csv", "k,v\n"), ("2.csv", "k\n"), ("3.csv", ""), ("4.csv", "K;V\n")]);
    let mut files = inputs(&["*.csv".to_owned()], folder.path()).unwrap();
    files.push(InputFile { bytes: Some(1), ..InputFile::at(&folder.path().join("gone.csv"), "gone.csv") });
    let source = Small::new(&[("k", "int"), ("v", "text")]).table("t", &["k"], &[], &["v"]);
    let report = check_headers(&files, &mut source.decoder()).unwrap_err();
    let found: Vec<_> = report.diagnostics.iter().map(|d| (d.code, d.place.as_ref().unwrap().file.as_str())).collect();
    assert_eq!(found, [("C01", "2.csv"), ("C04", "3.csv"), ("C05", "4.csv"), ("C04", "gone.csv")]);
}

#[test]
fn a_file_that_changes_while_it_is_read_is_an_error() {
    let folder = folder(&[("1.csv", "k\n1\n")]);
    let path = folder.path().join("1.csv");
    let mut records = Records::open(inputs(&["1.csv".to_owned()], folder.path()).unwrap());
    let mut record = ByteRecord::new();
    assert!(matches!(records.next(&mut record), Ok(Step::Header(0))));
    fs::write(&path, "k\n1\n2\n3\n").unwrap();
    let error = loop {
        match records.next(&mut record) {
            Ok(Step::End) => panic!("not noticed"),
            Ok(_) => {}
            Err(error) => break error,
        }
    };
    assert_eq!(error.to_string(), "cannot read all of `1.csv`");
    let gone = Records::open(vec![InputFile::at(&folder.path().join("none"), "none")]).next(&mut record).unwrap_err();
    assert_eq!(gone.to_string(), "cannot open `none`");
}

#[test]
fn rejects_keep_place_reason_and_exact_bytes() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("rejects.jsonl");
    assert_eq!(Rejects::create(&path).finish().unwrap(), 0);
    assert!(!path.exists(), "no reject, no file");
    fs::write(&path, "of an earlier load").unwrap();
    let mut rejects = Rejects::create(&path);
    let at = At { file: 0, line: 7, start: 10, end: 20 };
    let header = ByteRecord::from(vec!["a,\"", "b"]);
    let texts: [&[u8]; 4] = [b"a,\"b\n\"\"\"", "\u{1b}[31m\u{202e}é\u{85}".as_bytes(), b"\xff\xfe,", b""];
    for raw in texts {
        let at = At { end: at.start + raw.len() as u64, ..at };
        let record = Rejected { input: "d/x.csv", header: Some(&header), at: &at, raw };
        rejects.write(&record, &Reason::column(Class::Value, "length", "`x` is bad")).unwrap();
    }
    // A record of another header, and one of which only the beginning is there.
    let other = ByteRecord::from(vec!["b", "a"]);
    let reason = Reason::whole(Class::Record, "y").of_table("t");
    rejects
        .write(&Rejected { input: "d/y.csv", header: Some(&other), at: &At { end: 13, ..at }, raw: b"1,2" }, &reason)
        .unwrap();
    rejects.write(&Rejected { input: "d/y.csv", header: Some(&other), at: &at, raw: b"1,2" }, &reason).unwrap();
    assert_eq!(rejects.count(), 6);
    assert_eq!(rejects.finish().unwrap(), 6);
    let records = |number| fs::read(Rejects::records(&path, number)).unwrap();
    assert_eq!(records(1), b"\"a,\"\"\",b\na,\"b\n\"\"\"\n\x1b[31m\xe2\x80\xae\xc3\xa9\xc2\x85\n\xff\xfe,\n\n");
    assert_eq!(records(2), b"b,a\n1,2\n");
    let text = fs::read_to_string(&path).unwrap();
    assert!(text.chars().all(|c| c == '\n' || !c.is_control()) && !text.contains('\u{202e}'));
    let lines: Vec<serde_json::Value> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    for (line, raw) in lines.iter().zip(texts) {
        match line["raw"].as_str() {
            Some(text) => assert_eq!(text.as_bytes(), raw),
            None => assert_eq!(line["raw_base64"], "//4s"),
        }
    }
    assert_eq!(
        lines[0].to_string(),
        r#"{"input":"d/x.csv","line":7,"start":10,"end":18,"column":"length","class":"value","reason":"`x` is bad","csv":"rejects.csv","raw":"a,\"b\n\"\"\""}"#
    );
    assert_eq!((&lines[4]["csv"], &lines[4]["table"]), (&"rejects.2.csv".into(), &"t".into()));
    assert_eq!(lines[5]["csv"], serde_json::Value::Null);
    let mut later = Rejects::go_on(&path);
    later
        .write(&Rejected { input: "d/z.csv", header: Some(&header), at: &At { end: 13, ..at }, raw: b"3,4" }, &reason)
        .unwrap();
    later.finish().unwrap();
    assert_eq!(fs::read_to_string(&path).unwrap().lines().count(), 7, "what the load wrote before stays");
    assert_eq!(fs::read(Rejects::records(&path, 3)).unwrap(), b"\"a,\"\"\",b\n3,4\n");
    let mut next = Rejects::create(&path);
    next.write(&Rejected { input: "d/z.csv", header: None, at: &at, raw: b"3,4" }, &reason).unwrap();
    next.finish().unwrap();
    assert!((1..4).all(|number| !Rejects::records(&path, number).exists()), "those of an earlier load go");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        let link = folder.path().join("link");
        std::os::unix::fs::symlink(&path, &link).unwrap();
        assert!(
            Rejects::create(&link).write(&Rejected { input: "x", header: None, at: &at, raw: b"" }, &reason).is_err()
        );
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_an_error_and_not_a_loss() {
    let (at, reason) = (At::default(), Reason::whole(Class::Record, "y"));
    let record = |raw| Rejected { input: "x", header: None, at: &at, raw };
    let mut rejects = Rejects::create(Path::new("/dev/full"));
    let mut failed = false;
    for _ in 0..1000 {
        failed |= rejects.write(&record(b"some raw bytes"), &reason).is_err();
    }
    assert!(failed | rejects.finish().is_err());
    let mut one = Rejects::create(Path::new("/dev/full"));
    one.write(&record(b"buffered"), &reason).unwrap();
    assert_eq!(one.finish().unwrap_err().to_string(), "cannot write rejected rows to `/dev/full`");
}
