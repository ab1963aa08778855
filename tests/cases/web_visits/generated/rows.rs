// Made by modeler from queries.yaml; do not edit: change the model and run `modeler generate`.
// Crates: scylla 1.9, uuid 1. Document it where it is included: `/// …` above `pub mod rows;`.

/// Who visited this page in this month, hour by hour?
#[rustfmt::skip]
pub mod visits_by_page {
    /// The name of the query.
    pub const NAME: &str = "visits_by_page";

    /// The statement that answers it.
    ///
    /// ```text
    /// SELECT status, shard, version FROM site.visits_by_page WHERE path = :path AND month = :month
    /// ```
    pub const SELECT: &str = "SELECT status, shard, version FROM site.visits_by_page WHERE path = :path AND month = :month";

    /// What the query is asked with.
    #[derive(Clone, Debug, PartialEq, ::scylla::SerializeRow)]
    pub struct Params {
        /// `path text`
        pub path: String,
        /// `month text`
        pub month: String,
    }

    /// A row of the answer.
    #[derive(Clone, Debug, PartialEq, ::scylla::DeserializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Row {
        /// `status int`
        pub status: Option<i32>,
        /// `shard int`
        pub shard: Option<i32>,
        /// `version text`
        pub version: Option<String>,
    }

    /// The statement that writes a row of `visits_by_page`.
    ///
    /// ```text
    /// INSERT INTO site.visits_by_page (path, month, hour, at, visitor, status, shard, version) VALUES (:path, :month, :hour, :at, :visitor, :status, :shard, :version)
    /// ```
    pub const INSERT: &str = "INSERT INTO site.visits_by_page (path, month, hour, at, visitor, status, shard, version) VALUES (:path, :month, :hour, :at, :visitor, :status, :shard, :version)";

    /// A row of `visits_by_page` to write. What is unset stays as it is in the table.
    #[derive(Clone, Debug, ::scylla::SerializeRow)]
    pub struct Insert {
        /// `path text`, partition key
        pub path: String,
        /// `month text`, partition key
        pub month: String,
        /// `hour int`, clustering key
        pub hour: i32,
        /// `at timestamp`, clustering key
        pub at: ::scylla::value::CqlTimestamp,
        /// `visitor uuid`, clustering key
        pub visitor: ::uuid::Uuid,
        /// `status int`
        pub status: ::scylla::value::MaybeUnset<i32>,
        /// `shard int`
        pub shard: ::scylla::value::MaybeUnset<i32>,
        /// `version text`
        pub version: ::scylla::value::MaybeUnset<String>,
    }
}

/// Which visits of this country were slow, the slowest first?
#[rustfmt::skip]
pub mod slow_visits {
    /// The name of the query.
    pub const NAME: &str = "slow_visits";

    /// The statement that answers it.
    ///
    /// ```text
    /// SELECT path, milliseconds FROM site.slow_visits WHERE country = :country
    /// ```
    pub const SELECT: &str = "SELECT path, milliseconds FROM site.slow_visits WHERE country = :country";

    /// What the query is asked with.
    #[derive(Clone, Debug, PartialEq, ::scylla::SerializeRow)]
    pub struct Params {
        /// `country ascii`
        pub country: String,
    }

    /// A row of the answer.
    #[derive(Clone, Debug, PartialEq, ::scylla::DeserializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Row {
        /// `path text`
        pub path: Option<String>,
        /// `milliseconds bigint`
        pub milliseconds: Option<i64>,
    }

    /// The statement that writes a row of `slow_visits`.
    ///
    /// ```text
    /// INSERT INTO site.slow_visits (country, slowness, at, path, milliseconds) VALUES (:country, :slowness, :at, :path, :milliseconds)
    /// ```
    pub const INSERT: &str = "INSERT INTO site.slow_visits (country, slowness, at, path, milliseconds) VALUES (:country, :slowness, :at, :path, :milliseconds)";

    /// A row of `slow_visits` to write. What is unset stays as it is in the table.
    #[derive(Clone, Debug, ::scylla::SerializeRow)]
    pub struct Insert {
        /// `country ascii`, partition key
        pub country: String,
        /// `slowness bigint`, clustering key, largest first
        pub slowness: i64,
        /// `at timestamp`, clustering key
        pub at: ::scylla::value::CqlTimestamp,
        /// `path text`
        pub path: ::scylla::value::MaybeUnset<String>,
        /// `milliseconds bigint`
        pub milliseconds: ::scylla::value::MaybeUnset<i64>,
    }
}

