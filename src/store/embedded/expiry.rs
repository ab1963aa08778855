//! Takes when something was written, tells whether it is still there. Reads the clock where it is told to, and nowhere
//! else.

use std::fmt;
use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};

use crate::rules::shape::Table;

const MICROS: i64 = 1_000_000;

/// Gives the wall clock in microseconds since the epoch.
#[derive(Clone)]
pub(super) struct Clock(Arc<dyn Fn() -> i64 + Send + Sync>);

impl Clock {
    /// A clock that `now` tells.
    pub(super) fn new(now: impl Fn() -> i64 + Send + Sync + 'static) -> Self {
        Self(Arc::new(now))
    }

    /// What has expired of `table` by now. The clock is read only where something may have.
    pub(super) fn expiry(&self, table: &Table) -> Expiry {
        Expiry(table.lifetime().map(|seconds| (self.0)().div_euclid(MICROS) - i64::from(seconds)))
    }
}

impl Default for Clock {
    /// The system's clock.
    fn default() -> Self {
        Self::new(|| {
            let since = SystemTime::now().duration_since(UNIX_EPOCH);
            since.map_or(0, |since| i64::try_from(since.as_micros()).unwrap_or(i64::MAX))
        })
    }
}

impl fmt::Debug for Clock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Clock")
    }
}

/// What has expired of one table at one moment: what was written in this second or before. Nothing ever does where there
/// is none.
#[derive(Clone, Copy, Debug)]
pub(super) struct Expiry(Option<i64>);

impl Expiry {
    /// Whether what was written at `timestamp`, in microseconds, is still there. A node counts in whole seconds: what was
    /// written in second `n` to live `l` seconds is gone when the clock shows `n + l`.
    pub(super) fn lives(self, timestamp: i64) -> bool {
        self.0.is_none_or(|last| timestamp.div_euclid(MICROS) > last)
    }

    /// Whether anything can have expired.
    pub(super) fn is_never(self) -> bool {
        self.0.is_none()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_node_counts_in_whole_seconds() {
        // Ten seconds are over.
        let expiry = Expiry(Some(1000 - 10));
        assert!(expiry.lives(991 * MICROS));
        assert!(!expiry.lives(991 * MICROS - 1));
        assert!(!expiry.lives(990 * MICROS));
        assert!(!expiry.lives(-1));
        assert!(Expiry(None).lives(i64::MIN) && Expiry(None).is_never());
    }
}
