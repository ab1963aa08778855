//! Takes findings with a code, a place, a fact and a way out; gives them as text with an excerpt, or as JSON. Never
//! decides what is a fault, never prints.

use std::collections::BTreeMap;
use std::fmt;
use std::ops::Range;

use annotate_snippets::renderer::{AnsiColor, Style};
use annotate_snippets::{Annotation, AnnotationKind, Group, Level, Renderer, Snippet};
use serde_json::json;

/// As the library draws margins.
const MARGIN: Style = AnsiColor::BrightBlue.on_default().bold();

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

/// Longer lines give no excerpt: they are no longer read by a person, and each finding on one would show all of it.
const LONGEST_LINE: usize = 4096;

/// Longer texts of a finding are cut, in characters.
const LONGEST_TEXT: usize = 1000;

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

    /// The findings as a person reads them, without the suppressed ones, with an excerpt and a caret each, in colour if `colour`.
    pub fn to_text(&self, colour: bool) -> String {
        let mut out = String::new();
        for diagnostic in self.diagnostics.iter().filter(|d| d.suppressed.is_none()) {
            out.push_str(&self.render(diagnostic, colour));
            out.push_str("\n\n");
        }
        if self.is_full() {
            out.push_str("There may be more: a report ends after this many findings.\n");
        }
        out
    }

    /// The findings as JSON: an array of objects with `code`, `severity`, `query`, `fact`, `help`, `file`, `line`,
    /// `column`, `suppressed` and `related`.
    pub fn to_json(&self) -> serde_json::Value {
        self.diagnostics
            .iter()
            .map(|d| {
                let place = |p: &Place| json!({ "file": p.file, "line": p.line, "column": p.column });
                let mut value = json!({
                    "code": d.code,
                    "severity": if d.severity == Severity::Error { "error" } else { "warning" },
                    "query": d.query,
                    "fact": d.fact,
                    "help": d.help,
                    "file": d.place.as_ref().map(|p| &p.file),
                    "line": d.place.as_ref().map(|p| p.line),
                    "column": d.place.as_ref().map(|p| p.column),
                });
                value["suppressed"] =
                    d.suppressed.as_ref().map(|s| json!({ "reason": s.reason, "until": s.until })).into();
                value["related"] = d
                    .related
                    .iter()
                    .map(|(p, word)| {
                        let mut related = place(p);
                        related["word"] = json!(word);
                        related
                    })
                    .collect();
                value
            })
            .collect()
    }

    fn render(&self, diagnostic: &Diagnostic, colour: bool) -> String {
        let renderer = if colour { Renderer::styled() } else { Renderer::plain() };
        let level = match diagnostic.severity {
            Severity::Error => Level::ERROR,
            Severity::Warning => Level::WARNING,
        };
        let fact = shown(&diagnostic.fact);
        let help = diagnostic.help.as_deref().map(shown);
        let mut group = Group::with_title(level.primary_title(fact.as_str()).id(diagnostic.code));
        let excerpts = self.excerpts(diagnostic);
        for excerpt in &excerpts {
            group = group.element(excerpt.snippet());
        }
        if excerpts.is_empty() {
            return without_excerpt(renderer.render(&[group]), diagnostic, help.as_deref(), colour);
        }
        if let Some(help) = &help {
            group = group.element(Level::HELP.message(help.as_str()));
        }
        renderer.render(&[group])
    }

    /// The pieces of text to show: the lines of each place whose text is known and that is not too long.
    fn excerpts<'a>(&'a self, diagnostic: &'a Diagnostic) -> Vec<Excerpt<'a>> {
        let primary = diagnostic.place.iter().map(|place| (place, ""));
        let related = diagnostic.related.iter().map(|(place, word)| (place, word.as_str()));
        let shown = primary.chain(related).filter_map(|(place, word)| {
            let text = self.texts.get(&place.file)?;
            Excerpt::of(text, place, word).filter(|excerpt| excerpt.text.len() <= LONGEST_LINE)
        });
        shown.collect()
    }
}

