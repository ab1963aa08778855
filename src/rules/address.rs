//! Takes the address of a cluster as text, `cassandra://user@host:port,host2/keyspace`, gives its parts or why it cannot
//! be read. Never repeats what may be a password, and never looks a host up.

use std::fmt;
use std::net::Ipv6Addr;

use crate::name::Name;

/// The port that a node listens on where nobody says otherwise.
pub const DEFAULT_PORT: u16 = 9042;

/// A node, as the user names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Host {
    /// Its name or its address; one of IPv6 without its brackets.
    pub name: String,
    /// Its port.
    pub port: u16,
}

/// The parts of an address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Address {
    /// The nodes to ask first, at least one, in written order.
    pub hosts: Vec<Host>,
    /// The keyspace, where it is named.
    pub keyspace: Option<Name>,
    /// The user, where one is named.
    pub user: Option<String>,
}

/// Why an address cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AddressError {
    /// The fault, without the words that may hold a password.
    pub fact: String,
    /// The way out.
    pub help: String,
    /// Whether the fault is a password in the address.
    pub secret: bool,
}

impl AddressError {
    fn new(fact: impl Into<String>, help: impl Into<String>) -> Self {
        Self { fact: fact.into(), help: help.into(), secret: false }
    }
}

impl fmt::Display for AddressError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}; {}", self.fact, self.help)
    }
}

impl std::error::Error for AddressError {}

/// How an address is written.
const FORM: &str = "write `cassandra://host`, or `cassandra://user@host:9042,host2/keyspace`";

/// Where a password is given.
pub const PASSWORDS: &str =
    "give it in the variable `MODELER_PASSWORD`, or in a file with `--password-file`; on a terminal it is asked for";

/// Whether `text` means a cluster, well written or not.
pub fn is_cluster(text: &str) -> bool {
    let scheme = text.split(':').next().unwrap_or_default();
    is_scheme(scheme)
}

/// Reads the address of a cluster. `scylla://` says the same as `cassandra://`.
pub fn address(text: &str) -> Result<Address, AddressError> {
    let rest = match text.split_once("://") {
        Some((scheme, rest)) if is_scheme(scheme) => rest,
        _ => return Err(AddressError::new("the address does not begin with `cassandra://`", FORM)),
    };
    // A password may hold any character, and all before the last `@` may belong to it: none of that is shown.
    let (user, rest) = match rest.rsplit_once('@') {
        Some((user, rest)) => (Some(self::user(user)?), rest),
        None => (None, rest),
    };
    if rest.contains(['?', '#']) {
        let help = "say it by options: `--datacenter`, `--consistency`, `--tls` and others, or in an environment";
        return Err(AddressError::new("an address takes no parameters behind `?` or `#`", help));
    }
    let (hosts, keyspace) = rest.split_once('/').unwrap_or((rest, ""));
    let hosts = hosts.split(',').map(host).collect::<Result<Vec<_>, _>>()?;
    Ok(Address { hosts, keyspace: self::keyspace(keyspace)?, user })
}

fn is_scheme(scheme: &str) -> bool {
    ["cassandra", "scylla"].iter().any(|known| known.eq_ignore_ascii_case(scheme))
}

fn user(text: &str) -> Result<String, AddressError> {
    if text.contains(':') {
        let fact = "the address holds a password, which others could see";
        return Err(AddressError { secret: true, ..AddressError::new(fact, format!("leave it out: {PASSWORDS}")) });
    }
    let encoded = "write other characters than letters, digits, `-`, `.`, `_` and `~` as `%` and two hex digits";
    let decoded = decoded(text).ok_or_else(|| AddressError::new("the user in the address cannot be read", encoded))?;
    if decoded.is_empty() {
        return Err(AddressError::new("the address names no user before its `@`", "name one, or leave the `@` out"));
    }
    Ok(decoded)
}

