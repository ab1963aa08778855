// Made by modeler from models/queries.yaml; do not edit: change the model and run `modeler generate`.
// Crates: scylla 1.9.

//! Typed access to the keyspace `music_streaming`: every query that `models/queries.yaml` declares, prepared once.
//!
//! [`Queries::prepare`] is the way in. Each query has a module with its statement, its parameters and its rows, and a
//! method of its own name; each table has methods that write it.

#![forbid(unsafe_code)]
#![allow(dead_code, reason = "a program need not ask every query")]
#![allow(clippy::type_complexity, reason = "types are as complex as those of the columns")]
#![allow(clippy::too_many_lines, reason = "a table may have many columns")]
#![allow(clippy::struct_field_names, reason = "the names are those of the columns")]
#![allow(clippy::unnecessary_wraps, reason = "some columns cannot fail to be derived")]
#![allow(clippy::unreadable_literal, reason = "numbers of the model stand as they are compared")]

/// The keyspace that the model names; the statements below name it, and [`Queries::prepare`] takes any.
pub const KEYSPACE: &str = "music_streaming";

/// Every statement of this file, prepared. Clones share them.
#[rustfmt::skip]
#[derive(Clone, Debug)]
pub struct Queries {
    session: ::std::sync::Arc<::scylla::client::session::Session>,
    statements: ::std::sync::Arc<[::scylla::statement::prepared::PreparedStatement]>,
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
        let statements = driver::prepare_all(session, keyspace).await?.into();
        Ok(Self { session: ::std::sync::Arc::clone(session), statements })
    }

    /// The statements with the names of their queries, as they are sent.
    pub fn prepared(&self) -> impl Iterator<Item = (&'static str, &::scylla::statement::prepared::PreparedStatement)> {
        driver::names().zip(self.statements.iter())
    }

    /// What was played as this item of this session, by which artist, and how long is it?
    ///
    /// Asks [`songs_by_session::SELECT`] by `session_id = :session_id, item_in_session = :item_in_session`.
    ///
    /// # Errors
    /// What the server or the connection says; an answer that is not what the model says.
    pub async fn songs_by_session(&self, params: &songs_by_session::Params) -> Result<Option<songs_by_session::Row>, QueryError> {
        driver::one(self, 0, params).await
    }

    /// What did this user hear in this session, in order?
    ///
    /// Asks [`songs_by_user_session::SELECT`] by `user_id = :user_id, session_id = :session_id`.
    ///
    /// # Errors
    /// What the server or the connection says; an answer that is not what the model says.
    pub async fn songs_by_user_session(&self, params: &songs_by_user_session::Params) -> Result<::scylla::client::pager::TypedRowStream<songs_by_user_session::Row>, QueryError> {
        driver::stream(self, 1, params).await
    }

    /// One page of [`Queries::songs_by_user_session`]: its rows, and the state with which the next page is asked for, if there is
    /// one. The first page is asked for with `PagingState::start()`.
    ///
    /// # Errors
    /// Those of the query itself.
    pub async fn songs_by_user_session_page(&self, params: &songs_by_user_session::Params, state: ::scylla::response::PagingState) -> Result<(Vec<songs_by_user_session::Row>, Option<::scylla::response::PagingState>), QueryError> {
        driver::page(self, 1, params, state).await
    }

    /// Who has heard this song?
    ///
    /// Asks [`users_by_song::SELECT`] by `song_title = :song_title`.
    ///
    /// # Errors
    /// What the server or the connection says; an answer that is not what the model says.
    pub async fn users_by_song(&self, params: &users_by_song::Params<'_>) -> Result<::scylla::client::pager::TypedRowStream<users_by_song::Row>, QueryError> {
        driver::stream(self, 2, params).await
    }

    /// One page of [`Queries::users_by_song`]: its rows, and the state with which the next page is asked for, if there is
    /// one. The first page is asked for with `PagingState::start()`.
    ///
    /// # Errors
    /// Those of the query itself.
    pub async fn users_by_song_page(&self, params: &users_by_song::Params<'_>, state: ::scylla::response::PagingState) -> Result<(Vec<users_by_song::Row>, Option<::scylla::response::PagingState>), QueryError> {
        driver::page(self, 2, params, state).await
    }

    /// Writes a row of `songs_by_session`.
    ///
    /// # Errors
    /// What the server or the connection says.
    pub async fn insert_songs_by_session(&self, row: &songs_by_session::Insert<'_>) -> Result<(), QueryError> {
        driver::write(self, 3, None, row).await
    }

    /// [`Queries::insert_songs_by_session`] with a write timestamp, in microseconds since 1970: where two writes meet, the later
    /// timestamp wins.
    ///
    /// # Errors
    /// Those of the write itself.
    pub async fn insert_songs_by_session_at(&self, row: &songs_by_session::Insert<'_>, timestamp: i64) -> Result<(), QueryError> {
        driver::write(self, 3, Some(timestamp), row).await
    }

    /// Writes a row of `songs_by_user_session`.
    ///
    /// # Errors
    /// What the server or the connection says.
    pub async fn insert_songs_by_user_session(&self, row: &songs_by_user_session::Insert<'_>) -> Result<(), QueryError> {
        driver::write(self, 4, None, row).await
    }

    /// [`Queries::insert_songs_by_user_session`] with a write timestamp, in microseconds since 1970: where two writes meet, the later
    /// timestamp wins.
    ///
    /// # Errors
    /// Those of the write itself.
    pub async fn insert_songs_by_user_session_at(&self, row: &songs_by_user_session::Insert<'_>, timestamp: i64) -> Result<(), QueryError> {
        driver::write(self, 4, Some(timestamp), row).await
    }

    /// Writes a row of `users_by_song`.
    ///
    /// # Errors
    /// What the server or the connection says.
    pub async fn insert_users_by_song(&self, row: &users_by_song::Insert<'_>) -> Result<(), QueryError> {
        driver::write(self, 5, None, row).await
    }

    /// [`Queries::insert_users_by_song`] with a write timestamp, in microseconds since 1970: where two writes meet, the later
    /// timestamp wins.
    ///
    /// # Errors
    /// Those of the write itself.
    pub async fn insert_users_by_song_at(&self, row: &users_by_song::Insert<'_>, timestamp: i64) -> Result<(), QueryError> {
        driver::write(self, 5, Some(timestamp), row).await
    }

    /// Writes the record to every table of its source, to all at the same time. What is none or empty in it stays as
    /// it is in the tables: no tombstone is written.
    ///
    /// # Errors
    /// Every write that failed; the others were made.
    pub async fn insert_all<R: InsertAll>(&self, record: &R) -> Result<(), InsertError> {
        record.insert(self, None).await
    }

    /// [`Queries::insert_all`] with a write timestamp, in microseconds since 1970.
    ///
    /// # Errors
    /// Those of the plain write.
    pub async fn insert_all_at<R: InsertAll>(&self, record: &R, timestamp: i64) -> Result<(), InsertError> {
        record.insert(self, Some(timestamp)).await
    }
}

