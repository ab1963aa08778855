// Made by modeler from queries.yaml; do not edit: change the model and run `modeler generate`.
// Crates: scylla 1.9.

//! Typed access to the keyspace `counts`: every query that `queries.yaml` declares, prepared once.
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
pub const KEYSPACE: &str = "counts";

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

    /// What was played in a session?
    ///
    /// Asks [`plays_by_session::SELECT`] by `session_id = :session_id`.
    ///
    /// # Errors
    /// What the server or the connection says; an answer that is not what the model says.
    pub async fn plays_by_session(&self, params: &plays_by_session::Params) -> Result<::scylla::client::pager::TypedRowStream<plays_by_session::Row>, QueryError> {
        driver::stream(self, 0, params).await
    }

    /// One page of [`Queries::plays_by_session`], and the state of the next if there is one; `PagingState::start()` asks for the first.
    ///
    /// # Errors
    /// Those of the query itself.
    pub async fn plays_by_session_page(&self, params: &plays_by_session::Params, state: ::scylla::response::PagingState) -> Result<(Vec<plays_by_session::Row>, Option<::scylla::response::PagingState>), QueryError> {
        driver::page(self, 0, params, state).await
    }

    /// Writes a row of `plays_by_session`.
    ///
    /// # Errors
    /// What the server or the connection says.
    pub async fn insert_plays_by_session(&self, row: &plays_by_session::Insert<'_>) -> Result<(), QueryError> {
        driver::write(self, 7, row).await
    }

    /// Writes the static columns of a partition of `plays_by_session`.
    ///
    /// # Errors
    /// What the server or the connection says.
    pub async fn insert_static_plays_by_session(&self, row: &plays_by_session::InsertStatic<'_>) -> Result<(), QueryError> {
        driver::write(self, 8, row).await
    }

    /// What was played in a session from an item on? A text that a declared query could say.
    ///
    /// Asks [`songs_from::SELECT`] by `session_id = :session, item >= :first`.
    ///
    /// # Errors
    /// What the server or the connection says; an answer that is not what the model says.
    pub async fn songs_from(&self, params: &songs_from::Params) -> Result<::scylla::client::pager::TypedRowStream<songs_from::Row>, QueryError> {
        driver::stream(self, 1, params).await
    }

    /// One page of [`Queries::songs_from`], and the state of the next if there is one; `PagingState::start()` asks for the first.
    ///
    /// # Errors
    /// Those of the query itself.
    pub async fn songs_from_page(&self, params: &songs_from::Params, state: ::scylla::response::PagingState) -> Result<(Vec<songs_from::Row>, Option<::scylla::response::PagingState>), QueryError> {
        driver::page(self, 1, params, state).await
    }

    /// How many songs were played in a session, and for how long?
    ///
    /// Asks [`totals_of_session::SELECT`].
    ///
    /// # Errors
    /// What the server or the connection says; an answer that is not what the model says.
    pub async fn totals_of_session(&self, params: &totals_of_session::Params) -> Result<Option<totals_of_session::Row>, QueryError> {
        driver::one(self, 2, params).await
    }

    /// How many songs were played in each of these sessions?
    ///
    /// Asks [`plays_of_sessions::SELECT`].
    ///
    /// # Errors
    /// What the server or the connection says; an answer that is not what the model says.
    pub async fn plays_of_sessions(&self, params: &plays_of_sessions::Params<'_>) -> Result<::scylla::client::pager::TypedRowStream<plays_of_sessions::Row>, QueryError> {
        driver::stream(self, 3, params).await
    }

    /// One page of [`Queries::plays_of_sessions`], and the state of the next if there is one; `PagingState::start()` asks for the first.
    ///
    /// # Errors
    /// Those of the query itself.
    pub async fn plays_of_sessions_page(&self, params: &plays_of_sessions::Params<'_>, state: ::scylla::response::PagingState) -> Result<(Vec<plays_of_sessions::Row>, Option<::scylla::response::PagingState>), QueryError> {
        driver::page(self, 3, params, state).await
    }

    /// How many minutes did each song of a session last?
    ///
    /// Asks [`minutes::SELECT`].
    ///
    /// # Errors
    /// What the server or the connection says; an answer that is not what the model says.
    pub async fn minutes(&self, params: &minutes::Params) -> Result<::scylla::client::pager::TypedRowStream<minutes::Row>, QueryError> {
        driver::stream(self, 4, params).await
    }

    /// One page of [`Queries::minutes`], and the state of the next if there is one; `PagingState::start()` asks for the first.
    ///
    /// # Errors
    /// Those of the query itself.
    pub async fn minutes_page(&self, params: &minutes::Params, state: ::scylla::response::PagingState) -> Result<(Vec<minutes::Row>, Option<::scylla::response::PagingState>), QueryError> {
        driver::page(self, 4, params, state).await
    }

    /// All columns of a session, from a fixed item on.
    ///
    /// Asks [`rest_of_session::SELECT`].
    ///
    /// # Errors
    /// What the server or the connection says; an answer that is not what the model says.
    pub async fn rest_of_session(&self, params: &rest_of_session::Params) -> Result<::scylla::client::pager::TypedRowStream<rest_of_session::Row>, QueryError> {
        driver::stream(self, 5, params).await
    }

    /// One page of [`Queries::rest_of_session`], and the state of the next if there is one; `PagingState::start()` asks for the first.
    ///
    /// # Errors
    /// Those of the query itself.
    pub async fn rest_of_session_page(&self, params: &rest_of_session::Params, state: ::scylla::response::PagingState) -> Result<(Vec<rest_of_session::Row>, Option<::scylla::response::PagingState>), QueryError> {
        driver::page(self, 5, params, state).await
    }

    /// Which plays of a session were long?
    ///
    /// Asks [`long_plays::SELECT`].
    ///
    /// # Errors
    /// What the server or the connection says; an answer that is not what the model says.
    pub async fn long_plays(&self, params: &long_plays::Params) -> Result<::scylla::client::pager::TypedRowStream<long_plays::Row>, QueryError> {
        driver::stream(self, 6, params).await
    }

    /// One page of [`Queries::long_plays`], and the state of the next if there is one; `PagingState::start()` asks for the first.
    ///
    /// # Errors
    /// Those of the query itself.
    pub async fn long_plays_page(&self, params: &long_plays::Params, state: ::scylla::response::PagingState) -> Result<(Vec<long_plays::Row>, Option<::scylla::response::PagingState>), QueryError> {
        driver::page(self, 6, params, state).await
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

/// What was played in a session?
#[rustfmt::skip]
pub mod plays_by_session {
    /// The name of the query.
    pub const NAME: &str = "plays_by_session";

    /// The statement that answers it.
    ///
    /// ```text
    /// SELECT artist, song, seconds FROM counts.plays_by_session WHERE session_id = :session_id
    /// ```
    pub const SELECT: &str = "SELECT artist, song, seconds FROM counts.plays_by_session WHERE session_id = :session_id";

    /// What the query is asked with.
    #[derive(Clone, Copy, Debug, PartialEq, ::scylla::SerializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Params {
        /// `session_id int`
        pub session_id: i32,
    }

    /// A row of the answer.
    #[derive(Clone, Debug, PartialEq, ::scylla::DeserializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Row {
        /// `artist text`
        pub artist: Option<String>,
        /// `song text`
        pub song: Option<String>,
        /// `seconds int`
        pub seconds: Option<i32>,
    }

    /// The statement that writes a row of `plays_by_session`.
    ///
    /// ```text
    /// INSERT INTO counts.plays_by_session (session_id, item, artist, song, seconds) VALUES (:session_id, :item, :artist, :song, :seconds)
    /// ```
    pub const INSERT: &str = "INSERT INTO counts.plays_by_session (session_id, item, artist, song, seconds) VALUES (:session_id, :item, :artist, :song, :seconds)";

    /// A row of `plays_by_session`, to write. What is unset stays as it is in the table; nothing here writes a null.
    #[derive(Clone, Copy, Debug, ::scylla::SerializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Insert<'a> {
        /// `session_id int`, partition key
        pub session_id: i32,
        /// `item int`, clustering key
        pub item: i32,
        /// `artist text`
        pub artist: ::scylla::value::MaybeUnset<&'a str>,
        /// `song text`
        pub song: ::scylla::value::MaybeUnset<&'a str>,
        /// `seconds int`
        pub seconds: ::scylla::value::MaybeUnset<i32>,
    }

    impl<'a> From<&'a super::Record> for Insert<'a> {
        fn from(record: &'a super::Record) -> Self {
            Self {
                session_id: record.session_id,
                item: record.item,
                artist: ::scylla::value::MaybeUnset::from_option(record.artist.as_deref()),
                song: ::scylla::value::MaybeUnset::from_option(record.song.as_deref()),
                seconds: ::scylla::value::MaybeUnset::from_option(record.seconds),
            }
        }
    }

    /// The statement that writes the static columns of a partition of `plays_by_session`.
    ///
    /// ```text
    /// INSERT INTO counts.plays_by_session (session_id, city) VALUES (:session_id, :city)
    /// ```
    pub const INSERT_STATIC: &str = "INSERT INTO counts.plays_by_session (session_id, city) VALUES (:session_id, :city)";

    /// The static columns of a partition of `plays_by_session`, to write. What is unset stays as it is in the table; nothing here writes a null.
    #[derive(Clone, Copy, Debug, ::scylla::SerializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct InsertStatic<'a> {
        /// `session_id int`, partition key
        pub session_id: i32,
        /// `city text`, one for the whole partition
        pub city: ::scylla::value::MaybeUnset<&'a str>,
    }

    impl<'a> From<&'a super::Record> for InsertStatic<'a> {
        fn from(record: &'a super::Record) -> Self {
            Self {
                session_id: record.session_id,
                city: ::scylla::value::MaybeUnset::from_option(record.city.as_deref()),
            }
        }
    }
}

