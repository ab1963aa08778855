//! What the pages of `modeler explain` show is so: the stanza that a page calls refused gets its code, the one that it
//! calls accepted does not. Stanzas are completed to models by what they leave unsaid.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fmt::Write;

use modeler::diagnostic::Report;
use modeler::model::Judge;
use modeler::{advise, model, rules};

/// Pages whose code no model can get, each with the reason.
const OUT_OF_REACH: &[(&str, &str)] = &[
    ("K13", "a vector of no elements is refused where the type is read, by D02"),
    ("A29", "a page has no room for a hundred columns"),
    ("A30", "a page has no room for a hundred tables"),
];

/// The columns that stanzas name without declaring them.
const COLUMNS: &[(&str, &str)] = &[
    ("session_id", "int"),
    ("item_in_session", "int"),
    ("user_id", "int"),
    ("artist", "text"),
    ("song_title", "text"),
    ("song", "text"),
    ("first_name", "text"),
    ("played_at", "timestamp"),
    ("day", "date"),
    ("sensor", "text"),
    ("ts", "timestamp"),
    ("month", "{ type: text, derive: year_month(ts) }"),
    ("shard", "{ type: int, derive: \"hash(ts, 8)\" }"),
    ("plays", "counter"),
    ("skips", "counter"),
    ("cover", "blob"),
    ("tags", "set<text>"),
    ("attributes", "\"map<text, int>\""),
];

/// 2026-05-01, in days since 1970: the day on which the stanzas are judged.
const TODAY: i64 = 20_574;

#[test]
fn what_a_page_shows_is_so() {
    let of_a_model =
        |code: &str| "YDNKOQXA".contains(&code[..1]) && !OUT_OF_REACH.iter().any(|(other, _)| *other == code);
    let mut wrong = Vec::new();
    let mut tried = 0;
    for (code, _) in rules::codes().iter().filter(|(code, _)| of_a_model(code)) {
        let page = rules::explain(code).unwrap();
        let (refused, accepted) = page.split_once("\nAccepted").unwrap();
        for (stanza, bad) in stanzas(refused).map(|s| (s, true)).chain(stanzas(accepted).map(|s| (s, false))) {
            let text = completed(stanza, code);
            let found = judged(&text);
            let codes: Vec<&str> = found.diagnostics.iter().map(|d| d.code).collect();
            // A page about form shows no whole model.
            let good = !codes.contains(code) && (found.errors() == 0 || code.starts_with('Y'));
            let so = if bad { codes.contains(code) } else { good };
            tried += 1;
            if !so {
                let called = if bad { "refused" } else { "accepted" };
                wrong.push(format!(
                    "{code}: called {called}, but {codes:?} are found in\n{text}\n{}",
                    found.to_text(false)
                ));
            }
        }
    }
    assert!(tried > 60, "only {tried} stanzas are found");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn judged(text: &str) -> Report {
    match model::read("queries.yaml", text.as_bytes()) {
        Ok((model, mut report)) => {
            for diagnostic in advise::advise(&model) {
                report.push(diagnostic);
            }
            model.suppress(&mut report, TODAY, &[Judge::Model, Judge::Advice]);
            report.diagnostics.retain(|found| found.suppressed.is_none());
            report
        }
        Err(report) => report,
    }
}

/// The YAML blocks of a piece of a page.
fn stanzas(page: &str) -> impl Iterator<Item = &str> {
    page.split("```yaml\n").skip(1).map(|rest| rest.split("```").next().unwrap())
}

/// A model of which `stanza` is a part: the whole of it, a query, or some keys of a query.
fn completed(stanza: &str, code: &str) -> String {
    // A page about what is missing shows what is missing.
    if code == "Y07" {
        return stanza.to_owned();
    }
    let mut text = match stanza.len() - stanza.trim_start().len() {
        4 => format!("queries:\n  asked:\n{stanza}{}", keys(stanza)),
        2 => format!("queries:\n{stanza}"),
        _ => stanza.to_owned(),
    };
    let has = |text: &str, key: &str| text.lines().any(|line| line.starts_with(key));
    if !has(&text, "queries:") {
        text.push_str("queries:\n  asked: { partition_key: [session_id] }\n");
    }
    text.push_str(table(stanza));
    complete_columns(&mut text);
    for line in ["source: { files: [x.csv] }\n", "keyspace: music\n", "modeler: 1\n"] {
        // `sources:` stands for `source:`.
        if !has(&text, line.split(':').next().unwrap()) {
            text.insert_str(0, line);
        }
    }
    text
}

/// The keys of a table that a piece of its query does not say.
fn keys(stanza: &str) -> String {
    let mut keys = String::new();
    if !stanza.contains("partition_key:") {
        let key = if stanza.contains("key: [session_id") { "user_id" } else { "session_id" };
        let _ = writeln!(keys, "    partition_key: [{key}]");
    }
    if !stanza.contains("clustering_key:") && !stanza.contains("partition_key: [played_at]") {
        let key = if stanza.contains("played_at") { "played_at" } else { "item_in_session" };
        let _ = writeln!(keys, "    clustering_key: [{key}]");
    }
    keys
}

/// The query that declares the table which a stanza only names.
fn table(stanza: &str) -> &'static str {
    let named = |table: &str| stanza.contains(&format!("table: {table}\n")) && !stanza.contains(&format!("  {table}:"));
    if named("songs_by_session") {
        "  songs_by_session: { partition_key: [session_id], clustering_key: [item_in_session], select: [artist] }\n"
    } else if named("songs_by_user_session") {
        "  songs_by_user_session: { partition_key: [user_id, session_id], clustering_key: [item_in_session] }\n"
    } else {
        ""
    }
}

/// Declares the columns that are named.
fn complete_columns(text: &mut String) {
    // What is written in one line is the whole of it.
    if text.lines().any(|line| line.starts_with("columns: {")) {
        return;
    }
    let named = |name: &str| text.split(|c: char| !(c.is_alphanumeric() || c == '_')).any(|word| word == name);
    let declared = |name: &str| text.lines().any(|line| line.starts_with(&format!("  {name}:")));
    let missing = COLUMNS.iter().filter(|(name, _)| named(name) && !declared(name));
    let lines = missing.map(|(name, ty)| format!("  {name}: {ty}\n")).collect::<Vec<_>>().concat();
    match text.find("columns:\n") {
        Some(at) => text.insert_str(at + "columns:\n".len(), &lines),
        None => text.insert_str(0, &format!("columns:\n{lines}")),
    }
}
