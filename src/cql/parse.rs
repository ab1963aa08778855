//! Takes CQL text, gives the tree of its statement, or where it is no statement and what could stand there. Refuses what
//! Cassandra 5.0 calls a syntax error; never knows whether a table or a column exists.

mod relation;
mod select;
mod selector;
mod term;
#[cfg(test)]
mod tests;
mod types;

use std::ops::Range;

use super::select::Select;
use super::tokens::{Kind, Token, Tokens};
use super::words;
use crate::name::Name;

/// How deep terms and types may nest. A node takes more, as far as its stack goes.
const MAX_DEPTH: usize = 100;

/// Where a text is no statement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SyntaxFault {
    /// Where, in bytes.
    pub span: Range<usize>,
    /// The fault: lower-case phrase, the user's words in backticks.
    pub fact: String,
    /// What could stand there, or the way out.
    pub help: String,
}

/// The tree of `text`, which is one SELECT with any number of `;` behind it.
///
/// # Errors
/// Gives what a node calls a syntax error: the tokens that cannot be read, or the first place where no rule of the
/// grammar goes on.
pub fn select(text: &str) -> Result<Select, Vec<SyntaxFault>> {
    whole(text, select::select)
}

/// What `rule` makes of the whole of `text`.
pub(super) fn whole<T>(text: &str, rule: fn(&mut Cursor<'_>) -> Parsed<T>) -> Result<T, Vec<SyntaxFault>> {
    let mut cursor = Cursor::new(text)?;
    let tree = rule(&mut cursor).and_then(|tree| cursor.end().map(|()| tree));
    match tree {
        Ok(tree) if cursor.refused.is_empty() => Ok(tree),
        Ok(_) => Err(cursor.refused),
        Err(Stopped) => Err(vec![cursor.fault()]),
    }
}

/// A rule does not go on; the cursor knows where and why.
#[derive(Clone, Copy, Debug)]
pub(super) struct Stopped;

/// What a rule gives.
pub(super) type Parsed<T> = Result<T, Stopped>;

/// The tokens of a text, a place among them, and the farthest place that any rule came to.
#[derive(Debug)]
pub(super) struct Cursor<'a> {
    text: &'a str,
    tokens: Vec<Token<'a>>,
    at: usize,
    depth: usize,
    /// The farthest token that a rule stopped at, and what it wanted there.
    farthest: (usize, Vec<&'static str>),
    too_deep: bool,
    /// What the grammar takes and the node's reader refuses all the same.
    refused: Vec<SyntaxFault>,
}

impl<'a> Cursor<'a> {
    /// The tokens of `text`; fails with all that cannot be read.
    pub(super) fn new(text: &'a str) -> Result<Self, Vec<SyntaxFault>> {
        let mut reader = Tokens::new(text);
        let tokens: Vec<Token<'a>> = reader.by_ref().collect();
        let mut faults: Vec<SyntaxFault> = tokens.iter().filter_map(unreadable).collect();
        faults.extend(reader.open_comment().map(|at| SyntaxFault {
            span: at..text.len(),
            fact: "the comment at the end has no line end, which a node calls a syntax error".to_owned(),
            help: "end the line, or write the comment as `/* … */`".to_owned(),
        }));
        let nowhere = (0, Vec::new());
        let cursor = Self { text, tokens, at: 0, depth: 0, farthest: nowhere, too_deep: false, refused: Vec::new() };
        if faults.is_empty() { Ok(cursor) } else { Err(faults) }
    }

    pub(super) fn peek(&self) -> Option<&Token<'a>> {
        self.tokens.get(self.at)
    }

    pub(super) fn peek_at(&self, ahead: usize) -> Option<&Token<'a>> {
        self.tokens.get(self.at + ahead)
    }

    /// Takes the token at hand, whatever it is.
    pub(super) fn take(&mut self) -> Option<Token<'a>> {
        let token = self.tokens.get(self.at).cloned();
        self.at += usize::from(token.is_some());
        token
    }

    /// Where the token at hand begins; the end of the text behind the last one.
    pub(super) fn start(&self) -> usize {
        self.peek().map_or(self.text.len(), |token| token.span.start)
    }

    /// From `start` to the end of the token that was taken last.
    pub(super) fn since(&self, start: usize) -> Range<usize> {
        let last = self.at.checked_sub(1).and_then(|at| self.tokens.get(at));
        let end = last.map_or(start, |token| token.span.end);
        start..end.max(start)
    }

    /// Stops here: `wanted` could stand instead.
    pub(super) fn stop<T>(&mut self, wanted: &'static str) -> Parsed<T> {
        if self.at > self.farthest.0 {
            self.farthest = (self.at, Vec::new());
        }
        if self.at == self.farthest.0 && !self.farthest.1.contains(&wanted) {
            self.farthest.1.push(wanted);
        }
        Err(Stopped)
    }

    pub(super) fn is_symbol(&self, symbol: &str) -> bool {
        self.is_symbol_at(0, symbol)
    }

    pub(super) fn is_symbol_at(&self, ahead: usize, symbol: &str) -> bool {
        self.peek_at(ahead).is_some_and(|token| token.kind == Kind::Symbol && token.text == symbol)
    }

    pub(super) fn is_word(&self, word: &str) -> bool {
        self.is_word_at(0, word)
    }

    pub(super) fn is_word_at(&self, ahead: usize, word: &str) -> bool {
        self.peek_at(ahead).is_some_and(|token| token.kind == Kind::Word && token.text.eq_ignore_ascii_case(word))
    }

    /// Takes `symbol` where it is at hand.
    pub(super) fn try_symbol(&mut self, symbol: &'static str) -> bool {
        let is = self.is_symbol(symbol);
        self.at += usize::from(is);
        is
    }

    /// Takes `word` where it is at hand.
    pub(super) fn try_word(&mut self, word: &'static str) -> bool {
        let is = self.is_word(word);
        self.at += usize::from(is);
        is
    }

    pub(super) fn symbol(&mut self, symbol: &'static str) -> Parsed<()> {
        if self.try_symbol(symbol) { Ok(()) } else { self.stop(symbol) }
    }

    pub(super) fn word(&mut self, word: &'static str) -> Parsed<()> {
        if self.try_word(word) { Ok(()) } else { self.stop(word) }
    }

    /// Whether the token so far ahead is a name: quoted, or a word that is not reserved.
    pub(super) fn is_name_at(&self, ahead: usize) -> bool {
        self.peek_at(ahead).is_some_and(|token| match token.kind {
            Kind::Name => true,
            Kind::Word => !words::is_reserved(token.text),
            _ => false,
        })
    }

    /// A name, folded to lower case unless it is quoted.
    pub(super) fn name(&mut self) -> Parsed<Name> {
        match self.peek() {
            Some(token) if self.is_name_at(0) => {
                let name = name_of(token);
                self.at += 1;
                Ok(name)
            }
            _ => self.stop("a name"),
        }
    }

    /// Tries `rule`, and goes back where it stops.
    pub(super) fn attempt<T>(&mut self, rule: impl FnOnce(&mut Self) -> Parsed<T>) -> Option<T> {
        let (at, depth, refused) = (self.at, self.depth, self.refused.len());
        rule(self).ok().or_else(|| {
            (self.at, self.depth) = (at, depth);
            self.refused.truncate(refused);
            None
        })
    }

    /// One or more of `rule`, with commas between them.
    pub(super) fn list<T>(&mut self, rule: fn(&mut Self) -> Parsed<T>) -> Parsed<Vec<T>> {
        let mut all = vec![rule(self)?];
        while self.try_symbol(",") {
            all.push(rule(self)?);
        }
        Ok(all)
    }

    /// `rule` one level deeper.
    pub(super) fn deeper<T>(&mut self, rule: impl FnOnce(&mut Self) -> Parsed<T>) -> Parsed<T> {
        if self.depth >= MAX_DEPTH {
            self.too_deep = true;
            return self.stop("fewer levels");
        }
        self.depth += 1;
        let tree = rule(self);
        self.depth -= 1;
        tree
    }

    /// Notes what the grammar takes and the node's reader refuses.
    pub(super) fn refuse(&mut self, span: Range<usize>, fact: String, help: String) {
        self.refused.push(SyntaxFault { span, fact, help });
    }

    /// The end of the text, behind any number of `;`.
    fn end(&mut self) -> Parsed<()> {
        while self.try_symbol(";") {}
        if self.peek().is_none() { Ok(()) } else { self.stop("the end") }
    }

    /// The fault of a text that no rule read to its end.
    fn fault(&self) -> SyntaxFault {
        let (at, wanted) = &self.farthest;
        let token = self.tokens.get(*at);
        let span = token.map_or(self.text.len()..self.text.len(), |token| token.span.clone());
        if self.too_deep {
            return SyntaxFault {
                span,
                fact: format!("terms nest more than {MAX_DEPTH} levels deep here"),
                help: "write it with fewer levels".to_owned(),
            };
        }
        let found = token.map_or("the text ends".to_owned(), |token| format!("`{}` cannot stand", short(token.text)));
        let known = token.and_then(|_| known(self.tokens.get(at.saturating_sub(1)..).unwrap_or_default()));
        SyntaxFault {
            span,
            fact: format!("{found} {}", if token.is_some() { "here" } else { "too early" }),
            help: known.map_or_else(|| format!("what could go on: {}", wanted.join(", ")), str::to_owned),
        }
    }
}

