//! Takes the map of `compaction`, gives what a node refuses in it: the class when it reads the options, the sub-options
//! when it makes the table, each strategy in its own order. Never judges whether a strategy suits its table.

mod checks;

use checks::{Fault, Subs};

use super::java::{double, hash_order, int, text_hash};
use super::policies::not_a_number;
use super::{Complaint, created};
use crate::cql::create::{Property, PropertyValue};

const PACKAGE: &str = "org.apache.cassandra.db.compaction.";

/// A strategy: its name, whether it has thresholds, its sub-options beside the common ones, and which of them they are.
type Strategy = (&'static str, bool, &'static [&'static str], Look);

/// Which strategy's own sub-options are looked at.
#[derive(Clone, Copy, Debug)]
enum Look {
    Tiered,
    Leveled,
    TimeWindow,
    Unified,
}

const TIERED: [&str; 3] = ["bucket_high", "bucket_low", "min_sstable_size"];

const STRATEGIES: [Strategy; 4] = [
    ("SizeTieredCompactionStrategy", true, &TIERED, Look::Tiered),
    (
        "LeveledCompactionStrategy",
        true,
        &[
            "bucket_high",
            "bucket_low",
            "fanout_size",
            "min_sstable_size",
            "single_sstable_uplevel",
            "sstable_size_in_mb",
        ],
        Look::Leveled,
    ),
    (
        "TimeWindowCompactionStrategy",
        true,
        &[
            "bucket_high",
            "bucket_low",
            "compaction_window_size",
            "compaction_window_unit",
            "expired_sstable_check_frequency_seconds",
            "min_sstable_size",
            "timestamp_resolution",
            "unsafe_aggressive_sstable_expiration",
        ],
        Look::TimeWindow,
    ),
    (
        "UnifiedCompactionStrategy",
        false,
        &[
            "base_shard_count",
            "expired_sstable_check_frequency_seconds",
            "flush_size_override",
            "max_sstables_to_compact",
            "min_sstable_size",
            "overlap_inclusion_method",
            "scaling_parameters",
            "sstable_growth",
            "target_sstable_size",
            "unsafe_aggressive_sstable_expiration",
        ],
        Look::Unified,
    ),
];

/// The sub-options that every strategy has.
const COMMON: [&str; 7] = [
    "enabled",
    "log_all",
    "only_purge_repaired_tombstones",
    "provide_overlapping_tombstones",
    "tombstone_compaction_interval",
    "tombstone_threshold",
    "unchecked_tombstone_compaction",
];

/// What a node refuses when it reads the option: the class, and one sub-option.
pub(super) fn class(option: &Property, entries: &[(String, String)]) -> Option<Complaint> {
    let told = |words: String, help| Some(created("O05", &option.name.span, words, help));
    let value = |name: &str| entries.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str());
    let Some(class) = value("class") else {
        let words = "Missing sub-option 'class' for the 'compaction' option".to_owned();
        return told(words, "add `class`, such as `SizeTieredCompactionStrategy`");
    };
    if strategy(class).is_none() {
        let words = format!("Unable to find compaction strategy class '{}'", full(class));
        return told(words, "name a strategy of Cassandra 5.0");
    }
    let overlapping = value("provide_overlapping_tombstones")?.to_uppercase();
    if ["NONE", "ROW", "CELL"].contains(&overlapping.as_str()) {
        return None;
    }
    let of = "'provide_overlapping_tombstones' compaction sub-option - must be one of the following [NONE, ROW, CELL].";
    told(format!("Invalid value {overlapping} for {of}"), "write NONE, ROW or CELL")
}

fn full(class: &str) -> String {
    if class.contains('.') { class.to_owned() } else { format!("{PACKAGE}{class}") }
}

fn strategy(class: &str) -> Option<&'static Strategy> {
    let full = full(class);
    let short = full.strip_prefix(PACKAGE)?;
    STRATEGIES.iter().find(|(name, ..)| *name == short)
}

/// What a node refuses of the sub-options when it makes the table.
pub(super) fn options(option: &Property) -> Option<Complaint> {
    let PropertyValue::Map(entries) = &option.value else { return None };
    let (_, class) = entries.iter().find(|(key, _)| key == "class")?;
    let (name, has_thresholds, own, look) = strategy(class)?;
    let subs = Subs(entries);
    let own_fault = || match look {
        Look::Tiered => subs.tiered(),
        Look::Leveled => subs.leveled(),
        Look::TimeWindow => subs.time_window(),
        Look::Unified => subs.unified(),
    };
    let words = subs.common().or_else(own_fault).or_else(|| unknown(entries, name, *has_thresholds, own));
    let (words, help) = words.or_else(|| if *has_thresholds { thresholds(&subs) } else { None })?;
    Some(created("O05", &option.name.span, words, help))
}

/// The sub-options that a strategy does not have, in the order of a node's hash table, where the thresholds stand too.
fn unknown(entries: &[(String, String)], name: &str, has_thresholds: bool, own: &[&str]) -> Option<Fault> {
    let thresholds: &[&str] = if has_thresholds { &["min_threshold", "max_threshold"] } else { &[] };
    let mut keys: Vec<&str> = entries.iter().map(|(key, _)| key.as_str()).filter(|key| *key != "class").collect();
    let given = keys.clone();
    keys.extend(thresholds.iter().filter(|threshold| !given.contains(threshold)));
    let known = |key: &&str| own.contains(key) || COMMON.contains(key) || thresholds.contains(key);
    let ordered = hash_order(keys, |key| text_hash(key), true);
    let unknown: Vec<&str> = ordered.into_iter().filter(|key| !known(key)).collect();
    let words = format!("Properties specified [{}] are not understood by {name}", unknown.join(", "));
    (!unknown.is_empty()).then_some((words, "leave them out"))
}

/// The thresholds, which a node looks at after all else.
fn thresholds(subs: &Subs<'_>) -> Option<Fault> {
    let help = "write whole numbers from 2 on, the smaller in `min_threshold`";
    let given = ["min_threshold", "max_threshold"].map(|name| (name, subs.value(name)));
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    for (name, text) in given {
        if let Some(text) = text.filter(|text| !digits(text)) {
            return Some((
                format!("Invalid value {text} for '{name}' compaction sub-option - must be an integer"),
                help,
            ));
        }
    }
    let mut numbers = [4, 32];
    for (number, (_, text)) in numbers.iter_mut().zip(given) {
        match text.map(|text| int(text).ok_or(text)) {
            Some(Err(text)) => return Some((not_a_number(text), help)),
            Some(Ok(given)) => *number = given,
            None => {}
        }
    }
    let [min, max] = numbers;
    let words = if min <= 0 || max <= 0 {
        "Disabling compaction by setting compaction thresholds to 0 has been removed, set the compaction option 'enabled' to false instead.".to_owned()
    } else if min <= 1 {
        format!("Min compaction threshold cannot be less than 2 (got {min})")
    } else if min > max {
        format!("Min compaction threshold (got {min}) cannot be greater than max compaction threshold (got {max})")
    } else {
        return None;
    };
    Some((words, help))
}
