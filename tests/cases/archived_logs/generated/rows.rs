// Made by modeler from queries.yaml; do not edit: change the model and run `modeler generate`.
// Crates: scylla 1.9. Document it where it is included: `/// …` above `pub mod rows;`.

/// What did this device log in this month, the worst of each day first?
#[rustfmt::skip]
pub mod lines {
    /// The name of the query.
    pub const NAME: &str = "lines";

    /// The statement that answers it.
    ///
    /// ```text
    /// SELECT day, level, at, line, took, code, message, happened FROM logs.lines WHERE device = :device AND month = :month
    /// ```
    pub const SELECT: &str = "SELECT day, level, at, line, took, code, message, happened FROM logs.lines WHERE device = :device AND month = :month";

    /// What the query is asked with.
    #[derive(Clone, Debug, PartialEq, ::scylla::SerializeRow)]
    pub struct Params {
        /// `device blob`
        pub device: Vec<u8>,
        /// `month text`
        pub month: String,
    }

    /// A row of the answer.
    #[derive(Clone, Debug, PartialEq, ::scylla::DeserializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Row {
        /// `day date`, clustering key
        pub day: ::scylla::value::CqlDate,
        /// `level tinyint`, clustering key, largest first
        pub level: i8,
        /// `at time`, clustering key
        pub at: ::scylla::value::CqlTime,
        /// `line bigint`, clustering key, largest first
        pub line: i64,
        /// `took duration`
        pub took: Option<::scylla::value::CqlDuration>,
        /// `code varint`
        pub code: Option<::scylla::value::CqlVarint>,
        /// `message text`
        pub message: Option<String>,
        /// `happened timestamp`
        pub happened: Option<::scylla::value::CqlTimestamp>,
    }

    /// The statement that writes a row of `lines`.
    ///
    /// ```text
    /// INSERT INTO logs.lines (device, month, day, level, at, line, took, code, message, happened) VALUES (:device, :month, :day, :level, :at, :line, :took, :code, :message, :happened)
    /// ```
    pub const INSERT: &str = "INSERT INTO logs.lines (device, month, day, level, at, line, took, code, message, happened) VALUES (:device, :month, :day, :level, :at, :line, :took, :code, :message, :happened)";

    /// A row of `lines` to write. What is unset stays as it is in the table.
    #[derive(Clone, Debug, ::scylla::SerializeRow)]
    pub struct Insert {
        /// `device blob`, partition key
        pub device: Vec<u8>,
        /// `month text`, partition key
        pub month: String,
        /// `day date`, clustering key
        pub day: ::scylla::value::CqlDate,
        /// `level tinyint`, clustering key, largest first
        pub level: i8,
        /// `at time`, clustering key
        pub at: ::scylla::value::CqlTime,
        /// `line bigint`, clustering key, largest first
        pub line: i64,
        /// `took duration`
        pub took: ::scylla::value::MaybeUnset<::scylla::value::CqlDuration>,
        /// `code varint`
        pub code: ::scylla::value::MaybeUnset<::scylla::value::CqlVarint>,
        /// `message text`
        pub message: ::scylla::value::MaybeUnset<String>,
        /// `happened timestamp`
        pub happened: ::scylla::value::MaybeUnset<::scylla::value::CqlTimestamp>,
    }
}

/// What did it log from this line on?
#[rustfmt::skip]
pub mod lines_from {
    /// The name of the query.
    pub const NAME: &str = "lines_from";

    /// The statement that answers it.
    ///
    /// ```text
    /// SELECT at, line, message FROM logs.lines WHERE device = :device AND month = :month AND day = :day AND level = :level AND (at, line) >= (:at, :line) AND (at, line) < (:end_at, :end_line) ORDER BY day DESC, level ASC, at DESC, line ASC LIMIT 3
    /// ```
    pub const SELECT: &str = "SELECT at, line, message FROM logs.lines WHERE device = :device AND month = :month AND day = :day AND level = :level AND (at, line) >= (:at, :line) AND (at, line) < (:end_at, :end_line) ORDER BY day DESC, level ASC, at DESC, line ASC LIMIT 3";

