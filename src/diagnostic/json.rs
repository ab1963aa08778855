//! Takes findings, gives them as JSON, for other programs. The README documents every field, and a test holds it to that.

use serde_json::{Value, json};

use super::{Diagnostic, Place, Report};

impl Report {
    /// The findings as a JSON array, the suppressed ones too. A field that has nothing to say is null.
    pub fn to_json(&self) -> Value {
        self.diagnostics.iter().map(|diagnostic| self.object(diagnostic)).collect()
    }

    fn object(&self, diagnostic: &Diagnostic) -> Value {
        let place = self.region(diagnostic.place.as_ref());
        let related = diagnostic.related.iter().map(|(place, word)| {
            let mut related = self.region(Some(place));
            related["word"] = json!(word);
            related
        });
        let suppressed = diagnostic.suppressed.as_ref();
        json!({
            "code": diagnostic.code,
            "severity": diagnostic.severity.word(),
            "query": diagnostic.query,
            "fact": diagnostic.fact,
            "help": diagnostic.help,
            "file": place["file"],
            "line": place["line"],
            "column": place["column"],
            "end_line": place["end_line"],
            "end_column": place["end_column"],
            "related": related.collect::<Value>(),
            "suppressed": suppressed.map(|why| json!({ "reason": why.reason, "until": why.until })),
        })
    }

    fn region(&self, place: Option<&Place>) -> Value {
        let end = place.and_then(|place| self.end(place));
        json!({
            "file": place.map(|place| &place.file),
            "line": place.map(|place| place.line),
            "column": place.map(|place| place.column),
            "end_line": end.map(|(line, _)| line),
            "end_column": end.map(|(_, column)| column),
        })
    }
}
