// Made by modeler from queries.yaml; do not edit: change the model and run `modeler generate`.
// Crates: scylla 1.9. Document it where it is included: `/// …` above `pub mod rows;`.

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
    #[derive(Clone, Debug, PartialEq, ::scylla::SerializeRow)]
    pub struct Params {
        /// `account varint`
        pub account: ::scylla::value::CqlVarint,
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

    /// A row of `bookings_by_amount` to write. What is unset stays as it is in the table.
    #[derive(Clone, Debug, ::scylla::SerializeRow)]
    pub struct Insert {
        /// `account varint`, partition key
        pub account: ::scylla::value::CqlVarint,
        /// `amount decimal`, clustering key, largest first
        pub amount: ::scylla::value::CqlDecimal,
        /// `booking int`, clustering key
        pub booking: i32,
        /// `text text`
        pub text: ::scylla::value::MaybeUnset<String>,
        /// `balance varint`
        pub balance: ::scylla::value::MaybeUnset<::scylla::value::CqlVarint>,
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
    #[derive(Clone, Debug, PartialEq, ::scylla::SerializeRow)]
    pub struct Params {
        /// `account varint`
        pub account: ::scylla::value::CqlVarint,
        /// `amount decimal`
        pub amount: ::scylla::value::CqlDecimal,
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
    #[derive(Clone, Debug, PartialEq, ::scylla::SerializeRow)]
    pub struct Params {
        /// `account varint`
        pub account: ::scylla::value::CqlVarint,
        /// `amounts frozen<list<decimal>>`
        pub amounts: Vec<::scylla::value::CqlDecimal>,
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
    #[derive(Clone, Debug, PartialEq, ::scylla::SerializeRow)]
    pub struct Params {
        /// `account varint`
        pub account: ::scylla::value::CqlVarint,
        /// `amount decimal`
        pub amount: ::scylla::value::CqlDecimal,
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
    #[derive(Clone, Debug, PartialEq, ::scylla::SerializeRow)]
    pub struct Params {
        /// `rate decimal`
        pub rate: ::scylla::value::CqlDecimal,
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

    /// A row of `rates` to write. What is unset stays as it is in the table.
    #[derive(Clone, Debug, ::scylla::SerializeRow)]
    pub struct Insert {
        /// `rate decimal`, partition key
        pub rate: ::scylla::value::CqlDecimal,
        /// `balance varint`, clustering key
        pub balance: ::scylla::value::CqlVarint,
        /// `booked_at time`, clustering key, largest first
        pub booked_at: ::scylla::value::CqlTime,
        /// `account varint`
        pub account: ::scylla::value::MaybeUnset<::scylla::value::CqlVarint>,
        /// `booked date`
        pub booked: ::scylla::value::MaybeUnset<::scylla::value::CqlDate>,
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
    #[derive(Clone, Debug, PartialEq, ::scylla::SerializeRow)]
    pub struct Params {
        /// `rates frozen<list<decimal>>`
        pub rates: Vec<::scylla::value::CqlDecimal>,
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
    #[derive(Clone, Debug, PartialEq, ::scylla::SerializeRow)]
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

    /// A row of `branches` to write. What is unset stays as it is in the table.
    #[derive(Clone, Debug, ::scylla::SerializeRow)]
    pub struct Insert {
        /// `branch smallint`, partition key
        pub branch: i16,
        /// `booked date`, partition key
        pub booked: ::scylla::value::CqlDate,
        /// `booked_at time`, clustering key
        pub booked_at: ::scylla::value::CqlTime,
        /// `booking int`, clustering key, largest first
        pub booking: i32,
        /// `text text`
        pub text: ::scylla::value::MaybeUnset<String>,
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

    /// What was booked on this account, by amount, the largest first?
    pub async fn bookings_by_amount(&self, params: &bookings_by_amount::Params) -> Result<::scylla::client::pager::TypedRowStream<bookings_by_amount::Row>, QueryError> {
        driver::stream(self, 0, params).await
    }

    /// What was booked with this amount?
    pub async fn bookings_of_amount(&self, params: &bookings_of_amount::Params) -> Result<::scylla::client::pager::TypedRowStream<bookings_of_amount::Row>, QueryError> {
        driver::stream(self, 1, params).await
    }

    /// What was booked with one of these amounts?
    pub async fn bookings_of_amounts(&self, params: &bookings_of_amounts::Params) -> Result<::scylla::client::pager::TypedRowStream<bookings_of_amounts::Row>, QueryError> {
        driver::stream(self, 2, params).await
    }

    /// Which booking is this?
    pub async fn booking(&self, params: &booking::Params) -> Result<Option<booking::Row>, QueryError> {
        driver::one(self, 3, params).await
    }

    /// What was booked at exactly this rate, as it is written?
    pub async fn rates(&self, params: &rates::Params) -> Result<::scylla::client::pager::TypedRowStream<rates::Row>, QueryError> {
        driver::stream(self, 4, params).await
    }

    /// What was booked at one of these rates?
    pub async fn rates_in(&self, params: &rates_in::Params) -> Result<::scylla::client::pager::TypedRowStream<rates_in::Row>, QueryError> {
        driver::stream(self, 5, params).await
    }

    /// What happened in this branch at this time of day?
    pub async fn branches(&self, params: &branches::Params) -> Result<::scylla::client::pager::TypedRowStream<branches::Row>, QueryError> {
        driver::stream(self, 6, params).await
    }

    /// Writes a row of `bookings_by_amount`.
    pub async fn insert_bookings_by_amount(&self, row: &bookings_by_amount::Insert) -> Result<(), QueryError> {
        driver::write(self, 7, row).await
    }

    /// Writes a row of `rates`.
    pub async fn insert_rates(&self, row: &rates::Insert) -> Result<(), QueryError> {
        driver::write(self, 8, row).await
    }

    /// Writes a row of `branches`.
    pub async fn insert_branches(&self, row: &branches::Insert) -> Result<(), QueryError> {
        driver::write(self, 9, row).await
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
        Statement { query: "bookings_by_amount", cql: super::bookings_by_amount::SELECT, consistency: None, idempotent: true, page_size: None },
        Statement { query: "bookings_of_amount", cql: super::bookings_of_amount::SELECT, consistency: None, idempotent: true, page_size: None },
        Statement { query: "bookings_of_amounts", cql: super::bookings_of_amounts::SELECT, consistency: None, idempotent: true, page_size: None },
        Statement { query: "booking", cql: super::booking::SELECT, consistency: None, idempotent: true, page_size: None },
        Statement { query: "rates", cql: super::rates::SELECT, consistency: None, idempotent: true, page_size: None },
        Statement { query: "rates_in", cql: super::rates_in::SELECT, consistency: None, idempotent: true, page_size: None },
        Statement { query: "branches", cql: super::branches::SELECT, consistency: None, idempotent: true, page_size: None },
        Statement { query: "insert into bookings_by_amount", cql: super::bookings_by_amount::INSERT, consistency: None, idempotent: true, page_size: None },
        Statement { query: "insert into rates", cql: super::rates::INSERT, consistency: None, idempotent: true, page_size: None },
        Statement { query: "insert into branches", cql: super::branches::INSERT, consistency: None, idempotent: true, page_size: None },
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
