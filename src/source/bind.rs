//! Takes the header of a file, tells the decoder where its fields are, or reports every fault of the header at once.

use std::fmt::Write as _;

use csv::ByteRecord;

use super::{Decoder, InputFile, Records, Step, finding};
use crate::diagnostic::{Diagnostic, Report, nearest};

const BOM: &[u8] = b"\xef\xbb\xbf";
/// How many headers a message lists.
const LISTED: usize = 20;

/// Reads the headers of all `inputs` before any row is read, and reports all faults together: those of
/// [`Decoder::bind`], files that are no CSV or cannot be read (`C04`). Standard input and pipes are left alone: they
/// can be read only once.
pub fn check_headers(inputs: &[InputFile], decoder: &mut Decoder) -> Result<(), Report> {
    let mut report = Report::default();
    let mut record = ByteRecord::new();
    for input in inputs.iter().filter(|input| input.bytes.is_some()) {
        match Records::open(vec![input.clone()]).next(&mut record) {
            Ok(Step::Header(_)) => {
                if let Err(faults) = decoder.bind(&record, &input.shown) {
                    report.merge(faults);
                }
            }
            Ok(Step::Refused(faults)) => report.merge(faults),
            Ok(_) => {}
            Err(error) => {
                let fact = format!("{error}: {}", error.source);
                report.push(
                    finding("C04", &input.shown, fact).help("make the file readable, or leave it out of `files`"),
                );
            }
        }
    }
    if report.errors() > 0 { Err(report) } else { Ok(()) }
}

impl Decoder {
    /// Finds the demanded headers in the header record of `file`, by exact name. Reports all that are missing, each
    /// with the nearest one that is there (`C01`), demanded ones that are there twice (`C02`), and a file whose
    /// separator is not the comma (`C05`); after a fault nothing is bound. Other headers may be there, twice and in any
    /// order.
    pub fn bind(&mut self, header: &ByteRecord, file: &str) -> Result<(), Report> {
        self.width = 0;
        let names: Vec<Vec<u8>> = header.iter().enumerate().map(|(n, name)| clean(name, n == 0)).collect();
        let mut report = Report::default();
        if let Some(other) = self.other_format(&names, file) {
            report.push(other);
            return Err(report);
        }
        self.positions.clear();
        let mut missing = Vec::new();
        for (wanted, column) in &self.headers {
            let mut found =
                names.iter().enumerate().filter(|(_, name)| name.as_slice() == wanted.as_bytes()).map(|(n, _)| n);
            match (found.next(), found.next()) {
                (Some(first), None) => self.positions.push(first),
                (Some(first), Some(second)) => {
                    let fact = format!("header `{wanted}` stands twice: in fields {} and {}", first + 1, second + 1);
                    let help = format!("column `{column}` reads it: rename one of the two");
                    report.push(finding("C02", file, fact).help(help));
                }
                (None, _) => missing.push((wanted.as_str(), column.as_str())),
            }
        }
        self.missing(&missing, &names, file, &mut report);
        if report.errors() > 0 {
            return Err(report);
        }
        self.width = header.len();
        Ok(())
    }

    /// The headers that a file must have, each with the column that reads it first.
    pub fn headers(&self) -> impl Iterator<Item = (&str, &str)> {
        self.headers.iter().map(|(header, column)| (header.as_str(), column.as_str()))
    }

