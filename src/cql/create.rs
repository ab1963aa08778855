//! Takes the text of a CREATE TABLE, CREATE TYPE or CREATE INDEX, gives its tree: all that was read before the first
//! fault of the grammar, and the fault. Never asks whether a name is taken or a type is known.

mod cursor;
mod index;
mod properties;
mod table;
mod types;

use std::ops::Range;

use crate::name::Name;
pub use types::{TypeKind, TypeTree};

/// How deep types may nest in a statement; a node has no bound but its stack.
pub const MAX_DEPTH: usize = 64;

/// What was read of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parsed {
    /// The statement as far as it was read; `None` where it is no CREATE TABLE, CREATE TYPE or CREATE INDEX, or has not
    /// come to its name.
    pub statement: Option<Create>,
    /// The first fault of the grammar. A node reads on behind some of them, and so does this.
    pub fault: Option<SyntaxFault>,
}

/// Why a text is none of the statements.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SyntaxFault {
    /// Where it is, in bytes.
    pub span: Range<usize>,
    /// The node's words, where they are not those that its parser makes of any text.
    pub words: Option<String>,
    /// The fault: lower-case phrase, the user's words in backticks.
    pub fact: String,
    /// The way out.
    pub help: Option<String>,
}

/// A statement that makes something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Create {
    /// CREATE TABLE, or CREATE COLUMNFAMILY, which is the same.
    Table(CreateTable),
    /// CREATE TYPE.
    Type(CreateType),
    /// CREATE INDEX, CUSTOM or not.
    Index(CreateIndex),
}

/// A name with its keyspace, and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Qualified {
    /// The keyspace, where it is written.
    pub keyspace: Option<Name>,
    /// The name.
    pub name: Name,
    /// Where both stand.
    pub span: Range<usize>,
}

/// A name and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The name.
    pub name: Name,
    /// Where it stands.
    pub span: Range<usize>,
}

/// CREATE TABLE.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CreateTable {
    /// IF NOT EXISTS.
    pub if_not_exists: bool,
    /// The table.
    pub table: Qualified,
    /// Its columns and primary keys, as written.
    pub parts: Vec<Part>,
    /// CLUSTERING ORDER BY: each column with whether it says DESC; several clauses are one.
    pub orders: Vec<(Place, bool)>,
    /// COMPACT STORAGE.
    pub compact: bool,
    /// The other options.
    pub options: Vec<Property>,
}

/// What stands between the parentheses of a CREATE TABLE.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// A column.
    Column(Column),
    /// PRIMARY KEY, behind a column or by itself.
    Key(Key),
}

/// A column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its name.
    pub name: Place,
    /// Its type.
    pub ty: TypeTree,
    /// STATIC.
    pub is_static: bool,
    /// MASKED WITH.
    pub masked: Option<Range<usize>>,
}

/// A primary key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Key {
    /// The partition key's columns.
    pub partition: Vec<Place>,
    /// The clustering columns.
    pub clustering: Vec<Place>,
    /// Where it stands.
    pub span: Range<usize>,
}

/// CREATE TYPE.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CreateType {
    /// IF NOT EXISTS.
    pub if_not_exists: bool,
    /// The type.
    pub ty: Qualified,
    /// Its fields.
    pub fields: Vec<(Place, TypeTree)>,
}

/// CREATE INDEX.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CreateIndex {
    /// IF NOT EXISTS.
    pub if_not_exists: bool,
    /// CUSTOM.
    pub custom: bool,
    /// Its name, where it has one.
    pub name: Option<Place>,
    /// The table that it is on.
    pub table: Qualified,
    /// What it is on.
    pub targets: Vec<IndexTarget>,
    /// USING: the class, and where it stands.
    pub using: Option<(String, Range<usize>)>,
    /// WITH.
    pub options: Vec<Property>,
}

/// What an index is on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IndexTarget {
    /// `keys`, `values`, `entries` or `full`, in lower case.
    pub function: Option<&'static str>,
    /// The column.
    pub column: Place,
}

/// `name = value` behind WITH.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Property {
    /// Its name: in lower case, unless it is quoted.
    pub name: Place,
    /// What it is set to.
    pub value: PropertyValue,
}

/// The value of a property, as text without quotes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PropertyValue {
    /// A string, a number, a boolean or a word.
    Scalar(String),
    /// A map in written order; a key stands once.
    Map(Vec<(String, String)>),
}

/// Reads one statement; a `;` may end it.
pub fn parse(text: &str) -> Parsed {
    let mut cursor = cursor::Cursor::new(text);
    let mut statement = None;
    let read = create(&mut cursor, &mut statement);
    if read.is_ok() {
        let _ = cursor.end();
    }
    Parsed { statement, fault: cursor.into_fault() }
}

/// The fault is kept by the cursor.
struct Stop;

/// What a part of the grammar gives: `Err` where nothing can be read on.
type Read<T> = Result<T, Stop>;

fn create(cursor: &mut cursor::Cursor<'_>, statement: &mut Option<Create>) -> Read<()> {
    cursor.expect_word("create")?;
    if cursor.take_word("table") || cursor.take_word("columnfamily") {
        return table::table(cursor, statement);
    }
    if cursor.take_word("type") {
        return types::user_type(cursor, statement);
    }
    let custom = cursor.take_word("custom");
    if cursor.take_word("index") {
        return index::index(cursor, custom, statement);
    }
    Err(cursor.stop("TABLE, TYPE or INDEX is expected"))
}

/// `IF NOT EXISTS`, where it stands.
fn if_not_exists(cursor: &mut cursor::Cursor<'_>) -> Read<bool> {
    if !cursor.take_word("if") {
        return Ok(false);
    }
    cursor.expect_word("not")?;
    cursor.expect_word("exists")?;
    Ok(true)
}

#[cfg(test)]
mod tests;