/// What was played in a session from an item on? A text that a declared query could say.
#[rustfmt::skip]
pub mod songs_from {
    /// The name of the query.
    pub const NAME: &str = "songs_from";

    /// The statement that answers it.
    ///
    /// ```text
    /// SELECT item, song FROM counts.plays_by_session WHERE session_id = :session AND item >= :first LIMIT 2
    /// ```
    pub const SELECT: &str = "SELECT item, song FROM counts.plays_by_session WHERE session_id = :session AND item >= :first LIMIT 2";

    /// What the query is asked with.
    #[derive(Clone, Copy, Debug, PartialEq, ::scylla::SerializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Params {
        /// `session int`
        pub session: i32,
        /// `first int`
        pub first: i32,
    }

    /// A row of the answer.
    #[derive(Clone, Debug, PartialEq, ::scylla::DeserializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Row {
        /// `item int`, clustering key
        pub item: i32,
        /// `song text`
        pub song: Option<String>,
    }
}

/// How many songs were played in a session, and for how long?
#[rustfmt::skip]
pub mod totals_of_session {
    /// The name of the query.
    pub const NAME: &str = "totals_of_session";

    /// The statement that answers it.
    ///
    /// ```text
    /// SELECT count(*) AS plays, "count"(seconds) AS timed, sum(seconds) AS total, max(seconds), avg(seconds) AS mean FROM counts.plays_by_session WHERE session_id = :session_id
    /// ```
    pub const SELECT: &str = "SELECT count(*) AS plays, \"count\"(seconds) AS timed, sum(seconds) AS total, max(seconds), avg(seconds) AS mean FROM counts.plays_by_session WHERE session_id = :session_id";

