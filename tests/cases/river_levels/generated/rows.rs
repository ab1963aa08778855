// Made by modeler from queries.yaml; do not edit: change the model and run `modeler generate`.
// Crates: scylla 1.9, futures 0.3.

//! Typed access to the keyspace `rivers`: every query that `queries.yaml` declares, prepared once.
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
pub const KEYSPACE: &str = "rivers";

/// Every statement of this file, prepared. Clones share them.
#[rustfmt::skip]
#[derive(Clone, Debug)]
pub struct Queries {
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
    pub async fn prepare(session: &::std::sync::Arc<::scylla::client::session::Session>, keyspace: &str) -> Result<Self, PrepareError> {
        Self::prepare_with(session, keyspace, |_, _| {}).await
    }

    /// [`Queries::prepare`], after which `set` gets each statement with its query's name, or what it does such as
    /// `insert into TABLE`: for a consistency level of writes, an execution profile, a timeout, a retry policy. A
    /// logged batch is sent as the session sends batches.
    ///
    /// # Errors
    /// Those of the plain preparation.
    pub async fn prepare_with(
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
    pub fn at(&self, timestamp: i64) -> Self {
        Self { at: Some(timestamp), ..self.clone() }
    }

    /// The statements with the names of their queries, as they are sent.
    pub fn prepared(&self) -> impl Iterator<Item = (&'static str, &::scylla::statement::prepared::PreparedStatement)> {
        driver::names().zip(self.statements.iter())
    }

    /// What were the levels at a station on this day?
    ///
    /// Asks [`levels_of_day::SELECT`] by `station = :station, day = :day`.
    ///
    /// # Errors
    /// What the server or the connection says; an answer that is not what the model says.
    pub async fn levels_of_day(&self, params: &levels_of_day::Params<'_>) -> Result<::scylla::client::pager::TypedRowStream<levels_of_day::Row>, QueryError> {
        driver::stream(self, 0, params).await
    }

    /// One page of [`Queries::levels_of_day`], and the state of the next if there is one; `PagingState::start()` asks for the first.
    ///
    /// # Errors
    /// Those of the query itself.
    pub async fn levels_of_day_page(&self, params: &levels_of_day::Params<'_>, state: ::scylla::response::PagingState) -> Result<(Vec<levels_of_day::Row>, Option<::scylla::response::PagingState>), QueryError> {
        driver::page(self, 0, params, state).await
    }

    /// Writes a row of `levels_of_day`.
    ///
    /// # Errors
    /// What the server or the connection says; a derived value that its type does not hold.
    pub async fn insert_levels_of_day(&self, row: &levels_of_day::Insert<'_>) -> Result<(), QueryError> {
        driver::write(self, 12, &driver::computed(12, row.values())?).await
    }

    /// What were the levels at a station between two moments, the earliest first?
    ///
    /// Asks [`levels_between::SELECT`] by `station = :station, day = :day, ts >= :"from", ts < :"to"`, once for each bucket between the bounds.
    ///
    /// # Errors
    /// What the server or the connection says; an answer that is not what the model says; bounds between which there are more
    /// than 10,000 buckets.
    pub async fn levels_between(&self, params: &levels_between::Params<'_>) -> Result<Across<levels_between::Row>, QueryError> {
        driver::across(self, 1, params.buckets()).await
    }

    /// What were the levels at a station on these days?
    ///
    /// Asks [`levels_of_days::SELECT`] by `station = :station, day IN :days`.
    ///
    /// # Errors
    /// What the server or the connection says; an answer that is not what the model says.
    pub async fn levels_of_days(&self, params: &levels_of_days::Params<'_>) -> Result<::scylla::client::pager::TypedRowStream<levels_of_days::Row>, QueryError> {
        driver::stream(self, 2, params).await
    }

    /// One page of [`Queries::levels_of_days`], and the state of the next if there is one; `PagingState::start()` asks for the first.
    ///
    /// # Errors
    /// Those of the query itself.
    pub async fn levels_of_days_page(&self, params: &levels_of_days::Params<'_>, state: ::scylla::response::PagingState) -> Result<(Vec<levels_of_days::Row>, Option<::scylla::response::PagingState>), QueryError> {
        driver::page(self, 2, params, state).await
    }

    /// What were the latest levels at a station between two moments?
    ///
    /// Asks [`latest_between::SELECT`] by `station = :station, day = :day, ts > :"from", ts <= :"to"`, once for each bucket between the bounds.
    ///
    /// # Errors
    /// What the server or the connection says; an answer that is not what the model says; bounds between which there are more
    /// than 10,000 buckets.
    pub async fn latest_between(&self, params: &latest_between::Params<'_>) -> Result<Across<latest_between::Row>, QueryError> {
        driver::across(self, 3, params.buckets()).await
    }

    /// The first two levels of each day.
    ///
    /// Asks [`highest_of_days::SELECT`] by `station = :station, day = :day, ts >= :"from", ts < :"to"`, once for each bucket between the bounds.
    ///
    /// # Errors
    /// What the server or the connection says; an answer that is not what the model says; bounds between which there are more
    /// than 10,000 buckets.
    pub async fn highest_of_days(&self, params: &highest_of_days::Params<'_>) -> Result<Across<highest_of_days::Row>, QueryError> {
        driver::across(self, 4, params.buckets()).await
    }

    /// What was the first level between two moments?
    ///
    /// Asks [`first_level_since::SELECT`] by `station = :station, day = :day, ts >= :"from", ts < :"to"`, once for each bucket between the bounds.
    ///
    /// # Errors
    /// What the server or the connection says; an answer that is not what the model says; bounds between which there are more
    /// than 10,000 buckets.
    pub async fn first_level_since(&self, params: &first_level_since::Params<'_>) -> Result<Option<first_level_since::Row>, QueryError> {
        driver::across_first(self, 5, params.buckets()).await
    }

    /// How many levels were measured between two moments?
    ///
    /// Asks [`how_many::SELECT`] by `station = :station, day = :day, ts >= :"from", ts < :"to"`, once for each bucket between the bounds.
    ///
    /// # Errors
    /// What the server or the connection says; an answer that is not what the model says; bounds between which there are more
    /// than 10,000 buckets.
    pub async fn how_many(&self, params: &how_many::Params<'_>) -> Result<i64, QueryError> {
        driver::across_count(self, 6, params.buckets()).await
    }

    /// Which alarms did a sensor of a station give in this month, the latest first?
    ///
    /// Asks [`alarms_of_month::SELECT`] by `month = :month, station = :station`.
    ///
    /// # Errors
    /// What the server or the connection says; an answer that is not what the model says.
    pub async fn alarms_of_month(&self, params: &alarms_of_month::Params<'_>) -> Result<::scylla::client::pager::TypedRowStream<alarms_of_month::Row>, QueryError> {
        driver::stream(self, 7, params).await
    }

    /// One page of [`Queries::alarms_of_month`], and the state of the next if there is one; `PagingState::start()` asks for the first.
    ///
    /// # Errors
    /// Those of the query itself.
    pub async fn alarms_of_month_page(&self, params: &alarms_of_month::Params<'_>, state: ::scylla::response::PagingState) -> Result<(Vec<alarms_of_month::Row>, Option<::scylla::response::PagingState>), QueryError> {
        driver::page(self, 7, params, state).await
    }

    /// Writes a row of `alarms_of_month`.
    ///
    /// # Errors
    /// What the server or the connection says; a derived value that its type does not hold.
    pub async fn insert_alarms_of_month(&self, row: &alarms_of_month::Insert<'_>) -> Result<(), QueryError> {
        driver::write(self, 13, &driver::computed(13, row.values())?).await
    }

    /// Which alarms did a sensor of a station give between two moments, the latest first?
    ///
    /// Asks [`alarms_between::SELECT`] by `month = :month, station = :station, sensor = :sensor, ts > :after, ts < :before`, once for each bucket between the bounds.
    ///
    /// # Errors
    /// What the server or the connection says; an answer that is not what the model says; bounds between which there are more
    /// than 10,000 buckets.
    pub async fn alarms_between(&self, params: &alarms_between::Params<'_>) -> Result<Across<alarms_between::Row>, QueryError> {
        driver::across(self, 8, params.buckets()).await
    }

    /// Which alarms did a sensor of a station give between two moments, the earliest first?
    ///
    /// Asks [`alarms_since::SELECT`] by `month = :month, station = :station, sensor = :sensor, ts >= :after, ts <= :before`, once for each bucket between the bounds.
    ///
    /// # Errors
    /// What the server or the connection says; an answer that is not what the model says; bounds between which there are more
    /// than 10,000 buckets.
    pub async fn alarms_since(&self, params: &alarms_since::Params<'_>) -> Result<Across<alarms_since::Row>, QueryError> {
        driver::across(self, 9, params.buckets()).await
    }

    /// What were the levels everywhere in a watch of six hours?
    ///
    /// Asks [`levels_of_watch::SELECT`] by `watch = :watch`.
    ///
    /// # Errors
    /// What the server or the connection says; an answer that is not what the model says.
    pub async fn levels_of_watch(&self, params: &levels_of_watch::Params) -> Result<::scylla::client::pager::TypedRowStream<levels_of_watch::Row>, QueryError> {
        driver::stream(self, 10, params).await
    }

    /// One page of [`Queries::levels_of_watch`], and the state of the next if there is one; `PagingState::start()` asks for the first.
    ///
    /// # Errors
    /// Those of the query itself.
    pub async fn levels_of_watch_page(&self, params: &levels_of_watch::Params, state: ::scylla::response::PagingState) -> Result<(Vec<levels_of_watch::Row>, Option<::scylla::response::PagingState>), QueryError> {
        driver::page(self, 10, params, state).await
    }

    /// Writes a row of `levels_of_watch`.
    ///
    /// # Errors
    /// What the server or the connection says; a derived value that its type does not hold.
    pub async fn insert_levels_of_watch(&self, row: &levels_of_watch::Insert<'_>) -> Result<(), QueryError> {
        driver::write(self, 14, &driver::computed(14, row.values())?).await
    }

    /// What were the levels everywhere after a level and up to another, the latest first?
    ///
    /// Asks [`levels_everywhere::SELECT`] by `watch = :watch, (ts, station) >= (:since, :first), (ts, station) < (:until, :last)`, once for each bucket between the bounds.
    ///
    /// # Errors
    /// What the server or the connection says; an answer that is not what the model says; bounds between which there are more
    /// than 10,000 buckets.
    pub async fn levels_everywhere(&self, params: &levels_everywhere::Params<'_>) -> Result<Across<levels_everywhere::Row>, QueryError> {
        driver::across(self, 11, params.buckets()).await
    }

    /// Writes the record to every table that its source fills and that takes it: to all at once, or as one logged batch where
    /// the model says so. What is none or empty in it stays as it is in the tables: no tombstone is written. To call it again
    /// after an error is safe but for counters, which count twice, and for lists that are added to or written at a timestamp,
    /// whose elements are there twice.
    ///
    /// # Errors
    /// Every write that failed; the others were made.
    pub async fn insert_all<R: InsertAll>(&self, record: &R) -> Result<(), InsertError> {
        record.insert(self).await
    }
}

/// The rows of a query that reads one bucket after another, in the order of its answer. The next buckets are asked for while
/// the rows of one are taken; no bucket is held whole. It ends after an error.
#[rustfmt::skip]
#[must_use = "a stream does nothing before it is polled"]
pub struct Across<R>(driver::AcrossRows<R>);

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

/// What were the levels at a station on this day?
#[rustfmt::skip]
pub mod levels_of_day {
    /// The name of the query.
    pub const NAME: &str = "levels_of_day";

