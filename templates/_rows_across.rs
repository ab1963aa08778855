    /// The most partitions that one question reads.
    const MOST_BUCKETS: u64 = 10_000;
{% if uses.across_rows %}

    /// How many buckets are asked for while the rows of one are taken.
    const AHEAD: usize = 4;
{% endif %}

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
{% if uses.across_first %}

    pub(super) async fn across_first<R>(queries: &Queries, index: usize, buckets: Buckets<'_>) -> Result<Option<R>, QueryError>
    where
        R: for<'frame, 'metadata> ::scylla::deserialize::row::DeserializeRow<'frame, 'metadata>,
    {
        for values in buckets.reads(queries, index)? {
            if let Some(row) = first(queries, index, &values).await? {
                return Ok(Some(row));
            }
        }
        Ok(None)
    }
{% endif %}
{% if uses.across_count %}

    pub(super) async fn across_count(queries: &Queries, index: usize, buckets: Buckets<'_>) -> Result<i64, QueryError> {
        let mut sum = 0_i64;
        for values in buckets.reads(queries, index)? {
            sum = sum.saturating_add(count(queries, index, &values).await?);
        }
        Ok(sum)
    }
{% endif %}
{% if uses.across_rows %}

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
{% endif %}
