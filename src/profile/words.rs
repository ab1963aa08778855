//! Numbers as people read them.

/// With commas between thousands.
pub(super) fn count(n: u64) -> String {
    let digits = n.to_string();
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// A number of things: `1 row`, `2 rows`, `6,820 rows`.
pub(super) fn plural(n: u64, word: &str) -> String {
    format!("{} {word}{}", count(n), if n == 1 { "" } else { "s" })
}

/// A size in bytes, in kilobytes and more of 1,000, as the limits are: `119 B`, `6.3 kB`, `100 MB`.
#[allow(clippy::cast_precision_loss, reason = "three digits are shown")]
pub(super) fn bytes(n: u64) -> String {
    let mut size = n as f64;
    let mut unit = "B";
    for larger in ["kB", "MB", "GB", "TB", "PB"] {
        // What would be rounded up to 1,000 is one of the next.
        if size < 999.5 {
            break;
        }
        (size, unit) = (size / 1000.0, larger);
    }
    if unit == "B" || size >= 99.95 { format!("{size:.0} {unit}") } else { format!("{size:.1} {unit}") }
}

/// A rate or a number of days with as many digits as say something: `0.25`, `1.2`, `44.5`, `86,400`.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "it is not negative, and shown rounded")]
pub(super) fn number(n: f64) -> String {
    let trimmed = |text: String| text.trim_end_matches('0').trim_end_matches('.').to_owned();
    match n {
        n if n >= 99.95 => count(n.round() as u64),
        n if n >= 0.995 => trimmed(format!("{n:.1}")),
        n => trimmed(format!("{n:.2}")),
    }
}

/// A number of days, as [`number`] tells it: `1 day`, `1.2 days`.
pub(super) fn days(n: f64) -> String {
    let text = number(n);
    format!("{text} day{}", if text == "1" { "" } else { "s" })
}

/// A share in hundredths: `0 %`, `0.4 %`, `37 %`; never 0 where there is something, never 100 where something is missing.
#[allow(clippy::cast_precision_loss, reason = "two digits are shown")]
pub(super) fn share(part: u64, of: u64) -> String {
    let percent = if of == 0 { 0.0 } else { part as f64 * 100.0 / of as f64 };
    match percent {
        _ if part == 0 => "0 %".to_owned(),
        _ if part == of => "100 %".to_owned(),
        percent if percent < 0.1 => "under 0.1 %".to_owned(),
        percent if percent > 99.9 => "over 99.9 %".to_owned(),
        percent => format!("{percent:.1} %").replace(".0 %", " %"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_told_with_the_digits_that_say_something() {
        assert_eq!([0, 999, 1_000, 2_246_420].map(count), ["0", "999", "1,000", "2,246,420"]);
        assert_eq!((plural(1, "row"), plural(0, "row")), ("1 row".to_owned(), "0 rows".to_owned()));
        let sizes = [0, 119, 999, 1_000, 6_258, 99_949, 100_000_000, 999_600, u64::MAX];
        assert_eq!(
            sizes.map(bytes),
            ["0 B", "119 B", "999 B", "1.0 kB", "6.3 kB", "99.9 kB", "100 MB", "1.0 MB", "18447 PB"]
        );
        assert_eq!([0.041, 1.157, 44.516, 1_000.0, 86_400.0].map(number), ["0.04", "1.2", "44.5", "1,000", "86,400"]);
        assert_eq!([1.0, 1.157].map(days), ["1 day", "1.2 days"]);
        let shares = [(0, 9), (9, 9), (1, 3), (1, 2), (1, 5_000), (4_999, 5_000), (0, 0)];
        assert_eq!(
            shares.map(|(part, of)| share(part, of)),
            ["0 %", "100 %", "33.3 %", "50 %", "under 0.1 %", "over 99.9 %", "0 %"]
        );
    }
}
