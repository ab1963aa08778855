//! Takes a draft, has the templates render it: every statement once, then the artifacts that print them. Work that does not
//! wait for other work is done by every processor. Collects what is wrong with the user's templates; never touches a file.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use minijinja::Value;

use super::artifacts::Artifacts;
use super::context::{Module, value, word};
use super::draft::Draft;
use super::engine::Engine;
use super::overrides::Overrides;
use super::{Rendered, STACK, builtin, escape, modules, tokens, writes};
use crate::catalog::{Catalog, Script};
use crate::diagnostic::{Diagnostic, Report};

/// The stack of a thread that runs the built-in templates alone.
const STACK_OF_OURS: usize = 8 << 20;

/// By how many blanks what is inside a module or an `impl` of `rows.rs` is indented.
const INDENT: usize = 4;

/// The template of the Rust module.
const ROWS: &str = "rows.rs";

/// What a template made, or why it could not.
type Made = Result<String, Box<Diagnostic>>;

/// The engines, and what they found so far.
pub(super) struct Renderer<'a> {
    overrides: &'a Overrides,
    /// The built-in templates: what an override of CQL is compared with, and what stands in for one that failed.
    builtin: Engine<'a>,
    /// The user's templates over the built-in ones.
    user: Option<Engine<'a>>,
    findings: Vec<Diagnostic>,
}

impl<'a> Renderer<'a> {
    pub(super) fn new(catalog: &Catalog, overrides: &'a Overrides) -> Self {
        let mut findings = Vec::new();
        let items = catalog.tables.len() + catalog.selects.len();
        let user = (!overrides.is_empty()).then(|| Engine::with_overrides(overrides, items, &mut findings));
        Self { overrides, builtin: Engine::builtin(overrides), user, findings }
    }

    pub(super) fn run(mut self, catalog: &Catalog, model_file: &str) -> Result<Rendered, Report> {
        let draft = Draft::new(catalog, model_file);
        let script = self.script(&draft);
        let artifacts = self.artifacts(&draft, catalog);
        self.finish(Rendered { script, artifacts })
    }

    pub(super) fn finish<T>(self, rendered: T) -> Result<T, Report> {
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
    pub(super) fn script(&mut self, draft: &Draft) -> Script {
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
        let (made, fault) = self.each(&contexts, |context| self.made(name, context, true));
        self.findings.extend(fault.map(|fault| *fault));
        let texts = made.into_iter().zip(contexts).map(|(text, context)| {
            let text = text.unwrap_or_else(|| self.builtin.render(name, context).unwrap_or_default());
            text.trim().to_owned()
        });
        texts.collect()
    }

    /// Does `work` with each of `items`, every processor with some of them; gives the results in order, and the first fault.
    /// A processor that meets one stops, and what it did not come to is missing: a template may take long to fail.
    fn each<T: Sync, R: Send>(
        &self,
        items: &[T],
        work: impl Fn(&T) -> Result<R, Box<Diagnostic>> + Sync,
    ) -> (Vec<Option<R>>, Option<Box<Diagnostic>>) {
        const ENOUGH: usize = 64;
        let all = |part: &[T]| {
            let (mut done, mut fault) = (Vec::with_capacity(part.len()), None);
            for item in part {
                match work(item) {
                    Ok(result) => done.push(Some(result)),
                    Err(found) => {
                        fault = Some(found);
                        break;
                    }
                }
            }
            done.resize_with(part.len(), || None);
            (done, fault)
        };
        let processors = std::thread::available_parallelism().map_or(1, usize::from);
        let mut chunks = items.chunks(items.len().div_ceil(processors).max(ENOUGH));
        let first = chunks.next().unwrap_or_default();
        std::thread::scope(|scope| {
            let others: Vec<_> =
                chunks.map(|part| (part, self.thread().spawn_scoped(scope, || all(part)).ok())).collect();
            let (mut done, mut fault) = all(first);
            for (part, thread) in others {
                let (more, found) = match thread {
                    Some(thread) => thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)),
                    // No thread was to be had.
                    None => all(part),
                };
                done.extend(more);
                fault = fault.or(found);
            }
            (done, fault)
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
        let made = self.rendered(&names, &page, (&modules, catalog.rust.is_folder));
        let mut files = BTreeMap::new();
        for (name, text) in names.into_iter().zip(made) {
            let path = if name == ROWS { rust_module(catalog) } else { PathBuf::from(name) };
            match text {
                Ok(text) => drop(files.insert(path, ended(text))),
                Err(finding) => self.findings.push(*finding),
            }
        }
        let in_files = if catalog.rust.is_folder { modules.as_slice() } else { &[] };
        let (texts, fault) =
            self.each(in_files, |module| self.made("_rows_file.rs", &modules::module_page(&page, module), true));
        self.findings.extend(fault.map(|fault| *fault));
        for (module, text) in in_files.iter().zip(texts) {
            let path = rust_module(catalog).with_file_name(modules::file_name(&module.rust));
            files.extend(text.map(|text| (path, ended(text))));
        }
        Artifacts::new(files)
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
        let (rendered, fault) = self.each(modules, |module| {
            let page = modules::module_page(page, module);
            let part = |name, blanks| -> Result<Value, Box<Diagnostic>> {
                Ok(word(escape::indented(engine.render(name, page.clone())?.trim(), blanks)))
            };
            Ok((part("_rows_module.rs", of_module)?, part("_rows_methods.rs", INDENT)?))
        });
        for (module, parts) in modules.iter().zip(rendered) {
            // What is made of a missing one is thrown away: it only must not be found at fault again.
            let (body, methods) = parts.unwrap_or_else(|| (word(""), word("")));
            let _ = (module.body.set(body), module.methods.set(methods));
        }
        fault
    }

    /// A thread that has room for the templates.
    fn thread(&self) -> std::thread::Builder {
        std::thread::Builder::new().stack_size(if self.user.is_some() { STACK } else { STACK_OF_OURS })
    }
}

/// The file of the Rust module: `rows.rs`, or `rows/mod.rs` where it is a folder.
fn rust_module(catalog: &Catalog) -> PathBuf {
    let path: PathBuf = catalog.rust.module.iter().collect();
    if catalog.rust.is_folder { path.join("mod.rs") } else { path.with_extension("rs") }
}

/// The text with exactly one line end behind it.
fn ended(mut text: String) -> String {
    text.truncate(text.trim_end().len());
    text.push('\n');
    text
}
