//! Takes the restrictions of a WHERE clause, gives how a node finds the rows, or why it does not.

use std::ops::Range;

use super::merging::Restrictions;
use super::restriction::{Rank, Restriction, What};
use super::served::{groups, is_any_served, is_served, is_wholly_served};
use crate::rules::select::complaint::{Complaint, prepare};
use crate::rules::shape::Table;

/// What a node says where rows would be read and left out.
pub(in crate::rules::select) const NEEDS_FILTERING: &str = "Cannot execute this query as it might involve data filtering \
    and thus may have unpredictable performance. If you want to execute this query despite the performance \
    unpredictability, use ALLOW FILTERING";

/// The restrictions of a statement, by the part of the table that they are on.
#[derive(Clone, Debug, Default)]
#[allow(clippy::struct_excessive_bools, reason = "each is a fact of its own, and all of them can be so at once")]
pub(in crate::rules::select) struct Access {
    /// Those of the partition key's columns.
    pub(in crate::rules::select) partition: Restrictions,
    /// That of the partition key's token.
    pub(in crate::rules::select) token: Option<Restriction>,
    /// Those of clustering columns.
    pub(in crate::rules::select) clustering: Restrictions,
    /// Those of all other columns, and that of an ANN ordering.
    pub(in crate::rules::select) plain: Restrictions,
    /// Whether partitions are read in the order of their tokens.
    pub(in crate::rules::select) is_key_range: bool,
    /// Whether partitions are found by their token.
    pub(in crate::rules::select) is_on_token: bool,
    /// Whether an index finds rows.
    pub(in crate::rules::select) uses_index: bool,
    /// Whether rows are left out by their partition key.
    pub(in crate::rules::select) filters_partition: bool,
    /// Whether rows are left out by their clustering columns.
    pub(in crate::rules::select) filters_clustering: bool,
}

/// How a statement may find its rows.
#[derive(Clone, Copy, Debug)]
pub(in crate::rules::select) struct Asked<'a> {
    /// The table.
    pub(in crate::rules::select) table: &'a Table,
    /// ALLOW FILTERING.
    pub(in crate::rules::select) allow_filtering: bool,
    /// Whether static columns alone are selected.
    pub(in crate::rules::select) only_statics: bool,
    /// Where to point at where no relation is at fault.
    pub(in crate::rules::select) span: &'a Range<usize>,
}

impl Access {
    /// Adds a restriction of columns; gives why it does not go with those before it.
    pub(in crate::rules::select) fn add(&mut self, new: Restriction, asked: Asked<'_>) -> Result<(), Complaint> {
        let span = new.span.clone();
        let clash = |words: String| prepare("Q05", &span, words);
        match new.columns.first().map(|column| column.rank) {
            Some(Rank::Partition) => self.partition.add(new).map_err(clash),
            Some(Rank::Clustering) => self.add_clustering(&new, asked),
            _ => self.plain.add(new).map_err(clash),
        }
    }

    /// Adds what an ANN ordering is to a node: a restriction beside those of plain columns, whatever its column is.
    pub(in crate::rules::select) fn add_nearest(&mut self, new: Restriction) -> Result<(), Complaint> {
        let span = new.span.clone();
        self.plain.add(new).map_err(|words| prepare("Q19", &span, words))
    }

    /// Behind a range no clustering column can be restricted, unless rows may be left out or an index serves it.
    fn add_clustering(&mut self, new: &Restriction, asked: Asked<'_>) -> Result<(), Complaint> {
        let last = self.clustering.last().cloned();
        let next = self.clustering.columns().find(|column| column.position > new.first());
        let next = next.map_or(String::new(), |column| column.name.text().to_owned());
        let (span, served) = (new.span.clone(), is_served(asked.table, new));
        self.clustering.add(new.clone()).map_err(|words| prepare("Q05", &span, words))?;
        let Some(last) = last.filter(|_| !asked.allow_filtering && !served) else { return Ok(()) };
        let words = |column: &str, name: &str, before: &str| {
            let what = format!("{column} \"{name}\" cannot be restricted");
            prepare("Q04", &span, format!("{what} (preceding column \"{before}\" is restricted by a non-EQ relation)"))
        };
        if last.is_slice() && new.first() > last.first() {
            return Err(words("Clustering column", new.name(), last.name()));
        }
        if new.first() < last.first() && new.is_slice() {
            return Err(words("PRIMARY KEY column", &next, new.name()));
        }
        Ok(())
    }

