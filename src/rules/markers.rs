//! Takes the markers of a query, gives those that cannot be bound by name. Never judges what they are compared with.

use std::collections::HashMap;

use super::shape::{Finding, Limit, Part, Query};
use super::words::tick;
use crate::name::Name;

/// Q23: a marker is a word, `[A-Za-z][A-Za-z0-9_]*`; one that CQL reserves is quoted, as Cassandra 5.0.8 takes it. A
/// marker that bears its own column's name may be anything that the column is: it is quoted like it.
pub(super) fn form(query: &Query) -> Vec<Finding> {
    markers(query)
        .filter(|marker| !marker.of_column)
        .filter_map(|marker| {
            let text = marker.name.text();
            let word = text.starts_with(|c: char| c.is_ascii_alphabetic())
                && text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_');
            if word {
                return None;
            }
            let fact = format!("marker {} is not a word", tick(&format!(":{text}")));
            Some(Finding::new("Q23", marker.part, fact).help("a marker is a letter, then letters, digits and `_`"))
        })
        .collect()
}

/// Q23: each marker of a statement has a name of its own, in CQL and in Rust. Binding by name would send one value for
/// both.
pub(super) fn twice(query: &Query) -> Vec<Finding> {
    let mut seen: HashMap<String, &Name> = HashMap::new();
    let mut found = Vec::new();
    for marker in markers(query) {
        let Some(first) = seen.insert(marker.name.rust(), marker.name) else { continue };
        let shown = |name: &Name| tick(&format!(":{name}"));
        let fact = if first == marker.name {
            format!("marker {} is used twice in query {}", shown(first), tick(&query.name))
        } else {
            format!("markers {} and {} are one name in Rust", shown(first), shown(marker.name))
        };
        found.push(
            Finding::new("Q23", marker.part, fact).help("give each marker a name of its own, as in `c1 > :after`"),
        );
    }
    found
}

struct Marker<'a> {
    name: &'a Name,
    of_column: bool,
    part: Part,
}

/// Every marker in the order of the statement.
fn markers(query: &Query) -> impl Iterator<Item = Marker<'_>> {
    let in_where = query.relations.iter().enumerate().flat_map(|(at, relation)| {
        // A key column that K01 finds twice brings the same implied equality twice.
        let again = relation.written.is_none()
            && query.relations[..at]
                .iter()
                .any(|earlier| earlier.written.is_none() && earlier.columns == relation.columns);
        let shown = if again { &[] } else { relation.markers.as_slice() };
        shown.iter().map(|name| Marker { name, of_column: relation.columns.contains(name), part: relation.part() })
    });
    let limits = [(&query.per_partition_limit, Part::PerPartitionLimit), (&query.limit, Part::Limit)];
    let in_limits = limits.into_iter().filter_map(|(limit, part)| match limit {
        Some(Limit::Marker(name)) => Some(Marker { name, of_column: false, part }),
        _ => None,
    });
    in_where.chain(in_limits)
}

#[cfg(test)]
mod tests {
    use super::super::sample::{assert_codes, codes, select};
    use super::*;

    #[test]
    fn markers_are_words_and_unique() {
        assert_codes(&[
            ("SELECT v FROM t WHERE p = ? AND c1 > :after AND c1 < :before", &[]),
            ("SELECT v FROM t WHERE p = ? AND c1 = :json", &[]),
            ("SELECT v FROM t WHERE p = ? AND c1 = :a b", &["Q23"]),
            ("SELECT v FROM t WHERE p = ? AND c1 = :1", &["Q23"]),
            ("SELECT v FROM t WHERE p = ? AND c1 = :_x", &["Q23"]),
            ("SELECT v FROM t WHERE p = ? AND c1 = :select", &[]),
            ("SELECT v FROM t WHERE p = ? AND c1 = :SELECT", &[]),
            ("SELECT v FROM t WHERE p = ? LIMIT :limit", &[]),
            ("SELECT v FROM t WHERE p = ? AND c1 = :p", &["Q23"]),
            ("SELECT v FROM t WHERE p = ? AND c1 > :c1 AND c1 < :c1", &["Q23"]),
            ("SELECT v FROM t WHERE p = ? AND c1 = :userId AND c2 = :user_id", &["Q23"]),
            ("SELECT v FROM t WHERE p = ? AND c1 = :n LIMIT :n", &["Q23"]),
            ("SELECT v FROM t WHERE p = ? PER PARTITION LIMIT :n LIMIT :n", &["Q23"]),
        ]);
    }

    #[test]
    fn a_column_lends_its_name_whatever_it_is() {
        for name in ["order", "a b", "1x"] {
            let mut query = select("SELECT v FROM t WHERE p = ? AND c1 = :c1");
            query.relations[1].columns = vec![Name::new(name)];
            query.relations[1].markers = vec![Name::new(name)];
            assert_eq!(codes(&form(&query)), [""; 0], "{name}");
        }
    }
}
