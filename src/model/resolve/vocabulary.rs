//! The keyspace, the user-defined types, the columns with their origins, and the sources.

use std::collections::HashMap;
use std::sync::Arc;

use super::{Faults, Vocabulary, conditions, part_path};
use crate::diagnostic::Diagnostic;
use crate::model::resolve::tables::Draft;
use crate::model::tree::Step;
use crate::model::{Column, Keyspace, Origin, Source, raw};
use crate::name::Name;
use crate::rules;
use crate::types::{CqlType, TypeError, UserType};
use crate::value::{Derivation, Reading, Unit, encode_text, is_pattern};

/// The keyspace: `keyspace: NAME` means `SimpleStrategy` with one copy.
pub(super) fn keyspace(raw: &raw::File, faults: &mut Faults<'_>) -> Option<Keyspace> {
    let (name, replication, durable, path): (_, _, _, Vec<Step<'_>>) = match &raw.keyspace {
        raw::TextOr::Text(name) => (name.as_str(), None, None, vec!["keyspace".into()]),
        raw::TextOr::More(more) => {
            let Some(name) = &more.name else {
                faults.push(
                    "Y07",
                    &["keyspace".into()],
                    "the keyspace has no `name`".to_owned(),
                    "add `name:` under `keyspace:`",
                );
                return None;
            };
            (
                name.as_str(),
                more.replication.as_ref(),
                more.durable_writes.as_deref(),
                vec!["keyspace".into(), "name".into()],
            )
        }
    };
    let name = Name::new(name);
    for finding in rules::keyspace(&name) {
        let place = faults.tree.at(&path);
        faults.finding(finding, place);
    }
    let durable_writes = match durable {
        None | Some("true") => true,
        Some("false") => false,
        Some(other) => {
            let fact = format!("`durable_writes` is `true` or `false`, not `{other}`");
            faults.push("Y05", &["keyspace".into(), "durable_writes".into()], fact, "write `true` or `false`");
            true
        }
    };
    let replication = replication_of(replication, faults);
    Some(Keyspace { name, replication, durable_writes })
}