    /// What the query is asked with.
    #[derive(Clone, Copy, Debug, PartialEq, ::scylla::SerializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Params {
        /// `session_id int`
        pub session_id: i32,
    }

    /// A row of the answer.
    #[derive(Clone, Debug, PartialEq, ::scylla::DeserializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Row {
        /// `plays bigint`
        pub plays: i64,
        /// `timed bigint`
        pub timed: i64,
        /// `total int`
        pub total: Option<i32>,
        /// `"system.max(seconds)" int`
        #[scylla(rename = "system.max(seconds)")]
        pub system_max_seconds: Option<i32>,
        /// `mean int`
        pub mean: Option<i32>,
    }
}

/// How many songs were played in each of these sessions?
#[rustfmt::skip]
pub mod plays_of_sessions {
    /// The name of the query.
    pub const NAME: &str = "plays_of_sessions";

    /// The statement that answers it.
    ///
    /// ```text
    /// SELECT session_id, count(*) AS plays FROM counts.plays_by_session WHERE session_id IN :sessions GROUP BY session_id
    /// ```
    pub const SELECT: &str = "SELECT session_id, count(*) AS plays FROM counts.plays_by_session WHERE session_id IN :sessions GROUP BY session_id";

    /// What the query is asked with.
    #[derive(Clone, Copy, Debug, PartialEq, ::scylla::SerializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Params<'a> {
        /// `sessions list<int>`
        pub sessions: &'a [i32],
    }

    /// A row of the answer.
    #[derive(Clone, Debug, PartialEq, ::scylla::DeserializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Row {
        /// `session_id int`, partition key
        pub session_id: i32,
        /// `plays bigint`
        pub plays: i64,
    }
}

