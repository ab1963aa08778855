//! Takes how a keyspace is replicated and how a catalog wants it, gives what differs, and what does not fit the
//! datacenters at hand.

use super::{Change, Comparison, Difference, Schema, last_word};
use crate::catalog::Catalog;
use crate::name::Name;

/// Compares the keyspace of `catalog` with the one that was found.
pub(super) fn compare(catalog: &Catalog, found: &Schema, comparison: &mut Comparison) {
    let wanted = wanted_replication(catalog, &found.datacenters);
    fitness(&catalog.keyspace.name, &wanted, &found.datacenters, comparison);
    let Some(there) = &found.keyspace else {
        comparison.changes.push(Change::Keyspace);
        return;
    };
    let mut facts = Vec::new();
    if !same_replication(&there.options, &wanted) {
        let show = |options: &[(String, String)]| {
            let options: Vec<String> = options.iter().map(|(key, value)| format!("{key}: {value}")).collect();
            format!("{{ {} }}", options.join(", "))
        };
        facts.push(format!(
            "its replication is {} there, {} in the model",
            show(&there.options),
            show(&catalog.keyspace.replication)
        ));
    }
    if there.durable_writes != catalog.keyspace.durable_writes {
        let (there, wanted) = (there.durable_writes, catalog.keyspace.durable_writes);
        facts.push(format!("`durable_writes` is {there} there, {wanted} in the model"));
    }
    if !facts.is_empty() {
        let object = format!("keyspace `{}`", catalog.keyspace.name);
        comparison.differences.push(Difference { object, table: None, facts });
    }
}

/// The replication as the node will keep it: it spells a `replication_factor` of `NetworkTopologyStrategy` out for each
/// datacenter, and fills in 1 where neither is given.
fn wanted_replication(catalog: &Catalog, datacenters: &[String]) -> Vec<(String, String)> {
    let options = &catalog.keyspace.replication;
    let class = options.iter().find(|(key, _)| key == "class").map_or("", |(_, class)| last_word(class));
    let factor = options.iter().find(|(key, _)| key == "replication_factor").map(|(_, factor)| factor.clone());
    let mut wanted = vec![("class".to_owned(), class.to_owned())];
    let named = options.iter().filter(|(key, _)| key != "class" && key != "replication_factor").cloned();
    wanted.extend(named);
    match (class, factor) {
        ("NetworkTopologyStrategy", factor) if factor.is_some() || wanted.len() == 1 => {
            for datacenter in datacenters {
                if wanted.iter().all(|(key, _)| key != datacenter) {
                    wanted.push((datacenter.clone(), factor.clone().unwrap_or_else(|| "1".to_owned())));
                }
            }
        }
        ("NetworkTopologyStrategy", _) => {}
        (_, factor) => wanted.push(("replication_factor".to_owned(), factor.unwrap_or_else(|| "1".to_owned()))),
    }
    wanted
}

/// A factor of 0 says the same as none.
fn same_replication(there: &[(String, String)], wanted: &[(String, String)]) -> bool {
    let sorted = |options: &[(String, String)]| {
        let mut options: Vec<(String, String)> = options
            .iter()
            .filter(|(_, value)| value != "0")
            .map(|(key, value)| (key.clone(), last_word(value).to_owned()))
            .collect();
        options.sort();
        options
    };
    sorted(there) == sorted(wanted)
}

/// Warns of a replication that does not fit the datacenters at hand.
fn fitness(name: &Name, wanted: &[(String, String)], datacenters: &[String], comparison: &mut Comparison) {
    let class = wanted.first().map_or("", |(_, class)| class.as_str());
    let factor = |datacenter: &String| format!("{datacenter}: 3");
    let line = datacenters.iter().map(factor).collect::<Vec<_>>().join(", ");
    let line = format!("replication: {{ class: NetworkTopologyStrategy, {line} }}");
    if class == "SimpleStrategy" && datacenters.len() > 1 {
        let names = datacenters.join(", ");
        comparison.warnings.push(format!(
            "keyspace `{name}` has SimpleStrategy, which knows no datacenters, and the cluster has several ({names}); \
             write `{line}`"
        ));
    }
    if class != "NetworkTopologyStrategy" || datacenters.is_empty() {
        return;
    }
    let unknown = wanted.iter().skip(1).filter(|(key, _)| !datacenters.contains(key));
    for (key, _) in unknown {
        let names = datacenters.join("`, `");
        comparison.warnings.push(format!(
            "keyspace `{name}` is to be replicated to datacenter `{key}`, but the cluster has `{names}`; write `{line}`"
        ));
    }
}
