// Made by modeler from queries.yaml; do not edit: change the model and run `modeler generate`.
// Crates: scylla 1.9.

//! Typed access to the keyspace `fleet`: every query that `queries.yaml` declares, prepared once.
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
pub const KEYSPACE: &str = "fleet";

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

    /// Where were the vehicles of this region in this hour?
    ///
    /// Asks [`positions::SELECT`] by `region = :region, hour = :hour`.
    ///
    /// # Errors
    /// What the server or the connection says; an answer that is not what the model says.
    pub async fn positions(&self, params: &positions::Params<'_>) -> Result<::scylla::client::pager::TypedRowStream<positions::Row>, QueryError> {
        driver::stream(self, 0, params).await
    }

    /// One page of [`Queries::positions`], and the state of the next if there is one; `PagingState::start()` asks for the first.
    ///
    /// # Errors
    /// Those of the query itself.
    pub async fn positions_page(&self, params: &positions::Params<'_>, state: ::scylla::response::PagingState) -> Result<(Vec<positions::Row>, Option<::scylla::response::PagingState>), QueryError> {
        driver::page(self, 0, params, state).await
    }

    /// Writes a row of `positions`.
    ///
    /// # Errors
    /// What the server or the connection says; a derived value that its type does not hold.
    pub async fn insert_positions(&self, row: &positions::Insert<'_>) -> Result<(), QueryError> {
        driver::write(self, 8, &driver::computed(8, row.values())?).await
    }

    /// What comes after this band, vehicle and moment, by value?
    ///
    /// Asks [`positions_after::SELECT`] by `region = :region, hour = :hour, (speed_band, vehicle, at) > (:band, :vehicle, :at)`.
    ///
    /// # Errors
    /// What the server or the connection says; an answer that is not what the model says.
    pub async fn positions_after(&self, params: &positions_after::Params<'_>) -> Result<::scylla::client::pager::TypedRowStream<positions_after::Row>, QueryError> {
        driver::stream(self, 1, params).await
    }

    /// One page of [`Queries::positions_after`], and the state of the next if there is one; `PagingState::start()` asks for the first.
    ///
    /// # Errors
    /// Those of the query itself.
    pub async fn positions_after_page(&self, params: &positions_after::Params<'_>, state: ::scylla::response::PagingState) -> Result<(Vec<positions_after::Row>, Option<::scylla::response::PagingState>), QueryError> {
        driver::page(self, 1, params, state).await
    }

    /// What comes up to this band and vehicle, but after that band, by value?
    ///
    /// Asks [`positions_up_to::SELECT`] by `region = :region, hour = :hour, (speed_band, vehicle) <= (:band, :vehicle), (speed_band) >= (:least)`.
    ///
    /// # Errors
    /// What the server or the connection says; an answer that is not what the model says.
    pub async fn positions_up_to(&self, params: &positions_up_to::Params<'_>) -> Result<::scylla::client::pager::TypedRowStream<positions_up_to::Row>, QueryError> {
        driver::stream(self, 2, params).await
    }

    /// One page of [`Queries::positions_up_to`], and the state of the next if there is one; `PagingState::start()` asks for the first.
    ///
    /// # Errors
    /// Those of the query itself.
    pub async fn positions_up_to_page(&self, params: &positions_up_to::Params<'_>, state: ::scylla::response::PagingState) -> Result<(Vec<positions_up_to::Row>, Option<::scylla::response::PagingState>), QueryError> {
        driver::page(self, 2, params, state).await
    }

    /// Where were these vehicles while they drove in these bands?
    ///
    /// Asks [`positions_of::SELECT`] by `region = :region, hour = :hour, (speed_band, vehicle) IN :pairs`.
    ///
    /// # Errors
    /// What the server or the connection says; an answer that is not what the model says.
    pub async fn positions_of(&self, params: &positions_of::Params<'_>) -> Result<::scylla::client::pager::TypedRowStream<positions_of::Row>, QueryError> {
        driver::stream(self, 3, params).await
    }

    /// One page of [`Queries::positions_of`], and the state of the next if there is one; `PagingState::start()` asks for the first.
    ///
    /// # Errors
    /// Those of the query itself.
    pub async fn positions_of_page(&self, params: &positions_of::Params<'_>, state: ::scylla::response::PagingState) -> Result<(Vec<positions_of::Row>, Option<::scylla::response::PagingState>), QueryError> {
        driver::page(self, 3, params, state).await
    }

    /// And in these bands, of these vehicles, before this moment?
    ///
    /// Asks [`positions_in_bands::SELECT`] by `region = :region, hour = :hour, speed_band IN :bands, vehicle IN :vehicles, at < :before`.
    ///
    /// # Errors
    /// What the server or the connection says; an answer that is not what the model says.
    pub async fn positions_in_bands(&self, params: &positions_in_bands::Params<'_>) -> Result<::scylla::client::pager::TypedRowStream<positions_in_bands::Row>, QueryError> {
        driver::stream(self, 4, params).await
    }

    /// One page of [`Queries::positions_in_bands`], and the state of the next if there is one; `PagingState::start()` asks for the first.
    ///
    /// # Errors
    /// Those of the query itself.
    pub async fn positions_in_bands_page(&self, params: &positions_in_bands::Params<'_>, state: ::scylla::response::PagingState) -> Result<(Vec<positions_in_bands::Row>, Option<::scylla::response::PagingState>), QueryError> {
        driver::page(self, 4, params, state).await
    }

    /// Which was it exactly?
    ///
    /// Asks [`position::SELECT`] by `region = :region, hour = :hour, speed_band = :speed_band, (vehicle, at, gateway) = (:vehicle, :at, :gateway)`.
    ///
    /// # Errors
    /// What the server or the connection says; an answer that is not what the model says.
    pub async fn position(&self, params: &position::Params<'_>) -> Result<Option<position::Row>, QueryError> {
        driver::one(self, 5, params).await
    }

    /// Which rows of these exact ones are there?
    ///
    /// Asks [`positions_via::SELECT`] by `region = :region, hour = :hour, speed_band = :speed_band, vehicle = :vehicle, at = :at, gateway IN :gateways`.
    ///
    /// # Errors
    /// What the server or the connection says; an answer that is not what the model says.
    pub async fn positions_via(&self, params: &positions_via::Params<'_>) -> Result<::scylla::client::pager::TypedRowStream<positions_via::Row>, QueryError> {
        driver::stream(self, 6, params).await
    }

    /// One page of [`Queries::positions_via`], and the state of the next if there is one; `PagingState::start()` asks for the first.
    ///
    /// # Errors
    /// Those of the query itself.
    pub async fn positions_via_page(&self, params: &positions_via::Params<'_>, state: ::scylla::response::PagingState) -> Result<(Vec<positions_via::Row>, Option<::scylla::response::PagingState>), QueryError> {
        driver::page(self, 6, params, state).await
    }

    /// In which of these hours did anything move in these regions?
    ///
    /// Asks [`hours::SELECT`] by `region IN :regions, hour IN :hours`.
    ///
    /// # Errors
    /// What the server or the connection says; an answer that is not what the model says.
    pub async fn hours(&self, params: &hours::Params<'_>) -> Result<::scylla::client::pager::TypedRowStream<hours::Row>, QueryError> {
        driver::stream(self, 7, params).await
    }

    /// One page of [`Queries::hours`], and the state of the next if there is one; `PagingState::start()` asks for the first.
    ///
    /// # Errors
    /// Those of the query itself.
    pub async fn hours_page(&self, params: &hours::Params<'_>, state: ::scylla::response::PagingState) -> Result<(Vec<hours::Row>, Option<::scylla::response::PagingState>), QueryError> {
        driver::page(self, 7, params, state).await
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

/// Where were the vehicles of this region in this hour?
#[rustfmt::skip]
pub mod positions {
    /// The name of the query.
    pub const NAME: &str = "positions";

    /// The statement that answers it.
    ///
    /// ```text
    /// SELECT speed, position, hour_of_day, lane FROM fleet.positions WHERE region = :region AND hour = :hour
    /// ```
    pub const SELECT: &str = "SELECT speed, position, hour_of_day, lane FROM fleet.positions WHERE region = :region AND hour = :hour";

    /// What the query is asked with.
    #[derive(Clone, Copy, Debug, PartialEq, ::scylla::SerializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Params<'a> {
        /// `region text`
        pub region: &'a str,
        /// `hour timestamp`
        pub hour: ::scylla::value::CqlTimestamp,
    }

    /// A row of the answer.
    #[derive(Clone, Debug, PartialEq, ::scylla::DeserializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Row {
        /// `speed smallint`
        pub speed: Option<i16>,
        /// `position vector<float, 3>`
        pub position: Option<Vec<f32>>,
        /// `hour_of_day tinyint`
        pub hour_of_day: Option<i8>,
        /// `lane int`
        pub lane: Option<i32>,
    }

    /// The statement that writes a row of `positions`.
    ///
    /// ```text
    /// INSERT INTO fleet.positions (region, hour, speed_band, vehicle, at, gateway, speed, position, hour_of_day, lane) VALUES (:region, :hour, :speed_band, :vehicle, :at, :gateway, :speed, :position, :hour_of_day, :lane)
    /// ```
    pub const INSERT: &str = "INSERT INTO fleet.positions (region, hour, speed_band, vehicle, at, gateway, speed, position, hour_of_day, lane) VALUES (:region, :hour, :speed_band, :vehicle, :at, :gateway, :speed, :position, :hour_of_day, :lane)";

    /// A row of `positions`, to write. What is unset stays as it is in the table; nothing here writes a null.
    #[derive(Clone, Copy, Debug)]
    pub struct Insert<'a> {
        /// `region text`, partition key
        pub region: &'a str,
        /// `vehicle int`, clustering key
        pub vehicle: i32,
        /// `at timestamp`, clustering key
        pub at: ::scylla::value::CqlTimestamp,
        /// `gateway inet`, clustering key
        pub gateway: ::std::net::IpAddr,
        /// `speed smallint`
        pub speed: i16,
        /// `position vector<float, 3>`
        pub position: ::scylla::value::MaybeUnset<&'a [f32]>,
    }

    #[derive(::scylla::SerializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub(super) struct InsertValues<'a> {
        region: &'a str,
        hour: ::scylla::value::CqlTimestamp,
        speed_band: i16,
        vehicle: i32,
        at: ::scylla::value::CqlTimestamp,
        gateway: ::std::net::IpAddr,
        speed: i16,
        position: ::scylla::value::MaybeUnset<&'a [f32]>,
        hour_of_day: ::scylla::value::MaybeUnset<i8>,
        lane: ::scylla::value::MaybeUnset<i32>,
    }

    impl<'a> Insert<'a> {
        /// What is bound: the columns in the order of the statement, those among them that are computed.
        pub(super) fn values(&self) -> Result<InsertValues<'a>, super::OutOfRange> {
            Ok(InsertValues {
                region: self.region,
                hour: super::hour_of(self.at)?,
                speed_band: super::speed_band_of(self.speed)?,
                vehicle: self.vehicle,
                at: self.at,
                gateway: self.gateway,
                speed: self.speed,
                position: self.position,
                hour_of_day: ::scylla::value::MaybeUnset::Set(super::hour_of_day_of(self.at)?),
                lane: ::scylla::value::MaybeUnset::Set(super::lane_of(self.region)?),
            })
        }
    }

    impl<'a> From<&'a super::Record> for Insert<'a> {
        fn from(record: &'a super::Record) -> Self {
            Self {
                region: &record.region,
                vehicle: record.vehicle,
                at: record.at,
                gateway: record.gateway,
                speed: record.speed,
                position: ::scylla::value::MaybeUnset::from_option(record.position.as_deref()),
            }
        }
    }
}

