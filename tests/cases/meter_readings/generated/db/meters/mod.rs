// Made by modeler from queries.yaml; do not edit: change the model and run `modeler generate`.
// Crates: scylla 1.9 with chrono-04, chrono, futures 0.3.

//! Typed access to the keyspace `meters`: every query that `queries.yaml` declares, prepared once.
//!
//! [`Queries::prepare`] is the way in. Each query has a module with its statement, its parameters and its rows, and a
//! method of its own name; each table has methods that write it.

#![forbid(unsafe_code)]
#![allow(dead_code, reason = "a program need not ask every query")]
#![allow(unreachable_pub, reason = "the model says who sees what is here")]
#![allow(unused_comparisons, reason = "a bound of the model may be that of its type")]
#![allow(clippy::type_complexity, reason = "types are as complex as those of the columns")]
#![allow(clippy::too_many_lines, reason = "a table may have many columns")]
#![allow(clippy::struct_field_names, reason = "the names are those of the columns")]
#![allow(clippy::trivially_copy_pass_by_ref, reason = "all structs are taken alike, whatever their size")]
#![allow(clippy::unnecessary_wraps, reason = "some columns cannot fail to be derived")]
#![allow(clippy::unreadable_literal, reason = "numbers of the model stand as they are compared")]

/// The keyspace that the model names; the statements below name it, and [`Queries::prepare`] takes any.
pub(crate) const KEYSPACE: &str = "meters";

/// Every statement of this file, prepared. Clones share them.
#[rustfmt::skip]
#[derive(Clone, Debug)]
pub(crate) struct Queries {
    session: ::std::sync::Arc<::scylla::client::session::Session>,
    statements: ::std::sync::Arc<[::scylla::statement::prepared::PreparedStatement]>,
    /// The write timestamp, where it is not that of the moment.
    at: Option<i64>,
}

#[rustfmt::skip]
impl Queries {
    /// Prepares every statement for the tables of `keyspace`, which is [`KEYSPACE`] unless yours has another name; the
    /// name is taken as the server stores it. Several statements are prepared at a time; what the model says of consistency,
    /// idempotence and page size is set.
    ///
    /// # Errors
    /// The first statement that the server refuses, with its query and its text.
    pub(crate) async fn prepare(session: &::std::sync::Arc<::scylla::client::session::Session>, keyspace: &str) -> Result<Self, PrepareError> {
        Self::prepare_with(session, keyspace, |_, _| {}).await
    }

    /// [`Queries::prepare`], after which `set` gets each statement with its query's name, or what it does such as
    /// `insert into TABLE`: for a consistency level of writes, an execution profile, a timeout, a retry policy. A
    /// logged batch is sent as the session sends batches.
    ///
    /// # Errors
    /// Those of the plain preparation.
    pub(crate) async fn prepare_with(
        session: &::std::sync::Arc<::scylla::client::session::Session>,
        keyspace: &str,
        set: impl Fn(&'static str, &mut ::scylla::statement::prepared::PreparedStatement),
    ) -> Result<Self, PrepareError> {
        let statements = driver::prepare_all(session, keyspace, set).await?.into();
        Ok(Self { session: ::std::sync::Arc::clone(session), statements, at: None })
    }

    /// The same statements, with which everything is written at `timestamp`, in microseconds since 1970: where two writes
    /// meet, the later timestamp wins. Counters have none.
    #[must_use]
    pub(crate) fn at(&self, timestamp: i64) -> Self {
        Self { at: Some(timestamp), ..self.clone() }
    }

    /// The statements with the names of their queries, as they are sent.
    pub(crate) fn prepared(&self) -> impl Iterator<Item = (&'static str, &::scylla::statement::prepared::PreparedStatement)> {
        driver::names().zip(self.statements.iter())
    }

    /// What did a meter show on this day?
    ///
    /// Asks [`readings_of_day::SELECT`] by `meter = :meter, day = :day`.
    ///
    /// # Errors
    /// What the server or the connection says; an answer that is not what the model says.
    pub(crate) async fn readings_of_day(&self, params: &readings_of_day::Params) -> Result<::scylla::client::pager::TypedRowStream<readings_of_day::Row>, QueryError> {
        driver::stream(self, 0, params).await
    }

    /// One page of [`Queries::readings_of_day`], and the state of the next if there is one; `PagingState::start()` asks for the first.
    ///
    /// # Errors
    /// Those of the query itself.
    pub(crate) async fn readings_of_day_page(&self, params: &readings_of_day::Params, state: ::scylla::response::PagingState) -> Result<(Vec<readings_of_day::Row>, Option<::scylla::response::PagingState>), QueryError> {
        driver::page(self, 0, params, state).await
    }

    /// Writes a row of `readings_of_day`.
    ///
    /// # Errors
    /// What the server or the connection says; a derived value that its type does not hold.
    pub(crate) async fn insert_readings_of_day(&self, row: &readings_of_day::Insert<'_>) -> Result<(), QueryError> {
        driver::write(self, 3, &driver::computed(3, row.values())?).await
    }

    /// A query whose name is a word of Rust.
    ///
    /// Asks [`r#type::SELECT`] by `meter = :meter, day = :day, at > :since`.
    ///
    /// # Errors
    /// What the server or the connection says; an answer that is not what the model says.
    pub(crate) async fn r#type(&self, params: &r#type::Params) -> Result<Option<r#type::Row>, QueryError> {
        driver::first(self, 1, params).await
    }

