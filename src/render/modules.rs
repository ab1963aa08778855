//! Takes what the model chooses for its Rust, and queries and tables as templates see them, gives the modules of `rows.rs`
//! and the files that they are in. Never knows a statement.

use std::sync::{Arc, OnceLock};

use minijinja::Value;

use super::context::{Module, Newtype, Query, Table, value, word};
use super::escape;
use super::rust_types::RustTypes;
use crate::catalog::Catalog;
use crate::model::RustType;
use crate::model::rust::Visibility;

/// The module called `rust`, of a query, a table, or both.
pub(super) fn module(
    rust: &Value,
    about: Value,
    query: Option<&Arc<Query>>,
    table: Option<&Arc<Table>>,
) -> Arc<Module> {
    Arc::new(Module {
        rust: rust.clone(),
        about,
        path: (file_name(rust) != format!("{}.rs", bare(rust)))
            .then(|| word(escape::rust_str(&file_name(rust))))
            .into(),
        query: query.map(value).into(),
        table: table.map(value).into(),
        body: OnceLock::new(),
        methods: OnceLock::new(),
    })
}

/// The name of a module without `r#`.
fn bare(rust: &Value) -> String {
    rust.to_string().trim_start_matches("r#").to_owned()
}

/// The file of a module where each has one; `mod.rs` is that of the folder itself.
pub(super) fn file_name(rust: &Value) -> String {
    match bare(rust).as_str() {
        // No query has a dot in its name.
        "mod" => "mod.query.rs".to_owned(),
        name => format!("{name}.rs"),
    }
}

/// `page` for the template of one module.
pub(super) fn module_page(page: &Value, module: &Arc<Module>) -> Value {
    let part = |name: &'static str| (name, page.get_attr(name).unwrap_or_default());
    let parts = ["header", "keyspace", "rust"];
    Value::from_pairs(parts.into_iter().map(part).chain([("module", value(module))]))
}

/// What stands in the `rust` block, as templates see it.
pub(super) fn choices(catalog: &Catalog) -> Value {
    let rust = &catalog.rust;
    let more = more_derives(catalog, &["Clone", "Debug", "PartialEq"]);
    let derives = more.fold(String::new(), |derives, path| derives + ", " + path);
    let visibility = match rust.visibility {
        Visibility::Public => "pub",
        Visibility::Crate => "pub(crate)",
    };
    Value::from_pairs([
        ("visibility", word(visibility)),
        ("derives", word(derives)),
        ("is_folder", rust.is_folder.into()),
        ("keyspace", word(escape::rust_str(catalog.keyspace.name.text()))),
        ("keyspace_cql", word(escape::rust_str(&catalog.keyspace.name.cql()))),
    ])
}

/// The derives that the model asks for beyond `known`.
fn more_derives<'a>(catalog: &'a Catalog, known: &'a [&str]) -> impl Iterator<Item = &'a str> {
    let is_more = |path: &&str| !known.contains(&path.rsplit("::").next().unwrap_or_default());
    catalog.rust.derives.iter().map(String::as_str).filter(is_more)
}

/// The newtypes of the columns, each once, in the order of the vocabulary.
pub(super) fn newtypes(catalog: &Catalog, types: &RustTypes) -> Vec<Value> {
    let mut seen = Vec::new();
    let mut parts = Vec::new();
    for column in &catalog.columns {
        let Some(RustType::Newtype(name)) = &column.rust else { continue };
        if seen.contains(&name) {
            continue;
        }
        seen.push(name);
        let derives: Vec<&str> = ["Clone", "Debug", "PartialEq"].into_iter().chain(column.ty.rust_traits()).collect();
        let own = more_derives(catalog, &derives);
        parts.push(Value::from_object(Newtype {
            rust: word(name.as_str()),
            doc: word(format!("A {}.", escape::code(&format!("{} {}", column.name.cql(), column.ty.cql())))),
            inside: word(types.within(&column.ty)),
            derives: word(derives.iter().copied().chain(own).collect::<Vec<_>>().join(", ")),
        }));
    }
    parts
}
