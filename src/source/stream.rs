//! Takes the bytes of one CSV file, gives its header and records with their lines, byte ranges and exact bytes. A
//! record whose quotes are at fault costs its first lines, never the rest of the file.

use std::io::{self, SeekFrom};

use csv::{ByteRecord, Position, Reader, ReaderBuilder};
use memchr::{memchr, memchr_iter, memrchr};

use super::quotes::{self, Fault, Kind};
use super::tape::{RECORD_CAP, Tape};
use super::{At, Class, Reason};

const BUFFER: usize = 32 * 1024;
const BOM: &[u8] = b"\xef\xbb\xbf";
/// How much is kept of a line that is too long to keep.
const EXCERPT: u64 = 64 * 1024;

/// What a stream holds next.
pub(super) enum Found {
    Header,
    Record(At),
    Bad(At, Reason),
    /// The first record is no header: code, fact, way out.
    NoHeader(&'static str, String, &'static str),
    End,
}

/// An open CSV file.
pub(super) struct Stream {
    file: u32,
    reader: Reader<Tape>,
    /// Number of fields of the header; 0 before it was read.
    width: usize,
    /// Offset at which the next record is looked for, and the line it is on.
    cursor: u64,
    line: u64,
    /// Whether the byte before `cursor` is a CR, so that an LF at `cursor` belongs to it.
    after_return: bool,
    /// How many LFs the CSV reader passed before `cursor`, by its own count.
    feeds: u64,
    /// Whether a lone CR inside quotes ends a line.
    lone_returns: bool,
    /// No quote stands between `cursor` and this offset.
    quote: u64,
    /// The beginning of a line that was too long to keep.
    excerpt: Vec<u8>,
}

impl Stream {
    pub(super) fn new(file: u32, bytes: Box<dyn io::Read + Send>) -> Self {
        let tape = Tape::new(bytes);
        let reader = ReaderBuilder::new().has_headers(false).flexible(true).buffer_capacity(BUFFER).from_reader(tape);
        Self {
            file,
            reader,
            width: 0,
            cursor: 0,
            line: 1,
            after_return: false,
            feeds: 1,
            lone_returns: false,
            quote: 0,
            excerpt: Vec::new(),
        }
    }

    /// The line that was reached.
    pub(super) fn line(&self) -> u64 {
        self.line
    }

    /// The bytes of the record last given, which is at `at`.
    pub(super) fn raw(&self, at: &At) -> &[u8] {
        let tape = self.reader.get_ref();
        if at.start < tape.base() { &self.excerpt } else { tape.slice(at.start, at.end) }
    }

    /// Reads the next record.
    #[inline]
    pub(super) fn next(&mut self, record: &mut ByteRecord) -> io::Result<Found> {
        self.reader.get_mut().keep(self.cursor);
        let more = match self.reader.read_byte_record(record) {
            Ok(more) => more,
            Err(_) if self.reader.get_ref().is_full() => return self.overlong(record),
            Err(error) => return Err(into_io(error)),
        };
        let end = self.reader.position().byte();
        if let Some(blank) = self.skip_blank_lines(end)? {
            return Ok(blank);
        }
        if !more {
            let fact = "the file is empty: there is no header";
            let help = "the first line of a CSV file names its columns";
            return Ok(if self.width == 0 { Found::NoHeader("C04", fact.to_owned(), help) } else { Found::End });
        }
        let start = self.cursor;
        let mut inside = 0;
        let content = if self.has_quote(start, end) {
            let raw = self.reader.get_ref().slice(start, end);
            match quotes::scan(raw, (self.quote - start) as usize) {
                Ok(length) => {
                    let content = &raw[..length];
                    let feeds = self.reader.position().line() - self.feeds - u64::from(raw.get(length) == Some(&b'\n'));
                    inside = if self.lone_returns { lines_in(content, true) } else { feeds };
                    start + length as u64
                }
                Err(fault) => return self.faulty(fault, end),
            }
        } else {
            end - u64::from(start < end && matches!(self.reader.get_ref().byte(end - 1), Some(b'\n' | b'\r')))
        };
        let at = At { file: self.file, line: self.line, start, end: content };
        self.pass(content, end, inside);
        if self.width == 0 {
            self.width = record.len();
            let next = self.reader.get_mut().peek(end)?;
            self.lone_returns = self.after_return && next != Some(b'\n');
            return Ok(Found::Header);
        }
        Ok(Found::Record(at))
    }

