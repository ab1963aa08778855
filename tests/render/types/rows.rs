// Made by modeler from models/queries.yaml; do not edit: change the model and run `modeler generate`.
// Crates: scylla 1.9, uuid 1.

//! Typed access to the keyspace `every_type`: every query that `models/queries.yaml` declares, prepared once.
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
pub const KEYSPACE: &str = "every_type";

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

    /// Query everything.
    ///
    /// Asks [`everything::SELECT`] by `station = :station, day = :day`.
    ///
    /// # Errors
    /// What the server or the connection says; an answer that is not what the model says.
    pub async fn everything(&self, params: &everything::Params) -> Result<::scylla::client::pager::TypedRowStream<everything::Row>, QueryError> {
        driver::stream(self, 0, params).await
    }

    /// One page of [`Queries::everything`], and the state of the next if there is one; `PagingState::start()` asks for the first.
    ///
    /// # Errors
    /// Those of the query itself.
    pub async fn everything_page(&self, params: &everything::Params, state: ::scylla::response::PagingState) -> Result<(Vec<everything::Row>, Option<::scylla::response::PagingState>), QueryError> {
        driver::page(self, 0, params, state).await
    }

    /// Query one\_reading.
    ///
    /// Asks [`one_reading::SELECT`] by `station = :station, day = :day, at = :at, seq = :seq`.
    ///
    /// # Errors
    /// What the server or the connection says; an answer that is not what the model says.
    pub async fn one_reading(&self, params: &one_reading::Params) -> Result<Option<one_reading::Row>, QueryError> {
        driver::one(self, 1, params).await
    }

    /// What was read last,
    /// and where?
    ///
    /// Asks [`latest::SELECT`] by `station = :station, day = :day`.
    ///
    /// # Errors
    /// What the server or the connection says; an answer that is not what the model says.
    pub async fn latest(&self, params: &latest::Params) -> Result<Option<latest::Row>, QueryError> {
        driver::first(self, 2, params).await
    }

    /// Query between.
    ///
    /// Asks [`between::SELECT`] by `station = :station, day = :day, (at, seq) >= (:from_at, :from_seq), at < :until`.
    ///
    /// # Errors
    /// What the server or the connection says; an answer that is not what the model says.
    pub async fn between(&self, params: &between::Params) -> Result<::scylla::client::pager::TypedRowStream<between::Row>, QueryError> {
        driver::stream(self, 3, params).await
    }

    /// One page of [`Queries::between`], and the state of the next if there is one; `PagingState::start()` asks for the first.
    ///
    /// # Errors
    /// Those of the query itself.
    pub async fn between_page(&self, params: &between::Params, state: ::scylla::response::PagingState) -> Result<(Vec<between::Row>, Option<::scylla::response::PagingState>), QueryError> {
        driver::page(self, 3, params, state).await
    }

    /// Query on\_days.
    ///
    /// Asks [`on_days::SELECT`] by `station = :station, day IN :days`.
    ///
    /// # Errors
    /// What the server or the connection says; an answer that is not what the model says.
    pub async fn on_days(&self, params: &on_days::Params<'_>) -> Result<Vec<on_days::Row>, QueryError> {
        driver::rows(self, 4, params).await
    }

    /// Query at\_pairs.
    ///
    /// Asks [`at_pairs::SELECT`] by `station = :station, day = :day, (at, seq) IN :pairs`.
    ///
    /// # Errors
    /// What the server or the connection says; an answer that is not what the model says.
    pub async fn at_pairs(&self, params: &at_pairs::Params<'_>) -> Result<Option<at_pairs::Row>, QueryError> {
        driver::one(self, 5, params).await
    }

    /// Query stations.
    ///
    /// Asks [`stations::SELECT`].
    ///
    /// # Errors
    /// What the server or the connection says; an answer that is not what the model says.
    pub async fn stations(&self) -> Result<::scylla::client::pager::TypedRowStream<stations::Row>, QueryError> {
        driver::stream(self, 6, &()).await
    }

    /// One page of [`Queries::stations`], and the state of the next if there is one; `PagingState::start()` asks for the first.
    ///
    /// # Errors
    /// Those of the query itself.
    pub async fn stations_page(&self, state: ::scylla::response::PagingState) -> Result<(Vec<stations::Row>, Option<::scylla::response::PagingState>), QueryError> {
        driver::page(self, 6, &(), state).await
    }

    /// Query hits.
    ///
    /// Asks [`hits::SELECT`] by `page = :page`.
    ///
    /// # Errors
    /// What the server or the connection says; an answer that is not what the model says.
    pub async fn hits(&self, params: &hits::Params<'_>) -> Result<Option<hits::Row>, QueryError> {
        driver::one(self, 7, params).await
    }

    /// Adds to the counters of a row of `hits`.
    ///
    /// # Errors
    /// What the server or the connection says.
    pub async fn increment_hits(&self, row: &hits::Increment<'_>) -> Result<(), QueryError> {
        driver::write(self, 10, row).await
    }

    /// Writes a row of `readings`.
    ///
    /// # Errors
    /// What the server or the connection says.
    pub async fn insert_readings(&self, row: &readings::Insert<'_>) -> Result<(), QueryError> {
        driver::write(self, 8, row).await
    }

    /// Writes the static columns of a partition of `readings`.
    ///
    /// # Errors
    /// What the server or the connection says.
    pub async fn insert_static_readings(&self, row: &readings::InsertStatic<'_>) -> Result<(), QueryError> {
        driver::write(self, 9, row).await
    }
}

