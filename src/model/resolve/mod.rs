//! Takes the raw model, resolves its names, parses its types, clauses and values, and has every shape judged by the
//! rules. Finds all faults; gives a model only if there are none.

mod queries;
mod tables;
mod vocabulary;

use std::collections::HashMap;

use crate::diagnostic::{Diagnostic, Report, nearest};
use crate::model::tree::{Step, Tree};
use crate::model::{Column, Condition, Model, Test, clause, raw};
use crate::name::Name;
use crate::rules::shape::{Finding, Op, Part};
use crate::types::CqlType;
use crate::value::{Reading, encode_text};

/// Resolves `raw`, whose places `tree` knows. Gives `None` where the parts of a model could not be made at all.
pub fn model(tree: &Tree, raw: &raw::File, report: &mut Report) -> Option<Model> {
    let mut faults = Faults { tree, report };
    version(raw, &mut faults);
    let keyspace = vocabulary::keyspace(raw, &mut faults);
    let types = vocabulary::types(raw, &mut faults);
    let vocabulary = vocabulary::columns(raw, &types, &mut faults);
    let sources = vocabulary::sources(raw, &vocabulary, &mut faults);
    let tables = tables::tables(raw, &vocabulary, &sources, &mut faults);
    let queries = queries::queries(raw, &vocabulary, &tables, &mut faults);
    vocabulary::unused(&vocabulary, &tables, &sources, &mut faults);
    if faults.report.errors() > 0 {
        return None;
    }
    let tables = tables.into_iter().map(|t| t.table).collect();
    Some(Model { keyspace: keyspace?, types, sources, columns: vocabulary.columns, tables, queries })
}

fn version(raw: &raw::File, faults: &mut Faults<'_>) {
    match raw.modeler.as_deref() {
        Some("1") => {}
        Some(other) => {
            let fact = format!("format version `{other}` is not known to this modeler");
            faults.push("Y03", &["modeler".into()], fact, "write `modeler: 1`");
        }
        None => faults.push(
            "Y07",
            &[],
            "the model does not say its format version".to_owned(),
            "begin it with `modeler: 1`",
        ),
    }
}

/// The report, and the tree that turns a path into a place.
struct Faults<'a> {
    tree: &'a Tree,
    report: &'a mut Report,
}

impl Faults<'_> {
    fn push(&mut self, code: &'static str, path: &[Step<'_>], fact: String, help: impl Into<String>) {
        let place = self.tree.at(path);
        self.report.push(Diagnostic::error(code, fact).at(place).help(help));
    }

    fn push_key(&mut self, code: &'static str, path: &[Step<'_>], fact: String, help: impl Into<String>) {
        let place = self.tree.key_at(path);
        self.report.push(Diagnostic::error(code, fact).at(place).help(help));
    }

    /// Adds what a rule found, at the place that `path` gives for its part.
    fn finding(&mut self, finding: Finding, place: Option<crate::diagnostic::Place>) {
        let mut diagnostic = Diagnostic::error(finding.code, finding.fact).at(place);
        diagnostic.help = finding.help;
        self.report.push(diagnostic);
    }

    fn unknown(&mut self, code: &'static str, path: &[Step<'_>], what: &str, word: &str, known: &[&str]) {
        let help = match nearest(word, known.iter().copied()) {
            Some(near) => format!("did you mean `{near}`?"),
            None if known.is_empty() => format!("no {what} is declared"),
            None if known.len() > 12 => format!("{} {what}s are declared; none is near this name", known.len()),
            None => format!("known: {}", known.iter().map(|k| format!("`{k}`")).collect::<Vec<_>>().join(", ")),
        };
        self.push(code, path, format!("no {what} is called `{word}`"), help);
    }
}

/// The columns by name.
struct Vocabulary {
    columns: Vec<Column>,
    by_name: HashMap<String, usize>,
    /// Declared but unusable, because its own declaration is at fault: silence, for one mistake is one finding.
    broken: Vec<String>,
}

impl Vocabulary {
    fn find(&self, name: &str, path: &[Step<'_>], faults: &mut Faults<'_>) -> Option<usize> {
        let found = self.by_name.get(name).copied();
        if found.is_none() && !self.broken.iter().any(|b| b == name) {
            let known: Vec<&str> = self.columns.iter().map(|c| c.name.text()).collect();
            faults.unknown("D01", path, "column", name, &known);
        }
        found
    }
}

/// Resolves the conditions of a `keep` list.
fn conditions(texts: &[String], path: &[Step<'_>], vocabulary: &Vocabulary, faults: &mut Faults<'_>) -> Vec<Condition> {
    let mut conditions = Vec::new();
    for (index, text) in texts.iter().enumerate() {
        let path: Vec<Step<'_>> = path.iter().copied().chain([index.into()]).collect();
        match clause::condition(text) {
            Err(help) => faults.push("D04", &path, format!("`{text}` is not a condition"), help),
            Ok(raw) => {
                let Some(column) = vocabulary.find(&raw.column, &path, faults) else { continue };
                match test(&raw, &vocabulary.columns[column].ty) {
                    Ok(test) => conditions.push(Condition { column, test }),
                    Err(fact) => faults.push("D04", &path, fact, "write the value as the CSV would hold it"),
                }
            }
        }
    }
    conditions
}

fn test(raw: &clause::RawCondition, ty: &CqlType) -> Result<Test, String> {
    let mut values = Vec::new();
    for text in &raw.values {
        let mut bytes = Vec::new();
        encode_text(ty, text, &Reading::default(), &mut bytes)
            .map_err(|bad| format!("`{text}` is not a value of `{}`, a {}: {bad}", raw.column, ty.cql()))?;
        values.push(bytes);
    }
    let first = values.first().cloned().unwrap_or_default();
    Ok(match raw.op {
        clause::RawOp::Null => Test::Null,
        clause::RawOp::NotNull => Test::NotNull,
        clause::RawOp::Not => Test::Not(first),
        clause::RawOp::Op(Op::Eq | Op::In) => Test::OneOf(values),
        clause::RawOp::Op(op) => Test::Slice(op, first),
    })
}

/// The step path of a part of the query or table that is declared under `queries.NAME`.
fn part_path<'a>(query: &'a str, part: &'a Part) -> Vec<Step<'a>> {
    let mut path: Vec<Step<'a>> = vec!["queries".into(), query.into()];
    match part {
        Part::Name => {}
        Part::PartitionKey(n) => path.extend([Step::Key("partition_key"), (*n).into()]),
        Part::ClusteringKey(n) => path.extend([Step::Key("clustering_key"), (*n).into()]),
        Part::Static(n) => path.extend([Step::Key("static"), (*n).into()]),
        Part::Column(name) => return vec!["columns".into(), name.text().into()],
        Part::Select(n) => path.extend([Step::Key("select"), (*n).into()]),
        Part::Where(n) => path.extend([Step::Key("where"), (*n).into()]),
        Part::OrderBy(n) => path.extend([Step::Key("order_by"), (*n).into()]),
        Part::Limit => path.push("limit".into()),
        Part::PerPartitionLimit => path.push("per_partition_limit".into()),
        Part::Distinct => path.push("distinct".into()),
        Part::Setting(name) => path.extend([Step::Key("options"), name.as_str().into()]),
        Part::Type(name, None) => return vec!["types".into(), name.text().into()],
        Part::Type(name, Some(field)) => return vec!["types".into(), name.text().into(), field.text().into()],
    }
    path
}

fn names(texts: &[String]) -> Vec<Name> {
    texts.iter().map(|t| Name::new(t)).collect()
}
