//! Takes the clock and a model, gives the keyspace that a proof works in: its name, which tells when it was made, and its
//! plan. Never asks a node.

use std::collections::BTreeMap;

use crate::catalog::{self, Catalog};
use crate::model::Model;
use crate::name::Name;
use crate::types::CqlType;
use crate::value::{Reading, display, encode_text};

/// What the names of all scratch keyspaces begin with.
const PREFIX: &str = "modeler_proof_";

/// How long a proof may take, in milliseconds: what is older was left behind.
const OLD: i64 = 3_600_000;

/// The keyspace of a proof that begins at `now`, in microseconds since the epoch: `modeler_proof_20261124t213000_5c1a2b`.
/// `salt` keeps proofs apart that begin at the same time.
pub fn name(now: i64, salt: u32) -> Name {
    let mut time = String::new();
    display(&CqlType::Timestamp, &(now / 1000).to_be_bytes(), &mut time);
    // To the second: `2026-11-24T21:30:00.123Z`.
    let time: String = time.chars().take(19).filter(char::is_ascii_alphanumeric).collect();
    let salt = (now % 1_000_000) as u32 ^ salt.wrapping_mul(0x9e37_79b1);
    Name::new(&format!("{PREFIX}{}_{:06x}", time.to_ascii_lowercase(), salt & 0xff_ffff))
}

/// Those of `keyspaces` that earlier proofs have left behind: scratch keyspaces more than an hour old at `now`, by the
/// time in their names. What only begins like one is not touched.
pub(super) fn leftovers(keyspaces: &[String], now: i64) -> Vec<Name> {
    let is_old = |name: &&String| made(name).is_some_and(|made| now / 1000 - made > OLD);
    keyspaces.iter().filter(is_old).map(|name| Name::new(name)).collect()
}

/// When the scratch keyspace called `name` was made, in milliseconds since the epoch.
fn made(name: &str) -> Option<i64> {
    let (time, salt) = name.strip_prefix(PREFIX)?.split_once('_')?;
    if time.len() != 15 || !time.is_ascii() || salt.is_empty() || !salt.bytes().all(|b| b.is_ascii_hexdigit()) {
        return None;
    }
    let part = |range: std::ops::Range<usize>| &time[range];
    let (day, clock) = ([part(0..4), part(4..6), part(6..8)], [part(9..11), part(11..13), part(13..15)]);
    let text = format!("{}T{}Z", day.join("-"), clock.join(":"));
    let mut bytes = Vec::new();
    encode_text(&CqlType::Timestamp, &text, &Reading::default(), &mut bytes).ok()?;
    Some(i64::from_be_bytes(bytes.try_into().ok()?))
}

/// The plan of `model` for the keyspace `scratch`, on a cluster of these datacenters with their numbers of nodes: with
/// the model's replication where the cluster has the nodes for it, else with one replica in each datacenter.
pub fn plan(model: &Model, scratch: &Name, datacenters: &BTreeMap<String, usize>) -> Catalog {
    let mut catalog = catalog::plan(model, scratch);
    if !fits(&catalog.keyspace.replication, datacenters) {
        let class = ("class".to_owned(), "NetworkTopologyStrategy".to_owned());
        let each = datacenters.keys().map(|datacenter| (datacenter.clone(), "1".to_owned()));
        catalog.keyspace.replication = std::iter::once(class).chain(each).collect();
    }
    catalog
}

/// Whether every replica has a node of its own. What cannot be read is the node's to judge.
fn fits(replication: &[(String, String)], datacenters: &BTreeMap<String, usize>) -> bool {
    // `3/1` is three replicas, one of them transient.
    let copies = |text: &str| text.split('/').next().and_then(|text| text.trim().parse::<usize>().ok()).unwrap_or(0);
    let class = replication.iter().find(|(key, _)| key == "class").map_or("", |(_, class)| class.as_str());
    let by_datacenter = class.ends_with("NetworkTopologyStrategy");
    replication.iter().filter(|(key, _)| key != "class").all(|(key, value)| match key.as_str() {
        "replication_factor" if by_datacenter => datacenters.values().all(|nodes| copies(value) <= *nodes),
        "replication_factor" => copies(value) <= datacenters.values().sum(),
        datacenter => copies(value) <= datacenters.get(datacenter).copied().unwrap_or(0),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 2026-11-24 21:30:00.5 UTC.
    const NOW: i64 = 1_795_555_800_500_000;

    #[test]
    fn a_name_tells_its_time() {
        let name = name(NOW, 7);
        assert!(name.text().starts_with("modeler_proof_20261124t213000_"), "{name}");
        assert!(name.text().len() <= 48);
        assert_eq!(name.cql(), name.text());
        assert_eq!(made(name.text()), Some(NOW / 1000 - 500));
        assert_ne!(super::name(NOW, 8), name);
    }

    #[test]
    fn only_old_scratch_is_left_over() {
        let names = [
            "modeler_proof_20261124t202959_00aa11",
            "modeler_proof_20261124t203001_00aa11",
            "modeler_proof_20261124t213000_ab12",
            "modeler_proof_20261199t202959_00aa11",
            "modeler_proof_20200101t000000_mine",
            "modeler_proof_20200101t000000",
            "modeler_proof_of_concept",
            "modeler_proof_ééééééé_ab",
            "shop",
        ];
        let left = leftovers(&names.map(str::to_owned), NOW);
        assert_eq!(left, [Name::new("modeler_proof_20261124t202959_00aa11")]);
    }

    #[test]
    fn replication_fits_where_there_are_nodes() {
        let cluster = BTreeMap::from([("east".to_owned(), 3), ("west".to_owned(), 1)]);
        let is = |options: &[(&str, &str)]| {
            let options: Vec<_> = options.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect();
            fits(&options, &cluster)
        };
        let (simple, by_datacenter) = (("class", "SimpleStrategy"), ("class", "NetworkTopologyStrategy"));
        assert!(is(&[simple, ("replication_factor", "4")]));
        assert!(!is(&[simple, ("replication_factor", "5")]));
        assert!(is(&[by_datacenter, ("east", "3")]));
        assert!(!is(&[by_datacenter, ("east", "3"), ("west", "2")]));
        assert!(!is(&[by_datacenter, ("north", "1")]));
        assert!(is(&[by_datacenter, ("replication_factor", "1")]));
        assert!(!is(&[by_datacenter, ("replication_factor", "2")]));
    }
}
