//! Takes days, times of day and timestamps in a form that a strftime pattern describes, gives the counts that the wire
//! holds. Never reads more than the pattern says, and never rounds.

use chrono::format::{Item, Parsed, StrftimeItems, parse};
use chrono::{Datelike, Timelike};

use super::calendar::{millis, no_zone, out_of_range};
use super::{BadValue, quoted};

/// Whether `format` has at least one `%…`, and strftime (chrono's) knows each of them.
pub fn is_pattern(format: &str) -> bool {
    let unknown = |item| matches!(item, Item::Error);
    format.contains('%') && !StrftimeItems::new(format).any(unknown)
}

/// Days since the epoch of the day that `text` names in `format`.
pub(super) fn days(text: &str, format: &str) -> Result<i64, BadValue> {
    days_of(&parsed(text, format)?).ok_or_else(|| mismatch(text, format))
}

/// Nanoseconds since midnight of the time of day that `text` names in `format`.
pub(super) fn nanos(text: &str, format: &str) -> Result<i64, BadValue> {
    nanos_of(&mut parsed(text, format)?).ok_or_else(|| mismatch(text, format))
}

/// Reads a timestamp as milliseconds since the epoch; `zone` is in minutes east of UTC, for formats that have none.
pub(super) fn timestamp(text: &str, format: &str, zone: Option<i32>) -> Result<i64, BadValue> {
    let mut fields = parsed(text, format)?;
    let nanos_of_second = i64::from(fields.nanosecond().unwrap_or(0));
    if nanos_of_second % 1_000_000 != 0 {
        let fact = "is not a whole number of milliseconds, which is all that a timestamp holds";
        return Err(BadValue(format!("{} {fact}", quoted(text))));
    }
    if let Some(seconds) = fields.timestamp() {
        let millis = seconds.checked_mul(1000).and_then(|millis| millis.checked_add(nanos_of_second / 1_000_000));
        return millis.ok_or_else(|| out_of_range(text));
    }
    let east = match (fields.offset(), zone) {
        (Some(seconds), _) => i64::from(seconds),
        (None, Some(minutes)) => i64::from(minutes) * 60,
        (None, None) => return Err(no_zone(text)),
    };
    let days = days_of(&fields).ok_or_else(|| mismatch(text, format))?;
    let has_clock = fields.hour_div_12().is_some() || fields.hour_mod_12().is_some();
    let nanos = if has_clock { nanos_of(&mut fields).ok_or_else(|| mismatch(text, format))? } else { 0 };
    millis(days, nanos, east).ok_or_else(|| out_of_range(text))
}

fn parsed(text: &str, format: &str) -> Result<Parsed, BadValue> {
    let mut fields = Parsed::new();
    parse(&mut fields, text, StrftimeItems::new(format)).map_err(|_| mismatch(text, format))?;
    if fields.second() == Some(60) {
        return Err(BadValue(format!("{} is a leap second, which CQL does not know", quoted(text))));
    }
    Ok(fields)
}

fn days_of(fields: &Parsed) -> Option<i64> {
    // 719,163 is the first of January 1970, counted from the year 1.
    fields.to_naive_date().ok().map(|day| i64::from(day.num_days_from_ce()) - 719_163)
}

/// Nanoseconds since midnight; minutes that the format does not have are 0.
fn nanos_of(fields: &mut Parsed) -> Option<i64> {
    if fields.minute().is_none() {
        fields.set_minute(0).ok()?;
    }
    let time = fields.to_naive_time().ok()?;
    Some(i64::from(time.num_seconds_from_midnight()) * 1_000_000_000 + i64::from(time.nanosecond()))
}

#[cold]
fn mismatch(text: &str, format: &str) -> BadValue {
    BadValue(format!("{} does not match the format {}", quoted(text), quoted(format)))
}
