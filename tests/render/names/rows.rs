// Made by modeler from models/queries.yaml; do not edit: change the model and run `modeler generate`.
// Crates: scylla 1.9.

//! Typed access to the keyspace `Select`: every query that `models/queries.yaml` declares, prepared once.
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
pub const KEYSPACE: &str = "Select";

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

    /// Who?
    /// \*/ pub fn evil() {} /\*
    /// \-- "quoted" 'too' \\ \`code\` \[link\] \<b\>
    /// \\u{202e}end
    ///
    /// let indented = 1;
    /// \`\`\`
    /// let x = ;
    ///
    /// Asks [`types_::SELECT`] by `"user-id" = :"user-id", "Größe" = :"Größe", "select" > :"Lower bound"`.
    ///
    /// # Errors
    /// What the server or the connection says; an answer that is not what the model says.
    pub async fn types_(&self, params: &types_::Params<'_>) -> Result<::scylla::client::pager::TypedRowStream<types_::Row>, QueryError> {
        driver::stream(self, 0, params).await
    }

    /// One page of [`Queries::types_`], and the state of the next if there is one; `PagingState::start()` asks for the first.
    ///
    /// # Errors
    /// Those of the query itself.
    pub async fn types_page(&self, params: &types_::Params<'_>, state: ::scylla::response::PagingState) -> Result<(Vec<types_::Row>, Option<::scylla::response::PagingState>), QueryError> {
        driver::page(self, 0, params, state).await
    }

    /// Writes a row of `types`.
    ///
    /// # Errors
    /// What the server or the connection says.
    pub async fn insert_types_(&self, row: &types_::Insert<'_>) -> Result<(), QueryError> {
        driver::write(self, 9, row).await
    }

    /// Query driver.
    ///
    /// Asks [`driver_::SELECT`] by `f = :f`.
    ///
    /// # Errors
    /// What the server or the connection says; an answer that is not what the model says.
    pub async fn driver_(&self, params: &driver_::Params) -> Result<::scylla::client::pager::TypedRowStream<driver_::Row>, QueryError> {
        driver::stream(self, 1, params).await
    }

    /// One page of [`Queries::driver_`], and the state of the next if there is one; `PagingState::start()` asks for the first.
    ///
    /// # Errors
    /// Those of the query itself.
    pub async fn driver_page(&self, params: &driver_::Params, state: ::scylla::response::PagingState) -> Result<(Vec<driver_::Row>, Option<::scylla::response::PagingState>), QueryError> {
        driver::page(self, 1, params, state).await
    }

    /// 1\. first
    /// 2\. second
    /// \- third
    ///
    /// Asks [`r#fn::SELECT`] by `f = :f`.
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

    /// Query std.
    ///
    /// Asks [`std::SELECT`] by `f = :f`.
    ///
    /// # Errors
    /// What the server or the connection says; an answer that is not what the model says.
    pub async fn std(&self, params: &std::Params) -> Result<Option<std::Row>, QueryError> {
        driver::first(self, 3, params).await
    }

    /// Query scylla.
    ///
    /// Asks [`scylla::SELECT`] by `f = :f`.
    ///
    /// # Errors
    /// What the server or the connection says; an answer that is not what the model says.
    pub async fn scylla(&self, params: &scylla::Params) -> Result<::scylla::client::pager::TypedRowStream<scylla::Row>, QueryError> {
        driver::stream(self, 4, params).await
    }

    /// One page of [`Queries::scylla`], and the state of the next if there is one; `PagingState::start()` asks for the first.
    ///
    /// # Errors
    /// Those of the query itself.
    pub async fn scylla_page(&self, params: &scylla::Params, state: ::scylla::response::PagingState) -> Result<(Vec<scylla::Row>, Option<::scylla::response::PagingState>), QueryError> {
        driver::page(self, 4, params, state).await
    }

    /// Query core.
    ///
    /// Asks [`core::SELECT`] by `f = :f`.
    ///
    /// # Errors
    /// What the server or the connection says; an answer that is not what the model says.
    pub async fn core(&self, params: &core::Params) -> Result<i64, QueryError> {
        driver::count(self, 5, params).await
    }

    /// Query prepare.
    ///
    /// Asks [`prepare::SELECT`] by `k = :k`.
    ///
    /// # Errors
    /// What the server or the connection says; an answer that is not what the model says.
    pub async fn prepare_(&self, params: &prepare::Params) -> Result<::scylla::client::pager::TypedRowStream<prepare::Row>, QueryError> {
        driver::stream(self, 6, params).await
    }

    /// One page of [`Queries::prepare_`], and the state of the next if there is one; `PagingState::start()` asks for the first.
    ///
    /// # Errors
    /// Those of the query itself.
    pub async fn prepare_page(&self, params: &prepare::Params, state: ::scylla::response::PagingState) -> Result<(Vec<prepare::Row>, Option<::scylla::response::PagingState>), QueryError> {
        driver::page(self, 6, params, state).await
    }

    /// Writes a row of `prepare`.
    ///
    /// # Errors
    /// What the server or the connection says.
    pub async fn insert_prepare(&self, row: &prepare::Insert<'_>) -> Result<(), QueryError> {
        driver::write(self, 10, row).await
    }

    /// Query insert\_types.
    ///
    /// Asks [`insert_types::SELECT`].
    ///
    /// # Errors
    /// What the server or the connection says; an answer that is not what the model says.
    pub async fn insert_types(&self) -> Result<::scylla::client::pager::TypedRowStream<insert_types::Row>, QueryError> {
        driver::stream(self, 7, &()).await
    }

    /// One page of [`Queries::insert_types`], and the state of the next if there is one; `PagingState::start()` asks for the first.
    ///
    /// # Errors
    /// Those of the query itself.
    pub async fn insert_types_page(&self, state: ::scylla::response::PagingState) -> Result<(Vec<insert_types::Row>, Option<::scylla::response::PagingState>), QueryError> {
        driver::page(self, 7, &(), state).await
    }

    /// Writes a row of `ev"; DROP`.
    ///
    /// # Errors
    /// What the server or the connection says.
    pub async fn insert_ev_drop(&self, row: &ev_drop::Insert<'_>) -> Result<(), QueryError> {
        driver::write(self, 8, row).await
    }
}

