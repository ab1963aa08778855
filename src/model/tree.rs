//! Takes a model's bytes, gives a tree of YAML nodes that knows the place of each, after guarding against what a model
//! may not hold: too many bytes, too deep a nesting, aliases, tags, merge keys, a second document, duplicate keys.
//! Never types a scalar: its text stays as written.

mod build;
mod decode;
mod fault;
pub(super) mod secrets;

use std::collections::HashMap;
use std::ops::Range;

use crate::diagnostic::{Diagnostic, Place, Report};

/// The most bytes that a model may have.
pub const MAX_BYTES: usize = 16 << 20;
/// The deepest nesting that a model may have.
pub const MAX_DEPTH: usize = 32;
/// The most values that a model may have, keys included: they take some 100 bytes each.
pub const MAX_NODES: usize = 2_000_000;

/// A node and where it stands.
#[derive(Clone, Debug)]
pub struct Node {
    /// What it holds.
    pub value: Value,
    /// Where it stands in the text, as bytes; of what goes on over several lines, the first line.
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
    /// A mapping.
    Map(Map),
}

/// A mapping in written order, in which a key is found without looking at all of them.
#[derive(Clone, Debug, Default)]
pub struct Map {
    entries: Vec<(Node, Node)>,
    /// The entry of each key; empty in a small map, which is looked through.
    index: HashMap<String, usize>,
}

impl Map {
    /// Maps of more entries than this have an index.
    const SMALL: usize = 16;

    /// The keys with their values, in written order.
    pub fn entries(&self) -> &[(Node, Node)] {
        &self.entries
    }

    /// The entry whose key has this text.
    pub fn entry(&self, key: &str) -> Option<&(Node, Node)> {
        if self.index.is_empty() {
            self.entries.iter().find(|(known, _)| known.text() == Some(key))
        } else {
            self.index.get(key).map(|at| &self.entries[*at])
        }
    }

    fn push(&mut self, key: Node, value: Node) {
        self.entries.push((key, value));
        let from = if self.index.is_empty() { 0 } else { self.entries.len() - 1 };
        if self.entries.len() > Self::SMALL {
            let new = self.entries.iter().enumerate().skip(from);
            for (text, at) in new.filter_map(|(at, (key, _))| Some((key.text()?.to_owned(), at))) {
                self.index.entry(text).or_insert(at);
            }
        }
    }
}

