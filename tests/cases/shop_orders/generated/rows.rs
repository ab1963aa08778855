// Made by modeler from queries.yaml; do not edit: change the model and run `modeler generate`.
// Crates: scylla 1.9, uuid 1. Document it where it is included: `/// …` above `pub mod rows;`.

/// What did this customer order, the latest first?
#[rustfmt::skip]
pub mod orders_by_customer {
    /// The name of the query.
    pub const NAME: &str = "orders_by_customer";

    /// The statement that answers it.
    ///
    /// ```text
    /// SELECT state, total, currency, paid, ship_to, lines, labels, notes, discount FROM shop.orders_by_customer WHERE customer_id = :customer_id
    /// ```
    pub const SELECT: &str = "SELECT state, total, currency, paid, ship_to, lines, labels, notes, discount FROM shop.orders_by_customer WHERE customer_id = :customer_id";

    /// What the query is asked with.
    #[derive(Clone, Debug, PartialEq, ::scylla::SerializeRow)]
    pub struct Params {
        /// `customer_id bigint`
        pub customer_id: i64,
    }

    /// A row of the answer.
    #[derive(Clone, Debug, PartialEq, ::scylla::DeserializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Row {
        /// `state text`
        pub state: Option<String>,
        /// `total decimal`
        pub total: Option<::scylla::value::CqlDecimal>,
        /// `currency ascii`
        pub currency: Option<String>,
        /// `paid boolean`
        pub paid: Option<bool>,
        /// `ship_to frozen<address>`
        pub ship_to: Option<super::types::Address>,
        /// `lines list<frozen<order_line>>`
        pub lines: Vec<super::types::OrderLine>,
        /// `labels set<text>`
        pub labels: Vec<String>,
        /// `notes map<text, text>`
        pub notes: ::std::collections::BTreeMap<String, String>,
        /// `discount tuple<text, decimal>`
        pub discount: Option<(Option<String>, Option<::scylla::value::CqlDecimal>)>,
    }

    /// The statement that writes a row of `orders_by_customer`.
    ///
    /// ```text
    /// INSERT INTO shop.orders_by_customer (customer_id, ordered_on, order_id, state, total, currency, paid, ship_to, lines, labels, notes, discount) VALUES (:customer_id, :ordered_on, :order_id, :state, :total, :currency, :paid, :ship_to, :lines, :labels, :notes, :discount)
    /// ```
    pub const INSERT: &str = "INSERT INTO shop.orders_by_customer (customer_id, ordered_on, order_id, state, total, currency, paid, ship_to, lines, labels, notes, discount) VALUES (:customer_id, :ordered_on, :order_id, :state, :total, :currency, :paid, :ship_to, :lines, :labels, :notes, :discount)";

    /// A row of `orders_by_customer` to write. What is unset stays as it is in the table.
    #[derive(Clone, Debug, ::scylla::SerializeRow)]
    pub struct Insert {
        /// `customer_id bigint`, partition key
        pub customer_id: i64,
        /// `ordered_on date`, clustering key, largest first
        pub ordered_on: ::scylla::value::CqlDate,
        /// `order_id uuid`, clustering key
        pub order_id: ::uuid::Uuid,
        /// `state text`
        pub state: ::scylla::value::MaybeUnset<String>,
        /// `total decimal`
        pub total: ::scylla::value::MaybeUnset<::scylla::value::CqlDecimal>,
        /// `currency ascii`
        pub currency: ::scylla::value::MaybeUnset<String>,
        /// `paid boolean`
        pub paid: ::scylla::value::MaybeUnset<bool>,
        /// `ship_to frozen<address>`
        pub ship_to: ::scylla::value::MaybeUnset<super::types::Address>,
        /// `lines list<frozen<order_line>>`
        pub lines: ::scylla::value::MaybeUnset<Vec<super::types::OrderLine>>,
        /// `labels set<text>`
        pub labels: ::scylla::value::MaybeUnset<Vec<String>>,
        /// `notes map<text, text>`
        pub notes: ::scylla::value::MaybeUnset<::std::collections::BTreeMap<String, String>>,
        /// `discount tuple<text, decimal>`
        pub discount: ::scylla::value::MaybeUnset<(Option<String>, Option<::scylla::value::CqlDecimal>)>,
    }
}

/// What is in this order?
#[rustfmt::skip]
pub mod order {
    /// The name of the query.
    pub const NAME: &str = "order";

    /// The statement that answers it.
    ///
    /// ```text
    /// SELECT lines, total FROM shop.orders_by_customer WHERE customer_id = :customer_id AND ordered_on = :ordered_on AND order_id = :order_id
    /// ```
    pub const SELECT: &str = "SELECT lines, total FROM shop.orders_by_customer WHERE customer_id = :customer_id AND ordered_on = :ordered_on AND order_id = :order_id";

