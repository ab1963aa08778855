// Made by modeler from queries.yaml; do not edit: change the model and run `modeler generate`.
// Crates: scylla 1.9. Document it where it is included: `/// …` above `pub mod rows;`.

/// What was measured in this country and year, the latest day first?
#[rustfmt::skip]
pub mod measurements {
    /// The name of the query.
    pub const NAME: &str = "measurements";

    /// The statement that answers it.
    ///
    /// ```text
    /// SELECT day, station, rain, wind FROM weather.measurements WHERE country = :country AND year = :year
    /// ```
    pub const SELECT: &str = "SELECT day, station, rain, wind FROM weather.measurements WHERE country = :country AND year = :year";

    /// What the query is asked with.
    #[derive(Clone, Debug, PartialEq, ::scylla::SerializeRow)]
    pub struct Params {
        /// `country text`
        pub country: String,
        /// `year int`
        pub year: i32,
    }

    /// A row of the answer.
    #[derive(Clone, Debug, PartialEq, ::scylla::DeserializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Row {
        /// `day date`, clustering key, largest first
        pub day: Option<::scylla::value::CqlDate>,
        /// `station text`, clustering key
        pub station: Option<String>,
        /// `rain decimal`
        pub rain: Option<::scylla::value::CqlDecimal>,
        /// `wind double`
        pub wind: Option<f64>,
    }

    /// The statement that writes a row of `measurements`.
    ///
    /// ```text
    /// INSERT INTO weather.measurements (country, year, day, station, rain, wind) VALUES (:country, :year, :day, :station, :rain, :wind)
    /// ```
    pub const INSERT: &str = "INSERT INTO weather.measurements (country, year, day, station, rain, wind) VALUES (:country, :year, :day, :station, :rain, :wind)";

    /// A row of `measurements` to write. What is unset stays as it is in the table.
    #[derive(Clone, Debug, ::scylla::SerializeRow)]
    pub struct Insert {
        /// `country text`, partition key
        pub country: String,
        /// `year int`, partition key
        pub year: i32,
        /// `day date`, clustering key, largest first
        pub day: ::scylla::value::CqlDate,
        /// `station text`, clustering key
        pub station: String,
        /// `rain decimal`
        pub rain: ::scylla::value::MaybeUnset<::scylla::value::CqlDecimal>,
        /// `wind double`
        pub wind: ::scylla::value::MaybeUnset<f64>,
    }

    /// The statement that writes the static columns of a partition of `measurements`.
    ///
    /// ```text
    /// INSERT INTO weather.measurements (country, year, name, height) VALUES (:country, :year, :name, :height)
    /// ```
    pub const INSERT_STATIC: &str = "INSERT INTO weather.measurements (country, year, name, height) VALUES (:country, :year, :name, :height)";

    /// The static columns of a partition of `measurements` to write. What is unset stays as it is in the table.
    #[derive(Clone, Debug, ::scylla::SerializeRow)]
    pub struct InsertStatic {
        /// `country text`, partition key
        pub country: String,
        /// `year int`, partition key
        pub year: i32,
        /// `name text`, one for the whole partition
        pub name: ::scylla::value::MaybeUnset<String>,
        /// `height int`, one for the whole partition
        pub height: ::scylla::value::MaybeUnset<i32>,
    }
}

/// What was measured in these countries and years?
#[rustfmt::skip]
pub mod measurements_of_years {
    /// The name of the query.
    pub const NAME: &str = "measurements_of_years";

    /// The statement that answers it.
    ///
    /// ```text
    /// SELECT country, year, day, station FROM weather.measurements WHERE country IN :countries AND year IN :years PER PARTITION LIMIT 1
    /// ```
    pub const SELECT: &str = "SELECT country, year, day, station FROM weather.measurements WHERE country IN :countries AND year IN :years PER PARTITION LIMIT 1";

    /// What the query is asked with.
    #[derive(Clone, Debug, PartialEq, ::scylla::SerializeRow)]
    pub struct Params {
        /// `countries frozen<list<text>>`
        pub countries: Vec<String>,
        /// `years frozen<list<int>>`
        pub years: Vec<i32>,
    }

