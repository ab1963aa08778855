// Made by modeler from queries.yaml; do not edit: change the model and run `modeler generate`.
// Crates: scylla 1.9.

//! Typed access to the keyspace `Library`: every query that `queries.yaml` declares, prepared once.
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
pub const KEYSPACE: &str = "Library";

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

    /// What has this number?
    /// And does a question of two lines, with \*/ and -- in it, do harm?
    ///
    /// Asks [`by_order::SELECT`] by `"order" = :"order", "token" = :"token"`.
    ///
    /// # Errors
    /// What the server or the connection says; an answer that is not what the model says.
    pub async fn by_order(&self, params: &by_order::Params<'_>) -> Result<::scylla::client::pager::TypedRowStream<by_order::Row>, QueryError> {
        driver::stream(self, 0, params).await
    }

    /// One page of [`Queries::by_order`], and the state of the next if there is one; `PagingState::start()` asks for the first.
    ///
    /// # Errors
    /// Those of the query itself.
    pub async fn by_order_page(&self, params: &by_order::Params<'_>, state: ::scylla::response::PagingState) -> Result<(Vec<by_order::Row>, Option<::scylla::response::PagingState>), QueryError> {
        driver::page(self, 0, params, state).await
    }

    /// Which titles come before this one?
    ///
    /// Asks [`select::SELECT`] by `"Title" < :type, "order" = :"order", "token" IN :async`.
    ///
    /// # Errors
    /// What the server or the connection says; an answer that is not what the model says.
    pub async fn select(&self, params: &select::Params<'_>) -> Result<::scylla::client::pager::TypedRowStream<select::Row>, QueryError> {
        driver::stream(self, 1, params).await
    }

    /// One page of [`Queries::select`], and the state of the next if there is one; `PagingState::start()` asks for the first.
    ///
    /// # Errors
    /// Those of the query itself.
    pub async fn select_page(&self, params: &select::Params<'_>, state: ::scylla::response::PagingState) -> Result<(Vec<select::Row>, Option<::scylla::response::PagingState>), QueryError> {
        driver::page(self, 1, params, state).await
    }

    /// Query from.
    ///
    /// Asks [`from::SELECT`] by `"order" = :"order", "token" = :"token", "Title" = :"Title", "odd name" = :odd`.
    ///
    /// # Errors
    /// What the server or the connection says; an answer that is not what the model says.
    pub async fn from(&self, params: &from::Params<'_>) -> Result<Option<from::Row>, QueryError> {
        driver::first(self, 2, params).await
    }

    /// Query crate.
    ///
    /// Asks [`crate_::SELECT`] by `"1st" = :"1st"`.
    ///
    /// # Errors
    /// What the server or the connection says; an answer that is not what the model says.
    pub async fn crate_(&self, params: &crate_::Params) -> Result<Option<crate_::Row>, QueryError> {
        driver::one(self, 3, params).await
    }

    /// Writes a row of `crate`.
    ///
    /// # Errors
    /// What the server or the connection says.
    pub async fn insert_crate_(&self, row: &crate_::Insert<'_>) -> Result<(), QueryError> {
        driver::write(self, 6, row).await
    }

    /// Writes a row of `Table`.
    ///
    /// # Errors
    /// What the server or the connection says.
    pub async fn insert_table(&self, row: &table::Insert<'_>) -> Result<(), QueryError> {
        driver::write(self, 4, row).await
    }

    /// Writes the static columns of a partition of `Table`.
    ///
    /// # Errors
    /// What the server or the connection says.
    pub async fn insert_static_table(&self, row: &table::InsertStatic<'_>) -> Result<(), QueryError> {
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

/// What has this number?
/// And does a question of two lines, with \*/ and -- in it, do harm?
#[rustfmt::skip]
pub mod by_order {
    /// The name of the query.
    pub const NAME: &str = "ByOrder";

    /// The statement that answers it.
    ///
    /// ```text
    /// SELECT "in", "1st", type, self, async, "writetime(x)", ref FROM "Library"."Table" WHERE "order" = :"order" AND "token" = :"token"
    /// ```
    pub const SELECT: &str = "SELECT \"in\", \"1st\", type, self, async, \"writetime(x)\", ref FROM \"Library\".\"Table\" WHERE \"order\" = :\"order\" AND \"token\" = :\"token\"";

    /// What the query is asked with.
    #[derive(Clone, Copy, Debug, PartialEq, ::scylla::SerializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Params<'a> {
        /// `"order" int`
        pub order: i32,
        /// `"token" text`
        pub token: &'a str,
    }

    /// A row of the answer.
    #[derive(Clone, Debug, PartialEq, ::scylla::DeserializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Row {
        /// `"in" text`
        #[scylla(rename = "in")]
        pub r#in: Option<String>,
        /// `"1st" int`
        #[scylla(rename = "1st")]
        pub c_1st: Option<i32>,
        /// `type text`
        #[scylla(rename = "type")]
        pub r#type: Option<String>,
        /// `self int`
        #[scylla(rename = "self")]
        pub self_: Option<i32>,
        /// `async boolean`
        #[scylla(rename = "async")]
        pub r#async: Option<bool>,
        /// `"writetime(x)" bigint`
        #[scylla(rename = "writetime(x)")]
        pub writetime_x_: Option<i64>,
        /// `ref frozen<"Select">`
        #[scylla(rename = "ref")]
        pub r#ref: Option<super::types::Select>,
    }
}

