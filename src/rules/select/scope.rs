//! Takes what a SELECT is asked of, gives the types that its text names and a place for what is found. Never judges.

use std::cell::RefCell;
use std::collections::HashMap;
use std::ops::Range;

use super::fit::Fit;
use super::spell::{self, node_type};
use super::{Bound, Complaint, Schema, Stage, Unknown};
use crate::cql::expression::Expr;
use crate::name::Name;
use crate::rules::shape::{Column, Table};
use crate::types::CqlType;

/// What terms are judged against: a table and the types of its keyspace.
pub(super) struct Scope<'a> {
    /// The keyspace with its types.
    pub(super) schema: Schema<'a>,
    /// The table that is read.
    pub(super) table: &'a Table,
    /// What terms were found to fit: calls inside calls would otherwise be judged once per signature of each.
    fits: RefCell<HashMap<(usize, CqlType), Fit>>,
}

/// What has been found. Markers come in the order in which they were met, not in that of the text.
#[derive(Debug, Default)]
pub(super) struct Out {
    /// What is refused, in the order in which a node looks.
    pub(super) complaints: Vec<Complaint>,
    /// What cannot be judged.
    pub(super) unknown: Vec<Unknown>,
    /// The values that are bound.
    pub(super) markers: Vec<Bound>,
}

/// Why a term has no verdict of its own: it is refused, or cannot be judged.
#[derive(Clone, Debug)]
pub(super) enum Refusal {
    /// It is refused.
    Complaint(Complaint),
    /// It cannot be judged.
    Unknown(Unknown),
}

impl Refusal {
    /// Whether a node does not refuse it in so many words but breaks over it.
    pub(super) fn is_breakage(&self) -> bool {
        matches!(self, Self::Complaint(complaint) if complaint.words.starts_with("java.lang."))
    }
}

/// What a judgement gives.
pub(super) type Judged<T> = Result<T, Box<Refusal>>;

impl<'a> Scope<'a> {
    /// Terms of a SELECT from `table`.
    pub(super) fn new(schema: Schema<'a>, table: &'a Table) -> Self {
        Self { schema, table, fits: RefCell::default() }
    }

    /// How a term fits a type, judged once for each.
    pub(super) fn remembered(&self, expr: &Expr, ty: &CqlType, judge: impl FnOnce() -> Judged<Fit>) -> Judged<Fit> {
        let key = (std::ptr::from_ref(expr).addr(), ty.clone());
        if let Some(fit) = self.fits.borrow().get(&key) {
            return Ok(*fit);
        }
        let fit = judge()?;
        self.fits.borrow_mut().insert(key, fit);
        Ok(fit)
    }

    /// The column called `name`; a node has no words for anything else in a select list.
    pub(super) fn column(&self, name: &Name, span: &Range<usize>) -> Judged<&'a Column> {
        if let Some((column, _)) = self.table.column(name) {
            return Ok(column);
        }
        let table = &self.table.name;
        refused(
            "F06",
            span,
            format!("Undefined column name {} in table {}.{table}", name.cql(), self.schema.keyspace),
            format!("table `{table}` has no column `{name}`"),
            &format!("take one of its columns: {}", spell::list(self.table.columns().map(|(column, _)| &column.name))),
        )
    }

    /// The type that a hint names.
    pub(super) fn type_named(&self, text: &str, span: &Range<usize>) -> Judged<CqlType> {
        let own = format!("{}.", self.schema.keyspace.cql());
        let bare = text.replace(&own, "");
        let find = |name: &str| self.schema.types.iter().find(|known| known.name.text() == name).cloned();
        let ty = CqlType::parse(&bare, &find).or_else(|error| {
            let words = format!("Unknown type {}.{}", self.schema.keyspace, bare.trim().to_lowercase());
            let help = error.help.unwrap_or_else(|| "take a type of CQL, or one declared under `types:`".to_owned());
            refused("F03", span, words, error.fact, &help)
        })?;
        match nesting(&ty) {
            None => Ok(ty),
            Some(words) => {
                let fact = format!("the type {} cannot be made", node_type(&ty));
                refused("F03", span, words, fact, "name a type that a column could have")
            }
        }
    }
}

impl Out {
    /// Keeps the value, or the reason why there is none.
    pub(super) fn keep<T>(&mut self, judged: Judged<T>) -> Option<T> {
        judged.map_err(|refusal| self.tell(*refusal)).ok()
    }

    /// Keeps what is refused or cannot be judged.
    pub(super) fn tell(&mut self, refusal: Refusal) {
        match refusal {
            Refusal::Complaint(complaint) => self.complaints.push(complaint),
            Refusal::Unknown(unknown) => self.unknown.push(unknown),
        }
    }
}

/// The node's words for a type that may not hold what it holds.
fn nesting(ty: &CqlType) -> Option<String> {
    let shown = node_type(ty);
    let inner: Vec<&CqlType> = match ty {
        CqlType::List { item, .. } | CqlType::Set { item, .. } | CqlType::Vector { item, .. } => vec![item],
        CqlType::Map { key, value, .. } => vec![key, value],
        CqlType::Tuple(items) => items.iter().collect(),
        _ => Vec::new(),
    };
    let collection = !matches!(ty, CqlType::Vector { .. } | CqlType::Tuple(_));
    let own = inner.iter().find_map(|part| match part {
        CqlType::Counter if collection => Some(format!("Counters are not allowed inside collections: {shown}")),
        CqlType::Counter if matches!(ty, CqlType::Tuple(_)) => {
            Some("Counters are not allowed inside tuples".to_owned())
        }
        CqlType::Udt { frozen: false, .. } if collection => {
            Some(format!("Non-frozen UDTs are not allowed inside collections: {shown}"))
        }
        part if collection && part.is_multi_cell() => {
            Some(format!("Non-frozen collections are not allowed inside collections: {shown}"))
        }
        _ => None,
    });
    let order = match ty {
        CqlType::Set { item, .. } if **item == CqlType::Duration => {
            Some(format!("Durations are not allowed inside sets: {shown}"))
        }
        CqlType::Map { key, .. } if **key == CqlType::Duration => {
            Some(format!("Durations are not allowed as map keys: {shown}"))
        }
        _ => None,
    };
    inner.iter().find_map(|part| nesting(part)).or(own).or(order)
}

/// A refusal at PREPARE: the node's words, ours, and what to do.
pub(super) fn refused<T>(
    code: &'static str,
    span: &Range<usize>,
    words: String,
    fact: String,
    help: &str,
) -> Judged<T> {
    let stage = Stage::Prepare;
    let complaint = Complaint { code, span: span.clone(), stage, words, fact, help: help.to_owned() };
    Err(Box::new(Refusal::Complaint(complaint)))
}

/// What cannot be judged without a node.
pub(super) fn unknown<T>(span: &Range<usize>, what: String) -> Judged<T> {
    Err(Box::new(Refusal::Unknown(Unknown { what, span: span.clone() })))
}

/// A value that is not of the type that it is wanted as.
pub(super) fn not_of_type<T>(span: &Range<usize>, words: String, what: &str, ty: &CqlType) -> Judged<T> {
    let ty = node_type(ty);
    refused("F07", span, words, format!("{what} is not a value of type {ty}"), &format!("write a value of type {ty}"))
}