/// Query everything.
#[rustfmt::skip]
pub mod everything {
    /// The name of the query.
    pub const NAME: &str = "everything";

    /// The statement that answers it.
    ///
    /// ```text
    /// SELECT station, day, at, seq, station_name, station_tags, a_ascii, a_bigint, a_blob, a_boolean, a_date, a_decimal, a_double, a_duration, a_float, a_inet, a_int, a_smallint, a_text, a_time, a_timestamp, a_timeuuid, a_tinyint, a_uuid, a_varint, tags, steps, sizes, odd_map, frozen_tags, home, work, pair, embedding, by_place FROM every_type.readings WHERE station = :station AND day = :day
    /// ```
    pub const SELECT: &str = "SELECT station, day, at, seq, station_name, station_tags, a_ascii, a_bigint, a_blob, a_boolean, a_date, a_decimal, a_double, a_duration, a_float, a_inet, a_int, a_smallint, a_text, a_time, a_timestamp, a_timeuuid, a_tinyint, a_uuid, a_varint, tags, steps, sizes, odd_map, frozen_tags, home, work, pair, embedding, by_place FROM every_type.readings WHERE station = :station AND day = :day";

    /// What the query is asked with.
    #[derive(Clone, Copy, Debug, PartialEq, ::scylla::SerializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Params {
        /// `station uuid`
        pub station: ::uuid::Uuid,
        /// `day date`
        pub day: ::scylla::value::CqlDate,
    }

    /// A row of the answer.
    #[derive(Clone, Debug, PartialEq, ::scylla::DeserializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Row {
        /// `station uuid`, partition key
        pub station: ::uuid::Uuid,
        /// `day date`, partition key
        pub day: ::scylla::value::CqlDate,
        /// `at timestamp`, clustering key, largest first
        pub at: Option<::scylla::value::CqlTimestamp>,
        /// `seq int`, clustering key
        pub seq: Option<i32>,
        /// `station_name text`, one for the whole partition
        pub station_name: Option<String>,
        /// `station_tags set<text>`, one for the whole partition
        pub station_tags: Vec<String>,
        /// `a_ascii ascii`
        pub a_ascii: Option<String>,
        /// `a_bigint bigint`
        pub a_bigint: Option<i64>,
        /// `a_blob blob`
        pub a_blob: Option<Vec<u8>>,
        /// `a_boolean boolean`
        pub a_boolean: Option<bool>,
        /// `a_date date`
        pub a_date: Option<::scylla::value::CqlDate>,
        /// `a_decimal decimal`
        pub a_decimal: Option<::scylla::value::CqlDecimal>,
        /// `a_double double`
        pub a_double: Option<f64>,
        /// `a_duration duration`
        pub a_duration: Option<::scylla::value::CqlDuration>,
        /// `a_float float`
        pub a_float: Option<f32>,
        /// `a_inet inet`
        pub a_inet: Option<::std::net::IpAddr>,
        /// `a_int int`
        pub a_int: Option<i32>,
        /// `a_smallint smallint`
        pub a_smallint: Option<i16>,
        /// `a_text text`
        pub a_text: Option<String>,
        /// `a_time time`
        pub a_time: Option<::scylla::value::CqlTime>,
        /// `a_timestamp timestamp`
        pub a_timestamp: Option<::scylla::value::CqlTimestamp>,
        /// `a_timeuuid timeuuid`
        pub a_timeuuid: Option<::scylla::value::CqlTimeuuid>,
        /// `a_tinyint tinyint`
        pub a_tinyint: Option<i8>,
        /// `a_uuid uuid`
        pub a_uuid: Option<::uuid::Uuid>,
        /// `a_varint varint`
        pub a_varint: Option<::scylla::value::CqlVarint>,
        /// `tags set<text>`
        pub tags: Vec<String>,
        /// `steps list<frozen<place>>`
        pub steps: Vec<super::types::Place>,
        /// `sizes map<text, int>`
        pub sizes: ::std::collections::BTreeMap<String, i32>,
        /// `odd_map map<float, int>`
        pub odd_map: Option<::scylla::value::CqlValue>,
        /// `frozen_tags frozen<set<text>>`
        pub frozen_tags: Option<Vec<String>>,
        /// `home place`
        pub home: Option<super::types::Place>,
        /// `work frozen<place>`
        pub work: Option<super::types::Place>,
        /// `pair tuple<int, frozen<place>>`
        pub pair: Option<(Option<i32>, Option<super::types::Place>)>,
        /// `embedding vector<float, 3>`
        pub embedding: Option<Vec<f32>>,
        /// `by_place frozen<map<frozen<point>, int>>`
        pub by_place: Option<::scylla::value::CqlValue>,
    }
}

