//! Takes how long the rows of a table are to live, gives what a node would refuse of it. Never reads a clock.

use super::shape::{Finding, Part, Setting, Table};
use super::words::tick;

/// The longest time to live that a node accepts: 20 years of 365 days, in seconds.
const LONGEST: u32 = 630_720_000;

/// Seconds in each unit that a time to live may be written in.
const UNITS: &[(char, u32)] = &[('s', 1), ('m', 60), ('h', 3600), ('d', 86_400)];

/// The seconds that `text` says: digits alone, or with one of the units `s`, `m`, `h`, `d` behind them, as in `90d`. What
/// is too large for the result is the largest: [`table`](super::table) refuses it. Fails with the fault in words.
pub fn time_to_live(text: &str) -> Result<u32, String> {
    let trimmed = text.trim();
    let unit = UNITS.iter().find(|(unit, _)| trimmed.ends_with(*unit));
    let digits = unit.map_or(trimmed, |_| &trimmed[..trimmed.len() - 1]).trim_end();
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(format!("{} is not a whole number of seconds, minutes, hours or days", tick(text)));
    }
    let number: u32 = digits.parse().unwrap_or(u32::MAX);
    Ok(number.saturating_mul(unit.map_or(1, |(_, seconds)| *seconds)))
}

/// O08: a time to live is at least a second and at most what a node takes.
pub(super) fn out_of_range(table: &Table) -> Vec<Finding> {
    match table.ttl {
        Some(ttl) if !(1..=LONGEST).contains(&ttl) => {
            let how = if ttl == 0 { "not live at all" } else { "live longer than a node allows" };
            let fact = format!("rows of table {} would {how}", tick(&table.name));
            vec![
                Finding::new("O08", Part::Ttl, fact).help("give 1 to 630720000 seconds (20 years), or leave `ttl` out"),
            ]
        }
        _ => Vec::new(),
    }
}

/// K05: counters do not expire, neither by their statements nor by their table; a default of 0 is none.
pub(super) fn of_counters(table: &Table) -> Vec<Finding> {
    if !table.is_counter() {
        return Vec::new();
    }
    let lives = |setting: &Setting| matches!(setting, Setting::Scalar(text) if text.trim().parse::<i64>() != Ok(0));
    let default = table.options.iter().find(|(name, setting)| name == "default_time_to_live" && lives(setting));
    let default = default.map(|(name, _)| {
        let fact = format!("table {} has counters and a default time to live", tick(&table.name));
        Finding::new("K05", Part::Setting(name.clone()), fact)
            .help("leave `default_time_to_live` out: counters do not expire")
    });
    let own = table.ttl.map(|_| {
        let fact = format!("table {} has counters and a time to live", tick(&table.name));
        Finding::new("K05", Part::Ttl, fact).help("leave `ttl` out: counters do not expire")
    });
    own.into_iter().chain(default).collect()
}

#[cfg(test)]
mod tests {
    use super::super::sample::{codes, table_of};
    use super::*;
    use crate::types::CqlType;

    #[test]
    fn a_time_to_live_is_a_number_with_or_without_a_unit() {
        let said =
            [("86400", 86_400), ("90d", 7_776_000), ("12h", 43_200), ("30m", 1800), ("45s", 45), (" 5 d ", 432_000)];
        for (text, seconds) in said {
            assert_eq!(time_to_live(text), Ok(seconds), "{text}");
        }
        assert_eq!(time_to_live("99999999999"), Ok(u32::MAX));
        assert_eq!(time_to_live("50000d"), Ok(u32::MAX));
        for text in ["", "d", "-1", "1.5", "1w", "1e3", "1_000", "for ever", "90 days", "é"] {
            assert!(time_to_live(text).is_err(), "{text}");
        }
    }

    #[test]
    fn rows_live_a_second_to_twenty_years() {
        for (ttl, fits) in [(0, false), (1, true), (LONGEST, true), (LONGEST + 1, false), (u32::MAX, false)] {
            let table = Table { ttl: Some(ttl), ..table_of(&["p"], &[], &[], &["v"]) };
            assert_eq!(out_of_range(&table).is_empty(), fits, "{ttl}");
        }
    }

    #[test]
    fn counters_do_not_expire() {
        let mut table = table_of(&["p"], &[], &[], &["n"]);
        table.ttl = Some(60);
        assert!(of_counters(&table).is_empty());
        table.regulars[0].ty = CqlType::Counter;
        assert_eq!(codes(&of_counters(&table)), ["K05"]);
        table.ttl = None;
        for (seconds, found) in [("0", 0), ("10", 1)] {
            table.options = vec![("default_time_to_live".to_owned(), Setting::Scalar(seconds.to_owned()))];
            assert_eq!(of_counters(&table).len(), found, "{seconds}");
        }
    }

    #[test]
    fn the_statement_wins_over_the_default() {
        let mut table = table_of(&["p"], &[], &[], &["v"]);
        assert_eq!(table.lifetime(), None);
        table.options = vec![("default_time_to_live".to_owned(), Setting::Scalar("0".to_owned()))];
        assert_eq!(table.lifetime(), None);
        table.options[0].1 = Setting::Scalar("600".to_owned());
        assert_eq!(table.lifetime(), Some(600));
        table.ttl = Some(60);
        assert_eq!(table.lifetime(), Some(60));
    }
}
