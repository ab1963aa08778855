//! Takes a model and a source of it, gives a decoder that turns records into rows. Decodes what a table stores, a
//! filter reads or a derivation needs, and nothing else; what the source's filter needs comes first, so that a row that
//! is filtered costs little. Allocates only for the words of a rejection.

use csv::ByteRecord;

use super::cell::Cell;
use super::terms::Terms;
use super::{Class, Reason, Row};
use crate::model::{Condition, Model, Origin, Test};
use crate::rules::shape::Op;
use crate::types::CqlType;
use crate::value::{KEY_CAP, compare};

/// What became of a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The row holds it; [`Row::takes`] says for which tables, and they may be none.
    Kept,
    /// The source's `keep` leaves it out.
    Filtered,
    /// It gives no row for any table.
    Rejected(Reason),
}

/// Turns the records of one source into rows.
#[derive(Clone, Debug)]
pub struct Decoder {
    /// In an order in which each cell stands after the one it is derived from.
    cells: Vec<Cell>,
    /// How many of them the source's filter needs.
    early: usize,
    keep: Vec<Filter>,
    tables: Vec<Target>,
    /// Number of columns and tables of the model.
    size: (usize, usize),
    /// The demanded headers, and the columns that read them; a slot is an index here.
    pub(super) headers: Vec<(String, String)>,
    /// Field of each slot in the bound header.
    pub(super) positions: Vec<usize>,
    /// Number of fields of the bound header.
    pub(super) width: usize,
}

/// A condition with the type that it compares by.
#[derive(Clone, Debug)]
struct Filter {
    condition: Condition,
    ty: CqlType,
}

/// A table that the source fills.
#[derive(Clone, Debug)]
struct Target {
    table: usize,
    name: String,
    keep: Vec<Filter>,
    partition: Vec<KeyColumn>,
    clustering: Vec<KeyColumn>,
    /// What its indexes demand of the values of which columns of the vocabulary.
    terms: Vec<(usize, Terms)>,
}

#[derive(Clone, Debug)]
struct KeyColumn {
    column: usize,
    name: String,
}

impl Decoder {
    /// A decoder for the source at index `source` of `model`. It decodes nothing before a header is bound.
    pub fn new(model: &Model, source: usize) -> Self {
        let mut plan = Plan { model, source, cells: Vec::new(), headers: Vec::new() };
        let own = model.sources.get(source);
        let keep = own.map(|source| source.keep.as_slice()).unwrap_or_default();
        for condition in keep {
            plan.add(condition.column);
        }
        let early = plan.cells.len();
        let mut tables = Vec::new();
        for (index, table) in model.tables.iter().enumerate().filter(|(_, table)| table.source == Some(source)) {
            let wanted = table.columns.iter().copied().chain(table.keep.iter().map(|condition| condition.column));
            for column in wanted {
                plan.add(column);
            }
            let mut keys =
                table.columns.iter().map(|c| KeyColumn { column: *c, name: model.columns[*c].name.text().to_owned() });
            tables.push(Target {
                table: index,
                name: table.shape.name.text().to_owned(),
                keep: filters(model, &table.keep),
                partition: keys.by_ref().take(table.shape.partition_key.len()).collect(),
                clustering: keys.take(table.shape.clustering_key.len()).collect(),
                terms: Terms::of(&table.shape).into_iter().map(|terms| (table.columns[terms.place], terms)).collect(),
            });
        }
        Self {
            early,
            keep: filters(model, keep),
            tables,
            size: (model.columns.len(), model.tables.len()),
            positions: Vec::new(),
            width: 0,
            headers: plan.headers,
            cells: plan.cells,
        }
    }

    /// Turns `record` into `row`. In this order: a record that is not as wide as the header is rejected; cells that the
    /// source's `keep` needs are decoded and judged; then all other cells; then each table's `keep` and keys. One bad
    /// cell, or a key column without a value in any table that takes the row, rejects it for all tables, so that they
    /// stay in step. Of a row that is not [`Outcome::Kept`] nothing in `row` is of use.
    #[inline]
    pub fn decode(&self, record: &ByteRecord, row: &mut Row) -> Outcome {
        match self.try_decode(record, row) {
            Ok(true) => Outcome::Kept,
            Ok(false) => Outcome::Filtered,
            Err(reason) => Outcome::Rejected(reason),
        }
    }

    #[inline]
    fn try_decode(&self, record: &ByteRecord, row: &mut Row) -> Result<bool, Reason> {
        row.reset(self.size.0, self.size.1);
        if record.len() != self.width {
            return Err(self.wrong_width(record));
        }
        let (early, late) = self.cells.split_at(self.early);
        for cell in early {
            cell.decode(record, &self.positions, row)?;
        }
        if !self.keep.iter().all(|filter| filter.holds(row)) {
            return Ok(false);
        }
        for cell in late {
            cell.decode(record, &self.positions, row)?;
        }
        for table in &self.tables {
            if table.keep.iter().all(|filter| filter.holds(row)) {
                table.check_keys(row)?;
                for (column, terms) in &table.terms {
                    row.cell(*column).map_or(Ok(()), |value| terms.check(value))?;
                }
                row.take(table.table);
            }
        }
        Ok(true)
    }

