//! Takes speculation policies, gives those that a node cannot read. Never judges whether one is wise.

use super::settings::{finding, number};
use super::shape::{Finding, Setting, Table};
use super::words::tick;

/// O07: `speculative_retry` and `additional_write_policy` are `99p`, `50ms`, ALWAYS, NONE, or MIN or MAX of a
/// percentile and a time.
pub(super) fn retry(table: &Table) -> Vec<Finding> {
    let policies = ["speculative_retry", "additional_write_policy"];
    let of = |(name, setting): &(String, Setting)| {
        let Setting::Scalar(text) = setting else { return None };
        let bad = policies.contains(&name.as_str()) && !is_policy(text.trim());
        bad.then(|| {
            finding("O07", name, format!("table option {} cannot be {}", tick(name), tick(text)))
                .help("write a percentile (`99p`), a time (`50ms`), `ALWAYS`, `NONE`, or `MIN(99p,50ms)`")
        })
    };
    table.options.iter().filter_map(of).collect()
}

/// What a policy waits for.
#[derive(PartialEq, Eq)]
enum Wait {
    Percentile,
    Time,
}

fn is_policy(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    if matches!(lower.as_str(), "always" | "none" | "never") || wait(&lower).is_some() {
        return true;
    }
    let both = ["min(", "max("].iter().find_map(|name| lower.strip_prefix(name)?.strip_suffix(')'));
    let Some((left, right)) = both.and_then(|both| both.split_once(',')) else { return false };
    let kinds = (wait(left.trim()), wait(right.trim()));
    matches!(kinds, (Some(left), Some(right)) if left != right)
}

fn wait(text: &str) -> Option<Wait> {
    let amount = |digits: &str| {
        let plain = !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit() || b == b'.');
        if plain { number(digits) } else { None }
    };
    if let Some(digits) = text.strip_suffix("ms") {
        return amount(digits).map(|_| Wait::Time);
    }
    let digits = text.strip_suffix("percentile").or_else(|| text.strip_suffix('p'))?;
    amount(digits).filter(|n| *n > 0.0 && *n < 100.0).map(|_| Wait::Percentile)
}

#[cfg(test)]
mod tests {
    use super::super::sample::{codes, set};

    #[test]
    fn policies_are_percentiles_times_or_words() {
        let good = ["99p", "99.9PERCENTILE", "50ms", "ALWAYS", "NONE", "never", "MIN(99p,50ms)", "max(5.5ms, 90p)"];
        let bad =
            ["nosuch", "101p", "100p", "0p", "p", "ms", "-5ms", "99", "", "MIN(99p)", "MIN(99p,98p)", "MIN(99p,50ms"];
        for (value, expected) in good.iter().map(|v| (v, vec![])).chain(bad.iter().map(|v| (v, vec!["O07"]))) {
            for option in ["speculative_retry", "additional_write_policy"] {
                assert_eq!(codes(&super::super::table(&set(&[(option, value)]))), expected, "{option} = {value}");
            }
        }
    }
}
