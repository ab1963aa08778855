//! Takes a keyspace's folder, gives the right to write to it until dropped. Never waits longer than told; the kernel
//! frees what a dead process held. Readers need no right: what is current is replaced, never changed.
//!
//! The lock is the kernel's lock on the file `lock`; its content, the process id of the last writer, only serves the
//! error.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Write};
use std::path::Path;
use std::thread::sleep;
use std::time::Duration;

use super::{EmbeddedError, Result};

/// The file's name in the folder of a keyspace.
const LOCK: &str = "lock";

/// How long a waiting process sleeps between two tries.
const PAUSE: Duration = Duration::from_millis(20);

/// The right to write to the folder of a keyspace, held until dropped.
#[derive(Debug)]
pub struct Lock {
    /// Open means locked: closing the file frees the lock, also when the process is killed.
    _file: File,
}

impl Lock {
    /// The right to write in `dir`, alone. Makes the folder where it is missing. Tries for `wait` long, at least once;
    /// then fails naming who holds it. Fails too where the file cannot be made or locked.
    pub fn exclusive(dir: &Path, wait: Duration) -> Result<Self> {
        let path = dir.join(LOCK);
        let locked = fs::create_dir_all(dir).and_then(|()| lock(&path, wait));
        match locked.map_err(|e| EmbeddedError::io("lock", &path, e))? {
            Some(file) => Ok(Self { _file: file }),
            None => Err(EmbeddedError::locked("lock", &path, holder(&path))),
        }
    }
}

/// The file at `path`, locked, with our process id in it; `None` where another held the lock all the time.
fn lock(path: &Path, wait: Duration) -> io::Result<Option<File>> {
    let mut file = OpenOptions::new().read(true).write(true).create(true).truncate(false).open(path)?;
    let mut left = wait;
    loop {
        match file.try_lock() {
            Ok(()) => break,
            Err(TryLockError::WouldBlock) if left.is_zero() => return Ok(None),
            Err(TryLockError::WouldBlock) => {}
            Err(TryLockError::Error(e)) => return Err(e),
        }
        sleep(left.min(PAUSE));
        left = left.saturating_sub(PAUSE);
    }
    file.set_len(0)?;
    write!(file, "{}", std::process::id())?;
    Ok(Some(file))
}

/// The process id of who holds the lock, where the file tells it.
fn holder(path: &Path) -> Option<u32> {
    fs::read_to_string(path).ok()?.trim().parse().ok()
}

#[cfg(test)]
mod tests;
