//! Takes the bytes of a file, gives them as the text that YAML allows. Never looks at its structure.

use super::MAX_BYTES;
use crate::diagnostic::{Diagnostic, Place};

/// Why bytes are not the text of a model, with the text for the excerpt where there is one.
type Refused = Box<(Diagnostic, Option<String>)>;

/// The text of `bytes`, without a byte order mark and with `\n` as the only line end: to YAML, `\r\n` and `\r` are the
/// same. Fails with `Y01` or `Y02`.
pub(super) fn decode(file: &str, bytes: &[u8]) -> Result<String, Refused> {
    if bytes.len() > MAX_BYTES {
        let fact = format!("the model has {} bytes, more than the {MAX_BYTES} that are read", bytes.len());
        return Err(refused(fact, start_of(file), "split it: one model holds one keyspace"));
    }
    if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
        return Err(refused("the model is UTF-16".to_owned(), start_of(file), "save it as UTF-8"));
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let text = std::str::from_utf8(bytes).map_err(|error| {
        let valid = String::from_utf8_lossy(&bytes[..error.valid_up_to()]);
        let fact = format!("the model is not UTF-8 at byte {}", valid.len());
        refused(fact, place(file, &valid, 0), "save it as UTF-8")
    })?;
    let text = if text.contains('\r') { text.replace("\r\n", "\n").replace('\r', "\n") } else { text.to_owned() };
    match text.char_indices().find(|(_, c)| !is_printable(*c)) {
        None => Ok(text),
        Some((at, c)) => {
            let place = place(file, &text[..at], c.len_utf8());
            let fact = format!("the model holds the character U+{:04X}, which YAML does not allow", u32::from(c));
            let help = "remove it; in double quotes it may be written as an escape such as \"\\u001B\"";
            Err(Box::new((Diagnostic::error("Y02", fact).at(Some(place)).help(help), Some(text))))
        }
    }
}

/// The place of a file's first character.
pub(super) fn start_of(file: &str) -> Place {
    place(file, "", 0)
}

fn refused(fact: String, place: Place, help: &str) -> Refused {
    Box::new((Diagnostic::error("Y01", fact).at(Some(place)).help(help), None))
}

/// The place behind `before`, of `len` bytes.
fn place(file: &str, before: &str, len: usize) -> Place {
    let line = before.bytes().filter(|b| *b == b'\n').count() + 1;
    let column = before.chars().rev().take_while(|c| *c != '\n').count() + 1;
    Place { file: file.to_owned(), line, column, span: before.len()..before.len() + len }
}

/// The characters of a YAML stream (`c-printable` of YAML 1.2). The parser would take U+0000 for the end of the file.
fn is_printable(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\u{85}') || !(c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}'))
}
