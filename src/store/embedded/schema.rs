//! Takes a table's shape, gives the definition that the manifest records of it; reads one back as what was found.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::catalog::Catalog;
use crate::rules::shape::{Kind, Order, Table};
use crate::store::embedded::Manifest;
use crate::store::schema::{Found, FoundColumn, Replication, Schema, definition as index_definition};
use crate::types::CqlType;

/// What the manifest records of `table`: its columns with type and kind, in order, the user-defined types in them, and how
/// long its rows live, where that is not for ever.
pub(super) fn definition(table: &Table) -> Value {
    let columns: Vec<Value> = table.columns().map(|(c, k)| json!([c.name.text(), c.ty.cql(), word(k)])).collect();
    let mut types = BTreeMap::new();
    for (column, _) in table.columns() {
        column.ty.walk(&mut |ty| {
            if let CqlType::Udt { udt, .. } = ty {
                let fields: Vec<Value> = udt.fields.iter().map(|(name, ty)| json!([name.text(), ty.cql()])).collect();
                types.insert(udt.name.text().to_owned(), Value::from(fields));
            }
        });
    }
    let mut definition = json!({ "columns": columns, "types": types });
    if let (Some(lifetime), Some(fields)) = (table.lifetime(), definition.as_object_mut()) {
        fields.insert("lifetime".to_owned(), lifetime.into());
    }
    definition
}

/// What `manifest` holds, in the terms of `catalog`: where it holds anything, what the folder has no need to record (the
/// keyspace, types that no table uses, options, indexes) is as the catalog says.
pub(super) fn schema(manifest: &Manifest, catalog: &Catalog) -> Schema {
    if manifest.tables.is_empty() {
        return Schema::default();
    }
    let mut schema = Schema {
        keyspace: Some(Replication {
            options: catalog.keyspace.replication.clone(),
            durable_writes: catalog.keyspace.durable_writes,
        }),
        ..Schema::default()
    };
    for (name, entry) in &manifest.tables {
        let rows = Some(entry.layers.iter().map(|layer| layer.entries).sum());
        let columns = columns(&entry.definition);
        let lifetime = entry.definition["lifetime"].as_u64().and_then(|seconds| u32::try_from(seconds).ok());
        let lifetime = Some(lifetime);
        schema.tables.insert(name.clone(), Found { columns, rows, lifetime, ordered: true, ..Found::default() });
    }
    // A scan serves what a node serves by an index, so that nothing has to be built.
    for table in &catalog.tables {
        if let Some(found) = schema.tables.get_mut(table.shape.name.text()) {
            let indexes = table.shape.indexes.iter();
            found.indexes = indexes.map(|i| (i.name.text().to_owned(), index_definition(&table.shape, i))).collect();
        }
    }
    // Each table records the types as they were when it was made or last changed. The tables of the model are changed
    // together, and those of other models do not count.
    for table in &catalog.tables {
        let entry = manifest.tables.get(table.shape.name.text());
        for (name, fields) in entry.and_then(|entry| entry.definition["types"].as_object()).into_iter().flatten() {
            schema.types.insert(name.clone(), pairs(fields));
        }
    }
    for udt in &catalog.types {
        let fields = || udt.fields.iter().map(|(name, ty)| (name.text().to_owned(), ty.cql())).collect();
        schema.types.entry(udt.name.text().to_owned()).or_insert_with(fields);
    }
    schema
}

/// The columns of a definition, in its order.
pub(super) fn columns(definition: &Value) -> Vec<FoundColumn> {
    let list = definition["columns"].as_array().into_iter().flatten();
    list.map(|column| FoundColumn { name: text(&column[0]), ty: text(&column[1]), kind: kind(&text(&column[2])) })
        .collect()
}

fn pairs(fields: &Value) -> Vec<(String, String)> {
    fields.as_array().into_iter().flatten().map(|field| (text(&field[0]), text(&field[1]))).collect()
}

fn word(kind: Kind) -> &'static str {
    match kind {
        Kind::Partition => "partition key",
        Kind::Clustering(Order::Asc) => "clustering asc",
        Kind::Clustering(Order::Desc) => "clustering desc",
        Kind::Static => "static",
        Kind::Regular => "regular",
    }
}

fn kind(word: &str) -> Kind {
    match word {
        "partition key" => Kind::Partition,
        "clustering asc" => Kind::Clustering(Order::Asc),
        "clustering desc" => Kind::Clustering(Order::Desc),
        "static" => Kind::Static,
        _ => Kind::Regular,
    }
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}
