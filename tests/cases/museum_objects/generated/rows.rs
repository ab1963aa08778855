// Made by modeler from queries.yaml; do not edit: change the model and run `modeler generate`.
// Crates: scylla 1.9, uuid 1.

//! Typed access to the keyspace `museum`: every query that `queries.yaml` declares, prepared once.
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
pub const KEYSPACE: &str = "museum";

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

    /// What stands in this room?
    ///
    /// Asks [`objects_in_room::SELECT`] by `room = :room`.
    ///
    /// # Errors
    /// What the server or the connection says; an answer that is not what the model says.
    pub async fn objects_in_room(&self, params: &objects_in_room::Params) -> Result<::scylla::client::pager::TypedRowStream<objects_in_room::Row>, QueryError> {
        driver::stream(self, 0, params).await
    }

    /// One page of [`Queries::objects_in_room`], and the state of the next if there is one; `PagingState::start()` asks for the first.
    ///
    /// # Errors
    /// Those of the query itself.
    pub async fn objects_in_room_page(&self, params: &objects_in_room::Params, state: ::scylla::response::PagingState) -> Result<(Vec<objects_in_room::Row>, Option<::scylla::response::PagingState>), QueryError> {
        driver::page(self, 0, params, state).await
    }

    /// Writes a row of `objects_in_room`.
    ///
    /// # Errors
    /// What the server or the connection says.
    pub async fn insert_objects_in_room(&self, row: &objects_in_room::Insert<'_>) -> Result<(), QueryError> {
        driver::write(self, 2, row).await
    }

    /// Which object is exactly like this one?
    ///
    /// Asks [`objects_like::SELECT`] by `a_tuple = :a_tuple, a_vector = :a_vector, a_frozen_map = :a_frozen_map, a_loan = :a_loan`.
    ///
    /// # Errors
    /// What the server or the connection says; an answer that is not what the model says.
    pub async fn objects_like(&self, params: &objects_like::Params<'_>) -> Result<Option<objects_like::Row>, QueryError> {
        driver::one(self, 1, params).await
    }

    /// Writes a row of `objects_like`.
    ///
    /// # Errors
    /// What the server or the connection says.
    pub async fn insert_objects_like(&self, row: &objects_like::Insert<'_>) -> Result<(), QueryError> {
        driver::write(self, 3, row).await
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

/// What stands in this room?
#[rustfmt::skip]
pub mod objects_in_room {
    /// The name of the query.
    pub const NAME: &str = "objects_in_room";

    /// The statement that answers it.
    ///
    /// ```text
    /// SELECT a_ascii, a_bigint, a_blob, a_boolean, a_date, a_decimal, a_double, a_duration, a_float, an_inet, an_int, a_smallint, a_text, a_time, a_timestamp, a_timeuuid, a_tinyint, a_uuid, a_varint, a_list, a_set, a_map, a_frozen_list, a_frozen_set, a_frozen_map, a_nested_list, a_deep_map, a_tuple, a_person, a_loan, loans, a_vector, a_text_vector, a_vector_of_vectors, moments, spans FROM museum.objects_in_room WHERE room = :room
    /// ```
    pub const SELECT: &str = "SELECT a_ascii, a_bigint, a_blob, a_boolean, a_date, a_decimal, a_double, a_duration, a_float, an_inet, an_int, a_smallint, a_text, a_time, a_timestamp, a_timeuuid, a_tinyint, a_uuid, a_varint, a_list, a_set, a_map, a_frozen_list, a_frozen_set, a_frozen_map, a_nested_list, a_deep_map, a_tuple, a_person, a_loan, loans, a_vector, a_text_vector, a_vector_of_vectors, moments, spans FROM museum.objects_in_room WHERE room = :room";

    /// What the query is asked with.
    #[derive(Clone, Copy, Debug, PartialEq, ::scylla::SerializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Params {
        /// `room smallint`
        pub room: i16,
    }

    /// A row of the answer.
    #[derive(Clone, Debug, PartialEq, ::scylla::DeserializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Row {
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
        /// `an_inet inet`
        pub an_inet: Option<::std::net::IpAddr>,
        /// `an_int int`
        pub an_int: Option<i32>,
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
        /// `a_list list<text>`
        pub a_list: Vec<String>,
        /// `a_set set<double>`
        pub a_set: Vec<f64>,
        /// `a_map map<int, text>`
        pub a_map: ::std::collections::BTreeMap<i32, String>,
        /// `a_frozen_list frozen<list<frozen<list<int>>>>`
        pub a_frozen_list: Option<Vec<Vec<i32>>>,
        /// `a_frozen_set frozen<set<uuid>>`
        pub a_frozen_set: Option<Vec<::uuid::Uuid>>,
        /// `a_frozen_map frozen<map<text, frozen<map<text, bigint>>>>`
        pub a_frozen_map: Option<::std::collections::BTreeMap<String, ::std::collections::BTreeMap<String, i64>>>,
        /// `a_nested_list list<frozen<map<date, frozen<set<time>>>>>`
        pub a_nested_list: Vec<::scylla::value::CqlValue>,
        /// `a_deep_map map<text, frozen<list<tuple<int, text>>>>`
        pub a_deep_map: ::std::collections::BTreeMap<String, Vec<(Option<i32>, Option<String>)>>,
        /// `a_tuple tuple<int, text, frozen<list<boolean>>>`
        pub a_tuple: Option<(Option<i32>, Option<String>, Option<Vec<bool>>)>,
        /// `a_person person`
        pub a_person: Option<super::types::Person>,
        /// `a_loan frozen<loan>`
        pub a_loan: Option<super::types::Loan>,
        /// `loans list<frozen<loan>>`
        pub loans: Vec<super::types::Loan>,
        /// `a_vector vector<float, 4>`
        pub a_vector: Option<Vec<f32>>,
        /// `a_text_vector vector<text, 2>`
        pub a_text_vector: Option<Vec<String>>,
        /// `a_vector_of_vectors vector<vector<int, 2>, 2>`
        pub a_vector_of_vectors: Option<Vec<Vec<i32>>>,
        /// `moments set<timestamp>`
        pub moments: Vec<::scylla::value::CqlTimestamp>,
        /// `spans list<duration>`
        pub spans: Vec<::scylla::value::CqlDuration>,
    }

    /// The statement that writes a row of `objects_in_room`.
    ///
    /// ```text
    /// INSERT INTO museum.objects_in_room (room, object_id, a_ascii, a_bigint, a_blob, a_boolean, a_date, a_decimal, a_double, a_duration, a_float, an_inet, an_int, a_smallint, a_text, a_time, a_timestamp, a_timeuuid, a_tinyint, a_uuid, a_varint, a_list, a_set, a_map, a_frozen_list, a_frozen_set, a_frozen_map, a_nested_list, a_deep_map, a_tuple, a_person, a_loan, loans, a_vector, a_text_vector, a_vector_of_vectors, moments, spans) VALUES (:room, :object_id, :a_ascii, :a_bigint, :a_blob, :a_boolean, :a_date, :a_decimal, :a_double, :a_duration, :a_float, :an_inet, :an_int, :a_smallint, :a_text, :a_time, :a_timestamp, :a_timeuuid, :a_tinyint, :a_uuid, :a_varint, :a_list, :a_set, :a_map, :a_frozen_list, :a_frozen_set, :a_frozen_map, :a_nested_list, :a_deep_map, :a_tuple, :a_person, :a_loan, :loans, :a_vector, :a_text_vector, :a_vector_of_vectors, :moments, :spans)
    /// ```
    pub const INSERT: &str = "INSERT INTO museum.objects_in_room (room, object_id, a_ascii, a_bigint, a_blob, a_boolean, a_date, a_decimal, a_double, a_duration, a_float, an_inet, an_int, a_smallint, a_text, a_time, a_timestamp, a_timeuuid, a_tinyint, a_uuid, a_varint, a_list, a_set, a_map, a_frozen_list, a_frozen_set, a_frozen_map, a_nested_list, a_deep_map, a_tuple, a_person, a_loan, loans, a_vector, a_text_vector, a_vector_of_vectors, moments, spans) VALUES (:room, :object_id, :a_ascii, :a_bigint, :a_blob, :a_boolean, :a_date, :a_decimal, :a_double, :a_duration, :a_float, :an_inet, :an_int, :a_smallint, :a_text, :a_time, :a_timestamp, :a_timeuuid, :a_tinyint, :a_uuid, :a_varint, :a_list, :a_set, :a_map, :a_frozen_list, :a_frozen_set, :a_frozen_map, :a_nested_list, :a_deep_map, :a_tuple, :a_person, :a_loan, :loans, :a_vector, :a_text_vector, :a_vector_of_vectors, :moments, :spans)";

    /// A row of `objects_in_room`, to write. What is unset stays as it is in the table; nothing here writes a null.
    #[derive(Clone, Copy, Debug, ::scylla::SerializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Insert<'a> {
        /// `room smallint`, partition key
        pub room: i16,
        /// `object_id timeuuid`, clustering key
        pub object_id: ::scylla::value::CqlTimeuuid,
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
        /// `an_inet inet`
        pub an_inet: ::scylla::value::MaybeUnset<::std::net::IpAddr>,
        /// `an_int int`
        pub an_int: ::scylla::value::MaybeUnset<i32>,
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
        /// `a_list list<text>`
        pub a_list: ::scylla::value::MaybeUnset<&'a [String]>,
        /// `a_set set<double>`
        pub a_set: ::scylla::value::MaybeUnset<&'a [f64]>,
        /// `a_map map<int, text>`
        pub a_map: ::scylla::value::MaybeUnset<&'a ::std::collections::BTreeMap<i32, String>>,
        /// `a_frozen_list frozen<list<frozen<list<int>>>>`
        pub a_frozen_list: ::scylla::value::MaybeUnset<&'a [Vec<i32>]>,
        /// `a_frozen_set frozen<set<uuid>>`
        pub a_frozen_set: ::scylla::value::MaybeUnset<&'a [::uuid::Uuid]>,
        /// `a_frozen_map frozen<map<text, frozen<map<text, bigint>>>>`
        pub a_frozen_map: ::scylla::value::MaybeUnset<&'a ::std::collections::BTreeMap<String, ::std::collections::BTreeMap<String, i64>>>,
        /// `a_nested_list list<frozen<map<date, frozen<set<time>>>>>`
        pub a_nested_list: ::scylla::value::MaybeUnset<&'a [::scylla::value::CqlValue]>,
        /// `a_deep_map map<text, frozen<list<tuple<int, text>>>>`
        pub a_deep_map: ::scylla::value::MaybeUnset<&'a ::std::collections::BTreeMap<String, Vec<(Option<i32>, Option<String>)>>>,
        /// `a_tuple tuple<int, text, frozen<list<boolean>>>`
        pub a_tuple: ::scylla::value::MaybeUnset<&'a (Option<i32>, Option<String>, Option<Vec<bool>>)>,
        /// `a_person person`
        pub a_person: ::scylla::value::MaybeUnset<&'a super::types::Person>,
        /// `a_loan frozen<loan>`
        pub a_loan: ::scylla::value::MaybeUnset<&'a super::types::Loan>,
        /// `loans list<frozen<loan>>`
        pub loans: ::scylla::value::MaybeUnset<&'a [super::types::Loan]>,
        /// `a_vector vector<float, 4>`
        pub a_vector: ::scylla::value::MaybeUnset<&'a [f32]>,
        /// `a_text_vector vector<text, 2>`
        pub a_text_vector: ::scylla::value::MaybeUnset<&'a [String]>,
        /// `a_vector_of_vectors vector<vector<int, 2>, 2>`
        pub a_vector_of_vectors: ::scylla::value::MaybeUnset<&'a [Vec<i32>]>,
        /// `moments set<timestamp>`
        pub moments: ::scylla::value::MaybeUnset<&'a [::scylla::value::CqlTimestamp]>,
        /// `spans list<duration>`
        pub spans: ::scylla::value::MaybeUnset<&'a [::scylla::value::CqlDuration]>,
    }

    impl<'a> From<&'a super::Record> for Insert<'a> {
        fn from(record: &'a super::Record) -> Self {
            Self {
                room: record.room,
                object_id: record.object_id,
                a_ascii: ::scylla::value::MaybeUnset::from_option(record.a_ascii.as_deref()),
                a_bigint: ::scylla::value::MaybeUnset::from_option(record.a_bigint),
                a_blob: ::scylla::value::MaybeUnset::from_option(record.a_blob.as_deref()),
                a_boolean: ::scylla::value::MaybeUnset::from_option(record.a_boolean),
                a_date: ::scylla::value::MaybeUnset::from_option(record.a_date),
                a_decimal: ::scylla::value::MaybeUnset::from_option(record.a_decimal.as_ref()),
                a_double: ::scylla::value::MaybeUnset::from_option(record.a_double),
                a_duration: ::scylla::value::MaybeUnset::from_option(record.a_duration),
                a_float: ::scylla::value::MaybeUnset::from_option(record.a_float),
                an_inet: ::scylla::value::MaybeUnset::from_option(record.an_inet),
                an_int: ::scylla::value::MaybeUnset::from_option(record.an_int),
                a_smallint: ::scylla::value::MaybeUnset::from_option(record.a_smallint),
                a_text: ::scylla::value::MaybeUnset::from_option(record.a_text.as_deref()),
                a_time: ::scylla::value::MaybeUnset::from_option(record.a_time),
                a_timestamp: ::scylla::value::MaybeUnset::from_option(record.a_timestamp),
                a_timeuuid: ::scylla::value::MaybeUnset::from_option(record.a_timeuuid),
                a_tinyint: ::scylla::value::MaybeUnset::from_option(record.a_tinyint),
                a_uuid: ::scylla::value::MaybeUnset::from_option(record.a_uuid),
                a_varint: ::scylla::value::MaybeUnset::from_option(record.a_varint.as_ref()),
                a_list: if record.a_list.is_empty() { ::scylla::value::MaybeUnset::Unset } else { ::scylla::value::MaybeUnset::Set(&record.a_list) },
                a_set: if record.a_set.is_empty() { ::scylla::value::MaybeUnset::Unset } else { ::scylla::value::MaybeUnset::Set(&record.a_set) },
                a_map: if record.a_map.is_empty() { ::scylla::value::MaybeUnset::Unset } else { ::scylla::value::MaybeUnset::Set(&record.a_map) },
                a_frozen_list: ::scylla::value::MaybeUnset::from_option(record.a_frozen_list.as_deref()),
                a_frozen_set: ::scylla::value::MaybeUnset::from_option(record.a_frozen_set.as_deref()),
                a_frozen_map: ::scylla::value::MaybeUnset::from_option(record.a_frozen_map.as_ref()),
                a_nested_list: if record.a_nested_list.is_empty() { ::scylla::value::MaybeUnset::Unset } else { ::scylla::value::MaybeUnset::Set(&record.a_nested_list) },
                a_deep_map: if record.a_deep_map.is_empty() { ::scylla::value::MaybeUnset::Unset } else { ::scylla::value::MaybeUnset::Set(&record.a_deep_map) },
                a_tuple: ::scylla::value::MaybeUnset::from_option(record.a_tuple.as_ref()),
                a_person: ::scylla::value::MaybeUnset::from_option(record.a_person.as_ref()),
                a_loan: ::scylla::value::MaybeUnset::from_option(record.a_loan.as_ref()),
                loans: if record.loans.is_empty() { ::scylla::value::MaybeUnset::Unset } else { ::scylla::value::MaybeUnset::Set(&record.loans) },
                a_vector: ::scylla::value::MaybeUnset::from_option(record.a_vector.as_deref()),
                a_text_vector: ::scylla::value::MaybeUnset::from_option(record.a_text_vector.as_deref()),
                a_vector_of_vectors: ::scylla::value::MaybeUnset::from_option(record.a_vector_of_vectors.as_deref()),
                moments: if record.moments.is_empty() { ::scylla::value::MaybeUnset::Unset } else { ::scylla::value::MaybeUnset::Set(&record.moments) },
                spans: if record.spans.is_empty() { ::scylla::value::MaybeUnset::Unset } else { ::scylla::value::MaybeUnset::Set(&record.spans) },
            }
        }
    }
}

