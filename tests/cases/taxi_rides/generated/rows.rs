// Made by modeler from queries.yaml; do not edit: change the model and run `modeler generate`.
// Crates: scylla 1.9, futures 0.3, serde with derive, uuid 1.

//! Typed access to the keyspace `taxis`: every query that `queries.yaml` declares, prepared once.
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
pub const KEYSPACE: &str = "taxis";

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

    /// Which rides did a driver make on this day, the latest first?
    ///
    /// Asks [`rides_of_driver::SELECT`] by `driver = :driver, day = :day`.
    ///
    /// # Errors
    /// What the server or the connection says; an answer that is not what the model says.
    pub async fn rides_of_driver(&self, params: &rides_of_driver::Params) -> Result<::scylla::client::pager::TypedRowStream<rides_of_driver::Row>, QueryError> {
        driver::stream(self, 0, params).await
    }

    /// One page of [`Queries::rides_of_driver`], and the state of the next if there is one; `PagingState::start()` asks for the first.
    ///
    /// # Errors
    /// Those of the query itself.
    pub async fn rides_of_driver_page(&self, params: &rides_of_driver::Params, state: ::scylla::response::PagingState) -> Result<(Vec<rides_of_driver::Row>, Option<::scylla::response::PagingState>), QueryError> {
        driver::page(self, 0, params, state).await
    }

    /// Writes a row of `rides_of_driver`.
    ///
    /// # Errors
    /// What the server or the connection says; a derived value that its type does not hold.
    pub async fn insert_rides_of_driver(&self, row: &rides_of_driver::Insert<'_>) -> Result<(), QueryError> {
        driver::write(self, 9, &driver::computed(9, row.values())?).await
    }

    /// Writes the static columns of a partition of `rides_of_driver`.
    ///
    /// # Errors
    /// What the server or the connection says; a derived value that its type does not hold.
    pub async fn insert_static_rides_of_driver(&self, row: &rides_of_driver::InsertStatic) -> Result<(), QueryError> {
        driver::write(self, 10, &driver::computed(10, row.values())?).await
    }

    /// Writes a row for a time of `rides_of_driver`. It is gone after `seconds`.
    ///
    /// # Errors
    /// What the server or the connection says; a derived value that its type does not hold.
    pub async fn insert_rides_of_driver_ttl(&self, row: &rides_of_driver::Insert<'_>, seconds: i32) -> Result<(), QueryError> {
        driver::write(self, 11, &driver::computed(11, row.values_ttl(seconds))?).await
    }

    /// Adds to the collections of a row of `rides_of_driver`.
    ///
    /// # Errors
    /// What the server or the connection says; a derived value that its type does not hold.
    pub async fn add_to_rides_of_driver(&self, row: &rides_of_driver::Add<'_>) -> Result<(), QueryError> {
        driver::write(self, 12, &driver::computed(12, row.values())?).await
    }

    /// Which rides did a driver make between two moments, the latest first?
    ///
    /// Asks [`rides_between::SELECT`] by `driver = :driver, day = :day, started >= :since, started < :until`, once for each bucket between the bounds.
    ///
    /// # Errors
    /// What the server or the connection says; an answer that is not what the model says; bounds between which there are more
    /// than 10,000 buckets.
    pub async fn rides_between(&self, params: &rides_between::Params) -> Result<Across<rides_between::Row>, QueryError> {
        driver::across(self, 1, params.buckets()).await
    }

    /// Which rides did somebody take in this month?
    ///
    /// Asks [`rides_of_rider::SELECT`] by `rider_key = :rider_key, month = :month`.
    ///
    /// # Errors
    /// What the server or the connection says; an answer that is not what the model says.
    pub async fn rides_of_rider(&self, params: &rides_of_rider::Params<'_>) -> Result<::scylla::client::pager::TypedRowStream<rides_of_rider::Row>, QueryError> {
        driver::stream(self, 2, params).await
    }

    /// One page of [`Queries::rides_of_rider`], and the state of the next if there is one; `PagingState::start()` asks for the first.
    ///
    /// # Errors
    /// Those of the query itself.
    pub async fn rides_of_rider_page(&self, params: &rides_of_rider::Params<'_>, state: ::scylla::response::PagingState) -> Result<(Vec<rides_of_rider::Row>, Option<::scylla::response::PagingState>), QueryError> {
        driver::page(self, 2, params, state).await
    }

    /// Writes a row of `rides_of_rider`.
    ///
    /// # Errors
    /// What the server or the connection says; a derived value that its type does not hold.
    pub async fn insert_rides_of_rider(&self, row: &rides_of_rider::Insert<'_>) -> Result<(), QueryError> {
        driver::write(self, 13, &driver::computed(13, row.values())?).await
    }

    /// Which rides did these people take in this month, between these moments?
    ///
    /// Asks [`rides_of_riders::SELECT`] by `month = :month, rider_key IN :riders, started >= :since, started < :until`.
    ///
    /// # Errors
    /// What the server or the connection says; an answer that is not what the model says.
    pub async fn rides_of_riders(&self, params: &rides_of_riders::Params<'_>) -> Result<::scylla::client::pager::TypedRowStream<rides_of_riders::Row>, QueryError> {
        driver::stream(self, 3, params).await
    }

    /// One page of [`Queries::rides_of_riders`], and the state of the next if there is one; `PagingState::start()` asks for the first.
    ///
    /// # Errors
    /// Those of the query itself.
    pub async fn rides_of_riders_page(&self, params: &rides_of_riders::Params<'_>, state: ::scylla::response::PagingState) -> Result<(Vec<rides_of_riders::Row>, Option<::scylla::response::PagingState>), QueryError> {
        driver::page(self, 3, params, state).await
    }

    /// Which paid rides were long?
    ///
    /// Asks [`long_rides::SELECT`] by `stretch = :stretch`.
    ///
    /// # Errors
    /// What the server or the connection says; an answer that is not what the model says.
    pub async fn long_rides(&self, params: &long_rides::Params) -> Result<::scylla::client::pager::TypedRowStream<long_rides::Row>, QueryError> {
        driver::stream(self, 4, params).await
    }

    /// One page of [`Queries::long_rides`], and the state of the next if there is one; `PagingState::start()` asks for the first.
    ///
    /// # Errors
    /// Those of the query itself.
    pub async fn long_rides_page(&self, params: &long_rides::Params, state: ::scylla::response::PagingState) -> Result<(Vec<long_rides::Row>, Option<::scylla::response::PagingState>), QueryError> {
        driver::page(self, 4, params, state).await
    }

    /// Writes a row of `long_rides`.
    ///
    /// # Errors
    /// What the server or the connection says; a derived value that its type does not hold.
    pub async fn insert_long_rides(&self, row: &long_rides::Insert<'_>) -> Result<(), QueryError> {
        driver::write(self, 14, &driver::computed(14, row.values())?).await
    }

    /// Who belongs to this shard?
    ///
    /// Asks [`riders_of_shard::SELECT`] by `shard = :shard, city = :city`.
    ///
    /// # Errors
    /// What the server or the connection says; an answer that is not what the model says.
    pub async fn riders_of_shard(&self, params: &riders_of_shard::Params<'_>) -> Result<::scylla::client::pager::TypedRowStream<riders_of_shard::Row>, QueryError> {
        driver::stream(self, 5, params).await
    }

    /// One page of [`Queries::riders_of_shard`], and the state of the next if there is one; `PagingState::start()` asks for the first.
    ///
    /// # Errors
    /// Those of the query itself.
    pub async fn riders_of_shard_page(&self, params: &riders_of_shard::Params<'_>, state: ::scylla::response::PagingState) -> Result<(Vec<riders_of_shard::Row>, Option<::scylla::response::PagingState>), QueryError> {
        driver::page(self, 5, params, state).await
    }

    /// Writes a row of `riders_of_shard`.
    ///
    /// # Errors
    /// What the server or the connection says; a derived value that its type does not hold.
    pub async fn insert_riders_of_shard(&self, row: &riders_of_shard::Insert<'_>) -> Result<(), QueryError> {
        driver::write(self, 15, &driver::computed(15, row.values())?).await
    }

    /// How many rides did a driver make in this month, and how far?
    ///
    /// Asks [`driven::SELECT`] by `driver = :driver`.
    ///
    /// # Errors
    /// What the server or the connection says; an answer that is not what the model says.
    pub async fn driven(&self, params: &driven::Params) -> Result<::scylla::client::pager::TypedRowStream<driven::Row>, QueryError> {
        driver::stream(self, 6, params).await
    }

    /// One page of [`Queries::driven`], and the state of the next if there is one; `PagingState::start()` asks for the first.
    ///
    /// # Errors
    /// Those of the query itself.
    pub async fn driven_page(&self, params: &driven::Params, state: ::scylla::response::PagingState) -> Result<(Vec<driven::Row>, Option<::scylla::response::PagingState>), QueryError> {
        driver::page(self, 6, params, state).await
    }

    /// Adds to the counters of a row of `driven`.
    ///
    /// # Errors
    /// What the server or the connection says; a derived value that its type does not hold.
    pub async fn increment_driven(&self, row: &driven::Increment) -> Result<(), QueryError> {
        driver::write(self, 16, &driver::computed(16, row.values())?).await
    }

    /// How was a driver rated?
    ///
    /// Asks [`ratings_of_driver::SELECT`] by `driver = :driver`.
    ///
    /// # Errors
    /// What the server or the connection says; an answer that is not what the model says.
    pub async fn ratings_of_driver(&self, params: &ratings_of_driver::Params) -> Result<::scylla::client::pager::TypedRowStream<ratings_of_driver::Row>, QueryError> {
        driver::stream(self, 7, params).await
    }

    /// One page of [`Queries::ratings_of_driver`], and the state of the next if there is one; `PagingState::start()` asks for the first.
    ///
    /// # Errors
    /// Those of the query itself.
    pub async fn ratings_of_driver_page(&self, params: &ratings_of_driver::Params, state: ::scylla::response::PagingState) -> Result<(Vec<ratings_of_driver::Row>, Option<::scylla::response::PagingState>), QueryError> {
        driver::page(self, 7, params, state).await
    }

    /// Writes a row of `ratings_of_driver`.
    ///
    /// # Errors
    /// What the server or the connection says.
    pub async fn insert_ratings_of_driver(&self, row: &ratings_of_driver::Insert<'_>) -> Result<(), QueryError> {
        driver::write(self, 17, row).await
    }

    /// Writes the static columns of a partition of `ratings_of_driver`.
    ///
    /// # Errors
    /// What the server or the connection says.
    pub async fn insert_static_ratings_of_driver(&self, row: &ratings_of_driver::InsertStatic<'_>) -> Result<(), QueryError> {
        driver::write(self, 18, row).await
    }

    /// How did somebody rate?
    ///
    /// Asks [`ratings_by_rider::SELECT`] by `rider = :rider`.
    ///
    /// # Errors
    /// What the server or the connection says; an answer that is not what the model says.
    pub async fn ratings_by_rider(&self, params: &ratings_by_rider::Params<'_>) -> Result<::scylla::client::pager::TypedRowStream<ratings_by_rider::Row>, QueryError> {
        driver::stream(self, 8, params).await
    }

    /// One page of [`Queries::ratings_by_rider`], and the state of the next if there is one; `PagingState::start()` asks for the first.
    ///
    /// # Errors
    /// Those of the query itself.
    pub async fn ratings_by_rider_page(&self, params: &ratings_by_rider::Params<'_>, state: ::scylla::response::PagingState) -> Result<(Vec<ratings_by_rider::Row>, Option<::scylla::response::PagingState>), QueryError> {
        driver::page(self, 8, params, state).await
    }

    /// Writes a row of `ratings_by_rider`.
    ///
    /// # Errors
    /// What the server or the connection says.
    pub async fn insert_ratings_by_rider(&self, row: &ratings_by_rider::Insert<'_>) -> Result<(), QueryError> {
        driver::write(self, 19, row).await
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

/// The rows of a query that reads one bucket after another, in the order of its answer. The next buckets are asked for while
/// the rows of one are taken; no bucket is held whole. It ends after an error.
#[rustfmt::skip]
#[must_use = "a stream does nothing before it is polled"]
pub struct Across<R>(driver::AcrossRows<R>);

#[rustfmt::skip]
impl<R> ::std::fmt::Debug for Across<R> {
    fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
        f.debug_struct("Across").finish_non_exhaustive()
    }
}

