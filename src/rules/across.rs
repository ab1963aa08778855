//! Takes a query that is asked once for each bucket between two bounds, gives what keeps these reads from being one
//! answer in order. Never judges the SELECT that is executed: the rules for queries do.

use super::shape::{Finding, Kind, Op, Part, Query, Relation};
use super::words::{list, tick};
use crate::name::Name;

/// A query with the column that says the bucket. The SELECT that is executed for each of them fixes this column by `=`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Across {
    /// The query, with that equality among its implied relations.
    pub query: Query,
    /// The column that is named.
    pub bucket: Name,
    /// What it is derived from, if it is.
    pub derived: Option<Derived>,
}

/// How a column is derived.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Derived {
    /// The column that it is derived from.
    pub from: Name,
    /// Whether a larger value of that column never gives a smaller bucket.
    pub rises: bool,
}

/// The relations that bound a column, by index.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Range {
    /// The one with `>` or `>=`.
    pub lower: usize,
    /// The one with `<` or `<=`.
    pub upper: usize,
}

/// The relations of `query` that bound the column `name` on both sides: on it alone, or as tuples that begin with it.
pub fn range(query: &Query, name: &Name) -> Option<Range> {
    let bounds = |relation: &Relation, lower: bool| {
        relation.op.is_slice() && relation.op.is_lower() == lower && relation.columns.first() == Some(name)
    };
    let of = |lower| query.relations.iter().position(|relation| bounds(relation, lower));
    Some(Range { lower: of(true)?, upper: of(false)? })
}

/// Q30: the buckets of a range of values are those from the lower bound's to the upper bound's only where the bucket is
/// derived by a function that rises; and only a partition-key column says what one read is.
pub(super) fn bucket(across: &Across) -> Vec<Finding> {
    let Some((_, kind)) = across.query.table.column(&across.bucket) else { return Vec::new() };
    let (bucket, table) = (tick(&across.bucket), tick(&across.query.table.name));
    let (fact, help) = match &across.derived {
        _ if kind != Kind::Partition => (
            format!("`across` names {bucket}, which is not in the partition key of table {table}"),
            format!("put {bucket} into the partition key, or drop `across`: one read is enough"),
        ),
        None => (
            format!("`across` names {bucket}, which is not derived from another column"),
            format!("derive it, as in `derive: date(ts)`, or ask for the values: `{} in :values`", across.bucket),
        ),
        Some(derived) if !derived.rises => {
            let from = tick(&derived.from);
            (
                format!("`across` names {bucket}, but a larger {from} may be in a smaller {bucket}"),
                "derive it by `date`, `year_month`, `bucket`, or `hour` to a timestamp".to_owned(),
            )
        }
        Some(_) => return Vec::new(),
    };
    vec![Finding::new("Q30", Part::Across, fact).help(help)]
}

/// Q31: what the bucket is derived from is a clustering column that `where` bounds on both sides, by which the first and
/// the last bucket are known, and by which the rows of each are in order.
pub(super) fn bounds(across: &Across) -> Vec<Finding> {
    let Some(Derived { from, .. }) = &across.derived else { return Vec::new() };
    let (query, bucket) = (&across.query, tick(&across.bucket));
    let column = tick(from);
    if !query.table.clustering_key.iter().any(|(clustering, _)| clustering.name == *from) {
        let fact = format!(
            "{bucket} is derived from {column}, which is not a clustering column of table {}",
            tick(&query.table.name)
        );
        let help = format!("put {column} first in the clustering key: rows are in its order then");
        return vec![Finding::new("Q31", Part::Across, fact).help(help)];
    }
    if range(query, from).is_some() {
        return Vec::new();
    }
    let of = |relation: &&Relation| relation.columns.first() == Some(from);
    if let Some(relation) = query.relations.iter().filter(of).find(|relation| relation.op == Op::Eq) {
        let fact = format!("{} fixes {column}, which is in one {bucket} alone", tick(relation));
        return vec![
            Finding::new("Q31", relation.part(), fact).help(format!("drop `across`, and give {bucket} beside it")),
        ];
    }
    let has = |lower: bool| query.relations.iter().filter(of).any(|r| r.op.is_slice() && r.op.is_lower() == lower);
    let (fact, wanted) = match (has(true), has(false)) {
        (true, _) => {
            (format!("{column} has no upper bound, so that the last {bucket} is not known"), format!("`{from} < :to`"))
        }
        (_, true) => (
            format!("{column} has no lower bound, so that the first {bucket} is not known"),
            format!("`{from} >= :from`"),
        ),
        _ => (
            format!("{column} is not bounded, so that no {bucket} is known"),
            format!("`{from} >= :from` and `{from} < :to`"),
        ),
    };
    vec![Finding::new("Q31", Part::Across, fact).help(format!("add {wanted} to `where`"))]
}

