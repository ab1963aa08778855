//! Takes a statement and its parameters, gives the rows page by page, in the server's order. A reader that stops early
//! asks for no further page, and leaves nothing behind.

use std::ops::ControlFlow;

use scylla::client::session::Session;
use scylla::response::query_result::QueryResult;
use scylla::response::{PagingState, PagingStateResponse};
use scylla::statement::prepared::PreparedStatement;

use super::error;
use super::wire::{RawRow, Values};
use crate::catalog::Statement;
use crate::model::Returns;
use crate::store::{Reading, Row, StoreError};

type Each<'e> = dyn FnMut(&Row<'_>) -> ControlFlow<()> + Send + 'e;

/// Answers `statement`, which is `prepared`, with `parameters`. Fails as the server fails, and where an answer is no rows.
pub(super) async fn answer(
    session: &Session,
    prepared: &PreparedStatement,
    statement: Statement<'_>,
    parameters: &[Vec<u8>],
    each: &mut Each<'_>,
) -> Result<Reading, StoreError> {
    let values = Values::all(parameters.iter().map(Vec::as_slice));
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
