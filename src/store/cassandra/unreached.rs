//! Takes the driver's reasons for having no session, gives them in words for someone who named a host: what answered
//! there, if anything, and the way out.

use std::io::ErrorKind;

use rustls::CertificateError;
use scylla::errors::{
    BrokenConnectionError, ConnectionError, ConnectionPoolError, ConnectionSetupRequestErrorKind, DbError,
    MetadataError, NewSessionError,
};

use super::error;
use crate::store::StoreError;
use crate::store::connection::Connection;

/// Why no session came about on the cluster of `connection`.
pub(super) fn failure(connection: &Connection, error: &NewSessionError) -> StoreError {
    let why = match error {
        NewSessionError::FailedToResolveAnyHostname(_) => {
            let names: Vec<_> = connection.hosts.iter().map(|host| format!("`{}`", host.name)).collect();
            format!("no address is known for {}; check the name", names.join(", "))
        }
        NewSessionError::MetadataError(MetadataError::ConnectionPoolError(ConnectionPoolError::Broken {
            last_connection_error,
        })) => unconnected(connection, last_connection_error),
        NewSessionError::MetadataError(_) => {
            "it answers, but not to what every client asks first; see whether the node is still starting".to_owned()
        }
        other => other.to_string(),
    };
    said(connection, &why)
}

/// That nobody answered in time.
pub(super) fn silence(connection: &Connection) -> StoreError {
    let seconds = connection.connect_timeout.as_secs_f64();
    let tls = if connection.tls.is_none() { ", and whether it wants TLS (`--tls`)" } else { "" };
    let why = format!(
        "no answer within {seconds} s; see whether it is a Cassandra node{tls}; `--connect-timeout` waits longer"
    );
    said(connection, &why)
}

/// That no node is in the datacenter asked for; `known` are those of the cluster.
pub(super) fn nowhere<'a>(connection: &Connection, wanted: &str, known: impl Iterator<Item = &'a str>) -> StoreError {
    let known: Vec<_> = known.map(|name| format!("`{name}`")).collect();
    let why = format!("it has no datacenter `{wanted}`; `--datacenter` is one of {}", known.join(", "));
    said(connection, &why)
}

fn said(connection: &Connection, why: &str) -> StoreError {
    StoreError::failed(format!("cannot connect to `{}`: {why}", connection.shown()))
}

/// Why a connection could not be made.
fn unconnected(connection: &Connection, error: &ConnectionError) -> String {
    match error {
        ConnectionError::ConnectTimeout => {
            "no answer; see whether it is a Cassandra node, and whether it wants TLS (`--tls`)".to_owned()
        }
        ConnectionError::IoError(error) => io(connection, error),
        ConnectionError::ConnectionSetupRequestError(error) => match error.get_error() {
            ConnectionSetupRequestErrorKind::DbError(DbError::AuthenticationError, message) => {
                unknown_user(connection, message)
            }
            ConnectionSetupRequestErrorKind::DbError(error, message) => error::said(error, message),
            ConnectionSetupRequestErrorKind::MissingAuthentication => {
                "it asks for a user; give `--user`, and the password in `MODELER_PASSWORD`".to_owned()
            }
            ConnectionSetupRequestErrorKind::BrokenConnection(error) => broken(connection, error),
            _ => foreign(connection),
        },
        ConnectionError::BrokenConnection(error) => broken(connection, error),
        other => other.to_string(),
    }
}

/// The server refuses who logs in.
fn unknown_user(connection: &Connection, message: &str) -> String {
    let user = connection.user.as_deref().unwrap_or_default();
    if connection.password.is_none() {
        return format!(
            "user `{user}` needs a password; put it into `MODELER_PASSWORD`, or into a file that `--password-file` names"
        );
    }
    let message = message.trim().trim_end_matches('.');
    format!("it does not let user `{user}` in: {message}; check `--user`, and the password's variable or file")
}

/// A connection that was made and broke before the first answer.
fn broken(connection: &Connection, error: &BrokenConnectionError) -> String {
    // The driver gives the cause of a broken connection as text alone.
    let text = error.to_string();
    if let Some((_, alert)) = text.split_once("received fatal alert: ") {
        return alerted(connection, alert.trim());
    }
    if text.contains("Failed to deserialize frame") && !text.contains("eof") && !text.contains("reset") {
        return foreign(connection);
    }
    match &connection.tls {
        None => {
            "it closed the connection at once; see whether it is a Cassandra node, and whether it wants TLS (`--tls`)"
                .to_owned()
        }
        Some(tls) if tls.certificate.is_none() => {
            "it closed the connection at once; see whether it wants a certificate of yours (`--tls-cert`, `--tls-key`)"
                .to_owned()
        }
        Some(_) => "it closed the connection at once; see whether it trusts your certificate (`--tls-cert`)".to_owned(),
    }
}