/// Which object is exactly like this one?
#[rustfmt::skip]
pub mod objects_like {
    /// The name of the query.
    pub const NAME: &str = "objects_like";

    /// The statement that answers it.
    ///
    /// ```text
    /// SELECT object_id FROM museum.objects_like WHERE a_tuple = :a_tuple AND a_vector = :a_vector AND a_frozen_map = :a_frozen_map AND a_loan = :a_loan
    /// ```
    pub const SELECT: &str = "SELECT object_id FROM museum.objects_like WHERE a_tuple = :a_tuple AND a_vector = :a_vector AND a_frozen_map = :a_frozen_map AND a_loan = :a_loan";

    /// What the query is asked with.
    #[derive(Clone, Copy, Debug, PartialEq, ::scylla::SerializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Params<'a> {
        /// `a_tuple tuple<int, text, frozen<list<boolean>>>`
        pub a_tuple: &'a (Option<i32>, Option<String>, Option<Vec<bool>>),
        /// `a_vector vector<float, 4>`
        pub a_vector: &'a [f32],
        /// `a_frozen_map frozen<map<text, frozen<map<text, bigint>>>>`
        pub a_frozen_map: &'a ::std::collections::BTreeMap<String, ::std::collections::BTreeMap<String, i64>>,
        /// `a_loan frozen<loan>`
        pub a_loan: &'a super::types::Loan,
    }

    /// A row of the answer.
    #[derive(Clone, Debug, PartialEq, ::scylla::DeserializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Row {
        /// `object_id timeuuid`
        pub object_id: Option<::scylla::value::CqlTimeuuid>,
    }

    /// The statement that writes a row of `objects_like`.
    ///
    /// ```text
    /// INSERT INTO museum.objects_like (a_tuple, a_vector, a_frozen_map, a_loan, object_id) VALUES (:a_tuple, :a_vector, :a_frozen_map, :a_loan, :object_id)
    /// ```
    pub const INSERT: &str = "INSERT INTO museum.objects_like (a_tuple, a_vector, a_frozen_map, a_loan, object_id) VALUES (:a_tuple, :a_vector, :a_frozen_map, :a_loan, :object_id)";

    /// A row of `objects_like`, to write. What is unset stays as it is in the table; nothing here writes a null.
    #[derive(Clone, Copy, Debug, ::scylla::SerializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Insert<'a> {
        /// `a_tuple tuple<int, text, frozen<list<boolean>>>`, partition key
        pub a_tuple: &'a (Option<i32>, Option<String>, Option<Vec<bool>>),
        /// `a_vector vector<float, 4>`, partition key
        pub a_vector: &'a [f32],
        /// `a_frozen_map frozen<map<text, frozen<map<text, bigint>>>>`, partition key
        pub a_frozen_map: &'a ::std::collections::BTreeMap<String, ::std::collections::BTreeMap<String, i64>>,
        /// `a_loan frozen<loan>`, partition key
        pub a_loan: &'a super::types::Loan,
        /// `object_id timeuuid`
        pub object_id: ::scylla::value::MaybeUnset<::scylla::value::CqlTimeuuid>,
    }

    impl<'a> Insert<'a> {
        /// What the record says of it, whether or not the model keeps the record in this table; nothing where the record lacks a
        /// part of the key.
        pub fn of(record: &'a super::Record) -> Option<Self> {
            Some(Self {
                a_tuple: record.a_tuple.as_ref()?,
                a_vector: record.a_vector.as_deref()?,
                a_frozen_map: record.a_frozen_map.as_ref()?,
                a_loan: record.a_loan.as_ref()?,
                object_id: ::scylla::value::MaybeUnset::Set(record.object_id),
            })
        }
    }
}

