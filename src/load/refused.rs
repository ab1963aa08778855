//! Takes the rows that a server would not take, gives the records that they come from to the rejects: reads the inputs once
//! more, since a merged row does not know its records. Rare, and then worth it.

use std::collections::HashMap;

use crate::load::encode::{Encoder, Room};
use crate::load::read::{Reader, Reading, Record};
use crate::load::{LoadError, Options, key_of};
use crate::model::Model;
use crate::source::{At, Class, Reason, Rejected, Rejects, Row};
use crate::store::ledger::Told;

/// Adds every record that went into one of the `refused` rows to the rejects of the load; gives how many there were. Inputs
/// that can be read only once are left out. Fails where an input cannot be read again, or the rejects not be written.
pub fn refused(model: &Model, options: &Options, refused: &[Told]) -> Result<u64, LoadError> {
    if refused.is_empty() {
        return Ok(0);
    }
    let mut search = Search {
        wanted: refused.iter().map(|told| ((told.table, told.key.as_slice()), told)).collect(),
        encoders: (0..model.tables.len()).map(|table| Encoder::new(model, table)).collect(),
        room: Room::default(),
        rejects: Rejects::go_on(&options.rejects),
    };
    for (source, inputs) in options.inputs.iter().enumerate() {
        if inputs.iter().all(|input| input.bytes.is_some()) {
            Reading::begin(model, source, inputs)?.run(&mut search)?;
        } else {
            search.tell_keys(model, source)?;
        }
    }
    search.rejects.finish().map_err(LoadError::Rejects)
}

struct Search<'a> {
    wanted: HashMap<(usize, &'a [u8]), &'a Told>,
    encoders: Vec<Encoder>,
    room: Room,
    rejects: Rejects,
}

impl Search<'_> {
    /// Of records that cannot be read again the keys are told.
    fn tell_keys(&mut self, model: &Model, source: usize) -> Result<(), LoadError> {
        let (at, input) = (At::default(), "-");
        let record = Rejected { input, header: None, at: &at, raw: &[] };
        for told in self.wanted.values().filter(|told| model.tables[told.table].source == Some(source)) {
            let shape = &model.tables[told.table].shape;
            let text = format!("{}: {} ({})", told.class, told.reason, key_of(shape, &told.key));
            let reason = Reason::whole(Class::Store, text).of_table(shape.name.text());
            self.rejects.write(&record, &reason).map_err(LoadError::Rejects)?;
        }
        Ok(())
    }
}

impl Reader for Search<'_> {
    fn kept(&mut self, row: &Row, record: &Record<'_>) -> Result<(), LoadError> {
        for encoder in self.encoders.iter().filter(|encoder| row.takes(encoder.table)) {
            let keys = [encoder.static_key(row, &mut self.room), Some(encoder.row_key(row, &mut self.room))];
            let told = keys.iter().flatten().find_map(|key| self.wanted.get(&(encoder.table, key.as_slice())));
            if let Some(told) = told {
                let table = encoder.name.text();
                let reason = Reason::whole(Class::Store, format!("{}: {}", told.class, told.reason)).of_table(table);
                return self.rejects.write(&record.rejected(), &reason).map_err(LoadError::Rejects);
            }
        }
        Ok(())
    }

    fn filtered(&mut self) {}

    /// Its first reading has rejected it.
    fn rejected(&mut self, _reason: &Reason, _record: &Record<'_>) -> Result<(), LoadError> {
        Ok(())
    }

    fn reached(&mut self, _bytes: u64) {}
}
