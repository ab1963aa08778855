//! Takes full runs from the reading thread, sorts and spills them on other threads, gives all sorted runs at the end.

use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, SyncSender, TrySendError, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;

use crate::load::arrivals::Arrivals;
use crate::load::encode::Encoder;
use crate::load::gather::{self, gather};
use crate::load::merge::Runs;
use crate::load::overlap::Overlaps;
use crate::load::runs::{RUN_BYTES, Sorted};
use crate::store::embedded::{EmbeddedError, Result};
use crate::store::row::{self, Layout};

/// Tables of which each may fill a whole run.
const TABLES: usize = 3;

/// What a sorting thread is asked to do.
enum Job {
    /// Sort and write out: more will come.
    Spill(Arrivals),
    /// Sort and keep in memory: the last of its table.
    Keep(Arrivals),
}

/// The threads that sort.
pub(super) struct Sorter {
    full: Option<SyncSender<Job>>,
    shared: Arc<Shared>,
    threads: Vec<JoinHandle<()>>,
    /// Rows of each table so far.
    rows: Vec<u64>,
    /// Runs handed over so far: the first of a table waits in memory, for it may stay the only one.
    waiting: Vec<Option<Arrivals>>,
}

struct Shared {
    full: Mutex<Receiver<Job>>,
    layouts: Vec<Layout>,
    dir: PathBuf,
    /// Emptied room to be filled again.
    free: Mutex<Vec<Arrivals>>,
    done: Mutex<Done>,
}

struct Done {
    /// The runs of each table, with the rows that came before them.
    runs: Vec<Vec<(u64, Sorted)>>,
    overlaps: Overlaps,
    failure: Option<EmbeddedError>,
}

impl Sorter {
    /// Starts `threads` threads that spill to `dir`.
    pub(super) fn start(encoders: &[Encoder], dir: &Path, threads: usize) -> Self {
        let (full, receiver) = sync_channel(1);
        let tables = encoders.len();
        let layouts: Vec<Layout> = encoders.iter().map(|e| e.layout.clone()).collect();
        let done =
            Done { runs: (0..tables).map(|_| Vec::new()).collect(), overlaps: Overlaps::new(tables), failure: None };
        let shared = Arc::new(Shared {
            full: Mutex::new(receiver),
            layouts,
            dir: dir.to_path_buf(),
            free: Mutex::new(Vec::new()),
            done: Mutex::new(done),
        });
        let threads = (0..threads)
            .map(|_| {
                let shared = Arc::clone(&shared);
                std::thread::spawn(move || shared.work())
            })
            .collect();
        Self { full: Some(full), shared, threads, rows: vec![0; tables], waiting: (0..tables).map(|_| None).collect() }
    }

    /// Empty room for rows of `table`.
    pub(super) fn room(&self, table: usize) -> Arrivals {
        let free = self.shared.free.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let mut room = free.unwrap_or_else(|| Arrivals::new(table));
        room.clear(table);
        // Each table fills one stretch while another waits: many tables share the room of a few.
        room.limit = (TABLES * RUN_BYTES / self.rows.len().max(1)).clamp(RUN_BYTES / 16, RUN_BYTES);
        room
    }

    /// Takes a run, leaving empty room in its place.
    pub(super) fn sort(&mut self, arrivals: &mut Arrivals) {
        if arrivals.is_empty() {
            return;
        }
        let table = arrivals.table;
        arrivals.before = self.rows[table];
        self.rows[table] += arrivals.len() as u64;
        let full = std::mem::replace(arrivals, self.room(table));
        let waited = self.waiting[table].replace(full);
        if let Some(first) = waited {
            self.send(first);
        }
    }

    fn send(&self, arrivals: Arrivals) {
        // The threads are gone only if one of them panicked; `finish` tells.
        let _ = self.full.as_ref().map(|full| full.send(Job::Spill(arrivals)));
    }

    /// Waits for all runs. Fails as spilling fails.
    pub(super) fn finish(mut self) -> Result<(Vec<Runs>, Overlaps)> {
        let mut mine = Overlaps::new(self.rows.len());
        for arrivals in std::mem::take(&mut self.waiting).into_iter().flatten() {
            // What no thread takes at once is sorted here.
            match self.full.as_ref().map(|full| full.try_send(Job::Keep(arrivals))) {
                Some(Err(TrySendError::Full(job) | TrySendError::Disconnected(job))) => {
                    self.shared.sort(job, &mut mine);
                }
                Some(Ok(())) | None => {}
            }
        }
        drop(self.full.take());
        for thread in std::mem::take(&mut self.threads) {
            if thread.join().is_err() {
                return Err(EmbeddedError::refused("sort rows", &self.shared.dir, "a sorting thread ended too early"));
            }
        }
        let mut done = self.shared.done.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(failure) = done.failure.take() {
            return Err(failure);
        }
        let mut overlaps = std::mem::replace(&mut done.overlaps, Overlaps::new(0));
        overlaps.add(mine);
        let runs = std::mem::take(&mut done.runs).into_iter().zip(&self.shared.layouts).zip(&self.rows).enumerate();
        let runs = runs.map(|(table, ((mut runs, layout), rows))| {
            // The later row wins, so runs are merged in the order of arrival, in which threads may not have finished.
            runs.sort_by_key(|(before, _)| *before);
            let sorted = runs.into_iter().map(|(_, run)| run).collect();
            let extent = |key: &[u8]| layout.extent(row::is_static(key));
            let sorted = gather(sorted, table, (&self.shared.dir, gather::BYTES), &extent, &mut overlaps)?;
            Ok(Runs { layout: layout.clone(), sorted, rows: *rows })
        });
        let runs = runs.collect::<Result<_>>()?;
        Ok((runs, overlaps))
    }
}

impl Shared {
    /// Does jobs until there will be no more.
    fn work(&self) {
        let mut overlaps = Overlaps::new(self.layouts.len());
        loop {
            let next = self.full.lock().unwrap_or_else(PoisonError::into_inner).recv();
            let Ok(job) = next else { break };
            self.sort(job, &mut overlaps);
        }
        self.done.lock().unwrap_or_else(PoisonError::into_inner).overlaps.add(overlaps);
    }

    fn sort(&self, job: Job, overlaps: &mut Overlaps) {
        let (Job::Spill(arrivals) | Job::Keep(arrivals)) = &job;
        let (table, before, layout) = (arrivals.table, arrivals.before, &self.layouts[arrivals.table]);
        let extent = |key: &[u8]| layout.extent(row::is_static(key));
        let sorted = match job {
            Job::Keep(arrivals) => Ok(Sorted::in_memory(arrivals, &extent, overlaps)),
            Job::Spill(mut arrivals) => {
                let sorted = Sorted::spill(&mut arrivals, &self.dir, &extent, overlaps);
                arrivals.clear(table);
                self.free.lock().unwrap_or_else(PoisonError::into_inner).push(arrivals);
                sorted
            }
        };
        let mut done = self.done.lock().unwrap_or_else(PoisonError::into_inner);
        match sorted {
            Ok(sorted) => done.runs[table].push((before, sorted)),
            Err(failure) => {
                done.failure.get_or_insert(failure);
            }
        }
    }
}