/// `text` with `%20` and the like as the characters that they mean; `None` where a character should be written so.
fn decoded(text: &str) -> Option<String> {
    let mut bytes = Vec::new();
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        bytes.push(match byte {
            b'%' => {
                let digit = |byte: Option<u8>| char::from(byte?).to_digit(16);
                let (high, low) = (digit(rest.next())?, digit(rest.next())?);
                (high * 16 + low) as u8
            }
            b'/' | b'?' | b'#' | b'@' | b'[' | b']' | b',' | b' ' => return None,
            other => other,
        });
    }
    String::from_utf8(bytes).ok().filter(|text| !text.chars().any(char::is_control))
}

/// `text` as the user of an address.
pub fn encoded(text: &str) -> String {
    let bytes = text.bytes().map(|byte| match byte {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => char::from(byte).to_string(),
        other => format!("%{other:02X}"),
    });
    bytes.collect()
}

fn host(text: &str) -> Result<Host, AddressError> {
    let (name, port) = match text.strip_prefix('[') {
        Some(rest) => bracketed(rest)?,
        None if text.matches(':').count() > 1 => {
            let help = "an address of IPv6 stands in brackets, as in `cassandra://[::1]:9042`";
            return Err(AddressError::new("a host of the address has more than one colon", help));
        }
        None => match text.split_once(':') {
            Some((name, port)) => (name, Some(port)),
            None => (text, None),
        },
    };
    if name.is_empty() {
        return Err(AddressError::new("the address has no host, or one without a name", FORM));
    }
    let fits = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | '_' | ':');
    if !name.chars().all(fits) {
        let help = "a host is named with letters, digits, `-`, `_` and dots; hosts are separated by commas";
        return Err(AddressError::new(format!("`{name}` is no name of a host"), help));
    }
    let port = match port {
        None => DEFAULT_PORT,
        // What stands here may be a password whose host was forgotten, and is not shown.
        Some(port) => port.parse().ok().filter(|port| *port > 0).ok_or_else(|| {
            let fact = format!("what stands behind host `{name}` and a colon is no port");
            AddressError::new(fact, "a port is a number from 1 to 65535; without one it is 9042")
        })?,
    };
    Ok(Host { name: name.to_owned(), port })
}

/// The address of IPv6 that goes on behind its bracket, and the text of its port.
fn bracketed(rest: &str) -> Result<(&str, Option<&str>), AddressError> {
    let help = "write it like `[::1]` or `[2001:db8::7]:9042`";
    let Some((name, behind)) = rest.split_once(']') else {
        return Err(AddressError::new("the bracket before an address of IPv6 is not closed", help));
    };
    if name.parse::<Ipv6Addr>().is_err() {
        return Err(AddressError::new("what stands in brackets is no address of IPv6", help));
    }
    match behind.strip_prefix(':') {
        Some(port) => Ok((name, Some(port))),
        None if behind.is_empty() => Ok((name, None)),
        None => {
            Err(AddressError::new("behind the bracket of an address of IPv6 stands neither a port nor a comma", help))
        }
    }
}

