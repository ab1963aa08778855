//! Partitions that hold only static values, which no CSV can say: their rows are written through the sink.

use modeler::store::row::{self, Cell, Layout};

use crate::fixture::Fixture;

const MODEL: &str = "
modeler: 1
keyspace: facts
source: { files: [rows.csv], nulls: ['∅'] }
columns: { p: int, c: int, s: text, l: set<int>, n: int }
queries:
  up: { partition_key: [p], clustering_key: [c asc], static: [s, l], select: [p, c, s, n] }
  plain: { table: up, select: [n] }
  keys: { table: up, select: [p] }
  at: { table: up, where: [c], select: [s, n] }
  above: { table: up, where: [c > :c], select: [s, n] }
  listed: { table: up, where: [c in :cs], select: [s, n] }
  how_many: { table: up, returns: count }
  how_many_in: { table: up, where: [p in :ps], returns: count }
  how_many_above: { table: up, where: [c > :c], returns: count }
  first: { table: up, returns: first, select: [p, c] }
  backwards: { table: up, order_by: [c desc], select: [p, c] }
  limited: { table: up, where: [p in :ps], limit: :n, select: [p, c] }
  each: { table: up, where: [p in :ps], per_partition_limit: 1, select: [p, c] }
  distinct: { table: up, where: [p in :ps], distinct: true, select: [p, s] }
  distinct_keys: { table: up, where: [p in :ps], distinct: true, select: [p] }
  ordered: { table: up, where: [p in :ps], order_by: [c asc], select: [p, c] }
  reversed: { table: up, where: [p in :ps], order_by: [c desc], select: [p, c] }
  down: { partition_key: [p], clustering_key: [c desc], static: [s], select: [p, c] }
  down_declared: { table: down, where: [p in :ps], order_by: [c desc], select: [p, c] }
  down_reversed: { table: down, where: [p in :ps], order_by: [c asc], select: [p, c] }
";

