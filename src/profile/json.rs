//! A profile for a machine.

use serde_json::{Value, json};

use super::{Basis, Bucket, Counted, Crossing, Growth, Histogram, Limit, Profile, SourceProfile, TableProfile};
use crate::load::{Conflict, differing, key_json};
use crate::model::Model;
use crate::rules::shape::Table;
use crate::store::row::token_of;
use crate::value::to_json;

impl Profile {
    /// The profile as JSON: `read`, `filtered`, `rejected`, `accepted` rows and `bytes` of input; `sources` and `tables`,
    /// each a list in the model's order.
    ///
    /// A source has its `name` (null where it has none), `rows` that were kept, `unread` headers, and its `columns`: `name`,
    /// rows with `values` and with `nulls`, the type that all texts `reads_as` (null where they are texts), and the
    /// `constant` that all rows have (null where they differ).
    ///
    /// A table has its `name`; `accepted` rows, `rows` and `static_rows` written, `cells`; `lost` rows, `identical` and
    /// `conflicting`, with `examples` (`key`, places of the `earlier` and the `later` row, `columns` that differ); rows
    /// `added` up in a table of counters; `varying` static values, how many `times` and `examples`; `partitions`;
    /// `partition_rows` and `partition_bytes` (`p50`, `p95`, `p99`, `max`, `sum`, and whether they are `exact` or within one
    /// in a hundred); `row_bytes`, `mean` and `max`; the `hottest` partitions (`key`, `token`, `rows`) and the `largest`
    /// (`key`, `token`, `bytes`); `nulls` by column, `rows` and `share` (of static columns they count partitions); `oldest`
    /// and `newest` moment in milliseconds; `growth`.
    ///
    /// Growth is null where nothing is known of it, else its `basis` (`query`, `model` or `data`), `rows_per_day` of the
    /// busiest partition and `rows_per_day_p99`, `row_bytes` in a table that is written all the time, the `days` that a
    /// partition grows for (null: for ever), `crossings` (`limit` `rows` or `bytes`, `days` after the first row, the day it
    /// is `on`), and the `bucket` against them: `unit`, `column`, `stanza`, how many `partitions` a read of all days of the
    /// data goes through, or, where it is `of_a_year`, of a year.
    pub fn to_json(&self, model: &Model) -> Value {
        let loaded = &self.loaded;
        let sources = model.sources.iter().zip(&self.sources).map(|(source, seen)| {
            let name = source.name.as_ref().map(crate::name::Name::text);
            of_source(model, name, seen)
        });
        let tables = (0..model.tables.len()).filter(|table| loaded.tables[*table].loaded);
        json!({
            "read": loaded.read, "filtered": loaded.filtered, "rejected": loaded.rejected, "accepted": loaded.accepted,
            "bytes": loaded.bytes,
            "sources": sources.collect::<Vec<_>>(),
            "tables": tables.map(|table| self.table_json(model, table)).collect::<Vec<_>>(),
        })
    }

    fn table_json(&self, model: &Model, at: usize) -> Value {
        let (shape, loaded, measured) = (&*model.tables[at].shape, &self.loaded.tables[at], &self.tables[at]);
        let overlap = &loaded.overlap;
        let examples = |conflicts: &[Conflict]| -> Value {
            let example = |conflict: &Conflict| {
                json!({
                    "key": key_json(shape, &conflict.key),
                    "earlier": self.loaded.place(conflict.earlier),
                    "later": self.loaded.place(conflict.later),
                    "columns": differing(shape, conflict),
                })
            };
            conflicts.iter().map(example).collect()
        };
        let TableProfile { rows, static_rows, cells, row_bytes, span, .. } = measured;
        json!({
            "name": shape.name.text(),
            "accepted": loaded.accepted, "rows": rows, "static_rows": static_rows, "cells": cells,
            "lost": {
                "identical": overlap.identical, "conflicting": overlap.conflicting,
                "examples": examples(&overlap.examples),
            },
            "added": loaded.added,
            "varying": { "times": overlap.varying, "examples": examples(&overlap.varied) },
            "partitions": measured.partitions(),
            "partition_rows": percentiles(&measured.partition_rows),
            "partition_bytes": percentiles(&measured.partition_bytes),
            "row_bytes": { "mean": mean(*row_bytes, *rows), "max": measured.widest.first().map_or(0, |row| row.n) },
            "hottest": partitions(shape, measured.hottest.all(), "rows"),
            "largest": partitions(shape, measured.largest.all(), "bytes"),
            "nulls": nulls(shape, measured),
            "growth": Growth::of(model, self, at).map(|growth| self.growth_json(model, at, &growth)),
            "oldest": span.map(|(oldest, _)| oldest), "newest": span.map(|(_, newest)| newest),
        })
    }
}

