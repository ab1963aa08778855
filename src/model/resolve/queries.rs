//! The queries: selections, relations, orders and limits.

use std::collections::HashMap;
use std::sync::Arc;

use super::across::across;
use super::answers::{examples, expectations};
use super::tables::Draft;
use super::written::{self, ByHand};
use super::{Faults, Vocabulary};
use crate::diagnostic::Diagnostic;
use crate::model::tree::Step;
use crate::model::{Across, Keyspace, Marker, Query, Returns, Written, clause, raw};
use crate::name::Name;
use crate::rules;
use crate::rules::cluster::{self, READ_LEVELS};
use crate::rules::shape::{self, Finding, Kind, Limit, Op, Order, Part, Relation};
use crate::types::{CqlType, UserType};

/// The queries of `raw`, each judged by the rules for queries.
pub(super) fn queries(
    raw: &raw::File,
    vocabulary: &Vocabulary,
    (keyspace, types, tables): (Option<&Keyspace>, &[Arc<UserType>], &[Draft]),
    faults: &mut Faults<'_>,
) -> Vec<Query> {
    let by_name: HashMap<&str, usize> =
        tables.iter().enumerate().map(|(i, d)| (d.table.shape.name.text(), i)).collect();
    let mut queries = Vec::new();
    let known = written::Known::new(keyspace, types, tables);
    for (name, query) in &raw.queries.0 {
        if let Some(text) = &query.cql {
            let Some(by_hand) = written::read(name, query, text, &known, faults) else { continue };
            let before = faults.count();
            let table = &tables[by_hand.table].table.shape;
            let mut asked = Asked { name, raw: query, table, vocabulary, faults };
            queries.extend(asked.finish(before, by_hand));
            continue;
        }
        let Some(table) = by_name.get(query.table.as_deref().unwrap_or(name)).copied() else { continue };
        if tables[table].sound {
            let mut asked = Asked { name, raw: query, table: &tables[table].table.shape, vocabulary, faults };
            queries.extend(asked.query(table));
        }
    }
    queries
}

/// A query whose table is sound.
struct Asked<'a, 'f> {
    name: &'a str,
    raw: &'a raw::Query,
    table: &'a Arc<shape::Table>,
    vocabulary: &'a Vocabulary,
    faults: &'a mut Faults<'f>,
}

