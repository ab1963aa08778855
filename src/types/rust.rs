//! Takes a CQL type, gives the spelling of the Rust type that the `scylla` driver (1.9, no optional features) turns
//! into it and back. Never fails: what no plain Rust type serves is a `CqlValue`.

use super::CqlType;

/// Any CQL value: the driver serialises and deserialises it for every type.
const ANY: &str = "::scylla::value::CqlValue";

/// The longest tuple for which the driver implements its traits.
const MAX_TUPLE: usize = 16;

/// What stands for a native type in place of the driver's own.
type Mapped<'a> = &'a dyn Fn(&CqlType) -> Option<String>;

/// See [`CqlType::rust`].
pub(super) fn rust(ty: &CqlType, mapped: Mapped<'_>) -> String {
    if let Some(own) = mapped(ty) {
        return own;
    }
    let word = match ty {
        CqlType::Ascii | CqlType::Text => "::std::string::String",
        CqlType::Bigint => "i64",
        CqlType::Blob => "::std::vec::Vec<u8>",
        CqlType::Boolean => "bool",
        CqlType::Counter => "::scylla::value::Counter",
        CqlType::Date => "::scylla::value::CqlDate",
        CqlType::Decimal => "::scylla::value::CqlDecimal",
        CqlType::Double => "f64",
        CqlType::Duration => "::scylla::value::CqlDuration",
        CqlType::Float => "f32",
        CqlType::Inet => "::std::net::IpAddr",
        CqlType::Int => "i32",
        CqlType::Smallint => "i16",
        CqlType::Time => "::scylla::value::CqlTime",
        CqlType::Timestamp => "::scylla::value::CqlTimestamp",
        CqlType::Timeuuid => "::scylla::value::CqlTimeuuid",
        CqlType::Tinyint => "i8",
        CqlType::Uuid => "::uuid::Uuid",
        CqlType::Varint => "::scylla::value::CqlVarint",
        CqlType::List { item, .. } | CqlType::Set { item, .. } | CqlType::Vector { item, .. } => {
            return format!("::std::vec::Vec<{}>", rust(item, mapped));
        }
        CqlType::Map { key, value, .. } => return map(key, value, mapped),
        CqlType::Tuple(items) => return tuple(items, mapped),
        CqlType::Udt { udt, .. } => return udt.name.rust_type(),
    };
    word.to_owned()
}

/// See [`CqlType::is_copy`].
pub(super) fn is_copy(ty: &CqlType) -> bool {
    ty.is_native() && !matches!(ty, CqlType::Ascii | CqlType::Text | CqlType::Blob | CqlType::Decimal | CqlType::Varint)
}

/// The traits of the standard library that the Rust spelling of a native type implements beside `Clone`, `Debug` and
/// `PartialEq`.
pub(super) fn traits(ty: &CqlType) -> Vec<&'static str> {
    let copy = is_copy(ty).then_some("Copy");
    let eq = (!matches!(ty, CqlType::Float | CqlType::Double)).then_some("Eq");
    let order: &[&str] = if is_ord(ty) { &["PartialOrd", "Ord"] } else { &[] };
    let hash = (is_hash(ty)).then_some("Hash");
    copy.into_iter().chain(eq).chain(order.iter().copied()).chain(hash).collect()
}

/// The driver knows maps only as `BTreeMap` and `HashMap`: the first keeps the output in order and wants `Ord`, the
/// second wants `Hash` and `Eq`. A type that is mapped is taken to have an order.
fn map(key: &CqlType, value: &CqlType, mapped: Mapped<'_>) -> String {
    let (rust_key, rust_value) = (rust(key, mapped), rust(value, mapped));
    if mapped(key).is_some() || is_ord(key) {
        format!("::std::collections::BTreeMap<{rust_key}, {rust_value}>")
    } else if is_hash(key) {
        format!("::std::collections::HashMap<{rust_key}, {rust_value}>")
    } else {
        ANY.to_owned()
    }
}

/// A tuple of options; the comma makes a tuple of a single field one.
fn tuple(items: &[CqlType], mapped: Mapped<'_>) -> String {
    if items.len() > MAX_TUPLE {
        return ANY.to_owned();
    }
    let option = |item| format!("::std::option::Option<{}>", rust(item, mapped));
    let options: Vec<String> = items.iter().map(option).collect();
    match options.as_slice() {
        [one] => format!("({one},)"),
        many => format!("({})", many.join(", ")),
    }
}

/// Whether the Rust spelling implements `Ord`. A UDT counts as not, because its struct is the generator's and may hold
/// anything.
fn is_ord(ty: &CqlType) -> bool {
    match ty {
        CqlType::Double
        | CqlType::Float
        | CqlType::Date
        | CqlType::Time
        | CqlType::Decimal
        | CqlType::Duration
        | CqlType::Varint
        | CqlType::Udt { .. } => false,
        CqlType::List { item, .. } | CqlType::Set { item, .. } | CqlType::Vector { item, .. } => is_ord(item),
        CqlType::Map { key, value, .. } => is_ord(key) && is_ord(value),
        CqlType::Tuple(items) => items.len() <= MAX_TUPLE && items.iter().all(is_ord),
        _ => true,
    }
}

/// Whether the Rust spelling implements `Hash` and `Eq`; of the types without `Ord` only `CqlVarint` does.
fn is_hash(ty: &CqlType) -> bool {
    match ty {
        CqlType::Counter => false,
        CqlType::Varint => true,
        CqlType::List { item, .. } | CqlType::Set { item, .. } | CqlType::Vector { item, .. } => is_hash(item),
        CqlType::Map { key, value, .. } => is_ord(key) && is_hash(key) && is_hash(value),
        CqlType::Tuple(items) => items.len() <= MAX_TUPLE && items.iter().all(is_hash),
        native => is_ord(native),
    }
}