/// What was played as this item of this session, by which artist, and how long is it?
#[rustfmt::skip]
pub mod songs_by_session {
    /// The name of the query.
    pub const NAME: &str = "songs_by_session";

    /// The statement that answers it.
    ///
    /// ```text
    /// SELECT artist, song_title, song_length FROM music_streaming.songs_by_session WHERE session_id = :session_id AND item_in_session = :item_in_session
    /// ```
    pub const SELECT: &str = "SELECT artist, song_title, song_length FROM music_streaming.songs_by_session WHERE session_id = :session_id AND item_in_session = :item_in_session";

    /// What the query is asked with.
    #[derive(Clone, Copy, Debug, PartialEq, ::scylla::SerializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Params {
        /// `session_id int`
        pub session_id: i32,
        /// `item_in_session int`
        pub item_in_session: i32,
    }

    /// A row of the answer.
    #[derive(Clone, Debug, PartialEq, ::scylla::DeserializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Row {
        /// `artist text`
        pub artist: Option<String>,
        /// `song_title text`
        pub song_title: Option<String>,
        /// `song_length float`
        pub song_length: Option<f32>,
    }

    /// The statement that writes a row of `songs_by_session`.
    ///
    /// ```text
    /// INSERT INTO music_streaming.songs_by_session (session_id, item_in_session, artist, song_title, song_length) VALUES (:session_id, :item_in_session, :artist, :song_title, :song_length)
    /// ```
    pub const INSERT: &str = "INSERT INTO music_streaming.songs_by_session (session_id, item_in_session, artist, song_title, song_length) VALUES (:session_id, :item_in_session, :artist, :song_title, :song_length)";

    /// A row of `songs_by_session` to write. What is unset stays as it is in the table.
    #[derive(Clone, Copy, Debug, ::scylla::SerializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Insert<'a> {
        /// `session_id int`, partition key
        pub session_id: i32,
        /// `item_in_session int`, clustering key
        pub item_in_session: i32,
        /// `artist text`
        pub artist: ::scylla::value::MaybeUnset<&'a str>,
        /// `song_title text`
        pub song_title: ::scylla::value::MaybeUnset<&'a str>,
        /// `song_length float`
        pub song_length: ::scylla::value::MaybeUnset<f32>,
    }

    impl<'a> From<&'a super::Event> for Insert<'a> {
        fn from(record: &'a super::Event) -> Self {
            Self {
                session_id: record.session_id,
                item_in_session: record.item_in_session,
                artist: ::scylla::value::MaybeUnset::from_option(record.artist.as_deref()),
                song_title: ::scylla::value::MaybeUnset::Set(&record.song_title),
                song_length: ::scylla::value::MaybeUnset::from_option(record.song_length),
            }
        }
    }
}

