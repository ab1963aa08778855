//! Takes one value of a known CQL type as text, JSON or wire bytes, gives it in another of these forms; orders wire
//! bytes as Cassandra orders them and hashes partition keys. Never knows columns, tables or files.
//!
//! *Wire bytes* are the body of a `[bytes]` of the native protocol v4, without the length in front: what a cell holds.

mod text;   // text -> wire
mod json;   // JSON <-> wire
mod display; // wire -> text
mod order;  // compare, byte-comparable
mod token;  // Murmur3, partition key serialisation

pub use display::display;
pub use json::{encode_json, to_json};
pub use order::{compare, write_comparable};
pub use text::{Reading, Unit, encode_text};
pub use token::{partition_key, token};

/// Why a text or JSON value is not a value of its type: a lower-case phrase, the user's words in backticks, shortened
/// to 60 characters with control bytes escaped.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadValue(pub String);

impl std::fmt::Display for BadValue {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for BadValue {}
