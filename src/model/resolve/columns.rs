//! The columns: their types, where their values come from, and how one is derived from another.

use std::collections::{HashMap, HashSet};

use super::reading::reading;
use super::types::Types;
use super::{Faults, Vocabulary};
use crate::model::tree::Step;
use crate::model::{Column, Origin, clause, raw};
use crate::name::Name;
use crate::rules;
use crate::rules::shape;
use crate::types::CqlType;
use crate::value::{Derivation, Reading, encode_text};

/// The columns, each with its type and origin.
pub(super) fn columns(raw: &raw::File, types: &Types, faults: &mut Faults<'_>) -> Vocabulary {
    let mut vocabulary = Vocabulary { columns: Vec::new(), by_name: HashMap::new(), broken: HashSet::new() };
    let plain = raw::Column::default();
    let mut derived = HashMap::new();
    for (name, declared) in &raw.columns.0 {
        let Some(ty) = column_type(name, declared, types, faults) else {
            vocabulary.broken.insert(name.clone());
            continue;
        };
        let more = declared.more().unwrap_or(&plain);
        if let Some(expression) = &more.derive {
            derived.insert(vocabulary.columns.len(), expression.as_str());
        }
        let origin = origin(name, &ty, more, faults);
        vocabulary.by_name.insert(name.clone(), vocabulary.columns.len());
        vocabulary.columns.push(Column {
            name: Name::new(name),
            origin,
            nulls: more.nulls.clone(),
            rust: super::rust::column(name, &ty, more, faults),
            is_added: super::rust::is_added(name, &ty, more, faults),
            is_mutable: is_mutable(name, more, faults),
            ty,
        });
    }
    for at in 0..vocabulary.columns.len() {
        if let Some(origin) = derived.get(&at).and_then(|text| derivation(&vocabulary, at, text, &derived, faults)) {
            vocabulary.columns[at].origin = origin;
        }
    }
    for column in &vocabulary.columns {
        // Those that a table holds are judged again there, word for word: the report keeps one.
        let shape = shape::Column { name: column.name.clone(), ty: column.ty.clone() };
        faults.judged("", rules::column(&shape));
    }
    let names: Vec<Name> = vocabulary.columns.iter().map(|column| column.name.clone()).collect();
    faults.judged("", rules::names("column", &names).into_iter().map(|(finding, _)| finding));
    vocabulary
}

