// Made by modeler from queries.yaml; do not edit: change the model and run `modeler generate`.
// Crates: scylla 1.9, uuid 1.

//! Typed access to the keyspace `sensor_readings`: every query that `queries.yaml` declares, prepared once.
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
pub const KEYSPACE: &str = "sensor_readings";

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

    /// What did this sensor measure on this day, latest first?
    ///
    /// Asks [`readings_by_day::SELECT`] by `sensor_id = :sensor_id, day = :day`.
    ///
    /// # Errors
    /// What the server or the connection says; an answer that is not what the model says.
    pub async fn readings_by_day(&self, params: &readings_by_day::Params) -> Result<::scylla::client::pager::TypedRowStream<readings_by_day::Row>, QueryError> {
        driver::stream(self, 0, params).await
    }

    /// One page of [`Queries::readings_by_day`], and the state of the next if there is one; `PagingState::start()` asks for the first.
    ///
    /// # Errors
    /// Those of the query itself.
    pub async fn readings_by_day_page(&self, params: &readings_by_day::Params, state: ::scylla::response::PagingState) -> Result<(Vec<readings_by_day::Row>, Option<::scylla::response::PagingState>), QueryError> {
        driver::page(self, 0, params, state).await
    }

    /// Writes a row of `readings_by_day`.
    ///
    /// # Errors
    /// What the server or the connection says; a derived value that its type does not hold.
    pub async fn insert_readings_by_day(&self, row: &readings_by_day::Insert) -> Result<(), QueryError> {
        driver::write(self, 8, &driver::computed(8, row.values())?).await
    }

    /// What did it measure in this part of the day, in order of time?
    ///
    /// Asks [`readings_between::SELECT`] by `sensor_id = :sensor_id, day = :day, measured_at >= :since, measured_at < :until`.
    ///
    /// # Errors
    /// What the server or the connection says; an answer that is not what the model says.
    pub async fn readings_between(&self, params: &readings_between::Params) -> Result<::scylla::client::pager::TypedRowStream<readings_between::Row>, QueryError> {
        driver::stream(self, 1, params).await
    }

    /// One page of [`Queries::readings_between`], and the state of the next if there is one; `PagingState::start()` asks for the first.
    ///
    /// # Errors
    /// Those of the query itself.
    pub async fn readings_between_page(&self, params: &readings_between::Params, state: ::scylla::response::PagingState) -> Result<(Vec<readings_between::Row>, Option<::scylla::response::PagingState>), QueryError> {
        driver::page(self, 1, params, state).await
    }

    /// What are its latest readings of the day?
    ///
    /// Asks [`latest_readings::SELECT`] by `sensor_id = :sensor_id, day = :day`.
    ///
    /// # Errors
    /// What the server or the connection says; an answer that is not what the model says.
    pub async fn latest_readings(&self, params: &latest_readings::Params) -> Result<::scylla::client::pager::TypedRowStream<latest_readings::Row>, QueryError> {
        driver::stream(self, 2, params).await
    }

    /// One page of [`Queries::latest_readings`], and the state of the next if there is one; `PagingState::start()` asks for the first.
    ///
    /// # Errors
    /// Those of the query itself.
    pub async fn latest_readings_page(&self, params: &latest_readings::Params, state: ::scylla::response::PagingState) -> Result<(Vec<latest_readings::Row>, Option<::scylla::response::PagingState>), QueryError> {
        driver::page(self, 2, params, state).await
    }

    /// What is its latest reading of the day?
    ///
    /// Asks [`latest_reading::SELECT`] by `sensor_id = :sensor_id, day = :day`.
    ///
    /// # Errors
    /// What the server or the connection says; an answer that is not what the model says.
    pub async fn latest_reading(&self, params: &latest_reading::Params) -> Result<Option<latest_reading::Row>, QueryError> {
        driver::first(self, 3, params).await
    }

    /// How many readings are there of this day?
    ///
    /// Asks [`readings_of_day::SELECT`] by `sensor_id = :sensor_id, day = :day`.
    ///
    /// # Errors
    /// What the server or the connection says; an answer that is not what the model says.
    pub async fn readings_of_day(&self, params: &readings_of_day::Params) -> Result<i64, QueryError> {
        driver::count(self, 4, params).await
    }

    /// What did it measure at this moment?
    ///
    /// Asks [`reading_at::SELECT`] by `sensor_id = :sensor_id, day = :day, measured_at = :measured_at`.
    ///
    /// # Errors
    /// What the server or the connection says; an answer that is not what the model says.
    pub async fn reading_at(&self, params: &reading_at::Params) -> Result<Option<reading_at::Row>, QueryError> {
        driver::one(self, 5, params).await
    }

    /// Which readings of this sensor were at least this warm, coldest first?
    ///
    /// Asks [`readings_by_temperature::SELECT`] by `sensor_id = :sensor_id, temperature >= :lowest`.
    ///
    /// # Errors
    /// What the server or the connection says; an answer that is not what the model says.
    pub async fn readings_by_temperature(&self, params: &readings_by_temperature::Params) -> Result<::scylla::client::pager::TypedRowStream<readings_by_temperature::Row>, QueryError> {
        driver::stream(self, 6, params).await
    }

    /// One page of [`Queries::readings_by_temperature`], and the state of the next if there is one; `PagingState::start()` asks for the first.
    ///
    /// # Errors
    /// Those of the query itself.
    pub async fn readings_by_temperature_page(&self, params: &readings_by_temperature::Params, state: ::scylla::response::PagingState) -> Result<(Vec<readings_by_temperature::Row>, Option<::scylla::response::PagingState>), QueryError> {
        driver::page(self, 6, params, state).await
    }

    /// Writes a row of `readings_by_temperature`.
    ///
    /// # Errors
    /// What the server or the connection says.
    pub async fn insert_readings_by_temperature(&self, row: &readings_by_temperature::Insert) -> Result<(), QueryError> {
        driver::write(self, 9, row).await
    }

    /// Which were its warmest readings?
    ///
    /// Asks [`warmest_readings::SELECT`] by `sensor_id = :sensor_id`.
    ///
    /// # Errors
    /// What the server or the connection says; an answer that is not what the model says.
    pub async fn warmest_readings(&self, params: &warmest_readings::Params) -> Result<::scylla::client::pager::TypedRowStream<warmest_readings::Row>, QueryError> {
        driver::stream(self, 7, params).await
    }

    /// One page of [`Queries::warmest_readings`], and the state of the next if there is one; `PagingState::start()` asks for the first.
    ///
    /// # Errors
    /// Those of the query itself.
    pub async fn warmest_readings_page(&self, params: &warmest_readings::Params, state: ::scylla::response::PagingState) -> Result<(Vec<warmest_readings::Row>, Option<::scylla::response::PagingState>), QueryError> {
        driver::page(self, 7, params, state).await
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

/// What did this sensor measure on this day, latest first?
#[rustfmt::skip]
pub mod readings_by_day {
    /// The name of the query.
    pub const NAME: &str = "readings_by_day";

    /// The statement that answers it.
    ///
    /// ```text
    /// SELECT temperature, humidity, battery FROM sensor_readings.readings_by_day WHERE sensor_id = :sensor_id AND day = :day
    /// ```
    pub const SELECT: &str = "SELECT temperature, humidity, battery FROM sensor_readings.readings_by_day WHERE sensor_id = :sensor_id AND day = :day";

    /// What the query is asked with.
    #[derive(Clone, Copy, Debug, PartialEq, ::scylla::SerializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Params {
        /// `sensor_id uuid`
        pub sensor_id: ::uuid::Uuid,
        /// `day date`
        pub day: ::scylla::value::CqlDate,
    }

    /// A row of the answer.
    #[derive(Clone, Debug, PartialEq, ::scylla::DeserializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Row {
        /// `temperature double`
        pub temperature: Option<f64>,
        /// `humidity float`
        pub humidity: Option<f32>,
        /// `battery tinyint`
        pub battery: Option<i8>,
    }

    /// The statement that writes a row of `readings_by_day`.
    ///
    /// ```text
    /// INSERT INTO sensor_readings.readings_by_day (sensor_id, day, measured_at, temperature, humidity, battery) VALUES (:sensor_id, :day, :measured_at, :temperature, :humidity, :battery)
    /// ```
    pub const INSERT: &str = "INSERT INTO sensor_readings.readings_by_day (sensor_id, day, measured_at, temperature, humidity, battery) VALUES (:sensor_id, :day, :measured_at, :temperature, :humidity, :battery)";

    /// A row of `readings_by_day`, to write. What is unset stays as it is in the table; nothing here writes a null.
    #[derive(Clone, Copy, Debug)]
    pub struct Insert {
        /// `sensor_id uuid`, partition key
        pub sensor_id: ::uuid::Uuid,
        /// `measured_at timestamp`, clustering key
        pub measured_at: ::scylla::value::CqlTimestamp,
        /// `temperature double`
        pub temperature: ::scylla::value::MaybeUnset<f64>,
        /// `humidity float`
        pub humidity: ::scylla::value::MaybeUnset<f32>,
        /// `battery tinyint`
        pub battery: ::scylla::value::MaybeUnset<i8>,
    }

    #[derive(::scylla::SerializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub(super) struct InsertValues {
        sensor_id: ::uuid::Uuid,
        day: ::scylla::value::CqlDate,
        measured_at: ::scylla::value::CqlTimestamp,
        temperature: ::scylla::value::MaybeUnset<f64>,
        humidity: ::scylla::value::MaybeUnset<f32>,
        battery: ::scylla::value::MaybeUnset<i8>,
    }

    impl Insert {
        /// What is bound: the columns in the order of the statement, those among them that are computed.
        pub(super) fn values(&self) -> Result<InsertValues, super::OutOfRange> {
            Ok(InsertValues {
                sensor_id: self.sensor_id,
                day: super::day_of(self.measured_at)?,
                measured_at: self.measured_at,
                temperature: self.temperature,
                humidity: self.humidity,
                battery: self.battery,
            })
        }
    }

    impl From<&super::Record> for Insert {
        fn from(record: &super::Record) -> Self {
            Self {
                sensor_id: record.sensor_id,
                measured_at: record.measured_at,
                temperature: ::scylla::value::MaybeUnset::from_option(record.temperature),
                humidity: ::scylla::value::MaybeUnset::from_option(record.humidity),
                battery: ::scylla::value::MaybeUnset::from_option(record.battery),
            }
        }
    }
}