fn replication_of(raw: Option<&raw::Entries<String>>, faults: &mut Faults<'_>) -> Vec<(String, String)> {
    let pair = |k: &str, v: &str| (k.to_owned(), v.to_owned());
    let Some(raw) = raw else { return vec![pair("class", "SimpleStrategy"), pair("replication_factor", "1")] };
    let path: [Step<'_>; 2] = ["keyspace".into(), "replication".into()];
    let class = raw.0.iter().find(|(key, _)| key == "class").map(|(_, class)| class.as_str());
    match class.map(|c| c.rsplit('.').next().unwrap_or(c)) {
        Some("SimpleStrategy" | "NetworkTopologyStrategy") => {}
        Some(other) => {
            let fact = format!("replication class `{other}` is not one that a keyspace may have");
            faults.push("D10", &path, fact, "write `SimpleStrategy` or `NetworkTopologyStrategy`");
        }
        None => faults.push("D10", &path, "`replication` has no `class`".to_owned(), "add `class: SimpleStrategy`"),
    }
    let mut entries: Vec<_> = raw.0.clone();
    entries.sort_by_key(|(key, _)| key != "class");
    for (key, value) in entries.iter().filter(|(key, _)| key != "class") {
        let simple = class == Some("SimpleStrategy");
        if simple && key != "replication_factor" {
            let fact = format!("`SimpleStrategy` does not know `{key}`");
            faults.push(
                "D10",
                &[path[0], path[1], key.as_str().into()],
                fact,
                "write `replication_factor`, or use `NetworkTopologyStrategy`",
            );
        }
        if value.parse::<u32>().is_err() {
            let fact = format!("`{key}` must be a whole number of copies, not `{value}`");
            faults.push("D10", &[path[0], path[1], key.as_str().into()], fact, "write the number of copies, such as 3");
        }
    }
    entries
}

/// The user-defined types in an order in which each stands after those it uses.
pub(super) fn types(raw: &raw::File, faults: &mut Faults<'_>) -> Vec<Arc<UserType>> {
    let mut done: Vec<Arc<UserType>> = Vec::new();
    let mut waiting: Vec<&(String, raw::Entries<String>)> = raw.types.0.iter().collect();
    loop {
        let before = waiting.len();
        waiting.retain(|(name, fields)| match user_type(name, fields, &done) {
            Ok(udt) => {
                done.push(Arc::new(udt));
                false
            }
            Err(_) => true,
        });
        if waiting.is_empty() || waiting.len() == before {
            break;
        }
    }
    for (name, fields) in &waiting {
        for (field, error) in user_type(name, fields, &done).err().unwrap_or_default() {
            let path = ["types".into(), name.as_str().into(), field.as_str().into()];
            let cycle = waiting.iter().find(|(other, _)| error.fact.contains(&format!("`{other}`")));
            match cycle {
                Some((other, _)) => {
                    let fact =
                        format!("field `{field}` of `{name}` uses `{other}`, which uses `{name}` or cannot be made");
                    faults.push("K07", &path, fact, "a type can use only types that are complete before it");
                }
                None => bad_type(&path, &error, faults),
            }
        }
    }
    for finding in rules::user_types(&done) {
        let path = part_path("", &finding.at);
        let place = faults.tree.key_at(&path);
        faults.finding(finding.clone(), place);
    }
    done
}

fn user_type(
    name: &str,
    fields: &raw::Entries<String>,
    known: &[Arc<UserType>],
) -> Result<UserType, Vec<(String, TypeError)>> {
    let mut parsed = Vec::new();
    let mut errors = Vec::new();
    for (field, ty) in &fields.0 {
        match CqlType::parse(ty, &|word| find_type(known, word)) {
            Ok(ty) => parsed.push((Name::new(field), ty)),
            Err(error) => errors.push((field.clone(), error)),
        }
    }
    if errors.is_empty() { Ok(UserType { name: Name::new(name), fields: parsed }) } else { Err(errors) }
}

fn find_type(known: &[Arc<UserType>], word: &str) -> Option<Arc<UserType>> {
    known.iter().find(|udt| udt.name.text() == word).cloned()
}

fn bad_type(path: &[Step<'_>], error: &TypeError, faults: &mut Faults<'_>) {
    let mut place = faults.tree.at(path);
    if let Some(place) = place.as_mut().filter(|place| place.span.start + error.at < place.span.end) {
        place.span.start += error.at;
        place.column += error.at;
    }
    let mut diagnostic = Diagnostic::error("D02", error.fact.clone()).at(place);
    diagnostic.help.clone_from(&error.help);
    faults.report.push(diagnostic);
}

/// The columns, each with its type and origin.
pub(super) fn columns(raw: &raw::File, types: &[Arc<UserType>], faults: &mut Faults<'_>) -> Vocabulary {
    let mut vocabulary = Vocabulary { columns: Vec::new(), by_name: HashMap::new(), broken: Vec::new() };
    let plain = raw::Column::default();
    let mut derived = Vec::new();
    for (name, declared) in &raw.columns.0 {
        let (ty, more) = match declared {
            raw::TextOr::Text(ty) => (Some(ty), &plain),
            raw::TextOr::More(more) => (more.ty.as_ref(), more),
        };
        let Some(ty) = column_type(name, ty, matches!(declared, raw::TextOr::Text(_)), types, faults) else {
            vocabulary.broken.push(name.clone());
            continue;
        };
        let origin = origin(name, &ty, more, faults);
        if let Some(expression) = &more.derive {
            derived.push((vocabulary.columns.len(), name, expression));
        }
        vocabulary.by_name.insert(name.clone(), vocabulary.columns.len());
        vocabulary.columns.push(Column { name: Name::new(name), ty, origin, nulls: more.nulls.clone() });
    }
    for (index, name, expression) in derived {
        if let Some(origin) = derivation(&vocabulary, index, name, expression, faults) {
            vocabulary.columns[index].origin = origin;
        }
    }
    let declared: Vec<Name> = vocabulary.columns.iter().map(|c| c.name.clone()).collect();
    for (finding, index) in rules::names("column", &declared) {
        let place = faults.tree.key_at(&["columns".into(), declared[index].text().into()]);
        faults.finding(finding, place);
    }
    vocabulary
}

fn column_type(
    name: &str,
    ty: Option<&String>,
    short: bool,
    types: &[Arc<UserType>],
    faults: &mut Faults<'_>,
) -> Option<CqlType> {
    let Some(text) = ty else {
        let path = ["columns".into(), name.into()];
        faults.push_key(
            "Y07",
            &path,
            format!("column `{name}` has no `type`"),
            format!("write `{name}: text`, or give `type:`"),
        );
        return None;
    };
    let path: Vec<Step<'_>> =
        if short { vec!["columns".into(), name.into()] } else { vec!["columns".into(), name.into(), "type".into()] };
    match CqlType::parse(text, &|word| find_type(types, word)) {
        Ok(CqlType::Counter) => {
            let fact = format!("column `{name}` is a counter, which is known but not built yet");
            faults.push("Y08", &path, fact, "use bigint; nothing is accepted and then ignored");
            None
        }
        Ok(ty) => Some(ty),
        Err(error) => {
            bad_type(&path, &error, faults);
            None
        }
    }
}

fn origin(name: &str, ty: &CqlType, raw: &raw::Column, faults: &mut Faults<'_>) -> Origin {
    let path: [Step<'_>; 2] = ["columns".into(), name.into()];
    let given = [raw.csv.is_some(), raw.constant.is_some(), raw.derive.is_some()];
    if given.iter().filter(|given| **given).count() > 1 {
        let fact = format!("column `{name}` has more than one of `csv`, `constant` and `derive`");
        faults.push_key("D07", &path, fact, "a column has one origin: keep one of them");
    }
    let reading = reading(name, ty, raw, faults);
    if let Some(text) = &raw.constant {
        let mut bytes = Vec::new();
        if let Err(bad) = encode_text(ty, text, &reading, &mut bytes) {
            let fact = format!("the constant of `{name}` is not a value of {}: {bad}", ty.cql());
            faults.push("D07", &[path[0], path[1], "constant".into()], fact, "write it as the CSV would hold it");
        }
        return Origin::Constant(bytes);
    }
    match &raw.csv {
        Some(raw::TextOr::Text(header)) => Origin::Csv { header: header.clone(), reading },
        None => Origin::Csv { header: name.to_owned(), reading },
        Some(raw::TextOr::More(fields)) => Origin::Fields { headers: field_headers(name, ty, fields, faults), reading },
    }
}

fn field_headers(
    name: &str,
    ty: &CqlType,
    fields: &raw::Entries<String>,
    faults: &mut Faults<'_>,
) -> Vec<Option<String>> {
    let path: [Step<'_>; 3] = ["columns".into(), name.into(), "csv".into()];
    let CqlType::Udt { udt, .. } = ty else {
        let fact = format!("`csv` of `{name}` is a mapping, but {} has no fields", ty.cql());
        faults.push("D07", &path, fact, "give the header of one CSV column");
        return Vec::new();
    };
    let known: Vec<&str> = udt.fields.iter().map(|(field, _)| field.text()).collect();
    for (field, _) in &fields.0 {
        if !known.contains(&field.as_str()) {
            faults.unknown("D07", &[path[0], path[1], path[2], field.as_str().into()], "field", field, &known);
        }
    }
    known.iter().map(|field| fields.0.iter().find(|(f, _)| f == field).map(|(_, header)| header.clone())).collect()
}

/// How a column's text is read. Each setting is refused where its type has no use for it: accepted settings act.
fn reading(name: &str, ty: &CqlType, raw: &raw::Column, faults: &mut Faults<'_>) -> Reading {
    let mut reading = Reading::default();
    let refuse = |key: &str, fact: String, help: &str, faults: &mut Faults<'_>| {
        faults.push("D07", &["columns".into(), name.into(), key.into()], fact, help);
    };
    let mut inside = Vec::new();
    ty.walk(&mut |ty| inside.push(ty.clone()));
    let has = |wanted: &[CqlType]| inside.iter().any(|ty| wanted.contains(ty));
    if let Some(format) = &raw.format {
        let unit = match format.as_str() {
            "epoch_s" => Some(Unit::Seconds),
            "epoch_ms" => Some(Unit::Millis),
            "epoch_us" => Some(Unit::Micros),
            "epoch_ns" => Some(Unit::Nanos),
            _ => None,
        };
        let fits = if unit.is_some() {
            has(&[CqlType::Timestamp])
        } else {
            has(&[CqlType::Timestamp, CqlType::Date, CqlType::Time])
        };
        if !fits {
            refuse(
                "format",
                format!("a {} has no use for format `{format}`", ty.cql()),
                "formats are for timestamp, date and time",
                faults,
            );
        } else if unit.is_none() && (!format.contains('%') || !is_pattern(format)) {
            let help = "use `epoch_s`, `epoch_ms`, `epoch_us`, `epoch_ns` or a pattern such as `%Y-%m-%d %H:%M:%S`";
            refuse("format", format!("`{format}` is not a time format"), help, faults);
        }
        reading.epoch = unit;
        reading.format = if unit.is_none() { Some(format.clone()) } else { None };
    }
    if let Some(zone) = &raw.zone {
        reading.zone = offset(zone);
        if reading.zone.is_none() {
            refuse("zone", format!("`{zone}` is not a zone"), "write `UTC` or an offset such as `+02:00`", faults);
        } else if !has(&[CqlType::Timestamp]) {
            refuse("zone", format!("a {} has no zone", ty.cql()), "zones are for timestamp", faults);
        }
    }
    if let Some(split) = &raw.split {
        let collection =
            matches!(ty, CqlType::List { .. } | CqlType::Set { .. } | CqlType::Map { .. } | CqlType::Vector { .. });
        if !collection {
            refuse("split", format!("a {} is not split", ty.cql()), "`split` is for list, set, map and vector", faults);
        } else if split.is_empty() {
            refuse("split", "`split` is empty".to_owned(), "give the separator, such as \"|\"", faults);
        }
        reading.split = Some(split.clone());
    }
    if let Some(words) = &raw.booleans {
        if !has(&[CqlType::Boolean]) {
            refuse("booleans", format!("a {} has no booleans", ty.cql()), "`booleans` is for boolean", faults);
        }
        reading.booleans = Some((words.yes.clone(), words.no.clone()));
    }
    reading
}

/// Minutes east of UTC of `UTC`, `Z`, `+02:00` or `-0530`.
fn offset(zone: &str) -> Option<i32> {
    if matches!(zone, "UTC" | "Z" | "GMT") {
        return Some(0);
    }
    let (sign, digits) = match zone.as_bytes().first()? {
        b'+' => (1, &zone[1..]),
        b'-' => (-1, &zone[1..]),
        _ => return None,
    };
    let digits = digits.replace(':', "");
    if digits.len() != 4 || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let (hours, minutes): (i32, i32) = (digits[..2].parse().ok()?, digits[2..].parse().ok()?);
    (hours <= 18 && minutes < 60).then_some(sign * (hours * 60 + minutes))
}

fn derivation(
    vocabulary: &Vocabulary,
    index: usize,
    name: &str,
    expression: &str,
    faults: &mut Faults<'_>,
) -> Option<Origin> {
    let path: [Step<'_>; 3] = ["columns".into(), name.into(), "derive".into()];
    let (function, column, number) = match super::clause::call(expression) {
        Ok(call) => call,
        Err(help) => {
            faults.push("D05", &path, format!("`{expression}` is not a derived expression"), help);
            return None;
        }
    };
    let from = vocabulary.find(&column, &path, faults)?;
    let source = &vocabulary.columns[from];
    let derived_too =
        faults.tree.root.get("columns").and_then(|c| c.get(&column)).and_then(|c| c.get("derive")).is_some();
    if derived_too {
        let fact = format!("`{name}` is derived from `{column}`, which is derived itself");
        faults.push("D05", &path, fact, "derive it from a column that comes from the CSV");
        return None;
    }
    match Derivation::new(&function, number, &source.ty, &vocabulary.columns[index].ty) {
        Ok(function) => Some(Origin::Derived { from, function }),
        Err(help) => {
            faults.push("D05", &path, format!("`{expression}` cannot give `{name}`"), help);
            None
        }
    }
}

/// The sources: `source:` is one without a name.
pub(super) fn sources(raw: &raw::File, vocabulary: &Vocabulary, faults: &mut Faults<'_>) -> Vec<Source> {
    let mut sources = Vec::new();
    if raw.source.is_some() && !raw.sources.0.is_empty() {
        let help = "keep `sources:`, and give the other one a name there";
        faults.push_key("D03", &["source".into()], "both `source` and `sources` are given".to_owned(), help);
    }
    let single = raw.source.iter().map(|s| (None, s, vec!["source".into()]));
    let named = raw.sources.0.iter().map(|(name, s)| (Some(name), s, vec!["sources".into(), name.as_str().into()]));
    for (name, source, path) in single.chain(named) {
        let path: Vec<Step<'_>> = path;
        if source.files.is_empty() {
            faults.push("Y07", &path, "the source has no `files`".to_owned(), "add `files: [data/*.csv]`");
        }
        let keep_path: Vec<Step<'_>> = path.iter().copied().chain(["keep".into()]).collect();
        let keep = conditions(&source.keep, &keep_path, vocabulary, faults);
        let nulls = source.nulls.clone().unwrap_or_else(|| vec![String::new()]);
        sources.push(Source { name: name.map(|n| Name::new(n)), files: source.files.clone(), keep, nulls });
    }
    sources
}

/// Warns of columns that no table stores, no filter reads and no derivation needs.
pub(super) fn unused(vocabulary: &Vocabulary, tables: &[Draft], sources: &[Source], faults: &mut Faults<'_>) {
    let mut used = vec![false; vocabulary.columns.len()];
    tables.iter().flat_map(|t| &t.table.columns).for_each(|c| used[*c] = true);
    let kept = sources.iter().flat_map(|s| &s.keep).chain(tables.iter().flat_map(|t| &t.table.keep));
    kept.for_each(|c| used[c.column] = true);
    for column in &vocabulary.columns {
        if let Origin::Derived { from, .. } = column.origin {
            used[from] = true;
        }
    }
    if faults.report.errors() > 0 {
        return;
    }
    for (column, _) in vocabulary.columns.iter().zip(&used).filter(|(_, used)| !**used) {
        let place = faults.tree.key_at(&["columns".into(), column.name.text().into()]);
        let fact = format!("column `{}` is used by no query, filter or derived column", column.name);
        faults
            .report
            .push(Diagnostic::error("D08", fact).warning().at(place).help("select it in a query, or remove it"));
    }
}
