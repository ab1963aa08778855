//! Takes a table whose partitions grow too large, gives the bucket that keeps them small: a column derived from its moment,
//! for the partition key, as a stanza ready to paste, with what its query becomes.

use std::fmt::Write as _;

use super::Profile;
use super::growth::{DAY, Growth, bucket_days};
use super::survey::time_column;
use crate::model::{Model, Origin};
use crate::rules::shape::Order;
use crate::types::CqlType;
use crate::value::Derivation;

/// A unit of the calendar that a column can be derived by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// A month.
    Month,
    /// Seven days.
    Week,
    /// A day.
    Day,
    /// An hour.
    Hour,
}

/// The units, the longest first.
const UNITS: [Unit; 4] = [Unit::Month, Unit::Week, Unit::Day, Unit::Hour];

impl Unit {
    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Month => "month",
            Self::Week => "week",
            Self::Day => "day",
            Self::Hour => "hour",
        }
    }

    /// Days of the longest.
    pub fn days(self) -> f64 {
        match self {
            Self::Month => 31.0,
            Self::Week => 7.0,
            Self::Day => 1.0,
            Self::Hour => 1.0 / 24.0,
        }
    }

    /// The function of a column, its type and its spelling, where a column of type `ty` has it.
    fn derived(self, ty: &CqlType) -> Option<(Derivation, CqlType, &'static str)> {
        let week = 7 * 86_400_000;
        let (name, number, to, text) = match self {
            Self::Month => ("year_month", None, CqlType::Text, "year_month(COLUMN)"),
            Self::Week => ("bucket", Some(week), CqlType::Timestamp, "bucket(COLUMN, 604800000)"),
            Self::Day => ("date", None, CqlType::Date, "date(COLUMN)"),
            Self::Hour => ("hour", None, CqlType::Timestamp, "hour(COLUMN)"),
        };
        let function = Derivation::new(name, number, ty, &to).ok()?;
        Some((function, to, text))
    }
}

/// The bucket that keeps the partitions of a table small.
#[derive(Clone, Debug, PartialEq)]
pub struct Bucket {
    /// Its unit.
    pub unit: Unit,
    /// The column that says it.
    pub column: String,
    /// The column and the query, as YAML to paste.
    pub stanza: String,
    /// Partitions that a read of all the data's days, or of a year where they are not known, goes through.
    pub partitions: u64,
    /// Whether that is a year.
    pub of_a_year: bool,
}

impl Bucket {
    /// The largest unit in which the busiest partition of the table at this index keeps within all limits; none where it
    /// has no moment to go by, has a bucket already, or where an hour is too long.
    pub fn of(model: &Model, profile: &Profile, table: usize, growth: &Growth) -> Option<Self> {
        if bucket_days(model, table).is_some() {
            return None;
        }
        let from = time_column(model, table)?;
        let (moment, shape) = (&model.columns[from], &*model.tables[table].shape);
        let (unit, (function, ty, text)) = UNITS
            .into_iter()
            .filter(|unit| growth.fits(unit.days()))
            .find_map(|unit| Some((unit, unit.derived(&moment.ty)?)))?;
        let known = model.columns.iter().find(|column| {
            matches!(column.origin, Origin::Derived { from: other, function: own } if other == from && own == function)
                && shape.column(&column.name).is_none()
        });
        let column = known.map_or_else(|| free_name(model, unit.name()), |column| column.name.text().to_owned());
        let derive = text.replace("COLUMN", moment.name.text());
        let mut stanza = String::new();
        if known.is_none() {
            let _ = writeln!(stanza, "columns:\n  {column}: {{ type: {}, derive: \"{derive}\" }}", ty.cql());
        }
        stanza.push_str(&queries(model, table, moment.name.text(), &column));
        let span = profile.tables[table].span;
        #[allow(clippy::cast_precision_loss, reason = "days are told as whole numbers")]
        let days = span.map(|(oldest, newest)| (newest as f64 - oldest as f64) / DAY);
        // Of data that one bucket holds nothing is learnt.
        let long = days.filter(|days| *days > unit.days());
        let days = long.unwrap_or(365.0);
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a number of days")]
        let partitions = (days / unit.days()).ceil() as u64;
        Some(Self { unit, column, stanza, partitions, of_a_year: long.is_none() })
    }
}

/// The name, with a number behind it where the vocabulary has it already.
fn free_name(model: &Model, name: &str) -> String {
    let taken = |name: &str| model.columns.iter().any(|column| column.name.text() == name);
    let numbered = (2..).map(|n| format!("{name}_{n}"));
    std::iter::once(name.to_owned()).chain(numbered).find(|name| !taken(name)).unwrap_or_default()
}

/// The query that declares the table, with the bucket in its partition key, reading from bucket to bucket.
fn queries(model: &Model, table: usize, moment: &str, bucket: &str) -> String {
    let shape = &*model.tables[table].shape;
    let owner = model.owner(table).map_or("", |name| name.text());
    let mut text = format!("queries:\n  {}:\n", word(owner));
    if owner != shape.name.text() {
        let _ = writeln!(text, "    table: {}", word(shape.name.text()));
    }
    let key = shape.partition_key.iter().map(|column| word(column.name.text()));
    let _ = writeln!(text, "    partition_key: [{}]", list(key.chain([word(bucket)])));
    let clustering = shape.clustering_key.iter().map(|(column, order)| {
        let name = word(column.name.text());
        if *order == Order::Desc { format!("{name} desc") } else { name }
    });
    let _ = writeln!(text, "    clustering_key: [{}]", list(clustering));
    if !shape.statics.is_empty() {
        let _ = writeln!(text, "    static: [{}]", list(shape.statics.iter().map(|column| word(column.name.text()))));
    }
    let first = shape.clustering_key.first().map(|(column, _)| column.name.text());
    if first == Some(moment) {
        // One read for each bucket between the bounds.
        let _ = writeln!(text, "    across: {}", word(bucket));
        let _ = writeln!(text, "    where: [{0} >= :from, {0} < :to]", word(moment));
    } else {
        let _ = writeln!(text, "    where: [{0} in :{0}s]", word(bucket));
    }
    if !shape.regulars.is_empty() {
        let _ = writeln!(text, "    select: [{}]", list(shape.regulars.iter().map(|column| word(column.name.text()))));
    }
    text
}

fn list(words: impl Iterator<Item = String>) -> String {
    words.collect::<Vec<_>>().join(", ")
}

/// A name as YAML takes it: bare where it is a plain word.
fn word(name: &str) -> String {
    let is_plain = name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
        && name.bytes().next().is_some_and(|byte| byte.is_ascii_alphabetic());
    if is_plain { name.to_owned() } else { format!("'{}'", name.replace('\'', "''")) }
}
