// Made by modeler from queries.yaml; do not edit: change the model and run `modeler generate`.
// Crates: scylla 1.9. Document it where it is included: `/// …` above `pub mod rows;`.

/// Which sections of this shelf are there, in order of their numbers?
#[rustfmt::skip]
pub mod sections {
    /// The name of the query.
    pub const NAME: &str = "sections";

    /// The statement that answers it.
    ///
    /// ```text
    /// SELECT section, document, title FROM documents.sections WHERE shelf = :shelf
    /// ```
    pub const SELECT: &str = "SELECT section, document, title FROM documents.sections WHERE shelf = :shelf";

    /// What the query is asked with.
    #[derive(Clone, Debug, PartialEq, ::scylla::SerializeRow)]
    pub struct Params {
        /// `shelf text`
        pub shelf: String,
    }

    /// A row of the answer.
    #[derive(Clone, Debug, PartialEq, ::scylla::DeserializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Row {
        /// `section frozen<list<int>>`, clustering key
        pub section: Vec<i32>,
        /// `document int`, clustering key
        pub document: i32,
        /// `title text`
        pub title: Option<String>,
    }

    /// The statement that writes a row of `sections`.
    ///
    /// ```text
    /// INSERT INTO documents.sections (shelf, section, document, title) VALUES (:shelf, :section, :document, :title)
    /// ```
    pub const INSERT: &str = "INSERT INTO documents.sections (shelf, section, document, title) VALUES (:shelf, :section, :document, :title)";

    /// A row of `sections` to write. What is unset stays as it is in the table.
    #[derive(Clone, Debug, ::scylla::SerializeRow)]
    pub struct Insert {
        /// `shelf text`, partition key
        pub shelf: String,
        /// `section frozen<list<int>>`, clustering key
        pub section: Vec<i32>,
        /// `document int`, clustering key
        pub document: i32,
        /// `title text`
        pub title: ::scylla::value::MaybeUnset<String>,
    }
}

/// Which sections come from this one on, up to that one, backwards?
#[rustfmt::skip]
pub mod sections_from {
    /// The name of the query.
    pub const NAME: &str = "sections_from";

    /// The statement that answers it.
    ///
    /// ```text
    /// SELECT section, document FROM documents.sections WHERE shelf = :shelf AND section >= :since AND section < :before ORDER BY section DESC
    /// ```
    pub const SELECT: &str = "SELECT section, document FROM documents.sections WHERE shelf = :shelf AND section >= :since AND section < :before ORDER BY section DESC";

    /// What the query is asked with.
    #[derive(Clone, Debug, PartialEq, ::scylla::SerializeRow)]
    pub struct Params {
        /// `shelf text`
        pub shelf: String,
        /// `since frozen<list<int>>`
        pub since: Vec<i32>,
        /// `before frozen<list<int>>`
        pub before: Vec<i32>,
    }

    /// A row of the answer.
    #[derive(Clone, Debug, PartialEq, ::scylla::DeserializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Row {
        /// `section frozen<list<int>>`, clustering key
        pub section: Vec<i32>,
        /// `document int`, clustering key
        pub document: i32,
    }
}

/// What is this section?
#[rustfmt::skip]
pub mod section {
    /// The name of the query.
    pub const NAME: &str = "section";

    /// The statement that answers it.
    ///
    /// ```text
    /// SELECT title FROM documents.sections WHERE shelf = :shelf AND section = :section AND document = :document
    /// ```
    pub const SELECT: &str = "SELECT title FROM documents.sections WHERE shelf = :shelf AND section = :section AND document = :document";

    /// What the query is asked with.
    #[derive(Clone, Debug, PartialEq, ::scylla::SerializeRow)]
    pub struct Params {
        /// `shelf text`
        pub shelf: String,
        /// `section frozen<list<int>>`
        pub section: Vec<i32>,
        /// `document int`
        pub document: i32,
    }

