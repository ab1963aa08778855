//! Takes the options, the environment variables and an environment of the model; gives where tables live and how to get
//! there. An option weighs more than a variable, a variable more than the model's environment. Connects to nothing.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::time::Duration;

use modeler::diagnostic::nearest;
use modeler::model::environment::EnvironmentStore;
use modeler::model::{Environment, Model};
use modeler::project::Project;
use modeler::rules::{address, cluster};
use modeler::store::connection::{Connection, Secret, Tls};

use super::cluster::Cluster;
use super::password;
use super::{Exit, Fault, Global};

/// Where tables live.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(clippy::large_enum_variant, reason = "a command has one of them")]
pub(crate) enum Target {
    /// In this folder.
    Embedded(PathBuf),
    /// In a cluster.
    Cassandra(Connection),
}

impl Target {
    /// The store as a person would name it.
    pub(crate) fn shown(&self) -> String {
        match self {
            Self::Embedded(folder) => format!("embedded:{}", folder.display()),
            Self::Cassandra(connection) => connection.shown(),
        }
    }
}

/// Where tables live, by all that was said. The password is there if a variable or a file holds it; [`password::ask`]
/// asks for it otherwise. Where there is no model, no environment can be chosen.
pub(crate) fn target(global: &Global, project: &Project, model: Option<&Model>) -> Result<Target, Fault> {
    Said::new(global, project, model, &|name| std::env::var_os(name))?.target()
}

/// The environment of the model that was chosen.
pub(crate) fn environment<'a>(global: &Global, model: &'a Model) -> Result<Option<&'a Environment>, Fault> {
    chosen(global, model, &|name| std::env::var_os(name))
}

/// Gives environment variables by name.
type Variables<'a> = &'a dyn Fn(&str) -> Option<OsString>;

/// All that was said.
struct Said<'a> {
    global: &'a Global,
    cluster: &'a Cluster,
    project: &'a Project,
    variables: Variables<'a>,
    environment: Option<&'a Environment>,
}

