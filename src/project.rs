//! Takes the path of a model file, gives the project round it: the model, its plan, its statements, and the folders
//! that hang from its root. Reads files; writes none.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::advise;
use crate::catalog::{self, Catalog};
use crate::diagnostic::{Diagnostic, Report};
use crate::model::tree::MAX_BYTES;
use crate::model::{self, Model};
use crate::render::{self, Overrides, Rendered};

/// A model file and the folders that belong to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Project {
    /// The model file, as the user named it.
    pub file: PathBuf,
    /// The folder that `data`, `templates`, `generated` and `.modeler` lie in.
    pub root: PathBuf,
}

impl Project {
    /// The project of the model `file`. Its root is `root`, else the parent of the folder if that is called `models`,
    /// else the folder of the file.
    pub fn of(file: &Path, root: Option<&Path>) -> Self {
        let folder = file.parent().unwrap_or(Path::new(""));
        let own = match folder.file_name() {
            Some(name) if name == "models" => folder.parent().unwrap_or(Path::new("")),
            _ => folder,
        };
        Self { file: file.to_path_buf(), root: root.unwrap_or(own).to_path_buf() }
    }

    /// The folder of generated files.
    pub fn generated(&self) -> PathBuf {
        self.root.join("generated")
    }

    /// The folder of recorded answers: beside the model.
    pub fn expected(&self) -> PathBuf {
        self.file.with_file_name("expected")
    }

    /// The folder of templates that shadow the built-in ones.
    pub fn templates(&self) -> PathBuf {
        self.root.join("templates")
    }

    /// The folder of the embedded store and of rejected rows.
    pub fn state(&self) -> PathBuf {
        self.root.join(".modeler")
    }

    /// The model's file relative to the root, with `/`: what generated files say they were made from.
    pub fn shown(&self) -> String {
        let file = self.file.strip_prefix(&self.root).unwrap_or(&self.file);
        let parts: Vec<_> = file.components().filter(|part| !matches!(part, std::path::Component::CurDir)).collect();
        let name = |part: &std::path::Component<'_>| part.as_os_str().to_string_lossy().into_owned();
        if file.is_absolute() {
            return file.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
        }
        parts.iter().map(name).collect::<Vec<_>>().join("/")
    }

    /// Reads the model. Gives it with its warnings, or a report of everything that is wrong with it.
    pub fn model(&self) -> Result<(Model, Report), Report> {
        let shown = self.file.display().to_string();
        model::read(&shown, &self.read(&shown)?)
    }

    /// What an expert would say of `model`, which this project gave.
    pub fn advice(&self, model: &Model) -> Report {
        let mut report = Report::default();
        for diagnostic in advise::advise(model) {
            report.push(diagnostic);
        }
        report
    }

    /// Renders the statements and the artifacts of `model`, planned for its own keyspace. Fails on a user's own template.
    pub fn render(&self, model: &Model) -> Result<(Catalog, Rendered), Report> {
        let catalog = catalog::plan(model, &model.keyspace.name);
        let overrides = Overrides::read(&self.templates())?;
        let rendered = render::render(&catalog, &self.shown(), &overrides)?;
        Ok((catalog, rendered))
    }

    /// Judges the user's own templates by rendering them for `model`. The built-in ones hold for every model, so that
    /// nothing is rendered where there are no others.
    pub fn templates_hold(&self, model: &Model) -> Result<(), Report> {
        let overrides = Overrides::read(&self.templates())?;
        if overrides.is_empty() {
            return Ok(());
        }
        let catalog = catalog::plan(model, &model.keyspace.name);
        render::render(&catalog, &self.shown(), &overrides).map(|_| ())
    }

    fn read(&self, shown: &str) -> Result<Vec<u8>, Report> {
        let fault = |fact: String, help: &str| {
            let mut report = Report::default();
            report.push(Diagnostic::error("Y01", fact).help(help));
            report
        };
        // A pipe or a device has no end that could be waited for.
        let metadata = std::fs::metadata(&self.file);
        let metadata =
            metadata.map_err(|e| fault(format!("cannot read the model `{shown}`: {e}"), "name it with `--file`"))?;
        if !metadata.is_file() {
            return Err(fault(format!("the model `{shown}` is not a file"), "name the YAML file itself with `--file`"));
        }
        if metadata.len() > MAX_BYTES as u64 {
            let fact =
                format!("the model `{shown}` has {} bytes, more than the {MAX_BYTES} that are read", metadata.len());
            return Err(fault(fact, "split it: one model holds one keyspace"));
        }
        std::fs::read(&self.file)
            .map_err(|e| fault(format!("cannot read the model `{shown}`: {e}"), "check its permissions"))
    }
}

/// Renders every artifact of the model at `path`, by its path under `generated/`, without writing a file: what a
/// snapshot test of a schema holds on to. A `templates` folder beside the model is used as `modeler generate` uses it.
///
/// # Errors
/// A report of everything that is wrong with the model or its templates; `Report::to_text` shows it.
pub fn render(path: impl AsRef<Path>) -> Result<BTreeMap<PathBuf, String>, Report> {
    let project = Project::of(path.as_ref(), None);
    let (model, _) = project.model()?;
    Ok(project.render(&model)?.1.artifacts.files)
}