/// Query one\_reading.
#[rustfmt::skip]
pub mod one_reading {
    /// The name of the query.
    pub const NAME: &str = "one_reading";

    /// The statement that answers it.
    ///
    /// ```text
    /// SELECT at, seq, home, tags FROM every_type.readings WHERE station = :station AND day = :day AND at = :at AND seq = :seq
    /// ```
    pub const SELECT: &str = "SELECT at, seq, home, tags FROM every_type.readings WHERE station = :station AND day = :day AND at = :at AND seq = :seq";

    /// What the query is asked with.
    #[derive(Clone, Copy, Debug, PartialEq, ::scylla::SerializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Params {
        /// `station uuid`
        pub station: ::uuid::Uuid,
        /// `day date`
        pub day: ::scylla::value::CqlDate,
        /// `at timestamp`
        pub at: ::scylla::value::CqlTimestamp,
        /// `seq int`
        pub seq: i32,
    }

    /// A row of the answer.
    #[derive(Clone, Debug, PartialEq, ::scylla::DeserializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Row {
        /// `at timestamp`, clustering key, largest first
        pub at: ::scylla::value::CqlTimestamp,
        /// `seq int`, clustering key
        pub seq: i32,
        /// `home place`
        pub home: Option<super::types::Place>,
        /// `tags set<text>`
        pub tags: Vec<String>,
    }
}

/// What was read last,
/// and where?
#[rustfmt::skip]
pub mod latest {
    /// The name of the query.
    pub const NAME: &str = "latest";

    /// The statement that answers it.
    ///
    /// ```text
    /// SELECT at, home FROM every_type.readings WHERE station = :station AND day = :day LIMIT 1
    /// ```
    pub const SELECT: &str = "SELECT at, home FROM every_type.readings WHERE station = :station AND day = :day LIMIT 1";

    /// What the query is asked with.
    #[derive(Clone, Copy, Debug, PartialEq, ::scylla::SerializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Params {
        /// `station uuid`
        pub station: ::uuid::Uuid,
        /// `day date`
        pub day: ::scylla::value::CqlDate,
    }

    /// A row of the answer.
    #[derive(Clone, Debug, PartialEq, ::scylla::DeserializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Row {
        /// `at timestamp`, clustering key, largest first
        pub at: Option<::scylla::value::CqlTimestamp>,
        /// `home place`
        pub home: Option<super::types::Place>,
    }
}

/// Query between.
#[rustfmt::skip]
pub mod between {
    /// The name of the query.
    pub const NAME: &str = "between";

