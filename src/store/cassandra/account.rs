//! Keeps account of every row of a load: written, refused by the server, or not known; and brings it into the ledger, so that
//! another run can go on from there. Never decides what is sent.

use std::collections::{BTreeMap, HashSet};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use super::window::{Fate, Fates, Window};
use crate::store::StoreError;
use crate::store::ledger::{Kept, Ledger, Note, Place, Plan, Reached, Told};
use crate::store::row::is_static;

/// How often the ledger hears how far the load has come. What is confirmed in between is sent once more after a crash.
const NEWS: Duration = Duration::from_millis(250);
/// Rows of which the ledger is told, before they are sent, that they may have been: after a crash each of them that was not
/// confirmed is one of which nobody knows.
const RESERVED: u64 = 512;

/// The class of rows that a load which was broken off has left.
pub(super) const INTERRUPTED: &str = "interrupted";

/// What became of the rows of one table; static rows are left out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Rows that the server confirmed, in this run or in one that it goes on with.
    pub written: u64,
    /// Rows that the server would not take.
    pub refused: u64,
    /// Rows of which it is not known whether they were written.
    pub unknown: u64,
    /// Rows of failed requests that had no effect, in this run.
    pub undone: u64,
}

/// What became of the rows of a load.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Written {
    /// Of each table, in the order of the catalog.
    pub tallies: Vec<Tally>,
    /// The rows that the server would not take.
    pub refused: Vec<Told>,
    /// Those of which it is not known whether it took them.
    pub unknown: Vec<Told>,
    /// How many of them this run is to blame for.
    pub faults: u64,
    /// Tables of which a node that was started again may have lost rows that it had confirmed shortly before, if its machine
    /// lost power: they must not be sent twice.
    pub doubted: Vec<usize>,
    /// Tombstones that the rows of each table left.
    pub tombstones: Vec<u64>,
}

/// The account of a load.
pub(super) struct Account {
    tallies: Vec<[AtomicU64; 4]>,
    windows: Mutex<Vec<Arc<Window>>>,
    ledger: Mutex<Option<Ledger>>,
    told: Mutex<Instant>,
    refused: Mutex<Vec<Told>>,
    unknown: Mutex<Vec<Told>>,
    /// Keys of rows that were told of before.
    known: Mutex<HashSet<(usize, Vec<u8>)>>,
}

/// What came of one request.
pub(super) struct Settled {
    pub(super) fates: Fates,
    pub(super) refused: Vec<Told>,
    pub(super) unknown: Vec<Told>,
}

impl Account {
    /// The account of a load into so many tables.
    pub(super) fn new(tables: usize) -> Arc<Self> {
        Arc::new(Self {
            tallies: (0..tables).map(|_| Default::default()).collect(),
            windows: Mutex::default(),
            ledger: Mutex::default(),
            told: Mutex::new(Instant::now()),
            refused: Mutex::default(),
            unknown: Mutex::default(),
            known: Mutex::default(),
        })
    }

    /// Writes into `ledger` from here on. Begins it with `plan`, or goes on with what it has kept where there is no plan.
    pub(super) fn keep(&self, mut ledger: Ledger, plan: Option<Plan>) -> Result<(), StoreError> {
        if let Some(plan) = plan {
            ledger.begin(plan)?;
        } else if let Some(kept) = ledger.kept() {
            self.go_on(kept);
        }
        *lock(&self.ledger) = Some(ledger);
        Ok(())
    }

    fn go_on(&self, kept: &Kept) {
        for (at, reached) in &kept.parts {
            self.add(at.table, Fate::Written, reached.written);
        }
        for (told, fate) in [(&kept.refused, Fate::Refused), (&kept.unknown, Fate::Unknown)] {
            for told in told.iter().filter(|told| !is_static(&told.key)) {
                self.add(told.table, fate, 1);
            }
        }
        let all = kept.refused.iter().chain(&kept.unknown);
        lock(&self.known).extend(all.map(|told| (told.table, told.key.clone())));
        lock(&self.refused).extend(kept.refused.iter().cloned());
        lock(&self.unknown).extend(kept.unknown.iter().cloned());
    }

    /// Whether a row was told of by the run that this one goes on with.
    pub(super) fn knows(&self, table: usize, key: &[u8]) -> bool {
        let known = lock(&self.known);
        !known.is_empty() && known.contains(&(table, key.to_vec()))
    }

    /// The window of the part at `at`, which came as far as `reached` before.
    pub(super) fn window(&self, at: Place, again: bool, reached: &Reached) -> Arc<Window> {
        let window = Arc::new(Window::new(at, again, reached));
        lock(&self.windows).push(Arc::clone(&window));
        window
    }

    /// Lets rows of `window` up to `rows` be sent, which must not be sent twice: says so in the ledger first.
    pub(super) fn reserve(&self, window: &Window, rows: u64) -> Result<(), StoreError> {
        if rows <= window.reserved() {
            return Ok(());
        }
        let mut notes = vec![window.reserve(rows + RESERVED)];
        // The more is known to be settled, the less is not known after a crash.
        notes.extend(window.news());
        lock(&self.ledger).as_mut().map_or(Ok(()), |ledger| ledger.note(&notes, true))
    }

