//! Findings as other programs read them: SARIF is held against the schema of its standard, annotations against what may
//! not stand in them, and JSON against the fields that the README documents.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use jsonschema::Validator;
use modeler::diagnostic::{Diagnostic, Place, Report, Suppressed};
use modeler::model::Judge;
use modeler::{model, rules};
use serde_json::{Value, json};

/// 2026-05-01, in days since 1970: the day on which models are judged.
const TODAY: i64 = 20_574;

/// A report in which texts, names and places are as nasty as they get.
fn nasty() -> Report {
    let file = "models/50%, a:b é.yaml";
    let text = "one: 1\ntwo: [é,\n  3]\nfour: 4\n";
    let place = |line, column, span: std::ops::Range<usize>| Place { file: file.to_owned(), line, column, span };
    let mut report = Report::default();
    report.source(file, text);
    let lines = "100% of `a,b`\r\nare ::error:: lines: \u{1b}[31m\u{202e}, \"quoted\" <&> {0} [x](y)";
    report.push(Diagnostic::error("Y03", lines).help("first\nsecond %0A").at(Some(place(1, 1, 0..3))));
    report.push(Diagnostic::error("Y03", lines).help("first\nsecond %0A").at(Some(place(4, 1, 22..26))));
    report.push(Diagnostic::error("Y05", "over two lines").at(Some(place(2, 6, 12..21))).about("two: [é,"));
    report.push(Diagnostic::error("Y05", "é").at(Some(place(2, 7, 13..15))));
    report.push(Diagnostic::error("Y01", "in a file whose text nobody has").at(Some(Place {
        file: "/data/x.yaml".to_owned(),
        line: 3,
        column: 9,
        span: 0..0,
    })));
    report.push(Diagnostic::error("P01", "nowhere"));
    report.push(Diagnostic::error("P04", "about a query alone").warning().about("plays"));
    let related = Diagnostic::error("Y04", "twice").at(Some(place(4, 1, 22..26)));
    report.push(related.related(Some(place(1, 1, 0..3)), "first: here, 100%\n"));
    let suppressed =
        |until: Option<&str>| Suppressed { reason: "because: a,b\n".to_owned(), until: until.map(Into::into) };
    for until in [None, Some("2999-12-31")] {
        let mut found = Diagnostic::error("D08", "may stay").warning().at(Some(place(1, 1, 0..3)));
        found.suppressed = Some(suppressed(until));
        report.push(found);
    }
    report
}

/// The report of each model under `tests/errors`.
fn reports() -> Vec<(String, Report)> {
    let entries = fs::read_dir(root().join("tests/errors")).unwrap().map(|entry| entry.unwrap().path());
    let mut files: Vec<PathBuf> = entries.filter(|path| path.extension().is_some_and(|e| e == "yaml")).collect();
    files.sort();
    let judged = files.iter().map(|file| {
        let name = format!("tests/errors/{}", file.file_name().unwrap().to_str().unwrap());
        let report = match model::read(&name, &fs::read(file).unwrap()) {
            Ok((model, mut report)) => {
                model.suppress(&mut report, TODAY, &[Judge::Model]);
                report
            }
            Err(report) => report,
        };
        (name, report)
    });
    judged.collect()
}

