use super::*;
use crate::catalog;
use crate::model;

/// A catalog with one table of every kind of thing that is compared.
fn planned(replication: &str, table: &str) -> Catalog {
    let yaml = format!(
        "modeler: 1\nkeyspace: {{ name: k, replication: {replication} }}\ntypes:\n  geo: {{ lat: double, lon: double }}\n\
         columns:\n  p: int\n  q: text\n  c: timestamp\n  s: text\n  v: \"list<int>\"\n  g: \"frozen<geo>\"\n  t: \
         \"tuple<int, text>\"\nqueries:\n  plays: {table}\n"
    );
    let read = model::read("model.yaml", yaml.as_bytes());
    let (model, _) = read.unwrap_or_else(|report| panic!("{}", report.to_text(false)));
    catalog::plan(&model, &model.keyspace.name)
}

const SIMPLE: &str = "{ class: SimpleStrategy, replication_factor: 1 }";
const TABLE: &str = "{ partition_key: [p, q], clustering_key: [c desc], static: [s], select: [v, g, t] }";

fn usual() -> Catalog {
    planned(SIMPLE, TABLE)
}

/// What a node shows of it once it was made: other columns than the key by name, tuples frozen, classes in full.
fn made() -> Schema {
    let column = |name: &str, ty: &str, kind| FoundColumn { name: name.into(), ty: ty.into(), kind };
    let columns = vec![
        column("p", "int", Kind::Partition),
        column("q", "text", Kind::Partition),
        column("c", "timestamp", Kind::Clustering(Order::Desc)),
        column("g", "frozen<geo>", Kind::Regular),
        column("s", "text", Kind::Static),
        column("t", "frozen<tuple<int, text>>", Kind::Regular),
        column("v", "list<int>", Kind::Regular),
    ];
    let options = vec![
        ("class".into(), "org.apache.cassandra.locator.SimpleStrategy".into()),
        ("replication_factor".into(), "1".into()),
    ];
    let field = |name: &str| (name.to_owned(), "double".to_owned());
    Schema {
        keyspace: Some(Replication { options, durable_writes: true }),
        datacenters: vec!["dc1".into()],
        types: BTreeMap::from([("geo".into(), vec![field("lat"), field("lon")])]),
        tables: BTreeMap::from([("plays".into(), Found { columns, ..Found::default() })]),
    }
}

fn columns(found: &mut Schema) -> &mut Vec<FoundColumn> {
    &mut found.tables.get_mut("plays").unwrap().columns
}

/// A change of what was found, and what is told of it.
type Told<'a> = (&'a dyn Fn(&mut Schema), &'a str);

fn facts(comparison: &Comparison) -> Vec<String> {
    comparison.differences.iter().flat_map(|d| d.facts.iter().map(|fact| format!("{}: {fact}", d.object))).collect()
}

#[test]
fn what_a_node_shows_of_a_table_is_the_table() {
    let comparison = compare(&usual(), &made(), false);
    assert!(comparison.is_same(), "{comparison:?}");
    assert_eq!(comparison.warnings, [""; 0]);
}

#[test]
fn nothing_is_made_in_the_order_in_which_it_can_be() {
    let comparison = compare(&usual(), &Schema::default(), false);
    assert_eq!(comparison.changes, [Change::Keyspace, Change::Type(0), Change::Table(0)]);
}

#[test]
fn columns_and_fields_that_are_not_there_are_added() {
    let mut found = made();
    found.types.get_mut("geo").unwrap().pop();
    found.tables.get_mut("plays").unwrap().columns.retain(|column| column.name != "s" && column.name != "v");
    let comparison = compare(&usual(), &found, false);
    let column = |column| Change::Column { table: 0, column };
    assert_eq!(comparison.changes, [Change::Field { udt: 0, field: 1 }, column(3), column(4)]);
    assert_eq!(comparison.differences, []);
}

#[test]
fn dropped_tables_go_before_types_change_and_come_back_last() {
    let mut found = made();
    found.types.get_mut("geo").unwrap().pop();
    found.tables.get_mut("plays").unwrap().rows = Some(7);
    let changes = compare(&usual(), &found, true).changes;
    let drop = Change::Drop { table: 0, rows: Some(7) };
    assert_eq!(changes, [drop, Change::Field { udt: 0, field: 1 }, Change::Table(0)]);
}

#[test]
fn a_difference_shows_both_sides() {
    let of = |change: &dyn Fn(&mut Schema)| {
        let mut found = made();
        change(&mut found);
        let comparison = compare(&usual(), &found, false);
        assert_eq!(comparison.changes, [], "what differs is not changed");
        facts(&comparison)
    };
    let cases: &[Told<'_>] = &[
        (&|found| columns(found)[6].ty = "set<int>".into(), "column `v` is set<int> there, list<int> in the model"),
        (
            &|found| columns(found)[2].kind = Kind::Clustering(Order::Asc),
            "column `c` is clustering key ascending there, clustering key descending in the model",
        ),
        (&|found| columns(found)[4].kind = Kind::Regular, "column `s` is a plain column there, static in the model"),
        (&|found| columns(found).swap(0, 1), "its key is (q, p, c) there, (p, q, c) in the model"),
    ];
    for (change, fact) in cases {
        assert_eq!(of(change), [format!("table `plays`: {fact}")]);
    }
    let more = FoundColumn { name: "x".into(), ty: "int".into(), kind: Kind::Regular };
    let told = of(&|found| columns(found).push(more.clone()));
    assert_eq!(told, ["table `plays`: column `x` is in it, but not in the model"]);
    let told = of(&|found| found.types.get_mut("geo").unwrap()[0].1 = "int".into());
    assert_eq!(told, ["type `geo`: field `lat` is int there, double in the model"]);
    let told = of(&|found| found.keyspace.as_mut().unwrap().durable_writes = false);
    assert_eq!(told, ["keyspace `k`: `durable_writes` is false there, true in the model"]);
    let told = of(&|found| found.keyspace.as_mut().unwrap().options[1].1 = "3".into());
    assert_eq!(told.len(), 1);
    assert!(told[0].contains("replication_factor: 3 }") && told[0].contains("replication_factor: 1 }"), "{told:?}");
}

