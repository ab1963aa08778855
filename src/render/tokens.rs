//! Takes two CQL texts, gives the first place where they differ. Never knows a statement's meaning.

use std::ops::Range;

use crate::cql::tokens::{Kind, Token, Tokens};

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
            (Some(w), Some(g)) if is_same(&w, &g) => {}
            (w, g) => {
                let at = g.as_ref().map_or(found.len()..found.len(), |token| token.span.clone());
                return Some(Difference { expected: w.map(|t| describe(&t)), found: g.map(|t| describe(&t)), at });
            }
        }
    }
}

/// Where the keyspace stands in `text`, which is a SELECT, an INSERT or an UPDATE: behind the first FROM, INTO or UPDATE.
pub(super) fn keyspace(text: &str) -> Option<usize> {
    let mut tokens = Tokens::new(text);
    let before = ["FROM", "INTO", "UPDATE"];
    tokens.by_ref().find(|token| before.iter().any(|word| token.text.eq_ignore_ascii_case(word)))?;
    tokens.next().map(|token| token.span.start)
}

/// Whether `text` ends within a `--` or `//` comment: alone, such a text is a syntax error for the server.
pub(super) fn ends_in_comment(text: &str) -> bool {
    let mut tokens = Tokens::new(text);
    tokens.by_ref().for_each(drop);
    tokens.open_comment().is_some()
}

/// Whether two tokens are the same: strings and quoted names to the letter, everything else in any case.
fn is_same(one: &Token<'_>, other: &Token<'_>) -> bool {
    let exact = matches!(one.kind, Kind::Name | Kind::String);
    let is_fault = matches!(one.kind, Kind::Fault(_)) || matches!(other.kind, Kind::Fault(_));
    let same = if exact { one.text == other.text } else { one.text.eq_ignore_ascii_case(other.text) };
    !is_fault && one.kind == other.kind && same
}

fn describe(token: &Token<'_>) -> String {
    let short: String = token.text.chars().take(60).collect();
    match token.kind {
        Kind::Fault(what @ ("comment" | "string" | "name")) => format!("an unclosed {what}: {short}"),
        _ => short,
    }
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
