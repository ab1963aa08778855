//! Takes a CQL type as text, gives it as a value that knows its canonical CQL spelling and its Rust spelling. Never
//! judges where a type may stand (a counter in a key, a duration in a set): that is the rules' work.

mod parse;
mod rust;
#[cfg(test)]
mod tests;

use std::fmt;
use std::sync::Arc;

use crate::name::Name;

/// How deep types may nest: `list<int>` is two levels, `frozen<…>` one more. A UDT counts with the levels inside it, so
/// that everything that recurses over a type is bounded.
pub const MAX_DEPTH: usize = 32;

/// A CQL type of Cassandra 5.0.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum CqlType {
    /// 7-bit text.
    Ascii,
    /// Signed 64-bit integer.
    Bigint,
    /// Any bytes.
    Blob,
    /// True or false.
    Boolean,
    /// A 64-bit counter.
    Counter,
    /// Days since −5877641-06-23, unsigned 32 bits, the epoch at 2³¹.
    Date,
    /// A varint and a 32-bit scale.
    Decimal,
    /// IEEE 754, 64 bits.
    Double,
    /// Months, days and nanoseconds.
    Duration,
    /// IEEE 754, 32 bits.
    Float,
    /// An IPv4 or IPv6 address.
    Inet,
    /// Signed 32-bit integer.
    Int,
    /// Signed 16-bit integer.
    Smallint,
    /// UTF-8 text; `varchar` is the same type.
    Text,
    /// Nanoseconds since midnight.
    Time,
    /// Milliseconds since the epoch, signed 64 bits.
    Timestamp,
    /// A version 1 UUID.
    Timeuuid,
    /// Signed 8-bit integer.
    Tinyint,
    /// A UUID of any version.
    Uuid,
    /// An integer of any size.
    Varint,
    /// A list.
    List {
        /// Type of the elements.
        item: Box<CqlType>,
        /// Whether it is one value (`frozen`) or a cell per element.
        frozen: bool,
    },
    /// A set.
    Set {
        /// Type of the elements.
        item: Box<CqlType>,
        /// Whether it is one value (`frozen`) or a cell per element.
        frozen: bool,
    },
    /// A map.
    Map {
        /// Type of the keys.
        key: Box<CqlType>,
        /// Type of the values.
        value: Box<CqlType>,
        /// Whether it is one value (`frozen`) or a cell per entry.
        frozen: bool,
    },
    /// A tuple; always frozen.
    Tuple(Vec<CqlType>),
    /// A user-defined type.
    Udt {
        /// The declared type.
        udt: Arc<UserType>,
        /// Whether it is one value (`frozen`) or a cell per field.
        frozen: bool,
    },
    /// A vector of a fixed number of elements.
    Vector {
        /// Type of the elements.
        item: Box<CqlType>,
        /// Number of elements.
        len: u32,
    },
}

/// A user-defined type: named fields in order.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct UserType {
    /// Its name.
    pub name: Name,
    /// Its fields, in declared order.
    pub fields: Vec<(Name, CqlType)>,
}

/// Why a text is not a CQL type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TypeError {
    /// Byte offset in the text at which the fault was seen.
    pub at: usize,
    /// The fault: lower-case phrase, the user's words in backticks.
    pub fact: String,
    /// The way out, with the nearest known type where there is one.
    pub help: Option<String>,
}

impl CqlType {
    /// The types that hold no other.
    pub const NATIVES: &[Self] = parse::NATIVE;

    /// Reads the CQL spelling of a type: any case, any blanks, `varchar` for `text`, quoted UDT names; `udt` finds a
    /// declared type by its bare name. Inner collections and UDTs of a frozen type are frozen too, and tuples freeze
    /// what they hold, as the node does it silently. Fails on unknown names, wrong arity, `frozen<int>`, vectors without
    /// a positive length, and nesting deeper than 32.
    pub fn parse(text: &str, udt: &dyn Fn(&str) -> Option<Arc<UserType>>) -> Result<Self, TypeError> {
        parse::parse(text, udt)
    }

