//! Takes the tree of a SELECT and its schema, gives the verdict: the rules in the order in which a node looks.

use std::ops::Range;

use super::complaint::{Complaint, prepare};
use super::rows::access::{Access, Asked};
use super::rows::relation::{self, Read};
use super::rows::restriction::Rank;
use super::running::{self, Prepared};
use super::scope::{Out, Scope};
use super::typing::{self, Selection};
use super::values::Value;
use super::{Schema, Stage, Verdict, grouping, ordering};
use crate::cql::select::{RelationKind, Select};
use crate::rules::shape::{Kind, Table};
use crate::types::CqlType;

/// What a node of Cassandra 5.0 says to `select`. The first complaint is what the node says; those behind it are faults of
/// their own, as far as they can be told beside the first. Nothing is refused where `complaints` and `unknown` are empty.
pub fn judge(select: &Select, schema: &Schema<'_>) -> Verdict {
    match table(select, schema) {
        Ok(table) => Judge { select, scope: Scope::new(*schema, table), out: Out::default() }.verdict(),
        Err(complaint) => Verdict { complaints: vec![*complaint], ..Verdict::default() },
    }
}

fn table<'a>(select: &Select, schema: &Schema<'a>) -> Result<&'a Table, Box<Complaint>> {
    let refuse = |words: String| Err(Box::new(prepare("Q29", &select.table_span, words)));
    if let Some(keyspace) = select.keyspace.as_ref().filter(|keyspace| *keyspace != schema.keyspace) {
        return refuse(format!("keyspace {keyspace} does not exist"));
    }
    match schema.tables.iter().find(|table| table.name == select.table) {
        Some(table) => Ok(table),
        None => refuse(format!("table {} does not exist", select.table)),
    }
}

struct Judge<'a> {
    select: &'a Select,
    scope: Scope<'a>,
    out: Out,
}

