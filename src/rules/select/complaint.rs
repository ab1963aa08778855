//! What a node refuses in a statement, and when.

use std::ops::Range;

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
