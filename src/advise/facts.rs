//! Takes a model, gives what several advices ask of it: the queries of a table, what a column's values are like, how a
//! table is kept. Never judges.

use crate::model::{Column, Model, Origin, Query, Table};
use crate::name::Name;
use crate::rules::shape::{self, Op, Relation, Setting};
use crate::types::CqlType;
use crate::value::Derivation;

/// How long a node keeps tombstones where no table says otherwise: Cassandra 5.0, `TableParams`.
pub(super) const DEFAULT_GRACE: u64 = 864_000;

/// A model, and what is asked of it again and again.
pub struct Facts<'a> {
    /// The model.
    pub model: &'a Model,
    /// Its tables, in its order.
    pub tables: Vec<TableFacts<'a>>,
    /// For each column of the vocabulary the tables that store it.
    holders: Vec<Vec<usize>>,
}

/// A table with the queries that read it.
pub struct TableFacts<'a> {
    /// Its index in the model.
    pub at: usize,
    /// The table.
    pub table: &'a Table,
    /// Its shape.
    pub shape: &'a shape::Table,
    /// The queries that read it, in written order.
    pub queries: Vec<&'a Query>,
    model: &'a Model,
}

/// A column with the tables that store it: one at least.
pub struct Stored<'f, 'a> {
    /// The column.
    pub column: &'a Column,
    /// The tables, in the model's order.
    pub tables: Vec<&'f TableFacts<'a>>,
}

impl<'a> Facts<'a> {
    /// The facts of `model`.
    pub fn new(model: &'a Model) -> Self {
        let of = |(at, table): (usize, &'a Table)| {
            let shape = &*table.shape;
            TableFacts { at, table, shape, queries: Vec::new(), model }
        };
        let mut tables: Vec<TableFacts<'a>> = model.tables.iter().enumerate().map(of).collect();
        for query in &model.queries {
            tables[query.table].queries.push(query);
        }
        let mut holders = vec![Vec::new(); model.columns.len()];
        for (at, table) in model.tables.iter().enumerate() {
            table.columns.iter().for_each(|column| holders[*column].push(at));
        }
        Self { model, tables, holders }
    }

    /// The table that `query` reads.
    pub fn table(&self, query: &Query) -> &TableFacts<'a> {
        &self.tables[query.table]
    }

    /// The columns of the vocabulary that a table stores, in declared order, each with the tables that do.
    pub(super) fn stored(&self) -> impl Iterator<Item = Stored<'_, 'a>> {
        let held = self.model.columns.iter().zip(&self.holders).filter(|(_, tables)| !tables.is_empty());
        held.map(|(column, tables)| Stored { column, tables: tables.iter().map(|at| &self.tables[*at]).collect() })
    }

    /// The column that `column` is derived from.
    pub(super) fn origin(&self, column: &Column) -> Option<&'a Column> {
        match column.origin {
            Origin::Derived { from, .. } => self.model.columns.get(from),
            _ => None,
        }
    }
}

impl<'a> TableFacts<'a> {
    /// The columns of the partition key as the vocabulary knows them.
    pub fn partition(&self) -> impl Iterator<Item = &'a Column> {
        let model = self.model;
        self.table.columns.iter().take(self.shape.partition_key.len()).map(|at| &model.columns[*at])
    }

    /// The clustering columns as the vocabulary knows them.
    pub fn clustering(&self) -> impl Iterator<Item = &'a Column> {
        let (model, partition) = (self.model, self.shape.partition_key.len());
        let key = self.table.columns.iter().skip(partition).take(self.shape.clustering_key.len());
        key.map(|at| &model.columns[*at])
    }

    /// All its columns as the vocabulary knows them: partition key, clustering key, statics, plain columns.
    pub(super) fn columns(&self) -> impl Iterator<Item = &'a Column> {
        let model = self.model;
        self.table.columns.iter().map(|at| &model.columns[*at])
    }

    /// Whether rows go away by themselves: by the table's lifetime, or by one that each row may have.
    pub(super) fn expires(&self) -> bool {
        self.table.has_ttl || self.shape.lifetime().is_some()
    }

    /// Whether a partition is only written for a while, because its key holds a piece of time.
    pub(super) fn is_bucketed(&self) -> bool {
        self.partition().any(|column| is_bucket(self.model, column))
    }

    /// Whether its rows are events: a moment tells them apart, and they expire or their partitions end.
    pub(super) fn is_series(&self) -> bool {
        self.clustering().any(|column| is_moment(&column.ty)) && (self.shape.lifetime().is_some() || self.is_bucketed())
    }

    /// Whether writes go to rows that are there already: counters, and collections that are added to.
    pub(super) fn is_updated(&self) -> bool {
        self.shape.is_counter() || self.columns().any(|column| column.is_added)
    }

    /// The value of an option that is one text.
    pub(super) fn option(&self, name: &str) -> Option<&'a str> {
        self.shape.options.iter().find(|(known, _)| known == name).and_then(|(_, setting)| match setting {
            Setting::Scalar(text) => Some(text.trim()),
            Setting::Map(_) => None,
        })
    }

    /// The value of a sub-option of `compaction`.
    pub(super) fn compaction(&self, key: &str) -> Option<&'a str> {
        self.shape.options.iter().filter(|(known, _)| known == "compaction").find_map(|(_, setting)| match setting {
            Setting::Map(entries) => entries.iter().find(|(known, _)| known == key).map(|(_, value)| value.trim()),
            Setting::Scalar(_) => None,
        })
    }

    /// The bare name of the compaction strategy, where the table says one.
    pub(super) fn strategy(&self) -> Option<&'a str> {
        self.compaction("class").map(|class| class.rsplit('.').next().unwrap_or(class))
    }

    /// How many seconds its tombstones are kept.
    pub(super) fn grace(&self) -> u64 {
        self.option("gc_grace_seconds").and_then(|text| text.parse().ok()).unwrap_or(DEFAULT_GRACE)
    }
}

