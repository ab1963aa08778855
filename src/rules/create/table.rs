//! Takes the tree of a CREATE TABLE, gives what a node refuses in it and the table that it makes. Never judges options by
//! itself: `options` does.

use std::collections::HashMap;

use super::java::{hash_order, name_hash};
use super::key;
use super::types::Raw;
use super::{Complaint, Home, Thing, Unknown, Verdict, created, misread, options};
use crate::cql::create::{Column as Written, CreateTable, Key, Part, PropertyValue};
use crate::name::Name;
use crate::rules::select::Schema;
use crate::rules::shape::{COMPACT_STORAGE, Column, Order, Setting, Table};
use crate::types::CqlType;

/// Longest name of a table: 222 characters were accepted by a node, 223 refused.
const NAME_LENGTH: usize = 222;

/// What a node refuses while it reads: a column, a primary key or a column of the order that comes twice.
pub(super) fn while_reading(tree: &CreateTable) -> Vec<Complaint> {
    let shown = shown(tree);
    let mut found = Vec::new();
    let (mut columns, mut keys) = (Vec::new(), 0);
    for part in &tree.parts {
        match part {
            Part::Column(column) if columns.contains(&&column.name.name) => {
                let words = format!("Duplicate column '{}' declaration for table '{shown}'", column.name.name);
                found.push(created("K01", &column.name.span, words, "keep one of them"));
            }
            Part::Column(column) => columns.push(&column.name.name),
            Part::Key(key) => {
                keys += 1;
                if keys > 1 {
                    let words = format!("Multiple PRIMARY KEY specified for table '{shown}' (exactly one required)");
                    found.push(created("K01", &key.span, words, "keep one of them"));
                }
            }
        }
    }
    let mut ordered: Vec<&Name> = Vec::new();
    for (column, _) in &tree.orders {
        if ordered.contains(&&column.name) {
            let words = format!("Duplicate column '{}' in CLUSTERING ORDER BY clause for table '{shown}'", column.name);
            found.push(created("P05", &column.span, words, "keep one of them"));
        }
        ordered.push(&column.name);
    }
    found
}

/// What a node says to a statement that was read without a fault and has nothing twice.
pub(super) fn judge(tree: &CreateTable, schema: &Schema<'_>) -> Verdict {
    let home = Home { name: &tree.table, schema };
    let keys = tree.parts.iter().find_map(|part| match part {
        Part::Key(key) => Some(key),
        Part::Column(_) => None,
    });
    let Some(key) = keys else {
        let words = format!("No PRIMARY KEY specifed for table '{}' (exactly one required)", shown(tree));
        let help = "name the columns that every read of it knows in a PRIMARY KEY";
        return refused(vec![created("K01", &tree.table.span, words, help)]);
    };
    let mut complaints: Vec<Complaint> =
        home.servers(|keyspace| format!("Cannot CREATE <all tables in {keyspace}>")).into_iter().collect();
    complaints.extend(options::unread(&tree.options));
    complaints.extend(columns(tree).find_map(masked));
    complaints.extend(home.missing());
    let name = &tree.table.name;
    if complaints.is_empty() && schema.tables.iter().any(|table| table.name == *name) {
        if tree.if_not_exists {
            return Verdict::default();
        }
        let words = format!("Cannot add already existing table \"{name}\" to keyspace \"{}\"", schema.keyspace);
        complaints.push(created("P05", &tree.table.span, words, "give it another name, or say IF NOT EXISTS"));
    }
    if !complaints.is_empty() {
        return refused(complaints);
    }
    definition(tree, key, schema)
}

/// What a node refuses in the columns, the key, the options and the name, once all else is well.
fn definition(tree: &CreateTable, key: &Key, schema: &Schema<'_>) -> Verdict {
    let mut complaints = options::out_of_range(&tree.options);
    let (types, unfit, unknown) = typed(tree, schema);
    complaints.extend(unfit);
    complaints.extend(open_within_open(tree, &types));
    let shape = key::Shape { tree, key, types: &types, keyspace: schema.keyspace };
    complaints.extend(shape.places());
    complaints.extend(shape.orders());
    complaints.extend(shape.statics());
    complaints.extend(shape.counters());
    complaints.extend(options::id(&tree.options));
    complaints.extend(misnamed(tree, schema));
    let made = complaints.is_empty() && unknown.is_empty();
    let made = made.then(|| table(tree, key, &types)).map(|table| Thing::Table(table.into()));
    Verdict { complaints, unknown, made }
}

fn refused(complaints: Vec<Complaint>) -> Verdict {
    Verdict { complaints, ..Verdict::default() }
}

/// The columns in written order.
pub(super) fn columns(tree: &CreateTable) -> impl Iterator<Item = &Written> {
    tree.parts.iter().filter_map(|part| match part {
        Part::Column(column) => Some(column),
        Part::Key(_) => None,
    })
}

