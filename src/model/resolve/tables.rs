//! The tables: queries grouped by the table they read, one of which declares its keys.

use std::collections::HashMap;
use std::sync::Arc;

use super::indexes;
use super::sources::conditions;
use super::{Faults, Vocabulary};
use crate::diagnostic::Place;
use crate::model::tree::Step;
use crate::model::{Source, Table, clause, raw};
use crate::name::Name;
use crate::rules;
use crate::rules::shape::{self, Order, Setting};

/// A table, with the query that declares it and those that read it.
pub(super) struct Draft {
    pub(super) table: Table,
    /// Whether it resolved and passed the rules; queries on a table that did not are judged no further.
    pub(super) sound: bool,
}

/// A table's name and the queries that read it, in written order.
struct Group<'a> {
    table: &'a str,
    members: Vec<(&'a str, &'a raw::Query)>,
}

impl<'a> Group<'a> {
    /// The queries that declare the table's keys; one of them should.
    fn declaring(&self) -> impl Iterator<Item = (&'a str, &'a raw::Query)> {
        let declares = |query: &raw::Query| query.partition_key.is_some() || query.clustering_key.is_some();
        self.members.iter().copied().filter(move |(_, query)| declares(query))
    }
}

/// The tables of `raw`, in order of first mention, each judged by the rules for tables.
pub(super) fn tables(
    raw: &raw::File,
    vocabulary: &Vocabulary,
    sources: &[Source],
    faults: &mut Faults<'_>,
) -> Vec<Draft> {
    if raw.queries.0.is_empty() {
        faults.push_key("Y07", &["queries".into()], "the model has no query", "add one under `queries:`");
    }
    let mut groups: Vec<Group<'_>> = Vec::new();
    let mut index = HashMap::new();
    // A query by hand declares no table, and reads the one that its text names.
    for (name, query) in raw.queries.0.iter().filter(|(_, query)| query.cql.is_none()) {
        let table = query.table.as_deref().unwrap_or(name);
        let at = *index.entry(table).or_insert_with(|| {
            groups.push(Group { table, members: Vec::new() });
            groups.len() - 1
        });
        groups[at].members.push((name, query));
    }
    alike(raw, &groups, faults);
    let known: Vec<&str> = groups.iter().filter(|g| g.declaring().next().is_some()).map(|g| g.table).collect();
    let mut drafts: Vec<Draft> = groups.iter().map(|group| draft(group, &known, vocabulary, sources, faults)).collect();
    let owners: Vec<&str> =
        groups.iter().map(|group| group.declaring().next().map_or("", |(owner, _)| owner)).collect();
    let written: HashMap<&str, usize> = raw.queries.0.iter().enumerate().map(|(at, (name, _))| (&**name, at)).collect();
    for (draft, owner) in drafts.iter_mut().zip(&owners) {
        draft.table.owner = written.get(owner).copied().unwrap_or_default();
    }
    indexes::taken(owners.into_iter().zip(drafts.iter().map(|draft| &*draft.table.shape)), faults);
    drafts
}

