//! Takes the columns of a table that a file knows, gives the bytes of a row's cells and of what says which are missing.

use super::cell::{Kind, Times};
use super::{Row, vint};
use crate::rules::shape::Column;
use crate::store::row::Cell;

/// Up to this many columns, and not one more, the missing ones are bits of one number.
const BITS: usize = 63;

/// The static or the plain columns.
#[derive(Clone, Debug)]
pub(super) struct Columns {
    /// In the order of the table: how the column is stored, and its number in the file.
    columns: Vec<(Kind, usize)>,
}

impl Columns {
    pub(super) fn new(columns: &[Column]) -> Self {
        let kinds: Vec<Kind> = columns.iter().map(|column| Kind::of(&column.ty)).collect();
        // A file numbers its columns: those of one cell first, then the others, by name.
        let mut order: Vec<usize> = (0..columns.len()).collect();
        order.sort_by_key(|at| (kinds[*at].is_complex(), columns[*at].name.text().as_bytes()));
        let mut numbered: Vec<(Kind, usize)> = kinds.into_iter().map(|kind| (kind, 0)).collect();
        for (number, at) in order.into_iter().enumerate() {
            numbered[at].1 = number;
        }
        Self { columns: numbered }
    }

    /// Whether there are none.
    pub(super) fn is_empty(&self) -> bool {
        self.columns.is_empty()
    }

    /// Whether one is stored as several cells.
    pub(super) fn has_complex(&self) -> bool {
        self.columns.iter().any(|(kind, _)| kind.is_complex())
    }

    /// Bytes of the cells that `next` gives, one for each column, and of what says which are missing.
    pub(super) fn body<'a>(&self, next: &mut dyn FnMut() -> Cell<'a>, times: Times, row: &mut Row) -> u64 {
        let mut missing = Missing::default();
        let mut bytes = 0;
        for (kind, number) in &self.columns {
            let cell = next();
            missing.count(*number, cell == Cell::Unset);
            bytes += match cell {
                Cell::Unset => 0,
                Cell::Null => kind.null(times, row),
                Cell::Set(wire) => kind.bytes(wire, times, row),
            };
        }
        bytes + missing.bytes(self.columns.len())
    }
}

/// Which columns a row lacks.
#[derive(Default)]
struct Missing {
    bits: u64,
    present: usize,
    /// Bytes of the numbers of those that are there, and of those that are not.
    present_bytes: u64,
    lacking_bytes: u64,
}

impl Missing {
    fn count(&mut self, number: usize, is_missing: bool) {
        if is_missing {
            if number < BITS {
                self.bits |= 1 << number;
            }
            self.lacking_bytes += vint(number as u64);
        } else {
            self.present += 1;
            self.present_bytes += vint(number as u64);
        }
    }

    fn bytes(&self, known: usize) -> u64 {
        if self.present == known {
            // A flag of the row says so.
            0
        } else if known <= BITS {
            vint(self.bits)
        } else {
            let fewer = if self.present < known / 2 { self.present_bytes } else { self.lacking_bytes };
            vint((known - self.present) as u64) + fewer
        }
    }
}