    fn missing(&self, missing: &[(&str, &str)], names: &[Vec<u8>], file: &str, report: &mut Report) {
        let texts: Vec<String> = names.iter().map(|name| String::from_utf8_lossy(name).into_owned()).collect();
        let near = |wanted: &str| nearest(wanted, texts.iter().map(String::as_str).filter(|name| !name.is_empty()));
        let utf8 = names.iter().all(|name| std::str::from_utf8(name).is_ok());
        if missing.len() > 1
            && missing.len() == self.headers.len()
            && missing.iter().all(|(wanted, _)| near(wanted).is_none())
        {
            let wanted: Vec<&str> = missing.iter().map(|(wanted, _)| *wanted).collect();
            let fact = format!("none of the headers that the model reads is there: {}", list(&wanted));
            report.push(finding("C01", file, fact).help("is the first line a header? it must name the columns"));
            return;
        }
        for (wanted, column) in missing {
            let fact = format!("no header `{wanted}`, which column `{column}` reads");
            let help = match near(wanted) {
                Some(near) => format!("did you mean `{near}`? say so in the model: `csv: {near}`"),
                None if !utf8 => "the header is not UTF-8: save the file as UTF-8".to_owned(),
                None => format!("the file has {}; say `csv:` with the right one in the model", list(&texts)),
            };
            report.push(finding("C01", file, fact).help(help));
        }
    }

    /// The headers of a file that nothing demands, in its order; what is no UTF-8 is shown as far as it is.
    pub fn unread(&self, header: &ByteRecord) -> Vec<String> {
        let names = header.iter().enumerate().map(|(n, name)| clean(name, n == 0));
        let names = names.map(|name| String::from_utf8_lossy(&name).into_owned());
        names.filter(|name| !self.headers.iter().any(|(known, _)| known == name)).collect()
    }

    /// Recognises the headers of files whose separator is not the comma.
    fn other_format(&self, names: &[Vec<u8>], file: &str) -> Option<Diagnostic> {
        let first = names.first()?;
        if first.len() >= 4 && first[..4].eq_ignore_ascii_case(b"sep=") && names.len() <= 2 {
            let fact = "the first line `sep=` is a hint for spreadsheets, not a header";
            return Some(finding("C05", file, fact).help("remove the line; fields are separated by commas"));
        }
        let known = |name: &[u8]| self.headers.iter().any(|(header, _)| header.as_bytes() == name);
        let by_comma = names.iter().filter(|name| known(name)).count();
        let line = names.join(&b',');
        let fields = |separator: u8| line.split(move |b| *b == separator);
        let count = |separator: u8| fields(separator).filter(|field| known(field.trim_ascii().trim_quotes())).count();
        let best = [b';', b'\t', b'|'].into_iter().max_by_key(|s| (count(*s), fields(*s).count()))?;
        let alone = names.len() == 1 && by_comma == 0 && fields(best).count() > 1;
        if count(best) > by_comma || alone {
            let (fact, help) = separator_words(best);
            return Some(finding("C05", file, fact).help(help));
        }
        None
    }
}

/// What is said of a file with this separator: fact and way out.
pub(super) fn separator_words(separator: u8) -> (String, &'static str) {
    let word = if separator == b'\t' { "a tab".to_owned() } else { format!("`{}`", char::from(separator)) };
    (format!("fields are separated by commas, and this file's separator looks like {word}"), "save it with commas")
}

/// A header without the byte order mark that the first one of a file may have, and without the quotes that the mark
/// kept from being seen.
fn clean(name: &[u8], first: bool) -> Vec<u8> {
    match name.strip_prefix(BOM) {
        Some(rest) if first => rest.trim_quotes().to_vec(),
        _ => name.to_vec(),
    }
}

trait TrimQuotes {
    /// The bytes between two quotes, or all of them.
    fn trim_quotes(&self) -> &[u8];
}

impl TrimQuotes for [u8] {
    fn trim_quotes(&self) -> &[u8] {
        self.strip_prefix(b"\"").and_then(|rest| rest.strip_suffix(b"\"")).unwrap_or(self)
    }
}

fn list<T: AsRef<str>>(names: &[T]) -> String {
    let mut out = names.iter().take(LISTED).map(|name| format!("`{}`", name.as_ref())).collect::<Vec<_>>().join(", ");
    if names.len() > LISTED {
        let _ = write!(out, " and {} more", names.len() - LISTED);
    }
    out
}
