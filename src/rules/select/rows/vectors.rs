//! What holds of vectors: which of their indexes a node asks, and what it wants beside them.

use super::access::{Access, Asked};
use super::restriction::What;
use crate::rules::select::complaint::{Complaint, prepare};
use crate::types::CqlType;

const ANN_NEEDS_INDEXES: &str = "ANN ordering by vector requires all restricted column(s) to be indexed";

impl Access {
    /// What holds of vectors: an index on one serves ANN alone, and ANN wants all that is restricted indexed.
    pub(super) fn decide_vectors(&self, asked: Asked<'_>) -> Result<(), Complaint> {
        let table = asked.table;
        let type_of = |name: &crate::name::Name| table.column(name).map(|(column, _)| &column.ty);
        let is_vector = |ty: &CqlType| matches!(ty, CqlType::Vector { .. });
        let Some(ann) = self.plain.iter().find(|one| matches!(one.what, What::Ann(_))) else {
            let vector = self.plain.columns().find(|column| type_of(&column.name).is_some_and(is_vector));
            return match vector.filter(|column| table.is_indexed(&column.name)) {
                Some(column) => {
                    let span = self.plain.of(&column.name).map_or(asked.span, |one| &one.span);
                    Err(prepare("Q19", span, "Vector indexes only support ANN queries".to_owned()))
                }
                None => Ok(()),
            };
        };
        let refuse = |words: &str| Err(prepare("Q19", &ann.span, words.to_owned()));
        let Some(column) = ann.columns.first() else { return Ok(()) };
        let floats = |ty: &CqlType| matches!(ty, CqlType::Vector { item, .. } if **item == CqlType::Float);
        if !type_of(&column.name).is_some_and(floats) {
            return refuse("ANN ordering is only supported on float vector indexes");
        }
        if !table.is_indexed(&column.name) {
            return refuse("ANN ordering by vector requires the column to be indexed");
        }
        if self.partition_needs_filtering(table) {
            return refuse(ANN_NEEDS_INDEXES);
        }
        let others = self.plain.iter().filter(|one| !matches!(one.what, What::Ann(_)));
        let plain_open = others.filter_map(|one| one.columns.first()).any(|column| !table.is_indexed(&column.name));
        let clustering_open = self.clustering.columns().any(|column| !table.is_indexed(&column.name));
        let unrestricted = self.token.is_none() && self.partition.len() < table.partition_key.len();
        if plain_open || (clustering_open && (unrestricted || self.clustering_needs_filtering())) {
            return refuse(ANN_NEEDS_INDEXES);
        }
        Ok(())
    }
}
