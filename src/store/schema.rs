//! Takes what a store holds and what a catalog wants, gives the changes that lead from the one to the other, and the
//! differences that no change mends. Pure: it never asks a store and never renders a statement.

mod keyspace;
mod policy;
mod settings;

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use crate::catalog::{Catalog, Table};
use crate::rules::shape::{self, Index, Kind, Order, Setting};
use crate::types::{CqlType, UserType};

/// What a store holds of a keyspace.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Schema {
    /// The keyspace; none where it is not there.
    pub keyspace: Option<Replication>,
    /// The datacenters of the cluster; none where a store has no such thing.
    pub datacenters: Vec<String>,
    /// User-defined types by name: fields with the CQL of their types, in order.
    pub types: BTreeMap<String, Vec<(String, String)>>,
    /// Tables by name.
    pub tables: BTreeMap<String, Found>,
}

/// How a keyspace is replicated.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Replication {
    /// The class, by its last word, then its options.
    pub options: Vec<(String, String)>,
    /// Whether writes go to the commit log.
    pub durable_writes: bool,
}

/// A table that was found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// Its columns: partition key and clustering key in their orders, then the others in any order.
    pub columns: Vec<FoundColumn>,
    /// Its options as far as the store knows them.
    pub options: BTreeMap<String, Setting>,
    /// Its indexes: name, and target with options in one text.
    pub indexes: BTreeMap<String, String>,
    /// How many rows it holds, where that is known without reading it.
    pub rows: Option<u64>,
    /// How many seconds its rows live, `None` for ever; nothing where each row keeps that itself.
    pub lifetime: Option<Option<u32>>,
    /// Whether its plain and static columns have an order: cells lie in it.
    pub ordered: bool,
}

/// A column that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundColumn {
    /// Its name.
    pub name: String,
    /// The CQL of its type.
    pub ty: String,
    /// What it is to its table.
    pub kind: Kind,
}

/// One step from what is there to what is wanted; the numbers are places in the catalog.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// The keyspace is made.
    Keyspace,
    /// A type is made.
    Type(usize),
    /// A type gets a field.
    Field {
        /// The type.
        udt: usize,
        /// The field.
        field: usize,
    },
    /// A table is dropped, with its rows.
    Drop {
        /// The table.
        table: usize,
        /// How many rows go with it, where that is known.
        rows: Option<u64>,
    },
    /// A table is made.
    Table(usize),
    /// A table gets a column.
    Column {
        /// The table.
        table: usize,
        /// The column, as a place in `shape.columns()`.
        column: usize,
    },
    /// The cells of a table are put into the order of its columns, which has a meaning to the store alone.
    Order(usize),
    /// A table gets an index.
    Index {
        /// The table.
        table: usize,
        /// The index, as a place in `shape.indexes`.
        index: usize,
    },
}

/// Something that is there, but not as the catalog says, and that no change mends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// What it is: ``table `plays` ``.
    pub object: String,
    /// The table's place in the catalog, where it is one: dropping it mends the difference.
    pub table: Option<usize>,
    /// In what it differs: lower-case phrases that show both sides.
    pub facts: Vec<String>,
}

/// How a store's schema and a catalog compare.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Comparison {
    /// The changes, in the order in which they can be made.
    pub changes: Vec<Change>,
    /// What no change mends.
    pub differences: Vec<Difference>,
    /// What is no fault, but worth a look: lower-case phrases with a way out.
    pub warnings: Vec<String>,
}

impl fmt::Display for Difference {
    /// What it is, and in what it differs, on one line.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.object, self.facts.join("; "))
    }
}

/// Differences as lines that follow another one.
pub fn listed(differences: &[Difference]) -> String {
    differences.iter().flat_map(|difference| ["\n  ".to_owned(), difference.to_string()]).collect()
}

impl Change {
    /// What is made, added to or dropped, in words: ``column `song` of table `plays` ``.
    pub fn object(&self, catalog: &Catalog) -> String {
        let table = |table: usize| &catalog.tables[table].shape;
        match *self {
            Self::Keyspace => format!("keyspace `{}`", catalog.keyspace.name),
            Self::Type(udt) => format!("type `{}`", catalog.types[udt].name),
            Self::Field { udt, field } => {
                format!("field `{}` of type `{}`", catalog.types[udt].fields[field].0, catalog.types[udt].name)
            }
            Self::Drop { table: at, .. } | Self::Table(at) => format!("table `{}`", table(at).name),
            Self::Column { table: at, column } => {
                let name = table(at).columns().nth(column).map_or("?", |(column, _)| column.name.text());
                format!("column `{name}` of table `{}`", table(at).name)
            }
            Self::Order(at) => format!("the order of the columns of table `{}`", table(at).name),
            Self::Index { table: at, index } => {
                format!("index `{}` on table `{}`", table(at).indexes[index].name, table(at).name)
            }
        }
    }
}

