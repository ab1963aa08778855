//! Takes the sub-options of `compaction`, gives those that a node refuses. Never judges whether a strategy suits its
//! table.

use super::settings::{boolean, finding, number, sub_finding, sub_options, whole};
use super::shape::{Finding, Table};
use super::words::tick;
use crate::diagnostic::nearest;

/// What a sub-option takes: a test, and what passes it in words.
type Takes = (fn(&str) -> bool, &'static str);

const BOOLEAN: Takes = (|text| boolean(text).is_some(), "`true` or `false`");
const POSITIVE: Takes = (|text| whole(text).is_some_and(|n| n > 0), "a whole number above 0");
const WHOLE: Takes = (|text| whole(text).is_some_and(|n| n >= 0), "a whole number");
const NUMBER: Takes = (|text| number(text).is_some_and(|n| n > 0.0), "a number above 0");
const THRESHOLD: Takes = (|text| whole(text).is_some_and(|n| n >= 2), "a whole number from 2");
const SIZE: Takes = (is_size, "a size such as `100MiB`");
const MEBIBYTE: Takes = (|text| size(text).is_some_and(|bytes| bytes >= 1_048_576.0), "a size of at least `1MiB`");
// In capitals only: a node refuses `minutes`.
const WINDOW_UNIT: Takes = (|text| ["MINUTES", "HOURS", "DAYS"].contains(&text), "MINUTES, HOURS or DAYS");
const RESOLUTION: Takes = (
    |text| ["NANOSECONDS", "MICROSECONDS", "MILLISECONDS", "SECONDS"].contains(&text),
    "NANOSECONDS, MICROSECONDS, MILLISECONDS or SECONDS",
);
const OVERLAP: Takes = (|text| one_of(text, &["NONE", "SINGLE", "TRANSITIVE"]), "NONE, SINGLE or TRANSITIVE");
const SCALING: Takes =
    (|text| text.split(',').all(is_scaling), "`N`, `L4`, `T4`, a whole number, or several with commas");
const SHARE: Takes = (
    |text| match text.strip_suffix('%') {
        Some(percent) => number(percent).is_some_and(|n| (0.0..=100.0).contains(&n)),
        None => number(text).is_some_and(|n| (0.0..=1.0).contains(&n)),
    },
    "a number from 0 to 1",
);
const NAMESPACE: Takes = (|text| one_of(text, &["NONE", "ROW", "CELL"]), "NONE, ROW or CELL");

/// The sub-options that every strategy has.
const COMMON: &[(&str, Takes)] = &[
    ("enabled", BOOLEAN),
    ("log_all", BOOLEAN),
    ("max_threshold", THRESHOLD),
    ("min_threshold", THRESHOLD),
    ("only_purge_repaired_tombstones", BOOLEAN),
    ("provide_overlapping_tombstones", NAMESPACE),
    ("tombstone_compaction_interval", POSITIVE),
    ("tombstone_threshold", NUMBER),
    ("unchecked_tombstone_compaction", BOOLEAN),
];

const TIERED: &[(&str, Takes)] = &[("bucket_high", NUMBER), ("bucket_low", NUMBER), ("min_sstable_size", WHOLE)];
const LEVELED: &[(&str, Takes)] =
    &[("fanout_size", POSITIVE), ("single_sstable_uplevel", BOOLEAN), ("sstable_size_in_mb", POSITIVE)];
const TIME_WINDOW: &[(&str, Takes)] = &[
    ("bucket_high", NUMBER),
    ("bucket_low", NUMBER),
    ("compaction_window_size", POSITIVE),
    ("compaction_window_unit", WINDOW_UNIT),
    ("expired_sstable_check_frequency_seconds", WHOLE),
    ("min_sstable_size", WHOLE),
    ("timestamp_resolution", RESOLUTION),
    ("unsafe_aggressive_sstable_expiration", BOOLEAN),
];
const UNIFIED: &[(&str, Takes)] = &[
    ("base_shard_count", POSITIVE),
    ("expired_sstable_check_frequency_seconds", POSITIVE),
    ("flush_size_override", MEBIBYTE),
    ("max_sstables_to_compact", (|text| whole(text).is_some(), "a whole number")),
    ("min_sstable_size", SIZE),
    ("overlap_inclusion_method", OVERLAP),
    ("scaling_parameters", SCALING),
    ("sstable_growth", SHARE),
    ("target_sstable_size", MEBIBYTE),
    ("unsafe_aggressive_sstable_expiration", BOOLEAN),
];

const STRATEGIES: &[(&str, &[(&str, Takes)])] = &[
    ("LeveledCompactionStrategy", LEVELED),
    ("SizeTieredCompactionStrategy", TIERED),
    ("TimeWindowCompactionStrategy", TIME_WINDOW),
    ("UnifiedCompactionStrategy", UNIFIED),
];

/// O05: `compaction` names a strategy of Cassandra 5.0, by its short or its full class name, and sub-options of it.
pub(super) fn compaction(table: &Table) -> Vec<Finding> {
    sub_options(table, "compaction").flat_map(|entries| judge(entries)).collect()
}

fn judge(entries: &[(String, String)]) -> Vec<Finding> {
    let names = STRATEGIES.iter().map(|(name, _)| *name);
    let Some((_, class)) = entries.iter().find(|(key, _)| key == "class") else {
        let help = format!("add `class`, one of {}", names.collect::<Vec<_>>().join(", "));
        return vec![finding("O05", "compaction", "`compaction` has no `class`").help(help)];
    };
    let short = class.strip_prefix("org.apache.cassandra.db.compaction.").unwrap_or(class);
    let Some((strategy, own)) = STRATEGIES.iter().find(|(name, _)| *name == short) else {
        let help = match nearest(short, names.clone()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("Cassandra 5.0 has {}", names.collect::<Vec<_>>().join(", ")),
        };
        let fact = format!("there is no compaction strategy {}", tick(class));
        return vec![sub_finding("O05", "compaction", "class", fact).help(help)];
    };
    let mut found: Vec<Finding> = entries.iter().filter_map(|entry| entry_fault(strategy, own, entry)).collect();
    if found.is_empty() {
        found.extend(thresholds(entries));
        found.extend(buckets(entries));
        found.extend(levels(entries).filter(|_| *strategy == "LeveledCompactionStrategy"));
        found.extend(smallest(entries).filter(|_| *strategy == "UnifiedCompactionStrategy"));
    }
    found
}

fn entry_fault(strategy: &str, own: &[(&str, Takes)], (key, value): &(String, String)) -> Option<Finding> {
    if key == "class" {
        return None;
    }
    let known = || own.iter().chain(COMMON);
    let Some((_, (fits, wanted))) = known().find(|(name, _)| name == key) else {
        let names = known().map(|(name, _)| *name);
        let help = match nearest(key, names.clone()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("it has {}", names.collect::<Vec<_>>().join(", ")),
        };
        let fact = format!("{strategy} has no sub-option {}", tick(key));
        return Some(sub_finding("O05", "compaction", key, fact).help(help));
    };
    let fact = || format!("{} of `compaction` cannot be {}", tick(key), tick(value));
    (!fits(value.trim())).then(|| sub_finding("O05", "compaction", key, fact()).help(format!("it is {wanted}")))
}

/// The lower threshold is not above the upper one; their defaults are 4 and 32.
fn thresholds(entries: &[(String, String)]) -> Option<Finding> {
    let given = |name: &str| entries.iter().find(|(key, _)| key == name).and_then(|(_, value)| whole(value));
    let (min, max) = (given("min_threshold").unwrap_or(4), given("max_threshold").unwrap_or(32));
    (min > max).then(|| {
        let fact = format!("`max_threshold` of `compaction` ({max}) is below `min_threshold` ({min})");
        finding("O05", "compaction", fact).help("raise the one or lower the other; without them they are 32 and 4")
    })
}

/// The lower bound of a bucket is below the upper one; their defaults are 0.5 and 1.5.
fn buckets(entries: &[(String, String)]) -> Option<Finding> {
    let given = |name: &str| entries.iter().find(|(key, _)| key == name).and_then(|(_, value)| number(value));
    let (low, high) = (given("bucket_low").unwrap_or(0.5), given("bucket_high").unwrap_or(1.5));
    (high <= low).then(|| {
        let fact = format!("`bucket_high` of `compaction` ({high}) is not above `bucket_low` ({low})");
        finding("O05", "compaction", fact).help("raise the one or lower the other; without them they are 1.5 and 0.5")
    })
}

/// What the ninth level may hold, in bytes, fits 64 bits. A table has 160 MiB and a fan of 10 where it does not say.
fn levels(entries: &[(String, String)]) -> Option<Finding> {
    let given = |name: &str| entries.iter().find(|(key, _)| key == name).and_then(|(_, value)| whole(value));
    let (size, fan) = (given("sstable_size_in_mb").unwrap_or(160), given("fanout_size").unwrap_or(10));
    let last = (fan as f64).powi(8) * size as f64 * 1_048_576.0;
    (last > i64::MAX as f64).then(|| {
        let fact =
            format!("`sstable_size_in_mb` ({size}) and `fanout_size` ({fan}) of `compaction` make levels too large");
        finding("O05", "compaction", fact).help("lower one of them; without them they are 160 and 10")
    })
}

/// The smallest file stays below 70 % of the size that is aimed at, which is 1 GiB where the table does not say.
fn smallest(entries: &[(String, String)]) -> Option<Finding> {
    let given = |name: &str| entries.iter().find(|(key, _)| key == name).map(|(_, value)| value.trim());
    let least = given("min_sstable_size")?;
    let target = given("target_sstable_size").unwrap_or("1GiB");
    (size(least)? >= 0.7 * size(target)?).then(|| {
        let fact = format!(
            "`min_sstable_size` of `compaction` ({least}) is not below 70 % of `target_sstable_size` ({target})"
        );
        finding("O05", "compaction", fact).help("lower the one or raise the other; without it the target is 1GiB")
    })
}

fn one_of(text: &str, words: &[&str]) -> bool {
    words.iter().any(|word| word.eq_ignore_ascii_case(text))
}

/// `N`, `L` or `T` with a fan factor of at least 2, or a whole number.
fn is_scaling(text: &str) -> bool {
    let text = text.trim();
    match text.strip_prefix(['L', 'T']) {
        Some(factor) => factor.bytes().all(|b| b.is_ascii_digit()) && factor.parse::<i32>().is_ok_and(|n| n >= 2),
        None => text == "N" || text.parse::<i32>().is_ok(),
    }
}

fn is_size(text: &str) -> bool {
    size(text).is_some()
}

/// Bytes of a size with its unit: `B`, `KiB`, `MiB`, `GiB` or `TiB`.
fn size(text: &str) -> Option<f64> {
    let digits = text.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let power = ["B", "KiB", "MiB", "GiB", "TiB"].iter().position(|unit| *unit == &text[digits.len()..])?;
    let amount = number(digits).filter(|amount| *amount >= 0.0)?;
    Some(amount * 1024_f64.powi(power as i32))
}

#[cfg(test)]
mod tests {
    use super::super::sample::{codes, set_map};

    #[test]
    fn strategies_have_their_sub_options() {
        let cases: &[(&[(&str, &str)], bool)] = &[
            (&[("class", "SizeTieredCompactionStrategy")], true),
            (&[("class", "org.apache.cassandra.db.compaction.LeveledCompactionStrategy")], true),
            (&[("class", "LeveledCompactionStrategy"), ("min_threshold", "4")], true),
            (&[("class", "LeveledCompactionStrategy"), ("sstable_size_in_mb", "160")], true),
            (&[("class", "TimeWindowCompactionStrategy")], true),
            (
                &[
                    ("class", "TimeWindowCompactionStrategy"),
                    ("compaction_window_unit", "DAYS"),
                    ("compaction_window_size", "1"),
                ],
                true,
            ),
            (&[("class", "UnifiedCompactionStrategy"), ("scaling_parameters", "T4, N, L10, -2")], true),
            (&[("class", "UnifiedCompactionStrategy"), ("target_sstable_size", "1GiB")], true),
            (&[("enabled", "false"), ("class", "SizeTieredCompactionStrategy")], true),
            (&[], false),
            (&[("enabled", "false")], false),
            (&[("class", "NoSuch")], false),
            (&[("class", "DateTieredCompactionStrategy")], false),
            (&[("class", "IncrementalCompactionStrategy")], false),
            (&[("class", "SizeTieredCompactionStrategy"), ("nosuch", "1")], false),
            (&[("class", "SizeTieredCompactionStrategy"), ("sstable_size_in_mb", "160")], false),
            (&[("class", "SizeTieredCompactionStrategy"), ("min_threshold", "1")], false),
            (&[("class", "SizeTieredCompactionStrategy"), ("min_threshold", "40")], false),
            (&[("class", "SizeTieredCompactionStrategy"), ("max_threshold", "3")], false),
            (&[("class", "TimeWindowCompactionStrategy"), ("compaction_window_unit", "WEEKS")], false),
            (&[("class", "TimeWindowCompactionStrategy"), ("compaction_window_size", "0")], false),
            (&[("class", "UnifiedCompactionStrategy"), ("scaling_parameters", "X4")], false),
            (&[("class", "UnifiedCompactionStrategy"), ("scaling_parameters", "T1")], false),
            (&[("class", "UnifiedCompactionStrategy"), ("target_sstable_size", "1")], false),
            (&[("class", "UnifiedCompactionStrategy"), ("target_sstable_size", "1KiB")], false),
            (&[("class", "UnifiedCompactionStrategy"), ("sstable_growth", "2")], false),
            (&[("class", "LeveledCompactionStrategy"), ("sstable_size_in_mb", "0")], false),
            (&[("class", "LeveledCompactionStrategy"), ("sstable_size_in_mb", "87960")], true),
            (&[("class", "LeveledCompactionStrategy"), ("sstable_size_in_mb", "87961")], false),
            (&[("class", "LeveledCompactionStrategy"), ("fanout_size", "100")], false),
            (&[("class", "SizeTieredCompactionStrategy"), ("bucket_high", "0.6")], true),
            (&[("class", "SizeTieredCompactionStrategy"), ("bucket_high", "0.5")], false),
            (&[("class", "TimeWindowCompactionStrategy"), ("bucket_low", "1.5")], false),
            (&[("class", "TimeWindowCompactionStrategy"), ("compaction_window_unit", "minutes")], false),
            (&[("class", "TimeWindowCompactionStrategy"), ("timestamp_resolution", "SECONDS")], true),
            (&[("class", "TimeWindowCompactionStrategy"), ("timestamp_resolution", "seconds")], false),
            (&[("class", "TimeWindowCompactionStrategy"), ("timestamp_resolution", "DAYS")], false),
            (&[("class", "UnifiedCompactionStrategy"), ("min_sstable_size", "700MiB")], true),
            (&[("class", "UnifiedCompactionStrategy"), ("min_sstable_size", "1GiB")], false),
        ];
        for (entries, good) in cases {
            let found = super::super::table(&set_map("compaction", entries));
            assert_eq!(codes(&found), if *good { vec![] } else { vec!["O05"] }, "{entries:?}: {found:?}");
        }
    }
}