#[rustfmt::skip]
impl<R> ::futures::Stream for Across<R>
where
    R: for<'frame, 'metadata> ::scylla::deserialize::row::DeserializeRow<'frame, 'metadata> + 'static,
{
    type Item = Result<R, QueryError>;

    fn poll_next(mut self: ::std::pin::Pin<&mut Self>, context: &mut ::std::task::Context<'_>) -> ::std::task::Poll<Option<Self::Item>> {
        self.0.poll_next(context)
    }
}

/// Which rides did a driver make on this day, the latest first?
#[rustfmt::skip]
pub mod rides_of_driver {
    /// The name of the query.
    pub const NAME: &str = "rides_of_driver";

    /// The statement that answers it.
    ///
    /// ```text
    /// SELECT rider, metres, fare, paid, via, tags, pickup, note FROM taxis.rides_of_driver WHERE driver = :driver AND day = :day
    /// ```
    pub const SELECT: &str = "SELECT rider, metres, fare, paid, via, tags, pickup, note FROM taxis.rides_of_driver WHERE driver = :driver AND day = :day";

    /// What the query is asked with.
    #[derive(Clone, Copy, Debug, PartialEq, ::scylla::SerializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Params {
        /// `driver int`
        pub driver: super::types::DriverId,
        /// `day date`
        pub day: ::scylla::value::CqlDate,
    }

    /// A row of the answer.
    #[derive(Clone, Debug, PartialEq, ::scylla::DeserializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Row {
        /// `rider text`
        pub rider: Option<super::types::RiderName>,
        /// `metres int`
        pub metres: Option<i32>,
        /// `fare decimal`
        pub fare: Option<::scylla::value::CqlDecimal>,
        /// `paid boolean`
        pub paid: Option<bool>,
        /// `via list<text>`
        pub via: Vec<String>,
        /// `tags set<text>`
        pub tags: Vec<String>,
        /// `pickup frozen<spot>`
        pub pickup: Option<super::types::Spot>,
        /// `note text`
        pub note: Option<String>,
    }

    /// The statement that writes a row of `rides_of_driver`.
    ///
    /// ```text
    /// INSERT INTO taxis.rides_of_driver (driver, day, started, ride, rider, metres, fare, paid, via, tags, pickup, note) VALUES (:driver, :day, :started, :ride, :rider, :metres, :fare, :paid, :via, :tags, :pickup, :note)
    /// ```
    pub const INSERT: &str = "INSERT INTO taxis.rides_of_driver (driver, day, started, ride, rider, metres, fare, paid, via, tags, pickup, note) VALUES (:driver, :day, :started, :ride, :rider, :metres, :fare, :paid, :via, :tags, :pickup, :note)";

    /// A row of `rides_of_driver`, to write. What is unset stays as it is in the table; nothing here writes a null.
    #[derive(Clone, Copy, Debug)]
    pub struct Insert<'a> {
        /// `driver int`, partition key
        pub driver: super::types::DriverId,
        /// `started timestamp`, clustering key
        pub started: super::types::Started,
        /// `ride uuid`, clustering key
        pub ride: ::uuid::Uuid,
        /// `rider text`
        pub rider: ::scylla::value::MaybeUnset<&'a super::types::RiderName>,
        /// `metres int`
        pub metres: ::scylla::value::MaybeUnset<i32>,
        /// `fare decimal`
        pub fare: ::scylla::value::MaybeUnset<&'a ::scylla::value::CqlDecimal>,
        /// `paid boolean`
        pub paid: ::scylla::value::MaybeUnset<bool>,
        /// `via list<text>`
        pub via: ::scylla::value::MaybeUnset<&'a [String]>,
        /// `tags set<text>`
        pub tags: ::scylla::value::MaybeUnset<&'a [String]>,
        /// `pickup frozen<spot>`
        pub pickup: ::scylla::value::MaybeUnset<&'a super::types::Spot>,
        /// `note text`
        pub note: ::scylla::value::MaybeUnset<&'a str>,
    }

    #[derive(::scylla::SerializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub(super) struct InsertValues<'a> {
        driver: super::types::DriverId,
        day: ::scylla::value::CqlDate,
        started: super::types::Started,
        ride: ::uuid::Uuid,
        rider: ::scylla::value::MaybeUnset<&'a super::types::RiderName>,
        metres: ::scylla::value::MaybeUnset<i32>,
        fare: ::scylla::value::MaybeUnset<&'a ::scylla::value::CqlDecimal>,
        paid: ::scylla::value::MaybeUnset<bool>,
        via: ::scylla::value::MaybeUnset<&'a [String]>,
        tags: ::scylla::value::MaybeUnset<&'a [String]>,
        pickup: ::scylla::value::MaybeUnset<&'a super::types::Spot>,
        note: ::scylla::value::MaybeUnset<&'a str>,
    }

    impl<'a> Insert<'a> {
        /// What is bound: the columns in the order of the statement, those among them that are computed.
        pub(super) fn values(&self) -> Result<InsertValues<'a>, super::OutOfRange> {
            Ok(InsertValues {
                driver: self.driver,
                day: super::day_of(self.started)?,
                started: self.started,
                ride: self.ride,
                rider: self.rider,
                metres: self.metres,
                fare: self.fare,
                paid: self.paid,
                via: self.via,
                tags: self.tags,
                pickup: self.pickup,
                note: self.note,
            })
        }
    }

    impl<'a> From<&'a super::Ride> for Insert<'a> {
        fn from(record: &'a super::Ride) -> Self {
            Self {
                driver: record.driver,
                started: record.started,
                ride: record.ride,
                rider: ::scylla::value::MaybeUnset::Set(&record.rider),
                metres: ::scylla::value::MaybeUnset::from_option(record.metres),
                fare: ::scylla::value::MaybeUnset::from_option(record.fare.as_ref()),
                paid: ::scylla::value::MaybeUnset::from_option(record.paid),
                via: if record.via.is_empty() { ::scylla::value::MaybeUnset::Unset } else { ::scylla::value::MaybeUnset::Set(&record.via) },
                tags: ::scylla::value::MaybeUnset::Unset,
                pickup: ::scylla::value::MaybeUnset::from_option(record.pickup.as_ref()),
                note: ::scylla::value::MaybeUnset::from_option(record.note.as_deref()),
            }
        }
    }

    /// The statement that writes the static columns of a partition of `rides_of_driver`.
    ///
    /// ```text
    /// INSERT INTO taxis.rides_of_driver (driver, day, city) VALUES (:driver, :day, :city)
    /// ```
    pub const INSERT_STATIC: &str = "INSERT INTO taxis.rides_of_driver (driver, day, city) VALUES (:driver, :day, :city)";

    /// The static columns of a partition of `rides_of_driver`, to write. What is unset stays as it is in the table; nothing here writes a null.
    #[derive(Clone, Copy, Debug)]
    pub struct InsertStatic {
        /// `driver int`, partition key
        pub driver: super::types::DriverId,
        /// `started timestamp`, for what is derived from it
        pub started: super::types::Started,
    }

    #[derive(::scylla::SerializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub(super) struct InsertStaticValues {
        driver: super::types::DriverId,
        day: ::scylla::value::CqlDate,
        city: super::driver::Wire,
    }

    impl InsertStatic {
        /// What is bound: the columns in the order of the statement, those among them that are computed.
        pub(super) fn values(&self) -> Result<InsertStaticValues, super::OutOfRange> {
            Ok(InsertStaticValues {
                driver: self.driver,
                day: super::day_of(self.started)?,
                city: super::driver::Wire(&[82, 101, 121, 107, 106, 97, 118, 195, 173, 107]),
            })
        }
    }

    impl From<&super::Ride> for InsertStatic {
        fn from(record: &super::Ride) -> Self {
            Self {
                driver: record.driver,
                started: record.started,
            }
        }
    }

    /// The statement that writes a row for a time of `rides_of_driver`.
    ///
    /// ```text
    /// INSERT INTO taxis.rides_of_driver (driver, day, started, ride, rider, metres, fare, paid, via, tags, pickup, note) VALUES (:driver, :day, :started, :ride, :rider, :metres, :fare, :paid, :via, :tags, :pickup, :note) USING TTL :ttl
    /// ```
    pub const INSERT_TTL: &str = "INSERT INTO taxis.rides_of_driver (driver, day, started, ride, rider, metres, fare, paid, via, tags, pickup, note) VALUES (:driver, :day, :started, :ride, :rider, :metres, :fare, :paid, :via, :tags, :pickup, :note) USING TTL :ttl";

    #[derive(::scylla::SerializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub(super) struct InsertValuesTtl<'a> {
        driver: super::types::DriverId,
        day: ::scylla::value::CqlDate,
        started: super::types::Started,
        ride: ::uuid::Uuid,
        rider: ::scylla::value::MaybeUnset<&'a super::types::RiderName>,
        metres: ::scylla::value::MaybeUnset<i32>,
        fare: ::scylla::value::MaybeUnset<&'a ::scylla::value::CqlDecimal>,
        paid: ::scylla::value::MaybeUnset<bool>,
        via: ::scylla::value::MaybeUnset<&'a [String]>,
        tags: ::scylla::value::MaybeUnset<&'a [String]>,
        pickup: ::scylla::value::MaybeUnset<&'a super::types::Spot>,
        note: ::scylla::value::MaybeUnset<&'a str>,
        ttl: i32,
    }

    impl<'a> Insert<'a> {
        /// What is bound: the columns in the order of the statement, those among them that are computed.
        pub(super) fn values_ttl(&self, seconds: i32) -> Result<InsertValuesTtl<'a>, super::OutOfRange> {
            Ok(InsertValuesTtl {
                driver: self.driver,
                day: super::day_of(self.started)?,
                started: self.started,
                ride: self.ride,
                rider: self.rider,
                metres: self.metres,
                fare: self.fare,
                paid: self.paid,
                via: self.via,
                tags: self.tags,
                pickup: self.pickup,
                note: self.note,
                ttl: seconds,
            })
        }
    }

    /// The statement that adds to the collections of a row of `rides_of_driver`.
    ///
    /// ```text
    /// UPDATE taxis.rides_of_driver SET tags = tags + :tags WHERE driver = :driver AND day = :day AND started = :started AND ride = :ride
    /// ```
    pub const ADD: &str = "UPDATE taxis.rides_of_driver SET tags = tags + :tags WHERE driver = :driver AND day = :day AND started = :started AND ride = :ride";

    /// More for the collections of a row of `rides_of_driver`, to write. What is unset stays as it is in the table; nothing here writes a null.
    #[derive(Clone, Copy, Debug)]
    pub struct Add<'a> {
        /// `tags set<text>`
        pub tags: ::scylla::value::MaybeUnset<&'a [String]>,
        /// `driver int`, partition key
        pub driver: super::types::DriverId,
        /// `started timestamp`, clustering key
        pub started: super::types::Started,
        /// `ride uuid`, clustering key
        pub ride: ::uuid::Uuid,
    }

    #[derive(::scylla::SerializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub(super) struct AddValues<'a> {
        tags: ::scylla::value::MaybeUnset<&'a [String]>,
        driver: super::types::DriverId,
        day: ::scylla::value::CqlDate,
        started: super::types::Started,
        ride: ::uuid::Uuid,
    }

    impl<'a> Add<'a> {
        /// What is bound: the columns in the order of the statement, those among them that are computed.
        pub(super) fn values(&self) -> Result<AddValues<'a>, super::OutOfRange> {
            Ok(AddValues {
                tags: self.tags,
                driver: self.driver,
                day: super::day_of(self.started)?,
                started: self.started,
                ride: self.ride,
            })
        }
    }

    impl<'a> From<&'a super::Ride> for Add<'a> {
        fn from(record: &'a super::Ride) -> Self {
            Self {
                tags: if record.tags.is_empty() { ::scylla::value::MaybeUnset::Unset } else { ::scylla::value::MaybeUnset::Set(&record.tags) },
                driver: record.driver,
                started: record.started,
                ride: record.ride,
            }
        }
    }
}

