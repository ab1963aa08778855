//! stub, replaced
pub mod shape;
use shape::Finding;
pub fn keyspace(_name: &crate::name::Name) -> Vec<Finding> {
    todo!()
}
pub fn user_types(_types: &[std::sync::Arc<crate::types::UserType>]) -> Vec<Finding> {
    todo!()
}
pub fn names(_what: &str, _names: &[crate::name::Name]) -> Vec<(Finding, usize)> {
    todo!()
}
pub fn table(_table: &shape::Table) -> Vec<Finding> {
    todo!()
}
pub fn query(_query: &shape::Query) -> Vec<Finding> {
    todo!()
}
