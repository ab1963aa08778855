// Made by modeler from queries.yaml; do not edit: change the model and run `modeler generate`.
// Crates: scylla 1.9, uuid 1.

//! Typed access to the keyspace `games`: every query that `queries.yaml` declares, prepared once.
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
pub const KEYSPACE: &str = "games";

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

    /// What is the last score that this player had in this game?
    ///
    /// Asks [`score_of_player::SELECT`] by `game = :game, player = :player`.
    ///
    /// # Errors
    /// What the server or the connection says; an answer that is not what the model says.
    pub async fn score_of_player(&self, params: &score_of_player::Params<'_>) -> Result<Option<score_of_player::Row>, QueryError> {
        driver::one(self, 0, params).await
    }

    /// Writes a row of `score_of_player`.
    ///
    /// # Errors
    /// What the server or the connection says; a derived value that its type does not hold.
    pub async fn insert_score_of_player(&self, row: &score_of_player::Insert<'_>) -> Result<(), QueryError> {
        driver::write(self, 7, &driver::computed(7, row.values())?).await
    }

    /// When was it?
    ///
    /// Asks [`when_played::SELECT`] by `game = :game, player = :player`.
    ///
    /// # Errors
    /// What the server or the connection says; an answer that is not what the model says.
    pub async fn when_played(&self, params: &when_played::Params<'_>) -> Result<Option<when_played::Row>, QueryError> {
        driver::first(self, 1, params).await
    }

    /// Has the player ever played it?
    ///
    /// Asks [`has_played::SELECT`] by `game = :game, player = :player`.
    ///
    /// # Errors
    /// What the server or the connection says; an answer that is not what the model says.
    pub async fn has_played(&self, params: &has_played::Params<'_>) -> Result<i64, QueryError> {
        driver::count(self, 2, params).await
    }

    /// What are the scores of these players in these games?
    ///
    /// Asks [`scores_of_players::SELECT`] by `game IN :games, player IN :players`.
    ///
    /// # Errors
    /// What the server or the connection says; an answer that is not what the model says.
    pub async fn scores_of_players(&self, params: &scores_of_players::Params<'_>) -> Result<::scylla::client::pager::TypedRowStream<scores_of_players::Row>, QueryError> {
        driver::stream(self, 3, params).await
    }

    /// One page of [`Queries::scores_of_players`], and the state of the next if there is one; `PagingState::start()` asks for the first.
    ///
    /// # Errors
    /// Those of the query itself.
    pub async fn scores_of_players_page(&self, params: &scores_of_players::Params<'_>, state: ::scylla::response::PagingState) -> Result<(Vec<scores_of_players::Row>, Option<::scylla::response::PagingState>), QueryError> {
        driver::page(self, 3, params, state).await
    }

    /// Who has played this game, unranked players first?
    ///
    /// Asks [`players_of_game::SELECT`] by `game = :game`.
    ///
    /// # Errors
    /// What the server or the connection says; an answer that is not what the model says.
    pub async fn players_of_game(&self, params: &players_of_game::Params<'_>) -> Result<::scylla::client::pager::TypedRowStream<players_of_game::Row>, QueryError> {
        driver::stream(self, 4, params).await
    }

    /// One page of [`Queries::players_of_game`], and the state of the next if there is one; `PagingState::start()` asks for the first.
    ///
    /// # Errors
    /// Those of the query itself.
    pub async fn players_of_game_page(&self, params: &players_of_game::Params<'_>, state: ::scylla::response::PagingState) -> Result<(Vec<players_of_game::Row>, Option<::scylla::response::PagingState>), QueryError> {
        driver::page(self, 4, params, state).await
    }

    /// Writes a row of `players_of_game`.
    ///
    /// # Errors
    /// What the server or the connection says.
    pub async fn insert_players_of_game(&self, row: &players_of_game::Insert<'_>) -> Result<(), QueryError> {
        driver::write(self, 8, row).await
    }

    /// Who has played it ranked, from this player on?
    ///
    /// Asks [`ranked_players::SELECT`] by `game = :game, ranked = :ranked, player > :after`.
    ///
    /// # Errors
    /// What the server or the connection says; an answer that is not what the model says.
    pub async fn ranked_players(&self, params: &ranked_players::Params<'_>) -> Result<::scylla::client::pager::TypedRowStream<ranked_players::Row>, QueryError> {
        driver::stream(self, 5, params).await
    }

    /// One page of [`Queries::ranked_players`], and the state of the next if there is one; `PagingState::start()` asks for the first.
    ///
    /// # Errors
    /// Those of the query itself.
    pub async fn ranked_players_page(&self, params: &ranked_players::Params<'_>, state: ::scylla::response::PagingState) -> Result<(Vec<ranked_players::Row>, Option<::scylla::response::PagingState>), QueryError> {
        driver::page(self, 5, params, state).await
    }

    /// What was played from this network, address by address, the latest slot first?
    ///
    /// Asks [`games_from_address::SELECT`] by `week = :week, address >= :first, address <= :last`.
    ///
    /// # Errors
    /// What the server or the connection says; an answer that is not what the model says.
    pub async fn games_from_address(&self, params: &games_from_address::Params) -> Result<::scylla::client::pager::TypedRowStream<games_from_address::Row>, QueryError> {
        driver::stream(self, 6, params).await
    }

    /// One page of [`Queries::games_from_address`], and the state of the next if there is one; `PagingState::start()` asks for the first.
    ///
    /// # Errors
    /// Those of the query itself.
    pub async fn games_from_address_page(&self, params: &games_from_address::Params, state: ::scylla::response::PagingState) -> Result<(Vec<games_from_address::Row>, Option<::scylla::response::PagingState>), QueryError> {
        driver::page(self, 6, params, state).await
    }

    /// Writes a row of `games_from_address`.
    ///
    /// # Errors
    /// What the server or the connection says; a derived value that its type does not hold.
    pub async fn insert_games_from_address(&self, row: &games_from_address::Insert<'_>) -> Result<(), QueryError> {
        driver::write(self, 9, &driver::computed(9, row.values())?).await
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

/// What is the last score that this player had in this game?
#[rustfmt::skip]
pub mod score_of_player {
    /// The name of the query.
    pub const NAME: &str = "score_of_player";

    /// The statement that answers it.
    ///
    /// ```text
    /// SELECT score, played_at, level FROM games.score_of_player WHERE game = :game AND player = :player
    /// ```
    pub const SELECT: &str = "SELECT score, played_at, level FROM games.score_of_player WHERE game = :game AND player = :player";

    /// What the query is asked with.
    #[derive(Clone, Copy, Debug, PartialEq, ::scylla::SerializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Params<'a> {
        /// `game ascii`
        pub game: &'a str,
        /// `player uuid`
        pub player: ::uuid::Uuid,
    }

    /// A row of the answer.
    #[derive(Clone, Debug, PartialEq, ::scylla::DeserializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Row {
        /// `score bigint`
        pub score: Option<i64>,
        /// `played_at timestamp`
        pub played_at: Option<::scylla::value::CqlTimestamp>,
        /// `level tinyint`
        pub level: Option<i8>,
    }

    /// The statement that writes a row of `score_of_player`.
    ///
    /// ```text
    /// INSERT INTO games.score_of_player (game, player, score, played_at, level) VALUES (:game, :player, :score, :played_at, :level)
    /// ```
    pub const INSERT: &str = "INSERT INTO games.score_of_player (game, player, score, played_at, level) VALUES (:game, :player, :score, :played_at, :level)";

    /// A row of `score_of_player`, to write. What is unset stays as it is in the table; nothing here writes a null.
    #[derive(Clone, Copy, Debug)]
    pub struct Insert<'a> {
        /// `game ascii`, partition key
        pub game: &'a str,
        /// `player uuid`, partition key
        pub player: ::uuid::Uuid,
        /// `score bigint`
        pub score: ::scylla::value::MaybeUnset<i64>,
        /// `played_at timestamp`
        pub played_at: ::scylla::value::MaybeUnset<::scylla::value::CqlTimestamp>,
    }

    #[derive(::scylla::SerializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub(super) struct InsertValues<'a> {
        game: &'a str,
        player: ::uuid::Uuid,
        score: ::scylla::value::MaybeUnset<i64>,
        played_at: ::scylla::value::MaybeUnset<::scylla::value::CqlTimestamp>,
        level: super::driver::Wire,
    }

    impl<'a> Insert<'a> {
        /// What is bound: the columns in the order of the statement, those among them that are computed.
        pub(super) fn values(&self) -> Result<InsertValues<'a>, super::OutOfRange> {
            Ok(InsertValues {
                game: self.game,
                player: self.player,
                score: self.score,
                played_at: self.played_at,
                level: super::driver::Wire(&[255]),
            })
        }
    }

    impl<'a> From<&'a super::Record> for Insert<'a> {
        fn from(record: &'a super::Record) -> Self {
            Self {
                game: &record.game,
                player: record.player,
                score: ::scylla::value::MaybeUnset::Set(record.score),
                played_at: ::scylla::value::MaybeUnset::from_option(record.played_at),
            }
        }
    }
}

