//! Takes files of CQL statements, gives findings: what a node would say to each, offline. Reads no file and asks no node:
//! the texts are handed in, and `prove` asks.

use std::ops::Range;

use crate::diagnostic::{Diagnostic, Place, Report};
use crate::rules::select::{Complaint, Stage, Unknown};
pub use crate::rules::statements::{Judged, Sort, Statements};

/// A file of statements.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// Its name as the user would write it.
    pub name: String,
    /// Its text.
    pub text: String,
    /// What is said to its statements.
    pub judged: Vec<Judged>,
}

/// Judges the statements of files, each given by name and text; those of a later file meet what those of the earlier have
/// made. Gives the keyspace that they are judged in, too.
pub fn judge(files: Vec<(String, String)>) -> (String, Vec<File>) {
    let mut statements = Statements::of(files.iter().map(|(_, text)| text.as_str()));
    let keyspace = statements.keyspace().text().to_owned();
    let judge = |(name, text): (String, String)| File { judged: statements.judge(&text), name, text };
    (keyspace, files.into_iter().map(judge).collect())
}

impl File {
    /// The findings: an error for what a node refuses, a warning for what cannot be judged and for what a node warns of.
    pub fn report(&self) -> Report {
        let mut report = Report::default();
        report.source(&self.name, &self.text);
        for judged in &self.judged {
            judged.complaints.iter().for_each(|complaint| report.push(self.refused(complaint)));
            judged.unknown.iter().for_each(|unknown| report.push(self.unknown(unknown)));
            judged.warnings.iter().for_each(|words| report.push(self.warned(&judged.span, words)));
        }
        report
    }

    /// The first words of the statement at `span`, for a person.
    pub fn shown(&self, span: &Range<usize>) -> String {
        let text = self.text.get(span.clone()).unwrap_or_default();
        text.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(80).collect()
    }

    /// Where `span` stands.
    pub fn place(&self, span: &Range<usize>) -> Place {
        let before = self.text.get(..span.start).unwrap_or_default();
        let line = before.matches('\n').count() + 1;
        let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
        // What goes on over several lines is shown by its first.
        let whole = self.text.get(span.clone()).unwrap_or_default();
        let end = span.start + whole.find('\n').unwrap_or(whole.len());
        Place { file: self.name.clone(), line, column, span: span.start..end }
    }

    fn refused(&self, complaint: &Complaint) -> Diagnostic {
        let Complaint { code, span, stage, words, fact, help } = complaint;
        let when = match stage {
            Stage::Syntax | Stage::Create => "a node says",
            Stage::Prepare => "a node says when it prepares it",
            Stage::Execute => "a node prepares it and says when it executes it",
        };
        let help = if words.is_empty() { help.clone() } else { format!("{help}\n{when}: {words}") };
        Diagnostic::error(code, fact.clone()).at(Some(self.place(span))).help(help)
    }

    fn unknown(&self, unknown: &Unknown) -> Diagnostic {
        let fact = format!("{} cannot be judged without a node", unknown.what);
        let help = "`check --prove` asks one";
        Diagnostic::error("D17", fact).warning().at(Some(self.place(&unknown.span))).help(help)
    }

    fn warned(&self, span: &Range<usize>, words: &str) -> Diagnostic {
        let fact = format!("a node answers with a warning: {words}");
        // Beside scans, aggregates over a list of partitions are all that a node warns of in a SELECT.
        let code = if words.contains("multiple partition keys") { "A04" } else { "A01" };
        Diagnostic::error(code, fact)
            .warning()
            .at(Some(self.place(span)))
            .help("ask for one partition by its whole key")
    }
}