    /// What the query is asked with.
    #[derive(Clone, Debug, PartialEq, ::scylla::SerializeRow)]
    pub struct Params {
        /// `customer_id bigint`
        pub customer_id: i64,
        /// `ordered_on date`
        pub ordered_on: ::scylla::value::CqlDate,
        /// `order_id uuid`
        pub order_id: ::uuid::Uuid,
    }

    /// A row of the answer.
    #[derive(Clone, Debug, PartialEq, ::scylla::DeserializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Row {
        /// `lines list<frozen<order_line>>`
        pub lines: Vec<super::types::OrderLine>,
        /// `total decimal`
        pub total: Option<::scylla::value::CqlDecimal>,
    }
}

/// What did the customer order since this day?
#[rustfmt::skip]
pub mod orders_since {
    /// The name of the query.
    pub const NAME: &str = "orders_since";

    /// The statement that answers it.
    ///
    /// ```text
    /// SELECT ordered_on, total FROM shop.orders_by_customer WHERE customer_id = :customer_id AND ordered_on >= :since PER PARTITION LIMIT 2
    /// ```
    pub const SELECT: &str = "SELECT ordered_on, total FROM shop.orders_by_customer WHERE customer_id = :customer_id AND ordered_on >= :since PER PARTITION LIMIT 2";

    /// What the query is asked with.
    #[derive(Clone, Debug, PartialEq, ::scylla::SerializeRow)]
    pub struct Params {
        /// `customer_id bigint`
        pub customer_id: i64,
        /// `since date`
        pub since: ::scylla::value::CqlDate,
    }

    /// A row of the answer.
    #[derive(Clone, Debug, PartialEq, ::scylla::DeserializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Row {
        /// `ordered_on date`, clustering key, largest first
        pub ordered_on: ::scylla::value::CqlDate,
        /// `total decimal`
        pub total: Option<::scylla::value::CqlDecimal>,
    }
}

/// What did these customers order, two of each at most?
#[rustfmt::skip]
pub mod orders_of_customers {
    /// The name of the query.
    pub const NAME: &str = "orders_of_customers";

    /// The statement that answers it.
    ///
    /// ```text
    /// SELECT customer_id, ordered_on, total FROM shop.orders_by_customer WHERE customer_id IN :customers PER PARTITION LIMIT 2 LIMIT 4
    /// ```
    pub const SELECT: &str = "SELECT customer_id, ordered_on, total FROM shop.orders_by_customer WHERE customer_id IN :customers PER PARTITION LIMIT 2 LIMIT 4";

    /// What the query is asked with.
    #[derive(Clone, Debug, PartialEq, ::scylla::SerializeRow)]
    pub struct Params {
        /// `customers frozen<list<bigint>>`
        pub customers: Vec<i64>,
    }

    /// A row of the answer.
    #[derive(Clone, Debug, PartialEq, ::scylla::DeserializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Row {
        /// `customer_id bigint`, partition key
        pub customer_id: i64,
        /// `ordered_on date`, clustering key, largest first
        pub ordered_on: ::scylla::value::CqlDate,
        /// `total decimal`
        pub total: Option<::scylla::value::CqlDecimal>,
    }
}

/// Which orders went to this city in this month?
#[rustfmt::skip]
pub mod orders_by_city {
    /// The name of the query.
    pub const NAME: &str = "orders_by_city";

    /// The statement that answers it.
    ///
    /// ```text
    /// SELECT total, state FROM shop.orders_by_city WHERE city = :city AND month = :month AND total > :above
    /// ```
    pub const SELECT: &str = "SELECT total, state FROM shop.orders_by_city WHERE city = :city AND month = :month AND total > :above";

    /// What the query is asked with.
    #[derive(Clone, Debug, PartialEq, ::scylla::SerializeRow)]
    pub struct Params {
        /// `city text`
        pub city: String,
        /// `month int`
        pub month: i32,
        /// `above decimal`
        pub above: ::scylla::value::CqlDecimal,
    }

    /// A row of the answer.
    #[derive(Clone, Debug, PartialEq, ::scylla::DeserializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Row {
        /// `total decimal`, clustering key, largest first
        pub total: ::scylla::value::CqlDecimal,
        /// `state text`
        pub state: Option<String>,
    }

    /// The statement that writes a row of `orders_by_city`.
    ///
    /// ```text
    /// INSERT INTO shop.orders_by_city (city, month, total, order_id, state) VALUES (:city, :month, :total, :order_id, :state)
    /// ```
    pub const INSERT: &str = "INSERT INTO shop.orders_by_city (city, month, total, order_id, state) VALUES (:city, :month, :total, :order_id, :state)";

    /// A row of `orders_by_city` to write. What is unset stays as it is in the table.
    #[derive(Clone, Debug, ::scylla::SerializeRow)]
    pub struct Insert {
        /// `city text`, partition key
        pub city: String,
        /// `month int`, partition key
        pub month: i32,
        /// `total decimal`, clustering key, largest first
        pub total: ::scylla::value::CqlDecimal,
        /// `order_id uuid`, clustering key
        pub order_id: ::uuid::Uuid,
        /// `state text`
        pub state: ::scylla::value::MaybeUnset<String>,
    }
}

