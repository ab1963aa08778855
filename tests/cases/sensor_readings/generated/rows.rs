// Made by modeler from queries.yaml; do not edit: change the model and run `modeler generate`.
// Crates: scylla 1.9, uuid 1. Document it where it is included: `/// …` above `pub mod rows;`.

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
    #[derive(Clone, Debug, PartialEq, ::scylla::SerializeRow)]
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

    /// A row of `readings_by_day` to write. What is unset stays as it is in the table.
    #[derive(Clone, Debug, ::scylla::SerializeRow)]
    pub struct Insert {
        /// `sensor_id uuid`, partition key
        pub sensor_id: ::uuid::Uuid,
        /// `day date`, partition key
        pub day: ::scylla::value::CqlDate,
        /// `measured_at timestamp`, clustering key, largest first
        pub measured_at: ::scylla::value::CqlTimestamp,
        /// `temperature double`
        pub temperature: ::scylla::value::MaybeUnset<f64>,
        /// `humidity float`
        pub humidity: ::scylla::value::MaybeUnset<f32>,
        /// `battery tinyint`
        pub battery: ::scylla::value::MaybeUnset<i8>,
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
    #[derive(Clone, Debug, PartialEq, ::scylla::SerializeRow)]
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
    #[derive(Clone, Debug, PartialEq, ::scylla::SerializeRow)]
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
    #[derive(Clone, Debug, PartialEq, ::scylla::SerializeRow)]
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
    #[derive(Clone, Debug, PartialEq, ::scylla::SerializeRow)]
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
    #[derive(Clone, Debug, PartialEq, ::scylla::SerializeRow)]
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
    #[derive(Clone, Debug, PartialEq, ::scylla::SerializeRow)]
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

    /// A row of `readings_by_temperature` to write. What is unset stays as it is in the table.
    #[derive(Clone, Debug, ::scylla::SerializeRow)]
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
    #[derive(Clone, Debug, PartialEq, ::scylla::SerializeRow)]
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

    /// What did this sensor measure on this day, latest first?
    pub async fn readings_by_day(&self, params: &readings_by_day::Params) -> Result<::scylla::client::pager::TypedRowStream<readings_by_day::Row>, QueryError> {
        driver::stream(self, 0, params).await
    }

    /// What did it measure in this part of the day, in order of time?
    pub async fn readings_between(&self, params: &readings_between::Params) -> Result<::scylla::client::pager::TypedRowStream<readings_between::Row>, QueryError> {
        driver::stream(self, 1, params).await
    }

    /// What are its latest readings of the day?
    pub async fn latest_readings(&self, params: &latest_readings::Params) -> Result<::scylla::client::pager::TypedRowStream<latest_readings::Row>, QueryError> {
        driver::stream(self, 2, params).await
    }

    /// What is its latest reading of the day?
    pub async fn latest_reading(&self, params: &latest_reading::Params) -> Result<Option<latest_reading::Row>, QueryError> {
        driver::first(self, 3, params).await
    }

    /// How many readings are there of this day?
    pub async fn readings_of_day(&self, params: &readings_of_day::Params) -> Result<i64, QueryError> {
        driver::count(self, 4, params).await
    }

    /// What did it measure at this moment?
    pub async fn reading_at(&self, params: &reading_at::Params) -> Result<Option<reading_at::Row>, QueryError> {
        driver::one(self, 5, params).await
    }

    /// Which readings of this sensor were at least this warm, coldest first?
    pub async fn readings_by_temperature(&self, params: &readings_by_temperature::Params) -> Result<::scylla::client::pager::TypedRowStream<readings_by_temperature::Row>, QueryError> {
        driver::stream(self, 6, params).await
    }

    /// Which were its warmest readings?
    pub async fn warmest_readings(&self, params: &warmest_readings::Params) -> Result<::scylla::client::pager::TypedRowStream<warmest_readings::Row>, QueryError> {
        driver::stream(self, 7, params).await
    }

    /// Writes a row of `readings_by_day`.
    pub async fn insert_readings_by_day(&self, row: &readings_by_day::Insert) -> Result<(), QueryError> {
        driver::write(self, 8, row).await
    }

    /// Writes a row of `readings_by_temperature`.
    pub async fn insert_readings_by_temperature(&self, row: &readings_by_temperature::Insert) -> Result<(), QueryError> {
        driver::write(self, 9, row).await
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
        Statement { query: "readings_by_day", cql: super::readings_by_day::SELECT, consistency: None, idempotent: true, page_size: None },
        Statement { query: "readings_between", cql: super::readings_between::SELECT, consistency: None, idempotent: true, page_size: None },
        Statement { query: "latest_readings", cql: super::latest_readings::SELECT, consistency: None, idempotent: true, page_size: None },
        Statement { query: "latest_reading", cql: super::latest_reading::SELECT, consistency: None, idempotent: true, page_size: Some(1) },
        Statement { query: "readings_of_day", cql: super::readings_of_day::SELECT, consistency: None, idempotent: true, page_size: None },
        Statement { query: "reading_at", cql: super::reading_at::SELECT, consistency: None, idempotent: true, page_size: None },
        Statement { query: "readings_by_temperature", cql: super::readings_by_temperature::SELECT, consistency: None, idempotent: true, page_size: None },
        Statement { query: "warmest_readings", cql: super::warmest_readings::SELECT, consistency: None, idempotent: true, page_size: None },
        Statement { query: "insert into readings_by_day", cql: super::readings_by_day::INSERT, consistency: None, idempotent: true, page_size: None },
        Statement { query: "insert into readings_by_temperature", cql: super::readings_by_temperature::INSERT, consistency: None, idempotent: true, page_size: None },
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

    pub(super) async fn count(queries: &Queries, at: usize, params: &impl SerializeRow) -> Result<i64, QueryError> {
        Ok(rows(queries, at, params).await?.first().map_or(0, |(count,): &(i64,)| *count))
    }

    pub(super) async fn first<R>(queries: &Queries, at: usize, params: &impl SerializeRow) -> Result<Option<R>, QueryError>
    where
        R: for<'frame, 'metadata> ::scylla::deserialize::row::DeserializeRow<'frame, 'metadata>,
    {
        let mut page = ::scylla::response::PagingState::start();
        loop {
            let answer = queries.session.execute_single_page(&queries.statements[at], params, page).await;
            let (answer, next) = answer.map_err(|source| QueryError::Execute { query: STATEMENTS[at].query, source: Box::new(source) })?;
            if let Some(row) = decode(at, answer)?.into_iter().next() {
                return Ok(Some(row));
            }
            match next.into_paging_control_flow() {
                ::std::ops::ControlFlow::Break(()) => return Ok(None),
                ::std::ops::ControlFlow::Continue(state) => page = state,
            }
        }
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