/// What did it measure in this part of the day, in order of time?
#[rustfmt::skip]
pub mod readings_between {
    /// The name of the query.
    pub const NAME: &str = "readings_between";

    /// The statement that answers it.
    ///
    /// ```text
    /// SELECT measured_at, temperature FROM sensor_readings.readings_by_day WHERE sensor_id = :sensor_id AND day = :day AND measured_at >= :since AND measured_at < :until ORDER BY measured_at ASC
    /// ```
    pub const SELECT: &str = "SELECT measured_at, temperature FROM sensor_readings.readings_by_day WHERE sensor_id = :sensor_id AND day = :day AND measured_at >= :since AND measured_at < :until ORDER BY measured_at ASC";

    /// What the query is asked with.
    #[derive(Clone, Copy, Debug, PartialEq, ::scylla::SerializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Params {
        /// `sensor_id uuid`
        pub sensor_id: ::uuid::Uuid,
        /// `day date`
        pub day: ::scylla::value::CqlDate,
        /// `since timestamp`
        pub since: ::scylla::value::CqlTimestamp,
        /// `until timestamp`
        pub until: ::scylla::value::CqlTimestamp,
    }

    /// A row of the answer.
    #[derive(Clone, Debug, PartialEq, ::scylla::DeserializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Row {
        /// `measured_at timestamp`, clustering key, largest first
        pub measured_at: ::scylla::value::CqlTimestamp,
        /// `temperature double`
        pub temperature: Option<f64>,
    }
}

