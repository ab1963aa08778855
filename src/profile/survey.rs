//! A sink of the load that keeps no row: looks at rows as they are read, for what their columns hold, and at merged rows,
//! for what the tables will.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, PoisonError};

use super::measure::{Measure, Plan};
use super::texts::Looks;
use super::{ColumnProfile, SourceProfile, TableProfile, Wanted};
use crate::load::Watch;
use crate::model::{Model, Origin};
use crate::rules::shape::Table;
use crate::source::Row;
use crate::store::StoreError;
use crate::store::sink::{Existing, Sink};
use crate::store::sstable::Sizes;
use crate::types::CqlType;
use crate::value::moment_of;

/// The sink.
pub(super) struct Survey<'a> {
    model: &'a Model,
    wanted: Wanted,
    sources: Vec<Seen>,
    /// By table, once all rows were read.
    plans: Vec<Option<Arc<Plan>>>,
    done: Mutex<Vec<TableProfile>>,
}

/// What was seen of one source.
struct Seen {
    rows: u64,
    columns: Vec<Values>,
    tables: Vec<Target>,
    unread: BTreeSet<String>,
}

/// What was seen of one column.
struct Values {
    column: usize,
    count: u64,
    /// Nothing where its values are no texts, or were found to be nothing else.
    looks: Option<Looks>,
    is_text: bool,
    constant: Option<Vec<u8>>,
    varies: bool,
}

/// What was seen of the rows of one table.
struct Target {
    table: usize,
    /// The static columns, as columns of the model.
    statics: Vec<usize>,
    /// Whether any row has a value for one of them.
    has_statics: bool,
    time: Option<(usize, CqlType)>,
    span: Option<(i64, i64)>,
}

impl<'a> Survey<'a> {
    pub(super) fn new(model: &'a Model, wanted: Wanted) -> Self {
        let tables = model.tables.len();
        let sources = (0..model.sources.len()).map(|source| Seen::new(model, source)).collect();
        let plans = (0..tables).map(|_| None).collect();
        let done = (0..tables).map(|_| TableProfile::default()).collect();
        Self { model, wanted, sources, plans, done: Mutex::new(done) }
    }

    /// What was seen of the sources, and measured of the tables.
    pub(super) fn finish(self) -> (Vec<SourceProfile>, Vec<TableProfile>) {
        let mut tables = self.done.into_inner().unwrap_or_else(PoisonError::into_inner);
        for target in self.sources.iter().flat_map(|seen| &seen.tables) {
            tables[target.table].span = target.span;
        }
        (self.sources.into_iter().map(Seen::finish).collect(), tables)
    }

    fn target(&self, table: usize) -> Option<&Target> {
        self.sources.iter().flat_map(|seen| &seen.tables).find(|target| target.table == table)
    }
}

impl Seen {
    fn new(model: &Model, source: usize) -> Self {
        let tables = model.tables.iter().enumerate().filter(|(_, table)| table.source == Some(source));
        let mut used = BTreeSet::new();
        for (_, table) in tables.clone() {
            for column in &table.columns {
                used.insert(match model.columns[*column].origin {
                    Origin::Derived { from, .. } => from,
                    _ => *column,
                });
            }
        }
        let read = used.into_iter().filter(|column| matches!(model.columns[*column].origin, Origin::Csv { .. }));
        let values = |column: usize| {
            let is_text = matches!(model.columns[column].ty, CqlType::Text | CqlType::Ascii);
            let looks = is_text.then(Looks::default);
            Values { column, count: 0, looks, is_text, constant: None, varies: false }
        };
        let tables = tables.map(|(at, _)| Target::new(model, at)).collect();
        Self { rows: 0, columns: read.map(values).collect(), tables, unread: BTreeSet::new() }
    }

    fn finish(self) -> SourceProfile {
        let columns = self.columns.into_iter().map(|seen| ColumnProfile {
            column: seen.column,
            values: seen.count,
            reads_as: match seen.looks {
                Some(Looks::Like(ty)) if seen.is_text => Some(ty),
                _ => None,
            },
            constant: seen.constant.filter(|_| !seen.varies),
        });
        SourceProfile { rows: self.rows, columns: columns.collect(), unread: self.unread }
    }
}

