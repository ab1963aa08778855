//! The options that say which rows are read, shared by the commands that read them.

use std::path::{Path, PathBuf};

use clap::Args;
use modeler::diagnostic::printable;
use modeler::load::{Counting, Loaded, Options, load, spill_folder};
use modeler::source::{InputFile, Rejects as RejectsFiles, inputs};
use modeler::store::sink::Again;

use super::progress::Bar;
use super::{Exit, Fault, Session, Shell};

/// Which rows are read.
#[derive(Args, Clone, Debug)]
pub(crate) struct Inputs {
    /// Read these files instead of the model's; `-` is standard input; `SOURCE=GLOB` where there are several sources
    #[arg(long, value_name = "GLOB", num_args = 1..)]
    pub(crate) csv: Vec<String>,
    /// Stop after this many rejected rows, or rows that a cluster refuses or does not answer for
    #[arg(long, value_name = "N", default_value_t = 100)]
    pub(crate) max_errors: u64,
}

/// What is done with inputs that were counted before.
#[derive(Args, Clone, Copy, Debug)]
pub(crate) struct Repeats {
    /// Add inputs to tables of counters once more, though they were added before
    #[arg(long)]
    again: bool,
}

impl From<Repeats> for Again {
    fn from(repeats: Repeats) -> Self {
        if repeats.again { Self::Count } else { Self::Refuse }
    }
}

/// Where rejected rows go.
#[derive(Args, Clone, Debug)]
pub(crate) struct Rejects {
    /// Where it is said why rows were rejected; the rows go to a .csv beside it, to be mended and loaded [default:
    /// .modeler/rejects.jsonl]
    #[arg(long, value_name = "FILE")]
    rejects: Option<PathBuf>,
}

/// Files of rejected rows that may be among the inputs at once.
const MENDED: u32 = 32;

impl Rejects {
    /// The file that says why rows of a load from `inputs` were rejected; their records go beside it. A file that the user
    /// names is his; of the others the first is taken whose records are not among the inputs, and what an earlier load left
    /// in it is removed. Its folder is made.
    pub(crate) fn file(&self, session: &Session, inputs: &[Vec<InputFile>]) -> Result<PathBuf, Fault> {
        let is_input = |path: &Path| {
            let path = path.canonicalize();
            path.is_ok_and(|path| inputs.iter().flatten().any(|input| input.is_at(&path)))
        };
        let records = |file: &Path| -> Vec<PathBuf> {
            (1..u32::MAX).map(|n| RejectsFiles::records(file, n)).take_while(|path| path.exists()).collect()
        };
        if let Some(named) = &self.rejects {
            // Whoever names the records means the file beside them.
            let is_csv = named.extension().is_some_and(|extension| extension == "csv");
            let file = if is_csv { named.with_extension("jsonl") } else { named.clone() };
            let shown = |path: &Path| printable(&path.display().to_string());
            if let Some(input) = records(&file).into_iter().chain([file.clone()]).find(|path| is_input(path)) {
                let text = format!(
                    "`--rejects` would overwrite `{}`, which is to be loaded; name another file",
                    shown(&input)
                );
                return Err(Fault::new(Exit::Usage, text));
            }
            if let Some(strange) = records(&file).into_iter().next().filter(|_| !file.exists()) {
                let text = format!(
                    "`{}` is there, and of no earlier load; name another file with `--rejects`",
                    shown(&strange)
                );
                return Err(Fault::new(Exit::Usage, text));
            }
            return Ok(file);
        }
        let folder = session.project.state();
        let file = |n: u32| folder.join(if n == 1 { "rejects.jsonl".to_owned() } else { format!("rejects-{n}.jsonl") });
        let is_free = |n: &u32| !records(&file(*n)).iter().any(|path| is_input(path));
        let free: Vec<u32> = (1..=MENDED).filter(is_free).collect();
        let old: Vec<PathBuf> =
            free.iter().map(|n| file(*n)).flat_map(|file| records(&file).into_iter().chain([file])).collect();
        let file = file(free.first().copied().unwrap_or(MENDED));
        std::fs::create_dir_all(&folder)
            .and_then(|()| {
                old.iter().try_for_each(|old| match std::fs::remove_file(old) {
                    Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error),
                    _ => Ok(()),
                })
            })
            .map_err(|e| Fault::new(Exit::Stopped, format!("cannot make `{}` anew: {e}", file.display())))?;
        Ok(file)
    }
}

impl Inputs {
    /// The options of a load that spills to `spill` and rejects to `rejects`.
    pub(crate) fn options(&self, session: &Session, spill: &Path, rejects: PathBuf) -> Result<Options, Fault> {
        let threads = std::thread::available_parallelism().map_or(1, usize::from);
        let (inputs, max_errors) = (self.files(session)?, self.max_errors);
        Ok(Options { inputs, rejects, max_errors, spill: spill.to_path_buf(), threads, window: None })
    }

    /// Counts the distinct keys of every table in the inputs, without a store.
    pub(crate) fn count(&self, session: &Session, shell: &Shell) -> Result<Loaded, Fault> {
        let failed = |e: std::io::Error| Fault::new(Exit::Stopped, format!("cannot make a temporary folder: {e}"));
        let spill = spill_folder(&std::env::temp_dir(), "modeler-spill-").map_err(failed)?;
        // Counting is a second look: its rejected rows were told by the load.
        let options = self.options(session, spill.path(), spill.path().join("rejects.jsonl"))?;
        let bar = Bar::new(&options, shell, None, false);
        let loaded = load(&session.model, &options, &mut Counting, &|at| bar.at(at));
        bar.end();
        Ok(loaded?)
    }

    /// The files of each source of the model.
    fn files(&self, session: &Session) -> Result<Vec<Vec<InputFile>>, Fault> {
        let sources = &session.model.sources;
        if self.csv.is_empty() {
            let root = &session.project.root;
            return sources.iter().map(|source| Ok(inputs(&source.files, root)?)).collect();
        }
        let patterns = if sources.len() > 1 { self.by_source(session)? } else { vec![self.csv.clone()] };
        if sources.is_empty() {
            let fact =
                "the model has no source that `--csv` could stand in for: its tables are written by applications";
            return Err(Fault::new(Exit::Usage, fact));
        }
        patterns.iter().map(|patterns| Ok(inputs(patterns, Path::new(""))?)).collect()
    }

    /// The patterns of `SOURCE=GLOB` for each source.
    fn by_source(&self, session: &Session) -> Result<Vec<Vec<String>>, Fault> {
        let sources = &session.model.sources;
        let mut patterns = vec![Vec::new(); sources.len()];
        for text in &self.csv {
            let named = text.split_once('=').and_then(|(name, glob)| {
                let at = sources.iter().position(|source| source.name.as_ref().is_some_and(|n| n.text() == name))?;
                Some((at, glob.to_owned()))
            });
            let Some((at, glob)) = named else {
                let known = sources.iter().filter_map(|source| Some(format!("`{}`", source.name.as_ref()?.text())));
                let known = known.collect::<Vec<_>>().join(", ");
                let fact = format!("`--csv {text}` must say which source it stands in for, as `SOURCE=GLOB`: {known}");
                return Err(Fault::new(Exit::Usage, fact));
            };
            patterns[at].push(glob);
        }
        Ok(patterns)
    }
}
