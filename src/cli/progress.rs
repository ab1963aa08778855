//! A progress bar on a terminal; elsewhere a line every few seconds.

use std::sync::Mutex;
use std::time::{Duration, Instant};

use indicatif::{HumanCount, ProgressBar, ProgressStyle};
use modeler::load::{Options, Progress};

use super::Shell;

/// How often a line is written where there is no terminal.
const PAUSE: Duration = Duration::from_secs(10);

/// Shows how far a load has come.
pub(crate) struct Bar {
    drawn: ProgressBar,
    lines: bool,
    started: Instant,
    last: Mutex<Instant>,
}

impl Bar {
    pub(crate) fn new(options: &Options, shell: &Shell) -> Self {
        let total: Option<u64> = options.inputs.iter().flatten().map(|input| input.bytes).sum();
        let bar = match (shell.is_terminal(), total) {
            (false, _) => ProgressBar::hidden(),
            (true, Some(total)) => ProgressBar::new(total),
            (true, None) => ProgressBar::no_length(),
        };
        let pattern = if total.is_some() {
            "{prefix} {bar:30} {bytes}/{total_bytes}  {msg}  {eta} left"
        } else {
            "{prefix} {spinner} {bytes}  {msg}"
        };
        if let Ok(style) = ProgressStyle::with_template(pattern) {
            bar.set_style(style);
        }
        bar.set_prefix("reading");
        let now = Instant::now();
        Self { drawn: bar, lines: !shell.is_terminal() && !shell.is_quiet(), started: now, last: Mutex::new(now) }
    }

    pub(crate) fn at(&self, progress: Progress) {
        match progress {
            Progress::Reading { rows, bytes } => {
                let rate = rows as f64 / self.started.elapsed().as_secs_f64().max(0.001);
                let message = format!("{} rows, {}/s", HumanCount(rows), HumanCount(rate as u64));
                self.line(&message);
                self.drawn.set_position(bytes);
                self.drawn.set_message(message);
            }
            Progress::Merging { done, of } => {
                self.line(&format!("merging, {done} of {of} parts"));
                self.drawn.set_prefix("merging");
                self.drawn.set_message(format!("{done} of {of} parts"));
            }
        }
    }

    fn line(&self, text: &str) {
        if let (true, Ok(mut last)) = (self.lines, self.last.lock())
            && last.elapsed() >= PAUSE
        {
            *last = Instant::now();
            anstream::eprintln!("{text}");
        }
    }

    pub(crate) fn end(&self) {
        self.drawn.finish_and_clear();
    }
}
