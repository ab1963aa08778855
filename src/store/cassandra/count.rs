//! Takes a table, gives the number of its rows: many short reads of token ranges, several at a time, for one COUNT over a
//! large table does not come to an end in time.

use std::sync::Arc;

use scylla::client::session::Session;
use scylla::statement::prepared::PreparedStatement;
use tokio::task::JoinSet;

use super::wire::{RawRow, Values};
use super::{class, error, prepare};
use crate::catalog::{Catalog, Table};
use crate::store::StoreError;

/// Ranges that the ring is cut into at first.
const RANGES: u64 = 64;
/// Reads under way at a time.
const READS: usize = 8;
/// How often a range that takes too long is halved.
const HALVINGS: u32 = 16;
/// Failures without a success between them after which the node, and not the size of the ranges, is at fault.
const IN_A_ROW: usize = 2 * READS;

/// The tokens above `after`, up to `last`.
#[derive(Clone, Copy)]
struct Range {
    after: i64,
    last: i64,
    halvings: u32,
}

/// Counts the rows of `table`; partitions that hold only static values have none. Fails as the reads fail; a range that
/// takes too long is halved several times first.
pub(super) async fn rows(session: &Arc<Session>, catalog: &Catalog, table: &Table) -> Result<u64, StoreError> {
    let prepared = Arc::new(prepare(session, &statement(catalog, table)).await?);
    let mut waiting: Vec<Range> = ranges().collect();
    let mut reads = JoinSet::new();
    let (mut total, mut failures) = (0, 0);
    loop {
        while reads.len() < READS
            && let Some(range) = waiting.pop()
        {
            let (session, prepared) = (Arc::clone(session), Arc::clone(&prepared));
            reads.spawn(async move { (range, count(&session, &prepared, range).await) });
        }
        let Some(read) = reads.join_next().await else { return Ok(total) };
        let (range, counted) = read.map_err(|e| StoreError::failed(format!("cannot count rows: {e}")))?;
        match counted {
            Ok(rows) => (total, failures) = (total + rows, 0),
            Err(Failure::Slow(_)) if range.halvings < HALVINGS && failures < IN_A_ROW => {
                failures += 1;
                waiting.extend(range.halves());
            }
            Err(Failure::Slow(mut failure) | Failure::Lasting(mut failure)) => {
                failure.message = format!("cannot count table `{}`: {}", table.shape.name, failure.message);
                return Err(failure);
            }
        }
    }
}

/// `SELECT count(last clustering column)`: a partition without rows shows one in which that is null.
fn statement(catalog: &Catalog, table: &Table) -> String {
    let shape = &table.shape;
    let counted = shape.clustering_key.last().map_or("*".to_owned(), |(column, _)| column.name.cql());
    let key: Vec<String> = shape.partition_key.iter().map(|column| column.name.cql()).collect();
    let (key, keyspace) = (key.join(", "), catalog.keyspace.name.cql());
    let name = shape.name.cql();
    format!("SELECT count({counted}) FROM {keyspace}.{name} WHERE token({key}) > :after AND token({key}) <= :last")
}

/// Equal parts of the ring. No key has the least token, so that nothing is lost above it.
fn ranges() -> impl Iterator<Item = Range> {
    let bound = |n: u64| (i128::from(n) * (1 << 64) / i128::from(RANGES) - (1 << 63)).min(i128::from(i64::MAX)) as i64;
    (0..RANGES).map(move |n| Range { after: bound(n), last: bound(n + 1), halvings: 0 })
}

impl Range {
    fn halves(self) -> [Self; 2] {
        let middle = self.after.midpoint(self.last);
        let halvings = self.halvings + 1;
        [Self { last: middle, halvings, ..self }, Self { after: middle, halvings, ..self }]
    }
}

enum Failure {
    /// It took too long: a smaller range may do.
    Slow(StoreError),
    Lasting(StoreError),
}

async fn count(session: &Session, prepared: &PreparedStatement, range: Range) -> Result<u64, Failure> {
    let values = Values::all([range.after.to_be_bytes(), range.last.to_be_bytes()].iter().map(<[u8; 8]>::as_slice));
    let answer = session.execute_unpaged(prepared, &values).await.map_err(|e| {
        let failure = error::reading("read a token range", &e);
        if class::is_slow(&e) { Failure::Slow(failure) } else { Failure::Lasting(failure) }
    })?;
    let unreadable = || Failure::Lasting(StoreError::failed("the answer is not one number"));
    let answer = answer.into_rows_result().map_err(|_| unreadable())?;
    let row = answer.single_row::<RawRow<'_>>().map_err(|_| unreadable())?;
    let bytes = row.0.first().copied().flatten().and_then(|bytes| bytes.try_into().ok());
    bytes.map(u64::from_be_bytes).ok_or_else(unreadable)
}
