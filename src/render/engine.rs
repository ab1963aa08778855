//! Takes template texts and contexts, gives text or findings with template and line. The only module that knows the
//! template engine's settings. Never touches a file; what a template may reach is its context and the filters.

use std::io;

use minijinja::syntax::SyntaxConfig;
use minijinja::value::ValueKind;
use minijinja::{AutoEscape, Environment, Error, ErrorKind, Output, State, UndefinedBehavior, Value};

use super::overrides::Overrides;
use super::{builtin, escape};
use crate::diagnostic::{Diagnostic, Place, nearest};

/// The largest text that one template of the user's may render.
const MAX_OUTPUT: usize = 64 << 20;

/// What a small model's template may spend: one fuel pays for an instruction or for 64 bytes that are made.
const BASE_FUEL: u64 = 4_000_000;

/// What it may spend more for each table and query. The built-in templates need about 1,500.
const FUEL_PER_ITEM: u64 = 20_000;

/// The templates, compiled.
pub(super) struct Engine<'a> {
    env: Environment<'a>,
    overrides: &'a Overrides,
    is_bounded: bool,
}

impl<'a> Engine<'a> {
    /// An engine for the built-in templates alone, without limits: they are trusted.
    pub(super) fn builtin(overrides: &'a Overrides) -> Self {
        let mut env = environment();
        for (name, text) in builtin() {
            env.add_template(name, text).expect("a test renders every built-in template");
        }
        Self { env, overrides, is_bounded: false }
    }

    /// An engine for the built-in templates and the user's over them, with limits that grow with `items`, the number of
    /// tables and queries. A template that does not compile is a finding, and the built-in of its name stays.
    pub(super) fn with_overrides(overrides: &'a Overrides, items: usize, findings: &mut Vec<Diagnostic>) -> Self {
        let mut engine = Self { is_bounded: true, ..Self::builtin(overrides) };
        engine.env.set_fuel(Some(BASE_FUEL + FUEL_PER_ITEM * items as u64));
        for (name, text) in overrides.templates() {
            if let Err(error) = engine.env.add_template(name, text) {
                findings.push(engine.finding(&error, name));
            }
        }
        engine
    }

    /// Whether a template of this name compiled.
    pub(super) fn knows(&self, name: &str) -> bool {
        self.env.get_template(name).is_ok()
    }

    /// What the template called `name` makes of `context`.
    pub(super) fn render(&self, name: &str, context: Value) -> Result<String, Box<Diagnostic>> {
        let failed = |error| Box::new(self.finding(&error, name));
        let template = self.env.get_template(name).map_err(failed)?;
        if !self.is_bounded {
            return template.render(context).map_err(failed);
        }
        let mut bounded = Bounded { bytes: Vec::new() };
        template.render_captured_to(context, &mut bounded).map_err(failed)?;
        let not_text = |_| Box::new(Diagnostic::error("T01", format!("template `{name}` rendered bytes, not text")));
        String::from_utf8(bounded.bytes).map_err(not_text)
    }

    /// The place in a template that made the byte at `offset` of what `name` renders.
    pub(super) fn origin(&self, name: &str, context: Value, offset: usize) -> Option<Place> {
        let template = self.env.get_template(name).ok()?;
        let (output, spans) = template.render_with_spans(context).ok()?;
        let span = spans.iter().find(|span| span.output_range().contains(&offset)).or_else(|| spans.last())?;
        let text = self.text(span.name())?;
        let source = span.source_range();
        // Where a template's own text was written unchanged, the place inside it is known to the byte.
        let at = match span.kind() {
            minijinja::OutputSpanKind::Raw if offset < output.len() => {
                let start = source.start + (offset - span.output_range().start);
                start..start + text[start..].chars().next().map_or(0, char::len_utf8)
            }
            _ => source,
        };
        Some(self.place(span.name(), text, at))
    }