impl Comparison {
    /// Whether the store holds all that the catalog wants, as it wants it.
    pub fn is_same(&self) -> bool {
        self.changes.is_empty() && self.differences.is_empty()
    }
}

/// Compares `found` with what `catalog` wants; `drop` asks for all its tables to be made anew.
pub fn compare(catalog: &Catalog, found: &Schema, drop: bool) -> Comparison {
    let mut comparison = Comparison::default();
    keyspace::compare(catalog, found, &mut comparison);
    for (at, udt) in catalog.types.iter().enumerate() {
        user_type(at, udt, catalog, found, &mut comparison);
    }
    if drop {
        let there = catalog.tables.iter().enumerate().filter_map(|(table, planned)| {
            let found = found.tables.get(planned.shape.name.text())?;
            Some(Change::Drop { table, rows: found.rows })
        });
        // Types cannot be changed under tables that go anyway, so that these go first.
        let at = comparison.changes.iter().position(|change| *change != Change::Keyspace);
        let at = at.unwrap_or(comparison.changes.len());
        comparison.changes.splice(at..at, there);
    }
    for (at, planned) in catalog.tables.iter().enumerate() {
        match found.tables.get(planned.shape.name.text()).filter(|_| !drop) {
            None => create(at, &planned.shape, &mut comparison),
            Some(found) => table(at, planned, catalog, found, &mut comparison),
        }
    }
    comparison
}

/// The tables and types of `found` whose rows would be misread as `catalog` has them: other columns, types or keys.
pub(super) fn misread(catalog: &Catalog, found: &Schema) -> Vec<Difference> {
    let mut comparison = Comparison::default();
    for (at, udt) in catalog.types.iter().enumerate() {
        user_type(at, udt, catalog, found, &mut comparison);
    }
    let mut differences = comparison.differences;
    for (at, planned) in catalog.tables.iter().enumerate() {
        let Some(found) = found.tables.get(planned.shape.name.text()) else { continue };
        let (facts, _) = columns(&planned.shape, &found.columns, &catalog.types);
        if !facts.is_empty() {
            differences.push(Difference { object: format!("table `{}`", planned.shape.name), table: Some(at), facts });
        }
    }
    differences
}

fn create(at: usize, shape: &shape::Table, comparison: &mut Comparison) {
    comparison.changes.push(Change::Table(at));
    let indexes = 0..shape.indexes.len();
    comparison.changes.extend(indexes.map(|index| Change::Index { table: at, index }));
}

fn user_type(at: usize, udt: &UserType, catalog: &Catalog, found: &Schema, comparison: &mut Comparison) {
    let Some(there) = found.types.get(udt.name.text()) else {
        comparison.changes.push(Change::Type(at));
        return;
    };
    let mut facts = Vec::new();
    for (place, (name, ty)) in udt.fields.iter().enumerate() {
        match there.get(place) {
            None => comparison.changes.push(Change::Field { udt: at, field: place }),
            Some((found, _)) if found != name.text() => {
                facts.push(format!("field {} is `{found}` there, {name} in the model", place + 1));
            }
            Some((_, found)) if !same_type(found, ty, &catalog.types) => {
                facts.push(format!("field `{name}` is {found} there, {ty} in the model"));
            }
            Some(_) => {}
        }
    }
    for (name, _) in there.iter().skip(udt.fields.len()) {
        facts.push(format!("field `{name}` is in it, but not in the model"));
    }
    if !facts.is_empty() {
        let object = format!("type `{}`", udt.name);
        comparison.differences.push(Difference { object, table: None, facts });
    }
}

fn table(at: usize, planned: &Table, catalog: &Catalog, found: &Found, comparison: &mut Comparison) {
    let shape = &planned.shape;
    let (mut facts, added) = columns(shape, &found.columns, &catalog.types);
    if found.ordered && facts.is_empty() && added.is_empty() && !is_in_order(shape, &found.columns) {
        comparison.changes.push(Change::Order(at));
    }
    comparison.changes.extend(added.into_iter().map(|column| Change::Column { table: at, column }));
    facts.extend(settings::differing(&shape.options, found));
    if let Some(there) = found.lifetime.filter(|there| *there != shape.lifetime()) {
        let live =
            |lifetime: Option<u32>| lifetime.map_or_else(|| "for ever".to_owned(), |seconds| format!("{seconds} s"));
        facts.push(format!("its rows live {} there, {} in the model", live(there), live(shape.lifetime())));
    }
    indexes(at, shape, found, &mut facts, comparison);
    if !facts.is_empty() {
        let object = format!("table `{}`", shape.name);
        comparison.differences.push(Difference { object, table: Some(at), facts });
    }
}

