//! Takes a statement and its parameters, gives the rows page by page, in the server's order. A reader that stops early
//! asks for no further page, and leaves nothing behind.

use std::borrow::Cow;
use std::ops::ControlFlow;

use scylla::client::session::Session;
use scylla::response::query_result::QueryResult;
use scylla::response::{PagingState, PagingStateResponse};
use scylla::statement::prepared::PreparedStatement;

use super::error;
use super::wire::{RawRow, Values};
use crate::catalog::Statement;
use crate::model::Returns;
use crate::rules::shape::Op;
use crate::store::{Reading, Row, StoreError};
use crate::types::CqlType;
use crate::value::{collection_parts, distinct};

type Each<'e> = dyn FnMut(&Row<'_>) -> ControlFlow<()> + Send + 'e;

/// Answers `statement`, which is `prepared`, with `parameters`. Fails as the server fails, and where an answer is no rows.
pub(super) async fn answer(
    session: &Session,
    prepared: &PreparedStatement,
    statement: Statement<'_>,
    parameters: &[Vec<u8>],
    each: &mut Each<'_>,
) -> Result<Reading, StoreError> {
    let parameters = sent(statement, parameters);
    let values = Values::all(parameters.iter().map(AsRef::as_ref));
    let doing = || format!("answer `{}`", statement.select.shape.name);
    let token = prepared.calculate_token(&values).ok().flatten().map(|token| token.value());
    let mut reading = Reading { token, partitions: u64::from(token.is_some()), ..Reading::default() };
    if statement.select.unpaged {
        let answer = session.execute_unpaged(prepared, &values).await.map_err(|e| error::reading(doing(), &e))?;
        let _ = page(answer, statement, &mut reading, each)?;
        return Ok(reading);
    }
    let mut state = PagingState::start();
    loop {
        let answer = session.execute_single_page(prepared, &values, state).await;
        let (answer, next) = answer.map_err(|e| error::reading(doing(), &e))?;
        if page(answer, statement, &mut reading, each)?.is_break() {
            return Ok(reading);
        }
        match next {
            PagingStateResponse::HasMorePages { state: more } => state = more,
            PagingStateResponse::NoMorePages => return Ok(reading),
        }
    }
}

/// The parameters as they are sent: a value that an IN holds twice stands in it once. Cassandra 5.0.8 gives no row for
/// `a IN (1, 1) AND (b) >= (5) AND (b, c) < (5, 2)` on descending columns, and the right ones for `a IN (1)`. Of values that
/// are equal but written in other bytes it keeps the first; so does this.
fn sent<'a>(statement: Statement<'_>, parameters: &'a [Vec<u8>]) -> Vec<Cow<'a, [u8]>> {
    let mut sent: Vec<Cow<'_, [u8]>> = parameters.iter().map(|bytes| Cow::Borrowed(bytes.as_slice())).collect();
    if statement.select.written.is_some() {
        return sent;
    }
    let mut next = 0;
    for relation in &statement.select.shape.relations {
        let at = next;
        next += relation.markers.len();
        if relation.op == Op::In
            && let (Some(bytes), Some(marker)) = (parameters.get(at), statement.select.binds.get(at))
            && let Some(list) = without_repeats(&marker.ty, bytes)
        {
            sent[at] = Cow::Owned(list);
        }
    }
    sent
}

/// The list `bytes` of type `ty`, sorted, each value once; nothing where it has no value twice, or is none that can be
/// read: the server says so.
fn without_repeats(ty: &CqlType, bytes: &[u8]) -> Option<Vec<u8>> {
    let CqlType::List { item, .. } = ty else { return None };
    let written = collection_parts(bytes, 1)?.into_iter().collect::<Option<Vec<&[u8]>>>()?;
    let count = written.len();
    let values = distinct(item, written);
    if values.len() == count {
        return None;
    }
    let mut list = u32::try_from(values.len()).ok()?.to_be_bytes().to_vec();
    for value in values {
        list.extend(u32::try_from(value.len()).ok()?.to_be_bytes());
        list.extend(value);
    }
    Some(list)
}

/// Hands the rows of one page on.
fn page(
    answer: QueryResult,
    statement: Statement<'_>,
    reading: &mut Reading,
    each: &mut Each<'_>,
) -> Result<ControlFlow<()>, StoreError> {
    let unreadable = |cause: Box<dyn std::error::Error + Send + Sync>| {
        let name = &statement.select.shape.name;
        let mut failure = StoreError::failed(format!("cannot read the answer of `{name}`"));
        failure.source = Some(cause);
        failure
    };
    let answer = answer.into_rows_result().map_err(|e| unreadable(Box::new(e)))?;
    let rows = answer.rows::<RawRow<'_>>().map_err(|e| unreadable(Box::new(e)))?;
    for row in rows {
        let row = row.map_err(|e| unreadable(Box::new(e)))?;
        reading.read += 1;
        reading.rows += 1;
        if each(&row.0).is_break() || statement.select.returns == Returns::First {
            return Ok(ControlFlow::Break(()));
        }
    }
    Ok(ControlFlow::Continue(()))
}
