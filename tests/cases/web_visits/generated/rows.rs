// Made by modeler from queries.yaml; do not edit: change the model and run `modeler generate`.
// Crates: scylla 1.9, uuid 1.

//! Typed access to the keyspace `site`: every query that `queries.yaml` declares, prepared once.
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
pub const KEYSPACE: &str = "site";

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

    /// Who visited this page in this month, hour by hour?
    ///
    /// Asks [`visits_by_page::SELECT`] by `path = :path, month = :month`.
    ///
    /// # Errors
    /// What the server or the connection says; an answer that is not what the model says.
    pub async fn visits_by_page(&self, params: &visits_by_page::Params<'_>) -> Result<::scylla::client::pager::TypedRowStream<visits_by_page::Row>, QueryError> {
        driver::stream(self, 0, params).await
    }

    /// One page of [`Queries::visits_by_page`], and the state of the next if there is one; `PagingState::start()` asks for the first.
    ///
    /// # Errors
    /// Those of the query itself.
    pub async fn visits_by_page_page(&self, params: &visits_by_page::Params<'_>, state: ::scylla::response::PagingState) -> Result<(Vec<visits_by_page::Row>, Option<::scylla::response::PagingState>), QueryError> {
        driver::page(self, 0, params, state).await
    }

    /// Writes a row of `visits_by_page`.
    ///
    /// # Errors
    /// What the server or the connection says; a derived value that its type does not hold.
    pub async fn insert_visits_by_page(&self, row: &visits_by_page::Insert<'_>) -> Result<(), QueryError> {
        driver::write(self, 5, &driver::computed(5, row.values())?).await
    }

    /// Which visits of this country were slow, the slowest first?
    ///
    /// Asks [`slow_visits::SELECT`] by `country = :country`.
    ///
    /// # Errors
    /// What the server or the connection says; an answer that is not what the model says.
    pub async fn slow_visits(&self, params: &slow_visits::Params<'_>) -> Result<::scylla::client::pager::TypedRowStream<slow_visits::Row>, QueryError> {
        driver::stream(self, 1, params).await
    }

    /// One page of [`Queries::slow_visits`], and the state of the next if there is one; `PagingState::start()` asks for the first.
    ///
    /// # Errors
    /// Those of the query itself.
    pub async fn slow_visits_page(&self, params: &slow_visits::Params<'_>, state: ::scylla::response::PagingState) -> Result<(Vec<slow_visits::Row>, Option<::scylla::response::PagingState>), QueryError> {
        driver::page(self, 1, params, state).await
    }

    /// Writes a row of `slow_visits`.
    ///
    /// # Errors
    /// What the server or the connection says; a derived value that its type does not hold.
    pub async fn insert_slow_visits(&self, row: &slow_visits::Insert<'_>) -> Result<(), QueryError> {
        driver::write(self, 6, &driver::computed(6, row.values())?).await
    }

    /// How many of them were this slow?
    ///
    /// Asks [`slow_visits_of_country::SELECT`] by `country = :country, slowness >= :least, slowness <= :most`.
    ///
    /// # Errors
    /// What the server or the connection says; an answer that is not what the model says.
    pub async fn slow_visits_of_country(&self, params: &slow_visits_of_country::Params<'_>) -> Result<i64, QueryError> {
        driver::count(self, 2, params).await
    }

    /// Who is behind this address?
    ///
    /// Asks [`sign_up::SELECT`] by `email_key = :email_key`.
    ///
    /// # Errors
    /// What the server or the connection says; an answer that is not what the model says.
    pub async fn sign_up(&self, params: &sign_up::Params<'_>) -> Result<Option<sign_up::Row>, QueryError> {
        driver::one(self, 3, params).await
    }

    /// Writes a row of `sign_up`.
    ///
    /// # Errors
    /// What the server or the connection says; a derived value that its type does not hold.
    pub async fn insert_sign_up(&self, row: &sign_up::Insert<'_>) -> Result<(), QueryError> {
        driver::write(self, 7, &driver::computed(7, row.values())?).await
    }

    /// Who agreed on this day?
    ///
    /// Asks [`sign_ups_of_day::SELECT`] by `signed_up_on = :signed_up_on`.
    ///
    /// # Errors
    /// What the server or the connection says; an answer that is not what the model says.
    pub async fn sign_ups_of_day(&self, params: &sign_ups_of_day::Params) -> Result<::scylla::client::pager::TypedRowStream<sign_ups_of_day::Row>, QueryError> {
        driver::stream(self, 4, params).await
    }

    /// One page of [`Queries::sign_ups_of_day`], and the state of the next if there is one; `PagingState::start()` asks for the first.
    ///
    /// # Errors
    /// Those of the query itself.
    pub async fn sign_ups_of_day_page(&self, params: &sign_ups_of_day::Params, state: ::scylla::response::PagingState) -> Result<(Vec<sign_ups_of_day::Row>, Option<::scylla::response::PagingState>), QueryError> {
        driver::page(self, 4, params, state).await
    }

    /// Writes a row of `sign_ups_of_day`.
    ///
    /// # Errors
    /// What the server or the connection says; a derived value that its type does not hold.
    pub async fn insert_sign_ups_of_day(&self, row: &sign_ups_of_day::Insert<'_>) -> Result<(), QueryError> {
        driver::write(self, 8, &driver::computed(8, row.values())?).await
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

/// Who visited this page in this month, hour by hour?
#[rustfmt::skip]
pub mod visits_by_page {
    /// The name of the query.
    pub const NAME: &str = "visits_by_page";

    /// The statement that answers it.
    ///
    /// ```text
    /// SELECT status, shard, version FROM site.visits_by_page WHERE path = :path AND month = :month
    /// ```
    pub const SELECT: &str = "SELECT status, shard, version FROM site.visits_by_page WHERE path = :path AND month = :month";

    /// What the query is asked with.
    #[derive(Clone, Copy, Debug, PartialEq, ::scylla::SerializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Params<'a> {
        /// `path text`
        pub path: &'a str,
        /// `month text`
        pub month: &'a str,
    }

    /// A row of the answer.
    #[derive(Clone, Debug, PartialEq, ::scylla::DeserializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Row {
        /// `status int`
        pub status: Option<i32>,
        /// `shard int`
        pub shard: Option<i32>,
        /// `version text`
        pub version: Option<String>,
    }

    /// The statement that writes a row of `visits_by_page`.
    ///
    /// ```text
    /// INSERT INTO site.visits_by_page (path, month, hour, at, visitor, status, shard, version) VALUES (:path, :month, :hour, :at, :visitor, :status, :shard, :version)
    /// ```
    pub const INSERT: &str = "INSERT INTO site.visits_by_page (path, month, hour, at, visitor, status, shard, version) VALUES (:path, :month, :hour, :at, :visitor, :status, :shard, :version)";

    /// A row of `visits_by_page`, to write. What is unset stays as it is in the table; nothing here writes a null.
    #[derive(Clone, Copy, Debug)]
    pub struct Insert<'a> {
        /// `path text`, partition key
        pub path: &'a str,
        /// `at timestamp`, clustering key
        pub at: ::scylla::value::CqlTimestamp,
        /// `visitor uuid`, clustering key
        pub visitor: ::uuid::Uuid,
        /// `status int`
        pub status: ::scylla::value::MaybeUnset<i32>,
    }

    #[derive(::scylla::SerializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub(super) struct InsertValues<'a> {
        path: &'a str,
        month: String,
        hour: i32,
        at: ::scylla::value::CqlTimestamp,
        visitor: ::uuid::Uuid,
        status: ::scylla::value::MaybeUnset<i32>,
        shard: ::scylla::value::MaybeUnset<i32>,
        version: super::driver::Wire,
    }

    impl<'a> Insert<'a> {
        /// What is bound: the columns in the order of the statement, those among them that are computed.
        pub(super) fn values(&self) -> Result<InsertValues<'a>, super::OutOfRange> {
            Ok(InsertValues {
                path: self.path,
                month: super::month_of(self.at),
                hour: super::hour_of(self.at)?,
                at: self.at,
                visitor: self.visitor,
                status: self.status,
                shard: ::scylla::value::MaybeUnset::Set(super::shard_of(self.visitor)?),
                version: super::driver::Wire(&[118, 49]),
            })
        }
    }

    impl<'a> From<&'a super::Visit> for Insert<'a> {
        fn from(record: &'a super::Visit) -> Self {
            Self {
                path: &record.path,
                at: record.at,
                visitor: record.visitor,
                status: ::scylla::value::MaybeUnset::from_option(record.status),
            }
        }
    }
}

