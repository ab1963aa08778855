//! Takes the merged rows of one part of a table in key order, measures them partition by partition. Keeps no row.

use std::sync::Arc;

use super::TableProfile;
use crate::rules::shape::Table;
use crate::store::StoreError;
use crate::store::row::{Cell, Cells, Layout, partition_of, partition_prefix};
use crate::store::sink::Part;
use crate::store::sstable::{Partition, Row, Sizes};
use crate::value::fixed_len;

/// How the rows of one table are measured.
pub(super) struct Plan {
    pub(super) layout: Layout,
    pub(super) sizes: Sizes,
    /// Lengths of the clustering columns, where no row has others.
    lengths: Option<Vec<usize>>,
    pub(super) top: usize,
}

impl Plan {
    pub(super) fn new(table: &Table, sizes: Sizes, top: usize) -> Self {
        // No text of a CSV reads as an empty number.
        let lengths = table.clustering_key.iter().map(|(column, _)| fixed_len(&column.ty)).collect();
        Self { layout: Layout::of(table), sizes, lengths, top }
    }
}

/// The measure of one part.
pub(super) struct Measure {
    plan: Arc<Plan>,
    profile: TableProfile,
    /// The part of a key that names the open partition.
    prefix: Vec<u8>,
    open: Option<Partition>,
    rows: u64,
    /// Room for clustering columns.
    lengths: Vec<usize>,
    bytes: Vec<u8>,
    ends: Vec<usize>,
}

impl Measure {
    pub(super) fn new(plan: Arc<Plan>) -> Self {
        let columns = plan.layout.statics.len() + plan.layout.regulars.len();
        let profile = TableProfile { absent: vec![0; columns], ..TableProfile::default() };
        let lengths = plan.lengths.clone().unwrap_or_default();
        Self { plan, profile, prefix: Vec::new(), open: None, rows: 0, lengths, bytes: Vec::new(), ends: Vec::new() }
    }

    /// Ends the open partition.
    fn close(&mut self) {
        let Some(partition) = self.open.take() else { return };
        let profile = &mut self.profile;
        profile.partition_rows.add(self.rows);
        profile.partition_bytes.add(partition.bytes());
        profile.hottest.offer(&self.prefix, self.rows, self.plan.top);
        profile.largest.offer(&self.prefix, partition.bytes(), self.plan.top);
        self.rows = 0;
    }

    /// Begins the partition of `key`, with its static row if `statics` is one.
    fn begin(&mut self, key: &[u8], statics: Option<&[u8]>) {
        self.close();
        self.prefix.clear();
        self.prefix.extend_from_slice(partition_prefix(key));
        let length = partition_of(key).len();
        let (partition, row) = match statics {
            Some(value) => {
                self.profile.static_rows += 1;
                let mut next = counting(Cells::new(value, 0), &mut self.profile.absent);
                self.plan.sizes.partition_of(length, Some(&mut next))
            }
            None => self.plan.sizes.partition_of(length, None),
        };
        self.open = Some(partition);
        self.note(key, row);
    }

    /// Measures a row of the open partition.
    fn measure(&mut self, key: &[u8], value: &[u8]) {
        let mut cells = Cells::new(value, 0);
        if self.plan.lengths.is_none() {
            self.bytes.clear();
            self.ends.clear();
            self.lengths.clear();
            self.plan.layout.read_clustering(key, &mut self.bytes, &mut self.ends);
            let starts = std::iter::once(&0).chain(&self.ends);
            self.lengths.extend(starts.zip(&self.ends).map(|(start, end)| end - start));
            let kept = (0..self.plan.layout.kept()).map(|_| cells.step().0.bytes().map_or(0, <[u8]>::len));
            self.lengths.extend(kept);
        }
        let Some(partition) = &mut self.open else { return };
        let plain = self.plan.layout.statics.len();
        let absent = self.profile.absent.get_mut(plain..).unwrap_or_default();
        let row = self.plan.sizes.row(partition, &self.lengths, &mut counting(cells, absent));
        self.rows += 1;
        self.profile.rows += 1;
        self.profile.row_bytes += row.bytes;
        self.profile.timestamps += row.timestamps;
        self.note(key, row);
    }

    fn note(&mut self, key: &[u8], row: Row) {
        self.profile.cells += row.cells;
        self.profile.widest.offer(key, row.bytes, 1);
        self.profile.heaviest.offer(key, row.largest, 1);
        if row.elements > 0 {
            self.profile.fullest.offer(key, row.elements, 1);
        }
    }
}

/// Gives cell by cell, and counts those that have no value.
fn counting<'a>(mut cells: Cells<'a>, absent: &mut [u64]) -> impl FnMut() -> Cell<'a> {
    let mut absent = absent.iter_mut();
    move || {
        let cell = cells.step().0;
        if let Some(absent) = absent.next() {
            *absent += u64::from(!matches!(cell, Cell::Set(_)));
        }
        cell
    }
}

impl Part for Measure {
    type Done = TableProfile;

    fn row(&mut self, key: &[u8], value: &[u8]) -> Result<(), StoreError> {
        let is_new = self.open.is_none() || !key.starts_with(&self.prefix);
        if crate::store::row::is_static(key) {
            self.begin(key, Some(value));
            return Ok(());
        }
        if is_new {
            self.begin(key, None);
        }
        self.measure(key, value);
        Ok(())
    }

    fn finish(mut self) -> Result<TableProfile, StoreError> {
        self.close();
        Ok(self.profile)
    }
}
