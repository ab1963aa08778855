//! Takes rendered files, writes them into a folder all together, or compares the folder with them. Never renders, and
//! never touches a file that the tool did not make, unless it bears an artifact's name.

use std::collections::BTreeMap;
use std::fmt;
use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use crate::diagnostic::{Diagnostic, nearest};

/// What the first line of every file holds that the tool made.
const MARK: [&str; 2] = ["Made by modeler from ", "; do not edit"];

/// How many parts the path of an artifact has at most.
const DEEPEST: usize = 8;

/// How much of a file is read to find its first line.
const FIRST_LINE: u64 = 4096;

/// Rendered files by their path in the folder of generated files.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Artifacts {
    /// The text of each file. Paths are relative to the folder.
    pub files: BTreeMap<PathBuf, String>,
    /// Whether these are all there are: only then is a file that is not among them stale.
    is_whole: bool,
}

/// A difference between a folder and the artifacts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Drift {
    /// The file holds something else.
    Changed {
        /// Its path in the folder.
        path: PathBuf,
        /// What writing would change, as a unified diff.
        diff: String,
    },
    /// The file is not there.
    Missing {
        /// Its path in the folder.
        path: PathBuf,
    },
    /// The tool made the file once, and makes it no more.
    Stale {
        /// Its path in the folder.
        path: PathBuf,
    },
}

/// Why artifacts could not be written or compared. Nothing was changed.
#[derive(Debug)]
pub struct WriteError {
    /// What was being done, such as `write`.
    pub doing: &'static str,
    /// To which file or folder.
    pub path: PathBuf,
    /// Why it failed.
    pub source: io::Error,
}

impl Artifacts {
    /// All artifacts of a model.
    pub fn new(files: BTreeMap<PathBuf, String>) -> Self {
        Self { files, is_whole: true }
    }

    /// Those of the artifacts that `names` lists. Fails with T04 and the nearest name for each that is not there.
    pub fn only(&self, names: &[String]) -> Result<Self, Vec<Diagnostic>> {
        let known: Vec<&str> = self.files.keys().filter_map(|path| path.to_str()).collect();
        let unknown = names.iter().filter(|name| !known.contains(&name.as_str()));
        let faults: Vec<Diagnostic> = unknown
            .map(|name| {
                let help = nearest(name, known.iter().copied()).map_or_else(
                    || format!("there are {}", known.join(", ")),
                    |near| format!("did you mean `{near}`?"),
                );
                Diagnostic::error("T04", format!("no artifact is called `{name}`")).help(help)
            })
            .collect();
        if !faults.is_empty() {
            return Err(faults);
        }
        let wanted = |path: &Path| path.to_str().is_some_and(|path| names.iter().any(|name| name == path));
        let files = self.files.iter().filter(|(path, _)| wanted(path)).map(|(p, text)| (p.clone(), text.clone()));
        Ok(Self { files: files.collect(), is_whole: false })
    }

    /// Writes what differs into `dir`, which is made if need be, and removes what the tool made and makes no more. Gives
    /// the paths that were written or removed, in order. All files are written beside their places first and then moved
    /// there; if a move fails, those before it are taken back, so that on an error the folder holds what it held.
    ///
    /// Folders of artifacts are made, and removed when the last of their files goes. Refuses to write through a symbolic
    /// link, or where a folder stands in the place of a file.
    pub fn write(&self, dir: &Path) -> Result<Vec<PathBuf>, WriteError> {
        let stale = self.stale(dir)?;
        let mut steps = Vec::new();
        for (path, text) in &self.files {
            let before = content(&dir.join(path))?;
            if before.as_deref() != Some(text.as_bytes()) {
                steps.push(Step { path, before, after: Some(text) });
            }
        }
        for path in &stale {
            steps.push(Step { path, before: content(&dir.join(path))?, after: None });
        }
        if !steps.is_empty() {
            fs::create_dir_all(dir).map_err(WriteError::at("make the folder", dir))?;
            carry_out(dir, &steps)?;
        }
        Ok(steps.iter().map(|step| step.path.clone()).collect())
    }

