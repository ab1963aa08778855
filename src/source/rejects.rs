//! Takes rejected records, gives a file of them: one JSON object per line with the place, the reason and the exact
//! bytes. Makes the file when the first one comes.

use std::fmt::Write as _;
use std::fs::{self, File, OpenOptions};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use serde::Serialize;

use super::{At, Reason, SourceError};

/// Writes a file of rejected records, readable by its owner only: it holds the data of the input.
#[derive(Debug)]
pub struct Rejects {
    path: PathBuf,
    file: Option<BufWriter<File>>,
    count: u64,
}

/// One line of the file.
#[derive(Serialize)]
struct Reject<'a> {
    input: &'a str,
    line: u64,
    start: u64,
    end: u64,
    column: Option<&'a str>,
    reason: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    raw: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    raw_base64: Option<String>,
}

impl Rejects {
    /// A writer to `path`. A file of an earlier load that is there is replaced when the first reject comes.
    pub fn create(path: &Path) -> Self {
        Self { path: path.to_owned(), file: None, count: 0 }
    }

    /// Adds a record: the `input` file as the user would name it, where it was, why it was rejected, and its bytes.
    /// `raw` is written as text where it is UTF-8, else as `raw_base64`. Fails where the file cannot be made or
    /// written.
    pub fn write(&mut self, input: &str, at: &At, reason: &Reason, raw: &[u8]) -> Result<(), SourceError> {
        let text = std::str::from_utf8(raw).ok();
        let line = Reject {
            input,
            line: at.line,
            start: at.start,
            end: at.end,
            column: reason.column.as_deref(),
            reason: &reason.text,
            raw: text,
            raw_base64: if text.is_none() { Some(base64(raw)) } else { None },
        };
        self.append(&line).map_err(|source| self.error("write rejected rows to", source))?;
        self.count += 1;
        Ok(())
    }

    /// How many records were added.
    pub fn count(&self) -> u64 {
        self.count
    }

    /// The file's path.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Brings everything to the disk; gives the number of records. Fails where the disk does not take them.
    pub fn finish(mut self) -> Result<u64, SourceError> {
        let Some(mut file) = self.file.take() else { return Ok(0) };
        let synced = file.flush().and_then(|()| match file.get_ref().sync_all() {
            // Pipes and terminals hold nothing that could be brought to a disk.
            Err(error) if error.kind() == io::ErrorKind::InvalidInput => Ok(()),
            synced => synced,
        });
        match synced {
            Ok(()) => Ok(self.count),
            Err(source) => Err(self.error("write rejected rows to", source)),
        }
    }

    fn append(&mut self, line: &Reject<'_>) -> io::Result<()> {
        let text = escaped(&serde_json::to_string(line)?);
        let file = match &mut self.file {
            Some(file) => file,
            none => none.insert(BufWriter::new(make(&self.path)?)),
        };
        file.write_all(text.as_bytes())?;
        file.write_all(b"\n")
    }

    fn error(&self, doing: &str, source: io::Error) -> SourceError {
        SourceError { doing: doing.to_owned(), file: self.path.display().to_string(), source }
    }
}

/// A new file for its owner only. A plain file that is there is removed first, so that its rights and other names of it
/// do not matter; a pipe or device is written to; a symbolic link to a file is refused.
fn make(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true);
    let link = fs::symlink_metadata(path);
    match (&link, fs::metadata(path)) {
        (Ok(link), Ok(file)) if file.is_file() && link.is_symlink() => {
            return Err(io::Error::new(io::ErrorKind::AlreadyExists, "it is a symbolic link: name the file itself"));
        }
        (Ok(_), Ok(file)) if !file.is_file() => return options.open(path),
        (Ok(_), Ok(_)) => fs::remove_file(path)?,
        _ => {}
    }
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.create_new(true).open(path)
}

/// JSON text with the characters that steer a terminal or hide in text as escapes; JSON's own escapes cover those below
/// U+0020.
fn escaped(json: &str) -> String {
    let steers = |c: char| {
        let invisible = matches!(c, '\u{200b}'..='\u{200f}' | '\u{2060}'..='\u{2069}' | '\u{feff}');
        invisible || matches!(c, '\u{7f}'..='\u{9f}' | '\u{2028}'..='\u{202e}')
    };
    let mut out = String::with_capacity(json.len());
    for c in json.chars() {
        if steers(c) {
            let _ = write!(out, "\\u{:04x}", u32::from(c));
        } else {
            out.push(c);
        }
    }
    out
}

/// RFC 4648, section 4, with padding.
fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for three in bytes.chunks(3) {
        let byte = |n: usize| u32::from(three.get(n).copied().unwrap_or(0));
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        for digit in 0..4 {
            let six = (bits >> (18 - 6 * digit)) as usize & 63;
            out.push(if digit <= three.len() { char::from(DIGITS[six]) } else { '=' });
        }
    }
    out
}
