//! The floors of the house, held by reading the sources: who may use whom, where each crate is at home, and what no
//! floor below the command line does. Tests inside the sources are not looked at: they may use anything.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// The floors from the lowest up. A module uses those on lower floors only; its neighbours are strangers, save on the
/// lowest floor, whose words belong together.
const FLOORS: [&[&str]; 8] = [
    &["name", "types", "value", "cql", "diagnostic"],
    &["rules"],
    &["model"],
    &["catalog"],
    &["advise", "render", "source", "statements", "store"],
    &["apply", "load", "query", "project", "prove"],
    // Answers are compared as `query` gives them, and rows counted as `load` found them.
    &["profile", "verify"],
    &["cli", "main"],
];

/// Where each crate may be named: the beginnings of paths below `src`. Crates that stand here with `""` are everywhere at
/// home; one that does not stand here has no home yet.
const HOMES: [(&str, &[&str]); 31] = [
    ("annotate_snippets", &["diagnostic"]),
    ("anstream", &["cli/"]),
    ("anstyle", &["cli/"]),
    ("chrono", &["value/"]),
    ("clap", &["cli/"]),
    ("clap_complete", &["cli/"]),
    ("comfy_table", &["query/format"]),
    ("crc32fast", &["load/", "source/identity", "store/"]),
    ("csv", &["source/", "query/format", "load/"]),
    ("fastrand", &["store/cassandra"]),
    ("flate2", &["source/"]),
    ("glob", &["source/"]),
    ("indicatif", &["cli/"]),
    ("memchr", &["source/", "value/"]),
    ("minijinja", &["render/"]),
    ("num_bigint", &["value/"]),
    ("rpassword", &["cli/"]),
    ("rustc_hash", &["render/"]),
    ("rustls", &["store/cassandra"]),
    ("rustls_native_certs", &["store/cassandra"]),
    ("ruzstd", &["source/"]),
    ("saphyr_parser", &["model/"]),
    ("scylla", &["value/", "store/cassandra"]),
    ("serde", &[""]),
    ("serde_json", &[""]),
    ("serde_yaml", &["model/"]),
    ("similar", &["render/", "verify/"]),
    // The lowest floor looks for near names in three ways.
    ("strsim", &["diagnostic", "types/", "value/"]),
    ("tempfile", &["cli/", "load/", "render/", "store/", "verify/"]),
    ("tokio", &["cli/", "prove/", "store/cassandra"]),
    ("uuid", &["store/cassandra", "value/"]),
];

/// What is never written below the command line, and why.
const NEVER: [(&str, &str); 13] = [
    ("println!", "results are returned, and the command line prints them"),
    ("eprintln!", "findings are returned, and the command line prints them"),
    ("print!", "results are returned, and the command line prints them"),
    ("eprint!", "findings are returned, and the command line prints them"),
    ("dbg!", "it is for the moment"),
    ("process::exit", "exit codes are the command line's"),
    ("env::", "the environment is the command line's"),
    ("stdout()", "the terminal is the command line's"),
    ("stderr()", "the terminal is the command line's"),
    ("SystemTime::now", "the same input gives the same bytes, whatever the clock says"),
    ("todo!", "what is not built is refused by name"),
    ("unimplemented!", "what is not built is refused by name"),
    ("static mut", "no state is shared behind the caller's back"),
];

/// The one exception: the default clock by which the embedded store judges what has expired.
const CLOCK: (&str, &str) = ("src/store/embedded/expiry.rs", "SystemTime::now");

/// What is written nowhere outside tests.
const NOWHERE: [(&str, &str); 2] = [
    ("unsafe ", "nothing here needs it"),
    (".unwrap()", "an invariant is stated with `expect`, anything else is an error"),
];

#[test]
fn modules_use_only_the_floors_below() {
    let mut faults = Vec::new();
    let mut seen = BTreeSet::new();
    for source in sources() {
        let own = source.floor();
        seen.insert(source.module.clone());
        for (line, used) in source.modules() {
            let below = floor(&used).is_some_and(|floor| floor < own || (floor == own && floor == 0));
            if used != source.module && !below {
                faults.push(format!("{}:{line}: `{}` uses `{used}`", source.path, source.module));
            }
        }
    }
    let floors: BTreeSet<String> = FLOORS.iter().flat_map(|floor| floor.iter().map(ToString::to_string)).collect();
    assert_eq!(seen, floors, "the modules of src are those of the floors");
    assert!(faults.is_empty(), "a module uses what is not below it:\n{}", faults.join("\n"));
}

