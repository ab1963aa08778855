// Made by modeler from queries.yaml; do not edit: change the model and run `modeler generate`.
// Crates: scylla 1.9.

//! Typed access to the keyspace `profiles`: every query that `queries.yaml` declares, prepared once.
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
pub const KEYSPACE: &str = "profiles";

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

    /// Who is this user?
    ///
    /// Asks [`profile::SELECT`] by `user_id = :user_id`.
    ///
    /// # Errors
    /// What the server or the connection says; an answer that is not what the model says.
    pub async fn profile(&self, params: &profile::Params) -> Result<Option<profile::Row>, QueryError> {
        driver::one(self, 0, params).await
    }

    /// Writes a row of `profile`.
    ///
    /// # Errors
    /// What the server or the connection says.
    pub async fn insert_profile(&self, row: &profile::Insert<'_>) -> Result<(), QueryError> {
        driver::write(self, 3, row).await
    }

    /// From where did the user log in, latest first?
    ///
    /// Asks [`logins::SELECT`] by `user_id = :user_id`.
    ///
    /// # Errors
    /// What the server or the connection says; an answer that is not what the model says.
    pub async fn logins(&self, params: &logins::Params) -> Result<::scylla::client::pager::TypedRowStream<logins::Row>, QueryError> {
        driver::stream(self, 1, params).await
    }

    /// One page of [`Queries::logins`], and the state of the next if there is one; `PagingState::start()` asks for the first.
    ///
    /// # Errors
    /// Those of the query itself.
    pub async fn logins_page(&self, params: &logins::Params, state: ::scylla::response::PagingState) -> Result<(Vec<logins::Row>, Option<::scylla::response::PagingState>), QueryError> {
        driver::page(self, 1, params, state).await
    }

    /// Writes a row of `logins`.
    ///
    /// # Errors
    /// What the server or the connection says.
    pub async fn insert_logins(&self, row: &logins::Insert<'_>) -> Result<(), QueryError> {
        driver::write(self, 4, row).await
    }

    /// Writes the static columns of a partition of `logins`.
    ///
    /// # Errors
    /// What the server or the connection says.
    pub async fn insert_static_logins(&self, row: &logins::InsertStatic<'_>) -> Result<(), QueryError> {
        driver::write(self, 5, row).await
    }

    /// Query logins\_count.
    ///
    /// Asks [`logins_count::SELECT`] by `user_id = :user_id, seen_at > :since`.
    ///
    /// # Errors
    /// What the server or the connection says; an answer that is not what the model says.
    pub async fn logins_count(&self, params: &logins_count::Params) -> Result<i64, QueryError> {
        driver::count(self, 2, params).await
    }
}

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
    #[derive(Clone, Copy, Debug, PartialEq, ::scylla::SerializeRow)]
    #[scylla(flavor = "enforce_order")]
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

    /// A row of `profile`, to write. What is unset stays as it is in the table; nothing here writes a null.
    #[derive(Clone, Copy, Debug, ::scylla::SerializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Insert<'a> {
        /// `user_id timeuuid`, partition key
        pub user_id: ::scylla::value::CqlTimeuuid,
        /// `name text`
        pub name: ::scylla::value::MaybeUnset<&'a str>,
        /// `contact contact`
        pub contact: ::scylla::value::MaybeUnset<&'a super::types::Contact>,
        /// `visits map<date, int>`
        pub visits: ::scylla::value::MaybeUnset<&'a ::scylla::value::CqlValue>,
        /// `seen_from set<inet>`
        pub seen_from: ::scylla::value::MaybeUnset<&'a [::std::net::IpAddr]>,
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
    #[derive(Clone, Copy, Debug, PartialEq, ::scylla::SerializeRow)]
    #[scylla(flavor = "enforce_order")]
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

    /// A row of `logins`, to write. What is unset stays as it is in the table; nothing here writes a null.
    #[derive(Clone, Copy, Debug, ::scylla::SerializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Insert<'a> {
        /// `user_id timeuuid`, partition key
        pub user_id: ::scylla::value::CqlTimeuuid,
        /// `seen_at timestamp`, clustering key
        pub seen_at: ::scylla::value::CqlTimestamp,
        /// `device tuple<text, frozen<map<text, text>>>`
        pub device: ::scylla::value::MaybeUnset<&'a (Option<String>, Option<::std::collections::BTreeMap<String, String>>)>,
    }

    /// The statement that writes the static columns of a partition of `logins`.
    ///
    /// ```text
    /// INSERT INTO profiles.logins (user_id, name) VALUES (:user_id, :name)
    /// ```
    pub const INSERT_STATIC: &str = "INSERT INTO profiles.logins (user_id, name) VALUES (:user_id, :name)";

    /// The static columns of a partition of `logins`, to write. What is unset stays as it is in the table; nothing here writes a null.
    #[derive(Clone, Copy, Debug, ::scylla::SerializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct InsertStatic<'a> {
        /// `user_id timeuuid`, partition key
        pub user_id: ::scylla::value::CqlTimeuuid,
        /// `name text`, one for the whole partition
        pub name: ::scylla::value::MaybeUnset<&'a str>,
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
    #[derive(Clone, Copy, Debug, PartialEq, ::scylla::SerializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Params {
        /// `user_id timeuuid`
        pub user_id: ::scylla::value::CqlTimeuuid,
        /// `since timestamp`
        pub since: ::scylla::value::CqlTimestamp,
    }
}

/// The types of the keyspace: user-defined ones, of which fields that the server has beyond these are left alone, and
/// newtypes, which keep keys apart.
#[rustfmt::skip]
pub mod types {
    /// The type `contact`.
    #[derive(Clone, Debug, PartialEq, ::scylla::DeserializeValue, ::scylla::SerializeValue)]
    pub struct Contact {
        /// `email text`
        pub email: Option<String>,
        /// `phones frozen<list<text>>`
        pub phones: Option<Vec<String>>,
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
        Statement { query: "profile", cql: super::profile::SELECT, keyspace_at: 45, consistency: Some(Consistency::Quorum), idempotent: true, counts: false, appends: false, page_size: None },
        Statement { query: "logins", cql: super::logins::SELECT, keyspace_at: 34, consistency: None, idempotent: false, counts: false, appends: false, page_size: None },
        Statement { query: "logins_count", cql: super::logins_count::SELECT, keyspace_at: 21, consistency: None, idempotent: true, counts: false, appends: false, page_size: None },
        Statement { query: "insert into profile", cql: super::profile::INSERT, keyspace_at: 12, consistency: None, idempotent: true, counts: false, appends: false, page_size: None },
        Statement { query: "insert into logins", cql: super::logins::INSERT, keyspace_at: 12, consistency: None, idempotent: true, counts: false, appends: false, page_size: None },
        Statement { query: "insert static columns into logins", cql: super::logins::INSERT_STATIC, keyspace_at: 12, consistency: None, idempotent: true, counts: false, appends: false, page_size: None },
    ];

    /// The keyspace as the statements name it.
    const KEYSPACE: &str = "profiles";

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