    /// The words of the types that hold no other.
    pub fn natives() -> impl Iterator<Item = &'static str> {
        parse::natives()
    }

    /// The type that holds no other and is called so: a word in lower case, `varchar` for `text`.
    pub fn native(word: &str) -> Option<Self> {
        parse::native(word)
    }

    /// The canonical CQL spelling, as the node accepts it in DDL: `frozen<list<int>>`, `tuple<int, text>`, `vector<float, 3>`.
    pub fn cql(&self) -> String {
        let bare = match self {
            Self::List { item, .. } => format!("list<{}>", item.cql()),
            Self::Set { item, .. } => format!("set<{}>", item.cql()),
            Self::Map { key, value, .. } => format!("map<{}, {}>", key.cql(), value.cql()),
            Self::Tuple(items) => format!("tuple<{}>", items.iter().map(Self::cql).collect::<Vec<_>>().join(", ")),
            Self::Udt { udt, .. } => udt.name.cql(),
            Self::Vector { item, len } => format!("vector<{}, {len}>", item.cql()),
            native => native.word().to_owned(),
        };
        match self {
            Self::List { frozen: true, .. }
            | Self::Set { frozen: true, .. }
            | Self::Map { frozen: true, .. }
            | Self::Udt { frozen: true, .. } => format!("frozen<{bare}>"),
            _ => bare,
        }
    }

    /// The Rust type that the `scylla` driver serialises to and from this type, every path absolute
    /// (`::std::vec::Vec<i32>`). UDTs are spelled by their `Name::rust_type`, so the text belongs into the module that
    /// defines them. Tuple fields are options, because CQL lets each be null. Collections in the middle of a value are
    /// never options. A `uuid` needs the `uuid` crate beside `scylla`, which does not re-export it. What no plain Rust
    /// type serves (maps whose keys are floats, dates, times, decimals or UDTs, tuples of more than 16 fields) is a
    /// `::scylla::value::CqlValue`.
    pub fn rust(&self) -> String {
        rust::rust(self, &|_| None)
    }

    /// The same, where `mapped` gives what stands for a native type, wherever that stands; a type that is mapped is taken
    /// to have an order.
    pub fn rust_with(&self, mapped: &dyn Fn(&CqlType) -> Option<String>) -> String {
        rust::rust(self, mapped)
    }

    /// Whether the Rust type of a native type is `Copy`; false for all others.
    pub fn is_copy(&self) -> bool {
        rust::is_copy(self)
    }

    /// The traits that the Rust type of a native type implements beside `Clone`, `Debug` and `PartialEq`, as a derive
    /// names them.
    pub fn rust_traits(&self) -> Vec<&'static str> {
        rust::traits(self)
    }

    /// Whether the type is a non-frozen list, set, map or UDT: one that the node stores as several cells.
    pub fn is_multi_cell(&self) -> bool {
        matches!(
            self,
            Self::List { frozen: false, .. }
                | Self::Set { frozen: false, .. }
                | Self::Map { frozen: false, .. }
                | Self::Udt { frozen: false, .. }
        )
    }

    /// The type and every type inside it, outermost first, UDT fields included. The fields of one declared UDT are
    /// visited once, however often the type holds it: types that hold each other twice would otherwise take
    /// exponential time.
    pub fn walk(&self, visit: &mut dyn FnMut(&CqlType)) {
        self.walk_once(visit, &mut Vec::new());
    }

    fn walk_once(&self, visit: &mut dyn FnMut(&CqlType), seen: &mut Vec<*const UserType>) {
        visit(self);
        match self {
            Self::List { item, .. } | Self::Set { item, .. } | Self::Vector { item, .. } => item.walk_once(visit, seen),
            Self::Map { key, value, .. } => {
                key.walk_once(visit, seen);
                value.walk_once(visit, seen);
            }
            Self::Tuple(items) => items.iter().for_each(|item| item.walk_once(visit, seen)),
            Self::Udt { udt, .. } if !seen.contains(&Arc::as_ptr(udt)) => {
                seen.push(Arc::as_ptr(udt));
                udt.fields.iter().for_each(|(_, field)| field.walk_once(visit, seen));
            }
            _ => {}
        }
    }

    /// Whether the type holds no other: everything but collections, tuples, UDTs and vectors.
    pub fn is_native(&self) -> bool {
        !matches!(
            self,
            Self::List { .. }
                | Self::Set { .. }
                | Self::Map { .. }
                | Self::Tuple(_)
                | Self::Udt { .. }
                | Self::Vector { .. }
        )
    }

    /// The bare CQL word of the outermost type: `list`, `int`; for a UDT the word `UDT`.
    pub fn word(&self) -> &'static str {
        match self {
            Self::Ascii => "ascii",
            Self::Bigint => "bigint",
            Self::Blob => "blob",
            Self::Boolean => "boolean",
            Self::Counter => "counter",
            Self::Date => "date",
            Self::Decimal => "decimal",
            Self::Double => "double",
            Self::Duration => "duration",
            Self::Float => "float",
            Self::Inet => "inet",
            Self::Int => "int",
            Self::Smallint => "smallint",
            Self::Text => "text",
            Self::Time => "time",
            Self::Timestamp => "timestamp",
            Self::Timeuuid => "timeuuid",
            Self::Tinyint => "tinyint",
            Self::Uuid => "uuid",
            Self::Varint => "varint",
            Self::List { .. } => "list",
            Self::Set { .. } => "set",
            Self::Map { .. } => "map",
            Self::Tuple(_) => "tuple",
            Self::Udt { .. } => "UDT",
            Self::Vector { .. } => "vector",
        }
    }
}

impl fmt::Display for CqlType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.cql())
    }
}

impl fmt::Display for TypeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.fact)?;
        self.help.iter().try_for_each(|help| write!(f, "; {help}"))
    }
}

impl std::error::Error for TypeError {}