    /// A row of the answer.
    #[derive(Clone, Debug, PartialEq, ::scylla::DeserializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Row {
        /// `country text`, partition key
        pub country: String,
        /// `year int`, partition key
        pub year: i32,
        /// `day date`, clustering key, largest first
        pub day: Option<::scylla::value::CqlDate>,
        /// `station text`, clustering key
        pub station: Option<String>,
    }
}

/// What was measured last in all of them together?
#[rustfmt::skip]
pub mod latest_of_years {
    /// The name of the query.
    pub const NAME: &str = "latest_of_years";

    /// The statement that answers it.
    ///
    /// ```text
    /// SELECT day, station, country, year FROM weather.measurements WHERE country IN :countries AND year IN :years ORDER BY day DESC, station ASC LIMIT :n
    /// ```
    pub const SELECT: &str = "SELECT day, station, country, year FROM weather.measurements WHERE country IN :countries AND year IN :years ORDER BY day DESC, station ASC LIMIT :n";

    /// What the query is asked with.
    #[derive(Clone, Debug, PartialEq, ::scylla::SerializeRow)]
    pub struct Params {
        /// `countries frozen<list<text>>`
        pub countries: Vec<String>,
        /// `years frozen<list<int>>`
        pub years: Vec<i32>,
        /// `n int`
        pub n: i32,
    }

    /// A row of the answer.
    #[derive(Clone, Debug, PartialEq, ::scylla::DeserializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Row {
        /// `day date`, clustering key, largest first
        pub day: Option<::scylla::value::CqlDate>,
        /// `station text`, clustering key
        pub station: Option<String>,
        /// `country text`, partition key
        pub country: String,
        /// `year int`, partition key
        pub year: i32,
    }
}

/// What was measured first in all of them together?
#[rustfmt::skip]
pub mod earliest_of_years {
    /// The name of the query.
    pub const NAME: &str = "earliest_of_years";

    /// The statement that answers it.
    ///
    /// ```text
    /// SELECT day, station, country FROM weather.measurements WHERE country IN :countries AND year IN :years ORDER BY day ASC PER PARTITION LIMIT 2 LIMIT 4
    /// ```
    pub const SELECT: &str = "SELECT day, station, country FROM weather.measurements WHERE country IN :countries AND year IN :years ORDER BY day ASC PER PARTITION LIMIT 2 LIMIT 4";

    /// What the query is asked with.
    #[derive(Clone, Debug, PartialEq, ::scylla::SerializeRow)]
    pub struct Params {
        /// `countries frozen<list<text>>`
        pub countries: Vec<String>,
        /// `years frozen<list<int>>`
        pub years: Vec<i32>,
    }

    /// A row of the answer.
    #[derive(Clone, Debug, PartialEq, ::scylla::DeserializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Row {
        /// `day date`, clustering key, largest first
        pub day: Option<::scylla::value::CqlDate>,
        /// `station text`, clustering key
        pub station: Option<String>,
        /// `country text`, partition key
        pub country: String,
    }
}

/// What was measured in these years between these days?
#[rustfmt::skip]
pub mod days_between {
    /// The name of the query.
    pub const NAME: &str = "days_between";

    /// The statement that answers it.
    ///
    /// ```text
    /// SELECT year, day, station, name FROM weather.measurements WHERE country = :country AND year IN :years AND day >= :first AND day <= :last
    /// ```
    pub const SELECT: &str = "SELECT year, day, station, name FROM weather.measurements WHERE country = :country AND year IN :years AND day >= :first AND day <= :last";

    /// What the query is asked with.
    #[derive(Clone, Debug, PartialEq, ::scylla::SerializeRow)]
    pub struct Params {
        /// `country text`
        pub country: String,
        /// `years frozen<list<int>>`
        pub years: Vec<i32>,
        /// `first date`
        pub first: ::scylla::value::CqlDate,
        /// `last date`
        pub last: ::scylla::value::CqlDate,
    }