/// Who?
/// \*/ pub fn evil() {} /\*
/// \-- "quoted" 'too' \\ \`code\` \[link\] \<b\>
/// \\u{202e}end
///
/// let indented = 1;
/// \`\`\`
/// let x = ;
#[rustfmt::skip]
pub mod types_ {
    /// The name of the query.
    pub const NAME: &str = "types";

    /// The statement that answers it.
    ///
    /// ```text
    /// SELECT "user-id", "Größe", "select", type, remaining_count, a__b, a_b, "it's ""q""\u{202e}
    /// */ -- `", "__x", "ends\" FROM "Select"."ev""; DROP" WHERE "user-id" = :"user-id" AND "Größe" = :"Größe" AND "select" > :"Lower bound"
    /// ```
    pub const SELECT: &str = "SELECT \"user-id\", \"Größe\", \"select\", type, remaining_count, a__b, a_b, \"it's \"\"q\"\"\u{202e}\n*/ -- `\", \"__x\", \"ends\\\" FROM \"Select\".\"ev\"\"; DROP\" WHERE \"user-id\" = :\"user-id\" AND \"Größe\" = :\"Größe\" AND \"select\" > :\"Lower bound\"";

    /// What the query is asked with.
    #[derive(Clone, Copy, Debug, PartialEq, ::scylla::SerializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Params<'a> {
        /// `"user-id" int`
        #[scylla(rename = "user-id")]
        pub user_id: i32,
        /// `"Größe" text`
        #[scylla(rename = "Größe")]
        pub größe: &'a str,
        /// `"Lower bound" int`
        #[scylla(rename = "Lower bound")]
        pub lower_bound: i32,
    }

    /// A row of the answer.
    #[derive(Clone, Debug, PartialEq, ::scylla::DeserializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Row {
        /// `"user-id" int`, partition key
        #[scylla(rename = "user-id")]
        pub user_id: i32,
        /// `"Größe" text`, partition key
        #[scylla(rename = "Größe")]
        pub größe: String,
        /// `"select" int`, clustering key, largest first
        pub select: i32,
        /// `type text`
        #[scylla(rename = "type")]
        pub r#type: Option<String>,
        /// `remaining_count int`
        #[scylla(rename = "remaining_count")]
        pub remaining_count_: Option<i32>,
        /// `a__b text`
        #[scylla(rename = "a__b")]
        pub a_b: Option<String>,
        /// `a_b text`
        #[scylla(rename = "a_b")]
        pub a_b_: Option<String>,
        /// ``"it's ""q""\u{202e} */ -- `" frozen<option>``
        #[scylla(rename = "it's \"q\"\u{202e}\n*/ -- `")]
        pub it_s_q__________: Option<super::types::Option>,
        /// `"__x" frozen<"String">`
        #[scylla(rename = "__x")]
        pub c_x: Option<super::types::String>,
        /// `"ends\" int`
        #[scylla(rename = "ends\\")]
        pub ends_: Option<i32>,
    }

    /// The statement that writes a row of `types`.
    ///
    /// ```text
    /// INSERT INTO "Select".types (f, writer, spec, self, columns) VALUES (:f, :writer, :spec, :self, :columns)
    /// ```
    pub const INSERT: &str = "INSERT INTO \"Select\".types (f, writer, spec, self, columns) VALUES (:f, :writer, :spec, :self, :columns)";

    /// A row of `types`, to write. What is unset stays as it is in the table; nothing here writes a null.
    #[derive(Clone, Copy, Debug, ::scylla::SerializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Insert<'a> {
        /// `f int`, partition key
        pub f: i32,
        /// `writer int`
        pub writer: ::scylla::value::MaybeUnset<i32>,
        /// `spec text`
        pub spec: ::scylla::value::MaybeUnset<&'a str>,
        /// `self text`
        #[scylla(rename = "self")]
        pub self_: ::scylla::value::MaybeUnset<&'a str>,
        /// `columns text`
        pub columns: ::scylla::value::MaybeUnset<&'a str>,
    }
}

