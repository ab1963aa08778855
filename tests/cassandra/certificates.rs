//! The certificates of one node and its users, made anew for each.

use std::fs;
use std::net::{IpAddr, Ipv4Addr};
use std::path::Path;

use rcgen::{BasicConstraints, CertificateParams, DnType, ExtendedKeyUsagePurpose, IsCa, Issuer, KeyPair, SanType};
use tempfile::TempDir;

/// Makes the files that `Node::certificate` lists, in a new folder below the one given.
pub fn make(parent: &Path) -> TempDir {
    let folder = tempfile::tempdir_in(parent).unwrap();
    let write = |name: &str, text: String| fs::write(folder.path().join(name), text).unwrap();

    let (authority, pem) = authority("modeler test CA");
    write("ca.pem", pem);
    let (certificate, key) = signed("node", ExtendedKeyUsagePurpose::ServerAuth, &authority);
    write("server.pem", certificate + &key);
    let (certificate, key) = signed("user", ExtendedKeyUsagePurpose::ClientAuth, &authority);
    write("client.pem", certificate);
    write("client-key.pem", key);
    write("stranger.pem", self::authority("another CA").1);
    folder
}

fn authority(name: &str) -> (Issuer<'static, KeyPair>, String) {
    let mut params = named(name);
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    let key = KeyPair::generate().unwrap();
    let pem = params.self_signed(&key).unwrap().pem();
    (Issuer::new(params, key), pem)
}

/// A certificate for loopback, and its key.
fn signed(name: &str, usage: ExtendedKeyUsagePurpose, authority: &Issuer<'_, KeyPair>) -> (String, String) {
    let mut params = named(name);
    params.extended_key_usages = vec![usage];
    params.subject_alt_names = vec![
        SanType::DnsName("localhost".try_into().unwrap()),
        SanType::IpAddress(IpAddr::V4(Ipv4Addr::LOCALHOST)),
        SanType::IpAddress(IpAddr::V4(Ipv4Addr::new(127, 0, 0, 2))),
    ];
    let key = KeyPair::generate().unwrap();
    (params.signed_by(&key, authority).unwrap().pem(), key.serialize_pem())
}

fn named(name: &str) -> CertificateParams {
    let mut params = CertificateParams::default();
    params.distinguished_name.push(DnType::CommonName, name);
    params
}
