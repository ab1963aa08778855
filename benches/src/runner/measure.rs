//! Takes a command, runs it to its end, gives its wall time, processor time, peak memory and output. Never interprets
//! the output.

use std::cell::Cell;
use std::fs::File;
use std::io::{Read, Seek};
use std::os::unix::fs::MetadataExt;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use serde_json::{Value, json};
use wait4::Wait4;

use crate::Outcome;
use crate::tree::Watcher;

/// How often a run that others disturbed is done again before the least disturbed is taken.
const TRIES: usize = 10;

/// Seconds that all runs together wait for others to end.
const PATIENCE: u32 = 900;

/// What a process took.
#[derive(Debug)]
pub(crate) struct Run {
    /// When it was started, in seconds since the epoch.
    pub(crate) started_at: f64,
    /// From its start to its end.
    pub(crate) wall: Duration,
    /// User and system time.
    pub(crate) cpu: Duration,
    /// The most memory that was resident at once, in bytes. It counts from the fork, so it is at least what this
    /// program itself has: a few megabytes.
    pub(crate) peak: u64,
    /// Processors that were busy with anything else meanwhile, on average: other programs, and the kernel for its own
    /// sake.
    pub(crate) others: f64,
    /// Its exit code; none where a signal ended it.
    pub(crate) code: Option<i32>,
    /// Its standard output.
    pub(crate) out: String,
    /// Its standard error.
    pub(crate) err: String,
}

impl Run {
    /// Fails unless the exit code is `code`.
    pub(crate) fn expect(self, what: &str, code: i32) -> Outcome<Self> {
        if self.code == Some(code) {
            return Ok(self);
        }
        let ended = self.code.map_or("was killed by a signal".to_owned(), |code| format!("ended with {code}"));
        Err(format!("{what} {ended}\n{}{}", self.out, self.err).into())
    }

    /// Its standard output as one JSON value.
    pub(crate) fn json(&self) -> Outcome<Value> {
        // A load says how far it is before, once a second.
        let last = self.out.trim_end().lines().last().unwrap_or_default();
        let parsed = serde_json::from_str(&self.out).or_else(|e| serde_json::from_str(last).map_err(|_| e));
        parsed.map_err(|e| format!("not JSON: {e}\n{}", self.out).into())
    }
}

/// Runs `command`. Its output goes to files, so that nobody has to read along.
pub(crate) fn run(command: &mut Command) -> Outcome<Run> {
    run_beside(command, |_| ()).map(|(ran, ())| ran)
}

/// Runs `command`, whose peak is that of all its processes together.
pub(crate) fn run_tree(command: &mut Command) -> Outcome<Run> {
    let (mut ran, watcher) = run_beside(command, Watcher::new)?;
    // Looking now and then may miss the peak of the one process that the kernel knows exactly.
    ran.peak = ran.peak.max(watcher.peak());
    Ok(ran)
}

/// Runs `command`, and gives what `begin` makes of its process id when it has been started.
fn run_beside<T>(command: &mut Command, begin: impl FnOnce(u32) -> T) -> Outcome<(Run, T)> {
    let (mut out, mut err) = (tempfile::tempfile()?, tempfile::tempfile()?);
    let started_at = SystemTime::now().duration_since(UNIX_EPOCH)?.as_secs_f64();
    let busy_before = busy();
    let started = Instant::now();
    let child = command.stdout(out.try_clone()?).stderr(err.try_clone()?).spawn();
    let child = child.map_err(|e| format!("cannot start {command:?}: {e}"))?;
    let beside = begin(child.id());
    let used = child.wait4()?;
    let wall = started.elapsed();
    let cpu = used.rusage.utime + used.rusage.stime;
    let others = ((busy() - busy_before - cpu.as_secs_f64()) / wall.as_secs_f64()).max(0.0);
    let (out, err) = (text(&mut out)?, text(&mut err)?);
    let ran = Run { started_at, wall, cpu, peak: used.rusage.maxrss, others, code: used.status.code(), out, err };
    Ok((ran, beside))
}

/// Seconds that all processors together were not idle since the machine started; zero where the kernel does not tell.
fn busy() -> f64 {
    let stat = std::fs::read_to_string("/proc/stat").unwrap_or_default();
    let ticks = stat.lines().next().unwrap_or_default().split_whitespace().skip(1);
    // user, nice, system, idle, iowait, irq, softirq, steal; what follows is contained in user and nice.
    let ticks: Vec<f64> = ticks.take(8).filter_map(|tick| tick.parse().ok()).collect();
    let idle: f64 = ticks.iter().skip(3).take(2).sum();
    // The kernel tells hundredths of a second, whatever its own clock is.
    (ticks.iter().sum::<f64>() - idle) / 100.0
}

