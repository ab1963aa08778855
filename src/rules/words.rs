//! Takes names, gives them as words of a finding. Never cuts them without showing that it did.

use crate::name::Name;

/// Longest name that a finding shows whole, in characters.
const SHOWN: usize = 60;

/// `text` in backticks, shortened to 60 characters: a model may hold a name of megabytes.
pub(super) fn tick(text: &(impl ToString + ?Sized)) -> String {
    let text = text.to_string();
    match text.char_indices().nth(SHOWN) {
        Some((cut, _)) => format!("`{}…`", &text[..cut]),
        None => format!("`{text}`"),
    }
}

/// `` `a` ``, `` `a` and `b` ``, `` `a`, `b` and `c` ``; past eight names the rest is counted.
pub(super) fn list<'a>(names: impl IntoIterator<Item = &'a Name>) -> String {
    let mut names: Vec<String> = names.into_iter().map(tick).collect();
    if names.len() > 8 {
        let rest = names.len() - 7;
        names.truncate(7);
        names.push(format!("{rest} others"));
    }
    match names.pop() {
        None => String::new(),
        Some(last) if names.is_empty() => last,
        Some(last) => format!("{} and {last}", names.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_read_as_a_sentence_and_stay_short() {
        let names: Vec<Name> = ["a", "b", "c"].map(Name::new).into();
        assert_eq!(list(&names[..0]), "");
        assert_eq!(list(&names[..1]), "`a`");
        assert_eq!(list(&names), "`a`, `b` and `c`");
        let many: Vec<Name> = (0..100).map(|n| Name::new(&format!("c{n}"))).collect();
        assert!(list(&many).ends_with("`c6` and 93 others"), "{}", list(&many));
        assert_eq!(tick(&"é".repeat(61)), format!("`{}…`", "é".repeat(60)));
    }
}
