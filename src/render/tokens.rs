//! Takes CQL text, gives its tokens; compares two texts token by token. Never knows a statement's meaning.

use std::ops::Range;

/// The first place where two texts differ.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Difference {
    /// The token that should be there; `None` at the end of the text.
    pub(super) expected: Option<String>,
    /// The token that is there, or the fault of the text; `None` at its end.
    pub(super) found: Option<String>,
    /// Where it is in the second text.
    pub(super) at: Range<usize>,
}

/// Where `found` first differs from `expected` in anything but layout, comments and the case of unquoted words.
pub(super) fn difference(expected: &str, found: &str) -> Option<Difference> {
    let (mut wanted, mut given) = (Tokens::new(expected), Tokens::new(found));
    loop {
        match (wanted.next(), given.next()) {
            (None, None) => return None,
            (Some(w), Some(g)) if w.is_same(&g) => {}
            (w, g) => {
                let at = g.as_ref().map_or(found.len()..found.len(), |token| token.range.clone());
                return Some(Difference { expected: w.map(|t| t.describe()), found: g.map(|t| t.describe()), at });
            }
        }
    }
}

/// Where the keyspace stands in `text`, which is a SELECT, an INSERT or an UPDATE: behind the first FROM, INTO or UPDATE.
pub(super) fn keyspace(text: &str) -> Option<usize> {
    let mut tokens = Tokens::new(text);
    let before = ["FROM", "INTO", "UPDATE"];
    tokens.by_ref().find(|token| before.iter().any(|word| token.text.eq_ignore_ascii_case(word)))?;
    tokens.next().map(|token| token.range.start)
}

/// Whether `text` ends within a `--` or `//` comment: alone, such a text is a syntax error for the server.
pub(super) fn ends_in_comment(text: &str) -> bool {
    let mut tokens = Tokens::new(text);
    tokens.by_ref().for_each(drop);
    tokens.open_comment
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Kind {
    /// An unquoted word or number: letters, digits and underscores in a row.
    Word,
    /// A quoted name, a string, or a single other character.
    Exact,
    /// A quote or comment that is never closed.
    Unclosed(&'static str),
}

#[derive(Clone, Debug)]
struct Token<'a> {
    kind: Kind,
    text: &'a str,
    range: Range<usize>,
}

impl Token<'_> {
    fn is_same(&self, other: &Self) -> bool {
        match (&self.kind, &other.kind) {
            (Kind::Word, Kind::Word) => self.text.eq_ignore_ascii_case(other.text),
            (Kind::Exact, Kind::Exact) => self.text == other.text,
            _ => false,
        }
    }

    fn describe(&self) -> String {
        let short: String = self.text.chars().take(60).collect();
        match self.kind {
            Kind::Unclosed(what) => format!("an unclosed {what}: {short}"),
            _ => short,
        }
    }
}

/// The tokens of a text, in order; skips blanks and comments as Cassandra does: `--` and `//` end at a line feed or a
/// carriage return, `/* */` does not nest, no other character is blank.
struct Tokens<'a> {
    text: &'a str,
    at: usize,
    open_comment: bool,
}

impl<'a> Tokens<'a> {
    fn new(text: &'a str) -> Self {
        Self { text, at: 0, open_comment: false }
    }

    /// Moves past blanks and comments; gives a comment that is never closed.
    fn skip(&mut self) -> Option<Token<'a>> {
        loop {
            let rest = &self.text[self.at..];
            let blank = rest.len() - rest.trim_start_matches([' ', '\t', '\n', '\r']).len();
            if blank > 0 {
                self.at += blank;
            } else if rest.starts_with("--") || rest.starts_with("//") {
                self.open_comment = !rest.contains(['\n', '\r']);
                self.at += rest.find(['\n', '\r']).unwrap_or(rest.len());
            } else if let Some(body) = rest.strip_prefix("/*") {
                match body.find("*/") {
                    Some(end) => self.at += end + 4,
                    None => return Some(self.take(Kind::Unclosed("comment"), rest.len())),
                }
            } else {
                return None;
            }
        }
    }

    fn take(&mut self, kind: Kind, len: usize) -> Token<'a> {
        let range = self.at..self.at + len;
        self.at += len;
        Token { kind, text: &self.text[range.clone()], range }
    }

    /// A text between two `quote`s in which a doubled one stands for itself.
    fn quoted(&mut self, quote: char, what: &'static str) -> Token<'a> {
        let rest = &self.text[self.at..];
        let mut end = 1;
        while let Some(close) = rest[end..].find(quote) {
            end += close + 1;
            if !rest[end..].starts_with(quote) {
                return self.take(Kind::Exact, end);
            }
            end += 1;
        }
        self.take(Kind::Unclosed(what), rest.len())
    }
}

