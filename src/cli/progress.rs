//! How far a load has come: a bar on a terminal, elsewhere a line every few seconds, for a machine an event a second.

use std::fmt::Write as _;
use std::io::Write as _;
use std::sync::mpsc::{RecvTimeoutError, SyncSender, sync_channel};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use indicatif::{HumanBytes, ProgressBar, ProgressDrawTarget, ProgressStyle};
use modeler::load::{Options, Progress};
use modeler::store::cassandra::Metered;
use serde_json::json;

use super::Shell;
use super::shell::{count, plural};

/// How often a line is written where there is no terminal.
const LINE: Duration = Duration::from_secs(5);
/// How often an event is written for a machine.
const EVENT: Duration = Duration::from_secs(1);
/// How often the bar is drawn.
const DRAW: Duration = Duration::from_millis(100);

/// After this time without a confirmation it is told that there is none.
const SILENT: Duration = Duration::from_secs(3);

/// Reads how much was sent, and how many requests may be on their way.
pub(crate) type Meter = Box<dyn Fn() -> (Metered, usize) + Send>;

/// Who looks at it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Viewer {
    Terminal,
    Log,
    Machine,
    Nobody,
}

/// What a load is about, and since when.
#[derive(Clone, Copy)]
struct Phase {
    at: Progress,
    since: Instant,
}

/// Shows how far a load has come.
pub(crate) struct Bar {
    at: Arc<Mutex<Phase>>,
    /// Dropped when it is to end.
    end: Option<SyncSender<()>>,
    drawer: Option<JoinHandle<()>>,
}

impl Bar {
    /// A bar for a load with `options`, whose rows `meter` counts when they go to a cluster; `machine` if events are wanted.
    pub(crate) fn new(options: &Options, shell: &Shell, meter: Option<Meter>, machine: bool) -> Self {
        let viewer = match (machine, shell.is_terminal(), shell.is_quiet()) {
            (true, _, _) => Viewer::Machine,
            (_, true, _) => Viewer::Terminal,
            (_, _, true) => Viewer::Nobody,
            (_, false, false) => Viewer::Log,
        };
        let at = Progress::Reading { rows: 0, bytes: 0, rejected: 0 };
        let at = Arc::new(Mutex::new(Phase { at, since: Instant::now() }));
        if viewer == Viewer::Nobody {
            return Self { at, end: None, drawer: None };
        }
        let total = options.inputs.iter().flatten().map(|input| input.bytes).sum();
        let began = Instant::now();
        let mut drawer = Drawer { at: Arc::clone(&at), meter, total, viewer, began, heard: (0, began) };
        let (end, ended) = sync_channel(0);
        let drawer = std::thread::spawn(move || {
            let bar = drawer.bar();
            let pause = match viewer {
                Viewer::Terminal => DRAW,
                Viewer::Machine => EVENT,
                Viewer::Log | Viewer::Nobody => LINE,
            };
            while ended.recv_timeout(pause) == Err(RecvTimeoutError::Timeout) {
                drawer.show(&bar);
            }
            bar.finish_and_clear();
        });
        Self { at, end: Some(end), drawer: Some(drawer) }
    }

    pub(crate) fn at(&self, progress: Progress) {
        let mut phase = lock(&self.at);
        if std::mem::discriminant(&phase.at) != std::mem::discriminant(&progress) {
            phase.since = Instant::now();
        }
        phase.at = progress;
    }

    pub(crate) fn end(mut self) {
        drop(self.end.take());
        // It draws and nothing else: if it ended otherwise, the load does not suffer.
        let _ = self.drawer.take().map(JoinHandle::join);
    }
}

struct Drawer {
    at: Arc<Mutex<Phase>>,
    meter: Option<Meter>,
    /// Bytes of all inputs, where they are known.
    total: Option<u64>,
    viewer: Viewer,
    began: Instant,
    /// The rows that were confirmed when it last looked and found more than before, and when that was.
    heard: (u64, Instant),
}

impl Drawer {
    fn bar(&self) -> ProgressBar {
        if self.viewer == Viewer::Terminal {
            ProgressBar::with_draw_target(self.total, ProgressDrawTarget::stderr())
        } else {
            ProgressBar::hidden()
        }
    }