#[test]
fn each_crate_has_one_home() {
    let manifest = fs::read_to_string(root().join("Cargo.toml")).unwrap();
    let dependencies = manifest.split("[dependencies]\n").nth(1).unwrap().split("\n[").next().unwrap();
    let crates = dependencies.lines().filter_map(|line| Some(line.split_once(" = ")?.0.replace('-', "_")));
    assert_eq!(crates.collect::<Vec<_>>(), HOMES.map(|(name, _)| name), "every dependency has a home");
    let homes = BTreeMap::from(HOMES);
    let (mut faults, mut used) = (Vec::new(), BTreeSet::new());
    for source in sources() {
        for (line, path) in source.paths() {
            let first = path.split("::").next().unwrap_or_default();
            let Some(home) = homes.get(first) else { continue };
            used.insert(first.to_owned());
            if !home.iter().any(|home| source.path.starts_with(&format!("src/{home}"))) {
                faults.push(format!("{}:{line}: `{first}` is at home in {home:?}", source.path));
            }
        }
    }
    assert!(faults.is_empty(), "a crate is used away from home:\n{}", faults.join("\n"));
    let idle: Vec<&str> = HOMES.map(|(name, _)| name).into_iter().filter(|name| !used.contains(*name)).collect();
    assert!(idle.is_empty(), "nobody uses {idle:?}");
}

#[test]
fn nothing_below_the_command_line_touches_its_surroundings() {
    let mut faults = Vec::new();
    for source in sources() {
        let below = source.floor() + 1 < FLOORS.len();
        for (number, line) in (1..).zip(source.code.lines()) {
            let never = NEVER.iter().filter(|(word, _)| below && (source.path.as_str(), *word) != CLOCK);
            for (word, why) in never.chain(&NOWHERE).filter(|(word, _)| holds(line, word)) {
                faults.push(format!("{}:{number}: `{}`: {why}", source.path, word.trim()));
            }
        }
    }
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

#[test]
fn the_reader_sees_code_and_nothing_else() {
    let text = r#"//! crate::one
use crate::{name::Name, types::{self, CqlType}}; // crate::two
fn f<'a>(c: &'a char) { let _ = ('"', "crate::three \" //", r"crate::four \", b'\'', crate::value::cell()); }
/* crate::five /* crate::six */ */ use super::rules;
#[cfg(test)]
mod tests { use crate::seven; }
"#;
    let source = Source::new("src/model/keys.rs", text);
    let modules: Vec<_> = source.modules().into_iter().map(|(line, used)| format!("{line} {used}")).collect();
    assert_eq!(modules, ["2 name", "2 types", "2 types", "3 value"]);
    let top = Source::new("src/apply.rs", "use super::catalog; fn f() { super::store::x(); modeler::rules::y() }");
    assert_eq!(top.modules().into_iter().map(|(_, used)| used).collect::<Vec<_>>(), ["catalog", "store", "rules"]);
    assert!(holds("a.unwrap()", ".unwrap()") && holds("println!()", "println!"));
    assert!(!holds("eprintln!()", "println!") && !holds("my_env::x", "env::"));
}

/// One file of `src`, with everything blanked that is not code outside tests.
struct Source {
    path: String,
    module: String,
    /// How many `super` lead from it to the root of the crate.
    depth: usize,
    code: String,
}

impl Source {
    fn new(path: &str, text: &str) -> Self {
        let inside = path.strip_prefix("src/").unwrap().strip_suffix(".rs").unwrap();
        let parts: Vec<&str> = inside.split('/').filter(|part| *part != "mod").collect();
        let code = blanked(text);
        let code = code.split("#[cfg(test)]").next().unwrap_or_default().to_owned();
        Self { path: path.to_owned(), module: parts[0].to_owned(), depth: parts.len(), code }
    }

    fn floor(&self) -> usize {
        floor(&self.module).unwrap_or_else(|| panic!("{} stands on no floor", self.path))
    }

    /// The modules of the crate that are named, each with its line.
    fn modules(&self) -> Vec<(usize, String)> {
        let root = "super::".repeat(self.depth);
        let mut modules = Vec::new();
        for (line, path) in self.paths() {
            let inside = ["crate::", "modeler::", root.as_str()].iter().find_map(|root| path.strip_prefix(root));
            let first = inside.and_then(|inside| inside.split("::").next()).unwrap_or_default();
            if !first.is_empty() && first.chars().all(|c| c.is_lowercase() || c == '_') && first != "super" {
                modules.push((line, first.to_owned()));
            }
        }
        modules
    }

    /// Every path with `::` in it, groups in braces written out, each with its line.
    fn paths(&self) -> Vec<(usize, String)> {
        let mut paths = Vec::new();
        let mut rest = self.code.as_str();
        while let Some(at) = rest.find(|c: char| c.is_alphanumeric() || c == '_') {
            let line = 1 + self.code[..self.code.len() - rest.len() + at].matches('\n').count();
            rest = &rest[at..];
            let before = rest.len();
            let mut found = Vec::new();
            rest = tree(rest, "", &mut found);
            paths.extend(found.into_iter().filter(|path| path.contains("::")).map(|path| (line, path)));
            assert!(rest.len() < before, "the reader stands still");
        }
        paths
    }
}

/// Reads one path with the groups that it ends in; gives what is left.
fn tree<'a>(text: &'a str, prefix: &str, found: &mut Vec<String>) -> &'a str {
    let end = text.find(|c: char| !(c.is_alphanumeric() || c == '_')).unwrap_or(text.len());
    let (word, rest) = text.split_at(end);
    let path = format!("{prefix}{word}");
    let Some(rest) = rest.strip_prefix("::") else {
        found.push(path);
        return rest;
    };
    let prefix = format!("{path}::");
    let Some(mut rest) = rest.strip_prefix('{') else {
        let is_word = rest.starts_with(|c: char| c.is_alphanumeric() || c == '_');
        if !is_word {
            found.push(prefix);
            return rest;
        }
        return tree(rest, &prefix, found);
    };
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == ',' || c == '*');
        match rest.strip_prefix('}') {
            Some(after) => return after,
            None if rest.is_empty() => return rest,
            None if rest.starts_with(|c: char| c.is_alphanumeric() || c == '_') => rest = tree(rest, &prefix, found),
            None => rest = &rest[rest.chars().next().map_or(0, char::len_utf8)..],
        }
    }
}