fn name_of(token: &Token<'_>) -> Name {
    match token.kind {
        Kind::Name => Name::new(&token.unquoted()),
        _ => Name::new(&token.text.to_ascii_lowercase()),
    }
}

fn short(text: &str) -> String {
    text.chars().take(60).collect()
}

/// The fault of a token that cannot be read. A number that no double holds stops the node's reader too.
fn unreadable(token: &Token<'_>) -> Option<SyntaxFault> {
    let text = short(token.text);
    let fault = |fact: String, help: &str| Some(SyntaxFault { span: token.span.clone(), fact, help: help.to_owned() });
    match token.kind {
        Kind::Fault("number") => fault(
            format!("`{text}` cannot be read as a number, a name or a UUID"),
            "leave a blank between a number or a minus and the word behind it",
        ),
        Kind::Fault("empty name") => fault("a name in quotes is empty".to_owned(), "give it a name"),
        Kind::Fault("character") => fault(format!("the character `{text}` has no place in CQL"), "take it out"),
        Kind::Fault(what) => fault(format!("a {what} is never closed: `{text}`"), "close it"),
        Kind::Float
            if token.text.parse::<f64>().is_ok_and(f64::is_infinite) && token.text.contains(char::is_numeric) =>
        {
            fault(format!("`{text}` is larger than any double"), "write a smaller number")
        }
        _ => None,
    }
}

/// What is known of a form that Cassandra 5.0 does not have; `tokens` begin before the one at fault.
fn known(tokens: &[Token<'_>]) -> Option<&'static str> {
    let word = |at: usize| tokens.get(at).map(|token: &Token<'_>| token.text.to_ascii_uppercase());
    let (before, here) = (word(0)?, word(1)?);
    match (before.as_str(), here.as_str()) {
        ("<", ">") => Some("Cassandra 5.0 has no `<>`: ask for the values that you want, by `=`, `IN` or a range"),
        ("=", "=") => Some("write one `=`"),
        (_, "OR") => Some("CQL has no OR: ask with IN, or with two queries"),
        (_, "NOT") => Some("Cassandra 5.0 has no NOT here: ask for the values that you want"),
        (_, "BETWEEN") => Some("Cassandra 5.0 has no BETWEEN: write `c >= … AND c <= …`"),
        (_, "JOIN") => Some("CQL has no joins: keep a table for the query"),
        (_, "HAVING" | "OFFSET" | "UNION") => Some("CQL has no such clause"),
        ("IS", _) => Some("nothing but `IS NOT NULL` can be asked, and that only in views"),
        _ => None,
    }
}
