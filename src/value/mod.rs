//! Takes one value of a known CQL type as text, JSON or wire bytes, gives it in another of these forms; orders wire
//! bytes as Cassandra orders them and hashes partition keys. Never knows columns, tables or files.
//!
//! *Wire bytes* are the body of a `[bytes]` of the native protocol v4, without the length in front: what a cell holds.

mod calendar; // days, times and timestamps as text
mod comparable; // wire <-> bytes that compare as values do
mod compound; // collections, tuples, UDTs and vectors as JSON
mod decimal;
mod derive;
// decimals by value
mod display; // wire -> text
mod duration; // durations as text
mod json; // JSON <-> wire
mod node; // JSON text with its numbers as written
mod number; // numbers as text
mod order; // compare
mod sample; // one value of every type
mod steps; // the buckets between two values
mod strftime; // days, times and timestamps by a pattern
mod text; // text -> wire
mod token; // Murmur3, partition key serialisation
mod wire; // lengths, vints and the parts of collections

#[cfg(test)]
mod tests;

pub use comparable::{comparable_is_lossless, read_comparable, write_comparable};
pub use derive::{Derivation, moment_of};
pub use display::display;
pub use json::{encode_json, to_json};
pub use order::{compare, distinct};
pub use sample::sample;
pub use steps::{Bound, Steps};
pub use strftime::is_pattern;
pub use text::{Reading, Unit, encode_text};
pub use token::{partition_key, token};
pub use wire::{KEY_CAP, collection_parts, fixed_len, pack_vector, vector_element_len};

/// Why a text or JSON value is not a value of its type: a lower-case phrase, the user's words in backticks, shortened
/// to 60 characters with control bytes escaped.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadValue(pub String);

impl BadValue {
    /// The same fault, seen from the collection that holds the value: `place` is `element 3`, say.
    fn within(self, place: &str) -> Self {
        Self(format!("{place}: {}", self.0))
    }
}

impl std::fmt::Display for BadValue {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for BadValue {}

/// The user's words in backticks, at most 60 characters of them; what could steer a terminal or hide in a message
/// (control characters, direction marks, zero-width characters, line separators) is escaped.
fn quoted(text: &str) -> String {
    let mut out = String::from("`");
    let mut chars = text.chars();
    for c in chars.by_ref().take(60) {
        match c {
            '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' => {
                out.extend(c.escape_unicode());
            }
            c if c.is_control() => out.extend(c.escape_default()),
            c => out.push(c),
        }
    }
    if chars.next().is_some() {
        out.push('…');
    }
    out.push('`');
    out
}
