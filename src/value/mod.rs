//! stub, replaced
mod derive;
use crate::types::CqlType;
pub use derive::Derivation;
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadValue(pub String);
impl std::fmt::Display for BadValue {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}
impl std::error::Error for BadValue {}
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reading {
    pub format: Option<String>,
    pub epoch: Option<Unit>,
    pub zone: Option<i32>,
    pub split: Option<String>,
    pub booleans: Option<(Vec<String>, Vec<String>)>,
}
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Unit {
    Seconds,
    Millis,
    Micros,
    Nanos,
}
pub fn encode_text(_ty: &CqlType, _text: &str, _reading: &Reading, _out: &mut Vec<u8>) -> Result<(), BadValue> {
    todo!()
}
pub fn encode_json(_ty: &CqlType, _json: &serde_json::Value, _out: &mut Vec<u8>) -> Result<(), BadValue> {
    todo!()
}
pub fn to_json(_ty: &CqlType, _bytes: &[u8]) -> serde_json::Value {
    todo!()
}
pub fn display(_ty: &CqlType, _bytes: &[u8], _out: &mut String) {
    todo!()
}
pub fn compare(_ty: &CqlType, _a: &[u8], _b: &[u8]) -> std::cmp::Ordering {
    todo!()
}
pub fn write_comparable(_ty: &CqlType, _bytes: &[u8], _out: &mut Vec<u8>) {
    todo!()
}
pub fn read_comparable(_ty: &CqlType, _bytes: &[u8], _out: &mut Vec<u8>) -> Option<usize> {
    todo!()
}
pub fn comparable_is_lossless(_ty: &CqlType) -> bool {
    todo!()
}
pub fn partition_key(_components: &[&[u8]], _out: &mut Vec<u8>) {
    todo!()
}
pub fn token(_partition_key: &[u8]) -> i64 {
    todo!()
}
