//! Takes columns that hold collections, finds those whose writes leave tombstones, that grow, or that hold a table.
//! Never judges where a type may stand.

use super::Stored;
use crate::rules::shape::{Finding, Part, is_open_collection};
use crate::types::CqlType;

/// A14: a collection of several cells is written whole, and each write deletes the old one first, even where there is
/// none: Cassandra 5.0, the setters of `cql3/Lists`, `Sets`, `Maps` and `UserTypes`.
pub(super) fn written_whole(stored: &Stored<'_, '_>) -> Vec<Finding> {
    let column = stored.column;
    // An index on its elements wants a collection that is not frozen.
    let is_searched = stored.tables.iter().any(|table| table.shape.is_indexed(&column.name));
    if !column.ty.is_multi_cell() || column.is_added || is_searched {
        return Vec::new();
    }
    let fact = format!("every write of `{}` leaves a tombstone, for it deletes the old value first", column.name);
    let frozen = format!("`frozen<{}>` is one value, which is overwritten without one", column.ty.cql());
    let help = match column.ty {
        CqlType::Udt { .. } => frozen,
        _ => format!("{frozen}; where elements are only added, `write: add` deletes nothing"),
    };
    vec![Finding::new("A14", Part::Column(column.name.clone()), fact).help(help)]
}

/// A15: a list is appended to, which cannot be sent again.
pub(super) fn appended(stored: &Stored<'_, '_>) -> Vec<Finding> {
    let column = stored.column;
    if !column.is_added || !matches!(column.ty, CqlType::List { .. }) {
        return Vec::new();
    }
    let fact =
        format!("`{}` is appended to: a write that is sent again appends again, and the list only grows", column.name);
    let help = "make it a set or a map, to which an element is added once; or give each element a row";
    vec![Finding::new("A15", Part::Column(column.name.clone()), fact).help(help)]
}

/// A16: a set or map is added to without end, and read whole.
pub(super) fn growing(stored: &Stored<'_, '_>) -> Vec<Finding> {
    let column = stored.column;
    let key = match &column.ty {
        CqlType::Set { item, .. } => item,
        CqlType::Map { key, .. } => key,
        _ => return Vec::new(),
    };
    let is_small = matches!(**key, CqlType::Boolean | CqlType::Tinyint);
    if !column.is_added || is_small || stored.tables.iter().all(|table| table.expires()) {
        return Vec::new();
    }
    let fact = format!("`{}` grows with every write, and is read whole each time", column.name);
    let help = "give each element a row, with a clustering column; or say in `allow:` what keeps it small";
    vec![Finding::new("A16", Part::Column(column.name.clone()), fact).help(help)]
}

/// A17: a collection of collections is a table in a cell: none of it can be read or written alone.
pub(super) fn table_in_a_cell(stored: &Stored<'_, '_>) -> Vec<Finding> {
    let column = stored.column;
    if !is_collection(&column.ty) {
        return Vec::new();
    }
    let mut collections = 0;
    column.ty.walk(&mut |inner| collections += usize::from(is_collection(inner)));
    if collections < 2 {
        return Vec::new();
    }
    let inside = if is_open_collection(&column.ty) { "an element" } else { "the whole value" };
    let fact = format!("`{}` holds collections in a collection: {inside} is read and written as one", column.name);
    let help = "make it a table: what is outside becomes a clustering column, what is inside a row or a collection";
    vec![Finding::new("A17", Part::Column(column.name.clone()), fact).help(help)]
}

fn is_collection(ty: &CqlType) -> bool {
    matches!(ty, CqlType::List { .. } | CqlType::Set { .. } | CqlType::Map { .. })
}