    /// The statement that answers it.
    ///
    /// ```text
    /// SELECT seq, a_decimal FROM every_type.readings WHERE station = :station AND day = :day AND (at, seq) >= (:from_at, :from_seq) AND at < :until ORDER BY at ASC, seq DESC PER PARTITION LIMIT 10 LIMIT :most
    /// ```
    pub const SELECT: &str = "SELECT seq, a_decimal FROM every_type.readings WHERE station = :station AND day = :day AND (at, seq) >= (:from_at, :from_seq) AND at < :until ORDER BY at ASC, seq DESC PER PARTITION LIMIT 10 LIMIT :most";

    /// What the query is asked with.
    #[derive(Clone, Copy, Debug, PartialEq, ::scylla::SerializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Params {
        /// `station uuid`
        pub station: ::uuid::Uuid,
        /// `day date`
        pub day: ::scylla::value::CqlDate,
        /// `from_at timestamp`
        pub from_at: ::scylla::value::CqlTimestamp,
        /// `from_seq int`
        pub from_seq: i32,
        /// `until timestamp`
        pub until: ::scylla::value::CqlTimestamp,
        /// `most int`
        pub most: i32,
    }

    /// A row of the answer.
    #[derive(Clone, Debug, PartialEq, ::scylla::DeserializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Row {
        /// `seq int`, clustering key
        pub seq: i32,
        /// `a_decimal decimal`
        pub a_decimal: Option<::scylla::value::CqlDecimal>,
    }
}

/// Query on\_days.
#[rustfmt::skip]
pub mod on_days {
    /// The name of the query.
    pub const NAME: &str = "on_days";

    /// The statement that answers it.
    ///
    /// ```text
    /// SELECT day, at FROM every_type.readings WHERE station = :station AND day IN :days ORDER BY at ASC
    /// ```
    pub const SELECT: &str = "SELECT day, at FROM every_type.readings WHERE station = :station AND day IN :days ORDER BY at ASC";

    /// What the query is asked with.
    #[derive(Clone, Copy, Debug, PartialEq, ::scylla::SerializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Params<'a> {
        /// `station uuid`
        pub station: ::uuid::Uuid,
        /// `days frozen<list<date>>`
        pub days: &'a [::scylla::value::CqlDate],
    }

    /// A row of the answer.
    #[derive(Clone, Debug, PartialEq, ::scylla::DeserializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Row {
        /// `day date`, partition key
        pub day: ::scylla::value::CqlDate,
        /// `at timestamp`, clustering key, largest first
        pub at: Option<::scylla::value::CqlTimestamp>,
    }
}

/// Query at\_pairs.
#[rustfmt::skip]
pub mod at_pairs {
    /// The name of the query.
    pub const NAME: &str = "at_pairs";

    /// The statement that answers it.
    ///
    /// ```text
    /// SELECT a_int FROM every_type.readings WHERE station = :station AND day = :day AND (at, seq) IN :pairs
    /// ```
    pub const SELECT: &str = "SELECT a_int FROM every_type.readings WHERE station = :station AND day = :day AND (at, seq) IN :pairs";

    /// What the query is asked with.
    #[derive(Clone, Copy, Debug, PartialEq, ::scylla::SerializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Params<'a> {
        /// `station uuid`
        pub station: ::uuid::Uuid,
        /// `day date`
        pub day: ::scylla::value::CqlDate,
        /// `pairs frozen<list<tuple<timestamp, int>>>`
        pub pairs: &'a [(::scylla::value::CqlTimestamp, i32)],
    }

    /// A row of the answer.
    #[derive(Clone, Debug, PartialEq, ::scylla::DeserializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Row {
        /// `a_int int`
        pub a_int: Option<i32>,
    }
}

/// Query stations.
#[rustfmt::skip]
pub mod stations {
    /// The name of the query.
    pub const NAME: &str = "stations";

    /// The statement that answers it.
    ///
    /// ```text
    /// SELECT DISTINCT station, day, station_name FROM every_type.readings
    /// ```
    pub const SELECT: &str = "SELECT DISTINCT station, day, station_name FROM every_type.readings";

