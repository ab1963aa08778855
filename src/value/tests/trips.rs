use super::*;

proptest! {
    #![proptest_config(ProptestConfig { cases: 3000, ..ProptestConfig::default() })]

    #[test]
    fn text_and_json_read_back_as_the_same_bytes((ty, bytes) in any_type().prop_flat_map(|ty| {
        let value = value_of(&ty);
        (Just(ty), value)
    })) {
        let text = shown(&ty, &bytes);
        let mut out = vec![7];
        prop_assert_eq!(encode_text(&ty, &text, &Reading::default(), &mut out), Ok(()), "{} {}", ty, text);
        prop_assert_eq!(&out[1..], &bytes[..], "{} {}", ty, text);

        let json = to_json(&ty, &bytes);
        let mut out = vec![7];
        prop_assert_eq!(encode_json(&ty, &json, &mut out), Ok(()), "{} {}", ty, json);
        prop_assert_eq!(&out[1..], &bytes[..], "{} {}", ty, json);
    }

    #[test]
    fn no_text_and_no_bytes_panic_and_refused_texts_leave_nothing(
        ty in any_type(),
        text in prop_oneof![any::<String>(), "[-+0-9.eETZ:PYMDHS\\[\\]{},\" ]{0,24}", "\\[(\"[a-z0-9]{0,2}\"|[0-9]|null)(,[0-9]|,null){0,3}\\]"],
        bytes in prop_oneof![vec(any::<u8>(), 0..24), vec(0..4_u8, 0..40)],
    ) {
        let reading = Reading { zone: Some(60), ..Reading::default() };
        let mut out = vec![1, 2];
        if encode_text(&ty, &text, &reading, &mut out).is_err() {
            prop_assert_eq!(&out, &[1, 2]);
        } else {
            let value = &out[2..];
            let mut again = Vec::new();
            prop_assert_eq!(encode_text(&ty, &shown(&ty, value), &reading, &mut again), Ok(()), "{}", ty);
            prop_assert_eq!(&again[..], value, "{} {:?}", ty, shown(&ty, value));
        }
        shown(&ty, &bytes);
        to_json(&ty, &bytes);
        read_comparable(&ty, &bytes, &mut Vec::new());
    }

    #[test]
    fn days_are_those_of_chrono(days in -90_000_000..90_000_000_i64) {
        use chrono::{Days, NaiveDate};
        let epoch = NaiveDate::from_ymd_opt(1970, 1, 1).expect("the epoch");
        let step = Days::new(days.unsigned_abs());
        let day = if days < 0 { epoch.checked_sub_days(step) } else { epoch.checked_add_days(step) };
        let mut text = String::new();
        super::super::calendar::display_day(days, &mut text);
        prop_assert_eq!(day.map(|day| day.to_string()), Some(text.clone()));
        prop_assert_eq!(i64::from(u32::from_be_bytes(wire(&CqlType::Date, &text).try_into().expect("4 bytes"))) - (1 << 31), days);
    }
}

#[test]
fn values_are_shown_as_people_write_them() {
    let cases = [
        ("int", "+007", "7"),
        ("bigint", "-9223372036854775808", "-9223372036854775808"),
        ("varint", "-000123456789012345678901234567890123456789012", "-123456789012345678901234567890123456789012"),
        ("decimal", "1.00", "1.00"),
        ("decimal", "-0.50", "-0.50"),
        ("decimal", ".5", "0.5"),
        ("decimal", "1e3", "1E+3"),
        ("decimal", "-1.5e-10", "-1.5E-10"),
        ("decimal", "0.0000001", "1E-7"),
        ("double", "3", "3.0"),
        ("double", "277.89016", "277.89016"),
        ("double", "-0.0", "-0.0"),
        ("double", "iNf", "Infinity"),
        ("double", "-infinity", "-Infinity"),
        ("float", "nan", "NaN"),
        ("float", "0.1", "0.1"),
        ("float", "16777217", "16777216.0"),
        ("boolean", "TRUE", "true"),
        ("blob", "0XAbC0", "0xabc0"),
        ("blob", "0x", "0x"),
        ("uuid", "5C2B9E80-1D5F-11E9-9AF1-8F6A2D3B4C5D", "5c2b9e80-1d5f-11e9-9af1-8f6a2d3b4c5d"),
        ("inet", "2001:DB8::1", "2001:db8::1"),
        ("inet", "::ffff:1.2.3.4", "::ffff:1.2.3.4"),
        ("date", "2024-02-29", "2024-02-29"),
        ("date", "2000-02-29", "2000-02-29"),
        ("date", "1900-02-28", "1900-02-28"),
        ("date", "-0400-02-29", "-0400-02-29"),
        ("date", "-5877641-06-23", "-5877641-06-23"),
        ("date", "+5881580-07-11", "+5881580-07-11"),
        ("date", "0000-01-01", "0000-01-01"),
        ("time", "20:57:10", "20:57:10"),
        ("time", "23:59:59.999999999", "23:59:59.999999999"),
        ("time", "00:00:00.5", "00:00:00.500"),
        ("timestamp", "2018-11-01T20:57:10.796Z", "2018-11-01T20:57:10.796Z"),
        ("timestamp", "2018-11-01 20:57 UTC", "2018-11-01T20:57:00.000Z"),
        ("timestamp", "2018-11-01T20:57:10.7+05:30", "2018-11-01T15:27:10.700Z"),
        ("timestamp", "2018-11-01 20:57:10-0100", "2018-11-01T21:57:10.000Z"),
        ("timestamp", "2018-11-01Z", "2018-11-01T00:00:00.000Z"),
        ("timestamp", "1541105830796", "2018-11-01T20:57:10.796Z"),
        ("timestamp", "-1", "1969-12-31T23:59:59.999Z"),
        ("timestamp", "-9223372036854775808", "-292275055-05-16T16:47:04.192Z"),
        ("duration", "90m", "1h30m"),
        ("duration", "-2mo", "-2mo"),
        ("duration", "1y14mo2w1d", "2y2mo15d"),
        ("duration", "1s1ms1us1ns", "1s1ms1us1ns"),
        ("duration", "P1Y2M3DT4H5M6S", "1y2mo3d4h5m6s"),
        ("duration", "P2W", "14d"),
        ("duration", "-P0001-02-03T04:05:06", "-1y2mo3d4h5m6s"),
        ("duration", "0s", "0s"),
        ("list<text>", " [ \"a\" , \"b\\u00e9\\n\" ] ", "[\"a\",\"bé\\n\"]"),
        ("list<decimal>", "[1.10, 12345678901234567890.1234567890]", "[\"1.10\",\"12345678901234567890.1234567890\"]"),
        ("set<int>", "[3, 1, \"2\", 1]", "[1,2,3]"),
        ("set<decimal>", "[1.0, 1.00, 0.5]", "[\"0.5\",\"1.0\"]"),
        ("map<text, int>", "{\"b\": 1, \"a\": 2}", "{\"a\":2,\"b\":1}"),
        ("map<int, boolean>", "{\"10\": true, \"9\": false}", "[[9,false],[10,true]]"),
        ("map<frozen<list<int>>, int>", "{\"[2]\": 1, \"[1]\": 2}", "[[[1],2],[[2],1]]"),
        ("map<int, int>", "[[2, 1], [1, 1]]", "[[1,1],[2,1]]"),
        ("tuple<int, text>", "[null, \"x\"]", "[null,\"x\"]"),
        ("frozen<geo>", "{\"label\": \"x\"}", "{\"lat\":null,\"label\":\"x\",\"tags\":null}"),
        ("vector<float, 2>", "[0.1, \"NaN\"]", "[0.1,\"NaN\"]"),
        ("list<timestamp>", "[1541105830796]", "[\"2018-11-01T20:57:10.796Z\"]"),
        ("list<double>", "[1e300, -0.0]", "[1e+300,-0.0]"),
    ];
    for (cql, text, expected) in cases {
        let ty = ty(cql);
        assert_eq!(shown(&ty, &wire(&ty, text)), expected, "{cql} {text}");
    }
}

