// Made by modeler from queries.yaml; do not edit: change the model and run `modeler generate`.
// Crates: scylla 1.9, uuid 1. Document it where it is included: `/// …` above `pub mod rows;`.

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
    #[derive(Clone, Debug, PartialEq, ::scylla::SerializeRow)]
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

    /// A row of `objects_in_room` to write. What is unset stays as it is in the table.
    #[derive(Clone, Debug, ::scylla::SerializeRow)]
    pub struct Insert {
        /// `room smallint`, partition key
        pub room: i16,
        /// `object_id timeuuid`, clustering key
        pub object_id: ::scylla::value::CqlTimeuuid,
        /// `a_ascii ascii`
        pub a_ascii: ::scylla::value::MaybeUnset<String>,
        /// `a_bigint bigint`
        pub a_bigint: ::scylla::value::MaybeUnset<i64>,
        /// `a_blob blob`
        pub a_blob: ::scylla::value::MaybeUnset<Vec<u8>>,
        /// `a_boolean boolean`
        pub a_boolean: ::scylla::value::MaybeUnset<bool>,
        /// `a_date date`
        pub a_date: ::scylla::value::MaybeUnset<::scylla::value::CqlDate>,
        /// `a_decimal decimal`
        pub a_decimal: ::scylla::value::MaybeUnset<::scylla::value::CqlDecimal>,
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
        pub a_text: ::scylla::value::MaybeUnset<String>,
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
        pub a_varint: ::scylla::value::MaybeUnset<::scylla::value::CqlVarint>,
        /// `a_list list<text>`
        pub a_list: ::scylla::value::MaybeUnset<Vec<String>>,
        /// `a_set set<double>`
        pub a_set: ::scylla::value::MaybeUnset<Vec<f64>>,
        /// `a_map map<int, text>`
        pub a_map: ::scylla::value::MaybeUnset<::std::collections::BTreeMap<i32, String>>,
        /// `a_frozen_list frozen<list<frozen<list<int>>>>`
        pub a_frozen_list: ::scylla::value::MaybeUnset<Vec<Vec<i32>>>,
        /// `a_frozen_set frozen<set<uuid>>`
        pub a_frozen_set: ::scylla::value::MaybeUnset<Vec<::uuid::Uuid>>,
        /// `a_frozen_map frozen<map<text, frozen<map<text, bigint>>>>`
        pub a_frozen_map: ::scylla::value::MaybeUnset<::std::collections::BTreeMap<String, ::std::collections::BTreeMap<String, i64>>>,
        /// `a_nested_list list<frozen<map<date, frozen<set<time>>>>>`
        pub a_nested_list: ::scylla::value::MaybeUnset<Vec<::scylla::value::CqlValue>>,
        /// `a_deep_map map<text, frozen<list<tuple<int, text>>>>`
        pub a_deep_map: ::scylla::value::MaybeUnset<::std::collections::BTreeMap<String, Vec<(Option<i32>, Option<String>)>>>,
        /// `a_tuple tuple<int, text, frozen<list<boolean>>>`
        pub a_tuple: ::scylla::value::MaybeUnset<(Option<i32>, Option<String>, Option<Vec<bool>>)>,
        /// `a_person person`
        pub a_person: ::scylla::value::MaybeUnset<super::types::Person>,
        /// `a_loan frozen<loan>`
        pub a_loan: ::scylla::value::MaybeUnset<super::types::Loan>,
        /// `loans list<frozen<loan>>`
        pub loans: ::scylla::value::MaybeUnset<Vec<super::types::Loan>>,
        /// `a_vector vector<float, 4>`
        pub a_vector: ::scylla::value::MaybeUnset<Vec<f32>>,
        /// `a_text_vector vector<text, 2>`
        pub a_text_vector: ::scylla::value::MaybeUnset<Vec<String>>,
        /// `a_vector_of_vectors vector<vector<int, 2>, 2>`
        pub a_vector_of_vectors: ::scylla::value::MaybeUnset<Vec<Vec<i32>>>,
        /// `moments set<timestamp>`
        pub moments: ::scylla::value::MaybeUnset<Vec<::scylla::value::CqlTimestamp>>,
        /// `spans list<duration>`
        pub spans: ::scylla::value::MaybeUnset<Vec<::scylla::value::CqlDuration>>,
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
    #[derive(Clone, Debug, PartialEq, ::scylla::SerializeRow)]
    pub struct Params {
        /// `a_tuple tuple<int, text, frozen<list<boolean>>>`
        pub a_tuple: (Option<i32>, Option<String>, Option<Vec<bool>>),
        /// `a_vector vector<float, 4>`
        pub a_vector: Vec<f32>,
        /// `a_frozen_map frozen<map<text, frozen<map<text, bigint>>>>`
        pub a_frozen_map: ::std::collections::BTreeMap<String, ::std::collections::BTreeMap<String, i64>>,
        /// `a_loan frozen<loan>`
        pub a_loan: super::types::Loan,
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

    /// A row of `objects_like` to write. What is unset stays as it is in the table.
    #[derive(Clone, Debug, ::scylla::SerializeRow)]
    pub struct Insert {
        /// `a_tuple tuple<int, text, frozen<list<boolean>>>`, partition key
        pub a_tuple: (Option<i32>, Option<String>, Option<Vec<bool>>),
        /// `a_vector vector<float, 4>`, partition key
        pub a_vector: Vec<f32>,
        /// `a_frozen_map frozen<map<text, frozen<map<text, bigint>>>>`, partition key
        pub a_frozen_map: ::std::collections::BTreeMap<String, ::std::collections::BTreeMap<String, i64>>,
        /// `a_loan frozen<loan>`, partition key
        pub a_loan: super::types::Loan,
        /// `object_id timeuuid`
        pub object_id: ::scylla::value::MaybeUnset<::scylla::value::CqlTimeuuid>,
    }
}

/// The user-defined types of the keyspace. A field that the server does not know yet is read as none.
#[rustfmt::skip]
pub mod types {
    /// The type `person`.
    #[derive(Clone, Debug, PartialEq, ::scylla::DeserializeValue, ::scylla::SerializeValue)]
    pub struct Person {
        /// `name text`
        #[scylla(allow_missing)]
        pub name: Option<String>,
        /// `born date`
        #[scylla(allow_missing)]
        pub born: Option<::scylla::value::CqlDate>,
        /// `aliases frozen<set<text>>`
        #[scylla(allow_missing)]
        pub aliases: Option<Vec<String>>,
    }

    /// The type `loan`.
    #[derive(Clone, Debug, PartialEq, ::scylla::DeserializeValue, ::scylla::SerializeValue)]
    pub struct Loan {
        /// `borrower frozen<person>`
        #[scylla(allow_missing)]
        pub borrower: Option<Person>,
        /// `days int`
        #[scylla(allow_missing)]
        pub days: Option<i32>,
        /// `fee decimal`
        #[scylla(allow_missing)]
        pub fee: Option<::scylla::value::CqlDecimal>,
        /// `route frozen<list<inet>>`
        #[scylla(allow_missing)]
        pub route: Option<Vec<::std::net::IpAddr>>,
    }
}

/// Every statement of this file, prepared. Clones share them.
#[rustfmt::skip]
#[derive(Clone, Debug)]
pub struct Queries {
    session: ::std::sync::Arc<::scylla::client::session::Session>,
    statements: ::std::sync::Arc<[::scylla::statement::prepared::PreparedStatement]>,
}

#[rustfmt::skip]
impl Queries {
    /// Prepares every statement, several at a time. Fails with the first one that the server refuses.
    pub async fn prepare(session: &::std::sync::Arc<::scylla::client::session::Session>) -> Result<Self, PrepareError> {
        let statements = driver::prepare_all(session).await?.into();
        Ok(Self { session: ::std::sync::Arc::clone(session), statements })
    }

    /// What stands in this room?
    pub async fn objects_in_room(&self, params: &objects_in_room::Params) -> Result<::scylla::client::pager::TypedRowStream<objects_in_room::Row>, QueryError> {
        driver::stream(self, 0, params).await
    }

    /// Which object is exactly like this one?
    pub async fn objects_like(&self, params: &objects_like::Params) -> Result<Option<objects_like::Row>, QueryError> {
        driver::one(self, 1, params).await
    }

    /// Writes a row of `objects_in_room`.
    pub async fn insert_objects_in_room(&self, row: &objects_in_room::Insert) -> Result<(), QueryError> {
        driver::write(self, 2, row).await
    }

    /// Writes a row of `objects_like`.
    pub async fn insert_objects_like(&self, row: &objects_like::Insert) -> Result<(), QueryError> {
        driver::write(self, 3, row).await
    }
}

/// The server refused to prepare a statement.
#[rustfmt::skip]
#[derive(Debug)]
#[non_exhaustive]
pub struct PrepareError {
    /// The query's name.
    pub query: &'static str,
    /// The statement.
    pub cql: &'static str,
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
        }
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
        consistency: Option<Consistency>,
        idempotent: bool,
        page_size: Option<i32>,
    }

    const STATEMENTS: &[Statement] = &[
        Statement { query: "objects_in_room", cql: super::objects_in_room::SELECT, consistency: None, idempotent: true, page_size: None },
        Statement { query: "objects_like", cql: super::objects_like::SELECT, consistency: None, idempotent: true, page_size: None },
        Statement { query: "insert into objects_in_room", cql: super::objects_in_room::INSERT, consistency: None, idempotent: true, page_size: None },
        Statement { query: "insert into objects_like", cql: super::objects_like::INSERT, consistency: None, idempotent: true, page_size: None },
    ];

    const AT_ONCE: usize = 16;

    pub(super) async fn prepare_all(session: &Session) -> Result<Vec<PreparedStatement>, PrepareError> {
        let mut prepared = Vec::with_capacity(STATEMENTS.len());
        for group in STATEMENTS.chunks(AT_ONCE) {
            let waiting = group.iter().map(|statement| Box::pin(prepare(session, statement)));
            prepared.extend(together(waiting.collect()).await?);
        }
        Ok(prepared)
    }

    async fn prepare(session: &Session, statement: &Statement) -> Result<PreparedStatement, PrepareError> {
        let Statement { query, cql, consistency, idempotent, page_size } = *statement;
        let mut prepared = session.prepare(cql).await.map_err(|source| PrepareError { query, cql, source: Box::new(source) })?;
        prepared.set_is_idempotent(idempotent);
        if let Some(consistency) = consistency {
            prepared.set_consistency(consistency);
        }
        if let Some(page_size) = page_size {
            prepared.set_page_size(page_size);
        }
        Ok(prepared)
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

    pub(super) async fn write(queries: &Queries, at: usize, row: &impl SerializeRow) -> Result<(), QueryError> {
        let written = queries.session.execute_unpaged(&queries.statements[at], row).await;
        written.map(drop).map_err(|source| QueryError::Execute { query: STATEMENTS[at].query, source: Box::new(source) })
    }

    pub(super) async fn stream<R>(queries: &Queries, at: usize, params: &impl SerializeRow) -> Result<::scylla::client::pager::TypedRowStream<R>, QueryError>
    where
        R: for<'frame, 'metadata> ::scylla::deserialize::row::DeserializeRow<'frame, 'metadata>,
    {
        let query = STATEMENTS[at].query;
        let pages = queries.session.execute_iter(queries.statements[at].clone(), params).await;
        let pages = pages.map_err(|source| QueryError::Pages { query, source: Box::new(source) })?;
        pages.rows_stream().map_err(|source| QueryError::Columns { query, source })
    }

    pub(super) async fn rows<R>(queries: &Queries, at: usize, params: &impl SerializeRow) -> Result<Vec<R>, QueryError>
    where
        R: for<'frame, 'metadata> ::scylla::deserialize::row::DeserializeRow<'frame, 'metadata>,
    {
        let answer = queries.session.execute_unpaged(&queries.statements[at], params).await;
        decode(at, answer.map_err(|source| QueryError::Execute { query: STATEMENTS[at].query, source: Box::new(source) })?)
    }

    pub(super) async fn one<R>(queries: &Queries, at: usize, params: &impl SerializeRow) -> Result<Option<R>, QueryError>
    where
        R: for<'frame, 'metadata> ::scylla::deserialize::row::DeserializeRow<'frame, 'metadata>,
    {
        Ok(rows(queries, at, params).await?.into_iter().next())
    }

    fn decode<R>(at: usize, answer: ::scylla::response::query_result::QueryResult) -> Result<Vec<R>, QueryError>
    where
        R: for<'frame, 'metadata> ::scylla::deserialize::row::DeserializeRow<'frame, 'metadata>,
    {
        let query = STATEMENTS[at].query;
        let answer = answer.into_rows_result().map_err(|source| QueryError::NotRows { query, source: Box::new(source) })?;
        let rows = match answer.rows::<R>() {
            Ok(rows) => rows,
            Err(::scylla::response::query_result::RowsError::TypeCheckFailed(source)) => return Err(QueryError::Columns { query, source }),
        };
        rows.collect::<Result<_, _>>().map_err(|source| QueryError::Value { query, source })
    }
}
