// Made by modeler from queries.yaml; do not edit: change the model and run `modeler generate`.
// Crates: scylla 1.9. Document it where it is included: `/// …` above `pub mod rows;`.

/// What was said in this room, latest first?
#[rustfmt::skip]
pub mod messages_by_room {
    /// The name of the query.
    pub const NAME: &str = "messages_by_room";

    /// The statement that answers it.
    ///
    /// ```text
    /// SELECT sent, author, body, reactions FROM chat.messages_by_room WHERE room = :room
    /// ```
    pub const SELECT: &str = "SELECT sent, author, body, reactions FROM chat.messages_by_room WHERE room = :room";

    /// What the query is asked with.
    #[derive(Clone, Debug, PartialEq, ::scylla::SerializeRow)]
    pub struct Params {
        /// `room text`
        pub room: String,
    }

    /// A row of the answer.
    #[derive(Clone, Debug, PartialEq, ::scylla::DeserializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Row {
        /// `sent timeuuid`, clustering key, largest first
        pub sent: Option<::scylla::value::CqlTimeuuid>,
        /// `author text`
        pub author: Option<String>,
        /// `body text`
        pub body: Option<String>,
        /// `reactions map<text, int>`
        pub reactions: ::std::collections::BTreeMap<String, i32>,
    }

    /// The statement that writes a row of `messages_by_room`.
    ///
    /// ```text
    /// INSERT INTO chat.messages_by_room (room, sent, author, body, reactions) VALUES (:room, :sent, :author, :body, :reactions)
    /// ```
    pub const INSERT: &str = "INSERT INTO chat.messages_by_room (room, sent, author, body, reactions) VALUES (:room, :sent, :author, :body, :reactions)";

    /// A row of `messages_by_room` to write. What is unset stays as it is in the table.
    #[derive(Clone, Debug, ::scylla::SerializeRow)]
    pub struct Insert {
        /// `room text`, partition key
        pub room: String,
        /// `sent timeuuid`, clustering key, largest first
        pub sent: ::scylla::value::CqlTimeuuid,
        /// `author text`
        pub author: ::scylla::value::MaybeUnset<String>,
        /// `body text`
        pub body: ::scylla::value::MaybeUnset<String>,
        /// `reactions map<text, int>`
        pub reactions: ::scylla::value::MaybeUnset<::std::collections::BTreeMap<String, i32>>,
    }

    /// The statement that writes the static columns of a partition of `messages_by_room`.
    ///
    /// ```text
    /// INSERT INTO chat.messages_by_room (room, topic, members) VALUES (:room, :topic, :members)
    /// ```
    pub const INSERT_STATIC: &str = "INSERT INTO chat.messages_by_room (room, topic, members) VALUES (:room, :topic, :members)";

    /// The static columns of a partition of `messages_by_room` to write. What is unset stays as it is in the table.
    #[derive(Clone, Debug, ::scylla::SerializeRow)]
    pub struct InsertStatic {
        /// `room text`, partition key
        pub room: String,
        /// `topic text`, one for the whole partition
        pub topic: ::scylla::value::MaybeUnset<String>,
        /// `members set<text>`, one for the whole partition
        pub members: ::scylla::value::MaybeUnset<Vec<String>>,
    }
}

/// What was said last in each of these rooms?
#[rustfmt::skip]
pub mod latest_messages {
    /// The name of the query.
    pub const NAME: &str = "latest_messages";

    /// The statement that answers it.
    ///
    /// ```text
    /// SELECT room, body FROM chat.messages_by_room WHERE room IN :rooms PER PARTITION LIMIT :each LIMIT :all
    /// ```
    pub const SELECT: &str = "SELECT room, body FROM chat.messages_by_room WHERE room IN :rooms PER PARTITION LIMIT :each LIMIT :all";

    /// What the query is asked with.
    #[derive(Clone, Debug, PartialEq, ::scylla::SerializeRow)]
    pub struct Params {
        /// `rooms frozen<list<text>>`
        pub rooms: Vec<String>,
        /// `each int`
        pub each: i32,
        /// `all int`
        pub all: i32,
    }

