//! Takes the names of one list (all columns, all queries …), gives those that cannot be told apart: by case alone, or
//! in Rust. Never judges a name by itself.

use std::collections::HashMap;

use super::shape::{Finding, Part};
use super::words::tick;
use crate::name::Name;

/// N04: the names of one list differ by more than case, and stay apart in Rust. `what` is the word for one of them, and
/// decides what it is in Rust: a `column` or `field` is a field; anything else (`query`, `table`, `type`) is a module
/// or a function, and a type. Gives each later name of such a pair with its index in `names`; the finding's part is
/// `Part::Column` for columns, `Part::Type` for types and `Part::Name` otherwise. A name that is there twice, letter
/// for letter, is another rule's and passed over.
pub fn names(what: &str, names: &[Name]) -> Vec<(Finding, usize)> {
    let mut folded: HashMap<String, &Name> = HashMap::new();
    let mut rust: HashMap<String, &Name> = HashMap::new();
    let mut found = Vec::new();
    for (at, name) in names.iter().enumerate() {
        let mut clash = None;
        let twin = *folded.entry(name.text().to_lowercase()).or_insert(name);
        if twin != name {
            clash = Some((twin, "differ only by case".to_owned()));
        }
        for spelling in spellings(what, name) {
            let twin = *rust.entry(spelling.clone()).or_insert(name);
            if twin != name && clash.is_none() {
                clash = Some((twin, format!("are both {} in Rust", tick(&spelling))));
            }
        }
        found.extend(clash.map(|(twin, why)| (finding(what, twin, name, &why), at)));
    }
    found
}

fn spellings(what: &str, name: &Name) -> Vec<String> {
    match what {
        "column" | "field" => vec![name.rust()],
        _ => vec![name.rust(), name.rust_type()],
    }
}

fn finding(what: &str, first: &Name, later: &Name, why: &str) -> Finding {
    let at = match what {
        "column" => Part::Column(later.clone()),
        "type" => Part::Type(later.clone(), None),
        _ => Part::Name,
    };
    let (first, later) = (tick(first), tick(later));
    Finding::new("N04", at, format!("{what} {later} and {what} {first} {why}")).help(format!("rename {later}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn clashes(what: &str, texts: &[&str]) -> Vec<usize> {
        let list: Vec<Name> = texts.iter().map(|text| Name::new(text)).collect();
        names(what, &list).into_iter().map(|(_, at)| at).collect()
    }

    #[test]
    fn names_stay_apart_by_case_and_in_rust() {
        let cases: &[(&str, &[&str], &[usize])] = &[
            ("column", &["artist", "song", "length"], &[]),
            ("column", &["user", "User"], &[1]),
            ("column", &["userid", "userId"], &[1]),
            ("column", &["user_id", "userId", "user-id"], &[1, 2]),
            ("column", &["a1_2", "a12"], &[]),
            ("query", &["a1_2", "a12"], &[1]),
            ("type", &["geo_point", "geo__point"], &[1]),
            ("field", &["type", "type_"], &[]),
            ("field", &["self", "self_"], &[1]),
            ("table", &["t", "t"], &[]),
        ];
        for (what, texts, expected) in cases {
            assert_eq!(clashes(what, texts), *expected, "{texts:?}");
        }
    }

    #[test]
    fn a_clash_names_both_and_says_why() {
        let list = [Name::new("user_id"), Name::new("userId"), Name::new("USER_ID")];
        let found = names("column", &list);
        assert_eq!(found[0].0.fact, "column `userId` and column `user_id` are both `user_id` in Rust");
        assert_eq!(found[1].0.fact, "column `USER_ID` and column `user_id` differ only by case");
        assert_eq!(found[0].0.at, Part::Column(Name::new("userId")));
    }
}