/// Q32: what is asked beside the range is one value each, so that the rows of one bucket come before those of the next;
/// the bucket itself is not asked for.
pub(super) fn alone(across: &Across) -> Vec<Finding> {
    let (query, bucket) = (&across.query, &across.bucket);
    if query.scan {
        let fact = format!("query {} has `across` and `scan`", tick(&query.name));
        return vec![Finding::new("Q32", Part::Scan, fact).help("drop one: a scan reads every partition there is")];
    }
    let from = across.derived.as_ref().map(|derived| &derived.from);
    let before =
        query.table.clustering_key.iter().map(|(column, _)| &column.name).take_while(|name| Some(*name) != from);
    let before: Vec<&Name> = before.collect();
    let partition: Vec<&Name> = query.table.partition_key.iter().map(|column| &column.name).collect();
    let several = |relation: &&Relation| {
        relation.op != Op::Eq && relation.columns.iter().any(|name| partition.contains(&name) || before.contains(&name))
    };
    let asked = |relation: &&Relation| relation.written.is_some() && relation.columns.contains(bucket);
    let mut found: Vec<Finding> = query
        .relations
        .iter()
        .filter(asked)
        .map(|relation| {
            let fact = format!("{} asks for {}, which `across` goes through", tick(relation), tick(bucket));
            let help = format!("drop it, or drop `across` and ask for the values: `{bucket} in :values`");
            Finding::new("Q32", relation.part(), fact).help(help)
        })
        .collect();
    let others = query.relations.iter().filter(|relation| !asked(relation)).filter(several);
    found.extend(others.map(|relation| {
        let names = list(&relation.columns);
        let fact = format!(
            "{} asks for several values of {names}, and rows of all come in each {}",
            tick(relation),
            tick(bucket)
        );
        Finding::new("Q32", relation.part(), fact).help(format!("fix {names} with `=`, or drop `across`"))
    }));
    found
}

#[cfg(test)]
mod tests {
    use super::super::sample::{codes, select};
    use super::*;

    /// The query with key `((a, b), c, d)` across `b`, derived from this column if from any.
    fn across(text: &str, from: Option<&str>) -> Across {
        let derived = from.map(|from| Derived { from: Name::new(from), rises: true });
        let mut query = select(text);
        for relation in query.relations.iter_mut().filter(|r| r.op == Op::Eq && r.columns[0].text() == "b") {
            relation.written = None;
        }
        Across { query, bucket: Name::new("b"), derived }
    }

    fn found(across: &Across) -> Vec<&'static str> {
        super::super::across(across).iter().map(|finding| finding.code).collect()
    }

    const BETWEEN: &str = "SELECT v FROM t2 WHERE a = :a AND b = :b AND c >= :c AND c < :d";

    #[test]
    fn a_bucket_is_a_derived_part_of_the_partition_key() {
        assert_eq!(found(&across(BETWEEN, Some("c"))), [""; 0]);
        assert_eq!(found(&across(BETWEEN, None)), ["Q30"]);
        assert_eq!(found(&Across { bucket: Name::new("v"), ..across(BETWEEN, Some("c")) }), ["Q30"]);
        let falls = Derived { from: Name::new("c"), rises: false };
        assert_eq!(found(&Across { derived: Some(falls), ..across(BETWEEN, None) }), ["Q30"]);
        assert_eq!(found(&Across { bucket: Name::new("nosuch"), ..across(BETWEEN, Some("c")) }), [""; 0]);
    }

    #[test]
    fn both_bounds_are_there() {
        for (conditions, wanted) in [
            ("c > :c AND c <= :d", &[] as &[&str]),
            ("(c, d) > (:c, :d) AND (c, d) <= (:e, :f)", &[]),
            ("(c, d) > (:c, :d) AND c <= :e", &[]),
            ("c >= :c", &["Q31"]),
            ("c < :c", &["Q31"]),
            ("c = :c", &["Q31"]),
            ("c = :c AND d > :d AND d < :e", &["Q31"]),
        ] {
            let text = format!("SELECT v FROM t2 WHERE a = :a AND b = :b AND {conditions}");
            assert_eq!(found(&across(&text, Some("c"))), wanted, "{conditions}");
        }
        let fixed = "SELECT v FROM t2 WHERE a = :a AND b = :b AND c = :c AND d > :d AND d < :e";
        assert_eq!(found(&across(fixed, Some("d"))), [""; 0], "the range may stand behind what is fixed");
        assert_eq!(found(&across(BETWEEN, Some("v"))), ["Q31"]);
        assert_eq!(range(&select(BETWEEN), &Name::new("c")), Some(Range { lower: 2, upper: 3 }));
    }

    #[test]
    fn everything_else_is_one_value() {
        for (text, wanted) in [
            ("SELECT v FROM t2 WHERE a IN :a AND b = :b AND c > :c AND c < :d", &["Q32"] as &[&str]),
            ("SELECT v FROM t2 WHERE a = :a AND b IN :b AND c > :c AND c < :d", &["Q32"]),
        ] {
            assert_eq!(found(&across(text, Some("c"))), wanted, "{text}");
        }
        let listed = "SELECT v FROM t2 WHERE a = :a AND b = :b AND c IN :c AND d > :d AND d < :e";
        assert_eq!(found(&across(listed, Some("d"))), ["Q32"]);
        let mut scanned = across(BETWEEN, Some("c"));
        scanned.query.scan = true;
        assert_eq!(codes(&alone(&scanned)), ["Q32"]);
    }
}