/// What did this user hear in this session, in order?
#[rustfmt::skip]
pub mod songs_by_user_session {
    /// The name of the query.
    pub const NAME: &str = "songs_by_user_session";

    /// The statement that answers it.
    ///
    /// ```text
    /// SELECT artist, song_title, first_name, last_name FROM music_streaming.songs_by_user_session WHERE user_id = :user_id AND session_id = :session_id
    /// ```
    pub const SELECT: &str = "SELECT artist, song_title, first_name, last_name FROM music_streaming.songs_by_user_session WHERE user_id = :user_id AND session_id = :session_id";

    /// What the query is asked with.
    #[derive(Clone, Copy, Debug, PartialEq, ::scylla::SerializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Params {
        /// `user_id int`
        pub user_id: i32,
        /// `session_id int`
        pub session_id: i32,
    }

    /// A row of the answer.
    #[derive(Clone, Debug, PartialEq, ::scylla::DeserializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Row {
        /// `artist text`
        pub artist: Option<String>,
        /// `song_title text`
        pub song_title: Option<String>,
        /// `first_name text`
        pub first_name: Option<String>,
        /// `last_name text`
        pub last_name: Option<String>,
    }

    /// The statement that writes a row of `songs_by_user_session`.
    ///
    /// ```text
    /// INSERT INTO music_streaming.songs_by_user_session (user_id, session_id, item_in_session, artist, song_title, first_name, last_name) VALUES (:user_id, :session_id, :item_in_session, :artist, :song_title, :first_name, :last_name)
    /// ```
    pub const INSERT: &str = "INSERT INTO music_streaming.songs_by_user_session (user_id, session_id, item_in_session, artist, song_title, first_name, last_name) VALUES (:user_id, :session_id, :item_in_session, :artist, :song_title, :first_name, :last_name)";

    /// A row of `songs_by_user_session` to write. What is unset stays as it is in the table.
    #[derive(Clone, Copy, Debug, ::scylla::SerializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Insert<'a> {
        /// `user_id int`, partition key
        pub user_id: i32,
        /// `session_id int`, partition key
        pub session_id: i32,
        /// `item_in_session int`, clustering key
        pub item_in_session: i32,
        /// `artist text`
        pub artist: ::scylla::value::MaybeUnset<&'a str>,
        /// `song_title text`
        pub song_title: ::scylla::value::MaybeUnset<&'a str>,
        /// `first_name text`
        pub first_name: ::scylla::value::MaybeUnset<&'a str>,
        /// `last_name text`
        pub last_name: ::scylla::value::MaybeUnset<&'a str>,
    }

    impl<'a> From<&'a super::Event> for Insert<'a> {
        fn from(record: &'a super::Event) -> Self {
            Self {
                user_id: record.user_id,
                session_id: record.session_id,
                item_in_session: record.item_in_session,
                artist: ::scylla::value::MaybeUnset::from_option(record.artist.as_deref()),
                song_title: ::scylla::value::MaybeUnset::Set(&record.song_title),
                first_name: ::scylla::value::MaybeUnset::from_option(record.first_name.as_deref()),
                last_name: ::scylla::value::MaybeUnset::from_option(record.last_name.as_deref()),
            }
        }
    }
}

