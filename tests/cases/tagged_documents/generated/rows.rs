// Made by modeler from queries.yaml; do not edit: change the model and run `modeler generate`.
// Crates: scylla 1.9.

//! Typed access to the keyspace `documents`: every query that `queries.yaml` declares, prepared once.
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
pub const KEYSPACE: &str = "documents";

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

    /// Which sections of this shelf are there, in order of their numbers?
    ///
    /// Asks [`sections::SELECT`] by `shelf = :shelf`.
    ///
    /// # Errors
    /// What the server or the connection says; an answer that is not what the model says.
    pub async fn sections(&self, params: &sections::Params<'_>) -> Result<::scylla::client::pager::TypedRowStream<sections::Row>, QueryError> {
        driver::stream(self, 0, params).await
    }

    /// One page of [`Queries::sections`], and the state of the next if there is one; `PagingState::start()` asks for the first.
    ///
    /// # Errors
    /// Those of the query itself.
    pub async fn sections_page(&self, params: &sections::Params<'_>, state: ::scylla::response::PagingState) -> Result<(Vec<sections::Row>, Option<::scylla::response::PagingState>), QueryError> {
        driver::page(self, 0, params, state).await
    }

    /// Writes a row of `sections`.
    ///
    /// # Errors
    /// What the server or the connection says.
    pub async fn insert_sections(&self, row: &sections::Insert<'_>) -> Result<(), QueryError> {
        driver::write(self, 8, row).await
    }

    /// Which sections come from this one on, up to that one, backwards?
    ///
    /// Asks [`sections_from::SELECT`] by `shelf = :shelf, section >= :since, section < :before`.
    ///
    /// # Errors
    /// What the server or the connection says; an answer that is not what the model says.
    pub async fn sections_from(&self, params: &sections_from::Params<'_>) -> Result<::scylla::client::pager::TypedRowStream<sections_from::Row>, QueryError> {
        driver::stream(self, 1, params).await
    }

    /// One page of [`Queries::sections_from`], and the state of the next if there is one; `PagingState::start()` asks for the first.
    ///
    /// # Errors
    /// Those of the query itself.
    pub async fn sections_from_page(&self, params: &sections_from::Params<'_>, state: ::scylla::response::PagingState) -> Result<(Vec<sections_from::Row>, Option<::scylla::response::PagingState>), QueryError> {
        driver::page(self, 1, params, state).await
    }

    /// What is this section?
    ///
    /// Asks [`section::SELECT`] by `shelf = :shelf, section = :section, document = :document`.
    ///
    /// # Errors
    /// What the server or the connection says; an answer that is not what the model says.
    pub async fn section(&self, params: &section::Params<'_>) -> Result<Option<section::Row>, QueryError> {
        driver::one(self, 2, params).await
    }

    /// Which documents have exactly these tags, by weights, the last first?
    ///
    /// Asks [`tagged::SELECT`] by `tags = :tags`.
    ///
    /// # Errors
    /// What the server or the connection says; an answer that is not what the model says.
    pub async fn tagged(&self, params: &tagged::Params<'_>) -> Result<::scylla::client::pager::TypedRowStream<tagged::Row>, QueryError> {
        driver::stream(self, 3, params).await
    }

    /// One page of [`Queries::tagged`], and the state of the next if there is one; `PagingState::start()` asks for the first.
    ///
    /// # Errors
    /// Those of the query itself.
    pub async fn tagged_page(&self, params: &tagged::Params<'_>, state: ::scylla::response::PagingState) -> Result<(Vec<tagged::Row>, Option<::scylla::response::PagingState>), QueryError> {
        driver::page(self, 3, params, state).await
    }

    /// Writes a row of `tagged`.
    ///
    /// # Errors
    /// What the server or the connection says.
    pub async fn insert_tagged(&self, row: &tagged::Insert<'_>) -> Result<(), QueryError> {
        driver::write(self, 9, row).await
    }

    /// Which documents have one of these sets of tags?
    ///
    /// Asks [`tagged_in::SELECT`] by `tags IN :sets`.
    ///
    /// # Errors
    /// What the server or the connection says; an answer that is not what the model says.
    pub async fn tagged_in(&self, params: &tagged_in::Params<'_>) -> Result<::scylla::client::pager::TypedRowStream<tagged_in::Row>, QueryError> {
        driver::stream(self, 4, params).await
    }

    /// One page of [`Queries::tagged_in`], and the state of the next if there is one; `PagingState::start()` asks for the first.
    ///
    /// # Errors
    /// Those of the query itself.
    pub async fn tagged_in_page(&self, params: &tagged_in::Params<'_>, state: ::scylla::response::PagingState) -> Result<(Vec<tagged_in::Row>, Option<::scylla::response::PagingState>), QueryError> {
        driver::page(self, 4, params, state).await
    }

    /// Which of them have exactly these weights?
    ///
    /// Asks [`tagged_with_weights::SELECT`] by `tags = :tags, weights IN :weights`.
    ///
    /// # Errors
    /// What the server or the connection says; an answer that is not what the model says.
    pub async fn tagged_with_weights(&self, params: &tagged_with_weights::Params<'_>) -> Result<::scylla::client::pager::TypedRowStream<tagged_with_weights::Row>, QueryError> {
        driver::stream(self, 5, params).await
    }

    /// One page of [`Queries::tagged_with_weights`], and the state of the next if there is one; `PagingState::start()` asks for the first.
    ///
    /// # Errors
    /// Those of the query itself.
    pub async fn tagged_with_weights_page(&self, params: &tagged_with_weights::Params<'_>, state: ::scylla::response::PagingState) -> Result<(Vec<tagged_with_weights::Row>, Option<::scylla::response::PagingState>), QueryError> {
        driver::page(self, 5, params, state).await
    }

    /// What lies in these places, in order of place and pages?
    ///
    /// Asks [`by_place::SELECT`] by `shelf = :shelf`.
    ///
    /// # Errors
    /// What the server or the connection says; an answer that is not what the model says.
    pub async fn by_place(&self, params: &by_place::Params<'_>) -> Result<::scylla::client::pager::TypedRowStream<by_place::Row>, QueryError> {
        driver::stream(self, 6, params).await
    }

    /// One page of [`Queries::by_place`], and the state of the next if there is one; `PagingState::start()` asks for the first.
    ///
    /// # Errors
    /// Those of the query itself.
    pub async fn by_place_page(&self, params: &by_place::Params<'_>, state: ::scylla::response::PagingState) -> Result<(Vec<by_place::Row>, Option<::scylla::response::PagingState>), QueryError> {
        driver::page(self, 6, params, state).await
    }

    /// Writes a row of `by_place`.
    ///
    /// # Errors
    /// What the server or the connection says.
    pub async fn insert_by_place(&self, row: &by_place::Insert<'_>) -> Result<(), QueryError> {
        driver::write(self, 10, row).await
    }

    /// What lies from here on within these pages?
    ///
    /// Asks [`at_place::SELECT`] by `shelf = :shelf, place = :place, (pages, embedding) >= (:pages, :embedding)`.
    ///
    /// # Errors
    /// What the server or the connection says; an answer that is not what the model says.
    pub async fn at_place(&self, params: &at_place::Params<'_>) -> Result<::scylla::client::pager::TypedRowStream<at_place::Row>, QueryError> {
        driver::stream(self, 7, params).await
    }

    /// One page of [`Queries::at_place`], and the state of the next if there is one; `PagingState::start()` asks for the first.
    ///
    /// # Errors
    /// Those of the query itself.
    pub async fn at_place_page(&self, params: &at_place::Params<'_>, state: ::scylla::response::PagingState) -> Result<(Vec<at_place::Row>, Option<::scylla::response::PagingState>), QueryError> {
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
    #[derive(Clone, Copy, Debug, PartialEq, ::scylla::SerializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Params<'a> {
        /// `shelf text`
        pub shelf: &'a str,
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

    /// A row of `sections`, to write. What is unset stays as it is in the table; nothing here writes a null.
    #[derive(Clone, Copy, Debug, ::scylla::SerializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Insert<'a> {
        /// `shelf text`, partition key
        pub shelf: &'a str,
        /// `section frozen<list<int>>`, clustering key
        pub section: &'a [i32],
        /// `document int`, clustering key
        pub document: i32,
        /// `title text`
        pub title: ::scylla::value::MaybeUnset<&'a str>,
    }

    impl<'a> From<&'a super::Record> for Insert<'a> {
        fn from(record: &'a super::Record) -> Self {
            Self {
                shelf: &record.shelf,
                section: &record.section,
                document: record.document,
                title: ::scylla::value::MaybeUnset::from_option(record.title.as_deref()),
            }
        }
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
    #[derive(Clone, Copy, Debug, PartialEq, ::scylla::SerializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Params<'a> {
        /// `shelf text`
        pub shelf: &'a str,
        /// `since frozen<list<int>>`
        pub since: &'a [i32],
        /// `before frozen<list<int>>`
        pub before: &'a [i32],
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
    #[derive(Clone, Copy, Debug, PartialEq, ::scylla::SerializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Params<'a> {
        /// `shelf text`
        pub shelf: &'a str,
        /// `section frozen<list<int>>`
        pub section: &'a [i32],
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
    #[derive(Clone, Copy, Debug, PartialEq, ::scylla::SerializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Params<'a> {
        /// `tags frozen<set<text>>`
        pub tags: &'a [String],
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

    /// A row of `tagged`, to write. What is unset stays as it is in the table; nothing here writes a null.
    #[derive(Clone, Copy, Debug, ::scylla::SerializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Insert<'a> {
        /// `tags frozen<set<text>>`, partition key
        pub tags: &'a [String],
        /// `weights frozen<map<text, int>>`, clustering key
        pub weights: &'a ::std::collections::BTreeMap<String, i32>,
        /// `document int`, clustering key
        pub document: i32,
    }

    impl<'a> From<&'a super::Record> for Insert<'a> {
        fn from(record: &'a super::Record) -> Self {
            Self {
                tags: &record.tags,
                weights: &record.weights,
                document: record.document,
            }
        }
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
    #[derive(Clone, Copy, Debug, PartialEq, ::scylla::SerializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Params<'a> {
        /// `sets frozen<list<frozen<set<text>>>>`
        pub sets: &'a [&'a [String]],
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
    #[derive(Clone, Copy, Debug, PartialEq, ::scylla::SerializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Params<'a> {
        /// `tags frozen<set<text>>`
        pub tags: &'a [String],
        /// `weights frozen<list<frozen<map<text, int>>>>`
        pub weights: &'a [&'a ::std::collections::BTreeMap<String, i32>],
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
    #[derive(Clone, Copy, Debug, PartialEq, ::scylla::SerializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Params<'a> {
        /// `shelf text`
        pub shelf: &'a str,
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

    /// A row of `by_place`, to write. What is unset stays as it is in the table; nothing here writes a null.
    #[derive(Clone, Copy, Debug, ::scylla::SerializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Insert<'a> {
        /// `shelf text`, partition key
        pub shelf: &'a str,
        /// `place tuple<int, text>`, clustering key
        pub place: &'a (Option<i32>, Option<String>),
        /// `pages frozen<span>`, clustering key
        pub pages: &'a super::types::Span,
        /// `embedding vector<float, 2>`, clustering key
        pub embedding: &'a [f32],
        /// `document int`, clustering key
        pub document: i32,
    }

    impl<'a> Insert<'a> {
        /// What the record says of it, whether or not the model keeps the record in this table; nothing where the record lacks a
        /// part of the key.
        pub fn of(record: &'a super::Record) -> Option<Self> {
            Some(Self {
                shelf: &record.shelf,
                place: record.place.as_ref()?,
                pages: record.pages.as_ref()?,
                embedding: record.embedding.as_deref()?,
                document: record.document,
            })
        }
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
    #[derive(Clone, Copy, Debug, PartialEq, ::scylla::SerializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Params<'a> {
        /// `shelf text`
        pub shelf: &'a str,
        /// `place tuple<int, text>`
        pub place: &'a (Option<i32>, Option<String>),
        /// `pages frozen<span>`
        pub pages: &'a super::types::Span,
        /// `embedding vector<float, 2>`
        pub embedding: &'a [f32],
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

/// The types of the keyspace: user-defined ones, of which fields that the server has beyond these are left alone, and
/// newtypes, which keep keys apart.
#[rustfmt::skip]
pub mod types {
    /// The type `span`.
    #[derive(Clone, Debug, PartialEq, ::scylla::DeserializeValue, ::scylla::SerializeValue)]
    pub struct Span {
        /// `first int`
        pub first: Option<i32>,
        /// `last int`
        pub last: Option<i32>,
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
    /// `shelf text`, always there
    pub shelf: String,
    /// `document int`, always there
    pub document: i32,
    /// `section frozen<list<int>>`, always there
    pub section: Vec<i32>,
    /// `tags frozen<set<text>>`, always there
    pub tags: Vec<String>,
    /// `weights frozen<map<text, int>>`, always there
    pub weights: ::std::collections::BTreeMap<String, i32>,
    /// `place tuple<int, text>`
    pub place: Option<(Option<i32>, Option<String>)>,
    /// `pages frozen<span>`
    pub pages: Option<types::Span>,
    /// `embedding vector<float, 2>`
    pub embedding: Option<Vec<f32>>,
    /// `title text`
    pub title: Option<String>,
}

#[rustfmt::skip]
impl InsertAll for Record {
    async fn insert(&self, queries: &Queries) -> Result<(), InsertError> {
        let mut sections = ::std::pin::pin!(driver::writing(async move {
            driver::write(queries, 8, &sections::Insert::from(self)).await
        }));
        let mut tagged = ::std::pin::pin!(driver::writing(async move {
            driver::write(queries, 9, &tagged::Insert::from(self)).await
        }));
        let mut by_place = ::std::pin::pin!(driver::writing(async move {
            if self.place.is_some() && self.pages.is_some() && self.embedding.is_some() {
                let row = driver::keyed(10, by_place::Insert::of(self))?;
                driver::write(queries, 10, &row).await?;
            }
            Ok(())
        }));
        driver::all([sections.as_mut(), tagged.as_mut(), by_place.as_mut()]).await
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
    /// A table takes the record, but the record lacks a part of its key.
    Key {
        /// The statement.
        query: &'static str,
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
            Self::Key { query } => write!(f, "the record lacks a part of the key for `{query}`"),
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
            Self::Key { .. } => None,
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
        Statement { query: "sections", cql: super::sections::SELECT, keyspace_at: 37, consistency: None, idempotent: true, counts: false, appends: false, page_size: None },
        Statement { query: "sections_from", cql: super::sections_from::SELECT, keyspace_at: 30, consistency: None, idempotent: true, counts: false, appends: false, page_size: None },
        Statement { query: "section", cql: super::section::SELECT, keyspace_at: 18, consistency: None, idempotent: true, counts: false, appends: false, page_size: None },
        Statement { query: "tagged", cql: super::tagged::SELECT, keyspace_at: 30, consistency: None, idempotent: true, counts: false, appends: false, page_size: None },
        Statement { query: "tagged_in", cql: super::tagged_in::SELECT, keyspace_at: 27, consistency: None, idempotent: true, counts: false, appends: false, page_size: None },
        Statement { query: "tagged_with_weights", cql: super::tagged_with_weights::SELECT, keyspace_at: 30, consistency: None, idempotent: true, counts: false, appends: false, page_size: None },
        Statement { query: "by_place", cql: super::by_place::SELECT, keyspace_at: 46, consistency: None, idempotent: true, counts: false, appends: false, page_size: None },
        Statement { query: "at_place", cql: super::at_place::SELECT, keyspace_at: 39, consistency: None, idempotent: true, counts: false, appends: false, page_size: None },
        Statement { query: "insert into sections", cql: super::sections::INSERT, keyspace_at: 12, consistency: None, idempotent: true, counts: false, appends: false, page_size: None },
        Statement { query: "insert into tagged", cql: super::tagged::INSERT, keyspace_at: 12, consistency: None, idempotent: true, counts: false, appends: false, page_size: None },
        Statement { query: "insert into by_place", cql: super::by_place::INSERT, keyspace_at: 12, consistency: None, idempotent: true, counts: false, appends: false, page_size: None },
    ];

    /// The keyspace as the statements name it.
    const KEYSPACE: &str = "documents";

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

    pub(super) fn keyed<T>(index: usize, row: Option<T>) -> Result<T, QueryError> {
        row.ok_or(QueryError::Key { query: STATEMENTS[index].query })
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
