//! The sources, and the conditions by which they and the tables keep rows.

use super::{Faults, Vocabulary};
use crate::model::tree::Step;
use crate::model::{Condition, Source, Test, condition, raw};
use crate::name::Name;
use crate::rules::shape::Op;
use crate::types::CqlType;
use crate::value::{BadValue, Reading, encode_text};

/// The sources: `source:` is one without a name.
pub(super) fn sources(raw: &raw::File, vocabulary: &Vocabulary, faults: &mut Faults<'_>) -> Vec<Source> {
    let mut sources = Vec::new();
    if raw.source.is_some() && !raw.sources.0.is_empty() {
        let help = "keep `sources:`, and give the other one a name there";
        faults.push_key("D03", &["source".into()], "both `source` and `sources` are given", help);
    }
    let single = raw.source.iter().map(|source| (None, source, vec![Step::Key("source")]));
    let named = raw.sources.0.iter().map(|(name, source)| {
        let path = vec![Step::Key("sources"), name.as_str().into()];
        (Some(Name::new(name)), source, path)
    });
    for (name, source, mut path) in single.chain(named) {
        if source.files.is_empty() {
            let fact = match &name {
                Some(name) => format!("source `{name}` has no `files`"),
                None => "the source has no `files`".to_owned(),
            };
            faults.push_key("Y07", &path, fact, "add `files: [data/*.csv]`");
        }
        path.push("keep".into());
        let keep = conditions(&source.keep, &path, vocabulary, faults);
        let nulls = source.nulls.clone().unwrap_or_else(|| vec![String::new()]);
        path.pop();
        let is_batch = super::rust::is_batch(source, &path, faults);
        sources.push(Source { name, files: source.files.clone(), keep, nulls, is_batch });
    }
    sources
}

/// Resolves the conditions of the `keep` list at `path`.
pub(super) fn conditions(
    texts: &[String],
    path: &[Step<'_>],
    vocabulary: &Vocabulary,
    faults: &mut Faults<'_>,
) -> Vec<Condition> {
    let mut conditions = Vec::new();
    for (index, text) in texts.iter().enumerate() {
        let path: Vec<Step<'_>> = path.iter().copied().chain([index.into()]).collect();
        let raw = match condition::condition(text) {
            Ok(raw) => raw,
            Err(reason) => {
                faults.push("D04", &path, format!("`{text}` is not a condition: {reason}"), condition::CONDITION_HELP);
                continue;
            }
        };
        let Some(column) = vocabulary.find(&raw.column, &path, faults) else { continue };
        match test(&raw, &vocabulary.columns[column].ty) {
            Ok(test) => conditions.push(Condition { column, test }),
            Err(bad) => {
                let fact = format!("column `{}`: {bad}", raw.column);
                faults.push("D04", &path, fact, "write the value as a command line would hold it");
            }
        }
    }
    conditions
}

fn test(raw: &condition::RawCondition, ty: &CqlType) -> Result<Test, BadValue> {
    let mut values = Vec::new();
    for text in &raw.values {
        let mut bytes = Vec::new();
        encode_text(ty, text, &Reading::default(), &mut bytes)?;
        values.push(bytes);
    }
    let first = values.first().cloned().unwrap_or_default();
    Ok(match raw.op {
        condition::RawOp::Null => Test::Null,
        condition::RawOp::NotNull => Test::NotNull,
        condition::RawOp::Not => Test::Not(first),
        condition::RawOp::Op(Op::Eq | Op::In) => Test::OneOf(values),
        condition::RawOp::Op(op) => Test::Slice(op, first),
    })
}
