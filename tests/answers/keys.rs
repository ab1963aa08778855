//! Partition keys: told apart by their bytes, never empty, of a bounded length.

use crate::fixture::{Fixture, record};

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
        "
modeler: 1
keyspace: facts
source: { files: [rows.csv], nulls: [] }
columns: { p: text, q: text, c: text, n: int }
queries:
  alone: { partition_key: [p], clustering_key: [q, c], select: [n] }
  some: { table: alone, where: [p in :ps], select: [n] }
",
    );
    let loaded = fixture.load("p,q,c,n\n,q,c,1\np,,,2\n");
    assert_eq!((loaded.accepted, loaded.rejected), (1, 1), "Key may not be empty");
    assert_eq!(fixture.rejected(), ["empty, but it is the whole partition key of table `alone`"]);
    assert_eq!(fixture.ask("alone", &[("p", "p")]), ["[2]"], "accepted as clustering values");
    let said = fixture.try_ask("alone", &[("p", "")]).expect_err("Key may not be empty").to_string();
    assert!(said.contains("the partition key is empty"), "{said}");
    fixture.try_ask("some", &[("ps", r#"["p", ""]"#)]).expect_err("Key may not be empty, in a list either");

    let mut fixture = Fixture::new(
        "
modeler: 1
keyspace: facts
source: { files: [rows.csv], nulls: [] }
columns: { p: text, q: text, n: int }
queries:
  composite: { partition_key: [p, q], select: [n] }
",
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
            "
modeler: 1
keyspace: facts
source: {{ files: [rows.csv] }}
columns: {{ p: text, q: text, n: int }}
queries:
  one: {{ {key}, select: [n] }}
"
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
