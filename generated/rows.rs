// Made by modeler from models/queries.yaml; do not edit: change the model and run `modeler generate`.
// Crates: scylla 1.9. Document it where it is included: `/// …` above `pub mod rows;`.

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
    #[derive(Clone, Debug, PartialEq, ::scylla::SerializeRow)]
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
    #[derive(Clone, Debug, ::scylla::SerializeRow)]
    pub struct Insert {
        /// `session_id int`, partition key
        pub session_id: i32,
        /// `item_in_session int`, clustering key
        pub item_in_session: i32,
        /// `artist text`
        pub artist: ::scylla::value::MaybeUnset<String>,
        /// `song_title text`
        pub song_title: ::scylla::value::MaybeUnset<String>,
        /// `song_length float`
        pub song_length: ::scylla::value::MaybeUnset<f32>,
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
    #[derive(Clone, Debug, PartialEq, ::scylla::SerializeRow)]
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
    #[derive(Clone, Debug, ::scylla::SerializeRow)]
    pub struct Insert {
        /// `user_id int`, partition key
        pub user_id: i32,
        /// `session_id int`, partition key
        pub session_id: i32,
        /// `item_in_session int`, clustering key
        pub item_in_session: i32,
        /// `artist text`
        pub artist: ::scylla::value::MaybeUnset<String>,
        /// `song_title text`
        pub song_title: ::scylla::value::MaybeUnset<String>,
        /// `first_name text`
        pub first_name: ::scylla::value::MaybeUnset<String>,
        /// `last_name text`
        pub last_name: ::scylla::value::MaybeUnset<String>,
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
    #[derive(Clone, Debug, PartialEq, ::scylla::SerializeRow)]
    pub struct Params {
        /// `song_title text`
        pub song_title: String,
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
    #[derive(Clone, Debug, ::scylla::SerializeRow)]
    pub struct Insert {
        /// `song_title text`, partition key
        pub song_title: String,
        /// `user_id int`, clustering key
        pub user_id: i32,
        /// `first_name text`
        pub first_name: ::scylla::value::MaybeUnset<String>,
        /// `last_name text`
        pub last_name: ::scylla::value::MaybeUnset<String>,
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

    /// What was played as this item of this session, by which artist, and how long is it?
    pub async fn songs_by_session(&self, params: &songs_by_session::Params) -> Result<Option<songs_by_session::Row>, QueryError> {
        driver::one(self, 0, params).await
    }

    /// What did this user hear in this session, in order?
    pub async fn songs_by_user_session(&self, params: &songs_by_user_session::Params) -> Result<::scylla::client::pager::TypedRowStream<songs_by_user_session::Row>, QueryError> {
        driver::stream(self, 1, params).await
    }

    /// Who has heard this song?
    pub async fn users_by_song(&self, params: &users_by_song::Params) -> Result<::scylla::client::pager::TypedRowStream<users_by_song::Row>, QueryError> {
        driver::stream(self, 2, params).await
    }

    /// Writes a row of `songs_by_session`.
    pub async fn insert_songs_by_session(&self, row: &songs_by_session::Insert) -> Result<(), QueryError> {
        driver::write(self, 3, row).await
    }

    /// Writes a row of `songs_by_user_session`.
    pub async fn insert_songs_by_user_session(&self, row: &songs_by_user_session::Insert) -> Result<(), QueryError> {
        driver::write(self, 4, row).await
    }

    /// Writes a row of `users_by_song`.
    pub async fn insert_users_by_song(&self, row: &users_by_song::Insert) -> Result<(), QueryError> {
        driver::write(self, 5, row).await
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
        Statement { query: "songs_by_session", cql: super::songs_by_session::SELECT, consistency: None, idempotent: true, page_size: None },
        Statement { query: "songs_by_user_session", cql: super::songs_by_user_session::SELECT, consistency: None, idempotent: true, page_size: None },
        Statement { query: "users_by_song", cql: super::users_by_song::SELECT, consistency: None, idempotent: true, page_size: None },
        Statement { query: "insert into songs_by_session", cql: super::songs_by_session::INSERT, consistency: None, idempotent: true, page_size: None },
        Statement { query: "insert into songs_by_user_session", cql: super::songs_by_user_session::INSERT, consistency: None, idempotent: true, page_size: None },
        Statement { query: "insert into users_by_song", cql: super::users_by_song::INSERT, consistency: None, idempotent: true, page_size: None },
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