/// A finding of which no text is at hand: the library would draw the margin of an excerpt that is not there.
fn without_excerpt(title: String, diagnostic: &Diagnostic, help: Option<&str>, colour: bool) -> String {
    let (margin, word) = if colour { (MARGIN, Style::new().bold()) } else { (Style::new(), Style::new()) };
    let mut out = title;
    if let Some(place) = &diagnostic.place {
        out = format!("{out}\n {margin}-->{margin:#} {}", printable(&place.to_string()));
    }
    for (n, line) in help.iter().flat_map(|help| help.lines()).enumerate() {
        out = match n {
            0 => format!("{out}\n  {margin}={margin:#} {word}help{word:#}: {line}"),
            _ => format!("{out}\n          {line}"),
        };
    }
    out
}

/// The lines that hold a place, with a word for it; none for the place that a finding is about. Cutting the lines out
/// first keeps the rendering of many findings in one long file linear.
struct Excerpt<'a> {
    place: &'a Place,
    text: &'a str,
    span: Range<usize>,
    word: &'a str,
}

impl<'a> Excerpt<'a> {
    fn of(text: &'a str, place: &'a Place, word: &'a str) -> Option<Self> {
        let (before, after) = (text.get(..place.span.start)?, text.get(place.span.end..)?);
        let start = before.rfind('\n').map_or(0, |at| at + 1);
        let end = after.find('\n').map_or(text.len(), |at| place.span.end + at);
        let span = place.span.start - start..place.span.end - start;
        Some(Self { place, text: &text[start..end], span, word })
    }

    fn snippet(&self) -> Snippet<'a, Annotation<'a>> {
        let kind = if self.word.is_empty() { AnnotationKind::Primary } else { AnnotationKind::Context };
        let mark = kind.span(self.span.clone());
        let mark = if self.word.is_empty() { mark } else { mark.label(self.word) };
        Snippet::source(self.text).path(self.place.file.as_str()).line_start(self.place.line).annotation(mark)
    }
}

/// `text` with control characters and the invisible ones that reorder text written as escapes, so that a value from a
/// file never reaches the terminal raw.
pub fn printable(text: &str) -> String {
    let hidden =
        |c: char| matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}');
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if (c.is_control() && c != '\n') || hidden(c) {
            out.extend(c.escape_unicode());
        } else {
            out.push(c);
        }
    }
    out
}

/// `text` as a finding shows it: printable, and not longer than a screen.
fn shown(text: &str) -> String {
    match text.char_indices().nth(LONGEST_TEXT) {
        Some((cut, _)) => printable(&text[..cut]) + "…",
        None => printable(text),
    }
}

/// The candidate nearest to `word`, if one is near enough to be what was meant: at most a third of the word wrong, and
/// never more than three letters (Damerau-Levenshtein). Of candidates equally near the first is taken.
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let lower: Vec<char> = word.chars().flat_map(char::to_lowercase).take(LONGEST_TEXT).collect();
    let allowed = (lower.len() / 3).clamp(1, 3);
    let mut best: Option<(usize, &str)> = None;
    let mut other = Vec::new();
    for candidate in candidates {
        other.clear();
        other.extend(candidate.chars().flat_map(char::to_lowercase).take(LONGEST_TEXT));
        let least = best.map_or(allowed + 1, |(distance, _)| distance);
        if let Some(distance) = distance(&lower, &other, least) {
            best = Some((distance, candidate));
        }
    }
    best.map(|(_, candidate)| candidate)
}

/// The distance of two words if it is less than `limit`. What they begin and end with in common is passed over first:
/// the names of one model are often alike but for a few letters.
fn distance(one: &[char], other: &[char], limit: usize) -> Option<usize> {
    let start = one.iter().zip(other).take_while(|(a, b)| a == b).count();
    let (one, other) = (&one[start..], &other[start..]);
    let end = one.iter().rev().zip(other.iter().rev()).take_while(|(a, b)| a == b).count();
    let (one, other) = (&one[..one.len() - end], &other[..other.len() - end]);
    let (long, short) = (one.len().max(other.len()), one.len().min(other.len()));
    if long - short >= limit {
        return None;
    }
    let distance = if short == 0 { long } else { strsim::generic_damerau_levenshtein(one, other) };
    (distance < limit).then_some(distance)
}

#[cfg(test)]
mod tests;