/// What comes after this band, vehicle and moment, by value?
#[rustfmt::skip]
pub mod positions_after {
    /// The name of the query.
    pub const NAME: &str = "positions_after";

    /// The statement that answers it.
    ///
    /// ```text
    /// SELECT speed_band, vehicle, at, speed FROM fleet.positions WHERE region = :region AND hour = :hour AND (speed_band, vehicle, at) > (:band, :vehicle, :at)
    /// ```
    pub const SELECT: &str = "SELECT speed_band, vehicle, at, speed FROM fleet.positions WHERE region = :region AND hour = :hour AND (speed_band, vehicle, at) > (:band, :vehicle, :at)";

    /// What the query is asked with.
    #[derive(Clone, Copy, Debug, PartialEq, ::scylla::SerializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Params<'a> {
        /// `region text`
        pub region: &'a str,
        /// `hour timestamp`
        pub hour: ::scylla::value::CqlTimestamp,
        /// `band smallint`
        pub band: i16,
        /// `vehicle int`
        pub vehicle: i32,
        /// `at timestamp`
        pub at: ::scylla::value::CqlTimestamp,
    }

    /// A row of the answer.
    #[derive(Clone, Debug, PartialEq, ::scylla::DeserializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Row {
        /// `speed_band smallint`, clustering key, largest first
        pub speed_band: i16,
        /// `vehicle int`, clustering key
        pub vehicle: i32,
        /// `at timestamp`, clustering key, largest first
        pub at: ::scylla::value::CqlTimestamp,
        /// `speed smallint`
        pub speed: Option<i16>,
    }
}