/// The table as it is written, keyspace and all.
fn shown(tree: &CreateTable) -> String {
    match &tree.table.keyspace {
        Some(keyspace) => format!("{keyspace}.{}", tree.table.name),
        None => tree.table.name.to_string(),
    }
}

/// A column with MASKED, which a node takes only where its yaml switches masking on.
fn masked(column: &Written) -> Option<Complaint> {
    let words = "Cannot mask columns because dynamic data masking is not enabled. You can enable it with the dynamic_data_masking_enabled property on cassandra.yaml";
    column.masked.as_ref().map(|span| created("P05", span, words, "leave MASKED out"))
}

/// The type of each column, what is refused in the types, and what cannot be known. A node looks at the columns in the
/// order of its hash table.
fn typed<'a>(tree: &'a CreateTable, schema: &Schema<'_>) -> (Types<'a>, Vec<Complaint>, Vec<Unknown>) {
    let (mut types, mut complaints, mut unknown) = (HashMap::new(), Vec::new(), Vec::new());
    let ordered = hash_order(columns(tree).collect(), |column: &&Written| name_hash(column.name.name.text()), false);
    for column in ordered {
        let raw = Raw::of(&column.ty);
        let prepared = raw.prepare(schema, &column.ty.span);
        if let Ok(None) = prepared {
            let what = format!("the class of the type of `{}`", column.name.name);
            unknown.push(Unknown { what, span: column.ty.span.clone() });
        }
        let ty = prepared.unwrap_or_else(|complaint| {
            complaints.push(complaint);
            None
        });
        types.insert(&column.name.name, (raw, ty));
    }
    (types, complaints, unknown)
}

/// The types of the columns by their names: as written, and what a node makes of them, where that is known.
pub(super) type Types<'a> = HashMap<&'a Name, (Raw, Option<CqlType>)>;

/// A user-defined type that is not frozen holds no collection that is not frozen either.
fn open_within_open(tree: &CreateTable, types: &Types<'_>) -> Option<Complaint> {
    let column = columns(tree).find(|column| match types.get(&column.name.name) {
        Some((_, Some(CqlType::Udt { udt, frozen: false }))) => udt.fields.iter().any(|(_, ty)| ty.is_multi_cell()),
        _ => false,
    })?;
    let words = "Non-frozen UDTs with nested non-frozen collections are not supported";
    Some(created("K07", &column.ty.span, words, "write `frozen<…>` round the type"))
}

/// The name of a table is looked at last.
fn misnamed(tree: &CreateTable, schema: &Schema<'_>) -> Option<Complaint> {
    let (keyspace, name) = (schema.keyspace, tree.table.name.text());
    let is_word = !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    let fault = if !is_word {
        format!("must not be empty or not contain non-alphanumeric-underscore characters (got \"{name}\")")
    } else if name.len() > NAME_LENGTH {
        format!("must not be more than {NAME_LENGTH} characters long (got {} characters for \"{name}\")", name.len())
    } else {
        return None;
    };
    let words = format!("{keyspace}.{name}: Table name {fault}");
    Some(created("N02", &tree.table.span, words, "name it with 1 to 222 letters, digits and `_`"))
}

/// The table that a statement without a fault makes.
fn table(tree: &CreateTable, key: &Key, types: &Types<'_>) -> Table {
    let column = |name: &Name| {
        let ty = types.get(name).and_then(|(_, ty)| ty.clone()).expect("a table is made of known types alone");
        Column { name: name.clone(), ty }
    };
    let order = |name: &Name| match tree.orders.iter().find(|(column, _)| column.name == *name) {
        Some((_, true)) => Order::Desc,
        _ => Order::Asc,
    };
    let in_key = |name: &Name| key.partition.iter().chain(&key.clustering).any(|place| place.name == *name);
    let plain = |is_static: bool| {
        let fits = move |column: &&Written| column.is_static == is_static && !in_key(&column.name.name);
        columns(tree).filter(fits).map(|written| column(&written.name.name)).collect()
    };
    let clustering = key.clustering.iter().map(|place| (column(&place.name), order(&place.name)));
    let setting = |value: &PropertyValue| match value {
        PropertyValue::Scalar(text) => Setting::Scalar(text.clone()),
        PropertyValue::Map(entries) => Setting::Map(entries.clone()),
    };
    let written = tree.options.iter().map(|o| (o.name.name.to_string(), setting(&o.value)));
    let compact = tree.compact.then(|| (COMPACT_STORAGE.to_owned(), Setting::Scalar(String::new())));
    Table {
        name: tree.table.name.clone(),
        partition_key: key.partition.iter().map(|place| column(&place.name)).collect(),
        clustering_key: clustering.collect(),
        statics: plain(true),
        regulars: plain(false),
        options: written.chain(compact).collect(),
        indexes: Vec::new(),
        ttl: None,
    }
}

/// That a property has no such name: a node says so of the first in its hash table.
pub(super) fn unknown_property(name: &crate::cql::create::Place) -> Complaint {
    let words = format!("Unknown property '{}'", name.name);
    misread("O01", &name.span, words, "leave it out, or look at the spelling")
}
