//! The options that say which rows are read, shared by the commands that read them.

use std::path::{Path, PathBuf};

use clap::Args;
use modeler::load::{Counting, Loaded, Options, load, spill_folder};
use modeler::source::{InputFile, inputs};

use super::progress::Bar;
use super::{Exit, Fault, Session, Shell};

/// Which rows are read.
#[derive(Args, Clone, Debug)]
pub(crate) struct Inputs {
    /// Read these files instead of the model's; `-` is standard input; `SOURCE=GLOB` where there are several sources
    #[arg(long, value_name = "GLOB", num_args = 1..)]
    pub(crate) csv: Vec<String>,
    /// Where rejected rows go, with their reasons [default: .modeler/rejects.jsonl]
    #[arg(long, value_name = "FILE")]
    rejects: Option<PathBuf>,
    /// Stop after this many rejected rows
    #[arg(long, value_name = "N", default_value_t = 100)]
    max_errors: u64,
}

impl Inputs {
    /// The files of each source of the model.
    pub(crate) fn files(&self, session: &Session) -> Result<Vec<Vec<InputFile>>, Fault> {
        let sources = &session.model.sources;
        if self.csv.is_empty() {
            let root = &session.project.root;
            return sources.iter().map(|source| Ok(inputs(&source.files, root)?)).collect();
        }
        if let [_] = sources.as_slice() {
            return Ok(vec![inputs(&self.csv, Path::new("."))?]);
        }
        let mut patterns = vec![Vec::new(); sources.len()];
        for text in &self.csv {
            let named = text.split_once('=').and_then(|(name, glob)| {
                let at = sources.iter().position(|source| source.name.as_ref().is_some_and(|n| n.text() == name))?;
                Some((at, glob.to_owned()))
            });
            let Some((at, glob)) = named else {
                let fact =
                    format!("the model has {} sources: `--csv {text}` must say which, as `SOURCE=GLOB`", sources.len());
                return Err(Fault::new(Exit::Usage, fact));
            };
            patterns[at].push(glob);
        }
        patterns.iter().map(|patterns| Ok(inputs(patterns, Path::new("."))?)).collect()
    }

    /// The options of a load that spills to `spill`.
    pub(crate) fn options(&self, session: &Session, spill: PathBuf) -> Result<Options, Fault> {
        let rejects = self.rejects.clone().unwrap_or_else(|| session.project.state().join("rejects.jsonl"));
        let threads = std::thread::available_parallelism().map_or(1, usize::from);
        Ok(Options { inputs: self.files(session)?, rejects, max_errors: self.max_errors, spill, threads })
    }

    /// Counts the distinct keys of every table in the inputs, without a store.
    pub(crate) fn count(&self, session: &Session, shell: &Shell) -> Result<Loaded, Fault> {
        let failed = |e: std::io::Error| Fault::new(Exit::Stopped, format!("cannot make a temporary folder: {e}"));
        let spill = spill_folder(&std::env::temp_dir()).map_err(failed)?;
        // Counting is a second look: its rejected rows were told by the load.
        let mut options = self.options(session, spill.path().to_path_buf())?;
        options.rejects = spill.path().join("rejects.jsonl");
        let bar = Bar::new(&options, shell);
        let loaded = load(&session.model, &options, &mut Counting, &|at| bar.at(at))?;
        bar.end();
        Ok(loaded)
    }
}
