//! Takes a `Model`, gives the `Catalog`: every table and every statement with its binds in order, planned for one
//! keyspace. Pure and total: it never fails and never touches a file; it holds structure, not text.

mod across;
mod record;

use std::sync::Arc;

pub use across::{Across, Edge, MOST_BUCKETS, Most, Reads};
pub use record::{Field, Record};

use crate::cql::select::RelationKind;
use crate::model::{Column, Condition, Keyspace, Marker, Model, Returns, Rust, Written};
use crate::name::Name;
use crate::rules::shape::{self, Kind, Op, Order};
use crate::types::UserType;

/// Everything that follows from a model, before any text is rendered.
#[derive(Clone, Debug)]
pub struct Catalog {
    /// The keyspace that all statements name.
    pub keyspace: Keyspace,
    /// User-defined types, each after those it uses.
    pub types: Vec<Arc<UserType>>,
    /// The tables with the statements that write them.
    pub tables: Vec<Table>,
    /// The SELECT statements, in written order.
    pub selects: Vec<Select>,
    /// The vocabulary: what each column of a table is beyond its type.
    pub columns: Vec<Column>,
    /// What generated code writes to several tables at once.
    pub records: Vec<Record>,
    /// The choices for generated Rust.
    pub rust: Rust,
}

/// A table, and what the statements bind that write it: an INSERT for its rows and, where it has static columns, one for
/// these; of a table of counters an UPDATE each.
#[derive(Clone, Debug)]
pub struct Table {
    /// Its shape.
    pub shape: Arc<shape::Table>,
    /// The name of its source, where the source has one.
    pub source: Option<Name>,
    /// The binds of the statement that writes a row, each under its column's name, in the statement's order: the columns
    /// but the static ones; of a table of counters first the counters, then the key.
    pub insert: Vec<Marker>,
    /// The binds of the statement that writes a partition's static columns, likewise: the partition key and the static
    /// columns; of a table of counters first the counters. None where there is no static column.
    pub insert_static: Option<Vec<Marker>>,
    /// Names of the queries that read it, in written order.
    pub queries: Vec<Name>,
    /// What a row of the source must satisfy to go to this table.
    pub keep: Vec<Condition>,
    /// Whether generated code can give each row a lifetime of its own.
    pub has_ttl: bool,
}

/// A SELECT.
#[derive(Clone, Debug)]
pub struct Select {
    /// The query's shape: name, selection, relations, order, limits.
    pub shape: shape::Query,
    /// The question in the user's words.
    pub question: Option<String>,
    /// Index of its table.
    pub table: usize,
    /// What it gives: the selected columns with their types and kinds, in order. For `count` it is ignored.
    pub columns: Vec<(shape::Column, Kind)>,
    /// The values it binds, in order.
    pub binds: Vec<Marker>,
    /// The statement by hand, where it is one that no declared query says: the shape holds only what of it others ask.
    pub written: Option<Written>,
    /// How it goes from bucket to bucket, where it is executed for several.
    pub across: Option<Across>,
    /// How many rows it gives.
    pub returns: Returns,
    /// Whether rows come against the table's clustering order.
    pub reversed: bool,
    /// Whether it must be read without paging: the node cannot page a partition IN with an ORDER BY.
    pub unpaged: bool,
    /// Consistency level by its CQL name.
    pub consistency: Option<String>,
    /// Whether it may be sent again.
    pub idempotent: bool,
    /// How many rows a page holds; `None` leaves it to the connection.
    pub page_size: Option<i32>,
}

/// The texts of all statements, rendered once: artifacts print them, stores run them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Script {
    /// CREATE KEYSPACE.
    pub keyspace: String,
    /// CREATE TYPE, in the order of `Catalog::types`.
    pub types: Vec<String>,
    /// CREATE TABLE, in the order of `Catalog::tables`.
    pub tables: Vec<String>,
    /// CREATE INDEX of each table, in the order of its indexes.
    pub indexes: Vec<Vec<String>>,
    /// INSERT, or UPDATE for counters, of a row without the static columns, in the order of `Catalog::tables`.
    pub inserts: Vec<String>,
    /// INSERT, or UPDATE for counters, of a partition's static columns, in the order of `Catalog::tables`; `None` for a
    /// table that has none.
    pub static_inserts: Vec<Option<String>>,
    /// SELECT, in the order of `Catalog::selects`.
    pub selects: Vec<String>,
}

/// A SELECT with its text, as a store runs it.
#[derive(Clone, Copy, Debug)]
pub struct Statement<'a> {
    /// What it asks.
    pub select: &'a Select,
    /// Its text.
    pub cql: &'a str,
}

impl Script {
    /// SELECT number `query` of `catalog`, whose script this is.
    pub fn select<'a>(&'a self, catalog: &'a Catalog, query: usize) -> Statement<'a> {
        Statement { select: &catalog.selects[query], cql: &self.selects[query] }
    }
}

/// Plans `model` for the keyspace `keyspace`, which need not be the model's own.
pub fn plan(model: &Model, keyspace: &Name) -> Catalog {
    let source = |table: &crate::model::Table| table.source.and_then(|s| model.sources[s].name.clone());
    let planned = |table: &crate::model::Table| Table {
        keep: table.keep.clone(),
        has_ttl: table.has_ttl,
        ..Table::new(Arc::clone(&table.shape), source(table))
    };
    let mut tables: Vec<Table> = model.tables.iter().map(planned).collect();
    for query in &model.queries {
        tables[query.table].queries.push(query.shape.name.clone());
    }
    let selects = model.queries.iter().map(select).collect();
    let keyspace = Keyspace { name: keyspace.clone(), ..model.keyspace.clone() };
    Catalog {
        keyspace,
        types: model.types.clone(),
        tables,
        selects,
        columns: model.columns.clone(),
        records: record::records(model),
        rust: model.rust.clone(),
    }
}