    /// A row of the answer.
    #[derive(Clone, Debug, PartialEq, ::scylla::DeserializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Row {
        /// `station uuid`, partition key
        pub station: ::uuid::Uuid,
        /// `day date`, partition key
        pub day: ::scylla::value::CqlDate,
        /// `station_name text`, one for the whole partition
        pub station_name: Option<String>,
    }
}

/// Query hits.
#[rustfmt::skip]
pub mod hits {
    /// The name of the query.
    pub const NAME: &str = "hits";

    /// The statement that answers it.
    ///
    /// ```text
    /// SELECT hits FROM every_type.hits WHERE page = :page
    /// ```
    pub const SELECT: &str = "SELECT hits FROM every_type.hits WHERE page = :page";

    /// What the query is asked with.
    #[derive(Clone, Copy, Debug, PartialEq, ::scylla::SerializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Params<'a> {
        /// `page text`
        pub page: &'a str,
    }

    /// A row of the answer.
    #[derive(Clone, Debug, PartialEq, ::scylla::DeserializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Row {
        /// `hits counter`
        pub hits: Option<::scylla::value::Counter>,
    }

    /// The statement that adds to the counters of a row of `hits`.
    ///
    /// ```text
    /// UPDATE every_type.hits SET hits = hits + :hits WHERE page = :page
    /// ```
    pub const INCREMENT: &str = "UPDATE every_type.hits SET hits = hits + :hits WHERE page = :page";

    /// An increment of a row of `hits`, to write. What is unset stays as it is in the table; nothing here writes a null.
    #[derive(Clone, Copy, Debug, ::scylla::SerializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Increment<'a> {
        /// `hits counter`
        pub hits: ::scylla::value::MaybeUnset<::scylla::value::Counter>,
        /// `page text`, partition key
        pub page: &'a str,
    }
}

/// Table readings.
#[rustfmt::skip]
pub mod readings {
    /// The statement that writes a row of `readings`.
    ///
    /// ```text
    /// INSERT INTO every_type.readings (station, day, at, seq, a_ascii, a_bigint, a_blob, a_boolean, a_date, a_decimal, a_double, a_duration, a_float, a_inet, a_int, a_smallint, a_text, a_time, a_timestamp, a_timeuuid, a_tinyint, a_uuid, a_varint, tags, steps, sizes, odd_map, frozen_tags, home, work, pair, embedding, by_place) VALUES (:station, :day, :at, :seq, :a_ascii, :a_bigint, :a_blob, :a_boolean, :a_date, :a_decimal, :a_double, :a_duration, :a_float, :a_inet, :a_int, :a_smallint, :a_text, :a_time, :a_timestamp, :a_timeuuid, :a_tinyint, :a_uuid, :a_varint, :tags, :steps, :sizes, :odd_map, :frozen_tags, :home, :work, :pair, :embedding, :by_place)
    /// ```
    pub const INSERT: &str = "INSERT INTO every_type.readings (station, day, at, seq, a_ascii, a_bigint, a_blob, a_boolean, a_date, a_decimal, a_double, a_duration, a_float, a_inet, a_int, a_smallint, a_text, a_time, a_timestamp, a_timeuuid, a_tinyint, a_uuid, a_varint, tags, steps, sizes, odd_map, frozen_tags, home, work, pair, embedding, by_place) VALUES (:station, :day, :at, :seq, :a_ascii, :a_bigint, :a_blob, :a_boolean, :a_date, :a_decimal, :a_double, :a_duration, :a_float, :a_inet, :a_int, :a_smallint, :a_text, :a_time, :a_timestamp, :a_timeuuid, :a_tinyint, :a_uuid, :a_varint, :tags, :steps, :sizes, :odd_map, :frozen_tags, :home, :work, :pair, :embedding, :by_place)";