fn keyspace(text: &str) -> Result<Option<Name>, AddressError> {
    if text.is_empty() {
        return Ok(None);
    }
    let name = Name::new(text);
    match super::keyspace(&name).into_iter().next() {
        None => Ok(Some(name)),
        Some(finding) => Err(AddressError::new(finding.fact, finding.help.unwrap_or_default())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_has_hosts_a_keyspace_and_a_user() {
        type Parts<'a> = (Option<&'a str>, &'a [(&'a str, u16)], Option<&'a str>);
        let cases: &[(&str, Parts<'_>)] = &[
            ("cassandra://localhost", (None, &[("localhost", 9042)], None)),
            ("SCYLLA://localhost/", (None, &[("localhost", 9042)], None)),
            (
                "cassandra://a:1,b_1.c-d:65535,10.0.0.1/Music",
                (None, &[("a", 1), ("b_1.c-d", 65535), ("10.0.0.1", 9042)], Some("Music")),
            ),
            (
                "scylla://ada@[::1]:7,[2001:db8::7],c/k",
                (Some("ada"), &[("::1", 7), ("2001:db8::7", 9042), ("c", 9042)], Some("k")),
            ),
            ("cassandra://a%40b%3A%C3%A9@h", (Some("a@b:é"), &[("h", 9042)], None)),
        ];
        for (text, (user, hosts, keyspace)) in cases {
            let read = address(text).unwrap_or_else(|error| panic!("{text}: {error}"));
            let found: Vec<(&str, u16)> = read.hosts.iter().map(|host| (host.name.as_str(), host.port)).collect();
            assert_eq!(found, *hosts, "{text}");
            assert_eq!((read.user.as_deref(), read.keyspace.as_ref().map(Name::text)), (*user, *keyspace), "{text}");
        }
    }

    #[test]
    fn a_bad_address_says_why_and_never_shows_a_password() {
        let cases = [
            ("", "does not begin"),
            ("localhost:9042", "does not begin"),
            ("cassandra:localhost", "does not begin"),
            ("postgres://ada:hunter2@h", "does not begin"),
            ("cassandra://", "has no host"),
            ("cassandra:///k", "has no host"),
            ("cassandra://a,,b", "has no host"),
            ("cassandra://:9042", "has no host"),
            ("cassandra://ada@", "has no host"),
            ("cassandra://@h", "no user"),
            ("cassandra://ada:hunter2@h", "holds a password"),
            ("cassandra://ada:hunt/er2@h", "holds a password"),
            ("cassandra://ada:hunter2?@h", "holds a password"),
            ("cassandra://ada:hunter@2@h", "holds a password"),
            ("cassandra://:@h", "holds a password"),
            ("cassandra://ada:hunter2", "is no port"),
            ("cassandra://ada:hunter2:9042", "more than one colon"),
            ("cassandra://a%4@h", "user in the address cannot be read"),
            ("cassandra://a%zz@h", "user in the address cannot be read"),
            ("cassandra://a%ff@h", "user in the address cannot be read"),
            ("cassandra://a%0a@h", "user in the address cannot be read"),
            ("cassandra://a/hunter2@h", "user in the address cannot be read"),
            ("cassandra://h:0", "is no port"),
            ("cassandra://h:65536", "is no port"),
            ("cassandra://h:", "is no port"),
            ("cassandra://::1", "more than one colon"),
            ("cassandra://[::1", "not closed"),
            ("cassandra://[::g]", "no address of IPv6"),
            ("cassandra://[::1]9042", "neither a port"),
            ("cassandra://a b", "no name of a host"),
            ("cassandra://a;b", "no name of a host"),
            ("cassandra://h/k?password=hunter2", "takes no parameters"),
            ("cassandra://h#k", "takes no parameters"),
            ("cassandra://h/a/b", "keyspace name"),
            ("cassandra://h/system", "belongs to the server"),
        ];
        for (text, part) in cases {
            let error = address(text).expect_err(text);
            assert!(error.fact.contains(part), "{text}: {error}");
            assert!(!error.help.is_empty(), "{text}");
            assert!(!format!("{error} {error:?}").contains("hunt"), "{text}: {error}");
            assert_eq!(error.secret, part == "holds a password", "{text}");
        }
    }

    #[test]
    fn what_means_a_cluster_is_told_by_its_scheme() {
        assert!(["cassandra://h", "scylla:", "Cassandra:h"].into_iter().all(is_cluster));
        assert!(
            !["embedded:cassandra", "cassandra-data", "", "localhost"]
                .into_iter()
                .any(|text| is_cluster(text) && text.contains(':'))
        );
        assert_eq!(encoded("a@b:é~"), "a%40b%3A%C3%A9~");
    }
}