/// Which rides did a driver make between two moments, the latest first?
#[rustfmt::skip]
pub mod rides_between {
    /// The name of the query.
    pub const NAME: &str = "rides_between";

    /// The statement that answers it.
    ///
    /// ```text
    /// SELECT started, rider, city FROM taxis.rides_of_driver WHERE driver = :driver AND day = :day AND started >= :since AND started < :until LIMIT 4
    /// ```
    pub const SELECT: &str = "SELECT started, rider, city FROM taxis.rides_of_driver WHERE driver = :driver AND day = :day AND started >= :since AND started < :until LIMIT 4";

    /// What the query is asked with.
    #[derive(Clone, Copy, Debug, PartialEq)]
    pub struct Params {
        /// `driver int`
        pub driver: super::types::DriverId,
        /// `since timestamp`
        pub since: super::types::Started,
        /// `until timestamp`
        pub until: super::types::Started,
    }

    impl Params {
        /// The buckets that are read, and what is bound in each.
        pub(super) fn buckets(&self) -> super::driver::Buckets<'static> {
            super::driver::Buckets {
                first: (self.since.0.0).div_euclid(super::derive::DAY),
                last: ((self.until.0.0).saturating_sub(1)).div_euclid(super::derive::DAY),
                descending: true,
                bucket: |step| u32::try_from(step + super::derive::EPOCH_DAY).ok().map(|bucket| bucket.to_be_bytes().to_vec()),
                function: "day_of",
                at: 1,
                values: ::std::vec![::std::boxed::Box::new(self.driver), ::std::boxed::Box::new(self.since), ::std::boxed::Box::new(self.until)],
                limit: Some(4),
                limit_at: None,
            }
        }
    }

    /// A row of the answer.
    #[derive(Clone, Debug, PartialEq, ::scylla::DeserializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Row {
        /// `started timestamp`, clustering key, largest first
        pub started: super::types::Started,
        /// `rider text`
        pub rider: Option<super::types::RiderName>,
        /// `city text`, one for the whole partition
        pub city: Option<String>,
    }
}

/// Which rides did somebody take in this month?
#[rustfmt::skip]
pub mod rides_of_rider {
    /// The name of the query.
    pub const NAME: &str = "rides_of_rider";

    /// The statement that answers it.
    ///
    /// ```text
    /// SELECT rider, driver, month_number, hour, hour_start, stretch FROM taxis.rides_of_rider WHERE rider_key = :rider_key AND month = :month
    /// ```
    pub const SELECT: &str = "SELECT rider, driver, month_number, hour, hour_start, stretch FROM taxis.rides_of_rider WHERE rider_key = :rider_key AND month = :month";

    /// What the query is asked with.
    #[derive(Clone, Copy, Debug, PartialEq, ::scylla::SerializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Params<'a> {
        /// `rider_key text`
        pub rider_key: &'a str,
        /// `month text`
        pub month: &'a str,
    }

    /// A row of the answer.
    #[derive(Clone, Debug, PartialEq, ::scylla::DeserializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Row {
        /// `rider text`
        pub rider: Option<super::types::RiderName>,
        /// `driver int`
        pub driver: Option<super::types::DriverId>,
        /// `month_number int`
        pub month_number: Option<i32>,
        /// `hour tinyint`
        pub hour: Option<i8>,
        /// `hour_start timestamp`
        pub hour_start: Option<::scylla::value::CqlTimestamp>,
        /// `stretch int`
        pub stretch: Option<i32>,
    }

    /// The statement that writes a row of `rides_of_rider`.
    ///
    /// ```text
    /// INSERT INTO taxis.rides_of_rider (rider_key, month, started, ride, rider, driver, month_number, hour, hour_start, stretch) VALUES (:rider_key, :month, :started, :ride, :rider, :driver, :month_number, :hour, :hour_start, :stretch)
    /// ```
    pub const INSERT: &str = "INSERT INTO taxis.rides_of_rider (rider_key, month, started, ride, rider, driver, month_number, hour, hour_start, stretch) VALUES (:rider_key, :month, :started, :ride, :rider, :driver, :month_number, :hour, :hour_start, :stretch)";

    /// A row of `rides_of_rider`, to write. What is unset stays as it is in the table; nothing here writes a null.
    #[derive(Clone, Copy, Debug)]
    pub struct Insert<'a> {
        /// `started timestamp`, clustering key
        pub started: super::types::Started,
        /// `ride uuid`, clustering key
        pub ride: ::uuid::Uuid,
        /// `rider text`
        pub rider: &'a super::types::RiderName,
        /// `driver int`
        pub driver: ::scylla::value::MaybeUnset<super::types::DriverId>,
        /// `metres int`, for what is derived from it
        pub metres: ::scylla::value::MaybeUnset<i32>,
    }

    #[derive(::scylla::SerializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub(super) struct InsertValues<'a> {
        rider_key: String,
        month: String,
        started: super::types::Started,
        ride: ::uuid::Uuid,
        rider: &'a super::types::RiderName,
        driver: ::scylla::value::MaybeUnset<super::types::DriverId>,
        month_number: ::scylla::value::MaybeUnset<i32>,
        hour: ::scylla::value::MaybeUnset<i8>,
        hour_start: ::scylla::value::MaybeUnset<::scylla::value::CqlTimestamp>,
        stretch: ::scylla::value::MaybeUnset<i32>,
    }

    impl<'a> Insert<'a> {
        /// What is bound: the columns in the order of the statement, those among them that are computed.
        pub(super) fn values(&self) -> Result<InsertValues<'a>, super::OutOfRange> {
            Ok(InsertValues {
                rider_key: super::rider_key_of(self.rider),
                month: super::month_of(self.started),
                started: self.started,
                ride: self.ride,
                rider: self.rider,
                driver: self.driver,
                month_number: ::scylla::value::MaybeUnset::Set(super::month_number_of(self.started)?),
                hour: ::scylla::value::MaybeUnset::Set(super::hour_of(self.started)?),
                hour_start: ::scylla::value::MaybeUnset::Set(super::hour_start_of(self.started)?),
                stretch: match self.metres { ::scylla::value::MaybeUnset::Set(from) => ::scylla::value::MaybeUnset::Set(super::stretch_of(from)?), ::scylla::value::MaybeUnset::Unset => ::scylla::value::MaybeUnset::Unset },
            })
        }
    }

    impl<'a> From<&'a super::Ride> for Insert<'a> {
        fn from(record: &'a super::Ride) -> Self {
            Self {
                started: record.started,
                ride: record.ride,
                rider: &record.rider,
                driver: ::scylla::value::MaybeUnset::Set(record.driver),
                metres: ::scylla::value::MaybeUnset::from_option(record.metres),
            }
        }
    }
}

