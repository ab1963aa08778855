//! What most commands begin with: the project, its model, its statements and its store.

use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

use modeler::catalog::Catalog;
use modeler::diagnostic::Report;
use modeler::model::Model;
use modeler::name::Name;
use modeler::project::Project;
use modeler::render::Rendered;
use modeler::store::Any;
use modeler::store::cassandra::Cassandra;
use modeler::store::embedded::Embedded;

use super::{Exit, Fault, Global, Shell};

/// A model that was found valid, and everything that follows from it.
pub(crate) struct Session {
    pub(crate) project: Project,
    pub(crate) model: Model,
    pub(crate) catalog: Catalog,
    pub(crate) rendered: Rendered,
    store: Target,
}

impl Session {
    /// Reads the model and renders what follows from it.
    pub(crate) fn open(global: &Global) -> Result<Self, Fault> {
        Ok(Self::read(global)?.0)
    }

    /// As [`Session::open`], and tells the model's warnings: for commands that someone runs after a change of the model.
    pub(crate) fn open_warning(global: &Global, shell: &mut Shell) -> Result<Self, Fault> {
        let (session, warnings) = Self::read(global)?;
        if !warnings.diagnostics.is_empty() && !shell.is_quiet() {
            shell.report(&warnings);
        }
        Ok(session)
    }

    fn read(global: &Global) -> Result<(Self, Report), Fault> {
        let project = Project::of(&global.file, global.root.as_deref());
        let store = target(&global.store, &project.state())?;
        let (model, warnings) = project.model()?;
        let (catalog, rendered) = project.render(&model)?;
        Ok((Self { project, model, catalog, rendered, store }, warnings))
    }

    /// The store that the command line names. Fails where it is on a cluster that cannot be connected to.
    pub(crate) async fn store(&self) -> Result<Any, Fault> {
        let keyspace = &self.catalog.keyspace.name;
        Ok(match &self.store {
            Target::Embedded(folder) => Any::Embedded(Embedded::new(folder, keyspace)),
            Target::Cassandra(connection) => Any::Cassandra(Box::new(Cassandra::connect(connection, keyspace).await?)),
        })
    }

    /// The cluster that the command line names, for the keyspace `keyspace` instead of the model's. Fails where the store
    /// is no cluster, or cannot be connected to.
    pub(crate) async fn cluster(&self, keyspace: &Name) -> Result<Cassandra, Fault> {
        match &self.store {
            Target::Embedded(_) => Err(Fault::new(
                Exit::Usage,
                format!(
                    "`--prove` tries the model on a node of Cassandra, and the store is `{}`: name a cluster with \
                     `--store cassandra://HOST`",
                    self.store_name()
                ),
            )),
            // PLACE: a cluster whose environment says `protect: true` is refused here (exit 5).
            Target::Cassandra(connection) => Ok(Cassandra::connect(connection, keyspace).await?),
        }
    }

    /// The store as a person would name it.
    pub(crate) fn store_name(&self) -> String {
        match &self.store {
            Target::Embedded(folder) => format!("embedded:{}", folder.display()),
            Target::Cassandra(connection) => connection.shown(),
        }
    }
}

enum Target {
    Embedded(PathBuf),
    Cassandra(Box<modeler::store::connection::Connection>),
}
fn target(text: &str, state: &Path) -> Result<Target, Fault> {
    match text.split_once(':') {
        None if text == "embedded" => Ok(Target::Embedded(state.to_path_buf())),
        Some(("embedded", dir)) if !dir.is_empty() => Ok(Target::Embedded(PathBuf::from(dir))),
        Some(("cassandra" | "scylla", _)) => {
            let connection = modeler::store::connection::Connection::parse(text);
            let connection = connection.map_err(|e| Fault::new(Exit::Usage, format!("{e:?}")))?;
            Ok(Target::Cassandra(Box::new(connection)))
        }
        _ => Err(Fault::new(Exit::Usage, "`--store` is `embedded` or `embedded:DIR`")),
    }
}

/// Microseconds since the epoch.
pub(crate) fn now() -> i64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| i64::try_from(since.as_micros()).unwrap_or(i64::MAX))
}
