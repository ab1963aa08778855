//! Takes CREATE statements, gives what the prover says to statements asked of the schema that they make.

use modeler::cql::parse;
use modeler::name::Name;
use modeler::rules::create::Owned;
use modeler::rules::select::{self, Stage, Verdict};

/// The schema of a file's CREATE statements.
pub fn made(statements: &[String]) -> Owned {
    let mut made = Owned::new(Name::new("ks"));
    for statement in statements {
        made.run(statement).unwrap_or_else(|complaint| panic!("{statement}: {complaint:?}"));
    }
    made
}

/// What the prover says to a SELECT, where it can be read.
pub fn judge(statement: &str, schema: &Owned) -> Option<Verdict> {
    parse::select(statement).ok().map(|tree| select::judge(&tree, &schema.schema()))
}

/// The same in the form of a corpus.
pub fn said(statement: &str, schema: &Owned) -> String {
    let Some(verdict) = judge(statement, schema) else { return "syntax".to_owned() };
    match (verdict.complaints.first(), verdict.unknown.first()) {
        (None, Some(unknown)) => format!("unknown {}", unknown.what),
        (None, None) => "ok".to_owned(),
        (Some(complaint), _) => match complaint.stage {
            Stage::Syntax => "syntax".to_owned(),
            Stage::Create => format!("create {}", complaint.words),
            Stage::Prepare => format!("prepare {}", complaint.words),
            Stage::Execute => format!("execute {}", complaint.words),
        },
    }
}