/// What are its latest readings of the day?
#[rustfmt::skip]
pub mod latest_readings {
    /// The name of the query.
    pub const NAME: &str = "latest_readings";

    /// The statement that answers it.
    ///
    /// ```text
    /// SELECT measured_at, humidity FROM sensor_readings.readings_by_day WHERE sensor_id = :sensor_id AND day = :day LIMIT :n
    /// ```
    pub const SELECT: &str = "SELECT measured_at, humidity FROM sensor_readings.readings_by_day WHERE sensor_id = :sensor_id AND day = :day LIMIT :n";

    /// What the query is asked with.
    #[derive(Clone, Copy, Debug, PartialEq, ::scylla::SerializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Params {
        /// `sensor_id uuid`
        pub sensor_id: ::uuid::Uuid,
        /// `day date`
        pub day: ::scylla::value::CqlDate,
        /// `n int`
        pub n: i32,
    }

    /// A row of the answer.
    #[derive(Clone, Debug, PartialEq, ::scylla::DeserializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Row {
        /// `measured_at timestamp`, clustering key, largest first
        pub measured_at: ::scylla::value::CqlTimestamp,
        /// `humidity float`
        pub humidity: Option<f32>,
    }
}

/// What is its latest reading of the day?
#[rustfmt::skip]
pub mod latest_reading {
    /// The name of the query.
    pub const NAME: &str = "latest_reading";

