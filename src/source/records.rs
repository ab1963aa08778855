//! Takes input files, gives their records one after another, each with its place and its exact bytes. Opens one file
//! at a time; never looks at what a field means.

use std::fs::{self, File, Metadata};
use std::io::{self, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::SystemTime;

use csv::ByteRecord;

use super::stream::{Found, Stream};
use super::unpack::{Content, unpack};
use super::{At, InputFile, Reason, SourceError, finding};
use crate::diagnostic::Report;

/// What comes next in the input.
#[derive(Debug)]
pub enum Step {
    /// A file begins: the record holds its header, the number is its index among the inputs.
    Header(usize),
    /// The record holds a record.
    Record(At),
    /// A record that is no CSV: the record holds nothing of use.
    Bad(At, Reason),
    /// A file that is no CSV, or whose first line is no header (`C04`, `C05`); none of its records will come.
    Refused(Report),
    /// There is no more input.
    End,
}

/// The records of some files, in order.
pub struct Records {
    inputs: Vec<InputFile>,
    next: usize,
    open: Option<Open>,
    given: Option<Box<dyn Read + Send>>,
    progress: Arc<AtomicU64>,
}

struct Open {
    stream: Stream,
    stamp: Option<Stamp>,
}

/// What tells that a file is still the one that was opened.
type Stamp = (u64, Option<SystemTime>, u64);

impl Records {
    /// The records of `inputs`; nothing is opened yet.
    pub fn open(inputs: Vec<InputFile>) -> Self {
        Self { inputs, next: 0, open: None, given: None, progress: Arc::default() }
    }

    /// The records of one stream that is called `shown`.
    pub fn of(shown: &str, bytes: Box<dyn Read + Send>) -> Self {
        let input = InputFile { shown: shown.to_owned(), path: None, bytes: None };
        Self { given: Some(bytes), ..Self::open(vec![input]) }
    }

    /// Reads the next header or record into `record`. Fails on a file that cannot be opened or read to its end, that is
    /// damaged in its packing, or that changed while it was read; nothing can be read after that.
    pub fn next(&mut self, record: &mut ByteRecord) -> Result<Step, SourceError> {
        loop {
            let Some(open) = &mut self.open else {
                if self.next == self.inputs.len() {
                    return Ok(Step::End);
                }
                if let Some(refused) = self.open_next()? {
                    return Ok(refused);
                }
                continue;
            };
            match open.stream.next(record) {
                Ok(Found::Record(at)) => return Ok(Step::Record(at)),
                Ok(Found::Header) => return Ok(Step::Header(self.next - 1)),
                Ok(Found::Bad(at, reason)) => return Ok(Step::Bad(at, reason)),
                Ok(Found::End) => self.close()?,
                Ok(Found::NoHeader(code, fact, help)) => {
                    self.open = None;
                    return Ok(self.refuse(code, &fact, help));
                }
                Err(source) => {
                    let doing = format!("read past line {} of", open.stream.line());
                    self.next = self.inputs.len();
                    self.open = None;
                    return Err(self.error(doing, source));
                }
            }
        }
    }

    /// The exact bytes of the record that the last [`Records::next`] gave at `at`, its line end left out. Of a line
    /// that is longer than [`super::RECORD_CAP`] only the beginning is there.
    pub fn raw(&self, at: &At) -> &[u8] {
        self.open.as_ref().map_or(&[], |open| open.stream.raw(at))
    }

    /// The files.
    pub fn inputs(&self) -> &[InputFile] {
        &self.inputs
    }

    /// How many bytes were read from disk so far, before unpacking: the measure of [`Records::total_bytes`].
    pub fn bytes_read(&self) -> u64 {
        self.progress.load(Ordering::Relaxed)
    }

    /// The counter behind [`Records::bytes_read`], for a progress bar in another thread.
    pub fn progress(&self) -> Arc<AtomicU64> {
        Arc::clone(&self.progress)
    }

    /// The size of all files on disk, where all are known.
    pub fn total_bytes(&self) -> Option<u64> {
        self.inputs.iter().map(|input| input.bytes).sum()
    }

    /// Opens the next file; gives what refuses it.
    fn open_next(&mut self) -> Result<Option<Step>, SourceError> {
        let file = self.next;
        self.next += 1;
        let opened = self.bytes_of(file).and_then(|(bytes, stamp)| {
            let counted = Counted { inner: bytes, count: Arc::clone(&self.progress) };
            Ok((unpack(Box::new(counted))?, stamp))
        });
        match opened {
            Ok((Content::Text(bytes), stamp)) => {
                self.open = Some(Open { stream: Stream::new(file as u32, bytes), stamp });
                Ok(None)
            }
            Ok((Content::Foreign(what, help), _)) => {
                let fact = format!("the file is not CSV: it is {what}");
                Ok(Some(self.refuse("C04", &fact, help)))
            }
            Err(source) => {
                self.next = self.inputs.len();
                Err(SourceError { doing: "open".to_owned(), file: self.inputs[file].shown.clone(), source })
            }
        }
    }

    fn bytes_of(&mut self, file: usize) -> io::Result<(Box<dyn Read + Send>, Option<Stamp>)> {
        if let Some(bytes) = self.given.take() {
            return Ok((bytes, None));
        }
        let Some(path) = &self.inputs[file].path else { return Ok((Box::new(io::stdin()), None)) };
        let opened = File::open(path)?;
        let stamp = stamp(&opened.metadata()?);
        Ok((Box::new(opened), stamp))
    }

    /// Closes the file that was read to its end. A file that grew, shrank or was replaced meanwhile was not read as a
    /// whole, whatever the rows say.
    fn close(&mut self) -> Result<(), SourceError> {
        let stamp_then = self.open.take().and_then(|open| open.stamp);
        let path = self.inputs[self.next - 1].path.as_ref();
        let (Some(then), Some(path)) = (stamp_then, path) else { return Ok(()) };
        let now = fs::metadata(path).ok().and_then(|metadata| stamp(&metadata));
        if now == Some(then) {
            return Ok(());
        }
        let error = self.error(
            "read all of".to_owned(),
            io::Error::other("it changed while it was read: load it again when it is complete"),
        );
        self.next = self.inputs.len();
        Err(error)
    }

    fn error(&self, doing: String, source: io::Error) -> SourceError {
        let file = self.current().to_owned();
        SourceError { doing, file, source }
    }

    fn refuse(&self, code: &'static str, fact: &str, help: &str) -> Step {
        let mut report = Report::default();
        report.push(finding(code, self.current(), fact).help(help));
        Step::Refused(report)
    }

    fn current(&self) -> &str {
        self.inputs.get(self.next.wrapping_sub(1)).map_or("-", |input| &input.shown)
    }
}

fn stamp(metadata: &Metadata) -> Option<Stamp> {
    #[cfg(unix)]
    let id = std::os::unix::fs::MetadataExt::ino(metadata);
    #[cfg(not(unix))]
    let id = 0;
    metadata.is_file().then(|| (metadata.len(), metadata.modified().ok(), id))
}

/// Counts the bytes that pass.
struct Counted {
    inner: Box<dyn Read + Send>,
    count: Arc<AtomicU64>,
}

impl Read for Counted {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let n = self.inner.read(out)?;
        self.count.fetch_add(n as u64, Ordering::Relaxed);
        Ok(n)
    }
}
