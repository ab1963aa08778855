// Made by modeler from queries.yaml; do not edit: change the model and run `modeler generate`.
// Crates: scylla 1.9.

//! Typed access to the keyspace `chat`: every query that `queries.yaml` declares, prepared once.
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
pub const KEYSPACE: &str = "chat";

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

    /// What was said in this room, latest first?
    ///
    /// Asks [`messages_by_room::SELECT`] by `room = :room`.
    ///
    /// # Errors
    /// What the server or the connection says; an answer that is not what the model says.
    pub async fn messages_by_room(&self, params: &messages_by_room::Params<'_>) -> Result<::scylla::client::pager::TypedRowStream<messages_by_room::Row>, QueryError> {
        driver::stream(self, 0, params).await
    }

    /// One page of [`Queries::messages_by_room`], and the state of the next if there is one; `PagingState::start()` asks for the first.
    ///
    /// # Errors
    /// Those of the query itself.
    pub async fn messages_by_room_page(&self, params: &messages_by_room::Params<'_>, state: ::scylla::response::PagingState) -> Result<(Vec<messages_by_room::Row>, Option<::scylla::response::PagingState>), QueryError> {
        driver::page(self, 0, params, state).await
    }

    /// Writes a row of `messages_by_room`.
    ///
    /// # Errors
    /// What the server or the connection says.
    pub async fn insert_messages_by_room(&self, row: &messages_by_room::Insert<'_>) -> Result<(), QueryError> {
        driver::write(self, 8, row).await
    }

    /// Writes the static columns of a partition of `messages_by_room`.
    ///
    /// # Errors
    /// What the server or the connection says.
    pub async fn insert_static_messages_by_room(&self, row: &messages_by_room::InsertStatic<'_>) -> Result<(), QueryError> {
        driver::write(self, 9, row).await
    }

    /// What was said last in each of these rooms?
    ///
    /// Asks [`latest_messages::SELECT`] by `room IN :rooms`.
    ///
    /// # Errors
    /// What the server or the connection says; an answer that is not what the model says.
    pub async fn latest_messages(&self, params: &latest_messages::Params<'_>) -> Result<::scylla::client::pager::TypedRowStream<latest_messages::Row>, QueryError> {
        driver::stream(self, 1, params).await
    }

    /// One page of [`Queries::latest_messages`], and the state of the next if there is one; `PagingState::start()` asks for the first.
    ///
    /// # Errors
    /// Those of the query itself.
    pub async fn latest_messages_page(&self, params: &latest_messages::Params<'_>, state: ::scylla::response::PagingState) -> Result<(Vec<latest_messages::Row>, Option<::scylla::response::PagingState>), QueryError> {
        driver::page(self, 1, params, state).await
    }

    /// What was said last in all of these rooms together?
    ///
    /// Asks [`latest_of_rooms::SELECT`] by `room IN :rooms`.
    ///
    /// # Errors
    /// What the server or the connection says; an answer that is not what the model says.
    pub async fn latest_of_rooms(&self, params: &latest_of_rooms::Params<'_>) -> Result<Vec<latest_of_rooms::Row>, QueryError> {
        driver::rows(self, 2, params).await
    }

    /// What was said since this message, in order?
    ///
    /// Asks [`messages_since::SELECT`] by `room = :room, sent > :after`.
    ///
    /// # Errors
    /// What the server or the connection says; an answer that is not what the model says.
    pub async fn messages_since(&self, params: &messages_since::Params<'_>) -> Result<::scylla::client::pager::TypedRowStream<messages_since::Row>, QueryError> {
        driver::stream(self, 3, params).await
    }

    /// One page of [`Queries::messages_since`], and the state of the next if there is one; `PagingState::start()` asks for the first.
    ///
    /// # Errors
    /// Those of the query itself.
    pub async fn messages_since_page(&self, params: &messages_since::Params<'_>, state: ::scylla::response::PagingState) -> Result<(Vec<messages_since::Row>, Option<::scylla::response::PagingState>), QueryError> {
        driver::page(self, 3, params, state).await
    }

    /// What are these rooms about, and who is in them?
    ///
    /// Asks [`topics::SELECT`] by `room IN :rooms`.
    ///
    /// # Errors
    /// What the server or the connection says; an answer that is not what the model says.
    pub async fn topics(&self, params: &topics::Params<'_>) -> Result<::scylla::client::pager::TypedRowStream<topics::Row>, QueryError> {
        driver::stream(self, 4, params).await
    }

    /// One page of [`Queries::topics`], and the state of the next if there is one; `PagingState::start()` asks for the first.
    ///
    /// # Errors
    /// Those of the query itself.
    pub async fn topics_page(&self, params: &topics::Params<'_>, state: ::scylla::response::PagingState) -> Result<(Vec<topics::Row>, Option<::scylla::response::PagingState>), QueryError> {
        driver::page(self, 4, params, state).await
    }

    /// What is this room about?
    ///
    /// Asks [`topic::SELECT`] by `room = :room`.
    ///
    /// # Errors
    /// What the server or the connection says; an answer that is not what the model says.
    pub async fn topic(&self, params: &topic::Params<'_>) -> Result<Option<topic::Row>, QueryError> {
        driver::one(self, 5, params).await
    }

    /// What did this author say in these threads?
    ///
    /// Asks [`threads_by_author::SELECT`] by `author_key = :author_key, thread IN :threads`.
    ///
    /// # Errors
    /// What the server or the connection says; an answer that is not what the model says.
    pub async fn threads_by_author(&self, params: &threads_by_author::Params<'_>) -> Result<::scylla::client::pager::TypedRowStream<threads_by_author::Row>, QueryError> {
        driver::stream(self, 6, params).await
    }

    /// One page of [`Queries::threads_by_author`], and the state of the next if there is one; `PagingState::start()` asks for the first.
    ///
    /// # Errors
    /// Those of the query itself.
    pub async fn threads_by_author_page(&self, params: &threads_by_author::Params<'_>, state: ::scylla::response::PagingState) -> Result<(Vec<threads_by_author::Row>, Option<::scylla::response::PagingState>), QueryError> {
        driver::page(self, 6, params, state).await
    }

    /// Writes a row of `threads_by_author`.
    ///
    /// # Errors
    /// What the server or the connection says; a derived value that its type does not hold.
    pub async fn insert_threads_by_author(&self, row: &threads_by_author::Insert<'_>) -> Result<(), QueryError> {
        driver::write(self, 10, &driver::computed(10, row.values())?).await
    }

    /// What did this author say in the threads from here on?
    ///
    /// Asks [`threads_from::SELECT`] by `author_key = :author_key, thread >= :from_thread`.
    ///
    /// # Errors
    /// What the server or the connection says; an answer that is not what the model says.
    pub async fn threads_from(&self, params: &threads_from::Params<'_>) -> Result<::scylla::client::pager::TypedRowStream<threads_from::Row>, QueryError> {
        driver::stream(self, 7, params).await
    }

    /// One page of [`Queries::threads_from`], and the state of the next if there is one; `PagingState::start()` asks for the first.
    ///
    /// # Errors
    /// Those of the query itself.
    pub async fn threads_from_page(&self, params: &threads_from::Params<'_>, state: ::scylla::response::PagingState) -> Result<(Vec<threads_from::Row>, Option<::scylla::response::PagingState>), QueryError> {
        driver::page(self, 7, params, state).await
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
    #[derive(Clone, Copy, Debug, PartialEq, ::scylla::SerializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Params<'a> {
        /// `room text`
        pub room: &'a str,
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

    /// A row of `messages_by_room`, to write. What is unset stays as it is in the table; nothing here writes a null.
    #[derive(Clone, Copy, Debug, ::scylla::SerializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Insert<'a> {
        /// `room text`, partition key
        pub room: &'a str,
        /// `sent timeuuid`, clustering key
        pub sent: ::scylla::value::CqlTimeuuid,
        /// `author text`
        pub author: ::scylla::value::MaybeUnset<&'a str>,
        /// `body text`
        pub body: ::scylla::value::MaybeUnset<&'a str>,
        /// `reactions map<text, int>`
        pub reactions: ::scylla::value::MaybeUnset<&'a ::std::collections::BTreeMap<String, i32>>,
    }

    impl<'a> From<&'a super::Message> for Insert<'a> {
        fn from(record: &'a super::Message) -> Self {
            Self {
                room: &record.room,
                sent: record.sent,
                author: ::scylla::value::MaybeUnset::Set(&record.author),
                body: ::scylla::value::MaybeUnset::from_option(record.body.as_deref()),
                reactions: if record.reactions.is_empty() { ::scylla::value::MaybeUnset::Unset } else { ::scylla::value::MaybeUnset::Set(&record.reactions) },
            }
        }
    }

    /// The statement that writes the static columns of a partition of `messages_by_room`.
    ///
    /// ```text
    /// INSERT INTO chat.messages_by_room (room, topic, members) VALUES (:room, :topic, :members)
    /// ```
    pub const INSERT_STATIC: &str = "INSERT INTO chat.messages_by_room (room, topic, members) VALUES (:room, :topic, :members)";

    /// The static columns of a partition of `messages_by_room`, to write. What is unset stays as it is in the table; nothing here writes a null.
    #[derive(Clone, Copy, Debug, ::scylla::SerializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct InsertStatic<'a> {
        /// `room text`, partition key
        pub room: &'a str,
        /// `topic text`, one for the whole partition
        pub topic: ::scylla::value::MaybeUnset<&'a str>,
        /// `members set<text>`, one for the whole partition
        pub members: ::scylla::value::MaybeUnset<&'a [String]>,
    }

    impl<'a> From<&'a super::Message> for InsertStatic<'a> {
        fn from(record: &'a super::Message) -> Self {
            Self {
                room: &record.room,
                topic: ::scylla::value::MaybeUnset::from_option(record.topic.as_deref()),
                members: if record.members.is_empty() { ::scylla::value::MaybeUnset::Unset } else { ::scylla::value::MaybeUnset::Set(&record.members) },
            }
        }
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
    #[derive(Clone, Copy, Debug, PartialEq, ::scylla::SerializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Params<'a> {
        /// `rooms frozen<list<text>>`
        pub rooms: &'a [&'a str],
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
    #[derive(Clone, Copy, Debug, PartialEq, ::scylla::SerializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Params<'a> {
        /// `rooms frozen<list<text>>`
        pub rooms: &'a [&'a str],
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
    #[derive(Clone, Copy, Debug, PartialEq, ::scylla::SerializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Params<'a> {
        /// `room text`
        pub room: &'a str,
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
    #[derive(Clone, Copy, Debug, PartialEq, ::scylla::SerializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Params<'a> {
        /// `rooms frozen<list<text>>`
        pub rooms: &'a [&'a str],
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
    #[derive(Clone, Copy, Debug, PartialEq, ::scylla::SerializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Params<'a> {
        /// `room text`
        pub room: &'a str,
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
    #[derive(Clone, Copy, Debug, PartialEq, ::scylla::SerializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Params<'a> {
        /// `author_key text`
        pub author_key: &'a str,
        /// `threads frozen<list<text>>`
        pub threads: &'a [&'a str],
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

    /// A row of `threads_by_author`, to write. What is unset stays as it is in the table; nothing here writes a null.
    #[derive(Clone, Copy, Debug)]
    pub struct Insert<'a> {
        /// `thread text`, clustering key
        pub thread: &'a str,
        /// `sent timeuuid`, clustering key
        pub sent: ::scylla::value::CqlTimeuuid,
        /// `author text`
        pub author: &'a str,
        /// `body text`
        pub body: ::scylla::value::MaybeUnset<&'a str>,
    }

    #[derive(::scylla::SerializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub(super) struct InsertValues<'a> {
        author_key: String,
        thread: &'a str,
        sent: ::scylla::value::CqlTimeuuid,
        author: &'a str,
        body: ::scylla::value::MaybeUnset<&'a str>,
        sent_at: ::scylla::value::MaybeUnset<::scylla::value::CqlTimestamp>,
    }

    impl<'a> Insert<'a> {
        /// What is bound: the columns in the order of the statement, those among them that are computed.
        pub(super) fn values(&self) -> Result<InsertValues<'a>, super::OutOfRange> {
            Ok(InsertValues {
                author_key: super::author_key_of(self.author),
                thread: self.thread,
                sent: self.sent,
                author: self.author,
                body: self.body,
                sent_at: ::scylla::value::MaybeUnset::Set(super::sent_at_of(self.sent)?),
            })
        }
    }

    impl<'a> From<&'a super::Message> for Insert<'a> {
        fn from(record: &'a super::Message) -> Self {
            Self {
                thread: &record.thread,
                sent: record.sent,
                author: &record.author,
                body: ::scylla::value::MaybeUnset::from_option(record.body.as_deref()),
            }
        }
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
    #[derive(Clone, Copy, Debug, PartialEq, ::scylla::SerializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Params<'a> {
        /// `author_key text`
        pub author_key: &'a str,
        /// `from_thread text`
        pub from_thread: &'a str,
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

