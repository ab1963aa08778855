//! Catalogs built by hand, so that rendering is tested without reading a model.

use std::sync::Arc;

use modeler::catalog::{Catalog, Select, Table};
use modeler::model::{Keyspace, Marker, Returns, Rust};
use modeler::name::Name;
use modeler::rules::shape::{self, Column, Kind, Limit, Op, Order, Relation, Setting};
use modeler::types::{CqlType, UserType};

/// A name and a type, both as a user would write them.
type Spec<'a> = (&'a str, &'a str);

/// A catalog that grows by calls.
pub(crate) struct Build {
    catalog: Catalog,
}

/// What a query says beside the equalities on the partition key.
#[derive(Default)]
pub(crate) struct Ask<'a> {
    pub(crate) question: Option<&'a str>,
    pub(crate) select: &'a [&'a str],
    pub(crate) distinct: bool,
    pub(crate) conditions: &'a [(&'a [&'a str], Op, &'a [&'a str])],
    pub(crate) order_by: &'a [(&'a str, Order)],
    pub(crate) limit: Option<Limit>,
    pub(crate) per_partition_limit: Option<Limit>,
    pub(crate) returns: Option<Returns>,
    pub(crate) unpaged: bool,
    pub(crate) consistency: Option<&'a str>,
}

impl Build {
    pub(crate) fn new(keyspace: &str) -> Self {
        let replication = [("class", "SimpleStrategy"), ("replication_factor", "1")];
        let replication = replication.map(|(key, value)| (key.to_owned(), value.to_owned())).to_vec();
        let keyspace = Keyspace { name: Name::new(keyspace), replication, durable_writes: true };
        let (types, tables, selects) = (Vec::new(), Vec::new(), Vec::new());
        let (columns, records, rust) = (Vec::new(), Vec::new(), Rust::default());
        Self { catalog: Catalog { keyspace, types, tables, selects, columns, records, rust } }
    }

    pub(crate) fn catalog(self) -> Catalog {
        self.catalog
    }

    pub(crate) fn without_durable_writes(mut self) -> Self {
        self.catalog.keyspace.durable_writes = false;
        self
    }

