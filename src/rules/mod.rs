//! rules
pub mod shape;