/// Which titles come before this one?
#[rustfmt::skip]
pub mod select {
    /// The name of the query.
    pub const NAME: &str = "SELECT";

    /// The statement that answers it.
    ///
    /// ```text
    /// SELECT "Title", "odd name", "Ünïcode", "order" FROM "Library"."Table" WHERE "Title" < :type AND "order" = :"order" AND "token" IN :async
    /// ```
    pub const SELECT: &str = "SELECT \"Title\", \"odd name\", \"Ünïcode\", \"order\" FROM \"Library\".\"Table\" WHERE \"Title\" < :type AND \"order\" = :\"order\" AND \"token\" IN :async";

    /// What the query is asked with.
    #[derive(Clone, Copy, Debug, PartialEq, ::scylla::SerializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Params<'a> {
        /// `type text`
        #[scylla(rename = "type")]
        pub r#type: &'a str,
        /// `"order" int`
        pub order: i32,
        /// `async frozen<list<text>>`
        #[scylla(rename = "async")]
        pub r#async: &'a [&'a str],
    }

    /// A row of the answer.
    #[derive(Clone, Debug, PartialEq, ::scylla::DeserializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Row {
        /// `"Title" text`, clustering key, largest first
        #[scylla(rename = "Title")]
        pub title: String,
        /// `"odd name" text`, clustering key
        #[scylla(rename = "odd name")]
        pub odd_name: String,
        /// `"Ünïcode" text`, one for the whole partition
        #[scylla(rename = "Ünïcode")]
        pub ünïcode: Option<String>,
        /// `"order" int`, partition key
        pub order: i32,
    }
}

/// Query from.
#[rustfmt::skip]
pub mod from {
    /// The name of the query.
    pub const NAME: &str = "from";

    /// The statement that answers it.
    ///
    /// ```text
    /// SELECT self FROM "Library"."Table" WHERE "order" = :"order" AND "token" = :"token" AND "Title" = :"Title" AND "odd name" = :odd
    /// ```
    pub const SELECT: &str = "SELECT self FROM \"Library\".\"Table\" WHERE \"order\" = :\"order\" AND \"token\" = :\"token\" AND \"Title\" = :\"Title\" AND \"odd name\" = :odd";

    /// What the query is asked with.
    #[derive(Clone, Copy, Debug, PartialEq, ::scylla::SerializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Params<'a> {
        /// `"order" int`
        pub order: i32,
        /// `"token" text`
        pub token: &'a str,
        /// `"Title" text`
        #[scylla(rename = "Title")]
        pub title: &'a str,
        /// `odd text`
        pub odd: &'a str,
    }

    /// A row of the answer.
    #[derive(Clone, Debug, PartialEq, ::scylla::DeserializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Row {
        /// `self int`
        #[scylla(rename = "self")]
        pub self_: Option<i32>,
    }
}

/// Query crate.
#[rustfmt::skip]
pub mod crate_ {
    /// The name of the query.
    pub const NAME: &str = "crate";

    /// The statement that answers it.
    ///
    /// ```text
    /// SELECT self, "Title" FROM "Library".crate WHERE "1st" = :"1st"
    /// ```
    pub const SELECT: &str = "SELECT self, \"Title\" FROM \"Library\".crate WHERE \"1st\" = :\"1st\"";

