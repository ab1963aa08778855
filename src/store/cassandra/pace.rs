//! How fast a load goes, where someone wants to say so; and how fast it goes.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

/// What is wanted of a load. By default it finds its own pace.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pace {
    /// Requests on their way at a time; as many as it takes to keep the cluster busy, where none are given.
    pub in_flight: Option<usize>,
    /// Rows of all tables a second, at most.
    pub rate: Option<u64>,
    /// Bytes of values in a batch, at most; a row that is larger goes alone.
    pub batch_bytes: usize,
    /// How long a request is tried again that fails for a reason that may pass.
    pub patience: Duration,
    /// Rows that the server refuses, or does not say whether it took, after which the load stops.
    pub max_faults: u64,
}

impl Default for Pace {
    fn default() -> Self {
        Self { in_flight: None, rate: None, batch_bytes: 48 << 10, patience: Duration::from_mins(1), max_faults: 100 }
    }
}

/// What was sent so far; several threads add to it.
#[derive(Debug, Default)]
pub struct Meter {
    expected: AtomicU64,
    passed: AtomicU64,
    rows: AtomicU64,
    bytes: AtomicU64,
    batches: AtomicU64,
    retries: AtomicU64,
}

/// A reading of the meter.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Metered {
    /// Rows that are to be confirmed, at most: those that a later one supersedes are found on the way.
    pub expected: u64,
    /// Rows among them that an earlier run has settled.
    pub passed: u64,
    /// Rows that were confirmed by this one, static rows among them.
    pub rows: u64,
    /// Bytes of their values.
    pub bytes: u64,
    /// Requests that were confirmed.
    pub batches: u64,
    /// Requests that were sent once more.
    pub retries: u64,
}

impl Meter {
    /// What stands on it.
    pub fn read(&self) -> Metered {
        let read = |of: &AtomicU64| of.load(Ordering::Relaxed);
        Metered {
            expected: read(&self.expected),
            passed: read(&self.passed),
            rows: read(&self.rows),
            bytes: read(&self.bytes),
            batches: read(&self.batches),
            retries: read(&self.retries),
        }
    }

    pub(super) fn expect(&self, rows: u64) {
        self.expected.fetch_add(rows, Ordering::Relaxed);
    }

    /// Rows that need not be sent any more.
    pub(super) fn passed(&self, rows: u64) {
        self.passed.fetch_add(rows, Ordering::Relaxed);
    }

    pub(super) fn confirmed(&self, rows: u64, bytes: u64) {
        self.rows.fetch_add(rows, Ordering::Relaxed);
        self.bytes.fetch_add(bytes, Ordering::Relaxed);
        self.batches.fetch_add(1, Ordering::Relaxed);
    }

    pub(super) fn retried(&self) {
        self.retries.fetch_add(1, Ordering::Relaxed);
    }
}