    /// The statement that answers it.
    ///
    /// ```text
    /// SELECT level, sensor FROM rivers.levels_of_day WHERE station = :station AND day = :day
    /// ```
    pub const SELECT: &str = "SELECT level, sensor FROM rivers.levels_of_day WHERE station = :station AND day = :day";

    /// What the query is asked with.
    #[derive(Clone, Copy, Debug, PartialEq, ::scylla::SerializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Params<'a> {
        /// `station text`
        pub station: &'a str,
        /// `day date`
        pub day: ::scylla::value::CqlDate,
    }

    /// A row of the answer.
    #[derive(Clone, Debug, PartialEq, ::scylla::DeserializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Row {
        /// `level int`
        pub level: Option<i32>,
        /// `sensor tinyint`
        pub sensor: Option<i8>,
    }

    /// The statement that writes a row of `levels_of_day`.
    ///
    /// ```text
    /// INSERT INTO rivers.levels_of_day (station, day, ts, level, sensor) VALUES (:station, :day, :ts, :level, :sensor)
    /// ```
    pub const INSERT: &str = "INSERT INTO rivers.levels_of_day (station, day, ts, level, sensor) VALUES (:station, :day, :ts, :level, :sensor)";

    /// A row of `levels_of_day`, to write. What is unset stays as it is in the table; nothing here writes a null.
    #[derive(Clone, Copy, Debug)]
    pub struct Insert<'a> {
        /// `station text`, partition key
        pub station: &'a str,
        /// `ts timestamp`, clustering key
        pub ts: ::scylla::value::CqlTimestamp,
        /// `level int`
        pub level: ::scylla::value::MaybeUnset<i32>,
        /// `sensor tinyint`
        pub sensor: ::scylla::value::MaybeUnset<i8>,
    }

    #[derive(::scylla::SerializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub(super) struct InsertValues<'a> {
        station: &'a str,
        day: ::scylla::value::CqlDate,
        ts: ::scylla::value::CqlTimestamp,
        level: ::scylla::value::MaybeUnset<i32>,
        sensor: ::scylla::value::MaybeUnset<i8>,
    }

    impl<'a> Insert<'a> {
        /// What is bound: the columns in the order of the statement, those among them that are computed.
        pub(super) fn values(&self) -> Result<InsertValues<'a>, super::OutOfRange> {
            Ok(InsertValues {
                station: self.station,
                day: super::day_of(self.ts)?,
                ts: self.ts,
                level: self.level,
                sensor: self.sensor,
            })
        }
    }

    impl<'a> From<&'a super::Record> for Insert<'a> {
        fn from(record: &'a super::Record) -> Self {
            Self {
                station: &record.station,
                ts: record.ts,
                level: ::scylla::value::MaybeUnset::from_option(record.level),
                sensor: ::scylla::value::MaybeUnset::from_option(record.sensor),
            }
        }
    }
}

