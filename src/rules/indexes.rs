//! Takes a table, gives what is wrong with its indexes: their types, targets, names and options. Never judges a query.
//! All was tried on Cassandra 5.0.8.

use std::collections::HashSet;

use super::shape::{Finding, Index, Kind, Part, Table, Target, is_open_collection};
use super::words::tick;
use crate::name::Name;
use crate::types::CqlType;

/// Longest name of an index. It becomes part of the names of files, which a system limits to 255 bytes.
const NAME_LENGTH: usize = 180;
/// Longest name of a column that an index is on: 48 characters were accepted by a node, 49 refused.
const COLUMN_LENGTH: usize = 48;
/// What a vector index compares by.
const SIMILARITIES: &[&str] = &["cosine", "dot_product", "euclidean"];

/// X01: an index is on values that can be told apart: no blob, no duration at any depth, no counter, no UDT in several
/// cells. The node lets one hole open (`set<frozen<list<duration>>>`), which we do not use.
pub(super) fn unfit_type(table: &Table) -> Vec<Finding> {
    judged(table, |index, ty, _| {
        let term = index.term(ty);
        let mut duration = false;
        ty.walk(&mut |inner| duration |= *inner == CqlType::Duration);
        let inside = |wanted: &CqlType| match ty {
            CqlType::Map { key, value, .. } if term.is_none() => **key == *wanted || **value == *wanted,
            _ => term == Some(wanted),
        };
        let why = if duration {
            "durations have no order".to_owned()
        } else if inside(&CqlType::Blob) {
            "blobs are not indexed".to_owned()
        } else if matches!(ty, CqlType::Udt { frozen: false, .. }) {
            format!("a UDT that is not frozen is several values: `frozen<{}>` is one", ty.cql())
        } else if is_open_collection(ty) && matches!(term, Some(CqlType::Vector { .. })) {
            "vectors are indexed on their own, not inside a collection".to_owned()
        } else {
            return None;
        };
        let fact =
            format!("index {} is on {} of type {}: {why}", tick(&index.name), tick(&index.column), tick(&ty.cql()));
        Some(("X01", fact, "index another column, or answer the question by a table of its own".to_owned()))
    })
}

/// X03: the target of an index suits its column.
pub(super) fn unfit_target(table: &Table) -> Vec<Finding> {
    judged(table, |index, ty, _| {
        let column = &index.column;
        let map = matches!(ty, CqlType::Map { .. });
        let frozen = matches!(
            ty,
            CqlType::List { frozen: true, .. } | CqlType::Set { frozen: true, .. } | CqlType::Map { frozen: true, .. }
        );
        let (why, help) = match index.target {
            Target::Full if !frozen => ("is not a frozen collection", format!("write {}", tick(column))),
            Target::Plain | Target::Keys | Target::Values | Target::Entries if frozen => (
                "is frozen, and found as a whole only",
                format!("write `full({column})`, or a type that is not frozen"),
            ),
            Target::Keys | Target::Entries if !map => ("is not a map", format!("write {}", tick(column))),
            Target::Values if !is_open_collection(ty) => ("is not a collection", format!("write {}", tick(column))),
            _ => return None,
        };
        let target = index.target.function().map_or_else(|| tick(column), |f| tick(&format!("{f}({column})")));
        Some(("X03", format!("the index is on {target}, but {} {why}: {}", tick(column), tick(&ty.cql())), help))
    })
}

/// X05: the only column of the partition key needs no index, and may have none.
pub(super) fn whole_partition_key(table: &Table) -> Vec<Finding> {
    judged(table, |index, _, kind| {
        (kind == Kind::Partition && table.partition_key.len() == 1).then(|| {
            let fact =
                format!("index {} is on {}, which is the whole partition key", tick(&index.name), tick(&index.column));
            ("X05", fact, "drop it: the partition key finds its rows".to_owned())
        })
    })
}

/// X14: a table of counters has no index.
pub(super) fn counters(table: &Table) -> Vec<Finding> {
    judged(table, |index, _, _| {
        table.columns().any(|(column, _)| column.ty == CqlType::Counter).then(|| {
            let fact = format!("index {} is on table {}, which holds counters", tick(&index.name), tick(&table.name));
            ("X14", fact, "drop it, or answer the question by a table of its own".to_owned())
        })
    })
}

/// X12: a vector index is over floats of a plain column, and cosine, the default similarity, needs two dimensions.
pub(super) fn vectors(table: &Table) -> Vec<Finding> {
    judged(table, |index, ty, kind| {
        let CqlType::Vector { item, len } = ty else { return None };
        let (why, help) = if **item != CqlType::Float {
            (format!("holds {}, and only vectors of floats are indexed", tick(&item.cql())), "write `vector<float, n>`")
        } else if matches!(kind, Kind::Partition | Kind::Clustering(_)) {
            ("is in the key, where a vector is found by equality".to_owned(), "index a column outside the key")
        } else if *len == 1 && similarity(index) == "cosine" {
            (
                "has one dimension, in which cosine tells nothing apart".to_owned(),
                "say `similarity_function: euclidean` in its `options`",
            )
        } else {
            return None;
        };
        Some(("X12", format!("vector {} of index {} {why}", tick(&index.column), tick(&index.name)), help.to_owned()))
    })
}

/// What a vector index compares by, in lower case.
fn similarity(index: &Index) -> String {
    index.option("similarity_function").unwrap_or_else(|| "cosine".to_owned())
}

