// Made by modeler from queries.yaml; do not edit: change the model and run `modeler generate`.
// Crates: scylla 1.9.

//! Typed access to the keyspace `charts`: every query that `queries.yaml` declares, prepared once.
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
pub const KEYSPACE: &str = "charts";

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

    /// How often and how long was each song of an artist heard?
    ///
    /// Asks [`plays_by_artist::SELECT`] by `artist = :artist`.
    ///
    /// # Errors
    /// What the server or the connection says; an answer that is not what the model says.
    pub async fn plays_by_artist(&self, params: &plays_by_artist::Params<'_>) -> Result<::scylla::client::pager::TypedRowStream<plays_by_artist::Row>, QueryError> {
        driver::stream(self, 0, params).await
    }

    /// One page of [`Queries::plays_by_artist`], and the state of the next if there is one; `PagingState::start()` asks for the first.
    ///
    /// # Errors
    /// Those of the query itself.
    pub async fn plays_by_artist_page(&self, params: &plays_by_artist::Params<'_>, state: ::scylla::response::PagingState) -> Result<(Vec<plays_by_artist::Row>, Option<::scylla::response::PagingState>), QueryError> {
        driver::page(self, 0, params, state).await
    }

    /// Adds to the counters of a row of `plays_by_artist`.
    ///
    /// # Errors
    /// What the server or the connection says.
    pub async fn increment_plays_by_artist(&self, row: &plays_by_artist::Increment<'_>) -> Result<(), QueryError> {
        driver::write(self, 5, row).await
    }

    /// Adds to the static counters of a partition of `plays_by_artist`.
    ///
    /// # Errors
    /// What the server or the connection says.
    pub async fn increment_static_plays_by_artist(&self, row: &plays_by_artist::IncrementStatic<'_>) -> Result<(), QueryError> {
        driver::write(self, 6, row).await
    }

    /// How long was an artist heard?
    ///
    /// Asks [`seconds_of_artist::SELECT`] by `artist = :artist`.
    ///
    /// # Errors
    /// What the server or the connection says; an answer that is not what the model says.
    pub async fn seconds_of_artist(&self, params: &seconds_of_artist::Params<'_>) -> Result<::scylla::client::pager::TypedRowStream<seconds_of_artist::Row>, QueryError> {
        driver::stream(self, 1, params).await
    }

    /// One page of [`Queries::seconds_of_artist`], and the state of the next if there is one; `PagingState::start()` asks for the first.
    ///
    /// # Errors
    /// Those of the query itself.
    pub async fn seconds_of_artist_page(&self, params: &seconds_of_artist::Params<'_>, state: ::scylla::response::PagingState) -> Result<(Vec<seconds_of_artist::Row>, Option<::scylla::response::PagingState>), QueryError> {
        driver::page(self, 1, params, state).await
    }

    /// Query songs\_of\_artist.
    ///
    /// Asks [`songs_of_artist::SELECT`] by `artist = :artist`.
    ///
    /// # Errors
    /// What the server or the connection says; an answer that is not what the model says.
    pub async fn songs_of_artist(&self, params: &songs_of_artist::Params<'_>) -> Result<i64, QueryError> {
        driver::count(self, 2, params).await
    }

    /// How long did anybody listen on these days?
    ///
    /// Asks [`seconds_by_day::SELECT`] by `day = :day`.
    ///
    /// # Errors
    /// What the server or the connection says; an answer that is not what the model says.
    pub async fn seconds_by_day(&self, params: &seconds_by_day::Params) -> Result<Option<seconds_by_day::Row>, QueryError> {
        driver::one(self, 3, params).await
    }

    /// Adds to the counters of a row of `seconds_by_day`.
    ///
    /// # Errors
    /// What the server or the connection says.
    pub async fn increment_seconds_by_day(&self, row: &seconds_by_day::Increment) -> Result<(), QueryError> {
        driver::write(self, 7, row).await
    }

    /// Query seconds\_of\_days.
    ///
    /// Asks [`seconds_of_days::SELECT`] by `day IN :days`.
    ///
    /// # Errors
    /// What the server or the connection says; an answer that is not what the model says.
    pub async fn seconds_of_days(&self, params: &seconds_of_days::Params<'_>) -> Result<::scylla::client::pager::TypedRowStream<seconds_of_days::Row>, QueryError> {
        driver::stream(self, 4, params).await
    }

    /// One page of [`Queries::seconds_of_days`], and the state of the next if there is one; `PagingState::start()` asks for the first.
    ///
    /// # Errors
    /// Those of the query itself.
    pub async fn seconds_of_days_page(&self, params: &seconds_of_days::Params<'_>, state: ::scylla::response::PagingState) -> Result<(Vec<seconds_of_days::Row>, Option<::scylla::response::PagingState>), QueryError> {
        driver::page(self, 4, params, state).await
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
    #[derive(Clone, Copy, Debug, PartialEq, ::scylla::SerializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Params<'a> {
        /// `artist text`
        pub artist: &'a str,
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

    /// An increment of a row of `plays_by_artist`, to write. What is unset stays as it is in the table; nothing here writes a null.
    #[derive(Clone, Copy, Debug, ::scylla::SerializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Increment<'a> {
        /// `plays counter`
        pub plays: ::scylla::value::MaybeUnset<::scylla::value::Counter>,
        /// `seconds counter`
        pub seconds: ::scylla::value::MaybeUnset<::scylla::value::Counter>,
        /// `points counter`
        pub points: ::scylla::value::MaybeUnset<::scylla::value::Counter>,
        /// `artist text`, partition key
        pub artist: &'a str,
        /// `song text`, clustering key
        pub song: &'a str,
        /// `length decimal`, clustering key
        pub length: &'a ::scylla::value::CqlDecimal,
    }

    impl<'a> From<&'a super::Record> for Increment<'a> {
        fn from(record: &'a super::Record) -> Self {
            Self {
                plays: ::scylla::value::MaybeUnset::Set(::scylla::value::Counter(1)),
                seconds: ::scylla::value::MaybeUnset::from_option(record.seconds),
                points: ::scylla::value::MaybeUnset::Set(::scylla::value::Counter(5)),
                artist: &record.artist,
                song: &record.song,
                length: &record.length,
            }
        }
    }

    /// The statement that adds to the static counters of a partition of `plays_by_artist`.
    ///
    /// ```text
    /// UPDATE charts.plays_by_artist SET artist_seconds = artist_seconds + :artist_seconds WHERE artist = :artist
    /// ```
    pub const INCREMENT_STATIC: &str = "UPDATE charts.plays_by_artist SET artist_seconds = artist_seconds + :artist_seconds WHERE artist = :artist";

    /// An increment of the static counters of a partition of `plays_by_artist`, to write. What is unset stays as it is in the table; nothing here writes a null.
    #[derive(Clone, Copy, Debug, ::scylla::SerializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct IncrementStatic<'a> {
        /// `artist_seconds counter`, one for the whole partition
        pub artist_seconds: ::scylla::value::MaybeUnset<::scylla::value::Counter>,
        /// `artist text`, partition key
        pub artist: &'a str,
    }

    impl<'a> From<&'a super::Record> for IncrementStatic<'a> {
        fn from(record: &'a super::Record) -> Self {
            Self {
                artist_seconds: ::scylla::value::MaybeUnset::from_option(record.artist_seconds),
                artist: &record.artist,
            }
        }
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
    #[derive(Clone, Copy, Debug, PartialEq, ::scylla::SerializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Params<'a> {
        /// `artist text`
        pub artist: &'a str,
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
    #[derive(Clone, Copy, Debug, PartialEq, ::scylla::SerializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Params<'a> {
        /// `artist text`
        pub artist: &'a str,
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
    #[derive(Clone, Copy, Debug, PartialEq, ::scylla::SerializeRow)]
    #[scylla(flavor = "enforce_order")]
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

    /// An increment of a row of `seconds_by_day`, to write. What is unset stays as it is in the table; nothing here writes a null.
    #[derive(Clone, Copy, Debug, ::scylla::SerializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Increment {
        /// `seconds counter`
        pub seconds: ::scylla::value::MaybeUnset<::scylla::value::Counter>,
        /// `day date`, partition key
        pub day: ::scylla::value::CqlDate,
    }

    impl From<&super::Record> for Increment {
        fn from(record: &super::Record) -> Self {
            Self {
                seconds: ::scylla::value::MaybeUnset::from_option(record.seconds),
                day: record.day,
            }
        }
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
    #[derive(Clone, Copy, Debug, PartialEq, ::scylla::SerializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Params<'a> {
        /// `days frozen<list<date>>`
        pub days: &'a [::scylla::value::CqlDate],
    }

    /// A row of the answer.
    #[derive(Clone, Debug, PartialEq, ::scylla::DeserializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Row {
        /// `seconds counter`
        pub seconds: Option<::scylla::value::Counter>,
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
    /// `artist text`, always there
    pub artist: String,
    /// `song text`, always there
    pub song: String,
    /// `length decimal`, always there
    pub length: ::scylla::value::CqlDecimal,
    /// `day date`, always there
    pub day: ::scylla::value::CqlDate,
    /// `seconds counter`
    pub seconds: Option<::scylla::value::Counter>,
    /// `artist_seconds counter`
    pub artist_seconds: Option<::scylla::value::Counter>,
}

