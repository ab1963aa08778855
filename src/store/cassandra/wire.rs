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
pub(super) enum Form {
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

    /// Appends nothing, which leaves what is there.
    pub(super) fn unset(&mut self) {
        self.ends.push((self.bytes.len() as u32, Form::Unset));
    }
}

impl SerializeRow for Values {
    fn serialize(
        &self,
        context: &RowSerializationContext<'_>,
        writer: &mut RowWriter<'_>,
    ) -> Result<(), SerializationError> {
        serialize(&self.bytes, 0, &self.ends, context, writer)
    }

    fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }
}

/// Writes `values`, which begin at `start` of `bytes` and end where each says.
pub(super) fn serialize(
    bytes: &[u8],
    start: u32,
    values: &[(u32, Form)],
    context: &RowSerializationContext<'_>,
    writer: &mut RowWriter<'_>,
) -> Result<(), SerializationError> {
    if context.columns().len() != values.len() {
        let (given, wanted) = (values.len(), context.columns().len());
        let what = format!("the statement binds {wanted} values, {given} are given");
        return Err(SerializationError::new(std::io::Error::other(what)));
    }
    let mut start = start as usize;
    for (end, form) in values {
        let cell = writer.make_cell_writer();
        let value = &bytes[start..*end as usize];
        start = *end as usize;
        let _written = match form {
            Form::Null => cell.set_null(),
            Form::Unset => cell.set_unset(),
            Form::Set => cell.set_value(value).map_err(SerializationError::new)?,
        };
    }
    Ok(())
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