    /// Moves the cursor over the line ends before a record. A blank line is none of a file's records, but in a file of
    /// one column it may be meant as an empty value: who wrote it must say.
    #[inline]
    fn skip_blank_lines(&mut self, end: u64) -> io::Result<Option<Found>> {
        let tape = self.reader.get_ref();
        if self.cursor == 0 && tape.slice(0, 3) == BOM {
            self.cursor = 3;
        }
        while self.cursor < end {
            match tape.byte(self.cursor) {
                Some(b'\n') if self.after_return => {
                    self.after_return = false;
                    self.feeds += 1;
                }
                Some(byte @ (b'\n' | b'\r')) => {
                    self.feeds += u64::from(byte == b'\n');
                    let blank = At { file: self.file, line: self.line, start: self.cursor, end: self.cursor };
                    self.after_return = byte == b'\r';
                    self.line += 1;
                    if self.width == 1 {
                        self.cursor += 1;
                        self.go_on()?;
                        let text =
                            "a blank line in a file of one column: write `\"\"` for an empty value, or remove it";
                        return Ok(Some(Found::Bad(blank, Reason::whole(Class::Record, text))));
                    }
                }
                _ => break,
            }
            self.cursor += 1;
        }
        Ok(None)
    }

    /// Moves the cursor from the start of a record to `end`; the record's content ends at `content`, with `inside` line
    /// ends in it.
    #[inline]
    fn pass(&mut self, content: u64, end: u64, inside: u64) {
        let terminated = content < end;
        self.line += inside + u64::from(terminated);
        self.after_return = terminated && self.reader.get_ref().byte(content) == Some(b'\r');
        self.cursor = end;
        self.feeds = self.reader.position().line();
    }

    /// Whether there is a quote between `start` and `end`. Long stretches without quotes are searched once.
    #[inline]
    fn has_quote(&mut self, start: u64, end: u64) -> bool {
        if self.quote >= end {
            return false;
        }
        self.quote = self.reader.get_ref().quote(self.quote.max(start));
        self.quote < end
    }

    /// Gives up the record whose quotes are at fault, up to the end of the line on which the faulty field begins; what
    /// follows is read anew. `end` is where the CSV reader stands.
    #[cold]
    fn faulty(&mut self, fault: Fault, end: u64) -> io::Result<Found> {
        let raw = self.reader.get_ref().slice(self.cursor, end);
        if self.width == 0 {
            return Ok(no_header(fault, raw, self.line));
        }
        let opened_line = self.line + lines_in(&raw[..fault.opened], self.lone_returns);
        let text = fault.kind.words(opened_line);
        self.give_up(self.cursor + fault.opened as u64, opened_line, end, text)
    }

