//! The nodes that the other trials rely on: the shared one, one with passwords and TLS, two in one cluster, one that dies.

use std::env;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use libtest_mimic::{Failed, Trial};
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::{ClientConfig, RootCertStore};
use scylla::client::session_builder::SessionBuilder;

use crate::cluster::Cluster;
use crate::node::{Node, Options, VARIABLE};

pub fn trials() -> Vec<Trial> {
    trials!(
        shared: the_shared_node_is_the_cassandra_we_name, a_keyspace_goes_with_its_trial;
        own: a_guarded_node_takes_the_right_password_and_no_other, a_guarded_node_is_not_whom_a_stranger_vouches_for,
            a_node_may_ask_for_a_certificate, two_nodes_form_one_cluster, a_node_dies_and_stops_and_comes_back
    )
}

/// The version of the image that users are told to start and the version that is tried here are one. A node that was given
/// may be any.
fn the_shared_node_is_the_cassandra_we_name(cluster: &Cluster) -> Result<(), Failed> {
    let version = release_version(cluster)?;
    if env::var(VARIABLE).is_ok_and(|value| value == cluster.address()) {
        return Ok(());
    }
    let compose = include_str!("../../docker-compose.yml");
    assert!(
        compose.contains(&format!("image: cassandra:{version}\n")),
        "{version} is not what docker-compose.yml names"
    );
    Ok(())
}

fn a_keyspace_goes_with_its_trial(cluster: &Cluster) -> Result<(), Failed> {
    let keyspace = cluster.keyspace();
    let name = keyspace.name().to_owned();
    keyspace.create()?;
    cluster.cql(&format!("CREATE TABLE {keyspace}.t (a int PRIMARY KEY)"))?;
    assert!(keyspaces(cluster)?.contains(&name));
    drop(keyspace);
    assert!(!keyspaces(cluster)?.contains(&name));
    Ok(())
}

fn a_guarded_node_takes_the_right_password_and_no_other() -> Result<(), Failed> {
    let node = Node::guarded()?;
    let guarded = Cluster::with(&node.address(), trusting(node, "ca")?.user("cassandra", "cassandra"))?;
    release_version(&guarded)?;

    let refused = Cluster::with(&node.address(), trusting(node, "ca")?.user("cassandra", "wrong"));
    let error = refused.err().ok_or("a wrong password was taken")?.to_string();
    assert!(error.contains("Provided username cassandra and/or password are incorrect"), "{error}");
    Ok(())
}

fn a_guarded_node_is_not_whom_a_stranger_vouches_for() -> Result<(), Failed> {
    let node = Node::guarded()?;
    let refused = Cluster::with(&node.address(), trusting(node, "stranger")?.user("cassandra", "cassandra"));
    let error = refused.err().ok_or("a certificate of another CA was taken")?.to_string();
    assert!(error.contains("invalid peer certificate"), "{error}");
    Ok(())
}

fn a_node_may_ask_for_a_certificate() -> Result<(), Failed> {
    let node = Node::private(&Options { tls: true, client_certificate: true, ..Options::default() })?;
    assert!(Cluster::with(&node.address(), trusting(&node, "ca")?).is_err(), "nobody in particular was let in");

    let certificate = vec![CertificateDer::from_pem_file(node.certificate("client"))?];
    let key = PrivateKeyDer::from_pem_file(node.certificate("client-key"))?;
    let config = ClientConfig::builder().with_root_certificates(roots(&node, "ca")?);
    let config = Arc::new(config.with_client_auth_cert(certificate, key)?);
    release_version(&Cluster::with(&node.address(), SessionBuilder::new().tls_context(Some(config)))?)?;
    Ok(())
}

fn two_nodes_form_one_cluster() -> Result<(), Failed> {
    let [first, second] = Cluster::pair()?;
    let [cluster, other] = [Cluster::of(first)?, Cluster::of(second)?];
    let keyspace = cluster.keyspace();
    keyspace.create()?;
    assert!(keyspaces(&other)?.contains(&keyspace.name().to_owned()));
    assert_eq!((peers(&cluster)?, peers(&other)?), (vec![host(second)], vec![host(first)]));
    Ok(())
}

/// What trials of faults do to a node, all on one.
fn a_node_dies_and_stops_and_comes_back() -> Result<(), Failed> {
    let node = Node::private(&Options::default())?;
    let cluster = Cluster::of(&node)?;
    cluster.cql("CREATE KEYSPACE k WITH replication = {'class': 'SimpleStrategy', 'replication_factor': 1}")?;
    node.kill();
    assert!(Cluster::of(&node).is_err(), "a killed node answers");
    node.restart();
    let cluster = Cluster::of(&node)?;
    assert!(keyspaces(&cluster)?.contains(&"k".to_owned()), "{}", node.log());

    node.pause();
    thread::scope(|scope| {
        let asked = scope.spawn(|| keyspaces(&cluster).is_ok());
        thread::sleep(Duration::from_secs(1));
        let was_silent = !asked.is_finished();
        node.resume();
        assert!(was_silent, "a stopped node answers");
        assert!(asked.join().unwrap(), "a node that goes on does not answer");
    });
    Ok(())
}

fn peers(cluster: &Cluster) -> Result<Vec<IpAddr>, Failed> {
    let result = cluster.cql("SELECT peer FROM system.peers")?.into_rows_result()?;
    Ok(result.rows::<(IpAddr,)>()?.map(|row| row.map(|row| row.0)).collect::<Result<_, _>>()?)
}

fn host(node: &Node) -> IpAddr {
    node.address().parse::<SocketAddr>().unwrap().ip()
}

fn release_version(cluster: &Cluster) -> Result<String, Failed> {
    let result = cluster.cql("SELECT release_version FROM system.local")?.into_rows_result()?;
    Ok(result.single_row::<(String,)>()?.0)
}

fn keyspaces(cluster: &Cluster) -> Result<Vec<String>, Failed> {
    let result = cluster.cql("SELECT keyspace_name FROM system_schema.keyspaces")?.into_rows_result()?;
    Ok(result.rows::<(String,)>()?.map(|row| row.map(|row| row.0)).collect::<Result<_, _>>()?)
}

/// A session that trusts what the CA in that file of the node signed.
fn trusting(node: &Node, authority: &str) -> Result<SessionBuilder, Failed> {
    let config = ClientConfig::builder().with_root_certificates(roots(node, authority)?).with_no_client_auth();
    Ok(SessionBuilder::new().tls_context(Some(Arc::new(config))))
}

fn roots(node: &Node, authority: &str) -> Result<RootCertStore, Failed> {
    let mut roots = RootCertStore::empty();
    roots.add(CertificateDer::from_pem_file(node.certificate(authority))?)?;
    Ok(roots)
}
