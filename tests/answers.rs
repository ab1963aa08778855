//! The embedded store is held to what was measured on a Cassandra 5.0.8 node: orders and equalities of key values, and
//! the finer points of answers; and to a model of it that is too simple to be wrong, with random rows and questions.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

#[path = "answers/bulk.rs"]
mod bulk;
#[path = "answers/contract.rs"]
mod contract;
#[path = "answers/counters.rs"]
mod counters;
#[path = "answers/facts.rs"]
mod facts;
#[path = "answers/fixture.rs"]
mod fixture;
#[path = "answers/keys.rs"]
mod keys;
#[path = "answers/lifetimes.rs"]
mod lifetimes;
#[path = "answers/naive.rs"]
mod naive;
#[path = "answers/orders.rs"]
mod orders;
#[path = "answers/random.rs"]
mod random;
#[path = "answers/scans.rs"]
mod scans;
#[path = "answers/statics.rs"]
mod statics;
