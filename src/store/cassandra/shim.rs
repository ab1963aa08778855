//! Stands in for what other branches bring.
use crate::rules::shape::Table;
use crate::types::CqlType;
pub(super) fn is_counter(table: &Table) -> bool {
    table.columns().any(|(c, _)| c.ty == CqlType::Counter)
}
