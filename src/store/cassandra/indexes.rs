//! Waits until the indexes of a catalog can be queried: CREATE INDEX returns before.

use std::time::{Duration, Instant};

use scylla::client::session::Session;
use scylla::errors::ExecutionError;
use scylla::policies::load_balancing::{NodeIdentifier, SingleTargetLoadBalancingPolicy};
use scylla::statement::Statement;

use super::error;
use crate::catalog::Catalog;
use crate::store::StoreError;

/// The pause between two looks.
const PAUSE: Duration = Duration::from_millis(100);
/// How long an index may take before the command ends and leaves the node to it.
const PATIENCE: Duration = Duration::from_mins(10);

/// Waits until every node that can be reached can answer by every index of `catalog`. Fails where that takes longer than ten minutes.
pub(super) async fn await_queryable(session: &Session, catalog: &Catalog) -> Result<(), StoreError> {
    let indexes = catalog.tables.iter().flat_map(|table| &table.shape.indexes);
    let wanted: Vec<&str> = indexes.map(|index| index.name.text()).collect();
    if wanted.is_empty() {
        return Ok(());
    }
    let began = Instant::now();
    let nodes: Vec<_> = session
        .get_cluster_state()
        .get_nodes_info()
        .iter()
        .filter(|node| node.is_connected())
        .map(|node| node.host_id)
        .collect();
    for node in nodes {
        // The table is each node's own: it tells of the indexes there.
        let text = "SELECT index_name, is_queryable FROM system_views.sai_column_indexes WHERE keyspace_name = ?";
        let mut statement = Statement::new(text);
        let policy = SingleTargetLoadBalancingPolicy::new(NodeIdentifier::HostId(node), None);
        statement.set_load_balancing_policy(Some(policy));
        statement.set_is_idempotent(true);
        loop {
            let ready = match queryable(session, statement.clone(), catalog.keyspace.name.text()).await {
                // The node goes through all keyspaces, and stumbles over one that is dropped meanwhile.
                Err(failure) if failure.to_string().contains("Unknown keyspace") && began.elapsed() < PATIENCE => {
                    tokio::time::sleep(PAUSE).await;
                    continue;
                }
                ready => ready?,
            };
            let Some(missing) = wanted.iter().find(|name| !ready.iter().any(|ready| ready == *name)) else { break };
            if began.elapsed() > PATIENCE {
                return Err(StoreError::failed(format!(
                    "index `{missing}` cannot be queried yet; the node is still building it: apply again later"
                )));
            }
            tokio::time::sleep(PAUSE).await;
        }
    }
    Ok(())
}

/// The names of the indexes that can be queried.
async fn queryable(session: &Session, statement: Statement, keyspace: &str) -> Result<Vec<String>, StoreError> {
    let failed = |e: &ExecutionError| error::reading("read which indexes can be queried", e);
    let answer = session.query_unpaged(statement, (keyspace,)).await.map_err(|e| failed(&e))?;
    let answer = answer.into_rows_result().map_err(|e| StoreError::failed(format!("cannot read the indexes: {e}")))?;
    let rows =
        answer.rows::<(String, bool)>().map_err(|e| StoreError::failed(format!("cannot read the indexes: {e}")))?;
    Ok(rows.filter_map(Result::ok).filter(|(_, ready)| *ready).map(|(name, _)| name).collect())
}
