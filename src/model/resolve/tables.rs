//! The tables: queries grouped by the table they read, one of which declares its keys.

use std::collections::HashMap;
use std::sync::Arc;

use super::{Faults, Vocabulary, conditions, part_path};
use crate::model::tree::Step;
use crate::model::{Source, Table, clause, raw};
use crate::name::Name;
use crate::rules;
use crate::rules::shape::{self, Order, Setting};

/// A table, with the query that declares it and those that read it.
pub(super) struct Draft {
    pub(super) table: Table,
    /// Whether its keys resolved; queries on a broken table are judged no further.
    pub(super) sound: bool,
}

type Member<'a> = (&'a str, &'a raw::Query);

/// The tables of `raw`, in order of first mention, each judged by the rules for tables.
pub(super) fn tables(
    raw: &raw::File,
    vocabulary: &Vocabulary,
    sources: &[Source],
    faults: &mut Faults<'_>,
) -> Vec<Draft> {
    if raw.queries.0.is_empty() {
        faults.push("Y07", &["queries".into()], "the model has no query".to_owned(), "add one under `queries:`");
    }
    let mut groups: Vec<(&str, Vec<Member<'_>>)> = Vec::new();
    let mut index = HashMap::new();
    for (name, query) in &raw.queries.0 {
        let table = query.table.as_deref().unwrap_or(name);
        let at = *index.entry(table).or_insert_with(|| {
            groups.push((table, Vec::new()));
            groups.len() - 1
        });
        groups[at].1.push((name, query));
    }
    let drafts: Vec<Draft> =
        groups.iter().map(|(name, members)| draft(name, members, &groups, vocabulary, sources, faults)).collect();
    let names: Vec<Name> = drafts.iter().map(|d| d.table.shape.name.clone()).collect();
    for (finding, at) in rules::names("table", &names) {
        let place =
            groups[at].1.first().and_then(|(query, _)| faults.tree.key_at(&["queries".into(), (*query).into()]));
        faults.finding(finding, place);
    }
    drafts
}

fn draft(
    name: &str,
    members: &[Member<'_>],
    groups: &[(&str, Vec<Member<'_>>)],
    vocabulary: &Vocabulary,
    sources: &[Source],
    faults: &mut Faults<'_>,
) -> Draft {
    let before = faults.report.errors();
    let declares = |q: &raw::Query| q.partition_key.is_some() || q.clustering_key.is_some();
    let declaring: Vec<&Member<'_>> = members.iter().filter(|(_, q)| declares(q)).collect();
    let Some((owner, query)) = declaring.first().copied() else {
        undeclared(name, members, groups, faults);
        return broken(name);
    };
    for (other, _) in &declaring[1..] {
        let fact = format!("`{other}` declares the keys of table `{name}` again");
        let help =
            format!("`{owner}` declares them: remove `partition_key` and `clustering_key` here, or read another table");
        faults.push_key("D06", &["queries".into(), (*other).into(), "partition_key".into()], fact, help);
    }
    inherited_only(name, owner, members, faults);
    let shape = shape_of(name, owner, query, members, vocabulary, faults);
    let source = source_of(owner, query, sources, faults);
    let keep_path = ["queries".into(), (*owner).into(), "keep".into()];
    let keep = conditions(query.keep.as_deref().unwrap_or_default(), &keep_path, vocabulary, faults);
    if faults.report.errors() == before {
        for finding in rules::table(&shape) {
            let place = match &finding.at {
                shape::Part::Name if query.table.is_some() => {
                    faults.tree.at(&["queries".into(), (*owner).into(), "table".into()])
                }
                part @ (shape::Part::Setting(_) | shape::Part::Name | shape::Part::Column(_)) => {
                    faults.tree.key_at(&part_path(owner, part))
                }
                part => faults.tree.at(&part_path(owner, part)),
            };
            faults.finding(finding, place);
        }
    }
    let columns = shape.columns().filter_map(|(c, _)| vocabulary.by_name.get(c.name.text()).copied()).collect();
    let sound = faults.report.errors() == before;
    Draft { table: Table { shape: Arc::new(shape), source, keep, columns }, sound }
}

fn broken(name: &str) -> Draft {
    let shape = shape::Table {
        name: Name::new(name),
        partition_key: Vec::new(),
        clustering_key: Vec::new(),
        statics: Vec::new(),
        regulars: Vec::new(),
        options: Vec::new(),
    };
    Draft { table: Table { shape: Arc::new(shape), source: None, keep: Vec::new(), columns: Vec::new() }, sound: false }
}

fn undeclared(name: &str, members: &[Member<'_>], groups: &[(&str, Vec<Member<'_>>)], faults: &mut Faults<'_>) {
    for (query, raw) in members {
        if raw.table.is_some() {
            let known: Vec<&str> = groups
                .iter()
                .filter(|(_, members)| members.iter().any(|(_, q)| q.partition_key.is_some()))
                .map(|(table, _)| *table)
                .collect();
            let path = ["queries".into(), (*query).into(), "table".into()];
            faults.unknown("D03", &path, "table", name, &known);
        } else {
            let path = ["queries".into(), (*query).into()];
            let help = "add `partition_key: […]`, or name an existing table with `table:`";
            faults.push_key("K01", &path, format!("table `{name}` has no partition key"), help);
        }
    }
}

/// Refuses what only the declaring query may say.
fn inherited_only(name: &str, owner: &str, members: &[Member<'_>], faults: &mut Faults<'_>) {
    for (query, raw) in members.iter().filter(|(query, _)| *query != owner) {
        let given = [
            ("static", raw.statics.is_some()),
            ("options", raw.options.is_some()),
            ("from", raw.from.is_some()),
            ("keep", raw.keep.is_some()),
        ];
        for (key, _) in given.into_iter().filter(|(_, given)| *given) {
            let fact = format!("`{query}` says `{key}` of table `{name}`, which `{owner}` declares");
            faults.push_key(
                "D06",
                &["queries".into(), (*query).into(), key.into()],
                fact,
                format!("move it to `{owner}`"),
            );
        }
    }
}

fn shape_of(
    name: &str,
    owner: &str,
    query: &raw::Query,
    members: &[Member<'_>],
    vocabulary: &Vocabulary,
    faults: &mut Faults<'_>,
) -> shape::Table {
    let path =
        |key: &'static str, n: usize| -> [Step<'_>; 4] { ["queries".into(), owner.into(), key.into(), n.into()] };
    let column = |name: &str, path: &[Step<'_>], faults: &mut Faults<'_>| {
        vocabulary
            .find(name, path, faults)
            .map(|i| shape::Column { name: Name::new(name), ty: vocabulary.columns[i].ty.clone() })
    };
    let mut table = shape::Table {
        name: Name::new(name),
        partition_key: Vec::new(),
        clustering_key: Vec::new(),
        statics: Vec::new(),
        regulars: Vec::new(),
        options: settings(query),
    };
    for (n, text) in query.partition_key.iter().flatten().enumerate() {
        match clause::ordered(text) {
            Ok((name, Order::Asc)) if !text.trim_end().ends_with(" asc") => {
                table.partition_key.extend(column(name.text(), &path("partition_key", n), faults));
            }
            _ => {
                let help = "partitions have no order: name the column alone, and sort by a clustering column";
                faults.push("D01", &path("partition_key", n), format!("`{text}` is not a column"), help);
            }
        }
    }
    for (n, text) in query.clustering_key.iter().flatten().enumerate() {
        match clause::ordered(text) {
            Ok((name, order)) => {
                table
                    .clustering_key
                    .extend(column(name.text(), &path("clustering_key", n), faults).map(|c| (c, order)));
            }
            Err(help) => {
                faults.push("D01", &path("clustering_key", n), format!("`{text}` is not a column with an order"), help)
            }
        }
    }
    for (n, name) in query.statics.iter().flatten().enumerate() {
        table.statics.extend(column(name, &path("static", n), faults));
    }
    for (member, raw) in members {
        for (n, selected) in raw.select.iter().flatten().enumerate() {
            let name = Name::new(selected);
            if table.column(&name).is_none() {
                let path = ["queries".into(), (*member).into(), "select".into(), n.into()];
                table.regulars.extend(column(selected, &path, faults));
            }
        }
    }
    table
}

fn settings(query: &raw::Query) -> Vec<(String, Setting)> {
    let options = query.options.iter().flat_map(|o| &o.0);
    options
        .map(|(name, value)| match value {
            raw::TextOr::Text(text) => (name.clone(), Setting::Scalar(text.clone())),
            raw::TextOr::More(map) => (name.clone(), Setting::Map(map.0.clone())),
        })
        .collect()
}

fn source_of(owner: &str, query: &raw::Query, sources: &[Source], faults: &mut Faults<'_>) -> Option<usize> {
    let path = ["queries".into(), owner.into(), "from".into()];
    match (&query.from, sources) {
        (Some(from), _) => {
            let found = sources.iter().position(|s| s.name.as_ref().is_some_and(|n| n.text() == from));
            if found.is_none() {
                let known: Vec<&str> = sources.iter().filter_map(|s| s.name.as_ref()).map(Name::text).collect();
                faults.unknown("D03", &path, "source", from, &known);
            }
            found
        }
        (None, []) => None,
        (None, [_]) => Some(0),
        (None, _) => {
            let fact = format!("`{owner}` does not say which source fills its table");
            let help = "there are several: add `from:` with the name of one";
            faults.push_key("D11", &["queries".into(), owner.into()], fact, help);
            None
        }
    }
}
