//! The examples of a query and the answers written by hand.

use serde_yaml::Value as Yaml;

use super::{Faults, a};
use crate::model::tree::Step;
use crate::model::{Expectation, Marker, raw};
use crate::name::Name;
use crate::rules::shape::{self, Limit, Relation};
use crate::types::CqlType;
use crate::value::{BadValue, Reading, encode_json, encode_text};

/// The parameters to answer `query` with, each in the order of its markers.
pub(super) fn examples(
    query: &str,
    raw: &raw::Query,
    markers: &[Marker],
    shape: &shape::Query,
    faults: &mut Faults<'_>,
) -> Vec<Vec<Vec<u8>>> {
    let mut examples = Vec::new();
    for (n, example) in raw.examples.iter().enumerate() {
        let path = ["queries".into(), query.into(), "examples".into(), n.into()];
        examples.extend(parameters(&path, example, markers, shape, faults));
    }
    examples
}

/// The answers of `query` that were written by hand.
pub(super) fn expectations(
    query: &str,
    raw: &raw::Query,
    markers: &[Marker],
    (shape, columns): (&shape::Query, &[shape::Column]),
    faults: &mut Faults<'_>,
) -> Vec<Expectation> {
    let mut expectations = Vec::new();
    for (n, expectation) in raw.expect.iter().enumerate() {
        let path = ["queries".into(), query.into(), "expect".into(), n.into(), "given".into()];
        let given = parameters(&path, &expectation.given, markers, shape, faults);
        let mut rows = Vec::new();
        for (m, row) in expectation.rows.iter().enumerate() {
            let path = ["queries".into(), query.into(), "expect".into(), n.into(), "rows".into(), m.into()];
            rows.push(expected_row(&path, row, columns, faults));
        }
        expectations.extend(given.map(|given| Expectation { given, rows }));
    }
    expectations
}

fn expected_row(
    path: &[Step<'_>],
    row: &raw::Entries<Yaml>,
    columns: &[shape::Column],
    faults: &mut Faults<'_>,
) -> Vec<(Name, Option<Vec<u8>>)> {
    let mut cells = Vec::new();
    for (column, value) in &row.0 {
        let path: Vec<Step<'_>> = path.iter().copied().chain([column.as_str().into()]).collect();
        let name = Name::new(column);
        let Some(found) = columns.iter().find(|column| column.name == name) else {
            let known: Vec<&str> = columns.iter().map(|column| column.name.text()).collect();
            faults.unknown("D09", faults.tree.key_at(&path), "selected column", column, &known);
            continue;
        };
        match literal(&found.ty, value) {
            Ok(bytes) => cells.push((name, bytes)),
            Err(bad) => bad_literal(&path, "column", column, &bad, faults),
        }
    }
    cells
}

fn parameters(
    path: &[Step<'_>],
    given: &raw::Entries<Yaml>,
    markers: &[Marker],
    shape: &shape::Query,
    faults: &mut Faults<'_>,
) -> Option<Vec<Vec<u8>>> {
    let known: Vec<&str> = markers.iter().map(|m| m.name.text()).collect();
    let mut whole = true;
    for (name, _) in given.0.iter().filter(|(name, _)| !known.contains(&name.as_str())) {
        let path: Vec<Step<'_>> = path.iter().copied().chain([name.as_str().into()]).collect();
        faults.unknown("D09", faults.tree.key_at(&path), "parameter", name, &known);
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
                format!("add `{name}: …`, {}", a(&marker.ty)),
            ),
            Some((_, value)) => match literal(&marker.ty, value) {
                Ok(Some(bytes)) => match unbindable(shape, &marker.name, &bytes) {
                    None => values.push(bytes),
                    Some((why, help)) => faults.push("D09", &step, format!("parameter `{name}` {why}"), help),
                },
                Ok(None) => {
                    let fact = format!("parameter `{name}` is null, and a key is never null");
                    faults.push("D09", &step, fact, format!("give {}", a(&marker.ty)));
                }
                Err(bad) => bad_literal(&step, "parameter", name, &bad, faults),
            },
        }
    }
    (whole && values.len() == markers.len()).then_some(values)
}

/// Why a node takes no such value for a parameter, although it is one of the parameter's type, and the way out.
fn unbindable(shape: &shape::Query, name: &Name, bytes: &[u8]) -> Option<(&'static str, &'static str)> {
    let limits = [&shape.limit, &shape.per_partition_limit];
    let is_limit = limits.into_iter().flatten().any(|limit| matches!(limit, Limit::Marker(marker) if marker == name));
    if is_limit && <[u8; 4]>::try_from(bytes).is_ok_and(|bytes| i32::from_be_bytes(bytes) < 1) {
        return Some(("is a limit, and at least 1 row is asked for", "give a number above 0"));
    }
    // Each part of a longer key may be empty: its length stands before it.
    let [lone] = shape.table.partition_key.as_slice() else { return None };
    let is_key = |relation: &Relation| relation.columns.contains(&lone.name) && relation.markers.contains(name);
    (bytes.is_empty() && shape.relations.iter().any(is_key))
        .then_some(("is empty, and a partition key of one column is never empty", "give a text that is not empty"))
}

fn bad_literal(path: &[Step<'_>], what: &str, name: &str, bad: &BadValue, faults: &mut Faults<'_>) {
    faults.push("D09", path, format!("{what} `{name}`: {bad}"), "write the value as a command line would hold it");
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