/// A record that [`Queries::insert_all`] writes: one row of a source of the model.
#[rustfmt::skip]
pub trait InsertAll {
    /// Writes the record to every table of its source that takes it.
    ///
    /// # Errors
    /// Every write that failed.
    fn insert(&self, queries: &Queries) -> impl ::std::future::Future<Output = Result<(), InsertError>> + Send;
}

/// One row of the source message, for all tables that it fills.
#[rustfmt::skip]
#[derive(Clone, Debug, PartialEq)]
pub struct Message {
    /// `room text`, always there
    pub room: String,
    /// `sent timeuuid`, always there
    pub sent: ::scylla::value::CqlTimeuuid,
    /// `author text`, always there
    pub author: String,
    /// `thread text`, always there
    pub thread: String,
    /// `body text`
    pub body: Option<String>,
    /// `topic text`
    pub topic: Option<String>,
    /// `members set<text>`
    pub members: Vec<String>,
    /// `reactions map<text, int>`
    pub reactions: ::std::collections::BTreeMap<String, i32>,
}

#[rustfmt::skip]
impl InsertAll for Message {
    async fn insert(&self, queries: &Queries) -> Result<(), InsertError> {
        let mut messages_by_room = ::std::pin::pin!(driver::writing(async move {
            driver::write(queries, 8, &messages_by_room::Insert::from(self)).await
        }));
        let mut messages_by_room_ = ::std::pin::pin!(driver::writing(async move {
            if self.topic.is_some() || !self.members.is_empty() {
                driver::write(queries, 9, &messages_by_room::InsertStatic::from(self)).await?;
            }
            Ok(())
        }));
        let mut threads_by_author = ::std::pin::pin!(driver::writing(async move {
            driver::write(queries, 10, &driver::computed(10, threads_by_author::Insert::from(self).values())?).await
        }));
        driver::all([messages_by_room.as_mut(), messages_by_room_.as_mut(), threads_by_author.as_mut()]).await
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
    /// A derived value is not one that its column can hold.
    Derived {
        /// The statement.
        query: &'static str,
        /// Which function gave none.
        source: OutOfRange,
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
            Self::Derived { query, .. } => write!(f, "cannot derive a value for `{query}`"),
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
            Self::Derived { source, .. } => Some(source),
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

/// A derived column has no value for what it is derived from.
#[rustfmt::skip]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct OutOfRange {
    /// The function that gives none.
    pub function: &'static str,
}

#[rustfmt::skip]
impl ::std::fmt::Display for OutOfRange {
    fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
        write!(f, "the result of `{}` is outside the range of its type", self.function)
    }
}

#[rustfmt::skip]
impl ::std::error::Error for OutOfRange {}

/// `author_key`: the text in lower case, from `author`.
#[rustfmt::skip]
pub fn author_key_of(author: &str) -> String {
    author.to_lowercase()
}

/// `sent_at`: the start of the UTC hour, from `sent`.
///
/// # Errors
/// Where the result is outside the range of its type.
#[rustfmt::skip]
pub fn sent_at_of(sent: ::scylla::value::CqlTimeuuid) -> Result<::scylla::value::CqlTimestamp, OutOfRange> {
    derive::hour_start(derive::millis(sent)).ok_or(OutOfRange { function: "sent_at_of" })
}

/// What columns are derived by. Calendar functions are in UTC.
#[rustfmt::skip]
mod derive {
    use ::scylla::routing::partitioner::{Murmur3Partitioner, Partitioner, PartitionerHasher};
    use ::scylla::value::{CqlDate, CqlTimestamp, CqlTimeuuid};

