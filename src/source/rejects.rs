//! Takes rejected records, gives two files. One is CSV that can be mended and loaded again: the records' exact bytes under
//! their header, one file for each header. The other says why: one JSON object per line with the place, the class and the
//! reason. Makes them when the first record comes.

use std::fmt::Write as _;
use std::fs::{self, File, OpenOptions};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use csv::ByteRecord;
use serde::Serialize;

use super::{At, Reason, SourceError};

/// Writes files of rejected records, readable by their owner only: they hold the data of the input.
#[derive(Debug)]
pub struct Rejects {
    path: PathBuf,
    why: Option<BufWriter<File>>,
    records: Option<Records>,
    /// Whether what stands in the files is of this load, too.
    goes_on: bool,
    count: u64,
}

/// A record that was rejected.
#[derive(Clone, Copy, Debug)]
pub struct Rejected<'a> {
    /// The file that it comes from, as the user would name it.
    pub input: &'a str,
    /// The header of that file, if it was read.
    pub header: Option<&'a ByteRecord>,
    /// Where it was.
    pub at: &'a At,
    /// Its bytes; of a line that is too long the beginning.
    pub raw: &'a [u8],
}

/// Records of one header.
#[derive(Debug)]
struct Records {
    path: PathBuf,
    header: ByteRecord,
    file: BufWriter<File>,
}

/// One line of the file that says why.
#[derive(Serialize)]
#[allow(clippy::struct_field_names, reason = "the names are those of the file")]
struct Line<'a> {
    input: &'a str,
    line: u64,
    start: u64,
    end: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    table: Option<&'a str>,
    column: Option<&'a str>,
    class: &'a str,
    reason: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    csv: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    raw: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    raw_base64: Option<String>,
}

impl Rejects {
    /// A writer whose reasons go to `path`, and whose records go to a file of the same name that ends in `.csv`. Files of an
    /// earlier load that are there are replaced when the first reject comes.
    pub fn create(path: &Path) -> Self {
        Self { path: path.to_owned(), why: None, records: None, goes_on: false, count: 0 }
    }

    /// A writer to the files of a load that has written rejects before: these stay.
    pub fn go_on(path: &Path) -> Self {
        Self { goes_on: path.exists(), ..Self::create(path) }
    }

    /// The file of records that is number `number` beside the reasons in `path`, from 1.
    pub fn records(path: &Path, number: u32) -> PathBuf {
        if number == 1 { path.with_extension("csv") } else { path.with_extension(format!("{number}.csv")) }
    }

    /// Adds a record, and why it was rejected. Its bytes are among the reasons, too: as text where they are UTF-8, else as
    /// `raw_base64`. Fails where a file cannot be made or written.
    pub fn write(&mut self, record: &Rejected<'_>, reason: &Reason) -> Result<(), SourceError> {
        self.append(record, reason).map_err(|source| self.error(source))?;
        self.count += 1;
        Ok(())
    }

    /// How many records were added.
    pub fn count(&self) -> u64 {
        self.count
    }

    /// The path of the file that says why.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Brings everything to the disk; gives the number of records. Fails where the disk does not take them.
    pub fn finish(mut self) -> Result<u64, SourceError> {
        self.sync()?;
        Ok(self.count)
    }

    /// Brings everything to the disk; more may follow. Fails where the disk does not take it.
    pub fn sync(&mut self) -> Result<(), SourceError> {
        let files = self.why.iter_mut().chain(self.records.iter_mut().map(|records| &mut records.file));
        let synced = files.map(|file| {
            file.flush().and_then(|()| match file.get_ref().sync_all() {
                // Pipes and terminals hold nothing that could be brought to a disk.
                Err(error) if error.kind() == io::ErrorKind::InvalidInput => Ok(()),
                synced => synced,
            })
        });
        synced.collect::<io::Result<()>>().map_err(|source| self.error(source))
    }

    fn append(&mut self, record: &Rejected<'_>, reason: &Reason) -> io::Result<()> {
        if self.why.is_none() {
            self.begin()?;
        }
        // Of a line that is too long to keep, and of one before there was a header, nothing can be mended.
        let is_whole = record.raw.len() as u64 == record.at.end - record.at.start;
        let csv = match record.header.filter(|_| is_whole && is_plain(&self.path)) {
            Some(header) => Some(self.keep(header, record.raw)?),
            None => None,
        };
        let text = std::str::from_utf8(record.raw).ok();
        let line = Line {
            input: record.input,
            line: record.at.line,
            start: record.at.start,
            end: record.at.end,
            table: reason.table.as_deref(),
            column: reason.column.as_deref(),
            class: reason.class.name(),
            reason: &reason.text,
            csv,
            raw: text,
            raw_base64: if text.is_none() { Some(base64(record.raw)) } else { None },
        };
        let text = escaped(&serde_json::to_string(&line)?);
        let Some(why) = &mut self.why else { return Ok(()) };
        why.write_all(text.as_bytes())?;
        why.write_all(b"\n")
    }

    /// Makes the file that says why, and takes away the records of an earlier load.
    fn begin(&mut self) -> io::Result<()> {
        if self.goes_on {
            self.why = Some(BufWriter::new(OpenOptions::new().append(true).open(&self.path)?));
            return Ok(());
        }
        let is_new = !self.path.exists();
        self.why = Some(BufWriter::new(make(&self.path)?));
        // Records without reasons are none of ours.
        for number in (1..).take_while(|_| !is_new && is_plain(&self.path)) {
            match fs::remove_file(Self::records(&self.path, number)) {
                Err(error) if error.kind() == io::ErrorKind::NotFound => break,
                removed => removed?,
            }
        }
        Ok(())
    }

    /// Adds the bytes of a record under `header`; gives the name of their file.
    fn keep(&mut self, header: &ByteRecord, raw: &[u8]) -> io::Result<String> {
        if self.records.as_ref().is_none_or(|records| records.header != *header) {
            if let Some(mut before) = self.records.take() {
                before.file.flush()?;
                before.file.get_ref().sync_all()?;
            }
            let mut number = 1;
            while Self::records(&self.path, number).exists() {
                number += 1;
            }
            let path = Self::records(&self.path, number);
            let mut writer = csv::Writer::from_writer(Vec::new());
            writer.write_byte_record(header)?;
            let mut file = BufWriter::new(make(&path)?);
            file.write_all(&writer.into_inner().map_err(|e| io::Error::other(e.to_string()))?)?;
            self.records = Some(Records { path, header: header.clone(), file });
        }
        let Some(Records { path, file, .. }) = &mut self.records else { return Ok(String::new()) };
        file.write_all(raw)?;
        file.write_all(b"\n")?;
        Ok(path.file_name().unwrap_or_default().to_string_lossy().into_owned())
    }

    fn error(&self, source: io::Error) -> SourceError {
        let doing = "write rejected rows to".to_owned();
        SourceError { doing, file: self.path.display().to_string(), source }
    }
}

/// Whether a path is that of a file, there or to be made: a pipe or a device has nothing beside it.
fn is_plain(path: &Path) -> bool {
    fs::metadata(path).map_or(true, |metadata| metadata.is_file())
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
