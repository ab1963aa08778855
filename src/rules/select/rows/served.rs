//! Which restrictions an index of a table serves. The storage-attached indexes of a table are asked together; of those of
//! the old kind a node asks one, and no other beside it.

use std::borrow::Cow;

use super::merging::Restrictions;
use super::restriction::{Place, Restriction, What};
use crate::rules::shape::{Index, IndexKind, Op, Table};
use crate::types::CqlType;

/// Whether an index serves any part of the restriction: it is then left to the indexes, as far as they go.
pub(in crate::rules::select) fn is_served(table: &Table, of: &Restriction) -> bool {
    of.columns.iter().any(|column| is_column_served(table, column, &of.what))
}

/// Whether the indexes find all that the restriction asks for: a tuple needs one on each column.
pub(in crate::rules::select) fn is_wholly_served(table: &Table, of: &Restriction) -> bool {
    of.columns.iter().all(|column| is_column_served(table, column, &of.what))
}

/// `table` as each group of indexes sees it that a node asks together: one where all are storage-attached.
pub(in crate::rules::select) fn groups(table: &Table) -> Vec<Cow<'_, Table>> {
    let legacy = || table.indexes.iter().filter(|index| index.kind == IndexKind::Legacy);
    if legacy().next().is_none() {
        return vec![Cow::Borrowed(table)];
    }
    let attached = table.indexes.iter().filter(|index| index.kind == IndexKind::Attached).cloned().collect();
    let alone = legacy().map(|index| vec![index.clone()]);
    let seen = |indexes| Cow::Owned(Table { indexes, ..table.clone() });
    std::iter::once(attached).chain(alone).map(seen).collect()
}

/// Whether an index serves any of the restrictions.
pub(in crate::rules::select) fn is_any_served(table: &Table, of: &Restrictions) -> bool {
    of.any(|one| is_served(table, one))
}

fn is_column_served(table: &Table, column: &Place, what: &What) -> bool {
    let Some((found, _)) = table.column(&column.name) else { return false };
    table.indexes.iter().filter(|index| index.column == column.name).any(|index| serves(index, &found.ty, what))
}

/// Of several things asked of one column it is enough that one is served: the rest is left out of what was found.
fn serves(index: &Index, ty: &CqlType, what: &What) -> bool {
    let is_vector = matches!(ty, CqlType::Vector { .. });
    match what {
        // The node counts an index on a vector here, and refuses the comparison later.
        What::Eq(_) if is_vector => true,
        What::Eq(_) => index.serves(ty, Op::Eq),
        What::In(_) | What::InMarker => false,
        What::Slice { .. } => index.serves(ty, Op::Gt),
        What::Contains { values, keys, entries } => {
            (!values.is_empty() && index.serves(ty, Op::Contains))
                || (!keys.is_empty() && index.serves(ty, Op::ContainsKey))
                || (!entries.is_empty() && index.serves(ty, Op::Entry))
        }
        What::Ann(_) => is_vector,
    }
}
