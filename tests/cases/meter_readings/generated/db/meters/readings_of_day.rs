// Made by modeler from queries.yaml; do not edit: change the model and run `modeler generate`.

/// The name of the query.
pub(crate) const NAME: &str = "readings_of_day";

/// The statement that answers it.
///
/// ```text
/// SELECT at, value, daily_at, dates, faults, marks, hour FROM meters.readings_of_day WHERE meter = :meter AND day = :day
/// ```
pub(crate) const SELECT: &str = "SELECT at, value, daily_at, dates, faults, marks, hour FROM meters.readings_of_day WHERE meter = :meter AND day = :day";

/// What the query is asked with.
#[derive(Clone, Copy, Debug, PartialEq, ::scylla::SerializeRow)]
#[scylla(flavor = "enforce_order")]
pub(crate) struct Params {
    /// `meter int`
    pub(crate) meter: i32,
    /// `day date`
    pub(crate) day: ::chrono::NaiveDate,
}

/// A row of the answer.
#[derive(Clone, Debug, PartialEq, ::scylla::DeserializeRow)]
#[scylla(flavor = "enforce_order")]
pub(crate) struct Row {
    /// `at timestamp`, clustering key
    pub(crate) at: ::chrono::DateTime<::chrono::Utc>,
    /// `value double`
    pub(crate) value: Option<f64>,
    /// `daily_at time`
    pub(crate) daily_at: Option<::chrono::NaiveTime>,
    /// `dates list<date>`
    pub(crate) dates: Vec<::chrono::NaiveDate>,
    /// `faults frozen<list<frozen<fault>>>`
    pub(crate) faults: Option<Vec<super::types::Fault>>,
    /// `marks map<timestamp, int>`
    pub(crate) marks: ::std::collections::BTreeMap<::chrono::DateTime<::chrono::Utc>, i32>,
    /// `hour timestamp`
    pub(crate) hour: Option<::chrono::DateTime<::chrono::Utc>>,
}

/// The statement that writes a row of `readings_of_day`.
///
/// ```text
/// INSERT INTO meters.readings_of_day (meter, day, at, value, daily_at, dates, faults, marks, hour) VALUES (:meter, :day, :at, :value, :daily_at, :dates, :faults, :marks, :hour)
/// ```
pub(crate) const INSERT: &str = "INSERT INTO meters.readings_of_day (meter, day, at, value, daily_at, dates, faults, marks, hour) VALUES (:meter, :day, :at, :value, :daily_at, :dates, :faults, :marks, :hour)";

/// A row of `readings_of_day`, to write. What is unset stays as it is in the table; nothing here writes a null.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Insert<'a> {
    /// `meter int`, partition key
    pub(crate) meter: i32,
    /// `at timestamp`, clustering key
    pub(crate) at: ::chrono::DateTime<::chrono::Utc>,
    /// `value double`
    pub(crate) value: ::scylla::value::MaybeUnset<f64>,
    /// `daily_at time`
    pub(crate) daily_at: ::scylla::value::MaybeUnset<::chrono::NaiveTime>,
    /// `dates list<date>`
    pub(crate) dates: ::scylla::value::MaybeUnset<&'a [::chrono::NaiveDate]>,
    /// `faults frozen<list<frozen<fault>>>`
    pub(crate) faults: ::scylla::value::MaybeUnset<&'a [super::types::Fault]>,
    /// `marks map<timestamp, int>`
    pub(crate) marks: ::scylla::value::MaybeUnset<&'a ::std::collections::BTreeMap<::chrono::DateTime<::chrono::Utc>, i32>>,
}

#[derive(::scylla::SerializeRow)]
#[scylla(flavor = "enforce_order")]
pub(super) struct InsertValues<'a> {
    meter: i32,
    day: ::chrono::NaiveDate,
    at: ::chrono::DateTime<::chrono::Utc>,
    value: ::scylla::value::MaybeUnset<f64>,
    daily_at: ::scylla::value::MaybeUnset<::chrono::NaiveTime>,
    dates: ::scylla::value::MaybeUnset<&'a [::chrono::NaiveDate]>,
    faults: ::scylla::value::MaybeUnset<&'a [super::types::Fault]>,
    marks: ::scylla::value::MaybeUnset<&'a ::std::collections::BTreeMap<::chrono::DateTime<::chrono::Utc>, i32>>,
    hour: ::scylla::value::MaybeUnset<::chrono::DateTime<::chrono::Utc>>,
}

impl<'a> Insert<'a> {
    /// What is bound: the columns in the order of the statement, those among them that are computed.
    pub(super) fn values(&self) -> Result<InsertValues<'a>, super::OutOfRange> {
        Ok(InsertValues {
            meter: self.meter,
            day: super::day_of(self.at)?,
            at: self.at,
            value: self.value,
            daily_at: self.daily_at,
            dates: self.dates,
            faults: self.faults,
            marks: self.marks,
            hour: ::scylla::value::MaybeUnset::Set(super::hour_of(self.at)?),
        })
    }
}

impl<'a> From<&'a super::Record> for Insert<'a> {
    fn from(record: &'a super::Record) -> Self {
        Self {
            meter: record.meter,
            at: record.at,
            value: ::scylla::value::MaybeUnset::from_option(record.value),
            daily_at: ::scylla::value::MaybeUnset::from_option(record.daily_at),
            dates: if record.dates.is_empty() { ::scylla::value::MaybeUnset::Unset } else { ::scylla::value::MaybeUnset::Set(&record.dates) },
            faults: ::scylla::value::MaybeUnset::from_option(record.faults.as_deref()),
            marks: if record.marks.is_empty() { ::scylla::value::MaybeUnset::Unset } else { ::scylla::value::MaybeUnset::Set(&record.marks) },
        }
    }
}