/// The rows of the static rows of `table`: partition, then the cells.
pub(crate) fn put_statics(fixture: &mut Fixture, table: &str, partitions: &[(i32, &[Cell<'_>])]) {
    let layout = Layout::of(&fixture.catalog.table(table).unwrap().shape);
    let mut rows: Vec<(Vec<u8>, Vec<u8>)> = partitions
        .iter()
        .map(|(p, cells)| {
            let (mut key, mut value, bytes) = (Vec::new(), Vec::new(), p.to_be_bytes());
            layout.write_partition(|_| &bytes, &mut Vec::new(), &mut key);
            Layout::write_static(&mut key);
            row::begin(&mut value);
            cells.iter().for_each(|cell| row::write_cell(*cell, &mut value));
            (key, value)
        })
        .collect();
    rows.sort();
    fixture.put(table, &rows);
}

/// Partitions 1 and 3 have rows and statics, 2 and 4 statics only, 5 rows only, 6 a static `{}` and nothing else.
fn filled() -> Fixture {
    let mut fixture = Fixture::new(MODEL);
    let set = [0, 0, 0, 1, 0, 0, 0, 4, 0, 0, 0, 7];
    let up: &[(i32, &[Cell<'_>])] = &[
        (2, &[Cell::Set(b"two"), Cell::Unset]),
        (4, &[Cell::Unset, Cell::Set(&set)]),
        (6, &[Cell::Unset, Cell::Null]),
    ];
    put_statics(&mut fixture, "up", up);
    put_statics(&mut fixture, "down", &[(2, &[Cell::Set(b"two")]), (4, &[Cell::Set(b"four")])]);
    fixture.load("p,c,s,l,n\n1,1,one,∅,1\n1,2,∅,∅,2\n3,-1,three,[1],3\n5,0,∅,∅,5\n");
    fixture
}

#[test]
fn a_static_only_partition_gives_one_row_with_nulls_whenever_no_clustering_column_is_restricted() {
    let fixture = filled();
    let none: [&str; 0] = [];
    assert_eq!(fixture.ask("up", &[("p", "2")]), [r#"[2,null,"two",null]"#]);
    assert_eq!(fixture.ask("up", &[("p", "4")]), ["[4,null,null,null]"]);
    assert_eq!(fixture.ask("plain", &[("p", "2")]), ["[null]"], "whatever is selected");
    assert_eq!(fixture.ask("keys", &[("p", "2")]), ["[2]"], "whatever is selected");
    assert_eq!(fixture.ask("first", &[("p", "2")]), ["[2,null]"]);
    assert_eq!(fixture.ask("backwards", &[("p", "2")]), ["[2,null]"]);
    assert_eq!(fixture.ask("at", &[("p", "2"), ("c", "1")]), none, "any clustering restriction removes it");
    assert_eq!(fixture.ask("above", &[("p", "2"), ("c", "-9")]), none, "any clustering restriction removes it");
    assert_eq!(fixture.ask("listed", &[("p", "2"), ("cs", "[0]")]), none, "any clustering restriction removes it");
    assert_eq!(fixture.ask("at", &[("p", "1"), ("c", "9")]), none, "a missing row in a partition with statics");
    assert_eq!(fixture.ask("above", &[("p", "1"), ("c", "9")]), none, "a missing row in a partition with statics");
    assert_eq!(fixture.ask("up", &[("p", "1")]), [r#"[1,1,"one",1]"#, r#"[1,2,"one",2]"#], "rows have no nulls beside");
}

#[test]
fn it_counts_for_count_limit_and_per_partition_limit() {
    let fixture = filled();
    assert_eq!(fixture.ask("how_many", &[("p", "2")]), ["[1]"]);
    assert_eq!(fixture.ask("how_many_in", &[("ps", "[1, 2, 3, 4, 5, 6, 7]")]), ["[6]"]);
    assert_eq!(fixture.ask("how_many_above", &[("p", "2"), ("c", "-9")]), ["[0]"]);
    let limited = fixture.ask("limited", &[("ps", "[1, 2, 3]"), ("n", "3")]);
    assert_eq!(limited, ["[1,1]", "[1,2]", "[2,null]"]);
    let each = fixture.ask("each", &[("ps", "[1, 2, 3, 4]")]);
    assert_eq!(each, ["[1,1]", "[2,null]", "[3,-1]", "[4,null]"]);
    assert_eq!(fixture.count("up"), 4, "rows of the table are not counted by partitions that have none");
}

#[test]
fn distinct_gives_one_row_per_partition() {
    let fixture = filled();
    let distinct = fixture.ask("distinct", &[("ps", "[6, 5, 4, 3, 2, 1, 7]")]);
    assert_eq!(distinct, [r#"[1,"one"]"#, r#"[2,"two"]"#, r#"[3,"three"]"#, "[4,null]", "[5,null]"]);
    let keys = fixture.ask("distinct_keys", &[("ps", "[6, 5, 4, 3, 2, 1, 7]")]);
    assert_eq!(keys, ["[1]", "[2]", "[3]", "[4]", "[5]"]);
}

#[test]
fn the_null_row_comes_first_in_the_declared_order_and_last_in_the_reversed_one() {
    let fixture = filled();
    let ps = [("ps", "[5, 4, 3, 2, 1]")];
    assert_eq!(fixture.ask("ordered", &ps), ["[2,null]", "[4,null]", "[3,-1]", "[5,0]", "[1,1]", "[1,2]"]);
    assert_eq!(fixture.ask("reversed", &ps), ["[1,2]", "[1,1]", "[5,0]", "[3,-1]", "[2,null]", "[4,null]"]);
    let declared = fixture.ask("down_declared", &ps);
    assert_eq!(declared, ["[2,null]", "[4,null]", "[1,2]", "[1,1]", "[5,0]", "[3,-1]"], "ORDER BY c DESC on c DESC");
    let reversed = fixture.ask("down_reversed", &ps);
    assert_eq!(reversed, ["[3,-1]", "[5,0]", "[1,1]", "[1,2]", "[2,null]", "[4,null]"]);
}

#[test]
fn a_static_empty_collection_alone_does_not_make_the_partition_exist() {
    let mut fixture = filled();
    let none: [&str; 0] = [];
    assert_eq!(fixture.ask("up", &[("p", "6")]), none);
    assert_eq!(fixture.ask("how_many", &[("p", "6")]), ["[0]"]);
    // Cleared in a later layer, the only static value of partition 4 is gone, and the partition with it.
    put_statics(&mut fixture, "up", &[(4, &[Cell::Unset, Cell::Null])]);
    assert_eq!(fixture.ask("up", &[("p", "4")]), none);
}
