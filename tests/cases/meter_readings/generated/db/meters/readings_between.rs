// Made by modeler from queries.yaml; do not edit: change the model and run `modeler generate`.

/// The name of the query.
pub(crate) const NAME: &str = "readings_between";

/// The statement that answers it.
///
/// ```text
/// SELECT at, value FROM meters.readings_of_day WHERE meter = :meter AND day = :day AND at >= :"from" AND at < :"to"
/// ```
pub(crate) const SELECT: &str = "SELECT at, value FROM meters.readings_of_day WHERE meter = :meter AND day = :day AND at >= :\"from\" AND at < :\"to\"";

/// What the query is asked with.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Params {
    /// `meter int`
    pub(crate) meter: i32,
    /// `"from" timestamp`
    pub(crate) from: ::chrono::DateTime<::chrono::Utc>,
    /// `"to" timestamp`
    pub(crate) to: ::chrono::DateTime<::chrono::Utc>,
}

impl Params {
    /// The buckets that are read, and what is bound in each.
    pub(super) fn buckets(&self) -> super::driver::Buckets<'static> {
        super::driver::Buckets {
            first: (::std::convert::Into::<::scylla::value::CqlTimestamp>::into(self.from).0).div_euclid(super::derive::DAY),
            last: ((::std::convert::Into::<::scylla::value::CqlTimestamp>::into(self.to).0).saturating_sub(1)).div_euclid(super::derive::DAY),
            descending: false,
            bucket: |step| u32::try_from(step + super::derive::EPOCH_DAY).ok().map(|bucket| bucket.to_be_bytes().to_vec()),
            function: "day_of",
            at: 1,
            values: ::std::vec![::std::boxed::Box::new(self.meter), ::std::boxed::Box::new(self.from), ::std::boxed::Box::new(self.to)],
            limit: None,
            limit_at: None,
        }
    }
}

/// A row of the answer.
#[derive(Clone, Debug, PartialEq, ::scylla::DeserializeRow)]
#[scylla(flavor = "enforce_order")]
pub(crate) struct Row {
    /// `at timestamp`, clustering key
    pub(crate) at: ::chrono::DateTime<::chrono::Utc>,
    /// `value double`
    pub(crate) value: Option<f64>,
}