/// How many minutes did each song of a session last?
#[rustfmt::skip]
pub mod minutes {
    /// The name of the query.
    pub const NAME: &str = "minutes";

    /// The statement that answers it.
    ///
    /// ```text
    /// SELECT item, seconds / 60 AS minutes, cast(seconds AS text) AS shown, (text)'played' AS word FROM counts.plays_by_session WHERE session_id = :session
    /// ```
    pub const SELECT: &str = "SELECT item, seconds / 60 AS minutes, cast(seconds AS text) AS shown, (text)'played' AS word FROM counts.plays_by_session WHERE session_id = :session";

    /// What the query is asked with.
    #[derive(Clone, Copy, Debug, PartialEq, ::scylla::SerializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Params {
        /// `session int`
        pub session: i32,
    }

    /// A row of the answer.
    #[derive(Clone, Debug, PartialEq, ::scylla::DeserializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Row {
        /// `item int`, clustering key
        pub item: Option<i32>,
        /// `minutes int`
        pub minutes: Option<i32>,
        /// `shown text`
        pub shown: Option<String>,
        /// `word text`
        pub word: Option<String>,
    }
}

/// All columns of a session, from a fixed item on.
#[rustfmt::skip]
pub mod rest_of_session {
    /// The name of the query.
    pub const NAME: &str = "rest_of_session";

    /// The statement that answers it.
    ///
    /// ```text
    /// SELECT session_id, item, city, artist, song, seconds FROM counts.plays_by_session WHERE session_id = ? AND item > 1
    /// ```
    pub const SELECT: &str = "SELECT session_id, item, city, artist, song, seconds FROM counts.plays_by_session WHERE session_id = ? AND item > 1";

    /// What the query is asked with.
    #[derive(Clone, Copy, Debug, PartialEq, ::scylla::SerializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Params {
        /// `session_id int`
        pub session_id: i32,
    }

    /// A row of the answer.
    #[derive(Clone, Debug, PartialEq, ::scylla::DeserializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Row {
        /// `session_id int`, partition key
        pub session_id: i32,
        /// `item int`, clustering key
        pub item: i32,
        /// `city text`, one for the whole partition
        pub city: Option<String>,
        /// `artist text`
        pub artist: Option<String>,
        /// `song text`
        pub song: Option<String>,
        /// `seconds int`
        pub seconds: Option<i32>,
    }
}

