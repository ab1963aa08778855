//! The queries by hand: their texts, read and judged as a node would. One that says no more than a declared query can is
//! one from then on.

use std::collections::HashMap;
use std::sync::Arc;

use super::Faults;
use super::queries::markers;
use super::tables::Draft;
use crate::cql::expression::{Expr, ExprKind, Literal};
use crate::cql::parse;
use crate::cql::select::{InValues, Item, Op, RelationKind, Select};
use crate::diagnostic::{Diagnostic, Place};
use crate::model::tree::Step;
use crate::model::written::{counts, is_total};
use crate::model::{Across, Given, Keyspace, Marker, Written, raw};
use crate::name::Name;
use crate::rules;
use crate::rules::select::{Bound, Complaint, Schema, Stage, Verdict, judge};
use crate::rules::shape::{self, Limit, Order, Relation, Table};
use crate::types::UserType;

/// The parts of a query that come from its text.
pub(super) struct ByHand {
    pub(super) table: usize,
    pub(super) shape: shape::Query,
    pub(super) across: Option<Across>,
    /// What it gives.
    pub(super) columns: Vec<shape::Column>,
    pub(super) markers: Vec<Marker>,
    pub(super) written: Option<Written>,
}

/// What a text may name.
pub(super) struct Known<'a> {
    keyspace: Option<&'a Keyspace>,
    types: &'a [Arc<UserType>],
    drafts: &'a [Draft],
    tables: Vec<Arc<Table>>,
}

impl<'a> Known<'a> {
    pub(super) fn new(keyspace: Option<&'a Keyspace>, types: &'a [Arc<UserType>], drafts: &'a [Draft]) -> Self {
        let tables = drafts.iter().map(|draft| Arc::clone(&draft.table.shape)).collect();
        Self { keyspace, types, drafts, tables }
    }
}

/// Reads and judges the text of the query `name`; `None` if anything is wrong with it.
pub(super) fn read(
    name: &str,
    raw: &raw::Query,
    text: &str,
    known: &Known<'_>,
    faults: &mut Faults<'_>,
) -> Option<ByHand> {
    let before = faults.count();
    beside(name, raw, faults);
    let mut by_hand = Text { name, cql: text, faults };
    let select = by_hand.tree()?;
    let table = by_hand.table(raw, &select, known)?;
    if !known.drafts[table].sound {
        return None;
    }
    let schema = Schema { keyspace: &known.keyspace?.name, tables: &known.tables, types: known.types };
    let verdict = judge(&select, &schema);
    let select = by_hand.judged(select, &verdict, &known.tables[table])?;
    if by_hand.faults.report.errors() > 0 && by_hand.faults.count() > before {
        return None;
    }
    Some(by_hand.parts(select, &verdict, table, &known.tables[table]))
}

/// D15: the text says the whole of the query.
fn beside(name: &str, raw: &raw::Query, faults: &mut Faults<'_>) {
    let given = [
        ("from", raw.from.is_some()),
        ("keep", raw.keep.is_some()),
        ("partition_key", raw.partition_key.is_some()),
        ("clustering_key", raw.clustering_key.is_some()),
        ("static", raw.statics.is_some()),
        ("select", raw.select.is_some()),
        ("where", !raw.relations.is_empty()),
        ("order_by", !raw.order_by.is_empty()),
        ("limit", raw.limit.is_some()),
        ("per_partition_limit", raw.per_partition_limit.is_some()),
        ("distinct", raw.distinct.is_some()),
        ("options", raw.options.is_some()),
        ("indexes", raw.indexes.is_some()),
        ("scan", raw.scan.is_some()),
        ("across", raw.across.is_some()),
        ("ttl", raw.ttl.is_some()),
        ("rust", raw.rust.is_some()),
    ];
    for (key, _) in given.into_iter().filter(|(_, given)| *given) {
        let fact = format!("`{name}` says `{key}` beside `cql`");
        let help = "say it in the text, or leave `cql` out: a query by hand declares no table";
        faults.push_key("D15", &["queries".into(), name.into(), key.into()], fact, help);
    }
}

/// A text that is judged.
struct Text<'a, 'f> {
    name: &'a str,
    cql: &'a str,
    faults: &'a mut Faults<'f>,
}