/// What were the levels at a station between two moments, the earliest first?
#[rustfmt::skip]
pub mod levels_between {
    /// The name of the query.
    pub const NAME: &str = "levels_between";

    /// The statement that answers it.
    ///
    /// ```text
    /// SELECT day, ts, level FROM rivers.levels_of_day WHERE station = :station AND day = :day AND ts >= :"from" AND ts < :"to"
    /// ```
    pub const SELECT: &str = "SELECT day, ts, level FROM rivers.levels_of_day WHERE station = :station AND day = :day AND ts >= :\"from\" AND ts < :\"to\"";

    /// What the query is asked with.
    #[derive(Clone, Copy, Debug, PartialEq)]
    pub struct Params<'a> {
        /// `station text`
        pub station: &'a str,
        /// `"from" timestamp`
        pub from: ::scylla::value::CqlTimestamp,
        /// `"to" timestamp`
        pub to: ::scylla::value::CqlTimestamp,
    }

    impl<'a> Params<'a> {
        /// The buckets that are read, and what is bound in each.
        pub(super) fn buckets(&self) -> super::driver::Buckets<'a> {
            super::driver::Buckets {
                first: (self.from.0).div_euclid(super::derive::DAY),
                last: ((self.to.0).saturating_sub(1)).div_euclid(super::derive::DAY),
                descending: false,
                bucket: |step| u32::try_from(step + super::derive::EPOCH_DAY).ok().map(|bucket| bucket.to_be_bytes().to_vec()),
                function: "day_of",
                at: 1,
                values: ::std::vec![::std::boxed::Box::new(self.station), ::std::boxed::Box::new(self.from), ::std::boxed::Box::new(self.to)],
                limit: None,
                limit_at: None,
            }
        }
    }

    /// A row of the answer.
    #[derive(Clone, Debug, PartialEq, ::scylla::DeserializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Row {
        /// `day date`, partition key
        pub day: ::scylla::value::CqlDate,
        /// `ts timestamp`, clustering key
        pub ts: ::scylla::value::CqlTimestamp,
        /// `level int`
        pub level: Option<i32>,
    }
}

/// What were the levels at a station on these days?
#[rustfmt::skip]
pub mod levels_of_days {
    /// The name of the query.
    pub const NAME: &str = "levels_of_days";

    /// The statement that answers it.
    ///
    /// ```text
    /// SELECT day, ts, level FROM rivers.levels_of_day WHERE station = :station AND day IN :days
    /// ```
    pub const SELECT: &str = "SELECT day, ts, level FROM rivers.levels_of_day WHERE station = :station AND day IN :days";

