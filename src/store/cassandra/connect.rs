//! Takes a `Connection`, gives a session on it, within one deadline of our own: a host that accepts and stays silent fails
//! in time, whatever the driver waits for. Reads the TLS files. Never shows a secret.

use std::collections::BTreeSet;
use std::sync::Arc;

use rustls::client::WebPkiServerVerifier;
use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer, ServerName, UnixTime};
use rustls::{ClientConfig, DigitallySignedStruct, RootCertStore, SignatureScheme};
use scylla::client::execution_profile::ExecutionProfile;
use scylla::client::session::Session;
use scylla::client::session_builder::SessionBuilder;
use scylla::policies::load_balancing::DefaultPolicy;
use scylla::statement::Consistency;

use super::unreached;
use crate::name::Name;
use crate::rules::address::Host;
use crate::store::StoreError;
use crate::store::connection::{Connection, Tls};

/// A session on the cluster that `connection` names, which knows of the keyspace `keyspace` alone. Fails where no host can
/// be found, reached or talked to within `connection.connect_timeout`, where the credentials are refused, and where TLS
/// files cannot be read or do not fit.
pub(super) async fn session(connection: &Connection, keyspace: &Name) -> Result<Session, StoreError> {
    let mut policy = DefaultPolicy::builder().token_aware(true);
    if let Some(datacenter) = &connection.datacenter {
        policy = policy.prefer_datacenter(datacenter.clone()).permit_dc_failover(false);
    }
    let profile = ExecutionProfile::builder()
        .load_balancing_policy(policy.build())
        .consistency(consistency(connection)?)
        .request_timeout(Some(connection.request_timeout))
        .build();
    let mut builder = SessionBuilder::new()
        .known_nodes(connection.hosts.iter().map(node))
        .connection_timeout(connection.connect_timeout)
        .hostname_resolution_timeout(Some(connection.connect_timeout))
        .keyspaces_to_fetch([keyspace.text()])
        .schema_agreement_interval(AGREEMENT_PAUSE)
        // What routing needs, and no more: the driver cannot read the columns of a user-defined type whose name needs
        // quotes (`frozen<"Select">`, seen with scylla 1.9.0), and would fail every statement over it.
        .fetch_full_schema_metadata(false)
        .schema_agreement_timeout(connection.request_timeout.max(AGREEMENT))
        .default_execution_profile_handle(profile.into_handle());
    if let Some(user) = &connection.user {
        let password = connection.password.as_ref().map_or("", |password| password.reveal());
        builder = builder.user(user, password);
    }
    if let Some(tls) = &connection.tls {
        builder = builder.tls_context(Some(config(tls, connection)?));
    }
    let session = match tokio::time::timeout(connection.connect_timeout, builder.build()).await {
        Ok(session) => session.map_err(|e| unreached::failure(connection, &e))?,
        Err(_) => return Err(unreached::silence(connection)),
    };
    if let Some(wanted) = &connection.datacenter {
        let state = session.get_cluster_state();
        let known: BTreeSet<&str> =
            state.get_nodes_info().iter().filter_map(|node| node.datacenter.as_deref()).collect();
        if !known.contains(wanted.as_str()) {
            return Err(unreached::nowhere(connection, wanted, known.into_iter()));
        }
    }
    Ok(session)
}

/// A host as the driver reads it.
fn node(host: &Host) -> String {
    if host.name.contains(':') {
        format!("[{}]:{}", host.name, host.port)
    } else {
        format!("{}:{}", host.name, host.port)
    }
}

/// How long the nodes may take to agree on a schema, at least.
pub(super) const AGREEMENT: std::time::Duration = std::time::Duration::from_secs(30);

/// How often it is looked whether they do.
const AGREEMENT_PAUSE: std::time::Duration = std::time::Duration::from_millis(50);

/// The consistency level asked for; the one that Cassandra's own tools take, `LOCAL_QUORUM`, where none is.
fn consistency(connection: &Connection) -> Result<Consistency, StoreError> {
    match &connection.consistency {
        None => Ok(Consistency::LocalQuorum),
        Some(level) => level_of(level),
    }
}

/// The driver's word for a consistency level.
pub(super) fn level_of(level: &str) -> Result<Consistency, StoreError> {
    Ok(match level.to_ascii_uppercase().as_str() {
        "ANY" => Consistency::Any,
        "ONE" => Consistency::One,
        "TWO" => Consistency::Two,
        "THREE" => Consistency::Three,
        "QUORUM" => Consistency::Quorum,
        "ALL" => Consistency::All,
        "LOCAL_QUORUM" => Consistency::LocalQuorum,
        "EACH_QUORUM" => Consistency::EachQuorum,
        "LOCAL_ONE" => Consistency::LocalOne,
        "SERIAL" => Consistency::Serial,
        "LOCAL_SERIAL" => Consistency::LocalSerial,
        _ => {
            return Err(StoreError::failed(format!(
                "there is no consistency level `{level}`; try LOCAL_QUORUM or ONE"
            )));
        }
    })
}

