//! Takes the rows of one request as they are merged, keeps them in one stretch of memory, and gives them to the driver as
//! they lie there: nothing is allocated for a row or a cell.

use scylla::errors::SerializationError;
use scylla::serialize::row::{RowSerializationContext, SerializeRow};
use scylla::serialize::writers::RowWriter;

use super::wire::Form;

/// Rows of one partition, each with its key.
#[derive(Debug, Default)]
pub(super) struct Rows {
    bytes: Vec<u8>,
    /// For each value where it ends, and what it is.
    values: Vec<(u32, Form)>,
    keys: Vec<u8>,
    /// For each row where its values and its key end, and how many values come before that.
    ends: Vec<End>,
}

#[derive(Clone, Copy, Debug, Default)]
struct End {
    bytes: u32,
    values: u32,
    key: u32,
}

impl Rows {
    /// Room like that of the rows before: those of one table take about the same.
    pub(super) fn like(&self) -> Self {
        Self {
            bytes: Vec::with_capacity(self.bytes.len()),
            values: Vec::with_capacity(self.values.len()),
            keys: Vec::with_capacity(self.keys.len()),
            ends: Vec::with_capacity(self.ends.len()),
        }
    }

    /// Appends a value to the row that is being written.
    pub(super) fn set(&mut self, value: &[u8]) {
        self.bytes.extend(value);
        self.values.push((self.bytes.len() as u32, Form::Set));
    }

    /// Appends a null, which deletes what is there.
    pub(super) fn null(&mut self) {
        self.values.push((self.bytes.len() as u32, Form::Null));
    }

    /// Appends nothing, which leaves what is there.
    pub(super) fn unset(&mut self) {
        self.values.push((self.bytes.len() as u32, Form::Unset));
    }

    /// Ends the row that was being written, whose key is `key`.
    pub(super) fn end(&mut self, key: &[u8]) {
        self.keys.extend(key);
        let [bytes, values, key] = [self.bytes.len(), self.values.len(), self.keys.len()].map(|len| len as u32);
        self.ends.push(End { bytes, values, key });
    }

    /// How many rows there are.
    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    pub(super) fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// How many bytes the values take on the wire.
    pub(super) fn size(&self) -> usize {
        self.bytes.len() + self.values.len() * size_of::<i32>()
    }

    /// The key of row `row`.
    pub(super) fn key(&self, row: usize) -> &[u8] {
        &self.keys[self.start(row).key as usize..self.ends[row].key as usize]
    }

    /// Row `row`, for the driver.
    pub(super) fn row(&self, row: usize) -> RowOf<'_> {
        RowOf { rows: self, row }
    }

    fn start(&self, row: usize) -> End {
        row.checked_sub(1).map_or(End::default(), |before| self.ends[before])
    }
}

/// One of the rows.
pub(super) struct RowOf<'a> {
    rows: &'a Rows,
    row: usize,
}

impl SerializeRow for RowOf<'_> {
    fn serialize(
        &self,
        context: &RowSerializationContext<'_>,
        writer: &mut RowWriter<'_>,
    ) -> Result<(), SerializationError> {
        let (start, end) = (self.rows.start(self.row), self.rows.ends[self.row]);
        let values = &self.rows.values[start.values as usize..end.values as usize];
        super::wire::serialize(&self.rows.bytes, start.bytes, values, context, writer)
    }

    fn is_empty(&self) -> bool {
        false
    }
}