/// Which visits of this country were slow, the slowest first?
#[rustfmt::skip]
pub mod slow_visits {
    /// The name of the query.
    pub const NAME: &str = "slow_visits";

    /// The statement that answers it.
    ///
    /// ```text
    /// SELECT path, milliseconds FROM site.slow_visits WHERE country = :country
    /// ```
    pub const SELECT: &str = "SELECT path, milliseconds FROM site.slow_visits WHERE country = :country";

    /// What the query is asked with.
    #[derive(Clone, Copy, Debug, PartialEq, ::scylla::SerializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Params<'a> {
        /// `country ascii`
        pub country: &'a str,
    }

    /// A row of the answer.
    #[derive(Clone, Debug, PartialEq, ::scylla::DeserializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Row {
        /// `path text`
        pub path: Option<String>,
        /// `milliseconds bigint`
        pub milliseconds: Option<i64>,
    }

    /// The statement that writes a row of `slow_visits`.
    ///
    /// ```text
    /// INSERT INTO site.slow_visits (country, slowness, at, path, milliseconds) VALUES (:country, :slowness, :at, :path, :milliseconds)
    /// ```
    pub const INSERT: &str = "INSERT INTO site.slow_visits (country, slowness, at, path, milliseconds) VALUES (:country, :slowness, :at, :path, :milliseconds)";

    /// A row of `slow_visits`, to write. What is unset stays as it is in the table; nothing here writes a null.
    #[derive(Clone, Copy, Debug)]
    pub struct Insert<'a> {
        /// `country ascii`, partition key
        pub country: &'a str,
        /// `at timestamp`, clustering key
        pub at: ::scylla::value::CqlTimestamp,
        /// `path text`
        pub path: ::scylla::value::MaybeUnset<&'a str>,
        /// `milliseconds bigint`
        pub milliseconds: i64,
    }

    #[derive(::scylla::SerializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub(super) struct InsertValues<'a> {
        country: &'a str,
        slowness: i64,
        at: ::scylla::value::CqlTimestamp,
        path: ::scylla::value::MaybeUnset<&'a str>,
        milliseconds: i64,
    }

    impl<'a> Insert<'a> {
        /// What is bound: the columns in the order of the statement, those among them that are computed.
        pub(super) fn values(&self) -> Result<InsertValues<'a>, super::OutOfRange> {
            Ok(InsertValues {
                country: self.country,
                slowness: super::slowness_of(self.milliseconds)?,
                at: self.at,
                path: self.path,
                milliseconds: self.milliseconds,
            })
        }
    }

    impl<'a> Insert<'a> {
        /// What the record says of it, whether or not the model keeps the record in this table; nothing where the record lacks a
        /// part of the key.
        pub fn of(record: &'a super::Visit) -> Option<Self> {
            Some(Self {
                country: record.country.as_deref()?,
                at: record.at,
                path: ::scylla::value::MaybeUnset::Set(&record.path),
                milliseconds: record.milliseconds?,
            })
        }
    }
}

