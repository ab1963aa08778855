//! Takes a model with its plan for the scratch keyspace, gives the statements to try, each with the values to execute it
//! with: one value of every type, and those of the model's own examples. Never asks a node.

use std::borrow::Cow;
use std::collections::BTreeMap;

use crate::catalog::{Catalog, Script, Select};
use crate::model::{Marker, Model, Query};
use crate::name::Name;
use crate::render;
use crate::rules::shape::Op;
use crate::store::cassandra::Execution;
use crate::types::CqlType;
use crate::value::sample;

/// Examples of one query that are tried, at most.
const EXAMPLES: usize = 8;

/// The values of one execution, in the order of the binds; `None` is one that is not set.
pub(super) type Values = Vec<Option<Vec<u8>>>;

/// A statement to try.
pub(super) struct Trial<'a> {
    /// What it is, for a person: ``query `plays` ``.
    pub(super) what: String,
    /// The query that it is about, or that declares its table.
    pub(super) query: Option<&'a Name>,
    /// Index of its table.
    pub(super) table: usize,
    pub(super) cql: Cow<'a, str>,
    pub(super) binds: Cow<'a, [Marker]>,
    /// The values of each execution; at least one.
    pub(super) values: Vec<Values>,
    pub(super) execution: Execution<'a>,
    /// The row that it must give: the value of each selected column, where it is known.
    pub(super) gives: Option<Values>,
}

/// Every statement of `script`, in the order in which they are executed: what writes, what asks, what reads back.
pub(super) fn trials<'a>(model: &'a Model, catalog: &'a Catalog, script: &'a Script) -> Vec<Trial<'a>> {
    let tables = 0..catalog.tables.len();
    let writes = tables.clone().flat_map(|table| writes(model, catalog, script, table));
    let selects = (0..catalog.selects.len()).map(|query| select(model, catalog, script, query));
    writes.chain(selects).chain(tables.map(|table| by_key(model, catalog, table))).collect()
}

/// What writes to table number `table`: a row of samples, and one with the keys of each example.
fn writes<'a>(model: &'a Model, catalog: &'a Catalog, script: &'a Script, table: usize) -> Vec<Trial<'a>> {
    let planned = &catalog.tables[table];
    let trial = |what: &str, cql: &'a str, binds: &'a [Marker]| {
        let keys = model.queries.iter().zip(&catalog.selects).filter(|(query, _)| query.table == table);
        let keys = keys.flat_map(|(query, select)| {
            examples(query).filter_map(|given| bound(select, given).map(|given| keys_of(select, &given)))
        });
        let values = std::iter::once(BTreeMap::new()).chain(keys);
        let value =
            |keys: &BTreeMap<Name, Vec<u8>>, bind: &Marker| keys.get(&bind.name).cloned().or_else(|| sample(&bind.ty));
        let values = values.map(|keys| binds.iter().map(|bind| value(&keys, bind)).collect()).collect();
        let (what, binds) = (format!("{what} table `{}`", planned.shape.name), Cow::Borrowed(binds));
        let execution = Execution { unpaged: true, ..Execution::default() };
        let query = model.owner(table);
        Trial { what, query, table, cql: Cow::Borrowed(cql), binds, values, execution, gives: None }
    };
    let row = trial("the write to", &script.inserts[table], &planned.insert);
    let statics = script.static_inserts[table].as_deref().zip(planned.insert_static.as_deref());
    let statics = statics.map(|(cql, binds)| trial("the write of static columns to", cql, binds));
    std::iter::once(row).chain(statics).collect()
}

fn select<'a>(model: &'a Model, catalog: &'a Catalog, script: &'a Script, query: usize) -> Trial<'a> {
    let statement = script.select(catalog, query);
    let select = statement.select;
    let samples = select.binds.iter().map(|bind| sample(&bind.ty)).collect();
    let given = examples(&model.queries[query]).filter_map(|given| bound(select, given));
    let given = given.map(|given| given.into_iter().map(Some).collect());
    Trial {
        what: format!("query `{}`", select.shape.name),
        query: Some(&select.shape.name),
        table: select.table,
        cql: Cow::Borrowed(statement.cql),
        binds: Cow::Borrowed(&select.binds),
        values: std::iter::once(samples).chain(given).collect(),
        execution: Execution { consistency: select.consistency.as_deref(), unpaged: select.unpaged },
        gives: None,
    }
}

/// What the statement binds where it is asked with `given`: of a query that goes through buckets, what it binds for the
/// first; nothing where there is none.
fn bound(select: &Select, given: &[Vec<u8>]) -> Option<Vec<Vec<u8>>> {
    match &select.across {
        None => Some(given.to_vec()),
        Some(across) => across.reads(given).ok()?.nth(0),
    }
}

/// What reads the row of samples back.
fn by_key<'a>(model: &'a Model, catalog: &'a Catalog, table: usize) -> Trial<'a> {
    let select = catalog.by_key(table);
    // A row that lives for a second may be gone already.
    let expires = select.shape.table.lifetime().is_some();
    // A counter has counted every execution.
    let expected = |ty: &CqlType| if *ty == CqlType::Counter { None } else { sample(ty) };
    Trial {
        what: format!("the reading back of table `{}`", select.shape.name),
        query: model.owner(table),
        table,
        cql: Cow::Owned(render::reading(catalog, &select)),
        values: vec![select.binds.iter().map(|bind| sample(&bind.ty)).collect()],
        binds: Cow::Owned(select.binds),
        execution: Execution::default(),
        gives: (!expires).then(|| select.columns.iter().map(|(column, _)| expected(&column.ty)).collect()),
    }
}

/// The parameters that the model itself gives for a query.
fn examples(query: &Query) -> impl Iterator<Item = &Vec<Vec<u8>>> {
    query.examples.iter().chain(query.expect.iter().map(|expectation| &expectation.given)).take(EXAMPLES)
}

/// The columns that a query with the parameters `given` asks for by value, with these values.
fn keys_of(select: &Select, given: &[Vec<u8>]) -> BTreeMap<Name, Vec<u8>> {
    let equal = select.shape.relations.iter().filter(|relation| matches!(relation.op, Op::Eq | Op::Le | Op::Ge));
    let pairs = equal.flat_map(|relation| relation.columns.iter().zip(&relation.markers));
    let value = |(column, marker): (&Name, &Name)| {
        let at = select.binds.iter().position(|bind| bind.name == *marker)?;
        Some((column.clone(), given.get(at)?.clone()))
    };
    pairs.filter_map(value).collect()
}
