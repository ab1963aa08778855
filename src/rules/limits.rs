//! Takes the limits of a query, gives those that no node accepts. Never judges the value bound to a marker.

use super::shape::{Finding, Limit, Part, Query};
use super::words::tick;

/// Markers that one statement may have: 65,535 were accepted by a node, 65,536 refused.
const MARKERS: usize = 65_535;

/// Q18: LIMIT and PER PARTITION LIMIT are positive and fit an `int`. The node says so only at execution, where the
/// number is 0 or less.
pub(super) fn limit(query: &Query) -> Vec<Finding> {
    let limits = [
        ("limit", Part::Limit, &query.limit),
        ("per_partition_limit", Part::PerPartitionLimit, &query.per_partition_limit),
    ];
    limits
        .into_iter()
        .filter_map(|(key, part, limit)| {
            let Some(Limit::Count(count)) = limit else { return None };
            let fact = if *count < 1 {
                format!("`{key}` is {count}, but at least 1 row is asked for")
            } else if *count > i64::from(i32::MAX) {
                format!("`{key}` is {count}, but it can be at most {}", i32::MAX)
            } else {
                return None;
            };
            Some(Finding::new("Q18", part, fact).help(format!("leave `{key}` out to have all rows")))
        })
        .collect()
}

/// Q18: a statement has at most 65,535 markers.
pub(super) fn too_many_markers(query: &Query) -> Vec<Finding> {
    let in_where: usize = query.relations.iter().map(|relation| relation.markers.len()).sum();
    let limits = [&query.limit, &query.per_partition_limit];
    let in_limits = limits.into_iter().filter(|limit| matches!(limit, Some(Limit::Marker(_)))).count();
    let markers = in_where + in_limits;
    if markers <= MARKERS {
        return Vec::new();
    }
    let fact = format!("query {} has {markers} markers, {} too many", tick(&query.name), markers - MARKERS);
    vec![Finding::new("Q18", Part::Name, fact).help("bind lists: `c in :cs` takes one marker")]
}

#[cfg(test)]
mod tests {
    use super::super::sample::{assert_codes, codes, select};
    use super::*;
    use crate::name::Name;

    #[test]
    fn limits_are_positive_ints() {
        assert_codes(&[
            ("SELECT v FROM t WHERE p = ? LIMIT 1", &[]),
            ("SELECT v FROM t WHERE p = ? LIMIT 2147483647", &[]),
            ("SELECT v FROM t WHERE p = ? LIMIT :n", &[]),
            ("SELECT v FROM t WHERE p = ? PER PARTITION LIMIT 2 LIMIT 1", &[]),
            ("SELECT v FROM t WHERE p = ? LIMIT 0", &["Q18"]),
            ("SELECT v FROM t WHERE p = ? LIMIT -1", &["Q18"]),
            ("SELECT v FROM t WHERE p = ? LIMIT 2147483648", &["Q18"]),
            ("SELECT v FROM t WHERE p = ? PER PARTITION LIMIT 0", &["Q18"]),
            ("SELECT v FROM t WHERE p = ? PER PARTITION LIMIT 0 LIMIT 0", &["Q18", "Q18"]),
        ]);
    }

    #[test]
    fn markers_are_counted() {
        let mut query = select("SELECT v FROM t WHERE p = ? AND c1 = :a LIMIT :n");
        let markers = |count: usize| (0..count).map(|n| Name::new(&format!("m{n}"))).collect();
        query.relations[1].markers = markers(MARKERS - 2);
        assert_eq!(codes(&too_many_markers(&query)), [""; 0]);
        query.relations[1].markers = markers(MARKERS - 1);
        assert_eq!(codes(&too_many_markers(&query)), ["Q18"]);
    }
}
