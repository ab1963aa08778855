//! What a trial on the shared node gets: its address, a session for looking at what the trial did, keyspaces.

use std::env;
use std::fmt;
use std::future::Future;
use std::process;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, OnceLock};
use std::thread;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use libtest_mimic::Failed;
use scylla::client::session::Session;
use scylla::client::session_builder::SessionBuilder;
use scylla::policies::host_filter::AllowListHostFilter;
use scylla::response::query_result::QueryResult;
use tokio::runtime::Runtime;
use uuid::Uuid;

use crate::node::{Missing, Node, VARIABLE};

/// A cluster, and a session with it.
pub struct Cluster {
    address: String,
    runtime: Runtime,
    session: Session,
}

static SHARED: OnceLock<Result<Cluster, Missing>> = OnceLock::new();

impl Cluster {
    /// The cluster of the whole run: the one that the environment names, or one that is started here.
    pub fn shared() -> Result<&'static Self, &'static Missing> {
        SHARED
            .get_or_init(|| match env::var(VARIABLE) {
                Ok(address) if address != "required" && !address.is_empty() => Self::at(&address),
                _ => Node::shared().map_err(Clone::clone).and_then(|node| Self::at(&node.address())),
            })
            .as_ref()
    }

    /// One node that asks for no password, and no other of its cluster: a driver would ask them by turns.
    pub fn of(node: &Node) -> Result<Self, Missing> {
        let only = AllowListHostFilter::new([node.address()]).map_err(|error| Missing::Broken(error.to_string()))?;
        Self::with(&node.address(), SessionBuilder::new().host_filter(Arc::new(only)))
    }

    /// Two nodes in one cluster, for the whole run, once they know each other. Trials must not stop them.
    pub fn pair() -> Result<[&'static Node; 2], Failed> {
        let pair = Node::pair()?;
        for node in pair {
            let cluster = Self::of(node)?;
            let deadline = Instant::now() + Duration::from_mins(1);
            while !cluster.has_agreeing_peer()? {
                assert!(Instant::now() < deadline, "after a minute, {} is alone", node.address());
                thread::sleep(Duration::from_millis(100));
            }
        }
        Ok(pair)
    }

    fn has_agreeing_peer(&self) -> Result<bool, Failed> {
        let version = |table: &str| -> Result<Option<Uuid>, Failed> {
            let versions = self.cql(&format!("SELECT schema_version FROM system.{table}"))?.into_rows_result()?;
            Ok(versions.maybe_first_row::<(Option<Uuid>,)>()?.and_then(|row| row.0))
        };
        Ok(version("peers")?.is_some() && version("peers")? == version("local")?)
    }

    fn at(address: &str) -> Result<Self, Missing> {
        Self::with(address, SessionBuilder::new())
    }

    /// The cluster at the address, by a session with passwords, certificates and whatever else the builder says.
    pub fn with(address: &str, builder: SessionBuilder) -> Result<Self, Missing> {
        let broken = |error: &dyn fmt::Display| Missing::Broken(format!("no session with {address}: {error}"));
        let runtime = Runtime::new().map_err(|error| broken(&error))?;
        // The driver cannot read the columns of user-defined types whose names need quotes, which some trials make.
        let builder = builder.fetch_full_schema_metadata(false);
        let session = runtime.block_on(builder.known_node(address).build()).map_err(|error| broken(&error))?;
        Ok(Self { address: address.to_owned(), runtime, session })
    }

    /// `HOST:PORT`.
    pub fn address(&self) -> &str {
        &self.address
    }

    /// The session, for what [`Cluster::cql`] is too short for.
    pub fn session(&self) -> &Session {
        &self.session
    }

    /// Waits for what the driver promises.
    pub fn wait<F: Future>(&self, future: F) -> F::Output {
        self.runtime.block_on(future)
    }

    /// Runs one statement without values, unpaged.
    pub fn cql(&self, statement: &str) -> Result<QueryResult, Failed> {
        self.wait(self.session.query_unpaged(statement, ())).map_err(|error| format!("{statement}: {error}").into())
    }

    /// A name for a keyspace that nobody else uses. What has that name is dropped when the trial ends.
    pub fn keyspace(&self) -> Keyspace<'_> {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let count = COUNT.fetch_add(1, Ordering::Relaxed);
        // Two runs may share a node, and a process number comes again.
        let start = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_millis());
        Keyspace { cluster: self, name: format!("t{start}_{}_{count}", process::id()) }
    }
}

/// A keyspace of one trial. It displays as its name, which needs no quotes.
pub struct Keyspace<'a> {
    cluster: &'a Cluster,
    name: String,
}

impl Keyspace<'_> {
    /// Its name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Makes it, with one replica.
    pub fn create(&self) -> Result<(), Failed> {
        let replication = "{'class': 'SimpleStrategy', 'replication_factor': 1}";
        self.cluster.cql(&format!("CREATE KEYSPACE {self} WITH replication = {replication}")).map(drop)
    }
}

impl fmt::Display for Keyspace<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.name)
    }
}

impl Drop for Keyspace<'_> {
    fn drop(&mut self) {
        // A node that the trial has killed keeps it.
        let _ = self.cluster.cql(&format!("DROP KEYSPACE IF EXISTS {self}"));
    }
}
