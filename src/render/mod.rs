//! Takes a `Catalog` and templates, gives the `Script` of statement texts and the `Artifacts` that print them. Fails only
//! on a user's own template. Never decides a schema, never runs a statement; files are touched where the user's templates
//! are read and where artifacts are written or compared.

mod artifacts;
mod asked;
mod conditions;
mod context;
mod crates;
mod csv_fields;
mod derived;
mod draft;
mod engine;
mod escape;
mod inputs;
mod overrides;
mod reads;
mod records;
mod rust_types;
mod spell;
mod tokens;
mod words;
mod writes;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use minijinja::Value;

pub use artifacts::{Artifacts, Drift, WriteError};
pub use overrides::Overrides;
pub use reads::reading;

use crate::catalog::{Catalog, Script};
use crate::diagnostic::{Diagnostic, Report};
use context::{Module, value, word};
use draft::Draft;
use engine::Engine;

/// The stack of the thread that runs a user's templates. The engine recurses over long chains of operators: with sources
/// of at most 64 KiB this much suffices for every shape of them, and frames without optimisation are four times larger.
const STACK: usize = if cfg!(debug_assertions) { 256 << 20 } else { 64 << 20 };

/// The stack of a thread that runs the built-in templates alone.
const STACK_OF_OURS: usize = 8 << 20;

/// By how many blanks what is inside a module or an `impl` of `rows.rs` is indented.
const INDENT: usize = 4;

/// The template of the Rust module.
const ROWS: &str = "rows.rs";

