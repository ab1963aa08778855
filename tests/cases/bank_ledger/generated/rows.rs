// Made by modeler from queries.yaml; do not edit: change the model and run `modeler generate`.
// Crates: scylla 1.9.

//! Typed access to the keyspace `bank`: every query that `queries.yaml` declares, prepared once.
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
pub const KEYSPACE: &str = "bank";

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

    /// What was booked on this account, by amount, the largest first?
    ///
    /// Asks [`bookings_by_amount::SELECT`] by `account = :account`.
    ///
    /// # Errors
    /// What the server or the connection says; an answer that is not what the model says.
    pub async fn bookings_by_amount(&self, params: &bookings_by_amount::Params<'_>) -> Result<::scylla::client::pager::TypedRowStream<bookings_by_amount::Row>, QueryError> {
        driver::stream(self, 0, params).await
    }

    /// One page of [`Queries::bookings_by_amount`], and the state of the next if there is one; `PagingState::start()` asks for the first.
    ///
    /// # Errors
    /// Those of the query itself.
    pub async fn bookings_by_amount_page(&self, params: &bookings_by_amount::Params<'_>, state: ::scylla::response::PagingState) -> Result<(Vec<bookings_by_amount::Row>, Option<::scylla::response::PagingState>), QueryError> {
        driver::page(self, 0, params, state).await
    }

    /// Writes a row of `bookings_by_amount`.
    ///
    /// # Errors
    /// What the server or the connection says.
    pub async fn insert_bookings_by_amount(&self, row: &bookings_by_amount::Insert<'_>) -> Result<(), QueryError> {
        driver::write(self, 7, row).await
    }

    /// What was booked with this amount?
    ///
    /// Asks [`bookings_of_amount::SELECT`] by `account = :account, amount = :amount`.
    ///
    /// # Errors
    /// What the server or the connection says; an answer that is not what the model says.
    pub async fn bookings_of_amount(&self, params: &bookings_of_amount::Params<'_>) -> Result<::scylla::client::pager::TypedRowStream<bookings_of_amount::Row>, QueryError> {
        driver::stream(self, 1, params).await
    }

    /// One page of [`Queries::bookings_of_amount`], and the state of the next if there is one; `PagingState::start()` asks for the first.
    ///
    /// # Errors
    /// Those of the query itself.
    pub async fn bookings_of_amount_page(&self, params: &bookings_of_amount::Params<'_>, state: ::scylla::response::PagingState) -> Result<(Vec<bookings_of_amount::Row>, Option<::scylla::response::PagingState>), QueryError> {
        driver::page(self, 1, params, state).await
    }

    /// What was booked with one of these amounts?
    ///
    /// Asks [`bookings_of_amounts::SELECT`] by `account = :account, amount IN :amounts`.
    ///
    /// # Errors
    /// What the server or the connection says; an answer that is not what the model says.
    pub async fn bookings_of_amounts(&self, params: &bookings_of_amounts::Params<'_>) -> Result<::scylla::client::pager::TypedRowStream<bookings_of_amounts::Row>, QueryError> {
        driver::stream(self, 2, params).await
    }

    /// One page of [`Queries::bookings_of_amounts`], and the state of the next if there is one; `PagingState::start()` asks for the first.
    ///
    /// # Errors
    /// Those of the query itself.
    pub async fn bookings_of_amounts_page(&self, params: &bookings_of_amounts::Params<'_>, state: ::scylla::response::PagingState) -> Result<(Vec<bookings_of_amounts::Row>, Option<::scylla::response::PagingState>), QueryError> {
        driver::page(self, 2, params, state).await
    }

    /// Which booking is this?
    ///
    /// Asks [`booking::SELECT`] by `account = :account, amount = :amount, booking = :booking`.
    ///
    /// # Errors
    /// What the server or the connection says; an answer that is not what the model says.
    pub async fn booking(&self, params: &booking::Params<'_>) -> Result<Option<booking::Row>, QueryError> {
        driver::one(self, 3, params).await
    }

    /// What was booked at exactly this rate, as it is written?
    ///
    /// Asks [`rates::SELECT`] by `rate = :rate`.
    ///
    /// # Errors
    /// What the server or the connection says; an answer that is not what the model says.
    pub async fn rates(&self, params: &rates::Params<'_>) -> Result<::scylla::client::pager::TypedRowStream<rates::Row>, QueryError> {
        driver::stream(self, 4, params).await
    }

    /// One page of [`Queries::rates`], and the state of the next if there is one; `PagingState::start()` asks for the first.
    ///
    /// # Errors
    /// Those of the query itself.
    pub async fn rates_page(&self, params: &rates::Params<'_>, state: ::scylla::response::PagingState) -> Result<(Vec<rates::Row>, Option<::scylla::response::PagingState>), QueryError> {
        driver::page(self, 4, params, state).await
    }

    /// Writes a row of `rates`.
    ///
    /// # Errors
    /// What the server or the connection says.
    pub async fn insert_rates(&self, row: &rates::Insert<'_>) -> Result<(), QueryError> {
        driver::write(self, 8, row).await
    }

    /// What was booked at one of these rates?
    ///
    /// Asks [`rates_in::SELECT`] by `rate IN :rates`.
    ///
    /// # Errors
    /// What the server or the connection says; an answer that is not what the model says.
    pub async fn rates_in(&self, params: &rates_in::Params<'_>) -> Result<::scylla::client::pager::TypedRowStream<rates_in::Row>, QueryError> {
        driver::stream(self, 5, params).await
    }

    /// One page of [`Queries::rates_in`], and the state of the next if there is one; `PagingState::start()` asks for the first.
    ///
    /// # Errors
    /// Those of the query itself.
    pub async fn rates_in_page(&self, params: &rates_in::Params<'_>, state: ::scylla::response::PagingState) -> Result<(Vec<rates_in::Row>, Option<::scylla::response::PagingState>), QueryError> {
        driver::page(self, 5, params, state).await
    }

    /// What happened in this branch at this time of day?
    ///
    /// Asks [`branches::SELECT`] by `branch = :branch, booked = :booked, booked_at > :after`.
    ///
    /// # Errors
    /// What the server or the connection says; an answer that is not what the model says.
    pub async fn branches(&self, params: &branches::Params) -> Result<::scylla::client::pager::TypedRowStream<branches::Row>, QueryError> {
        driver::stream(self, 6, params).await
    }

    /// One page of [`Queries::branches`], and the state of the next if there is one; `PagingState::start()` asks for the first.
    ///
    /// # Errors
    /// Those of the query itself.
    pub async fn branches_page(&self, params: &branches::Params, state: ::scylla::response::PagingState) -> Result<(Vec<branches::Row>, Option<::scylla::response::PagingState>), QueryError> {
        driver::page(self, 6, params, state).await
    }

    /// Writes a row of `branches`.
    ///
    /// # Errors
    /// What the server or the connection says.
    pub async fn insert_branches(&self, row: &branches::Insert<'_>) -> Result<(), QueryError> {
        driver::write(self, 9, row).await
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

/// What was booked on this account, by amount, the largest first?
#[rustfmt::skip]
pub mod bookings_by_amount {
    /// The name of the query.
    pub const NAME: &str = "bookings_by_amount";

    /// The statement that answers it.
    ///
    /// ```text
    /// SELECT amount, booking, text, balance FROM bank.bookings_by_amount WHERE account = :account
    /// ```
    pub const SELECT: &str = "SELECT amount, booking, text, balance FROM bank.bookings_by_amount WHERE account = :account";

    /// What the query is asked with.
    #[derive(Clone, Copy, Debug, PartialEq, ::scylla::SerializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Params<'a> {
        /// `account varint`
        pub account: &'a ::scylla::value::CqlVarint,
    }

    /// A row of the answer.
    #[derive(Clone, Debug, PartialEq, ::scylla::DeserializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Row {
        /// `amount decimal`, clustering key, largest first
        pub amount: ::scylla::value::CqlDecimal,
        /// `booking int`, clustering key
        pub booking: i32,
        /// `text text`
        pub text: Option<String>,
        /// `balance varint`
        pub balance: Option<::scylla::value::CqlVarint>,
    }

    /// The statement that writes a row of `bookings_by_amount`.
    ///
    /// ```text
    /// INSERT INTO bank.bookings_by_amount (account, amount, booking, text, balance) VALUES (:account, :amount, :booking, :text, :balance)
    /// ```
    pub const INSERT: &str = "INSERT INTO bank.bookings_by_amount (account, amount, booking, text, balance) VALUES (:account, :amount, :booking, :text, :balance)";

    /// A row of `bookings_by_amount`, to write. What is unset stays as it is in the table; nothing here writes a null.
    #[derive(Clone, Copy, Debug, ::scylla::SerializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Insert<'a> {
        /// `account varint`, partition key
        pub account: &'a ::scylla::value::CqlVarint,
        /// `amount decimal`, clustering key
        pub amount: &'a ::scylla::value::CqlDecimal,
        /// `booking int`, clustering key
        pub booking: i32,
        /// `text text`
        pub text: ::scylla::value::MaybeUnset<&'a str>,
        /// `balance varint`
        pub balance: ::scylla::value::MaybeUnset<&'a ::scylla::value::CqlVarint>,
    }

    impl<'a> From<&'a super::Record> for Insert<'a> {
        fn from(record: &'a super::Record) -> Self {
            Self {
                account: &record.account,
                amount: &record.amount,
                booking: record.booking,
                text: ::scylla::value::MaybeUnset::from_option(record.text.as_deref()),
                balance: ::scylla::value::MaybeUnset::from_option(record.balance.as_ref()),
            }
        }
    }
}