    pub(crate) fn udt(mut self, name: &str, fields: &[Spec<'_>]) -> Self {
        let fields = fields.iter().map(|(name, ty)| (Name::new(name), self.ty(ty))).collect();
        self.catalog.types.push(Arc::new(UserType { name: Name::new(name), fields }));
        self
    }

    pub(crate) fn table(
        self,
        name: &str,
        partition: &[Spec<'_>],
        clustering: &[(&str, &str, Order)],
        regulars: &[Spec<'_>],
    ) -> Self {
        self.table_with(name, partition, clustering, &[], regulars, &[])
    }

    pub(crate) fn table_with(
        mut self,
        name: &str,
        partition: &[Spec<'_>],
        clustering: &[(&str, &str, Order)],
        statics: &[Spec<'_>],
        regulars: &[Spec<'_>],
        options: &[(&str, Setting)],
    ) -> Self {
        let columns = |specs: &[Spec<'_>]| specs.iter().map(|spec| self.column(*spec)).collect();
        let shape = shape::Table {
            name: Name::new(name),
            partition_key: columns(partition),
            clustering_key: clustering.iter().map(|(name, ty, order)| (self.column((name, ty)), *order)).collect(),
            statics: columns(statics),
            regulars: columns(regulars),
            options: options.iter().map(|(name, setting)| ((*name).to_owned(), setting.clone())).collect(),
            indexes: Vec::new(),
            ttl: None,
        };
        self.catalog.tables.push(Table::new(Arc::new(shape), None));
        self
    }

    /// A query on the table called `table`.
    pub(crate) fn query(mut self, name: &str, table: &str, ask: &Ask<'_>) -> Self {
        let at = self.catalog.tables.iter().position(|t| t.shape.name.text() == table).expect("a table of the catalog");
        let table = Arc::clone(&self.catalog.tables[at].shape);
        let select: Vec<Name> = if ask.select.is_empty() {
            table.columns().map(|(column, _)| column.name.clone()).collect()
        } else {
            ask.select.iter().map(|text| Name::new(text)).collect()
        };
        let columns: Vec<(Column, Kind)> = select
            .iter()
            .map(|name| table.column(name).map(|(c, kind)| (c.clone(), kind)).expect("a column"))
            .collect();
        let shape = shape::Query {
            name: Name::new(name),
            select,
            distinct: ask.distinct,
            scan: ask.distinct,
            relations: relations(&table, ask),
            order_by: ask.order_by.iter().map(|(name, order)| (Name::new(name), *order)).collect(),
            limit: ask.limit.clone(),
            per_partition_limit: ask.per_partition_limit.clone(),
            table,
        };
        self.catalog.tables[at].queries.push(shape.name.clone());
        self.catalog.selects.push(Select {
            question: ask.question.map(str::to_owned),
            table: at,
            columns,
            binds: binds(&shape),
            across: None,
            written: None,
            returns: ask.returns.unwrap_or(Returns::All),
            reversed: false,
            unpaged: ask.unpaged,
            consistency: ask.consistency.map(str::to_owned),
            idempotent: true,
            page_size: None,
            shape,
        });
        self
    }

    fn column(&self, (name, ty): Spec<'_>) -> Column {
        Column { name: Name::new(name), ty: self.ty(ty) }
    }

    fn ty(&self, text: &str) -> CqlType {
        let udt = |name: &str| self.catalog.types.iter().find(|udt| udt.name.text() == name).cloned();
        CqlType::parse(text, &udt).unwrap_or_else(|error| panic!("{text}: {error}"))
    }
}

/// The implied equalities, then what `ask` says.
fn relations(table: &shape::Table, ask: &Ask<'_>) -> Vec<Relation> {
    let names = |texts: &[&str]| -> Vec<Name> { texts.iter().map(|text| Name::new(text)).collect() };
    let is_free = |column: &&Column| !ask.conditions.iter().any(|(columns, ..)| columns.contains(&column.name.text()));
    let implied = table.partition_key.iter().filter(is_free).map(|column| Relation {
        columns: vec![column.name.clone()],
        tuple: false,
        op: Op::Eq,
        markers: vec![column.name.clone()],
        written: None,
    });
    let written = ask.conditions.iter().enumerate().map(|(n, (columns, op, markers))| Relation {
        columns: names(columns),
        tuple: columns.len() > 1,
        op: *op,
        markers: names(markers),
        written: Some(n),
    });
    if ask.distinct { Vec::new() } else { implied.chain(written).collect() }
}

fn binds(query: &shape::Query) -> Vec<Marker> {
    let ty = |name: &Name| query.table.column(name).expect("a column").0.ty.clone();
    let mut binds = Vec::new();
    for relation in &query.relations {
        let item = if relation.tuple {
            CqlType::Tuple(relation.columns.iter().map(ty).collect())
        } else {
            ty(&relation.columns[0])
        };
        if relation.op == Op::In {
            let ty = CqlType::List { item: Box::new(item), frozen: true };
            binds.push(Marker { name: relation.markers[0].clone(), ty });
        } else {
            let pairs = relation.markers.iter().zip(&relation.columns);
            binds.extend(pairs.map(|(name, column)| Marker { name: name.clone(), ty: ty(column) }));
        }
    }
    for limit in [&query.per_partition_limit, &query.limit].into_iter().flatten() {
        if let Limit::Marker(name) = limit {
            binds.push(Marker { name: name.clone(), ty: CqlType::Int });
        }
    }
    binds
}

/// Three questions about songs, each with a table of its own, and a fourth on one of these.
pub(crate) fn songs() -> Catalog {
    Build::new("music_streaming")
        .table(
            "songs_by_session",
            &[("session_id", "int")],
            &[("item_in_session", "int", Order::Asc)],
            &[("artist", "text"), ("song_title", "text"), ("length", "decimal")],
        )
        .table(
            "songs_by_user_session",
            &[("user_id", "int"), ("session_id", "int")],
            &[("item_in_session", "int", Order::Asc)],
            &[("artist", "text"), ("song_title", "text"), ("first_name", "text"), ("last_name", "text")],
        )
        .table(
            "users_by_song",
            &[("song_title", "text")],
            &[("user_id", "int", Order::Asc)],
            &[("first_name", "text"), ("last_name", "text")],
        )
        .query(
            "songs_by_session",
            "songs_by_session",
            &Ask {
                question: Some("Which song was item N of session S?"),
                select: &["artist", "song_title", "length"],
                conditions: &[(&["item_in_session"], Op::Eq, &["item_in_session"])],
                returns: Some(Returns::One),
                ..Ask::default()
            },
        )
        .query(
            "songs_by_user_session",
            "songs_by_user_session",
            &Ask {
                question: Some("What did a user hear in one session, in order?"),
                select: &["artist", "song_title", "first_name", "last_name"],
                ..Ask::default()
            },
        )
        .query(
            "users_by_song",
            "users_by_song",
            &Ask { question: Some("Who listened to a song?"), select: &["first_name", "last_name"], ..Ask::default() },
        )
        .query(
            "listeners_of_song",
            "users_by_song",
            &Ask {
                question: Some("How many listened to a song?"),
                returns: Some(Returns::Count),
                consistency: Some("LOCAL_QUORUM"),
                ..Ask::default()
            },
        )
        .catalog()
}

/// Every type, in every place that changes how it is written or read, and every clause.
pub(crate) fn types() -> Catalog {
    asked(typed())
}

/// The tables of [`types`].
fn typed() -> Build {
    let map = |entries: &[(&str, &str)]| {
        Setting::Map(entries.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect())
    };
    let scalar = |text: &str| Setting::Scalar(text.to_owned());
    let natives = [
        "ascii",
        "bigint",
        "blob",
        "boolean",
        "date",
        "decimal",
        "double",
        "duration",
        "float",
        "inet",
        "int",
        "smallint",
        "text",
        "time",
        "timestamp",
        "timeuuid",
        "tinyint",
        "uuid",
        "varint",
    ];
    let natives: Vec<(String, &str)> = natives.iter().map(|ty| (format!("a_{ty}"), *ty)).collect();
    let mut regulars: Vec<Spec<'_>> = natives.iter().map(|(name, ty)| (name.as_str(), *ty)).collect();
    regulars.extend([
        ("tags", "set<text>"),
        ("steps", "list<frozen<place>>"),
        ("sizes", "map<text, int>"),
        ("odd_map", "map<float, int>"),
        ("frozen_tags", "frozen<set<text>>"),
        ("home", "place"),
        ("work", "frozen<place>"),
        ("pair", "tuple<int, frozen<place>>"),
        ("embedding", "vector<float, 3>"),
        ("by_place", "frozen<map<frozen<point>, int>>"),
    ]);
    Build::new("every_type")
        .without_durable_writes()
        .udt("point", &[("lat", "double"), ("lon", "double")])
        .udt("place", &[("name", "text"), ("at", "frozen<point>"), ("aliases", "frozen<list<text>>")])
        .table_with(
            "readings",
            &[("station", "uuid"), ("day", "date")],
            &[("at", "timestamp", Order::Desc), ("seq", "int", Order::Asc)],
            &[("station_name", "text"), ("station_tags", "set<text>")],
            &regulars,
            &[
                ("comment", scalar("It's 5 o'clock;\n-- here")),
                ("gc_grace_seconds", scalar("3600")),
                ("compaction", map(&[("class", "LeveledCompactionStrategy")])),
            ],
        )
        .table("hits", &[("page", "text")], &[], &[("hits", "counter")])
}

/// The queries of [`types`].
fn asked(build: Build) -> Catalog {
    build
        .query("everything", "readings", &Ask::default())
        .query(
            "one_reading",
            "readings",
            &Ask {
                select: &["at", "seq", "home", "tags"],
                conditions: &[(&["at"], Op::Eq, &["at"]), (&["seq"], Op::Eq, &["seq"])],
                returns: Some(Returns::One),
                ..Ask::default()
            },
        )
        .query(
            "latest",
            "readings",
            &Ask {
                question: Some("What was read last,\nand where?"),
                select: &["at", "home"],
                limit: Some(Limit::Count(1)),
                returns: Some(Returns::First),
                consistency: Some("ONE"),
                ..Ask::default()
            },
        )
        .query(
            "between",
            "readings",
            &Ask {
                select: &["seq", "a_decimal"],
                conditions: &[(&["at", "seq"], Op::Ge, &["from_at", "from_seq"]), (&["at"], Op::Lt, &["until"])],
                order_by: &[("at", Order::Asc), ("seq", Order::Desc)],
                limit: Some(Limit::Marker(Name::new("most"))),
                per_partition_limit: Some(Limit::Count(10)),
                ..Ask::default()
            },
        )
        .query(
            "on_days",
            "readings",
            &Ask {
                select: &["day", "at"],
                conditions: &[(&["day"], Op::In, &["days"])],
                order_by: &[("at", Order::Asc)],
                unpaged: true,
                ..Ask::default()
            },
        )
        .query(
            "at_pairs",
            "readings",
            &Ask {
                select: &["a_int"],
                conditions: &[(&["at", "seq"], Op::In, &["pairs"])],
                returns: Some(Returns::First),
                unpaged: true,
                ..Ask::default()
            },
        )
        .query(
            "stations",
            "readings",
            &Ask { select: &["station", "day", "station_name"], distinct: true, ..Ask::default() },
        )
        .query("hits", "hits", &Ask { select: &["hits"], returns: Some(Returns::One), ..Ask::default() })
        .catalog()
}

/// Names and questions that would break out of a careless template.
pub(crate) fn names() -> Catalog {
    Build::new("Select")
        .udt("String", &[("type", "text"), ("self", "frozen<list<text>>"), ("Ok", "int")])
        .udt("option", &[("a", "frozen<String>")])
        .table(
            "ev\"; DROP",
            &[("user-id", "int"), ("Größe", "text")],
            &[("select", "int", Order::Desc)],
            &[
                ("type", "text"),
                ("remaining_count", "int"),
                ("a__b", "text"),
                ("a_b", "text"),
                ("it's \"q\"\u{202e}\n*/ -- `", "frozen<option>"),
                ("__x", "frozen<String>"),
                ("ends\\", "int"),
            ],
        )
        .table("types", &[("f", "int")], &[], &[("writer", "int"), ("spec", "text"), ("self", "text"), ("columns", "text")])
        .table("prepare", &[("k", "int")], &[], &[("std", "int"), ("Row", "int"), ("result", "text")])
        .query(
            "types",
            "ev\"; DROP",
            &Ask {
                question: Some("Who?\n*/ pub fn evil() {} /*\r-- \"quoted\" 'too' \\ `code` [link] <b>\u{2028}\u{202e}end\n\n    let indented = 1;\n```\nlet x = ;"),
                conditions: &[(&["select"], Op::Gt, &["Lower bound"])],
                ..Ask::default()
            },
        )
        .query("driver", "types", &Ask { question: Some(""), ..Ask::default() })
        .query("fn", "types", &Ask { question: Some("1. first\n2. second\n- third"), ..Ask::default() })
        .query("std", "types", &Ask { returns: Some(Returns::First), ..Ask::default() })
        .query("scylla", "types", &Ask::default())
        .query("core", "types", &Ask { returns: Some(Returns::Count), ..Ask::default() })
        .query("prepare", "prepare", &Ask::default())
        .query("insert_types", "prepare", &Ask { distinct: true, select: &["k"], ..Ask::default() })
        .catalog()
}