/// How many of them were this slow?
#[rustfmt::skip]
pub mod slow_visits_of_country {
    /// The name of the query.
    pub const NAME: &str = "slow_visits_of_country";

    /// The statement that answers it.
    ///
    /// ```text
    /// SELECT count(*) FROM site.slow_visits WHERE country = :country AND slowness >= :least AND slowness <= :most
    /// ```
    pub const SELECT: &str = "SELECT count(*) FROM site.slow_visits WHERE country = :country AND slowness >= :least AND slowness <= :most";

    /// What the query is asked with.
    #[derive(Clone, Copy, Debug, PartialEq, ::scylla::SerializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Params<'a> {
        /// `country ascii`
        pub country: &'a str,
        /// `least bigint`
        pub least: i64,
        /// `most bigint`
        pub most: i64,
    }
}

/// Who is behind this address?
#[rustfmt::skip]
pub mod sign_up {
    /// The name of the query.
    pub const NAME: &str = "sign_up";

    /// The statement that answers it.
    ///
    /// ```text
    /// SELECT email, agreed, signed_up_on, referrer FROM site.sign_up WHERE email_key = :email_key
    /// ```
    pub const SELECT: &str = "SELECT email, agreed, signed_up_on, referrer FROM site.sign_up WHERE email_key = :email_key";

