//! Takes the tokens of a statement, gives them one by one to the parts of its grammar and keeps the first fault. Never
//! knows which statement it is.

use std::ops::Range;

use super::super::tokens::{Kind, Token, Tokens};
use super::super::words::is_reserved;
use super::{Place, Qualified, Read, Stop, SyntaxFault};
use crate::name::Name;

/// The tokens that are still to be read.
pub(super) struct Cursor<'a> {
    tokens: Vec<Token<'a>>,
    at: usize,
    end: usize,
    fault: Option<SyntaxFault>,
}

impl<'a> Cursor<'a> {
    /// The tokens of `text`. What is no token is a fault and passed over, as by a node.
    pub(super) fn new(text: &'a str) -> Self {
        let mut source = Tokens::new(text);
        let all: Vec<Token<'a>> = source.by_ref().collect();
        let mut cursor = Self { tokens: Vec::with_capacity(all.len()), at: 0, end: text.len(), fault: None };
        for token in all {
            match token.kind {
                Kind::Fault("empty name") => cursor.tokens.push(token),
                Kind::Fault(what) => {
                    let fact = format!("{} cannot be read as a {what}", shown(token.text));
                    cursor.note(token.span, None, fact);
                }
                _ => cursor.tokens.push(token),
            }
        }
        if let Some(at) = source.open_comment() {
            cursor.note(at..text.len(), None, "the comment at the end needs the end of its line".to_owned());
        }
        cursor
    }

    /// The first fault.
    pub(super) fn into_fault(self) -> Option<SyntaxFault> {
        self.fault
    }

    /// Keeps a fault behind which a node reads on.
    pub(super) fn note(&mut self, span: Range<usize>, words: Option<String>, fact: String) {
        self.fault.get_or_insert(SyntaxFault { span, words, fact, help: None });
    }

    /// Keeps the fault that something else stands here than what `expected` says.
    pub(super) fn stop(&mut self, expected: &str) -> Stop {
        let (span, found) = match self.peek() {
            Some(token) => (token.span.clone(), format!("not {}", shown(token.text))),
            None => (self.end..self.end, "but the text ends".to_owned()),
        };
        self.note(span, None, format!("{expected}, {found}"));
        Stop
    }

    /// Passes over all that is left, as a node that fails in its own code.
    pub(super) fn finish(&mut self) {
        self.at = self.tokens.len();
    }

    pub(super) fn peek(&self) -> Option<&Token<'a>> {
        self.tokens.get(self.at)
    }

    /// The next token but one.
    pub(super) fn peek_second(&self) -> Option<&Token<'a>> {
        self.tokens.get(self.at + 1)
    }

    pub(super) fn next(&mut self) -> Option<Token<'a>> {
        let token = self.tokens.get(self.at).cloned();
        self.at += usize::from(token.is_some());
        token
    }

    /// Where the next token begins.
    pub(super) fn start(&self) -> usize {
        self.peek().map_or(self.end, |token| token.span.start)
    }

    /// Where the last token that was taken ends.
    pub(super) fn behind(&self) -> usize {
        self.at.checked_sub(1).and_then(|at| self.tokens.get(at)).map_or(0, |token| token.span.end)
    }

    pub(super) fn is_word(&self, word: &str) -> bool {
        self.peek().is_some_and(|token| is_word(token, word))
    }

    pub(super) fn take_word(&mut self, word: &str) -> bool {
        let found = self.is_word(word);
        self.at += usize::from(found);
        found
    }

    pub(super) fn expect_word(&mut self, word: &str) -> Read<()> {
        if self.take_word(word) {
            Ok(())
        } else {
            Err(self.stop(&format!("{} is expected", word.to_ascii_uppercase())))
        }
    }

    pub(super) fn is_symbol(&self, symbol: &str) -> bool {
        self.peek().is_some_and(|token| is_symbol(token, symbol))
    }

    pub(super) fn take_symbol(&mut self, symbol: &str) -> bool {
        let found = self.is_symbol(symbol);
        self.at += usize::from(found);
        found
    }

    pub(super) fn expect_symbol(&mut self, symbol: &str) -> Read<()> {
        if self.take_symbol(symbol) { Ok(()) } else { Err(self.stop(&format!("`{symbol}` is expected"))) }
    }

    /// A name: a word that is not reserved, in lower case, or anything in double quotes.
    pub(super) fn name(&mut self) -> Read<Place> {
        let place = self.peek().and_then(name);
        self.at += usize::from(place.is_some());
        place.ok_or_else(|| self.stop("a name is expected"))
    }

    /// `keyspace.name` or `name`, for a table or an index; `?` is told what it cannot be.
    pub(super) fn table_name(&mut self) -> Read<Qualified> {
        let start = self.start();
        let qualified = self.peek_second().is_some_and(|token| is_symbol(token, "."));
        let keyspace = if qualified { Some(self.name_or_marker("keyspace")?) } else { None };
        if keyspace.is_some() {
            self.expect_symbol(".")?;
        }
        let name = self.name_or_marker("table")?;
        Ok(Qualified { keyspace: keyspace.map(|place| place.name), name: name.name, span: start..self.behind() })
    }

    /// A name, or `?`, behind which a node reads on.
    pub(super) fn name_or_marker(&mut self, what: &str) -> Read<Place> {
        if !self.is_symbol("?") {
            return self.name();
        }
        let span = self.next().map_or(0..0, |token| token.span);
        let words = format!("Bind variables cannot be used for {what} names");
        self.note(span.clone(), Some(words), format!("`?` cannot stand for the name of a {what}"));
        Ok(Place { name: Name::new("?"), span })
    }

    /// The end of the text, behind any number of `;`.
    pub(super) fn end(&mut self) -> Read<()> {
        while self.take_symbol(";") {}
        if self.peek().is_none() { Ok(()) } else { Err(self.stop("the end of the statement is expected")) }
    }
}

/// Whether a token is this keyword, in any case.
pub(super) fn is_word(token: &Token<'_>, word: &str) -> bool {
    token.kind == Kind::Word && token.text.eq_ignore_ascii_case(word)
}

fn is_symbol(token: &Token<'_>, symbol: &str) -> bool {
    token.kind == Kind::Symbol && token.text == symbol
}

/// The name that a token is.
fn name(token: &Token<'_>) -> Option<Place> {
    let text = match token.kind {
        Kind::Name => token.unquoted(),
        Kind::Word if !is_reserved(token.text) => token.text.to_ascii_lowercase(),
        _ => return None,
    };
    Some(Place { name: Name::new(&text), span: token.span.clone() })
}

/// The user's words for a message: at most 60 characters, control characters escaped, in backticks.
fn shown(text: &str) -> String {
    let mut short: String = text.chars().take(60).flat_map(char::escape_debug).collect();
    if text.chars().nth(60).is_some() {
        short.push('…');
    }
    format!("`{short}`")
}
