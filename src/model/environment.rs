//! Takes a model and one of its environments, gives the model as it is there: another keyspace name, replication and
//! table options, the same keys and types. Never fails: an environment that exists was judged with the model.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use super::{Keyspace, Model};
use crate::name::Name;
use crate::rules::address::Address;
use crate::rules::shape::{self, Setting};

/// What is otherwise in one environment; what it does not say is as everywhere.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Environment {
    /// Its name.
    pub name: String,
    /// Where its tables live.
    pub store: Option<EnvironmentStore>,
    /// The datacenter whose nodes are asked.
    pub datacenter: Option<String>,
    /// The consistency level, by its CQL name, of statements that name none.
    pub consistency: Option<String>,
    /// Who logs in.
    pub user: Option<String>,
    /// How connections are encrypted; not at all without it.
    pub tls: Option<EnvironmentTls>,
    /// How long connecting may take.
    pub connect_timeout: Option<Duration>,
    /// How long a request may take.
    pub request_timeout: Option<Duration>,
    /// Rows that a node gives at a time.
    pub page_size: Option<i32>,
    /// The keyspace's name.
    pub keyspace: Option<Name>,
    /// Its replication: `class` first, then its options in written order.
    pub replication: Option<Vec<(String, String)>>,
    /// Whether writes go to the commit log.
    pub durable_writes: Option<bool>,
    /// Options of tables: those of all tables first, each value in place of the model's.
    pub options: Vec<TableOptions>,
    /// Whether tables may not be dropped.
    pub protect: bool,
}

/// Where the tables of an environment live.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EnvironmentStore {
    /// In a folder, which hangs from the root; in the project's own without one.
    Embedded(Option<PathBuf>),
    /// In a cluster.
    Cluster(Address),
}

/// How connections of an environment are encrypted. Paths hang from the root.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EnvironmentTls {
    /// A file of certificates to trust.
    pub ca: Option<PathBuf>,
    /// Our own certificate.
    pub certificate: Option<PathBuf>,
    /// Its private key.
    pub key: Option<PathBuf>,
    /// Whether a node's certificate must be for the host that was asked for.
    pub verify_host: Option<bool>,
    /// The name that is looked for in a node's certificate.
    pub server_name: Option<String>,
}

/// Options of one table, or of all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableOptions {
    /// Index of the table; all of them without it.
    pub table: Option<usize>,
    /// The options by their CQL name.
    pub options: Vec<(String, Setting)>,
}

impl Environment {
    /// The options of the table at this index, which has `base` everywhere else: those it names in place of the base's.
    pub fn options_of(&self, table: usize, base: &[(String, Setting)]) -> Vec<(String, Setting)> {
        let mut options = base.to_vec();
        let said = self.options.iter().filter(|said| said.table.is_none_or(|at| at == table));
        for (name, setting) in said.flat_map(|said| &said.options) {
            match options.iter_mut().find(|(known, _)| known == name) {
                Some((_, known)) => known.clone_from(setting),
                None => options.push((name.clone(), setting.clone())),
            }
        }
        options
    }
}

impl Model {
    /// The environment called `name`.
    pub fn environment(&self, name: &str) -> Option<&Environment> {
        self.environments.iter().find(|environment| environment.name == name)
    }

    /// The model as it is in `environment`, one of its own. The consistency level and what else belongs to connections
    /// is no part of a model.
    #[must_use]
    pub fn in_environment(&self, environment: &Environment) -> Self {
        let mut model = self.clone();
        let base = &self.keyspace;
        model.keyspace = Keyspace {
            name: environment.keyspace.as_ref().unwrap_or(&base.name).clone(),
            replication: environment.replication.as_ref().unwrap_or(&base.replication).clone(),
            durable_writes: environment.durable_writes.unwrap_or(base.durable_writes),
        };
        if environment.options.is_empty() {
            return model;
        }
        for (at, table) in model.tables.iter_mut().enumerate() {
            let options = environment.options_of(at, &table.shape.options);
            table.shape = Arc::new(shape::Table { options, ..(*table.shape).clone() });
        }
        for query in &mut model.queries {
            query.shape.table = Arc::clone(&model.tables[query.table].shape);
        }
        model
    }
}