    /// Milliseconds of a day and of an hour.
    pub(super) const DAY: i64 = 86_400_000;
    const HOUR: i64 = 3_600_000;
    /// The day 1970-01-01 in CQL's `date`, whose days are unsigned.
    pub(super) const EPOCH_DAY: i64 = 1 << 31;
    /// 100 ns steps between 1582-10-15, where a version 1 UUID counts from, and 1970-01-01.
    const GREGORIAN: i64 = 0x01b2_1dd2_1381_4000;

    /// Milliseconds since the epoch.
    pub(super) fn millis(id: CqlTimeuuid) -> i64 {
        let id = *id.as_bytes();
        let low = i64::from(u32::from_be_bytes([id[0], id[1], id[2], id[3]]));
        let middle = i64::from(u16::from_be_bytes([id[4], id[5]]));
        let high = i64::from(u16::from_be_bytes([id[6], id[7]]) & 0x0fff);
        ((high << 48 | middle << 32 | low) - GREGORIAN).div_euclid(10_000)
    }

    pub(super) fn date(millis: i64) -> Option<CqlDate> {
        u32::try_from(millis.div_euclid(DAY) + EPOCH_DAY).ok().map(CqlDate)
    }

    pub(super) fn month(days: i64) -> String {
        let (year, month) = civil(days);
        format!("{year:04}-{month:02}")
    }