/// How many of them were this slow?
#[rustfmt::skip]
pub mod slow_visits_of_country {
    /// The name of the query.
    pub const NAME: &str = "slow_visits_of_country";

    /// The statement that answers it.
    ///
    /// ```text
    /// SELECT count(*) FROM site.slow_visits WHERE country = :country AND slowness >= :least AND slowness <= :most
    /// ```
    pub const SELECT: &str = "SELECT count(*) FROM site.slow_visits WHERE country = :country AND slowness >= :least AND slowness <= :most";

    /// What the query is asked with.
    #[derive(Clone, Debug, PartialEq, ::scylla::SerializeRow)]
    pub struct Params {
        /// `country ascii`
        pub country: String,
        /// `least bigint`
        pub least: i64,
        /// `most bigint`
        pub most: i64,
    }
}

/// Who is behind this address?
#[rustfmt::skip]
pub mod sign_up {
    /// The name of the query.
    pub const NAME: &str = "sign_up";

    /// The statement that answers it.
    ///
    /// ```text
    /// SELECT email, agreed, signed_up_on, referrer FROM site.sign_up WHERE email_key = :email_key
    /// ```
    pub const SELECT: &str = "SELECT email, agreed, signed_up_on, referrer FROM site.sign_up WHERE email_key = :email_key";

    /// What the query is asked with.
    #[derive(Clone, Debug, PartialEq, ::scylla::SerializeRow)]
    pub struct Params {
        /// `email_key text`
        pub email_key: String,
    }

    /// A row of the answer.
    #[derive(Clone, Debug, PartialEq, ::scylla::DeserializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Row {
        /// `email text`
        pub email: Option<String>,
        /// `agreed boolean`
        pub agreed: Option<bool>,
        /// `signed_up_on date`
        pub signed_up_on: Option<::scylla::value::CqlDate>,
        /// `referrer text`
        pub referrer: Option<String>,
    }

    /// The statement that writes a row of `sign_up`.
    ///
    /// ```text
    /// INSERT INTO site.sign_up (email_key, email, agreed, signed_up_on, referrer) VALUES (:email_key, :email, :agreed, :signed_up_on, :referrer)
    /// ```
    pub const INSERT: &str = "INSERT INTO site.sign_up (email_key, email, agreed, signed_up_on, referrer) VALUES (:email_key, :email, :agreed, :signed_up_on, :referrer)";

    /// A row of `sign_up` to write. What is unset stays as it is in the table.
    #[derive(Clone, Debug, ::scylla::SerializeRow)]
    pub struct Insert {
        /// `email_key text`, partition key
        pub email_key: String,
        /// `email text`
        pub email: ::scylla::value::MaybeUnset<String>,
        /// `agreed boolean`
        pub agreed: ::scylla::value::MaybeUnset<bool>,
        /// `signed_up_on date`
        pub signed_up_on: ::scylla::value::MaybeUnset<::scylla::value::CqlDate>,
        /// `referrer text`
        pub referrer: ::scylla::value::MaybeUnset<String>,
    }
}

/// Who agreed on this day?
#[rustfmt::skip]
pub mod sign_ups_of_day {
    /// The name of the query.
    pub const NAME: &str = "sign_ups_of_day";

    /// The statement that answers it.
    ///
    /// ```text
    /// SELECT email, referrer FROM site.sign_ups_of_day WHERE signed_up_on = :signed_up_on
    /// ```
    pub const SELECT: &str = "SELECT email, referrer FROM site.sign_ups_of_day WHERE signed_up_on = :signed_up_on";

    /// What the query is asked with.
    #[derive(Clone, Debug, PartialEq, ::scylla::SerializeRow)]
    pub struct Params {
        /// `signed_up_on date`
        pub signed_up_on: ::scylla::value::CqlDate,
    }

