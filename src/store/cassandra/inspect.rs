//! Takes a session and a keyspace's name, gives what the cluster holds of it, read from `system_schema` as it is now: the
//! driver's own picture of it may be older.

use std::collections::BTreeMap;
use std::sync::Arc;

use scylla::client::session::Session;
use scylla::deserialize::row::DeserializeRow;
use scylla::policies::load_balancing::{LoadBalancingPolicy, NodeIdentifier, SingleTargetLoadBalancingPolicy};
use scylla::statement::Statement;
use uuid::Uuid;

use super::error;
use crate::catalog::Catalog;
use crate::name::Name;
use crate::rules::shape::{Kind, Order, Setting};
use crate::store::StoreError;
use crate::store::schema::{Found, FoundColumn, Replication, Schema, index_text, last_word};

type Pairs = BTreeMap<String, String>;

/// What the cluster holds of the keyspace of `catalog`. Fails where the system tables cannot be read.
pub(super) async fn schema(session: &Session, catalog: &Catalog) -> Result<Schema, StoreError> {
    let reader = Reader { session, keyspace: &catalog.keyspace.name, node: one_node(session) };
    let mut schema = Schema { datacenters: datacenters(session), ..Schema::default() };
    let keyspace = "SELECT replication, durable_writes FROM system_schema.keyspaces WHERE keyspace_name = ?";
    let keyspaces: Vec<(Pairs, bool)> = reader.rows(keyspace).await?;
    let Some((options, durable_writes)) = keyspaces.into_iter().next() else { return Ok(schema) };
    schema.keyspace = Some(Replication { options: replication(options), durable_writes });
    let types = "SELECT type_name, field_names, field_types FROM system_schema.types WHERE keyspace_name = ?";
    for (name, names, types) in reader.rows::<(String, Vec<String>, Vec<String>)>(types).await? {
        schema.types.insert(name, names.into_iter().zip(types).collect());
    }
    for table in reader.tables().await? {
        schema.tables.insert(table.0, table.1);
    }
    for column in reader.columns().await? {
        if let Some(table) = schema.tables.get_mut(&column.table) {
            table.columns.push(column.found);
        }
    }
    let indexes = "SELECT table_name, index_name, kind, options FROM system_schema.indexes WHERE keyspace_name = ?";
    for (table, name, _kind, options) in reader.rows::<(String, String, String, Pairs)>(indexes).await? {
        if let Some(table) = schema.tables.get_mut(&table) {
            table.indexes.insert(name, index(options));
        }
    }
    Ok(schema)
}

/// The identifiers of the tables that are there, by name.
pub(super) async fn ids(session: &Session, keyspace: &Name) -> Result<BTreeMap<String, Uuid>, StoreError> {
    let reader = Reader { session, keyspace, node: one_node(session) };
    let rows = reader.rows("SELECT table_name, id FROM system_schema.tables WHERE keyspace_name = ?").await?;
    Ok(rows.into_iter().collect())
}

/// What tells each table from one of the same name that is made later, by name: its identifier, and when it was made or
/// altered, in microseconds since the epoch. The identifier alone does not: it comes again with the same statement.
pub(super) async fn made(session: &Session, keyspace: &Name) -> Result<BTreeMap<String, String>, StoreError> {
    let reader = Reader { session, keyspace, node: one_node(session) };
    let text = "SELECT table_name, id, writetime(id) FROM system_schema.tables WHERE keyspace_name = ?";
    let rows = reader.rows::<(String, Uuid, i64)>(text).await?;
    Ok(rows.into_iter().map(|(table, id, at)| (table, format!("{id} {at}"))).collect())
}

/// The datacenters of the cluster, by name.
fn datacenters(session: &Session) -> Vec<String> {
    let state = session.get_cluster_state();
    let mut names: Vec<String> = state.get_nodes_info().iter().filter_map(|node| node.datacenter.clone()).collect();
    names.sort();
    names.dedup();
    names
}

/// A policy that asks one node alone: each has its own picture of the schema, and two of them may not be of one moment.
fn one_node(session: &Session) -> Option<Arc<dyn LoadBalancingPolicy>> {
    let state = session.get_cluster_state();
    let node = state.get_nodes_info().iter().find(|node| node.is_connected())?;
    Some(SingleTargetLoadBalancingPolicy::new(NodeIdentifier::HostId(node.host_id), None))
}

struct Reader<'a> {
    session: &'a Session,
    keyspace: &'a Name,
    /// The node that is asked; any, where none is known.
    node: Option<Arc<dyn LoadBalancingPolicy>>,
}

/// A column of `system_schema.columns`.
struct ColumnOf {
    table: String,
    found: FoundColumn,
}