    /// Adds a restriction of the token.
    pub(in crate::rules::select) fn add_token(&mut self, new: Restriction) -> Result<(), Complaint> {
        let Some(old) = &self.token else {
            self.token = Some(new);
            return Ok(());
        };
        let names: Vec<&str> = new.columns.iter().map(|column| column.name.text()).collect();
        let names = names.join(", ");
        let fault = |words: String| Err(prepare("Q05", &new.span, words));
        match (&old.what, &new.what) {
            (What::Slice { lower, upper }, What::Slice { lower: new_lower, upper: new_upper }) => {
                for (bound, one, other) in [("start", lower, new_lower), ("end", upper, new_upper)] {
                    if one.is_some() && other.is_some() {
                        return fault(format!("More than one restriction was found for the {bound} bound on {names}"));
                    }
                }
                let lower = lower.clone().or_else(|| new_lower.clone());
                let upper = upper.clone().or_else(|| new_upper.clone());
                self.token = Some(Restriction { what: What::Slice { lower, upper }, ..new });
                Ok(())
            }
            (What::Slice { .. }, _) => {
                let words = "cannot be restricted by both an equality and an inequality relation";
                fault(format!("Columns \"{names}\" {words}"))
            }
            _ => fault(format!("{names} cannot be restricted by more than one relation if it includes an Equal")),
        }
    }

    /// Whether an equality fixes the column.
    pub(in crate::rules::select) fn is_fixed(&self, name: &crate::name::Name) -> bool {
        let of = self.partition.of(name).or_else(|| self.clustering.of(name));
        of.is_some_and(Restriction::is_eq)
    }

    /// Whether several partitions are asked for by IN; where they are found by their token, the list leaves out.
    pub(in crate::rules::select) fn is_key_in(&self) -> bool {
        !self.is_on_token && self.partition.any(Restriction::is_in)
    }

    /// Whether the partition key is restricted in any way.
    pub(in crate::rules::select) fn has_partition(&self) -> bool {
        self.token.is_some() || !self.partition.is_empty()
    }

    /// Whether the partition key's columns, as they are restricted, do not say which partitions are read.
    pub(in crate::rules::select) fn partition_needs_filtering(&self, table: &Table) -> bool {
        let part = self.partition.len() < table.partition_key.len();
        let open = |one: &Restriction| one.is_slice() || one.is_contains();
        !self.partition.is_empty() && (part || self.partition.any(open))
    }

    /// Whether partitions are found by their token.
    pub(in crate::rules::select) fn is_on_token(&self, table: &Table) -> bool {
        let whole = self.partition.len() >= table.partition_key.len();
        self.token.is_some() && (self.partition_needs_filtering(table) || !whole)
    }

    /// Whether clustering columns are restricted so that they do not say where rows lie: behind a gap or a range.
    pub(in crate::rules::select) fn clustering_needs_filtering(&self) -> bool {
        let mut position = 0;
        for one in self.clustering.iter() {
            if one.is_contains() || one.first() != position {
                return true;
            }
            if !one.is_slice() {
                position = one.next();
            }
        }
        false
    }

    /// Decides how the rows are found.
    pub(in crate::rules::select) fn decide(&mut self, asked: Asked<'_>) -> Result<(), Complaint> {
        let table = asked.table;
        let clustering_index = is_any_served(table, &self.clustering);
        let any_index = clustering_index || is_any_served(table, &self.partition) || is_any_served(table, &self.plain);
        self.is_on_token = self.is_on_token(table);
        self.is_key_range = self.is_on_token;
        if !self.has_partition() {
            (self.is_key_range, self.uses_index) = (true, any_index);
        }
        let is_open = self.partition_needs_filtering(table);
        if is_open {
            if !asked.allow_filtering && !any_index {
                return Err(self.needs_filtering("Q01", &self.partition, asked));
            }
            (self.is_key_range, self.uses_index) = (true, any_index);
        }
        self.filters_partition = self.uses_index || is_open;
        if asked.only_statics && !self.clustering.is_empty() {
            let words = "Cannot restrict clustering columns when selecting only static columns";
            return Err(prepare("Q10", first_span(&self.clustering, asked), words.to_owned()));
        }
        self.decide_clustering(any_index, asked)?;
        self.uses_index |= self.is_key_range && clustering_index;
        self.filters_clustering = self.uses_index || self.clustering_needs_filtering();
        if !self.plain.is_empty() {
            self.decide_vectors(asked)?;
            if any_index {
                self.uses_index = true;
            } else if !asked.allow_filtering {
                return Err(self.needs_filtering("Q13", &self.plain, asked));
            }
        }
        if self.uses_index && self.is_key_in() {
            let words = "Select on indexed columns and with IN clause for the PRIMARY KEY are not supported";
            return Err(prepare("X13", first_span(&self.partition, asked), words.to_owned()));
        }
        Ok(())
    }