    /// A row of the answer.
    #[derive(Clone, Debug, PartialEq, ::scylla::DeserializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Row {
        /// `email text`
        pub email: Option<String>,
        /// `referrer text`
        pub referrer: Option<String>,
    }

    /// The statement that writes a row of `sign_ups_of_day`.
    ///
    /// ```text
    /// INSERT INTO site.sign_ups_of_day (signed_up_on, email_key, email, referrer) VALUES (:signed_up_on, :email_key, :email, :referrer)
    /// ```
    pub const INSERT: &str = "INSERT INTO site.sign_ups_of_day (signed_up_on, email_key, email, referrer) VALUES (:signed_up_on, :email_key, :email, :referrer)";

    /// A row of `sign_ups_of_day` to write. What is unset stays as it is in the table.
    #[derive(Clone, Debug, ::scylla::SerializeRow)]
    pub struct Insert {
        /// `signed_up_on date`, partition key
        pub signed_up_on: ::scylla::value::CqlDate,
        /// `email_key text`, clustering key
        pub email_key: String,
        /// `email text`
        pub email: ::scylla::value::MaybeUnset<String>,
        /// `referrer text`
        pub referrer: ::scylla::value::MaybeUnset<String>,
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

    /// Who visited this page in this month, hour by hour?
    pub async fn visits_by_page(&self, params: &visits_by_page::Params) -> Result<::scylla::client::pager::TypedRowStream<visits_by_page::Row>, QueryError> {
        driver::stream(self, 0, params).await
    }

    /// Which visits of this country were slow, the slowest first?
    pub async fn slow_visits(&self, params: &slow_visits::Params) -> Result<::scylla::client::pager::TypedRowStream<slow_visits::Row>, QueryError> {
        driver::stream(self, 1, params).await
    }

    /// How many of them were this slow?
    pub async fn slow_visits_of_country(&self, params: &slow_visits_of_country::Params) -> Result<i64, QueryError> {
        driver::count(self, 2, params).await
    }

    /// Who is behind this address?
    pub async fn sign_up(&self, params: &sign_up::Params) -> Result<Option<sign_up::Row>, QueryError> {
        driver::one(self, 3, params).await
    }

    /// Who agreed on this day?
    pub async fn sign_ups_of_day(&self, params: &sign_ups_of_day::Params) -> Result<::scylla::client::pager::TypedRowStream<sign_ups_of_day::Row>, QueryError> {
        driver::stream(self, 4, params).await
    }

    /// Writes a row of `visits_by_page`.
    pub async fn insert_visits_by_page(&self, row: &visits_by_page::Insert) -> Result<(), QueryError> {
        driver::write(self, 5, row).await
    }

    /// Writes a row of `slow_visits`.
    pub async fn insert_slow_visits(&self, row: &slow_visits::Insert) -> Result<(), QueryError> {
        driver::write(self, 6, row).await
    }

    /// Writes a row of `sign_up`.
    pub async fn insert_sign_up(&self, row: &sign_up::Insert) -> Result<(), QueryError> {
        driver::write(self, 7, row).await
    }

    /// Writes a row of `sign_ups_of_day`.
    pub async fn insert_sign_ups_of_day(&self, row: &sign_ups_of_day::Insert) -> Result<(), QueryError> {
        driver::write(self, 8, row).await
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
        Statement { query: "visits_by_page", cql: super::visits_by_page::SELECT, consistency: None, idempotent: true, page_size: None },
        Statement { query: "slow_visits", cql: super::slow_visits::SELECT, consistency: None, idempotent: true, page_size: None },
        Statement { query: "slow_visits_of_country", cql: super::slow_visits_of_country::SELECT, consistency: None, idempotent: true, page_size: None },
        Statement { query: "sign_up", cql: super::sign_up::SELECT, consistency: None, idempotent: true, page_size: None },
        Statement { query: "sign_ups_of_day", cql: super::sign_ups_of_day::SELECT, consistency: None, idempotent: true, page_size: None },
        Statement { query: "insert into visits_by_page", cql: super::visits_by_page::INSERT, consistency: None, idempotent: true, page_size: None },
        Statement { query: "insert into slow_visits", cql: super::slow_visits::INSERT, consistency: None, idempotent: true, page_size: None },
        Statement { query: "insert into sign_up", cql: super::sign_up::INSERT, consistency: None, idempotent: true, page_size: None },
        Statement { query: "insert into sign_ups_of_day", cql: super::sign_ups_of_day::INSERT, consistency: None, idempotent: true, page_size: None },
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
