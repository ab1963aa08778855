//! What a node refuses in a statement, and when.

use std::ops::Range;

use super::scope::Scope;
use crate::name::Name;

/// When a node refuses a statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    /// When it reads it: a node calls it a fault of the syntax.
    Syntax,
    /// When it runs a CREATE statement.
    Create,
    /// When it prepares it, so also when it is run directly.
    Prepare,
    /// When it executes it; PREPARE takes it.
    Execute,
}

/// One thing that a node refuses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Complaint {
    /// The rule's code.
    pub code: &'static str,
    /// Where in the statement, in bytes.
    pub span: Range<usize>,
    /// When the node refuses it.
    pub stage: Stage,
    /// The node's words.
    pub words: String,
    /// The fault in our words: lower-case phrase, the user's words in backticks.
    pub fact: String,
    /// The smallest change that makes it legal.
    pub help: String,
}

/// A refusal at PREPARE in the node's `words`; ours are made of them, and the help is that of the rule.
pub(super) fn prepare(code: &'static str, span: &Range<usize>, words: String) -> Complaint {
    refusal(code, Stage::Prepare, span, words)
}

/// A refusal at EXECUTE, likewise.
pub(super) fn execute(code: &'static str, span: &Range<usize>, words: String) -> Complaint {
    refusal(code, Stage::Execute, span, words)
}

fn refusal(code: &'static str, stage: Stage, span: &Range<usize>, words: String) -> Complaint {
    let fact = our_words(&words);
    Complaint { code, span: span.clone(), stage, words, fact, help: help(code).to_owned() }
}

/// A column that the table does not have, where a node looks for one.
pub(super) fn unknown_column(scope: &Scope<'_>, name: &Name, span: &Range<usize>) -> Complaint {
    let table = &scope.table.name;
    let words =
        format!("Undefined column name {} in table {}.{}", name.cql(), scope.schema.keyspace.cql(), table.cql());
    let columns: Vec<String> = scope.table.columns().map(|(column, _)| format!("`{}`", column.name)).collect();
    let fact = format!("table `{table}` has no column `{name}`");
    let help = format!("take one of its columns: {}", columns.join(", "));
    Complaint { fact, help, ..prepare("F06", span, words) }
}

/// The node's words as a phrase of ours: names in backticks, the first letter small unless the word is a keyword, no
/// full stop.
fn our_words(words: &str) -> String {
    let text = words.trim_end_matches(['.', ' ']).replace('"', "`");
    let first = text.split(' ').next().unwrap_or_default();
    let is_word = first.chars().skip(1).all(char::is_lowercase) && first.starts_with(char::is_uppercase);
    let mut rest = text.chars();
    match rest.next() {
        Some(letter) if is_word => letter.to_lowercase().chain(rest).collect(),
        _ => text,
    }
}

/// The smallest change that mends a fault of this rule.
fn help(code: &str) -> &'static str {
    match code {
        "Q01" => "fix every column of the partition key by `=`, or keep a table whose partition key is what is asked",
        "Q02" => "compare the partition key by `=` or `IN`, or the token of all its columns",
        "Q03" => "fix the clustering columns before it by `=`, or put it before them in the key",
        "Q04" => "let tuples hold clustering columns in the order of the key, and put what is asked for a range last",
        "Q05" => "restrict the column once, or by one bound on each side",
        "Q07" => "ask for the values that are wanted, by `=`, `IN` or a range",
        "Q08" => "name clustering columns in the order of the key, in its directions or all against them",
        "Q09" => "ask for one partition by `=`, or take ORDER BY out and put the rows in order after reading them",
        "Q10" => "take the conditions on clustering columns out, or select a column that is not static",
        "Q11" => {
            "select the whole partition key, with static columns if they are wanted, and restrict no other columns"
        }
        "Q12" => "group by the key's columns in their order, the whole partition key first, or count without grouping",
        "Q13" => "put the column into the key, or index it",
        "Q15" => {
            "ask for parts by `CONTAINS`, `CONTAINS KEY` or `column[key] =`, or freeze the column to compare it whole"
        }
        "Q16" => "give a value",
        "Q18" => "write a limit of 1 or more",
        "Q19" => "order by one indexed vector, with a LIMIT of at most 1,000, and restrict indexed columns alone",
        "Q28" => "group by the key's columns in their order, a function on the last alone",
        "Q29" => "name a table of the keyspace",
        "X02" => "compare as the index serves, or put the column into the key",
        "X13" => "ask for one partition by `=`, or take the condition on the indexed column out",
        _ => "change the statement",
    }
}
