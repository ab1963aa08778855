//! How values of each type order and when they are equal, as clustering columns and as partition keys.

use crate::fixture::{Fixture, record};

/// A fact about the order of a type.
struct Order {
    says: &'static str,
    ty: &'static str,
    /// Values, least first; those in one group are one row.
    values: &'static [&'static [&'static str]],
}

const ORDERS: &[Order] = &[
    Order {
        says: "decimal, clustering: equal by value: 1.0, 1.00, 1, 1e0, 10e-1 are one row (the spelling kept is one of \
               those written); -0.0 = 0",
        ty: "decimal",
        values: &[
            &["-1e300", "-10e299"],
            &["-1.1"],
            &["-1.0", "-1", "-10e-1"],
            &["-0.000000000000000000001"],
            &["0", "-0.0", "0e300", "0.000"],
            &["1e-300"],
            &["0.09"],
            &["0.1", "0.10"],
            &["1.0", "1.00", "1", "1e0", "10e-1"],
            &["1.0000000000000000000000001"],
            &["9.99"],
            &["10", "1e1"],
            &["100000000000000000000000000000000000000000"],
        ],
    },
    Order {
        says: "double, clustering: −∞ < −0.0 < 0.0 < 1.5 < ∞ < NaN; −0.0 and 0.0 are two rows; NaN and −NaN one",
        ty: "double",
        values: &[
            &["-Infinity"],
            &["-1.7976931348623157e308"],
            &["-1.5"],
            &["-5e-324"],
            &["-0.0"],
            &["0.0"],
            &["5e-324"],
            &["1.5"],
            &["Infinity"],
            &["NaN", "-NaN"],
        ],
    },
    Order {
        says: "float orders as double does",
        ty: "float",
        values: &[&["-Infinity"], &["-1.5"], &["-0.0"], &["0.0"], &["1e-45"], &["1.5"], &["Infinity"], &["NaN"]],
    },
    Order { says: "boolean: false < true", ty: "boolean", values: &[&["false"], &["true"]] },
    Order {
        says: "uuid, clustering: by version first; version 1 by its timestamp, then the rest by unsigned bytes: nil(0) < \
               v1 by time < v3 < v4 bytewise < ff…(15)",
        ty: "uuid",
        values: &[
            &["00000000-0000-0000-0000-000000000000"],
            &["ffffffff-0000-1000-8000-000000000000"],
            &["00000000-0001-1000-7fff-ffffffffffff"],
            &["00000000-0001-1000-8000-000000000000"],
            &["00000000-0001-1000-ffff-ffffffffffff"],
            &["00000000-0000-1001-8000-000000000000"],
            &["ffffffff-ffff-3fff-bfff-ffffffffffff"],
            &["00000000-0000-4000-8000-000000000000"],
            &["00000000-0000-4000-8000-000000000001"],
            &["7fffffff-0000-4000-8000-000000000000"],
            &["80000000-0000-4000-8000-000000000000"],
            &["00000000-0000-7000-8000-000000000000"],
            &["ffffffff-ffff-ffff-ffff-ffffffffffff"],
        ],
    },
    Order {
        says: "timeuuid: by timestamp, then by the low 8 bytes compared as signed bytes (83… < b3…; fe… < 7e…)",
        ty: "timeuuid",
        values: &[
            &["ffffffff-0000-1000-8000-000000000000"],
            &["00000000-0001-1000-83ff-ffffffffffff"],
            &["00000000-0001-1000-b300-fe0000000000"],
            &["00000000-0001-1000-b300-000000000000"],
            &["00000000-0001-1000-b300-7e0000000000"],
            &["00000001-0001-1000-8000-000000000000"],
            &["00000000-0000-1001-8000-000000000000"],
        ],
    },
    Order {
        says: "inet: unsigned bytes, the shorter first on a tie of prefix: ::1 < 9.0.0.1 < 10.0.0.1 < 200.1.1.1 < fe80::1",
        ty: "inet",
        values: &[
            &["0.0.0.0"],
            &["::"],
            &["::1", "0:0:0:0:0:0:0:1"],
            &["9.0.0.1"],
            &["900:1::"],
            &["10.0.0.1"],
            &["200.1.1.1"],
            &["fe80::1", "FE80::1"],
            &["255.255.255.255"],
        ],
    },
    Order {
        says: "frozen list: element by element, then shorter first: [] < [-1] < [1] < [1,2] < [1,2,3] < [2]",
        ty: "frozen<list<int>>",
        values: &[&["[]"], &["[-1]"], &["[1]"], &["[1, 2]"], &["[1, 2, 3]"], &["[2]"], &["[256]"]],
    },
    Order {
        says: "frozen set: the same over sorted elements",
        ty: "frozen<set<text>>",
        values: &[&["[]"], &["[\"\"]"], &["[\"a\"]"], &["[\"b\", \"a\"]", "[\"a\", \"b\", \"a\"]"], &["[\"b\"]"]],
    },
    Order {
        says: "frozen map: the same over sorted entries, by key, then value, pair by pair",
        ty: "frozen<map<text, int>>",
        values: &[
            &["{}"],
            &["{\"a\": -1}"],
            &["{\"a\": 1}"],
            &["{\"b\": 0, \"a\": 1}", "[[\"a\", 1], [\"b\", 0]]"],
            &["{\"a\": 1, \"b\": 1}"],
            &["{\"a\": 1, \"c\": 0}"],
            &["{\"a\": 2}"],
            &["{\"b\": 0}"],
        ],
    },
    Order {
        says: "tuple: field by field, null first",
        ty: "tuple<int, text>",
        values: &[
            &["[null, null]"],
            &["[null, \"a\"]"],
            &["[-1, \"b\"]"],
            &["[1, null]"],
            &["[1, \"\"]"],
            &["[1, \"a\"]"],
            &["[2, null]"],
        ],
    },
    Order {
        says: "a user-defined type orders as a tuple of its fields",
        ty: "frozen<pair>",
        values: &[&["{}"], &["{\"b\": \"z\"}"], &["{\"a\": 1}"], &["{\"b\": \"a\", \"a\": 1}"], &["{\"a\": 2}"]],
    },
    Order {
        says: "vector<float, n>: element by element",
        ty: "vector<float, 2>",
        values: &[&["[-1, 9]"], &["[-0.0, 0]"], &["[0, -1]"], &["[0, 1.5]"], &["[1, 0]"], &["[\"NaN\", 0]"]],
    },
    Order {
        says: "a vector of texts: element by element",
        ty: "vector<text, 2>",
        values: &[
            &["[\"\", \"b\"]"],
            &["[\"a\", \"\"]"],
            &["[\"a\", \"b\"]"],
            &["[\"aa\", \"\"]"],
            &["[\"b\", \"a\"]"],
        ],
    },
    Order {
        says: "text orders by UTF-8 bytes (U+E000 before U+10000), and empty text is accepted as a clustering value",
        ty: "text",
        values: &[&[""], &["\u{0}"], &["A"], &["a"], &["a\u{0}"], &["aa"], &["é"], &["\u{e000}"], &["\u{10000}"]],
    },
    Order { says: "ascii orders by bytes", ty: "ascii", values: &[&[""], &["A"], &["a"], &["a "], &["~"]] },
    Order {
        says: "blob: unsigned bytes, the shorter first",
        ty: "blob",
        values: &[&["0x"], &["0x00"], &["0x0000"], &["0x00ff"], &["0x01"], &["0x7f"], &["0x80"], &["0xff", "0xFF"]],
    },
    Order {
        says: "whole numbers are signed",
        ty: "tinyint",
        values: &[&["-128"], &["-1"], &["0", "-0", "+0", "00"], &["1"], &["127"]],
    },
    Order { says: "whole numbers are signed", ty: "smallint", values: &[&["-32768"], &["-1"], &["0"], &["32767"]] },
    Order {
        says: "whole numbers are signed",
        ty: "int",
        values: &[&["-2147483648"], &["-1"], &["0"], &["2147483647"]],
    },
    Order {
        says: "whole numbers are signed",
        ty: "bigint",
        values: &[&["-9223372036854775808"], &["-1"], &["0"], &["9223372036854775807"]],
    },
    Order {
        says: "varint by value",
        ty: "varint",
        values: &[
            &["-170141183460469231731687303715884105729"],
            &["-256"],
            &["-255"],
            &["-129"],
            &["-128"],
            &["-1"],
            &["0", "-0", "000"],
            &["1"],
            &["127"],
            &["128", "0128"],
            &["256"],
            &["170141183460469231731687303715884105728"],
        ],
    },
    Order {
        says: "dates order from the past to the future",
        ty: "date",
        values: &[&["-5877641-06-23"], &["1969-12-31"], &["1970-01-01"], &["2024-02-29"], &["+5881580-07-11"]],
    },
    Order {
        says: "times order through the day",
        ty: "time",
        values: &[&["00:00:00", "00:00:00.000"], &["00:00:00.000000001"], &["12:00:00"], &["23:59:59.999999999"]],
    },
    Order {
        says: "timestamps are signed",
        ty: "timestamp",
        values: &[
            &["-9223372036854775808"],
            &["-1", "1969-12-31T23:59:59.999Z"],
            &["0", "1970-01-01T01:00:00+01:00"],
            &["9223372036854775807"],
        ],
    },
];

fn model(ty: &str) -> String {
    format!(
        r#"
modeler: 1
keyspace: facts
types: {{ pair: {{ a: int, b: text }} }}
source: {{ files: [rows.csv], nulls: ["∅"] }}
columns: {{ p: int, c: {{ type: "{ty}" }}, n: int }}
queries:
  up: {{ partition_key: [p], clustering_key: [c], select: [n] }}
  down: {{ partition_key: [p], clustering_key: [c desc], select: [n] }}
  back: {{ table: up, order_by: [c desc], select: [n] }}
  at: {{ table: up, where: [c], select: [n] }}
  above: {{ table: up, where: [c > :c], select: [n] }}
  to: {{ table: down, where: [c <= :c], select: [n] }}
  spelt: {{ table: up, select: [c] }}
"#
    )
}

/// Rows, each with the number of its group, in an order that no store would keep them in.
fn rows(order: &Order) -> Vec<String> {
    let groups = order.values.iter().enumerate();
    let mut rows: Vec<String> =
        groups.flat_map(|(n, group)| group.iter().map(move |value| record(&["0", value, &n.to_string()]))).collect();
    rows.reverse();
    let half = rows.len() / 2;
    rows.rotate_left(half);
    rows
}

#[test]
fn values_order_and_equal_as_measured() {
    for order in ORDERS {
        for at_once in [true, false] {
            let mut fixture = Fixture::new(&model(order.ty));
            let rows = rows(order);
            if at_once {
                let loaded = fixture.load(&format!("p,c,n\n{}", rows.concat()));
                assert_eq!(loaded.rejected, 0, "{}: {:?}", order.says, fixture.rejected());
            } else {
                rows.iter().for_each(|row| assert_eq!(fixture.load(&format!("p,c,n\n{row}")).rejected, 0));
            }
            check(order, &fixture);
        }
    }
}

fn check(order: &Order, fixture: &Fixture) {
    let all: Vec<String> = (0..order.values.len()).map(|n| format!("[{n}]")).collect();
    let reversed: Vec<String> = all.iter().rev().cloned().collect();
    let says = format!("{} ({})", order.says, order.ty);
    let p = ("p", "0");
    assert_eq!(fixture.ask("up", &[p]), all, "{says}");
    assert_eq!(fixture.ask("back", &[p]), reversed, "{says}");
    assert_eq!(fixture.ask("down", &[p]), reversed, "{says}");
    assert_eq!(fixture.count("up"), all.len() as u64, "{says}");
    for (n, group) in order.values.iter().enumerate() {
        for value in *group {
            let given = [p, ("c", value)];
            assert_eq!(fixture.ask("at", &given), [all[n].clone()], "{says}: at {value}");
            assert_eq!(fixture.ask("above", &given), all[n + 1..], "{says}: above {value}");
            assert_eq!(fixture.ask("to", &given), reversed[all.len() - 1 - n..], "{says}: up to {value}");
        }
    }
}

#[test]
fn a_decimal_keeps_one_of_the_spellings_written() {
    let mut fixture = Fixture::new(&model("decimal"));
    fixture.load("p,c,n\n0,1.0,1\n0,1.00,2\n0,-0.0,3\n");
    assert_eq!(fixture.ask("spelt", &[("p", "0")]), [r#"["0.0"]"#, r#"["1.00"]"#]);
    fixture.load("p,c,n\n0,10e-1,1\n");
    assert_eq!(fixture.ask("spelt", &[("p", "0")]), [r#"["0.0"]"#, r#"["1.0"]"#]);
}

/// Partition keys are told apart by their bytes, whatever their values.
#[test]
fn partition_keys_equal_by_bytes() {
    let cases: [(&str, &[&str]); 4] = [
        ("decimal", &["1.0", "1.00", "1"]),
        ("double", &["0.0", "-0.0"]),
        ("text", &["a", "A", "a "]),
        ("frozen<list<decimal>>", &["[1.0]", "[1.00]", "[]"]),
    ];
    for (ty, values) in cases {
        let yaml = format!(
            r#"
modeler: 1
keyspace: facts
source: {{ files: [rows.csv] }}
columns: {{ p: {{ type: "{ty}" }}, n: int }}
queries:
  one: {{ partition_key: [p], select: [n] }}
"#
        );
        let mut fixture = Fixture::new(&yaml);
        let rows: String = values.iter().enumerate().map(|(n, value)| record(&[*value, &n.to_string()])).collect();
        fixture.load(&format!("p,n\n{rows}"));
        assert_eq!(fixture.count("one"), values.len() as u64, "{ty}: so many partitions");
        for (n, value) in values.iter().enumerate() {
            assert_eq!(fixture.ask("one", &[("p", value)]), [format!("[{n}]")], "{ty}: {value}");
        }
    }
}

#[test]
fn empty_text_is_refused_as_the_only_partition_key_column_and_accepted_elsewhere() {
    let mut fixture = Fixture::new(
        r#"
modeler: 1
keyspace: facts
source: { files: [rows.csv], nulls: [] }
columns: { p: text, q: text, c: text, n: int }
queries:
  alone: { partition_key: [p], clustering_key: [q, c], select: [n] }
  some: { table: alone, where: [p in :ps], select: [n] }
"#,
    );
    let loaded = fixture.load("p,q,c,n\n,q,c,1\np,,,2\n");
    assert_eq!((loaded.accepted, loaded.rejected), (1, 1), "Key may not be empty");
    assert_eq!(fixture.rejected(), ["empty, but it is the whole partition key of table `alone`"]);
    assert_eq!(fixture.ask("alone", &[("p", "p")]), ["[2]"], "accepted as clustering values");
    let said = fixture.try_ask("alone", &[("p", "")]).expect_err("Key may not be empty").to_string();
    assert!(said.contains("the partition key is empty"), "{said}");
    fixture.try_ask("some", &[("ps", r#"["p", ""]"#)]).expect_err("Key may not be empty, in a list either");

    let mut fixture = Fixture::new(
        r#"
modeler: 1
keyspace: facts
source: { files: [rows.csv], nulls: [] }
columns: { p: text, q: text, n: int }
queries:
  composite: { partition_key: [p, q], select: [n] }
"#,
    );
    let loaded = fixture.load("p,q,n\n,,1\n,q,2\nq,,3\n");
    assert_eq!((loaded.accepted, loaded.rejected), (3, 0), "accepted as a component of a composite partition key");
    for (p, q, n) in [("", "", "[1]"), ("", "q", "[2]"), ("q", "", "[3]")] {
        assert_eq!(fixture.ask("composite", &[("p", p), ("q", q)]), [n]);
    }
}

#[test]
fn keys_have_65_535_bytes_at_most() {
    let yaml = |key: &str| {
        format!(
            r#"
modeler: 1
keyspace: facts
source: {{ files: [rows.csv] }}
columns: {{ p: text, q: text, n: int }}
queries:
  one: {{ {key}, select: [n] }}
"#
        )
    };
    let (most, more) = ("é".repeat(32767) + "x", "é".repeat(32768));
    assert_eq!((most.len(), more.len()), (65535, 65536));
    // Two bytes of length and a zero stand round each value of a composite key.
    let (fits, fits_not) = (&most[..65535 - 7], &most[..65535 - 5]);
    let cases = [
        ("the partition key", "partition_key: [p], clustering_key: [q]", (&*most, "a"), (&*more, "a")),
        ("one clustering value", "partition_key: [p], clustering_key: [q]", ("a", &*most), ("a", &*more)),
        ("a composite key", "partition_key: [p, q]", ("a", fits), ("a", fits_not)),
    ];
    for (what, key, good, bad) in cases {
        let mut fixture = Fixture::new(&yaml(key));
        let rows = [good, bad].map(|(p, q)| record(&[p, q, "1"])).concat();
        let loaded = fixture.load(&format!("p,q,n\n{rows}"));
        assert_eq!((loaded.accepted, loaded.rejected), (1, 1), "{what}: 65,535 bytes accepted, 65,536 refused");
        assert_eq!(fixture.count("one"), 1, "{what}");
        let given = [("p", good.0), ("q", good.1)];
        let given = &given[..fixture.catalog.selects[0].binds.len()];
        assert_eq!(fixture.ask("one", given), ["[1]"], "{what}");
        if bad.0 == more || given.len() == 2 {
            let given = [("p", bad.0), ("q", bad.1)];
            fixture.try_ask("one", &given[..fixture.catalog.selects[0].binds.len()]).expect_err(what);
        }
    }
}