impl Text<'_, '_> {
    fn place(&self, span: &std::ops::Range<usize>) -> Option<Place> {
        let path: [Step<'_>; 3] = ["queries".into(), self.name.into(), "cql".into()];
        self.faults.tree.beginning_at(&path, self.cql, span.clone())
    }

    fn error(&mut self, code: &'static str, span: &std::ops::Range<usize>, fact: String, help: String) {
        let place = self.place(span);
        self.faults.report.push(Diagnostic::error(code, fact).at(place).help(help));
    }

    fn tree(&mut self) -> Option<Select> {
        match parse::select(self.cql) {
            Ok(select) => Some(select),
            Err(found) => {
                for fault in found {
                    self.error("D16", &fault.span, fault.fact, fault.help);
                }
                None
            }
        }
    }

    /// The index of the table that is read.
    fn table(&mut self, raw: &raw::Query, select: &Select, known: &Known<'_>) -> Option<usize> {
        if let Some(said) = raw.table.as_deref().filter(|said| *said != select.table.text()) {
            let path = ["queries".into(), self.name.into(), "table".into()];
            let fact = format!("`table` is `{said}`, but the text reads `{}`", select.table);
            self.faults.push("D15", &path, fact, "leave `table` out: the text names it");
        }
        let found = known.tables.iter().position(|table| table.name == select.table);
        if found.is_none() {
            let names: Vec<&str> = known.tables.iter().map(|table| table.name.text()).collect();
            let place = self.place(&select.table_span);
            self.faults.unknown("D03", place, "table", select.table.text(), &names);
        }
        found
    }

    /// The tree with its `*` written out; `None` where there is something against it.
    fn judged(&mut self, mut select: Select, verdict: &Verdict, table: &Table) -> Option<Select> {
        for complaint in &verdict.complaints {
            self.complaint(complaint);
        }
        let untold = self.untold(&select, verdict);
        for unknown in verdict.unknown.iter().filter(|_| !untold) {
            let place = self.place(&unknown.span);
            let fact = format!("{} cannot be judged without a node", unknown.what);
            let help = "`modeler check --prove` settles it on a node that has it";
            self.faults.report.push(Diagnostic::error("D17", fact).warning().at(place).help(help));
        }
        if untold || !verdict.complaints.is_empty() {
            return None;
        }
        if select.items.is_none() {
            let item = |name: &Name| {
                let expr = Expr { kind: ExprKind::Column(name.clone()), span: select.table_span.clone() };
                Item { expr, alias: None }
            };
            select.items = Some(table.columns().map(|(column, _)| item(&column.name)).collect());
        }
        self.named(&select, verdict).then_some(select)
    }

    fn complaint(&mut self, complaint: &Complaint) {
        let when = match complaint.stage {
            Stage::Execute => "a node prepares it, and says when it is asked",
            _ => "a node says",
        };
        let help = format!("{}; {when}: {}", complaint.help, complaint.words);
        self.error(complaint.code, &complaint.span, complaint.fact.clone(), help);
    }

    /// Whether columns and markers can be told apart, each fault told.
    fn named(&mut self, select: &Select, verdict: &Verdict) -> bool {
        let before = self.faults.count();
        let items = select.items.as_deref().unwrap_or_default();
        for (at, given) in verdict.columns.iter().enumerate() {
            if verdict.columns[..at].iter().any(|other| other.name == given.name) {
                let span = items.get(at).map_or(select.table_span.clone(), |item| item.expr.span.clone());
                let fact = format!("two columns of the answer are called `{}`", given.name);
                self.error("Q22", &span, fact, "name one of them with `AS`".to_owned());
            }
        }
        for (at, bound) in verdict.markers.iter().enumerate() {
            self.marker(bound, &verdict.markers[..at]);
        }
        self.faults.count() == before || self.faults.report.errors() == 0
    }

    /// Whether the columns of the answer cannot be told, for what is not known gives one of them.
    fn untold(&mut self, select: &Select, verdict: &Verdict) -> bool {
        let Some(items) = select.items.as_ref().filter(|_| !select.json && verdict.complaints.is_empty()) else {
            return false;
        };
        if verdict.columns.len() == items.len() {
            return false;
        }
        let unknown = verdict.unknown.first();
        let what = unknown.map_or_else(String::new, |unknown| format!(": {} is not known here", unknown.what));
        let span = unknown.map_or(&select.table_span, |unknown| &unknown.span);
        let fact = format!("the columns of `{}` cannot be told{what}", self.name);
        self.error("D16", span, fact, "select what it takes, and call it in your own code".to_owned());
        true
    }

    fn marker(&mut self, bound: &Bound, others: &[Bound]) {
        let is_word = bound.name.starts_with(|c: char| c.is_ascii_alphabetic())
            && bound.name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_');
        if !is_word {
            let fact = format!("the value is bound as `{}`, which is no word", bound.name);
            self.error("Q23", &bound.span, fact, "name it, as in `:name`".to_owned());
        } else if others.iter().any(|other| Name::new(&other.name).rust() == Name::new(&bound.name).rust()) {
            let fact = format!("two values are bound as `{}`", bound.name);
            self.error("Q23", &bound.span, fact, "give each a name of its own, as in `:name`".to_owned());
        }
    }

    fn parts(&self, select: Select, verdict: &Verdict, table: usize, of: &Arc<Table>) -> ByHand {
        if let Some(shape) = lowered(self.name, &select, of) {
            let columns = shape.select.iter().filter_map(|name| of.column(name)).map(|(c, _)| c.clone()).collect();
            let markers = markers(&shape);
            return ByHand { table, shape, across: None, columns, markers, written: None };
        }
        let given = given(&select, verdict, of);
        let marker = |bound: &Bound| Marker { name: Name::new(&bound.name), ty: bound.ty.clone() };
        ByHand {
            table,
            shape: outline(self.name, &select, of),
            across: None,
            columns: given.iter().map(|given| given.column.clone()).collect(),
            markers: verdict.markers.iter().map(marker).collect(),
            written: Some(Written { select, columns: given }),
        }
    }
}

/// The columns that the statement gives.
fn given(select: &Select, verdict: &Verdict, table: &Table) -> Vec<Given> {
    let total = is_total(select);
    let items = select.items.as_deref().unwrap_or_default();
    let types: HashMap<&str, _> = verdict.columns.iter().map(|given| (given.name.as_str(), &given.ty)).collect();
    let one = |item: &Item, at: usize| -> Option<Given> {
        if let (ExprKind::Column(name), None) = (&item.expr.kind, &item.alias) {
            let (column, kind) = table.column(name)?;
            return Some(Given { column: column.clone(), kind: (!total).then_some(kind), is_there: false });
        }
        let name = verdict.columns.get(at)?.name.as_str();
        let column = shape::Column { name: Name::new(name), ty: (*types.get(name)?).clone() };
        Some(Given { column, kind: None, is_there: counts(&item.expr) })
    };
    if select.json {
        let columns = verdict.columns.iter();
        let column = |name: &str, ty: &crate::types::CqlType| shape::Column { name: Name::new(name), ty: ty.clone() };
        return columns.map(|g| Given { column: column(&g.name, &g.ty), kind: None, is_there: false }).collect();
    }
    items.iter().enumerate().filter_map(|(at, item)| one(item, at)).collect()
}

/// The statement as a declared query, if it says no more than such a one can and the rules for these take it.
fn lowered(name: &str, select: &Select, table: &Arc<Table>) -> Option<shape::Query> {
    let plain = |item: &Item| matches!(item.expr.kind, ExprKind::Column(_)) && item.alias.is_none();
    let is_plain = !select.json
        && !select.allow_filtering
        && select.group_by.is_empty()
        && select.items.iter().flatten().all(plain)
        && select.order_by.iter().all(|ordering| ordering.ann.is_none());
    let relations = select.relations.iter().enumerate();
    let relations = relations.map(|(at, one)| relation(&one.kind, at)).collect::<Option<Vec<Relation>>>()?;
    let limits = [&select.limit, &select.per_partition_limit];
    if !is_plain || limits.into_iter().flatten().any(|of| limit(of).is_none()) {
        return None;
    }
    let shape = shape::Query { relations, ..outline(name, select, table) };
    let is_known = |name: &Name| table.column(name).is_some();
    let known = shape.relations.iter().flat_map(|relation| &relation.columns).chain(&shape.select).all(is_known);
    (known && rules::query(&shape).is_empty()).then_some(shape)
}

/// What of the statement a declared query would say.
fn outline(name: &str, select: &Select, table: &Arc<Table>) -> shape::Query {
    let column = |item: &Item| match &item.expr.kind {
        ExprKind::Column(name) => Some(name.clone()),
        _ => None,
    };
    let relations: Vec<Relation> =
        select.relations.iter().enumerate().filter_map(|(at, one)| loosely(&one.kind, at)).collect();
    let fixes = |column: &shape::Column| relations.iter().any(|relation| relation.columns.contains(&column.name));
    let order = |desc: bool| if desc { Order::Desc } else { Order::Asc };
    let scan = !table.partition_key.iter().all(fixes);
    shape::Query {
        name: Name::new(name),
        table: Arc::clone(table),
        select: select.items.iter().flatten().filter_map(column).collect(),
        distinct: select.distinct,
        scan,
        order_by: select.order_by.iter().map(|one| (one.column.clone(), order(one.desc))).collect(),
        limit: select.limit.as_ref().and_then(limit),
        per_partition_limit: select.per_partition_limit.as_ref().and_then(limit),
        relations,
    }
}

fn limit(expr: &Expr) -> Option<Limit> {
    match &expr.kind {
        ExprKind::Marker(Some(name)) => Some(Limit::Marker(name.clone())),
        ExprKind::Literal(Literal::Integer(text)) => text.parse().ok().map(Limit::Count),
        _ => None,
    }
}

/// A relation in which whatever it compares with stands for a marker of the column's name.
fn loosely(kind: &RelationKind, at: usize) -> Option<Relation> {
    let (columns, op) = match kind {
        RelationKind::Column { column, op, .. } => (std::slice::from_ref(column), comparison(*op)?),
        RelationKind::In { column, .. } => (std::slice::from_ref(column), shape::Op::In),
        RelationKind::Element { column, op: Op::Eq, .. } => (std::slice::from_ref(column), shape::Op::Entry),
        RelationKind::Tuple { columns, op, .. } => (columns.as_slice(), comparison(*op)?),
        RelationKind::TupleIn { columns, .. } => (columns.as_slice(), shape::Op::In),
        _ => return None,
    };
    let tuple = matches!(kind, RelationKind::Tuple { .. } | RelationKind::TupleIn { .. });
    let mut markers = columns.to_vec();
    match op {
        shape::Op::In => markers.truncate(1),
        shape::Op::Entry => markers.push(columns.first()?.clone()),
        _ => {}
    }
    Some(Relation { columns: columns.to_vec(), tuple, op, markers, written: Some(at) })
}

/// A relation with named markers alone.
fn relation(kind: &RelationKind, at: usize) -> Option<Relation> {
    let marker = |value: &Expr| match &value.kind {
        ExprKind::Marker(Some(name)) => Some(name.clone()),
        _ => None,
    };
    let (columns, tuple, op, markers) = match kind {
        RelationKind::Column { column, op, value } => {
            (vec![column.clone()], false, comparison(*op)?, vec![marker(value)?])
        }
        RelationKind::In { column, values: InValues::Marker(value) } => {
            (vec![column.clone()], false, shape::Op::In, vec![marker(value)?])
        }
        RelationKind::Tuple { columns, op, value } => {
            let ExprKind::Tuple(values) = &value.kind else { return None };
            let markers = values.iter().map(marker).collect::<Option<Vec<Name>>>()?;
            (columns.clone(), true, comparison(*op)?, markers)
        }
        _ => return None,
    };
    Some(Relation { columns, tuple, op, markers, written: Some(at) })
}

fn comparison(op: Op) -> Option<shape::Op> {
    Some(match op {
        Op::Eq => shape::Op::Eq,
        Op::Lt => shape::Op::Lt,
        Op::Le => shape::Op::Le,
        Op::Gt => shape::Op::Gt,
        Op::Ge => shape::Op::Ge,
        Op::Contains => shape::Op::Contains,
        Op::ContainsKey => shape::Op::ContainsKey,
        Op::Neq | Op::Like => return None,
    })
}
