//! Takes the text or the tree of a CREATE TABLE, CREATE TYPE or CREATE INDEX and the schema that it meets, gives what a
//! node says to it and what it makes. Never asks a node: each answer and their order was tried on Cassandra 5.0.8 with its
//! built-in settings.
//!
//! Where the rules for a model are stricter than a node by choice, this follows the node.

mod compaction;
mod compression;
mod index;
mod java;
mod key;
mod options;
mod policies;
mod schema;
mod table;
mod types;
mod user_type;

use std::ops::Range;
use std::sync::Arc;

pub use schema::{Made, Owned, Refused, schema};

use super::select::{Complaint, Schema, Stage, Unknown};
use super::shape::{Index, Table};
use crate::cql::create::{Create, Parsed, Qualified, SyntaxFault, parse};
use crate::name::Name;
use crate::types::UserType;

/// What a node says to a CREATE statement, as far as that can be known without one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Verdict {
    /// What is refused, in the order in which a node looks: a node tells the first alone.
    pub complaints: Vec<Complaint>,
    /// What cannot be judged: a type by its class. Where there is anything, an empty `complaints` proves nothing.
    pub unknown: Vec<Unknown>,
    /// What the statement makes; `None` where it is refused, where what it would make cannot be known, and where IF NOT
    /// EXISTS leaves things as they are.
    pub made: Option<Thing>,
}

/// What a statement makes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Thing {
    /// A table.
    Table(Arc<Table>),
    /// A user-defined type.
    Type(Arc<UserType>),
    /// An index of a table.
    Index {
        /// The table.
        table: Name,
        /// The index.
        index: Index,
    },
}

/// Judges one statement, given as text.
pub fn judge(text: &str, schema: &Schema<'_>) -> Verdict {
    let Parsed { statement, fault } = parse(text);
    let mut verdict = match &statement {
        Some(statement) => begun(statement),
        None => Verdict::default(),
    };
    if let Some(fault) = fault {
        verdict.complaints.push(syntax(fault));
        return verdict;
    }
    match &statement {
        Some(statement) if verdict.complaints.is_empty() => tree(statement, schema),
        _ => verdict,
    }
}

/// Judges a statement that was read without a fault.
pub fn tree(statement: &Create, schema: &Schema<'_>) -> Verdict {
    let begun = begun(statement);
    if !begun.complaints.is_empty() {
        return begun;
    }
    match statement {
        Create::Table(tree) => table::judge(tree, schema),
        Create::Type(tree) => user_type::judge(tree, schema),
        Create::Index(tree) => index::judge(tree, schema),
    }
}

/// What a node refuses while it still reads: a fault of the grammar further on is not seen then.
fn begun(statement: &Create) -> Verdict {
    let complaints = match statement {
        Create::Table(tree) => table::while_reading(tree),
        _ => Vec::new(),
    };
    Verdict { complaints, ..Verdict::default() }
}

/// A complaint of a node about what a statement would make.
fn created(code: &'static str, span: &Range<usize>, words: impl Into<String>, help: &str) -> Complaint {
    let words = words.into();
    let mut fact = words.trim_end_matches('.').to_owned();
    if fact.as_bytes().get(1).is_some_and(|second| second.is_ascii_lowercase() || *second == b' ') {
        fact.get_mut(..1).into_iter().for_each(str::make_ascii_lowercase);
    }
    Complaint { code, span: span.clone(), stage: Stage::Create, words, fact, help: help.to_owned() }
}

/// The same where a node calls it a fault of the syntax.
fn misread(code: &'static str, span: &Range<usize>, words: impl Into<String>, help: &str) -> Complaint {
    Complaint { stage: Stage::Syntax, ..created(code, span, words, help) }
}

/// A fault of the grammar; without words where a node's own would name tokens of its parser.
fn syntax(fault: SyntaxFault) -> Complaint {
    let SyntaxFault { span, words, fact, help } = fault;
    let help = help.unwrap_or_else(|| "write it as Cassandra's grammar has it".to_owned());
    Complaint { code: "P05", span, stage: Stage::Syntax, words: words.unwrap_or_default(), fact, help }
}

/// What a node says to the keyspace of what a statement makes: that it is its own, or that it does not exist. Told in two
/// parts, as the first comes long before the second.
struct Home<'a> {
    name: &'a Qualified,
    schema: &'a Schema<'a>,
}

impl Home<'_> {
    /// Keyspaces of which every node has its own, which nobody changes.
    const LOCAL: [&'static str; 4] = ["system", "system_schema", "system_views", "system_virtual_schema"];
    /// Keyspaces of the whole cluster that are the server's.
    const SHARED: [&'static str; 3] = ["system_auth", "system_distributed", "system_traces"];

    fn keyspace(&self) -> &Name {
        self.name.keyspace.as_ref().unwrap_or(self.schema.keyspace)
    }

    /// That the keyspace is the server's; `doing` says what is not allowed there.
    fn servers(&self, doing: impl FnOnce(&Name) -> String) -> Option<Complaint> {
        let keyspace = self.keyspace();
        let words = if Self::LOCAL.contains(&keyspace.text()) {
            format!("{keyspace} keyspace is not user-modifiable.")
        } else if Self::SHARED.contains(&keyspace.text()) {
            doing(keyspace)
        } else {
            return None;
        };
        Some(created("N07", &self.name.span, words, "use a keyspace of your own"))
    }

    /// That there is no such keyspace.
    fn missing(&self) -> Option<Complaint> {
        let keyspace = self.keyspace();
        let words = format!("Keyspace '{keyspace}' doesn't exist");
        (keyspace != self.schema.keyspace).then(|| created("P05", &self.name.span, words, "name the keyspace at hand"))
    }
}
