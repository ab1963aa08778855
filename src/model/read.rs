//! Takes the bytes of a model file, gives a `Model` or everything that is wrong with it.

use std::sync::Arc;

use crate::diagnostic::{Diagnostic, Report};
use crate::model::{Model, keys, raw, resolve, tree};

/// Reads a model from the bytes of a file that the user knows as `file`. Gives the model with its warnings, or a report
/// of every fault that could be found: those of form first, and if there are none, those of meaning.
pub fn read(file: &str, bytes: &[u8]) -> Result<(Model, Report), Report> {
    let tree = Arc::new(tree::read(file, bytes)?);
    let mut report = Report::default();
    report.source(file, &tree::secrets::masked(&tree.text));
    keys::check(&tree, &mut report);
    if report.errors() > 0 {
        report.sort();
        return Err(report);
    }
    let raw = match raw::file(&tree.root) {
        Ok(raw) => raw,
        Err(error) => {
            report.push(Diagnostic::error("Y05", format!("the model cannot be read: {error}")).at(tree.at(&[])));
            return Err(report);
        }
    };
    let model = resolve::model(&tree, &raw, &mut report);
    report.sort();
    match model {
        Some(model) if report.errors() == 0 => Ok((model, report)),
        _ => Err(report),
    }
}
