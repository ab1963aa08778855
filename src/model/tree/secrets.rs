//! Takes the text of a model, gives it for excerpts with `*` in place of what may be a password: those in addresses, and
//! the values of keys of an environment that are called so. A model that holds one is refused, but its report must not
//! show it. Every byte keeps its place.

use std::borrow::Cow;
use std::ops::Range;

/// Whether a key of this name would hold a secret.
pub(in crate::model) fn is_secret(key: &str) -> bool {
    let key = key.to_ascii_lowercase();
    ["pass", "pwd", "secret", "token", "credential"].iter().any(|word| key.contains(word))
}

/// `text` without what may be a password.
pub(in crate::model) fn masked(text: &str) -> Cow<'_, str> {
    let mut ranges = addresses(text);
    ranges.extend(values(text));
    if ranges.is_empty() {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut stars = vec![false; text.len()];
    for range in ranges {
        stars[range].fill(true);
    }
    for (at, c) in text.char_indices() {
        if stars[at] && c != '\n' { out.extend(std::iter::repeat_n('*', c.len_utf8())) } else { out.push(c) }
    }
    Cow::Owned(out)
}

/// What stands between the scheme of an address, a colon and an `@` of the same line, from the colon on.
fn addresses(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        found.extend(address(line).map(|range| at + range.start..at + range.end));
        at += line.len();
    }
    found
}

/// What may be a password in the first address of `line`, and in all that follow.
fn address(line: &str) -> Option<Range<usize>> {
    let end = line.rfind('@')?;
    let schemes = ["://", "cassandra:", "scylla:"].into_iter();
    let start = schemes.filter_map(|scheme| Some(line[..end].find(scheme)? + scheme.len())).min()?;
    let user = line[start..end].trim_start_matches('/');
    let colon = end - user.len() + user.find(':')?;
    Some(colon + 1..end)
}

/// The rest of each line below `environments:` behind a key that would hold a secret.
fn values(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let (mut at, mut inside) = (0, false);
    for line in text.split_inclusive('\n') {
        if !line.starts_with([' ', '\t', '#', '\n', '}']) {
            inside = line.trim_start_matches(['"', '\'', '{']).trim_start().starts_with("environments");
        }
        let mut from = 0;
        while let Some(colon) = line[from..].find(':').map(|colon| from + colon).filter(|_| inside) {
            let key = line[from..colon].rsplit([',', '{', '[']).next().unwrap_or_default();
            if is_secret(key) {
                found.push(at + colon + 1..at + line.trim_end().len().max(colon + 1));
                break;
            }
            from = colon + 1;
        }
        at += line.len();
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passwords_are_masked_and_every_byte_keeps_its_place() {
        let cases = [
            ("store: cassandra://ada:hunter2@h", "store: cassandra://ada:*******@h"),
            ("x: { store: \"cassandra://a:p, é@x@h\" }", "x: { store: \"cassandra://a:*******@h\" }"),
            ("store: cassandra://ada@h:1, b: c", "store: cassandra://ada@h:1, b: c"),
            ("columns:\n  password: text\n", "columns:\n  password: text\n"),
            (
                "environments:\n  a:\n    password: hunter2\nb: c\n",
                "environments:\n  a:\n    password:********\nb: c\n",
            ),
            ("environments: { a: { x: y, \"db_pwd\" : hu,nt } }", "environments: { a: { x: y, \"db_pwd\" :**********"),
            (
                "environments:\n\n# note\n  Passphrase:\n    hunter2\n",
                "environments:\n\n# note\n  Passphrase:\n    hunter2\n",
            ),
        ];
        for (text, expected) in cases {
            let shown = masked(text);
            assert_eq!(shown, expected);
            assert_eq!(shown.len(), text.len());
        }
    }
}