/// What answers does not speak as a node does.
fn foreign(connection: &Connection) -> String {
    let tls = if connection.tls.is_none() { ", and whether it wants TLS (`--tls`)" } else { "" };
    format!("what answers does not speak CQL; see whether this is the port of a Cassandra node{tls}")
}

/// The node ended TLS with an alert.
fn alerted(connection: &Connection, alert: &str) -> String {
    let shown = connection.tls.as_ref().is_some_and(|tls| tls.certificate.is_some());
    match alert {
        "CertificateRequired" | "BadCertificate" | "HandshakeFailure" if !shown => {
            "it wants a certificate of yours; give `--tls-cert` and `--tls-key`".to_owned()
        }
        "BadCertificate" | "UnknownCA" | "CertificateUnknown" | "CertificateExpired" | "UnsupportedCertificate" => {
            "it does not accept your certificate; check `--tls-cert`".to_owned()
        }
        other => format!("it ended TLS with the alert {other}; check the `--tls-…` options"),
    }
}

fn io(connection: &Connection, error: &std::io::Error) -> String {
    if let Some(error) = error.get_ref().and_then(|error| error.downcast_ref::<rustls::Error>()) {
        return tls(connection, error);
    }
    match error.kind() {
        ErrorKind::ConnectionRefused => {
            "nothing listens on that port; start the node, or name another port with `HOST:PORT`".to_owned()
        }
        ErrorKind::UnexpectedEof | ErrorKind::ConnectionReset if connection.tls.is_some() => {
            "it closed the connection at once; see whether it speaks TLS".to_owned()
        }
        ErrorKind::UnexpectedEof | ErrorKind::ConnectionReset => {
            "it closed the connection at once; see whether it wants TLS (`--tls`)".to_owned()
        }
        _ => error.to_string(),
    }
}

fn tls(connection: &Connection, error: &rustls::Error) -> String {
    let invalid = match error {
        rustls::Error::InvalidMessage(_) => {
            return "it does not speak TLS; leave the `--tls-…` options out, or name the port on which it does"
                .to_owned();
        }
        rustls::Error::AlertReceived(alert) => return alerted(connection, &format!("{alert:?}")),
        rustls::Error::InvalidCertificate(invalid) => invalid,
        other => return format!("TLS failed: {other}; check the `--tls-…` options"),
    };
    match invalid {
        CertificateError::UnknownIssuer => {
            "its certificate is signed by nobody who is trusted; name the file of its CA with `--tls-ca`".to_owned()
        }
        CertificateError::NotValidForNameContext { presented, .. } => {
            let presented: Vec<_> = presented.iter().map(|name| format!("`{}`", bare(name))).collect();
            let presented = if presented.is_empty() { "nobody".to_owned() } else { presented.join(", ") };
            let asked = connection.tls.as_ref().and_then(|tls| tls.server_name.clone());
            let hosts = || connection.hosts.iter().map(|host| host.name.clone()).collect::<Vec<_>>().join("`, `");
            format!(
                "its certificate is for {presented}, not for `{}`; name the host as the certificate does, or say what to \
                 look for with `--tls-server-name`",
                asked.unwrap_or_else(hosts)
            )
        }
        CertificateError::Expired | CertificateError::ExpiredContext { .. } => {
            "its certificate has expired; the node needs a new one".to_owned()
        }
        CertificateError::NotValidYet | CertificateError::NotValidYetContext { .. } => {
            "its certificate is not valid yet; see whether this machine's clock is right".to_owned()
        }
        other => format!("its certificate is not accepted: {other}; check `--tls-ca`"),
    }
}

/// The name in `DnsName("localhost")`.
fn bare(presented: &str) -> &str {
    let inner = presented.split_once('(').map_or(presented, |(_, inner)| inner.trim_end_matches(')'));
    inner.trim_matches('"')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_in_a_certificate_is_shown_bare() {
        assert_eq!(bare("DnsName(\"localhost\")"), "localhost");
        assert_eq!(bare("IpAddress(127.0.0.1)"), "127.0.0.1");
        assert_eq!(bare("localhost"), "localhost");
    }
}