fn text(file: &mut File) -> Outcome<String> {
    let mut bytes = Vec::new();
    file.rewind()?;
    file.read_to_end(&mut bytes)?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// How much company a measurement bears.
#[derive(Debug)]
pub(crate) struct Calm {
    /// Processors that others may keep busy; none where any number may.
    limit: Option<f64>,
    /// Seconds that are left for waiting, in all.
    patience: Cell<u32>,
}

impl Calm {
    /// At most `limit` processors busy with something else.
    pub(crate) fn new(limit: Option<f64>) -> Self {
        Self { limit, patience: Cell::new(PATIENCE) }
    }

    /// Gives what `attempt` gives, done again while patience lasts until `others` were calm meanwhile; at last the
    /// calmest. Without a limit the first.
    pub(crate) fn of<T>(&self, mut attempt: impl FnMut() -> Outcome<T>, others: impl Fn(&T) -> f64) -> Outcome<T> {
        let Some(limit) = self.limit else { return attempt() };
        self.wait(limit);
        let mut best = attempt()?;
        for _ in 1..TRIES {
            if others(&best) <= limit || self.patience.get() == 0 {
                break;
            }
            self.wait(limit);
            let again = attempt()?;
            if others(&again) < others(&best) {
                best = again;
            }
        }
        Ok(best)
    }

    /// Waits until the processors were idle for a second but for `limit` of them.
    fn wait(&self, limit: f64) {
        while self.patience.get() > 0 {
            let before = busy();
            std::thread::sleep(Duration::from_secs(1));
            self.patience.set(self.patience.get() - 1);
            if busy() - before <= limit {
                break;
            }
        }
    }
}

/// Writes all dirty pages to the disk, so that no program pays for what the one before it wrote.
pub(crate) fn settle() -> Outcome<()> {
    run(&mut Command::new("sync"))?.expect("`sync`", 0).map(|_| ())
}

/// The bytes that `path` and everything below it take on the disk.
pub(crate) fn disk(path: &Path) -> Outcome<u64> {
    let metadata = path.symlink_metadata().map_err(|e| format!("`{}`: {e}", path.display()))?;
    // A block is 512 bytes here, whatever the file system's own are.
    let mut bytes = metadata.blocks() * 512;
    if metadata.is_dir() {
        for entry in path.read_dir()? {
            bytes += disk(&entry?.path())?;
        }
    }
    Ok(bytes)
}

/// The least, the middle and the greatest of several measurements.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Spread {
    pub(crate) min: f64,
    pub(crate) median: f64,
    pub(crate) max: f64,
}

impl Spread {
    /// Of at least one value.
    pub(crate) fn of(values: impl IntoIterator<Item = f64>) -> Self {
        let mut values: Vec<f64> = values.into_iter().collect();
        values.sort_by(f64::total_cmp);
        let at = |i: usize| values.get(i).copied().unwrap_or(f64::NAN);
        let last = values.len().saturating_sub(1);
        Self { min: at(0), median: f64::midpoint(at(last / 2), at(values.len() / 2)), max: at(last) }
    }

    pub(crate) fn to_json(self) -> Value {
        json!({ "min": self.min, "median": self.median, "max": self.max })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_median_lies_in_the_middle() {
        for (values, middle) in [(vec![3.0], 3.0), (vec![4.0, 2.0], 3.0), (vec![9.0, 1.0, 2.0], 2.0)] {
            let spread = Spread::of(values.clone());
            assert!((spread.median - middle).abs() < 1e-9, "{values:?} gave {spread:?}");
        }
    }

    #[test]
    fn a_process_is_measured() {
        let ran = run(Command::new("sh").args(["-c", "echo out; echo err >&2; exit 3"])).unwrap();
        assert_eq!((ran.out.as_str(), ran.err.as_str(), ran.code), ("out\n", "err\n", Some(3)));
        assert!(ran.wall > Duration::ZERO && ran.peak > 0);
        assert!(ran.expect("`sh`", 0).unwrap_err().to_string().starts_with("`sh` ended with 3"));
    }
}
