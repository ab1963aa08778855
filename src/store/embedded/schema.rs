//! Takes a table's shape, gives the definition that the manifest records of it; tells in what two definitions differ.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::rules::shape::{Kind, Order, Table};
use crate::types::CqlType;

/// What the manifest records of `table`: its columns with type and kind, in order, the user-defined types in them, and how
/// long its rows live, where that is not for ever.
pub(super) fn definition(table: &Table) -> Value {
    let kind = |kind: Kind| match kind {
        Kind::Partition => "partition key",
        Kind::Clustering(Order::Asc) => "clustering asc",
        Kind::Clustering(Order::Desc) => "clustering desc",
        Kind::Static => "static",
        Kind::Regular => "regular",
    };
    let columns: Vec<Value> = table.columns().map(|(c, k)| json!([c.name.text(), c.ty.cql(), kind(k)])).collect();
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

/// In what the definition `there` differs from the one `wanted`, as phrases; empty if in nothing.
pub(super) fn differences(there: &Value, wanted: &Value) -> Vec<String> {
    let columns = |definition: &Value| -> Vec<(String, String, String)> {
        let list = definition["columns"].as_array().into_iter().flatten();
        list.map(|c| (text(&c[0]), text(&c[1]), text(&c[2]))).collect()
    };
    let (old, new) = (columns(there), columns(wanted));
    let mut found = Vec::new();
    for (name, ty, kind) in &new {
        match old.iter().find(|(other, ..)| other == name) {
            None => found.push(format!("column `{name}` {ty} is not in it")),
            Some((_, was, _)) if was != ty => found.push(format!("column `{name}` is {was} there, {ty} in the model")),
            Some((_, _, was)) if was != kind => {
                found.push(format!("column `{name}` is {was} there, {kind} in the model"));
            }
            Some(_) => {}
        }
    }
    let gone = old.iter().filter(|(name, ..)| !new.iter().any(|(other, ..)| other == name));
    found.extend(gone.map(|(name, ..)| format!("column `{name}` is in it, but not in the model")));
    if found.is_empty() && old != new {
        found.push("its columns stand in another order".to_owned());
    }
    if there["types"] != wanted["types"] {
        found.push("a user-defined type in it has other fields".to_owned());
    }
    if there["lifetime"] != wanted["lifetime"] {
        let lifetime = |definition: &Value| match definition["lifetime"].as_u64() {
            Some(seconds) => format!("{seconds} s"),
            None => "for ever".to_owned(),
        };
        found.push(format!("its rows live {} there, {} in the model", lifetime(there), lifetime(wanted)));
    }
    found
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}