    /// A row of `readings`, to write. What is unset stays as it is in the table; nothing here writes a null.
    #[derive(Clone, Copy, Debug, ::scylla::SerializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Insert<'a> {
        /// `station uuid`, partition key
        pub station: ::uuid::Uuid,
        /// `day date`, partition key
        pub day: ::scylla::value::CqlDate,
        /// `at timestamp`, clustering key
        pub at: ::scylla::value::CqlTimestamp,
        /// `seq int`, clustering key
        pub seq: i32,
        /// `a_ascii ascii`
        pub a_ascii: ::scylla::value::MaybeUnset<&'a str>,
        /// `a_bigint bigint`
        pub a_bigint: ::scylla::value::MaybeUnset<i64>,
        /// `a_blob blob`
        pub a_blob: ::scylla::value::MaybeUnset<&'a [u8]>,
        /// `a_boolean boolean`
        pub a_boolean: ::scylla::value::MaybeUnset<bool>,
        /// `a_date date`
        pub a_date: ::scylla::value::MaybeUnset<::scylla::value::CqlDate>,
        /// `a_decimal decimal`
        pub a_decimal: ::scylla::value::MaybeUnset<&'a ::scylla::value::CqlDecimal>,
        /// `a_double double`
        pub a_double: ::scylla::value::MaybeUnset<f64>,
        /// `a_duration duration`
        pub a_duration: ::scylla::value::MaybeUnset<::scylla::value::CqlDuration>,
        /// `a_float float`
        pub a_float: ::scylla::value::MaybeUnset<f32>,
        /// `a_inet inet`
        pub a_inet: ::scylla::value::MaybeUnset<::std::net::IpAddr>,
        /// `a_int int`
        pub a_int: ::scylla::value::MaybeUnset<i32>,
        /// `a_smallint smallint`
        pub a_smallint: ::scylla::value::MaybeUnset<i16>,
        /// `a_text text`
        pub a_text: ::scylla::value::MaybeUnset<&'a str>,
        /// `a_time time`
        pub a_time: ::scylla::value::MaybeUnset<::scylla::value::CqlTime>,
        /// `a_timestamp timestamp`
        pub a_timestamp: ::scylla::value::MaybeUnset<::scylla::value::CqlTimestamp>,
        /// `a_timeuuid timeuuid`
        pub a_timeuuid: ::scylla::value::MaybeUnset<::scylla::value::CqlTimeuuid>,
        /// `a_tinyint tinyint`
        pub a_tinyint: ::scylla::value::MaybeUnset<i8>,
        /// `a_uuid uuid`
        pub a_uuid: ::scylla::value::MaybeUnset<::uuid::Uuid>,
        /// `a_varint varint`
        pub a_varint: ::scylla::value::MaybeUnset<&'a ::scylla::value::CqlVarint>,
        /// `tags set<text>`
        pub tags: ::scylla::value::MaybeUnset<&'a [String]>,
        /// `steps list<frozen<place>>`
        pub steps: ::scylla::value::MaybeUnset<&'a [super::types::Place]>,
        /// `sizes map<text, int>`
        pub sizes: ::scylla::value::MaybeUnset<&'a ::std::collections::BTreeMap<String, i32>>,
        /// `odd_map map<float, int>`
        pub odd_map: ::scylla::value::MaybeUnset<&'a ::scylla::value::CqlValue>,
        /// `frozen_tags frozen<set<text>>`
        pub frozen_tags: ::scylla::value::MaybeUnset<&'a [String]>,
        /// `home place`
        pub home: ::scylla::value::MaybeUnset<&'a super::types::Place>,
        /// `work frozen<place>`
        pub work: ::scylla::value::MaybeUnset<&'a super::types::Place>,
        /// `pair tuple<int, frozen<place>>`
        pub pair: ::scylla::value::MaybeUnset<&'a (Option<i32>, Option<super::types::Place>)>,
        /// `embedding vector<float, 3>`
        pub embedding: ::scylla::value::MaybeUnset<&'a [f32]>,
        /// `by_place frozen<map<frozen<point>, int>>`
        pub by_place: ::scylla::value::MaybeUnset<&'a ::scylla::value::CqlValue>,
    }

    /// The statement that writes the static columns of a partition of `readings`.
    ///
    /// ```text
    /// INSERT INTO every_type.readings (station, day, station_name, station_tags) VALUES (:station, :day, :station_name, :station_tags)
    /// ```
    pub const INSERT_STATIC: &str = "INSERT INTO every_type.readings (station, day, station_name, station_tags) VALUES (:station, :day, :station_name, :station_tags)";

    /// The static columns of a partition of `readings`, to write. What is unset stays as it is in the table; nothing here writes a null.
    #[derive(Clone, Copy, Debug, ::scylla::SerializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct InsertStatic<'a> {
        /// `station uuid`, partition key
        pub station: ::uuid::Uuid,
        /// `day date`, partition key
        pub day: ::scylla::value::CqlDate,
        /// `station_name text`, one for the whole partition
        pub station_name: ::scylla::value::MaybeUnset<&'a str>,
        /// `station_tags set<text>`, one for the whole partition
        pub station_tags: ::scylla::value::MaybeUnset<&'a [String]>,
    }
}