impl Reader<'_> {
    /// The rows that `statement` gives for the keyspace.
    async fn rows<R>(&self, statement: &str) -> Result<Vec<R>, StoreError>
    where
        R: for<'frame, 'metadata> DeserializeRow<'frame, 'metadata>,
    {
        let mut request = Statement::new(statement);
        request.set_load_balancing_policy(self.node.clone());
        read_from(self.session, request, (self.keyspace.text(),)).await
    }

    async fn tables(&self) -> Result<Vec<(String, Found)>, StoreError> {
        // All columns, by name: Cassandra and ScyllaDB, and versions of each, have other ones.
        let json: Vec<(String,)> = self.rows("SELECT JSON * FROM system_schema.tables WHERE keyspace_name = ?").await?;
        let table = |(json,): (String,)| {
            let fields: serde_json::Map<String, serde_json::Value> = serde_json::from_str(&json).ok()?;
            let name = fields.get("table_name")?.as_str()?.to_owned();
            let mut options: BTreeMap<_, _> =
                fields.iter().filter_map(|(name, value)| Some((name.clone(), setting(value)?))).collect();
            // A node writes down no memtable but one that is not the default.
            if fields.get("memtable").is_some_and(serde_json::Value::is_null) {
                options.insert("memtable".to_owned(), Setting::Scalar("default".to_owned()));
            }
            Some((name, Found { options, ..Found::default() }))
        };
        Ok(json.into_iter().filter_map(table).collect())
    }

    /// The columns of all tables: of each the key first, in its order.
    async fn columns(&self) -> Result<Vec<ColumnOf>, StoreError> {
        type Columns = (String, String, String, String, i32, String);
        let statement = "SELECT table_name, column_name, kind, clustering_order, position, type \
                         FROM system_schema.columns WHERE keyspace_name = ?";
        let mut rows: Vec<Columns> = self.rows(statement).await?;
        let rank = |kind: &str| match kind {
            "partition_key" => 0,
            "clustering" => 1,
            _ => 2,
        };
        rows.sort_by_key(|(_, _, kind, _, position, _)| (rank(kind), *position));
        let column = |(table, name, kind, order, _, ty): Columns| {
            let kind = match (kind.as_str(), order.as_str()) {
                ("partition_key", _) => Kind::Partition,
                ("clustering", "desc") => Kind::Clustering(Order::Desc),
                ("clustering", _) => Kind::Clustering(Order::Asc),
                ("static", _) => Kind::Static,
                _ => Kind::Regular,
            };
            ColumnOf { table, found: FoundColumn { name, ty, kind } }
        };
        Ok(rows.into_iter().map(column).collect())
    }
}

/// The rows of a statement on a system table.
pub(super) async fn read<R>(
    session: &Session,
    statement: &str,
    values: impl scylla::serialize::row::SerializeRow,
) -> Result<Vec<R>, StoreError>
where
    R: for<'frame, 'metadata> DeserializeRow<'frame, 'metadata>,
{
    read_from(session, Statement::new(statement), values).await
}

pub(super) async fn read_from<R>(
    session: &Session,
    mut request: Statement,
    values: impl scylla::serialize::row::SerializeRow,
) -> Result<Vec<R>, StoreError>
where
    R: for<'frame, 'metadata> DeserializeRow<'frame, 'metadata>,
{
    let doing = || "read what the cluster holds".to_owned();
    request.set_is_idempotent(true);
    let answer = session.query_unpaged(request, values).await.map_err(|e| error::reading(doing(), &e))?;
    let foreign = |cause: Box<dyn std::error::Error + Send + Sync>| {
        let mut failure = StoreError::failed(format!("cannot {}: the answer is not as expected", doing()));
        failure.source = Some(cause);
        failure
    };
    let answer = answer.into_rows_result().map_err(|e| foreign(Box::new(e)))?;
    let rows = answer.rows::<R>().map_err(|e| foreign(Box::new(e)))?;
    rows.collect::<Result<_, _>>().map_err(|e| foreign(Box::new(e)))
}

/// The class first, by its last word.
fn replication(mut options: Pairs) -> Vec<(String, String)> {
    let class = options.remove("class").unwrap_or_default();
    std::iter::once(("class".to_owned(), last_word(&class).to_owned())).chain(options).collect()
}

fn setting(value: &serde_json::Value) -> Option<Setting> {
    match value {
        serde_json::Value::Object(map) => {
            let text = |value: &serde_json::Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
            Some(Setting::Map(map.iter().map(|(key, value)| (key.clone(), text(value))).collect()))
        }
        serde_json::Value::String(text) => Some(Setting::Scalar(text.clone())),
        serde_json::Value::Null | serde_json::Value::Array(_) => None,
        scalar => Some(Setting::Scalar(scalar.to_string())),
    }
}

/// An index in one text; one of another kind than those that a model declares says so.
fn index(mut options: Pairs) -> String {
    let target = options.remove("target").unwrap_or_default();
    let class = options.remove("class_name").unwrap_or_else(|| "none".to_owned());
    let text = index_text(&target, &options);
    if matches!(last_word(&class), "sai" | "StorageAttachedIndex") { text } else { format!("{text} of class {class}") }
}