    /// What the query is asked with.
    #[derive(Clone, Copy, Debug, PartialEq, ::scylla::SerializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Params<'a> {
        /// `station text`
        pub station: &'a str,
        /// `days frozen<list<date>>`
        pub days: &'a [::scylla::value::CqlDate],
    }

    /// A row of the answer.
    #[derive(Clone, Debug, PartialEq, ::scylla::DeserializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Row {
        /// `day date`, partition key
        pub day: ::scylla::value::CqlDate,
        /// `ts timestamp`, clustering key
        pub ts: ::scylla::value::CqlTimestamp,
        /// `level int`
        pub level: Option<i32>,
    }
}

/// What were the latest levels at a station between two moments?
#[rustfmt::skip]
pub mod latest_between {
    /// The name of the query.
    pub const NAME: &str = "latest_between";

    /// The statement that answers it.
    ///
    /// ```text
    /// SELECT ts, level FROM rivers.levels_of_day WHERE station = :station AND day = :day AND ts > :"from" AND ts <= :"to" ORDER BY ts DESC LIMIT :n
    /// ```
    pub const SELECT: &str = "SELECT ts, level FROM rivers.levels_of_day WHERE station = :station AND day = :day AND ts > :\"from\" AND ts <= :\"to\" ORDER BY ts DESC LIMIT :n";

    /// What the query is asked with.
    #[derive(Clone, Copy, Debug, PartialEq)]
    pub struct Params<'a> {
        /// `station text`
        pub station: &'a str,
        /// `"from" timestamp`
        pub from: ::scylla::value::CqlTimestamp,
        /// `"to" timestamp`
        pub to: ::scylla::value::CqlTimestamp,
        /// `n int`
        pub n: i32,
    }

    impl<'a> Params<'a> {
        /// The buckets that are read, and what is bound in each.
        pub(super) fn buckets(&self) -> super::driver::Buckets<'a> {
            super::driver::Buckets {
                first: ((self.from.0).saturating_add(1)).div_euclid(super::derive::DAY),
                last: (self.to.0).div_euclid(super::derive::DAY),
                descending: true,
                bucket: |step| u32::try_from(step + super::derive::EPOCH_DAY).ok().map(|bucket| bucket.to_be_bytes().to_vec()),
                function: "day_of",
                at: 1,
                values: ::std::vec![::std::boxed::Box::new(self.station), ::std::boxed::Box::new(self.from), ::std::boxed::Box::new(self.to), ::std::boxed::Box::new(self.n)],
                limit: Some(self.n),
                limit_at: Some(4),
            }
        }
    }

    /// A row of the answer.
    #[derive(Clone, Debug, PartialEq, ::scylla::DeserializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Row {
        /// `ts timestamp`, clustering key
        pub ts: ::scylla::value::CqlTimestamp,
        /// `level int`
        pub level: Option<i32>,
    }
}

/// The first two levels of each day.
#[rustfmt::skip]
pub mod highest_of_days {
    /// The name of the query.
    pub const NAME: &str = "highest_of_days";

    /// The statement that answers it.
    ///
    /// ```text
    /// SELECT ts, level FROM rivers.levels_of_day WHERE station = :station AND day = :day AND ts >= :"from" AND ts < :"to" PER PARTITION LIMIT 2 LIMIT 5
    /// ```
    pub const SELECT: &str = "SELECT ts, level FROM rivers.levels_of_day WHERE station = :station AND day = :day AND ts >= :\"from\" AND ts < :\"to\" PER PARTITION LIMIT 2 LIMIT 5";

    /// What the query is asked with.
    #[derive(Clone, Copy, Debug, PartialEq)]
    pub struct Params<'a> {
        /// `station text`
        pub station: &'a str,
        /// `"from" timestamp`
        pub from: ::scylla::value::CqlTimestamp,
        /// `"to" timestamp`
        pub to: ::scylla::value::CqlTimestamp,
    }

    impl<'a> Params<'a> {
        /// The buckets that are read, and what is bound in each.
        pub(super) fn buckets(&self) -> super::driver::Buckets<'a> {
            super::driver::Buckets {
                first: (self.from.0).div_euclid(super::derive::DAY),
                last: ((self.to.0).saturating_sub(1)).div_euclid(super::derive::DAY),
                descending: false,
                bucket: |step| u32::try_from(step + super::derive::EPOCH_DAY).ok().map(|bucket| bucket.to_be_bytes().to_vec()),
                function: "day_of",
                at: 1,
                values: ::std::vec![::std::boxed::Box::new(self.station), ::std::boxed::Box::new(self.from), ::std::boxed::Box::new(self.to)],
                limit: Some(5),
                limit_at: None,
            }
        }
    }

    /// A row of the answer.
    #[derive(Clone, Debug, PartialEq, ::scylla::DeserializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Row {
        /// `ts timestamp`, clustering key
        pub ts: ::scylla::value::CqlTimestamp,
        /// `level int`
        pub level: Option<i32>,
    }
}

/// What was the first level between two moments?
#[rustfmt::skip]
pub mod first_level_since {
    /// The name of the query.
    pub const NAME: &str = "first_level_since";

    /// The statement that answers it.
    ///
    /// ```text
    /// SELECT ts, level FROM rivers.levels_of_day WHERE station = :station AND day = :day AND ts >= :"from" AND ts < :"to"
    /// ```
    pub const SELECT: &str = "SELECT ts, level FROM rivers.levels_of_day WHERE station = :station AND day = :day AND ts >= :\"from\" AND ts < :\"to\"";

