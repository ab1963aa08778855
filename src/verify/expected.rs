//! The files of recorded answers: `expected/QUERY.json`, one entry for each example, rewritten whole and reviewed like a
//! snapshot.

use std::fmt;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use super::{Checked, Verdict, file};
use crate::catalog::{Catalog, Select};
use crate::query::{Answer, columns};
use crate::store::Row;
use crate::value::to_json;

/// What was recorded for one query: parameters and rows, as JSON.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Recorded(Vec<(Value, Vec<Value>)>);

/// A file of recorded answers that cannot be read or written.
#[derive(Debug)]
pub struct ExpectedError {
    /// The file.
    pub path: PathBuf,
    /// What is wrong with it and why, as a phrase that follows its name.
    pub message: String,
}

impl fmt::Display for ExpectedError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` {}", self.path.display(), self.message)
    }
}

impl std::error::Error for ExpectedError {}

/// Reads what is recorded in `dir` for every query of `catalog`; a file that is not there records nothing. Fails with
/// the file that is not what `verify --accept` writes.
pub fn read(dir: &Path, catalog: &Catalog) -> Result<Vec<Recorded>, ExpectedError> {
    catalog.selects.iter().map(|select| read_one(&file(dir, select))).collect()
}

fn read_one(path: &Path) -> Result<Recorded, ExpectedError> {
    let fault = |message: String| ExpectedError { path: path.to_path_buf(), message };
    let text = match std::fs::read_to_string(path) {
        Ok(text) => text,
        Err(e) if e.kind() == io::ErrorKind::NotFound => return Ok(Recorded::default()),
        Err(e) => return Err(fault(format!("cannot be read: {e}"))),
    };
    let help = "`modeler verify --accept` writes it anew";
    let entries: Vec<Value> =
        serde_json::from_str(&text).map_err(|e| fault(format!("holds no recorded answers: {e}; {help}")))?;
    let entry = |entry: Value| match (entry.get("given"), entry.get("rows").and_then(Value::as_array)) {
        (Some(given), Some(rows)) => Ok((given.clone(), rows.clone())),
        _ => Err(fault(format!("holds an answer without `given` or `rows`; {help}"))),
    };
    entries.into_iter().map(entry).collect::<Result<_, _>>().map(Recorded)
}

impl Recorded {
    /// Holds `answer` against what was recorded for `parameters`; order counts.
    pub(super) fn verdict(&self, select: &Select, parameters: &[Vec<u8>], answer: &Answer) -> Verdict {
        let given = given(select, parameters);
        let Some((_, expected)) = self.0.iter().find(|(recorded, _)| same(recorded, &given)) else {
            return Verdict::Unrecorded;
        };
        let rows = rows(select, answer);
        if rows.len() == expected.len() && rows.iter().zip(expected).all(|(row, wanted)| same(row, wanted)) {
            Verdict::Same
        } else {
            Verdict::Different(diff(expected, &rows))
        }
    }
}

/// Whether two JSON values say the same. Numbers are held against each other as text: −0.0 and 0.0 are two values.
fn same(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::Number(a), Value::Number(b)) => a.to_string() == b.to_string(),
        (Value::Array(a), Value::Array(b)) => a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same(a, b)),
        (Value::Object(a), Value::Object(b)) => {
            a.len() == b.len() && a.iter().all(|(key, a)| b.get(key).is_some_and(|b| same(a, b)))
        }
        _ => a == b,
    }
}

/// Records the answers in `checked`, one file for each query of `catalog` that has any; gives the files that changed.
/// Each is replaced as a whole. Fails with the file that cannot be written.
pub fn write(dir: &Path, catalog: &Catalog, checked: &[Checked]) -> Result<Vec<PathBuf>, ExpectedError> {
    let mut changed = Vec::new();
    for (query, select) in catalog.selects.iter().enumerate() {
        let mut entries: Vec<Value> = Vec::new();
        for checked in checked.iter().filter(|c| c.query == query && !matches!(c.verdict, Verdict::Unanswered(_))) {
            let entry = json!({ "given": given(select, &checked.parameters), "rows": rows(select, &checked.answer) });
            if !entries.iter().any(|there| same(there, &entry)) {
                entries.push(entry);
            }
        }
        if entries.is_empty() {
            continue;
        }
        let path = file(dir, select);
        let text = pretty(&entries);
        if std::fs::read_to_string(&path).is_ok_and(|there| there == text) {
            continue;
        }
        replace(&path, &text)
            .map_err(|e| ExpectedError { path: path.clone(), message: format!("cannot be written: {e}") })?;
        changed.push(path);
    }
    Ok(changed)
}

/// One row a line, so that a change is a line of a diff.
fn pretty(entries: &[Value]) -> String {
    let entries: Vec<String> = entries
        .iter()
        .map(|entry| {
            let rows = entry["rows"].as_array().into_iter().flatten();
            let rows: Vec<String> = rows.map(|row| format!("\n      {row}")).collect();
            let end = if rows.is_empty() { "" } else { "\n    " };
            format!("  {{\n    \"given\": {},\n    \"rows\": [{}{end}]\n  }}", entry["given"], rows.join(","))
        })
        .collect();
    format!("[\n{}\n]\n", entries.join(",\n"))
}

fn replace(path: &Path, text: &str) -> io::Result<()> {
    let dir = path.parent().unwrap_or(Path::new("."));
    std::fs::create_dir_all(dir)?;
    let mut file = tempfile::Builder::new().prefix(".expected").tempfile_in(dir)?;
    file.write_all(text.as_bytes())?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        file.as_file().set_permissions(std::fs::Permissions::from_mode(0o644))?;
    }
    file.as_file().sync_all()?;
    file.persist(path).map_err(|e| e.error)?;
    Ok(())
}

/// The parameters as a JSON object by marker.
pub(super) fn given(select: &Select, parameters: &[Vec<u8>]) -> Value {
    select
        .asked()
        .iter()
        .zip(parameters)
        .map(|(bind, bytes)| (bind.name.text().to_owned(), to_json(&bind.ty, bytes)))
        .collect()
}

/// The rows as JSON objects.
pub(super) fn rows(select: &Select, answer: &Answer) -> Vec<Value> {
    let columns = columns(select);
    let row = |row: &Vec<Option<Vec<u8>>>| {
        let cells: Vec<Option<&[u8]>> = row.iter().map(Option::as_deref).collect();
        let cells: &Row<'_> = &cells;
        crate::query::object(&columns, cells)
    };
    answer.rows.iter().map(row).collect()
}

/// A unified diff of expected and actual rows, one row a line.
pub(super) fn diff(expected: &[Value], actual: &[Value]) -> String {
    let lines = |rows: &[Value]| rows.iter().flat_map(|row| [row.to_string(), "\n".to_owned()]).collect::<String>();
    let (expected, actual) = (lines(expected), lines(actual));
    similar::TextDiff::from_lines(expected.as_str(), actual.as_str())
        .unified_diff()
        .header("expected", "answered")
        .to_string()
}
