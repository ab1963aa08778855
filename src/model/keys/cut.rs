//! Takes a value that a comma may have cut in two, gives it as it was meant. Never judges it.

use crate::model::tree::Node;

/// More pieces than this are not looked at together.
const PIECES: usize = 32;

/// A comma inside `{ type: map<text, int> }` or `[(a, b) > (:a, :b)]` ends a value, and the rest becomes keys of nothing,
/// or elements, until `pairs` of brackets are closed. Gives the value as it was meant, and how many of the nodes behind
/// it are its rest.
pub(super) fn in_one<'a>(value: &Node, after: impl Iterator<Item = &'a Node>, pairs: &[[char; 2]]) -> (String, usize) {
    let mut whole = value.text().unwrap_or_default().to_owned();
    let mut left = 0;
    for text in after.map_while(Node::text).take(PIECES) {
        if pairs.iter().all(|[open, close]| whole.matches(*open).count() <= whole.matches(*close).count()) {
            break;
        }
        whole = format!("{whole}, {text}");
        left += 1;
    }
    (whole, left)
}