    /// What the query is asked with.
    #[derive(Clone, Debug, PartialEq, ::scylla::SerializeRow)]
    pub struct Params {
        /// `device blob`
        pub device: Vec<u8>,
        /// `month text`
        pub month: String,
        /// `day date`
        pub day: ::scylla::value::CqlDate,
        /// `level tinyint`
        pub level: i8,
        /// `at time`
        pub at: ::scylla::value::CqlTime,
        /// `line bigint`
        pub line: i64,
        /// `end_at time`
        pub end_at: ::scylla::value::CqlTime,
        /// `end_line bigint`
        pub end_line: i64,
    }

    /// A row of the answer.
    #[derive(Clone, Debug, PartialEq, ::scylla::DeserializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Row {
        /// `at time`, clustering key
        pub at: ::scylla::value::CqlTime,
        /// `line bigint`, clustering key, largest first
        pub line: i64,
        /// `message text`
        pub message: Option<String>,
    }
}

/// Which lines of these days were of these levels?
#[rustfmt::skip]
pub mod worst_lines {
    /// The name of the query.
    pub const NAME: &str = "worst_lines";

    /// The statement that answers it.
    ///
    /// ```text
    /// SELECT day, level, line FROM logs.lines WHERE device = :device AND month = :month AND day IN :days AND level IN :levels PER PARTITION LIMIT 4
    /// ```
    pub const SELECT: &str = "SELECT day, level, line FROM logs.lines WHERE device = :device AND month = :month AND day IN :days AND level IN :levels PER PARTITION LIMIT 4";

    /// What the query is asked with.
    #[derive(Clone, Debug, PartialEq, ::scylla::SerializeRow)]
    pub struct Params {
        /// `device blob`
        pub device: Vec<u8>,
        /// `month text`
        pub month: String,
        /// `days frozen<list<date>>`
        pub days: Vec<::scylla::value::CqlDate>,
        /// `levels frozen<list<tinyint>>`
        pub levels: Vec<i8>,
    }

    /// A row of the answer.
    #[derive(Clone, Debug, PartialEq, ::scylla::DeserializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Row {
        /// `day date`, clustering key
        pub day: ::scylla::value::CqlDate,
        /// `level tinyint`, clustering key, largest first
        pub level: i8,
        /// `line bigint`, clustering key, largest first
        pub line: i64,
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

    /// What did this device log in this month, the worst of each day first?
    pub async fn lines(&self, params: &lines::Params) -> Result<::scylla::client::pager::TypedRowStream<lines::Row>, QueryError> {
        driver::stream(self, 0, params).await
    }

    /// What did it log from this line on?
    pub async fn lines_from(&self, params: &lines_from::Params) -> Result<::scylla::client::pager::TypedRowStream<lines_from::Row>, QueryError> {
        driver::stream(self, 1, params).await
    }

    /// Which lines of these days were of these levels?
    pub async fn worst_lines(&self, params: &worst_lines::Params) -> Result<::scylla::client::pager::TypedRowStream<worst_lines::Row>, QueryError> {
        driver::stream(self, 2, params).await
    }

    /// Writes a row of `lines`.
    pub async fn insert_lines(&self, row: &lines::Insert) -> Result<(), QueryError> {
        driver::write(self, 3, row).await
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
        Statement { query: "lines", cql: super::lines::SELECT, consistency: None, idempotent: true, page_size: None },
        Statement { query: "lines_from", cql: super::lines_from::SELECT, consistency: None, idempotent: true, page_size: None },
        Statement { query: "worst_lines", cql: super::worst_lines::SELECT, consistency: None, idempotent: true, page_size: None },
        Statement { query: "insert into lines", cql: super::lines::INSERT, consistency: None, idempotent: true, page_size: None },
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
}
