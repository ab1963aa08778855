//! Fields to cells: nulls, types, filters, derivations, keys, and what rejects a row.

use super::*;
use crate::rules::shape::Op;
use crate::types::UserType;
use crate::value::Derivation;

fn plays() -> Small {
    Small::new(&[("user", "int"), ("song", "text"), ("length", "float"), ("unused", "uuid")])
        .table("by_user", &["user"], &["song"], &["length"])
        .table("by_song", &["song"], &["user"], &[])
}

#[test]
fn cells_follow_the_header_and_nulls() {
    let source = plays();
    let cases: &[(&[u8], [&str; 3])] = &[
        (b"user,song,length\n7,Tide,1.5\n", ["7", "Tide", "1.5"]),
        (b"length,extra,song,user\n1.5,x,Tide,7\n", ["7", "Tide", "1.5"]),
        (b"user,song,length\n7,Tide,\n", ["7", "Tide", "·"]),
        (b"user,song,length\n7,Tide,\"\"\n", ["7", "Tide", "·"]),
        (b"user,song,length,x,x\n7,Tide,,,\n", ["7", "Tide", "·"]),
        (b"user,song,length\n7,a\x00b,1\n", ["7", "a\u{0}b", "1.0"]),
        (b"user,song,length\n7, padded ,1\n", ["7", " padded ", "1.0"]),
    ];
    for (csv, expected) in cases {
        let cells = source.row(csv).unwrap();
        assert_eq!(cells[..3], *expected, "{}", csv.escape_ascii());
        assert_eq!(cells[3], "·", "a column that nothing needs is not parsed");
    }
}

#[test]
fn null_texts_are_the_columns_own_or_else_the_sources() {
    let mut source = plays().nulls(&["NULL", "\\N"]);
    source.0.columns[2].nulls = Some(vec!["-".to_owned()]);
    assert_eq!(source.row(b"user,song,length\n7,x,-\n").unwrap()[2], "·");
    assert_eq!(
        source.rejection(b"user,song,length\n7,NULL,1\n"),
        "column `song`: no value, but it is part of the key of table `by_user`"
    );
    let text = source.rejection(b"user,song,length\n7,x,NULL\n");
    assert!(text.starts_with("column `length`: `NULL`"), "{text}");
    // Where the empty text is not a null, it is a value: of text, not of int.
    let source =
        Small::new(&[("k", "int"), ("t", "text"), ("n", "int")]).table("t", &["k"], &[], &["t", "n"]).nulls(&["-"]);
    assert_eq!(source.row(b"k,t,n\n1,,-\n").unwrap(), ["1", "", "·"]);
    assert!(source.rejection(b"k,t,n\n1,x,\n").starts_with("column `n`: "));
}

#[test]
fn rows_that_cannot_be_stored_are_rejected_with_column_and_reason() {
    let source = plays();
    let cases: &[(&[u8], &str)] = &[
        (b"7,Tide", "2 fields, but the header has 3"),
        (b"7", "1 field, but the header has 3"),
        (b"7,Tide,1,2", "4 fields, but the header has 3"),
        (b"\x1a", "1 field, but the header has 3"),
        (
            b"7,\"two\nlines\"",
            "2 fields, but the header has 3; the record runs over several lines: a quote may have been opened by mistake",
        ),
        (b"7,Ti\xffde,1", "column `song`: not UTF-8 at byte 3 of the field"),
        (b"7,Tide,\xff", "column `length`: not UTF-8 at byte 1 of the field"),
        (b",Tide,1", "column `user`: no value, but it is part of the key of table `by_user`"),
        (b"7,,1", "column `song`: no value, but it is part of the key of table `by_user`"),
    ];
    for (row, expected) in cases {
        let csv = [b"user,song,length\n", *row].concat();
        assert_eq!(source.rejection(&csv), *expected);
    }
    for bad in ["x", "1.0", " 1", "99999999999", "1\u{0}", "٣"] {
        let text = source.rejection(format!("user,song,length\n{bad},Tide,1\n").as_bytes());
        assert!(text.starts_with("column `user`: `"), "{text}");
    }
}

