// Made by modeler from queries.yaml; do not edit: change the model and run `modeler generate`.
// Crates: scylla 1.9. Document it where it is included: `/// …` above `pub mod rows;`.

/// Who is this user?
#[rustfmt::skip]
pub mod profile {
    /// The name of the query.
    pub const NAME: &str = "profile";

    /// The statement that answers it.
    ///
    /// ```text
    /// SELECT name, contact, visits, seen_from FROM profiles.profile WHERE user_id = :user_id
    /// ```
    pub const SELECT: &str = "SELECT name, contact, visits, seen_from FROM profiles.profile WHERE user_id = :user_id";

    /// What the query is asked with.
    #[derive(Clone, Debug, PartialEq, ::scylla::SerializeRow)]
    pub struct Params {
        /// `user_id timeuuid`
        pub user_id: ::scylla::value::CqlTimeuuid,
    }

    /// A row of the answer.
    #[derive(Clone, Debug, PartialEq, ::scylla::DeserializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Row {
        /// `name text`
        pub name: Option<String>,
        /// `contact contact`
        pub contact: Option<super::types::Contact>,
        /// `visits map<date, int>`
        pub visits: Option<::scylla::value::CqlValue>,
        /// `seen_from set<inet>`
        pub seen_from: Vec<::std::net::IpAddr>,
    }

    /// The statement that writes a row of `profile`.
    ///
    /// ```text
    /// INSERT INTO profiles.profile (user_id, name, contact, visits, seen_from) VALUES (:user_id, :name, :contact, :visits, :seen_from)
    /// ```
    pub const INSERT: &str = "INSERT INTO profiles.profile (user_id, name, contact, visits, seen_from) VALUES (:user_id, :name, :contact, :visits, :seen_from)";

    /// A row of `profile` to write. What is unset stays as it is in the table.
    #[derive(Clone, Debug, ::scylla::SerializeRow)]
    pub struct Insert {
        /// `user_id timeuuid`, partition key
        pub user_id: ::scylla::value::CqlTimeuuid,
        /// `name text`
        pub name: ::scylla::value::MaybeUnset<String>,
        /// `contact contact`
        pub contact: ::scylla::value::MaybeUnset<super::types::Contact>,
        /// `visits map<date, int>`
        pub visits: ::scylla::value::MaybeUnset<::scylla::value::CqlValue>,
        /// `seen_from set<inet>`
        pub seen_from: ::scylla::value::MaybeUnset<Vec<::std::net::IpAddr>>,
    }
}

/// From where did the user log in, latest first?
#[rustfmt::skip]
pub mod logins {
    /// The name of the query.
    pub const NAME: &str = "logins";

    /// The statement that answers it.
    ///
    /// ```text
    /// SELECT seen_at, device, name FROM profiles.logins WHERE user_id = :user_id LIMIT 20
    /// ```
    pub const SELECT: &str = "SELECT seen_at, device, name FROM profiles.logins WHERE user_id = :user_id LIMIT 20";

    /// What the query is asked with.
    #[derive(Clone, Debug, PartialEq, ::scylla::SerializeRow)]
    pub struct Params {
        /// `user_id timeuuid`
        pub user_id: ::scylla::value::CqlTimeuuid,
    }