/// What comes up to this band and vehicle, but after that band, by value?
#[rustfmt::skip]
pub mod positions_up_to {
    /// The name of the query.
    pub const NAME: &str = "positions_up_to";

    /// The statement that answers it.
    ///
    /// ```text
    /// SELECT speed_band, vehicle, at, gateway FROM fleet.positions WHERE region = :region AND hour = :hour AND (speed_band, vehicle) <= (:band, :vehicle) AND (speed_band) >= (:least) ORDER BY speed_band ASC, vehicle DESC, at ASC, gateway DESC
    /// ```
    pub const SELECT: &str = "SELECT speed_band, vehicle, at, gateway FROM fleet.positions WHERE region = :region AND hour = :hour AND (speed_band, vehicle) <= (:band, :vehicle) AND (speed_band) >= (:least) ORDER BY speed_band ASC, vehicle DESC, at ASC, gateway DESC";

    /// What the query is asked with.
    #[derive(Clone, Copy, Debug, PartialEq, ::scylla::SerializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Params<'a> {
        /// `region text`
        pub region: &'a str,
        /// `hour timestamp`
        pub hour: ::scylla::value::CqlTimestamp,
        /// `band smallint`
        pub band: i16,
        /// `vehicle int`
        pub vehicle: i32,
        /// `least smallint`
        pub least: i16,
    }

    /// A row of the answer.
    #[derive(Clone, Debug, PartialEq, ::scylla::DeserializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Row {
        /// `speed_band smallint`, clustering key, largest first
        pub speed_band: i16,
        /// `vehicle int`, clustering key
        pub vehicle: i32,
        /// `at timestamp`, clustering key, largest first
        pub at: ::scylla::value::CqlTimestamp,
        /// `gateway inet`, clustering key
        pub gateway: ::std::net::IpAddr,
    }
}

