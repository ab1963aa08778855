//! Takes CQL text, gives its tokens and the trees of its statements; writes a tree as text again. Knows the grammar of
//! Cassandra 5.0 and nothing of what a statement means: whether a column exists is the rules' work.

pub mod create;
pub mod expression;
pub mod parse;
pub mod select;
pub mod tokens;
mod words;
mod write;
