//! Takes a case and a folder, leaves the case there as a folder of `tests/cases`: `queries.yaml` with what is asked as
//! examples, `data/` with what a CSV can say, `rows.json` with what it cannot, `difference.txt` with both answers.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use serde_json::{Map, Value, json};

use super::case::{Case, Cell, Load, Table};
use super::side::csv;

/// Writes the folder, which is named after the seed, and gives its path.
pub(crate) fn save(case: &Case, difference: &str, into: &Path) -> io::Result<PathBuf> {
    let named = Case { tag: String::new(), ..case.clone() };
    let folder = into.join(format!("difference_{}", case.seed));
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    fs::create_dir_all(folder.join("data"))?;
    fs::write(folder.join("queries.yaml"), named.yaml(&format!("difference_{}", case.seed), true))?;
    fs::write(folder.join("difference.txt"), difference)?;
    let mut cells = Vec::new();
    for (number, load) in case.loads.iter().enumerate() {
        for (at, table) in case.tables.iter().enumerate() {
            // A source without a file is refused, so that a table without rows has one with a header.
            if load.csv || number == 0 {
                let empty = Load { csv: true, rows: vec![Vec::new(); case.tables.len()] };
                let text = csv(table, if load.csv { load } else { &empty }, at);
                fs::write(folder.join(format!("data/{}-{number}.csv", table.name)), text)?;
            }
            if !load.csv && !load.rows[at].is_empty() {
                cells.push(rows(number, table, load, at));
            }
        }
    }
    if !cells.is_empty() {
        fs::write(folder.join("rows.json"), format!("{:#}\n", Value::Array(cells)))?;
    }
    Ok(folder)
}

/// The rows of a table in a load: a column that is not there is unset.
pub(crate) fn rows(number: usize, table: &Table, load: &Load, at: usize) -> Value {
    let rows = load.rows[at].iter().map(|row| {
        let mut object = Map::new();
        for (cell, column) in row.cells.iter().zip(table.columns()) {
            match cell {
                Cell::Unset => None,
                Cell::Null => object.insert(column.name.clone(), Value::Null),
                Cell::Set(value) => object.insert(column.name.clone(), value.clone()),
            };
        }
        Value::Object(object)
    });
    json!({ "load": number, "table": table.name, "rows": rows.collect::<Vec<_>>() })
}