/// What was booked with this amount?
#[rustfmt::skip]
pub mod bookings_of_amount {
    /// The name of the query.
    pub const NAME: &str = "bookings_of_amount";

    /// The statement that answers it.
    ///
    /// ```text
    /// SELECT booking, text FROM bank.bookings_by_amount WHERE account = :account AND amount = :amount
    /// ```
    pub const SELECT: &str = "SELECT booking, text FROM bank.bookings_by_amount WHERE account = :account AND amount = :amount";

    /// What the query is asked with.
    #[derive(Clone, Copy, Debug, PartialEq, ::scylla::SerializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Params<'a> {
        /// `account varint`
        pub account: &'a ::scylla::value::CqlVarint,
        /// `amount decimal`
        pub amount: &'a ::scylla::value::CqlDecimal,
    }

    /// A row of the answer.
    #[derive(Clone, Debug, PartialEq, ::scylla::DeserializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Row {
        /// `booking int`, clustering key
        pub booking: i32,
        /// `text text`
        pub text: Option<String>,
    }
}

/// What was booked with one of these amounts?
#[rustfmt::skip]
pub mod bookings_of_amounts {
    /// The name of the query.
    pub const NAME: &str = "bookings_of_amounts";

    /// The statement that answers it.
    ///
    /// ```text
    /// SELECT amount, booking FROM bank.bookings_by_amount WHERE account = :account AND amount IN :amounts ORDER BY amount ASC, booking DESC
    /// ```
    pub const SELECT: &str = "SELECT amount, booking FROM bank.bookings_by_amount WHERE account = :account AND amount IN :amounts ORDER BY amount ASC, booking DESC";

