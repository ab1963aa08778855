//! A profile for a person: a few aligned lines a table.

use super::growth::Basis;
use super::words::{bytes, count, days, number, plural, share};
use super::{Bucket, Counted, Growth, Histogram, Profile, SourceProfile, TableProfile};
use crate::load::{TableLoaded, describe, key_of};
use crate::model::Model;
use crate::rules::shape::{Column, Table};
use crate::value::display;

/// Room for the word that begins a line.
const WORD: usize = 11;
/// Partitions, columns and conflicts of each list that are shown.
const SHOWN: usize = 5;
/// Characters of a key or value that are shown.
const LONGEST: usize = 60;

/// A line of a report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Line {
    /// The name of a table or source, above its lines.
    Head(String),
    /// A word, and what it is about.
    Pair(&'static str, String),
    /// More of the line before.
    More(String),
}

impl std::fmt::Display for Line {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Head(name) => f.write_str(name),
            Self::Pair(word, text) => write!(f, "  {word:WORD$} {text}"),
            Self::More(text) => write!(f, "  {:WORD$} {text}", ""),
        }
    }
}

impl Profile {
    /// The report: what was read, the tables in the model's order, then what the CSV holds.
    pub fn lines(&self, model: &Model) -> Vec<Line> {
        let loaded = &self.loaded;
        let mut lines = vec![
            Line::Head("data".to_owned()),
            Line::Pair(
                "read",
                format!(
                    "{} of {}: {} filtered, {} rejected, {} accepted",
                    plural(loaded.read, "row"),
                    bytes(loaded.bytes),
                    count(loaded.filtered),
                    count(loaded.rejected),
                    count(loaded.accepted)
                ),
            ),
        ];
        lines.extend(loaded.told.iter().map(|told| Line::More(told.clone())));
        for (source, seen) in model.sources.iter().zip(&self.sources) {
            let name = source.name.as_ref().filter(|_| model.sources.len() > 1).map(crate::name::Name::text);
            lines.extend(of_source(model, name, seen));
        }
        for table in (0..model.tables.len()).filter(|table| loaded.tables[*table].loaded) {
            lines.extend(self.of_table(model, table));
        }
        lines
    }

    fn of_table(&self, model: &Model, at: usize) -> Vec<Line> {
        let (shape, loaded, measured) = (&*model.tables[at].shape, &self.loaded.tables[at], &self.tables[at]);
        let mut lines = vec![Line::Head(shape.name.text().to_owned())];
        lines.push(Line::Pair("rows", rows(loaded, measured)));
        lines.extend(self.lost(shape, loaded));
        if measured.rows + measured.static_rows == 0 {
            return lines;
        }
        let [in_rows, in_bytes] = aligned([&measured.partition_rows, &measured.partition_bytes]);
        lines.push(Line::Pair("partition", format!("rows   {in_rows}")));
        lines.push(Line::More(format!("bytes  {in_bytes}")));
        let mean = measured.row_bytes / measured.rows.max(1);
        let widest = measured.widest.first().map_or(0, |row| row.n);
        lines.push(Line::Pair("row", format!("{} on average, {} at most", bytes(mean), bytes(widest))));
        lines.extend(listed("hottest", keys(shape, measured.hottest.all(), |n| plural(n, "row"))));
        lines.extend(listed("largest", keys(shape, measured.largest.all(), bytes)));
        lines.extend(nulls(shape, measured));
        lines.extend(self.growing(model, at));
        lines
    }

    /// Rows that are lost, and static values that vary.
    fn lost(&self, shape: &Table, loaded: &TableLoaded) -> Vec<Line> {
        let overlap = &loaded.overlap;
        let mut lines = Vec::new();
        let kinds = [
            (overlap.identical, "identical duplicate", "say nothing new"),
            (overlap.conflicting, "conflicting duplicate", "say something else, and the later row stands"),
        ];
        for (n, kind, what) in kinds.into_iter().filter(|(n, ..)| *n > 0) {
            let text = format!("{}, {what}", plural(n, kind));
            lines.push(if lines.is_empty() { Line::Pair("lost", text) } else { Line::More(text) });
        }
        let describe = |conflict| Line::More(format!("  {}", describe(&self.loaded, shape, conflict)));
        lines.extend(overlap.examples.iter().take(SHOWN).map(describe));
        if overlap.varying > 0 {
            let text = format!("{} with another static value than the row before", plural(overlap.varying, "row"));
            lines.push(Line::Pair("varying", text));
            lines.extend(overlap.varied.iter().take(SHOWN).map(describe));
        }
        lines
    }