    /// What did a meter show between two moments?
    ///
    /// Asks [`readings_between::SELECT`] by `meter = :meter, day = :day, at >= :"from", at < :"to"`, once for each bucket between the bounds.
    ///
    /// # Errors
    /// What the server or the connection says; an answer that is not what the model says; bounds between which there are more
    /// than 10,000 buckets.
    pub(crate) async fn readings_between(&self, params: &readings_between::Params) -> Result<Across<readings_between::Row>, QueryError> {
        driver::across(self, 2, params.buckets()).await
    }

    /// Writes the record to every table that its source fills and that takes it: to all at once, or as one logged batch where
    /// the model says so. What is none or empty in it stays as it is in the tables: no tombstone is written. To call it again
    /// after an error is safe but for counters, which count twice, and for lists that are added to or written at a timestamp,
    /// whose elements are there twice.
    ///
    /// # Errors
    /// Every write that failed; the others were made.
    pub(crate) async fn insert_all<R: InsertAll>(&self, record: &R) -> Result<(), InsertError> {
        record.insert(self).await
    }
}

/// The rows of a query that reads one bucket after another, in the order of its answer. The next buckets are asked for while
/// the rows of one are taken; no bucket is held whole. It ends after an error.
#[rustfmt::skip]
#[must_use = "a stream does nothing before it is polled"]
pub(crate) struct Across<R>(driver::AcrossRows<R>);

#[rustfmt::skip]
impl<R> ::std::fmt::Debug for Across<R> {
    fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
        f.debug_struct("Across").finish_non_exhaustive()
    }
}

#[rustfmt::skip]
impl<R> ::futures::Stream for Across<R>
where
    R: for<'frame, 'metadata> ::scylla::deserialize::row::DeserializeRow<'frame, 'metadata> + 'static,
{
    type Item = Result<R, QueryError>;

    fn poll_next(mut self: ::std::pin::Pin<&mut Self>, context: &mut ::std::task::Context<'_>) -> ::std::task::Poll<Option<Self::Item>> {
        self.0.poll_next(context)
    }
}

/// What did a meter show on this day?
#[rustfmt::skip]
pub(crate) mod readings_of_day;

/// A query whose name is a word of Rust.
#[rustfmt::skip]
pub(crate) mod r#type;

/// What did a meter show between two moments?
#[rustfmt::skip]
pub(crate) mod readings_between;

/// The types of the keyspace: user-defined ones, of which fields that the server has beyond these are left alone, and
/// newtypes, which keep keys apart.
#[rustfmt::skip]
pub(crate) mod types {
    /// The type `fault`.
    #[derive(Clone, Debug, PartialEq, ::scylla::DeserializeValue, ::scylla::SerializeValue)]
    pub(crate) struct Fault {
        /// `code int`
        pub(crate) code: Option<i32>,
        /// `seen timestamp`
        pub(crate) seen: Option<::chrono::DateTime<::chrono::Utc>>,
    }
}

/// A record that [`Queries::insert_all`] writes: one row of a source of the model.
#[rustfmt::skip]
pub(crate) trait InsertAll {
    /// Writes the record to every table of its source that takes it.
    ///
    /// # Errors
    /// Every write that failed.
    fn insert(&self, queries: &Queries) -> impl ::std::future::Future<Output = Result<(), InsertError>> + Send;
}

/// One row of the source, for all tables that it fills.
#[rustfmt::skip]
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Record {
    /// `meter int`, always there
    pub(crate) meter: i32,
    /// `at timestamp`, always there
    pub(crate) at: ::chrono::DateTime<::chrono::Utc>,
    /// `value double`
    pub(crate) value: Option<f64>,
    /// `daily_at time`
    pub(crate) daily_at: Option<::chrono::NaiveTime>,
    /// `dates list<date>`
    pub(crate) dates: Vec<::chrono::NaiveDate>,
    /// `faults frozen<list<frozen<fault>>>`
    pub(crate) faults: Option<Vec<types::Fault>>,
    /// `marks map<timestamp, int>`
    pub(crate) marks: ::std::collections::BTreeMap<::chrono::DateTime<::chrono::Utc>, i32>,
}