    /// What the query is asked with.
    #[derive(Clone, Copy, Debug, PartialEq)]
    pub struct Params<'a> {
        /// `station text`
        pub station: &'a str,
        /// `"from" timestamp`
        pub from: ::scylla::value::CqlTimestamp,
        /// `"to" timestamp`
        pub to: ::scylla::value::CqlTimestamp,
    }

    impl<'a> Params<'a> {
        /// The buckets that are read, and what is bound in each.
        pub(super) fn buckets(&self) -> super::driver::Buckets<'a> {
            super::driver::Buckets {
                first: (self.from.0).div_euclid(super::derive::DAY),
                last: ((self.to.0).saturating_sub(1)).div_euclid(super::derive::DAY),
                descending: false,
                bucket: |step| u32::try_from(step + super::derive::EPOCH_DAY).ok().map(|bucket| bucket.to_be_bytes().to_vec()),
                function: "day_of",
                at: 1,
                values: ::std::vec![::std::boxed::Box::new(self.station), ::std::boxed::Box::new(self.from), ::std::boxed::Box::new(self.to)],
                limit: None,
                limit_at: None,
            }
        }
    }

    /// A row of the answer.
    #[derive(Clone, Debug, PartialEq, ::scylla::DeserializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Row {
        /// `ts timestamp`, clustering key
        pub ts: ::scylla::value::CqlTimestamp,
        /// `level int`
        pub level: Option<i32>,
    }
}

/// How many levels were measured between two moments?
#[rustfmt::skip]
pub mod how_many {
    /// The name of the query.
    pub const NAME: &str = "how_many";

    /// The statement that answers it.
    ///
    /// ```text
    /// SELECT count(*) FROM rivers.levels_of_day WHERE station = :station AND day = :day AND ts >= :"from" AND ts < :"to"
    /// ```
    pub const SELECT: &str = "SELECT count(*) FROM rivers.levels_of_day WHERE station = :station AND day = :day AND ts >= :\"from\" AND ts < :\"to\"";

    /// What the query is asked with.
    #[derive(Clone, Copy, Debug, PartialEq)]
    pub struct Params<'a> {
        /// `station text`
        pub station: &'a str,
        /// `"from" timestamp`
        pub from: ::scylla::value::CqlTimestamp,
        /// `"to" timestamp`
        pub to: ::scylla::value::CqlTimestamp,
    }

    impl<'a> Params<'a> {
        /// The buckets that are read, and what is bound in each.
        pub(super) fn buckets(&self) -> super::driver::Buckets<'a> {
            super::driver::Buckets {
                first: (self.from.0).div_euclid(super::derive::DAY),
                last: ((self.to.0).saturating_sub(1)).div_euclid(super::derive::DAY),
                descending: false,
                bucket: |step| u32::try_from(step + super::derive::EPOCH_DAY).ok().map(|bucket| bucket.to_be_bytes().to_vec()),
                function: "day_of",
                at: 1,
                values: ::std::vec![::std::boxed::Box::new(self.station), ::std::boxed::Box::new(self.from), ::std::boxed::Box::new(self.to)],
                limit: None,
                limit_at: None,
            }
        }
    }
}

/// Which alarms did a sensor of a station give in this month, the latest first?
#[rustfmt::skip]
pub mod alarms_of_month {
    /// The name of the query.
    pub const NAME: &str = "alarms_of_month";

    /// The statement that answers it.
    ///
    /// ```text
    /// SELECT alarm FROM rivers.alarms_of_month WHERE month = :month AND station = :station
    /// ```
    pub const SELECT: &str = "SELECT alarm FROM rivers.alarms_of_month WHERE month = :month AND station = :station";

    /// What the query is asked with.
    #[derive(Clone, Copy, Debug, PartialEq, ::scylla::SerializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Params<'a> {
        /// `month text`
        pub month: &'a str,
        /// `station text`
        pub station: &'a str,
    }

    /// A row of the answer.
    #[derive(Clone, Debug, PartialEq, ::scylla::DeserializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Row {
        /// `alarm text`
        pub alarm: Option<String>,
    }

    /// The statement that writes a row of `alarms_of_month`.
    ///
    /// ```text
    /// INSERT INTO rivers.alarms_of_month (month, station, sensor, ts, alarm) VALUES (:month, :station, :sensor, :ts, :alarm)
    /// ```
    pub const INSERT: &str = "INSERT INTO rivers.alarms_of_month (month, station, sensor, ts, alarm) VALUES (:month, :station, :sensor, :ts, :alarm)";

    /// A row of `alarms_of_month`, to write. What is unset stays as it is in the table; nothing here writes a null.
    #[derive(Clone, Copy, Debug)]
    pub struct Insert<'a> {
        /// `station text`, partition key
        pub station: &'a str,
        /// `sensor tinyint`, clustering key
        pub sensor: i8,
        /// `ts timestamp`, clustering key
        pub ts: ::scylla::value::CqlTimestamp,
        /// `alarm text`
        pub alarm: ::scylla::value::MaybeUnset<&'a str>,
    }

    #[derive(::scylla::SerializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub(super) struct InsertValues<'a> {
        month: String,
        station: &'a str,
        sensor: i8,
        ts: ::scylla::value::CqlTimestamp,
        alarm: ::scylla::value::MaybeUnset<&'a str>,
    }

    impl<'a> Insert<'a> {
        /// What is bound: the columns in the order of the statement, those among them that are computed.
        pub(super) fn values(&self) -> Result<InsertValues<'a>, super::OutOfRange> {
            Ok(InsertValues {
                month: super::month_of(self.ts),
                station: self.station,
                sensor: self.sensor,
                ts: self.ts,
                alarm: self.alarm,
            })
        }
    }

    impl<'a> Insert<'a> {
        /// What the record says of it, whether or not the model keeps the record in this table; nothing where the record lacks a
        /// part of the key.
        pub fn of(record: &'a super::Record) -> Option<Self> {
            Some(Self {
                station: &record.station,
                sensor: record.sensor?,
                ts: record.ts,
                alarm: ::scylla::value::MaybeUnset::from_option(record.alarm.as_deref()),
            })
        }
    }
}