    /// Gives up a record that is longer than [`RECORD_CAP`]: most likely a quote was opened by mistake, and then the
    /// lines after it are records.
    #[cold]
    fn overlong(&mut self, record: &mut ByteRecord) -> io::Result<Found> {
        let end = self.reader.get_ref().end();
        if let Some(blank) = self.skip_blank_lines(end)? {
            return Ok(blank);
        }
        let raw = self.reader.get_ref().slice(self.cursor, end);
        let mib = RECORD_CAP >> 20;
        let scanned = memchr(b'"', raw).map_or(Ok(raw.len()), |first| quotes::scan(raw, first));
        match scanned {
            Err(fault) if fault.kind != Kind::Unclosed => self.faulty(fault, end),
            _ if raw.len() < RECORD_CAP => {
                // Most of it were blank lines.
                self.go_on()?;
                self.next(record)
            }
            _ if self.width == 0 => {
                let fact = format!("the first line is longer than {mib} MiB: it is no header");
                Ok(Found::NoHeader("C04", fact, "export the data as CSV in UTF-8"))
            }
            Err(fault) => {
                let line = self.line + lines_in(&raw[..fault.opened], self.lone_returns);
                let text = format!("{}; {mib} MiB were read in search of its end", Kind::Unclosed.words(line));
                self.give_up(self.cursor + fault.opened as u64, line, end, text)
            }
            Ok(_) => {
                let last = memrchr(b'\n', raw).map_or(0, |n| n + 1);
                let line = self.line + lines_in(&raw[..last], self.lone_returns);
                self.give_up(self.cursor + last as u64, line, end, format!("the record is longer than {mib} MiB"))
            }
        }
    }

    /// Gives up the record at the cursor up to the end of the line that holds the offset `from`, which is `line`.
    fn give_up(&mut self, from: u64, line: u64, end: u64, text: String) -> io::Result<Found> {
        let start = self.cursor;
        let tape = self.reader.get_mut();
        let head = tape.slice(start, (start + EXCERPT).min(end)).to_vec();
        let content = tape.line_end(from)?;
        self.excerpt = head;
        let at = At { file: self.file, line: self.line, start, end: content };
        let terminator = tape.peek(content)?;
        self.line = line + u64::from(terminator.is_some());
        self.after_return = terminator == Some(b'\r');
        self.cursor = content + u64::from(terminator.is_some());
        if self.cursor != end || self.reader.get_ref().is_full() {
            self.go_on()?;
        } else {
            self.feeds = self.reader.position().line();
        }
        Ok(Found::Bad(at, Reason::whole(Class::Record, text)))
    }

    /// Makes the CSV reader go on at the cursor. It is set on the line end before, because it would take a U+FEFF at
    /// its very beginning for a byte order mark.
    fn go_on(&mut self) -> io::Result<()> {
        let before = self.cursor.checked_sub(1).and_then(|at| self.reader.get_ref().byte(at));
        let back = u64::from(matches!(before, Some(b'\n' | b'\r')));
        let mut position = Position::new();
        position.set_byte(self.cursor - back);
        self.feeds = position.line() + u64::from(before == Some(b'\n'));
        self.reader.seek_raw(SeekFrom::Start(self.cursor - back), position).map_err(into_io)
    }
}

/// Number of line ends in a record's content.
fn lines_in(content: &[u8], lone_returns: bool) -> u64 {
    let feeds = memchr_iter(b'\n', content).count();
    let returns = || memchr_iter(b'\r', content).filter(|at| content.get(at + 1) != Some(&b'\n')).count();
    (feeds + if lone_returns { returns() } else { 0 }) as u64
}

/// What is said of a header whose quotes are at fault. A separator other than the comma shows in that too: quoted
/// fields go on after their closing quotes.
fn no_header(fault: Fault, raw: &[u8], line: u64) -> Found {
    let before = &raw[..(fault.at + 1).min(raw.len())];
    let count = |separator: u8| memchr_iter(separator, before).count();
    if let Some(other) = [b';', b'\t', b'|'].into_iter().max_by_key(|s| count(*s)).filter(|s| count(*s) > count(b',')) {
        let (fact, help) = super::bind::separator_words(other);
        return Found::NoHeader("C05", fact, help);
    }
    let fact = format!("the header is at fault: {}", fault.kind.words(line));
    Found::NoHeader("C04", fact, "mend the first line of the file")
}

fn into_io(error: csv::Error) -> io::Error {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => error,
        other => io::Error::other(format!("{other:?}")),
    }
}