/// Which plays of a session were long?
#[rustfmt::skip]
pub mod long_plays {
    /// The name of the query.
    pub const NAME: &str = "long_plays";

    /// The statement that answers it.
    ///
    /// ```text
    /// SELECT item, song FROM counts.plays_by_session WHERE session_id = :session AND seconds >= :least ALLOW FILTERING
    /// ```
    pub const SELECT: &str = "SELECT item, song FROM counts.plays_by_session WHERE session_id = :session AND seconds >= :least ALLOW FILTERING";

    /// What the query is asked with.
    #[derive(Clone, Copy, Debug, PartialEq, ::scylla::SerializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Params {
        /// `session int`
        pub session: i32,
        /// `least int`
        pub least: i32,
    }

    /// A row of the answer.
    #[derive(Clone, Debug, PartialEq, ::scylla::DeserializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Row {
        /// `item int`, clustering key
        pub item: i32,
        /// `song text`
        pub song: Option<String>,
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
    /// `session_id int`, always there
    pub session_id: i32,
    /// `item int`, always there
    pub item: i32,
    /// `artist text`
    pub artist: Option<String>,
    /// `song text`
    pub song: Option<String>,
    /// `seconds int`
    pub seconds: Option<i32>,
    /// `city text`
    pub city: Option<String>,
}

#[rustfmt::skip]
impl InsertAll for Record {
    async fn insert(&self, queries: &Queries) -> Result<(), InsertError> {
        let mut plays_by_session = ::std::pin::pin!(driver::writing(async move {
            driver::write(queries, 7, &plays_by_session::Insert::from(self)).await
        }));
        let mut plays_by_session_ = ::std::pin::pin!(driver::writing(async move {
            if self.city.is_some() {
                driver::write(queries, 8, &plays_by_session::InsertStatic::from(self)).await?;
            }
            Ok(())
        }));
        driver::all([plays_by_session.as_mut(), plays_by_session_.as_mut()]).await
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
        Statement { query: "plays_by_session", cql: super::plays_by_session::SELECT, keyspace_at: 34, consistency: None, idempotent: true, counts: false, appends: false, page_size: None },
        Statement { query: "songs_from", cql: super::songs_from::SELECT, keyspace_at: 23, consistency: None, idempotent: true, counts: false, appends: false, page_size: None },
        Statement { query: "totals_of_session", cql: super::totals_of_session::SELECT, keyspace_at: 116, consistency: None, idempotent: true, counts: false, appends: false, page_size: None },
        Statement { query: "plays_of_sessions", cql: super::plays_of_sessions::SELECT, keyspace_at: 42, consistency: None, idempotent: true, counts: false, appends: false, page_size: None },
        Statement { query: "minutes", cql: super::minutes::SELECT, keyspace_at: 98, consistency: None, idempotent: true, counts: false, appends: false, page_size: None },
        Statement { query: "rest_of_session", cql: super::rest_of_session::SELECT, keyspace_at: 58, consistency: None, idempotent: true, counts: false, appends: false, page_size: None },
        Statement { query: "long_plays", cql: super::long_plays::SELECT, keyspace_at: 23, consistency: None, idempotent: true, counts: false, appends: false, page_size: None },
        Statement { query: "insert into plays_by_session", cql: super::plays_by_session::INSERT, keyspace_at: 12, consistency: None, idempotent: true, counts: false, appends: false, page_size: None },
        Statement { query: "insert static columns into plays_by_session", cql: super::plays_by_session::INSERT_STATIC, keyspace_at: 12, consistency: None, idempotent: true, counts: false, appends: false, page_size: None },
    ];

    /// The keyspace as the statements name it.
    const KEYSPACE: &str = "counts";

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
