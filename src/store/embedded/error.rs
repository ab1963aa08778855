//! Takes what was being done, to which path, and why it failed; gives one error for this floor. Never prints.

use std::path::{Path, PathBuf};
use std::{fmt, io};

/// What every fallible function of the embedded store's files returns.
pub type Result<T> = std::result::Result<T, EmbeddedError>;

/// Something the files of the embedded store could not do: what, to which path, and why.
///
/// Displays as one lower-case phrase with the way out; an operating system's error is not repeated in it and follows
/// through [`std::error::Error::source`].
pub struct EmbeddedError(Box<Failure>);

/// The parts stand in a box of their own, so that the `Result` of every step over a row stays two words wide.
#[derive(Debug)]
struct Failure {
    doing: &'static str,
    path: PathBuf,
    cause: Cause,
}

/// Why an operation of the embedded store failed.
#[derive(Debug)]
#[non_exhaustive]
pub enum Cause {
    /// The operating system said no.
    Io(io::Error),
    /// The file is not what was written: a flipped byte, a missing end, another format. Holds what was found, as a
    /// lower-case phrase.
    Damaged(String),
    /// The caller's keys or values break the contract of the file, or are larger than it can hold. Holds a lower-case
    /// phrase.
    Refused(String),
    /// Another process writes, and did not give the lock back in time; its process id where the lock file tells it.
    Locked(Option<u32>),
}

impl EmbeddedError {
    /// The operating system's `source` came of `doing` (as in "cannot … `path`": `read segment`) something to `path`.
    pub fn io(doing: &'static str, path: &Path, source: io::Error) -> Self {
        Self::new(doing, path, Cause::Io(source))
    }

    /// While `doing` something to the file at `path`, it turned out not to be what was written: `what`, a lower-case
    /// phrase such as `block at byte 12 does not match its checksum`.
    pub fn damaged(doing: &'static str, path: &Path, what: impl Into<String>) -> Self {
        Self::new(doing, path, Cause::Damaged(what.into()))
    }

    /// The caller asked for something the file at `path` cannot hold: `what`, a lower-case phrase.
    pub fn refused(doing: &'static str, path: &Path, what: impl Into<String>) -> Self {
        Self::new(doing, path, Cause::Refused(what.into()))
    }

    /// The lock file at `path` stayed held by the process `holder`.
    pub fn locked(doing: &'static str, path: &Path, holder: Option<u32>) -> Self {
        Self::new(doing, path, Cause::Locked(holder))
    }

    /// What was being done, as a verb and its object: `read segment`.
    pub fn doing(&self) -> &str {
        self.0.doing
    }

    /// The file or folder it was done to.
    pub fn path(&self) -> &Path {
        &self.0.path
    }

    /// Why it failed.
    pub fn cause(&self) -> &Cause {
        &self.0.cause
    }

    #[cold]
    fn new(doing: &'static str, path: &Path, cause: Cause) -> Self {
        Self(Box::new(Failure { doing, path: path.to_path_buf(), cause }))
    }
}

impl fmt::Debug for EmbeddedError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Display for EmbeddedError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Failure { doing, path, cause } = &*self.0;
        write!(f, "cannot {doing} `{}`", path.display())?;
        match cause {
            Cause::Io(_) => Ok(()),
            Cause::Damaged(what) => {
                let folder = path.parent().unwrap_or(path);
                write!(f, ": {what}; delete the folder `{}` and load again", folder.display())
            }
            Cause::Refused(what) => write!(f, ": {what}"),
            Cause::Locked(Some(pid)) => {
                write!(f, ": process {pid} is writing to this folder; try again when that has ended")
            }
            Cause::Locked(None) => {
                f.write_str(": another process is writing to this folder; try again when that has ended")
            }
        }
    }
}

impl std::error::Error for EmbeddedError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match &self.0.cause {
            Cause::Io(source) => Some(source),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_says_what_to_what_and_the_way_out() {
        let path = Path::new(".modeler/music/a.seg");
        let io = || io::Error::from(io::ErrorKind::PermissionDenied);
        let cases = [
            (EmbeddedError::io("read segment", path, io()), "cannot read segment `.modeler/music/a.seg`"),
            (
                EmbeddedError::damaged("read segment", path, "the footer does not match its checksum"),
                "cannot read segment `.modeler/music/a.seg`: the footer does not match its checksum; delete the \
                 folder `.modeler/music` and load again",
            ),
            (
                EmbeddedError::refused("write segment", path, "a key of 17 MiB"),
                "cannot write segment `.modeler/music/a.seg`: a key of 17 MiB",
            ),
            (
                EmbeddedError::locked("lock", path, Some(7)),
                "cannot lock `.modeler/music/a.seg`: process 7 is writing to this folder; try again when that has ended",
            ),
            (
                EmbeddedError::locked("lock", path, None),
                "cannot lock `.modeler/music/a.seg`: another process is writing to this folder; try again when that has \
                 ended",
            ),
        ];
        for (error, text) in cases {
            assert_eq!(error.to_string(), text);
            assert_eq!(
                std::error::Error::source(&error).is_some(),
                matches!(error.cause(), Cause::Io(_)),
                "only an operating system's error is a source: {text}"
            );
        }
    }
}
