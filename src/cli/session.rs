//! What most commands begin with: the project, its model, its statements and its store.

use std::path::PathBuf;
use std::time::{SystemTime, UNIX_EPOCH};

use modeler::catalog;
use modeler::catalog::Catalog;
use modeler::diagnostic::Report;
use modeler::model::{Environment, Model};
use modeler::project::Project;
use modeler::render::{self, Overrides, Rendered};
use modeler::store::embedded::Embedded;

use super::connect::{self, Target};
use super::{Exit, Fault, Global, Shell};

/// A model that was found valid, and everything that follows from it.
pub(crate) struct Session {
    pub(crate) project: Project,
    pub(crate) model: Model,
    pub(crate) catalog: Catalog,
    pub(crate) rendered: Rendered,
    store: PathBuf,
    environment: Option<Environment>,
}

impl Session {
    /// Reads the model and renders what follows from it.
    pub(crate) fn open(global: &Global) -> Result<Self, Fault> {
        Ok(Self::read(global)?.0)
    }

    /// As [`Session::open_warning`], without a store and without an environment: for commands that touch neither.
    pub(crate) fn open_base(global: &Global, shell: &mut Shell) -> Result<Self, Fault> {
        Ok(Self::warned(Self::base(global)?, shell))
    }

    /// As [`Session::open`], and tells the model's warnings: for commands that someone runs after a change of the model.
    pub(crate) fn open_warning(global: &Global, shell: &mut Shell) -> Result<Self, Fault> {
        Ok(Self::warned(Self::read(global)?, shell))
    }

    fn warned((session, warnings): (Self, Report), shell: &mut Shell) -> Self {
        if !warnings.diagnostics.is_empty() && !shell.is_quiet() {
            shell.report(&warnings);
        }
        session
    }

    fn read(global: &Global) -> Result<(Self, Report), Fault> {
        let (mut session, warnings) = Self::base(global)?;
        let environment = connect::environment(global, &session.model)?.cloned();
        match connect::target(global, &session.project, &session.model)? {
            Target::Embedded(folder) => session.store = folder,
            Target::Cassandra(connection) => {
                let text = format!(
                    "stores of the kind `cassandra:` are known but not built yet, such as `{}`; leave `--store` out to \
                     use the embedded one",
                    connection.shown()
                );
                return Err(Fault::new(Exit::Usage, text));
            }
        }
        if let Some(environment) = environment {
            session.overlay(environment)?;
        }
        Ok((session, warnings))
    }

    /// The model as it is written, and what follows from it: artifacts know no environment.
    fn base(global: &Global) -> Result<(Self, Report), Fault> {
        let project = Project::of(&global.file, global.root.as_deref());
        let (model, warnings) = project.model()?;
        let (catalog, rendered) = project.render(&model)?;
        let store = project.state();
        Ok((Self { project, model, catalog, rendered, store, environment: None }, warnings))
    }

    /// Works in `environment` from here on; the artifacts stay those of the model as it is written.
    fn overlay(&mut self, environment: Environment) -> Result<(), Fault> {
        self.model = self.model.in_environment(&environment);
        self.catalog = catalog::plan(&self.model, &self.model.keyspace.name);
        // A template of the user's own equals the built-in one for the model as it is written, and may spell its names.
        self.rendered.script = render::script(&self.catalog, &Overrides::default())?;
        self.environment = Some(environment);
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

    /// The store that the command line names.
    pub(crate) fn store(&self) -> Embedded {
        Embedded::new(&self.store, &self.catalog.keyspace.name)
    }

    /// The store as a person would name it.
    pub(crate) fn store_name(&self) -> String {
        format!("embedded:{}", self.store.display())
    }
}

/// Microseconds since the epoch.
pub(crate) fn now() -> i64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| i64::try_from(since.as_micros()).unwrap_or(i64::MAX))
}