    /// The statement that answers it.
    ///
    /// ```text
    /// SELECT measured_at, temperature FROM sensor_readings.readings_by_day WHERE sensor_id = :sensor_id AND day = :day
    /// ```
    pub const SELECT: &str = "SELECT measured_at, temperature FROM sensor_readings.readings_by_day WHERE sensor_id = :sensor_id AND day = :day";

    /// What the query is asked with.
    #[derive(Clone, Copy, Debug, PartialEq, ::scylla::SerializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Params {
        /// `sensor_id uuid`
        pub sensor_id: ::uuid::Uuid,
        /// `day date`
        pub day: ::scylla::value::CqlDate,
    }

    /// A row of the answer.
    #[derive(Clone, Debug, PartialEq, ::scylla::DeserializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Row {
        /// `measured_at timestamp`, clustering key, largest first
        pub measured_at: ::scylla::value::CqlTimestamp,
        /// `temperature double`
        pub temperature: Option<f64>,
    }
}

/// How many readings are there of this day?
#[rustfmt::skip]
pub mod readings_of_day {
    /// The name of the query.
    pub const NAME: &str = "readings_of_day";

    /// The statement that answers it.
    ///
    /// ```text
    /// SELECT count(*) FROM sensor_readings.readings_by_day WHERE sensor_id = :sensor_id AND day = :day
    /// ```
    pub const SELECT: &str = "SELECT count(*) FROM sensor_readings.readings_by_day WHERE sensor_id = :sensor_id AND day = :day";

    /// What the query is asked with.
    #[derive(Clone, Copy, Debug, PartialEq, ::scylla::SerializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Params {
        /// `sensor_id uuid`
        pub sensor_id: ::uuid::Uuid,
        /// `day date`
        pub day: ::scylla::value::CqlDate,
    }
}

/// What did it measure at this moment?
#[rustfmt::skip]
pub mod reading_at {
    /// The name of the query.
    pub const NAME: &str = "reading_at";

    /// The statement that answers it.
    ///
    /// ```text
    /// SELECT sensor_id, day, measured_at, temperature, humidity, battery FROM sensor_readings.readings_by_day WHERE sensor_id = :sensor_id AND day = :day AND measured_at = :measured_at
    /// ```
    pub const SELECT: &str = "SELECT sensor_id, day, measured_at, temperature, humidity, battery FROM sensor_readings.readings_by_day WHERE sensor_id = :sensor_id AND day = :day AND measured_at = :measured_at";

    /// What the query is asked with.
    #[derive(Clone, Copy, Debug, PartialEq, ::scylla::SerializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Params {
        /// `sensor_id uuid`
        pub sensor_id: ::uuid::Uuid,
        /// `day date`
        pub day: ::scylla::value::CqlDate,
        /// `measured_at timestamp`
        pub measured_at: ::scylla::value::CqlTimestamp,
    }

    /// A row of the answer.
    #[derive(Clone, Debug, PartialEq, ::scylla::DeserializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Row {
        /// `sensor_id uuid`, partition key
        pub sensor_id: ::uuid::Uuid,
        /// `day date`, partition key
        pub day: ::scylla::value::CqlDate,
        /// `measured_at timestamp`, clustering key, largest first
        pub measured_at: ::scylla::value::CqlTimestamp,
        /// `temperature double`
        pub temperature: Option<f64>,
        /// `humidity float`
        pub humidity: Option<f32>,
        /// `battery tinyint`
        pub battery: Option<i8>,
    }
}

