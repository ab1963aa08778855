//! Takes a text of CREATE statements, gives the tables, indexes and types that they make. Never takes a statement that a
//! node would refuse.

use std::sync::Arc;

use super::{Thing, judge};
use crate::cql::tokens::statements;
use crate::name::Name;
use crate::rules::select::{Complaint, Schema, Stage};
use crate::rules::shape::Table;
use crate::types::UserType;

/// A schema that owns what is in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Owned {
    /// The keyspace.
    pub keyspace: Name,
    /// Its tables, with their indexes.
    pub tables: Vec<Arc<Table>>,
    /// Its user-defined types.
    pub types: Vec<Arc<UserType>>,
}

/// A statement that a node would refuse.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    /// The statement.
    pub statement: String,
    /// What is said to it; the span is within the statement.
    pub complaint: Complaint,
}

/// What a statement did to a schema.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Made {
    /// A table of this name.
    Table(Name),
    /// A type of this name.
    Type(Name),
    /// An index of the table of this name.
    Index(Name),
    /// Nothing: it was there.
    Nothing,
}

impl Owned {
    /// A keyspace with nothing in it.
    pub fn new(keyspace: Name) -> Self {
        Self { keyspace, tables: Vec::new(), types: Vec::new() }
    }

    /// What statements are judged against.
    pub fn schema(&self) -> Schema<'_> {
        Schema { keyspace: &self.keyspace, tables: &self.tables, types: &self.types }
    }

    /// Runs one CREATE statement. Fails with what a node refuses first, or with what cannot be known; the schema is then
    /// as before.
    pub fn run(&mut self, statement: &str) -> Result<Made, Complaint> {
        let verdict = judge(statement, &self.schema());
        if let Some(first) = verdict.complaints.into_iter().next() {
            return Err(first);
        }
        if let Some(unknown) = verdict.unknown.into_iter().next() {
            let (fact, help) = (format!("{} cannot be known", unknown.what), "use a type of CQL".to_owned());
            return Err(Complaint {
                code: "P05",
                span: unknown.span,
                stage: Stage::Create,
                words: String::new(),
                fact,
                help,
            });
        }
        Ok(verdict.made.map_or(Made::Nothing, |thing| self.add(thing)))
    }

    /// Adds what a statement makes.
    pub(in crate::rules) fn add(&mut self, thing: Thing) -> Made {
        match thing {
            Thing::Table(table) => {
                let made = Made::Table(table.name.clone());
                self.tables.push(table);
                made
            }
            Thing::Type(ty) => {
                let made = Made::Type(ty.name.clone());
                self.types.push(ty);
                made
            }
            Thing::Index { table, index } => {
                if let Some(at) = self.tables.iter_mut().find(|known| known.name == table) {
                    Arc::make_mut(at).indexes.push(index);
                }
                Made::Index(table)
            }
        }
    }
}

/// The schema that the statements of `text` make, which end with `;` or with the text. Fails with the first statement that
/// a node would refuse.
pub fn schema(keyspace: &Name, text: &str) -> Result<Owned, Box<Refused>> {
    let mut made = Owned::new(keyspace.clone());
    for statement in statements(text).into_iter().filter_map(|span| text.get(span)) {
        made.run(statement).map_err(|complaint| Refused { statement: statement.to_owned(), complaint })?;
    }
    Ok(made)
}