/// Which rides did these people take in this month, between these moments?
#[rustfmt::skip]
pub mod rides_of_riders {
    /// The name of the query.
    pub const NAME: &str = "rides_of_riders";

    /// The statement that answers it.
    ///
    /// ```text
    /// SELECT rider, started, driver FROM taxis.rides_of_rider WHERE month = :month AND rider_key IN :riders AND started >= :since AND started < :until
    /// ```
    pub const SELECT: &str = "SELECT rider, started, driver FROM taxis.rides_of_rider WHERE month = :month AND rider_key IN :riders AND started >= :since AND started < :until";

    /// What the query is asked with.
    #[derive(Clone, Copy, Debug, PartialEq, ::scylla::SerializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Params<'a> {
        /// `month text`
        pub month: &'a str,
        /// `riders frozen<list<text>>`
        pub riders: &'a [&'a str],
        /// `since timestamp`
        pub since: super::types::Started,
        /// `until timestamp`
        pub until: super::types::Started,
    }

    /// A row of the answer.
    #[derive(Clone, Debug, PartialEq, ::scylla::DeserializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Row {
        /// `rider text`
        pub rider: Option<super::types::RiderName>,
        /// `started timestamp`, clustering key
        pub started: super::types::Started,
        /// `driver int`
        pub driver: Option<super::types::DriverId>,
    }
}

/// Which paid rides were long?
#[rustfmt::skip]
pub mod long_rides {
    /// The name of the query.
    pub const NAME: &str = "long_rides";

    /// The statement that answers it.
    ///
    /// ```text
    /// SELECT driver, metres, note FROM taxis.long_rides WHERE stretch = :stretch
    /// ```
    pub const SELECT: &str = "SELECT driver, metres, note FROM taxis.long_rides WHERE stretch = :stretch";

    /// What the query is asked with.
    #[derive(Clone, Copy, Debug, PartialEq, ::scylla::SerializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Params {
        /// `stretch int`
        pub stretch: i32,
    }

    /// A row of the answer.
    #[derive(Clone, Debug, PartialEq, ::scylla::DeserializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Row {
        /// `driver int`
        pub driver: Option<super::types::DriverId>,
        /// `metres int`
        pub metres: Option<i32>,
        /// `note text`
        pub note: Option<String>,
    }

    /// The statement that writes a row of `long_rides`.
    ///
    /// ```text
    /// INSERT INTO taxis.long_rides (stretch, ride, driver, metres, note) VALUES (:stretch, :ride, :driver, :metres, :note)
    /// ```
    pub const INSERT: &str = "INSERT INTO taxis.long_rides (stretch, ride, driver, metres, note) VALUES (:stretch, :ride, :driver, :metres, :note)";

    /// A row of `long_rides`, to write. What is unset stays as it is in the table; nothing here writes a null.
    #[derive(Clone, Copy, Debug)]
    pub struct Insert<'a> {
        /// `ride uuid`, clustering key
        pub ride: ::uuid::Uuid,
        /// `driver int`
        pub driver: ::scylla::value::MaybeUnset<super::types::DriverId>,
        /// `metres int`
        pub metres: i32,
        /// `note text`
        pub note: ::scylla::value::MaybeUnset<&'a str>,
    }

    #[derive(::scylla::SerializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub(super) struct InsertValues<'a> {
        stretch: i32,
        ride: ::uuid::Uuid,
        driver: ::scylla::value::MaybeUnset<super::types::DriverId>,
        metres: i32,
        note: ::scylla::value::MaybeUnset<&'a str>,
    }

    impl<'a> Insert<'a> {
        /// What is bound: the columns in the order of the statement, those among them that are computed.
        pub(super) fn values(&self) -> Result<InsertValues<'a>, super::OutOfRange> {
            Ok(InsertValues {
                stretch: super::stretch_of(self.metres)?,
                ride: self.ride,
                driver: self.driver,
                metres: self.metres,
                note: self.note,
            })
        }
    }

    impl<'a> Insert<'a> {
        /// What the record says of it, whether or not the model keeps the record in this table; nothing where the record lacks a
        /// part of the key.
        pub fn of(record: &'a super::Ride) -> Option<Self> {
            Some(Self {
                ride: record.ride,
                driver: ::scylla::value::MaybeUnset::Set(record.driver),
                metres: record.metres?,
                note: ::scylla::value::MaybeUnset::from_option(record.note.as_deref()),
            })
        }
    }
}

/// Who belongs to this shard?
#[rustfmt::skip]
pub mod riders_of_shard {
    /// The name of the query.
    pub const NAME: &str = "riders_of_shard";

    /// The statement that answers it.
    ///
    /// ```text
    /// SELECT rider_key FROM taxis.riders_of_shard WHERE shard = :shard AND city = :city
    /// ```
    pub const SELECT: &str = "SELECT rider_key FROM taxis.riders_of_shard WHERE shard = :shard AND city = :city";

    /// What the query is asked with.
    #[derive(Clone, Copy, Debug, PartialEq, ::scylla::SerializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Params<'a> {
        /// `shard int`
        pub shard: i32,
        /// `city text`
        pub city: &'a str,
    }

    /// A row of the answer.
    #[derive(Clone, Debug, PartialEq, ::scylla::DeserializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Row {
        /// `rider_key text`
        pub rider_key: Option<String>,
    }

    /// The statement that writes a row of `riders_of_shard`.
    ///
    /// ```text
    /// INSERT INTO taxis.riders_of_shard (shard, city, rider, rider_key) VALUES (:shard, :city, :rider, :rider_key)
    /// ```
    pub const INSERT: &str = "INSERT INTO taxis.riders_of_shard (shard, city, rider, rider_key) VALUES (:shard, :city, :rider, :rider_key)";

    /// A row of `riders_of_shard`, to write. What is unset stays as it is in the table; nothing here writes a null.
    #[derive(Clone, Copy, Debug)]
    pub struct Insert<'a> {
        /// `rider text`, clustering key
        pub rider: &'a super::types::RiderName,
    }

    #[derive(::scylla::SerializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub(super) struct InsertValues<'a> {
        shard: i32,
        city: super::driver::Wire,
        rider: &'a super::types::RiderName,
        rider_key: ::scylla::value::MaybeUnset<String>,
    }

    impl<'a> Insert<'a> {
        /// What is bound: the columns in the order of the statement, those among them that are computed.
        pub(super) fn values(&self) -> Result<InsertValues<'a>, super::OutOfRange> {
            Ok(InsertValues {
                shard: super::shard_of(self.rider)?,
                city: super::driver::Wire(&[82, 101, 121, 107, 106, 97, 118, 195, 173, 107]),
                rider: self.rider,
                rider_key: ::scylla::value::MaybeUnset::Set(super::rider_key_of(self.rider)),
            })
        }
    }

    impl<'a> From<&'a super::Ride> for Insert<'a> {
        fn from(record: &'a super::Ride) -> Self {
            Self {
                rider: &record.rider,
            }
        }
    }
}

/// How many rides did a driver make in this month, and how far?
#[rustfmt::skip]
pub mod driven {
    /// The name of the query.
    pub const NAME: &str = "driven";

    /// The statement that answers it.
    ///
    /// ```text
    /// SELECT month, rides, metres_driven FROM taxis.driven WHERE driver = :driver
    /// ```
    pub const SELECT: &str = "SELECT month, rides, metres_driven FROM taxis.driven WHERE driver = :driver";