/// `text` with comments, strings and characters as blanks; lines stay where they are.
fn blanked(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    while at < bytes.len() {
        let end = at + foreign(&text[at..], bytes.get(at.wrapping_sub(1)).copied());
        if end == at {
            let c = text[at..].chars().next().unwrap();
            out.push(c);
            at += c.len_utf8();
        } else {
            out.extend(text[at..end].chars().map(|c| if c == '\n' { '\n' } else { ' ' }));
            at = end;
        }
    }
    out
}

/// Length of the comment, string or character that `text` begins with; 0 where it begins with none.
fn foreign(text: &str, before: Option<u8>) -> usize {
    let inside_word = before.is_some_and(|b| b.is_ascii_alphanumeric() || b == b'_');
    if text.starts_with("//") {
        return text.find('\n').unwrap_or(text.len());
    }
    if text.starts_with("/*") {
        return block(text);
    }
    let quoted = text.strip_prefix('b').filter(|_| !inside_word).unwrap_or(text);
    let prefix = text.len() - quoted.len();
    if let Some(raw) = quoted.strip_prefix('r').filter(|_| !inside_word) {
        let hashes = raw.len() - raw.trim_start_matches('#').len();
        if raw[hashes..].starts_with('"') {
            let close = format!("\"{}", "#".repeat(hashes));
            let body = prefix + 1 + hashes + 1;
            return text[body..].find(&close).map_or(text.len(), |n| body + n + close.len());
        }
    }
    match quoted.chars().next() {
        Some('"') => prefix + closed(quoted, '"'),
        // A lifetime has no closing quote one character on.
        Some('\'') if quoted[1..].starts_with('\\') || quoted.chars().nth(2) == Some('\'') => {
            prefix + closed(quoted, '\'')
        }
        _ => 0,
    }
}

fn block(text: &str) -> usize {
    let mut depth = 0;
    for (at, _) in text.char_indices() {
        if text[at..].starts_with("/*") {
            depth += 1;
        } else if text[at..].starts_with("*/") {
            depth -= 1;
            if depth == 0 {
                return at + 2;
            }
        }
    }
    text.len()
}

/// Length of a literal with its quotes.
fn closed(text: &str, quote: char) -> usize {
    let mut escaped = false;
    for (at, c) in text.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            c if c == quote => return at + 1,
            _ => {}
        }
    }
    text.len()
}

fn sources() -> Vec<Source> {
    let mut paths = Vec::new();
    walk(&root().join("src"), &mut paths);
    let is_test = |path: &String| path.ends_with("/tests.rs") || path.contains("/tests/");
    let sources = paths.into_iter().filter(|path| path != "src/lib.rs" && !is_test(path));
    let sources: Vec<Source> =
        sources.map(|path| Source::new(&path, &fs::read_to_string(root().join(&path)).unwrap())).collect();
    assert!(sources.len() > 60, "only {} files were found", sources.len());
    sources
}

fn walk(dir: &Path, paths: &mut Vec<String>) {
    for entry in fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            walk(&path, paths);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let path = path.strip_prefix(root()).unwrap().components().map(|part| part.as_os_str().to_str().unwrap());
            paths.push(path.collect::<Vec<_>>().join("/"));
        }
    }
    paths.sort();
}

fn floor(module: &str) -> Option<usize> {
    FLOORS.iter().position(|floor| floor.contains(&module))
}

/// Whether `word` stands in `line`, not as the end of a longer word.
fn holds(line: &str, word: &str) -> bool {
    let is_part = |c: char| c.is_alphanumeric() || c == '_';
    line.match_indices(word).any(|(at, _)| !word.starts_with(is_part) || !line[..at].ends_with(is_part))
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}
