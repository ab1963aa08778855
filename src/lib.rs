//! `modeler`: a query is declared once, and everything else follows from it.
pub mod name;
pub mod types;
pub mod value;