#[rustfmt::skip]
impl InsertAll for Record {
    async fn insert(&self, queries: &Queries) -> Result<(), InsertError> {
        let mut readings_of_day = ::std::pin::pin!(driver::writing(async move {
            driver::write(queries, 3, &driver::computed(3, readings_of_day::Insert::from(self).values())?).await
        }));
        driver::all([readings_of_day.as_mut()]).await
    }
}

/// The server refused to prepare a statement.
#[rustfmt::skip]
#[derive(Debug)]
#[non_exhaustive]
pub(crate) struct PrepareError {
    /// The query's name.
    pub(crate) query: &'static str,
    /// The statement, as it was sent.
    pub(crate) cql: String,
    /// Why it was refused.
    pub(crate) source: Box<::scylla::errors::PrepareError>,
}

#[rustfmt::skip]
impl ::std::fmt::Display for PrepareError {
    fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
        write!(f, "cannot prepare `{}`: {}", self.query, self.cql)
    }
}

#[rustfmt::skip]
impl ::std::error::Error for PrepareError {
    fn source(&self) -> Option<&(dyn ::std::error::Error + 'static)> {
        Some(&*self.source)
    }
}

/// A statement could not be run, or its answer is not what the model says.
#[rustfmt::skip]
#[derive(Debug)]
#[non_exhaustive]
pub(crate) enum QueryError {
    /// The statement failed.
    Execute {
        /// The query's name.
        query: &'static str,
        /// Why.
        source: Box<::scylla::errors::ExecutionError>,
    },
    /// The first page of rows could not be had.
    Pages {
        /// The query's name.
        query: &'static str,
        /// Why.
        source: Box<::scylla::errors::PagerExecutionError>,
    },
    /// The answer holds no rows, not even none of them.
    NotRows {
        /// The query's name.
        query: &'static str,
        /// Why.
        source: Box<::scylla::response::query_result::IntoRowsResultError>,
    },
    /// The columns of the answer are not those of the row.
    Columns {
        /// The query's name.
        query: &'static str,
        /// Why.
        source: ::scylla::deserialize::TypeCheckError,
    },
    /// More partitions lie between the bounds than one question reads: 10,000.
    Buckets {
        /// The query's name.
        query: &'static str,
        /// How many there are.
        buckets: u64,
    },
    /// A derived value is not one that its column can hold.
    Derived {
        /// The statement.
        query: &'static str,
        /// Which function gave none.
        source: OutOfRange,
    },
    /// A row of a stream could not be had.
    Next {
        /// Why.
        source: Box<::scylla::errors::NextRowError>,
    },
    /// A value of the answer could not be read.
    Value {
        /// The query's name.
        query: &'static str,
        /// Why.
        source: ::scylla::deserialize::DeserializationError,
    },
}

#[rustfmt::skip]
impl ::std::fmt::Display for QueryError {
    fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
        match self {
            Self::Execute { query, .. } => write!(f, "cannot run `{query}`"),
            Self::Pages { query, .. } => write!(f, "cannot read the first page of `{query}`"),
            Self::NotRows { query, .. } => write!(f, "the answer of `{query}` holds no rows"),
            Self::Columns { query, .. } => write!(f, "the columns of `{query}` are not those of its row"),
            Self::Value { query, .. } => write!(f, "cannot read a value of `{query}`"),
            Self::Next { .. } => write!(f, "cannot read the next row of a stream"),
            Self::Buckets { query, buckets } => write!(f, "`{query}` would read {buckets} partitions, and at most 10,000 are read"),
            Self::Derived { query, .. } => write!(f, "cannot derive a value for `{query}`"),
        }
    }
}

#[rustfmt::skip]
impl ::std::error::Error for QueryError {
    fn source(&self) -> Option<&(dyn ::std::error::Error + 'static)> {
        match self {
            Self::Execute { source, .. } => Some(&**source),
            Self::Pages { source, .. } => Some(&**source),
            Self::NotRows { source, .. } => Some(&**source),
            Self::Columns { source, .. } => Some(source),
            Self::Value { source, .. } => Some(source),
            Self::Next { source } => Some(&**source),
            Self::Buckets { .. } => None,
            Self::Derived { source, .. } => Some(source),
        }
    }
}

#[rustfmt::skip]
impl From<::scylla::errors::NextRowError> for QueryError {
    fn from(source: ::scylla::errors::NextRowError) -> Self {
        Self::Next { source: Box::new(source) }
    }
}

/// A record could not be written to all of its tables.
#[rustfmt::skip]
#[derive(Debug)]
#[non_exhaustive]
pub(crate) struct InsertError {
    /// Why, for every write that failed. The others were made; of a logged batch, all or none.
    pub(crate) failed: Vec<QueryError>,
}

