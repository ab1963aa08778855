//! Takes the driver's errors, gives ours: what was being done, to what, what the server said, and the way out.

use std::error::Error;

use scylla::errors::{
    BrokenConnectionError, ConnectionError, ConnectionPoolError, ConnectionSetupRequestErrorKind, DbError,
    ExecutionError, MetadataError, NewSessionError, PrepareError, RequestAttemptError,
};

use crate::store::StoreError;

/// How sure it is that a request had no effect.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Effect {
    /// The server refused it, or it was never sent.
    None,
    /// It may have been carried out, in part or in whole.
    Unknown,
}

/// The failure of a request while `doing` something.
pub(super) fn execution(doing: impl std::fmt::Display, error: &ExecutionError) -> StoreError {
    match error {
        ExecutionError::LastAttemptError(error) => attempt(doing, error),
        ExecutionError::PrepareError(error) => prepare(doing, error),
        ExecutionError::RequestTimeout(after) => StoreError::failed(format!(
            "cannot {doing}: no answer within {} s; whether it was done is not known; `--request-timeout` waits longer",
            after.as_secs_f64()
        )),
        ExecutionError::EmptyPlan => {
            StoreError::failed(format!("cannot {doing}: no node is in the datacenter; `--datacenter` names another"))
        }
        ExecutionError::ConnectionPoolError(error) => pool(doing, error),
        other => plain(doing, other),
    }
}

/// The failure to prepare a statement.
pub(super) fn prepare(doing: impl std::fmt::Display, error: &PrepareError) -> StoreError {
    match error {
        PrepareError::AllAttemptsFailed { first_attempt } => attempt(doing, first_attempt),
        PrepareError::ConnectionPoolError(error) => pool(doing, error),
        other => plain(doing, other),
    }
}

/// The failure of one attempt.
pub(super) fn attempt(doing: impl std::fmt::Display, error: &RequestAttemptError) -> StoreError {
    match error {
        RequestAttemptError::DbError(error, message) => {
            StoreError::failed(format!("cannot {doing}: {}", said(error, message)))
        }
        RequestAttemptError::BrokenConnectionError(error) => broken(doing, error),
        other => plain(doing, other),
    }
}

/// What the server said, and what can be done about it.
fn said(error: &DbError, message: &str) -> String {
    let message = message.trim().trim_end_matches('.');
    match error {
        DbError::Unauthorized => format!("{message}; ask for the permission, or use `--user`"),
        DbError::AuthenticationError => format!("{message}; check `--user` and the password"),
        DbError::Unavailable { required, alive, consistency } => format!(
            "{alive} of the {required} replicas that consistency {consistency} needs are alive; wait for the nodes, or \
             ask for less with `--consistency`"
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
        _ => format!("the server says: {message}"),
    }
}

fn broken(doing: impl std::fmt::Display, error: &BrokenConnectionError) -> StoreError {
    let mut failure = StoreError::failed(format!(
        "cannot {doing}: the connection broke before the answer came, so that it is not known whether it was done; \
         see whether the node is alive"
    ));
    failure.source = Some(Box::new(error.clone()));
    failure
}

fn pool(doing: impl std::fmt::Display, error: &ConnectionPoolError) -> StoreError {
    match error {
        ConnectionPoolError::Broken { last_connection_error } => {
            StoreError::failed(format!("cannot {doing}: {}", connection(last_connection_error)))
        }
        _ => plain(doing, error),
    }
}

fn plain(doing: impl std::fmt::Display, error: &(impl Error + Clone + Send + Sync + 'static)) -> StoreError {
    let mut failure = StoreError::failed(format!("cannot {doing}"));
    failure.source = Some(Box::new(error.clone()));
    failure
}

/// Why no session came about, in words for someone who named `hosts`.
pub(super) fn connecting(hosts: &str, error: &NewSessionError) -> StoreError {
    let why = match error {
        NewSessionError::FailedToResolveAnyHostname(names) => {
            format!("no address is known for {}; check the name", names.join(", "))
        }
        NewSessionError::MetadataError(error) => metadata(error),
        other => other.to_string(),
    };
    StoreError::failed(format!("cannot connect to `{hosts}`: {why}"))
}

fn metadata(error: &MetadataError) -> String {
    match error {
        MetadataError::ConnectionPoolError(ConnectionPoolError::Broken { last_connection_error }) => {
            connection(last_connection_error)
        }
        other => other.to_string(),
    }
}

/// Why a connection could not be made.
fn connection(error: &ConnectionError) -> String {
    match error {
        ConnectionError::ConnectTimeout => {
            "it accepts connections, but does not answer; see whether it is a Cassandra node, and whether it wants TLS \
             (`--tls`)"
                .to_owned()
        }
        ConnectionError::IoError(error) => io(error),
        ConnectionError::ConnectionSetupRequestError(error) => match error.get_error() {
            ConnectionSetupRequestErrorKind::DbError(error, message) => said(error, message),
            ConnectionSetupRequestErrorKind::MissingAuthentication => {
                "it asks for a user; give `--user`, and the password in `MODELER_PASSWORD`".to_owned()
            }
            ConnectionSetupRequestErrorKind::BrokenConnection(_) => {
                "it closed the connection at once; see whether it is a Cassandra node, and whether it wants TLS (`--tls`) \
                 or a client certificate (`--tls-cert`)"
                    .to_owned()
            }
            other => other.to_string(),
        },
        ConnectionError::BrokenConnection(error) => {
            let causes: Vec<String> = causes(error);
            format!("the connection broke: {}", causes.join(": "))
        }
        other => other.to_string(),
    }
}

fn io(error: &std::io::Error) -> String {
    use std::io::ErrorKind;
    let text = error.to_string();
    if error.get_ref().is_some_and(<dyn Error + Send + Sync>::is::<rustls::Error>) {
        return format!("TLS failed: {text}; check `--tls-ca`, the certificates and the host's name");
    }
    match error.kind() {
        ErrorKind::ConnectionRefused => {
            "nothing listens on that port; start the node, or name another port with `HOST:PORT`".to_owned()
        }
        ErrorKind::UnexpectedEof | ErrorKind::ConnectionReset => {
            format!("it closed the connection ({text}); see whether it speaks TLS, and whether you do (`--tls`)")
        }
        _ => text,
    }
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

/// What is known of a request that failed: a write that the server refused was not done, one that timed out or whose
/// connection broke may have been.
pub(super) fn effect(error: &ExecutionError) -> Effect {
    match error {
        ExecutionError::RequestTimeout(_) => Effect::Unknown,
        ExecutionError::LastAttemptError(error) => match error {
            RequestAttemptError::DbError(error, _) => match error {
                DbError::WriteTimeout { .. } | DbError::WriteFailure { .. } | DbError::ServerError => Effect::Unknown,
                _ => Effect::None,
            },
            _ => Effect::Unknown,
        },
        _ => Effect::None,
    }
}

/// Whether the same request may succeed a moment later.
pub(super) fn passing(error: &ExecutionError) -> bool {
    match error {
        ExecutionError::RequestTimeout(_) | ExecutionError::ConnectionPoolError(_) => true,
        ExecutionError::LastAttemptError(error) => match error {
            RequestAttemptError::BrokenConnectionError(_) | RequestAttemptError::UnableToAllocStreamId => true,
            RequestAttemptError::DbError(error, _) => matches!(
                error,
                DbError::WriteTimeout { .. }
                    | DbError::ReadTimeout { .. }
                    | DbError::Overloaded
                    | DbError::Unavailable { .. }
                    | DbError::IsBootstrapping
            ),
            _ => false,
        },
        _ => false,
    }
}
