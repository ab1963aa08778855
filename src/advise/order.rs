//! Takes queries and their tables, derives the clustering key that the queries ask for (Chebotko's mapping rules MR1 to
//! MR5: columns of an equality, then that of a range, then those of an order, then what makes a row unique) and finds
//! where the declared one is another. Never judges what a node refuses.

use super::facts::{is_reversed, reads_several};
use super::{Facts, TableFacts};
use crate::model::{Query, Returns};
use crate::rules::shape::{self, Column, Finding, Kind, Order, Part, Relation};

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
    let declared = spelled(&table.clustering_key);
    let fact =
        format!("`{}` restricts `{relation}`, but the key of `{}` is ordered by [{declared}]", shape.name, table.name);
    let help = format!(
        "columns of an equality come first, then that of a range, then the rest: a table of its own has \
         `clustering_key: [{}]`, and needs no index",
        spelled(&derived(shape))
    );
    vec![Finding::new("A11", relation.part(), fact).help(help)]
}

/// The clustering key of its table as `query` would have it.
fn derived(query: &shape::Query) -> Vec<(Column, Order)> {
    let rank = |(column, _): &(Column, Order)| {
        let asked = query.relations.iter().filter(|r| r.columns.contains(&column.name) && !r.op.looks_inside());
        asked.map(|relation| u8::from(relation.op.is_slice())).min().unwrap_or(2)
    };
    let mut key = query.table.clustering_key.clone();
    key.sort_by_key(rank);
    key
}

/// Clustering columns as a model has them.
fn spelled(key: &[(Column, Order)]) -> String {
    let one = |(column, order): &(Column, Order)| match order {
        Order::Asc => column.name.text().to_owned(),
        Order::Desc => format!("{} desc", column.name),
    };
    key.iter().map(one).collect::<Vec<_>>().join(", ")
}

/// A12: all that read several rows of a partition read them backwards.
pub(super) fn read_backwards(_: &Facts<'_>, table: &TableFacts<'_>) -> Vec<Finding> {
    let in_order = |query: &Query| !query.shape.scan && query.returns != Returns::Count && reads_several(&query.shape);
    let several: Vec<&Query> = table.queries.iter().copied().filter(|query| in_order(query)).collect();
    if several.is_empty() || !several.iter().all(|query| is_reversed(&query.shape)) {
        return Vec::new();
    }
    let turn = |(column, order): &(Column, Order)| {
        (column.clone(), if *order == Order::Asc { Order::Desc } else { Order::Asc })
    };
    let turned = spelled(&table.shape.clustering_key.iter().map(turn).collect::<Vec<_>>());
    let fact = format!("whatever reads rows of `{}` in order reads them against the stored one", table.shape.name);
    let help = format!("store them as they are read: `clustering_key: [{turned}]`, and leave `order_by` out");
    vec![Finding::new("A12", Part::ClusteringKey(0), fact).help(help)]
}
