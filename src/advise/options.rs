//! Takes tables, finds options with values that harm. Never judges what a node refuses.

use super::facts::DEFAULT_GRACE;
use super::{Facts, TableFacts};
use crate::rules::shape::{Finding, Part};

/// Outside this range a filter costs more than it saves, in memory or in reads (`cassandra-analyzer` by `AxonOps`).
const BLOOM_FILTER: std::ops::RangeInclusive<f64> = 0.001..=0.1;

fn option(code: &'static str, name: &str, fact: String, help: &str) -> Vec<Finding> {
    vec![Finding::new(code, Part::Setting(name.to_owned()), fact).help(help)]
}

/// A24: tombstones are not kept at all, or so long that they pile up.
pub(super) fn grace(_: &Facts<'_>, table: &TableFacts<'_>) -> Vec<Finding> {
    const NAME: &str = "gc_grace_seconds";
    let name = &table.shape.name;
    if table.option(NAME).is_none() {
        return Vec::new();
    }
    match table.grace() {
        0 => {
            let fact = format!("`{name}` forgets its tombstones at once: what a node missed to delete comes back");
            option(
                "A24",
                NAME,
                fact,
                "keep them as long as a repair may take, three hours at least: hints for a node that was away are not \
                        kept longer either",
            )
        }
        grace if grace > DEFAULT_GRACE => {
            let fact = format!("`{name}` keeps its tombstones for {grace} s, and reads pass them all that time");
            option("A24", NAME, fact, "ten days, 864000, is enough where a repair runs every week")
        }
        _ => Vec::new(),
    }
}

/// A25: a memtable is written out by the clock, into many small files.
pub(super) fn flush_period(_: &Facts<'_>, table: &TableFacts<'_>) -> Vec<Finding> {
    const NAME: &str = "memtable_flush_period_in_ms";
    let period = table.option(NAME).and_then(|text| text.parse::<u64>().ok()).filter(|period| *period > 0);
    let Some(period) = period else { return Vec::new() };
    let fact = format!(
        "`{}` writes its memtable out every {period} ms, full or not, into files that are put together again",
        table.shape.name
    );
    option("A25", NAME, fact, "leave it out: a memtable is written when it is full or the commit log wants it")
}

/// A26: a filter that hardly filters, or takes much memory.
pub(super) fn bloom_filter(_: &Facts<'_>, table: &TableFacts<'_>) -> Vec<Finding> {
    const NAME: &str = "bloom_filter_fp_chance";
    let chance = table.option(NAME).and_then(|text| text.parse::<f64>().ok());
    let Some(chance) = chance.filter(|chance| !BLOOM_FILTER.contains(chance)) else { return Vec::new() };
    let name = &table.shape.name;
    let fact = if chance < *BLOOM_FILTER.start() {
        format!(
            "the filter of `{name}` errs once in {:.0} reads, and takes memory for it",
            1.0 / chance.max(f64::EPSILON)
        )
    } else {
        format!("the filter of `{name}` lets {:.0} % of the reads pass for nothing", chance * 100.0)
    };
    option("A26", NAME, fact, "leave it out: the compaction strategy sets 0.01, or 0.1 with levels")
}