#[cfg(test)]
mod tests {
    use scylla::deserialize::value::DeserializeValue;
    use scylla::serialize::value::SerializeValue;

    use crate::types::CqlType;

    fn travels_both_ways<T: SerializeValue + for<'f, 'm> DeserializeValue<'f, 'm>>() {}

    /// Compiles only if the driver serialises and deserialises the spelled type, and holds `rust()` to that spelling.
    macro_rules! spelled {
        ($($cql:literal => $rust:ty;)*) => {
            $(
                travels_both_ways::<$rust>();
                let ty = CqlType::parse($cql, &|_| None).expect("a type of the table");
                let squeeze = |text: &str| text.replace([' ', '\n'], "");
                assert_eq!(squeeze(&ty.rust()), squeeze(stringify!($rust)), "{}", $cql);
            )*
        };
    }

    #[test]
    fn every_type_is_spelled_as_the_driver_reads_and_writes_it() {
        spelled! {
            "ascii" => ::std::string::String;
            "bigint" => i64;
            "blob" => ::std::vec::Vec<u8>;
            "boolean" => bool;
            "counter" => ::scylla::value::Counter;
            "date" => ::scylla::value::CqlDate;
            "decimal" => ::scylla::value::CqlDecimal;
            "double" => f64;
            "duration" => ::scylla::value::CqlDuration;
            "float" => f32;
            "inet" => ::std::net::IpAddr;
            "int" => i32;
            "smallint" => i16;
            "text" => ::std::string::String;
            "time" => ::scylla::value::CqlTime;
            "timestamp" => ::scylla::value::CqlTimestamp;
            "timeuuid" => ::scylla::value::CqlTimeuuid;
            "tinyint" => i8;
            "uuid" => ::uuid::Uuid;
            "varint" => ::scylla::value::CqlVarint;
            "list<int>" => ::std::vec::Vec<i32>;
            "set<uuid>" => ::std::vec::Vec<::uuid::Uuid>;
            "vector<float, 3>" => ::std::vec::Vec<f32>;
            "vector<tinyint, 3>" => ::std::vec::Vec<i8>;
            "list<blob>" => ::std::vec::Vec<::std::vec::Vec<u8>>;
            "tuple<int>" => (::std::option::Option<i32>,);
            "tuple<int, text>" => (::std::option::Option<i32>, ::std::option::Option<::std::string::String>);
            "map<varint, int>" => ::std::collections::HashMap<::scylla::value::CqlVarint, i32>;
            "map<frozen<list<varint>>, int>" => ::std::collections::HashMap<::std::vec::Vec<::scylla::value::CqlVarint>, i32>;
            "map<frozen<map<int, varint>>, int>" => ::std::collections::HashMap<::std::collections::BTreeMap<i32, ::scylla::value::CqlVarint>, i32>;
            "map<frozen<map<varint, int>>, int>" => ::scylla::value::CqlValue;
            "map<float, int>" => ::scylla::value::CqlValue;
            "map<frozen<set<date>>, int>" => ::scylla::value::CqlValue;
            "map<text, decimal>" => ::std::collections::BTreeMap<::std::string::String, ::scylla::value::CqlDecimal>;
            "map<timestamp, double>" => ::std::collections::BTreeMap<::scylla::value::CqlTimestamp, f64>;
            "map<frozen<map<inet, blob>>, boolean>" =>
                ::std::collections::BTreeMap<::std::collections::BTreeMap<::std::net::IpAddr, ::std::vec::Vec<u8>>, bool>;
            "map<frozen<tuple<timeuuid, smallint>>, tinyint>" => ::std::collections::BTreeMap<
                (::std::option::Option<::scylla::value::CqlTimeuuid>, ::std::option::Option<i16>),
                i8
            >;
            "tuple<int, int, int, int, int, int, int, int, int, int, int, int, int, int, int, int, int>" =>
                ::scylla::value::CqlValue;
        }
    }

    #[test]
    fn every_native_type_is_a_map_key_that_compiles() {
        spelled! {
            "map<ascii, int>" => ::std::collections::BTreeMap<::std::string::String, i32>;
            "map<bigint, int>" => ::std::collections::BTreeMap<i64, i32>;
            "map<blob, int>" => ::std::collections::BTreeMap<::std::vec::Vec<u8>, i32>;
            "map<boolean, int>" => ::std::collections::BTreeMap<bool, i32>;
            "map<date, int>" => ::scylla::value::CqlValue;
            "map<decimal, int>" => ::scylla::value::CqlValue;
            "map<double, int>" => ::scylla::value::CqlValue;
            "map<inet, int>" => ::std::collections::BTreeMap<::std::net::IpAddr, i32>;
            "map<int, int>" => ::std::collections::BTreeMap<i32, i32>;
            "map<smallint, int>" => ::std::collections::BTreeMap<i16, i32>;
            "map<text, int>" => ::std::collections::BTreeMap<::std::string::String, i32>;
            "map<time, int>" => ::scylla::value::CqlValue;
            "map<timestamp, int>" => ::std::collections::BTreeMap<::scylla::value::CqlTimestamp, i32>;
            "map<timeuuid, int>" => ::std::collections::BTreeMap<::scylla::value::CqlTimeuuid, i32>;
            "map<tinyint, int>" => ::std::collections::BTreeMap<i8, i32>;
            "map<uuid, int>" => ::std::collections::BTreeMap<::uuid::Uuid, i32>;
        }
    }
}
