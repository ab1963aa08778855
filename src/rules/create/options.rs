//! Takes the options of a CREATE TABLE, gives what a node refuses in them: first those whose value it cannot read, before
//! it looks at anything else, and then, with the table, those that are unknown or out of range. Never judges what two
//! options make together, but for the index intervals.

use super::java::{double, double_text, hash_order, int, text_hash};
use super::table::unknown_property;
use super::{Complaint, compaction, compression, created, misread, policies};
use crate::cql::create::{Property, PropertyValue};

/// What an option takes.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Takes {
    Boolean,
    Double,
    Int,
    Map,
    Text,
    Anything,
}

/// The options of Cassandra 5.0 in the order in which a node reads them.
const OPTIONS: [(&str, Takes); 21] = [
    ("allow_auto_snapshot", Takes::Boolean),
    ("bloom_filter_fp_chance", Takes::Double),
    ("caching", Takes::Map),
    ("comment", Takes::Text),
    ("compaction", Takes::Map),
    ("compression", Takes::Map),
    ("memtable", Takes::Text),
    ("default_time_to_live", Takes::Int),
    ("gc_grace_seconds", Takes::Int),
    ("incremental_backups", Takes::Boolean),
    ("max_index_interval", Takes::Int),
    ("memtable_flush_period_in_ms", Takes::Int),
    ("min_index_interval", Takes::Int),
    ("speculative_retry", Takes::Text),
    ("additional_write_policy", Takes::Text),
    ("crc_check_chance", Takes::Double),
    ("cdc", Takes::Boolean),
    ("read_repair", Takes::Text),
    ("auto_repair", Takes::Map),
    ("extensions", Takes::Anything),
    ("id", Takes::Anything),
];

/// What a node cannot read, in its order.
pub(super) fn unread(options: &[Property]) -> Vec<Complaint> {
    let mut found = Vec::new();
    for (name, takes) in OPTIONS {
        let Some(option) = option(options, name) else { continue };
        let faults = match &option.value {
            PropertyValue::Scalar(text) => vec![scalar(option, takes, text)],
            PropertyValue::Map(entries) => vec![map(option, takes, entries)],
        };
        found.extend(faults.into_iter().flatten());
    }
    found
}

fn option<'a>(options: &'a [Property], name: &str) -> Option<&'a Property> {
    options.iter().find(|option| option.name.name.text() == name)
}

/// That a map stands where a single value must, or the other way round.
pub(super) fn wrong_kind(option: &Property, wanted: &str) -> Complaint {
    let words = format!("Invalid value for property '{}'. It should be {wanted}", option.name.name);
    misread("O02", &option.name.span, words, "write the value in the other form")
}

fn scalar(option: &Property, takes: Takes, text: &str) -> Option<Complaint> {
    let (name, span) = (option.name.name.text(), &option.name.span);
    let lower = text.to_lowercase();
    let words = match takes {
        Takes::Map => return Some(wrong_kind(option, "a map.")),
        Takes::Boolean if !["1", "true", "yes", "0", "false", "no"].contains(&lower.as_str()) => format!(
            "Invalid boolean value {text} for '{name}'. Positive values can be '1', 'true' or 'yes'. Negative values can be '0', 'false' or 'no'."
        ),
        Takes::Double if double(text).is_none() => format!("Invalid double value {text} for '{name}'"),
        Takes::Int if int(text).is_none() => format!("Invalid integer value {text} for '{name}'"),
        Takes::Text => return named(option, name, text),
        _ => return None,
    };
    Some(misread("O02", span, words, "write the value as its name demands"))
}

/// The options whose text names something.
fn named(option: &Property, name: &str, text: &str) -> Option<Complaint> {
    let span = &option.name.span;
    match name {
        "memtable" if text != "default" => {
            let words = format!("Memtable configuration \"{text}\" not found.");
            Some(created("O03", span, words, "configure it in the yaml of every server, or write `default`"))
        }
        "speculative_retry" | "additional_write_policy" => policies::retry(option, text),
        "read_repair" if !["BLOCKING", "NONE"].contains(&text.to_uppercase().as_str()) => {
            let class = "org.apache.cassandra.service.reads.repair.ReadRepairStrategy";
            let words = format!("java.lang.IllegalArgumentException: No enum constant {class}.{}", text.to_uppercase());
            Some(created("O03", span, words, "write BLOCKING or NONE"))
        }
        _ => None,
    }
}