/// When was it?
#[rustfmt::skip]
pub mod when_played {
    /// The name of the query.
    pub const NAME: &str = "when_played";

    /// The statement that answers it.
    ///
    /// ```text
    /// SELECT played_at FROM games.score_of_player WHERE game = :game AND player = :player
    /// ```
    pub const SELECT: &str = "SELECT played_at FROM games.score_of_player WHERE game = :game AND player = :player";

    /// What the query is asked with.
    #[derive(Clone, Copy, Debug, PartialEq, ::scylla::SerializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Params<'a> {
        /// `game ascii`
        pub game: &'a str,
        /// `player uuid`
        pub player: ::uuid::Uuid,
    }

    /// A row of the answer.
    #[derive(Clone, Debug, PartialEq, ::scylla::DeserializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Row {
        /// `played_at timestamp`
        pub played_at: Option<::scylla::value::CqlTimestamp>,
    }
}

/// Has the player ever played it?
#[rustfmt::skip]
pub mod has_played {
    /// The name of the query.
    pub const NAME: &str = "has_played";

    /// The statement that answers it.
    ///
    /// ```text
    /// SELECT count(*) FROM games.score_of_player WHERE game = :game AND player = :player
    /// ```
    pub const SELECT: &str = "SELECT count(*) FROM games.score_of_player WHERE game = :game AND player = :player";

