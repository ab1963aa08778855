// Made by modeler from queries.yaml; do not edit: change the model and run `modeler generate`.
// Crates: scylla 1.9. Document it where it is included: `/// …` above `pub mod rows;`.

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
    #[derive(Clone, Debug, PartialEq, ::scylla::SerializeRow)]
    pub struct Params {
        /// `"order" int`
        pub order: i32,
        /// `"token" text`
        pub token: String,
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
    #[derive(Clone, Debug, PartialEq, ::scylla::SerializeRow)]
    pub struct Params {
        /// `type text`
        #[scylla(rename = "type")]
        pub r#type: String,
        /// `"order" int`
        pub order: i32,
        /// `async frozen<list<text>>`
        #[scylla(rename = "async")]
        pub r#async: Vec<String>,
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
    #[derive(Clone, Debug, PartialEq, ::scylla::SerializeRow)]
    pub struct Params {
        /// `"order" int`
        pub order: i32,
        /// `"token" text`
        pub token: String,
        /// `"Title" text`
        #[scylla(rename = "Title")]
        pub title: String,
        /// `odd text`
        pub odd: String,
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
    #[derive(Clone, Debug, PartialEq, ::scylla::SerializeRow)]
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

    /// A row of `crate` to write. What is unset stays as it is in the table.
    #[derive(Clone, Debug, ::scylla::SerializeRow)]
    pub struct Insert {
        /// `"1st" int`, partition key
        #[scylla(rename = "1st")]
        pub c_1st: i32,
        /// `self int`
        #[scylla(rename = "self")]
        pub self_: ::scylla::value::MaybeUnset<i32>,
        /// `"Title" text`
        #[scylla(rename = "Title")]
        pub title: ::scylla::value::MaybeUnset<String>,
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

    /// A row of `Table` to write. What is unset stays as it is in the table.
    #[derive(Clone, Debug, ::scylla::SerializeRow)]
    pub struct Insert {
        /// `"order" int`, partition key
        pub order: i32,
        /// `"token" text`, partition key
        pub token: String,
        /// `"Title" text`, clustering key, largest first
        #[scylla(rename = "Title")]
        pub title: String,
        /// `"odd name" text`, clustering key
        #[scylla(rename = "odd name")]
        pub odd_name: String,
        /// `"in" text`
        #[scylla(rename = "in")]
        pub r#in: ::scylla::value::MaybeUnset<String>,
        /// `"1st" int`
        #[scylla(rename = "1st")]
        pub c_1st: ::scylla::value::MaybeUnset<i32>,
        /// `type text`
        #[scylla(rename = "type")]
        pub r#type: ::scylla::value::MaybeUnset<String>,
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
        pub r#ref: ::scylla::value::MaybeUnset<super::types::Select>,
    }

    /// The statement that writes the static columns of a partition of `Table`.
    ///
    /// ```text
    /// INSERT INTO "Library"."Table" ("order", "token", "Ünïcode") VALUES (:"order", :"token", :"Ünïcode")
    /// ```
    pub const INSERT_STATIC: &str = "INSERT INTO \"Library\".\"Table\" (\"order\", \"token\", \"Ünïcode\") VALUES (:\"order\", :\"token\", :\"Ünïcode\")";

    /// The static columns of a partition of `Table` to write. What is unset stays as it is in the table.
    #[derive(Clone, Debug, ::scylla::SerializeRow)]
    pub struct InsertStatic {
        /// `"order" int`, partition key
        pub order: i32,
        /// `"token" text`, partition key
        pub token: String,
        /// `"Ünïcode" text`, one for the whole partition
        #[scylla(rename = "Ünïcode")]
        pub ünïcode: ::scylla::value::MaybeUnset<String>,
    }
}

/// The user-defined types of the keyspace. A field that the server does not know yet is read as none.
#[rustfmt::skip]
pub mod types {
    /// The type `Select`.
    #[derive(Clone, Debug, PartialEq, ::scylla::DeserializeValue, ::scylla::SerializeValue)]
    pub struct Select {
        /// `"from" text`
        #[scylla(allow_missing)]
        pub from: Option<String>,
        /// `"To" int`
        #[scylla(allow_missing, rename = "To")]
        pub to: Option<i32>,
        /// `"a b" boolean`
        #[scylla(allow_missing, rename = "a b")]
        pub a_b: Option<bool>,
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

    /// What has this number?
    /// And does a question of two lines, with \*/ and -- in it, do harm?
    pub async fn by_order(&self, params: &by_order::Params) -> Result<::scylla::client::pager::TypedRowStream<by_order::Row>, QueryError> {
        driver::stream(self, 0, params).await
    }

    /// Which titles come before this one?
    pub async fn select(&self, params: &select::Params) -> Result<::scylla::client::pager::TypedRowStream<select::Row>, QueryError> {
        driver::stream(self, 1, params).await
    }

    /// Query from.
    pub async fn from(&self, params: &from::Params) -> Result<Option<from::Row>, QueryError> {
        driver::first(self, 2, params).await
    }

    /// Query crate.
    pub async fn crate_(&self, params: &crate_::Params) -> Result<Option<crate_::Row>, QueryError> {
        driver::one(self, 3, params).await
    }

    /// Writes a row of `Table`.
    pub async fn insert_table(&self, row: &table::Insert) -> Result<(), QueryError> {
        driver::write(self, 4, row).await
    }

    /// Writes the static columns of a partition of `Table`.
    pub async fn insert_static_table(&self, row: &table::InsertStatic) -> Result<(), QueryError> {
        driver::write(self, 5, row).await
    }

    /// Writes a row of `crate`.
    pub async fn insert_crate_(&self, row: &crate_::Insert) -> Result<(), QueryError> {
        driver::write(self, 6, row).await
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
        Statement { query: "ByOrder", cql: super::by_order::SELECT, consistency: None, idempotent: true, page_size: None },
        Statement { query: "SELECT", cql: super::select::SELECT, consistency: None, idempotent: true, page_size: None },
        Statement { query: "from", cql: super::from::SELECT, consistency: None, idempotent: true, page_size: Some(1) },
        Statement { query: "crate", cql: super::crate_::SELECT, consistency: None, idempotent: true, page_size: None },
        Statement { query: "insert into Table", cql: super::table::INSERT, consistency: None, idempotent: true, page_size: None },
        Statement { query: "insert static columns into Table", cql: super::table::INSERT_STATIC, consistency: None, idempotent: true, page_size: None },
        Statement { query: "insert into crate", cql: super::crate_::INSERT, consistency: None, idempotent: true, page_size: None },
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
