//! The queries: selections, relations, orders, limits, and the examples and answers that belong to them.

use std::collections::HashMap;
use std::sync::Arc;

use serde_yaml::Value as Yaml;

use super::{Faults, Vocabulary, names, part_path};
use crate::model::resolve::tables::Draft;
use crate::model::tree::Step;
use crate::model::{Expectation, Marker, Query, Returns, clause, raw};
use crate::name::Name;
use crate::rules;
use crate::rules::shape::{self, Kind, Limit, Op, Relation};
use crate::types::CqlType;
use crate::value::{BadValue, Reading, encode_json, encode_text};

/// Consistency levels that a read may ask for.
const CONSISTENCIES: &[&str] =
    &["ONE", "TWO", "THREE", "QUORUM", "ALL", "LOCAL_QUORUM", "EACH_QUORUM", "LOCAL_ONE", "SERIAL", "LOCAL_SERIAL"];

/// The queries of `raw`, each judged by the rules for queries.
pub(super) fn queries(
    raw: &raw::File,
    vocabulary: &Vocabulary,
    tables: &[Draft],
    faults: &mut Faults<'_>,
) -> Vec<Query> {
    let by_name: HashMap<&str, usize> =
        tables.iter().enumerate().map(|(i, d)| (d.table.shape.name.text(), i)).collect();
    let mut queries = Vec::new();
    for (name, query) in &raw.queries.0 {
        let Some(table) = by_name.get(query.table.as_deref().unwrap_or(name)).copied() else { continue };
        if !tables[table].sound {
            continue;
        }
        queries.extend(resolve(name, query, table, &tables[table], vocabulary, faults));
    }
    let declared: Vec<Name> = raw.queries.0.iter().map(|(name, _)| Name::new(name)).collect();
    for (finding, at) in rules::names("query", &declared) {
        let place = faults.tree.key_at(&["queries".into(), declared[at].text().into()]);
        faults.finding(finding, place);
    }
    queries
}

fn resolve(
    name: &str,
    raw: &raw::Query,
    table: usize,
    draft: &Draft,
    vocabulary: &Vocabulary,
    faults: &mut Faults<'_>,
) -> Option<Query> {
    let before = faults.report.errors();
    let shape = shape_of(name, raw, &draft.table.shape, vocabulary, faults);
    if faults.report.errors() == before {
        for finding in rules::query(&shape) {
            let path = part_path(name, &finding.at);
            let named = matches!(finding.at, shape::Part::Name);
            let place = if named { faults.tree.key_at(&path) } else { faults.tree.at(&path) };
            faults.finding(finding, place);
        }
    }
    let consistency = raw.consistency.as_ref().map(|c| c.to_ascii_uppercase());
    if let Some(level) = consistency.as_deref().filter(|level| !CONSISTENCIES.contains(level)) {
        faults.unknown(
            "Y05",
            &["queries".into(), name.into(), "consistency".into()],
            "consistency level",
            level,
            CONSISTENCIES,
        );
    }
    let idempotent = raw.idempotent.as_deref().map(|text| boolean("idempotent", text, name, faults));
    if faults.report.errors() > before {
        return None;
    }
    let markers = markers(&shape);
    let returns = returns(name, raw, &shape, faults);
    let examples = examples(name, raw, &markers, faults);
    let expect = expectations(name, raw, &markers, &shape, faults);
    Some(Query {
        shape,
        question: raw.question.clone(),
        table,
        returns,
        markers,
        consistency,
        idempotent,
        examples,
        expect,
    })
}

