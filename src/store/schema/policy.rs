//! Takes two spellings of a speculation policy, says whether a node holds them for one: it keeps them in a spelling of its
//! own (`MIN(99p,50ms)` for `min(50.5ms, 99PERCENTILE)`, `NEVER` for `NONE`).

/// Whether two policies that a node can read are one.
pub(super) fn is_same(one: &str, other: &str) -> bool {
    spelled(one) == spelled(other)
}

/// The node's spelling, in small letters: without blanks, the percentile first, whole milliseconds.
fn spelled(text: &str) -> String {
    let text: String = text.chars().filter(|c| !c.is_whitespace()).collect::<String>().to_ascii_lowercase();
    let Some((of, waits)) = text.split_once('(').and_then(|(of, rest)| Some((of, rest.strip_suffix(')')?))) else {
        return if text == "none" { "never".to_owned() } else { wait(&text) };
    };
    let mut waits: Vec<String> = waits.split(',').map(wait).collect();
    waits.sort_by_key(|wait| !wait.ends_with('p'));
    format!("{of}({})", waits.join(","))
}

/// A percentile or a time.
fn wait(text: &str) -> String {
    let number = |digits: &str| digits.parse::<f64>().ok();
    if let Some(time) = text.strip_suffix("ms").and_then(number) {
        return format!("{}ms", time.trunc());
    }
    let percentile = text.strip_suffix("percentile").or_else(|| text.strip_suffix('p')).and_then(number);
    percentile.map_or_else(|| text.to_owned(), |percentile| format!("{percentile}p"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn policies_are_as_a_node_spells_them() {
        // What was written, and what a node of Cassandra 5.0.8 says it is.
        let seen = [
            ("99.9999PERCENTILE", "99.9999p"),
            ("99.0p", "99p"),
            ("99P", "99p"),
            ("50.0ms", "50ms"),
            ("0.5MS", "0ms"),
            ("NONE", "NEVER"),
            ("always", "ALWAYS"),
            ("min(99PERCENTILE,50.50ms)", "MIN(99p,50ms)"),
            ("MIN(50ms, 99p)", "MIN(99p,50ms)"),
        ];
        for (written, there) in seen {
            assert!(is_same(there, written), "{written}: {}", spelled(written));
        }
        for (one, other) in [("99p", "99ms"), ("MIN(99p,50ms)", "MAX(99p,50ms)"), ("ALWAYS", "NEVER"), ("99p", "98p")] {
            assert!(!is_same(one, other), "{one} {other}");
        }
    }
}