/// N03: a column that an index is on is named with at most 48 letters, digits and `_`.
pub(super) fn column_name(table: &Table) -> Vec<Finding> {
    judged(table, |index, _, _| {
        let text = index.column.text();
        let why = if text.bytes().any(|b| !b.is_ascii_alphanumeric() && b != b'_') {
            "holds other characters than letters, digits and `_`".to_owned()
        } else if text.len() > COLUMN_LENGTH {
            format!("has {} characters, {} too many", text.len(), text.len() - COLUMN_LENGTH)
        } else {
            return None;
        };
        let fact = format!("an index is on {}, whose name {why}", tick(&index.column));
        Some(("N03", fact, "rename the column; `csv:` tells where its values stand".to_owned()))
    })
}

/// X09: an index is named with 1 to 180 of `[A-Za-z0-9_]`.
pub(super) fn name(table: &Table) -> Vec<Finding> {
    judged(table, |index, _, _| {
        let text = index.name.text();
        let word = !text.is_empty() && text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_');
        (!word || text.len() > NAME_LENGTH).then(|| {
            let fact = format!("index name {} is not 1 to {NAME_LENGTH} letters, digits and `_`", tick(&index.name));
            ("X09", fact, format!("give it a short name: `{{ on: {}, name: … }}`", index.column))
        })
    })
}

/// X15: a column has one index of a kind.
pub(super) fn twice(table: &Table) -> Vec<Finding> {
    let mut seen = HashSet::new();
    judged(table, |index, ty, _| {
        // Of a collection, its values are what the plain column means.
        let target =
            if index.target == Target::Plain && is_open_collection(ty) { Target::Values } else { index.target };
        (!seen.insert((index.column.clone(), target))).then(|| {
            let fact = format!("index {} is on {} once more", tick(&index.name), tick(&index.column));
            ("X15", fact, "keep one of them".to_owned())
        })
    })
}

/// X11: an index has the options that its kind knows, each with a value that it takes.
pub(super) fn options(table: &Table) -> Vec<Finding> {
    table
        .indexes
        .iter()
        .enumerate()
        .flat_map(|(at, index)| {
            let (column, kind) = table.column(&index.column).unzip();
            index.options.iter().filter_map(move |(option, value)| {
                let (why, help) = option_fault(index, &column?.ty, kind?, option, value)?;
                let fact = format!("index {} has {}{why}", tick(&index.name), tick(&format!("{option}: {value}")));
                Some(Finding::new("X11", Part::Index(at), fact).help(help))
            })
        })
        .collect()
}

fn option_fault(index: &Index, ty: &CqlType, kind: Kind, option: &str, value: &str) -> Option<(&'static str, String)> {
    let vector = matches!(ty, CqlType::Vector { .. });
    let lower = value.to_ascii_lowercase();
    match option {
        "case_sensitive" | "normalize" | "ascii" => {
            let text = matches!(index.term(ty), Some(CqlType::Text | CqlType::Ascii));
            if !text {
                Some((" on what is not text", "leave it out: it is for text and ascii".to_owned()))
            } else if matches!(kind, Kind::Partition | Kind::Clustering(_)) {
                Some((" on a column of the key", "leave it out: key columns are compared as they are".to_owned()))
            } else {
                let boolean = matches!(value, "true" | "false");
                (!boolean).then(|| (", whose value is no boolean", "write `true` or `false`".to_owned()))
            }
        }
        "similarity_function" | "optimize_for" if !vector => {
            Some((" on what is no vector", "leave it out: it is for vectors".to_owned()))
        }
        "similarity_function" => (!SIMILARITIES.contains(&lower.as_str()))
            .then(|| (", which is no similarity", "write `cosine`, `dot_product` or `euclidean`".to_owned())),
        "optimize_for" => (!matches!(lower.as_str(), "latency" | "recall"))
            .then(|| (", which is nothing to optimize for", "write `latency` or `recall`".to_owned())),
        _ => {
            let known =
                "known: `case_sensitive`, `normalize`, `ascii`; for vectors `similarity_function`, `optimize_for`";
            Some((", which Cassandra 5.0 does not know", known.to_owned()))
        }
    }
}

/// X10: the name of an index is taken once in a keyspace. Gives the place of each later one in `names`, where those of
/// all tables stand, each with its table.
pub fn index_names(names: &[(&Name, &Name)]) -> Vec<(Finding, usize)> {
    let mut seen: Vec<(&Name, &Name)> = Vec::new();
    let mut found = Vec::new();
    for (at, (table, name)) in names.iter().enumerate() {
        match seen.iter().find(|(_, other)| other == name) {
            Some((other, _)) => {
                let fact = format!("index {} is also one of table {}", tick(*name), tick(*other));
                let help = "give one of them another name: `{ on: …, name: … }`";
                found.push((Finding::new("X10", Part::Name, fact).help(help), at));
            }
            None => seen.push((table, name)),
        }
    }
    found
}

/// The code, the fact and the way out.
type Fault = (&'static str, String, String);

/// What `judge` finds about each index of `table`, with the type and kind of its column.
fn judged(table: &Table, mut judge: impl FnMut(&Index, &CqlType, Kind) -> Option<Fault>) -> Vec<Finding> {
    let mut found = Vec::new();
    for (at, index) in table.indexes.iter().enumerate() {
        // A column that the table does not have is reported by who resolves names.
        let Some((column, kind)) = table.column(&index.column) else { continue };
        if let Some((code, fact, help)) = judge(index, &column.ty, kind) {
            found.push(Finding::new(code, Part::Index(at), fact).help(help));
        }
    }
    found
}

#[cfg(test)]
mod tests;