/// The TLS side of a connection.
fn config(tls: &Tls, connection: &Connection) -> Result<Arc<ClientConfig>, StoreError> {
    let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
    let roots = Arc::new(roots(tls)?);
    let inner = WebPkiServerVerifier::builder_with_provider(roots, Arc::clone(&provider)).build();
    let inner = inner.map_err(|e| StoreError::failed(format!("cannot use the CA certificates: {e}")))?;
    let name = |name: &String| ServerName::try_from(name.clone()).ok();
    let names = connection.hosts.iter().filter_map(|host| name(&host.name)).collect();
    let only = match &tls.server_name {
        None => None,
        Some(only) => Some(name(only).ok_or_else(|| {
            StoreError::failed(format!(
                "`{only}` is no name that a certificate can have; give `--tls-server-name` another"
            ))
        })?),
    };
    let verifier = Arc::new(Verifier { inner, names, only, verify_host: tls.verify_host });
    let builder = ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions();
    let builder = builder.map_err(|e| StoreError::failed(format!("cannot set TLS up: {e}")))?;
    let builder = builder.dangerous().with_custom_certificate_verifier(verifier);
    let config = match (&tls.certificate, &tls.key) {
        (Some(certificate), Some(key)) => {
            let chain = CertificateDer::pem_file_iter(certificate).and_then(Iterator::collect);
            let chain: Vec<_> = chain.map_err(|e| unreadable("client certificate", certificate, &e))?;
            let secret = PrivateKeyDer::from_pem_file(key).map_err(|e| unreadable("client key", key, &e))?;
            builder.with_client_auth_cert(chain, secret).map_err(|e| {
                StoreError::failed(format!("the client certificate and its key cannot be used together: {e}"))
            })?
        }
        (None, None) => builder.with_no_client_auth(),
        _ => {
            let message = "a client certificate needs its key; give both `--tls-cert` and `--tls-key`";
            return Err(StoreError::failed(message));
        }
    };
    Ok(Arc::new(config))
}

fn roots(tls: &Tls) -> Result<RootCertStore, StoreError> {
    let mut roots = RootCertStore::empty();
    let Some(file) = &tls.ca else {
        // What cannot be read of the system's store is left out: the others may do.
        roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
        if roots.is_empty() {
            return Err(StoreError::failed("this system knows no CA certificates; name a file with `--tls-ca`"));
        }
        return Ok(roots);
    };
    let certificates = CertificateDer::pem_file_iter(file).and_then(Iterator::collect::<Result<Vec<_>, _>>);
    for certificate in certificates.map_err(|e| unreadable("CA file", file, &e))? {
        roots.add(certificate).map_err(|e| {
            StoreError::failed(format!("the CA file `{}` holds what is no certificate: {e}", file.display()))
        })?;
    }
    if roots.is_empty() {
        let file = file.display();
        return Err(StoreError::failed(format!("the CA file `{file}` holds no certificate in PEM form")));
    }
    Ok(roots)
}

fn unreadable(what: &str, file: &std::path::Path, error: &rustls::pki_types::pem::Error) -> StoreError {
    StoreError::failed(format!("cannot read the {what} `{}`: {}", file.display(), pem(error)))
}

/// What is wrong with a PEM file.
fn pem(error: &rustls::pki_types::pem::Error) -> String {
    use rustls::pki_types::pem::Error;
    match error {
        Error::Io(error) => error.to_string(),
        Error::NoItemsFound => "it holds none in PEM form".to_owned(),
        _ => "it is not PEM".to_owned(),
    }
}

/// Checks a node's certificate. The driver connects to addresses, since a cluster tells of its nodes by address; a
/// certificate may name the node's address, or a host that the user named.
#[derive(Debug)]
struct Verifier {
    inner: Arc<WebPkiServerVerifier>,
    names: Vec<ServerName<'static>>,
    /// What is looked for in place of all of them.
    only: Option<ServerName<'static>>,
    verify_host: bool,
}

impl ServerCertVerifier for Verifier {
    fn verify_server_cert(
        &self,
        end_entity: &CertificateDer<'_>,
        intermediates: &[CertificateDer<'_>],
        server_name: &ServerName<'_>,
        ocsp_response: &[u8],
        now: UnixTime,
    ) -> Result<ServerCertVerified, rustls::Error> {
        let verify =
            |name: &ServerName<'_>| self.inner.verify_server_cert(end_entity, intermediates, name, ocsp_response, now);
        let outcome = verify(self.only.as_ref().unwrap_or(server_name));
        let misnamed = |outcome: &Result<ServerCertVerified, rustls::Error>| {
            use rustls::CertificateError::{NotValidForName, NotValidForNameContext};
            matches!(outcome, Err(rustls::Error::InvalidCertificate(NotValidForName | NotValidForNameContext { .. })))
        };
        // Everything else about the certificate was found right before its names were looked at.
        if !misnamed(&outcome) || self.only.is_none() && self.names.iter().any(|name| verify(name).is_ok()) {
            return if misnamed(&outcome) { Ok(ServerCertVerified::assertion()) } else { outcome };
        }
        if self.verify_host { outcome } else { Ok(ServerCertVerified::assertion()) }
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        self.inner.verify_tls12_signature(message, certificate, signature)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        self.inner.verify_tls13_signature(message, certificate, signature)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.inner.supported_verify_schemes()
    }
}
