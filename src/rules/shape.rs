//! The plain shapes that rules judge: a table with its keys, a query against it. They can express every mistake that a
//! rule knows (a key column named twice, a slice before an equality), and hold no place in any file.

mod index;

use std::fmt;
use std::sync::Arc;

pub use index::{Index, IndexKind, Target, is_open_collection};

use crate::name::Name;
use crate::types::CqlType;

/// The direction of a clustering column, or of a read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Order {
    /// Smallest first.
    Asc,
    /// Largest first.
    Desc,
}

/// A column as a table sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its name.
    pub name: Name,
    /// Its type.
    pub ty: CqlType,
}

/// What a column is to its table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Part of the partition key.
    Partition,
    /// A clustering column in its order.
    Clustering(Order),
    /// One value for the whole partition.
    Static,
    /// A plain column.
    Regular,
}

/// The value of a table option.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Setting {
    /// A text, number or boolean, as written.
    Scalar(String),
    /// A map of sub-options in written order, such as `compaction`.
    Map(Vec<(String, String)>),
}

/// What a table that was made with COMPACT STORAGE has among its options.
pub const COMPACT_STORAGE: &str = "COMPACT STORAGE";

/// A table: its keys, statics, plain columns and options, each in declared order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// Its name.
    pub name: Name,
    /// The partition key's columns.
    pub partition_key: Vec<Column>,
    /// The clustering columns with their order.
    pub clustering_key: Vec<(Column, Order)>,
    /// The static columns.
    pub statics: Vec<Column>,
    /// The plain columns.
    pub regulars: Vec<Column>,
    /// Options by their CQL name.
    pub options: Vec<(String, Setting)>,
    /// Its indexes.
    pub indexes: Vec<Index>,
    /// How many seconds a row lives that is written by the table's statements, where they say so.
    pub ttl: Option<u32>,
}

impl Table {
    /// All columns with their kinds: partition key, clustering key, statics, plain columns, each in declared order.
    pub fn columns(&self) -> impl Iterator<Item = (&Column, Kind)> {
        let partition = self.partition_key.iter().map(|c| (c, Kind::Partition));
        let clustering = self.clustering_key.iter().map(|(c, order)| (c, Kind::Clustering(*order)));
        let statics = self.statics.iter().map(|c| (c, Kind::Static));
        let regulars = self.regulars.iter().map(|c| (c, Kind::Regular));
        partition.chain(clustering).chain(statics).chain(regulars)
    }

    /// The column called `name`, with its kind.
    pub fn column(&self, name: &Name) -> Option<(&Column, Kind)> {
        self.columns().find(|(column, _)| column.name == *name)
    }

    /// Number of key columns, partition and clustering together.
    pub fn key_len(&self) -> usize {
        self.partition_key.len() + self.clustering_key.len()
    }

    /// Whether it is a table of counters: rows are added to it, not written.
    pub fn is_counter(&self) -> bool {
        self.statics.iter().chain(&self.regulars).any(|column| column.ty == CqlType::Counter)
    }

    /// Whether it was made with COMPACT STORAGE, which no model says: it stands among the options under that name.
    pub fn is_compact(&self) -> bool {
        self.options.iter().any(|(name, _)| name == COMPACT_STORAGE)
    }

    /// How many seconds a row lives, where it does not live for ever: what the statement says wins over the table's
    /// default, and a default of 0 is none.
    pub fn lifetime(&self) -> Option<u32> {
        let default = self.options.iter().find(|(name, _)| name == "default_time_to_live");
        let seconds = |(_, setting): &(String, Setting)| match setting {
            Setting::Scalar(text) => text.trim().parse().ok().filter(|seconds| *seconds > 0),
            Setting::Map(_) => None,
        };
        self.ttl.or_else(|| default.and_then(seconds))
    }
}

/// A comparison.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Op {
    /// `=`
    Eq,
    /// `<`
    Lt,
    /// `<=`
    Le,
    /// `>`
    Gt,
    /// `>=`
    Ge,
    /// `IN`
    In,
    /// `CONTAINS`: an element of a list or set, or a value of a map.
    Contains,
    /// `CONTAINS KEY`: a key of a map.
    ContainsKey,
    /// `column[key] = value`: an entry of a map.
    Entry,
}

impl Relation {
    /// The part that a finding about this relation points at: its entry in `where`, or the query's name where it is
    /// implied.
    pub fn part(&self) -> Part {
        self.written.map_or(Part::Name, Part::Where)
    }
}