    /// What [`Artifacts::write`] would change in `dir`, sorted by path. Writes nothing; fails as it does.
    pub fn check(&self, dir: &Path) -> Result<Vec<Drift>, WriteError> {
        let mut drift = Vec::new();
        for (path, text) in &self.files {
            match content(&dir.join(path))? {
                None => drift.push(Drift::Missing { path: path.clone() }),
                Some(bytes) if bytes == text.as_bytes() => {}
                Some(bytes) => drift.push(Drift::Changed { path: path.clone(), diff: diff(path, &bytes, text) }),
            }
        }
        drift.extend(self.stale(dir)?.into_iter().map(|path| Drift::Stale { path }));
        drift.sort_by(|a, b| a.path().cmp(b.path()));
        Ok(drift)
    }

    /// The files in `dir` that bear the tool's mark and are not among the artifacts.
    fn stale(&self, dir: &Path) -> Result<Vec<PathBuf>, WriteError> {
        match fs::symlink_metadata(dir) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
            Err(error) => return Err(WriteError::at("read the folder", dir)(error)),
            Ok(meta) if meta.is_symlink() => return Err(refused(dir, "it is a symbolic link")),
            Ok(meta) if !meta.is_dir() => return Err(refused(dir, "it is not a folder")),
            Ok(_) if !self.is_whole => return Ok(Vec::new()),
            Ok(_) => {}
        }
        let mut stale = Vec::new();
        self.collect_stale(dir, Path::new(""), &mut stale)?;
        stale.sort();
        Ok(stale)
    }

    /// Whether these files are made from the model that `mark` names.
    fn bear(&self, mark: &str) -> bool {
        let first = |text: &String| text.lines().next().and_then(mark_in);
        self.files.values().any(|text| first(text).as_deref() == Some(mark))
    }

    /// The same in the folder `inside` of `dir`, whose own folders are looked at as deep as artifacts lie.
    fn collect_stale(&self, dir: &Path, inside: &Path, stale: &mut Vec<PathBuf>) -> Result<(), WriteError> {
        let folder = dir.join(inside);
        let is_top = inside.as_os_str().is_empty();
        let entries = fs::read_dir(&folder).and_then(Iterator::collect::<io::Result<Vec<_>>>);
        let entries = match entries {
            Ok(entries) => entries,
            Err(error) if is_top => return Err(WriteError::at("read the folder", &folder)(error)),
            // A folder inside that cannot be read is none of ours.
            Err(_) => return Ok(()),
        };
        for entry in entries {
            let path = inside.join(entry.file_name());
            match entry.file_type() {
                Ok(kind) if kind.is_dir() && path.components().count() < DEEPEST => {
                    self.collect_stale(dir, &path, stale)?;
                }
                // Another model may have its files in a folder inside.
                Ok(kind) if kind.is_file() && !self.files.contains_key(&path) => {
                    let mark = mark_of(&entry.path());
                    let is_ours = mark.as_ref().is_some_and(|mark| is_top || self.bear(mark));
                    stale.extend(is_ours.then_some(path));
                }
                _ => {}
            }
        }
        Ok(())
    }
}

impl Drift {
    /// The path of the file in the folder.
    pub fn path(&self) -> &Path {
        match self {
            Self::Changed { path, .. } | Self::Missing { path } | Self::Stale { path } => path,
        }
    }
}

impl WriteError {
    fn at(doing: &'static str, path: &Path) -> impl FnOnce(io::Error) -> Self + use<> {
        let path = path.to_owned();
        move |source| Self { doing, path, source }
    }
}

impl fmt::Display for WriteError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "cannot {} `{}`: {}", self.doing, self.path.display(), self.source)
    }
}

impl std::error::Error for WriteError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.source.source()
    }
}

/// One file to write or remove, and what it held before.
struct Step<'a> {
    path: &'a PathBuf,
    before: Option<Vec<u8>>,
    after: Option<&'a String>,
}

fn refused(path: &Path, why: &'static str) -> WriteError {
    WriteError::at("write", path)(io::Error::other(why))
}

/// What the regular file `path` holds; `None` where there is none.
fn content(path: &Path) -> Result<Option<Vec<u8>>, WriteError> {
    match fs::symlink_metadata(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(WriteError::at("read", path)(error)),
        Ok(meta) if meta.is_symlink() => Err(refused(path, "it is a symbolic link")),
        Ok(meta) if meta.is_dir() => Err(refused(path, "a folder stands in its place")),
        Ok(meta) if !meta.is_file() => Err(refused(path, "it is not a regular file")),
        Ok(_) => fs::read(path).map(Some).map_err(WriteError::at("read", path)),
    }
}

