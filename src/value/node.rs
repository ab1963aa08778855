//! Takes JSON text or a `serde_json` value, gives a tree whose numbers are still text, as they were written, and whose
//! objects still hold a key twice. Never decides which values are right: that needs the type.

use std::borrow::Cow;

use super::{BadValue, quoted};
use crate::types::MAX_DEPTH;

/// The deepest nesting of arrays and objects that is read: a map as pairs takes two arrays per level of its type.
const MAX_NESTING: usize = 2 * MAX_DEPTH;

/// Decimal digits that every `f64` carries exactly.
const EXACT_DIGITS: usize = 15;

/// A JSON value.
pub(super) enum Node<'a> {
    Null,
    Bool(bool),
    /// The digits as written, not yet checked beyond their characters.
    Number(Cow<'a, str>),
    /// A number that was a `f64` before it came here, with so many digits that some may have been rounded away.
    Rounded(String),
    Text(Cow<'a, str>),
    List(Vec<Node<'a>>),
    Object(Vec<(Cow<'a, str>, Node<'a>)>),
}

/// Reads JSON text; a fault says at which byte.
pub(super) fn parse(text: &str) -> Result<Node<'_>, BadValue> {
    let mut parser = Parser { text, at: 0 };
    let node = parser.value(0)?;
    if parser.peek().is_some() {
        return Err(parser.fault("the end of the text"));
    }
    Ok(node)
}

/// The same tree from a parsed value.
pub(super) fn from_json(json: &serde_json::Value, depth: usize) -> Result<Node<'_>, BadValue> {
    use serde_json::Value;
    if depth > MAX_NESTING {
        return Err(too_deep());
    }
    Ok(match json {
        Value::Null => Node::Null,
        Value::Bool(value) => Node::Bool(*value),
        Value::Number(value) => number(value),
        Value::String(text) => Node::Text(Cow::Borrowed(text)),
        Value::Array(items) => {
            Node::List(items.iter().map(|item| from_json(item, depth + 1)).collect::<Result<_, _>>()?)
        }
        Value::Object(entries) => {
            let entry = |(key, value): (&'_ String, _)| Ok((Cow::Owned(key.clone()), from_json(value, depth + 1)?));
            Node::Object(entries.iter().map(entry).collect::<Result<_, BadValue>>()?)
        }
    })
}

fn number(value: &serde_json::Number) -> Node<'_> {
    let text = value.to_string();
    let digits = text.bytes().take_while(|b| *b != b'e').filter(u8::is_ascii_digit).count();
    if value.is_f64() && digits > EXACT_DIGITS { Node::Rounded(text) } else { Node::Number(Cow::Owned(text)) }
}

struct Parser<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Parser<'a> {
    fn value(&mut self, depth: usize) -> Result<Node<'a>, BadValue> {
        if depth > MAX_NESTING {
            return Err(too_deep());
        }
        match self.peek() {
            Some(b'[') => self.list(depth),
            Some(b'{') => self.object(depth),
            Some(b'"') => self.string().map(Node::Text),
            Some(b'-' | b'0'..=b'9') => Ok(Node::Number(Cow::Borrowed(self.run(|b| b"+-.eE".contains(&b))))),
            _ => {
                let start = self.at;
                match self.run(|_| false) {
                    "null" => Ok(Node::Null),
                    "true" => Ok(Node::Bool(true)),
                    "false" => Ok(Node::Bool(false)),
                    _ => {
                        self.at = start;
                        Err(self.fault("a value"))
                    }
                }
            }
        }
    }

    fn list(&mut self, depth: usize) -> Result<Node<'a>, BadValue> {
        self.at += 1;
        let mut items = Vec::new();
        if self.take(b']') {
            return Ok(Node::List(items));
        }
        loop {
            items.push(self.value(depth + 1)?);
            if self.take(b']') {
                return Ok(Node::List(items));
            }
            self.demand(b',', "`,` or `]`")?;
        }
    }

    fn object(&mut self, depth: usize) -> Result<Node<'a>, BadValue> {
        self.at += 1;
        let mut entries = Vec::new();
        if self.take(b'}') {
            return Ok(Node::Object(entries));
        }
        loop {
            if self.peek() != Some(b'"') {
                return Err(self.fault("a key in double quotes"));
            }
            let key = self.string()?;
            self.demand(b':', "`:`")?;
            entries.push((key, self.value(depth + 1)?));
            if self.take(b'}') {
                return Ok(Node::Object(entries));
            }
            self.demand(b',', "`,` or `}`")?;
        }
    }

    /// A string without escapes is borrowed; one with them is left to the JSON crate.
    fn string(&mut self) -> Result<Cow<'a, str>, BadValue> {
        let (text, start) = (self.text, self.at);
        let bytes = text.as_bytes();
        let mut end = start + 1;
        let mut plain = true;
        loop {
            match bytes.get(end) {
                Some(b'"') => break,
                Some(b'\\') => {
                    plain = false;
                    end += 2;
                }
                Some(byte) => {
                    plain &= *byte >= b' ';
                    end += 1;
                }
                None => return Err(self.fault("a string that is closed")),
            }
        }
        self.at = end + 1;
        if plain {
            return Ok(Cow::Borrowed(&text[start + 1..end]));
        }
        serde_json::from_str(&text[start..=end]).map(Cow::Owned).map_err(|_| {
            self.at = start;
            self.fault("a string with JSON's escapes, and no bare control character,")
        })
    }

    /// ASCII letters and digits, and what `also` adds.
    fn run(&mut self, also: impl Fn(u8) -> bool) -> &'a str {
        let text = self.text;
        let start = self.at;
        let rest = &text.as_bytes()[start..];
        self.at += rest.iter().position(|b| !b.is_ascii_alphanumeric() && !also(*b)).unwrap_or(rest.len());
        &text[start..self.at]
    }

    /// The next byte that is no blank.
    fn peek(&mut self) -> Option<u8> {
        let rest = &self.text.as_bytes()[self.at..];
        self.at += rest.iter().position(|b| !matches!(b, b' ' | b'\t' | b'\n' | b'\r')).unwrap_or(rest.len());
        self.text.as_bytes().get(self.at).copied()
    }

    fn take(&mut self, wanted: u8) -> bool {
        let found = self.peek() == Some(wanted);
        self.at += usize::from(found);
        found
    }

    fn demand(&mut self, wanted: u8, words: &str) -> Result<(), BadValue> {
        if self.take(wanted) { Ok(()) } else { Err(self.fault(words)) }
    }

    fn fault(&self, wanted: &str) -> BadValue {
        let place = match self.text[self.at..].chars().next() {
            Some(c) => format!("before {} at byte {}", quoted(&c.to_string()), self.at + 1),
            None => "before its end".to_owned(),
        };
        BadValue(format!("{} is not JSON: {wanted} is expected {place}", quoted(self.text)))
    }
}

fn too_deep() -> BadValue {
    BadValue(format!("the JSON nests deeper than {MAX_NESTING} levels"))
}
