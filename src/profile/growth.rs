//! Takes what was measured of a table and how fast it grows, by the model or by the moments in its rows; gives when its
//! busiest partition crosses which limit. Never looks at a clock: days count from the newest moment in the data.

use super::limits::{HORIZON, PARTITION_BYTES, PARTITION_ROWS};
use super::{Profile, TableProfile};
use crate::model::{Column, Model, Origin};
use crate::types::CqlType;
use crate::value::{Derivation, display};

/// Milliseconds of a day.
pub(super) const DAY: f64 = 86_400_000.0;
/// Data that spans less says nothing of a day: an hour, in days.
const SHORTEST: f64 = 1.0 / 24.0;
/// Bytes by which a timestamp is longer in a table that is written all the time than in a load: five for one, which last
/// for nine and a half hours of writes in one file.
const LONGER: u64 = 4;

/// Where a rate comes from.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Basis {
    /// The query says it of its busiest partition.
    Query,
    /// The model says it of all its inputs.
    Model,
    /// The data spans so many days.
    Data(f64),
}

/// How the partitions of a table grow.
#[derive(Clone, Debug, PartialEq)]
pub struct Growth {
    /// Where it comes from.
    pub basis: Basis,
    /// Rows a day of the busiest partition.
    pub rows_per_day: f64,
    /// Rows a day that 99 of 100 partitions do not exceed; the model says nothing of them.
    pub rows_per_day_p99: Option<f64>,
    /// Bytes of a row, on average.
    pub row_bytes: f64,
    /// Days that a partition grows for: where its key holds a moment, or its rows do not live for ever.
    pub days: Option<f64>,
    /// The limits that it crosses within ten years, the first one first.
    pub crossings: Vec<Crossing>,
}

/// A limit that is crossed.
#[derive(Clone, Debug, PartialEq)]
pub struct Crossing {
    /// Which.
    pub limit: Limit,
    /// Days after the first row of the partition.
    pub days: f64,
    /// The day, from what the partition holds by now and the newest moment of the data, as `2026-05-01`.
    pub on: Option<String>,
}

/// A limit of a partition.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Limit {
    /// [`PARTITION_ROWS`].
    Rows,
    /// [`PARTITION_BYTES`].
    Bytes,
}

#[allow(clippy::cast_precision_loss, reason = "rates are told with a few digits")]
impl Growth {
    /// How the table at this index grows; none where nothing says so, or its partitions take no further rows.
    pub fn of(model: &Model, profile: &Profile, table: usize) -> Option<Self> {
        let (declared, measured) = (&model.tables[table], &profile.tables[table]);
        if declared.shape.clustering_key.is_empty() || measured.rows == 0 {
            return None;
        }
        let bucket = bucket_days(model, table);
        let (basis, rate, p99) = rates(model, profile, table)?;
        // What is in the data fills whole buckets already, and they were measured.
        if bucket.is_some() && basis != Basis::Query {
            return None;
        }
        let row_bytes = (measured.row_bytes + LONGER * measured.timestamps) as f64 / measured.rows as f64;
        let lifetime = declared.shape.lifetime().map(|seconds| f64::from(seconds) / 86_400.0);
        let days = bucket.into_iter().chain(lifetime).reduce(f64::min);
        let mut growth =
            Self { basis, rows_per_day: rate, rows_per_day_p99: p99, row_bytes, days, crossings: Vec::new() };
        growth.crossings = growth.crossed(measured);
        Some(growth)
    }

    /// Days until a partition of the busiest rate has reached `limit`.
    pub fn days_to(&self, limit: Limit) -> f64 {
        match limit {
            Limit::Rows => PARTITION_ROWS as f64 / self.rows_per_day,
            Limit::Bytes => PARTITION_BYTES as f64 / (self.rows_per_day * self.row_bytes),
        }
    }

    /// Whether a partition that holds so many days stays within all limits.
    pub fn fits(&self, days: f64) -> bool {
        [Limit::Rows, Limit::Bytes].iter().all(|limit| self.days_to(*limit) >= days)
    }