/// Query driver.
#[rustfmt::skip]
pub mod driver_ {
    /// The name of the query.
    pub const NAME: &str = "driver";

    /// The statement that answers it.
    ///
    /// ```text
    /// SELECT f, writer, spec, self, columns FROM "Select".types WHERE f = :f
    /// ```
    pub const SELECT: &str = "SELECT f, writer, spec, self, columns FROM \"Select\".types WHERE f = :f";

    /// What the query is asked with.
    #[derive(Clone, Copy, Debug, PartialEq, ::scylla::SerializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Params {
        /// `f int`
        pub f: i32,
    }

    /// A row of the answer.
    #[derive(Clone, Debug, PartialEq, ::scylla::DeserializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Row {
        /// `f int`, partition key
        pub f: i32,
        /// `writer int`
        pub writer: Option<i32>,
        /// `spec text`
        pub spec: Option<String>,
        /// `self text`
        #[scylla(rename = "self")]
        pub self_: Option<String>,
        /// `columns text`
        pub columns: Option<String>,
    }
}

/// 1\. first
/// 2\. second
/// \- third
#[rustfmt::skip]
pub mod r#fn {
    /// The name of the query.
    pub const NAME: &str = "fn";

    /// The statement that answers it.
    ///
    /// ```text
    /// SELECT f, writer, spec, self, columns FROM "Select".types WHERE f = :f
    /// ```
    pub const SELECT: &str = "SELECT f, writer, spec, self, columns FROM \"Select\".types WHERE f = :f";

    /// What the query is asked with.
    #[derive(Clone, Copy, Debug, PartialEq, ::scylla::SerializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Params {
        /// `f int`
        pub f: i32,
    }

    /// A row of the answer.
    #[derive(Clone, Debug, PartialEq, ::scylla::DeserializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Row {
        /// `f int`, partition key
        pub f: i32,
        /// `writer int`
        pub writer: Option<i32>,
        /// `spec text`
        pub spec: Option<String>,
        /// `self text`
        #[scylla(rename = "self")]
        pub self_: Option<String>,
        /// `columns text`
        pub columns: Option<String>,
    }
}

