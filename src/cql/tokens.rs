//! Takes CQL text, gives its tokens as the lexer of Cassandra 5.0 cuts them. Never knows a statement's meaning.
//!
//! That lexer looks ahead until one kind of token alone can go on, and then reads that kind, come what may: in `p=1AND`
//! the `1A` can only be a UUID, so the text is at fault, while `p=1LIMIT` is read as it is meant.

mod reach;

use std::ops::Range;

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// An unquoted word: a name, a keyword, `true`, `nan`.
    Word,
    /// A name in double quotes, never empty.
    Name,
    /// A string in single quotes or between `$$`.
    String,
    /// A whole number with its sign.
    Integer,
    /// A number with a fraction or an exponent; `-NaN` and `-Infinity` too.
    Float,
    /// A duration in any of its forms.
    Duration,
    /// A UUID.
    Uuid,
    /// `0x…`
    Hex,
    /// Anything else: one or two characters, and `expr(`, which is one token.
    Symbol,
    /// What cannot be read on, and what it began as.
    Fault(&'static str),
}

/// A token and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token<'a> {
    /// What it is.
    pub kind: Kind,
    /// Its text as written, quotes included.
    pub text: &'a str,
    /// Where it stands, in bytes.
    pub span: Range<usize>,
}

impl Token<'_> {
    /// The text of a name or a string without its quotes, a doubled quote once.
    pub fn unquoted(&self) -> String {
        let inner = |len: usize| self.text.get(len..self.text.len().saturating_sub(len)).unwrap_or_default();
        match self.kind {
            Kind::String if self.text.starts_with("$$") => inner(2).to_owned(),
            Kind::String => inner(1).replace("''", "'"),
            Kind::Name => inner(1).replace("\"\"", "\""),
            _ => self.text.to_owned(),
        }
    }
}

/// Where the statements of a text stand, in bytes: cut at each `;` outside quotes and comments, without what stands round
/// their tokens. What holds no token is none.
pub fn statements(text: &str) -> Vec<Range<usize>> {
    let (mut spans, mut open): (_, Option<Range<usize>>) = (Vec::new(), None);
    for token in Tokens::new(text) {
        if token.kind == Kind::Symbol && token.text == ";" {
            spans.extend(open.take());
        } else {
            let start = open.map_or(token.span.start, |open| open.start);
            open = Some(start..token.span.end);
        }
    }
    spans.extend(open);
    spans
}

/// The tokens of a text, in order; skips blanks and comments: `--` and `//` end at a line feed or a carriage return,
/// `/* */` does not nest, and only a space, a tab and the line ends are blank. Behind a fault it goes on after it.
#[derive(Clone, Debug)]
pub struct Tokens<'a> {
    text: &'a str,
    at: usize,
    open_comment: Option<usize>,
}

impl<'a> Tokens<'a> {
    /// The tokens of `text`.
    pub fn new(text: &'a str) -> Self {
        Self { text, at: 0, open_comment: None }
    }

    /// Where a `--` or `//` comment begins that ends with the text and not with its line: alone, such a text is a syntax
    /// error for the server. Known once all tokens are taken.
    pub fn open_comment(&self) -> Option<usize> {
        self.open_comment
    }

    fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }

    /// Moves past blanks and comments; gives a comment that is never closed.
    fn skip(&mut self) -> Option<Token<'a>> {
        loop {
            let rest = self.rest();
            let blank = rest.len() - rest.trim_start_matches([' ', '\t', '\n', '\r']).len();
            if blank > 0 {
                self.at += blank;
            } else if rest.starts_with("--") || rest.starts_with("//") {
                self.open_comment = (!rest.contains(['\n', '\r'])).then_some(self.at);
                self.at += rest.find(['\n', '\r']).unwrap_or(rest.len());
            } else if let Some(body) = rest.strip_prefix("/*") {
                match body.find("*/") {
                    Some(end) => self.at += end + 4,
                    None => return Some(self.take(Kind::Fault("comment"), rest.len())),
                }
            } else {
                return None;
            }
        }
    }

    fn take(&mut self, kind: Kind, len: usize) -> Token<'a> {
        let span = self.at..self.at + len;
        self.at += len;
        Token { kind, text: self.text.get(span.clone()).unwrap_or_default(), span }
    }

    /// A text between two `quote`s in which a doubled one stands for itself.
    fn quoted(&mut self, quote: char, kind: Kind, what: &'static str) -> Token<'a> {
        let rest = self.rest();
        let mut end = 1;
        while let Some(close) = rest.get(end..).and_then(|tail| tail.find(quote)) {
            end += close + 1;
            if !rest.get(end..).is_some_and(|tail| tail.starts_with(quote)) {
                let is_empty_name = kind == Kind::Name && end == 2;
                return self.take(if is_empty_name { Kind::Fault("empty name") } else { kind }, end);
            }
            end += 1;
        }
        self.take(Kind::Fault(what), rest.len())
    }

    fn dollars(&mut self, body: &str) -> Token<'a> {
        match body.find("$$") {
            Some(end) => self.take(Kind::String, end + 4),
            None => self.take(Kind::Fault("string"), body.len() + 2),
        }
    }
}

