//! Takes the options that a model names and those that were found at a table, gives those that say something else. One
//! value has several spellings, and a node keeps one of them.

use std::borrow::Cow;

use super::{Found, last_word};
use crate::rules::shape::Setting;

/// What differs, each with both sides. Only options that the model names are compared: the others are the store's own
/// business.
pub(super) fn differing<'a>(
    wanted: &'a [(String, Setting)],
    found: &'a Found,
) -> impl Iterator<Item = String> + use<'a> {
    wanted.iter().filter_map(|(name, wanted)| {
        let there = found.options.get(name)?;
        let differs = !same(name, there, wanted);
        differs.then(|| format!("option `{name}` is {} there, {} in the model", shown(there), shown(wanted)))
    })
}

fn shown(setting: &Setting) -> String {
    match setting {
        Setting::Scalar(text) => text.clone(),
        Setting::Map(entries) => {
            let entries: Vec<String> = entries.iter().map(|(key, value)| format!("{key}: {value}")).collect();
            format!("{{ {} }}", entries.join(", "))
        }
    }
}

fn same(name: &str, there: &Setting, wanted: &Setting) -> bool {
    match (there, wanted) {
        (Setting::Scalar(there), Setting::Scalar(wanted)) => {
            same_text(there, wanted)
                || (matches!(name, "additional_write_policy" | "speculative_retry")
                    && policy(there).is_some_and(|there| policy(wanted) == Some(there)))
        }
        (Setting::Map(there), Setting::Map(wanted)) if name == "compression" => {
            same_map(&compression(there), &compression(wanted))
        }
        (Setting::Map(there), Setting::Map(wanted)) => same_map(there, wanted),
        _ => false,
    }
}

fn same_map(there: &[(String, String)], wanted: &[(String, String)]) -> bool {
    wanted.iter().all(|(key, wanted)| {
        there.iter().any(|(name, there)| {
            name == key && (same_text(there, wanted) || (key == "class" && last_word(there) == last_word(wanted)))
        })
    })
}

/// Equal as texts in any case, or as numbers: the node keeps `0.10` as `0.1`.
fn same_text(there: &str, wanted: &str) -> bool {
    let number = |text: &str| text.trim().parse::<f64>().ok();
    there.trim().eq_ignore_ascii_case(wanted.trim())
        || matches!((number(there), number(wanted)), (Some(there), Some(wanted)) if there.to_bits() == wanted.to_bits())
}

/// Compression as it is said in full: none of it is `enabled: false`, and with a class it is enabled without a word.
fn compression(entries: &[(String, String)]) -> Cow<'_, [(String, String)]> {
    if entries.iter().any(|(key, _)| key == "enabled") {
        return Cow::Borrowed(entries);
    }
    let enabled = ("enabled".to_owned(), (!entries.is_empty()).to_string());
    Cow::Owned(entries.iter().cloned().chain([enabled]).collect())
}

/// A speculation policy as a node keeps it: `NONE` is `NEVER`, a time has whole milliseconds, and of two waits the
/// percentile comes first.
fn policy(text: &str) -> Option<String> {
    let text = text.trim().to_ascii_lowercase();
    let both = ["min", "max"]
        .into_iter()
        .find_map(|name| Some((name, text.strip_prefix(name)?.strip_prefix('(')?.strip_suffix(')')?)));
    if let Some((name, both)) = both {
        let (one, other) = both.split_once(',')?;
        let mut waits = [wait(one.trim())?, wait(other.trim())?];
        waits.sort_by_key(|wait| wait.ends_with("ms"));
        return Some(format!("{name}({})", waits.join(",")));
    }
    match text.as_str() {
        "none" | "never" => Some("never".to_owned()),
        "always" => Some(text),
        other => wait(other),
    }
}

fn wait(text: &str) -> Option<String> {
    if let Some(time) = text.strip_suffix("ms") {
        return Some(format!("{}ms", time.parse::<f64>().ok()?.trunc()));
    }
    let share = text.strip_suffix("percentile").or_else(|| text.strip_suffix('p'))?;
    Some(format!("{}p", share.parse::<f64>().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn map(entries: &[(&str, &str)]) -> Setting {
        Setting::Map(entries.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect())
    }

    #[test]
    fn a_policy_has_several_spellings() {
        let alike = [
            ("99p", "99.0PERCENTILE"),
            ("NEVER", "none"),
            ("MIN(99.5p,5ms)", "min(5.90ms, 99.50P)"),
            ("50ms", "50.4MS"),
            ("ALWAYS", "always"),
        ];
        for (there, wanted) in alike {
            let [there, wanted] = [there, wanted].map(|text| Setting::Scalar(text.to_owned()));
            assert!(same("speculative_retry", &there, &wanted), "{there:?} {wanted:?}");
        }
        for (there, wanted) in [("99p", "98p"), ("MIN(99p,5ms)", "MAX(99p,5ms)"), ("99p", "99ms"), ("NEVER", "ALWAYS")]
        {
            let [there, wanted] = [there, wanted].map(|text| Setting::Scalar(text.to_owned()));
            assert!(!same("speculative_retry", &there, &wanted), "{there:?} {wanted:?}");
        }
    }

    #[test]
    fn compression_is_off_where_it_is_empty_and_on_where_it_has_a_class() {
        let on = map(&[("class", "org.apache.cassandra.io.compress.LZ4Compressor"), ("chunk_length_in_kb", "16")]);
        let off = map(&[("enabled", "false")]);
        let lz4 = map(&[("class", "LZ4Compressor"), ("enabled", "True")]);
        assert!(same("compression", &on, &lz4) && same("compression", &off, &map(&[])));
        assert!(!same("compression", &on, &map(&[])) && !same("compression", &off, &lz4));
        assert!(!same("compression", &on, &off));
    }
}
