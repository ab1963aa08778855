//! What the value module promises, as tables of cases and as properties of random values of every type.

mod driver;
mod order;
mod readings;
mod refusals;
mod samples;
mod trips;

use std::sync::Arc;

use proptest::collection::vec;
use proptest::prelude::*;

use super::*;
use crate::name::Name;
use crate::types::{CqlType, UserType};

/// The type of a CQL spelling; `geo` is a declared type.
fn ty(text: &str) -> CqlType {
    let geo = |name: &str| {
        let fields = vec![
            (Name::new("lat"), CqlType::Double),
            (Name::new("label"), CqlType::Text),
            (Name::new("tags"), CqlType::Set { item: Box::new(CqlType::Int), frozen: true }),
        ];
        (name == "geo").then(|| Arc::new(UserType { name: Name::new("geo"), fields }))
    };
    CqlType::parse(text, &geo).expect("a type of the tests")
}

/// The wire bytes of a text under the plain reading.
fn wire(ty: &CqlType, text: &str) -> Vec<u8> {
    let mut out = Vec::new();
    encode_text(ty, text, &Reading::default(), &mut out).unwrap_or_else(|error| panic!("{ty} {text}: {error}"));
    out
}

fn shown(ty: &CqlType, bytes: &[u8]) -> String {
    let mut out = String::new();
    display(ty, bytes, &mut out);
    out
}

fn comparable(ty: &CqlType, bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    write_comparable(ty, bytes, &mut out);
    out
}

/// Every native type but counter and duration, and a few of each kind of compound type.
const TYPES: &[&str] = &[
    "ascii",
    "bigint",
    "blob",
    "boolean",
    "date",
    "decimal",
    "double",
    "float",
    "inet",
    "int",
    "smallint",
    "text",
    "time",
    "timestamp",
    "timeuuid",
    "tinyint",
    "uuid",
    "varint",
    "frozen<list<int>>",
    "frozen<list<text>>",
    "frozen<set<decimal>>",
    "frozen<set<frozen<list<tinyint>>>>",
    "frozen<map<text, double>>",
    "frozen<map<int, frozen<list<text>>>>",
    "frozen<map<frozen<set<inet>>, boolean>>",
    "tuple<int, text>",
    "tuple<tuple<blob>, frozen<geo>, float>",
    "frozen<geo>",
    "vector<float, 3>",
    "vector<text, 2>",
    "vector<smallint, 2>",
    "vector<vector<uuid, 2>, 2>",
    "vector<frozen<set<varint>>, 2>",
];

/// Types that no key may hold.
const KEYLESS: &[&str] = &["counter", "duration", "list<duration>", "set<int>", "map<text, text>", "geo"];

fn any_type() -> impl Strategy<Value = CqlType> {
    prop::sample::select([TYPES, KEYLESS].concat()).prop_map(ty)
}

/// Wire bytes as the encoders write them: neither empty nor malformed, NaN and sets in their one form.
fn value_of(ty: &CqlType) -> BoxedStrategy<Vec<u8>> {
    // A small alphabet makes equal values and common beginnings likely.
    let letters = || prop_oneof!["[ab\\x00]{0,3}".boxed(), any::<String>().boxed()];
    let number = |len: usize| prop_oneof![vec(any::<u8>(), len), small_number(len)];
    match ty {
        CqlType::Ascii => "[ -~\\x00\\n\"\\\\]{0,6}".prop_map(String::into_bytes).boxed(),
        CqlType::Text => letters().prop_map(String::into_bytes).boxed(),
        CqlType::Blob => vec(prop_oneof![Just(0), Just(255), any::<u8>()], 0..5).boxed(),
        CqlType::Boolean => any::<bool>().prop_map(|value| vec![u8::from(value)]).boxed(),
        CqlType::Tinyint => number(1).boxed(),
        CqlType::Smallint => number(2).boxed(),
        CqlType::Int | CqlType::Date => number(4).boxed(),
        CqlType::Bigint | CqlType::Counter | CqlType::Timestamp => number(8).boxed(),
        CqlType::Uuid => uuid_bytes(prop_oneof![0..2_u8, 0..16_u8]),
        CqlType::Timeuuid => uuid_bytes(1..2_u8),
        CqlType::Time => (0..86_400_000_000_000_i64).prop_map(|value| value.to_be_bytes().to_vec()).boxed(),
        CqlType::Double => prop_oneof![prop::num::f64::ANY, Just(0.0), Just(-0.0)]
            .prop_map(|value| if value.is_nan() { f64::NAN } else { value }.to_be_bytes().to_vec())
            .boxed(),
        CqlType::Float => prop_oneof![prop::num::f32::ANY, Just(0.0), Just(-0.0)]
            .prop_map(|value| if value.is_nan() { f32::NAN } else { value }.to_be_bytes().to_vec())
            .boxed(),
        CqlType::Inet => prop_oneof![vec(any::<u8>(), 4), vec(prop_oneof![Just(0), any::<u8>()], 16)].boxed(),
        CqlType::Varint => whole().boxed(),
        CqlType::Decimal => (prop_oneof![-3..4_i32, -309..310_i32], whole())
            .prop_map(|(scale, unscaled)| [&scale.to_be_bytes(), &unscaled[..]].concat())
            .boxed(),
        CqlType::Duration => (any::<bool>(), 0..=i32::MAX, 0..=i32::MAX, 0..=i64::MAX)
            .prop_map(|(negative, months, days, nanos)| {
                let sign = if negative { -1 } else { 1 };
                let mut out = Vec::new();
                for part in [i64::from(months), i64::from(days), nanos] {
                    super::wire::put_signed_vint(part * sign, &mut out);
                }
                out
            })
            .boxed(),
        compound => compound_value(compound),
    }
}