    pub(super) fn month_number(days: i64) -> Option<i32> {
        let (year, month) = civil(days);
        i32::try_from(year * 100 + month).ok()
    }

    pub(super) fn hour(millis: i64) -> Option<i8> {
        i8::try_from(millis.rem_euclid(DAY) / HOUR).ok()
    }

    pub(super) fn hour_start(millis: i64) -> Option<CqlTimestamp> {
        bucket(millis, HOUR).map(CqlTimestamp)
    }

    /// The largest multiple of `n` that is not above `value`.
    pub(super) fn bucket(value: i64, n: i64) -> Option<i64> {
        value.div_euclid(n).checked_mul(n)
    }

    /// Murmur3 of the bytes that the server would store, modulo `n`.
    pub(super) fn hash(value: &(impl ::scylla::serialize::value::SerializeValue + ?Sized), ty: &::scylla::cluster::metadata::ColumnType<'_>, n: i64) -> Option<i32> {
        let mut bytes = Vec::new();
        let writer = ::scylla::serialize::writers::CellWriter::new_without_size(&mut bytes);
        let mut hasher = Murmur3Partitioner.build_hasher();
        ::scylla::serialize::value::SerializeValue::serialize(value, ty, writer).ok()?;
        hasher.write(&bytes);
        i32::try_from(hasher.finish().value().rem_euclid(n)).ok()
    }

