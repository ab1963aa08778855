//! Takes the fields of a record, gives the cell of one column: nulls recognised, text encoded, fields of a UDT put
//! together, derivations applied.

use csv::ByteRecord;

use super::{Class, Reason, Row};
use crate::model::{Column, Model, Origin, Source};
use crate::types::CqlType;
use crate::value::{BadValue, Derivation, Reading, encode_text};

/// How the cell of one column is made.
#[derive(Clone, Debug)]
pub(super) struct Cell {
    /// Index of the column in the model.
    pub(super) column: usize,
    pub(super) name: String,
    ty: CqlType,
    supply: Supply,
    nulls: Nulls,
}

#[derive(Clone, Debug)]
enum Supply {
    /// The field of this slot.
    Field(usize, Reading),
    /// A UDT whose fields come from these slots.
    Fields(Vec<Option<usize>>, Reading),
    Constant(Vec<u8>),
    Derived {
        from: usize,
        from_type: CqlType,
        function: Derivation,
    },
}

/// The texts that mean "no value".
#[derive(Clone, Debug)]
struct Nulls {
    empty: bool,
    others: Vec<String>,
}

impl Nulls {
    fn new(texts: &[String]) -> Self {
        let others = texts.iter().filter(|text| !text.is_empty()).cloned().collect();
        Self { empty: texts.iter().any(String::is_empty), others }
    }

    #[inline]
    fn has(&self, field: &[u8]) -> bool {
        if field.is_empty() { self.empty } else { self.others.iter().any(|text| text.as_bytes() == field) }
    }
}

impl Cell {
    /// The plan for `column`; `slot` gives the slot of a header, a new one where there is none yet.
    pub(super) fn new(model: &Model, source: &Source, column: usize, slot: &mut dyn FnMut(&str) -> usize) -> Self {
        let Column { name, ty, origin, nulls, .. } = &model.columns[column];
        let supply = match origin {
            Origin::Csv { header, reading } => Supply::Field(slot(header), reading.clone()),
            Origin::Fields { headers, reading } => {
                Supply::Fields(headers.iter().map(|h| h.as_deref().map(&mut *slot)).collect(), reading.clone())
            }
            Origin::Constant(bytes) => Supply::Constant(bytes.clone()),
            Origin::Derived { from, function } => {
                Supply::Derived { from: *from, from_type: model.columns[*from].ty.clone(), function: *function }
            }
        };
        let nulls = Nulls::new(nulls.as_ref().unwrap_or(&source.nulls));
        Self { column, name: name.text().to_owned(), ty: ty.clone(), supply, nulls }
    }

    /// Puts the cell into `row`, or leaves it without a value; `positions` are the fields of the slots. Columns that
    /// this one is derived from are in `row` already.
    #[inline]
    pub(super) fn decode(&self, record: &ByteRecord, positions: &[usize], row: &mut Row) -> Result<(), Reason> {
        let start = row.bytes().len();
        let present = match &self.supply {
            Supply::Field(slot, reading) => self.field(record, positions, *slot, reading, row.bytes())?,
            Supply::Fields(slots, reading) => self.fields(record, positions, slots, reading, row.bytes())?,
            Supply::Constant(bytes) => {
                row.bytes().extend_from_slice(bytes);
                true
            }
            Supply::Derived { from, from_type, function } => self.derived(*from, from_type, *function, row)?,
        };
        if present {
            row.set(self.column, start);
        }
        Ok(())
    }

    #[inline]
    fn field(
        &self,
        record: &ByteRecord,
        positions: &[usize],
        slot: usize,
        reading: &Reading,
        out: &mut Vec<u8>,
    ) -> Result<bool, Reason> {
        let field = get(record, positions, slot);
        if self.nulls.has(field) {
            return Ok(false);
        }
        let text = std::str::from_utf8(field).map_err(|error| self.not_utf8(error))?;
        encode_text(&self.ty, text, reading, out).map_err(|bad| self.bad(&bad))?;
        Ok(true)
    }

    /// A UDT on the wire is each field in order, its length as an i32 in front; −1 is null. Without any field it is no
    /// value at all.
    fn fields(
        &self,
        record: &ByteRecord,
        positions: &[usize],
        slots: &[Option<usize>],
        reading: &Reading,
        out: &mut Vec<u8>,
    ) -> Result<bool, Reason> {
        let CqlType::Udt { udt, .. } = &self.ty else { return Ok(false) };
        let begin = out.len();
        let mut present = false;
        for (n, (name, ty)) in udt.fields.iter().enumerate() {
            let field = slots.get(n).copied().flatten().map(|slot| get(record, positions, slot));
            let Some(field) = field.filter(|field| !self.nulls.has(field)) else {
                out.extend_from_slice(&(-1_i32).to_be_bytes());
                continue;
            };
            let within = |fault: Reason| Reason { text: format!("field `{name}`: {}", fault.text), ..fault };
            let text = std::str::from_utf8(field).map_err(|error| within(self.not_utf8(error)))?;
            let start = out.len();
            out.extend_from_slice(&[0; 4]);
            encode_text(ty, text, reading, out).map_err(|bad| within(self.bad(&bad)))?;
            let length = (out.len() - start - 4) as i32;
            out[start..start + 4].copy_from_slice(&length.to_be_bytes());
            present = true;
        }
        if !present {
            out.truncate(begin);
        }
        Ok(present)
    }

    fn derived(&self, from: usize, from_type: &CqlType, function: Derivation, row: &mut Row) -> Result<bool, Reason> {
        let Some((value, out)) = row.derive(from) else { return Ok(false) };
        function.apply(from_type, &self.ty, value, out).map_err(|bad| self.bad(&bad))?;
        Ok(true)
    }

    #[cold]
    fn bad(&self, bad: &BadValue) -> Reason {
        Reason::column(Class::Value, &self.name, bad.to_string())
    }

    #[cold]
    fn not_utf8(&self, error: std::str::Utf8Error) -> Reason {
        Reason::column(
            Class::Encoding,
            &self.name,
            format!("not UTF-8 at byte {} of the field", error.valid_up_to() + 1),
        )
    }
}

/// The field of `slot`. The header was bound and the record is as wide, so that it is there.
#[inline]
fn get<'a>(record: &'a ByteRecord, positions: &[usize], slot: usize) -> &'a [u8] {
    positions.get(slot).and_then(|position| record.get(*position)).unwrap_or_default()
}
