// Made by modeler from models/queries.yaml; do not edit: change the model and run `modeler generate`.
// Crates: scylla 1.9, serde, serde with derive.

//! Typed access to the keyspace `music_streaming`: every query that `models/queries.yaml` declares, prepared once.
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
pub const KEYSPACE: &str = "music_streaming";

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

    /// What was played as this item of this session, by which artist, and how long is it?
    ///
    /// Asks [`songs_by_session::SELECT`] by `session_id = :session_id, item_in_session = :item_in_session`.
    ///
    /// # Errors
    /// What the server or the connection says; an answer that is not what the model says.
    pub async fn songs_by_session(&self, params: &songs_by_session::Params) -> Result<Option<songs_by_session::Row>, QueryError> {
        driver::one(self, 0, params).await
    }

    /// Writes a row of `songs_by_session`.
    ///
    /// # Errors
    /// What the server or the connection says.
    pub async fn insert_songs_by_session(&self, row: &songs_by_session::Insert<'_>) -> Result<(), QueryError> {
        driver::write(self, 3, row).await
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

    /// One page of [`Queries::songs_by_user_session`], and the state of the next if there is one; `PagingState::start()` asks for the first.
    ///
    /// # Errors
    /// Those of the query itself.
    pub async fn songs_by_user_session_page(&self, params: &songs_by_user_session::Params, state: ::scylla::response::PagingState) -> Result<(Vec<songs_by_user_session::Row>, Option<::scylla::response::PagingState>), QueryError> {
        driver::page(self, 1, params, state).await
    }

    /// Writes a row of `songs_by_user_session`.
    ///
    /// # Errors
    /// What the server or the connection says.
    pub async fn insert_songs_by_user_session(&self, row: &songs_by_user_session::Insert<'_>) -> Result<(), QueryError> {
        driver::write(self, 4, row).await
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

    /// One page of [`Queries::users_by_song`], and the state of the next if there is one; `PagingState::start()` asks for the first.
    ///
    /// # Errors
    /// Those of the query itself.
    pub async fn users_by_song_page(&self, params: &users_by_song::Params<'_>, state: ::scylla::response::PagingState) -> Result<(Vec<users_by_song::Row>, Option<::scylla::response::PagingState>), QueryError> {
        driver::page(self, 2, params, state).await
    }

    /// Writes a row of `users_by_song`.
    ///
    /// # Errors
    /// What the server or the connection says.
    pub async fn insert_users_by_song(&self, row: &users_by_song::Insert<'_>) -> Result<(), QueryError> {
        driver::write(self, 5, row).await
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
        pub session_id: super::types::SessionId,
        /// `item_in_session int`
        pub item_in_session: i32,
    }

    /// A row of the answer.
    #[derive(Clone, Debug, PartialEq, ::scylla::DeserializeRow, ::serde::Serialize)]
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

    /// A row of `songs_by_session`, to write. What is unset stays as it is in the table; nothing here writes a null.
    #[derive(Clone, Copy, Debug, ::scylla::SerializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Insert<'a> {
        /// `session_id int`, partition key
        pub session_id: super::types::SessionId,
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
        pub user_id: super::types::UserId,
        /// `session_id int`
        pub session_id: super::types::SessionId,
    }

    /// A row of the answer.
    #[derive(Clone, Debug, PartialEq, ::scylla::DeserializeRow, ::serde::Serialize)]
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

    /// A row of `songs_by_user_session`, to write. What is unset stays as it is in the table; nothing here writes a null.
    #[derive(Clone, Copy, Debug, ::scylla::SerializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Insert<'a> {
        /// `user_id int`, partition key
        pub user_id: super::types::UserId,
        /// `session_id int`, partition key
        pub session_id: super::types::SessionId,
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
    #[derive(Clone, Debug, PartialEq, ::scylla::DeserializeRow, ::serde::Serialize)]
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

    /// A row of `users_by_song`, to write. What is unset stays as it is in the table; nothing here writes a null.
    #[derive(Clone, Copy, Debug, ::scylla::SerializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Insert<'a> {
        /// `song_title text`, partition key
        pub song_title: &'a str,
        /// `user_id int`, clustering key
        pub user_id: super::types::UserId,
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

/// The types of the keyspace: user-defined ones, of which fields that the server has beyond these are left alone, and
/// newtypes, which keep keys apart.
#[rustfmt::skip]
pub mod types {
    /// A `session_id int`.
    #[derive(Clone, Debug, PartialEq, Copy, Eq, PartialOrd, Ord, Hash, ::serde::Serialize)]
    pub struct SessionId(pub i32);

    impl ::std::convert::From<i32> for SessionId {
        fn from(value: i32) -> Self {
            Self(value)
        }
    }

    impl ::scylla::serialize::value::SerializeValue for SessionId {
        fn serialize<'b>(
            &self,
            ty: &::scylla::cluster::metadata::ColumnType<'_>,
            writer: ::scylla::serialize::writers::CellWriter<'b>,
        ) -> ::std::result::Result<::scylla::serialize::writers::WrittenCellProof<'b>, ::scylla::serialize::SerializationError> {
            ::scylla::serialize::value::SerializeValue::serialize(&self.0, ty, writer)
        }
    }

    impl<'frame, 'metadata> ::scylla::deserialize::value::DeserializeValue<'frame, 'metadata> for SessionId {
        fn type_check(ty: &::scylla::cluster::metadata::ColumnType<'_>) -> ::std::result::Result<(), ::scylla::deserialize::TypeCheckError> {
            <i32 as ::scylla::deserialize::value::DeserializeValue<'frame, 'metadata>>::type_check(ty)
        }

        fn deserialize(
            ty: &'metadata ::scylla::cluster::metadata::ColumnType<'metadata>,
            value: ::std::option::Option<::scylla::deserialize::FrameSlice<'frame>>,
        ) -> ::std::result::Result<Self, ::scylla::deserialize::DeserializationError> {
            ::scylla::deserialize::value::DeserializeValue::deserialize(ty, value).map(Self)
        }
    }

    /// A `user_id int`.
    #[derive(Clone, Debug, PartialEq, Copy, Eq, PartialOrd, Ord, Hash, ::serde::Serialize)]
    pub struct UserId(pub i32);

    impl ::std::convert::From<i32> for UserId {
        fn from(value: i32) -> Self {
            Self(value)
        }
    }

    impl ::scylla::serialize::value::SerializeValue for UserId {
        fn serialize<'b>(
            &self,
            ty: &::scylla::cluster::metadata::ColumnType<'_>,
            writer: ::scylla::serialize::writers::CellWriter<'b>,
        ) -> ::std::result::Result<::scylla::serialize::writers::WrittenCellProof<'b>, ::scylla::serialize::SerializationError> {
            ::scylla::serialize::value::SerializeValue::serialize(&self.0, ty, writer)
        }
    }

    impl<'frame, 'metadata> ::scylla::deserialize::value::DeserializeValue<'frame, 'metadata> for UserId {
        fn type_check(ty: &::scylla::cluster::metadata::ColumnType<'_>) -> ::std::result::Result<(), ::scylla::deserialize::TypeCheckError> {
            <i32 as ::scylla::deserialize::value::DeserializeValue<'frame, 'metadata>>::type_check(ty)
        }

        fn deserialize(
            ty: &'metadata ::scylla::cluster::metadata::ColumnType<'metadata>,
            value: ::std::option::Option<::scylla::deserialize::FrameSlice<'frame>>,
        ) -> ::std::result::Result<Self, ::scylla::deserialize::DeserializationError> {
            ::scylla::deserialize::value::DeserializeValue::deserialize(ty, value).map(Self)
        }
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

/// One row of the source event, for all tables that it fills.
#[rustfmt::skip]
#[derive(Clone, Debug, PartialEq, ::serde::Serialize)]
pub struct Event {
    /// `artist text`
    pub artist: Option<String>,
    /// `song_title text`, always there
    pub song_title: String,
    /// `song_length float`
    pub song_length: Option<f32>,
    /// `session_id int`, always there
    pub session_id: types::SessionId,
    /// `item_in_session int`, always there
    pub item_in_session: i32,
    /// `user_id int`, always there
    pub user_id: types::UserId,
    /// `first_name text`
    pub first_name: Option<String>,
    /// `last_name text`
    pub last_name: Option<String>,
}

#[rustfmt::skip]
impl InsertAll for Event {
    async fn insert(&self, queries: &Queries) -> Result<(), InsertError> {
        let mut songs_by_session = ::std::pin::pin!(driver::writing(async move {
            driver::write(queries, 3, &songs_by_session::Insert::from(self)).await
        }));
        let mut songs_by_user_session = ::std::pin::pin!(driver::writing(async move {
            driver::write(queries, 4, &songs_by_user_session::Insert::from(self)).await
        }));
        let mut users_by_song = ::std::pin::pin!(driver::writing(async move {
            driver::write(queries, 5, &users_by_song::Insert::from(self)).await
        }));
        driver::all([songs_by_session.as_mut(), songs_by_user_session.as_mut(), users_by_song.as_mut()]).await
    }
}

/// The fields of a CSV row that [`Event`] is read from, under their headers.
///
/// ```text
/// for row in csv::Reader::from_path(path)?.into_deserialize::<EventCsv>() {
///     let Some(record) = row?.record()? else { continue };
///     queries.insert_all(&record).await?;
/// }
/// ```
#[rustfmt::skip]
#[derive(Clone, Debug, PartialEq, ::serde::Deserialize)]
pub struct EventCsv {
    /// The field under `artist`.
    #[serde(rename = "artist")]
    pub artist: String,
    /// The field under `song`.
    #[serde(rename = "song")]
    pub song: String,
    /// The field under `length`.
    #[serde(rename = "length")]
    pub length: String,
    /// The field under `sessionId`.
    #[serde(rename = "sessionId")]
    pub session_id: String,
    /// The field under `itemInSession`.
    #[serde(rename = "itemInSession")]
    pub item_in_session: String,
    /// The field under `userId`.
    #[serde(rename = "userId")]
    pub user_id: String,
    /// The field under `firstName`.
    #[serde(rename = "firstName")]
    pub first_name: String,
    /// The field under `lastName`.
    #[serde(rename = "lastName")]
    pub last_name: String,
}

#[rustfmt::skip]
impl EventCsv {
    /// The record, or none of a row that the model does not keep.
    ///
    /// # Errors
    /// The first field that is no value of its column, or is none where the record needs one.
    pub fn record(&self) -> Result<Option<Event>, CsvError> {
        let artist = cells::read("artist", &self.artist, &[""], cells::text)?;
        let is_kept = artist.is_some();
        if !is_kept {
            return Ok(None);
        }
        let song_title = cells::read("song_title", &self.song, &[""], cells::text)?;
        let song_length = cells::read("song_length", &self.length, &[""], cells::float)?;
        let session_id = cells::read("session_id", &self.session_id, &[""], |text| cells::parsed::<i32>(text).map(types::SessionId))?;
        let item_in_session = cells::read("item_in_session", &self.item_in_session, &[""], cells::parsed::<i32>)?;
        let user_id = cells::read("user_id", &self.user_id, &[""], |text| cells::parsed::<i32>(text).map(types::UserId))?;
        let first_name = cells::read("first_name", &self.first_name, &[""], cells::text)?;
        let last_name = cells::read("last_name", &self.last_name, &[""], cells::text)?;
        Ok(Some(Event {
            artist,
            song_title: cells::needed("song_title", song_title)?,
            song_length,
            session_id: cells::needed("session_id", session_id)?,
            item_in_session: cells::needed("item_in_session", item_in_session)?,
            user_id: cells::needed("user_id", user_id)?,
            first_name,
            last_name,
        }))
    }
}

/// A field of a CSV is no value of its column.
#[rustfmt::skip]
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct CsvError {
    /// The column.
    pub column: &'static str,
    /// What stands in the field; nothing where the record needs a value and there is none.
    pub text: Option<String>,
}

#[rustfmt::skip]
impl ::std::fmt::Display for CsvError {
    fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
        match &self.text {
            Some(text) => write!(f, "`{text}` is not a value of column `{}`", self.column),
            None => write!(f, "column `{}` has no value, but a key needs one", self.column),
        }
    }
}

