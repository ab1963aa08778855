//! Takes CREATE statements, gives what the prover says to them, in the form of a corpus.

use modeler::name::Name;
use modeler::rules::create::{Owned, judge};
use modeler::rules::select::Stage;

/// The keyspace of every case.
pub const KEYSPACE: &str = "ks";

/// The schema that the statements make.
pub fn made(statements: &[String]) -> Owned {
    let mut made = Owned::new(Name::new(KEYSPACE));
    for statement in statements {
        made.run(statement).unwrap_or_else(|complaint| panic!("{statement}: {complaint:?}"));
    }
    made
}

/// `ok`, `syntax`, `syntax WORDS`, `create WORDS`, or `unknown`.
pub fn said(made: &Owned, statement: &str) -> String {
    let verdict = judge(statement, &made.schema());
    match (verdict.complaints.first(), verdict.unknown.is_empty()) {
        (None, true) => "ok".to_owned(),
        (None, false) => "unknown".to_owned(),
        (Some(complaint), _) => {
            let stage = if complaint.stage == Stage::Syntax { "syntax" } else { "create" };
            format!("{stage} {}", complaint.words).trim_end().to_owned()
        }
    }
}

/// Whether what is said offline is what the node said. Of most faults of the grammar the node says where its parser was,
/// which nobody need know: there one word is enough. What is unknown agrees with anything.
pub fn agree(node: &str, offline: &str) -> bool {
    let bare = node == "syntax" && offline.starts_with("syntax");
    bare || offline == "unknown" || node == offline
}