    /// What the query is asked with.
    #[derive(Clone, Copy, Debug, PartialEq, ::scylla::SerializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Params {
        /// `driver int`
        pub driver: super::types::DriverId,
    }

    /// A row of the answer.
    #[derive(Clone, Debug, PartialEq, ::scylla::DeserializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Row {
        /// `month text`, clustering key
        pub month: String,
        /// `rides counter`
        pub rides: Option<::scylla::value::Counter>,
        /// `metres_driven counter`
        pub metres_driven: Option<::scylla::value::Counter>,
    }

    /// The statement that adds to the counters of a row of `driven`.
    ///
    /// ```text
    /// UPDATE taxis.driven SET rides = rides + :rides, metres_driven = metres_driven + :metres_driven WHERE driver = :driver AND month = :month
    /// ```
    pub const INCREMENT: &str = "UPDATE taxis.driven SET rides = rides + :rides, metres_driven = metres_driven + :metres_driven WHERE driver = :driver AND month = :month";

    /// An increment of a row of `driven`, to write. What is unset stays as it is in the table; nothing here writes a null.
    #[derive(Clone, Copy, Debug)]
    pub struct Increment {
        /// `rides counter`
        pub rides: ::scylla::value::MaybeUnset<::scylla::value::Counter>,
        /// `metres_driven counter`
        pub metres_driven: ::scylla::value::MaybeUnset<::scylla::value::Counter>,
        /// `driver int`, partition key
        pub driver: super::types::DriverId,
        /// `started timestamp`, for what is derived from it
        pub started: super::types::Started,
    }

    #[derive(::scylla::SerializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub(super) struct IncrementValues {
        rides: ::scylla::value::MaybeUnset<::scylla::value::Counter>,
        metres_driven: ::scylla::value::MaybeUnset<::scylla::value::Counter>,
        driver: super::types::DriverId,
        month: String,
    }

    impl Increment {
        /// What is bound: the columns in the order of the statement, those among them that are computed.
        pub(super) fn values(&self) -> Result<IncrementValues, super::OutOfRange> {
            Ok(IncrementValues {
                rides: self.rides,
                metres_driven: self.metres_driven,
                driver: self.driver,
                month: super::month_of(self.started),
            })
        }
    }

    impl From<&super::Ride> for Increment {
        fn from(record: &super::Ride) -> Self {
            Self {
                rides: ::scylla::value::MaybeUnset::Set(::scylla::value::Counter(1)),
                metres_driven: ::scylla::value::MaybeUnset::from_option(record.metres_driven),
                driver: record.driver,
                started: record.started,
            }
        }
    }
}

/// How was a driver rated?
#[rustfmt::skip]
pub mod ratings_of_driver {
    /// The name of the query.
    pub const NAME: &str = "ratings_of_driver";

    /// The statement that answers it.
    ///
    /// ```text
    /// SELECT driver_name, rated, rider, stars, words FROM taxis.ratings_of_driver WHERE driver = :driver
    /// ```
    pub const SELECT: &str = "SELECT driver_name, rated, rider, stars, words FROM taxis.ratings_of_driver WHERE driver = :driver";

    /// What the query is asked with.
    #[derive(Clone, Copy, Debug, PartialEq, ::scylla::SerializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Params {
        /// `driver int`
        pub driver: super::types::DriverId,
    }

    /// A row of the answer.
    #[derive(Clone, Debug, PartialEq, ::scylla::DeserializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Row {
        /// `driver_name text`, one for the whole partition
        pub driver_name: Option<String>,
        /// `rated date`, clustering key, largest first
        pub rated: Option<::scylla::value::CqlDate>,
        /// `rider text`, clustering key
        pub rider: Option<super::types::RiderName>,
        /// `stars tinyint`
        pub stars: Option<i8>,
        /// `words text`
        pub words: Option<String>,
    }

    /// The statement that writes a row of `ratings_of_driver`.
    ///
    /// ```text
    /// INSERT INTO taxis.ratings_of_driver (driver, rated, rider, stars, words) VALUES (:driver, :rated, :rider, :stars, :words)
    /// ```
    pub const INSERT: &str = "INSERT INTO taxis.ratings_of_driver (driver, rated, rider, stars, words) VALUES (:driver, :rated, :rider, :stars, :words)";

    /// A row of `ratings_of_driver`, to write. What is unset stays as it is in the table; nothing here writes a null.
    #[derive(Clone, Copy, Debug, ::scylla::SerializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Insert<'a> {
        /// `driver int`, partition key
        pub driver: super::types::DriverId,
        /// `rated date`, clustering key
        pub rated: ::scylla::value::CqlDate,
        /// `rider text`, clustering key
        pub rider: &'a super::types::RiderName,
        /// `stars tinyint`
        pub stars: ::scylla::value::MaybeUnset<i8>,
        /// `words text`
        pub words: ::scylla::value::MaybeUnset<&'a str>,
    }

    impl<'a> From<&'a super::Rating> for Insert<'a> {
        fn from(record: &'a super::Rating) -> Self {
            Self {
                driver: record.driver,
                rated: record.rated,
                rider: &record.rider,
                stars: ::scylla::value::MaybeUnset::from_option(record.stars),
                words: ::scylla::value::MaybeUnset::from_option(record.words.as_deref()),
            }
        }
    }

    /// The statement that writes the static columns of a partition of `ratings_of_driver`.
    ///
    /// ```text
    /// INSERT INTO taxis.ratings_of_driver (driver, driver_name) VALUES (:driver, :driver_name)
    /// ```
    pub const INSERT_STATIC: &str = "INSERT INTO taxis.ratings_of_driver (driver, driver_name) VALUES (:driver, :driver_name)";

    /// The static columns of a partition of `ratings_of_driver`, to write. What is unset stays as it is in the table; nothing here writes a null.
    #[derive(Clone, Copy, Debug, ::scylla::SerializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct InsertStatic<'a> {
        /// `driver int`, partition key
        pub driver: super::types::DriverId,
        /// `driver_name text`, one for the whole partition
        pub driver_name: ::scylla::value::MaybeUnset<&'a str>,
    }

    impl<'a> From<&'a super::Rating> for InsertStatic<'a> {
        fn from(record: &'a super::Rating) -> Self {
            Self {
                driver: record.driver,
                driver_name: ::scylla::value::MaybeUnset::from_option(record.driver_name.as_deref()),
            }
        }
    }
}

/// How did somebody rate?
#[rustfmt::skip]
pub mod ratings_by_rider {
    /// The name of the query.
    pub const NAME: &str = "ratings_by_rider";

    /// The statement that answers it.
    ///
    /// ```text
    /// SELECT driver, stars FROM taxis.ratings_by_rider WHERE rider = :rider
    /// ```
    pub const SELECT: &str = "SELECT driver, stars FROM taxis.ratings_by_rider WHERE rider = :rider";

    /// What the query is asked with.
    #[derive(Clone, Copy, Debug, PartialEq, ::scylla::SerializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Params<'a> {
        /// `rider text`
        pub rider: &'a super::types::RiderName,
    }

    /// A row of the answer.
    #[derive(Clone, Debug, PartialEq, ::scylla::DeserializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Row {
        /// `driver int`, clustering key
        pub driver: super::types::DriverId,
        /// `stars tinyint`
        pub stars: Option<i8>,
    }

    /// The statement that writes a row of `ratings_by_rider`.
    ///
    /// ```text
    /// INSERT INTO taxis.ratings_by_rider (rider, rated, driver, stars) VALUES (:rider, :rated, :driver, :stars)
    /// ```
    pub const INSERT: &str = "INSERT INTO taxis.ratings_by_rider (rider, rated, driver, stars) VALUES (:rider, :rated, :driver, :stars)";

    /// A row of `ratings_by_rider`, to write. What is unset stays as it is in the table; nothing here writes a null.
    #[derive(Clone, Copy, Debug, ::scylla::SerializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Insert<'a> {
        /// `rider text`, partition key
        pub rider: &'a super::types::RiderName,
        /// `rated date`, clustering key
        pub rated: ::scylla::value::CqlDate,
        /// `driver int`, clustering key
        pub driver: super::types::DriverId,
        /// `stars tinyint`
        pub stars: ::scylla::value::MaybeUnset<i8>,
    }

    impl<'a> From<&'a super::Rating> for Insert<'a> {
        fn from(record: &'a super::Rating) -> Self {
            Self {
                rider: &record.rider,
                rated: record.rated,
                driver: record.driver,
                stars: ::scylla::value::MaybeUnset::from_option(record.stars),
            }
        }
    }
}

/// The types of the keyspace: user-defined ones, of which fields that the server has beyond these are left alone, and
/// newtypes, which keep keys apart.
#[rustfmt::skip]
pub mod types {
    /// The type `spot`.
    #[derive(Clone, Debug, PartialEq, ::scylla::DeserializeValue, ::scylla::SerializeValue)]
    pub struct Spot {
        /// `lat double`
        pub lat: Option<f64>,
        /// `lon double`
        pub lon: Option<f64>,
    }

    /// A `driver int`.
    #[derive(Clone, Debug, PartialEq, Copy, Eq, PartialOrd, Ord, Hash)]
    pub struct DriverId(pub i32);

    impl ::std::convert::From<i32> for DriverId {
        fn from(value: i32) -> Self {
            Self(value)
        }
    }

