//! Takes the raw model, resolves its names, parses its types, clauses and values, and has every shape judged by the
//! rules. Finds all faults; gives a model only if there are none.

mod across;
mod allow;
mod answers;
mod columns;
mod environments;
mod growth;
mod indexes;
mod keyspace;
mod queries;
mod reading;
mod rust;
mod sources;
mod tables;
mod types;
mod written;

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use crate::diagnostic::{Diagnostic, Place, Report, nearest};
use crate::model::tree::{Step, Tree};
use crate::model::{Column, Model, Origin, Places, places, raw};
use crate::rules::shape::{Finding, Part};
use crate::types::CqlType;

/// Resolves `raw`, whose places `tree` knows. Gives `None` if `report` then has an error.
pub(super) fn model(tree: &Arc<Tree>, raw: &raw::File, report: &mut Report) -> Option<Model> {
    let mut faults = Faults { tree, report };
    version(raw, &mut faults);
    let allow = allow::allow(raw, &mut faults);
    let keyspace = keyspace::keyspace(raw, &mut faults);
    let types = types::types(raw, &mut faults);
    let vocabulary = columns::columns(raw, &types, &mut faults);
    let rust = rust::rust(raw, &types, &vocabulary, &mut faults);
    let sources = sources::sources(raw, &vocabulary, &mut faults);
    let drafts = tables::tables(raw, &vocabulary, &sources, &mut faults);
    let queries = queries::queries(raw, &vocabulary, (keyspace.as_ref(), &types.all, &drafts), &mut faults);
    rust::batches(raw, &sources, &drafts, &mut faults);
    rust::records(&rust, &vocabulary, (&sources, &drafts), &mut faults);
    if faults.report.errors() > 0 {
        return None;
    }
    let tables: Vec<_> = drafts.into_iter().map(|draft| draft.table).collect();
    let environments = environments::environments(raw, &tables, &mut faults);
    let growth = growth::growth(raw.growth.as_ref(), &[], &mut faults);
    let keyspace = keyspace?;
    let columns = vocabulary.columns;
    let places = Places::new(Arc::clone(tree));
    let model = Model {
        keyspace,
        types: types.all,
        sources,
        columns,
        tables,
        queries,
        environments,
        rust,
        allow,
        growth,
        places,
    };
    unused(&model, &mut faults);
    Some(model)
}

fn version(raw: &raw::File, faults: &mut Faults<'_>) {
    match raw.modeler.as_deref() {
        Some("1") => {}
        Some(other) => {
            let fact = format!("format version `{other}` is not known to this modeler");
            faults.push("Y03", &["modeler".into()], fact, "write `modeler: 1`");
        }
        None => faults.push("Y07", &[], "the model does not say its format version", "begin it with `modeler: 1`"),
    }
}

/// Warns of columns that no table stores, no filter reads and no derivation needs, and of types that no column has.
fn unused(model: &Model, faults: &mut Faults<'_>) {
    for (column, _) in model.columns.iter().zip(used(model)).filter(|(_, used)| !*used) {
        let fact = format!("column `{}` is used by no query, filter or derived column", column.name);
        let place = faults.tree.key_at(&["columns".into(), column.name.text().into()]);
        faults.warn(fact, place, "select it in a query, or remove it");
    }
    let mut held = HashSet::new();
    for column in &model.columns {
        column.ty.walk(&mut |inner| {
            if let CqlType::Udt { udt, .. } = inner {
                held.insert(udt.name.clone());
            }
        });
    }
    for udt in model.types.iter().filter(|udt| !held.contains(&udt.name)) {
        let fact = format!("type `{}` is used by no column", udt.name);
        let place = faults.tree.key_at(&["types".into(), udt.name.text().into()]);
        faults.warn(fact, place, "give it to a column, or remove it");
    }
}

/// For each column whether a table stores it, a filter reads it or a derivation needs it.
fn used(model: &Model) -> Vec<bool> {
    let mut used = vec![false; model.columns.len()];
    let stored = model.tables.iter().flat_map(|table| table.columns.iter().copied());
    let kept = model.sources.iter().map(|source| &source.keep).chain(model.tables.iter().map(|table| &table.keep));
    let needed = model.columns.iter().filter_map(|column| match column.origin {
        Origin::Derived { from, .. } => Some(from),
        _ => None,
    });
    stored.chain(kept.flatten().map(|condition| condition.column)).chain(needed).for_each(|at| used[at] = true);
    used
}

