// Made by modeler from queries.yaml; do not edit: change the model and run `modeler generate`.
// Crates: scylla 1.9, uuid 1. Document it where it is included: `/// …` above `pub mod rows;`.

/// Where is a user logged in, latest first?
#[rustfmt::skip]
pub mod sessions_by_user {
    /// The name of the query.
    pub const NAME: &str = "sessions_by_user";

    /// The statement that answers it.
    ///
    /// ```text
    /// SELECT display_name, since, device FROM accounts.sessions_by_user WHERE user = :user
    /// ```
    pub const SELECT: &str = "SELECT display_name, since, device FROM accounts.sessions_by_user WHERE user = :user";

    /// What the query is asked with.
    #[derive(Clone, Debug, PartialEq, ::scylla::SerializeRow)]
    pub struct Params {
        /// `user text`
        pub user: String,
    }

    /// A row of the answer.
    #[derive(Clone, Debug, PartialEq, ::scylla::DeserializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Row {
        /// `display_name text`, one for the whole partition
        pub display_name: Option<String>,
        /// `since timestamp`, clustering key, largest first
        pub since: Option<::scylla::value::CqlTimestamp>,
        /// `device text`
        pub device: Option<String>,
    }

    /// The statement that writes a row of `sessions_by_user`.
    ///
    /// ```text
    /// INSERT INTO accounts.sessions_by_user (user, since, "token", device) VALUES (:user, :since, :"token", :device) USING TTL 31536000
    /// ```
    pub const INSERT: &str = "INSERT INTO accounts.sessions_by_user (user, since, \"token\", device) VALUES (:user, :since, :\"token\", :device) USING TTL 31536000";

    /// A row of `sessions_by_user` to write. What is unset stays as it is in the table.
    #[derive(Clone, Debug, ::scylla::SerializeRow)]
    pub struct Insert {
        /// `user text`, partition key
        pub user: String,
        /// `since timestamp`, clustering key, largest first
        pub since: ::scylla::value::CqlTimestamp,
        /// `"token" uuid`, clustering key
        pub token: ::uuid::Uuid,
        /// `device text`
        pub device: ::scylla::value::MaybeUnset<String>,
    }

    /// The statement that writes the static columns of a partition of `sessions_by_user`.
    ///
    /// ```text
    /// INSERT INTO accounts.sessions_by_user (user, display_name) VALUES (:user, :display_name) USING TTL 31536000
    /// ```
    pub const INSERT_STATIC: &str = "INSERT INTO accounts.sessions_by_user (user, display_name) VALUES (:user, :display_name) USING TTL 31536000";

    /// The static columns of a partition of `sessions_by_user` to write. What is unset stays as it is in the table.
    #[derive(Clone, Debug, ::scylla::SerializeRow)]
    pub struct InsertStatic {
        /// `user text`, partition key
        pub user: String,
        /// `display_name text`, one for the whole partition
        pub display_name: ::scylla::value::MaybeUnset<String>,
    }
}

/// Query latest\_session.
#[rustfmt::skip]
pub mod latest_session {
    /// The name of the query.
    pub const NAME: &str = "latest_session";

    /// The statement that answers it.
    ///
    /// ```text
    /// SELECT since, device FROM accounts.sessions_by_user WHERE user = :user LIMIT 1
    /// ```
    pub const SELECT: &str = "SELECT since, device FROM accounts.sessions_by_user WHERE user = :user LIMIT 1";

    /// What the query is asked with.
    #[derive(Clone, Debug, PartialEq, ::scylla::SerializeRow)]
    pub struct Params {
        /// `user text`
        pub user: String,
    }

    /// A row of the answer.
    #[derive(Clone, Debug, PartialEq, ::scylla::DeserializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Row {
        /// `since timestamp`, clustering key, largest first
        pub since: Option<::scylla::value::CqlTimestamp>,
        /// `device text`
        pub device: Option<String>,
    }
}

/// Whose session is this?
#[rustfmt::skip]
pub mod session_by_token {
    /// The name of the query.
    pub const NAME: &str = "session_by_token";

    /// The statement that answers it.
    ///
    /// ```text
    /// SELECT user, since FROM accounts.session_by_token WHERE "token" = :"token"
    /// ```
    pub const SELECT: &str = "SELECT user, since FROM accounts.session_by_token WHERE \"token\" = :\"token\"";

    /// What the query is asked with.
    #[derive(Clone, Debug, PartialEq, ::scylla::SerializeRow)]
    pub struct Params {
        /// `"token" uuid`
        pub token: ::uuid::Uuid,
    }

