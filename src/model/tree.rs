//! Takes a model's bytes, gives a tree of YAML nodes that knows the place of each, after guarding against what a model
//! may not hold: too many bytes, too deep a nesting, aliases, tags, merge keys, a second document, duplicate keys.
//! Never types a scalar: its text stays as written.

use std::collections::HashMap;
use std::ops::Range;

use saphyr_parser::{Event, Parser, Span};

use crate::diagnostic::{Diagnostic, Place, Report};

/// The most bytes that a model may have.
pub const MAX_BYTES: usize = 16 << 20;
/// The deepest nesting that a model may have.
pub const MAX_DEPTH: usize = 32;

/// A node and where it stands.
#[derive(Clone, Debug)]
pub struct Node {
    /// What it holds.
    pub value: Value,
    /// Where it stands in the text.
    pub span: Range<usize>,
    line: usize,
    column: usize,
}

/// What a node holds.
#[derive(Clone, Debug)]
pub enum Value {
    /// A scalar's text; `plain` if it was written without quotes, so that `~`, `null` and nothing mean absence.
    Text {
        /// The text.
        text: String,
        /// Whether it was written without quotes.
        plain: bool,
    },
    /// A sequence.
    List(Vec<Node>),
    /// A mapping in written order.
    Map(Vec<(Node, Node)>),
}

/// A model file's text with its tree.
#[derive(Debug)]
pub struct Tree {
    /// The file as the user would name it.
    pub file: String,
    /// The root node.
    pub root: Node,
}

/// One step into a tree.
#[derive(Clone, Copy, Debug)]
pub enum Step<'a> {
    /// The value under a key.
    Key(&'a str),
    /// The n-th element.
    Index(usize),
}

impl<'a> From<&'a str> for Step<'a> {
    fn from(key: &'a str) -> Self {
        Self::Key(key)
    }
}

impl From<usize> for Step<'_> {
    fn from(index: usize) -> Self {
        Self::Index(index)
    }
}

impl Node {
    /// The text of a scalar that means something: not of a list or map, not of `~`, `null` or nothing unquoted.
    pub fn text(&self) -> Option<&str> {
        match &self.value {
            Value::Text { text, plain }
                if !(*plain && matches!(text.as_str(), "" | "~" | "null" | "Null" | "NULL")) =>
            {
                Some(text)
            }
            _ => None,
        }
    }

    /// The value under `key`.
    pub fn get(&self, key: &str) -> Option<&Node> {
        self.entry(key).map(|(_, value)| value)
    }

    fn entry(&self, key: &str) -> Option<&(Node, Node)> {
        match &self.value {
            Value::Map(entries) => entries.iter().find(|(k, _)| k.text() == Some(key)),
            _ => None,
        }
    }

    fn child(&self, step: Step<'_>) -> Option<&Node> {
        match (step, &self.value) {
            (Step::Key(key), _) => self.get(key),
            (Step::Index(index), Value::List(items)) => items.get(index),
            (Step::Index(index), Value::Map(entries)) => entries.get(index).map(|(_, value)| value),
            _ => None,
        }
    }

    /// What kind of node it is, in words.
    pub fn kind(&self) -> &'static str {
        match &self.value {
            Value::Text { .. } if self.text().is_none() => "nothing",
            Value::Text { .. } => "a text",
            Value::List(_) => "a list",
            Value::Map(_) => "a mapping",
        }
    }
}

impl Tree {
    /// The place of `node`, cut to its first line.
    pub fn place(&self, node: &Node) -> Place {
        Place { file: self.file.clone(), line: node.line, column: node.column, span: node.span.clone() }
    }

