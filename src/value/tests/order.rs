use std::cmp::Ordering;

use num_bigint::BigInt;

use super::*;

/// Each row is a type and its values as a node orders them; values in one string, split by ` = `, are equal.
const ROWS: &[(&str, &[&str])] = &[
    (
        "decimal",
        &[
            "-1E+100",
            "-10",
            "-1.5 = -1.50",
            "-1",
            "-0.1",
            "-1E-100",
            "0 = -0.0 = 0.00 = 0e5",
            "1E-100",
            "0.1",
            "1.0 = 1.00 = 1 = 1e0 = 10e-1",
            "1.01",
            "9",
            "10",
            "1E+100",
        ],
    ),
    ("double", &["-Infinity", "-1.5", "-1e-300", "-0.0", "0.0", "1e-300", "1.5", "Infinity", "NaN = -nan"]),
    ("float", &["-Infinity", "-1.5", "-0.0", "0.0", "1.5", "Infinity", "NaN = -nan"]),
    ("boolean", &["false", "true"]),
    (
        "uuid",
        &[
            "00000000-0000-0000-0000-000000000000",
            "ffffffff-0000-1000-8000-000000000000",
            "00000000-0001-1000-8000-000000000000",
            "00000000-0000-1001-8000-000000000000",
            "00000000-0000-1001-fe00-000000000000",
            "00000000-0000-3000-8000-000000000000",
            "00000000-0000-4000-8000-000000000000",
            "00000000-0001-4000-8000-000000000000",
            "ffffffff-0000-4000-8000-000000000000",
            "ffffffff-ffff-ffff-ffff-ffffffffffff",
        ],
    ),
    (
        "timeuuid",
        &[
            "ffffffff-0000-1000-8000-000000000000",
            "00000000-0001-1000-83b3-c3d3e3f30313",
            "00000000-0001-1000-b383-c3d3e3f30313",
            "00000000-0001-1000-b383-fed3e3f30313",
            "00000000-0001-1000-b383-7ed3e3f30313",
            "00000000-0000-1001-8000-000000000000",
        ],
    ),
    ("inet", &["::1", "9.0.0.1", "10.0.0.1", "200.1.1.1", "fe80::1"]),
    ("frozen<list<int>>", &["[]", "[-1]", "[1]", "[1,2]", "[1,2,3]", "[2]"]),
    ("frozen<set<int>>", &["[]", "[-1]", "[1]", "[1,2] = [2,1,1]", "[1,2,3]", "[2]"]),
    ("frozen<map<text, int>>", &["{}", "{\"a\":1}", "{\"a\":1,\"b\":0}", "{\"a\":2}", "{\"b\":0}"]),
    (
        "tuple<int, text>",
        &["[null,null]", "[null,\"\"]", "[null,\"a\"]", "[-1,null]", "[1,null]", "[1,\"\"]", "[1,\"a\"]", "[2,null]"],
    ),
    (
        "frozen<geo>",
        &[
            "{}",
            "{\"label\":\"a\"}",
            "{\"lat\":-0.0}",
            "{\"lat\":0.0}",
            "{\"lat\":0.0,\"tags\":[]}",
            "{\"lat\":0.0,\"label\":\"\"}",
        ],
    ),
    ("vector<float, 2>", &["[-1,9]", "[0,-1]", "[0,0]", "[1,0]", "[\"NaN\",0]"]),
    (
        "text",
        &["", "\0", "\0\0", "\0a", "\u{1}", "a", "a\0", "a\0b", "a\u{1}", "ab", "b", "é", "\u{e000}", "\u{10000}"],
    ),
    ("blob", &["0x", "0x00", "0x0000", "0x00ff", "0x01", "0x80", "0xff", "0xff00"]),
    (
        "varint",
        &["-100000000000000000000", "-129", "-128", "-1", "0 = -0", "1", "127", "128", "256", "100000000000000000000"],
    ),
    ("int", &["-2147483648", "-1", "0", "1", "2147483647"]),
    ("tinyint", &["-128", "-1", "0", "127"]),
    ("timestamp", &["1969-12-31T23:59:59.999Z", "1970-01-01Z", "2018-11-01Z"]),
    ("date", &["-5877641-06-23", "1969-12-31", "1970-01-01", "2018-11-01"]),
    ("time", &["00:00:00", "00:00:00.000000001", "23:59:59"]),
];

#[test]
fn values_stand_in_the_order_that_a_node_gave_them() {
    for (cql, row) in ROWS {
        let ty = ty(cql);
        let groups: Vec<Vec<Vec<u8>>> =
            row.iter().map(|g| g.split(" = ").map(|text| wire(&ty, text)).collect()).collect();
        let values: Vec<(usize, &Vec<u8>)> =
            groups.iter().enumerate().flat_map(|(i, group)| group.iter().map(move |value| (i, value))).collect();
        for (i, a) in &values {
            for (j, b) in &values {
                assert_eq!(compare(&ty, a, b), i.cmp(j), "{cql}: {} and {}", shown(&ty, a), shown(&ty, b));
                assert_eq!(
                    comparable(&ty, a).cmp(&comparable(&ty, b)),
                    i.cmp(j),
                    "{cql}: {} and {}",
                    shown(&ty, a),
                    shown(&ty, b)
                );
            }
        }
    }
}

#[test]
fn partition_keys_differ_by_bytes_where_clustering_values_are_equal() {
    let decimal = ty("decimal");
    let keys: Vec<_> = ["1.0", "1.00", "1"].map(|text| token(&wire(&decimal, text))).to_vec();
    assert!(keys[0] != keys[1] && keys[1] != keys[2] && keys[0] != keys[2], "{keys:?}");
}