    /// A row of the answer.
    #[derive(Clone, Debug, PartialEq, ::scylla::DeserializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Row {
        /// `year int`, partition key
        pub year: i32,
        /// `day date`, clustering key, largest first
        pub day: ::scylla::value::CqlDate,
        /// `station text`, clustering key
        pub station: String,
        /// `name text`, one for the whole partition
        pub name: Option<String>,
    }
}

/// What was measured at these stations on these days?
#[rustfmt::skip]
pub mod measured_on {
    /// The name of the query.
    pub const NAME: &str = "measured_on";

    /// The statement that answers it.
    ///
    /// ```text
    /// SELECT day, station, rain FROM weather.measurements WHERE country = :country AND year = :year AND day IN :days AND station IN :stations
    /// ```
    pub const SELECT: &str = "SELECT day, station, rain FROM weather.measurements WHERE country = :country AND year = :year AND day IN :days AND station IN :stations";

    /// What the query is asked with.
    #[derive(Clone, Debug, PartialEq, ::scylla::SerializeRow)]
    pub struct Params {
        /// `country text`
        pub country: String,
        /// `year int`
        pub year: i32,
        /// `days frozen<list<date>>`
        pub days: Vec<::scylla::value::CqlDate>,
        /// `stations frozen<list<text>>`
        pub stations: Vec<String>,
    }

    /// A row of the answer.
    #[derive(Clone, Debug, PartialEq, ::scylla::DeserializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Row {
        /// `day date`, clustering key, largest first
        pub day: ::scylla::value::CqlDate,
        /// `station text`, clustering key
        pub station: String,
        /// `rain decimal`
        pub rain: Option<::scylla::value::CqlDecimal>,
    }
}

/// How many measurements are there in these years?
#[rustfmt::skip]
pub mod how_many {
    /// The name of the query.
    pub const NAME: &str = "how_many";

    /// The statement that answers it.
    ///
    /// ```text
    /// SELECT count(*) FROM weather.measurements WHERE country = :country AND year IN :years
    /// ```
    pub const SELECT: &str = "SELECT count(*) FROM weather.measurements WHERE country = :country AND year IN :years";

    /// What the query is asked with.
    #[derive(Clone, Debug, PartialEq, ::scylla::SerializeRow)]
    pub struct Params {
        /// `country text`
        pub country: String,
        /// `years frozen<list<int>>`
        pub years: Vec<i32>,
    }
}

/// What is the country called in these years?
#[rustfmt::skip]
pub mod names {
    /// The name of the query.
    pub const NAME: &str = "names";

    /// The statement that answers it.
    ///
    /// ```text
    /// SELECT DISTINCT country, year, name, height FROM weather.measurements WHERE country = :country AND year IN :years LIMIT 2
    /// ```
    pub const SELECT: &str = "SELECT DISTINCT country, year, name, height FROM weather.measurements WHERE country = :country AND year IN :years LIMIT 2";

    /// What the query is asked with.
    #[derive(Clone, Debug, PartialEq, ::scylla::SerializeRow)]
    pub struct Params {
        /// `country text`
        pub country: String,
        /// `years frozen<list<int>>`
        pub years: Vec<i32>,
    }

    /// A row of the answer.
    #[derive(Clone, Debug, PartialEq, ::scylla::DeserializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Row {
        /// `country text`, partition key
        pub country: String,
        /// `year int`, partition key
        pub year: i32,
        /// `name text`, one for the whole partition
        pub name: Option<String>,
        /// `height int`, one for the whole partition
        pub height: Option<i32>,
    }
}

/// What is the country called in this year?
#[rustfmt::skip]
pub mod name {
    /// The name of the query.
    pub const NAME: &str = "name";

    /// The statement that answers it.
    ///
    /// ```text
    /// SELECT name FROM weather.measurements WHERE country = :country AND year = :year
    /// ```
    pub const SELECT: &str = "SELECT name FROM weather.measurements WHERE country = :country AND year = :year";

    /// What the query is asked with.
    #[derive(Clone, Debug, PartialEq, ::scylla::SerializeRow)]
    pub struct Params {
        /// `country text`
        pub country: String,
        /// `year int`
        pub year: i32,
    }

    /// A row of the answer.
    #[derive(Clone, Debug, PartialEq, ::scylla::DeserializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Row {
        /// `name text`, one for the whole partition
        pub name: Option<String>,
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

