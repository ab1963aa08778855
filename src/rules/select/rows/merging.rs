//! Takes restrictions one after the other, gives them by column, several of a column as one where that can be.

use std::collections::BTreeMap;

use super::restriction::{Place, Restriction, What};

/// Restrictions of one part of a table: the partition key, the clustering key, or all other columns.
#[derive(Clone, Debug, Default)]
pub(in crate::rules::select) struct Restrictions {
    all: Vec<Restriction>,
    at: BTreeMap<Place, usize>,
}

/// Why two restrictions do not go together: the node's words.
pub(in crate::rules::select) type Clash = String;

impl Restrictions {
    /// Adds `new` to what its columns are restricted by.
    pub(in crate::rules::select) fn add(&mut self, new: Restriction) -> Result<(), Clash> {
        let mut known: Vec<usize> = new.columns.iter().filter_map(|column| self.at.get(column).copied()).collect();
        known.dedup();
        if known.is_empty() {
            self.put(new);
            return Ok(());
        }
        // A node gives the merged restriction to the columns of the new one alone, so that the last columns of a longer
        // tuple keep the old one.
        for old in known {
            if let Some(old) = self.all.get(old) {
                let columns = new.columns.clone();
                let merged = merge(old, &new)?;
                self.all.push(merged);
                let index = self.all.len() - 1;
                self.at.extend(columns.into_iter().map(|column| (column, index)));
            }
        }
        Ok(())
    }

    fn put(&mut self, new: Restriction) {
        let index = self.all.len();
        self.at.extend(new.columns.iter().map(|column| (column.clone(), index)));
        self.all.push(new);
    }

    /// The restrictions in the order of their columns, each once.
    pub(in crate::rules::select) fn iter(&self) -> impl Iterator<Item = &Restriction> {
        let mut last = None;
        let distinct = self.at.values().filter(move |index| last.replace(**index) != Some(**index));
        distinct.filter_map(|index| self.all.get(*index))
    }

    /// That of the last column.
    pub(in crate::rules::select) fn last(&self) -> Option<&Restriction> {
        self.at.values().next_back().and_then(|index| self.all.get(*index))
    }

    /// What the column is restricted by.
    pub(in crate::rules::select) fn of(&self, name: &crate::name::Name) -> Option<&Restriction> {
        let (_, index) = self.at.iter().find(|(column, _)| column.name == *name)?;
        self.all.get(*index)
    }

    /// The restricted columns, in order.
    pub(in crate::rules::select) fn columns(&self) -> impl Iterator<Item = &Place> {
        self.at.keys()
    }

    /// How many columns are restricted.
    pub(in crate::rules::select) fn len(&self) -> usize {
        self.at.len()
    }

    pub(in crate::rules::select) fn is_empty(&self) -> bool {
        self.at.is_empty()
    }

    pub(in crate::rules::select) fn any(&self, holds: impl Fn(&Restriction) -> bool) -> bool {
        self.iter().any(holds)
    }
}

/// `old` and `new` as one.
pub(in crate::rules::select) fn merge(old: &Restriction, new: &Restriction) -> Result<Restriction, Clash> {
    let names = common(old, new);
    let tuple = old.tuple || new.tuple;
    match (&old.what, &new.what) {
        (What::Eq(_), _) => {
            Err(format!("{names} cannot be restricted by more than one relation if it includes an Equal"))
        }
        (What::In(_) | What::InMarker, _) => {
            Err(format!("{names} cannot be restricted by more than one relation if it includes a IN"))
        }
        (What::Ann(_), _) => Err(format!("{names} cannot be restricted by more than one relation in an ANN ordering")),
        (What::Slice { lower, upper }, What::Slice { lower: new_lower, upper: new_upper }) => {
            if old.first() != new.first() {
                let later = if old.first() > new.first() { old } else { new };
                let name = later.name();
                let words = "cannot be restricted by two inequalities not starting with the same column";
                return Err(format!("Column \"{name}\" {words}"));
            }
            for (bound, one, other) in [("start", lower, new_lower), ("end", upper, new_upper)] {
                if one.is_some() && other.is_some() {
                    return Err(format!("More than one restriction was found for the {bound} bound on {names}"));
                }
            }
            let widened = |edge: &Option<super::restriction::Edge>, of: &Restriction| {
                edge.clone()
                    .map(|edge| super::restriction::Edge { widened: edge.widened || (tuple && !of.tuple), ..edge })
            };
            let lower = widened(lower, old).or_else(|| widened(new_lower, new));
            let upper = widened(upper, old).or_else(|| widened(new_upper, new));
            let columns = if old.columns.len() >= new.columns.len() { &old.columns } else { &new.columns };
            let what = What::Slice { lower, upper };
            Ok(Restriction { columns: columns.clone(), tuple, what, span: new.span.clone() })
        }
        (What::Slice { .. }, _) => {
            let words = "cannot be restricted by both an equality and an inequality relation";
            Err(format!("Column \"{names}\" {words}"))
        }
        (
            What::Contains { values, keys, entries },
            What::Contains { values: new_values, keys: new_keys, entries: new_entries },
        ) => {
            let what = What::Contains {
                values: [values.as_slice(), new_values].concat(),
                keys: [keys.as_slice(), new_keys].concat(),
                entries: [entries.as_slice(), new_entries].concat(),
            };
            Ok(Restriction { what, span: new.span.clone(), ..old.clone() })
        }
        (What::Contains { .. }, _) => {
            let words = "can only be restricted by CONTAINS, CONTAINS KEY, or map-entry equality";
            Err(format!("Collection column {names} {words}"))
        }
    }
}

/// The columns that both restrict; a node tells those of tuples in no order of its own.
fn common(old: &Restriction, new: &Restriction) -> String {
    let both = old.columns.iter().filter(|column| new.columns.contains(column));
    both.map(|column| column.name.text()).collect::<Vec<_>>().join(" ,")
}