/// Which alarms did a sensor of a station give between two moments, the latest first?
#[rustfmt::skip]
pub mod alarms_between {
    /// The name of the query.
    pub const NAME: &str = "alarms_between";

    /// The statement that answers it.
    ///
    /// ```text
    /// SELECT month, ts, alarm FROM rivers.alarms_of_month WHERE month = :month AND station = :station AND sensor = :sensor AND ts > :after AND ts < :before LIMIT 3
    /// ```
    pub const SELECT: &str = "SELECT month, ts, alarm FROM rivers.alarms_of_month WHERE month = :month AND station = :station AND sensor = :sensor AND ts > :after AND ts < :before LIMIT 3";

    /// What the query is asked with.
    #[derive(Clone, Copy, Debug, PartialEq)]
    pub struct Params<'a> {
        /// `station text`
        pub station: &'a str,
        /// `sensor tinyint`
        pub sensor: i8,
        /// `after timestamp`
        pub after: ::scylla::value::CqlTimestamp,
        /// `before timestamp`
        pub before: ::scylla::value::CqlTimestamp,
    }

    impl<'a> Params<'a> {
        /// The buckets that are read, and what is bound in each.
        pub(super) fn buckets(&self) -> super::driver::Buckets<'a> {
            super::driver::Buckets {
                first: super::derive::months(((self.after.0).saturating_add(1)).div_euclid(super::derive::DAY)),
                last: super::derive::months(((self.before.0).saturating_sub(1)).div_euclid(super::derive::DAY)),
                descending: true,
                bucket: |step| Some(super::derive::month_at(step).into_bytes()),
                function: "month_of",
                at: 0,
                values: ::std::vec![::std::boxed::Box::new(self.station), ::std::boxed::Box::new(self.sensor), ::std::boxed::Box::new(self.after), ::std::boxed::Box::new(self.before)],
                limit: Some(3),
                limit_at: None,
            }
        }
    }

    /// A row of the answer.
    #[derive(Clone, Debug, PartialEq, ::scylla::DeserializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Row {
        /// `month text`, partition key
        pub month: String,
        /// `ts timestamp`, clustering key, largest first
        pub ts: ::scylla::value::CqlTimestamp,
        /// `alarm text`
        pub alarm: Option<String>,
    }
}

/// Which alarms did a sensor of a station give between two moments, the earliest first?
#[rustfmt::skip]
pub mod alarms_since {
    /// The name of the query.
    pub const NAME: &str = "alarms_since";

    /// The statement that answers it.
    ///
    /// ```text
    /// SELECT ts, alarm FROM rivers.alarms_of_month WHERE month = :month AND station = :station AND sensor = :sensor AND ts >= :after AND ts <= :before ORDER BY ts ASC
    /// ```
    pub const SELECT: &str = "SELECT ts, alarm FROM rivers.alarms_of_month WHERE month = :month AND station = :station AND sensor = :sensor AND ts >= :after AND ts <= :before ORDER BY ts ASC";

    /// What the query is asked with.
    #[derive(Clone, Copy, Debug, PartialEq)]
    pub struct Params<'a> {
        /// `station text`
        pub station: &'a str,
        /// `sensor tinyint`
        pub sensor: i8,
        /// `after timestamp`
        pub after: ::scylla::value::CqlTimestamp,
        /// `before timestamp`
        pub before: ::scylla::value::CqlTimestamp,
    }

    impl<'a> Params<'a> {
        /// The buckets that are read, and what is bound in each.
        pub(super) fn buckets(&self) -> super::driver::Buckets<'a> {
            super::driver::Buckets {
                first: super::derive::months((self.after.0).div_euclid(super::derive::DAY)),
                last: super::derive::months((self.before.0).div_euclid(super::derive::DAY)),
                descending: false,
                bucket: |step| Some(super::derive::month_at(step).into_bytes()),
                function: "month_of",
                at: 0,
                values: ::std::vec![::std::boxed::Box::new(self.station), ::std::boxed::Box::new(self.sensor), ::std::boxed::Box::new(self.after), ::std::boxed::Box::new(self.before)],
                limit: None,
                limit_at: None,
            }
        }
    }

    /// A row of the answer.
    #[derive(Clone, Debug, PartialEq, ::scylla::DeserializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Row {
        /// `ts timestamp`, clustering key, largest first
        pub ts: ::scylla::value::CqlTimestamp,
        /// `alarm text`
        pub alarm: Option<String>,
    }
}

/// What were the levels everywhere in a watch of six hours?
#[rustfmt::skip]
pub mod levels_of_watch {
    /// The name of the query.
    pub const NAME: &str = "levels_of_watch";

    /// The statement that answers it.
    ///
    /// ```text
    /// SELECT level FROM rivers.levels_of_watch WHERE watch = :watch
    /// ```
    pub const SELECT: &str = "SELECT level FROM rivers.levels_of_watch WHERE watch = :watch";

