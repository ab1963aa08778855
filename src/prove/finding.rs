//! Takes what a node made of a model, gives findings for a report, and a case: a folder that someone can attach to a
//! report of a bug. It holds the model without its environments, the statements, their values and the node's words; no
//! host and no user.

use std::fmt::Write;
use std::fs;
use std::io;
use std::path::Path;

use super::statements::{Trial, Values};
use crate::diagnostic::{Diagnostic, Report};
use crate::model::Places;
use crate::name::Name;
use crate::rules::shape::Part;
use crate::types::CqlType;
use crate::value::display;

/// What a proof found.
#[derive(Clone, Debug)]
pub struct Proof {
    /// The server's name and version.
    pub server: String,
    /// The scratch keyspace.
    pub keyspace: Name,
    /// Tables that were made.
    pub tables: u64,
    /// Statements that were prepared, and executed with every of their values.
    pub statements: u64,
    /// What is not as it should be, in the order in which it was tried.
    pub refusals: Vec<Refusal>,
}

/// Something that the node did not take as the rules had foretold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// What it is about: ``query `plays` ``.
    pub what: String,
    /// The query that it is about, or that declares the table it is about.
    pub query: Option<Name>,
    /// The statement; empty where it is about none.
    pub cql: String,
    /// The values it was executed with, by their names.
    pub values: Vec<(String, String)>,
    /// The node's words, or ours for a difference.
    pub words: String,
    /// What kind of finding it is.
    pub kind: Kind,
}

/// Kinds of findings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The node refuses what no rule refuses.
    Refused,
    /// What was read back is not what was asked for.
    Different,
    /// The node is set up to refuse it: a guardrail, a feature that is switched off.
    Forbidden,
    /// Fewer nodes are alive than the consistency level needs, so that it was tried at a lower one.
    TooFew,
}

/// What the refusals of a node say that is set up to refuse something that others take: guardrails, features that are
/// switched off, memtables that `cassandra.yaml` does not name, times to live beyond what its storage format can hold.
const SETTINGS: [&str; 6] = [
    "Guardrail ",
    "is not enabled",
    "Enable in cassandra.yaml",
    "Memtable configuration",
    "restart cassandra with",
    "exceeds maximum supported expiration date",
];

impl Refusal {
    pub(super) fn new(what: String, cql: &str, words: String) -> Self {
        let is_setting = SETTINGS.iter().any(|setting| words.contains(setting));
        let kind = if is_setting { Kind::Forbidden } else { Kind::Refused };
        Self { what, query: None, cql: cql.to_owned(), values: Vec::new(), words, kind }
    }

    /// The same, with the values that the statement was executed with.
    pub(super) fn bound(mut self, trial: &Trial<'_>, values: &Values) -> Self {
        let pairs = trial.binds.iter().zip(values);
        self.values = pairs.map(|(bind, value)| (bind.name.to_string(), shown(&bind.ty, value.as_ref()))).collect();
        self
    }

    /// The same, about `query` or the table that it declares.
    pub(super) fn about(self, query: Option<&Name>) -> Self {
        Self { query: query.cloned(), ..self }
    }

    /// Whether it shows a fault of ours.
    pub fn is_bug(&self) -> bool {
        matches!(self.kind, Kind::Refused | Kind::Different)
    }

    fn diagnostic(&self, server: &str, case: &Path) -> Diagnostic {
        let Self { what, words, .. } = self;
        let case = case.display();
        let report = format!("this is a bug of ours: please report it, with what is in `{case}`");
        let with_statement =
            |help: &str| if self.cql.is_empty() { help.to_owned() } else { format!("{help}\n{}", self.cql) };
        match self.kind {
            Kind::Refused => {
                let fact = format!("{server} refuses {what}, which no rule of ours refuses: {words}");
                Diagnostic::error("P01", fact).help(with_statement(&report))
            }
            Kind::Different => {
                let fact = format!("on {server} {what} is not as it should be: {words}");
                Diagnostic::error("P02", fact).help(with_statement(&report))
            }
            Kind::Forbidden => {
                let fact = format!("this cluster is set up to refuse {what}: {words}");
                let help = "change the model, or ask whoever runs the cluster";
                Diagnostic::error("P03", fact).help(with_statement(help))
            }
            Kind::TooFew => {
                let fact = format!("{what} was tried at consistency ONE, because {words}");
                Diagnostic::error("P04", fact).help("prove on a cluster with as many nodes as the real one").warning()
            }
        }
    }
}

