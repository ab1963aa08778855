//! Takes a `Catalog` and templates, gives the `Script` of statement texts and the `Artifacts` that print them. Fails only
//! on a user's own template. Never decides a schema, never runs a statement; files are touched where the user's templates
//! are read and where artifacts are written or compared.

mod artifacts;
mod asked;
mod buckets;
mod conditions;
mod context;
mod crates;
mod csv_fields;
mod derived;
mod draft;
mod engine;
mod escape;
mod inputs;
mod modules;
mod overrides;
mod reads;
mod records;
mod renderer;
mod rust_types;
mod spell;
mod tokens;
mod words;
mod writes;

pub use artifacts::{Artifacts, Drift, WriteError};
pub use overrides::Overrides;
pub use reads::reading;

use crate::catalog::{Catalog, Script};
use crate::diagnostic::{Diagnostic, Report};
use draft::Draft;
use renderer::Renderer;

/// The stack of the thread that runs a user's templates. The engine recurses over long chains of operators: with sources
/// of at most 64 KiB this much suffices for every shape of them, and frames without optimisation are four times larger.
const STACK: usize = if cfg!(debug_assertions) { 256 << 20 } else { 64 << 20 };

/// The names and texts of the built-in templates. Those that begin with `_` are partials.
const BUILTIN: &[(&str, &str)] = &[
    ("_index.cql", include_str!("../../templates/_index.cql")),
    ("_insert.cql", include_str!("../../templates/_insert.cql")),
    ("_keyspace.cql", include_str!("../../templates/_keyspace.cql")),
    ("_rows_across.rs", include_str!("../../templates/_rows_across.rs")),
    ("_rows_cells.rs", include_str!("../../templates/_rows_cells.rs")),
    ("_rows_csv.rs", include_str!("../../templates/_rows_csv.rs")),
    ("_rows_derive.rs", include_str!("../../templates/_rows_derive.rs")),
    ("_rows_driver.rs", include_str!("../../templates/_rows_driver.rs")),
    ("_rows_errors.rs", include_str!("../../templates/_rows_errors.rs")),
    ("_rows_file.rs", include_str!("../../templates/_rows_file.rs")),
    ("_rows_methods.rs", include_str!("../../templates/_rows_methods.rs")),
    ("_rows_module.rs", include_str!("../../templates/_rows_module.rs")),
    ("_rows_queries.rs", include_str!("../../templates/_rows_queries.rs")),
    ("_rows_records.rs", include_str!("../../templates/_rows_records.rs")),
    ("_rows_top.rs", include_str!("../../templates/_rows_top.rs")),
    ("_rows_types.rs", include_str!("../../templates/_rows_types.rs")),
    ("_rows_write.rs", include_str!("../../templates/_rows_write.rs")),
    ("_select.cql", include_str!("../../templates/_select.cql")),
    ("_table.cql", include_str!("../../templates/_table.cql")),
    ("_type.cql", include_str!("../../templates/_type.cql")),
    ("queries.cql", include_str!("../../templates/queries.cql")),
    ("rows.rs", include_str!("../../templates/rows.rs")),
    ("schema.cql", include_str!("../../templates/schema.cql")),
];

/// What rendering gives.
#[derive(Clone, Debug)]
pub struct Rendered {
    /// The statement texts, each rendered once.
    pub script: Script,
    /// The files that print them.
    pub artifacts: Artifacts,
}

/// Renders the statements of `catalog` and every artifact: `schema.cql`, `queries.cql`, `rows.rs`, and those that
/// `overrides` adds. `model_file` is named in the first line of each. The same input gives the same bytes.
///
/// Fails on a user's template only, with a finding for each fault: T01 it does not compile or run, T02 it prints a text
/// without an escaping filter, T03 its CQL is not the built-in's token for token, T04 it names a template that is not
/// there, T06 it does not come to an end.
pub fn render(catalog: &Catalog, model_file: &str, overrides: &Overrides) -> Result<Rendered, Report> {
    bounded(overrides, || Renderer::new(catalog, overrides).run(catalog, model_file))
}

/// Renders the statements of `catalog` alone, for a store to run. Fails as [`render`] does.
pub fn script(catalog: &Catalog, overrides: &Overrides) -> Result<Script, Report> {
    bounded(overrides, || {
        let mut renderer = Renderer::new(catalog, overrides);
        let script = renderer.script(&Draft::new(catalog, ""));
        renderer.finish(script)
    })
}

/// The built-in templates by name, in the order of their names: what `modeler templates` lists and prints.
pub fn builtin() -> &'static [(&'static str, &'static str)] {
    BUILTIN
}

/// Runs `work` where a user's template can do no harm: on a stack of its own that is deep enough.
fn bounded<T: Send>(overrides: &Overrides, work: impl FnOnce() -> Result<T, Report> + Send) -> Result<T, Report> {
    if overrides.is_empty() {
        return work();
    }
    std::thread::scope(|scope| match std::thread::Builder::new().stack_size(STACK).spawn_scoped(scope, work) {
        Ok(thread) => thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)),
        Err(error) => {
            let mut report = Report::default();
            report.push(Diagnostic::error("T06", format!("cannot start a thread to run the templates: {error}")));
            Err(report)
        }
    })
}
