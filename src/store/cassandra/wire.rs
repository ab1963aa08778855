//! Takes wire bytes that were encoded long before, gives them to the driver as values to bind; takes the driver's rows,
//! gives their wire bytes. A value is never decoded on its way.

use scylla::deserialize::row::{ColumnIterator, DeserializeRow};
use scylla::deserialize::{DeserializationError, TypeCheckError};
use scylla::errors::SerializationError;
use scylla::frame::response::result::ColumnSpec;
use scylla::serialize::row::{RowSerializationContext, SerializeRow};
use scylla::serialize::writers::RowWriter;

/// The values of one statement, in the order of its markers.
#[derive(Clone, Debug, Default)]
pub(super) struct Values {
    bytes: Vec<u8>,
    /// For each value where it ends, and what it is.
    ends: Vec<(u32, Form)>,
}

/// What a value is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    Set,
    Null,
    Unset,
}

impl Values {
    /// Values that are all there.
    pub(super) fn all<'a>(values: impl IntoIterator<Item = &'a [u8]>) -> Self {
        let mut all = Self::default();
        values.into_iter().for_each(|value| all.set(value));
        all
    }

    /// Appends a value.
    pub(super) fn set(&mut self, value: &[u8]) {
        self.bytes.extend(value);
        self.ends.push((self.bytes.len() as u32, Form::Set));
    }

    /// Appends a null, which deletes what is there.
    pub(super) fn null(&mut self) {
        self.ends.push((self.bytes.len() as u32, Form::Null));
    }

    /// Appends nothing, which leaves what is there.
    pub(super) fn unset(&mut self) {
        self.ends.push((self.bytes.len() as u32, Form::Unset));
    }

    /// Appends all of `others`.
    pub(super) fn append(&mut self, others: &Self) {
        let start = self.bytes.len() as u32;
        self.bytes.extend(&others.bytes);
        self.ends.extend(others.ends.iter().map(|(end, form)| (start + end, *form)));
    }

    /// How many bytes the values take on the wire.
    pub(super) fn size(&self) -> usize {
        self.bytes.len() + self.ends.len() * size_of::<i32>()
    }
}

impl SerializeRow for Values {
    fn serialize(
        &self,
        context: &RowSerializationContext<'_>,
        writer: &mut RowWriter<'_>,
    ) -> Result<(), SerializationError> {
        if context.columns().len() != self.ends.len() {
            let (given, wanted) = (self.ends.len(), context.columns().len());
            let what = format!("the statement binds {wanted} values, {given} are given");
            return Err(SerializationError::new(std::io::Error::other(what)));
        }
        let mut start = 0;
        for (end, form) in &self.ends {
            let cell = writer.make_cell_writer();
            let value = &self.bytes[start..*end as usize];
            start = *end as usize;
            let _written = match form {
                Form::Null => cell.set_null(),
                Form::Unset => cell.set_unset(),
                Form::Set => cell.set_value(value).map_err(SerializationError::new)?,
            };
        }
        Ok(())
    }

    fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }
}

/// A row as it came, each cell as wire bytes.
pub(super) struct RawRow<'frame>(pub(super) Vec<Option<&'frame [u8]>>);

impl<'frame, 'metadata> DeserializeRow<'frame, 'metadata> for RawRow<'frame> {
    fn type_check(_: &[ColumnSpec<'_>]) -> Result<(), TypeCheckError> {
        // What the statement selects was prepared from the catalog, whose types read the bytes.
        Ok(())
    }

    fn deserialize(columns: ColumnIterator<'frame, 'metadata>) -> Result<Self, DeserializationError> {
        let cells = columns.map(|column| Ok(column?.slice.map(|slice| slice.as_slice())));
        cells.collect::<Result<_, _>>().map(Self)
    }
}
