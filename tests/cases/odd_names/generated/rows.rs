// Made by modeler from queries.yaml; do not edit: change the model and run `modeler generate`.
// Crates: scylla 1.9, serde with derive.

//! Typed access to the keyspace `Odd_Names`: every query that `queries.yaml` declares, prepared once.
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
pub const KEYSPACE: &str = "Odd_Names";

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

    /// A query that has the name of the method that prepares all.
    ///
    /// Asks [`prepare::SELECT`] by `self = :self, type = :type`.
    ///
    /// # Errors
    /// What the server or the connection says; an answer that is not what the model says.
    pub async fn prepare_(&self, params: &prepare::Params<'_>) -> Result<::scylla::client::pager::TypedRowStream<prepare::Row>, QueryError> {
        driver::stream(self, 0, params).await
    }

    /// One page of [`Queries::prepare_`], and the state of the next if there is one; `PagingState::start()` asks for the first.
    ///
    /// # Errors
    /// Those of the query itself.
    pub async fn prepare_page(&self, params: &prepare::Params<'_>, state: ::scylla::response::PagingState) -> Result<(Vec<prepare::Row>, Option<::scylla::response::PagingState>), QueryError> {
        driver::page(self, 0, params, state).await
    }

    /// Writes a row of `prepare`.
    ///
    /// # Errors
    /// What the server or the connection says.
    pub async fn insert_prepare_(&self, row: &prepare::Insert<'_>) -> Result<(), QueryError> {
        driver::write(self, 6, row).await
    }

    /// Writes the static columns of a partition of `prepare`.
    ///
    /// # Errors
    /// What the server or the connection says.
    pub async fn insert_static_prepare(&self, row: &prepare::InsertStatic<'_>) -> Result<(), QueryError> {
        driver::write(self, 7, row).await
    }

    /// Adds to the collections of a row of `prepare`.
    ///
    /// # Errors
    /// What the server or the connection says.
    pub async fn add_to_prepare(&self, row: &prepare::Add<'_>) -> Result<(), QueryError> {
        driver::write(self, 8, row).await
    }

    /// Query insert\_prepare.
    ///
    /// Asks [`insert_prepare::SELECT`] by `self = :self, type = :type, "select" = :match, "Größe" >= :"Super"`.
    ///
    /// # Errors
    /// What the server or the connection says; an answer that is not what the model says.
    pub async fn insert_prepare(&self, params: &insert_prepare::Params<'_>) -> Result<::scylla::client::pager::TypedRowStream<insert_prepare::Row>, QueryError> {
        driver::stream(self, 1, params).await
    }

    /// One page of [`Queries::insert_prepare`], and the state of the next if there is one; `PagingState::start()` asks for the first.
    ///
    /// # Errors
    /// Those of the query itself.
    pub async fn insert_prepare_page(&self, params: &insert_prepare::Params<'_>, state: ::scylla::response::PagingState) -> Result<(Vec<insert_prepare::Row>, Option<::scylla::response::PagingState>), QueryError> {
        driver::page(self, 1, params, state).await
    }

    /// Query fn.
    ///
    /// Asks [`r#fn::SELECT`] by `value = :value`.
    ///
    /// # Errors
    /// What the server or the connection says; an answer that is not what the model says.
    pub async fn r#fn(&self, params: &r#fn::Params) -> Result<::scylla::client::pager::TypedRowStream<r#fn::Row>, QueryError> {
        driver::stream(self, 2, params).await
    }

    /// One page of [`Queries::r#fn`], and the state of the next if there is one; `PagingState::start()` asks for the first.
    ///
    /// # Errors
    /// Those of the query itself.
    pub async fn fn_page(&self, params: &r#fn::Params, state: ::scylla::response::PagingState) -> Result<(Vec<r#fn::Row>, Option<::scylla::response::PagingState>), QueryError> {
        driver::page(self, 2, params, state).await
    }

    /// Writes a row of `fn`.
    ///
    /// # Errors
    /// What the server or the connection says; a derived value that its type does not hold.
    pub async fn insert_fn(&self, row: &r#fn::Insert<'_>) -> Result<(), QueryError> {
        driver::write(self, 9, &driver::computed(9, row.values())?).await
    }

    /// A table that takes rows with a self, which all have; its key has more.
    ///
    /// Asks [`partial::SELECT`] by `self = :self`.
    ///
    /// # Errors
    /// What the server or the connection says; an answer that is not what the model says.
    pub async fn partial(&self, params: &partial::Params) -> Result<::scylla::client::pager::TypedRowStream<partial::Row>, QueryError> {
        driver::stream(self, 3, params).await
    }

    /// One page of [`Queries::partial`], and the state of the next if there is one; `PagingState::start()` asks for the first.
    ///
    /// # Errors
    /// Those of the query itself.
    pub async fn partial_page(&self, params: &partial::Params, state: ::scylla::response::PagingState) -> Result<(Vec<partial::Row>, Option<::scylla::response::PagingState>), QueryError> {
        driver::page(self, 3, params, state).await
    }

    /// Writes a row of `partial`.
    ///
    /// # Errors
    /// What the server or the connection says.
    pub async fn insert_partial(&self, row: &partial::Insert) -> Result<(), QueryError> {
        driver::write(self, 10, row).await
    }

    /// Query Queries.
    ///
    /// Asks [`queries::SELECT`] by `value = :value`.
    ///
    /// # Errors
    /// What the server or the connection says; an answer that is not what the model says.
    pub async fn queries(&self, params: &queries::Params) -> Result<i64, QueryError> {
        driver::count(self, 4, params).await
    }

    /// Query insert\_all.
    ///
    /// Asks [`insert_all::SELECT`] by `"Ok" = :"Ok"`.
    ///
    /// # Errors
    /// What the server or the connection says; an answer that is not what the model says.
    pub async fn insert_all_(&self, params: &insert_all::Params<'_>) -> Result<::scylla::client::pager::TypedRowStream<insert_all::Row>, QueryError> {
        driver::stream(self, 5, params).await
    }

    /// One page of [`Queries::insert_all_`], and the state of the next if there is one; `PagingState::start()` asks for the first.
    ///
    /// # Errors
    /// Those of the query itself.
    pub async fn insert_all_page(&self, params: &insert_all::Params<'_>, state: ::scylla::response::PagingState) -> Result<(Vec<insert_all::Row>, Option<::scylla::response::PagingState>), QueryError> {
        driver::page(self, 5, params, state).await
    }

    /// Writes a row of `insert_all`.
    ///
    /// # Errors
    /// What the server or the connection says.
    pub async fn insert_insert_all(&self, row: &insert_all::Insert<'_>) -> Result<(), QueryError> {
        driver::write(self, 11, row).await
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

/// A query that has the name of the method that prepares all.
#[rustfmt::skip]
pub mod prepare {
    /// The name of the query.
    pub const NAME: &str = "prepare";

    /// The statement that answers it.
    ///
    /// ```text
    /// SELECT "with space", "it's ""quoted""", remaining_count, params, row, queries, at, remaining, "String", "1st", "Ok", queue FROM "Odd_Names".prepare WHERE self = :self AND type = :type
    /// ```
    pub const SELECT: &str = "SELECT \"with space\", \"it's \"\"quoted\"\"\", remaining_count, params, row, queries, at, remaining, \"String\", \"1st\", \"Ok\", queue FROM \"Odd_Names\".prepare WHERE self = :self AND type = :type";

    /// What the query is asked with.
    #[derive(Clone, Copy, Debug, PartialEq, ::scylla::SerializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Params<'a> {
        /// `self int`
        #[scylla(rename = "self")]
        pub self_: super::types::Vec,
        /// `type text`
        #[scylla(rename = "type")]
        pub r#type: &'a str,
    }

    /// A row of the answer.
    #[derive(Clone, Debug, PartialEq, ::scylla::DeserializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Row {
        /// `"with space" text`
        #[scylla(rename = "with space")]
        pub with_space: Option<String>,
        /// `"it's ""quoted""" text`
        #[scylla(rename = "it's \"quoted\"")]
        pub it_s_quoted_: Option<String>,
        /// `remaining_count int`
        #[scylla(rename = "remaining_count")]
        pub remaining_count_: Option<i32>,
        /// `params int`
        pub params: Option<i32>,
        /// `row int`
        pub row: Option<i32>,
        /// `queries text`
        pub queries: Option<String>,
        /// `at timestamp`
        pub at: Option<::scylla::value::CqlTimestamp>,
        /// `remaining set<text>`
        pub remaining: Vec<String>,
        /// `"String" frozen<"String">`
        #[scylla(rename = "String")]
        pub string: Option<super::types::String>,
        /// `"1st" int`
        #[scylla(rename = "1st")]
        pub c_1st: Option<i32>,
        /// `"Ok" text`
        #[scylla(rename = "Ok")]
        pub ok: Option<String>,
        /// `queue list<text>`
        pub queue: Vec<String>,
    }

    /// The statement that writes a row of `prepare`.
    ///
    /// ```text
    /// INSERT INTO "Odd_Names".prepare (self, type, "select", "Größe", "with space", "it's ""quoted""", remaining_count, params, row, queries, at, remaining, "String", "1st", "Ok", queue) VALUES (:self, :type, :"select", :"Größe", :"with space", :"it's ""quoted""", :remaining_count, :params, :row, :queries, :at, :remaining, :"String", :"1st", :"Ok", :queue)
    /// ```
    pub const INSERT: &str = "INSERT INTO \"Odd_Names\".prepare (self, type, \"select\", \"Größe\", \"with space\", \"it's \"\"quoted\"\"\", remaining_count, params, row, queries, at, remaining, \"String\", \"1st\", \"Ok\", queue) VALUES (:self, :type, :\"select\", :\"Größe\", :\"with space\", :\"it's \"\"quoted\"\"\", :remaining_count, :params, :row, :queries, :at, :remaining, :\"String\", :\"1st\", :\"Ok\", :queue)";

    /// A row of `prepare`, to write. What is unset stays as it is in the table; nothing here writes a null.
    #[derive(Clone, Copy, Debug, ::scylla::SerializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Insert<'a> {
        /// `self int`, partition key
        #[scylla(rename = "self")]
        pub self_: super::types::Vec,
        /// `type text`, partition key
        #[scylla(rename = "type")]
        pub r#type: &'a str,
        /// `"select" int`, clustering key
        pub select: i32,
        /// `"Größe" double`, clustering key
        #[scylla(rename = "Größe")]
        pub größe: f64,
        /// `"with space" text`
        #[scylla(rename = "with space")]
        pub with_space: ::scylla::value::MaybeUnset<&'a str>,
        /// `"it's ""quoted""" text`
        #[scylla(rename = "it's \"quoted\"")]
        pub it_s_quoted_: ::scylla::value::MaybeUnset<&'a str>,
        /// `remaining_count int`
        #[scylla(rename = "remaining_count")]
        pub remaining_count_: ::scylla::value::MaybeUnset<i32>,
        /// `params int`
        pub params: ::scylla::value::MaybeUnset<i32>,
        /// `row int`
        pub row: ::scylla::value::MaybeUnset<i32>,
        /// `queries text`
        pub queries: ::scylla::value::MaybeUnset<&'a str>,
        /// `at timestamp`
        pub at: ::scylla::value::MaybeUnset<::scylla::value::CqlTimestamp>,
        /// `remaining set<text>`
        pub remaining: ::scylla::value::MaybeUnset<&'a [String]>,
        /// `"String" frozen<"String">`
        #[scylla(rename = "String")]
        pub string: ::scylla::value::MaybeUnset<&'a super::types::String>,
        /// `"1st" int`
        #[scylla(rename = "1st")]
        pub c_1st: ::scylla::value::MaybeUnset<i32>,
        /// `"Ok" text`
        #[scylla(rename = "Ok")]
        pub ok: ::scylla::value::MaybeUnset<&'a str>,
        /// `queue list<text>`
        pub queue: ::scylla::value::MaybeUnset<&'a [String]>,
    }

    impl<'a> From<&'a super::Record> for Insert<'a> {
        fn from(record: &'a super::Record) -> Self {
            Self {
                self_: record.self_,
                r#type: &record.r#type,
                select: record.select,
                größe: record.größe,
                with_space: ::scylla::value::MaybeUnset::from_option(record.with_space.as_deref()),
                it_s_quoted_: ::scylla::value::MaybeUnset::from_option(record.it_s_quoted_.as_deref()),
                remaining_count_: ::scylla::value::MaybeUnset::from_option(record.remaining_count),
                params: ::scylla::value::MaybeUnset::Set(record.params),
                row: ::scylla::value::MaybeUnset::Set(record.row),
                queries: ::scylla::value::MaybeUnset::from_option(record.queries.as_deref()),
                at: ::scylla::value::MaybeUnset::from_option(record.at),
                remaining: if record.remaining.is_empty() { ::scylla::value::MaybeUnset::Unset } else { ::scylla::value::MaybeUnset::Set(&record.remaining) },
                string: ::scylla::value::MaybeUnset::from_option(record.string.as_ref()),
                c_1st: ::scylla::value::MaybeUnset::from_option(record.c_1st),
                ok: ::scylla::value::MaybeUnset::Set(&record.ok),
                queue: ::scylla::value::MaybeUnset::Unset,
            }
        }
    }

    /// The statement that writes the static columns of a partition of `prepare`.
    ///
    /// ```text
    /// INSERT INTO "Odd_Names".prepare (self, type, "userId") VALUES (:self, :type, :"userId")
    /// ```
    pub const INSERT_STATIC: &str = "INSERT INTO \"Odd_Names\".prepare (self, type, \"userId\") VALUES (:self, :type, :\"userId\")";

    /// The static columns of a partition of `prepare`, to write. What is unset stays as it is in the table; nothing here writes a null.
    #[derive(Clone, Copy, Debug, ::scylla::SerializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct InsertStatic<'a> {
        /// `self int`, partition key
        #[scylla(rename = "self")]
        pub self_: super::types::Vec,
        /// `type text`, partition key
        #[scylla(rename = "type")]
        pub r#type: &'a str,
        /// `"userId" bigint`, one for the whole partition
        #[scylla(rename = "userId")]
        pub user_id: ::scylla::value::MaybeUnset<i64>,
    }

    impl<'a> From<&'a super::Record> for InsertStatic<'a> {
        fn from(record: &'a super::Record) -> Self {
            Self {
                self_: record.self_,
                r#type: &record.r#type,
                user_id: ::scylla::value::MaybeUnset::from_option(record.user_id),
            }
        }
    }

    /// The statement that adds to the collections of a row of `prepare`.
    ///
    /// ```text
    /// UPDATE "Odd_Names".prepare SET queue = queue + :queue WHERE self = :self AND type = :type AND "select" = :"select" AND "Größe" = :"Größe"
    /// ```
    pub const ADD: &str = "UPDATE \"Odd_Names\".prepare SET queue = queue + :queue WHERE self = :self AND type = :type AND \"select\" = :\"select\" AND \"Größe\" = :\"Größe\"";

    /// More for the collections of a row of `prepare`, to write. What is unset stays as it is in the table; nothing here writes a null.
    #[derive(Clone, Copy, Debug, ::scylla::SerializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Add<'a> {
        /// `queue list<text>`
        pub queue: ::scylla::value::MaybeUnset<&'a [String]>,
        /// `self int`, partition key
        #[scylla(rename = "self")]
        pub self_: super::types::Vec,
        /// `type text`, partition key
        #[scylla(rename = "type")]
        pub r#type: &'a str,
        /// `"select" int`, clustering key
        pub select: i32,
        /// `"Größe" double`, clustering key
        #[scylla(rename = "Größe")]
        pub größe: f64,
    }

    impl<'a> From<&'a super::Record> for Add<'a> {
        fn from(record: &'a super::Record) -> Self {
            Self {
                queue: if record.queue.is_empty() { ::scylla::value::MaybeUnset::Unset } else { ::scylla::value::MaybeUnset::Set(&record.queue) },
                self_: record.self_,
                r#type: &record.r#type,
                select: record.select,
                größe: record.größe,
            }
        }
    }
}

