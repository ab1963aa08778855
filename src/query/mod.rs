//! Takes a planned SELECT and parameters as a person types them, gives the answer of a store. Parameters are read by
//! the code that reads CSV cells.

mod across;
mod format;

use std::ops::ControlFlow;

pub use across::ask;
pub(crate) use format::object;
pub use format::{Format, Writer};

use crate::catalog::{Select, Statement};
use crate::diagnostic::{Diagnostic, Report, nearest};
use crate::model::{Marker, Returns};
use crate::store::{Reading as Read, Store, StoreError};
use crate::types::CqlType;
use crate::value::{Reading, encode_text};

/// A whole answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// The rows in order; each cell as wire bytes, null as `None`.
    pub rows: Vec<Vec<Option<Vec<u8>>>>,
    /// What it took.
    pub reading: Read,
}

/// The columns that `select` gives, by name and type.
pub fn columns(select: &Select) -> Vec<(String, CqlType)> {
    if select.returns == Returns::Count {
        return vec![("count".to_owned(), CqlType::Bigint)];
    }
    select.columns.iter().map(|(column, _)| (column.name.text().to_owned(), column.ty.clone())).collect()
}

/// Reads `key=value` texts as the values of `binds`, in their order. Gives a report of everything that is wrong with
/// them: unknown, missing, given twice, no value of its type.
pub fn parameters(binds: &[Marker], texts: &[String]) -> Result<Vec<Vec<u8>>, Report> {
    let mut report = Report::default();
    let mut values: Vec<Option<Vec<u8>>> = vec![None; binds.len()];
    let mut faulty = Vec::new();
    for text in texts {
        let Some((name, value)) = text.split_once('=') else {
            report.push(Diagnostic::error("V02", format!("`{text}` is not `name=value`")).help(usage(binds)));
            continue;
        };
        let Some(at) = binds.iter().position(|bind| bind.name.text() == name) else {
            let help = nearest(name, binds.iter().map(|b| b.name.text()))
                .map_or_else(|| usage(binds), |n| format!("did you mean `{n}`?"));
            report.push(Diagnostic::error("V02", format!("the query has no parameter `{name}`")).help(help));
            continue;
        };
        let mut bytes = Vec::new();
        match encode_text(&binds[at].ty, value, &Reading::default(), &mut bytes) {
            Ok(()) if values[at].is_some() => {
                report
                    .push(Diagnostic::error("V02", format!("parameter `{name}` is given twice")).help("give it once"));
            }
            Ok(()) => values[at] = Some(bytes),
            Err(bad) => {
                report.push(Diagnostic::error("V01", format!("parameter `{name}`: {bad}")));
                faulty.push(at);
            }
        }
    }
    let is_missing = |at: &usize| values[*at].is_none() && !faulty.contains(at);
    for bind in (0..binds.len()).filter(is_missing).map(|at| &binds[at]) {
        let fact = format!("no value for parameter `{}`", bind.name);
        report.push(Diagnostic::error("V02", fact).help(usage(binds)));
    }
    if report.errors() > 0 { Err(report) } else { Ok(values.into_iter().flatten().collect()) }
}

fn usage(binds: &[Marker]) -> String {
    let wanted: Vec<String> = binds.iter().map(|bind| format!("{}=<{}>", bind.name, bind.ty.cql())).collect();
    format!("give {}", wanted.join(" "))
}

/// Answers `statement` from `store`, all rows at once. Fails as the store fails.
pub async fn answer(
    store: &impl Store,
    statement: Statement<'_>,
    parameters: &[Vec<u8>],
) -> Result<Answer, StoreError> {
    let mut rows = Vec::new();
    let mut each = |row: &crate::store::Row<'_>| {
        rows.push(row.iter().map(|cell| cell.map(<[u8]>::to_vec)).collect());
        ControlFlow::Continue(())
    };
    let reading = ask(store, statement, parameters, &mut each).await?;
    Ok(Answer { rows, reading })
}