#[rustfmt::skip]
impl InsertAll for Record {
    async fn insert(&self, queries: &Queries) -> Result<(), InsertError> {
        let mut plays_by_artist = ::std::pin::pin!(driver::writing(async move {
            driver::write(queries, 5, &plays_by_artist::Increment::from(self)).await
        }));
        let mut plays_by_artist_ = ::std::pin::pin!(driver::writing(async move {
            driver::write(queries, 6, &plays_by_artist::IncrementStatic::from(self)).await
        }));
        let mut seconds_by_day = ::std::pin::pin!(driver::writing(async move {
            driver::write(queries, 7, &seconds_by_day::Increment::from(self)).await
        }));
        driver::all([plays_by_artist.as_mut(), plays_by_artist_.as_mut(), seconds_by_day.as_mut()]).await
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
        Statement { query: "plays_by_artist", cql: super::plays_by_artist::SELECT, keyspace_at: 49, consistency: None, idempotent: true, counts: false, appends: false, page_size: None },
        Statement { query: "seconds_of_artist", cql: super::seconds_of_artist::SELECT, keyspace_at: 44, consistency: None, idempotent: true, counts: false, appends: false, page_size: None },
        Statement { query: "songs_of_artist", cql: super::songs_of_artist::SELECT, keyspace_at: 21, consistency: None, idempotent: true, counts: false, appends: false, page_size: None },
        Statement { query: "seconds_by_day", cql: super::seconds_by_day::SELECT, keyspace_at: 25, consistency: None, idempotent: true, counts: false, appends: false, page_size: None },
        Statement { query: "seconds_of_days", cql: super::seconds_of_days::SELECT, keyspace_at: 20, consistency: None, idempotent: true, counts: false, appends: false, page_size: None },
        Statement { query: "increment plays_by_artist", cql: super::plays_by_artist::INCREMENT, keyspace_at: 7, consistency: None, idempotent: false, counts: true, appends: false, page_size: None },
        Statement { query: "increment static counters of plays_by_artist", cql: super::plays_by_artist::INCREMENT_STATIC, keyspace_at: 7, consistency: None, idempotent: false, counts: true, appends: false, page_size: None },
        Statement { query: "increment seconds_by_day", cql: super::seconds_by_day::INCREMENT, keyspace_at: 7, consistency: None, idempotent: false, counts: true, appends: false, page_size: None },
    ];

    /// The keyspace as the statements name it.
    const KEYSPACE: &str = "charts";

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