    /// Request `number` of `window`, which wrote to `table`, has ended; `counts` if its rows are no static rows. Fails where
    /// the ledger cannot be written: then nothing more is to be sent.
    pub(super) fn settle(
        &self,
        (window, number): (&Window, u64),
        (table, counts): (usize, bool),
        mut settled: Settled,
    ) -> Result<(), StoreError> {
        let refused = settled.refused.len();
        settled.refused.retain(|told| !self.knows(told.table, &told.key));
        if counts {
            settled.fates.iter().for_each(|(rows, fate)| self.add(table, *fate, u64::from(*rows)));
            // Those that an earlier run was refused are counted already.
            let known = (refused - settled.refused.len()) as u64;
            self.tallies[table][1].fetch_sub(known, Ordering::Relaxed);
        }
        // What is told of rows stands in the ledger before the position passes them.
        let noted = self.tell(settled.refused, settled.unknown);
        window.end(number, settled.fates);
        noted.and_then(|()| self.news(false))
    }

    fn tell(&self, refused: Vec<Told>, unknown: Vec<Told>) -> Result<(), StoreError> {
        if refused.is_empty() && unknown.is_empty() {
            return Ok(());
        }
        let notes = refused.iter().cloned().map(Note::Refused).chain(unknown.iter().cloned().map(Note::Unknown));
        let notes: Vec<Note> = notes.collect();
        lock(&self.refused).extend(refused);
        lock(&self.unknown).extend(unknown);
        lock(&self.ledger).as_mut().map_or(Ok(()), |ledger| ledger.note(&notes, false))
    }

    fn add(&self, table: usize, fate: Fate, rows: u64) {
        let place = match fate {
            Fate::Written => 0,
            Fate::Refused => 1,
            Fate::Unknown => 2,
            Fate::Unsent => 3,
        };
        self.tallies[table][place].fetch_add(rows, Ordering::Relaxed);
    }

    /// Brings into the ledger how far the load has come: now and then, or `all` of it.
    fn news(&self, all: bool) -> Result<(), StoreError> {
        let mut told = lock(&self.told);
        if !all && told.elapsed() < NEWS {
            return Ok(());
        }
        *told = Instant::now();
        let notes: Vec<Note> = lock(&self.windows).iter().filter_map(|window| window.news()).collect();
        lock(&self.ledger).as_mut().map_or(Ok(()), |ledger| ledger.note(&notes, all))
    }

    /// Brings all that is known into the ledger, when nothing is on its way any more.
    pub(super) fn close(&self) -> Result<(), StoreError> {
        self.news(true)?;
        let notes: Vec<Note> = lock(&self.windows).iter().filter_map(|window| window.beyond()).collect();
        lock(&self.ledger).as_mut().map_or(Ok(()), |ledger| ledger.note(&notes, true))
    }

    /// Begins once more with the tables for which `again` says so, since nodes were started again: `nodes` says when. Gives
    /// how far the others have come.
    pub(super) fn again(
        &self,
        nodes: &BTreeMap<String, i64>,
        again: impl Fn(usize) -> bool,
    ) -> Result<BTreeMap<Place, Reached>, StoreError> {
        self.close()?;
        let others =
            lock(&self.windows).drain(..).map(|window| window.reached()).filter(|(at, _)| !again(at.table)).collect();
        for (table, tally) in self.tallies.iter().enumerate().filter(|(table, _)| again(*table)) {
            // Rows that were refused will be so again.
            for rows in tally {
                rows.store(0, Ordering::Relaxed);
            }
            lock(&self.refused).retain(|told| told.table != table);
            lock(&self.known).retain(|(of, _)| *of != table);
        }
        let noted = |ledger: &mut Ledger| ledger.note(&[Note::Again(nodes.clone())], true);
        lock(&self.ledger).as_mut().map_or(Ok(()), noted)?;
        Ok(others)
    }

    /// Forgets the positions of a window that is complete.
    pub(super) fn next(&self) {
        lock(&self.windows).clear();
    }

    /// Takes the ledger away: all rows are accounted for.
    pub(super) fn complete(&self) -> Result<(), StoreError> {
        lock(&self.ledger).take().map_or(Ok(()), Ledger::remove)
    }

    /// Whether another run can go on from here.
    pub(super) fn is_kept(&self) -> bool {
        lock(&self.ledger).is_some()
    }

    /// What became of the rows of each table.
    pub(super) fn tallies(&self) -> Vec<Tally> {
        let read = |tally: &[AtomicU64; 4]| {
            let [written, refused, unknown, undone] = tally.each_ref().map(|n| n.load(Ordering::Relaxed));
            Tally { written, refused, unknown, undone }
        };
        self.tallies.iter().map(read).collect()
    }

    /// The rows that the server would not take, and those of which nobody knows.
    pub(super) fn told(&self) -> (Vec<Told>, Vec<Told>) {
        (lock(&self.refused).clone(), lock(&self.unknown).clone())
    }

    /// How many rows were refused, or are not known though they were sent; those that an earlier run has left are not its
    /// fault.
    pub(super) fn faults(&self) -> u64 {
        let unknown = lock(&self.unknown).iter().filter(|told| told.class != INTERRUPTED).count();
        (lock(&self.refused).len() + unknown) as u64
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
