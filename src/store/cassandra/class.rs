//! Takes an answer that is no confirmation, gives its class: what it says of the rows, and what is done about it.

use scylla::errors::{DbError, ExecutionError, RequestAttemptError, WriteType};

/// How sure it is that a request had no effect.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Effect {
    /// The server refused it, or it was never sent.
    None,
    /// It may have been carried out, in part or in whole.
    Unknown,
}

/// What is done about an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Remedy {
    /// The same may succeed a moment later.
    Repeat,
    /// A row is at fault: it is looked for, and rejected.
    Reject,
    /// Every row would fare the same.
    Stop,
}

/// What a failed request says of its rows. The server refuses before it writes; one that did not answer in time, or whose
/// replicas did not, may have written. So may one that is overloaded: it says so of hints, too, when others are written.
pub(super) fn effect(error: &ExecutionError) -> Effect {
    match error {
        ExecutionError::RequestTimeout(_) => Effect::Unknown,
        ExecutionError::LastAttemptError(error) => match error {
            RequestAttemptError::DbError(error, _) => match error {
                DbError::WriteTimeout { .. }
                | DbError::WriteFailure { .. }
                | DbError::ServerError
                | DbError::Overloaded => Effect::Unknown,
                _ => Effect::None,
            },
            RequestAttemptError::SerializationError(_) | RequestAttemptError::UnableToAllocStreamId => Effect::None,
            _ => Effect::Unknown,
        },
        _ => Effect::None,
    }
}

/// What is done about a failed request.
pub(super) fn remedy(error: &ExecutionError) -> Remedy {
    match error {
        ExecutionError::RequestTimeout(_) | ExecutionError::ConnectionPoolError(_) | ExecutionError::EmptyPlan => {
            Remedy::Repeat
        }
        ExecutionError::LastAttemptError(error) => match error {
            RequestAttemptError::BrokenConnectionError(_) | RequestAttemptError::UnableToAllocStreamId => {
                Remedy::Repeat
            }
            RequestAttemptError::DbError(error, message) => answer(error, message),
            _ => Remedy::Stop,
        },
        _ => Remedy::Stop,
    }
}

fn answer(error: &DbError, message: &str) -> Remedy {
    match error {
        DbError::WriteTimeout { .. }
        | DbError::WriteFailure { .. }
        | DbError::Unavailable { .. }
        | DbError::Overloaded
        | DbError::IsBootstrapping
        | DbError::ServerError
        | DbError::Unprepared { .. }
        | DbError::RateLimitReached { .. } => Remedy::Repeat,
        DbError::Invalid if concerns_schema(message) => Remedy::Stop,
        DbError::Invalid => Remedy::Reject,
        _ => Remedy::Stop,
    }
}

/// Whether it is the table that the server will not have, and not the values.
fn concerns_schema(message: &str) -> bool {
    let signs = ["does not exist", "unconfigured table", "Undefined column", "Unknown identifier", "Unknown keyspace"];
    signs.iter().any(|sign| message.contains(sign))
}

/// Whether the cluster has more to do than it can.
pub(super) fn is_overload(error: &ExecutionError) -> bool {
    match error {
        ExecutionError::RequestTimeout(_)
        | ExecutionError::LastAttemptError(RequestAttemptError::BrokenConnectionError(_)) => true,
        ExecutionError::LastAttemptError(RequestAttemptError::DbError(error, _)) => {
            matches!(error, DbError::WriteTimeout { .. } | DbError::Overloaded | DbError::RateLimitReached { .. })
        }
        _ => false,
    }
}

/// Whether a read took too long, for the node or for us.
pub(super) fn is_slow(error: &ExecutionError) -> bool {
    matches!(
        error,
        ExecutionError::RequestTimeout(_)
            | ExecutionError::LastAttemptError(RequestAttemptError::DbError(DbError::ReadTimeout { .. }, _))
    )
}

/// The class of a failed request, in the words of the server's protocol where they are its.
pub(super) fn name(error: &ExecutionError) -> &'static str {
    match error {
        ExecutionError::RequestTimeout(_) => "no answer",
        ExecutionError::ConnectionPoolError(_) | ExecutionError::EmptyPlan => "no connection",
        ExecutionError::LastAttemptError(error) => match error {
            RequestAttemptError::BrokenConnectionError(_) => "broken connection",
            RequestAttemptError::DbError(error, _) => match error {
                DbError::Invalid => "invalid",
                DbError::Unauthorized => "unauthorised",
                DbError::WriteTimeout { write_type: WriteType::Counter, .. } => "counter write timeout",
                DbError::WriteTimeout { .. } => "write timeout",
                DbError::WriteFailure { .. } => "write failure",
                DbError::Unavailable { .. } => "unavailable",
                DbError::Overloaded => "overloaded",
                DbError::IsBootstrapping => "is bootstrapping",
                DbError::ServerError => "server error",
                DbError::Unprepared { .. } => "unprepared",
                _ => "other",
            },
            _ => "other",
        },
        _ => "other",
    }
}