/// The names and texts of the built-in templates. Those that begin with `_` are partials.
const BUILTIN: &[(&str, &str)] = &[
    ("_index.cql", include_str!("../../templates/_index.cql")),
    ("_insert.cql", include_str!("../../templates/_insert.cql")),
    ("_keyspace.cql", include_str!("../../templates/_keyspace.cql")),
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

/// What a template made, or why it could not.
type Made = Result<String, Box<Diagnostic>>;

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

/// The file of the Rust module: `rows.rs`, or `rows/mod.rs` where it is a folder.
fn rust_module(catalog: &Catalog) -> PathBuf {
    let path: PathBuf = catalog.rust.module.iter().collect();
    if catalog.rust.is_folder { path.join("mod.rs") } else { path.with_extension("rs") }
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

/// The engines, and what they found so far.
struct Renderer<'a> {
    overrides: &'a Overrides,
    /// The built-in templates: what an override of CQL is compared with, and what stands in for one that failed.
    builtin: Engine<'a>,
    /// The user's templates over the built-in ones.
    user: Option<Engine<'a>>,
    findings: Vec<Diagnostic>,
}

impl<'a> Renderer<'a> {
    fn new(catalog: &Catalog, overrides: &'a Overrides) -> Self {
        let mut findings = Vec::new();
        let items = catalog.tables.len() + catalog.selects.len();
        let user = (!overrides.is_empty()).then(|| Engine::with_overrides(overrides, items, &mut findings));
        Self { overrides, builtin: Engine::builtin(overrides), user, findings }
    }

    fn run(mut self, catalog: &Catalog, model_file: &str) -> Result<Rendered, Report> {
        let draft = Draft::new(catalog, model_file);
        let script = self.script(&draft);
        let artifacts = self.artifacts(&draft, catalog);
        self.finish(Rendered { script, artifacts })
    }

    fn finish<T>(self, rendered: T) -> Result<T, Report> {
        if self.findings.is_empty() {
            return Ok(rendered);
        }
        let mut report = Report::default();
        for (name, text) in self.overrides.templates() {
            report.source(&self.overrides.file(name), text);
        }
        self.findings.into_iter().for_each(|finding| report.push(finding));
        Err(report)
    }

    /// Renders every statement, and puts each into the part of the draft that it belongs to.
    fn script(&mut self, draft: &Draft) -> Script {
        let keyspace = value(&draft.keyspace);
        let beside = |name: &'static str, part| Value::from_pairs([("keyspace", keyspace.clone()), (name, part)]);
        let writing = |table, write| {
            Value::from_pairs([("keyspace", keyspace.clone()), ("table", value(table)), ("write", value(write))])
        };
        let all = draft.tables.iter().zip(&draft.writes);
        let all = all.flat_map(|(table, writes)| writes.iter().map(move |write| writing(table, write)));
        let mut texts = self.statement("_insert.cql", all).into_iter();
        let alone = Value::from_pairs([("keyspace", keyspace.clone())]);
        let mut script = Script {
            keyspace: self.statement("_keyspace.cql", std::iter::once(alone)).concat(),
            types: self.statement("_type.cql", draft.types.iter().map(|udt| beside("type", value(udt)))),
            tables: self.statement("_table.cql", draft.tables.iter().map(|table| beside("table", value(table)))),
            indexes: self.indexes(draft, &keyspace),
            selects: self.statement("_select.cql", draft.queries.iter().map(|query| beside("query", value(query)))),
            ..Script::default()
        };
        for write in draft.writes.iter().flatten() {
            let _ = write.statement.set(texts.next().map_or_else(|| word(""), word));
        }
        for of_table in &draft.writes {
            let stored = |is_static| {
                let write = of_table.iter().find(|write| writes::is_stored(write, is_static))?;
                write.statement.get().map(ToString::to_string)
            };
            script.inserts.extend(stored(false));
            script.static_inserts.push(stored(true));
        }
        // Each slot is filled once, here.
        let _ = draft.keyspace.create.set(word(&script.keyspace));
        for (udt, text) in draft.types.iter().zip(&script.types) {
            let _ = udt.create.set(word(text));
        }
        for (table, (create, insert)) in draft.tables.iter().zip(script.tables.iter().zip(&script.inserts)) {
            let _ = (table.create.set(word(create)), table.insert.set(word(insert)));
        }
        for (index, text) in draft.indexes.iter().flatten().zip(script.indexes.iter().flatten()) {
            let _ = index.create.set(word(text));
        }
        for (query, text) in draft.queries.iter().zip(&script.selects) {
            let _ = query.select.set(word(text));
        }
        script
    }

    /// The CREATE INDEX statements of each table.
    fn indexes(&mut self, draft: &Draft, keyspace: &Value) -> Vec<Vec<String>> {
        let context = |(table, index)| {
            let parts = [("keyspace", keyspace.clone()), ("table", value(table)), ("index", value(index))];
            Value::from_pairs(parts)
        };
        let pairs = draft.tables.iter().zip(&draft.indexes);
        let all = pairs.flat_map(|(table, indexes)| indexes.iter().map(move |index| (table, index)));
        let mut texts = self.statement("_index.cql", all.map(context)).into_iter();
        draft.indexes.iter().map(|indexes| texts.by_ref().take(indexes.len()).collect()).collect()
    }

    /// The texts of the partial `name`, one per context. A fault of the user's partial is found once.
    fn statement(&mut self, name: &'static str, contexts: impl Iterator<Item = Value>) -> Vec<String> {
        let contexts: Vec<Value> = contexts.collect();
        let made = self.each(&contexts, |context| self.made(name, context, true));
        let mut texts = Vec::with_capacity(made.len());
        let mut failed = false;
        for (text, context) in made.into_iter().zip(contexts) {
            let text = text.unwrap_or_else(|finding| {
                if !failed {
                    self.findings.push(*finding);
                }
                failed = true;
                self.builtin.render(name, context).unwrap_or_default()
            });
            texts.push(text.trim().to_owned());
        }
        texts
    }

    /// Does `work` with each of `items`, every processor with some of them; gives the results in order.
    fn each<T: Sync, R: Send>(&self, items: &[T], work: impl Fn(&T) -> R + Sync) -> Vec<R> {
        const ENOUGH: usize = 64;
        let processors = std::thread::available_parallelism().map_or(1, usize::from);
        let mut chunks = items.chunks(items.len().div_ceil(processors).max(ENOUGH));
        let first = chunks.next().unwrap_or_default();
        let all = |part: &[T]| part.iter().map(&work).collect::<Vec<R>>();
        std::thread::scope(|scope| {
            let others: Vec<_> =
                chunks.map(|part| (part, self.thread().spawn_scoped(scope, || all(part)).ok())).collect();
            let mut done = all(first);
            for (part, thread) in others {
                done.extend(match thread {
                    Some(thread) => thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)),
                    // No thread was to be had.
                    None => all(part),
                });
            }
            done
        })
    }

    /// What the template `name` makes of `context`: the user's, if `try_user` and there is one.
    fn made(&self, name: &str, context: &Value, try_user: bool) -> Result<String, Box<Diagnostic>> {
        match &self.user {
            Some(user) if try_user => {
                let text = user.render(name, context.clone())?;
                self.compare(user, name, context, &text)?;
                Ok(text)
            }
            _ => self.builtin.render(name, context.clone()),
        }
    }

    /// T03: an overridden CQL template gives the built-in's tokens, so that it cannot change what is run.
    fn compare(&self, user: &Engine<'_>, name: &str, context: &Value, text: &str) -> Result<(), Box<Diagnostic>> {
        let is_builtin = builtin().iter().any(|(builtin, _)| *builtin == name);
        if !is_builtin || Path::new(name).extension() != Some("cql".as_ref()) {
            return Ok(());
        }
        let expected = self.builtin.render(name, context.clone())?;
        if expected == text {
            return Ok(());
        }
        let file = self.overrides.file(name);
        if let Some(difference) = tokens::difference(&expected, text) {
            let quoted =
                |side: Option<String>| side.map_or("its end".to_owned(), |t| format!("`{}`", escape::line(&t)));
            let (wanted, found) = (quoted(difference.expected), quoted(difference.found));
            let line = text[..difference.at.start].matches('\n').count() + 1;
            let fact = format!(
                "`{file}` must give the CQL of the built-in `{name}`: line {line} of what it renders has {found} instead of {wanted}"
            );
            let help = format!(
                "an override may change layout and comments only; `modeler templates {name}` prints the built-in"
            );
            let place = user.origin(name, context.clone(), difference.at.start);
            return Err(Box::new(Diagnostic::error("T03", fact).at(place).help(help)));
        }
        if name.starts_with('_') && tokens::ends_in_comment(text.trim()) {
            let fact = format!("`{file}` ends in a comment, which the server refuses in a single statement");
            let help = "put the comment before the statement or between `/*` and `*/`";
            return Err(Box::new(Diagnostic::error("T03", fact).help(help)));
        }
        Ok(())
    }

    fn artifacts(&mut self, draft: &Draft, catalog: &Catalog) -> Artifacts {
        let modules = draft.modules();
        let page = draft.page(&modules);
        let own = self.overrides.templates().map(|(name, _)| name);
        let mut names: Vec<&str> = builtin().iter().map(|(name, _)| *name).chain(own).collect();
        let engine = self.user.as_ref().unwrap_or(&self.builtin);
        names.retain(|name| !name.starts_with('_') && engine.knows(name));
        names.sort_unstable();
        names.dedup();
        let mut made = self.rendered(&names, &page, (&modules, catalog.rust.is_folder));
        let mut files = BTreeMap::new();
        for (name, text) in names.into_iter().zip(made.drain(..)) {
            let path = if name == ROWS { rust_module(catalog) } else { PathBuf::from(name) };
            self.artifact(path, text, &mut files);
        }
        if catalog.rust.is_folder {
            for module in &modules {
                let path = rust_module(catalog).with_file_name(draft::file_name(&module.rust));
                let text = self.made("_rows_file.rs", &draft::module_page(&page, module), true);
                self.artifact(path, text, &mut files);
            }
        }
        Artifacts::new(files)
    }

    /// One file. A fault of the user's template is found once.
    fn artifact(&mut self, path: PathBuf, text: Made, files: &mut BTreeMap<PathBuf, String>) {
        match text {
            Ok(mut text) => {
                text.truncate(text.trim_end().len());
                text.push('\n');
                files.insert(path, text);
            }
            Err(finding) if self.findings.contains(&finding) => {}
            Err(finding) => self.findings.push(*finding),
        }
    }

    /// What the templates of these names make of `page`, in their order: the Rust module by this thread, the others beside it.
    fn rendered(&mut self, names: &[&str], page: &Value, (modules, is_folder): (&[Arc<Module>], bool)) -> Vec<Made> {
        let this: &Self = self;
        let others = || names.iter().map(|name| (*name != ROWS).then(|| this.made(name, page, true))).collect();
        let (parts, rows, others): (_, Made, Vec<Option<Made>>) = std::thread::scope(|scope| {
            let beside = this.thread().spawn_scoped(scope, others);
            let parts = this.parts(page, modules, is_folder);
            let rows = this.made(ROWS, page, true);
            let others = match beside {
                Ok(thread) => thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)),
                // No thread was to be had.
                Err(_) => others(),
            };
            (parts, rows, others)
        });
        self.findings.extend(parts.map(|fault| *fault));
        let mut rows = Some(rows);
        let or_rows = |made: Option<Made>| made.or_else(|| rows.take()).unwrap_or_else(|| Ok(String::new()));
        others.into_iter().map(or_rows).collect()
    }

    /// Renders the parts of the Rust module that belong to one of its modules: they are most of what is rendered. Gives a
    /// fault of the user's partials.
    fn parts(&self, page: &Value, modules: &[Arc<Module>], is_folder: bool) -> Option<Box<Diagnostic>> {
        // In a file of its own a module's body stands at the margin.
        let of_module = if is_folder { 0 } else { INDENT };
        let engine = self.user.as_ref().unwrap_or(&self.builtin);
        let rendered = self.each(modules, |module| {
            let page = draft::module_page(page, module);
            let part = |name, indent| -> Result<Value, Box<Diagnostic>> {
                let text = engine.render(name, page.clone())?;
                Ok(word(engine::indented(text.trim(), indent, true, false)))
            };
            Ok((part("_rows_module.rs", of_module)?, part("_rows_methods.rs", INDENT)?))
        });
        let mut fault = None;
        for (module, parts) in modules.iter().zip(rendered) {
            let (body, methods) = parts.unwrap_or_else(|found| {
                fault.get_or_insert(found);
                // What is made of them is thrown away: it only must not be found at fault again.
                (word(""), word(""))
            });
            let _ = (module.body.set(body), module.methods.set(methods));
        }
        fault
    }

    /// A thread that has room for the templates.
    fn thread(&self) -> std::thread::Builder {
        std::thread::Builder::new().stack_size(if self.user.is_some() { STACK } else { STACK_OF_OURS })
    }
}