    /// What the query is asked with.
    #[derive(Clone, Copy, Debug, PartialEq, ::scylla::SerializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Params {
        /// `"1st" int`
        #[scylla(rename = "1st")]
        pub c_1st: i32,
    }

    /// A row of the answer.
    #[derive(Clone, Debug, PartialEq, ::scylla::DeserializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Row {
        /// `self int`
        #[scylla(rename = "self")]
        pub self_: Option<i32>,
        /// `"Title" text`
        #[scylla(rename = "Title")]
        pub title: Option<String>,
    }

    /// The statement that writes a row of `crate`.
    ///
    /// ```text
    /// INSERT INTO "Library".crate ("1st", self, "Title") VALUES (:"1st", :self, :"Title")
    /// ```
    pub const INSERT: &str = "INSERT INTO \"Library\".crate (\"1st\", self, \"Title\") VALUES (:\"1st\", :self, :\"Title\")";

    /// A row of `crate`, to write. What is unset stays as it is in the table; nothing here writes a null.
    #[derive(Clone, Copy, Debug, ::scylla::SerializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Insert<'a> {
        /// `"1st" int`, partition key
        #[scylla(rename = "1st")]
        pub c_1st: i32,
        /// `self int`
        #[scylla(rename = "self")]
        pub self_: ::scylla::value::MaybeUnset<i32>,
        /// `"Title" text`
        #[scylla(rename = "Title")]
        pub title: ::scylla::value::MaybeUnset<&'a str>,
    }

    impl<'a> From<&'a super::Record> for Insert<'a> {
        fn from(record: &'a super::Record) -> Self {
            Self {
                c_1st: record.c_1st,
                self_: ::scylla::value::MaybeUnset::from_option(record.self_),
                title: ::scylla::value::MaybeUnset::Set(&record.title),
            }
        }
    }
}

/// Table Table.
#[rustfmt::skip]
pub mod table {
    /// The statement that writes a row of `Table`.
    ///
    /// ```text
    /// INSERT INTO "Library"."Table" ("order", "token", "Title", "odd name", "in", "1st", type, self, async, "writetime(x)", ref) VALUES (:"order", :"token", :"Title", :"odd name", :"in", :"1st", :type, :self, :async, :"writetime(x)", :ref)
    /// ```
    pub const INSERT: &str = "INSERT INTO \"Library\".\"Table\" (\"order\", \"token\", \"Title\", \"odd name\", \"in\", \"1st\", type, self, async, \"writetime(x)\", ref) VALUES (:\"order\", :\"token\", :\"Title\", :\"odd name\", :\"in\", :\"1st\", :type, :self, :async, :\"writetime(x)\", :ref)";

    /// A row of `Table`, to write. What is unset stays as it is in the table; nothing here writes a null.
    #[derive(Clone, Copy, Debug, ::scylla::SerializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Insert<'a> {
        /// `"order" int`, partition key
        pub order: i32,
        /// `"token" text`, partition key
        pub token: &'a str,
        /// `"Title" text`, clustering key
        #[scylla(rename = "Title")]
        pub title: &'a str,
        /// `"odd name" text`, clustering key
        #[scylla(rename = "odd name")]
        pub odd_name: &'a str,
        /// `"in" text`
        #[scylla(rename = "in")]
        pub r#in: ::scylla::value::MaybeUnset<&'a str>,
        /// `"1st" int`
        #[scylla(rename = "1st")]
        pub c_1st: ::scylla::value::MaybeUnset<i32>,
        /// `type text`
        #[scylla(rename = "type")]
        pub r#type: ::scylla::value::MaybeUnset<&'a str>,
        /// `self int`
        #[scylla(rename = "self")]
        pub self_: ::scylla::value::MaybeUnset<i32>,
        /// `async boolean`
        #[scylla(rename = "async")]
        pub r#async: ::scylla::value::MaybeUnset<bool>,
        /// `"writetime(x)" bigint`
        #[scylla(rename = "writetime(x)")]
        pub writetime_x_: ::scylla::value::MaybeUnset<i64>,
        /// `ref frozen<"Select">`
        #[scylla(rename = "ref")]
        pub r#ref: ::scylla::value::MaybeUnset<&'a super::types::Select>,
    }

    impl<'a> From<&'a super::Record> for Insert<'a> {
        fn from(record: &'a super::Record) -> Self {
            Self {
                order: record.order,
                token: &record.token,
                title: &record.title,
                odd_name: &record.odd_name,
                r#in: ::scylla::value::MaybeUnset::from_option(record.r#in.as_deref()),
                c_1st: ::scylla::value::MaybeUnset::Set(record.c_1st),
                r#type: ::scylla::value::MaybeUnset::from_option(record.r#type.as_deref()),
                self_: ::scylla::value::MaybeUnset::from_option(record.self_),
                r#async: ::scylla::value::MaybeUnset::from_option(record.r#async),
                writetime_x_: ::scylla::value::MaybeUnset::from_option(record.writetime_x_),
                r#ref: ::scylla::value::MaybeUnset::from_option(record.r#ref.as_ref()),
            }
        }
    }

    /// The statement that writes the static columns of a partition of `Table`.
    ///
    /// ```text
    /// INSERT INTO "Library"."Table" ("order", "token", "Ünïcode") VALUES (:"order", :"token", :"Ünïcode")
    /// ```
    pub const INSERT_STATIC: &str = "INSERT INTO \"Library\".\"Table\" (\"order\", \"token\", \"Ünïcode\") VALUES (:\"order\", :\"token\", :\"Ünïcode\")";

    /// The static columns of a partition of `Table`, to write. What is unset stays as it is in the table; nothing here writes a null.
    #[derive(Clone, Copy, Debug, ::scylla::SerializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct InsertStatic<'a> {
        /// `"order" int`, partition key
        pub order: i32,
        /// `"token" text`, partition key
        pub token: &'a str,
        /// `"Ünïcode" text`, one for the whole partition
        #[scylla(rename = "Ünïcode")]
        pub ünïcode: ::scylla::value::MaybeUnset<&'a str>,
    }

    impl<'a> From<&'a super::Record> for InsertStatic<'a> {
        fn from(record: &'a super::Record) -> Self {
            Self {
                order: record.order,
                token: &record.token,
                ünïcode: ::scylla::value::MaybeUnset::from_option(record.ünïcode.as_deref()),
            }
        }
    }
}

