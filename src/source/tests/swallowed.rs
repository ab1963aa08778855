//! A quote that is opened by mistake must not swallow the file.

use super::super::RECORD_CAP;
use super::*;

#[test]
fn lines_after_a_stray_quote_are_read() {
    // The stray quote is closed by the quote of a later field, and text follows.
    let csv = b"a,b\n1,\"stray\n2,x\n3,\"quoted\"\n4,y\n";
    let row = |line, a: &[u8], b: &[u8], raw: &[u8]| Told::Record(line, vec![a.to_vec(), b.to_vec()], raw.to_vec());
    let reason =
        "text after the closing quote of the field opened at line 2; a quote inside a quoted field is written `\"\"`";
    let expected = [
        Told::Bad(2, reason.to_owned(), b"1,\"stray".to_vec()),
        row(3, b"2", b"x", b"2,x"),
        row(4, b"3", b"quoted", b"3,\"quoted\""),
        row(5, b"4", b"y", b"4,y"),
    ];
    assert_eq!(told(csv), expected);
}

#[test]
fn the_line_of_the_open_quote_is_named_not_that_of_the_record() {
    let csv = b"a,b,c\n\"one\ntwo\",\"stray,3\n4,5,6\n";
    let reason = "the quote opened at line 3 is not closed; a quote inside a quoted field is written `\"\"`";
    let expected = [
        Told::Bad(2, reason.to_owned(), b"\"one\ntwo\",\"stray,3".to_vec()),
        Told::Record(4, vec![b"4".to_vec(), b"5".to_vec(), b"6".to_vec()], b"4,5,6".to_vec()),
    ];
    assert_eq!(told(csv), expected);
}

#[test]
fn a_quote_open_for_longer_than_the_cap_costs_one_line() {
    let mut csv = b"a,b\n1,\"stray\n".to_vec();
    let rows = RECORD_CAP / 8 + 100_000;
    for _ in 0..rows {
        csv.extend(b"1234,567\n");
    }
    let mut records = stream(&csv);
    let mut record = ByteRecord::new();
    assert!(matches!(records.next(&mut record), Ok(Step::Header(0))));
    match records.next(&mut record).unwrap() {
        Step::Bad(at, reason) => {
            assert_eq!((at.line, records.raw(&at)), (2, &b"1,\"stray"[..]));
            assert!(reason.text.ends_with("16 MiB were read in search of its end"), "{}", reason.text);
        }
        other => panic!("{other:?}"),
    }
    for line in 3..rows as u64 + 3 {
        match records.next(&mut record).unwrap() {
            Step::Record(at) => assert_eq!(at.line, line),
            other => panic!("{other:?}"),
        }
    }
    assert!(matches!(records.next(&mut record), Ok(Step::End)));
}

#[test]
fn a_fault_is_seen_long_before_the_cap() {
    let mut csv = b"a,b\n".to_vec();
    for _ in 0..50 {
        csv.extend(b"\"x,y\"z,\"\n");
    }
    csv.resize(csv.len() + 4_000_000, b'x');
    let mut records = stream(&csv);
    let mut record = ByteRecord::new();
    assert!(matches!(records.next(&mut record), Ok(Step::Header(0))));
    for line in 2..51 {
        match records.next(&mut record).unwrap() {
            Step::Bad(at, _) => assert_eq!((at.line, records.raw(&at)), (line, &b"\"x,y\"z,\""[..])),
            other => panic!("{other:?}"),
        }
        assert!(records.bytes_read() < 1_000_000);
    }
}

#[test]
fn a_line_longer_than_the_cap_is_passed_over() {
    for quote in ["", "\""] {
        let mut csv = format!("a,b\n1,2\n3,{quote}").into_bytes();
        let start = csv.len() as u64 - 2 - quote.len() as u64;
        csv.resize(csv.len() + 2 * RECORD_CAP + 12_345, b'x');
        let end = csv.len() as u64;
        csv.extend(b"\r\n5,6\r\n");
        let mut records = stream(&csv);
        let mut record = ByteRecord::new();
        assert!(matches!(records.next(&mut record), Ok(Step::Header(0))));
        assert!(matches!(records.next(&mut record), Ok(Step::Record(_))));
        match records.next(&mut record).unwrap() {
            Step::Bad(at, _) => {
                assert_eq!(at, At { file: 0, line: 3, start, end });
                assert!(records.raw(&at).starts_with(b"3,"));
            }
            other => panic!("{other:?}"),
        }
        match records.next(&mut record).unwrap() {
            Step::Record(at) => assert_eq!((at.line, records.raw(&at)), (4, &b"5,6"[..])),
            other => panic!("{other:?}"),
        }
        assert!(matches!(records.next(&mut record), Ok(Step::End)));
    }
}

#[test]
fn any_number_of_blank_lines_is_no_record() {
    let blanks = RECORD_CAP + 300_000;
    let csv = [&b"a,b\n"[..], &vec![b'\n'; blanks], b"1,2\n"].concat();
    let row = Told::Record(blanks as u64 + 2, vec![b"1".to_vec(), b"2".to_vec()], b"1,2".to_vec());
    assert_eq!(told(&csv), [row]);
}

#[test]
fn a_file_without_any_line_end_is_refused_without_being_held() {
    let endless = Box::new(std::io::Read::take(std::io::repeat(b'x'), 1 << 40));
    let mut records = Records::of("zero", endless);
    match records.next(&mut ByteRecord::new()).unwrap() {
        Step::Refused(report) => assert!(report.to_text(false).contains("the first line is longer than 16 MiB")),
        other => panic!("{other:?}"),
    }
    assert!(matches!(records.next(&mut ByteRecord::new()), Ok(Step::End)));
}
