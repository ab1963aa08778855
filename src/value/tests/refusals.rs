use super::*;

/// Type, text, and what the refusal says.
const REFUSED: &[(&str, &str, &str)] = &[
    ("int", "", "`` is not a value of type int: a whole number from -2147483648 to 2147483647 is"),
    ("int", "1.0", "`1.0` is not a value of type int: a whole number from -2147483648 to 2147483647 is"),
    ("int", "1e3", "`1e3` is not a value of type int"),
    ("int", "0x10", "`0x10` is not a value of type int"),
    ("int", " 1", "` 1` is not a value of type int"),
    ("int", "١", "`١` is not a value of type int"),
    ("int", "-", "`-` is not a value of type int"),
    ("int", "--1", "`--1` is not a value of type int"),
    ("int", "3000000000", "`3000000000` is out of the range of int, -2147483648 to 2147483647"),
    ("tinyint", "128", "`128` is out of the range of tinyint, -128 to 127"),
    ("smallint", "-32769", "`-32769` is out of the range of smallint, -32768 to 32767"),
    ("bigint", "9223372036854775808", "`9223372036854775808` is out of the range of bigint"),
    ("bigint", "99999999999999999999999", "is out of the range of bigint"),
    ("bigint", "00000000000000000000000x", "is not a value of type bigint"),
    ("counter", "x", "`x` is not a value of type counter"),
    ("double", "1e400", "`1e400` is larger than a double can hold"),
    ("double", "-1e-400", "`-1e-400` is closer to 0 than a double can hold"),
    ("float", "1e39", "`1e39` is larger than a float can hold"),
    ("float", "1e-60", "`1e-60` is closer to 0 than a float can hold"),
    ("double", "1,5", "`1,5` is not a value of type double: a number like `-1.5` or `6e23`, `NaN` or `Infinity` is"),
    ("double", "", "`` is not a value of type double"),
    ("decimal", "1e1000000000", "`1e1000000000` has a scale of -1000000000; a decimal has one from -309 to 309"),
    ("decimal", "1e99999999999999999999", "a decimal has one from -309 to 309"),
    ("decimal", "1e-310", "has a scale of 310"),
    ("decimal", "NaN", "`NaN` is not a value of type decimal"),
    ("decimal", ".", "`.` is not a value of type decimal"),
    ("decimal", "1e", "`1e` is not a value of type decimal"),
    ("varint", "1.0", "`1.0` is not a value of type varint: a whole number is"),
    ("varint", "1e3", "`1e3` is not a value of type varint"),
    ("boolean", "1", "`1` is not a value of type boolean: `true` or `false` is"),
    ("boolean", "yes", "`yes` is not a value of type boolean"),
    ("ascii", "café", "`café` is not a value of type ascii: `é` is not a 7-bit character"),
    ("blob", "abcd", "`abcd` is not a value of type blob: `0x` and an even number of hexadecimal digits is"),
    ("blob", "0xabc", "even number of hexadecimal digits"),
    ("blob", "0xzz", "a character after `0x` is no hexadecimal digit"),
    ("blob", "0x+1", "no hexadecimal digit"),
    (
        "uuid",
        "{5c2b9e80-1d5f-11e9-9af1-8f6a2d3b4c5d}",
        "is not a value of type uuid: 8-4-4-4-12 hexadecimal digits are",
    ),
    ("uuid", "5c2b9e801d5f11e99af18f6a2d3b4c5d", "is not a value of type uuid"),
    ("uuid", "urn:uuid:5c2b9e80-1d5f-11e9-9af1-8f6a2d3b4c5d", "is not a value of type uuid"),
    ("timeuuid", "5c2b9e80-1d5f-41e9-9af1-8f6a2d3b4c5d", "is a UUID of version 4; a timeuuid is one of version 1"),
    ("inet", "010.8.8.8", "`010.8.8.8` is not a value of type inet: an address like `10.0.0.1` or `2001:db8::1` is"),
    ("inet", "1.2.3", "is not a value of type inet"),
    ("inet", "fe80::1%eth0", "is not a value of type inet"),
    ("inet", "10.0.0.0/8", "is not a value of type inet"),
    ("date", "2023-02-29", "`2023-02-29` is not a day of the calendar"),
    ("date", "2024-13-01", "`2024-13-01` is not a day of the calendar"),
    ("date", "2024-2-3", "`2024-2-3` is not a value of type date: `2018-11-01` is"),
    ("date", "10000-01-01", "is not a value of type date"),
    ("date", "2024-01-01T00:00", "is not a value of type date"),
    ("date", "-5877641-06-22", "is out of range: a date lies between -5877641-06-23 and +5881580-07-11"),
    ("date", "+5881580-07-12", "is out of range"),
    ("time", "24:00:00", "`24:00:00` is not a time of day: those run from 00:00:00 to 23:59:59.999999999"),
    ("time", "23:59:60", "`23:59:60` is a leap second, which CQL does not know"),
    ("time", "10:20", "`10:20` is not a value of type time"),
    ("time", "10:20:30.1234567890", "with up to nine digits of a second is"),
    ("time", "10:20:30.", "is not a value of type time"),
    ("time", "10:20:30Z", "is not a value of type time"),
    (
        "timestamp",
        "2018-11-01 20:57:10",
        "`2018-11-01 20:57:10` has no time zone; end it with `Z` or `+01:00`, or state the zone of the column",
    ),
    ("timestamp", "2018-11-01", "has no time zone"),
    (
        "timestamp",
        "2018-11-01T20:57:10.7961Z",
        "has more than three digits of a second, and a timestamp holds milliseconds",
    ),
    ("timestamp", "2018-11-01T23:59:60Z", "is a leap second"),
    ("timestamp", "2018-11-01T24:00:00Z", "is not a time of day"),
    ("timestamp", "2018-02-30T00:00:00Z", "is not a day of the calendar"),
    ("timestamp", "2018-11-1", "`2018-11-1` is not a value of type timestamp: `2018-11-01T20:57:10.796Z` is"),
    ("timestamp", "2018-11-01T20:57+19:00", "is not a value of type timestamp"),
    ("timestamp", "2018-11-01TZ", "is not a value of type timestamp"),
    ("timestamp", "1.5", "is not a value of type timestamp"),
    ("timestamp", "9223372036854775808", "is out of the range of a timestamp, 64 bits of milliseconds"),
    ("timestamp", "+999999999-01-01Z", "is out of the range of a timestamp"),
    ("duration", "", "`` is not a value of type duration: `1h30m`, `2mo10d` or `P1DT2H` is"),
    ("duration", "1m1h", "is not a value of type duration"),
    ("duration", "1h1h", "is not a value of type duration"),
    ("duration", "1h-30m", "is not a value of type duration"),
    ("duration", "P", "is not a value of type duration"),
    ("duration", "PT", "is not a value of type duration"),
    ("duration", "P1W2D", "is not a value of type duration"),
    ("duration", "h", "is not a value of type duration"),
    (
        "duration",
        "2147483648d",
        "is out of range: a duration holds 32 bits of months, 32 of days and 64 of nanoseconds",
    ),
    ("duration", "99999999999999999999999h", "is out of range"),
    ("list<int>", "1,2", "`1,2` is not JSON: the end of the text is expected before `,` at byte 2"),
    ("list<int>", "[1,2", "is not JSON: `,` or `]` is expected before its end"),
    ("list<int>", "[1 2]", "`,` or `]` is expected before `2` at byte 4"),
    ("list<int>", "", "`` is not JSON: a value is expected before its end"),
    ("list<int>", "[nul]", "a value is expected before `n` at byte 2"),
    ("list<text>", "[\"a]", "is not JSON: a string that is closed is expected"),
    ("list<text>", "[\"\\q\"]", "a string with JSON's escapes"),
    ("list<int>", "{\"a\":1}", "an object is not a value of type list<int>: a JSON array like `[1, 2]` is"),
    ("list<int>", "[1, null]", "element 2: null is not allowed inside a list, set, map or vector"),
    ("list<int>", "[1, \"x\"]", "element 2: `x` is not a value of type int"),
    ("list<int>", "[1.5]", "element 1: `1.5` is not a value of type int"),
    ("list<int>", "[true]", "element 1: `true` is not a value of type int: one value is"),
    ("list<text>", "[5]", "element 1: `5` is a number, not a value of type text: write its text in quotes"),
    ("list<boolean>", "[1]", "element 1: `1` is a number, not a value of type boolean"),
    ("list<frozen<list<int>>>", "[[1],[2,null]]", "element 2: element 2: null is not allowed"),
    ("map<text, int>", "{\"a\":1,\"b\":2,\"a\":3}", "the key `a` stands twice in the map"),
    ("map<decimal, int>", "[[1.0,1],[1.00,2]]", "the key `1.0` stands twice in the map"),
    ("map<text, int>", "{\"a\":null}", "value 1: null is not allowed"),
    ("map<text, int>", "[[\"a\"]]", "an entry of a map in an array is itself an array `[key, value]`"),
    ("map<int, int>", "{\"a\":1}", "key 1: `a` is not a value of type int"),
    ("tuple<int, text>", "[1]", "a tuple of 2 fields is expected, not of 1"),
    ("tuple<int, text>", "[1, 2]", "field 2: `2` is a number, not a value of type text"),
    ("frozen<geo>", "{\"labl\":\"x\"}", "the type `geo` has no field `labl`; did you mean `label`?"),
    ("frozen<geo>", "{\"lat\":1,\"lat\":2}", "the field `lat` stands twice"),
    ("frozen<geo>", "{\"lat\":\"x\"}", "field `lat`: `x` is not a value of type double"),
    ("frozen<geo>", "[1]", "an array is not a value of type frozen<geo>: a JSON object with its fields is"),
    ("vector<float, 3>", "[1,2]", "a vector of 3 elements is expected, not of 2"),
    ("vector<float, 1>", "[null]", "element 1: null is not allowed"),
    ("list<int>", "null", "null is not a value of type list<int>"),
];