    fn crossed(&self, measured: &TableProfile) -> Vec<Crossing> {
        let crossing = |limit| {
            let days = self.days_to(limit);
            let grows_for = self.days.unwrap_or(HORIZON);
            let held = match limit {
                Limit::Rows => measured.partition_rows.max() as f64 / PARTITION_ROWS as f64,
                Limit::Bytes => measured.partition_bytes.max() as f64 / PARTITION_BYTES as f64,
            };
            let left = days * (1.0 - held).max(0.0);
            let newest = measured.span.map(|(_, newest)| newest).filter(|_| self.days.is_none());
            let on = newest.and_then(|newest| date(newest as f64 + left * DAY));
            (days <= grows_for).then_some(Crossing { limit, days, on })
        };
        let mut crossings: Vec<Crossing> = [Limit::Rows, Limit::Bytes].into_iter().filter_map(crossing).collect();
        crossings.sort_by(|a, b| a.days.total_cmp(&b.days));
        crossings
    }
}

/// Rows a day of the busiest partition and of 99 in 100, and where they come from.
#[allow(clippy::cast_precision_loss, reason = "rates are told with a few digits")]
fn rates(model: &Model, profile: &Profile, table: usize) -> Option<(Basis, f64, Option<f64>)> {
    let measured = &profile.tables[table];
    if let Some(rows) = model.tables[table].growth {
        return Some((Basis::Query, rows as f64, None));
    }
    let (busiest, p99) = (measured.partition_rows.max() as f64, measured.partition_rows.percentile(99) as f64);
    if let Some(rows) = model.growth {
        let share = rows as f64 / profile.loaded.accepted.max(1) as f64;
        return Some((Basis::Model, busiest * share, Some(p99 * share)));
    }
    let (oldest, newest) = measured.span?;
    let days = (newest as f64 - oldest as f64) / DAY;
    (days >= SHORTEST).then(|| (Basis::Data(days), busiest / days, Some(p99 / days)))
}

/// Days of rows that a partition of the table takes, where its key holds a moment or a piece of one.
pub(super) fn bucket_days(model: &Model, table: usize) -> Option<f64> {
    let declared = &model.tables[table];
    let key = declared.columns.iter().take(declared.shape.partition_key.len()).map(|at| &model.columns[*at]);
    key.filter_map(|column| days_of(model, column)).reduce(f64::min)
}

/// Days that one value of the column stands for.
#[allow(clippy::cast_precision_loss, reason = "days are told with a few digits")]
fn days_of(model: &Model, column: &Column) -> Option<f64> {
    match (&column.origin, &column.ty) {
        (Origin::Derived { function: Derivation::YearMonth, .. }, _) => Some(31.0),
        (Origin::Derived { function: Derivation::Hour, .. }, CqlType::Timestamp) => Some(1.0 / 24.0),
        (Origin::Derived { function: Derivation::Bucket(n), from }, CqlType::Timestamp)
            if model.columns[*from].ty == CqlType::Timestamp =>
        {
            Some(*n as f64 / DAY)
        }
        (_, CqlType::Date) => Some(1.0),
        // Whatever is counted in steps, they end.
        (Origin::Derived { function: Derivation::Bucket(_), .. }, _) | (_, CqlType::Timestamp | CqlType::Timeuuid) => {
            Some(0.0)
        }
        _ => None,
    }
}

/// The day of a moment in milliseconds, where it has one of four digits' years.
fn date(moment: f64) -> Option<String> {
    let day = (moment / DAY).floor();
    if !(-700_000.0..2_900_000.0).contains(&day) {
        return None;
    }
    #[allow(clippy::cast_possible_truncation, reason = "it was found in range")]
    let day = u32::try_from(day as i64 + (1 << 31)).ok()?;
    let mut text = String::new();
    display(&CqlType::Date, &day.to_be_bytes(), &mut text);
    Some(text)
}