#[rustfmt::skip]
impl ::std::fmt::Display for InsertError {
    fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
        write!(f, "cannot write the record to all of its tables")?;
        self.failed.iter().try_for_each(|error| write!(f, "; {error}"))
    }
}

#[rustfmt::skip]
impl ::std::error::Error for InsertError {
    fn source(&self) -> Option<&(dyn ::std::error::Error + 'static)> {
        self.failed.first().and_then(::std::error::Error::source)
    }
}

#[rustfmt::skip]
impl From<QueryError> for InsertError {
    fn from(error: QueryError) -> Self {
        Self { failed: vec![error] }
    }
}

/// A derived column has no value for what it is derived from.
#[rustfmt::skip]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub(crate) struct OutOfRange {
    /// The function that gives none.
    pub(crate) function: &'static str,
}

#[rustfmt::skip]
impl ::std::fmt::Display for OutOfRange {
    fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
        write!(f, "the result of `{}` is outside the range of its type", self.function)
    }
}

#[rustfmt::skip]
impl ::std::error::Error for OutOfRange {}

/// `day`: the UTC day, from `at`.
///
/// # Errors
/// Where the result is outside the range of its type.
#[rustfmt::skip]
pub(crate) fn day_of(at: ::chrono::DateTime<::chrono::Utc>) -> Result<::chrono::NaiveDate, OutOfRange> {
    derive::date(::std::convert::Into::<::scylla::value::CqlTimestamp>::into(at).0).and_then(|value| value.try_into().ok()).ok_or(OutOfRange { function: "day_of" })
}

/// `hour`: the start of the UTC hour, from `at`.
///
/// # Errors
/// Where the result is outside the range of its type.
#[rustfmt::skip]
pub(crate) fn hour_of(at: ::chrono::DateTime<::chrono::Utc>) -> Result<::chrono::DateTime<::chrono::Utc>, OutOfRange> {
    derive::hour_start(::std::convert::Into::<::scylla::value::CqlTimestamp>::into(at).0).and_then(|value| value.try_into().ok()).ok_or(OutOfRange { function: "hour_of" })
}

/// What columns are derived by. Calendar functions are in UTC.
#[rustfmt::skip]
mod derive {
    use ::scylla::routing::partitioner::{Murmur3Partitioner, Partitioner, PartitionerHasher};
    use ::scylla::value::{CqlDate, CqlTimestamp, CqlTimeuuid};

    /// Milliseconds of a day and of an hour.
    pub(super) const DAY: i64 = 86_400_000;
    pub(super) const HOUR: i64 = 3_600_000;
    /// The day 1970-01-01 in CQL's `date`, whose days are unsigned.
    pub(super) const EPOCH_DAY: i64 = 1 << 31;
    /// 100 ns steps between 1582-10-15, where a version 1 UUID counts from, and 1970-01-01.
    const GREGORIAN: i64 = 0x01b2_1dd2_1381_4000;

    /// Milliseconds since the epoch.
    pub(super) fn millis(id: CqlTimeuuid) -> i64 {
        let id = *id.as_bytes();
        let low = i64::from(u32::from_be_bytes([id[0], id[1], id[2], id[3]]));
        let middle = i64::from(u16::from_be_bytes([id[4], id[5]]));
        let high = i64::from(u16::from_be_bytes([id[6], id[7]]) & 0x0fff);
        ((high << 48 | middle << 32 | low) - GREGORIAN).div_euclid(10_000)
    }

    pub(super) fn date(millis: i64) -> Option<CqlDate> {
        u32::try_from(millis.div_euclid(DAY) + EPOCH_DAY).ok().map(CqlDate)
    }

    pub(super) fn month(days: i64) -> String {
        let (year, month) = civil(days);
        format!("{year:04}-{month:02}")
    }

    pub(super) fn month_number(days: i64) -> Option<i32> {
        let (year, month) = civil(days);
        i32::try_from(year * 100 + month).ok()
    }

    /// Which month since that of the year 0 holds this day.
    pub(super) fn months(days: i64) -> i64 {
        let (year, month) = civil(days);
        year * 12 + month - 1
    }

    pub(super) fn month_at(step: i64) -> String {
        format!("{:04}-{:02}", step.div_euclid(12), step.rem_euclid(12) + 1)
    }

    pub(super) fn month_number_at(step: i64) -> Option<i32> {
        i32::try_from(step.div_euclid(12) * 100 + step.rem_euclid(12) + 1).ok()
    }

    pub(super) fn hour(millis: i64) -> Option<i8> {
        i8::try_from(millis.rem_euclid(DAY) / HOUR).ok()
    }