    /// What the query is asked with.
    #[derive(Clone, Copy, Debug, PartialEq, ::scylla::SerializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Params<'a> {
        /// `account varint`
        pub account: &'a ::scylla::value::CqlVarint,
        /// `amounts frozen<list<decimal>>`
        pub amounts: &'a [&'a ::scylla::value::CqlDecimal],
    }

    /// A row of the answer.
    #[derive(Clone, Debug, PartialEq, ::scylla::DeserializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Row {
        /// `amount decimal`, clustering key, largest first
        pub amount: ::scylla::value::CqlDecimal,
        /// `booking int`, clustering key
        pub booking: i32,
    }
}

/// Which booking is this?
#[rustfmt::skip]
pub mod booking {
    /// The name of the query.
    pub const NAME: &str = "booking";

    /// The statement that answers it.
    ///
    /// ```text
    /// SELECT text FROM bank.bookings_by_amount WHERE account = :account AND amount = :amount AND booking = :booking
    /// ```
    pub const SELECT: &str = "SELECT text FROM bank.bookings_by_amount WHERE account = :account AND amount = :amount AND booking = :booking";

    /// What the query is asked with.
    #[derive(Clone, Copy, Debug, PartialEq, ::scylla::SerializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Params<'a> {
        /// `account varint`
        pub account: &'a ::scylla::value::CqlVarint,
        /// `amount decimal`
        pub amount: &'a ::scylla::value::CqlDecimal,
        /// `booking int`
        pub booking: i32,
    }

    /// A row of the answer.
    #[derive(Clone, Debug, PartialEq, ::scylla::DeserializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Row {
        /// `text text`
        pub text: Option<String>,
    }
}

/// What was booked at exactly this rate, as it is written?
#[rustfmt::skip]
pub mod rates {
    /// The name of the query.
    pub const NAME: &str = "rates";

    /// The statement that answers it.
    ///
    /// ```text
    /// SELECT account, booked FROM bank.rates WHERE rate = :rate
    /// ```
    pub const SELECT: &str = "SELECT account, booked FROM bank.rates WHERE rate = :rate";