#[test]
fn empty_values_come_first_and_malformed_ones_last() {
    for cql in TYPES {
        let ty = ty(cql);
        let fixed = value_of(&ty);
        let mut runner = proptest::test_runner::TestRunner::deterministic();
        let value = fixed.new_tree(&mut runner).expect("a value").current();
        if !value.is_empty() {
            assert_eq!(compare(&ty, &[], &value), Ordering::Less, "{cql}");
            assert!(comparable(&ty, &[]) < comparable(&ty, &value), "{cql}");
        }
        assert_eq!(compare(&ty, &[], &[]), Ordering::Equal, "{cql}");
    }
    for cql in ["int", "uuid", "decimal", "frozen<list<int>>", "tuple<int, int>", "vector<float, 3>", "double"] {
        let ty = ty(cql);
        let largest = match cql {
            "int" => wire(&ty, "2147483647"),
            "uuid" => vec![0xff; 16],
            "decimal" => wire(&ty, "9e309"),
            "double" => wire(&ty, "NaN"),
            "vector<float, 3>" => wire(&ty, "[\"NaN\",\"NaN\",\"NaN\"]"),
            _ => wire(&ty, "[2147483647,2147483647]"),
        };
        for malformed in [&[0][..], &[0, 0]] {
            assert_eq!(compare(&ty, &largest, malformed), Ordering::Less, "{cql}");
            assert!(comparable(&ty, &largest) < comparable(&ty, malformed), "{cql}");
        }
    }
}

/// Two values of one type: well-formed, empty, or any bytes.
fn two_values() -> impl Strategy<Value = (CqlType, Vec<u8>, Vec<u8>)> {
    any_type().prop_flat_map(|ty| {
        let one = || prop_oneof![9 => value_of(&ty), 1 => vec(0..3_u8, 0..20)];
        let pair =
            prop_oneof![4 => (one(), one()).boxed(), 1 => one().prop_map(|value| (value.clone(), value)).boxed()];
        (Just(ty), pair).prop_map(|(ty, (a, b))| (ty, a, b))
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 10_000, ..ProptestConfig::default() })]

    #[test]
    fn comparable_bytes_order_as_values_do((ty, a, b) in two_values(), tail in vec(any::<u8>(), 0..4)) {
        let (x, y) = (comparable(&ty, &a), comparable(&ty, &b));
        let order = compare(&ty, &a, &b);
        prop_assert_eq!(x.cmp(&y), order, "{} {:?} {:?}", ty, x, y);
        prop_assert_eq!(compare(&ty, &b, &a), order.reverse());
        prop_assert!(order.is_eq() || !(x.starts_with(&y) || y.starts_with(&x)), "{} {:?} {:?}", ty, x, y);

        let mut out = vec![7];
        let read = read_comparable(&ty, &[&x[..], &tail].concat(), &mut out);
        prop_assert_eq!(read, comparable_is_lossless(&ty).then_some(x.len()), "{} {:?}", ty, x);
        if read.is_some() {
            prop_assert!(compare(&ty, &out[1..], &a).is_eq());
            // Of random bytes a NaN, a true and a varint come back in their one form.
            let one_form = matches!(ty, CqlType::Boolean | CqlType::Double | CqlType::Float | CqlType::Varint);
            prop_assert!(one_form || out[1..] == a[..], "{} {:?} {:?}", ty, a, out);
            prop_assert_eq!(shown(&ty, &out[1..]), shown(&ty, &a));
        }
    }

    #[test]
    fn whole_numbers_order_as_numbers(a in any::<i64>(), b in any::<i64>(), shift in 0..64_u32) {
        let (a, b) = (a >> shift, b >> shift);
        for cql in ["bigint", "timestamp", "varint", "decimal"] {
            let ty = ty(cql);
            prop_assert_eq!(compare(&ty, &wire(&ty, &a.to_string()), &wire(&ty, &b.to_string())), a.cmp(&b), "{}", cql);
        }
        let (a, b) = (a as i16, b as i16);
        let ty = CqlType::Smallint;
        prop_assert_eq!(compare(&ty, &wire(&ty, &a.to_string()), &wire(&ty, &b.to_string())), a.cmp(&b));
    }

    #[test]
    fn decimals_order_as_exact_fractions(
        a in value_of(&CqlType::Decimal),
        b in value_of(&CqlType::Decimal),
        near in -2..3_i32,
    ) {
        // The same digits at another scale, too, so that equal values are met.
        let mut c = a.clone();
        c[3] = c[3].wrapping_add(near as u8);
        let exact = |bytes: &[u8]| {
            let (scale, unscaled) = bytes.split_first_chunk::<4>().expect("a decimal");
            BigInt::from_signed_bytes_be(unscaled) * BigInt::from(10).pow((700 - i32::from_be_bytes(*scale)) as u32)
        };
        for other in [&b, &c] {
            prop_assert_eq!(compare(&CqlType::Decimal, &a, other), exact(&a).cmp(&exact(other)));
        }
    }

    #[test]
    fn floats_order_as_java_orders_them(a in prop::num::f64::ANY, b in prop::num::f64::ANY) {
        let canonical = |value: f64| if value.is_nan() { f64::NAN } else { value };
        let order = canonical(a).total_cmp(&canonical(b));
        prop_assert_eq!(compare(&CqlType::Double, &a.to_be_bytes(), &b.to_be_bytes()), order);
        let (a, b) = (a as f32, b as f32);
        let canonical = |value: f32| if value.is_nan() { f32::NAN } else { value };
        let order = canonical(a).total_cmp(&canonical(b));
        prop_assert_eq!(compare(&CqlType::Float, &a.to_be_bytes(), &b.to_be_bytes()), order);
    }
}