/// A model file's text with its tree.
#[derive(Debug)]
pub struct Tree {
    /// The file as the user would name it.
    pub file: String,
    /// Its text, without a byte order mark and with `\n` as the only line end.
    pub text: String,
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
            Value::Map(map) => map.entry(key),
            _ => None,
        }
    }

    fn child(&self, step: Step<'_>) -> Option<&Node> {
        match (step, &self.value) {
            (Step::Key(key), _) => self.get(key),
            (Step::Index(index), Value::List(items)) => items.get(index),
            (Step::Index(_), _) => None,
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
    /// The place of a node.
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

    /// The place of the key that `path` ends in, or of the nearest key above it that exists.
    pub fn key_at(&self, path: &[Step<'_>]) -> Option<Place> {
        let (last, parents) = path.split_last()?;
        let parent = parents.iter().try_fold(&self.root, |node, step| node.child(*step));
        let key = match last {
            Step::Key(key) => parent.and_then(|parent| parent.entry(key)).map(|(key, _)| key),
            Step::Index(_) => None,
        };
        key.map(|key| self.place(key)).or_else(|| self.key_at(parents)).or_else(|| self.at(path))
    }

    /// Whether `path` leads to a value.
    pub fn has(&self, path: &[Step<'_>]) -> bool {
        path.iter().try_fold(&self.root, |node, step| node.child(*step)).is_some()
    }

    /// The place of `word` where it first stands, as a word of its own, in the value that `path` leads to; the place of
    /// the value where it does not.
    pub fn word_at(&self, path: &[Step<'_>], word: &str) -> Option<Place> {
        let place = self.at(path)?;
        let text = self.text.get(place.span.clone())?;
        let part_of_word = |c: char| c.is_alphanumeric() || c == '_';
        let whole = |at: &usize| {
            let (before, after) = (text[..*at].chars().next_back(), text[*at + word.len()..].chars().next());
            !before.is_some_and(part_of_word) && !after.is_some_and(part_of_word)
        };
        let found = text.match_indices(word).map(|(at, _)| at).find(whole).filter(|_| !word.is_empty());
        Some(match found {
            Some(at) => self.inside(place, at..at + word.len()),
            None => place,
        })
    }

    /// The place of `part`, a byte range of the scalar `text` that `path` leads to; of the whole scalar if it is not
    /// written as it reads, or the part is empty.
    pub fn part_at(&self, path: &[Step<'_>], text: &str, part: Range<usize>) -> Option<Place> {
        let place = self.at(path)?;
        let found = self.text.get(place.span.clone())?.find(text).filter(|_| !part.is_empty());
        Some(match found {
            Some(at) => self.inside(place, at + part.start..at + part.end),
            None => place,
        })
    }

    /// As [`Tree::part_at`]; where the scalar goes over several lines or is not written as it reads, the first word of the
    /// part, which stands as often before it in what is written as in what is read.
    pub fn beginning_at(&self, path: &[Step<'_>], text: &str, part: Range<usize>) -> Option<Place> {
        let place = self.at(path)?;
        if self.text.get(place.span.clone())?.contains(text) {
            return self.part_at(path, text, part);
        }
        // The span ends with the first line.
        let raw = self.text.get(place.span.start..)?;
        let word = text.get(part.clone())?.split_whitespace().next().unwrap_or_default();
        let before = text.get(..part.start)?.matches(word).count();
        let found = raw.match_indices(word).nth(before).filter(|_| !word.is_empty());
        let Some((at, _)) = found else { return Some(place) };
        let line = raw[..at].matches('\n').count();
        let inside = self.inside(place.clone(), at..at + word.len());
        let begun = raw[..at].rfind('\n').map(|newline| raw[newline + 1..at].chars().count() + 1);
        Some(Place { line: place.line + line, column: begun.unwrap_or(inside.column), ..inside })
    }

    /// `place` made narrower: `part` is a byte range of its text.
    fn inside(&self, place: Place, part: Range<usize>) -> Place {
        let before = &self.text[place.span.start..place.span.start + part.start];
        let span = place.span.start + part.start..place.span.start + part.end;
        Place { column: place.column + before.chars().count(), span, ..place }
    }
}

/// Reads `bytes` as one YAML document; `file` is its name in places. Fails with all faults of form (`Y01`, `Y02`, `Y04`,
/// `Y05`, `Y06`, `Y07`) that can be told before the tree is complete.
pub fn read(file: &str, bytes: &[u8]) -> Result<Tree, Report> {
    let mut report = Report::default();
    let text = match decode::decode(file, bytes) {
        Ok(text) => text,
        Err(refused) => {
            let (diagnostic, text) = *refused;
            if let Some(text) = text {
                report.source(file, &secrets::masked(&text));
            }
            report.push(diagnostic);
            return Err(report);
        }
    };
    match build::build(file, &text, MAX_NODES, &mut report) {
        Some(root) if report.errors() == 0 => Ok(Tree { file: file.to_owned(), text, root }),
        built => {
            if built.is_none() && report.errors() == 0 {
                report.push(
                    Diagnostic::error("Y07", "the model is empty")
                        .at(Some(decode::start_of(file)))
                        .help("a model needs `modeler: 1`, `keyspace:`, `columns:` and `queries:`"),
                );
            }
            report.source(file, &secrets::masked(&text));
            report.sort();
            Err(report)
        }
    }
}

#[cfg(test)]
mod tests;
