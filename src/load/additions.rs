//! Takes a model and the inputs of a load, tells what will be added to which table of counters, so that a store can
//! refuse to count an input twice. Reads inputs only where there is such a table.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

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
        let inputs = match of_source.entry(source) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(place) => place.insert(recognised(inputs.get(source).map_or(&[], Vec::as_slice))?),
        };
        additions.push(Additions { table: index, name: table.shape.name.clone(), inputs: inputs.clone() });
    }
    Ok(additions)
}

fn recognised(inputs: &[InputFile]) -> Result<Vec<Input>, LoadError> {
    let input = |input: &InputFile| {
        let identity = InputIdentity::of(input).map_err(LoadError::Source)?;
        Ok(Input { shown: input.shown.clone(), identity: identity.map(|identity| identity.to_string()) })
    };
    inputs.iter().map(input).collect()
}
