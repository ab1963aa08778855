//! `modeler`: a query is declared once, and everything else follows from it.
pub mod catalog;
pub mod diagnostic;
pub mod model;
pub mod name;
pub mod render;
pub mod rules;
pub mod types;
pub mod value;
