//! `modeler`: a query is declared once, and everything else follows from it.
pub mod apply;
pub mod catalog;
pub mod diagnostic;
pub mod load;
pub mod model;
pub mod name;
pub mod project;
pub mod query;
pub mod render;
pub mod rules;
pub mod source;
pub mod store;
pub mod types;
pub mod value;
pub mod verify;

pub use project::render;