impl Proof {
    pub(super) fn new(server: String, keyspace: &Name) -> Self {
        Self { server, keyspace: keyspace.clone(), tables: 0, statements: 0, refusals: Vec::new() }
    }

    /// How many faults of ours it shows.
    pub fn bugs(&self) -> usize {
        self.refusals.iter().filter(|refusal| refusal.is_bug()).count()
    }

    /// The findings, which stand at their queries' `places`; those that are bugs of ours name the folder `case`, which
    /// [`Proof::write`] fills.
    pub fn report(&self, case: &Path, places: &Places) -> Report {
        let mut report = Report::default();
        for refusal in &self.refusals {
            let found = refusal.diagnostic(&self.server, case);
            report.push(match refusal.query.as_ref().map(Name::text) {
                Some(query) => found.about(query).at(places.of(query, &Part::Name)),
                None => found,
            });
        }
        report
    }

    /// Fills the folder `case` with what a report of the bugs needs: the text of the model as `queries.yaml`, and
    /// `report.md`. Fails as files fail.
    pub fn write(&self, case: &Path, model: &[u8]) -> io::Result<()> {
        fs::create_dir_all(case)?;
        fs::write(case.join("queries.yaml"), without_environments(&String::from_utf8_lossy(model)))?;
        fs::write(case.join("report.md"), self.case())
    }

    /// The text of `report.md`.
    fn case(&self) -> String {
        let (version, server) = (env!("CARGO_PKG_VERSION"), &self.server);
        let mut text = format!(
            "# A model that modeler {version} takes and {server} does not\n\nThe model is `queries.yaml` in this folder. \
             Tried in the keyspace `{}`.\n",
            self.keyspace
        );
        for refusal in self.refusals.iter().filter(|refusal| refusal.is_bug()) {
            let said = if refusal.kind == Kind::Refused { "The node says" } else { "We find" };
            let _ = write!(text, "\n## {}\n\n{said}:\n\n{}", refusal.what, block(&refusal.words));
            if !refusal.cql.is_empty() {
                let _ = write!(text, "\nThe statement:\n\n{}", block(&refusal.cql));
            }
            if !refusal.values.is_empty() {
                let lines: Vec<String> =
                    refusal.values.iter().map(|(name, value)| format!("{name} = {value}")).collect();
                let _ = write!(text, "\nIts values:\n\n{}", block(&lines.join("\n")));
            }
        }
        text
    }
}

/// Text as it is, in Markdown: indented, so that nothing in it can end the block.
fn block(text: &str) -> String {
    text.lines().flat_map(|line| ["    ", line, "\n"]).collect()
}

/// A value for a person.
pub(super) fn shown(ty: &CqlType, value: Option<&Vec<u8>>) -> String {
    let Some(bytes) = value else { return "nothing".to_owned() };
    let mut text = String::new();
    display(ty, bytes, &mut text);
    text
}
/// The model without the lines of its `environments`, which name hosts and users and change nothing of what was tried.
fn without_environments(model: &str) -> String {
    let mut within = false;
    let kept = model.split_inclusive('\n').filter(|line| {
        let goes_on = line.starts_with([' ', '\t', '#', '}', ']', '-']) || line.trim().is_empty();
        within = line.starts_with("environments:") || (within && goes_on);
        !within
    });
    kept.collect()
}
