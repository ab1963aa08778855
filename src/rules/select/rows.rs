//! Takes the WHERE clause of a SELECT, gives how its rows are found: by partition, by a range of partitions, by an index,
//! by reading and leaving out. Never looks at the select list.

pub(super) mod access;
mod comparisons;
pub(super) mod keys;
pub(super) mod merging;
pub(super) mod relation;
pub(super) mod restriction;
pub(super) mod served;
mod text;
mod vectors;
