//! The keyspace and how it is replicated.

use super::Faults;
use crate::model::tree::Step;
use crate::model::{Keyspace, raw};
use crate::name::Name;
use crate::rules;

/// The keyspace: `keyspace: NAME` means `SimpleStrategy` with one copy.
pub(super) fn keyspace(raw: &raw::File, faults: &mut Faults<'_>) -> Option<Keyspace> {
    let root: Step<'_> = "keyspace".into();
    let (name, more, path) = match &raw.keyspace {
        raw::TextOr::Text(name) => (name, None, vec![root]),
        raw::TextOr::More(raw::Keyspace { name: Some(name), .. }) => {
            (name, raw.keyspace.more(), vec![root, "name".into()])
        }
        raw::TextOr::More(_) => {
            faults.push_key("Y07", &[root], "the keyspace has no `name`", "add `name:` under `keyspace:`");
            return None;
        }
    };
    let name = Name::new(name);
    for finding in rules::keyspace(&name) {
        let place = faults.tree.at(&path);
        faults.judged_at(place, finding);
    }
    let durable_writes = more.and_then(|more| more.durable_writes.as_deref());
    let durable_writes = faults.boolean(&[root, "durable_writes".into()], durable_writes).unwrap_or(true);
    let replication = match more.and_then(|more| more.replication.as_ref()) {
        Some(raw) => replication(raw, &[root, "replication".into()], faults),
        None => [("class", "SimpleStrategy"), ("replication_factor", "1")].map(|(k, v)| (k.into(), v.into())).to_vec(),
    };
    Some(Keyspace { name, replication, durable_writes })
}

/// The replication that stands at `path`: `class` first, then its options in written order.
pub(super) fn replication(
    raw: &raw::Entries<String>,
    path: &[Step<'_>],
    faults: &mut Faults<'_>,
) -> Vec<(String, String)> {
    let class = raw.0.iter().find(|(key, _)| key == "class").map(|(_, class)| class.as_str());
    let simple = match class.map(|class| class.rsplit('.').next().unwrap_or(class)) {
        Some("SimpleStrategy") => true,
        Some("NetworkTopologyStrategy") => false,
        Some(other) => {
            let fact = format!("replication class `{other}` is not one that a keyspace may have");
            let help = "write `SimpleStrategy` or `NetworkTopologyStrategy`";
            faults.push("D10", &[path, &["class".into()]].concat(), fact, help);
            false
        }
        None => {
            faults.push_key("D10", path, "`replication` has no `class`", "add `class: SimpleStrategy`");
            false
        }
    };
    let mut entries = raw.0.clone();
    entries.sort_by_key(|(key, _)| key != "class");
    if entries.len() == 1 && class.is_some() {
        let help =
            if simple { "add `replication_factor: 3`" } else { "add a number for each data centre, as `dc1: 3`" };
        faults.push_key("D10", path, "`replication` does not say how many copies there are", help);
    }
    for (key, value) in entries.iter().filter(|(key, _)| key != "class") {
        let path = [path, &[key.as_str().into()]].concat();
        if simple && key != "replication_factor" {
            let help = "write `replication_factor`, or use `NetworkTopologyStrategy`";
            faults.push_key("D10", &path, format!("`SimpleStrategy` does not know `{key}`"), help);
        } else if value.parse::<u32>().is_err() {
            let fact = format!("`{key}` must be a whole number of copies, not `{value}`");
            faults.push("D10", &path, fact, "write the number of copies, such as 3");
        }
    }
    entries
}
