//! Takes findings, gives them as the commands by which a job on GitHub annotates a change: one line each. Never lets a
//! text end its line or its field.

use std::fmt::Write;

use super::text::{printable, shown};
use super::{Diagnostic, Pages, Report};

impl Report {
    /// The findings that are not suppressed, each as a line `::error file=…,line=…,…,title=CODE: …::fact`, with what
    /// `pages` says of its code in the title.
    pub fn to_github(&self, pages: Pages) -> String {
        let mut out = String::new();
        for diagnostic in self.diagnostics.iter().filter(|d| d.suppressed.is_none()) {
            out.push_str(&self.annotation(diagnostic, pages));
            out.push('\n');
        }
        out
    }

    fn annotation(&self, diagnostic: &Diagnostic, pages: Pages) -> String {
        let mut out = format!("::{} ", diagnostic.severity.word());
        if let Some(place) = &diagnostic.place {
            let _ = write!(out, "file={},line={}", property(&place.file), place.line);
            match self.end(place) {
                // Columns are taken only within a line.
                Some((line, column)) if line == place.line => {
                    let _ = write!(out, ",col={},endLine={line},endColumn={column}", place.column);
                }
                Some((line, _)) => {
                    let _ = write!(out, ",endLine={line}");
                }
                None => {
                    let _ = write!(out, ",col={}", place.column);
                }
            }
            out.push(',');
        }
        let line = pages(diagnostic.code).map(|page| format!(": {}", page.line)).unwrap_or_default();
        let mut text = shown(&diagnostic.fact);
        if let Some(help) = &diagnostic.help {
            let _ = write!(text, "\nhelp: {}", shown(help));
        }
        for (place, word) in &diagnostic.related {
            let _ = write!(text, "\n{}: {}", shown(&place.to_string()), shown(word));
        }
        format!("{out}title={}::{}", property(&format!("{}{line}", diagnostic.code)), message(&text))
    }
}

/// `text` as the message of a command.
fn message(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// `text` as a property of a command.
fn property(text: &str) -> String {
    message(&printable(text)).replace(':', "%3A").replace(',', "%2C")
}