fn shape_of(
    name: &str,
    raw: &raw::Query,
    table: &Arc<shape::Table>,
    vocabulary: &Vocabulary,
    faults: &mut Faults<'_>,
) -> shape::Query {
    let base: [Step<'_>; 2] = ["queries".into(), name.into()];
    let mut relations = Vec::new();
    for (n, text) in raw.relations.iter().enumerate() {
        let path = [base[0], base[1], "where".into(), n.into()];
        match clause::relation(text, n) {
            Ok(relation) => {
                for column in &relation.columns {
                    known(column, table, vocabulary, &path, faults);
                }
                relations.push(relation);
            }
            Err(help) => faults.push("D04", &path, format!("`{text}` is not a relation"), help),
        }
    }
    let mut order_by = Vec::new();
    for (n, text) in raw.order_by.iter().enumerate() {
        let path = [base[0], base[1], "order_by".into(), n.into()];
        match clause::ordered(text) {
            Ok(ordered) => {
                known(&ordered.0, table, vocabulary, &path, faults);
                order_by.push(ordered);
            }
            Err(help) => faults.push("D04", &path, format!("`{text}` is not a column with an order"), help),
        }
    }
    let distinct = raw.distinct.as_deref().is_some_and(|text| boolean("distinct", text, name, faults));
    let select = raw.select.as_ref().map_or_else(|| everything(table, distinct), |select| names(select));
    let limit = limit("limit", raw.limit.as_deref(), name, faults);
    let per_partition_limit = limit_of_partition(raw, name, faults);
    let relations = implied(table, relations);
    shape::Query {
        name: Name::new(name),
        table: Arc::clone(table),
        select,
        distinct,
        relations,
        order_by,
        limit,
        per_partition_limit,
    }
}

fn known(column: &Name, table: &shape::Table, vocabulary: &Vocabulary, path: &[Step<'_>], faults: &mut Faults<'_>) {
    if table.column(column).is_some() {
        return;
    }
    if vocabulary.by_name.contains_key(column.text()) {
        let columns = table.columns().map(|(c, _)| format!("`{}`", c.name)).collect::<Vec<_>>().join(", ");
        let fact = format!("table `{}` does not hold column `{column}`", table.name);
        faults.push("D01", path, fact, format!("it holds {columns}"));
    } else {
        let columns: Vec<&str> = table.columns().map(|(c, _)| c.name.text()).collect();
        faults.unknown("D01", path, "column", column.text(), &columns);
    }
}

fn everything(table: &shape::Table, distinct: bool) -> Vec<Name> {
    let wanted = |kind: Kind| !distinct || matches!(kind, Kind::Partition | Kind::Static);
    table.columns().filter(|(_, kind)| wanted(*kind)).map(|(c, _)| c.name.clone()).collect()
}

/// Equality on every partition-key column that no written relation names, in key order, then the written relations.
fn implied(table: &shape::Table, written: Vec<Relation>) -> Vec<Relation> {
    let named = |column: &Name| written.iter().any(|r| r.columns.contains(column));
    let mut relations: Vec<Relation> = table
        .partition_key
        .iter()
        .filter(|column| !named(&column.name))
        .map(|column| Relation {
            columns: vec![column.name.clone()],
            tuple: false,
            op: Op::Eq,
            markers: vec![column.name.clone()],
            written: None,
        })
        .collect();
    relations.extend(written);
    relations
}

fn limit(key: &'static str, text: Option<&str>, query: &str, faults: &mut Faults<'_>) -> Option<Limit> {
    let text = text?;
    if let Some(marker) = text.strip_prefix(':') {
        return Some(Limit::Marker(Name::new(marker)));
    }
    match text.parse() {
        Ok(count) => Some(Limit::Count(count)),
        Err(_) => {
            let fact = format!("`{key}` must be a whole number or a marker, not `{text}`");
            faults.push(
                "Y05",
                &["queries".into(), query.into(), key.into()],
                fact,
                "write a number such as 10, or `:n`",
            );
            None
        }
    }
}

fn limit_of_partition(raw: &raw::Query, query: &str, faults: &mut Faults<'_>) -> Option<Limit> {
    limit("per_partition_limit", raw.per_partition_limit.as_deref(), query, faults)
}

fn boolean(key: &'static str, text: &str, query: &str, faults: &mut Faults<'_>) -> bool {
    if !matches!(text, "true" | "false") {
        let fact = format!("`{key}` is `true` or `false`, not `{text}`");
        faults.push("Y05", &["queries".into(), query.into(), key.into()], fact, "write `true` or `false`");
    }
    text == "true"
}

fn returns(name: &str, raw: &raw::Query, shape: &shape::Query, faults: &mut Faults<'_>) -> Returns {
    let path = ["queries".into(), name.into(), "returns".into()];
    let fixed = shape
        .table
        .columns()
        .take(shape.table.key_len())
        .all(|(column, _)| shape.relations.iter().any(|r| r.op == Op::Eq && r.columns.contains(&column.name)));
    match raw.returns.as_deref() {
        None if fixed => Returns::One,
        None | Some("all") => Returns::All,
        Some("first") => Returns::First,
        Some("count") => Returns::Count,
        Some("one") => {
            if !fixed && !shape.distinct {
                let help = "fix the other key columns in `where`, or write `returns: first`";
                faults.push("Q24", &path, format!("`{name}` can give many rows, but says `returns: one`"), help);
            }
            Returns::One
        }
        Some(other) => {
            faults.unknown("Y05", &path, "way to return rows", other, &["all", "first", "one", "count"]);
            Returns::All
        }
    }
}

/// The values that the statement binds, in its order: relations, then PER PARTITION LIMIT, then LIMIT.
fn markers(shape: &shape::Query) -> Vec<Marker> {
    let ty = |column: &Name| shape.table.column(column).map_or(CqlType::Text, |(c, _)| c.ty.clone());
    let list = |item: CqlType| CqlType::List { item: Box::new(item), frozen: true };
    let mut markers = Vec::new();
    for relation in &shape.relations {
        if relation.op == Op::In {
            let item = if relation.tuple {
                CqlType::Tuple(relation.columns.iter().map(ty).collect())
            } else {
                ty(&relation.columns[0])
            };
            markers.extend(relation.markers.iter().map(|name| Marker { name: name.clone(), ty: list(item.clone()) }));
        } else {
            let pairs = relation.markers.iter().zip(&relation.columns);
            markers.extend(pairs.map(|(name, column)| Marker { name: name.clone(), ty: ty(column) }));
        }
    }
    for limit in [&shape.per_partition_limit, &shape.limit].into_iter().flatten() {
        if let Limit::Marker(name) = limit {
            markers.push(Marker { name: name.clone(), ty: CqlType::Int });
        }
    }
    markers
}

fn examples(query: &str, raw: &raw::Query, markers: &[Marker], faults: &mut Faults<'_>) -> Vec<Vec<Vec<u8>>> {
    let mut examples = Vec::new();
    for (n, example) in raw.examples.iter().enumerate() {
        let path = ["queries".into(), query.into(), "examples".into(), n.into()];
        examples.extend(parameters(&path, example, markers, faults));
    }
    examples
}

fn expectations(
    query: &str,
    raw: &raw::Query,
    markers: &[Marker],
    shape: &shape::Query,
    faults: &mut Faults<'_>,
) -> Vec<Expectation> {
    let mut expectations = Vec::new();
    for (n, expectation) in raw.expect.iter().enumerate() {
        let path = ["queries".into(), query.into(), "expect".into(), n.into(), "given".into()];
        let given = parameters(&path, &expectation.given, markers, faults);
        let mut rows = Vec::new();
        for (m, row) in expectation.rows.iter().enumerate() {
            let path = ["queries".into(), query.into(), "expect".into(), n.into(), "rows".into(), m.into()];
            rows.push(expected_row(&path, row, shape, faults));
        }
        expectations.extend(given.map(|given| Expectation { given, rows }));
    }
    expectations
}

fn expected_row(
    path: &[Step<'_>],
    row: &raw::Entries<Yaml>,
    shape: &shape::Query,
    faults: &mut Faults<'_>,
) -> Vec<(Name, Option<Vec<u8>>)> {
    let mut cells = Vec::new();
    for (column, value) in &row.0 {
        let path: Vec<Step<'_>> = path.iter().copied().chain([column.as_str().into()]).collect();
        let name = Name::new(column);
        let Some((found, _)) = shape.table.column(&name).filter(|_| shape.select.contains(&name)) else {
            let known: Vec<&str> = shape.select.iter().map(Name::text).collect();
            faults.unknown("D09", &path, "selected column", column, &known);
            continue;
        };
        match literal(&found.ty, value) {
            Ok(bytes) => cells.push((name, bytes)),
            Err(bad) => bad_literal(&path, column, &found.ty, &bad, faults),
        }
    }
    cells
}

fn parameters(
    path: &[Step<'_>],
    given: &raw::Entries<Yaml>,
    markers: &[Marker],
    faults: &mut Faults<'_>,
) -> Option<Vec<Vec<u8>>> {
    let known: Vec<&str> = markers.iter().map(|m| m.name.text()).collect();
    let mut whole = true;
    for (name, _) in given.0.iter().filter(|(name, _)| !known.contains(&name.as_str())) {
        let path: Vec<Step<'_>> = path.iter().copied().chain([name.as_str().into()]).collect();
        faults.unknown("D09", &path, "parameter", name, &known);
        whole = false;
    }
    let mut values = Vec::new();
    for marker in markers {
        let name = marker.name.text();
        let step: Vec<Step<'_>> = path.iter().copied().chain([name.into()]).collect();
        match given.0.iter().find(|(given, _)| given == name) {
            None => faults.push(
                "D09",
                path,
                format!("no value for parameter `{name}`"),
                format!("add `{name}: …`, a {}", marker.ty.cql()),
            ),
            Some((_, value)) => match literal(&marker.ty, value) {
                Ok(Some(bytes)) => values.push(bytes),
                Ok(None) => {
                    let fact = format!("parameter `{name}` is null, and a key is never null");
                    faults.push("D09", &step, fact, format!("give a {}", marker.ty.cql()));
                }
                Err(bad) => bad_literal(&step, name, &marker.ty, &bad, faults),
            },
        }
    }
    (whole && values.len() == markers.len()).then_some(values)
}

fn bad_literal(path: &[Step<'_>], name: &str, ty: &CqlType, bad: &BadValue, faults: &mut Faults<'_>) {
    let fact = format!("the value of `{name}` is not a {}: {bad}", ty.cql());
    faults.push("D09", path, fact, "write it as the CSV or a command line would hold it");
}

/// A value of the YAML: a text is read as the CSV's would be, a list or mapping as JSON is.
fn literal(ty: &CqlType, value: &Yaml) -> Result<Option<Vec<u8>>, BadValue> {
    let mut bytes = Vec::new();
    match value {
        Yaml::Null => return Ok(None),
        Yaml::String(text) => encode_text(ty, text, &Reading::default(), &mut bytes)?,
        other => encode_json(ty, &json(other), &mut bytes)?,
    }
    Ok(Some(bytes))
}

fn json(value: &Yaml) -> serde_json::Value {
    match value {
        Yaml::String(text) => text.as_str().into(),
        Yaml::Sequence(items) => items.iter().map(json).collect(),
        Yaml::Mapping(entries) => {
            entries.iter().map(|(key, value)| (key.as_str().unwrap_or_default().to_owned(), json(value))).collect()
        }
        _ => serde_json::Value::Null,
    }
}
