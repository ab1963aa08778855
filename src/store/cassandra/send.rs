//! Takes the rows of one request, sends them, and sends them again where that is safe and may help; looks for the row that
//! the server will not take. Gives the fate of every row.

use std::ops::Range;
use std::sync::Arc;
use std::time::{Duration, Instant};

use scylla::client::session::Session;
use scylla::errors::ExecutionError;
use scylla::statement::batch::{Batch, BatchType};
use scylla::statement::prepared::PreparedStatement;

use super::account::Settled;
use super::class::{self, Effect, Remedy};
use super::error;
use super::gate::Gate;
use super::pace::Meter;
use super::rows::{RowOf, Rows};
use super::window::Fate;
use crate::name::Name;
use crate::store::StoreError;
use crate::store::ledger::Told;

/// The longest pause before the second attempt, which doubles with each; how long it is, chance decides, so that those that
/// failed together do not come back together.
const PAUSE: Duration = Duration::from_millis(50);
/// The longest pause of all.
const LONGEST: Duration = Duration::from_secs(5);

/// A statement that writes to a table.
pub(super) struct Target {
    /// Index of the table in the catalog.
    pub(super) index: usize,
    pub(super) table: Name,
    pub(super) prepared: PreparedStatement,
    /// Whether it may be sent again though it may have been carried out.
    pub(super) again: bool,
    /// Whether it counts up.
    pub(super) counters: bool,
    /// Whether it writes static columns alone.
    pub(super) is_static: bool,
}

/// Rows of one partition, to be written at once.
pub(super) struct Request {
    pub(super) session: Arc<Session>,
    pub(super) target: Arc<Target>,
    pub(super) rows: Rows,
    /// The values of the rows as they are kept, where an unknown one is to be told of; else none.
    pub(super) values: Vec<Vec<u8>>,
    /// The write timestamp; counters take none.
    pub(super) timestamp: i64,
    pub(super) gate: Arc<Gate>,
    pub(super) meter: Arc<Meter>,
}

/// What came of some of the rows.
enum Outcome {
    Written,
    /// The server will not take them, or one of them.
    Refused(ExecutionError),
    /// It is not known, and they must not be sent again.
    Unknown(ExecutionError),
    /// The load has to end.
    Failed(ExecutionError, Effect),
}

impl Request {
    /// Sends the rows. Gives their fates, and what the load has to end with.
    pub(super) async fn send(self) -> (Settled, Option<StoreError>) {
        let mut settled = Settled { fates: Vec::new(), refused: Vec::new(), unknown: Vec::new() };
        let mut failure = None;
        let mut waiting: Vec<Range<usize>> = std::iter::once(0..self.rows.len()).collect();
        while let Some(rows) = waiting.pop() {
            let len = rows.len() as u32;
            if failure.is_some() {
                settled.fates.push((len, Fate::Unsent));
                continue;
            }
            let fate = match self.settle(rows.clone()).await {
                Outcome::Written => Fate::Written,
                Outcome::Refused(_) if len > 1 => {
                    let middle = rows.start + rows.len() / 2;
                    waiting.extend([middle..rows.end, rows.start..middle]);
                    continue;
                }
                Outcome::Refused(error) => {
                    settled.refused.push(self.told(rows.start, &error));
                    Fate::Refused
                }
                Outcome::Unknown(error) => {
                    settled.unknown.extend(rows.map(|row| self.told(row, &error)));
                    Fate::Unknown
                }
                Outcome::Failed(error, effect) => {
                    failure = Some(error::execution(format!("write to table `{}`", self.target.table), &error));
                    if effect == Effect::None { Fate::Unsent } else { Fate::Unknown }
                }
            };
            settled.fates.push((len, fate));
        }
        (settled, failure)
    }

    fn told(&self, row: usize, error: &ExecutionError) -> Told {
        Told {
            table: self.target.index,
            key: self.rows.key(row).to_vec(),
            value: self.values.get(row).cloned().unwrap_or_default(),
            class: class::name(error).to_owned(),
            reason: error::answer(error),
        }
    }

    /// Sends some of the rows until they are written, cannot be, or must not be sent again.
    async fn settle(&self, rows: Range<usize>) -> Outcome {
        let (mut pause, mut since) = (PAUSE, None);
        let mut effect = Effect::None;
        loop {
            let Err(error) = self.attempt(rows.clone()).await else { return Outcome::Written };
            // What an earlier attempt has done remains unknown, however the last one ended.
            if effect == Effect::None {
                effect = class::effect(&error);
            }
            if class::is_overload(&error) {
                self.gate.overloaded();
            }
            match class::remedy(&error) {
                Remedy::Reject => return Outcome::Refused(error),
                Remedy::Stop => return Outcome::Failed(error, effect),
                Remedy::Repeat if effect == Effect::Unknown && !self.target.again => return Outcome::Unknown(error),
                Remedy::Repeat if !self.gate.is_patient(*since.get_or_insert_with(Instant::now)) => {
                    return Outcome::Failed(error, effect);
                }
                Remedy::Repeat => {}
            }
            tokio::time::sleep(pause.mul_f64(fastrand::f64())).await;
            self.meter.retried();
            pause = (pause * 2).min(LONGEST);
        }
    }

    async fn attempt(&self, rows: Range<usize>) -> Result<(), ExecutionError> {
        let Target { prepared, again, counters, .. } = &*self.target;
        let timestamp = (!counters).then_some(self.timestamp);
        if rows.len() == 1 {
            let mut prepared = prepared.clone();
            prepared.set_timestamp(timestamp);
            return self.session.execute_unpaged(&prepared, self.rows.row(rows.start)).await.map(|_| ());
        }
        let kind = if *counters { BatchType::Counter } else { BatchType::Unlogged };
        let mut batch = Batch::new_with_statements(kind, vec![prepared.clone().into(); rows.len()]);
        batch.set_timestamp(timestamp);
        batch.set_is_idempotent(*again);
        batch.set_retry_policy(prepared.get_retry_policy().cloned());
        let rows: Vec<RowOf<'_>> = rows.map(|row| self.rows.row(row)).collect();
        self.session.batch(&batch, rows).await.map(|_| ())
    }
}
