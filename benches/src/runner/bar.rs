//! Takes measured figures and what they must reach, gives verdicts.

use serde_json::{Value, json};

use crate::table::Table;

/// A figure, what it must reach, and what we would like it to reach.
#[derive(Debug)]
pub(crate) struct Bar {
    what: String,
    unit: &'static str,
    measured: f64,
    /// What must be reached.
    must: f64,
    aim: Option<f64>,
    better: Better,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Better {
    More,
    Less,
}

impl Bar {
    /// At least `bar`, better `aim`.
    pub(crate) fn at_least(
        what: impl Into<String>,
        measured: f64,
        unit: &'static str,
        bar: f64,
        aim: impl Into<Option<f64>>,
    ) -> Self {
        Self { what: what.into(), unit, measured, must: bar, aim: aim.into(), better: Better::More }
    }

    /// At most `bar`, better `aim`.
    pub(crate) fn at_most(
        what: impl Into<String>,
        measured: f64,
        unit: &'static str,
        bar: f64,
        aim: Option<f64>,
    ) -> Self {
        Self { what: what.into(), unit, measured, must: bar, aim, better: Better::Less }
    }

    fn reaches(&self, mark: f64) -> bool {
        match self.better {
            Better::More => self.measured >= mark,
            Better::Less => self.measured <= mark,
        }
    }

    fn verdict(&self) -> &'static str {
        match (!self.reaches(self.must), self.aim.map(|aim| self.reaches(aim))) {
            (true, _) => "MISSED",
            (false, Some(true)) => "aim reached",
            (false, Some(false)) => "met, aim not yet",
            (false, None) => "met",
        }
    }

    /// For a machine.
    pub(crate) fn to_json(&self) -> Value {
        json!({
            "what": self.what, "unit": self.unit, "measured": self.measured, "bar": self.must, "aim": self.aim,
            "verdict": self.verdict(),
        })
    }
}

/// All bars, for people.
pub(crate) fn table(bars: &[Bar]) -> Table {
    let mut table = Table::new(&["bar", "measured", "must be", "aim", "verdict"]);
    for bar in bars {
        let sign = if bar.better == Better::More { "≥" } else { "≤" };
        let mark = |mark: Option<f64>| mark.map_or(String::new(), |mark| format!("{sign} {mark} {}", bar.unit));
        let measured = format!("{} {}", figures(bar.measured), bar.unit);
        table.row(vec![bar.what.clone(), measured, mark(Some(bar.must)), mark(bar.aim), bar.verdict().to_owned()]);
    }
    table
}

/// Three figures are as many as such measurements have.
pub(crate) fn figures(number: f64) -> String {
    match number.abs() {
        n if n >= 100.0 => format!("{number:.0}"),
        n if n >= 10.0 => format!("{number:.1}"),
        _ => format!("{number:.2}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn verdicts() {
        let cases = [
            (Bar::at_least("rate", 8.0, "%", 9.0, 20.0), "MISSED"),
            (Bar::at_least("rate", 9.0, "%", 9.0, 20.0), "met, aim not yet"),
            (Bar::at_least("rate", 21.0, "%", 9.0, 20.0), "aim reached"),
            (Bar::at_most("time", 11.0, "µs", 10.0, Some(5.0)), "MISSED"),
            (Bar::at_most("time", 5.0, "µs", 10.0, Some(5.0)), "aim reached"),
            (Bar::at_most("time", 5.0, "µs", 10.0, None), "met"),
        ];
        for (bar, verdict) in cases {
            assert_eq!(bar.verdict(), verdict, "{bar:?}");
        }
    }
}
