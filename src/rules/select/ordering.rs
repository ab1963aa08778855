//! Takes the ORDER BY clause with how the rows are found, gives what a node says of it.

use super::complaint::{self, Complaint, prepare};
use super::rows::access::Access;
use super::rows::restriction::{Place, Rank, Restriction, What, worth};
use super::scope::{Out, Scope};
use super::typing;
use super::values::Value;
use crate::cql::select::{Ordering, Select};
use crate::rules::shape::Order;

/// The orderings whose columns are found, each with its place; of ANN with what the vector is worth. The others are told
/// to `out`.
pub(super) fn read<'s>(
    select: &'s Select,
    scope: &Scope<'_>,
    out: &mut Out,
) -> Vec<(&'s Ordering, Place, Option<Value>)> {
    let mut read = Vec::new();
    for ordering in &select.order_by {
        let Some((place, column)) = Place::of(scope.table, &ordering.column) else {
            out.complaints.push(complaint::unknown_column(scope, &ordering.column, &ordering.span));
            continue;
        };
        let vector = ordering.ann.as_ref().map(|term| {
            let value = typing::term(term, &column.ty, column.name.text(), scope, out);
            worth(term, value)
        });
        read.push((ordering, place, vector));
    }
    read
}

/// The restriction that an ANN ordering is to a node; `None` where there is no such ordering.
pub(super) fn nearest(
    orderings: &[(&Ordering, Place, Option<Value>)],
    select: &Select,
) -> Option<Result<Restriction, Complaint>> {
    let mut anns = orderings.iter().filter_map(|(ordering, place, value)| Some((ordering, place, value.clone()?)));
    let (ordering, place, value) = anns.next()?;
    let refuse = |words: &str| Some(Err(prepare("Q19", &ordering.span, words.to_owned())));
    if anns.next().is_some() {
        return refuse("Cannot specify more than one ANN ordering");
    }
    if select.order_by.len() > 1 {
        return refuse("ANN ordering does not support any other ordering");
    }
    if ordering.desc {
        return refuse("Descending ANN ordering is not supported");
    }
    let (columns, span) = (vec![place.clone()], ordering.span.clone());
    Some(Ok(Restriction { columns, tuple: false, what: What::Ann(value), span }))
}

/// What a node says of an order by clustering columns. A column that is named twice keeps its first place and takes its
/// last direction.
pub(super) fn judge(select: &Select, scope: &Scope<'_>, access: &Access) -> Option<Complaint> {
    let ordering = select.order_by.first().filter(|_| select.order_by.iter().all(|one| one.ann.is_none()))?;
    let refuse = |words: &str| Some(prepare("Q08", &ordering.span, words.to_owned()));
    if access.uses_index {
        return refuse("ORDER BY with 2ndary indexes is not supported, except for ANN queries.");
    }
    if access.is_key_range {
        return refuse("ORDER BY is only supported when the partition key is restricted by an EQ or an IN.");
    }
    direction(select, scope, access).err()
}

fn direction(select: &Select, scope: &Scope<'_>, access: &Access) -> Result<(), Complaint> {
    let key = &scope.table.clustering_key;
    let mut once: Vec<(&Ordering, Place)> = Vec::new();
    for ordering in &select.order_by {
        let Some((place, _)) = Place::of(scope.table, &ordering.column) else { continue };
        match once.iter_mut().find(|(_, known)| *known == place) {
            Some(known) => known.0 = ordering,
            None => once.push((ordering, place)),
        }
    }
    let mut reversed: Vec<Option<bool>> = vec![None; key.len()];
    let mut next = 0;
    for (ordering, place) in once {
        let refuse = |words: &str| Err(prepare("Q08", &ordering.span, words.to_owned()));
        if place.rank != Rank::Clustering {
            let words = "Order by is currently only supported on the clustered columns of the PRIMARY KEY, got";
            return refuse(&format!("{words} {}", place.name));
        }
        while next != place.position {
            let Some((column, _)) = key.get(next) else {
                return refuse("java.lang.ArrayIndexOutOfBoundsException");
            };
            if !access.is_fixed(&column.name) {
                return refuse(
                    "Order by currently only supports the ordering of columns following their declared order in the \
                     PRIMARY KEY",
                );
            }
            next += 1;
        }
        next += 1;
        let stored = key.get(place.position).is_some_and(|(_, order)| *order == Order::Desc);
        if let Some(slot) = reversed.get_mut(place.position) {
            *slot = Some(ordering.desc != stored);
        }
    }
    let mut given = reversed.into_iter().flatten();
    let first = given.next();
    match select.order_by.first() {
        Some(ordering) if given.any(|one| Some(one) != first) => {
            Err(prepare("Q08", &ordering.span, "Unsupported order by relation".to_owned()))
        }
        _ => Ok(()),
    }
}
