//! What the model suppresses, at its top and in its queries.

use super::Faults;
use crate::diagnostic::{Diagnostic, nearest};
use crate::model::tree::Step;
use crate::model::{Allow, Until, raw};
use crate::rules;
use crate::types::CqlType;
use crate::value::{Reading, display, encode_text};

/// The suppressions of `raw`: those at the top, then those of each query. `D12` what cannot be suppressed, or says too
/// little; `Y07` what is missing.
pub(super) fn allow(raw: &raw::File, faults: &mut Faults<'_>) -> Vec<Allow> {
    let top = raw.allow.iter().enumerate().map(|(n, allow)| (None, vec!["allow".into(), n.into()], allow));
    let inside = raw.queries.0.iter().flat_map(|(query, raw)| {
        let path = move |n: usize| vec![Step::Key("queries"), query.as_str().into(), "allow".into(), n.into()];
        raw.allow.iter().enumerate().map(move |(n, allow)| (Some(query.as_str()), path(n), allow))
    });
    top.chain(inside).filter_map(|(query, path, allow)| one(query, &path, allow, faults)).collect()
}

/// The suppression that stands at `path`; `None` if anything is wrong with it.
fn one(query: Option<&str>, path: &[Step<'_>], raw: &raw::Allow, faults: &mut Faults<'_>) -> Option<Allow> {
    let under = |key: &'static str| [path, &[key.into()]].concat();
    for (key, given) in [("code", raw.code.is_some()), ("reason", raw.reason.is_some())] {
        if !given {
            let help = "write it like `{ code: D08, reason: read by the next release, until: 2027-03-01 }`";
            faults.push("Y07", path, format!("a suppression needs a `{key}`"), help);
        }
    }
    let code = raw.code.as_deref().and_then(|code| self::code(code, &under("code"), faults));
    let reason = raw.reason.as_deref();
    if let Some(reason) = reason.filter(|reason| !reason.contains(char::is_alphanumeric)) {
        let help = "say why the finding may stay, to whoever reads it next";
        faults.push("D12", &under("reason"), format!("the reason `{reason}` says nothing"), help);
    }
    let until = match raw.until.as_deref().map(|text| (day(text), text)) {
        Some((Some(day), text)) => Some(Until { day, text: text.to_owned(), place: faults.tree.at(&under("until")) }),
        Some((None, text)) => {
            let help = "write it like `2027-03-01`: from that day on the suppression is not heeded";
            faults.push("D12", &under("until"), format!("`until` is no day: `{text}`"), help);
            return None;
        }
        None => None,
    };
    let place = faults.tree.at(&under("code"));
    Some(Allow { code: code?, query: query.map(str::to_owned), reason: reason?.to_owned(), until, place })
}

/// The code that is written as `text`, if findings of it can be suppressed.
fn code(text: &str, path: &[Step<'_>], faults: &mut Faults<'_>) -> Option<&'static str> {
    let codes = rules::codes().iter().map(|(code, _)| *code);
    let (fact, help) = match codes.clone().find(|code| *code == text) {
        Some("D13" | "D14") => {
            let fact = format!("`{text}` is about suppressions, and cannot be suppressed");
            (fact, "remove the suppression that it is about".to_owned())
        }
        Some(code) if rules::is_warning(code) => return Some(code),
        Some(code) => {
            let help = format!("mend what it is about, as `modeler explain {code}` says; only warnings are suppressed");
            (format!("`{code}` is an error, and cannot be suppressed"), help)
        }
        None => {
            let near = nearest(text, codes).map(|near| format!("did you mean `{near}`?"));
            let help = near.unwrap_or_else(|| "`modeler explain` lists the codes".to_owned());
            (format!("no finding has the code `{text}`"), help)
        }
    };
    let place = faults.tree.at(path);
    faults.report.push(Diagnostic::error("D12", fact).at(place).help(help));
    None
}

/// The day that is written as `2027-03-01`, in days since 1970-01-01.
fn day(text: &str) -> Option<i64> {
    let mut bytes = Vec::new();
    encode_text(&CqlType::Date, text, &Reading::default(), &mut bytes).ok()?;
    let mut canonical = String::new();
    display(&CqlType::Date, &bytes, &mut canonical);
    // The wire counts from the middle of an unsigned number.
    let count = u32::from_be_bytes(bytes.try_into().ok()?);
    (canonical == text).then(|| i64::from(count) - (1 << 31))
}
