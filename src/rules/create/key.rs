//! Takes a table with the types of its columns, gives what a node refuses in its primary key, its clustering order, its
//! static columns and its counters. Never looks at a type that is unknown.

use super::table::{Types, columns};
use super::types::{holds_duration, spelled};
use super::{Complaint, created};
use crate::cql::create::{CreateTable, Key, Place, PropertyValue};
use crate::name::Name;
use crate::types::CqlType;

/// A table as its key is judged.
pub(super) struct Shape<'a> {
    pub(super) tree: &'a CreateTable,
    pub(super) key: &'a Key,
    pub(super) types: &'a Types<'a>,
    pub(super) keyspace: &'a Name,
}

impl Shape<'_> {
    /// The columns of the key: each is declared, stands once and is one value that can be compared.
    pub(super) fn places(&self) -> Vec<Complaint> {
        let mut seen: Vec<&Name> = Vec::new();
        let mut found = Vec::new();
        for place in self.key.partition.iter().chain(&self.key.clustering) {
            found.extend(self.place(place, &seen));
            seen.push(&place.name);
        }
        found
    }

    fn place(&self, Place { name, span }: &Place, before: &[&Name]) -> Option<Complaint> {
        let table = &self.tree.table.name;
        let Some((raw, ty)) = self.types.get(name) else {
            let words = format!("Unknown column '{name}' referenced in PRIMARY KEY for table '{table}'");
            return Some(created("K01", span, words, "declare the column, or leave it out of the key"));
        };
        if before.contains(&name) {
            let words = format!("Duplicate column '{name}' in PRIMARY KEY clause for table '{table}'");
            return Some(created("K01", span, words, "keep one of them"));
        }
        if let Some(ty) = ty {
            let unfit = self.unfit(name, ty).map(|(words, help)| created("K02", span, words, help));
            if unfit.is_some() {
                return unfit;
            }
        } else if raw.is_open_udt() {
            return None;
        }
        let is_static = columns(self.tree).any(|column| column.name.name == *name && column.is_static);
        let words = format!("Static column '{name}' cannot be part of the PRIMARY KEY");
        is_static.then(|| created("K02", span, words, "leave STATIC out, or take it out of the key"))
    }

    /// Why a type is no part of a key, in the node's words, with the way out.
    fn unfit(&self, name: &Name, ty: &CqlType) -> Option<(String, &'static str)> {
        let freeze = "write `frozen<…>` round the type";
        Some(match ty {
            CqlType::Udt { udt, frozen: false } => {
                let of = format!("\"{}.{}\"", self.keyspace, udt.name);
                (format!("Invalid non-frozen user-defined type {of} for PRIMARY KEY column '{name}'"), freeze)
            }
            _ if ty.is_multi_cell() => {
                let of = spelled(ty);
                (format!("Invalid non-frozen collection type {of} for PRIMARY KEY column '{name}'"), freeze)
            }
            CqlType::Counter => {
                (format!("counter type is not supported for PRIMARY KEY column '{name}'"), "use `bigint`")
            }
            _ if holds_duration(ty) => {
                let words = format!("duration type is not supported for PRIMARY KEY column '{name}'");
                (words, "use a `bigint` of nanoseconds")
            }
            _ => return None,
        })
    }

    /// The clustering order: clustering columns from the first on, in their order.
    pub(super) fn orders(&self) -> Option<Complaint> {
        let (clustering, orders) = (&self.key.clustering, &self.tree.orders);
        let is_clustering = |name: &Name| clustering.iter().any(|place| place.name == *name);
        let others: Vec<&Place> = orders.iter().map(|(column, _)| column).filter(|c| !is_clustering(&c.name)).collect();
        if let Some(first) = others.first() {
            let names: Vec<&str> = others.iter().map(|column| column.name.text()).collect();
            let words = format!(
                "Only clustering key columns can be defined in CLUSTERING ORDER directive: [{}] are not clustering columns",
                names.join(", ")
            );
            return Some(created("P05", &first.span, words, "order by clustering columns alone"));
        }
        let (column, place) = orders
            .iter()
            .map(|(column, _)| column)
            .zip(clustering)
            .find(|(column, place)| column.name != place.name)?;
        let words = if orders.iter().any(|(other, _)| other.name == place.name) {
            format!(
                "The order of columns in the CLUSTERING ORDER directive must match that of the clustering columns ({} must appear before {})",
                place.name, column.name
            )
        } else {
            format!("Missing CLUSTERING ORDER for column {}", place.name)
        };
        Some(created("P05", &column.span, words, "name the clustering columns in the order of the key"))
    }

    /// Static columns, which need a clustering column, and what COMPACT STORAGE refuses.
    pub(super) fn statics(&self) -> Option<Complaint> {
        if self.tree.compact {
            return self.compact();
        }
        let first = columns(self.tree).find(|column| column.is_static)?;
        let words = "Static columns are only useful (and thus allowed) if the table has at least one clustering column";
        let help = "add a clustering column, or leave STATIC out";
        self.key.clustering.is_empty().then(|| created("K04", &first.name.span, words, help))
    }

    fn compact(&self) -> Option<Complaint> {
        let told = |words: &str| Some(created("P05", &self.tree.table.span, words, "leave COMPACT STORAGE out"));
        let mut others: Vec<&Name> = self.others().map(|(name, _)| name).collect();
        others.sort();
        let open =
            |name: &&Name| self.types.get(*name).is_some_and(|(_, ty)| ty.as_ref().is_some_and(CqlType::is_multi_cell));
        if others.iter().any(open) {
            return told("Non-frozen collections and UDTs are not supported with COMPACT STORAGE");
        }
        if columns(self.tree).any(|column| column.is_static) {
            return told("Static columns are not supported in COMPACT STORAGE tables");
        }
        if self.key.clustering.is_empty() && others.is_empty() {
            return told("No definition found that is not part of the PRIMARY KEY");
        }
        if !self.key.clustering.is_empty() && others.len() > 1 {
            let names: Vec<&str> = others.iter().map(|name| name.text()).collect();
            let of =
                "COMPACT STORAGE with composite PRIMARY KEY allows no more than one column not part of the PRIMARY KEY";
            return told(&format!("{of} (got: {})", names.join(", ")));
        }
        None
    }

    /// The columns outside the key, and whether each is a counter.
    fn others(&self) -> impl Iterator<Item = (&Name, bool)> {
        let in_key =
            |name: &Name| self.key.partition.iter().chain(&self.key.clustering).any(|place| place.name == *name);
        let of = move |column: &'_ crate::cql::create::Column| !in_key(&column.name.name);
        columns(self.tree).filter(move |column| of(column)).map(|column| {
            let name = &column.name.name;
            (name, self.types.get(name).is_some_and(|(raw, _)| raw.is_counter()))
        })
    }

    /// Counters stand alone beside the key, and do not expire.
    pub(super) fn counters(&self) -> Option<Complaint> {
        if !self.types.values().any(|(raw, _)| raw.is_counter()) {
            return None;
        }
        let span = &self.tree.table.span;
        if self.others().any(|(_, is_counter)| !is_counter) {
            let words = "Cannot mix counter and non counter columns in the same table";
            return Some(created("K05", span, words, "keep counters in a table of their own"));
        }
        let ttl = self.tree.options.iter().find(|option| option.name.name.text() == "default_time_to_live")?;
        let lives = matches!(&ttl.value, PropertyValue::Scalar(text) if text.parse::<i32>().is_ok_and(|n| n > 0));
        let words = "Cannot set default_time_to_live on a table with counters";
        lives.then(|| created("K05", &ttl.name.span, words, "leave it out: counters do not expire"))
    }
}
