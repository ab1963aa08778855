// Made by modeler from queries.yaml; do not edit: change the model and run `modeler generate`.
// Crates: scylla 1.9, uuid 1. Document it where it is included: `/// …` above `pub mod rows;`.

/// What is known of this parcel?
#[rustfmt::skip]
pub mod parcel {
    /// The name of the query.
    pub const NAME: &str = "parcel";

    /// The statement that answers it.
    ///
    /// ```text
    /// SELECT weight, sent, fragile, items, note FROM parcels.parcel WHERE parcel = :parcel
    /// ```
    pub const SELECT: &str = "SELECT weight, sent, fragile, items, note FROM parcels.parcel WHERE parcel = :parcel";

    /// What the query is asked with.
    #[derive(Clone, Debug, PartialEq, ::scylla::SerializeRow)]
    pub struct Params {
        /// `parcel uuid`
        pub parcel: ::uuid::Uuid,
    }

    /// A row of the answer.
    #[derive(Clone, Debug, PartialEq, ::scylla::DeserializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Row {
        /// `weight decimal`
        pub weight: Option<::scylla::value::CqlDecimal>,
        /// `sent timestamp`
        pub sent: Option<::scylla::value::CqlTimestamp>,
        /// `fragile boolean`
        pub fragile: Option<bool>,
        /// `items list<int>`
        pub items: Vec<i32>,
        /// `note text`
        pub note: Option<String>,
    }

    /// The statement that writes a row of `parcel`.
    ///
    /// ```text
    /// INSERT INTO parcels.parcel (parcel, weight, sent, fragile, items, note) VALUES (:parcel, :weight, :sent, :fragile, :items, :note)
    /// ```
    pub const INSERT: &str = "INSERT INTO parcels.parcel (parcel, weight, sent, fragile, items, note) VALUES (:parcel, :weight, :sent, :fragile, :items, :note)";

    /// A row of `parcel` to write. What is unset stays as it is in the table.
    #[derive(Clone, Debug, ::scylla::SerializeRow)]
    pub struct Insert {
        /// `parcel uuid`, partition key
        pub parcel: ::uuid::Uuid,
        /// `weight decimal`
        pub weight: ::scylla::value::MaybeUnset<::scylla::value::CqlDecimal>,
        /// `sent timestamp`
        pub sent: ::scylla::value::MaybeUnset<::scylla::value::CqlTimestamp>,
        /// `fragile boolean`
        pub fragile: ::scylla::value::MaybeUnset<bool>,
        /// `items list<int>`
        pub items: ::scylla::value::MaybeUnset<Vec<i32>>,
        /// `note text`
        pub note: ::scylla::value::MaybeUnset<String>,
    }
}

/// What was sent from this depot, the heaviest first?
#[rustfmt::skip]
pub mod parcels_of_depot {
    /// The name of the query.
    pub const NAME: &str = "parcels_of_depot";

    /// The statement that answers it.
    ///
    /// ```text
    /// SELECT weight, note FROM parcels.parcels_of_depot WHERE depot = :depot
    /// ```
    pub const SELECT: &str = "SELECT weight, note FROM parcels.parcels_of_depot WHERE depot = :depot";

    /// What the query is asked with.
    #[derive(Clone, Debug, PartialEq, ::scylla::SerializeRow)]
    pub struct Params {
        /// `depot tinyint`
        pub depot: i8,
    }

    /// A row of the answer.
    #[derive(Clone, Debug, PartialEq, ::scylla::DeserializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Row {
        /// `weight decimal`, clustering key, largest first
        pub weight: ::scylla::value::CqlDecimal,
        /// `note text`
        pub note: Option<String>,
    }

    /// The statement that writes a row of `parcels_of_depot`.
    ///
    /// ```text
    /// INSERT INTO parcels.parcels_of_depot (depot, weight, parcel, note) VALUES (:depot, :weight, :parcel, :note)
    /// ```
    pub const INSERT: &str = "INSERT INTO parcels.parcels_of_depot (depot, weight, parcel, note) VALUES (:depot, :weight, :parcel, :note)";

    /// A row of `parcels_of_depot` to write. What is unset stays as it is in the table.
    #[derive(Clone, Debug, ::scylla::SerializeRow)]
    pub struct Insert {
        /// `depot tinyint`, partition key
        pub depot: i8,
        /// `weight decimal`, clustering key, largest first
        pub weight: ::scylla::value::CqlDecimal,
        /// `parcel uuid`, clustering key
        pub parcel: ::uuid::Uuid,
        /// `note text`
        pub note: ::scylla::value::MaybeUnset<String>,
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

    /// What is known of this parcel?
    pub async fn parcel(&self, params: &parcel::Params) -> Result<Option<parcel::Row>, QueryError> {
        driver::one(self, 0, params).await
    }

    /// What was sent from this depot, the heaviest first?
    pub async fn parcels_of_depot(&self, params: &parcels_of_depot::Params) -> Result<::scylla::client::pager::TypedRowStream<parcels_of_depot::Row>, QueryError> {
        driver::stream(self, 1, params).await
    }

    /// Writes a row of `parcel`.
    pub async fn insert_parcel(&self, row: &parcel::Insert) -> Result<(), QueryError> {
        driver::write(self, 2, row).await
    }

    /// Writes a row of `parcels_of_depot`.
    pub async fn insert_parcels_of_depot(&self, row: &parcels_of_depot::Insert) -> Result<(), QueryError> {
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
        Statement { query: "parcel", cql: super::parcel::SELECT, consistency: None, idempotent: true, page_size: None },
        Statement { query: "parcels_of_depot", cql: super::parcels_of_depot::SELECT, consistency: None, idempotent: true, page_size: None },
        Statement { query: "insert into parcel", cql: super::parcel::INSERT, consistency: None, idempotent: true, page_size: None },
        Statement { query: "insert into parcels_of_depot", cql: super::parcels_of_depot::INSERT, consistency: None, idempotent: true, page_size: None },
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