/// Where were these vehicles while they drove in these bands?
#[rustfmt::skip]
pub mod positions_of {
    /// The name of the query.
    pub const NAME: &str = "positions_of";

    /// The statement that answers it.
    ///
    /// ```text
    /// SELECT speed_band, vehicle, at FROM fleet.positions WHERE region = :region AND hour = :hour AND (speed_band, vehicle) IN :pairs
    /// ```
    pub const SELECT: &str = "SELECT speed_band, vehicle, at FROM fleet.positions WHERE region = :region AND hour = :hour AND (speed_band, vehicle) IN :pairs";

    /// What the query is asked with.
    #[derive(Clone, Copy, Debug, PartialEq, ::scylla::SerializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Params<'a> {
        /// `region text`
        pub region: &'a str,
        /// `hour timestamp`
        pub hour: ::scylla::value::CqlTimestamp,
        /// `pairs frozen<list<tuple<smallint, int>>>`
        pub pairs: &'a [(i16, i32)],
    }

    /// A row of the answer.
    #[derive(Clone, Debug, PartialEq, ::scylla::DeserializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Row {
        /// `speed_band smallint`, clustering key, largest first
        pub speed_band: i16,
        /// `vehicle int`, clustering key
        pub vehicle: i32,
        /// `at timestamp`, clustering key, largest first
        pub at: ::scylla::value::CqlTimestamp,
    }
}

/// And in these bands, of these vehicles, before this moment?
#[rustfmt::skip]
pub mod positions_in_bands {
    /// The name of the query.
    pub const NAME: &str = "positions_in_bands";

    /// The statement that answers it.
    ///
    /// ```text
    /// SELECT speed_band, vehicle, at FROM fleet.positions WHERE region = :region AND hour = :hour AND speed_band IN :bands AND vehicle IN :vehicles AND at < :before ORDER BY speed_band ASC
    /// ```
    pub const SELECT: &str = "SELECT speed_band, vehicle, at FROM fleet.positions WHERE region = :region AND hour = :hour AND speed_band IN :bands AND vehicle IN :vehicles AND at < :before ORDER BY speed_band ASC";