    fn decide_clustering(&mut self, any_index: bool, asked: Asked<'_>) -> Result<(), Complaint> {
        if self.clustering.any(Restriction::is_contains) && !any_index && !asked.allow_filtering {
            let words = "Clustering columns can only be restricted with CONTAINS with a secondary index or filtering";
            return Err(prepare("Q15", first_span(&self.clustering, asked), words.to_owned()));
        }
        if !self.clustering_needs_filtering() {
            return Ok(());
        }
        if any_index {
            self.uses_index = true;
            return Ok(());
        }
        let key = asked.table.clustering_key.iter().map(|(column, _)| &column.name);
        let gap = self.clustering.columns().zip(key).find(|(restricted, column)| restricted.name != **column);
        match gap {
            Some((restricted, missing)) if !asked.allow_filtering => {
                let what = format!("PRIMARY KEY column \"{}\" cannot be restricted", restricted.name);
                let words = format!("{what} as preceding column \"{missing}\" is not restricted");
                let span = self.clustering.of(&restricted.name).map_or(asked.span, |one| &one.span);
                Err(prepare("Q03", span, words))
            }
            _ => Ok(()),
        }
    }

    /// Whether rows would be read and left out, without ALLOW FILTERING: what an index does not find whole is.
    pub(in crate::rules::select) fn unfound(&self, asked: Asked<'_>) -> Option<Complaint> {
        if asked.allow_filtering || !(self.is_key_range || self.uses_index) {
            return None;
        }
        let nothing = Restrictions::default();
        let partition = if self.filters_partition { &self.partition } else { &nothing };
        let clustering = if self.filters_clustering { &self.clustering } else { &nothing };
        let parts = [("Q01", partition), ("Q03", clustering), ("X02", &self.plain)];
        if parts.iter().all(|(_, part)| part.is_empty()) {
            return (!self.clustering.is_empty()).then(|| self.needs_filtering("Q01", &self.clustering, asked));
        }
        let open = |group: &Table| {
            parts.iter().find_map(|(code, part)| {
                let open = part.iter().find(|one| !is_wholly_served(group, one))?;
                let code = match open.columns.first() {
                    Some(column) if *code == "X02" && !asked.table.is_indexed(&column.name) => "Q13",
                    _ => code,
                };
                Some(self.needs_filtering_at(code, &open.span, asked))
            })
        };
        // Rows that one group finds whole need no filtering; what none does is told as the first leaves it.
        let open: Option<Vec<Complaint>> = groups(asked.table).iter().map(|group| open(group)).collect();
        open?.into_iter().next()
    }

    fn needs_filtering(&self, code: &'static str, part: &Restrictions, asked: Asked<'_>) -> Complaint {
        self.needs_filtering_at(code, first_span(part, asked), asked)
    }

    fn needs_filtering_at(&self, code: &'static str, span: &Range<usize>, asked: Asked<'_>) -> Complaint {
        let open: Vec<String> = asked
            .table
            .partition_key
            .iter()
            .map(|c| &c.name)
            .filter(|n| !self.is_fixed(n))
            .map(|n| format!("`{n}`"))
            .collect();
        let fact = match code {
            "Q01" if !open.is_empty() && !self.is_key_in() => {
                format!("{} of the partition key is not fixed, so a node would read every partition", open.join(", "))
            }
            "X02" => {
                "the index does not serve this comparison, so a node would read rows and leave them out".to_owned()
            }
            "Q13" => {
                "the column is neither of the key nor indexed, so a node would read rows and leave them out".to_owned()
            }
            _ => "a node would read rows and leave them out".to_owned(),
        };
        Complaint { fact, ..prepare(code, span, NEEDS_FILTERING.to_owned()) }
    }
}

fn first_span<'a>(part: &'a Restrictions, asked: Asked<'a>) -> &'a Range<usize> {
    part.iter().next().map_or(asked.span, |one| &one.span)
}