    /// What the query is asked with.
    #[derive(Clone, Copy, Debug, PartialEq, ::scylla::SerializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Params {
        /// `watch timestamp`
        pub watch: ::scylla::value::CqlTimestamp,
    }

    /// A row of the answer.
    #[derive(Clone, Debug, PartialEq, ::scylla::DeserializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Row {
        /// `level int`
        pub level: Option<i32>,
    }

    /// The statement that writes a row of `levels_of_watch`.
    ///
    /// ```text
    /// INSERT INTO rivers.levels_of_watch (watch, ts, station, level) VALUES (:watch, :ts, :station, :level)
    /// ```
    pub const INSERT: &str = "INSERT INTO rivers.levels_of_watch (watch, ts, station, level) VALUES (:watch, :ts, :station, :level)";

    /// A row of `levels_of_watch`, to write. What is unset stays as it is in the table; nothing here writes a null.
    #[derive(Clone, Copy, Debug)]
    pub struct Insert<'a> {
        /// `ts timestamp`, clustering key
        pub ts: ::scylla::value::CqlTimestamp,
        /// `station text`, clustering key
        pub station: &'a str,
        /// `level int`
        pub level: ::scylla::value::MaybeUnset<i32>,
    }

    #[derive(::scylla::SerializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub(super) struct InsertValues<'a> {
        watch: ::scylla::value::CqlTimestamp,
        ts: ::scylla::value::CqlTimestamp,
        station: &'a str,
        level: ::scylla::value::MaybeUnset<i32>,
    }

    impl<'a> Insert<'a> {
        /// What is bound: the columns in the order of the statement, those among them that are computed.
        pub(super) fn values(&self) -> Result<InsertValues<'a>, super::OutOfRange> {
            Ok(InsertValues {
                watch: super::watch_of(self.ts)?,
                ts: self.ts,
                station: self.station,
                level: self.level,
            })
        }
    }

    impl<'a> From<&'a super::Record> for Insert<'a> {
        fn from(record: &'a super::Record) -> Self {
            Self {
                ts: record.ts,
                station: &record.station,
                level: ::scylla::value::MaybeUnset::from_option(record.level),
            }
        }
    }
}

/// What were the levels everywhere after a level and up to another, the latest first?
#[rustfmt::skip]
pub mod levels_everywhere {
    /// The name of the query.
    pub const NAME: &str = "levels_everywhere";

    /// The statement that answers it.
    ///
    /// ```text
    /// SELECT ts, station, level FROM rivers.levels_of_watch WHERE watch = :watch AND (ts, station) >= (:since, :first) AND (ts, station) < (:until, :last)
    /// ```
    pub const SELECT: &str = "SELECT ts, station, level FROM rivers.levels_of_watch WHERE watch = :watch AND (ts, station) >= (:since, :first) AND (ts, station) < (:until, :last)";

    /// What the query is asked with.
    #[derive(Clone, Copy, Debug, PartialEq)]
    pub struct Params<'a> {
        /// `since timestamp`
        pub since: ::scylla::value::CqlTimestamp,
        /// `first text`
        pub first: &'a str,
        /// `until timestamp`
        pub until: ::scylla::value::CqlTimestamp,
        /// `last text`
        pub last: &'a str,
    }

    impl<'a> Params<'a> {
        /// The buckets that are read, and what is bound in each.
        pub(super) fn buckets(&self) -> super::driver::Buckets<'a> {
            super::driver::Buckets {
                first: (self.since.0).div_euclid(21_600_000),
                last: (self.until.0).div_euclid(21_600_000),
                descending: true,
                bucket: |step| step.checked_mul(21_600_000).map(|bucket| bucket.to_be_bytes().to_vec()),
                function: "watch_of",
                at: 0,
                values: ::std::vec![::std::boxed::Box::new(self.since), ::std::boxed::Box::new(self.first), ::std::boxed::Box::new(self.until), ::std::boxed::Box::new(self.last)],
                limit: None,
                limit_at: None,
            }
        }
    }

    /// A row of the answer.
    #[derive(Clone, Debug, PartialEq, ::scylla::DeserializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Row {
        /// `ts timestamp`, clustering key, largest first
        pub ts: ::scylla::value::CqlTimestamp,
        /// `station text`, clustering key
        pub station: String,
        /// `level int`
        pub level: Option<i32>,
    }
}

/// A record that [`Queries::insert_all`] writes: one row of a source of the model.
#[rustfmt::skip]
pub trait InsertAll {
    /// Writes the record to every table of its source that takes it.
    ///
    /// # Errors
    /// Every write that failed.
    fn insert(&self, queries: &Queries) -> impl ::std::future::Future<Output = Result<(), InsertError>> + Send;
}

/// One row of the source, for all tables that it fills.
#[rustfmt::skip]
#[derive(Clone, Debug, PartialEq)]
pub struct Record {
    /// `station text`, always there
    pub station: String,
    /// `ts timestamp`, always there
    pub ts: ::scylla::value::CqlTimestamp,
    /// `level int`
    pub level: Option<i32>,
    /// `sensor tinyint`
    pub sensor: Option<i8>,
    /// `alarm text`
    pub alarm: Option<String>,
}

#[rustfmt::skip]
impl InsertAll for Record {
    async fn insert(&self, queries: &Queries) -> Result<(), InsertError> {
        let mut levels_of_day = ::std::pin::pin!(driver::writing(async move {
            driver::write(queries, 12, &driver::computed(12, levels_of_day::Insert::from(self).values())?).await
        }));
        let mut alarms_of_month = ::std::pin::pin!(driver::writing(async move {
            if self.alarm.is_some() {
                let row = driver::keyed(13, alarms_of_month::Insert::of(self))?;
                driver::write(queries, 13, &driver::computed(13, row.values())?).await?;
            }
            Ok(())
        }));
        let mut levels_of_watch = ::std::pin::pin!(driver::writing(async move {
            driver::write(queries, 14, &driver::computed(14, levels_of_watch::Insert::from(self).values())?).await
        }));
        driver::all([levels_of_day.as_mut(), alarms_of_month.as_mut(), levels_of_watch.as_mut()]).await
    }
}

