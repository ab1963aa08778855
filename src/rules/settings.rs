//! Takes the options of a table, gives those that no Cassandra 5.0 node accepts. Never judges the sub-options of
//! compaction and compression: the modules of these names do.

use std::collections::HashSet;
use std::ops::RangeInclusive;

use super::shape::{Finding, Part, Setting, Table};
use super::words::tick;
use crate::diagnostic::nearest;

/// What an option takes.
enum Takes {
    /// Any text.
    Text,
    /// `true` or `false`.
    Boolean,
    /// A whole number.
    Whole(RangeInclusive<i64>),
    /// A number; the test says whether it is in range, the words say what the range is.
    Number(fn(f64) -> bool, &'static str),
    /// One of these words, in any case.
    Word(&'static [&'static str]),
    /// A speculation policy, which `retry` judges.
    Policy,
    /// A map of sub-options.
    Map,
}

/// The largest time to live: 20 years of 365 days, in seconds.
const LONGEST_TTL: i64 = 630_720_000;
const INT: i64 = i32::MAX as i64;

/// The options of Cassandra 5.0 that a model may set, with what a node accepts for each.
const OPTIONS: &[(&str, Takes)] = &[
    ("additional_write_policy", Takes::Policy),
    ("allow_auto_snapshot", Takes::Boolean),
    ("bloom_filter_fp_chance", Takes::Number(|n| n > 6.71e-5 && n <= 1.0, "above 0.0000671 and at most 1")),
    ("caching", Takes::Map),
    ("cdc", Takes::Boolean),
    ("comment", Takes::Text),
    ("compaction", Takes::Map),
    ("compression", Takes::Map),
    ("crc_check_chance", Takes::Number(|n| (0.0..=1.0).contains(&n), "from 0 to 1")),
    ("default_time_to_live", Takes::Whole(0..=LONGEST_TTL)),
    ("gc_grace_seconds", Takes::Whole(0..=INT)),
    ("incremental_backups", Takes::Boolean),
    ("max_index_interval", Takes::Whole(1..=INT)),
    // The names of memtables stand in each server's own configuration, so any word may be right.
    ("memtable", Takes::Text),
    ("memtable_flush_period_in_ms", Takes::Whole(0..=INT)),
    ("min_index_interval", Takes::Whole(1..=INT)),
    ("read_repair", Takes::Word(&["BLOCKING", "NONE"])),
    ("speculative_retry", Takes::Policy),
];

/// Options that exist, or existed, and why a model does not set them.
const REFUSED: &[(&str, &str)] = &[
    ("auto_repair", "a node of Cassandra 5.0 refuses it; leave it out"),
    ("clustering_order", "write `asc` or `desc` in `clustering_key`"),
    ("dclocal_read_repair_chance", "it was removed in Cassandra 4.0; leave it out"),
    ("extensions", "it is not supported; leave it out"),
    ("id", "tables get their ids by themselves; leave it out"),
    ("index_interval", "it was replaced by `min_index_interval` and `max_index_interval`"),
    ("read_repair_chance", "it was removed in Cassandra 4.0; leave it out"),
    ("tombstone_gc", "it is an option of ScyllaDB alone; leave it out"),
];

/// O01: an option has a name that Cassandra 5.0 knows.
pub(super) fn unknown(table: &Table) -> Vec<Finding> {
    let unknown = table.options.iter().filter(|(name, _)| takes(name).is_none());
    unknown
        .map(|(name, _)| {
            let refused = REFUSED.iter().find(|(known, _)| known == name);
            let known = OPTIONS.iter().map(|(known, _)| *known);
            let help = match (refused, nearest(name, known.clone())) {
                (Some((_, why)), _) => (*why).to_owned(),
                (None, Some(near)) => format!("did you mean `{near}`?"),
                (None, None) => format!("the options are {}", known.collect::<Vec<_>>().join(", ")),
            };
            let what = if refused.is_some() { "cannot be set" } else { "is unknown" };
            finding("O01", name, format!("table option {} {what}", tick(name))).help(help)
        })
        .collect()
}

/// O01: an option is given once.
pub(super) fn twice(table: &Table) -> Vec<Finding> {
    let mut seen = HashSet::new();
    let again = table.options.iter().filter(|(name, _)| !seen.insert(name));
    again
        .map(|(name, _)| {
            finding("O01", name, format!("table option {} is given twice", tick(name))).help("give it once")
        })
        .collect()
}