#[test]
fn refused_texts_say_why_and_leave_nothing_behind() {
    for (cql, text, expected) in REFUSED {
        let mut out = vec![1, 2];
        let error = encode_text(&ty(cql), text, &Reading::default(), &mut out).expect_err(text);
        assert!(error.0.contains(expected), "{cql} {text:?}\n  says {error}\n  not  {expected}");
        assert_eq!(out, [1, 2], "{cql} {text}");
    }
}

#[test]
fn messages_shorten_and_escape_the_users_words() {
    let long = "x".repeat(70);
    let cases = [
        (long.as_str(), format!("`{}…`", &long[..60])),
        ("a\x1b[31m\n", "`a\\u{1b}[31m\\n`".to_owned()),
        ("\u{202e}x\u{200b}", "`\\u{202e}x\\u{200b}`".to_owned()),
        ("é日", "`é日`".to_owned()),
    ];
    for (text, expected) in cases {
        assert_eq!(quoted(text), expected);
    }
}

#[test]
fn limits_hold_at_their_edges() {
    let varint =
        |digits: usize| encode_text(&CqlType::Varint, &"9".repeat(digits), &Reading::default(), &mut Vec::new());
    assert_eq!(varint(10_000), Ok(()));
    assert!(varint(10_001).is_err_and(|error| error.0.ends_with("has 10001 digits, more than 10000")));

    let list = |len: usize| {
        let text = format!("[{}]", vec!["1"; len].join(","));
        encode_text(&ty("list<tinyint>"), &text, &Reading::default(), &mut Vec::new())
    };
    assert_eq!(list(65_535), Ok(()));
    assert_eq!(list(65_536), Err(BadValue("65536 elements are more than the 65535 of a collection".into())));

    let deep = "[".repeat(100_000);
    let error = encode_text(&ty("list<int>"), &deep, &Reading::default(), &mut Vec::new()).expect_err("deep");
    assert_eq!(error.0, "the JSON nests deeper than 64 levels");
}