    pub(super) fn hour_start(millis: i64) -> Option<CqlTimestamp> {
        bucket(millis, HOUR).map(CqlTimestamp)
    }

    /// The largest multiple of `n` that is not above `value`.
    pub(super) fn bucket(value: i64, n: i64) -> Option<i64> {
        value.div_euclid(n).checked_mul(n)
    }

    /// Murmur3 of the bytes that the server would store, modulo `n`.
    pub(super) fn hash(value: &(impl ::scylla::serialize::value::SerializeValue + ?Sized), ty: &::scylla::cluster::metadata::ColumnType<'_>, n: i64) -> Option<i32> {
        let mut bytes = Vec::new();
        let writer = ::scylla::serialize::writers::CellWriter::new_without_size(&mut bytes);
        let mut hasher = Murmur3Partitioner.build_hasher();
        ::scylla::serialize::value::SerializeValue::serialize(value, ty, writer).ok()?;
        hasher.write(&bytes);
        i32::try_from(hasher.finish().value().rem_euclid(n)).ok()
    }

    /// Year and month of a day since 1970-01-01 in the proleptic Gregorian calendar: eras of 400 years, years that begin in
    /// March, so that the leap day is the last of its year.
    fn civil(days: i64) -> (i64, i64) {
        let shifted = days + 719_468;
        let (era, of_era) = (shifted.div_euclid(146_097), shifted.rem_euclid(146_097));
        let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
        let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let march_month = (5 * of_year + 2) / 153;
        let month = if march_month < 10 { march_month + 3 } else { march_month - 9 };
        (year_of_era + era * 400 + i64::from(month <= 2), month)
    }
}

#[rustfmt::skip]
mod driver {
    use ::std::future::{poll_fn, Future};
    use ::std::pin::Pin;
    use ::std::task::Poll;

    use ::scylla::client::session::Session;
    use ::scylla::serialize::row::SerializeRow;
    use ::scylla::statement::prepared::PreparedStatement;
    use ::scylla::statement::Consistency;

    use super::{PrepareError, Queries, QueryError};

    struct Statement {
        query: &'static str,
        cql: &'static str,
        /// Where the keyspace stands in it.
        keyspace_at: usize,
        consistency: Option<Consistency>,
        idempotent: bool,
        /// Whether it adds to counters, which have no timestamps.
        counts: bool,
        /// Whether it writes lists, whose elements are there twice where it is sent twice with one timestamp.
        appends: bool,
        page_size: Option<i32>,
    }

    const STATEMENTS: &[Statement] = &[
        Statement { query: "readings_of_day", cql: super::readings_of_day::SELECT, keyspace_at: 60, consistency: None, idempotent: true, counts: false, appends: false, page_size: None },
        Statement { query: "type", cql: super::r#type::SELECT, keyspace_at: 18, consistency: None, idempotent: true, counts: false, appends: false, page_size: Some(1) },
        Statement { query: "readings_between", cql: super::readings_between::SELECT, keyspace_at: 22, consistency: None, idempotent: true, counts: false, appends: false, page_size: None },
        Statement { query: "insert into readings_of_day", cql: super::readings_of_day::INSERT, keyspace_at: 12, consistency: None, idempotent: true, counts: false, appends: true, page_size: None },
    ];

    /// The keyspace as the statements name it.
    const KEYSPACE: &str = "meters";

    const AT_ONCE: usize = 16;

    pub(super) fn names() -> impl Iterator<Item = &'static str> {
        STATEMENTS.iter().map(|statement| statement.query)
    }