impl fmt::Display for Relation {
    /// The relation in the words of the model: `c1 > :a`, `(c1, c2) in :pairs`, `tags contains :tag`, `m[:k] = :v`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let joined = |names: &[Name], mark: &str| {
            let names: Vec<String> = names.iter().map(|name| format!("{mark}{name}")).collect();
            let one = !self.tuple || (mark == ":" && self.op == Op::In);
            if one && names.len() == 1 { names.join("") } else { format!("({})", names.join(", ")) }
        };
        if let (Op::Entry, [key, value]) = (self.op, self.markers.as_slice()) {
            return write!(f, "{}[:{key}] = :{value}", joined(&self.columns, ""));
        }
        let op = self.op.to_string().to_ascii_lowercase();
        write!(f, "{} {op} {}", joined(&self.columns, ""), joined(&self.markers, ":"))
    }
}

impl Op {
    /// Whether the comparison is a slice: `<`, `<=`, `>` or `>=`.
    pub fn is_slice(self) -> bool {
        matches!(self, Self::Lt | Self::Le | Self::Gt | Self::Ge)
    }

    /// Whether the comparison asks for a part of a collection.
    pub fn looks_inside(self) -> bool {
        matches!(self, Self::Contains | Self::ContainsKey | Self::Entry)
    }

    /// Whether the comparison bounds from below: `>` or `>=`.
    pub fn is_lower(self) -> bool {
        matches!(self, Self::Gt | Self::Ge)
    }
}

impl fmt::Display for Op {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Eq | Self::Entry => "=",
            Self::Lt => "<",
            Self::Le => "<=",
            Self::Gt => ">",
            Self::Ge => ">=",
            Self::In => "IN",
            Self::Contains => "CONTAINS",
            Self::ContainsKey => "CONTAINS KEY",
        })
    }
}

/// One relation of a WHERE clause: `column op :marker`, or `(columns) op (:markers)`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Relation {
    /// The columns: one, or those of a tuple relation.
    pub columns: Vec<Name>,
    /// Whether it is written as a tuple.
    pub tuple: bool,
    /// The comparison.
    pub op: Op,
    /// The markers: one per column, a single one for `IN`, and for an entry those of its key and its value.
    pub markers: Vec<Name>,
    /// Its index in the query's `where`, or `None` for an implied equality on a partition-key column.
    pub written: Option<usize>,
}

/// A LIMIT or PER PARTITION LIMIT.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Limit {
    /// A number in the model.
    Count(i64),
    /// A marker bound at execution.
    Marker(Name),
}

/// A query against a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Query {
    /// Its name.
    pub name: Name,
    /// The table it reads.
    pub table: Arc<Table>,
    /// The selected columns in order; never empty.
    pub select: Vec<Name>,
    /// Whether it is a SELECT DISTINCT.
    pub distinct: bool,
    /// Whether it reads every partition in token order: no equality on the partition key is implied.
    pub scan: bool,
    /// The WHERE clause: implied equalities first in key order, then the written relations.
    pub relations: Vec<Relation>,
    /// The ORDER BY clause.
    pub order_by: Vec<(Name, Order)>,
    /// LIMIT.
    pub limit: Option<Limit>,
    /// PER PARTITION LIMIT.
    pub per_partition_limit: Option<Limit>,
}

/// The part of a table or query that a finding is about; who holds the file maps it to a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// The name of the table or query itself.
    Name,
    /// The n-th column of the partition key.
    PartitionKey(usize),
    /// The n-th column of the clustering key.
    ClusteringKey(usize),
    /// The n-th static column.
    Static(usize),
    /// The declaration of this column, wherever it stands.
    Column(Name),
    /// The n-th selected column.
    Select(usize),
    /// The n-th written relation.
    Where(usize),
    /// The n-th column of ORDER BY.
    OrderBy(usize),
    /// LIMIT.
    Limit,
    /// PER PARTITION LIMIT.
    PerPartitionLimit,
    /// DISTINCT.
    Distinct,
    /// Whether every partition is read.
    Scan,
    /// The column that says the bucket.
    Across,
    /// The n-th index.
    Index(usize),
    /// The time to live.
    Ttl,
    /// The option of this name.
    Setting(String),
    /// The sub-option of the second name of the option of the first.
    SubSetting(String, String),
    /// The declaration of this user-defined type, or its field.
    Type(Name, Option<Name>),
}

/// What a rule found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The rule's code, such as `K04`.
    pub code: &'static str,
    /// The part it is about.
    pub at: Part,
    /// The fault in one lower-case phrase, the user's words in backticks.
    pub fact: String,
    /// The way out.
    pub help: Option<String>,
}

impl Finding {
    /// A finding of the rule `code` about `at`, without a way out.
    pub fn new(code: &'static str, at: Part, fact: impl Into<String>) -> Self {
        Self { code, at, fact: fact.into(), help: None }
    }

    /// The same finding with a way out.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}
