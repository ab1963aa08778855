// Made by modeler from queries.yaml; do not edit: change the model and run `modeler generate`.
// Crates: scylla 1.9. Document it where it is included: `/// …` above `pub mod rows;`.

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
    #[derive(Clone, Debug, PartialEq, ::scylla::SerializeRow)]
    pub struct Params {
        /// `region text`
        pub region: String,
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

    /// A row of `positions` to write. What is unset stays as it is in the table.
    #[derive(Clone, Debug, ::scylla::SerializeRow)]
    pub struct Insert {
        /// `region text`, partition key
        pub region: String,
        /// `hour timestamp`, partition key
        pub hour: ::scylla::value::CqlTimestamp,
        /// `speed_band smallint`, clustering key, largest first
        pub speed_band: i16,
        /// `vehicle int`, clustering key
        pub vehicle: i32,
        /// `at timestamp`, clustering key, largest first
        pub at: ::scylla::value::CqlTimestamp,
        /// `gateway inet`, clustering key
        pub gateway: ::std::net::IpAddr,
        /// `speed smallint`
        pub speed: ::scylla::value::MaybeUnset<i16>,
        /// `position vector<float, 3>`
        pub position: ::scylla::value::MaybeUnset<Vec<f32>>,
        /// `hour_of_day tinyint`
        pub hour_of_day: ::scylla::value::MaybeUnset<i8>,
        /// `lane int`
        pub lane: ::scylla::value::MaybeUnset<i32>,
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
    #[derive(Clone, Debug, PartialEq, ::scylla::SerializeRow)]
    pub struct Params {
        /// `region text`
        pub region: String,
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
    #[derive(Clone, Debug, PartialEq, ::scylla::SerializeRow)]
    pub struct Params {
        /// `region text`
        pub region: String,
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
    #[derive(Clone, Debug, PartialEq, ::scylla::SerializeRow)]
    pub struct Params {
        /// `region text`
        pub region: String,
        /// `hour timestamp`
        pub hour: ::scylla::value::CqlTimestamp,
        /// `pairs frozen<list<tuple<smallint, int>>>`
        pub pairs: Vec<(Option<i16>, Option<i32>)>,
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
    #[derive(Clone, Debug, PartialEq, ::scylla::SerializeRow)]
    pub struct Params {
        /// `region text`
        pub region: String,
        /// `hour timestamp`
        pub hour: ::scylla::value::CqlTimestamp,
        /// `bands frozen<list<smallint>>`
        pub bands: Vec<i16>,
        /// `vehicles frozen<list<int>>`
        pub vehicles: Vec<i32>,
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
    #[derive(Clone, Debug, PartialEq, ::scylla::SerializeRow)]
    pub struct Params {
        /// `region text`
        pub region: String,
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
    #[derive(Clone, Debug, PartialEq, ::scylla::SerializeRow)]
    pub struct Params {
        /// `region text`
        pub region: String,
        /// `hour timestamp`
        pub hour: ::scylla::value::CqlTimestamp,
        /// `speed_band smallint`
        pub speed_band: i16,
        /// `vehicle int`
        pub vehicle: i32,
        /// `at timestamp`
        pub at: ::scylla::value::CqlTimestamp,
        /// `gateways frozen<list<inet>>`
        pub gateways: Vec<::std::net::IpAddr>,
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
    #[derive(Clone, Debug, PartialEq, ::scylla::SerializeRow)]
    pub struct Params {
        /// `regions frozen<list<text>>`
        pub regions: Vec<String>,
        /// `hours frozen<list<timestamp>>`
        pub hours: Vec<::scylla::value::CqlTimestamp>,
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

    /// Where were the vehicles of this region in this hour?
    pub async fn positions(&self, params: &positions::Params) -> Result<::scylla::client::pager::TypedRowStream<positions::Row>, QueryError> {
        driver::stream(self, 0, params).await
    }

    /// What comes after this band, vehicle and moment, by value?
    pub async fn positions_after(&self, params: &positions_after::Params) -> Result<::scylla::client::pager::TypedRowStream<positions_after::Row>, QueryError> {
        driver::stream(self, 1, params).await
    }

    /// What comes up to this band and vehicle, but after that band, by value?
    pub async fn positions_up_to(&self, params: &positions_up_to::Params) -> Result<::scylla::client::pager::TypedRowStream<positions_up_to::Row>, QueryError> {
        driver::stream(self, 2, params).await
    }

    /// Where were these vehicles while they drove in these bands?
    pub async fn positions_of(&self, params: &positions_of::Params) -> Result<::scylla::client::pager::TypedRowStream<positions_of::Row>, QueryError> {
        driver::stream(self, 3, params).await
    }

    /// And in these bands, of these vehicles, before this moment?
    pub async fn positions_in_bands(&self, params: &positions_in_bands::Params) -> Result<::scylla::client::pager::TypedRowStream<positions_in_bands::Row>, QueryError> {
        driver::stream(self, 4, params).await
    }

    /// Which was it exactly?
    pub async fn position(&self, params: &position::Params) -> Result<Option<position::Row>, QueryError> {
        driver::one(self, 5, params).await
    }

    /// Which rows of these exact ones are there?
    pub async fn positions_via(&self, params: &positions_via::Params) -> Result<::scylla::client::pager::TypedRowStream<positions_via::Row>, QueryError> {
        driver::stream(self, 6, params).await
    }

    /// In which of these hours did anything move in these regions?
    pub async fn hours(&self, params: &hours::Params) -> Result<::scylla::client::pager::TypedRowStream<hours::Row>, QueryError> {
        driver::stream(self, 7, params).await
    }

    /// Writes a row of `positions`.
    pub async fn insert_positions(&self, row: &positions::Insert) -> Result<(), QueryError> {
        driver::write(self, 8, row).await
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
        Statement { query: "positions", cql: super::positions::SELECT, consistency: None, idempotent: true, page_size: None },
        Statement { query: "positions_after", cql: super::positions_after::SELECT, consistency: None, idempotent: true, page_size: None },
        Statement { query: "positions_up_to", cql: super::positions_up_to::SELECT, consistency: None, idempotent: true, page_size: None },
        Statement { query: "positions_of", cql: super::positions_of::SELECT, consistency: None, idempotent: true, page_size: None },
        Statement { query: "positions_in_bands", cql: super::positions_in_bands::SELECT, consistency: None, idempotent: true, page_size: None },
        Statement { query: "position", cql: super::position::SELECT, consistency: None, idempotent: true, page_size: None },
        Statement { query: "positions_via", cql: super::positions_via::SELECT, consistency: None, idempotent: true, page_size: None },
        Statement { query: "hours", cql: super::hours::SELECT, consistency: None, idempotent: true, page_size: None },
        Statement { query: "insert into positions", cql: super::positions::INSERT, consistency: None, idempotent: true, page_size: None },
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
