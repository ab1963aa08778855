//! A SELECT that is executed once for each bucket between two bounds: which parameters it is asked with, and what each
//! read binds. Never executes anything.

use std::borrow::Cow;

use super::Select;
use crate::model::{self, Marker};
use crate::rules::shape::{Column, Kind, Limit, Op, Order, Relation};
use crate::value::{BadValue, Bound, Derivation, Steps};

/// The most partitions that one question goes through: with more a bound is a mistake, or the bucket too small.
pub const MOST_BUCKETS: u64 = 10_000;

/// What is bound anew for each bucket, and how the buckets are known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Across {
    /// The bucket's place among the binds of the statement.
    pub at: usize,
    /// The function that gives the bucket.
    pub function: Derivation,
    /// The column that the function takes.
    pub from: Column,
    /// The column that says the bucket.
    pub bucket: Column,
    /// What bounds the range from below.
    pub lower: Edge,
    /// What bounds it from above.
    pub upper: Edge,
    /// Whether the bucket of the upper bound is read first.
    pub descending: bool,
    /// How many rows all reads give together, at most.
    pub limit: Option<Most>,
}

/// A bound of the range.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Edge {
    /// Its place among the binds of the statement.
    pub at: usize,
    /// Whether the value itself lies outside.
    pub is_open: bool,
}

/// A limit over all reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Most {
    /// A number of the statement.
    Rows(u64),
    /// The value at this place among the binds of the statement.
    Bind(usize),
}

/// The reads of one question, in the order of its answer.
#[derive(Clone, Debug)]
pub struct Reads {
    steps: Steps,
    descending: bool,
    at: usize,
    /// The values of the statement, that of the bucket empty.
    values: Vec<Vec<u8>>,
}

impl Across {
    /// How `select` goes through the buckets that the model says; its shape fixes the bucket by an implied equality.
    pub(super) fn new(across: &model::Across, select: &Select) -> Option<Self> {
        let relations = &select.shape.relations;
        let first_of = |n: usize| relations.iter().take(n).map(|relation| relation.markers.len()).sum();
        let fixes = |r: &Relation| r.written.is_none() && r.columns.contains(&across.bucket.name);
        let edge = |n: usize| {
            let is_open = relations.get(n).is_some_and(|relation| matches!(relation.op, Op::Gt | Op::Lt));
            let is_single = relations.get(n).is_some_and(|relation| relation.columns.len() == 1);
            // A tuple that begins with the value may lie inside.
            Edge { at: first_of(n), is_open: is_open && is_single }
        };
        let stored = match select.shape.table.column(&across.from.name) {
            Some((_, Kind::Clustering(order))) => order,
            _ => Order::Asc,
        };
        Some(Self {
            at: first_of(relations.iter().position(fixes)?),
            function: across.function,
            from: across.from.clone(),
            bucket: across.bucket.clone(),
            lower: edge(across.range.lower),
            upper: edge(across.range.upper),
            descending: (stored == Order::Desc) != select.reversed,
            limit: select.shape.limit.as_ref().map(|limit| match limit {
                Limit::Count(count) => Most::Rows(u64::try_from(*count).unwrap_or(0)),
                Limit::Marker(_) => Most::Bind(select.binds.len().saturating_sub(1)),
            }),
        })
    }

    /// What each read binds where the question is asked with `parameters`, the wire bytes of [`Select::asked`] in order.
    /// Fails with a phrase where they are not as many, or a bound has no bucket.
    pub fn reads(&self, parameters: &[Vec<u8>]) -> Result<Reads, BadValue> {
        let mut values = parameters.to_vec();
        let missing = || BadValue("a parameter is missing".to_owned());
        if self.at > values.len() {
            return Err(missing());
        }
        values.insert(self.at, Vec::new());
        let bound = |edge: Edge| {
            let bytes = values.get(edge.at).ok_or_else(missing)?;
            Ok(Bound { bytes, is_open: edge.is_open })
        };
        let steps = self.function.steps(&self.from.ty, &self.bucket.ty, bound(self.lower)?, bound(self.upper)?)?;
        Ok(Reads { steps, descending: self.descending, at: self.at, values })
    }

    /// How many rows all reads give together, at most, where the first of them binds `values`. What is no number above 0
    /// is left to the store, which refuses it.
    pub fn most(&self, values: &[Vec<u8>]) -> Option<u64> {
        match self.limit? {
            Most::Rows(rows) => Some(rows),
            Most::Bind(at) => {
                let bytes = values.get(at)?.as_slice().try_into().ok()?;
                u64::try_from(i32::from_be_bytes(bytes)).ok().filter(|rows| *rows > 0)
            }
        }
    }
}

impl Reads {
    /// How many buckets there are.
    pub fn count(&self) -> u64 {
        self.steps.count()
    }

    /// What read number `n` binds, counted from 0.
    pub fn nth(&self, n: u64) -> Option<Vec<Vec<u8>>> {
        let last = self.count().checked_sub(1)?;
        let step = if self.descending { last.checked_sub(n)? } else { n };
        let mut values = self.values.clone();
        *values.get_mut(self.at)? = self.steps.nth(step)?;
        Some(values)
    }
}

impl Select {
    /// What the question is asked with: the values that the statement binds, but for the bucket that it goes through.
    pub fn asked(&self) -> Cow<'_, [Marker]> {
        match &self.across {
            None => Cow::Borrowed(&self.binds),
            Some(across) => {
                let others = self.binds.iter().enumerate().filter(|(at, _)| *at != across.at);
                Cow::Owned(others.map(|(_, bind)| bind.clone()).collect())
            }
        }
    }
}
