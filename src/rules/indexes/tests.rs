//! Indexes that a node makes, and those that it refuses.

use super::super::sample::{codes, frozen_list, frozen_udt, list_of, map_of, set_of, table_of, udt, vector};
use super::*;
use crate::rules::shape::IndexKind;

/// A table whose plain column `v` is of type `ty`, with an index on it.
fn indexed(ty: CqlType, target: Target, options: &[(&str, &str)]) -> Table {
    let mut table = table_of(&["p"], &["c"], &["st"], &["v"]);
    table.regulars[0].ty = ty;
    let options = options.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect();
    table.indexes =
        vec![Index { name: Name::new("x_v_idx"), column: Name::new("v"), target, options, kind: IndexKind::Attached }];
    table
}

fn found(table: &Table) -> Vec<&'static str> {
    super::super::table(table).iter().map(|finding| finding.code).collect()
}

#[test]
fn an_index_is_on_what_a_node_indexes() {
    use Target::{Entries, Full, Keys, Plain, Values};
    let text = || CqlType::Text;
    let cases: Vec<(CqlType, Target, &[&str])> = vec![
        (text(), Plain, &[]),
        (CqlType::Boolean, Plain, &[]),
        (CqlType::Tuple(vec![CqlType::Int]), Plain, &[]),
        (frozen_udt("u", &[("a", text())]), Plain, &[]),
        (list_of(text()), Plain, &[]),
        (set_of(text()), Values, &[]),
        (map_of(text(), CqlType::Int), Keys, &[]),
        (map_of(text(), CqlType::Int), Entries, &[]),
        (frozen_list(text()), Full, &[]),
        (vector(CqlType::Float, 3), Plain, &[]),
        (CqlType::Blob, Plain, &["X01"]),
        (CqlType::Duration, Plain, &["X01"]),
        (list_of(CqlType::Duration), Values, &["X01"]),
        (map_of(text(), CqlType::Blob), Entries, &["X01"]),
        (map_of(text(), CqlType::Blob), Keys, &[]),
        (udt("u", &[("a", text())]), Plain, &["X01"]),
        (list_of(text()), Keys, &["X03"]),
        (list_of(text()), Full, &["X03"]),
        (frozen_list(text()), Plain, &["X03"]),
        (frozen_list(text()), Values, &["X03"]),
        (text(), Values, &["X03"]),
        (vector(CqlType::Int, 3), Plain, &["X12"]),
        (vector(CqlType::Float, 1), Plain, &["X12"]),
    ];
    for (ty, target, expected) in cases {
        assert_eq!(found(&indexed(ty.clone(), target, &[])), expected, "{target:?} of {ty}");
    }
}

#[test]
fn options_are_those_of_the_kind() {
    let text = |options| found(&indexed(CqlType::Text, Target::Plain, options));
    assert_eq!(text(&[("case_sensitive", "false"), ("normalize", "true")]), [""; 0]);
    assert_eq!(text(&[("case_sensitive", "no")]), ["X11"]);
    assert_eq!(text(&[("nosuch", "1"), ("similarity_function", "cosine")]), ["X11", "X11"]);
    assert_eq!(found(&indexed(CqlType::Int, Target::Plain, &[("ascii", "true")])), ["X11"]);
    let one = |options| found(&indexed(vector(CqlType::Float, 1), Target::Plain, options));
    assert_eq!(one(&[("similarity_function", "Euclidean"), ("optimize_for", "latency")]), [""; 0]);
    assert_eq!(one(&[("similarity_function", "nosuch")]), ["X11"]);
}

#[test]
fn indexes_stand_where_they_may_under_names_of_their_own() {
    let on = |column: &str, name: &str| {
        let mut table = indexed(CqlType::Int, Target::Plain, &[]);
        table.indexes[0].column = Name::new(column);
        table.indexes[0].name = Name::new(name);
        found(&table)
    };
    assert_eq!((on("c", "i"), on("st", "i")), (vec![], vec![]));
    assert_eq!(on("p", "i"), ["X05"]);
    assert_eq!(on("v", "Quoted Ix"), ["X09"]);
    assert_eq!(on("v", &"i".repeat(NAME_LENGTH + 1)), ["X09"]);
    let mut table = indexed(CqlType::Int, Target::Plain, &[]);
    table.indexes.push(table.indexes[0].clone());
    assert_eq!(found(&table), ["X15"]);
    for (column, expected) in [("v".repeat(48), vec![]), ("v".repeat(49), vec!["N03"]), ("a b".to_owned(), vec!["N03"])]
    {
        let mut table = indexed(CqlType::Int, Target::Plain, &[]);
        table.regulars[0].name = Name::new(&column);
        table.indexes[0].column = Name::new(&column);
        assert_eq!(found(&table), expected, "{column}");
    }
    let names = ["t", "u"].map(Name::new);
    let taken = index_names(&[(&names[0], &names[0]), (&names[1], &names[1]), (&names[1], &names[0])]);
    assert_eq!((codes(&[taken[0].0.clone()]), taken[0].1), (vec!["X10"], 2));
    let mut table = indexed(CqlType::Counter, Target::Plain, &[]);
    table.statics.clear();
    assert_eq!(codes(&counters(&table)), ["X14"]);
}