#[rustfmt::skip]
impl ::std::error::Error for CsvError {}

/// How the fields of a CSV are read: as a load of the model reads them, or, where they are written in a rarer way (years
/// beyond four digits, numbers beyond 38), not at all.
#[rustfmt::skip]
mod cells {
    use ::scylla::value::{Counter, CqlDate, CqlDecimal, CqlTime, CqlTimestamp, CqlTimeuuid, CqlVarint};

    use super::CsvError;

    pub(super) fn read<T>(column: &'static str, text: &str, nulls: &[&str], parse: impl FnOnce(&str) -> Option<T>) -> Result<Option<T>, CsvError> {
        if nulls.contains(&text) {
            return Ok(None);
        }
        parse(text).map(Some).ok_or_else(|| CsvError { column, text: Some(text.to_owned()) })
    }

    pub(super) fn needed<T>(column: &'static str, value: Option<T>) -> Result<T, CsvError> {
        value.ok_or(CsvError { column, text: None })
    }

    pub(super) fn text(text: &str) -> Option<String> {
        Some(text.to_owned())
    }

    pub(super) fn ascii(text: &str) -> Option<String> {
        text.is_ascii().then(|| text.to_owned())
    }

    pub(super) fn parsed<T: ::std::str::FromStr>(text: &str) -> Option<T> {
        text.parse().ok()
    }