    /// What the query is asked with.
    #[derive(Clone, Copy, Debug, PartialEq, ::scylla::SerializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Params<'a> {
        /// `game ascii`
        pub game: &'a str,
        /// `player uuid`
        pub player: ::uuid::Uuid,
    }
}

/// What are the scores of these players in these games?
#[rustfmt::skip]
pub mod scores_of_players {
    /// The name of the query.
    pub const NAME: &str = "scores_of_players";

    /// The statement that answers it.
    ///
    /// ```text
    /// SELECT game, player, score FROM games.score_of_player WHERE game IN :games AND player IN :players
    /// ```
    pub const SELECT: &str = "SELECT game, player, score FROM games.score_of_player WHERE game IN :games AND player IN :players";

    /// What the query is asked with.
    #[derive(Clone, Copy, Debug, PartialEq, ::scylla::SerializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Params<'a> {
        /// `games frozen<list<ascii>>`
        pub games: &'a [&'a str],
        /// `players frozen<list<uuid>>`
        pub players: &'a [::uuid::Uuid],
    }

    /// A row of the answer.
    #[derive(Clone, Debug, PartialEq, ::scylla::DeserializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Row {
        /// `game ascii`, partition key
        pub game: String,
        /// `player uuid`, partition key
        pub player: ::uuid::Uuid,
        /// `score bigint`
        pub score: Option<i64>,
    }
}

/// Who has played this game, unranked players first?
#[rustfmt::skip]
pub mod players_of_game {
    /// The name of the query.
    pub const NAME: &str = "players_of_game";

    /// The statement that answers it.
    ///
    /// ```text
    /// SELECT ranked, player FROM games.players_of_game WHERE game = :game
    /// ```
    pub const SELECT: &str = "SELECT ranked, player FROM games.players_of_game WHERE game = :game";

    /// What the query is asked with.
    #[derive(Clone, Copy, Debug, PartialEq, ::scylla::SerializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Params<'a> {
        /// `game ascii`
        pub game: &'a str,
    }

    /// A row of the answer.
    #[derive(Clone, Debug, PartialEq, ::scylla::DeserializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Row {
        /// `ranked boolean`, clustering key
        pub ranked: bool,
        /// `player uuid`, clustering key, largest first
        pub player: ::uuid::Uuid,
    }

    /// The statement that writes a row of `players_of_game`.
    ///
    /// ```text
    /// INSERT INTO games.players_of_game (game, ranked, player) VALUES (:game, :ranked, :player)
    /// ```
    pub const INSERT: &str = "INSERT INTO games.players_of_game (game, ranked, player) VALUES (:game, :ranked, :player)";

    /// A row of `players_of_game`, to write. What is unset stays as it is in the table; nothing here writes a null.
    #[derive(Clone, Copy, Debug, ::scylla::SerializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Insert<'a> {
        /// `game ascii`, partition key
        pub game: &'a str,
        /// `ranked boolean`, clustering key
        pub ranked: bool,
        /// `player uuid`, clustering key
        pub player: ::uuid::Uuid,
    }

    impl<'a> From<&'a super::Record> for Insert<'a> {
        fn from(record: &'a super::Record) -> Self {
            Self {
                game: &record.game,
                ranked: record.ranked,
                player: record.player,
            }
        }
    }
}

