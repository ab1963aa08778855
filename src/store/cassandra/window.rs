//! Takes the requests of one part of one table as they are sent and as they end, in whatever order; gives the position up to
//! which all is settled. Never waits, never writes.

use std::collections::VecDeque;
use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::store::ledger::{Note, Place, Reached};

/// What became of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fate {
    /// The server confirmed it.
    Written,
    /// The server would not take it, and said so.
    Refused,
    /// No answer, or one that leaves it open.
    Unknown,
    /// It was not sent, or had no effect.
    Unsent,
}

/// The fates of the rows of one request: stretches, in order.
pub(super) type Fates = Vec<(u32, Fate)>;

/// The requests of one part.
#[derive(Debug)]
pub(super) struct Window {
    at: Place,
    /// Whether rows may be sent again: then what is not known is as good as unsent.
    again: bool,
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    /// All of it is settled, `beyond` left out.
    reached: Reached,
    /// Requests from the first one that is not settled on.
    open: VecDeque<Slot>,
    /// Number of the first of these.
    first: u64,
    /// What was noted last.
    noted: u64,
}

#[derive(Debug)]
struct Slot {
    rows: u32,
    /// CRC-32 of the key of the last of them.
    key: u32,
    /// Whether they are rows, and no static row.
    counts: bool,
    fates: Option<Fates>,
}

impl Window {
    /// A part `at` which earlier came as far as `reached`; `again` if its rows may be sent again.
    pub(super) fn new(at: Place, again: bool, reached: &Reached) -> Self {
        // Where it is known what is settled beyond, nothing is reserved any more: it is noted before the first row goes.
        let reserved = if reached.beyond.is_some() { reached.rows } else { reached.reserved };
        let reached = Reached { beyond: None, reserved, ..reached.clone() };
        let noted = reached.rows;
        Self { at, again, state: Mutex::new(State { reached, noted, ..State::default() }) }
    }

    /// A request is about to be sent; gives its number.
    pub(super) fn begin(&self, rows: u32, key: u32, is_static: bool) -> u64 {
        let mut state = self.lock();
        state.open.push_back(Slot { rows, key, counts: !is_static, fates: None });
        state.first + state.open.len() as u64 - 1
    }

    /// Request number `number` has ended.
    pub(super) fn end(&self, number: u64, fates: Fates) {
        let mut state = self.lock();
        let at = number.wrapping_sub(state.first) as usize;
        if let Some(slot) = state.open.get_mut(at) {
            slot.fates = Some(fates);
        }
        while let Some(slot) = state.open.pop_front() {
            if !slot.is_settled(self.again) {
                state.open.push_front(slot);
                break;
            }
            state.first += 1;
            state.reached.rows += u64::from(slot.rows);
            state.reached.written += slot.written();
            state.reached.key = slot.key;
        }
    }

    /// How far it has come, if that is farther than was told before.
    pub(super) fn news(&self) -> Option<Note> {
        let mut state = self.lock();
        let Reached { rows, written, key, .. } = state.reached;
        if rows == state.noted {
            return None;
        }
        state.noted = rows;
        Some(Note::Reached { at: self.at, rows, written, key })
    }

    /// Rows up to here may be sent.
    pub(super) fn reserved(&self) -> u64 {
        self.lock().reached.reserved
    }

    /// Lets rows up to `rows` be sent; gives what is to be noted before that.
    pub(super) fn reserve(&self, rows: u64) -> Note {
        self.lock().reached.reserved = rows;
        Note::Reserved { at: self.at, rows }
    }

    /// The part, and how far it has come, when nothing is on its way any more.
    pub(super) fn reached(&self) -> (Place, Reached) {
        let beyond = match self.beyond() {
            Some(Note::Beyond { settled, .. }) => Some(settled),
            _ => None,
        };
        (self.at, Reached { beyond, ..self.lock().reached.clone() })
    }

