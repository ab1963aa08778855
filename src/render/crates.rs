//! Takes a catalog, gives the crates that `rows.rs` needs, with the features of the driver's. Never writes a manifest.

use std::collections::BTreeSet;

use minijinja::Value;

use super::context::word;
use super::rust_types;
use crate::catalog::Catalog;
use crate::model::{Returns, RustType};
use crate::types::CqlType;

/// Whether any value is a uuid.
pub(super) fn needs_uuid(catalog: &Catalog) -> bool {
    let mut found = false;
    let mut look = |ty: &CqlType| found |= *ty == CqlType::Uuid;
    catalog.types.iter().flat_map(|udt| &udt.fields).for_each(|(_, ty)| ty.walk(&mut look));
    catalog.tables.iter().flat_map(|table| table.shape.columns()).for_each(|(column, _)| column.ty.walk(&mut look));
    catalog.selects.iter().flat_map(|select| &select.columns).for_each(|(column, _)| column.ty.walk(&mut look));
    catalog.selects.iter().flat_map(|select| &select.binds).for_each(|bind| bind.ty.walk(&mut look));
    // What only a condition reads is read from a CSV, too.
    catalog.columns.iter().filter(|_| catalog.rust.csv).for_each(|column| column.ty.walk(&mut look));
    found
}

/// The crates in the order in which a manifest is written: the driver, then the others by name. The driver does not export
/// `uuid`'s type itself.
pub(super) fn crates(catalog: &Catalog) -> Vec<Value> {
    let mut others = BTreeSet::new();
    others.extend(needs_uuid(catalog).then(|| "uuid 1".to_owned()));
    let mut features = BTreeSet::new();
    let of_columns = catalog.columns.iter().filter_map(|column| match &column.rust {
        Some(RustType::Path(path)) => Some(path),
        _ => None,
    });
    for path in of_columns.chain(catalog.rust.types.iter().map(|(_, path)| path)) {
        features.extend(rust_types::feature(path.text()));
        others.extend(path.package().filter(|package| *package != "uuid").map(str::to_owned));
    }
    let derives = catalog.rust.derives.iter().filter_map(|path| path.strip_prefix("::")?.split("::").next());
    others.extend(derives.filter(|package| !matches!(*package, "std" | "core")).map(str::to_owned));
    if catalog.rust.csv && !catalog.records.is_empty() {
        others.insert("serde with derive".to_owned());
    }
    // What is read from several streams is a stream of its own.
    if catalog.selects.iter().any(|select| select.across.is_some() && select.returns == Returns::All) {
        others.insert("futures 0.3".to_owned());
    }
    let features: Vec<&str> = features.into_iter().collect();
    let driver = match features.as_slice() {
        [] => "scylla 1.9".to_owned(),
        some => format!("scylla 1.9 with {}", some.join(" and ")),
    };
    std::iter::once(driver).chain(others).map(word).collect()
}