/// Who has heard this song?
#[rustfmt::skip]
pub mod users_by_song {
    /// The name of the query.
    pub const NAME: &str = "users_by_song";

    /// The statement that answers it.
    ///
    /// ```text
    /// SELECT first_name, last_name FROM music_streaming.users_by_song WHERE song_title = :song_title
    /// ```
    pub const SELECT: &str = "SELECT first_name, last_name FROM music_streaming.users_by_song WHERE song_title = :song_title";

    /// What the query is asked with.
    #[derive(Clone, Copy, Debug, PartialEq, ::scylla::SerializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Params<'a> {
        /// `song_title text`
        pub song_title: &'a str,
    }

    /// A row of the answer.
    #[derive(Clone, Debug, PartialEq, ::scylla::DeserializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Row {
        /// `first_name text`
        pub first_name: Option<String>,
        /// `last_name text`
        pub last_name: Option<String>,
    }

    /// The statement that writes a row of `users_by_song`.
    ///
    /// ```text
    /// INSERT INTO music_streaming.users_by_song (song_title, user_id, first_name, last_name) VALUES (:song_title, :user_id, :first_name, :last_name)
    /// ```
    pub const INSERT: &str = "INSERT INTO music_streaming.users_by_song (song_title, user_id, first_name, last_name) VALUES (:song_title, :user_id, :first_name, :last_name)";

    /// A row of `users_by_song` to write. What is unset stays as it is in the table.
    #[derive(Clone, Copy, Debug, ::scylla::SerializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Insert<'a> {
        /// `song_title text`, partition key
        pub song_title: &'a str,
        /// `user_id int`, clustering key
        pub user_id: i32,
        /// `first_name text`
        pub first_name: ::scylla::value::MaybeUnset<&'a str>,
        /// `last_name text`
        pub last_name: ::scylla::value::MaybeUnset<&'a str>,
    }

    impl<'a> From<&'a super::Event> for Insert<'a> {
        fn from(record: &'a super::Event) -> Self {
            Self {
                song_title: &record.song_title,
                user_id: record.user_id,
                first_name: ::scylla::value::MaybeUnset::from_option(record.first_name.as_deref()),
                last_name: ::scylla::value::MaybeUnset::from_option(record.last_name.as_deref()),
            }
        }
    }
}

/// A record that [`Queries::insert_all`] writes: one row of a source of the model.
#[rustfmt::skip]
pub trait InsertAll {
    /// Writes the record to every table of its source, with the write timestamp `at` (microseconds since 1970) if there is
    /// one.
    ///
    /// # Errors
    /// Every write that failed.
    fn insert(&self, queries: &Queries, at: Option<i64>) -> impl Future<Output = Result<(), InsertError>> + Send;
}

