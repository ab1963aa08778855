//! Which comparisons the type of a column takes at all, whatever the column is to its table.

use super::relation::Reader;
use crate::cql::select::Op;
use crate::rules::select::scope::Out;
use crate::rules::shape::Column;
use crate::types::CqlType;

impl Reader<'_> {
    /// A range has no place where a duration is in the type: durations have no order.
    pub(super) fn slice_of_duration(&self, ty: &CqlType, op: Op, out: &mut Out) -> Option<()> {
        let mut has_duration = false;
        ty.walk(&mut |inner| has_duration |= *inner == CqlType::Duration);
        if !matches!(op, Op::Lt | Op::Le | Op::Gt | Op::Ge) || !has_duration {
            return Some(());
        }
        let what = match ty {
            CqlType::List { .. } | CqlType::Set { .. } | CqlType::Map { .. } => "collections containing durations",
            CqlType::Tuple(_) => "tuples containing durations",
            CqlType::Udt { .. } => "UDTs containing durations",
            _ => "duration columns",
        };
        self.refuse(out, "Q13", format!("Slice restrictions are not supported on {what}"))
    }

    /// Whether a column of this type can be compared so at all.
    pub(super) fn receiver(&self, column: &Column, op: Op, entry: bool, out: &mut Out) -> Option<()> {
        let (name, ty) = (column.name.text(), &column.ty);
        // A node does not see through the order of a column that is stored largest first.
        let is_reversed = self.is_reversed(&column.name);
        let is_map = matches!(ty, CqlType::Map { .. }) && !is_reversed;
        let is_list = matches!(ty, CqlType::List { .. }) && !is_reversed;
        let is_collection = is_map || is_list || (matches!(ty, CqlType::Set { .. }) && !is_reversed);
        let words = if op == Op::ContainsKey && !is_map {
            format!("Cannot use CONTAINS KEY on non-map column {name}")
        } else if op == Op::Contains && !is_collection {
            format!("Cannot use CONTAINS on non-collection column {name}")
        } else if entry && is_list {
            format!("Indexes on list entries ({name}[index] = value) are not currently supported.")
        } else if entry && !is_map {
            format!("Column {name} cannot be used as a map")
        } else if entry && !ty.is_multi_cell() {
            format!("Map-entry equality predicates on frozen map column {name} are not supported")
        } else if entry && op != Op::Eq {
            "Only EQ relations are supported on map entries".to_owned()
        } else if let CqlType::Udt { frozen: false, .. } = ty {
            format!("Non-frozen UDT column '{name}' ({ty}) cannot be restricted by any relation")
        } else if is_collection && ty.is_multi_cell() && !entry && !matches!(op, Op::Contains | Op::ContainsKey) {
            format!("Collection column '{name}' ({ty}) cannot be restricted by a '{op}' relation")
        } else {
            return Some(());
        };
        self.refuse(out, "Q15", words)
    }

    /// What of [`Self::receiver`] concerns IN.
    pub(super) fn not_open(&self, column: &Column, out: &mut Out) -> Option<()> {
        let (name, ty) = (column.name.text(), &column.ty);
        if !ty.is_multi_cell() {
            return Some(());
        }
        let words = match ty {
            CqlType::Udt { .. } => {
                format!("Non-frozen UDT column '{name}' ({ty}) cannot be restricted by any relation")
            }
            _ => format!("Collection column '{name}' ({ty}) cannot be restricted by a 'IN' relation"),
        };
        self.refuse(out, "Q15", words)
    }
}
