use std::collections::BTreeSet;

use super::*;
use crate::rules;

#[test]
fn each_advice_has_a_code_and_a_page_of_its_own() {
    let codes: BTreeSet<&str> = ADVICE.iter().map(|advice| advice.code).collect();
    assert_eq!(codes.len(), ADVICE.len(), "a code stands twice");
    let explained: BTreeSet<&str> =
        rules::codes().iter().map(|(code, _)| *code).filter(|code| code.starts_with('A')).collect();
    assert_eq!(codes, explained);
}