    /// A row of the answer.
    #[derive(Clone, Debug, PartialEq, ::scylla::DeserializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Row {
        /// `room text`, partition key
        pub room: String,
        /// `body text`
        pub body: Option<String>,
    }
}

/// What was said last in all of these rooms together?
#[rustfmt::skip]
pub mod latest_of_rooms {
    /// The name of the query.
    pub const NAME: &str = "latest_of_rooms";

    /// The statement that answers it.
    ///
    /// ```text
    /// SELECT room, sent, topic FROM chat.messages_by_room WHERE room IN :rooms ORDER BY sent DESC LIMIT 4
    /// ```
    pub const SELECT: &str = "SELECT room, sent, topic FROM chat.messages_by_room WHERE room IN :rooms ORDER BY sent DESC LIMIT 4";

    /// What the query is asked with.
    #[derive(Clone, Debug, PartialEq, ::scylla::SerializeRow)]
    pub struct Params {
        /// `rooms frozen<list<text>>`
        pub rooms: Vec<String>,
    }

    /// A row of the answer.
    #[derive(Clone, Debug, PartialEq, ::scylla::DeserializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Row {
        /// `room text`, partition key
        pub room: String,
        /// `sent timeuuid`, clustering key, largest first
        pub sent: Option<::scylla::value::CqlTimeuuid>,
        /// `topic text`, one for the whole partition
        pub topic: Option<String>,
    }
}

/// What was said since this message, in order?
#[rustfmt::skip]
pub mod messages_since {
    /// The name of the query.
    pub const NAME: &str = "messages_since";

    /// The statement that answers it.
    ///
    /// ```text
    /// SELECT author, body FROM chat.messages_by_room WHERE room = :room AND sent > :after ORDER BY sent ASC
    /// ```
    pub const SELECT: &str = "SELECT author, body FROM chat.messages_by_room WHERE room = :room AND sent > :after ORDER BY sent ASC";

    /// What the query is asked with.
    #[derive(Clone, Debug, PartialEq, ::scylla::SerializeRow)]
    pub struct Params {
        /// `room text`
        pub room: String,
        /// `after timeuuid`
        pub after: ::scylla::value::CqlTimeuuid,
    }

    /// A row of the answer.
    #[derive(Clone, Debug, PartialEq, ::scylla::DeserializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Row {
        /// `author text`
        pub author: Option<String>,
        /// `body text`
        pub body: Option<String>,
    }
}

/// What are these rooms about, and who is in them?
#[rustfmt::skip]
pub mod topics {
    /// The name of the query.
    pub const NAME: &str = "topics";

    /// The statement that answers it.
    ///
    /// ```text
    /// SELECT DISTINCT room, topic, members FROM chat.messages_by_room WHERE room IN :rooms
    /// ```
    pub const SELECT: &str = "SELECT DISTINCT room, topic, members FROM chat.messages_by_room WHERE room IN :rooms";

    /// What the query is asked with.
    #[derive(Clone, Debug, PartialEq, ::scylla::SerializeRow)]
    pub struct Params {
        /// `rooms frozen<list<text>>`
        pub rooms: Vec<String>,
    }

    /// A row of the answer.
    #[derive(Clone, Debug, PartialEq, ::scylla::DeserializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Row {
        /// `room text`, partition key
        pub room: String,
        /// `topic text`, one for the whole partition
        pub topic: Option<String>,
        /// `members set<text>`, one for the whole partition
        pub members: Vec<String>,
    }
}

/// What is this room about?
#[rustfmt::skip]
pub mod topic {
    /// The name of the query.
    pub const NAME: &str = "topic";

    /// The statement that answers it.
    ///
    /// ```text
    /// SELECT DISTINCT topic FROM chat.messages_by_room WHERE room = :room
    /// ```
    pub const SELECT: &str = "SELECT DISTINCT topic FROM chat.messages_by_room WHERE room = :room";

