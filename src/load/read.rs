//! Takes the files of one source, gives every record to whoever asked: kept as a row, filtered, or rejected with its reason.
//! The one way in which records are read, typed and judged, whatever is done with them.

use std::time::Instant;

use csv::ByteRecord;

use crate::load::LoadError;
use crate::load::batch::{Batches, Next};
use crate::model::Model;
use crate::source::{At, Decoder, InputFile, Outcome, Reason, Rejected, Row, check_headers};

/// A record of a file.
pub(super) struct Record<'a> {
    pub(super) file: &'a InputFile,
    pub(super) header: Option<&'a ByteRecord>,
    pub(super) at: &'a At,
    pub(super) raw: &'a [u8],
}

impl<'a> Record<'a> {
    /// The record, to be rejected.
    pub(super) fn rejected(&self) -> Rejected<'a> {
        Rejected { input: &self.file.shown, header: self.header, at: self.at, raw: self.raw }
    }
}

/// Who is given the records of a source.
pub(super) trait Reader {
    /// A file was opened, of which the columns under these headers are not read.
    fn opened(&mut self, _unread: Vec<String>) {}

    /// A record that is kept.
    fn kept(&mut self, row: &Row, record: &Record<'_>) -> Result<(), LoadError>;

    /// A record that a `keep` of the source leaves out.
    fn filtered(&mut self);

    /// A record that cannot be kept.
    fn rejected(&mut self, reason: &Reason, record: &Record<'_>) -> Result<(), LoadError>;

    /// So many bytes of the source were read.
    fn reached(&mut self, bytes: u64);

    /// When it has enough for now; nothing where it wants all.
    fn until(&self) -> Option<Instant> {
        None
    }
}

/// The way through the files of one source.
pub(super) struct Reading<'a> {
    inputs: &'a [InputFile],
    decoder: Decoder,
    batches: Batches,
    header: Option<ByteRecord>,
    row: Row,
}

impl<'a> Reading<'a> {
    /// Begins to read the `inputs` of source number `source` of `model`. Fails where a header does not fit the model.
    pub(super) fn begin(model: &Model, source: usize, inputs: &'a [InputFile]) -> Result<Self, LoadError> {
        let mut decoder = Decoder::new(model, source);
        check_headers(inputs, &mut decoder).map_err(LoadError::Input)?;
        let batches = Batches::start(inputs.to_vec());
        Ok(Self { inputs, decoder, batches, header: None, row: Row::default() })
    }

    /// Reads until `reader` has enough, or to the end; gives whether there may be more. Fails where a file cannot be read to
    /// its end, and as `reader` fails.
    pub(super) fn run(&mut self, reader: &mut impl Reader) -> Result<bool, LoadError> {
        loop {
            let until = reader.until();
            if until.is_some_and(|until| until <= Instant::now()) {
                return Ok(true);
            }
            let batch = match self.batches.next(until)? {
                Next::Batch(batch) => batch,
                Next::Late => return Ok(true),
                Next::End => return Ok(false),
            };
            if let Some((file, fields)) = &batch.header {
                self.decoder.bind(fields, &self.inputs[*file].shown).map_err(LoadError::Input)?;
                reader.opened(self.decoder.unread(fields));
                self.header = Some(fields.clone());
            }
            for item in batch.items() {
                let file = &self.inputs[item.at.file as usize];
                let record = Record { file, header: self.header.as_ref(), at: &item.at, raw: batch.raw(item) };
                let outcome = match &item.bad {
                    Some(reason) => Outcome::Rejected(reason.clone()),
                    None => self.decoder.decode(&item.record, &mut self.row),
                };
                match outcome {
                    Outcome::Kept => reader.kept(&self.row, &record)?,
                    Outcome::Filtered => reader.filtered(),
                    Outcome::Rejected(reason) => reader.rejected(&reason, &record)?,
                }
            }
            reader.reached(batch.bytes_read);
            self.batches.done(batch);
        }
    }
}