impl Judge<'_> {
    fn verdict(mut self) -> Verdict {
        let selection = typing::selection(self.select, &self.scope, &mut self.out);
        let orderings = ordering::read(self.select, &self.scope, &mut self.out);
        let before = self.out.complaints.len();
        let mut access = self.restrictions(selection.only_statics);
        match ordering::nearest(&orderings, self.select) {
            Some(Ok(nearest)) => self.out.complaints.extend(access.add_nearest(nearest).err()),
            Some(Err(complaint)) => self.out.complaints.push(complaint),
            None => {}
        }
        self.custom();
        // What would be said of rows that are not known to be restricted so is no fault of its own.
        let mut is_known = self.out.complaints.len() == before;
        if is_known {
            self.add(&mut access, Access::decide, selection.only_statics);
            is_known = self.out.complaints.len() == before;
        }
        self.out.complaints.extend(selection.late.iter().cloned());
        self.out.unknown.extend(selection.late_unknown.iter().cloned());
        self.distinct(&selection, &access, is_known);
        self.groups(&selection, &access, is_known);
        if is_known {
            self.out.complaints.extend(ordering::judge(self.select, &self.scope, &access));
            let span = self.select.table_span.clone();
            let unfound = access.unfound(self.asked(&span, selection.only_statics));
            self.out.complaints.extend(unfound);
        }
        self.limits();
        let prepared = self.prepared(&selection, &access);
        let runs = running::judge(&prepared);
        let warnings = warnings(&prepared);
        self.out.complaints.extend(runs);
        self.finish(selection, warnings)
    }

    fn finish(mut self, selection: Selection, warnings: Vec<String>) -> Verdict {
        self.out.markers.sort_by_key(|marker| marker.span.start);
        // A node that refuses to prepare a statement never comes to execute it.
        self.out.complaints.sort_by_key(|complaint| complaint.stage);
        let mut seen: Vec<(&'static str, Range<usize>)> = Vec::new();
        self.out.complaints.retain(|complaint| {
            let key = (complaint.code, complaint.span.clone());
            let is_new = !seen.contains(&key);
            seen.push(key);
            is_new
        });
        let refused = self.out.complaints.iter().any(|complaint| complaint.stage == Stage::Prepare);
        Verdict {
            columns: if refused { Vec::new() } else { selection.columns },
            warnings: if self.out.complaints.is_empty() { warnings } else { Vec::new() },
            complaints: self.out.complaints,
            unknown: self.out.unknown,
            markers: self.out.markers,
        }
    }

    fn asked<'s>(&'s self, span: &'s Range<usize>, only_statics: bool) -> Asked<'s> {
        Asked { table: self.scope.table, allow_filtering: self.select.allow_filtering, only_statics, span }
    }

    fn add(
        &mut self,
        access: &mut Access,
        step: impl FnOnce(&mut Access, Asked<'_>) -> Result<(), Complaint>,
        only_statics: bool,
    ) {
        let span = self.select.table_span.clone();
        let done = step(access, self.asked(&span, only_statics));
        self.out.complaints.extend(done.err());
    }

    fn restrictions(&mut self, only_statics: bool) -> Access {
        let mut access = Access::default();
        for one in &self.select.relations {
            match relation::read(one, &self.scope, &mut self.out) {
                Some(Read::Columns(new)) => self.add(&mut access, |access, asked| access.add(new, asked), only_statics),
                Some(Read::Token(new)) => self.add(&mut access, |access, _| access.add_token(new), only_statics),
                Some(Read::Custom) | None => {}
            }
        }
        access
    }

    /// Questions to an index by its name: no index of Cassandra's own takes them.
    fn custom(&mut self) {
        let asked = self.select.relations.iter().filter_map(|relation| match &relation.kind {
            RelationKind::Custom { index, .. } => Some((index, &relation.span)),
            _ => None,
        });
        let asked: Vec<_> = asked.collect();
        let Some((index, span)) = asked.first() else { return };
        let table = self.scope.table;
        let words = if asked.len() > 1 {
            "Multiple custom index expressions in a single query are not supported".to_owned()
        } else if table.indexes.iter().any(|known| known.name == **index) {
            format!("Index {index} does not support custom expressions")
        } else {
            let table = format!("{}.{}", self.scope.schema.keyspace.cql(), table.name.cql());
            format!("Invalid index expression, index {index} not found for {table}")
        };
        self.out.complaints.push(prepare("Q07", span, words));
    }

    fn distinct(&mut self, selection: &Selection, access: &Access, is_known: bool) {
        if !self.select.distinct {
            return;
        }
        let refuse =
            |out: &mut Out, span: &Range<usize>, words: String| out.complaints.push(prepare("Q11", span, words));
        if let Some(limit) = &self.select.per_partition_limit {
            let words = "PER PARTITION LIMIT is not allowed with SELECT DISTINCT queries";
            refuse(&mut self.out, &limit.span, words.to_owned());
        }
        let span = self.select.table_span.clone();
        if !access.clustering.is_empty() || access.plain.columns().any(|column| column.rank != Rank::Static) {
            let words =
                "SELECT DISTINCT with WHERE clause only supports restriction by partition key and/or static columns.";
            return refuse(&mut self.out, &span, words.to_owned());
        }
        let mut reads = selection.reads.clone();
        if access.is_key_in() {
            let columns = self.select.order_by.iter().filter(|ordering| ordering.ann.is_none());
            let columns = columns.filter_map(|ordering| self.scope.table.column(&ordering.column));
            reads.extend(columns.map(|(column, kind)| (column.name.clone(), kind)));
        }
        if let Some((name, _)) = reads.iter().find(|(_, kind)| !matches!(kind, Kind::Partition | Kind::Static)) {
            let words = "SELECT DISTINCT queries must only request partition key columns and/or static columns";
            return refuse(&mut self.out, &span, format!("{words} (not {name})"));
        }
        if !is_known || !access.is_key_range {
            return;
        }
        let missing =
            self.scope.table.partition_key.iter().find(|column| !reads.iter().any(|(n, _)| *n == column.name));
        if let Some(column) = missing {
            let words = "SELECT DISTINCT queries must request all the partition key columns";
            refuse(&mut self.out, &span, format!("{words} (missing {})", column.name));
        }
    }

    fn groups(&mut self, selection: &Selection, access: &Access, is_known: bool) {
        if is_known || self.select.group_by.is_empty() {
            let judged = grouping::judge(self.select, &self.scope, access);
            if let Some(markers) = self.out.keep(judged) {
                self.out.markers.extend(markers);
            }
        }
        if let Some(limit) = &self.select.per_partition_limit
            && selection.is_aggregate
            && self.select.group_by.is_empty()
        {
            let words = "PER PARTITION LIMIT is not allowed with aggregate queries.";
            self.out.complaints.push(prepare("Q12", &limit.span, words.to_owned()));
        }
    }

    fn limits(&mut self) {
        let limits = [(&self.select.limit, "[limit]"), (&self.select.per_partition_limit, "[per_partition_limit]")];
        for (limit, name) in limits {
            if let Some(limit) = limit {
                let _: Option<Value> = typing::term(limit, &CqlType::Int, name, &self.scope, &mut self.out);
            }
        }
    }

    fn prepared<'s>(&'s self, selection: &Selection, access: &'s Access) -> Prepared<'s> {
        Prepared {
            select: self.select,
            scope: &self.scope,
            access,
            is_aggregate: selection.is_aggregate || !self.select.group_by.is_empty(),
            reads_statics: selection.reads.iter().any(|(_, kind)| *kind == Kind::Static),
        }
    }
}

/// What a node warns of in the answer.
fn warnings(of: &Prepared<'_>) -> Vec<String> {
    let text = match (of.is_aggregate, of.access.has_partition(), of.access.is_key_in()) {
        (true, false, _) => "Aggregation query used without partition key",
        (true, true, true) => "Aggregation query used on multiple partition keys (IN restriction)",
        _ => return Vec::new(),
    };
    vec![text.to_owned()]
}