    /// A row of the answer.
    #[derive(Clone, Debug, PartialEq, ::scylla::DeserializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Row {
        /// `title text`
        pub title: Option<String>,
    }
}

/// Which documents have exactly these tags, by weights, the last first?
#[rustfmt::skip]
pub mod tagged {
    /// The name of the query.
    pub const NAME: &str = "tagged";

    /// The statement that answers it.
    ///
    /// ```text
    /// SELECT weights, document FROM documents.tagged WHERE tags = :tags
    /// ```
    pub const SELECT: &str = "SELECT weights, document FROM documents.tagged WHERE tags = :tags";

    /// What the query is asked with.
    #[derive(Clone, Debug, PartialEq, ::scylla::SerializeRow)]
    pub struct Params {
        /// `tags frozen<set<text>>`
        pub tags: Vec<String>,
    }

    /// A row of the answer.
    #[derive(Clone, Debug, PartialEq, ::scylla::DeserializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Row {
        /// `weights frozen<map<text, int>>`, clustering key, largest first
        pub weights: ::std::collections::BTreeMap<String, i32>,
        /// `document int`, clustering key
        pub document: i32,
    }

    /// The statement that writes a row of `tagged`.
    ///
    /// ```text
    /// INSERT INTO documents.tagged (tags, weights, document) VALUES (:tags, :weights, :document)
    /// ```
    pub const INSERT: &str = "INSERT INTO documents.tagged (tags, weights, document) VALUES (:tags, :weights, :document)";

    /// A row of `tagged` to write. What is unset stays as it is in the table.
    #[derive(Clone, Debug, ::scylla::SerializeRow)]
    pub struct Insert {
        /// `tags frozen<set<text>>`, partition key
        pub tags: Vec<String>,
        /// `weights frozen<map<text, int>>`, clustering key, largest first
        pub weights: ::std::collections::BTreeMap<String, i32>,
        /// `document int`, clustering key
        pub document: i32,
    }
}

/// Which documents have one of these sets of tags?
#[rustfmt::skip]
pub mod tagged_in {
    /// The name of the query.
    pub const NAME: &str = "tagged_in";

    /// The statement that answers it.
    ///
    /// ```text
    /// SELECT tags, document FROM documents.tagged WHERE tags IN :sets
    /// ```
    pub const SELECT: &str = "SELECT tags, document FROM documents.tagged WHERE tags IN :sets";

    /// What the query is asked with.
    #[derive(Clone, Debug, PartialEq, ::scylla::SerializeRow)]
    pub struct Params {
        /// `sets frozen<list<frozen<set<text>>>>`
        pub sets: Vec<Vec<String>>,
    }

    /// A row of the answer.
    #[derive(Clone, Debug, PartialEq, ::scylla::DeserializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Row {
        /// `tags frozen<set<text>>`, partition key
        pub tags: Vec<String>,
        /// `document int`, clustering key
        pub document: i32,
    }
}

/// Which of them have exactly these weights?
#[rustfmt::skip]
pub mod tagged_with_weights {
    /// The name of the query.
    pub const NAME: &str = "tagged_with_weights";

    /// The statement that answers it.
    ///
    /// ```text
    /// SELECT weights, document FROM documents.tagged WHERE tags = :tags AND weights IN :weights ORDER BY weights ASC
    /// ```
    pub const SELECT: &str = "SELECT weights, document FROM documents.tagged WHERE tags = :tags AND weights IN :weights ORDER BY weights ASC";

    /// What the query is asked with.
    #[derive(Clone, Debug, PartialEq, ::scylla::SerializeRow)]
    pub struct Params {
        /// `tags frozen<set<text>>`
        pub tags: Vec<String>,
        /// `weights frozen<list<frozen<map<text, int>>>>`
        pub weights: Vec<::std::collections::BTreeMap<String, i32>>,
    }

    /// A row of the answer.
    #[derive(Clone, Debug, PartialEq, ::scylla::DeserializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Row {
        /// `weights frozen<map<text, int>>`, clustering key, largest first
        pub weights: ::std::collections::BTreeMap<String, i32>,
        /// `document int`, clustering key
        pub document: i32,
    }
}

