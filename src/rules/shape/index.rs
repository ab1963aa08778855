//! Indexes: what one is on, which comparisons it serves, and which relations of a query are left to indexes. What is
//! served was tried on Cassandra 5.0.8 with storage-attached indexes (SAI), the only kind that a model declares.

use super::{Kind, Op, Query, Relation, Table};
use crate::name::Name;
use crate::types::CqlType;

/// Which kind an index is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum IndexKind {
    /// Storage-attached (SAI).
    #[default]
    Attached,
    /// A hidden table on each node: what CREATE INDEX makes where it names no class. No model declares one.
    Legacy,
}

/// An index of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Index {
    /// Its name, one for the whole keyspace.
    pub name: Name,
    /// The column that it is on.
    pub column: Name,
    /// What of the column's value it holds.
    pub target: Target,
    /// Its options as they are written in CQL.
    pub options: Vec<(String, String)>,
    /// Which kind it is.
    pub kind: IndexKind,
}

/// What of a column's value an index holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Target {
    /// The value as a whole; of a collection that is not frozen, what `Values` holds.
    Plain,
    /// The keys of a map.
    Keys,
    /// The elements of a list or set, or the values of a map.
    Values,
    /// The entries of a map.
    Entries,
    /// A frozen collection as a whole.
    Full,
}

impl Target {
    /// The CQL function that says it, such as `keys`; `None` for the plain column.
    pub fn function(self) -> Option<&'static str> {
        match self {
            Self::Plain => None,
            Self::Keys => Some("keys"),
            Self::Values => Some("values"),
            Self::Entries => Some("entries"),
            Self::Full => Some("full"),
        }
    }
}

impl Index {
    /// Whether it finds the rows for which a column of type `ty` compares so. `IN` is never served: the node accepts a
    /// literal list of one value only.
    pub fn serves(&self, ty: &CqlType, op: Op) -> bool {
        match (self.target, op) {
            (Target::Full, Op::Eq)
            | (Target::Keys, Op::ContainsKey)
            | (Target::Values, Op::Contains)
            | (Target::Entries, Op::Entry) => true,
            (Target::Plain, Op::Contains) => is_open_collection(ty),
            (Target::Plain, Op::Eq) => !is_open_collection(ty) && !matches!(ty, CqlType::Vector { .. }),
            (Target::Plain, Op::Lt | Op::Le | Op::Gt | Op::Ge) => self.kind == IndexKind::Attached && has_ranges(ty),
            _ => false,
        }
    }

    /// The value of an option, in lower case.
    pub fn option(&self, name: &str) -> Option<String> {
        self.options.iter().find(|(known, _)| known == name).map(|(_, value)| value.to_ascii_lowercase())
    }

    /// Whether upper and lower case are one to it.
    pub fn folds_case(&self) -> bool {
        self.option("case_sensitive").as_deref() == Some("false")
    }

    /// The type of what it holds of a column of type `ty`; `None` for the entries of a map, which are pairs.
    pub fn term<'a>(&self, ty: &'a CqlType) -> Option<&'a CqlType> {
        match (self.target, ty) {
            (
                Target::Plain | Target::Values,
                CqlType::List { item, frozen: false } | CqlType::Set { item, frozen: false },
            ) => Some(item),
            (Target::Plain | Target::Values, CqlType::Map { value, frozen: false, .. }) => Some(value),
            (Target::Keys, CqlType::Map { key, .. }) => Some(key),
            (Target::Entries, _) => None,
            _ => Some(ty),
        }
    }
}

/// Whether it is a list, set or map that is not frozen.
pub fn is_open_collection(ty: &CqlType) -> bool {
    ty.is_multi_cell() && !matches!(ty, CqlType::Udt { .. })
}

/// Types of which an index serves ranges; text, uuids, booleans and everything frozen are found by equality only.
fn has_ranges(ty: &CqlType) -> bool {
    ty.is_native()
        && !matches!(
            ty,
            CqlType::Ascii | CqlType::Text | CqlType::Boolean | CqlType::Uuid | CqlType::Blob | CqlType::Duration
        )
}

impl Table {
    /// The index that serves `relation`, if there is one; tuples are served by none.
    pub fn serving(&self, relation: &Relation) -> Option<&Index> {
        let [name] = relation.columns.as_slice() else { return None };
        let (column, _) = self.column(name).filter(|_| !relation.tuple)?;
        self.indexes.iter().find(|index| index.column == *name && index.serves(&column.ty, relation.op))
    }

    /// Whether an index is on the column called `name`, whatever it serves.
    pub fn is_indexed(&self, name: &Name) -> bool {
        self.indexes.iter().any(|index| index.column == *name)
    }
}

impl Query {
    /// Whether `relation` is left to an index: it is on a column outside the key, on any column of a scan, or behind a
    /// gap in the clustering key. All others say where rows lie.
    pub fn by_index(&self, relation: &Relation) -> bool {
        let Some((_, kind)) = relation.columns.first().and_then(|name| self.table.column(name)) else { return false };
        match kind {
            Kind::Static | Kind::Regular => true,
            Kind::Partition => self.scan,
            Kind::Clustering(_) => {
                let at = |name: &Name| self.table.clustering_key.iter().position(|(column, _)| column.name == *name);
                self.scan || relation.op.looks_inside() || relation.columns.first().and_then(at) > self.gap()
            }
        }
    }

    /// Whether any relation is left to an index.
    pub fn uses_index(&self) -> bool {
        self.relations.iter().any(|relation| self.by_index(relation))
    }

    /// The place of the first clustering column that is not restricted, if there is one.
    fn gap(&self) -> Option<usize> {
        let key = &self.table.clustering_key;
        let is_open = |name: &Name| !self.relations.iter().any(|r| r.columns.contains(name) && !r.op.looks_inside());
        key.iter().position(|(column, _)| is_open(&column.name)).or(Some(key.len()))
    }
}