/// One row of the source event, for all tables that it fills.
#[rustfmt::skip]
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    /// `artist text`
    pub artist: Option<String>,
    /// `song_title text`, always there
    pub song_title: String,
    /// `song_length float`
    pub song_length: Option<f32>,
    /// `session_id int`, always there
    pub session_id: i32,
    /// `item_in_session int`, always there
    pub item_in_session: i32,
    /// `user_id int`, always there
    pub user_id: i32,
    /// `first_name text`
    pub first_name: Option<String>,
    /// `last_name text`
    pub last_name: Option<String>,
}

#[rustfmt::skip]
impl InsertAll for Event {
    async fn insert(&self, queries: &Queries, at: Option<i64>) -> Result<(), InsertError> {
        let mut songs_by_session = ::std::pin::pin!(driver::writing(async move {
            driver::write(queries, 3, at, &songs_by_session::Insert::from(self)).await
        }));
        let mut songs_by_user_session = ::std::pin::pin!(driver::writing(async move {
            driver::write(queries, 4, at, &songs_by_user_session::Insert::from(self)).await
        }));
        let mut users_by_song = ::std::pin::pin!(driver::writing(async move {
            driver::write(queries, 5, at, &users_by_song::Insert::from(self)).await
        }));
        driver::all([songs_by_session.as_mut(), songs_by_user_session.as_mut(), users_by_song.as_mut()]).await
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

/// A record could not be written to all of its tables.
#[rustfmt::skip]
#[derive(Debug)]
#[non_exhaustive]
pub struct InsertError {
    /// Why, for every write that failed. The others were made.
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
        page_size: Option<i32>,
    }

    const STATEMENTS: &[Statement] = &[
        Statement { query: "songs_by_session", cql: super::songs_by_session::SELECT, keyspace_at: 44, consistency: None, idempotent: true, page_size: None },
        Statement { query: "songs_by_user_session", cql: super::songs_by_user_session::SELECT, keyspace_at: 54, consistency: None, idempotent: true, page_size: None },
        Statement { query: "users_by_song", cql: super::users_by_song::SELECT, keyspace_at: 34, consistency: None, idempotent: true, page_size: None },
        Statement { query: "insert into songs_by_session", cql: super::songs_by_session::INSERT, keyspace_at: 12, consistency: None, idempotent: true, page_size: None },
        Statement { query: "insert into songs_by_user_session", cql: super::songs_by_user_session::INSERT, keyspace_at: 12, consistency: None, idempotent: true, page_size: None },
        Statement { query: "insert into users_by_song", cql: super::users_by_song::INSERT, keyspace_at: 12, consistency: None, idempotent: true, page_size: None },
    ];

    /// The keyspace as the statements name it.
    const KEYSPACE: &str = "music_streaming";

    const AT_ONCE: usize = 16;

    pub(super) fn names() -> impl Iterator<Item = &'static str> {
        STATEMENTS.iter().map(|statement| statement.query)
    }

    pub(super) async fn prepare_all(session: &Session, keyspace: &str) -> Result<Vec<PreparedStatement>, PrepareError> {
        let mut prepared = Vec::with_capacity(STATEMENTS.len());
        for group in STATEMENTS.chunks(AT_ONCE) {
            let waiting = group.iter().map(|statement| Box::pin(prepare(session, keyspace, statement)));
            prepared.extend(together(waiting.collect()).await?);
        }
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

    pub(super) async fn write(queries: &Queries, index: usize, at: Option<i64>, row: &impl SerializeRow) -> Result<(), QueryError> {
        let prepared = &queries.statements[index];
        let written = if at.is_some() {
            let mut prepared = prepared.clone();
            prepared.set_timestamp(at);
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
                if !*done && let Poll::Ready(written) = write.as_mut().poll(context) {
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
