//! Takes queries and their tables, derives the clustering key that the queries ask for (Chebotko's mapping rules MR1 to
//! MR5: columns of an equality, then that of a range, then those of an order, then what makes a row unique) and finds where
//! the declared one is another. Never judges what a node refuses.

use super::facts::{is_reversed, reads_several};
use super::{Facts, TableFacts};
use crate::model::Query;
use crate::rules::shape::{Finding, Kind, Order, Part, Relation};

/// A11: a query fixes the partition and a clustering column that stands behind one it leaves open, so that an index has
/// to find what the right key would hold together.
pub(super) fn behind_a_gap(_: &Facts<'_>, query: &Query) -> Vec<Finding> {
    let shape = &query.shape;
    let table = &shape.table;
    let is_clustering = |relation: &&Relation| {
        relation.columns.iter().all(|name| matches!(table.column(name), Some((_, Kind::Clustering(_)))))
    };
    let late = |relation: &&Relation| shape.by_index(relation) && !relation.op.looks_inside();
    let Some(relation) = shape.relations.iter().filter(is_clustering).find(late).filter(|_| !shape.scan) else {
        return Vec::new();
    };
    let asked = |name: &&str| shape.relations.iter().any(|relation| relation.columns.iter().any(|c| c.text() == *name));
    let declared: Vec<&str> = table.clustering_key.iter().map(|(column, _)| column.name.text()).collect();
    let (first, last): (Vec<&str>, Vec<&str>) = declared.iter().partition(|name| asked(name));
    let derived = [first, last].concat().join(", ");
    let fact = format!(
        "`{}` restricts `{relation}`, but the key of `{}` is ordered by [{}]",
        shape.name,
        table.name,
        declared.join(", ")
    );
    let help = format!(
        "by its columns of equality, then of range, then the rest, its own table has `clustering_key: [{derived}]`, and needs no index"
    );
    vec![Finding::new("A11", relation.part(), fact).help(help)]
}

/// A12: all that read several rows of a partition read them backwards.
pub(super) fn read_backwards(_: &Facts<'_>, table: &TableFacts<'_>) -> Vec<Finding> {
    let several: Vec<&Query> =
        table.queries.iter().copied().filter(|query| !query.shape.scan && reads_several(&query.shape)).collect();
    if several.is_empty() || !several.iter().all(|query| is_reversed(&query.shape)) {
        return Vec::new();
    }
    let turned = table.shape.clustering_key.iter().map(|(column, order)| match order {
        Order::Asc => format!("{} desc", column.name),
        Order::Desc => column.name.text().to_owned(),
    });
    let turned = turned.collect::<Vec<_>>().join(", ");
    let fact = format!("whatever reads rows of `{}` in order reads them against the stored one", table.shape.name);
    let help = format!("store them as they are read: `clustering_key: [{turned}]`, and leave `order_by` out");
    vec![Finding::new("A12", Part::ClusteringKey(0), fact).help(help)]
}
