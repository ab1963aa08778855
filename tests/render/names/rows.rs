// Made by modeler from models/queries.yaml; do not edit: change the model and run `modeler generate`.
// Crates: scylla 1.9. Document it where it is included: `/// …` above `pub mod rows;`.

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
    #[derive(Clone, Debug, PartialEq, ::scylla::SerializeRow)]
    pub struct Params {
        /// `"user-id" int`
        #[scylla(rename = "user-id")]
        pub user_id: i32,
        /// `"Größe" text`
        #[scylla(rename = "Größe")]
        pub größe: String,
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

    /// A row of `types` to write. What is unset stays as it is in the table.
    #[derive(Clone, Debug, ::scylla::SerializeRow)]
    pub struct Insert {
        /// `f int`, partition key
        pub f: i32,
        /// `writer int`
        pub writer: ::scylla::value::MaybeUnset<i32>,
        /// `spec text`
        pub spec: ::scylla::value::MaybeUnset<String>,
        /// `self text`
        #[scylla(rename = "self")]
        pub self_: ::scylla::value::MaybeUnset<String>,
        /// `columns text`
        pub columns: ::scylla::value::MaybeUnset<String>,
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
    #[derive(Clone, Debug, PartialEq, ::scylla::SerializeRow)]
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
    #[derive(Clone, Debug, PartialEq, ::scylla::SerializeRow)]
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
    #[derive(Clone, Debug, PartialEq, ::scylla::SerializeRow)]
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
    #[derive(Clone, Debug, PartialEq, ::scylla::SerializeRow)]
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
    #[derive(Clone, Debug, PartialEq, ::scylla::SerializeRow)]
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
    #[derive(Clone, Debug, PartialEq, ::scylla::SerializeRow)]
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

    /// A row of `prepare` to write. What is unset stays as it is in the table.
    #[derive(Clone, Debug, ::scylla::SerializeRow)]
    pub struct Insert {
        /// `k int`, partition key
        pub k: i32,
        /// `std int`
        pub std: ::scylla::value::MaybeUnset<i32>,
        /// `"Row" int`
        #[scylla(rename = "Row")]
        pub row: ::scylla::value::MaybeUnset<i32>,
        /// `result text`
        pub result: ::scylla::value::MaybeUnset<String>,
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

    /// What the query is asked with.
    #[derive(Clone, Debug, PartialEq, ::scylla::SerializeRow)]
    pub struct Params {
    }

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

    /// A row of `ev"; DROP` to write. What is unset stays as it is in the table.
    #[derive(Clone, Debug, ::scylla::SerializeRow)]
    pub struct Insert {
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
        pub r#type: ::scylla::value::MaybeUnset<String>,
        /// `remaining_count int`
        #[scylla(rename = "remaining_count")]
        pub remaining_count_: ::scylla::value::MaybeUnset<i32>,
        /// `a__b text`
        #[scylla(rename = "a__b")]
        pub a_b: ::scylla::value::MaybeUnset<String>,
        /// `a_b text`
        #[scylla(rename = "a_b")]
        pub a_b_: ::scylla::value::MaybeUnset<String>,
        /// ``"it's ""q""\u{202e} */ -- `" frozen<option>``
        #[scylla(rename = "it's \"q\"\u{202e}\n*/ -- `")]
        pub it_s_q__________: ::scylla::value::MaybeUnset<super::types::Option>,
        /// `"__x" frozen<"String">`
        #[scylla(rename = "__x")]
        pub c_x: ::scylla::value::MaybeUnset<super::types::String>,
        /// `"ends\" int`
        #[scylla(rename = "ends\\")]
        pub ends_: ::scylla::value::MaybeUnset<i32>,
    }
}

/// The user-defined types of the keyspace. A field that the server does not know yet is read as none.
#[rustfmt::skip]
pub mod types {
    /// The type `String`.
    #[derive(Clone, Debug, PartialEq, ::scylla::DeserializeValue, ::scylla::SerializeValue)]
    pub struct String {
        /// `type text`
        #[scylla(allow_missing, rename = "type")]
        pub type_: ::std::option::Option<::std::string::String>,
        /// `self frozen<list<text>>`
        #[scylla(allow_missing, rename = "self")]
        pub self_: ::std::option::Option<::std::vec::Vec<::std::string::String>>,
        /// `"Ok" int`
        #[scylla(allow_missing, rename = "Ok")]
        pub ok: ::std::option::Option<i32>,
    }

    /// The type `option`.
    #[derive(Clone, Debug, PartialEq, ::scylla::DeserializeValue, ::scylla::SerializeValue)]
    pub struct Option {
        /// `a frozen<"String">`
        #[scylla(allow_missing)]
        pub a: ::std::option::Option<String>,
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

    /// Who?
    /// \*/ pub fn evil() {} /\*
    /// \-- "quoted" 'too' \\ \`code\` \[link\] \<b\>
    /// \\u{202e}end
    ///
    /// let indented = 1;
    /// \`\`\`
    /// let x = ;
    pub async fn types_(&self, params: &types_::Params) -> Result<::scylla::client::pager::TypedRowStream<types_::Row>, QueryError> {
        driver::stream(self, 0, params).await
    }

    /// Query driver.
    pub async fn driver_(&self, params: &driver_::Params) -> Result<::scylla::client::pager::TypedRowStream<driver_::Row>, QueryError> {
        driver::stream(self, 1, params).await
    }

    /// 1\. first
    /// 2\. second
    /// \- third
    pub async fn r#fn(&self, params: &r#fn::Params) -> Result<::scylla::client::pager::TypedRowStream<r#fn::Row>, QueryError> {
        driver::stream(self, 2, params).await
    }

    /// Query std.
    pub async fn std(&self, params: &std::Params) -> Result<Option<std::Row>, QueryError> {
        driver::first(self, 3, params).await
    }

    /// Query scylla.
    pub async fn scylla(&self, params: &scylla::Params) -> Result<::scylla::client::pager::TypedRowStream<scylla::Row>, QueryError> {
        driver::stream(self, 4, params).await
    }

    /// Query core.
    pub async fn core(&self, params: &core::Params) -> Result<i64, QueryError> {
        driver::count(self, 5, params).await
    }

    /// Query prepare.
    pub async fn prepare_(&self, params: &prepare::Params) -> Result<::scylla::client::pager::TypedRowStream<prepare::Row>, QueryError> {
        driver::stream(self, 6, params).await
    }

    /// Query insert\_types.
    pub async fn insert_types(&self, params: &insert_types::Params) -> Result<::scylla::client::pager::TypedRowStream<insert_types::Row>, QueryError> {
        driver::stream(self, 7, params).await
    }

    /// Writes a row of `ev"; DROP`.
    pub async fn insert_ev_drop(&self, row: &ev_drop::Insert) -> Result<(), QueryError> {
        driver::write(self, 8, row).await
    }

    /// Writes a row of `types`.
    pub async fn insert_types_(&self, row: &types_::Insert) -> Result<(), QueryError> {
        driver::write(self, 9, row).await
    }

    /// Writes a row of `prepare`.
    pub async fn insert_prepare(&self, row: &prepare::Insert) -> Result<(), QueryError> {
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
        Statement { query: "types", cql: super::types_::SELECT, consistency: None, idempotent: true, page_size: None },
        Statement { query: "driver", cql: super::driver_::SELECT, consistency: None, idempotent: true, page_size: None },
        Statement { query: "fn", cql: super::r#fn::SELECT, consistency: None, idempotent: true, page_size: None },
        Statement { query: "std", cql: super::std::SELECT, consistency: None, idempotent: true, page_size: Some(1) },
        Statement { query: "scylla", cql: super::scylla::SELECT, consistency: None, idempotent: true, page_size: None },
        Statement { query: "core", cql: super::core::SELECT, consistency: None, idempotent: true, page_size: None },
        Statement { query: "prepare", cql: super::prepare::SELECT, consistency: None, idempotent: true, page_size: None },
        Statement { query: "insert_types", cql: super::insert_types::SELECT, consistency: None, idempotent: true, page_size: None },
        Statement { query: "insert into ev\"; DROP", cql: super::ev_drop::INSERT, consistency: None, idempotent: true, page_size: None },
        Statement { query: "insert into types", cql: super::types_::INSERT, consistency: None, idempotent: true, page_size: None },
        Statement { query: "insert into prepare", cql: super::prepare::INSERT, consistency: None, idempotent: true, page_size: None },
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

    pub(super) async fn count(queries: &Queries, at: usize, params: &impl SerializeRow) -> Result<i64, QueryError> {
        Ok(rows(queries, at, params).await?.first().map_or(0, |(count,): &(i64,)| *count))
    }

    pub(super) async fn first<R>(queries: &Queries, at: usize, params: &impl SerializeRow) -> Result<Option<R>, QueryError>
    where
        R: for<'frame, 'metadata> ::scylla::deserialize::row::DeserializeRow<'frame, 'metadata>,
    {
        let mut page = ::scylla::response::PagingState::start();
        loop {
            let answer = queries.session.execute_single_page(&queries.statements[at], params, page).await;
            let (answer, next) = answer.map_err(|source| QueryError::Execute { query: STATEMENTS[at].query, source: Box::new(source) })?;
            if let Some(row) = decode(at, answer)?.into_iter().next() {
                return Ok(Some(row));
            }
            match next.into_paging_control_flow() {
                ::std::ops::ControlFlow::Break(()) => return Ok(None),
                ::std::ops::ControlFlow::Continue(state) => page = state,
            }
        }
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