/// The server refused to prepare a statement.
#[rustfmt::skip]
#[derive(Debug)]
#[non_exhaustive]
pub struct PrepareError {
    /// The query's name.
    pub query: &'static str,
    /// The statement, as it was sent.
    pub cql: String,
    /// Why it was refused.
    pub source: Box<::scylla::errors::PrepareError>,
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
pub enum QueryError {
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
    /// A table takes the record, but the record lacks a part of its key.
    Key {
        /// The statement.
        query: &'static str,
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
            Self::Key { query } => write!(f, "the record lacks a part of the key for `{query}`"),
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
            Self::Key { .. } | Self::Buckets { .. } => None,
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
pub struct InsertError {
    /// Why, for every write that failed. The others were made; of a logged batch, all or none.
    pub failed: Vec<QueryError>,
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
pub struct OutOfRange {
    /// The function that gives none.
    pub function: &'static str,
}

#[rustfmt::skip]
impl ::std::fmt::Display for OutOfRange {
    fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
        write!(f, "the result of `{}` is outside the range of its type", self.function)
    }
}

#[rustfmt::skip]
impl ::std::error::Error for OutOfRange {}

/// `day`: the UTC day, from `ts`.
///
/// # Errors
/// Where the result is outside the range of its type.
#[rustfmt::skip]
pub fn day_of(ts: ::scylla::value::CqlTimestamp) -> Result<::scylla::value::CqlDate, OutOfRange> {
    derive::date(ts.0).ok_or(OutOfRange { function: "day_of" })
}

/// `month`: the UTC month, from `ts`.
#[rustfmt::skip]
pub fn month_of(ts: ::scylla::value::CqlTimestamp) -> String {
    derive::month(ts.0.div_euclid(derive::DAY))
}

/// `watch`: the largest multiple of 21600000 that is not above, from `ts`.
///
/// # Errors
/// Where the result is outside the range of its type.
#[rustfmt::skip]
pub fn watch_of(ts: ::scylla::value::CqlTimestamp) -> Result<::scylla::value::CqlTimestamp, OutOfRange> {
    derive::bucket(ts.0, 21_600_000).map(::scylla::value::CqlTimestamp).ok_or(OutOfRange { function: "watch_of" })
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
        Statement { query: "levels_of_day", cql: super::levels_of_day::SELECT, keyspace_at: 26, consistency: None, idempotent: true, counts: false, appends: false, page_size: None },
        Statement { query: "levels_between", cql: super::levels_between::SELECT, keyspace_at: 27, consistency: None, idempotent: true, counts: false, appends: false, page_size: None },
        Statement { query: "levels_of_days", cql: super::levels_of_days::SELECT, keyspace_at: 27, consistency: None, idempotent: true, counts: false, appends: false, page_size: None },
        Statement { query: "latest_between", cql: super::latest_between::SELECT, keyspace_at: 22, consistency: None, idempotent: true, counts: false, appends: false, page_size: None },
        Statement { query: "highest_of_days", cql: super::highest_of_days::SELECT, keyspace_at: 22, consistency: None, idempotent: true, counts: false, appends: false, page_size: None },
        Statement { query: "first_level_since", cql: super::first_level_since::SELECT, keyspace_at: 22, consistency: None, idempotent: true, counts: false, appends: false, page_size: Some(1) },
        Statement { query: "how_many", cql: super::how_many::SELECT, keyspace_at: 21, consistency: None, idempotent: true, counts: false, appends: false, page_size: None },
        Statement { query: "alarms_of_month", cql: super::alarms_of_month::SELECT, keyspace_at: 18, consistency: None, idempotent: true, counts: false, appends: false, page_size: None },
        Statement { query: "alarms_between", cql: super::alarms_between::SELECT, keyspace_at: 29, consistency: None, idempotent: true, counts: false, appends: false, page_size: None },
        Statement { query: "alarms_since", cql: super::alarms_since::SELECT, keyspace_at: 22, consistency: None, idempotent: true, counts: false, appends: false, page_size: None },
        Statement { query: "levels_of_watch", cql: super::levels_of_watch::SELECT, keyspace_at: 18, consistency: None, idempotent: true, counts: false, appends: false, page_size: None },
        Statement { query: "levels_everywhere", cql: super::levels_everywhere::SELECT, keyspace_at: 31, consistency: None, idempotent: true, counts: false, appends: false, page_size: None },
        Statement { query: "insert into levels_of_day", cql: super::levels_of_day::INSERT, keyspace_at: 12, consistency: None, idempotent: true, counts: false, appends: false, page_size: None },
        Statement { query: "insert into alarms_of_month", cql: super::alarms_of_month::INSERT, keyspace_at: 12, consistency: None, idempotent: true, counts: false, appends: false, page_size: None },
        Statement { query: "insert into levels_of_watch", cql: super::levels_of_watch::INSERT, keyspace_at: 12, consistency: None, idempotent: true, counts: false, appends: false, page_size: None },
    ];

    /// The keyspace as the statements name it.
    const KEYSPACE: &str = "rivers";

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

    pub(super) fn keyed<T>(index: usize, row: Option<T>) -> Result<T, QueryError> {
        row.ok_or(QueryError::Key { query: STATEMENTS[index].query })
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

    pub(super) async fn count(queries: &Queries, index: usize, params: &impl SerializeRow) -> Result<i64, QueryError> {
        let first = |mut rows: Rows<'_, '_, (i64,)>| rows.next().transpose();
        Ok(decode(index, unpaged(queries, index, params).await?, first)?.map_or(0, |(count,)| count))
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

    pub(super) async fn across_first<R>(queries: &Queries, index: usize, buckets: Buckets<'_>) -> Result<Option<R>, QueryError>
    where
        R: for<'frame, 'metadata> ::scylla::deserialize::row::DeserializeRow<'frame, 'metadata>,
    {
        for values in buckets.reads(queries, index)? {
            if let Some(row) = first(queries, index, &values).await? {
                return Ok(Some(row));
            }
        }
        Ok(None)
    }

    pub(super) async fn across_count(queries: &Queries, index: usize, buckets: Buckets<'_>) -> Result<i64, QueryError> {
        let mut sum = 0_i64;
        for values in buckets.reads(queries, index)? {
            sum = sum.saturating_add(count(queries, index, &values).await?);
        }
        Ok(sum)
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
