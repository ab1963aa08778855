//! Takes a profile, gives what an expert would warn of: families S, sizes, and L, what a load loses or finds strange. A rule
//! is one function over one table or column.

use super::growth::{Basis, bucket_days};
use super::limits::{
    ALIKE_FROM, CELL_BYTES, ELEMENTS, PARTITION_BYTES, PARTITION_ROWS, PARTITIONS, PARTITIONS_FROM, ROW_BYTES, SHARE,
    SHARE_FROM, TOO_FINE,
};
use super::words::{bytes, count, days, number, plural, share};
use super::{Bucket, Crossing, Growth, Limit, Profile, TableProfile};
use crate::diagnostic::{Diagnostic, Report};
use crate::load::{TableLoaded, describe, key_of};
use crate::model::Model;
use crate::rules::shape::{Op, Part, Table};

/// A table as the rules see it.
struct Judged<'a> {
    model: &'a Model,
    profile: &'a Profile,
    at: usize,
    shape: &'a Table,
    loaded: &'a TableLoaded,
    measured: &'a TableProfile,
}

/// The rules for tables.
const RULES: [fn(&Judged<'_>) -> Option<Diagnostic>; 10] = [
    rows_of_a_partition,
    bytes_of_a_partition,
    bytes_of_a_row,
    bytes_of_a_cell,
    elements_of_a_collection,
    growth_without_end,
    partitions_that_do_not_spread,
    buckets_too_fine,
    rows_that_contradict,
    statics_that_vary,
];

impl Profile {
    /// What is to be warned of, in the order of the model's tables, then of its columns.
    pub fn judge(&self, model: &Model) -> Report {
        let mut report = Report::default();
        for (at, table) in model.tables.iter().enumerate().filter(|(at, _)| self.loaded.tables[*at].loaded) {
            let (loaded, measured) = (&self.loaded.tables[at], &self.tables[at]);
            let judged = Judged { model, profile: self, at, shape: &table.shape, loaded, measured };
            RULES.iter().filter_map(|rule| rule(&judged)).for_each(|found| report.push(found));
        }
        for found in self.sources.iter().flat_map(|source| source.columns.iter().map(move |seen| (source.rows, seen))) {
            let column = &model.columns[found.1.column];
            let place = model.places.of("", &Part::Column(column.name.clone()));
            let alike = [reads_as_another_type(column, found.1), always_null(column, found.0, found.1)];
            alike.into_iter().flatten().for_each(|found| report.push(found.at(place.clone())));
        }
        report
    }
}

impl Judged<'_> {
    /// A warning of `code` about `part` of the table.
    fn warning(&self, code: &'static str, part: &Part, fact: &str, help: impl Into<String>) -> Diagnostic {
        let found = Diagnostic::error(code, format!("table `{}`: {fact}", self.shape.name)).warning().help(help);
        let found = found.at(self.model.place_in_table(self.at, part));
        match self.model.owner(self.at) {
            Some(owner) => found.about(owner.text()),
            None => found,
        }
    }

    fn key(&self, key: &[u8]) -> String {
        key_of(self.shape, key)
    }

    fn growth(&self) -> Option<Growth> {
        Growth::of(self.model, self.profile, self.at)
    }

    /// What keeps partitions small.
    fn smaller(&self) -> String {
        let bucket = self.growth().and_then(|growth| Bucket::of(self.model, self.profile, self.at, &growth));
        match bucket {
            Some(bucket) => with_stanza(&bucket),
            None => "put one more column into the partition key, one that every read knows".to_owned(),
        }
    }
}

/// What to do about growth, ready to paste.
fn with_stanza(bucket: &Bucket) -> String {
    let Bucket { unit, column, stanza, partitions, of_a_year } = bucket;
    let read = if *of_a_year { "a year" } else { "all days of the data" };
    format!(
        "a partition for each {} keeps it small; a read of {read} goes through {} then. `{column}` in the key:\n{}",
        unit.name(),
        plural(*partitions, "partition"),
        stanza.trim_end()
    )
}

/// S01: a partition of more than [`PARTITION_ROWS`] rows.
fn rows_of_a_partition(table: &Judged<'_>) -> Option<Diagnostic> {
    let hottest = table.measured.hottest.first().filter(|hottest| hottest.n > PARTITION_ROWS)?;
    let (rows, limit) = (count(hottest.n), count(PARTITION_ROWS));
    let fact = format!("a partition has {rows} rows, and {limit} should be the most: {}", table.key(&hottest.key));
    Some(table.warning("S01", &Part::PartitionKey(0), &fact, table.smaller()))
}