    /// What the query is asked with.
    #[derive(Clone, Debug, PartialEq, ::scylla::SerializeRow)]
    pub struct Params {
        /// `room text`
        pub room: String,
    }

    /// A row of the answer.
    #[derive(Clone, Debug, PartialEq, ::scylla::DeserializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Row {
        /// `topic text`, one for the whole partition
        pub topic: Option<String>,
    }
}

/// What did this author say in these threads?
#[rustfmt::skip]
pub mod threads_by_author {
    /// The name of the query.
    pub const NAME: &str = "threads_by_author";

    /// The statement that answers it.
    ///
    /// ```text
    /// SELECT thread, author, body, sent_at FROM chat.threads_by_author WHERE author_key = :author_key AND thread IN :threads
    /// ```
    pub const SELECT: &str = "SELECT thread, author, body, sent_at FROM chat.threads_by_author WHERE author_key = :author_key AND thread IN :threads";

    /// What the query is asked with.
    #[derive(Clone, Debug, PartialEq, ::scylla::SerializeRow)]
    pub struct Params {
        /// `author_key text`
        pub author_key: String,
        /// `threads frozen<list<text>>`
        pub threads: Vec<String>,
    }

    /// A row of the answer.
    #[derive(Clone, Debug, PartialEq, ::scylla::DeserializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Row {
        /// `thread text`, clustering key
        pub thread: String,
        /// `author text`
        pub author: Option<String>,
        /// `body text`
        pub body: Option<String>,
        /// `sent_at timestamp`
        pub sent_at: Option<::scylla::value::CqlTimestamp>,
    }

    /// The statement that writes a row of `threads_by_author`.
    ///
    /// ```text
    /// INSERT INTO chat.threads_by_author (author_key, thread, sent, author, body, sent_at) VALUES (:author_key, :thread, :sent, :author, :body, :sent_at)
    /// ```
    pub const INSERT: &str = "INSERT INTO chat.threads_by_author (author_key, thread, sent, author, body, sent_at) VALUES (:author_key, :thread, :sent, :author, :body, :sent_at)";

    /// A row of `threads_by_author` to write. What is unset stays as it is in the table.
    #[derive(Clone, Debug, ::scylla::SerializeRow)]
    pub struct Insert {
        /// `author_key text`, partition key
        pub author_key: String,
        /// `thread text`, clustering key
        pub thread: String,
        /// `sent timeuuid`, clustering key
        pub sent: ::scylla::value::CqlTimeuuid,
        /// `author text`
        pub author: ::scylla::value::MaybeUnset<String>,
        /// `body text`
        pub body: ::scylla::value::MaybeUnset<String>,
        /// `sent_at timestamp`
        pub sent_at: ::scylla::value::MaybeUnset<::scylla::value::CqlTimestamp>,
    }
}

/// What did this author say in the threads from here on?
#[rustfmt::skip]
pub mod threads_from {
    /// The name of the query.
    pub const NAME: &str = "threads_from";

    /// The statement that answers it.
    ///
    /// ```text
    /// SELECT thread, body FROM chat.threads_by_author WHERE author_key = :author_key AND thread >= :from_thread
    /// ```
    pub const SELECT: &str = "SELECT thread, body FROM chat.threads_by_author WHERE author_key = :author_key AND thread >= :from_thread";

    /// What the query is asked with.
    #[derive(Clone, Debug, PartialEq, ::scylla::SerializeRow)]
    pub struct Params {
        /// `author_key text`
        pub author_key: String,
        /// `from_thread text`
        pub from_thread: String,
    }

    /// A row of the answer.
    #[derive(Clone, Debug, PartialEq, ::scylla::DeserializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Row {
        /// `thread text`, clustering key
        pub thread: String,
        /// `body text`
        pub body: Option<String>,
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