/// Query std.
#[rustfmt::skip]
pub mod std {
    /// The name of the query.
    pub const NAME: &str = "std";

    /// The statement that answers it.
    ///
    /// ```text
    /// SELECT f, writer, spec, self, columns FROM "Select".types WHERE f = :f
    /// ```
    pub const SELECT: &str = "SELECT f, writer, spec, self, columns FROM \"Select\".types WHERE f = :f";

    /// What the query is asked with.
    #[derive(Clone, Copy, Debug, PartialEq, ::scylla::SerializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Params {
        /// `f int`
        pub f: i32,
    }

    /// A row of the answer.
    #[derive(Clone, Debug, PartialEq, ::scylla::DeserializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Row {
        /// `f int`, partition key
        pub f: i32,
        /// `writer int`
        pub writer: Option<i32>,
        /// `spec text`
        pub spec: Option<String>,
        /// `self text`
        #[scylla(rename = "self")]
        pub self_: Option<String>,
        /// `columns text`
        pub columns: Option<String>,
    }
}

/// Query scylla.
#[rustfmt::skip]
pub mod scylla {
    /// The name of the query.
    pub const NAME: &str = "scylla";

    /// The statement that answers it.
    ///
    /// ```text
    /// SELECT f, writer, spec, self, columns FROM "Select".types WHERE f = :f
    /// ```
    pub const SELECT: &str = "SELECT f, writer, spec, self, columns FROM \"Select\".types WHERE f = :f";

    /// What the query is asked with.
    #[derive(Clone, Copy, Debug, PartialEq, ::scylla::SerializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Params {
        /// `f int`
        pub f: i32,
    }

    /// A row of the answer.
    #[derive(Clone, Debug, PartialEq, ::scylla::DeserializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Row {
        /// `f int`, partition key
        pub f: i32,
        /// `writer int`
        pub writer: Option<i32>,
        /// `spec text`
        pub spec: Option<String>,
        /// `self text`
        #[scylla(rename = "self")]
        pub self_: Option<String>,
        /// `columns text`
        pub columns: Option<String>,
    }
}

/// Query core.
#[rustfmt::skip]
pub mod core {
    /// The name of the query.
    pub const NAME: &str = "core";

    /// The statement that answers it.
    ///
    /// ```text
    /// SELECT count(*) FROM "Select".types WHERE f = :f
    /// ```
    pub const SELECT: &str = "SELECT count(*) FROM \"Select\".types WHERE f = :f";

    /// What the query is asked with.
    #[derive(Clone, Copy, Debug, PartialEq, ::scylla::SerializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Params {
        /// `f int`
        pub f: i32,
    }
}

/// Query prepare.
#[rustfmt::skip]
pub mod prepare {
    /// The name of the query.
    pub const NAME: &str = "prepare";

    /// The statement that answers it.
    ///
    /// ```text
    /// SELECT k, std, "Row", result FROM "Select".prepare WHERE k = :k
    /// ```
    pub const SELECT: &str = "SELECT k, std, \"Row\", result FROM \"Select\".prepare WHERE k = :k";

