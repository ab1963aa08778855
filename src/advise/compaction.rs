//! Takes tables, finds compaction strategies that do not suit what is declared about their rows. Never judges whether a
//! node takes the options.

use super::facts::is_moment;
use super::{Facts, TableFacts};
use crate::rules::shape::{Finding, Part};
use crate::types::CqlType;

/// Windows that Cassandra's manual wants of a table: "approximately 20-30" (page on `TimeWindowCompactionStrategy`).
const GOOD_WINDOWS: u64 = 30;

/// More windows than this are refused by `ScyllaDB` (`twcs_max_window_count`), and the manual of Cassandra warns of
/// them.
const MANY_WINDOWS: u64 = 50;

fn setting() -> Part {
    Part::Setting("compaction".to_owned())
}

/// A20: rows expire in the order of time, and are compacted by size, so that what has expired stays among what has not.
pub(super) fn not_by_time(_: &Facts<'_>, table: &TableFacts<'_>) -> Vec<Finding> {
    let timely = table.clustering().any(|column| is_moment(&column.ty) || column.ty == CqlType::Date);
    let by_size = matches!(table.strategy(), None | Some("SizeTieredCompactionStrategy"));
    let Some(lifetime) = table.shape.lifetime().filter(|_| timely && by_size && !table.is_updated()) else {
        return Vec::new();
    };
    let (part, by) = match table.strategy() {
        Some(_) => (setting(), "is compacted by size"),
        None if table.shape.ttl.is_some() => (Part::Ttl, "does not say how it is compacted"),
        None => (Part::Setting("default_time_to_live".to_owned()), "does not say how it is compacted"),
    };
    let (unit, size) = window(u64::from(lifetime));
    let fact = format!("rows of `{}` expire in the order of time, and the table {by}", table.shape.name);
    let help = format!(
        "let whole files expire: `options: {{ compaction: {{ class: TimeWindowCompactionStrategy, \
         compaction_window_unit: {unit}, compaction_window_size: {size} }} }}`"
    );
    vec![Finding::new("A20", part, fact).help(help)]
}

/// A window of which a lifetime has some thirty.
fn window(lifetime: u64) -> (&'static str, u64) {
    let each = lifetime.div_ceil(GOOD_WINDOWS);
    match each {
        0..3_600 => ("MINUTES", each.div_ceil(60).max(1)),
        3_600..86_400 => ("HOURS", each.div_ceil(3_600)),
        _ => ("DAYS", each.div_ceil(86_400)),
    }
}

/// A21: windows of time do not suit the table: nothing expires, old rows are written again, or the windows are too many
/// or too wide.
pub(super) fn windows(_: &Facts<'_>, table: &TableFacts<'_>) -> Vec<Finding> {
    if table.strategy() != Some("TimeWindowCompactionStrategy") {
        return Vec::new();
    }
    let name = &table.shape.name;
    let found = |fact: String, help: String| vec![Finding::new("A21", setting(), fact).help(help)];
    let other = "or let another strategy compact the table, such as UnifiedCompactionStrategy";
    if table.is_updated() {
        let fact = format!("`{name}` is compacted by windows of time, and its old rows are written again");
        return found(
            fact,
            format!("the pieces of a row in several windows are never put together: write it once, {other}"),
        );
    }
    if !table.expires() {
        let fact = format!("`{name}` is compacted by windows of time, and its rows never expire");
        return found(fact, format!("windows are there to be dropped whole: give the rows a `ttl:`, {other}"));
    }
    let (Some(lifetime), Some(wide)) = (table.shape.lifetime().map(u64::from), width(table)) else { return Vec::new() };
    let (unit, size) = window(lifetime);
    let help =
        format!("some twenty to thirty are good: `compaction_window_unit: {unit}, compaction_window_size: {size}`");
    let count = lifetime.div_ceil(wide);
    if count > MANY_WINDOWS {
        let fact = format!("a row of `{name}` lives for {count} windows, and each is a file that reads look into");
        return found(fact, help);
    }
    if count < 2 {
        return found(format!("rows of `{name}` expire within one window, so that no file expires whole"), help);
    }
    Vec::new()
}

/// Seconds of a window; a day where the table does not say.
fn width(table: &TableFacts<'_>) -> Option<u64> {
    let unit = match table.compaction("compaction_window_unit").unwrap_or("DAYS") {
        "MINUTES" => 60,
        "HOURS" => 3_600,
        "DAYS" => 86_400,
        _ => return None,
    };
    let size: u64 = table.compaction("compaction_window_size").unwrap_or("1").parse().ok()?;
    size.checked_mul(unit).filter(|wide| *wide > 0)
}

/// A22: levels are rewritten again and again for rows that are written once.
pub(super) fn levels(_: &Facts<'_>, table: &TableFacts<'_>) -> Vec<Finding> {
    if table.strategy() != Some("LeveledCompactionStrategy") || !table.is_series() || table.is_updated() {
        return Vec::new();
    }
    let fact = format!(
        "`{}` takes events in the order of time, and its compaction rewrites them level by level",
        table.shape.name
    );
    let help = "levels suit rows that are overwritten and read often: take TimeWindowCompactionStrategy where rows \
                expire, else UnifiedCompactionStrategy";
    vec![Finding::new("A22", setting(), fact).help(help)]
}