    /// A row of the answer.
    #[derive(Clone, Debug, PartialEq, ::scylla::DeserializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Row {
        /// `user text`
        pub user: Option<String>,
        /// `since timestamp`
        pub since: Option<::scylla::value::CqlTimestamp>,
    }

    /// The statement that writes a row of `session_by_token`.
    ///
    /// ```text
    /// INSERT INTO accounts.session_by_token ("token", user, since) VALUES (:"token", :user, :since)
    /// ```
    pub const INSERT: &str = "INSERT INTO accounts.session_by_token (\"token\", user, since) VALUES (:\"token\", :user, :since)";

    /// A row of `session_by_token` to write. What is unset stays as it is in the table.
    #[derive(Clone, Debug, ::scylla::SerializeRow)]
    pub struct Insert {
        /// `"token" uuid`, partition key
        pub token: ::uuid::Uuid,
        /// `user text`
        pub user: ::scylla::value::MaybeUnset<String>,
        /// `since timestamp`
        pub since: ::scylla::value::MaybeUnset<::scylla::value::CqlTimestamp>,
    }
}

/// Query logins\_by\_day.
#[rustfmt::skip]
pub mod logins_by_day {
    /// The name of the query.
    pub const NAME: &str = "logins_by_day";

    /// The statement that answers it.
    ///
    /// ```text
    /// SELECT day, since, user FROM accounts.logins_by_day WHERE day = :day
    /// ```
    pub const SELECT: &str = "SELECT day, since, user FROM accounts.logins_by_day WHERE day = :day";

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
        /// `since timestamp`, clustering key
        pub since: ::scylla::value::CqlTimestamp,
        /// `user text`, clustering key
        pub user: String,
    }

    /// The statement that writes a row of `logins_by_day`.
    ///
    /// ```text
    /// INSERT INTO accounts.logins_by_day (day, since, user) VALUES (:day, :since, :user) USING TTL 31536000
    /// ```
    pub const INSERT: &str = "INSERT INTO accounts.logins_by_day (day, since, user) VALUES (:day, :since, :user) USING TTL 31536000";

    /// A row of `logins_by_day` to write. What is unset stays as it is in the table.
    #[derive(Clone, Debug, ::scylla::SerializeRow)]
    pub struct Insert {
        /// `day date`, partition key
        pub day: ::scylla::value::CqlDate,
        /// `since timestamp`, clustering key
        pub since: ::scylla::value::CqlTimestamp,
        /// `user text`, clustering key
        pub user: String,
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

    /// Where is a user logged in, latest first?
    pub async fn sessions_by_user(&self, params: &sessions_by_user::Params) -> Result<::scylla::client::pager::TypedRowStream<sessions_by_user::Row>, QueryError> {
        driver::stream(self, 0, params).await
    }

    /// Query latest\_session.
    pub async fn latest_session(&self, params: &latest_session::Params) -> Result<::scylla::client::pager::TypedRowStream<latest_session::Row>, QueryError> {
        driver::stream(self, 1, params).await
    }

    /// Whose session is this?
    pub async fn session_by_token(&self, params: &session_by_token::Params) -> Result<Option<session_by_token::Row>, QueryError> {
        driver::one(self, 2, params).await
    }

    /// Query logins\_by\_day.
    pub async fn logins_by_day(&self, params: &logins_by_day::Params) -> Result<::scylla::client::pager::TypedRowStream<logins_by_day::Row>, QueryError> {
        driver::stream(self, 3, params).await
    }

    /// Writes a row of `sessions_by_user`.
    pub async fn insert_sessions_by_user(&self, row: &sessions_by_user::Insert) -> Result<(), QueryError> {
        driver::write(self, 4, row).await
    }

    /// Writes the static columns of a partition of `sessions_by_user`.
    pub async fn insert_static_sessions_by_user(&self, row: &sessions_by_user::InsertStatic) -> Result<(), QueryError> {
        driver::write(self, 5, row).await
    }

    /// Writes a row of `session_by_token`.
    pub async fn insert_session_by_token(&self, row: &session_by_token::Insert) -> Result<(), QueryError> {
        driver::write(self, 6, row).await
    }

    /// Writes a row of `logins_by_day`.
    pub async fn insert_logins_by_day(&self, row: &logins_by_day::Insert) -> Result<(), QueryError> {
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
        Statement { query: "sessions_by_user", cql: super::sessions_by_user::SELECT, consistency: None, idempotent: true, page_size: None },
        Statement { query: "latest_session", cql: super::latest_session::SELECT, consistency: None, idempotent: true, page_size: None },
        Statement { query: "session_by_token", cql: super::session_by_token::SELECT, consistency: None, idempotent: true, page_size: None },
        Statement { query: "logins_by_day", cql: super::logins_by_day::SELECT, consistency: None, idempotent: true, page_size: None },
        Statement { query: "insert into sessions_by_user", cql: super::sessions_by_user::INSERT, consistency: None, idempotent: true, page_size: None },
        Statement { query: "insert static columns into sessions_by_user", cql: super::sessions_by_user::INSERT_STATIC, consistency: None, idempotent: true, page_size: None },
        Statement { query: "insert into session_by_token", cql: super::session_by_token::INSERT, consistency: None, idempotent: true, page_size: None },
        Statement { query: "insert into logins_by_day", cql: super::logins_by_day::INSERT, consistency: None, idempotent: true, page_size: None },
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