    /// The place of the value that `path` leads to, or of the nearest ancestor that exists.
    pub fn at(&self, path: &[Step<'_>]) -> Option<Place> {
        let mut node = &self.root;
        for step in path {
            match node.child(*step) {
                Some(child) => node = child,
                None => break,
            }
        }
        Some(self.place(node))
    }

    /// The place of the key that `path` ends in.
    pub fn key_at(&self, path: &[Step<'_>]) -> Option<Place> {
        let (last, parents) = path.split_last()?;
        let parent = parents.iter().try_fold(&self.root, |node, step| node.child(*step));
        match (parent, last) {
            (Some(parent), Step::Key(key)) => {
                parent.entry(key).map(|(key, _)| self.place(key)).or_else(|| self.at(parents))
            }
            _ => self.at(path),
        }
    }
}

/// Reads `bytes` as one YAML document; `file` is its name in places. Fails with all faults of form (`Y01`, `Y02`, `Y04`,
/// `Y06`) that can be told before the tree is complete.
pub fn read(file: &str, bytes: &[u8]) -> Result<Tree, Report> {
    let mut report = Report::default();
    let text = match decode(file, bytes) {
        Ok(text) => text,
        Err(diagnostic) => {
            report.push(diagnostic);
            return Err(report);
        }
    };
    report.source(file, text);
    let mut builder = Builder { file, text, offsets: Offsets::new(text), open: Vec::new(), root: None, report };
    builder.run();
    let Builder { root, mut report, .. } = builder;
    match root {
        Some(root) if report.errors() == 0 => Ok(Tree { file: file.to_owned(), root }),
        _ => {
            if report.errors() == 0 {
                let fact = "the model is empty";
                report.push(
                    Diagnostic::error("Y07", fact)
                        .at(Some(start_of(file)))
                        .help("a model needs `keyspace:` and `queries:`"),
                );
            }
            Err(report)
        }
    }
}

fn start_of(file: &str) -> Place {
    Place { file: file.to_owned(), line: 1, column: 1, span: 0..0 }
}

fn decode<'a>(file: &str, bytes: &'a [u8]) -> Result<&'a str, Diagnostic> {
    let fault = |fact: String, help: &str| Err(Diagnostic::error("Y01", fact).at(Some(start_of(file))).help(help));
    if bytes.len() > MAX_BYTES {
        let fact = format!("the model has {} bytes, more than the {MAX_BYTES} that are read", bytes.len());
        return fault(fact, "split it: one model holds one keyspace");
    }
    if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
        return fault("the model is UTF-16".to_owned(), "save it as UTF-8");
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok(text),
        Err(e) => fault(format!("the model is not UTF-8 at byte {}", e.valid_up_to()), "save it as UTF-8"),
    }
}

/// Byte offsets of characters: the parser counts characters, slices want bytes.
struct Offsets {
    ascii: bool,
    bytes: Vec<u32>,
}

impl Offsets {
    fn new(text: &str) -> Self {
        let ascii = text.is_ascii();
        let bytes = if ascii {
            Vec::new()
        } else {
            text.char_indices().map(|(at, _)| at as u32).chain([text.len() as u32]).collect()
        };
        Self { ascii, bytes }
    }

    fn byte(&self, character: usize, end: usize) -> usize {
        if self.ascii { character.min(end) } else { self.bytes.get(character).map_or(end, |at| *at as usize) }
    }
}

enum Open {
    List(Vec<Node>, Span),
    Map { entries: Vec<(Node, Node)>, key: Option<Node>, seen: HashMap<String, usize>, span: Span },
}

struct Builder<'a> {
    file: &'a str,
    text: &'a str,
    offsets: Offsets,
    open: Vec<Open>,
    root: Option<Node>,
    report: Report,
}

