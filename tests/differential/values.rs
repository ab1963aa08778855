//! Takes dice and a type, gives values as JSON: mostly the same few, so that keys collide, among them all that is
//! peculiar. And their other forms: wire bytes, the text of a CSV field.

use modeler::types::CqlType;
use modeler::value::{compare, display, encode_json, to_json};
use serde_json::{Map, Value, json};

use super::dice::Dice;

/// The text that means "no value" in every CSV file, and is no value of any column.
pub(crate) const NULL: &str = "∅";

/// The longest key.
pub(crate) const LONGEST: usize = 65_535;

/// The wire bytes of a value that this module gave.
pub(crate) fn encode(ty: &CqlType, value: &Value) -> Vec<u8> {
    let mut bytes = Vec::new();
    encode_json(ty, value, &mut bytes).unwrap_or_else(|bad| panic!("{value} is no {}: {bad}", ty.cql()));
    bytes
}

/// The text of a value in a CSV file.
pub(crate) fn text(ty: &CqlType, value: &Value) -> String {
    let mut text = String::new();
    display(ty, &encode(ty, value), &mut text);
    text
}

/// Whether a value of a column leaves nothing of it: a collection without elements or a user-defined type without
/// fields, where they are not one value.
pub(crate) fn leaves_nothing(ty: &CqlType, value: &Value) -> bool {
    ty.is_multi_cell()
        && match value {
            Value::Array(items) => items.is_empty(),
            Value::Object(fields) => fields.values().all(Value::is_null),
            _ => false,
        }
}

/// A value of `ty`.
pub(crate) fn value(dice: &mut Dice, ty: &CqlType) -> Value {
    match ty {
        CqlType::List { item, .. } => (0..dice.below(4)).map(|_| value(dice, item)).collect(),
        CqlType::Set { item, .. } => (0..dice.below(4)).map(|_| value(dice, item)).collect(),
        CqlType::Map { key, value: of, .. } => {
            let mut keys: Vec<Value> = Vec::new();
            for _ in 0..dice.below(3) {
                let next = value(dice, key);
                let bytes = encode(key, &next);
                // A map's key is there once.
                if keys.iter().all(|other| compare(key, &encode(key, other), &bytes).is_ne()) {
                    keys.push(next);
                }
            }
            keys.into_iter().map(|key| json!([key, value(dice, of)])).collect()
        }
        CqlType::Tuple(types) => types.iter().map(|ty| optional(dice, ty)).collect(),
        CqlType::Udt { udt, .. } => {
            let fields = udt.fields.iter().map(|(name, ty)| (name.text().to_owned(), optional(dice, ty)));
            Value::Object(fields.collect::<Map<_, _>>())
        }
        CqlType::Vector { item, len } => (0..*len).map(|_| value(dice, item)).collect(),
        native => plain(dice, native),
    }
}

fn optional(dice: &mut Dice, ty: &CqlType) -> Value {
    if dice.one_in(6) { Value::Null } else { value(dice, ty) }
}

/// A value of a type without parts: mostly one of the first few of those listed.
fn plain(dice: &mut Dice, ty: &CqlType) -> Value {
    if *ty == CqlType::Counter {
        return json!(dice.between(0, 6) as i64 - 3);
    }
    let known = bytes(ty);
    let texts = texts(ty);
    let count = known.len() + texts.len();
    let at = if dice.one_in(2) { dice.below(count.min(4)) } else { dice.below(count) };
    if at < texts.len() { json!(texts[at]) } else { to_json(ty, &known[at - texts.len()]) }
}

/// Values by their text.
fn texts(ty: &CqlType) -> &'static [&'static str] {
    match ty {
        CqlType::Ascii => &["a", "", "b", "ab", "A", "~", "\u{0}", "a\u{0}", "\u{7f}", "'\"", " "],
        CqlType::Text => &[
            "a",
            "",
            "b",
            "ab",
            "A",
            "a\u{0}",
            "\u{0}",
            "é",
            "e\u{301}",
            "\u{ffff}",
            "\u{e000}",
            "\u{10000}",
            "\u{10ffff}",
            "Größe, \"quoted\"\n",
            " a",
            "null",
            "0",
            "[]",
        ],
        CqlType::Blob => &["0x", "0x00", "0xff", "0x61", "0x0000", "0x00ff", "0x7f80", "0xff00"],
        CqlType::Decimal => &[
            "1.0",
            "1",
            "1.00",
            "0",
            "-0.0",
            "0.000",
            "1e0",
            "10e-1",
            "-1",
            "-1.0",
            "1.5",
            "-1.50",
            "1e3",
            "1000",
            "1000.0",
            "0.1",
            "1e-10",
            "-99999999999999999999999999.9",
            "123456789012345678901234567890.12345",
            "1e300",
        ],
        CqlType::Varint => &[
            "1",
            "0",
            "-1",
            "2",
            "127",
            "128",
            "-128",
            "-129",
            "255",
            "256",
            "32768",
            "-32769",
            "9223372036854775808",
            "-9223372036854775809",
            "340282366920938463463374607431768211456",
        ],
        CqlType::Inet => &[
            "10.0.0.1",
            "9.0.0.1",
            "::1",
            "200.1.1.1",
            "0.0.0.0",
            "255.255.255.255",
            "::",
            "fe80::1",
            "a00:1::",
            "2001:db8::ff00:42:8329",
        ],
        CqlType::Uuid | CqlType::Timeuuid => uuids(ty),
        CqlType::Duration => &["1h30m", "0s", "1mo2d3ns", "-2mo", "12mo", "1y", "24h", "1d", "-1ns"],
        _ => &[],
    }
}