/// Who has played it ranked, from this player on?
#[rustfmt::skip]
pub mod ranked_players {
    /// The name of the query.
    pub const NAME: &str = "ranked_players";

    /// The statement that answers it.
    ///
    /// ```text
    /// SELECT player FROM games.players_of_game WHERE game = :game AND ranked = :ranked AND player > :after
    /// ```
    pub const SELECT: &str = "SELECT player FROM games.players_of_game WHERE game = :game AND ranked = :ranked AND player > :after";

    /// What the query is asked with.
    #[derive(Clone, Copy, Debug, PartialEq, ::scylla::SerializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Params<'a> {
        /// `game ascii`
        pub game: &'a str,
        /// `ranked boolean`
        pub ranked: bool,
        /// `after uuid`
        pub after: ::uuid::Uuid,
    }

    /// A row of the answer.
    #[derive(Clone, Debug, PartialEq, ::scylla::DeserializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Row {
        /// `player uuid`, clustering key, largest first
        pub player: ::uuid::Uuid,
    }
}

/// What was played from this network, address by address, the latest slot first?
#[rustfmt::skip]
pub mod games_from_address {
    /// The name of the query.
    pub const NAME: &str = "games_from_address";

    /// The statement that answers it.
    ///
    /// ```text
    /// SELECT address, slot, game FROM games.games_from_address WHERE week = :week AND address >= :first AND address <= :last
    /// ```
    pub const SELECT: &str = "SELECT address, slot, game FROM games.games_from_address WHERE week = :week AND address >= :first AND address <= :last";

