//! Takes what ended a load early, gives it with the account of the rows and the way out.

use std::fmt::Write as _;

use super::account::Tally;
use super::gate::Begun;
use crate::store::StoreError;

/// What is known of a load that ended early.
pub(super) struct Ending {
    pub(super) begun: Begun,
    pub(super) tallies: Vec<Tally>,
    /// Whether its ledger is kept.
    pub(super) is_kept: bool,
    /// Whether it wrote what must not be written twice.
    pub(super) once: bool,
}

impl Ending {
    /// `failure` with the account of all rows that were sent.
    pub(super) fn told(&self, failure: StoreError) -> StoreError {
        let sum = |of: fn(&Tally) -> u64| -> u64 { self.tallies.iter().map(of).sum() };
        let (written, unknown) = (sum(|t| t.written), sum(|t| t.unknown));
        let undone = sum(|t| t.undone) + sum(|t| t.refused);
        let StoreError { mut message, refused, source } = failure;
        if written + unknown + undone == 0 {
            if self.begun.dropping {
                message += "\n  the tables may have been dropped already; what was in them is gone then";
            }
            if self.begun.claimed && !self.is_kept {
                message += "\n  nothing was counted, but inputs may be noted as counted: `--again` counts them then";
            }
        } else {
            let _ = write!(
                message,
                "\n  of the rows sent {written} were written, {undone} were not, and of {unknown} it is not known; the \
                 others were not sent"
            );
        }
        if let Some(way) = self.way(written + unknown + undone > 0) {
            message += "\n  ";
            message += way;
        }
        StoreError { message, refused, source }
    }

    fn way(&self, sent: bool) -> Option<&'static str> {
        match (self.is_kept, self.once) {
            (true, false) => Some("`modeler load --resume` goes on from there; loading again is safe, too"),
            (true, true) => Some(
                "`modeler load --resume` goes on from there, and sends no increment and no list twice; `--drop-tables` \
                 begins anew",
            ),
            (false, false) if sent => Some("loading again is safe: the same rows are written over"),
            (false, true) if sent => Some("increments and lists must not be sent twice: `--drop-tables` begins anew"),
            (false, _) => None,
        }
    }
}