/// UUIDs of all versions, or of version 1.
fn uuids(ty: &CqlType) -> &'static [&'static str] {
    const ALL: [&str; 11] = [
        "00000000-0000-0000-0000-000000000000",
        "1b4e28ba-2fa1-11d2-883f-0016d3cca427",
        "f47ac10b-58cc-4372-a567-0e02b2c3d479",
        "ffffffff-ffff-ffff-ffff-ffffffffffff",
        "1b4e28bb-2fa1-11d2-883f-0016d3cca427",
        "00000000-0000-1000-8080-808080808080",
        "ffffffff-ffff-1fff-bf7f-7f7f7f7f7f7f",
        "f47ac10b-58cc-4372-2567-0e02b2c3d479",
        "047ac10b-58cc-4372-a567-0e02b2c3d479",
        "6fa459ea-ee8a-3ca4-894e-db77e160355e",
        "886313e1-3b8a-5372-9b90-0c9aee199e5d",
    ];
    const BY_TIME: [&str; 10] = [
        "1b4e28ba-2fa1-11d2-883f-0016d3cca427",
        "1b4e28bb-2fa1-11d2-883f-0016d3cca427",
        "1b4e28ba-2fa1-11d2-b33f-0016d3cca427",
        "1b4e28ba-2fa1-11d2-fe3f-0016d3cca427",
        "1b4e28ba-2fa1-11d2-7e3f-0016d3cca427",
        "1b4e28ba-2fa1-11d2-883f-ff16d3cca427",
        "00000000-0000-1000-8080-808080808080",
        "ffffffff-ffff-1fff-bf7f-7f7f7f7f7f7f",
        "ffffffff-0000-1000-8000-000000000000",
        "00000000-0000-1fff-8000-000000000000",
    ];
    if *ty == CqlType::Uuid { &ALL } else { &BY_TIME }
}

/// Values by their bytes.
fn bytes(ty: &CqlType) -> Vec<Vec<u8>> {
    fn all<const N: usize, const M: usize>(values: [[u8; N]; M]) -> Vec<Vec<u8>> {
        values.iter().map(|value| value.to_vec()).collect()
    }
    let long = |values: [i64; 8]| all(values.map(i64::to_be_bytes));
    match ty {
        CqlType::Bigint => long([1, 0, -1, 2, 1 << 40, i64::MIN, i64::MAX, -(1 << 40)]),
        CqlType::Timestamp => {
            long([1_541_107_495_796, 0, -1, 1, 1_541_107_495_797, i64::MIN, i64::MAX, 253_402_300_800_000])
        }
        CqlType::Time => long([1, 0, 1_000, 75_430_796_000_000, 86_399_999_999_999, 2, 255, 256]),
        CqlType::Int => all([1, 0, -1, 2, 3, i32::MIN, i32::MAX, 255, 256].map(i32::to_be_bytes)),
        CqlType::Smallint => all([1, 0, -1, 2, i16::MIN, i16::MAX, 255].map(i16::to_be_bytes)),
        CqlType::Tinyint => all([1, 0, -1, 2, i8::MIN, i8::MAX].map(i8::to_be_bytes)),
        CqlType::Date => {
            const EPOCH: u32 = 1 << 31;
            all([EPOCH, EPOCH + 1, EPOCH - 1, EPOCH + 18_000, 0, u32::MAX, 1].map(u32::to_be_bytes))
        }
        CqlType::Boolean => all([[1], [0]]),
        CqlType::Double => all([
            1.0,
            0.0,
            -0.0,
            -1.0,
            1.5,
            0.1,
            f64::NAN,
            f64::INFINITY,
            f64::NEG_INFINITY,
            f64::MIN_POSITIVE,
            5e-324,
            f64::MAX,
            f64::MIN,
        ]
        .map(f64::to_be_bytes)),
        CqlType::Float => all([
            1.0,
            0.0,
            -0.0,
            -1.0,
            1.5,
            0.1,
            f32::NAN,
            f32::INFINITY,
            f32::NEG_INFINITY,
            f32::MIN_POSITIVE,
            1e-45,
            f32::MAX,
            f32::MIN,
        ]
        .map(f32::to_be_bytes)),
        _ => Vec::new(),
    }
}
