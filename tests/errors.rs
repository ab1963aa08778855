//! Each file under `tests/errors/` is a model that is bad in one way; its name begins with the code that it must get,
//! and the report beside it is what the user sees. Inputs that such a file cannot hold well are made here.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::BTreeSet;
use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

use modeler::diagnostic::Report;
use modeler::model::Judge;
use modeler::{model, rules};

/// The codes of a model that no model can get, each with the reason.
const OUT_OF_REACH: &[(&str, &str)] = &[
    ("K13", "a vector of no elements is refused where the type is read, by D02"),
    ("X14", "counters are refused by Y08 until they are built"),
    ("Q01", "equality on every partition-key column that `where` does not name is implied"),
];

/// 2026-05-01, in days since 1970: the day on which the models are judged.
const TODAY: i64 = 20_574;

/// The families of which every bad model has a good twin under `tests/errors/twins`.
const TWINNED: &str = "NKQX";

/// How many lines a twin may take from its bad model, and put in their place.
const CHANGED: usize = 3;

#[test]
fn each_bad_model_has_a_good_twin() {
    let mut faults = Vec::new();
    for file in files() {
        let name = file.file_stem().unwrap().to_str().unwrap();
        let path = file.with_file_name("twins").join(format!("{name}.twin"));
        match fs::read_to_string(&path) {
            Ok(change) => faults.extend(twin_fault(name, &fs::read_to_string(&file).unwrap(), &change)),
            Err(_) if TWINNED.contains(&code(name)[..1]) => {
                faults.push(format!("{name} has no twin at {}", path.display()));
            }
            Err(_) => {}
        }
    }
    let twins = fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/errors/twins")).unwrap();
    let lone = twins.map(|entry| entry.unwrap().path()).filter(|twin| {
        let bad = twin.file_stem().map(|stem| Path::new(stem).with_extension("yaml")).unwrap();
        !twin.parent().unwrap().with_file_name("").join(bad).exists()
    });
    faults.extend(lone.map(|twin| format!("{} is the twin of no model", twin.display())));
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// What is wrong with the twin of a bad model: a change that is large or not of this model, or what is still found.
fn twin_fault(name: &str, bad: &str, change: &str) -> Option<String> {
    let taken = change.lines().filter(|line| line.starts_with('-')).count();
    let put = change.lines().filter(|line| line.starts_with('+')).count();
    if taken > CHANGED || put > CHANGED || taken + put == 0 {
        return Some(format!("{name}: the twin takes {taken} lines and puts {put}"));
    }
    let good = match changed(bad, change) {
        Ok(good) => good,
        Err(line) => return Some(format!("{name}: no line is `{line}`")),
    };
    let report = match model::read("twin.yaml", good.as_bytes()) {
        Ok((_, report)) => report,
        Err(report) => return Some(format!("{name}: the twin is bad\n{}", report.to_text(false))),
    };
    let still = report.diagnostics.iter().any(|diagnostic| diagnostic.code == code(name));
    still.then(|| format!("{name}: the twin is still warned of"))
}

/// The model with each line that stands behind `-` taken out, and those behind `+` in the place of the one before.
fn changed(bad: &str, change: &str) -> Result<String, String> {
    let mut lines: Vec<&str> = bad.lines().collect();
    let mut at = 0;
    for line in change.lines() {
        if let Some(old) = line.strip_prefix('-') {
            at = lines.iter().rposition(|known| *known == old).ok_or_else(|| old.to_owned())?;
            lines.remove(at);
        } else if let Some(new) = line.strip_prefix('+') {
            lines.insert(at, new);
            at += 1;
        }
    }
    Ok(lines.join("\n") + "\n")
}

#[test]
fn each_bad_model_is_reported_as_recorded() {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("errors");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    let files = files();
    let mut failed = Vec::new();
    for file in &files {
        let name = file.file_stem().unwrap().to_str().unwrap();
        settings.set_input_file(file);
        // The next file is tried even if this one fails, so that one run shows every difference.
        let compared = catch_unwind(AssertUnwindSafe(|| {
            let report = report(file);
            settings.bind(|| insta::assert_snapshot!(name, report.to_text(false)));
            assert_codes(name, &report);
        }));
        failed.extend(compared.is_err().then_some(name));
    }
    assert!(
        failed.is_empty(),
        "{} of {} bad models are not reported as recorded: {failed:?}",
        failed.len(),
        files.len()
    );
}

#[test]
fn each_code_of_a_model_has_a_bad_model() {
    let told: BTreeSet<String> = files().iter().map(|file| code(file.file_stem().unwrap().to_str().unwrap())).collect();
    let of_a_model = |code: &&str| "YDRENKOQX".contains(&code[..1]);
    let codes: BTreeSet<&str> = rules::codes().iter().map(|(code, _)| *code).filter(of_a_model).collect();
    for (code, reason) in OUT_OF_REACH {
        assert!(codes.contains(code), "{code} is no code of a model");
        assert!(!told.contains(*code), "{code} has a bad model, so it is not out of reach because {reason}");
    }
    let bare = |code: &&str| !told.contains(*code) && !OUT_OF_REACH.iter().any(|(other, _)| *other == *code);
    let without: Vec<&str> = codes.into_iter().filter(bare).collect();
    assert!(without.is_empty(), "no file under tests/errors begins with {without:?}");
}

/// The models under `tests/errors/`, in the order of their names.
fn files() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/errors");
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut files: Vec<PathBuf> = entries.filter(|path| path.extension().is_some_and(|e| e == "yaml")).collect();
    files.sort();
    files
}