/// Whether a value of this type is a moment, so that new rows come behind the old ones without end.
pub(super) fn is_moment(ty: &CqlType) -> bool {
    matches!(ty, CqlType::Timestamp | CqlType::Timeuuid)
}

/// The words of a name that say a piece of time.
const PIECES: &[&str] =
    &["minute", "hour", "day", "date", "week", "month", "quarter", "season", "year", "period", "bucket", "window"];

/// Whether a column of a partition key says when: partitions then end, and new ones begin.
pub(super) fn is_bucket(model: &Model, column: &Column) -> bool {
    match column.origin {
        Origin::Derived { from, function } => {
            // A bucket of a number cuts what counts up; one of the hour of the day comes round again.
            let cuts = matches!(function, Derivation::Date | Derivation::YearMonth | Derivation::Bucket(_));
            let start = function == Derivation::Hour && column.ty == CqlType::Timestamp;
            cuts || start || (function == Derivation::Lower && is_bucket(model, &model.columns[from]))
        }
        Origin::Constant(_) => false,
        _ => matches!(column.ty, CqlType::Date | CqlType::Timestamp) || says_time(&column.name),
    }
}

/// Whether a name has a word for a piece of time; `hour_of_day` and its like come round again.
fn says_time(name: &Name) -> bool {
    let text = name.text().to_ascii_lowercase();
    !text.contains("_of_") && text.split('_').any(|word| PIECES.contains(&word.trim_end_matches('s')))
}

/// How many values a column can have at most, where its type or its origin says so and they are few.
pub(super) fn values(column: &Column) -> Option<u64> {
    let by_type: Option<u64> = match column.ty {
        CqlType::Boolean => Some(2),
        CqlType::Tinyint => Some(256),
        _ => None,
    };
    match &column.origin {
        Origin::Constant(_) => Some(1),
        Origin::Derived { function: Derivation::Hash(n), .. } => u64::try_from(*n).ok(),
        Origin::Derived { function: Derivation::Hour, .. } if column.ty != CqlType::Timestamp => Some(24),
        Origin::Derived { function: Derivation::Bucket(n), .. } => {
            by_type.zip(u64::try_from(*n).ok()).map(|(all, n)| all.div_ceil(n.max(1)) + 1)
        }
        _ => by_type,
    }
}

/// The relation of `query` on the column called `name` that says where rows lie.
pub(super) fn relation<'q>(query: &'q shape::Query, name: &Name) -> Option<&'q Relation> {
    query.relations.iter().find(|relation| relation.columns.contains(name) && !query.by_index(relation))
}

/// Whether `query` fixes the column called `name`.
pub(super) fn is_fixed(query: &shape::Query, name: &Name) -> bool {
    relation(query, name).is_some_and(|relation| relation.op == Op::Eq)
}

/// Whether `query` gives several rows of a partition: it leaves a clustering column open.
pub(super) fn reads_several(query: &shape::Query) -> bool {
    !query.distinct && query.table.clustering_key.iter().any(|(column, _)| !is_fixed(query, &column.name))
}

/// Whether `query` reads against the stored order. All its columns agree or all are reversed, so the last one tells.
pub(super) fn is_reversed(query: &shape::Query) -> bool {
    query.order_by.last().is_some_and(|(name, order)| {
        let stored = query.table.clustering_key.iter().find(|(column, _)| column.name == *name);
        stored.is_some_and(|(_, stored)| stored != order)
    })
}
