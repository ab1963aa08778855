//! Which types CAST converts into which, as data. Never judges a term. Each of the pairs was tried on a 5.0.8 node.

use super::functions::{NUMBERS, Signature};
use crate::types::CqlType;

/// The signatures of the function `name` that converts into `target`; none where nothing can be converted into it. A type
/// is not converted into itself, except numbers into text: whoever casts so gets the value as it is.
pub(super) fn signatures(name: &str, target: &CqlType) -> Vec<Signature> {
    sources(target).iter().map(|of| Signature::scalar(name, std::slice::from_ref(of), target.clone())).collect()
}

/// The types that can be converted into `target`.
fn sources(target: &CqlType) -> Vec<CqlType> {
    use CqlType::{Ascii, Boolean, Counter, Date, Inet, Text, Time, Timestamp, Timeuuid, Uuid};
    match target {
        Ascii | Text => {
            let mut sources = NUMBERS.to_vec();
            sources.extend([Inet, Boolean, Timeuuid, Timestamp, Date, Time, Uuid]);
            sources.extend((*target == Text).then_some(Ascii));
            sources
        }
        Date => vec![Timeuuid, Timestamp],
        Timestamp => vec![Timeuuid, Date],
        Counter => Vec::new(),
        number if NUMBERS.contains(number) => NUMBERS.iter().filter(|of| *of != number).cloned().collect(),
        _ => Vec::new(),
    }
}
