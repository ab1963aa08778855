//! `modeler`: a query is declared once, and everything else follows from it.
pub mod diagnostic;
pub mod name;
pub mod rules;
pub mod types;