/// S02: a partition of more than [`PARTITION_BYTES`] bytes.
fn bytes_of_a_partition(table: &Judged<'_>) -> Option<Diagnostic> {
    let largest = table.measured.largest.first().filter(|largest| largest.n > PARTITION_BYTES)?;
    let (size, limit) = (bytes(largest.n), bytes(PARTITION_BYTES));
    let fact = format!("a partition takes {size}, and {limit} should be the most: {}", table.key(&largest.key));
    Some(table.warning("S02", &Part::PartitionKey(0), &fact, table.smaller()))
}

/// S04: a row of more than [`ROW_BYTES`] bytes.
fn bytes_of_a_row(table: &Judged<'_>) -> Option<Diagnostic> {
    let widest = table.measured.widest.first().filter(|widest| widest.n > ROW_BYTES)?;
    let (size, limit) = (bytes(widest.n), bytes(ROW_BYTES));
    let fact = format!("a row takes {size}, and {limit} should be the most: {}", table.key(&widest.key));
    let help = "keep what is large in a table of its own, or outside the database, and its address here";
    Some(table.warning("S04", &Part::Name, &fact, help))
}

/// S05: a cell of more than [`CELL_BYTES`] bytes.
fn bytes_of_a_cell(table: &Judged<'_>) -> Option<Diagnostic> {
    let heaviest = table.measured.heaviest.first().filter(|heaviest| heaviest.n > CELL_BYTES)?;
    let (size, limit) = (bytes(heaviest.n), bytes(CELL_BYTES));
    let fact = format!("a value takes {size}, and {limit} should be the most: {}", table.key(&heaviest.key));
    let help = "cut it into pieces, a row each, or keep it outside the database, and its address here";
    Some(table.warning("S05", &Part::Name, &fact, help))
}

/// S06: a collection of more than [`ELEMENTS`] elements.
fn elements_of_a_collection(table: &Judged<'_>) -> Option<Diagnostic> {
    let fullest = table.measured.fullest.first().filter(|fullest| fullest.n > ELEMENTS)?;
    let (elements, limit) = (plural(fullest.n, "element"), count(ELEMENTS));
    let fact = format!("a collection has {elements}, and {limit} should be the most: {}", table.key(&fullest.key));
    Some(table.warning("S06", &Part::Name, &fact, "make each element a row, with a clustering column for its key"))
}

/// S07: partitions that grow over a limit.
fn growth_without_end(table: &Judged<'_>) -> Option<Diagnostic> {
    let growth = table.growth()?;
    let first = growth.crossings.first()?;
    let is_over = |limit: &Crossing| match limit.limit {
        Limit::Rows => table.measured.partition_rows.max() > PARTITION_ROWS,
        Limit::Bytes => table.measured.partition_bytes.max() > PARTITION_BYTES,
    };
    if growth.crossings.iter().all(is_over) {
        // S01 and S02 say so, of the same partition.
        return None;
    }
    let rate = number(growth.rows_per_day);
    let by = match growth.basis {
        Basis::Query | Basis::Model => "as `growth` says".to_owned(),
        Basis::Data(span) => format!("over the {} of the data", days(span)),
    };
    let on = first.on.as_ref().map(|day| format!(", on {day}")).unwrap_or_default();
    let fact = format!(
        "its busiest partition gains {rate} rows a day, {by}: {} {} after its first row{on}",
        first.limit.words(),
        days(first.days),
    );
    let help = match (Bucket::of(table.model, table.profile, table.at, &growth), bucket_days(table.model, table.at)) {
        (Some(bucket), _) => with_stanza(&bucket),
        (None, Some(_)) => "take a shorter bucket".to_owned(),
        (None, None) => {
            "put a column into the partition key that bounds a partition, or let rows end by a `ttl`".to_owned()
        }
    };
    Some(table.warning("S07", &Part::PartitionKey(0), &fact, help))
}

impl Limit {
    /// That it is crossed.
    pub(super) fn words(self) -> String {
        match self {
            Self::Rows => format!("{} rows", count(PARTITION_ROWS)),
            Self::Bytes => bytes(PARTITION_BYTES),
        }
    }
}

