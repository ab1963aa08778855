//! Takes the sub-options of `compression`, gives those that a node refuses. Never judges whether they are wise.

use super::settings::{boolean, finding, number, sub_finding, sub_options, whole};
use super::shape::{Finding, Table};
use super::words::tick;
use crate::diagnostic::nearest;

/// The compressors of Cassandra 5.0, each with the sub-options that it alone has.
const COMPRESSORS: &[(&str, &[&str])] = &[
    ("DeflateCompressor", &[]),
    ("LZ4Compressor", &["lz4_compressor_type", "lz4_high_compressor_level"]),
    ("NoopCompressor", &[]),
    ("SnappyCompressor", &[]),
    ("ZstdCompressor", &["compression_level"]),
];

/// The sub-options that every compressor has.
const COMMON: &[&str] = &["chunk_length_in_kb", "enabled", "min_compress_ratio"];

/// The default chunk, in KiB: the bound of an `i32` in bytes is the largest.
const LARGEST_CHUNK: i64 = i32::MAX as i64 / 1024;

/// O06: `compression` is empty or `enabled: false` (no compression), or names a compressor of Cassandra 5.0 and
/// sub-options of it.
pub(super) fn compression(table: &Table) -> Vec<Finding> {
    sub_options(table, "compression").flat_map(|entries| judge(entries)).collect()
}

fn judge(entries: &[(String, String)]) -> Vec<Finding> {
    let told = |fact: String, help: &str| vec![finding("O06", "compression", fact).help(help)];
    if entries.is_empty() {
        return Vec::new();
    }
    let value = |name: &str| entries.iter().find(|(key, _)| key == name).map(|(_, value)| value.trim());
    match value("enabled").map(boolean) {
        Some(None) => {
            return told("`enabled` of `compression` is neither true nor false".to_owned(), "write one of them");
        }
        Some(Some(false)) if entries.len() > 1 => {
            return told(
                "`compression` is not enabled, but has other sub-options".to_owned(),
                "drop them, or drop `enabled`",
            );
        }
        Some(Some(false)) => return Vec::new(),
        _ => {}
    }
    let names = COMPRESSORS.iter().map(|(name, _)| *name);
    let all = names.clone().collect::<Vec<_>>().join(", ");
    let Some(class) = value("class") else {
        return told("`compression` has no `class`".to_owned(), &format!("add `class`, one of {all}"));
    };
    if class.is_empty() {
        return told(
            "`class` of `compression` is empty".to_owned(),
            "to switch compression off write `{ enabled: false }`",
        );
    }
    let short = class.strip_prefix("org.apache.cassandra.io.compress.").unwrap_or(class);
    let Some((compressor, own)) = COMPRESSORS.iter().find(|(name, _)| *name == short) else {
        let help =
            nearest(short, names).map_or(format!("Cassandra 5.0 has {all}"), |near| format!("did you mean `{near}`?"));
        let fact = format!("there is no compressor {}", tick(class));
        return vec![sub_finding("O06", "compression", "class", fact).help(help)];
    };
    entries.iter().filter_map(|(key, value)| entry_fault(compressor, own, key, value.trim())).collect()
}

fn entry_fault(compressor: &str, own: &[&str], key: &str, value: &str) -> Option<Finding> {
    let wanted = match key {
        "class" | "enabled" => return None,
        _ if !own.contains(&key) && !COMMON.contains(&key) => {
            let names = || own.iter().chain(COMMON).copied();
            let help = nearest(key, names()).map_or_else(
                || format!("it has {}", names().collect::<Vec<_>>().join(", ")),
                |near| format!("did you mean `{near}`?"),
            );
            let fact = format!("{compressor} has no sub-option {}", tick(key));
            return Some(sub_finding("O06", "compression", key, fact).help(help));
        }
        "chunk_length_in_kb" => {
            let fits = |n: i64| (1..=LARGEST_CHUNK).contains(&n) && n & (n - 1) == 0;
            (!whole(value).is_some_and(fits)).then_some("a power of 2, such as 16")
        }
        "min_compress_ratio" => {
            (!number(value).is_some_and(|n| n == 0.0 || n >= 1.0)).then_some("0, or a number from 1")
        }
        "lz4_compressor_type" => (!["fast", "high"].contains(&value)).then_some("`fast` or `high`"),
        "lz4_high_compressor_level" => (!within(value, 1, 17)).then_some("a whole number from 1 to 17"),
        _ => (!within(value, -131_072, 22)).then_some("a whole number from -131072 to 22"),
    };
    let fact = || format!("{} of `compression` cannot be {}", tick(key), tick(value));
    wanted.map(|wanted| sub_finding("O06", "compression", key, fact()).help(format!("it is {wanted}")))
}

fn within(text: &str, least: i64, most: i64) -> bool {
    whole(text).is_some_and(|n| (least..=most).contains(&n))
}

#[cfg(test)]
mod tests {
    use super::super::sample::{codes, set_map};

    #[test]
    fn compressors_have_their_sub_options() {
        let lz4 = ("class", "LZ4Compressor");
        let cases: &[(&[(&str, &str)], bool)] = &[
            (&[], true),
            (&[("enabled", "false")], true),
            (&[lz4], true),
            (&[("class", "org.apache.cassandra.io.compress.SnappyCompressor")], true),
            (&[("class", "ZstdCompressor"), ("compression_level", "3")], true),
            (&[("class", "DeflateCompressor")], true),
            (&[("class", "NoopCompressor")], true),
            (&[lz4, ("chunk_length_in_kb", "64"), ("min_compress_ratio", "1.1"), ("enabled", "true")], true),
            (&[lz4, ("min_compress_ratio", "0")], true),
            (&[lz4, ("lz4_compressor_type", "high"), ("lz4_high_compressor_level", "9")], true),
            (&[("class", "NoSuch")], false),
            (&[("class", "")], false),
            (&[("sstable_compression", "LZ4Compressor")], false),
            (&[lz4, ("nosuch", "1")], false),
            (&[lz4, ("crc_check_chance", "1")], false),
            (&[lz4, ("compression_level", "3")], false),
            (&[lz4, ("chunk_length_in_kb", "17")], false),
            (&[lz4, ("chunk_length_in_kb", "0")], false),
            (&[lz4, ("min_compress_ratio", "0.5")], false),
            (&[lz4, ("enabled", "false")], false),
            (&[lz4, ("enabled", "maybe")], false),
            (&[lz4, ("lz4_compressor_type", "slow")], false),
            (&[("class", "ZstdCompressor"), ("compression_level", "23")], false),
        ];
        for (entries, good) in cases {
            let found = super::super::table(&set_map("compression", entries));
            assert_eq!(codes(&found), if *good { vec![] } else { vec!["O06"] }, "{entries:?}: {found:?}");
        }
    }
}