#[test]
fn keys_have_the_lengths_that_a_node_accepts() {
    let source = Small::new(&[("a", "text"), ("b", "text"), ("c", "text")])
        .nulls(&["-"])
        .table("single", &["a"], &["c"], &[])
        .table("double", &["a", "b"], &[], &[]);
    let row = |a: usize, b: usize, c: usize| {
        format!("a,b,c\n{},{},{}\n", "a".repeat(a), "b".repeat(b), "c".repeat(c)).into_bytes()
    };
    assert!(source.row(&row(1, 0, 0)).is_ok());
    assert!(source.row(&row(65_000, 65_535 - 65_006, 65_535)).is_ok());
    let single = Small::new(&[("a", "text"), ("c", "text")]).nulls(&["-"]).table("single", &["a"], &["c"], &[]);
    assert!(single.row(&row(65_535, 0, 0)).is_ok());
    let several = Small::new(&[("a", "text"), ("b", "text"), ("c", "text")]).table("several", &["a"], &["b", "c"], &[]);
    assert!(several.row(&row(1, 65_535 - 7, 7)).is_ok());
    assert_eq!(
        several.rejection(&row(1, 65_535 - 7, 8)),
        "the clustering key of table `several` would be 65536 bytes long; at most 65535 are allowed"
    );
    let cases = [
        (row(0, 1, 1), "column `a`: empty, but it is the whole partition key of table `single`"),
        (
            row(65_536, 1, 1),
            "column `a`: the partition key of table `single` would be 65536 bytes long; at most 65535 are allowed",
        ),
        (
            row(65_000, 65_535 - 65_005, 1),
            "the partition key of table `double` would be 65536 bytes long; at most 65535 are allowed",
        ),
        (
            row(1, 1, 65_536),
            "column `c`: the clustering key of table `single` would be 65536 bytes long; at most 65535 are allowed",
        ),
    ];
    for (csv, expected) in cases {
        assert_eq!(source.rejection(&csv), expected);
    }
}

#[test]
fn filters_read_first_and_compare_as_cql_does() {
    let int = |n: i32| n.to_be_bytes().to_vec();
    let cases: &[(&str, Test, [bool; 3])] = &[
        // For n = 5, n = 7 and no n.
        ("n", Test::Null, [false, false, true]),
        ("n", Test::NotNull, [true, true, false]),
        ("n", Test::OneOf(vec![int(1), int(5)]), [true, false, false]),
        ("n", Test::Not(int(5)), [false, true, false]),
        ("n", Test::Slice(Op::Lt, int(7)), [true, false, false]),
        ("n", Test::Slice(Op::Le, int(7)), [true, true, false]),
        ("n", Test::Slice(Op::Gt, int(5)), [false, true, false]),
        ("n", Test::Slice(Op::Ge, int(-1)), [true, true, false]),
    ];
    for (column, test, expected) in cases {
        let source = Small::new(&[("k", "int"), ("n", "int")]).table("t", &["k"], &[], &[]).keep(column, test.clone());
        let kept = ["5", "7", ""].map(|n| match source.row(format!("k,n\n1,{n}\n").as_bytes()) {
            Ok(_) => true,
            Err(Outcome::Filtered) => false,
            Err(other) => panic!("{other:?}"),
        });
        assert_eq!(kept, *expected, "{test:?}");
    }
    // Decimals are equal by value, whatever their spelling.
    let one = vec![0, 0, 0, 1, 10];
    let source =
        Small::new(&[("k", "int"), ("d", "decimal")]).table("t", &["k"], &[], &[]).keep("d", Test::OneOf(vec![one]));
    assert!(source.row(b"k,d\n1,1.00\n").is_ok());
    assert_eq!(source.row(b"k,d\n1,1.01\n"), Err(Outcome::Filtered));
}

#[test]
fn a_filtered_row_may_hold_bad_cells_but_not_in_what_the_filter_reads() {
    let source = plays().keep("length", Test::NotNull);
    assert_eq!(source.row(b"user,song,length\nbad,,\n"), Err(Outcome::Filtered));
    assert!(source.rejection(b"user,song,length\n7,x,bad\n").starts_with("column `length`"));
    assert!(source.rejection(b"user,song,length\n,\n").starts_with("2 fields"));
}