fn compound_value(ty: &CqlType) -> BoxedStrategy<Vec<u8>> {
    match ty.clone() {
        CqlType::List { item, .. } => {
            vec(value_of(&item), 0..4).prop_map(|items| collection(items.len(), items)).boxed()
        }
        CqlType::Set { item, .. } => vec(value_of(&item), 0..4)
            .prop_map(move |mut items| {
                items.sort_by(|a, b| compare(&item, a, b));
                items.dedup_by(|a, b| compare(&item, a, b).is_eq());
                collection(items.len(), items)
            })
            .boxed(),
        CqlType::Map { key, value, .. } => vec((value_of(&key), value_of(&value)), 0..4)
            .prop_map(move |mut entries| {
                entries.sort_by(|a, b| compare(&key, &a.0, &b.0));
                entries.dedup_by(|a, b| compare(&key, &a.0, &b.0).is_eq());
                collection(entries.len(), entries.into_iter().flat_map(|(key, value)| [key, value]))
            })
            .boxed(),
        CqlType::Tuple(types) => fields(types.iter().collect()),
        CqlType::Udt { udt, .. } => fields(udt.fields.iter().map(|(_, ty)| ty).collect()),
        CqlType::Vector { item, len } => vec(value_of(&item), len as usize)
            .prop_map(move |items| {
                let mut out = Vec::new();
                for bytes in items {
                    if super::wire::vector_element_len(&item).is_none() {
                        super::wire::put_vint(bytes.len() as u64, &mut out);
                    }
                    out.extend(bytes);
                }
                out
            })
            .boxed(),
        native => panic!("{native} is not compound"),
    }
}

fn collection(count: usize, parts: impl IntoIterator<Item = Vec<u8>>) -> Vec<u8> {
    let part = |bytes: Vec<u8>| [&(bytes.len() as i32).to_be_bytes(), &bytes[..]].concat();
    [&(count as i32).to_be_bytes(), &parts.into_iter().flat_map(part).collect::<Vec<u8>>()[..]].concat()
}

fn fields(types: Vec<&CqlType>) -> BoxedStrategy<Vec<u8>> {
    let parts: Vec<_> = types.into_iter().map(|ty| prop::option::of(value_of(ty))).collect();
    parts
        .prop_map(|parts| {
            let part = |part: Option<Vec<u8>>| match part {
                Some(bytes) => [&(bytes.len() as i32).to_be_bytes(), &bytes[..]].concat(),
                None => (-1_i32).to_be_bytes().to_vec(),
            };
            parts.into_iter().flat_map(part).collect()
        })
        .boxed()
}

/// A number near 0 in `len` bytes.
fn small_number(len: usize) -> impl Strategy<Value = Vec<u8>> {
    (-2..3_i64).prop_map(move |value| value.to_be_bytes()[8 - len..].to_vec())
}

/// A whole number in the fewest bytes, short and long.
fn whole() -> impl Strategy<Value = Vec<u8>> {
    prop_oneof![small_number(8), vec(any::<u8>(), 1..20), vec(any::<u8>(), 120..132)]
        .prop_map(|bytes| super::number::minimal(&bytes).to_vec())
}

fn uuid_bytes(version: impl Strategy<Value = u8> + 'static) -> BoxedStrategy<Vec<u8>> {
    (vec(prop_oneof![Just(0), Just(0x7f), Just(0x80), any::<u8>()], 16), version)
        .prop_map(|(mut bytes, version)| {
            bytes[6] = bytes[6] & 15 | version << 4;
            bytes
        })
        .boxed()
}