    impl ::scylla::serialize::value::SerializeValue for DriverId {
        fn serialize<'b>(
            &self,
            ty: &::scylla::cluster::metadata::ColumnType<'_>,
            writer: ::scylla::serialize::writers::CellWriter<'b>,
        ) -> ::std::result::Result<::scylla::serialize::writers::WrittenCellProof<'b>, ::scylla::serialize::SerializationError> {
            ::scylla::serialize::value::SerializeValue::serialize(&self.0, ty, writer)
        }
    }

    impl<'frame, 'metadata> ::scylla::deserialize::value::DeserializeValue<'frame, 'metadata> for DriverId {
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

    /// A `rider text`.
    #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
    pub struct RiderName(pub String);

    impl ::std::convert::From<String> for RiderName {
        fn from(value: String) -> Self {
            Self(value)
        }
    }

    impl ::scylla::serialize::value::SerializeValue for RiderName {
        fn serialize<'b>(
            &self,
            ty: &::scylla::cluster::metadata::ColumnType<'_>,
            writer: ::scylla::serialize::writers::CellWriter<'b>,
        ) -> ::std::result::Result<::scylla::serialize::writers::WrittenCellProof<'b>, ::scylla::serialize::SerializationError> {
            ::scylla::serialize::value::SerializeValue::serialize(&self.0, ty, writer)
        }
    }

    impl<'frame, 'metadata> ::scylla::deserialize::value::DeserializeValue<'frame, 'metadata> for RiderName {
        fn type_check(ty: &::scylla::cluster::metadata::ColumnType<'_>) -> ::std::result::Result<(), ::scylla::deserialize::TypeCheckError> {
            <String as ::scylla::deserialize::value::DeserializeValue<'frame, 'metadata>>::type_check(ty)
        }

        fn deserialize(
            ty: &'metadata ::scylla::cluster::metadata::ColumnType<'metadata>,
            value: ::std::option::Option<::scylla::deserialize::FrameSlice<'frame>>,
        ) -> ::std::result::Result<Self, ::scylla::deserialize::DeserializationError> {
            ::scylla::deserialize::value::DeserializeValue::deserialize(ty, value).map(Self)
        }
    }

    /// A `started timestamp`.
    #[derive(Clone, Debug, PartialEq, Copy, Eq, PartialOrd, Ord, Hash)]
    pub struct Started(pub ::scylla::value::CqlTimestamp);

    impl ::std::convert::From<::scylla::value::CqlTimestamp> for Started {
        fn from(value: ::scylla::value::CqlTimestamp) -> Self {
            Self(value)
        }
    }

    impl ::scylla::serialize::value::SerializeValue for Started {
        fn serialize<'b>(
            &self,
            ty: &::scylla::cluster::metadata::ColumnType<'_>,
            writer: ::scylla::serialize::writers::CellWriter<'b>,
        ) -> ::std::result::Result<::scylla::serialize::writers::WrittenCellProof<'b>, ::scylla::serialize::SerializationError> {
            ::scylla::serialize::value::SerializeValue::serialize(&self.0, ty, writer)
        }
    }

    impl<'frame, 'metadata> ::scylla::deserialize::value::DeserializeValue<'frame, 'metadata> for Started {
        fn type_check(ty: &::scylla::cluster::metadata::ColumnType<'_>) -> ::std::result::Result<(), ::scylla::deserialize::TypeCheckError> {
            <::scylla::value::CqlTimestamp as ::scylla::deserialize::value::DeserializeValue<'frame, 'metadata>>::type_check(ty)
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

/// One row of the source ride, for all tables that it fills.
#[rustfmt::skip]
#[derive(Clone, Debug, PartialEq)]
pub struct Ride {
    /// `driver int`, always there
    pub driver: types::DriverId,
    /// `rider text`, always there
    pub rider: types::RiderName,
    /// `ride uuid`, always there
    pub ride: ::uuid::Uuid,
    /// `started timestamp`, always there
    pub started: types::Started,
    /// `metres int`
    pub metres: Option<i32>,
    /// `fare decimal`
    pub fare: Option<::scylla::value::CqlDecimal>,
    /// `paid boolean`
    pub paid: Option<bool>,
    /// `via list<text>`
    pub via: Vec<String>,
    /// `tags set<text>`, added to what is there
    pub tags: Vec<String>,
    /// `pickup frozen<spot>`
    pub pickup: Option<types::Spot>,
    /// `note text`
    pub note: Option<String>,
    /// `metres_driven counter`
    pub metres_driven: Option<::scylla::value::Counter>,
}

#[rustfmt::skip]
impl InsertAll for Ride {
    async fn insert(&self, queries: &Queries) -> Result<(), InsertError> {
        let mut rides_of_driver = ::std::pin::pin!(driver::writing(async move {
            driver::write(queries, 9, &driver::computed(9, rides_of_driver::Insert::from(self).values())?).await
        }));
        let mut rides_of_driver_ = ::std::pin::pin!(driver::writing(async move {
            driver::write(queries, 10, &driver::computed(10, rides_of_driver::InsertStatic::from(self).values())?).await
        }));
        let mut rides_of_driver__ = ::std::pin::pin!(driver::writing(async move {
            if !self.tags.is_empty() {
                driver::write(queries, 12, &driver::computed(12, rides_of_driver::Add::from(self).values())?).await?;
            }
            Ok(())
        }));
        let mut rides_of_rider = ::std::pin::pin!(driver::writing(async move {
            driver::write(queries, 13, &driver::computed(13, rides_of_rider::Insert::from(self).values())?).await
        }));
        let mut long_rides = ::std::pin::pin!(driver::writing(async move {
            if self.metres.is_some_and(|value| value >= 5000) && self.paid.is_some_and(|value| value) && self.note.is_some() {
                let row = driver::keyed(14, long_rides::Insert::of(self))?;
                driver::write(queries, 14, &driver::computed(14, row.values())?).await?;
            }
            Ok(())
        }));
        let mut riders_of_shard = ::std::pin::pin!(driver::writing(async move {
            driver::write(queries, 15, &driver::computed(15, riders_of_shard::Insert::from(self).values())?).await
        }));
        let mut driven = ::std::pin::pin!(driver::writing(async move {
            driver::write(queries, 16, &driver::computed(16, driven::Increment::from(self).values())?).await
        }));
        driver::all([rides_of_driver.as_mut(), rides_of_driver_.as_mut(), rides_of_driver__.as_mut(), rides_of_rider.as_mut(), long_rides.as_mut(), riders_of_shard.as_mut(), driven.as_mut()]).await
    }
}

/// The fields of a CSV row that [`Ride`] is read from, under their headers.
///
/// ```text
/// for row in csv::Reader::from_path(path)?.into_deserialize::<RideCsv>() {
///     let Some(record) = row?.record()? else { continue };
///     queries.insert_all(&record).await?;
/// }
/// ```
#[rustfmt::skip]
#[derive(Clone, Debug, PartialEq, ::serde::Deserialize)]
pub struct RideCsv {
    /// The field under `status`.
    #[serde(rename = "status")]
    pub status: String,
    /// The field under `driver`.
    #[serde(rename = "driver")]
    pub driver: String,
    /// The field under `rider`.
    #[serde(rename = "rider")]
    pub rider: String,
    /// The field under `id`.
    #[serde(rename = "id")]
    pub id: String,
    /// The field under `started_at`.
    #[serde(rename = "started_at")]
    pub started_at: String,
    /// The field under `distance`.
    #[serde(rename = "distance")]
    pub distance: String,
    /// The field under `price`.
    #[serde(rename = "price")]
    pub price: String,
    /// The field under `paid`.
    #[serde(rename = "paid")]
    pub paid: String,
    /// The field under `stops`.
    #[serde(rename = "stops")]
    pub stops: String,
    /// The field under `labels`.
    #[serde(rename = "labels")]
    pub labels: String,
    /// The field under `from_lat`.
    #[serde(rename = "from_lat")]
    pub from_lat: String,
    /// The field under `from_lon`.
    #[serde(rename = "from_lon")]
    pub from_lon: String,
    /// The field under `note`.
    #[serde(rename = "note")]
    pub note: String,
}

#[rustfmt::skip]
impl RideCsv {
    /// The record, or none of a row that the model does not keep.
    ///
    /// # Errors
    /// The first field that is no value of its column, or is none where the record needs one.
    pub fn record(&self) -> Result<Option<Ride>, CsvError> {
        let status = cells::read("status", &self.status, &["", "-"], cells::text)?;
        let is_kept = status.as_ref().is_some_and(|value| value.as_str() == "done");
        if !is_kept {
            return Ok(None);
        }
        let driver = cells::read("driver", &self.driver, &["", "-"], |text| cells::parsed::<i32>(text).map(types::DriverId))?;
        let rider = cells::read("rider", &self.rider, &["", "-"], |text| cells::text(text).map(types::RiderName))?;
        let ride = cells::read("ride", &self.id, &["", "-"], cells::uuid)?;
        let started = cells::read("started", &self.started_at, &["", "-"], |text| cells::epoch(text, 3).map(types::Started))?;
        let metres = cells::read("metres", &self.distance, &["", "-"], cells::parsed::<i32>)?;
        let fare = cells::read("fare", &self.price, &["", "-"], cells::decimal)?;
        let paid = cells::read("paid", &self.paid, &["", "-"], |text| cells::boolean(text, &["ja"], &["nei"]))?;
        let via = cells::read("via", &self.stops, &["", "-"], |text| cells::split(text, "|", cells::text))?;
        let tags = cells::read("tags", &self.labels, &["", "-"], |text| cells::split(text, "|", cells::text))?;
        let pickup = { let pickup = types::Spot { lat: cells::read("pickup", &self.from_lat, &["", "-"], cells::double)?, lon: cells::read("pickup", &self.from_lon, &["", "-"], cells::double)? }; (pickup.lat.is_some() || pickup.lon.is_some()).then_some(pickup) };
        let note = cells::read("note", &self.note, &["", "-"], cells::text)?;
        let metres_driven = cells::read("metres_driven", &self.distance, &["", "-"], cells::counter)?;
        Ok(Some(Ride {
            driver: cells::needed("driver", driver)?,
            rider: cells::needed("rider", rider)?,
            ride: cells::needed("ride", ride)?,
            started: cells::needed("started", started)?,
            metres,
            fare,
            paid,
            via: via.unwrap_or_default(),
            tags: tags.unwrap_or_default(),
            pickup,
            note,
            metres_driven,
        }))
    }
}

/// One row of the source rating, for all tables that it fills.
#[rustfmt::skip]
#[derive(Clone, Debug, PartialEq)]
pub struct Rating {
    /// `driver int`, always there
    pub driver: types::DriverId,
    /// `rider text`, always there
    pub rider: types::RiderName,
    /// `stars tinyint`
    pub stars: Option<i8>,
    /// `rated date`, always there
    pub rated: ::scylla::value::CqlDate,
    /// `words text`
    pub words: Option<String>,
    /// `driver_name text`
    pub driver_name: Option<String>,
}

#[rustfmt::skip]
impl InsertAll for Rating {
    async fn insert(&self, queries: &Queries) -> Result<(), InsertError> {
        let mut batch = driver::Logged::new(queries);
        batch.push(17, ratings_of_driver::Insert::from(self));
        if self.driver_name.is_some() {
            batch.push(18, ratings_of_driver::InsertStatic::from(self));
        }
        batch.push(19, ratings_by_rider::Insert::from(self));
        batch.send().await
    }
}

/// The fields of a CSV row that [`Rating`] is read from, under their headers.
///
/// ```text
/// for row in csv::Reader::from_path(path)?.into_deserialize::<RatingCsv>() {
///     let Some(record) = row?.record()? else { continue };
///     queries.insert_all(&record).await?;
/// }
/// ```
#[rustfmt::skip]
#[derive(Clone, Debug, PartialEq, ::serde::Deserialize)]
pub struct RatingCsv {
    /// The field under `driver`.
    #[serde(rename = "driver")]
    pub driver: String,
    /// The field under `rider`.
    #[serde(rename = "rider")]
    pub rider: String,
    /// The field under `points`.
    #[serde(rename = "points")]
    pub points: String,
    /// The field under `rated_on`.
    #[serde(rename = "rated_on")]
    pub rated_on: String,
    /// The field under `comment`.
    #[serde(rename = "comment")]
    pub comment: String,
    /// The field under `name`.
    #[serde(rename = "name")]
    pub name: String,
}

#[rustfmt::skip]
impl RatingCsv {
    /// The record, or none of a row that the model does not keep.
    ///
    /// # Errors
    /// The first field that is no value of its column, or is none where the record needs one.
    pub fn record(&self) -> Result<Option<Rating>, CsvError> {
        let driver = cells::read("driver", &self.driver, &[""], |text| cells::parsed::<i32>(text).map(types::DriverId))?;
        let rider = cells::read("rider", &self.rider, &[""], |text| cells::text(text).map(types::RiderName))?;
        let stars = cells::read("stars", &self.points, &[""], cells::parsed::<i8>)?;
        let rated = cells::read("rated", &self.rated_on, &[""], cells::date)?;
        let words = cells::read("words", &self.comment, &[""], cells::text)?;
        let driver_name = cells::read("driver_name", &self.name, &[""], cells::text)?;
        Ok(Some(Rating {
            driver: cells::needed("driver", driver)?,
            rider: cells::needed("rider", rider)?,
            stars,
            rated: cells::needed("rated", rated)?,
            words,
            driver_name,
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

    pub(super) fn uuid(text: &str) -> Option<::uuid::Uuid> {
        (text.len() == 36).then(|| ::uuid::Uuid::parse_str(text).ok())?
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
    /// More partitions lie between the bounds than one question reads: 10,000.
    Buckets {
        /// The query's name.
        query: &'static str,
        /// How many there are.
        buckets: u64,
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
    /// A logged batch failed: all of it is written later, or none.
    Batch {
        /// Why.
        source: Box<::scylla::errors::ExecutionError>,
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
            Self::Batch { .. } => write!(f, "cannot write the record as a logged batch"),
            Self::Key { query } => write!(f, "the record lacks a part of the key for `{query}`"),
            Self::Buckets { query, buckets } => write!(f, "`{query}` would read {buckets} partitions, and at most 10,000 are read"),
            Self::Derived { query, .. } => write!(f, "cannot derive a value for `{query}`"),
        }
    }
}

#[rustfmt::skip]
impl ::std::error::Error for QueryError {
    fn source(&self) -> Option<&(dyn ::std::error::Error + 'static)> {
        match self {
            Self::Execute { source, .. } | Self::Batch { source } => Some(&**source),
            Self::Pages { source, .. } => Some(&**source),
            Self::NotRows { source, .. } => Some(&**source),
            Self::Columns { source, .. } => Some(source),
            Self::Value { source, .. } => Some(source),
            Self::Next { source } => Some(&**source),
            Self::Key { .. } | Self::Buckets { .. } => None,
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

/// `day`: the UTC day, from `started`.
///
/// # Errors
/// Where the result is outside the range of its type.
#[rustfmt::skip]
pub fn day_of(started: types::Started) -> Result<::scylla::value::CqlDate, OutOfRange> {
    derive::date(started.0.0).ok_or(OutOfRange { function: "day_of" })
}

/// `rider_key`: the text in lower case, from `rider`.
#[rustfmt::skip]
pub fn rider_key_of(rider: &types::RiderName) -> String {
    rider.0.as_str().to_lowercase()
}

/// `month`: the UTC month, from `started`.
#[rustfmt::skip]
pub fn month_of(started: types::Started) -> String {
    derive::month(started.0.0.div_euclid(derive::DAY))
}

/// `month_number`: the UTC month, from `started`.
///
/// # Errors
/// Where the result is outside the range of its type.
#[rustfmt::skip]
pub fn month_number_of(started: types::Started) -> Result<i32, OutOfRange> {
    derive::month_number(started.0.0.div_euclid(derive::DAY)).ok_or(OutOfRange { function: "month_number_of" })
}

/// `hour`: the UTC hour of the day, from `started`.
///
/// # Errors
/// Where the result is outside the range of its type.
#[rustfmt::skip]
pub fn hour_of(started: types::Started) -> Result<i8, OutOfRange> {
    derive::hour(started.0.0).ok_or(OutOfRange { function: "hour_of" })
}

/// `hour_start`: the start of the UTC hour, from `started`.
///
/// # Errors
/// Where the result is outside the range of its type.
#[rustfmt::skip]
pub fn hour_start_of(started: types::Started) -> Result<::scylla::value::CqlTimestamp, OutOfRange> {
    derive::hour_start(started.0.0).ok_or(OutOfRange { function: "hour_start_of" })
}

/// `stretch`: the largest multiple of 500 that is not above, from `metres`.
///
/// # Errors
/// Where the result is outside the range of its type.
#[rustfmt::skip]
pub fn stretch_of(metres: i32) -> Result<i32, OutOfRange> {
    derive::bucket(i64::from(metres), 500).and_then(|floor| i32::try_from(floor).ok()).ok_or(OutOfRange { function: "stretch_of" })
}

/// `shard`: Murmur3 of the value's bytes, modulo 8, from `rider`.
///
/// # Errors
/// Where the result is outside the range of its type.
#[rustfmt::skip]
pub fn shard_of(rider: &types::RiderName) -> Result<i32, OutOfRange> {
    derive::hash(&rider.0.as_str(), &::scylla::cluster::metadata::ColumnType::Native(::scylla::cluster::metadata::NativeType::Text), 8).ok_or(OutOfRange { function: "shard_of" })
}

/// What columns are derived by. Calendar functions are in UTC.
#[rustfmt::skip]
mod derive {
    use ::scylla::routing::partitioner::{Murmur3Partitioner, Partitioner, PartitionerHasher};
    use ::scylla::value::{CqlDate, CqlTimestamp, CqlTimeuuid};

    /// Milliseconds of a day and of an hour.
    pub(super) const DAY: i64 = 86_400_000;
    pub(super) const HOUR: i64 = 3_600_000;
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

    /// Which month since that of the year 0 holds this day.
    pub(super) fn months(days: i64) -> i64 {
        let (year, month) = civil(days);
        year * 12 + month - 1
    }

    pub(super) fn month_at(step: i64) -> String {
        format!("{:04}-{:02}", step.div_euclid(12), step.rem_euclid(12) + 1)
    }

    pub(super) fn month_number_at(step: i64) -> Option<i32> {
        i32::try_from(step.div_euclid(12) * 100 + step.rem_euclid(12) + 1).ok()
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
        Statement { query: "rides_of_driver", cql: super::rides_of_driver::SELECT, keyspace_at: 63, consistency: None, idempotent: true, counts: false, appends: false, page_size: None },
        Statement { query: "rides_between", cql: super::rides_between::SELECT, keyspace_at: 33, consistency: None, idempotent: true, counts: false, appends: false, page_size: None },
        Statement { query: "rides_of_rider", cql: super::rides_of_rider::SELECT, keyspace_at: 67, consistency: Some(Consistency::LocalOne), idempotent: true, counts: false, appends: false, page_size: Some(2) },
        Statement { query: "rides_of_riders", cql: super::rides_of_riders::SELECT, keyspace_at: 35, consistency: None, idempotent: true, counts: false, appends: false, page_size: None },
        Statement { query: "long_rides", cql: super::long_rides::SELECT, keyspace_at: 33, consistency: None, idempotent: true, counts: false, appends: false, page_size: None },
        Statement { query: "riders_of_shard", cql: super::riders_of_shard::SELECT, keyspace_at: 22, consistency: None, idempotent: true, counts: false, appends: false, page_size: None },
        Statement { query: "driven", cql: super::driven::SELECT, keyspace_at: 40, consistency: None, idempotent: true, counts: false, appends: false, page_size: None },
        Statement { query: "ratings_of_driver", cql: super::ratings_of_driver::SELECT, keyspace_at: 52, consistency: None, idempotent: true, counts: false, appends: false, page_size: None },
        Statement { query: "ratings_by_rider", cql: super::ratings_by_rider::SELECT, keyspace_at: 26, consistency: None, idempotent: true, counts: false, appends: false, page_size: None },
        Statement { query: "insert into rides_of_driver", cql: super::rides_of_driver::INSERT, keyspace_at: 12, consistency: None, idempotent: true, counts: false, appends: true, page_size: None },
        Statement { query: "insert static columns into rides_of_driver", cql: super::rides_of_driver::INSERT_STATIC, keyspace_at: 12, consistency: None, idempotent: true, counts: false, appends: false, page_size: None },
        Statement { query: "insert for a time into rides_of_driver", cql: super::rides_of_driver::INSERT_TTL, keyspace_at: 12, consistency: None, idempotent: true, counts: false, appends: true, page_size: None },
        Statement { query: "add to rides_of_driver", cql: super::rides_of_driver::ADD, keyspace_at: 7, consistency: None, idempotent: true, counts: false, appends: false, page_size: None },
        Statement { query: "insert into rides_of_rider", cql: super::rides_of_rider::INSERT, keyspace_at: 12, consistency: None, idempotent: true, counts: false, appends: false, page_size: None },
        Statement { query: "insert into long_rides", cql: super::long_rides::INSERT, keyspace_at: 12, consistency: None, idempotent: true, counts: false, appends: false, page_size: None },
        Statement { query: "insert into riders_of_shard", cql: super::riders_of_shard::INSERT, keyspace_at: 12, consistency: None, idempotent: true, counts: false, appends: false, page_size: None },
        Statement { query: "increment driven", cql: super::driven::INCREMENT, keyspace_at: 7, consistency: None, idempotent: false, counts: true, appends: false, page_size: None },
        Statement { query: "insert into ratings_of_driver", cql: super::ratings_of_driver::INSERT, keyspace_at: 12, consistency: None, idempotent: true, counts: false, appends: false, page_size: None },
        Statement { query: "insert static columns into ratings_of_driver", cql: super::ratings_of_driver::INSERT_STATIC, keyspace_at: 12, consistency: None, idempotent: true, counts: false, appends: false, page_size: None },
        Statement { query: "insert into ratings_by_rider", cql: super::ratings_by_rider::INSERT, keyspace_at: 12, consistency: None, idempotent: true, counts: false, appends: false, page_size: None },
    ];

    /// The keyspace as the statements name it.
    const KEYSPACE: &str = "taxis";

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

    /// A logged batch: all of it is written, or none.
    pub(super) struct Logged<'a> {
        queries: &'a Queries,
        batch: ::scylla::statement::batch::Batch,
        rows: Vec<Box<dyn SerializeRow + Send + Sync + 'a>>,
    }

    impl<'a> Logged<'a> {
        pub(super) fn new(queries: &'a Queries) -> Self {
            let mut batch = ::scylla::statement::batch::Batch::new(::scylla::statement::batch::BatchType::Logged);
            batch.set_is_idempotent(true);
            batch.set_timestamp(queries.at);
            Self { queries, batch, rows: Vec::new() }
        }

        pub(super) fn push(&mut self, index: usize, row: impl SerializeRow + Send + Sync + 'a) {
            let Statement { idempotent, appends, .. } = STATEMENTS[index];
            if !idempotent || (appends && self.queries.at.is_some()) {
                self.batch.set_is_idempotent(false);
            }
            self.batch.append_statement(self.queries.statements[index].clone());
            self.rows.push(Box::new(row));
        }

        pub(super) async fn send(self) -> Result<(), super::InsertError> {
            if self.rows.is_empty() {
                return Ok(());
            }
            let written = self.queries.session.batch(&self.batch, self.rows).await;
            written.map(drop).map_err(|source| QueryError::Batch { source: Box::new(source) }.into())
        }
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

    /// The most partitions that one question reads.
    const MOST_BUCKETS: u64 = 10_000;

    /// How many buckets are asked for while the rows of one are taken.
    const AHEAD: usize = 4;

    /// The buckets of a question by their numbers, and what is bound in each.
    pub(super) struct Buckets<'a> {
        pub(super) first: i64,
        pub(super) last: i64,
        pub(super) descending: bool,
        /// The value of the bucket with this number.
        pub(super) bucket: fn(i64) -> Option<Vec<u8>>,
        /// The function that the buckets are derived by.
        pub(super) function: &'static str,
        /// The bucket's place among the values.
        pub(super) at: usize,
        /// The values, but for the bucket.
        pub(super) values: Vec<Box<dyn ::scylla::serialize::value::SerializeValue + Send + Sync + 'a>>,
        /// How many rows are wanted, and where the statement binds that.
        pub(super) limit: Option<i32>,
        pub(super) limit_at: Option<usize>,
    }

    /// The reads that are left of a question.
    pub(super) struct Reads {
        next: i64,
        left: u64,
        step: i64,
        bucket: fn(i64) -> Option<Vec<u8>>,
        at: usize,
        cells: Vec<Vec<u8>>,
        limit: Option<i32>,
        limit_at: Option<usize>,
    }

    /// The values of one read, as the server takes them.
    pub(super) struct Bound(Vec<Vec<u8>>);

    impl SerializeRow for Bound {
        fn serialize(
            &self,
            _: &::scylla::serialize::row::RowSerializationContext<'_>,
            writer: &mut ::scylla::serialize::writers::RowWriter<'_>,
        ) -> Result<(), ::scylla::serialize::SerializationError> {
            for cell in &self.0 {
                writer.make_cell_writer().set_value(cell).map_err(::scylla::serialize::SerializationError::new)?;
            }
            Ok(())
        }

        fn is_empty(&self) -> bool {
            self.0.is_empty()
        }
    }

    impl Buckets<'_> {
        /// The reads in the order of the answer; none where no value lies between the bounds.
        fn reads(self, queries: &Queries, index: usize) -> Result<Reads, QueryError> {
            let query = STATEMENTS[index].query;
            let left = if self.first > self.last { 0 } else { self.last.abs_diff(self.first).saturating_add(1) };
            if left > MOST_BUCKETS {
                return Err(QueryError::Buckets { query, buckets: left });
            }
            let has_bucket = |step: i64| (self.bucket)(step).is_some();
            if left > 0 && !(has_bucket(self.first) && has_bucket(self.last)) {
                return Err(QueryError::Derived { query, source: super::OutOfRange { function: self.function } });
            }
            let unfit = |source: ::scylla::serialize::SerializationError| QueryError::Execute {
                query,
                source: Box::new(::scylla::errors::BadQuery::SerializationError(source).into()),
            };
            let specs = queries.statements[index].get_variable_col_specs();
            let specs = specs.iter().enumerate().filter(|(at, _)| *at != self.at).map(|(_, spec)| spec);
            let mut cells = Vec::with_capacity(self.values.len() + 1);
            for (value, spec) in self.values.iter().zip(specs) {
                let mut cell = Vec::new();
                value.serialize(spec.typ(), ::scylla::serialize::writers::CellWriter::new(&mut cell)).map_err(unfit)?;
                // Its length stands before it.
                cells.push(cell.split_off(4));
            }
            cells.insert(self.at, Vec::new());
            let (next, step) = if self.descending { (self.last, -1) } else { (self.first, 1) };
            Ok(Reads { next, left, step, bucket: self.bucket, at: self.at, cells, limit: self.limit, limit_at: self.limit_at })
        }
    }

    impl Iterator for Reads {
        type Item = Bound;

        fn next(&mut self) -> Option<Bound> {
            self.left = self.left.checked_sub(1)?;
            let mut cells = self.cells.clone();
            cells[self.at] = (self.bucket)(self.next)?;
            self.next = self.next.saturating_add(self.step);
            if let (Some(at), Some(limit)) = (self.limit_at, self.limit) {
                cells[at] = limit.to_be_bytes().to_vec();
            }
            Some(Bound(cells))
        }
    }

    pub(super) async fn across<R>(queries: &Queries, index: usize, buckets: Buckets<'_>) -> Result<super::Across<R>, QueryError>
    where
        R: for<'frame, 'metadata> ::scylla::deserialize::row::DeserializeRow<'frame, 'metadata>,
    {
        let mut reads = buckets.reads(queries, index)?;
        let rows = match reads.next() {
            Some(values) => Some(stream(queries, index, &values).await?),
            None => None,
        };
        Ok(super::Across(AcrossRows { queries: queries.clone(), index, reads, rows, ahead: ::std::collections::VecDeque::new() }))
    }

    type Opened<R> = Result<::scylla::client::pager::TypedRowStream<R>, QueryError>;

    /// A bucket that was asked for.
    enum Ahead<R> {
        Waiting(Pin<Box<dyn Future<Output = Opened<R>> + Send>>),
        There(Opened<R>),
    }

    /// The rows of all buckets: those of one are taken, the next ones are asked for.
    pub(super) struct AcrossRows<R> {
        queries: Queries,
        index: usize,
        reads: Reads,
        rows: Option<::scylla::client::pager::TypedRowStream<R>>,
        ahead: ::std::collections::VecDeque<Ahead<R>>,
    }

    impl<R> AcrossRows<R>
    where
        R: for<'frame, 'metadata> ::scylla::deserialize::row::DeserializeRow<'frame, 'metadata> + 'static,
    {
        pub(super) fn poll_next(&mut self, context: &mut ::std::task::Context<'_>) -> Poll<Option<Result<R, QueryError>>> {
            loop {
                if self.reads.limit == Some(0) {
                    self.end();
                    return Poll::Ready(None);
                }
                self.look_ahead(context);
                if let Some(rows) = &mut self.rows {
                    match ::futures::Stream::poll_next(Pin::new(rows), context) {
                        Poll::Pending => return Poll::Pending,
                        Poll::Ready(Some(Ok(row))) => {
                            self.reads.limit = self.reads.limit.map(|limit| limit - 1);
                            return Poll::Ready(Some(Ok(row)));
                        }
                        Poll::Ready(Some(Err(error))) => {
                            self.end();
                            return Poll::Ready(Some(Err(error.into())));
                        }
                        Poll::Ready(None) => self.rows = None,
                    }
                }
                match self.ahead.pop_front() {
                    None => return Poll::Ready(None),
                    Some(Ahead::There(Ok(rows))) => self.rows = Some(rows),
                    Some(Ahead::There(Err(error))) => {
                        self.end();
                        return Poll::Ready(Some(Err(error)));
                    }
                    Some(waiting) => {
                        self.ahead.push_front(waiting);
                        return Poll::Pending;
                    }
                }
            }
        }

        /// Asks for the next buckets, and sees which are there.
        fn look_ahead(&mut self, context: &mut ::std::task::Context<'_>) {
            while self.ahead.len() < AHEAD
                && let Some(values) = self.reads.next()
            {
                let (queries, index) = (self.queries.clone(), self.index);
                let asked = async move { stream(&queries, index, &values).await };
                self.ahead.push_back(Ahead::Waiting(Box::pin(asked)));
            }
            for ahead in &mut self.ahead {
                if let Ahead::Waiting(asked) = ahead
                    && let Poll::Ready(opened) = asked.as_mut().poll(context)
                {
                    *ahead = Ahead::There(opened);
                }
            }
        }

        /// Asks for nothing more.
        fn end(&mut self) {
            self.rows = None;
            self.reads.left = 0;
            self.ahead.clear();
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
