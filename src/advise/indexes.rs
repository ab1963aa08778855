//! Takes queries and tables with indexes, finds where an index makes much of little. Never judges which comparisons an
//! index serves.

use super::facts::values;
use super::{Facts, TableFacts};
use crate::model::{Column, Query};
use crate::rules::shape::{Finding, Index, Op, Part, Relation, Target};
use crate::types::CqlType;

/// An index whose terms are fewer finds a large share of the table with each. The page of `DataStax` on when to use an
/// index names columns of few values, such as a boolean.
const FEW_TERMS: u64 = 100;

/// A03: an index is asked without a partition, and so on every node: each keeps the index of its own rows alone.
pub(super) fn every_node(_: &Facts<'_>, query: &Query) -> Vec<Finding> {
    let shape = &query.shape;
    let first = shape.relations.iter().find(|relation| shape.by_index(relation)).filter(|_| shape.scan);
    let find = |relation: &Relation| {
        let fact = format!("`{}` asks the index for `{relation}` on every node, for it names no partition", shape.name);
        let help = "give the question a table with this column in its partition key; or name the partition as well";
        Finding::new("A03", relation.part(), fact).help(help)
    };
    first.map(find).into_iter().collect()
}

/// A13: an index is on a column of very few values, or finds single rows by an identifier.
pub(super) fn unfit(_: &Facts<'_>, table: &TableFacts<'_>) -> Vec<Finding> {
    let judged = |(at, index): (usize, &Index)| {
        let column = table.columns().find(|column| column.name == index.column)?;
        few(index, column)
            .or_else(|| unique(table, index, column))
            .map(|(fact, help)| Finding::new("A13", Part::Index(at), fact).help(help))
    };
    table.shape.indexes.iter().enumerate().filter_map(judged).collect()
}

fn few(index: &Index, column: &Column) -> Option<(String, &'static str)> {
    let terms = match index.term(&column.ty)? {
        CqlType::Boolean => 2,
        _ if index.target == Target::Plain => values(column).filter(|terms| *terms < FEW_TERMS)?,
        _ => return None,
    };
    let fact =
        format!("the index on `{}` has at most {terms} terms, and each finds a large part of the table", column.name);
    Some((fact, "make the column part of the key of a table of its own, or filter what was read by it"))
}

/// An identifier belongs to a row or few, so that every node is asked for what one has.
fn unique(table: &TableFacts<'_>, index: &Index, column: &Column) -> Option<(String, &'static str)> {
    let is_identifier = matches!(column.ty, CqlType::Uuid | CqlType::Timeuuid) && index.target == Target::Plain;
    let asks = |relation: &Relation| relation.op == Op::Eq && relation.columns.contains(&index.column);
    let asked = table.queries.iter().any(|query| query.shape.scan && query.shape.relations.iter().any(asks));
    let fact = || format!("the index on `{}` is asked on every node for a row that one of them has", column.name);
    (is_identifier && asked).then(|| (fact(), "give the question a table with this column as its partition key"))
}
