//! Takes the bytes of one record, gives its length or the first place where its quotes break RFC 4180. The CSV reader
//! finds a meaning for any bytes at all, so a misplaced quote shifts or swallows fields in silence; this finds it.

use memchr::{memchr, memrchr};

/// A fault in the quotes of a record; offsets are from the record's first byte.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Fault {
    /// What is wrong.
    pub(super) kind: Kind,
    /// Where it is.
    pub(super) at: usize,
    /// Where the field's quote was opened; equal to `at` for a quote in an unquoted field.
    pub(super) opened: usize,
}

/// What is wrong with the quotes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// The bytes end inside a quoted field.
    Unclosed,
    /// A quoted field goes on after its closing quote.
    AfterClosing,
    /// The same, and the closing quote stands after a backslash.
    Backslash,
    /// A quote in an unquoted field.
    Bare,
    /// A quoted field with blanks before it.
    Blanks,
}

impl Kind {
    /// The fault and the way out, in words; the quote was opened at `line`.
    pub(super) fn words(self, line: u64) -> String {
        match self {
            Self::Unclosed => format!(
                "the quote opened at line {line} is not closed; a quote inside a quoted field is written `\"\"`"
            ),
            Self::AfterClosing => {
                format!(
                    "text after the closing quote of the field opened at line {line}; a quote inside a quoted field is written `\"\"`"
                )
            }
            Self::Backslash => {
                format!("`\\\"` in the field opened at line {line}; a quote inside a quoted field is written `\"\"`")
            }
            Self::Bare => {
                "a quote in the middle of an unquoted field; quote the whole field and write `\"\"` for the quote"
                    .to_owned()
            }
            Self::Blanks => "blanks before an opening quote; remove them, or quote the whole field".to_owned(),
        }
    }
}

/// The length of the content of the record in `bytes`, its line end left out. `bytes` are what the CSV reader took for
/// one record, so that outside quotes only the last byte can be a line end; `first` is the offset of the first quote.
/// Looks at quotes only, and at their neighbours.
pub(super) fn scan(bytes: &[u8], first: usize) -> Result<usize, Fault> {
    let mut outside = 0;
    let mut next = Some(first);
    while let Some(opened) = next {
        if opened > 0 && bytes[opened - 1] != b',' {
            return Err(unquoted(bytes, outside, opened));
        }
        outside = closing(bytes, opened)? + 1;
        next = memchr(b'"', &bytes[outside..]).map(|n| outside + n);
    }
    let line_end = outside < bytes.len() && matches!(bytes.last(), Some(b'\r' | b'\n'));
    Ok(bytes.len() - usize::from(line_end))
}

/// Whether a record that begins after the line ends at the start of `bytes`, and has not ended yet, is at fault
/// already: then there is no use in searching its end.
pub(super) fn are_misplaced(bytes: &[u8]) -> bool {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let start = bytes.iter().position(|b| !matches!(b, b'\r' | b'\n')).unwrap_or(bytes.len());
    let record = &bytes[start..];
    let fault = memchr(b'"', record).and_then(|first| scan(record, first).err());
    fault.is_some_and(|fault| fault.kind != Kind::Unclosed)
}

/// Where the field that was opened at `opened` is closed.
#[inline]
fn closing(bytes: &[u8], opened: usize) -> Result<usize, Fault> {
    let mut at = opened + 1;
    loop {
        let Some(n) = memchr(b'"', &bytes[at..]) else {
            return Err(Fault { kind: Kind::Unclosed, at: bytes.len(), opened });
        };
        at += n + 1;
        match bytes.get(at) {
            Some(b'"') => at += 1,
            None | Some(b',' | b'\r' | b'\n') => return Ok(at - 1),
            Some(_) => {
                let kind = if bytes[at - 2] == b'\\' { Kind::Backslash } else { Kind::AfterClosing };
                return Err(Fault { kind, at, opened });
            }
        }
    }
}

/// The fault of a quote at `at` that opens no field; the last quoted field ended at `outside`.
#[cold]
fn unquoted(bytes: &[u8], outside: usize, at: usize) -> Fault {
    let start = memrchr(b',', &bytes[outside..at]).map_or(outside, |n| outside + n + 1);
    let blanks = bytes[start..at].iter().all(|b| matches!(b, b' ' | b'\t'));
    Fault { kind: if blanks { Kind::Blanks } else { Kind::Bare }, at, opened: at }
}