    /// A row of the answer.
    #[derive(Clone, Debug, PartialEq, ::scylla::DeserializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Row {
        /// `seen_at timestamp`, clustering key, largest first
        pub seen_at: Option<::scylla::value::CqlTimestamp>,
        /// `device tuple<text, frozen<map<text, text>>>`
        pub device: Option<(Option<String>, Option<::std::collections::BTreeMap<String, String>>)>,
        /// `name text`, one for the whole partition
        pub name: Option<String>,
    }

    /// The statement that writes a row of `logins`.
    ///
    /// ```text
    /// INSERT INTO profiles.logins (user_id, seen_at, device) VALUES (:user_id, :seen_at, :device)
    /// ```
    pub const INSERT: &str = "INSERT INTO profiles.logins (user_id, seen_at, device) VALUES (:user_id, :seen_at, :device)";

    /// A row of `logins` to write. What is unset stays as it is in the table.
    #[derive(Clone, Debug, ::scylla::SerializeRow)]
    pub struct Insert {
        /// `user_id timeuuid`, partition key
        pub user_id: ::scylla::value::CqlTimeuuid,
        /// `seen_at timestamp`, clustering key, largest first
        pub seen_at: ::scylla::value::CqlTimestamp,
        /// `device tuple<text, frozen<map<text, text>>>`
        pub device: ::scylla::value::MaybeUnset<(Option<String>, Option<::std::collections::BTreeMap<String, String>>)>,
    }

    /// The statement that writes the static columns of a partition of `logins`.
    ///
    /// ```text
    /// INSERT INTO profiles.logins (user_id, name) VALUES (:user_id, :name)
    /// ```
    pub const INSERT_STATIC: &str = "INSERT INTO profiles.logins (user_id, name) VALUES (:user_id, :name)";

    /// The static columns of a partition of `logins` to write. What is unset stays as it is in the table.
    #[derive(Clone, Debug, ::scylla::SerializeRow)]
    pub struct InsertStatic {
        /// `user_id timeuuid`, partition key
        pub user_id: ::scylla::value::CqlTimeuuid,
        /// `name text`, one for the whole partition
        pub name: ::scylla::value::MaybeUnset<String>,
    }
}

/// Query logins\_count.
#[rustfmt::skip]
pub mod logins_count {
    /// The name of the query.
    pub const NAME: &str = "logins_count";

    /// The statement that answers it.
    ///
    /// ```text
    /// SELECT count(*) FROM profiles.logins WHERE user_id = :user_id AND seen_at > :since
    /// ```
    pub const SELECT: &str = "SELECT count(*) FROM profiles.logins WHERE user_id = :user_id AND seen_at > :since";

    /// What the query is asked with.
    #[derive(Clone, Debug, PartialEq, ::scylla::SerializeRow)]
    pub struct Params {
        /// `user_id timeuuid`
        pub user_id: ::scylla::value::CqlTimeuuid,
        /// `since timestamp`
        pub since: ::scylla::value::CqlTimestamp,
    }
}

/// The user-defined types of the keyspace. A field that the server does not know yet is read as none.
#[rustfmt::skip]
pub mod types {
    /// The type `contact`.
    #[derive(Clone, Debug, PartialEq, ::scylla::DeserializeValue, ::scylla::SerializeValue)]
    pub struct Contact {
        /// `email text`
        #[scylla(allow_missing)]
        pub email: Option<String>,
        /// `phones frozen<list<text>>`
        #[scylla(allow_missing)]
        pub phones: Option<Vec<String>>,
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

    /// Who is this user?
    pub async fn profile(&self, params: &profile::Params) -> Result<Option<profile::Row>, QueryError> {
        driver::one(self, 0, params).await
    }

    /// From where did the user log in, latest first?
    pub async fn logins(&self, params: &logins::Params) -> Result<::scylla::client::pager::TypedRowStream<logins::Row>, QueryError> {
        driver::stream(self, 1, params).await
    }

    /// Query logins\_count.
    pub async fn logins_count(&self, params: &logins_count::Params) -> Result<i64, QueryError> {
        driver::count(self, 2, params).await
    }

    /// Writes a row of `profile`.
    pub async fn insert_profile(&self, row: &profile::Insert) -> Result<(), QueryError> {
        driver::write(self, 3, row).await
    }

    /// Writes a row of `logins`.
    pub async fn insert_logins(&self, row: &logins::Insert) -> Result<(), QueryError> {
        driver::write(self, 4, row).await
    }

    /// Writes the static columns of a partition of `logins`.
    pub async fn insert_static_logins(&self, row: &logins::InsertStatic) -> Result<(), QueryError> {
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
        Statement { query: "profile", cql: super::profile::SELECT, consistency: Some(Consistency::Quorum), idempotent: true, page_size: None },
        Statement { query: "logins", cql: super::logins::SELECT, consistency: None, idempotent: false, page_size: None },
        Statement { query: "logins_count", cql: super::logins_count::SELECT, consistency: None, idempotent: true, page_size: None },
        Statement { query: "insert into profile", cql: super::profile::INSERT, consistency: None, idempotent: true, page_size: None },
        Statement { query: "insert into logins", cql: super::logins::INSERT, consistency: None, idempotent: true, page_size: None },
        Statement { query: "insert static columns into logins", cql: super::logins::INSERT_STATIC, consistency: None, idempotent: true, page_size: None },
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