/// Query insert\_prepare.
#[rustfmt::skip]
pub mod insert_prepare {
    /// The name of the query.
    pub const NAME: &str = "insert_prepare";

    /// The statement that answers it.
    ///
    /// ```text
    /// SELECT "select", "Größe", "userId" FROM "Odd_Names".prepare WHERE self = :self AND type = :type AND "select" = :match AND "Größe" >= :"Super"
    /// ```
    pub const SELECT: &str = "SELECT \"select\", \"Größe\", \"userId\" FROM \"Odd_Names\".prepare WHERE self = :self AND type = :type AND \"select\" = :match AND \"Größe\" >= :\"Super\"";

    /// What the query is asked with.
    #[derive(Clone, Copy, Debug, PartialEq, ::scylla::SerializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Params<'a> {
        /// `self int`
        #[scylla(rename = "self")]
        pub self_: super::types::Vec,
        /// `type text`
        #[scylla(rename = "type")]
        pub r#type: &'a str,
        /// `match int`
        #[scylla(rename = "match")]
        pub r#match: i32,
        /// `"Super" double`
        #[scylla(rename = "Super")]
        pub super_: f64,
    }

    /// A row of the answer.
    #[derive(Clone, Debug, PartialEq, ::scylla::DeserializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Row {
        /// `"select" int`, clustering key, largest first
        pub select: i32,
        /// `"Größe" double`, clustering key
        #[scylla(rename = "Größe")]
        pub größe: f64,
        /// `"userId" bigint`, one for the whole partition
        #[scylla(rename = "userId")]
        pub user_id: Option<i64>,
    }
}