    pub(super) fn counter(text: &str) -> Option<Counter> {
        text.parse().ok().map(Counter)
    }

    pub(super) fn double(text: &str) -> Option<f64> {
        let value: f64 = text.parse().ok()?;
        let value = if value.is_nan() { f64::NAN } else { value };
        (!is_lost(text, value.is_infinite(), value.abs().to_bits() == 0)).then_some(value)
    }

    pub(super) fn float(text: &str) -> Option<f32> {
        let value: f32 = text.parse().ok()?;
        let value = if value.is_nan() { f32::NAN } else { value };
        (!is_lost(text, value.is_infinite(), value.abs().to_bits() == 0)).then_some(value)
    }

    /// Whether a number became infinite, or 0, only because its type ends there.
    fn is_lost(text: &str, infinite: bool, zero: bool) -> bool {
        let mut mantissa = text.bytes().take_while(|b| !b.eq_ignore_ascii_case(&b'e'));
        infinite && text.bytes().any(|b| b.is_ascii_digit()) || zero && mantissa.any(|b| (b'1'..=b'9').contains(&b))
    }

    pub(super) fn boolean(text: &str, yes: &[&str], no: &[&str]) -> Option<bool> {
        let is = |word: &str, words: &[&str]| text.eq_ignore_ascii_case(word) || words.contains(&text);
        match (is("true", yes), is("false", no)) {
            (true, false) => Some(true),
            (false, true) => Some(false),
            _ => None,
        }
    }

