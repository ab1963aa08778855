//! Takes a CQL type as text, gives it as a value that knows its canonical CQL spelling and its Rust spelling. Never
//! judges where a type may stand (a counter in a key, a duration in a set): that is the rules' work.

use std::sync::Arc;

use crate::name::Name;

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
    /// Reads the CQL spelling of a type: any case, any blanks, `varchar` for `text`, quoted UDT names; `udt` finds a
    /// declared type by its bare name. Inner collections and UDTs of a frozen type are frozen too, and tuples freeze
    /// what they hold, as the node does it silently. Fails on unknown names, wrong arity, `frozen<int>`, vectors without
    /// a positive length, and nesting deeper than 32.
    pub fn parse(text: &str, udt: &dyn Fn(&str) -> Option<Arc<UserType>>) -> Result<Self, TypeError> {
        let _ = (text, udt);
        todo!()
    }

    /// The canonical CQL spelling, as the node accepts it in DDL: `frozen<list<int>>`, `tuple<int, text>`, `vector<float, 3>`.
    pub fn cql(&self) -> String {
        todo!()
    }

    /// The Rust type that the `scylla` driver serialises to and from this type, with absolute paths (`::std::vec::Vec<i32>`
    /// where a name could be shadowed, `String`, `i32`, …). UDTs are spelled by their `Name::rust_type`.
    pub fn rust(&self) -> String {
        todo!()
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

    /// The type and every type inside it, outermost first, UDT fields included.
    pub fn walk(&self, visit: &mut dyn FnMut(&CqlType)) {
        let _ = visit;
        todo!()
    }
}