/// O02: an option is a map or a single value, a number or a boolean, as its name demands.
pub(super) fn wrong_kind(table: &Table) -> Vec<Finding> {
    let of = |(name, setting): &(String, Setting)| {
        let (wanted, help) = match (takes(name)?, setting) {
            (Takes::Map, Setting::Scalar(_)) => ("a map of sub-options", "write `{ key: value }`"),
            (Takes::Map, Setting::Map(_)) => return None,
            (_, Setting::Map(_)) => ("a single value", "write the value alone"),
            (Takes::Boolean, Setting::Scalar(text)) if boolean(text).is_none() => {
                ("`true` or `false`", "write one of them")
            }
            (Takes::Whole(_), Setting::Scalar(text)) if whole(text).is_none() => {
                ("a whole number", "write it in digits")
            }
            (Takes::Number(..), Setting::Scalar(text)) if number(text).is_none() => {
                ("a number", "write it like `0.01`")
            }
            _ => return None,
        };
        let given = match setting {
            Setting::Scalar(text) => tick(text),
            Setting::Map(_) => "a map".to_owned(),
        };
        Some(finding("O02", name, format!("table option {} takes {wanted}, not {given}", tick(name))).help(help))
    };
    table.options.iter().filter_map(of).collect()
}

/// O03: the value of an option is in its range, or one of its words.
pub(super) fn out_of_range(table: &Table) -> Vec<Finding> {
    let of = |(name, setting): &(String, Setting)| {
        let Setting::Scalar(text) = setting else { return None };
        let range = match takes(name)? {
            Takes::Whole(range) if !range.contains(&whole(text)?) => {
                format!("from {} to {}", range.start(), range.end())
            }
            Takes::Number(fits, range) if !fits(number(text)?) => (*range).to_owned(),
            Takes::Word(words) if !words.iter().any(|word| word.eq_ignore_ascii_case(text.trim())) => {
                words.join(" or ")
            }
            _ => return None,
        };
        Some(
            finding("O03", name, format!("table option {} cannot be {}", tick(name), tick(text)))
                .help(format!("it is {range}")),
        )
    };
    table.options.iter().filter_map(of).collect()
}

/// O03: `max_index_interval` is not below `min_index_interval`; their defaults are 2048 and 128.
pub(super) fn index_intervals(table: &Table) -> Vec<Finding> {
    let given = |name: &str| match table.options.iter().find(|(known, _)| known == name) {
        Some((_, Setting::Scalar(text))) => whole(text),
        _ => None,
    };
    let (min, max) = (given("min_index_interval"), given("max_index_interval"));
    let (least, most) = (min.unwrap_or(128), max.unwrap_or(2048));
    if most >= least {
        return Vec::new();
    }
    let at = if max.is_some() { "max_index_interval" } else { "min_index_interval" };
    let fact = format!("table option `max_index_interval` ({most}) is below `min_index_interval` ({least})");
    vec![finding("O03", at, fact).help("raise the one or lower the other; without them they are 2048 and 128")]
}

/// O04: `caching` has `keys` (ALL or NONE) and `rows_per_partition` (ALL, NONE or a number) alone.
pub(super) fn caching(table: &Table) -> Vec<Finding> {
    let entries = sub_options(table, "caching").flatten();
    entries
        .filter_map(|(key, value)| {
            let word = ["ALL", "NONE"].iter().any(|word| word.eq_ignore_ascii_case(value));
            let (fact, help) = match key.as_str() {
                "keys" if word => return None,
                "rows_per_partition" if word || value.parse::<u32>().is_ok_and(|n| i32::try_from(n).is_ok()) => {
                    return None;
                }
                "keys" => (format!("`keys` of `caching` cannot be {}", tick(value)), "it is ALL or NONE"),
                "rows_per_partition" => {
                    let fact = format!("`rows_per_partition` of `caching` cannot be {}", tick(value));
                    (fact, "it is ALL, NONE or a number of rows")
                }
                _ => (format!("`caching` has no sub-option {}", tick(key)), "it has `keys` and `rows_per_partition`"),
            };
            Some(sub_finding("O04", "caching", key, fact).help(help))
        })
        .collect()
}

/// The sub-options of each option called `name` that is a map.
pub(super) fn sub_options<'a>(table: &'a Table, name: &str) -> impl Iterator<Item = &'a Vec<(String, String)>> {
    table.options.iter().filter(move |(known, _)| known == name).filter_map(|(_, setting)| match setting {
        Setting::Map(entries) => Some(entries),
        Setting::Scalar(_) => None,
    })
}

/// A finding about the option `name`.
pub(super) fn finding(code: &'static str, name: &str, fact: impl Into<String>) -> Finding {
    Finding::new(code, Part::Setting(name.to_owned()), fact)
}

/// A finding about the sub-option `key` of the option `name`.
pub(super) fn sub_finding(code: &'static str, name: &str, key: &str, fact: impl Into<String>) -> Finding {
    Finding::new(code, Part::SubSetting(name.to_owned(), key.to_owned()), fact)
}