fn chosen<'a>(global: &Global, model: &'a Model, variables: Variables<'_>) -> Result<Option<&'a Environment>, Fault> {
    let Some(name) = global.env.clone().map_or_else(|| variable(variables, "MODELER_ENV"), |name| Ok(Some(name)))?
    else {
        return Ok(None);
    };
    if let Some(environment) = model.environment(&name) {
        return Ok(Some(environment));
    }
    let known = model.environments.iter().map(|environment| environment.name.as_str());
    let help = match nearest(&name, known.clone()) {
        Some(near) => format!("did you mean `{near}`?"),
        None if model.environments.is_empty() => "declare it under `environments:` in the model".to_owned(),
        None => format!("known: {}", known.map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")),
    };
    Err(Fault::new(Exit::Usage, format!("the model has no environment `{name}`; {help}")))
}

/// The variable's text; one that is empty says nothing.
fn variable(variables: Variables<'_>, name: &str) -> Result<Option<String>, Fault> {
    match variables(name).map(OsString::into_string) {
        None => Ok(None),
        Some(Ok(text)) => Ok(Some(text).filter(|text| !text.is_empty())),
        Some(Err(_)) => Err(Fault::new(Exit::Usage, format!("the variable `{name}` is not UTF-8"))),
    }
}

impl<'a> Said<'a> {
    fn new(
        global: &'a Global,
        project: &'a Project,
        model: Option<&'a Model>,
        variables: Variables<'a>,
    ) -> Result<Self, Fault> {
        let environment = model.map_or(Ok(None), |model| chosen(global, model, variables))?;
        Ok(Self { global, cluster: &global.cluster, project, variables, environment })
    }

    fn variable(&self, name: &str) -> Result<Option<String>, Fault> {
        variable(self.variables, name)
    }

    fn target(&self) -> Result<Target, Fault> {
        if let Some(text) = &self.global.store {
            return self.named("--store", text, true);
        }
        if let Some(text) = self.variable("MODELER_STORE")? {
            return self.named("MODELER_STORE", &text, false);
        }
        match self.environment.and_then(|environment| environment.store.as_ref()) {
            Some(EnvironmentStore::Cluster(address)) => self.connection(Connection::to(address.clone()), false),
            Some(EnvironmentStore::Embedded(Some(dir))) => self.embedded(self.project.root.join(dir)),
            Some(EnvironmentStore::Embedded(None)) | None => self.embedded(self.project.state()),
        }
    }

    /// The store that `origin` names with `text`.
    fn named(&self, origin: &str, text: &str, by_option: bool) -> Result<Target, Fault> {
        if address::is_cluster(text) {
            let connection =
                Connection::parse(text).map_err(|error| Fault::new(Exit::Usage, format!("`{origin}`: {error}")))?;
            return self.connection(connection, by_option);
        }
        match text.split_once(':') {
            None if text == "embedded" => self.embedded(self.project.state()),
            Some(("embedded", dir)) if !dir.is_empty() => self.embedded(PathBuf::from(dir)),
            // What stands here may hold a password, and is not repeated.
            _ => {
                let text = format!("`{origin}` is `embedded`, `embedded:DIR` or `cassandra://host`");
                Err(Fault::new(Exit::Usage, text))
            }
        }
    }

    fn embedded(&self, folder: PathBuf) -> Result<Target, Fault> {
        let given = self.cluster.given();
        if given.is_empty() {
            return Ok(Target::Embedded(folder));
        }
        let given = given.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
        let text = format!("the embedded store knows no {given}; name a cluster with `--store cassandra://host`");
        Err(Fault::new(Exit::Usage, text))
    }

    /// The connection to where `at` leads; `by_option` if an option named that.
    fn connection(&self, mut at: Connection, by_option: bool) -> Result<Target, Fault> {
        let none = Environment::default();
        let (cluster, environment) = (self.cluster, self.environment.unwrap_or(&none));
        at.user = match (&cluster.user, at.user.take()) {
            (Some(user), _) => Some(user.clone()),
            (None, Some(user)) if by_option => Some(user),
            (None, user) => self.variable("MODELER_USER")?.or(user).or_else(|| environment.user.clone()),
        };
        at.keyspace = at.keyspace.or_else(|| environment.keyspace.clone());
        at.tls = self.tls(environment)?;
        at.datacenter =
            self.text(cluster.datacenter.as_ref(), "MODELER_DATACENTER")?.or_else(|| environment.datacenter.clone());
        let level = |text: &str| cluster::level(text).map(str::to_owned);
        let levels = format!("it is one of {}", cluster::LEVELS.join(", "));
        at.consistency = self
            .read(cluster.consistency.as_ref(), "consistency", level, &levels)?
            .or_else(|| environment.consistency.clone());
        at.connect_timeout = self
            .deadline(cluster.connect_timeout.as_ref(), "connect-timeout")?
            .or(environment.connect_timeout)
            .unwrap_or(at.connect_timeout);
        at.request_timeout = self
            .deadline(cluster.request_timeout.as_ref(), "request-timeout")?
            .or(environment.request_timeout)
            .unwrap_or(at.request_timeout);
        at.page_size = self
            .read(cluster.page_size.as_ref(), "page-size", cluster::page_size, cluster::PAGE_SIZE_HELP)?
            .or(environment.page_size);
        at.password = self.password(at.user.is_some())?;
        Ok(Target::Cassandra(at))
    }

    fn text(&self, flag: Option<&String>, name: &str) -> Result<Option<String>, Fault> {
        flag.map_or_else(|| self.variable(name), |text| Ok(Some(text.clone())))
    }

    /// What the option `--name` or its variable means.
    fn read<T>(
        &self,
        flag: Option<&String>,
        name: &str,
        read: impl Fn(&str) -> Option<T>,
        help: &str,
    ) -> Result<Option<T>, Fault> {
        let variable = format!("MODELER_{}", name.replace('-', "_").to_ascii_uppercase());
        let origin = if flag.is_some() { format!("--{name}") } else { variable.clone() };
        let Some(text) = self.text(flag, &variable)? else { return Ok(None) };
        let refused = || Fault::new(Exit::Usage, format!("`{origin}` cannot be `{text}`; {help}"));
        read(&text).map(Some).ok_or_else(refused)
    }

    fn deadline(&self, flag: Option<&String>, name: &str) -> Result<Option<Duration>, Fault> {
        self.read(flag, name, cluster::deadline, cluster::DEADLINE_HELP)
    }

    /// What a variable that takes no text but `true` or `false` says.
    fn switch(&self, name: &str) -> Result<Option<bool>, Fault> {
        match self.variable(name)?.as_deref() {
            None => Ok(None),
            Some("true" | "1") => Ok(Some(true)),
            Some("false" | "0") => Ok(Some(false)),
            Some(_) => Err(Fault::new(Exit::Usage, format!("`{name}` is `true` or `false`"))),
        }
    }

    fn tls(&self, environment: &Environment) -> Result<Option<Tls>, Fault> {
        let cluster = self.cluster;
        let base = environment.tls.clone().unwrap_or_default();
        let ca = self.file(cluster.tls_ca.as_deref(), "--tls-ca", "ca", base.ca.as_deref());
        let certificate =
            self.file(cluster.tls_cert.as_deref(), "--tls-cert", "certificate", base.certificate.as_deref());
        let key = self.file(cluster.tls_key.as_deref(), "--tls-key", "key", base.key.as_deref());
        let server_name = self.text(cluster.tls_server_name.as_ref(), "MODELER_TLS_SERVER_NAME")?;
        let unchecked = self.switch("MODELER_TLS_NO_HOST_CHECK")?;
        let wanted = [&ca, &certificate, &key].iter().any(|file| file.is_some()) || server_name.is_some();
        let on = cluster.asks_for_tls()
            || self.switch("MODELER_TLS")?.unwrap_or(wanted || unchecked == Some(true) || environment.tls.is_some());
        if !on {
            return Ok(None);
        }
        for file in [&ca, &certificate, &key].into_iter().flatten() {
            file.exists()?;
        }
        if certificate.is_some() != key.is_some() {
            let text = "a certificate of one's own and its private key go together; \
                give both `--tls-cert` and `--tls-key`, or neither";
            return Err(Fault::new(Exit::Usage, text));
        }
        let path = |file: Option<Named>| file.map(|file| file.path);
        let checked = unchecked.map(|unchecked| !unchecked).or(base.verify_host).unwrap_or(true);
        Ok(Some(Tls {
            ca: path(ca),
            certificate: path(certificate),
            key: path(key),
            verify_host: checked && !cluster.tls_no_host_check,
            server_name: server_name.or(base.server_name),
        }))
    }

    /// The file that an option, its variable or the environment's key names.
    fn file(&self, flag: Option<&Path>, option: &str, key: &str, base: Option<&Path>) -> Option<Named> {
        if let Some(path) = flag {
            return Some(Named { origin: option.to_owned(), path: path.to_path_buf() });
        }
        let variable = format!("MODELER_{}", option.trim_start_matches('-').replace('-', "_").to_ascii_uppercase());
        if let Some(path) = (self.variables)(&variable).filter(|path| !path.is_empty()) {
            return Some(Named { origin: variable, path: path.into() });
        }
        base.map(|path| Named { origin: format!("tls: {key}"), path: self.project.root.join(path) })
    }

    fn password(&self, user: bool) -> Result<Option<Secret>, Fault> {
        let file = self.cluster.password_file.as_deref();
        if !user {
            // A variable may be there for other commands; an option is meant for this one.
            return match file {
                Some(_) => Err(Fault::new(Exit::Usage, "`--password-file` needs a user; name one with `--user`")),
                None => Ok(None),
            };
        }
        if let Some(file) = file {
            return password::read("--password-file", file, self.global).map(Some);
        }
        if let Some(text) = self.variable("MODELER_PASSWORD")? {
            return Ok(Some(Secret::new(&text)));
        }
        let file = (self.variables)("MODELER_PASSWORD_FILE").filter(|path| !path.is_empty());
        file.map(|file| password::read("MODELER_PASSWORD_FILE", Path::new(&file), self.global)).transpose()
    }
}

/// A file, and what names it.
struct Named {
    origin: String,
    path: PathBuf,
}

impl Named {
    /// Whoever connects reads it; that it is not there is told before.
    fn exists(&self) -> Result<(), Fault> {
        let fault = |why: String| {
            Err(Fault::new(Exit::Stopped, format!("`{}` names `{}`, {why}", self.origin, self.path.display())))
        };
        match std::fs::metadata(&self.path) {
            Ok(metadata) if metadata.is_dir() => fault("which is a folder".to_owned()),
            Ok(_) => Ok(()),
            Err(error) => fault(format!("which cannot be read: {error}")),
        }
    }
}

#[cfg(test)]
mod tests;