/// What lies in these places, in order of place and pages?
#[rustfmt::skip]
pub mod by_place {
    /// The name of the query.
    pub const NAME: &str = "by_place";

    /// The statement that answers it.
    ///
    /// ```text
    /// SELECT place, pages, embedding, document FROM documents.by_place WHERE shelf = :shelf
    /// ```
    pub const SELECT: &str = "SELECT place, pages, embedding, document FROM documents.by_place WHERE shelf = :shelf";

    /// What the query is asked with.
    #[derive(Clone, Debug, PartialEq, ::scylla::SerializeRow)]
    pub struct Params {
        /// `shelf text`
        pub shelf: String,
    }

    /// A row of the answer.
    #[derive(Clone, Debug, PartialEq, ::scylla::DeserializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Row {
        /// `place tuple<int, text>`, clustering key, largest first
        pub place: (Option<i32>, Option<String>),
        /// `pages frozen<span>`, clustering key
        pub pages: super::types::Span,
        /// `embedding vector<float, 2>`, clustering key, largest first
        pub embedding: Vec<f32>,
        /// `document int`, clustering key
        pub document: i32,
    }

    /// The statement that writes a row of `by_place`.
    ///
    /// ```text
    /// INSERT INTO documents.by_place (shelf, place, pages, embedding, document) VALUES (:shelf, :place, :pages, :embedding, :document)
    /// ```
    pub const INSERT: &str = "INSERT INTO documents.by_place (shelf, place, pages, embedding, document) VALUES (:shelf, :place, :pages, :embedding, :document)";

    /// A row of `by_place` to write. What is unset stays as it is in the table.
    #[derive(Clone, Debug, ::scylla::SerializeRow)]
    pub struct Insert {
        /// `shelf text`, partition key
        pub shelf: String,
        /// `place tuple<int, text>`, clustering key, largest first
        pub place: (Option<i32>, Option<String>),
        /// `pages frozen<span>`, clustering key
        pub pages: super::types::Span,
        /// `embedding vector<float, 2>`, clustering key, largest first
        pub embedding: Vec<f32>,
        /// `document int`, clustering key
        pub document: i32,
    }
}

/// What lies from here on within these pages?
#[rustfmt::skip]
pub mod at_place {
    /// The name of the query.
    pub const NAME: &str = "at_place";

    /// The statement that answers it.
    ///
    /// ```text
    /// SELECT pages, embedding, document FROM documents.by_place WHERE shelf = :shelf AND place = :place AND (pages, embedding) >= (:pages, :embedding)
    /// ```
    pub const SELECT: &str = "SELECT pages, embedding, document FROM documents.by_place WHERE shelf = :shelf AND place = :place AND (pages, embedding) >= (:pages, :embedding)";

    /// What the query is asked with.
    #[derive(Clone, Debug, PartialEq, ::scylla::SerializeRow)]
    pub struct Params {
        /// `shelf text`
        pub shelf: String,
        /// `place tuple<int, text>`
        pub place: (Option<i32>, Option<String>),
        /// `pages frozen<span>`
        pub pages: super::types::Span,
        /// `embedding vector<float, 2>`
        pub embedding: Vec<f32>,
    }

    /// A row of the answer.
    #[derive(Clone, Debug, PartialEq, ::scylla::DeserializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Row {
        /// `pages frozen<span>`, clustering key
        pub pages: super::types::Span,
        /// `embedding vector<float, 2>`, clustering key, largest first
        pub embedding: Vec<f32>,
        /// `document int`, clustering key
        pub document: i32,
    }
}

/// The user-defined types of the keyspace. A field that the server does not know yet is read as none.
#[rustfmt::skip]
pub mod types {
    /// The type `span`.
    #[derive(Clone, Debug, PartialEq, ::scylla::DeserializeValue, ::scylla::SerializeValue)]
    pub struct Span {
        /// `first int`
        #[scylla(allow_missing)]
        pub first: Option<i32>,
        /// `last int`
        #[scylla(allow_missing)]
        pub last: Option<i32>,
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

