// Made by modeler from queries.yaml; do not edit: change the model and run `modeler generate`.

/// The name of the query.
pub(crate) const NAME: &str = "type";

/// The statement that answers it.
///
/// ```text
/// SELECT value FROM meters.readings_of_day WHERE meter = :meter AND day = :day AND at > :since
/// ```
pub(crate) const SELECT: &str = "SELECT value FROM meters.readings_of_day WHERE meter = :meter AND day = :day AND at > :since";

/// What the query is asked with.
#[derive(Clone, Copy, Debug, PartialEq, ::scylla::SerializeRow)]
#[scylla(flavor = "enforce_order")]
pub(crate) struct Params {
    /// `meter int`
    pub(crate) meter: i32,
    /// `day date`
    pub(crate) day: ::chrono::NaiveDate,
    /// `since timestamp`
    pub(crate) since: ::chrono::DateTime<::chrono::Utc>,
}

/// A row of the answer.
#[derive(Clone, Debug, PartialEq, ::scylla::DeserializeRow)]
#[scylla(flavor = "enforce_order")]
pub(crate) struct Row {
    /// `value double`
    pub(crate) value: Option<f64>,
}
