// Made by modeler from queries.yaml; do not edit: change the model and run `modeler generate`.
// Crates: scylla 1.9. Document it where it is included: `/// …` above `pub mod rows;`.

/// How often and how long was each song of an artist heard?
#[rustfmt::skip]
pub mod plays_by_artist {
    /// The name of the query.
    pub const NAME: &str = "plays_by_artist";

    /// The statement that answers it.
    ///
    /// ```text
    /// SELECT song, length, plays, seconds, points FROM charts.plays_by_artist WHERE artist = :artist
    /// ```
    pub const SELECT: &str = "SELECT song, length, plays, seconds, points FROM charts.plays_by_artist WHERE artist = :artist";

    /// What the query is asked with.
    #[derive(Clone, Debug, PartialEq, ::scylla::SerializeRow)]
    pub struct Params {
        /// `artist text`
        pub artist: String,
    }

    /// A row of the answer.
    #[derive(Clone, Debug, PartialEq, ::scylla::DeserializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Row {
        /// `song text`, clustering key, largest first
        pub song: Option<String>,
        /// `length decimal`, clustering key
        pub length: Option<::scylla::value::CqlDecimal>,
        /// `plays counter`
        pub plays: Option<::scylla::value::Counter>,
        /// `seconds counter`
        pub seconds: Option<::scylla::value::Counter>,
        /// `points counter`
        pub points: Option<::scylla::value::Counter>,
    }

    /// The statement that adds to the counters of a row of `plays_by_artist`.
    ///
    /// ```text
    /// UPDATE charts.plays_by_artist SET plays = plays + :plays, seconds = seconds + :seconds, points = points + :points WHERE artist = :artist AND song = :song AND length = :length
    /// ```
    pub const INCREMENT: &str = "UPDATE charts.plays_by_artist SET plays = plays + :plays, seconds = seconds + :seconds, points = points + :points WHERE artist = :artist AND song = :song AND length = :length";

    /// An increment of a row of `plays_by_artist` to write. What is unset stays as it is in the table.
    #[derive(Clone, Debug, ::scylla::SerializeRow)]
    pub struct Increment {
        /// `plays counter`
        pub plays: ::scylla::value::MaybeUnset<::scylla::value::Counter>,
        /// `seconds counter`
        pub seconds: ::scylla::value::MaybeUnset<::scylla::value::Counter>,
        /// `points counter`
        pub points: ::scylla::value::MaybeUnset<::scylla::value::Counter>,
        /// `artist text`, partition key
        pub artist: String,
        /// `song text`, clustering key, largest first
        pub song: String,
        /// `length decimal`, clustering key
        pub length: ::scylla::value::CqlDecimal,
    }

    /// The statement that adds to the static counters of a partition of `plays_by_artist`.
    ///
    /// ```text
    /// UPDATE charts.plays_by_artist SET artist_seconds = artist_seconds + :artist_seconds WHERE artist = :artist
    /// ```
    pub const INCREMENT_STATIC: &str = "UPDATE charts.plays_by_artist SET artist_seconds = artist_seconds + :artist_seconds WHERE artist = :artist";

    /// An increment of the static counters of a partition of `plays_by_artist` to write. What is unset stays as it is in the table.
    #[derive(Clone, Debug, ::scylla::SerializeRow)]
    pub struct IncrementStatic {
        /// `artist_seconds counter`, one for the whole partition
        pub artist_seconds: ::scylla::value::MaybeUnset<::scylla::value::Counter>,
        /// `artist text`, partition key
        pub artist: String,
    }
}

/// How long was an artist heard?
#[rustfmt::skip]
pub mod seconds_of_artist {
    /// The name of the query.
    pub const NAME: &str = "seconds_of_artist";

    /// The statement that answers it.
    ///
    /// ```text
    /// SELECT DISTINCT artist, artist_seconds FROM charts.plays_by_artist WHERE artist = :artist
    /// ```
    pub const SELECT: &str = "SELECT DISTINCT artist, artist_seconds FROM charts.plays_by_artist WHERE artist = :artist";

    /// What the query is asked with.
    #[derive(Clone, Debug, PartialEq, ::scylla::SerializeRow)]
    pub struct Params {
        /// `artist text`
        pub artist: String,
    }

    /// A row of the answer.
    #[derive(Clone, Debug, PartialEq, ::scylla::DeserializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Row {
        /// `artist text`, partition key
        pub artist: String,
        /// `artist_seconds counter`, one for the whole partition
        pub artist_seconds: Option<::scylla::value::Counter>,
    }
}

/// Query songs\_of\_artist.
#[rustfmt::skip]
pub mod songs_of_artist {
    /// The name of the query.
    pub const NAME: &str = "songs_of_artist";

    /// The statement that answers it.
    ///
    /// ```text
    /// SELECT count(*) FROM charts.plays_by_artist WHERE artist = :artist
    /// ```
    pub const SELECT: &str = "SELECT count(*) FROM charts.plays_by_artist WHERE artist = :artist";

    /// What the query is asked with.
    #[derive(Clone, Debug, PartialEq, ::scylla::SerializeRow)]
    pub struct Params {
        /// `artist text`
        pub artist: String,
    }
}

/// How long did anybody listen on these days?
#[rustfmt::skip]
pub mod seconds_by_day {
    /// The name of the query.
    pub const NAME: &str = "seconds_by_day";