    /// What was said in this room, latest first?
    pub async fn messages_by_room(&self, params: &messages_by_room::Params) -> Result<::scylla::client::pager::TypedRowStream<messages_by_room::Row>, QueryError> {
        driver::stream(self, 0, params).await
    }

    /// What was said last in each of these rooms?
    pub async fn latest_messages(&self, params: &latest_messages::Params) -> Result<::scylla::client::pager::TypedRowStream<latest_messages::Row>, QueryError> {
        driver::stream(self, 1, params).await
    }

    /// What was said last in all of these rooms together?
    pub async fn latest_of_rooms(&self, params: &latest_of_rooms::Params) -> Result<Vec<latest_of_rooms::Row>, QueryError> {
        driver::rows(self, 2, params).await
    }

    /// What was said since this message, in order?
    pub async fn messages_since(&self, params: &messages_since::Params) -> Result<::scylla::client::pager::TypedRowStream<messages_since::Row>, QueryError> {
        driver::stream(self, 3, params).await
    }

    /// What are these rooms about, and who is in them?
    pub async fn topics(&self, params: &topics::Params) -> Result<::scylla::client::pager::TypedRowStream<topics::Row>, QueryError> {
        driver::stream(self, 4, params).await
    }

    /// What is this room about?
    pub async fn topic(&self, params: &topic::Params) -> Result<Option<topic::Row>, QueryError> {
        driver::one(self, 5, params).await
    }

    /// What did this author say in these threads?
    pub async fn threads_by_author(&self, params: &threads_by_author::Params) -> Result<::scylla::client::pager::TypedRowStream<threads_by_author::Row>, QueryError> {
        driver::stream(self, 6, params).await
    }

    /// What did this author say in the threads from here on?
    pub async fn threads_from(&self, params: &threads_from::Params) -> Result<::scylla::client::pager::TypedRowStream<threads_from::Row>, QueryError> {
        driver::stream(self, 7, params).await
    }

    /// Writes a row of `messages_by_room`.
    pub async fn insert_messages_by_room(&self, row: &messages_by_room::Insert) -> Result<(), QueryError> {
        driver::write(self, 8, row).await
    }

    /// Writes the static columns of a partition of `messages_by_room`.
    pub async fn insert_static_messages_by_room(&self, row: &messages_by_room::InsertStatic) -> Result<(), QueryError> {
        driver::write(self, 9, row).await
    }

    /// Writes a row of `threads_by_author`.
    pub async fn insert_threads_by_author(&self, row: &threads_by_author::Insert) -> Result<(), QueryError> {
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
        Statement { query: "messages_by_room", cql: super::messages_by_room::SELECT, consistency: None, idempotent: true, page_size: None },
        Statement { query: "latest_messages", cql: super::latest_messages::SELECT, consistency: None, idempotent: true, page_size: None },
        Statement { query: "latest_of_rooms", cql: super::latest_of_rooms::SELECT, consistency: None, idempotent: true, page_size: None },
        Statement { query: "messages_since", cql: super::messages_since::SELECT, consistency: None, idempotent: true, page_size: None },
        Statement { query: "topics", cql: super::topics::SELECT, consistency: None, idempotent: true, page_size: None },
        Statement { query: "topic", cql: super::topic::SELECT, consistency: None, idempotent: true, page_size: None },
        Statement { query: "threads_by_author", cql: super::threads_by_author::SELECT, consistency: None, idempotent: true, page_size: None },
        Statement { query: "threads_from", cql: super::threads_from::SELECT, consistency: None, idempotent: true, page_size: None },
        Statement { query: "insert into messages_by_room", cql: super::messages_by_room::INSERT, consistency: None, idempotent: true, page_size: None },
        Statement { query: "insert static columns into messages_by_room", cql: super::messages_by_room::INSERT_STATIC, consistency: None, idempotent: true, page_size: None },
        Statement { query: "insert into threads_by_author", cql: super::threads_by_author::INSERT, consistency: None, idempotent: true, page_size: None },
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
