//! Takes what a model suppresses and the findings about it, gives the findings with those marked that someone has said
//! may stay, and what is wrong with suppressions that have aged. Never reads a clock, never silences an error.

use crate::diagnostic::{Diagnostic, MOST_FINDINGS, Place, Report, Severity, Suppressed};
use crate::model::Model;

/// A suppression: warnings of one code that may stay, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Allow {
    /// The code of the warnings.
    pub code: &'static str,
    /// The query that it stands in: findings about that query, or about the table it declares. All of them without it.
    pub query: Option<String>,
    /// Why they may stay.
    pub reason: String,
    /// The first day on which they may no longer.
    pub until: Option<Until>,
    /// Where it stands.
    pub place: Option<Place>,
}

/// A day on which a suppression ends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Until {
    /// The day, in days since 1970-01-01.
    pub day: i64,
    /// The same as `2027-03-01`.
    pub text: String,
    /// Where it stands.
    pub place: Option<Place>,
}

/// Who finds things. What has not looked cannot be said to have found nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Judge {
    /// The reading of a model.
    Model,
    /// The adviser.
    Advice,
    /// The profile of the data.
    Data,
    /// A node that the model is proved on.
    Node,
}

impl Judge {
    /// Who makes findings of `code`.
    pub fn of(code: &str) -> Self {
        match code.as_bytes().first() {
            Some(b'A') => Self::Advice,
            Some(b'S' | b'L') => Self::Data,
            Some(b'P') => Self::Node,
            _ => Self::Model,
        }
    }
}

impl Allow {
    /// Whether it is no longer heeded on the day `today`.
    fn has_expired(&self, today: i64) -> bool {
        self.until.as_ref().is_some_and(|until| until.day <= today)
    }

    fn covers(&self, diagnostic: &Diagnostic) -> bool {
        let here = self.query.is_none() || self.query == diagnostic.query;
        here && diagnostic.severity == Severity::Warning && diagnostic.code == self.code
    }

    fn expired(&self, until: &Until) -> Diagnostic {
        let fact = format!("the suppression of `{}` has expired: it held until {}", self.code, until.text);
        let help = "mend what it was for, or say why it may stay longer and until when";
        self.warning("D13", &fact, help).at(until.place.clone())
    }

    fn unused(&self) -> Diagnostic {
        let here = self.query.as_ref().map(|query| format!(" about `{query}`")).unwrap_or_default();
        let fact = format!("nothing{here} is found that the suppression of `{}` would silence", self.code);
        self.warning("D14", &fact, "remove it, before it silences what nobody has seen").at(self.place.clone())
    }

    fn warning(&self, code: &'static str, fact: &str, help: &str) -> Diagnostic {
        let found = Diagnostic::error(code, fact).warning().help(help);
        Diagnostic { query: self.query.clone(), ..found }
    }
}

impl Model {
    /// Marks the findings of `report` that the model suppresses on the day `today`, counted from 1970-01-01, and adds
    /// what is wrong with its suppressions: `D13` expired, `D14` nothing to suppress, where those who could have found it
    /// are among `judges`. The report is that of this model, and whole: what is found later is not suppressed.
    pub fn suppress(&self, report: &mut Report, today: i64, judges: &[Judge]) {
        let (expired, held): (Vec<&Allow>, Vec<&Allow>) = self.allow.iter().partition(|allow| allow.has_expired(today));
        let mut used = vec![false; held.len()];
        // A finding that the model's query suppresses is not held against what stands at the top.
        let mut order: Vec<usize> = (0..held.len()).collect();
        order.sort_by_key(|at| held[*at].query.is_none());
        for diagnostic in &mut report.diagnostics {
            let Some(at) = order.iter().copied().find(|at| held[*at].covers(diagnostic)) else { continue };
            let Allow { reason, until, .. } = held[at];
            let until = until.as_ref().map(|until| until.text.clone());
            diagnostic.suppressed = Some(Suppressed { reason: reason.clone(), until });
            used[at] = true;
        }
        let late = expired.into_iter().filter_map(|allow| Some(allow.expired(allow.until.as_ref()?)));
        // Of a report that ran full it is not known what else would have been found.
        let whole = report.diagnostics.len() < MOST_FINDINGS;
        let looked = |allow: &Allow| whole && judges.contains(&Judge::of(allow.code));
        let idle =
            held.iter().zip(used).filter(|(allow, used)| !used && looked(allow)).map(|(allow, _)| allow.unused());
        late.chain(idle).collect::<Vec<_>>().into_iter().for_each(|found| report.push(found));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::read;

    /// 2026-05-01.
    const TODAY: i64 = 20_574;

    /// A model whose columns `a` and `b` nobody uses, with `top` at its top and `inside` in its query.
    fn model(top: &str, inside: &str) -> (Model, Report) {
        let text = format!(
            "modeler: 1\nkeyspace: music\nallow: [{top}]\ncolumns: {{ p: int, a: text, b: text }}\nqueries:\n  plays: \
             {{ partition_key: [p], allow: [{inside}] }}\n"
        );
        read("m.yaml", text.as_bytes()).unwrap_or_else(|report| panic!("{}", report.to_text(false)))
    }

    /// The codes that are left when the model has been heeded, and how many findings were suppressed.
    fn left((model, mut report): (Model, Report), judges: &[Judge]) -> (Vec<&'static str>, usize) {
        report.push(Diagnostic::error("P04", "too few").warning().about("plays"));
        model.suppress(&mut report, TODAY, judges);
        let left = report.diagnostics.iter().filter(|d| d.suppressed.is_none()).map(|d| d.code).collect();
        (left, report.suppressed())
    }

    #[test]
    fn a_suppression_silences_what_it_is_for_and_nothing_else() {
        let all = [Judge::Model, Judge::Node];
        let cases: [(&str, &str, &[&str], usize); 8] = [
            ("", "", &["D08", "D08", "P04"], 0),
            ("{ code: D08, reason: for later }", "", &["P04"], 2),
            ("{ code: P04, reason: one node }", "", &["D08", "D08"], 1),
            ("", "{ code: P04, reason: one node }", &["D08", "D08"], 1),
            // Of the two that cover it, the one in the query has it, and the other one nothing.
            ("{ code: P04, reason: x }", "{ code: P04, reason: y }", &["D08", "D08", "D14"], 1),
            // A column is about no query.
            ("", "{ code: D08, reason: for later }", &["D08", "D08", "P04", "D14"], 0),
            ("{ code: D08, reason: for later, until: 2026-05-02 }", "", &["P04"], 2),
            // The day itself is the first on which it no longer holds.
            ("{ code: D08, reason: for later, until: 2026-05-01 }", "", &["D08", "D08", "P04", "D13"], 0),
        ];
        for (top, inside, codes, suppressed) in cases {
            assert_eq!(left(model(top, inside), &all), (codes.to_vec(), suppressed), "{top} | {inside}");
        }
    }

    #[test]
    fn what_has_not_looked_has_not_found_nothing() {
        let unproved = || {
            let (model, report) = model("{ code: P04, reason: one node }", "");
            (model.queries.len(), model, report)
        };
        for (judges, expected) in [(vec![Judge::Model], 0), (vec![Judge::Model, Judge::Node], 1)] {
            let (_, model, mut report) = unproved();
            model.suppress(&mut report, TODAY, &judges);
            assert_eq!(report.diagnostics.iter().filter(|d| d.code == "D14").count(), expected, "{judges:?}");
        }
    }
}
