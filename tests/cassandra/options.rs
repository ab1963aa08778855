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
type Option = (&'static str, &'static str, &'static str);

const OPTIONS: &[Option] = &[
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
    ("speculative_retry", "'max(5.50ms, 90P)'", "'MAX(6ms,90p)'"),
    ("speculative_retry", "Always", "NONE"),
];

/// How many options of the same name stand before option number `at`: the number of its table.
fn table(at: usize) -> usize {
    OPTIONS[..at].iter().filter(|option| option.0 == OPTIONS[at].0).count()
}

fn model(value: impl Fn(&Option) -> &'static str) -> String {
    let mut tables = vec![String::new(); OPTIONS.len()];
    for (at, option) in OPTIONS.iter().enumerate() {
        writeln!(tables[table(at)], "      {}: {}", option.0, value(option)).unwrap();
    }
    let mut model = "modeler: 1\ncolumns: { a: int, v: int }\nqueries:\n".to_owned();
    for (at, options) in tables.iter().enumerate().filter(|(_, options)| !options.is_empty()) {
        write!(model, "  t{at}:\n    partition_key: [a]\n    select: [v]\n    options:\n{options}").unwrap();
    }
    model
}

fn every_option_is_read_back_as_it_was_written(cluster: &Cluster) -> Result<(), Failed> {
    let project = Project::new(cluster, &model(|option| option.1), "");
    project.node(["apply"]).ends(0).says("create  t0");
    let again = project.node(["apply", "--dry-run"]).ends(0);
    assert!(again.stdout.is_empty() && again.stderr.contains("keep    t0"), "{again}");
    // The node has what was written, and not a default.
    let kept = [
        ("bloom_filter_fp_chance", "0.1"),
        ("gc_grace_seconds", "86400"),
        ("default_time_to_live", "600"),
        ("crc_check_chance", "0.5"),
        ("min_index_interval", "256"),
        ("comment", "  it's Ünïcode; -- no comment"),
    ];
    for (name, kept) in kept {
        let there = project.text(&format!(
            "SELECT CAST({name} AS text) FROM system_schema.tables WHERE keyspace_name = 'KS' AND table_name = 't0'"
        ))?;
        assert_eq!(there, kept, "{name}");
    }

    project.write(&model(|option| option.2));
    let refused = project.node(["apply"]).ends(5);
    for (at, (name, ..)) in OPTIONS.iter().enumerate() {
        let line = format!("  table `t{}`: ", table(at));
        let line = refused.stderr.lines().find(|said| said.starts_with(&line)).unwrap_or_default();
        assert!(line.contains(&format!("option `{name}` is ")), "`{name}` of t{} differs unseen\n{refused}", table(at));
    }
    Ok(())
}