    /// Year and month of a day since 1970-01-01 in the proleptic Gregorian calendar: eras of 400 years, years that begin in
    /// March, so that the leap day is the last of its year.
    fn civil(days: i64) -> (i64, i64) {
        let shifted = days + 719_468;
        let (era, of_era) = (shifted.div_euclid(146_097), shifted.rem_euclid(146_097));
        let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
        let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let march_month = (5 * of_year + 2) / 153;
        let month = if march_month < 10 { march_month + 3 } else { march_month - 9 };
        (year_of_era + era * 400 + i64::from(month <= 2), month)
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
        Statement { query: "messages_by_room", cql: super::messages_by_room::SELECT, keyspace_at: 42, consistency: None, idempotent: true, counts: false, appends: false, page_size: None },
        Statement { query: "latest_messages", cql: super::latest_messages::SELECT, keyspace_at: 23, consistency: None, idempotent: true, counts: false, appends: false, page_size: None },
        Statement { query: "latest_of_rooms", cql: super::latest_of_rooms::SELECT, keyspace_at: 30, consistency: None, idempotent: true, counts: false, appends: false, page_size: None },
        Statement { query: "messages_since", cql: super::messages_since::SELECT, keyspace_at: 25, consistency: None, idempotent: true, counts: false, appends: false, page_size: None },
        Statement { query: "topics", cql: super::topics::SELECT, keyspace_at: 42, consistency: None, idempotent: true, counts: false, appends: false, page_size: None },
        Statement { query: "topic", cql: super::topic::SELECT, keyspace_at: 27, consistency: None, idempotent: true, counts: false, appends: false, page_size: None },
        Statement { query: "threads_by_author", cql: super::threads_by_author::SELECT, keyspace_at: 42, consistency: None, idempotent: true, counts: false, appends: false, page_size: None },
        Statement { query: "threads_from", cql: super::threads_from::SELECT, keyspace_at: 25, consistency: None, idempotent: true, counts: false, appends: false, page_size: None },
        Statement { query: "insert into messages_by_room", cql: super::messages_by_room::INSERT, keyspace_at: 12, consistency: None, idempotent: true, counts: false, appends: false, page_size: None },
        Statement { query: "insert static columns into messages_by_room", cql: super::messages_by_room::INSERT_STATIC, keyspace_at: 12, consistency: None, idempotent: true, counts: false, appends: false, page_size: None },
        Statement { query: "insert into threads_by_author", cql: super::threads_by_author::INSERT, keyspace_at: 12, consistency: None, idempotent: true, counts: false, appends: false, page_size: None },
    ];

    /// The keyspace as the statements name it.
    const KEYSPACE: &str = "chat";

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

    pub(super) fn computed<T>(index: usize, values: Result<T, super::OutOfRange>) -> Result<T, QueryError> {
        values.map_err(|source| QueryError::Derived { query: STATEMENTS[index].query, source })
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

    pub(super) async fn rows<R>(queries: &Queries, index: usize, params: &impl SerializeRow) -> Result<Vec<R>, QueryError>
    where
        R: for<'frame, 'metadata> ::scylla::deserialize::row::DeserializeRow<'frame, 'metadata>,
    {
        decode(index, unpaged(queries, index, params).await?, |rows| rows.collect())
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
