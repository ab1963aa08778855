use super::*;

fn reading() -> Reading {
    Reading::default()
}

fn epoch(unit: Unit) -> Reading {
    Reading { epoch: Some(unit), ..reading() }
}

fn format(pattern: &str) -> Reading {
    Reading { format: Some(pattern.into()), ..reading() }
}

fn split(separator: &str) -> Reading {
    Reading { split: Some(separator.into()), ..reading() }
}

fn words() -> Reading {
    Reading { booleans: Some((vec!["yes".into(), "1".into()], vec!["no".into(), "0".into()])), ..reading() }
}

#[test]
fn readings_change_how_a_text_is_read() {
    let east = Reading { zone: Some(330), ..reading() };
    let local = Reading { zone: Some(-60), ..format("%d/%m/%Y %H:%M") };
    let listed = Reading { booleans: words().booleans, ..split(";") };
    let cases: &[(&str, Reading, &str, Result<&str, &str>)] = &[
        ("timestamp", epoch(Unit::Millis), "1541105830796", Ok("2018-11-01T20:57:10.796Z")),
        ("timestamp", epoch(Unit::Millis), "1.54111E+12", Ok("2018-11-01T22:06:40.000Z")),
        ("timestamp", epoch(Unit::Millis), "1541105830796.0", Ok("2018-11-01T20:57:10.796Z")),
        ("timestamp", epoch(Unit::Millis), "1541105830796.5", Err("milliseconds are not whole milliseconds")),
        ("timestamp", epoch(Unit::Seconds), "1541105830.796", Ok("2018-11-01T20:57:10.796Z")),
        ("timestamp", epoch(Unit::Seconds), "-0.001", Ok("1969-12-31T23:59:59.999Z")),
        (
            "timestamp",
            epoch(Unit::Seconds),
            "1541105830.7961",
            Err("seconds are not whole milliseconds, which is all that a timestamp holds"),
        ),
        ("timestamp", epoch(Unit::Micros), "1541105830796000", Ok("2018-11-01T20:57:10.796Z")),
        ("timestamp", epoch(Unit::Micros), "1541105830796123", Err("microseconds are not whole milliseconds")),
        ("timestamp", epoch(Unit::Nanos), "1541105830796000000", Ok("2018-11-01T20:57:10.796Z")),
        ("timestamp", epoch(Unit::Nanos), "0e99999999", Ok("1970-01-01T00:00:00.000Z")),
        ("timestamp", epoch(Unit::Nanos), "1e-99999999", Err("are not whole milliseconds")),
        ("timestamp", epoch(Unit::Seconds), "1e30", Err("out of the range of a timestamp")),
        ("timestamp", epoch(Unit::Seconds), "1e99999999999", Err("out of the range of a timestamp")),
        ("timestamp", epoch(Unit::Seconds), "2018-11-01", Err("is not a number of seconds since the epoch")),
        ("timestamp", epoch(Unit::Seconds), "", Err("is not a number of seconds since the epoch")),
        ("timestamp", east.clone(), "2018-11-01 20:57:10", Ok("2018-11-01T15:27:10.000Z")),
        ("timestamp", east.clone(), "2018-11-01", Ok("2018-10-31T18:30:00.000Z")),
        ("timestamp", east, "2018-11-01T20:57Z", Ok("2018-11-01T20:57:00.000Z")),
        (
            "timestamp",
            format("%Y-%m-%d %H:%M:%S%.f %z"),
            "2018-11-01 20:57:10.796 +0100",
            Ok("2018-11-01T19:57:10.796Z"),
        ),
        (
            "timestamp",
            format("%Y-%m-%d %H:%M:%S%.f %z"),
            "2018-11-01 20:57:10.7961 +0100",
            Err("is not a whole number of milliseconds"),
        ),
        ("timestamp", format("%d/%m/%Y %H:%M"), "01/11/2018 20:57", Err("has no time zone")),
        ("timestamp", local.clone(), "01/11/2018 20:57", Ok("2018-11-01T21:57:00.000Z")),
        ("timestamp", local, "1541105830796", Err("`1541105830796` does not match the format `%d/%m/%Y %H:%M`")),
        ("timestamp", format("%d/%m/%Y %z"), "01/11/2018 +0000", Ok("2018-11-01T00:00:00.000Z")),
        ("timestamp", format("%d/%m/%Y %H %z"), "01/11/2018 07 +0000", Ok("2018-11-01T07:00:00.000Z")),
        ("timestamp", format("%s"), "1541105830", Ok("2018-11-01T20:57:10.000Z")),
        ("timestamp", format("%Y-%m-%d %H:%M:%S %z"), "2018-11-01 23:59:60 +0000", Err("leap second")),
        ("timestamp", format("%Q"), "x", Err("does not match the format `%Q`")),
        ("date", format("%d.%m.%Y"), "29.02.2024", Ok("2024-02-29")),
        ("date", format("%d.%m.%Y"), "29.02.2023", Err("`29.02.2023` does not match the format `%d.%m.%Y`")),
        ("date", format("%d.%m.%Y"), "2024-02-29", Err("does not match")),
        ("time", format("%I:%M %p"), "08:57 PM", Ok("20:57:00")),
        ("time", format("%H:%M:%S"), "23:59:60", Err("leap second")),
        ("boolean", words(), "yes", Ok("true")),
        ("boolean", words(), "0", Ok("false")),
        ("boolean", words(), "True", Ok("true")),
        (
            "boolean",
            words(),
            "YES",
            Err("is none of the words for true and false: `true`, `false`, `yes`, `1`, `no`, `0`"),
        ),
        ("list<text>", split("|"), "a| b |", Ok("[\"a\",\" b \",\"\"]")),
        ("list<text>", split("|"), "", Ok("[]")),
        ("set<int>", split(", "), "3, 1, 3", Ok("[1,3]")),
        ("set<int>", split("|"), "3|x", Err("element 2: `x` is not a value of type int")),
        ("vector<float, 2>", split(" "), "1 2", Ok("[1.0,2.0]")),
        ("vector<float, 2>", split(" "), "", Err("a vector of 2 elements is expected, not of 0")),
        ("map<text, int>", split("|"), "b=1|a=2", Ok("{\"a\":2,\"b\":1}")),
        ("map<text, text>", split("|"), "a=b=c", Ok("{\"a\":\"b=c\"}")),
        ("map<text, int>", split("|"), "b", Err("`b` is not an entry of a map: `key=value` is")),
        ("map<text, int>", split("|"), "b=1|b=2", Err("the key `b` stands twice in the map")),
        ("map<text, int>", split("|"), "", Ok("{}")),
        ("list<boolean>", listed, "yes;0", Ok("[true,false]")),
        ("list<frozen<list<int>>>", split("|"), "[1,2]|[]", Ok("[[1,2],[]]")),
        ("tuple<int, int>", split("|"), "[1,2]", Ok("[1,2]")),
        ("list<int>", split(""), "12", Err("the separator of the elements is empty")),
        ("text", split("|"), "a|b", Ok("a|b")),
        ("list<boolean>", words(), "[\"yes\", false]", Ok("[true,false]")),
        ("list<timestamp>", epoch(Unit::Seconds), "[1541105830.796]", Ok("[\"2018-11-01T20:57:10.796Z\"]")),
    ];
    for (cql, reading, text, expected) in cases {
        let ty = ty(cql);
        let mut out = Vec::new();
        match (encode_text(&ty, text, reading, &mut out), expected) {
            (Ok(()), Ok(expected)) => assert_eq!(shown(&ty, &out), *expected, "{cql} {text} {reading:?}"),
            (Err(error), Err(expected)) => assert!(error.0.contains(expected), "{cql} {text}: {error}"),
            (result, _) => panic!("{cql} {text} {reading:?}: {result:?} for {expected:?}"),
        }
    }
}
