//! Takes a model and the inputs of a load, tells what will be added to which table of counters, so that a store can
//! refuse to count an input twice. Reads inputs only where there is such a table.

use std::collections::BTreeMap;

use crate::load::LoadError;
use crate::model::Model;
use crate::source::{InputFile, InputIdentity};
use crate::store::sink::{Additions, Input};

/// What a load of `inputs`, one list for each source, adds to the tables of counters of `model`. Fails where an input
/// cannot be read.
pub fn additions(model: &Model, inputs: &[Vec<InputFile>]) -> Result<Vec<Additions>, LoadError> {
    let mut of_source: BTreeMap<usize, Vec<Input>> = BTreeMap::new();
    let mut additions = Vec::new();
    for (index, table) in model.tables.iter().enumerate().filter(|(_, table)| table.shape.is_counter()) {
        let Some(source) = table.source else { continue };
        if !of_source.contains_key(&source) {
            let recognised: Result<Vec<Input>, LoadError> =
                inputs.get(source).into_iter().flatten().map(recognised).collect();
            of_source.insert(source, recognised?);
        }
        let inputs = of_source.get(&source).cloned().unwrap_or_default();
        additions.push(Additions { table: index, name: table.shape.name.clone(), inputs });
    }
    Ok(additions)
}

fn recognised(input: &InputFile) -> Result<Input, LoadError> {
    let identity = InputIdentity::of(input).map_err(LoadError::Source)?;
    Ok(Input { shown: input.shown.clone(), identity: identity.map(|identity| identity.to_string()) })
}