    /// What is settled beyond, when nothing is on its way any more; needed only where rows may not be sent again.
    pub(super) fn beyond(&self) -> Option<Note> {
        if self.again {
            return None;
        }
        let state = self.lock();
        let mut at = state.reached.rows;
        let mut settled: Vec<(u64, u64, u64)> = Vec::new();
        for slot in &state.open {
            for (rows, fate) in slot.fates.iter().flatten() {
                let end = at + u64::from(*rows);
                let written = if *fate == Fate::Written && slot.counts { end - at } else { 0 };
                match settled.last_mut() {
                    _ if *fate == Fate::Unsent => {}
                    Some(last) if last.1 == at => (last.1, last.2) = (end, last.2 + written),
                    _ => settled.push((at, end, written)),
                }
                at = end;
            }
            if slot.fates.is_none() {
                at += u64::from(slot.rows);
            }
        }
        Some(Note::Beyond { at: self.at, settled })
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Slot {
    fn is_settled(&self, again: bool) -> bool {
        let open = |fate: Fate| fate == Fate::Unsent || again && fate == Fate::Unknown;
        self.fates.as_ref().is_some_and(|fates| !fates.iter().any(|(_, fate)| open(*fate)))
    }

    fn written(&self) -> u64 {
        let written = |fates: &Fates| -> u64 {
            fates.iter().filter(|(_, fate)| *fate == Fate::Written).map(|(rows, _)| u64::from(*rows)).sum()
        };
        if self.counts { self.fates.as_ref().map_or(0, written) } else { 0 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const AT: Place = Place { table: 2, part: 1, of: 4 };

    fn reached(rows: u64, written: u64, key: u32) -> Note {
        Note::Reached { at: AT, rows, written, key }
    }

    #[test]
    fn only_what_has_no_gap_before_it_is_reached() {
        let window = Window::new(AT, true, &Reached::default());
        let numbers: Vec<u64> = (0..5).map(|n| window.begin(10, n, n == 3)).collect();
        let end = |n: usize| window.end(numbers[n], vec![(10, Fate::Written)]);
        end(1);
        assert_eq!(window.news(), None);
        end(0);
        assert_eq!(window.news(), Some(reached(20, 20, 1)));
        assert_eq!(window.news(), None, "nothing is told twice");
        end(3);
        window.end(numbers[2], vec![(4, Fate::Written), (1, Fate::Refused), (5, Fate::Written)]);
        assert_eq!(window.news(), Some(reached(40, 29, 3)), "refused and static rows are not counted as written");
        window.end(numbers[4], vec![(5, Fate::Written), (5, Fate::Unknown)]);
        assert_eq!((window.news(), window.beyond()), (None, None), "it may be sent again, and is");
    }

    #[test]
    fn it_goes_on_where_it_was() {
        let window = Window::new(AT, true, &Reached { rows: 100, written: 90, key: 5, ..Reached::default() });
        assert_eq!(window.news(), None);
        let number = window.begin(10, 6, false);
        window.end(number, vec![(10, Fate::Written)]);
        assert_eq!(window.news(), Some(reached(110, 100, 6)));
    }

    #[test]
    fn what_may_not_be_sent_again_is_told_row_by_row() {
        let window = Window::new(AT, false, &Reached::default());
        let numbers: Vec<u64> = (0..4).map(|n| window.begin(10, n, false)).collect();
        window.end(numbers[0], vec![(10, Fate::Unknown)]);
        window.end(numbers[1], vec![(3, Fate::Written), (7, Fate::Unsent)]);
        window.end(numbers[3], vec![(2, Fate::Unsent), (6, Fate::Written), (2, Fate::Unknown)]);
        assert_eq!(window.news(), Some(reached(10, 0, 0)), "what is not known is settled: it will not be sent again");
        let settled = vec![(10, 13, 3), (32, 40, 6)];
        assert_eq!(window.beyond(), Some(Note::Beyond { at: AT, settled }));
        window.reserve(1000);
        assert_eq!(window.reserved(), 1000);
        let reached = Reached { rows: 10, reserved: 1000, ..Reached::default() };
        assert_eq!(Window::new(AT, false, &reached).reserved(), 1000, "a killed load may have sent them");
        let reached = Reached { beyond: Some(vec![(10, 13, 3)]), ..reached };
        assert_eq!(Window::new(AT, false, &reached).reserved(), 10, "one that ended has not");
    }
}