fn select(query: &crate::model::Query) -> Select {
    let shape = query.shape.clone();
    let declared =
        shape.select.iter().filter_map(|name| shape.table.column(name)).map(|(c, kind)| (c.clone(), kind)).collect();
    let columns = match &query.written {
        None => declared,
        Some(written) => written.columns.iter().map(|g| (g.column.clone(), g.kind.unwrap_or(Kind::Regular))).collect(),
    };
    let reversed = reversed(&shape);
    let several = query.written.as_ref().is_some_and(|written| lists_partitions(written, &shape.table))
        || shape.relations.iter().any(|r| {
            r.op == Op::In && r.columns.iter().any(|name| shape.table.partition_key.iter().any(|c| c.name == *name))
        });
    let select = Select {
        question: query.question.clone(),
        table: query.table,
        columns,
        binds: query.markers.clone(),
        across: None,
        written: query.written.clone(),
        returns: query.returns,
        reversed,
        unpaged: several && !shape.order_by.is_empty(),
        consistency: query.consistency.clone(),
        idempotent: query.idempotent.unwrap_or(true),
        page_size: query.page_size,
        shape,
    };
    Select { across: query.across.as_ref().and_then(|across| Across::new(across, &select)), ..select }
}

/// Whether the statement asks for a list of partitions.
fn lists_partitions(written: &Written, table: &shape::Table) -> bool {
    written.select.relations.iter().any(|relation| match &relation.kind {
        RelationKind::In { column, .. } => table.partition_key.iter().any(|key| key.name == *column),
        _ => false,
    })
}

/// Whether the ORDER BY runs against the clustering order. The last mention of a column is the one that counts, and all
/// columns agree or all are reversed, so one of them tells.
fn reversed(shape: &shape::Query) -> bool {
    let declared = |name: &Name| match shape.table.column(name) {
        Some((_, Kind::Clustering(order))) => Some(order),
        _ => None,
    };
    shape
        .order_by
        .last()
        .is_some_and(|(name, order): &(Name, Order)| declared(name).is_some_and(|declared| declared != *order))
}

impl Table {
    /// The plan of the table `shape`, which the source of this name fills; no query reads it yet.
    pub fn new(shape: Arc<shape::Table>, source: Option<Name>) -> Self {
        let write = |key: Vec<&shape::Column>, values: &[shape::Column]| {
            let marker = |column: &shape::Column| Marker { name: column.name.clone(), ty: column.ty.clone() };
            let (key, values) = (key.into_iter().map(marker), values.iter().map(marker));
            if shape.is_counter() { values.chain(key).collect() } else { key.chain(values).collect() }
        };
        let partition = || shape.partition_key.iter();
        let clustering = shape.clustering_key.iter().map(|(column, _)| column);
        let insert = write(partition().chain(clustering).collect(), &shape.regulars);
        let insert_static = (!shape.statics.is_empty()).then(|| write(partition().collect(), &shape.statics));
        Self { source, insert, insert_static, queries: Vec::new(), keep: Vec::new(), has_ttl: false, shape }
    }
}

impl Catalog {
    /// The table called `name`.
    pub fn table(&self, name: &str) -> Option<&Table> {
        self.tables.iter().find(|t| t.shape.name.text() == name)
    }

    /// The SELECT that reads one row of table number `table` by its whole key: all columns, in the order of
    /// `shape.columns()`.
    pub fn by_key(&self, table: usize) -> Select {
        let of = &self.tables[table].shape;
        self.reading(table, of.key_len(), of.columns().collect(), false)
    }

    /// The SELECT that reads the static values of one partition of table number `table`: the partition key's columns, then
    /// the static ones.
    pub fn statics(&self, table: usize) -> Select {
        let of = &self.tables[table].shape;
        let columns = of.columns().filter(|(_, kind)| matches!(kind, Kind::Partition | Kind::Static)).collect();
        self.reading(table, of.partition_key.len(), columns, true)
    }

    /// A SELECT of `columns` in which the first `keys` columns of the key are fixed.
    fn reading(&self, table: usize, keys: usize, columns: Vec<(&shape::Column, Kind)>, distinct: bool) -> Select {
        let of = &self.tables[table].shape;
        let keys = || of.columns().take(keys).map(|(column, _)| column);
        let equal = |column: &shape::Column| {
            let name = || vec![column.name.clone()];
            shape::Relation { columns: name(), tuple: false, op: Op::Eq, markers: name(), written: None }
        };
        Select {
            shape: shape::Query {
                name: of.name.clone(),
                table: Arc::clone(of),
                select: columns.iter().map(|(column, _)| column.name.clone()).collect(),
                distinct,
                relations: keys().map(equal).collect(),
                order_by: Vec::new(),
                limit: None,
                per_partition_limit: None,
                scan: false,
            },
            question: None,
            table,
            columns: columns.into_iter().map(|(column, kind)| (column.clone(), kind)).collect(),
            binds: keys().map(|column| Marker { name: column.name.clone(), ty: column.ty.clone() }).collect(),
            across: None,
            written: None,
            returns: Returns::One,
            reversed: false,
            unpaged: false,
            consistency: None,
            idempotent: true,
            page_size: None,
        }
    }

    /// The index of the query called `name` in `selects`.
    pub fn query(&self, name: &str) -> Option<usize> {
        self.selects.iter().position(|s| s.shape.name.text() == name)
    }
}
