//! Takes the settings of a connection as text (a consistency level, a deadline, a page size), gives what each means or
//! nothing where it means nothing. Never knows who said it.

use std::time::Duration;

/// Consistency levels that a read may ask for.
pub const READ_LEVELS: &[&str] =
    &["ONE", "TWO", "THREE", "QUORUM", "ALL", "LOCAL_QUORUM", "EACH_QUORUM", "LOCAL_ONE", "SERIAL", "LOCAL_SERIAL"];

/// Consistency levels that reads and writes may both ask for: a write can be neither `SERIAL` nor `LOCAL_SERIAL`, a read
/// not `ANY`.
pub const LEVELS: &[&str] = READ_LEVELS.split_at(READ_LEVELS.len() - 2).0;

/// How a deadline is written.
pub const DEADLINE_HELP: &str = "write seconds, as `5` or `2.5s`, or milliseconds, as `500ms`; at most an hour";

/// How the number of rows of a page is written.
pub const PAGE_SIZE_HELP: &str = "write a whole number of rows from 1 to 1000000";

/// The consistency level that `text` names, in any case.
pub fn level(text: &str) -> Option<&'static str> {
    LEVELS.iter().copied().find(|level| level.eq_ignore_ascii_case(text.trim()))
}

/// The time that `text` means: seconds, or milliseconds before `ms`. More than nothing, at most an hour.
pub fn deadline(text: &str) -> Option<Duration> {
    let text = text.trim();
    let (number, thousandths) = match (text.strip_suffix("ms"), text.strip_suffix('s')) {
        (Some(number), _) => (number, 1.0),
        (None, Some(number)) => (number, 1000.0),
        (None, None) => (text, 1000.0),
    };
    let digits = number.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    let millis = number.parse::<f64>().ok().filter(|_| digits)? * thousandths;
    (1.0..=3_600_000.0).contains(&millis).then(|| Duration::from_micros((millis * 1000.0) as u64))
}

/// The number of rows of a page.
pub fn page_size(text: &str) -> Option<i32> {
    text.trim().parse().ok().filter(|rows| (1..=1_000_000).contains(rows))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_are_read_or_refused() {
        let millis = |text| deadline(text).map(|time| time.as_millis());
        let good = [("5", 5000), ("2.5s", 2500), ("500ms", 500), (" 1s ", 1000), ("3600", 3_600_000), ("0.001", 1)];
        assert!(good.iter().all(|(text, expected)| millis(text) == Some(*expected)));
        let bad = ["", "s", "ms", "0", "0ms", "-1", "+1", "1e3", "inf", "NaN", "3601", "5 minutes", "1.2.3", "1m"];
        assert!(bad.iter().all(|text| millis(text).is_none()));
        assert_eq!(level("local_Quorum"), Some("LOCAL_QUORUM"));
        assert!(["SERIAL", "LOCAL_SERIAL", "ANY", "", "MOST"].iter().all(|text| level(text).is_none()));
        assert_eq!(page_size("5000"), Some(5000));
        assert!(["0", "-1", "1000001", "many", ""].iter().all(|text| page_size(text).is_none()));
    }
}
