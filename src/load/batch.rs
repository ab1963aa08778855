//! Reads records on a thread of its own and hands them over in batches, so that splitting a file into fields and
//! turning fields into cells go side by side. Order is kept, and with each record its bytes, for those that are rejected.

use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, SyncSender, channel, sync_channel};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use csv::ByteRecord;

use crate::load::LoadError;
use crate::source::{At, InputFile, Reason, Records, Step};

/// Records in a batch: enough that handing over costs nothing, few enough to stay in the cache.
const RECORDS: usize = 512;
/// Bytes of records after which a batch is handed over though it is not full.
const BYTES: usize = 1 << 20;

/// How long it is waited for a batch of an input without a known size to fill before what is there of it is taken.
const PAUSE: Duration = Duration::from_millis(50);

/// Some records of one file, in order.
#[derive(Default)]
pub(super) struct Batch {
    /// The header of a file that begins with this batch, and the file's number.
    pub(super) header: Option<(usize, ByteRecord)>,
    items: Vec<Item>,
    used: usize,
    raw: Vec<u8>,
    /// Bytes read so far from the disk.
    pub(super) bytes_read: u64,
}

/// One record.
#[derive(Default)]
pub(super) struct Item {
    /// Its fields; of no meaning where it is bad.
    pub(super) record: ByteRecord,
    /// Where it was.
    pub(super) at: At,
    /// Why it is no record.
    pub(super) bad: Option<Reason>,
    raw: std::ops::Range<usize>,
}

impl Batch {
    /// The records.
    pub(super) fn items(&self) -> &[Item] {
        &self.items[..self.used]
    }

    /// The exact bytes of `item`.
    pub(super) fn raw(&self, item: &Item) -> &[u8] {
        &self.raw[item.raw.clone()]
    }

    fn clear(&mut self) {
        self.header = None;
        self.used = 0;
        self.raw.clear();
    }

    fn is_empty(&self) -> bool {
        self.used == 0 && self.header.is_none()
    }

    fn is_full(&self) -> bool {
        self.used == RECORDS || self.raw.len() >= BYTES
    }

    fn slot(&mut self) -> &mut Item {
        if self.used == self.items.len() {
            self.items.push(Item::default());
        }
        &mut self.items[self.used]
    }

    /// Keeps what the slot holds.
    fn keep(&mut self, at: At, bad: Option<Reason>, raw: &[u8]) {
        let start = self.raw.len();
        self.raw.extend(raw);
        let item = &mut self.items[self.used];
        (item.at, item.bad, item.raw) = (at, bad, start..self.raw.len());
        self.used += 1;
    }
}

/// What comes next.
pub(super) enum Next {
    Batch(Batch),
    /// Nothing came in time.
    Late,
    /// Nothing will come any more.
    End,
}

/// The batches of some files.
pub(super) struct Batches {
    full: Receiver<Result<Batch, LoadError>>,
    free: Sender<Batch>,
    /// The batch that is being filled, where whoever feeds the input may pause for long: what has come is not held back
    /// then.
    half: Option<Arc<Mutex<Batch>>>,
}

impl Batches {
    /// Starts to read `inputs`. The thread ends with the last batch, or when this is dropped; it is not waited for, as
    /// nobody knows when standard input will say something again.
    pub(super) fn start(inputs: Vec<InputFile>) -> Self {
        let (full, receiver) = sync_channel(4);
        let (free, empties) = channel();
        let half = inputs.iter().any(|input| input.bytes.is_none()).then(Arc::<Mutex<Batch>>::default);
        let shared = half.clone();
        std::thread::spawn(move || match shared {
            Some(half) => trickle(Records::open(inputs), &half, &full),
            None => run(Records::open(inputs), &full, &empties),
        });
        Self { full: receiver, free, half }
    }

