//! Takes the folder of a node that `tests/node/node` runs, gives its address and the processor time it took.

use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::Outcome;

/// The part of a processor below which a node counts as idle.
const IDLE: f64 = 0.1;

/// How often it is looked whether it is.
const LOOKS: u32 = 60;

const BETWEEN: Duration = Duration::from_millis(500);

/// A node that runs.
#[derive(Debug)]
pub(crate) struct Node {
    /// `HOST:PORT`.
    pub(crate) address: String,
    process: String,
}

impl Node {
    /// The node in `folder`.
    pub(crate) fn new(folder: &Path) -> Outcome<Self> {
        let word = |name: &str| {
            let file = folder.join(name);
            let text = std::fs::read_to_string(&file).map_err(|e| format!("cannot read `{}`: {e}", file.display()))?;
            Ok::<_, String>(text.trim().to_owned())
        };
        Ok(Self { address: word("address")?, process: word("java.pid")? })
    }

    /// Seconds of processor time since it started.
    pub(crate) fn cpu(&self) -> Outcome<f64> {
        let file = format!("/proc/{}/stat", self.process);
        let stat = std::fs::read_to_string(&file).map_err(|e| format!("the node has ended: `{file}`: {e}"))?;
        // The name in parentheses may hold anything; user and system time are the 12th and 13th word after it.
        let words = stat.rsplit_once(')').map_or("", |(_, words)| words).split_whitespace();
        let ticks: Vec<f64> = words.skip(11).take(2).filter_map(|word| word.parse().ok()).collect();
        // The kernel tells hundredths of a second, whatever its own clock is.
        Ok(ticks.iter().sum::<f64>() / 100.0)
    }

    /// The program that runs it: a `java` of JDK 17.
    pub(crate) fn java(&self) -> Outcome<PathBuf> {
        let link = format!("/proc/{}/exe", self.process);
        std::fs::read_link(&link).map_err(|e| format!("the node has ended: `{link}`: {e}").into())
    }

    /// Waits until it has done what it does of itself after a load: at most half a minute.
    pub(crate) fn settle(&self) -> Outcome<()> {
        let mut before = self.cpu()?;
        for _ in 0..LOOKS {
            std::thread::sleep(BETWEEN);
            let now = self.cpu()?;
            if now - before < IDLE * BETWEEN.as_secs_f64() {
                break;
            }
            before = now;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_process_takes_time() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("address"), "127.0.0.1:9042\n").unwrap();
        std::fs::write(folder.path().join("java.pid"), format!("{}\n", std::process::id())).unwrap();
        let node = Node::new(folder.path()).unwrap();
        assert_eq!(node.address, "127.0.0.1:9042");
        let before = node.cpu().unwrap();
        while node.cpu().unwrap() < before + 0.02 {}
    }
}