    pub(super) fn blob(text: &str) -> Option<Vec<u8>> {
        let digits = text.strip_prefix("0x").or_else(|| text.strip_prefix("0X"))?;
        let digits = digits.chars().map(|c| c.to_digit(16).and_then(|digit| u8::try_from(digit).ok())).collect::<Option<Vec<u8>>>()?;
        let pairs = digits.chunks_exact(2);
        pairs.remainder().is_empty().then(|| pairs.map(|pair| pair[0] << 4 | pair[1]).collect())
    }

    pub(super) fn timeuuid(text: &str) -> Option<CqlTimeuuid> {
        let is_version_1 = text.len() == 36 && text.as_bytes()[14] == b'1';
        is_version_1.then(|| text.parse().ok())?
    }

    pub(super) fn varint(text: &str) -> Option<CqlVarint> {
        Some(CqlVarint::from_signed_bytes_be(shortest(text.parse().ok()?)))
    }

    /// A decimal of up to 38 digits, with its written scale.
    pub(super) fn decimal(text: &str) -> Option<CqlDecimal> {
        let (mantissa, scale) = number(text)?;
        (scale.abs() <= 309).then(|| CqlDecimal::from_signed_be_bytes_and_exponent(shortest(mantissa), scale))
    }

    /// The fewest bytes that hold the number.
    fn shortest(value: i128) -> Vec<u8> {
        let bytes = value.to_be_bytes();
        let is_spare = |pair: &&[u8]| matches!((pair[0], pair[1] >> 7), (0x00, 0) | (0xff, 1));
        let spare = bytes.windows(2).take_while(is_spare).count();
        bytes[spare..].to_vec()
    }