/// Query fn.
#[rustfmt::skip]
pub mod r#fn {
    /// The name of the query.
    pub const NAME: &str = "fn";

    /// The statement that answers it.
    ///
    /// ```text
    /// SELECT queries FROM "Odd_Names".fn WHERE value = :value
    /// ```
    pub const SELECT: &str = "SELECT queries FROM \"Odd_Names\".fn WHERE value = :value";

    /// What the query is asked with.
    #[derive(Clone, Copy, Debug, PartialEq, ::scylla::SerializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Params {
        /// `value int`
        pub value: i32,
    }

    /// A row of the answer.
    #[derive(Clone, Debug, PartialEq, ::scylla::DeserializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Row {
        /// `queries text`
        pub queries: Option<String>,
    }

    /// The statement that writes a row of `fn`.
    ///
    /// ```text
    /// INSERT INTO "Odd_Names".fn (value, self, queries) VALUES (:value, :self, :queries)
    /// ```
    pub const INSERT: &str = "INSERT INTO \"Odd_Names\".fn (value, self, queries) VALUES (:value, :self, :queries)";

    /// A row of `fn`, to write. What is unset stays as it is in the table; nothing here writes a null.
    #[derive(Clone, Copy, Debug)]
    pub struct Insert<'a> {
        /// `self int`, clustering key
        pub self_: super::types::Vec,
        /// `queries text`
        pub queries: ::scylla::value::MaybeUnset<&'a str>,
        /// `"select" int`, for what is derived from it
        pub select: i32,
    }

    #[derive(::scylla::SerializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub(super) struct InsertValues<'a> {
        value: i32,
        #[scylla(rename = "self")]
        self_: super::types::Vec,
        queries: ::scylla::value::MaybeUnset<&'a str>,
    }

    impl<'a> Insert<'a> {
        /// What is bound: the columns in the order of the statement, those among them that are computed.
        pub(super) fn values(&self) -> Result<InsertValues<'a>, super::OutOfRange> {
            Ok(InsertValues {
                value: super::value_of(self.select)?,
                self_: self.self_,
                queries: self.queries,
            })
        }
    }

    impl<'a> From<&'a super::Record> for Insert<'a> {
        fn from(record: &'a super::Record) -> Self {
            Self {
                self_: record.self_,
                queries: ::scylla::value::MaybeUnset::from_option(record.queries.as_deref()),
                select: record.select,
            }
        }
    }
}