    fn show(&mut self, bar: &ProgressBar) {
        let Phase { at, since } = *lock(&self.at);
        let sent = match (&self.meter, at) {
            (Some(meter), Progress::Merging { .. }) => Some(meter()),
            _ => None,
        };
        match (at, sent) {
            (_, Some((metered, in_flight))) => self.sending(bar, metered, in_flight, since),
            (Progress::Reading { rows, bytes, rejected }, None) => self.reading(bar, rows, bytes, rejected),
            (Progress::Merging { done, of }, None) => {
                style(bar, "merging {bar:30} {pos} of {len} parts");
                bar.set_length(of as u64);
                bar.set_position(done as u64);
                self.line(&format!("merging, {done} of {of} parts"));
                self.event(&json!({ "event": "merging", "parts": done, "of": of }));
            }
        }
    }

    fn reading(&self, bar: &ProgressBar, rows: u64, bytes: u64, rejected: u64) {
        let rate = per_second(rows, self.began);
        let mut message = format!("{}, {}/s", plural(rows, "row"), count(rate));
        if rejected > 0 {
            let _ = write!(message, ", {} rejected", count(rejected));
        }
        style(
            bar,
            match self.total {
                Some(_) => "reading {bar:30} {bytes}/{total_bytes}  {msg}  {eta} left",
                None => "reading {spinner} {bytes}  {msg}",
            },
        );
        bar.set_position(bytes);
        bar.set_message(message.clone());
        let of = self.total.map(|total| format!(" of {}", HumanBytes(total))).unwrap_or_default();
        self.line(&format!("reading, {}{of}: {message}", HumanBytes(bytes)));
        self.event(&json!({
            "event": "reading", "rows": rows, "bytes": bytes, "of_bytes": self.total, "rejected": rejected,
            "rows_per_second": rate, "seconds": self.began.elapsed().as_secs_f64(),
        }));
    }

    fn sending(&mut self, bar: &ProgressBar, metered: Metered, in_flight: usize, since: Instant) {
        let Metered { expected, passed, rows, bytes, batches, retries } = metered;
        let (rate, speed) = (per_second(rows, since), per_second(bytes, since));
        let rows = rows + passed;
        let left = (rate > 0).then(|| expected.saturating_sub(rows) / rate);
        style(bar, "sending {bar:30} {human_pos} of {human_len} rows  {msg}");
        bar.set_length(expected);
        bar.set_position(rows);
        let mut message = format!("{}/s, {}/s, {}", plural(rate, "row"), HumanBytes(speed), plural(batches, "request"));
        if retries > 0 {
            let _ = write!(message, ", {} once more", count(retries));
        }
        let _ = write!(message, ", {in_flight} at a time");
        if rows != self.heard.0 {
            self.heard = (rows, Instant::now());
        }
        let silent = self.heard.1.elapsed().min(since.elapsed());
        if silent >= SILENT {
            let _ = write!(message, ", none confirmed for {} s", silent.as_secs());
        } else if let Some(left) = left {
            let _ = write!(message, "  {left} s left");
        }
        bar.set_message(message.clone());
        self.line(&format!("sending, {} of {}: {message}", count(rows), plural(expected, "row")));
        self.event(&json!({
            "event": "sending", "rows": rows, "of_rows": expected, "bytes": bytes, "batches": batches,
            "retries": retries, "in_flight": in_flight, "rows_per_second": rate, "seconds_left": left,
            "seconds": self.began.elapsed().as_secs_f64(),
        }));
    }

    fn line(&self, text: &str) {
        if self.viewer == Viewer::Log {
            anstream::eprintln!("{text}");
        }
    }

    fn event(&self, event: &serde_json::Value) {
        if self.viewer == Viewer::Machine {
            // A reader that went away does not end the load.
            let _ = writeln!(std::io::stdout(), "{event}");
        }
    }
}

fn style(bar: &ProgressBar, pattern: &str) {
    if let Ok(style) = ProgressStyle::with_template(pattern) {
        bar.set_style(style);
    }
}

fn per_second(n: u64, since: Instant) -> u64 {
    (n as f64 / since.elapsed().as_secs_f64().max(0.001)) as u64
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