impl<'a> Iterator for Tokens<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        if let Some(unclosed) = self.skip() {
            return Some(unclosed);
        }
        let rest = self.rest();
        let first = rest.chars().next()?;
        if let Some(body) = rest.strip_prefix("$$") {
            return Some(self.dollars(body));
        }
        Some(match first {
            '\'' => self.quoted('\'', Kind::String, "string"),
            '"' => self.quoted('"', Kind::Name, "name"),
            '-' | '0'..='9' | 'a'..='z' | 'A'..='Z' => {
                let (kind, len) = reach::longest(rest);
                self.take(kind, len)
            }
            _ => {
                let (kind, len) = symbol(rest, first);
                self.take(kind, len)
            }
        })
    }
}

/// The symbols of two characters that do not begin with a minus.
const PAIRS: [&str; 5] = ["<=", ">=", "!=", "+=", ".."];

fn symbol(rest: &str, first: char) -> (Kind, usize) {
    if PAIRS.iter().any(|pair| rest.starts_with(pair)) {
        (Kind::Symbol, 2)
    } else if ";=(),.*+/%<>[]{}:?".contains(first) {
        (Kind::Symbol, 1)
    } else {
        (Kind::Fault("character"), first.len_utf8())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The tokens as the node was seen to cut them: one letter for the kind, then the text.
    fn cut(text: &str) -> String {
        let letter = |kind| match kind {
            Kind::Word => 'w',
            Kind::Name => 'n',
            Kind::String => 's',
            Kind::Integer => 'i',
            Kind::Float => 'f',
            Kind::Duration => 'd',
            Kind::Uuid => 'u',
            Kind::Hex => 'x',
            Kind::Symbol => '.',
            Kind::Fault(_) => '!',
        };
        Tokens::new(text).map(|token| format!("{}{}", letter(token.kind), token.text)).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn tokens_are_cut_as_the_node_cuts_them() {
        let cases = [
            ("p=1LIMIT", "wp .= i1 wLIMIT"),
            ("p=1.5AND", "wp .= f1.5 wAND"),
            ("p=1 AND", "wp .= i1 wAND"),
            ("k-1", "wk i-1"),
            ("k - 1", "wk .- i1"),
            ("-k", ".- wk"),
            ("-=1", ".-= i1"),
            ("1..2", "i1 ... i2"),
            ("1...2", "f1. ... i2"),
            ("1. e", "f1. we"),
            ("1.e3", "f1.e3"),
            ("1e+3", "f1e+3"),
            ("12e4-e", "f12e4 .- we"),
            ("-1.5E-3", "f-1.5E-3"),
            ("-NaN -infinityx", "f-NaN f-infinity wx"),
            ("1h30m -1D 1µs 1mm 1msx", "d1h30m d-1D d1µs d1m wm d1ms wx"),
            ("P P1 P1D p1d PT P1DT P1W PT1H P1Dx P1y", "wP wP1 dP1D wp1d wPT wP1DT dP1W dPT1H wP1Dx wP1y"),
            ("P0001-02-03T04:05:06 -P1W", "dP0001-02-03T04:05:06 d-P1W"),
            ("P1Y2M3DT4H5M6S P1Y1D PT1H1S P1M1Y", "dP1Y2M3DT4H5M6S dP1Y1D dPT1H1S wP1M1Y"),
            ("0x 0XAB 0xg", "x0x x0XAB x0x wg"),
            ("abcdef01-e89b-12d3-a456-4266141740001", "uabcdef01-e89b-12d3-a456-426614174000 i1"),
            ("abcdef01 abcdef011", "wabcdef01 wabcdef011"),
            ("expr(a) EXPR(a) expr (a)", ".expr( wa .) wEXPR .( wa .) wexpr .( wa .)"),
            ("\"a\"\"b\" 'it''s' $$a'$b$$", "n\"a\"\"b\" s'it''s' s$$a'$b$$"),
            ("<= >= != < = ..", ".<= .>= .!= .< .= ..."),
            ("1_a", "i1 !_ wa"),
            ("a /* - */ b -- c\rd // e", "wa wb wd"),
        ];
        for (text, expected) in cases {
            assert_eq!(cut(text), expected, "{text}");
        }
    }

    #[test]
    fn what_can_only_be_one_kind_is_a_fault_where_it_is_not() {
        let cases = ["1AND", "1a", "1e ", "1e5e", "1.5e", "1.5e+", "-n ", "-i ", "-P ", "-P1DT ", "1d2 ", "12345678-a"];
        let more = ["abcdef01-1", "\"\"", "'a", "\"a", "$$a", "$$a$$$", "/* a", "!", "é", "\u{a0}", "_a", "a@"];
        for text in cases.iter().chain(&more) {
            assert!(cut(text).contains('!'), "{text}: {}", cut(text));
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn any_text_is_cut_without_a_panic(text in "\\PC*|[-0-9a-fxPTYMDWH.eE:'\"$/* \\n]*") {
            let mut last = 0;
            for token in Tokens::new(&text) {
                prop_assert!(token.span.start >= last && token.span.end > token.span.start);
                prop_assert_eq!(&text[token.span.clone()], token.text);
                last = token.span.end;
            }
        }
    }
}