    /// A number as its digits and its scale: 1.50 is 150 and 2.
    fn number(text: &str) -> Option<(i128, i32)> {
        let (digits, exponent) = match text.split_once(['e', 'E']) {
            Some((digits, exponent)) => (digits, exponent.parse::<i32>().ok()?),
            None => (text, 0),
        };
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
        let unsigned = whole.strip_prefix(['-', '+']).unwrap_or(whole);
        let mut all = unsigned.bytes().chain(fraction.bytes());
        if unsigned.len() + fraction.len() == 0 || !all.clone().all(|b| b.is_ascii_digit()) {
            return None;
        }
        let digits = all.try_fold(0_i128, |value, digit| value.checked_mul(10)?.checked_add(i128::from(digit - b'0')))?;
        let scale = i32::try_from(fraction.len()).ok()?.checked_sub(exponent)?;
        Some((if whole.starts_with('-') { -digits } else { digits }, scale))
    }

    /// A count since the epoch; `power` of ten makes it milliseconds. What is not whole milliseconds is none.
    pub(super) fn epoch(text: &str, power: i32) -> Option<CqlTimestamp> {
        let (mantissa, scale) = number(text)?;
        let power = power.checked_sub(scale)?;
        let factor = 10_i128.checked_pow(power.unsigned_abs());
        let millis = match (mantissa, power >= 0) {
            (0, _) => 0,
            (mantissa, true) => mantissa.checked_mul(factor?)?,
            (mantissa, false) => factor.filter(|factor| mantissa % factor == 0).map(|factor| mantissa / factor)?,
        };
        i64::try_from(millis).ok().map(CqlTimestamp)
    }

    /// `2024-02-29`.
    pub(super) fn date(text: &str) -> Option<CqlDate> {
        u32::try_from(days(text)? + (1 << 31)).ok().map(CqlDate)
    }

    /// `20:57:10.796`, with up to nine digits behind the point.
    pub(super) fn time(text: &str) -> Option<CqlTime> {
        (text.len() >= 8).then(|| nanos(text).map(CqlTime))?
    }