/// A table that takes rows with a self, which all have; its key has more.
#[rustfmt::skip]
pub mod partial {
    /// The name of the query.
    pub const NAME: &str = "partial";

    /// The statement that answers it.
    ///
    /// ```text
    /// SELECT row FROM "Odd_Names".partial WHERE self = :self
    /// ```
    pub const SELECT: &str = "SELECT row FROM \"Odd_Names\".partial WHERE self = :self";

    /// What the query is asked with.
    #[derive(Clone, Copy, Debug, PartialEq, ::scylla::SerializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Params {
        /// `self int`
        #[scylla(rename = "self")]
        pub self_: super::types::Vec,
    }

    /// A row of the answer.
    #[derive(Clone, Debug, PartialEq, ::scylla::DeserializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Row {
        /// `row int`
        pub row: Option<i32>,
    }

    /// The statement that writes a row of `partial`.
    ///
    /// ```text
    /// INSERT INTO "Odd_Names".partial (self, remaining_count, row) VALUES (:self, :remaining_count, :row)
    /// ```
    pub const INSERT: &str = "INSERT INTO \"Odd_Names\".partial (self, remaining_count, row) VALUES (:self, :remaining_count, :row)";

    /// A row of `partial`, to write. What is unset stays as it is in the table; nothing here writes a null.
    #[derive(Clone, Copy, Debug, ::scylla::SerializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Insert {
        /// `self int`, partition key
        #[scylla(rename = "self")]
        pub self_: super::types::Vec,
        /// `remaining_count int`, clustering key
        #[scylla(rename = "remaining_count")]
        pub remaining_count_: i32,
        /// `row int`
        pub row: ::scylla::value::MaybeUnset<i32>,
    }

    impl Insert {
        /// What the record says of it, whether or not the model keeps the record in this table; nothing where the record lacks a
        /// part of the key.
        pub fn of(record: &super::Record) -> Option<Self> {
            Some(Self {
                self_: record.self_,
                remaining_count_: record.remaining_count?,
                row: ::scylla::value::MaybeUnset::Set(record.row),
            })
        }
    }
}

/// Query Queries.
#[rustfmt::skip]
pub mod queries {
    /// The name of the query.
    pub const NAME: &str = "Queries";

    /// The statement that answers it.
    ///
    /// ```text
    /// SELECT count(*) FROM "Odd_Names".fn WHERE value = :value
    /// ```
    pub const SELECT: &str = "SELECT count(*) FROM \"Odd_Names\".fn WHERE value = :value";

    /// What the query is asked with.
    #[derive(Clone, Copy, Debug, PartialEq, ::scylla::SerializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Params {
        /// `value int`
        pub value: i32,
    }
}

/// Query insert\_all.
#[rustfmt::skip]
pub mod insert_all {
    /// The name of the query.
    pub const NAME: &str = "insert_all";

    /// The statement that answers it.
    ///
    /// ```text
    /// SELECT at FROM "Odd_Names".insert_all WHERE "Ok" = :"Ok"
    /// ```
    pub const SELECT: &str = "SELECT at FROM \"Odd_Names\".insert_all WHERE \"Ok\" = :\"Ok\"";

    /// What the query is asked with.
    #[derive(Clone, Copy, Debug, PartialEq, ::scylla::SerializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Params<'a> {
        /// `"Ok" text`
        #[scylla(rename = "Ok")]
        pub ok: &'a str,
    }

    /// A row of the answer.
    #[derive(Clone, Debug, PartialEq, ::scylla::DeserializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Row {
        /// `at timestamp`
        pub at: Option<::scylla::value::CqlTimestamp>,
    }

    /// The statement that writes a row of `insert_all`.
    ///
    /// ```text
    /// INSERT INTO "Odd_Names".insert_all ("Ok", params, row, at) VALUES (:"Ok", :params, :row, :at)
    /// ```
    pub const INSERT: &str = "INSERT INTO \"Odd_Names\".insert_all (\"Ok\", params, row, at) VALUES (:\"Ok\", :params, :row, :at)";

    /// A row of `insert_all`, to write. What is unset stays as it is in the table; nothing here writes a null.
    #[derive(Clone, Copy, Debug, ::scylla::SerializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Insert<'a> {
        /// `"Ok" text`, partition key
        #[scylla(rename = "Ok")]
        pub ok: &'a str,
        /// `params int`, clustering key
        pub params: i32,
        /// `row int`, clustering key
        pub row: i32,
        /// `at timestamp`
        pub at: ::scylla::value::MaybeUnset<::scylla::value::CqlTimestamp>,
    }

    impl<'a> From<&'a super::Record> for Insert<'a> {
        fn from(record: &'a super::Record) -> Self {
            Self {
                ok: &record.ok,
                params: record.params,
                row: record.row,
                at: ::scylla::value::MaybeUnset::from_option(record.at),
            }
        }
    }
}

