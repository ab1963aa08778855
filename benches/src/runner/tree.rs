//! Takes the id of a process, watches it and its descendants from a thread of its own, gives the most memory they had
//! together: of pages that several share, each counts its part.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::JoinHandle;
use std::time::Duration;

/// How often it looks. To look costs about a millisecond of processor time for each process.
const PAUSE: Duration = Duration::from_millis(200);

/// Looks at a process and its descendants now and then.
#[derive(Debug)]
pub(crate) struct Watcher {
    ended: Arc<AtomicBool>,
    watching: JoinHandle<u64>,
}

impl Watcher {
    /// Begins to watch the process `root`.
    pub(crate) fn new(root: u32) -> Self {
        let ended = Arc::new(AtomicBool::new(false));
        let until = Arc::clone(&ended);
        let watching = std::thread::spawn(move || {
            let mut peak = 0;
            while !until.load(Ordering::Relaxed) {
                peak = peak.max(memory(root));
                std::thread::sleep(PAUSE);
            }
            peak
        });
        Self { ended, watching }
    }

    /// Ends; gives the peak in bytes.
    pub(crate) fn peak(self) -> u64 {
        self.ended.store(true, Ordering::Relaxed);
        self.watching.join().unwrap_or_default()
    }
}

/// What the process `root` and its descendants have now, in bytes. Those that end meanwhile count nothing.
fn memory(root: u32) -> u64 {
    let rollup = std::fs::read_to_string(format!("/proc/{root}/smaps_rollup")).unwrap_or_default();
    let pss = rollup.lines().find_map(|line| line.strip_prefix("Pss:"));
    let kilobytes: u64 = pss.and_then(|pss| pss.trim().trim_end_matches(" kB").parse().ok()).unwrap_or_default();
    kilobytes * 1024 + children(root).into_iter().map(memory).sum::<u64>()
}

/// A child belongs to the thread that started it.
fn children(process: u32) -> Vec<u32> {
    let threads = std::fs::read_dir(format!("/proc/{process}/task"));
    let threads = threads.into_iter().flatten().flatten().map(|thread| thread.path().join("children"));
    let texts: Vec<String> = threads.filter_map(|file| std::fs::read_to_string(file).ok()).collect();
    texts.iter().flat_map(|text| text.split_whitespace()).filter_map(|id| id.parse().ok()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_process_has_memory() {
        assert!(memory(std::process::id()) > 100_000);
    }
}
