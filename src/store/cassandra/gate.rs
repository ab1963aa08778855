//! Bounds how many requests of a load are on their way, and keeps account of what became of them: written for certain, not
//! written for certain, and unknown. After the first failure nobody is let in any more.

use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};

use super::error::{self, Effect};
use crate::store::StoreError;

/// Requests on their way, at most. On one node of two cores more than this only wait there.
const IN_FLIGHT: usize = 128;

/// What a request writes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Rows, which may be written again.
    Row,
    /// Increments, which may not.
    Increment,
}

/// The gate that every request passes.
pub(super) struct Gate {
    /// The cluster's address, for messages.
    shown: String,
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Default)]
struct State {
    in_flight: usize,
    written: u64,
    refused: u64,
    unknown: u64,
    increments: bool,
    claimed: bool,
    dropping: bool,
    failure: Option<StoreError>,
}

/// The right of one request to be on its way.
pub(super) struct Pass {
    gate: Arc<Gate>,
    rows: u64,
    left: bool,
}

impl Gate {
    /// An open gate before the cluster `shown`.
    pub(super) fn new(shown: &str) -> Arc<Self> {
        Arc::new(Self { shown: shown.to_owned(), state: Mutex::default(), changed: Condvar::new() })
    }

    /// A failure names the cluster that failed.
    pub(super) fn named<T>(&self, outcome: Result<T, StoreError>) -> Result<T, StoreError> {
        outcome.map_err(|failure| error::at(&self.shown, failure))
    }

    /// Waits until a request of `rows` rows may go. Fails once any has failed; [`Gate::drain`] says why.
    pub(super) fn enter(gate: &Arc<Self>, kind: Kind, rows: u64) -> Result<Pass, StoreError> {
        let mut state = gate.lock();
        while state.in_flight >= IN_FLIGHT && state.failure.is_none() {
            state = gate.changed.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
        if state.failure.is_some() {
            drop(state);
            return Err(gate.drain().err().unwrap_or_else(|| StoreError::failed("an earlier write failed")));
        }
        state.in_flight += 1;
        state.increments |= kind == Kind::Increment;
        drop(state);
        Ok(Pass { gate: Arc::clone(gate), rows, left: false })
    }

    /// Waits until nothing is on its way. Fails with the first failure, and says what is certain and what is not.
    pub(super) fn drain(&self) -> Result<(), StoreError> {
        let mut state = self.lock();
        while state.in_flight > 0 {
            state = self.changed.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
        match &state.failure {
            None => Ok(()),
            Some(failure) => self.named(Err(state.account(failure))),
        }
    }

    /// Lets nobody in any more: nothing was sent.
    pub(super) fn close(&self, failure: StoreError) {
        self.lock().failure.get_or_insert(failure);
        self.changed.notify_all();
    }

    /// Says that inputs are being noted as counted.
    pub(super) fn claim(&self) {
        self.lock().claimed = true;
    }

    /// Says that the tables are being made anew.
    pub(super) fn drop_tables(&self) {
        self.lock().dropping = true;
    }

    /// Whether anything has failed.
    pub(super) fn is_closed(&self) -> bool {
        self.lock().failure.is_some()
    }

    /// Lets nobody in any more, because someone wants the load to end. Gives whether anything was sent.
    pub(super) fn stop(&self) -> bool {
        let mut state = self.lock();
        let sent = state.in_flight > 0 || state.written + state.refused + state.unknown > 0;
        let begun = state.claimed || state.dropping || sent;
        state.failure.get_or_insert_with(|| StoreError::failed("interrupted"));
        drop(state);
        self.changed.notify_all();
        begun
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    /// The failure with the account of all rows that were sent.
    fn account(&self, failure: &StoreError) -> StoreError {
        let source = failure.source.as_ref().map(|source| source.to_string().into());
        if self.written + self.refused + self.unknown == 0 {
            let mut message = failure.message.clone();
            if self.dropping {
                message += "\n  the tables may have been dropped already; what was in them is gone then";
            }
            if self.claimed {
                message += "\n  nothing was counted, but inputs may be noted as counted: `--again` counts them then";
            }
            return StoreError { message, refused: failure.refused, source };
        }
        let Self { written, refused, unknown, .. } = self;
        let again = if self.increments {
            "increments must not be sent twice: `--drop-tables` begins anew"
        } else {
            "loading again is safe: the same rows are written over"
        };
        let message = format!(
            "{}\n  of the rows sent {written} were written, {refused} were not, and of {unknown} it is not known; the \
             others were not sent\n  {again}",
            failure.message
        );
        StoreError { message, refused: failure.refused, source }
    }
}

impl Pass {
    /// Says what became of the request.
    pub(super) fn leave(mut self, outcome: Result<(), (StoreError, Effect)>) {
        self.left = true;
        let mut state = self.gate.lock();
        match outcome {
            Ok(()) => state.written += self.rows,
            Err((failure, effect)) => {
                match effect {
                    Effect::None => state.refused += self.rows,
                    Effect::Unknown => state.unknown += self.rows,
                }
                state.failure.get_or_insert(failure);
            }
        }
        state.in_flight -= 1;
        drop(state);
        self.gate.changed.notify_all();
    }
}

impl Drop for Pass {
    /// A request that was given up with the runtime.
    fn drop(&mut self) {
        if !self.left {
            let mut state = self.gate.lock();
            state.in_flight -= 1;
            state.unknown += self.rows;
            state.failure.get_or_insert_with(|| StoreError::failed("a write was given up before its answer came"));
            drop(state);
            self.gate.changed.notify_all();
        }
    }
}
