{% set vis = rust.visibility %}
/// Every statement of this file, prepared. Clones share them.
#[rustfmt::skip]
#[derive(Clone, Debug)]
{{ vis }} struct Queries {
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
    {{ vis }} async fn prepare(session: &::std::sync::Arc<::scylla::client::session::Session>, keyspace: &str) -> Result<Self, PrepareError> {
        Self::prepare_with(session, keyspace, |_, _| {}).await
    }

    /// [`Queries::prepare`], after which `set` gets each statement with its query's name, or what it does such as
    /// `insert into TABLE`: for a consistency level of writes, an execution profile, a timeout, a retry policy. A
    /// logged batch is sent as the session sends batches.
    ///
    /// # Errors
    /// Those of the plain preparation.
    {{ vis }} async fn prepare_with(
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
    {{ vis }} fn at(&self, timestamp: i64) -> Self {
        Self { at: Some(timestamp), ..self.clone() }
    }

    /// The statements with the names of their queries, as they are sent.
    {{ vis }} fn prepared(&self) -> impl Iterator<Item = (&'static str, &::scylla::statement::prepared::PreparedStatement)> {
        driver::names().zip(self.statements.iter())
    }
{% for module in modules %}

{{ module.methods }}
{% endfor %}
{% if records %}

    /// Writes the record to every table that its source fills and that takes it: to all at once, or as one logged batch where
    /// the model says so. What is none or empty in it stays as it is in the tables: no tombstone is written. To call it again
    /// after an error is safe but for counters, which count twice, and for lists that are added to or written at a timestamp,
    /// whose elements are there twice.
    ///
    /// # Errors
    /// Every write that failed; the others were made.
    {{ vis }} async fn insert_all<R: InsertAll>(&self, record: &R) -> Result<(), InsertError> {
        record.insert(self).await
    }
{% endif %}
}
{% if uses.across_rows %}

/// The rows of a query that reads one bucket after another, in the order of its answer. The next buckets are asked for while
/// the rows of one are taken; no bucket is held whole. It ends after an error.
#[rustfmt::skip]
#[must_use = "a stream does nothing before it is polled"]
{{ vis }} struct Across<R>(driver::AcrossRows<R>);

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
{% endif %}
