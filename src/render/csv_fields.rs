//! Takes a record, gives how it is read from the fields of a CSV. Never reads one.

use minijinja::Value;

use super::rust_types::RustTypes;
use crate::catalog::{Catalog, Record};

pub(super) fn part(_record: &Record, _rust: &str, _catalog: &Catalog, _types: &RustTypes) -> Value {
    ().into()
}
