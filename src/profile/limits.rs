//! What a partition, a row and a cell should not exceed, and how few a table should not have. Numbers of
//! `cassandra-rules.md` §3.5, each with where it comes from.

/// Rows of a partition: what `DataStax` advises, and what `ScyllaDB` warns of.
pub const PARTITION_ROWS: u64 = 100_000;
/// Bytes of a partition: what `DataStax` advises, and what a node logs as large (`partition_size_warn_threshold` in its
/// documentation). In 10⁸ bytes, as it is advised.
pub const PARTITION_BYTES: u64 = 100_000_000;
/// Bytes of a row.
pub const ROW_BYTES: u64 = 100_000;
/// Bytes of a cell: what `ScyllaDB` warns of.
pub const CELL_BYTES: u64 = 1_000_000;
/// Elements of a collection: it is read and written whole.
pub const ELEMENTS: u64 = 500;
/// The largest share of a table's rows in one partition, in hundredths. Our own judgement.
pub const SHARE: u64 = 10;
/// Rows from which on that is judged: of fewer a share says nothing.
pub const SHARE_FROM: u64 = 1_000;
/// Partitions that a table of many rows should have at least: tokens of fewer do not spread over nodes.
pub const PARTITIONS: u64 = 100;
/// Rows from which on that is judged.
pub const PARTITIONS_FROM: u64 = 100_000;
/// Days ahead for which growth is judged. Our own judgement: ten years.
pub const HORIZON: f64 = 3_650.0;
/// How many times smaller than the limits a bucket may be that reads go across. Our own judgement.
pub const TOO_FINE: u64 = 10;
/// Values from which on it is told that all are alike.
pub const ALIKE_FROM: u64 = 10;
