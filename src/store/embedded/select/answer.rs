//! Takes a prepared SELECT, its parameters and a snapshot, gives the rows: partition after partition, or sorted over
//! them, cut by the limits.

use std::ops::ControlFlow;
use std::path::Path;

use super::bind::{Bindings, bind};
use super::partition::{Reader, RowOf};
use super::{Gives, Prepared};
use crate::rules::shape::Order;
use crate::store::embedded::expiry::Expiry;
use crate::store::embedded::{EmbeddedError, LayerOf, Result};
use crate::store::row::token_of;
use crate::store::{Reading, Row};
use crate::value::write_comparable;

/// What is called for every row of an answer.
type Each<'e> = dyn FnMut(&Row<'_>) -> ControlFlow<()> + Send + 'e;

/// Answers `prepared` from the layers of its table, calling `each` for every row in order that has not expired, until it
/// breaks. Fails as reading segments fails, and on parameters that a node would refuse.
pub(in crate::store::embedded) fn answer(
    layers: &[LayerOf],
    prepared: &Prepared,
    expiry: Expiry,
    parameters: &[Vec<u8>],
    each: &mut Each<'_>,
) -> Result<Reading> {
    let bindings = bind(prepared, parameters)
        .map_err(|what| EmbeddedError::refused("query table", Path::new(prepared.table.name.text()), what))?;
    let reader = Reader::new(layers, prepared, expiry, &bindings);
    let mut answer = Answer { reader, bindings: &bindings, reading: Reading::default() };
    if prepared.gives == Gives::Count {
        answer.count(each)?;
    } else if prepared.sorts.is_empty() || bindings.partitions() < 2 {
        answer.in_order(each)?;
    } else {
        answer.sorted(each)?;
    }
    Ok(answer.reading)
}

/// An answer in the making.
struct Answer<'a> {
    reader: Reader<'a>,
    bindings: &'a Bindings<'a>,
    reading: Reading,
}

/// A row kept for sorting: what it sorts by, and its columns.
type Kept = (Vec<u8>, Vec<Option<Vec<u8>>>);

impl Answer<'_> {
    fn count(&mut self, each: &mut Each<'_>) -> Result<()> {
        let mut count = 0_i64;
        self.partitions(&mut |_| {
            count += 1;
            ControlFlow::Continue(())
        })?;
        self.reading.rows = 1;
        let _ = each(&[Some(&count.to_be_bytes())]);
        Ok(())
    }

    fn in_order(&mut self, each: &mut Each<'_>) -> Result<()> {
        let limit = self.bindings.limit;
        let mut given = 0;
        self.partitions(&mut |row| {
            given += 1;
            if each(&row.output()).is_break() || given >= limit {
                ControlFlow::Break(())
            } else {
                ControlFlow::Continue(())
            }
        })?;
        self.reading.rows = given;
        Ok(())
    }

    /// Rows of several partitions under one ORDER BY: a stable sort on the listed columns over rows in the order of the
    /// partitions; PER PARTITION LIMIT cuts before it, LIMIT after. All rows are held, as a node holds them.
    fn sorted(&mut self, each: &mut Each<'_>) -> Result<()> {
        let mut rows: Vec<Kept> = Vec::new();
        self.partitions(&mut |row| {
            let cells = row.output().iter().map(|cell| cell.map(<[u8]>::to_vec)).collect();
            rows.push((sort_key(row), cells));
            ControlFlow::Continue(())
        })?;
        rows.sort_by(|a, b| a.0.cmp(&b.0));
        for (_, cells) in rows.iter().take(usize::try_from(self.bindings.limit).unwrap_or(usize::MAX)) {
            self.reading.rows += 1;
            let cells: Vec<Option<&[u8]>> = cells.iter().map(Option::as_deref).collect();
            if each(&cells).is_break() {
                break;
            }
        }
        Ok(())
    }

    /// Calls `each` for the rows of all partitions, of each no more than its limit, until it breaks.
    fn partitions(&mut self, each: &mut dyn FnMut(&RowOf<'_>) -> ControlFlow<()>) -> Result<()> {
        let limit = self.bindings.per_partition_limit;
        if self.reader.prepared.scan {
            return self.reader.read_all(limit, &mut self.reading, each);
        }
        let (mut cells, mut prefix, mut scratch) = (Vec::new(), Vec::new(), Vec::new());
        for n in 0..self.bindings.partitions() {
            self.bindings.partition(n, &mut cells);
            prefix.clear();
            self.reader.layout().write_partition(|i| cells[i], &mut scratch, &mut prefix);
            self.reading.token.get_or_insert(token_of(&prefix));
            let (mut here, mut stop) = (0, false);
            self.reader.read(&prefix, &mut self.reading, &mut |row| {
                here += 1;
                stop = each(row).is_break();
                if stop || here >= limit { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
            })?;
            if stop {
                break;
            }
        }
        Ok(())
    }
}

/// What rows sort by. The row of a partition that holds only static values comes first where the order asked is the
/// declared one, last where it is the reverse.
fn sort_key(row: &RowOf<'_>) -> Vec<u8> {
    let prepared = row.prepared();
    if row.is_static_only() {
        return if prepared.reversed { vec![2] } else { vec![0] };
    }
    let mut key = vec![1];
    for (column, order) in &prepared.sorts {
        let start = key.len();
        write_comparable(&prepared.layout.clustering[*column].0, row.clustering(*column).unwrap_or_default(), &mut key);
        if *order == Order::Desc {
            key[start..].iter_mut().for_each(|b| *b = !*b);
        }
    }
    key
}
