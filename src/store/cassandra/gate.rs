//! Decides when the next request of a load may go: while fewer are on their way than the limit, while they are not too many
//! bytes, not sooner than the rate that was asked for, and never after a failure. Never sends, never counts rows.

use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use super::error;
use super::limit::Limit;
use super::pace::Pace;
use crate::store::StoreError;

/// Bytes on their way, at most; a single larger request goes alone. A node takes 2.5 % of its heap from one client before
/// it stops reading.
const BYTES: usize = 12 << 20;

/// The gate that every request passes.
pub(super) struct Gate {
    /// The cluster's address, for messages.
    shown: String,
    state: Mutex<State>,
    changed: Condvar,
}

struct State {
    pace: Pace,
    limit: Limit,
    in_flight: usize,
    bytes: usize,
    /// Whether someone had to wait since the last confirmation: then the cluster is the slower side.
    full: bool,
    /// When the next row may go, where there is a rate.
    next: Option<Instant>,
    begun: Begun,
    failure: Option<StoreError>,
}

/// What an interrupted load has done to the tables.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Begun {
    /// Rows were sent.
    pub(super) sent: bool,
    /// Inputs are noted as counted.
    pub(super) claimed: bool,
    /// Tables are being made anew.
    pub(super) dropping: bool,
}

/// The right of one request to be on its way.
pub(super) struct Pass {
    gate: Arc<Gate>,
    bytes: usize,
    left: bool,
}

impl Gate {
    /// An open gate before the cluster `shown`.
    pub(super) fn new(shown: &str) -> Arc<Self> {
        let pace = Pace::default();
        let limit = Limit::new(pace.in_flight);
        let begun = Begun::default();
        let state = State { pace, limit, in_flight: 0, bytes: 0, full: false, next: None, begun, failure: None };
        Arc::new(Self { shown: shown.to_owned(), state: Mutex::new(state), changed: Condvar::new() })
    }

    /// Lets requests through as `pace` says.
    pub(super) fn pace(&self, pace: &Pace) {
        let mut state = self.lock();
        (state.limit, state.pace) = (Limit::new(pace.in_flight), pace.clone());
    }

    /// A failure names the cluster that failed.
    pub(super) fn named<T>(&self, outcome: Result<T, StoreError>) -> Result<T, StoreError> {
        outcome.map_err(|failure| error::at(&self.shown, failure))
    }

    /// The cluster's address, for messages.
    pub(super) fn shown(&self) -> &str {
        &self.shown
    }

    /// Waits until a request of so many rows and bytes may go; nothing once any has failed.
    pub(super) fn enter(gate: &Arc<Self>, rows: usize, bytes: usize) -> Option<Pass> {
        let mut state = gate.lock();
        loop {
            if state.failure.is_some() {
                return None;
            }
            let wait = state.next.and_then(|next| next.checked_duration_since(Instant::now()));
            let fits = state.in_flight < state.limit.get() && (state.bytes + bytes <= BYTES || state.in_flight == 0);
            state = match wait {
                None if fits => break,
                None => {
                    state.full = true;
                    gate.changed.wait(state).unwrap_or_else(PoisonError::into_inner)
                }
                Some(wait) => gate.changed.wait_timeout(state, wait).unwrap_or_else(PoisonError::into_inner).0,
            };
        }
        if let Some(rate) = state.pace.rate {
            let now = Instant::now();
            let from = state.next.map_or(now, |next| next.max(now));
            state.next = Some(from + Duration::from_secs_f64(rows as f64 / rate.max(1) as f64));
        }
        state.in_flight += 1;
        state.bytes += bytes;
        state.begun.sent = true;
        drop(state);
        Some(Pass { gate: Arc::clone(gate), bytes, left: false })
    }

    /// Waits until nothing is on its way.
    pub(super) fn drain(&self) {
        let mut state = self.lock();
        while state.in_flight > 0 {
            state = self.changed.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
    }

    /// What ended the load, if anything did, and what it had begun.
    pub(super) fn failure(&self) -> (Option<StoreError>, Begun) {
        let state = self.lock();
        let copy = |failure: &StoreError| {
            let source = failure.source.as_ref().map(|source| source.to_string().into());
            StoreError { message: failure.message.clone(), refused: failure.refused, source }
        };
        (state.failure.as_ref().map(copy), state.begun)
    }

    /// Lets nobody in any more.
    pub(super) fn close(&self, failure: StoreError) {
        self.lock().failure.get_or_insert(failure);
        self.changed.notify_all();
    }

    /// Says that inputs are being noted as counted.
    pub(super) fn claim(&self) {
        self.lock().begun.claimed = true;
    }

    /// Says that the tables are being made anew.
    pub(super) fn drop_tables(&self) {
        self.lock().begun.dropping = true;
    }

    /// Whether anything has failed.
    pub(super) fn is_closed(&self) -> bool {
        self.lock().failure.is_some()
    }

    /// Whether a request that failed first at `since` may be tried once more.
    pub(super) fn is_patient(&self, since: Instant) -> bool {
        let state = self.lock();
        state.failure.is_none() && since.elapsed() < state.pace.patience
    }

    /// How many requests may be on their way now.
    pub(super) fn limit(&self) -> usize {
        self.lock().limit.get()
    }

    /// The cluster said that it is too busy.
    pub(super) fn overloaded(&self) {
        self.lock().limit.overloaded(Instant::now());
    }

    /// The cluster confirmed a request of so many rows.
    pub(super) fn confirmed(&self, rows: u64) {
        let mut state = self.lock();
        let full = state.full;
        state.full = false;
        state.limit.confirmed(rows, full, Instant::now());
    }

    /// Ends the load where more rows are at fault than it is to bear.
    pub(super) fn bear(&self, faults: u64) {
        let most = self.lock().pace.max_faults;
        if faults > most {
            self.close(StoreError::refused(format!(
                "the server would not take {faults} rows, or did not say whether it took them, and `--max-errors` bears \
                 {most}"
            )));
        }
    }

    /// Lets nobody in any more, because someone wants the load to end. Gives whether anything was begun.
    pub(super) fn stop(&self) -> bool {
        let mut state = self.lock();
        state.failure.get_or_insert_with(|| StoreError::failed("interrupted"));
        let begun = state.begun != Begun::default();
        drop(state);
        self.changed.notify_all();
        begun
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Pass {
    /// The request has ended, and its rows are accounted for.
    pub(super) fn leave(mut self) {
        self.left = true;
    }
}

impl Drop for Pass {
    fn drop(&mut self) {
        let mut state = self.gate.lock();
        state.in_flight -= 1;
        state.bytes -= self.bytes;
        if !self.left {
            // It was given up with the runtime.
            state.failure.get_or_insert_with(|| StoreError::failed("a write was given up before its answer came"));
        }
        drop(state);
        self.gate.changed.notify_all();
    }
}