    pub(super) async fn prepare_all(session: &Session, keyspace: &str, set: impl Fn(&'static str, &mut PreparedStatement)) -> Result<Vec<PreparedStatement>, PrepareError> {
        let mut prepared = Vec::with_capacity(STATEMENTS.len());
        for group in STATEMENTS.chunks(AT_ONCE) {
            let waiting = group.iter().map(|statement| Box::pin(prepare(session, keyspace, statement)));
            prepared.extend(together(waiting.collect()).await?);
        }
        names().zip(&mut prepared).for_each(|(query, statement)| set(query, statement));
        Ok(prepared)
    }

    async fn prepare(session: &Session, keyspace: &str, statement: &Statement) -> Result<PreparedStatement, PrepareError> {
        let Statement { query, consistency, idempotent, page_size, .. } = *statement;
        let cql = statement.of(keyspace);
        let mut prepared = match session.prepare(cql.as_str()).await {
            Ok(prepared) => prepared,
            Err(source) => return Err(PrepareError { query, cql, source: Box::new(source) }),
        };
        prepared.set_is_idempotent(idempotent);
        if let Some(consistency) = consistency {
            prepared.set_consistency(consistency);
        }
        if let Some(page_size) = page_size {
            prepared.set_page_size(page_size);
        }
        Ok(prepared)
    }

    impl Statement {
        /// The text for the tables of `keyspace`, in quotes unless it is the model's own: a name in quotes is any name.
        fn of(&self, keyspace: &str) -> String {
            if keyspace == super::KEYSPACE {
                return self.cql.to_owned();
            }
            let (before, rest) = self.cql.split_at(self.keyspace_at);
            format!("{before}\"{}\"{}", keyspace.replace('"', "\"\""), &rest[KEYSPACE.len()..])
        }
    }

    async fn together<F: Future<Output = Result<T, E>>, T, E>(mut waiting: Vec<Pin<Box<F>>>) -> Result<Vec<T>, E> {
        let mut done: Vec<Option<T>> = waiting.iter().map(|_| None).collect();
        poll_fn(|context| {
            for (slot, future) in done.iter_mut().zip(&mut waiting) {
                if slot.is_some() {
                    continue;
                }
                match future.as_mut().poll(context) {
                    Poll::Ready(Ok(value)) => *slot = Some(value),
                    Poll::Ready(Err(error)) => return Poll::Ready(Err(error)),
                    Poll::Pending => {}
                }
            }
            if done.iter().any(Option::is_none) {
                return Poll::Pending;
            }
            Poll::Ready(Ok(done.drain(..).flatten().collect()))
        })
        .await
    }

    pub(super) async fn write(queries: &Queries, index: usize, row: &impl SerializeRow) -> Result<(), QueryError> {
        let prepared = &queries.statements[index];
        let at = queries.at.filter(|_| !STATEMENTS[index].counts);
        let written = if at.is_some() {
            let mut prepared = prepared.clone();
            prepared.set_timestamp(at);
            if STATEMENTS[index].appends {
                prepared.set_is_idempotent(false);
            }
            queries.session.execute_unpaged(&prepared, row).await
        } else {
            queries.session.execute_unpaged(prepared, row).await
        };
        written.map(drop).map_err(|source| QueryError::Execute { query: STATEMENTS[index].query, source: Box::new(source) })
    }

    /// Says of what a future is.
    pub(super) fn writing<F: Future<Output = Result<(), QueryError>> + Send>(write: F) -> F {
        write
    }

    /// Waits for all writes, and gives what failed.
    pub(super) async fn all<const N: usize>(mut writes: [Pin<&mut (dyn Future<Output = Result<(), QueryError>> + Send + '_)>; N]) -> Result<(), super::InsertError> {
        let mut done = [false; N];
        let mut failed = Vec::new();
        poll_fn(|context| {
            for (done, write) in done.iter_mut().zip(&mut writes) {
                if *done {
                    continue;
                }
                if let Poll::Ready(written) = write.as_mut().poll(context) {
                    *done = true;
                    failed.extend(written.err());
                }
            }
            if done.contains(&false) { Poll::Pending } else { Poll::Ready(()) }
        })
        .await;
        if failed.is_empty() { Ok(()) } else { Err(super::InsertError { failed }) }
    }

    pub(super) fn computed<T>(index: usize, values: Result<T, super::OutOfRange>) -> Result<T, QueryError> {
        values.map_err(|source| QueryError::Derived { query: STATEMENTS[index].query, source })
    }

    pub(super) async fn stream<R>(queries: &Queries, index: usize, params: &impl SerializeRow) -> Result<::scylla::client::pager::TypedRowStream<R>, QueryError>
    where
        R: for<'frame, 'metadata> ::scylla::deserialize::row::DeserializeRow<'frame, 'metadata>,
    {
        let query = STATEMENTS[index].query;
        let pages = queries.session.execute_iter(queries.statements[index].clone(), params).await;
        let pages = pages.map_err(|source| QueryError::Pages { query, source: Box::new(source) })?;
        pages.rows_stream().map_err(|source| QueryError::Columns { query, source })
    }

    pub(super) async fn page<R>(queries: &Queries, index: usize, params: &impl SerializeRow, state: ::scylla::response::PagingState) -> Result<(Vec<R>, Option<::scylla::response::PagingState>), QueryError>
    where
        R: for<'frame, 'metadata> ::scylla::deserialize::row::DeserializeRow<'frame, 'metadata>,
    {
        let answer = queries.session.execute_single_page(&queries.statements[index], params, state).await;
        let (answer, next) = answer.map_err(|source| QueryError::Execute { query: STATEMENTS[index].query, source: Box::new(source) })?;
        let rows = decode(index, answer, |rows| rows.collect())?;
        Ok((rows, next.into_paging_control_flow().continue_value()))
    }

    pub(super) async fn first<R>(queries: &Queries, index: usize, params: &impl SerializeRow) -> Result<Option<R>, QueryError>
    where
        R: for<'frame, 'metadata> ::scylla::deserialize::row::DeserializeRow<'frame, 'metadata>,
    {
        let mut state = ::scylla::response::PagingState::start();
        loop {
            let (rows, next) = page(queries, index, params, state).await?;
            if let Some(row) = rows.into_iter().next() {
                return Ok(Some(row));
            }
            match next {
                Some(next) => state = next,
                None => return Ok(None),
            }
        }
    }

    /// The most partitions that one question reads.
    const MOST_BUCKETS: u64 = 10_000;

    /// How many buckets are asked for while the rows of one are taken.
    const AHEAD: usize = 4;

    /// The buckets of a question by their numbers, and what is bound in each.
    pub(super) struct Buckets<'a> {
        pub(super) first: i64,
        pub(super) last: i64,
        pub(super) descending: bool,
        /// The value of the bucket with this number.
        pub(super) bucket: fn(i64) -> Option<Vec<u8>>,
        /// The function that the buckets are derived by.
        pub(super) function: &'static str,
        /// The bucket's place among the values.
        pub(super) at: usize,
        /// The values, but for the bucket.
        pub(super) values: Vec<Box<dyn ::scylla::serialize::value::SerializeValue + Send + Sync + 'a>>,
        /// How many rows are wanted, and where the statement binds that.
        pub(super) limit: Option<i32>,
        pub(super) limit_at: Option<usize>,
    }

    /// The reads that are left of a question.
    pub(super) struct Reads {
        next: i64,
        left: u64,
        step: i64,
        bucket: fn(i64) -> Option<Vec<u8>>,
        at: usize,
        cells: Vec<Vec<u8>>,
        limit: Option<i32>,
        limit_at: Option<usize>,
    }

    /// The values of one read, as the server takes them.
    pub(super) struct Bound(Vec<Vec<u8>>);

    impl SerializeRow for Bound {
        fn serialize(
            &self,
            _: &::scylla::serialize::row::RowSerializationContext<'_>,
            writer: &mut ::scylla::serialize::writers::RowWriter<'_>,
        ) -> Result<(), ::scylla::serialize::SerializationError> {
            for cell in &self.0 {
                writer.make_cell_writer().set_value(cell).map_err(::scylla::serialize::SerializationError::new)?;
            }
            Ok(())
        }

        fn is_empty(&self) -> bool {
            self.0.is_empty()
        }
    }

    impl Buckets<'_> {
        /// The reads in the order of the answer; none where no value lies between the bounds.
        fn reads(self, queries: &Queries, index: usize) -> Result<Reads, QueryError> {
            let query = STATEMENTS[index].query;
            let left = if self.first > self.last { 0 } else { self.last.abs_diff(self.first).saturating_add(1) };
            if left > MOST_BUCKETS {
                return Err(QueryError::Buckets { query, buckets: left });
            }
            let has_bucket = |step: i64| (self.bucket)(step).is_some();
            if left > 0 && !(has_bucket(self.first) && has_bucket(self.last)) {
                return Err(QueryError::Derived { query, source: super::OutOfRange { function: self.function } });
            }
            let unfit = |source: ::scylla::serialize::SerializationError| QueryError::Execute {
                query,
                source: Box::new(::scylla::errors::BadQuery::SerializationError(source).into()),
            };
            let specs = queries.statements[index].get_variable_col_specs();
            let specs = specs.iter().enumerate().filter(|(at, _)| *at != self.at).map(|(_, spec)| spec);
            let mut cells = Vec::with_capacity(self.values.len() + 1);
            for (value, spec) in self.values.iter().zip(specs) {
                let mut cell = Vec::new();
                value.serialize(spec.typ(), ::scylla::serialize::writers::CellWriter::new(&mut cell)).map_err(unfit)?;
                // Its length stands before it.
                cells.push(cell.split_off(4));
            }
            cells.insert(self.at, Vec::new());
            let (next, step) = if self.descending { (self.last, -1) } else { (self.first, 1) };
            Ok(Reads { next, left, step, bucket: self.bucket, at: self.at, cells, limit: self.limit, limit_at: self.limit_at })
        }
    }

    impl Iterator for Reads {
        type Item = Bound;

        fn next(&mut self) -> Option<Bound> {
            self.left = self.left.checked_sub(1)?;
            let mut cells = self.cells.clone();
            cells[self.at] = (self.bucket)(self.next)?;
            self.next = self.next.saturating_add(self.step);
            if let (Some(at), Some(limit)) = (self.limit_at, self.limit) {
                cells[at] = limit.to_be_bytes().to_vec();
            }
            Some(Bound(cells))
        }
    }

    pub(super) async fn across<R>(queries: &Queries, index: usize, buckets: Buckets<'_>) -> Result<super::Across<R>, QueryError>
    where
        R: for<'frame, 'metadata> ::scylla::deserialize::row::DeserializeRow<'frame, 'metadata>,
    {
        let mut reads = buckets.reads(queries, index)?;
        let rows = match reads.next() {
            Some(values) => Some(stream(queries, index, &values).await?),
            None => None,
        };
        Ok(super::Across(AcrossRows { queries: queries.clone(), index, reads, rows, ahead: ::std::collections::VecDeque::new() }))
    }

    type Opened<R> = Result<::scylla::client::pager::TypedRowStream<R>, QueryError>;

    /// A bucket that was asked for.
    enum Ahead<R> {
        Waiting(Pin<Box<dyn Future<Output = Opened<R>> + Send>>),
        There(Opened<R>),
    }

    /// The rows of all buckets: those of one are taken, the next ones are asked for.
    pub(super) struct AcrossRows<R> {
        queries: Queries,
        index: usize,
        reads: Reads,
        rows: Option<::scylla::client::pager::TypedRowStream<R>>,
        ahead: ::std::collections::VecDeque<Ahead<R>>,
    }

    impl<R> AcrossRows<R>
    where
        R: for<'frame, 'metadata> ::scylla::deserialize::row::DeserializeRow<'frame, 'metadata> + 'static,
    {
        pub(super) fn poll_next(&mut self, context: &mut ::std::task::Context<'_>) -> Poll<Option<Result<R, QueryError>>> {
            loop {
                if self.reads.limit == Some(0) {
                    self.end();
                    return Poll::Ready(None);
                }
                self.look_ahead(context);
                if let Some(rows) = &mut self.rows {
                    match ::futures::Stream::poll_next(Pin::new(rows), context) {
                        Poll::Pending => return Poll::Pending,
                        Poll::Ready(Some(Ok(row))) => {
                            self.reads.limit = self.reads.limit.map(|limit| limit - 1);
                            return Poll::Ready(Some(Ok(row)));
                        }
                        Poll::Ready(Some(Err(error))) => {
                            self.end();
                            return Poll::Ready(Some(Err(error.into())));
                        }
                        Poll::Ready(None) => self.rows = None,
                    }
                }
                match self.ahead.pop_front() {
                    None => return Poll::Ready(None),
                    Some(Ahead::There(Ok(rows))) => self.rows = Some(rows),
                    Some(Ahead::There(Err(error))) => {
                        self.end();
                        return Poll::Ready(Some(Err(error)));
                    }
                    Some(waiting) => {
                        self.ahead.push_front(waiting);
                        return Poll::Pending;
                    }
                }
            }
        }

        /// Asks for the next buckets, and sees which are there.
        fn look_ahead(&mut self, context: &mut ::std::task::Context<'_>) {
            while self.ahead.len() < AHEAD
                && let Some(values) = self.reads.next()
            {
                let (queries, index) = (self.queries.clone(), self.index);
                let asked = async move { stream(&queries, index, &values).await };
                self.ahead.push_back(Ahead::Waiting(Box::pin(asked)));
            }
            for ahead in &mut self.ahead {
                if let Ahead::Waiting(asked) = ahead
                    && let Poll::Ready(opened) = asked.as_mut().poll(context)
                {
                    *ahead = Ahead::There(opened);
                }
            }
        }

        /// Asks for nothing more.
        fn end(&mut self) {
            self.rows = None;
            self.reads.left = 0;
            self.ahead.clear();
        }
    }

    type Rows<'frame, 'metadata, R> = ::scylla::deserialize::result::TypedRowIterator<'frame, 'metadata, R>;

    async fn unpaged(queries: &Queries, index: usize, params: &impl SerializeRow) -> Result<::scylla::response::query_result::QueryResult, QueryError> {
        let answer = queries.session.execute_unpaged(&queries.statements[index], params).await;
        answer.map_err(|source| QueryError::Execute { query: STATEMENTS[index].query, source: Box::new(source) })
    }

    fn decode<R, T>(
        index: usize,
        answer: ::scylla::response::query_result::QueryResult,
        take: impl FnOnce(Rows<'_, '_, R>) -> Result<T, ::scylla::deserialize::DeserializationError>,
    ) -> Result<T, QueryError>
    where
        R: for<'frame, 'metadata> ::scylla::deserialize::row::DeserializeRow<'frame, 'metadata>,
    {
        let query = STATEMENTS[index].query;
        let answer = answer.into_rows_result().map_err(|source| QueryError::NotRows { query, source: Box::new(source) })?;
        let rows = match answer.rows::<R>() {
            Ok(rows) => rows,
            Err(::scylla::response::query_result::RowsError::TypeCheckFailed(source)) => return Err(QueryError::Columns { query, source }),
        };
        take(rows).map_err(|source| QueryError::Value { query, source })
    }
}
