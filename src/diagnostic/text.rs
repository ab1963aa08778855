//! Takes findings, gives them as a person reads them: each with the lines that it is about, and a caret. Never lets a
//! text from a file steer the terminal.

use std::ops::Range;

use annotate_snippets::renderer::{AnsiColor, Style};
use annotate_snippets::{Annotation, AnnotationKind, Group, Level, Renderer, Snippet};

use super::{Diagnostic, Place, Report, Severity};

/// As the library draws margins.
const MARGIN: Style = AnsiColor::BrightBlue.on_default().bold();

/// Longer lines give no excerpt: they are no longer read by a person, and each finding on one would show all of it.
pub(super) const LONGEST_LINE: usize = 4096;

/// Longer texts of a finding are cut, in characters.
pub(super) const LONGEST_TEXT: usize = 1000;

impl Report {
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
pub(super) fn shown(text: &str) -> String {
    match text.char_indices().nth(LONGEST_TEXT) {
        Some((cut, _)) => printable(&text[..cut]) + "…",
        None => printable(text),
    }
}
