//! Takes a table, gives the statements that only we run on it: no artifact prints them, so that no template makes them.

use crate::catalog::Catalog;
use crate::rules::shape::Column;

/// The SELECT of all columns of one row of table number `table`, by its whole key: what `Catalog::by_key` plans.
pub fn by_key(catalog: &Catalog, table: usize) -> String {
    let shape = &catalog.tables[table].shape;
    let columns: Vec<String> = shape.columns().map(|(column, _)| column.name.cql()).collect();
    let equal = |column: &Column| format!("{} = {}", column.name.cql(), super::spell::marker(&column.name));
    let keys = shape.columns().take(shape.key_len()).map(|(column, _)| equal(column));
    format!(
        "SELECT {} FROM {}.{} WHERE {}",
        columns.join(", "),
        catalog.keyspace.name.cql(),
        shape.name.cql(),
        keys.collect::<Vec<_>>().join(" AND ")
    )
}
