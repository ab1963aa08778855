// Made by modeler from queries.yaml; do not edit: change the model and run `modeler generate`.
// Crates: scylla 1.9, uuid 1.

//! Typed access to the keyspace `shop`: every query that `queries.yaml` declares, prepared once.
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
pub const KEYSPACE: &str = "shop";

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

    /// What did this customer order, the latest first?
    ///
    /// Asks [`orders_by_customer::SELECT`] by `customer_id = :customer_id`.
    ///
    /// # Errors
    /// What the server or the connection says; an answer that is not what the model says.
    pub async fn orders_by_customer(&self, params: &orders_by_customer::Params) -> Result<::scylla::client::pager::TypedRowStream<orders_by_customer::Row>, QueryError> {
        driver::stream(self, 0, params).await
    }

    /// One page of [`Queries::orders_by_customer`], and the state of the next if there is one; `PagingState::start()` asks for the first.
    ///
    /// # Errors
    /// Those of the query itself.
    pub async fn orders_by_customer_page(&self, params: &orders_by_customer::Params, state: ::scylla::response::PagingState) -> Result<(Vec<orders_by_customer::Row>, Option<::scylla::response::PagingState>), QueryError> {
        driver::page(self, 0, params, state).await
    }

    /// Writes a row of `orders_by_customer`.
    ///
    /// # Errors
    /// What the server or the connection says; a derived value that its type does not hold.
    pub async fn insert_orders_by_customer(&self, row: &orders_by_customer::Insert<'_>) -> Result<(), QueryError> {
        driver::write(self, 5, &driver::computed(5, row.values())?).await
    }

    /// What is in this order?
    ///
    /// Asks [`order::SELECT`] by `customer_id = :customer_id, ordered_on = :ordered_on, order_id = :order_id`.
    ///
    /// # Errors
    /// What the server or the connection says; an answer that is not what the model says.
    pub async fn order(&self, params: &order::Params) -> Result<Option<order::Row>, QueryError> {
        driver::one(self, 1, params).await
    }

    /// What did the customer order since this day?
    ///
    /// Asks [`orders_since::SELECT`] by `customer_id = :customer_id, ordered_on >= :since`.
    ///
    /// # Errors
    /// What the server or the connection says; an answer that is not what the model says.
    pub async fn orders_since(&self, params: &orders_since::Params) -> Result<::scylla::client::pager::TypedRowStream<orders_since::Row>, QueryError> {
        driver::stream(self, 2, params).await
    }

    /// One page of [`Queries::orders_since`], and the state of the next if there is one; `PagingState::start()` asks for the first.
    ///
    /// # Errors
    /// Those of the query itself.
    pub async fn orders_since_page(&self, params: &orders_since::Params, state: ::scylla::response::PagingState) -> Result<(Vec<orders_since::Row>, Option<::scylla::response::PagingState>), QueryError> {
        driver::page(self, 2, params, state).await
    }

    /// What did these customers order, two of each at most?
    ///
    /// Asks [`orders_of_customers::SELECT`] by `customer_id IN :customers`.
    ///
    /// # Errors
    /// What the server or the connection says; an answer that is not what the model says.
    pub async fn orders_of_customers(&self, params: &orders_of_customers::Params<'_>) -> Result<::scylla::client::pager::TypedRowStream<orders_of_customers::Row>, QueryError> {
        driver::stream(self, 3, params).await
    }

    /// One page of [`Queries::orders_of_customers`], and the state of the next if there is one; `PagingState::start()` asks for the first.
    ///
    /// # Errors
    /// Those of the query itself.
    pub async fn orders_of_customers_page(&self, params: &orders_of_customers::Params<'_>, state: ::scylla::response::PagingState) -> Result<(Vec<orders_of_customers::Row>, Option<::scylla::response::PagingState>), QueryError> {
        driver::page(self, 3, params, state).await
    }

    /// Which orders went to this city in this month?
    ///
    /// Asks [`orders_by_city::SELECT`] by `city = :city, month = :month, total > :above`.
    ///
    /// # Errors
    /// What the server or the connection says; an answer that is not what the model says.
    pub async fn orders_by_city(&self, params: &orders_by_city::Params<'_>) -> Result<::scylla::client::pager::TypedRowStream<orders_by_city::Row>, QueryError> {
        driver::stream(self, 4, params).await
    }

    /// One page of [`Queries::orders_by_city`], and the state of the next if there is one; `PagingState::start()` asks for the first.
    ///
    /// # Errors
    /// Those of the query itself.
    pub async fn orders_by_city_page(&self, params: &orders_by_city::Params<'_>, state: ::scylla::response::PagingState) -> Result<(Vec<orders_by_city::Row>, Option<::scylla::response::PagingState>), QueryError> {
        driver::page(self, 4, params, state).await
    }

    /// Writes a row of `orders_by_city`.
    ///
    /// # Errors
    /// What the server or the connection says; a derived value that its type does not hold.
    pub async fn insert_orders_by_city(&self, row: &orders_by_city::Insert<'_>) -> Result<(), QueryError> {
        driver::write(self, 6, &driver::computed(6, row.values())?).await
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
    #[derive(Clone, Copy, Debug, PartialEq, ::scylla::SerializeRow)]
    #[scylla(flavor = "enforce_order")]
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

    /// A row of `orders_by_customer`, to write. What is unset stays as it is in the table; nothing here writes a null.
    #[derive(Clone, Copy, Debug)]
    pub struct Insert<'a> {
        /// `customer_id bigint`, partition key
        pub customer_id: i64,
        /// `ordered_on date`, clustering key
        pub ordered_on: ::scylla::value::CqlDate,
        /// `order_id uuid`, clustering key
        pub order_id: ::uuid::Uuid,
        /// `state text`
        pub state: ::scylla::value::MaybeUnset<&'a str>,
        /// `total decimal`
        pub total: ::scylla::value::MaybeUnset<&'a ::scylla::value::CqlDecimal>,
        /// `paid boolean`
        pub paid: ::scylla::value::MaybeUnset<bool>,
        /// `ship_to frozen<address>`
        pub ship_to: ::scylla::value::MaybeUnset<&'a super::types::Address>,
        /// `lines list<frozen<order_line>>`
        pub lines: ::scylla::value::MaybeUnset<&'a [super::types::OrderLine]>,
        /// `labels set<text>`
        pub labels: ::scylla::value::MaybeUnset<&'a [String]>,
        /// `notes map<text, text>`
        pub notes: ::scylla::value::MaybeUnset<&'a ::std::collections::BTreeMap<String, String>>,
        /// `discount tuple<text, decimal>`
        pub discount: ::scylla::value::MaybeUnset<&'a (Option<String>, Option<::scylla::value::CqlDecimal>)>,
    }

    #[derive(::scylla::SerializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub(super) struct InsertValues<'a> {
        customer_id: i64,
        ordered_on: ::scylla::value::CqlDate,
        order_id: ::uuid::Uuid,
        state: ::scylla::value::MaybeUnset<&'a str>,
        total: ::scylla::value::MaybeUnset<&'a ::scylla::value::CqlDecimal>,
        currency: super::driver::Wire,
        paid: ::scylla::value::MaybeUnset<bool>,
        ship_to: ::scylla::value::MaybeUnset<&'a super::types::Address>,
        lines: ::scylla::value::MaybeUnset<&'a [super::types::OrderLine]>,
        labels: ::scylla::value::MaybeUnset<&'a [String]>,
        notes: ::scylla::value::MaybeUnset<&'a ::std::collections::BTreeMap<String, String>>,
        discount: ::scylla::value::MaybeUnset<&'a (Option<String>, Option<::scylla::value::CqlDecimal>)>,
    }

    impl<'a> Insert<'a> {
        /// What is bound: the columns in the order of the statement, those among them that are computed.
        pub(super) fn values(&self) -> Result<InsertValues<'a>, super::OutOfRange> {
            Ok(InsertValues {
                customer_id: self.customer_id,
                ordered_on: self.ordered_on,
                order_id: self.order_id,
                state: self.state,
                total: self.total,
                currency: super::driver::Wire(&[69, 85, 82]),
                paid: self.paid,
                ship_to: self.ship_to,
                lines: self.lines,
                labels: self.labels,
                notes: self.notes,
                discount: self.discount,
            })
        }
    }

    impl<'a> From<&'a super::Order> for Insert<'a> {
        fn from(record: &'a super::Order) -> Self {
            Self {
                customer_id: record.customer_id,
                ordered_on: record.ordered_on,
                order_id: record.order_id,
                state: ::scylla::value::MaybeUnset::from_option(record.state.as_deref()),
                total: ::scylla::value::MaybeUnset::Set(&record.total),
                paid: ::scylla::value::MaybeUnset::from_option(record.paid),
                ship_to: ::scylla::value::MaybeUnset::from_option(record.ship_to.as_ref()),
                lines: if record.lines.is_empty() { ::scylla::value::MaybeUnset::Unset } else { ::scylla::value::MaybeUnset::Set(&record.lines) },
                labels: if record.labels.is_empty() { ::scylla::value::MaybeUnset::Unset } else { ::scylla::value::MaybeUnset::Set(&record.labels) },
                notes: if record.notes.is_empty() { ::scylla::value::MaybeUnset::Unset } else { ::scylla::value::MaybeUnset::Set(&record.notes) },
                discount: ::scylla::value::MaybeUnset::from_option(record.discount.as_ref()),
            }
        }
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
    #[derive(Clone, Copy, Debug, PartialEq, ::scylla::SerializeRow)]
    #[scylla(flavor = "enforce_order")]
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
    #[derive(Clone, Copy, Debug, PartialEq, ::scylla::SerializeRow)]
    #[scylla(flavor = "enforce_order")]
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
    #[derive(Clone, Copy, Debug, PartialEq, ::scylla::SerializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Params<'a> {
        /// `customers frozen<list<bigint>>`
        pub customers: &'a [i64],
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
    #[derive(Clone, Copy, Debug, PartialEq, ::scylla::SerializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Params<'a> {
        /// `city text`
        pub city: &'a str,
        /// `month int`
        pub month: i32,
        /// `above decimal`
        pub above: &'a ::scylla::value::CqlDecimal,
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

    /// A row of `orders_by_city`, to write. What is unset stays as it is in the table; nothing here writes a null.
    #[derive(Clone, Copy, Debug)]
    pub struct Insert<'a> {
        /// `city text`, partition key
        pub city: &'a str,
        /// `total decimal`, clustering key
        pub total: &'a ::scylla::value::CqlDecimal,
        /// `order_id uuid`, clustering key
        pub order_id: ::uuid::Uuid,
        /// `state text`
        pub state: ::scylla::value::MaybeUnset<&'a str>,
        /// `ordered_on date`, for what is derived from it
        pub ordered_on: ::scylla::value::CqlDate,
    }

    #[derive(::scylla::SerializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub(super) struct InsertValues<'a> {
        city: &'a str,
        month: i32,
        total: &'a ::scylla::value::CqlDecimal,
        order_id: ::uuid::Uuid,
        state: ::scylla::value::MaybeUnset<&'a str>,
    }

    impl<'a> Insert<'a> {
        /// What is bound: the columns in the order of the statement, those among them that are computed.
        pub(super) fn values(&self) -> Result<InsertValues<'a>, super::OutOfRange> {
            Ok(InsertValues {
                city: self.city,
                month: super::month_of(self.ordered_on)?,
                total: self.total,
                order_id: self.order_id,
                state: self.state,
            })
        }
    }

    impl<'a> From<&'a super::Order> for Insert<'a> {
        fn from(record: &'a super::Order) -> Self {
            Self {
                city: &record.city,
                total: &record.total,
                order_id: record.order_id,
                state: ::scylla::value::MaybeUnset::from_option(record.state.as_deref()),
                ordered_on: record.ordered_on,
            }
        }
    }
}

