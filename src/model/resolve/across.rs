//! The buckets that a query goes through.

use super::{Faults, Vocabulary};
use crate::model::{Across, Origin};
use crate::name::Name;
use crate::rules;
use crate::rules::across::{Derived, range};
use crate::rules::shape;

/// The buckets of the column `bucket`, which the table of `shape` holds; `None` if the rules have something against it.
pub(super) fn across(
    query: &str,
    shape: &shape::Query,
    bucket: Name,
    vocabulary: &Vocabulary,
    faults: &mut Faults<'_>,
) -> Option<Across> {
    let origin = vocabulary.by_name.get(bucket.text()).map(|at| &vocabulary.columns[*at].origin);
    let derived = match origin {
        Some(Origin::Derived { from, function }) => Some((&vocabulary.columns[*from], *function)),
        _ => None,
    };
    let (column, _) = shape.table.column(&bucket)?;
    let judged = rules::across::Across {
        query: shape.clone(),
        bucket,
        derived: derived.map(|(from, function)| Derived { from: from.name.clone(), rises: function.rises(&column.ty) }),
    };
    let before = faults.count();
    faults.judged(query, rules::across(&judged));
    let (from, function) = derived.filter(|_| faults.count() == before)?;
    let (from_column, _) = shape.table.column(&from.name)?;
    let range = range(shape, &from.name)?;
    Some(Across { bucket: column.clone(), from: from_column.clone(), function, range })
}
