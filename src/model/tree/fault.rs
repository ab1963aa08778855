//! Takes what is wrong with a key, or what the parser says when it stops, gives it in words that lead on. Never finds a
//! fault by itself in a text.

use super::{MAX_DEPTH, Map, Node};
use crate::diagnostic::Diagnostic;

/// What is wrong with a key that is about to enter `map`, and the entry that it repeats.
pub(super) fn of_key(key: &Node, map: &Map) -> Option<(Diagnostic, Option<Node>)> {
    let Some(text) = key.text() else {
        let fact = format!("a key must be a text, not {}", key.kind());
        let help = "write a name before the colon, in quotes if it is a word such as `null`";
        return Some((Diagnostic::error("Y05", fact).help(help), None));
    };
    if text == "<<" {
        let help = "write the keys out: a model has no merge keys";
        return Some((Diagnostic::error("Y06", "`<<` is a merge key").help(help), None));
    }
    let (first, _) = map.entry(text)?;
    let fact = format!("the key `{text}` is given twice");
    Some((Diagnostic::error("Y04", fact).help("keep one of the two"), Some(first.clone())))
}

/// What the parser says, in words: a piece of its message, the fact and the way out.
const WORDS: &[(&str, &str, &str)] = &[
    (
        "mapping values are not allowed",
        "a colon stands where no key can be",
        "put a text that holds a colon and a blank in quotes, and begin the keys of a mapping in one column",
    ),
    ("tab", "a tab stands where YAML wants blanks", "indent with blanks"),
    (
        "quoted scalar, found unknown escape",
        "a backslash in double quotes begins no escape that YAML knows",
        "double the backslash, or use single quotes",
    ),
    (
        "found invalid Unicode character escape",
        "an escape in double quotes is no character",
        "write the character itself; half a surrogate pair is none",
    ),
    (
        "trailing content after",
        "text stands behind a closing quote",
        "put it inside the quotes; a quote inside single quotes is written twice",
    ),
    ("quoted scalar", "a quoted text does not end as it should", "close the quote, and indent every line of the text"),
    (
        "illegal placement of ':'",
        "a key stands inside an open bracket",
        "close the bracket first, or write the mapping in braces",
    ),
    ("flow mapping", "a brace is not closed", "separate its entries by commas, and close it with `}`"),
    ("flow sequence", "a bracket is not closed", "separate its elements by commas, and close it with `]`"),
    (
        "invalid indentation in flow construct",
        "a bracket is still open at this line",
        "close it, or indent its lines further than the key",
    ),
    ("misplaced bracket", "a bracket is closed that is not open", "remove it, or open it"),
    ("unknown anchor", "an alias names no anchor", "write the value out: a model has no aliases"),
    (
        "did not find expected key",
        "the keys of this mapping are not in one column",
        "begin each key below the first one of its mapping",
    ),
    (
        "block sequence entries are not allowed",
        "a list begins where none can be",
        "write it below its key, each element behind `- `",
    ),
    (
        "did not find expected '-'",
        "the elements of this list are not in one column",
        "begin each `- ` below the first one of its list",
    ),
];

/// The finding for a message of the parser.
pub(super) fn stopped(message: &str) -> Diagnostic {
    if message.contains("recursion limit") {
        return too_deep();
    }
    match WORDS.iter().find(|(piece, ..)| message.contains(piece)) {
        Some((_, fact, help)) => Diagnostic::error("Y02", *fact).help(*help),
        None => Diagnostic::error("Y02", format!("the YAML does not parse: {message}"))
            .help("check the indentation, quotes and brackets round this place"),
    }
}

/// The finding for collections in collections without end.
pub(super) fn too_deep() -> Diagnostic {
    Diagnostic::error("Y01", format!("the nesting is deeper than {MAX_DEPTH}"))
        .help("a model is never this deep: look for a bracket that is not closed")
}