/// What is wrong with the model in `file`; of a `W-` file, what it is warned of.
fn report(file: &Path) -> Report {
    let shown = file.file_name().unwrap().to_str().unwrap();
    match model::read(shown, &fs::read(file).unwrap()) {
        Ok((model, mut report)) if shown.starts_with("W-") => {
            model.suppress(&mut report, TODAY, &[Judge::Model]);
            report
        }
        Ok(_) => panic!("{shown} is accepted"),
        Err(report) => report,
    }
}

/// The code that a file's name begins with, after the `W-` of a warning.
fn code(name: &str) -> String {
    name.trim_start_matches("W-").chars().take(3).collect()
}

/// One mistake is one finding, and it has the code of the file's name.
fn assert_codes(name: &str, report: &Report) {
    let found: Vec<&str> = report.diagnostics.iter().map(|d| d.code).collect();
    assert_eq!(found, [code(name)], "{name}");
}

/// A model that is good, for bytes that are put into it.
const GOOD: &str = "\
modeler: 1
keyspace: music_streaming
columns:
  session_id: int
  item_in_session: int
  artist: text
queries:
  songs_by_session:
    partition_key: [session_id]
    clustering_key: [item_in_session]
    select: [artist]
";

/// Inputs that no file holds well: what they are, their bytes, the code they get, a piece of the fact.
fn odd_inputs() -> Vec<(&'static str, Vec<u8>, &'static str, &'static str)> {
    let text = |text: &str| text.as_bytes().to_vec();
    let swapped = |from: &str, to: &str| GOOD.replacen(from, to, 1).into_bytes();
    let utf16 = |order: fn(u16) -> [u8; 2]| GOOD.encode_utf16().flat_map(order).collect::<Vec<u8>>();
    let marked = |mark: &[u8], body: Vec<u8>| [mark, &body].concat();
    let deep = (0..3000).map(|depth| format!("{}a:\n", " ".repeat(depth))).collect::<Vec<_>>().concat();
    vec![
        ("nothing", text(""), "Y07", "is empty"),
        ("blanks", text("  \n\n  \n"), "Y07", "is empty"),
        ("a document mark alone", text("---\n"), "Y05", "must be a mapping, not nothing"),
        ("a text", text("music_streaming\n"), "Y05", "must be a mapping, not a text"),
        ("text behind the end", [GOOD, "...\nkeyspace: other\n"].concat().into(), "Y06", "second document"),
        ("UTF-16 with its mark", marked(&[0xff, 0xfe], utf16(u16::to_le_bytes)), "Y01", "UTF-16"),
        ("big-endian UTF-16", marked(&[0xfe, 0xff], utf16(u16::to_be_bytes)), "Y01", "UTF-16"),
        ("UTF-16 without a mark", utf16(u16::to_le_bytes), "Y02", "U+0000"),
        (
            "Latin-1",
            swapped("artist: text", "artist: text # \u{e9}").into_iter().filter(|b| *b != 0xc3).collect(),
            "Y01",
            "not UTF-8 at byte 104",
        ),
        ("a byte of no text", marked(GOOD.as_bytes(), vec![0xff]), "Y01", "not UTF-8"),
        ("U+0000 in a value", swapped("music_streaming", "music\0streaming"), "Y02", "U+0000"),
        ("U+0000 behind the model", marked(GOOD.as_bytes(), text("\0")), "Y02", "U+0000"),
        ("an escape character", swapped("music_streaming", "\u{1b}[31mmusic"), "Y02", "U+001B"),
        ("U+0000 by an escape", swapped("artist: text", "\"artist\\0\": text"), "N05", "U+0000"),
        ("100,000 brackets", text(&"[".repeat(100_000)), "Y01", "deeper than 32"),
        ("100,000 braces", text(&"{".repeat(100_000)), "Y01", "deeper than 32"),
        ("1,000,000 brackets in a value", swapped("[artist]", &"[".repeat(1_000_000)), "Y01", "deeper than 32"),
        ("100,000 dashes", text(&"- ".repeat(100_000)), "Y01", "deeper than 32"),
        ("100,000 question marks", text(&"? ".repeat(100_000)), "Y01", "deeper than 32"),
        ("3,000 blocks inside each other", text(&deep), "Y01", "deeper than 32"),
        ("10 levels of aliases", laughs().into(), "Y06", "is an alias"),
        ("10 levels that nothing uses", laughs().replace("columns: *k", "columns: {}").into(), "Y06", "is an alias"),
        ("an alias of what holds it", swapped("[artist]", "&p [*p]"), "Y06", "`*p` is an alias"),
        ("an alias of nothing", swapped("[artist]", "*p"), "Y02", "names no anchor"),
        ("10,000 anchors", anchors().into(), "Y06", "is an anchor"),
        (
            "a merge key in braces",
            swapped("artist: text", "artist: { <<: {}, type: text }"),
            "Y06",
            "`<<` is a merge key",
        ),
        (
            "a tag of another language",
            swapped("int", "!!python/object:os.system int"),
            "Y06",
            "python/object:os.system` is a tag",
        ),
        ("a tag of its own", swapped("[artist]", "!mine [artist]"), "Y06", "`!mine` is a tag"),
        (
            "a version to come",
            [&b"%YAML 9.9\n---\n"[..], GOOD.as_bytes()].concat(),
            "Y06",
            "`%YAML 9.9` is a directive",
        ),
        (
            "a key of two million characters",
            swapped("artist: text", &format!("{}: text", "a".repeat(2 << 20))),
            "Y02",
            "",
        ),
        ("more than 16 MiB", marked(GOOD.as_bytes(), vec![b'#'; 16 << 20]), "Y01", "more than the 16777216"),
        ("1,000 keys that are not known", unknown_keys(1_000).into(), "Y03", "unknown key"),
    ]
}