    /// What the query is asked with.
    #[derive(Clone, Copy, Debug, PartialEq, ::scylla::SerializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Params<'a> {
        /// `email_key text`
        pub email_key: &'a str,
    }

    /// A row of the answer.
    #[derive(Clone, Debug, PartialEq, ::scylla::DeserializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Row {
        /// `email text`
        pub email: Option<String>,
        /// `agreed boolean`
        pub agreed: Option<bool>,
        /// `signed_up_on date`
        pub signed_up_on: Option<::scylla::value::CqlDate>,
        /// `referrer text`
        pub referrer: Option<String>,
    }

    /// The statement that writes a row of `sign_up`.
    ///
    /// ```text
    /// INSERT INTO site.sign_up (email_key, email, agreed, signed_up_on, referrer) VALUES (:email_key, :email, :agreed, :signed_up_on, :referrer)
    /// ```
    pub const INSERT: &str = "INSERT INTO site.sign_up (email_key, email, agreed, signed_up_on, referrer) VALUES (:email_key, :email, :agreed, :signed_up_on, :referrer)";

    /// A row of `sign_up`, to write. What is unset stays as it is in the table; nothing here writes a null.
    #[derive(Clone, Copy, Debug)]
    pub struct Insert<'a> {
        /// `email text`
        pub email: &'a str,
        /// `agreed boolean`
        pub agreed: ::scylla::value::MaybeUnset<bool>,
        /// `signed_up_on date`
        pub signed_up_on: ::scylla::value::MaybeUnset<::scylla::value::CqlDate>,
        /// `referrer text`
        pub referrer: ::scylla::value::MaybeUnset<&'a str>,
    }

    #[derive(::scylla::SerializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub(super) struct InsertValues<'a> {
        email_key: String,
        email: &'a str,
        agreed: ::scylla::value::MaybeUnset<bool>,
        signed_up_on: ::scylla::value::MaybeUnset<::scylla::value::CqlDate>,
        referrer: ::scylla::value::MaybeUnset<&'a str>,
    }

    impl<'a> Insert<'a> {
        /// What is bound: the columns in the order of the statement, those among them that are computed.
        pub(super) fn values(&self) -> Result<InsertValues<'a>, super::OutOfRange> {
            Ok(InsertValues {
                email_key: super::email_key_of(self.email),
                email: self.email,
                agreed: self.agreed,
                signed_up_on: self.signed_up_on,
                referrer: self.referrer,
            })
        }
    }

    impl<'a> From<&'a super::SignUp> for Insert<'a> {
        fn from(record: &'a super::SignUp) -> Self {
            Self {
                email: &record.email,
                agreed: ::scylla::value::MaybeUnset::from_option(record.agreed),
                signed_up_on: ::scylla::value::MaybeUnset::from_option(record.signed_up_on),
                referrer: ::scylla::value::MaybeUnset::from_option(record.referrer.as_deref()),
            }
        }
    }
}

/// Who agreed on this day?
#[rustfmt::skip]
pub mod sign_ups_of_day {
    /// The name of the query.
    pub const NAME: &str = "sign_ups_of_day";