impl<'a> Asked<'a, '_> {
    /// The query, which reads the table at this index; `None` if anything is wrong with its shape.
    fn query(&mut self, table: usize) -> Option<Query> {
        let before = self.faults.count();
        let shape = self.shape();
        if self.faults.count() == before {
            self.faults.judged(self.name, rules::query(&shape));
        }
        let across = self.across(&shape);
        let columns = shape.select.iter().filter_map(|name| shape.table.column(name)).map(|(c, _)| c.clone()).collect();
        let markers = markers(&shape);
        self.finish(before, ByHand { table, shape, across, columns, markers, written: None })
    }

    /// The query whose parts were found; `None` if there were more than `before` findings by then.
    fn finish(&mut self, before: usize, parts: ByHand) -> Option<Query> {
        let ByHand { table, shape, across, columns, markers, written } = parts;
        let consistency = self.consistency();
        let idempotent = self.boolean("idempotent", self.raw.idempotent.as_deref());
        let page_size = self.page_size();
        if self.faults.count() > before {
            return None;
        }
        let bucket = across.as_ref().map(|across| &across.bucket.name);
        let asked: Vec<Marker> = markers.iter().filter(|marker| Some(&marker.name) != bucket).cloned().collect();
        Some(Query {
            returns: self.returns(&shape, written.as_ref()),
            examples: examples(self.name, self.raw, &asked, &shape, self.faults),
            expect: expectations(self.name, self.raw, &asked, (&shape, &columns), self.faults),
            shape,
            across,
            written,
            question: self.raw.question.clone(),
            table,
            markers,
            consistency,
            idempotent,
            page_size,
        })
    }

    fn across(&mut self, shape: &shape::Query) -> Option<Across> {
        let column = Name::new(self.raw.across.as_deref()?);
        if shape.table.column(&column).is_none() {
            self.no_column(&column, &self.path("across"));
            return None;
        }
        across(self.name, shape, column, self.vocabulary, self.faults)
    }

    fn path(&self, key: &'a str) -> [Step<'a>; 3] {
        ["queries".into(), self.name.into(), key.into()]
    }

    fn shape(&mut self) -> shape::Query {
        let mut relations = Vec::new();
        for (n, text) in self.raw.relations.iter().enumerate() {
            match clause::relation(text, n) {
                Ok(relation) => {
                    relation.columns.iter().for_each(|column| self.known(column, "where", n));
                    relations.push(relation);
                }
                Err(reason) => {
                    let fact = format!("`{text}` is not a relation: {reason}");
                    self.unread("where", n, fact, clause::RELATION_HELP);
                }
            }
        }
        let distinct = self.boolean("distinct", self.raw.distinct.as_deref()).unwrap_or_default();
        let scan = self.boolean("scan", self.raw.scan.as_deref()).unwrap_or_default();
        if self.raw.select.as_ref().is_some_and(Vec::is_empty) {
            let help = "name a column, or leave `select` out to have all of the table";
            self.faults.push("Y05", &self.path("select"), "`select` names no column", help);
        }
        let select = match &self.raw.select {
            Some(select) => select.iter().map(|name| Name::new(name)).collect(),
            None => everything(self.table, distinct),
        };
        shape::Query {
            name: Name::new(self.name),
            table: Arc::clone(self.table),
            select,
            distinct,
            scan,
            relations: if scan { relations } else { implied(self.table, relations) },
            order_by: self.order_by(),
            limit: self.limit("limit", self.raw.limit.as_deref(), Part::Limit),
            per_partition_limit: self.limit(
                "per_partition_limit",
                self.raw.per_partition_limit.as_deref(),
                Part::PerPartitionLimit,
            ),
        }
    }

    fn order_by(&mut self) -> Vec<(Name, Order)> {
        let mut order_by = Vec::new();
        for (n, text) in self.raw.order_by.iter().enumerate() {
            match clause::ordered(text) {
                Ok((column, order)) => {
                    self.known(&column, "order_by", n);
                    order_by.push((column, order.unwrap_or(Order::Asc)));
                }
                Err(_) if nearest_asked(text) => {
                    let path: Vec<Step<'_>> = self.path("order_by").into_iter().chain([n.into()]).collect();
                    let fact = "`ann of` is known but not built yet: it asks for the nearest vectors";
                    self.faults.push("Y08", &path, fact, "remove it; nothing is accepted and then ignored");
                }
                Err(reason) => {
                    let fact = format!("`{text}` is not a column with an order: {reason}");
                    self.unread("order_by", n, fact, clause::ORDERED_HELP);
                }
            }
        }
        order_by
    }

    fn unread(&mut self, key: &'a str, n: usize, fact: String, help: &str) {
        let path: Vec<Step<'_>> = self.path(key).into_iter().chain([n.into()]).collect();
        self.faults.push("D04", &path, fact, help);
    }

    /// Finds a column that the table does not hold, in the n-th clause under `key`.
    fn known(&mut self, column: &Name, key: &'a str, n: usize) {
        if self.table.column(column).is_none() {
            let path: Vec<Step<'_>> = self.path(key).into_iter().chain([n.into()]).collect();
            self.no_column(column, &path);
        }
    }

    /// Tells of a column that the table does not hold, in the clause that `path` leads to.
    fn no_column(&mut self, column: &Name, path: &[Step<'_>]) {
        if self.vocabulary.broken.contains(column.text()) {
            return;
        }
        let place = self.faults.tree.word_at(path, column.text());
        let columns: Vec<&str> = self.table.columns().map(|(column, _)| column.name.text()).collect();
        if self.vocabulary.by_name.contains_key(column.text()) {
            let fact = format!("table `{}` does not hold column `{column}`", self.table.name);
            let columns = columns.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
            let help = format!("it holds {columns}: give this query a table of its own, or select the column there");
            self.faults.report.push(Diagnostic::error("D01", fact).at(place).help(help));
        } else {
            self.faults.unknown("D01", place, "column", column.text(), &columns);
        }
    }

    fn limit(&mut self, key: &'a str, text: Option<&str>, part: Part) -> Option<Limit> {
        let text = text?;
        if let Some(marker) = text.strip_prefix(':') {
            return Some(Limit::Marker(Name::new(marker)));
        }
        let count = text.parse().ok().map(Limit::Count);
        if count.is_none() && text.trim_start_matches('-').bytes().all(|b| b.is_ascii_digit()) {
            let fact = format!("`{key}` is `{text}`, but it can be at most {}", i32::MAX);
            let finding = Finding::new("Q18", part, fact).help(format!("leave `{key}` out to have all rows"));
            self.faults.judged(self.name, [finding]);
        } else if count.is_none() {
            let fact = format!("`{key}` must be a whole number or a marker, not `{text}`");
            self.faults.push("Y05", &self.path(key), fact, "write a number such as 10, or `:n`");
        }
        count
    }

    fn boolean(&mut self, key: &'a str, text: Option<&str>) -> Option<bool> {
        let path = self.path(key);
        self.faults.boolean(&path, text)
    }

    fn consistency(&mut self) -> Option<String> {
        let level = self.raw.consistency.as_ref()?.to_ascii_uppercase();
        if !READ_LEVELS.contains(&level.as_str()) {
            let place = self.faults.tree.at(&self.path("consistency"));
            self.faults.unknown("Y05", place, "consistency level", &level, READ_LEVELS);
        }
        Some(level)
    }

    fn page_size(&mut self) -> Option<i32> {
        let text = self.raw.page_size.as_deref()?;
        let size = cluster::page_size(text);
        if size.is_none() {
            let fact = format!("`page_size` must be a number of rows, not `{text}`");
            self.faults.push("Y05", &self.path("page_size"), fact, cluster::PAGE_SIZE_HELP);
        }
        size
    }

    /// Q12: a count is one number, of all rows.
    fn count(&mut self, shape: &shape::Query) {
        let clauses = [("distinct", shape.distinct), ("per_partition_limit", shape.per_partition_limit.is_some())];
        for (key, _) in clauses.into_iter().filter(|(_, given)| *given) {
            let fact = format!("`{}` counts rows, which does not go with `{key}`", self.name);
            self.faults.push_key(
                "Q12",
                &self.path(key),
                fact,
                format!("drop `{key}`, or count the rows of the answer"),
            );
        }
    }

    fn returns(&mut self, shape: &shape::Query, written: Option<&Written>) -> Returns {
        let key = shape.table.columns().take(shape.table.key_len());
        let fixed = |column: &Name| shape.relations.iter().any(|r| r.op == Op::Eq && r.columns.contains(column));
        let one = match written {
            // All rows are one, though none is there.
            Some(written) => written.is_total(),
            None => key.into_iter().all(|(column, _)| fixed(&column.name)),
        };
        let path = self.path("returns");
        match self.raw.returns.as_deref() {
            None if one => Returns::One,
            None | Some("all") => Returns::All,
            Some("first") => Returns::First,
            Some("count") if self.raw.cql.is_some() => {
                let fact = format!("`{}` counts in its text, or does not", self.name);
                self.faults.push("D15", &path, fact, "select `count(*)` in `cql`");
                Returns::All
            }
            Some("count") => {
                self.count(shape);
                Returns::Count
            }
            Some("one") => {
                if !one && !shape.distinct && written.is_none() {
                    let fact = format!("`{}` can give many rows, but says `returns: one`", self.name);
                    let help = "fix the other key columns in `where`, or write `returns: first`";
                    self.faults.push("Q24", &path, fact, help);
                }
                Returns::One
            }
            Some(other) => {
                let place = self.faults.tree.at(&path);
                self.faults.unknown("Y05", place, "way to return rows", other, &["all", "first", "one", "count"]);
                Returns::All
            }
        }
    }
}