/// From which model the file was made, by its first line; nothing where the tool did not make it.
fn mark_of(path: &Path) -> Option<String> {
    let mut bytes = Vec::new();
    File::open(path).and_then(|file| file.take(FIRST_LINE).read_to_end(&mut bytes)).ok()?;
    let first = bytes.split(|b| *b == b'\n').next().unwrap_or_default();
    mark_in(&String::from_utf8_lossy(first))
}

fn mark_in(first: &str) -> Option<String> {
    let [begin, end] = MARK;
    let (_, rest) = first.split_once(begin)?;
    rest.split_once(end).map(|(model, _)| model.to_owned())
}

fn carry_out(dir: &Path, steps: &[Step<'_>]) -> Result<(), WriteError> {
    let mut ready = Vec::with_capacity(steps.len());
    for step in steps {
        if step.after.is_some() {
            make_folders(dir, step.path)?;
        }
        ready.push(match step.after {
            Some(text) => Some(beside(dir, step.path, text.as_bytes())?),
            None => None,
        });
    }
    for (n, (step, file)) in steps.iter().zip(ready).enumerate() {
        if let Err(error) = carry_out_one(dir, step, file) {
            take_back(dir, &steps[..n]);
            steps[n..].iter().for_each(|step| remove_empty_folders(dir, step.path));
            return Err(error);
        }
    }
    for step in steps.iter().filter(|step| step.after.is_none()) {
        remove_empty_folders(dir, step.path);
    }
    // The names live in the folder: without this they could be gone after a crash, though the contents are safe. Not
    // every system lets a folder be opened, and none needs it for what programs see.
    let _ = File::open(dir).and_then(|folder| folder.sync_all());
    Ok(())
}

/// The folders of `path` below `dir`, none of them a link.
fn make_folders(dir: &Path, path: &Path) -> Result<(), WriteError> {
    let mut folder = dir.to_owned();
    for part in path.parent().into_iter().flat_map(Path::components) {
        folder.push(part);
        match fs::symlink_metadata(&folder) {
            Ok(meta) if meta.is_symlink() => return Err(refused(&folder, "it is a symbolic link")),
            Ok(_) => {}
            Err(_) => fs::create_dir(&folder).map_err(WriteError::at("make the folder", &folder))?,
        }
    }
    Ok(())
}

/// Removes the folders of `path` below `dir` that hold nothing.
fn remove_empty_folders(dir: &Path, path: &Path) {
    for folder in path.ancestors().skip(1).filter(|folder| !folder.as_os_str().is_empty()) {
        if fs::remove_dir(dir.join(folder)).is_err() {
            return;
        }
    }
}

fn carry_out_one(dir: &Path, step: &Step<'_>, file: Option<tempfile::NamedTempFile>) -> Result<(), WriteError> {
    let path = dir.join(step.path);
    match file {
        Some(file) => file.persist(&path).map(drop).map_err(|error| WriteError::at("write", &path)(error.error)),
        None => fs::remove_file(&path).map_err(WriteError::at("remove", &path)),
    }
}

/// A new file with `bytes`, on the disk and in the same folder, so that moving it to `path` is one step. It removes
/// itself unless it is moved.
fn beside(dir: &Path, path: &Path, bytes: &[u8]) -> Result<tempfile::NamedTempFile, WriteError> {
    let failed = || WriteError::at("write", &dir.join(path));
    let mut builder = tempfile::Builder::new();
    builder.prefix(".modeler-").suffix(".tmp");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    let mut file = builder.tempfile_in(dir.join(path).parent().unwrap_or(dir)).map_err(failed())?;
    file.write_all(bytes).and_then(|()| file.as_file().sync_all()).map_err(failed())?;
    Ok(file)
}

/// Puts back what the files of `steps` held. What cannot be put back stays: the error that led here is the one to tell.
fn take_back(dir: &Path, steps: &[Step<'_>]) {
    for step in steps.iter().rev() {
        let path = dir.join(step.path);
        let _ = match &step.before {
            Some(bytes) => beside(dir, step.path, bytes).and_then(|file| {
                file.persist(&path).map(drop).map_err(|error| WriteError::at("write", &path)(error.error))
            }),
            None => fs::remove_file(&path).map_err(WriteError::at("remove", &path)),
        };
        remove_empty_folders(dir, step.path);
    }
}

fn diff(path: &Path, before: &[u8], after: &str) -> String {
    let before = String::from_utf8_lossy(before);
    let name = path.display().to_string();
    similar::TextDiff::from_lines(before.as_ref(), after)
        .unified_diff()
        .context_radius(3)
        .header(&name, &name)
        .to_string()
}