fn map(option: &Property, takes: Takes, entries: &[(String, String)]) -> Option<Complaint> {
    match (takes, option.name.name.text()) {
        (Takes::Anything, _) => None,
        (Takes::Map, "caching") => policies::caching(option, entries),
        (Takes::Map, "compaction") => compaction::class(option, entries),
        (Takes::Map, "compression") => compression::compression(option, entries),
        (Takes::Map, _) => {
            let known = ["full_enabled", "incremental_enabled", "preview_repaired_enabled", "priority"];
            let (key, _) = entries.iter().find(|(key, _)| !known.contains(&key.as_str()))?;
            Some(created("O01", &option.name.span, format!("Unknown property '{key}'"), "leave `auto_repair` out"))
        }
        _ => Some(wrong_kind(option, "a string")),
    }
}

/// What a node refuses once the table is to be made: unknown options, then values out of range, in its order.
pub(super) fn out_of_range(options: &[Property]) -> Vec<Complaint> {
    let ordered = hash_order(options.iter().collect(), |option: &&Property| text_hash(option.name.name.text()), false);
    let known = |option: &Property| OPTIONS.iter().any(|(name, _)| *name == option.name.name.text());
    let mut found: Vec<Complaint> =
        ordered.into_iter().filter(|option| !known(option)).map(|option| unknown_property(&option.name)).collect();
    if let Some(option) = option(options, "auto_repair") {
        let words =
            "auto_repair option is not supported unless auto-repair is enabled with -Dcassandra.autorepair.enable=true";
        found.push(created("O01", &option.name.span, words, "leave it out"));
    }
    found.extend(option(options, "compaction").and_then(compaction::options));
    found.extend(ranges(options));
    found
}

/// The numbers, each against its range.
fn ranges(options: &[Property]) -> Vec<Complaint> {
    let text = |name| match option(options, name).map(|option| &option.value) {
        Some(PropertyValue::Scalar(text)) => Some(text.as_str()),
        _ => None,
    };
    let whole = |name| text(name).and_then(int);
    let told = |name: &str, words: String| {
        let span = option(options, name).map_or(0..0, |option| option.name.span.clone());
        created("O03", &span, format!("{name} must be {words}"), "write a value in its range")
    };
    let mut found = Vec::new();
    // NaN is in no range and out of none: a node takes it.
    if let Some(chance) = text("bloom_filter_fp_chance").and_then(double).filter(|n| *n <= 6.71e-5 || *n > 1.0) {
        let got = double_text(chance);
        let range = format!("larger than 6.71E-5 and less than or equal to 1.0 (got {got})");
        found.push(told("bloom_filter_fp_chance", range));
    }
    if let Some(chance) = text("crc_check_chance").and_then(double).filter(|n| *n < 0.0 || *n > 1.0) {
        let got = double_text(chance);
        let range = format!("larger than or equal to 0 and smaller than or equal to 1.0 (got {got})");
        found.push(told("crc_check_chance", range));
    }
    let least = |name, least| {
        let got = whole(name).filter(|n| *n < least)?;
        Some(told(name, format!("greater than or equal to {least} (got {got})")))
    };
    found.extend(least("default_time_to_live", 0));
    if let Some(ttl) = whole("default_time_to_live").filter(|n| *n > 630_720_000) {
        found.push(told("default_time_to_live", format!("less than or equal to 630720000 (got {ttl})")));
    }
    found.extend(least("gc_grace_seconds", 0));
    found.extend(least("min_index_interval", 1));
    let (min, max) = (whole("min_index_interval").unwrap_or(128), whole("max_index_interval").unwrap_or(2048));
    if max < min {
        let at = if text("max_index_interval").is_some() { "max_index_interval" } else { "min_index_interval" };
        let words =
            format!("max_index_interval must be greater than or equal to min_index_interval ({min}) (got {max})");
        found.push(Complaint { words, ..told(at, "more than it is".to_owned()) });
    }
    found.extend(least("memtable_flush_period_in_ms", 0));
    found
}

/// That `id` is no UUID; a node looks at it when all else is well. Whether another table has it cannot be known.
pub(super) fn id(options: &[Property]) -> Option<Complaint> {
    let option = option(options, "id")?;
    let PropertyValue::Scalar(text) = &option.value else { return Some(wrong_kind(option, "a string")) };
    let parts: Vec<&str> = text.split('-').collect();
    let hex = |part: &&str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_hexdigit());
    let is_uuid = text.len() <= 36 && parts.len() == 5 && parts.iter().all(hex);
    (!is_uuid).then(|| created("O03", &option.name.span, "Invalid table id", "leave it out"))
}
