//! Takes the driver's errors, gives ours: what was being done, to what, what the server said, and the way out.

use std::error::Error;

use scylla::errors::{
    ConnectionError, ConnectionPoolError, DbError, ExecutionError, PrepareError, RequestAttemptError,
};
use scylla::statement::Consistency;

use crate::store::StoreError;

/// What is not known of a request that got no answer.
const UNSURE: &str = ", so that it is not known whether it was done";

/// The failure of a request while `doing` something that leaves traces.
pub(super) fn execution(doing: impl std::fmt::Display, error: &ExecutionError) -> StoreError {
    failure(&doing, error, UNSURE)
}

/// The failure of a request while `doing` something that only reads.
pub(super) fn reading(doing: impl std::fmt::Display, error: &ExecutionError) -> StoreError {
    failure(&doing, error, "")
}

fn failure(doing: &dyn std::fmt::Display, error: &ExecutionError, unsure: &str) -> StoreError {
    match error {
        ExecutionError::LastAttemptError(error) => attempt(doing, error, unsure),
        ExecutionError::PrepareError(error) => prepare(doing, error),
        ExecutionError::RequestTimeout(after) => StoreError::failed(format!(
            "cannot {doing}: no answer within {} s{unsure}; see whether the node is alive, or wait longer with \
             `--request-timeout`",
            after.as_secs_f64()
        )),
        ExecutionError::EmptyPlan => StoreError::failed(format!(
            "cannot {doing}: no node of the datacenter is alive; `--datacenter` names another"
        )),
        ExecutionError::ConnectionPoolError(error) => pool(doing, error),
        ExecutionError::SchemaAgreementError(_) => StoreError::failed(format!(
            "cannot {doing}: it was done, but the nodes do not agree on the schema yet; see whether all of them are alive"
        )),
        other => plain(doing, other),
    }
}

/// The failure with the cluster's address, where it is none of the model's.
pub(super) fn at(shown: &str, mut failure: StoreError) -> StoreError {
    if !failure.refused {
        failure.message = format!("{}\n  the cluster is `{shown}`", failure.message);
    }
    failure
}

/// The failure to prepare a statement.
pub(super) fn prepare(doing: impl std::fmt::Display, error: &PrepareError) -> StoreError {
    match error {
        PrepareError::AllAttemptsFailed { first_attempt } => attempt(&doing, first_attempt, ""),
        PrepareError::ConnectionPoolError(error) => pool(&doing, error),
        other => plain(&doing, other),
    }
}

/// The failure of one attempt.
fn attempt(doing: &dyn std::fmt::Display, error: &RequestAttemptError, unsure: &str) -> StoreError {
    match error {
        RequestAttemptError::DbError(error, message) => {
            StoreError::failed(format!("cannot {doing}: {}", said(error, message)))
        }
        RequestAttemptError::BrokenConnectionError(_) => StoreError::failed(format!(
            "cannot {doing}: the connection broke before the answer came{unsure}; see whether the node is alive"
        )),
        other => plain(doing, other),
    }
}

/// What the server said, and what can be done about it.
pub(super) fn said(error: &DbError, message: &str) -> String {
    let message = message.trim().trim_end_matches('.');
    match error {
        DbError::Unauthorized => format!("the server says: {message}; ask for the permission, or use `--user`"),
        DbError::AuthenticationError => format!("the server says: {message}; check `--user` and the password"),
        DbError::Unavailable { required, alive, consistency } => format!(
            "{alive} of the {required} replicas that consistency {} needs are alive; wait for the nodes, or ask for less with \
             `--consistency`",
            level(*consistency)
        ),
        DbError::WriteTimeout { received, required, .. } => format!(
            "{received} of {required} replicas answered in time, so that the write may or may not have been done; try \
             again when the nodes are less busy"
        ),
        DbError::ReadTimeout { received, required, .. } => {
            format!("{received} of {required} replicas answered in time; try again when the nodes are less busy")
        }
        DbError::Overloaded => format!("the node is overloaded: {message}; try again later"),
        DbError::IsBootstrapping => "the node is still starting; try again in a moment".to_owned(),
        DbError::Invalid if message.ends_with("does not exist") => {
            format!("{message}; `modeler apply` makes what is missing")
        }
        DbError::Invalid if message.starts_with("Undefined column name") => {
            format!("the server says: {message}; `modeler apply` says in what the table differs")
        }
        _ => format!("the server says: {message}"),
    }
}

/// The node was there, and is not any more.
fn pool(doing: &dyn std::fmt::Display, error: &ConnectionPoolError) -> StoreError {
    let why = match error {
        ConnectionPoolError::Broken { last_connection_error: ConnectionError::IoError(error) }
            if error.kind() == std::io::ErrorKind::ConnectionRefused =>
        {
            "nothing listens on its port any more"
        }
        _ => "it takes no new one",
    };
    StoreError::failed(format!(
        "cannot {doing}: the connection to the node is lost, and {why}; see whether the node is alive, then try again"
    ))
}

fn plain(doing: &dyn std::fmt::Display, error: &(impl Error + Clone + Send + Sync + 'static)) -> StoreError {
    let mut failure = StoreError::failed(format!("cannot {doing}"));
    failure.source = Some(Box::new(error.clone()));
    failure
}

/// What the server answered, or that it did not.
pub(super) fn answer(error: &ExecutionError) -> String {
    match error {
        ExecutionError::LastAttemptError(RequestAttemptError::DbError(error, message)) => said(error, message),
        ExecutionError::LastAttemptError(RequestAttemptError::BrokenConnectionError(_)) => {
            "the connection broke before the answer came".to_owned()
        }
        ExecutionError::RequestTimeout(after) => format!("no answer within {} s", after.as_secs_f64()),
        other => causes(other).pop().unwrap_or_default(),
    }
}

/// A consistency level by its CQL name: the driver's is `LocalQuorum`.
pub(super) fn level(consistency: Consistency) -> String {
    let mut name = String::new();
    for c in consistency.to_string().chars() {
        if c.is_ascii_uppercase() && !name.is_empty() {
            name.push('_');
        }
        name.push(c.to_ascii_uppercase());
    }
    name
}

/// An error and its causes, outermost first.
pub(super) fn causes(error: &dyn Error) -> Vec<String> {
    let mut texts = vec![error.to_string()];
    let mut next = error.source();
    while let Some(cause) = next {
        texts.push(cause.to_string());
        next = cause.source();
    }
    texts
}
