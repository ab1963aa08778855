//! The shapes that CSV takes in the wild: which fields come out of which bytes.

use super::*;

fn fields(csv: &[u8]) -> Vec<Vec<String>> {
    let text = |field: Vec<u8>| String::from_utf8(field).unwrap();
    let record = |step| match step {
        Told::Record(_, fields, _) => fields.into_iter().map(text).collect(),
        Told::Bad(line, reason, _) => vec![format!("bad {line}: {reason}")],
    };
    told(csv).into_iter().map(record).collect()
}

#[test]
fn well_formed_files_give_exactly_their_fields() {
    let cases: &[(&[u8], &[&[&str]])] = &[
        (b"a,b\n", &[]),
        (b"a,b", &[]),
        (b"a,b\n1,2\n", &[&["1", "2"]]),
        (b"a,b\n1,2", &[&["1", "2"]]),
        (b"a,b\n1,", &[&["1", ""]]),
        (b"a,b\r\n1,2\r\n3,4\r\n", &[&["1", "2"], &["3", "4"]]),
        (b"a,b\r1,2\r3,4", &[&["1", "2"], &["3", "4"]]),
        (b"a,b\n1,2\r\n3,4\r5,6\n", &[&["1", "2"], &["3", "4"], &["5", "6"]]),
        (b"a,b\n\n\n1,2\n\r\n3,4\n\n", &[&["1", "2"], &["3", "4"]]),
        (b"a,b\n\"x,y\",2\n", &[&["x,y", "2"]]),
        (b"a,b\n\"x\ny\",\"\r\n\"\n", &[&["x\ny", "\r\n"]]),
        (b"a,b\n\"say \"\"hi\"\"\",\"\"\n", &[&["say \"hi\"", ""]]),
        (b"a,b\n\"\"\"\",\"\"\"\"\n", &[&["\"", "\""]]),
        (b"a,b\n\"C:\\dir\\\",2\n", &[&["C:\\dir\\", "2"]]),
        (b"a,b\n,\n", &[&["", ""]]),
        (b"a,b\n 1 ,\t2\n", &[&[" 1 ", "\t2"]]),
        (b"a,b\n1,2\n\x1a", &[&["1", "2"], &["\x1a"]]),
        (b"a,b\n \n1,2\n", &[&[" "], &["1", "2"]]),
        (b"a,b\n1\x002,\x0b\x0c\n", &[&["1\u{0}2", "\u{b}\u{c}"]]),
        ("a,b\n“x”,\u{a0}\u{2028}\n".as_bytes(), &[&["“x”", "\u{a0}\u{2028}"]]),
        ("a,b\ne\u{301},é\n".as_bytes(), &[&["e\u{301}", "é"]]),
        (b"a,b\n=cmd|'/c calc'!A0,\x1b[31m\n", &[&["=cmd|'/c calc'!A0", "\u{1b}[31m"]]),
        (b"\xef\xbb\xbfa,b\n1,2\n", &[&["1", "2"]]),
        ("a,b\n\u{feff}1,\u{feff}\n\u{feff}2,3\n".as_bytes(), &[&["\u{feff}1", "\u{feff}"], &["\u{feff}2", "3"]]),
    ];
    for (csv, expected) in cases {
        assert_eq!(fields(csv), *expected, "{}", csv.escape_ascii());
    }
}

#[test]
fn misplaced_quotes_cost_their_line_and_say_how_to_write_them() {
    let cases: &[(&[u8], &str)] = &[
        (
            b"\"x\"y,2",
            "text after the closing quote of the field opened at line 2; a quote inside a quoted field is written `\"\"`",
        ),
        (
            b"\"x\" ,2",
            "text after the closing quote of the field opened at line 2; a quote inside a quoted field is written `\"\"`",
        ),
        (
            b"\"x \\\"y\\\" z\",2",
            "`\\\"` in the field opened at line 2; a quote inside a quoted field is written `\"\"`",
        ),
        (
            b"x \"y\" z,2",
            "a quote in the middle of an unquoted field; quote the whole field and write `\"\"` for the quote",
        ),
        (
            b"5\" disk,2",
            "a quote in the middle of an unquoted field; quote the whole field and write `\"\"` for the quote",
        ),
        (b"1, \"x\"", "blanks before an opening quote; remove them, or quote the whole field"),
        (b"1,\"", "the quote opened at line 2 is not closed; a quote inside a quoted field is written `\"\"`"),
    ];
    for (line, reason) in cases {
        for end in [&b"\n"[..], b"\r\n", b"\r"] {
            let csv = [b"a,b", end, line, end, b"3,4", end].concat();
            let expected = vec![
                Told::Bad(2, (*reason).to_owned(), line.to_vec()),
                Told::Record(3, vec![b"3".to_vec(), b"4".to_vec()], b"3,4".to_vec()),
            ];
            assert_eq!(told(&csv), expected, "{}", csv.escape_ascii());
        }
    }
}

#[test]
fn a_file_cut_inside_a_quoted_field_loses_only_the_cut_record() {
    let csv = b"a,b\n1,2\n3,\"cut here";
    let reason = "the quote opened at line 3 is not closed; a quote inside a quoted field is written `\"\"`";
    assert_eq!(told(csv)[1..], [Told::Bad(3, reason.to_owned(), b"3,\"cut here".to_vec())]);
}

#[test]
fn a_blank_line_in_a_file_of_one_column_is_told() {
    let bad = |line| {
        Told::Bad(
            line,
            "a blank line in a file of one column: write `\"\"` for an empty value, or remove it".to_owned(),
            Vec::new(),
        )
    };
    let row = |line, raw: &[u8]| {
        Told::Record(line, vec![if raw == b"\"\"" { Vec::new() } else { raw.to_vec() }], raw.to_vec())
    };
    for end in ["\n", "\r\n", "\r"] {
        let csv = ["a", "", "x", "", "", "\u{feff}y", "\"\"", ""].map(|line| format!("{line}{end}")).concat();
        let expected = [bad(2), row(3, b"x"), bad(4), bad(5), row(6, "\u{feff}y".as_bytes()), row(7, b"\"\""), bad(8)];
        assert_eq!(told(csv.as_bytes()), expected, "{csv:?}");
    }
}