/// The types of the keyspace: user-defined ones, of which fields that the server has beyond these are left alone, and
/// newtypes, which keep keys apart.
#[rustfmt::skip]
pub mod types {
    /// The type `point`.
    #[derive(Clone, Debug, PartialEq, ::scylla::DeserializeValue, ::scylla::SerializeValue)]
    pub struct Point {
        /// `lat double`
        pub lat: Option<f64>,
        /// `lon double`
        pub lon: Option<f64>,
    }

    /// The type `place`.
    #[derive(Clone, Debug, PartialEq, ::scylla::DeserializeValue, ::scylla::SerializeValue)]
    pub struct Place {
        /// `name text`
        pub name: Option<String>,
        /// `at frozen<point>`
        pub at: Option<Point>,
        /// `aliases frozen<list<text>>`
        pub aliases: Option<Vec<String>>,
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
        }
    }
}

#[rustfmt::skip]
impl From<::scylla::errors::NextRowError> for QueryError {
    fn from(source: ::scylla::errors::NextRowError) -> Self {
        Self::Next { source: Box::new(source) }
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
        Statement { query: "everything", cql: super::everything::SELECT, keyspace_at: 328, consistency: None, idempotent: true, counts: false, appends: false, page_size: None },
        Statement { query: "one_reading", cql: super::one_reading::SELECT, keyspace_at: 32, consistency: None, idempotent: true, counts: false, appends: false, page_size: None },
        Statement { query: "latest", cql: super::latest::SELECT, keyspace_at: 21, consistency: Some(Consistency::One), idempotent: true, counts: false, appends: false, page_size: Some(1) },
        Statement { query: "between", cql: super::between::SELECT, keyspace_at: 27, consistency: None, idempotent: true, counts: false, appends: false, page_size: None },
        Statement { query: "on_days", cql: super::on_days::SELECT, keyspace_at: 20, consistency: None, idempotent: true, counts: false, appends: false, page_size: None },
        Statement { query: "at_pairs", cql: super::at_pairs::SELECT, keyspace_at: 18, consistency: None, idempotent: true, counts: false, appends: false, page_size: None },
        Statement { query: "stations", cql: super::stations::SELECT, keyspace_at: 48, consistency: None, idempotent: true, counts: false, appends: false, page_size: None },
        Statement { query: "hits", cql: super::hits::SELECT, keyspace_at: 17, consistency: None, idempotent: true, counts: false, appends: false, page_size: None },
        Statement { query: "insert into readings", cql: super::readings::INSERT, keyspace_at: 12, consistency: None, idempotent: true, counts: false, appends: true, page_size: None },
        Statement { query: "insert static columns into readings", cql: super::readings::INSERT_STATIC, keyspace_at: 12, consistency: None, idempotent: true, counts: false, appends: false, page_size: None },
        Statement { query: "increment hits", cql: super::hits::INCREMENT, keyspace_at: 7, consistency: None, idempotent: false, counts: true, appends: false, page_size: None },
    ];

    /// The keyspace as the statements name it.
    const KEYSPACE: &str = "every_type";

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

    pub(super) async fn rows<R>(queries: &Queries, index: usize, params: &impl SerializeRow) -> Result<Vec<R>, QueryError>
    where
        R: for<'frame, 'metadata> ::scylla::deserialize::row::DeserializeRow<'frame, 'metadata>,
    {
        decode(index, unpaged(queries, index, params).await?, |rows| rows.collect())
    }

    pub(super) async fn one<R>(queries: &Queries, index: usize, params: &impl SerializeRow) -> Result<Option<R>, QueryError>
    where
        R: for<'frame, 'metadata> ::scylla::deserialize::row::DeserializeRow<'frame, 'metadata>,
    {
        decode(index, unpaged(queries, index, params).await?, |mut rows| rows.next().transpose())
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
