//! Takes the tree of a SELECT written by hand and the schema it is asked of, gives what a node says to it: at PREPARE and
//! at EXECUTE, the columns that it gives and the values that it binds. Never reads text, never asks a node.

mod arithmetic;
mod assignable;
mod built;
mod calls;
mod casts;
mod collections;
mod complaint;
mod factories;
mod fit;
mod functions;
mod grouping;
mod judge;
mod labels;
mod literals;
mod moments;
mod ordering;
mod resolve;
mod rows;
mod running;
mod scope;
mod selectables;
mod selectors;
mod spell;
mod terms;
#[cfg(test)]
mod tests;
mod typing;
mod values;

use std::ops::Range;
use std::sync::Arc;

pub use complaint::{Complaint, Stage};
pub use judge::judge;

use super::shape::Table;
use crate::name::Name;
use crate::types::{CqlType, UserType};

/// What a SELECT is asked of.
#[derive(Clone, Copy, Debug)]
pub struct Schema<'a> {
    /// The keyspace.
    pub keyspace: &'a Name,
    /// Its tables, with their indexes.
    pub tables: &'a [Arc<Table>],
    /// Its user-defined types.
    pub types: &'a [Arc<UserType>],
}

/// What a node says to a SELECT, as far as that can be known without one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Verdict {
    /// What is refused, in the order in which a node looks: a node tells the first alone.
    pub complaints: Vec<Complaint>,
    /// What cannot be judged: a function that is not known. Where there is anything, an empty `complaints` proves nothing.
    pub unknown: Vec<Unknown>,
    /// The columns of the answer by the names that the node gives them; empty where they cannot be told.
    pub columns: Vec<Given>,
    /// The values that it binds, in order.
    pub markers: Vec<Bound>,
    /// What a node warns of in its answer.
    pub warnings: Vec<String>,
}

/// What cannot be judged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unknown {
    /// What it is, the user's words in backticks.
    pub what: String,
    /// Where it stands in the statement, in bytes.
    pub span: Range<usize>,
}

/// A column of an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Given {
    /// Its name in the answer: the alias, the column's name, or the text that the node makes of the term.
    pub name: String,
    /// Its type.
    pub ty: CqlType,
}

/// A value that a statement binds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bound {
    /// Its name: that of `:name`, or what the node calls a `?`.
    pub name: String,
    /// Whether it is written as `:name`.
    pub is_named: bool,
    /// Its type.
    pub ty: CqlType,
    /// Where it stands in the statement, in bytes.
    pub span: Range<usize>,
}