/// The user-defined types of the keyspace. A field that the server does not know yet is read as none.
#[rustfmt::skip]
pub mod types {
    /// The type `geo`.
    #[derive(Clone, Debug, PartialEq, ::scylla::DeserializeValue, ::scylla::SerializeValue)]
    pub struct Geo {
        /// `lat double`
        #[scylla(allow_missing)]
        pub lat: Option<f64>,
        /// `lon double`
        #[scylla(allow_missing)]
        pub lon: Option<f64>,
    }

    /// The type `address`.
    #[derive(Clone, Debug, PartialEq, ::scylla::DeserializeValue, ::scylla::SerializeValue)]
    pub struct Address {
        /// `street text`
        #[scylla(allow_missing)]
        pub street: Option<String>,
        /// `city text`
        #[scylla(allow_missing)]
        pub city: Option<String>,
        /// `zip text`
        #[scylla(allow_missing)]
        pub zip: Option<String>,
        /// `country ascii`
        #[scylla(allow_missing)]
        pub country: Option<String>,
        /// `place frozen<geo>`
        #[scylla(allow_missing)]
        pub place: Option<Geo>,
    }

    /// The type `order_line`.
    #[derive(Clone, Debug, PartialEq, ::scylla::DeserializeValue, ::scylla::SerializeValue)]
    pub struct OrderLine {
        /// `sku text`
        #[scylla(allow_missing)]
        pub sku: Option<String>,
        /// `quantity smallint`
        #[scylla(allow_missing)]
        pub quantity: Option<i16>,
        /// `price decimal`
        #[scylla(allow_missing)]
        pub price: Option<::scylla::value::CqlDecimal>,
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

    /// What did this customer order, the latest first?
    pub async fn orders_by_customer(&self, params: &orders_by_customer::Params) -> Result<::scylla::client::pager::TypedRowStream<orders_by_customer::Row>, QueryError> {
        driver::stream(self, 0, params).await
    }

    /// What is in this order?
    pub async fn order(&self, params: &order::Params) -> Result<Option<order::Row>, QueryError> {
        driver::one(self, 1, params).await
    }

    /// What did the customer order since this day?
    pub async fn orders_since(&self, params: &orders_since::Params) -> Result<::scylla::client::pager::TypedRowStream<orders_since::Row>, QueryError> {
        driver::stream(self, 2, params).await
    }

    /// What did these customers order, two of each at most?
    pub async fn orders_of_customers(&self, params: &orders_of_customers::Params) -> Result<::scylla::client::pager::TypedRowStream<orders_of_customers::Row>, QueryError> {
        driver::stream(self, 3, params).await
    }

    /// Which orders went to this city in this month?
    pub async fn orders_by_city(&self, params: &orders_by_city::Params) -> Result<::scylla::client::pager::TypedRowStream<orders_by_city::Row>, QueryError> {
        driver::stream(self, 4, params).await
    }

    /// Writes a row of `orders_by_customer`.
    pub async fn insert_orders_by_customer(&self, row: &orders_by_customer::Insert) -> Result<(), QueryError> {
        driver::write(self, 5, row).await
    }

    /// Writes a row of `orders_by_city`.
    pub async fn insert_orders_by_city(&self, row: &orders_by_city::Insert) -> Result<(), QueryError> {
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
        Statement { query: "orders_by_customer", cql: super::orders_by_customer::SELECT, consistency: Some(Consistency::LocalQuorum), idempotent: true, page_size: None },
        Statement { query: "order", cql: super::order::SELECT, consistency: None, idempotent: true, page_size: None },
        Statement { query: "orders_since", cql: super::orders_since::SELECT, consistency: None, idempotent: true, page_size: None },
        Statement { query: "orders_of_customers", cql: super::orders_of_customers::SELECT, consistency: None, idempotent: true, page_size: None },
        Statement { query: "orders_by_city", cql: super::orders_by_city::SELECT, consistency: None, idempotent: true, page_size: None },
        Statement { query: "insert into orders_by_customer", cql: super::orders_by_customer::INSERT, consistency: None, idempotent: true, page_size: None },
        Statement { query: "insert into orders_by_city", cql: super::orders_by_city::INSERT, consistency: None, idempotent: true, page_size: None },
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
