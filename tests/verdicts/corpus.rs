//! Takes a file of statements with what a node said to each, gives its cases and writes it again. A file begins with the
//! CREATE statements of its tables; a case is a statement, on one line or several, and a line `--> ok`, `--> syntax`,
//! `--> prepare MESSAGE`, `--> execute MESSAGE` or `--> create MESSAGE`. Lines that begin with `-- ` are notes.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

/// A file of cases.
#[derive(Debug)]
pub struct Corpus {
    pub path: PathBuf,
    /// The CREATE statements, in order.
    pub schema: Vec<String>,
    parts: Vec<Part>,
}

#[derive(Debug)]
enum Part {
    /// A line that is kept as it is: a note, an empty line, a CREATE statement of the schema.
    Line(String),
    Case(Case),
}

/// A statement and its verdict.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Case {
    pub statement: String,
    /// What stands behind `--> `; empty where nothing is recorded yet.
    pub verdict: String,
    /// The line on which the statement begins, from 1.
    pub line: usize,
}

impl Corpus {
    /// Every file of `tests/verdicts/FOLDER`, by name.
    pub fn all(folder: &str) -> Vec<Self> {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/verdicts").join(folder);
        let mut paths: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
        paths.retain(|path| path.extension().is_some_and(|extension| extension == "cql"));
        paths.sort();
        paths.iter().map(|path| Self::read(path)).collect()
    }

    pub fn read(path: &Path) -> Self {
        let text = fs::read_to_string(path).unwrap();
        let mut corpus = Self { path: path.to_owned(), schema: Vec::new(), parts: Vec::new() };
        let mut open: Option<(usize, String)> = None;
        for (index, line) in text.lines().enumerate() {
            match (line.strip_prefix("-->"), &mut open) {
                (Some(verdict), Some((at, statement))) => {
                    let case =
                        Case { statement: std::mem::take(statement), verdict: verdict.trim().to_owned(), line: *at };
                    corpus.parts.push(Part::Case(case));
                    open = None;
                }
                (Some(_), None) => panic!("{}:{}: a verdict without a statement", path.display(), index + 1),
                (None, Some((_, statement))) => {
                    statement.push('\n');
                    statement.push_str(line);
                }
                (None, None) if line.is_empty() || line.starts_with("-- ") => {
                    corpus.parts.push(Part::Line(line.to_owned()));
                }
                (None, None) if corpus.is_schema(line) => {
                    corpus.schema.push(line.trim_end_matches(';').to_owned());
                    corpus.parts.push(Part::Line(line.to_owned()));
                }
                (None, None) => open = Some((index + 1, line.to_owned())),
            }
        }
        assert!(open.is_none(), "{}: the last case has no verdict", path.display());
        corpus
    }

    /// Whether a line makes a table, a type or an index that the cases need: those end with `;`, those of cases do not.
    fn is_schema(&self, line: &str) -> bool {
        line.starts_with("CREATE ")
            && line.ends_with(';')
            && !self.parts.iter().any(|part| matches!(part, Part::Case(_)))
    }

    pub fn cases(&self) -> impl Iterator<Item = &Case> {
        self.parts.iter().filter_map(|part| match part {
            Part::Case(case) => Some(case),
            Part::Line(_) => None,
        })
    }

    /// Gives every case the verdict that `ask` gives to its statement.
    pub fn record(&mut self, mut ask: impl FnMut(&str) -> String) {
        for part in &mut self.parts {
            if let Part::Case(case) = part {
                case.verdict = ask(&case.statement);
            }
        }
    }

    /// The file's text.
    pub fn text(&self) -> String {
        let mut out = String::new();
        for part in &self.parts {
            match part {
                Part::Line(line) => writeln!(out, "{line}").unwrap(),
                Part::Case(case) => writeln!(out, "{}\n--> {}", case.statement, case.verdict).unwrap(),
            }
        }
        out
    }

    /// The file and line of a case, as editors take it.
    pub fn place(&self, case: &Case) -> String {
        format!("{}:{}", self.path.display(), case.line)
    }
}

/// What of a node's words is the same in every run and for every keyspace: lists of signatures come in the order of its
/// hashes, and so do the columns of two tuples that clash.
pub fn comparable(verdict: &str) -> String {
    // The name of a class and the place of an object come before these words.
    if let Some((_, after)) = verdict.split_once(" is not a valid field identifier") {
        return format!("no field{}", after.trim_end());
    }
    let cut = [" (known type signatures", " (can be matched by", " from /", " cannot be cast to class", "@"];
    let end = cut.iter().filter_map(|cut| verdict.find(cut)).min().unwrap_or(verdict.len());
    let mut text = verdict[..end].trim_end().to_owned();
    if let Some((before, after)) = text.split_once("java.lang.").map(|(a, b)| (a.to_owned(), b.to_owned())) {
        let class = after.split([':', ' ']).next().unwrap_or_default();
        text = format!("{before}java.lang.{class}");
    }
    if text.contains(" ,") {
        text = text.replace('"', "");
        let mut words: Vec<&str> = text.split([' ', ',']).filter(|word| !word.is_empty()).collect();
        words.sort_unstable();
        text = words.join(" ");
    }
    text
}