/// Plans the indexes that are not there; an index of another definition is a difference, one that the model does not know
/// is worth a look.
fn indexes(at: usize, shape: &shape::Table, found: &Found, facts: &mut Vec<String>, comparison: &mut Comparison) {
    for (place, index) in shape.indexes.iter().enumerate() {
        let wanted = definition(shape, index);
        match found.indexes.get(index.name.text()) {
            None => comparison.changes.push(Change::Index { table: at, index: place }),
            Some(there) if *there != wanted => {
                facts.push(format!("index `{}` is {there} there, {wanted} in the model", index.name));
            }
            Some(_) => {}
        }
    }
    let unknown = |name: &&String| shape.indexes.iter().all(|index| index.name.text() != **name);
    for name in found.indexes.keys().filter(unknown) {
        let help = "declare it under `indexes`, or drop it";
        comparison
            .warnings
            .push(format!("table `{}` has an index `{name}` that the model does not know; {help}", shape.name));
    }
}

/// An index in one text, as a node keeps it: what it is on, then its options by name. A plain index on a collection of
/// several cells is one on its values.
pub(super) fn definition(shape: &shape::Table, index: &Index) -> String {
    let column = index.column.cql();
    let open = shape
        .column(&index.column)
        .is_some_and(|(column, _)| column.ty.is_multi_cell() && !matches!(column.ty, CqlType::Udt { .. }));
    let target = match index.target.function() {
        Some(function) => format!("{function}({column})"),
        None if open => format!("values({column})"),
        None => column,
    };
    index_text(&target, &index.options.iter().cloned().collect())
}

/// The same of an index that was found, whose target and options are these.
pub(super) fn index_text(target: &str, options: &BTreeMap<String, String>) -> String {
    let options: Vec<String> = options.iter().map(|(key, value)| format!("{key}: {value}")).collect();
    if options.is_empty() { format!("on {target}") } else { format!("on {target} {{ {} }}", options.join(", ")) }
}

/// In what the columns that were found differ from those of `shape`, and the places of those that are not there but can
/// be added; `types` are the declared ones.
pub(super) fn columns(
    shape: &shape::Table,
    found: &[FoundColumn],
    types: &[Arc<UserType>],
) -> (Vec<String>, Vec<usize>) {
    let (mut facts, mut added) = (Vec::new(), Vec::new());
    for (place, (column, kind)) in shape.columns().enumerate() {
        let name = column.name.text();
        match found.iter().find(|there| there.name == name) {
            None if matches!(kind, Kind::Static | Kind::Regular) => added.push(place),
            None => facts.push(format!("column `{name}` {} is not in it, and belongs to the key", column.ty)),
            Some(there) if !same_type(&there.ty, &column.ty, types) => {
                facts.push(format!("column `{name}` is {} there, {} in the model", there.ty, column.ty));
            }
            Some(there) if there.kind != kind => {
                facts.push(format!("column `{name}` is {} there, {} in the model", role(there.kind), role(kind)));
            }
            Some(_) => {}
        }
    }
    let gone = found.iter().filter(|there| shape.columns().all(|(c, _)| c.name.text() != there.name));
    facts.extend(gone.map(|there| format!("column `{}` is in it, but not in the model", there.name)));
    if facts.is_empty() {
        facts.extend(key_order(shape, found));
    }
    (facts, added)
}

/// Whether all columns that were found stand in the order of `shape`.
fn is_in_order(shape: &shape::Table, found: &[FoundColumn]) -> bool {
    shape.columns().map(|(column, _)| column.name.text()).eq(found.iter().map(|there| there.name.as_str()))
}

/// The order of key columns is meaning: it is never sorted away.
fn key_order(shape: &shape::Table, found: &[FoundColumn]) -> Option<String> {
    let is_key = |kind: &Kind| matches!(kind, Kind::Partition | Kind::Clustering(_));
    let there: Vec<&str> = found.iter().filter(|c| is_key(&c.kind)).map(|c| c.name.as_str()).collect();
    let wanted: Vec<&str> =
        shape.columns().filter(|(_, kind)| is_key(kind)).map(|(column, _)| column.name.text()).collect();
    (there != wanted).then(|| format!("its key is ({}) there, ({}) in the model", there.join(", "), wanted.join(", ")))
}

/// A class by its last word: the node keeps it with its package.
pub(super) fn last_word(class: &str) -> &str {
    class.rsplit('.').next().unwrap_or(class)
}

/// Whether the CQL of a type says what `wanted` is; `frozen` round a tuple and blanks make no difference.
fn same_type(there: &str, wanted: &CqlType, types: &[Arc<UserType>]) -> bool {
    let udt = |name: &str| types.iter().find(|udt| udt.name.text() == name).cloned();
    CqlType::parse(there, &udt).is_ok_and(|there| there == *wanted)
}

fn role(kind: Kind) -> &'static str {
    match kind {
        Kind::Partition => "partition key",
        Kind::Clustering(Order::Asc) => "clustering key ascending",
        Kind::Clustering(Order::Desc) => "clustering key descending",
        Kind::Static => "static",
        Kind::Regular => "a plain column",
    }
}

#[cfg(test)]
mod tests;
