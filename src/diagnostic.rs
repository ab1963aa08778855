//! Takes findings with a code, a place, a fact and a way out; gives them as text with an excerpt, as JSON, as SARIF or as
//! annotations. Never decides what is a fault, never prints.

mod github;
mod json;
mod near;
mod sarif;
mod text;

use std::collections::BTreeMap;
use std::fmt;
use std::ops::Range;

pub use near::nearest;
pub use text::printable;

/// How much a finding weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The run cannot go on.
    Error,
    /// It can, but the user should know.
    Warning,
}

/// A place in a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The file as the user would name it.
    pub file: String,
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
    /// Byte range in the file's text; empty where only line and column are known.
    pub span: Range<usize>,
}

impl Severity {
    /// Its name, as every form writes it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
        }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}:{}", self.file, self.line, self.column)
    }
}

/// One finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// Its stable code, which `modeler explain` knows.
    pub code: &'static str,
    /// Its weight.
    pub severity: Severity,
    /// The query that it is about, or that declares the table it is about, where it is known.
    pub query: Option<String>,
    /// Where it is.
    pub place: Option<Place>,
    /// The fault: lower-case phrase, the user's words in backticks, no full stop.
    pub fact: String,
    /// The way out.
    pub help: Option<String>,
    /// Other places that belong to it, each with a word.
    pub related: Vec<(Place, String)>,
    /// Why it may stay, where the model says so: it is listed, and no longer shown.
    pub suppressed: Option<Suppressed>,
}

/// Why a finding may stay.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suppressed {
    /// The reason, in the user's words.
    pub reason: String,
    /// The day from which on it may no longer, as `2027-03-01`.
    pub until: Option<String>,
}

impl Diagnostic {
    /// An error without place, help or related places.
    pub fn error(code: &'static str, fact: impl Into<String>) -> Self {
        let (fact, related) = (fact.into(), Vec::new());
        let severity = Severity::Error;
        Self { code, severity, query: None, place: None, fact, help: None, related, suppressed: None }
    }

    /// The same finding, about the query of this name or the table that it declares.
    #[must_use]
    pub fn about(mut self, query: impl Into<String>) -> Self {
        self.query = Some(query.into());
        self
    }

    /// The same finding at `place`.
    #[must_use]
    pub fn at(mut self, place: Option<Place>) -> Self {
        self.place = place;
        self
    }

    /// The same finding with a way out.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// The same finding, as a warning.
    #[must_use]
    pub fn warning(mut self) -> Self {
        self.severity = Severity::Warning;
        self
    }

    /// The same finding with another place that belongs to it.
    #[must_use]
    pub fn related(mut self, place: Option<Place>, word: impl Into<String>) -> Self {
        self.related.extend(place.map(|place| (place, word.into())));
        self
    }
}

/// The most findings that a report takes: who wrote a file of so many faults has made one mistake.
pub const MOST_FINDINGS: usize = 10_000;

/// What is told of a code beside its findings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Page {
    /// The rule in one line.
    pub line: &'static str,
    /// All about it, in Markdown.
    pub text: &'static str,
    /// What its findings weigh.
    pub severity: Severity,
}

/// Who knows the pages: gives that of a code.
pub type Pages = fn(&str) -> Option<Page>;

/// Many findings, with the texts that their excerpts are cut from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// The findings, in the order they were made.
    pub diagnostics: Vec<Diagnostic>,
    texts: BTreeMap<String, String>,
}

impl Report {
    /// Adds one finding, unless there are [`MOST_FINDINGS`].
    pub fn push(&mut self, diagnostic: Diagnostic) {
        if !self.is_full() {
            self.diagnostics.push(diagnostic);
        }
    }

    /// Whether no more findings are taken, so that looking for them is vain.
    pub fn is_full(&self) -> bool {
        self.diagnostics.len() >= MOST_FINDINGS
    }

    /// Adds all findings and texts of `other`, as far as there is room.
    pub fn merge(&mut self, other: Self) {
        other.diagnostics.into_iter().for_each(|diagnostic| self.push(diagnostic));
        self.texts.extend(other.texts);
    }

    /// Keeps the findings that `keep` holds of, and drops the others.
    pub fn retain(&mut self, keep: impl FnMut(&Diagnostic) -> bool) {
        self.diagnostics.retain(keep);
    }

    /// Remembers the text of `file`, for excerpts.
    pub fn source(&mut self, file: &str, text: &str) {
        self.texts.insert(file.to_owned(), text.to_owned());
    }

    /// Number of errors.
    pub fn errors(&self) -> usize {
        self.diagnostics.iter().filter(|d| d.severity == Severity::Error).count()
    }

    /// Number of warnings that are not suppressed.
    pub fn warnings(&self) -> usize {
        self.diagnostics.iter().filter(|d| d.severity == Severity::Warning && d.suppressed.is_none()).count()
    }

    /// Number of findings that are suppressed.
    pub fn suppressed(&self) -> usize {
        self.diagnostics.iter().filter(|d| d.suppressed.is_some()).count()
    }

    /// Sorts the findings by place, then code; those without a place come first. The same finding twice counts once.
    pub fn sort(&mut self) {
        let rank =
            |d: &Diagnostic| (d.place.as_ref().map(|p| (p.file.clone(), p.line, p.column)), d.code, d.fact.clone());
        self.diagnostics.sort_by_cached_key(rank);
        self.diagnostics.dedup();
    }

    /// Line and column behind the end of a place, where its text is at hand and it has an extent.
    fn end(&self, place: &Place) -> Option<(usize, usize)> {
        let part = self.texts.get(&place.file)?.get(place.span.clone()).filter(|part| !part.is_empty())?;
        let lines = part.matches('\n').count();
        let last = part.rsplit('\n').next().map_or(0, |last| last.chars().count());
        Some((place.line + lines, if lines == 0 { place.column + last } else { last + 1 }))
    }
}

#[cfg(test)]
mod tests;