    /// What the query is asked with.
    #[derive(Clone, Copy, Debug, PartialEq, ::scylla::SerializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Params<'a> {
        /// `rate decimal`
        pub rate: &'a ::scylla::value::CqlDecimal,
    }

    /// A row of the answer.
    #[derive(Clone, Debug, PartialEq, ::scylla::DeserializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Row {
        /// `account varint`
        pub account: Option<::scylla::value::CqlVarint>,
        /// `booked date`
        pub booked: Option<::scylla::value::CqlDate>,
    }

    /// The statement that writes a row of `rates`.
    ///
    /// ```text
    /// INSERT INTO bank.rates (rate, balance, booked_at, account, booked) VALUES (:rate, :balance, :booked_at, :account, :booked)
    /// ```
    pub const INSERT: &str = "INSERT INTO bank.rates (rate, balance, booked_at, account, booked) VALUES (:rate, :balance, :booked_at, :account, :booked)";

    /// A row of `rates`, to write. What is unset stays as it is in the table; nothing here writes a null.
    #[derive(Clone, Copy, Debug, ::scylla::SerializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Insert<'a> {
        /// `rate decimal`, partition key
        pub rate: &'a ::scylla::value::CqlDecimal,
        /// `balance varint`, clustering key
        pub balance: &'a ::scylla::value::CqlVarint,
        /// `booked_at time`, clustering key
        pub booked_at: ::scylla::value::CqlTime,
        /// `account varint`
        pub account: ::scylla::value::MaybeUnset<&'a ::scylla::value::CqlVarint>,
        /// `booked date`
        pub booked: ::scylla::value::MaybeUnset<::scylla::value::CqlDate>,
    }

    impl<'a> Insert<'a> {
        /// What the record says of it, whether or not the model keeps the record in this table; nothing where the record lacks a
        /// part of the key.
        pub fn of(record: &'a super::Record) -> Option<Self> {
            Some(Self {
                rate: record.rate.as_ref()?,
                balance: record.balance.as_ref()?,
                booked_at: record.booked_at,
                account: ::scylla::value::MaybeUnset::Set(&record.account),
                booked: ::scylla::value::MaybeUnset::Set(record.booked),
            })
        }
    }
}

/// What was booked at one of these rates?
#[rustfmt::skip]
pub mod rates_in {
    /// The name of the query.
    pub const NAME: &str = "rates_in";

    /// The statement that answers it.
    ///
    /// ```text
    /// SELECT rate, balance FROM bank.rates WHERE rate IN :rates
    /// ```
    pub const SELECT: &str = "SELECT rate, balance FROM bank.rates WHERE rate IN :rates";

    /// What the query is asked with.
    #[derive(Clone, Copy, Debug, PartialEq, ::scylla::SerializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Params<'a> {
        /// `rates frozen<list<decimal>>`
        pub rates: &'a [&'a ::scylla::value::CqlDecimal],
    }

    /// A row of the answer.
    #[derive(Clone, Debug, PartialEq, ::scylla::DeserializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Row {
        /// `rate decimal`, partition key
        pub rate: ::scylla::value::CqlDecimal,
        /// `balance varint`, clustering key
        pub balance: ::scylla::value::CqlVarint,
    }
}

/// What happened in this branch at this time of day?
#[rustfmt::skip]
pub mod branches {
    /// The name of the query.
    pub const NAME: &str = "branches";

    /// The statement that answers it.
    ///
    /// ```text
    /// SELECT booked_at, text FROM bank.branches WHERE branch = :branch AND booked = :booked AND booked_at > :after
    /// ```
    pub const SELECT: &str = "SELECT booked_at, text FROM bank.branches WHERE branch = :branch AND booked = :booked AND booked_at > :after";

