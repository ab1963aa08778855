//! Takes the options that a model names and those that were found at a table, gives those that say something else. One
//! value has several spellings, and a node keeps one of them.

use super::{Found, last_word, policy};
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
            let is_policy = matches!(name, "additional_write_policy" | "speculative_retry");
            if is_policy { policy::is_same(there, wanted) } else { same_text(there, wanted) }
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

/// Compression as it is said in full: none of it is `enabled: false`, with a class it is enabled without a word, and a
/// `min_compress_ratio` of 0 is not kept.
fn compression(entries: &[(String, String)]) -> Vec<(String, String)> {
    let mut all = entries.to_vec();
    let defaults = [("enabled", (!entries.is_empty()).to_string()), ("min_compress_ratio", "0".to_owned())];
    for (key, value) in defaults {
        if entries.iter().all(|(known, _)| known != key) {
            all.push((key.to_owned(), value));
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    fn map(entries: &[(&str, &str)]) -> Setting {
        Setting::Map(entries.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect())
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
