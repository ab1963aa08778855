//! What most commands begin with: the project, its model, its statements and its store.

use std::time::{SystemTime, UNIX_EPOCH};

use modeler::catalog;
use modeler::catalog::Catalog;
use modeler::diagnostic::Report;
use modeler::model::{Environment, Judge, Model};
use modeler::name::Name;
use modeler::project::Project;
use modeler::render::{self, Overrides, Rendered};
use modeler::store::Any;
use modeler::store::cassandra::Cassandra;
use modeler::store::connection::Connection;
use modeler::store::embedded::Embedded;

use super::connect::{self, Target};
use super::{Exit, Fault, Global, Shell, password};

/// A model that was found valid, and everything that follows from it.
pub(crate) struct Session {
    pub(crate) project: Project,
    pub(crate) model: Model,
    pub(crate) catalog: Catalog,
    pub(crate) rendered: Rendered,
    store: Target,
    environment: Option<Environment>,
}

impl Session {
    /// Reads the model and renders what follows from it.
    pub(crate) fn open(global: &Global) -> Result<Self, Fault> {
        Ok(Self::read(global, &[Judge::Model])?.0)
    }

    /// As [`Session::open_warning`], without a store and without an environment: for commands that touch neither.
    pub(crate) fn open_base(global: &Global, shell: &mut Shell) -> Result<Self, Fault> {
        Ok(Self::warned(Self::base(global, &[Judge::Model])?, shell))
    }

    /// As [`Session::open`], and tells the model's warnings and all advice: for commands that someone runs after a change
    /// of the model.
    pub(crate) fn open_warning(global: &Global, shell: &mut Shell) -> Result<Self, Fault> {
        Ok(Self::warned(Self::read(global, &[Judge::Model, Judge::Advice])?, shell))
    }

    fn warned((session, warnings): (Self, Report), shell: &mut Shell) -> Self {
        if warnings.warnings() > 0 && !shell.is_quiet() {
            shell.report(&warnings);
        }
        session
    }

    fn read(global: &Global, judges: &[Judge]) -> Result<(Self, Report), Fault> {
        let (mut session, warnings) = Self::base(global, judges)?;
        let environment = connect::environment(global, &session.model)?.cloned();
        session.store = connect::target(global, &session.project, Some(&session.model))?;
        if let Some(environment) = environment {
            session.model = session.model.in_environment(&environment);
            session.environment = Some(environment);
        }
        let keyspace = match &session.store {
            Target::Cassandra(connection) => connection.keyspace.clone(),
            Target::Embedded(_) => None,
        };
        if session.environment.is_some() || keyspace.is_some() {
            session.plan_for(&keyspace.unwrap_or_else(|| session.model.keyspace.name.clone()))?;
        }
        Ok((session, warnings))
    }

    /// The model as it is written, and what follows from it: artifacts know no environment. The report is that of
    /// `judges`.
    pub(crate) fn base(global: &Global, judges: &[Judge]) -> Result<(Self, Report), Fault> {
        let project = Project::of(&global.file, global.root.as_deref());
        let (model, mut warnings) = project.model()?;
        if judges.contains(&Judge::Advice) {
            warnings.merge(project.advice(&model));
            warnings.sort();
        }
        model.suppress(&mut warnings, today(), judges);
        let (catalog, rendered) = project.render(&model)?;
        let store = Target::Embedded(project.state());
        Ok((Self { project, model, catalog, rendered, store, environment: None }, warnings))
    }

    /// Works in the keyspace `keyspace` from here on; the artifacts stay those of the model as it is written.
    fn plan_for(&mut self, keyspace: &Name) -> Result<(), Fault> {
        self.catalog = catalog::plan(&self.model, keyspace);
        // A template of the user's own equals the built-in one for the model as it is written, and may spell its names.
        self.rendered.script = render::script(&self.catalog, &Overrides::default())?;
        Ok(())
    }

    /// The name of the environment, if its tables may not be dropped.
    pub(crate) fn protected(&self) -> Option<&str> {
        self.environment.as_ref().filter(|environment| environment.protect).map(|environment| environment.name.as_str())
    }

    /// Refuses to drop tables where the environment protects them; `drop` if that is asked for.
    pub(crate) fn may_drop(&self, drop: bool) -> Result<(), Fault> {
        let Some(name) = self.protected().filter(|_| drop) else { return Ok(()) };
        let text = format!("environment `{name}` is protected, so that `--drop-tables` is refused");
        let help = Some("leave it out, or take `protect: true` from the environment first".to_owned());
        Err(Fault::Message { exit: Exit::Refused, text, causes: Vec::new(), help })
    }

    /// The store that the command line names. Fails where it is a cluster that cannot be connected to.
    pub(crate) async fn store(&self) -> Result<Any, Fault> {
        let keyspace = &self.catalog.keyspace.name;
        Ok(match &self.store {
            Target::Embedded(folder) => Any::Embedded(Embedded::new(folder, keyspace)),
            Target::Cassandra(connection) => Any::Cassandra(Box::new(connected(connection, keyspace).await?)),
        })
    }

    /// The cluster that the command line names, for the keyspace `keyspace` instead of the model's. Fails where the store
    /// is no cluster, cannot be connected to, or is protected.
    pub(crate) async fn cluster(&self, keyspace: &Name) -> Result<Cassandra, Fault> {
        proving_ground(self.environment.as_ref(), &self.store, keyspace).await
    }

    /// What tells the store from others, in the names of files.
    pub(crate) fn store_mark(&self) -> u32 {
        modeler::store::ledger::mark(&self.store_name())
    }

    /// The store as a person would name it.
    pub(crate) fn store_name(&self) -> String {
        self.store.shown()
    }
}

/// The cluster that a proof takes place on. Fails where the environment is protected and where the store is none.
pub(crate) async fn proving_ground(
    environment: Option<&Environment>,
    store: &Target,
    keyspace: &Name,
) -> Result<Cassandra, Fault> {
    if let Some(Environment { name, .. }) = environment.filter(|environment| environment.protect) {
        let text = format!("environment `{name}` is protected, so that `--prove` is refused");
        let help = Some("prove on another cluster: a proof makes and drops a keyspace".to_owned());
        return Err(Fault::Message { exit: Exit::Refused, text, causes: Vec::new(), help });
    }
    match store {
        Target::Cassandra(connection) => connected(connection, keyspace).await,
        Target::Embedded(_) => Err(Fault::new(
            Exit::Usage,
            format!(
                "`--prove` asks a node of Cassandra, and the store is `{}`: name a cluster with `--store \
                 cassandra://HOST`",
                store.shown()
            ),
        )),
    }
}

/// The cluster of `connection`, with the password that someone is asked for where none was given.
async fn connected(connection: &Connection, keyspace: &Name) -> Result<Cassandra, Fault> {
    let connection = password::ask(connection.clone())?;
    Ok(Cassandra::connect(&connection, keyspace).await?)
}

/// Microseconds since the epoch.
pub(crate) fn now() -> i64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| i64::try_from(since.as_micros()).unwrap_or(i64::MAX))
}

/// Days since the epoch.
pub(crate) fn today() -> i64 {
    now().div_euclid(24 * 60 * 60 * 1_000_000)
}