    /// What the query is asked with.
    #[derive(Clone, Copy, Debug, PartialEq, ::scylla::SerializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Params {
        /// `branch smallint`
        pub branch: i16,
        /// `booked date`
        pub booked: ::scylla::value::CqlDate,
        /// `after time`
        pub after: ::scylla::value::CqlTime,
    }

    /// A row of the answer.
    #[derive(Clone, Debug, PartialEq, ::scylla::DeserializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Row {
        /// `booked_at time`, clustering key
        pub booked_at: ::scylla::value::CqlTime,
        /// `text text`
        pub text: Option<String>,
    }

    /// The statement that writes a row of `branches`.
    ///
    /// ```text
    /// INSERT INTO bank.branches (branch, booked, booked_at, booking, text) VALUES (:branch, :booked, :booked_at, :booking, :text)
    /// ```
    pub const INSERT: &str = "INSERT INTO bank.branches (branch, booked, booked_at, booking, text) VALUES (:branch, :booked, :booked_at, :booking, :text)";

    /// A row of `branches`, to write. What is unset stays as it is in the table; nothing here writes a null.
    #[derive(Clone, Copy, Debug, ::scylla::SerializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Insert<'a> {
        /// `branch smallint`, partition key
        pub branch: i16,
        /// `booked date`, partition key
        pub booked: ::scylla::value::CqlDate,
        /// `booked_at time`, clustering key
        pub booked_at: ::scylla::value::CqlTime,
        /// `booking int`, clustering key
        pub booking: i32,
        /// `text text`
        pub text: ::scylla::value::MaybeUnset<&'a str>,
    }

    impl<'a> From<&'a super::Record> for Insert<'a> {
        fn from(record: &'a super::Record) -> Self {
            Self {
                branch: record.branch,
                booked: record.booked,
                booked_at: record.booked_at,
                booking: record.booking,
                text: ::scylla::value::MaybeUnset::from_option(record.text.as_deref()),
            }
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

/// One row of the source, for all tables that it fills.
#[rustfmt::skip]
#[derive(Clone, Debug, PartialEq)]
pub struct Record {
    /// `account varint`, always there
    pub account: ::scylla::value::CqlVarint,
    /// `amount decimal`, always there
    pub amount: ::scylla::value::CqlDecimal,
    /// `booked date`, always there
    pub booked: ::scylla::value::CqlDate,
    /// `booked_at time`, always there
    pub booked_at: ::scylla::value::CqlTime,
    /// `rate decimal`
    pub rate: Option<::scylla::value::CqlDecimal>,
    /// `balance varint`
    pub balance: Option<::scylla::value::CqlVarint>,
    /// `branch smallint`, always there
    pub branch: i16,
    /// `booking int`, always there
    pub booking: i32,
    /// `text text`
    pub text: Option<String>,
}

#[rustfmt::skip]
impl InsertAll for Record {
    async fn insert(&self, queries: &Queries) -> Result<(), InsertError> {
        let mut bookings_by_amount = ::std::pin::pin!(driver::writing(async move {
            driver::write(queries, 7, &bookings_by_amount::Insert::from(self)).await
        }));
        let mut rates = ::std::pin::pin!(driver::writing(async move {
            if self.rate.is_some() && self.balance.is_some() {
                let row = driver::keyed(8, rates::Insert::of(self))?;
                driver::write(queries, 8, &row).await?;
            }
            Ok(())
        }));
        let mut branches = ::std::pin::pin!(driver::writing(async move {
            driver::write(queries, 9, &branches::Insert::from(self)).await
        }));
        driver::all([bookings_by_amount.as_mut(), rates.as_mut(), branches.as_mut()]).await
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
        Statement { query: "bookings_by_amount", cql: super::bookings_by_amount::SELECT, keyspace_at: 43, consistency: None, idempotent: true, counts: false, appends: false, page_size: None },
        Statement { query: "bookings_of_amount", cql: super::bookings_of_amount::SELECT, keyspace_at: 26, consistency: None, idempotent: true, counts: false, appends: false, page_size: None },
        Statement { query: "bookings_of_amounts", cql: super::bookings_of_amounts::SELECT, keyspace_at: 28, consistency: None, idempotent: true, counts: false, appends: false, page_size: None },
        Statement { query: "booking", cql: super::booking::SELECT, keyspace_at: 17, consistency: None, idempotent: true, counts: false, appends: false, page_size: None },
        Statement { query: "rates", cql: super::rates::SELECT, keyspace_at: 28, consistency: None, idempotent: true, counts: false, appends: false, page_size: None },
        Statement { query: "rates_in", cql: super::rates_in::SELECT, keyspace_at: 26, consistency: None, idempotent: true, counts: false, appends: false, page_size: None },
        Statement { query: "branches", cql: super::branches::SELECT, keyspace_at: 28, consistency: None, idempotent: true, counts: false, appends: false, page_size: None },
        Statement { query: "insert into bookings_by_amount", cql: super::bookings_by_amount::INSERT, keyspace_at: 12, consistency: None, idempotent: true, counts: false, appends: false, page_size: None },
        Statement { query: "insert into rates", cql: super::rates::INSERT, keyspace_at: 12, consistency: None, idempotent: true, counts: false, appends: false, page_size: None },
        Statement { query: "insert into branches", cql: super::branches::INSERT, keyspace_at: 12, consistency: None, idempotent: true, counts: false, appends: false, page_size: None },
    ];

    /// The keyspace as the statements name it.
    const KEYSPACE: &str = "bank";

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
