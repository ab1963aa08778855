//! Takes the patterns of a source, gives the files they name. Reads folders, never a file.

use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};

use glob::{MatchOptions, Pattern};

use crate::diagnostic::{Diagnostic, Report};

/// As a shell matches: `*` stops at a separator and passes over hidden files.
const LIKE_A_SHELL: MatchOptions =
    MatchOptions { case_sensitive: true, require_literal_separator: true, require_literal_leading_dot: true };

/// One file to read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InputFile {
    /// Its name as the user would write it: relative to the root where it lies below it, `-` for standard input.
    pub shown: String,
    /// Where it is; `None` is standard input.
    pub(super) path: Option<PathBuf>,
    /// Its size on disk in bytes, before unpacking; `None` for standard input and pipes.
    pub bytes: Option<u64>,
}

impl InputFile {
    /// Standard input.
    pub fn stdin() -> Self {
        Self { shown: "-".to_owned(), path: None, bytes: None }
    }

    /// Whether it lies at `path`, which is canonical.
    pub fn is_at(&self, path: &Path) -> bool {
        self.path.as_ref().and_then(|own| own.canonicalize().ok()).is_some_and(|own| own == path)
    }

    /// The file at `path`, called `shown` in messages.
    pub fn at(path: &Path, shown: &str) -> Self {
        let bytes = fs::metadata(path).ok().filter(fs::Metadata::is_file).map(|m| m.len());
        Self { shown: shown.to_owned(), path: Some(path.to_owned()), bytes }
    }
}

/// The files that `patterns` name, each pattern's matches in the byte order of their paths, patterns in the given
/// order, a file that several match only once. Patterns are relative to `root`; `-` is standard input; a pattern that
/// is the name of a file stands for it, whatever brackets it has. Reports every pattern that names nothing (`C03`) and
/// every folder (`C04`).
pub fn inputs(patterns: &[String], root: &Path) -> Result<Vec<InputFile>, Report> {
    let mut report = Report::default();
    let mut seen = HashSet::new();
    let mut files = Vec::new();
    for pattern in patterns {
        if pattern == "-" {
            if seen.insert(PathBuf::from("-")) {
                files.push(InputFile::stdin());
            }
            continue;
        }
        match matches(pattern, root) {
            Ok(paths) => {
                for path in paths {
                    let shown = path.strip_prefix(root).unwrap_or(&path).to_string_lossy().into_owned();
                    if path.is_dir() {
                        report.push(folder(&shown));
                    } else if seen.insert(path.canonicalize().unwrap_or_else(|_| path.clone())) {
                        files.push(InputFile::at(&path, &shown));
                    }
                }
            }
            Err(diagnostic) => report.push(*diagnostic),
        }
    }
    if report.errors() > 0 { Err(report) } else { Ok(files) }
}

/// The paths that `pattern` matches, sorted; at least one.
fn matches(pattern: &str, root: &Path) -> Result<Vec<PathBuf>, Box<Diagnostic>> {
    let literal = root.join(pattern);
    if !pattern.is_empty() && literal.exists() {
        return Ok(vec![literal]);
    }
    let full = if Path::new(pattern).is_absolute() {
        pattern.to_owned()
    } else {
        let root = Pattern::escape(&root.to_string_lossy());
        if root.is_empty() { pattern.to_owned() } else { format!("{}/{pattern}", root.trim_end_matches('/')) }
    };
    let paths = glob::glob_with(&full, LIKE_A_SHELL).map_err(|error| {
        let fact = format!("`{pattern}` is not a file pattern: {}", error.msg);
        let help = "`*` and `?` stand for characters of one name, `**` for folders, `[…]` for one of a set";
        Box::new(Diagnostic::error("C03", fact).help(help))
    })?;
    let mut found = Vec::new();
    for path in paths {
        found.push(path.map_err(|error| {
            let fact = format!("cannot look into `{}`: {}", error.path().display(), error.error());
            Box::new(Diagnostic::error("C04", fact).help("make the folder readable, or leave it out of the pattern"))
        })?);
    }
    found.sort_by(|a, b| a.as_os_str().as_encoded_bytes().cmp(b.as_os_str().as_encoded_bytes()));
    if found.is_empty() { Err(Box::new(nothing(pattern, root))) } else { Ok(found) }
}

fn nothing(pattern: &str, root: &Path) -> Diagnostic {
    let mut folder = PathBuf::new();
    for part in Path::new(pattern).components() {
        let next = folder.join(part);
        if !root.join(&next).exists() {
            break;
        }
        folder = next;
    }
    let place = if folder.as_os_str().is_empty() { root.to_owned() } else { folder };
    let help = if place.as_os_str().is_empty() {
        "names hang from the folder that you are in".to_owned()
    } else {
        format!("`{}` is there: look in it for the right name", place.display())
    };
    Diagnostic::error("C03", format!("no file matches `{pattern}`")).help(help)
}

fn folder(shown: &str) -> Diagnostic {
    Diagnostic::error("C04", format!("`{shown}` is a folder, not a file"))
        .help(format!("name the files in it: `{}/*.csv`", shown.trim_end_matches('/')))
}
