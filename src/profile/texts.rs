//! Takes the texts of a column, gives the type that all of them read as, where that is not text. Looks at each value once:
//! the first says what kind it may be, and the first that is not of that kind ends the search.

use crate::types::CqlType;
use crate::value::{Reading, encode_text};

/// What all texts so far read as.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) enum Looks {
    /// Nothing was seen.
    #[default]
    Unknown,
    /// All of this type.
    Like(CqlType),
    /// Texts.
    Texts,
}

impl Looks {
    /// Looks at a value; gives whether it is worth looking at the next.
    pub(super) fn add(&mut self, bytes: &[u8]) -> bool {
        *self = match std::mem::take(self) {
            Self::Unknown => first(bytes).map_or(Self::Texts, Self::Like),
            Self::Like(ty) => next(ty, bytes).map_or(Self::Texts, Self::Like),
            Self::Texts => Self::Texts,
        };
        *self != Self::Texts
    }
}

/// The narrowest type that the value reads as.
fn first(bytes: &[u8]) -> Option<CqlType> {
    number(bytes).or_else(|| {
        let others = [CqlType::Boolean, CqlType::Uuid, CqlType::Date, CqlType::Timestamp, CqlType::Inet];
        others.into_iter().find(|ty| reads(ty, bytes))
    })
}

/// The type that all values before, which read as `ty`, and this one read as.
fn next(ty: CqlType, bytes: &[u8]) -> Option<CqlType> {
    match ty {
        CqlType::Int => number(bytes),
        CqlType::Bigint => number(bytes).map(|ty| if ty == CqlType::Int { CqlType::Bigint } else { ty }),
        CqlType::Decimal => number(bytes).map(|_| CqlType::Decimal),
        other => reads(&other, bytes).then_some(other),
    }
}

/// The narrowest type of a number that is written as such a type is shown: `007` and `+1` are codes and not numbers, and
/// would not come back as they were.
fn number(bytes: &[u8]) -> Option<CqlType> {
    let text = std::str::from_utf8(bytes).ok()?;
    let digits = text.strip_prefix('-').unwrap_or(text);
    let (whole, fraction) = digits.split_once('.').map_or((digits, None), |(whole, rest)| (whole, Some(rest)));
    let all_digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    if !all_digits(whole)
        || fraction.is_some_and(|part| !all_digits(part))
        || (whole.len() > 1 && whole.starts_with('0'))
    {
        return None;
    }
    match fraction {
        Some(_) => Some(CqlType::Decimal),
        None if text.parse::<i32>().is_ok() => Some(CqlType::Int),
        None => text.parse::<i64>().is_ok().then_some(CqlType::Bigint),
    }
}

/// Whether the value is one of `ty`, written in full.
fn reads(ty: &CqlType, bytes: &[u8]) -> bool {
    let Ok(text) = std::str::from_utf8(bytes) else { return false };
    let is_long_enough = match ty {
        CqlType::Boolean => return text.eq_ignore_ascii_case("true") || text.eq_ignore_ascii_case("false"),
        CqlType::Uuid => text.len() == 36,
        CqlType::Date => text.len() == 10 && text.as_bytes().get(4) == Some(&b'-'),
        CqlType::Timestamp => text.len() >= 16 && text.as_bytes().get(4) == Some(&b'-'),
        _ => text.matches('.').count() == 3 || text.matches(':').count() >= 2,
    };
    is_long_enough && encode_text(ty, text, &Reading::default(), &mut Vec::new()).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn looks(texts: &[&str]) -> Option<CqlType> {
        let mut looks = Looks::default();
        for text in texts {
            looks.add(text.as_bytes());
        }
        match looks {
            Looks::Like(ty) => Some(ty),
            _ => None,
        }
    }

    #[test]
    fn texts_that_are_all_of_one_type_are_told() {
        assert_eq!(looks(&["1", "-20", "0"]), Some(CqlType::Int));
        assert_eq!(looks(&["1", "3000000000", "2"]), Some(CqlType::Bigint));
        assert_eq!(looks(&["3000000000", "1.50"]), Some(CqlType::Decimal));
        assert_eq!(looks(&["1.50", "7"]), Some(CqlType::Decimal));
        assert_eq!(looks(&["True", "false"]), Some(CqlType::Boolean));
        assert_eq!(looks(&["2024-02-29", "1999-01-01"]), Some(CqlType::Date));
        assert_eq!(looks(&["2024-02-29T10:00:00Z"]), Some(CqlType::Timestamp));
        assert_eq!(looks(&["13814000-1dd2-11b2-8000-000000000000"]), Some(CqlType::Uuid));
        assert_eq!(looks(&["10.0.0.1", "::1:2"]), Some(CqlType::Inet));
    }

    #[test]
    fn codes_and_mixtures_are_texts() {
        for texts in [
            &["007", "1"][..],
            &["1", "007"],
            &["+1"],
            &["1", "x"],
            &["1", "true"],
            &["2024-02-30"],
            &["1."],
            &[".5"],
            &["-"],
            &[""],
            &["99999999999999999999"],
            &["café"],
        ] {
            assert_eq!(looks(texts), None, "{texts:?}");
        }
    }
}