#[test]
fn json_values_are_held_to_their_type() {
    use serde_json::json;
    let refused = [
        ("int", json!(1.5), "`1.5` is not a value of type int"),
        ("int", json!("x"), "`x` is not a value of type int"),
        ("int", json!(null), "null is not a value of type int"),
        ("int", json!([1]), "an array is not a value of type int: one value is"),
        ("text", json!(1), "`1` is a number, not a value of type text: write its text in quotes"),
        ("date", json!(1), "`1` is a number, not a value of type date"),
        ("decimal", json!(0.123_456_789_012_345_67), "may have lost digits already: write it in quotes"),
        ("varint", json!(1e22), "`1e+22` is not a value of type varint"),
        ("boolean", json!(0), "`0` is a number, not a value of type boolean"),
    ];
    for (cql, json, expected) in refused {
        let mut out = vec![1];
        let error = encode_json(&ty(cql), &json, &mut out).expect_err(expected);
        assert!(error.0.contains(expected), "{cql} {json}\n  says {error}\n  not  {expected}");
        assert_eq!(out, [1]);
    }
    let taken = [
        ("decimal", json!(0.1), "0.1"),
        ("decimal", json!(18_446_744_073_709_551_615_u64), "18446744073709551615"),
        ("double", json!(0.123_456_789_012_345_67), "0.12345678901234566"),
        ("timestamp", json!(1_541_105_830_796_i64), "2018-11-01T20:57:10.796Z"),
        ("bigint", json!("-5"), "-5"),
        ("boolean", json!("TRUE"), "true"),
        ("map<int, text>", json!({"2": "b", "1": "a"}), "[[1,\"a\"],[2,\"b\"]]"),
    ];
    for (cql, json, expected) in taken {
        let mut out = Vec::new();
        assert_eq!(encode_json(&ty(cql), &json, &mut out), Ok(()), "{cql} {json}");
        assert_eq!(shown(&ty(cql), &out), expected);
    }
}