    /// The statement that answers it.
    ///
    /// ```text
    /// SELECT day, seconds FROM charts.seconds_by_day WHERE day = :day
    /// ```
    pub const SELECT: &str = "SELECT day, seconds FROM charts.seconds_by_day WHERE day = :day";

    /// What the query is asked with.
    #[derive(Clone, Debug, PartialEq, ::scylla::SerializeRow)]
    pub struct Params {
        /// `day date`
        pub day: ::scylla::value::CqlDate,
    }

    /// A row of the answer.
    #[derive(Clone, Debug, PartialEq, ::scylla::DeserializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Row {
        /// `day date`, partition key
        pub day: ::scylla::value::CqlDate,
        /// `seconds counter`
        pub seconds: Option<::scylla::value::Counter>,
    }

    /// The statement that adds to the counters of a row of `seconds_by_day`.
    ///
    /// ```text
    /// UPDATE charts.seconds_by_day SET seconds = seconds + :seconds WHERE day = :day
    /// ```
    pub const INCREMENT: &str = "UPDATE charts.seconds_by_day SET seconds = seconds + :seconds WHERE day = :day";

    /// An increment of a row of `seconds_by_day` to write. What is unset stays as it is in the table.
    #[derive(Clone, Debug, ::scylla::SerializeRow)]
    pub struct Increment {
        /// `seconds counter`
        pub seconds: ::scylla::value::MaybeUnset<::scylla::value::Counter>,
        /// `day date`, partition key
        pub day: ::scylla::value::CqlDate,
    }
}

/// Query seconds\_of\_days.
#[rustfmt::skip]
pub mod seconds_of_days {
    /// The name of the query.
    pub const NAME: &str = "seconds_of_days";

    /// The statement that answers it.
    ///
    /// ```text
    /// SELECT seconds FROM charts.seconds_by_day WHERE day IN :days
    /// ```
    pub const SELECT: &str = "SELECT seconds FROM charts.seconds_by_day WHERE day IN :days";

    /// What the query is asked with.
    #[derive(Clone, Debug, PartialEq, ::scylla::SerializeRow)]
    pub struct Params {
        /// `days frozen<list<date>>`
        pub days: Vec<::scylla::value::CqlDate>,
    }

    /// A row of the answer.
    #[derive(Clone, Debug, PartialEq, ::scylla::DeserializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Row {
        /// `seconds counter`
        pub seconds: Option<::scylla::value::Counter>,
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

    /// How often and how long was each song of an artist heard?
    pub async fn plays_by_artist(&self, params: &plays_by_artist::Params) -> Result<::scylla::client::pager::TypedRowStream<plays_by_artist::Row>, QueryError> {
        driver::stream(self, 0, params).await
    }

    /// How long was an artist heard?
    pub async fn seconds_of_artist(&self, params: &seconds_of_artist::Params) -> Result<::scylla::client::pager::TypedRowStream<seconds_of_artist::Row>, QueryError> {
        driver::stream(self, 1, params).await
    }

    /// Query songs\_of\_artist.
    pub async fn songs_of_artist(&self, params: &songs_of_artist::Params) -> Result<i64, QueryError> {
        driver::count(self, 2, params).await
    }

    /// How long did anybody listen on these days?
    pub async fn seconds_by_day(&self, params: &seconds_by_day::Params) -> Result<Option<seconds_by_day::Row>, QueryError> {
        driver::one(self, 3, params).await
    }

    /// Query seconds\_of\_days.
    pub async fn seconds_of_days(&self, params: &seconds_of_days::Params) -> Result<::scylla::client::pager::TypedRowStream<seconds_of_days::Row>, QueryError> {
        driver::stream(self, 4, params).await
    }

    /// Adds to the counters of a row of `plays_by_artist`.
    pub async fn increment_plays_by_artist(&self, row: &plays_by_artist::Increment) -> Result<(), QueryError> {
        driver::write(self, 5, row).await
    }

    /// Adds to the static counters of a partition of `plays_by_artist`.
    pub async fn increment_static_plays_by_artist(&self, row: &plays_by_artist::IncrementStatic) -> Result<(), QueryError> {
        driver::write(self, 6, row).await
    }

    /// Adds to the counters of a row of `seconds_by_day`.
    pub async fn increment_seconds_by_day(&self, row: &seconds_by_day::Increment) -> Result<(), QueryError> {
        driver::write(self, 7, row).await
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
        Statement { query: "plays_by_artist", cql: super::plays_by_artist::SELECT, consistency: None, idempotent: true, page_size: None },
        Statement { query: "seconds_of_artist", cql: super::seconds_of_artist::SELECT, consistency: None, idempotent: true, page_size: None },
        Statement { query: "songs_of_artist", cql: super::songs_of_artist::SELECT, consistency: None, idempotent: true, page_size: None },
        Statement { query: "seconds_by_day", cql: super::seconds_by_day::SELECT, consistency: None, idempotent: true, page_size: None },
        Statement { query: "seconds_of_days", cql: super::seconds_of_days::SELECT, consistency: None, idempotent: true, page_size: None },
        Statement { query: "increment plays_by_artist", cql: super::plays_by_artist::INCREMENT, consistency: None, idempotent: false, page_size: None },
        Statement { query: "increment static counters of plays_by_artist", cql: super::plays_by_artist::INCREMENT_STATIC, consistency: None, idempotent: false, page_size: None },
        Statement { query: "increment seconds_by_day", cql: super::seconds_by_day::INCREMENT, consistency: None, idempotent: false, page_size: None },
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
