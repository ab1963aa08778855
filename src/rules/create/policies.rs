//! Takes the options `caching`, `speculative_retry` and `additional_write_policy`, gives what a node refuses in them.
//! Never judges whether they are wise.

use super::java::{double, hash_order, int, text_hash};
use super::{Complaint, created};
use crate::cql::create::Property;

/// `keys` and `rows_per_partition`, and nothing else.
pub(super) fn caching(option: &Property, entries: &[(String, String)]) -> Option<Complaint> {
    let told = |words: String, help: &str| Some(created("O04", &option.name.span, words, help));
    let value = |name: &str| entries.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str());
    let is_word = |text: &str| ["ALL", "NONE"].contains(&text.to_uppercase().as_str());
    if let Some(keys) = value("keys").filter(|text| !is_word(text)) {
        let words = format!("Invalid value '{keys}' for caching sub-option 'keys': only 'ALL' and 'NONE' are allowed");
        return told(words, "write ALL or NONE");
    }
    if let Some(rows) = value("rows_per_partition").filter(|text| !is_word(text)) {
        if rows.is_empty() || !rows.bytes().all(|byte| byte.is_ascii_digit()) {
            let allowed = "only 'ALL', 'NONE', and integer values are allowed";
            let words = format!("Invalid value '{rows}' for caching sub-option 'rows_per_partition': {allowed}");
            return told(words, "write ALL, NONE or a number of rows");
        }
        if int(rows).is_none() {
            return told(not_a_number(rows), "write a smaller number of rows");
        }
    }
    let others = entries.iter().map(|(key, _)| key.as_str());
    let others: Vec<&str> = others.filter(|key| !["keys", "rows_per_partition"].contains(key)).collect();
    if others.is_empty() {
        return None;
    }
    let others = hash_order(others, |key| text_hash(key), true).join(", ");
    let words = format!("Invalid caching sub-options [{others}]: only 'keys' and 'rows_per_partition' are allowed");
    told(words, "leave the others out")
}

/// A percentile, a time, a word, or the smaller or larger of a percentile and a time.
pub(super) fn retry(option: &Property, text: &str) -> Option<Complaint> {
    // A node names this option even where it is `additional_write_policy`.
    let of = "option 'speculative_retry'";
    let words = match policy(text) {
        Ok(()) => return None,
        Err(Policy::Unread) => format!("Invalid value {text} for {of}"),
        Err(Policy::OutOfRange) => {
            format!("Invalid value {text} for PERCENTILE {of}: must be between (0.0 and 100.0)")
        }
        Err(Policy::Alike(kind)) => format!(
            "Invalid value {text} for {of}: MIN()/MAX() arguments should be of different types, but both are of type {kind}"
        ),
    };
    let help = "write a percentile (`99p`), a time (`50ms`), ALWAYS, NONE, or MIN(99p,50ms)";
    Some(created("O07", &option.name.span, words, help))
}

/// Why a text is no policy.
enum Policy {
    Unread,
    OutOfRange,
    Alike(&'static str),
}

fn policy(text: &str) -> Result<(), Policy> {
    let lower = text.to_lowercase();
    if ["always", "none", "never"].contains(&lower.as_str()) {
        return Ok(());
    }
    let Some(both) = ["min(", "max("].iter().find_map(|name| lower.strip_prefix(name)) else {
        return wait(&lower).map(|_| ());
    };
    let (left, right) = both.strip_suffix(')').and_then(|both| both.split_once(',')).ok_or(Policy::Unread)?;
    let left = wait(left.trim_end()).map_err(|_| Policy::Unread)?;
    let right = wait(right.trim_start()).map_err(|_| Policy::Unread)?;
    if left == right { Err(Policy::Alike(left)) } else { Ok(()) }
}

/// The kind of what is waited for.
fn wait(text: &str) -> Result<&'static str, Policy> {
    let number = |digits: &str| {
        let plain = digits.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
        if plain { double(digits) } else { None }.ok_or(Policy::Unread)
    };
    if let Some(digits) = text.strip_suffix("ms") {
        return number(digits).map(|_| "FIXED");
    }
    let digits = text.strip_suffix("percentile").or_else(|| text.strip_suffix('p')).ok_or(Policy::Unread)?;
    let percent = number(digits)?;
    if percent > 0.0 && percent < 100.0 { Ok("PERCENTILE") } else { Err(Policy::OutOfRange) }
}

/// The words with which Java refuses a text as a number, which a node passes on.
pub(super) fn not_a_number(text: &str) -> String {
    let why = if text.trim().is_empty() { "empty String".to_owned() } else { format!("For input string: \"{text}\"") };
    format!("java.lang.NumberFormatException: {why}")
}