    /// The statement that answers it.
    ///
    /// ```text
    /// SELECT email, referrer FROM site.sign_ups_of_day WHERE signed_up_on = :signed_up_on
    /// ```
    pub const SELECT: &str = "SELECT email, referrer FROM site.sign_ups_of_day WHERE signed_up_on = :signed_up_on";

    /// What the query is asked with.
    #[derive(Clone, Copy, Debug, PartialEq, ::scylla::SerializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Params {
        /// `signed_up_on date`
        pub signed_up_on: ::scylla::value::CqlDate,
    }

    /// A row of the answer.
    #[derive(Clone, Debug, PartialEq, ::scylla::DeserializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Row {
        /// `email text`
        pub email: Option<String>,
        /// `referrer text`
        pub referrer: Option<String>,
    }

    /// The statement that writes a row of `sign_ups_of_day`.
    ///
    /// ```text
    /// INSERT INTO site.sign_ups_of_day (signed_up_on, email_key, email, referrer) VALUES (:signed_up_on, :email_key, :email, :referrer)
    /// ```
    pub const INSERT: &str = "INSERT INTO site.sign_ups_of_day (signed_up_on, email_key, email, referrer) VALUES (:signed_up_on, :email_key, :email, :referrer)";

    /// A row of `sign_ups_of_day`, to write. What is unset stays as it is in the table; nothing here writes a null.
    #[derive(Clone, Copy, Debug)]
    pub struct Insert<'a> {
        /// `signed_up_on date`, partition key
        pub signed_up_on: ::scylla::value::CqlDate,
        /// `email text`
        pub email: &'a str,
        /// `referrer text`
        pub referrer: ::scylla::value::MaybeUnset<&'a str>,
    }

    #[derive(::scylla::SerializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub(super) struct InsertValues<'a> {
        signed_up_on: ::scylla::value::CqlDate,
        email_key: String,
        email: &'a str,
        referrer: ::scylla::value::MaybeUnset<&'a str>,
    }

    impl<'a> Insert<'a> {
        /// What is bound: the columns in the order of the statement, those among them that are computed.
        pub(super) fn values(&self) -> Result<InsertValues<'a>, super::OutOfRange> {
            Ok(InsertValues {
                signed_up_on: self.signed_up_on,
                email_key: super::email_key_of(self.email),
                email: self.email,
                referrer: self.referrer,
            })
        }
    }

    impl<'a> Insert<'a> {
        /// What the record says of it, whether or not the model keeps the record in this table; nothing where the record lacks a
        /// part of the key.
        pub fn of(record: &'a super::SignUp) -> Option<Self> {
            Some(Self {
                signed_up_on: record.signed_up_on?,
                email: &record.email,
                referrer: ::scylla::value::MaybeUnset::from_option(record.referrer.as_deref()),
            })
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

/// One row of the source visit, for all tables that it fills.
///
/// [`Queries::insert_all`] does not take it: what the model keeps by `slowness` has no test in Rust. Write its tables one by one; that one with
/// [`Queries::insert_slow_visits`].
#[rustfmt::skip]
#[derive(Clone, Debug, PartialEq)]
pub struct Visit {
    /// `path text`, always there
    pub path: String,
    /// `visitor uuid`, always there
    pub visitor: ::uuid::Uuid,
    /// `at timestamp`, always there
    pub at: ::scylla::value::CqlTimestamp,
    /// `status int`
    pub status: Option<i32>,
    /// `country ascii`
    pub country: Option<String>,
    /// `milliseconds bigint`
    pub milliseconds: Option<i64>,
    /// `referrer text`
    pub referrer: Option<String>,
}

/// One row of the source sign\_up, for all tables that it fills.
#[rustfmt::skip]
#[derive(Clone, Debug, PartialEq)]
pub struct SignUp {
    /// `email text`, always there
    pub email: String,
    /// `agreed boolean`
    pub agreed: Option<bool>,
    /// `referrer text`
    pub referrer: Option<String>,
    /// `signed_up_on date`
    pub signed_up_on: Option<::scylla::value::CqlDate>,
}

#[rustfmt::skip]
impl InsertAll for SignUp {
    async fn insert(&self, queries: &Queries) -> Result<(), InsertError> {
        let mut sign_up = ::std::pin::pin!(driver::writing(async move {
            driver::write(queries, 7, &driver::computed(7, sign_up::Insert::from(self).values())?).await
        }));
        let mut sign_ups_of_day = ::std::pin::pin!(driver::writing(async move {
            if self.agreed.is_some_and(|value| value) {
                let row = driver::keyed(8, sign_ups_of_day::Insert::of(self))?;
                driver::write(queries, 8, &driver::computed(8, row.values())?).await?;
            }
            Ok(())
        }));
        driver::all([sign_up.as_mut(), sign_ups_of_day.as_mut()]).await
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

/// `month`: the UTC month, from `at`.
#[rustfmt::skip]
pub fn month_of(at: ::scylla::value::CqlTimestamp) -> String {
    derive::month(at.0.div_euclid(derive::DAY))
}

/// `hour`: the UTC hour of the day, from `at`.
///
/// # Errors
/// Where the result is outside the range of its type.
#[rustfmt::skip]
pub fn hour_of(at: ::scylla::value::CqlTimestamp) -> Result<i32, OutOfRange> {
    derive::hour(at.0).map(i32::from).ok_or(OutOfRange { function: "hour_of" })
}

/// `shard`: Murmur3 of the value's bytes, modulo 3, from `visitor`.
///
/// # Errors
/// Where the result is outside the range of its type.
#[rustfmt::skip]
pub fn shard_of(visitor: ::uuid::Uuid) -> Result<i32, OutOfRange> {
    derive::hash(&visitor, &::scylla::cluster::metadata::ColumnType::Native(::scylla::cluster::metadata::NativeType::Uuid), 3).ok_or(OutOfRange { function: "shard_of" })
}

/// `slowness`: the largest multiple of 100 that is not above, from `milliseconds`.
///
/// # Errors
/// Where the result is outside the range of its type.
#[rustfmt::skip]
pub fn slowness_of(milliseconds: i64) -> Result<i64, OutOfRange> {
    derive::bucket(milliseconds, 100).ok_or(OutOfRange { function: "slowness_of" })
}

/// `email_key`: the text in lower case, from `email`.
#[rustfmt::skip]
pub fn email_key_of(email: &str) -> String {
    email.to_lowercase()
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
        Statement { query: "visits_by_page", cql: super::visits_by_page::SELECT, keyspace_at: 35, consistency: None, idempotent: true, counts: false, appends: false, page_size: None },
        Statement { query: "slow_visits", cql: super::slow_visits::SELECT, keyspace_at: 31, consistency: None, idempotent: true, counts: false, appends: false, page_size: None },
        Statement { query: "slow_visits_of_country", cql: super::slow_visits_of_country::SELECT, keyspace_at: 21, consistency: None, idempotent: true, counts: false, appends: false, page_size: None },
        Statement { query: "sign_up", cql: super::sign_up::SELECT, keyspace_at: 50, consistency: None, idempotent: true, counts: false, appends: false, page_size: None },
        Statement { query: "sign_ups_of_day", cql: super::sign_ups_of_day::SELECT, keyspace_at: 28, consistency: None, idempotent: true, counts: false, appends: false, page_size: None },
        Statement { query: "insert into visits_by_page", cql: super::visits_by_page::INSERT, keyspace_at: 12, consistency: None, idempotent: true, counts: false, appends: false, page_size: None },
        Statement { query: "insert into slow_visits", cql: super::slow_visits::INSERT, keyspace_at: 12, consistency: None, idempotent: true, counts: false, appends: false, page_size: None },
        Statement { query: "insert into sign_up", cql: super::sign_up::INSERT, keyspace_at: 12, consistency: None, idempotent: true, counts: false, appends: false, page_size: None },
        Statement { query: "insert into sign_ups_of_day", cql: super::sign_ups_of_day::INSERT, keyspace_at: 12, consistency: None, idempotent: true, counts: false, appends: false, page_size: None },
    ];

    /// The keyspace as the statements name it.
    const KEYSPACE: &str = "site";

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