    /// What the query is asked with.
    #[derive(Clone, Copy, Debug, PartialEq, ::scylla::SerializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Params<'a> {
        /// `region text`
        pub region: &'a str,
        /// `hour timestamp`
        pub hour: ::scylla::value::CqlTimestamp,
        /// `bands frozen<list<smallint>>`
        pub bands: &'a [i16],
        /// `vehicles frozen<list<int>>`
        pub vehicles: &'a [i32],
        /// `before timestamp`
        pub before: ::scylla::value::CqlTimestamp,
    }

    /// A row of the answer.
    #[derive(Clone, Debug, PartialEq, ::scylla::DeserializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Row {
        /// `speed_band smallint`, clustering key, largest first
        pub speed_band: i16,
        /// `vehicle int`, clustering key
        pub vehicle: i32,
        /// `at timestamp`, clustering key, largest first
        pub at: ::scylla::value::CqlTimestamp,
    }
}

/// Which was it exactly?
#[rustfmt::skip]
pub mod position {
    /// The name of the query.
    pub const NAME: &str = "position";

    /// The statement that answers it.
    ///
    /// ```text
    /// SELECT speed, position FROM fleet.positions WHERE region = :region AND hour = :hour AND speed_band = :speed_band AND (vehicle, at, gateway) = (:vehicle, :at, :gateway)
    /// ```
    pub const SELECT: &str = "SELECT speed, position FROM fleet.positions WHERE region = :region AND hour = :hour AND speed_band = :speed_band AND (vehicle, at, gateway) = (:vehicle, :at, :gateway)";

    /// What the query is asked with.
    #[derive(Clone, Copy, Debug, PartialEq, ::scylla::SerializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Params<'a> {
        /// `region text`
        pub region: &'a str,
        /// `hour timestamp`
        pub hour: ::scylla::value::CqlTimestamp,
        /// `speed_band smallint`
        pub speed_band: i16,
        /// `vehicle int`
        pub vehicle: i32,
        /// `at timestamp`
        pub at: ::scylla::value::CqlTimestamp,
        /// `gateway inet`
        pub gateway: ::std::net::IpAddr,
    }

    /// A row of the answer.
    #[derive(Clone, Debug, PartialEq, ::scylla::DeserializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Row {
        /// `speed smallint`
        pub speed: Option<i16>,
        /// `position vector<float, 3>`
        pub position: Option<Vec<f32>>,
    }
}

/// Which rows of these exact ones are there?
#[rustfmt::skip]
pub mod positions_via {
    /// The name of the query.
    pub const NAME: &str = "positions_via";

    /// The statement that answers it.
    ///
    /// ```text
    /// SELECT gateway, speed FROM fleet.positions WHERE region = :region AND hour = :hour AND speed_band = :speed_band AND vehicle = :vehicle AND at = :at AND gateway IN :gateways
    /// ```
    pub const SELECT: &str = "SELECT gateway, speed FROM fleet.positions WHERE region = :region AND hour = :hour AND speed_band = :speed_band AND vehicle = :vehicle AND at = :at AND gateway IN :gateways";

    /// What the query is asked with.
    #[derive(Clone, Copy, Debug, PartialEq, ::scylla::SerializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Params<'a> {
        /// `region text`
        pub region: &'a str,
        /// `hour timestamp`
        pub hour: ::scylla::value::CqlTimestamp,
        /// `speed_band smallint`
        pub speed_band: i16,
        /// `vehicle int`
        pub vehicle: i32,
        /// `at timestamp`
        pub at: ::scylla::value::CqlTimestamp,
        /// `gateways frozen<list<inet>>`
        pub gateways: &'a [::std::net::IpAddr],
    }

    /// A row of the answer.
    #[derive(Clone, Debug, PartialEq, ::scylla::DeserializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Row {
        /// `gateway inet`, clustering key
        pub gateway: ::std::net::IpAddr,
        /// `speed smallint`
        pub speed: Option<i16>,
    }
}

/// In which of these hours did anything move in these regions?
#[rustfmt::skip]
pub mod hours {
    /// The name of the query.
    pub const NAME: &str = "hours";

    /// The statement that answers it.
    ///
    /// ```text
    /// SELECT DISTINCT region, hour FROM fleet.positions WHERE region IN :regions AND hour IN :hours
    /// ```
    pub const SELECT: &str = "SELECT DISTINCT region, hour FROM fleet.positions WHERE region IN :regions AND hour IN :hours";