/// The types of the keyspace: user-defined ones, of which fields that the server has beyond these are left alone, and
/// newtypes, which keep keys apart.
#[rustfmt::skip]
pub mod types {
    /// The type `Select`.
    #[derive(Clone, Debug, PartialEq, ::scylla::DeserializeValue, ::scylla::SerializeValue)]
    pub struct Select {
        /// `"from" text`
        pub from: Option<String>,
        /// `"To" int`
        #[scylla(rename = "To")]
        pub to: Option<i32>,
        /// `"a b" boolean`
        #[scylla(rename = "a b")]
        pub a_b: Option<bool>,
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
    /// `"order" int`, always there
    pub order: i32,
    /// `"token" text`, always there
    pub token: String,
    /// `"Title" text`, always there
    pub title: String,
    /// `"in" text`
    pub r#in: Option<String>,
    /// `"odd name" text`, always there
    pub odd_name: String,
    /// `"Ünïcode" text`
    pub ünïcode: Option<String>,
    /// `"1st" int`, always there
    pub c_1st: i32,
    /// `type text`
    pub r#type: Option<String>,
    /// `self int`
    pub self_: Option<i32>,
    /// `async boolean`
    pub r#async: Option<bool>,
    /// `"writetime(x)" bigint`
    pub writetime_x_: Option<i64>,
    /// `ref frozen<"Select">`
    pub r#ref: Option<types::Select>,
}

#[rustfmt::skip]
impl InsertAll for Record {
    async fn insert(&self, queries: &Queries) -> Result<(), InsertError> {
        let mut table = ::std::pin::pin!(driver::writing(async move {
            driver::write(queries, 4, &table::Insert::from(self)).await
        }));
        let mut table_ = ::std::pin::pin!(driver::writing(async move {
            if self.ünïcode.is_some() {
                driver::write(queries, 5, &table::InsertStatic::from(self)).await?;
            }
            Ok(())
        }));
        let mut crate_ = ::std::pin::pin!(driver::writing(async move {
            driver::write(queries, 6, &crate_::Insert::from(self)).await
        }));
        driver::all([table.as_mut(), table_.as_mut(), crate_.as_mut()]).await
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
        Statement { query: "ByOrder", cql: super::by_order::SELECT, keyspace_at: 64, consistency: None, idempotent: true, counts: false, appends: false, page_size: None },
        Statement { query: "SELECT", cql: super::select::SELECT, keyspace_at: 54, consistency: None, idempotent: true, counts: false, appends: false, page_size: None },
        Statement { query: "from", cql: super::from::SELECT, keyspace_at: 17, consistency: None, idempotent: true, counts: false, appends: false, page_size: Some(1) },
        Statement { query: "crate", cql: super::crate_::SELECT, keyspace_at: 26, consistency: None, idempotent: true, counts: false, appends: false, page_size: None },
        Statement { query: "insert into Table", cql: super::table::INSERT, keyspace_at: 12, consistency: None, idempotent: true, counts: false, appends: false, page_size: None },
        Statement { query: "insert static columns into Table", cql: super::table::INSERT_STATIC, keyspace_at: 12, consistency: None, idempotent: true, counts: false, appends: false, page_size: None },
        Statement { query: "insert into crate", cql: super::crate_::INSERT, keyspace_at: 12, consistency: None, idempotent: true, counts: false, appends: false, page_size: None },
    ];

    /// The keyspace as the statements name it.
    const KEYSPACE: &str = "\"Library\"";

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