/// Each level of ten aliases of the one before.
fn laughs() -> String {
    let mut text = String::from("modeler: 1\nkeyspace: laughs\na: &a [lol]\n");
    for (level, before) in ('b'..='k').zip('a'..) {
        let aliases = vec![format!("*{before}"); 10].join(", ");
        text = format!("{text}{level}: &{level} [{aliases}]\n");
    }
    text + "columns: *k\nqueries: {}\n"
}

fn anchors() -> String {
    let list: Vec<String> = (0..10_000).map(|n| format!("\n    - &a{n} x")).collect();
    GOOD.replace("[artist]", &list.concat())
}

fn unknown_keys(count: usize) -> String {
    let keys: Vec<String> = (0..count).map(|n| format!("key_{n}: 1\n")).collect();
    GOOD.to_owned() + &keys.concat()
}

#[test]
fn each_odd_input_is_refused_in_words_that_can_be_shown() {
    for (what, bytes, code, part) in odd_inputs() {
        let report = match model::read("queries.yaml", &bytes) {
            Ok((_, warnings)) => warnings,
            Err(report) => report,
        };
        let first = report.diagnostics.first().unwrap_or_else(|| panic!("{what}: nothing is found"));
        assert_eq!(first.code, code, "{what}: {}", first.fact);
        assert!(first.fact.contains(part), "{what}: {}", first.fact);
        let text = report.to_text(false);
        let raw = text.chars().find(|c| (c.is_control() && *c != '\n') || ('\u{202a}'..='\u{202e}').contains(c));
        assert_eq!(raw, None, "{what}: a character that could steer the terminal is shown raw");
    }
}