#[test]
fn malformed_and_empty_bytes_are_shown_without_a_panic() {
    let cases: &[(&str, &[u8], &str)] = &[
        ("int", &[], ""),
        ("int", &[1, 2], "0x0102"),
        ("text", &[0xff], "0xff"),
        ("ascii", &[0xc3, 0xa9], "0xc3a9"),
        ("boolean", &[2], "true"),
        ("time", &[0xff; 8], "0xffffffffffffffff"),
        ("inet", &[1, 2, 3], "0x010203"),
        ("uuid", &[1], "0x01"),
        ("decimal", &[0, 0, 0, 1], "0x00000001"),
        ("duration", &[2, 1, 0], "0x020100"),
        ("list<int>", &[0, 0, 0, 9], "0x00000009"),
        ("list<int>", &[0x7f, 0xff, 0xff, 0xff], "0x7fffffff"),
        ("list<int>", &[0xff, 0xff, 0xff, 0xff], "0xffffffff"),
        ("list<int>", &[0, 0, 0, 1, 0xff, 0xff, 0xff, 0xff], "[null]"),
        ("list<int>", &[0, 0, 0, 1, 0, 0, 0, 1, 7], "[\"0x07\"]"),
        ("tuple<int, int>", &[0, 0, 0, 4, 0, 0, 0, 1], "[1,null]"),
        ("tuple<int>", &[0xff, 0xff, 0xff, 0xff, 0], "0xffffffff00"),
        ("vector<float, 2>", &[0; 7], "0x00000000000000"),
        ("vector<text, 2>", &[1, b'a', 5], "0x016105"),
        ("map<text, int>", &[0, 0, 0, 1], "0x00000001"),
    ];
    for (cql, bytes, expected) in cases {
        assert_eq!(shown(&ty(cql), bytes), *expected, "{cql} {bytes:?}");
    }
    assert_eq!(to_json(&ty("list<int>"), &[0, 0, 0, 9]), "0x00000009");
    assert_eq!(to_json(&ty("int"), &[]), "");
}

#[test]
fn json_is_stable_and_made_for_machines() {
    let cases = [
        ("bigint", "9007199254740993", "9007199254740993"),
        ("counter", "-1", "-1"),
        ("varint", "5", "\"5\""),
        ("decimal", "1.50", "\"1.50\""),
        ("double", "1.5", "1.5"),
        ("double", "NaN", "\"NaN\""),
        ("float", "0.1", "0.1"),
        ("boolean", "true", "true"),
        ("blob", "0x00ff", "\"0x00ff\""),
        ("timestamp", "1541105830796", "\"2018-11-01T20:57:10.796Z\""),
        ("map<ascii, int>", "[[\"k\", 1]]", "{\"k\":1}"),
        ("map<uuid, int>", "{}", "[]"),
        ("text", "a\"b", "\"a\\\"b\""),
    ];
    for (cql, text, json) in cases {
        let ty = ty(cql);
        assert_eq!(to_json(&ty, &wire(&ty, text)).to_string(), json, "{cql} {text}");
    }
}
