//! Headers: what is demanded of them, and what is said where it is not there.

use super::*;
use crate::diagnostic::Report;

fn source() -> Small {
    Small::new(&[("artist", "text"), ("user_id", "int"), ("song", "text"), ("spare", "int")])
        .table("t", &["user_id"], &["song"], &[])
        .keep("artist", Test::NotNull)
}

/// The header faults of the file, or of its first line.
fn faults(csv: &[u8]) -> Option<Report> {
    let mut record = ByteRecord::new();
    match stream(csv).next(&mut record).unwrap() {
        Step::Header(_) => source().decoder().bind(&record, "in.csv").err(),
        Step::Refused(report) => Some(report),
        other => panic!("{other:?}"),
    }
}

#[test]
fn only_what_is_needed_is_demanded() {
    let decoder = source().decoder();
    let demanded: Vec<_> = decoder.headers().collect();
    assert_eq!(demanded, [("artist", "artist"), ("user_id", "user_id"), ("song", "song")]);
}

#[test]
fn headers_are_found_by_exact_name_in_any_order() {
    for csv in [
        &b"artist,user_id,song\n"[..],
        b"x,song,x,,user_id,artist,x",
        b"\xef\xbb\xbfartist,user_id,song\r\n",
        b"\xef\xbb\xbf\"artist\",\"user_id\",\"song\"\n",
        b"\n\r\nartist,user_id,song\n",
    ] {
        assert_eq!(faults(csv), None, "{}", csv.escape_ascii());
    }
    let mut quoted = ByteRecord::from(vec![&b"\xef\xbb\xbf\"artist\""[..], b"user_id", b"song"]);
    assert_eq!(source().decoder().bind(&quoted, "f"), Ok(()));
    quoted.push_field(b"artist");
    assert_eq!(source().decoder().bind(&quoted, "f").unwrap_err().diagnostics[0].code, "C02");
}

#[test]
fn every_fault_has_its_code_its_words_and_a_way_out() {
    let lonely = "fields are separated by commas, and this file's separator looks like";
    let cases: &[(&[u8], &str, &str, &str)] = &[
        (b"", "C04", "the file is empty: there is no header", "names its columns"),
        (b"\n\r\n\n", "C04", "the file is empty: there is no header", "names its columns"),
        (b"artist,user_id\n", "C01", "no header `song`, which column `song` reads", "the file has `artist`, `user_id`"),
        (b"artist,userId,song\n", "C01", "no header `user_id`, which column `user_id` reads", "did you mean `userId`?"),
        (b"artist, song,user_id\n", "C01", "no header `song`, which column `song` reads", "did you mean ` song`?"),
        (b"artist,SONG,user_id\n", "C01", "no header `song`, which column `song` reads", "did you mean `SONG`?"),
        (b"artist,user_id,\xe9\n", "C01", "no header `song`, which column `song` reads", "save the file as UTF-8"),
        (
            b"Some Band,17,Tide\n",
            "C01",
            "none of the headers that the model reads is there: `artist`, `user_id`, `song`",
            "is the first line a header?",
        ),
        (
            b"artist,user_id,song,song\n",
            "C02",
            "header `song` stands twice: in fields 3 and 4",
            "rename one of the two",
        ),
        (b"artist;user_id;song\n", "C05", lonely, "save it with commas"),
        (b"artist\tuser_id\tsong\n", "C05", lonely, "save it with commas"),
        (b"artist|user_id|song\n", "C05", lonely, "save it with commas"),
        (b"artist;user_id;\"a,b\";song\n", "C05", lonely, "save it with commas"),
        (b"\"artist\";\"user_id\";\"song\"\n", "C05", lonely, "save it with commas"),
        (b"foo;bar\n", "C05", lonely, "save it with commas"),
        (
            b"sep=,\nartist,user_id,song\n",
            "C05",
            "the first line `sep=` is a hint for spreadsheets, not a header",
            "remove the line",
        ),
        (
            b"sep=;\nartist;user_id;song\n",
            "C05",
            "the first line `sep=` is a hint for spreadsheets, not a header",
            "remove the line",
        ),
        (
            b"artist,user_id,\"song\n",
            "C04",
            "the header is at fault: the quote opened at line 1 is not closed",
            "mend the first line",
        ),
        (b"\xff\xfea\0r\0t\0", "C04", "the file is not CSV: it is UTF-16 text", "iconv"),
        (b"\xfe\xff\0a\0r\0t", "C04", "the file is not CSV: it is UTF-16 text", "iconv"),
        (b"a\0r\0t\0i\0s\0", "C04", "the file is not CSV: it is UTF-16 text", "iconv"),
        (
            b"PK\x03\x04\x14\0\0\0",
            "C04",
            "the file is not CSV: it is a zip archive or an Excel workbook",
            "export it as CSV",
        ),
        (b"PAR1\x15\x04\x15\x10", "C04", "the file is not CSV: it is a Parquet file", "export it as CSV"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "C04", "the file is not CSV: it is an old Excel workbook", "export it as CSV"),
        (b"BZh91AY&SY", "C04", "the file is not CSV: it is packed with bzip2", "unpack it"),
    ];
    for (csv, code, fact, help) in cases {
        let report = faults(csv).unwrap_or_else(|| panic!("accepted: {}", csv.escape_ascii()));
        let [found] = report.diagnostics.as_slice() else { panic!("{}", report.to_text(false)) };
        let place = found.place.as_ref().unwrap();
        assert_eq!((found.code, place.file.as_str(), place.line), (*code, "in.csv", 1));
        assert!(found.fact.starts_with(fact), "{}", found.fact);
        assert!(found.help.as_ref().unwrap().contains(help), "{:?}", found.help);
    }
}

#[test]
fn all_faults_of_a_header_come_at_once() {
    let report = faults(b"Artist,user_id,user_id,sing\n").unwrap();
    let codes: Vec<_> = report.diagnostics.iter().map(|d| (d.code, d.fact.as_str())).collect();
    let expected = [
        ("C02", "header `user_id` stands twice: in fields 2 and 3"),
        ("C01", "no header `artist`, which column `artist` reads"),
        ("C01", "no header `song`, which column `song` reads"),
    ];
    assert_eq!(codes, expected);
}

#[test]
fn a_hundred_thousand_columns_are_no_trouble() {
    let header: Vec<String> =
        (0..100_000).map(|n| format!("c{n}")).chain(["song", "user_id", "artist"].map(str::to_owned)).collect();
    assert_eq!(faults(header.join(",").as_bytes()), None);
}
