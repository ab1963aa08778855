//! A query for Cassandra or `ScyllaDB` is declared once, in YAML, and everything else follows from it: the table, the CQL,
//! the typed Rust, the loaded data, the proof that the answers are right. This page is the architecture; the README is
//! the tour.
//!
//! ```text
//! queries.yaml ──read──▶ Model ──plan──▶ Catalog ──render──▶ Script + Artifacts (schema.cql · queries.cql · rows.rs)
//!                      (valid)        (tables, statements)       │ run        │ write | check
//! events*.csv ──decode──▶ encode · sort · spill · merge ─────────┴▶ apply ▶ load ▶ query ▶ verify   on a Store
//! ```
//!
//! Only reading can fail on what the user wrote: a [`model::Model`] that exists is valid. [`catalog::plan`] is pure and
//! total. [`render`](mod@render) fails only on a user's own template. What touches an environment variable or a terminal
//! is in the binary, above this library; so is what touches a clock, but for the one by which the embedded store judges
//! what has expired.
//!
//! # Floors
//! A module uses only the floors below its own; modules of one floor are strangers. `tests/floors.rs` holds this.
//!
//! | floor | modules | what they are |
//! |---|---|---|
//! | 6 | `main`, `cli` | argv, terminal, environment, exit codes; in the binary |
//! | 5 | [`apply`], [`load`], [`query`], [`verify`], [`prove`], [`project`], [`profile`] | put the parts below to work |
//! | 4 | [`advise`], [`render`](mod@render), [`source`], [`statements`], [`store`] | warnings and text out of plans, rows out of files, rows through a database |
//! | 3 | [`catalog`] | tables and statements with their binds in order: structure, no text |
//! | 2 | [`model`] | YAML in, a valid model or every fault out |
//! | 1 | [`rules`] | what a node would say to names, keys and queries; knows no YAML |
//! | 0 | [`name`], [`types`], [`value`], [`cql`], [`diagnostic`] | the words that all floors share |
//!
//! # What never happens
//! - A name is spelled in one place, [`name::Name`], for CQL and for Rust; nothing else quotes or folds.
//! - A statement's text is rendered once, into [`catalog::Script`]; artifacts print it and stores run it.
//! - A value is parsed by one function, [`value::encode_text`], whether it comes from a CSV, the YAML or a command line.
//!   From there on a cell is its CQL wire bytes, in every table and every store.
//! - The embedded store never approximates: what it cannot answer as Cassandra does, the model refuses by name.
//! - A load into the embedded store is one write: segments under new names, then one rename that flips all tables
//!   together. On a cluster rows arrive as they are sent, all with one write timestamp, so that sending them again changes
//!   nothing; what is not so, a counter's increment, is never sent twice. A [`store::ledger`] remembers how far it has come,
//!   so that a load that was broken off goes on: the merged stream of rows is the same for the same files and model.
//! - What a statement made is never taken for granted: a schema is read back and held against the catalog.
//! - Wire bytes are never decoded between a file and a node. [`store::cassandra`] alone names the driver's session.
//! - Nothing is accepted and then ignored: a key of the model either acts or is refused.
//!
//! # Where to add what
//! A rule is one function in [`rules`], one line in its list, one file in `tests/errors`. A type is one variant of
//! [`types::CqlType`] and what the compiler then asks for. An artifact is one file in `templates`. A case is one folder in
//! `tests/cases`. CONTRIBUTING has the steps.

pub mod advise;
pub mod apply;
pub mod catalog;
pub mod cql;
pub mod diagnostic;
pub mod load;
pub mod model;
pub mod name;
pub mod profile;
pub mod project;
pub mod prove;
pub mod query;
pub mod render;
pub mod rules;
pub mod source;
pub mod statements;
pub mod store;
pub mod types;
pub mod value;
pub mod verify;

pub use project::render;

/// The README's Rust compiles.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
