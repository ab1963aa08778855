//! Takes environments, finds those for earnest work whose rows a single lost node takes away. Never connects to one.

use super::Facts;
use crate::model::Environment;
use crate::model::environment::EnvironmentStore;
use crate::rules::shape::{Finding, Part};

/// Copies with which one node may be away and a quorum is left: `ScyllaDB` warns of fewer, the analyzer of `AxonOps`
/// too.
const COPIES: u32 = 3;

/// A31: an environment that is protected, or has several nodes, keeps few copies or places them without regard to
/// racks.
pub(super) fn copies(facts: &Facts<'_>, environment: &Environment) -> Vec<Finding> {
    let nodes = match &environment.store {
        Some(EnvironmentStore::Cluster(address)) => address.hosts.len(),
        Some(EnvironmentStore::Embedded(_)) => return Vec::new(),
        None => 0,
    };
    if !environment.protect && nodes < 2 {
        return Vec::new();
    }
    let replication = environment.replication.as_ref().unwrap_or(&facts.model.keyspace.replication);
    let class = replication.iter().find(|(key, _)| key == "class").map_or("", |(_, class)| class.as_str());
    let name = &environment.name;
    let found = |fact: String, help: &str| vec![Finding::new("A31", Part::Name, fact).help(help)];
    if class.ends_with("SimpleStrategy") {
        let fact =
            format!("environment `{name}` places copies by SimpleStrategy, without regard to racks and datacenters");
        return found(fact, "`replication: { class: NetworkTopologyStrategy, YOUR_DATACENTER: 3 }`");
    }
    let few = |(key, copies): &&(String, String)| key != "class" && self::copies_of(copies).is_some_and(|n| n < COPIES);
    match replication.iter().find(few) {
        Some((datacenter, copies)) => {
            let fact = format!("environment `{name}` keeps fewer copies than {COPIES} in `{datacenter}`: {copies}");
            found(fact, "with three, one node may be away while reads and writes ask for a quorum")
        }
        None => Vec::new(),
    }
}

/// The whole copies of `3` or `3/1`.
fn copies_of(text: &str) -> Option<u32> {
    text.split('/').next().unwrap_or_default().trim().parse().ok()
}