#[test]
fn line_ends_and_a_byte_order_mark_change_nothing() {
    let plain = format!("{:?}", model::read("queries.yaml", GOOD.as_bytes()).unwrap().0);
    let forms = [
        ("CRLF", GOOD.replace('\n', "\r\n")),
        ("CR", GOOD.replace('\n', "\r")),
        ("a byte order mark", format!("\u{feff}{GOOD}")),
        ("the start and end of a document", format!("---\n{GOOD}...\n")),
    ];
    for (what, form) in forms {
        let (model, report) = model::read("queries.yaml", form.as_bytes()).unwrap_or_else(|r| panic!("{what}: {r:?}"));
        assert_eq!(format!("{model:?}"), plain, "{what}");
        assert!(report.diagnostics.is_empty(), "{what}");
    }
}

#[test]
fn places_are_those_of_an_editor() {
    let bad = GOOD.replace("artist: text", "größe: text # 1\n  \"名前\": varchr");
    for text in [bad.clone(), bad.replace('\n', "\r\n"), bad.replace('\n', "\r"), format!("\u{feff}{bad}")] {
        let report = model::read("queries.yaml", text.as_bytes()).unwrap_err();
        let place = report.diagnostics[0].place.clone().unwrap();
        assert_eq!((place.line, place.column), (7, 9), "{report:?}");
        let text = report.to_text(false);
        assert!(text.contains("queries.yaml:7:9") && text.contains("  \"名前\": varchr"), "{text}");
    }
}

#[test]
fn no_report_shows_a_secret() {
    let bodies = [
        "  a: { store: cassandra://ada:hunter2@h }",
        "  a: { store: \"cassandra://ada:hun(ter2, hunter2@h\" }",
        "  a: { store: cassandra://ada:hun(ter2,hunter2@h,x }",
        "  a: { store: cassandra://ada:hunter2@h, page_size: 0, nosuch: 1 }",
        "  a: { store: cassandra:ada:hunter2@h }\n  b: { store: x://ada:hunter2@h }",
        "  a: { password: hunter2, nosuch: 1 }",
        "  a: { password: hun(ter2, hunter2 }",
        "  a: { password: [hunter2] }\n  b: { password: { hunter2: hunter2 } }",
        "  a:\n    password: hunter2\n    password: hunter2",
        "  a:\n    \"password\": 'hunter2\n",
        "  a:\n    password: hunter2: hunter2\n",
        "  a:\n    password: &hunter2 !hunter2 hunter2",
        "  a:\n    password: *hunter2",
        "  a:\n    password: |\n      hunter2\n    nosuch: 1",
        "  a: { nosuch: 1, db_pwd: hunter2 }",
        "  a: { tls: { key_secret: hunter2, nosuch: 1 } }",
    ];
    for body in bodies {
        let text = GOOD.replacen("columns:", &format!("environments:\n{body}\ncolumns:"), 1);
        let report = model::read("queries.yaml", text.as_bytes()).unwrap_err();
        let shown = format!("{}{}", report.to_text(false), report.to_json());
        assert!(!shown.contains("hunter2"), "{body}\n{shown}");
    }
}
