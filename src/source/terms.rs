//! Takes the values of columns that have indexes, refuses those that an index of a node would not find or would choke on.

use super::{Class, Reason};
use crate::rules::shape::{Index, Table, Target};
use crate::types::CqlType;
use crate::value::collection_parts;

/// The longest term of an index in bytes. A node stores a text of 8,193 bytes without a word and does not index it: the
/// row is not found by its own value.
const TERM_CAP: usize = 8192;

/// What one index demands of the values of its column.
#[derive(Clone, Debug)]
pub(crate) struct Terms {
    /// Where its column stands in `shape.columns()`.
    pub(crate) place: usize,
    name: String,
    index: String,
    demand: Demand,
}

#[derive(Clone, Debug)]
enum Demand {
    /// The value as a whole is short.
    Short,
    /// Each part of the collection at these places is short: of `per_entry` parts, from the first on.
    ShortParts { per_entry: usize, first: usize },
    /// Each entry of the map is short.
    ShortEntries,
    /// A vector of finite floats that are not all zero, which has no direction.
    Vector { zero: bool },
}

impl Terms {
    /// The demands of the indexes of the table `shape`, where there are any.
    pub(crate) fn of(shape: &Table) -> Vec<Self> {
        let of = |index: &Index| {
            let (place, (column, _)) =
                shape.columns().enumerate().find(|(_, (column, _))| column.name == index.column)?;
            let (name, index_name) = (index.column.text().to_owned(), index.name.text().to_owned());
            let demand = demand(index, &column.ty)?;
            Some(Self { place, name, index: index_name, demand })
        };
        shape.indexes.iter().filter_map(of).collect()
    }

    /// Refuses a value that the index would not take.
    #[inline]
    pub(crate) fn check(&self, value: &[u8]) -> Result<(), Reason> {
        let longest = match self.demand {
            Demand::Short => value.len(),
            Demand::Vector { zero } => return self.check_vector(value, zero),
            // Short as a whole, short in its parts.
            _ if value.len() <= TERM_CAP => 0,
            Demand::ShortParts { per_entry, first } => {
                let parts = collection_parts(value, per_entry).unwrap_or_default();
                parts.iter().skip(first).step_by(per_entry).flatten().map(|part| part.len()).max().unwrap_or(0)
            }
            Demand::ShortEntries => {
                let parts = collection_parts(value, 2).unwrap_or_default();
                // A pair is each part with two bytes of length before and a zero after it.
                let length = |pair: &[Option<&[u8]>]| pair.iter().flatten().map(|part| part.len() + 3).sum();
                parts.chunks(2).map(length).max().unwrap_or(0)
            }
        };
        if longest > TERM_CAP { Err(self.too_long(longest)) } else { Ok(()) }
    }

    fn check_vector(&self, value: &[u8], zero: bool) -> Result<(), Reason> {
        let mut floats = value.as_chunks::<4>().0.iter().map(|bytes| f32::from_be_bytes(*bytes));
        if floats.clone().any(|float| !float.is_finite()) {
            return Err(self.refused("holds NaN or Infinity, which its index does not take"));
        }
        if !zero && floats.all(|float| float == 0.0) {
            return Err(self.refused("is all zeros, which has no direction: its index, by cosine, does not take it"));
        }
        Ok(())
    }

    #[cold]
    fn refused(&self, why: &str) -> Reason {
        Reason::column(Class::Index, &self.name, format!("the vector {why} (`{}`)", self.index))
    }

    #[cold]
    fn too_long(&self, length: usize) -> Reason {
        let index = &self.index;
        let text = format!(
            "{length} bytes long, but index `{index}` is on it: over {TERM_CAP} bytes Cassandra would store it and not find it"
        );
        Reason::column(Class::Index, &self.name, text)
    }
}

/// What `index` demands of a column of type `ty`; numbers, times, uuids and the like are always short.
fn demand(index: &Index, ty: &CqlType) -> Option<Demand> {
    let may_be_long = |term: &CqlType| matches!(term, CqlType::Text | CqlType::Ascii) || !term.is_native();
    match (index.term(ty), ty) {
        (_, CqlType::Vector { .. }) => {
            Some(Demand::Vector { zero: index.option("similarity_function").is_some_and(|s| s != "cosine") })
        }
        (None, _) => Some(Demand::ShortEntries),
        (Some(term), _) if !may_be_long(term) => None,
        (Some(_), CqlType::Map { frozen: false, .. }) => {
            Some(Demand::ShortParts { per_entry: 2, first: usize::from(index.target != Target::Keys) })
        }
        (Some(_), CqlType::List { frozen: false, .. } | CqlType::Set { frozen: false, .. }) => {
            Some(Demand::ShortParts { per_entry: 1, first: 0 })
        }
        _ => Some(Demand::Short),
    }
}