/// Whether the value of the column `name` changes. What is constant does not.
fn is_mutable(name: &str, raw: &raw::Column, faults: &mut Faults<'_>) -> bool {
    let path: [Step<'_>; 3] = ["columns".into(), name.into(), "mutable".into()];
    let said = faults.boolean(&path, raw.mutable.as_deref()).unwrap_or_default();
    if said && raw.constant.is_some() {
        faults.push_key(
            "D07",
            &path,
            format!("column `{name}` is constant, and so not `mutable`"),
            "remove one of the two",
        );
    }
    said
}

fn column_type(
    name: &str,
    declared: &raw::TextOr<raw::Column>,
    types: &Types,
    faults: &mut Faults<'_>,
) -> Option<CqlType> {
    let path: [Step<'_>; 3] = ["columns".into(), name.into(), "type".into()];
    let (text, path) = match declared {
        raw::TextOr::Text(text) => (text, &path[..2]),
        raw::TextOr::More(raw::Column { ty: Some(text), .. }) => (text, &path[..]),
        raw::TextOr::More(_) => {
            let help = format!("write `{name}: text`, or give `type:`");
            faults.push_key("Y07", &path[..2], format!("column `{name}` has no `type`"), help);
            return None;
        }
    };
    types.parse(text, path, faults)
}

fn origin(name: &str, ty: &CqlType, raw: &raw::Column, faults: &mut Faults<'_>) -> Origin {
    let path: [Step<'_>; 2] = ["columns".into(), name.into()];
    let given = [raw.csv.is_some(), raw.constant.is_some(), raw.derive.is_some()];
    if given.iter().filter(|given| **given).count() > 1 {
        let fact = format!("column `{name}` has more than one of `csv`, `constant` and `derive`");
        faults.push_key("D07", &path, fact, "a column has one origin: keep one of them");
    }
    // A counter that names no field counts rows.
    let counts = *ty == CqlType::Counter && !given.contains(&true);
    without_effect(name, raw, counts, faults);
    let reading = reading(name, ty, raw, faults);
    if let Some(text) = &raw.constant {
        return Origin::Constant(constant(name, ty, text, &reading, faults));
    }
    if counts {
        return Origin::Constant(1_i64.to_be_bytes().to_vec());
    }
    match &raw.csv {
        Some(raw::TextOr::Text(header)) => Origin::Csv { header: header.clone(), reading },
        None => Origin::Csv { header: name.to_owned(), reading },
        Some(raw::TextOr::More(fields)) => Origin::Fields { headers: field_headers(name, ty, fields, faults), reading },
    }
}

/// Refuses what says how a text is read where none is, or none that changes from row to row.
fn without_effect(name: &str, raw: &raw::Column, counts: bool, faults: &mut Faults<'_>) {
    let settings = [
        ("format", raw.format.is_some()),
        ("zone", raw.zone.is_some()),
        ("split", raw.split.is_some()),
        ("booleans", raw.booleans.is_some()),
        ("nulls", raw.nulls.is_some()),
    ];
    let (origin, first) = match (&raw.derive, &raw.constant) {
        (Some(_), _) => ("derived", 0),
        (None, Some(_)) => ("constant", 4),
        (None, None) if counts => ("a counter of rows: it reads no field", 4),
        (None, None) => return,
    };
    for (key, _) in settings[first..].iter().filter(|(_, given)| *given) {
        let fact = format!("`{key}` does nothing for column `{name}`, which is {origin}");
        faults.push_key("D07", &["columns".into(), name.into(), (*key).into()], fact, "remove it");
    }
}

fn constant(name: &str, ty: &CqlType, text: &str, reading: &Reading, faults: &mut Faults<'_>) -> Vec<u8> {
    let mut bytes = Vec::new();
    if let Err(bad) = encode_text(ty, text, reading, &mut bytes) {
        let path = ["columns".into(), name.into(), "constant".into()];
        faults.push("D07", &path, format!("constant `{name}`: {bad}"), "write it as the CSV would hold it");
    }
    bytes
}

fn field_headers(
    name: &str,
    ty: &CqlType,
    fields: &raw::Entries<String>,
    faults: &mut Faults<'_>,
) -> Vec<Option<String>> {
    let path: [Step<'_>; 3] = ["columns".into(), name.into(), "csv".into()];
    let CqlType::Udt { udt, .. } = ty else {
        let fact = format!("`csv` of `{name}` is a mapping, but {} has no fields", super::a(ty));
        faults.push_key("D07", &path, fact, "give the header of one CSV column");
        return Vec::new();
    };
    let known: Vec<&str> = udt.fields.iter().map(|(field, _)| field.text()).collect();
    for (field, _) in fields.0.iter().filter(|(field, _)| !known.contains(&field.as_str())) {
        let place = faults.tree.key_at(&[path[0], path[1], path[2], field.as_str().into()]);
        faults.unknown("D07", place, "field", field, &known);
    }
    known.iter().map(|field| fields.0.iter().find(|(f, _)| f == field).map(|(_, header)| header.clone())).collect()
}

/// The origin of the column at `index`, which is derived by `expression`; `derived` are all that are.
fn derivation(
    vocabulary: &Vocabulary,
    index: usize,
    expression: &str,
    derived: &HashMap<usize, &str>,
    faults: &mut Faults<'_>,
) -> Option<Origin> {
    let column = &vocabulary.columns[index];
    let name = column.name.text();
    let path: [Step<'_>; 3] = ["columns".into(), name.into(), "derive".into()];
    let (function, source, number) = match clause::call(expression) {
        Ok(call) => call,
        Err(help) => {
            faults.push("D05", &path, format!("`{expression}` is not a derived expression"), help);
            return None;
        }
    };
    let from = vocabulary.find(&source, &path, faults)?;
    if derived.contains_key(&from) {
        let fact = format!("`{name}` is derived from `{source}`, which is derived itself");
        faults.push("D05", &path, fact, "derive it from a column that comes from the CSV");
        return None;
    }
    match Derivation::new(&function, number, &vocabulary.columns[from].ty, &column.ty) {
        Ok(function) => Some(Origin::Derived { from, function }),
        Err(help) => {
            faults.push("D05", &path, format!("`{expression}` cannot give `{name}`"), help);
            None
        }
    }
}