    /// What the query is asked with.
    #[derive(Clone, Copy, Debug, PartialEq, ::scylla::SerializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Params {
        /// `k int`
        pub k: i32,
    }

    /// A row of the answer.
    #[derive(Clone, Debug, PartialEq, ::scylla::DeserializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Row {
        /// `k int`, partition key
        pub k: i32,
        /// `std int`
        pub std: Option<i32>,
        /// `"Row" int`
        #[scylla(rename = "Row")]
        pub row: Option<i32>,
        /// `result text`
        pub result: Option<String>,
    }

    /// The statement that writes a row of `prepare`.
    ///
    /// ```text
    /// INSERT INTO "Select".prepare (k, std, "Row", result) VALUES (:k, :std, :"Row", :result)
    /// ```
    pub const INSERT: &str = "INSERT INTO \"Select\".prepare (k, std, \"Row\", result) VALUES (:k, :std, :\"Row\", :result)";

    /// A row of `prepare`, to write. What is unset stays as it is in the table; nothing here writes a null.
    #[derive(Clone, Copy, Debug, ::scylla::SerializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Insert<'a> {
        /// `k int`, partition key
        pub k: i32,
        /// `std int`
        pub std: ::scylla::value::MaybeUnset<i32>,
        /// `"Row" int`
        #[scylla(rename = "Row")]
        pub row: ::scylla::value::MaybeUnset<i32>,
        /// `result text`
        pub result: ::scylla::value::MaybeUnset<&'a str>,
    }
}

/// Query insert\_types.
#[rustfmt::skip]
pub mod insert_types {
    /// The name of the query.
    pub const NAME: &str = "insert_types";

    /// The statement that answers it.
    ///
    /// ```text
    /// SELECT DISTINCT k FROM "Select".prepare
    /// ```
    pub const SELECT: &str = "SELECT DISTINCT k FROM \"Select\".prepare";

    /// A row of the answer.
    #[derive(Clone, Debug, PartialEq, ::scylla::DeserializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Row {
        /// `k int`, partition key
        pub k: i32,
    }
}

/// Table ev"; DROP.
#[rustfmt::skip]
pub mod ev_drop {
    /// The statement that writes a row of `ev"; DROP`.
    ///
    /// ```text
    /// INSERT INTO "Select"."ev""; DROP" ("user-id", "Größe", "select", type, remaining_count, a__b, a_b, "it's ""q""\u{202e}
    /// */ -- `", "__x", "ends\") VALUES (:"user-id", :"Größe", :"select", :type, :remaining_count, :a__b, :a_b, :"it's ""q""\u{202e}
    /// */ -- `", :"__x", :"ends\")
    /// ```
    pub const INSERT: &str = "INSERT INTO \"Select\".\"ev\"\"; DROP\" (\"user-id\", \"Größe\", \"select\", type, remaining_count, a__b, a_b, \"it's \"\"q\"\"\u{202e}\n*/ -- `\", \"__x\", \"ends\\\") VALUES (:\"user-id\", :\"Größe\", :\"select\", :type, :remaining_count, :a__b, :a_b, :\"it's \"\"q\"\"\u{202e}\n*/ -- `\", :\"__x\", :\"ends\\\")";

