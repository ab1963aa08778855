//! What a model means, told by small models.

use std::collections::BTreeSet;

use crate::model::{Model, Origin, Query, Returns, read};
use crate::rules::shape::{Kind, Limit};
use crate::types::CqlType;
use crate::value::{Derivation, Unit, display};

/// A model of one table with a partition key `p`, clustering columns `c` and `d`, a static `s` and a plain `v`; `text`
/// goes on with its query `t`, and with more.
fn model(text: &str) -> Model {
    let head =
        "modeler: 1\nkeyspace: music\ncolumns: { p: int, c: timestamp, d: text, s: text, v: decimal, n: bigint }\n";
    let table = "queries:\n  t:\n    partition_key: [p]\n    clustering_key: [c desc, d]\n    static: [s]\n";
    whole(&format!("{head}{table}{text}"))
}

fn whole(text: &str) -> Model {
    read("m.yaml", text.as_bytes()).unwrap_or_else(|report| panic!("{}{text}", report.to_text(false))).0
}

fn codes(text: &str) -> BTreeSet<&'static str> {
    read("m.yaml", text.as_bytes()).unwrap_err().diagnostics.iter().map(|d| d.code).collect()
}

fn query<'a>(model: &'a Model, name: &str) -> &'a Query {
    model.queries.iter().find(|query| query.shape.name.text() == name).unwrap()
}

#[test]
fn every_partition_key_column_is_fixed_without_being_named() {
    let model = model("    select: [v]\n  u: { table: t, where: [p in :ps, c >= :from_time] }\n");
    let shown = |name| query(&model, name).shape.relations.iter().map(ToString::to_string).collect::<Vec<_>>();
    assert_eq!(shown("t"), ["p = :p"]);
    assert_eq!(shown("u"), ["p in :ps", "c >= :from_time"]);
    assert_eq!(query(&model, "t").shape.relations[0].written, None);
    assert_eq!(query(&model, "u").shape.relations[1].written, Some(1));
}

#[test]
fn a_query_without_select_gives_all_columns_of_its_table() {
    let model = model(
        "    select: [v]\n  u: { table: t, select: [n, v] }\n  w: { table: t }\n  x: { table: t, distinct: true }\n",
    );
    let selected = |name| query(&model, name).shape.select.iter().map(crate::name::Name::text).collect::<Vec<_>>();
    // A table's plain columns are what its queries select, in order of first mention.
    assert_eq!(selected("w"), ["p", "c", "d", "s", "v", "n"]);
    assert_eq!(selected("x"), ["p", "s"]);
    assert_eq!(selected("u"), ["n", "v"]);
    let kinds: Vec<Kind> = model.tables[0].shape.columns().map(|(_, kind)| kind).collect();
    assert_eq!(kinds[3..], [Kind::Static, Kind::Regular, Kind::Regular]);
}

#[test]
fn one_row_is_given_where_the_whole_key_is_fixed() {
    let cases = [
        ("where: [c]", Returns::All),
        ("where: [c, d]", Returns::One),
        ("where: ['(c, d) = (:a, :b)']", Returns::One),
        ("where: [c, d in :ds]", Returns::All),
        ("where: [p in :ps, c, d]", Returns::All),
        ("where: [c, d], returns: first", Returns::First),
        ("returns: count", Returns::Count),
        ("distinct: true, select: [p], returns: one", Returns::One),
    ];
    for (text, returns) in cases {
        let model = model(&format!("  q: {{ table: t, {text} }}\n"));
        assert_eq!(query(&model, "q").returns, returns, "{text}");
    }
}

#[test]
fn markers_have_the_type_of_what_they_are_compared_with() {
    let text = "  q: { table: t, where: [p in :ps, c, d in :ds], per_partition_limit: ':n', limit: ':m' }\n  \
        r: { table: t, where: ['(c, d) in :pairs'], limit: 5 }\n  \
        u: { table: t, where: ['(c, d) > (:since, :name)', c < :until] }\n";
    let model = model(text);
    let markers = |name| {
        let markers = query(&model, name).markers.iter();
        markers.map(|marker| format!("{} {}", marker.name, marker.ty)).collect::<Vec<_>>()
    };
    assert_eq!(markers("q"), ["ps frozen<list<int>>", "c timestamp", "ds frozen<list<text>>", "n int", "m int"]);
    assert_eq!(markers("r"), ["p int", "pairs frozen<list<tuple<timestamp, text>>>"]);
    assert_eq!(markers("u"), ["p int", "since timestamp", "name text", "until timestamp"]);
    assert_eq!(query(&model, "r").shape.limit, Some(Limit::Count(5)));
}

