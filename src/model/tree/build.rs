//! Takes the text of a model, gives the root of its tree. Never reads on where the parser stops.

use std::collections::BTreeMap;

use saphyr_parser::{Event, Parser, ScalarStyle, ScanError, Span};

use super::{MAX_DEPTH, Map, Node, Value, fault, secrets};
use crate::diagnostic::{Diagnostic, Place, Report};

/// Builds the tree of `text`, which `file` holds, of at most so many nodes; `None` where there is no document, or its
/// parsing stopped.
pub(super) fn build(file: &str, text: &str, most: usize, report: &mut Report) -> Option<Node> {
    let offsets = Offsets::new(text);
    // What facts quote: a secret may begin like an anchor or a tag.
    let shown = &*secrets::masked(text);
    let mut builder = Builder {
        shown,
        file,
        text,
        offsets,
        open: Vec::new(),
        root: None,
        nodes: 0,
        most,
        anchors: BTreeMap::new(),
        report,
    };
    builder.run();
    let Builder { root, anchors, report, .. } = builder;
    for place in anchors.into_values() {
        let fact = format!("`{}` is an anchor", &shown[place.span.clone()]);
        let help = "remove it: a model has no anchors and no aliases";
        report.push(Diagnostic::error("Y06", fact).at(Some(place)).help(help));
    }
    root
}

/// Byte offsets of characters: the parser counts characters, slices want bytes.
struct Offsets {
    ascii: bool,
    bytes: Vec<u32>,
}

impl Offsets {
    fn new(text: &str) -> Self {
        let ascii = text.is_ascii();
        let bytes = if ascii { Vec::new() } else { text.char_indices().map(|(at, _)| at as u32).collect() };
        Self { ascii, bytes }
    }

    fn byte(&self, character: usize, end: usize) -> usize {
        if self.ascii { character.min(end) } else { self.bytes.get(character).map_or(end, |at| *at as usize) }
    }
}

/// A collection whose end has not come.
struct Open {
    held: Held,
    span: Span,
}

enum Held {
    List(Vec<Node>),
    Map { map: Map, key: Option<Node> },
}

struct Builder<'a> {
    file: &'a str,
    text: &'a str,
    shown: &'a str,
    offsets: Offsets,
    open: Vec<Open>,
    root: Option<Node>,
    nodes: usize,
    most: usize,
    /// The anchors that no alias has named yet, by the parser's number, which begins at 1.
    anchors: BTreeMap<usize, Place>,
    report: &'a mut Report,
}

