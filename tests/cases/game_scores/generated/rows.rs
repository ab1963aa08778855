// Made by modeler from queries.yaml; do not edit: change the model and run `modeler generate`.
// Crates: scylla 1.9, uuid 1. Document it where it is included: `/// …` above `pub mod rows;`.

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
    #[derive(Clone, Debug, PartialEq, ::scylla::SerializeRow)]
    pub struct Params {
        /// `game ascii`
        pub game: String,
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

    /// A row of `score_of_player` to write. What is unset stays as it is in the table.
    #[derive(Clone, Debug, ::scylla::SerializeRow)]
    pub struct Insert {
        /// `game ascii`, partition key
        pub game: String,
        /// `player uuid`, partition key
        pub player: ::uuid::Uuid,
        /// `score bigint`
        pub score: ::scylla::value::MaybeUnset<i64>,
        /// `played_at timestamp`
        pub played_at: ::scylla::value::MaybeUnset<::scylla::value::CqlTimestamp>,
        /// `level tinyint`
        pub level: ::scylla::value::MaybeUnset<i8>,
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
    #[derive(Clone, Debug, PartialEq, ::scylla::SerializeRow)]
    pub struct Params {
        /// `game ascii`
        pub game: String,
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
    #[derive(Clone, Debug, PartialEq, ::scylla::SerializeRow)]
    pub struct Params {
        /// `game ascii`
        pub game: String,
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
    #[derive(Clone, Debug, PartialEq, ::scylla::SerializeRow)]
    pub struct Params {
        /// `games frozen<list<ascii>>`
        pub games: Vec<String>,
        /// `players frozen<list<uuid>>`
        pub players: Vec<::uuid::Uuid>,
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
    #[derive(Clone, Debug, PartialEq, ::scylla::SerializeRow)]
    pub struct Params {
        /// `game ascii`
        pub game: String,
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

    /// A row of `players_of_game` to write. What is unset stays as it is in the table.
    #[derive(Clone, Debug, ::scylla::SerializeRow)]
    pub struct Insert {
        /// `game ascii`, partition key
        pub game: String,
        /// `ranked boolean`, clustering key
        pub ranked: bool,
        /// `player uuid`, clustering key, largest first
        pub player: ::uuid::Uuid,
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
    #[derive(Clone, Debug, PartialEq, ::scylla::SerializeRow)]
    pub struct Params {
        /// `game ascii`
        pub game: String,
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
    #[derive(Clone, Debug, PartialEq, ::scylla::SerializeRow)]
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

    /// A row of `games_from_address` to write. What is unset stays as it is in the table.
    #[derive(Clone, Debug, ::scylla::SerializeRow)]
    pub struct Insert {
        /// `week bigint`, partition key
        pub week: i64,
        /// `address inet`, clustering key
        pub address: ::std::net::IpAddr,
        /// `slot time`, clustering key, largest first
        pub slot: ::scylla::value::CqlTime,
        /// `game ascii`
        pub game: ::scylla::value::MaybeUnset<String>,
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

    /// What is the last score that this player had in this game?
    pub async fn score_of_player(&self, params: &score_of_player::Params) -> Result<Option<score_of_player::Row>, QueryError> {
        driver::one(self, 0, params).await
    }

    /// When was it?
    pub async fn when_played(&self, params: &when_played::Params) -> Result<Option<when_played::Row>, QueryError> {
        driver::first(self, 1, params).await
    }

    /// Has the player ever played it?
    pub async fn has_played(&self, params: &has_played::Params) -> Result<i64, QueryError> {
        driver::count(self, 2, params).await
    }

    /// What are the scores of these players in these games?
    pub async fn scores_of_players(&self, params: &scores_of_players::Params) -> Result<::scylla::client::pager::TypedRowStream<scores_of_players::Row>, QueryError> {
        driver::stream(self, 3, params).await
    }

    /// Who has played this game, unranked players first?
    pub async fn players_of_game(&self, params: &players_of_game::Params) -> Result<::scylla::client::pager::TypedRowStream<players_of_game::Row>, QueryError> {
        driver::stream(self, 4, params).await
    }

    /// Who has played it ranked, from this player on?
    pub async fn ranked_players(&self, params: &ranked_players::Params) -> Result<::scylla::client::pager::TypedRowStream<ranked_players::Row>, QueryError> {
        driver::stream(self, 5, params).await
    }

    /// What was played from this network, address by address, the latest slot first?
    pub async fn games_from_address(&self, params: &games_from_address::Params) -> Result<::scylla::client::pager::TypedRowStream<games_from_address::Row>, QueryError> {
        driver::stream(self, 6, params).await
    }

    /// Writes a row of `score_of_player`.
    pub async fn insert_score_of_player(&self, row: &score_of_player::Insert) -> Result<(), QueryError> {
        driver::write(self, 7, row).await
    }

    /// Writes a row of `players_of_game`.
    pub async fn insert_players_of_game(&self, row: &players_of_game::Insert) -> Result<(), QueryError> {
        driver::write(self, 8, row).await
    }

    /// Writes a row of `games_from_address`.
    pub async fn insert_games_from_address(&self, row: &games_from_address::Insert) -> Result<(), QueryError> {
        driver::write(self, 9, row).await
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
        Statement { query: "score_of_player", cql: super::score_of_player::SELECT, consistency: None, idempotent: true, page_size: None },
        Statement { query: "when_played", cql: super::when_played::SELECT, consistency: None, idempotent: true, page_size: Some(1) },
        Statement { query: "has_played", cql: super::has_played::SELECT, consistency: None, idempotent: true, page_size: None },
        Statement { query: "scores_of_players", cql: super::scores_of_players::SELECT, consistency: None, idempotent: true, page_size: None },
        Statement { query: "players_of_game", cql: super::players_of_game::SELECT, consistency: None, idempotent: true, page_size: None },
        Statement { query: "ranked_players", cql: super::ranked_players::SELECT, consistency: None, idempotent: true, page_size: None },
        Statement { query: "games_from_address", cql: super::games_from_address::SELECT, consistency: None, idempotent: true, page_size: None },
        Statement { query: "insert into score_of_player", cql: super::score_of_player::INSERT, consistency: None, idempotent: true, page_size: None },
        Statement { query: "insert into players_of_game", cql: super::players_of_game::INSERT, consistency: None, idempotent: true, page_size: None },
        Statement { query: "insert into games_from_address", cql: super::games_from_address::INSERT, consistency: None, idempotent: true, page_size: None },
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

    pub(super) async fn first<R>(queries: &Queries, at: usize, params: &impl SerializeRow) -> Result<Option<R>, QueryError>
    where
        R: for<'frame, 'metadata> ::scylla::deserialize::row::DeserializeRow<'frame, 'metadata>,
    {
        let mut page = ::scylla::response::PagingState::start();
        loop {
            let answer = queries.session.execute_single_page(&queries.statements[at], params, page).await;
            let (answer, next) = answer.map_err(|source| QueryError::Execute { query: STATEMENTS[at].query, source: Box::new(source) })?;
            if let Some(row) = decode(at, answer)?.into_iter().next() {
                return Ok(Some(row));
            }
            match next.into_paging_control_flow() {
                ::std::ops::ControlFlow::Break(()) => return Ok(None),
                ::std::ops::ControlFlow::Continue(state) => page = state,
            }
        }
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
