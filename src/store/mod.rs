//! Takes the catalog's tables and finished cells, gives rows back through a database. Never judges a query: what is
//! asked here was found legal above.

pub mod embedded;
