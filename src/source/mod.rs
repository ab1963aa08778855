//! Takes CSV files and a model, gives rows: records with true line numbers and byte ranges, cells in CQL wire form,
//! filters judged, derived columns computed; and writes what it had to reject to a file. Never knows stores, never
//! prints, never stops at a bad row: a bad row is data, with its place and reason.
//!
//! The parts, in the order in which bytes pass them: [`inputs()`] finds the files, [`Records`] unpacks and cuts them
//! into records, [`Decoder`] binds a header and turns each record into a [`Row`], [`Rejects`] keeps what would not.

mod bind; // header -> positions of the demanded fields
mod cell; // one column's plan: field -> wire bytes
mod decode; // record -> row
mod identity; // file -> what it is recognised by
mod inputs; // patterns -> files
mod quotes; // the strict reading of quotes
mod records; // bytes -> records
mod rejects; // bad rows -> a file
mod row; // cells of one row
mod stream; // one open file
mod tape; // the recent bytes of a stream
mod terms; // what indexes demand of values
mod unpack; // magic bytes, gzip, zstd

#[cfg(test)]
mod tests;

use std::fmt;
use std::io;

pub use bind::check_headers;
pub use decode::{Decoder, Outcome};
pub use identity::InputIdentity;
pub use inputs::{InputFile, inputs};
pub use records::{Records, Step};
pub use rejects::{Rejected, Rejects};
pub use row::Row;
pub use tape::RECORD_CAP;
pub(crate) use terms::Terms;

use crate::diagnostic::{Diagnostic, Place};

/// Where a record stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct At {
    /// Index of the file among the inputs.
    pub file: u32,
    /// Line of the record's first byte, from 1. LF, CRLF and a lone CR each end a line; inside quotes a lone CR does so
    /// only in a file whose header line ends with one.
    pub line: u64,
    /// Offset of the record's first byte in the unpacked stream, from 0.
    pub start: u64,
    /// Offset after the record's last byte, its line end left out.
    pub end: u64,
}

/// What kind of fault a record has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Class {
    /// It is no record of CSV, or too long.
    Record,
    /// It has another number of fields than the header.
    Arity,
    /// A field is not UTF-8.
    Encoding,
    /// A field does not read as the column's type.
    Value,
    /// A key column has no value, or a key is too long.
    Key,
    /// An index would not take a value.
    Index,
    /// The store would not take the row.
    Store,
}

impl Class {
    /// Its name, in lower case.
    pub fn name(self) -> &'static str {
        match self {
            Self::Record => "record",
            Self::Arity => "arity",
            Self::Encoding => "encoding",
            Self::Value => "value",
            Self::Key => "key",
            Self::Index => "index",
            Self::Store => "store",
        }
    }
}

/// Why a record gives no row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reason {
    /// What kind of fault it is.
    pub class: Class,
    /// The table that cannot take the row, where others could.
    pub table: Option<String>,
    /// The column at fault, by its name in the model; none where the record as a whole is at fault.
    pub column: Option<String>,
    /// The fault: a lower-case phrase, the user's words in backticks.
    pub text: String,
}

impl Reason {
    /// A fault of the record as a whole.
    pub fn whole(class: Class, text: impl Into<String>) -> Self {
        Self { class, table: None, column: None, text: text.into() }
    }

    /// A fault of one column.
    pub fn column(class: Class, column: impl Into<String>, text: impl Into<String>) -> Self {
        Self { column: Some(column.into()), ..Self::whole(class, text) }
    }

    /// The same, which concerns the table `table` alone.
    #[must_use]
    pub fn of_table(self, table: &str) -> Self {
        Self { table: Some(table.to_owned()), ..self }
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.column {
            Some(column) => write!(f, "column `{column}`: {}", self.text),
            None => f.write_str(&self.text),
        }
    }
}

/// A file that could not be read or written to its end; the cause is the error's `source`.
#[derive(Debug)]
pub struct SourceError {
    /// What was being done to the file, as a verb with what belongs to it: `open`, `read past line 7 of`.
    pub doing: String,
    /// The file, as the user would name it.
    pub file: String,
    /// The cause.
    pub source: io::Error,
}

impl fmt::Display for SourceError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "cannot {} `{}`", self.doing, self.file)
    }
}

impl std::error::Error for SourceError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.source)
    }
}

/// A finding about the header of `file`, which is where it is placed.
fn finding(code: &'static str, file: &str, fact: impl Into<String>) -> Diagnostic {
    let place = Place { file: file.to_owned(), line: 1, column: 1, span: 0..0 };
    Diagnostic::error(code, fact).at(Some(place))
}