impl Builder<'_> {
    fn run(&mut self) {
        let mut documents = 0;
        let text = self.text;
        let mut parser = Parser::new_from_str(text);
        loop {
            let (event, span) = match parser.next_event() {
                None | Some(Ok((Event::StreamEnd, _))) => return,
                Some(Ok(event)) => event,
                Some(Err(error)) => {
                    let span = Span::empty(*error.marker());
                    let help = "check the indentation, quotes and brackets round this place";
                    self.fault("Y02", &span, format!("the YAML does not parse: {}", error.info()), help);
                    return;
                }
            };
            if let Event::DocumentStart(_) = event {
                documents += 1;
                if documents > 1 {
                    let help = "a model is one document: remove the `---` and what follows";
                    self.fault("Y06", &span, "a second document begins here".to_owned(), help);
                    return;
                }
            }
            if !self.take(event, span) {
                return;
            }
        }
    }

    /// Takes one event; `false` ends the reading.
    fn take(&mut self, event: Event<'_>, span: Span) -> bool {
        match event {
            Event::Alias(_) => {
                self.fault("Y06", &span, "an alias (`*name`)".to_owned(), "write the value out: a model has no aliases")
            }
            Event::Scalar(text, style, _, tag) => {
                self.tagged(tag.is_some(), &span);
                let plain = style == saphyr_parser::ScalarStyle::Plain;
                let node = self.node(Value::Text { text: text.into_owned(), plain }, &span);
                self.place_node(node);
            }
            Event::SequenceStart(_, tag) => {
                self.tagged(tag.is_some(), &span);
                self.open.push(Open::List(Vec::new(), span));
                return self.depth(&span);
            }
            Event::MappingStart(_, tag) => {
                self.tagged(tag.is_some(), &span);
                self.open.push(Open::Map { entries: Vec::new(), key: None, seen: HashMap::new(), span });
                return self.depth(&span);
            }
            Event::SequenceEnd | Event::MappingEnd => {
                let node = match self.open.pop() {
                    Some(Open::List(items, start)) => self.node(Value::List(items), &start),
                    Some(Open::Map { entries, span: start, .. }) => self.node(Value::Map(entries), &start),
                    None => return false,
                };
                self.place_node(node);
            }
            _ => {}
        }
        true
    }

    fn depth(&mut self, span: &Span) -> bool {
        if self.open.len() <= MAX_DEPTH {
            return true;
        }
        let help = "a model is never this deep: look for a bracket that is not closed";
        self.fault("Y01", span, format!("the nesting is deeper than {MAX_DEPTH}"), help);
        false
    }

    fn tagged(&mut self, tagged: bool, span: &Span) {
        if tagged {
            self.fault(
                "Y06",
                span,
                "a tag (`!…`)".to_owned(),
                "remove it: values are typed by their column, never by YAML",
            );
        }
    }

    fn place_node(&mut self, node: Node) {
        let mut fault = None;
        match self.open.last_mut() {
            None => self.root = Some(node),
            Some(Open::List(items, _)) => items.push(node),
            Some(Open::Map { entries, key, seen, .. }) => match key.take() {
                Some(key) => entries.push((key, node)),
                None => {
                    fault = key_fault(&node, entries, seen);
                    *key = Some(node);
                }
            },
        }
        if let Some((code, at, fact, help, first)) = fault {
            let mut diagnostic = Diagnostic::error(code, fact).help(help).at(Some(self.place(&at)));
            if let Some(first) = first {
                diagnostic = diagnostic.related(Some(self.place(&first)), "first given here");
            }
            self.report.push(diagnostic);
        }
    }

    fn node(&self, value: Value, span: &Span) -> Node {
        let start = self.offsets.byte(span.start.index(), self.text.len());
        let mut end = self.offsets.byte(span.end.index(), self.text.len()).max(start);
        if let Some(line) = self.text.get(start..end).and_then(|text| text.find('\n')) {
            end = start + line;
        }
        Node { value, span: start..end, line: span.start.line(), column: span.start.col() + 1 }
    }

    fn place(&self, node: &Node) -> Place {
        Place { file: self.file.to_owned(), line: node.line, column: node.column, span: node.span.clone() }
    }

    fn fault(&mut self, code: &'static str, span: &Span, fact: String, help: &str) {
        let node = self.node(Value::List(Vec::new()), span);
        let place = self.place(&node);
        self.report.push(Diagnostic::error(code, fact).at(Some(place)).help(help));
    }
}

type KeyFault = (&'static str, Node, String, String, Option<Node>);

fn key_fault(node: &Node, entries: &[(Node, Node)], seen: &mut HashMap<String, usize>) -> Option<KeyFault> {
    let Some(text) = node.text() else {
        let fact = format!("a key must be a text, not {}", node.kind());
        return Some(("Y05", node.clone(), fact, "write the name of the key before the colon".to_owned(), None));
    };
    if text == "<<" {
        let help = "write the keys out: a model has no merge keys".to_owned();
        return Some(("Y06", node.clone(), "a merge key (`<<`)".to_owned(), help, None));
    }
    if let Some(first) = seen.insert(text.to_owned(), entries.len()) {
        let fact = format!("the key `{text}` is given twice");
        let first = entries.get(first).map(|(key, _)| key.clone());
        return Some(("Y04", node.clone(), fact, "keep one of the two".to_owned(), first));
    }
    None
}
