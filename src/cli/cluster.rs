//! The options that say how to talk to a cluster. Each has a variable, which is read where the two are weighed.

use std::path::PathBuf;

use clap::Args;

/// Options that say how to talk to a cluster.
#[derive(Args, Clone, Debug, Default)]
#[allow(clippy::doc_markdown, reason = "help shows these comments as they are")]
#[command(next_help_heading = "Cassandra and ScyllaDB (each option has a variable, as MODELER_TLS_CA for --tls-ca)")]
pub(crate) struct Cluster {
    /// Who logs in, instead of the address's user; the password is asked for on a terminal, or stands in
    /// `MODELER_PASSWORD`
    #[arg(long, global = true, value_name = "NAME")]
    pub(crate) user: Option<String>,
    /// A file with the password alone, for only you to read
    #[arg(long, global = true, value_name = "FILE")]
    pub(crate) password_file: Option<PathBuf>,
    /// Encrypt, and trust the certificates that the system trusts; each `--tls-…` turns this on, too
    #[arg(long, global = true)]
    pub(crate) tls: bool,
    /// Trust the certificates in this file instead (PEM)
    #[arg(long, global = true, value_name = "FILE")]
    pub(crate) tls_ca: Option<PathBuf>,
    /// Show nodes this certificate of your own (PEM)
    #[arg(long, global = true, value_name = "FILE")]
    pub(crate) tls_cert: Option<PathBuf>,
    /// Its private key (PEM)
    #[arg(long, global = true, value_name = "FILE")]
    pub(crate) tls_key: Option<PathBuf>,
    /// Look for this name in the certificates of nodes, not for the host's
    #[arg(long, global = true, value_name = "NAME")]
    pub(crate) tls_server_name: Option<String>,
    /// Take a trusted certificate whoever shows it: someone in between who has one for any host can then read and change
    /// everything
    #[arg(long, global = true)]
    pub(crate) tls_no_host_check: bool,
    /// Ask the nodes of this datacenter
    #[arg(long, global = true, value_name = "NAME")]
    pub(crate) datacenter: Option<String>,
    /// How many copies must answer where a query does not say, such as `LOCAL_QUORUM`
    #[arg(long, global = true, value_name = "LEVEL")]
    pub(crate) consistency: Option<String>,
    /// Give up connecting after this time, in seconds or as `500ms` [default: 5]
    #[arg(long, global = true, value_name = "TIME")]
    pub(crate) connect_timeout: Option<String>,
    /// Give up a request after this time [default: 12]
    #[arg(long, global = true, value_name = "TIME")]
    pub(crate) request_timeout: Option<String>,
    /// Rows that a node gives at a time
    #[arg(long, global = true, value_name = "ROWS")]
    pub(crate) page_size: Option<String>,
}

impl Cluster {
    /// The options that were given, by their names.
    pub(crate) fn given(&self) -> Vec<&'static str> {
        let all = [
            ("--user", self.user.is_some()),
            ("--password-file", self.password_file.is_some()),
            ("--tls", self.tls),
            ("--tls-ca", self.tls_ca.is_some()),
            ("--tls-cert", self.tls_cert.is_some()),
            ("--tls-key", self.tls_key.is_some()),
            ("--tls-server-name", self.tls_server_name.is_some()),
            ("--tls-no-host-check", self.tls_no_host_check),
            ("--datacenter", self.datacenter.is_some()),
            ("--consistency", self.consistency.is_some()),
            ("--connect-timeout", self.connect_timeout.is_some()),
            ("--request-timeout", self.request_timeout.is_some()),
            ("--page-size", self.page_size.is_some()),
        ];
        all.into_iter().filter(|(_, given)| *given).map(|(name, _)| name).collect()
    }

    /// Whether any of them asks for encryption.
    pub(crate) fn asks_for_tls(&self) -> bool {
        self.given().iter().any(|name| name.starts_with("--tls"))
    }
}