/// S08: few partitions, or one that holds much of the table: a node has all of it.
fn partitions_that_do_not_spread(table: &Judged<'_>) -> Option<Diagnostic> {
    let (rows, partitions) = (table.measured.rows, table.measured.partitions());
    let hottest = table.measured.hottest.first()?;
    let help = "put a column into the partition key that has many values and that every read knows";
    if rows >= SHARE_FROM && hottest.n * 100 > rows * SHARE {
        let (key, rows) = (table.key(&hottest.key), plural(rows, "row"));
        let fact = match partitions {
            1 => format!("its only partition holds all of its {rows}: {key}"),
            n => {
                let part = share(hottest.n, table.measured.rows);
                format!("one of its {} holds {part} of its {rows}: {key}", plural(n, "partition"))
            }
        };
        return Some(table.warning("S08", &Part::PartitionKey(0), &fact, help));
    }
    let few = rows >= PARTITIONS_FROM && partitions < PARTITIONS;
    few.then(|| {
        let fact = format!("its {} lie in {}", plural(rows, "row"), plural(partitions, "partition"));
        table.warning("S08", &Part::PartitionKey(0), &fact, help)
    })
}

/// S09: a bucket much smaller than it might be, of which a query reads several.
fn buckets_too_fine(table: &Judged<'_>) -> Option<Diagnostic> {
    let span = bucket_days(table.model, table.at).filter(|span| *span > 0.0 && *span < 31.0)?;
    let is_several = |query: &&crate::model::Query| {
        let of_key = |name: &crate::name::Name| table.shape.partition_key.iter().any(|column| column.name == *name);
        query.table == table.at
            && query
                .shape
                .relations
                .iter()
                .any(|relation| relation.op == Op::In && relation.columns.iter().any(&of_key))
    };
    let query = table.model.queries.iter().find(is_several)?;
    let (longer, times) = match span {
        span if span >= 1.0 => ("month", 31.0 / span),
        _ => ("day", 1.0 / span),
    };
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a small number of buckets")]
    let times = times.ceil() as u64;
    let (rows, size) = (table.measured.partition_rows.max(), table.measured.partition_bytes.max());
    let is_fine = rows * times * TOO_FINE <= PARTITION_ROWS && size * times * TOO_FINE <= PARTITION_BYTES;
    (is_fine && table.measured.rows >= SHARE_FROM).then(|| {
        let fact = format!(
            "`{}` reads several of its buckets, of which the largest has {} and takes {}",
            query.shape.name,
            plural(rows, "row"),
            bytes(size)
        );
        let help = format!("a bucket for each {longer} would hold {times} of them, and be small still");
        table.warning("S09", &Part::PartitionKey(0), &fact, help)
    })
}

/// L01: rows of one key that say different things.
fn rows_that_contradict(table: &Judged<'_>) -> Option<Diagnostic> {
    let overlap = &table.loaded.overlap;
    let example = overlap.examples.first()?;
    let lost = match overlap.conflicting {
        1 => "1 row is lost to a later one of its key that says something else".to_owned(),
        n => format!("{} are lost to later ones of their keys that say something else", plural(n, "row")),
    };
    let fact = format!("{lost}: {}", describe(&table.profile.loaded, table.shape, example));
    let part = if table.shape.clustering_key.is_empty() { Part::PartitionKey(0) } else { Part::ClusteringKey(0) };
    Some(table.warning("L01", &part, &fact, "add a column to the clustering key that tells such rows apart"))
}

/// L02: a static column that rows of one partition give different values.
fn statics_that_vary(table: &Judged<'_>) -> Option<Diagnostic> {
    let overlap = &table.loaded.overlap;
    let example = overlap.varied.first()?;
    let times = plural(overlap.varying, "row");
    let fact = format!(
        "{times} gave a partition another static value than the row before, and the last one stands: {}",
        describe(&table.profile.loaded, table.shape, example)
    );
    let part = Part::Static(example.cells.first().copied().unwrap_or(0));
    Some(table.warning("L02", &part, &fact, "select it as a plain column, which each row has its own value of"))
}

/// L03: texts that are all numbers, days, or of another narrower type.
fn reads_as_another_type(column: &crate::model::Column, seen: &super::ColumnProfile) -> Option<Diagnostic> {
    let ty = seen.reads_as.as_ref().filter(|_| seen.values >= ALIKE_FROM && seen.constant.is_none())?;
    let fact = format!(
        "all {} of `{}`, a {}, read as {}",
        plural(seen.values, "value"),
        column.name,
        column.ty.cql(),
        ty.cql()
    );
    let help =
        format!("make it `{}: {}`: values are then checked, ordered as such, and smaller", column.name, ty.cql());
    Some(Diagnostic::error("L03", fact).warning().help(help))
}

/// L04: a column that no row has a value of.
fn always_null(column: &crate::model::Column, rows: u64, seen: &super::ColumnProfile) -> Option<Diagnostic> {
    (seen.values == 0 && rows >= ALIKE_FROM).then(|| {
        let fact = format!("column `{}` has no value in any of the {}", column.name, plural(rows, "row"));
        Diagnostic::error("L04", fact).warning().help("see whether it is the right header, or leave the column out")
    })
}
