//! Takes findings, gives them as a log of SARIF 2.1.0, the OASIS standard for what analysers find. Never names a place that
//! is not known, nor a rule that nothing has broken.

use std::collections::BTreeMap;
use std::fmt::Write;

use serde_json::{Value, json};

use super::{Diagnostic, Page, Pages, Place, Report, Suppressed};

/// Where the schema of the form lies; readers know it by this name.
const SCHEMA: &str = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

impl Report {
    /// The findings as a SARIF log with one run, the suppressed ones too; `pages` tells of their codes.
    pub fn to_sarif(&self, pages: Pages) -> Value {
        let mut codes: Vec<&str> = self.diagnostics.iter().map(|diagnostic| diagnostic.code).collect();
        codes.sort_unstable();
        codes.dedup();
        let rules: Vec<Value> = codes.iter().map(|code| rule(code, pages(code))).collect();
        let mut seen = BTreeMap::new();
        let results = self.diagnostics.iter().map(|diagnostic| {
            let at = codes.binary_search(&diagnostic.code).ok();
            self.result(diagnostic, at, &fingerprint(diagnostic, &mut seen))
        });
        let results: Value = results.collect();
        json!({
            "$schema": SCHEMA,
            "version": "2.1.0",
            "runs": [{
                "tool": { "driver": {
                    "name": "modeler",
                    "version": env!("CARGO_PKG_VERSION"),
                    "semanticVersion": env!("CARGO_PKG_VERSION"),
                    "rules": rules,
                } },
                "invocations": [{ "executionSuccessful": true }],
                "columnKind": "unicodeCodePoints",
                "results": results,
            }],
        })
    }

    fn result(&self, diagnostic: &Diagnostic, rule: Option<usize>, fingerprint: &str) -> Value {
        let mut text = diagnostic.fact.clone();
        if let Some(help) = &diagnostic.help {
            let _ = write!(text, "\nhelp: {help}");
        }
        let mut result = json!({
            "ruleId": diagnostic.code,
            "level": diagnostic.severity.word(),
            "message": { "text": text },
            "partialFingerprints": { "finding/v1": fingerprint },
            "suppressions": diagnostic.suppressed.iter().map(suppression).collect::<Value>(),
        });
        if let Some(rule) = rule {
            result["ruleIndex"] = json!(rule);
        }
        let mut location = diagnostic.place.as_ref().map_or_else(|| json!({}), |place| self.location(place));
        if let Some(query) = &diagnostic.query {
            let qualified = format!("queries.{query}");
            location["logicalLocations"] =
                json!([{ "name": query, "fullyQualifiedName": qualified, "kind": "object" }]);
        }
        if location.as_object().is_some_and(|members| !members.is_empty()) {
            result["locations"] = json!([location]);
        }
        if !diagnostic.related.is_empty() {
            let related = diagnostic.related.iter().zip(1..);
            result["relatedLocations"] = related.map(|((place, word), id)| self.related(place, word, id)).collect();
        }
        result
    }

    fn related(&self, place: &Place, word: &str, id: usize) -> Value {
        let mut location = self.location(place);
        location["id"] = json!(id);
        location["message"] = json!({ "text": word });
        location
    }

    fn location(&self, place: &Place) -> Value {
        let mut region = json!({ "startLine": place.line, "startColumn": place.column });
        if let Some((line, column)) = self.end(place) {
            region["endLine"] = json!(line);
            region["endColumn"] = json!(column);
        }
        json!({ "physicalLocation": { "artifactLocation": { "uri": uri(&place.file) }, "region": region } })
    }
}

fn suppression(why: &Suppressed) -> Value {
    let mut suppression = json!({ "kind": "inSource", "status": "accepted", "justification": why.reason });
    if let Some(until) = &why.until {
        suppression["properties"] = json!({ "until": until });
    }
    suppression
}

/// What is told of a code: its line, what the rule is, and the whole page.
fn rule(code: &str, page: Option<Page>) -> Value {
    let Some(Page { line, text, severity }) = page else { return json!({ "id": code }) };
    let body = text.split_once("\n\n").map_or(text, |(_, body)| body);
    let examples = ["\nRefused", "\nWarned of"].iter().filter_map(|word| body.find(word)).min();
    let rule = body[..examples.unwrap_or(body.len())].trim();
    json!({
        "id": code,
        "shortDescription": { "text": line },
        "fullDescription": { "text": if rule.is_empty() { line } else { rule } },
        "help": { "text": text, "markdown": text },
        "defaultConfiguration": { "level": severity.word() },
    })
}

/// What a finding is known by in the next log, wherever its lines have moved to: a hash of its code, file, query and
/// fact, and of which of several alike it is.
fn fingerprint(diagnostic: &Diagnostic, seen: &mut BTreeMap<String, usize>) -> String {
    let file = diagnostic.place.as_ref().map_or("", |place| place.file.as_str());
    let query = diagnostic.query.as_deref().unwrap_or_default();
    let known = [diagnostic.code, file, query, &diagnostic.fact].join("\0");
    let nth = seen.entry(known.clone()).or_default();
    *nth += 1;
    format!("{:016x}", hash(format!("{known}\0{nth}").as_bytes()))
}

/// FNV-1a of 64 bits: what is written today is compared with what another version writes later.
fn hash(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3))
}

/// The path of a file as a reference by URI: relative as the user named it, or from the root of the file system.
fn uri(file: &str) -> String {
    let slashed = if std::path::MAIN_SEPARATOR == '\\' { file.replace('\\', "/") } else { file.to_owned() };
    let path = slashed.strip_prefix("./").unwrap_or(&slashed);
    let mut out = String::new();
    if path.starts_with('/') {
        out.push_str("file://");
    }
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            out.push(char::from(byte));
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_a_reference_whatever_it_holds() {
        let cases = [
            ("models/queries.yaml", "models/queries.yaml"),
            ("./models/a b.yaml", "models/a%20b.yaml"),
            ("../50%#?.yaml", "../50%25%23%3F.yaml"),
            ("c:d.yaml", "c%3Ad.yaml"),
            ("größe.yaml", "gr%C3%B6%C3%9Fe.yaml"),
            ("/data/m.yaml", "file:///data/m.yaml"),
        ];
        for (file, expected) in cases {
            assert_eq!(uri(file), expected);
        }
    }

    #[test]
    fn a_finding_is_known_again_where_its_lines_have_moved() {
        let at = |line| Place { file: "m.yaml".to_owned(), line, column: 1, span: 0..0 };
        let print = |finding: &Diagnostic, seen: &mut _| fingerprint(finding, seen);
        let finding = Diagnostic::error("Y03", "unknown key `a`");
        let (mut one, mut other) = (BTreeMap::new(), BTreeMap::new());
        let first = print(&finding.clone().at(Some(at(3))), &mut one);
        assert_eq!(first, print(&finding.clone().at(Some(at(30))), &mut other));
        assert_ne!(first, print(&finding.at(Some(at(40))), &mut other), "the second of two that are alike");
        assert_ne!(first, print(&Diagnostic::error("Y03", "unknown key `b`").at(Some(at(3))), &mut one));
        assert_eq!(hash(b"a"), 0xaf63_dc4c_8601_ec8c, "the hash is the published one");
    }
}