#[test]
fn scalars_are_raw_text_typed_by_their_column() {
    let model = whole(
        "modeler: 1\nkeyspace: shop\ncolumns: { no: text, 007: int, 1e3: text, price: decimal, tags: list<text> }\n\
         queries:\n  q:\n    partition_key: [no]\n    select: [007, 1e3, price, tags]\n    examples: [{ no: no }, { no: 007 }]\n    \
         expect:\n      - given: { no: 1_000 }\n        \
         rows: [{ 007: 007, 1e3: 12:30, price: 1.50, tags: [yes, 0x1F] }, { 1e3: ~, price: null, tags: '[]' }]\n",
    );
    let q = query(&model, "q");
    assert_eq!(q.examples, [[b"no".to_vec()], [b"007".to_vec()]]);
    assert_eq!(q.expect[0].given, [b"1_000".to_vec()]);
    let row = |at: usize| {
        let cells = q.expect[0].rows[at].iter();
        let shown = |(name, cell): &(crate::name::Name, Option<Vec<u8>>)| {
            let ty = &model.columns.iter().find(|column| column.name == *name).unwrap().ty;
            let mut out = format!("{name} ");
            match cell {
                Some(bytes) => display(ty, bytes, &mut out),
                None => out.push_str("null"),
            }
            out
        };
        cells.map(shown).collect::<Vec<_>>()
    };
    assert_eq!(row(0), ["007 7", "1e3 12:30", "price 1.50", r#"tags ["yes","0x1F"]"#]);
    assert_eq!(row(1), ["1e3 null", "price null", "tags []"]);
}

#[test]
fn a_table_belongs_to_the_query_that_declares_it() {
    let model = model("  u: { table: t, select: [n] }\n  w: { table: t2, partition_key: [n] }\n  x: { table: t2 }\n");
    let tables: Vec<&str> = model.tables.iter().map(|table| table.shape.name.text()).collect();
    assert_eq!(tables, ["t", "t2"]);
    assert_eq!(model.queries.iter().map(|query| query.table).collect::<Vec<_>>(), [0, 0, 1, 1]);
    assert_eq!(model.tables[0].columns.len(), 5, "p, c, d, s and n");
    let head = "modeler: 1\nkeyspace: music\ncolumns: { p: int, c: int }\nqueries:\n  t: { partition_key: [p] }\n";
    for inherited in ["static: [c]", "options: { comment: x }", "keep: [c is null]", "from: x", "clustering_key: [c]"] {
        assert_eq!(codes(&format!("{head}  u: {{ table: t, {inherited} }}\n")), ["D06"].into(), "{inherited}");
    }
}

#[test]
fn types_stand_after_those_they_use() {
    let model = whole(
        "modeler: 1\nkeyspace: k\n\
         types: { c: { b: frozen<b> }, b: { a: \"list<frozen<a>>\" }, d: { x: int }, a: { d: frozen<d> } }\n\
         columns: { p: int, v: frozen<c> }\nqueries: { q: { partition_key: [p], select: [v] } }\n",
    );
    let names: Vec<&str> = model.types.iter().map(|udt| udt.name.text()).collect();
    assert_eq!(names, ["d", "a", "b", "c"]);
    let CqlType::Udt { udt, frozen: true } = &model.columns[1].ty else { panic!("{:?}", model.columns[1].ty) };
    assert_eq!(udt.fields[0].1.cql(), "frozen<b>");
}

#[test]
fn a_fault_in_a_declaration_is_told_where_it_is_made() {
    // The type, the column of it, the table of the column and the query on the table are all unusable.
    let text = "modeler: 1\nkeyspace: k\ntypes: { a: { x: innt }, b: { a: frozen<a> } }\n\
        columns: { p: frozen<b>, c: { type: int, constant: one }, v: text }\n\
        queries:\n  t: { partition_key: [p], clustering_key: [c], select: [v] }\n  u: { table: t, where: [c > :c0] }\n";
    assert_eq!(codes(text), ["D02", "D07"].into());
    let text = "modeler: 1\nkeyspace: k\ncolumns: { p: innt, d: { type: int, derive: \"hash(p, 3)\" } }\n\
        queries:\n  t: { partition_key: [p, d] }\n  u: { table: t, where: [p in :ps], order_by: [p] }\n";
    assert_eq!(codes(text), ["D02"].into());
}

#[test]
fn columns_come_from_the_csv_or_are_made() {
    let model = whole(
        "modeler: 1\nkeyspace: k\ntypes: { geo: { lat: double, lon: double, note: text } }\n\
         source: { files: [x.csv], nulls: [\"-\"] }\ncolumns:\n  a: int\n  b: { type: timestamp, csv: B, format: epoch_s }\n  \
         c: { type: smallint, constant: \"7\" }\n  d: { type: date, derive: date(b) }\n  e: { type: int, derive: \"hash( a , 8 )\" }\n  \
         f: { type: frozen<geo>, csv: { lon: Lon, lat: Lat } }\n\
         queries: { q: { partition_key: [a], select: [b, c, d, e, f] } }\n",
    );
    let origin = |at: usize| &model.columns[at].origin;
    assert!(matches!(origin(0), Origin::Csv { header, .. } if header == "a"));
    assert!(
        matches!(origin(1), Origin::Csv { header, reading } if header == "B" && reading.epoch == Some(Unit::Seconds))
    );
    assert!(matches!(origin(2), Origin::Constant(bytes) if *bytes == [0, 7]));
    assert!(matches!(origin(3), Origin::Derived { from: 1, function: Derivation::Date }));
    assert!(matches!(origin(4), Origin::Derived { from: 0, function: Derivation::Hash(8) }));
    let Origin::Fields { headers, .. } = origin(5) else { panic!("{:?}", origin(5)) };
    assert_eq!(*headers, [Some("Lat".to_owned()), Some("Lon".to_owned()), None], "in the order of the type");
    assert_eq!(model.sources[0].nulls, ["-"]);
    assert_eq!(model.tables[0].source, Some(0));
}

#[test]
fn derivations_are_checked_by_type_and_number() {
    let head = "modeler: 1\nkeyspace: k\ncolumns: { ts: timestamp, n: bigint, t: text, u: uuid, ";
    let tail = " }\nqueries: { q: { partition_key: [x], select: [ts, n, t, u] } }\n";
    let good = [
        "x: { type: date, derive: date(ts) }",
        "x: { type: int, derive: year_month(ts) }",
        "x: { type: tinyint, derive: hour(ts) }",
        "x: { type: bigint, derive: \"bucket(n, 10)\" }",
        "x: { type: int, derive: \"hash(u, 16)\" }",
        "x: { type: text, derive: LOWER(t) }",
    ];
    for column in good {
        whole(&format!("{head}{column}{tail}"));
    }
    let bad = [
        "x: { type: text, derive: date(ts) }",
        "x: { type: date, derive: date(n) }",
        "x: { type: bigint, derive: \"bucket(n, 0)\" }",
        "x: { type: bigint, derive: \"bucket(n, ten)\" }",
        "x: { type: bigint, derive: \"bucket(n, 1, 2)\" }",
        "x: { type: int, derive: hash(u) }",
        "x: { type: date, derive: \"date(ts, 3)\" }",
        "x: { type: text, derive: lower(x) }",
        "x: { type: text, derive: upper(t) }",
    ];
    for column in bad {
        assert_eq!(codes(&format!("{head}{column}{tail}")), ["D05"].into(), "{column}");
    }
}

#[test]
fn a_keyspace_is_a_name_or_more() {
    let of = |keyspace: &str| {
        whole(&format!(
            "modeler: 1\nkeyspace: {keyspace}\ncolumns: {{ p: int }}\nqueries: {{ q: {{ partition_key: [p] }} }}\n"
        ))
        .keyspace
    };
    let pairs = |list: &[(&str, &str)]| -> Vec<(String, String)> {
        list.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect()
    };
    let simple = pairs(&[("class", "SimpleStrategy"), ("replication_factor", "1")]);
    assert_eq!(of("music").replication, simple);
    assert_eq!(of("{ name: music }").replication, simple);
    let wide =
        of("{ name: music, replication: { dc2: 2, class: NetworkTopologyStrategy, dc1: 3 }, durable_writes: false }");
    assert_eq!(wide.replication, pairs(&[("class", "NetworkTopologyStrategy"), ("dc2", "2"), ("dc1", "3")]));
    assert!(of("music").durable_writes && !wide.durable_writes);
}

#[test]
fn an_environment_changes_the_keyspace_and_options_and_nothing_else() {
    let text = "modeler: 1\nkeyspace: music\nenvironments:\n  prod:\n    keyspace: live\n    durable_writes: false\n    \
        replication: { dc1: 3, class: NetworkTopologyStrategy }\n    options:\n      t: { comment: own }\n      \
        '*': { comment: all, gc_grace_seconds: 5 }\n  none: {}\ncolumns: { p: int }\n\
        queries: { t: { partition_key: [p], options: { cdc: true, comment: base } }, u: { partition_key: [p] }, \
        v: { table: t } }\n";
    let base = whole(text);
    let prod = base.in_environment(base.environment("prod").unwrap());
    assert_eq!(prod.keyspace.name.text(), "live");
    assert_eq!(prod.keyspace.replication[0].0, "class");
    assert!(!prod.keyspace.durable_writes && base.keyspace.durable_writes);
    let options = |model: &Model, table: usize| format!("{:?}", model.tables[table].shape.options);
    assert_eq!(
        options(&prod, 0),
        r#"[("cdc", Scalar("true")), ("comment", Scalar("own")), ("gc_grace_seconds", Scalar("5"))]"#
    );
    assert_eq!(options(&prod, 1), r#"[("comment", Scalar("all")), ("gc_grace_seconds", Scalar("5"))]"#);
    for query in &prod.queries {
        assert_eq!(query.shape.table, prod.tables[query.table].shape, "a query reads the table as it is there");
    }
    assert_eq!(options(&base, 0), r#"[("cdc", Scalar("true")), ("comment", Scalar("base"))]"#);
    let none = base.in_environment(base.environment("none").unwrap());
    assert_eq!(format!("{none:?}"), format!("{base:?}"));
    assert!(base.environment("Prod").is_none());
}
