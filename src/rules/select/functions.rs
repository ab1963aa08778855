//! The functions that Cassandra 5.0 has from the start, as data: their names and signatures. Never resolves a call. Each
//! name was asked of a 5.0.8 node; `dateof` and `unixtimestampof`, which older versions had, are gone.

use super::casts;
use crate::types::CqlType;

/// A function with the types of its arguments.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Signature {
    /// Its name, without the keyspace `system`.
    pub(super) name: String,
    /// The types that it takes.
    pub(super) arguments: Vec<CqlType>,
    /// The type that it gives.
    pub(super) returns: CqlType,
    /// Whether it makes one value of many rows.
    pub(super) aggregate: bool,
}

/// The types that a node calculates with.
pub(super) const NUMBERS: [CqlType; 9] = [
    CqlType::Tinyint,
    CqlType::Smallint,
    CqlType::Int,
    CqlType::Bigint,
    CqlType::Float,
    CqlType::Double,
    CqlType::Decimal,
    CqlType::Varint,
    CqlType::Counter,
];

/// The functions whose signatures depend on the types that they are given.
const FACTORIES: [&str; 22] = [
    "min",
    "max",
    "map_keys",
    "map_values",
    "collection_count",
    "collection_min",
    "collection_max",
    "collection_sum",
    "collection_avg",
    "similarity_cosine",
    "similarity_euclidean",
    "similarity_dot_product",
    "mask_null",
    "mask_default",
    "mask_replace",
    "mask_inner",
    "mask_outer",
    "mask_hash",
    "to_json",
    "tojson",
    "from_json",
    "fromjson",
];

impl Signature {
    /// A function of one value after another.
    pub(super) fn scalar(name: &str, arguments: &[CqlType], returns: CqlType) -> Self {
        Self { name: name.to_owned(), arguments: arguments.to_vec(), returns, aggregate: false }
    }

    /// A function of many rows.
    pub(super) fn aggregate(name: &str, arguments: &[CqlType], returns: CqlType) -> Self {
        Self { aggregate: true, ..Self::scalar(name, arguments, returns) }
    }
}

/// Whether the function's signatures depend on what it is given.
pub(super) fn is_factory(name: &str) -> bool {
    FACTORIES.contains(&name)
}

/// Whether a node has a function of this name in its keyspace `system`.
pub(super) fn is_native(name: &str) -> bool {
    is_factory(name) || name == "token" || !fixed(name).is_empty()
}

/// The signatures of a function that has fixed ones. Names are those that a node keeps: lower case.
pub(super) fn fixed(name: &str) -> Vec<Signature> {
    use CqlType::{Bigint, Blob, Date, Duration, Time, Timestamp, Timeuuid, Uuid};
    let scalar = |arguments: &[CqlType], returns| Signature::scalar(name, arguments, returns);
    let each = |ty: &CqlType| Signature::scalar(name, std::slice::from_ref(ty), ty.clone());
    match name {
        "count" => vec![Signature::aggregate(name, &[Blob], Bigint)],
        "count_rows" | "countRows" => vec![Signature::aggregate(name, &[], Bigint)],
        "sum" | "avg" => NUMBERS.iter().map(|ty| Signature { aggregate: true, ..each(ty) }).collect(),
        "abs" | "exp" | "log" | "log10" | "round" => NUMBERS.iter().map(each).collect(),
        "uuid" => vec![scalar(&[], Uuid)],
        "now" | "current_timeuuid" | "currenttimeuuid" => vec![scalar(&[], Timeuuid)],
        "current_timestamp" | "currenttimestamp" => vec![scalar(&[], Timestamp)],
        "current_date" | "currentdate" => vec![scalar(&[], Date)],
        "current_time" | "currenttime" => vec![scalar(&[], Time)],
        "min_timeuuid" | "mintimeuuid" | "max_timeuuid" | "maxtimeuuid" => vec![scalar(&[Timestamp], Timeuuid)],
        "to_date" | "todate" => vec![scalar(&[Timeuuid], Date), scalar(&[Timestamp], Date)],
        "to_timestamp" | "totimestamp" => vec![scalar(&[Timeuuid], Timestamp), scalar(&[Date], Timestamp)],
        "to_unix_timestamp" | "tounixtimestamp" => [Timeuuid, Timestamp, Date].map(|ty| scalar(&[ty], Bigint)).to_vec(),
        "floor" => vec![
            scalar(&[Timestamp, Duration], Timestamp),
            scalar(&[Timestamp, Duration, Timestamp], Timestamp),
            scalar(&[Timeuuid, Duration], Timestamp),
            scalar(&[Timeuuid, Duration, Timestamp], Timestamp),
            scalar(&[Date, Duration], Date),
            scalar(&[Date, Duration, Date], Date),
            scalar(&[Time, Duration], Time),
        ],
        _ => conversions(name),
    }
}

/// The signatures of `int_as_blob`, `blob_as_int`, `cast_as_int` and their older spellings.
fn conversions(name: &str) -> Vec<Signature> {
    let native = |word: &str| match word {
        "varchar" => Some(CqlType::Text),
        "blob" => None,
        _ => CqlType::NATIVES.iter().find(|ty| ty.word() == word).cloned(),
    };
    let to_blob = name.strip_suffix("_as_blob").or_else(|| name.strip_suffix("asblob"));
    if let Some(ty) = to_blob.and_then(native) {
        return vec![Signature::scalar(name, &[ty], CqlType::Blob)];
    }
    let of_blob = name.strip_prefix("blob_as_").or_else(|| name.strip_prefix("blobas"));
    if let Some(ty) = of_blob.and_then(native) {
        return vec![Signature::scalar(name, &[CqlType::Blob], ty)];
    }
    let older = name.strip_prefix("castAs").map(str::to_lowercase);
    let target = name.strip_prefix("cast_as_").map(str::to_owned).or(older);
    target
        .and_then(|word| CqlType::NATIVES.iter().find(|ty| ty.word() == word))
        .map_or_else(Vec::new, |ty| casts::signatures(name, ty))
}