#[test]
fn each_table_takes_the_rows_it_keeps_and_only_those_need_its_key() {
    let source = plays().table_keeps(1, "song", Test::NotNull);
    let source =
        Small(Model { tables: vec![source.0.tables[1].clone()], ..source.0 }).table("all", &["user"], &[], &["length"]);
    let mut decoder = source.decoder();
    decoder.bind(&ByteRecord::from(vec!["user", "song", "length"]), "f").unwrap();
    let mut row = Row::new();
    for (fields, expected) in [(["1", "x", "2"], [true, true]), (["1", "", "2"], [false, true])] {
        assert_eq!(decoder.decode(&ByteRecord::from(fields.to_vec()), &mut row), Outcome::Kept);
        assert_eq!([row.takes(0), row.takes(1)], expected);
    }
    assert!(!row.takes(2));
}

#[test]
fn derived_constant_and_composed_columns() {
    let udt = Arc::new(UserType {
        name: Name::new("geo"),
        fields: vec![
            (Name::new("lat"), CqlType::Double),
            (Name::new("lon"), CqlType::Double),
            (Name::new("note"), CqlType::Text),
        ],
    });
    let mut source = Small::new(&[
        ("k", "text"),
        ("lower", "text"),
        ("n", "int"),
        ("bucket", "int"),
        ("one", "int"),
        ("place", "int"),
    ])
    .table("t", &["k"], &[], &["lower", "bucket", "one", "place"])
    .origin("lower", Origin::Derived { from: 0, function: Derivation::Lower })
    .origin("bucket", Origin::Derived { from: 2, function: Derivation::Bucket(10) })
    .origin("one", Origin::Constant(1_i32.to_be_bytes().to_vec()))
    .origin(
        "place",
        Origin::Fields {
            headers: vec![Some("Lat".to_owned()), Some("Lon".to_owned()), None],
            reading: Reading::default(),
        },
    );
    source.0.columns[5].ty = CqlType::Udt { udt, frozen: true };
    let row = source.row("k,n,Lat,Lon\nÄ,17,1.5,\n".as_bytes()).unwrap();
    assert_eq!(row[..5], ["Ä", "ä", "17", "10", "1"]);
    let mut decoder = source.decoder();
    decoder.bind(&ByteRecord::from(vec!["Lon", "k", "n", "Lat"]), "f").unwrap();
    let mut row = Row::new();
    assert_eq!(decoder.decode(&ByteRecord::from(vec!["", "x", "", "1.5"]), &mut row), Outcome::Kept);
    let wire = [&8_i32.to_be_bytes()[..], &1.5_f64.to_be_bytes(), &[0xff; 8]].concat();
    assert_eq!(row.cell(5), Some(wire.as_slice()));
    assert_eq!((row.cell(3), row.cell(4)), (None, Some(&[0, 0, 0, 1][..])), "no value gives no derived value");
    assert_eq!(decoder.decode(&ByteRecord::from(vec!["", "x", "", ""]), &mut row), Outcome::Kept);
    assert_eq!(row.cell(5), None, "no field, no value");
    let Outcome::Rejected(reason) = decoder.decode(&ByteRecord::from(vec!["east", "x", "", ""]), &mut row) else {
        panic!()
    };
    assert!(reason.to_string().starts_with("column `place`: field `lon`: `east`"), "{reason}");
}

#[test]
fn an_empty_collection_is_a_value() {
    let mut source =
        Small::new(&[("k", "int"), ("tags", "set<text>")]).table("t", &["k"], &[], &["tags"]).nulls(&["-"]);
    source.0.columns[1].origin = Origin::Csv {
        header: "tags".to_owned(),
        reading: Reading { split: Some("|".to_owned()), ..Reading::default() },
    };
    let mut decoder = source.decoder();
    decoder.bind(&ByteRecord::from(vec!["k", "tags"]), "f").unwrap();
    let mut row = Row::new();
    assert_eq!(decoder.decode(&ByteRecord::from(vec!["1", ""]), &mut row), Outcome::Kept);
    assert_eq!(row.cell(1), Some(&[0; 4][..]));
    assert_eq!(decoder.decode(&ByteRecord::from(vec!["1", "-"]), &mut row), Outcome::Kept);
    assert_eq!(row.cell(1), None);
}

#[test]
fn nothing_is_decoded_before_a_header_is_bound() {
    let decoder = plays().decoder();
    let outcome = decoder.decode(&ByteRecord::from(vec!["1", "x", "2"]), &mut Row::new());
    assert!(matches!(outcome, Outcome::Rejected(_)));
}
