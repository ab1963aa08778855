//! Takes a file of statements that were judged offline and a node with an empty scratch keyspace, tries each there, gives
//! where the node says otherwise and what it makes of what could not be judged. Never judges a statement itself.

use std::ops::Range;
use std::time::Duration;

use super::statements::Values;
use crate::cql::tokens::{Kind, Token, Tokens};
use crate::diagnostic::{Diagnostic, Report};
use crate::name::Name;
use crate::rules::select::Stage;
use crate::statements::{File, Judged, Sort};
use crate::store::StoreError;
use crate::store::cassandra::{Cassandra, Execution, Verdict};
use crate::value::sample;

/// How often a read is tried again whose index is not ready: CREATE INDEX comes back before.
const LOOKS: u32 = 60;
/// The pause between two tries.
const PAUSE: Duration = Duration::from_millis(250);

/// What a node made of the statements of files.
#[derive(Clone, Debug, Default)]
pub struct Tried {
    /// Statements that the node was asked about.
    pub statements: u64,
    /// Where it says otherwise than we: each is a bug of ours.
    pub differences: u64,
    /// What it said of these, and of what could not be judged.
    pub report: Report,
}

/// What became of a statement on the node.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Outcome {
    Taken,
    /// Refused when it was read, prepared or run.
    Refused(String),
    /// Prepared, and refused when it was executed.
    Failed(String),
}

/// Makes the keyspace `scratch` and tries the statements of `files` in it, which name no keyspace or `keyspace`. The
/// caller drops it. Fails where the node cannot be asked.
pub async fn try_statements(
    node: &Cassandra,
    scratch: &Name,
    keyspace: &str,
    files: &[File],
) -> Result<Tried, StoreError> {
    let copies = node.datacenters().into_keys().map(|name| format!(", '{}': 1", name.replace('\'', "''")));
    let copies: String = copies.collect();
    let text =
        format!("CREATE KEYSPACE {} WITH replication = {{'class': 'NetworkTopologyStrategy'{copies}}}", scratch.cql());
    if let Verdict::Refused(words) | Verdict::Forbidden(words) | Verdict::TooFew(words) = node.define(&text).await? {
        return Err(StoreError::failed(format!("cannot make the scratch keyspace of the proof: {words}")));
    }
    node.enter(scratch).await?;
    let mut tried = Tried::default();
    for file in files {
        tried.report.source(&file.name, &file.text);
        for judged in file.judged.iter().filter(|judged| !matches!(judged.sort, Sort::Other(_))) {
            let outcome = outcome(node, file, judged, (scratch, keyspace)).await?;
            tried.statements += 1;
            tried.hold(file, judged, &outcome);
        }
    }
    Ok(tried)
}

async fn outcome(
    node: &Cassandra,
    file: &File,
    judged: &Judged,
    (scratch, keyspace): (&Name, &str),
) -> Result<Outcome, StoreError> {
    let text = file.text.get(judged.span.clone()).unwrap_or_default();
    let text = elsewhere(text, keyspace, scratch);
    if judged.sort == Sort::Create {
        return Ok(match node.define(&text).await? {
            Verdict::Accepted(_) => Outcome::Taken,
            Verdict::Refused(words) | Verdict::Forbidden(words) | Verdict::TooFew(words) => Outcome::Refused(words),
        });
    }
    if let Verdict::Refused(words) | Verdict::Forbidden(words) = node.prepares(&text).await? {
        return Ok(Outcome::Refused(words));
    }
    let values: Values = judged.markers.iter().map(|marker| sample(&marker.ty)).collect();
    for look in 0.. {
        match node.attempt(&text, &values, Execution::default()).await? {
            Verdict::Accepted(_) => break,
            Verdict::Refused(words) if words.contains("INDEX_NOT_AVAILABLE") && look < LOOKS => {
                tokio::time::sleep(PAUSE).await;
            }
            Verdict::Refused(words) | Verdict::Forbidden(words) | Verdict::TooFew(words) => {
                return Ok(Outcome::Failed(words));
            }
        }
    }
    Ok(Outcome::Taken)
}

impl Tried {
    /// Holds what the node said against what was said offline.
    fn hold(&mut self, file: &File, judged: &Judged, outcome: &Outcome) {
        let ours = judged.complaints.first();
        let (shown, at) = (file.shown(&judged.span), |span: &Range<usize>| Some(file.place(span)));
        let is_late = ours.is_some_and(|complaint| complaint.stage == Stage::Execute);
        let diagnostic = match (ours, outcome) {
            (None, Outcome::Taken) => return,
            (Some(_), Outcome::Refused(_)) if !is_late => return,
            (Some(_), Outcome::Failed(_)) if is_late => return,
            (None, Outcome::Refused(words) | Outcome::Failed(words)) if !judged.unknown.is_empty() => {
                let fact = format!("the node refuses `{shown}`, which could not be judged without it: {words}");
                Diagnostic::error("D17", fact).help("change the statement as the node says")
            }
            (None, Outcome::Refused(words) | Outcome::Failed(words)) => {
                self.differences += 1;
                let fact = format!("the node refuses `{shown}`, which no rule of ours refuses: {words}");
                Diagnostic::error("P01", fact).help("this is a bug of ours: please report it with the statement")
            }
            (Some(complaint), outcome) => {
                self.differences += 1;
                let what = match outcome {
                    Outcome::Taken => "takes".to_owned(),
                    Outcome::Refused(words) => format!("refuses at once ({words})"),
                    Outcome::Failed(words) => format!("prepares, and refuses when it is executed ({words}),"),
                };
                let fact = format!("the node {what} `{shown}`, which rule {} refuses otherwise", complaint.code);
                Diagnostic::error("P01", fact).help("this is a bug of ours: please report it with the statement")
            }
        };
        self.report.push(diagnostic.at(at(&judged.span)));
    }
}

/// `text` with another keyspace wherever `keyspace` stands before a dot.
fn elsewhere(text: &str, keyspace: &str, scratch: &Name) -> String {
    let named = |token: &Token<'_>| match token.kind {
        Kind::Name => token.unquoted() == keyspace,
        Kind::Word => token.text.eq_ignore_ascii_case(keyspace),
        _ => false,
    };
    let tokens: Vec<Token<'_>> = Tokens::new(text).collect();
    let (mut out, mut done) = (String::new(), 0);
    for pair in tokens.windows(2).filter(|pair| named(&pair[0]) && pair[1].text == ".") {
        out.push_str(text.get(done..pair[0].span.start).unwrap_or_default());
        out.push_str(&scratch.cql());
        done = pair[0].span.end;
    }
    out.push_str(text.get(done..).unwrap_or_default());
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_keyspace_stands_before_a_dot() {
        let scratch = Name::new("scratch");
        for (text, expected) in [
            ("SELECT shop FROM Shop.sales", "SELECT shop FROM scratch.sales"),
            ("SELECT a FROM \"shop\" . sales", "SELECT a FROM scratch . sales"),
            ("SELECT 'shop.a' FROM sales", "SELECT 'shop.a' FROM sales"),
            ("CREATE TABLE shop.a (b frozen<shop.c>)", "CREATE TABLE scratch.a (b frozen<scratch.c>)"),
        ] {
            assert_eq!(elsewhere(text, "shop", &scratch), expected);
        }
    }
}
