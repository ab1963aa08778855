//! Tables of counters: what is added over rows, runs and loads, and inputs that are not counted twice.

use std::fmt::Write as _;
use std::fs;

use modeler::source::InputFile;
use modeler::store::sink::Again;

use crate::fixture::Fixture;

const MODEL: &str = "
modeler: 1
keyspace: counts
source: { files: [rows.csv], nulls: ['∅'] }
columns: { p: int, c: decimal, plays: counter, n: { type: counter, csv: qty }, s: { type: counter, csv: total } }
queries:
  counts: { partition_key: [p], clustering_key: [c desc], static: [s], select: [c, plays, n, s] }
  one: { table: counts, where: [c], select: [plays, n] }
  how_many: { table: counts, returns: count }
  partitions: { table: counts, where: [p in :ps], distinct: true, select: [p, s] }
  only_n: { partition_key: [p], select: [n] }
";

#[test]
fn rows_of_one_key_add_up_and_so_do_loads() {
    let mut fixture = Fixture::new(MODEL);
    let loaded = fixture.load("p,c,qty,total\n1,1,5,10\n1,1.0,-7,∅\n1,2,∅,1\n2,1,0,∅\n");
    let counts = |name: &str| loaded.tables.iter().find(|t| t.name.text() == name).unwrap();
    let told = |name: &str| (counts(name).accepted, counts(name).distinct, counts(name).added);
    assert_eq!(told("counts"), (4, 3, Some(1)));
    assert_eq!(told("only_n"), (4, 2, Some(2)), "a row with nothing to add is none");
    assert_eq!(counts("counts").overlap.superseded(), 0);
    let first = [r#"["2",1,null,11]"#, r#"["1.0",2,-2,11]"#];
    assert_eq!(fixture.ask("counts", &[("p", "1")]), first);
    assert_eq!(fixture.ask("counts", &[("p", "2")]), [r#"["1",1,0,null]"#]);
    // Two more loads: one leaves layers beside each other or folds them, whatever the store thinks right.
    for times in [2, 3] {
        fixture.load("p,c,qty,total\n1,1,5,10\n1,1.0,-7,∅\n1,2,∅,1\n2,1,0,∅\n");
        let row = |spelled: &str, n: i64| format!(r#"["{spelled}",{},{n},{}]"#, 2 * times, 11 * times);
        let rows = fixture.ask("counts", &[("p", "1")]);
        assert_eq!(rows, [format!(r#"["2",{times},null,{}]"#, 11 * times), row("1.0", -2 * times)]);
        assert_eq!(fixture.ask("one", &[("p", "1"), ("c", "1")]), [format!("[{},{}]", 2 * times, -2 * times)]);
    }
    assert_eq!(fixture.count("counts"), 3);
    assert_eq!(fixture.count("only_n"), 2);
    assert_eq!(fixture.ask("how_many", &[("p", "1")]), ["[2]"]);
}

#[test]
fn counters_wrap_round_as_a_node_lets_them() {
    let mut fixture = Fixture::new(MODEL);
    fixture.load(&format!("p,c,qty,total\n1,1,{},∅\n1,1,2,∅\n", i64::MAX));
    assert_eq!(fixture.ask("only_n", &[("p", "1")]), [format!("[{}]", i64::MIN + 1)]);
    fixture.load(&format!("p,c,qty,total\n1,1,{},∅\n", i64::MIN));
    assert_eq!(fixture.ask("only_n", &[("p", "1")]), ["[1]"]);
}

#[test]
fn a_partition_with_static_counters_alone_has_no_rows() {
    let yaml = MODEL.replace("plays: counter, ", "").replace("plays, ", "");
    let mut fixture = Fixture::new(&yaml);
    let loaded = fixture.load("p,c,qty,total\n1,1,∅,4\n1,2,∅,5\n2,1,∅,∅\n3,1,1,∅\n");
    assert_eq!((loaded.tables[0].distinct, loaded.tables[0].added), (1, Some(3)));
    assert_eq!(fixture.ask("counts", &[("p", "1")]), ["[null,null,9]"]);
    assert_eq!(fixture.ask("partitions", &[("ps", "[1, 2, 3]")]), ["[1,9]", "[3,null]"]);
    assert_eq!(fixture.count("counts"), 1);
}

/// More rows than one run holds, so that sums meet in sorted runs, in spilled ones and in the layers below.
#[test]
fn many_rows_add_up_over_spilled_runs_and_layers() {
    let mut fixture = Fixture::new(MODEL);
    let mut csv = "p,c,qty,total\n".to_owned();
    for n in 0..300_000_i64 {
        let _ = writeln!(csv, "{},{},{},1", n % 1000, n % 7, n % 11 - 5);
    }
    // Of every partition and every clustering value.
    let expected: i64 = (0..300_000_i64).filter(|n| n % 1000 == 17 && n % 7 == 3).map(|n| n % 11 - 5).sum();
    let plays = (0..300_000_i64).filter(|n| n % 1000 == 17 && n % 7 == 3).count() as i64;
    for times in 1..=2 {
        fixture.load(&csv);
        let row = [format!("[{},{}]", plays * times, expected * times)];
        assert_eq!(fixture.ask("one", &[("p", "17"), ("c", "3")]), row);
        assert_eq!(fixture.ask("partitions", &[("ps", "[17]")]), [format!("[17,{}]", 300 * times)]);
    }
    assert_eq!(fixture.count("counts"), 7000);
}

#[test]
fn an_input_is_counted_once_whatever_its_name() {
    let mut fixture = Fixture::new(MODEL);
    let path = |name: &str| fixture.path(name);
    let (first, copy, other) = (path("first.csv"), path("copy.csv"), path("other.csv"));
    fs::write(&first, "p,c,qty,total\n1,1,5,10\n").unwrap();
    fs::copy(&first, &copy).unwrap();
    fs::write(&other, "p,c,qty,total\n1,1,6,10\n").unwrap();
    let input = |path: &std::path::Path| InputFile::at(path, path.file_name().unwrap().to_str().unwrap());
    fixture.load_of(input(&first), 1, Again::Refuse).unwrap();
    let refused = fixture.load_of(input(&copy), 2, Again::Refuse).unwrap_err();
    assert!(refused.refused);
    assert_eq!(
        refused.to_string(),
        "counters would be counted twice\n  table `counts` has counted `copy.csv` already\n  table `only_n` has counted \
         `copy.csv` already\n  `--again` counts them once more, `--drop-tables` begins anew, `--csv` names other files"
    );
    assert_eq!(fixture.ask("only_n", &[("p", "1")]), ["[5]"], "nothing was counted");
    fixture.load_of(input(&other), 3, Again::Refuse).unwrap();
    assert_eq!(fixture.ask("only_n", &[("p", "1")]), ["[11]"]);
    fixture.load_of(input(&copy), 4, Again::Count).unwrap();
    assert_eq!(fixture.ask("only_n", &[("p", "1")]), ["[16]"]);
    let piped = fixture.load_of(InputFile::stdin(), 5, Again::Refuse).unwrap_err();
    assert!(piped.refused);
    assert!(piped.to_string().contains("table `counts` cannot tell whether it has counted `-` already"), "{piped}");
}

#[test]
fn a_load_that_is_not_committed_has_counted_nothing() {
    let mut fixture = Fixture::new(MODEL);
    let path = fixture.path("first.csv");
    fs::write(&path, "p,c,qty,total\n1,1,5,10\n").unwrap();
    let input = InputFile::at(&path, "first.csv");
    let mut ingest = fixture.store.ingest(&fixture.catalog, 1).unwrap();
    ingest.count(&modeler::load::additions(&fixture.model, &[vec![input.clone()]]).unwrap(), Again::Refuse).unwrap();
    drop(ingest);
    fixture.load_of(input.clone(), 2, Again::Refuse).unwrap();
    // Tables made anew have counted nothing either.
    let mut anew = fixture.store.ingest_anew(&fixture.catalog, 3).unwrap();
    anew.count(&modeler::load::additions(&fixture.model, &[vec![input]]).unwrap(), Again::Refuse).unwrap();
}