/// Which readings of this sensor were at least this warm, coldest first?
#[rustfmt::skip]
pub mod readings_by_temperature {
    /// The name of the query.
    pub const NAME: &str = "readings_by_temperature";

    /// The statement that answers it.
    ///
    /// ```text
    /// SELECT temperature, measured_at, battery FROM sensor_readings.readings_by_temperature WHERE sensor_id = :sensor_id AND temperature >= :lowest
    /// ```
    pub const SELECT: &str = "SELECT temperature, measured_at, battery FROM sensor_readings.readings_by_temperature WHERE sensor_id = :sensor_id AND temperature >= :lowest";

    /// What the query is asked with.
    #[derive(Clone, Copy, Debug, PartialEq, ::scylla::SerializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Params {
        /// `sensor_id uuid`
        pub sensor_id: ::uuid::Uuid,
        /// `lowest double`
        pub lowest: f64,
    }

    /// A row of the answer.
    #[derive(Clone, Debug, PartialEq, ::scylla::DeserializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Row {
        /// `temperature double`, clustering key
        pub temperature: f64,
        /// `measured_at timestamp`, clustering key
        pub measured_at: ::scylla::value::CqlTimestamp,
        /// `battery tinyint`
        pub battery: Option<i8>,
    }

    /// The statement that writes a row of `readings_by_temperature`.
    ///
    /// ```text
    /// INSERT INTO sensor_readings.readings_by_temperature (sensor_id, temperature, measured_at, battery) VALUES (:sensor_id, :temperature, :measured_at, :battery)
    /// ```
    pub const INSERT: &str = "INSERT INTO sensor_readings.readings_by_temperature (sensor_id, temperature, measured_at, battery) VALUES (:sensor_id, :temperature, :measured_at, :battery)";

    /// A row of `readings_by_temperature`, to write. What is unset stays as it is in the table; nothing here writes a null.
    #[derive(Clone, Copy, Debug, ::scylla::SerializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Insert {
        /// `sensor_id uuid`, partition key
        pub sensor_id: ::uuid::Uuid,
        /// `temperature double`, clustering key
        pub temperature: f64,
        /// `measured_at timestamp`, clustering key
        pub measured_at: ::scylla::value::CqlTimestamp,
        /// `battery tinyint`
        pub battery: ::scylla::value::MaybeUnset<i8>,
    }

    impl Insert {
        /// What the record says of it, whether or not the model keeps the record in this table; nothing where the record lacks a
        /// part of the key.
        pub fn of(record: &super::Record) -> Option<Self> {
            Some(Self {
                sensor_id: record.sensor_id,
                temperature: record.temperature?,
                measured_at: record.measured_at,
                battery: ::scylla::value::MaybeUnset::from_option(record.battery),
            })
        }
    }
}

/// Which were its warmest readings?
#[rustfmt::skip]
pub mod warmest_readings {
    /// The name of the query.
    pub const NAME: &str = "warmest_readings";

    /// The statement that answers it.
    ///
    /// ```text
    /// SELECT temperature, measured_at FROM sensor_readings.readings_by_temperature WHERE sensor_id = :sensor_id ORDER BY temperature DESC, measured_at DESC LIMIT 3
    /// ```
    pub const SELECT: &str = "SELECT temperature, measured_at FROM sensor_readings.readings_by_temperature WHERE sensor_id = :sensor_id ORDER BY temperature DESC, measured_at DESC LIMIT 3";

    /// What the query is asked with.
    #[derive(Clone, Copy, Debug, PartialEq, ::scylla::SerializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Params {
        /// `sensor_id uuid`
        pub sensor_id: ::uuid::Uuid,
    }

    /// A row of the answer.
    #[derive(Clone, Debug, PartialEq, ::scylla::DeserializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Row {
        /// `temperature double`, clustering key
        pub temperature: f64,
        /// `measured_at timestamp`, clustering key
        pub measured_at: ::scylla::value::CqlTimestamp,
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
    /// `sensor_id uuid`, always there
    pub sensor_id: ::uuid::Uuid,
    /// `measured_at timestamp`, always there
    pub measured_at: ::scylla::value::CqlTimestamp,
    /// `temperature double`
    pub temperature: Option<f64>,
    /// `humidity float`
    pub humidity: Option<f32>,
    /// `battery tinyint`
    pub battery: Option<i8>,
}

