//! How fast tables grow, as the model says.

use super::Faults;
use crate::model::raw;
use crate::model::tree::Step;

/// Rows a day in the `growth` of the model, or of the query that `path` leads to.
pub(super) fn growth(raw: Option<&raw::Growth>, path: &[Step<'_>], faults: &mut Faults<'_>) -> Option<u64> {
    let path: Vec<Step<'_>> = path.iter().copied().chain(["growth".into()]).collect();
    let Some(text) = raw?.rows_per_day.as_deref() else {
        faults.push_key("Y07", &path, "`growth` does not say how much", "write `growth: { rows_per_day: 1000 }`");
        return None;
    };
    let rows = text.replace('_', "").parse().ok().filter(|rows| *rows > 0);
    if rows.is_none() {
        let path: Vec<Step<'_>> = path.into_iter().chain(["rows_per_day".into()]).collect();
        let fact = format!("`rows_per_day` must be a whole number of rows from 1 on, not `{text}`");
        faults.push("Y05", &path, fact, "write the digits, as in `rows_per_day: 86400`");
    }
    rows
}
