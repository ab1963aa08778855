//! Takes the rows that a load kept as a sample, reads each back by its key, and holds the two against each other cell by
//! cell.

use crate::catalog::{Catalog, Select, Statement};
use crate::load::{Loaded, Sampled};
use crate::query::answer;
use crate::render;
use crate::rules::shape::{Column, Table};
use crate::store::row::{Cell, Cells, Layout, is_static};
use crate::store::{Store, StoreError};
use crate::types::CqlType;
use crate::value::{compare, display};

/// What reading the sample of one table back gave.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sampling {
    /// Index of the table in the catalog.
    pub table: usize,
    /// Rows read back; those that have expired are not.
    pub rows: u64,
    /// Static rows read back.
    pub statics: u64,
    /// What is not as the source says.
    pub mismatches: Vec<Mismatch>,
}

/// A row that is not in the table as its source says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mismatch {
    /// The key: `session_id = 7, item = 3`.
    pub key: String,
    /// What differs, as a lower-case phrase that shows both sides.
    pub fact: String,
}

/// Reads the sample of every table that `loaded` filled back from `store`. Counters may hold more than this input has added,
/// unless all is to be `exact`. Fails as the store fails.
pub async fn samples(
    store: &impl Store,
    catalog: &Catalog,
    loaded: &Loaded,
    exact: bool,
) -> Result<Vec<Sampling>, StoreError> {
    let mut samplings = Vec::new();
    for (table, filled) in loaded.tables.iter().enumerate().filter(|(_, filled)| filled.loaded) {
        let mut sampling = Sampling { table, rows: 0, statics: 0, mismatches: Vec::new() };
        let rows = Rows::new(catalog, table, false);
        sampling.rows = rows.read_back(store, &filled.sample, exact, &mut sampling.mismatches).await?;
        if !filled.statics.is_empty() {
            let statics = Rows::new(catalog, table, true);
            sampling.statics = statics.read_back(store, &filled.statics, exact, &mut sampling.mismatches).await?;
        }
        samplings.push(sampling);
    }
    Ok(samplings)
}

/// What a source says of a cell: nothing, that it is null, or its wire bytes.
type Said = Option<Option<Vec<u8>>>;

/// How rows, or static rows, of one table are read out of a sample, and back from a store.
struct Rows<'a> {
    shape: &'a Table,
    layout: Layout,
    /// What reads one of them by its key.
    select: Select,
    cql: String,
}

impl<'a> Rows<'a> {
    fn new(catalog: &'a Catalog, table: usize, statics: bool) -> Self {
        let shape = &catalog.tables[table].shape;
        let select = if statics { catalog.statics(table) } else { catalog.by_key(table) };
        let cql = render::reading(catalog, &select);
        Self { shape, layout: Layout::of(shape), select, cql }
    }

    /// Reads each row of `sample` back; adds what is not as it says to `mismatches`, and gives how many were looked at.
    async fn read_back(
        &self,
        store: &impl Store,
        sample: &[Sampled],
        exact: bool,
        mismatches: &mut Vec<Mismatch>,
    ) -> Result<u64, StoreError> {
        let statement = Statement { select: &self.select, cql: &self.cql };
        let keys = self.select.binds.len();
        let mut rows = 0;
        for sampled in sample {
            let expected = self.expected(&sampled.key, &sampled.value);
            let parameters: Vec<Vec<u8>> =
                expected.iter().take(keys).filter_map(|cell| cell.clone().flatten()).collect();
            let answer = answer(store, statement, &parameters).await?;
            let row = answer.rows.first();
            if row.is_none() && self.expire() {
                continue;
            }
            rows += 1;
            // Other inputs may have added to the same counters.
            let known = if self.shape.is_counter() && !exact { keys } else { expected.len() };
            if let Some(fact) = self.mismatch(&expected[..known], row) {
                mismatches.push(Mismatch { key: self.key(&parameters), fact });
            }
        }
        Ok(rows)
    }

    /// Whether rows and values may be gone because their time is over.
    fn expire(&self) -> bool {
        self.shape.lifetime().is_some()
    }

    /// What the sampled row says of each column that is read. The statics belong to no row, but to a static row alone.
    fn expected(&self, key: &[u8], value: &[u8]) -> Vec<Said> {
        let mut said: Vec<Said> = Vec::new();
        let partition = 0..self.layout.partition.len();
        said.extend(partition.map(|column| Some(Some(self.layout.partition_cell(key, column).to_vec()))));
        let mut cells = Cells::new(value, 0);
        let mut next = || match cells.step().0 {
            Cell::Unset => None,
            Cell::Null => Some(None),
            Cell::Set(bytes) => Some(Some(bytes.to_vec())),
        };
        if is_static(key) {
            said.extend(self.layout.statics.iter().map(|_| next()));
            return said;
        }
        let (mut bytes, mut ends) = (Vec::new(), Vec::new());
        self.layout.read_clustering(key, &mut bytes, &mut ends);
        let starts = std::iter::once(0).chain(ends.iter().copied());
        said.extend(starts.zip(&ends).map(|(start, end)| Some(Some(bytes[start..*end].to_vec()))));
        said.extend((0..self.layout.kept()).map(|_| next()));
        said.extend(self.layout.statics.iter().map(|_| None));
        said.extend(self.layout.regulars.iter().map(|_| next()));
        said
    }

    /// In what the row that was read differs from what was said, if in anything.
    fn mismatch(&self, expected: &[Said], row: Option<&Vec<Option<Vec<u8>>>>) -> Option<String> {
        let Some(row) = row else { return Some("it is not in the table".to_owned()) };
        let differ = |(column, said, got): (&Column, &Said, &Option<Vec<u8>>)| {
            let said = said.as_ref()?;
            let same = match (said, got) {
                (Some(said), Some(got)) => compare(&column.ty, said, got).is_eq(),
                (said, got) => got.is_none() && (said.is_none() || self.expire()),
            };
            let (there, said) = (shown(&column.ty, got.as_ref()), shown(&column.ty, said.as_ref()));
            (!same).then(|| format!("`{}` is {there} there, {said} in the source", column.name))
        };
        let columns = self.select.columns.iter().map(|(column, _)| column);
        let facts: Vec<String> =
            columns.zip(expected).zip(row).filter_map(|((column, said), got)| differ((column, said, got))).collect();
        (!facts.is_empty()).then(|| facts.join("; "))
    }

    fn key(&self, parameters: &[Vec<u8>]) -> String {
        let columns = self.select.columns.iter().map(|(column, _)| column).zip(parameters);
        let parts = columns.map(|(column, bytes)| format!("{} = {}", column.name, shown(&column.ty, Some(bytes))));
        parts.collect::<Vec<_>>().join(", ")
    }
}

fn shown(ty: &CqlType, bytes: Option<&Vec<u8>>) -> String {
    bytes.map_or_else(
        || "null".to_owned(),
        |bytes| {
            let mut text = String::new();
            display(ty, bytes, &mut text);
            text
        },
    )
}