/// Whether an element of `order_by` asks for the nearest vectors: `embedding ann of :vector`.
fn nearest_asked(text: &str) -> bool {
    let words: Vec<String> = text.split_whitespace().map(str::to_ascii_lowercase).collect();
    words.windows(2).any(|pair| pair == ["ann", "of"])
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

/// The values that the statement binds, in its order: relations, then PER PARTITION LIMIT, then LIMIT.
pub(super) fn markers(shape: &shape::Query) -> Vec<Marker> {
    let ty = |column: &Name| shape.table.column(column).map_or(CqlType::Text, |(c, _)| c.ty.clone());
    let list = |item: CqlType| CqlType::List { item: Box::new(item), frozen: true };
    let mut markers = Vec::new();
    for relation in &shape.relations {
        let types = match relation.op {
            Op::In if relation.tuple => vec![list(CqlType::Tuple(relation.columns.iter().map(ty).collect()))],
            Op::In => vec![list(ty(&relation.columns[0]))],
            Op::Contains | Op::ContainsKey | Op::Entry => parts(relation.op, ty(&relation.columns[0])),
            _ => relation.columns.iter().map(ty).collect(),
        };
        markers.extend(relation.markers.iter().zip(types).map(|(name, ty)| Marker { name: name.clone(), ty }));
    }
    for limit in [&shape.per_partition_limit, &shape.limit].into_iter().flatten() {
        if let Limit::Marker(name) = limit {
            markers.push(Marker { name: name.clone(), ty: CqlType::Int });
        }
    }
    markers
}

/// The types of what is asked of a collection: an element, a key, or a key and its value.
fn parts(op: Op, ty: CqlType) -> Vec<CqlType> {
    match (op, ty) {
        (Op::Entry, CqlType::Map { key, value, .. }) => vec![*key, *value],
        (Op::ContainsKey, CqlType::Map { key, .. }) => vec![*key],
        (_, CqlType::Map { value, .. }) => vec![*value],
        (_, CqlType::List { item, .. } | CqlType::Set { item, .. }) => vec![*item],
        (_, other) => vec![other],
    }
}