    /// What the query is asked with.
    #[derive(Clone, Copy, Debug, PartialEq, ::scylla::SerializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Params<'a> {
        /// `regions frozen<list<text>>`
        pub regions: &'a [&'a str],
        /// `hours frozen<list<timestamp>>`
        pub hours: &'a [::scylla::value::CqlTimestamp],
    }

    /// A row of the answer.
    #[derive(Clone, Debug, PartialEq, ::scylla::DeserializeRow)]
    #[scylla(flavor = "enforce_order")]
    pub struct Row {
        /// `region text`, partition key
        pub region: String,
        /// `hour timestamp`, partition key
        pub hour: ::scylla::value::CqlTimestamp,
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
    /// `region text`, always there
    pub region: String,
    /// `vehicle int`, always there
    pub vehicle: i32,
    /// `at timestamp`, always there
    pub at: ::scylla::value::CqlTimestamp,
    /// `speed smallint`, always there
    pub speed: i16,
    /// `position vector<float, 3>`
    pub position: Option<Vec<f32>>,
    /// `gateway inet`, always there
    pub gateway: ::std::net::IpAddr,
}

#[rustfmt::skip]
impl InsertAll for Record {
    async fn insert(&self, queries: &Queries) -> Result<(), InsertError> {
        let mut positions = ::std::pin::pin!(driver::writing(async move {
            driver::write(queries, 8, &driver::computed(8, positions::Insert::from(self).values())?).await
        }));
        driver::all([positions.as_mut()]).await
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

/// `hour`: the start of the UTC hour, from `at`.
///
/// # Errors
/// Where the result is outside the range of its type.
#[rustfmt::skip]
pub fn hour_of(at: ::scylla::value::CqlTimestamp) -> Result<::scylla::value::CqlTimestamp, OutOfRange> {
    derive::hour_start(at.0).ok_or(OutOfRange { function: "hour_of" })
}

/// `speed_band`: the largest multiple of 20 that is not above, from `speed`.
///
/// # Errors
/// Where the result is outside the range of its type.
#[rustfmt::skip]
pub fn speed_band_of(speed: i16) -> Result<i16, OutOfRange> {
    derive::bucket(i64::from(speed), 20).and_then(|floor| i16::try_from(floor).ok()).ok_or(OutOfRange { function: "speed_band_of" })
}

/// `hour_of_day`: the UTC hour of the day, from `at`.
///
/// # Errors
/// Where the result is outside the range of its type.
#[rustfmt::skip]
pub fn hour_of_day_of(at: ::scylla::value::CqlTimestamp) -> Result<i8, OutOfRange> {
    derive::hour(at.0).ok_or(OutOfRange { function: "hour_of_day_of" })
}

/// `lane`: Murmur3 of the value's bytes, modulo 4, from `region`.
///
/// # Errors
/// Where the result is outside the range of its type.
#[rustfmt::skip]
pub fn lane_of(region: &str) -> Result<i32, OutOfRange> {
    derive::hash(&region, &::scylla::cluster::metadata::ColumnType::Native(::scylla::cluster::metadata::NativeType::Text), 4).ok_or(OutOfRange { function: "lane_of" })
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
        Statement { query: "positions", cql: super::positions::SELECT, keyspace_at: 47, consistency: None, idempotent: true, counts: false, appends: false, page_size: None },
        Statement { query: "positions_after", cql: super::positions_after::SELECT, keyspace_at: 43, consistency: None, idempotent: true, counts: false, appends: false, page_size: None },
        Statement { query: "positions_up_to", cql: super::positions_up_to::SELECT, keyspace_at: 45, consistency: None, idempotent: true, counts: false, appends: false, page_size: None },
        Statement { query: "positions_of", cql: super::positions_of::SELECT, keyspace_at: 36, consistency: None, idempotent: true, counts: false, appends: false, page_size: None },
        Statement { query: "positions_in_bands", cql: super::positions_in_bands::SELECT, keyspace_at: 36, consistency: None, idempotent: true, counts: false, appends: false, page_size: None },
        Statement { query: "position", cql: super::position::SELECT, keyspace_at: 28, consistency: None, idempotent: true, counts: false, appends: false, page_size: None },
        Statement { query: "positions_via", cql: super::positions_via::SELECT, keyspace_at: 27, consistency: None, idempotent: true, counts: false, appends: false, page_size: None },
        Statement { query: "hours", cql: super::hours::SELECT, keyspace_at: 34, consistency: None, idempotent: true, counts: false, appends: false, page_size: None },
        Statement { query: "insert into positions", cql: super::positions::INSERT, keyspace_at: 12, consistency: None, idempotent: true, counts: false, appends: false, page_size: None },
    ];

    /// The keyspace as the statements name it.
    const KEYSPACE: &str = "fleet";

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
