//! Takes a model and the inputs of a load, gives what tells whether another load reads the same in the same way. Reads every
//! input once.

use std::fmt::Write as _;

use crate::load::LoadError;
use crate::model::{Model, Origin};
use crate::source::{InputFile, InputIdentity};
use crate::store::ledger::Marked;

/// Sources, then inputs.
pub type Marks = (Vec<Marked>, Vec<Marked>);

/// The sources of `model` with a mark of how each is read, and the `inputs` of all of them in order with size and checksum;
/// nothing where an input can be read only once. Fails where one cannot be read.
pub fn marks(model: &Model, inputs: &[Vec<InputFile>]) -> Result<Option<Marks>, LoadError> {
    let mut files = Vec::new();
    for input in inputs.iter().flatten() {
        let Some(identity) = InputIdentity::of(input).map_err(LoadError::Source)? else { return Ok(None) };
        files.push(Marked { name: input.shown.clone(), mark: identity.to_string() });
    }
    let sources = (0..model.sources.len()).map(|source| Marked {
        name: model.sources[source].name.as_ref().map_or("-", |name| name.text()).to_owned(),
        mark: format!("{:08x}", crc32fast::hash(reading(model, source).as_bytes())),
    });
    Ok(Some((sources.collect(), files)))
}

/// All that decides what becomes of a record of `source`, in words of our own.
fn reading(model: &Model, source: usize) -> String {
    let own = &model.sources[source];
    let mut text = format!("{:?} {:?}\n", own.keep, own.nulls);
    for table in model.tables.iter().filter(|table| table.source == Some(source)) {
        let _ = writeln!(text, "{} {:?} {:?}", table.shape.name, table.keep, table.columns);
    }
    for column in &model.columns {
        let _ = match &column.origin {
            Origin::Derived { from, function } => writeln!(text, "{} {:?} {from} {function:?}", column.name, column.ty),
            origin => writeln!(text, "{} {:?} {origin:?} {:?}", column.name, column.ty, column.nulls),
        };
    }
    text
}