    /// A finding from the engine's error: the innermost one that has a place, for an include wraps what went wrong in it.
    fn finding(&self, error: &Error, name: &str) -> Diagnostic {
        let mut innermost = error;
        let mut next: Option<&(dyn std::error::Error + 'static)> = std::error::Error::source(error);
        while let Some(source) = next {
            if let Some(inner) = source.downcast_ref::<Error>() {
                innermost = inner;
            }
            next = source.source();
        }
        let unescaped = std::error::Error::source(innermost).and_then(|source| source.downcast_ref::<Unescaped>());
        let file = innermost.name().or_else(|| error.name()).unwrap_or(name);
        let detail = innermost.detail().map_or_else(|| innermost.kind().to_string(), escape::line);
        let (code, fact, help) = match innermost.kind() {
            _ if unescaped.is_some() => ("T02", detail, unescaped.map(|u| u.help.to_owned())),
            ErrorKind::OutOfFuel => {
                let help = "a template may loop over the model, not over more: 20,000 steps for each table and query";
                ("T06", format!("template `{file}` does not come to an end"), Some(help.to_owned()))
            }
            ErrorKind::WriteFailure => {
                let help = "print less: a template may render 64 MiB";
                ("T06", format!("template `{file}` renders too much"), Some(help.to_owned()))
            }
            ErrorKind::TemplateNotFound => ("T04", detail.clone(), self.near(&detail)),
            ErrorKind::UndefinedError => {
                let help = "the fields of the context stand in `templates/README.md`";
                ("T01", format!("{detail} in template `{file}`"), Some(help.to_owned()))
            }
            kind => ("T01", format!("{kind} in template `{file}`: {detail}"), None),
        };
        let mut diagnostic = Diagnostic::error(code, fact).at(self.error_place(innermost, file));
        diagnostic.help = help;
        diagnostic
    }

    fn near(&self, detail: &str) -> Option<String> {
        let name = detail.split('"').nth(1)?;
        let known = self.env.templates().map(|(name, _)| name);
        nearest(name, known).map(|near| format!("did you mean `{near}`?"))
    }

    fn error_place(&self, error: &Error, file: &str) -> Option<Place> {
        let text = self.text(file)?;
        if let Some(range) = error.range().filter(|range| range.end <= text.len() && !range.is_empty()) {
            return Some(self.place(file, text, range));
        }
        let line = error.line().unwrap_or(1);
        let start: usize = text.split_inclusive('\n').take(line - 1).map(str::len).sum();
        let end = start + text[start..].lines().next().map_or(0, str::len);
        Some(self.place(file, text, start..end))
    }

    fn place(&self, name: &str, text: &str, span: std::ops::Range<usize>) -> Place {
        let before = &text[..span.start];
        let line_start = before.rfind('\n').map_or(0, |at| at + 1);
        Place {
            file: self.overrides.file(name),
            line: before.matches('\n').count() + 1,
            column: before[line_start..].chars().count() + 1,
            span,
        }
    }

    fn text(&self, name: &str) -> Option<&str> {
        let own = self.overrides.text(name);
        own.or_else(|| builtin().iter().find(|(builtin, _)| *builtin == name).map(|(_, text)| *text))
    }
}

/// Strict, without a loader, without the filters that would mark raw text as safe.
fn environment<'a>() -> Environment<'a> {
    let mut env = Environment::new();
    let syntax = SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).keep_trailing_newline(true).build();
    env.set_syntax(syntax.expect("the default delimiters are valid"));
    env.set_undefined_behavior(UndefinedBehavior::Strict);
    env.set_debug(true);
    env.set_recursion_limit(100);
    // Some escaping must be on for what a macro captures to count as safe: it went through the formatter already.
    env.set_auto_escape_callback(|_| AutoEscape::Custom("checked".into()));
    env.set_formatter(checked);
    for name in ["safe", "escape", "e", "tojson", "urlencode", "pprint"] {
        env.remove_filter(name);
    }
    env.remove_global("debug");
    env.add_filter("cql_name", |text: &str| safe(escape::cql_name(text)));
    env.add_filter("cql_string", |text: &str| safe(escape::cql_string(text)));
    env.add_filter("cql_comment", |text: &str, indent: Option<usize>| safe(escape::cql_comment(text, columns(indent))));
    env.add_filter("rust_str", |text: &str| safe(escape::rust_str(text)));
    env.add_filter("rust_doc", |text: &str, indent: Option<usize>| safe(escape::rust_doc(text, columns(indent))));
    env.add_filter("rust_doc_block", |text: &str, indent: Option<usize>| {
        safe(escape::rust_doc_block(text, columns(indent)))
    });
    env.add_filter("code", |text: &str| safe(escape::code(text)));
    env.add_filter("json", |text: &str| safe(escape::json(text)));
    env.add_filter("line", |text: &str| safe(escape::line(text)));
    env
}

fn safe(text: String) -> Value {
    Value::from_safe_string(text)
}

/// An indent beyond what any layout needs would only make text grow.
fn columns(indent: Option<usize>) -> usize {
    indent.unwrap_or(0).min(200)
}

/// Prints numbers, booleans, finished words, and what lists are joined with; refuses all else.
fn checked(out: &mut Output<'_>, _: &mut State<'_, '_>, value: &Value) -> Result<(), Error> {
    let written = match value.kind() {
        ValueKind::String if value.is_safe() || value.as_str().is_some_and(is_separator) => {
            out.write_str(value.as_str().unwrap_or_default())
        }
        ValueKind::Bool => out.write_str(if value.is_true() { "true" } else { "false" }),
        ValueKind::Number => out.write_str(&value.to_string()),
        kind => return Err(unescaped(kind, value)),
    };
    written.map_err(Error::from)
}

/// Blanks, commas and dots: what stands between the items of a list, and can end nothing.
fn is_separator(text: &str) -> bool {
    text.bytes().all(|b| matches!(b, b' ' | b',' | b'.' | b'\n'))
}

fn unescaped(kind: ValueKind, value: &Value) -> Error {
    let (fact, help) = if kind == ValueKind::String {
        let short: String = value.as_str().unwrap_or_default().chars().take(40).collect();
        (
            format!("the text `{}` is printed without an escaping filter", escape::line(&short)),
            "put it through `cql_name`, `cql_string`, `cql_comment`, `rust_str`, `rust_doc`, `json`, `code` or `line`",
        )
    } else {
        (format!("a value of kind {kind} is printed, which has no one spelling"), "print its fields, or test it first")
    };
    Error::new(ErrorKind::InvalidOperation, fact).with_source(Unescaped { help })
}

/// Marks the errors of the formatter.
#[derive(Debug)]
struct Unescaped {
    help: &'static str,
}

impl std::fmt::Display for Unescaped {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.help)
    }
}

impl std::error::Error for Unescaped {}

/// Takes bytes until there are too many.
struct Bounded {
    bytes: Vec<u8>,
}

impl io::Write for Bounded {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.bytes.len() + bytes.len() > MAX_OUTPUT {
            return Err(io::Error::other("too much output"));
        }
        self.bytes.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