/// Finds queries and tables whose names cannot be told apart. Tables called like their queries are told once.
fn alike(raw: &raw::File, groups: &[Group<'_>], faults: &mut Faults<'_>) {
    let queries: Vec<Name> = raw.queries.0.iter().map(|(name, _)| Name::new(name)).collect();
    let tables: Vec<Name> = groups.iter().map(|group| Name::new(group.table)).collect();
    let mut told: Vec<Option<Place>> = Vec::new();
    for (finding, at) in rules::names("query", &queries) {
        let place = faults.tree.key_at(&["queries".into(), queries[at].text().into()]);
        told.push(place.clone());
        faults.judged_at(place, finding);
    }
    for (finding, at) in rules::names("table", &tables) {
        let place = name_of(&groups[at], faults);
        if !told.contains(&place) {
            faults.judged_at(place, finding);
        }
    }
}

/// The place of the table's name: the value of the first `table:`, or the name of its query.
fn name_of(group: &Group<'_>, faults: &Faults<'_>) -> Option<Place> {
    let (query, raw) = group.members.first()?;
    match raw.table {
        Some(_) => faults.tree.at(&["queries".into(), (*query).into(), "table".into()]),
        None => faults.tree.key_at(&["queries".into(), (*query).into()]),
    }
}

fn draft(
    group: &Group<'_>,
    known: &[&str],
    vocabulary: &Vocabulary,
    sources: &[Source],
    faults: &mut Faults<'_>,
) -> Draft {
    let before = faults.count();
    let Some((owner, query)) = group.declaring().next() else {
        undeclared(group, known, faults);
        return Draft { table: table_of(empty(group.table), None), sound: false };
    };
    declared_once(group, owner, faults);
    let mut lookup = Lookup { vocabulary, owner, whole: true, faults };
    let shape = lookup.shape(group, query);
    let whole = lookup.whole;
    let source = source_of(owner, query, sources, faults);
    let keep_path = ["queries".into(), owner.into(), "keep".into()];
    let keep = conditions(query.keep.as_deref().unwrap_or_default(), &keep_path, vocabulary, faults);
    if whole && faults.count() == before {
        for finding in rules::table(&shape) {
            if finding.code == "N02" {
                let place = name_of(group, faults);
                faults.judged_at(place, finding);
            } else {
                faults.judged(owner, [finding]);
            }
        }
    }
    let columns = shape.columns().filter_map(|(c, _)| vocabulary.by_name.get(c.name.text()).copied()).collect();
    let has_ttl = super::rust::has_ttl(owner, query, &shape, faults);
    let growth = super::growth::growth(query.growth.as_ref(), &["queries".into(), owner.into()], faults);
    let table = Table { keep, growth, columns, has_ttl, ..table_of(shape, source) };
    Draft { table, sound: whole && faults.count() == before }
}

fn empty(name: &str) -> shape::Table {
    shape::Table {
        name: Name::new(name),
        partition_key: Vec::new(),
        clustering_key: Vec::new(),
        statics: Vec::new(),
        regulars: Vec::new(),
        options: Vec::new(),
        indexes: Vec::new(),
        ttl: None,
    }
}

fn table_of(shape: shape::Table, source: Option<usize>) -> Table {
    Table {
        shape: Arc::new(shape),
        owner: 0,
        source,
        keep: Vec::new(),
        columns: Vec::new(),
        has_ttl: false,
        growth: None,
    }
}

fn undeclared(group: &Group<'_>, known: &[&str], faults: &mut Faults<'_>) {
    for (query, raw) in &group.members {
        if raw.table.is_some() {
            let place = faults.tree.at(&["queries".into(), (*query).into(), "table".into()]);
            faults.unknown("D03", place, "table", group.table, known);
        } else {
            let fact = format!("table `{}` has no partition key", group.table);
            let help = "add `partition_key: […]`, or name an existing table with `table:`";
            faults.push_key("K01", &["queries".into(), (*query).into()], fact, help);
        }
    }
}

/// Refuses what only the declaring query may say.
fn declared_once(group: &Group<'_>, owner: &str, faults: &mut Faults<'_>) {
    let table = group.table;
    for (query, raw) in group.members.iter().filter(|(query, _)| *query != owner) {
        let keys = [("partition_key", raw.partition_key.is_some()), ("clustering_key", raw.clustering_key.is_some())];
        if let Some((key, _)) = keys.into_iter().find(|(_, given)| *given) {
            let fact = format!("`{query}` declares the keys of table `{table}` again");
            let help = format!("`{owner}` declares them: remove the keys here, or leave `table:` out");
            faults.push_key("D06", &["queries".into(), (*query).into(), key.into()], fact, help);
        }
        let given = [
            ("static", raw.statics.is_some()),
            ("options", raw.options.is_some()),
            ("indexes", raw.indexes.is_some()),
            ("ttl", raw.ttl.is_some()),
            ("from", raw.from.is_some()),
            ("keep", raw.keep.is_some()),
            ("rust", raw.rust.is_some()),
            ("growth", raw.growth.is_some()),
        ];
        for (key, _) in given.into_iter().filter(|(_, given)| *given) {
            let fact = format!("`{query}` says `{key}` of table `{table}`, which `{owner}` declares");
            let path = ["queries".into(), (*query).into(), key.into()];
            faults.push_key("D06", &path, fact, format!("move it to `{owner}`"));
        }
    }
}

/// The columns that the queries of one table name.
struct Lookup<'a, 'f> {
    vocabulary: &'a Vocabulary,
    /// The query that declares the table.
    owner: &'a str,
    /// Whether all were found.
    whole: bool,
    faults: &'a mut Faults<'f>,
}

impl Lookup<'_, '_> {
    fn shape(&mut self, group: &Group<'_>, query: &raw::Query) -> shape::Table {
        let mut table = empty(group.table);
        table.options = query.options.as_ref().map(settings).unwrap_or_default();
        table.ttl = query.ttl.as_deref().and_then(|text| self.ttl(text));
        for (n, text) in query.partition_key.iter().flatten().enumerate() {
            table.partition_key.extend(self.key("partition_key", n, text).map(|(column, _)| column));
        }
        for (n, text) in query.clustering_key.iter().flatten().enumerate() {
            table.clustering_key.extend(self.key("clustering_key", n, text));
        }
        for (n, name) in query.statics.iter().flatten().enumerate() {
            let path = ["queries".into(), self.owner.into(), "static".into(), n.into()];
            table.statics.extend(self.column(name, &path));
        }
        for (member, raw) in &group.members {
            for (n, selected) in raw.select.iter().flatten().enumerate() {
                if table.column(&Name::new(selected)).is_none() {
                    let path = ["queries".into(), (*member).into(), "select".into(), n.into()];
                    table.regulars.extend(self.column(selected, &path));
                }
            }
        }
        if self.whole {
            let indexes = indexes::indexes(self.owner, query, &table, self.faults);
            self.whole = indexes.is_some();
            table.indexes = indexes.unwrap_or_default();
        }
        table
    }

    fn ttl(&mut self, text: &str) -> Option<u32> {
        let path = ["queries".into(), self.owner.into(), "ttl".into()];
        let fault = |fact| self.faults.push("O08", &path, fact, "write it like `86400`, `90d`, `12h`, `30m` or `45s`");
        rules::time_to_live(text).map_err(fault).ok()
    }

    /// The n-th column of a key, with its order.
    fn key(&mut self, key: &str, n: usize, text: &str) -> Option<(shape::Column, Order)> {
        let owner = self.owner;
        let path = ["queries".into(), owner.into(), key.into(), n.into()];
        let (name, order) = match clause::ordered(text) {
            Ok((name, Some(_))) if key == "partition_key" => {
                let fact = format!("`{text}` gives `{name}` an order, but partitions have none");
                self.faults.push("D01", &path, fact, "name the column alone, and sort by a clustering column");
                (name, None)
            }
            Ok(ordered) => ordered,
            Err(reason) => {
                let fact = format!("`{text}` is not a column of a key: {reason}");
                self.faults.push("D01", &path, fact, clause::ORDERED_HELP);
                self.whole = false;
                return None;
            }
        };
        Some((self.column(name.text(), &path)?, order.unwrap_or(Order::Asc)))
    }

    fn column(&mut self, name: &str, path: &[Step<'_>]) -> Option<shape::Column> {
        let found = self.vocabulary.find(name, path, self.faults);
        self.whole &= found.is_some();
        found.map(|at| shape::Column { name: Name::new(name), ty: self.vocabulary.columns[at].ty.clone() })
    }
}

/// The options of a table, by their CQL name.
pub(super) fn settings(options: &raw::Options) -> Vec<(String, Setting)> {
    let options = options.0.iter();
    options
        .map(|(name, value)| match value {
            raw::TextOr::Text(text) => (name.clone(), Setting::Scalar(text.clone())),
            raw::TextOr::More(map) => (name.clone(), Setting::Map(map.0.clone())),
        })
        .collect()
}

fn source_of(owner: &str, query: &raw::Query, sources: &[Source], faults: &mut Faults<'_>) -> Option<usize> {
    let path = |key: &'static str| [Step::Key("queries"), owner.into(), key.into()];
    match (&query.from, sources) {
        (Some(from), _) => {
            let found = sources.iter().position(|s| s.name.as_ref().is_some_and(|n| n.text() == from));
            if found.is_none() {
                let known: Vec<&str> = sources.iter().filter_map(|s| s.name.as_ref()).map(Name::text).collect();
                faults.unknown("D03", faults.tree.at(&path("from")), "source", from, &known);
            }
            found
        }
        (None, []) => {
            if query.keep.is_some() {
                let fact = format!("`keep` of `{owner}` chooses CSV rows, but no source fills its table");
                faults.push_key("D03", &path("keep"), fact, "declare the CSV files under `source:`, or remove `keep`");
            }
            None
        }
        (None, [_]) => Some(0),
        (None, _) => {
            let fact = format!("`{owner}` does not say which source fills its table");
            faults.push_key("D11", &path("from"), fact, "there are several: add `from:` with the name of one");
            None
        }
    }
}
