//! Takes the command line, gives the programs and folders that everything else uses.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::{Arguments, Outcome};

/// Programs and folders.
#[derive(Debug)]
pub(crate) struct Places {
    /// The project.
    pub(crate) root: PathBuf,
    /// Inputs, stores and databases go here.
    pub(crate) work: PathBuf,
    /// The programs are here: beside the one that runs.
    programs: PathBuf,
    /// A Python with DuckDB, or with what loads a node.
    pub(crate) python: Option<PathBuf>,
    /// The jars of DSBulk.
    pub(crate) dsbulk: Option<PathBuf>,
}

impl Places {
    /// Finds the folders; makes the one to work in.
    pub(crate) fn new(arguments: &Arguments) -> Outcome<Self> {
        let absolute = |path: &Path| std::path::absolute(path).map_err(|e| format!("`{}`: {e}", path.display()));
        let programs = std::env::current_exe()?.parent().ok_or("this program lies in no folder")?.to_path_buf();
        let (root, work) = (absolute(&arguments.root)?, absolute(&arguments.work)?);
        std::fs::create_dir_all(&work).map_err(|e| format!("cannot make `{}`: {e}", work.display()))?;
        Ok(Self { root, work, programs, python: arguments.python.clone(), dsbulk: arguments.dsbulk.clone() })
    }

    /// One of the programs that were built together with this one.
    pub(crate) fn program(&self, name: &str) -> Command {
        Command::new(self.programs.join(name))
    }

    /// `modeler` over the founding model, with its folders under `root`.
    pub(crate) fn modeler(&self, root: &Path) -> Command {
        self.modeler_of(&self.model(), root)
    }

    /// `modeler` over `model`, with its folders under `root`.
    pub(crate) fn modeler_of(&self, model: &Path, root: &Path) -> Command {
        let mut command = self.program("modeler");
        command.env_remove("MODELER_STORE").arg("--file").arg(model).arg("--root").arg(root);
        command
    }

    /// The founding model.
    pub(crate) fn model(&self) -> PathBuf {
        self.root.join("models/queries.yaml")
    }

    /// The store that the load leaves, and that the reads open.
    pub(crate) fn store(&self, rows: u64) -> PathBuf {
        self.work.join(format!("modeler-{rows}"))
    }
}

/// Gives `dir` empty.
pub(crate) fn empty(dir: &Path) -> Outcome<()> {
    if dir.exists() {
        std::fs::remove_dir_all(dir).map_err(|e| format!("cannot empty `{}`: {e}", dir.display()))?;
    }
    std::fs::create_dir_all(dir).map_err(|e| format!("cannot make `{}`: {e}", dir.display()).into())
}
