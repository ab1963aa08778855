//! Takes a word and the names that are known, gives the one that was meant. Never guesses far.

/// Words are compared up to this many characters.
const LONGEST: usize = 1000;

/// The candidate nearest to `word`, if one is near enough to be what was meant: at most a third of the word wrong, and
/// never more than three letters (Damerau-Levenshtein). Of candidates equally near the first is taken.
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let lower: Vec<char> = word.chars().flat_map(char::to_lowercase).take(LONGEST).collect();
    let allowed = (lower.len() / 3).clamp(1, 3);
    let mut best: Option<(usize, &str)> = None;
    let mut other = Vec::new();
    for candidate in candidates {
        other.clear();
        other.extend(candidate.chars().flat_map(char::to_lowercase).take(LONGEST));
        let least = best.map_or(allowed + 1, |(distance, _)| distance);
        if let Some(distance) = distance(&lower, &other, least) {
            best = Some((distance, candidate));
        }
    }
    best.map(|(_, candidate)| candidate)
}

/// The distance of two words if it is less than `limit`. What they begin and end with in common is passed over first:
/// the names of one model are often alike but for a few letters.
fn distance(one: &[char], other: &[char], limit: usize) -> Option<usize> {
    let start = one.iter().zip(other).take_while(|(a, b)| a == b).count();
    let (one, other) = (&one[start..], &other[start..]);
    let end = one.iter().rev().zip(other.iter().rev()).take_while(|(a, b)| a == b).count();
    let (one, other) = (&one[..one.len() - end], &other[..other.len() - end]);
    let (long, short) = (one.len().max(other.len()), one.len().min(other.len()));
    if long - short >= limit {
        return None;
    }
    let distance = if short == 0 { long } else { strsim::generic_damerau_levenshtein(one, other) };
    (distance < limit).then_some(distance)
}