    /// `2024-02-29T20:57:10.796Z`, with a blank for the `T`, and `+01:00`, `+0100` or ` UTC` for the `Z`; a day alone is its
    /// start. `zone` is minutes east of UTC for a text that has none. Whole milliseconds since the epoch as well.
    pub(super) fn timestamp(text: &str, zone: Option<i32>) -> Option<CqlTimestamp> {
        let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
        if !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit()) {
            return text.parse().ok().map(CqlTimestamp);
        }
        let (date, rest) = text.split_at_checked(10)?;
        let (clock, offset) = match rest.strip_prefix(['T', ' ']) {
            Some(clock) if clock.starts_with(|c: char| c.is_ascii_digit()) => {
                clock.split_at(clock.find([' ', 'Z', '+', '-']).unwrap_or(clock.len()))
            }
            _ => ("00:00", rest),
        };
        let east = match offset {
            "" => zone?,
            "Z" | " Z" | " UTC" => 0,
            _ => east(offset.strip_prefix(' ').unwrap_or(offset))?,
        };
        let digits = clock.split_once('.').map_or(0, |(_, digits)| digits.len());
        if digits > 3 {
            return None;
        }
        let nanos = nanos(clock)?;
        Some(CqlTimestamp(days(date)? * 86_400_000 + nanos / 1_000_000 - i64::from(east) * 60_000))
    }

    fn east(offset: &str) -> Option<i32> {
        let (sign, digits) = offset.split_at_checked(1).filter(|(sign, _)| matches!(*sign, "+" | "-"))?;
        let (hours, minutes) = digits.split_at_checked(2)?;
        let minutes = minutes.strip_prefix(':').unwrap_or(minutes);
        let minutes = part(hours, 2)? * 60 + part(minutes, 2).filter(|minutes| *minutes < 60)?;
        let minutes = i32::try_from(minutes).ok().filter(|minutes| *minutes <= 18 * 60)?;
        Some(if sign == "-" { -minutes } else { minutes })
    }

    fn nanos(clock: &str) -> Option<i64> {
        let (clock, fraction) = clock.split_once('.').map_or((clock, None), |(clock, fraction)| (clock, Some(fraction)));
        let mut parts = clock.split(':');
        let (hours, minutes, seconds) = (part(parts.next()?, 2)?, part(parts.next()?, 2)?, parts.next());
        let second = seconds.map_or(Some(0), |seconds| part(seconds, 2))?;
        let fraction = match fraction {
            Some(digits) if seconds.is_some() && (1..=9).contains(&digits.len()) => {
                part(digits, digits.len())? * 10_i64.pow(u32::try_from(9 - digits.len()).ok()?)
            }
            Some(_) => return None,
            None => 0,
        };
        let is_time = parts.next().is_none() && hours < 24 && minutes < 60 && second < 60;
        is_time.then_some(((hours * 60 + minutes) * 60 + second) * 1_000_000_000 + fraction)
    }

    /// Days since 1970-01-01, in the proleptic Gregorian calendar whose years begin in March.
    fn days(date: &str) -> Option<i64> {
        let mut parts = date.split('-');
        let (year, month, day) = (part(parts.next()?, 4)?, part(parts.next()?, 2)?, part(parts.next()?, 2)?);
        let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
        let length = match month {
            2 => 28 + i64::from(leap),
            4 | 6 | 9 | 11 => 30,
            1..=12 => 31,
            _ => return None,
        };
        if parts.next().is_some() || !(1..=length).contains(&day) {
            return None;
        }
        let (year, month) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
        let (era, of_era) = (year.div_euclid(400), year.rem_euclid(400));
        let of_year = (153 * month + 2) / 5 + day - 1;
        Some(era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468)
    }

    /// A number of exactly `width` digits.
    fn part(digits: &str, width: usize) -> Option<i64> {
        let is_whole = digits.len() == width && digits.bytes().all(|b| b.is_ascii_digit());
        is_whole.then(|| digits.parse().ok())?
    }

    /// The elements between separators; an empty text has none.
    pub(super) fn split<T>(text: &str, separator: &str, parse: impl Fn(&str) -> Option<T>) -> Option<Vec<T>> {
        if text.is_empty() {
            return Some(Vec::new());
        }
        text.split(separator).map(parse).collect()
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
        Statement { query: "songs_by_session", cql: super::songs_by_session::SELECT, keyspace_at: 44, consistency: None, idempotent: true, counts: false, appends: false, page_size: None },
        Statement { query: "songs_by_user_session", cql: super::songs_by_user_session::SELECT, keyspace_at: 54, consistency: None, idempotent: true, counts: false, appends: false, page_size: None },
        Statement { query: "users_by_song", cql: super::users_by_song::SELECT, keyspace_at: 34, consistency: None, idempotent: true, counts: false, appends: false, page_size: None },
        Statement { query: "insert into songs_by_session", cql: super::songs_by_session::INSERT, keyspace_at: 12, consistency: None, idempotent: true, counts: false, appends: false, page_size: None },
        Statement { query: "insert into songs_by_user_session", cql: super::songs_by_user_session::INSERT, keyspace_at: 12, consistency: None, idempotent: true, counts: false, appends: false, page_size: None },
        Statement { query: "insert into users_by_song", cql: super::users_by_song::INSERT, keyspace_at: 12, consistency: None, idempotent: true, counts: false, appends: false, page_size: None },
    ];

    /// The keyspace as the statements name it.
    const KEYSPACE: &str = "music_streaming";

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
