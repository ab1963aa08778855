//! Takes a YAML file, gives a `Model` or a report with every fault in it. A `Model` that exists is valid: its names
//! resolve, its types parse, its queries are legal against their keys. Never touches a file, a clock or a store.

pub mod allow;
mod clause;
mod condition;
pub mod environment;
mod keys;
mod places;
mod raw;
mod read;
mod resolve;
pub mod rust;
mod schema;
pub mod tree;
mod written;

use std::sync::Arc;

pub use allow::{Allow, Judge, Until};
pub use condition::{Condition, Test};
pub use environment::Environment;
pub use places::Places;
pub use read::read;
pub use rust::{Rust, RustType};
pub use schema::schema;
pub use written::{Given, Written};

use crate::diagnostic::Place;
use crate::name::Name;
use crate::rules::across::Range;
use crate::rules::shape;
use crate::types::{CqlType, UserType};
use crate::value::{Derivation, Reading};

/// A valid model.
#[derive(Clone, Debug)]
pub struct Model {
    /// The keyspace.
    pub keyspace: Keyspace,
    /// User-defined types, each after those it uses.
    pub types: Vec<Arc<UserType>>,
    /// Where rows come from.
    pub sources: Vec<Source>,
    /// The vocabulary: a name has one type and one meaning in every table.
    pub columns: Vec<Column>,
    /// The tables, in order of first mention.
    pub tables: Vec<Table>,
    /// The queries, in written order.
    pub queries: Vec<Query>,
    /// What is otherwise in some environments, in written order.
    pub environments: Vec<Environment>,
    /// The choices for generated Rust.
    pub rust: Rust,
    /// The warnings that may stay.
    pub allow: Vec<Allow>,
    /// Rows of all inputs in a day, where the model says so.
    pub growth: Option<u64>,
    /// Where its parts stand in the file.
    pub places: Places,
}

impl Model {
    /// The name of the query that declares the table at this index.
    pub fn owner(&self, table: usize) -> Option<&Name> {
        let owner = self.tables.get(table)?.owner;
        self.queries.get(owner).map(|query| &query.shape.name)
    }

    /// The place of a part of the table at this index.
    pub fn place_in_table(&self, table: usize, part: &shape::Part) -> Option<Place> {
        self.places.of(self.owner(table)?.text(), part)
    }
}

/// A keyspace.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Keyspace {
    /// Its name.
    pub name: Name,
    /// `class` first, then its options in written order.
    pub replication: Vec<(String, String)>,
    /// Whether writes go to the commit log.
    pub durable_writes: bool,
}

/// A folder of CSV files.
#[derive(Clone, Debug)]
pub struct Source {
    /// Its name; the only source may have none.
    pub name: Option<Name>,
    /// Globs, relative to the root; `-` is standard input.
    pub files: Vec<String>,
    /// What a row must satisfy to be read at all.
    pub keep: Vec<Condition>,
    /// Texts that mean "no value".
    pub nulls: Vec<String>,
    /// Whether generated code writes a record to its tables as one logged batch, rather than to all at once.
    pub is_batch: bool,
}

/// A column of the vocabulary.
#[derive(Clone, Debug)]
pub struct Column {
    /// Its name.
    pub name: Name,
    /// Its type.
    pub ty: CqlType,
    /// Where its values come from.
    pub origin: Origin,
    /// Texts that mean "no value" in this column, instead of the source's.
    pub nulls: Option<Vec<String>>,
    /// What it is in Rust, where it is not what its type is.
    pub rust: Option<RustType>,
    /// Whether generated code adds to this collection instead of overwriting it. A load writes whole values in any case.
    pub is_added: bool,
    /// Whether its value changes while the row that it belongs to stays the same: what advice judges, and nothing else.
    pub is_mutable: bool,
}

/// Where a column's values come from.
#[derive(Clone, Debug)]
pub enum Origin {
    /// From the CSV field under this header.
    Csv {
        /// The header.
        header: String,
        /// How its text is read.
        reading: Reading,
    },
    /// A UDT from several CSV fields, one header per field of the type, in the type's order.
    Fields {
        /// Headers by field.
        headers: Vec<Option<String>>,
        /// How their texts are read.
        reading: Reading,
    },
    /// The same wire bytes in every row.
    Constant(Vec<u8>),
    /// Computed from another column.
    Derived {
        /// Index of that column.
        from: usize,
        /// The function.
        function: Derivation,
    },
}

/// A table and the source that fills it.
#[derive(Clone, Debug)]
pub struct Table {
    /// Its shape.
    pub shape: Arc<shape::Table>,
    /// Index of the query that declares it.
    pub owner: usize,
    /// Index of its source; none where applications write it.
    pub source: Option<usize>,
    /// What a row must satisfy to go to this table.
    pub keep: Vec<Condition>,
    /// Rows that its busiest partition gains in a day, where the model says so.
    pub growth: Option<u64>,
    /// Index in the vocabulary of each column, in the order of `shape.columns()`.
    pub columns: Vec<usize>,
    /// Whether generated code can give each row a lifetime of its own.
    pub has_ttl: bool,
}

/// How many rows a query gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Returns {
    /// A stream of rows.
    All,
    /// The first row, if any.
    First,
    /// At most one row: the key is fixed.
    One,
    /// The number of rows.
    Count,
}

/// A named value to bind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Marker {
    /// Its name in the statement.
    pub name: Name,
    /// Its type: that of the column, or a list of it for `IN`.
    pub ty: CqlType,
}

/// A query.
#[derive(Clone, Debug)]
pub struct Query {
    /// Its shape: selection, relations, order, limits, and the table it reads.
    pub shape: shape::Query,
    /// The question it answers, in the user's words.
    pub question: Option<String>,
    /// Index of the table it reads.
    pub table: usize,
    /// How many rows it gives.
    pub returns: Returns,
    /// The buckets that it goes through, a read for each.
    pub across: Option<Across>,
    /// The statement as it is written by hand, where the rest says only what of it others ask.
    pub written: Option<Written>,
    /// The values to bind, in the order of the statement.
    pub markers: Vec<Marker>,
    /// Consistency level by its CQL name.
    pub consistency: Option<String>,
    /// Whether it may be sent again; `None` leaves the default for a SELECT: yes.
    pub idempotent: Option<bool>,
    /// How many rows a page holds; `None` leaves it to the connection.
    pub page_size: Option<i32>,
    /// Parameters to answer it with: the values to bind but the bucket, which is no parameter.
    pub examples: Vec<Vec<Vec<u8>>>,
    /// Answers written by hand.
    pub expect: Vec<Expectation>,
}

/// What says the buckets that a query goes through: the partitions that hold a range of a clustering column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Across {
    /// The column of the partition key that says the bucket.
    pub bucket: shape::Column,
    /// The clustering column that it is derived from.
    pub from: shape::Column,
    /// The function, which rises with that column.
    pub function: Derivation,
    /// The relations that bound that column.
    pub range: Range,
}

/// An answer written by hand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Expectation {
    /// The parameters, in the order of the markers.
    pub given: Vec<Vec<u8>>,
    /// The rows in order; each holds the given columns by name, null as `None`.
    pub rows: Vec<Vec<(Name, Option<Vec<u8>>)>>,
}