/// `true` or `false` in any case. The node also reads `yes`, `no`, `1` and `0` in some options, but not in all.
pub(super) fn boolean(text: &str) -> Option<bool> {
    text.trim().to_ascii_lowercase().parse().ok()
}

/// A whole number as the node reads one.
pub(super) fn whole(text: &str) -> Option<i64> {
    text.trim().parse().ok()
}

/// A finite number as the node and we both read one.
pub(super) fn number(text: &str) -> Option<f64> {
    text.trim().parse().ok().filter(|number: &f64| number.is_finite())
}

fn takes(name: &str) -> Option<&'static Takes> {
    OPTIONS.iter().find(|(known, _)| *known == name).map(|(_, takes)| takes)
}

#[cfg(test)]
mod tests {
    use super::super::sample::{codes, set, set_map};

    #[test]
    fn single_values_are_read_as_a_node_reads_them() {
        let cases: &[(&str, &str, &[&str])] = &[
            ("comment", "5", &[]),
            ("comment", "", &[]),
            ("nosuch", "1", &["O01"]),
            ("COMMENT", "x", &["O01"]),
            ("read_repair_chance", "0.1", &["O01"]),
            ("tombstone_gc", "x", &["O01"]),
            ("id", "x", &["O01"]),
            ("cdc", "true", &[]),
            ("cdc", "False", &[]),
            ("cdc", "maybe", &["O02"]),
            ("allow_auto_snapshot", "1", &["O02"]),
            ("default_time_to_live", "0", &[]),
            ("default_time_to_live", "630720000", &[]),
            ("default_time_to_live", "630720001", &["O03"]),
            ("default_time_to_live", "-1", &["O03"]),
            ("default_time_to_live", "1.5", &["O02"]),
            ("default_time_to_live", "99999999999999999999", &["O02"]),
            ("gc_grace_seconds", "0", &[]),
            ("gc_grace_seconds", "-1", &["O03"]),
            ("gc_grace_seconds", "2147483648", &["O03"]),
            ("bloom_filter_fp_chance", "0.01", &[]),
            ("bloom_filter_fp_chance", "1", &[]),
            ("bloom_filter_fp_chance", "0", &["O03"]),
            ("bloom_filter_fp_chance", "1.1", &["O03"]),
            ("bloom_filter_fp_chance", "NaN", &["O02"]),
            ("crc_check_chance", "0", &[]),
            ("crc_check_chance", "1.5", &["O03"]),
            ("min_index_interval", "0", &["O03"]),
            ("min_index_interval", "4096", &["O03"]),
            ("max_index_interval", "64", &["O03"]),
            ("max_index_interval", "128", &[]),
            ("memtable", "trie", &[]),
            ("memtable_flush_period_in_ms", "-1", &["O03"]),
            ("read_repair", "NONE", &[]),
            ("read_repair", "blocking", &[]),
            ("read_repair", "NOSUCH", &["O03"]),
            ("caching", "ALL", &["O02"]),
        ];
        for (name, value, expected) in cases {
            let found = super::super::table(&set(&[(name, value)]));
            assert_eq!(codes(&found), *expected, "{name} = {value}: {found:?}");
            assert!(found.iter().all(|finding| finding.help.is_some()));
        }
        assert_eq!(codes(&super::super::table(&set(&[("comment", "a"), ("comment", "b")]))), ["O01"]);
        let intervals = set(&[("min_index_interval", "4096"), ("max_index_interval", "8192")]);
        assert_eq!(codes(&super::super::table(&intervals)), [""; 0]);
        assert_eq!(codes(&super::super::table(&set_map("comment", &[]))), ["O02"]);
    }

    #[test]
    fn an_unknown_option_brings_the_nearest() {
        let found = super::super::table(&set(&[("gc_grace_secs", "1"), ("COMMENT", "x")]));
        assert_eq!(found[0].help.as_deref(), Some("did you mean `gc_grace_seconds`?"));
        assert_eq!(found[1].help.as_deref(), Some("did you mean `comment`?"));
    }

    #[test]
    fn caching_has_two_sub_options() {
        let cases: &[(&str, &str, bool)] = &[
            ("keys", "ALL", true),
            ("keys", "none", true),
            ("rows_per_partition", "NONE", true),
            ("rows_per_partition", "100", true),
            ("keys", "SOME", false),
            ("keys", "100", false),
            ("rows_per_partition", "-1", false),
            ("nosuch", "ALL", false),
        ];
        for (key, value, good) in cases {
            let found = super::super::table(&set_map("caching", &[(key, value)]));
            assert_eq!(codes(&found), if *good { vec![] } else { vec!["O04"] }, "{key}: {value}");
        }
    }
}
