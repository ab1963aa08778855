//! Takes the user's folder of templates, gives their texts by name. Never compiles or renders one.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::Path;

use super::builtin;
use crate::diagnostic::{Diagnostic, Place, Report, nearest};

/// The longest template that is read, in bytes. The engine recurses over a template's text, so that longer ones could
/// exhaust any stack.
const MAX_TEMPLATE: u64 = 64 * 1024;

/// The most templates that one folder may hold.
const MAX_TEMPLATES: usize = 200;

/// The user's templates by name: those that shadow a built-in one, partials of their own, and artifacts of their own.
#[derive(Clone, Debug, Default)]
pub struct Overrides {
    folder: String,
    templates: BTreeMap<String, String>,
}

impl Overrides {
    /// Reads the folder `dir`: regular files only, each at most 64 KiB of UTF-8, at most 200 of them. Hidden files,
    /// editors' backups (`…~`) and `README.md` are passed over; a text that equals the built-in of its name counts as
    /// none. A folder that is not there holds none. Fails with a finding for each thing that is no template, and for each
    /// partial whose name is near a built-in one that it was probably meant to shadow.
    pub fn read(dir: &Path) -> Result<Self, Report> {
        let mut overrides = Self { folder: dir.display().to_string(), templates: BTreeMap::new() };
        let mut report = Report::default();
        match names(dir) {
            Ok(names) => names.iter().for_each(|name| overrides.add(dir, name, &mut report)),
            Err(fact) => report.push(Diagnostic::error("T05", fact)),
        }
        overrides.near_misses(&mut report);
        if report.diagnostics.is_empty() { Ok(overrides) } else { Err(report) }
    }

    /// Templates from texts instead of files; `folder` is where findings say they are.
    pub fn from_texts(folder: &str, templates: impl IntoIterator<Item = (String, String)>) -> Self {
        Self { folder: folder.to_owned(), templates: templates.into_iter().collect() }
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.templates.is_empty()
    }

    /// The templates by name, in the order of their names.
    pub fn templates(&self) -> impl Iterator<Item = (&str, &str)> {
        self.templates.iter().map(|(name, text)| (name.as_str(), text.as_str()))
    }

    /// The text of the user's template called `name`.
    pub fn text(&self, name: &str) -> Option<&str> {
        self.templates.get(name).map(String::as_str)
    }

    /// The file of the template called `name`, for findings.
    pub(super) fn file(&self, name: &str) -> String {
        if self.folder.is_empty() { name.to_owned() } else { format!("{}/{name}", self.folder) }
    }

    fn add(&mut self, dir: &Path, name: &str, report: &mut Report) {
        match text(&dir.join(name)) {
            Ok(text) if builtin().contains(&(name, text.as_str())) => {}
            Ok(text) => {
                self.templates.insert(name.to_owned(), text);
            }
            Err(fact) => {
                let place = Place { file: self.file(name), line: 1, column: 1, span: 0..0 };
                report.push(Diagnostic::error("T05", fact).at(Some(place)));
            }
        }
    }

    fn near_misses(&self, report: &mut Report) {
        let is_partial = |name: &str| name.starts_with('_');
        let builtins: Vec<&str> = builtin().iter().map(|(name, _)| *name).collect();
        for name in self.templates.keys().filter(|name| is_partial(name) && !builtins.contains(&name.as_str())) {
            // A partial that another template includes is one of the user's own.
            let is_used = self.templates.iter().any(|(other, text)| other != name && text.contains(name.as_str()));
            let near = nearest(name, builtins.iter().copied().filter(|name| is_partial(name)));
            if let (false, Some(near)) = (is_used, near) {
                let fact = format!("no template uses the partial `{name}`, and no built-in one has its name");
                let place = Place { file: self.file(name), line: 1, column: 1, span: 0..0 };
                report.push(Diagnostic::error("T04", fact).at(Some(place)).help(format!("did you mean `{near}`?")));
            }
        }
    }
}

/// The names of the entries of `dir` that are taken for templates, sorted.
fn names(dir: &Path) -> Result<Vec<String>, String> {
    let shown = dir.display();
    match fs::symlink_metadata(dir) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(format!("cannot read the templates in `{shown}`: {error}")),
        Ok(meta) if meta.is_symlink() => return Err(format!("the folder of templates `{shown}` is a symbolic link")),
        Ok(meta) if !meta.is_dir() => return Err(format!("`{shown}` is not a folder of templates")),
        Ok(_) => {}
    }
    let mut names = Vec::new();
    let entries = fs::read_dir(dir).and_then(Iterator::collect::<io::Result<Vec<_>>>);
    for entry in entries.map_err(|error| format!("cannot read the templates in `{shown}`: {error}"))? {
        let name = entry
            .file_name()
            .into_string()
            .map_err(|name| format!("the name of a template in `{shown}` is not UTF-8: {}", name.display()))?;
        if !name.starts_with('.') && !name.ends_with('~') && name != "README.md" {
            names.push(name);
        }
    }
    if names.len() > MAX_TEMPLATES {
        return Err(format!("`{shown}` holds {} templates; at most {MAX_TEMPLATES} are read", names.len()));
    }
    names.sort();
    Ok(names)
}

fn text(path: &Path) -> Result<String, String> {
    let failed = |error: io::Error| format!("cannot read the template: {error}");
    let meta = fs::symlink_metadata(path).map_err(failed)?;
    if meta.is_symlink() {
        return Err("the template is a symbolic link; only regular files are read".to_owned());
    }
    if !meta.is_file() {
        return Err("this is not a regular file, and only such are templates".to_owned());
    }
    let mut bytes = Vec::new();
    File::open(path).and_then(|file| file.take(MAX_TEMPLATE + 1).read_to_end(&mut bytes)).map_err(failed)?;
    if bytes.len() as u64 > MAX_TEMPLATE {
        return Err("the template is longer than 64 KiB".to_owned());
    }
    let text = String::from_utf8(bytes)
        .map_err(|error| format!("the template is not UTF-8: byte {}", error.utf8_error().valid_up_to()))?;
    Ok(text.trim_start_matches('\u{feff}').replace("\r\n", "\n"))
}