    /// What the query is asked with.
    #[derive(Clone, Copy, Debug, PartialEq, ::scylla::SerializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Params {
        /// `week bigint`
        pub week: i64,
        /// `first inet`
        pub first: ::std::net::IpAddr,
        /// `last inet`
        pub last: ::std::net::IpAddr,
    }

    /// A row of the answer.
    #[derive(Clone, Debug, PartialEq, ::scylla::DeserializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Row {
        /// `address inet`, clustering key
        pub address: ::std::net::IpAddr,
        /// `slot time`, clustering key, largest first
        pub slot: ::scylla::value::CqlTime,
        /// `game ascii`
        pub game: Option<String>,
    }

    /// The statement that writes a row of `games_from_address`.
    ///
    /// ```text
    /// INSERT INTO games.games_from_address (week, address, slot, game) VALUES (:week, :address, :slot, :game)
    /// ```
    pub const INSERT: &str = "INSERT INTO games.games_from_address (week, address, slot, game) VALUES (:week, :address, :slot, :game)";

    /// A row of `games_from_address`, to write. What is unset stays as it is in the table; nothing here writes a null.
    #[derive(Clone, Copy, Debug)]
    pub struct Insert<'a> {
        /// `address inet`, clustering key
        pub address: ::std::net::IpAddr,
        /// `slot time`, clustering key
        pub slot: ::scylla::value::CqlTime,
        /// `game ascii`
        pub game: ::scylla::value::MaybeUnset<&'a str>,
        /// `score bigint`, for what is derived from it
        pub score: i64,
    }

    #[derive(::scylla::SerializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub(super) struct InsertValues<'a> {
        week: i64,
        address: ::std::net::IpAddr,
        slot: ::scylla::value::CqlTime,
        game: ::scylla::value::MaybeUnset<&'a str>,
    }

    impl<'a> Insert<'a> {
        /// What is bound: the columns in the order of the statement, those among them that are computed.
        pub(super) fn values(&self) -> Result<InsertValues<'a>, super::OutOfRange> {
            Ok(InsertValues {
                week: super::week_of(self.score)?,
                address: self.address,
                slot: self.slot,
                game: self.game,
            })
        }
    }

    impl<'a> From<&'a super::Record> for Insert<'a> {
        fn from(record: &'a super::Record) -> Self {
            Self {
                address: record.address,
                slot: record.slot,
                game: ::scylla::value::MaybeUnset::Set(&record.game),
                score: record.score,
            }
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

/// One row of the source, for all tables that it fills.
#[rustfmt::skip]
#[derive(Clone, Debug, PartialEq)]
pub struct Record {
    /// `game ascii`, always there
    pub game: String,
    /// `player uuid`, always there
    pub player: ::uuid::Uuid,
    /// `address inet`, always there
    pub address: ::std::net::IpAddr,
    /// `ranked boolean`, always there
    pub ranked: bool,
    /// `score bigint`, always there
    pub score: i64,
    /// `played_at timestamp`
    pub played_at: Option<::scylla::value::CqlTimestamp>,
    /// `slot time`, always there
    pub slot: ::scylla::value::CqlTime,
}

#[rustfmt::skip]
impl InsertAll for Record {
    async fn insert(&self, queries: &Queries) -> Result<(), InsertError> {
        let mut score_of_player = ::std::pin::pin!(driver::writing(async move {
            driver::write(queries, 7, &driver::computed(7, score_of_player::Insert::from(self).values())?).await
        }));
        let mut players_of_game = ::std::pin::pin!(driver::writing(async move {
            driver::write(queries, 8, &players_of_game::Insert::from(self)).await
        }));
        let mut games_from_address = ::std::pin::pin!(driver::writing(async move {
            driver::write(queries, 9, &driver::computed(9, games_from_address::Insert::from(self).values())?).await
        }));
        driver::all([score_of_player.as_mut(), players_of_game.as_mut(), games_from_address.as_mut()]).await
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

/// `week`: the largest multiple of 1000 that is not above, from `score`.
///
/// # Errors
/// Where the result is outside the range of its type.
#[rustfmt::skip]
pub fn week_of(score: i64) -> Result<i64, OutOfRange> {
    derive::bucket(score, 1000).ok_or(OutOfRange { function: "week_of" })
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
        Statement { query: "score_of_player", cql: super::score_of_player::SELECT, keyspace_at: 36, consistency: None, idempotent: true, counts: false, appends: false, page_size: None },
        Statement { query: "when_played", cql: super::when_played::SELECT, keyspace_at: 22, consistency: None, idempotent: true, counts: false, appends: false, page_size: Some(1) },
        Statement { query: "has_played", cql: super::has_played::SELECT, keyspace_at: 21, consistency: None, idempotent: true, counts: false, appends: false, page_size: None },
        Statement { query: "scores_of_players", cql: super::scores_of_players::SELECT, keyspace_at: 32, consistency: None, idempotent: true, counts: false, appends: false, page_size: None },
        Statement { query: "players_of_game", cql: super::players_of_game::SELECT, keyspace_at: 27, consistency: None, idempotent: true, counts: false, appends: false, page_size: None },
        Statement { query: "ranked_players", cql: super::ranked_players::SELECT, keyspace_at: 19, consistency: None, idempotent: true, counts: false, appends: false, page_size: None },
        Statement { query: "games_from_address", cql: super::games_from_address::SELECT, keyspace_at: 32, consistency: None, idempotent: true, counts: false, appends: false, page_size: None },
        Statement { query: "insert into score_of_player", cql: super::score_of_player::INSERT, keyspace_at: 12, consistency: None, idempotent: true, counts: false, appends: false, page_size: None },
        Statement { query: "insert into players_of_game", cql: super::players_of_game::INSERT, keyspace_at: 12, consistency: None, idempotent: true, counts: false, appends: false, page_size: None },
        Statement { query: "insert into games_from_address", cql: super::games_from_address::INSERT, keyspace_at: 12, consistency: None, idempotent: true, counts: false, appends: false, page_size: None },
    ];

    /// The keyspace as the statements name it.
    const KEYSPACE: &str = "games";

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

    /// A value that is the same in every row, by the bytes that the server stores.
    pub(super) struct Wire(pub(super) &'static [u8]);

    impl ::scylla::serialize::value::SerializeValue for Wire {
        fn serialize<'b>(
            &self,
            _: &::scylla::cluster::metadata::ColumnType<'_>,
            writer: ::scylla::serialize::writers::CellWriter<'b>,
        ) -> Result<::scylla::serialize::writers::WrittenCellProof<'b>, ::scylla::serialize::SerializationError> {
            writer.set_value(self.0).map_err(::scylla::serialize::SerializationError::new)
        }
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

    pub(super) async fn first<R>(queries: &Queries, index: usize, params: &impl SerializeRow) -> Result<Option<R>, QueryError>
    where
        R: for<'frame, 'metadata> ::scylla::deserialize::row::DeserializeRow<'frame, 'metadata>,
    {
        let mut state = ::scylla::response::PagingState::start();
        loop {
            let (rows, next) = page(queries, index, params, state).await?;
            if let Some(row) = rows.into_iter().next() {
                return Ok(Some(row));
            }
            match next {
                Some(next) => state = next,
                None => return Ok(None),
            }
        }
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
