//! Takes the map of `compression`, gives what a node refuses in it. Never judges whether it is wise.

use super::java::{double, hash_order, int, text_hash};
use super::policies::not_a_number;
use super::{Complaint, created};
use crate::cql::create::Property;

/// The compressors of Cassandra 5.0, each with the sub-options that it alone has.
const COMPRESSORS: [(&str, &[&str]); 5] = [
    ("DeflateCompressor", &[]),
    ("LZ4Compressor", &["lz4_compressor_type", "lz4_high_compressor_level"]),
    ("NoopCompressor", &[]),
    ("SnappyCompressor", &[]),
    ("ZstdCompressor", &["compression_level"]),
];

const PACKAGE: &str = "org.apache.cassandra.io.compress.";

/// The first thing that a node refuses.
pub(super) fn compression(option: &Property, entries: &[(String, String)]) -> Option<Complaint> {
    let (words, help) = fault(entries)?;
    Some(created("O06", &option.name.span, words, help))
}

/// A node's words and the way out.
type Fault = (String, &'static str);

fn fault(entries: &[(String, String)]) -> Option<Fault> {
    let value = |name: &str| entries.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str());
    // Whatever is not `true` is false.
    let enabled = value("enabled").is_none_or(|text| text.eq_ignore_ascii_case("true"));
    if entries.is_empty() || (!enabled && entries.len() == 1) {
        return None;
    }
    if !enabled {
        let words = "If the 'enabled' option is set to false no other options must be specified";
        return Some((words.to_owned(), "leave the others out"));
    }
    let Some(class) = value("class") else {
        let words = "Missing sub-option 'class' for the 'compression' option.";
        return Some((words.to_owned(), "add `class`, such as `LZ4Compressor`"));
    };
    if class.is_empty() {
        let words = "The 'class' option must not be empty. To disable compression use 'enabled' : false";
        return Some((words.to_owned(), "name a compressor, such as `LZ4Compressor`"));
    }
    let chunk = value("chunk_length_in_kb").map_or(Ok(16), chunk);
    let ratio = value("min_compress_ratio").map_or(Ok(0.0), ratio);
    match (chunk, ratio) {
        (Err(fault), _) | (_, Err(fault)) => Some(fault),
        (Ok(chunk), Ok(ratio)) => compressor(class, entries).or_else(|| ranges(chunk, ratio)),
    }
}

fn chunk(text: &str) -> Result<i32, Fault> {
    let number = int(text).ok_or(("Invalid value for chunk_length_in_kb".to_owned(), "write a power of 2"))?;
    if number > i32::MAX / 1024 {
        return Err((format!("Value of chunk_length_in_kb is too large ({number})"), "write a smaller power of 2"));
    }
    Ok(number)
}

fn ratio(text: &str) -> Result<f64, Fault> {
    double(text).ok_or_else(|| (not_a_number(text), "write 0, or a number from 1"))
}

/// The class and the sub-options that are its own.
fn compressor(class: &str, entries: &[(String, String)]) -> Option<Fault> {
    let full = if class.contains('.') { class.to_owned() } else { format!("{PACKAGE}{class}") };
    let short = full.strip_prefix(PACKAGE).unwrap_or_default();
    let Some((name, own)) = COMPRESSORS.iter().find(|(name, _)| *name == short) else {
        return Some((format!("Could not create Compression for type {full}"), "name a compressor of Cassandra 5.0"));
    };
    let value = |name: &str| entries.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str());
    let refused = match *name {
        "LZ4Compressor" => lz4(value("lz4_compressor_type"), value("lz4_high_compressor_level")),
        "ZstdCompressor" => value("compression_level").and_then(zstd),
        _ => None,
    };
    refused.or_else(|| {
        let shared = ["class", "enabled", "chunk_length_in_kb", "min_compress_ratio"];
        let others: Vec<&str> =
            entries.iter().map(|(key, _)| key.as_str()).filter(|key| !shared.contains(key)).collect();
        let others = hash_order(others, |key| text_hash(key), true);
        let unknown = others.into_iter().find(|key| !own.contains(key))?;
        Some((format!("Unknown compression options {unknown}"), "leave it out"))
    })
}

fn lz4(kind: Option<&str>, level: Option<&str>) -> Option<Fault> {
    if let Some(kind) = kind.filter(|kind| !["fast", "high"].contains(kind)) {
        let of = "LZ4 parameter 'lz4_compressor_type'. Valid options are [high, fast].";
        return Some((format!("Invalid compressor type '{kind}' specified for {of}"), "write `fast` or `high`"));
    }
    let level = level.filter(|level| !int(level).is_some_and(|level| (1..=17).contains(&level)))?;
    let of = "parameter 'lz4_high_compressor_level'. Value must be between 1 and 17.";
    Some((format!("Invalid value [{level}] for {of}"), "write a number from 1 to 17"))
}

fn zstd(level: &str) -> Option<Fault> {
    let why = match int(level) {
        None => format!("java.lang.NumberFormatException For input string: \"{level}\""),
        Some(level) if !(-131_072..=22).contains(&level) => {
            format!("java.lang.IllegalArgumentException compression_level={level} is invalid")
        }
        Some(_) => return None,
    };
    Some((format!("ZstdCompressor.create() threw an error: {why}"), "write a number from -131072 to 22"))
}

fn ranges(chunk: i32, ratio: f64) -> Option<Fault> {
    let told = |words: &str, help| Some((words.to_owned(), help));
    if chunk <= 0 {
        return told("Invalid negative or null chunk_length_in_kb", "write a power of 2");
    }
    if chunk & (chunk - 1) != 0 {
        return told("chunk_length_in_kb must be a power of 2", "write a power of 2");
    }
    if ratio < 0.0 {
        return told("Invalid negative min_compress_ratio", "write 0, or a number from 1");
    }
    if ratio > 0.0 && ratio < 1.0 {
        return told("min_compress_ratio can either be 0 or greater than or equal to 1", "write 0, or a number from 1");
    }
    None
}