    /// Which sections of this shelf are there, in order of their numbers?
    pub async fn sections(&self, params: &sections::Params) -> Result<::scylla::client::pager::TypedRowStream<sections::Row>, QueryError> {
        driver::stream(self, 0, params).await
    }

    /// Which sections come from this one on, up to that one, backwards?
    pub async fn sections_from(&self, params: &sections_from::Params) -> Result<::scylla::client::pager::TypedRowStream<sections_from::Row>, QueryError> {
        driver::stream(self, 1, params).await
    }

    /// What is this section?
    pub async fn section(&self, params: &section::Params) -> Result<Option<section::Row>, QueryError> {
        driver::one(self, 2, params).await
    }

    /// Which documents have exactly these tags, by weights, the last first?
    pub async fn tagged(&self, params: &tagged::Params) -> Result<::scylla::client::pager::TypedRowStream<tagged::Row>, QueryError> {
        driver::stream(self, 3, params).await
    }

    /// Which documents have one of these sets of tags?
    pub async fn tagged_in(&self, params: &tagged_in::Params) -> Result<::scylla::client::pager::TypedRowStream<tagged_in::Row>, QueryError> {
        driver::stream(self, 4, params).await
    }

    /// Which of them have exactly these weights?
    pub async fn tagged_with_weights(&self, params: &tagged_with_weights::Params) -> Result<::scylla::client::pager::TypedRowStream<tagged_with_weights::Row>, QueryError> {
        driver::stream(self, 5, params).await
    }

    /// What lies in these places, in order of place and pages?
    pub async fn by_place(&self, params: &by_place::Params) -> Result<::scylla::client::pager::TypedRowStream<by_place::Row>, QueryError> {
        driver::stream(self, 6, params).await
    }

    /// What lies from here on within these pages?
    pub async fn at_place(&self, params: &at_place::Params) -> Result<::scylla::client::pager::TypedRowStream<at_place::Row>, QueryError> {
        driver::stream(self, 7, params).await
    }

    /// Writes a row of `sections`.
    pub async fn insert_sections(&self, row: &sections::Insert) -> Result<(), QueryError> {
        driver::write(self, 8, row).await
    }

    /// Writes a row of `tagged`.
    pub async fn insert_tagged(&self, row: &tagged::Insert) -> Result<(), QueryError> {
        driver::write(self, 9, row).await
    }

    /// Writes a row of `by_place`.
    pub async fn insert_by_place(&self, row: &by_place::Insert) -> Result<(), QueryError> {
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
        Statement { query: "sections", cql: super::sections::SELECT, consistency: None, idempotent: true, page_size: None },
        Statement { query: "sections_from", cql: super::sections_from::SELECT, consistency: None, idempotent: true, page_size: None },
        Statement { query: "section", cql: super::section::SELECT, consistency: None, idempotent: true, page_size: None },
        Statement { query: "tagged", cql: super::tagged::SELECT, consistency: None, idempotent: true, page_size: None },
        Statement { query: "tagged_in", cql: super::tagged_in::SELECT, consistency: None, idempotent: true, page_size: None },
        Statement { query: "tagged_with_weights", cql: super::tagged_with_weights::SELECT, consistency: None, idempotent: true, page_size: None },
        Statement { query: "by_place", cql: super::by_place::SELECT, consistency: None, idempotent: true, page_size: None },
        Statement { query: "at_place", cql: super::at_place::SELECT, consistency: None, idempotent: true, page_size: None },
        Statement { query: "insert into sections", cql: super::sections::INSERT, consistency: None, idempotent: true, page_size: None },
        Statement { query: "insert into tagged", cql: super::tagged::INSERT, consistency: None, idempotent: true, page_size: None },
        Statement { query: "insert into by_place", cql: super::by_place::INSERT, consistency: None, idempotent: true, page_size: None },
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