    fn growing(&self, model: &Model, at: usize) -> Vec<Line> {
        let Some(growth) = Growth::of(model, self, at) else { return Vec::new() };
        let basis = match growth.basis {
            Basis::Query => ", as its `growth` says".to_owned(),
            Basis::Model => ", as the model's `growth` says".to_owned(),
            Basis::Data(span) => format!(" over {}", days(span)),
        };
        let p99 = growth.rows_per_day_p99.map(|rate| format!(" (p99 {})", number(rate))).unwrap_or_default();
        let rate = number(growth.rows_per_day);
        let mut lines = vec![Line::Pair("growth", format!("{rate} rows a day in the busiest partition{p99}{basis}"))];
        for crossing in &growth.crossings {
            let on = crossing.on.as_ref().map(|day| format!(", on {day}")).unwrap_or_default();
            let (limit, after) = (crossing.limit.words(), days(crossing.days));
            lines.push(Line::More(format!("{limit} {after} after its first row{on}")));
        }
        if growth.crossings.is_empty() {
            let why = if growth.days.is_some() { "within its lifetime" } else { "within ten years" };
            lines.push(Line::More(format!("no limit is crossed {why}")));
        } else if let Some(bucket) = Bucket::of(model, self, at, &growth) {
            let a = if bucket.unit == super::Unit::Hour { "an" } else { "a" };
            let text = format!("{a} {} for each partition keeps it small: see the warning", bucket.unit.name());
            lines.push(Line::More(text));
        }
        lines
    }
}

fn rows(loaded: &TableLoaded, measured: &TableProfile) -> String {
    let mut text = format!("{} in {}", plural(measured.rows, "row"), plural(measured.partitions(), "partition"));
    if measured.static_rows > 0 {
        text = format!("{text}, {}", plural(measured.static_rows, "static row"));
    }
    match loaded.added {
        Some(added) => format!("{text}, {} added up", count(added)),
        None if loaded.overlap.superseded() == 0 => format!("{text}, none lost"),
        None => format!("{text}, {} of {} lost", count(loaded.overlap.superseded()), count(loaded.accepted)),
    }
}

/// Percentiles in columns of equal width.
fn aligned(histograms: [&Histogram; 2]) -> [String; 2] {
    let cells = histograms.map(|histogram| {
        let percentile = |percent| count(histogram.percentile(percent));
        [percentile(50), percentile(95), percentile(99), count(histogram.max())]
    });
    [0, 1].map(|at| {
        let names = ["p50", "p95", "p99", "max"].iter().enumerate().map(|(column, name)| {
            let width = cells.iter().map(|row| row[column].len()).max().unwrap_or(0);
            format!("{name} {:>width$}", cells[at][column])
        });
        let rounded = if histograms[at].is_exact() { "" } else { "   (within 1 %)" };
        format!("{}{rounded}", names.collect::<Vec<_>>().join("   "))
    })
}

/// Keys with what is counted of each, in two columns.
fn keys(shape: &Table, counted: &[Counted], unit: impl Fn(u64) -> String) -> Vec<String> {
    let shown = counted.iter().take(SHOWN);
    let pairs: Vec<_> = shown.map(|held| (short(&key_of(shape, &held.key)), unit(held.n))).collect();
    let numbers = pairs.iter().map(|(_, n)| n.chars().count()).max().unwrap_or(0);
    pairs.into_iter().map(|(key, n)| format!("{n:>numbers$}  {key}")).collect()
}

fn listed(word: &'static str, texts: Vec<String>) -> impl Iterator<Item = Line> {
    let line = move |(n, text)| if n == 0 { Line::Pair(word, text) } else { Line::More(text) };
    texts.into_iter().enumerate().map(line)
}

/// The columns that rows lack.
fn nulls(shape: &Table, measured: &TableProfile) -> impl Iterator<Item = Line> {
    let statics = shape.statics.len();
    let columns = shape.statics.iter().chain(&shape.regulars).zip(&measured.absent).enumerate();
    let lacking = columns.map(|(at, (column, absent))| {
        if at < statics {
            // A partition without a static row has none of its values.
            (column, absent + measured.partitions() - measured.static_rows, measured.partitions())
        } else {
            (column, *absent, measured.rows)
        }
    });
    let lacking: Vec<(&Column, u64, u64)> = lacking.filter(|(_, absent, _)| *absent > 0).collect();
    let width = lacking.iter().map(|(column, ..)| column.name.text().chars().count()).max().unwrap_or(0);
    let texts =
        lacking.iter().map(|(column, absent, of)| format!("{:width$}  {}", column.name.text(), share(*absent, *of)));
    listed("nulls", texts.collect())
}

/// What its files hold that no table does, and what is the same in all rows.
fn of_source(model: &Model, name: Option<&str>, seen: &SourceProfile) -> Vec<Line> {
    let mut lines = Vec::new();
    if let Some(name) = name {
        lines.push(Line::Head(format!("source {name}")));
        lines.push(Line::Pair("rows", count(seen.rows)));
    }
    if !seen.unread.is_empty() {
        let names: Vec<&str> = seen.unread.iter().map(String::as_str).collect();
        lines.push(Line::Pair("not read", names.join(", ")));
    }
    let constant = seen.columns.iter().filter(|column| seen.rows > 1 && column.values > 0).filter_map(|column| {
        let (declared, bytes) = (&model.columns[column.column], column.constant.as_ref()?);
        let mut text = String::new();
        display(&declared.ty, bytes, &mut text);
        Some(format!("{} = {}", declared.name, short(&text)))
    });
    lines.extend(listed("constant", constant.collect()));
    lines
}

/// A text that fits on a line.
fn short(text: &str) -> String {
    match text.char_indices().nth(LONGEST) {
        Some((cut, _)) => format!("{}…", &text[..cut]),
        None => text.to_owned(),
    }
}
