//! Takes a SELECT that only we run, gives its text: no artifact prints it, so that no template makes it.

use crate::catalog::{Catalog, Select};
use crate::name::Name;
use crate::rules::shape::Relation;

/// The text of what `Catalog::by_key` and `Catalog::statics` plan.
pub fn reading(catalog: &Catalog, select: &Select) -> String {
    let shape = &select.shape;
    let columns: Vec<String> = shape.select.iter().map(Name::cql).collect();
    let relations: Vec<String> =
        shape.relations.iter().map(|relation: &Relation| super::spell::relation(relation)).collect();
    format!(
        "SELECT {}{} FROM {}.{} WHERE {}",
        if shape.distinct { "DISTINCT " } else { "" },
        columns.join(", "),
        catalog.keyspace.name.cql(),
        shape.table.name.cql(),
        relations.join(" AND ")
    )
}