    #[cold]
    fn wrong_width(&self, record: &ByteRecord) -> Reason {
        let fields = |n: usize| if n == 1 { "1 field".to_owned() } else { format!("{n} fields") };
        let mut text = format!("{}, but the header has {}", fields(record.len()), self.width);
        if memchr::memchr2(b'\n', b'\r', record.as_slice()).is_some() {
            text.push_str("; the record runs over several lines: a quote may have been opened by mistake");
        }
        Reason::whole(Class::Arity, text)
    }
}

/// A decoder in the making.
struct Plan<'a> {
    model: &'a Model,
    source: usize,
    cells: Vec<Cell>,
    headers: Vec<(String, String)>,
}

impl Plan<'_> {
    /// Plans the cell of `column`, after those that it is derived from.
    fn add(&mut self, column: usize) {
        let (Some(declared), Some(source)) = (self.model.columns.get(column), self.model.sources.get(self.source))
        else {
            return;
        };
        if self.cells.iter().any(|cell| cell.column == column) {
            return;
        }
        if let Origin::Derived { from, .. } = declared.origin {
            self.add(from);
        }
        let headers = &mut self.headers;
        let mut slot = |header: &str| {
            let known = headers.iter().position(|(known, _)| known == header);
            known.unwrap_or_else(|| {
                headers.push((header.to_owned(), declared.name.text().to_owned()));
                headers.len() - 1
            })
        };
        self.cells.push(Cell::new(self.model, source, column, &mut slot));
    }
}

fn filters(model: &Model, conditions: &[Condition]) -> Vec<Filter> {
    conditions.iter().map(|c| Filter { condition: c.clone(), ty: model.columns[c.column].ty.clone() }).collect()
}

impl Filter {
    /// Whether `row` satisfies the condition. A comparison with no value is false, as in CQL; values are equal as they
    /// are to Cassandra, by value and not by spelling.
    #[inline]
    fn holds(&self, row: &Row) -> bool {
        let cell = row.cell(self.condition.column);
        let equal = |a: &[u8], b: &[u8]| a == b || compare(&self.ty, a, b).is_eq();
        match (&self.condition.test, cell) {
            (Test::Null, cell) => cell.is_none(),
            (Test::NotNull, cell) => cell.is_some(),
            (_, None) => false,
            (Test::OneOf(values), Some(cell)) => values.iter().any(|value| equal(value, cell)),
            (Test::Not(value), Some(cell)) => !equal(value, cell),
            (Test::Slice(op, value), Some(cell)) => {
                let order = compare(&self.ty, cell, value);
                match op {
                    Op::Lt => order.is_lt(),
                    Op::Le => order.is_le(),
                    Op::Gt => order.is_gt(),
                    Op::Ge => order.is_ge(),
                    // Only ranges come here.
                    Op::Eq | Op::In | Op::Contains | Op::ContainsKey | Op::Entry => order.is_eq(),
                }
            }
        }
    }
}

impl Target {
    /// Refuses a row whose key the store would refuse.
    #[inline]
    fn check_keys(&self, row: &Row) -> Result<(), Reason> {
        // A composite key is each component with two bytes of length before and a zero after it.
        let frame = if self.partition.len() == 1 { 0 } else { 3 };
        let mut size = 0;
        for key in &self.partition {
            size += row.cell(key.column).ok_or_else(|| self.no_value(key))?.len() + frame;
        }
        if size == 0 || size > KEY_CAP {
            return Err(self.bad_partition(size));
        }
        let mut size = 0;
        for key in &self.clustering {
            size += row.cell(key.column).ok_or_else(|| self.no_value(key))?.len();
        }
        // The node adds the values of all clustering columns up, without anything between them.
        if size > KEY_CAP { Err(self.bad_clustering(size)) } else { Ok(()) }
    }

    #[cold]
    fn no_value(&self, key: &KeyColumn) -> Reason {
        let text = format!("no value, but it is part of the key of table `{}`", self.name);
        Reason::column(Class::Key, &key.name, text).of_table(&self.name)
    }

    #[cold]
    fn bad_partition(&self, size: usize) -> Reason {
        let column = if let [only] = self.partition.as_slice() { Some(only.name.clone()) } else { None };
        let text = if size == 0 {
            format!("empty, but it is the whole partition key of table `{}`", self.name)
        } else {
            format!(
                "the partition key of table `{}` would be {size} bytes long; at most {KEY_CAP} are allowed",
                self.name
            )
        };
        Reason { column, ..Reason::whole(Class::Key, text).of_table(&self.name) }
    }

    #[cold]
    fn bad_clustering(&self, size: usize) -> Reason {
        let column = if let [only] = self.clustering.as_slice() { Some(only.name.clone()) } else { None };
        let name = &self.name;
        let text =
            format!("the clustering key of table `{name}` would be {size} bytes long; at most {KEY_CAP} are allowed");
        Reason { column, ..Reason::whole(Class::Key, text).of_table(&self.name) }
    }
}
