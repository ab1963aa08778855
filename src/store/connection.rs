//! Takes what a user said about a cluster, holds it as plain data for whoever opens the connection. Never connects,
//! never reads a file, and never lets a password into a text.

use std::fmt;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use crate::name::Name;
use crate::rules::address::{self, AddressError, DEFAULT_PORT, Host, encoded};

/// How long connecting may take.
pub const CONNECT_TIMEOUT: Duration = Duration::from_secs(5);
/// How long a request may take: longer than the ten seconds after which a node gives up by itself.
pub const REQUEST_TIMEOUT: Duration = Duration::from_secs(12);

/// Which cluster to talk to, and how.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Connection {
    /// The nodes to ask first, at least one.
    pub hosts: Vec<Host>,
    /// The keyspace to use instead of the model's.
    pub keyspace: Option<Name>,
    /// Who logs in.
    pub user: Option<String>,
    /// The user's password.
    pub password: Option<Secret>,
    /// How the connection is encrypted; not at all without it.
    pub tls: Option<Tls>,
    /// The datacenter whose nodes are asked.
    pub datacenter: Option<String>,
    /// The consistency level, by its CQL name, of statements that name none.
    pub consistency: Option<String>,
    /// How long connecting may take.
    pub connect_timeout: Duration,
    /// How long a request may take.
    pub request_timeout: Duration,
    /// Rows that a node gives at a time; the driver's choice without it.
    pub page_size: Option<i32>,
}

/// How a connection is encrypted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tls {
    /// A file of certificates to trust instead of the system's.
    pub ca: Option<PathBuf>,
    /// Our own certificate, with those that lead from it to its root.
    pub certificate: Option<PathBuf>,
    /// The private key of our certificate.
    pub key: Option<PathBuf>,
    /// Whether a node's certificate must be for the host that was asked for.
    pub verify_host: bool,
    /// The name that is looked for in a node's certificate instead of its host's.
    pub server_name: Option<String>,
}

impl Default for Tls {
    fn default() -> Self {
        Self { ca: None, certificate: None, key: None, verify_host: true, server_name: None }
    }
}

/// A text that no message shows.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(Arc<str>);

impl Secret {
    /// The secret `text`.
    pub fn new(text: &str) -> Self {
        Self(text.into())
    }

    /// The text itself, for the one who logs in.
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[secret]")
    }
}

impl fmt::Display for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[secret]")
    }
}

impl Connection {
    /// Reads `cassandra://user@host:port,host2/keyspace`; everything else is as it is by default. An address with a
    /// password in it is refused.
    pub fn parse(text: &str) -> Result<Self, AddressError> {
        Ok(Self::to(address::address(text)?))
    }

    /// The connection to `address`, everything else as it is by default.
    pub fn to(address: address::Address) -> Self {
        Self {
            hosts: address.hosts,
            keyspace: address.keyspace,
            user: address.user,
            password: None,
            tls: None,
            datacenter: None,
            consistency: None,
            connect_timeout: CONNECT_TIMEOUT,
            request_timeout: REQUEST_TIMEOUT,
            page_size: None,
        }
    }

    /// The address, for messages: it reads back as the same hosts, user and keyspace, and holds no secret.
    pub fn shown(&self) -> String {
        let user = self.user.as_ref().map(|user| format!("{}@", encoded(user))).unwrap_or_default();
        let hosts: Vec<String> = self.hosts.iter().map(shown).collect();
        let keyspace = self.keyspace.as_ref().map(|name| format!("/{name}")).unwrap_or_default();
        format!("cassandra://{user}{}{keyspace}", hosts.join(","))
    }
}

fn shown(host: &Host) -> String {
    let name = if host.name.contains(':') { format!("[{}]", host.name) } else { host.name.clone() };
    if host.port == DEFAULT_PORT { name } else { format!("{name}:{}", host.port) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_shown_reads_back() {
        let cases = [
            ("cassandra://localhost", "cassandra://localhost"),
            ("scylla://h:9042,[::1]:7,[::2]/Music", "cassandra://h,[::1]:7,[::2]/Music"),
            ("cassandra://a%40b%c3%a9@h/", "cassandra://a%40b%C3%A9@h"),
        ];
        for (text, shown) in cases {
            let connection = Connection::parse(text).unwrap();
            assert_eq!(connection.shown(), shown);
            assert_eq!(Connection::parse(shown).unwrap(), connection);
            assert_eq!(connection.connect_timeout, Duration::from_secs(5));
            assert_eq!(connection.request_timeout, Duration::from_secs(12));
        }
        assert!(Connection::parse("cassandra://ada:hunter2@h").unwrap_err().secret);
    }

    #[test]
    fn a_secret_shows_in_no_text() {
        let mut connection = Connection::parse("cassandra://ada@h/k").unwrap();
        connection.password = Some(Secret::new("hunter2"));
        let secret = connection.password.clone().unwrap();
        let texts = [format!("{connection:?} {connection:#?}"), connection.shown(), format!("{secret} {secret:?}")];
        assert!(texts.iter().all(|text| !text.contains("hunter2")), "{texts:?}");
        assert_eq!(secret.reveal(), "hunter2");
    }
}
