//! What holds for any bytes and any fields.

use proptest::collection::vec;
use proptest::prelude::*;

use super::*;

/// Bytes in which what matters to CSV is frequent.
fn bytes() -> impl Strategy<Value = Vec<u8>> {
    let byte = prop_oneof![
        6 => prop::sample::select(b"\",\n\r;\\ \xef\xbb\xbf\x00".to_vec()),
        4 => prop::sample::select(b"abc0123".to_vec()),
        1 => any::<u8>(),
    ];
    vec(byte, 0..200)
}

/// One field, and whether to quote it.
fn field() -> impl Strategy<Value = String> {
    prop_oneof![4 => "[a-c0-9 ]{0,6}", 2 => "[a\",\n\r\u{feff}é]{0,5}", 1 => any::<String>()]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_end_without_a_panic_and_every_byte_is_told_once(csv in bytes()) {
        let source = Small::new(&[("a", "int"), ("b", "text")]).table("t", &["a"], &["b"], &[]);
        let csv = [b"a,b\n", csv.as_slice()].concat();
        let mut records = stream(&csv);
        let mut decoder = source.decoder();
        let (mut record, mut row) = (ByteRecord::new(), Row::new());
        let mut told = 0;
        loop {
            match records.next(&mut record).unwrap() {
                Step::Header(_) => {
                    decoder.bind(&record, "in.csv").unwrap();
                    told = 3;
                }
                Step::Record(at) => {
                    let _ = decoder.decode(&record, &mut row);
                    let raw = records.raw(&at);
                    prop_assert_eq!(raw, &csv[at.start as usize..at.end as usize]);
                    prop_assert!(csv[told..at.start as usize].iter().all(|b| matches!(b, b'\r' | b'\n')));
                    // Read alone, the raw bytes are the same record.
                    let mut alone = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(raw);
                    let again = alone.byte_records().next();
                    if !raw.starts_with(b"\xef\xbb\xbf") {
                        prop_assert_eq!(again.unwrap().unwrap(), record.iter().collect::<ByteRecord>());
                    }
                    told = at.end as usize;
                }
                Step::Bad(at, _) => {
                    prop_assert_eq!(records.raw(&at), &csv[at.start as usize..at.end as usize]);
                    prop_assert!(csv[told..at.start as usize].iter().all(|b| matches!(b, b'\r' | b'\n')));
                    told = at.end as usize;
                }
                Step::Refused(_) => unreachable!("the header is sound"),
                Step::End => break,
            }
        }
        prop_assert!(csv[told..].iter().all(|b| matches!(b, b'\r' | b'\n')));
    }

    #[test]
    fn any_header_is_bound_or_reported(header in bytes()) {
        let source = Small::new(&[("a", "int"), ("b", "text")]).table("t", &["a"], &["b"], &[]);
        let mut record = ByteRecord::new();
        match stream(&header).next(&mut record).unwrap() {
            Step::Header(_) => {
                if let Err(report) = source.decoder().bind(&record, "in.csv") {
                    prop_assert!(!report.to_text(false).is_empty());
                }
            }
            Step::Refused(report) => prop_assert!(!report.to_text(false).is_empty()),
            other => prop_assert!(false, "{:?}", other),
        }
    }

    #[test]
    fn what_a_writer_wrote_comes_back_with_its_lines(
        rows in vec(vec(field(), 3), 0..20),
        crlf in any::<bool>(),
        always in any::<bool>(),
    ) {
        let mut writer = csv::WriterBuilder::new()
            .quote_style(if always { csv::QuoteStyle::Always } else { csv::QuoteStyle::Necessary })
            .terminator(if crlf { csv::Terminator::CRLF } else { csv::Terminator::Any(b'\n') })
            .from_writer(Vec::new());
        writer.write_record(["a", "b", "c"]).unwrap();
        let mut expected = Vec::new();
        let mut line = 2;
        for row in &rows {
            expected.push((line, row.iter().map(|f| f.clone().into_bytes()).collect::<Vec<_>>()));
            writer.write_record(row).unwrap();
            line += 1 + row.iter().map(|f| f.matches('\n').count() as u64).sum::<u64>();
        }
        let csv = writer.into_inner().unwrap();
        let found: Vec<_> = told(&csv).into_iter().map(|step| match step {
            Told::Record(line, fields, _) => (line, fields),
            Told::Bad(_, reason, _) => panic!("{reason}"),
        }).collect();
        prop_assert_eq!(found, expected);
    }
}