#[rustfmt::skip]
impl InsertAll for Record {
    async fn insert(&self, queries: &Queries) -> Result<(), InsertError> {
        let mut readings_by_day = ::std::pin::pin!(driver::writing(async move {
            driver::write(queries, 8, &driver::computed(8, readings_by_day::Insert::from(self).values())?).await
        }));
        let mut readings_by_temperature = ::std::pin::pin!(driver::writing(async move {
            if self.temperature.is_some() {
                let row = driver::keyed(9, readings_by_temperature::Insert::of(self))?;
                driver::write(queries, 9, &row).await?;
            }
            Ok(())
        }));
        driver::all([readings_by_day.as_mut(), readings_by_temperature.as_mut()]).await
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
            Self::Key { .. } => None,
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

/// `day`: the UTC day, from `measured_at`.
///
/// # Errors
/// Where the result is outside the range of its type.
#[rustfmt::skip]
pub fn day_of(measured_at: ::scylla::value::CqlTimestamp) -> Result<::scylla::value::CqlDate, OutOfRange> {
    derive::date(measured_at.0).ok_or(OutOfRange { function: "day_of" })
}

/// What columns are derived by. Calendar functions are in UTC.
#[rustfmt::skip]
mod derive {
    use ::scylla::routing::partitioner::{Murmur3Partitioner, Partitioner, PartitionerHasher};
    use ::scylla::value::{CqlDate, CqlTimestamp, CqlTimeuuid};

    /// Milliseconds of a day and of an hour.
    pub(super) const DAY: i64 = 86_400_000;
    const HOUR: i64 = 3_600_000;
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
        Statement { query: "readings_by_day", cql: super::readings_by_day::SELECT, keyspace_at: 43, consistency: None, idempotent: true, counts: false, appends: false, page_size: None },
        Statement { query: "readings_between", cql: super::readings_between::SELECT, keyspace_at: 37, consistency: None, idempotent: true, counts: false, appends: false, page_size: None },
        Statement { query: "latest_readings", cql: super::latest_readings::SELECT, keyspace_at: 34, consistency: None, idempotent: true, counts: false, appends: false, page_size: None },
        Statement { query: "latest_reading", cql: super::latest_reading::SELECT, keyspace_at: 37, consistency: None, idempotent: true, counts: false, appends: false, page_size: Some(1) },
        Statement { query: "readings_of_day", cql: super::readings_of_day::SELECT, keyspace_at: 21, consistency: None, idempotent: true, counts: false, appends: false, page_size: None },
        Statement { query: "reading_at", cql: super::reading_at::SELECT, keyspace_at: 72, consistency: None, idempotent: true, counts: false, appends: false, page_size: None },
        Statement { query: "readings_by_temperature", cql: super::readings_by_temperature::SELECT, keyspace_at: 46, consistency: None, idempotent: true, counts: false, appends: false, page_size: None },
        Statement { query: "warmest_readings", cql: super::warmest_readings::SELECT, keyspace_at: 37, consistency: None, idempotent: true, counts: false, appends: false, page_size: None },
        Statement { query: "insert into readings_by_day", cql: super::readings_by_day::INSERT, keyspace_at: 12, consistency: None, idempotent: true, counts: false, appends: false, page_size: None },
        Statement { query: "insert into readings_by_temperature", cql: super::readings_by_temperature::INSERT, keyspace_at: 12, consistency: None, idempotent: true, counts: false, appends: false, page_size: None },
    ];

    /// The keyspace as the statements name it.
    const KEYSPACE: &str = "sensor_readings";

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

    pub(super) async fn one<R>(queries: &Queries, index: usize, params: &impl SerializeRow) -> Result<Option<R>, QueryError>
    where
        R: for<'frame, 'metadata> ::scylla::deserialize::row::DeserializeRow<'frame, 'metadata>,
    {
        decode(index, unpaged(queries, index, params).await?, |mut rows| rows.next().transpose())
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