    /// The next batch; waits for it until `until`, or as long as it takes. Fails as reading fails.
    pub(super) fn next(&self, until: Option<Instant>) -> Result<Next, LoadError> {
        let Some(half) = &self.half else {
            return self.full.recv().map_or(Ok(Next::End), |batch| batch.map(Next::Batch));
        };
        loop {
            let left = until.map_or(PAUSE, |until| until.saturating_duration_since(Instant::now()));
            match self.full.recv_timeout(left.min(PAUSE)) {
                Ok(batch) => return batch.map(Next::Batch),
                Err(RecvTimeoutError::Disconnected) => return Ok(Next::End),
                Err(RecvTimeoutError::Timeout) => {}
            }
            let mut half = lock(half);
            // What was handed over meanwhile comes first.
            if let Ok(batch) = self.full.try_recv() {
                return batch.map(Next::Batch);
            }
            if !half.is_empty() {
                return Ok(Next::Batch(std::mem::take(&mut half)));
            }
            if until.is_some_and(|until| until <= Instant::now()) {
                return Ok(Next::Late);
            }
        }
    }

    /// Takes a batch back to be filled again.
    pub(super) fn done(&self, batch: Batch) {
        // The thread may have read everything already.
        let _ = self.free.send(batch);
    }
}

fn run(mut records: Records, full: &SyncSender<Result<Batch, LoadError>>, free: &Receiver<Batch>) {
    let mut batch = Batch::default();
    loop {
        let step = fill(&mut records, &mut batch);
        batch.bytes_read = records.bytes_read();
        let next = free.try_recv().unwrap_or_default();
        let filled = std::mem::replace(&mut batch, next);
        batch.clear();
        if !filled.is_empty() && full.send(Ok(filled)).is_err() {
            return;
        }
        match step {
            Ok(Some(header)) => batch.header = header,
            Ok(None) => return,
            Err(error) => {
                // Whoever took the batches is gone, and so is the need to know.
                let _ = full.send(Err(error));
                return;
            }
        }
    }
}

type Header = Option<(usize, ByteRecord)>;

/// Fills `batch`; gives the header that belongs to the next one, or `None` at the end.
fn fill(records: &mut Records, batch: &mut Batch) -> Result<Option<Header>, LoadError> {
    loop {
        if batch.is_full() {
            return Ok(Some(None));
        }
        let step = records.next(&mut batch.slot().record).map_err(LoadError::Source)?;
        match step {
            Step::End => return Ok(None),
            Step::Refused(report) => return Err(LoadError::Input(report)),
            Step::Header(file) => {
                let header = batch.slot().record.clone();
                return Ok(Some(Some((file, header))));
            }
            Step::Record(at) => batch.keep(at, None, records.raw(&at)),
            Step::Bad(at, reason) => batch.keep(at, Some(reason), records.raw(&at)),
        }
    }
}

/// As [`run`], record by record into a batch that may be taken at any time.
fn trickle(mut records: Records, half: &Mutex<Batch>, full: &SyncSender<Result<Batch, LoadError>>) {
    let mut record = ByteRecord::new();
    loop {
        let step = records.next(&mut record);
        let mut batch = lock(half);
        batch.bytes_read = records.bytes_read();
        let (at, bad) = match step {
            Ok(Step::Record(at)) => (at, None),
            Ok(Step::Bad(at, reason)) => (at, Some(reason)),
            Ok(Step::Header(file)) => {
                if !hand_over(&mut batch, full) {
                    return;
                }
                batch.header = Some((file, record.clone()));
                continue;
            }
            Ok(Step::End) => {
                hand_over(&mut batch, full);
                return;
            }
            Ok(Step::Refused(report)) => {
                hand_over(&mut batch, full);
                let _ = full.send(Err(LoadError::Input(report)));
                return;
            }
            Err(error) => {
                hand_over(&mut batch, full);
                let _ = full.send(Err(LoadError::Source(error)));
                return;
            }
        };
        std::mem::swap(&mut batch.slot().record, &mut record);
        batch.keep(at, bad, records.raw(&at));
        if batch.is_full() && !hand_over(&mut batch, full) {
            return;
        }
    }
}

/// Hands over what is in `batch`, if anything is; gives whether anyone takes it.
fn hand_over(batch: &mut Batch, full: &SyncSender<Result<Batch, LoadError>>) -> bool {
    batch.is_empty() || full.send(Ok(std::mem::take(batch))).is_ok()
}

fn lock(half: &Mutex<Batch>) -> MutexGuard<'_, Batch> {
    half.lock().unwrap_or_else(PoisonError::into_inner)
}
