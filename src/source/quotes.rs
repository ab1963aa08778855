//! Takes the bytes of one record, gives its length or the first place where its quotes break RFC 4180. The CSV reader
//! finds a meaning for any bytes at all, so a misplaced quote shifts or swallows fields in silence; this finds it.

use memchr::{memchr, memchr3};

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

/// The length of the record at the start of `bytes`, its line end left out.
pub(super) fn scan(bytes: &[u8]) -> Result<usize, Fault> {
    let mut at = 0;
    loop {
        at = match bytes.get(at) {
            Some(b'"') => quoted(bytes, at)?,
            _ => unquoted(bytes, at)?,
        };
        match bytes.get(at) {
            Some(b',') => at += 1,
            _ => return Ok(at),
        }
    }
}

/// The end of the quoted field that begins at `opened`.
fn quoted(bytes: &[u8], opened: usize) -> Result<usize, Fault> {
    let mut at = opened + 1;
    loop {
        let Some(n) = memchr(b'"', &bytes[at..]) else {
            return Err(Fault { kind: Kind::Unclosed, at: bytes.len(), opened });
        };
        at += n + 1;
        match bytes.get(at) {
            Some(b'"') => at += 1,
            None | Some(b',' | b'\r' | b'\n') => return Ok(at),
            Some(_) => {
                let kind = if bytes[at - 2] == b'\\' { Kind::Backslash } else { Kind::AfterClosing };
                return Err(Fault { kind, at, opened });
            }
        }
    }
}

/// The end of the unquoted field that begins at `start`.
fn unquoted(bytes: &[u8], start: usize) -> Result<usize, Fault> {
    let rest = &bytes[start..];
    let stop = memchr3(b',', b'"', b'\n', rest).unwrap_or(rest.len());
    let field = &rest[..stop];
    if let Some(end) = memchr(b'\r', field) {
        return Ok(start + end);
    }
    if rest.get(stop) != Some(&b'"') {
        return Ok(start + stop);
    }
    let blanks = field.iter().all(|b| matches!(b, b' ' | b'\t'));
    let at = start + stop;
    Err(Fault { kind: if blanks { Kind::Blanks } else { Kind::Bare }, at, opened: at })
}