impl Profile {
    fn growth_json(&self, model: &Model, at: usize, growth: &Growth) -> Value {
        let basis = match growth.basis {
            Basis::Query => "query",
            Basis::Model => "model",
            Basis::Data(_) => "data",
        };
        let crossing = |crossing: &Crossing| {
            let limit = match crossing.limit {
                Limit::Rows => "rows",
                Limit::Bytes => "bytes",
            };
            json!({ "limit": limit, "days": crossing.days, "on": crossing.on })
        };
        let bucket = (!growth.crossings.is_empty()).then(|| Bucket::of(model, self, at, growth)).flatten();
        json!({
            "basis": basis,
            "rows_per_day": growth.rows_per_day, "rows_per_day_p99": growth.rows_per_day_p99,
            "row_bytes": growth.row_bytes, "days": growth.days,
            "crossings": growth.crossings.iter().map(crossing).collect::<Vec<_>>(),
            "bucket": bucket.map(|bucket| json!({
                "unit": bucket.unit.name(), "column": bucket.column, "stanza": bucket.stanza,
                "partitions": bucket.partitions, "of_a_year": bucket.of_a_year,
            })),
        })
    }
}

fn of_source(model: &Model, name: Option<&str>, seen: &SourceProfile) -> Value {
    let column = |seen_column: &super::ColumnProfile| {
        let column = &model.columns[seen_column.column];
        json!({
            "name": column.name.text(),
            "values": seen_column.values,
            "nulls": seen.rows - seen_column.values,
            "reads_as": seen_column.reads_as.as_ref().map(crate::types::CqlType::cql),
            "constant": seen_column.constant.as_ref().map(|bytes| to_json(&column.ty, bytes)),
        })
    };
    json!({
        "name": name, "rows": seen.rows, "unread": seen.unread,
        "columns": seen.columns.iter().map(column).collect::<Vec<_>>(),
    })
}

fn percentiles(histogram: &Histogram) -> Value {
    let [p50, p95, p99] = [50, 95, 99].map(|percent| histogram.percentile(percent));
    json!({
        "p50": p50, "p95": p95, "p99": p99, "max": histogram.max(), "sum": histogram.sum(),
        "exact": histogram.is_exact(),
    })
}

fn partitions(shape: &Table, counted: &[Counted], unit: &str) -> Value {
    let one = |counted: &Counted| json!({ "key": key_json(shape, &counted.key), "token": token_of(&counted.key), unit: counted.n });
    counted.iter().map(one).collect()
}

/// Rows without a value for each plain column, and for each static one partitions without one.
fn nulls(shape: &Table, measured: &TableProfile) -> Value {
    let statics = shape.statics.len();
    let columns = shape.statics.iter().chain(&shape.regulars).zip(&measured.absent).enumerate();
    let entry = |(at, (column, absent)): (usize, (&crate::rules::shape::Column, &u64))| {
        // A partition without a static row has none of its values.
        let (absent, of) = if at < statics {
            (absent + measured.partitions() - measured.static_rows, measured.partitions())
        } else {
            (*absent, measured.rows)
        };
        (column.name.text().to_owned(), json!({ "rows": absent, "share": mean(absent, of) }))
    };
    columns.map(entry).collect()
}

/// A sum by a number of things; 0 where there are none.
#[allow(clippy::cast_precision_loss, reason = "it is shown with a few digits")]
fn mean(sum: u64, of: u64) -> f64 {
    if of == 0 { 0.0 } else { sum as f64 / of as f64 }
}
