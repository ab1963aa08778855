//! Asks every node when it started. A node that was started again may have lost what it had confirmed shortly before, if its
//! machine lost power: by default it brings its commit log to the disk every ten seconds only.

use std::collections::BTreeMap;

use scylla::client::session::Session;
use scylla::policies::load_balancing::{NodeIdentifier, SingleTargetLoadBalancingPolicy};
use scylla::statement::Statement;

use super::inspect;
use crate::store::StoreError;

/// The nodes that answer, by their identifiers, each with the second in which it started.
pub(super) async fn started(session: &Session) -> BTreeMap<String, i64> {
    let nodes: Vec<_> = session.get_cluster_state().get_nodes_info().iter().map(|node| node.host_id).collect();
    let mut started = BTreeMap::new();
    for id in nodes {
        let mut question = Statement::new("SELECT gossip_generation FROM system.local");
        question
            .set_load_balancing_policy(Some(SingleTargetLoadBalancingPolicy::new(NodeIdentifier::HostId(id), None)));
        // A node that is down, or that does not know, is left out: it is compared when it answers.
        if let Ok(rows) = inspect::read_from::<(Option<i32>,)>(session, question, ()).await
            && let Some((Some(generation),)) = rows.first()
        {
            started.insert(id.to_string(), i64::from(*generation));
        }
    }
    started
}

/// Whether a node of `now` was started again since `then`.
pub(super) fn restarted(then: &BTreeMap<String, i64>, now: &BTreeMap<String, i64>) -> bool {
    now.iter().any(|(node, started)| then.get(node).is_some_and(|before| before != started))
}

/// No node answers when all rows have been confirmed: whether they have kept what they confirmed last shows when they are
/// back.
pub(super) fn gone() -> StoreError {
    StoreError::failed(
        "all rows were confirmed, but no node answers any more, so that it is not known whether they have kept the last of them",
    )
}