/// The types of the keyspace: user-defined ones, of which fields that the server has beyond these are left alone, and
/// newtypes, which keep keys apart.
#[rustfmt::skip]
pub mod types {
    /// The type `geo`.
    #[derive(Clone, Debug, PartialEq, ::scylla::DeserializeValue, ::scylla::SerializeValue)]
    pub struct Geo {
        /// `lat double`
        pub lat: Option<f64>,
        /// `lon double`
        pub lon: Option<f64>,
    }

    /// The type `address`.
    #[derive(Clone, Debug, PartialEq, ::scylla::DeserializeValue, ::scylla::SerializeValue)]
    pub struct Address {
        /// `street text`
        pub street: Option<String>,
        /// `city text`
        pub city: Option<String>,
        /// `zip text`
        pub zip: Option<String>,
        /// `country ascii`
        pub country: Option<String>,
        /// `place frozen<geo>`
        pub place: Option<Geo>,
    }

    /// The type `order_line`.
    #[derive(Clone, Debug, PartialEq, ::scylla::DeserializeValue, ::scylla::SerializeValue)]
    pub struct OrderLine {
        /// `sku text`
        pub sku: Option<String>,
        /// `quantity smallint`
        pub quantity: Option<i16>,
        /// `price decimal`
        pub price: Option<::scylla::value::CqlDecimal>,
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

/// One row of the source order, for all tables that it fills.
#[rustfmt::skip]
#[derive(Clone, Debug, PartialEq)]
pub struct Order {
    /// `customer_id bigint`, always there
    pub customer_id: i64,
    /// `order_id uuid`, always there
    pub order_id: ::uuid::Uuid,
    /// `ordered_on date`, always there
    pub ordered_on: ::scylla::value::CqlDate,
    /// `city text`, always there
    pub city: String,
    /// `state text`
    pub state: Option<String>,
    /// `total decimal`, always there
    pub total: ::scylla::value::CqlDecimal,
    /// `paid boolean`
    pub paid: Option<bool>,
    /// `ship_to frozen<address>`
    pub ship_to: Option<types::Address>,
    /// `lines list<frozen<order_line>>`
    pub lines: Vec<types::OrderLine>,
    /// `labels set<text>`
    pub labels: Vec<String>,
    /// `notes map<text, text>`
    pub notes: ::std::collections::BTreeMap<String, String>,
    /// `discount tuple<text, decimal>`
    pub discount: Option<(Option<String>, Option<::scylla::value::CqlDecimal>)>,
}

#[rustfmt::skip]
impl InsertAll for Order {
    async fn insert(&self, queries: &Queries) -> Result<(), InsertError> {
        let mut orders_by_customer = ::std::pin::pin!(driver::writing(async move {
            driver::write(queries, 5, &driver::computed(5, orders_by_customer::Insert::from(self).values())?).await
        }));
        let mut orders_by_city = ::std::pin::pin!(driver::writing(async move {
            driver::write(queries, 6, &driver::computed(6, orders_by_city::Insert::from(self).values())?).await
        }));
        driver::all([orders_by_customer.as_mut(), orders_by_city.as_mut()]).await
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

/// `month`: the UTC month, from `ordered_on`.
///
/// # Errors
/// Where the result is outside the range of its type.
#[rustfmt::skip]
pub fn month_of(ordered_on: ::scylla::value::CqlDate) -> Result<i32, OutOfRange> {
    derive::month_number(i64::from(ordered_on.0) - derive::EPOCH_DAY).ok_or(OutOfRange { function: "month_of" })
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
        Statement { query: "orders_by_customer", cql: super::orders_by_customer::SELECT, keyspace_at: 82, consistency: Some(Consistency::LocalQuorum), idempotent: true, counts: false, appends: false, page_size: None },
        Statement { query: "order", cql: super::order::SELECT, keyspace_at: 25, consistency: None, idempotent: true, counts: false, appends: false, page_size: None },
        Statement { query: "orders_since", cql: super::orders_since::SELECT, keyspace_at: 30, consistency: None, idempotent: true, counts: false, appends: false, page_size: None },
        Statement { query: "orders_of_customers", cql: super::orders_of_customers::SELECT, keyspace_at: 43, consistency: None, idempotent: true, counts: false, appends: false, page_size: None },
        Statement { query: "orders_by_city", cql: super::orders_by_city::SELECT, keyspace_at: 25, consistency: None, idempotent: true, counts: false, appends: false, page_size: None },
        Statement { query: "insert into orders_by_customer", cql: super::orders_by_customer::INSERT, keyspace_at: 12, consistency: None, idempotent: true, counts: false, appends: true, page_size: None },
        Statement { query: "insert into orders_by_city", cql: super::orders_by_city::INSERT, keyspace_at: 12, consistency: None, idempotent: true, counts: false, appends: false, page_size: None },
    ];

    /// The keyspace as the statements name it.
    const KEYSPACE: &str = "shop";

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

    pub(super) fn computed<T>(index: usize, values: Result<T, super::OutOfRange>) -> Result<T, QueryError> {
        values.map_err(|source| QueryError::Derived { query: STATEMENTS[index].query, source })
    }

    /// A value that is the same in every row, by the bytes that the server stores.
    pub(super) struct Wire(pub(super) &'static [u8]);

    impl ::scylla::serialize::value::SerializeValue for Wire {
        fn serialize<'b>(
            &self,
            _: &::scylla::cluster::metadata::ColumnType<'_>,
            writer: ::scylla::serialize::writers::CellWriter<'b>,
        ) -> Result<::scylla::serialize::writers::WrittenCellProof<'b>, ::scylla::serialize::SerializationError> {
            writer.set_value(self.0).map_err(::scylla::serialize::SerializationError::new)
        }
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
