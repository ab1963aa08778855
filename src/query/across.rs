//! Takes a question, puts it to a store: once, or once for each bucket that it goes through, in the order of the answer.
//! No more than one row is held; no bucket is read that is not needed.

use std::ops::ControlFlow;

use crate::catalog::{Across, MOST_BUCKETS, Most, Statement};
use crate::model::Returns;
use crate::store::{Reading, Row, Store, StoreError};

/// Answers `statement` with `parameters`, the wire bytes of what it is asked with; calls `each` for every row in order,
/// until it breaks. Fails as the store fails; refuses bounds that have no bucket, or too many.
pub async fn ask(
    store: &impl Store,
    statement: Statement<'_>,
    parameters: &[Vec<u8>],
    each: &mut (dyn FnMut(&Row<'_>) -> ControlFlow<()> + Send),
) -> Result<Reading, StoreError> {
    match &statement.select.across {
        None => store.query(statement, parameters, each).await,
        Some(across) if statement.select.returns == Returns::Count => {
            count(store, statement, (across, parameters), each).await
        }
        Some(across) => rows(store, statement, (across, parameters), each).await,
    }
}

/// The rows of every bucket, one bucket after the other.
async fn rows(
    store: &impl Store,
    statement: Statement<'_>,
    (across, parameters): (&Across, &[Vec<u8>]),
    each: &mut (dyn FnMut(&Row<'_>) -> ControlFlow<()> + Send),
) -> Result<Reading, StoreError> {
    let reads = buckets(statement, across, parameters)?;
    let mut all = Reading::default();
    let mut left = None;
    for mut values in (0..reads.count()).filter_map(|n| reads.nth(n)) {
        let most = *left.get_or_insert_with(|| across.most(&values));
        if let (Some(Most::Bind(at)), Some(most)) = (across.limit, most) {
            values[at] = i32::try_from(most).unwrap_or(i32::MAX).to_be_bytes().to_vec();
        }
        let (mut given, mut is_over) = (0, false);
        let mut one = |row: &Row<'_>| {
            given += 1;
            let stops = statement.select.returns == Returns::First || most.is_some_and(|most| given >= most);
            is_over = each(row).is_break() || stops;
            if is_over { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        };
        let reading = store.query(statement, &values, &mut one).await?;
        all = together(all, reading);
        left = Some(most.map(|most| most.saturating_sub(given)));
        if is_over {
            break;
        }
    }
    Ok(all)
}

/// The sum of the numbers that all buckets give.
async fn count(
    store: &impl Store,
    statement: Statement<'_>,
    (across, parameters): (&Across, &[Vec<u8>]),
    each: &mut (dyn FnMut(&Row<'_>) -> ControlFlow<()> + Send),
) -> Result<Reading, StoreError> {
    let reads = buckets(statement, across, parameters)?;
    let (mut all, mut sum) = (Reading::default(), 0_i64);
    for values in (0..reads.count()).filter_map(|n| reads.nth(n)) {
        let mut one = |row: &Row<'_>| {
            let number = row.first().copied().flatten().and_then(|bytes| bytes.try_into().ok());
            sum = sum.saturating_add(number.map_or(0, i64::from_be_bytes));
            ControlFlow::Continue(())
        };
        let reading = store.query(statement, &values, &mut one).await?;
        all = together(all, reading);
    }
    let _ = each(&[Some(&sum.to_be_bytes())]);
    Ok(Reading { rows: 1, ..all })
}

fn buckets(
    statement: Statement<'_>,
    across: &Across,
    parameters: &[Vec<u8>],
) -> Result<crate::catalog::Reads, StoreError> {
    let (name, bucket) = (&statement.select.shape.name, &across.bucket.name);
    let bad = |bad| StoreError::refused(format!("`{name}` goes from `{bucket}` to `{bucket}`, but {bad}"));
    let reads = across.reads(parameters).map_err(bad)?;
    if reads.count() > MOST_BUCKETS {
        return Err(StoreError::refused(format!(
            "`{name}` would read {} partitions, one for each `{bucket}` between its bounds, and at most {MOST_BUCKETS} \
             are read: narrow the bounds, or derive a coarser `{bucket}`",
            reads.count()
        )));
    }
    Ok(reads)
}

fn together(all: Reading, one: Reading) -> Reading {
    Reading {
        rows: all.rows + one.rows,
        read: all.read + one.read,
        partitions: all.partitions + one.partitions,
        token: all.token.or(one.token),
    }
}