#[test]
fn sarif_is_what_its_standard_says() {
    let schema = sarif_schema();
    let mut faults = Vec::new();
    let reports = reports();
    assert!(reports.len() > 200, "only {} reports", reports.len());
    let odd = [("nothing".to_owned(), Report::default()), ("nasty".to_owned(), nasty())];
    for (name, report) in odd.into_iter().chain(reports) {
        let sarif = report.to_sarif(rules::page);
        faults.extend(schema.iter_errors(&sarif).map(|error| format!("{name}: {}: {error}", error.instance_path())));
        faults.extend(unlike(&report, &sarif).map(|fault| format!("{name}: {fault}")));
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    // What the schema is for: it refuses what is not so.
    let mut bad = nasty().to_sarif(rules::page);
    bad["runs"][0]["results"][0]["level"] = json!("fatal");
    assert!(!schema.is_valid(&bad));
}

/// What the schema does not say: each result is of the rule that its index names, and says all that the finding does.
fn unlike(report: &Report, sarif: &Value) -> Option<String> {
    let run = &sarif["runs"][0];
    let (rules, results) = (&run["tool"]["driver"]["rules"], run["results"].as_array()?);
    if results.len() != report.diagnostics.len() {
        return Some(format!("{} results", results.len()));
    }
    let mut prints = BTreeSet::new();
    results.iter().zip(&report.diagnostics).find_map(|(result, found)| {
        let rule = &rules[usize::try_from(result["ruleIndex"].as_u64()?).ok()?];
        let told = rule["id"] == found.code && rule["shortDescription"]["text"].as_str().is_some();
        let level = rule["defaultConfiguration"]["level"] == result["level"];
        let says = result["message"]["text"].as_str()?.starts_with(&found.fact);
        let new = prints.insert(result["partialFingerprints"]["finding/v1"].as_str()?);
        (!told || !level || !says || !new).then(|| result.to_string())
    })
}

/// The schema that the standard publishes, as a crate carries it beside its sources.
fn sarif_schema() -> Validator {
    let metadata = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version", "1", "--locked", "--offline", "--filter-platform", &host()])
        .current_dir(root())
        .output()
        .unwrap();
    assert!(metadata.status.success(), "{}", String::from_utf8_lossy(&metadata.stderr));
    let metadata: Value = serde_json::from_slice(&metadata.stdout).unwrap();
    let packages = metadata["packages"].as_array().unwrap();
    let package = packages.iter().find(|package| package["name"] == "serde-sarif").unwrap();
    let folder = Path::new(package["manifest_path"].as_str().unwrap()).parent().unwrap().to_owned();
    let mut schema: Value = serde_json::from_slice(&fs::read(folder.join("src/schema.json")).unwrap()).unwrap();
    assert_eq!(schema["title"], "Static Analysis Results Format (SARIF) Version 2.1.0 JSON Schema");
    // The published pattern has a bracket too many, and a log of ours says no language.
    for holder in ["run", "toolComponent"] {
        schema["definitions"][holder]["properties"]["language"]["pattern"] = json!("^[a-z]{2}");
    }
    jsonschema::options().should_validate_formats(true).build(&schema).unwrap()
}

/// The platform that cargo builds for by itself.
fn host() -> String {
    let version = Command::new("rustc").arg("-vV").output().unwrap();
    let version = String::from_utf8(version.stdout).unwrap();
    version.lines().find_map(|line| line.strip_prefix("host: ")).unwrap().to_owned()
}

#[test]
fn an_annotation_is_one_line_whatever_it_says() {
    let report = nasty();
    let lines = report.to_github(rules::page);
    let shown = report.diagnostics.iter().filter(|found| found.suppressed.is_none()).count();
    assert_eq!(lines.lines().count(), shown, "{lines}");
    for line in lines.lines() {
        let (command, message) = line.strip_prefix("::").unwrap().split_once("::").unwrap();
        assert!(command.starts_with("error ") || command.starts_with("warning "), "{line}");
        assert!(!message.contains(['\r', '\u{1b}', '\u{202e}']), "{line}");
    }
    insta::assert_snapshot!(lines);
}

#[test]
fn sarif_is_as_recorded() {
    let version = format!("\"{}\"", env!("CARGO_PKG_VERSION"));
    let sarif = format!("{:#}", nasty().to_sarif(|code| rules::page(code).filter(|_| code == "Y04")));
    insta::assert_snapshot!(sarif.replace(&version, "[VERSION]"));
}

#[test]
fn the_readme_documents_every_field() {
    let mut fields = Vec::new();
    let findings = nasty().to_json();
    let findings = findings.as_array().unwrap();
    let full =
        |field: &str| findings.iter().find(|found| found[field] != json!([]) && !found[field].is_null()).unwrap();
    for (field, _) in findings[0].as_object().unwrap() {
        fields.push(field.clone());
        let value = &full(field)[field];
        let inner = value.as_object().or_else(|| value[0].as_object());
        fields.extend(inner.into_iter().flatten().map(|(name, _)| format!("{field}.{name}")));
    }
    let readme = fs::read_to_string(root().join("README.md")).unwrap();
    let table = readme.split("| field |").nth(1).expect("the README has a table of fields");
    let rows = table.lines().skip(2).take_while(|line| line.starts_with('|'));
    let names = rows.flat_map(|row| row.split('|').nth(1).unwrap().split('`').skip(1).step_by(2).collect::<Vec<_>>());
    assert_eq!(names.collect::<Vec<_>>(), fields);
    for found in findings {
        assert_eq!(
            found.as_object().unwrap().keys().collect::<Vec<_>>(),
            findings[0].as_object().unwrap().keys().collect::<Vec<_>>()
        );
    }
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}
