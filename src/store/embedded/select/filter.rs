//! Takes a row and the relations that are left to indexes, tells whether it satisfies them as an index of a node finds
//! it. Null satisfies nothing.
//!
//! Numbers, times and timeuuids are equal by value; text, uuids, booleans, addresses and everything frozen by their bytes.
//! In a range an IPv4 address is the IPv6 address that it maps to, and itself too. Entries of a map are equal by the bytes
//! of both parts.

use std::cmp::Ordering;

use super::Output;
use super::partition::RowOf;
use crate::rules::shape::Op;
use crate::types::CqlType;
use crate::value::{collection_parts, compare};

/// A relation that is left to an index.
#[derive(Debug)]
pub(super) struct Filter {
    /// The column.
    pub(super) at: Output,
    /// Its type.
    pub(super) ty: CqlType,
    pub(super) op: Op,
    /// The first of its parameters.
    pub(super) parameter: usize,
    /// Whether upper and lower case are one to the index.
    pub(super) folds_case: bool,
}

impl Filter {
    /// Whether it is on something that a partition has once: its key or a static column.
    pub(super) fn is_of_partition(&self) -> bool {
        matches!(self.at, Output::Partition(_) | Output::Static(_))
    }

    /// Whether `row` satisfies it.
    pub(super) fn holds(&self, row: &RowOf<'_>, parameters: &[Vec<u8>]) -> bool {
        let (Some(value), Some(parameter)) = (row.value(self.at), parameters.get(self.parameter)) else { return false };
        match self.op {
            Op::Eq => self.equal(&self.ty, value, parameter),
            Op::Lt | Op::Le | Op::Gt | Op::Ge => self.ordered(value, parameter),
            Op::Contains => self.any(value, |part, is_key| !is_key && self.equal(self.item(), part, parameter)),
            Op::ContainsKey => self.any(value, |part, is_key| is_key && self.equal(self.key(), part, parameter)),
            Op::Entry => parameters.get(self.parameter + 1).is_some_and(|wanted| {
                let parts = collection_parts(value, 2).unwrap_or_default();
                parts.chunks_exact(2).any(|pair| pair[0] == Some(parameter) && pair[1] == Some(wanted))
            }),
            Op::In => false,
        }
    }

    /// Whether any part of the collection `value` is `wanted`, which is told whether the part is a key of a map.
    fn any(&self, value: &[u8], wanted: impl Fn(&[u8], bool) -> bool) -> bool {
        let per_entry = if matches!(self.ty, CqlType::Map { .. }) { 2 } else { 1 };
        let parts = collection_parts(value, per_entry).unwrap_or_default();
        let is_key = |n: usize| per_entry == 2 && n.is_multiple_of(2);
        parts.iter().enumerate().any(|(n, part)| part.is_some_and(|part| wanted(part, is_key(n))))
    }

    fn item(&self) -> &CqlType {
        match &self.ty {
            CqlType::List { item, .. } | CqlType::Set { item, .. } => item,
            CqlType::Map { value, .. } => value,
            other => other,
        }
    }

    fn key(&self) -> &CqlType {
        if let CqlType::Map { key, .. } = &self.ty { key } else { &self.ty }
    }

    fn equal(&self, ty: &CqlType, a: &[u8], b: &[u8]) -> bool {
        match ty {
            CqlType::Text | CqlType::Ascii if self.folds_case => lower(a) == lower(b),
            CqlType::Text | CqlType::Ascii | CqlType::Uuid | CqlType::Boolean => a == b,
            native if native.is_native() => compare(native, a, b).is_eq(),
            _ => a == b,
        }
    }

    fn ordered(&self, value: &[u8], bound: &[u8]) -> bool {
        let holds = |order: Ordering| match self.op {
            Op::Lt => order.is_lt(),
            Op::Le => order.is_le(),
            Op::Gt => order.is_gt(),
            _ => order.is_ge(),
        };
        // A node asks its index, which maps IPv4 addresses, and then looks at the rows found, whose addresses are as they
        // are (seen with Cassandra 5.0.8).
        let found = self.ty != CqlType::Inet || holds(mapped(value).cmp(&mapped(bound)));
        found && holds(compare(&self.ty, value, bound))
    }
}

fn lower(text: &[u8]) -> String {
    String::from_utf8_lossy(text).to_lowercase()
}

/// The IPv6 address of `address`: an IPv4 address is mapped.
fn mapped(address: &[u8]) -> Vec<u8> {
    let v4 = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff];
    if address.len() == 4 { [&v4, address].concat() } else { address.to_vec() }
}
