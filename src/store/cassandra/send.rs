//! Takes the rows of one request, sends them, and sends them again where that is safe and may help.

use std::sync::Arc;
use std::time::Duration;

use scylla::client::session::Session;
use scylla::errors::{DbError, ExecutionError, RequestAttemptError};
use scylla::statement::batch::{Batch, BatchType};
use scylla::statement::prepared::PreparedStatement;

use super::error::{self, Effect};
use super::wire::Values;
use crate::name::Name;
use crate::store::StoreError;

/// How often a request is sent, at most.
const ATTEMPTS: u32 = 6;
/// The pause before the second attempt; it doubles with each.
const PAUSE: Duration = Duration::from_millis(100);

/// A statement that writes to a table.
pub(super) struct Target {
    pub(super) table: Name,
    pub(super) prepared: PreparedStatement,
    /// Whether it may be sent again though it may have been carried out.
    pub(super) again: bool,
    /// Whether it counts up.
    pub(super) counters: bool,
}

/// Rows of one partition, to be written at once.
pub(super) struct Request {
    pub(super) session: Arc<Session>,
    pub(super) target: Arc<Target>,
    pub(super) rows: Vec<Values>,
    /// The write timestamp; counters take none.
    pub(super) timestamp: i64,
}

impl Request {
    /// Sends the rows. Fails with what is known of the effect.
    pub(super) async fn send(self) -> Result<(), (StoreError, Effect)> {
        let mut pause = PAUSE;
        let mut effect = Effect::None;
        for attempt in 1.. {
            let Err(failure) = self.attempt().await else { return Ok(()) };
            // What an earlier attempt has done remains unknown, however the last one ended.
            if effect == Effect::None {
                effect = error::effect(&failure);
            }
            if attempt == ATTEMPTS || !self.may_repeat(&failure) {
                let doing = format!("write to table `{}`", self.target.table);
                return Err((error::execution(doing, &failure), effect));
            }
            tokio::time::sleep(pause).await;
            pause *= 2;
        }
        Ok(())
    }

    fn may_repeat(&self, failure: &ExecutionError) -> bool {
        // With too few replicas alive nothing was begun.
        let unavailable = matches!(
            failure,
            ExecutionError::LastAttemptError(RequestAttemptError::DbError(DbError::Unavailable { .. }, _))
        );
        unavailable || (self.target.again && error::passing(failure))
    }

    async fn attempt(&self) -> Result<(), ExecutionError> {
        let Target { prepared, again, counters, .. } = &*self.target;
        let timestamp = (!counters).then_some(self.timestamp);
        if let [only] = self.rows.as_slice() {
            let mut prepared = prepared.clone();
            prepared.set_timestamp(timestamp);
            return self.session.execute_unpaged(&prepared, only).await.map(|_| ());
        }
        let kind = if *counters { BatchType::Counter } else { BatchType::Unlogged };
        let mut batch = Batch::new_with_statements(kind, vec![prepared.clone().into(); self.rows.len()]);
        batch.set_timestamp(timestamp);
        batch.set_is_idempotent(*again);
        batch.set_retry_policy(prepared.get_retry_policy().cloned());
        self.session.batch(&batch, &self.rows).await.map(|_| ())
    }
}
