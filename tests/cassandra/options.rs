//! Table options reach the node, are read back as the same however they were spelled, and are seen where they differ.

use std::fmt::Write as _;

use libtest_mimic::{Failed, Trial};

use crate::cluster::Cluster;
use crate::project::Project;

pub fn trials() -> Vec<Trial> {
    trials!(shared: every_option_is_read_back_as_it_was_written)
}

/// An option, a value in an odd spelling, and another value. A node on which change data capture is off does
/// not keep `cdc`.
const OPTIONS: &[(&str, &str, &str)] = &[
    ("additional_write_policy", "99.0PERCENTILE", "98p"),
    ("additional_write_policy", "50MS", "51ms"),
    ("additional_write_policy", "'min(99.50p, 5.0ms)'", "'MIN(99p,5ms)'"),
    ("additional_write_policy", "none", "ALWAYS"),
    ("allow_auto_snapshot", "False", "true"),
    ("bloom_filter_fp_chance", "0.10", "0.2"),
    ("bloom_filter_fp_chance", "1", "0.5"),
    ("caching", "{ keys: none, rows_per_partition: 010 }", "{ keys: ALL, rows_per_partition: 10 }"),
    ("caching", "{ rows_per_partition: all }", "{ rows_per_partition: 5 }"),
    ("comment", "\"  it's Ünïcode; -- no comment\"", "another"),
    ("comment", "\"\"", "something"),
    ("comment", "5", "05.0x"),
    (
        "compaction",
        "{ class: LeveledCompactionStrategy, sstable_size_in_mb: 0160, enabled: False }",
        "{ class: LeveledCompactionStrategy, sstable_size_in_mb: 161 }",
    ),
    (
        "compaction",
        "{ class: org.apache.cassandra.db.compaction.SizeTieredCompactionStrategy, min_threshold: 04, bucket_low: 0.50 }",
        "{ class: SizeTieredCompactionStrategy, min_threshold: 5 }",
    ),
    (
        "compaction",
        "{ class: TimeWindowCompactionStrategy, compaction_window_unit: DAYS, compaction_window_size: 7, tombstone_threshold: 0.30 }",
        "{ class: TimeWindowCompactionStrategy, compaction_window_size: 8 }",
    ),
    (
        "compaction",
        "{ class: UnifiedCompactionStrategy, scaling_parameters: 'T4, L8', target_sstable_size: 100MiB }",
        "{ class: UnifiedCompactionStrategy, scaling_parameters: T4 }",
    ),
    ("compression", "{}", "{ class: LZ4Compressor }"),
    ("compression", "{ enabled: False }", "{ class: LZ4Compressor }"),
    (
        "compression",
        "{ class: ZstdCompressor, compression_level: 05, chunk_length_in_kb: 64 }",
        "{ class: ZstdCompressor, compression_level: 6 }",
    ),
    (
        "compression",
        "{ enabled: True, class: org.apache.cassandra.io.compress.LZ4Compressor, min_compress_ratio: 1.10 }",
        "{ class: SnappyCompressor }",
    ),
    ("compression", "{ class: LZ4Compressor }", "{}"),
    ("crc_check_chance", "0.50", "0.6"),
    ("default_time_to_live", "0600", "601"),
    ("gc_grace_seconds", "086400", "86401"),
    ("incremental_backups", "FALSE", "true"),
    ("max_index_interval", "04096", "4097"),
    ("memtable", "default", "other"),
    ("memtable_flush_period_in_ms", "01000", "1001"),
    ("min_index_interval", "0256", "257"),
    ("read_repair", "none", "BLOCKING"),
    ("speculative_retry", "99.9PERCENTILE", "99p"),
    ("speculative_retry", "never", "ALWAYS"),
    ("speculative_retry", "'max(5.50ms, 90P)'", "'MAX(5ms,90p)'"),
    ("speculative_retry", "Always", "NONE"),
];

fn model(value: impl Fn(&(&'static str, &'static str, &'static str)) -> &'static str) -> String {
    let mut model = "modeler: 1\ncolumns: { a: int, v: int }\nqueries:\n".to_owned();
    for (at, option) in OPTIONS.iter().enumerate() {
        let (name, value) = (option.0, value(option));
        writeln!(model, "  t{at}: {{ partition_key: [a], select: [v], options: {{ {name}: {value} }} }}").unwrap();
    }
    model
}

fn every_option_is_read_back_as_it_was_written(cluster: &Cluster) -> Result<(), Failed> {
    let project = Project::new(cluster, &model(|option| option.1), "");
    project.node(["apply"]).ends(0).says("t0");
    let again = project.node(["apply"]).ends(0);
    assert_eq!(again.stdout.matches("keep").count(), OPTIONS.len(), "{again}");
    // The node has what was written, and not a default.
    let told = |table: usize, column: &str| {
        project.text(&format!(
        "SELECT CAST({column} AS text) FROM system_schema.tables WHERE keyspace_name = 'KS' AND table_name = 't{table}'"
    ))
    };
    let at = |name: &str| OPTIONS.iter().position(|option| option.0 == name).unwrap();
    for (name, kept) in [
        ("bloom_filter_fp_chance", "0.1"),
        ("gc_grace_seconds", "86400"),
        ("default_time_to_live", "600"),
        ("crc_check_chance", "0.5"),
        ("min_index_interval", "256"),
        ("comment", "  it's Ünïcode; -- no comment"),
    ] {
        assert_eq!(told(at(name), name)?, kept, "{name}");
    }

    project.write(&model(|option| option.2));
    let refused = project.node(["apply"]).ends(5);
    for (at, (name, ..)) in OPTIONS.iter().enumerate() {
        let line = format!("table `t{at}`: ");
        let line = refused.stderr.lines().find(|said| said.contains(&line));
        let line = line.unwrap_or_else(|| panic!("{name} of t{at} differs unseen\n{refused}"));
        assert!(line.contains(" there, ") && line.contains(name) || line.contains("live"), "{line}");
    }
    Ok(())
}