/// The types of the keyspace: user-defined ones, of which fields that the server has beyond these are left alone, and
/// newtypes, which keep keys apart.
#[rustfmt::skip]
pub mod types {
    /// The type `person`.
    #[derive(Clone, Debug, PartialEq, ::scylla::DeserializeValue, ::scylla::SerializeValue)]
    pub struct Person {
        /// `name text`
        pub name: Option<String>,
        /// `born date`
        pub born: Option<::scylla::value::CqlDate>,
        /// `aliases frozen<set<text>>`
        pub aliases: Option<Vec<String>>,
    }

    /// The type `loan`.
    #[derive(Clone, Debug, PartialEq, ::scylla::DeserializeValue, ::scylla::SerializeValue)]
    pub struct Loan {
        /// `borrower frozen<person>`
        pub borrower: Option<Person>,
        /// `days int`
        pub days: Option<i32>,
        /// `fee decimal`
        pub fee: Option<::scylla::value::CqlDecimal>,
        /// `route frozen<list<inet>>`
        pub route: Option<Vec<::std::net::IpAddr>>,
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
    /// `room smallint`, always there
    pub room: i16,
    /// `object_id timeuuid`, always there
    pub object_id: ::scylla::value::CqlTimeuuid,
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
    /// `an_inet inet`
    pub an_inet: Option<::std::net::IpAddr>,
    /// `an_int int`
    pub an_int: Option<i32>,
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
    /// `a_list list<text>`
    pub a_list: Vec<String>,
    /// `a_set set<double>`
    pub a_set: Vec<f64>,
    /// `a_map map<int, text>`
    pub a_map: ::std::collections::BTreeMap<i32, String>,
    /// `a_frozen_list frozen<list<frozen<list<int>>>>`
    pub a_frozen_list: Option<Vec<Vec<i32>>>,
    /// `a_frozen_set frozen<set<uuid>>`
    pub a_frozen_set: Option<Vec<::uuid::Uuid>>,
    /// `a_frozen_map frozen<map<text, frozen<map<text, bigint>>>>`
    pub a_frozen_map: Option<::std::collections::BTreeMap<String, ::std::collections::BTreeMap<String, i64>>>,
    /// `a_nested_list list<frozen<map<date, frozen<set<time>>>>>`
    pub a_nested_list: Vec<::scylla::value::CqlValue>,
    /// `a_deep_map map<text, frozen<list<tuple<int, text>>>>`
    pub a_deep_map: ::std::collections::BTreeMap<String, Vec<(Option<i32>, Option<String>)>>,
    /// `a_tuple tuple<int, text, frozen<list<boolean>>>`
    pub a_tuple: Option<(Option<i32>, Option<String>, Option<Vec<bool>>)>,
    /// `a_person person`
    pub a_person: Option<types::Person>,
    /// `a_loan frozen<loan>`
    pub a_loan: Option<types::Loan>,
    /// `loans list<frozen<loan>>`
    pub loans: Vec<types::Loan>,
    /// `a_vector vector<float, 4>`
    pub a_vector: Option<Vec<f32>>,
    /// `a_text_vector vector<text, 2>`
    pub a_text_vector: Option<Vec<String>>,
    /// `a_vector_of_vectors vector<vector<int, 2>, 2>`
    pub a_vector_of_vectors: Option<Vec<Vec<i32>>>,
    /// `moments set<timestamp>`
    pub moments: Vec<::scylla::value::CqlTimestamp>,
    /// `spans list<duration>`
    pub spans: Vec<::scylla::value::CqlDuration>,
}

#[rustfmt::skip]
impl InsertAll for Record {
    async fn insert(&self, queries: &Queries) -> Result<(), InsertError> {
        let mut objects_in_room = ::std::pin::pin!(driver::writing(async move {
            driver::write(queries, 2, &objects_in_room::Insert::from(self)).await
        }));
        let mut objects_like = ::std::pin::pin!(driver::writing(async move {
            if self.a_tuple.is_some() && self.a_vector.is_some() && self.a_frozen_map.is_some() && self.a_loan.is_some() {
                let row = driver::keyed(3, objects_like::Insert::of(self))?;
                driver::write(queries, 3, &row).await?;
            }
            Ok(())
        }));
        driver::all([objects_in_room.as_mut(), objects_like.as_mut()]).await
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
        Statement { query: "objects_in_room", cql: super::objects_in_room::SELECT, keyspace_at: 386, consistency: None, idempotent: true, counts: false, appends: false, page_size: None },
        Statement { query: "objects_like", cql: super::objects_like::SELECT, keyspace_at: 22, consistency: None, idempotent: true, counts: false, appends: false, page_size: None },
        Statement { query: "insert into objects_in_room", cql: super::objects_in_room::INSERT, keyspace_at: 12, consistency: None, idempotent: true, counts: false, appends: true, page_size: None },
        Statement { query: "insert into objects_like", cql: super::objects_like::INSERT, keyspace_at: 12, consistency: None, idempotent: true, counts: false, appends: false, page_size: None },
    ];

    /// The keyspace as the statements name it.
    const KEYSPACE: &str = "museum";

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