#[test]
fn options_are_compared_as_a_node_keeps_them() {
    let table = TABLE.replace("select", "options: { comment: x, crc_check_chance: 0.50, compaction: { class: LeveledCompactionStrategy, sstable_size_in_mb: 64 } }, select");
    let catalog = planned(SIMPLE, &table);
    let with = |chance: &str, class: &str, size: &str| {
        let mut found = made();
        let compaction = vec![
            ("class".to_owned(), class.to_owned()),
            ("max_threshold".to_owned(), "32".to_owned()),
            ("sstable_size_in_mb".to_owned(), size.to_owned()),
        ];
        found.tables.get_mut("plays").unwrap().options = BTreeMap::from([
            ("comment".to_owned(), Setting::Scalar("x".to_owned())),
            ("crc_check_chance".to_owned(), Setting::Scalar(chance.to_owned())),
            ("gc_grace_seconds".to_owned(), Setting::Scalar("864000".to_owned())),
            ("compaction".to_owned(), Setting::Map(compaction)),
        ]);
        facts(&compare(&catalog, &found, false)).len()
    };
    let class = "org.apache.cassandra.db.compaction.LeveledCompactionStrategy";
    assert_eq!(with("0.5", class, "64"), 0, "what the model does not name is the node's own business");
    assert_eq!(with("0.51", class, "64"), 1);
    assert_eq!(with("0.5", "org.apache.cassandra.db.compaction.SizeTieredCompactionStrategy", "64"), 1);
    assert_eq!(with("0.5", class, "65"), 1);
}

#[test]
fn replication_is_that_which_the_node_spells_out() {
    let everywhere = "{ class: NetworkTopologyStrategy, replication_factor: 2 }";
    let keyspace = |options: &[(&str, &str)]| {
        let options = options.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect();
        Some(Replication { options, durable_writes: true })
    };
    let class = ("class", "NetworkTopologyStrategy");
    let mut found = Schema { datacenters: vec!["a".into(), "b".into()], ..made() };
    found.keyspace = keyspace(&[class, ("a", "2"), ("b", "2")]);
    assert_eq!(facts(&compare(&planned(everywhere, TABLE), &found, false)), [""; 0]);
    found.keyspace = keyspace(&[class, ("a", "2")]);
    assert_eq!(facts(&compare(&planned(everywhere, TABLE), &found, false)).len(), 1);
    assert_eq!(facts(&compare(&planned("{ class: NetworkTopologyStrategy, a: 2 }", TABLE), &found, false)), [""; 0]);
}

#[test]
fn a_replication_that_does_not_fit_is_worth_a_warning_with_the_line_to_write() {
    let warned = |replication: &str, datacenters: &[&str]| {
        let datacenters = datacenters.iter().map(|&name| name.to_owned()).collect();
        let found = Schema { datacenters, ..Schema::default() };
        compare(&planned(replication, TABLE), &found, false).warnings
    };
    assert_eq!(warned(SIMPLE, &["a"]), [""; 0]);
    assert_eq!(warned("{ class: NetworkTopologyStrategy, a: 1 }", &["a", "b"]), [""; 0]);
    let several = warned(SIMPLE, &["a", "b"]);
    assert!(several[0].ends_with("write `replication: { class: NetworkTopologyStrategy, a: 3, b: 3 }`"), "{several:?}");
    let unknown = warned("{ class: NetworkTopologyStrategy, b: 1 }", &["a"]);
    assert!(unknown[0].contains("datacenter `b`") && unknown[0].contains("a: 3 }`"), "{unknown:?}");
}

#[test]
fn an_index_of_another_definition_is_a_difference_and_one_that_is_unknown_a_warning() {
    let catalog = planned(SIMPLE, &TABLE.replace("select", "indexes: [v, s], select"));
    let made_with = |indexes: &[(&str, &str)]| {
        let mut found = made();
        let indexes = indexes.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned()));
        found.tables.get_mut("plays").unwrap().indexes = indexes.collect();
        compare(&catalog, &found, false)
    };
    let both = [("plays_v_idx", "on values(v)"), ("plays_s_idx", "on s")];
    assert!(made_with(&both).is_same(), "{:?}", made_with(&both));
    assert_eq!(made_with(&both[..1]).changes, [Change::Index { table: 0, index: 1 }]);
    assert_eq!(facts(&made_with(&[both[0], ("plays_s_idx", "on v")])).len(), 1);
    assert_eq!(made_with(&[both[0], both[1], ("other", "on t")]).warnings.len(), 1);
}