impl Values {
    #[inline]
    fn look(&mut self, row: &Row) {
        let Some(bytes) = row.cell(self.column) else { return };
        self.count += 1;
        if !self.varies {
            match &self.constant {
                None => self.constant = Some(bytes.to_vec()),
                Some(constant) => self.varies = constant != bytes,
            }
        }
        if let Some(looks) = &mut self.looks
            && !looks.add(bytes)
        {
            self.looks = None;
        }
    }
}

impl Target {
    fn new(model: &Model, at: usize) -> Self {
        let table = &model.tables[at];
        let statics = table.columns.iter().skip(table.shape.key_len()).take(table.shape.statics.len());
        let time = time_column(model, at).map(|column| (column, model.columns[column].ty.clone()));
        Self { table: at, statics: statics.copied().collect(), has_statics: false, time, span: None }
    }

    #[inline]
    fn look(&mut self, row: &Row) {
        if !self.has_statics {
            self.has_statics = self.statics.iter().any(|column| row.cell(*column).is_some());
        }
        if let Some((column, ty)) = &self.time
            && let Some(moment) = row.cell(*column).and_then(|bytes| moment_of(ty, bytes))
        {
            let (oldest, newest) = self.span.unwrap_or((moment, moment));
            self.span = Some((oldest.min(moment), newest.max(moment)));
        }
    }
}

/// The column that says when a row of the table happened: a moment among the clustering columns, or the one that a
/// clustering column is derived from.
pub(super) fn time_column(model: &Model, table: usize) -> Option<usize> {
    let Table { partition_key, clustering_key, .. } = &*model.tables[table].shape;
    let clustering =
        || model.tables[table].columns.iter().copied().skip(partition_key.len()).take(clustering_key.len());
    let is_moment =
        |column: &usize| matches!(model.columns[*column].ty, CqlType::Timestamp | CqlType::Date | CqlType::Timeuuid);
    let from = |column: usize| match model.columns[column].origin {
        Origin::Derived { from, .. } => Some(from),
        _ => None,
    };
    clustering().find(is_moment).or_else(|| clustering().filter_map(from).find(is_moment))
}

impl Watch for Survey<'_> {
    fn opened(&mut self, source: usize, unread: Vec<String>) {
        if let Some(seen) = self.sources.get_mut(source) {
            seen.unread.extend(unread);
        }
    }

    fn row(&mut self, source: usize, row: &Row) {
        let Some(seen) = self.sources.get_mut(source) else { return };
        seen.rows += 1;
        seen.columns.iter_mut().for_each(|column| column.look(row));
        seen.tables.iter_mut().filter(|target| row.takes(target.table)).for_each(|target| target.look(row));
    }
}

impl Sink for Survey<'_> {
    type Part = Measure;
    type Done = TableProfile;

    fn expect(&mut self, table: usize, _rows: u64) {
        let shape = &self.model.tables[table].shape;
        let has_statics = self.target(table).is_some_and(|target| target.has_statics);
        let sizes = Sizes::new(shape, has_statics, self.wanted.format, self.wanted.age);
        self.plans[table] = Some(Arc::new(Plan::new(shape, sizes, self.wanted.top)));
    }

    fn existing(&self, _table: usize, _part: usize, _of: usize) -> Result<Vec<Existing>, StoreError> {
        Ok(Vec::new())
    }

    fn begin(&self, table: usize, _part: usize, _of: usize) -> Result<Measure, StoreError> {
        let plan = self.plans[table].clone().expect("every table is expected before any part of it begins");
        Ok(Measure::new(plan))
    }

    fn end(&self, table: usize, done: TableProfile) {
        let mut tables = self.done.lock().unwrap_or_else(PoisonError::into_inner);
        tables[table].merge(done, self.wanted.top);
    }

    fn timestamp(&self) -> i64 {
        0
    }
}