impl<'a> Iterator for Tokens<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        if let Some(unclosed) = self.skip() {
            return Some(unclosed);
        }
        let rest = &self.text[self.at..];
        let first = rest.chars().next()?;
        if first == '\'' {
            return Some(self.quoted('\'', "string"));
        }
        if first == '"' {
            return Some(self.quoted('"', "name"));
        }
        if let Some(body) = rest.strip_prefix("$$") {
            return Some(match body.find("$$") {
                Some(end) => self.take(Kind::Exact, end + 4),
                None => self.take(Kind::Unclosed("string"), rest.len()),
            });
        }
        Some(match (number(rest), word(rest)) {
            (None, 0) => self.take(Kind::Exact, if is_pair(rest) { 2 } else { first.len_utf8() }),
            (Some(len), _) | (None, len) => self.take(Kind::Word, len),
        })
    }
}

fn word(text: &str) -> usize {
    text.bytes().take_while(|b| b.is_ascii_alphanumeric() || *b == b'_').count()
}

/// The length of the number that `text` begins with: an optional sign, digits, and whatever the server's lexer reads on
/// with them: a fraction, an exponent, the rest of a uuid's first word.
fn number(text: &str) -> Option<usize> {
    let sign = usize::from(text.starts_with('-'));
    text[sign..].starts_with(|c: char| c.is_ascii_digit()).then_some(())?;
    let mut len = sign + word(&text[sign..]);
    if text[sign..len].bytes().all(|b| b.is_ascii_digit())
        && text[len..].strip_prefix('.').is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
    {
        len += 1 + word(&text[len + 1..]);
    }
    if text[..len].ends_with(['e', 'E']) && text[len..].starts_with(['+', '-']) {
        len += 1 + word(&text[len + 1..]);
    }
    Some(len)
}

fn is_pair(text: &str) -> bool {
    ["<=", ">=", "!=", "+=", "-="].iter().any(|pair| text.starts_with(pair))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_the_same_save_layout_and_comments() {
        let one = "SELECT \"A b\", c FROM k.t WHERE p = :p AND q = 'it''s' LIMIT 10";
        let same = [
            "select \"A b\",c\n-- x '\nfrom k.t /* ; DROP */ where p=:p\r\n\tand q='it''s' // \"\n limit 10",
            "SELECT\"A b\",c FROM k . t WHERE p = : p AND q = 'it''s' LIMIT 10 --",
        ];
        for text in same {
            assert_eq!(difference(one, text), None, "{text}");
        }
        let other = [
            ("SELECT \"A b\", c FROM k.t WHERE p = :p AND q = 'it''s' LIMIT 10; DROP", None, Some(";")),
            ("SELECT \"a b\", c FROM k.t", Some("\"A b\""), Some("\"a b\"")),
            ("SELECT A b, c FROM k.t", Some("\"A b\""), Some("A")),
            ("SELECT \"A b\" FROM k.t", Some(","), Some("FROM")),
            ("SELECT \"A b\", c FROM k.t WHERE p = :p AND q = 'it' 's' LIMIT 10", Some("'it''s'"), Some("'it'")),
            ("SELECT \"A b\", c FROM k.t -- x\rWHERE p = :p", Some("AND"), None),
            ("SELECT \"A b\", /* c FROM", Some("c"), Some("an unclosed comment: /* c FROM")),
            ("SELECT \"A b\", 'c", Some("c"), Some("an unclosed string: 'c")),
            ("SELECT \"A b\", $$c$$", Some("c"), Some("$$c$$")),
            ("SELECT \"A b\",\u{a0}c", Some("c"), Some("\u{a0}")),
            ("", Some("SELECT"), None),
        ];
        for (text, other) in
            [("a <= 1.5", "a < = 1.5"), ("a = 1.5e-3", "a = 1.5 e-3"), ("a = -1", "a = - 1"), ("1.5", "1 .5")]
        {
            assert_ne!(difference(text, other), None, "{other}");
        }
        for (text, expected, found) in other {
            let difference = difference(one, text).expect(text);
            assert_eq!((difference.expected.as_deref(), difference.found.as_deref()), (expected, found), "{text}");
        }
    }

    #[test]
    fn a_comment_at_the_end_needs_its_line_end() {
        for (text, open) in
            [("x -- y", true), ("x // y", true), ("x -- y\n", false), ("x /* y */", false), ("x '--'", false)]
        {
            assert_eq!(ends_in_comment(text), open, "{text}");
        }
    }
}
