//! CSV files of every bad shape and cells of every bad value, with what each must come to: refused before any row,
//! rejected row by row, or loaded for what it is. Nothing is shifted, padded, trimmed or guessed.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

#[path = "cli/harness.rs"]
mod harness;

use std::panic::{AssertUnwindSafe, catch_unwind};

use harness::{Folder, Outcome, repository};
use serde_json::{Value, json};

/// What a file must come to.
enum Then<'a> {
    /// Refused before any row, with this code and this phrase.
    Refused(&'a str, &'a str),
    /// Given up in the middle, with this phrase; the table keeps what it held.
    Stopped(&'a str),
    /// Loaded: the rows as `id|name|note` (a null as `-`), and the rejected lines, each with a phrase of its reason.
    Rows(&'a [&'a str], &'a [(u64, &'a str)]),
}
use Then::{Refused, Rows, Stopped};

const HEADER: &str = "shelf,id,name,note\n";

#[test]
fn files_of_every_shape() {
    let cases: &[(&str, &[u8], Then<'_>)] = &[
        ("nothing", b"", Refused("C04", "the file is empty")),
        ("only a line end", b"\n", Refused("C04", "empty")),
        ("only a header", b"shelf,id,name,note\n", Rows(&[], &[])),
        ("only a header, without its line end", b"shelf,id,name,note", Rows(&[], &[])),
        ("no line end at the end", b"shelf,id,name,note\n1,1,a,b", Rows(&["1|a|b"], &[])),
        (
            "cut in a quoted field",
            b"shelf,id,name,note\n1,1,a,b\n1,2,\"a,b\n1,3",
            Rows(&["1|a|b"], &[(3, "not closed"), (4, "2 fields")]),
        ),
        ("cut in the middle of a row", b"shelf,id,name,note\n1,1,a,b\n1,2,a", Rows(&["1|a|b"], &[(3, "3 fields")])),
        ("a byte order mark", b"\xef\xbb\xbfshelf,id,name,note\n1,1,\xef\xbb\xbfa,b\n", Rows(&["1|\u{feff}a|b"], &[])),
        ("UTF-16 with a mark", b"\xff\xfes\0h\0e\0l\0f\0", Refused("C04", "UTF-16")),
        ("UTF-16 without one", b"s\0h\0e\0l\0f\0", Refused("C04", "UTF-16")),
        ("a byte that is no UTF-8", b"shelf,id,name,note\n1,1,\xff,b\n1,2,a,b\n", Rows(&["2|a|b"], &[(2, "UTF-8")])),
        ("a surrogate in UTF-8", b"shelf,id,name,note\n1,1,\xed\xa0\x80,b\n", Rows(&[], &[(2, "UTF-8")])),
        (
            "line ends of three kinds",
            b"shelf,id,name,note\r\n1,1,a,b\n1,2,a,b\r1,3,a,b\r\n1,x,a,b",
            Rows(&["1|a|b", "2|a|b", "3|a|b"], &[(5, "`x`")]),
        ),
        ("blank lines", b"shelf,id,name,note\n\n1,1,a,b\n\r\n\n1,x,a,b\n", Rows(&["1|a|b"], &[(6, "`x`")])),
        ("a line of blanks", b"shelf,id,name,note\n  \n1,1,a,b\n", Rows(&["1|a|b"], &[(2, "1 field")])),
        ("an end-of-file mark of old", b"shelf,id,name,note\n1,1,a,b\n\x1a", Rows(&["1|a|b"], &[(3, "1 field")])),
        (
            "a short row",
            b"shelf,id,name,note\n1,1,a\n1,2,a,b\n",
            Rows(&["2|a|b"], &[(2, "3 fields, but the header has 4")]),
        ),
        (
            "a long row",
            b"shelf,id,name,note\n1,1,a,b,c\n1,2,a,b\n",
            Rows(&["2|a|b"], &[(2, "5 fields, but the header has 4")]),
        ),
        ("a header twice", b"shelf,id,name,name\n", Refused("C02", "stands twice")),
        ("a header without a name", b"shelf,id,,note\n1,1,a,b\n", Refused("C01", "no header `name`")),
        ("a padded header", b"shelf, id,name,note\n", Refused("C01", "no header `id`")),
        ("a header in capitals", b"shelf,ID,name,note\n", Refused("C01", "did you mean `ID`?")),
        ("a missing column", b"shelf,id,name\n1,1,a\n", Refused("C01", "no header `note`")),
        ("more columns", b"x,shelf,id,name,note,y\n\xff,1,1,a,b,\xff\n", Rows(&["1|a|b"], &[])),
        ("no header", b"1,1,a,b\n1,2,a,b\n", Refused("C01", "is the first line a header?")),
        ("semicolons", b"shelf;id;name;note\n1;1;a;b\n", Refused("C05", "`;`")),
        ("tabs", b"shelf\tid\tname\tnote\n1\t1\ta\tb\n", Refused("C05", "tab")),
        ("bars", b"shelf|id|name|note\n1|1|a|b\n", Refused("C05", "`|`")),
        ("a line for a spreadsheet", b"sep=,\nshelf,id,name,note\n", Refused("C0", "sep=")),
        (
            "quotes, commas and line ends in quotes",
            b"shelf,id,name,note\n1,1,\"\"\"a\"\",\",\"b\r\nc\rd\"\n1,x,a,b\n",
            Rows(&["1|\"a\",|b\r\nc\rd"], &[(4, "`x`")]),
        ),
        (
            "a quote behind a backslash",
            b"shelf,id,name,note\n1,1,\"a\\\"b\",c\n1,2,a,b\n",
            Rows(&["2|a|b"], &[(2, "`\"\"`")]),
        ),
        (
            "text behind a quoted field",
            b"shelf,id,name,note\n1,1,\"a\"b,c\n1,2,a,b\n",
            Rows(&["2|a|b"], &[(2, "text after the closing quote")]),
        ),
        ("a blank before a quote", b"shelf,id,name,note\n1,1, \"a\",c\n1,2,a,b\n", Rows(&["2|a|b"], &[(2, "quote")])),
        (
            "a quote in a field",
            b"shelf,id,name,note\n1,1,a\"b,c\n1,2,a,b\n",
            Rows(&["2|a|b"], &[(2, "quote in the middle")]),
        ),
        ("a NUL", b"shelf,id,name,note\n1,1,a\0b,\0\n1,\0,a,b\n", Rows(&["1|a\0b|\0"], &[(3, "`\\u{0}`")])),
        (
            "characters that look like others",
            "shelf,id,name,note\n1,1,“a”\u{a0},e\u{301}é \n1,2, a\u{b}\u{c},\u{2028}\n".as_bytes(),
            Rows(&["1|“a”\u{a0}|e\u{301}é ", "2| a\u{b}\u{c}|\u{2028}"], &[]),
        ),
        ("a formula", b"shelf,id,name,note\n1,1,=cmd|'/c calc'!A0,@x\n", Rows(&["1|=cmd|'/c calc'!A0|@x"], &[])),
        (
            "colours and overrides",
            "shelf,id,name,note\n1,1,\x1b[31m,\u{202e}\n1,\x1b[31m,a,b\n".as_bytes(),
            Rows(&["1|\x1b[31m|\u{202e}"], &[(3, "`\\u{1b}[31m`")]),
        ),
        ("a zip", b"PK\x03\x04\x14\0\0\0", Refused("C04", "zip archive or an Excel workbook")),
        ("a Parquet file", b"PAR1\x15\x04", Refused("C04", "Parquet")),
        ("a bzip2 file", b"BZh91AY&SY", Refused("C04", "bzip2")),
        ("an xz file", b"\xfd7zXZ\0", Refused("C04", "xz")),
        ("a damaged gzip file", b"\x1f\x8b\x08\0\0\0\0\0\0\x03nonsense", Stopped("corrupt deflate stream")),
        ("a key twice", b"shelf,id,name,note\n1,1,a,b\n1,1,c,b\n1,1,d,b\n", Rows(&["1|d|b"], &[])),
        (
            "empty cells without `nulls`",
            b"shelf,id,name,note\n1,1,,\"\"\n1,,a,b\n",
            Rows(&["1|-|-"], &[(3, "no value, but it is part of the key")]),
        ),
    ];
    let fails = |(name, bytes, then): &&(&str, &[u8], Then<'_>)| {
        catch_unwind(AssertUnwindSafe(|| hold(name, bytes, then))).is_err()
    };
    let failing: Vec<&str> = cases.iter().filter(fails).map(|case| case.0).collect();
    assert!(failing.is_empty(), "these files came to something else: {failing:?}");
}

#[test]
fn files_that_are_too_much() {
    let mut long = HEADER.as_bytes().to_vec();
    long.extend(b"1,1,a,b\n1,2,");
    long.resize(long.len() + (17 << 20), b'x');
    long.extend(b",b\n1,3,a,b\n");
    hold("a record of 17 MiB", &long, &Rows(&["1|a|b", "3|a|b"], &[(3, "16 MiB")]));

    let mut open = format!("{HEADER}1,1,a,b\n1,2,\"a,b\n").into_bytes();
    for n in 0..12_000 {
        open.extend(format!("1,{n},{:1600},b\n", "swallowed").as_bytes());
    }
    let (folder, outcome) = load("shapes.yaml", &open);
    outcome.warns("-:3: ").warns("the quote opened at line 3 is not closed").warns("16 MiB were read");
    assert_eq!(outcome.code, Some(7), "{outcome}");
    assert_eq!(rejected(&folder).len(), 1, "the lines behind the open quote are rows again");

    let wide = (0..100_000).map(|n| format!("c{n},")).collect::<Vec<_>>().concat();
    hold("a hundred thousand columns", format!("{wide}{HEADER}").as_bytes(), &Rows(&[], &[]));
}

/// What a cell must come to: a value, as JSON shows it, or a reason with this phrase.
enum Cell<'a> {
    Is(&'a str),
    No(&'a str),
}
use Cell::{Is, No};

/// Types, cells of a CSV, and what they must come to.
const CELLS: &[(&str, &str, Cell<'_>)] = &[
    ("int", "2147483647", Is("2147483647")),
    ("int", "2147483648", No("out of the range of int")),
    ("int", "-2147483649", No("out of the range of int")),
    ("int", "1.0", No("`1.0`")),
    ("int", "1e3", No("`1e3`")),
    ("int", "0x10", No("`0x10`")),
    ("int", " 1", No("` 1`")),
    ("int", "١٢", No("`١٢`")),
    ("int", "1_000", No("`1_000`")),
    ("int", "--1", No("`--1`")),
    ("int", "+5", Is("5")),
    ("int", "007", Is("7")),
    ("int", "-0", Is("0")),
    ("tinyint", "127", Is("127")),
    ("tinyint", "128", No("out of the range of tinyint")),
    ("smallint", "-32769", No("out of the range of smallint")),
    ("bigint", "9223372036854775808", No("out of the range of bigint")),
    ("varint", "170141183460469231731687303715884105728", Is("\"170141183460469231731687303715884105728\"")),
    ("varint", "1.0", No("`1.0`")),
    ("float", "NaN", Is("\"NaN\"")),
    ("float", "Infinity", Is("\"Infinity\"")),
    ("float", "-inf", Is("\"-Infinity\"")),
    ("double", "nan", Is("\"NaN\"")),
    ("float", "1e400", No("larger than a float")),
    ("double", "1e400", No("larger than a double")),
    ("double", "1e-400", No("closer to 0 than a")),
    ("float", "1e-60", No("closer to 0 than a")),
    ("float", "1,5", No("`1,5`")),
    ("double", "0x1p3", No("`0x1p3`")),
    ("double", "1e5", Is("100000.0")),
    ("decimal", "1e1000000000", No("scale")),
    ("decimal", "1.50", Is("\"1.50\"")),
    ("decimal", "NaN", No("`NaN`")),
    ("boolean", "true", Is("true")),
    ("boolean", "True", Is("true")),
    ("boolean", "1", No("`1`")),
    ("boolean", "yes", No("`yes`")),
    ("boolean", "t", No("`t`")),
    ("date", "2023-02-29", No("2023-02-29")),
    ("date", "2024-02-29", Is("\"2024-02-29\"")),
    ("date", "2024-13-01", No("2024-13-01")),
    ("date", "2024-2-3", No("2024-2-3")),
    ("date", "-0001-01-01", Is("\"-0001-01-01\"")),
    ("date", "+10000-01-01", Is("\"+10000-01-01\"")),
    ("date", "+5881581-01-01", No("5881581")),
    ("time", "23:59:60", No("23:59:60")),
    ("time", "24:00:00", No("24:00:00")),
    ("time", "08:30:00.123456789", Is("\"08:30:00.123456789\"")),
    ("time", "08:30:00.1234567891", No("08:30:00.1234567891")),
    ("timestamp", "2024-06-01T23:59:60Z", No("23:59:60")),
    ("timestamp", "2024-06-01T24:00:00Z", No("24:00:00")),
    ("timestamp", "2024-06-01T08:00:00", No("zone")),
    ("timestamp", "2024-06-01T08:00:00.1234Z", No("millisecond")),
    ("timestamp", "2024-06-01T08:00:00.123+02:00", Is("\"2024-06-01T06:00:00.123Z\"")),
    ("timestamp", "1717200000000", Is("\"2024-06-01T00:00:00.000Z\"")),
    ("uuid", "{01234567-89ab-cdef-0123-456789abcdef}", No("uuid")),
    ("uuid", "urn:uuid:01234567-89ab-cdef-0123-456789abcdef", No("uuid")),
    ("uuid", "0123456789abcdef0123456789abcdef", No("uuid")),
    ("uuid", "01234567-89AB-cdef-0123-456789abcdef", Is("\"01234567-89ab-cdef-0123-456789abcdef\"")),
    ("timeuuid", "01234567-89ab-4def-8123-456789abcdef", No("version 1")),
    ("inet", "010.8.8.8", No("010.8.8.8")),
    ("inet", "1.2.3", No("1.2.3")),
    ("inet", "fe80::1%eth0", No("fe80::1%eth0")),
    ("inet", "10.0.0.0/8", No("10.0.0.0/8")),
    ("inet", "::ffff:1.2.3.4", Is("\"::ffff:1.2.3.4\"")),
    ("text", "", Is("null")),
    ("text", " ", Is("\" \"")),
    ("text", "null", Is("\"null\"")),
    ("ascii", "e", Is("\"e\"")),
    ("ascii", "é", No("7-bit")),
    ("blob", "00ff", No("`00ff`")),
    ("blob", "0x0", No("`0x0`")),
    ("blob", "0xzz", No("`0xzz`")),
    ("blob", "0x00FF", Is("\"0x00ff\"")),
    ("duration", "1h30m", Is("\"1h30m\"")),
    ("duration", "1h1h", No("`1h1h`")),
    ("duration", "1mo-2d", No("`1mo-2d`")),
    ("list", "[1, 2]", Is("[1,2]")),
    ("list", "[1, null]", No("null")),
    ("list", "[1, 2", No("JSON")),
    ("list", "1", No("list")),
    ("list", "[1.5]", No("1.5")),
    ("set", "[\"b\", \"a\", \"b\"]", Is("[\"a\",\"b\"]")),
    ("map", "{\"a\": 1, \"a\": 2}", No("twice")),
    ("map", "{\"a\": null}", No("null")),
    ("tuple", "[1, \"a\", 2]", No("3")),
    ("tuple", "[1, null]", Is("[1,null]")),
    ("spot", "{\"lat\": 1.5, \"nam\": \"x\"}", No("`nam`")),
    ("spot", "{\"lat\": 1.5}", Is("{\"lat\":1.5,\"name\":null}")),
    ("vector", "[1, 2]", No("3")),
    ("vector", "[1, 2, null]", No("null")),
    ("vector", "[1, 2, 3.5]", Is("[1.0,2.0,3.5]")),
];

#[test]
fn cells_of_every_type() {
    let many = format!("[{}]", vec!["1"; 70_000].join(","));
    let long = "9".repeat(10_001);
    let cells = CELLS.iter().map(|(ty, text, then)| (*ty, *text, then));
    let cells: Vec<_> =
        cells.chain([("list", many.as_str(), &No("65535")), ("varint", long.as_str(), &No("10000"))]).collect();
    let columns: Vec<&str> =
        cells.iter().map(|cell| cell.0).collect::<std::collections::BTreeSet<_>>().into_iter().collect();
    let mut csv = csv::Writer::from_writer(Vec::new());
    let header = columns.iter().map(|column| format!("value_{column}"));
    csv.write_record(["shelf".to_owned(), "line".to_owned()].into_iter().chain(header)).unwrap();
    for (n, (ty, text, _)) in cells.iter().enumerate() {
        let row = columns.iter().map(|column| if column == ty { (*text).to_owned() } else { String::new() });
        csv.write_record(["1".to_owned(), (n + 2).to_string()].into_iter().chain(row)).unwrap();
    }
    let (folder, _) = load("values.yaml", &csv.into_inner().unwrap());
    let rows = folder.modeler("query -f model.yaml rows shelf=1 --format json".split(' ')).ends(0).json();
    let (rows, rejects) = (rows.as_array().unwrap().clone(), rejected(&folder));
    assert_eq!(rows.len() + rejects.len(), cells.len());
    let mut faults = Vec::new();
    for (n, (ty, text, then)) in cells.iter().enumerate() {
        let text: String = text.chars().take(60).collect();
        let row = rows.iter().find(|row| row["line"] == json!(n + 2)).map(|row| row[*ty].to_string());
        let reject = rejects.iter().find(|reject| reject["line"] == json!(n + 2));
        match (then, &row, reject) {
            (Is(value), Some(got), None) if got == value => {}
            (No(phrase), None, Some(got)) if reason(got).contains(phrase) && got["column"] == **ty => {}
            (Is(value), _, _) => faults.push(format!("{ty} `{text}` is not {value}: {row:?} {reject:?}")),
            (No(phrase), _, _) => faults.push(format!("{ty} `{text}` is not refused for {phrase}: {row:?} {reject:?}")),
        }
    }
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

#[test]
fn keys_of_every_length() {
    let folder = Folder::empty();
    folder.write(
        "model.yaml",
        "modeler: 1\nkeyspace: { name: keys, replication: { class: SimpleStrategy, replication_factor: 1 } }\n\
         sources: { row: { files: ['-'] } }\ncolumns: { key: text, word: text, note: text }\n\
         queries: { rows: { partition_key: [key], clustering_key: [word], select: [note] } }\n",
    );
    folder.modeler(["apply", "-f", "model.yaml"]).ends(0);
    let (fits, too_long) = ("k".repeat(65_535), "k".repeat(65_536));
    let csv = format!("key,word,note\n{fits},a,b\n{too_long},a,b\n,a,b\na,,b\na,{fits},b\na,{too_long},b\n");
    folder.modeler(["load", "-f", "model.yaml"]).stdin(csv).ends(7);
    let rejected: Vec<_> =
        rejected(&folder).iter().map(|reject| (reject["line"].clone(), reason(reject).to_owned())).collect();
    let lines: Vec<_> = rejected.iter().map(|(line, _)| line.as_u64().unwrap()).collect();
    assert_eq!(lines, [3, 4, 5, 7], "{rejected:?}");
    for (word, rows) in [(fits.as_str(), 1), ("a", 1)] {
        let key = format!("key={word}");
        let found =
            folder.modeler(["query", "-f", "model.yaml", "rows", key.as_str(), "--format", "json"]).ends(0).json();
        assert_eq!(found.as_array().unwrap().len(), rows);
    }
}

fn hold(name: &str, bytes: &[u8], then: &Then<'_>) {
    let (folder, outcome) = load("shapes.yaml", bytes);
    match then {
        Refused(code, phrase) => {
            assert_eq!(outcome.code, Some(1), "{name}\n{outcome}");
            assert!(outcome.stderr.contains(&format!("error[{code}")), "{name}: no {code}\n{outcome}");
            assert!(outcome.stderr.contains(phrase), "{name}: no `{phrase}`\n{outcome}");
        }
        Stopped(phrase) => {
            assert_eq!(outcome.code, Some(8), "{name}\n{outcome}");
            assert!(outcome.stderr.contains(phrase), "{name}: no `{phrase}`\n{outcome}");
        }
        Rows(_, rejects) => {
            let code = if rejects.is_empty() { 0 } else { 7 };
            assert_eq!(outcome.code, Some(code), "{name}\n{outcome}");
            let rejected = rejected(&folder);
            assert_eq!(rejected.len(), rejects.len(), "{name}: {rejected:?}");
            for (got, (line, phrase)) in rejected.iter().zip(*rejects) {
                assert_eq!(got["line"], json!(line), "{name}: {got}");
                assert!(reason(got).contains(phrase), "{name}: {} says nothing of {phrase}", reason(got));
            }
        }
    }
    let rows = folder.modeler("query -f model.yaml rows shelf=1 --format json".split(' ')).ends(0).json();
    let text = |value: &Value| value.as_str().map_or_else(|| "-".to_owned(), str::to_owned);
    let rows = rows
        .as_array()
        .unwrap()
        .iter()
        .map(|row| format!("{}|{}|{}", row["id"], text(&row["name"]), text(&row["note"])));
    let expected = if let Rows(rows, _) = then { *rows } else { &[] };
    assert_eq!(rows.collect::<Vec<_>>(), expected, "{name}");
    let escapes = outcome.stderr.chars().any(|c| c.is_control() && c != '\n');
    assert!(!escapes, "{name}: what a file holds reaches the terminal\n{outcome}");
}

#[test]
fn empty_cells_follow_nulls() {
    let model = "modeler: 1\nkeyspace: { name: k, replication: { class: SimpleStrategy, replication_factor: 1 } }\n\
                 sources: { row: { files: ['-'], nulls: NULLS } }\ncolumns: { a: text, b: text, n: int, m: 'list<int>' }\n\
                 queries: { rows: { partition_key: [a], clustering_key: [b], select: [n, m] } }\n";
    let csv = "a,b,n,m\nx,1,,\nx,2,\"\",\"\"\nx,,1,[]\nx,NA,1,NA\n,3,1,[1]\nx,4,NA,\n";
    let cases = [
        ("[\"\"]", vec![json!([null, null]), json!([null, null])], vec![4, 5, 6, 7]),
        ("[NA]", vec![json!([1, null])], vec![2, 3, 5, 6, 7]),
        ("[\"\", NA]", vec![json!([null, null]), json!([null, null]), json!([null, null])], vec![4, 5, 6]),
        ("[]", vec![json!([1, null])], vec![2, 3, 5, 6, 7]),
    ];
    for (nulls, rows, lines) in cases {
        let folder = Folder::empty();
        folder.write("model.yaml", model.replace("NULLS", nulls));
        folder.modeler(["apply", "-f", "model.yaml"]).ends(0);
        folder.modeler(["load", "-f", "model.yaml"]).stdin(csv).ends(7);
        let found = folder.modeler(["query", "-f", "model.yaml", "rows", "a=x", "--format", "json"]).ends(0).json();
        let found = found.as_array().unwrap().iter().map(|row| json!([row["n"], row["m"]]));
        assert_eq!(found.collect::<Vec<_>>(), rows, "nulls: {nulls} {:#?}", rejected(&folder));
        let rejected: Vec<u64> = rejected(&folder).iter().map(|reject| reject["line"].as_u64().unwrap()).collect();
        assert_eq!(rejected, lines, "nulls: {nulls}");
    }
}

/// Loads `bytes` from standard input into the table of a model of this test.
fn load(model: &str, bytes: &[u8]) -> (Folder, Outcome) {
    let folder = Folder::empty();
    folder.write("model.yaml", std::fs::read(repository().join("tests/bad_csv").join(model)).unwrap());
    folder.modeler(["apply", "-f", "model.yaml"]).ends(0);
    let run = folder.modeler(["load", "-f", "model.yaml", "--max-errors", "100000"]);
    let outcome = run.stdin(bytes).outcome();
    (folder, outcome)
}

fn rejected(folder: &Folder) -> Vec<Value> {
    let path = folder.path(".modeler/rejects.jsonl");
    let text = if path.exists() { std::fs::read_to_string(path).unwrap() } else { String::new() };
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn reason(reject: &Value) -> &str {
    reject["reason"].as_str().unwrap()
}