/// The types of the keyspace: user-defined ones, of which fields that the server has beyond these are left alone, and
/// newtypes, which keep keys apart.
#[rustfmt::skip]
pub mod types {
    /// The type `String`.
    #[derive(Clone, Debug, PartialEq, ::scylla::DeserializeValue, ::scylla::SerializeValue)]
    pub struct String {
        /// `type text`
        #[scylla(rename = "type")]
        pub type_: ::std::option::Option<::std::string::String>,
        /// `self int`
        #[scylla(rename = "self")]
        pub self_: ::std::option::Option<i32>,
        /// `"Größe" frozen<list<text>>`
        #[scylla(rename = "Größe")]
        pub größe: ::std::option::Option<::std::vec::Vec<::std::string::String>>,
    }

    /// A `self int`.
    #[derive(Clone, Debug, PartialEq, Copy, Eq, PartialOrd, Ord, Hash)]
    pub struct Vec(pub i32);

    impl ::std::convert::From<i32> for Vec {
        fn from(value: i32) -> Self {
            Self(value)
        }
    }

    impl ::scylla::serialize::value::SerializeValue for Vec {
        fn serialize<'b>(
            &self,
            ty: &::scylla::cluster::metadata::ColumnType<'_>,
            writer: ::scylla::serialize::writers::CellWriter<'b>,
        ) -> ::std::result::Result<::scylla::serialize::writers::WrittenCellProof<'b>, ::scylla::serialize::SerializationError> {
            ::scylla::serialize::value::SerializeValue::serialize(&self.0, ty, writer)
        }
    }

    impl<'frame, 'metadata> ::scylla::deserialize::value::DeserializeValue<'frame, 'metadata> for Vec {
        fn type_check(ty: &::scylla::cluster::metadata::ColumnType<'_>) -> ::std::result::Result<(), ::scylla::deserialize::TypeCheckError> {
            <i32 as ::scylla::deserialize::value::DeserializeValue<'frame, 'metadata>>::type_check(ty)
        }

        fn deserialize(
            ty: &'metadata ::scylla::cluster::metadata::ColumnType<'metadata>,
            value: ::std::option::Option<::scylla::deserialize::FrameSlice<'frame>>,
        ) -> ::std::result::Result<Self, ::scylla::deserialize::DeserializationError> {
            ::scylla::deserialize::value::DeserializeValue::deserialize(ty, value).map(Self)
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

/// One row of the source record, for all tables that it fills.
#[rustfmt::skip]
#[derive(Clone, Debug, PartialEq)]
pub struct Record {
    /// `self int`, always there
    pub self_: types::Vec,
    /// `type text`, always there
    pub r#type: String,
    /// `"select" int`, always there
    pub select: i32,
    /// `"Größe" double`, always there
    pub größe: f64,
    /// `"userId" bigint`
    pub user_id: Option<i64>,
    /// `"with space" text`
    pub with_space: Option<String>,
    /// `"it's ""quoted""" text`
    pub it_s_quoted_: Option<String>,
    /// `remaining_count int`
    pub remaining_count: Option<i32>,
    /// `params int`, always there
    pub params: i32,
    /// `row int`, always there
    pub row: i32,
    /// `queries text`
    pub queries: Option<String>,
    /// `at timestamp`
    pub at: Option<::scylla::value::CqlTimestamp>,
    /// `remaining set<text>`
    pub remaining: Vec<String>,
    /// `"String" frozen<"String">`
    pub string: Option<types::String>,
    /// `"1st" int`
    pub c_1st: Option<i32>,
    /// `queue list<text>`, added to what is there
    pub queue: Vec<String>,
    /// `"Ok" text`, always there
    pub ok: String,
}

#[rustfmt::skip]
impl InsertAll for Record {
    async fn insert(&self, queries: &Queries) -> Result<(), InsertError> {
        let mut prepare = ::std::pin::pin!(driver::writing(async move {
            driver::write(queries, 6, &prepare::Insert::from(self)).await
        }));
        let mut prepare_ = ::std::pin::pin!(driver::writing(async move {
            if self.user_id.is_some() {
                driver::write(queries, 7, &prepare::InsertStatic::from(self)).await?;
            }
            Ok(())
        }));
        let mut prepare__ = ::std::pin::pin!(driver::writing(async move {
            if !self.queue.is_empty() {
                driver::write(queries, 8, &prepare::Add::from(self)).await?;
            }
            Ok(())
        }));
        let mut r#fn = ::std::pin::pin!(driver::writing(async move {
            driver::write(queries, 9, &driver::computed(9, r#fn::Insert::from(self).values())?).await
        }));
        let mut partial = ::std::pin::pin!(driver::writing(async move {
            let row = driver::keyed(10, partial::Insert::of(self))?;
            driver::write(queries, 10, &row).await
        }));
        let mut insert_all = ::std::pin::pin!(driver::writing(async move {
            driver::write(queries, 11, &insert_all::Insert::from(self)).await
        }));
        driver::all([prepare.as_mut(), prepare_.as_mut(), prepare__.as_mut(), r#fn.as_mut(), partial.as_mut(), insert_all.as_mut()]).await
    }
}

/// The fields of a CSV row that [`Record`] is read from, under their headers.
///
/// ```text
/// for row in csv::Reader::from_path(path)?.into_deserialize::<RecordCsv>() {
///     let Some(record) = row?.record()? else { continue };
///     queries.insert_all(&record).await?;
/// }
/// ```
#[rustfmt::skip]
#[derive(Clone, Debug, PartialEq, ::serde::Deserialize)]
pub struct RecordCsv {
    /// The field under `self`.
    #[serde(rename = "self")]
    pub self_: String,
    /// The field under `type`.
    #[serde(rename = "type")]
    pub r#type: String,
    /// The field under `select`.
    #[serde(rename = "select")]
    pub select: String,
    /// The field under `Größe`.
    #[serde(rename = "Größe")]
    pub größe: String,
    /// The field under `userId`.
    #[serde(rename = "userId")]
    pub user_id: String,
    /// The field under `with space`.
    #[serde(rename = "with space")]
    pub with_space: String,
    /// The field under `it's "quoted"`.
    #[serde(rename = "it's \"quoted\"")]
    pub it_s_quoted_: String,
    /// The field under `remaining_count`.
    #[serde(rename = "remaining_count")]
    pub remaining_count: String,
    /// The field under `params`.
    #[serde(rename = "params")]
    pub params: String,
    /// The field under `row`.
    #[serde(rename = "row")]
    pub row: String,
    /// The field under `queries`.
    #[serde(rename = "queries")]
    pub queries: String,
    /// The field under `at`.
    #[serde(rename = "at")]
    pub at: String,
    /// The field under `fn`.
    #[serde(rename = "fn")]
    pub r#fn: String,
    /// The field under `a`.
    #[serde(rename = "a")]
    pub a: String,
    /// The field under `b`.
    #[serde(rename = "b")]
    pub b: String,
    /// The field under `1st`.
    #[serde(rename = "1st")]
    pub c_1st: String,
    /// The field under `Ok`.
    #[serde(rename = "Ok")]
    pub ok: String,
}

#[rustfmt::skip]
impl RecordCsv {
    /// The record, or none of a row that the model does not keep.
    ///
    /// # Errors
    /// The first field that is no value of its column, or is none where the record needs one.
    pub fn record(&self) -> Result<Option<Record>, CsvError> {
        let self_ = cells::read("self", &self.self_, &[""], |text| cells::parsed::<i32>(text).map(types::Vec))?;
        let r#type = cells::read("type", &self.r#type, &[""], cells::text)?;
        let select = cells::read("select", &self.select, &[""], cells::parsed::<i32>)?;
        let größe = cells::read("Größe", &self.größe, &[""], cells::double)?;
        let user_id = cells::read("userId", &self.user_id, &[""], cells::parsed::<i64>)?;
        let with_space = cells::read("with space", &self.with_space, &[""], cells::text)?;
        let it_s_quoted_ = cells::read("it's \"quoted\"", &self.it_s_quoted_, &[""], cells::text)?;
        let remaining_count = cells::read("remaining_count", &self.remaining_count, &[""], cells::parsed::<i32>)?;
        let params = cells::read("params", &self.params, &[""], cells::parsed::<i32>)?;
        let row = cells::read("row", &self.row, &[""], cells::parsed::<i32>)?;
        let queries = cells::read("queries", &self.queries, &[""], cells::text)?;
        let at = cells::read("at", &self.at, &[""], |text| cells::timestamp(text, None))?;
        let remaining = cells::read("remaining", &self.r#fn, &[""], |text| cells::split(text, ",", cells::text))?;
        let string = { let string = types::String { type_: cells::read("String", &self.a, &[""], cells::text)?, self_: cells::read("String", &self.b, &[""], cells::parsed::<i32>)?, größe: None }; (string.type_.is_some() || string.self_.is_some()).then_some(string) };
        let c_1st = cells::read("1st", &self.c_1st, &[""], cells::parsed::<i32>)?;
        let queue = cells::read("queue", &self.r#fn, &[""], |text| cells::split(text, ",", cells::text))?;
        let ok = cells::read("Ok", &self.ok, &[""], cells::text)?;
        Ok(Some(Record {
            self_: cells::needed("self", self_)?,
            r#type: cells::needed("type", r#type)?,
            select: cells::needed("select", select)?,
            größe: cells::needed("Größe", größe)?,
            user_id,
            with_space,
            it_s_quoted_,
            remaining_count,
            params: cells::needed("params", params)?,
            row: cells::needed("row", row)?,
            queries,
            at,
            remaining: remaining.unwrap_or_default(),
            string,
            c_1st,
            queue: queue.unwrap_or_default(),
            ok: cells::needed("Ok", ok)?,
        }))
    }
}

/// A field of a CSV is no value of its column.
#[rustfmt::skip]
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct CsvError {
    /// The column.
    pub column: &'static str,
    /// What stands in the field; nothing where the record needs a value and there is none.
    pub text: Option<String>,
}

#[rustfmt::skip]
impl ::std::fmt::Display for CsvError {
    fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
        match &self.text {
            Some(text) => write!(f, "`{text}` is not a value of column `{}`", self.column),
            None => write!(f, "column `{}` has no value, but a key needs one", self.column),
        }
    }
}

#[rustfmt::skip]
impl ::std::error::Error for CsvError {}

/// How the fields of a CSV are read: as a load of the model reads them, or, where they are written in a rarer way (years
/// beyond four digits, numbers beyond 38), not at all.
#[rustfmt::skip]
mod cells {
    use ::scylla::value::{Counter, CqlDate, CqlDecimal, CqlTime, CqlTimestamp, CqlTimeuuid, CqlVarint};

    use super::CsvError;

    pub(super) fn read<T>(column: &'static str, text: &str, nulls: &[&str], parse: impl FnOnce(&str) -> Option<T>) -> Result<Option<T>, CsvError> {
        if nulls.contains(&text) {
            return Ok(None);
        }
        parse(text).map(Some).ok_or_else(|| CsvError { column, text: Some(text.to_owned()) })
    }

    pub(super) fn needed<T>(column: &'static str, value: Option<T>) -> Result<T, CsvError> {
        value.ok_or(CsvError { column, text: None })
    }

    pub(super) fn text(text: &str) -> Option<String> {
        Some(text.to_owned())
    }

    pub(super) fn ascii(text: &str) -> Option<String> {
        text.is_ascii().then(|| text.to_owned())
    }

    pub(super) fn parsed<T: ::std::str::FromStr>(text: &str) -> Option<T> {
        text.parse().ok()
    }

    pub(super) fn counter(text: &str) -> Option<Counter> {
        text.parse().ok().map(Counter)
    }

    pub(super) fn double(text: &str) -> Option<f64> {
        let value: f64 = text.parse().ok()?;
        let value = if value.is_nan() { f64::NAN } else { value };
        (!is_lost(text, value.is_infinite(), value.abs().to_bits() == 0)).then_some(value)
    }

    pub(super) fn float(text: &str) -> Option<f32> {
        let value: f32 = text.parse().ok()?;
        let value = if value.is_nan() { f32::NAN } else { value };
        (!is_lost(text, value.is_infinite(), value.abs().to_bits() == 0)).then_some(value)
    }

    /// Whether a number became infinite, or 0, only because its type ends there.
    fn is_lost(text: &str, infinite: bool, zero: bool) -> bool {
        let mut mantissa = text.bytes().take_while(|b| !b.eq_ignore_ascii_case(&b'e'));
        infinite && text.bytes().any(|b| b.is_ascii_digit()) || zero && mantissa.any(|b| (b'1'..=b'9').contains(&b))
    }

    pub(super) fn boolean(text: &str, yes: &[&str], no: &[&str]) -> Option<bool> {
        let is = |word: &str, words: &[&str]| text.eq_ignore_ascii_case(word) || words.contains(&text);
        match (is("true", yes), is("false", no)) {
            (true, false) => Some(true),
            (false, true) => Some(false),
            _ => None,
        }
    }

    pub(super) fn blob(text: &str) -> Option<Vec<u8>> {
        let digits = text.strip_prefix("0x").or_else(|| text.strip_prefix("0X"))?;
        let digits = digits.chars().map(|c| c.to_digit(16).and_then(|digit| u8::try_from(digit).ok())).collect::<Option<Vec<u8>>>()?;
        let pairs = digits.chunks_exact(2);
        pairs.remainder().is_empty().then(|| pairs.map(|pair| pair[0] << 4 | pair[1]).collect())
    }

    pub(super) fn timeuuid(text: &str) -> Option<CqlTimeuuid> {
        let is_version_1 = text.len() == 36 && text.as_bytes()[14] == b'1';
        is_version_1.then(|| text.parse().ok())?
    }

    pub(super) fn varint(text: &str) -> Option<CqlVarint> {
        Some(CqlVarint::from_signed_bytes_be(shortest(text.parse().ok()?)))
    }

    /// A decimal of up to 38 digits, with its written scale.
    pub(super) fn decimal(text: &str) -> Option<CqlDecimal> {
        let (mantissa, scale) = number(text)?;
        (scale.abs() <= 309).then(|| CqlDecimal::from_signed_be_bytes_and_exponent(shortest(mantissa), scale))
    }

    /// The fewest bytes that hold the number.
    fn shortest(value: i128) -> Vec<u8> {
        let bytes = value.to_be_bytes();
        let is_spare = |pair: &&[u8]| matches!((pair[0], pair[1] >> 7), (0x00, 0) | (0xff, 1));
        let spare = bytes.windows(2).take_while(is_spare).count();
        bytes[spare..].to_vec()
    }

    /// A number as its digits and its scale: 1.50 is 150 and 2.
    fn number(text: &str) -> Option<(i128, i32)> {
        let (digits, exponent) = match text.split_once(['e', 'E']) {
            Some((digits, exponent)) => (digits, exponent.parse::<i32>().ok()?),
            None => (text, 0),
        };
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
        let unsigned = whole.strip_prefix(['-', '+']).unwrap_or(whole);
        let mut all = unsigned.bytes().chain(fraction.bytes());
        if unsigned.len() + fraction.len() == 0 || !all.clone().all(|b| b.is_ascii_digit()) {
            return None;
        }
        let digits = all.try_fold(0_i128, |value, digit| value.checked_mul(10)?.checked_add(i128::from(digit - b'0')))?;
        let scale = i32::try_from(fraction.len()).ok()?.checked_sub(exponent)?;
        Some((if whole.starts_with('-') { -digits } else { digits }, scale))
    }

    /// A count since the epoch; `power` of ten makes it milliseconds. What is not whole milliseconds is none.
    pub(super) fn epoch(text: &str, power: i32) -> Option<CqlTimestamp> {
        let (mantissa, scale) = number(text)?;
        let power = power.checked_sub(scale)?;
        let factor = 10_i128.checked_pow(power.unsigned_abs());
        let millis = match (mantissa, power >= 0) {
            (0, _) => 0,
            (mantissa, true) => mantissa.checked_mul(factor?)?,
            (mantissa, false) => factor.filter(|factor| mantissa % factor == 0).map(|factor| mantissa / factor)?,
        };
        i64::try_from(millis).ok().map(CqlTimestamp)
    }

    /// `2024-02-29`.
    pub(super) fn date(text: &str) -> Option<CqlDate> {
        u32::try_from(days(text)? + (1 << 31)).ok().map(CqlDate)
    }

    /// `20:57:10.796`, with up to nine digits behind the point.
    pub(super) fn time(text: &str) -> Option<CqlTime> {
        (text.len() >= 8).then(|| nanos(text).map(CqlTime))?
    }

    /// `2024-02-29T20:57:10.796Z`, with a blank for the `T`, and `+01:00`, `+0100` or ` UTC` for the `Z`; a day alone is its
    /// start. `zone` is minutes east of UTC for a text that has none. Whole milliseconds since the epoch as well.
    pub(super) fn timestamp(text: &str, zone: Option<i32>) -> Option<CqlTimestamp> {
        let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
        if !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit()) {
            return text.parse().ok().map(CqlTimestamp);
        }
        let (date, rest) = text.split_at_checked(10)?;
        let (clock, offset) = match rest.strip_prefix(['T', ' ']) {
            Some(clock) if clock.starts_with(|c: char| c.is_ascii_digit()) => {
                clock.split_at(clock.find([' ', 'Z', '+', '-']).unwrap_or(clock.len()))
            }
            _ => ("00:00", rest),
        };
        let east = match offset {
            "" => zone?,
            "Z" | " Z" | " UTC" => 0,
            _ => east(offset.strip_prefix(' ').unwrap_or(offset))?,
        };
        let digits = clock.split_once('.').map_or(0, |(_, digits)| digits.len());
        if digits > 3 {
            return None;
        }
        let nanos = nanos(clock)?;
        Some(CqlTimestamp(days(date)? * 86_400_000 + nanos / 1_000_000 - i64::from(east) * 60_000))
    }

    fn east(offset: &str) -> Option<i32> {
        let (sign, digits) = offset.split_at_checked(1).filter(|(sign, _)| matches!(*sign, "+" | "-"))?;
        let (hours, minutes) = digits.split_at_checked(2)?;
        let minutes = minutes.strip_prefix(':').unwrap_or(minutes);
        let minutes = part(hours, 2)? * 60 + part(minutes, 2).filter(|minutes| *minutes < 60)?;
        let minutes = i32::try_from(minutes).ok().filter(|minutes| *minutes <= 18 * 60)?;
        Some(if sign == "-" { -minutes } else { minutes })
    }

    fn nanos(clock: &str) -> Option<i64> {
        let (clock, fraction) = clock.split_once('.').map_or((clock, None), |(clock, fraction)| (clock, Some(fraction)));
        let mut parts = clock.split(':');
        let (hours, minutes, seconds) = (part(parts.next()?, 2)?, part(parts.next()?, 2)?, parts.next());
        let second = seconds.map_or(Some(0), |seconds| part(seconds, 2))?;
        let fraction = match fraction {
            Some(digits) if seconds.is_some() && (1..=9).contains(&digits.len()) => {
                part(digits, digits.len())? * 10_i64.pow(u32::try_from(9 - digits.len()).ok()?)
            }
            Some(_) => return None,
            None => 0,
        };
        let is_time = parts.next().is_none() && hours < 24 && minutes < 60 && second < 60;
        is_time.then_some(((hours * 60 + minutes) * 60 + second) * 1_000_000_000 + fraction)
    }

    /// Days since 1970-01-01, in the proleptic Gregorian calendar whose years begin in March.
    fn days(date: &str) -> Option<i64> {
        let mut parts = date.split('-');
        let (year, month, day) = (part(parts.next()?, 4)?, part(parts.next()?, 2)?, part(parts.next()?, 2)?);
        let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
        let length = match month {
            2 => 28 + i64::from(leap),
            4 | 6 | 9 | 11 => 30,
            1..=12 => 31,
            _ => return None,
        };
        if parts.next().is_some() || !(1..=length).contains(&day) {
            return None;
        }
        let (year, month) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
        let (era, of_era) = (year.div_euclid(400), year.rem_euclid(400));
        let of_year = (153 * month + 2) / 5 + day - 1;
        Some(era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468)
    }

    /// A number of exactly `width` digits.
    fn part(digits: &str, width: usize) -> Option<i64> {
        let is_whole = digits.len() == width && digits.bytes().all(|b| b.is_ascii_digit());
        is_whole.then(|| digits.parse().ok())?
    }

    /// The elements between separators; an empty text has none.
    pub(super) fn split<T>(text: &str, separator: &str, parse: impl Fn(&str) -> Option<T>) -> Option<Vec<T>> {
        if text.is_empty() {
            return Some(Vec::new());
        }
        text.split(separator).map(parse).collect()
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
            Self::Key { .. } => None,
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

/// `value`: the largest multiple of 10 that is not above, from `"select"`.
///
/// # Errors
/// Where the result is outside the range of its type.
#[rustfmt::skip]
pub fn value_of(select: i32) -> Result<i32, OutOfRange> {
    derive::bucket(i64::from(select), 10).and_then(|floor| i32::try_from(floor).ok()).ok_or(OutOfRange { function: "value_of" })
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
        Statement { query: "prepare", cql: super::prepare::SELECT, keyspace_at: 128, consistency: None, idempotent: true, counts: false, appends: false, page_size: None },
        Statement { query: "insert_prepare", cql: super::insert_prepare::SELECT, keyspace_at: 42, consistency: None, idempotent: true, counts: false, appends: false, page_size: None },
        Statement { query: "fn", cql: super::r#fn::SELECT, keyspace_at: 20, consistency: None, idempotent: true, counts: false, appends: false, page_size: None },
        Statement { query: "partial", cql: super::partial::SELECT, keyspace_at: 16, consistency: None, idempotent: true, counts: false, appends: false, page_size: None },
        Statement { query: "Queries", cql: super::queries::SELECT, keyspace_at: 21, consistency: None, idempotent: true, counts: false, appends: false, page_size: None },
        Statement { query: "insert_all", cql: super::insert_all::SELECT, keyspace_at: 15, consistency: None, idempotent: true, counts: false, appends: false, page_size: None },
        Statement { query: "insert into prepare", cql: super::prepare::INSERT, keyspace_at: 12, consistency: None, idempotent: true, counts: false, appends: true, page_size: None },
        Statement { query: "insert static columns into prepare", cql: super::prepare::INSERT_STATIC, keyspace_at: 12, consistency: None, idempotent: true, counts: false, appends: false, page_size: None },
        Statement { query: "add to prepare", cql: super::prepare::ADD, keyspace_at: 7, consistency: None, idempotent: false, counts: false, appends: true, page_size: None },
        Statement { query: "insert into fn", cql: super::r#fn::INSERT, keyspace_at: 12, consistency: None, idempotent: true, counts: false, appends: false, page_size: None },
        Statement { query: "insert into partial", cql: super::partial::INSERT, keyspace_at: 12, consistency: None, idempotent: true, counts: false, appends: false, page_size: None },
        Statement { query: "insert into insert_all", cql: super::insert_all::INSERT, keyspace_at: 12, consistency: None, idempotent: true, counts: false, appends: false, page_size: None },
    ];

    /// The keyspace as the statements name it.
    const KEYSPACE: &str = "\"Odd_Names\"";

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

    pub(super) fn computed<T>(index: usize, values: Result<T, super::OutOfRange>) -> Result<T, QueryError> {
        values.map_err(|source| QueryError::Derived { query: STATEMENTS[index].query, source })
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