impl Builder<'_> {
    fn run(&mut self) {
        let mut documents = 0;
        let text = self.text;
        let mut parser = Parser::new_from_str(text);
        while let Some(event) = parser.next_event() {
            let (event, span) = match event {
                Ok((Event::StreamEnd, _)) => return,
                Ok(event) => event,
                Err(error) => return self.stopped(&error),
            };
            documents += usize::from(matches!(event, Event::DocumentStart(_)));
            if documents > 1 {
                let place = self.place(&self.node(Value::List(Vec::new()), &span));
                let diagnostic = Diagnostic::error("Y06", "a second document begins here").at(Some(place));
                return self.report.push(diagnostic.help("a model is one document: remove the `---` and what follows"));
            }
            if !self.take(event, span) || self.report.is_full() {
                return;
            }
        }
    }

    /// The parser cannot go on: says why, and which bracket is open.
    fn stopped(&mut self, error: &ScanError) {
        let span = Span::empty(*error.marker());
        let place = self.place(&self.node(Value::List(Vec::new()), &span));
        let mut diagnostic = fault::stopped(error.info()).at(Some(place));
        let innermost = self.open.last().map(|open| self.node(Value::List(Vec::new()), &open.span));
        let in_quotes = error.info().contains("quoted");
        let bracket = |node: &Node| !in_quotes && self.text[node.span.start..].starts_with(['[', '{']);
        if let Some(bracket) = innermost.filter(bracket) {
            let span = bracket.span.start..bracket.span.start + 1;
            diagnostic = diagnostic.related(Some(self.place(&Node { span, ..bracket })), "opened here");
        }
        self.report.push(diagnostic);
    }

    /// Takes one event; `false` ends the reading.
    fn take(&mut self, event: Event<'_>, span: Span) -> bool {
        match event {
            Event::Alias(anchor) => return self.alias(anchor, &span),
            Event::DocumentStart(true) => self.directive(&span),
            Event::Scalar(text, style, anchor, tag) => {
                self.marked(anchor, tag.is_some(), &span);
                let plain = style == ScalarStyle::Plain;
                let node = self.node(Value::Text { text: text.into_owned(), plain }, &span);
                return self.put(node);
            }
            Event::SequenceStart(anchor, tag) => {
                self.marked(anchor, tag.is_some(), &span);
                return self.enter(Held::List(Vec::new()), span);
            }
            Event::MappingStart(anchor, tag) => {
                self.marked(anchor, tag.is_some(), &span);
                return self.enter(Held::Map { map: Map::default(), key: None }, span);
            }
            Event::SequenceEnd | Event::MappingEnd => {
                let Some(Open { held, span: start }) = self.open.pop() else { return false };
                let value = match held {
                    Held::List(items) => Value::List(items),
                    Held::Map { map, .. } => Value::Map(map),
                };
                let node = self.node(value, &Span { end: span.end, ..start });
                return self.put(node);
            }
            _ => {}
        }
        true
    }

    fn enter(&mut self, held: Held, span: Span) -> bool {
        self.open.push(Open { held, span });
        if self.open.len() > MAX_DEPTH {
            let place = self.place(&self.node(Value::List(Vec::new()), &span));
            self.report.push(fault::too_deep().at(Some(place)));
        }
        self.open.len() <= MAX_DEPTH
    }

    /// Refuses what stands before the first `---`: the parser reads a model of any YAML version as it reads all.
    fn directive(&mut self, span: &Span) {
        let before = &self.text[..self.node(Value::List(Vec::new()), span).span.start];
        let lines = before.split('\n').scan(0, |next, line| {
            let start = std::mem::replace(next, *next + line.len() + 1);
            Some((start, line.trim_end()))
        });
        let Some((at, (start, text))) = lines.enumerate().find(|(_, (_, text))| text.starts_with('%')) else { return };
        let place = Place { file: self.file.to_owned(), line: at + 1, column: 1, span: start..start + text.len() };
        let help = "remove the line: a model is YAML 1.2 without directives";
        self.report.push(Diagnostic::error("Y06", format!("`{text}` is a directive")).at(Some(place)).help(help));
    }

    /// A use of an anchor; the anchor itself is then no second fault.
    fn alias(&mut self, anchor: usize, span: &Span) -> bool {
        let node = self.node(Value::List(Vec::new()), span);
        let fact = format!("`{}` is an alias", &self.shown[node.span.clone()]);
        let help = "write the value out: a model has no aliases";
        let anchor = self.anchors.remove(&anchor).map(|place| (place, "the anchor"));
        let mut diagnostic = Diagnostic::error("Y06", fact).at(Some(self.place(&node))).help(help);
        diagnostic.related.extend(anchor.map(|(place, word)| (place, word.to_owned())));
        self.report.push(diagnostic);
        self.put(Node { value: Value::Text { text: "alias".to_owned(), plain: false }, ..node })
    }

    /// Refuses a tag, and remembers an anchor, of the node that begins at `span`, which begins with them in either
    /// order.
    fn marked(&mut self, anchor: usize, tagged: bool, span: &Span) {
        if anchor == 0 && !tagged {
            return;
        }
        let node = self.node(Value::List(Vec::new()), span);
        let mut at = node.span.start;
        for word in self.text[at..].split_inclusive(char::is_whitespace).take(2) {
            let name = word.trim_end();
            let mark = Node { span: at..at + name.len(), column: node.column + at - node.span.start, ..node.clone() };
            if name.starts_with('&') && anchor > 0 {
                self.anchors.insert(anchor, self.place(&mark));
            } else if name.starts_with('!') && tagged {
                let help = "remove it: values are typed by their column, never by YAML";
                let name = &self.shown[mark.span.clone()];
                let diagnostic = Diagnostic::error("Y06", format!("`{name}` is a tag")).help(help);
                self.report.push(diagnostic.at(Some(self.place(&mark))));
            }
            at += word.len();
        }
    }

    /// Puts a complete node where it belongs; `false` if that makes too many.
    fn put(&mut self, node: Node) -> bool {
        self.nodes += 1;
        if self.nodes > self.most {
            let diagnostic = Diagnostic::error("Y01", format!("the model has more than {} values", self.most));
            self.report.push(diagnostic.at(Some(self.place(&node))).help("split it: one model holds one keyspace"));
            return false;
        }
        let mut fault = None;
        match self.open.last_mut().map(|open| &mut open.held) {
            None => self.root = Some(node),
            Some(Held::List(items)) => items.push(node),
            Some(Held::Map { map, key }) => {
                if let Some(key) = key.take() {
                    map.push(key, node);
                } else {
                    fault = fault::of_key(&node, map).map(|(diagnostic, first)| (diagnostic, first, node.clone()));
                    *key = Some(node);
                }
            }
        }
        if let Some((diagnostic, first, node)) = fault {
            let first = first.map(|first| self.place(&first));
            let diagnostic = diagnostic.at(Some(self.place(&node))).related(first, "first given here");
            self.report.push(diagnostic);
        }
        true
    }

    /// A node that stands where `span` is, as far as that is on one line.
    fn node(&self, value: Value, span: &Span) -> Node {
        let start = self.offsets.byte(span.start.index(), self.text.len());
        let end = self.offsets.byte(span.end.index(), self.text.len()).max(start);
        let text = &self.text[start..end];
        let line = text.split('\n').next().unwrap_or_default().trim_end();
        Node { value, span: start..start + line.len(), line: span.start.line(), column: span.start.col() + 1 }
    }

    fn place(&self, node: &Node) -> Place {
        Place { file: self.file.to_owned(), line: node.line, column: node.column, span: node.span.clone() }
    }
}