/// The report, and the tree that turns a path into a place.
struct Faults<'a> {
    tree: &'a Tree,
    report: &'a mut Report,
}

impl Faults<'_> {
    /// A fault of the value that `path` leads to.
    fn push(&mut self, code: &'static str, path: &[Step<'_>], fact: impl Into<String>, help: impl Into<String>) {
        let place = self.tree.at(path);
        self.report.push(Diagnostic::error(code, fact).at(place).help(help));
    }

    /// A fault of the key that `path` ends in.
    fn push_key(&mut self, code: &'static str, path: &[Step<'_>], fact: impl Into<String>, help: impl Into<String>) {
        let place = self.tree.key_at(path);
        self.report.push(Diagnostic::error(code, fact).at(place).help(help));
    }

    /// A name that is not declared, with the nearest one that is.
    fn unknown(&mut self, code: &'static str, place: Option<Place>, what: &str, word: &str, known: &[&str]) {
        let help = match nearest(word, known.iter().copied()) {
            Some(near) => format!("did you mean `{near}`?"),
            None if known.is_empty() => format!("no {what} is declared"),
            None if known.len() > 12 => format!("{} {what}s are declared; none is near this name", known.len()),
            None => format!("known: {}", known.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")),
        };
        self.report.push(Diagnostic::error(code, format!("no {what} is called `{word}`")).at(place).help(help));
    }

    /// The meaning of the `true` or `false` that `path` leads to.
    fn boolean(&mut self, path: &[Step<'_>], text: Option<&str>) -> Option<bool> {
        let text = text?;
        if !matches!(text, "true" | "false") {
            let key = path.iter().rev().find_map(|step| match step {
                Step::Key(key) => Some(*key),
                Step::Index(_) => None,
            });
            let fact = format!("`{}` is `true` or `false`, not `{text}`", key.unwrap_or_default());
            self.push("Y05", path, fact, "write `true` or `false`");
        }
        Some(text == "true")
    }

    fn warn(&mut self, fact: String, place: Option<Place>, help: &str) {
        self.report.push(Diagnostic::error("D08", fact).warning().at(place).help(help));
    }

    /// What rules found about `query`, or about the table that it declares.
    fn judged(&mut self, query: &str, findings: impl IntoIterator<Item = Finding>) {
        for finding in findings {
            let place = places::of(self.tree, query, &finding.at);
            // A column or type is declared for all queries.
            let shared = matches!(finding.at, Part::Column(_) | Part::Type(..));
            let found = diagnostic(finding).at(place);
            self.report.push(if shared { found } else { found.about(query) });
        }
    }

    /// What a rule found, at a place of its own.
    fn judged_at(&mut self, place: Option<Place>, finding: Finding) {
        self.report.push(diagnostic(finding).at(place));
    }

    /// How many findings there are, to see whether there are more later: an error in a part spares those that build on
    /// it.
    fn count(&self) -> usize {
        self.report.diagnostics.len()
    }
}

/// What a rule found, as a report holds it.
fn diagnostic(finding: Finding) -> Diagnostic {
    Diagnostic { help: finding.help, ..Diagnostic::error(finding.code, finding.fact) }
}

/// The columns by name.
struct Vocabulary {
    columns: Vec<Column>,
    by_name: HashMap<String, usize>,
    /// Declared but unusable, because its own declaration is at fault: silence, for one mistake is one finding.
    broken: HashSet<String>,
}

impl Vocabulary {
    /// The column called `name` in the clause that `path` leads to.
    fn find(&self, name: &str, path: &[Step<'_>], faults: &mut Faults<'_>) -> Option<usize> {
        let found = self.by_name.get(name).copied();
        if found.is_none() && !self.broken.contains(name) {
            let known: Vec<&str> = self.columns.iter().map(|c| c.name.text()).collect();
            faults.unknown("D01", faults.tree.word_at(path, name), "column", name, &known);
        }
        found
    }
}

/// The type with its article: `an int`, `a text`.
fn a(ty: &CqlType) -> String {
    let cql = ty.cql();
    format!("{} {cql}", if cql.starts_with(['a', 'i']) { "an" } else { "a" })
}

#[cfg(test)]
mod tests;