    /// What was measured in this country and year, the latest day first?
    pub async fn measurements(&self, params: &measurements::Params) -> Result<::scylla::client::pager::TypedRowStream<measurements::Row>, QueryError> {
        driver::stream(self, 0, params).await
    }

    /// What was measured in these countries and years?
    pub async fn measurements_of_years(&self, params: &measurements_of_years::Params) -> Result<::scylla::client::pager::TypedRowStream<measurements_of_years::Row>, QueryError> {
        driver::stream(self, 1, params).await
    }

    /// What was measured last in all of them together?
    pub async fn latest_of_years(&self, params: &latest_of_years::Params) -> Result<Vec<latest_of_years::Row>, QueryError> {
        driver::rows(self, 2, params).await
    }

    /// What was measured first in all of them together?
    pub async fn earliest_of_years(&self, params: &earliest_of_years::Params) -> Result<Vec<earliest_of_years::Row>, QueryError> {
        driver::rows(self, 3, params).await
    }

    /// What was measured in these years between these days?
    pub async fn days_between(&self, params: &days_between::Params) -> Result<::scylla::client::pager::TypedRowStream<days_between::Row>, QueryError> {
        driver::stream(self, 4, params).await
    }

    /// What was measured at these stations on these days?
    pub async fn measured_on(&self, params: &measured_on::Params) -> Result<::scylla::client::pager::TypedRowStream<measured_on::Row>, QueryError> {
        driver::stream(self, 5, params).await
    }

    /// How many measurements are there in these years?
    pub async fn how_many(&self, params: &how_many::Params) -> Result<i64, QueryError> {
        driver::count(self, 6, params).await
    }

    /// What is the country called in these years?
    pub async fn names(&self, params: &names::Params) -> Result<::scylla::client::pager::TypedRowStream<names::Row>, QueryError> {
        driver::stream(self, 7, params).await
    }

    /// What is the country called in this year?
    pub async fn name(&self, params: &name::Params) -> Result<::scylla::client::pager::TypedRowStream<name::Row>, QueryError> {
        driver::stream(self, 8, params).await
    }

    /// Writes a row of `measurements`.
    pub async fn insert_measurements(&self, row: &measurements::Insert) -> Result<(), QueryError> {
        driver::write(self, 9, row).await
    }

    /// Writes the static columns of a partition of `measurements`.
    pub async fn insert_static_measurements(&self, row: &measurements::InsertStatic) -> Result<(), QueryError> {
        driver::write(self, 10, row).await
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
        Statement { query: "measurements", cql: super::measurements::SELECT, consistency: None, idempotent: true, page_size: None },
        Statement { query: "measurements_of_years", cql: super::measurements_of_years::SELECT, consistency: None, idempotent: true, page_size: None },
        Statement { query: "latest_of_years", cql: super::latest_of_years::SELECT, consistency: None, idempotent: true, page_size: None },
        Statement { query: "earliest_of_years", cql: super::earliest_of_years::SELECT, consistency: None, idempotent: true, page_size: None },
        Statement { query: "days_between", cql: super::days_between::SELECT, consistency: None, idempotent: true, page_size: None },
        Statement { query: "measured_on", cql: super::measured_on::SELECT, consistency: None, idempotent: true, page_size: None },
        Statement { query: "how_many", cql: super::how_many::SELECT, consistency: None, idempotent: true, page_size: None },
        Statement { query: "names", cql: super::names::SELECT, consistency: None, idempotent: true, page_size: None },
        Statement { query: "name", cql: super::name::SELECT, consistency: None, idempotent: true, page_size: None },
        Statement { query: "insert into measurements", cql: super::measurements::INSERT, consistency: None, idempotent: true, page_size: None },
        Statement { query: "insert static columns into measurements", cql: super::measurements::INSERT_STATIC, consistency: None, idempotent: true, page_size: None },
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

    pub(super) async fn count(queries: &Queries, at: usize, params: &impl SerializeRow) -> Result<i64, QueryError> {
        Ok(rows(queries, at, params).await?.first().map_or(0, |(count,): &(i64,)| *count))
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
