//! Takes a keyspace's folder, gives the right to write or to read it until dropped. Never waits longer than told; the
//! kernel frees what a dead process held.
//!
//! The lock is the kernel's lock on the file `lock`; its content, the process id of the last writer, only serves the
//! error. A reader leaves its id in the name of a file of its own, locked as long as it lives.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::thread::sleep;
use std::time::Duration;

use super::{EmbeddedError, Holder, Result};

/// The file's name in the folder of a keyspace.
const LOCK: &str = "lock";

const READER: &str = "reader-";
const READER_SUFFIX: &str = ".lock";

/// How long a waiting process sleeps between two tries.
const PAUSE: Duration = Duration::from_millis(20);

/// The right to use the folder of a keyspace, held until dropped.
#[derive(Debug)]
pub struct Lock {
    /// Open means locked: closing the file frees the lock, also when the process is killed.
    _file: File,
    marker: Option<Marker>,
}

impl Lock {
    /// The right to write in `dir`, alone. Makes the folder where it is missing. Tries for `wait` long, at least once;
    /// then fails naming who holds it. Fails too where the file cannot be made or locked.
    pub fn exclusive(dir: &Path, wait: Duration) -> Result<Self> {
        let path = dir.join(LOCK);
        let failed = |e| EmbeddedError::io("lock", &path, e);
        fs::create_dir_all(dir)
            .and_then(|()| open(&path))
            .and_then(|mut file| {
                if !poll(wait, || file.try_lock())? {
                    return Ok(None);
                }
                file.set_len(0)?;
                write!(file, "{}", std::process::id())?;
                // While a writer holds the lock there are no readers: such files are what killed ones left.
                for (_, marker) in markers(dir) {
                    let _ = fs::remove_file(marker);
                }
                Ok(Some(Self { _file: file, marker: None }))
            })
            .map_err(failed)?
            .ok_or_else(|| blocked(dir, &path))
    }

    /// The right to read in `dir`, beside other readers and no writer. The folder must be there; it may be read-only.
    /// Tries for `wait` long, at least once; then fails naming who holds it. Fails too where the file cannot be opened
    /// or locked.
    pub fn shared(dir: &Path, wait: Duration) -> Result<Self> {
        let path = dir.join(LOCK);
        let file = open(&path).or_else(|refused| File::open(&path).map_err(|_| refused));
        let locked = file.and_then(|file| Ok((poll(wait, || file.try_lock_shared())?, file)));
        match locked.map_err(|e| EmbeddedError::io("lock", &path, e))? {
            (true, file) => Ok(Self { _file: file, marker: Marker::leave(dir) }),
            (false, _) => Err(blocked(dir, &path)),
        }
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        if let Some(marker) = &self.marker {
            let _ = fs::remove_file(&marker.path);
        }
    }
}

/// A file that tells of a living reader; one for each process, whichever of its readers was first.
#[derive(Debug)]
struct Marker {
    path: PathBuf,
    _file: File,
}

impl Marker {
    /// Where it cannot be left, a writer will be told of a reader without its process id, and that will do.
    fn leave(dir: &Path) -> Option<Self> {
        let path = dir.join(format!("{READER}{}{READER_SUFFIX}", std::process::id()));
        let file = open(&path).ok()?;
        file.try_lock().ok()?;
        Some(Self { path, _file: file })
    }
}

fn open(path: &Path) -> io::Result<File> {
    OpenOptions::new().read(true).write(true).create(true).truncate(false).open(path)
}

/// Whether `attempt` got its lock within `wait`.
fn poll(wait: Duration, attempt: impl Fn() -> std::result::Result<(), TryLockError>) -> io::Result<bool> {
    let mut left = wait;
    loop {
        match attempt() {
            Ok(()) => return Ok(true),
            Err(TryLockError::WouldBlock) if left.is_zero() => return Ok(false),
            Err(TryLockError::WouldBlock) => {}
            Err(TryLockError::Error(e)) => return Err(e),
        }
        sleep(left.min(PAUSE));
        left = left.saturating_sub(PAUSE);
    }
}

#[cold]
fn blocked(dir: &Path, path: &Path) -> EmbeddedError {
    EmbeddedError::locked("lock", path, holder(dir, path))
}

/// Who holds the lock. What the file says is of the last writer, who may be long gone: a shared lock tells.
fn holder(dir: &Path, path: &Path) -> Holder {
    let Ok(mut file) = File::open(path) else { return Holder::Writer(None) };
    if file.try_lock_shared().is_ok() {
        let mut pids: Vec<u32> = markers(dir).filter(|(_, path)| is_locked(path)).map(|(pid, _)| pid).collect();
        pids.sort_unstable();
        return Holder::Readers(pids);
    }
    let mut text = String::new();
    let read = file.read_to_string(&mut text);
    Holder::Writer(read.ok().and_then(|_| text.trim().parse().ok()))
}

/// Process ids and paths of the files that readers left in `dir`.
fn markers(dir: &Path) -> impl Iterator<Item = (u32, PathBuf)> {
    fs::read_dir(dir).into_iter().flatten().flatten().filter_map(|entry| {
        let name = entry.file_name();
        let pid = name.to_str()?.strip_prefix(READER)?.strip_suffix(READER_SUFFIX)?;
        Some((pid.parse().ok()?, entry.path()))
    })
}

fn is_locked(path: &Path) -> bool {
    File::open(path).is_ok_and(|file| matches!(file.try_lock_shared(), Err(TryLockError::WouldBlock)))
}

#[cfg(test)]
mod tests;