    /// A row of `ev"; DROP`, to write. What is unset stays as it is in the table; nothing here writes a null.
    #[derive(Clone, Copy, Debug, ::scylla::SerializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Insert<'a> {
        /// `"user-id" int`, partition key
        #[scylla(rename = "user-id")]
        pub user_id: i32,
        /// `"Größe" text`, partition key
        #[scylla(rename = "Größe")]
        pub größe: &'a str,
        /// `"select" int`, clustering key
        pub select: i32,
        /// `type text`
        #[scylla(rename = "type")]
        pub r#type: ::scylla::value::MaybeUnset<&'a str>,
        /// `remaining_count int`
        #[scylla(rename = "remaining_count")]
        pub remaining_count_: ::scylla::value::MaybeUnset<i32>,
        /// `a__b text`
        #[scylla(rename = "a__b")]
        pub a_b: ::scylla::value::MaybeUnset<&'a str>,
        /// `a_b text`
        #[scylla(rename = "a_b")]
        pub a_b_: ::scylla::value::MaybeUnset<&'a str>,
        /// ``"it's ""q""\u{202e} */ -- `" frozen<option>``
        #[scylla(rename = "it's \"q\"\u{202e}\n*/ -- `")]
        pub it_s_q__________: ::scylla::value::MaybeUnset<&'a super::types::Option>,
        /// `"__x" frozen<"String">`
        #[scylla(rename = "__x")]
        pub c_x: ::scylla::value::MaybeUnset<&'a super::types::String>,
        /// `"ends\" int`
        #[scylla(rename = "ends\\")]
        pub ends_: ::scylla::value::MaybeUnset<i32>,
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
        /// `self frozen<list<text>>`
        #[scylla(rename = "self")]
        pub self_: ::std::option::Option<::std::vec::Vec<::std::string::String>>,
        /// `"Ok" int`
        #[scylla(rename = "Ok")]
        pub ok: ::std::option::Option<i32>,
    }

    /// The type `option`.
    #[derive(Clone, Debug, PartialEq, ::scylla::DeserializeValue, ::scylla::SerializeValue)]
    pub struct Option {
        /// `a frozen<"String">`
        pub a: ::std::option::Option<String>,
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
        Statement { query: "types", cql: super::types_::SELECT, keyspace_at: 118, consistency: None, idempotent: true, counts: false, appends: false, page_size: None },
        Statement { query: "driver", cql: super::driver_::SELECT, keyspace_at: 43, consistency: None, idempotent: true, counts: false, appends: false, page_size: None },
        Statement { query: "fn", cql: super::r#fn::SELECT, keyspace_at: 43, consistency: None, idempotent: true, counts: false, appends: false, page_size: None },
        Statement { query: "std", cql: super::std::SELECT, keyspace_at: 43, consistency: None, idempotent: true, counts: false, appends: false, page_size: Some(1) },
        Statement { query: "scylla", cql: super::scylla::SELECT, keyspace_at: 43, consistency: None, idempotent: true, counts: false, appends: false, page_size: None },
        Statement { query: "core", cql: super::core::SELECT, keyspace_at: 21, consistency: None, idempotent: true, counts: false, appends: false, page_size: None },
        Statement { query: "prepare", cql: super::prepare::SELECT, keyspace_at: 34, consistency: None, idempotent: true, counts: false, appends: false, page_size: None },
        Statement { query: "insert_types", cql: super::insert_types::SELECT, keyspace_at: 23, consistency: None, idempotent: true, counts: false, appends: false, page_size: None },
        Statement { query: "insert into ev\"; DROP", cql: super::ev_drop::INSERT, keyspace_at: 12, consistency: None, idempotent: true, counts: false, appends: false, page_size: None },
        Statement { query: "insert into types", cql: super::types_::INSERT, keyspace_at: 12, consistency: None, idempotent: true, counts: false, appends: false, page_size: None },
        Statement { query: "insert into prepare", cql: super::prepare::INSERT, keyspace_at: 12, consistency: None, idempotent: true, counts: false, appends: false, page_size: None },
    ];

    /// The keyspace as the statements name it.
    const KEYSPACE: &str = "\"Select\"";

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

    pub(super) async fn count(queries: &Queries, index: usize, params: &impl SerializeRow) -> Result<i64, QueryError> {
        let first = |mut rows: Rows<'_, '_, (i64,)>| rows.next().transpose();
        Ok(decode(index, unpaged(queries, index, params).await?, first)?.map_or(0, |(count,)| count))
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
