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
{% for statement in statements %}
        Statement { query: {{ statement.query }}, cql: super::{{ statement.cql }}, keyspace_at: {{ statement.keyspace_at }}, consistency: {{ statement.consistency }}, idempotent: {{ statement.idempotent }}, counts: {{ statement.counts }}, appends: {{ statement.appends }}, page_size: {{ statement.page_size }} },
{% endfor %}
    ];

    /// The keyspace as the statements name it.
    const KEYSPACE: &str = {{ rust.keyspace_cql }};

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
{% if uses.concurrent %}

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
{% endif %}
{% if uses.batch %}

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
{% endif %}
{% if uses.keyed %}

    pub(super) fn keyed<T>(index: usize, row: Option<T>) -> Result<T, QueryError> {
        row.ok_or(QueryError::Key { query: STATEMENTS[index].query })
    }
{% endif %}
{% if uses.computed %}

    pub(super) fn computed<T>(index: usize, values: Result<T, super::OutOfRange>) -> Result<T, QueryError> {
        values.map_err(|source| QueryError::Derived { query: STATEMENTS[index].query, source })
    }
{% endif %}
{% if uses.wire %}

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
{% endif %}
{% if uses.distinct %}

    /// A list in which each value is sent once.
    pub(super) struct Distinct<'a, T>(pub(super) &'a [T]);

    impl<T: ::scylla::serialize::value::SerializeValue> ::scylla::serialize::value::SerializeValue for Distinct<'_, T> {
        fn serialize<'b>(
            &self,
            ty: &::scylla::cluster::metadata::ColumnType<'_>,
            writer: ::scylla::serialize::writers::CellWriter<'b>,
        ) -> Result<::scylla::serialize::writers::WrittenCellProof<'b>, ::scylla::serialize::SerializationError> {
            use ::scylla::cluster::metadata::{CollectionType, ColumnType};
            use ::scylla::serialize::writers::CellWriter;
            let ColumnType::Collection { typ: CollectionType::List(item), .. } = ty else {
                return ::scylla::serialize::value::SerializeValue::serialize(self.0, ty, writer);
            };
            let mut cells: Vec<Vec<u8>> = Vec::with_capacity(self.0.len());
            let mut seen = ::std::collections::HashSet::with_capacity(self.0.len());
            for value in self.0 {
                let mut cell = Vec::new();
                value.serialize(item, CellWriter::new(&mut cell))?;
                if seen.insert(cell.clone()) {
                    cells.push(cell);
                }
            }
            let count = i32::try_from(cells.len()).map_err(::scylla::serialize::SerializationError::new)?;
            let mut builder = writer.into_value_builder();
            builder.append_bytes(&count.to_be_bytes());
            cells.iter().for_each(|cell| builder.append_bytes(cell));
            builder.finish().map_err(::scylla::serialize::SerializationError::new)
        }
    }
{% endif %}
{% if uses.stream %}

    pub(super) async fn stream<R>(queries: &Queries, index: usize, params: &impl SerializeRow) -> Result<::scylla::client::pager::TypedRowStream<R>, QueryError>
    where
        R: for<'frame, 'metadata> ::scylla::deserialize::row::DeserializeRow<'frame, 'metadata>,
    {
        let query = STATEMENTS[index].query;
        let pages = queries.session.execute_iter(queries.statements[index].clone(), params).await;
        let pages = pages.map_err(|source| QueryError::Pages { query, source: Box::new(source) })?;
        pages.rows_stream().map_err(|source| QueryError::Columns { query, source })
    }
{% endif %}
{% if uses.page %}

    pub(super) async fn page<R>(queries: &Queries, index: usize, params: &impl SerializeRow, state: ::scylla::response::PagingState) -> Result<(Vec<R>, Option<::scylla::response::PagingState>), QueryError>
    where
        R: for<'frame, 'metadata> ::scylla::deserialize::row::DeserializeRow<'frame, 'metadata>,
    {
        let answer = queries.session.execute_single_page(&queries.statements[index], params, state).await;
        let (answer, next) = answer.map_err(|source| QueryError::Execute { query: STATEMENTS[index].query, source: Box::new(source) })?;
        let rows = decode(index, answer, |rows| rows.collect())?;
        Ok((rows, next.into_paging_control_flow().continue_value()))
    }
{% endif %}
{% if uses.rows %}

    pub(super) async fn rows<R>(queries: &Queries, index: usize, params: &impl SerializeRow) -> Result<Vec<R>, QueryError>
    where
        R: for<'frame, 'metadata> ::scylla::deserialize::row::DeserializeRow<'frame, 'metadata>,
    {
        decode(index, unpaged(queries, index, params).await?, |rows| rows.collect())
    }
{% endif %}
{% if uses.one %}

    pub(super) async fn one<R>(queries: &Queries, index: usize, params: &impl SerializeRow) -> Result<Option<R>, QueryError>
    where
        R: for<'frame, 'metadata> ::scylla::deserialize::row::DeserializeRow<'frame, 'metadata>,
    {
        decode(index, unpaged(queries, index, params).await?, |mut rows| rows.next().transpose())
    }
{% endif %}
{% if uses.count %}

    pub(super) async fn count(queries: &Queries, index: usize, params: &impl SerializeRow) -> Result<i64, QueryError> {
        let first = |mut rows: Rows<'_, '_, (i64,)>| rows.next().transpose();
        Ok(decode(index, unpaged(queries, index, params).await?, first)?.map_or(0, |(count,)| count))
    }
{% endif %}
{% if uses.first %}

    pub(super) async fn first<R>(queries: &Queries, index: usize, params: &impl SerializeRow) -> Result<Option<R>, QueryError>
    where
        R: for<'frame, 'metadata> ::scylla::deserialize::row::DeserializeRow<'frame, 'metadata>,
    {
        let mut state = ::scylla::response::PagingState::start();
        loop {
            let (rows, next) = page(queries, index, params, state).await?;
            if let Some(row) = rows.into_iter().next() {
                return Ok(Some(row));
            }
            match next {
                Some(next) => state = next,
                None => return Ok(None),
            }
        }
    }
{% endif %}
{% if uses.across %}

{% include "_rows_across.rs" %}
{% endif %}

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
